//! Where things are: one clippy file for the pure crates, a first sentence in every file, files short
//! enough to read, SQL in the engine folders only, one writer of events.

use super::graph::PURE;
use super::{Faults, is_test, read, rust_files};

/// A file longer than this is two files.
const LINES_MAX: usize = 600;

#[test]
fn the_pure_crates_forbid_the_same_calls() {
    let first = read("crates/law/clippy.toml");
    let mut faults = Faults::default();
    for package in PURE {
        let path = format!("crates/{package}/clippy.toml");
        if read(&path) != first {
            faults.note(format!("{path} is not the file of `law`: the five are one text (A-1)"));
        }
    }
    faults.none();
}

#[test]
fn every_file_says_first_what_it_is() {
    let mut faults = Faults::default();
    for file in rust_files() {
        if !file.text.starts_with("//! ") {
            faults.note(format!("{}: starts without `//!`", file.path));
        }
    }
    faults.none();
}

#[test]
fn no_file_is_too_long_to_read() {
    let mut faults = Faults::default();
    for file in rust_files() {
        let n_lines = file.text.lines().count();
        if n_lines > LINES_MAX {
            faults.note(format!("{}: {n_lines} lines; split it", file.path));
        }
    }
    faults.none();
}

/// How a statement of SQL begins inside a string.
const SQL: [&str; 8] = [
    "\"SELECT ",
    "\"INSERT ",
    "\"UPDATE ",
    "\"DELETE FROM",
    "\"CREATE TABLE",
    "\"PRAGMA ",
    "\"BEGIN IMM",
    "\"ALTER TABLE",
];

#[test]
fn sql_is_written_in_the_engine_folders_only() {
    let mut faults = Faults::default();
    for file in rust_files() {
        let engine = file.path.starts_with("crates/store/src/sqlite/")
            || file.path.starts_with("crates/store/src/postgres/");
        // The checker of the simulator must not ask the engine what the engine has written; it is in no product.
        let checker = file.path.starts_with("crates/sim/src/audit/");
        if engine || checker || !file.path.starts_with("crates/") || is_test(&file.path) {
            continue;
        }
        for (n, line) in file.text.lines().enumerate() {
            if SQL.iter().any(|begin| line.contains(begin)) {
                faults.note(format!("{}:{}: SQL outside an engine folder (A-9)", file.path, n + 1));
            }
        }
    }
    faults.none();
}

#[test]
fn only_node_act_appends_events() {
    let mut faults = Faults::default();
    for file in rust_files() {
        let shell = file.path.starts_with("crates/node/") || file.path.starts_with("crates/sim/");
        let act =
            file.path == "crates/node/src/act.rs" || file.path.starts_with("crates/node/src/act/");
        if !shell || act || is_test(&file.path) {
            continue;
        }
        for (n, line) in file.text.lines().enumerate() {
            // `Vec::append` takes `&mut`; what else appends here would write an event.
            if line.contains(".append(")
                && !line.contains(".append(&mut")
                && !line.contains(".append(true)")
            {
                faults.note(format!(
                    "{}:{}: only `node::act` calls `Store::append` (A-5)",
                    file.path,
                    n + 1
                ));
            }
        }
    }
    faults.none();
}

#[test]
fn imports_stand_in_three_groups() {
    let mut faults = Faults::default();
    for file in rust_files() {
        if let Some(n) = misplaced_import(&file.text) {
            faults.note(format!(
                "{}:{n}: imports stand std, then crates, then ours, a blank line between",
                file.path
            ));
        }
    }
    faults.none();
}

/// The line of the first import that stands in the wrong group, in the imports at the head of a file.
fn misplaced_import(text: &str) -> Option<usize> {
    let (mut last, mut block) = (0, None);
    for (n, line) in text.lines().enumerate() {
        let Some(path) = line.strip_prefix("use ") else {
            let head = ["//", "#!", " ", "}"].iter().any(|begin| line.starts_with(begin));
            match (line.is_empty(), head) {
                (true, _) => block = None,
                (false, true) => {}
                (false, false) => return None, // the first item ends the head
            }
            continue;
        };
        let group = match path.split([':', ';', ' ']).next() {
            Some("std" | "core" | "alloc") => 0,
            Some("crate" | "super" | "self") => 2,
            _ => 1,
        };
        if group < last || block.is_some_and(|block| block != group) {
            return Some(n + 1);
        }
        (last, block) = (group, Some(group));
    }
    None
}

#[test]
fn a_group_without_a_blank_line_before_it_is_found() {
    assert_eq!(misplaced_import("//! x\n\nuse std::fmt;\nuse crate::a;\n"), Some(4));
    assert_eq!(misplaced_import("use std::fmt;\n\nuse crate::a;\n\nuse jiff::b;\n"), Some(5));
    assert_eq!(
        misplaced_import("use std::{\n    fmt,\n};\n\nuse crate::a;\nmod b;\nuse std::c;\n"),
        None
    );
}

#[test]
fn tests_do_not_stand_in_the_file_they_test() {
    let mut faults = Faults::default();
    for file in rust_files().iter().filter(|file| file.path.starts_with("crates/")) {
        if !is_test(&file.path) && file.text.contains("#[cfg(test)]\nmod tests {") {
            faults.note(format!("{}: tests live in a `tests.rs` of their own", file.path));
        }
    }
    faults.none();
}
