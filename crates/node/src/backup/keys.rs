//! The backup of the key store: one file under a passphrase that is the operator's, opened once before it is called one.
//!
//! Trusted: who has it and the passphrase opens everything that the node could open on that day, what was erased since
//! included. So no copy grows older than thirty days, which is the promise of each certificate of a destruction; after a turn
//! of the epoch key an older one opens nothing that is in a newer database.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use seal::keyring::{Key, RootParams, RootSealed, open_body, seal_body};
use store::SqliteKeys;
use wire::backup::keys::{self as form, BYTES_MAX, MAGIC, NAMES};

use super::{
    BackupError, at, make_parents, make_private_dir, open_keys, read_small, sync_below,
    with_suffix, write,
};
use crate::config::Config;
use crate::durable::sync_folder_of;
use crate::keys::stretch;
use crate::rng::{AsCryptoRng, OsRandom};

/// Characters of a passphrase: with Argon2id at its floor, and the file out of the attacker's reach for thirty days.
pub const PASSPHRASE_CHARS_MIN: usize = 16;
/// A passphrase file, and one line more than anybody types.
const PASSPHRASE_BYTES_MAX: u64 = 4_096;
/// Files of a key folder that are read, none of which is long.
const SMALL_BYTES_MAX: u64 = 64 << 10;

/// Reads a passphrase: the first line of a file.
///
/// # Errors
/// If it cannot be read, or is too short to protect anything.
pub fn passphrase(path: &Path) -> Result<String, BackupError> {
    let bytes = read_small(path, PASSPHRASE_BYTES_MAX)?;
    let text = String::from_utf8_lossy(&bytes);
    let line = text.lines().next().unwrap_or_default().to_owned();
    if line.chars().count() < PASSPHRASE_CHARS_MIN {
        return Err(BackupError::Passphrase(PASSPHRASE_CHARS_MIN));
    }
    Ok(line)
}

/// Writes the keys of a node into the new file `out`, sealed under `passphrase`. The node may run.
///
/// # Errors
/// If something cannot be read or written, or what was copied does not open.
pub async fn make(config_file: &Path, out: &Path, passphrase: &str) -> Result<(), BackupError> {
    let config = Config::read(config_file)?;
    if out.exists() {
        return Err(BackupError::Exists(out.to_owned()));
    }
    let scratch = Scratch::beside(out)?;
    copy_keys(&config.data_dir, &scratch.0)?;
    // The root beside the database must be the one that opens it: it turns once a month, perhaps just now.
    let opened = open_keys(&scratch.0).await;
    if matches!(opened, Err(BackupError::Keys(_))) {
        return Err(BackupError::Turned);
    }
    drop(opened?);
    let mut files = BTreeMap::new();
    for name in NAMES {
        files.insert(name, read_small(&scratch.0.join(name), BYTES_MAX)?);
    }
    let packed = form::pack(&files)?;
    let mut rng = AsCryptoRng(&OsRandom);
    let key = Key::generate(&mut rng);
    let params = RootParams::floor(&mut rng);
    let derived = stretch(passphrase, &params)?;
    let sealed_key = RootSealed::seal(params, &derived, &key, &mut rng);
    let sealed_key = sealed_key.map_err(crate::keys::KeysError::from)?;
    let content = seal_body(&key, MAGIC, 0, &packed, &mut rng);
    let content = content.map_err(crate::keys::KeysError::from)?;
    write(out, &form::to_bytes(&sealed_key, &content))?;
    sync_folder_of(out).map_err(at(out))
}

/// Opens a backup of keys and puts its files into a node's folder.
///
/// # Errors
/// If it is no such file, the passphrase is another one, or a file cannot be written.
pub(super) fn open_into(file: &Path, passphrase: &str, folder: &Path) -> Result<(), BackupError> {
    let bytes = read_small(file, BYTES_MAX)?;
    let (sealed_key, content) = form::parse(&bytes)?;
    let derived = stretch(passphrase, sealed_key.params())?;
    let key = sealed_key.open(&derived).map_err(crate::keys::KeysError::from)?;
    let content = open_body(&key, MAGIC, 0, content).map_err(crate::keys::KeysError::from)?;
    for (name, bytes) in form::unpack(&content)? {
        let path = folder.join(name);
        make_parents(&path)?;
        write(&path, bytes)?;
    }
    Ok(())
}

/// Copies the keys of one node's folder into another, the database by its engine.
///
/// # Errors
/// If one is missing, or cannot be written.
pub(super) fn copy_keys(from: &Path, to: &Path) -> Result<(), BackupError> {
    SqliteKeys::copy(&from.join("keys.db"), &to.join("keys.db"))?;
    for name in NAMES.into_iter().filter(|name| *name != "keys.db") {
        let path = to.join(name);
        make_parents(&path)?;
        write(&path, &read_small(&from.join(name), SMALL_BYTES_MAX)?)?;
    }
    Ok(())
}

/// A folder for wrapped keys while they are packed. It goes when this is dropped, and after a crash the next attempt says
/// where it is.
struct Scratch(PathBuf);

impl Scratch {
    fn beside(out: &Path) -> Result<Self, BackupError> {
        let folder = with_suffix(out, ".keys");
        if folder.exists() {
            return Err(BackupError::Exists(folder));
        }
        make_private_dir(&folder)?;
        sync_below(&folder)?;
        Ok(Self(folder))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What is left is found by the next attempt, which names it.
        let _gone = std::fs::remove_dir_all(&self.0).is_ok();
    }
}
