//! Cosignatures (C2SP tlog-cosignature v1.1.0-rc.1): "as of this time this is the largest consistent tree I have seen".
//!
//! The exact messages and the lines that carry their signatures. Not the judgment whether to give one: that is
//! [`crate::witness::judge`].

use thiserror::Error;

use crate::checkpoint::Checkpoint;
use crate::merkle::SIZE_MAX;
use crate::note::{NoteError, NoteLine, Vkey, VkeyKind};
use crate::sign::{Ed25519Secret, MlDsa44Public, SignError};

#[cfg(test)]
mod tests;

/// What the ML-DSA message starts with.
const SUBTREE: &[u8; 12] = b"subtree/v1\n\0";

/// Why there is no cosignature.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum CosignatureError {
    /// The cosigner's name cannot stand in a line.
    #[error(transparent)]
    Name(#[from] NoteError),
    /// The signer gave no signature.
    #[error("the cosigner's key gave no signature")]
    Signer(#[source] SignError),
    /// A cosigner of whole trees never states time 0, and no time is beyond 2^63 − 1.
    #[error("cosignature time {0} is 0 or beyond 2^63-1")]
    Time(u64),
}

impl CosignatureError {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Name(error) => error.code(),
            Self::Signer(error) => error.code(),
            Self::Time(_) => "time",
        }
    }
}

/// What an Ed25519 cosigner (type 04) signs. Its name is not in it: one key per cosigner name.
#[must_use]
pub fn message_ed25519(signed_at: u64, checkpoint: &Checkpoint) -> Vec<u8> {
    format!("cosignature/v1\ntime {signed_at}\n{}", checkpoint.text()).into_bytes()
}

/// What an ML-DSA-44 cosigner (type 06) signs about a whole tree.
#[must_use]
pub fn message_mldsa44(cosigner: &str, signed_at: u64, checkpoint: &Checkpoint) -> Vec<u8> {
    let origin = checkpoint.origin();
    let mut message = SUBTREE.to_vec();
    push_name(cosigner, &mut message);
    message.extend_from_slice(&signed_at.to_be_bytes());
    push_name(origin, &mut message);
    message.extend_from_slice(&0_u64.to_be_bytes());
    message.extend_from_slice(&checkpoint.size().to_be_bytes());
    message.extend_from_slice(&checkpoint.root().0);
    message
}

/// The Ed25519 line (type 04) of a cosigner.
pub fn cosign_ed25519(
    secret: &Ed25519Secret,
    name: &str,
    signed_at: u64,
    checkpoint: &Checkpoint,
) -> Result<NoteLine, CosignatureError> {
    let vkey = Vkey::new(name, VkeyKind::CosigEd25519(secret.public()))?;
    check_time(signed_at)?;
    let signature = secret.sign(&message_ed25519(signed_at, checkpoint));
    Ok(line(&vkey, signed_at, &signature))
}

/// The ML-DSA-44 line (type 06) of a cosigner. `sign` gets the message and may use any implementation of the key.
pub fn cosign_mldsa44(
    public: &MlDsa44Public,
    name: &str,
    signed_at: u64,
    checkpoint: &Checkpoint,
    sign: impl FnOnce(&[u8]) -> Result<Vec<u8>, SignError>,
) -> Result<NoteLine, CosignatureError> {
    let vkey = Vkey::new(name, VkeyKind::MlDsa44(public.clone()))?;
    check_time(signed_at)?;
    let message = message_mldsa44(name, signed_at, checkpoint);
    let signature = sign(&message).map_err(CosignatureError::Signer)?;
    Ok(line(&vkey, signed_at, &signature))
}

/// A cosignature's time and the signature behind it.
pub(crate) fn split(sig: &[u8]) -> Option<(u64, &[u8])> {
    let (signed_at, signature) = sig.split_first_chunk()?;
    let signed_at = u64::from_be_bytes(*signed_at);
    (signed_at <= SIZE_MAX).then_some((signed_at, signature))
}

fn line(vkey: &Vkey, signed_at: u64, signature: &[u8]) -> NoteLine {
    let sig = [&signed_at.to_be_bytes()[..], signature].concat();
    NoteLine { name: vkey.name().to_owned(), key_id: vkey.key_id(), sig }
}

fn check_time(signed_at: u64) -> Result<(), CosignatureError> {
    let good = signed_at != 0 && signed_at <= SIZE_MAX;
    if good { Ok(()) } else { Err(CosignatureError::Time(signed_at)) }
}

/// A name behind its length. Both names come from types that hold them to 255 bytes.
fn push_name(name: &str, message: &mut Vec<u8>) {
    message.push(u8::try_from(name.len()).unwrap_or(u8::MAX));
    message.extend_from_slice(name.as_bytes());
}
