//! Events of a recall: arguments to JSON and back.

use std::collections::BTreeMap;

use domain::actor::{MemberId, NodeId};
use domain::erasure::Why;
use domain::ids::{CaseId, ErasureId, ExhibitId, RecallId};
use domain::recall::{
    Answer, Certificate, Confirmation, Demand, Event, Failure, Handed, Reason, Recipient, Refusal,
    Refused, Request, Step,
};
use jiff::Timestamp;
use seal::json::Json;

use super::part;
use crate::letter::{onward_to_json, read_onward};
use crate::read::{Read, bad, get, instant, number, optional, or_null, parsed, string, text, uint};

pub(super) fn write(event: &Event) -> Json {
    match event {
        Event::Asked { at: _, by, request } => Json::object([
            ("by", or_null(by.as_ref(), |by| string(by.to_string()))),
            ("request", request_json(request)),
        ]),
        Event::Confirmed { at: _, from, letter, confirmation } => Json::object([
            ("confirmation", confirmation_json(confirmation)),
            ("letter", part::letter_ref(letter)),
            ("of", string(from.to_string())),
        ]),
        Event::Delivered { at: _, to } | Event::LeftUnconfirmed { at: _, to } => {
            Json::object([("of", string(to.to_string()))])
        }
        Event::Failed { at: _, from, letter, failure } => {
            let failure = match failure {
                Failure::NotTaken { code } => ("code", string(code.clone())),
                Failure::Refused(refused) => ("refused", refused_json(refused)),
            };
            Json::object([
                failure,
                ("letter", or_null(letter.as_ref(), part::letter_ref)),
                ("of", string(from.to_string())),
            ])
        }
        Event::PassedOn { at: _, from, onward } => {
            Json::object([("of", string(from.to_string())), ("onward", onward_to_json(*onward))])
        }
        Event::Received { at: _, demand } => demand_json(demand),
        Event::Reminded { at: _, step } => {
            Json::object([("percent", number(step.percent().into()))])
        }
        Event::Repeated { at: _, letter } => Json::object([("letter", part::letter_ref(letter))]),
        Event::Reported { at: _, onward } => Json::object([("onward", onward_to_json(*onward))]),
        Event::Settled { at: _, by, answer } => {
            let answer = match answer {
                Answer::Confirmed(confirmation) => {
                    ("confirmation", confirmation_json(confirmation))
                }
                Answer::Refused(refused) => ("refused", refused_json(refused)),
            };
            Json::object([answer, ("by", or_null(by.as_ref(), |by| string(by.to_string())))])
        }
    }
}

pub(super) fn read(kind: &str, at: Timestamp, json: &Json) -> Read<Event> {
    let of = || parsed(json, "of", |text| NodeId::parse(text).ok());
    let letter = || part::read_letter_ref(get(json, "letter")?);
    let onward = || read_onward(get(json, "onward")?);
    match kind {
        "asked" => Ok(Event::Asked { at, by: by(json)?, request: read_request(json)? }),
        "confirmed" => {
            let confirmation = read_confirmation(get(json, "confirmation")?)?;
            Ok(Event::Confirmed { at, from: of()?, letter: letter()?, confirmation })
        }
        "delivered" => Ok(Event::Delivered { at, to: of()? }),
        "failed" => {
            let failure = match json.get("code") {
                Some(_) => Failure::NotTaken { code: text(json, "code")?.to_owned() },
                None => Failure::Refused(read_refused(get(json, "refused")?)?),
            };
            let letter = optional(json, "letter", part::read_letter_ref)?;
            Ok(Event::Failed { at, from: of()?, letter, failure })
        }
        "left-unconfirmed" => Ok(Event::LeftUnconfirmed { at, to: of()? }),
        "passed-on" => Ok(Event::PassedOn { at, from: of()?, onward: onward()? }),
        "received" => Ok(Event::Received { at, demand: read_demand(json)? }),
        "reminded" => {
            let step = Step::parse(uint(json, "percent")?).ok_or(bad("percent"))?;
            Ok(Event::Reminded { at, step })
        }
        "repeated" => Ok(Event::Repeated { at, letter: letter()? }),
        "reported" => Ok(Event::Reported { at, onward: onward()? }),
        "settled" => {
            let answer = match json.get("confirmation") {
                Some(confirmation) => Answer::Confirmed(read_confirmation(confirmation)?),
                None => Answer::Refused(read_refused(get(json, "refused")?)?),
            };
            Ok(Event::Settled { at, by: by(json)?, answer })
        }
        _ => Err(bad("type")),
    }
}

fn by(json: &Json) -> Read<Option<domain::ids::OfficerId>> {
    part::optional_parsed(json, "by", |text| domain::ids::OfficerId::parse(text).ok())
}

fn request_json(request: &Request) -> Json {
    let Request { recall, case, reason, why, due_at, erasure, cause, recipients } = request;
    let recipient = |(node, recipient): (&NodeId, &Recipient)| {
        let handed = |(exhibit, handed): (&ExhibitId, &Handed)| {
            Json::object([
                ("exhibit", string(exhibit.to_string())),
                ("exhibit_no", string(handed.exhibit_no.to_string())),
                ("letter", part::hex(handed.letter)),
            ])
        };
        Json::object([
            ("exhibits", Json::List(recipient.exhibits.iter().map(handed).collect())),
            ("member", string(recipient.member.to_string())),
            ("node", string(node.to_string())),
        ])
    };
    Json::object([
        ("case", or_null(case.as_ref(), |case| string(case.to_string()))),
        ("cause", or_null(cause.as_ref(), |cause| string(cause.to_string()))),
        ("due_at", part::at(*due_at)),
        ("erasure", or_null(erasure.as_ref(), |erasure| string(erasure.to_string()))),
        ("reason", string(reason.id())),
        ("recall", string(recall.to_string())),
        ("recipients", Json::List(recipients.iter().map(recipient).collect())),
        ("why", string(why.as_str())),
    ])
}

fn read_request(json: &Json) -> Read<Request> {
    let json = get(json, "request")?;
    let recipients = part::many(json, "recipients", |one| {
        let exhibits = part::many(one, "exhibits", |handed| {
            let exhibit_no = part::exhibit_no(handed, "exhibit_no")?;
            let letter = part::read_hex(handed, "letter")?;
            Ok((part::exhibit_id(handed, "exhibit")?, Handed { exhibit_no, letter }))
        })?;
        let member = parsed(one, "member", |text| MemberId::parse(text).ok())?;
        let node = parsed(one, "node", |text| NodeId::parse(text).ok())?;
        Ok((node, Recipient { member, exhibits: exhibits.into_iter().collect() }))
    })?;
    Ok(Request {
        recall: parsed(json, "recall", |text| RecallId::parse(text).ok())?,
        case: part::optional_parsed(json, "case", |text| CaseId::parse(text).ok())?,
        reason: parsed(json, "reason", Reason::parse)?,
        why: parsed(json, "why", Why::parse)?,
        due_at: instant(json, "due_at")?,
        erasure: part::optional_parsed(json, "erasure", |text| ErasureId::parse(text).ok())?,
        cause: part::optional_parsed(json, "cause", |text| RecallId::parse(text).ok())?,
        recipients: recipients.into_iter().collect(),
    })
}

fn demand_json(demand: &Demand) -> Json {
    let Demand { recall, from, letter, reason, why, due_at, exhibits, case } = demand;
    let one = |(exhibit, letter): (&ExhibitId, &[u8; 32])| {
        Json::object([("exhibit", string(exhibit.to_string())), ("letter", part::hex(*letter))])
    };
    Json::object([
        ("case", string(case.to_string())),
        ("due_at", part::at(*due_at)),
        ("exhibits", Json::List(exhibits.iter().map(one).collect())),
        ("from", part::party(from)),
        ("letter", part::letter_ref(letter)),
        ("reason", string(reason.id())),
        ("recall", string(recall.to_string())),
        ("why", string(why.as_str())),
    ])
}

fn read_demand(json: &Json) -> Read<Demand> {
    let exhibits = part::many(json, "exhibits", |one| {
        Ok((part::exhibit_id(one, "exhibit")?, part::read_hex(one, "letter")?))
    })?;
    let exhibits: BTreeMap<_, _> = exhibits.into_iter().collect();
    Ok(Demand {
        recall: parsed(json, "recall", |text| RecallId::parse(text).ok())?,
        from: part::read_party(get(json, "from")?)?,
        letter: part::read_letter_ref(get(json, "letter")?)?,
        reason: parsed(json, "reason", Reason::parse)?,
        why: parsed(json, "why", Why::parse)?,
        due_at: instant(json, "due_at")?,
        exhibits,
        case: parsed(json, "case", |text| CaseId::parse(text).ok())?,
    })
}

fn confirmation_json(confirmation: &Confirmation) -> Json {
    let certificate = |one: &Certificate| {
        Json::object([
            ("certificate", string(one.erasure.to_string())),
            ("index", or_null(one.index, number)),
            ("leaf", part::hex(one.leaf)),
        ])
    };
    Json::object([
        ("certificates", part::each(&confirmation.certificates, certificate)),
        ("onward", onward_to_json(confirmation.onward)),
    ])
}

fn read_confirmation(json: &Json) -> Read<Confirmation> {
    let certificates = part::many(json, "certificates", |one| {
        let index = optional(one, "index", |index| {
            index.int().and_then(|index| u64::try_from(index).ok()).ok_or(bad("index"))
        })?;
        Ok(Certificate {
            erasure: parsed(one, "certificate", |text| ErasureId::parse(text).ok())?,
            leaf: part::read_hex(one, "leaf")?,
            index,
        })
    })?;
    Ok(Confirmation { certificates, onward: read_onward(get(json, "onward")?)? })
}

fn refused_json(refused: &Refused) -> Json {
    let until = match refused.refusal {
        Refusal::Held { until } => Some(until),
        Refusal::Kept => None,
    };
    Json::object([
        ("reason", string(refused.refusal.id())),
        ("until", or_null(until, part::at)),
        ("why", string(refused.why.as_str())),
    ])
}

fn read_refused(json: &Json) -> Read<Refused> {
    let until = part::optional_parsed(json, "until", crate::time::parse)?;
    let refusal = match (text(json, "reason")?, until) {
        ("held", Some(until)) => Refusal::Held { until },
        ("kept", None) => Refusal::Kept,
        _ => return Err(bad("reason")),
    };
    Ok(Refused { refusal, why: parsed(json, "why", Why::parse)? })
}

#[cfg(test)]
mod tests;
