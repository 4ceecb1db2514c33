//! Envelopes: a signed letter, encrypted to the units of one node and sealed by the node that sends it.
//!
//! ```text
//! envelope = [ "cx1", head: bstr, stanzas: bstr, body: bstr, seal: bstr ]
//! cek      = 32 random bytes
//! stanza   = [ recipient kid, enc, wrapped ]      wrapped = HPKE-Base(unit key, info, aad = "", cek)
//! info     = "comity/cx1/wrap" 00 ‖ SHA-256(head) ‖ unit kid
//! prk      = HKDF-Extract-SHA-256(salt = SHA-256(head), cek)
//! key      = HKDF-Expand(prk, "comity/cx1/body" 00 "key")       commit = HKDF-Expand(prk, … "commit")
//! body     = commit ‖ AES-256-GCM(key, 12 zero bytes, aad = head, u32 length ‖ inner ‖ zeros up to the bucket)
//! digest   = SHA-256("comity/cx1/envelope" 00 ‖ SHA-256(head) ‖ SHA-256(stanzas) ‖ SHA-256(body))
//! seal     = Ed25519("comity/cx1/seal" 00 ‖ digest)
//! ```
//! [`seal_envelope`] makes one, [`EnvelopeOuter`] is what a door or a relay can check, [`EnvelopeOuter::open`] what a
//! recipient node does. Not here: what the manifest says and who signed it (`cose`, and letters above this crate),
//! who may send to whom (the roster), deduplication. Suites 2 and 3 are reserved numbers, not built.
//! Follows `docs/spec/exchange.md`, envelope.
//!
//! Not trusted: who carries an envelope sees the head and the padded size; at most they can lose or delay it.

use std::collections::BTreeMap;

use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::cbor::{Cbor, CborError};
use crate::digest::Digest;
use crate::keyring::Key;
use crate::receipt::Reason;
use crate::sign::{Alg, ED25519_SIGNATURE_BYTES, Ed25519Public, Kid, SignError, Signer};

mod body;
mod delivery;
mod head;
mod kem;

pub use body::{BUCKETS, INNER_BYTES_MAX, Opened, unpad};
pub use delivery::{DELIVERY_BYTES_MAX, Delivery};
pub use head::{Head, Lane, Suite, keep_until};
pub use kem::{XWING_ENC_BYTES, XWING_PUBLIC_BYTES, XWingPublic, XWingSecret};

/// The first element of an envelope.
const MAGIC: &str = "cx1";
/// The longest envelope: the largest bucket, 64 stanzas of 1,192 bytes, head and seal fit well below.
pub const ENVELOPE_BYTES_MAX: usize = 1024 * 1024;
/// Units of one node that one envelope can be for.
pub const STANZAS_MAX: usize = 64;
/// Decapsulations for blind stanzas, about 0.4 ms each, before an envelope is given up.
pub const BLIND_TRIES_MAX: usize = 64;
/// A content key of 32 bytes with its tag.
const WRAPPED_BYTES: usize = 48;

/// Why an envelope was refused or not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EnvelopeError {
    /// The body's length is none of the padded sizes.
    #[error("the body has none of the padded sizes")]
    BucketInvalid,
    /// No stanza opens with these unit keys.
    #[error("no stanza opens with a unit key of this node; refresh the roster and seal again")]
    CannotOpen,
    /// Commitment or ciphertext do not belong to the content key: the sender's fault.
    #[error("the body does not belong to its content key")]
    BodyInvalid,
    /// The encryption itself gave up: a key that is no key.
    #[error("a recipient key cannot be encrypted to")]
    EncryptionFailed,
    /// The decrypted content is not exactly what it must be.
    #[error("the decrypted content is malformed")]
    InnerMalformed,
    /// Not the CBOR of an envelope.
    #[error("the envelope is malformed: {0}")]
    Malformed(CborError),
    /// The head's numbers contradict each other or a list is empty or too long.
    #[error("the envelope's head, stanzas or recipients are out of range")]
    OutOfRange,
    /// The outer seal does not verify, or was made by another key than the head names.
    #[error("the outer seal does not verify under the node key that the head names")]
    SealInvalid,
    /// The node key gave no seal.
    #[error("the node key gave no seal: {0}")]
    SignerFailed(SignError),
    /// A reserved suite.
    #[error("the suite is reserved and not built")]
    SuiteUnsupported,
    /// Over a limit.
    #[error("the envelope is over its limit; put the content into objects")]
    TooLarge,
    /// A version from the future.
    #[error("the envelope's version is not spoken here")]
    VersionUnsupported,
}

impl EnvelopeError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::BucketInvalid => "bucket-invalid",
            Self::CannotOpen => "cannot-open",
            Self::BodyInvalid => "body-invalid",
            Self::EncryptionFailed => "encryption-failed",
            Self::InnerMalformed => "inner-malformed",
            Self::Malformed(_) => "malformed",
            Self::OutOfRange => "out-of-range",
            Self::SealInvalid => "seal-invalid",
            Self::SignerFailed(_) => "signer-failed",
            Self::SuiteUnsupported => "suite-unsupported",
            Self::TooLarge => "too-large",
            Self::VersionUnsupported => "version-unsupported",
        }
    }

    /// The reason for a signed refusal; none where nothing may be signed or the fault is ours.
    #[must_use]
    pub const fn reason(&self) -> Option<Reason> {
        match self {
            Self::BucketInvalid => Some(Reason::BucketInvalid),
            Self::CannotOpen => Some(Reason::CannotOpen),
            Self::BodyInvalid | Self::InnerMalformed => Some(Reason::InnerMalformed),
            Self::SealInvalid => Some(Reason::SealInvalid),
            Self::SuiteUnsupported => Some(Reason::SuiteFloor),
            Self::TooLarge => Some(Reason::TooLarge),
            Self::VersionUnsupported => Some(Reason::VersionUnsupported),
            Self::EncryptionFailed
            | Self::Malformed(_)
            | Self::OutOfRange
            | Self::SignerFailed(_) => None,
        }
    }
}

impl From<CborError> for EnvelopeError {
    fn from(error: CborError) -> Self {
        Self::Malformed(error)
    }
}

/// A unit that an envelope is for.
#[derive(Clone, Debug)]
pub struct Recipient<'a> {
    /// Its key from the roster.
    pub key: &'a XWingPublic,
    /// Whether the stanza must not say which unit it is for.
    pub is_blind: bool,
}

/// What [`seal_envelope`] needs.
#[expect(missing_debug_implementations, reason = "holds object keys")]
pub struct SealRequest<'a> {
    /// The outside. Its `node_kid` must be the kid of `node_key`.
    pub head: Head,
    /// The units, all of the node `head.to`.
    pub recipients: &'a [Recipient<'a>],
    /// The manifest's bytes, as they were signed.
    pub manifest: &'a [u8],
    /// The signature bytes.
    pub sigs: &'a [u8],
    /// The key of each object, by its number.
    pub object_keys: &'a BTreeMap<u64, Key>,
    /// The key that makes the seal.
    pub node_key: &'a dyn Signer,
}

/// An envelope that is ready to be stored and then sent, always with these bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedEnvelope {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Its digest, which receipts and log leaves name.
    pub env_digest: Digest,
    /// Its head.
    pub head: Head,
}

/// Encrypts a signed letter to the units of one node and seals it.
///
/// # Errors
/// Content or recipients over a limit, a reserved suite, a node key without a seal.
pub fn seal_envelope<R: CryptoRng + ?Sized>(
    request: SealRequest<'_>,
    rng: &mut R,
) -> Result<SealedEnvelope, EnvelopeError> {
    let mut cek = Zeroizing::new([0; 32]);
    rng.fill_bytes(cek.as_mut());
    seal_with_cek(request, &cek, rng)
}

fn seal_with_cek<R: CryptoRng + ?Sized>(
    request: SealRequest<'_>,
    cek: &[u8; 32],
    rng: &mut R,
) -> Result<SealedEnvelope, EnvelopeError> {
    let SealRequest { head, recipients, manifest, sigs, object_keys, node_key } = request;
    if head.suite != Suite::XWing {
        return Err(EnvelopeError::SuiteUnsupported);
    }
    if recipients.is_empty() || recipients.len() > STANZAS_MAX {
        return Err(EnvelopeError::OutOfRange);
    }
    if node_key.alg() != Alg::Ed25519 || node_key.kid() != head.node_kid {
        return Err(EnvelopeError::SealInvalid);
    }
    let head_bytes = head.to_bytes();
    let head_digest = Digest::of(&head_bytes);

    let mut stanzas = Vec::with_capacity(recipients.len());
    for Recipient { key, is_blind } in recipients {
        let kid = key.kid();
        let (enc, wrapped) = key.wrap(&wrap_info(&head_digest, kid), cek, rng)?;
        let shown = if *is_blind { Kid::BLIND } else { kid };
        stanzas.push(Cbor::Array(vec![
            Cbor::bytes(&shown.0),
            Cbor::Bytes(enc),
            Cbor::Bytes(wrapped),
        ]));
    }
    let stanzas = Cbor::Array(stanzas).encode();

    let inner = body::inner(manifest, sigs, object_keys);
    let body = body::seal(&head_bytes, &head_digest, cek, &inner)?;

    let env_digest = env_digest(&head_digest, &stanzas, &body);
    let seal = node_key.sign(&seal_message(&env_digest)).map_err(EnvelopeError::SignerFailed)?;
    let bytes = Cbor::Array(vec![
        Cbor::text(MAGIC),
        Cbor::Bytes(head_bytes),
        Cbor::Bytes(stanzas),
        Cbor::Bytes(body),
        Cbor::Bytes(seal),
    ])
    .encode();
    Ok(SealedEnvelope { bytes, env_digest, head })
}

/// An envelope as everybody sees it: well formed, nothing proved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnvelopeOuter {
    head: Head,
    head_bytes: Vec<u8>,
    head_digest: Digest,
    stanzas: Vec<Stanza>,
    body: Vec<u8>,
    seal: [u8; ED25519_SIGNATURE_BYTES],
    env_digest: Digest,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Stanza {
    recipient: Kid,
    enc: Vec<u8>,
    wrapped: [u8; WRAPPED_BYTES],
}

impl EnvelopeOuter {
    /// Reads the bytes: size, CBOR, closed head, lengths, bucket. Cheap, and before any cryptography.
    ///
    /// # Errors
    /// Everything that is not exactly an envelope of a suite that is built.
    pub fn parse(bytes: &[u8]) -> Result<Self, EnvelopeError> {
        if bytes.len() > ENVELOPE_BYTES_MAX {
            return Err(EnvelopeError::TooLarge);
        }
        let value = Cbor::decode(bytes)?;
        let [magic, head, stanzas, body, seal] = value.as_tuple::<5>()?;
        if magic.as_text()? != MAGIC {
            return Err(CborError::WrongType.into());
        }
        let (head_bytes, stanza_bytes) = (head.as_bytes()?.to_vec(), stanzas.as_bytes()?);
        let (head, body) = (Head::parse(&head_bytes)?, body.as_bytes()?.to_vec());
        if head.suite != Suite::XWing {
            return Err(EnvelopeError::SuiteUnsupported);
        }
        if !body::is_bucket(body.len()) {
            return Err(EnvelopeError::BucketInvalid);
        }
        let head_digest = Digest::of(&head_bytes);
        Ok(Self {
            stanzas: parse_stanzas(stanza_bytes)?,
            env_digest: env_digest(&head_digest, stanza_bytes, &body),
            seal: seal.as_array_of()?,
            head,
            head_bytes,
            head_digest,
            body,
        })
    }

    /// The head.
    #[must_use]
    pub const fn head(&self) -> &Head {
        &self.head
    }

    /// The digest, which leaves the seal out.
    #[must_use]
    pub const fn env_digest(&self) -> Digest {
        self.env_digest
    }

    /// The kids of the stanzas; [`Kid::BLIND`] where the unit is not shown.
    pub fn recipients(&self) -> impl Iterator<Item = Kid> {
        self.stanzas.iter().map(|stanza| stanza.recipient)
    }

    /// Checks the outer seal with the node key that the roster has for the head's kid.
    ///
    /// # Errors
    /// [`EnvelopeError::SealInvalid`], also if this is not the key that the head names.
    pub fn verify_seal(&self, node_key: &Ed25519Public) -> Result<(), EnvelopeError> {
        if node_key.kid() != self.head.node_kid {
            return Err(EnvelopeError::SealInvalid);
        }
        node_key
            .verify(&seal_message(&self.env_digest), &self.seal)
            .map_err(|_invalid| EnvelopeError::SealInvalid)
    }

    /// Opens with whichever of these unit keys fits. The seal must have been checked before.
    ///
    /// Stanzas that name one of the keys come first, then blind ones, at most [`BLIND_TRIES_MAX`] tries.
    ///
    /// # Errors
    /// [`EnvelopeError::CannotOpen`], [`EnvelopeError::BodyInvalid`], [`EnvelopeError::InnerMalformed`].
    pub fn open(&self, unit_keys: &[&XWingSecret]) -> Result<Opened, EnvelopeError> {
        let (unit, cek) = self.content_key(unit_keys).ok_or(EnvelopeError::CannotOpen)?;
        body::open(&self.head_bytes, &self.head_digest, &cek, &self.body, unit)
    }

    fn content_key(&self, unit_keys: &[&XWingSecret]) -> Option<(Kid, Zeroizing<[u8; 32]>)> {
        let pairs = || {
            let stanzas = self.stanzas.iter();
            stanzas.flat_map(|stanza| unit_keys.iter().map(move |key| (stanza, *key)))
        };
        let named = pairs().filter(|(stanza, key)| stanza.recipient == key.kid());
        let blind = pairs().filter(|(stanza, _)| stanza.recipient == Kid::BLIND);
        named.chain(blind.take(BLIND_TRIES_MAX)).find_map(|(stanza, key)| {
            let info = wrap_info(&self.head_digest, key.kid());
            Some((key.kid(), key.unwrap(&info, &stanza.enc, &stanza.wrapped)?))
        })
    }
}

fn parse_stanzas(bytes: &[u8]) -> Result<Vec<Stanza>, EnvelopeError> {
    let value = Cbor::decode(bytes)?;
    let stanzas = value.as_array()?;
    if stanzas.is_empty() || stanzas.len() > STANZAS_MAX {
        return Err(EnvelopeError::OutOfRange);
    }
    stanzas.iter().map(|stanza| parse_stanza(stanza).map_err(EnvelopeError::Malformed)).collect()
}

fn parse_stanza(value: &Cbor) -> Result<Stanza, CborError> {
    let [recipient, enc, wrapped] = value.as_tuple::<3>()?;
    let enc = enc.as_bytes()?;
    if enc.len() != XWING_ENC_BYTES {
        return Err(CborError::WrongType);
    }
    let recipient = Kid(recipient.as_array_of()?);
    Ok(Stanza { recipient, enc: enc.to_vec(), wrapped: wrapped.as_array_of()? })
}

fn wrap_info(head_digest: &Digest, unit: Kid) -> Vec<u8> {
    [b"comity/cx1/wrap\0".as_slice(), head_digest.as_bytes(), &unit.0].concat()
}

fn seal_message(env_digest: &Digest) -> Vec<u8> {
    [b"comity/cx1/seal\0".as_slice(), env_digest.as_bytes()].concat()
}

fn env_digest(head_digest: &Digest, stanzas: &[u8], body: &[u8]) -> Digest {
    let (stanzas, body) = (Digest::of(stanzas), Digest::of(body));
    let label = b"comity/cx1/envelope\0".as_slice();
    Digest::of_parts(&[label, head_digest.as_bytes(), stanzas.as_bytes(), body.as_bytes()])
}

#[cfg(test)]
mod tests;
