//! Walking a TOML table with positions: every missing, unknown or wrong entry becomes a fault with its place.
//!
//! A derive would stop at the first fault and name Rust types; the author of a pack is a lawyer.

use std::collections::BTreeSet;
use std::iter;
use std::ops::Range;

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::LoadError;
use crate::ids::BadId;

/// A pack file is at most this long; the longest shipped one is under a tenth of it.
pub(crate) const FILE_BYTES_MAX: usize = 1_048_576;

/// The faults of one file, collected while it is read.
#[derive(Debug)]
pub(crate) struct Faults<'f> {
    file: &'f str,
    text: &'f str,
    /// The byte at which each line begins: a place is asked for with every rule of a pack.
    lines: Vec<usize>,
    found: Vec<LoadError>,
}

impl<'f> Faults<'f> {
    /// An empty list for one file.
    pub(crate) fn of(file: &'f str, text: &'f str) -> Self {
        let ends = text.match_indices('\n').map(|(end, _)| end + 1);
        Self { file, text, lines: iter::once(0).chain(ends).collect(), found: Vec::new() }
    }

    /// How many there are so far.
    pub(crate) const fn n_found(&self) -> usize {
        self.found.len()
    }

    /// Notes one fault at a byte range of the file.
    pub(crate) fn note(
        &mut self,
        span: &Range<usize>,
        code: &'static str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let place = self.place(span);
        self.found.push(place.fault(code, message, help));
    }

    /// Where a byte range of the file is, for checks that run after all files are read.
    pub(crate) fn place(&self, span: &Range<usize>) -> Place {
        let line = self.lines.partition_point(|begin| *begin <= span.start);
        let begin =
            line.checked_sub(1).and_then(|index| self.lines.get(index)).copied().unwrap_or(0);
        let before =
            self.text.get(begin..span.start).or_else(|| self.text.get(begin..)).unwrap_or("");
        Place { file: self.file.to_owned(), line, column: before.chars().count() + 1 }
    }

    /// The faults, in the order of the file.
    pub(crate) fn into_found(mut self) -> Vec<LoadError> {
        self.found.sort_by_key(|fault| (fault.line, fault.column));
        self.found
    }
}

/// A place in a file, kept beside a rule for the checks between rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    file: String,
    line: usize,
    column: usize,
}

impl Place {
    /// A fault at this place.
    pub(crate) fn fault(
        &self,
        code: &'static str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> LoadError {
        LoadError {
            file: self.file.clone(),
            line: self.line,
            column: self.column,
            code,
            message: message.into(),
            help: help.into(),
        }
    }
}

/// Parses one file; syntax faults are noted and nothing is returned for a file that has any.
pub(crate) fn parse<'f>(
    file: &'f str,
    text: &'f str,
) -> Result<(Spanned<DeTable<'f>>, Faults<'f>), Vec<LoadError>> {
    let mut faults = Faults::of(file, text);
    if text.len() > FILE_BYTES_MAX {
        faults.note(
            &(0..0),
            "file-too-long",
            format!("the file is longer than {FILE_BYTES_MAX} bytes"),
            "split it into several files of the same folder",
        );
        return Err(faults.into_found());
    }
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        return Ok((table, faults));
    }
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        faults.note(
            &span,
            "toml-malformed",
            error.message().trim().to_owned(),
            "write `name = value`, texts in double quotes, tables as `[name]` or `[[name]]`",
        );
    }
    Err(faults.into_found())
}

/// One table of a file, read entry by entry; what nobody asked for is a fault at the end.
#[derive(Debug)]
pub(crate) struct Table<'t> {
    name: &'static str,
    span: Range<usize>,
    table: &'t DeTable<'t>,
    asked: BTreeSet<&'static str>,
}

impl<'t> Table<'t> {
    /// A table under its name, as the author wrote it.
    pub(crate) const fn new(
        name: &'static str,
        span: Range<usize>,
        table: &'t DeTable<'t>,
    ) -> Self {
        Self { name, span, table, asked: BTreeSet::new() }
    }

    /// Where the table stands.
    pub(crate) const fn span(&self) -> &Range<usize> {
        &self.span
    }

    fn entry(&mut self, key: &'static str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.asked.insert(key);
        self.table.iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| value)
    }

    fn missing(&self, key: &'static str, faults: &mut Faults<'_>) {
        faults.note(
            &self.span,
            "entry-missing",
            format!("`{}` has no `{key}`", self.name),
            format!("add a line `{key} = …`"),
        );
    }

    /// Whether the author wrote the entry at all.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.table.iter().any(|(name, _)| name.get_ref() == key)
    }

    /// A text that may be left out.
    pub(crate) fn text_if(&mut self, key: &'static str, faults: &mut Faults<'_>) -> Option<String> {
        let value = self.entry(key)?;
        if let DeValue::String(text) = value.get_ref() {
            return Some(text.to_string());
        }
        wrong(value, key, "a text in double quotes", faults);
        None
    }

    /// A text that must stand there.
    pub(crate) fn text(&mut self, key: &'static str, faults: &mut Faults<'_>) -> Option<String> {
        if !self.has(key) {
            self.missing(key, faults);
        }
        self.text_if(key, faults).filter(|text| {
            let empty = text.trim().is_empty();
            if empty {
                faults.note(
                    &self.span,
                    "entry-empty",
                    format!("`{key}` is empty"),
                    "say it or remove the line",
                );
            }
            !empty
        })
    }

    /// One word of a closed list or alphabet, which may be left out.
    pub(crate) fn word_if<T>(
        &mut self,
        key: &'static str,
        parse: impl Fn(&str) -> Result<T, BadId>,
        faults: &mut Faults<'_>,
    ) -> Option<T> {
        let text = self.text_if(key, faults)?;
        let span = self.entry(key).map_or(self.span.clone(), Spanned::span);
        known(parse(&text), &span, faults)
    }

    /// One word of a closed list or alphabet.
    pub(crate) fn word<T>(
        &mut self,
        key: &'static str,
        parse: impl Fn(&str) -> Result<T, BadId>,
        faults: &mut Faults<'_>,
    ) -> Option<T> {
        if !self.has(key) {
            self.missing(key, faults);
        }
        self.word_if(key, parse, faults)
    }

    /// A list of words; empty when left out.
    pub(crate) fn words<T>(
        &mut self,
        key: &'static str,
        parse: impl Fn(&str) -> Result<T, BadId>,
        faults: &mut Faults<'_>,
    ) -> Vec<T> {
        let Some(value) = self.entry(key) else { return Vec::new() };
        let DeValue::Array(items) = value.get_ref() else {
            wrong(value, key, "a list like `[\"one\", \"two\"]`", faults);
            return Vec::new();
        };
        let mut found = Vec::new();
        for item in items {
            match item.get_ref() {
                DeValue::String(text) => found.extend(known(parse(text), &item.span(), faults)),
                DeValue::Integer(_)
                | DeValue::Float(_)
                | DeValue::Boolean(_)
                | DeValue::Datetime(_)
                | DeValue::Array(_)
                | DeValue::Table(_) => wrong(item, key, "a text in double quotes", faults),
            }
        }
        found
    }

    /// A list of words that may not be empty.
    pub(crate) fn words_needed<T>(
        &mut self,
        key: &'static str,
        parse: impl Fn(&str) -> Result<T, BadId>,
        faults: &mut Faults<'_>,
    ) -> Vec<T> {
        if !self.has(key) {
            self.missing(key, faults);
        }
        let found = self.words(key, parse, faults);
        let written_empty = self.entry(key).is_some_and(
            |value| matches!(value.get_ref(), DeValue::Array(items) if items.is_empty()),
        );
        if written_empty {
            faults.note(
                &self.span,
                "entry-empty",
                format!("`{key}` is an empty list"),
                "name at least one",
            );
        }
        found
    }

    /// A whole number within bounds, which may be left out.
    pub(crate) fn number_if(
        &mut self,
        key: &'static str,
        bounds: std::ops::RangeInclusive<u32>,
        faults: &mut Faults<'_>,
    ) -> Option<u32> {
        let value = self.entry(key)?;
        let number = match value.get_ref() {
            DeValue::Integer(number) => u32::from_str_radix(number.as_str(), number.radix()).ok(),
            DeValue::String(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_)
            | DeValue::Array(_)
            | DeValue::Table(_) => None,
        };
        let number = number.filter(|number| bounds.contains(number));
        if number.is_none() {
            let wanted = format!("a whole number from {} to {}", bounds.start(), bounds.end());
            wrong(value, key, &wanted, faults);
        }
        number
    }

    /// A whole number within bounds.
    pub(crate) fn number(
        &mut self,
        key: &'static str,
        bounds: std::ops::RangeInclusive<u32>,
        faults: &mut Faults<'_>,
    ) -> Option<u32> {
        if !self.has(key) {
            self.missing(key, faults);
        }
        self.number_if(key, bounds, faults)
    }

    /// `true` or `false`; false when left out.
    pub(crate) fn flag(&mut self, key: &'static str, faults: &mut Faults<'_>) -> bool {
        let Some(value) = self.entry(key) else { return false };
        if let DeValue::Boolean(flag) = value.get_ref() {
            return *flag;
        }
        wrong(value, key, "`true` or `false`", faults);
        false
    }

    /// A civil date without quotes, which may be left out.
    pub(crate) fn date_if(&mut self, key: &'static str, faults: &mut Faults<'_>) -> Option<Date> {
        let value = self.entry(key)?;
        let date = match value.get_ref() {
            DeValue::Datetime(moment) if moment.time.is_none() => {
                moment.date.and_then(|date| date.to_string().parse().ok())
            }
            DeValue::Datetime(_)
            | DeValue::String(_)
            | DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Array(_)
            | DeValue::Table(_) => None,
        };
        if date.is_none() {
            wrong(value, key, "a date without quotes like `2026-08-18`", faults);
        }
        date
    }

    /// A civil date without quotes.
    pub(crate) fn date(&mut self, key: &'static str, faults: &mut Faults<'_>) -> Option<Date> {
        if !self.has(key) {
            self.missing(key, faults);
        }
        self.date_if(key, faults)
    }

    /// The table under a key, if the author wrote one.
    pub(crate) fn table_if(&mut self, key: &'static str, faults: &mut Faults<'_>) -> Option<Self> {
        let value = self.entry(key)?;
        if let DeValue::Table(table) = value.get_ref() {
            return Some(Self::new(key, value.span(), table));
        }
        wrong(value, key, &format!("a table `[{key}]`"), faults);
        None
    }

    /// The tables under a key, `[[key]]`.
    pub(crate) fn tables(&mut self, key: &'static str, faults: &mut Faults<'_>) -> Vec<Self> {
        let Some(value) = self.entry(key) else { return Vec::new() };
        let DeValue::Array(items) = value.get_ref() else {
            wrong(value, key, &format!("tables `[[{key}]]`"), faults);
            return Vec::new();
        };
        let mut found = Vec::new();
        for item in items {
            if let DeValue::Table(table) = item.get_ref() {
                found.push(Self::new(key, item.span(), table));
            } else {
                wrong(item, key, &format!("a table `[[{key}]]`"), faults);
            }
        }
        found
    }

    /// Notes every entry nobody asked for: a misspelt rule must not be skipped in silence.
    pub(crate) fn finish(self, faults: &mut Faults<'_>) {
        for (key, _) in
            self.table.iter().filter(|(key, _)| !self.asked.contains(key.get_ref().as_ref()))
        {
            faults.note(
                &key.span(),
                "entry-unknown",
                format!("`{}` knows no entry `{}`", self.name, key.get_ref()),
                format!(
                    "known entries are {}",
                    self.asked.iter().copied().collect::<Vec<_>>().join(", ")
                ),
            );
        }
    }
}

fn wrong(value: &Spanned<DeValue<'_>>, key: &str, wanted: &str, faults: &mut Faults<'_>) {
    faults.note(
        &value.span(),
        "entry-malformed",
        format!("`{key}` has the wrong form"),
        format!("write {wanted}"),
    );
}

fn known<T>(parsed: Result<T, BadId>, span: &Range<usize>, faults: &mut Faults<'_>) -> Option<T> {
    match parsed {
        Ok(value) => Some(value),
        Err(bad) => {
            faults.note(
                span,
                "word-unknown",
                bad.to_string(),
                "see the guide to instruments for the words of each list",
            );
            None
        }
    }
}
