//! A node made again from a backup, and the drill that makes one and throws it away.
//!
//! All of it is made beside its place, in a folder with `.restoring` added, and gets its name last: a process that is killed
//! on the way leaves nothing that starts, and the next attempt begins anew. Nothing is read from the backup that its signed
//! list does not name, and the list is signed by a key of the node in the directory of the network that two officers name.
//!
//! What is restored does not go on as if nothing had been: the restore epoch rises, sessions end, and the start-up rule
//! compares the log with the head register and with what witnesses and peers saw of it. Where they know more, the node reads
//! and signs nothing (`serve::start`, `recover`, `successor`).

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use seal::digest::Digest;
use seal::register;
use store::disk::{Disk as _, RealDisk};
use store::{SqliteStore, Store as _};
use wire::backup::{self as form, About, Sums};
use wire::roster::Roster;
use wire::roster::tuf::{Expiry, NETWORK, TufError};

use super::{
    BackupError, at, copy_file, keys, logs_of, make_parents, make_private_dir, open_keys,
    read_small, sync_below, with_suffix, write,
};
use crate::config::{Config, ConfigFile, beside};
use crate::directory::{self, DirectoryError, FOLDER};
use crate::durable::sync_folder_of;
use crate::fsck::{Fault, FsckError, Log, Report};
use crate::register::{HeadRegisterError, file_name};

/// What stands behind the name of a node that is not whole yet.
const UNFINISHED: &str = ".restoring";
/// The file by which an attempt knows that a folder is one of its own.
const MARK: &str = "RESTORING";
/// How often a node may have been restored: a register that says more is damaged.
const RESTORES_MAX: u64 = 1 << 20;
/// Bytes of a configuration.
const CONFIG_BYTES_MAX: u64 = 1 << 20;

/// Where the keys of the restored node come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeysFrom {
    /// A backup of keys and its passphrase.
    File(PathBuf, String),
    /// The folder of the node as it was: its keys know best what was erased.
    Folder(PathBuf),
    /// From nowhere: somebody puts them into the folder before it starts.
    Nowhere,
}

/// What was restored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// What the backup says of itself.
    pub about: About,
    /// How often the node was restored by now.
    pub restore_epoch: u64,
    /// Files.
    pub n_files: usize,
    /// Bytes of these.
    pub n_bytes: u64,
    /// Whether a head register was there that knows how far the node had signed.
    pub has_register: bool,
}

/// A list that is signed by the node, and the directory by which that is known.
struct Sealed {
    sums: Sums,
    about: About,
}

/// Makes the folder `dir` from the backup in `from`, of the network `net`.
///
/// # Errors
/// If `dir` is there with something in it, the backup is not the node's or not whole, or something cannot be written. Then
/// `dir` is not there.
pub async fn restore(
    from: &Path,
    dir: &Path,
    net: Digest,
    keys: &KeysFrom,
) -> Result<Restored, BackupError> {
    let staged = stage(from, dir, net, keys).await?;
    put_in_place(staged, dir)
}

/// A node that is whole and has not its name yet.
pub(super) struct Staged {
    folder: PathBuf,
    restored: Restored,
}

/// Makes the node beside its place.
///
/// # Errors
/// See [`restore`]; what was made is gone again then.
pub(super) async fn stage(
    from: &Path,
    dir: &Path,
    net: Digest,
    keys: &KeysFrom,
) -> Result<Staged, BackupError> {
    refuse_occupied(dir)?;
    let sealed = read_list(from, net)?;
    let folder = begin(dir)?;
    let made = async {
        let n_bytes = copy_all(from, &folder, &sealed.sums, &["comity.toml"])?;
        check_database(&folder, &sealed.about).await?;
        match keys {
            KeysFrom::File(file, passphrase) => keys::open_into(file, passphrase, &folder)?,
            KeysFrom::Folder(old) => keys::copy_keys(old, &folder)?,
            KeysFrom::Nowhere => {}
        }
        if *keys != KeysFrom::Nowhere {
            check_keys(&folder, &sealed.about).await?;
        }
        // Last, so that until now nothing here could be started.
        let n_bytes = n_bytes.saturating_add(copy_config(from, &folder, &sealed.sums)?);
        let registers = Config::read(&folder.join("comity.toml"))?.head_register;
        // A register beside the folder has the name of the folder.
        let is_beside = registers == beside(&folder);
        let registers = if is_beside { beside(dir) } else { registers };
        if !registers.exists() {
            make_private_dir(&registers)?;
            sync_folder_of(&registers).map_err(at(&registers))?;
        }
        let (restore_epoch, has_register) = mark(&folder, &registers).await?;
        sync_below(&folder)?;
        let n_files = sealed.sums.len();
        let about = sealed.about.clone();
        Ok(Restored { about, restore_epoch, n_files, n_bytes, has_register })
    };
    match made.await {
        Ok(restored) => Ok(Staged { folder, restored }),
        Err(error) => {
            // What cannot be removed is known by its mark, and removed by the next attempt.
            let _gone = discard(&folder).is_ok();
            Err(error)
        }
    }
}

/// Gives the folder its name.
///
/// # Errors
/// If somebody else put something there meanwhile.
pub(super) fn put_in_place(staged: Staged, dir: &Path) -> Result<Restored, BackupError> {
    let Staged { folder, restored } = staged;
    // An empty folder is replaced by the call itself, a full one refused.
    fs::rename(&folder, dir).map_err(at(dir))?;
    sync_folder_of(dir).map_err(at(dir))?;
    let mark = dir.join(MARK);
    fs::remove_file(&mark).map_err(at(&mark))?;
    sync_folder_of(&mark).map_err(at(&mark))?;
    Ok(restored)
}

fn refuse_occupied(dir: &Path) -> Result<(), BackupError> {
    match fs::read_dir(dir) {
        Ok(mut names) => match names.next() {
            None => Ok(()),
            Some(_) => Err(BackupError::Exists(dir.to_owned())),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(at(dir)(error)),
    }
}

/// The folder beside the place, empty but for its mark.
fn begin(dir: &Path) -> Result<PathBuf, BackupError> {
    let folder = with_suffix(dir, UNFINISHED);
    if folder.exists() {
        // An attempt that ended before it had made its mark, or after it had taken it away, leaves an empty one.
        if !folder.join(MARK).is_file() && refuse_occupied(&folder).is_err() {
            return Err(BackupError::Exists(folder));
        }
        discard(&folder).map_err(at(&folder))?;
    }
    make_private_dir(&folder)?;
    write(&folder.join(MARK), b"")?;
    sync_folder_of(&folder.join(MARK)).map_err(at(&folder))?;
    Ok(folder)
}

/// Removes what an attempt made; its mark last, so that an end on the way leaves a folder that is still known.
fn discard(folder: &Path) -> io::Result<()> {
    let mark = folder.join(MARK);
    for item in fs::read_dir(folder)? {
        let item = item?;
        if item.file_type()?.is_dir() {
            fs::remove_dir_all(item.path())?;
        } else if item.path() != mark {
            fs::remove_file(item.path())?;
        }
    }
    sync_folder_of(&mark)?;
    fs::remove_dir_all(folder)
}

/// Whether this folder was left by an attempt that ended on its way: no node, however much of one is in it.
#[must_use]
pub fn is_unfinished(folder: &Path) -> bool {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    name.ends_with(UNFINISHED) && folder.join(MARK).is_file()
}

/// Reads list and seal, and believes them by the directory of the network that was named.
fn read_list(from: &Path, net: Digest) -> Result<Sealed, BackupError> {
    let text = read_small(&from.join(form::SUMS), form::SUMS_BYTES_MAX)?;
    let sums = Sums::parse(&text)?;
    let seal = read_small(&from.join(form::SEAL), form::SEAL_BYTES as u64)?;
    let (kid, signature) = form::read_seal(&seal)?;
    let about = read_small(&from.join(form::ABOUT), form::ABOUT_BYTES_MAX)?;
    if sums.get(form::ABOUT) != Some(Digest::of(&about)) {
        return Err(BackupError::Content { path: form::ABOUT.to_owned() });
    }
    let about = About::parse(&about)?;
    let roster = roster_of(&from.join(FOLDER), net)?;
    let key = roster.node_key(&about.node, kid, about.made_at).ok_or(BackupError::NotSealed)?;
    key.verify(&form::signed(&text), &signature).map_err(|_| BackupError::NotSealed)?;
    let is_its = roster.node(&about.node).is_some_and(|(entry, _)| entry.member == about.member);
    if about.net != net || !is_its {
        return Err(BackupError::Other("about.json names another network or member"));
    }
    Ok(Sealed { sums, about })
}

fn roster_of(folder: &Path, net: Digest) -> Result<Roster, BackupError> {
    let ended = directory::read(folder, None, Some(net), Expiry::Told)?;
    ended.verdict.clone().map_err(DirectoryError::from)?;
    let missing = || DirectoryError::from(TufError::Missing.about(NETWORK));
    Ok(ended.directory.roster().ok_or_else(missing)?)
}

/// Copies what the list names, but for some files; each byte is compared with it on the way.
fn copy_all(from: &Path, to: &Path, sums: &Sums, but: &[&str]) -> Result<u64, BackupError> {
    let mut n_bytes = 0_u64;
    for (path, digest) in sums.iter().filter(|(path, _)| !but.contains(path)) {
        let target = to.join(path);
        make_parents(&target)?;
        let source = from.join(path);
        let (found, length) = copy_file(&source, &target).map_err(at(&source))?;
        if found != digest {
            return Err(BackupError::Content { path: path.to_owned() });
        }
        n_bytes = n_bytes.saturating_add(length);
    }
    Ok(n_bytes)
}

/// Copies the configuration. One that says where the data lie would lead back to the old place.
fn copy_config(from: &Path, to: &Path, sums: &Sums) -> Result<u64, BackupError> {
    let path = from.join("comity.toml");
    let bytes = read_small(&path, CONFIG_BYTES_MAX)?;
    if sums.get("comity.toml") != Some(Digest::of(&bytes)) {
        return Err(BackupError::Content { path: "comity.toml".to_owned() });
    }
    let unfit = |_| BackupError::Other("its comity.toml cannot be read");
    let text = String::from_utf8(bytes).map_err(|_| unfit(()))?;
    let mut file: ConfigFile = toml::from_str(&text).map_err(|_| unfit(()))?;
    let text = match file.data_dir.take() {
        None => text,
        Some(old) => {
            let kept = file.head_register.take();
            file.head_register = kept.or_else(|| old.is_absolute().then(|| beside(&old)));
            toml::to_string(&file).map_err(|_| unfit(()))?
        }
    };
    write(&to.join("comity.toml"), text.as_bytes())?;
    Ok(text.len() as u64)
}

/// The database fits together and is the one that `about.json` describes.
async fn check_database(folder: &Path, about: &About) -> Result<(), BackupError> {
    let logs = logs_of(&folder.join("node.db")).await?;
    if logs == about.logs {
        return Ok(());
    }
    Err(BackupError::Other("its database holds other logs than about.json says"))
}

/// The keys open, and are those of the node.
async fn check_keys(folder: &Path, about: &About) -> Result<(), BackupError> {
    let signing = open_keys(folder).await?.signing(&[]).await?;
    let roster = roster_of(&folder.join(FOLDER), about.net)?;
    let mut kids = signing.node.all().map(|key| key.public().kid());
    let is_listed = kids.any(|kid| roster.node_key(&about.node, kid, about.made_at).is_some());
    let foreign = || BackupError::ForeignKeys { node: about.node.to_string() };
    is_listed.then_some(()).ok_or_else(foreign)
}

/// Says in the database that it was restored, oftener than any register knows, and ends all sessions. Returns how often it was,
/// and whether each log that had begun has a register.
async fn mark(folder: &Path, registers: &Path) -> Result<(u64, bool), BackupError> {
    let store = SqliteStore::open(&folder.join("node.db"))?;
    let disk = RealDisk::open(registers)?;
    let (mut known, mut has_register) = (0, true);
    for log in store.logs().await?.iter().filter(|log| !log.origin.is_empty()) {
        match disk.read(&file_name(&log.origin))? {
            Some(bytes) => {
                let current = register::pick(&bytes).map_err(HeadRegisterError::from)?;
                known = known.max(current.slot.head.restore_epoch);
            }
            None => has_register = false,
        }
    }
    if known > RESTORES_MAX {
        return Err(BackupError::Other("the head register counts more restores than there can be"));
    }
    let mut head = store.mark_restored().await?;
    while head.restore_epoch <= known {
        head = store.mark_restored().await?;
    }
    // Who was signed in then is not now; one that was revoked since would live again.
    store.session_forget(i64::MAX).await?;
    Ok((head.restore_epoch, has_register))
}

/// What a drill found.
#[derive(Debug)]
pub struct Drilled {
    /// What the backup says of itself.
    pub about: About,
    /// Files that were restored.
    pub n_files: usize,
    /// Their bytes.
    pub n_bytes: u64,
    /// Leaves that the head register knows and the backup does not: signed since, to come back from a mirror.
    pub n_since: u64,
    /// What was found in the log.
    pub report: Report,
    /// How long the restoring took.
    pub restoring: Duration,
    /// How long the reading of the log took.
    pub reading: Duration,
}

/// Why a drill did not come to its end.
#[derive(Debug, thiserror::Error)]
pub enum DrillError {
    /// The backup.
    #[error(transparent)]
    Backup(#[from] BackupError),
    /// The log that was restored cannot be read.
    #[error(transparent)]
    Log(#[from] FsckError),
}

/// Restores a backup into a folder below `scratch`, reads its whole log with the keys of the node that `config` names, and
/// removes the folder. Neither the node nor its register is touched.
///
/// # Errors
/// If the backup cannot be restored, or its log not be read; what does not hold in it is in the answer.
pub async fn drill(from: &Path, config: &Path, scratch: &Path) -> Result<Drilled, DrillError> {
    let config = Config::read(config).map_err(BackupError::from)?;
    let net = crate::serve::read_roster(&config.data_dir).map_err(BackupError::from)?.net;
    let began = Instant::now();
    let sealed = read_list(from, net)?;
    if sealed.about.node != config.node {
        return Err(BackupError::Other("it is another node's").into());
    }
    let place = scratch.join(format!("comity-drill-{}", std::process::id()));
    refuse_occupied(&place)?;
    let folder = Removed(begin(&place)?);
    let n_bytes = copy_all(from, &folder.0, &sealed.sums, &[])?;
    check_database(&folder.0, &sealed.about).await?;
    let restoring = began.elapsed();
    let began = Instant::now();
    let keys = config.data_dir.clone();
    let restored = Config { data_dir: folder.0.clone(), ..config };
    let mut report = Log::open_with(restored, &keys, None).await?.check().await?;
    let reading = began.elapsed();
    // The register went on when the backup was made: that is no fault of the backup.
    let since = |fault: Fault| {
        let log = usize::try_from(fault.log).ok().and_then(|log| sealed.about.logs.get(log));
        fault.at.saturating_sub(log.map_or(0, |log| log.size))
    };
    let n_since = report.take("rolled-back").into_iter().map(since).sum();
    let n_files = sealed.sums.len();
    Ok(Drilled { about: sealed.about, n_files, n_bytes, n_since, report, restoring, reading })
}

/// A folder that goes when this is dropped.
struct Removed(PathBuf);

impl Drop for Removed {
    fn drop(&mut self) {
        // What is left carries its mark.
        let _gone = discard(&self.0).is_ok();
    }
}
