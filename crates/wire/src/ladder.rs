//! How far an envelope is, by what its recipient states of it: the one machine that both books keep (`docs/spec/ladder.md`).
//!
//! Statements may come in any order: a higher one implies the lower ones, and a lower one that comes later changes nothing.
//! Not here: who signed a statement, which letter it names and whether it is one of ours; that is asked before.

use seal::receipt::Event;

#[cfg(test)]
mod tests;

/// A rung: the highest that was stated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rung {
    /// It left, or is about to; the recipient has stated nothing.
    #[default]
    Sent,
    /// The recipient's node has it.
    Accepted,
    /// It lies in the tray of the unit.
    Consigned,
    /// The unit was told that it is asked to take it or to decline.
    Asked,
    /// An officer took it.
    Taken,
    /// End: an officer or a program of the unit received the content.
    HandedOver,
    /// End: an officer declined to take it.
    Declined,
    /// End: nobody took or declined it in time.
    Lapsed,
    /// End: nobody can ever receive the content.
    NotHanded,
    /// End: it could not be consigned.
    Failed,
    /// End: the recipient's node refused it at the door.
    TurnedAway,
    /// End: its sender gave it up, took it back or replaced it.
    GivenUp,
}

/// What one more statement means to an envelope that stands on a rung.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It is higher now.
    Up(Rung),
    /// What it says was known, or is implied by what is known: nothing changes.
    Below,
    /// It contradicts what the same node has stated: nothing changes, and people are told.
    Against,
    /// It was given up here, and has arrived all the same: nothing changes, and people are told.
    AfterAll,
    /// Nobody states this of an envelope of another's, or not now.
    Foreign,
}

impl Rung {
    /// Every rung, the lowest first; the ends stand last.
    pub const ALL: [Self; 12] = [
        Self::Sent,
        Self::Accepted,
        Self::Consigned,
        Self::Asked,
        Self::Taken,
        Self::HandedOver,
        Self::Declined,
        Self::Lapsed,
        Self::NotHanded,
        Self::Failed,
        Self::TurnedAway,
        Self::GivenUp,
    ];

    /// The word in rows and for programs.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Accepted => "accepted",
            Self::Consigned => "consigned",
            Self::Asked => "asked",
            Self::Taken => "taken",
            Self::HandedOver => "handed-over",
            Self::Declined => "declined",
            Self::Lapsed => "lapsed",
            Self::NotHanded => "not-handed",
            Self::Failed => "failed",
            Self::TurnedAway => "turned-away",
            Self::GivenUp => "given-up",
        }
    }

    /// The rung of that word.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rung| rung.id() == id)
    }

    /// Whether nothing is higher.
    #[must_use]
    pub const fn is_end(self) -> bool {
        match self {
            Self::Sent | Self::Accepted | Self::Consigned | Self::Asked | Self::Taken => false,
            Self::HandedOver
            | Self::Declined
            | Self::Lapsed
            | Self::NotHanded
            | Self::Failed
            | Self::TurnedAway
            | Self::GivenUp => true,
        }
    }

    /// Whether the content lay in the tray of the unit at some time, by the recipient's own word.
    #[must_use]
    pub const fn was_consigned(self) -> bool {
        match self {
            Self::Consigned
            | Self::Asked
            | Self::Taken
            | Self::HandedOver
            | Self::Declined
            | Self::Lapsed
            | Self::NotHanded => true,
            Self::Sent | Self::Accepted | Self::Failed | Self::TurnedAway | Self::GivenUp => false,
        }
    }

    /// The rung that a recipient's statement is about; `None` for what no recipient states, and for later openings, which are
    /// no rung.
    #[must_use]
    pub const fn of(event: Event) -> Option<Self> {
        match event {
            Event::RelayAcceptance => Some(Self::Accepted),
            Event::ContentConsignment => Some(Self::Consigned),
            Event::NotificationForAcceptance => Some(Self::Asked),
            Event::ConsignmentAcceptance => Some(Self::Taken),
            Event::ContentHandover => Some(Self::HandedOver),
            Event::ConsignmentRejection => Some(Self::Declined),
            Event::AcceptanceRejectionExpiry => Some(Self::Lapsed),
            Event::ContentHandoverFailure => Some(Self::NotHanded),
            Event::ContentConsignmentFailure => Some(Self::Failed),
            Event::RelayRejection => Some(Self::TurnedAway),
            Event::ContentAccessTracking
            | Event::ReceivedFromNonErds
            | Event::RelayFailure
            | Event::RelayToNonErds
            | Event::RelayToNonErdsFailure
            | Event::SubmissionAcceptance
            | Event::SubmissionRejection => None,
        }
    }

    /// What a recipient's statement of this event means to an envelope on this rung.
    #[must_use]
    pub const fn hear(self, event: Event) -> Step {
        let Some(said) = Self::of(event) else {
            return match (matches!(event, Event::ContentAccessTracking), self) {
                (true, Self::GivenUp) => Step::AfterAll,
                (true, _) => Step::Below,
                (false, _) => Step::Foreign,
            };
        };
        self.climb(said)
    }

    /// From this rung to the one that is stated. Every pair is spelled.
    const fn climb(self, said: Self) -> Step {
        match (self, said) {
            // Nothing was known: whatever is stated is the highest.
            (
                Self::Sent,
                Self::Accepted
                | Self::Consigned
                | Self::Asked
                | Self::Taken
                | Self::HandedOver
                | Self::Declined
                | Self::Lapsed
                | Self::NotHanded
                | Self::Failed
                | Self::TurnedAway
                | Self::GivenUp,
            )
            | (
                Self::Accepted,
                Self::Consigned
                | Self::Asked
                | Self::Taken
                | Self::HandedOver
                | Self::Declined
                | Self::Lapsed
                | Self::NotHanded
                | Self::Failed,
            )
            | (
                Self::Consigned,
                Self::Asked
                | Self::Taken
                | Self::HandedOver
                | Self::Declined
                | Self::Lapsed
                | Self::NotHanded,
            )
            | (
                Self::Asked,
                Self::Taken | Self::HandedOver | Self::Declined | Self::Lapsed | Self::NotHanded,
            )
            | (Self::Taken, Self::HandedOver | Self::NotHanded) => Step::Up(said),
            // Known, or implied.
            (Self::Accepted, Self::Accepted)
            | (Self::Consigned, Self::Accepted | Self::Consigned)
            | (Self::Asked, Self::Accepted | Self::Consigned | Self::Asked)
            | (Self::Taken, Self::Accepted | Self::Consigned | Self::Asked | Self::Taken)
            | (
                Self::HandedOver,
                Self::Accepted | Self::Consigned | Self::Asked | Self::Taken | Self::HandedOver,
            )
            | (Self::Declined, Self::Accepted | Self::Consigned | Self::Asked | Self::Declined)
            | (Self::Lapsed, Self::Accepted | Self::Consigned | Self::Asked | Self::Lapsed)
            | (
                Self::NotHanded,
                Self::Accepted | Self::Consigned | Self::Asked | Self::Taken | Self::NotHanded,
            )
            | (Self::Failed, Self::Accepted | Self::Failed)
            | (Self::TurnedAway, Self::TurnedAway) => Step::Below,
            // The same node cannot have stated both in truth.
            (Self::Accepted | Self::Failed, Self::TurnedAway)
            | (
                Self::Consigned
                | Self::Asked
                | Self::Taken
                | Self::HandedOver
                | Self::Declined
                | Self::Lapsed
                | Self::NotHanded,
                Self::Failed | Self::TurnedAway,
            )
            | (Self::Taken, Self::Declined | Self::Lapsed)
            | (Self::HandedOver, Self::Declined | Self::Lapsed | Self::NotHanded)
            | (Self::Declined, Self::Taken | Self::HandedOver | Self::Lapsed | Self::NotHanded)
            | (Self::Lapsed, Self::Taken | Self::HandedOver | Self::Declined | Self::NotHanded)
            | (Self::NotHanded, Self::HandedOver | Self::Declined | Self::Lapsed)
            | (
                Self::Failed,
                Self::Consigned
                | Self::Asked
                | Self::Taken
                | Self::HandedOver
                | Self::Declined
                | Self::Lapsed
                | Self::NotHanded,
            )
            | (
                Self::TurnedAway,
                Self::Accepted
                | Self::Consigned
                | Self::Asked
                | Self::Taken
                | Self::HandedOver
                | Self::Declined
                | Self::Lapsed
                | Self::NotHanded
                | Self::Failed,
            ) => Step::Against,
            (
                Self::GivenUp,
                Self::Accepted
                | Self::Consigned
                | Self::Asked
                | Self::Taken
                | Self::HandedOver
                | Self::Declined
                | Self::Lapsed
                | Self::NotHanded
                | Self::Failed
                | Self::TurnedAway,
            ) => Step::AfterAll,
            // A sender gives up what nobody has accepted, and nothing else; nobody states that nothing was stated.
            (
                Self::Accepted
                | Self::Consigned
                | Self::Asked
                | Self::Taken
                | Self::HandedOver
                | Self::Declined
                | Self::Lapsed
                | Self::NotHanded
                | Self::Failed
                | Self::TurnedAway
                | Self::GivenUp,
                Self::GivenUp,
            )
            | (_, Self::Sent) => Step::Foreign,
        }
    }

    /// The rung of an envelope that its sender gives up; nothing if its recipient has it.
    #[must_use]
    pub const fn given_up(self) -> Option<Self> {
        match self.climb(Self::GivenUp) {
            Step::Up(rung) => Some(rung),
            Step::Below | Step::Against | Step::AfterAll | Step::Foreign => None,
        }
    }
}
