//! May this letter go, as far as agreements are concerned? The same function answers at both ends: when a letter is queued,
//! before each attempt, whenever an agreement changed, and before what arrived has an effect.
//!
//! A letter that names an agreement rests on it: it goes while that one is in force and covers it. One that names none rests
//! on its instrument alone, which is enough unless the member asks for an agreement as well. A suspension holds both, because
//! whoever suspends means the data and not the paper. What ends or undoes something is never held.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use law::ids::DataCategory;

use super::{Agreement, AgreementRef, Consent, Direction, Onward};
use crate::actor::MemberId;
use crate::ids::{AgreementId, ExhibitId};
use crate::purpose::Purpose;

/// How long a letter rests after the end of the agreement that it names; then it is taken back.
pub const REST_DAYS: i64 = 30;

/// What kind of letter it is, as far as this question is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// It ends, undoes, answers or confirms something; never held.
    Closing,
    /// It brings data, or asks for them.
    Data,
    /// It asks that data be kept; the document says whether that goes on.
    Preservation,
}

impl Class {
    /// The word in rows.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Closing => "closing",
            Self::Data => "data",
            Self::Preservation => "preservation",
        }
    }

    /// The class with this word, if there is one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Closing, Self::Data, Self::Preservation].into_iter().find(|one| one.id() == text)
    }
}

/// An item in a letter that its writer has from somebody else.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Onwards {
    /// Which item.
    pub exhibit: ExhibitId,
    /// Who gave it to the writer.
    pub giver: MemberId,
}

/// A letter, as far as this question is concerned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// What kind.
    pub class: Class,
    /// Who writes it.
    pub from: MemberId,
    /// To whom.
    pub to: MemberId,
    /// Which way the data flow that it brings or asks for: an order asks for data in the other direction than it goes.
    pub way: Direction,
    /// Why the data are processed.
    pub purpose: Purpose,
    /// Which data; empty where the letter does not say.
    pub data: BTreeSet<DataCategory>,
    /// The agreement that it names.
    pub rests_on: Option<AgreementRef>,
    /// What its writer has from somebody else.
    pub onward: Vec<Onwards>,
}

/// Why a letter may not go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// The document that it names is another one here.
    Differs,
    /// There is no agreement that all parties signed, and one is asked for.
    Missing,
    /// The agreement that it names does not cover it.
    NotCovered,
    /// The first day of the agreement has not come.
    NotYet,
    /// Whoever gave an item has not let it go on.
    Onward,
    /// The agreement has ended.
    Sunset,
    /// A party suspended the agreement.
    Suspended,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 7] = [
        Self::Differs,
        Self::Missing,
        Self::NotCovered,
        Self::NotYet,
        Self::Onward,
        Self::Sunset,
        Self::Suspended,
    ];

    /// The stable code, in rows and on pages.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Differs => "agreement-differs",
            Self::Missing => "agreement-missing",
            Self::NotCovered => "agreement-not-covering",
            Self::NotYet => "agreement-not-yet",
            Self::Onward => "onward-consent-missing",
            Self::Sunset => "agreement-sunset",
            Self::Suspended => "agreement-suspended",
        }
    }

    /// The reason with this code, if there is one.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}

/// The answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// It goes.
    Go,
    /// Not now; nothing is lost.
    Hold(Reason),
    /// Not ever.
    Never(Reason),
}

/// Whether a letter may go at this instant. `is_required` says that an instrument alone is not enough for our member.
#[must_use]
pub fn gate(
    carried: &Carried,
    agreements: &[Agreement],
    is_required: bool,
    at: Timestamp,
) -> Verdict {
    let goes_on_suspended = match carried.class {
        Class::Closing => return Verdict::Go,
        Class::Data => false,
        Class::Preservation => true,
    };
    let is_suspended = |agreement: &Agreement| {
        let goes_on = goes_on_suspended && agreement.terms().lines().preservation;
        !goes_on && is_suspended_for(agreement, carried, at)
    };
    if agreements.iter().any(is_suspended) {
        return Verdict::Hold(Reason::Suspended);
    }
    if let stopped @ (Verdict::Hold(_) | Verdict::Never(_)) = onward(carried, agreements) {
        return stopped;
    }
    match &carried.rests_on {
        Some(named) => rests(carried, named, agreements, at),
        None if !is_required || choose(carried, agreements, at).is_some() => Verdict::Go,
        None => Verdict::Hold(Reason::Missing),
    }
}

/// The agreements because of which a letter waits for this reason, for whoever asks whom to turn to. None is named where
/// one is missing altogether, or is not here.
#[must_use]
pub fn held_by(
    reason: Reason,
    carried: &Carried,
    agreements: &[Agreement],
    at: Timestamp,
) -> Vec<AgreementId> {
    let holds = |agreement: &&Agreement| match reason {
        Reason::Suspended => is_suspended_for(agreement, carried, at),
        Reason::Onward => carried.onward.iter().any(|item| {
            let consent = Consent { exhibit: item.exhibit, to: carried.to.clone() };
            item.giver != carried.to
                && agreement.is_signed()
                && agreement.terms().binds(&item.giver, &carried.from)
                && !agreement.consents().contains(&(item.giver.clone(), consent))
        }),
        Reason::Differs
        | Reason::Missing
        | Reason::NotCovered
        | Reason::NotYet
        | Reason::Sunset => carried.rests_on.is_some_and(|named| named.id == agreement.id()),
    };
    agreements.iter().filter(holds).map(Agreement::id).collect()
}

/// The agreement on which a new letter rests: the first that is in force and covers it.
#[must_use]
pub fn choose(carried: &Carried, agreements: &[Agreement], at: Timestamp) -> Option<AgreementRef> {
    let fits = |agreement: &&Agreement| agreement.binds_at(at) && covers(agreement, carried);
    agreements.iter().filter(fits).map(Agreement::reference).min()
}

/// Whether the agreement that a letter names lets it go.
fn rests(
    carried: &Carried,
    named: &AgreementRef,
    agreements: &[Agreement],
    at: Timestamp,
) -> Verdict {
    let Some(agreement) = agreements.iter().find(|known| known.id() == named.id) else {
        return Verdict::Hold(Reason::Missing);
    };
    if agreement.reference() != *named {
        return Verdict::Hold(Reason::Differs);
    }
    if !agreement.is_signed() {
        return Verdict::Hold(Reason::Missing);
    }
    if !covers(agreement, carried) {
        return Verdict::Never(Reason::NotCovered);
    }
    if at < agreement.terms().lines().valid_from {
        return Verdict::Hold(Reason::NotYet);
    }
    let over = at.duration_since(agreement.ends_at());
    if over.is_negative() {
        Verdict::Go
    } else if over < SignedDuration::from_hours(24 * REST_DAYS) {
        Verdict::Hold(Reason::Sunset)
    } else {
        Verdict::Never(Reason::Sunset)
    }
}

/// Whether what others gave may go on: by the agreement with whoever gave it, as long as there is one; its end frees nothing.
fn onward(carried: &Carried, agreements: &[Agreement]) -> Verdict {
    for item in carried.onward.iter().filter(|item| item.giver != carried.to) {
        let consent = Consent { exhibit: item.exhibit, to: carried.to.clone() };
        let with_giver = |agreement: &&Agreement| {
            agreement.is_signed() && agreement.terms().binds(&item.giver, &carried.from)
        };
        let mut bound = false;
        let mut freed = false;
        for agreement in agreements.iter().filter(with_giver) {
            match agreement.terms().lines().onward {
                Onward::Never => return Verdict::Never(Reason::Onward),
                Onward::WithConsent => {
                    bound = true;
                    freed |= agreement.consents().contains(&(item.giver.clone(), consent.clone()));
                }
            }
        }
        if bound && !freed {
            return Verdict::Hold(Reason::Onward);
        }
    }
    Verdict::Go
}

/// Whether an agreement binds both and is suspended in a part that the letter touches.
fn is_suspended_for(agreement: &Agreement, carried: &Carried, at: Timestamp) -> bool {
    agreement.binds_at(at) && touches(agreement, carried) && stops(agreement, carried, at)
}

/// Whether a letter is about what the agreement is about, be it only a part of it.
fn touches(agreement: &Agreement, carried: &Carried) -> bool {
    let lines = agreement.terms().lines();
    let by_data = carried.data.is_empty() || !lines.data.is_disjoint(&carried.data);
    agreement.terms().binds(&carried.from, &carried.to)
        && lines.purposes.contains(&carried.purpose)
        && by_data
}

/// Whether the agreement allows what a letter does.
fn covers(agreement: &Agreement, carried: &Carried) -> bool {
    let lines = agreement.terms().lines();
    agreement.terms().binds(&carried.from, &carried.to)
        && lines.purposes.contains(&carried.purpose)
        && lines.directions.contains(&carried.way)
        && carried.data.is_subset(&lines.data)
}

/// Whether a party suspended the part that a letter is about.
fn stops(agreement: &Agreement, carried: &Carried, at: Timestamp) -> bool {
    agreement.suspensions().values().any(|suspension| {
        let hits = suspension.notice.part.hits(carried.purpose, &carried.data);
        suspension.since <= at && hits
    })
}

#[cfg(test)]
mod tests;
