//! The repository's own rules, as tests: `cargo nextest run -p xtask` runs them, and nothing is checked
//! in CI alone.
//!
//! Every test collects all faults before it fails, one line each with the place and what to do, so that
//! one run shows everything. What a lint can say is said by a lint, not here.

mod calendars;
mod graph;
mod history;
mod law;
mod layout;
mod lessons;
mod licence;
mod papers;
mod planted;
mod rules;
mod tree;
mod words;

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use crate::place;

/// Faults found by one test.
#[derive(Default)]
struct Faults(Vec<String>);

impl Faults {
    fn note(&mut self, fault: impl Into<String>) {
        self.0.push(fault.into());
    }

    /// Fails with all faults at once.
    #[track_caller]
    fn none(self) {
        assert!(self.0.is_empty(), "\n{}\n", self.0.join("\n"));
    }
}

/// A file of the checkout with its path as the repository names it.
struct File {
    path: String,
    text: String,
}

/// All text files of the checkout, sorted by path; build output, tools and git are left out.
fn files() -> Vec<File> {
    let mut paths = Vec::new();
    walk(&place::root(), &mut paths);
    paths.sort();
    let named = paths.into_iter().filter_map(|path| {
        let text = fs::read_to_string(&path).ok()?; // not UTF-8: a picture or a vector of bytes
        Some(File { path: relative(&path), text })
    });
    named.collect()
}

/// The Rust files among them, without the cases that must not compile: those have the compiler's words
/// beside them.
fn rust_files() -> Vec<File> {
    let mut files = files();
    files.retain(|file| {
        let words = place::root().join(&file.path).with_extension("stderr");
        file.path.ends_with(".rs") && !words.exists()
    });
    files
}

/// Whether a file holds tests only.
fn is_test(path: &str) -> bool {
    let apart = ["/tests/", "/benches/"].iter().any(|folder| path.contains(folder));
    apart || path.ends_with("/tests.rs") || path.starts_with("xtask/src/tidy/")
}

fn walk(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let (path, kind) = entry.map(|entry| (entry.path(), entry.file_type().unwrap())).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        // In a linked working tree `.git` is a file. A sandbox is what its command makes at the root; a folder of
        // that name elsewhere is source.
        if [".git", "node_modules", "target"].contains(&&*name)
            || path == place::root().join("sandbox")
        {
            continue;
        }
        if kind.is_dir() {
            walk(&path, found);
        } else if kind.is_file() {
            found.push(path);
        }
    }
}

fn relative(path: &Path) -> String {
    path.strip_prefix(place::root()).unwrap().to_string_lossy().into_owned()
}

fn read(path: &str) -> String {
    let whole = place::root().join(path);
    fs::read_to_string(&whole).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Compares a text with its golden file; with `UPDATE_GOLDEN=1` writes it, for a human to review.
#[track_caller]
fn golden(path: &str, text: &str) {
    if env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1") {
        fs::write(place::root().join(path), text).unwrap();
    }
    let have = read(path);
    assert!(
        have == text,
        "{path} is not what the tree says; if the change is meant: UPDATE_GOLDEN=1 cargo xtask tidy\n--- file\n{have}\n--- tree\n{text}"
    );
}

/// The lines of a list file that are no comment.
fn list(path: &str) -> Vec<String> {
    let text = read(path);
    let lines =
        text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(str::to_owned).collect()
}
