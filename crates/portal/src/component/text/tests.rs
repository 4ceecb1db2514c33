//! Direction marks and control characters, shown instead of obeyed.

use super::visible;

fn check(text: &str, shown: &str) {
    assert_eq!(visible(text), shown);
}

#[test]
fn a_direction_mark_in_a_name_is_shown_as_its_code_point() {
    check("invoice\u{202e}fdp.exe", "invoice⟨U+202E⟩fdp.exe");
    check("a\u{2066}b\u{2069}c", "a⟨U+2066⟩b⟨U+2069⟩c");
}

#[test]
fn line_breaks_and_letters_of_every_script_stay() {
    check("été\nقانون\t法", "été\nقانون\t法");
}

#[test]
fn a_control_character_is_shown() {
    check("a\u{0}b", "a⟨U+0000⟩b");
}
