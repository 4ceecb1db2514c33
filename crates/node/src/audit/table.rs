//! Tables that auditors take away, written row by row: CSV by RFC 4180, or one JSON object a line.
//!
//! Each row is written before the next is made, so a table costs the memory of one row. A value that a spreadsheet would
//! take for a formula gets an apostrophe before it, in CSV only (`docs/spec/audit.md` §4).

use std::io::{self, Write};

use serde::Serialize;
use serde::ser::{SerializeMap as _, Serializer};

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

#[cfg(test)]
mod tests {
    use super::*;

    fn written(format: Format, cells: &[Cell]) -> String {
        let columns = vec!["n", "text", "none"];
        let mut table = Table::begin(Vec::new(), format, columns).unwrap();
        table.row(cells).unwrap();
        assert_eq!(table.n_rows, 1);
        String::from_utf8(table.end().unwrap()).unwrap()
    }

    #[track_caller]
    fn check(text: &str, in_csv: &str, in_json: &str) {
        let cells = [Cell::from(7), Cell::from(text), Cell::from(None::<u64>)];
        let expected = format!("n,text,none\r\n7,{in_csv},\r\n");
        assert_eq!(written(Format::Csv, &cells), expected);
        let expected = format!("{{\"n\":7,\"text\":{in_json},\"none\":null}}\n");
        assert_eq!(written(Format::Json, &cells), expected);
    }

    #[test]
    fn a_text_keeps_its_characters_and_never_its_power() {
        check("plain", "plain", "\"plain\"");
        check("", "", "\"\"");
        check("a,b", "\"a,b\"", "\"a,b\"");
        check("say \"no\"", "\"say \"\"no\"\"\"", "\"say \\\"no\\\"\"");
        check("two\r\nlines", "\"two\r\nlines\"", "\"two\\r\\nlines\"");
        check("=1+1", "'=1+1", "\"=1+1\"");
        check("+49", "'+49", "\"+49\"");
        check("-2", "'-2", "\"-2\"");
        check("@SUM(A1)", "'@SUM(A1)", "\"@SUM(A1)\"");
        check("\t=1", "'\t=1", "\"\\t=1\"");
        check("\r=1", "\"'\r=1\"", "\"\\r=1\"");
        check("\n=1", "\"'\n=1\"", "\"\\n=1\"");
        check("=\"a\",b", "\"'=\"\"a\"\",b\"", "\"=\\\"a\\\",b\"");
        check("a=1", "a=1", "\"a=1\"");
    }

    #[test]
    fn a_table_without_rows_has_its_header() {
        let table = |format| Table::begin(Vec::new(), format, vec!["a", "b"]).unwrap();
        assert_eq!(table(Format::Csv).end().unwrap(), b"a,b\r\n");
        assert_eq!(table(Format::Json).end().unwrap(), b"");
    }
}
