//! The arithmetic against a second, naive implementation of the same articles, and its properties.

mod naive;

use std::sync::OnceLock;

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;
use crate::calendar::{CalendarYear, Calendars, Days, Holiday};
use crate::embedded;
use crate::ids::Country;
use crate::zone;

fn country(code: &str) -> Country {
    Country::parse(code).unwrap()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// Clock changes, holidays and a leap day lie in these years; the longest period ends within the calendars.
fn instants() -> impl Strategy<Value = Timestamp> {
    let (first, last) = (at("2026-01-01T00:00:00Z"), at("2028-08-01T00:00:00Z"));
    (first.as_second()..last.as_second()).prop_map(|second| Timestamp::from_second(second).unwrap())
}

fn states() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(vec!["BG", "CH", "DE", "ES", "FR", "GB", "GR", "IE", "JP", "NL"])
}

fn units() -> impl Strategy<Value = Unit> {
    proptest::sample::select(vec![Unit::Days, Unit::Weeks, Unit::Months])
}

const ZONES: &[&str] = &[
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Atlantic/Azores",
    "Australia/Lord_Howe",
    "Europe/Dublin",
    "Europe/Paris",
    "UTC",
];

fn zones() -> impl Strategy<Value = TimeZone> {
    proptest::sample::select(ZONES).prop_map(|name| zone::find(name).unwrap())
}

fn zone_of(calendars: &Calendars, state: Country) -> TimeZone {
    zone::find(calendars.zone_of(state, None).unwrap()).unwrap()
}

/// Read once: a property asks for them a thousand times.
fn shipped() -> &'static Calendars {
    static SHIPPED: OnceLock<Calendars> = OnceLock::new();
    SHIPPED.get_or_init(|| embedded::calendars().unwrap())
}

fn with_holiday(mut calendars: Calendars, state: Country, on: Date) -> Calendars {
    let mut year: CalendarYear = calendars.year(state, on.year()).unwrap().clone();
    let name = "one more".to_owned();
    year.days.push(Holiday { on, name, scope: state.to_string(), in_part: false });
    calendars.put(year);
    calendars
}

#[track_caller]
fn check(state: &str, trigger: &str, n: u32, unit: Unit, last_day: Date) {
    let calendars = shipped();
    let state = country(state);
    let zone = zone_of(calendars, state);
    let days = Days::nationwide(calendars, state);
    let count = r1182(at(trigger), n, unit, &zone, &days).unwrap();
    assert_eq!(count.last_day, Some(last_day));
    assert_eq!(count.legal_latest, end_of(last_day, &zone).unwrap());
}

#[test]
fn a_month_without_the_date_ends_with_its_last_day() {
    // 31 January 2028 + 1 month: 29 February, a Tuesday of a leap year.
    check("NL", "2028-01-31T12:00:00Z", 1, Unit::Months, date(2028, 2, 29));
    // 31 January 2027 + 1 month: 28 February is a Sunday, so Monday 1 March.
    check("NL", "2027-01-31T12:00:00Z", 1, Unit::Months, date(2027, 3, 1));
    // 31 August 2026 + 6 months: 28 February 2027, the same Sunday.
    check("FR", "2026-08-31T12:00:00Z", 6, Unit::Months, date(2027, 3, 1));
}

#[test]
fn a_week_ends_with_the_same_weekday() {
    check("DE", "2027-06-02T12:00:00Z", 2, Unit::Weeks, date(2027, 6, 16));
    // Whit Monday 2027 is 17 May.
    check("DE", "2027-05-10T12:00:00Z", 1, Unit::Weeks, date(2027, 5, 18));
}

#[test]
fn a_short_period_holds_two_working_days() {
    // Thursday 24 December 2026 in Ireland + 2 days is Saturday the 26th. Christmas, Saint Stephen and
    // the Sunday fall away; Monday the 28th is the first working day, Tuesday the 29th the second.
    check("IE", "2026-12-24T10:00:00Z", 2, Unit::Days, date(2026, 12, 29));
    // One day is too short for the rule: Friday + 1 ends with Monday, one working day inside.
    check("IE", "2027-01-08T10:00:00Z", 1, Unit::Days, date(2027, 1, 11));
}

#[test]
fn working_days_are_counted_no_further_than_asked() {
    let days = Days::nationwide(shipped(), country("FR"));
    let count = |after, last, enough| n_working_days(after, last, enough, &days).unwrap();
    let (monday, friday, sunday) = (date(2027, 3, 8), date(2027, 3, 12), date(2027, 3, 14));
    assert_eq!(count(monday, friday, 9), 4);
    assert_eq!(count(monday, friday, 2), 2);
    assert_eq!(count(monday, friday, 0), 0);
    assert_eq!(count(monday, monday, 9), 0);
    assert_eq!(count(friday, sunday, 9), 0);
}

#[test]
fn an_instant_lies_so_far_inside_its_clock_hour() {
    let inside = |instant: &str, name: &str| {
        into_clock_hour(at(instant), &zone::find(name).unwrap()).as_millis()
    };
    assert_eq!(inside("2027-03-08T09:10:20.5Z", "Europe/Paris"), 620_500);
    assert_eq!(inside("2027-03-08T09:00:00Z", "Europe/Paris"), 0);
    // Half past two there.
    assert_eq!(inside("2027-03-08T09:00:00Z", "Asia/Kolkata"), 1_800_000);
}

#[test]
fn a_period_ends_after_the_days_that_stand_for_others() {
    // Wednesday 16 December 2026 + 10 days is Boxing Day, a Saturday; Monday stands for it.
    check("GB", "2026-12-16T12:00:00Z", 10, Unit::Days, date(2026, 12, 29));
    // 3 May 2026 + 3 days: the Sunday of the constitution frees Wednesday the 6th.
    check("JP", "2026-05-03T03:00:00Z", 3, Unit::Days, date(2026, 5, 8));
    // Orthodox Good Friday 2026 is 10 April; the Monday after Easter is the 13th.
    check("GR", "2026-03-31T12:00:00Z", 10, Unit::Days, date(2026, 4, 14));
    check("BG", "2026-05-15T12:00:00Z", 10, Unit::Days, date(2026, 5, 26));
    // The civil date is that of Tokyo: 15:00Z is the next day there.
    check("JP", "2026-11-09T15:00:00Z", 10, Unit::Days, date(2026, 11, 20));
}

#[test]
fn a_month_over_a_leap_day_keeps_its_date() {
    check("BG", "2027-12-31T10:00:00Z", 2, Unit::Months, date(2028, 2, 29));
    check("GB", "2028-02-29T10:00:00Z", 12, Unit::Months, date(2029, 2, 28));
    check("GR", "2028-03-31T09:00:00Z", 1, Unit::Months, date(2028, 5, 2));
}

#[test]
fn one_second_around_local_midnight_is_one_day() {
    // 22:59:59Z and 23:00:00Z lie in one UTC day and in two French ones.
    check("FR", "2027-02-02T22:59:59Z", 10, Unit::Days, date(2027, 2, 12));
    check("FR", "2027-02-02T23:00:00Z", 9, Unit::Days, date(2027, 2, 12));
}

#[test]
fn a_period_over_new_year_needs_both_calendars() {
    let state = country("IE");
    let zone = zone_of(shipped(), state);
    for year in [2026, 2027] {
        let calendars = shipped().clone().without(state, year);
        let days = Days::nationwide(&calendars, state);
        let count = r1182(at("2026-12-22T10:00:00Z"), 10, Unit::Days, &zone, &days);
        let missing = MissingYear { state, year, region: None };
        assert_eq!(count, Err(NoCount::Missing(missing)));
        let count = r1182_working_days(at("2026-12-22T10:00:00Z"), 8, &zone, &days);
        assert!(matches!(count, Err(NoCount::Missing(_))));
    }
}

#[test]
fn a_wall_clock_time_that_is_skipped_or_doubled_is_resolved() {
    let zone = zone::find("Europe/Paris").unwrap();
    // 02:30 does not exist on 28 March 2027: the later side of the gap.
    let count = plain(at("2027-03-27T01:30:00Z"), 1, Unit::Days, &zone).unwrap();
    assert_eq!(count.strict, at("2027-03-28T01:30:00Z"));
    // 02:30 exists twice on 31 October 2027: the first of the two.
    let count = plain(at("2027-10-30T00:30:00Z"), 1, Unit::Days, &zone).unwrap();
    assert_eq!(count.strict, at("2027-10-31T00:30:00Z"));
}

#[test]
fn a_yearly_date_is_the_next_one() {
    assert_eq!(yearly_date(date(2026, 12, 31), 3, 31), Ok(date(2027, 3, 31)));
    assert_eq!(yearly_date(date(2027, 3, 31), 3, 31), Ok(date(2027, 3, 31)));
    assert_eq!(yearly_date(date(2027, 4, 1), 3, 31), Ok(date(2028, 3, 31)));
}

proptest! {
    // T1: hours are exact on instants in every zone; the excluded hour adds at most one.
    #[test]
    fn hours_are_hours(trigger in instants(), n in 1u32..200, zone in zones()) {
        let count = r1182_hours(trigger, n, &zone).unwrap();
        prop_assert_eq!(count.strict.as_second() - trigger.as_second(), i64::from(n) * 3600);
        let more = count.legal_latest.as_second() - count.strict.as_second();
        prop_assert!(0 < more && more <= 3600, "{more}");
        prop_assert!(into_clock_hour(count.legal_latest, &zone).is_zero() || shifts_by_half_hours(&zone));
    }

    // T2: a moved period ends at local midnight after a working day.
    #[test]
    fn days_end_after_a_working_day(
        trigger in instants(), n in 1u32..70, unit in units(), code in states(),
    ) {
        let calendars = shipped();
        let state = country(code);
        let (zone, days) = (zone_of(calendars, state), Days::nationwide(calendars, state));
        let n = if unit == Unit::Days { n } else { n % 3 + 1 };
        let count = r1182(trigger, n, unit, &zone, &days).unwrap();
        let local = zone.to_datetime(count.legal_latest);
        prop_assert_eq!(local.time(), jiff::civil::Time::midnight());
        let last = local.date().yesterday().unwrap();
        prop_assert_eq!(Some(last), count.last_day);
        prop_assert!(days.is_working_day(last).unwrap());
        prop_assert!(count.strict <= count.legal_latest);
    }

    // T3: later triggers and more holidays never make a period end earlier.
    #[test]
    fn a_later_event_never_ends_earlier(
        trigger in instants(), later in 0i64..3_000_000, n in 1u32..70, code in states(),
    ) {
        let calendars = shipped();
        let state = country(code);
        let (zone, days) = (zone_of(calendars, state), Days::nationwide(calendars, state));
        let then = Timestamp::from_second(trigger.as_second() + later).unwrap();
        let ends = |at| {
            [
                r1182(at, n, Unit::Days, &zone, &days).unwrap().legal_latest,
                r1182(at, n % 3 + 1, Unit::Months, &zone, &days).unwrap().legal_latest,
                r1182_hours(at, n, &zone).unwrap().legal_latest,
                r1182_working_days(at, n % 20 + 1, &zone, &days).unwrap().legal_latest,
            ]
        };
        for (first, second) in ends(trigger).into_iter().zip(ends(then)) {
            prop_assert!(first <= second);
        }
    }

    #[test]
    fn a_holiday_more_never_ends_earlier(
        trigger in instants(), n in 1u32..40, offset in 0i32..50, code in states(),
    ) {
        let calendars = shipped();
        let state = country(code);
        let zone = zone_of(calendars, state);
        let on = zone.to_datetime(trigger).date().checked_add(offset.days()).unwrap();
        let more = with_holiday(calendars.clone(), state, on);
        let (days, with_more) = (Days::nationwide(calendars, state), Days::nationwide(&more, state));
        let before = r1182(trigger, n, Unit::Days, &zone, &days).unwrap();
        let after = r1182(trigger, n, Unit::Days, &zone, &with_more).unwrap();
        prop_assert!(before.legal_latest <= after.legal_latest);
        prop_assert_eq!(before.strict, after.strict);
        let before = r1182_working_days(trigger, n % 10 + 1, &zone, &days).unwrap();
        let after = r1182_working_days(trigger, n % 10 + 1, &zone, &with_more).unwrap();
        prop_assert!(before.legal_latest <= after.legal_latest);
    }

    // T4: the second before local midnight and midnight itself differ by one nominal day.
    #[test]
    fn midnight_divides_days(day in 0i64..900, n in 1u32..60, code in states()) {
        let calendars = shipped();
        let state = country(code);
        let zone = zone_of(calendars, state);
        let on = date(2026, 1, 1).checked_add(day.days()).unwrap();
        let midnight = zone.to_timestamp(on.at(0, 0, 0, 0)).unwrap();
        let before = Timestamp::from_second(midnight.as_second() - 1).unwrap();
        let first = plain(before, n, Unit::Days, &zone).unwrap().last_day.unwrap();
        let second = plain(midnight, n, Unit::Days, &zone).unwrap().last_day.unwrap();
        prop_assert_eq!(first.tomorrow().unwrap(), second);
    }

    // T7: the same event in two states differs by zone and calendar only.
    #[test]
    fn two_states_differ_by_zone_and_calendar_only(trigger in instants(), n in 1u32..30) {
        let calendars = shipped();
        let zone = zone::find("Europe/Paris").unwrap();
        let mut borrowed = calendars.clone();
        for year in 2026..=2028 {
            let mut list = calendars.year(country("FR"), year).unwrap().clone();
            list.state = country("NL");
            list.version = 2;
            for day in &mut list.days {
                day.scope = day.scope.replace("FR", "NL");
            }
            borrowed.put(list);
        }
        let french = r1182(trigger, n, Unit::Days, &zone, &Days::nationwide(calendars, country("FR")));
        let dutch = r1182(trigger, n, Unit::Days, &zone, &Days::nationwide(&borrowed, country("NL")));
        prop_assert_eq!(french.unwrap().legal_latest, dutch.unwrap().legal_latest);
    }

    // A second implementation, written for obviousness, agrees on every count.
    #[test]
    fn the_naive_implementation_agrees(
        trigger in instants(), n in 1u32..70, unit in units(), code in states(),
    ) {
        let calendars = shipped();
        let state = country(code);
        let (zone, days) = (zone_of(calendars, state), Days::nationwide(calendars, state));
        let n = if unit == Unit::Days { n } else { n % 3 + 1 };
        let count = r1182(trigger, n, unit, &zone, &days).unwrap();
        let naive = naive::r1182(trigger.as_second(), n, unit, &zone, &days);
        prop_assert_eq!((count.strict.as_second(), count.legal_latest.as_second()), naive);
        let count = r1182_working_days(trigger, n % 20 + 1, &zone, &days).unwrap();
        let naive = naive::working_days(trigger.as_second(), n % 20 + 1, &zone, &days);
        prop_assert_eq!((count.strict.as_second(), count.legal_latest.as_second()), naive);
        let count = r1182_hours(trigger, n, &zone).unwrap();
        let naive = naive::hours(trigger.as_second(), n, &zone);
        prop_assert_eq!((count.strict.as_second(), count.legal_latest.as_second()), naive);
    }
}

/// Lord Howe Island moves its clocks by half an hour, so a full hour later need not be a full hour there.
fn shifts_by_half_hours(zone: &TimeZone) -> bool {
    zone.iana_name() == Some("Australia/Lord_Howe")
}
