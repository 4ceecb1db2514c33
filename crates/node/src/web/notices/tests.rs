//! What the forms of a notice take and what they send back.

use super::*;

fn fields(form: &str) -> Fields {
    Fields::decode(form.as_bytes()).unwrap()
}

/// Names of the fields that are wrong.
fn check<T>(read: Result<T, Faults>, expected: &[&str]) {
    let wrong = read.err().unwrap_or_default();
    assert_eq!(wrong.keys().map(String::as_str).collect::<Vec<_>>(), expected);
}

#[test]
fn everything_that_is_wrong_is_found_at_once() {
    check(telling(&fields("")), &["language", "means", "told_on"]);
    check(
        telling(&fields("told_on=tomorrow&means=pigeon&language=French&sha256=ab")),
        &["language", "means", "sha256", "told_on"],
    );
    check(telling(&fields("told_on=2027-03-08&means=letter&language=fr")), &[]);
    check(delay(&fields("review_on=soon")), &["ground", "review_on"]);
    check(verdict(&fields("verdict=perhaps")), &["asked", "verdict"]);
    check(verdict(&fields("asked=1&verdict=agreed")), &[]);
}

#[test]
fn words_have_an_end() {
    for (n, expected) in [(SHORT_CHARS_MAX, &[][..]), (SHORT_CHARS_MAX + 1, &["justification"])] {
        let form = format!("ground=public_security&justification={}", "x".repeat(n));
        check(delay(&fields(&form)), expected);
    }
    for (n, expected) in [(LONG_CHARS_MAX, &[][..]), (LONG_CHARS_MAX + 1, &["why"])] {
        check(ceased(&fields(&format!("why={}", "é".repeat(n)))), expected);
    }
}
