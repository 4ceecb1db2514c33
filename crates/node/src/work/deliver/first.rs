//! The first try of a letter: it becomes an envelope that never changes again.

use domain::actor::{NodeId, UnitId};
use domain::ids::LetterId;
use seal::digest::Digest;
use seal::envelope::{
    Head, Lane as HeadLane, Recipient, SealRequest, Suite, XWingPublic, keep_until, seal_envelope,
};
use seal::receipt::Uuid;
use store::{OutboxChange, OutboxRow, OutboxState};
use wire::stored::{Stored, Who, link};

use super::{damaged, hex, settle};
use crate::act::{ActError, act};
use crate::dispatch::{Parcel, Sealed, lane_of, link_stream, split};
use crate::node::Node;
use crate::objects;
use crate::rng::AsCryptoRng;
use crate::rows::{decode, encode, view};
use crate::sealed_doc;

const DAY_S: i64 = 24 * 60 * 60;

/// First try: encrypt to the unit's newest key and store bytes, digest and leaf before a byte leaves, be it over the
/// network or in a bundle. Who goes on with it says until when the lease of the row lasts; else the row waits for its turn.
/// Gives the parcel with the names of its envelope.
///
/// # Errors
/// If it cannot be sealed, or somebody else moved the row.
pub(crate) async fn seal(
    node: &Node,
    row: &OutboxRow,
    parcel: &Parcel,
    peer: &NodeId,
    until_ms: Option<i64>,
) -> Result<Parcel, ActError> {
    let letter_id = LetterId::parse(&parcel.letter).map_err(|_| damaged("outbox"))?;
    let kept = node.raw_row(view::LETTER, &parcel.letter).await?;
    let kept = kept.ok_or_else(|| damaged("letter"))?;
    let text = sealed_doc::open(&node.keys, letter_id.bytes(), &kept)?;
    let (manifest, sigs) = split(&text).ok_or_else(|| damaged("letter"))?;
    let object_keys = objects::keys_of(node, &parcel.letter).await?;
    let roster = node.roster();
    let unit = UnitId::parse(&parcel.unit).map_err(|_| damaged("outbox"))?;
    let (_, key) = roster
        .enc_key(&unit, node.now())
        .ok_or_else(|| ActError::Shell(format!("{unit} has no key to encrypt to")))?;
    let key = XWingPublic::parse(key).map_err(|_| damaged("roster key"))?;
    let name = |id: &NodeId| {
        seal::receipt::NodeId::parse(id.as_str())
            .ok_or_else(|| ActError::Shell(format!("{id} is no wire name")))
    };
    let made_on = u32::try_from(node.now().as_second().div_euclid(DAY_S)).unwrap_or(0);
    let head = Head {
        suite: Suite::XWing,
        net: roster.net,
        env_id: Uuid(node.random.uuid_v4()),
        from: name(&node.config.node)?,
        to: name(peer)?,
        node_kid: node.signing.node.public().kid(),
        lane: HeadLane::from_number(row.lane.into()).ok_or_else(|| damaged("outbox"))?,
        made_on,
        keep_until: keep_until(made_on, None).ok_or_else(|| damaged("time"))?,
        roster_version: roster.version,
        n_chunks: parcel.n_chunks,
    };
    let recipients = [Recipient { key: &key, is_blind: false }];
    let sealed = seal_envelope(
        SealRequest {
            head,
            recipients: &recipients,
            manifest,
            sigs,
            object_keys: &object_keys,
            node_key: &node.signing.node,
        },
        &mut AsCryptoRng(&*node.random),
    )
    .map_err(|error| ActError::Shell(format!("envelope: {}", error.code())))?;
    let env_id = sealed.head.env_id.to_string();
    let letter_digest = Digest::parse_hex(&parcel.letter_digest).map_err(|_| damaged("outbox"))?;
    let done = act!(node, "seal_envelope", None, |tx| {
        let send = link::Event {
            at: tx.now,
            kind: link::Kind::Send,
            env_digest: Some(sealed.env_digest),
            letter_digest: Some(letter_digest),
            receipt_digest: None,
            peer: peer.clone(),
            anchor: None,
            lane: lane_of(row.lane).ok_or_else(|| damaged("outbox"))?,
            carried: None,
        };
        let stream = link_stream(&node.config.node, peer);
        let recorded = tx.record(&stream, &Stored::Link(send), tx.now, &Who::node()).await?;
        tx.put_raw(view::ENVELOPE, &env_id, peer.as_str(), sealed.bytes.clone());
        let next = Parcel {
            envelope: Some(Sealed {
                env_id: env_id.clone(),
                env_digest: sealed.env_digest.hex(),
                send_event: seal::digest::hex_encode(&recorded.event_id),
            }),
            ..parcel.clone()
        };
        let due_ms = tx.now.as_millisecond();
        let payload = encode(&next);
        tx.outbox.push(match until_ms {
            None => settle(row, OutboxState::Queued { due_ms }, None, Some(&next)),
            Some(until_ms) => {
                let (id, fence) = (row.id, row.fence);
                OutboxChange::Renew { id, fence, until_ms, payload: Some(payload.clone()) }
            }
        });
        // From the envelope back to its row, for the receipts that come later.
        tx.put(view::ENVELOPE_ROW, &env_id, "", &hex(row.id));
        Ok(payload)
    })
    .await?;
    decode(&done.result)
}
