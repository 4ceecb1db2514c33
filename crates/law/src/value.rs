//! What a field of a form can hold, and the plain text it is written and read as.
//!
//! Not here: which field takes what (`field.rs`), how a value looks on a page. The plain text
//! is stable: what [`FieldValue::to_plain`] writes, [`FieldValue::parse`] reads back as the same value.

mod read;

use std::fmt;

use jiff::civil::Date;
use jiff::{Span, Timestamp, Unit};

use self::read::{UNDETERMINED, line, long_text, money, selector};
use crate::ids::{Country, closed};
use crate::rfc3339;

/// A short text is one line on a form; 500 characters are about six printed lines.
pub const TEXT_CHARS_MAX: usize = 500;
/// A long text is at most about eight printed pages, so that a copy stays readable as a whole.
pub const LONG_TEXT_CHARS_MAX: usize = 20_000;
/// Entries of one repeated field: a longer list belongs into an attachment.
pub const ENTRIES_MAX: usize = 200;

closed!(
    /// The closed list of field types; anything else is a decision about the whole product.
    FieldType, "a field type" {
        /// One word of the field's own list.
        Code = "code",
        /// A state.
        Country = "country",
        /// A civil date.
        Date = "date",
        /// The label of an exhibit.
        Exhibit = "exhibit",
        /// An instant.
        Instant = "instant",
        /// Free text in a named language.
        LongText = "long-text",
        /// An amount of money.
        Money = "money",
        /// An authority or its function.
        Office = "office",
        /// A length of time as the law states penalties, `P3Y`.
        Period = "period",
        /// A human being; kept sealed at rest.
        Person = "person",
        /// What a measure is about, with its kind: `acct:4711`.
        Selector = "selector",
        /// One line.
        Text = "text",
        /// Yes or no.
        YesNo = "yes-no",
    }
);

/// A length of time as a statute writes it; no arithmetic on instants is done with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    /// Whole years.
    pub years: u16,
    /// Whole months beside the years.
    pub months: u16,
    /// Whole days beside the months.
    pub days: u16,
}

impl Period {
    /// Reads `P3Y`, `P4M`, `P1Y6M`, `P90D`.
    ///
    /// # Errors
    /// [`BadValue::Period`] for anything else, time parts and weeks included.
    pub fn parse(text: &str) -> Result<Self, BadValue> {
        let bad = || BadValue::Period { text: text.to_owned() };
        let mut rest = text.strip_prefix('P').filter(|rest| !rest.is_empty()).ok_or_else(bad)?;
        let mut period = Self { years: 0, months: 0, days: 0 };
        for (unit, slot) in
            [('Y', &mut period.years), ('M', &mut period.months), ('D', &mut period.days)]
        {
            if let Some((digits, tail)) = rest.split_once(unit) {
                if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
                    return Err(bad());
                }
                *slot = digits.parse().map_err(|_| bad())?;
                rest = tail;
            }
        }
        if rest.is_empty() { Ok(period) } else { Err(bad()) }
    }

    /// How many days it has from a day on; none where no calendar reaches.
    #[must_use]
    pub fn days_from(self, on: Date) -> Option<u32> {
        let span = Span::new().try_years(self.years).ok()?.try_months(self.months).ok()?;
        let end = on.checked_add(span.try_days(self.days).ok()?).ok()?;
        end.since((Unit::Day, on)).ok().and_then(|days| u32::try_from(days.get_days()).ok())
    }

    /// Years and months together; days do not add up to a month in law.
    #[must_use]
    pub fn n_months(self) -> u32 {
        u32::from(self.years) * 12 + u32::from(self.months)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("P")?;
        if self.years > 0 {
            write!(f, "{}Y", self.years)?;
        }
        if self.months > 0 {
            write!(f, "{}M", self.months)?;
        }
        if self.days > 0 || (self.years == 0 && self.months == 0) {
            write!(f, "{}D", self.days)?;
        }
        Ok(())
    }
}

/// One answer on a form.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum FieldValue {
    /// One word of the field's list.
    Code(String),
    /// A state.
    Country(Country),
    /// A civil date.
    Date(Date),
    /// The label of an exhibit.
    Exhibit(String),
    /// An instant.
    Instant(Timestamp),
    /// Free text; `lang` is a language tag or `und` when nobody said.
    LongText {
        /// The language of the text.
        lang: String,
        /// The text as written, never translated in place.
        text: String,
    },
    /// Several answers to one question, in the order given.
    Many(Vec<Self>),
    /// An amount in hundredths of the currency.
    Money {
        /// Hundredths: cents for the euro.
        minor: i64,
        /// ISO 4217, `EUR`.
        currency: String,
    },
    /// An authority or its function.
    Office(String),
    /// A length of time.
    Period(Period),
    /// A human being, as written; a name has no format.
    Person(String),
    /// What a measure is about.
    Selector {
        /// `acct`, `ip`, `phone`, …
        kind: String,
        /// The identifier itself, spaces around it removed and nothing else changed.
        value: String,
    },
    /// One line.
    Text(String),
    /// Yes or no.
    YesNo(bool),
}

/// Why a text is no value of its type. The person who filled the form is at fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadValue {
    /// Not a state code.
    #[error("`{text}` is not an ISO state code like `FR`")]
    Country {
        /// What was given.
        text: String,
    },
    /// Not a date.
    #[error("`{text}` is not a date like `2027-03-08`")]
    Date {
        /// What was given.
        text: String,
    },
    /// Nothing was given.
    #[error("the answer is empty")]
    Empty,
    /// Not an instant.
    #[error(
        "`{text}` is not an instant like `2027-03-08T10:00:00+01:00`; seconds and offset are needed"
    )]
    Instant {
        /// What was given.
        text: String,
    },
    /// Characters that cannot be shown.
    #[error("the answer holds a control character; type it again as plain text")]
    Invisible,
    /// Not an amount.
    #[error("`{text}` is not an amount like `120.50 EUR`")]
    Money {
        /// What was given.
        text: String,
    },
    /// Not a period.
    #[error("`{text}` is not a period like `P3Y` or `P4M`")]
    Period {
        /// What was given.
        text: String,
    },
    /// Not an identifier of its kind.
    #[error("`{text}` is not an identifier of a known kind; write it like {example}")]
    Selector {
        /// What was given.
        text: String,
        /// How it should look.
        example: &'static str,
    },
    /// Longer than a field may be.
    #[error("the answer is longer than {chars_max} characters; put the rest into an attachment")]
    TooLong {
        /// The limit that was passed.
        chars_max: usize,
    },
    /// More answers than a repeated field may have.
    #[error("more than {entries_max} answers; put the list into an attachment")]
    TooMany {
        /// The limit that was passed.
        entries_max: usize,
    },
    /// A word outside the field's list.
    #[error("`{text}` is not one of the answers of this field")]
    UnknownCode {
        /// What was given.
        text: String,
    },
    /// Neither yes nor no.
    #[error("`{text}` is neither `yes` nor `no`")]
    YesNo {
        /// What was given.
        text: String,
    },
}

impl BadValue {
    /// The stable code, the same for people and programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Country { .. } => "country-unknown",
            Self::Date { .. } => "date-malformed",
            Self::Empty => "field-missing",
            Self::Instant { .. } => "instant-malformed",
            Self::Invisible => "text-invisible",
            Self::Money { .. } => "money-malformed",
            Self::Period { .. } => "period-malformed",
            Self::Selector { .. } => "selector-malformed",
            Self::TooLong { .. } => "text-too-long",
            Self::TooMany { .. } => "answers-too-many",
            Self::UnknownCode { .. } => "code-unknown",
            Self::YesNo { .. } => "answer-malformed",
        }
    }
}

impl FieldValue {
    /// Reads one answer of the type; the words of a code field are checked by its field.
    ///
    /// # Errors
    /// [`BadValue`] with what was wrong and how it should look.
    pub fn parse(field_type: FieldType, raw: &str) -> Result<Self, BadValue> {
        let text = raw.trim();
        if text.is_empty() {
            return Err(BadValue::Empty);
        }
        match field_type {
            FieldType::Code => line(text).map(Self::Code),
            FieldType::Country => Country::parse(text)
                .map(Self::Country)
                .map_err(|_| BadValue::Country { text: text.to_owned() }),
            FieldType::Date => rfc3339::date(text)
                .map(Self::Date)
                .ok_or_else(|| BadValue::Date { text: text.to_owned() }),
            FieldType::Exhibit => line(text).map(Self::Exhibit),
            FieldType::Instant => rfc3339::instant(text)
                .map(Self::Instant)
                .ok_or_else(|| BadValue::Instant { text: text.to_owned() }),
            FieldType::LongText => long_text(text),
            FieldType::Money => money(text),
            FieldType::Office => line(text).map(Self::Office),
            FieldType::Period => Period::parse(text).map(Self::Period),
            FieldType::Person => line(text).map(Self::Person),
            FieldType::Selector => selector(text),
            FieldType::Text => line(text).map(Self::Text),
            FieldType::YesNo => match text {
                "yes" => Ok(Self::YesNo(true)),
                "no" => Ok(Self::YesNo(false)),
                _ => Err(BadValue::YesNo { text: text.to_owned() }),
            },
        }
    }

    /// Reads the answers of a repeated field, one a line (for long text: one answer, whole).
    ///
    /// # Errors
    /// The first line's [`BadValue`], or [`BadValue::TooMany`].
    pub fn parse_many(field_type: FieldType, raw: &str) -> Result<Self, BadValue> {
        if field_type == FieldType::LongText {
            return Self::parse(field_type, raw).map(|one| Self::Many(vec![one]));
        }
        let lines: Vec<&str> = raw.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
        if lines.is_empty() {
            return Err(BadValue::Empty);
        }
        if lines.len() > ENTRIES_MAX {
            return Err(BadValue::TooMany { entries_max: ENTRIES_MAX });
        }
        lines
            .into_iter()
            .map(|one| Self::parse(field_type, one))
            .collect::<Result<Vec<_>, _>>()
            .map(Self::Many)
    }

    /// The type the value is of; of a repeated answer the type of its entries.
    #[must_use]
    pub fn field_type(&self) -> Option<FieldType> {
        match self {
            Self::Code(_) => Some(FieldType::Code),
            Self::Country(_) => Some(FieldType::Country),
            Self::Date(_) => Some(FieldType::Date),
            Self::Exhibit(_) => Some(FieldType::Exhibit),
            Self::Instant(_) => Some(FieldType::Instant),
            Self::LongText { .. } => Some(FieldType::LongText),
            Self::Many(entries) => entries.first().and_then(Self::field_type),
            Self::Money { .. } => Some(FieldType::Money),
            Self::Office(_) => Some(FieldType::Office),
            Self::Period(_) => Some(FieldType::Period),
            Self::Person(_) => Some(FieldType::Person),
            Self::Selector { .. } => Some(FieldType::Selector),
            Self::Text(_) => Some(FieldType::Text),
            Self::YesNo(_) => Some(FieldType::YesNo),
        }
    }

    /// The plain text of the value: what forms hold and records keep. `parse` reads it back.
    #[must_use]
    pub fn to_plain(&self) -> String {
        match self {
            Self::Code(text)
            | Self::Exhibit(text)
            | Self::Office(text)
            | Self::Person(text)
            | Self::Text(text) => text.clone(),
            Self::Country(country) => country.to_string(),
            Self::Date(date) => date.to_string(),
            Self::Instant(at) => at.to_string(),
            Self::LongText { lang, text } if lang == UNDETERMINED => text.clone(),
            Self::LongText { lang, text } => format!("[{lang}] {text}"),
            Self::Many(entries) => {
                entries.iter().map(Self::to_plain).collect::<Vec<_>>().join("\n")
            }
            Self::Money { minor, currency } => {
                let sign = if *minor < 0 { "-" } else { "" };
                let cents = minor.unsigned_abs();
                format!("{sign}{}.{:02} {currency}", cents / 100, cents % 100)
            }
            Self::Period(period) => period.to_string(),
            Self::Selector { kind, value } => format!("{kind}:{value}"),
            Self::YesNo(true) => "yes".to_owned(),
            Self::YesNo(false) => "no".to_owned(),
        }
    }

    /// The answers one by one: a single answer is a list of one.
    #[must_use]
    pub fn entries(&self) -> Vec<&Self> {
        match self {
            Self::Many(entries) => entries.iter().collect(),
            Self::Code(_)
            | Self::Country(_)
            | Self::Date(_)
            | Self::Exhibit(_)
            | Self::Instant(_)
            | Self::LongText { .. }
            | Self::Money { .. }
            | Self::Office(_)
            | Self::Period(_)
            | Self::Person(_)
            | Self::Selector { .. }
            | Self::Text(_)
            | Self::YesNo(_) => vec![self],
        }
    }

    /// Whether one of the answers is this word (codes, and `yes` or `no`).
    #[must_use]
    pub fn says(&self, word: &str) -> bool {
        self.entries().iter().any(|entry| match entry {
            Self::Code(code) => code == word,
            Self::YesNo(yes) => (word == "yes") == *yes && (word == "yes" || word == "no"),
            Self::Country(_)
            | Self::Date(_)
            | Self::Exhibit(_)
            | Self::Instant(_)
            | Self::LongText { .. }
            | Self::Many(_)
            | Self::Money { .. }
            | Self::Office(_)
            | Self::Period(_)
            | Self::Person(_)
            | Self::Selector { .. }
            | Self::Text(_) => false,
        })
    }
}

#[cfg(test)]
mod tests;
