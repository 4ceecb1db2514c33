//! Whether an authority that the operator trusts signed a token: CMS (RFC 5652 §5.4), `ESSCertIDv2` (RFC 5816), the one key
//! purpose of RFC 3161 §2.3, and a path of certificates to a root, at the time that the token names.
//!
//! Not looked at: revocation, because whoever answers for it is somebody else again, and RSASSA-PSS. A token that is refused
//! here may be a good one; it is not kept all the same.

use std::time::Duration;

use aws_lc_rs::digest::{self, digest};
use rustls_pki_types::{CertificateDer, SignatureVerificationAlgorithm, UnixTime};
use seal::der::{
    self, BOOLEAN, DerError, INTEGER, OCTET_STRING, OID, Reader, SEQUENCE, SET, context,
    context_primitive,
};
use seal::timestamp::{TST_INFO, TimestampError, Token};
use webpki::aws_lc_rs as algs;
use webpki::{EndEntityCert, KeyUsage, anchor_from_trusted_cert};

/// Most certificates in one token: a path has four.
const CERTIFICATES_MAX: usize = 16;

/// 1.2.840.113549.1.9.3
const CONTENT_TYPE: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x03];
/// 1.2.840.113549.1.9.4
const MESSAGE_DIGEST: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x04];
/// `id-aa-signingCertificateV2`, 1.2.840.113549.1.9.16.2.47
const SIGNING_CERTIFICATE: &[u8] =
    &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x10, 0x02, 0x2F];
/// `extKeyUsage`, 2.5.29.37
const KEY_PURPOSE: &[u8] = &[0x55, 0x1D, 0x25];
/// `subjectKeyIdentifier`, 2.5.29.14
const KEY_ID: &[u8] = &[0x55, 0x1D, 0x0E];
/// `id-kp-timeStamping`, 1.3.6.1.5.5.7.3.8
const TIME_STAMPING: &[u8] = &[0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x08];

/// Why a token is not signed by anybody whom the operator trusts.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unsigned {
    /// An attribute that must be signed is missing, twice there, or says something else.
    #[error("the signed attributes of the token are not those that a token must have")]
    Attributes,
    /// The token does not say, or says wrongly, which certificate signed it.
    #[error(
        "the token names another certificate than the one that signed it, or none by SHA-256 or more"
    )]
    CertificateId,
    /// The signature cannot be read.
    #[error("the signature of the token cannot be read: {0}")]
    Der(#[from] DerError),
    /// A digest or signature of another kind than is known here.
    #[error("the token is signed in a way that is not known here")]
    Kind,
    /// No path to a root.
    #[error("no path of certificates leads from the token to a root: {0}")]
    Path(String),
    /// The certificate is not for time stamps alone.
    #[error(
        "the certificate of the token is not made for time stamps, critically and for nothing else"
    )]
    Purpose,
    /// The signature is wrong.
    #[error("the signature of the token does not verify")]
    Signature,
    /// The certificate is not in the token.
    #[error("the certificate that signed is not in the token")]
    Stranger,
}

impl Unsigned {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Attributes => "token-attributes",
            Self::CertificateId => "token-certificate-id",
            Self::Der(error) => error.code(),
            Self::Kind => "token-signature-kind",
            Self::Path(_) => "token-path",
            Self::Purpose => "token-purpose",
            Self::Signature => "token-signature",
            Self::Stranger => "token-stranger",
        }
    }
}

/// Nothing of a token that was read can be unreadable again.
impl From<TimestampError> for Unsigned {
    fn from(_: TimestampError) -> Self {
        Self::Der(DerError::Tag)
    }
}

/// Checks that one of `roots` vouches for whoever signed the token.
pub(super) fn check(token: &Token, roots: &[CertificateDer<'static>]) -> Result<(), Unsigned> {
    let signed = token.signed()?;
    let certificates = certificates(signed.certificates)?;
    let signer = Signer::read(signed.signer)?;
    let mut own = None;
    for certificate in &certificates {
        if signer.names(&Certificate::read(certificate)?) {
            own = Some(certificate);
        }
    }
    let own = own.ok_or(Unsigned::Stranger)?;
    if !Certificate::read(own)?.is_for_time_stamps {
        return Err(Unsigned::Purpose);
    }
    signer.check_attributes(signed.content, own)?;

    let leaf = CertificateDer::from(*own);
    let leaf = EndEntityCert::try_from(&leaf).map_err(|error| Unsigned::Path(error.to_string()))?;
    let message = der::write(SET, &[signer.attributes]);
    let kinds = signer.kinds()?;
    if !kinds.iter().any(|kind| leaf.verify_signature(*kind, &message, signer.signature).is_ok()) {
        return Err(Unsigned::Signature);
    }
    path(&leaf, &certificates, roots, token)
}

/// A path to a root, at the time of the token. Authorities between need name no key purpose; the leaf was looked at.
fn path(
    leaf: &EndEntityCert<'_>,
    certificates: &[&[u8]],
    roots: &[CertificateDer<'static>],
    token: &Token,
) -> Result<(), Unsigned> {
    let none = |error: webpki::Error| Unsigned::Path(error.to_string());
    let anchors: Result<Vec<_>, _> = roots.iter().map(anchor_from_trusted_cert).collect();
    let anchors = anchors.map_err(none)?;
    let between: Vec<_> = certificates.iter().map(|der| CertificateDer::from(*der)).collect();
    let at = u64::try_from(token.stamp().at.unix_ms()).unwrap_or(0);
    let at = UnixTime::since_unix_epoch(Duration::from_millis(at));
    let usage = KeyUsage::required_if_present(TIME_STAMPING);
    leaf.verify_for_usage(webpki::ALL_VERIFICATION_ALGS, &anchors, &between, at, usage, None, None)
        .map(|_| ())
        .map_err(none)
}

/// The certificates that came with a token.
fn certificates(bytes: &[u8]) -> Result<Vec<&[u8]>, Unsigned> {
    let (mut reader, mut found) = (Reader::new(bytes), Vec::new());
    while !reader.is_empty() {
        let element = reader.any()?;
        // Other kinds than X.509 have tags of their own.
        if element.tag == SEQUENCE {
            found.push(element.whole);
        }
        if found.len() > CERTIFICATES_MAX {
            return Err(Unsigned::Path("too many certificates".to_owned()));
        }
    }
    Ok(found)
}

/// What is asked of a certificate here; everything else is `webpki`'s.
struct Certificate<'a> {
    issuer: &'a [u8],
    serial: &'a [u8],
    key_id: Option<&'a [u8]>,
    is_for_time_stamps: bool,
}

impl<'a> Certificate<'a> {
    /// RFC 5280 §4.1.
    fn read(certificate: &'a [u8]) -> Result<Self, Unsigned> {
        let mut outer = Reader::new(certificate).take(SEQUENCE)?.inside();
        let mut parts = outer.take(SEQUENCE)?.inside();
        parts.take_if(context(0))?;
        let serial = parts.take(INTEGER)?.whole;
        parts.take(SEQUENCE)?;
        let issuer = parts.take(SEQUENCE)?.whole;
        // Validity, subject, key.
        for _ in 0..3 {
            parts.take(SEQUENCE)?;
        }
        parts.take_if(context_primitive(1))?;
        parts.take_if(context_primitive(2))?;
        let mut read = Self { issuer, serial, key_id: None, is_for_time_stamps: false };
        let Some(extensions) = parts.take_if(context(3))? else { return Ok(read) };
        let mut extensions = extensions.inside().take(SEQUENCE)?.inside();
        while !extensions.is_empty() {
            let mut extension = extensions.take(SEQUENCE)?.inside();
            let name = extension.take(OID)?.content;
            let is_critical = extension.take_if(BOOLEAN)?.is_some_and(|e| e.content == [0xFF]);
            let value = extension.take(OCTET_STRING)?.content;
            if name == KEY_ID {
                read.key_id = Some(Reader::new(value).take(OCTET_STRING)?.content);
            } else if name == KEY_PURPOSE {
                let mut purposes = Reader::new(value).take(SEQUENCE)?.inside();
                let is_it = purposes.take(OID)?.content == TIME_STAMPING && purposes.is_empty();
                read.is_for_time_stamps = is_critical && is_it;
            }
        }
        Ok(read)
    }
}

/// `SignerInfo` (RFC 5652 §5.3).
struct Signer<'a> {
    /// Issuer and serial number, both whole, or a key identifier.
    by: By<'a>,
    digest: &'a [u8],
    /// The members of the set, which is signed as a SET and stands here as `[0]`.
    attributes: &'a [u8],
    kind: &'a [u8],
    signature: &'a [u8],
}

/// Whom a signature names.
enum By<'a> {
    KeyId(&'a [u8]),
    Serial { issuer: &'a [u8], serial: &'a [u8] },
}

impl<'a> Signer<'a> {
    fn read(content: &'a [u8]) -> Result<Self, Unsigned> {
        let mut parts = Reader::new(content);
        parts.take(INTEGER)?;
        let by = if let Some(key_id) = parts.take_if(context_primitive(0))? {
            By::KeyId(key_id.content)
        } else {
            let mut named = parts.take(SEQUENCE)?.inside();
            By::Serial { issuer: named.take(SEQUENCE)?.whole, serial: named.take(INTEGER)?.whole }
        };
        let digest = parts.take(SEQUENCE)?.inside().take(OID)?.content;
        let attributes = parts.take(context(0))?.content;
        let kind = parts.take(SEQUENCE)?.inside().take(OID)?.content;
        let signature = parts.take(OCTET_STRING)?.content;
        Ok(Self { by, digest, attributes, kind, signature })
    }

    fn names(&self, certificate: &Certificate<'_>) -> bool {
        match self.by {
            By::KeyId(id) => certificate.key_id == Some(id),
            By::Serial { issuer, serial } => {
                (certificate.issuer, certificate.serial) == (issuer, serial)
            }
        }
    }

    /// The one value of an attribute that must be there once.
    fn attribute(&self, name: &[u8]) -> Result<&'a [u8], Unsigned> {
        let (mut reader, mut found) = (Reader::new(self.attributes), None);
        while !reader.is_empty() {
            let mut attribute = reader.take(SEQUENCE)?.inside();
            if attribute.take(OID)?.content != name {
                continue;
            }
            let mut values = attribute.take(SET)?.inside();
            let value = values.any()?.whole;
            if !values.is_empty() || found.replace(value).is_some() {
                return Err(Unsigned::Attributes);
            }
        }
        found.ok_or(Unsigned::Attributes)
    }

    /// Content type, digest of the content, and which certificate signed.
    fn check_attributes(&self, content: &[u8], certificate: &[u8]) -> Result<(), Unsigned> {
        let kind = Reader::new(self.attribute(CONTENT_TYPE)?).take(OID)?.content;
        let stated = Reader::new(self.attribute(MESSAGE_DIGEST)?).take(OCTET_STRING)?.content;
        let found = digest(algorithm(self.digest).ok_or(Unsigned::Kind)?, content);
        if kind != TST_INFO || stated != found.as_ref() {
            return Err(Unsigned::Attributes);
        }
        let named = self.attribute(SIGNING_CERTIFICATE).map_err(|_| Unsigned::CertificateId)?;
        let mut named = Reader::new(named).take(SEQUENCE)?.inside().take(SEQUENCE)?.inside();
        let mut first = named.take(SEQUENCE)?.inside();
        let by = match first.take_if(SEQUENCE)? {
            None => Some(&digest::SHA256),
            Some(by) => algorithm(by.inside().take(OID)?.content),
        };
        let stated = first.take(OCTET_STRING)?.content;
        let found = by.map(|by| digest(by, certificate));
        if found.is_some_and(|found| stated == found.as_ref()) {
            return Ok(());
        }
        Err(Unsigned::CertificateId)
    }

    /// The ways in which the signature may have been made: its kind names the digest, the key the rest.
    fn kinds(&self) -> Result<Vec<&'static dyn SignatureVerificationAlgorithm>, Unsigned> {
        // 1.2.840.113549.1.1.x and 1.2.840.10045.4.3.x
        const RSA: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01];
        const ECDSA: &[u8] = &[0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03];
        let (last, rest) = self.kind.split_last().ok_or(Unsigned::Kind)?;
        let bits = digest_bits(self.digest);
        let found: Vec<&'static dyn SignatureVerificationAlgorithm> = match (rest, last, bits) {
            (RSA, 1 | 11, Some(256)) => vec![algs::RSA_PKCS1_2048_8192_SHA256],
            (RSA, 1 | 12, Some(384)) => vec![algs::RSA_PKCS1_2048_8192_SHA384],
            (RSA, 1 | 13, Some(512)) => vec![algs::RSA_PKCS1_2048_8192_SHA512],
            (ECDSA, 2, Some(256)) => {
                vec![algs::ECDSA_P256_SHA256, algs::ECDSA_P384_SHA256, algs::ECDSA_P521_SHA256]
            }
            (ECDSA, 3, Some(384)) => {
                vec![algs::ECDSA_P256_SHA384, algs::ECDSA_P384_SHA384, algs::ECDSA_P521_SHA384]
            }
            (ECDSA, 4, Some(512)) => {
                vec![algs::ECDSA_P256_SHA512, algs::ECDSA_P384_SHA512, algs::ECDSA_P521_SHA512]
            }
            (_, _, _) => return Err(Unsigned::Kind),
        };
        Ok(found)
    }
}

/// SHA-256, SHA-384 or SHA-512 by its object identifier, 2.16.840.1.101.3.4.2.x.
fn digest_bits(oid: &[u8]) -> Option<u16> {
    let (last, rest) = oid.split_last()?;
    if rest != [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02] {
        return None;
    }
    match last {
        1 => Some(256),
        2 => Some(384),
        3 => Some(512),
        _ => None,
    }
}

fn algorithm(oid: &[u8]) -> Option<&'static digest::Algorithm> {
    match digest_bits(oid)? {
        256 => Some(&digest::SHA256),
        384 => Some(&digest::SHA384),
        _ => Some(&digest::SHA512),
    }
}
