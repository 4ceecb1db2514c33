//! The signed text of a receipt: a closed JSON object and its typed form.
//!
//! Every field is present, `null` or `[]` when there is nothing to say; a key that is not in the schema makes the
//! whole statement unreadable, because a reader that skips what it does not know would vouch for it. Not here: the
//! signature around it (`receipt`) and whether the issuer was entitled to speak (the roster).

use std::collections::BTreeMap;

use super::ReceiptError;
use super::event::{Carried, Event, Flag, Role};
use super::reason::Reason;
use super::words::{Instant, NodeId, UnitId, Uuid};
use crate::digest::Digest;
use crate::json::Json;

/// Objects in one letter, hence in one receipt.
pub const OBJECTS_MAX: usize = 256;
/// 256 objects of at most 200 bytes each, and the rest.
pub const STATEMENT_BYTES_MAX: usize = 64 * 1024;
/// A clock source is a word such as `ntp`.
const CLOCK_SOURCE_BYTES_MAX: usize = 64;

/// What a node states about one envelope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The network.
    pub net: Digest,
    /// The id of this receipt.
    pub receipt_id: Uuid,
    /// What happened.
    pub event: Event,
    /// To which envelope.
    pub of: EnvelopeRef,
    /// The letter inside, once the recipient has read it.
    pub letter: Option<LetterRef>,
    /// Who says so.
    pub by: Issuer,
    /// When it happened.
    pub at: Instant,
    /// How well the issuer knows the time.
    pub clock: Clock,
    /// How many transfer chunks there are and how many are still missing.
    pub chunks: Chunks,
    /// Why, for refusals, failures and remarks.
    pub reason: Option<Reason>,
    /// Remarks, each once.
    pub flags: Vec<Flag>,
    /// The digest of the issuer's previous statement about this envelope.
    pub prev: Option<Digest>,
    /// The roster that the issuer used.
    pub roster: RosterRef,
}

/// An envelope, named by its outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnvelopeRef {
    /// Its id.
    pub env_id: Uuid,
    /// Its digest.
    pub env_digest: Digest,
    /// The node that sealed it.
    pub from: NodeId,
    /// The node it is for.
    pub to: NodeId,
}

/// A letter, named by its inside. Identifies content: only in sealed receipts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LetterRef {
    /// Its id.
    pub letter_id: Uuid,
    /// SHA-256 of its manifest.
    pub digest: Digest,
    /// Its objects, as the recipient computed them.
    pub objects: Vec<ObjectRef>,
}

/// The triple that identifies an object's plaintext.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectRef {
    /// Its number in the letter.
    pub n: u64,
    /// Bytes of plaintext.
    pub len: u64,
    /// SHA-256 of the plaintext.
    pub sha256: Digest,
    /// BLAKE3 of the plaintext.
    pub blake3: Digest,
}

/// Who issued a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issuer {
    /// The node, which also signs.
    pub node: NodeId,
    /// In which part.
    pub role: Role,
    /// The unit, where an office acted.
    pub unit: Option<UnitId>,
}

/// How well the issuer knows the time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// A word such as `ntp`.
    pub source: String,
    /// The issuer's own estimate.
    pub uncertainty_ms: u64,
}

/// Transfer chunks of an envelope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chunks {
    /// As the head says.
    pub announced: u64,
    /// Not yet here.
    pub missing: u64,
}

/// A roster version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RosterRef {
    /// The snapshot version.
    pub version: u64,
    /// SHA-256 of the snapshot's bytes.
    pub snapshot_sha256: Digest,
}

impl Statement {
    /// Reads the canonical bytes of a statement.
    ///
    /// # Errors
    /// Not canonical JSON, not the closed schema, or fields that contradict the event.
    pub fn parse(bytes: &[u8]) -> Result<Self, ReceiptError> {
        if bytes.len() > STATEMENT_BYTES_MAX {
            return Err(ReceiptError::TooLarge);
        }
        let json = Json::parse(bytes).map_err(ReceiptError::NotCanonical)?;
        let statement = Self::from_json(&json)?;
        statement.check()?;
        Ok(statement)
    }

    /// The canonical bytes, which are what is signed.
    ///
    /// # Errors
    /// Fields that contradict the event, or a number or text over its limit.
    pub fn to_bytes(&self) -> Result<Vec<u8>, ReceiptError> {
        self.check()?;
        let json = self.to_json().ok_or(ReceiptError::Field("number"))?;
        let bytes = json.to_bytes();
        if bytes.len() > STATEMENT_BYTES_MAX { Err(ReceiptError::TooLarge) } else { Ok(bytes) }
    }

    /// What no schema can say: the event, its issuer, the letter and the reason must fit each other.
    fn check(&self) -> Result<(), ReceiptError> {
        let Self { event, by, letter, .. } = self;
        let speaker = match by.role {
            Role::Sender => by.node == self.of.from,
            Role::Recipient => by.node == self.of.to,
            Role::Relay => by.node != self.of.from && by.node != self.of.to,
        };
        if !speaker || !event.may_be_said_by(by.role) {
            return Err(ReceiptError::Speaker);
        }
        let bare = event.carried(by.role) == Carried::Bare;
        if (letter.is_none() && event.names_letter()) || (letter.is_some() && bare) {
            return Err(ReceiptError::Field("letter"));
        }
        let refusal = matches!(event, Event::RelayRejection | Event::ContentConsignmentFailure);
        if refusal && self.reason.is_none() {
            return Err(ReceiptError::Field("reason"));
        }
        if self.chunks.missing > self.chunks.announced {
            return Err(ReceiptError::Field("chunks"));
        }
        if letter.as_ref().is_some_and(|letter| {
            letter.objects.len() > OBJECTS_MAX || !letter.objects.is_sorted_by(|a, b| a.n < b.n)
        }) {
            return Err(ReceiptError::Field("objects"));
        }
        let source = &self.clock.source;
        if source.is_empty() || source.len() > CLOCK_SOURCE_BYTES_MAX {
            return Err(ReceiptError::Field("clock"));
        }
        if self
            .flags
            .iter()
            .enumerate()
            .any(|(n, flag)| self.flags.iter().skip(n + 1).any(|later| later == flag))
        {
            return Err(ReceiptError::Field("flags"));
        }
        Ok(())
    }

    fn to_json(&self) -> Option<Json> {
        Some(Json::object([
            ("cx", Json::Int(1)),
            ("net", hex(&self.net)),
            ("receipt_id", text(&self.receipt_id)),
            ("event", Json::Text(self.event.uri())),
            (
                "of",
                Json::object([
                    ("env_id", text(&self.of.env_id)),
                    ("env_digest", hex(&self.of.env_digest)),
                    ("from", text(&self.of.from)),
                    ("to", text(&self.of.to)),
                ]),
            ),
            ("letter", or_null(self.letter.as_ref().map(letter_to_json))?),
            (
                "by",
                Json::object([
                    ("node", text(&self.by.node)),
                    ("as", Json::Text(self.by.role.name().to_owned())),
                    (
                        "unit",
                        self.by
                            .unit
                            .as_ref()
                            .map_or(Json::Null, |unit| Json::Text(unit.as_str().to_owned())),
                    ),
                ]),
            ),
            ("at", Json::Text(self.at.as_str().to_owned())),
            (
                "clock",
                Json::object([
                    ("source", Json::Text(self.clock.source.clone())),
                    ("uncertainty_ms", int(self.clock.uncertainty_ms)?),
                ]),
            ),
            (
                "chunks",
                Json::object([
                    ("announced", int(self.chunks.announced)?),
                    ("missing", int(self.chunks.missing)?),
                ]),
            ),
            (
                "reason",
                self.reason.map_or(Json::Null, |reason| Json::Text(reason.code().to_owned())),
            ),
            (
                "flags",
                Json::List(
                    self.flags.iter().map(|flag| Json::Text(flag.name().to_owned())).collect(),
                ),
            ),
            ("prev", self.prev.as_ref().map_or(Json::Null, hex)),
            (
                "roster",
                Json::object([
                    ("version", int(self.roster.version)?),
                    ("snapshot_sha256", hex(&self.roster.snapshot_sha256)),
                ]),
            ),
        ]))
    }

    fn from_json(json: &Json) -> Result<Self, ReceiptError> {
        let mut fields = Closed::of(json, "statement")?;
        if fields.uint("cx")? != 1 {
            return Err(ReceiptError::Field("cx"));
        }
        let statement = Self {
            net: fields.digest("net")?,
            receipt_id: fields.parsed("receipt_id", Uuid::parse)?,
            event: fields.parsed("event", Event::from_uri)?,
            of: envelope_ref(fields.take("of")?)?,
            letter: optional(fields.take("letter")?, letter_from_json)?,
            by: issuer(fields.take("by")?)?,
            at: fields.parsed("at", Instant::parse)?,
            clock: clock(fields.take("clock")?)?,
            chunks: chunks(fields.take("chunks")?)?,
            reason: optional(fields.take("reason")?, |json| {
                json.text().and_then(Reason::from_code).ok_or(ReceiptError::Field("reason"))
            })?,
            flags: fields
                .list("flags")?
                .iter()
                .map(|flag| flag.text().and_then(Flag::from_name))
                .collect::<Option<_>>()
                .ok_or(ReceiptError::Field("flags"))?,
            prev: optional(fields.take("prev")?, |json| digest(json, "prev"))?,
            roster: roster(fields.take("roster")?)?,
        };
        fields.end()?;
        Ok(statement)
    }
}

fn envelope_ref(json: &Json) -> Result<EnvelopeRef, ReceiptError> {
    let mut fields = Closed::of(json, "of")?;
    let found = EnvelopeRef {
        env_id: fields.parsed("env_id", Uuid::parse)?,
        env_digest: fields.digest("env_digest")?,
        from: fields.parsed("from", NodeId::parse)?,
        to: fields.parsed("to", NodeId::parse)?,
    };
    fields.end()?;
    Ok(found)
}

fn issuer(json: &Json) -> Result<Issuer, ReceiptError> {
    let mut fields = Closed::of(json, "by")?;
    let found = Issuer {
        node: fields.parsed("node", NodeId::parse)?,
        role: fields.parsed("as", Role::from_name)?,
        unit: optional(fields.take("unit")?, |json| {
            json.text().and_then(UnitId::parse).ok_or(ReceiptError::Field("unit"))
        })?,
    };
    fields.end()?;
    Ok(found)
}

fn clock(json: &Json) -> Result<Clock, ReceiptError> {
    let mut fields = Closed::of(json, "clock")?;
    let found = Clock {
        source: fields.parsed("source", |source| Some(source.to_owned()))?,
        uncertainty_ms: fields.uint("uncertainty_ms")?,
    };
    fields.end()?;
    Ok(found)
}

fn chunks(json: &Json) -> Result<Chunks, ReceiptError> {
    let mut fields = Closed::of(json, "chunks")?;
    let found = Chunks { announced: fields.uint("announced")?, missing: fields.uint("missing")? };
    fields.end()?;
    Ok(found)
}

fn roster(json: &Json) -> Result<RosterRef, ReceiptError> {
    let mut fields = Closed::of(json, "roster")?;
    let found = RosterRef {
        version: fields.uint("version")?,
        snapshot_sha256: fields.digest("snapshot_sha256")?,
    };
    fields.end()?;
    Ok(found)
}

fn letter_from_json(json: &Json) -> Result<LetterRef, ReceiptError> {
    let mut fields = Closed::of(json, "letter")?;
    let found = LetterRef {
        letter_id: fields.parsed("letter_id", Uuid::parse)?,
        digest: fields.digest("digest")?,
        objects: fields.list("objects")?.iter().map(object).collect::<Result<_, _>>()?,
    };
    fields.end()?;
    Ok(found)
}

fn object(json: &Json) -> Result<ObjectRef, ReceiptError> {
    let mut fields = Closed::of(json, "objects")?;
    let found = ObjectRef {
        n: fields.uint("n")?,
        len: fields.uint("len")?,
        sha256: fields.digest("sha256")?,
        blake3: fields.digest("blake3")?,
    };
    fields.end()?;
    Ok(found)
}

fn letter_to_json(letter: &LetterRef) -> Option<Json> {
    let objects = letter.objects.iter().map(|object| {
        Some(Json::object([
            ("n", int(object.n)?),
            ("len", int(object.len)?),
            ("sha256", hex(&object.sha256)),
            ("blake3", hex(&object.blake3)),
        ]))
    });
    Some(Json::object([
        ("letter_id", text(&letter.letter_id)),
        ("digest", hex(&letter.digest)),
        ("objects", Json::List(objects.collect::<Option<_>>()?)),
    ]))
}

/// The entries of a closed object, each taken once.
struct Closed<'a> {
    name: &'static str,
    entries: BTreeMap<&'a str, &'a Json>,
}

impl<'a> Closed<'a> {
    fn of(json: &'a Json, name: &'static str) -> Result<Self, ReceiptError> {
        let entries = json.entries().ok_or(ReceiptError::Field(name))?;
        Ok(Self {
            name,
            entries: entries.iter().map(|(key, value)| (key.as_str(), value)).collect(),
        })
    }

    fn take(&mut self, key: &'static str) -> Result<&'a Json, ReceiptError> {
        self.entries.remove(key).ok_or(ReceiptError::Field(key))
    }

    fn parsed<T>(
        &mut self,
        key: &'static str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, ReceiptError> {
        self.take(key)?.text().and_then(parse).ok_or(ReceiptError::Field(key))
    }

    fn digest(&mut self, key: &'static str) -> Result<Digest, ReceiptError> {
        digest(self.take(key)?, key)
    }

    fn uint(&mut self, key: &'static str) -> Result<u64, ReceiptError> {
        let n = self.take(key)?.int().ok_or(ReceiptError::Field(key))?;
        u64::try_from(n).map_err(|_negative| ReceiptError::Field(key))
    }

    fn list(&mut self, key: &'static str) -> Result<&'a [Json], ReceiptError> {
        self.take(key)?.list().ok_or(ReceiptError::Field(key))
    }

    fn end(self) -> Result<(), ReceiptError> {
        if self.entries.is_empty() { Ok(()) } else { Err(ReceiptError::UnknownKey(self.name)) }
    }
}

fn optional<T>(
    json: &Json,
    read: impl FnOnce(&Json) -> Result<T, ReceiptError>,
) -> Result<Option<T>, ReceiptError> {
    if json.is_null() { Ok(None) } else { read(json).map(Some) }
}

fn digest(json: &Json, key: &'static str) -> Result<Digest, ReceiptError> {
    json.text().and_then(|hex| Digest::parse_hex(hex).ok()).ok_or(ReceiptError::Field(key))
}

fn hex(digest: &Digest) -> Json {
    Json::Text(digest.hex())
}

fn text(value: &impl std::fmt::Display) -> Json {
    Json::Text(value.to_string())
}

/// Beyond 2^53 − 1 there is no JSON number.
fn int(n: u64) -> Option<Json> {
    i64::try_from(n).ok().filter(|n| *n <= crate::json::INT_MAX).map(Json::Int)
}

/// Absent is null; present but not writable is nothing.
fn or_null(json: Option<Option<Json>>) -> Option<Json> {
    json.unwrap_or(Some(Json::Null))
}
