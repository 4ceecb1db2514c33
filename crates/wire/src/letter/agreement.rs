//! Bodies of letters about an agreement as JSON and back; each type has one closed schema. Whoever signs sends the whole
//! document along, whoever says something else names it by id and digest.

use domain::actor::MemberId;
use domain::agreement::{AgreementRef, Consent, Letter, Message, MessageKind, Notice, Part, Shown};
use domain::ids::ExhibitId;
use domain::letter::{Lane, Language};
use domain::purpose::Purpose;
use seal::json::Json;

use super::{Charter, Frame};
use crate::agreement::{
    categories_from_json, categories_to_json, from_json, purposes_from_json, purposes_to_json,
    to_json, why,
};
use crate::manifest::{ConvPlace, Manifest, read_agreement, write_agreement};
use crate::read::{Read, bad, closed, get, instant, number, parsed, string, text, uint};
use crate::time;

/// The body as JSON.
#[must_use]
pub fn agreement_message_to_json(message: &Message) -> Json {
    let of = ("agreement", write_agreement(message.of()));
    match message {
        Message::Consent { consent, .. } => Json::object([of, ("consent", consent_json(consent))]),
        Message::End { why, .. } | Message::Reinstatement { why, .. } => {
            Json::object([of, ("why", string(why.as_str()))])
        }
        Message::Proposal(shown) | Message::Signature(shown) => Json::object([
            ("document", to_json(&shown.terms)),
            ("signature", string(shown.seal.clone())),
        ]),
        Message::Suspension { since, notice, .. } => Json::object([
            of,
            ("notice", notice_json(notice)),
            ("since", string(time::millis(*since))),
        ]),
    }
}

/// The manifest of a letter about an agreement, at its place in its conversation. All of them travel on the first lane: a
/// suspension takes effect at once, and must not overtake the signature that it is about.
#[must_use]
pub fn agreement_manifest(
    letter: &Letter,
    conv: ConvPlace,
    language: Language,
    frame: &Frame,
) -> Manifest {
    Charter {
        kind: letter.message.kind().id().to_owned(),
        id: letter.id,
        subject: Some(letter.message.of().id.urn(&letter.from.node)),
        from: letter.from.clone(),
        to: letter.to.iter().map(|to| (to.node.clone(), to.unit.clone())).collect(),
        issued_at: letter.issued_at,
        purpose: Purpose::Security,
        lane: Lane::Emergency,
        in_reply_to: None,
        body: agreement_message_to_json(&letter.message),
    }
    .manifest(conv, language, frame)
}

/// Reads a body of this type.
///
/// # Errors
/// If a field is missing, wrong, or not known.
pub(super) fn message_from_json(kind: MessageKind, json: &Json) -> Read<Message> {
    let of = || -> Read<AgreementRef> { read_agreement(get(json, "agreement")?) };
    match kind {
        MessageKind::Consent => {
            closed(json, "body", &["agreement", "consent"])?;
            Ok(Message::Consent { of: of()?, consent: read_consent(get(json, "consent")?)? })
        }
        MessageKind::End => {
            closed(json, "body", &["agreement", "why"])?;
            Ok(Message::End { of: of()?, why: why(json, "why")? })
        }
        MessageKind::Proposal => Ok(Message::Proposal(Box::new(read_shown(json)?))),
        MessageKind::Reinstatement => {
            closed(json, "body", &["agreement", "why"])?;
            Ok(Message::Reinstatement { of: of()?, why: why(json, "why")? })
        }
        MessageKind::Signature => Ok(Message::Signature(Box::new(read_shown(json)?))),
        MessageKind::Suspension => {
            closed(json, "body", &["agreement", "notice", "since"])?;
            Ok(Message::Suspension {
                of: of()?,
                since: instant(json, "since")?,
                notice: read_notice(get(json, "notice")?)?,
            })
        }
    }
}

fn read_shown(json: &Json) -> Read<Shown> {
    closed(json, "body", &["document", "signature"])?;
    let terms = from_json(get(json, "document")?)?;
    let digest = crate::agreement::digest(&terms).0;
    Ok(Shown { terms, digest, seal: text(json, "signature")?.to_owned() })
}

pub(crate) fn consent_json(consent: &Consent) -> Json {
    Json::object([
        ("exhibit", string(consent.exhibit.to_string())),
        ("to", string(consent.to.to_string())),
    ])
}

pub(crate) fn read_consent(json: &Json) -> Read<Consent> {
    closed(json, "consent", &["exhibit", "to"])?;
    Ok(Consent {
        exhibit: parsed(json, "exhibit", |id| ExhibitId::parse(id).ok())?,
        to: parsed(json, "to", |id| MemberId::parse(id).ok())?,
    })
}

pub(crate) fn notice_json(notice: &Notice) -> Json {
    Json::object([
        ("criterion", number(notice.criterion.into())),
        ("data", categories_to_json(&notice.part.data)),
        ("purposes", purposes_to_json(&notice.part.purposes)),
        ("why", string(notice.why.as_str())),
    ])
}

pub(crate) fn read_notice(json: &Json) -> Read<Notice> {
    closed(json, "notice", &["criterion", "data", "purposes", "why"])?;
    Ok(Notice {
        criterion: u32::try_from(uint(json, "criterion")?).map_err(|_| bad("criterion"))?,
        why: why(json, "why")?,
        part: Part {
            purposes: purposes_from_json(json, "purposes")?,
            data: categories_from_json(json, "data")?,
        },
    })
}

#[cfg(test)]
mod tests;
