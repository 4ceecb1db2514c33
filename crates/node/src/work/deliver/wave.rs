//! Letters that go to one peer together: sealed in one act, several under way at once, their acceptances on record in one act.
//!
//! What is done together saves flushes, signatures and waiting; it never ties one letter to another. Where an act for all
//! of them fails, each has an act of its own, so that a letter that cannot go keeps no other back. Letters about the same
//! thing go one after another, in the order in which they were written.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

use axum::http::StatusCode;
use domain::actor::NodeId;
use seal::digest::Digest;
use seal::envelope::Delivery;
use seal::receipt::{Event, Receipt};
use store::{OutboxChange, OutboxRow, OutboxState};
use tokio::task::JoinSet;
use tokio::time::{Duration, Instant};

use super::failure::Stop;
use super::relays::{self, After, Sorted};
use super::{Accepted, Chunks, DELIVERY, Failed, Failure, Letter, accepted, ask, damaged, first};
use super::{LEASE_MS, all_failed, settle};
use crate::act::{ActError, act};
use crate::dispatch::Parcel;
use crate::mailbox;
use crate::node::Node;
use crate::objects;
use crate::peer::client::Ask;
use crate::peer::door::{ROSTER_BEHIND, event_id};
use crate::rows::view;
use crate::work::incoming;
use crate::work::ladder::is_accepted;

/// Letters that are under way at once. A connection carries 32 requests, and we have four lines to a peer.
const AT_ONCE_MAX: usize = 8;
/// And their bytes: of two of the largest one waits, so that a slow road carries each within its time.
const BYTES_AT_ONCE_MAX: usize = 1 << 20;
/// After so long no further letter of a wave leaves: what has arrived is to be on record long before a lease ends.
const WITHIN: Duration = Duration::from_secs(20);

/// Letters in the order in which they go, in parts that go together. A letter with objects goes alone: what follows must not
/// wait for its receipt until gigabytes have passed.
pub(super) fn waves(letters: Vec<Letter>) -> Vec<Vec<Letter>> {
    let mut waves: Vec<Vec<Letter>> = Vec::new();
    for letter in letters {
        let is_light = |letter: &Letter| letter.parcel.n_chunks == 0;
        match waves.last_mut() {
            Some(wave) if is_light(&letter) && wave.iter().all(is_light) => wave.push(letter),
            Some(_) | None => waves.push(vec![letter]),
        }
    }
    waves
}

/// Sends letters to a peer. Returns those that did not go, and why.
pub(super) async fn send(node: &Arc<Node>, peer: &NodeId, letters: Vec<Letter>) -> Vec<Failed> {
    let mut failed = Vec::new();
    let mut free = Vec::new();
    if let Err(behind) = node.common_version(peer) {
        // They wait here, and go by themselves once the directory says that one of us has upgraded.
        return all_failed(letters, || Failure::Held(behind.code().to_owned()));
    }
    for letter in letters {
        match crate::gate::hold(node, &letter.parcel).await {
            Ok(None) => free.push(letter),
            Ok(Some(reason)) => failed.push((letter.row, Failure::Held(reason))),
            Err(error) => failed.push((letter.row, error.into())),
        }
    }
    let free = without_ended(node, peer, free, &mut failed).await;
    let sealed = seal_all(node, peer, free, &mut failed).await;
    let Sorted { mut own, beside, only } = relays::sort(node, peer, sealed, &mut failed);
    let only_ids: BTreeSet<[u8; 16]> = only.iter().map(|letter| letter.row.id).collect();
    let at_relays: Vec<Letter> = beside.iter().chain(&only).cloned().collect();
    // Neither road waits for the other, nor what it brought for what the other may still bring.
    let (mut ended, asked) = if node.fetches(peer) {
        keep_all(node, peer, own.into(), &mut failed).await;
        mailbox::place_all(node, peer, &beside).await;
        (BTreeSet::new(), relays::ask_all(node, peer, at_relays).await)
    } else {
        own.extend(beside);
        tokio::join!(own_road(node, peer, own, &mut failed), relays::ask_all(node, peer, at_relays))
    };
    let (mut taken, mut on) = (Vec::new(), Vec::new());
    for asked in asked {
        let id = asked.letter.row.id;
        let is_only = only_ids.contains(&id);
        match relays::note(node, asked, is_only, ended.contains(&id)).await {
            After::Taken(letter) => taken.push(*letter),
            After::Rejected(rejected_there) => {
                let (letter, receipt) = *rejected_there;
                match end(node, peer, &letter.row, &receipt).await {
                    Ok(()) => _ = ended.insert(id),
                    Err(error) => failed.push((letter.row, error.into())),
                }
            }
            After::Failed(one) => failed.push(*one),
            After::On(letter) => on.push(*letter),
            After::Nothing => {}
        }
    }
    if node.fetches(peer) {
        keep_all(node, peer, on, &mut failed).await;
    }
    ended.extend(taken.iter().map(|letter| letter.row.id));
    // What failed on its own road and was shown to have arrived has not failed.
    failed.retain(|(row, _)| !ended.contains(&row.id));
    record_all(node, peer, taken, &mut failed).await;
    let mut known = BTreeSet::new();
    failed.retain(|(row, _)| known.insert(row.id));
    failed
}

/// Brings letters to their peer and records what it said of them. Gives those that came to their end.
async fn own_road(
    node: &Arc<Node>,
    peer: &NodeId,
    letters: VecDeque<Letter>,
    failed: &mut Vec<Failed>,
) -> BTreeSet<[u8; 16]> {
    let (taken, rejected) = transmit(node, peer, letters, failed).await;
    let mut ended: BTreeSet<[u8; 16]> = taken.iter().map(|letter| letter.row.id).collect();
    let mut unrecorded = Vec::new();
    record_all(node, peer, taken, &mut unrecorded).await;
    for (letter, receipt) in rejected {
        match end(node, peer, &letter.row, &receipt).await {
            Ok(()) => _ = ended.insert(letter.row.id),
            Err(error) => unrecorded.push((letter.row, error.into())),
        }
    }
    for (row, _) in &unrecorded {
        ended.remove(&row.id);
    }
    failed.extend(unrecorded);
    ended
}

/// Keeps letters for a peer that fetches them; if that cannot be done in one act, each has an act of its own.
async fn keep_all(node: &Node, peer: &NodeId, sealed: Vec<Letter>, failed: &mut Vec<Failed>) {
    let all: Vec<&Letter> = sealed.iter().collect();
    if all.is_empty() || mailbox::keep(node, peer, &all).await.is_ok() {
        return;
    }
    for letter in &sealed {
        if let Err(error) = mailbox::keep(node, peer, &[letter]).await {
            failed.push((letter.row.clone(), error.into()));
        }
    }
}

/// Records acceptances that a peer brought. Whether all are on record now.
pub(crate) async fn record_taken(node: &Node, peer: &NodeId, taken: Vec<Accepted>) -> bool {
    let mut failed = Vec::new();
    record_all(node, peer, taken, &mut failed).await;
    for (_, failure) in &failed {
        if let Failure::Act(error) = failure {
            crate::log::delivery_failed(peer.as_str(), error);
        }
    }
    failed.is_empty()
}

/// The peer has signed that it will not take a letter: that is its end. So it is where the statement is not kept, or is known,
/// or contradicts others of this peer: whatever else it stated of the envelope, it takes it no more.
pub(super) async fn end(
    node: &Node,
    peer: &NodeId,
    row: &OutboxRow,
    receipt: &Receipt,
) -> Result<(), ActError> {
    let code = receipt.statement().reason.map(|reason| reason.code().to_owned());
    act!(node, "take_statement", None, |tx| {
        incoming::take(tx, peer, receipt).await?;
        let is_settled = |change: &OutboxChange| {
            matches!(change, OutboxChange::Settle { id, .. } if *id == row.id)
        };
        let held = node.outbox_row(row.id).await?.filter(|held| !held.state.is_end());
        if let (false, Some(held)) = (tx.outbox.iter().any(is_settled), held) {
            tx.outbox.push(settle(&held, OutboxState::Failed, code.clone(), None));
        }
        Ok(Vec::new())
    })
    .await?;
    Ok(())
}

/// The code of a row that goes no more, because the key that sealed its envelope has ended.
pub(crate) const KEY_ENDED: &str = "key-ended";

/// Whether a letter needs another envelope: the peer has said that it takes nothing under the key of this one, and by our
/// own directory too that key has ended. Had the peer taken the envelope before, it would have answered with its receipt; and
/// a letter that comes in two envelopes is taken once.
///
/// A peer that fetches says nothing of what it does not take. It has this envelope if its receipt is here; if not, the letter
/// goes in another one. Of what goes again a receipt is here anyhow: it shows nothing, since the peer has lost what it took.
async fn is_under_ended_key(node: &Node, peer: &NodeId, letter: &Letter) -> bool {
    let is_refused = letter.row.last_error.as_deref() == Some(ROSTER_BEHIND);
    if !is_refused && !node.fetches(peer) || !first::is_under_ended_key(node, &letter.parcel).await
    {
        return false;
    }
    match &letter.parcel.envelope {
        Some(_) if letter.parcel.again => true,
        Some(sealed) => !is_accepted(node, &sealed.env_id).await.unwrap_or(true),
        None => false,
    }
}

/// Those that may still go. What is sent again is the same bytes or nothing: its letter had its effects, and in another
/// envelope it would have them twice.
async fn without_ended(
    node: &Node,
    peer: &NodeId,
    letters: Vec<Letter>,
    failed: &mut Vec<Failed>,
) -> Vec<Letter> {
    let mut left = Vec::new();
    for letter in letters {
        if letter.parcel.again && is_under_ended_key(node, peer, &letter).await {
            failed.push((letter.row, Failure::Ended(KEY_ENDED)));
        } else {
            left.push(letter);
        }
    }
    left
}

/// Seals those that have no envelope yet, and those whose envelope nobody takes any more.
async fn seal_all(
    node: &Node,
    peer: &NodeId,
    mut letters: Vec<Letter>,
    failed: &mut Vec<Failed>,
) -> VecDeque<Letter> {
    for letter in &mut letters {
        if !letter.parcel.again && is_under_ended_key(node, peer, letter).await {
            letter.parcel.envelope = None;
            // What relays have is the other envelope.
            letter.parcel.relays.clear();
        }
    }
    let until = node.now().as_millisecond().saturating_add(LEASE_MS);
    let new: Vec<&Letter> =
        letters.iter().filter(|letter| letter.parcel.envelope.is_none()).collect();
    let mut sealed = VecDeque::new();
    let mut done = first::seal_together(node, peer, &new, until).await.into_iter();
    for letter in letters {
        if letter.parcel.envelope.is_some() {
            sealed.push_back(letter);
            continue;
        }
        match done.next() {
            Some(Ok(parcel)) => sealed.push_back(Letter { parcel, ..letter }),
            Some(Err(error)) => failed.push((letter.row, error.into())),
            None => failed.push((letter.row, damaged("outbox").into())),
        }
    }
    sealed
}

/// A letter that is ready to leave, with its envelope.
struct Ready {
    letter: Letter,
    envelope: Vec<u8>,
}

/// What a letter is about; those about nothing wait for none.
fn about(parcel: &Parcel) -> Option<&String> {
    parcel.measure.as_ref().or(parcel.recall.as_ref()).or(parcel.agreement.as_ref())
}

/// Brings them to the peer. The first goes alone: it opens the connection, and shows whether anybody answers.
async fn transmit(
    node: &Arc<Node>,
    peer: &NodeId,
    mut queue: VecDeque<Letter>,
    failed: &mut Vec<Failed>,
) -> (Vec<Accepted>, Vec<(Letter, Receipt)>) {
    let mut rejected = Vec::new();
    let mut under_way: JoinSet<(Letter, usize, Result<Receipt, Failure>)> = JoinSet::new();
    let (mut busy, mut n_bytes) = (BTreeSet::new(), 0);
    let (mut taken, mut stopped, mut at_once) = (Vec::new(), None, 1);
    let began = Instant::now();
    let mut next: Option<Ready> = None;
    loop {
        if stopped.is_none() && began.elapsed() > WITHIN {
            stopped = Some(Stop::Turn);
        }
        while stopped.is_none() && under_way.len() < at_once {
            let ready = match next.take() {
                Some(ready) => ready,
                None => match ready(node, &mut queue, &busy, failed).await {
                    Some(ready) => ready,
                    None => break,
                },
            };
            if n_bytes > 0 && n_bytes + ready.envelope.len() > BYTES_AT_ONCE_MAX {
                next = Some(ready);
                break;
            }
            n_bytes += ready.envelope.len();
            busy.extend(about(&ready.letter.parcel).cloned());
            let (node, peer) = (node.clone(), peer.clone());
            under_way.spawn(async move {
                let Ready { letter, envelope } = ready;
                let len = envelope.len();
                let outcome = bring(&node, &peer, &letter, envelope).await;
                (letter, len, outcome)
            });
        }
        let (letter, len, outcome) = match under_way.join_next().await {
            None => break,
            Some(Ok(done)) => done,
            // A panic is a bug and ends the worker, as it would without a task in between.
            Some(Err(error)) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
            Some(Err(_)) => continue,
        };
        (at_once, n_bytes) = (AT_ONCE_MAX, n_bytes.saturating_sub(len));
        if let Some(about) = about(&letter.parcel) {
            busy.remove(about);
        }
        match outcome {
            Ok(receipt) if receipt.statement().event == Event::RelayRejection => {
                rejected.push((letter, receipt));
            }
            Ok(receipt) => {
                let Letter { row, parcel } = letter;
                taken.push(Accepted { row, parcel, receipt, chunks: Chunks::AllThere });
            }
            Err(failure) => {
                stopped = stopped.or(failure.stops());
                failed.push((letter.row, failure));
            }
        }
    }
    if let Some(why) = stopped {
        let left = next.map(|ready| ready.letter).into_iter().chain(queue);
        failed.extend(left.map(|letter| (letter.row, why.into())));
    }
    taken.sort_unstable_by_key(|letter| letter.row.position);
    (taken, rejected)
}

/// The next letter that need not wait for another one, with its bytes.
async fn ready(
    node: &Node,
    queue: &mut VecDeque<Letter>,
    busy: &BTreeSet<String>,
    failed: &mut Vec<Failed>,
) -> Option<Ready> {
    loop {
        let is_free =
            |letter: &Letter| about(&letter.parcel).is_none_or(|about| !busy.contains(about));
        let letter = queue.remove(queue.iter().position(is_free)?)?;
        // It was taken back while it waited here.
        match node.outbox_row(letter.row.id).await {
            Ok(Some(row)) if row.state.is_end() => continue,
            Ok(_) => {}
            Err(error) => {
                failed.push((letter.row, error.into()));
                continue;
            }
        }
        let sealed = letter.parcel.envelope.as_ref().ok_or_else(|| damaged("outbox"));
        let envelope = match sealed {
            Ok(sealed) => node.raw_row(view::ENVELOPE, &sealed.env_id).await,
            Err(error) => Err(error),
        };
        // Asked again: what was free when the wave began may not leave any more.
        match envelope.and_then(|bytes| bytes.ok_or_else(|| damaged("envelope"))) {
            Ok(envelope) => match crate::gate::hold(node, &letter.parcel).await {
                Ok(None) => return Some(Ready { letter, envelope }),
                Ok(Some(reason)) => failed.push((letter.row, Failure::Held(reason))),
                Err(error) => failed.push((letter.row, error.into())),
            },
            Err(error) => failed.push((letter.row, error.into())),
        }
    }
}

/// Posts one envelope, and after it its chunks. Gives the peer's signed word: that it has the envelope, or that it never will.
async fn bring(
    node: &Arc<Node>,
    peer: &NodeId,
    letter: &Letter,
    envelope: Vec<u8>,
) -> Result<Receipt, Failure> {
    let sealed = letter.parcel.envelope.as_ref().ok_or_else(|| damaged("outbox"))?;
    let env_digest = Digest::parse_hex(&sealed.env_digest).map_err(|_| damaged("outbox"))?;
    let anchor = node.anchor_for(peer, event_id(&sealed.send_event)?).await?;
    let anchor = anchor.and_then(|anchor| anchor.to_bytes().ok());
    let body = Delivery { envelope, anchor }.to_bytes();
    let answer = ask(node, peer, &Ask::post("/cx/1/envelopes", DELIVERY, body)).await?;
    let is_taken = answer.status == StatusCode::CREATED || answer.status == StatusCode::OK;
    // Without a signature nothing ends an envelope.
    let Ok(receipt) = Receipt::parse(&answer.body) else {
        return Err(if is_taken {
            Failure::Transport("bad-receipt")
        } else {
            Failure::of_status(answer.status)
        });
    };
    node.check_receipt(&receipt, peer, env_digest).map_err(Failure::Transport)?;
    let event = receipt.statement().event;
    if event == Event::RelayRejection {
        return Ok(receipt);
    }
    if event != Event::RelayAcceptance || !is_taken {
        return Err(Failure::Transport("unexpected-receipt"));
    }
    if letter.parcel.n_chunks > 0 {
        objects::upload(node, peer, &letter.parcel, &sealed.env_id).await?;
    }
    Ok(receipt)
}

/// Records what the peer has. Of letters about the same thing each has an act of its own: an act does not see what it did.
async fn record_all(
    node: &Node,
    peer: &NodeId,
    mut taken: Vec<Accepted>,
    failed: &mut Vec<Failed>,
) {
    while !taken.is_empty() {
        let mut abouts = BTreeSet::new();
        let (now, later): (Vec<_>, Vec<_>) = taken.into_iter().partition(|letter| {
            about(&letter.parcel).is_none_or(|about| abouts.insert(about.clone()))
        });
        let all: Vec<&Accepted> = now.iter().collect();
        let together = accepted(node, peer, &all).await;
        if together.is_err() {
            for letter in &now {
                if let Err(error) = alone(node, peer, letter).await {
                    failed.push((letter.row.clone(), error.into()));
                }
            }
        }
        taken = later;
    }
}

/// Records one acceptance. If the letter was given up while it was under way, its row says so, and that is what is recorded.
async fn alone(node: &Node, peer: &NodeId, letter: &Accepted) -> Result<(), ActError> {
    let Err(error) = accepted(node, peer, &[letter]).await else { return Ok(()) };
    let held = node.outbox_row(letter.row.id).await?;
    match held.filter(|held| incoming::is_given_up(&held.state)) {
        Some(row) => {
            let (parcel, receipt) = (letter.parcel.clone(), letter.receipt.clone());
            let late = Accepted { row, parcel, receipt, chunks: letter.chunks };
            accepted(node, peer, &[&late]).await
        }
        None => Err(error),
    }
}
