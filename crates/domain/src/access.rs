//! Reads: who looked at what, for which purpose, on which basis.
//!
//! A read of personal data is an event like any other and is recorded before anything is shown. The
//! stream of a case holds the reads of its measures, exhibits and packages; a member without the case
//! keeps one stream per measure. There is no state to decide on but the permit.

use std::collections::BTreeSet;

use jiff::Timestamp;
use law::ids::Cite;

use crate::actor::{Actor, Office};
use crate::case::{Case, Name};
use crate::ctx::Ctx;
use crate::denied::Denied;
use crate::erasure::Why;
use crate::exhibit::Exhibit;
use crate::ids::{CaseId, ExhibitId, MeasureId, PackageId};
use crate::measure::Measure;
use crate::package::Package;
use crate::permit::{Permit, Row};
use crate::purpose::Purpose;

#[cfg(test)]
mod tests;

/// What somebody wants to read, with the case it belongs to.
#[derive(Debug, Clone, Copy)]
pub enum Reading<'a> {
    /// The content of an exhibit.
    Exhibit(&'a Exhibit, Option<&'a Case>),
    /// A measure with its clocks and letters.
    Measure(&'a Measure, Option<&'a Case>),
    /// Single fields of an entry of an exhibit's record, to hand them to somebody.
    Entry(&'a Exhibit, Option<&'a Case>),
    /// A package, which holds content.
    Package(&'a Package, Option<&'a Case>),
}

impl Reading<'_> {
    pub(crate) const fn row(&self) -> Row {
        match self {
            Self::Exhibit(..) => Row::ExhibitContent,
            // Whoever may give the exhibit away may give away what its record says.
            Self::Entry(..) => Row::ExhibitHandOver,
            // Whoever keeps packages hands them out without reading them.
            Self::Measure(..) | Self::Package(..) => Row::MeasureRead,
        }
    }

    pub(crate) fn case(&self) -> Option<CaseId> {
        match self {
            Self::Entry(exhibit, _) | Self::Exhibit(exhibit, _) => exhibit.item().case,
            Self::Measure(measure, _) => measure.case(),
            Self::Package(package, _) => Some(package.request().case),
        }
    }

    pub(crate) const fn known_case(&self) -> Option<&Case> {
        match self {
            Self::Entry(_, case)
            | Self::Exhibit(_, case)
            | Self::Measure(_, case)
            | Self::Package(_, case) => *case,
        }
    }

    pub(crate) fn legal(&self) -> Option<Cite> {
        match self {
            Self::Entry(exhibit, _) | Self::Exhibit(exhibit, _) => {
                exhibit.item().basis.as_ref().map(|basis| basis.cite.clone())
            }
            Self::Measure(..) | Self::Package(..) => None,
        }
    }

    pub(crate) fn act(&self) -> ReadContent {
        match self {
            Self::Entry(exhibit, _) | Self::Exhibit(exhibit, _) => {
                ReadContent::Exhibit(exhibit.item().exhibit)
            }
            Self::Measure(measure, _) => ReadContent::Measure(measure.id()),
            Self::Package(package, _) => ReadContent::Package(package.request().package),
        }
    }

    /// The purpose it is kept for.
    #[must_use]
    pub const fn purpose(&self) -> Purpose {
        match self {
            Self::Entry(exhibit, _) | Self::Exhibit(exhibit, _) => exhibit.item().purpose,
            Self::Measure(measure, _) => measure.purpose(),
            Self::Package(..) => Purpose::Adjudication,
        }
    }

    /// Whether what is read may be read for this purpose: the purpose it is kept for, or one of
    /// keeping and checking it.
    pub(crate) fn covers(&self, purpose: Purpose) -> Result<(), Denied> {
        let fits = purpose == self.purpose()
            || matches!(
                purpose,
                Purpose::Adjudication
                    | Purpose::Audit
                    | Purpose::EvidenceCustody
                    | Purpose::Investigation
                    | Purpose::Oversight
                    | Purpose::Prosecution
                    | Purpose::Redress
            );
        if fits { Ok(()) } else { Err(Denied::PurposeNotCovered { purpose }) }
    }
}

/// Whether a letter is received when this office is shown it: an office that acts on letters of its member, not one that keeps,
/// checks or passes on what others act on.
#[must_use]
pub const fn receives(office: Office) -> bool {
    match office {
        Office::CaseLead
        | Office::Drafter
        | Office::Executor
        | Office::IssuingAuthority
        | Office::ProviderAgent
        | Office::Validator => true,
        Office::Auditor
        | Office::Coordinator
        | Office::Custodian
        | Office::Dpo
        | Office::NodeAdmin
        | Office::OdsReviewer
        | Office::Oversight
        | Office::Public
        | Office::RedressReviewer
        | Office::SpocOfficer
        | Office::TeamMember
        | Office::Trainer
        | Office::Translator => false,
    }
}

/// What was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReadContent {
    /// The content of an exhibit.
    Exhibit(ExhibitId),
    /// A measure with its clocks and letters.
    Measure(MeasureId),
    /// A package.
    Package(PackageId),
}

impl ReadContent {
    /// The kind of thing that was read, as URNs name it.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Exhibit(_) => "exhibit",
            Self::Measure(_) => "measure",
            Self::Package(_) => "package",
        }
    }

    /// The tier of what was read.
    #[must_use]
    pub const fn tier(&self) -> u8 {
        match self {
            Self::Exhibit(_) | Self::Package(_) => 3,
            Self::Measure(_) => 2,
        }
    }
}

/// Somebody read something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: Actor,
    /// What.
    pub what: ReadContent,
    /// Why.
    pub purpose: Purpose,
    /// The place in the law it rests on, where one is known.
    pub legal: Option<Cite>,
    /// What of it was handed to somebody, if anything was.
    pub disclosed: Option<Disclosed>,
}

/// Single fields of one entry that were handed to somebody, with a proof (Directive (EU) 2016/680, Art. 25: disclosure).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disclosed {
    /// Place of the entry in the exhibit's stream.
    pub seq: u64,
    /// The fields that were opened, by name.
    pub fields: BTreeSet<String>,
    /// To whom, in words.
    pub to: Name,
    /// On which basis, in words.
    pub why: Why,
}

impl Event {
    /// The event as stored streams name it.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        if self.disclosed.is_some() {
            return "disclosed";
        }
        match self.what {
            ReadContent::Exhibit(_) | ReadContent::Package(_) => "open",
            ReadContent::Measure(_) => "consulted",
        }
    }
}

/// Records a permitted read. It is the permit that decides; what is left is to write it down.
#[must_use]
pub fn decide(permit: &Permit<ReadContent>, ctx: &Ctx<'_>) -> Event {
    Event {
        at: ctx.now,
        by: permit.by().clone(),
        what: *permit.act(),
        purpose: permit.basis().purpose,
        legal: permit.basis().legal.clone(),
        disclosed: None,
    }
}

/// Records what a permitted reader hands to somebody. That it was read is said by the same event.
#[must_use]
pub fn disclose(permit: &Permit<ReadContent>, disclosed: Disclosed, ctx: &Ctx<'_>) -> Event {
    Event { disclosed: Some(disclosed), ..decide(permit, ctx) }
}
