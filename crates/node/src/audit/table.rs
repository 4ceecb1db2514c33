//! Tables that auditors take away, written row by row: CSV by RFC 4180, or one JSON object a line.
//!
//! Each row is written before the next is made, so a table costs the memory of one row. A value that a spreadsheet would
//! take for a formula gets an apostrophe before it, in CSV only (`docs/spec/audit.md` §4).

use std::io::{self, Write};

use serde::Serialize;
use serde::ser::{SerializeMap as _, Serializer};

#[cfg(test)]
mod tests;

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// RFC 4180, with a header.
    Csv,
    /// One JSON object a line.
    Json,
}

/// One value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// There is none.
    None,
    /// A number.
    Number(u64),
    /// A text.
    Text(String),
}

impl From<u64> for Cell {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::None, Into::into)
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::None => serializer.serialize_none(),
            Self::Number(number) => serializer.serialize_u64(*number),
            Self::Text(text) => serializer.serialize_str(text),
        }
    }
}

/// A row as an object, its members in the order of the columns.
struct Object<'r> {
    columns: &'r [&'static str],
    cells: &'r [Cell],
}

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.columns.len()))?;
        for (column, cell) in self.columns.iter().zip(self.cells) {
            map.serialize_entry(column, cell)?;
        }
        map.end()
    }
}

/// A table in the making.
#[derive(Debug)]
pub struct Table<W> {
    out: W,
    format: Format,
    columns: Vec<&'static str>,
    /// Rows so far.
    pub n_rows: u64,
}

impl<W: Write> Table<W> {
    /// A table with these columns and no row yet. The header of a CSV is written at once.
    ///
    /// # Errors
    /// What writing gives.
    pub fn begin(mut out: W, format: Format, columns: Vec<&'static str>) -> io::Result<Self> {
        match format {
            Format::Csv => write!(out, "{}\r\n", columns.join(","))?,
            Format::Json => {}
        }
        Ok(Self { out, format, columns, n_rows: 0 })
    }

    /// Writes one row, a cell for each column.
    ///
    /// # Errors
    /// What writing gives.
    pub fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        match self.format {
            Format::Csv => {
                let cells: Vec<String> = cells.iter().map(csv).collect();
                write!(self.out, "{}\r\n", cells.join(","))?;
            }
            Format::Json => {
                serde_json::to_writer(&mut self.out, &Object { columns: &self.columns, cells })
                    .map_err(io::Error::from)?;
                self.out.write_all(b"\n")?;
            }
        }
        self.n_rows = self.n_rows.saturating_add(1);
        Ok(())
    }

    /// What was written to, after all of it went through.
    ///
    /// # Errors
    /// What writing gives.
    pub fn end(mut self) -> io::Result<W> {
        self.out.flush()?;
        Ok(self.out)
    }
}

/// A value as CSV has it. A text that begins like a formula begins with an apostrophe instead.
fn csv(cell: &Cell) -> String {
    let text = match cell {
        Cell::None => return String::new(),
        Cell::Number(number) => return number.to_string(),
        Cell::Text(text) => text,
    };
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    let guarded = if is_formula { format!("'{text}") } else { text.clone() };
    if guarded.contains(['"', ',', '\r', '\n']) {
        format!("\"{}\"", guarded.replace('"', "\"\""))
    } else {
        guarded
    }
}
