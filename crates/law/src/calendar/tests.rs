//! Calendars: the shipped lists against the rules they were written from, and what a file may not say.

use jiff::ToSpan;
use jiff::civil::date;

use super::*;
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

/// The nationwide list of a state, from its rules.
fn rules(state: &str, year: i16) -> BTreeSet<Date> {
    let on = |month: i8, day: i8| date(year, month, day);
    let after = |days: i32| easter(year).checked_add(days.days()).unwrap();
    let days = match state {
        "DE" => vec![
            on(1, 1),
            on(5, 1),
            on(10, 3),
            on(12, 25),
            on(12, 26),
            after(-2),
            after(1),
            after(39),
            after(50),
        ],
        "FR" => vec![
            on(1, 1),
            on(5, 1),
            on(5, 8),
            on(7, 14),
            on(8, 15),
            on(11, 1),
            on(11, 11),
            on(12, 25),
            after(1),
            after(39),
            after(50),
        ],
        "IE" => {
            let brigid = if on(2, 1).weekday() == Weekday::Friday {
                on(2, 1)
            } else {
                first(year, 2, Weekday::Monday)
            };
            let october = on(10, 1).nth_weekday_of_month(-1, Weekday::Monday).unwrap();
            let mondays = [5, 6, 8].map(|month| first(year, month, Weekday::Monday));
            let fixed = [on(1, 1), on(3, 17), on(12, 25), on(12, 26), after(1), brigid, october];
            mondays.into_iter().chain(fixed).collect()
        }
        "NL" => {
            let king = if on(4, 27).weekday() == Weekday::Sunday { on(4, 26) } else { on(4, 27) };
            vec![
                on(1, 1),
                on(5, 5),
                on(12, 25),
                on(12, 26),
                king,
                after(-2),
                after(0),
                after(1),
                after(39),
                after(49),
                after(50),
            ]
        }
        _ => vec![],
    };
    days.into_iter().collect()
}

#[test]
fn the_shipped_lists_follow_their_rules() {
    let calendars = embedded::calendars().unwrap();
    let mut n_lists = 0;
    for list in calendars.years() {
        n_lists += 1;
        let nationwide: BTreeSet<Date> = list
            .days
            .iter()
            .filter(|day| day.scope == list.state.as_str() && !day.in_part)
            .map(|day| day.on)
            .collect();
        assert_eq!(nationwide, rules(list.state.as_str(), list.year), "{}", list.name());
        assert_eq!(list.mark, Mark::Memory);
    }
    assert_eq!(n_lists, 12);
}

#[test]
fn the_february_holiday_of_ireland_is_a_monday_unless_the_first_is_a_friday() {
    let brigid = |year| {
        let days = embedded::calendars().unwrap();
        let list = days.year(Country::parse("IE").unwrap(), year).unwrap().clone();
        list.days.iter().find(|day| day.on.month() == 2).unwrap().on
    };
    assert_eq!(brigid(2026), date(2026, 2, 2));
    assert_eq!(brigid(2027), date(2027, 2, 1));
    assert_eq!(brigid(2028), date(2028, 2, 7));
    // The next year in which 1 February is a Friday is 2030: the rule, not the list.
    assert!(rules("IE", 2030).contains(&date(2030, 2, 1)));
}

#[test]
fn regional_days_of_germany_stand_with_their_land() {
    let calendars = embedded::calendars().unwrap();
    let germany = Country::parse("DE").unwrap();
    assert_eq!(calendars.regions(germany).len(), 16);
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
    assert_eq!(calendars.zone_of(Country::parse("US").unwrap(), None), None);
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
    check("IE/2027.toml", &HEAD.replace("Europe/Dublin", "Europe/Cork"), &["word-unknown"]);
    check("IE/2027.toml", &HEAD.replace("2027", "1989"), &["entry-malformed"]);
    check("IE/2027.toml", &HEAD.replace("state", "stat"), &["entry-missing", "entry-unknown"]);
    let many: String = (1..=31)
        .flat_map(|n| [format!("2027-01-{n:02}"), format!("2027-03-{n:02}")])
        .map(|on| day(&on, "IE"))
        .collect();
    check("IE/2027.toml", &format!("{HEAD}{many}"), &["days-too-many"]);
    check("zones.toml", "[[zone]]\nplace = \"IE\"\nname = \"x\"\n", &["word-unknown"]);
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
