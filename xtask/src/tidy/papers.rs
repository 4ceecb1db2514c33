//! The texts for people: they are there, they name what exists, and the lists in them are complete.

use std::fs;

use super::{Faults, files, golden, read};
use crate::place;

/// Files a stranger looks for.
const PAPERS: [&str; 9] = [
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "GLOSSARY.md",
    "LICENSE",
    "README.md",
    "SECURITY.md",
    "STYLE.md",
    "docs/rfd/0001-record-decisions.md",
];

#[test]
fn a_stranger_finds_the_papers() {
    let mut faults = Faults::default();
    for path in PAPERS {
        if read(path).trim().is_empty() {
            faults.note(format!("{path} is empty"));
        }
    }
    faults.none();
}

#[test]
fn architecture_lists_every_invariant_with_its_guard() {
    let text = read("ARCHITECTURE.md");
    let mut faults = Faults::default();
    for n in 1..=12 {
        let row = text.lines().find(|line| line.starts_with(&format!("| A-{n} |")));
        let columns =
            row.map_or(0, |row| row.split('|').filter(|cell| !cell.trim().is_empty()).count());
        if columns < 3 {
            faults.note(format!("ARCHITECTURE.md: no row `| A-{n} | rule | guard |`"));
        }
    }
    faults.none();
}

#[test]
fn the_commands_in_the_papers_exist() {
    let mut faults = Faults::default();
    for file in
        files().iter().filter(|file| file.path.ends_with(".md") || file.path.ends_with(".rs"))
    {
        for (n, line) in file.text.lines().enumerate() {
            for after in line.split("cargo xtask ").skip(1) {
                let word: String = after
                    .chars()
                    .take_while(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
                    .collect();
                let known = crate::USAGE
                    .lines()
                    .any(|usage| usage.split_whitespace().next() == Some(&word));
                if !word.is_empty() && !known {
                    faults.note(format!(
                        "{}:{}: there is no `cargo xtask {word}`",
                        file.path,
                        n + 1
                    ));
                }
            }
        }
    }
    faults.none();
}

#[test]
fn links_in_the_papers_lead_somewhere() {
    let mut faults = Faults::default();
    for file in files().iter().filter(|file| file.path.ends_with(".md")) {
        let dir = place::root().join(&file.path);
        for target in file.text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let path = target.split('#').next().unwrap_or_default();
            let inside = !path.is_empty() && !path.contains("://") && !path.starts_with("mailto:");
            if inside && !dir.parent().unwrap().join(path).exists() {
                faults.note(format!("{}: the link to `{path}` leads nowhere", file.path));
            }
        }
    }
    faults.none();
}

#[test]
fn the_index_of_decisions_is_complete() {
    let dir = place::root().join("docs/rfd");
    let mut pages: Vec<String> = fs::read_dir(&dir)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".md") && name != "README.md")
        .collect();
    pages.sort();
    let mut index = String::from(
        "# Decisions\n\nOne page each, by number; a changed mind is a new page.\n\n| page | state | date |\n|---|---|---|\n",
    );
    for (n, name) in pages.iter().enumerate() {
        let text = read(&format!("docs/rfd/{name}"));
        let head = |key: &str| {
            text.lines().find_map(|line| line.strip_prefix(key)).unwrap_or("?").trim().to_owned()
        };
        assert!(
            name.starts_with(&format!("{:04}-", n + 1)),
            "docs/rfd/{name}: numbers have no gap"
        );
        let title = text.lines().find_map(|line| line.strip_prefix("# ")).unwrap_or("?");
        index += &format!("| [{title}]({name}) | {} | {} |\n", head("state:"), head("date:"));
        for part in [
            "## Problem",
            "## Options",
            "## Choice",
            "## What would change our mind",
            "## Consequences for tests",
        ] {
            assert!(text.contains(part), "docs/rfd/{name}: no part `{part}`");
        }
    }
    golden("docs/rfd/README.md", &index);
}
