//! Periods counted the slow way: day numbers, a table of months, minute by minute where it is about clocks.
//!
//! Shares nothing with the real counting but the offsets of a zone and the list of holidays.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::Unit;
use crate::calendar::{Days, Holiday};

const DAY: i64 = 86_400;

/// Days since 1970-01-01 of a civil date, by counting years and months.
fn number(year: i64, month: i64, day: i64) -> i64 {
    let years: i64 = (1970..year).map(|y| if leap(y) { 366 } else { 365 }).sum();
    let months: i64 = (1..month).map(|m| length(year, m)).sum();
    years + months + day - 1
}

fn civil(mut number: i64) -> (i64, i64, i64) {
    let mut year = 1970;
    while number >= if leap(year) { 366 } else { 365 } {
        number -= if leap(year) { 366 } else { 365 };
        year += 1;
    }
    let mut month = 1;
    while number >= length(year, month) {
        number -= length(year, month);
        month += 1;
    }
    (year, month, number + 1)
}

fn leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn length(year: i64, month: i64) -> i64 {
    match month {
        2 => 28 + i64::from(leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// 1 January 1970 was a Thursday; Saturday and Sunday are free, and so are holidays.
fn works(number: i64, days: &Days<'_>) -> bool {
    let weekday = (number + 3) % 7;
    let (year, month, day) = civil(number);
    let on: Date = format!("{year:04}-{month:02}-{day:02}").parse().unwrap();
    let list = days.year(on.year()).unwrap();
    let whole = |holiday: &Holiday| holiday.scope.len() == 2 && !holiday.in_part;
    let holiday = list.days.iter().any(|holiday| holiday.on == on && whole(holiday));
    weekday < 5 && !holiday
}

fn offset(second: i64, zone: &TimeZone) -> i64 {
    i64::from(zone.to_offset(Timestamp::from_second(second).unwrap()).seconds())
}

/// The first instant whose wall clock shows this local second or, in a gap, would have shown it.
fn instant(local: i64, zone: &TimeZone) -> i64 {
    let offsets = [offset(local - DAY, zone), offset(local + DAY, zone)];
    let fits = |o: &&i64| offset(local - **o, zone) == **o;
    let first = offsets.iter().filter(fits).map(|o| local - o).min();
    // In a gap no offset fits; the offset before it points to the later side.
    first.unwrap_or(local - offsets[0])
}

pub(super) fn r1182(
    second: i64,
    n: u32,
    unit: Unit,
    zone: &TimeZone,
    days: &Days<'_>,
) -> (i64, i64) {
    let local = second + offset(second, zone);
    let (event, time) = (local.div_euclid(DAY), local.rem_euclid(DAY));
    let n = i64::from(n);
    let nominal = match unit {
        Unit::Days => event + n,
        Unit::Weeks => event + 7 * n,
        Unit::Months => {
            let (mut year, mut month, day) = civil(event);
            for _ in 0..n {
                month += 1;
                if month == 13 {
                    (year, month) = (year + 1, 1);
                }
            }
            number(year, month, day.min(length(year, month)))
        }
    };
    let mut last = nominal;
    loop {
        let worked = (event + 1..=last).filter(|day| works(*day, days)).count();
        let enough = worked >= 2 || (unit == Unit::Days && n < 2);
        if works(last, days) && enough {
            break;
        }
        last += 1;
    }
    (instant(nominal * DAY + time, zone), instant((last + 1) * DAY, zone))
}

pub(super) fn working_days(second: i64, n: u32, zone: &TimeZone, days: &Days<'_>) -> (i64, i64) {
    let local = second + offset(second, zone);
    let (event, time) = (local.div_euclid(DAY), local.rem_euclid(DAY));
    let last = (event + 1..).filter(|day| works(*day, days)).nth(n as usize - 1).unwrap();
    (instant(last * DAY + time, zone), instant((last + 1) * DAY, zone))
}

pub(super) fn hours(second: i64, n: u32, zone: &TimeZone) -> (i64, i64) {
    let local = second + offset(second, zone);
    let begun = second - local.rem_euclid(3600);
    (second + i64::from(n) * 3600, begun + (i64::from(n) + 1) * 3600)
}
