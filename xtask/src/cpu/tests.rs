//! The one line of proc(5) that is parsed.

use super::parse_child_ticks;

#[test]
fn a_command_name_with_brackets_and_spaces_does_not_shift_the_fields() {
    let stat = "7 (a) b (c)) S 1 7 7 0 -1 4194560 1 2 3 4 5 6 250 31 20 0 1 0 100 0 0";
    assert_eq!(parse_child_ticks(stat), Some(281));
}

#[test]
fn a_short_line_is_no_figure() {
    assert_eq!(parse_child_ticks("7 (x) S 1 2"), None);
}
