//! The table of letters: in which role, of what kind of member and out of which office each may come.
//!
//! The other half of [`super::matrix`]: that one judges our officers, this one judges what a peer's
//! letter claims. It looks at the directory and at nothing the letter says of itself. One line per
//! letter and role; the golden file of the tests prints it for a lawyer to read, and it changes only
//! in review. The marks: `y` yes · `l` with the competence that the law gives for all the data asked
//! for · `.` never. Regulation (EU) 2023/1543, Articles 4, 7, 8, 10 and 12.

use std::collections::{BTreeMap, BTreeSet};

use law::ids::{Audience, Party as LawParty};
use law::measure_kind::MeasureKind;
use law::route::Channel;

use crate::actor::{MemberId, MemberKind, Office, UnitId};
use crate::ctx::UnitView;
use crate::letter::{Answer, Body, CopyKind};
use crate::measure::Parties;

/// Whom a member speaks as, about one measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Must perform it.
    Addressee,
    /// Is notified of it.
    Enforcing,
    /// Asks for it.
    Issuer,
}

impl Role {
    /// Every role, in the order of their words.
    pub const ALL: [Self; 3] = [Self::Addressee, Self::Enforcing, Self::Issuer];

    /// The word in the table.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Addressee => "addressee",
            Self::Enforcing => "enforcing",
            Self::Issuer => "issuer",
        }
    }

    /// Whom this member speaks as, if it is a party at all.
    #[must_use]
    pub fn of(member: &MemberId, parties: Parties<'_>) -> Option<Self> {
        if member == parties.from {
            Some(Self::Issuer)
        } else if member == parties.addressee {
            Some(Self::Addressee)
        } else {
            (Some(member) == parties.enforcing).then_some(Self::Enforcing)
        }
    }

    /// Whose copy of a measure is whose.
    #[must_use]
    pub const fn of_copy(copy: CopyKind) -> Self {
        match copy {
            CopyKind::Addressee => Self::Addressee,
            CopyKind::Enforcing | CopyKind::Enforcement => Self::Enforcing,
        }
    }

    /// Whether such a member can be in this role, in a measure that goes this way first. A measure to a
    /// provider is performed by one and issued by a court, a prosecution or the police; a measure to an
    /// authority goes between authorities, of which central ones and contact points transmit or answer. What goes to
    /// a supervisory authority is said by whichever authority is the controller. Who oversees or coordinates is no
    /// party of a measure.
    #[must_use]
    pub const fn admits(self, channel: Channel, kind: MemberKind) -> bool {
        let (to_provider, between, to_supervisor) = match channel {
            Channel::Authority | Channel::CentralAuthority | Channel::ContactPoint => {
                (false, true, false)
            }
            Channel::Provider => (true, false, false),
            Channel::Supervisor => (false, false, true),
        };
        match (kind, self) {
            (
                MemberKind::Court | MemberKind::JudicialAuthority | MemberKind::LawEnforcement,
                Self::Issuer,
            ) => true,
            (MemberKind::EnforcingAuthority, Self::Enforcing) => !to_supervisor,
            (
                MemberKind::CentralAuthority
                | MemberKind::Court
                | MemberKind::EnforcingAuthority
                | MemberKind::JudicialAuthority
                | MemberKind::LawEnforcement
                | MemberKind::Spoc247,
                Self::Addressee,
            ) => between,
            (MemberKind::CentralAuthority | MemberKind::Spoc247, Self::Issuer) => {
                between || to_supervisor
            }
            (MemberKind::EnforcingAuthority, Self::Issuer) | (MemberKind::Dpa, Self::Addressee) => {
                to_supervisor
            }
            (
                MemberKind::DesignatedEstablishment
                | MemberKind::LegalRepresentative
                | MemberKind::ServiceProvider,
                Self::Addressee,
            ) => to_provider,
            (
                MemberKind::CentralAuthority
                | MemberKind::Court
                | MemberKind::JudicialAuthority
                | MemberKind::LawEnforcement
                | MemberKind::Spoc247,
                Self::Enforcing,
            )
            | (MemberKind::Dpa, Self::Enforcing | Self::Issuer)
            | (
                MemberKind::DesignatedEstablishment
                | MemberKind::LegalRepresentative
                | MemberKind::ServiceProvider,
                Self::Enforcing | Self::Issuer,
            )
            | (
                MemberKind::CivilSocietyObserver
                | MemberKind::Coordinator
                | MemberKind::Csirt
                | MemberKind::OdsBody
                | MemberKind::OversightBody
                | MemberKind::Relay,
                Self::Addressee | Self::Enforcing | Self::Issuer,
            ) => false,
        }
    }

    /// The parties of the law that a member in this role is, in a measure of this kind. Where a measure goes
    /// to an authority first, the one it is addressed to is the executing or requested one.
    #[must_use]
    pub fn speaks_as(self, kind: &MeasureKind) -> BTreeSet<LawParty> {
        match (self, channel(kind)) {
            (
                Self::Addressee,
                Channel::Authority | Channel::CentralAuthority | Channel::ContactPoint,
            ) => [LawParty::Addressee, LawParty::Ea, LawParty::Requested, LawParty::Team].into(),
            // Of those who may ask an authority for scrutiny the provider is the one that is a member.
            (Self::Addressee, Channel::Provider) => {
                [LawParty::Addressee, LawParty::Requester].into()
            }
            (Self::Addressee, Channel::Supervisor) => [LawParty::Supervisor].into(),
            (
                Self::Enforcing,
                Channel::Authority
                | Channel::CentralAuthority
                | Channel::ContactPoint
                | Channel::Provider
                | Channel::Supervisor,
            ) => [LawParty::Ea].into(),
            (
                Self::Issuer,
                Channel::Authority
                | Channel::CentralAuthority
                | Channel::ContactPoint
                | Channel::Provider,
            ) => [LawParty::Ia, LawParty::Requesting, LawParty::Team].into(),
            (Self::Issuer, Channel::Supervisor) => [LawParty::Controller, LawParty::Ia].into(),
        }
    }

    /// Whose fields a member in this role sees.
    #[must_use]
    pub fn audience(self, kind: &MeasureKind) -> Audience {
        match self {
            Self::Addressee => match channel(kind) {
                Channel::Authority | Channel::CentralAuthority | Channel::ContactPoint => {
                    Audience::Ea
                }
                Channel::Provider => Audience::Addressee,
                Channel::Supervisor => Audience::Supervisor,
            },
            Self::Enforcing => Audience::Ea,
            Self::Issuer => Audience::Ia,
        }
    }
}

/// Which way a measure of this kind goes first; without a route it goes to a provider.
#[must_use]
pub fn channel(kind: &MeasureKind) -> Channel {
    kind.route.as_ref().map_or(Channel::Provider, |route| route.channel)
}

/// Whether a measure of this kind goes from an authority to an authority.
#[must_use]
pub fn is_between_authorities(kind: &MeasureKind) -> bool {
    match channel(kind) {
        Channel::Authority | Channel::CentralAuthority | Channel::ContactPoint => true,
        Channel::Provider | Channel::Supervisor => false,
    }
}

/// Whether such a member can be in this role in a measure of this kind. What anybody may say to a provider every
/// member may, whatever it is: the notice of Regulation (EU) 2022/2065, Article 16.
#[must_use]
pub fn admits(role: Role, kind: &MeasureKind, member: MemberKind) -> bool {
    let way = channel(kind);
    let by_anybody = role == Role::Issuer && way == Channel::Provider && kind.is_for_anybody();
    by_anybody || role.admits(way, member)
}

/// What a letter does, as the table names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Saying {
    /// An order arrived; the issuer may state when the enforcing authority had it.
    Acknowledged,
    /// No ground is raised.
    Cleared,
    /// A measure is issued.
    Issue,
    /// One of the instrument's forms is said; which party may say which is the pack's.
    Letter,
    /// A ground is raised.
    Objected,
    /// Exhibits are offered.
    Offer,
    /// The order is not performed.
    Refused,
    /// A measure is taken back.
    Withdraw,
}

impl Saying {
    /// What a body says.
    #[must_use]
    pub const fn of(body: &Body) -> Self {
        match body {
            Body::HandoverOffer { .. } => Self::Offer,
            Body::MeasureAnswer { answer, .. } => match answer {
                Answer::Acknowledged { .. } => Self::Acknowledged,
                Answer::Cleared => Self::Cleared,
                Answer::Objected { .. } => Self::Objected,
                Answer::Refused { .. } => Self::Refused,
            },
            Body::MeasureIssue(_) => Self::Issue,
            Body::MeasureLetter { .. } => Self::Letter,
            Body::MeasureWithdraw { .. } => Self::Withdraw,
        }
    }
}

/// How an office may sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sign {
    /// `l`: with the competence the law gives for all the data.
    Lawful,
    /// `.`: never.
    Never,
    /// `y`: yes.
    Yes,
}

/// One line of the table.
struct Line {
    saying: Saying,
    name: &'static str,
    role: Role,
    marks: &'static str,
}

const fn line(saying: Saying, name: &'static str, role: Role, marks: &'static str) -> Line {
    Line { saying, name, role, marks }
}

/// Columns: the offices in the order of [`Office::ALL`]: drafter, issuing authority, validator, spoc
/// officer, executor, provider agent, custodian, case lead, team member, coordinator, oversight, dpo,
/// redress reviewer, ods reviewer, translator, trainer, auditor, node admin, public.
#[rustfmt::skip]
const LINES: [Line; 12] = [
    line(Saying::Offer,        "handover.offer",               Role::Addressee, ". . . . y y . . . . . . . . . . . . ."),
    line(Saying::Acknowledged, "measure.answer acknowledged",  Role::Addressee, ". . . . y y . . . . . . . . . . . . ."),
    line(Saying::Acknowledged, "measure.answer acknowledged",  Role::Enforcing, ". . . . y . . . . . . . . . . . . . ."),
    line(Saying::Acknowledged, "measure.answer acknowledged",  Role::Issuer,    ". y . . . . . . . . . . . . . . . . ."),
    line(Saying::Cleared,      "measure.answer cleared",       Role::Enforcing, ". . . . y . . . . . . . . . . . . . ."),
    line(Saying::Objected,     "measure.answer objected",      Role::Enforcing, ". . . . y . . . . . . . . . . . . . ."),
    line(Saying::Refused,      "measure.answer refused",       Role::Addressee, ". . . . y y . . . . . . . . . . . . ."),
    line(Saying::Issue,        "measure.issue",                Role::Issuer,    ". l . . . . . . . . . . . . . . . . ."),
    line(Saying::Letter,       "measure.letter",               Role::Addressee, ". . . . y y . . . . . . . . . . . . ."),
    line(Saying::Letter,       "measure.letter",               Role::Enforcing, ". . . . y . . . . . . . . . . . . . ."),
    line(Saying::Letter,       "measure.letter",               Role::Issuer,    ". y . . . . . . . . . . . . . . . . ."),
    line(Saying::Withdraw,     "measure.withdraw",             Role::Issuer,    ". y . . . . . . . . . . . . . . . . ."),
];

/// Every line of the table: the letter, and the role it is written in.
pub fn lines() -> impl Iterator<Item = (Saying, &'static str, Role)> {
    LINES.iter().map(|line| (line.saying, line.name, line.role))
}

/// How this office may sign such a letter in this role; what is not in the table is never.
#[must_use]
pub fn signs(saying: Saying, role: Role, office: Office) -> Sign {
    let line = LINES.iter().find(|line| line.saying == saying && line.role == role);
    let column = Office::ALL.iter().position(|known| *known == office);
    let mark = line.zip(column).and_then(|(line, column)| line.marks.split(' ').nth(column));
    match mark {
        Some("l") => Sign::Lawful,
        Some("y") => Sign::Yes,
        Some(_) | None => Sign::Never,
    }
}

/// The first of these units out of whose office such a letter may come: who speaks where no officer
/// does, as when a clock ends a measure.
#[must_use]
pub fn voice(saying: Saying, role: Role, units: &BTreeMap<UnitId, UnitView>) -> Option<&UnitId> {
    let may = |unit: &UnitView| signs(saying, role, unit.office) != Sign::Never;
    units.iter().find(|(_, unit)| may(unit)).map(|(id, _)| id)
}

#[cfg(test)]
mod tests;
