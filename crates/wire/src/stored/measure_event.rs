//! Events of a measure: arguments to JSON and back. The instant is a base field and not repeated here.

use std::collections::BTreeSet;

use domain::ids::{CaseId, HandoverId, LetterId, MeasureId};
use domain::letter::CopyKind;
use domain::measure::{Event, Extent, Finding, PeerAct, TakenBy};
use domain::purpose::Purpose;
use jiff::Timestamp;
use law::clock::ClockEffect;
use law::ground::GroundEffect;
use law::ids::{CheckId, ClockId, InstrumentId, IssuerKind, KindId};
use law::issuer::EmergencyFacts;
use law::letter_form::Consequence;
use seal::json::Json;

use super::{clock, notice, part, talk};
use crate::letter::{conditions, extent};
use crate::read::{
    Read, bad, get, instant, number, object, optional, or_null, parsed, string, text,
};
use crate::value;

/// The law under which every draft was opened before there were others.
const FIRST_LAW: &str = "eu-e-evidence";

/// The arguments of an event.
pub(super) fn write(event: &Event) -> Json {
    match event {
        Event::Acknowledged { at: _ } | Event::Cleared { at: _ } | Event::Completed { at: _ } => {
            Json::object::<String>([])
        }
        Event::Amended { at: _, author, terms } => {
            Json::object([("author", string(author.to_string())), ("terms", part::terms(terms))])
        }
        Event::Ceased { at: _, clock }
        | Event::Exempted { at: _, clock }
        | Event::GateOpened { at: _, clock }
        | Event::Lapsed { at: _, clock }
        | Event::RightLapsed { at: _, clock } => {
            Json::object([("clock", string(clock.to_string()))])
        }
        Event::Countersigned { at: _, officer, kind, revision } => Json::object([
            ("kind", string(kind.id())),
            ("officer", string(officer.to_string())),
            ("revision", number((*revision).into())),
        ]),
        Event::HandedOver { at: _, handover, exhibits, conditions, part, late } => {
            Json::object(named(conditions).into_iter().chain([
                ("exhibits", part::each(exhibits, part::handed)),
                ("handover", string(handover.to_string())),
                ("late", Json::Bool(*late)),
                ("part", part::part(part)),
            ]))
        }
        Event::Issued { at: _, issuer, law, copies, checks, emergency } => {
            let answers =
                checks.iter().map(|(id, answer)| (id.to_string(), string(answer.clone())));
            let fields = [
                ("checks", Json::object(answers)),
                ("copies", part::each(copies, part::issued_copy)),
                ("issuer", string(issuer.to_string())),
                ("law", part::law(law)),
            ];
            // Only where something was stated: what was written before knew none of it.
            let stated = (*emergency != EmergencyFacts::default())
                .then(|| ("emergency", part::emergency(*emergency)));
            Json::object(fields.into_iter().chain(stated))
        }
        Event::Notice(event) => notice::write(event),
        Event::Objected { at: _, ground, extent, because, late } => Json::object(
            [
                ("extent", part::extent(extent)),
                ("ground", string(ground.to_string())),
                ("late", Json::Bool(*late)),
            ]
            .into_iter()
            .chain(part::because(because.as_ref())),
        ),
        // Named only where it is not the law that was the only one once.
        Event::Opened { at: _, author, measure, case, instrument, kind, from, purpose, terms } => {
            let other = instrument.as_str() != FIRST_LAW;
            let law = other.then(|| ("law", string(instrument.to_string())));
            let fields = [
                ("author", string(author.to_string())),
                ("case", string(case.to_string())),
                ("from", string(from.to_string())),
                ("kind", string(kind.to_string())),
                ("measure", string(measure.to_string())),
                ("purpose", string(purpose.id())),
                ("terms", part::terms(terms)),
            ];
            Json::object(fields.into_iter().chain(law))
        }
        Event::Overdue { at: _, clock, effect } => {
            Json::object([("clock", string(clock.to_string())), ("effect", string(effect.id()))])
        }
        Event::PeerActDeclined { at: _, letter, finding } => Json::object([
            ("finding", string(finding.code())),
            ("letter", string(letter.to_string())),
        ]),
        Event::PeerActStaged { at: _, letter, from, sent_at, act } => Json::object([
            ("act", peer_act(act)),
            ("from", part::party(from)),
            ("letter", part::letter_ref(letter)),
            ("sent_at", part::at(*sent_at)),
        ]),
        Event::PeerActTaken { at: _, letter, by } => {
            let (who, name) = match by {
                TakenBy::Custody => ("custody", String::new()),
                TakenBy::Officer(officer) => ("officer", officer.to_string()),
                TakenBy::Rule(cite) => ("rule", cite.to_string()),
            };
            Json::object([
                ("by", Json::object([("is", string(who)), ("who", string(name))])),
                ("letter", string(letter.to_string())),
            ])
        }
        Event::Produced { at: _, handover, exhibits } => Json::object([
            ("exhibits", part::each(exhibits, part::taken)),
            ("handover", string(handover.to_string())),
        ]),
        Event::Received { at: _, order, purpose, language, letter, from, dues } => Json::object([
            ("dues", part::each(dues, clock::write)),
            ("from", part::party(from)),
            ("language", string(language.as_str())),
            ("letter", part::letter_ref(letter)),
            ("order", part::order(order)),
            ("purpose", string(purpose.id())),
        ]),
        Event::ReceiptRecorded { at: _, copy, received_at, dues } => Json::object([
            ("copy", string(copy.id())),
            ("dues", part::each(dues, clock::write)),
            ("received_at", part::at(*received_at)),
        ]),
        // Named only where it is not the whole measure, or does not stop it: as it was written before there
        // were refusals in part.
        Event::Refused { at: _, ground, extent, because, effect } => Json::object(
            [("ground", string(ground.to_string()))]
                .into_iter()
                .chain(partly(extent))
                .chain(part::because(because.as_ref()))
                .chain((*effect != GroundEffect::Stop).then(|| ("effect", string(effect.id())))),
        ),
        Event::ReviewOwed { at: _, due } => Json::object([("due", clock::write(due))]),
        Event::Said { at: _, form, does, values, copies, order, late } => Json::object([
            ("copies", part::each(copies, talk::copy)),
            ("does", consequences(does)),
            ("form", string(form.to_string())),
            ("late", Json::Bool(*late)),
            ("order", or_null(order.as_deref(), part::order)),
            ("values", value::to_event(values)),
        ]),
        Event::Timed { at: _, known, started, ended } => Json::object([
            ("ended", part::each(ended, |clock| string(clock.to_string()))),
            ("known", talk::known(known)),
            ("started", part::each(started, talk::running)),
        ]),
        Event::Validated { at: _, validator, kind, revision } => Json::object([
            ("kind", string(kind.id())),
            ("revision", number((*revision).into())),
            ("validator", string(validator.to_string())),
        ]),
        Event::Withdrawn { at: _, why } => Json::object([("why", string(why.clone()))]),
    }
}

/// The event of this kind, instant and arguments.
pub(super) fn read(kind: &str, at: Timestamp, json: &Json) -> Read<Event> {
    let clock = || parsed(json, "clock", |text| ClockId::parse(text).ok());
    let letter = || parsed(json, "letter", |text| LetterId::parse(text).ok());
    let handover = || parsed(json, "handover", |text| HandoverId::parse(text).ok());
    Ok(match kind {
        "acknowledged" => Event::Acknowledged { at },
        "amended" => Event::Amended {
            at,
            author: part::officer(json, "author")?,
            terms: part::read_terms(get(json, "terms")?)?,
        },
        "ceased" => Event::Ceased { at, clock: clock()? },
        "cleared" => Event::Cleared { at },
        "completed" => Event::Completed { at },
        "countersigned" => Event::Countersigned {
            at,
            officer: part::officer(json, "officer")?,
            kind: parsed(json, "kind", |text| IssuerKind::parse(text).ok())?,
            revision: part::small(json, "revision")?,
        },
        "exempted" => Event::Exempted { at, clock: clock()? },
        "gate-opened" => Event::GateOpened { at, clock: clock()? },
        "handed-over" => Event::HandedOver {
            at,
            handover: handover()?,
            exhibits: part::many(json, "exhibits", part::read_handed)?,
            conditions: conditions(json)?,
            part: part::read_part(get(json, "part")?)?,
            late: part::bool(json, "late")?,
        },
        "issued" => Event::Issued {
            at,
            issuer: part::officer(json, "issuer")?,
            law: part::read_law(get(json, "law")?)?,
            copies: part::many(json, "copies", part::read_issued_copy)?,
            emergency: json
                .get("emergency")
                .map_or(Ok(EmergencyFacts::default()), part::read_emergency)?,
            checks: object(get(json, "checks")?, "checks")?
                .iter()
                .map(|(id, answer)| {
                    let id = CheckId::parse(id).map_err(|_| bad("checks"))?;
                    Ok((id, answer.text().ok_or(bad("checks"))?.to_owned()))
                })
                .collect::<Read<_>>()?,
        },
        "lapsed" => Event::Lapsed { at, clock: clock()? },
        "notice-deferred"
        | "notice-delay-asked"
        | "notice-delay-declined"
        | "notice-given"
        | "notice-owed" => Event::Notice(notice::read(kind, at, json)?),
        "objected" => Event::Objected {
            at,
            ground: part::ground(json, "ground")?,
            extent: part::read_extent(get(json, "extent")?)?,
            because: part::read_because(json)?,
            late: part::bool(json, "late")?,
        },
        "opened" => Event::Opened {
            at,
            author: part::officer(json, "author")?,
            measure: parsed(json, "measure", |text| MeasureId::parse(text).ok())?,
            case: parsed(json, "case", |text| CaseId::parse(text).ok())?,
            instrument: match json.get("law") {
                None => InstrumentId::parse(FIRST_LAW).map_err(|_| bad("law"))?,
                Some(_) => parsed(json, "law", |text| InstrumentId::parse(text).ok())?,
            },
            kind: parsed(json, "kind", |text| KindId::parse(text).ok())?,
            from: part::member(json, "from")?,
            purpose: parsed(json, "purpose", Purpose::parse)?,
            terms: part::read_terms(get(json, "terms")?)?,
        },
        "overdue" => Event::Overdue {
            at,
            clock: clock()?,
            effect: parsed(json, "effect", |text| ClockEffect::parse(text).ok())?,
        },
        "peer-act-declined" => Event::PeerActDeclined {
            at,
            letter: letter()?,
            finding: parsed(json, "finding", Finding::parse)?,
        },
        "peer-act-staged" => Event::PeerActStaged {
            at,
            letter: part::read_letter_ref(get(json, "letter")?)?,
            from: part::read_party(get(json, "from")?)?,
            sent_at: instant(json, "sent_at")?,
            act: read_peer_act(get(json, "act")?)?,
        },
        "peer-act-taken" => {
            let by = get(json, "by")?;
            let by = match text(by, "is")? {
                "custody" => TakenBy::Custody,
                "officer" => TakenBy::Officer(part::officer(by, "who")?),
                "rule" => TakenBy::Rule(part::cite(by, "who")?),
                _ => return Err(bad("by")),
            };
            Event::PeerActTaken { at, letter: letter()?, by }
        }
        "produced" => Event::Produced {
            at,
            handover: handover()?,
            exhibits: part::many(json, "exhibits", part::read_taken)?,
        },
        "received" => Event::Received {
            at,
            order: part::read_order(get(json, "order")?)?,
            purpose: parsed(json, "purpose", Purpose::parse)?,
            language: part::language(json, "language")?,
            letter: part::read_letter_ref(get(json, "letter")?)?,
            from: part::read_party(get(json, "from")?)?,
            dues: part::many(json, "dues", clock::read)?,
        },
        "receipt-recorded" => Event::ReceiptRecorded {
            at,
            copy: parsed(json, "copy", CopyKind::parse)?,
            received_at: instant(json, "received_at")?,
            dues: part::many(json, "dues", clock::read)?,
        },
        "refused" => Event::Refused {
            at,
            ground: part::ground(json, "ground")?,
            extent: extent(json)?,
            because: part::read_because(json)?,
            effect: match json.get("effect") {
                None => GroundEffect::Stop,
                Some(_) => parsed(json, "effect", |text| GroundEffect::parse(text).ok())?,
            },
        },
        "review-owed" => Event::ReviewOwed { at, due: clock::read(get(json, "due")?)? },
        "right-lapsed" => Event::RightLapsed { at, clock: clock()? },
        "said" => Event::Said {
            at,
            form: parsed(json, "form", |text| KindId::parse(text).ok())?,
            does: read_consequences(json)?,
            values: value::from_event(get(json, "values")?)?,
            copies: part::many(json, "copies", talk::read_copy)?,
            order: optional(json, "order", part::read_order)?.map(Box::new),
            late: part::bool(json, "late")?,
        },
        "timed" => Event::Timed {
            at,
            known: talk::read_known(get(json, "known")?)?,
            started: part::many(json, "started", talk::read_running)?,
            ended: part::many(json, "ended", |clock| {
                clock.text().and_then(|text| ClockId::parse(text).ok()).ok_or(bad("ended"))
            })?,
        },
        "validated" => Event::Validated {
            at,
            validator: part::officer(json, "validator")?,
            kind: parsed(json, "kind", |text| IssuerKind::parse(text).ok())?,
            revision: part::small(json, "revision")?,
        },
        "withdrawn" => Event::Withdrawn { at, why: text(json, "why")?.to_owned() },
        _ => return Err(bad("type")),
    })
}

fn peer_act(act: &PeerAct) -> Json {
    let rest = match act {
        PeerAct::Acknowledged { received_at } => {
            Json::object([("received_at", part::at(*received_at))])
        }
        PeerAct::Cleared => Json::object::<String>([]),
        PeerAct::Objected { ground, extent, because } => {
            let fields = [("extent", part::extent(extent)), ("ground", string(ground.to_string()))];
            Json::object(fields.into_iter().chain(part::because(because.as_ref())))
        }
        PeerAct::OfferedHandover { handover, exhibits, conditions } => {
            Json::object(named(conditions).into_iter().chain([
                ("exhibits", part::each(exhibits, part::offered)),
                ("handover", string(handover.to_string())),
            ]))
        }
        PeerAct::Refused { ground, extent, because } => {
            let ground = [("ground", string(ground.to_string()))].into_iter();
            Json::object(ground.chain(partly(extent)).chain(part::because(because.as_ref())))
        }
        PeerAct::Said { form, does, values } => Json::object([
            ("does", consequences(does)),
            ("form", string(form.to_string())),
            ("values", value::to_event(values)),
        ]),
        PeerAct::Withdrew { why } => Json::object([("why", string(why.clone()))]),
    };
    Json::object([("is", string(act.id())), ("with", rest)])
}

fn read_peer_act(json: &Json) -> Read<PeerAct> {
    let with = get(json, "with")?;
    Ok(match text(json, "is")? {
        "acknowledged" => PeerAct::Acknowledged { received_at: instant(with, "received_at")? },
        "cleared" => PeerAct::Cleared,
        "objected" => PeerAct::Objected {
            ground: part::ground(with, "ground")?,
            extent: part::read_extent(get(with, "extent")?)?,
            because: part::read_because(with)?,
        },
        "offered-handover" => PeerAct::OfferedHandover {
            handover: parsed(with, "handover", |text| HandoverId::parse(text).ok())?,
            exhibits: part::many(with, "exhibits", part::read_offered)?,
            conditions: conditions(with)?,
        },
        "refused" => PeerAct::Refused {
            ground: part::ground(with, "ground")?,
            extent: extent(with)?,
            because: part::read_because(with)?,
        },
        "said" => PeerAct::Said {
            form: parsed(with, "form", |text| KindId::parse(text).ok())?,
            does: read_consequences(with)?,
            values: value::from_event(get(with, "values")?)?,
        },
        "withdrew" => PeerAct::Withdrew { why: text(with, "why")?.to_owned() },
        _ => return Err(bad("is")),
    })
}

/// How far a refusal reaches, as an entry of its own where it is not the whole measure.
fn partly(extent: &Extent) -> Option<(&'static str, Json)> {
    let whole = matches!(extent, Extent::All);
    (!whole).then(|| ("extent", part::extent(extent)))
}

fn consequences(does: &BTreeSet<Consequence>) -> Json {
    Json::List(does.iter().map(|does| string(does.id())).collect())
}

fn read_consequences(json: &Json) -> Read<BTreeSet<Consequence>> {
    let words = part::many(json, "does", |word| {
        word.text().and_then(|text| Consequence::parse(text).ok()).ok_or(bad("does"))
    })?;
    Ok(words.into_iter().collect())
}

/// Conditions as an entry of their own, where there are any.
fn named(conditions: &[String]) -> Option<(&'static str, Json)> {
    let list = part::each(conditions, |text| string(text.clone()));
    (!conditions.is_empty()).then_some(("conditions", list))
}
