//! What an operator adds to the node's entry in the member directory while the node does not run: the next keys of its log,
//! the key that seals the ends of its logs, and keys that are revoked.
//!
//! The seeds go into the key store, the public halves into `entry.json`, which the directory operator takes into the next
//! version. Nothing is used before that version is installed. Not here: the acts that use the keys (`crate::rotation`,
//! `crate::epochs`).
//!
//! Trusted: whoever runs this has the node's folder, and so its keys.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use seal::digest::b64_encode;
use seal::keyring::WrapKind;
use seal::sign::{Kid, SlhDsaSecret};
use store::{RealDisk, SqliteKeys, SqliteStore, Store as _};
use wire::roster::{Entry, Revocation, entry_from_bytes, entry_to_bytes};

use crate::config::Config;
use crate::init::{InitError, replace};
use crate::keys::logs::KEYS_OF_GENERATION;
use crate::keys::{Keys, KeysError};
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
}

impl Closed {
    async fn open(config: &Config) -> Result<Self, InitError> {
        let dir = &config.data_dir;
        let path = dir.join("entry.json");
        let bytes = fs::read(&path);
        let bytes = bytes.map_err(|source| InitError::File { path: path.clone(), source })?;
        let entry = entry_from_bytes(&bytes)?;
        let first = entry.nodes.first().map(|node| node.log.origin.clone()).unwrap_or_default();
        let logs = SqliteStore::open(&dir.join("node.db"))?.logs().await?;
        let last = logs.into_iter().next_back().map(|log| log.origin);
        let origin = last.filter(|origin| !origin.is_empty()).unwrap_or(first);
        // Held by a node that runs.
        let disk = Arc::new(RealDisk::open(&config.head_register)?);
        let register = HeadRegister::open(disk, &origin)?;
        let store = Arc::new(SqliteKeys::open(&dir.join("keys.db"))?);
        let keys = Keys::open(&dir.join("keys"), store, Arc::new(OsRandom)).await?;
        Ok(Self { entry, path, keys, origin, _register: register })
    }

    fn write(self) -> Result<Entry, InitError> {
        replace(&self.path, &entry_to_bytes(&self.entry))?;
        Ok(self.entry)
    }
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
    let path = dir.join("entry.json");
    let bytes = fs::read(&path);
    let bytes = bytes.map_err(|source| InitError::File { path: path.clone(), source })?;
    let mut entry = entry_from_bytes(&bytes)?;
    if !kids(&entry).contains(&kid) {
        let why = "no key of this entry has this id".to_owned();
        return Err(InitError::Word { what: "the key", why });
    }
    entry.revoked.push(Revocation { kid, from, reason: reason.to_owned() });
    replace(&path, &entry_to_bytes(&entry))?;
    Ok(entry)
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
