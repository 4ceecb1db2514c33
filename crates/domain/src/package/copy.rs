//! A copy of a sealed package with fewer exhibits: for whom, what is kept back, on which ground, and who must agree.
//!
//! The grounds are a closed set. For the defence they are those of Directive 2012/13/EU, Art. 7(4), which also wants a
//! judicial authority to refuse access, so a second person who is one agrees. Not here: how a copy proves what it is a
//! part of; that is `seal`'s.

use std::collections::{BTreeMap, BTreeSet};

use law::ids::{Cite, IssuerKind};

use crate::actor::Actor;
use crate::case::Name;
use crate::denied::Denied;
use crate::ids::{ExhibitId, PackageId};

use super::{Package, Request};

/// Who refuses access as a judicial authority.
const COURTS: [IssuerKind; 3] =
    [IssuerKind::Judge, IssuerKind::Court, IssuerKind::InvestigatingJudge];
/// Where the law wants one.
const REFUSAL: &str = "Directive 2012/13/EU, Art. 7(4)";

/// What a copy leaves out, and for whom it is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copy {
    /// The sealed whole.
    pub of: PackageId,
    /// For whom.
    pub reader: CopyReader,
    /// The exhibits of the whole that are kept back.
    pub withheld: BTreeMap<ExhibitId, Ground>,
}

/// For whom a copy is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CopyReader {
    /// A court or another authority.
    Court,
    /// A suspect or accused person, or their lawyer.
    Defence,
}

impl CopyReader {
    /// Every reader.
    pub const ALL: [Self; 2] = [Self::Court, Self::Defence];

    /// The word in events and forms.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Court => "court",
            Self::Defence => "defence",
        }
    }

    /// The reader with this word, if there is one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reader| reader.id() == text)
    }
}

/// Why an exhibit is kept back from a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ground {
    /// Access would seriously harm national security.
    NationalSecurity,
    /// Access would prejudice an ongoing investigation.
    OngoingInvestigation,
    /// It is not needed for what the copy is for.
    OutOfScope,
    /// Refusing access is strictly necessary for another important public interest.
    PublicInterest,
    /// Access may seriously threaten the life or the fundamental rights of another person.
    ThreatToPerson,
}

impl Ground {
    /// Every ground.
    pub const ALL: [Self; 5] = [
        Self::NationalSecurity,
        Self::OngoingInvestigation,
        Self::OutOfScope,
        Self::PublicInterest,
        Self::ThreatToPerson,
    ];

    /// The code in events, forms and lists of parts.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::NationalSecurity => "national-security",
            Self::OngoingInvestigation => "ongoing-investigation",
            Self::OutOfScope => "out-of-scope",
            Self::PublicInterest => "public-interest",
            Self::ThreatToPerson => "threat-to-person",
        }
    }

    /// The ground with this code, if there is one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ground| ground.id() == text)
    }

    /// Where the law allows it.
    #[must_use]
    pub const fn cite(self) -> &'static str {
        match self {
            Self::NationalSecurity
            | Self::OngoingInvestigation
            | Self::PublicInterest
            | Self::ThreatToPerson => REFUSAL,
            Self::OutOfScope => "Directive (EU) 2016/680, Art. 4(1)(c)",
        }
    }

    /// Whether it can keep something back from this reader. A person is refused access on the grounds of the directive
    /// only; an authority is refused nothing, it gets what it needs.
    #[must_use]
    pub const fn is_for(self, reader: CopyReader) -> bool {
        match (self, reader) {
            (Self::OutOfScope, CopyReader::Court)
            | (
                Self::NationalSecurity
                | Self::OngoingInvestigation
                | Self::PublicInterest
                | Self::ThreatToPerson,
                CopyReader::Defence,
            ) => true,
            (Self::OutOfScope, CopyReader::Defence)
            | (
                Self::NationalSecurity
                | Self::OngoingInvestigation
                | Self::PublicInterest
                | Self::ThreatToPerson,
                CopyReader::Court,
            ) => false,
        }
    }
}

impl Copy {
    /// Where the law says that one must.
    pub(crate) fn refusal() -> Option<Cite> {
        Cite::parse(REFUSAL).ok()
    }

    /// Whether an office holder of this competence can agree to it, as far as that depends on the copy.
    #[must_use]
    pub fn admits(&self, kind: Option<IssuerKind>) -> bool {
        !self.needs_court() || kind.is_some_and(|kind| COURTS.contains(&kind))
    }

    /// Whether a judicial authority must agree before it goes out.
    #[must_use]
    pub fn needs_court(&self) -> bool {
        match self.reader {
            CopyReader::Court => false,
            CopyReader::Defence => !self.withheld.is_empty(),
        }
    }
}

/// What makes a copy of a whole: every exhibit of it is either in the copy or kept back.
///
/// # Errors
/// [`Denied::NotSealed`] if the whole is not sealed or nothing would be left, [`Denied::NotFound`] if an exhibit is not in
/// it or it is itself a copy, [`Denied::TermsUnfit`] if a ground does not hold against this reader.
pub fn request(
    whole: &Package,
    package: PackageId,
    forum: Name,
    reader: CopyReader,
    withheld: BTreeMap<ExhibitId, Ground>,
) -> Result<Request, Denied> {
    let of = whole.request();
    if !matches!(whole, Package::Sealed(_)) {
        return Err(Denied::NotSealed);
    }
    if of.copy.is_some() || !withheld.keys().all(|exhibit| of.exhibits.contains(exhibit)) {
        return Err(Denied::NotFound);
    }
    fits(reader, &withheld)?;
    let exhibits: BTreeSet<_> =
        of.exhibits.iter().copied().filter(|exhibit| !withheld.contains_key(exhibit)).collect();
    if exhibits.is_empty() {
        return Err(Denied::NotSealed);
    }
    let copy = Some(Copy { of: of.package, reader, withheld });
    Ok(Request { package, case: of.case, exhibits, forum, copy })
}

/// Whether every ground holds against this reader.
pub(super) fn fits(
    reader: CopyReader,
    withheld: &BTreeMap<ExhibitId, Ground>,
) -> Result<(), Denied> {
    match withheld.values().find(|ground| !ground.is_for(reader)) {
        None => Ok(()),
        Some(ground) => Err(match Cite::parse(ground.cite()) {
            Ok(cite) => Denied::TermsUnfit { what: "ground", cite },
            Err(_) => Denied::NotFound,
        }),
    }
}

/// Whether this is a judicial authority: a judge, a court or an investigating judge.
pub(crate) fn is_court(by: &Actor) -> bool {
    match by {
        Actor::Officer { issuer_kind: Some(kind), .. } => COURTS.contains(kind),
        Actor::Officer { issuer_kind: None, .. }
        | Actor::Peer { .. }
        | Actor::Clock { .. }
        | Actor::Rule { .. }
        | Actor::Node => false,
    }
}
