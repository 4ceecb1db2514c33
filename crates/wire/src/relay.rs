//! A relay: the node that holds an envelope for another one which lists it, and opens nothing (`docs/spec/relay.md`).
//!
//! Two machines without IO. [`Lying`] is the book of the relay, one line for each envelope; [`Road`] is the book of the sender, one
//! line for each envelope and relay. Beside them: when a sender takes such a road.
//!
//! Not here: who signed a word, and whether it is about this envelope; that is asked before. Not trusted: a relay. At most it
//! withholds, delays, and says that it holds what it dropped: its word ends no letter, so the sender's steps stay armed.

use seal::receipt::{Event, Role};

#[cfg(test)]
mod tests;

/// Relays of one entry that a sender uses; those behind them are passed over.
pub const RELAYS_MAX: usize = 4;
/// Hundredths of its time after which a letter also goes to the relays of its recipient.
pub const LATE: u64 = 50;

/// Where an envelope stands at a relay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lying {
    /// Its bytes are here.
    Stored,
    /// End: the recipient has it, by its own signed word, which is passed back.
    Delivered,
    /// End: the recipient will not take it, by its own signed word, which is passed back.
    TurnedAway,
    /// End: its time was over, and the relay says so to the sender.
    Undelivered,
}

/// What a relay hears of an envelope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// The recipient accepted it.
    Accepted,
    /// The recipient refused it for good.
    Rejected,
    /// `keep_until` has passed.
    Over,
}

impl Heard {
    /// What a statement of the recipient says to a relay; nothing for what does not travel openly, or for what others state.
    #[must_use]
    pub fn of(event: Event, role: Role) -> Option<Self> {
        match (event, role) {
            (Event::RelayAcceptance, Role::Recipient) => Some(Self::Accepted),
            (Event::RelayRejection, Role::Recipient) => Some(Self::Rejected),
            _ => None,
        }
    }
}

impl Lying {
    /// Every place, for tests and rows.
    pub const ALL: [Self; 4] = [Self::Stored, Self::Delivered, Self::TurnedAway, Self::Undelivered];

    /// The word in rows.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Stored => "stored",
            Self::Delivered => "delivered",
            Self::TurnedAway => "turned-away",
            Self::Undelivered => "undelivered",
        }
    }

    /// The place of that word.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lying| lying.id() == id)
    }

    /// Whether nothing is kept of it but what was said.
    #[must_use]
    pub const fn is_end(self) -> bool {
        match self {
            Self::Stored => false,
            Self::Delivered | Self::TurnedAway | Self::Undelivered => true,
        }
    }

    /// Where it stands after a word; nothing if that changes nothing. What the recipient has is never undone, and a late acceptance
    /// counts although the relay had given up: the recipient may have it by another road.
    #[must_use]
    pub const fn hear(self, heard: Heard) -> Option<Self> {
        match (self, heard) {
            (Self::Stored | Self::Undelivered, Heard::Accepted) => Some(Self::Delivered),
            (Self::Stored | Self::Undelivered, Heard::Rejected) => Some(Self::TurnedAway),
            (Self::Stored, Heard::Over) => Some(Self::Undelivered),
            // Two words of one recipient: the first was passed back, and stands.
            (Self::Delivered, Heard::Accepted | Heard::Rejected | Heard::Over)
            | (Self::TurnedAway, Heard::Accepted | Heard::Rejected | Heard::Over)
            | (Self::Undelivered, Heard::Over) => None,
        }
    }
}

/// Where the road through one relay stands, for one envelope.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Road {
    /// The relay has not answered yet.
    #[default]
    Open,
    /// The relay holds it, by its signed word. The recipient may never see it.
    Lies,
    /// The relay will not bring it, by its signed word. Other roads are as they were.
    Closed,
}

/// What a relay says of an envelope to its sender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// It holds it.
    Accepted,
    /// It will not hold it.
    Rejected,
    /// It held it, and gave up.
    Failed,
}

impl Said {
    /// What a relay's statement says; nothing for what a relay does not state openly, or for what others state.
    #[must_use]
    pub fn of(event: Event, role: Role) -> Option<Self> {
        match (event, role) {
            (Event::RelayAcceptance, Role::Relay) => Some(Self::Accepted),
            (Event::RelayRejection, Role::Relay) => Some(Self::Rejected),
            (Event::RelayFailure, Role::Relay) => Some(Self::Failed),
            _ => None,
        }
    }
}

impl Road {
    /// Every road, for tests and rows.
    pub const ALL: [Self; 3] = [Self::Open, Self::Lies, Self::Closed];

    /// The word in rows.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Lies => "lies",
            Self::Closed => "closed",
        }
    }

    /// The road of that word.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|road| road.id() == id)
    }

    /// Where it stands after a word; nothing if that changes nothing. A road that is closed stays so for this envelope: an older
    /// acceptance that comes behind the failure opens nothing.
    #[must_use]
    pub const fn hear(self, said: Said) -> Option<Self> {
        match (self, said) {
            (Self::Open, Said::Accepted) => Some(Self::Lies),
            (Self::Open | Self::Lies, Said::Rejected | Said::Failed) => Some(Self::Closed),
            (Self::Lies, Said::Accepted)
            | (Self::Closed, Said::Accepted | Said::Rejected | Said::Failed) => None,
        }
    }
}

/// What decides whether a letter goes to relays now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Case {
    /// The recipient asks for its letters, and nobody connects to it.
    pub reader_fetches: bool,
    /// So do we: nobody asks us for letters.
    pub we_fetch: bool,
    /// It is of the first lane.
    pub is_emergency: bool,
    /// It could not be brought the last time.
    pub has_failed: bool,
    /// Hundredths of its time that are over.
    pub spent: u64,
    /// Transfer chunks that follow it.
    pub n_chunks: u64,
}

/// Whether it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Not now: its own road is better.
    Direct,
    /// Yes, beside its own road.
    Beside,
    /// Yes, and there is no other one.
    Only,
    /// There is no other road, and a relay carries no evidence.
    TooMuch,
}

impl Case {
    /// Which way.
    #[must_use]
    pub const fn way(self) -> Way {
        let is_only = self.reader_fetches && self.we_fetch;
        if self.n_chunks > 0 {
            // Chunks are not held for others: the letter alone would wait at its recipient for what nobody brings.
            return if is_only { Way::TooMuch } else { Way::Direct };
        }
        if is_only {
            return Way::Only;
        }
        // Of a reader that fetches nobody can say that it does not answer.
        let is_away = self.has_failed || self.reader_fetches;
        let is_pressing = self.is_emergency || self.spent >= LATE;
        if is_away && is_pressing { Way::Beside } else { Way::Direct }
    }
}
