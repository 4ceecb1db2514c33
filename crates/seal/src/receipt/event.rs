//! What can happen to an envelope, in the words of EN 319 522-3, and the remarks beside it.
//!
//! Names without a remark were checked against EN 319 522-3 V1.2.1; five are marked as not checked. Not a claim to
//! be a qualified electronic registered delivery service: this uses the vocabulary. Reasons are in `reason`.

/// Before the name of an event.
const EVENT_URI: &str = "http://uri.etsi.org/19522/Event/";

/// One rung of the ladder of receipts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Event {
    /// The acceptance period is over (name not checked).
    AcceptanceRejectionExpiry,
    /// The recipient's officer takes the content.
    ConsignmentAcceptance,
    /// The recipient's officer declines to take it. Not a ground of refusal: that is a letter.
    ConsignmentRejection,
    /// Later openings, where the agreement asks for them (name not checked).
    ContentAccessTracking,
    /// Opened, verified, permitted, complete and in the unit's tray.
    ContentConsignment,
    /// Failed for good after it was accepted.
    ContentConsignmentFailure,
    /// The officer or a back end first received the content.
    ContentHandover,
    /// The content can never be received.
    ContentHandoverFailure,
    /// The unit was told that acceptance is asked for.
    NotificationForAcceptance,
    /// A gateway took something in from another system (name not checked).
    ReceivedFromNonErds,
    /// The envelope is durable at a relay or at the recipient node.
    RelayAcceptance,
    /// The sender or a relay gave up.
    RelayFailure,
    /// Finally refused at the door.
    RelayRejection,
    /// A gateway passed it to another system (name not checked).
    RelayToNonErds,
    /// A gateway could not pass it on (name not checked).
    RelayToNonErdsFailure,
    /// The letter is signed and queued.
    SubmissionAcceptance,
    /// The dispatch was denied.
    SubmissionRejection,
}

/// How a receipt of an event travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carried {
    /// In the answer over HTTP, or lying openly in a mailbox or bundle.
    Bare,
    /// Inside a letter: it tells who opened what when.
    Sealed,
    /// Nowhere: it stands in the issuer's own log.
    OwnLog,
}

/// In which part a node speaks about an envelope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// It made the envelope.
    Sender,
    /// It passes the envelope on and cannot open it.
    Relay,
    /// The envelope is for one of its units.
    Recipient,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 3] = [Self::Sender, Self::Relay, Self::Recipient];

    /// The word on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sender => "sender",
            Self::Relay => "relay",
            Self::Recipient => "recipient",
        }
    }

    /// The role of that word.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

impl Event {
    /// Every event.
    pub const ALL: [Self; 17] = [
        Self::AcceptanceRejectionExpiry,
        Self::ConsignmentAcceptance,
        Self::ConsignmentRejection,
        Self::ContentAccessTracking,
        Self::ContentConsignment,
        Self::ContentConsignmentFailure,
        Self::ContentHandover,
        Self::ContentHandoverFailure,
        Self::NotificationForAcceptance,
        Self::ReceivedFromNonErds,
        Self::RelayAcceptance,
        Self::RelayFailure,
        Self::RelayRejection,
        Self::RelayToNonErds,
        Self::RelayToNonErdsFailure,
        Self::SubmissionAcceptance,
        Self::SubmissionRejection,
    ];

    /// The last part of the URI.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::AcceptanceRejectionExpiry => "AcceptanceRejectionExpiry",
            Self::ConsignmentAcceptance => "ConsignmentAcceptance",
            Self::ConsignmentRejection => "ConsignmentRejection",
            Self::ContentAccessTracking => "ContentAccessTracking",
            Self::ContentConsignment => "ContentConsignment",
            Self::ContentConsignmentFailure => "ContentConsignmentFailure",
            Self::ContentHandover => "ContentHandover",
            Self::ContentHandoverFailure => "ContentHandoverFailure",
            Self::NotificationForAcceptance => "NotificationForAcceptance",
            Self::ReceivedFromNonErds => "ReceivedFromNonERDS",
            Self::RelayAcceptance => "RelayAcceptance",
            Self::RelayFailure => "RelayFailure",
            Self::RelayRejection => "RelayRejection",
            Self::RelayToNonErds => "RelayToNonERDS",
            Self::RelayToNonErdsFailure => "RelayToNonERDSFailure",
            Self::SubmissionAcceptance => "SubmissionAcceptance",
            Self::SubmissionRejection => "SubmissionRejection",
        }
    }

    /// The URI in a statement.
    #[must_use]
    pub fn uri(self) -> String {
        format!("{EVENT_URI}{}", self.name())
    }

    /// The event of that URI.
    #[must_use]
    pub fn from_uri(uri: &str) -> Option<Self> {
        let name = uri.strip_prefix(EVENT_URI)?;
        Self::ALL.into_iter().find(|event| event.name() == name)
    }

    /// How a receipt of this event travels; a sender's own failure stays in its log.
    #[must_use]
    pub const fn carried(self, by: Role) -> Carried {
        match (self, by) {
            (Self::SubmissionAcceptance | Self::SubmissionRejection, _)
            | (Self::RelayFailure, Role::Sender) => Carried::OwnLog,
            (Self::RelayAcceptance | Self::RelayRejection | Self::RelayFailure, _) => Carried::Bare,
            (
                Self::AcceptanceRejectionExpiry
                | Self::ConsignmentAcceptance
                | Self::ConsignmentRejection
                | Self::ContentAccessTracking
                | Self::ContentConsignment
                | Self::ContentConsignmentFailure
                | Self::ContentHandover
                | Self::ContentHandoverFailure
                | Self::NotificationForAcceptance
                | Self::ReceivedFromNonErds
                | Self::RelayToNonErds
                | Self::RelayToNonErdsFailure,
                _,
            ) => Carried::Sealed,
        }
    }

    /// Who may say this.
    #[must_use]
    pub const fn may_be_said_by(self, by: Role) -> bool {
        match self {
            Self::SubmissionAcceptance | Self::SubmissionRejection => matches!(by, Role::Sender),
            Self::RelayAcceptance | Self::RelayRejection => {
                matches!(by, Role::Relay | Role::Recipient)
            }
            Self::RelayFailure => matches!(by, Role::Sender | Role::Relay),
            Self::RelayToNonErds | Self::RelayToNonErdsFailure | Self::ReceivedFromNonErds => {
                matches!(by, Role::Relay | Role::Recipient)
            }
            Self::AcceptanceRejectionExpiry
            | Self::ConsignmentAcceptance
            | Self::ConsignmentRejection
            | Self::ContentAccessTracking
            | Self::ContentConsignment
            | Self::ContentConsignmentFailure
            | Self::ContentHandover
            | Self::ContentHandoverFailure
            | Self::NotificationForAcceptance => matches!(by, Role::Recipient),
        }
    }

    /// Whether this ends the envelope; what a relay refuses or gives up only closes that road.
    #[must_use]
    pub const fn is_terminal(self, by: Role) -> bool {
        match self {
            Self::AcceptanceRejectionExpiry
            | Self::ConsignmentRejection
            | Self::ContentConsignmentFailure
            | Self::ContentHandover
            | Self::ContentHandoverFailure => matches!(by, Role::Recipient),
            Self::RelayRejection => matches!(by, Role::Recipient),
            Self::RelayFailure => matches!(by, Role::Sender),
            Self::ConsignmentAcceptance
            | Self::ContentAccessTracking
            | Self::ContentConsignment
            | Self::NotificationForAcceptance
            | Self::ReceivedFromNonErds
            | Self::RelayAcceptance
            | Self::RelayToNonErds
            | Self::RelayToNonErdsFailure
            | Self::SubmissionAcceptance
            | Self::SubmissionRejection => false,
        }
    }

    /// Whether it says that the envelope, or what is in it, was taken: a refusal or a failure proves no passing.
    #[must_use]
    pub const fn is_taking(self) -> bool {
        match self {
            Self::ConsignmentAcceptance
            | Self::ContentAccessTracking
            | Self::ContentConsignment
            | Self::ContentHandover
            | Self::NotificationForAcceptance
            | Self::RelayAcceptance => true,
            Self::AcceptanceRejectionExpiry
            | Self::ConsignmentRejection
            | Self::ContentConsignmentFailure
            | Self::ContentHandoverFailure
            | Self::ReceivedFromNonErds
            | Self::RelayFailure
            | Self::RelayRejection
            | Self::RelayToNonErds
            | Self::RelayToNonErdsFailure
            | Self::SubmissionAcceptance
            | Self::SubmissionRejection => false,
        }
    }

    /// Whether the statement must name the letter: only the recipient has read it, and only from here on.
    #[must_use]
    pub const fn names_letter(self) -> bool {
        match self {
            Self::AcceptanceRejectionExpiry
            | Self::ConsignmentAcceptance
            | Self::ConsignmentRejection
            | Self::ContentAccessTracking
            | Self::ContentConsignment
            | Self::ContentHandover
            | Self::ContentHandoverFailure
            | Self::NotificationForAcceptance => true,
            Self::ContentConsignmentFailure
            | Self::ReceivedFromNonErds
            | Self::RelayAcceptance
            | Self::RelayFailure
            | Self::RelayRejection
            | Self::RelayToNonErds
            | Self::RelayToNonErdsFailure
            | Self::SubmissionAcceptance
            | Self::SubmissionRejection => false,
        }
    }
}

/// A remark on an event. The order here is the order in a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flag {
    /// Accepted while a suspension holds it back.
    Held,
    /// An earlier letter of the conversation is missing.
    Gap,
    /// The text is here, objects are still coming.
    ObjectsArriving,
    /// The proof follows: the log was not ready.
    LogPending,
    /// The issuer's roster is older than it should be.
    StaleRoster,
    /// The sender's log forked.
    PeerLogFork,
    /// The letter's time lies ahead of the issuer's clock.
    Clock,
}

impl Flag {
    /// Every flag, in the order of a statement.
    pub const ALL: [Self; 7] = [
        Self::Held,
        Self::Gap,
        Self::ObjectsArriving,
        Self::LogPending,
        Self::StaleRoster,
        Self::PeerLogFork,
        Self::Clock,
    ];

    /// The word in a statement.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Gap => "gap",
            Self::ObjectsArriving => "objects-arriving",
            Self::LogPending => "log-pending",
            Self::StaleRoster => "stale-roster",
            Self::PeerLogFork => "peer-log-fork",
            Self::Clock => "clock",
        }
    }

    /// The flag of that word.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|flag| flag.name() == name)
    }
}
