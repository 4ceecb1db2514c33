//! The last line of a run.

use super::Tally;

#[test]
fn the_last_line_can_be_read_back() {
    let tally = Tally { passed: 12, failed: 3 };
    assert_eq!(Tally::parse(&tally.to_string()), Some(tally));
}

#[test]
fn another_line_is_no_tally() {
    assert_eq!(Tally::parse("12 passed"), None);
    assert_eq!(Tally::parse("all passed, 0 failed"), None);
}
