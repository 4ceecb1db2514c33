//! The anchor beside an envelope or a receipt: where the issuer's log committed to it, ready to be witnessed.
//!
//! A closed map of texts in the forms of the log; field `old` followed by the checkpoint in field `proof` is an
//! `add-checkpoint` body. Not here: checking any of it (`proof`, `opening`, `checkpoint`, `witness`): an anchor
//! never decides whether an envelope is accepted.

use super::ReceiptError;
use crate::cbor::{Cbor, CborError};
use crate::digest::Digest;

/// An anchor holds one proof, one opening, one consistency proof and a few lines.
pub const ANCHOR_BYTES_MAX: usize = 64 * 1024;

/// Proof material of one leaf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// The origin of the issuer's log.
    pub origin: String,
    /// The tlog-proof text of the leaf, with the checkpoint.
    pub proof: String,
    /// The opening line of the leaf.
    pub opening: String,
    /// The line `old N`, consistency lines and an empty line.
    pub old: String,
    /// Cosignature lines on the reader's checkpoint; may be empty.
    pub cosignatures: String,
    /// Which checkpoint of the reader that is, or which one the issuer verified last.
    pub reader: Option<CheckpointRef>,
}

/// A checkpoint, named by what it commits to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckpointRef {
    /// The log.
    pub origin: String,
    /// Its number of leaves.
    pub size: u64,
    /// Its root.
    pub root: Digest,
}

impl Anchor {
    /// Reads the anchor bytes.
    ///
    /// # Errors
    /// [`ReceiptError::AnchorTooLarge`], [`ReceiptError::Malformed`].
    pub fn parse(bytes: &[u8]) -> Result<Self, ReceiptError> {
        if bytes.len() > ANCHOR_BYTES_MAX {
            return Err(ReceiptError::AnchorTooLarge);
        }
        Self::from_cbor(&Cbor::decode(bytes)?).map_err(ReceiptError::Malformed)
    }

    /// The anchor bytes.
    ///
    /// # Errors
    /// [`ReceiptError::AnchorTooLarge`].
    pub fn to_bytes(&self) -> Result<Vec<u8>, ReceiptError> {
        let mut entries: Vec<_> =
            [&self.origin, &self.proof, &self.opening, &self.old, &self.cosignatures]
                .into_iter()
                .zip(1..)
                .map(|(text, key)| (Cbor::Uint(key), Cbor::text(text)))
                .collect();
        if let Some(CheckpointRef { origin, size, root }) = &self.reader {
            let reader = vec![Cbor::text(origin), Cbor::Uint(*size), Cbor::bytes(root.as_bytes())];
            entries.push((Cbor::Uint(6), Cbor::Array(reader)));
        }
        let bytes = Cbor::Map(entries).encode();
        if bytes.len() > ANCHOR_BYTES_MAX { Err(ReceiptError::AnchorTooLarge) } else { Ok(bytes) }
    }

    fn from_cbor(value: &Cbor) -> Result<Self, CborError> {
        let mut fields = value.as_fields()?;
        let mut text = |key| fields.take(key)?.as_text().map(str::to_owned);
        let (origin, proof, opening) = (text(1)?, text(2)?, text(3)?);
        let (old, cosignatures) = (text(4)?, text(5)?);
        let reader = fields.take_optional(6).map(checkpoint_ref).transpose()?;
        fields.end()?;
        Ok(Self { origin, proof, opening, old, cosignatures, reader })
    }
}

fn checkpoint_ref(value: &Cbor) -> Result<CheckpointRef, CborError> {
    let [origin, size, root] = value.as_tuple::<3>()?;
    Ok(CheckpointRef {
        origin: origin.as_text()?.to_owned(),
        size: size.as_uint()?,
        root: Digest(root.as_array_of()?),
    })
}
