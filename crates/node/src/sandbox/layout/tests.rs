//! What a sandbox may delete and whose directory it takes.

use super::super::players::FR_TJ;
use super::super::state::State;
use super::*;

fn layout(folder: &tempfile::TempDir) -> Layout {
    Layout::new(&folder.path().join("sandbox")).unwrap()
}

/// A sandbox as a run leaves it, with one file of the user's in each folder that we share with him.
fn made(layout: &Layout) {
    fs::create_dir_all(layout.data(&FR_TJ).join("blobs")).unwrap();
    fs::create_dir_all(layout.head(&FR_TJ)).unwrap();
    fs::create_dir_all(layout.out()).unwrap();
    fs::create_dir_all(layout.evidence()).unwrap();
    fs::write(layout.out().join("p-1.asice"), b"x").unwrap();
    fs::write(layout.out().join("notes.txt"), b"the user's").unwrap();
    fs::write(layout.evidence().join("access.log"), b"x").unwrap();
    fs::write(layout.root().join("README"), b"the user's").unwrap();
    State::new("ab".repeat(16), 8440, "epoc".to_owned()).write(&layout.state()).unwrap();
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn starting_over_deletes_what_we_made_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let layout = layout(&folder);
    made(&layout);
    layout.refuse_foreign().unwrap();
    layout.remove().unwrap();
    assert_eq!(names(layout.root()), ["README", "out", "sandbox.json"]);
    assert_eq!(names(&layout.out()), ["notes.txt"]);
}

#[test]
fn a_directory_with_other_files_is_refused_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let layout = layout(&folder);
    layout.refuse_foreign().unwrap();
    fs::create_dir(layout.root()).unwrap();
    layout.refuse_foreign().unwrap();
    fs::write(layout.root().join("thesis.tex"), b"years of work").unwrap();
    let refused = layout.refuse_foreign().unwrap_err();
    assert_eq!(refused.code(), "not-a-sandbox");
    fs::write(layout.state(), b"{\"name\":\"a file of another program\"}").unwrap();
    assert_eq!(layout.refuse_foreign().unwrap_err().code(), "not-a-sandbox");
    assert_eq!(names(layout.root()), ["sandbox.json", "thesis.tex"]);
}

#[test]
fn a_file_in_the_place_of_the_directory_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let layout = layout(&folder);
    fs::write(layout.root(), b"a file").unwrap();
    assert_eq!(layout.refuse_foreign().unwrap_err().code(), "not-a-sandbox");
}

#[test]
fn a_second_supervisor_is_told_who_holds_the_directory() {
    let folder = tempfile::tempdir().unwrap();
    let layout = layout(&folder);
    fs::create_dir(layout.root()).unwrap();
    let held = layout.hold().unwrap();
    let refused = layout.hold().unwrap_err();
    assert_eq!(refused.code(), "already-running");
    assert!(refused.to_string().contains(&std::process::id().to_string()), "{refused}");
    drop(held);
    layout.hold().unwrap();
}
