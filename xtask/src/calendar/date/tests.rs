//! Dates against known answers.

use super::*;

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

#[test]
fn a_date_is_what_it_says() {
    for text in ["1970-01-01", "2000-02-29", "2026-12-31", "2100-02-28", "1899-03-01"] {
        assert_eq!(date(text).to_string(), text);
    }
    for text in ["2100-02-29", "2026-13-01", "2026-00-10", "2026-4-05", "+026-04-05", "2026-04-31"]
    {
        assert!(text.parse::<Date>().is_err(), "{text}");
    }
    assert_eq!(date("2027-12-31").plus(1), date("2028-01-01"));
    assert_eq!(date("2028-03-01").plus(-1), date("2028-02-29"));
}

#[test]
fn weekdays_are_those_of_the_wall_calendar() {
    let known = [
        ("1970-01-01", Weekday::Thursday),
        ("2000-01-01", Weekday::Saturday),
        ("2026-08-18", Weekday::Tuesday),
        ("2028-02-29", Weekday::Tuesday),
        ("2030-12-31", Weekday::Tuesday),
    ];
    for (text, weekday) in known {
        assert_eq!(date(text).weekday(), weekday, "{text}");
    }
    assert_eq!(date("2026-06-20").on_or_after(Weekday::Saturday), date("2026-06-20"));
    assert_eq!(date("2027-06-20").on_or_after(Weekday::Saturday), date("2027-06-26"));
}

#[test]
fn both_easters_fall_where_the_churches_say() {
    let known = [
        ("2026-04-05", "2026-04-12"),
        ("2027-03-28", "2027-05-02"),
        ("2028-04-16", "2028-04-16"),
        ("2029-04-01", "2029-04-08"),
        ("2030-04-21", "2030-04-28"),
        // The earliest and the latest of our time.
        ("2038-04-25", "2038-04-25"),
        ("2008-03-23", "2008-04-27"),
    ];
    for (west, east) in known {
        let year = date(west).year();
        assert_eq!((easter(year), orthodox_easter(year)), (Some(date(west)), Some(date(east))));
    }
}

#[test]
fn the_equinoxes_are_those_that_were_announced() {
    let known = [
        ("2023-03-21", "2023-09-23"),
        ("2024-03-20", "2024-09-22"),
        ("2025-03-20", "2025-09-23"),
        ("2026-03-20", "2026-09-23"),
        ("2027-03-21", "2027-09-23"),
    ];
    for (spring, autumn) in known {
        let year = date(spring).year();
        assert_eq!(equinox_of_japan(year, Equinox::March), Some(date(spring)));
        assert_eq!(equinox_of_japan(year, Equinox::September), Some(date(autumn)));
    }
    assert_eq!(equinox_of_japan(2100, Equinox::March), None);
}
