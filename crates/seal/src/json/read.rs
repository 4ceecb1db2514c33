//! The reader of [`super::Json`]: RFC 8259 without floats, with every limit checked before memory is taken.
//!
//! Not the check for canonical form: [`super::Json::parse`] writes the value again and compares.

use std::collections::BTreeMap;

use super::{DEPTH_MAX, Json, JsonError, KEYS_MAX, TEXT_BYTES_MAX, check_int};

/// Reads one value that fills the whole input.
pub(super) fn read(bytes: &[u8]) -> Result<Json, JsonError> {
    let text = str::from_utf8(bytes).map_err(|_| JsonError::Utf8)?;
    let mut reader = Reader { text, at: 0 };
    let value = reader.value(DEPTH_MAX)?;
    reader.space();
    if reader.at == text.len() { Ok(value) } else { Err(reader.syntax()) }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn syntax(&self) -> JsonError {
        JsonError::Syntax { at: self.at }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    fn space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    /// Takes `wanted`, or says where it is missing.
    fn take(&mut self, wanted: u8) -> Result<(), JsonError> {
        if self.peek() == Some(wanted) {
            self.at += 1;
            Ok(())
        } else {
            Err(self.syntax())
        }
    }

    /// One value with the white space before it; `deeper` containers may still open.
    fn value(&mut self, deeper: usize) -> Result<Json, JsonError> {
        self.space();
        match self.peek() {
            Some(b'{') => self.object(deeper.checked_sub(1).ok_or(JsonError::Depth)?),
            Some(b'[') => self.list(deeper.checked_sub(1).ok_or(JsonError::Depth)?),
            Some(b'"') => self.string().map(Json::Text),
            Some(b'-' | b'0'..=b'9') => self.int(),
            Some(b'n') => self.word("null", Json::Null),
            Some(b't') => self.word("true", Json::Bool(true)),
            Some(b'f') => self.word("false", Json::Bool(false)),
            Some(_) | None => Err(self.syntax()),
        }
    }

    fn word(&mut self, word: &str, value: Json) -> Result<Json, JsonError> {
        if self.text.get(self.at..).is_some_and(|rest| rest.starts_with(word)) {
            self.at += word.len();
            Ok(value)
        } else {
            Err(self.syntax())
        }
    }

    fn list(&mut self, deeper: usize) -> Result<Json, JsonError> {
        self.take(b'[')?;
        let mut items = Vec::new();
        self.space();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(Json::List(items));
        }
        loop {
            items.push(self.value(deeper)?);
            self.space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b']') => {
                    self.at += 1;
                    return Ok(Json::List(items));
                }
                Some(_) | None => return Err(self.syntax()),
            }
        }
    }

    fn object(&mut self, deeper: usize) -> Result<Json, JsonError> {
        self.take(b'{')?;
        let mut entries = BTreeMap::new();
        self.space();
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(Json::Object(entries));
        }
        loop {
            self.space();
            let key = self.string()?;
            if entries.contains_key(&key) {
                return Err(JsonError::DuplicateKey { at: self.at });
            }
            if entries.len() == KEYS_MAX {
                return Err(JsonError::Keys);
            }
            self.space();
            self.take(b':')?;
            entries.insert(key, self.value(deeper)?);
            self.space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b'}') => {
                    self.at += 1;
                    return Ok(Json::Object(entries));
                }
                Some(_) | None => return Err(self.syntax()),
            }
        }
    }

    fn int(&mut self) -> Result<Json, JsonError> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        match self.next() {
            Some(b'0') => {}
            Some(b'1'..=b'9') => {
                while let Some(b'0'..=b'9') = self.peek() {
                    self.at += 1;
                }
            }
            Some(_) | None => return Err(JsonError::Syntax { at: start }),
        }
        if let Some(b'.' | b'e' | b'E') = self.peek() {
            return Err(JsonError::Float { at: self.at });
        }
        let digits = self.text.get(start..self.at).unwrap_or_default();
        let int: i64 = digits.parse().map_err(|_| JsonError::IntRange)?;
        check_int(int).map(Json::Int)
    }

    fn string(&mut self) -> Result<String, JsonError> {
        self.take(b'"')?;
        let mut out = String::new();
        loop {
            // Plain characters in one piece; both ends lie at ASCII bytes, so the piece is whole characters.
            let start = self.at;
            while let Some(0x20..=0x21 | 0x23..=0x5b | 0x5d..) = self.peek() {
                self.at += 1;
            }
            let plain = self.text.get(start..self.at).unwrap_or_default();
            if out.len() + plain.len() > TEXT_BYTES_MAX {
                return Err(JsonError::TextLength);
            }
            out.push_str(plain);
            let at = self.at;
            match self.next() {
                Some(b'"') => return Ok(out),
                Some(b'\\') => out.push(self.escape(at)?),
                Some(_) => return Err(JsonError::ControlCharacter { at }),
                None => return Err(JsonError::Syntax { at }),
            }
            if out.len() > TEXT_BYTES_MAX {
                return Err(JsonError::TextLength);
            }
        }
    }

    /// What follows a backslash that stands at `at`.
    fn escape(&mut self, at: usize) -> Result<char, JsonError> {
        Ok(match self.next() {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                let first = self.unit(at)?;
                let units = if (0xd800..0xdc00).contains(&first) {
                    if (self.next(), self.next()) != (Some(b'\\'), Some(b'u')) {
                        return Err(JsonError::LoneSurrogate { at });
                    }
                    vec![first, self.unit(at)?]
                } else {
                    vec![first]
                };
                match char::decode_utf16(units).next() {
                    Some(Ok(char)) => char,
                    Some(Err(_)) | None => return Err(JsonError::LoneSurrogate { at }),
                }
            }
            Some(_) | None => return Err(JsonError::Escape { at }),
        })
    }

    /// Four hexadecimal digits, either case.
    fn unit(&mut self, at: usize) -> Result<u16, JsonError> {
        let mut unit = 0;
        for _ in 0..4 {
            let digit = self.next().and_then(|byte| char::from(byte).to_digit(16));
            let digit = digit.and_then(|digit| u16::try_from(digit).ok());
            unit = unit << 4 | digit.ok_or(JsonError::Escape { at })?;
        }
        Ok(unit)
    }
}
