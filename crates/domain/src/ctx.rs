//! What a decision may look at besides state and permit: time, law, calendars, directory.
//!
//! Everything is passed in; nothing here has a default. If a decision surprises, look here first.

use std::collections::BTreeMap;

use jiff::Timestamp;
use law::calendar::Calendars;
use law::ids::{Country, IssuerKind};
use law::instrument::Instrument;

use crate::actor::{MemberId, MemberKind, NodeId, Office, UnitId};
use crate::letter::LawRef;

/// The world as one decision sees it.
#[derive(Debug, Clone, Copy)]
pub struct Ctx<'a> {
    /// The instant of the decision.
    pub now: Timestamp,
    /// The law that applies: for a draft the version in force, afterwards the one that was pinned.
    pub law: &'a Instrument,
    /// Every law the node holds, for what else could be tried; none where only the one above is known.
    pub shelf: &'a [Instrument],
    /// SHA-256 of that law's pack, computed by the shell.
    pub law_digest: [u8; 32],
    /// Public holidays.
    pub calendars: &'a Calendars,
    /// The directory, and who we are in it.
    pub roster: &'a RosterView,
    /// Inside an exercise: the law is taken to be in force between all states.
    pub assume_in_force: bool,
}

impl Ctx<'_> {
    /// The law as a measure pins it.
    #[must_use]
    pub fn law_ref(&self) -> LawRef {
        LawRef { id: self.law.id.clone(), version: self.law.version, digest: self.law_digest }
    }
}

/// What the core needs to know of the directory as of the instant of the decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterView {
    ours: MemberId,
    members: BTreeMap<MemberId, MemberView>,
}

impl RosterView {
    /// The directory as seen by the member `ours`.
    #[must_use]
    pub const fn new(ours: MemberId, members: BTreeMap<MemberId, MemberView>) -> Self {
        Self { ours, members }
    }

    /// The member whose node this is.
    #[must_use]
    pub const fn ours(&self) -> &MemberId {
        &self.ours
    }

    /// What the directory says about a member.
    #[must_use]
    pub fn member(&self, id: &MemberId) -> Option<&MemberView> {
        self.members.get(id)
    }

    /// What the directory says about a unit and the member it belongs to.
    #[must_use]
    pub fn unit(&self, id: &UnitId) -> Option<(&MemberView, UnitView)> {
        let member = self.member(id.member())?;
        member.units.get(id).map(|unit| (member, *unit))
    }

    /// Every member, in the order of their ids.
    pub fn members(&self) -> impl Iterator<Item = (&MemberId, &MemberView)> {
        self.members.iter()
    }

    /// The state a member acts in.
    #[must_use]
    pub fn state(&self, id: &MemberId) -> Option<Country> {
        self.member(id).map(|member| member.state)
    }

    /// Whether something from this member is known to be missing, held back or unverifiable.
    #[must_use]
    pub fn is_behind(&self, id: &MemberId) -> bool {
        self.member(id).is_some_and(|member| member.channel == Channel::Behind)
    }
}

/// One member in the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberView {
    /// What it is in law.
    pub kind: MemberKind,
    /// The state it acts in.
    pub state: Country,
    /// Its installation.
    pub node: NodeId,
    /// Its units, and what each of them is.
    pub units: BTreeMap<UnitId, UnitView>,
    /// Whether it takes part now.
    pub active: bool,
    /// What this node knows about the way from there to here.
    pub channel: Channel,
}

/// What the directory says about a unit; nothing a letter says of itself changes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitView {
    /// The office its officers hold.
    pub office: Office,
    /// What the law calls the holder where issuing or validating is concerned.
    pub issuer_kind: Option<IssuerKind>,
}

/// Whether everything a peer sent is known to have arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Channel {
    /// A gap, a quarantined or an unverifiable letter is known.
    Behind,
    /// Nothing is known to be missing.
    Current,
}
