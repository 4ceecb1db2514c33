//! Letters as they are signed: from what the core wants said to bytes, and back to a [`Verified`] letter.
//!
//! This is the only place where a peer's words become something the core may look at, and it happens only after
//! every signature was checked against the directory **of the time of writing**. The network's own business
//! (`cx.*`) is verified here too and never reaches the core.

use std::collections::BTreeSet;

use domain::actor::UnitId;
use domain::ids::MeasureId;
use domain::letter::{Body, BodyKind, LawRef, Letter, Party, Verified};
use domain::recall::MessageKind;
use jiff::{SignedDuration, Timestamp};
use law::ids::InstrumentId;
use law::instrument::Instrument;
use seal::cose::{CoseError, Kind, Signature, Signatures};
use seal::digest::Digest;
use seal::json::{Json, JsonError};
use seal::sign::{Alg, Signer};

pub use self::agreement::{agreement_manifest, agreement_message_to_json};
pub(crate) use self::agreement::{consent_json, notice_json, read_consent, read_notice};
use self::body::body_from_json;
pub use self::body::{body_to_json, copy_digest};
pub(crate) use self::body::{conditions, extent};
pub use self::charter::Charter;
pub use self::recall::{message_to_json, recall_manifest};
pub(crate) use self::recall::{onward_to_json, read_onward};
use crate::manifest::{Basis, ConvPlace, Handling, Manifest};
use crate::read::BadField;
use crate::roster::Roster;

mod agreement;
mod body;
mod charter;
mod recall;
#[cfg(test)]
pub(crate) mod tests;

/// Types of the network's own letters begin so.
pub const HOUSEKEEPING: &str = "cx.";

/// How far ahead of ours a writer's clock may be.
pub const CLOCK_AHEAD_MAX: SignedDuration = SignedDuration::from_mins(10);
/// How long a letter waits until its own date has come; one that is further ahead is no letter of a clock that is off.
pub const EARLY_MAX: SignedDuration = SignedDuration::from_hours(24);
/// How old a letter may be when it arrives: a year on the way, and a month to notice.
pub const AGE_MAX: SignedDuration = SignedDuration::from_hours(400 * 24);

/// The packs that a node holds, by what a letter names.
pub trait LawBook {
    /// The instrument in this version, with the digest of its pack.
    fn instrument(&self, id: &InstrumentId, version: u32) -> Option<(&Instrument, [u8; 32])>;
}

/// Why a letter was not taken: the peer's fault or a forger's, with the reason code that a receipt states.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LetterError {
    /// It is dated so far ahead that no clock explains it.
    #[error("the letter is dated {issued_at}, which is far ahead of the day it arrived")]
    Ahead {
        /// What it says.
        issued_at: Timestamp,
    },
    /// What the letter says of itself does not agree with the network or with itself.
    #[error("the letter contradicts its frame in `{0}`")]
    Binding(&'static str),
    /// Its date has not come: the writer's clock or ours is off. The only reason that passes by itself.
    #[error("the letter is dated {issued_at}, which has not come; it waits")]
    Early {
        /// What it says.
        issued_at: Timestamp,
    },
    /// It arrived after the instant from which it is void, or is too old to be an answer to anything.
    #[error("the letter was void when it arrived")]
    Expired,
    /// A field is wrong.
    #[error(transparent)]
    Field(#[from] BadField),
    /// The manifest is not canonical JSON.
    #[error("the manifest is not canonical: {0}")]
    NotCanonical(#[from] JsonError),
    /// The signatures are not good.
    #[error("the signatures are not good: {0}")]
    Signature(#[from] CoseError),
    /// This node knows the type, and not this version of its body.
    #[error("letters of type `{kind}` in version {version} are not known here")]
    SchemaUnknown {
        /// Type.
        kind: String,
        /// Version.
        version: u32,
    },
    /// The key that must sign did not.
    #[error("the issuing unit's signature is missing")]
    SignerMissing,
    /// This node does not know the type, or the instrument and kind it rests on.
    #[error("letters of type `{kind}` version {version} are not known here")]
    TypeUnknown {
        /// Type.
        kind: String,
        /// Version.
        version: u32,
    },
}

impl LetterError {
    /// The reason code of the receipt.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            // The register has no word of its own for a date; it is what the letter says of itself that does not fit.
            Self::Ahead { .. } | Self::Binding(_) | Self::Early { .. } => "binding-mismatch",
            Self::Expired => "expired",
            Self::Field(BadField { field: "crit" }) => "crit-unknown",
            Self::Field(BadField { field: "cx" }) => "version-unsupported",
            Self::Field(_) => "inner-malformed",
            Self::NotCanonical(_) => "not-canonical",
            Self::Signature(CoseError::SignerUnknown { .. }) => "signer-unknown",
            Self::Signature(_) => "signature-invalid",
            Self::SignerMissing => "signer-missing",
            Self::SchemaUnknown { .. } => "schema-unknown",
            Self::TypeUnknown { .. } => "type-unknown",
        }
    }
}

/// A signed letter: bytes that never change again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// Canonical manifest.
    pub manifest: Vec<u8>,
    /// SHA-256 of it.
    pub digest: Digest,
    /// `COSE_Sign` over it.
    pub signatures: Vec<u8>,
}

/// What a verified letter is.
#[derive(Debug)]
pub enum Opened {
    /// For the core, about an agreement: it rests on the charter of the network and names no instrument.
    Agreement(Box<Verified<domain::agreement::Letter>>, Box<Manifest>),
    /// For the core.
    Legal(Box<Verified<Letter>>, Box<Manifest>),
    /// For the shell.
    Housekeeping(Box<Manifest>),
    /// For the core, about a recall: it rests on the charter of the network and names no instrument.
    Recall(Box<Verified<domain::recall::Letter>>, Box<Manifest>),
}

impl Opened {
    /// The manifest, whatever it is.
    #[must_use]
    pub const fn manifest(&self) -> &Manifest {
        match self {
            Self::Agreement(_, manifest)
            | Self::Legal(_, manifest)
            | Self::Housekeeping(manifest)
            | Self::Recall(_, manifest) => manifest,
        }
    }
}

/// What the shell adds to a letter of the core.
#[derive(Debug, Clone)]
pub struct Frame {
    /// Network and, in a drill, its exercise.
    pub net: Digest,
    /// The exercise.
    pub exercise_id: Option<String>,
    /// When it must have arrived.
    pub deliver_by: Timestamp,
    /// When it is void.
    pub not_after: Option<Timestamp>,
    /// What the writer had seen in this conversation.
    pub seen: Vec<crate::manifest::Seen>,
    /// The article that the kind of measure rests on.
    pub cite: Option<law::ids::Cite>,
    /// The agreement that the letter rests on besides.
    pub agreement: Option<domain::agreement::AgreementRef>,
}

/// The manifest of a legal letter.
#[must_use]
pub fn manifest(letter: &Letter, frame: &Frame) -> Manifest {
    let data_categories = match &letter.body {
        Body::MeasureIssue(copy) => copy.data.iter().copied().collect(),
        Body::HandoverOffer { .. }
        | Body::MeasureAnswer { .. }
        | Body::MeasureLetter { .. }
        | Body::MeasureWithdraw { .. } => Vec::new(),
    };
    let basis = letter.instrument.as_ref().zip(frame.cite.as_ref());
    Manifest {
        net: frame.net,
        kind: letter.kind().id().to_owned(),
        version: letter.version(),
        letter_id: letter.id,
        subject: Some(letter.body.measure().urn(&letter.from.node)),
        conv: ConvPlace {
            id: letter.conv.id,
            seq: letter.conv.seq,
            prev: letter.conv.prev.map(Digest),
            seen: frame.seen.clone(),
        },
        issued_at: letter.issued_at,
        issuer: letter.from.clone(),
        to: letter.to.iter().map(|to| (to.node.clone(), to.unit.clone())).collect(),
        case: None,
        basis: basis.map(|((law, kind), cite)| Basis {
            id: law.id.clone(),
            version: law.version,
            kind: kind.clone(),
            cite: cite.clone(),
        }),
        agreement: frame.agreement,
        purpose: letter.purpose,
        data_categories,
        handling: restricted(),
        lane: letter.lane,
        deliver_by: frame.deliver_by,
        not_after: frame.not_after,
        in_reply_to: letter.in_reply_to,
        exercise_id: frame.exercise_id.clone(),
        language: letter.language.clone(),
        body: body_to_json(&letter.body),
        objects: letter.objects.clone(),
    }
}

/// The strictest handling: for the named recipients alone, as long as the case, not onward.
#[must_use]
pub fn restricted() -> Handling {
    Handling {
        marking: "TLP:AMBER+STRICT".to_owned(),
        retention: "P1Y".to_owned(),
        onward: "none".to_owned(),
    }
}

/// Signs a manifest once and for all.
///
/// # Errors
/// Only if the key cannot sign.
pub fn sign(manifest: &Manifest, signers: &[&dyn Signer]) -> Result<Signed, CoseError> {
    let bytes = manifest.to_bytes();
    let signatures = signers
        .iter()
        .map(|signer| Signature::make(Kind::Letter, &manifest.net, &bytes, *signer))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Signed {
        digest: Digest::of(&bytes),
        signatures: Signatures::of(Kind::Letter, signatures)?.to_bytes(),
        manifest: bytes,
    })
}

/// Checks a letter that came out of an envelope for the first time: all that [`open`] asks, and that its date can be
/// true. Our acceptance is the proof of its age: a key that had ended or was revoked by then signs nothing any more,
/// whatever date stands in the letter. An older proof, as an anchor under a cosigned head, is not read yet, so such a letter is
/// refused.
///
/// # Errors
/// See [`LetterError`]; the first fault found. [`LetterError::Early`] passes by itself.
pub fn arrive(
    bytes: &[u8],
    signatures: &[u8],
    roster: &Roster,
    law: &dyn LawBook,
    arrival: Arrival,
) -> Result<Opened, LetterError> {
    let opened = checked(bytes, signatures, roster, law, Some(arrival.accepted_at))?;
    let manifest = opened.manifest();
    let issued_at = manifest.issued_at;
    let ahead = issued_at.duration_since(arrival.accepted_at);
    let is_void = manifest.not_after.is_some_and(|not_after| not_after < arrival.accepted_at);
    if ahead > CLOCK_AHEAD_MAX.saturating_add(EARLY_MAX) {
        Err(LetterError::Ahead { issued_at })
    } else if is_void || ahead < -AGE_MAX {
        Err(LetterError::Expired)
    } else if issued_at.duration_since(arrival.now) > CLOCK_AHEAD_MAX {
        Err(LetterError::Early { issued_at })
    } else {
        Ok(opened)
    }
}

/// When a letter came and when it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arrival {
    /// When we signed for it.
    pub accepted_at: Timestamp,
    /// The present instant.
    pub now: Timestamp,
}

/// Checks a letter that was taken before: canonical bytes, known type, every signature as of its time. That it is as
/// old as it says was asked when it arrived, by [`arrive`].
///
/// # Errors
/// See [`LetterError`]; the first fault found.
pub fn open(
    bytes: &[u8],
    signatures: &[u8],
    roster: &Roster,
    law: &dyn LawBook,
) -> Result<Opened, LetterError> {
    checked(bytes, signatures, roster, law, None)
}

fn checked(
    bytes: &[u8],
    signatures: &[u8],
    roster: &Roster,
    law: &dyn LawBook,
    known_at: Option<Timestamp>,
) -> Result<Opened, LetterError> {
    let manifest = Manifest::from_json(&Json::parse(bytes)?)?;
    if manifest.net != roster.net {
        return Err(LetterError::Binding("net"));
    }
    if manifest.exercise_id != roster.root.exercise_id {
        return Err(LetterError::Binding("exercise_id"));
    }
    let (entry, unit) = roster.unit(&manifest.issuer.unit).ok_or(LetterError::SignerMissing)?;
    if entry.member != manifest.issuer.member || unit.node != manifest.issuer.node {
        return Err(LetterError::Binding("issuer"));
    }
    let housekeeping = manifest.kind.starts_with(HOUSEKEEPING);
    let signatures = Signatures::parse(Kind::Letter, signatures)?;
    let signed_by = signatures.verify(&roster.net, bytes, |kid| {
        if known_at.is_some_and(|known_at| entry.is_over(kid, known_at)) {
            None
        } else if housekeeping {
            roster.node_key(&manifest.issuer.node, kid, manifest.issued_at)
        } else {
            entry.unit_key(kid, manifest.issued_at)
        }
    })?;
    let signed: BTreeSet<_> =
        signed_by.iter().filter(|(_, alg)| *alg == Alg::Ed25519).map(|(kid, _)| *kid).collect();
    if housekeeping && signed.is_empty() {
        return Err(LetterError::SignerMissing);
    }
    if housekeeping {
        only_charter(&manifest)?;
        return Ok(Opened::Housekeeping(Box::new(manifest)));
    }
    // Whoever answers for the letter must have signed it; other units of the member may stand beside.
    let mut cosigners: BTreeSet<UnitId> = entry
        .units
        .iter()
        .filter(|unit| unit.sign_keys.iter().any(|key| signed.contains(&key.kid)))
        .map(|unit| unit.unit.clone())
        .collect();
    if !cosigners.remove(&manifest.issuer.unit) {
        return Err(LetterError::SignerMissing);
    }
    if let Some(kind) = MessageKind::parse(&manifest.kind) {
        let letter = recall_letter(kind, &manifest, roster)?;
        let (signer, as_of) = (letter.from.clone(), letter.issued_at);
        #[expect(clippy::disallowed_methods, reason = "every signature was verified just above")]
        let verified = Verified::attest(letter, Digest::of(bytes).0, signer, cosigners, as_of);
        return Ok(Opened::Recall(Box::new(verified), Box::new(manifest)));
    }
    if let Some(kind) = domain::agreement::MessageKind::parse(&manifest.kind) {
        let letter = agreement_letter(kind, &manifest, roster)?;
        let (signer, as_of) = (letter.from.clone(), letter.issued_at);
        #[expect(clippy::disallowed_methods, reason = "every signature was verified just above")]
        let verified = Verified::attest(letter, Digest::of(bytes).0, signer, cosigners, as_of);
        return Ok(Opened::Agreement(Box::new(verified), Box::new(manifest)));
    }
    let letter = legal(&manifest, roster, law)?;
    let signer = letter.from.clone();
    let as_of = letter.issued_at;
    #[expect(clippy::disallowed_methods, reason = "every signature was verified just above")]
    let verified = Verified::attest(letter, Digest::of(bytes).0, signer, cosigners, as_of);
    Ok(Opened::Legal(Box::new(verified), Box::new(manifest)))
}

/// Everybody a letter is for, as the directory names them.
fn addressees(manifest: &Manifest, roster: &Roster) -> Result<Vec<Party>, LetterError> {
    let mut to = Vec::with_capacity(manifest.to.len());
    for (node, unit) in &manifest.to {
        let (entry, found) = roster.unit(unit).ok_or(LetterError::Binding("to"))?;
        if found.node != *node {
            return Err(LetterError::Binding("to"));
        }
        to.push(Party { member: entry.member.clone(), node: node.clone(), unit: unit.clone() });
    }
    Ok(to)
}

/// A letter about an agreement. A signature that it shows is checked here, with the keys of the unit that wrote it: the
/// letter's own signature says who sent the document, not who agreed to it.
fn agreement_letter(
    kind: domain::agreement::MessageKind,
    manifest: &Manifest,
    roster: &Roster,
) -> Result<domain::agreement::Letter, LetterError> {
    only_charter(manifest)?;
    let message = agreement::message_from_json(kind, &manifest.body)?;
    match &message {
        domain::agreement::Message::Proposal(shown)
        | domain::agreement::Message::Signature(shown) => {
            let unit = &manifest.issuer.unit;
            crate::agreement::check(&shown.terms, &shown.seal, unit, roster, manifest.issued_at)?;
        }
        domain::agreement::Message::Consent { .. }
        | domain::agreement::Message::End { .. }
        | domain::agreement::Message::Reinstatement { .. }
        | domain::agreement::Message::Suspension { .. } => {}
    }
    Ok(domain::agreement::Letter {
        id: manifest.letter_id,
        from: manifest.issuer.clone(),
        to: addressees(manifest, roster)?,
        issued_at: manifest.issued_at,
        message,
    })
}

/// Letters that rest on the charter alone have one version, name no law and no agreement, and carry nothing beside.
fn only_charter(manifest: &Manifest) -> Result<(), LetterError> {
    if manifest.version != 1 {
        let (kind, version) = (manifest.kind.clone(), manifest.version);
        return Err(LetterError::SchemaUnknown { kind, version });
    }
    if manifest.basis.is_some() || !manifest.objects.is_empty() {
        return Err(LetterError::Binding("instrument"));
    }
    if manifest.agreement.is_some() {
        return Err(LetterError::Binding("agreement"));
    }
    Ok(())
}

/// A letter about a recall.
fn recall_letter(
    kind: MessageKind,
    manifest: &Manifest,
    roster: &Roster,
) -> Result<domain::recall::Letter, LetterError> {
    only_charter(manifest)?;
    Ok(domain::recall::Letter {
        id: manifest.letter_id,
        from: manifest.issuer.clone(),
        to: addressees(manifest, roster)?,
        issued_at: manifest.issued_at,
        message: recall::message_from_json(kind, &manifest.body)?,
    })
}

fn legal(manifest: &Manifest, roster: &Roster, law: &dyn LawBook) -> Result<Letter, LetterError> {
    let unknown =
        || LetterError::TypeUnknown { kind: manifest.kind.clone(), version: manifest.version };
    let kind = BodyKind::parse(&manifest.kind).ok_or_else(unknown)?;
    if kind.version() != manifest.version {
        let (kind, version) = (manifest.kind.clone(), manifest.version);
        return Err(LetterError::SchemaUnknown { kind, version });
    }
    let basis = manifest.basis.as_ref().ok_or(LetterError::Binding("instrument"))?;
    let (instrument, pack) = law.instrument(&basis.id, basis.version).ok_or_else(unknown)?;
    let to = addressees(manifest, roster)?;
    let law_ref = LawRef { id: basis.id.clone(), version: basis.version, digest: pack };
    let letter = Letter {
        id: manifest.letter_id,
        from: manifest.issuer.clone(),
        to,
        conv: domain::letter::Conv {
            id: manifest.conv.id,
            seq: manifest.conv.seq,
            prev: manifest.conv.prev.map(|digest| digest.0),
        },
        issued_at: manifest.issued_at,
        in_reply_to: manifest.in_reply_to,
        lane: manifest.lane,
        instrument: Some((law_ref, basis.kind.clone())),
        purpose: manifest.purpose,
        language: manifest.language.clone(),
        body: body_from_json(kind, &manifest.body, instrument)?,
        objects: manifest.objects.clone(),
    };
    if let Body::MeasureIssue(copy) = &letter.body
        && (copy.kind != basis.kind || copy.law.id != basis.id || copy.from != letter.from.member)
    {
        return Err(LetterError::Binding("body"));
    }
    Ok(letter)
}

/// Checks a peer's receipt for one of our letters, so that the core may learn when the letter arrived.
///
/// # Errors
/// The code of what does not fit.
pub fn open_receipt(
    receipt: &seal::receipt::Receipt,
    roster: &Roster,
    letter: domain::ids::LetterId,
    measure: MeasureId,
) -> Result<Verified<domain::letter::Receipt>, &'static str> {
    let statement = receipt.statement();
    let at = Timestamp::from_millisecond(statement.at.unix_ms()).map_err(|_| "at")?;
    let node = domain::actor::NodeId::parse(statement.by.node.as_str()).map_err(|_| "by")?;
    let (entry, _) = roster.node(&node).ok_or("by")?;
    let unit = roster.reception(&node).ok_or("by")?;
    receipt
        .verify(&roster.net, |kid| roster.node_key(&node, kid, at))
        .map_err(|error| error.code())?;
    let signer = Party { member: entry.member.clone(), node, unit: unit.unit.clone() };
    let value =
        domain::letter::Receipt { letter, measure, by: entry.member.clone(), received_at: at };
    #[expect(clippy::disallowed_methods, reason = "every signature was verified just above")]
    let verified =
        Verified::attest(value, receipt.statement_digest().0, signer, BTreeSet::new(), at);
    Ok(verified)
}
