//! The road through a relay of the recipient (`docs/spec/relay.md`): the same envelope, held by somebody else until the recipient
//! asks for it.
//!
//! A relay's word ends nothing: the letter stays in the queue, nobody's clock runs from it, and its own road is tried on. What the
//! recipient states of the envelope counts whoever brings it. Not trusted: the relay. At most it says that it holds what it dropped.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use axum::http::StatusCode;
use domain::actor::NodeId;
use seal::digest::Digest;
use seal::envelope::Delivery;
use seal::receipt::{Event, Receipt, Role};
use store::{OutboxChange, OutboxState};
use tokio::task::JoinSet;
use tokio::time::{Duration, Instant};
use wire::relay::{Case, Road, Said, Way};

use super::failure::{Failure, HELD};
use super::{
    Accepted, Chunks, DELIVERY, Failed, LEASE_MS, Letter, ask_for, damaged, settle, status_code,
    wave,
};
use crate::act::{ActError, Tx, act};
use crate::agreements::waits::waits_for_receipt;
use crate::dispatch::{AtRelay, Parcel, lane_of};
use crate::gate;
use crate::late;
use crate::node::Node;
use crate::peer::client::Ask;
use crate::peer::door::event_id;
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
/// Its clock is behind ours.
const TOO_EARLY: &str = "relay-too-early";
/// One asks for a pause: that is no failed try.
const SLOW_DOWN: &str = "slow-down";
/// One request, with all the endpoints of a relay.
const ASK_MAX: Duration = Duration::from_secs(10);

/// Letters by the roads that they take now.
#[derive(Default)]
pub(super) struct Sorted {
    /// Their own road.
    pub(super) own: VecDeque<Letter>,
    /// Their own road and relays.
    pub(super) beside: Vec<Letter>,
    /// Relays alone.
    pub(super) only: Vec<Letter>,
}

/// Sorts letters for `peer` by the roads that they take now.
pub(super) fn sort(
    node: &Node,
    peer: &NodeId,
    letters: VecDeque<Letter>,
    failed: &mut Vec<Failed>,
) -> Sorted {
    let mut sorted = Sorted::default();
    for letter in letters {
        match case(node, peer, &letter).way() {
            Way::TooMuch => failed.push((letter.row, Failure::Transport(NO_EVIDENCE))),
            // What goes again goes because its recipient lost it: a relay would only show its old word.
            Way::Only if letter.parcel.again => {
                failed.push((letter.row, Failure::Transport(CLOSED)));
            }
            Way::Only => sorted.only.push(letter),
            Way::Beside if !letter.parcel.again => sorted.beside.push(letter),
            Way::Beside | Way::Direct => sorted.own.push_back(letter),
        }
    }
    sorted
}

/// What relays said of a letter in one wave. Nothing of it is on record yet.
pub(super) struct Asked {
    pub(super) letter: Letter,
    words: Vec<(NodeId, Receipt)>,
    theirs: Option<Receipt>,
    code: &'static str,
    n_asked: usize,
    stopped: Option<Failure>,
}

/// Asks the relays of `peer` about letters, those of one letter all at once.
pub(super) async fn ask_all(node: &Arc<Node>, peer: &NodeId, letters: Vec<Letter>) -> Vec<Asked> {
    let (mut all, mut quiet) = (Vec::new(), BTreeMap::new());
    let began = Instant::now();
    for letter in letters {
        let mut asked = Asked {
            letter,
            words: Vec::new(),
            theirs: None,
            code: CLOSED,
            n_asked: 0,
            stopped: None,
        };
        if began.elapsed() > WITHIN {
            // Relays that are slow must not use up the lease.
            asked.stopped = Some(Failure::NextTurn);
        } else {
            asked.ask(node, peer, &mut quiet).await;
        }
        all.push(asked);
    }
    all
}

/// What becomes of a letter that was at relays.
pub(super) enum After {
    /// The recipient has it, as a relay could show.
    Taken(Box<Accepted>),
    /// The recipient will not take it, as a relay could show.
    Rejected(Box<(Letter, Receipt)>),
    /// It did not go.
    Failed(Box<Failed>),
    /// It goes on by its own road.
    On(Box<Letter>),
    /// Nothing more: it waits where it lies, or has come to its end.
    Nothing,
}

/// Puts on record what relays said of a letter, whatever came after it. A letter that has no other way waits then, and its row is
/// settled; of one that came to its end by its own road only the words are kept.
pub(super) async fn note(node: &Node, asked: Asked, is_only: bool, is_ended: bool) -> After {
    let Asked { letter, words, theirs, code, n_asked, stopped } = asked;
    if is_ended {
        if let Err(error) = keep_words(node, &letter, &words, Then::Nothing).await {
            crate::log::delivery_failed(&letter.row.peer, &error);
        }
        return After::Nothing;
    }
    let lies = letter.parcel.relays.values().any(|at| at.road == Road::Lies.id());
    let waits = is_only && theirs.is_none() && stopped.is_none() && (lies || !words.is_empty());
    let then = if waits { Then::Waits(if lies { LIES } else { code }) } else { Then::Lease };
    if (waits || n_asked > 0)
        && let Err(error) = keep_words(node, &letter, &words, then).await
    {
        return After::Failed(Box::new((letter.row, error.into())));
    }
    match (theirs, stopped) {
        (Some(receipt), _) if receipt.statement().event == Event::RelayRejection => {
            After::Rejected(Box::new((letter, receipt)))
        }
        (Some(receipt), _) => {
            let Letter { row, parcel } = letter;
            After::Taken(Box::new(Accepted { row, parcel, receipt, chunks: Chunks::AllThere }))
        }
        (None, Some(failure)) => After::Failed(Box::new((letter.row, failure))),
        (None, None) if waits => After::Nothing,
        (None, None) if is_only => {
            let failure =
                if code == SLOW_DOWN { Failure::TooFast } else { Failure::Transport(code) };
            After::Failed(Box::new((letter.row, failure)))
        }
        (None, None) => After::On(Box::new(letter)),
    }
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

/// What one relay was asked, and what it answered.
struct OneAsked {
    /// Its place in the list.
    n: usize,
    relay: NodeId,
    road: Road,
    since_ms: i64,
    answered: Result<Answered, Failure>,
}

impl Asked {
    /// Asks the relays of the recipient, all at once: one that does not answer keeps the letter from no other. Those that are
    /// `quiet`, or whose road is shut, are passed over.
    async fn ask(
        &mut self,
        node: &Arc<Node>,
        peer: &NodeId,
        quiet: &mut BTreeMap<NodeId, &'static str>,
    ) {
        let now_ms = node.now().as_millisecond();
        let listed = node.relays_of(peer);
        let shut = node.roads.all_shut(node.now());
        if listed.is_empty() {
            self.code = NO_RELAY;
        }
        let at = &mut self.letter.parcel.relays;
        // A relay that is listed no more is no road any more.
        at.retain(|relay, _| listed.iter().any(|listed| listed.as_str() == relay));
        let mut under_way = JoinSet::new();
        for (n, relay) in listed.into_iter().enumerate() {
            let held = self.letter.parcel.relays.get(relay.as_str()).cloned();
            let Some(road) = held.as_ref().map_or(Some(Road::Open), |at| Road::from_id(&at.road))
            else {
                self.stopped = Some(damaged("outbox").into());
                break;
            };
            let is_asked = held.as_ref().is_some_and(|at| at.asked_ms + ASK_AGAIN_MS > now_ms);
            if road == Road::Closed || road == Road::Lies && is_asked {
                continue;
            }
            let is_shut = shut.iter().any(|shut| shut == relay.as_str());
            if let Some(why) = quiet.get(&relay).copied().or(is_shut.then_some(SILENT)) {
                self.code = why;
                continue;
            }
            match gate::hold(node, &self.letter.parcel).await {
                Ok(None) => {}
                Ok(Some(reason)) => {
                    self.stopped = Some(Failure::Held(reason));
                    break;
                }
                Err(error) => {
                    self.stopped = Some(error.into());
                    break;
                }
            }
            self.n_asked += 1;
            let since_ms = held.map_or(now_ms, |at| at.since_ms);
            let (node, peer, letter) = (node.clone(), peer.clone(), self.letter.clone());
            under_way.spawn(async move {
                let answered = bring(&node, &peer, &relay, &letter).await;
                OneAsked { n, relay, road, since_ms, answered }
            });
        }
        let mut answers = Vec::new();
        while let Some(done) = under_way.join_next().await {
            match done {
                Ok(one) => answers.push(one),
                // A panic is a bug and ends the worker, as it would without a task in between.
                Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
                Err(_) => {}
            }
        }
        answers.sort_unstable_by_key(|one| one.n);
        for one in answers {
            self.hear(one, now_ms, quiet);
        }
    }

    fn hear(&mut self, one: OneAsked, now_ms: i64, quiet: &mut BTreeMap<NodeId, &'static str>) {
        let OneAsked { relay, road, since_ms, answered, .. } = one;
        let as_before = AtRelay { road: road.id().to_owned(), since_ms, asked_ms: now_ms };
        let at = match answered {
            Err(failure) => {
                self.stopped = self.stopped.take().or(Some(failure));
                return;
            }
            Ok(Answered::Theirs(receipt)) => {
                self.theirs = self.theirs.take().or(Some(*receipt));
                as_before
            }
            Ok(Answered::Nothing(why)) => {
                self.code = why;
                if why == SILENT || why == SLOW_DOWN {
                    quiet.insert(relay.clone(), why);
                }
                as_before
            }
            Ok(Answered::Its(said, receipt)) => match road.hear(said) {
                None => as_before,
                Some(next) => {
                    self.words.push((relay.clone(), *receipt));
                    AtRelay { road: next.id().to_owned(), since_ms: now_ms, asked_ms: now_ms }
                }
            },
        };
        self.letter.parcel.relays.insert(relay.to_string(), at);
    }
}

/// What becomes of the row of a letter when words of relays are kept.
#[derive(Debug, Clone, Copy)]
enum Then {
    /// It stays with whoever holds it, and knows where the letter lies.
    Lease,
    /// It has come to its end.
    Nothing,
    /// It goes back into the queue with this code.
    Waits(&'static str),
}

/// Puts on record what relays said.
async fn keep_words(
    node: &Node,
    letter: &Letter,
    words: &[(NodeId, Receipt)],
    then: Then,
) -> Result<(), ActError> {
    if words.is_empty() && matches!(then, Then::Nothing) {
        return Ok(());
    }
    let Letter { row, parcel } = letter;
    act!(node, "note_relays", None, |tx| {
        for (relay, receipt) in words {
            note_word(tx, relay, row.lane, receipt).await?;
        }
        let now_ms = tx.now.as_millisecond();
        match then {
            Then::Nothing => {}
            Then::Lease => tx.outbox.push(OutboxChange::Renew {
                id: row.id,
                fence: row.fence,
                until_ms: now_ms.saturating_add(LEASE_MS),
                payload: Some(encode(parcel)),
            }),
            Then::Waits(code) => {
                let attempts = row.attempts.saturating_add(1);
                let row = store::OutboxRow { attempts, ..row.clone() };
                let state = OutboxState::Queued { due_ms: now_ms.saturating_add(ASK_AGAIN_MS) };
                tx.outbox.push(settle(&row, state, Some(code.to_owned()), Some(parcel)));
            }
        }
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
    let env_digest = receipt.statement().of.env_digest;
    let checked = tx.node.check_anchor(relay, receipt.anchor(), env_digest);
    tx.remember_anchor(relay, receipt.anchor(), &checked).await?;
    let lane = lane_of(lane).ok_or_else(|| damaged("outbox"))?;
    let (digest, kept) = tx.record_word(relay, receipt, None, (checked.proven(), lane)).await?;
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
    let request = Ask::post("/cx/1/envelopes", DELIVERY, body);
    let Ok(answer) = ask_for(node, relay, &request, ASK_MAX).await else {
        return Ok(Answered::Nothing(SILENT));
    };
    let Ok(receipt) = Receipt::parse(&answer.body) else {
        return Ok(Answered::Nothing(match answer.status {
            StatusCode::TOO_MANY_REQUESTS => SLOW_DOWN,
            StatusCode::TOO_EARLY => TOO_EARLY,
            // What is so now may be otherwise soon; under a key that it does not take the letter is sealed anew.
            StatusCode::INSUFFICIENT_STORAGE
            | StatusCode::PRECONDITION_REQUIRED
            | StatusCode::SERVICE_UNAVAILABLE => status_code(answer.status),
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
    // An anchor shows how two logs stand to each other; nobody between them has a part in that.
    let receipt = receipt.with_anchor(None).ok()?;
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
    let (true, Some(next)) = (waits_for_receipt(row), road.hear(said)) else { return Ok(()) };
    act!(node, "note_relays", None, |tx| {
        note_word(tx, relay, row.lane, receipt).await?;
        let now_ms = tx.now.as_millisecond();
        let at = AtRelay { road: next.id().to_owned(), since_ms: now_ms, asked_ms: now_ms };
        let mut parcel = parcel.clone();
        parcel.relays.insert(relay.to_string(), at);
        let is_queued = matches!(row.state, OutboxState::Queued { .. });
        let state =
            if is_queued { OutboxState::Queued { due_ms: now_ms } } else { row.state.clone() };
        tx.outbox.push(settle(row, state, row.last_error.clone(), Some(&parcel)));
        Ok(Vec::new())
    })
    .await?;
    node.wake.deliver.notify_one();
    Ok(())
}
