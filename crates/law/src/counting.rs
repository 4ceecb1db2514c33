//! The arithmetic of periods: Regulation 1182/71 and the plain counting beside it.
//!
//! Hours are added on instants, never on clock faces, so daylight saving neither lengthens nor shortens
//! them. Days are added on civil dates of the acting party's zone; a wall-clock time that daylight saving
//! skips or doubles is taken as the earlier reading of a fold and the later side of a gap.
//! Not here: which clock counts how (`reckon.rs`), and readings that differ.

use std::collections::BTreeSet;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp, ToSpan};

use crate::calendar::{Days, MissingYear};

/// What a count gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// The operational target.
    pub strict: Timestamp,
    /// The last lawful instant.
    pub legal_latest: Timestamp,
    /// The last day before it was moved, where it can be moved.
    pub nominal: Option<Date>,
    /// The last day, for counts of days and more.
    pub last_day: Option<Date>,
    /// The calendars that were consulted, by name.
    pub calendars: BTreeSet<String>,
}

/// Why there is no count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoCount {
    /// A calendar is not there.
    Missing(MissingYear),
    /// The result lies outside what dates can say; no shipped clock can reach it.
    OutOfRange,
}

impl From<MissingYear> for NoCount {
    fn from(missing: MissingYear) -> Self {
        Self::Missing(missing)
    }
}

impl From<jiff::Error> for NoCount {
    fn from(_: jiff::Error) -> Self {
        Self::OutOfRange
    }
}

/// The unit of a period that is counted on civil dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Days.
    Days,
    /// Weeks: the same weekday.
    Weeks,
    /// Months: the same date, or the month's last day where it has none.
    Months,
}

impl Unit {
    fn span(self, n: u32) -> Span {
        match self {
            Self::Days => i64::from(n).days(),
            Self::Weeks => i64::from(n).weeks(),
            Self::Months => i64::from(n).months(),
        }
    }
}

/// A count that no holiday can move.
const fn unmoved(strict: Timestamp, legal_latest: Timestamp, last_day: Option<Date>) -> Count {
    Count { strict, legal_latest, nominal: None, last_day, calendars: BTreeSet::new() }
}

/// Hours from an instant, nothing added.
///
/// # Errors
/// [`NoCount::OutOfRange`] beyond the range of instants.
pub fn elapsed_hours(trigger: Timestamp, n: u32) -> Result<Count, NoCount> {
    let strict = trigger.checked_add(SignedDuration::from_hours(i64::from(n)))?;
    Ok(unmoved(strict, strict, None))
}

/// Hours under the Regulation: the hour of the event is not counted, nothing is ever moved.
///
/// # Errors
/// [`NoCount::OutOfRange`] beyond the range of instants.
pub fn r1182_hours(trigger: Timestamp, n: u32, zone: &TimeZone) -> Result<Count, NoCount> {
    let target = elapsed_hours(trigger, n)?.strict;
    let into_hour = into_clock_hour(trigger, zone);
    let hours = SignedDuration::from_hours(i64::from(n) + 1);
    let legal_latest = trigger.checked_sub(into_hour)?.checked_add(hours)?;
    Ok(unmoved(target, legal_latest, None))
}

/// How far an instant lies inside its local clock hour; zero exactly on the hour.
#[must_use]
pub fn into_clock_hour(at: Timestamp, zone: &TimeZone) -> SignedDuration {
    let local = zone.to_datetime(at);
    SignedDuration::from_secs(i64::from(local.minute()) * 60 + i64::from(local.second()))
        + SignedDuration::from_nanos(i64::from(local.subsec_nanosecond()))
}

/// So many working days lie in any period of two days or more.
pub const N_INSIDE: usize = 2;

/// Days, weeks or months under the Regulation: moved off weekends and holidays, with two working days inside.
///
/// # Errors
/// [`NoCount::Missing`] when the calendar of a year that is touched is not there.
pub fn r1182(
    trigger: Timestamp,
    n: u32,
    unit: Unit,
    zone: &TimeZone,
    days: &Days<'_>,
) -> Result<Count, NoCount> {
    let event = zone.to_datetime(trigger);
    let nominal = event.date().checked_add(unit.span(n))?;
    let mut last = off_holidays(nominal, days)?;
    let two_days_or_more = unit != Unit::Days || n >= 2;
    while two_days_or_more && n_working_days(event.date(), last, N_INSIDE, days)? < N_INSIDE {
        last = off_holidays(last.tomorrow()?, days)?;
    }
    Ok(Count {
        strict: at_wall_clock(nominal, event, zone)?,
        nominal: Some(nominal),
        legal_latest: end_of(last, zone)?,
        last_day: Some(last),
        calendars: consulted(event.date(), last, days)?,
    })
}

/// Working days under the Regulation: the n-th one after the day of the event.
///
/// # Errors
/// [`NoCount::Missing`] when the calendar of a year that is touched is not there.
pub fn r1182_working_days(
    trigger: Timestamp,
    n: u32,
    zone: &TimeZone,
    days: &Days<'_>,
) -> Result<Count, NoCount> {
    let event = zone.to_datetime(trigger);
    let mut last = event.date();
    let mut n_left = n;
    while n_left > 0 {
        last = last.tomorrow()?;
        if days.is_working_day(last)? {
            n_left -= 1;
        }
    }
    Ok(Count {
        strict: at_wall_clock(last, event, zone)?,
        nominal: None,
        legal_latest: end_of(last, zone)?,
        last_day: Some(last),
        calendars: consulted(event.date(), last, days)?,
    })
}

/// Days, weeks or months on the plain calendar: nothing is moved, no holiday is asked for.
///
/// # Errors
/// [`NoCount::OutOfRange`] beyond the range of dates.
pub fn plain(trigger: Timestamp, n: u32, unit: Unit, zone: &TimeZone) -> Result<Count, NoCount> {
    let event = zone.to_datetime(trigger);
    let last = event.date().checked_add(unit.span(n))?;
    Ok(unmoved(at_wall_clock(last, event, zone)?, end_of(last, zone)?, Some(last)))
}

/// The same from a date alone: the target is the end of the last day, for want of an hour.
///
/// # Errors
/// [`NoCount::OutOfRange`] beyond the range of dates.
pub fn plain_from_date(on: Date, n: u32, unit: Unit, zone: &TimeZone) -> Result<Count, NoCount> {
    until_end_of(on.checked_add(unit.span(n))?, zone)
}

/// The end of one date.
///
/// # Errors
/// [`NoCount::OutOfRange`] beyond the range of dates.
pub fn until_end_of(last: Date, zone: &TimeZone) -> Result<Count, NoCount> {
    let end = end_of(last, zone)?;
    Ok(unmoved(end, end, Some(last)))
}

/// Stands for the last day of a month, whichever it is in the year.
pub const LAST_OF_MONTH: i8 = 31;

/// The first of the yearly dates that is not before `from`; a day the month does not have is its last.
///
/// # Errors
/// [`NoCount::OutOfRange`] beyond the range of dates.
pub fn yearly_date(from: Date, month: i8, day: i8) -> Result<Date, NoCount> {
    let in_year = |year: i16| -> Result<Date, NoCount> {
        let first = Date::new(year, month, 1)?;
        Ok(Date::new(year, month, day.min(first.days_in_month()))?)
    };
    let this_year = in_year(from.year())?;
    if this_year >= from { Ok(this_year) } else { in_year(from.year() + 1) }
}

/// 24:00 of a date: the first instant of the day after it.
///
/// # Errors
/// [`NoCount::OutOfRange`] beyond the range of dates.
pub fn end_of(last: Date, zone: &TimeZone) -> Result<Timestamp, NoCount> {
    Ok(zone.to_timestamp(last.tomorrow()?.at(0, 0, 0, 0))?)
}

/// The wall-clock time of the event on another date.
fn at_wall_clock(on: Date, event: DateTime, zone: &TimeZone) -> Result<Timestamp, NoCount> {
    Ok(zone.to_timestamp(on.to_datetime(event.time()))?)
}

fn off_holidays(mut on: Date, days: &Days<'_>) -> Result<Date, NoCount> {
    while !days.is_working_day(on)? {
        on = on.tomorrow()?;
    }
    Ok(on)
}

/// Working days in (`after`, `last`], counted no further than `enough`.
///
/// # Errors
/// [`NoCount::Missing`] when the calendar of a year that is touched is not there.
pub fn n_working_days(
    after: Date,
    last: Date,
    enough: usize,
    days: &Days<'_>,
) -> Result<usize, NoCount> {
    let mut n_found = 0;
    let mut on = after;
    while on < last && n_found < enough {
        on = on.tomorrow()?;
        if days.is_working_day(on)? {
            n_found += 1;
        }
    }
    Ok(n_found)
}

/// The calendars of every year touched by (`after`, `last`]; each of them must be there.
fn consulted(after: Date, last: Date, days: &Days<'_>) -> Result<BTreeSet<String>, NoCount> {
    let first = after.tomorrow()?;
    let mut names = BTreeSet::new();
    for year in first.year()..=last.year() {
        names.insert(days.year(year)?.name());
    }
    Ok(names)
}

#[cfg(test)]
mod tests;
