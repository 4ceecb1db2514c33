//! The road through a relay of the recipient (`docs/spec/relay.md`): the same envelope, held by somebody else until the recipient
//! asks for it.
//!
//! A relay's word ends nothing: the letter stays in the queue, nobody's clock runs from it, and its own road is tried on. What the
//! recipient states of the envelope counts whoever brings it. Not trusted: the relay. At most it says that it holds what it dropped.

use std::collections::{BTreeSet, VecDeque};

use axum::http::StatusCode;
use domain::actor::NodeId;
use seal::digest::{Digest, hex_encode};
use seal::envelope::Delivery;
use seal::receipt::{Event, Receipt, Role};
use store::{OutboxChange, OutboxState};
use tokio::time::{Duration, Instant};
use wire::relay::{Case, Road, Said, Way};
use wire::stored::{Stored, Who, link};

use super::failure::{Failure, HELD};
use super::{
    Accepted, Chunks, DELIVERY, Failed, LEASE_MS, Letter, ask, damaged, settle, status_code, wave,
};
use crate::act::{ActError, Tx, act};
use crate::dispatch::{AtRelay, Parcel, lane_of, link_stream};
use crate::gate;
use crate::late;
use crate::node::Node;
use crate::peer::client::Ask;
use crate::peer::door::event_id;
use crate::peer::receipts::{KeptReceipt, keep};
use crate::relay::OF_RELAY;
use crate::rows::{decode, encode, view};

/// A relay that holds an envelope is asked about it again after so long: it may have the recipient's word.
const ASK_AGAIN_MS: i64 = 15 * 60 * 1000;
/// Relays are asked for so long in one wave; with the wave itself, and one answer that is late, that is far from the end of a lease.
const WITHIN: Duration = Duration::from_secs(20);
/// The code in a row whose letter lies at a relay and has no other road.
pub(crate) const LIES: &str = "lies-at-relay";
/// The recipient only fetches, so do we, and it lists no relay.
pub(crate) const NO_RELAY: &str = "no-relay";
/// The same, and the letter has evidence, which no relay holds.
pub(crate) const NO_EVIDENCE: &str = "relay-no-evidence";
/// All relays that the recipient lists have given it up, or refused it.
pub(crate) const CLOSED: &str = "relay-closed";
/// None of them answers.
pub(crate) const SILENT: &str = "relay-unreachable";
/// One answers something else than it should.
const REFUSED: &str = "relay-refused";

/// What became of letters that were to go to relays.
#[derive(Default)]
pub(super) struct Laid {
    /// They go on by their own road.
    pub(super) on: VecDeque<Letter>,
    /// The recipient has them, as a relay could show.
    pub(super) taken: Vec<Accepted>,
    /// The recipient will not take them, as a relay could show.
    pub(super) rejected: Vec<(Letter, Receipt)>,
}

/// Lays letters for `peer` at its relays, where that is their way now.
pub(super) async fn lay(
    node: &Node,
    peer: &NodeId,
    letters: VecDeque<Letter>,
    failed: &mut Vec<Failed>,
) -> Laid {
    let (mut laid, mut silent) = (Laid::default(), BTreeSet::new());
    let began = Instant::now();
    for mut letter in letters {
        let way = case(node, peer, &letter).way();
        // What goes again goes because its recipient lost it: a relay would only show its old word.
        if way == Way::Direct || letter.parcel.again {
            laid.on.push_back(letter);
            continue;
        }
        if way == Way::TooMuch {
            failed.push((letter.row, Failure::Transport(NO_EVIDENCE)));
            continue;
        }
        if began.elapsed() > WITHIN {
            // Relays that are slow must not use up the lease of what goes its own road.
            match way {
                Way::Beside => laid.on.push_back(letter),
                Way::Direct | Way::Only | Way::TooMuch => {
                    failed.push((letter.row, Failure::NextTurn));
                }
            }
            continue;
        }
        match at_relays(node, peer, &mut letter, (way, &mut silent)).await {
            Ok(Some(receipt)) if receipt.statement().event == Event::RelayRejection => {
                laid.rejected.push((letter, receipt));
            }
            Ok(Some(receipt)) => {
                let Letter { row, parcel } = letter;
                laid.taken.push(Accepted { row, parcel, receipt, chunks: Chunks::AllThere });
            }
            Ok(None) if way == Way::Beside => laid.on.push_back(letter),
            // It waits where it lies.
            Ok(None) => {}
            Err(failure) => failed.push((letter.row, failure)),
        }
    }
    laid
}

fn case(node: &Node, peer: &NodeId, letter: &Letter) -> Case {
    let Letter { row, parcel } = letter;
    let is_failure = |code: &String| !code.starts_with(HELD);
    Case {
        reader_fetches: node.fetches(peer),
        we_fetch: node.fetches(&node.config.node),
        is_emergency: row.lane == 0,
        has_failed: row.attempts > 0 && row.last_error.as_ref().is_some_and(is_failure),
        spent: late::spent(row, node.now()),
        n_chunks: parcel.n_chunks,
    }
}

/// What a relay answered.
enum Answered {
    /// Its own signed word.
    Its(Said, Box<Receipt>),
    /// What the recipient stated.
    Theirs(Box<Receipt>),
    /// Nothing that is signed.
    Nothing(&'static str),
}

/// Asks the relays of a recipient one after the other, and puts on record what they said. Gives the recipient's word if one of them
/// has it; a letter that has no other way waits for its next turn then, and its row is settled.
async fn at_relays(
    node: &Node,
    peer: &NodeId,
    letter: &mut Letter,
    (way, silent): (Way, &mut BTreeSet<NodeId>),
) -> Result<Option<Receipt>, Failure> {
    let now_ms = node.now().as_millisecond();
    let listed = node.relays_of(peer);
    let (mut words, mut n_asked) = (Vec::<(NodeId, Receipt)>::new(), 0);
    let mut code = if listed.is_empty() { NO_RELAY } else { CLOSED };
    // A relay that is listed no more is no road any more.
    letter.parcel.relays.retain(|relay, _| listed.iter().any(|listed| listed.as_str() == relay));
    for relay in &listed {
        let held = letter.parcel.relays.get(relay.as_str()).cloned();
        let road = match &held {
            None => Road::Open,
            Some(at) => Road::from_id(&at.road).ok_or_else(|| damaged("outbox"))?,
        };
        let is_asked = held.as_ref().is_some_and(|at| at.asked_ms + ASK_AGAIN_MS > now_ms);
        if road == Road::Closed || road == Road::Lies && is_asked {
            continue;
        }
        if silent.contains(relay) {
            code = SILENT;
            continue;
        }
        if let Some(reason) = gate::hold(node, &letter.parcel).await? {
            return Err(Failure::Held(reason));
        }
        n_asked += 1;
        let since_ms = held.as_ref().map_or(now_ms, |at| at.since_ms);
        let next = match bring(node, peer, relay, letter).await? {
            Answered::Theirs(receipt) => return Ok(Some(*receipt)),
            Answered::Nothing(why) => {
                code = why;
                if why == SILENT {
                    silent.insert(relay.clone());
                }
                AtRelay { road: road.id().to_owned(), since_ms, asked_ms: now_ms }
            }
            Answered::Its(said, receipt) => match road.hear(said) {
                None => AtRelay { road: road.id().to_owned(), since_ms, asked_ms: now_ms },
                Some(next) => {
                    words.push((relay.clone(), *receipt));
                    let road = next.id().to_owned();
                    AtRelay { road, since_ms: now_ms, asked_ms: now_ms }
                }
            },
        };
        letter.parcel.relays.insert(relay.to_string(), next);
    }
    let lies = letter.parcel.relays.values().any(|at| at.road == Road::Lies.id());
    if way == Way::Only && !lies && words.is_empty() {
        return Err(Failure::Transport(code));
    }
    if way == Way::Beside && n_asked == 0 {
        return Ok(None);
    }
    note(node, letter, &words, way == Way::Only, if lies { LIES } else { code }).await?;
    Ok(None)
}

/// Puts on record what relays said. The row goes back into the queue if it has no other way, or stays with whoever holds it.
async fn note(
    node: &Node,
    letter: &Letter,
    words: &[(NodeId, Receipt)],
    waits: bool,
    code: &str,
) -> Result<(), ActError> {
    let Letter { row, parcel } = letter;
    act!(node, "note_relays", None, |tx| {
        for (relay, receipt) in words {
            note_word(tx, relay, row.lane, receipt).await?;
        }
        let now_ms = tx.now.as_millisecond();
        tx.outbox.push(if waits {
            let row = store::OutboxRow { attempts: row.attempts.saturating_add(1), ..row.clone() };
            let state = OutboxState::Queued { due_ms: now_ms.saturating_add(ASK_AGAIN_MS) };
            settle(&row, state, Some(code.to_owned()), Some(parcel))
        } else {
            OutboxChange::Renew {
                id: row.id,
                fence: row.fence,
                until_ms: now_ms.saturating_add(LEASE_MS),
                payload: Some(encode(parcel)),
            }
        });
        Ok(Vec::new())
    })
    .await?;
    Ok(())
}

/// A relay's word with its leaf, apart from what recipients state.
async fn note_word(
    tx: &mut Tx<'_>,
    relay: &NodeId,
    lane: u8,
    receipt: &Receipt,
) -> Result<(), ActError> {
    let (digest, kept) = keep(receipt)?;
    let env_digest = receipt.statement().of.env_digest;
    let checked = tx.node.check_anchor(relay, receipt.anchor(), env_digest);
    tx.remember_anchor(relay, receipt.anchor(), &checked).await?;
    let ack = link::Event {
        at: tx.now,
        kind: link::Kind::Ack,
        env_digest: Some(env_digest),
        letter_digest: None,
        receipt_digest: Some(receipt.statement_digest()),
        peer: relay.clone(),
        anchor: checked.proven().cloned(),
        lane: lane_of(lane).ok_or_else(|| damaged("outbox"))?,
        carried: None,
    };
    let stream = link_stream(&tx.node.config.node, relay);
    let recorded = tx.record(&stream, &Stored::Link(ack), tx.now, &Who::node()).await?;
    let kept = KeptReceipt { ack: Some(hex_encode(&recorded.event_id)), ..kept };
    tx.put(view::RECEIPT, &digest, &format!("{OF_RELAY}{}", kept.env_id), &kept);
    Ok(())
}

/// Posts an envelope to a relay.
async fn bring(
    node: &Node,
    peer: &NodeId,
    relay: &NodeId,
    letter: &Letter,
) -> Result<Answered, Failure> {
    let sealed = letter.parcel.envelope.as_ref().ok_or_else(|| damaged("outbox"))?;
    let env_digest = Digest::parse_hex(&sealed.env_digest).map_err(|_| damaged("outbox"))?;
    let envelope = node.raw_row(view::ENVELOPE, &sealed.env_id).await?;
    let envelope = envelope.ok_or_else(|| damaged("envelope"))?;
    let anchor = node.anchor_for(relay, event_id(&sealed.send_event)?).await?;
    let anchor = anchor.and_then(|anchor| anchor.to_bytes().ok());
    let body = Delivery { envelope, anchor }.to_bytes();
    let Ok(answer) = ask(node, relay, &Ask::post("/cx/1/envelopes", DELIVERY, body)).await else {
        return Ok(Answered::Nothing(SILENT));
    };
    let Ok(receipt) = Receipt::parse(&answer.body) else {
        return Ok(Answered::Nothing(match answer.status {
            StatusCode::SERVICE_UNAVAILABLE | StatusCode::INSUFFICIENT_STORAGE => {
                status_code(answer.status)
            }
            _ => REFUSED,
        }));
    };
    Ok(read(node, peer, relay, (receipt, env_digest)).unwrap_or(Answered::Nothing("bad-receipt")))
}

/// What a receipt from a relay says of this envelope: its own word as a relay, or the recipient's. Anything else is nothing: a relay
/// that states what only a recipient can is not believed.
fn read(
    node: &Node,
    peer: &NodeId,
    relay: &NodeId,
    (receipt, env_digest): (Receipt, Digest),
) -> Option<Answered> {
    let statement = receipt.statement();
    if statement.of.to.as_str() != peer.as_str() {
        return None;
    }
    let (event, role) = (statement.event, statement.by.role);
    if let Some(said) = Said::of(event, role) {
        node.check_receipt(&receipt, relay, env_digest).ok()?;
        return Some(Answered::Its(said, Box::new(receipt)));
    }
    let is_theirs = matches!(event, Event::RelayAcceptance | Event::RelayRejection);
    if !is_theirs || role != Role::Recipient {
        return None;
    }
    node.check_receipt(&receipt, peer, env_digest).ok()?;
    Some(Answered::Theirs(Box::new(receipt)))
}

/// Takes what a relay brings of its own accord: that it gave a letter of ours up, or that its recipient refused it. Whether the
/// receipt was one of these; a recipient's acceptance is none.
///
/// # Errors
/// If the store fails or a row is damaged.
pub(crate) async fn hear(node: &Node, relay: &NodeId, bytes: &[u8]) -> Result<bool, ActError> {
    let Ok(receipt) = Receipt::parse(bytes) else { return Ok(false) };
    let env_id = receipt.statement().of.env_id.to_string();
    let Some(row) = node.outbox_row_of(&env_id).await? else { return Ok(false) };
    let (Ok(peer), parcel) = (NodeId::parse(&row.peer), decode::<Parcel>(&row.payload)?) else {
        return Ok(false);
    };
    // Of what goes again every word that a relay has may be older than the loss.
    if parcel.again {
        return Ok(false);
    }
    let is_same = |sealed: &&crate::dispatch::Sealed| sealed.env_id == env_id;
    let Some(sealed) = parcel.envelope.as_ref().filter(is_same) else { return Ok(false) };
    let env_digest = Digest::parse_hex(&sealed.env_digest).map_err(|_| damaged("outbox"))?;
    if !node.relays_of(&peer).contains(relay) {
        return Ok(false);
    }
    match read(node, &peer, relay, (receipt, env_digest)) {
        Some(Answered::Its(said, receipt)) => {
            its(node, relay, &Letter { row, parcel }, said, &receipt).await?;
            Ok(true)
        }
        Some(Answered::Theirs(receipt)) if receipt.statement().event == Event::RelayRejection => {
            if !row.state.is_end() {
                wave::end(node, &peer, &row, &receipt).await?;
            }
            Ok(true)
        }
        Some(Answered::Theirs(_) | Answered::Nothing(_)) | None => Ok(false),
    }
}

/// A relay's own word of a letter that waits: its road may be closed, and the letter has its turn again.
async fn its(
    node: &Node,
    relay: &NodeId,
    letter: &Letter,
    said: Said,
    receipt: &Receipt,
) -> Result<(), ActError> {
    let Letter { row, parcel } = letter;
    let Some(at) = parcel.relays.get(relay.as_str()) else { return Ok(()) };
    let road = Road::from_id(&at.road).ok_or_else(|| damaged("outbox"))?;
    let waits = matches!(row.state, OutboxState::Held { .. } | OutboxState::Queued { .. });
    let (true, Some(next)) = (waits, road.hear(said)) else { return Ok(()) };
    act!(node, "note_relays", None, |tx| {
        note_word(tx, relay, row.lane, receipt).await?;
        let now_ms = tx.now.as_millisecond();
        let at = AtRelay { road: next.id().to_owned(), since_ms: now_ms, asked_ms: now_ms };
        let mut parcel = parcel.clone();
        parcel.relays.insert(relay.to_string(), at);
        let state = match &row.state {
            OutboxState::Queued { .. } => OutboxState::Queued { due_ms: now_ms },
            held => held.clone(),
        };
        tx.outbox.push(settle(row, state, row.last_error.clone(), Some(&parcel)));
        Ok(Vec::new())
    })
    .await?;
    node.wake.deliver.notify_one();
    Ok(())
}
