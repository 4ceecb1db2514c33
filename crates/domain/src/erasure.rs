//! An erasure: the content of exhibits is destroyed on the order of two officers, and a certificate says so.
//!
//! One officer proposes an exact list, another decides on exactly that list; the exhibits' own records then say that
//! their content is being destroyed, the node destroys keys and ciphertext, and the certificate says what is gone and
//! what is not proved. A hold that lasts when the second officer decides stops it: it stands above every reason to
//! erase. Bytes of the certificate are `wire`'s; Directive (EU) 2016/680, Articles 4(1)(e), 5 and 16.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::actor::{Actor, MemberId, NodeId, Office};
use crate::corrupt::Corrupt;
use crate::ctx::Ctx;
use crate::denied::Denied;
use crate::exhibit::ExhibitNo;
use crate::ids::{CaseId, ErasureId, ExhibitId, OfficerId, PackageId};
use crate::permit::Permit;

#[cfg(test)]
mod tests;

/// Most exhibits in one erasure, and in one hold: each has an event of its own in one transaction.
pub const EXHIBITS_MAX: usize = 500;
/// Longest reason.
pub const WHY_CHARS_MAX: usize = 2000;

/// Why something is held or destroyed, in words: the provision, and what it applies to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Why(String);

impl Why {
    /// Reads a reason of one or more lines; `None` if it is empty, too long or holds another control sign.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().replace("\r\n", "\n").replace('\t', " ");
        let is_plain = text.chars().all(|c| c == '\n' || !c.is_control());
        let fits = !text.is_empty() && text.chars().count() <= WHY_CHARS_MAX;
        (fits && is_plain).then_some(Self(text))
    }

    /// The reason.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What makes the destruction necessary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Trigger {
    /// Consent was withdrawn, and nothing else supports the keeping.
    ConsentWithdrawn,
    /// The law or a court orders it.
    DeletionOrder,
    /// What an emergency let through was not confirmed afterwards.
    EmergencyFailed,
    /// Whoever gave it asks for it back.
    Recall,
    /// A person's complaint was upheld.
    Redress,
    /// It may not be kept any longer.
    RetentionEnd,
}

impl Trigger {
    /// Every trigger.
    pub const ALL: [Self; 6] = [
        Self::ConsentWithdrawn,
        Self::DeletionOrder,
        Self::EmergencyFailed,
        Self::Recall,
        Self::Redress,
        Self::RetentionEnd,
    ];

    /// The word in stored events and forms.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::ConsentWithdrawn => "consent-withdrawn",
            Self::DeletionOrder => "deletion-order",
            Self::EmergencyFailed => "emergency-failed",
            Self::Recall => "recall",
            Self::Redress => "redress",
            Self::RetentionEnd => "retention-end",
        }
    }

    /// The trigger with this word, if there is one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|trigger| trigger.id() == text)
    }
}

impl fmt::Display for Trigger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// An erasure on its member's stream.
#[expect(clippy::large_enum_variant, reason = "an erasure is loaded for one act or one page")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Erasure {
    /// It is done, and here is its certificate.
    Certified(Certified),
    /// Two officers ordered it; the node is at work.
    Ordered(Ordered),
    /// One officer proposed it.
    Proposed(Proposed),
    /// The second officer did not agree.
    Rejected(Rejected),
}

/// An erasure that was proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposed {
    /// What is to be destroyed.
    pub request: Request,
    /// Who proposed it.
    pub author: Officer,
    /// When.
    pub at: Timestamp,
}

/// An erasure that was ordered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ordered {
    /// What was proposed.
    pub proposed: Proposed,
    /// Who agreed.
    pub countersigner: Officer,
    /// When; no hold lasted then.
    pub at: Timestamp,
}

/// An erasure that was not agreed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// What was proposed.
    pub proposed: Proposed,
    /// Who did not agree.
    pub by: OfficerId,
    /// Why.
    pub why: Why,
    /// When.
    pub at: Timestamp,
}

/// An erasure that is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certified {
    /// What was ordered.
    pub ordered: Ordered,
    /// What is gone.
    pub certificate: Certificate,
    /// When.
    pub at: Timestamp,
}

/// Who acted, as the certificate names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Officer {
    /// The officer, as a pseudonym.
    pub id: OfficerId,
    /// In which office.
    pub office: Office,
}

impl Officer {
    fn of(by: &Actor) -> Result<Self, Denied> {
        match by {
            Actor::Officer { id, office, .. } => Ok(Self { id: *id, office: *office }),
            Actor::Clock { .. } | Actor::Node | Actor::Peer { .. } | Actor::Rule { .. } => {
                Err(Denied::NotOwner)
            }
        }
    }
}

/// What is to be destroyed, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Its id.
    pub erasure: ErasureId,
    /// The case the exhibits belong to.
    pub case: CaseId,
    /// The exhibits, each with its number.
    pub exhibits: BTreeMap<ExhibitId, ExhibitNo>,
    /// What makes it necessary.
    pub trigger: Trigger,
    /// On what it rests, in words.
    pub why: Why,
}

/// What the node did, and what it cannot do. No digest, no name and no file name stand in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// The ids of the keys that were destroyed.
    pub keys: BTreeSet<[u8; 16]>,
    /// Every place that held those keys, each with the proof that it holds them no longer.
    pub replicas: Vec<Replica>,
    /// How many objects of ciphertext were deleted in the first place where they lay.
    pub n_objects: u64,
    /// The same for every other place, by its name; each was asked again and has none of them.
    pub places: BTreeMap<String, u64>,
    /// Packages of this node that held the content and cannot be handed out any more.
    pub packages: BTreeSet<PackageId>,
    /// Who else had the content, and what is known of it as of this day.
    pub recipients: Recipients,
    /// When the last copy of a key store made before the destruction is to be gone.
    pub final_on: Date,
}

/// Who else had the content when it was destroyed here. What recipients say afterwards stands in the recall
/// ([`crate::recall`]): a certificate is never rewritten.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recipients {
    /// Members who were asked to destroy what they got from us.
    pub asked: BTreeSet<MemberId>,
    /// Those of them who have confirmed.
    pub confirmed: BTreeSet<MemberId>,
    /// Members whose copies came to us; it is theirs to know how long they keep their own.
    pub gave: BTreeSet<MemberId>,
    /// Members of whom nobody has confirmed anything.
    pub outstanding: BTreeSet<MemberId>,
}

/// One holder of keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replica {
    /// The installation.
    pub node: NodeId,
    /// When the keys were destroyed there.
    pub at: Timestamp,
    /// How many of them opened afterwards, when it was tried: none.
    pub n_opened: u64,
    /// The installation's signature over that (Ed25519); certificates of before have none.
    pub signature: Option<[u8; 64]>,
}

impl Erasure {
    /// What was proposed.
    #[must_use]
    pub const fn proposed(&self) -> &Proposed {
        match self {
            Self::Certified(Certified { ordered: Ordered { proposed, .. }, .. })
            | Self::Ordered(Ordered { proposed, .. })
            | Self::Proposed(proposed)
            | Self::Rejected(Rejected { proposed, .. }) => proposed,
        }
    }

    /// The state in one word.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Certified(_) => "certified",
            Self::Ordered(_) => "ordered",
            Self::Proposed(_) => "proposed",
            Self::Rejected(_) => "rejected",
        }
    }
}

/// What may be asked of an erasure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Agrees, as a second officer, to exactly the list that was proposed.
    Approve,
    /// Says what was done; the node does, once everything is gone.
    Certify(Certificate),
    /// Proposes it.
    Propose(Request),
    /// Does not agree, as a second officer.
    Reject {
        /// Why.
        why: Why,
    },
}

impl Command {
    /// The command as forms and golden tables write it.
    #[must_use]
    pub const fn verb(&self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Certify(_) => "certify",
            Self::Propose(_) => "propose",
            Self::Reject { .. } => "reject",
        }
    }
}

/// What happened to an erasure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A second officer agreed.
    Approved {
        /// When.
        at: Timestamp,
        /// Who.
        by: Officer,
    },
    /// Everything is gone.
    Certified {
        /// When.
        at: Timestamp,
        /// What.
        certificate: Certificate,
    },
    /// It was proposed.
    Proposed {
        /// When.
        at: Timestamp,
        /// By whom.
        by: Officer,
        /// What.
        request: Request,
    },
    /// The second officer did not agree.
    Rejected {
        /// When.
        at: Timestamp,
        /// Who.
        by: OfficerId,
        /// Why.
        why: Why,
    },
}

impl Event {
    /// The event as stored streams name it.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Approved { .. } => "approved",
            Self::Certified { .. } => "certified",
            Self::Proposed { .. } => "proposed",
            Self::Rejected { .. } => "rejected",
        }
    }

    /// When it happened.
    #[must_use]
    pub const fn at(&self) -> Timestamp {
        match self {
            Self::Approved { at, .. }
            | Self::Certified { at, .. }
            | Self::Proposed { at, .. }
            | Self::Rejected { at, .. } => *at,
        }
    }
}

/// Decides what follows from a permitted command.
///
/// # Errors
/// [`Denied`] says why nothing does.
pub fn decide(
    erasure: Option<&Erasure>,
    permit: &Permit<Command>,
    ctx: &Ctx<'_>,
) -> Result<Vec<Event>, Denied> {
    outcome(erasure, permit.act(), permit.by(), ctx)
}

/// The decision without its permit, so that a permit can be judged on it.
pub(crate) fn outcome(
    erasure: Option<&Erasure>,
    command: &Command,
    by: &Actor,
    ctx: &Ctx<'_>,
) -> Result<Vec<Event>, Denied> {
    let at = ctx.now;
    match (erasure, command) {
        (None, Command::Propose(request)) => {
            let by = Officer::of(by)?;
            if request.exhibits.is_empty() {
                return Err(Denied::NothingToErase);
            }
            if request.exhibits.len() > EXHIBITS_MAX {
                return Err(Denied::TooMany { n_max: EXHIBITS_MAX });
            }
            Ok(vec![Event::Proposed { at, by, request: request.clone() }])
        }
        (None, Command::Approve | Command::Certify(_) | Command::Reject { .. }) => {
            Err(Denied::NotFound)
        }
        (Some(_), Command::Propose(_)) => Err(Denied::AlreadyKnown),
        (Some(Erasure::Proposed(proposed)), Command::Approve) => {
            let by = second(proposed, by)?;
            Ok(vec![Event::Approved { at, by }])
        }
        (Some(Erasure::Proposed(proposed)), Command::Reject { why }) => {
            let by = second(proposed, by)?.id;
            Ok(vec![Event::Rejected { at, by, why: why.clone() }])
        }
        (Some(Erasure::Proposed(_)), Command::Certify(_)) => {
            Err(Denied::ApprovalMissing { k: 1, have: 0 })
        }
        (Some(Erasure::Ordered(_)), Command::Certify(certificate)) => {
            Ok(vec![Event::Certified { at, certificate: certificate.clone() }])
        }
        // The same answer again is no new one.
        (Some(Erasure::Ordered(ordered)), Command::Approve)
            if Some(ordered.countersigner.id) == by.officer() =>
        {
            Ok(Vec::new())
        }
        (Some(Erasure::Ordered(_)), Command::Approve | Command::Reject { .. })
        | (
            Some(Erasure::Certified(_) | Erasure::Rejected(_)),
            Command::Approve | Command::Certify(_) | Command::Reject { .. },
        ) => Err(Denied::Closed),
    }
}

/// Whoever answers a proposal is another officer than its author.
fn second(proposed: &Proposed, by: &Actor) -> Result<Officer, Denied> {
    let by = Officer::of(by)?;
    if by.id == proposed.author.id { Err(Denied::SameOfficer { cite: None }) } else { Ok(by) }
}

/// Folds one event into an erasure.
///
/// # Errors
/// [`Corrupt`] if no decision can have written this event here.
pub fn evolve(erasure: Option<Erasure>, event: &Event) -> Result<Erasure, Corrupt> {
    let corrupt = Corrupt { stream: "erasure", event: event.kind() };
    match (erasure, event) {
        (None, Event::Proposed { at, by, request }) => {
            Ok(Erasure::Proposed(Proposed { request: request.clone(), author: *by, at: *at }))
        }
        (Some(Erasure::Proposed(proposed)), Event::Approved { at, by }) => {
            if by.id == proposed.author.id {
                return Err(corrupt);
            }
            Ok(Erasure::Ordered(Ordered { proposed, countersigner: *by, at: *at }))
        }
        (Some(Erasure::Proposed(proposed)), Event::Rejected { at, by, why }) => {
            Ok(Erasure::Rejected(Rejected { proposed, by: *by, why: why.clone(), at: *at }))
        }
        (Some(Erasure::Ordered(ordered)), Event::Certified { at, certificate }) => {
            let certificate = certificate.clone();
            Ok(Erasure::Certified(Certified { ordered, certificate, at: *at }))
        }
        (None, Event::Approved { .. } | Event::Certified { .. } | Event::Rejected { .. })
        | (Some(Erasure::Proposed(_)), Event::Certified { .. })
        | (Some(Erasure::Ordered(_)), Event::Approved { .. } | Event::Rejected { .. })
        | (
            Some(Erasure::Certified(_) | Erasure::Rejected(_)),
            Event::Approved { .. } | Event::Certified { .. } | Event::Rejected { .. },
        )
        | (
            Some(
                Erasure::Certified(_)
                | Erasure::Ordered(_)
                | Erasure::Proposed(_)
                | Erasure::Rejected(_),
            ),
            Event::Proposed { .. },
        ) => Err(corrupt),
    }
}
