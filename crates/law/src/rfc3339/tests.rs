//! What is an instant, what is a date, and what others would take for one.

use super::{date, instant};

#[track_caller]
fn check(text: &str, expected: Option<&str>) {
    assert_eq!(instant(text).map(|at| at.to_string()).as_deref(), expected, "{text}");
}

#[test]
fn an_instant_has_seconds_and_an_offset_and_may_have_a_fraction() {
    check("2027-03-08T10:00:00Z", Some("2027-03-08T10:00:00Z"));
    check("2027-03-08T10:00:00+01:00", Some("2027-03-08T09:00:00Z"));
    check("2027-03-08T00:30:59-03:30", Some("2027-03-08T04:00:59Z"));
    check("2027-03-08T10:00:00-00:00", Some("2027-03-08T10:00:00Z"));
    check("2027-03-08T10:00:00.5Z", Some("2027-03-08T10:00:00.5Z"));
    check("2027-03-08T10:00:00.123456789+14:00", Some("2027-03-07T20:00:00.123456789Z"));
    check("2028-02-29T23:59:59Z", Some("2028-02-29T23:59:59Z"));
}

#[test]
fn what_a_lenient_reader_would_take_is_no_instant() {
    for wrong in [
        "",
        "Z",
        "2027-03-08",
        "2027-03-08T10:00:00",
        "2027-03-08t10:00:00Z",
        "2027-03-08T10:00:00z",
        "2027-03-08 10:00:00Z",
        "2027-03-08T10:00Z",
        "2027-03-08T10Z",
        "20270308T100000Z",
        "2027-03-08T10:00:00 Z",
        " 2027-03-08T10:00:00Z",
        "2027-03-08T10:00:00Z ",
        "2027-03-08T10:00:00,5Z",
        "2027-03-08T10:00:00.Z",
        "2027-03-08T10:00:00.1234567890Z",
        "2027-03-08T10:00:00Z[Europe/Paris]",
        "2027-03-08T10:00:00+01:00[Europe/Paris]",
        "2027-03-08T10:00:00+01",
        "2027-03-08T10:00:00+0100",
        "2027-03-08T10:00:00+1:00",
        "2027-03-08T10:00:00+01:00:00",
        "2027-03-08T10:00:00\u{2212}01:00",
        "2027-03-08T24:00:00Z",
        "2027-03-08T23:60:00Z",
        "2026-12-31T23:59:60Z",
        "2027-03-08T10:00:00+24:00",
        "2027-03-08T10:00:00+01:60",
        "2027-02-29T10:00:00Z",
        "+002027-03-08T10:00:00Z",
        "\u{662}027-03-08T10:00:00Z",
    ] {
        check(wrong, None);
    }
}

#[test]
fn a_date_has_ten_characters_and_exists() {
    assert_eq!(date("2028-02-29").map(|on| on.to_string()).as_deref(), Some("2028-02-29"));
    for wrong in ["2027-02-29", "20270308", "2027-3-8", "2027-03-08T10:00:00Z", "2027-03-08 ", ""] {
        assert_eq!(date(wrong), None, "{wrong}");
    }
}
