//! `bag/data/keys.history`: the keys that signed, and from when to when they were an office's.
//!
//! One canonical JSON object per line, ascending by kid. It is what the exporter's directory said; the seal binds it to
//! the exporter, so a verifier can say *whom the directory named*, never *who held the key*.
//!
//! Trusted for the binding of key to office: who can write it can name a wrong office. It is not trusted for anything
//! about the log; log and witness keys come from the policy that the reader brings.

use thiserror::Error;

use crate::digest::{b64url_decode, b64url_encode, hex_decode};
use crate::json::Json;
use crate::receipt::Instant;
use crate::sign::{Alg, Kid, PublicKey};

/// How many keys a history may have; offices change keys once a year.
pub const KEYS_MAX: usize = 4096;

/// One key over time.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct KeyRow {
    /// Algorithm.
    pub alg: Alg,
    /// First instant at which it signs, as written.
    pub from: String,
    /// Id; always that of `alg` and `pk`.
    pub kid: Kid,
    /// The member it belongs to.
    pub member: String,
    /// The node it signs on.
    pub node: String,
    /// Public key bytes.
    pub pk: Vec<u8>,
    /// Version of the directory that says so.
    pub roster: i64,
    /// The unit, or `None` for a key of the node itself.
    pub unit: Option<String>,
    /// First instant at which it no longer signs, if that is known.
    pub until: Option<String>,
}

/// Why a key history is refused.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum KeysError {
    /// A line is not the canonical form of a row.
    #[error("line {line} of the key history is not a row in its one form")]
    Line {
        /// Line, counted from 1.
        line: usize,
    },
    /// More rows than [`KEYS_MAX`].
    #[error("key history has more than {KEYS_MAX} rows")]
    Long,
    /// Rows are not ascending by kid, or one occurs twice.
    #[error("line {line} of the key history is out of order")]
    Order {
        /// Line, counted from 1.
        line: usize,
    },
}

impl KeysError {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Line { .. } => "keys-line",
            Self::Long => "keys-long",
            Self::Order { .. } => "keys-order",
        }
    }
}

impl KeyRow {
    /// The line, without its line end.
    #[must_use]
    pub fn to_line(&self) -> Vec<u8> {
        Json::object([
            ("alg", Json::from(self.alg.name())),
            ("from", Json::from(self.from.as_str())),
            ("kid", Json::from(self.kid.to_string())),
            ("member", Json::from(self.member.as_str())),
            ("node", Json::from(self.node.as_str())),
            ("pk", Json::from(b64url_encode(&self.pk))),
            ("roster", Json::from(self.roster)),
            ("unit", Json::from(self.unit.as_deref())),
            ("until", Json::from(self.until.as_deref())),
        ])
        .to_bytes()
    }

    fn parse(line: &[u8]) -> Option<Self> {
        let json = Json::parse(line).ok()?;
        let text = |name: &str| json.get(name).and_then(Json::text).map(str::to_owned);
        let optional = |name: &str| match json.get(name)? {
            Json::Null => Some(None),
            Json::Text(text) => Some(Some(text.clone())),
            Json::Bool(_) | Json::Int(_) | Json::List(_) | Json::Object(_) => None,
        };
        let row = Self {
            alg: Alg::from_name(json.get("alg")?.text()?)?,
            from: text("from")?,
            kid: Kid::from_slice(&hex_decode(json.get("kid")?.text()?).ok()?)?,
            member: text("member")?,
            node: text("node")?,
            pk: b64url_decode(json.get("pk")?.text()?).ok()?,
            roster: json.get("roster")?.int()?,
            unit: optional("unit")?,
            until: optional("until")?,
        };
        let times = Instant::parse(&row.from).is_some()
            && row.until.as_deref().is_none_or(|until| Instant::parse(until).is_some());
        let known = row.kid == Kid::of(row.alg, &row.pk) && row.to_line() == line;
        (times && known).then_some(row)
    }

    /// Whether the key signed for its office at that instant, in milliseconds since 1970.
    #[must_use]
    pub fn holds_at(&self, unix_ms: i64) -> bool {
        let ms = |text: &str| Instant::parse(text).map(|instant| instant.unix_ms());
        let from = ms(&self.from).is_some_and(|from| from <= unix_ms);
        let until =
            self.until.as_deref().is_none_or(|text| ms(text).is_some_and(|end| unix_ms < end));
        from && until
    }
}

/// A key history.
#[derive(Clone, Debug, Default)]
pub struct KeyHistory {
    rows: Vec<(KeyRow, Option<PublicKey>)>,
}

impl KeyHistory {
    /// Reads the whole file.
    pub fn parse(bytes: &[u8]) -> Result<Self, KeysError> {
        let mut rows: Vec<(KeyRow, Option<PublicKey>)> = Vec::new();
        for (n, line) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
            let line_no = n + 1;
            let bad = KeysError::Line { line: line_no };
            if rows.len() >= KEYS_MAX {
                return Err(KeysError::Long);
            }
            let line = line.strip_suffix(b"\n").ok_or_else(|| bad.clone())?;
            let row = KeyRow::parse(line).ok_or_else(|| bad.clone())?;
            let key = PublicKey::parse(row.alg, &row.pk).map_err(|_| bad)?;
            if rows.last().is_some_and(|(before, _)| before.kid >= row.kid) {
                return Err(KeysError::Order { line: line_no });
            }
            rows.push((row, key));
        }
        Ok(Self { rows })
    }

    /// The file for these rows: sorted, each kid once.
    #[must_use]
    pub fn to_bytes(rows: &[KeyRow]) -> Vec<u8> {
        let mut rows: Vec<_> = rows.iter().collect();
        rows.sort_by_key(|row| row.kid);
        rows.dedup_by_key(|row| row.kid);
        rows.into_iter().flat_map(|row| [row.to_line(), b"\n".to_vec()]).flatten().collect()
    }

    /// The row and key called `kid`; the key is `None` where this version cannot verify its algorithm.
    #[must_use]
    pub fn find(&self, kid: Kid) -> Option<(&KeyRow, Option<&PublicKey>)> {
        let at = self.rows.binary_search_by_key(&kid, |(row, _)| row.kid).ok()?;
        self.rows.get(at).map(|(row, key)| (row, key.as_ref()))
    }

    /// All rows, ascending by kid.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &KeyRow> {
        self.rows.iter().map(|(row, _)| row)
    }
}
