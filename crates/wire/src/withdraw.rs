//! The body of a `cx.withdraw` letter: its sender takes an envelope back, or asks a relay to keep it for now
//! (`docs/spec/ladder.md`).
//!
//! Not here: whose envelope it is, and how far it is; that is asked by whoever holds it. Not trusted: the words. At most the
//! node that sealed an envelope ends it, which it could have done by not sealing it.

use domain::ids::{ConversationId, LetterId, MeasureId};
use seal::digest::Digest;
use seal::json::Json;
use seal::receipt::Uuid;

use crate::read::{Read, bad, closed, digest, get, number, parsed, string, uint};

#[cfg(test)]
mod tests;

/// The type of such a letter.
pub const KIND: &str = "cx.withdraw";

/// Why a letter is taken back. Codes, so that nothing of its content travels in a letter that is kept as housekeeping.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// An agreement forbids for good that it goes.
    Agreement,
    /// Its time was over.
    Expired,
    /// It says or brings what it should not.
    Mistake,
    /// Nobody needs it any more.
    Moot,
    /// It was for somebody else.
    Recipient,
}

impl Why {
    /// Every reason.
    pub const ALL: [Self; 5] =
        [Self::Agreement, Self::Expired, Self::Mistake, Self::Moot, Self::Recipient];
    /// Those that an officer may give.
    pub const OF_OFFICERS: [Self; 3] = [Self::Recipient, Self::Mistake, Self::Moot];

    /// The word in letters and rows.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Agreement => "agreement",
            Self::Expired => "expired",
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

/// The place of a letter among those of its writer about one measure. Who never reads the letter counts its place as taken: none is
/// missing there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The measure.
    pub measure: MeasureId,
    /// The conversation about it.
    pub conv: ConversationId,
    /// The number in it, from 1.
    pub seq: u64,
}

impl Place {
    fn from_json(json: &Json) -> Read<Self> {
        closed(json, "place", &["conv", "measure", "seq"])?;
        let seq = uint(json, "seq")?;
        Ok(Self {
            measure: parsed(json, "measure", |text| MeasureId::parse(text).ok())?,
            conv: parsed(json, "conv", |text| ConversationId::parse(text).ok())?,
            seq: if seq == 0 { return Err(bad("seq")) } else { seq },
        })
    }
}

/// What is taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawal {
    /// The envelope and its digest; nothing of a letter that was never sealed.
    pub envelope: Option<(Uuid, Digest)>,
    /// The letter.
    pub letter_id: LetterId,
    /// SHA-256 of its manifest.
    pub letter_digest: Digest,
    /// Where it stood; nothing of a letter that is about no measure.
    pub place: Option<Place>,
    /// Whether a relay is asked to keep it for now; nobody else is asked that.
    pub hold: bool,
    /// Why.
    pub why: Why,
}

impl Withdrawal {
    /// The body.
    #[must_use]
    pub fn to_json(&self) -> Json {
        let (env_id, env_digest) = match &self.envelope {
            Some((id, digest)) => (string(id.to_string()), string(digest.hex())),
            None => (Json::Null, Json::Null),
        };
        let place = self.place.as_ref().map_or(Json::Null, |place| {
            Json::object([
                ("conv", string(place.conv.to_string())),
                ("measure", string(place.measure.to_string())),
                ("seq", number(place.seq)),
            ])
        });
        Json::object([
            ("env_digest", env_digest),
            ("env_id", env_id),
            ("hold", Json::Bool(self.hold)),
            ("letter_digest", string(self.letter_digest.hex())),
            ("letter_id", string(self.letter_id.to_string())),
            ("place", place),
            ("why", string(self.why.id())),
        ])
    }

    /// Reads a body.
    ///
    /// # Errors
    /// If a field is missing, malformed or not known, or one of the two names of an envelope is there without the other.
    pub fn from_json(json: &Json) -> Read<Self> {
        let fields = ["env_digest", "env_id", "hold", "letter_digest", "letter_id", "place", "why"];
        closed(json, "body", &fields)?;
        let Json::Bool(hold) = get(json, "hold")? else { return Err(bad("hold")) };
        let envelope = match (get(json, "env_id")?, get(json, "env_digest")?) {
            (Json::Null, Json::Null) => None,
            (_, Json::Null) => return Err(bad("env_digest")),
            _ => Some((parsed(json, "env_id", Uuid::parse)?, digest(json, "env_digest")?)),
        };
        let place = get(json, "place")?;
        let place = if place.is_null() { None } else { Some(Place::from_json(place)?) };
        Ok(Self {
            envelope,
            letter_id: parsed(json, "letter_id", |text| LetterId::parse(text).ok())?,
            letter_digest: digest(json, "letter_digest")?,
            place,
            hold: *hold,
            why: parsed(json, "why", Why::parse)?,
        })
    }
}
