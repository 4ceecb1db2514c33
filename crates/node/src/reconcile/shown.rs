//! An envelope that a peer shows as ours and that is not on record here: its bytes are asked for, and its seal says whose it is.
//!
//! Not trusted: the peer, and the date in the bytes. What bears our seal is kept as evidence and changes nothing else.

use axum::http::StatusCode;
use domain::actor::NodeId;
use domain::letter::Lane;
use jiff::Timestamp;
use seal::digest::Digest;
use seal::envelope::{Delivery, EnvelopeOuter};
use seal::receipt::{Event, Receipt};
use seal::sign::{Ed25519Secret, Kid};
use wire::roster::{Revocation, SUPERSEDED};
use wire::stored::{Stored, Who, link};

use super::ask::{NotCompared, Road};
use super::differ::Kind;
use super::{DAY_S, SOON_MS, index};
use crate::act::act;
use crate::dispatch::{lane_of, link_stream};
use crate::node::Node;
use crate::peer::client::Ask as Request;
use crate::peer::receipts::keep;
use crate::rows::view;
use crate::work::deliver::DELIVERY;

/// The peer has an envelope from us that is not on record here: whose it is, by its seal.
pub(super) async fn unknown(road: Road<'_>, digest: Digest, on: u32) -> Result<Kind, NotCompared> {
    let Road { node, peer, .. } = road;
    let request = Request::get(format!("/cx/1/envelopes/{on}/{}", digest.hex()));
    let answer = road.ask(&request).await?;
    match answer.status {
        StatusCode::OK => {}
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => {
            return Err(NotCompared::Later("busy", SOON_MS));
        }
        _ => return Ok(Kind::Unshown),
    }
    let Ok(delivery) = Delivery::parse(&answer.body) else { return Ok(Kind::Unshown) };
    let Ok(outer) = EnvelopeOuter::parse(&delivery.envelope) else { return Ok(Kind::Unshown) };
    // Of another day it is on the list, and nothing here is missing.
    if outer.env_digest() != digest || outer.head().made_on != on {
        return Ok(Kind::Unshown);
    }
    if !is_sealed_by_us(node, peer, &outer) {
        return Ok(Kind::NotOurs);
    }
    let env_id = outer.head().env_id.to_string();
    if node.raw_row(view::ENVELOPE, &env_id).await?.is_some_and(|bytes| bytes == delivery.envelope)
    {
        // It is here, and is not on the list of what passed.
        index::again(node).await?;
        return Err(NotCompared::Later("list", SOON_MS));
    }
    recover(road, &outer, delivery).await?;
    Ok(Kind::LostByUs)
}

/// Whether we sealed this envelope for the peer: under a key that the node holds, in a time in which it signed. The bytes are
/// new to us, so no date in them shows that they are older than the theft of a key: under one that is revoked by now, and not
/// merely superseded, nothing is ours (`docs/spec/keys.md` §7).
fn is_sealed_by_us(node: &Node, peer: &NodeId, outer: &EnvelopeOuter) -> bool {
    let (head, roster) = (outer.head(), node.roster());
    let key = node.signing.node.all().map(Ed25519Secret::public);
    let key = key.into_iter().find(|key| key.kid() == head.node_kid);
    head.net == roster.net
        && head.from.as_str() == node.config.node.as_str()
        && head.to.as_str() == peer.as_str()
        && signed_on(node, head.node_kid, head.made_on)
        && key.is_some_and(|key| outer.verify_seal(&key).is_ok())
}

/// Whether a key of ours signed on this day. A key begins and ends within a day, and the head names no hour: of such a day either
/// key may have sealed. One that the directory lists no more has no dates, and whoever held it is the node.
fn signed_on(node: &Node, kid: Kid, on: u32) -> bool {
    let (roster, now) = (node.roster(), node.now());
    let Some((entry, listed)) = roster.node(&node.config.node) else { return false };
    let is_stolen =
        |end: &Revocation| end.kid == kid && end.from <= now && end.reason != SUPERSEDED;
    if entry.revoked.iter().any(is_stolen) {
        return false;
    }
    let begin = i64::from(on).saturating_mul(DAY_S);
    let day = [begin, begin.saturating_add(DAY_S - 1)];
    let [begin, end] = day.map(|second| Timestamp::from_second(second).unwrap_or(Timestamp::MAX));
    listed
        .sign_keys
        .iter()
        .find(|key| key.kid == kid)
        .is_none_or(|key| key.not_before <= end && begin < entry.ends_at(key))
}

/// Keeps an envelope of ours that we had lost, and the peer's acceptance of it: it gives that again for the same bytes.
async fn recover(
    road: Road<'_>,
    outer: &EnvelopeOuter,
    delivery: Delivery,
) -> Result<(), NotCompared> {
    let Road { node, peer, .. } = road;
    let (digest, head) = (outer.env_digest(), outer.head().clone());
    let envelope = delivery.envelope.clone();
    let request = Request::post("/cx/1/envelopes", DELIVERY, delivery.to_bytes());
    let answer = road.ask(&request).await?;
    let receipt = Receipt::parse(&answer.body).ok().filter(|receipt| {
        receipt.statement().event == Event::RelayAcceptance
            && node.check_receipt(receipt, peer, digest).is_ok()
    });
    act!(node, "keep_lost_envelope", None, |tx| {
        tx.put_raw(view::EVIDENCE, &digest.hex(), peer.as_str(), envelope.clone());
        if let Some(receipt) = &receipt {
            let (name, kept) = keep(receipt)?;
            if node.raw_row(view::RECEIPT, &name).await?.is_none() {
                tx.put(view::RECEIPT, &name, &kept.env_id.clone(), &kept);
                let ack = link::Event {
                    at: tx.now,
                    kind: link::Kind::Ack,
                    env_digest: Some(digest),
                    letter_digest: None,
                    receipt_digest: Some(receipt.statement_digest()),
                    peer: peer.clone(),
                    anchor: None,
                    lane: lane_of(head.lane as u8).unwrap_or(Lane::Bulk),
                    carried: None,
                };
                let stream = link_stream(&node.config.node, peer);
                tx.record(&stream, &Stored::Link(ack), tx.now, &Who::node()).await?;
            }
        }
        Ok(Vec::new())
    })
    .await?;
    Ok(())
}
