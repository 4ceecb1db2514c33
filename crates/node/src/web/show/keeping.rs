//! What a case keeps, and one erasure.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::case::Case;
use domain::denied::Denied;
use domain::erasure::{self, Certified, Erasure, Proposed, Rejected};
use domain::exhibit::{Action, Exhibit, Ordered};
use domain::ids::{ExhibitId, HoldId};
use domain::permit::matrix::Row;
use domain::reader::ExhibitSeen;
use domain::recall::{Recall, Reply};
use jiff::Timestamp;
use portal::component::plain_acts::Reason;
use portal::component::problem_list::Wrong;
use portal::page::erasure::{ErasurePage, page_erasure};
use portal::page::keeping::{ErasureLine, Hold, Keeping, Kept, RecallLine, Typed, page_keeping};
use portal::path::{self, LeafNo};
use wire::stored::{Stored, StreamKind};

use super::{exhibits, reader_of};
use crate::act::ActError;
use crate::exhibits::of_case;
use crate::keeping;
use crate::node::Node;
use crate::recall;
use crate::web::Signed;
use crate::web::ledger::leaf_no;
use crate::web::page;

/// What came back of a decision that was refused.
#[derive(Debug, Clone, Default)]
pub struct Back {
    /// The reasons that were typed.
    pub why: String,
    /// What is wrong with them.
    pub wrong: Option<Wrong>,
    /// Why the core refused.
    pub denied: Option<Denied>,
}

/// An exhibit with the end of its last hold.
type Line = (ExhibitSeen, Option<Timestamp>);

/// The page of what a case keeps, with a form that was refused where there is one.
///
/// # Errors
/// If the reader may not see the case.
pub async fn keeping(
    node: &Arc<Node>,
    signed: &Signed,
    id: &str,
    typed: Option<&Typed>,
) -> Result<String, ActError> {
    let (seen, case) = crate::web::keeping::inside(node, signed, id).await?;
    let known = of_case(node, case.id()).await?;
    let lines = lines(node, signed, &case, &known).await?;
    let holds = holds(node, &known).await?;
    let erasures = keeping::erasures(node, case.id()).await?;
    let view = Keeping {
        seen: &seen,
        exhibits: lines.iter().map(kept).collect(),
        holds: holds.iter().map(Placed::shown).collect(),
        erasures: erasures.iter().map(line).collect(),
        recalls: waiting(node, &case).await?,
        may_hold: signed.has(Row::ExhibitHold),
        may_derive: signed.has(Row::ExhibitDerive),
        may_retain: signed.has(Row::ExhibitRetain),
        may_propose: signed.has(Row::ErasurePropose),
        typed,
        version: None,
    };
    let place = signed.place.at(&path::keeping(id));
    Ok(page::render(node, Some(signed), &place, |shell| page_keeping(&view, shell)))
}

/// Recalls of others about this case that nobody has answered, the soonest end first.
async fn waiting(node: &Node, case: &Case) -> Result<Vec<RecallLine>, ActError> {
    let mut found = Vec::new();
    for recall in recall::of_the_case(node, case.id()).await? {
        if let Recall::Asked(asked) = recall
            && asked.reply == Reply::Open
        {
            let demand = asked.demand;
            let (member, due_at) = (demand.from.member.screen(), demand.due_at);
            found.push(RecallLine { id: demand.recall, member, due_at });
        }
    }
    found.sort_by_key(|line| line.due_at);
    Ok(found)
}

/// The page of an erasure, with a decision that was refused where there is one.
///
/// # Errors
/// If the reader may not see its case.
pub async fn erasure(
    node: &Arc<Node>,
    signed: &Signed,
    id: &str,
    back: &Back,
) -> Result<String, ActError> {
    let (erasure, seen, case) = crate::web::keeping::seen(node, signed, id).await?;
    let Proposed { request, author, .. } = erasure.proposed();
    let mut known = of_case(node, case.id()).await?;
    known.retain(|(id, _)| request.exhibits.contains_key(id));
    let lines = lines(node, signed, &case, &known).await?;
    let is_author = author.id == signed.officer.id;
    let leaf = match &erasure {
        Erasure::Certified(_) => {
            let events = node.store.load(&request.erasure.urn(&node.config.node), 0).await?;
            events.last().and_then(|event| event.place.map(leaf_no))
        }
        Erasure::Ordered(_) | Erasure::Proposed(_) | Erasure::Rejected(_) => None,
    };
    let asks = match &erasure {
        Erasure::Proposed(_) => recall::who_is_asked(node, request).await?,
        Erasure::Certified(_) | Erasure::Ordered(_) | Erasure::Rejected(_) => BTreeMap::new(),
    };
    let view = ErasurePage {
        erasure: &erasure,
        case: &seen,
        exhibits: lines.iter().map(kept).collect(),
        asks: asks.into_values().map(|recipient| recipient.member).collect(),
        recalls: recall::of_erasure(node, request).await?,
        waits_for: keeping::waits_for(node, request.erasure).await?,
        may_decide: !is_author && signed.has(Row::ErasureDecide),
        is_author,
        leaf,
        reason: Reason { text: back.why.clone(), wrong: back.wrong.clone() },
        denied: back.denied.as_ref(),
    };
    let place = signed.place.at(&path::erasure(id));
    Ok(page::render(node, Some(signed), &place, |shell| page_erasure(&view, shell)))
}

async fn lines(
    node: &Node,
    signed: &Signed,
    case: &Case,
    known: &[(ExhibitId, Exhibit)],
) -> Result<Vec<Line>, ActError> {
    let seen = exhibits(node, &reader_of(signed, Some(case)), known).await?;
    let now = node.now();
    let until: BTreeMap<ExhibitId, Option<Timestamp>> =
        known.iter().map(|(id, exhibit)| (*id, exhibit.item().held_until(now))).collect();
    let line = |(seen, _): (ExhibitSeen, Option<LeafNo>)| {
        let until = until.get(&seen.id).copied().flatten();
        (seen, until)
    };
    Ok(seen.into_iter().map(line).collect())
}

const fn kept(line: &Line) -> Kept<'_> {
    Kept { seen: &line.0, held_until: line.1 }
}

/// A hold that lasts, as the record of its exhibits tells it.
struct Placed {
    hold: HoldId,
    until: Timestamp,
    placed_at: Timestamp,
    why: String,
    exhibits: Vec<String>,
}

impl Placed {
    fn shown(&self) -> Hold<'_> {
        Hold {
            id: self.hold,
            until: self.until,
            placed_at: self.placed_at,
            why: &self.why,
            exhibits: self.exhibits.iter().map(String::as_str).collect(),
        }
    }
}

/// The holds that last now, the one that ends soonest first.
async fn holds(node: &Node, known: &[(ExhibitId, Exhibit)]) -> Result<Vec<Placed>, ActError> {
    let now = node.now();
    let mut found = BTreeMap::<HoldId, Placed>::new();
    for (id, exhibit) in known {
        let item = exhibit.item();
        for held in item.holds.iter().filter(|held| now < held.until) {
            let no = item.exhibit_no.to_string();
            if let Some(placed) = found.get_mut(&held.hold) {
                placed.exhibits.push(no);
                continue;
            }
            let (placed_at, why) = placing(node, *id, held.hold).await?;
            let (hold, until) = (held.hold, held.until);
            found.insert(hold, Placed { hold, until, placed_at, why, exhibits: vec![no] });
        }
    }
    let mut holds: Vec<Placed> = found.into_values().collect();
    holds.sort_by_key(|placed| placed.until);
    Ok(holds)
}

/// When and why a hold was placed on an exhibit.
async fn placing(
    node: &Node,
    exhibit: ExhibitId,
    hold: HoldId,
) -> Result<(Timestamp, String), ActError> {
    for event in node.store.load(&exhibit.urn(&node.config.node), 0).await? {
        if event.kind != Action::Hold.id() {
            continue;
        }
        if let Stored::Exhibit(event) = node.decode(StreamKind::Exhibit, &event)?
            && let Some(change) = &event.facts.change
            && let Some(Ordered::Hold { hold: placed, .. }) = Ordered::parse(&change.what)
            && placed == hold
        {
            return Ok((event.at, change.why.clone()));
        }
    }
    Err(ActError::Corrupt("a hold that nobody placed".to_owned()))
}

fn line(erasure: &Erasure) -> ErasureLine {
    let Proposed { request, at: proposed_at, .. } = erasure.proposed();
    let at = match erasure {
        Erasure::Certified(Certified { at, .. })
        | Erasure::Ordered(erasure::Ordered { at, .. })
        | Erasure::Rejected(Rejected { at, .. }) => *at,
        Erasure::Proposed(_) => *proposed_at,
    };
    ErasureLine {
        id: request.erasure,
        state: erasure.word(),
        trigger: request.trigger,
        n_exhibits: request.exhibits.len(),
        at,
    }
}
