//! The instants of events, letters and checkpoints, as milliseconds since 1970.
//!
//! One spelling, `YYYY-MM-DDThh:mm:ss[.sss]Z`; years 1970 to 9999. Not a calendar: deadlines are counted elsewhere,
//! here instants are only compared and printed.

use std::fmt;

/// An instant.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Instant {
    ms: i64,
}

const DAY_SECONDS: i64 = 24 * 60 * 60;
/// Last second of the year 9999.
const SECONDS_MAX: i64 = 253_402_300_799;

impl Instant {
    /// From POSIX seconds; `None` beyond the year 9999.
    #[must_use]
    pub fn of_seconds(seconds: u64) -> Option<Self> {
        let seconds = i64::try_from(seconds).ok().filter(|s| *s <= SECONDS_MAX)?;
        Some(Self { ms: seconds * 1000 })
    }

    /// Whole POSIX seconds, the rest cut off.
    #[must_use]
    pub fn seconds(self) -> i64 {
        self.ms.div_euclid(1000)
    }

    /// Milliseconds since 1970.
    #[must_use]
    pub fn ms(self) -> i64 {
        self.ms
    }

    /// Reads `YYYY-MM-DDThh:mm:ssZ` or `YYYY-MM-DDThh:mm:ss.sssZ`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
        let day = day_number(date)?;
        let (clock, ms) = match time.split_once('.') {
            Some((clock, ms)) => (clock, number(ms, 3)?),
            None => (time, 0),
        };
        let mut parts = clock.split(':');
        let mut part = |below: i64| number(parts.next()?, 2).filter(|n| *n < below);
        let (hour, minute, second) = (part(24)?, part(60)?, part(60)?);
        if parts.next().is_some() {
            return None;
        }
        Some(Self { ms: (day * DAY_SECONDS + hour * 3600 + minute * 60 + second) * 1000 + ms })
    }
}

/// With milliseconds only where there are some.
impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (seconds, ms) = (self.seconds(), self.ms.rem_euclid(1000));
        let (year, month, day) = civil(seconds.div_euclid(DAY_SECONDS));
        let second = seconds.rem_euclid(DAY_SECONDS);
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")?;
        if ms > 0 {
            write!(f, ".{ms:03}")?;
        }
        f.write_str("Z")
    }
}

/// Whether `text` is a day of the calendar, written `YYYY-MM-DD`.
#[must_use]
pub fn is_date(text: &str) -> bool {
    day_number(text).is_some()
}

/// Days since 1970-01-01.
fn day_number(date: &str) -> Option<i64> {
    let mut parts = date.split('-');
    let (year, month, day) =
        (number(parts.next()?, 4)?, number(parts.next()?, 2)?, number(parts.next()?, 2)?);
    let number = days_before(year, month) + day - 1;
    let exists = parts.next().is_none() && year >= 1970 && civil(number) == (year, month, day);
    exists.then_some(number)
}

fn number(digits: &str, n: usize) -> Option<i64> {
    let plain = digits.len() == n && digits.bytes().all(|b| b.is_ascii_digit());
    if plain { digits.parse().ok() } else { None }
}

/// Days from 1970-01-01 to the first of a month. Years are counted from March, so that the leap day is the last.
fn days_before(year: i64, month: i64) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    // 306 days lie between 1 March and the end of the year, 719 468 between 1 March of year 0 and 1970.
    year * 365 + leap_days + (month * 153 + 2) / 5 - 719_468
}

/// Year, month and day of a day number.
fn civil(day: i64) -> (i64, i64, i64) {
    let day = day + 719_468; // from 1 March of year 0
    let era = day.div_euclid(146_097); // 400 years
    let day = day.rem_euclid(146_097);
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (month, next_year) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    (era * 400 + year + next_year, month, day)
}
