//! The body of a `cx.withdraw` letter: its sender takes an envelope back, or asks a relay to keep it for now
//! (`docs/spec/ladder.md`).
//!
//! Not here: whose envelope it is, and how far it is; that is asked by whoever holds it. Not trusted: the words. At most the
//! node that sealed an envelope ends it, which it could have done by not sealing it.

use domain::ids::LetterId;
use seal::digest::Digest;
use seal::json::Json;
use seal::receipt::Uuid;

use crate::read::{Read, closed, digest, get, parsed, string};

#[cfg(test)]
mod tests;

/// The type of such a letter.
pub const KIND: &str = "cx.withdraw";

/// Why a letter is taken back. Codes, so that nothing of its content travels in a letter that is kept as housekeeping.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// An agreement forbids for good that it goes.
    Agreement,
    /// It says or brings what it should not.
    Mistake,
    /// Nobody needs it any more.
    Moot,
    /// It was for somebody else.
    Recipient,
}

impl Why {
    /// Every reason.
    pub const ALL: [Self; 4] = [Self::Agreement, Self::Mistake, Self::Moot, Self::Recipient];
    /// Those that an officer may give.
    pub const OF_OFFICERS: [Self; 3] = [Self::Recipient, Self::Mistake, Self::Moot];

    /// The word in letters and rows.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Agreement => "agreement",
            Self::Mistake => "mistake",
            Self::Moot => "moot",
            Self::Recipient => "recipient",
        }
    }

    /// The reason of that word.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.id() == text)
    }
}

/// What is taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawal {
    /// The envelope.
    pub env_id: Uuid,
    /// Its digest.
    pub env_digest: Digest,
    /// The letter in it.
    pub letter_id: LetterId,
    /// Whether a relay is asked to keep it for now; nobody else is asked that.
    pub hold: bool,
    /// Why.
    pub why: Why,
}

impl Withdrawal {
    /// The body.
    #[must_use]
    pub fn to_json(&self) -> Json {
        Json::object([
            ("env_digest", string(self.env_digest.hex())),
            ("env_id", string(self.env_id.to_string())),
            ("hold", Json::Bool(self.hold)),
            ("letter_id", string(self.letter_id.to_string())),
            ("why", string(self.why.id())),
        ])
    }

    /// Reads a body.
    ///
    /// # Errors
    /// If a field is missing, malformed or not known.
    pub fn from_json(json: &Json) -> Read<Self> {
        closed(json, "body", &["env_digest", "env_id", "hold", "letter_id", "why"])?;
        let Json::Bool(hold) = get(json, "hold")? else { return Err(crate::read::bad("hold")) };
        Ok(Self {
            env_id: parsed(json, "env_id", Uuid::parse)?,
            env_digest: digest(json, "env_digest")?,
            letter_id: parsed(json, "letter_id", |text| LetterId::parse(text).ok())?,
            hold: *hold,
            why: parsed(json, "why", Why::parse)?,
        })
    }
}
