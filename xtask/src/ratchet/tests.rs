//! The form of a ratchet file.

use super::parse;

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
