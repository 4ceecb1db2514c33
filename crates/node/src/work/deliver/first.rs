//! The first try of a letter: it becomes an envelope that never changes again.

use domain::actor::{NodeId, UnitId};
use domain::ids::LetterId;
use seal::digest::Digest;
use seal::envelope::{
    EnvelopeOuter, Head, Lane as HeadLane, Recipient, SealRequest, SealedEnvelope, Suite,
    XWingPublic, keep_until, seal_envelope,
};
use seal::receipt::Uuid;
use store::{OutboxChange, OutboxRow, OutboxState};
use wire::stored::{Stored, Who, link};

use super::{Letter, damaged, hex, settle};
use crate::act::{ActError, Tx, act};
use crate::dispatch::{Parcel, Sealed, lane_of, link_stream, split};
use crate::node::Node;
use crate::objects;
use crate::reconcile::Way;
use crate::rng::AsCryptoRng;
use crate::rows::{decode, encode, view};
use crate::sealed_doc;

const DAY_S: i64 = 24 * 60 * 60;

/// First try: encrypt to the unit's newest key and store bytes, digest and leaf before a byte leaves, be it over the
/// network or in a bundle. The row waits for its turn then. Gives the parcel with the names of its envelope.
///
/// # Errors
/// If it cannot be sealed, or somebody else moved the row.
pub(crate) async fn seal(
    node: &Node,
    row: &OutboxRow,
    parcel: &Parcel,
    peer: &NodeId,
) -> Result<Parcel, ActError> {
    let sealed = prepare(node, row, parcel, peer).await?;
    let letter = Prepared { row, parcel, sealed };
    let mut parcels = record_all(node, peer, &[&letter], Next::Turn).await?;
    parcels.pop().ok_or_else(|| damaged("outbox"))
}

/// Whether the envelope of a letter is under a key of ours that has ended by our own directory, so that no peer takes it that has
/// not taken it before; and, unless the same bytes have to go, another key of ours is good.
pub(crate) async fn is_under_ended_key(node: &Node, parcel: &Parcel) -> bool {
    let Some(sealed) = &parcel.envelope else { return false };
    let Ok(Some(bytes)) = node.raw_row(view::ENVELOPE, &sealed.env_id).await else { return false };
    let Ok(outer) = EnvelopeOuter::parse(&bytes) else { return false };
    let (roster, now) = (node.roster(), node.now());
    let is_good = |kid| roster.node_key(&node.config.node, kid, now).is_some();
    // What goes again ends, whatever we could seal with.
    let is_replaceable = parcel.again || is_good(node.node_key().public().kid());
    !is_good(outer.head().node_kid) && is_replaceable
}

/// Envelopes that are held in memory until one act stores them, in bytes: hundreds of usual ones, four of the largest.
const BYTES_MAX: usize = 4 << 20;

/// The same for letters with which the caller goes on until the given instant, many in one act. As many outcomes as letters,
/// in their order.
pub(super) async fn seal_together(
    node: &Node,
    peer: &NodeId,
    letters: &[&Letter],
    until_ms: i64,
) -> Vec<Result<Parcel, ActError>> {
    let (mut outcomes, mut prepared, mut n_bytes) = (Vec::new(), Vec::new(), 0);
    for Letter { row, parcel } in letters.iter().copied() {
        let sealed = prepare(node, row, parcel, peer).await;
        n_bytes += sealed.as_ref().map_or(0, |sealed| sealed.bytes.len());
        prepared.push(sealed.map(|sealed| Prepared { row, parcel, sealed }));
        if n_bytes >= BYTES_MAX {
            outcomes.extend(store_all(node, peer, std::mem::take(&mut prepared), until_ms).await);
            n_bytes = 0;
        }
    }
    outcomes.extend(store_all(node, peer, prepared, until_ms).await);
    outcomes
}

/// One act for all that could be sealed; if it fails, each has an act of its own.
async fn store_all(
    node: &Node,
    peer: &NodeId,
    prepared: Vec<Result<Prepared<'_>, ActError>>,
    until_ms: i64,
) -> Vec<Result<Parcel, ActError>> {
    let next = Next::Lease { until_ms };
    let good: Vec<&Prepared<'_>> = prepared.iter().filter_map(|one| one.as_ref().ok()).collect();
    let mut done = if good.is_empty() {
        Vec::new().into_iter()
    } else {
        record_all(node, peer, &good, next).await.unwrap_or_default().into_iter()
    };
    let mut outcomes = Vec::new();
    for one in prepared {
        outcomes.push(match one {
            Err(error) => Err(error),
            Ok(one) => match done.next() {
                Some(parcel) => Ok(parcel),
                None => record_all(node, peer, &[&one], next)
                    .await
                    .and_then(|mut parcels| parcels.pop().ok_or_else(|| damaged("outbox"))),
            },
        });
    }
    outcomes
}

/// An envelope, and the row of its letter.
struct Prepared<'a> {
    row: &'a OutboxRow,
    parcel: &'a Parcel,
    sealed: SealedEnvelope,
}

/// What becomes of a row whose letter was sealed.
#[derive(Debug, Clone, Copy)]
enum Next {
    /// Whoever sealed it goes on with it.
    Lease {
        /// Until when.
        until_ms: i64,
    },
    /// It waits.
    Turn,
}

/// Encrypts a letter; nothing is stored.
async fn prepare(
    node: &Node,
    row: &OutboxRow,
    parcel: &Parcel,
    peer: &NodeId,
) -> Result<SealedEnvelope, ActError> {
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
    let node_key = node.node_key();
    let made_on = u32::try_from(node.now().as_second().div_euclid(DAY_S)).unwrap_or(0);
    let head = Head {
        suite: Suite::XWing,
        net: roster.net,
        env_id: Uuid(node.random.uuid_v4()),
        from: name(&node.config.node)?,
        to: name(peer)?,
        node_kid: node_key.public().kid(),
        lane: HeadLane::from_number(row.lane.into()).ok_or_else(|| damaged("outbox"))?,
        made_on,
        keep_until: keep_until(made_on, None).ok_or_else(|| damaged("time"))?,
        roster_version: roster.version,
        n_chunks: parcel.n_chunks,
    };
    let recipients = [Recipient { key: &key, is_blind: false }];
    seal_envelope(
        SealRequest {
            head,
            recipients: &recipients,
            manifest,
            sigs,
            object_keys: &object_keys,
            node_key,
        },
        &mut AsCryptoRng(&*node.random),
    )
    .map_err(|error| ActError::Shell(format!("envelope: {}", error.code())))
}

/// Stores envelopes in one act. Gives the parcels as they are now.
async fn record_all(
    node: &Node,
    peer: &NodeId,
    letters: &[&Prepared<'_>],
    next: Next,
) -> Result<Vec<Parcel>, ActError> {
    let done = act!(node, "seal_envelope", None, |tx| {
        let mut parcels = Vec::new();
        for letter in letters {
            parcels.push(record(tx, peer, letter, next).await?);
        }
        Ok(encode(&parcels))
    })
    .await?;
    decode(&done.result)
}

async fn record(
    tx: &mut Tx<'_>,
    peer: &NodeId,
    letter: &Prepared<'_>,
    then: Next,
) -> Result<Parcel, ActError> {
    let Prepared { row, parcel, sealed } = letter;
    let env_id = sealed.head.env_id.to_string();
    let letter_digest = Digest::parse_hex(&parcel.letter_digest).map_err(|_| damaged("outbox"))?;
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
    let stream = link_stream(&tx.node.config.node, peer);
    let recorded = tx.record(&stream, &Stored::Link(send), tx.now, &Who::node()).await?;
    tx.put_raw(view::ENVELOPE, &env_id, peer.as_str(), sealed.bytes.clone());
    let next = Parcel {
        envelope: Some(Sealed {
            env_id: env_id.clone(),
            env_digest: sealed.env_digest.hex(),
            send_event: seal::digest::hex_encode(&recorded.event_id),
        }),
        ..(*parcel).clone()
    };
    tx.outbox.push(match then {
        Next::Turn => {
            let due_ms = tx.now.as_millisecond();
            settle(row, OutboxState::Queued { due_ms }, None, Some(&next))
        }
        Next::Lease { until_ms } => OutboxChange::Renew {
            id: row.id,
            fence: row.fence,
            until_ms,
            payload: Some(encode(&next)),
        },
    });
    tx.note_passage_of(peer, Way::Sent, (&sealed.head, &env_id), &sealed.env_digest);
    // From the envelope back to its row, for the receipts that come later.
    tx.put(view::ENVELOPE_ROW, &env_id, "", &hex(row.id));
    Ok(next)
}
