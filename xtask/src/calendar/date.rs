//! Civil dates as far as holidays need them: days, weekdays, both Easters, the equinoxes of Japan.
//!
//! `law` counts with `jiff`; this program is not linked with what it feeds, so the few rules stand here
//! once more, and the known answers of both are compared where the lists are tested.

use std::fmt;
use std::str::FromStr;

/// A day of the Gregorian calendar, as days since 1 January 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Date(i32);

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    pub(crate) const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];

    /// `monday` … `sunday`, as rule files write them.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|weekday| weekday.word() == text)
    }

    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Monday => "monday",
            Self::Tuesday => "tuesday",
            Self::Wednesday => "wednesday",
            Self::Thursday => "thursday",
            Self::Friday => "friday",
            Self::Saturday => "saturday",
            Self::Sunday => "sunday",
        }
    }

    /// Saturday and Sunday.
    pub(crate) const fn is_weekend(self) -> bool {
        matches!(self, Self::Saturday | Self::Sunday)
    }
}

impl Date {
    /// The date, if the month has that day. The count of days is Howard Hinnant's: years begin in March,
    /// so that the leap day is the last one.
    pub(crate) fn new(year: i32, month: i32, day: i32) -> Option<Self> {
        if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return None;
        }
        let shifted = if month <= 2 { year - 1 } else { year };
        let (era, of_era) = (shifted.div_euclid(400), shifted.rem_euclid(400));
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let of_era = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
        let date = Self(era * 146_097 + of_era - 719_468);
        (date.parts() == (year, month, day)).then_some(date)
    }

    /// Year, month, day.
    pub(crate) const fn parts(self) -> (i32, i32, i32) {
        let days = self.0 + 719_468;
        let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        (year + era * 400 + if month <= 2 { 1 } else { 0 }, month, day)
    }

    pub(crate) const fn year(self) -> i32 {
        self.parts().0
    }

    /// So many days later, or earlier.
    pub(crate) const fn plus(self, days: i32) -> Self {
        Self(self.0 + days)
    }

    pub(crate) const fn weekday(self) -> Weekday {
        // The first of January 1970 was a Thursday.
        match (self.0 + 3).rem_euclid(7) {
            0 => Weekday::Monday,
            1 => Weekday::Tuesday,
            2 => Weekday::Wednesday,
            3 => Weekday::Thursday,
            4 => Weekday::Friday,
            5 => Weekday::Saturday,
            _ => Weekday::Sunday,
        }
    }

    /// This day if it is that weekday, else the next one that is.
    pub(crate) fn on_or_after(self, weekday: Weekday) -> Self {
        let mut date = self;
        while date.weekday() != weekday {
            date = date.plus(1);
        }
        date
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// Reads `2027-05-01` and nothing else.
impl FromStr for Date {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let number = |range| -> Result<i32, ()> {
            let digits: &str = text.get(range).ok_or(())?;
            let all = digits.bytes().all(|b| b.is_ascii_digit());
            if all { digits.parse().map_err(drop) } else { Err(()) }
        };
        let dashes = text.len() == 10 && text.get(4..5) == Some("-") && text.get(7..8) == Some("-");
        if !dashes {
            return Err(());
        }
        Self::new(number(0..4)?, number(5..7)?, number(8..10)?).ok_or(())
    }
}

/// Easter Sunday of the western churches.
pub(crate) fn easter(year: i32) -> Option<Date> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let f = (b + 8) / 25;
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::new(year, n / 31, n % 31 + 1)
}

/// Easter Sunday of the churches that count it in the Julian calendar, as a Gregorian date.
pub(crate) fn orthodox_easter(year: i32) -> Option<Date> {
    let (a, b, c) = (year % 4, year % 7, year % 19);
    let d = (19 * c + 15) % 30;
    let e = (2 * a + 4 * b - d + 34) % 7;
    let n = d + e + 114;
    // The Julian calendar is behind by 13 days from 1900 to 2099, by 10 in the year 1600.
    let behind = year / 100 - year / 400 - 2;
    Date::new(year, n / 31, n % 31 + 1).map(|julian| julian.plus(behind))
}

/// The two equinoxes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Equinox {
    March,
    September,
}

/// The civil day of an equinox in Japan, by the approximation that holds from 1980 to 2099. The day that
/// counts in law is announced in February of the year before.
pub(crate) fn equinox_of_japan(year: i32, which: Equinox) -> Option<Date> {
    let (month, millionths) = match which {
        Equinox::March => (3, 20_843_100),
        Equinox::September => (9, 23_248_800),
    };
    let since = year - 1980;
    let day = (millionths + 242_194 * since) / 1_000_000 - since / 4;
    if (0..120).contains(&since) { Date::new(year, month, day) } else { None }
}

#[cfg(test)]
mod tests;
