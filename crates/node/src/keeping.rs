//! What is kept and what is destroyed: holds on exhibits, and the destruction of their content on the order of two officers.
//!
//! ```text
//! proposed → ordered → certified          proposed → rejected
//! ```
//!
//! The second officer's yes is one transaction: the order, each exhibit's own record, the end of every package with it, and
//! the letters to everybody who got it from us (`recall`). A hold on one of them stops all of it. What follows is the worker's ([`erase`]). Table: erasure.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::actor::Officer;
use domain::ctx::Ctx;
use domain::denied::Denied;
use domain::erasure::{self, EXHIBITS_MAX, Erasure, Ordered, Proposed, Request, Trigger, Why};
use domain::exhibit::{self, Action, Exhibit, ExhibitNo, RecordState};
use domain::ids::{CaseId, ErasureId, ExhibitId, HoldId, OfficerId, PackageId};
use domain::package::Package;
use domain::permit::{self, Subject};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use wire::stored::{Stored, StreamKind};

use crate::act::{ActError, Aggregate, OnceKey, StreamRef, Tx, act};
use crate::derive::with_derivatives;
use crate::exhibits::of_case;
use crate::export::{self, case_of};
use crate::measures::{instrument, who};
use crate::node::Node;
use crate::recall;
use crate::rows::view;

mod erase;
mod replay;
#[cfg(test)]
mod tests;

pub use erase::{again, finish_once, run_once};
pub use replay::replay;
pub(crate) use replay::{delete_parts, is_erased};

/// Sort of erasures that the worker looks at.
const ORDERED: &str = "0-ordered";
/// Sort of those that wait for people, or are done.
const BESIDE: &str = "1-beside";
/// Sort, before the day, of those that are done while copies of the key store made before may be left.
const UNTIL: &str = "2-until-";

/// An erasure as the worker finds it; a row of `erasure`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct ErasureRow {
    case: String,
    /// Replicas that could not be reached when the worker was at it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    waits_for: Vec<String>,
}

impl ErasureRow {
    fn of(case: CaseId) -> Self {
        Self { case: case.to_string(), waits_for: Vec::new() }
    }
}

/// The replicas that an erasure waits for, as the worker found it last.
///
/// # Errors
/// If the row is damaged.
pub async fn waits_for(node: &Node, id: ErasureId) -> Result<Vec<String>, ActError> {
    let row = node.row::<ErasureRow>(view::ERASURE, &id.to_string()).await?;
    Ok(row.map(|row| row.waits_for).unwrap_or_default())
}

impl Aggregate for Erasure {
    const KIND: StreamKind = StreamKind::Erasure;

    fn after(state: Option<Self>, event: &Stored) -> Result<Self, ActError> {
        if let Stored::Erasure(event) = event {
            Ok(erasure::evolve(state, event)?)
        } else {
            Err(ActError::Corrupt("another aggregate's event".to_owned()))
        }
    }
}

/// The stream of an erasure. It lies under the node's own key: the certificate outlives the key of the case.
fn erasure_stream(node: &Node, id: ErasureId) -> StreamRef {
    StreamRef { id: id.urn(&node.config.node), scope: "node".to_owned() }
}

/// The stream of an exhibit of a case; it is there already.
pub(crate) fn stream_of(node: &Node, exhibit: ExhibitId, case: CaseId) -> StreamRef {
    StreamRef { id: exhibit.urn(&node.config.node), scope: format!("case:{case}") }
}

/// An exhibit of this case as the act sees it; another case's is not there.
///
/// # Errors
/// [`ActError::NotFound`] for that one, and where there is none; if the record is damaged.
pub(crate) async fn exhibit_of(
    tx: &mut Tx<'_>,
    id: ExhibitId,
    case: CaseId,
) -> Result<(StreamRef, Exhibit), ActError> {
    let stream = stream_of(tx.node, id, case);
    let exhibit = tx.load::<Exhibit>(&stream).await?;
    let exhibit = exhibit.filter(|exhibit| exhibit.item().case == Some(case));
    Ok((stream, exhibit.ok_or(ActError::NotFound)?))
}

/// Forbids for a time that these exhibits are destroyed.
///
/// # Errors
/// [`domain::denied::Denied`] if the officer may not, or the hold would be over; then none of them is held.
pub async fn hold(
    node: &Arc<Node>,
    officer: &Officer,
    case: CaseId,
    exhibits: &BTreeSet<ExhibitId>,
    until: Timestamp,
    why: &Why,
    once: Option<OnceKey>,
) -> Result<HoldId, ActError> {
    if exhibits.len() > EXHIBITS_MAX {
        return Err(Denied::TooMany { n_max: EXHIBITS_MAX }.into());
    }
    let done = act!(node, "hold", once, |tx| {
        let hold = HoldId::new(node.random.uuid_v7(tx.now.as_millisecond()));
        let command = exhibit::Command::Hold {
            hold,
            until,
            responsible: officer.id,
            why: why.as_str().to_owned(),
        };
        // What keeps an original keeps what was made from it.
        for id in with_derivatives(tx, case, exhibits, EXHIBITS_MAX).await?.into_keys() {
            follow(tx, officer, case, id, command.clone()).await?;
        }
        Ok(hold.to_string().into_bytes())
    })
    .await?;
    let text = String::from_utf8_lossy(&done.result);
    HoldId::parse(&text).map_err(|_| ActError::Corrupt("once".to_owned()))
}

/// Ends a hold before its time, on every exhibit of the case that it holds. Whoever ends a hold takes no part in the
/// destruction of what it held: a rule of the house.
///
/// # Errors
/// [`ActError::NotFound`] if it holds nothing here; [`Denied::SameOfficer`] for whoever proposed that something of it is
/// destroyed.
pub async fn lift(
    node: &Arc<Node>,
    officer: &Officer,
    case: CaseId,
    hold: HoldId,
    why: &Why,
    once: Option<OnceKey>,
) -> Result<(), ActError> {
    act!(node, "lift_hold", once, |tx| {
        let command = exhibit::Command::LiftHold {
            hold,
            responsible: officer.id,
            why: why.as_str().to_owned(),
        };
        let mut n_lifted = 0_usize;
        let proposed = erasures(node, case).await?;
        let is_theirs = |id: &ExhibitId| {
            proposed.iter().any(|erasure| match erasure {
                Erasure::Proposed(Proposed { request, author, .. }) => {
                    author.id == officer.id && request.exhibits.contains_key(id)
                }
                Erasure::Certified(_) | Erasure::Ordered(_) | Erasure::Rejected(_) => false,
            })
        };
        for (id, exhibit) in of_case(node, case).await? {
            if exhibit.item().holds.iter().any(|held| held.hold == hold) {
                if is_theirs(&id) {
                    return Err(Denied::SameOfficer { cite: None }.into());
                }
                follow(tx, officer, case, id, command.clone()).await?;
                n_lifted = n_lifted.saturating_add(1);
            }
        }
        if n_lifted == 0 { Err(ActError::NotFound) } else { Ok(Vec::new()) }
    })
    .await?;
    Ok(())
}

/// Records what an officer does to one exhibit of a case.
///
/// # Errors
/// [`Denied`] if the officer may not.
pub(crate) async fn follow(
    tx: &mut Tx<'_>,
    officer: &Officer,
    case: CaseId,
    id: ExhibitId,
    command: exhibit::Command,
) -> Result<(), ActError> {
    let node = tx.node;
    let (roster, instrument) = (node.roster_view(), instrument()?);
    let ctx = node.ctx(tx.now, &instrument, &roster).ok_or(ActError::NotFound)?;
    let known = case_of(node, case).await?;
    let (stream, exhibit) = exhibit_of(tx, id, case).await?;
    let subject = Subject::new(Some(&exhibit)).in_case(Some(&known));
    let permit = permit::for_officer(officer, &subject, command, &ctx)?;
    let by = who(&permit, &ctx, None, &stream.id);
    for event in exhibit::decide(Some(&exhibit), &permit, &ctx)? {
        let at = event.at;
        tx.record(&stream, &Stored::Exhibit(event), at, &by).await?;
    }
    Ok(())
}

/// The erasures of a case, newest first.
///
/// # Errors
/// If a record is damaged.
pub async fn erasures(node: &Node, case: CaseId) -> Result<Vec<Erasure>, ActError> {
    let rows: Vec<(String, String)> =
        node.rows(view::CASE_ITEM, &format!("{case}:erasure:")).await?;
    let mut found = Vec::new();
    for (_, id) in rows.iter().rev() {
        let id = ErasureId::parse(id).map_err(|_| ActError::Corrupt("row erasure".to_owned()))?;
        found.extend(node.load::<Erasure>(&id.urn(&node.config.node)).await?);
    }
    Ok(found)
}

/// Proposes that the content of these exhibits is destroyed.
///
/// # Errors
/// [`Denied`] if the officer may not or ended a hold on one of them, nothing is named, or there is nothing to destroy.
pub async fn propose(
    node: &Arc<Node>,
    officer: &Officer,
    case: CaseId,
    chosen: &BTreeSet<ExhibitId>,
    trigger: Trigger,
    why: &Why,
    once: Option<OnceKey>,
) -> Result<ErasureId, ActError> {
    let done = act!(node, "propose_erasure", once, |tx| {
        let (roster, instrument) = (node.roster_view(), instrument()?);
        let ctx = node.ctx(tx.now, &instrument, &roster).ok_or(ActError::NotFound)?;
        let known = case_of(node, case).await?;
        let mut exhibits = BTreeMap::<ExhibitId, ExhibitNo>::new();
        if chosen.len() > EXHIBITS_MAX {
            return Err(Denied::TooMany { n_max: EXHIBITS_MAX }.into());
        }
        // What was made from it goes with it: it holds the same content.
        for (id, exhibit) in with_derivatives(tx, case, chosen, EXHIBITS_MAX).await? {
            match exhibit.state() {
                RecordState::Contested | RecordState::Packed | RecordState::Sealed => {}
                RecordState::Registered => return Err(Denied::NotSealed.into()),
                RecordState::Deleted | RecordState::Destroying => return Err(Denied::Closed.into()),
            }
            if lifted(node, id, officer.id).await? {
                return Err(Denied::SameOfficer { cite: None }.into());
            }
            exhibits.insert(id, exhibit.item().exhibit_no.clone());
        }
        let erasure = ErasureId::new(node.random.uuid_v7(tx.now.as_millisecond()));
        let request = Request { erasure, case, exhibits, trigger, why: why.clone() };
        let stream = erasure_stream(node, erasure);
        let subject = Subject::new(None).in_case(Some(&known));
        let command = erasure::Command::Propose(request);
        let permit = permit::for_officer(officer, &subject, command, &ctx)?;
        let by = who(&permit, &ctx, None, &stream.id);
        for event in erasure::decide(None, &permit, &ctx)? {
            tx.record(&stream, &Stored::Erasure(event.clone()), event.at(), &by).await?;
        }
        tx.put(view::ERASURE, &erasure.to_string(), BESIDE, &ErasureRow::of(case));
        let item = format!("{case}:erasure:{erasure}");
        tx.put(view::CASE_ITEM, &item, &wire::time::millis(tx.now), &erasure.to_string());
        Ok(erasure.to_string().into_bytes())
    })
    .await?;
    let text = String::from_utf8_lossy(&done.result);
    ErasureId::parse(&text).map_err(|_| ActError::Corrupt("once".to_owned()))
}

/// A second officer's answer to a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The content is destroyed.
    Approve,
    /// It is not.
    Reject(Why),
}

/// Agrees to exactly the list that was proposed, or does not.
///
/// # Errors
/// [`domain::denied::Denied`] if the officer may not, or a hold lasts on one of the exhibits; nothing is destroyed then.
pub async fn answer(
    node: &Arc<Node>,
    officer: &Officer,
    id: ErasureId,
    answer: &Answer,
    once: Option<OnceKey>,
) -> Result<(), ActError> {
    act!(node, "answer_erasure", once, |tx| {
        let (roster, instrument) = (node.roster_view(), instrument()?);
        let ctx = node.ctx(tx.now, &instrument, &roster).ok_or(ActError::NotFound)?;
        let stream = erasure_stream(node, id);
        let before = tx.load::<Erasure>(&stream).await?.ok_or(ActError::NotFound)?;
        let known = case_of(node, before.proposed().request.case).await?;
        let command = match answer {
            Answer::Approve => erasure::Command::Approve,
            Answer::Reject(why) => erasure::Command::Reject { why: why.clone() },
        };
        let subject = Subject::new(Some(&before)).in_case(Some(&known));
        let permit = permit::for_officer(officer, &subject, command, &ctx)?;
        let by = who(&permit, &ctx, None, &stream.id);
        let mut after = before.clone();
        for event in erasure::decide(Some(&before), &permit, &ctx)? {
            tx.record(&stream, &Stored::Erasure(event.clone()), event.at(), &by).await?;
            after = erasure::evolve(Some(after), &event)?;
        }
        if let (Erasure::Proposed(_), Erasure::Ordered(ordered)) = (&before, &after) {
            for id in ordered.proposed.request.exhibits.keys() {
                if lifted(node, *id, officer.id).await? {
                    return Err(Denied::SameOfficer { cite: None }.into());
                }
            }
            order(tx, ordered, &ctx).await?;
            recall::for_erasure(tx, ordered, &officer.unit).await?;
        }
        Ok(Vec::new())
    })
    .await?;
    node.wake.erase.notify_one();
    Ok(())
}

/// Whether this officer ended a hold on the exhibit before its time.
async fn lifted(node: &Node, exhibit: ExhibitId, officer: OfficerId) -> Result<bool, ActError> {
    for event in node.store.load(&exhibit.urn(&node.config.node), 0).await? {
        if event.kind != Action::LiftHold.id() {
            continue;
        }
        if let Stored::Exhibit(event) = node.decode(StreamKind::Exhibit, &event)?
            && event.facts.change.is_some_and(|change| change.responsible == officer)
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What the order says of each exhibit and each package.
async fn order(tx: &mut Tx<'_>, ordered: &Ordered, ctx: &Ctx<'_>) -> Result<(), ActError> {
    let node = tx.node;
    let Proposed { request, author, .. } = &ordered.proposed;
    for id in request.exhibits.keys() {
        let (stream, exhibit) = exhibit_of(tx, *id, request.case).await?;
        nothing_left(tx, request, &exhibit).await?;
        let command = exhibit::Command::Destroy {
            erasure: request.erasure,
            responsible: author.id,
            why: request.why.as_str().to_owned(),
        };
        let permit = permit::for_node(&Subject::new(Some(&exhibit)), command, ctx)?;
        let by = who(&permit, ctx, None, &stream.id);
        for event in exhibit::decide(Some(&exhibit), &permit, ctx)? {
            let at = event.at;
            tx.record(&stream, &Stored::Exhibit(event), at, &by).await?;
        }
    }
    // A package that is asked for meanwhile is seen, or asked for again.
    hold_packages(tx, request.case, true).await?;
    for package in packages_with(node, request).await? {
        export::void(tx, package).await?;
    }
    let row = ErasureRow::of(request.case);
    tx.put(view::ERASURE, &request.erasure.to_string(), ORDERED, &row);
    Ok(())
}

/// Nothing that was made from an exhibit of the list stays behind: the second officer agreed to exactly this list, so what
/// was made since it was proposed must be proposed too.
async fn nothing_left(
    tx: &mut Tx<'_>,
    request: &Request,
    exhibit: &Exhibit,
) -> Result<(), ActError> {
    for child in &exhibit.item().derived {
        if request.exhibits.contains_key(child) {
            continue;
        }
        let (_, child) = exhibit_of(tx, *child, request.case).await?;
        if !matches!(child.state(), RecordState::Deleted | RecordState::Destroying) {
            let exhibit = child.item().exhibit_no.clone();
            return Err(Denied::DerivativeLeft { exhibit }.into());
        }
    }
    Ok(())
}

/// Whoever asks for a package of a case and whoever orders a destruction in it see each other: both come through here, and
/// the slower one runs again if the faster one `orders`.
///
/// # Errors
/// If the store fails.
pub(crate) async fn hold_packages(
    tx: &mut Tx<'_>,
    case: CaseId,
    orders: bool,
) -> Result<(), ActError> {
    let key = format!("keeping:{case}");
    let held = tx.node.row::<u32>(view::COUNTER, &key).await?;
    let n_orders = held.unwrap_or(0).saturating_add(u32::from(orders));
    tx.swap(view::COUNTER, &key, held.as_ref(), &n_orders);
    Ok(())
}

/// The packages of the case that hold one of these exhibits.
async fn packages_with(node: &Node, request: &Request) -> Result<BTreeSet<PackageId>, ActError> {
    let prefix = format!("{}:package:", request.case);
    let rows: Vec<(String, String)> = node.rows(view::CASE_ITEM, &prefix).await?;
    let mut found = BTreeSet::new();
    for (_, id) in rows {
        let id = PackageId::parse(&id).map_err(|_| ActError::Corrupt("row package".to_owned()))?;
        let package = node.load::<Package>(&id.urn(&node.config.node)).await?;
        let holds = |package: &Package| {
            package.request().exhibits.iter().any(|id| request.exhibits.contains_key(id))
        };
        if package.as_ref().is_some_and(holds) {
            found.insert(id);
        }
    }
    Ok(found)
}
