//! A form of an act that the core judges: its words, days and codes, with every fault found at once.

use std::collections::BTreeMap;

use jiff::civil::Date;
use law::value::{BadValue, FieldType, FieldValue};
use portal::component::problem_list::Wrong;

use super::Fields;

/// What is missing or cannot be read, by the name it was posted under.
pub type Faults = BTreeMap<String, Wrong>;

/// A form as it is read: everything that is wrong is found at once.
#[derive(Debug)]
pub struct Reading<'a> {
    fields: &'a Fields,
    wrong: Faults,
}

impl<'a> Reading<'a> {
    /// Nothing read yet.
    pub const fn of(fields: &'a Fields) -> Self {
        Self { fields, wrong: Faults::new() }
    }

    /// Words of an officer; whether they must be there is for the core to say.
    pub fn words(&mut self, name: &str, chars_max: usize) -> String {
        let text = self.fields.get(name).unwrap_or_default().replace("\r\n", "\n");
        if text.chars().count() > chars_max {
            let why = Wrong::Value(BadValue::TooLong { chars_max });
            self.wrong.insert(name.to_owned(), why);
        }
        text
    }

    fn parsed<T>(
        &mut self,
        name: &str,
        parse: impl Fn(&str) -> Option<T>,
        bad: impl Fn(String) -> BadValue,
    ) -> Option<T> {
        let text = self.fields.get(name)?;
        let parsed = parse(text);
        if parsed.is_none() {
            self.wrong.insert(name.to_owned(), Wrong::Value(bad(text.to_owned())));
        }
        parsed
    }

    /// Notes what is wrong with one answer.
    pub fn fault(&mut self, name: &str, wrong: Wrong) {
        self.wrong.insert(name.to_owned(), wrong);
    }

    /// A day.
    pub fn day(&mut self, name: &str) -> Option<Date> {
        self.parsed(name, |text| text.parse().ok(), |text| BadValue::Date { text })
    }

    /// An answer of this type, as the forms of the law take it.
    pub fn value(&mut self, name: &str, field_type: FieldType) -> Option<FieldValue> {
        let read = FieldValue::parse(field_type, self.fields.get(name)?);
        read.map_err(|bad| self.fault(name, Wrong::Value(bad))).ok()
    }

    /// A whole number from one to the most.
    pub fn number(&mut self, name: &str, n_max: u32) -> Option<u32> {
        let text = self.fields.get(name)?;
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        let number = text.parse().ok().filter(|number| digits && (1..=n_max).contains(number));
        if number.is_none() {
            self.fault(name, Wrong::Number { text: text.to_owned(), n_max });
        }
        number
    }

    /// One of the words that a list knows.
    pub fn code<T>(&mut self, name: &str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        self.parsed(name, parse, |text| BadValue::UnknownCode { text })
    }

    /// What must be there: where it was not even given, that is the fault.
    pub fn need<T>(&mut self, name: &str, value: Option<T>) -> Option<T> {
        if value.is_none() {
            self.wrong.entry(name.to_owned()).or_insert(Wrong::Needed);
        }
        value
    }

    /// What was read, or everything that is wrong with it.
    ///
    /// # Errors
    /// Each fault by the name it was posted under.
    pub fn done<T>(self, value: Option<T>) -> Result<T, Faults> {
        match value {
            Some(value) if self.wrong.is_empty() => Ok(value),
            Some(_) | None => Err(self.wrong),
        }
    }
}
