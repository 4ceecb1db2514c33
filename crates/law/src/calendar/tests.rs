//! Calendars: the shipped lists against the rules they were written from, and what a file may not say.

mod known;

use jiff::ToSpan;
use jiff::civil::date;

use super::*;
use std::collections::BTreeSet;

use crate::embedded;

/// Easter Sunday of the Gregorian calendar.
fn easter(year: i16) -> Date {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let f = (b + 8) / 25;
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let month_and_day = h + l - 7 * m + 114;
    let small = |n: i32| i8::try_from(n).unwrap();
    date(year, small(month_and_day / 31), small(month_and_day % 31 + 1))
}

#[test]
fn easter_falls_where_the_church_says() {
    let known = [(2026, 4, 5), (2027, 3, 28), (2028, 4, 16), (2029, 4, 1), (2030, 4, 21)];
    for (year, month, day) in known {
        assert_eq!(easter(year), date(year, month, day));
    }
}

fn first(year: i16, month: i8, weekday: Weekday) -> Date {
    date(year, month, 1).nth_weekday_of_month(1, weekday).unwrap()
}

/// The first such weekday on or after a date.
fn from(year: i16, month: i8, day: i8, weekday: Weekday) -> Date {
    let on = date(year, month, day);
    if on.weekday() == weekday { on } else { on.nth_weekday(1, weekday).unwrap() }
}

/// Fixed days and days after Easter Sunday of the states whose list somebody wrote down before the rule
/// files were: a second source for the nationwide days.
const KNOWN: &[(&str, &str, &[i32])] = &[
    ("AT", "01-01 01-06 05-01 08-15 10-26 11-01 12-08 12-25 12-26", &[1, 39, 50, 60]),
    ("BE", "01-01 05-01 07-21 08-15 11-01 11-11 12-25", &[1, 39, 50]),
    ("DE", "01-01 05-01 10-03 12-25 12-26", &[-2, 1, 39, 50]),
    ("DK", "01-01 12-25 12-26", &[-3, -2, 0, 1, 39, 49, 50]),
    ("ES", "01-01 01-06 05-01 08-15 10-12 11-01 12-06 12-08 12-25", &[-2]),
    ("FI", "01-01 01-06 05-01 12-06 12-25 12-26", &[-2, 0, 1, 39, 49]),
    ("FR", "01-01 05-01 05-08 07-14 08-15 11-01 11-11 12-25", &[1, 39, 50]),
    ("IE", "01-01 03-17 12-25 12-26", &[1]),
    ("IT", "01-01 01-06 04-25 05-01 06-02 08-15 10-04 11-01 12-08 12-25 12-26", &[0, 1]),
    ("NL", "01-01 05-05 12-25 12-26", &[-2, 0, 1, 39, 49, 50]),
    ("PL", "01-01 01-06 05-01 05-03 08-15 11-01 11-11 12-24 12-25 12-26", &[0, 1, 49, 60]),
    ("PT", "01-01 04-25 05-01 06-10 08-15 10-05 11-01 12-01 12-08 12-25", &[-2, 0, 60]),
    ("SE", "01-01 01-06 05-01 06-06 12-25 12-26", &[-2, 0, 1, 39, 49]),
];

/// The nationwide list of a state, from its rules; none for a state that is not in the table.
fn rules(state: &str, year: i16) -> Option<BTreeSet<Date>> {
    let (_, fixed, easter_days) = KNOWN.iter().find(|(known, _, _)| *known == state)?;
    let fixed = fixed.split(' ').map(|day| {
        let (month, day) = day.split_once('-').unwrap();
        date(year, month.parse().unwrap(), day.parse().unwrap())
    });
    let moving = easter_days.iter().map(|days| easter(year).checked_add(days.days()).unwrap());
    let mut days: BTreeSet<Date> = fixed.chain(moving).collect();
    match state {
        "FI" | "SE" => {
            days.insert(from(year, 6, 20, Weekday::Saturday));
            days.insert(from(year, 10, 31, Weekday::Saturday));
        }
        "IE" => {
            let on = date(year, 2, 1);
            let friday = on.weekday() == Weekday::Friday;
            days.insert(if friday { on } else { first(year, 2, Weekday::Monday) });
            days.extend([5, 6, 8].map(|month| first(year, month, Weekday::Monday)));
            days.insert(date(year, 10, 1).nth_weekday_of_month(-1, Weekday::Monday).unwrap());
        }
        "NL" => {
            let king = date(year, 4, 27);
            let sunday = king.weekday() == Weekday::Sunday;
            days.insert(if sunday { king.yesterday().unwrap() } else { king });
        }
        _ => {}
    }
    Some(days)
}

#[test]
fn the_shipped_lists_follow_their_rules() {
    let calendars = embedded::calendars().unwrap();
    let (mut n_lists, mut n_known) = (0, 0);
    for list in calendars.years() {
        n_lists += 1;
        assert_eq!(list.mark, Mark::Memory);
        let nationwide: BTreeSet<Date> = list
            .days
            .iter()
            .filter(|day| day.scope == list.state.as_str() && !day.in_part)
            .map(|day| day.on)
            .collect();
        if let Some(rules) = rules(list.state.as_str(), list.year) {
            n_known += 1;
            assert_eq!(nationwide, rules, "{}", list.name());
        }
    }
    // 27 Member States and six others, five years each.
    assert_eq!((n_lists, n_known), ((27 + 6) * 5, KNOWN.len() * 5));
}

#[test]
fn the_february_holiday_of_ireland_is_a_monday_unless_the_first_is_a_friday() {
    let calendars = embedded::calendars().unwrap();
    let brigid = |year| {
        let list = calendars.year(Country::parse("IE").unwrap(), year).unwrap();
        list.days.iter().find(|day| day.on.month() == 2).unwrap().on
    };
    assert_eq!(brigid(2026), date(2026, 2, 2));
    assert_eq!(brigid(2027), date(2027, 2, 1));
    assert_eq!(brigid(2028), date(2028, 2, 7));
    assert_eq!(brigid(2030), date(2030, 2, 1));
}

#[test]
fn regional_days_of_germany_stand_with_their_land() {
    let calendars = embedded::calendars().unwrap();
    let germany = Country::parse("DE").unwrap();
    let kept = calendars.kept_by_some(germany, date(2026, 1, 1), date(2030, 12, 31));
    assert_eq!(kept.map(|day| &day.scope).collect::<BTreeSet<_>>().len(), 16);
    let works = |region, parts, on| {
        Days::of_region(&calendars, germany, region, parts).is_working_day(on).unwrap()
    };
    // The day of prayer in Saxony is the Wednesday before 23 November.
    assert!(!works("DE-SN", false, date(2027, 11, 17)));
    assert!(works("DE-BY", false, date(2027, 11, 17)));
    // Corpus Christi 2027 is 27 May, kept in a part of Saxony.
    assert!(works("DE-SN", false, date(2027, 5, 27)));
    assert!(!works("DE-SN", true, date(2027, 5, 27)));
    assert!(!works("DE-NW", false, date(2027, 5, 27)));
}

#[test]
fn every_member_state_has_a_zone() {
    let calendars = embedded::calendars().unwrap();
    let law = embedded::instrument("eu-e-evidence").unwrap().unwrap();
    for party in &law.parties {
        assert!(calendars.zone_of(party.country, None).is_some(), "{}", party.country);
    }
    let portugal = Country::parse("PT").unwrap();
    assert_eq!(calendars.zone_of(portugal, Some("PT-20")), Some("Atlantic/Azores"));
}

#[test]
fn a_state_with_several_zones_has_none_of_its_own() {
    let calendars = embedded::calendars().unwrap();
    for (state, region, zone) in [
        ("BR", "BR-AC", Some("America/Rio_Branco")),
        ("BR", "BR-AM", None),
        ("US", "US-NY", Some("America/New_York")),
        ("US", "US-TX", None),
    ] {
        let state = Country::parse(state).unwrap();
        assert_eq!(calendars.zone_of(state, None), None);
        assert_eq!(calendars.zone_of(state, Some(region)), zone, "{region}");
        for list in calendars.years().filter(|list| list.state == state) {
            assert_eq!((list.zone.as_deref(), list.not_covered.contains(region)), (None, true));
        }
    }
    assert_eq!(calendars.years().filter(|list| list.zone.is_none()).count(), 2 * 5);
}

const HEAD: &str = "state = \"IE\"\nyear = 2027\nversion = 2\nzone = \"Europe/Dublin\"\nmark = \"memory\"\nsource = \"s\"\n";

/// Reads one file and compares the codes of its faults.
#[track_caller]
fn check(path: &str, text: &str, codes: &[&str]) {
    let errors = Calendars::load(&[(path, text)]).map(|_| Vec::new()).unwrap_or_else(|all| all);
    let found: Vec<&str> = errors.iter().map(|error| error.code).collect();
    assert_eq!(found, codes, "{errors:?}");
}

#[test]
fn a_faulty_list_is_refused_with_every_fault() {
    let day =
        |on: &str, scope: &str| format!("[[day]]\non = {on}\nname = \"n\"\nscope = \"{scope}\"\n");
    check("IE/2027.toml", HEAD, &[]);
    check("IE/2026.toml", HEAD, &["name-differs"]);
    check("IE/2027.toml", &format!("{HEAD}{}", day("2026-01-01", "IE")), &["day-outside"]);
    check("IE/2027.toml", &format!("{HEAD}{}", day("2027-01-01", "DE-BY")), &["scope-unknown"]);
    let twice = day("2027-01-01", "IE").repeat(2);
    check("IE/2027.toml", &format!("{HEAD}{twice}"), &["id-twice"]);
    let places = |list: &str| {
        let head = HEAD.replace("IE", "DE");
        format!("{head}[[day]]\non = 2027-01-06\nname = \"n\"\nscopes = [{list}]\n")
    };
    check("DE/2027.toml", &places("\"DE-BY\", \"DE-ST\""), &[]);
    check("DE/2027.toml", &places("\"DE-BY\", \"FR-57\""), &["scope-unknown"]);
    check("DE/2027.toml", &places("\"DE-BY\", \"DE-BY\""), &["id-twice"]);
    check("DE/2027.toml", &places(""), &["entry-empty"]);
    let both = places("\"DE-BY\"") + "scope = \"DE\"\n";
    check("DE/2027.toml", &both, &["entry-unknown"]);
    let all: Vec<String> = (0..=SCOPES_MAX).map(|n| format!("\"DE-{n}\"")).collect();
    check("DE/2027.toml", &places(&all.join(", ")), &["scopes-too-many"]);
    check("IE/2027.toml", &HEAD.replace("Europe/Dublin", "several"), &[]);
    check("IE/2027.toml", &HEAD.replace("Europe/Dublin", "Europe/Cork"), &["word-unknown"]);
    check("IE/2027.toml", &HEAD.replace("2027", "1989"), &["entry-malformed"]);
    check("IE/2027.toml", &HEAD.replace("state", "stat"), &["entry-missing", "entry-unknown"]);
    let many = |n_days: usize| -> String {
        let on = (1..=31).flat_map(|n| [format!("2027-01-{n:02}"), format!("2027-03-{n:02}")]);
        on.take(n_days).map(|on| day(&on, "IE")).collect()
    };
    check("IE/2027.toml", &format!("{HEAD}{}", many(DAYS_MAX)), &[]);
    check("IE/2027.toml", &format!("{HEAD}{}", many(DAYS_MAX + 1)), &["days-too-many"]);
    let most: Vec<String> = (0..SCOPES_MAX).map(|n| format!("\"DE-{n}\"")).collect();
    check("DE/2027.toml", &places(&most.join(", ")), &[]);
    check("zones.toml", "[[zone]]\nplace = \"IE\"\nname = \"x\"\n", &["word-unknown"]);
}

#[test]
fn a_region_is_named_by_its_state_and_up_to_three_capitals_or_digits() {
    for text in ["DE-BY", "GB-NIR", "FR-57", "ES-A1"] {
        assert_eq!(region(text), Ok(text.to_owned()));
    }
    for text in ["DE", "DE-", "DE-ABCD", "DE-by", "DE-B!", "de-BY", "DEU-BY", "-BY"] {
        assert!(region(text).is_err(), "{text}");
    }
}

#[test]
fn a_newer_version_replaces_an_older_one_and_never_the_reverse() {
    let mut calendars = embedded::calendars().unwrap();
    let ireland = Country::parse("IE").unwrap();
    let newer = Calendars::load(&[("IE/2027.toml", HEAD)]).unwrap();
    let newer = newer.year(ireland, 2027).unwrap().clone();
    let older = calendars.year(ireland, 2027).unwrap().clone();
    calendars.put(newer);
    assert_eq!(calendars.year(ireland, 2027).unwrap().name(), "IE@2027.2");
    calendars.put(older);
    assert_eq!(calendars.year(ireland, 2027).unwrap().name(), "IE@2027.2");
}
