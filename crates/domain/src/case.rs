//! A case: the registry entry that measures, exhibits and packages of one matter belong to.
//!
//! Here is who takes part and that it is open. What others see of it is only the stub. Coordination,
//! leads, closing and archiving come with their own commands; nothing here prepares them.

use std::collections::BTreeSet;
use std::fmt;

use jiff::Timestamp;

use crate::actor::{Actor, UnitId};
use crate::corrupt::Corrupt;
use crate::ctx::Ctx;
use crate::denied::Denied;
use crate::effect::Effect;
use crate::ids::{CaseId, OfficerId};
use crate::permit::Permit;
use crate::purpose::Purpose;

#[cfg(test)]
mod tests;

/// Most units that take part in one case.
pub const PARTICIPANTS_MAX: usize = 64;

/// Longest docket number, codename or focus.
pub const NAME_CHARS_MAX: usize = 120;

/// A few words on one line: a docket number, a codename, a focus.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(String);

impl Name {
    /// Reads a name of visible characters; `None` if it is empty, too long or holds a control sign.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let fits = !text.is_empty() && text.chars().count() <= NAME_CHARS_MAX;
        (fits && !text.chars().any(char::is_control)).then(|| Self(text.to_owned()))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A case on its member's stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Case {
    /// Work goes on.
    Open(File),
    /// It is in the registry, nothing more.
    Registered(File),
}

/// What the registry holds of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its id.
    pub case: CaseId,
    /// Its number in the registry, without gaps per node and year.
    pub docket_no: Name,
    /// How people call it; never the name of a person.
    pub codename: Name,
    /// What it is about, in a few words, if somebody said it.
    pub focus: Option<Name>,
    /// Why data are processed in it.
    pub purpose: Purpose,
    /// The units that take part.
    pub participants: BTreeSet<UnitId>,
    /// When it was registered.
    pub registered_at: Timestamp,
    /// By whom.
    pub registered_by: OfficerId,
}

impl Case {
    /// What the registry holds.
    #[must_use]
    pub const fn file(&self) -> &File {
        match self {
            Self::Open(file) | Self::Registered(file) => file,
        }
    }

    /// Its id.
    #[must_use]
    pub const fn id(&self) -> CaseId {
        self.file().case
    }

    /// Whether a unit takes part.
    #[must_use]
    pub fn has(&self, unit: &UnitId) -> bool {
        self.file().participants.contains(unit)
    }

    /// The state in one word.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Open(_) => "open",
            Self::Registered(_) => "registered",
        }
    }
}

/// What may be asked of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Opens it for work.
    Open,
    /// Enters it in the registry.
    Register(Registration),
}

impl Command {
    /// The command as forms and golden tables write it.
    #[must_use]
    pub const fn verb(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Register(_) => "register",
        }
    }
}

/// What a case starts with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    /// Its id.
    pub case: CaseId,
    /// Its number, allotted by the registry.
    pub docket_no: Name,
    /// How people call it.
    pub codename: Name,
    /// What it is about, in a few words, if somebody said it.
    pub focus: Option<Name>,
    /// Why data are processed in it.
    pub purpose: Purpose,
    /// The units that take part; who registers it always does.
    pub participants: BTreeSet<UnitId>,
}

/// What happened to a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// Work began.
    Opened {
        /// When.
        at: Timestamp,
    },
    /// It is in the registry.
    Registered {
        /// When.
        at: Timestamp,
        /// By whom.
        by: OfficerId,
        /// With what.
        registration: Registration,
    },
}

impl Event {
    /// The event as stored streams name it.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Opened { .. } => "opened",
            Self::Registered { .. } => "registered",
        }
    }

    /// When it happened.
    #[must_use]
    pub const fn at(&self) -> Timestamp {
        match self {
            Self::Opened { at } | Self::Registered { at, .. } => *at,
        }
    }
}

/// Decides what follows from a permitted command.
///
/// # Errors
/// [`Denied`] says why nothing does.
pub fn decide(
    case: Option<&Case>,
    permit: &Permit<Command>,
    ctx: &Ctx<'_>,
) -> Result<Vec<Event>, Denied> {
    outcome(case, permit.act(), permit.by(), ctx)
}

/// The decision without its permit, so that a permit can be judged on it.
pub(crate) fn outcome(
    case: Option<&Case>,
    command: &Command,
    by: &Actor,
    ctx: &Ctx<'_>,
) -> Result<Vec<Event>, Denied> {
    let at = ctx.now;
    match (case, command) {
        (None, Command::Register(registration)) => {
            let Actor::Officer { id, unit, .. } = by else { return Err(Denied::NotOwner) };
            let mut registration = registration.clone();
            registration.participants.insert(unit.clone());
            if registration.participants.len() > PARTICIPANTS_MAX {
                return Err(Denied::TooMany { n_max: PARTICIPANTS_MAX });
            }
            Ok(vec![Event::Registered { at, by: *id, registration }])
        }
        (Some(_), Command::Register(_)) => Err(Denied::AlreadyKnown),
        (None, Command::Open) => Err(Denied::NotFound),
        (Some(Case::Registered(_)), Command::Open) => Ok(vec![Event::Opened { at }]),
        (Some(Case::Open(_)), Command::Open) => Ok(Vec::new()),
    }
}

/// Folds one event into a case.
///
/// # Errors
/// [`Corrupt`] if no decision can have written this event here.
pub fn evolve(case: Option<Case>, event: &Event) -> Result<Case, Corrupt> {
    let corrupt = Corrupt { stream: "case", event: event.kind() };
    match (case, event) {
        (None, Event::Registered { at, by, registration }) => Ok(Case::Registered(File {
            case: registration.case,
            docket_no: registration.docket_no.clone(),
            codename: registration.codename.clone(),
            focus: registration.focus.clone(),
            purpose: registration.purpose,
            participants: registration.participants.clone(),
            registered_at: *at,
            registered_by: *by,
        })),
        (Some(Case::Registered(file)), Event::Opened { .. }) => Ok(Case::Open(file)),
        (None | Some(Case::Open(_)), Event::Opened { .. })
        | (Some(Case::Open(_) | Case::Registered(_)), Event::Registered { .. }) => Err(corrupt),
    }
}

/// What follows from an event; nobody outside is told of a case.
#[must_use]
pub const fn react(_case: &Case, event: &Event) -> Vec<Effect> {
    match event {
        Event::Opened { .. } | Event::Registered { .. } => Vec::new(),
    }
}
