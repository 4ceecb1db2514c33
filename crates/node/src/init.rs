//! Making a node: keys, databases, head register, configuration, and the entry for the member directory.
//!
//! Nothing here runs twice: every file is created new, and a half-made directory is refused by name.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use domain::actor::{MemberId, MemberKind, NodeId, Office, UnitId};
use jiff::{SignedDuration, Timestamp};
use law::ids::{Country, IssuerKind};
use seal::checkpoint::LogName;
use seal::digest::Digest;
use seal::keyring::WrapKind;
use seal::merkle::empty_root;
use seal::register::Head;
use seal::sign::{Alg, Ed25519Secret, Kid};
use store::{RealDisk, SqliteKeys, SqliteStore};
use wire::roster::tuf::{
    Directory as Held, Expiry, Files, NETWORK, NetworkFile, Refused, Sole, TufError, Update,
};
use wire::roster::{
    Entry, KeyEntry, LogEntry, NetworkKind as RosterKind, NodeEntry, OtherLog, Roster, RosterError,
    Service, Speaks, Status, UnitEntry, entry_from_bytes, entry_to_bytes,
};

use crate::config::{ConfigFile, ListenFile, NetworkKind, OfficerFile, beside};
use crate::directory::{self, DirectoryError, FIRST, FOLDER};
use crate::keys::{Keys, KeysError, UnitKeys};
use crate::register::{HeadRegisterError, make};
use crate::rng::{OsRandom, Random};
use crate::tls;
use crate::tsa::TsaFile;

pub mod words;

/// What a drill keeps free on disk.
const DRILL_RESERVE_BYTES: u64 = 128 << 20;
/// Keys of a new node are good from a day before, so that a clock that is a little behind does not refuse them.
const BEFORE: SignedDuration = SignedDuration::from_hours(24);
/// And for two years: a sandbox's clock may be moved far.
const AFTER: SignedDuration = SignedDuration::from_hours(24 * 730);

/// Kinds of letters that a node takes, each in its first version.
const LETTERS: [&str; 5] =
    ["handover.offer", "measure.answer", "measure.issue", "measure.letter", "measure.withdraw"];

/// Why a node was not made.
#[derive(Debug, thiserror::Error)]
pub enum InitError {
    /// A directory that cannot be read, or that a reader would refuse.
    #[error(transparent)]
    Directory(#[from] DirectoryError),
    /// There is a node already, or something else.
    #[error("{0} exists already; choose another directory, nothing was changed")]
    Exists(PathBuf),
    /// A file.
    #[error("{path} cannot be written: {source}")]
    File {
        /// Which.
        path: PathBuf,
        /// The system's answer.
        source: io::Error,
    },
    /// Keys that would begin after all before them have ended: the operator's order, and nothing was made.
    #[error(
        "the keys that are listed end at `{until}`, and nothing could sign from then until `{from}`; let the next ones begin no later with --from, or now with --at-once"
    )]
    Lapse {
        /// When the last of those that are listed ends.
        until: Timestamp,
        /// When the next ones were to begin.
        from: Timestamp,
    },
    /// A word on the command line.
    #[error("{what} is not usable: {why}")]
    Word {
        /// Which.
        what: &'static str,
        /// What would be right.
        why: String,
    },
    /// Keys.
    #[error(transparent)]
    Keys(#[from] KeysError),
    /// A key cannot be named.
    #[error("a key of the new node is not usable: {0}")]
    Name(String),
    /// The head register.
    #[error(transparent)]
    Register(#[from] HeadRegisterError),
    /// An entry.
    #[error(transparent)]
    Roster(#[from] RosterError),
    /// A database.
    #[error(transparent)]
    Store(#[from] store::StoreError),
}

impl InitError {
    /// Stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Directory(error) => error.code(),
            Self::Exists(_) => "exists",
            Self::File { .. } => "file",
            Self::Keys(_) => "keys",
            Self::Lapse { .. } => "keys-lapse",
            Self::Name(_) => "name",
            Self::Register(_) => "head-register",
            Self::Roster(_) => "roster",
            Self::Store(error) => error.code(),
            Self::Word { .. } => "word",
        }
    }
}

impl From<Refused> for InitError {
    fn from(refused: Refused) -> Self {
        Self::Directory(refused.into())
    }
}

/// An officer of the new node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOfficer {
    /// Sign-in name.
    pub login: String,
    /// Unit, which gets keys of its own.
    pub unit: UnitId,
    /// Office.
    pub office: Office,
    /// Issuer kind, where issuing is concerned.
    pub issuer_kind: Option<IssuerKind>,
}

/// A node to be made.
#[derive(Debug, Clone)]
pub struct InitRequest {
    /// Data directory; must not exist.
    pub dir: PathBuf,
    /// Member.
    pub member: MemberId,
    /// Its kind.
    pub kind: MemberKind,
    /// Its name for people, in English.
    pub name: String,
    /// Node id.
    pub node: NodeId,
    /// State.
    pub state: Country,
    /// Drill or production.
    pub network: NetworkKind,
    /// Addresses.
    pub listen: crate::config::Listen,
    /// People; their units come in the order given, the first receives housekeeping.
    pub officers: Vec<NewOfficer>,
    /// Whether it offers to witness the logs of others.
    pub witness: bool,
    /// A drill's clock, relative to the data directory.
    pub clock_file: Option<PathBuf>,
    /// Where packages also go.
    pub out_dir: Option<PathBuf>,
    /// Network time of the founding.
    pub at: Timestamp,
}

/// Makes a node and returns its entry for the member directory.
///
/// # Errors
/// See [`InitError`].
pub async fn init(request: &InitRequest) -> Result<Entry, InitError> {
    let dir = &request.dir;
    if dir.exists() {
        return Err(InitError::Exists(dir.clone()));
    }
    for folder in ["", "blobs", "keys", "roster", "sign-in"] {
        make_dir(&dir.join(folder))?;
    }
    let random: Arc<dyn Random> = Arc::new(OsRandom);
    let at_ms = request.at.as_millisecond();
    drop(SqliteStore::open(&dir.join("node.db"))?);
    let keys = Arc::new(SqliteKeys::open(&dir.join("keys.db"))?);
    let keys = Keys::create(&dir.join("keys"), keys, random.clone(), at_ms).await?;
    let units: Vec<_> = request.officers.iter().map(|officer| officer.unit.clone()).collect();
    keys.make_signing(&units, at_ms).await?;
    if request.kind == MemberKind::Coordinator {
        keys.make_secret(WrapKind::SigningSeed, DIRECTORY_KEY, at_ms).await?;
    }
    let logs = logs_of(&request.node, request.at);
    for origin in &logs {
        keys.make_log(origin, 1, at_ms).await?;
    }
    let register = beside(dir);
    make_dir(&register)?;
    make(
        &RealDisk::open(&register)?,
        Head {
            origin: logs.first().cloned().unwrap_or_default(),
            size: 0,
            root: empty_root(),
            epoch: 0,
            restore_epoch: 0,
            note: String::new(),
        },
    )?;
    let (identity, pin) =
        tls::make_identity(&request.node).map_err(|error| InitError::Name(error.to_string()))?;
    keys.put_secret(WrapKind::TlsKey, "tls", identity.key.secret_pkcs8_der(), at_ms).await?;
    for (certificate, name) in identity.chain.iter().zip(["leaf.der", "root.der"]) {
        write(&dir.join("keys").join(name), certificate)?;
    }
    let roots: Vec<_> = identity.chain.get(1).map(|root| root.to_vec()).into_iter().collect();
    let entry = entry(request, &keys, &units, &logs, roots, pin).await?;
    write(&dir.join("entry.json"), &entry_to_bytes(&entry))?;
    write_config(request)?;
    Ok(entry)
}

/// The logs that a new node has keys for: of this year, of the next one, and one to follow this year's if it fails. They
/// are listed from the beginning, so that everybody has the keys when a log begins.
#[must_use]
pub fn logs_of(node: &NodeId, at: Timestamp) -> Vec<String> {
    let year = at.to_zoned(jiff::tz::TimeZone::UTC).year().unsigned_abs();
    let log = |year, successor| LogName::origin(node.as_str(), year, successor);
    vec![log(year, 0), log(year.saturating_add(1), 0), log(year, 1)]
}

/// Scope of the key that signs directory versions.
pub(crate) const DIRECTORY_KEY: &str = "directory";

/// The directory entry of a node whose keys are made: what others must know to reach and to verify it.
///
/// # Errors
/// If a key is missing or cannot be named.
pub async fn entry(
    request: &InitRequest,
    keys: &Keys,
    units: &[UnitId],
    logs: &[String],
    tls_roots: Vec<Vec<u8>>,
    pin: Digest,
) -> Result<Entry, InitError> {
    let named = |error: &dyn std::fmt::Display| InitError::Name(error.to_string());
    let signing = keys.signing(units).await?;
    let cosigners = signing.cosigner.first().vkeys(&request.node).map_err(|e| named(&e))?;
    let cosigners = cosigners.iter().map(ToString::to_string).collect();
    let mut listed = Vec::with_capacity(logs.len());
    for origin in logs {
        let log = keys.log_keys(origin, 1).await?;
        let vkeys = log.vkeys().map_err(|e| named(&e))?;
        let vkeys = vkeys.iter().map(ToString::to_string).collect();
        listed.push(OtherLog { origin: origin.clone(), vkeys });
    }
    let mut listed = listed.into_iter();
    let first = listed.next().ok_or_else(|| InitError::Name("log".to_owned()))?;
    let path = Digest::of(first.origin.as_bytes()).hex();
    let mut entries = Vec::new();
    for officer in &request.officers {
        let Some(unit_keys) = signing.units.get(&officer.unit) else { continue };
        entries.push(unit_entry(&request.node, officer, unit_keys, request.at)?);
    }
    Ok(Entry {
        member: request.member.clone(),
        kind: request.kind,
        state: request.state,
        names: BTreeMap::from([("en".to_owned(), request.name.clone())]),
        nodes: vec![NodeEntry {
            node: request.node.clone(),
            endpoints: vec![request.listen.peer.to_string()],
            speaks: Speaks {
                cx: wire::version::SPOKEN.all(),
                letters: LETTERS.iter().map(|kind| ((*kind).to_owned(), vec![1])).collect(),
                ..Speaks::default()
            },
            tls_roots,
            tls_spki: vec![pin],
            sign_keys: vec![key_entry(
                Alg::Ed25519,
                signing.node.first().public().as_bytes(),
                request.at,
            )?],
            log: LogEntry {
                origin: first.origin,
                vkeys: first.vkeys,
                others: listed.collect(),
                cosigner: cosigners,
                read: request.listen.log.map(|log| format!("http://{log}/log/{path}")),
                witness: request
                    .witness
                    .then(|| format!("https://{}/witness/1", request.listen.peer)),
                seal: None,
            },
        }],
        units: entries,
        revoked: Vec::new(),
        status: Status::Active,
        suspends: Vec::new(),
    })
}

/// The entry of a unit whose keys are made.
///
/// # Errors
/// If a key cannot be named.
pub(crate) fn unit_entry(
    node: &NodeId,
    officer: &NewOfficer,
    keys: &UnitKeys,
    at: Timestamp,
) -> Result<UnitEntry, InitError> {
    let enc = keys.enc.first().public().as_bytes();
    Ok(UnitEntry {
        unit: officer.unit.clone(),
        node: node.clone(),
        office: officer.office,
        issuer_kind: officer.issuer_kind,
        enc_keys: vec![key_entry(Alg::XWing, enc, at)?],
        sign_keys: vec![key_entry(Alg::Ed25519, keys.sign.first().public().as_bytes(), at)?],
        service: Service::default(),
    })
}

fn key_entry(alg: Alg, pk: &[u8], at: Timestamp) -> Result<KeyEntry, InitError> {
    let named = |error: jiff::Error| InitError::Name(error.to_string());
    key_from(alg, pk, at.saturating_sub(BEFORE).map_err(named)?, at)
}

/// A key that is good from `from` on, and for two years counted from `at`.
///
/// # Errors
/// If that is beyond all time.
pub(crate) fn key_from(
    alg: Alg,
    pk: &[u8],
    from: Timestamp,
    at: Timestamp,
) -> Result<KeyEntry, InitError> {
    let named = |error: jiff::Error| InitError::Name(error.to_string());
    Ok(KeyEntry {
        kid: Kid::of(alg, pk),
        alg,
        pk: pk.to_vec().into(),
        not_before: from,
        not_after: at.saturating_add(AFTER).map_err(named)?,
    })
}

fn write_config(request: &InitRequest) -> Result<(), InitError> {
    let officers = request.officers.iter().map(|officer| OfficerFile {
        login: officer.login.clone(),
        unit: officer.unit.to_string(),
        office: officer.office.id().to_owned(),
        issuer_kind: officer.issuer_kind.map(|kind| kind.id().to_owned()),
        retired: false,
    });
    let file = ConfigFile {
        member: request.member.to_string(),
        kind: request.kind.id().to_owned(),
        node: request.node.to_string(),
        state: request.state.to_string(),
        network: request.network,
        data_dir: None,
        head_register: None,
        clock_file: request.clock_file.clone(),
        out_dir: request.out_dir.clone(),
        listen: ListenFile {
            portal: request.listen.portal,
            peer: request.listen.peer,
            log: request.listen.log,
        },
        tsa: None,
        portal_url: None,
        links_count_as: None,
        passkey_makers: None,
        mirrors: Vec::new(),
        metrics: None,
        drain_seconds: None,
        quorum_grace_seconds: None,
        // A drill runs on somebody's laptop beside everything else, and nothing in it is lost for good.
        agreement_required: false,
        disk_reserve_bytes: (request.network == NetworkKind::Drill).then_some(DRILL_RESERVE_BYTES),
        store: None,
        cover: None,
        replicas: Vec::new(),
        officers: officers.collect(),
    };
    let text = toml::to_string(&file).map_err(|error| InitError::Name(error.to_string()))?;
    write(&request.dir.join("comity.toml"), text.as_bytes())
}

/// Changes the addresses in a node's configuration and entry: a sandbox may move to another block of ports.
///
/// # Errors
/// If a file cannot be read or written.
pub fn readdress(dir: &Path, listen: crate::config::Listen) -> Result<Entry, InitError> {
    reconfigure(dir, |file| {
        file.listen = ListenFile { portal: listen.portal, peer: listen.peer, log: listen.log };
    })?;
    let path = dir.join("entry.json");
    let bytes = fs::read(&path).map_err(|source| InitError::File { path: path.clone(), source })?;
    let mut entry = entry_from_bytes(&bytes)?;
    for node in &mut entry.nodes {
        let log = Digest::of(node.log.origin.as_bytes()).hex();
        node.endpoints = vec![listen.peer.to_string()];
        node.log.read = listen.log.map(|address| format!("http://{address}/log/{log}"));
        node.log.witness =
            node.log.witness.as_ref().map(|_| format!("https://{}/witness/1", listen.peer));
    }
    replace(&path, &entry_to_bytes(&entry))?;
    Ok(entry)
}

/// Has a node ask a time-stamp authority.
///
/// # Errors
/// If its configuration cannot be read or written.
pub fn stamped_by(dir: &Path, tsa: TsaFile) -> Result<(), InitError> {
    reconfigure(dir, |file| file.tsa = Some(tsa))
}

/// Changes a node's configuration.
pub(crate) fn reconfigure(
    dir: &Path,
    change: impl FnOnce(&mut ConfigFile),
) -> Result<(), InitError> {
    let path = dir.join("comity.toml");
    let text = fs::read_to_string(&path)
        .map_err(|source| InitError::File { path: path.clone(), source })?;
    let mut file: ConfigFile =
        toml::from_str(&text).map_err(|error| InitError::Name(error.to_string()))?;
    change(&mut file);
    let text = toml::to_string(&file).map_err(|error| InitError::Name(error.to_string()))?;
    replace(&path, text.as_bytes())
}

/// The files of an exercise's directory, by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectoryFiles {
    /// Every version.
    pub files: Files,
}

impl DirectoryFiles {
    /// What they amount to.
    ///
    /// # Errors
    /// If a reader would not take them.
    pub fn roster(&self) -> Result<Roster, Refused> {
        let root = self.files.get(FIRST).ok_or(TufError::Missing.about(FIRST))?;
        let held = Held::begin(root, Digest::of(root)).map_err(|error| error.about(FIRST))?;
        let update = Update::begin(held, Expiry::Told, BTreeSet::new());
        let ended = update.run(|wanted| self.files.get(&wanted.file).cloned());
        ended.verdict?;
        // An exercise has no member whose entry its own key would not stand for.
        match ended.alarms.into_iter().next() {
            Some(alarm) => Err(alarm.refused),
            None => ended.directory.roster().ok_or(TufError::Missing.about(NETWORK)),
        }
    }
}

/// Founds the network of an exercise: the coordinator's directory key signs every file of it.
///
/// # Errors
/// If the coordinator's keys cannot be opened, or an entry is not fit.
pub async fn found_network(
    coordinator: &Path,
    kind: RosterKind,
    name: &str,
    entries: &[Entry],
    at: Timestamp,
) -> Result<DirectoryFiles, InitError> {
    let key = directory_key(coordinator).await?;
    let sole = Sole { key: &key, expires_at: ends(at) };
    let made = DirectoryFiles { files: sole.found(&NetworkFile::plain(kind, name), entries) };
    made.roster()?;
    Ok(made)
}

/// Signs the next version of an exercise's directory, which is installed in the folder of one of its nodes.
///
/// # Errors
/// If the coordinator's keys or the files cannot be opened, or an entry is not fit.
pub async fn next_directory(
    coordinator: &Path,
    installed: &Path,
    entries: &[Entry],
    at: Timestamp,
) -> Result<DirectoryFiles, InitError> {
    let key = directory_key(coordinator).await?;
    let sole = Sole { key: &key, expires_at: ends(at) };
    let mut made = DirectoryFiles { files: directory::load(&installed.join(FOLDER))? };
    sole.next(&mut made.files, entries)?;
    made.roster()?;
    Ok(made)
}

/// An exercise's clock may be moved far; its directory lasts as long as its keys.
fn ends(at: Timestamp) -> Timestamp {
    let end = at.saturating_add(AFTER).unwrap_or(at);
    Timestamp::from_second(end.as_second()).unwrap_or(end)
}

async fn directory_key(coordinator: &Path) -> Result<Ed25519Secret, InitError> {
    Ok(directory::ceremony::open_key(coordinator).await?)
}

/// Puts a directory where a node finds it at its next start.
///
/// # Errors
/// If the files cannot be written.
pub fn install_directory(dir: &Path, files: &DirectoryFiles) -> Result<(), InitError> {
    Ok(directory::write(&dir.join(FOLDER), &files.files)?)
}

/// Makes a folder that only its owner may look into, whatever the umask says.
pub(crate) fn make_dir(path: &Path) -> Result<(), InitError> {
    let made = fs::DirBuilder::new().recursive(true).mode(0o700).create(path);
    made.map_err(|source| InitError::File { path: path.to_owned(), source })
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), InitError> {
    replace(path, bytes)
}

/// Writes a file whole: a crash leaves the old one or the new one.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<(), InitError> {
    let done = || -> io::Result<()> {
        use std::io::Write as _;
        let staged = path.with_extension("new");
        let mut file = fs::File::create(&staged)?;
        if let Ok(old) = fs::metadata(path) {
            file.set_permissions(old.permissions())?;
        }
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&staged, path)?;
        if let Some(folder) = path.parent() {
            fs::File::open(folder)?.sync_all()?;
        }
        Ok(())
    };
    done().map_err(|source| InitError::File { path: path.to_owned(), source })
}
