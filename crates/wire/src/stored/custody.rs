//! Custody facts as the own fields of `comity/custody/1`, each a field of its own so that a digest can be shown
//! without a file name.

use domain::actor::{AuthLevel, MemberId, NodeId, Office, UnitId};
use domain::exhibit::{
    ActionStatus, Authority, Change, Claimed, Counterparty, CustodyFacts, Data, DigestCheck,
    Location, Performer, Plain, Record, RecordState, SealMark, Signatures, Source, Tool,
};
use domain::ids::{CaseId, ExhibitId, MeasureId, OfficerId};
use domain::purpose::Purpose;
use seal::digest::{hex_decode, hex_encode};
use seal::json::Json;

use super::part;
use crate::read::{
    Read, bad, digest, get, number, object, optional, or_null, parsed, string, text, uint,
};

/// The own fields, in the order of the schema.
pub(super) fn write(facts: &CustodyFacts) -> Vec<(&'static str, Json)> {
    let record = |record: Option<&Record>| {
        or_null(record, |record| {
            Json::object([
                ("exhibit_no", string(record.exhibit_no.to_string())),
                ("state", string(record.state.id())),
            ])
        })
    };
    vec![
        ("exhibit", string(facts.exhibit.to_string())),
        ("exhibit_no", string(facts.exhibit_no.to_string())),
        ("root_no", or_null(facts.root_no.as_ref(), |no| string(no.to_string()))),
        ("case", or_null(facts.case, |case| string(case.to_string()))),
        ("status", string(facts.status.id())),
        ("until", or_null(facts.until, part::at)),
        ("actor", performer(&facts.actor)),
        ("counterparty", or_null(facts.counterparty.as_ref(), counterparty)),
        (
            "location",
            Json::object([
                ("node", string(facts.location.node.to_string())),
                ("place", or_null(facts.location.place.clone(), Json::Text)),
            ]),
        ),
        (
            "basis",
            or_null(facts.basis.as_ref(), |basis| {
                Json::object([
                    ("cite", string(basis.cite.to_string())),
                    ("issued_by", string(basis.issued_by.to_string())),
                    ("law", part::law(&basis.law)),
                    ("measure", string(basis.measure.to_string())),
                ])
            }),
        ),
        ("purpose", string(facts.purpose.id())),
        (
            "tool",
            or_null(facts.tool.as_ref(), |tool| {
                Json::object([
                    ("config", or_null(tool.config, part::hex)),
                    ("name", string(tool.name.clone())),
                    ("version", string(tool.version.clone())),
                ])
            }),
        ),
        ("object", record(facts.object.as_ref())),
        ("result", record(facts.result.as_ref())),
        ("data", or_null(facts.data.as_ref(), data)),
        ("source", or_null(facts.source.as_ref(), source)),
        (
            "check",
            or_null(facts.check.as_ref(), |check| {
                Json::object([
                    ("expected", part::hex(check.expected)),
                    ("found", part::hex(check.found)),
                ])
            }),
        ),
        (
            "change",
            or_null(facts.change.as_ref(), |change| {
                Json::object([
                    ("responsible", string(change.responsible.to_string())),
                    ("what", string(change.what.clone())),
                    ("why", string(change.why.clone())),
                ])
            }),
        ),
        (
            "seal",
            or_null(facts.seal.as_ref(), |seal| {
                Json::object([
                    ("condition", string(seal.condition.clone())),
                    ("numbers", part::each(&seal.numbers, |number| string(number.clone()))),
                ])
            }),
        ),
        ("countersigns", part::each(&facts.countersigns, |digest| part::hex(*digest))),
        (
            "signatures",
            or_null(facts.signatures.as_ref(), |signatures| {
                Json::object([
                    ("letter_digest", part::hex(signatures.letter)),
                    ("receipt_digest", or_null(signatures.receipt, part::hex)),
                ])
            }),
        ),
        ("informed_by", or_null(facts.informed_by, number)),
    ]
}

fn performer(performer: &Performer) -> Json {
    Json::object([
        ("auth", or_null(performer.auth, |auth| number(auth.number().into()))),
        ("member", string(performer.member.to_string())),
        ("office", or_null(performer.office, |office| string(office.id()))),
        ("person", or_null(performer.person, |person| string(person.to_string()))),
    ])
}

fn counterparty(party: &Counterparty) -> Json {
    Json::object([
        ("key", or_null(party.key, |key| string(hex_encode(&key)))),
        ("member", string(party.member.to_string())),
        ("node", string(party.node.to_string())),
        ("unit", string(party.unit.to_string())),
    ])
}

fn data(data: &Data) -> Json {
    Json::object([
        ("blake3", part::hex(data.plain.blake3)),
        ("len", number(data.plain.len)),
        ("media_type", string(data.media_type.clone())),
        ("sha256", part::hex(data.plain.sha256)),
        ("sha512", or_null(data.sha512, |digest| string(hex_encode(&digest)))),
    ])
}

fn source(source: &Source) -> Json {
    Json::object([
        ("account", or_null(source.account.clone(), Json::Text)),
        (
            "claimed",
            part::each(&source.claimed, |claimed| {
                Json::object([
                    ("algorithm", string(claimed.algorithm.clone())),
                    ("hex", string(claimed.hex.clone())),
                ])
            }),
        ),
        ("device", or_null(source.device.clone(), Json::Text)),
        ("method", string(source.method.clone())),
        ("original_name", string(source.original_name.clone())),
        ("zone", or_null(source.zone.clone(), Json::Text)),
    ])
}

/// The facts from an object that holds the own fields.
pub(super) fn read(json: &Json) -> Read<CustodyFacts> {
    object(json, "custody")?;
    let no = |field| part::optional_parsed(json, field, domain::exhibit::ExhibitNo::parse);
    let location = get(json, "location")?;
    Ok(CustodyFacts {
        exhibit: parsed(json, "exhibit", |text| ExhibitId::parse(text).ok())?,
        exhibit_no: part::exhibit_no(json, "exhibit_no")?,
        root_no: no("root_no")?,
        case: part::optional_parsed(json, "case", |text| CaseId::parse(text).ok())?,
        status: parsed(json, "status", ActionStatus::parse)?,
        until: part::optional_parsed(json, "until", crate::time::parse)?,
        actor: read_performer(get(json, "actor")?)?,
        counterparty: optional(json, "counterparty", read_counterparty)?,
        location: Location {
            node: parsed(location, "node", |text| NodeId::parse(text).ok())?,
            place: part::optional_text(location, "place")?,
        },
        basis: optional(json, "basis", |basis| {
            Ok(Authority {
                law: part::read_law(get(basis, "law")?)?,
                cite: part::cite(basis, "cite")?,
                measure: parsed(basis, "measure", |text| MeasureId::parse(text).ok())?,
                issued_by: part::member(basis, "issued_by")?,
            })
        })?,
        purpose: parsed(json, "purpose", Purpose::parse)?,
        tool: optional(json, "tool", |tool| {
            Ok(Tool {
                name: text(tool, "name")?.to_owned(),
                version: text(tool, "version")?.to_owned(),
                config: part::optional_hex(tool, "config")?,
            })
        })?,
        object: optional(json, "object", read_record)?,
        result: optional(json, "result", read_record)?,
        data: optional(json, "data", read_data)?,
        source: optional(json, "source", read_source)?,
        check: optional(json, "check", |check| {
            Ok(DigestCheck {
                expected: digest(check, "expected")?.0,
                found: digest(check, "found")?.0,
            })
        })?,
        change: optional(json, "change", |change| {
            Ok(Change {
                what: text(change, "what")?.to_owned(),
                responsible: part::officer(change, "responsible")?,
                why: text(change, "why")?.to_owned(),
            })
        })?,
        seal: optional(json, "seal", |seal| {
            Ok(SealMark {
                numbers: part::many(seal, "numbers", |number| {
                    number.text().map(str::to_owned).ok_or(bad("numbers"))
                })?,
                condition: text(seal, "condition")?.to_owned(),
            })
        })?,
        countersigns: part::many(json, "countersigns", |digest| {
            let digest = digest.text().and_then(|text| seal::digest::Digest::parse_hex(text).ok());
            digest.map(|digest| digest.0).ok_or(bad("countersigns"))
        })?,
        signatures: optional(json, "signatures", |signatures| {
            Ok(Signatures {
                letter: digest(signatures, "letter_digest")?.0,
                receipt: part::optional_hex(signatures, "receipt_digest")?,
            })
        })?,
        informed_by: optional(json, "informed_by", |seq| {
            seq.int().and_then(|seq| u64::try_from(seq).ok()).ok_or(bad("informed_by"))
        })?,
    })
}

fn read_performer(json: &Json) -> Read<Performer> {
    Ok(Performer {
        member: parsed(json, "member", |text| MemberId::parse(text).ok())?,
        office: part::optional_parsed(json, "office", |text| Office::parse(text).ok())?,
        person: part::optional_parsed(json, "person", |text| OfficerId::parse(text).ok())?,
        auth: optional(json, "auth", |level| {
            let level = level.int().and_then(|level| u8::try_from(level).ok());
            level.and_then(AuthLevel::of).ok_or(bad("auth"))
        })?,
    })
}

fn read_counterparty(json: &Json) -> Read<Counterparty> {
    Ok(Counterparty {
        member: part::member(json, "member")?,
        node: parsed(json, "node", |text| NodeId::parse(text).ok())?,
        unit: parsed(json, "unit", |text| UnitId::parse(text).ok())?,
        key: part::optional_parsed(json, "key", |text| hex_decode(text).ok()?.try_into().ok())?,
    })
}

fn read_record(json: &Json) -> Read<Record> {
    Ok(Record {
        exhibit_no: part::exhibit_no(json, "exhibit_no")?,
        state: parsed(json, "state", RecordState::parse)?,
    })
}

fn read_data(json: &Json) -> Read<Data> {
    Ok(Data {
        plain: Plain {
            len: uint(json, "len")?,
            sha256: digest(json, "sha256")?.0,
            blake3: digest(json, "blake3")?.0,
        },
        sha512: part::optional_parsed(json, "sha512", |text| {
            hex_decode(text).ok()?.try_into().ok()
        })?,
        media_type: text(json, "media_type")?.to_owned(),
    })
}

fn read_source(json: &Json) -> Read<Source> {
    Ok(Source {
        original_name: text(json, "original_name")?.to_owned(),
        device: part::optional_text(json, "device")?,
        account: part::optional_text(json, "account")?,
        method: text(json, "method")?.to_owned(),
        claimed: part::many(json, "claimed", |claimed| {
            Ok(Claimed {
                algorithm: text(claimed, "algorithm")?.to_owned(),
                hex: text(claimed, "hex")?.to_owned(),
            })
        })?,
        zone: part::optional_text(json, "zone")?,
    })
}
