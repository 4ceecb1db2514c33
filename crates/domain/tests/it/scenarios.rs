//! Every scenario file of every shipped instrument, run against the real core.

use std::fs;
use std::path::{Path, PathBuf};

use domain::scenario::run;

/// The folder of the instruments in this checkout.
fn instruments() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../instruments")
}

/// The files of a folder with this ending, by name; empty where there is no folder.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|found| found == ending))
        .collect();
    files.sort();
    files
}

#[expect(clippy::disallowed_methods, reason = "a test reads the files it runs; the crate does not")]
fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_default()
}

#[test]
fn every_story_of_every_instrument_goes_as_it_is_written() {
    let calendars = law::embedded::calendars().unwrap();
    let (mut failed, mut n_stories) = (String::new(), 0);
    for law in law::embedded::instruments().unwrap() {
        let folder = instruments().join(law.id.as_str()).join("scenario");
        for story in files(&folder, "case") {
            n_stories += 1;
            let report = run(&law, &calendars, &read(&story));
            if !report.is_ok() {
                let name = story.file_name().unwrap().to_string_lossy().into_owned();
                failed.push_str(&format!("{name}: {}\n{report}\n", report.title));
            }
        }
    }
    assert!(failed.is_empty(), "\n{failed}");
    assert_eq!(n_stories, law::embedded::scenarios().count());
}
