//! Until when exhibits may be kept: set by officers, handed on to what was made from them, shown before it ends, and said
//! when it is over. Nothing is destroyed here: two officers do (`keeping`). Table: retention.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::actor::Officer;
use domain::denied::Denied;
use domain::erasure::{EXHIBITS_MAX, Why};
use domain::exhibit::{self, Exhibit, Nearness, RecordState, RetentionRule, WARN_DAYS};
use domain::ids::{CaseId, ExhibitId};
use domain::permit::{self, Subject};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use store::RowQuery;
use wire::stored::Stored;

use crate::act::{ActError, OnceKey, Tx, act};
use crate::derive::with_derivatives;
use crate::keeping::{exhibit_of, follow};
use crate::measures::{instrument, who};
use crate::node::Node;
use crate::recorder::RecordError;
use crate::rows::{decode, view};

/// The end of an exhibit's time; a row of `retention`, sorted by when it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct RetentionRow {
    case: String,
    until: String,
}

/// An exhibit whose time ends soon, or is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// Which.
    pub exhibit: ExhibitId,
    /// Its case.
    pub case: CaseId,
    /// The first instant at which it may not be kept any more.
    pub until: Timestamp,
    /// How near that is.
    pub near: Nearness,
}

fn damaged() -> ActError {
    ActError::Corrupt("row retention".to_owned())
}

/// Notes when the time of an exhibit ends.
pub fn note(tx: &mut Tx<'_>, exhibit: ExhibitId, case: CaseId, until: Timestamp) {
    let sort = wire::time::millis(until);
    let row = RetentionRow { case: case.to_string(), until: sort.clone() };
    tx.put(view::RETENTION, &exhibit.to_string(), &sort, &row);
}

/// Forgets the end of an exhibit whose content is gone.
pub fn forget(tx: &mut Tx<'_>, exhibit: ExhibitId) {
    tx.delete(view::RETENTION, &exhibit.to_string());
}

/// Sets until when these exhibits may be kept. What was made from them is kept no longer: where it would be, its time ends
/// with theirs.
///
/// # Errors
/// [`Denied`] if the officer may not, or one would be kept longer than what it was made from; then nothing is set.
pub async fn retain(
    node: &Arc<Node>,
    officer: &Officer,
    case: CaseId,
    chosen: &BTreeSet<ExhibitId>,
    until: Timestamp,
    why: &Why,
    once: Option<OnceKey>,
) -> Result<(), ActError> {
    act!(node, "retain", once, |tx| {
        retain_in(tx, officer, case, chosen, until, why).await?;
        Ok(Vec::new())
    })
    .await?;
    Ok(())
}

/// The same within an act.
pub(crate) async fn retain_in(
    tx: &mut Tx<'_>,
    officer: &Officer,
    case: CaseId,
    chosen: &BTreeSet<ExhibitId>,
    until: Timestamp,
    why: &Why,
) -> Result<(), ActError> {
    hold_ends(tx, case).await?;
    let all = with_derivatives(tx, case, chosen, EXHIBITS_MAX).await?;
    if chosen.is_empty() {
        return Err(ActError::NotFound);
    }
    for (id, exhibit) in &all {
        let is_chosen = chosen.contains(id);
        let ends = exhibit.item().retention.map(|kept| kept.until);
        if !is_chosen && ends.is_some_and(|ends| ends <= until) {
            continue;
        }
        let (rule, latest) = if is_chosen {
            (RetentionRule::Officer, latest(tx, case, exhibit, chosen, until).await?)
        } else {
            (RetentionRule::Parents, None)
        };
        let command = exhibit::Command::Retain {
            rule,
            until,
            latest,
            responsible: officer.id,
            why: why.as_str().to_owned(),
        };
        follow(tx, officer, case, *id, command).await?;
        note(tx, *id, case, until);
    }
    Ok(())
}

/// Who shortens a parent's time and who lengthens a child's see each other: neither writes what the other reads, so both
/// come through one row of the case, and the slower one runs again.
async fn hold_ends(tx: &mut Tx<'_>, case: CaseId) -> Result<(), ActError> {
    let key = format!("retaining:{case}");
    let held = tx.node.row::<u32>(view::COUNTER, &key).await?;
    let n_set = held.unwrap_or(0).wrapping_add(1);
    tx.swap(view::COUNTER, &key, held.as_ref(), &n_set);
    Ok(())
}

/// The earliest end of what an exhibit was made from, as it is when this act is done.
async fn latest(
    tx: &mut Tx<'_>,
    case: CaseId,
    exhibit: &Exhibit,
    chosen: &BTreeSet<ExhibitId>,
    until: Timestamp,
) -> Result<Option<Timestamp>, ActError> {
    let mut latest = None;
    for parent in &exhibit.item().derived_from {
        let ends = if chosen.contains(parent) {
            Some(until)
        } else {
            exhibit_of(tx, *parent, case).await?.1.item().retention.map(|kept| kept.until)
        };
        latest = latest.into_iter().chain(ends).min();
    }
    Ok(latest)
}

/// The exhibits whose time ends within thirty days or is over, the soonest first.
///
/// # Errors
/// If a row is damaged.
pub async fn ending(node: &Node) -> Result<Vec<Ending>, ActError> {
    let now = node.now();
    let last = now.saturating_add(SignedDuration::from_hours(WARN_DAYS.saturating_mul(24)));
    let last = last.unwrap_or(Timestamp::MAX);
    let mut found = Vec::new();
    for row in due(node, last).await? {
        let (exhibit, case, until) = row;
        found.extend(Nearness::of(until, now).map(|near| Ending { exhibit, case, until, near }));
    }
    Ok(found)
}

async fn due(
    node: &Node,
    last: Timestamp,
) -> Result<Vec<(ExhibitId, CaseId, Timestamp)>, ActError> {
    let to_sort = Some(format!("{}~", wire::time::millis(last)));
    let query = RowQuery { to_sort, ..RowQuery::view(view::RETENTION, store::MAX_PAGE) };
    let mut found = Vec::new();
    for row in node.all_rows(query).await? {
        let body: RetentionRow = decode(&row.body)?;
        let exhibit = ExhibitId::parse(&row.key).map_err(|_| damaged())?;
        let case = CaseId::parse(&body.case).map_err(|_| damaged())?;
        found.push((exhibit, case, wire::time::parse(&body.until).ok_or_else(damaged)?));
    }
    Ok(found)
}

/// Says in the record of every exhibit whose time is over that it is, once, and not while a hold lasts. Returns how many.
///
/// # Errors
/// The first that occurred; the others were said all the same.
pub async fn run_once(node: &Arc<Node>) -> Result<u64, ActError> {
    node.may_act()?;
    let (mut n_over, mut first) = (0_u64, None);
    for (id, case, _) in due(node, node.now()).await? {
        match end(node, id, case).await {
            Ok(said) => n_over = n_over.saturating_add(said.into()),
            Err(error) => first = first.or(Some(error)),
        }
    }
    first.map_or(Ok(n_over), Err)
}

async fn end(node: &Arc<Node>, id: ExhibitId, case: CaseId) -> Result<bool, ActError> {
    let done = act!(node, "end_retention", None, |tx| {
        let (roster, instrument) = (node.roster_view(), instrument()?);
        let ctx = node.ctx(tx.now, &instrument, &roster).ok_or(ActError::NotFound)?;
        let (stream, exhibit) = match exhibit_of(tx, id, case).await {
            Ok(found) => found,
            // The key of the case is gone, and with it what could be said.
            Err(ActError::Record(RecordError::Erased)) => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let command = exhibit::Command::EndRetention;
        let permit = match permit::for_node(&Subject::new(Some(&exhibit)), command, &ctx) {
            Ok(permit) => permit,
            // Said before, held, set anew since the row was read, or going anyway.
            Err(
                Denied::AlreadyKnown
                | Denied::Closed
                | Denied::NotFound
                | Denied::NotSealed
                | Denied::OnHold { .. }
                | Denied::StillKept { .. },
            ) => return Ok(Vec::new()),
            Err(denied) => return Err(denied.into()),
        };
        let by = who(&permit, &ctx, None, &stream.id);
        for event in exhibit::decide(Some(&exhibit), &permit, &ctx)? {
            let at = event.at;
            tx.record(&stream, &Stored::Exhibit(event), at, &by).await?;
        }
        Ok(b"over".to_vec())
    })
    .await?;
    Ok(done.result == b"over")
}

/// The exhibits of a case whose time is over and that can be destroyed now: what a proposal names.
///
/// # Errors
/// If a record is damaged.
pub async fn over(node: &Node, case: CaseId) -> Result<BTreeMap<ExhibitId, Exhibit>, ActError> {
    let mut found = BTreeMap::new();
    for (id, of, _) in due(node, node.now()).await? {
        if of != case {
            continue;
        }
        let Some(exhibit) = node.load::<Exhibit>(&id.urn(&node.config.node)).await? else {
            continue;
        };
        let is_here = match exhibit.state() {
            RecordState::Contested | RecordState::Packed | RecordState::Sealed => true,
            RecordState::Deleted | RecordState::Destroying | RecordState::Registered => false,
        };
        if is_here && exhibit.item().held_until(node.now()).is_none() {
            found.insert(id, exhibit);
        }
    }
    Ok(found)
}
