//! Events of a case: arguments to JSON and back.

use domain::actor::UnitId;
use domain::case::{Event, Name, Registration};
use domain::ids::CaseId;
use domain::purpose::Purpose;
use jiff::Timestamp;
use seal::json::Json;

use super::part;
use crate::read::{Read, bad, get, list, parsed, string};

pub(super) fn write(event: &Event) -> Json {
    match event {
        Event::Opened { at: _ } => Json::object::<String>([]),
        Event::Registered { at: _, by, registration } => {
            let units = registration.participants.iter().map(|unit| string(unit.to_string()));
            let mut fields = vec![
                ("case", string(registration.case.to_string())),
                ("codename", string(registration.codename.as_str())),
                ("docket_no", string(registration.docket_no.as_str())),
                ("participants", Json::List(units.collect())),
                ("purpose", string(registration.purpose.id())),
            ];
            fields
                .extend(registration.focus.as_ref().map(|focus| ("focus", string(focus.as_str()))));
            Json::object([("by", string(by.to_string())), ("registration", Json::object(fields))])
        }
    }
}

pub(super) fn read(kind: &str, at: Timestamp, json: &Json) -> Read<Event> {
    match kind {
        "opened" => Ok(Event::Opened { at }),
        "registered" => {
            let with = get(json, "registration")?;
            let units = list(with, "participants")?.iter().map(|unit| {
                unit.text().and_then(|text| UnitId::parse(text).ok()).ok_or(bad("participants"))
            });
            Ok(Event::Registered {
                at,
                by: part::officer(json, "by")?,
                registration: Registration {
                    case: parsed(with, "case", |text| CaseId::parse(text).ok())?,
                    docket_no: parsed(with, "docket_no", Name::parse)?,
                    codename: parsed(with, "codename", Name::parse)?,
                    focus: match with.get("focus") {
                        None => None,
                        Some(_) => Some(parsed(with, "focus", Name::parse)?),
                    },
                    purpose: parsed(with, "purpose", Purpose::parse)?,
                    participants: units.collect::<Read<_>>()?,
                },
            })
        }
        _ => Err(bad("type")),
    }
}
