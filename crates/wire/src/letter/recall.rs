//! Bodies of letters about a recall as JSON and back. Each type has one closed schema; exhibits stand in the order of
//! their ids and each once, so that a body has one writing. A body names ids and digests of letters, never of content.

use std::collections::BTreeMap;

use domain::erasure::Why;
use domain::ids::{ErasureId, ExhibitId, RecallId};
use domain::letter::{Lane, Language, LetterRef};
use domain::purpose::Purpose;
use domain::recall::{
    CERTIFICATES_MAX, Letter, Message, MessageKind, Onward, Reason, Refusal, Refused, Shown,
};
use seal::digest::Digest;
use seal::json::Json;
use seal::proof::PROOF_BYTES_MAX;

use super::{Charter, Frame};
use crate::manifest::{ConvPlace, Manifest};
use crate::read::{
    Read, bad, closed, digest, get, instant, list, number, optional, or_null, parsed, string, text,
    uint,
};
use crate::time;

/// The body as JSON.
#[must_use]
pub fn message_to_json(message: &Message) -> Json {
    match message {
        Message::Ask { recall, reason, why, due_at, exhibits } => {
            let one = |(exhibit, letter): (&ExhibitId, &[u8; 32])| {
                Json::object([
                    ("exhibit", string(exhibit.to_string())),
                    ("letter", string(Digest(*letter).hex())),
                ])
            };
            Json::object([
                ("due_at", string(time::millis(*due_at))),
                ("exhibits", Json::List(exhibits.iter().map(one).collect())),
                ("reason", string(reason.id())),
                ("recall", string(recall.to_string())),
                ("why", string(why.as_str())),
            ])
        }
        Message::Confirmed { recall, certificates, onward } => {
            let one = |shown: &Shown| {
                Json::object([
                    ("certificate", string(shown.erasure.to_string())),
                    ("leaf", string(Digest(shown.leaf).hex())),
                    ("proof", or_null(shown.proof.clone(), Json::Text)),
                ])
            };
            Json::object([
                ("certificates", Json::List(certificates.iter().map(one).collect())),
                ("onward", onward_to_json(*onward)),
                ("recall", string(recall.to_string())),
            ])
        }
        Message::Refused { recall, refused } => {
            let until = match refused.refusal {
                Refusal::Held { until } => Some(until),
                Refusal::Kept => None,
            };
            Json::object([
                ("reason", string(refused.refusal.id())),
                ("recall", string(recall.to_string())),
                ("until", or_null(until, |until| string(time::millis(until)))),
                ("why", string(refused.why.as_str())),
            ])
        }
    }
}

/// The manifest of a letter about a recall at its place in its conversation, perhaps in answer to another letter.
#[must_use]
pub fn recall_manifest(
    letter: &Letter,
    conv: ConvPlace,
    in_reply_to: Option<LetterRef>,
    language: Language,
    frame: &Frame,
) -> Manifest {
    Charter {
        kind: letter.message.kind().id().to_owned(),
        id: letter.id,
        subject: Some(letter.message.recall().urn(&letter.from.node)),
        from: letter.from.clone(),
        to: letter.to.iter().map(|to| (to.node.clone(), to.unit.clone())).collect(),
        issued_at: letter.issued_at,
        purpose: Purpose::EvidenceCustody,
        lane: Lane::Ordinary,
        in_reply_to,
        body: message_to_json(&letter.message),
    }
    .manifest(conv, language, frame)
}

/// Reads a body of this type.
///
/// # Errors
/// If a field is missing, wrong, or not known.
pub(super) fn message_from_json(kind: MessageKind, json: &Json) -> Read<Message> {
    let recall = || parsed(json, "recall", |id| RecallId::parse(id).ok());
    match kind {
        MessageKind::Ask => {
            closed(json, "body", &["due_at", "exhibits", "reason", "recall", "why"])?;
            Ok(Message::Ask {
                recall: recall()?,
                reason: parsed(json, "reason", Reason::parse)?,
                why: parsed(json, "why", Why::parse)?,
                due_at: instant(json, "due_at")?,
                exhibits: exhibits(json)?,
            })
        }
        MessageKind::Confirmed => {
            closed(json, "body", &["certificates", "onward", "recall"])?;
            Ok(Message::Confirmed {
                recall: recall()?,
                certificates: certificates(json)?,
                onward: read_onward(get(json, "onward")?)?,
            })
        }
        MessageKind::Refused => {
            closed(json, "body", &["reason", "recall", "until", "why"])?;
            let until = optional(json, "until", |until| {
                until.text().and_then(time::parse).ok_or(bad("until"))
            })?;
            let refusal = match (text(json, "reason")?, until) {
                ("held", Some(until)) => Refusal::Held { until },
                ("kept", None) => Refusal::Kept,
                ("held" | "kept", _) => return Err(bad("until")),
                _ => return Err(bad("reason")),
            };
            let why = parsed(json, "why", Why::parse)?;
            Ok(Message::Refused { recall: recall()?, refused: Refused { refusal, why } })
        }
    }
}

fn exhibits(json: &Json) -> Read<BTreeMap<ExhibitId, [u8; 32]>> {
    let mut found = BTreeMap::new();
    let listed = list(json, "exhibits")?;
    if listed.is_empty() || listed.len() > domain::erasure::EXHIBITS_MAX {
        return Err(bad("exhibits"));
    }
    for one in listed {
        closed(one, "exhibits", &["exhibit", "letter"])?;
        let exhibit = parsed(one, "exhibit", |id| ExhibitId::parse(id).ok())?;
        let follows = found.last_key_value().is_none_or(|(last, _)| *last < exhibit);
        if !follows {
            return Err(bad("exhibits"));
        }
        found.insert(exhibit, digest(one, "letter")?.0);
    }
    Ok(found)
}

fn certificates(json: &Json) -> Read<Vec<Shown>> {
    let listed = list(json, "certificates")?;
    if listed.is_empty() || listed.len() > CERTIFICATES_MAX {
        return Err(bad("certificates"));
    }
    let shown = listed.iter().map(|one| {
        closed(one, "certificates", &["certificate", "leaf", "proof"])?;
        let proof = optional(one, "proof", |proof| {
            let proof = proof.text().filter(|text| text.len() <= PROOF_BYTES_MAX);
            proof.map(str::to_owned).ok_or(bad("proof"))
        })?;
        Ok(Shown {
            erasure: parsed(one, "certificate", |id| ErasureId::parse(id).ok())?,
            leaf: digest(one, "leaf")?.0,
            proof,
        })
    });
    shown.collect()
}

/// How those stand who got it from a recipient.
pub(crate) fn onward_to_json(onward: Onward) -> Json {
    Json::object([
        ("asked", number(onward.n_asked.into())),
        ("confirmed", number(onward.n_confirmed.into())),
        ("failed", number(onward.n_failed.into())),
        ("unconfirmed", number(onward.n_unconfirmed.into())),
    ])
}

pub(crate) fn read_onward(json: &Json) -> Read<Onward> {
    closed(json, "onward", &["asked", "confirmed", "failed", "unconfirmed"])?;
    let small = |name| u32::try_from(uint(json, name)?).map_err(|_| bad(name));
    let onward = Onward {
        n_asked: small("asked")?,
        n_confirmed: small("confirmed")?,
        n_failed: small("failed")?,
        n_unconfirmed: small("unconfirmed")?,
    };
    if onward.adds_up() { Ok(onward) } else { Err(bad("onward")) }
}

#[cfg(test)]
mod tests;
