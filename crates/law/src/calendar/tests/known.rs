//! Single days that can be looked up on any wall: each says which rule of which state it is about.

use std::sync::OnceLock;

use super::*;

/// Read once: a test asks for many days.
fn shipped() -> &'static Calendars {
    static SHIPPED: OnceLock<Calendars> = OnceLock::new();
    SHIPPED.get_or_init(|| embedded::calendars().unwrap())
}

/// How a day is kept in a place: `work`, `free`, or `part` when only a part keeps it.
#[track_caller]
fn check(place: &str, on: Date, kept: &str) {
    let calendars = shipped();
    let state = Country::parse(place.split('-').next().unwrap()).unwrap();
    let whole = match place.contains('-') {
        true => Days::of_region(calendars, state, place, false),
        false => Days::nationwide(calendars, state),
    };
    let found = match (whole.is_working_day(on), whole.and_parts().is_working_day(on)) {
        (Ok(true), Ok(true)) => "work",
        (Ok(true), Ok(false)) => "part",
        (Ok(false), Ok(false)) => "free",
        (whole, parts) => panic!("{place} {on}: {whole:?} {parts:?}"),
    };
    assert_eq!(found, kept, "{place} {on} {:?}", on.weekday());
}

#[test]
fn orthodox_easter_is_counted_by_its_own_calendar() {
    // 2026: 5 April in the west, 12 April in the east. 2028: the same day.
    for state in ["BG", "CY", "GR", "RO"] {
        check(state, date(2026, 4, 3), "work");
        check(state, date(2026, 4, 10), "free");
        check(state, date(2026, 4, 13), "free");
        check(state, date(2027, 4, 30), "free");
        check(state, date(2028, 4, 14), "free");
    }
    check("GR", date(2026, 2, 23), "free");
    check("GR", date(2026, 6, 1), "free");
    check("RO", date(2027, 6, 21), "free");
    check("DE", date(2026, 4, 10), "work");
}

#[test]
fn a_bulgarian_holiday_on_a_weekend_frees_the_next_working_day() {
    check("BG", date(2026, 5, 25), "free");
    check("BG", date(2026, 5, 26), "work");
    // Christmas Eve 2027 is a Friday; Christmas takes the weekend, so Monday and Tuesday are free.
    check("BG", date(2027, 12, 27), "free");
    check("BG", date(2027, 12, 28), "free");
    check("BG", date(2027, 12, 29), "work");
    // 1 May 2027 is Holy Saturday: Labour Day frees Tuesday, Easter itself frees nothing.
    check("BG", date(2027, 5, 4), "free");
    check("BG", date(2027, 5, 5), "work");
}

#[test]
fn a_japanese_holiday_on_a_sunday_frees_the_next_day_that_is_none() {
    // 3 May 2026 is a Sunday, the 4th and 5th are holidays themselves.
    check("JP", date(2026, 5, 6), "free");
    check("JP", date(2026, 5, 7), "work");
    // The equinox of March 2027 is a Sunday.
    check("JP", date(2027, 3, 22), "free");
    // Between the third Monday of September and the equinox.
    check("JP", date(2026, 9, 22), "free");
    check("JP", date(2027, 9, 21), "work");
    // Courts are closed; it is no holiday.
    check("JP", date(2026, 12, 29), "part");
}

#[test]
fn a_bank_holiday_on_a_weekend_moves_to_a_weekday() {
    check("GB", date(2026, 12, 28), "free");
    check("GB", date(2026, 12, 29), "work");
    check("GB", date(2027, 12, 27), "free");
    check("GB", date(2027, 12, 28), "free");
    check("GB", date(2028, 1, 3), "free");
    check("GB-SCT", date(2027, 1, 4), "free");
    check("GB-SCT", date(2028, 1, 4), "free");
    check("GB-ENG", date(2027, 1, 4), "work");
    check("GB-NIR", date(2026, 7, 13), "free");
    check("GB-SCT", date(2026, 8, 31), "work");
    check("GB-WLS", date(2026, 8, 31), "free");
    check("GB-SCT", date(2030, 12, 2), "free");
}

#[test]
fn a_federal_holiday_on_a_weekend_is_observed_on_the_nearest_weekday() {
    check("US", date(2026, 7, 3), "free");
    check("US", date(2027, 7, 5), "free");
    check("US", date(2027, 6, 18), "free");
    check("US", date(2026, 11, 26), "free");
    check("US", date(2026, 11, 27), "work");
    // New Year's Day 2028 is a Saturday, so its observance lies in 2027.
    check("US", date(2027, 12, 31), "free");
    check("US", date(2028, 1, 3), "work");
}

#[test]
fn cantons_keep_their_own_days() {
    // Corpus Christi 2027.
    check("CH", date(2027, 5, 27), "work");
    check("CH-LU", date(2027, 5, 27), "free");
    check("CH-ZH", date(2027, 5, 27), "work");
    check("CH-AG", date(2027, 5, 27), "part");
    // The first Thursday of April 2026 is Maundy Thursday, that of 2027 is not.
    check("CH-GL", date(2026, 4, 2), "work");
    check("CH-GL", date(2026, 4, 9), "free");
    check("CH-GL", date(2027, 4, 1), "free");
    check("CH-GE", date(2026, 9, 10), "free");
    check("CH-VD", date(2026, 9, 21), "free");
    check("CH-TI", date(2026, 4, 3), "work");
    check("CH-GR", date(2026, 4, 3), "free");
    // 26 December falls away in some cantons when it would make a long row of free days.
    check("CH-AR", date(2028, 12, 26), "work");
    check("CH-UR", date(2028, 12, 26), "part");
    check("CH-ZH", date(2028, 12, 26), "free");
}

#[test]
fn regions_of_spain_keep_their_own_days() {
    check("ES-AR", date(2027, 4, 23), "free");
    check("ES-MD", date(2027, 4, 23), "work");
    check("ES-CT", date(2027, 3, 25), "work");
    check("ES-AN", date(2027, 3, 25), "free");
    // 15 August 2027 is a Sunday: whether Monday is kept is said by the yearly list.
    check("ES", date(2027, 8, 16), "part");
    let spain = Country::parse("ES").unwrap();
    let missing = Days::of_region(shipped(), spain, "ES-ML", false).year(2027).unwrap_err();
    assert_eq!(missing.region.as_deref(), Some("ES-ML"));
}

#[test]
fn national_acts_have_their_exceptions() {
    // Slovakia works on two days of rest in 2026 alone.
    check("SK", date(2026, 5, 8), "work");
    check("SK", date(2028, 5, 8), "free");
    check("SK", date(2026, 11, 17), "work");
    // Latvia: 18 November 2028 is a Saturday.
    check("LV", date(2028, 11, 20), "free");
    // Periods do not end on these days, though nobody calls them holidays.
    check("AT", date(2027, 3, 26), "part");
    check("SE", date(2026, 6, 19), "part");
    check("DK", date(2026, 6, 5), "part");
    check("PT-20", date(2027, 5, 17), "free");
    check("PT-30", date(2027, 4, 2), "free");
    check("PT", date(2027, 5, 17), "work");
    check("IT-BZ", date(2027, 5, 17), "free");
    check("BR", date(2026, 11, 20), "free");
    check("NO", date(2027, 5, 17), "free");
}
