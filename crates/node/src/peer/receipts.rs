//! Receipts we issue and receipts we get: signed statements about an envelope, kept for the court.

use domain::actor::{NodeId, UnitId};
use domain::letter::{Lane, Object};
use jiff::Timestamp;
use seal::digest::{Digest, hex_encode};
use seal::envelope::Head;
use seal::receipt::{
    Chunks, Clock, EnvelopeRef, Event, Flag, Instant, Issuer, LetterRef, ObjectRef, Reason,
    Receipt, Role, RosterRef, Statement, Uuid,
};
use serde::{Deserialize, Serialize};
use wire::stored::link::PeerAnchor;
use wire::stored::{Stored, Who, link};

use crate::act::{ActError, Tx};
use crate::dispatch::link_stream;
use crate::node::Node;

/// A receipt in the store: its bytes without anchor, and what it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptReceipt {
    /// The envelope's id.
    pub env_id: String,
    /// The event's short name.
    pub event: String,
    /// Who states it.
    pub by: String,
    /// When, by that node's clock.
    pub at: String,
    /// The receipt, base64url, without anchor.
    pub receipt: String,
    /// The event whose leaf names it, hex: of what a peer stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ack: Option<String>,
}

/// What a statement is about.
#[derive(Debug, Clone)]
pub struct About {
    /// The envelope.
    pub of: EnvelopeRef,
    /// The letter in it, once it was opened.
    pub letter: Option<LetterRef>,
    /// Chunks announced and missing.
    pub chunks: Chunks,
    /// SHA-256 of our statement before this one for the same envelope.
    pub prev: Option<Digest>,
    /// The unit that got it, once that is known.
    pub unit: Option<UnitId>,
}

/// The envelope an arriving head and digest name.
#[must_use]
pub fn envelope_ref(head: &Head, env_digest: Digest) -> EnvelopeRef {
    EnvelopeRef { env_id: head.env_id, env_digest, from: head.from.clone(), to: head.to.clone() }
}

/// A letter as a receipt names it, with what was found of its objects.
#[must_use]
pub fn letter_ref(id: [u8; 16], digest: Digest, objects: &[Object]) -> LetterRef {
    let objects = objects.iter().map(|object| ObjectRef {
        n: object.n.into(),
        len: object.plain.len,
        sha256: Digest(object.plain.sha256),
        blake3: Digest(object.plain.blake3),
    });
    LetterRef { letter_id: Uuid(id), digest, objects: objects.collect() }
}

impl Node {
    /// Signs a statement: as the recipient of what is for us, as the sender of what is ours, as a relay of everything else.
    ///
    /// # Errors
    /// Only if a name of ours cannot be written in a receipt, or the key cannot sign.
    pub fn issue_receipt(
        &self,
        event: Event,
        about: About,
        reason: Option<Reason>,
        flags: &[Flag],
        at: Timestamp,
    ) -> Result<Receipt, ActError> {
        let ours = |what: &str| ActError::Shell(format!("receipt: {what}"));
        let roster = self.roster();
        let source = self.time_source();
        // Who reads it must know by what we judged keys.
        let is_stale = roster.stale_from.is_some_and(|from| from <= at);
        let is_said =
            |flag: &Flag| flags.contains(flag) || (is_stale && *flag == Flag::StaleRoster);
        let flags: Vec<Flag> = Flag::ALL.into_iter().filter(is_said).collect();
        let unit = match about.unit {
            None => None,
            Some(unit) => {
                Some(seal::receipt::UnitId::parse(&unit.to_string()).ok_or_else(|| ours("unit"))?)
            }
        };
        let role = if about.of.to.as_str() == self.config.node.as_str() {
            Role::Recipient
        } else if about.of.from.as_str() == self.config.node.as_str() {
            Role::Sender
        } else {
            Role::Relay
        };
        let statement = Statement {
            net: roster.net,
            receipt_id: Uuid(self.random.uuid_v4()),
            event,
            of: about.of,
            letter: about.letter,
            by: Issuer {
                node: seal::receipt::NodeId::parse(self.config.node.as_str())
                    .ok_or_else(|| ours("node"))?,
                role,
                unit,
            },
            at: Instant::of_unix_ms(at.as_millisecond()).ok_or_else(|| ours("at"))?,
            clock: Clock { source: source.src.to_owned(), uncertainty_ms: source.unc_ms.into() },
            chunks: about.chunks,
            reason,
            flags,
            prev: about.prev,
            roster: RosterRef { version: roster.version, snapshot_sha256: roster.snapshot_sha256 },
        };
        Receipt::issue(statement, &[self.signing.node.at(at)]).map_err(|error| ours(error.code()))
    }

    /// Checks that `peer` signed the receipt, about an envelope of ours to it.
    ///
    /// # Errors
    /// What does not fit, as a code.
    pub fn check_receipt(
        &self,
        receipt: &Receipt,
        peer: &NodeId,
        env_digest: Digest,
    ) -> Result<(), &'static str> {
        self.check_statement(receipt, peer, (&self.config.node, env_digest))
    }

    /// Checks that `peer` signed the receipt, about this envelope of this sender.
    ///
    /// # Errors
    /// What does not fit, as a code.
    pub fn check_statement(
        &self,
        receipt: &Receipt,
        peer: &NodeId,
        (from, env_digest): (&NodeId, Digest),
    ) -> Result<(), &'static str> {
        let roster = self.roster();
        let statement = receipt.statement();
        let at = Timestamp::from_millisecond(statement.at.unix_ms()).map_err(|_| "at")?;
        receipt
            .verify(&roster.net, |kid| roster.node_key(peer, kid, at))
            .map_err(|error| error.code())?;
        if statement.by.node.as_str() != peer.as_str() {
            return Err("other-issuer");
        }
        if statement.of.env_digest != env_digest || statement.of.from.as_str() != from.as_str() {
            return Err("other-envelope");
        }
        self.hear_receipt(peer, receipt);
        Ok(())
    }
}

/// A receipt as a row; the anchor is not kept, it only proves where the leaf was at that moment.
///
/// # Errors
/// Only if the receipt cannot be written without its anchor.
pub fn keep(receipt: &Receipt) -> Result<(String, KeptReceipt), ActError> {
    let statement = receipt.statement();
    let bare = receipt
        .clone()
        .with_anchor(None)
        .map_err(|error| ActError::Shell(format!("receipt: {}", error.code())))?;
    Ok((
        receipt.statement_digest().hex(),
        KeptReceipt {
            env_id: statement.of.env_id.to_string(),
            event: statement.event.name().to_owned(),
            by: statement.by.node.to_string(),
            at: statement.at.as_str().to_owned(),
            receipt: seal::digest::b64url_encode(&bare.to_bytes()),
            ack: None,
        },
    ))
}

/// The receipt inside a row.
///
/// # Errors
/// If the row is damaged.
pub fn kept(row: &KeptReceipt) -> Result<Receipt, ActError> {
    let damaged = || ActError::Corrupt("row receipt".to_owned());
    let bytes = seal::digest::b64url_decode(&row.receipt).map_err(|_| damaged())?;
    Receipt::parse(&bytes).map_err(|_| damaged())
}

impl Tx<'_> {
    /// Signs that an envelope of `from` is durable here, with the leaf that says so. Gives our word, and the id of that event.
    ///
    /// # Errors
    /// If nothing can be signed or recorded.
    pub(crate) async fn word_of_acceptance(
        &mut self,
        from: &NodeId,
        (head, env_digest): (&Head, Digest),
        flags: &[Flag],
        (anchor, lane): (Option<&PeerAnchor>, Lane),
    ) -> Result<(Receipt, String), ActError> {
        let about = About {
            of: envelope_ref(head, env_digest),
            letter: None,
            chunks: Chunks { announced: head.n_chunks, missing: head.n_chunks },
            prev: None,
            unit: None,
        };
        let event = Event::RelayAcceptance;
        let receipt = self.node.issue_receipt(event, about, None, flags, self.now)?;
        let recv = link::Event {
            at: self.now,
            kind: link::Kind::Recv,
            env_digest: Some(env_digest),
            letter_digest: None,
            receipt_digest: Some(receipt.statement_digest()),
            peer: from.clone(),
            anchor: anchor.cloned(),
            lane,
            carried: None,
        };
        let stream = link_stream(&self.node.config.node, from);
        let recorded = self.record(&stream, &Stored::Link(recv), self.now, &Who::node()).await?;
        Ok((receipt, hex_encode(&recorded.event_id)))
    }

    /// The leaf that says what `peer` stated of an envelope of ours. Gives the digest of its word, and the word as it is kept.
    ///
    /// # Errors
    /// If the receipt cannot be kept, or nothing can be recorded.
    pub(crate) async fn record_word(
        &mut self,
        peer: &NodeId,
        receipt: &Receipt,
        letter_digest: Option<Digest>,
        (anchor, lane): (Option<&PeerAnchor>, Lane),
    ) -> Result<(String, KeptReceipt), ActError> {
        let (digest, kept) = keep(receipt)?;
        let ack = link::Event {
            at: self.now,
            kind: link::Kind::Ack,
            env_digest: Some(receipt.statement().of.env_digest),
            letter_digest,
            receipt_digest: Some(receipt.statement_digest()),
            peer: peer.clone(),
            anchor: anchor.cloned(),
            lane,
            carried: None,
        };
        let stream = link_stream(&self.node.config.node, peer);
        let recorded = self.record(&stream, &Stored::Link(ack), self.now, &Who::node()).await?;
        Ok((digest, KeptReceipt { ack: Some(hex_encode(&recorded.event_id)), ..kept }))
    }
}
