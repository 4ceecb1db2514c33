//! What a log states about one stream on one day, with all that a stranger needs to check it: the way through the map, the
//! opening of the entry that commits to the map's root, and its proof.

use thiserror::Error;

use super::{DEPTH_MAX, Key, key, root_over, value};
use crate::checkpoint::Checkpoint;
use crate::digest::{Digest, b64_encode};
use crate::json::{INT_MAX, Json};
use crate::opening::{Opening, OpeningError, Part, bytes};
use crate::package::schema::{MAP, Schema};
use crate::policy::Policy;
use crate::proof::{PROOF_BYTES_MAX, ProofError, TlogProof};
use crate::receipt::Instant;

/// First member of a statement.
const VERSION: &str = "comity-completeness/1";
/// A way of 128 hashes has six kilobytes.
const LINE_BYTES_MAX: usize = 16 << 10;
/// Members of a statement, in the order of canonical JSON.
const MEMBERS: [&str; 6] = ["date", "end", "siblings", "stream", "tag", "v"];

/// What lies at the end of a way through the map.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum End {
    /// Nothing.
    Empty,
    /// One stream, perhaps another one.
    Leaf {
        /// Its key.
        key: Key,
        /// Its value.
        value: Digest,
    },
}

/// The newest entry of a stream, and what hides it in the map.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Stream {
    /// The day's blind of this stream.
    pub blind: [u8; 32],
    /// Place of the newest entry in its stream, from 0.
    pub seq: u64,
    /// Its leaf hash.
    pub last: Digest,
}

/// Whether the stream is there.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum What {
    /// It is, and these are its newest entry.
    Held(Stream),
    /// It is not; this is what lies where it would be.
    Absent(End),
}

/// What a log states about a stream on a day.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Statement {
    /// The day in UTC, `YYYY-MM-DD`.
    pub date: String,
    /// Tag of the stream.
    pub tag: [u8; 16],
    /// The hashes beside the way, the topmost first.
    pub siblings: Vec<Digest>,
    /// What is at its end.
    pub what: What,
}

/// Why a statement is not believed.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum StatementError {
    /// Not in the one form that `docs/spec/completeness.md` gives.
    #[error("this is no statement of completeness")]
    Form,
    /// The entry that should commit to the map does not, or to another day.
    #[error("the opened entry is no map of this day")]
    Map,
    /// The entry does not open its leaf.
    #[error("the entry of the map: {0}")]
    Opening(#[from] OpeningError),
    /// The entry is not proven.
    #[error("the proof of the map: {0}")]
    Proof(#[from] ProofError),
    /// The way does not lead to the map's root.
    #[error("the way does not lead to the root of the map")]
    Way,
}

impl StatementError {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Map => "map",
            Self::Opening(error) => error.code(),
            Self::Proof(error) => error.code(),
            Self::Way => "way",
        }
    }
}

/// What a checked statement shows.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Shown {
    /// What was stated.
    pub statement: Statement,
    /// The log.
    pub origin: String,
    /// Leaves that the log had when the map was made, by its own word.
    pub size: u64,
    /// Streams in the map, by its own word.
    pub n_streams: u64,
    /// The earliest second by which a quorum had signed a head over the map; none if none was asked for.
    pub witnessed_at: Option<u64>,
}

impl Statement {
    /// Reads the one line of a statement, with its line feed. Nothing is believed yet.
    ///
    /// # Errors
    /// [`StatementError::Form`]
    pub fn parse(line: &[u8]) -> Result<Self, StatementError> {
        let read = || {
            let line = line.strip_suffix(b"\n").filter(|line| line.len() < LINE_BYTES_MAX)?;
            let json = Json::parse(line).ok()?;
            if !json.entries()?.keys().eq(MEMBERS) || json.get("v")?.text()? != VERSION {
                return None;
            }
            let date = json.get("date")?.text().filter(|date| is_day(date))?.to_owned();
            let siblings = json.get("siblings")?.list().filter(|all| all.len() <= DEPTH_MAX)?;
            let siblings = siblings.iter().map(digest).collect::<Option<_>>()?;
            let (stream, end) = (json.get("stream")?, json.get("end")?);
            let what = match (stream.is_null(), end.is_null()) {
                (false, true) => What::Held(held(stream)?),
                (true, true) => What::Absent(End::Empty),
                (true, false) => What::Absent(other(end)?),
                (false, false) => return None,
            };
            Some(Self { date, tag: bytes(json.get("tag"))?, siblings, what })
        };
        read().ok_or(StatementError::Form)
    }

    /// The line, with its line feed.
    #[must_use]
    pub fn to_line(&self) -> String {
        let (stream, end) = match &self.what {
            What::Held(stream) => {
                let held = Json::object([
                    ("blind", Json::from(b64_encode(&stream.blind))),
                    ("last", stream.last.b64().into()),
                    ("seq", Json::Int(i64::try_from(stream.seq).unwrap_or(INT_MAX))),
                ]);
                (held, Json::Null)
            }
            What::Absent(End::Empty) => (Json::Null, Json::Null),
            What::Absent(End::Leaf { key, value }) => {
                let (key, value) = (b64_encode(key).into(), value.b64().into());
                (Json::Null, Json::object([("key", key), ("value", value)]))
            }
        };
        let siblings = self.siblings.iter().map(|hash| hash.b64().into()).collect();
        let line = Json::object([
            ("v", Json::from(VERSION)),
            ("date", self.date.as_str().into()),
            ("tag", b64_encode(&self.tag).into()),
            ("siblings", Json::List(siblings)),
            ("stream", stream),
            ("end", end),
        ]);
        format!("{line}\n")
    }

    /// The root of the map in which this is so.
    pub(super) fn root(&self) -> Option<Digest> {
        let wanted = key(&self.date, &self.tag);
        let end = match &self.what {
            What::Held(stream) => {
                let value = value(&stream.blind, stream.seq, &stream.last);
                End::Leaf { key: wanted, value }
            }
            What::Absent(End::Leaf { key, .. }) if *key == wanted => return None,
            What::Absent(end) => *end,
        };
        root_over(&wanted, &self.siblings, &end)
    }
}

/// A statement as it is handed out: its line, the opening of the map's entry, the proof of that.
#[must_use]
pub fn statement_bytes(statement: &Statement, map: &Opening, proof: &TlogProof) -> Vec<u8> {
    format!("{}{}{proof}", statement.to_line(), map.to_line()).into_bytes()
}

/// The own fields of the entry that commits to a map, as [`MAP`] orders them.
#[must_use]
pub fn map_values(
    date: &str,
    root: &Digest,
    size: u64,
    n_streams: u64,
) -> [(&'static str, Json); 4] {
    let int = |n: u64| Json::Int(i64::try_from(n).unwrap_or(INT_MAX));
    let (root, date) = (Json::from(root.hex()), Json::from(date));
    [("date", date), ("root", root), ("size", int(size)), ("streams", int(n_streams))]
}

/// Believes what a log handed out about one of its streams, if the entry of the map is in the log under this policy.
///
/// # Errors
/// [`StatementError`], with the first thing that does not hold.
pub fn check(bytes: &[u8], policy: &Policy) -> Result<Shown, StatementError> {
    let unproven = Unproven::parse(bytes)?;
    let signed = unproven.proof.signed_checkpoint().map_err(ProofError::from)?;
    let witnessed = policy.satisfied(&signed).map_err(ProofError::from)?;
    let (size, n_streams) = unproven.holds_under(&witnessed.checkpoint)?;
    let Unproven { statement, map, proof: _ } = unproven;
    let (origin, witnessed_at) = (map.origin().to_owned(), witnessed.witnessed_at);
    Ok(Shown { statement, origin, size, n_streams, witnessed_at })
}

/// A statement with the entry of its map, in their forms. Nothing is believed yet.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Unproven {
    /// What is stated.
    pub(crate) statement: Statement,
    /// The entry that should commit to the map.
    pub(crate) map: Opening,
    /// Its proof.
    pub(crate) proof: TlogProof,
}

impl Unproven {
    /// Reads the three parts.
    ///
    /// # Errors
    /// [`StatementError`], with the first part that is not in its form.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, StatementError> {
        let (statement, rest) = line_of(bytes).ok_or(StatementError::Form)?;
        let (map, proof) = line_of(rest).ok_or(StatementError::Form)?;
        if proof.len() > PROOF_BYTES_MAX {
            return Err(StatementError::Form);
        }
        let statement = Statement::parse(statement)?;
        let map = Opening::parse(map)?;
        Ok(Self { statement, map, proof: TlogProof::parse(proof)? })
    }

    /// Size and number of streams of the map, if this is so under the head that the proof ends in. Whether that head is to be
    /// believed, the caller has found out.
    ///
    /// # Errors
    /// [`StatementError`], with the first thing that does not hold.
    pub(crate) fn holds_under(&self, head: &Checkpoint) -> Result<(u64, u64), StatementError> {
        let Self { statement, map, proof } = self;
        proof.verify_path(&map.leaf_hash(), head)?;
        let (root, size, n_streams) = committed(map, &statement.date).ok_or(StatementError::Map)?;
        let is_one_leaf = proof.extra.is_none_or(|extra| extra == *map.leaf())
            && proof.index == map.index()
            && head.origin() == map.origin();
        if !is_one_leaf {
            return Err(StatementError::Map);
        }
        if statement.root() != Some(root) {
            return Err(StatementError::Way);
        }
        Ok((size, n_streams))
    }
}

/// Root, size and number of streams that an entry commits to, if it is the map of this day.
fn committed(map: &Opening, date: &str) -> Option<(Digest, u64, u64)> {
    let schema: &Schema = &MAP;
    let mut named = map.parts().iter().zip(schema.names());
    let is_map = map.parts().len() == schema.n_fields()
        && named.all(|(part, name)| matches!(part, Part::Open { field, .. } if field.name == name))
        && map.get("schema")?.text()? == schema.id
        && schema.categories.contains(&map.get("category")?.text()?)
        && map.get("type")?.text()? == "heads"
        && map.get("date")?.text()? == date;
    let count = |name| u64::try_from(map.get(name)?.int()?).ok();
    let root = Digest::parse_hex(map.get("root")?.text()?).ok()?;
    Some((root, count("size")?, count("streams")?)).filter(|_| is_map)
}

/// Whether it is a day that exists, `YYYY-MM-DD`.
fn is_day(date: &str) -> bool {
    Instant::parse(&format!("{date}T00:00:00.000Z")).is_some()
}

/// The first line with its line feed, and the rest.
fn line_of(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    bytes.split_at_checked(end.checked_add(1)?)
}

fn held(json: &Json) -> Option<Stream> {
    if !json.entries()?.keys().eq(["blind", "last", "seq"]) {
        return None;
    }
    let seq = u64::try_from(json.get("seq")?.int()?).ok()?;
    Some(Stream { blind: bytes(json.get("blind"))?, seq, last: digest(json.get("last")?)? })
}

fn other(json: &Json) -> Option<End> {
    if !json.entries()?.keys().eq(["key", "value"]) {
        return None;
    }
    Some(End::Leaf { key: bytes(json.get("key"))?, value: digest(json.get("value")?)? })
}

fn digest(json: &Json) -> Option<Digest> {
    Digest::parse_b64(json.text()?).ok()
}
