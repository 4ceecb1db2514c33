//! Reads of content: arguments to JSON and back. Who read stands in the event's own field `actor` as well; the whole
//! actor is repeated here, because the log of reads must be readable when an office has gone.

use domain::access::{Disclosed, Event, ReadContent};
use domain::actor::{Actor, AuthLevel, Office, UnitId};
use domain::case::Name;
use domain::erasure::Why;
use domain::ids::{ExhibitId, LetterId, MeasureId, PackageId};
use domain::purpose::Purpose;
use jiff::Timestamp;
use law::ids::{Cite, ClockId, IssuerKind};
use seal::json::Json;

use super::part;
use crate::read::{Read, bad, get, number, optional, or_null, parsed, string, text, uint};

#[cfg(test)]
mod tests;

pub(super) fn write(event: &Event) -> Json {
    let id = match event.what {
        ReadContent::Exhibit(id) => id.to_string(),
        ReadContent::Measure(id) => id.to_string(),
        ReadContent::Package(id) => id.to_string(),
    };
    Json::object([
        ("by", actor(&event.by)),
        ("disclosed", or_null(event.disclosed.as_ref(), disclosed)),
        ("legal", or_null(event.legal.as_ref(), |cite| string(cite.to_string()))),
        ("purpose", string(event.purpose.id())),
        ("what", Json::object([("id", string(id)), ("is", string(event.what.kind()))])),
    ])
}

pub(super) fn read(kind: &str, at: Timestamp, json: &Json) -> Read<Event> {
    let what = get(json, "what")?;
    let what = match text(what, "is")? {
        "exhibit" => ReadContent::Exhibit(parsed(what, "id", |id| ExhibitId::parse(id).ok())?),
        "measure" => ReadContent::Measure(parsed(what, "id", |id| MeasureId::parse(id).ok())?),
        "package" => ReadContent::Package(parsed(what, "id", |id| PackageId::parse(id).ok())?),
        _ => return Err(bad("what")),
    };
    let event = Event {
        at,
        by: read_actor(get(json, "by")?)?,
        what,
        purpose: parsed(json, "purpose", Purpose::parse)?,
        legal: part::optional_parsed(json, "legal", |text| Cite::parse(text).ok())?,
        disclosed: optional(json, "disclosed", read_disclosed)?,
    };
    if event.kind() == kind { Ok(event) } else { Err(bad("type")) }
}

fn disclosed(disclosed: &Disclosed) -> Json {
    Json::object([
        ("fields", Json::List(disclosed.fields.iter().cloned().map(Json::Text).collect())),
        ("seq", number(disclosed.seq)),
        ("to", string(disclosed.to.as_str())),
        ("why", string(disclosed.why.as_str())),
    ])
}

fn read_disclosed(json: &Json) -> Read<Disclosed> {
    let name = |name: &Json| name.text().map(str::to_owned).ok_or(bad("fields"));
    Ok(Disclosed {
        seq: uint(json, "seq")?,
        fields: part::many(json, "fields", name)?.into_iter().collect(),
        to: parsed(json, "to", Name::parse)?,
        why: parsed(json, "why", Why::parse)?,
    })
}

fn actor(actor: &Actor) -> Json {
    let with = match actor {
        Actor::Clock { clock } => Json::object([("clock", string(clock.to_string()))]),
        Actor::Node => Json::object::<String>([]),
        Actor::Officer { id, member, office, issuer_kind, unit, auth } => Json::object([
            ("auth", number(auth.number().into())),
            ("id", string(id.to_string())),
            ("issuer_kind", or_null(*issuer_kind, |kind| string(kind.id()))),
            ("member", string(member.to_string())),
            ("office", string(office.id())),
            ("unit", string(unit.to_string())),
        ]),
        Actor::Peer { member, unit, letter } => Json::object([
            ("letter", string(letter.to_string())),
            ("member", string(member.to_string())),
            ("unit", string(unit.to_string())),
        ]),
        Actor::Rule { cite } => Json::object([("cite", string(cite.to_string()))]),
    };
    Json::object([("is", string(actor.word())), ("with", with)])
}

fn read_actor(json: &Json) -> Read<Actor> {
    let with = get(json, "with")?;
    let unit = || parsed(with, "unit", |text| UnitId::parse(text).ok());
    Ok(match text(json, "is")? {
        "clock" => Actor::Clock { clock: parsed(with, "clock", |text| ClockId::parse(text).ok())? },
        "node" => Actor::Node,
        "officer" => Actor::Officer {
            id: part::officer(with, "id")?,
            member: part::member(with, "member")?,
            office: parsed(with, "office", |text| Office::parse(text).ok())?,
            issuer_kind: part::optional_parsed(with, "issuer_kind", |text| {
                IssuerKind::parse(text).ok()
            })?,
            unit: unit()?,
            auth: u8::try_from(uint(with, "auth")?)
                .ok()
                .and_then(AuthLevel::of)
                .ok_or(bad("auth"))?,
        },
        "peer" => Actor::Peer {
            member: part::member(with, "member")?,
            unit: unit()?,
            letter: parsed(with, "letter", |text| LetterId::parse(text).ok())?,
        },
        "rule" => Actor::Rule { cite: part::cite(with, "cite")? },
        _ => return Err(bad("by")),
    })
}
