//! Agreements in the shell: drafted, signed, suspended, ended by officers; told to the other parties in the same transaction;
//! and the question to the gate at both ends ([`held`]).
//!
//! Streams lie under the node's own key: an agreement belongs to no case. What all of them say is held in memory and read
//! again after each act on one of them; the store is the truth. Tables: agreement, agreement-item, outbox, inbox.

use std::sync::{Arc, Mutex, PoisonError, RwLock};

use domain::actor::{Officer, UnitId};
use domain::agreement::{self, Agreement, Command, Consent, Event, Notice, Terms};
use domain::ctx::Ctx;
use domain::denied::Denied;
use domain::erasure::Why;
use domain::ids::AgreementId;
use domain::permit::{self, Permit, Subject};
use jiff::Timestamp;
use wire::stored::{Stored, StreamKind, Who};

use crate::act::{ActError, Aggregate, Done, OnceKey, StreamRef, Tx, act};
use crate::measures::{instrument, who};
use crate::node::Node;
use crate::rows::view;

pub(crate) mod arrive;
pub mod held;
mod letters;
#[cfg(test)]
mod tests;
pub mod waits;

/// What conversations and rows about agreements begin with.
pub(crate) const PREFIX: &str = "agreement:";

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
    list: RwLock<Listed>,
    swept_at: Mutex<Option<Timestamp>>,
}

/// What was read, and how often something changed: what was read before a change is not kept after it.
#[derive(Debug, Default)]
struct Listed {
    n_changes: u64,
    list: Option<Arc<Vec<Agreement>>>,
}

impl Known {
    /// One of them changed: they are read again, and whatever waits is asked about again at once.
    fn changed(&self) {
        {
            let mut listed = self.list.write().unwrap_or_else(PoisonError::into_inner);
            *listed = Listed { n_changes: listed.n_changes.wrapping_add(1), list: None };
        }
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
    let n_changes = {
        let listed = node.agreements.list.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = &listed.list {
            return Ok(known.clone());
        }
        listed.n_changes
    };
    let rows: Vec<(String, String)> = node.rows(view::AGREEMENT, "").await?;
    let mut found = Vec::with_capacity(rows.len());
    for (id, _) in rows {
        let damaged = || ActError::Corrupt("row agreement".to_owned());
        let id = AgreementId::parse(&id).map_err(|_| damaged())?;
        let agreement = load(node, id).await?;
        found.push(agreement.ok_or_else(damaged)?);
    }
    let found = Arc::new(found);
    let mut listed = node.agreements.list.write().unwrap_or_else(PoisonError::into_inner);
    if listed.n_changes == n_changes {
        listed.list = Some(found.clone());
    }
    drop(listed);
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
        by_officer(tx, officer, (id, None), command).await?;
        Ok(id.to_string().into_bytes())
    })
    .await?;
    node.agreements.changed();
    let text = String::from_utf8_lossy(&done.result);
    AgreementId::parse(&text).map_err(|_| ActError::Corrupt("once".to_owned()))
}

/// Signs an agreement for the member, with the key of the officer's unit, and tells every other party. `read` is the digest of
/// the document that the officer was shown: nothing else is signed in their name.
///
/// # Errors
/// [`ActError::Stale`] if another document was shown; [`domain::denied::Denied`] if the officer may not, drafted it, or it was
/// signed before.
pub async fn sign(
    node: &Arc<Node>,
    officer: &Officer,
    id: AgreementId,
    read: &[u8; 32],
    once: Option<OnceKey>,
) -> Result<(), ActError> {
    let done = act!(node, "sign_agreement", once, |tx| {
        let before = load(node, id).await?.ok_or(ActError::NotFound)?;
        if before.reference().digest != *read {
            return Err(ActError::Stale);
        }
        let unit = officer.unit.clone();
        let net = node.roster().net;
        let seal = wire::agreement::sign(before.terms(), &net, tx.signer_of(&unit)?)
            .map_err(|error| ActError::Shell(format!("agreement not signed: {error}")))?;
        by_officer(tx, officer, (id, None), Command::Sign { unit, seal }).await
    })
    .await;
    said(node, done)
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
    let done = act!(node, "suspend_agreement", once, |tx| {
        by_officer(tx, officer, (id, None), Command::Suspend(notice.clone())).await
    })
    .await;
    said(node, done)
}

/// Ends our suspension. `seen` is how many events the officer was shown: what they did not see is not decided about.
///
/// # Errors
/// [`ActError::Stale`] if something happened since; [`domain::denied::Denied`] if the officer may not, or our member has not suspended it.
pub async fn reinstate(
    node: &Arc<Node>,
    officer: &Officer,
    id: AgreementId,
    why: &Why,
    seen: Option<u64>,
    once: Option<OnceKey>,
) -> Result<(), ActError> {
    let done = act!(node, "reinstate_agreement", once, |tx| {
        by_officer(tx, officer, (id, seen), Command::Reinstate { why: why.clone() }).await
    })
    .await;
    said(node, done)
}

/// Ends an agreement, or takes a draft back, as it was when it had `seen` events.
///
/// # Errors
/// [`ActError::Stale`] if something happened since; [`domain::denied::Denied`] if the officer may not, or it has ended.
pub async fn end(
    node: &Arc<Node>,
    officer: &Officer,
    id: AgreementId,
    why: &Why,
    seen: Option<u64>,
    once: Option<OnceKey>,
) -> Result<(), ActError> {
    let done = act!(node, "end_agreement", once, |tx| {
        by_officer(tx, officer, (id, seen), Command::End { why: why.clone() }).await
    })
    .await;
    said(node, done)
}

/// Records that an agreement was gone through again, as it was when it had `seen` events.
///
/// # Errors
/// [`ActError::Stale`] if something happened since; [`domain::denied::Denied`] if the officer may not, or not everybody has signed.
pub async fn review(
    node: &Arc<Node>,
    officer: &Officer,
    id: AgreementId,
    found: &Why,
    seen: Option<u64>,
    once: Option<OnceKey>,
) -> Result<(), ActError> {
    let done = act!(node, "review_agreement", once, |tx| {
        by_officer(tx, officer, (id, seen), Command::Review { found: found.clone() }).await
    })
    .await;
    said(node, done)
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
    let done = act!(node, "consent_onward", once, |tx| {
        by_officer(tx, officer, (id, None), Command::Consent(consent.clone())).await
    })
    .await;
    said(node, done)
}

/// What waits because of an agreement is asked about again now.
fn let_go_on(node: &Node) {
    node.agreements.changed();
    node.wake.deliver.notify_one();
}

/// What an officer says of an agreement is in force here at once.
fn said(node: &Node, done: Result<Done, ActError>) -> Result<(), ActError> {
    done?;
    let_go_on(node);
    Ok(())
}

async fn by_officer(
    tx: &mut Tx<'_>,
    officer: &Officer,
    (id, seen): (AgreementId, Option<u64>),
    command: Command,
) -> Result<Vec<u8>, ActError> {
    decided(tx, (id, seen), Some(&officer.unit), |subject, ctx| {
        permit::for_officer(officer, subject, command, ctx)
    })
    .await
}

/// Records that the time of an agreement is over, where that is so. Nothing waits for it: the gate asks the clock.
async fn pass(node: &Arc<Node>, id: AgreementId) -> Result<(), ActError> {
    act!(node, "pass_agreement", None, |tx| {
        decided(tx, (id, None), None, |subject, ctx| permit::for_node(subject, Command::Pass, ctx))
            .await
    })
    .await?;
    node.agreements.changed();
    Ok(())
}

/// Has the core decide what somebody may do with an agreement, and carries it out. Where a number of events was seen, it must
/// still be that many.
async fn decided(
    tx: &mut Tx<'_>,
    (id, seen): (AgreementId, Option<u64>),
    unit: Option<&UnitId>,
    permit: impl FnOnce(&Subject<'_, Agreement>, &Ctx<'_>) -> Result<Permit<Command>, Denied> + Send,
) -> Result<Vec<u8>, ActError> {
    let node = tx.node;
    let stream = agreement_stream(node, id);
    let before = tx.load::<Agreement>(&stream).await?;
    if let Some(seen) = seen {
        let found = node.load_with_version::<Agreement>(&stream.id).await?;
        if found.is_some_and(|(_, version)| version != seen) {
            return Err(ActError::Stale);
        }
    }
    let (roster, instrument) = (node.roster_view(), instrument()?);
    let ctx = node.ctx(tx.now, &instrument, &roster).ok_or(ActError::NotFound)?;
    let permit = permit(&Subject::new(before.as_ref()), &ctx)?;
    let by = who(&permit, &ctx, None, &stream.id);
    let events = agreement::decide(before.as_ref(), &permit, &ctx)?;
    carry_out(tx, &stream, before, events, &by, unit).await?;
    Ok(Vec::new())
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
