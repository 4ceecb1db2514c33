//! Bodies of legal letters as JSON and back. Each type has one schema; a field is added where its absence says what was
//! said before it was there.

use std::collections::BTreeSet;

use domain::actor::MemberId;
use domain::exhibit::ExhibitNo;
use domain::ids::{ExhibitId, HandoverId, MeasureId};
use domain::letter::{Answer, Body, BodyKind, CopyKind, LawRef, OfferedExhibit, OrderCopy};
use domain::measure::Extent;
use law::ids::{DataCategory, GroundId, InstrumentId, KindId, Track};
use law::instrument::Instrument;
use seal::digest::Digest;
use seal::json::Json;

use crate::read::{
    Read, bad, closed, digest, get, instant, list, number, optional, or_null, parsed, string, text,
    uint,
};
use crate::stored::part;
use crate::{time, value};

/// The body as JSON: what a judge reads, and what [`copy_digest`] is over.
#[must_use]
pub fn body_to_json(body: &Body) -> Json {
    match body {
        Body::MeasureIssue(copy) => copy_to_json(copy),
        Body::MeasureAnswer { measure, answer } => Json::object([
            ("answer", string(answer.id())),
            ("fields", answer_fields(answer)),
            ("measure", string(measure.to_string())),
        ]),
        Body::MeasureLetter { measure, form, values } => Json::object([
            ("fields", value::to_letter(values)),
            ("form", string(form.to_string())),
            ("measure", string(measure.to_string())),
        ]),
        Body::MeasureWithdraw { measure, why } => {
            Json::object([("measure", string(measure.to_string())), ("why", string(why.clone()))])
        }
        Body::HandoverOffer { measure, handover, exhibits, conditions } => {
            let exhibits = exhibits.iter().map(|offered| {
                Json::object([
                    ("exhibit", string(offered.exhibit.to_string())),
                    ("exhibit_no", string(offered.exhibit_no.to_string())),
                    ("object", number(offered.object.into())),
                ])
            });
            // Named only where there are any: an offer without conditions says nothing about them.
            let conditions = conditions.iter().map(|text| string(text.clone())).collect::<Vec<_>>();
            let conditions =
                (!conditions.is_empty()).then_some(("conditions", Json::List(conditions)));
            let rest = [
                ("exhibits", Json::List(exhibits.collect())),
                ("handover", string(handover.to_string())),
                ("measure", string(measure.to_string())),
            ];
            Json::object(rest.into_iter().chain(conditions))
        }
    }
}

/// SHA-256 of a copy's canonical body: shown to whoever issues it, and equal to what the recipient's letter holds.
#[must_use]
pub fn copy_digest(copy: &OrderCopy) -> Digest {
    Digest::of(&copy_to_json(copy).to_bytes())
}

fn copy_to_json(copy: &OrderCopy) -> Json {
    Json::object([
        ("addressee", string(copy.addressee.to_string())),
        ("copy", string(copy.copy.id())),
        ("data", Json::List(copy.data.iter().map(|category| string(category.id())).collect())),
        ("enforcing", or_null(copy.enforcing.as_ref(), |member| string(member.to_string()))),
        ("fields", value::to_letter(&copy.values)),
        ("from", string(copy.from.to_string())),
        ("kind", string(copy.kind.to_string())),
        (
            "law",
            Json::object([
                ("digest", string(Digest(copy.law.digest).hex())),
                ("id", string(copy.law.id.to_string())),
                ("version", number(copy.law.version.into())),
            ]),
        ),
        ("measure", string(copy.measure.to_string())),
        ("track", string(copy.track.id())),
    ])
}

fn answer_fields(answer: &Answer) -> Json {
    match answer {
        Answer::Cleared => Json::object::<String>([]),
        Answer::Acknowledged { received_at } => {
            Json::object([("received_at", string(time::millis(*received_at)))])
        }
        // Named only where it is not the whole measure that is refused.
        Answer::Refused { ground, extent, because } => {
            let reach = match extent {
                Extent::All => None,
                Extent::Conditions(_) | Extent::Data(_) => Some(("extent", part::extent(extent))),
            };
            let ground = [("ground", string(ground.to_string()))].into_iter();
            Json::object(ground.chain(reach).chain(part::because(because.as_ref())))
        }
        Answer::Objected { ground, extent, because } => {
            let fields = [("extent", part::extent(extent)), ("ground", string(ground.to_string()))];
            Json::object(fields.into_iter().chain(part::because(because.as_ref())))
        }
    }
}

pub(super) fn body_from_json(kind: BodyKind, json: &Json, instrument: &Instrument) -> Read<Body> {
    match kind {
        BodyKind::MeasureIssue => copy_from_json(json, instrument).map(Body::MeasureIssue),
        BodyKind::MeasureAnswer => {
            closed(json, "body", &["answer", "fields", "measure"])?;
            Ok(Body::MeasureAnswer {
                measure: parsed(json, "measure", |id| MeasureId::parse(id).ok())?,
                answer: answer_from_json(text(json, "answer")?, get(json, "fields")?)?,
            })
        }
        BodyKind::MeasureLetter => {
            closed(json, "body", &["fields", "form", "measure"])?;
            let form = parsed(json, "form", |form| KindId::parse(form).ok())?;
            let known = instrument.letter(&form).ok_or(bad("form"))?;
            let values = value::from_letter(get(json, "fields")?, |id| known.form.field(id))?;
            let measure = parsed(json, "measure", |id| MeasureId::parse(id).ok())?;
            Ok(Body::MeasureLetter { measure, form, values })
        }
        BodyKind::MeasureWithdraw => {
            closed(json, "body", &["measure", "why"])?;
            Ok(Body::MeasureWithdraw {
                measure: parsed(json, "measure", |id| MeasureId::parse(id).ok())?,
                why: text(json, "why")?.to_owned(),
            })
        }
        BodyKind::HandoverOffer => {
            let conditions = conditions(json)?;
            let names = ["exhibits", "handover", "measure", "conditions"];
            closed(json, "body", if conditions.is_empty() { &names[..3] } else { &names })?;
            let exhibits = list(json, "exhibits")?.iter().map(|offered| {
                closed(offered, "exhibits", &["exhibit", "exhibit_no", "object"])?;
                Ok(OfferedExhibit {
                    exhibit: parsed(offered, "exhibit", |id| ExhibitId::parse(id).ok())?,
                    exhibit_no: parsed(offered, "exhibit_no", ExhibitNo::parse)?,
                    object: u32::try_from(uint(offered, "object")?).map_err(|_| bad("object"))?,
                })
            });
            Ok(Body::HandoverOffer {
                measure: parsed(json, "measure", |id| MeasureId::parse(id).ok())?,
                handover: parsed(json, "handover", |id| HandoverId::parse(id).ok())?,
                exhibits: exhibits.collect::<Read<_>>()?,
                conditions,
            })
        }
    }
}

/// The conditions of an offer or of its event, where it names any; an empty list would be a second writing of none.
pub(crate) fn conditions(json: &Json) -> Read<Vec<String>> {
    if json.get("conditions").is_none() {
        return Ok(Vec::new());
    }
    let texts = list(json, "conditions")?.iter();
    let texts = texts.map(|text| text.text().map(str::to_owned).ok_or(bad("conditions")));
    let texts = texts.collect::<Read<Vec<_>>>()?;
    if texts.is_empty() { Err(bad("conditions")) } else { Ok(texts) }
}

/// How far a refusal reaches, where a letter or an event says so; the whole is said by saying nothing, and an
/// entry for it would be a second writing of the same.
pub(crate) fn extent(json: &Json) -> Read<Extent> {
    let Some(extent) = json.get("extent") else { return Ok(Extent::All) };
    match part::read_extent(extent)? {
        Extent::All => Err(bad("extent")),
        extent @ (Extent::Conditions(_) | Extent::Data(_)) => Ok(extent),
    }
}

fn copy_from_json(json: &Json, instrument: &Instrument) -> Read<OrderCopy> {
    const NAMES: [&str; 10] = [
        "addressee",
        "copy",
        "data",
        "enforcing",
        "fields",
        "from",
        "kind",
        "law",
        "measure",
        "track",
    ];
    closed(json, "body", &NAMES)?;
    let member = |text: &str| MemberId::parse(text).ok();
    let law = get(json, "law")?;
    closed(law, "law", &["digest", "id", "version"])?;
    let kind = parsed(json, "kind", |kind| KindId::parse(kind).ok())?;
    let known = instrument.kind(&kind).ok_or(bad("kind"))?;
    let data = list(json, "data")?.iter().map(|category| {
        let category = category.text().and_then(|id| DataCategory::parse(id).ok());
        category.ok_or(bad("data"))
    });
    Ok(OrderCopy {
        measure: parsed(json, "measure", |id| MeasureId::parse(id).ok())?,
        copy: parsed(json, "copy", CopyKind::parse)?,
        law: LawRef {
            id: parsed(law, "id", |id| InstrumentId::parse(id).ok())?,
            version: u32::try_from(uint(law, "version")?).map_err(|_| bad("version"))?,
            digest: digest(law, "digest")?.0,
        },
        from: parsed(json, "from", member)?,
        addressee: parsed(json, "addressee", member)?,
        enforcing: optional(json, "enforcing", |id| {
            id.text().and_then(member).ok_or(bad("enforcing"))
        })?,
        data: data.collect::<Read<BTreeSet<_>>>()?,
        track: parsed(json, "track", |track| Track::parse(track).ok())?,
        values: value::from_letter(get(json, "fields")?, |field| known.field(field))?,
        kind,
    })
}

fn answer_from_json(answer: &str, fields: &Json) -> Read<Answer> {
    let ground = |fields| parsed(fields, "ground", |id| GroundId::parse(id).ok());
    match answer {
        "acknowledged" => {
            closed(fields, "fields", &["received_at"])?;
            Ok(Answer::Acknowledged { received_at: instant(fields, "received_at")? })
        }
        "cleared" => {
            closed(fields, "fields", &[])?;
            Ok(Answer::Cleared)
        }
        "objected" => {
            let because = part::read_because(fields)?;
            let names = ["extent", "ground", "because"];
            closed(
                fields,
                "fields",
                names.get(..2 + usize::from(because.is_some())).unwrap_or(&names),
            )?;
            Ok(Answer::Objected {
                ground: ground(fields)?,
                extent: part::read_extent(get(fields, "extent")?)?,
                because,
            })
        }
        "refused" => {
            let extent = extent(fields)?;
            let because = part::read_because(fields)?;
            let mut names = vec!["ground"];
            names.extend((!matches!(extent, Extent::All)).then_some("extent"));
            names.extend(because.is_some().then_some("because"));
            closed(fields, "fields", &names)?;
            Ok(Answer::Refused { ground: ground(fields)?, extent, because })
        }
        _ => Err(bad("answer")),
    }
}
