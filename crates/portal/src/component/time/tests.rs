//! Instants, dates and lengths as people read them.

use jiff::tz::TimeZone;

use super::{instant_text, left, length};
use crate::l10n::Languages;
use crate::tests::at;

fn check(said: &str, wanted: &str) {
    assert_eq!(said.replace(['\u{2068}', '\u{2069}'], ""), wanted);
}

#[test]
fn an_instant_names_its_zone_and_seconds_only_where_there_are_any() {
    let languages = Languages::embedded();
    let zone = TimeZone::get("Europe/Dublin").expect("a zone");
    let say = |text: &str| instant_text(languages.default_lang(), &zone, at(text));
    check(&say("2027-03-18T14:02:00Z"), "18 March 2027, 14:02 GMT");
    check(&say("2027-07-18T14:02:09Z"), "18 July 2027, 15:02:09 IST");
}

#[test]
fn the_end_of_a_day_is_the_start_of_the_next() {
    let languages = Languages::embedded();
    let zone = TimeZone::get("Europe/Paris").expect("a zone");
    check(
        &instant_text(languages.default_lang(), &zone, at("2026-12-04T23:00:00Z")),
        "5 December 2026, 00:00 CET",
    );
}

#[test]
fn a_length_is_told_in_its_two_largest_units() {
    let languages = Languages::embedded();
    let say = |seconds| length(languages.default_lang(), seconds);
    check(&say(0), "0 min");
    check(&say(59), "0 min");
    check(&say(6 * 3600 + 12 * 60), "6 h 12 min");
    check(&say(24 * 3600), "one day 0 h");
    check(&say(2 * 86_400 + 3 * 3600), "2 days 3 h");
    check(&say(3 * 86_400 - 1), "2 days 23 h");
    check(&say(9 * 86_400 + 5), "9 days");
}

#[test]
fn what_is_past_is_told_as_past() {
    let languages = Languages::embedded();
    let now = at("2027-03-18T14:00:00Z");
    check(&left(languages.default_lang(), now, at("2027-03-18T15:30:00Z")), "1 h 30 min left");
    check(&left(languages.default_lang(), now, at("2027-03-18T13:59:00Z")), "1 min over");
}
