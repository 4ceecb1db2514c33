//! The root of a software node: a file under Argon2id of a passphrase, made anew with each epoch key.
//!
//! The wrap of the epoch key lies in `keys.db` beside what it wraps. So a copy of that database is dead only when the root
//! that opened its epoch key is gone: each turn makes a new root, `root.next`, and puts it in the place of `root.sealed`
//! once the key store stands under it. A process that ends in between leaves both, and the key store says which one counts.
//! A file `root.next` is whole from its first moment, and is replaced only after the key store said that it does not count.
//!
//! Not built: another source of the passphrase, and an HSM, where the epoch key itself is destroyed.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use seal::keyring::{Key, RootParams, RootSealed};
use store::disk::flush;

use super::{Keys, KeysError};
use crate::rng::{AsCryptoRng, OsRandom, Random};

const ROOT: &str = "root.sealed";
const NEXT: &str = "root.next";
/// Where the next root is written before it has its name.
const MADE: &str = "root.made";
const PASSPHRASE: &str = "passphrase";

/// A root that is made and not in force yet.
pub struct NextRoot {
    pub(super) key: Key,
    folder: PathBuf,
}

impl std::fmt::Debug for NextRoot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NextRoot").field("folder", &self.folder).finish_non_exhaustive()
    }
}

impl NextRoot {
    /// Puts it in the place of the old one, for good.
    ///
    /// # Errors
    /// If the file cannot be moved; the next start finds both.
    pub(super) fn take_over(&self) -> Result<(), KeysError> {
        take_over(&self.folder, &self.key)
    }
}

impl Keys {
    /// The root in `folder`, opened with the passphrase beside it: the slow part of opening, on purpose.
    ///
    /// # Errors
    /// If a file is missing or the passphrase is wrong.
    pub fn root(folder: &Path) -> Result<Key, KeysError> {
        open(folder, ROOT)
    }

    /// Makes the root that comes next, beside the one in force. One that was made before and never used is replaced; one
    /// that opens the epoch key takes its place first.
    ///
    /// # Errors
    /// If a file is missing, damaged or cannot be written, or the store cannot be read; then no root is lost.
    pub async fn next_root(&self, folder: &Path) -> Result<NextRoot, KeysError> {
        self.settle_root(folder).await?;
        let folder = folder.to_owned();
        slow(move || make_next(folder)).await
    }
}

/// Makes passphrase and root of a new key store.
pub(super) fn make(folder: &Path, random: &dyn Random) -> Result<Key, KeysError> {
    let mut rng = AsCryptoRng(random);
    let root = Key::generate(&mut rng);
    let passphrase = seal::digest::hex_encode(&random.array::<32>());
    fs::create_dir_all(folder).map_err(|source| KeysError::File { file: "keys", source })?;
    write_private(&folder.join(PASSPHRASE), "keys/passphrase", passphrase.as_bytes())?;
    let sealed = sealed(folder, &root, &mut rng)?;
    write_private(&folder.join(ROOT), "keys/root.sealed", &sealed)?;
    Ok(root)
}

/// Stretching takes a while, and nobody else has to wait for it.
pub(super) async fn slow<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, KeysError> + Send + 'static,
) -> Result<T, KeysError> {
    tokio::task::spawn_blocking(work).await.unwrap_or(Err(KeysError::Passphrase))
}

/// Writes the next root under a name of its own, flushes it, and gives it the name that counts.
fn make_next(folder: PathBuf) -> Result<NextRoot, KeysError> {
    let mut rng = AsCryptoRng(&OsRandom);
    let key = Key::generate(&mut rng);
    let file = "keys/root.made";
    match fs::remove_file(folder.join(MADE)) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => {
            return Err(KeysError::File { file, source });
        }
        Ok(()) | Err(_) => {}
    }
    write_private(&folder.join(MADE), file, &sealed(&folder, &key, &mut rng)?)?;
    let named = fs::rename(folder.join(MADE), folder.join(NEXT));
    named.map_err(|source| KeysError::File { file, source })?;
    flush_folder(&folder)?;
    Ok(NextRoot { key, folder })
}

/// The root that was made to come next, if one is there.
pub(super) fn next(folder: &Path) -> Result<Option<Key>, KeysError> {
    if is_next(folder) { open(folder, NEXT).map(Some) } else { Ok(None) }
}

/// Whether a root was made to come next.
pub(super) fn is_next(folder: &Path) -> bool {
    folder.join(NEXT).exists()
}

/// Puts the root that was made to come next in its place; whoever opened the folder meanwhile may have done it already.
pub(super) fn take_over(folder: &Path, next: &Key) -> Result<(), KeysError> {
    if let Err(source) = fs::rename(folder.join(NEXT), folder.join(ROOT)) {
        let is_done = source.kind() == io::ErrorKind::NotFound
            && open(folder, ROOT).is_ok_and(|root| root.expose() == next.expose());
        if !is_done {
            return Err(KeysError::File { file: "keys/root.next", source });
        }
    }
    flush_folder(folder)
}

fn flush_folder(folder: &Path) -> Result<(), KeysError> {
    let opened = File::open(folder).map_err(|source| KeysError::File { file: "keys", source })?;
    flush(&opened);
    Ok(())
}

fn open(folder: &Path, name: &'static str) -> Result<Key, KeysError> {
    let passphrase = passphrase(folder)?;
    let sealed = RootSealed::parse(&read(&folder.join(name), name)?)?;
    Ok(sealed.open(&stretch(&passphrase, sealed.params())?)?)
}

fn passphrase(folder: &Path) -> Result<String, KeysError> {
    let passphrase = read(&folder.join(PASSPHRASE), "keys/passphrase")?;
    Ok(String::from_utf8_lossy(&passphrase).into_owned())
}

fn sealed(folder: &Path, root: &Key, rng: &mut AsCryptoRng<'_>) -> Result<Vec<u8>, KeysError> {
    let params = RootParams::floor(rng);
    let key = stretch(&passphrase(folder)?, &params)?;
    Ok(RootSealed::seal(params, &key, root, rng)?.to_bytes())
}

/// Argon2id of the passphrase: what keeps a stolen disk from being an open one.
pub(crate) fn stretch(passphrase: &str, params: &RootParams) -> Result<Key, KeysError> {
    let costs = argon2::Params::new(params.m_kib(), params.t(), u32::from(params.p()), Some(32))
        .map_err(|_| KeysError::Passphrase)?;
    let argon = argon2::Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, costs);
    let mut out = [0; 32];
    argon
        .hash_password_into(passphrase.as_bytes(), params.salt(), &mut out)
        .map_err(|_| KeysError::Passphrase)?;
    Ok(Key::from_bytes(out))
}

fn read(path: &Path, file: &'static str) -> Result<Vec<u8>, KeysError> {
    fs::read(path).map_err(|source| KeysError::File { file, source })
}

/// Writes a file that only its owner may read; an existing one is never replaced.
fn write_private(path: &Path, file: &'static str, bytes: &[u8]) -> Result<(), KeysError> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    let write = || -> io::Result<()> {
        let mut open = fs::OpenOptions::new();
        let mut file = open.write(true).create_new(true).mode(0o600).open(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    write().map_err(|source| KeysError::File { file, source })
}
