//! What an agreement means today for letters to and from each other party, for readers. It asks the gate about every purpose
//! and kind of data that the document names, so that no page says anything else than the wire does. It decides nothing.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::{Agreement, Carried, Class, Direction, Reason, Verdict, gate};
use crate::actor::MemberId;

/// What becomes of letters of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Passage {
    /// All of them go.
    Goes,
    /// None of them goes now.
    Held(Reason),
    /// The document does not allow this.
    Not,
    /// Some go and some do not, by their purpose or data.
    Partly(Reason),
}

impl Passage {
    /// The word in documents and text keys.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Goes => "goes",
            Self::Held(_) => "held",
            Self::Not => "not",
            Self::Partly(_) => "partly",
        }
    }

    /// Why, where something waits.
    #[must_use]
    pub const fn reason(self) -> Option<Reason> {
        match self {
            Self::Goes | Self::Not => None,
            Self::Held(reason) | Self::Partly(reason) => Some(reason),
        }
    }
}

/// What it means for letters between us and one other party, if they rest on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlook {
    /// The other party.
    pub other: MemberId,
    /// Our data to them, and their orders for it.
    pub give: Passage,
    /// Their data to us, and our orders for it.
    pub get: Passage,
    /// Requests that data be kept, in either direction.
    pub keep: Passage,
}

/// What the agreement means now, for each other party.
#[must_use]
pub fn outlook(agreement: &Agreement, ours: &MemberId, at: Timestamp) -> Vec<Outlook> {
    let of = |other: &MemberId| {
        let give = Direction { from: ours.clone(), to: other.clone() };
        let get = Direction { from: other.clone(), to: ours.clone() };
        let known = |way: &&Direction| agreement.terms().lines().directions.contains(way);
        let keep = [&give, &get].into_iter().find(known);
        Outlook {
            other: other.clone(),
            keep: keep.map_or(Passage::Not, |way| passage(agreement, Class::Preservation, way, at)),
            give: passage(agreement, Class::Data, &give, at),
            get: passage(agreement, Class::Data, &get, at),
        }
    };
    agreement.terms().others(ours).map(of).collect()
}

fn passage(agreement: &Agreement, class: Class, way: &Direction, at: Timestamp) -> Passage {
    let lines = agreement.terms().lines();
    if !lines.directions.contains(way) {
        return Passage::Not;
    }
    let mut goes = false;
    let mut waits = None;
    for purpose in &lines.purposes {
        for data in &lines.data {
            let carried = Carried {
                class,
                from: way.from.clone(),
                to: way.to.clone(),
                way: way.clone(),
                purpose: *purpose,
                data: BTreeSet::from([*data]),
                rests_on: Some(agreement.reference()),
                onward: Vec::new(),
            };
            match gate(&carried, std::slice::from_ref(agreement), false, at) {
                Verdict::Go => goes = true,
                Verdict::Hold(reason) | Verdict::Never(reason) => {
                    waits = waits.or(Some(reason));
                }
            }
        }
    }
    match (goes, waits) {
        (true, None) => Passage::Goes,
        (true, Some(reason)) => Passage::Partly(reason),
        (false, Some(reason)) => Passage::Held(reason),
        // A document names one purpose and one kind of data at least.
        (false, None) => Passage::Not,
    }
}

#[cfg(test)]
mod tests;
