//! The encrypted inside: padding, commitment, encryption, and the three things that are in it.
//!
//! The commitment binds the body to its content key: AES-GCM alone does not, and a hostile sender could show two
//! recipients of one envelope two texts.

use std::collections::BTreeMap;

use hkdf::Hkdf;
use sha2::Sha256;
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use super::EnvelopeError;
use crate::cbor::Cbor;
use crate::chunk::{Aead as _, Aes256Gcm, NONCE_BYTES, TAG_BYTES};
use crate::digest::Digest;
use crate::keyring::Key;
use crate::sign::Kid;

/// The padded sizes, in bytes. The last leaves room in 1 MiB for 64 stanzas.
pub const BUCKETS: [usize; 9] =
    [4 << 10, 8 << 10, 16 << 10, 32 << 10, 64 << 10, 128 << 10, 256 << 10, 512 << 10, 896 << 10];
/// The longest content: the largest bucket without the length in front.
pub const INNER_BYTES_MAX: usize = (896 << 10) - LENGTH_BYTES;
/// Objects of one letter.
const OBJECTS_MAX: usize = 256;
/// The length in front of the content.
const LENGTH_BYTES: usize = 4;
const COMMIT_BYTES: usize = 32;
/// What a body has beside its bucket.
const OVERHEAD_BYTES: usize = COMMIT_BYTES + TAG_BYTES;
/// Safe because the key is used once.
const NONCE: [u8; NONCE_BYTES] = [0; NONCE_BYTES];

/// What was inside. Nothing of it is believed yet: the signatures are still to be checked.
#[expect(missing_debug_implementations, reason = "holds object keys")]
pub struct Opened {
    /// The manifest's bytes.
    pub manifest: Vec<u8>,
    /// The signature bytes.
    pub sigs: Vec<u8>,
    /// The key of each object, by its number.
    pub object_keys: BTreeMap<u64, Key>,
    /// The unit key that opened it.
    pub unit: Kid,
}

/// Whether a body may have this length.
pub(super) fn is_bucket(n_bytes: usize) -> bool {
    BUCKETS.iter().any(|bucket| bucket + OVERHEAD_BYTES == n_bytes)
}

/// The bytes to be padded and encrypted.
pub(super) fn inner(
    manifest: &[u8],
    sigs: &[u8],
    object_keys: &BTreeMap<u64, Key>,
) -> Zeroizing<Vec<u8>> {
    let keys = object_keys.iter().map(|(n, key)| (Cbor::Uint(*n), Cbor::bytes(key.expose())));
    let value =
        Cbor::Array(vec![Cbor::bytes(manifest), Cbor::bytes(sigs), Cbor::Map(keys.collect())]);
    Zeroizing::new(value.encode())
}

pub(super) fn seal(
    head: &[u8],
    head_digest: &Digest,
    cek: &[u8; 32],
    inner: &[u8],
) -> Result<Vec<u8>, EnvelopeError> {
    let padded = inner.len() + LENGTH_BYTES;
    let bucket = BUCKETS.into_iter().find(|bucket| padded <= *bucket);
    let bucket = bucket.ok_or(EnvelopeError::TooLarge)?;
    let length = u32::try_from(inner.len()).map_err(|_too_long| EnvelopeError::TooLarge)?;

    let Keys { key, commit } = Keys::of(head_digest, cek)?;
    let mut body = Vec::with_capacity(bucket + OVERHEAD_BYTES);
    body.extend_from_slice(&commit);
    body.extend_from_slice(&length.to_be_bytes());
    body.extend_from_slice(inner);
    body.resize(COMMIT_BYTES + bucket, 0);
    let content = body.get_mut(COMMIT_BYTES..).unwrap_or_default();
    let tag = Aes256Gcm::new(&key)
        .seal(&NONCE, head, content)
        .map_err(|_too_long| EnvelopeError::TooLarge)?;
    body.extend_from_slice(&tag);
    Ok(body)
}

pub(super) fn open(
    head: &[u8],
    head_digest: &Digest,
    cek: &[u8; 32],
    body: &[u8],
    unit: Kid,
) -> Result<Opened, EnvelopeError> {
    let invalid = EnvelopeError::BodyInvalid;
    let Keys { key, commit } = Keys::of(head_digest, cek)?;
    let (found, sealed) = body.split_first_chunk::<COMMIT_BYTES>().ok_or(invalid)?;
    if !bool::from(found.ct_eq(&commit)) {
        return Err(invalid);
    }
    let (content, tag) = sealed.split_last_chunk().ok_or(invalid)?;
    let mut padded = Zeroizing::new(content.to_vec());
    Aes256Gcm::new(&key).open(&NONCE, head, &mut padded, tag).map_err(|_not_authentic| invalid)?;
    unpad(&padded, unit).ok_or(EnvelopeError::InnerMalformed)
}

/// What a body holds once it is decrypted; none if it is not exactly that. Public because nobody else's bytes come here but
/// through a key, and a fuzzer has none.
///
/// Behind the content stand zeros only. A larger bucket than needed is a sender's right: it hides more.
#[must_use]
pub fn unpad(padded: &[u8], unit: Kid) -> Option<Opened> {
    let (length, rest) = padded.split_first_chunk::<LENGTH_BYTES>()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    let (inner, zeros) = rest.split_at_checked(length)?;
    if zeros.iter().any(|byte| *byte != 0) {
        return None;
    }
    let value = Cbor::decode(inner).ok()?;
    let [manifest, sigs, keys] = value.as_tuple::<3>().ok()?;
    let mut object_keys = BTreeMap::new();
    for (n, key) in keys.as_map().ok()? {
        object_keys.insert(n.as_uint().ok()?, Key::from_bytes(key.as_array_of().ok()?));
    }
    let (manifest, sigs) = (manifest.as_bytes().ok()?.to_vec(), sigs.as_bytes().ok()?.to_vec());
    (object_keys.len() <= OBJECTS_MAX).then_some(Opened { manifest, sigs, object_keys, unit })
}

/// What the content key gives for this head.
pub(super) struct Keys {
    pub(super) key: Zeroizing<[u8; 32]>,
    pub(super) commit: [u8; COMMIT_BYTES],
}

impl Keys {
    pub(super) fn of(head_digest: &Digest, cek: &[u8; 32]) -> Result<Self, EnvelopeError> {
        let prk = Hkdf::<Sha256>::new(Some(head_digest.as_bytes()), cek);
        let mut key = Zeroizing::new([0; 32]);
        let mut commit = [0; COMMIT_BYTES];
        // HKDF gives up to 255 × 32 bytes: these errors have no case.
        prk.expand(b"comity/cx1/body\0key", key.as_mut())
            .and_then(|()| prk.expand(b"comity/cx1/body\0commit", &mut commit))
            .map_err(|_too_long| EnvelopeError::EncryptionFailed)?;
        Ok(Self { key, commit })
    }
}

#[cfg(test)]
mod tests;
