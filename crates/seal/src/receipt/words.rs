//! The small words that receipts and envelopes share: ids, node names, instants.
//!
//! Each has one text form and a constructor that can say no. Not here: what a name means, which is the roster's.

use std::fmt;

use crate::digest::{hex_decode, hex_encode};

/// Sixteen random bytes, written as a UUID. No version is demanded: the bytes are the identity.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uuid(pub [u8; 16]);

impl Uuid {
    /// Reads the lower-case text form, 8-4-4-4-12.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let hex = text.replace('-', "");
        let id = Self(hex_decode(&hex).ok()?.try_into().ok()?);
        (id.to_string() == text).then_some(id)
    }
}

impl fmt::Display for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, byte) in self.0.iter().enumerate() {
            if matches!(n, 4 | 6 | 8 | 10) {
                f.write_str("-")?;
            }
            f.write_str(&hex_encode(&[*byte]))?;
        }
        Ok(())
    }
}

impl fmt::Debug for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A node's name, equal to the name in its TLS certificate: 3 to 63 of `a-z 0-9 . -`, no dot or dash at either end.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NodeId(String);

impl NodeId {
    /// Reads a name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let inside = |c: char| matches!(c, 'a'..='z' | '0'..='9' | '.' | '-');
        let edge = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let good = (3..=63).contains(&text.len())
            && text.chars().all(inside)
            && edge(text.chars().next())
            && edge(text.chars().next_back());
        good.then(|| Self(text.to_owned()))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for NodeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An office's name on the wire, `member/unit`, at most 128 bytes of `a-z 0-9 . -` on both sides of the slash.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct UnitId(String);

impl UnitId {
    /// Reads a name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let word = |word: &str| {
            !word.is_empty() && word.chars().all(|c| matches!(c, 'a'..='z' | '0'..='9' | '.' | '-'))
        };
        let (member, unit) = text.split_once('/')?;
        (text.len() <= 128 && word(member) && word(unit)).then(|| Self(text.to_owned()))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An instant in UTC, `YYYY-MM-DDThh:mm:ss[.sss]Z`, kept as it was written: the text is what was signed.
#[derive(Clone, PartialEq, Eq)]
pub struct Instant {
    text: String,
    unix_ms: i64,
}

/// Milliseconds of a day.
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

impl Instant {
    /// Reads an instant between the years 0001 and 9999; no leap second, no other offset, no other precision.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
        let [year, month, day] = numbers(date, '-', [4, 2, 2])?;
        let (time, ms) = match time.split_once('.') {
            None => (time, 0),
            Some((time, fraction)) => (time, number(fraction, 3)?),
        };
        let [hour, minute, second] = numbers(time, ':', [2, 2, 2])?;
        let good = (1..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day)
            && hour < 24
            && minute < 60
            && second < 60;
        let day_ms = ((hour * 60 + minute) * 60 + second) * 1000 + ms;
        let unix_ms = days_since_1970(year, month, day) * DAY_MS + day_ms;
        good.then(|| Self { text: text.to_owned(), unix_ms })
    }

    /// The instant so many milliseconds after 1970-01-01T00:00:00Z, written with three decimals.
    #[must_use]
    pub fn of_unix_ms(unix_ms: i64) -> Option<Self> {
        let (mut days, ms) = (unix_ms.div_euclid(DAY_MS), unix_ms.rem_euclid(DAY_MS));
        // The proleptic Gregorian calendar repeats after 400 years, 146,097 days.
        let mut year = 1970 + days.div_euclid(146_097) * 400;
        days = days.rem_euclid(146_097);
        while days >= 365 + i64::from(is_leap(year)) {
            days -= 365 + i64::from(is_leap(year));
            year += 1;
        }
        let mut month = 1;
        while days >= days_in_month(year, month) {
            days -= days_in_month(year, month);
            month += 1;
        }
        let (seconds, ms) = (ms / 1000, ms % 1000);
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        let day = days + 1;
        let text =
            format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{ms:03}Z");
        (1..=9999).contains(&year).then_some(Self { text, unix_ms })
    }

    /// The text, as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn unix_ms(&self) -> i64 {
        self.unix_ms
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

fn numbers<const N: usize>(text: &str, between: char, widths: [usize; N]) -> Option<[i64; N]> {
    let mut parts = text.split(between);
    let mut found = [0; N];
    for (slot, width) in found.iter_mut().zip(widths) {
        *slot = number(parts.next()?, width)?;
    }
    parts.next().is_none().then_some(found)
}

fn number(text: &str, width: usize) -> Option<i64> {
    let digits = text.len() == width && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

const fn is_leap(year: i64) -> bool {
    (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
}

const fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 => {
            if is_leap(year) {
                29
            } else {
                28
            }
        }
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    // Leap days of the years before this one, counted from year 1; 719,162 days lie before 1970.
    let before = year - 1;
    let leap_days = before / 4 - before / 100 + before / 400;
    let months: i64 = (1..month).map(|month| days_in_month(year, month)).sum();
    before * 365 + leap_days + months + day - 1 - 719_162
}
