//! Signatures of letters and receipts: `COSE_Sign` (RFC 9052 §4.1) with several signers over detached bytes.
//!
//! A narrow profile, exactly one byte form per set of signatures. Not here: what the signed JSON means (`receipt`,
//! and letters above this crate), who had to sign, and whether a key was valid when it signed: the caller's key
//! lookup decides which keys exist at all. Follows `docs/spec/exchange.md`, signatures.
//!
//! Every signature present must verify. A signature that this crate cannot check makes the whole object bad, so
//! nobody can smuggle in a name by adding what no reader understands.

use crate::cbor::{Cbor, CborError};
use crate::digest::Digest;
use crate::sign::{Alg, Kid, PublicKey, SignError, Signer};

/// Signatures on one object: issuer, validators and their post-quantum twins stay far below.
pub const SIGNATURES_MAX: usize = 8;
/// Eight ML-DSA-65 signatures need 8 × (3,309 + 30) + 60 = 26,772 bytes.
pub const BYTES_MAX: usize = 32 * 1024;

const HEADER_ALG: u64 = 1;
const HEADER_CONTENT_TYPE: u64 = 3;
const HEADER_KID: u64 = 4;

/// What is signed; content type and label keep a letter from passing as a receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The document of an agreement between members.
    Agreement,
    /// The manifest of a letter.
    Letter,
    /// The statement of a receipt.
    Receipt,
}

impl Kind {
    /// The content type in the protected header of the body.
    #[must_use]
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Agreement => "application/vnd.comity.agreement+json",
            Self::Letter => "application/vnd.comity.letter+json",
            Self::Receipt => "application/vnd.comity.receipt+json",
        }
    }

    /// The external data of every signature: label and network, so nothing is valid in two networks.
    #[must_use]
    pub fn external_aad(self, net: &Digest) -> Vec<u8> {
        let label: &[u8] = match self {
            Self::Agreement => b"comity/cx1/agreement\0",
            Self::Letter => b"comity/cx1/letter\0",
            Self::Receipt => b"comity/cx1/receipt\0",
        };
        [label, net.as_bytes()].concat()
    }

    fn protected(self) -> Vec<u8> {
        Cbor::fields([(HEADER_CONTENT_TYPE, Cbor::text(self.content_type()))]).encode()
    }
}

/// Why signatures were refused or not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CoseError {
    /// A known algorithm without a verifier here, or an unknown number.
    #[error("the signature algorithm is not one this node verifies")]
    AlgorithmUnsupported,
    /// The body's protected header is for another kind of object.
    #[error("the signatures are for another content type")]
    ContentType,
    /// Not the CBOR of the profile.
    #[error("the signatures are malformed: {0}")]
    Malformed(CborError),
    /// No signature, or more than [`SIGNATURES_MAX`].
    #[error("an object carries 1 to {SIGNATURES_MAX} signatures")]
    SignatureCount,
    /// One signature does not verify.
    #[error("the signature of key {kid} does not verify")]
    SignatureInvalid {
        /// Who is said to have signed.
        kid: Kid,
    },
    /// Two signatures of one key, or not in the order of the kids.
    #[error("the signatures are not in ascending order of their key ids")]
    SignatureOrder,
    /// A signer gave no signature.
    #[error("key {kid} gave no signature: {cause}")]
    SignerFailed {
        /// Whose signature is missing.
        kid: Kid,
        /// What the signer said.
        cause: SignError,
    },
    /// The lookup knows no such key, or another one under this kid or algorithm.
    #[error("key {kid} is not known for this algorithm; refresh the roster")]
    SignerUnknown {
        /// The kid that was looked up.
        kid: Kid,
    },
    /// Longer than [`BYTES_MAX`].
    #[error("the signatures are longer than {BYTES_MAX} bytes")]
    TooLarge,
}

impl CoseError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::AlgorithmUnsupported => "algorithm-unsupported",
            Self::ContentType => "content-type",
            Self::Malformed(_) => "malformed",
            Self::SignatureCount => "signature-count",
            Self::SignatureInvalid { .. } => "signature-invalid",
            Self::SignatureOrder => "signature-order",
            Self::SignerFailed { .. } => "signer-failed",
            Self::SignerUnknown { .. } => "signer-unknown",
            Self::TooLarge => "too-large",
        }
    }
}

impl From<CborError> for CoseError {
    fn from(error: CborError) -> Self {
        Self::Malformed(error)
    }
}

/// One signature with the two things its protected header says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The algorithm.
    pub alg: Alg,
    /// The key.
    pub kid: Kid,
    /// The signature itself.
    pub bytes: Vec<u8>,
}

impl Signature {
    /// Asks one signer.
    ///
    /// # Errors
    /// [`CoseError::SignerFailed`].
    pub fn make(
        kind: Kind,
        net: &Digest,
        payload: &[u8],
        signer: &dyn Signer,
    ) -> Result<Self, CoseError> {
        let (alg, kid) = (signer.alg(), signer.kid());
        let message = to_be_signed(kind, net, alg, kid, payload)?;
        let bytes =
            signer.sign(&message).map_err(|cause| CoseError::SignerFailed { kid, cause })?;
        Ok(Self { alg, kid, bytes })
    }
}

/// The signatures of one object, in the order of their kids: the parsed form of the `sigs` bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signatures {
    kind: Kind,
    list: Vec<Signature>,
}

impl Signatures {
    /// Puts signatures in order: from several signers, perhaps made on several days.
    ///
    /// # Errors
    /// [`CoseError::SignatureCount`], or [`CoseError::SignatureOrder`] if a key signed twice.
    pub fn of(kind: Kind, mut list: Vec<Signature>) -> Result<Self, CoseError> {
        list.sort_by_key(|signature| signature.kid);
        check_list(&list)?;
        Ok(Self { kind, list })
    }

    /// Reads the one byte form.
    ///
    /// # Errors
    /// Everything that is not exactly the profile.
    pub fn parse(kind: Kind, bytes: &[u8]) -> Result<Self, CoseError> {
        if bytes.len() > BYTES_MAX {
            return Err(CoseError::TooLarge);
        }
        let value = Cbor::decode(bytes)?;
        let [protected, unprotected, payload, signatures] =
            value.as_cose_sign()?.as_tuple::<4>()?;
        if protected.as_bytes()? != kind.protected() {
            return Err(CoseError::ContentType);
        }
        unprotected.as_fields()?.end()?;
        if payload != &Cbor::Null {
            return Err(CborError::WrongType.into());
        }
        let list = signatures.as_array()?.iter().map(signature).collect::<Result<Vec<_>, _>>()?;
        check_list(&list)?;
        Ok(Self { kind, list })
    }

    /// The one byte form.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let signatures = self.list.iter().filter_map(|signature| {
            Some(Cbor::Array(vec![
                Cbor::Bytes(sign_protected(signature.alg, signature.kid)?),
                Cbor::Map(Vec::new()),
                Cbor::bytes(&signature.bytes),
            ]))
        });
        Cbor::CoseSign(Box::new(Cbor::Array(vec![
            Cbor::Bytes(self.kind.protected()),
            Cbor::Map(Vec::new()),
            Cbor::Null,
            Cbor::Array(signatures.collect()),
        ])))
        .encode()
    }

    /// The signatures, unchecked, in the order of their kids.
    #[must_use]
    pub fn list(&self) -> &[Signature] {
        &self.list
    }

    /// Checks every signature and says who signed.
    ///
    /// The lookup gives the keys that may be believed at all: of the issuing member, valid when it was signed.
    ///
    /// # Errors
    /// The first signature, in the order of the kids, that cannot be looked up or does not verify.
    pub fn verify(
        &self,
        net: &Digest,
        payload: &[u8],
        mut key_of: impl FnMut(Kid) -> Option<PublicKey>,
    ) -> Result<Vec<(Kid, Alg)>, CoseError> {
        let mut signed_by = Vec::with_capacity(self.list.len());
        for Signature { alg, kid, bytes } in &self.list {
            let (alg, kid) = (*alg, *kid);
            // The key decides what it is: a lookup that answers with another key must not count.
            let key = key_of(kid)
                .filter(|key| key.alg() == alg && key.kid() == kid)
                .ok_or(CoseError::SignerUnknown { kid })?;
            let message = to_be_signed(self.kind, net, alg, kid, payload)?;
            key.verify(&message, bytes).map_err(|_invalid| CoseError::SignatureInvalid { kid })?;
            signed_by.push((kid, alg));
        }
        Ok(signed_by)
    }
}

/// Signs `payload` with every signer and gives the `sigs` bytes.
///
/// # Errors
/// A signer without a signature, the same key twice, none or too many.
pub fn sign(
    kind: Kind,
    net: &Digest,
    payload: &[u8],
    signers: &[&dyn Signer],
) -> Result<Vec<u8>, CoseError> {
    let list = signers
        .iter()
        .map(|signer| Signature::make(kind, net, payload, *signer))
        .collect::<Result<Vec<_>, _>>()?;
    Signatures::of(kind, list).map(|signatures| signatures.to_bytes())
}

/// The `Sig_structure` of one signer (RFC 9052 §4.4): the bytes that go to a token.
///
/// # Errors
/// [`CoseError::AlgorithmUnsupported`] for a KEM.
pub fn to_be_signed(
    kind: Kind,
    net: &Digest,
    alg: Alg,
    kid: Kid,
    payload: &[u8],
) -> Result<Vec<u8>, CoseError> {
    let sign_protected = sign_protected(alg, kid).ok_or(CoseError::AlgorithmUnsupported)?;
    Ok(Cbor::Array(vec![
        Cbor::text("Signature"),
        Cbor::Bytes(kind.protected()),
        Cbor::Bytes(sign_protected),
        Cbor::Bytes(kind.external_aad(net)),
        Cbor::bytes(payload),
    ])
    .encode())
}

fn sign_protected(alg: Alg, kid: Kid) -> Option<Vec<u8>> {
    let alg = Cbor::int(alg.cose()?);
    Some(Cbor::fields([(HEADER_ALG, alg), (HEADER_KID, Cbor::bytes(&kid.0))]).encode())
}

fn signature(value: &Cbor) -> Result<Signature, CoseError> {
    let [protected, unprotected, bytes] = value.as_tuple::<3>()?;
    let protected = Cbor::decode(protected.as_bytes()?)?;
    let mut fields = protected.as_fields()?;
    let number = fields.take(HEADER_ALG)?.as_int()?;
    let kid = Kid(fields.take(HEADER_KID)?.as_array_of()?);
    fields.end()?;
    unprotected.as_fields()?.end()?;
    let alg = Alg::from_cose(number).ok_or(CoseError::AlgorithmUnsupported)?;
    Ok(Signature { alg, kid, bytes: bytes.as_bytes()?.to_vec() })
}

fn check_list(list: &[Signature]) -> Result<(), CoseError> {
    if list.is_empty() || list.len() > SIGNATURES_MAX {
        return Err(CoseError::SignatureCount);
    }
    if !list.is_sorted_by(|a, b| a.kid < b.kid) {
        return Err(CoseError::SignatureOrder);
    }
    if !list.iter().all(|signature| signature.alg.is_verifiable()) {
        return Err(CoseError::AlgorithmUnsupported);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
