//! Whether an instrument is in force between two states on a date: computed from dated facts, never typed.

use jiff::civil::Date;

use crate::declared::{PartiesListed, PartyState, Standing};
use crate::ids::{Country, InstrumentId};
use crate::instrument::Instrument;

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
        /// The first day it is, where it has one.
        from: Option<Date>,
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
    /// No loaded fact says whether it binds: never admissible, never excluded.
    NotLoaded {
        /// The state in question; none where it is the pair that is not known.
        country: Option<Country>,
    },
}

/// Why a status is not known, as results and pages name it.
pub const STATUS_NOT_LOADED: &str = "status_not_loaded";

/// Whether one state is bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// A loaded fact says so.
    Yes,
    /// A loaded fact, or a list that is whole, says the contrary.
    No,
    /// Nothing that is loaded says either.
    NotLoaded,
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
    let otherwise = || instrument.otherwise.clone();
    if instrument.standing == Standing::ByAgreement {
        return agreed(instrument, one, other, on);
    }
    let states = [one, other].map(|country| (country, bound(instrument, country, on)));
    for (country, bound) in states {
        match bound {
            Bound::No => return Status::NotBound { country, otherwise: otherwise() },
            Bound::Yes | Bound::NotLoaded => {}
        }
    }
    if one == other && !instrument.within_one_state {
        return Status::Domestic { otherwise: otherwise() };
    }
    match states.into_iter().find(|(_, bound)| *bound == Bound::NotLoaded) {
        Some((country, _)) => Status::NotLoaded { country: Some(country) },
        None => Status::InForce,
    }
}

/// The same for a bundle of agreements: a pair that is not listed may have one we do not know.
fn agreed(instrument: &Instrument, one: Country, other: Country, on: Date) -> Status {
    if one == other {
        return Status::Domestic { otherwise: instrument.otherwise.clone() };
    }
    if instrument.agreements.iter().any(|agreement| agreement.binds(one, other, on)) {
        Status::InForce
    } else {
        Status::NotLoaded { country: None }
    }
}

/// Whether one state is bound on the date.
#[must_use]
pub fn bound(instrument: &Instrument, country: Country, on: Date) -> Bound {
    let mut rows = instrument.parties.iter().filter(|party| party.country == country).peekable();
    match (rows.peek().is_some(), instrument.parties_listed) {
        (true, _) => {
            if rows.any(|party| is_bound(party, on)) {
                Bound::Yes
            } else {
                Bound::No
            }
        }
        (false, _) if instrument.status_not_loaded.contains(&country) => Bound::NotLoaded,
        (false, PartiesListed::All) => Bound::No,
        (false, PartiesListed::Some | PartiesListed::None) => Bound::NotLoaded,
    }
}

fn is_bound(party: &PartyState, on: Date) -> bool {
    party.from.is_some_and(|from| from <= on) && party.until.is_none_or(|until| on <= until)
}

/// The refusal when the instrument as such is not in force on the date, whoever the states are.
#[must_use]
pub fn dated(instrument: &Instrument, on: Date) -> Option<Status> {
    let not = |from| Some(Status::NotInForce { from, otherwise: instrument.otherwise.clone() });
    let early = instrument.in_force_from.is_some_and(|from| on < from);
    let ended = instrument.in_force_until.is_some_and(|until| on > until);
    match instrument.standing {
        Standing::NotInForce => not(None),
        Standing::InForce | Standing::ByAgreement if early || ended => {
            not(instrument.in_force_from)
        }
        Standing::InForce | Standing::ByAgreement => None,
    }
}

/// The states bound on a date, in the order of their codes.
#[must_use]
pub fn bound_states(instrument: &Instrument, on: Date) -> Vec<Country> {
    let bound = instrument.parties.iter().filter(|party| is_bound(party, on));
    let mut states: Vec<Country> = bound.map(|party| party.country).collect();
    states.sort_unstable();
    states.dedup();
    states
}

#[cfg(test)]
mod tests;
