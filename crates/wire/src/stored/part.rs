//! The small values inside events, both directions, one spelling each.

use std::collections::BTreeSet;

use domain::actor::{MemberId, NodeId, UnitId};
use domain::exhibit::{ExhibitNo, Plain};
use domain::ids::{ExhibitId, OfficerId};
use domain::letter::{CopyKind, Language, LawRef, LetterRef, OfferedExhibit, OrderCopy, Party};
use domain::measure::{Extent, HandedExhibit, IssuedCopy, Part, Reasons, TakenExhibit, Terms};
use jiff::Timestamp;
use law::ids::{Cite, DataCategory, GroundId, InstrumentId, KindId, Track};
use law::issuer::EmergencyFacts;
use law::value::LONG_TEXT_CHARS_MAX;
use seal::digest::Digest;
use seal::json::Json;

use crate::read::{
    Read, bad, closed, digest, get, list, number, optional, or_null, parsed, string, text, uint,
};
use crate::{time, value};

pub(super) fn at(at: Timestamp) -> Json {
    string(time::millis(at))
}

pub(super) fn hex(bytes: [u8; 32]) -> Json {
    string(Digest(bytes).hex())
}

pub(super) fn read_hex(json: &Json, field: &'static str) -> Read<[u8; 32]> {
    Ok(digest(json, field)?.0)
}

pub(super) fn optional_hex(json: &Json, field: &'static str) -> Read<Option<[u8; 32]>> {
    optional(json, field, |value| {
        value.text().and_then(|text| Digest::parse_hex(text).ok()).map(|d| d.0).ok_or(bad(field))
    })
}

pub(super) fn optional_text(json: &Json, field: &'static str) -> Read<Option<String>> {
    optional(json, field, |value| value.text().map(str::to_owned).ok_or(bad(field)))
}

pub(super) fn optional_parsed<T>(
    json: &Json,
    field: &'static str,
    parse: impl Fn(&str) -> Option<T>,
) -> Read<Option<T>> {
    optional(json, field, |value| value.text().and_then(&parse).ok_or(bad(field)))
}

pub(super) fn small(json: &Json, field: &'static str) -> Read<u32> {
    u32::try_from(uint(json, field)?).map_err(|_| bad(field))
}

pub(super) fn bool(json: &Json, field: &'static str) -> Read<bool> {
    get(json, field)?.bool().ok_or(bad(field))
}

pub(super) fn many<T>(
    json: &Json,
    field: &'static str,
    read: impl Fn(&Json) -> Read<T>,
) -> Read<Vec<T>> {
    list(json, field)?.iter().map(read).collect()
}

pub(super) fn each<T>(values: &[T], write: impl Fn(&T) -> Json) -> Json {
    Json::List(values.iter().map(write).collect())
}

pub(super) fn member(json: &Json, field: &'static str) -> Read<MemberId> {
    parsed(json, field, |text| MemberId::parse(text).ok())
}

pub(super) fn optional_member(json: &Json, field: &'static str) -> Read<Option<MemberId>> {
    optional_parsed(json, field, |text| MemberId::parse(text).ok())
}

pub(super) fn officer(json: &Json, field: &'static str) -> Read<OfficerId> {
    parsed(json, field, |text| OfficerId::parse(text).ok())
}

pub(super) fn cite(json: &Json, field: &'static str) -> Read<Cite> {
    parsed(json, field, |text| Cite::parse(text).ok())
}

pub(super) fn ground(json: &Json, field: &'static str) -> Read<GroundId> {
    parsed(json, field, |text| GroundId::parse(text).ok())
}

pub(super) fn language(json: &Json, field: &'static str) -> Read<Language> {
    parsed(json, field, Language::parse)
}

pub(super) fn party(party: &Party) -> Json {
    Json::object([
        ("member", string(party.member.to_string())),
        ("node", string(party.node.to_string())),
        ("unit", string(party.unit.to_string())),
    ])
}

pub(super) fn read_party(json: &Json) -> Read<Party> {
    Ok(Party {
        member: member(json, "member")?,
        node: parsed(json, "node", |text| NodeId::parse(text).ok())?,
        unit: parsed(json, "unit", |text| UnitId::parse(text).ok())?,
    })
}

pub(super) fn law(law: &LawRef) -> Json {
    Json::object([
        ("digest", hex(law.digest)),
        ("id", string(law.id.to_string())),
        ("version", number(law.version.into())),
    ])
}

pub(super) fn read_law(json: &Json) -> Read<LawRef> {
    Ok(LawRef {
        id: parsed(json, "id", |text| InstrumentId::parse(text).ok())?,
        version: small(json, "version")?,
        digest: read_hex(json, "digest")?,
    })
}

pub(super) fn letter_ref(letter: &LetterRef) -> Json {
    Json::object([("digest", hex(letter.digest)), ("id", string(letter.id.to_string()))])
}

pub(super) fn read_letter_ref(json: &Json) -> Read<LetterRef> {
    Ok(LetterRef {
        id: parsed(json, "id", |text| domain::ids::LetterId::parse(text).ok())?,
        digest: read_hex(json, "digest")?,
    })
}

pub(super) fn plain(plain: &Plain) -> Json {
    Json::object([
        ("blake3", hex(plain.blake3)),
        ("len", number(plain.len)),
        ("sha256", hex(plain.sha256)),
    ])
}

pub(super) fn read_plain(json: &Json) -> Read<Plain> {
    Ok(Plain {
        len: uint(json, "len")?,
        sha256: read_hex(json, "sha256")?,
        blake3: read_hex(json, "blake3")?,
    })
}

pub(super) fn categories(data: &BTreeSet<DataCategory>) -> Json {
    Json::List(data.iter().map(|category| string(category.id())).collect())
}

pub(super) fn read_categories(json: &Json, field: &'static str) -> Read<BTreeSet<DataCategory>> {
    let categories = list(json, field)?.iter().map(|category| {
        category.text().and_then(|text| DataCategory::parse(text).ok()).ok_or(bad(field))
    });
    categories.collect()
}

pub(crate) fn extent(extent: &Extent) -> Json {
    let what = match extent {
        Extent::All => Json::Null,
        Extent::Conditions(conditions) => string(conditions.clone()),
        Extent::Data(data) => categories(data),
    };
    Json::object([("is", string(extent.id())), ("what", what)])
}

pub(crate) fn read_extent(json: &Json) -> Read<Extent> {
    closed(json, "extent", &["is", "what"])?;
    match text(json, "is")? {
        "all" if get(json, "what")?.is_null() => Ok(Extent::All),
        "conditions" => Ok(Extent::Conditions(text(json, "what")?.to_owned())),
        "part" => Ok(Extent::Data(read_categories(json, "what")?)),
        _ => Err(bad("is")),
    }
}

/// Why a ground is raised, where the reader is told; named only then.
pub(crate) fn because(because: Option<&Reasons>) -> Option<(&'static str, Json)> {
    let said = |reasons: &Reasons| {
        Json::object([
            ("contacted_at", or_null(reasons.contacted_at, at)),
            ("text", string(reasons.text.clone())),
        ])
    };
    because.map(|reasons| ("because", said(reasons)))
}

pub(crate) fn read_because(json: &Json) -> Read<Option<Reasons>> {
    let Some(because) = json.get("because") else { return Ok(None) };
    closed(because, "because", &["contacted_at", "text"])?;
    let text = text(because, "text")?;
    // As long as a long answer of a form, and never nothing.
    if text.trim().is_empty() || text.chars().count() > LONG_TEXT_CHARS_MAX {
        return Err(bad("text"));
    }
    Ok(Some(Reasons {
        text: text.to_owned(),
        contacted_at: optional(because, "contacted_at", |at| {
            at.text().and_then(time::parse).ok_or(bad("contacted_at"))
        })?,
    }))
}

pub(super) fn part(part: &Part) -> Json {
    let what = match part {
        Part::All => Json::Null,
        Part::Data(data) => categories(data),
    };
    Json::object([("is", string(part.id())), ("what", what)])
}

pub(super) fn read_part(json: &Json) -> Read<Part> {
    match text(json, "is")? {
        "all" => Ok(Part::All),
        "part" => Ok(Part::Data(read_categories(json, "what")?)),
        _ => Err(bad("is")),
    }
}

pub(super) fn terms(terms: &Terms) -> Json {
    Json::object([
        ("addressee", string(terms.addressee.to_string())),
        ("data", categories(&terms.data)),
        ("enforcing", or_null(terms.enforcing.as_ref(), |member| string(member.to_string()))),
        ("language", string(terms.language.as_str())),
        ("track", string(terms.track.id())),
        ("values", value::to_event(&terms.values)),
    ])
}

pub(super) fn read_terms(json: &Json) -> Read<Terms> {
    Ok(Terms {
        track: parsed(json, "track", |text| Track::parse(text).ok())?,
        data: read_categories(json, "data")?,
        addressee: member(json, "addressee")?,
        enforcing: optional_member(json, "enforcing")?,
        language: language(json, "language")?,
        values: value::from_event(get(json, "values")?)?,
    })
}

pub(super) fn order(order: &OrderCopy) -> Json {
    Json::object([
        ("addressee", string(order.addressee.to_string())),
        ("copy", string(order.copy.id())),
        ("data", categories(&order.data)),
        ("enforcing", or_null(order.enforcing.as_ref(), |member| string(member.to_string()))),
        ("from", string(order.from.to_string())),
        ("kind", string(order.kind.to_string())),
        ("law", law(&order.law)),
        ("measure", string(order.measure.to_string())),
        ("track", string(order.track.id())),
        ("values", value::to_event(&order.values)),
    ])
}

pub(super) fn read_order(json: &Json) -> Read<OrderCopy> {
    Ok(OrderCopy {
        measure: parsed(json, "measure", |text| domain::ids::MeasureId::parse(text).ok())?,
        kind: parsed(json, "kind", |text| KindId::parse(text).ok())?,
        copy: parsed(json, "copy", CopyKind::parse)?,
        law: read_law(get(json, "law")?)?,
        from: member(json, "from")?,
        addressee: member(json, "addressee")?,
        enforcing: optional_member(json, "enforcing")?,
        data: read_categories(json, "data")?,
        track: parsed(json, "track", |text| Track::parse(text).ok())?,
        values: value::from_event(get(json, "values")?)?,
    })
}

pub(super) fn emergency(stated: EmergencyFacts) -> Json {
    Json::object([
        ("domestic_without_validation", Json::Bool(stated.domestic_without_validation)),
        ("established", Json::Bool(stated.established)),
        ("validation_unobtainable", Json::Bool(stated.validation_unobtainable)),
    ])
}

pub(super) fn read_emergency(json: &Json) -> Read<EmergencyFacts> {
    Ok(EmergencyFacts {
        domestic_without_validation: bool(json, "domestic_without_validation")?,
        established: bool(json, "established")?,
        validation_unobtainable: bool(json, "validation_unobtainable")?,
    })
}

pub(super) fn issued_copy(copy: &IssuedCopy) -> Json {
    Json::object([("digest", hex(copy.digest)), ("order", order(&copy.order))])
}

pub(super) fn read_issued_copy(json: &Json) -> Read<IssuedCopy> {
    Ok(IssuedCopy { order: read_order(get(json, "order")?)?, digest: read_hex(json, "digest")? })
}

pub(super) fn exhibit_no(json: &Json, field: &'static str) -> Read<ExhibitNo> {
    parsed(json, field, ExhibitNo::parse)
}

pub(super) fn exhibit_id(json: &Json, field: &'static str) -> Read<ExhibitId> {
    parsed(json, field, |text| ExhibitId::parse(text).ok())
}

pub(super) fn handed(exhibit: &HandedExhibit) -> Json {
    Json::object([
        ("exhibit", string(exhibit.exhibit.to_string())),
        ("exhibit_no", string(exhibit.exhibit_no.to_string())),
        ("plain", plain(&exhibit.plain)),
    ])
}

pub(super) fn read_handed(json: &Json) -> Read<HandedExhibit> {
    Ok(HandedExhibit {
        exhibit: exhibit_id(json, "exhibit")?,
        exhibit_no: exhibit_no(json, "exhibit_no")?,
        plain: read_plain(get(json, "plain")?)?,
    })
}

pub(super) fn taken(exhibit: &TakenExhibit) -> Json {
    Json::object([
        ("exhibit", string(exhibit.exhibit.to_string())),
        ("exhibit_no", string(exhibit.exhibit_no.to_string())),
        ("expected", plain(&exhibit.expected)),
        ("found", plain(&exhibit.found)),
    ])
}

pub(super) fn read_taken(json: &Json) -> Read<TakenExhibit> {
    Ok(TakenExhibit {
        exhibit: exhibit_id(json, "exhibit")?,
        exhibit_no: exhibit_no(json, "exhibit_no")?,
        expected: read_plain(get(json, "expected")?)?,
        found: read_plain(get(json, "found")?)?,
    })
}

pub(super) fn offered(exhibit: &OfferedExhibit) -> Json {
    Json::object([
        ("exhibit", string(exhibit.exhibit.to_string())),
        ("exhibit_no", string(exhibit.exhibit_no.to_string())),
        ("object", number(exhibit.object.into())),
    ])
}

pub(super) fn read_offered(json: &Json) -> Read<OfferedExhibit> {
    Ok(OfferedExhibit {
        exhibit: exhibit_id(json, "exhibit")?,
        exhibit_no: exhibit_no(json, "exhibit_no")?,
        object: small(json, "object")?,
    })
}
