//! What an operator adds to the node's entry in the member directory: the next keys of its log, the key that seals the ends
//! of its logs and units that are new while the node does not run; keys that are revoked and the next keys of the node, of a
//! unit or of the cosigner also beside a node that runs.
//!
//! The seeds go into the key store, the public halves into `entry.json`, which the directory operator takes into the next
//! version. Nothing is used before that version is installed. Not here: the acts that use the keys (`crate::rotation`,
//! `crate::epochs`).
//!
//! Trusted: whoever runs this has the node's folder, and so its keys.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use domain::actor::UnitId;
use jiff::{SignedDuration, Timestamp};
use seal::digest::b64_encode;
use seal::keyring::WrapKind;
use seal::sign::{Alg, Kid, SlhDsaSecret};
use store::{RealDisk, SqliteKeys, StoreError};
use wire::roster::{
    Entry, KeyEntry, LogEntry, Revocation, SUPERSEDED, entry_from_bytes, entry_to_bytes,
};

use crate::config::Config;
use crate::init::{InitError, NewOfficer, key_from, replace, unit_entry};
use crate::keys::logs::KEYS_OF_GENERATION;
use crate::keys::turns::GENERATIONS_MAX;
use crate::keys::{Keys, KeysError, Signing};
use crate::register::HeadRegister;
use crate::rng::{AsCryptoRng, OsRandom};

/// Scope of the key that seals the ends of logs.
pub const SEAL_KEY: &str = "epoch-seal";

/// A node that does not run, and cannot start meanwhile.
#[derive(Debug)]
struct Closed {
    entry: Entry,
    path: PathBuf,
    keys: Keys,
    origin: String,
    _register: HeadRegister,
    _lock: fs::File,
}

impl Closed {
    async fn open(config: &Config) -> Result<Self, InitError> {
        let dir = &config.data_dir;
        let (path, entry, lock) = locked(dir)?;
        let first = entry.nodes.first().map(|node| node.log.origin.clone()).unwrap_or_default();
        let logs = config.store.open(dir)?.logs().await?;
        let last = logs.into_iter().next_back().map(|log| log.origin);
        let origin = last.filter(|origin| !origin.is_empty()).unwrap_or(first);
        // Held by a node that runs.
        let disk = Arc::new(RealDisk::open(&config.head_register)?);
        let register = HeadRegister::open(disk, &origin)?;
        let store = Arc::new(SqliteKeys::open(&dir.join("keys.db"))?);
        let keys = Keys::open(&dir.join("keys"), store, Arc::new(OsRandom)).await?;
        Ok(Self { entry, path, keys, origin, _register: register, _lock: lock })
    }

    fn write(self) -> Result<Entry, InitError> {
        replace(&self.path, &entry_to_bytes(&self.entry))?;
        Ok(self.entry)
    }
}

/// The entry of this node as it stands in its folder, and its path. Of two commands at once the second reads what the first
/// wrote; the lock ends with the file.
fn locked(dir: &Path) -> Result<(PathBuf, Entry, fs::File), InitError> {
    let at = |path: &Path| {
        let path = path.to_owned();
        move |source| InitError::File { path, source }
    };
    let lock_path = dir.join("entry.lock");
    let lock = fs::File::create(&lock_path).map_err(at(&lock_path))?;
    lock.lock().map_err(at(&lock_path))?;
    let path = dir.join("entry.json");
    let entry = entry_from_bytes(&fs::read(&path).map_err(at(&path))?)?;
    Ok((path, entry, lock))
}

/// Makes the next keys of a log, of the one that grows if none is named, and lists them behind those that are listed. A log
/// that has not begun begins with the first of its keys that are not revoked.
///
/// # Errors
/// [`InitError`]; if the node runs, its head register is held. [`InitError::Name`] for a log that is not listed.
pub async fn next_log_keys(
    config: &Config,
    origin: Option<&str>,
    at: Timestamp,
) -> Result<Entry, InitError> {
    let mut closed = Closed::open(config).await?;
    let origin = origin.map_or_else(|| closed.origin.clone(), str::to_owned);
    let named = || InitError::Name(origin.clone());
    let node = closed.entry.nodes.iter_mut().find(|node| node.node == config.node);
    let node = node.ok_or_else(named)?;
    let n_listed = node.log.vkeys_of(&origin).ok_or_else(named)?.len();
    let generation = n_listed.div_ceil(KEYS_OF_GENERATION).saturating_add(1);
    // Those made before and never listed, because somebody stopped in between, are the same again.
    closed.keys.make_log(&origin, generation, at.as_millisecond()).await?;
    let made = closed.keys.log_keys(&origin, generation).await?;
    let vkeys = made.vkeys().map_err(|error| InitError::Name(error.to_string()))?;
    node.log.add_vkeys(&origin, vkeys.iter().map(ToString::to_string));
    closed.write()
}

/// Makes the keys of a unit that is new here, and lists it.
///
/// # Errors
/// [`InitError`]; if the node runs, its head register is held.
pub async fn add_unit(
    config: &Config,
    officer: &NewOfficer,
    at: Timestamp,
) -> Result<Entry, InitError> {
    let mut closed = Closed::open(config).await?;
    let units = std::slice::from_ref(&officer.unit);
    closed.keys.make_unit(&officer.unit, at.as_millisecond()).await?;
    let made = closed.keys.signing(units).await?;
    let keys = made.units.get(&officer.unit);
    let keys = keys.ok_or_else(|| InitError::Name(officer.unit.to_string()))?;
    closed.entry.units.push(unit_entry(&config.node, officer, keys, at)?);
    closed.write()
}

/// Makes the key that seals the ends of the node's logs, if it has none, and lists it.
///
/// # Errors
/// [`InitError`]; if the node runs, its head register is held.
pub async fn seal_key(config: &Config, at: Timestamp) -> Result<Entry, InitError> {
    let mut closed = Closed::open(config).await?;
    let secret = match closed.keys.secret(WrapKind::SigningSeed, SEAL_KEY).await {
        Ok(bytes) => SlhDsaSecret::parse(&bytes),
        // One that is there and does not open is damage, and no reason to list another one.
        Err(error) if !matches!(error, KeysError::Missing(_)) => return Err(error.into()),
        Err(_) => {
            let secret = SlhDsaSecret::generate(&mut AsCryptoRng(&OsRandom));
            let bytes = secret.to_bytes();
            let at_ms = at.as_millisecond();
            closed.keys.put_secret(WrapKind::SigningSeed, SEAL_KEY, &bytes, at_ms).await?;
            Ok(secret)
        }
    };
    let secret = secret.map_err(|error| InitError::Name(error.to_string()))?;
    let node = closed.entry.nodes.iter_mut().find(|node| node.node == config.node);
    let node = node.ok_or_else(|| InitError::Name(config.node.to_string()))?;
    node.log.seal = Some(secret.public().as_bytes().to_vec());
    closed.write()
}

/// Lists a key of the member as revoked: a kid of letters, or of a key of its logs.
///
/// # Errors
/// [`InitError::Word`] if the entry has no such key.
pub fn revoke(dir: &Path, kid: Kid, from: Timestamp, reason: &str) -> Result<Entry, InitError> {
    let (path, mut entry, _lock) = locked(dir)?;
    if !kids(&entry).contains(&kid) {
        let why = "no key of this entry has this id".to_owned();
        return Err(InitError::Word { what: "the key", why });
    }
    entry.revoked.push(Revocation { kid, from, reason: reason.to_owned() });
    replace(&path, &entry_to_bytes(&entry))?;
    Ok(entry)
}

/// Whose keys take a turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holder {
    /// Those with which the node cosigns the logs of others.
    Cosigner,
    /// The one with which the node seals envelopes and signs receipts.
    Node,
    /// Those with which a unit signs and opens letters.
    Unit(UnitId),
}

/// When keys take a turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// From when on the new keys are used. A cosigner's are used as soon as the node knows that they are listed.
    pub from: Timestamp,
    /// How long the older ones are good beside them.
    pub overlap: SignedDuration,
}

/// So long both keys are good if the operator says nothing else.
pub const OVERLAP_DAYS: u16 = 30;
/// And at least so long: what waits longest, in the lane for bulk, waits three days, and a letter under a key that has ended is
/// not taken.
pub const OVERLAP_DAYS_MIN: u16 = 3;
/// A new key is used so long after it was made if the operator says nothing else: every node installs a directory at least
/// every seven days.
pub const AHEAD_DAYS: u16 = 7;

/// Makes the next keys of a holder and lists them behind those that are listed, which end when the overlap does. Runs beside
/// a node, which knows the keys from its next start with the version that lists them.
///
/// # Errors
/// [`InitError::Word`] if the instant is past, the overlap is shorter than [`OVERLAP_DAYS_MIN`], the holder is not there, or a
/// turn of its keys is under way. [`InitError::Lapse`] if nothing could sign, or be encrypted to, before the new keys begin.
pub async fn turn_keys(
    config: &Config,
    holder: &Holder,
    when: When,
    now: Timestamp,
) -> Result<Entry, InitError> {
    if when.from < now {
        return Err(word("the instant", "it is past; keys begin at an instant that is to come"));
    }
    if when.overlap < SignedDuration::from_hours(24 * i64::from(OVERLAP_DAYS_MIN)) {
        let why = format!("letters may be under way for {OVERLAP_DAYS_MIN} days");
        return Err(InitError::Word { what: "the overlap", why });
    }
    let (path, mut entry, _lock) = locked(&config.data_dir)?;
    let units = match holder {
        Holder::Cosigner | Holder::Node => Vec::new(),
        Holder::Unit(unit) => vec![unit.clone()],
    };
    let ended: Vec<Kid> =
        entry.revoked.iter().filter(|end| end.from <= now).map(|end| end.kid).collect();
    if Listing::of(&mut entry, config, holder)?.is_turning(now, &ended) {
        return Err(word("the turn", "the turn before is not over"));
    }
    let untouched = entry.clone();
    // What has ended already cannot end earlier: then the next ones begin now, and no instant to come will do.
    let last = Listing::of(&mut entry, config, holder)?.last_end(&untouched);
    if let Some(until) = last.filter(|until| when.from > (*until).max(now)) {
        return Err(InitError::Lapse { until, from: when.from });
    }
    let keys = open_keys(config).await?;
    let held = keys.signing(&units).await?;
    let n_listed = Listing::of(&mut entry, config, holder)?.n_listed(config, &held, holder);
    let n = n_listed.saturating_add(1);
    if n > GENERATIONS_MAX {
        return Err(word("the holder", "its keys have taken as many turns as there can be"));
    }
    let held = match make(&keys, holder, n, now).await {
        // The node that runs put every key under another one at this moment.
        Err(KeysError::Store(StoreError::KeyGone { .. })) => {
            let keys = open_keys(config).await?;
            make(&keys, holder, n, now).await?;
            keys.signing(&units).await?
        }
        made => {
            made?;
            keys.signing(&units).await?
        }
    };
    let until = when.from.saturating_add(when.overlap).unwrap_or(Timestamp::MAX);
    let ended = match Listing::of(&mut entry, config, holder)? {
        Listing::Cosigner(log) => list_cosigner(log, config, &held, n)?,
        Listing::Node(listed) => {
            let key = held.node.all().nth(n_listed).ok_or_else(lost)?.public();
            list(listed, Alg::Ed25519, key.as_bytes(), when, until)?;
            Vec::new()
        }
        Listing::Unit { sign, enc } => {
            let unit = units.first().and_then(|unit| held.units.get(unit)).ok_or_else(lost)?;
            let key = unit.sign.all().nth(n_listed).ok_or_else(lost)?.public();
            let opens = unit.enc.all().nth(n_listed).ok_or_else(lost)?.public();
            list(sign, Alg::Ed25519, key.as_bytes(), when, until)?;
            list(enc, Alg::XWing, opens.as_bytes(), when, until)?;
            Vec::new()
        }
    };
    let is_new = |kid: &Kid| entry.revoked.iter().all(|end| end.kid != *kid);
    let ended: Vec<Kid> = ended.into_iter().filter(is_new).collect();
    let reason = SUPERSEDED.to_owned();
    let ends = ended.into_iter().map(|kid| Revocation { kid, from: until, reason: reason.clone() });
    entry.revoked.extend(ends);
    replace(&path, &entry_to_bytes(&entry))?;
    Ok(entry)
}

async fn open_keys(config: &Config) -> Result<Keys, InitError> {
    let dir = &config.data_dir;
    let store = Arc::new(SqliteKeys::open(&dir.join("keys.db"))?);
    Ok(Keys::open(&dir.join("keys"), store, Arc::new(OsRandom)).await?)
}

async fn make(keys: &Keys, holder: &Holder, n: usize, at: Timestamp) -> Result<(), KeysError> {
    let at_ms = at.as_millisecond();
    match holder {
        Holder::Cosigner => keys.make_next_cosigner(n, at_ms).await,
        Holder::Node => keys.make_next_node(n, at_ms).await,
        Holder::Unit(unit) => keys.make_next_unit(unit, n, at_ms).await,
    }
}

/// Where the keys of a holder are listed.
enum Listing<'a> {
    Cosigner(&'a mut LogEntry),
    Node(&'a mut Vec<KeyEntry>),
    Unit { sign: &'a mut Vec<KeyEntry>, enc: &'a mut Vec<KeyEntry> },
}

impl<'a> Listing<'a> {
    fn of(entry: &'a mut Entry, config: &Config, holder: &Holder) -> Result<Self, InitError> {
        let missing = || word("the holder", "this node's entry does not list it");
        if let Holder::Unit(unit) = holder {
            let listed = entry.units.iter_mut();
            let mut listed = listed.filter(|listed| listed.node == config.node);
            let listed = listed.find(|listed| listed.unit == *unit).ok_or_else(missing)?;
            return Ok(Self::Unit { sign: &mut listed.sign_keys, enc: &mut listed.enc_keys });
        }
        let node = entry.nodes.iter_mut().find(|node| node.node == config.node);
        let node = node.ok_or_else(missing)?;
        Ok(match holder {
            Holder::Cosigner => Self::Cosigner(&mut node.log),
            Holder::Node | Holder::Unit(_) => Self::Node(&mut node.sign_keys),
        })
    }

    /// Whether a turn is under way: a key is still to begin, or a cosigner has two generations that have not ended.
    fn is_turning(&self, now: Timestamp, ended: &[Kid]) -> bool {
        let to_come = |listed: &[KeyEntry]| listed.iter().any(|key| key.not_before > now);
        match self {
            Self::Cosigner(log) => {
                let generations = log.cosigner_generations();
                let is_left = |vkeys: &&Vec<seal::note::Vkey>| {
                    !vkeys.iter().any(|vkey| ended.contains(&vkey.kid()))
                };
                generations.iter().filter(is_left).count() > 1
            }
            Self::Node(listed) => to_come(listed),
            Self::Unit { sign, .. } => to_come(sign),
        }
    }

    /// When the last of the keys that are listed ends, by its date or its revocation; of a unit the earlier of the two kinds.
    /// Nothing where keys have no dates: a cosigner's next ones begin when they are known.
    fn last_end(&self, entry: &Entry) -> Option<Timestamp> {
        let last = |listed: &[KeyEntry]| listed.iter().map(|key| entry.ends_at(key)).max();
        match self {
            Self::Cosigner(_) => None,
            Self::Node(listed) => last(listed),
            Self::Unit { sign, enc } => last(sign).into_iter().chain(last(enc)).min(),
        }
    }

    /// How many generations of those that are held are listed. Made and never listed, because somebody stopped in between, is
    /// the next one.
    fn n_listed(&self, config: &Config, held: &Signing, holder: &Holder) -> usize {
        let has = |listed: &[KeyEntry], kid| listed.iter().any(|key| key.kid == kid);
        match (self, holder) {
            (Self::Cosigner(log), _) => {
                let listed = log.cosigner_generations();
                let is_listed = |keys: &&crate::keys::CosignerKeys| {
                    keys.vkeys(&config.node).is_ok_and(|vkeys| listed.iter().any(|l| *l == vkeys))
                };
                held.cosigner.all().take_while(is_listed).count()
            }
            (Self::Node(listed), _) => {
                held.node.all().take_while(|key| has(listed, key.public().kid())).count()
            }
            (Self::Unit { sign, .. }, Holder::Unit(unit)) => {
                held.units.get(unit).map_or(0, |keys| {
                    keys.sign.all().take_while(|key| has(sign, key.public().kid())).count()
                })
            }
            (Self::Unit { .. }, Holder::Cosigner | Holder::Node) => 0,
        }
    }
}

/// Lists a key behind those that are listed, which end when the overlap does, if they would not end before.
fn list(
    listed: &mut Vec<KeyEntry>,
    alg: Alg,
    pk: &[u8],
    when: When,
    until: Timestamp,
) -> Result<(), InitError> {
    for key in listed.iter_mut() {
        key.not_after = key.not_after.min(until);
    }
    listed.push(key_from(alg, pk, when.from, when.from)?);
    Ok(())
}

/// The same for a cosigner, whose keys have no dates. Gives the ids of those that end.
fn list_cosigner(
    log: &mut LogEntry,
    config: &Config,
    held: &Signing,
    n: usize,
) -> Result<Vec<Kid>, InitError> {
    let ended = log.cosigner_generations().concat().iter().map(seal::note::Vkey::kid).collect();
    let keys = held.cosigner.all().nth(n.saturating_sub(1)).ok_or_else(lost)?;
    let vkeys = keys.vkeys(&config.node).map_err(|error| InitError::Name(error.to_string()))?;
    log.cosigner.extend(vkeys.iter().map(ToString::to_string));
    Ok(ended)
}

fn word(what: &'static str, why: &str) -> InitError {
    InitError::Word { what, why: why.to_owned() }
}

/// A key that was just made is not there.
fn lost() -> InitError {
    InitError::Keys(KeysError::Missing("the next key".to_owned()))
}

/// A line for each key of a member: its id, whose it is, and, of one with dates, from when until when it is good.
#[must_use]
pub fn listed(entry: &Entry) -> Vec<String> {
    let mut lines = Vec::new();
    let mut dated = |holder: &str, keys: &[KeyEntry]| {
        for key in keys {
            let [from, until] = [key.not_before, entry.ends_at(key)].map(wire::time::text);
            lines.push(format!("{} {holder} {} {from} {until}", key.kid, key.alg));
        }
    };
    for unit in &entry.units {
        dated(&unit.unit.to_string(), &unit.sign_keys);
        dated(&unit.unit.to_string(), &unit.enc_keys);
    }
    for node in &entry.nodes {
        dated(node.node.as_str(), &node.sign_keys);
    }
    for node in &entry.nodes {
        let vkeys = node.log.logs().flat_map(|(_, vkeys)| vkeys).chain(&node.log.cosigner);
        for vkey in vkeys.filter_map(|vkey| seal::note::Vkey::parse(vkey).ok()) {
            let ends = entry.revoked.iter().filter(|end| end.kid == vkey.kid());
            let end = ends.map(|end| end.from).min();
            let until =
                end.map_or_else(String::new, |at| format!(" until {}", wire::time::text(at)));
            lines.push(format!("{} {}{until}", vkey.kid(), vkey.name()));
        }
    }
    lines
}

/// The ids of all keys of a member.
#[must_use]
pub fn kids(entry: &Entry) -> Vec<Kid> {
    let units = entry.units.iter().flat_map(|unit| unit.sign_keys.iter().chain(&unit.enc_keys));
    let nodes = entry.nodes.iter().flat_map(|node| &node.sign_keys);
    let mut kids: Vec<Kid> = units.chain(nodes).map(|key| key.kid).collect();
    for node in &entry.nodes {
        let logs = node.log.logs().flat_map(|(_, vkeys)| vkeys).chain(&node.log.cosigner);
        kids.extend(logs.filter_map(|vkey| Some(seal::note::Vkey::parse(vkey).ok()?.kid())));
    }
    kids
}

/// The line of a policy that names the key over the ends of a log.
#[must_use]
pub fn seal_line(origin: &str, key: &[u8]) -> String {
    format!("seal {origin} {}", b64_encode(key))
}
