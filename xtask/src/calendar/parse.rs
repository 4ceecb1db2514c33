//! The part of TOML that rule files use, read strictly: comments, `key = value`, `[[table]]`, texts in
//! double quotes, whole numbers, `true` and `false`, dates without quotes, lists and inline tables.
//!
//! Everything else TOML knows is refused with the line and what to write instead: a rule that is read
//! otherwise than its author meant it would move somebody's deadline.

use std::fmt;

use super::date::Date;

/// Lists and inline tables stand at most so deep: a list of texts in a table of a day is two.
const DEPTH_MAX: usize = 4;
/// A rule file is at most this long; the longest one is under a fifth of it.
const FILE_BYTES_MAX: usize = 128 * 1024;

/// What is wrong in a rule file: its author is at fault and is told what to do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct BadRule {
    /// From 1.
    pub(crate) line: usize,
    pub(crate) message: String,
    pub(crate) help: String,
}

impl BadRule {
    pub(crate) fn new(line: usize, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { line, message: message.into(), help: help.into() }
    }
}

impl fmt::Display for BadRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {}", self.line, self.message, self.help)
    }
}

/// A value with the line it begins on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Value {
    pub(crate) line: usize,
    pub(crate) kind: Kind,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Date(Date),
    Flag(bool),
    List(Vec<Value>),
    Number(i32),
    Table(Table),
    Text(String),
}

/// Entries in the order of the file; no key stands there twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Table {
    pub(crate) line: usize,
    pub(crate) entries: Vec<(String, Value)>,
}

impl Table {
    fn put(&mut self, line: usize, key: String, value: Value) -> Result<(), BadRule> {
        if self.entries.iter().any(|(known, _)| *known == key) {
            return Err(BadRule::new(line, format!("`{key}` is given twice"), "keep one"));
        }
        self.entries.push((key, value));
        Ok(())
    }
}

/// A file: what stands before the first table, then the tables by their name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Document {
    pub(crate) root: Table,
    pub(crate) tables: Vec<(String, Table)>,
}

/// Reads a whole file.
pub(crate) fn parse(text: &str) -> Result<Document, BadRule> {
    if text.len() > FILE_BYTES_MAX {
        let message = format!("the file is longer than {FILE_BYTES_MAX} bytes");
        return Err(BadRule::new(1, message, "a rule file says each rule once"));
    }
    let mut reader = Reader { rest: text, line: 1 };
    let mut document =
        Document { root: Table { line: 1, ..Table::default() }, ..Document::default() };
    reader.skip_blank();
    while !reader.rest.is_empty() {
        let line = reader.line;
        if reader.take("[[") {
            let name = reader.key()?;
            reader.must("]]", "close the name of the table: `[[day]]`")?;
            reader.end_of_line()?;
            document.tables.push((name, Table { line, ..Table::default() }));
        } else if reader.rest.starts_with('[') {
            return Err(BadRule::new(line, "a single table", "write `[[name]]` for every table"));
        } else {
            let (key, value) = reader.entry(0)?;
            reader.end_of_line()?;
            let table = document.tables.last_mut().map_or(&mut document.root, |(_, table)| table);
            table.put(line, key, value)?;
        }
        reader.skip_blank();
    }
    Ok(document)
}

struct Reader<'t> {
    rest: &'t str,
    line: usize,
}

impl<'t> Reader<'t> {
    fn fault<T>(&self, message: impl Into<String>, help: &str) -> Result<T, BadRule> {
        Err(BadRule::new(self.line, message, help))
    }

    fn take(&mut self, begin: &str) -> bool {
        match self.rest.strip_prefix(begin) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn must(&mut self, begin: &str, help: &str) -> Result<(), BadRule> {
        if self.take(begin) { Ok(()) } else { self.fault(format!("`{begin}` is missing"), help) }
    }

    /// Takes the longest beginning of such characters.
    fn while_of(&mut self, of: impl Fn(char) -> bool) -> &'t str {
        let end = self.rest.find(|c| !of(c)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    fn skip_space(&mut self) {
        self.while_of(|c| c == ' ');
    }

    /// Skips spaces, ends of lines and comments.
    fn skip_blank(&mut self) {
        loop {
            self.skip_space();
            if self.rest.starts_with('#') {
                self.while_of(|c| c != '\n');
            }
            if !self.take("\n") {
                return;
            }
            self.line += 1;
        }
    }

    fn end_of_line(&mut self) -> Result<(), BadRule> {
        self.skip_space();
        if self.rest.is_empty() || self.rest.starts_with(['\n', '#']) {
            return Ok(());
        }
        self.fault("something stands behind the value", "one entry a line, a comment after `#`")
    }

    fn key(&mut self) -> Result<String, BadRule> {
        let key = self.while_of(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        if key.is_empty() {
            return self
                .fault("no name begins here", "names are lower-case words like `from_year`");
        }
        Ok(key.to_owned())
    }

    fn entry(&mut self, depth: usize) -> Result<(String, Value), BadRule> {
        let key = self.key()?;
        self.skip_space();
        self.must("=", "write `name = value`")?;
        self.skip_space();
        Ok((key, self.value(depth)?))
    }

    fn value(&mut self, depth: usize) -> Result<Value, BadRule> {
        if depth >= DEPTH_MAX {
            return self.fault("lists and tables stand too deep", "no rule needs that");
        }
        let line = self.line;
        let kind = match self.rest.chars().next() {
            Some('"') => Kind::Text(self.text()?),
            Some('[') => Kind::List(self.list(depth)?),
            Some('{') => Kind::Table(self.table(depth)?),
            Some(_) | None => self.word()?,
        };
        Ok(Value { line, kind })
    }

    /// A text in double quotes on one line, without escapes: nothing a holiday is called needs one.
    fn text(&mut self) -> Result<String, BadRule> {
        self.must("\"", "write texts in double quotes")?;
        let text = self.while_of(|c| !matches!(c, '"' | '\n' | '\\'));
        if self.rest.starts_with('\\') {
            return self.fault("a backslash in a text", "write the character itself");
        }
        self.must("\"", "close the text on its line with a double quote")?;
        Ok(text.to_owned())
    }

    /// `["one", "two"]`; may go over several lines and end with a comma.
    fn list(&mut self, depth: usize) -> Result<Vec<Value>, BadRule> {
        self.must("[", "write lists in brackets")?;
        let mut values = Vec::new();
        loop {
            self.skip_blank();
            if self.take("]") {
                return Ok(values);
            }
            values.push(self.value(depth + 1)?);
            self.skip_blank();
            if !self.rest.starts_with(']') {
                self.must(",", "part the values of a list with commas and close it with `]`")?;
            }
        }
    }

    /// `{ month = 5, weekday = "monday", n = 1 }` on one line.
    fn table(&mut self, depth: usize) -> Result<Table, BadRule> {
        self.must("{", "write inline tables in braces")?;
        let mut table = Table { line: self.line, ..Table::default() };
        loop {
            self.skip_space();
            if self.take("}") {
                return Ok(table);
            }
            let (key, value) = self.entry(depth + 1)?;
            table.put(self.line, key, value)?;
            self.skip_space();
            if !self.rest.starts_with('}') {
                self.must(",", "part the entries with commas and close the table with `}`")?;
            }
        }
    }

    fn word(&mut self) -> Result<Kind, BadRule> {
        let word = self.while_of(|c| c.is_ascii_alphanumeric() || "+-_.:".contains(c));
        let kind = match word {
            "true" => Some(Kind::Flag(true)),
            "false" => Some(Kind::Flag(false)),
            _ => word.parse().map(Kind::Date).ok().or_else(|| number(word).map(Kind::Number)),
        };
        let help = "write a text in double quotes, a whole number, `true`, `false` or a date like 2027-05-01";
        kind.map_or_else(|| self.fault(format!("`{word}` is no value"), help), Ok)
    }
}

/// A whole number as TOML writes it: no plus, no zero in front.
fn number(word: &str) -> Option<i32> {
    word.parse().ok().filter(|number: &i32| number.to_string() == word)
}

#[cfg(test)]
mod tests;
