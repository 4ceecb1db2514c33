//! The checkout in another place, where its files may be changed.

use std::{
    collections::BTreeSet,
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
};

use crate::{fault::Fault, place};

/// What is no source at the root: history, build output, networks that a sandbox made.
const LEFT_OUT: [&str; 3] = [".git", "sandbox", "target"];
/// What is no source anywhere: what package managers and interpreters leave behind.
const NOWHERE: [&str; 2] = ["__pycache__", "node_modules"];

/// Makes `to` hold what the checkout holds and nothing else. What is the same there already keeps its time, so that what
/// was built from it need not be built again.
pub(crate) fn mirror(to: &Path) -> Result<(), Fault> {
    copy(&place::root(), to, &LEFT_OUT)
}

fn copy(from: &Path, to: &Path, left_out: &[&str]) -> Result<(), Fault> {
    fs::create_dir_all(to).map_err(Fault::at("create", to))?;
    let mut kept = BTreeSet::new();
    for path in entries(from)? {
        let is_out = |name: &&OsStr| left_out.iter().chain(&NOWHERE).any(|out| *name == *out);
        let Some(name) = path.file_name().filter(|name| !is_out(name)) else { continue };
        // Build output that was put into the checkout, and links, which lead elsewhere.
        if path == place::target() || path.is_symlink() {
            continue;
        }
        kept.insert(name.to_owned());
        let there = to.join(name);
        if there.exists() && there.is_dir() != path.is_dir() {
            remove(&there)?;
        }
        if path.is_dir() {
            copy(&path, &there, &[])?;
            continue;
        }
        let bytes = fs::read(&path).map_err(Fault::at("read", &path))?;
        if fs::read(&there).ok() != Some(bytes) {
            fs::copy(&path, &there).map_err(Fault::at("copy", &path))?;
        }
    }
    for path in entries(to)? {
        if path.file_name().is_some_and(|name| !kept.contains(name)) {
            remove(&path)?;
        }
    }
    Ok(())
}

fn remove(path: &Path) -> Result<(), Fault> {
    let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    removed.map_err(Fault::at("remove", path))
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, Fault> {
    let found = fs::read_dir(folder).map_err(Fault::at("list", folder))?;
    found.map(|entry| entry.map(|entry| entry.path()).map_err(Fault::at("list", folder))).collect()
}

#[cfg(test)]
mod tests;
