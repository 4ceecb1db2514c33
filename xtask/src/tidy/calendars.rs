//! Public holidays as data: the year files are what the rules say, so that nobody corrects one by hand
//! and the next run takes it back.

use super::{Faults, files};
use crate::{calendar, place};

#[test]
fn the_year_files_are_what_the_rules_say() {
    let compared = calendar::compare(&place::root().join("calendars")).unwrap();
    let mut faults = Faults::default();
    for fault in compared.faults {
        faults.note(fault);
    }
    for (path, wanted) in compared.differing {
        let path = path.strip_prefix(place::root()).unwrap().display();
        faults.note(match wanted {
            Some(_) => format!("{path}: not what the rules say; `cargo xtask calendar` writes it"),
            None => format!("{path}: no rule writes this file; remove it"),
        });
    }
    faults.none();
    assert!(compared.n_files >= 165, "{} year files", compared.n_files);
}

#[test]
fn every_rule_file_names_the_act_it_is_written_from() {
    let mut faults = Faults::default();
    for file in files().iter().filter(|file| file.path.ends_with("/rules.toml")) {
        let source = file.text.lines().find(|line| line.starts_with("source = "));
        if !source.is_some_and(|line| line.chars().any(|c| c.is_ascii_digit())) {
            faults.note(format!("{}: `source` names no act by its number", file.path));
        }
    }
    faults.none();
}
