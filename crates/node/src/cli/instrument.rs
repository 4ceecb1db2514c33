//! `comity instrument check`: reads a pack from a folder as a node would, and says every fault with its place.
//!
//! For the lawyer who writes a pack: file, line, column, what is wrong and what to do. Scenario files are read for
//! their grammar; what they claim about the law is played by the node's own test suite.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use law::load::load_instrument;
use law::scenario;

use super::exit::{Exit, Failure};
use super::print;

/// A pack has a few dozen files; a folder with more is not a pack.
const FILES_MAX: usize = 1000;

/// The longest file of a pack that is read: the texts of one language are some 100 KiB.
const FILE_BYTES_MAX: u64 = 4 << 20;

/// How deep folders are followed: a pack has one level.
const DEPTH_MAX: usize = 4;

/// Checks the pack in `dir`.
pub(crate) fn check(dir: &Path) -> Result<(), Failure> {
    let unreadable = |(path, error): (PathBuf, io::Error)| {
        let detail = format!("{} cannot be read: {error}", path.display());
        Failure::new(Exit::Failed, "unreadable", detail)
    };
    let mut files = Vec::new();
    collect(dir, dir, 0, &mut files).map_err(unreadable)?;
    if files.is_empty() {
        let detail = format!("{} holds no files of a pack (.toml, .ftl, .case)", dir.display());
        return Err(Failure::new(Exit::Failed, "no-pack", detail));
    }
    files.sort();

    let mut n_faults: usize = 0;
    let mut n_scenarios: usize = 0;
    for (path, text) in files.iter().filter(|(path, _)| path.ends_with(".case")) {
        n_scenarios = n_scenarios.saturating_add(1);
        for fault in scenario::parse(text).err().unwrap_or_default() {
            n_faults = n_faults.saturating_add(1);
            let (line, column) = (fault.line, fault.column);
            print::data(&format!("{path}:{line}:{column}: {}; {}", fault.message, fault.help));
        }
    }
    let loaded = load_instrument(&files);
    for fault in loaded.as_ref().err().into_iter().flatten() {
        n_faults = n_faults.saturating_add(1);
        print::data(&format!("{fault} [{}]", fault.code));
    }
    match loaded {
        Ok(instrument) if n_faults == 0 => {
            print::data(&format!(
                "{}: {} measure kinds, {} clocks, {} duties, {} grounds, {n_scenarios} scenario files: no faults",
                instrument.pack(),
                instrument.kinds.len(),
                instrument.clocks.len(),
                instrument.duties.len(),
                instrument.grounds.len(),
            ));
            Ok(())
        }
        Ok(_) | Err(_) => {
            let detail =
                format!("{} has {n_faults} faults; each is listed with its place", dir.display());
            Err(Failure::new(Exit::Denied, "pack-faults", detail))
        }
    }
}

/// The files of a pack below `folder`, named by their path inside `dir`.
fn collect(
    dir: &Path,
    folder: &Path,
    depth: usize,
    files: &mut Vec<(String, String)>,
) -> Result<(), (PathBuf, io::Error)> {
    let at = |path: &Path| {
        let path = path.to_owned();
        move |error| (path, error)
    };
    for entry in fs::read_dir(folder).map_err(at(folder))? {
        let path = entry.map_err(at(folder))?.path();
        let about = fs::symlink_metadata(&path).map_err(at(&path))?;
        if about.is_dir() && depth < DEPTH_MAX {
            collect(dir, &path, depth.saturating_add(1), files)?;
        }
        let extension = path.extension().and_then(|extension| extension.to_str());
        if about.is_file() && matches!(extension, Some("toml" | "ftl" | "case")) {
            if about.len() > FILE_BYTES_MAX || files.len() >= FILES_MAX {
                return Err((
                    path,
                    io::Error::new(io::ErrorKind::FileTooLarge, "too large for a pack"),
                ));
            }
            let text = fs::read_to_string(&path).map_err(at(&path))?;
            let name = path.strip_prefix(dir).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            files.push((name, text));
        }
    }
    Ok(())
}
