//! Receipts: signed statements about envelopes, with the log's proof beside them.
//!
//! ```text
//! receipt = [ "cx1r", statement: bstr, sigs: bstr, anchor: bstr / nil ]
//! ```
//! The statement is canonical JSON, the signatures are `COSE_Sign` by the issuing node (`cose`), the anchor is proof
//! material that may be replaced by better proof later without touching what was signed. Not here: whether a receipt
//! starts a legal period, which is the instrument's datum, and whether the anchor holds. Follows
//! `docs/spec/exchange.md`, receipts. Needs no encryption: a court's verifier reads these.

use crate::cbor::{Cbor, CborError};
use crate::cose::{self, CoseError, Kind, Signatures};
use crate::digest::Digest;
use crate::json::JsonError;
use crate::sign::{Alg, Kid, PublicKey, Signer};

mod anchor;
mod event;
mod reason;
mod statement;
mod words;

pub use anchor::{ANCHOR_BYTES_MAX, Anchor, CheckpointRef};
pub use event::{Carried, Event, Flag, Role};
pub use reason::{After, Reason};
pub use statement::{
    Chunks, Clock, EnvelopeRef, Issuer, LetterRef, OBJECTS_MAX, ObjectRef, RosterRef,
    STATEMENT_BYTES_MAX, Statement,
};
pub use words::{Instant, NodeId, UnitId, Uuid};

/// The first element of a receipt.
const MAGIC: &str = "cx1r";
/// Statement, signatures, anchor, and the heads of four CBOR items.
pub const RECEIPT_BYTES_MAX: usize = STATEMENT_BYTES_MAX + cose::BYTES_MAX + ANCHOR_BYTES_MAX + 64;

/// Why a receipt was refused or not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptError {
    /// The anchor is over its limit.
    #[error("the anchor is longer than {ANCHOR_BYTES_MAX} bytes")]
    AnchorTooLarge,
    /// A field is missing, of another type, or contradicts the event.
    #[error("the receipt's field `{0}` is missing, malformed or contradicts the event")]
    Field(&'static str),
    /// Not the CBOR of a receipt or anchor.
    #[error("the receipt is malformed: {0}")]
    Malformed(CborError),
    /// The statement is not canonical JSON.
    #[error("the statement is not canonical json: {0}")]
    NotCanonical(JsonError),
    /// The signatures were refused.
    #[error("the receipt's signatures were refused: {0}")]
    Signatures(CoseError),
    /// This node, in this part, may not state this event about this envelope.
    #[error("the receipt's issuer may not state this event about this envelope")]
    Speaker,
    /// The receipt or its statement is over its limit.
    #[error("the receipt is longer than {RECEIPT_BYTES_MAX} bytes")]
    TooLarge,
    /// The closed schema has no such key.
    #[error("the receipt has a key in `{0}` that its schema does not know")]
    UnknownKey(&'static str),
}

impl ReceiptError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::AnchorTooLarge => "anchor-too-large",
            Self::Field(_) => "field",
            Self::Malformed(_) => "malformed",
            Self::NotCanonical(_) => "not-canonical",
            Self::Signatures(error) => error.code(),
            Self::Speaker => "speaker",
            Self::TooLarge => "too-large",
            Self::UnknownKey(_) => "unknown-key",
        }
    }
}

impl From<CborError> for ReceiptError {
    fn from(error: CborError) -> Self {
        Self::Malformed(error)
    }
}

impl From<CoseError> for ReceiptError {
    fn from(error: CoseError) -> Self {
        Self::Signatures(error)
    }
}

/// A receipt as it is stored and sent. Its signatures are unchecked until [`Receipt::verify`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    statement: Statement,
    statement_bytes: Vec<u8>,
    signatures: Signatures,
    sigs: Vec<u8>,
    anchor: Option<Vec<u8>>,
}

impl Receipt {
    /// Signs a statement; the anchor is added when the log has one.
    ///
    /// # Errors
    /// A statement that contradicts itself, or a signer without a signature.
    pub fn issue(statement: Statement, signers: &[&dyn Signer]) -> Result<Self, ReceiptError> {
        let statement_bytes = statement.to_bytes()?;
        let sigs = cose::sign(Kind::Receipt, &statement.net, &statement_bytes, signers)?;
        let signatures = Signatures::parse(Kind::Receipt, &sigs)?;
        Ok(Self { statement, statement_bytes, signatures, sigs, anchor: None })
    }

    /// Reads the bytes of a receipt.
    ///
    /// # Errors
    /// Everything that is not exactly a receipt; signatures are not checked yet.
    pub fn parse(bytes: &[u8]) -> Result<Self, ReceiptError> {
        if bytes.len() > RECEIPT_BYTES_MAX {
            return Err(ReceiptError::TooLarge);
        }
        let value = Cbor::decode(bytes)?;
        let [magic, statement, sigs, anchor] = value.as_tuple::<4>()?;
        if magic.as_text()? != MAGIC {
            return Err(CborError::WrongType.into());
        }
        let receipt = Self::of_parts(statement.as_bytes()?, sigs.as_bytes()?)?;
        receipt.with_anchor(anchor.as_bytes_or_null()?.map(<[u8]>::to_vec))
    }

    /// Joins statement and signatures that were stored apart, without an anchor.
    ///
    /// # Errors
    /// As [`Receipt::parse`].
    pub fn of_parts(statement_bytes: &[u8], sigs: &[u8]) -> Result<Self, ReceiptError> {
        Ok(Self {
            statement: Statement::parse(statement_bytes)?,
            statement_bytes: statement_bytes.to_vec(),
            signatures: Signatures::parse(Kind::Receipt, sigs)?,
            sigs: sigs.to_vec(),
            anchor: None,
        })
    }

    /// The same receipt with this anchor, or with none: what was signed stays.
    ///
    /// # Errors
    /// [`ReceiptError::AnchorTooLarge`]; the anchor's content is read by [`Anchor::parse`] when it is used.
    pub fn with_anchor(mut self, anchor: Option<Vec<u8>>) -> Result<Self, ReceiptError> {
        if anchor.as_ref().is_some_and(|anchor| anchor.len() > ANCHOR_BYTES_MAX) {
            return Err(ReceiptError::AnchorTooLarge);
        }
        self.anchor = anchor;
        Ok(self)
    }

    /// The bytes of the receipt.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        Cbor::Array(vec![
            Cbor::text(MAGIC),
            Cbor::bytes(&self.statement_bytes),
            Cbor::bytes(&self.sigs),
            self.anchor.as_deref().map_or(Cbor::Null, Cbor::bytes),
        ])
        .encode()
    }

    /// Checks every signature. The lookup gives the keys of the node that the statement names as issuer, valid then.
    ///
    /// # Errors
    /// [`ReceiptError::Field`] if the statement is of another network, [`ReceiptError::Signatures`].
    pub fn verify(
        &self,
        net: &Digest,
        key_of: impl FnMut(Kid) -> Option<PublicKey>,
    ) -> Result<Vec<(Kid, Alg)>, ReceiptError> {
        if self.statement.net != *net {
            return Err(ReceiptError::Field("net"));
        }
        Ok(self.signatures.verify(net, &self.statement_bytes, key_of)?)
    }

    /// What is stated; believe it after [`Receipt::verify`].
    #[must_use]
    pub const fn statement(&self) -> &Statement {
        &self.statement
    }

    /// The signed bytes.
    #[must_use]
    pub fn statement_bytes(&self) -> &[u8] {
        &self.statement_bytes
    }

    /// SHA-256 of the signed bytes: the receipt's name in logs, and `prev` of the next one.
    #[must_use]
    pub fn statement_digest(&self) -> Digest {
        Digest::of(&self.statement_bytes)
    }

    /// The signature bytes.
    #[must_use]
    pub fn sigs(&self) -> &[u8] {
        &self.sigs
    }

    /// The anchor bytes, unread.
    #[must_use]
    pub fn anchor(&self) -> Option<&[u8]> {
        self.anchor.as_deref()
    }
}

#[cfg(test)]
mod tests;
