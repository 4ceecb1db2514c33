//! `comity instrument`: reads packs from folders as a node would, and says every fault with its place.
//!
//! For the lawyer who writes a pack: file, line, column, what is wrong and what to do, of rules, words and stories
//! together. Stories are played against the core that decides in a node; calendars are the built-in ones.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use domain::scenario;
use law::calendar::Calendars;
use law::diff::{What, diff};
use law::instrument::Instrument;
use law::load::{LoadError, load_instrument};
use law::scenario::GivenWhat;

use super::exit::{Exit, Failure};
use super::print;

/// A pack has a few dozen files; a folder with more is not a pack.
const FILES_MAX: usize = 1000;

/// The longest file of a pack that is read: the texts of one language are some 100 KiB.
const FILE_BYTES_MAX: u64 = 4 << 20;

/// How deep folders are followed: a pack has one level.
const DEPTH_MAX: usize = 4;

/// Files by their path inside a folder.
type Files = Vec<(String, String)>;

/// Checks the pack in `dir`, and plays its stories or those in another folder; without a pack the stories are played
/// against the built-in one they name.
pub(crate) fn check(dir: Option<&Path>, stories: Option<&Path>) -> Result<(), Failure> {
    let mut n_faults: usize = 0;
    let mut packs = Vec::new();
    let mut told = None;
    if let Some(dir) = dir {
        let files = read(dir)?;
        match law::pack::check(&files) {
            Ok(instrument) => {
                let n_stories = files.iter().filter(|(path, _)| path.ends_with(".case")).count();
                told = Some(summary(&instrument, n_stories));
                packs.push(instrument);
            }
            Err(faults) => {
                n_faults = n_faults.saturating_add(tell(&faults));
            }
        }
    }
    let played = stories.or(dir).filter(|_| n_faults == 0);
    if let Some(folder) = played {
        n_faults = n_faults.saturating_add(play(folder, packs)?);
    }
    if n_faults == 0 {
        told.iter().for_each(|line| print::data(line));
        return Ok(());
    }
    let about = dir.or(stories).map(|path| path.display().to_string()).unwrap_or_default();
    let detail = format!("{about} has {n_faults} faults; each is listed with its place");
    Err(Failure::new(Exit::Denied, "pack-faults", detail))
}

/// Says what changed in meaning from one folder to another.
pub(crate) fn compare(old: &Path, new: &Path) -> Result<(), Failure> {
    let changes = diff(&load(old)?, &load(new)?);
    for change in &changes {
        match &change.what {
            What::Added => print::data(&format!("+ {}", change.rule)),
            What::Removed => print::data(&format!("- {}", change.rule)),
            What::Changed(entries) => {
                print::data(&format!("~ {}", change.rule));
                for (name, old, new) in entries {
                    print::data(&format!("    {name}: {} -> {}", shown(old), shown(new)));
                }
            }
        }
    }
    if changes.is_empty() {
        print::data("nothing changed in meaning");
    }
    Ok(())
}

fn shown(value: &str) -> &str {
    if value.is_empty() { "(nothing)" } else { value }
}

fn load(dir: &Path) -> Result<Instrument, Failure> {
    load_instrument(&read(dir)?).map_err(|faults| {
        let n_faults = tell(&faults);
        let detail =
            format!("{} has {n_faults} faults; each is listed with its place", dir.display());
        Failure::new(Exit::Denied, "pack-faults", detail)
    })
}

fn summary(instrument: &Instrument, n_stories: usize) -> String {
    format!(
        "{}: {} measure kinds, {} letters, {} clocks, {} duties, {} grounds, {n_stories} scenario files: no faults",
        instrument.pack(),
        instrument.kinds.len(),
        instrument.letters.len(),
        instrument.clocks.len(),
        instrument.duties.len(),
        instrument.grounds.len(),
    )
}

/// Lists faults, and says how many there are.
fn tell(faults: &[LoadError]) -> usize {
    for fault in faults {
        print::data(&format!("{fault} [{}]", fault.code));
    }
    faults.len()
}

/// Plays every story below a folder; a story that goes otherwise is told line by line.
fn play(folder: &Path, mut packs: Vec<Instrument>) -> Result<usize, Failure> {
    let calendars = law::embedded::calendars().map_err(|faults| broken(&faults))?;
    let mut n_faults: usize = 0;
    for (path, text) in read(folder)?.iter().filter(|(path, _)| path.ends_with(".case")) {
        for line in story(path, text, &mut packs, &calendars)? {
            n_faults = n_faults.saturating_add(1);
            print::data(&line);
        }
    }
    Ok(n_faults)
}

/// What is wrong with one story, a line for each.
fn story(
    path: &str,
    text: &str,
    packs: &mut Vec<Instrument>,
    calendars: &Calendars,
) -> Result<Vec<String>, Failure> {
    let parsed = match law::scenario::parse(text) {
        Ok(parsed) => parsed,
        Err(faults) => {
            let line = |fault: &law::scenario::ScenarioError| {
                let (line, column) = (fault.line, fault.column);
                format!(
                    "{path}:{line}:{column}: {}; {} [scenario-malformed]",
                    fault.message, fault.help
                )
            };
            return Ok(faults.iter().map(line).collect());
        }
    };
    let named = parsed.givens.iter().find_map(|given| match &given.what {
        GivenWhat::Law(id) => Some((given.line, id.as_str())),
        GivenWhat::Member(_) | GivenWhat::Thing { .. } => None,
    });
    let Some((line, id)) = named else {
        return Ok(vec![format!(
            "{path}:1:1: no `given law`; name the instrument [scenario-line]"
        )]);
    };
    if !packs.iter().any(|pack| pack.id.as_str() == id) {
        packs.extend(law::embedded::instrument(id).map_err(|faults| broken(&faults))?);
    }
    let Some(pack) = packs.iter().find(|pack| pack.id.as_str() == id) else {
        return Ok(vec![format!(
            "{path}:{line}:1: there is no instrument `{id}`; give its folder, or a built-in one [scenario-line]"
        )]);
    };
    let report = scenario::run(pack, calendars, text);
    let faults = report.errors.iter().map(|fault| {
        let (line, column) = (fault.line, fault.column);
        format!("{path}:{line}:{column}: {}; {} [{}]", fault.message, fault.help, fault.code())
    });
    let failures = report.failures.iter().map(|failure| {
        let (line, expected) = (failure.line, &failure.expected);
        let (actual, state) = (&failure.actual, &failure.state);
        format!("{path}:{line}:1: expected {expected}; actual {actual}; state {state} [scenario-differs]")
    });
    Ok(faults.chain(failures).collect())
}

fn broken(faults: &[LoadError]) -> Failure {
    let first = faults.first().map(ToString::to_string).unwrap_or_default();
    Failure::new(Exit::Failed, "law-broken", format!("the built-in law cannot be read: {first}"))
}

/// The files of a folder, by their path inside it.
fn read(dir: &Path) -> Result<Files, Failure> {
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
    Ok(files)
}

/// The files of a pack below `folder`, named by their path inside `dir`.
fn collect(
    dir: &Path,
    folder: &Path,
    depth: usize,
    files: &mut Files,
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
