//! The form of a ratchet file, and of each one that is kept.

use std::fs;

use super::{limit, parse};
use crate::place;

#[test]
fn comments_and_underscores_are_for_readers() {
    assert_eq!(parse("# bytes\n\n20_000_000\n"), Some(20_000_000));
}

#[test]
fn two_numbers_are_no_ratchet() {
    assert_eq!(parse("1\n2\n"), None);
}

#[test]
fn a_file_without_a_number_is_no_ratchet() {
    assert_eq!(parse("# later\n"), None);
}

/// Found here in the first minute, not by the stage that needs the number, a build of ten minutes later.
#[test]
fn every_file_that_is_kept_holds_a_number() {
    let mut n_read = 0;
    for entry in fs::read_dir(place::root().join("docs/ratchet")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if let Some(name) = name.strip_suffix(".txt") {
            assert!(limit(name).unwrap() > 0, "{name}");
            n_read += 1;
        }
    }
    assert!(n_read > 5, "{n_read}");
}
