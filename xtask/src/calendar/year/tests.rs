//! Rules that become days: one rule of each kind, with the day it gives on the calendar of the wall.

use super::*;
use crate::calendar::write;

const HEAD: &str = "state = \"DE\"\nzone = \"Europe/Berlin\"\nmark = \"memory\"\nsource = \"s\"\n\
                    substitute_name = \"for {name}\"\n";

fn rules(text: &str) -> Rules {
    Rules::read(&format!("{HEAD}{text}")).unwrap_or_else(|faults| panic!("{faults:?}"))
}

fn day(lines: &str) -> String {
    format!("[[day]]\nname = \"n\"\n{lines}\n")
}

/// The days of one year as `01-01 name`.
#[track_caller]
fn check(text: &str, year: i32, expected: &[&str]) {
    let days = list(&rules(text), year);
    let found: Vec<String> =
        days.iter().map(|day| format!("{} {}", &day.on.to_string()[5..], day.name)).collect();
    assert_eq!(found, expected, "{year}");
}

#[test]
fn each_form_gives_its_day() {
    check(&day("fixed = \"10-03\""), 2027, &["10-03 n"]);
    check(&day("easter = 60"), 2027, &["05-27 n"]);
    check(&day("orthodox_easter = -48"), 2027, &["03-15 n"]);
    check(&day("nth = { month = 11, weekday = \"thursday\", n = 4 }"), 2026, &["11-26 n"]);
    check(&day("last = { month = 12, weekday = \"monday\" }"), 2026, &["12-28 n"]);
    check(&day("last = { month = 5, weekday = \"monday\" }"), 2027, &["05-31 n"]);
    check(&day("on_or_after = { date = \"11-16\", weekday = \"wednesday\" }"), 2026, &["11-18 n"]);
    check(&day("equinox = \"september\""), 2028, &["09-22 n"]);
    check(&day("on = [2028-06-17]"), 2028, &["06-17 n"]);
    check(&day("on = [2028-06-17]"), 2027, &[]);
}

#[test]
fn years_and_conditions_bound_a_rule() {
    let from = day("fixed = \"10-04\"\nfrom_year = 2026\nuntil_year = 2027");
    for (year, n_days) in [(2025, 0), (2026, 1), (2027, 1), (2028, 0)] {
        assert_eq!(list(&rules(&from), year).len(), n_days, "{year}");
    }
    // The Saturday before when the 27th of April is a Sunday, as in 2031.
    let king = day("fixed = \"04-27\"\nunless = { weekdays = [\"sunday\"] }")
        + &day("fixed = \"04-26\"\nwhen = { weekdays = [\"saturday\"] }");
    check(&king, 2031, &["04-26 n"]);
    check(&king, 2030, &["04-27 n"]);
    let not_maundy =
        day("nth = { month = 4, weekday = \"thursday\", n = 1 }\nunless = { easter = -3 }");
    check(&not_maundy, 2026, &[]);
    check(&not_maundy, 2027, &["04-01 n"]);
}

#[test]
fn a_day_moves_or_gives_another_one_over_the_turn_of_the_year() {
    let moved = day("fixed = \"12-26\"\nmoved = { saturday = 2, sunday = 2 }");
    check(&moved, 2026, &["12-28 for n"]);
    check(&moved, 2028, &["12-26 n"]);
    let observed = day("fixed = \"01-01\"\nobserved = { saturday = -1, sunday = 1 }");
    check(&observed, 2027, &["01-01 n", "12-31 for n"]);
    check(&observed, 2028, &["01-01 n"]);
}

#[test]
fn a_free_day_is_the_next_one_that_nothing_has_taken() {
    let three = ["12-24", "12-25", "12-26"].map(|on| day(&format!("fixed = \"{on}\""))).concat();
    let working = "[[next_free]]\nweekdays = [\"saturday\", \"sunday\"]\nskip_weekend = true\nname = \"free\"\n";
    let text = format!("{three}{working}");
    check(&text, 2027, &["12-24 n", "12-25 n", "12-26 n", "12-27 free", "12-28 free"]);
    check(&text, 2026, &["12-24 n", "12-25 n", "12-26 n", "12-28 free"]);
    let without = text.replacen("fixed = \"12-25\"", "fixed = \"12-25\"\nno_substitute = true", 1);
    check(&without, 2027, &["12-24 n", "12-25 n", "12-26 n", "12-27 free"]);
    let between =
        day("fixed = \"09-21\"") + &day("fixed = \"09-23\"") + "[[between]]\nname = \"between\"\n";
    check(&between, 2026, &["09-21 n", "09-22 between", "09-23 n"]);
}

#[test]
fn two_holidays_on_one_day_are_one_with_both_names() {
    let text = "[[day]]\nname = \"a\"\nfixed = \"05-01\"\n[[day]]\nname = \"b\"\nfixed = \"05-01\"\n\
                [[day]]\nname = \"c\"\nfixed = \"05-01\"\nin_part = true\n";
    check(text, 2027, &["05-01 a / b"]);
    let whole_last = text.replacen("fixed = \"05-01\"", "fixed = \"05-01\"\nin_part = true", 1);
    check(&whole_last, 2027, &["05-01 b"]);
}

#[test]
fn a_year_file_says_where_it_comes_from_and_each_day_once() {
    let text = day("fixed = \"01-06\"\nscopes = [\"DE-ST\", \"DE-BW\"]")
        + &day("fixed = \"01-06\"\nscope = \"DE-BY\"\nin_part = true")
        + "[[corrected]]\nyear = 2027\nversion = 3\nwhy = \"one more\"\n";
    let rules = rules(&text);
    let file = write::year_file(&rules, 2027, &list(&rules, 2027));
    let expected = "\
# Public holidays of DE in 2027, written by `cargo xtask calendar` from `rules.toml`: change that file.
# Not yet compared with the published list, so the mark is `memory`.
# Version 3: one more

state = \"DE\"
year = 2027
version = 3
zone = \"Europe/Berlin\"
mark = \"memory\"
source = \"s\"

[[day]]
on = 2027-01-06
name = \"n\"
scopes = [\"DE-BW\", \"DE-ST\"]

[[day]]
on = 2027-01-06
name = \"n\"
scope = \"DE-BY\"
in_part = true
";
    assert_eq!(file, expected);
    let verified = HEAD.replace("memory", "verified");
    let rules = Rules::read(&verified).unwrap();
    assert!(!write::year_file(&rules, 2026, &[]).contains("Not yet compared"));
    assert!(write::year_file(&rules, 2026, &[]).contains("version = 1\n"));
}
