//! Making a witness, and telling it which logs to witness.
//!
//! A witness is made whole or not at all: beside its folder first, then under its name. An existing one is never touched,
//! because a witness that begins again under its old keys would sign a second history.

use std::fs;
use std::io;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use seal::checkpoint::Checkpoint;
use seal::cosignature::CosignatureError;
use seal::digest::Digest;
use seal::note::{Vkey, VkeyKind, check_name};
use store::{
    HeldHead, MirrorStore as _, MirroredLog, PendingHead, SqliteKeys, SqliteWitness, StoreError,
    WitnessIdentity, WitnessStore as _, WitnessedLog,
};

use super::{DATABASE, KEY_STORE, Secrets, WitnessError, open_store};
use crate::keys::Keys;
use crate::mirror;
use crate::rng::OsRandom;

/// Most keys of one log: two kinds, and room for a change of both.
const LOG_KEYS_MAX: usize = 8;

/// What a folder is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It holds and serves every entry.
    Mirror,
    /// It cosigns heads.
    Witness,
}

impl Role {
    /// What the folder `dir` was made for; where nothing is, a witness is missed.
    #[must_use]
    pub fn of(dir: &Path) -> Self {
        if dir.join(mirror::DATABASE).exists() { Self::Mirror } else { Self::Witness }
    }
}

/// Makes the folder `dir` with both keys and an empty memory; gives the verifier keys, one a line.
///
/// # Errors
/// If `dir` is there, `name` is no key name, or something cannot be written. Then `dir` is not there.
pub async fn init(
    dir: &Path,
    name: &str,
    role: Role,
    at: Timestamp,
) -> Result<String, WitnessError> {
    check_name(name).map_err(|_| WitnessError::Name(name.to_owned()))?;
    if dir.symlink_metadata().is_ok() {
        return Err(WitnessError::Exists(dir.to_owned()));
    }
    let unfinished = unfinished(dir);
    // What an earlier try left was never in use: its keys have signed nothing.
    match fs::remove_dir_all(&unfinished) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => {
            return Err(WitnessError::File { path: unfinished, source });
        }
        Ok(()) | Err(_) => {}
    }
    let file = |path: &Path| {
        let path = path.to_owned();
        move |source| WitnessError::File { path, source }
    };
    // Whoever reads the folder can sign in the witness's name.
    let made = fs::DirBuilder::new().recursive(true).mode(0o700).create(&unfinished);
    made.map_err(file(&unfinished))?;
    let at_ms = at.as_millisecond();
    let key_store = Arc::new(SqliteKeys::open(&unfinished.join(KEY_STORE))?);
    let keys = Keys::create(&unfinished.join("keys"), key_store, Arc::new(OsRandom), at_ms).await?;
    keys.make_cosigner(at_ms).await?;
    let vkeys = Secrets::of(&keys).await?.vkeys(name).map_err(CosignatureError::from)?;
    let identity =
        WitnessIdentity { name: name.to_owned(), vkeys: vkeys.clone(), made_at_ms: at_ms };
    match role {
        Role::Mirror => drop(mirror::create_store(&unfinished, &identity)?),
        Role::Witness => drop(SqliteWitness::create(&unfinished.join(DATABASE), &identity)?),
    }
    drop(keys);
    let flush = |path: &Path| fs::File::open(path).and_then(|folder| folder.sync_all());
    for folder in [unfinished.join("keys"), unfinished.clone()] {
        flush(&folder).map_err(file(&folder))?;
    }
    fs::rename(&unfinished, dir).map_err(file(dir))?;
    let above = dir.parent().filter(|above| !above.as_os_str().is_empty());
    let above = above.unwrap_or(Path::new("."));
    flush(above).map_err(file(above))?;
    Ok(vkeys)
}

/// `…/w` → `…/w.unfinished`.
fn unfinished(dir: &Path) -> PathBuf {
    let trimmed: PathBuf = dir.components().collect();
    let mut name = trimmed.file_name().unwrap_or_default().to_owned();
    name.push(".unfinished");
    trimmed.with_file_name(name)
}

/// A log that can be witnessed: name and keys were checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLog {
    origin: String,
    vkeys: Vec<Vkey>,
}

impl NewLog {
    /// Checks the words of an operator.
    ///
    /// # Errors
    /// If `origin` is no name of a log, or a key is not one with which a log of that name signs.
    pub fn parse(origin: &str, vkeys: &[String]) -> Result<Self, WitnessError> {
        check_name(origin).map_err(|_| WitnessError::Origin(origin.to_owned()))?;
        let mut log = Self { origin: origin.to_owned(), vkeys: Vec::new() };
        for text in vkeys {
            let bad = |vkey: &str, why: &dyn std::fmt::Display| WitnessError::LogKey {
                vkey: vkey.to_owned(),
                why: why.to_string(),
            };
            let vkey = Vkey::parse(text.trim()).map_err(|error| bad(text, &error))?;
            match vkey.kind() {
                VkeyKind::Ed25519(_) | VkeyKind::MlDsa44(_) => {}
                VkeyKind::CosigEd25519(_) => {
                    return Err(bad(
                        text,
                        &"it is of type 04, a cosigner's; a log signs with 01 or 06",
                    ));
                }
            }
            if vkey.name() != origin {
                let why =
                    format!("it is a key of `{}`; a log's own keys have its name", vkey.name());
                return Err(bad(text, &why));
            }
            if log.vkeys.contains(&vkey) {
                return Err(bad(text, &"it was given twice"));
            }
            log.vkeys.push(vkey);
        }
        if log.vkeys.is_empty() || log.vkeys.len() > LOG_KEYS_MAX {
            let why = format!("a log has 1 to {LOG_KEYS_MAX} keys");
            return Err(WitnessError::LogKey { vkey: origin.to_owned(), why });
        }
        Ok(log)
    }
}

/// A head to start from, obtained from the log's operator by another way than from whoever asks first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Start {
    size: u64,
    root: Digest,
}

/// Why a text is no head to start from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadStart {
    /// Size 0 with a root.
    #[error("the empty tree has one root only; leave --from out to start there")]
    EmptyRoot,
    /// No colon.
    #[error("a head is written SIZE:ROOT")]
    Form,
    /// Not a hash.
    #[error("the root is neither 64 hexadecimal digits nor the base64 of 32 bytes")]
    Root,
    /// Not a size.
    #[error("the size is not a decimal up to 2^63-1")]
    Size,
}

impl Start {
    /// Reads `SIZE:ROOT`; the root in hexadecimal or in base64, as it stands in a checkpoint.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(given: &str) -> Result<Self, BadStart> {
        let (size, root) = given.split_once(':').ok_or(BadStart::Form)?;
        let is_decimal = size == "0" || !size.starts_with(['0', '+']);
        let size = size.parse().ok().filter(|_| is_decimal).ok_or(BadStart::Size)?;
        let root = Digest::parse_hex(root).or_else(|_| Digest::parse_b64(root));
        let root = root.map_err(|_| BadStart::Root)?;
        let head = Checkpoint::new("any.example", size, root).map_err(|_| BadStart::Size)?;
        head.check_empty().map_err(|_| BadStart::EmptyRoot)?;
        Ok(Self { size, root })
    }
}

/// Adds a log to the witness in `dir`, also while it serves. Gives the path below which monitors find its checkpoint.
///
/// # Errors
/// If there is no witness in `dir`, or it witnesses the log already.
pub async fn add_log(
    dir: &Path,
    log: &NewLog,
    start: Option<Start>,
    at: Timestamp,
) -> Result<String, WitnessError> {
    let origin_hash = Digest::of(log.origin.as_bytes());
    if Role::of(dir) == Role::Mirror {
        return add_mirrored(dir, log, start, at).await;
    }
    let held = |Start { size, root }| HeldHead { size, root: root.0, cosigned: None };
    let row = WitnessedLog {
        origin: log.origin.clone(),
        origin_hash: origin_hash.0,
        vkeys: log.vkeys.iter().map(|vkey| format!("{vkey}\n")).collect(),
        added_at_ms: at.as_millisecond(),
        held: start.map(held),
    };
    match open_store(dir)?.add_log(row).await {
        Err(StoreError::RowExists { .. }) => Err(WitnessError::LogExists(log.origin.clone())),
        added => Ok(added.map(|()| super::http::monitored_path(origin_hash))?),
    }
}

async fn add_mirrored(
    dir: &Path,
    log: &NewLog,
    start: Option<Start>,
    at: Timestamp,
) -> Result<String, WitnessError> {
    let origin_hash = Digest::of(log.origin.as_bytes());
    let pending = |Start { size, root }| PendingHead { size, root: root.0, note: String::new() };
    let row = MirroredLog {
        origin: log.origin.clone(),
        origin_hash: origin_hash.0,
        vkeys: log.vkeys.iter().map(|vkey| format!("{vkey}\n")).collect(),
        added_at_ms: at.as_millisecond(),
        next: 0,
        pending: start.map(pending).into_iter().collect(),
        mirror: None,
    };
    match mirror::open_store(dir)?.add_log(row).await {
        Err(StoreError::RowExists { .. }) => Err(WitnessError::LogExists(log.origin.clone())),
        added => Ok(added.map(|()| mirror::http::served_path(origin_hash))?),
    }
}
