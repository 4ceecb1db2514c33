//! What the pathway finder must know of a kind of measure: what it is for, whom it goes to, in which language.
//!
//! A kind without it is never proposed; nothing here decides whether a measure may be issued.

use std::collections::BTreeSet;

use crate::ids::{ClockId, Country, DataCategory, KindId, closed};

closed!(
    /// What a kind of measure is for.
    Aim, "an aim" {
        /// Property is confiscated.
        Confiscation = "confiscation",
        /// Evidence is gathered in another way: a hearing, a search, a transfer.
        Evidence = "evidence",
        /// Property is frozen.
        Freezing = "freezing",
        /// Somebody is told something nobody asked for.
        Information = "information",
        /// States investigate together.
        JointInvestigation = "joint_investigation",
        /// Stored data are kept.
        Preservation = "preservation",
        /// Stored data are handed over.
        Production = "production",
        /// Content is removed or disabled.
        Removal = "removal",
        /// A supervisory authority is told.
        Supervision = "supervision",
    }
);

closed!(
    /// Whom a measure goes to first.
    Channel, "a channel" {
        /// An authority of the other state.
        Authority = "authority",
        /// The central authority of the other state.
        CentralAuthority = "central_authority",
        /// The contact point that answers day and night.
        ContactPoint = "contact_point",
        /// The provider itself.
        Provider = "provider",
        /// The supervisory authority for data protection of the sender's own state.
        Supervisor = "supervisor",
    }
);

closed!(
    /// In which language a measure is written.
    LanguageRule, "a rule on languages" {
        /// A language the receiver accepts, or with a translation into one.
        AcceptedOrTranslated = "accepted_or_translated",
        /// As the two sides agree.
        AsAgreed = "as_agreed",
        /// A language the provider declared, else an official one of its state.
        DeclaredByProvider = "declared_by_provider",
        /// A language the executing state accepts.
        DeclaredByState = "declared_by_state",
        /// The language of the requested state.
        OfRequestedState = "of_requested_state",
    }
);

/// A kind of measure as a way to something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// What it is for.
    pub aim: Aim,
    /// Whom it goes to first.
    pub channel: Channel,
    /// The categories of data that can be asked for; empty where it asks for none.
    pub data: BTreeSet<DataCategory>,
    /// In which language.
    pub language: LanguageRule,
    /// The clocks that say when an answer is due; which of them runs depends on the measure.
    pub answer: Vec<ClockId>,
    /// Only in an emergency.
    pub emergency_only: bool,
    /// Only towards these states; empty for every state.
    pub to: BTreeSet<Country>,
    /// Only where this agreement binds both states.
    pub under: Option<KindId>,
}
