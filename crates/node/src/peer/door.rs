//! The door: what arrives from another node, checked cheap first, durable before it is acknowledged.
//!
//! A known envelope gets its stored receipt again, for ever; another content under a known id is refused and kept as
//! evidence. Nothing is decrypted here: opening is `work::open`'s, and a letter has no effect before that.

use axum::http::StatusCode;
use domain::actor::NodeId;
use domain::letter::Lane;
use seal::digest::Digest;
use seal::envelope::{Delivery, EnvelopeOuter, Head};
use seal::receipt::{Flag, Receipt};
use seal::sign::PublicKey;
use store::StoreError;

use super::anchor::{Checked, Standing};
use super::inbox::{Inbox, InboxState};
use super::receipts::{KeptReceipt, keep, kept};
use crate::act::{ActError, Tx, act};
use crate::dispatch::lane_of;
use crate::node::Node;
use crate::reconcile::Way;
use crate::reconcile::index::list_if_missing;
use crate::relay;
use crate::rows::{decode, encode, view};
use crate::space::Need;

/// Days by which a sender's clock may run ahead.
const AHEAD_DAYS_MAX: u32 = 1;
const HOUR_S: i64 = 60 * 60;
const DAY_S: i64 = 24 * HOUR_S;

/// No key of this directory version that is good seals it: the sender's, or ours, is behind.
const BEHIND: Answer = Answer::Problem(StatusCode::PRECONDITION_REQUIRED, ROSTER_BEHIND);
/// Its code.
pub(crate) const ROSTER_BEHIND: &str = "roster-behind";

/// The answer to a delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// A signed receipt.
    Receipt(StatusCode, Vec<u8>),
    /// An unsigned problem with its code: it ends nothing.
    Problem(StatusCode, &'static str),
}

/// How a delivery came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Road {
    /// In a bundle that the operator chose to read: it has an end, and nobody waits for an answer.
    Bundle,
    /// It was fetched: as fast as its writer could have posted it, and whoever fetches waits for that.
    Mailbox,
    /// Over the network, as fast as the peer likes.
    Network,
}

impl Node {
    /// Takes a delivery that came from `peer` over the network.
    pub async fn receive(&self, peer: &NodeId, body: &[u8]) -> Answer {
        self.receive_by(Road::Network, peer, body).await
    }

    /// Takes a delivery that `peer` sent, by any road.
    pub async fn receive_by(&self, road: Road, peer: &NodeId, body: &[u8]) -> Answer {
        match self.try_receive(road, peer, body).await {
            Ok(answer) => answer,
            Err(ActError::Ledger(_) | ActError::Unsigned(_)) => {
                Answer::Problem(StatusCode::SERVICE_UNAVAILABLE, "log-unavailable")
            }
            Err(ActError::NoRoom | ActError::Store(StoreError::Full)) => {
                Answer::Problem(StatusCode::SERVICE_UNAVAILABLE, "disk-reserve")
            }
            Err(_) => Answer::Problem(StatusCode::SERVICE_UNAVAILABLE, "busy"),
        }
    }

    async fn try_receive(
        &self,
        road: Road,
        peer: &NodeId,
        body: &[u8],
    ) -> Result<Answer, ActError> {
        let bad = |code| Ok(Answer::Problem(StatusCode::BAD_REQUEST, code));
        let Ok(mut delivery) = Delivery::parse(body) else { return bad("malformed") };
        let Ok(outer) = EnvelopeOuter::parse(&delivery.envelope) else { return bad("malformed") };
        let head = outer.head();
        let roster = self.roster();
        if head.net != roster.net {
            // Nothing of ours is signed about a foreign network.
            return Ok(Answer::Problem(StatusCode::MISDIRECTED_REQUEST, "wrong-network"));
        }
        let whither = match self.whither(peer, head) {
            Ok(whither) => whither,
            Err(problem) => return Ok(problem),
        };
        let today = u32::try_from(self.now().as_second().div_euclid(DAY_S)).unwrap_or(0);
        if head.made_on > today.saturating_add(AHEAD_DAYS_MAX) {
            return Ok(Answer::Problem(StatusCode::TOO_EARLY, "too-early"));
        }
        let env_digest = outer.env_digest();
        let env_id = head.env_id.to_string();
        let (carrier, peer) = match &whither {
            Whither::Here { from } => (peer, from),
            Whither::Held { to } => return self.hold_for(peer, to, delivery, &outer).await,
        };
        if carrier != peer {
            // An anchor shows how two logs stand to each other, and nobody between them has a part in that.
            delivery.anchor = None;
        }
        let (slot, known) = self.slot_of(peer, &env_id).await?;
        if let Some(known) = known {
            if known.env_digest == env_digest.hex() {
                list_if_missing(self, peer, (&slot, head.made_on, env_digest)).await?;
            }
            return self.again(peer, &known, env_digest).await;
        }
        if let Err(problem) = self.check_seal(carrier, peer, &outer) {
            return Ok(problem);
        }
        let lane = lane_of(head.lane as u8).ok_or_else(|| ActError::Corrupt("lane".to_owned()))?;
        self.has_room(Need::of_lane(lane))?;
        if road != Road::Bundle && !self.lanes.admit(peer, lane) {
            return Ok(Answer::Problem(StatusCode::TOO_MANY_REQUESTS, "slow-down"));
        }
        let checked = self.check_anchor(peer, delivery.anchor.as_deref(), env_digest);
        let head = outer.head().clone();
        self.accept(peer, Knock { delivery, head, slot, env_digest, checked, lane }).await
    }

    /// Where an envelope goes that `peer` brings.
    fn whither(&self, peer: &NodeId, head: &Head) -> Result<Whither, Answer> {
        let ours = &self.config.node;
        let name = |name: &str| NodeId::parse(name).ok();
        let not_a_peer = Answer::Problem(StatusCode::FORBIDDEN, "not-a-peer");
        if head.to.as_str() == ours.as_str() {
            let from = name(head.from.as_str()).filter(|from| from != ours);
            let is_theirs = |from: &NodeId| from == peer || self.relays_of(ours).contains(peer);
            return from.filter(is_theirs).map(|from| Whither::Here { from }).ok_or(not_a_peer);
        }
        if head.from.as_str() != peer.as_str() {
            return Err(not_a_peer);
        }
        if !self.is_relay(ours) {
            return Err(Answer::Problem(StatusCode::BAD_REQUEST, "wrong-addressee"));
        }
        // Nobody writes to itself, and who is sender and reader at once would be told in the place that is taken from it.
        if head.to.as_str() == peer.as_str() {
            return Err(Answer::Problem(StatusCode::BAD_REQUEST, "wrong-addressee"));
        }
        let to = name(head.to.as_str()).filter(|to| self.relays_of(to).contains(ours));
        let not_listed = Answer::Problem(StatusCode::FORBIDDEN, "relay-not-listed");
        to.map(|to| Whither::Held { to }).ok_or(not_listed)
    }

    /// Checks that a key of `from` seals an envelope, whoever carried it here.
    fn check_seal(
        &self,
        carrier: &NodeId,
        from: &NodeId,
        outer: &EnvelopeOuter,
    ) -> Result<(), Answer> {
        let (roster, head) = (self.roster(), outer.head());
        // The key must have been good on the day the envelope says it was made, and it must be good now: the day is the word
        // of whoever holds the key, and nobody has seen these bytes before.
        let now = self.now();
        let made_at = jiff::Timestamp::from_second(i64::from(head.made_on) * DAY_S + DAY_S - 1)
            .unwrap_or(jiff::Timestamp::UNIX_EPOCH)
            .min(now);
        let then = roster.node_key(from, head.node_kid, made_at);
        let sealed_by = match then.and_then(|_| roster.node_key(from, head.node_kid, now)) {
            Some(PublicKey::Ed25519(key)) => key,
            Some(PublicKey::MlDsa65(_)) | None => {
                self.hear_newer(carrier);
                return Err(BEHIND);
            }
        };
        if outer.verify_seal(&sealed_by).is_err() {
            return Err(Answer::Problem(StatusCode::FORBIDDEN, "seal-invalid"));
        }
        self.hear_version(carrier, head.roster_version);
        Ok(())
    }

    /// Holds an envelope for a node that lists this one as a relay.
    async fn hold_for(
        &self,
        peer: &NodeId,
        to: &NodeId,
        delivery: Delivery,
        outer: &EnvelopeOuter,
    ) -> Result<Answer, ActError> {
        let (head, env_digest) = (outer.head(), outer.env_digest());
        let key = relay::key_of(peer.as_str(), &head.env_id.to_string());
        if let Some(known) = relay::row(self, &key).await? {
            return relay::again(self, peer, &known, env_digest).await;
        }
        if head.n_chunks > 0 {
            return Ok(Answer::Problem(StatusCode::BAD_REQUEST, "relay-no-evidence"));
        }
        if i64::from(head.keep_until).saturating_mul(HOUR_S) <= self.now().as_second() {
            return Ok(Answer::Problem(StatusCode::BAD_REQUEST, "expired"));
        }
        if let Err(problem) = self.check_seal(peer, peer, outer) {
            return Ok(problem);
        }
        let lane = lane_of(head.lane as u8).ok_or_else(|| ActError::Corrupt("lane".to_owned()))?;
        self.has_room(Need::of_lane(lane))?;
        if !self.lanes.admit(peer, lane) {
            return Ok(Answer::Problem(StatusCode::TOO_MANY_REQUESTS, "slow-down"));
        }
        let checked = self.check_anchor(peer, delivery.anchor.as_deref(), env_digest);
        let knock = relay::Knock { delivery, head, env_digest, checked, lane, to };
        relay::hold(self, peer, &knock).await
    }

    /// A known envelope: the stored receipt with a fresh anchor, or proof that its sender says two things.
    async fn again(
        &self,
        peer: &NodeId,
        known: &Inbox,
        env_digest: Digest,
    ) -> Result<Answer, ActError> {
        if known.env_digest != env_digest.hex() {
            return Ok(Answer::Problem(StatusCode::CONFLICT, "id-conflict"));
        }
        Ok(Answer::Receipt(StatusCode::OK, self.acceptance(peer, known).await?.to_bytes()))
    }

    /// The acceptance that was stated for an envelope of `peer`, with a fresh anchor.
    ///
    /// # Errors
    /// If a row is damaged or the store fails.
    pub async fn acceptance(&self, peer: &NodeId, known: &Inbox) -> Result<Receipt, ActError> {
        let row = self.row::<KeptReceipt>(view::RECEIPT, &known.receipt).await?;
        let row = row.ok_or_else(|| ActError::Corrupt("row receipt".to_owned()))?;
        self.anchored(peer, kept(&row)?, event_id(&known.recv_event)?).await
    }

    /// Makes an envelope durable, with what else of this peer came at the same moment, and gives our signed word for it.
    async fn accept(&self, peer: &NodeId, knock: Knock) -> Result<Answer, ActError> {
        let (slot, env_digest) = (knock.slot.clone(), knock.env_digest);
        self.channels.mark(peer);
        let knocks = self.doorstep.of(peer);
        let accepted = knocks.run(knock, |knocks| self.accept_all(peer, knocks)).await;
        match accepted.unwrap_or(Err(ActError::Busy)) {
            Ok(receipt) => {
                let receipt = Receipt::parse(&receipt)
                    .map_err(|_| ActError::Corrupt("receipt".to_owned()))?;
                let inbox = self.row::<Inbox>(view::INBOX, &slot).await?;
                let inbox = inbox.ok_or_else(|| ActError::Corrupt("row inbox".to_owned()))?;
                let recv = event_id(&inbox.recv_event)?;
                let receipt = self.anchored(peer, receipt, recv).await?;
                Ok(Answer::Receipt(StatusCode::CREATED, receipt.to_bytes()))
            }
            // The same bytes came through another connection at the same moment.
            Err(ActError::Store(StoreError::RowExists { .. })) => {
                let known = self.row::<Inbox>(view::INBOX, &slot).await?;
                let known = known.ok_or_else(|| ActError::Corrupt("row inbox".to_owned()))?;
                if known.from != peer.as_str() {
                    // Another node's took the place. When it is asked again this one has its own.
                    return Err(ActError::Busy);
                }
                self.again(peer, &known, env_digest).await
            }
            Err(error) => Err(error),
        }
    }

    /// One act for all of them; if that fails each has an act of its own, and its own failure.
    async fn accept_all(
        &self,
        peer: &NodeId,
        knocks: Vec<Knock>,
    ) -> Vec<Result<Vec<u8>, ActError>> {
        // A round of opening may have ended meanwhile, and have found nothing of this peer.
        self.channels.mark(peer);
        let all: Vec<&Knock> = knocks.iter().collect();
        let mut receipts = self.accept_once(peer, &all).await.unwrap_or_default().into_iter();
        let mut outcomes = Vec::new();
        for knock in &knocks {
            outcomes.push(match receipts.next() {
                Some(receipt) => Ok(receipt),
                None => self.accept_once(peer, &[knock]).await.and_then(|mut receipts| {
                    receipts.pop().ok_or_else(|| ActError::Corrupt("receipt".to_owned()))
                }),
            });
        }
        self.channels.mark(peer);
        outcomes
    }

    async fn accept_once(
        &self,
        peer: &NodeId,
        knocks: &[&Knock],
    ) -> Result<Vec<Vec<u8>>, ActError> {
        let done = act!(self, "accept_envelope", None, |tx| {
            let mut receipts = Vec::new();
            for knock in knocks {
                receipts.push(accept_one(tx, peer, knock).await?);
            }
            Ok(encode(&receipts))
        })
        .await?;
        decode(&done.result)
    }

    /// A receipt with a fresh anchor for `peer` of the event that says so.
    ///
    /// # Errors
    /// If the store fails.
    pub(crate) async fn anchored(
        &self,
        peer: &NodeId,
        receipt: Receipt,
        recv: [u8; 16],
    ) -> Result<Receipt, ActError> {
        let anchor = match self.anchor_for(peer, recv).await? {
            None => None,
            Some(anchor) => anchor.to_bytes().ok(),
        };
        receipt
            .with_anchor(anchor)
            .map_err(|error| ActError::Shell(format!("receipt: {}", error.code())))
    }
}

/// Where an envelope goes.
enum Whither {
    /// It is for us.
    Here {
        /// Who sealed it, as its head says.
        from: NodeId,
    },
    /// It is for a node that lists us as a relay.
    Held {
        /// Which.
        to: NodeId,
    },
}

/// A delivery that was looked at and may be accepted.
#[derive(Debug)]
pub struct Knock {
    delivery: Delivery,
    head: Head,
    /// Where it is to stand in the inbox.
    slot: String,
    env_digest: Digest,
    checked: Checked,
    lane: Lane,
}

/// Enters one envelope. Gives our receipt, without an anchor.
async fn accept_one(tx: &mut Tx<'_>, peer: &NodeId, knock: &Knock) -> Result<Vec<u8>, ActError> {
    let Knock { delivery, head, slot, env_digest, checked, lane } = knock;
    let flags = match tx.remember_anchor(peer, delivery.anchor.as_deref(), checked).await? {
        Standing::Forked => vec![Flag::PeerLogFork],
        Standing::Cosigned | Standing::Unchanged => Vec::new(),
    };
    let of = (head, *env_digest);
    let (receipt, recv_event) =
        tx.word_of_acceptance(peer, of, &flags, (checked.proven(), *lane)).await?;
    let (digest, row) = keep(&receipt)?;
    tx.put(view::RECEIPT, &digest, slot, &row);
    let inbox = Inbox {
        from: peer.to_string(),
        env_digest: env_digest.hex(),
        accepted_at_ms: tx.now.as_millisecond(),
        receipt: digest.clone(),
        last_receipt: digest,
        recv_event,
        n_chunks: head.n_chunks,
        lane: head.lane as u8,
        state: InboxState::Accepted,
        attempts: 0,
    };
    tx.enter(slot, &inbox);
    tx.note_passage_of(peer, Way::Received, (head, slot), env_digest);
    tx.put_raw(view::ENVELOPE, slot, peer.as_str(), delivery.envelope.clone());
    Ok(receipt.to_bytes())
}

/// An event id as rows spell it.
///
/// # Errors
/// If the row is damaged.
pub fn event_id(hex: &str) -> Result<[u8; 16], ActError> {
    let bytes = seal::digest::hex_decode(hex).ok().and_then(|bytes| bytes.try_into().ok());
    bytes.ok_or_else(|| ActError::Corrupt("event id".to_owned()))
}
