//! Answers of clocks inside events: what timers and decisions need. The whole answer with its basis is computed again
//! from law, facts and calendars whenever it is shown.

use domain::measure::Due;
use law::clock::{ClockEffect, ClockKind, Reason};
use law::ids::ClockId;
use seal::json::Json;

use super::part;
use crate::read::{Read, or_null, parsed, string};

pub(super) fn write(due: &Due) -> Json {
    let instant = |at| or_null(at, part::at);
    Json::object([
        ("clock", string(due.clock.to_string())),
        ("contested", Json::Bool(due.contested)),
        ("effect", string(due.effect.id())),
        ("gate_opens", instant(due.gate_opens)),
        ("kind", string(due.kind.id())),
        ("last_day", or_null(due.last_day, |day| string(day.to_string()))),
        ("latest_of_all", instant(due.latest_of_all)),
        ("legal_latest", instant(due.legal_latest)),
        ("strict", instant(due.strict)),
        ("undetermined", or_null(due.undetermined, |reason| string(reason.id()))),
    ])
}

pub(super) fn read(json: &Json) -> Read<Due> {
    let instant = |field| part::optional_parsed(json, field, crate::time::parse);
    Ok(Due {
        clock: parsed(json, "clock", |text| ClockId::parse(text).ok())?,
        kind: parsed(json, "kind", |text| ClockKind::parse(text).ok())?,
        effect: parsed(json, "effect", |text| ClockEffect::parse(text).ok())?,
        strict: instant("strict")?,
        legal_latest: instant("legal_latest")?,
        latest_of_all: instant("latest_of_all")?,
        last_day: part::optional_parsed(json, "last_day", |day| day.parse().ok())?,
        gate_opens: instant("gate_opens")?,
        contested: part::bool(json, "contested")?,
        undetermined: part::optional_parsed(json, "undetermined", |text| Reason::parse(text).ok())?,
    })
}
