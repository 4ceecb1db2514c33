//! A package: exhibits of a case, sealed for a court with everything that proves them.
//!
//! Its bytes are `seal`'s. Here is who asked for it, who agreed, and what was sealed; the leaf of the
//! sealing event is what binds the package to the exporting node.

use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::actor::Actor;
use crate::case::Name;
use crate::corrupt::Corrupt;
use crate::ctx::Ctx;
use crate::denied::Denied;
use crate::effect::Effect;
use crate::ids::{CaseId, ExhibitId, OfficerId, PackageId};
use crate::permit::{Permit, Row, matrix};

pub(crate) use self::copy::is_court;
pub use self::copy::{Copy, CopyReader, Ground, request as copy_of};

mod copy;
#[cfg(test)]
mod tests;

/// Most exhibits in one package.
pub const EXHIBITS_MAX: usize = 1000;

/// A package on its member's stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Package {
    /// It is being put together.
    Assembling(Assembling),
    /// It is sealed and does not change any more.
    Sealed(Sealed),
}

/// A package that is being put together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assembling {
    /// What was asked for.
    pub request: Request,
    /// Who asked.
    pub started_by: OfficerId,
    /// When.
    pub started_at: Timestamp,
    /// How many others must agree.
    pub k: u32,
    /// Who agreed.
    pub approvals: BTreeSet<OfficerId>,
}

/// A sealed package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// How it came about.
    pub assembling: Assembling,
    /// What was sealed.
    pub contents: Contents,
    /// When.
    pub sealed_at: Timestamp,
}

/// What a package is to hold, and for whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Its id.
    pub package: PackageId,
    /// The case it is about.
    pub case: CaseId,
    /// The exhibits it holds.
    pub exhibits: BTreeSet<ExhibitId>,
    /// The court or body it is made for.
    pub forum: Name,
    /// What of a sealed whole it leaves out; nothing where it is a whole itself.
    pub copy: Option<Copy>,
}

/// What was sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    /// SHA-256 of the manifest, which names every member.
    pub manifest_sha256: [u8; 32],
    /// How many members the package has.
    pub n_members: u32,
    /// The root of its list of parts: every exhibit that it accounts for.
    pub parts: [u8; 32],
}

impl Package {
    /// What was asked for.
    #[must_use]
    pub const fn request(&self) -> &Request {
        &self.assembling().request
    }

    /// Who asked.
    #[must_use]
    pub const fn started_by(&self) -> OfficerId {
        self.assembling().started_by
    }

    const fn assembling(&self) -> &Assembling {
        match self {
            Self::Assembling(assembling) | Self::Sealed(Sealed { assembling, .. }) => assembling,
        }
    }

    /// The state in one word.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Assembling(_) => "assembling",
            Self::Sealed(_) => "sealed",
        }
    }
}

/// What may be asked of a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Agrees, as a second person.
    Approve,
    /// Seals it; the node does, once everything is in it.
    Seal(Contents),
    /// Asks for it.
    Start(Request),
}

impl Command {
    /// The command as forms and golden tables write it.
    #[must_use]
    pub const fn verb(&self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Seal(_) => "seal",
            Self::Start(_) => "start",
        }
    }
}

/// What happened to a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A second person agreed.
    Approved {
        /// When.
        at: Timestamp,
        /// Who.
        by: OfficerId,
    },
    /// It was sealed.
    Sealed {
        /// When.
        at: Timestamp,
        /// What.
        contents: Contents,
    },
    /// It was asked for.
    Started {
        /// When.
        at: Timestamp,
        /// By whom.
        by: OfficerId,
        /// What.
        request: Request,
        /// How many others must agree.
        k: u32,
    },
}

impl Event {
    /// The event as stored streams name it.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Approved { .. } => "approved",
            Self::Sealed { .. } => "sealed",
            Self::Started { .. } => "started",
        }
    }

    /// When it happened.
    #[must_use]
    pub const fn at(&self) -> Timestamp {
        match self {
            Self::Approved { at, .. } | Self::Sealed { at, .. } | Self::Started { at, .. } => *at,
        }
    }
}

/// Decides what follows from a permitted command.
///
/// # Errors
/// [`Denied`] says why nothing does.
pub fn decide(
    package: Option<&Package>,
    permit: &Permit<Command>,
    ctx: &Ctx<'_>,
) -> Result<Vec<Event>, Denied> {
    outcome(package, permit.act(), permit.by(), ctx)
}

/// The decision without its permit, so that a permit can be judged on it.
pub(crate) fn outcome(
    package: Option<&Package>,
    command: &Command,
    by: &Actor,
    ctx: &Ctx<'_>,
) -> Result<Vec<Event>, Denied> {
    let at = ctx.now;
    match (package, command) {
        (None, Command::Start(request)) => {
            let Actor::Officer { id, office, .. } = by else { return Err(Denied::NotOwner) };
            if request.exhibits.len() > EXHIBITS_MAX {
                return Err(Denied::TooMany { n_max: EXHIBITS_MAX });
            }
            let needs_court = match &request.copy {
                Some(copy) => {
                    copy::fits(copy.reader, &copy.withheld).map(|()| copy.needs_court())?
                }
                None => false,
            };
            let k = u32::from(matrix::mark(Row::PackageStart, *office).second || needs_court);
            Ok(vec![Event::Started { at, by: *id, request: request.clone(), k }])
        }
        (None, Command::Approve | Command::Seal(_)) => Err(Denied::NotFound),
        (Some(_), Command::Start(_)) => Err(Denied::AlreadyKnown),
        (Some(Package::Assembling(assembling)), Command::Approve) => {
            let by = by.officer().ok_or(Denied::NotOwner)?;
            if by == assembling.started_by {
                Err(Denied::SameOfficer { cite: None })
            } else if assembling.approvals.contains(&by) {
                Ok(Vec::new())
            } else {
                Ok(vec![Event::Approved { at, by }])
            }
        }
        (Some(Package::Assembling(assembling)), Command::Seal(contents)) => {
            let have = u32::try_from(assembling.approvals.len()).unwrap_or(u32::MAX);
            if have < assembling.k {
                Err(Denied::ApprovalMissing { k: assembling.k, have })
            } else {
                Ok(vec![Event::Sealed { at, contents: contents.clone() }])
            }
        }
        // The same bytes sealed again are the same package; other bytes are another package.
        (Some(Package::Sealed(sealed)), Command::Seal(contents)) => {
            if sealed.contents == *contents { Ok(Vec::new()) } else { Err(Denied::Closed) }
        }
        (Some(Package::Sealed(_)), Command::Approve) => Err(Denied::Closed),
    }
}

/// Folds one event into a package.
///
/// # Errors
/// [`Corrupt`] if no decision can have written this event here.
pub fn evolve(package: Option<Package>, event: &Event) -> Result<Package, Corrupt> {
    let corrupt = Corrupt { stream: "package", event: event.kind() };
    match (package, event) {
        (None, Event::Started { at, by, request, k }) => Ok(Package::Assembling(Assembling {
            request: request.clone(),
            started_by: *by,
            started_at: *at,
            k: *k,
            approvals: BTreeSet::new(),
        })),
        (Some(Package::Assembling(mut assembling)), Event::Approved { by, .. }) => {
            if *by == assembling.started_by || !assembling.approvals.insert(*by) {
                return Err(corrupt);
            }
            Ok(Package::Assembling(assembling))
        }
        (Some(Package::Assembling(assembling)), Event::Sealed { at, contents }) => {
            let contents = contents.clone();
            Ok(Package::Sealed(Sealed { assembling, contents, sealed_at: *at }))
        }
        (None, Event::Approved { .. } | Event::Sealed { .. })
        | (Some(Package::Assembling(_) | Package::Sealed(_)), Event::Started { .. })
        | (Some(Package::Sealed(_)), Event::Approved { .. } | Event::Sealed { .. }) => Err(corrupt),
    }
}

/// What follows from an event; a package leaves the node by a person's hand.
#[must_use]
pub const fn react(_package: &Package, event: &Event) -> Vec<Effect> {
    match event {
        Event::Approved { .. } | Event::Sealed { .. } | Event::Started { .. } => Vec::new(),
    }
}
