//! Agreements in the shell: drafted, signed, suspended, ended by officers; told to the other parties in the same transaction;
//! and the question to the gate at both ends ([`held`]).
//!
//! Streams lie under the node's own key: an agreement belongs to no case. What all of them say is held in memory and read
//! again after each act on one of them; the store is the truth. Tables: agreement, agreement-item, outbox, inbox.

use std::sync::{Arc, Mutex, PoisonError, RwLock};

use domain::actor::{Officer, UnitId};
use domain::agreement::{self, Agreement, Command, Consent, Event, Notice, Terms};
use domain::erasure::Why;
use domain::ids::AgreementId;
use domain::permit::{self, Subject};
use jiff::Timestamp;
use wire::stored::{Stored, StreamKind, Who};

use crate::act::{ActError, Aggregate, OnceKey, StreamRef, Tx, act};
use crate::measures::{instrument, who};
use crate::node::Node;
use crate::rows::view;

pub(crate) mod arrive;
pub mod held;
mod letters;
#[cfg(test)]
mod tests;

/// What conversations and rows about agreements begin with.
const PREFIX: &str = "agreement:";

impl Aggregate for Agreement {
    const KIND: StreamKind = StreamKind::Agreement;

    fn after(state: Option<Self>, event: &Stored) -> Result<Self, ActError> {
        if let Stored::Agreement(event) = event {
            Ok(agreement::evolve(state, event)?)
        } else {
            Err(ActError::Corrupt("another aggregate's event".to_owned()))
        }
    }
}

/// What a node has in memory of its agreements.
#[derive(Debug, Default)]
pub struct Known {
    list: RwLock<Option<Arc<Vec<Agreement>>>>,
    swept_at: Mutex<Option<Timestamp>>,
}

impl Known {
    /// One of them changed: they are read again, and whatever waits is asked about again at once.
    fn changed(&self) {
        *self.list.write().unwrap_or_else(PoisonError::into_inner) = None;
        *self.swept_at.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// The stream of an agreement.
pub(crate) fn agreement_stream(node: &Node, id: AgreementId) -> StreamRef {
    StreamRef { id: id.urn(&node.config.node), scope: "node".to_owned() }
}

/// What the conversation about an agreement is called in rows.
pub(crate) fn about(id: AgreementId) -> String {
    format!("{PREFIX}{id}")
}

/// Every agreement of this member, in the order of their ids.
///
/// # Errors
/// If a record is damaged.
pub async fn all(node: &Node) -> Result<Arc<Vec<Agreement>>, ActError> {
    let known = node.agreements.list.read().unwrap_or_else(PoisonError::into_inner).clone();
    if let Some(known) = known {
        return Ok(known);
    }
    let rows: Vec<(String, String)> = node.rows(view::AGREEMENT, "").await?;
    let mut found = Vec::with_capacity(rows.len());
    for (id, _) in rows {
        let damaged = || ActError::Corrupt("row agreement".to_owned());
        let id = AgreementId::parse(&id).map_err(|_| damaged())?;
        let agreement = load(node, id).await?;
        found.push(agreement.ok_or_else(damaged)?);
    }
    let found = Arc::new(found);
    let held = found.clone();
    *node.agreements.list.write().unwrap_or_else(PoisonError::into_inner) = Some(held);
    Ok(found)
}

/// One agreement.
///
/// # Errors
/// If its record is damaged.
pub async fn load(node: &Node, id: AgreementId) -> Result<Option<Agreement>, ActError> {
    node.load::<Agreement>(&id.urn(&node.config.node)).await
}

/// Writes an agreement down. Nobody else learns of it before it is signed.
///
/// # Errors
/// [`domain::denied::Denied`] if the officer may not, or the directory does not know a party.
pub async fn draft(
    node: &Arc<Node>,
    officer: &Officer,
    terms: &Terms,
    once: Option<OnceKey>,
) -> Result<AgreementId, ActError> {
    let id = terms.lines().agreement;
    let digest = wire::agreement::digest(terms).0;
    let done = act!(node, "draft_agreement", once, |tx| {
        let command = Command::Draft { terms: Box::new(terms.clone()), digest };
        by_officer(tx, officer, id, command).await?;
        Ok(id.to_string().into_bytes())
    })
    .await?;
    node.agreements.changed();
    let text = String::from_utf8_lossy(&done.result);
    AgreementId::parse(&text).map_err(|_| ActError::Corrupt("once".to_owned()))
}

/// Signs an agreement for the member, with the key of the officer's unit, and tells every other party.
///
/// # Errors
/// [`domain::denied::Denied`] if the officer may not, drafted it, or it was signed before.
pub async fn sign(
    node: &Arc<Node>,
    officer: &Officer,
    id: AgreementId,
    once: Option<OnceKey>,
) -> Result<(), ActError> {
    act!(node, "sign_agreement", once, |tx| {
        let before = load(node, id).await?.ok_or(ActError::NotFound)?;
        let unit = officer.unit.clone();
        let keys = node.signing.units.get(&unit);
        let keys = keys.ok_or_else(|| ActError::Shell(format!("no keys of {unit}")))?;
        let seal = wire::agreement::sign(before.terms(), &node.roster().net, &keys.sign)
            .map_err(|error| ActError::Shell(format!("agreement not signed: {error}")))?;
        by_officer(tx, officer, id, Command::Sign { unit, seal }).await?;
        Ok(Vec::new())
    })
    .await?;
    let_go_on(node);
    Ok(())
}

/// Suspends an agreement at once, on this node by this act and on the others by its letter.
///
/// # Errors
/// [`domain::denied::Denied`] if the officer may not, not everybody has signed, or it is suspended by us already.
pub async fn suspend(
    node: &Arc<Node>,
    officer: &Officer,
    id: AgreementId,
    notice: &Notice,
    once: Option<OnceKey>,
) -> Result<(), ActError> {
    act!(node, "suspend_agreement", once, |tx| {
        by_officer(tx, officer, id, Command::Suspend(notice.clone())).await?;
        Ok(Vec::new())
    })
    .await?;
    let_go_on(node);
    Ok(())
}

/// Ends our suspension.
///
/// # Errors
/// [`domain::denied::Denied`] if the officer may not, or our member has not suspended it.
pub async fn reinstate(
    node: &Arc<Node>,
    officer: &Officer,
    id: AgreementId,
    why: &Why,
    once: Option<OnceKey>,
) -> Result<(), ActError> {
    act!(node, "reinstate_agreement", once, |tx| {
        by_officer(tx, officer, id, Command::Reinstate { why: why.clone() }).await?;
        Ok(Vec::new())
    })
    .await?;
    let_go_on(node);
    Ok(())
}

/// Ends an agreement, or takes a draft back.
///
/// # Errors
/// [`domain::denied::Denied`] if the officer may not, or it has ended.
pub async fn end(
    node: &Arc<Node>,
    officer: &Officer,
    id: AgreementId,
    why: &Why,
    once: Option<OnceKey>,
) -> Result<(), ActError> {
    act!(node, "end_agreement", once, |tx| {
        by_officer(tx, officer, id, Command::End { why: why.clone() }).await?;
        Ok(Vec::new())
    })
    .await?;
    let_go_on(node);
    Ok(())
}

/// Records that an agreement was gone through again.
///
/// # Errors
/// [`domain::denied::Denied`] if the officer may not, or not everybody has signed.
pub async fn review(
    node: &Arc<Node>,
    officer: &Officer,
    id: AgreementId,
    found: &Why,
    once: Option<OnceKey>,
) -> Result<(), ActError> {
    act!(node, "review_agreement", once, |tx| {
        by_officer(tx, officer, id, Command::Review { found: found.clone() }).await?;
        Ok(Vec::new())
    })
    .await?;
    let_go_on(node);
    Ok(())
}

/// Lets an item that we gave go on to somebody else, and tells the parties.
///
/// # Errors
/// [`domain::denied::Denied`] if the officer may not, or the agreement lets nothing go on.
pub async fn consent(
    node: &Arc<Node>,
    officer: &Officer,
    id: AgreementId,
    consent: &Consent,
    once: Option<OnceKey>,
) -> Result<(), ActError> {
    act!(node, "consent_onward", once, |tx| {
        by_officer(tx, officer, id, Command::Consent(consent.clone())).await?;
        Ok(Vec::new())
    })
    .await?;
    let_go_on(node);
    Ok(())
}

/// What waits because of an agreement is asked about again now.
fn let_go_on(node: &Node) {
    node.agreements.changed();
    node.wake.deliver.notify_one();
}

async fn by_officer(
    tx: &mut Tx<'_>,
    officer: &Officer,
    id: AgreementId,
    command: Command,
) -> Result<(), ActError> {
    let node = tx.node;
    let stream = agreement_stream(node, id);
    let before = tx.load::<Agreement>(&stream).await?;
    let (roster, instrument) = (node.roster_view(), instrument()?);
    let ctx = node.ctx(tx.now, &instrument, &roster).ok_or(ActError::NotFound)?;
    let permit = permit::for_officer(officer, &Subject::new(before.as_ref()), command, &ctx)?;
    let by = who(&permit, &ctx, None, &stream.id);
    let events = agreement::decide(before.as_ref(), &permit, &ctx)?;
    carry_out(tx, &stream, before, events, &by, Some(&officer.unit)).await
}

/// Records that the time of an agreement is over, where that is so. Nothing waits for it: the gate asks the clock.
async fn pass(node: &Arc<Node>, id: AgreementId) -> Result<(), ActError> {
    act!(node, "pass_agreement", None, |tx| {
        let stream = agreement_stream(node, id);
        let before = tx.load::<Agreement>(&stream).await?;
        let (roster, instrument) = (node.roster_view(), instrument()?);
        let ctx = node.ctx(tx.now, &instrument, &roster).ok_or(ActError::NotFound)?;
        let permit = permit::for_node(&Subject::new(before.as_ref()), Command::Pass, &ctx)?;
        let by = who(&permit, &ctx, None, &stream.id);
        let events = agreement::decide(before.as_ref(), &permit, &ctx)?;
        carry_out(tx, &stream, before, events, &by, None).await?;
        Ok(Vec::new())
    })
    .await?;
    node.agreements.changed();
    Ok(())
}

/// Records the events of a decision, and tells every other party what it must know, in the name of `unit`.
///
/// # Errors
/// If something cannot be recorded or sent; nothing is written then.
async fn carry_out(
    tx: &mut Tx<'_>,
    stream: &StreamRef,
    before: Option<Agreement>,
    events: Vec<Event>,
    by: &Who,
    unit: Option<&UnitId>,
) -> Result<(), ActError> {
    let mut state = before;
    for event in events {
        tx.record(stream, &Stored::Agreement(event.clone()), event.at(), by).await?;
        let now = agreement::evolve(state, &event)?;
        if let (Some(message), Some(unit)) = (agreement::react(&now, &event), unit) {
            letters::tell(tx, &now, &message, unit).await?;
        }
        state = Some(now);
    }
    if let Some(state) = &state {
        let id = state.id().to_string();
        tx.put(view::AGREEMENT, &id, "", &id);
    }
    Ok(())
}

/// Letters that were taken back because of an agreement: each with the measure it was about, the newest last.
///
/// # Errors
/// If the store fails.
pub async fn withdrawn(node: &Node, id: AgreementId) -> Result<Vec<(String, String)>, ActError> {
    let prefix = format!("{id}:withdrawn:");
    let rows: Vec<(String, String)> = node.rows(view::AGREEMENT_ITEM, &prefix).await?;
    let letter = |key: String| key.rsplit_once(':').map(|(_, letter)| letter.to_owned());
    Ok(rows.into_iter().filter_map(|(key, measure)| Some((letter(key)?, measure))).collect())
}
