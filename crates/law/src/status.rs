//! Whether an instrument is in force between two states on a date: computed from dated facts, never typed.

use jiff::civil::Date;

use crate::ids::{Country, InstrumentId};
use crate::instrument::{Instrument, PartyState};

/// The answer, with what a person needs to go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// A measure can be built on it.
    InForce,
    /// Both states are the same: a domestic order, not a measure of this instrument.
    Domestic {
        /// What to try instead.
        otherwise: Vec<InstrumentId>,
    },
    /// Not on this date.
    NotInForce {
        /// The first day it is.
        from: Date,
        /// What to try instead.
        otherwise: Vec<InstrumentId>,
    },
    /// A state is not bound on this date.
    NotBound {
        /// The state.
        country: Country,
        /// What to try instead.
        otherwise: Vec<InstrumentId>,
    },
}

impl Status {
    /// Whether a measure can be built.
    #[must_use]
    pub const fn is_in_force(&self) -> bool {
        matches!(self, Self::InForce)
    }
}

/// Whether the instrument is in force between the two states on the date.
#[must_use]
pub fn in_force(instrument: &Instrument, one: Country, other: Country, on: Date) -> Status {
    if let Some(not) = dated(instrument, on) {
        return not;
    }
    for country in [one, other] {
        if !bound(instrument, country, on) {
            return Status::NotBound { country, otherwise: instrument.otherwise.clone() };
        }
    }
    if one == other {
        return Status::Domestic { otherwise: instrument.otherwise.clone() };
    }
    Status::InForce
}

/// Whether one state is bound on the date.
#[must_use]
pub fn bound(instrument: &Instrument, country: Country, on: Date) -> bool {
    instrument.parties.iter().any(|party| {
        party.country == country && party.from <= on && party.until.is_none_or(|until| on <= until)
    })
}

/// The refusal when the instrument as such is not in force on the date, whoever the states are.
#[must_use]
pub fn dated(instrument: &Instrument, on: Date) -> Option<Status> {
    let ended = instrument.in_force_until.is_some_and(|until| on > until);
    if on < instrument.in_force_from || ended {
        let (from, otherwise) = (instrument.in_force_from, instrument.otherwise.clone());
        return Some(Status::NotInForce { from, otherwise });
    }
    None
}

/// The states bound on a date, in the order of their codes.
#[must_use]
pub fn bound_states(instrument: &Instrument, on: Date) -> Vec<Country> {
    let mut states: Vec<Country> = instrument
        .parties
        .iter()
        .filter(|PartyState { from, until, .. }| *from <= on && until.is_none_or(|u| on <= u))
        .map(|party| party.country)
        .collect();
    states.sort_unstable();
    states.dedup();
    states
}

#[cfg(test)]
mod tests;
