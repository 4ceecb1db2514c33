//! Letters of ours that end without a word of their recipient: an office takes one back, or its time is over
//! (`docs/spec/ladder.md`).
//!
//! A letter is given up as long as nobody has accepted it, in one act: the row ends, a leaf says so, and of an envelope that
//! may have left we sign for our own log that it failed. Whoever may still get it is told to leave it unread. What arrives all
//! the same changes nothing but that people see it. Not here: what a node does that is told so (`work::withdraw`).
//!
//! Tables: outbox, receipt, given-up, envelope-ends, conversation, the link streams.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::actor::{Actor, NodeId, Office, Officer, UnitId};
use domain::denied::Denied;
use domain::ids::{LetterId, MeasureId};
use domain::letter::{BodyKind, Lane};
use domain::permit::matrix::{self, Row, Scope};
use jiff::{SignedDuration, Timestamp};
use law::ids::{Cite, KindId};
use seal::digest::{Digest, hex_encode};
use seal::envelope::EnvelopeOuter;
use seal::json::Json;
use seal::receipt::{Chunks, Event, Reason, Receipt, Uuid};
use serde::{Deserialize, Serialize};
use store::{MAX_PAGE, OutboxChange, OutboxRow, OutboxState, RowQuery, StoreError};
use wire::ladder::Rung;
use wire::manifest::Manifest;
use wire::stored::{Stored, Who, link};
use wire::withdraw::{self, Why, Withdrawal};

use crate::act::{ActError, OnceKey, Tx, act};
use crate::agreements::waits::waits_for_receipt;
use crate::dispatch::{Parcel, conversation_key, lane_of, link_stream, split};
use crate::log;
use crate::node::Node;
use crate::peer::receipts::{About, KeptReceipt, envelope_ref, keep, letter_ref};
use crate::rows::{decode, view};
use crate::sealed_doc;

#[cfg(test)]
pub(crate) mod tests;

/// For so long people are told of a letter that was given up.
pub const TOLD_FOR: SignedDuration = SignedDuration::from_hours(30 * 24);
/// Letters that somebody is told of at once, the newest.
pub const TOLD_MAX: usize = 200;
/// An envelope without an end of its own is kept for at least so long, so a younger one is not looked into.
const KEPT_FOR_MS: i64 = 89 * 24 * 60 * 60 * 1000;
const HOUR_MS: i64 = 60 * 60 * 1000;

/// How a letter ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Its time is over, and no receipt of its recipient is here.
    Expired,
    /// It is taken back.
    Withdrawn(Why),
}

impl End {
    const fn state(self) -> OutboxState {
        match self {
            Self::Expired => OutboxState::Expired,
            Self::Withdrawn(_) => OutboxState::Withdrawn,
        }
    }

    const fn leaf(self) -> link::Kind {
        match self {
            Self::Expired => link::Kind::Undelivered,
            Self::Withdrawn(_) => link::Kind::Withdrawn,
        }
    }

    const fn why(self) -> Why {
        match self {
            Self::Expired => Why::Expired,
            Self::Withdrawn(why) => why,
        }
    }

    const fn reason(self) -> Reason {
        match self {
            Self::Expired => Reason::Expired,
            Self::Withdrawn(_) => Reason::Withdrawn,
        }
    }
}

/// A letter that was given up, beside its row of the outbox, which says everything else of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenUp {
    /// When, in milliseconds since 1970.
    pub at_ms: i64,
    /// Why it was taken back; nothing if its time was over.
    pub why: Option<String>,
    /// The officer who took it back, by id; nothing if nobody did.
    pub by: Option<String>,
    /// What its recipient stated of it since: the name of the event.
    pub arrived: Option<String>,
    /// Its recipient says that it leaves the letter unread.
    pub is_left: bool,
}

/// A letter on its way that ends now.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ending<'a> {
    pub(crate) row: &'a OutboxRow,
    pub(crate) parcel: &'a Parcel,
    pub(crate) end: End,
    /// The code that its row keeps.
    pub(crate) code: &'a str,
}

impl Tx<'_> {
    /// Gives a letter up. False if it is none that can be: its recipient has stated something of it, or it goes a second time
    /// because its recipient has lost it; then nothing changes. Of two who move its row at once one is heard.
    ///
    /// # Errors
    /// If a row is damaged, or nothing can be signed.
    pub(crate) async fn give_up(
        &mut self,
        ending: &Ending<'_>,
        who: &Who,
        by: Option<String>,
    ) -> Result<bool, ActError> {
        let Ending { row, parcel, end, code } = *ending;
        let node = self.node;
        let is_answered = match &parcel.envelope {
            Some(sealed) => !self.give_up_envelope(&sealed.env_id).await?,
            None => false,
        };
        if parcel.again || is_answered {
            return Ok(false);
        }
        let peer = NodeId::parse(&row.peer).map_err(|_| damaged())?;
        let letter_digest = Digest::parse_hex(&parcel.letter_digest).map_err(|_| damaged())?;
        let receipt = self.failed(parcel, end.reason()).await?;
        let event = link::Event {
            at: self.now,
            kind: end.leaf(),
            env_digest: receipt.as_ref().map(|receipt| receipt.statement().of.env_digest),
            letter_digest: Some(letter_digest),
            receipt_digest: receipt.as_ref().map(Receipt::statement_digest),
            peer: peer.clone(),
            anchor: None,
            lane: lane_of(row.lane).ok_or_else(damaged)?,
            carried: None,
        };
        let stream = link_stream(&node.config.node, &peer);
        let recorded = self.record(&stream, &Stored::Link(event), self.now, who).await?;
        if let Some(receipt) = &receipt {
            let (digest, kept) = keep(receipt)?;
            let kept = KeptReceipt { ack: Some(hex_encode(&recorded.event_id)), ..kept };
            self.put(view::RECEIPT, &digest, &kept.env_id, &kept);
            if let Some(measure) = &parcel.measure {
                let key = format!("{measure}:receipt:{digest}");
                self.put(view::MEASURE_ITEM, &key, &kept.at, &kept.event);
            }
        }
        self.outbox.push(OutboxChange::Settle {
            id: row.id,
            fence: row.fence,
            state: end.state(),
            attempts: row.attempts,
            last_error: Some(code.to_owned()),
            payload: None,
        });
        crate::recall::not_taken(self, parcel, &peer, Some(code)).await?;
        if parcel.kind.starts_with(wire::letter::HOUSEKEEPING) {
            return Ok(true);
        }
        let why = match end {
            End::Expired => None,
            End::Withdrawn(why) => Some(why.id().to_owned()),
        };
        let at_ms = self.now.as_millisecond();
        let told = GivenUp { at_ms, why, by, arrived: None, is_left: false };
        self.put(view::GIVEN_UP, &hex_encode(&row.id), &format!("{at_ms:020}"), &told);
        self.ask_back(row, parcel, end.why()).await?;
        Ok(true)
    }

    /// Our own word that an envelope did not get to its recipient; nothing where there is no envelope.
    async fn failed(
        &mut self,
        parcel: &Parcel,
        reason: Reason,
    ) -> Result<Option<Receipt>, ActError> {
        let Some(sealed) = &parcel.envelope else { return Ok(None) };
        let bytes = self.node.raw_row(view::ENVELOPE, &sealed.env_id).await?;
        let outer =
            bytes.and_then(|bytes| EnvelopeOuter::parse(&bytes).ok()).ok_or_else(damaged)?;
        let letter = LetterId::parse(&parcel.letter).map_err(|_| damaged())?;
        let digest = Digest::parse_hex(&parcel.letter_digest).map_err(|_| damaged())?;
        let about = About {
            of: envelope_ref(outer.head(), outer.env_digest()),
            letter: Some(letter_ref(*letter.bytes(), digest, &[])),
            chunks: Chunks { announced: parcel.n_chunks, missing: parcel.n_chunks },
            prev: None,
            unit: None,
        };
        let event = Event::RelayFailure;
        self.node.issue_receipt(event, about, Some(reason), &[], self.now).map(Some)
    }

    /// Tells the recipient of a letter, which may be on its way, to leave it unread, and that its number is none that is missing.
    /// Of a letter that never left, and is the first about its measure, nobody hears: who writes there again begins anew.
    async fn ask_back(
        &mut self,
        row: &OutboxRow,
        parcel: &Parcel,
        why: Why,
    ) -> Result<(), ActError> {
        let node = self.node;
        let peer = NodeId::parse(&row.peer).map_err(|_| damaged())?;
        let manifest = written(node, parcel).await?;
        let about = parcel.measure.as_deref().filter(|_| of_law(&parcel.kind).is_some());
        let place = match about {
            Some(measure) => Some(withdraw::Place {
                measure: MeasureId::parse(measure).map_err(|_| damaged())?,
                conv: manifest.conv.id,
                seq: manifest.conv.seq,
            }),
            None => None,
        };
        if let (None, Some(measure)) = (&parcel.envelope, about) {
            let key = conversation_key(measure, &peer);
            let talk = self.conversation(measure, &peer).await?;
            if talk.ours == 1 && talk.theirs == 0 && talk.id == manifest.conv.id.to_string() {
                self.delete(view::CONVERSATION, &key);
                return Ok(());
            }
        }
        // A member that has left the network is told nothing.
        let is_told = parcel.envelope.is_some() || place.is_some();
        if !is_told || node.roster().reception(&peer).is_none() {
            return Ok(());
        }
        let envelope = match &parcel.envelope {
            Some(sealed) => Some((
                Uuid::parse(&sealed.env_id).ok_or_else(damaged)?,
                Digest::parse_hex(&sealed.env_digest).map_err(|_| damaged())?,
            )),
            None => None,
        };
        let withdrawal = Withdrawal {
            envelope,
            letter_id: LetterId::parse(&parcel.letter).map_err(|_| damaged())?,
            letter_digest: Digest::parse_hex(&parcel.letter_digest).map_err(|_| damaged())?,
            place,
            hold: false,
            why,
        };
        // Not behind what it is to overtake: files of the same lane may be on their way for hours.
        let lane = match lane_of(row.lane).ok_or_else(damaged)? {
            Lane::Emergency => Lane::Emergency,
            Lane::Urgent | Lane::Ordinary | Lane::Bulk => Lane::Urgent,
        };
        self.send_housekeeping(&peer, withdraw::KIND, lane, withdrawal.to_json()).await?;
        Ok(())
    }

    /// The recipient of a letter that was given up stated something of it. Whether it does not have it, as it says.
    ///
    /// # Errors
    /// If the store fails.
    pub(crate) async fn hear_of_given_up(
        &mut self,
        row: &OutboxRow,
        event: Event,
        reason: Option<Reason>,
    ) -> Result<bool, ActError> {
        let rung = Rung::of(event);
        let is_refused = matches!(rung, Some(Rung::Failed | Rung::TurnedAway));
        // What was opened later was consigned before.
        let was_consigned = rung.is_none_or(Rung::was_consigned);
        let says_left = rung == Some(Rung::Failed) && reason == Some(Reason::Withdrawn);
        let key = hex_encode(&row.id);
        let Some(held) = self.row::<GivenUp>(view::GIVEN_UP, &key).await? else {
            return Ok(is_refused);
        };
        let sort = format!("{:020}", held.at_ms);
        let is_left = says_left || held.is_left && !was_consigned;
        let arrived = (!is_refused).then(|| event.name().to_owned());
        let next = GivenUp { arrived: arrived.or_else(|| held.arrived.clone()), is_left, ..held };
        self.put(view::GIVEN_UP, &key, &sort, &next);
        Ok(is_left || is_refused)
    }
}

/// The act under whose line of the table an office writes letters of this type, or ends what they begin; nothing where letters
/// are not taken back.
fn row_of(kind: &str) -> Option<Row> {
    match of_law(kind)? {
        BodyKind::MeasureIssue => Some(Row::MeasureWithdraw),
        BodyKind::MeasureLetter => Some(Row::MeasureSay),
        BodyKind::HandoverOffer | BodyKind::MeasureAnswer | BodyKind::MeasureWithdraw => None,
    }
}

/// The type of a letter about a measure.
fn of_law(kind: &str) -> Option<BodyKind> {
    BodyKind::ALL.into_iter().find(|known| known.id() == kind)
}

/// Whether an office may take letters of this type back.
#[must_use]
pub fn may_withdraw(office: Office, kind: &str) -> bool {
    row_of(kind).is_some_and(|row| matrix::mark(row, office).scope != Scope::Never)
}

/// Whether a page offers an officer to take a letter back: what the act itself would refuse is not offered. A letter that cannot
/// be read is nobody's to take back, and keeps no page from being shown.
pub async fn is_offered(node: &Node, office: Office, unit: &UnitId, parcel: &Parcel) -> bool {
    if parcel.again || !may_withdraw(office, &parcel.kind) {
        return false;
    }
    let manifest = written(node, parcel).await;
    manifest.is_ok_and(|it| it.issuer.unit == *unit && stands(node, parcel, &it).is_none())
}

/// An officer takes a letter back that nobody has accepted yet.
///
/// # Errors
/// [`Denied`] if it is not of this officer's unit, or stands by law; [`ActError::Stale`] if its recipient has it.
pub async fn withdraw(
    node: &Arc<Node>,
    row: [u8; 16],
    why: Why,
    officer: &Officer,
    once: Option<OnceKey>,
) -> Result<(), ActError> {
    let Officer { id, unit, office, issuer_kind, .. } = officer;
    let who = Who { actor: Actor::from(officer), ..Who::node() };
    let done = act!(node, "withdraw_letter", once.clone(), |tx| {
        let row = node.outbox_row(row).await?.ok_or(ActError::NotFound)?;
        if !waits_for_receipt(&row) {
            return Err(ActError::Stale);
        }
        let parcel: Parcel = decode(&row.payload)?;
        let manifest = written(node, &parcel).await?;
        if let Some(cite) = stands(node, &parcel, &manifest) {
            return Err(Denied::ActOfItsOwn { cite }.into());
        }
        if !may_withdraw(*office, &parcel.kind) {
            let (office, issuer_kind) = (*office, *issuer_kind);
            let (cite, blocked, allowed) = (None, BTreeSet::new(), BTreeSet::new());
            return Err(Denied::NotCompetent { office, issuer_kind, cite, blocked, allowed }.into());
        }
        let level = row_of(&parcel.kind).map(Row::level).filter(|level| officer.auth < *level);
        if let Some(level) = level {
            return Err(Denied::StepUp { level }.into());
        }
        // What one office wrote another one does not take back.
        if manifest.issuer.unit != *unit || parcel.again {
            return Err(Denied::NotAuthor.into());
        }
        let end = End::Withdrawn(why);
        let ending = Ending { row: &row, parcel: &parcel, end, code: Reason::Withdrawn.code() };
        match tx.give_up(&ending, &who, Some(id.to_string())).await? {
            true => Ok(Vec::new()),
            false => Err(ActError::Stale),
        }
    })
    .await;
    match done {
        Ok(_) => Ok(()),
        // It was sent, accepted or taken back this moment.
        Err(ActError::Store(StoreError::LeaseLost { .. } | StoreError::OutboxEnded { .. })) => {
            Err(ActError::Stale)
        }
        Err(error) => Err(error),
    }
}

/// A letter of ours as it was signed.
async fn written(node: &Node, parcel: &Parcel) -> Result<Manifest, ActError> {
    let damaged = || ActError::Corrupt("row letter".to_owned());
    let id = LetterId::parse(&parcel.letter).map_err(|_| damaged())?;
    let kept = node.raw_row(view::LETTER, &parcel.letter).await?.ok_or_else(damaged)?;
    let text = sealed_doc::open(&node.keys, id.bytes(), &kept)?;
    let (manifest, _) = split(&text).ok_or_else(damaged)?;
    let json = Json::parse(manifest).map_err(|_| damaged())?;
    Manifest::from_json(&json).map_err(|_| damaged())
}

/// Whether a letter stands by law until another act ends what it began, and where the law asks for it. Its writer is bound by
/// what it says from then on: an order of which an authority is notified goes to both at the same time; an answer stops or
/// starts clocks, a hand-over ends a duty; so do letters of forms that have consequences.
fn stands(node: &Node, parcel: &Parcel, manifest: &Manifest) -> Option<Option<Cite>> {
    let law = manifest.basis.as_ref().and_then(|basis| {
        let (instrument, _) = node.law.newest(&basis.id)?;
        Some((instrument, instrument.kind(&basis.kind)?))
    });
    match of_law(&parcel.kind) {
        Some(BodyKind::MeasureLetter) => {
            let form = manifest.body.get("form").and_then(Json::text);
            let form = form.and_then(|form| KindId::parse(form).ok());
            let letter = form.and_then(|form| law.and_then(|(law, _)| law.letter(&form)));
            // Of a form that is not known nobody can say that nothing follows from it.
            let Some(letter) = letter else { return Some(None) };
            let informs = letter.consequences.is_empty() && letter.act.is_none();
            (!informs || letter.to.len() > 1)
                .then(|| letter.consequences.first().map(|rule| rule.provenance.cite.clone()))
        }
        Some(BodyKind::MeasureIssue) => {
            let is_notified = manifest.body.get("enforcing").is_some_and(|party| !party.is_null());
            let rule = law.and_then(|(_, kind)| kind.notification.as_ref());
            is_notified.then(|| rule.map(|rule| rule.provenance.cite.clone()))
        }
        Some(BodyKind::MeasureWithdraw) => {
            let duty = law.and_then(|(instrument, kind)| {
                let is_withdrawal =
                    |id: &str| id.split_once('/').is_some_and(|it| it.1 == "withdraw");
                let mut duties = instrument.duties.iter();
                duties.find(|it| is_withdrawal(it.id.as_str()) && it.kinds.contains(&kind.id))
            });
            Some(duty.map(|duty| duty.provenance.cite.clone()))
        }
        Some(BodyKind::HandoverOffer | BodyKind::MeasureAnswer) | None => Some(None),
    }
}

/// Gives up what waits and whose time is over. Returns how many letters.
///
/// # Errors
/// If the store fails.
pub async fn run_once(node: &Arc<Node>) -> Result<usize, ActError> {
    let now = node.now().as_millisecond();
    let (mut n_ended, mut after_position) = (0, 0);
    loop {
        let rows = node.open_letters(None, after_position).await?;
        let Some(last) = rows.last() else { return Ok(n_ended) };
        after_position = last.position;
        for row in rows.iter().filter(|row| waits_for_receipt(row)) {
            match expire(node, row, now).await {
                Ok(is_over) => n_ended += usize::from(is_over),
                // It arrived meanwhile, or somebody is at it: the next round looks again.
                Err(ActError::Store(
                    StoreError::LeaseLost { .. } | StoreError::OutboxEnded { .. },
                )) => {}
                // Nothing can be recorded or signed at all.
                Err(
                    error @ (ActError::Ledger(_) | ActError::Store(_) | ActError::Unsigned { .. }),
                ) => return Err(error),
                // One row does not keep the others.
                Err(error) => log::worker_failed("given-up", &error),
            }
        }
    }
}

async fn expire(node: &Arc<Node>, row: &OutboxRow, now_ms: i64) -> Result<bool, ActError> {
    let is_held = row.lease_until_ms.is_some_and(|until| until > now_ms);
    let parcel: Parcel = decode(&row.payload)?;
    // What goes again was accepted once.
    if is_held || parcel.again || ends_ms(node, row, &parcel).await?.is_none_or(|at| at > now_ms) {
        return Ok(false);
    }
    let done = act!(node, "expire_letter", None, |tx| {
        let code = Reason::Expired.code();
        let ending = Ending { row, parcel: &parcel, end: End::Expired, code };
        let is_over = tx.give_up(&ending, &Who::node(), None).await?;
        Ok(vec![u8::from(is_over)])
    })
    .await?;
    if done.result != [1] {
        return Ok(false);
    }
    log::letter_moved(&row.peer, link::Kind::Undelivered.id(), Reason::Expired.code());
    Ok(true)
}

/// When the time of a letter is over: as the letter says, or as its envelope does.
async fn ends_ms(node: &Node, row: &OutboxRow, parcel: &Parcel) -> Result<Option<i64>, ActError> {
    let is_young = node.now().as_millisecond().saturating_sub(row.queued_at_ms) < KEPT_FOR_MS;
    let Some(sealed) = parcel.envelope.as_ref().filter(|_| !is_young) else {
        return Ok(row.not_after_ms);
    };
    let bytes = node.raw_row(view::ENVELOPE, &sealed.env_id).await?;
    let outer = bytes.and_then(|bytes| EnvelopeOuter::parse(&bytes).ok()).ok_or_else(damaged)?;
    let kept_ms = i64::from(outer.head().keep_until).saturating_mul(HOUR_MS);
    Ok(Some(row.not_after_ms.map_or(kept_ms, |at| at.min(kept_ms))))
}

/// The letters that people are told of, the newest first, each with its row.
///
/// # Errors
/// If the store fails or a row is damaged.
pub async fn told(node: &Node) -> Result<Vec<(GivenUp, OutboxRow)>, ActError> {
    let from = node.now().saturating_sub(TOLD_FOR).unwrap_or(Timestamp::MIN);
    let query = RowQuery {
        from_sort: Some(format!("{:020}", from.as_millisecond().max(0))),
        descending: true,
        ..RowQuery::view(view::GIVEN_UP, MAX_PAGE)
    };
    let mut told = Vec::new();
    for row in node.all_rows(query).await? {
        let id = seal::digest::hex_decode(&row.key).ok();
        let id: Option<[u8; 16]> = id.and_then(|id| id.try_into().ok());
        let outbox = node.outbox_row(id.ok_or_else(damaged)?).await?.ok_or_else(damaged)?;
        told.push((decode(&row.body)?, outbox));
    }
    Ok(told)
}

fn damaged() -> ActError {
    ActError::Corrupt("row outbox".to_owned())
}
