//! Events of a handover: arguments to JSON and back.

use domain::handover::{Event, Offer};
use domain::ids::{HandoverId, MeasureId};
use jiff::Timestamp;
use seal::json::Json;

use super::part;
use crate::read::{Read, bad, get, parsed, string};

pub(super) fn write(event: &Event) -> Json {
    match event {
        Event::Accepted { at: _, receipt, exhibits }
        | Event::Contested { at: _, receipt, exhibits } => Json::object([
            ("exhibits", part::each(exhibits, part::taken)),
            ("receipt", part::hex(*receipt)),
        ]),
        Event::Lapsed { at: _ } => Json::object::<String>([]),
        Event::Offered { offer } => Json::object([
            ("exhibits", part::each(&offer.exhibits, part::handed)),
            ("giver", part::party(&offer.giver)),
            ("handover", string(offer.handover.to_string())),
            ("letter", part::letter_ref(&offer.letter)),
            ("measure", string(offer.measure.to_string())),
            ("receiver", part::party(&offer.receiver)),
        ]),
    }
}

pub(super) fn read(kind: &str, at: Timestamp, json: &Json) -> Read<Event> {
    let settled =
        || Ok((part::read_hex(json, "receipt")?, part::many(json, "exhibits", part::read_taken)?));
    match kind {
        "accepted" => {
            let (receipt, exhibits) = settled()?;
            Ok(Event::Accepted { at, receipt, exhibits })
        }
        "contested" => {
            let (receipt, exhibits) = settled()?;
            Ok(Event::Contested { at, receipt, exhibits })
        }
        "lapsed" => Ok(Event::Lapsed { at }),
        "offered" => Ok(Event::Offered {
            offer: Offer {
                handover: parsed(json, "handover", |text| HandoverId::parse(text).ok())?,
                measure: parsed(json, "measure", |text| MeasureId::parse(text).ok())?,
                giver: part::read_party(get(json, "giver")?)?,
                receiver: part::read_party(get(json, "receiver")?)?,
                letter: part::read_letter_ref(get(json, "letter")?)?,
                exhibits: part::many(json, "exhibits", part::read_handed)?,
                offered_at: at,
            },
        }),
        _ => Err(bad("type")),
    }
}
