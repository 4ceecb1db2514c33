//! Exhibits that are made from others: an extract, a redacted text, a translation. The others stay as they are.
//!
//! What is made is an exhibit of its own, with a record and a key of its own. It takes over what its parents are bound
//! by: their purpose, every hold that lasts on one of them, and the earliest end of their time. Where use is forbidden
//! follows from the measures of all its ancestors (the shell looks at each). Both records name the other, so the tree can
//! be walked in both directions: who destroys or asks back a parent finds everything that was made from it.
//! Directive (EU) 2016/680, Articles 4(1)(c) and (e), 5.

use std::collections::BTreeSet;
use std::fmt;

use super::retention::{Kept, Retention, RetentionRule};
use super::{
    Action, Change, CustodyFacts, Data, Event, Exhibit, ExhibitNo, Held, Item, Location, Ordered,
    Performer, Record, RecordState, SealMark, Source, Tool, evolve, facts,
};
use crate::corrupt::Corrupt;
use crate::ctx::Ctx;
use crate::denied::Denied;
use crate::ids::{CaseId, ExhibitId, OfficerId};
use crate::purpose::Purpose;

/// Most exhibits that one is made from: each has an event of its own in one transaction.
pub const PARENTS_MAX: usize = 64;
/// Before the number of what is made from an exhibit: `X-1` gives `X-1-D1`, `X-1-D2`, and so on.
const DERIVED: &str = "-D";

/// Why the record of a parent has an entry about it. How it was made stands in the record of what was made alone.
const MADE_FROM_IT: &str = "an exhibit was made from this one";

/// What somebody does who makes an exhibit from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Making {
    /// Puts it into another format.
    Convert,
    /// Takes a part of it, or puts several together.
    Derive,
    /// Looks at it with a tool and writes down what it found.
    Examine,
    /// Leaves out or covers what a reader may not see.
    Redact,
    /// Puts it into another language.
    Translate,
}

impl Making {
    /// Every way, in the order of the words.
    pub const ALL: [Self; 5] =
        [Self::Convert, Self::Derive, Self::Examine, Self::Redact, Self::Translate];

    /// The word in forms and stored events.
    #[must_use]
    pub const fn id(self) -> &'static str {
        self.action().id()
    }

    /// The way with this word, if there is one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|making| making.id() == text)
    }

    /// The action of custody it is.
    #[must_use]
    pub const fn action(self) -> Action {
        match self {
            Self::Convert => Action::Convert,
            Self::Derive => Action::Derive,
            Self::Examine => Action::Examine,
            Self::Redact => Action::Redact,
            Self::Translate => Action::Translate,
        }
    }
}

/// What a new exhibit that is made from others starts with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Derivation {
    /// Its id.
    pub exhibit: ExhibitId,
    /// Its number; see [`derived_no`].
    pub exhibit_no: ExhibitNo,
    /// What was done.
    pub making: Making,
    /// What it was made from, as it is now; the first gives the root of the number.
    pub parents: Vec<Exhibit>,
    /// The name of its file.
    pub name: String,
    /// How it was made, with every setting of the tool.
    pub method: String,
    /// What is not in it any more, or is not as it was.
    pub loss: String,
    /// With what it was made; the digest is that of the settings.
    pub tool: Tool,
    /// What the node found when it read it.
    pub data: Data,
    /// The container that holds it.
    pub seal: SealMark,
    /// Where the node keeps it.
    pub location: Location,
    /// Who made it.
    pub responsible: OfficerId,
}

impl Derivation {
    /// The case of the first parent.
    #[must_use]
    pub fn case(&self) -> Option<CaseId> {
        self.parents.first().and_then(|parent| parent.item().case)
    }

    /// What the first parent is kept for.
    #[must_use]
    pub fn purpose(&self) -> Purpose {
        let first = self.parents.first();
        first.map_or(Purpose::EvidenceCustody, |parent| parent.item().purpose)
    }

    fn parent_ids(&self) -> BTreeSet<ExhibitId> {
        self.parents.iter().map(|parent| parent.item().exhibit).collect()
    }
}

/// The number of the `n`th exhibit that is made from one with this number, counted through all that has the same root:
/// what is made from `X-1-D1` is `X-1-D2`. None if it were longer than any number.
#[must_use]
pub fn derived_no(parent: &ExhibitNo, n: u32) -> Option<ExhibitNo> {
    ExhibitNo::parse(&format!("{}{DERIVED}{n}", root_of(parent)))
}

/// The number of the exhibit at the root: without what [`derived_no`] put behind it.
#[must_use]
pub fn root_of(number: &ExhibitNo) -> &str {
    let text = number.as_str();
    match text.rsplit_once(DERIVED) {
        Some((root, n)) if !root.is_empty() && is_count(n) => root,
        Some(_) | None => text,
    }
}

fn is_count(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Which exhibits were made from which, as both records say it: in [`Change::what`] as `from EXHIBIT EXHIBIT…` or
/// `into EXHIBIT`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lineage {
    /// This one was made from these.
    From(BTreeSet<ExhibitId>),
    /// That one was made from this.
    Into(ExhibitId),
}

impl Lineage {
    /// From its words.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (what, rest) = text.split_once(' ')?;
        match what {
            "from" => {
                let parents: Option<BTreeSet<ExhibitId>> =
                    rest.split(' ').map(|id| ExhibitId::parse(id).ok()).collect();
                let n_named = rest.split(' ').count();
                parents
                    .filter(|parents| parents.len() == n_named && n_named <= PARENTS_MAX)
                    .map(Self::From)
            }
            "into" => ExhibitId::parse(rest).ok().map(Self::Into),
            _ => None,
        }
    }
}

impl fmt::Display for Lineage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::From(parents) => {
                f.write_str("from")?;
                parents.iter().try_for_each(|parent| write!(f, " {parent}"))
            }
            Self::Into(child) => write!(f, "into {child}"),
        }
    }
}

/// Whether content may be made from an exhibit in this state.
pub(super) fn may_be_used(state: RecordState) -> Result<(), Denied> {
    match state {
        RecordState::Packed | RecordState::Sealed => Ok(()),
        RecordState::Contested => Err(Denied::ExhibitContested),
        RecordState::Deleted | RecordState::Destroying => Err(Denied::Closed),
        RecordState::Registered => Err(Denied::NotSealed),
    }
}

/// Everything the record of a derivative begins with: what it is and was made from, then each hold and the end of its time.
///
/// # Errors
/// [`Denied`] if one of the parents cannot be used, or they do not belong together.
pub(super) fn made(
    derivation: &Derivation,
    by: &Performer,
    ctx: &Ctx<'_>,
) -> Result<Vec<Event>, Denied> {
    let Some(first) = derivation.parents.first() else { return Err(Denied::NotFound) };
    if derivation.parents.len() > PARENTS_MAX {
        return Err(Denied::TooMany { n_max: PARENTS_MAX });
    }
    for parent in &derivation.parents {
        may_be_used(parent.state())?;
        // What belongs to another case is not there for this one.
        if parent.item().case != first.item().case {
            return Err(Denied::NotFound);
        }
        if parent.item().purpose != first.item().purpose {
            return Err(Denied::PurposeNotCovered { purpose: parent.item().purpose });
        }
    }
    let at = ctx.now;
    let begun = Event {
        at,
        action: derivation.making.action(),
        facts: Box::new(begins(derivation, first.item(), by)),
    };
    let damaged = |_: Corrupt| Denied::NotFound;
    let mut made = evolve(None, &begun).map_err(damaged)?;
    let mut events = vec![begun];
    for (action, change) in inherited(derivation, ctx) {
        let mut facts = facts::following(&made, by);
        facts.change = Some(change);
        let event = Event { at, action, facts: Box::new(facts) };
        made = evolve(Some(made), &event).map_err(damaged)?;
        events.push(event);
    }
    Ok(events)
}

fn begins(derivation: &Derivation, first: &Item, by: &Performer) -> CustodyFacts {
    let Derivation { exhibit, exhibit_no, location, .. } = derivation;
    CustodyFacts {
        root_no: Some(first.root_no.clone().unwrap_or_else(|| first.exhibit_no.clone())),
        case: first.case,
        basis: first.basis.clone(),
        tool: Some(derivation.tool.clone()),
        result: Some(Record { exhibit_no: exhibit_no.clone(), state: RecordState::Sealed }),
        data: Some(derivation.data.clone()),
        source: Some(Source {
            original_name: derivation.name.clone(),
            device: None,
            account: None,
            method: derivation.method.clone(),
            claimed: Vec::new(),
            zone: None,
        }),
        change: Some(Change {
            what: Lineage::From(derivation.parent_ids()).to_string(),
            responsible: derivation.responsible,
            why: derivation.loss.clone(),
        }),
        seal: Some(derivation.seal.clone()),
        ..facts::of_new(*exhibit, exhibit_no, location, first.purpose, by)
    }
}

/// The holds that last on a parent, each once, and the earliest end of their time.
fn inherited(derivation: &Derivation, ctx: &Ctx<'_>) -> Vec<(Action, Change)> {
    let mut seen = BTreeSet::new();
    let mut changes = Vec::new();
    for parent in derivation.parents.iter().map(Exhibit::item) {
        for Held { hold, until } in parent.holds.iter().filter(|held| ctx.now < held.until) {
            if seen.insert(*hold) {
                let what = Ordered::Hold { hold: *hold, until: *until }.to_string();
                let why = format!("it lasts on {}, from which this was made", parent.exhibit_no);
                let responsible = derivation.responsible;
                changes.push((Action::Hold, Change { what, responsible, why }));
            }
        }
    }
    let ends = derivation.parents.iter().map(Exhibit::item);
    let ends = ends.filter_map(|parent| Some((parent.retention?, &parent.exhibit_no)));
    if let Some((Retention { until, responsible, .. }, no)) = ends.min_by_key(|(end, _)| end.until)
    {
        let what = Kept::Until { until, rule: RetentionRule::Parents }.to_string();
        let why = format!("it ends for {no}, from which this was made");
        changes.push((Action::Retain, Change { what, responsible, why }));
    }
    changes
}

/// What the record of a parent says when something was made from it: that it was, and nothing of what it holds. A reader
/// may get the parent without what was made from it.
pub(super) fn used(derivation: &Derivation, facts: &mut CustodyFacts) -> Result<Action, Denied> {
    if !derivation.parent_ids().contains(&facts.exhibit) {
        return Err(Denied::NotFound);
    }
    facts.tool = Some(derivation.tool.clone());
    facts.change = Some(Change {
        what: Lineage::Into(derivation.exhibit).to_string(),
        responsible: derivation.responsible,
        why: MADE_FROM_IT.to_owned(),
    });
    Ok(derivation.making.action())
}

/// The exhibits among `known` that were made from one of `roots`, directly or through others, and the roots themselves.
/// A record that names itself among its own ancestors adds nothing twice.
#[must_use]
pub fn closure(roots: &BTreeSet<ExhibitId>, known: &[&Exhibit]) -> BTreeSet<ExhibitId> {
    let mut found = roots.clone();
    loop {
        let n_before = found.len();
        for item in known.iter().map(|exhibit| exhibit.item()) {
            if !item.derived_from.is_disjoint(&found) {
                found.insert(item.exhibit);
            }
            if found.contains(&item.exhibit) {
                found.extend(item.derived.iter().copied());
            }
        }
        if found.len() == n_before {
            return found;
        }
    }
}
