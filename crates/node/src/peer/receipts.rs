//! Receipts we issue and receipts we get: signed statements about an envelope, kept for the court.

use domain::actor::{NodeId, UnitId};
use domain::letter::Object;
use jiff::Timestamp;
use seal::digest::Digest;
use seal::envelope::Head;
use seal::receipt::{
    Chunks, Clock, EnvelopeRef, Event, Flag, Instant, Issuer, LetterRef, ObjectRef, Reason,
    Receipt, Role, RosterRef, Statement, Uuid,
};
use serde::{Deserialize, Serialize};

use crate::act::ActError;
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
    /// Signs a statement, as the sender of what is ours and as the recipient of everything else.
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
        let is_ours = about.of.from.as_str() == self.config.node.as_str();
        let statement = Statement {
            net: roster.net,
            receipt_id: Uuid(self.random.uuid_v4()),
            event,
            of: about.of,
            letter: about.letter,
            by: Issuer {
                node: seal::receipt::NodeId::parse(self.config.node.as_str())
                    .ok_or_else(|| ours("node"))?,
                role: if is_ours { Role::Sender } else { Role::Recipient },
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
        let roster = self.roster();
        let statement = receipt.statement();
        let at = Timestamp::from_millisecond(statement.at.unix_ms()).map_err(|_| "at")?;
        receipt
            .verify(&roster.net, |kid| roster.node_key(peer, kid, at))
            .map_err(|error| error.code())?;
        if statement.by.node.as_str() != peer.as_str() {
            return Err("other-issuer");
        }
        if statement.of.env_digest != env_digest
            || statement.of.from.as_str() != self.config.node.as_str()
        {
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
