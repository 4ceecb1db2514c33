//! Where things are: the checkout, the cache outside it, the build output outside it.
//!
//! Nothing is ever built inside the checkout. Who sets `CARGO_TARGET_DIR` decides; without it
//! everything goes to the user's cache directory.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

use crate::{fault::Fault, say};

/// The checkout this program was built from.
pub(crate) fn root() -> PathBuf {
    let manifest = env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    manifest.parent().map_or_else(|| manifest.clone(), Path::to_path_buf)
}

/// The user's cache directory for this project: tools, build output, scratch.
pub(crate) fn cache() -> PathBuf {
    let base = env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .filter(|path| path.is_absolute())
        .or_else(|| env::home_dir().map(|home| home.join(".cache")))
        .unwrap_or_else(env::temp_dir);
    base.join("comity")
}

/// Where cargo puts what it builds.
pub(crate) fn target() -> PathBuf {
    let given = env::var_os("CARGO_TARGET_DIR");
    given.map_or_else(|| cache().join("target"), |dir| root().join(dir))
}

/// A directory for one task's temporary files, empty at the start.
pub(crate) fn scratch(task: &str) -> Result<PathBuf, Fault> {
    let path = target().join("xtask").join(task);
    remove(&path)?;
    fs::create_dir_all(&path).map_err(Fault::at("create", &path))?;
    Ok(path)
}

fn remove(path: &Path) -> Result<(), Fault> {
    match fs::remove_dir_all(path) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(Fault::at("remove", path)(error)),
    }
}

/// Takes away the copy of the workspace with an error in it that an earlier version built into the shared folder: as
/// long as the copy stands, cargo takes what was built from it for the checkout's own.
pub(crate) fn forget_planted() -> Result<(), Fault> {
    remove(&target().join("xtask/planted"))
}

/// `cargo xtask` itself is built before anything here runs, and cargo's own default would leave that
/// in `target/` of the checkout. So that directory is moved into the cache once and a link put in its
/// place: every later cargo command, by hand too, then builds outside the checkout.
pub(crate) fn adopt_target() -> Result<(), Fault> {
    if env::var_os("CARGO_TARGET_DIR").is_some() {
        return Ok(());
    }
    let (link, home) = (root().join("target"), target());
    fs::create_dir_all(&home).map_err(Fault::at("create", &home))?;
    match fs::symlink_metadata(&link) {
        Ok(meta) if meta.is_dir() => {
            say::err(format_args!(
                "build output moves from {} to {}",
                link.display(),
                home.display()
            ));
            fs::remove_dir_all(&link).map_err(Fault::at("remove", &link))?;
        }
        Ok(_) => return Ok(()), // a link already, ours or the user's own
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()), // built elsewhere
        Err(error) => return Err(Fault::at("read", &link)(error)),
    }
    std::os::unix::fs::symlink(&home, &link).map_err(Fault::at("link", &link))
}
