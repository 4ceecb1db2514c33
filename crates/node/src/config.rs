//! What an operator decides: `comity.toml`, read once at start, every path relative to the file.
//!
//! Not here: keys (`keys`), the member directory (`roster`), anything that may change while the node runs.

use std::collections::BTreeSet;
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use domain::actor::{AuthLevel, MemberId, MemberKind, NodeId, Office, UnitId};
use jiff::SignedDuration;
use law::ids::{Country, IssuerKind};
use serde::{Deserialize, Serialize};
use wire::version::{SPOKEN, Spoken};

use crate::cover::{CoverFile, Schedule};
use crate::drain::DRAIN_WITHIN;
use crate::engine::{Engine, EngineFile};
use crate::passkeys::Makers;
use crate::quorum::QUORUM_GRACE;
use crate::replicas::{ReplicaEntry, ReplicaFile};
use crate::tsa::{Authority, TsaFile};
use crate::work::mirror::{MirrorAt, MirrorFile};

/// Why a configuration cannot be used. The operator's mistake, never a peer's.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A value that the file may hold, but not this one.
    #[error("{key} in {path} is not usable: {why}")]
    BadValue {
        /// The file.
        path: PathBuf,
        /// The key as written in the file.
        key: &'static str,
        /// What would be right.
        why: String,
    },
    /// A network clock belongs to drills alone.
    #[error(
        "{path} sets `clock_file` in a production network; remove it, production follows real time"
    )]
    ClockInProduction {
        /// The file.
        path: PathBuf,
    },
    /// The text is not the TOML that is expected.
    #[error("{path} is not a valid configuration: {why}")]
    Malformed {
        /// The file.
        path: PathBuf,
        /// What the parser says, with the line.
        why: String,
    },
    /// The file cannot be read.
    #[error("{path} cannot be read: {source}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The system's answer.
        source: std::io::Error,
    },
}

/// The two kinds of network, cryptographically apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NetworkKind {
    /// Exercises and sandboxes: their clock may be moved.
    Drill,
    /// The real thing.
    Production,
}

/// One person who may sign in, as the file names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficerEntry {
    /// Name used at sign-in, unique in the node.
    pub login: String,
    /// The unit whose keys sign what this officer issues.
    pub unit: UnitId,
    /// Function inside the member.
    pub office: Office,
    /// What the law calls the holder, where issuing is concerned.
    pub issuer_kind: Option<IssuerKind>,
}

/// Addresses this node listens on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listen {
    /// Pages and forms for people.
    pub portal: SocketAddr,
    /// Other nodes, mutual TLS.
    pub peer: SocketAddr,
    /// The public read interface of the ledger, if offered.
    pub log: Option<SocketAddr>,
}

/// A configuration that was checked.
#[derive(Debug, Clone)]
pub struct Config {
    /// Who we are in law.
    pub member: MemberId,
    /// What kind of member.
    pub kind: MemberKind,
    /// Our installation's name, equal to its TLS name.
    pub node: NodeId,
    /// State whose calendar and zone apply to what we must do.
    pub state: Country,
    /// Drill or production.
    pub network: NetworkKind,
    /// Everything but the head register.
    pub data_dir: PathBuf,
    /// Where events, outbox, timers and views are.
    pub store: Engine,
    /// Folder of the head register, in another failure domain where it can be.
    pub head_register: PathBuf,
    /// Where we listen.
    pub listen: Listen,
    /// Which versions of the exchange we speak; the program's own, which no file changes.
    pub speaks: Spoken,
    /// The network clock of a drill.
    pub clock_file: Option<PathBuf>,
    /// Folder that export puts finished packages into, beside the download.
    pub out_dir: Option<PathBuf>,
    /// Who stamps packages and, once a day, the log; nobody if there is none.
    pub tsa: Option<Authority>,
    /// Who holds every leaf of our log besides us.
    pub mirrors: Vec<MirrorAt>,
    /// Where a monitoring program of the operator reads numbers, if anywhere.
    pub metrics: Option<SocketAddr>,
    /// How long work under way may take when the node is asked to stop.
    pub drain_within: Duration,
    /// How long witnesses may be too few before nothing more is disclosed.
    pub quorum_grace: SignedDuration,
    /// What is kept free on disk for what must be finished; none for [`crate::space::RESERVE_PERCENT`] and
    /// [`crate::space::RESERVE_BYTES_MIN`].
    pub disk_reserve_bytes: Option<u64>,
    /// The schedule by which the log grows, whatever is done; none if it grows with what is done.
    pub cover: Option<Schedule>,
    /// Further places for ciphertext.
    pub replicas: Vec<ReplicaEntry>,
    /// Whether letters that bring or ask for data need an agreement besides the law they rest on.
    pub agreement_required: bool,
    /// Where officers find the portal, for links that are printed.
    pub portal_url: String,
    /// How strong a sign-in by one-time link is in this house.
    pub link_level: AuthLevel,
    /// The file of makers whose devices count as hardware keys; without it no passkey does.
    pub passkey_makers: Option<PathBuf>,
    /// What stands there, once the node is opened: whoever puts an officer out, makes a backup or puts one back needs no makers.
    pub makers: Option<Makers>,
    /// Who may sign in.
    pub officers: Vec<OfficerEntry>,
    /// Every unit that has or had an officer: its letters are opened even when nobody works there any more.
    pub units: Vec<UnitId>,
}

/// The file's own shape; strings only, so that every refusal can name its key.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConfigFile {
    /// Member id, either spelling.
    pub member: String,
    /// Member kind.
    pub kind: String,
    /// Node id.
    pub node: String,
    /// ISO 3166-1 alpha-2.
    pub state: String,
    /// `drill` or `production`.
    pub network: NetworkKind,
    /// Default: the folder of the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data_dir: Option<PathBuf>,
    /// Default: the data directory with `.head` added to its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head_register: Option<PathBuf>,
    /// Drill networks only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock_file: Option<PathBuf>,
    /// Where packages are also put.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub out_dir: Option<PathBuf>,
    /// Addresses.
    pub listen: ListenFile,
    /// A time-stamp authority.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tsa: Option<TsaFile>,
    /// Mirrors.
    #[serde(default, rename = "mirror", skip_serializing_if = "Vec::is_empty")]
    pub mirrors: Vec<MirrorFile>,
    /// Seconds that witnesses may be too few before nothing more is disclosed [default: 900].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quorum_grace_seconds: Option<u32>,
    /// `ADDRESS:PORT` on which the operator's monitoring reads `/metrics`; none without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metrics: Option<SocketAddr>,
    /// Seconds that work under way may take when the node is asked to stop [default: 20].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drain_seconds: Option<u16>,
    /// Bytes that are kept free for what must be finished [default: 2 % of the disk, at least 1 GiB].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disk_reserve_bytes: Option<u64>,
    /// Whether letters need an agreement besides the law they rest on [default: no].
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub agreement_required: bool,
    /// Where events, outbox, timers and views are kept [default: `sqlite`, a file in the data directory].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub store: Option<EngineFile>,
    /// Cover leaves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cover: Option<CoverFile>,
    /// Further places for ciphertext.
    #[serde(default, rename = "replica", skip_serializing_if = "Vec::is_empty")]
    pub replicas: Vec<ReplicaFile>,
    /// `https://portal.example`: where officers find the portal [default: plain HTTP at the address it listens on].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub portal_url: Option<String>,
    /// `signed_on`, `passkey` or `hardware`: what a one-time link counts as [default: `hardware` in a drill, else
    /// `signed_on`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub links_count_as: Option<String>,
    /// A file with the models of devices that count as hardware keys [default: no passkey counts as one].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passkey_makers: Option<PathBuf>,
    /// People.
    #[serde(default, rename = "officer")]
    pub officers: Vec<OfficerFile>,
}

/// Addresses as written.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListenFile {
    /// For people.
    pub portal: SocketAddr,
    /// For nodes.
    pub peer: SocketAddr,
    /// For readers of the ledger.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub log: Option<SocketAddr>,
}

/// An officer as written.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficerFile {
    /// Sign-in name.
    pub login: String,
    /// `member/unit`.
    pub unit: String,
    /// Office id.
    pub office: String,
    /// Issuer kind id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer_kind: Option<String>,
    /// Works here no more. The block stays, so that nobody else gets the name.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub retired: bool,
}

/// Where a file is no configuration and why, without the line itself: an address of a database may hold a password.
fn explained(text: &str, error: &toml::de::Error) -> String {
    match error.span().and_then(|span| text.get(..span.start)) {
        Some(before) => format!("line {}: {}", before.matches('\n').count() + 1, error.message()),
        None => error.message().to_owned(),
    }
}

impl Config {
    /// The same with the makers that its file names.
    ///
    /// # Errors
    /// If that file cannot be read, and what is wrong with it.
    pub fn with_makers(self) -> Result<Self, ConfigError> {
        let makers = self.passkey_makers.as_deref().map(|path| {
            Makers::read(path).map_err(|why| ConfigError::BadValue {
                path: path.to_owned(),
                key: "passkey_makers",
                why,
            })
        });
        Ok(Self { makers: makers.transpose()?, ..self })
    }

    /// Reads and checks `path`.
    ///
    /// # Errors
    /// The first thing that is wrong, with file and key.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let text = fs::read_to_string(path)
            .map_err(|source| ConfigError::Unreadable { path: path.to_owned(), source })?;
        let file: ConfigFile = toml::from_str(&text).map_err(|error| ConfigError::Malformed {
            path: path.to_owned(),
            why: explained(&text, &error),
        })?;
        Self::check(path, file)
    }

    fn check(path: &Path, file: ConfigFile) -> Result<Self, ConfigError> {
        let bad = |key: &'static str, why: &dyn std::fmt::Display| ConfigError::BadValue {
            path: path.to_owned(),
            key,
            why: why.to_string(),
        };
        if file.network == NetworkKind::Production && file.clock_file.is_some() {
            return Err(ConfigError::ClockInProduction { path: path.to_owned() });
        }
        let base = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let base = base.unwrap_or(Path::new("."));
        let data_dir = base.join(file.data_dir.unwrap_or_default());
        let head_register = match file.head_register {
            Some(folder) => base.join(folder),
            None => beside(&data_dir),
        };
        let mut officers = Vec::with_capacity(file.officers.len());
        let (mut logins, mut units) = (BTreeSet::new(), BTreeSet::new());
        for officer in file.officers {
            let unit = UnitId::parse(&officer.unit).map_err(|e| bad("officer.unit", &e))?;
            if !logins.insert(officer.login.clone()) {
                let why = format!("`{}` stands there twice", officer.login);
                return Err(bad("officer.login", &why));
            }
            units.insert(unit.clone());
            if officer.retired {
                continue;
            }
            officers.push(OfficerEntry {
                unit,
                office: Office::parse(&officer.office).map_err(|e| bad("officer.office", &e))?,
                issuer_kind: match &officer.issuer_kind {
                    None => None,
                    Some(kind) => {
                        Some(IssuerKind::parse(kind).map_err(|e| bad("officer.issuer_kind", &e))?)
                    }
                },
                login: officer.login,
            });
        }
        let mirrors = file.mirrors.iter().map(MirrorAt::of);
        let replicas = ReplicaEntry::read(file.replicas, base, &data_dir);
        let replicas = replicas.map_err(|e| bad("replica", &e))?;
        let tsa = file.tsa.as_ref().map(|tsa| Authority::of(tsa, base));
        let portal_url = match file.portal_url {
            None => format!("http://{}", file.listen.portal),
            Some(url) => parse_portal_url(&url).map_err(|why| bad("portal_url", &why))?,
        };
        let link_level = match file.links_count_as.as_deref() {
            None => default_link_level(file.network),
            Some(word) => parse_link_level(word).map_err(|why| bad("links_count_as", &why))?,
        };
        Ok(Self {
            member: MemberId::parse(&file.member).map_err(|e| bad("member", &e))?,
            kind: MemberKind::parse(&file.kind).map_err(|e| bad("kind", &e))?,
            node: NodeId::parse(&file.node).map_err(|e| bad("node", &e))?,
            state: Country::parse(&file.state).map_err(|e| bad("state", &e))?,
            network: file.network,
            data_dir,
            store: Engine::of(file.store).map_err(|e| bad("store", &e))?,
            head_register,
            listen: Listen {
                portal: file.listen.portal,
                peer: file.listen.peer,
                log: file.listen.log,
            },
            speaks: SPOKEN,
            clock_file: file.clock_file.map(|p| base.join(p)),
            out_dir: file.out_dir.map(|p| base.join(p)),
            tsa: tsa.transpose().map_err(|e| bad("tsa", &e))?,
            mirrors: mirrors.collect::<Result<_, _>>().map_err(|e| bad("mirror", &e))?,
            quorum_grace: file
                .quorum_grace_seconds
                .map_or(QUORUM_GRACE, |seconds| SignedDuration::from_secs(i64::from(seconds))),
            metrics: file.metrics,
            drain_within: file
                .drain_seconds
                .map_or(DRAIN_WITHIN, |seconds| Duration::from_secs(seconds.into())),
            disk_reserve_bytes: file.disk_reserve_bytes,
            agreement_required: file.agreement_required,
            cover: file.cover.map(Schedule::of).transpose().map_err(|e| bad("cover", &e))?,
            replicas,
            portal_url,
            link_level,
            passkey_makers: file.passkey_makers.map(|path| base.join(path)),
            makers: None,
            officers,
            units: units.into_iter().collect(),
        })
    }
}

/// In a drill nothing is real, so one link stands for the strongest sign-in; in production it is a first step, unless the
/// operator says otherwise.
const fn default_link_level(network: NetworkKind) -> AuthLevel {
    match network {
        NetworkKind::Drill => AuthLevel::Hardware,
        NetworkKind::Production => AuthLevel::SignedOn,
    }
}

/// What a one-time link may count as, and the words for it. Two persons are never one link.
const LINK_LEVELS: [(&str, AuthLevel); 3] = [
    ("signed_on", AuthLevel::SignedOn),
    ("passkey", AuthLevel::Passkey),
    ("hardware", AuthLevel::Hardware),
];

/// Reads what a one-time link counts as.
///
/// # Errors
/// Says which words there are.
pub fn parse_link_level(text: &str) -> Result<AuthLevel, String> {
    let found = LINK_LEVELS.into_iter().find(|(word, _)| *word == text);
    let found = found.ok_or_else(|| format!("`{text}` is not signed_on, passkey or hardware"));
    found.map(|(_, level)| level)
}

/// Longest address of a portal.
const URL_CHARS_MAX: usize = 200;

/// Reads the address of a portal: scheme, host and perhaps a port, nothing behind it. A slash at its end is dropped.
///
/// # Errors
/// Says what would be right.
pub fn parse_portal_url(text: &str) -> Result<String, String> {
    let wrong = || format!("`{text}` is not an address like https://portal.example");
    let bare = text.strip_suffix('/').unwrap_or(text);
    let host = bare.strip_prefix("https://").or_else(|| bare.strip_prefix("http://"));
    let host = host.filter(|host| !host.is_empty() && bare.len() <= URL_CHARS_MAX);
    let is_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
    match host {
        Some(host) if host.chars().all(is_host) => Ok(bare.to_owned()),
        Some(_) | None => Err(wrong()),
    }
}

/// `…/FR-TJ` → `…/FR-TJ.head`: outside the data directory, so that a copy of the one is not a copy of the other.
#[must_use]
pub fn beside(data_dir: &Path) -> PathBuf {
    let trimmed: PathBuf = data_dir.components().collect();
    let mut name = trimmed.file_name().unwrap_or_default().to_owned();
    name.push(".head");
    trimmed.with_file_name(name)
}
