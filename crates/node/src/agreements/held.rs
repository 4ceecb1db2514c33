//! The gate at both ends: what it is asked about a letter, and the sweep that moves waiting letters to held and back.
//!
//! A row remembers the question, so that nothing has to be opened again to ask it. The sweep comes at once when an agreement
//! changed and else every minute of the node's clock, before the next round of deliveries; and each attempt asks by itself, so
//! a letter never leaves on an old answer. Nothing is dropped: what may never go is taken back with a leaf.

use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError};

use domain::actor::{MemberId, NodeId};
use domain::agreement::{
    Agreement, AgreementRef, Carried, Class, Direction, Onwards, Reason, Verdict, choose, gate,
    held_by,
};
use domain::ids::{AgreementId, ExhibitId, MeasureId};
use domain::letter::{Body, Letter, LetterDraft, OfferedExhibit, Party};
use domain::measure::Measure;
use domain::purpose::Purpose;
use jiff::{SignedDuration, Timestamp};
use law::ids::{DataCategory, InstrumentId, KindId};
use law::route::Aim;
use seal::digest::Digest;
use seal::receipt::Reason as ReceiptReason;
use serde::{Deserialize, Serialize};
use store::{MAX_PAGE, OutboxChange, OutboxRow, OutboxState, RowQuery, StoreError};
use wire::manifest::Manifest;
use wire::stored::{Stored, Who, link};
use wire::withdraw::Why;

use super::{all, pass};
use crate::act::{ActError, Tx, act};
use crate::custody::passings;
use crate::dispatch::{Parcel, lane_of, link_stream};
use crate::given_up::{End, Ending};
use crate::log;
use crate::measures::measure_stream;
use crate::node::Node;
use crate::peer::inbox::{Inbox, InboxState};
use crate::rows::{decode, view};
use crate::work::open;

/// Waiting letters are asked about at least this often, by the node's clock.
pub const SWEEP_EVERY: SignedDuration = SignedDuration::from_secs(60);
/// Where a letter names no agreement in its row.
const NONE: &str = "-";

/// A question to the gate as rows keep it; ids and codes only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asks {
    class: String,
    from: String,
    to: String,
    way: (String, String),
    purpose: String,
    data: Vec<String>,
    /// Id and digest of the agreement that the letter names.
    rests_on: Option<(String, String)>,
    /// Items that others gave, and who.
    #[serde(default)]
    onward: Vec<(String, String)>,
}

impl Asks {
    fn of(carried: &Carried) -> Self {
        let named = |of: &AgreementRef| (of.id.to_string(), Digest(of.digest).hex());
        let item = |item: &Onwards| (item.exhibit.to_string(), item.giver.to_string());
        Self {
            class: carried.class.id().to_owned(),
            from: carried.from.to_string(),
            to: carried.to.to_string(),
            way: (carried.way.from.to_string(), carried.way.to.to_string()),
            purpose: carried.purpose.id().to_owned(),
            data: carried.data.iter().map(|category| category.id().to_owned()).collect(),
            rests_on: carried.rests_on.as_ref().map(named),
            onward: carried.onward.iter().map(item).collect(),
        }
    }

    fn carried(&self) -> Result<Carried, ActError> {
        self.read().ok_or_else(|| ActError::Corrupt("row of a letter".to_owned()))
    }

    fn read(&self) -> Option<Carried> {
        let member = |text: &str| MemberId::parse(text).ok();
        let rests_on = match &self.rests_on {
            None => None,
            Some((id, digest)) => Some(AgreementRef {
                id: AgreementId::parse(id).ok()?,
                digest: Digest::parse_hex(digest).ok()?.0,
            }),
        };
        let item = |(exhibit, giver): &(String, String)| {
            let (exhibit, giver) = (ExhibitId::parse(exhibit).ok()?, member(giver)?);
            Some(Onwards { exhibit, giver })
        };
        Some(Carried {
            class: Class::parse(&self.class)?,
            from: member(&self.from)?,
            to: member(&self.to)?,
            way: Direction { from: member(&self.way.0)?, to: member(&self.way.1)? },
            purpose: Purpose::parse(&self.purpose)?,
            data: self.data.iter().map(|id| DataCategory::parse(id).ok()).collect::<Option<_>>()?,
            rests_on,
            onward: self.onward.iter().map(item).collect::<Option<_>>()?,
        })
    }

    /// The agreement that the letter names, as its id.
    #[must_use]
    pub fn agreement(&self) -> Option<&str> {
        self.rests_on.as_ref().map(|(id, _)| id.as_str())
    }

    /// The agreements because of which the letter waits for this reason.
    ///
    /// # Errors
    /// If the row is damaged.
    pub fn held_by(
        &self,
        reason: Reason,
        agreements: &[Agreement],
        at: Timestamp,
    ) -> Result<Vec<AgreementId>, ActError> {
        Ok(held_by(reason, &self.carried()?, agreements, at))
    }

    /// The members that gave something of what the letter brings.
    pub fn givers(&self) -> impl Iterator<Item = &str> {
        self.onward.iter().map(|(_, giver)| giver.as_str())
    }

    /// The two members.
    #[must_use]
    pub fn between(&self) -> (&str, &str) {
        (&self.from, &self.to)
    }
}

/// What a letter on its way out is about, and the agreement on which it rests from now on.
///
/// # Errors
/// If a record is damaged.
pub async fn of_draft(
    tx: &Tx<'_>,
    draft: &LetterDraft,
    from: &Party,
    to: &Party,
) -> Result<(Asks, Option<AgreementRef>, Verdict), ActError> {
    let node = tx.node;
    let basis = draft.instrument.as_ref().map(|(law, kind)| (&law.id, kind));
    let mut carried = carried(node, &draft.body, basis, draft.purpose, from, to).await?;
    if let Body::HandoverOffer { exhibits, .. } = &draft.body {
        carried.onward = from_others(node, exhibits).await?;
    }
    let agreements = all(node).await?;
    carried.rests_on = match carried.class {
        Class::Closing => None,
        Class::Data | Class::Preservation => choose(&carried, &agreements, tx.now),
    };
    let verdict = gate(&carried, &agreements, node.config.agreement_required, tx.now);
    Ok((Asks::of(&carried), carried.rests_on, verdict))
}

/// What becomes of an arrived letter before it has any effect: none if it goes on, or why it waits in quarantine, together
/// with the question that the sweep asks again. What was allowed when it was accepted stays allowed.
///
/// # Errors
/// If a record is damaged.
pub async fn of_arrived(
    node: &Node,
    letter: &Letter,
    manifest: &Manifest,
    accepted_at: Timestamp,
) -> Result<(Asks, Verdict), ActError> {
    let basis = manifest.basis.as_ref().map(|basis| (&basis.id, &basis.kind));
    let to = letter.to.iter().find(|to| to.node == node.config.node);
    let to = to.ok_or(ActError::NotFound)?;
    let mut carried = carried(node, &letter.body, basis, letter.purpose, &letter.from, to).await?;
    carried.rests_on = manifest.agreement;
    let (agreements, is_required) = (all(node).await?, node.config.agreement_required);
    let then = gate(&carried, &agreements, is_required, accepted_at);
    let verdict = match then {
        Verdict::Go => Verdict::Go,
        Verdict::Hold(_) | Verdict::Never(_) => {
            gate(&carried, &agreements, is_required, node.now())
        }
    };
    Ok((Asks::of(&carried), verdict))
}

/// Why a letter that waits may not leave now, if it may not.
///
/// # Errors
/// If a record is damaged: then it does not leave either.
pub async fn hold(node: &Node, parcel: &Parcel) -> Result<Option<Reason>, ActError> {
    let Some(asks) = &parcel.asks else { return Ok(None) };
    let agreements = all(node).await?;
    let verdict = gate(&asks.carried()?, &agreements, node.config.agreement_required, node.now());
    Ok(match verdict {
        Verdict::Go => None,
        Verdict::Hold(reason) | Verdict::Never(reason) => Some(reason),
    })
}

async fn carried(
    node: &Node,
    body: &Body,
    basis: Option<(&InstrumentId, &KindId)>,
    purpose: Purpose,
    from: &Party,
    to: &Party,
) -> Result<Carried, ActError> {
    let aim = basis.and_then(|(law, kind)| {
        let (instrument, _) = node.law.newest(law)?;
        instrument.kind(kind)?.route.as_ref().map(|route| route.aim)
    });
    let there = Direction { from: from.member.clone(), to: to.member.clone() };
    let back = Direction { from: to.member.clone(), to: from.member.clone() };
    let (class, is_back) = match body {
        // An answer or a withdrawal that is held would be read as silence, or leave a duty standing.
        Body::MeasureAnswer { .. } | Body::MeasureWithdraw { .. } => (Class::Closing, false),
        Body::HandoverOffer { .. } => (Class::Data, false),
        // Whoever asks for data asks for them in the other direction; what is told unasked flows as the letter does.
        Body::MeasureIssue(_) => (class_of(aim), aim != Some(Aim::Information)),
        Body::MeasureLetter { measure, .. } => {
            (class_of(aim), is_by_issuer(node, *measure, &from.member).await?)
        }
    };
    let data = match body {
        Body::MeasureIssue(copy) => copy.data.clone(),
        Body::HandoverOffer { measure, .. } | Body::MeasureLetter { measure, .. } => {
            data_of(node, *measure).await?
        }
        Body::MeasureAnswer { .. } | Body::MeasureWithdraw { .. } => BTreeSet::new(),
    };
    Ok(Carried {
        class,
        from: from.member.clone(),
        to: to.member.clone(),
        way: if is_back { back } else { there },
        purpose,
        data,
        rests_on: None,
        onward: Vec::new(),
    })
}

fn class_of(aim: Option<Aim>) -> Class {
    if aim == Some(Aim::Preservation) { Class::Preservation } else { Class::Data }
}

async fn measure_of(node: &Node, measure: MeasureId) -> Result<Option<Measure>, ActError> {
    node.load::<Measure>(&measure_stream(&node.config.node, measure, None).id).await
}

/// The data that a measure asks for, as far as it is known here.
async fn data_of(node: &Node, measure: MeasureId) -> Result<BTreeSet<DataCategory>, ActError> {
    Ok(match measure_of(node, measure).await? {
        None => BTreeSet::new(),
        Some(Measure::Executing(executing)) => executing.received().order.data.clone(),
        Some(Measure::Issuing(issuing)) => issuing.draft().terms.data.clone(),
        Some(Measure::Notified(notified)) => notified.pending().order.data.clone(),
    })
}

/// Whether a letter about a measure comes from whoever issued it.
async fn is_by_issuer(node: &Node, measure: MeasureId, from: &MemberId) -> Result<bool, ActError> {
    let is_ours = *from == node.config.member;
    Ok(match measure_of(node, measure).await? {
        None => false,
        Some(Measure::Issuing(_)) => is_ours,
        Some(Measure::Executing(_) | Measure::Notified(_)) => !is_ours,
    })
}

/// What of these items somebody else gave to us.
async fn from_others(node: &Node, exhibits: &[OfferedExhibit]) -> Result<Vec<Onwards>, ActError> {
    let mut found = Vec::new();
    for offered in exhibits {
        let events = node.store.load(&offered.exhibit.urn(&node.config.node), 0).await?;
        let came = passings(node, &events)?.into_iter().filter(|passing| !passing.given);
        found.extend(
            came.map(|passing| Onwards { exhibit: offered.exhibit, giver: passing.member }),
        );
    }
    Ok(found)
}

impl Node {
    /// Whether the sweep is due; if so the next one is a minute off. A clock that was put back does not stop it.
    fn sweep_is_due(&self, now: Timestamp) -> bool {
        let mut swept_at = self.agreements.swept_at.lock().unwrap_or_else(PoisonError::into_inner);
        let is_due = swept_at.is_none_or(|at| at > now || now.duration_since(at) >= SWEEP_EVERY);
        if is_due {
            *swept_at = Some(now);
        }
        is_due
    }
}

/// Asks about every waiting letter again, on its way out and in quarantine, if that is due. Returns how many moved.
///
/// # Errors
/// If the store fails or a record is damaged.
pub async fn sweep(node: &Arc<Node>) -> Result<usize, ActError> {
    let now = node.now();
    if !node.sweep_is_due(now) {
        return Ok(0);
    }
    let swept = sweep_now(node, now).await;
    if swept.is_err() {
        // What was not asked about is asked about in the next round.
        *node.agreements.swept_at.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
    swept
}

async fn sweep_now(node: &Arc<Node>, now: Timestamp) -> Result<usize, ActError> {
    let agreements = all(node).await?;
    if agreements.is_empty() && !node.config.agreement_required {
        return Ok(0);
    }
    for agreement in agreements.iter() {
        if agreement.ended().is_none() && now >= agreement.terms().lines().valid_until {
            pass(node, agreement.id()).await?;
        }
    }
    // What was recorded just now changes no answer: the gate asks the clock.
    node.sweep_is_due(now);
    let mut n_moved = 0;
    let mut after_position = 0;
    loop {
        let rows = node.open_letters(None, after_position).await?;
        let Some(last) = rows.last() else { break };
        after_position = last.position;
        for row in &rows {
            n_moved += usize::from(outgoing(node, row, &agreements, now).await?);
        }
    }
    Ok(n_moved + quarantined(node, &agreements, now).await?)
}

/// Moves one row of the outbox to where it belongs; true if it was elsewhere.
async fn outgoing(
    node: &Arc<Node>,
    row: &OutboxRow,
    agreements: &[Agreement],
    now: Timestamp,
) -> Result<bool, ActError> {
    // Whoever is at it asks by itself, and settles it.
    if row.lease_until_ms.is_some_and(|until| until > now.as_millisecond()) {
        return Ok(false);
    }
    let held = match &row.state {
        OutboxState::Queued { .. } => None,
        OutboxState::Held { reason } => match Reason::parse(reason) {
            Some(reason) => Some(reason),
            // Kept back for another reason, by somebody else.
            None => return Ok(false),
        },
        OutboxState::Accepted
        | OutboxState::Done
        | OutboxState::Expired
        | OutboxState::Failed
        | OutboxState::Superseded
        | OutboxState::Withdrawn => return Ok(false),
    };
    let parcel: Parcel = decode(&row.payload)?;
    let Some(asks) = &parcel.asks else { return Ok(false) };
    let verdict = gate(&asks.carried()?, agreements, node.config.agreement_required, now);
    match (held, verdict) {
        (None, Verdict::Go) => Ok(false),
        (Some(known), Verdict::Hold(reason)) if known == reason => Ok(false),
        (Some(_) | None, Verdict::Hold(reason)) => {
            let state = OutboxState::Held { reason: reason.code().to_owned() };
            move_row(node, row, &parcel, state, link::Kind::Held, Some(reason)).await
        }
        (Some(_), Verdict::Go) => {
            let state = OutboxState::Queued { due_ms: now.as_millisecond() };
            move_row(node, row, &parcel, state, link::Kind::Released, None).await
        }
        (Some(_) | None, Verdict::Never(reason)) => {
            let (state, kind) = (OutboxState::Withdrawn, link::Kind::Withdrawn);
            move_row(node, row, &parcel, state, kind, Some(reason)).await
        }
    }
}

/// Settles a row with the leaf that says so; false if somebody else moved it meanwhile.
async fn move_row(
    node: &Arc<Node>,
    row: &OutboxRow,
    parcel: &Parcel,
    state: OutboxState,
    kind: link::Kind,
    reason: Option<Reason>,
) -> Result<bool, ActError> {
    let peer = NodeId::parse(&row.peer).map_err(|_| damaged())?;
    let done = act!(node, "hold_letter", None, |tx| {
        let code = reason.map_or("", Reason::code);
        let ending = Ending { row, parcel, end: End::Withdrawn(Why::Agreement), code };
        let is_given_up =
            kind == link::Kind::Withdrawn && tx.give_up(&ending, &Who::node(), None).await?;
        // What its recipient has, or had once, has not failed: it goes no further, and that is all.
        if !is_given_up {
            let event = passage(tx.now, row, parcel, &peer, kind)?;
            let stream = link_stream(&node.config.node, &peer);
            tx.record(&stream, &Stored::Link(event), tx.now, &Who::node()).await?;
            tx.outbox.push(OutboxChange::Settle {
                id: row.id,
                fence: row.fence,
                state: state.clone(),
                attempts: row.attempts,
                last_error: reason.map(|reason| reason.code().to_owned()),
                payload: None,
            });
        }
        if let (link::Kind::Withdrawn, Some(asks)) = (kind, &parcel.asks) {
            // The office finds it on the page of the agreement, or of those that are asked for in general.
            let key = format!("{}:withdrawn:{}", asks.agreement().unwrap_or(NONE), parcel.letter);
            let at = wire::time::millis(tx.now);
            let measure = parcel.measure.clone().unwrap_or_default();
            tx.put(view::AGREEMENT_ITEM, &key, &at, &measure);
        }
        Ok(Vec::new())
    })
    .await;
    match done {
        Ok(_) => {
            log::letter_moved(&row.peer, kind.id(), reason.map_or("", Reason::code));
            Ok(true)
        }
        Err(ActError::Store(StoreError::LeaseLost { .. } | StoreError::OutboxEnded { .. })) => {
            Ok(false)
        }
        Err(error) => Err(error),
    }
}

/// Says in the log that an attempt found a letter held.
///
/// # Errors
/// If the row is damaged or nothing can be recorded.
pub(crate) async fn record_held(tx: &mut Tx<'_>, row: &OutboxRow) -> Result<(), ActError> {
    let parcel: Parcel = decode(&row.payload)?;
    let peer = NodeId::parse(&row.peer).map_err(|_| damaged())?;
    let event = passage(tx.now, row, &parcel, &peer, link::Kind::Held)?;
    let stream = link_stream(&tx.node.config.node, &peer);
    tx.record(&stream, &Stored::Link(event), tx.now, &Who::node()).await?;
    Ok(())
}

/// The leaf about a row of the outbox.
fn passage(
    at: Timestamp,
    row: &OutboxRow,
    parcel: &Parcel,
    peer: &NodeId,
    kind: link::Kind,
) -> Result<link::Event, ActError> {
    let digest = |hex: &str| Digest::parse_hex(hex).map_err(|_| damaged());
    let sealed = parcel.envelope.as_ref().map(|sealed| digest(&sealed.env_digest));
    Ok(link::Event {
        at,
        kind,
        env_digest: sealed.transpose()?,
        letter_digest: Some(digest(&parcel.letter_digest)?),
        receipt_digest: None,
        peer: peer.clone(),
        anchor: None,
        lane: lane_of(row.lane).ok_or_else(damaged)?,
        carried: None,
    })
}

/// Lets arrived letters out of quarantine, or fails those that can never have an effect. Returns how many moved.
async fn quarantined(
    node: &Arc<Node>,
    agreements: &[Agreement],
    now: Timestamp,
) -> Result<usize, ActError> {
    let mut n_moved = 0;
    for row in node.all_rows(RowQuery::view(view::WAITING, MAX_PAGE)).await? {
        let Some(inbox) = node.row::<Inbox>(view::INBOX, &row.key).await? else { continue };
        let InboxState::Quarantined { asks, .. } = &inbox.state else { continue };
        let verdict = gate(&asks.carried()?, agreements, node.config.agreement_required, now);
        match verdict {
            Verdict::Hold(_) => {}
            Verdict::Go => {
                super::arrive::release(node, &row.key, &inbox).await?;
                n_moved += 1;
            }
            Verdict::Never(reason) => {
                log::letter_failed(&row.key, reason.code());
                open::fail(node, &row.key, ReceiptReason::NotPermitted, None).await?;
                n_moved += 1;
            }
        }
    }
    if n_moved > 0 {
        node.wake.open.notify_one();
    }
    Ok(n_moved)
}

fn damaged() -> ActError {
    ActError::Corrupt("row outbox".to_owned())
}
