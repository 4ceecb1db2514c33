//! The facts a clock can be asked with: names and forms are closed, nothing has a default.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::calendar::{YEARS, region};
use crate::field::FieldValue;
use crate::ids::{ClockId, Country};
use crate::{rfc3339, zone};

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
    /// The clock's trigger is not among the facts.
    #[error("the facts do not say when it began: give `{name}`")]
    TriggerMissing {
        /// The fact that is needed.
        name: &'static str,
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
            Self::FactMalformed { .. } | Self::TriggerMissing { .. } => "fact-malformed",
            Self::FactNotAllowed { .. } => "fact-not-allowed",
            Self::UnknownClock { .. } => "unknown-clock",
            Self::UnknownFact { .. } => "unknown-fact",
        }
    }

    /// The name that was wrong: the fact's, or the clock's.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::FactMalformed { name, .. }
            | Self::FactNotAllowed { name, .. }
            | Self::UnknownFact { name } => name,
            Self::TriggerMissing { name } => name,
            Self::UnknownClock { clock } => clock,
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

impl AgreedUntil {
    /// As an answer of a form says it; none where it says no end.
    #[must_use]
    pub const fn of(value: &FieldValue) -> Option<Self> {
        match value {
            FieldValue::Date(on) => Some(Self::On(*on)),
            FieldValue::Instant(at) => Some(Self::At(*at)),
            FieldValue::Code(_)
            | FieldValue::Country(_)
            | FieldValue::Exhibit(_)
            | FieldValue::LongText { .. }
            | FieldValue::Many(_)
            | FieldValue::Money { .. }
            | FieldValue::Office(_)
            | FieldValue::Period(_)
            | FieldValue::Person(_)
            | FieldValue::Selector { .. }
            | FieldValue::Text(_)
            | FieldValue::YesNo(_) => None,
        }
    }
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
    /// Reads named facts, as the command line and stored questions write them. A fact is given once,
    /// except `extension_at`: each extension that was received is one.
    ///
    /// # Errors
    /// [`InputError`] naming the fact that is unknown, malformed or not allowed here.
    pub fn parse<'a>(
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, InputError> {
        Self::read(pairs, Setting::Ordinary)
    }

    /// The same inside an exercise, where an instrument may be assumed to be in force.
    ///
    /// # Errors
    /// As [`Facts::parse`].
    pub fn parse_in_exercise<'a>(
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, InputError> {
        Self::read(pairs, Setting::Exercise)
    }

    fn read<'a>(
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
        setting: Setting,
    ) -> Result<Self, InputError> {
        let mut facts = Self::default();
        let mut seen = BTreeSet::new();
        for (name, value) in pairs {
            if !seen.insert(name.to_owned()) && name != "extension_at" {
                return Err(not_allowed(name, "it is given twice"));
            }
            facts.take(name, value, setting)?;
        }
        facts.extension_at.sort_unstable();
        if let Some(region) = &facts.region
            && let Some(state) = facts.state
            && !region.starts_with(&format!("{state}-"))
        {
            return Err(malformed("region", region, "a region of the state given"));
        }
        if facts.trigger_at.is_some() && facts.trigger_on.is_some() {
            return Err(not_allowed("trigger_on", "`trigger_at` is given too, and one is enough"));
        }
        Ok(facts)
    }

    fn take(&mut self, name: &str, value: &str, setting: Setting) -> Result<(), InputError> {
        let state = || {
            Country::parse(value)
                .map_err(|_| malformed(name, value, "an ISO 3166-1 state code like `FR`"))
        };
        match name {
            "addressee_received_at" => self.addressee_received_at = Some(instant(name, value)?),
            "agreed_until" => self.agreed_until = Some(agreed_until(name, value)?),
            "assume_in_force" => {
                self.assume_in_force = yes_no(name, value)?;
                if setting == Setting::Ordinary {
                    return Err(not_allowed(name, "it is accepted only inside an exercise"));
                }
            }
            "clarified_at" => self.clarified_at = Some(instant(name, value)?),
            "confirmation_at" => self.confirmation_at = Some(instant(name, value)?),
            "confirmed_at" => self.confirmed_at = Some(instant(name, value)?),
            "enforcing_received_at" => self.enforcing_received_at = Some(instant(name, value)?),
            "extension_at" => self.extension_at.push(instant(name, value)?),
            "ground_raised_at" => self.ground_raised_at = Some(instant(name, value)?),
            "issuing_state" => self.issuing_state = Some(state()?),
            "region" => {
                let wanted = "a region like `DE-BY`";
                let region = region(value).map_err(|_| malformed(name, value, wanted))?;
                self.region = Some(region);
            }
            "request_received_at" => self.request_received_at = Some(instant(name, value)?),
            "sent_at" => self.sent_at = Some(instant(name, value)?),
            "state" => self.state = Some(state()?),
            "time_frame_days" => {
                let wanted = "a whole number of days from 1 to 10000";
                let digits =
                    Some(value).filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
                let days = digits.and_then(|text| text.parse().ok());
                let days = days.filter(|days| (1..=10_000).contains(days));
                self.time_frame_days = Some(days.ok_or_else(|| malformed(name, value, wanted))?);
            }
            "trigger_at" => self.trigger_at = Some(instant(name, value)?),
            "trigger_on" => self.trigger_on = Some(date(name, value)?),
            "urgent" => self.urgent = Some(yes_no(name, value)?),
            "zone" => {
                if !zone::known(value) {
                    return Err(malformed(name, value, "a time zone like `Europe/Paris`"));
                }
                self.zone = Some(value.to_owned());
            }
            _ => return Err(InputError::UnknownFact { name: name.to_owned() }),
        }
        Ok(())
    }
}

/// Where a question is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Setting {
    Ordinary,
    Exercise,
}

fn malformed(name: &str, value: &str, wanted: &'static str) -> InputError {
    InputError::FactMalformed { name: name.to_owned(), value: value.to_owned(), wanted }
}

fn not_allowed(name: &str, why: &'static str) -> InputError {
    InputError::FactNotAllowed { name: name.to_owned(), why }
}

/// Instants are cut down to the second, and lie in the years calendars can be about.
fn instant(name: &str, value: &str) -> Result<Timestamp, InputError> {
    let wanted =
        "an instant of the years 1990 to 2100 with its offset, like `2027-03-08T10:00:00Z`";
    let bad = || malformed(name, value, wanted);
    let at = rfc3339::instant(value).ok_or_else(bad)?;
    let at = Timestamp::from_second(at.as_second()).map_err(|_| bad())?;
    let year = u32::try_from(TimeZone::UTC.to_datetime(at).year()).map_err(|_| bad())?;
    if YEARS.contains(&year) { Ok(at) } else { Err(bad()) }
}

fn date(name: &str, value: &str) -> Result<Date, InputError> {
    let bad = || malformed(name, value, "a date of the years 1990 to 2100 like `2027-03-08`");
    let on = rfc3339::date(value).ok_or_else(bad)?;
    let year = u32::try_from(on.year()).map_err(|_| bad())?;
    if YEARS.contains(&year) { Ok(on) } else { Err(bad()) }
}

fn agreed_until(name: &str, value: &str) -> Result<AgreedUntil, InputError> {
    date(name, value)
        .map(AgreedUntil::On)
        .or_else(|_| instant(name, value).map(AgreedUntil::At))
        .map_err(|_| malformed(name, value, "a date or an instant with its offset"))
}

fn yes_no(name: &str, value: &str) -> Result<bool, InputError> {
    match value {
        "true" | "yes" => Ok(true),
        "false" | "no" => Ok(false),
        _ => Err(malformed(name, value, "`true` or `false`")),
    }
}

/// The clock id of a question.
///
/// # Errors
/// [`InputError::UnknownClock`] when it is not even shaped like one.
pub fn clock_id(text: &str) -> Result<ClockId, InputError> {
    ClockId::parse(text).map_err(|_| InputError::UnknownClock { clock: text.to_owned() })
}

#[cfg(test)]
mod tests;
