//! Events of an agreement: arguments to JSON and back. The document stands in the first event of a stream, whole.

use domain::actor::{MemberId, UnitId};
use domain::agreement::{Event, Terms};
use domain::ids::OfficerId;
use domain::letter::LetterRef;
use jiff::Timestamp;
use seal::digest::Digest;
use seal::json::Json;

use super::part;
use crate::agreement::{from_json, to_json, why};
use crate::letter::{consent_json, notice_json, read_consent, read_notice};
use crate::read::{Read, bad, get, instant, optional, or_null, parsed, string, text};

pub(super) fn write(event: &Event) -> Json {
    let letter_of =
        |letter: &Option<LetterRef>| ("letter", or_null(letter.as_ref(), part::letter_ref));
    let of = |member: &MemberId| ("of", string(member.to_string()));
    match event {
        Event::Consented { at: _, by, letter, consent } => {
            Json::object([("consent", consent_json(consent)), letter_of(letter), of(by)])
        }
        Event::Drafted { at: _, by, terms, digest } => Json::object([
            ("by", string(by.to_string())),
            ("digest", part::hex(*digest)),
            ("document", to_json(terms)),
        ]),
        Event::Ended { at: _, by, letter, why } | Event::Reinstated { at: _, by, letter, why } => {
            Json::object([letter_of(letter), of(by), ("why", string(why.as_str()))])
        }
        Event::Expired { at: _ } => Json::object::<String>([]),
        Event::Received { at: _, letter, terms, digest } => Json::object([
            ("digest", part::hex(*digest)),
            ("document", to_json(terms)),
            ("letter", part::letter_ref(letter)),
        ]),
        Event::Reviewed { at: _, by, found } => {
            Json::object([("by", string(by.to_string())), ("found", string(found.as_str()))])
        }
        Event::Signed { at: _, by, unit, officer, letter, seal } => Json::object([
            letter_of(letter),
            of(by),
            ("officer", or_null(officer.as_ref(), |officer| string(officer.to_string()))),
            ("signature", string(seal.clone())),
            ("unit", string(unit.to_string())),
        ]),
        Event::Suspended { at: _, by, letter, since, notice } => Json::object([
            letter_of(letter),
            ("notice", notice_json(notice)),
            of(by),
            ("since", part::at(*since)),
        ]),
    }
}

pub(super) fn read(kind: &str, at: Timestamp, json: &Json) -> Read<Event> {
    let of = || part::member(json, "of");
    let letter = || optional(json, "letter", part::read_letter_ref);
    match kind {
        "consented" => {
            let consent = read_consent(get(json, "consent")?)?;
            Ok(Event::Consented { at, by: of()?, letter: letter()?, consent })
        }
        "drafted" => {
            let (terms, digest) = read_document(json)?;
            Ok(Event::Drafted { at, by: part::officer(json, "by")?, terms, digest })
        }
        "ended" => Ok(Event::Ended { at, by: of()?, letter: letter()?, why: why(json, "why")? }),
        "expired" => Ok(Event::Expired { at }),
        "received" => {
            let letter = part::read_letter_ref(get(json, "letter")?)?;
            let (terms, digest) = read_document(json)?;
            Ok(Event::Received { at, letter, terms, digest })
        }
        "reinstated" => {
            Ok(Event::Reinstated { at, by: of()?, letter: letter()?, why: why(json, "why")? })
        }
        "reviewed" => {
            let by = part::officer(json, "by")?;
            Ok(Event::Reviewed { at, by, found: why(json, "found")? })
        }
        "signed" => Ok(Event::Signed {
            at,
            by: of()?,
            unit: parsed(json, "unit", |id| UnitId::parse(id).ok())?,
            officer: part::optional_parsed(json, "officer", |id| OfficerId::parse(id).ok())?,
            letter: letter()?,
            seal: text(json, "signature")?.to_owned(),
        }),
        "suspended" => Ok(Event::Suspended {
            at,
            by: of()?,
            letter: letter()?,
            since: instant(json, "since")?,
            notice: read_notice(get(json, "notice")?)?,
        }),
        _ => Err(bad("type")),
    }
}

/// A document and the digest under which it was signed; what does not agree with itself is damage.
fn read_document(json: &Json) -> Read<(Box<Terms>, [u8; 32])> {
    let terms = from_json(get(json, "document")?)?;
    let digest = part::read_hex(json, "digest")?;
    if crate::agreement::digest(&terms) == Digest(digest) {
        Ok((Box::new(terms), digest))
    } else {
        Err(bad("digest"))
    }
}

#[cfg(test)]
mod tests;
