//! The life of the log and of the node: `comity/shard/1`.

use jiff::Timestamp;
use seal::json::Json;

use super::part;
use crate::read::{Read, bad, instant, or_null, string, text};

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Nothing was done: the leaf is there so that nobody sees from outside when something is.
    Cover,
    /// Two officers decided how the node goes on after something that no program decides; the note says what.
    Decided,
    /// Every live key is under a new epoch key, and the one before is destroyed.
    EpochKey,
    /// The end of a log before is sealed with a hash-based key.
    EpochSeal,
    /// Keys of the log end, because somebody else may hold them.
    KeyRevoke,
    /// From here on the log is signed by these keys.
    KeyRotate,
    /// The operator made a one-time link; the note says for whom, how strong it is and when it ends.
    LinkMade,
    /// Somebody signed in with such a link.
    LinkUsed,
    /// The node came up.
    NodeStarted,
    /// The operator let somebody work here; the note says in which office.
    OfficerAdded,
    /// The operator ended that.
    OfficerRetired,
    /// An officer added a passkey; the note says whose, which, and how strong it is.
    PasskeyAdded,
    /// An officer removed one.
    PasskeyRemoved,
    /// Somebody signed in by one.
    PasskeyUsed,
    /// All stored evidence was read and compared with its names.
    Scrubbed,
    /// The log's last leaf; the note names the log that follows.
    ShardClose,
    /// The log's first leaf. Behind another log it holds that log's last checkpoint.
    ShardOpen,
    /// "The newest event of stream S is number n": an omission is then provable lying.
    Tail,
}

impl Kind {
    const ALL: [Self; 18] = [
        Self::Cover,
        Self::Decided,
        Self::EpochKey,
        Self::EpochSeal,
        Self::KeyRevoke,
        Self::KeyRotate,
        Self::LinkMade,
        Self::LinkUsed,
        Self::NodeStarted,
        Self::OfficerAdded,
        Self::OfficerRetired,
        Self::PasskeyAdded,
        Self::PasskeyRemoved,
        Self::PasskeyUsed,
        Self::Scrubbed,
        Self::ShardClose,
        Self::ShardOpen,
        Self::Tail,
    ];

    /// The word in events.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Cover => "cover",
            Self::Decided => "decided",
            Self::EpochKey => "epoch-key",
            Self::EpochSeal => "epoch-seal",
            Self::KeyRevoke => "key-revoke",
            Self::KeyRotate => "key-rotate",
            Self::LinkMade => "link-made",
            Self::LinkUsed => "link-used",
            Self::NodeStarted => "node-started",
            Self::OfficerAdded => "officer-added",
            Self::OfficerRetired => "officer-retired",
            Self::PasskeyAdded => "passkey-added",
            Self::PasskeyRemoved => "passkey-removed",
            Self::PasskeyUsed => "passkey-used",
            Self::Scrubbed => "scrubbed",
            Self::ShardClose => "shard-close",
            Self::ShardOpen => "shard-open",
            Self::Tail => "tail",
        }
    }

    pub(super) const fn category(self) -> &'static str {
        match self {
            Self::Cover => "cover",
            Self::EpochKey | Self::KeyRevoke | Self::KeyRotate => "key",
            Self::Decided
            | Self::LinkMade
            | Self::LinkUsed
            | Self::NodeStarted
            | Self::OfficerAdded
            | Self::OfficerRetired
            | Self::PasskeyAdded
            | Self::PasskeyRemoved
            | Self::PasskeyUsed
            | Self::Scrubbed => "admin",
            Self::EpochSeal | Self::ShardClose | Self::ShardOpen | Self::Tail => "shard",
        }
    }
}

/// One such event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// When.
    pub at: Timestamp,
    /// What.
    pub kind: Kind,
    /// Origin of the log.
    pub origin: String,
    /// Last checkpoint of the shard before, as a note; of a seal the one that is sealed.
    pub checkpoint: Option<String>,
    /// Verifier keys in force; of a seal the key that made it, in base64.
    pub vkeys: Vec<String>,
    /// From when on; where it is not said, from this event on.
    pub from: Option<Timestamp>,
    /// What keys say to it: the signatures of a change of keys, or the one of a seal.
    pub sigs: Vec<String>,
    /// What it says, in the words of its kind.
    pub note: Option<String>,
}

pub(super) fn write(event: &Event) -> Vec<(&'static str, Json)> {
    vec![
        ("origin", string(event.origin.clone())),
        ("checkpoint", or_null(event.checkpoint.clone(), Json::Text)),
        ("vkeys", part::each(&event.vkeys, |vkey| string(vkey.clone()))),
        ("from", part::at(event.from.unwrap_or(event.at))),
        ("sigs", part::each(&event.sigs, |sig| string(sig.clone()))),
        ("note", or_null(event.note.clone(), Json::Text)),
    ]
}

pub(super) fn read(kind: &str, at: Timestamp, json: &Json) -> Read<Event> {
    Ok(Event {
        at,
        kind: Kind::ALL.into_iter().find(|known| known.id() == kind).ok_or(bad("type"))?,
        origin: text(json, "origin")?.to_owned(),
        checkpoint: part::optional_text(json, "checkpoint")?,
        vkeys: part::many(json, "vkeys", |vkey| {
            vkey.text().map(str::to_owned).ok_or(bad("vkeys"))
        })?,
        from: Some(instant(json, "from")?).filter(|from| *from != at),
        sigs: part::many(json, "sigs", |sig| sig.text().map(str::to_owned).ok_or(bad("sigs")))?,
        note: part::optional_text(json, "note")?,
    })
}
