//! Entries to values: closed objects, every field named in the error that it causes.

use std::collections::BTreeMap;

use domain::actor::{MemberId, MemberKind, NodeId, Office, UnitId};
use jiff::Timestamp;
use law::ids::{Country, IssuerKind};
use seal::digest::{Digest, b64url_decode};
use seal::json::Json;
use seal::sign::{Alg, Kid, SlhDsaPublic};

use super::{
    Competence, Duty, Entry, KeyEntry, LogEntry, Mode, NodeEntry, OTHER_LOGS_MAX, OtherLog,
    Revocation, RosterError, Service, Speaks, Status, Suspension, UnitEntry,
};

type Read<T> = Result<T, RosterError>;

/// Fields of an entry.
const ENTRY: [&str; 10] =
    ["kind", "member", "names", "nodes", "revoked", "state", "status", "suspends", "units", "v"];
/// Of a node in it.
const NODE: [&str; 11] = [
    "cx",
    "endpoints",
    "letters",
    "log",
    "mode",
    "node",
    "relays",
    "sign_keys",
    "suites",
    "tls_roots",
    "tls_spki",
];
/// Of an office in it.
const UNIT: [&str; 11] = [
    "blind",
    "competences",
    "duty",
    "enc_keys",
    "issuer_kind",
    "languages",
    "node",
    "office",
    "sign_keys",
    "successor",
    "unit",
];

pub(super) fn entry(json: &Json) -> Read<Entry> {
    closed(json, &ENTRY, "entry")?;
    if int(json, "v")? != 1 {
        return Err(RosterError::Field("v"));
    }
    let names = json.get("names").and_then(Json::entries).ok_or(RosterError::Field("names"))?;
    let mut by_language = BTreeMap::new();
    for (language, name) in names {
        let name = name.text().ok_or(RosterError::Field("names"))?;
        by_language.insert(language.clone(), name.to_owned());
    }
    Ok(Entry {
        member: MemberId::parse(text(json, "member")?).map_err(|_| RosterError::Field("member"))?,
        kind: MemberKind::parse(text(json, "kind")?).map_err(|_| RosterError::Field("kind"))?,
        state: Country::parse(text(json, "state")?).map_err(|_| RosterError::Field("state"))?,
        names: by_language,
        nodes: list(json, "nodes")?.iter().map(node).collect::<Read<_>>()?,
        units: list(json, "units")?.iter().map(unit).collect::<Read<_>>()?,
        revoked: list(json, "revoked")?.iter().map(revocation).collect::<Read<_>>()?,
        status: Status::parse(text(json, "status")?).ok_or(RosterError::Field("status"))?,
        suspends: list(json, "suspends")?.iter().map(suspends).collect::<Read<_>>()?,
    })
}

fn suspends(json: &Json) -> Read<Suspension> {
    closed(json, &["decision_sha256", "from", "member", "scope"], "suspends")?;
    suspension(json)
}

/// The fields of a stop, of an object that is known to be closed.
pub(super) fn suspension(json: &Json) -> Read<Suspension> {
    let decision = Digest::parse_hex(text(json, "decision_sha256")?);
    Ok(Suspension {
        member: MemberId::parse(text(json, "member")?).map_err(|_| RosterError::Field("member"))?,
        scope: texts(json, "scope")?,
        from: instant(json, "from")?,
        decision_sha256: decision.map_err(|_| RosterError::Field("decision_sha256"))?,
    })
}

fn speaks(json: &Json) -> Read<Speaks> {
    let letters = json.get("letters").and_then(Json::entries);
    let mut versions = BTreeMap::new();
    for (kind, listed) in letters.ok_or(RosterError::Field("letters"))? {
        versions.insert(kind.clone(), numbers(listed, "letters")?);
    }
    let numbers = |name| numbers(json.get(name).ok_or(RosterError::Field(name))?, name);
    Ok(Speaks {
        mode: Mode::parse(text(json, "mode")?).ok_or(RosterError::Field("mode"))?,
        relays: texts(json, "relays")?,
        cx: numbers("cx")?,
        suites: numbers("suites")?,
        letters: versions,
    })
}

fn service(json: &Json) -> Read<Service> {
    let mut competences = Vec::new();
    for competence in list(json, "competences")? {
        closed(competence, &["act", "instrument"], "competences")?;
        competences.push(Competence {
            instrument: text(competence, "instrument")?.to_owned(),
            act: text(competence, "act")?.to_owned(),
        });
    }
    let mut duties = Vec::new();
    for duty in list(json, "duty")? {
        closed(duty, &["hours", "languages", "telephone"], "duty")?;
        duties.push(Duty {
            hours: text(duty, "hours")?.to_owned(),
            languages: texts(duty, "languages")?,
            telephone: text(duty, "telephone")?.to_owned(),
        });
    }
    let successor = text_or_null(json, "successor")?.map(|unit| UnitId::parse(&unit)).transpose();
    Ok(Service {
        blind: json.get("blind").and_then(Json::bool).ok_or(RosterError::Field("blind"))?,
        languages: texts(json, "languages")?,
        competences,
        successor: successor.map_err(|_| RosterError::Field("successor"))?,
        duty: duties,
    })
}

fn node(json: &Json) -> Read<NodeEntry> {
    closed(json, &NODE, "nodes")?;
    let mut roots = Vec::new();
    for root in list(json, "tls_roots")? {
        roots.push(decoded(root.text().ok_or(RosterError::Field("tls_roots"))?, "tls_roots")?);
    }
    let mut pins = Vec::new();
    for pin in list(json, "tls_spki")? {
        let pin = pin.text().ok_or(RosterError::Field("tls_spki"))?;
        pins.push(Digest::parse_hex(pin).map_err(|_| RosterError::Field("tls_spki"))?);
    }
    let log = json.get("log").ok_or(RosterError::Field("log"))?;
    closed(log, &["cosigner", "origin", "others", "read", "seal", "vkeys", "witness"], "log")?;
    Ok(NodeEntry {
        node: NodeId::parse(text(json, "node")?).map_err(|_| RosterError::Field("node"))?,
        endpoints: texts(json, "endpoints")?,
        speaks: speaks(json)?,
        tls_roots: roots,
        tls_spki: pins,
        sign_keys: keys(json, "sign_keys")?,
        log: LogEntry {
            origin: text(log, "origin")?.to_owned(),
            vkeys: texts(log, "vkeys")?,
            others: others(log)?,
            cosigner: texts(log, "cosigner")?,
            read: text_or_null(log, "read")?,
            witness: text_or_null(log, "witness")?,
            seal: seal(log)?,
        },
    })
}

fn seal(log: &Json) -> Read<Option<Vec<u8>>> {
    let Some(key) = text_or_null(log, "seal")? else { return Ok(None) };
    let key = decoded(&key, "seal")?;
    match SlhDsaPublic::parse(&key) {
        Ok(_) => Ok(Some(key)),
        Err(_) => Err(RosterError::Field("seal")),
    }
}

fn others(log: &Json) -> Read<Vec<OtherLog>> {
    let listed = list(log, "others")?;
    if listed.len() > OTHER_LOGS_MAX {
        return Err(RosterError::TooLarge);
    }
    let mut others = Vec::with_capacity(listed.len());
    for other in listed {
        closed(other, &["origin", "vkeys"], "others")?;
        others.push(OtherLog {
            origin: text(other, "origin")?.to_owned(),
            vkeys: texts(other, "vkeys")?,
        });
    }
    Ok(others)
}

fn unit(json: &Json) -> Read<UnitEntry> {
    closed(json, &UNIT, "units")?;
    Ok(UnitEntry {
        unit: UnitId::parse(text(json, "unit")?).map_err(|_| RosterError::Field("unit"))?,
        node: NodeId::parse(text(json, "node")?).map_err(|_| RosterError::Field("node"))?,
        office: Office::parse(text(json, "office")?).map_err(|_| RosterError::Field("office"))?,
        issuer_kind: match text_or_null(json, "issuer_kind")? {
            None => None,
            Some(kind) => {
                Some(IssuerKind::parse(&kind).map_err(|_| RosterError::Field("issuer_kind"))?)
            }
        },
        enc_keys: keys(json, "enc_keys")?,
        sign_keys: keys(json, "sign_keys")?,
        service: service(json)?,
    })
}

fn revocation(json: &Json) -> Read<Revocation> {
    closed(json, &["from", "kid", "reason"], "revoked")?;
    Ok(Revocation {
        kid: kid(json)?,
        from: instant(json, "from")?,
        reason: text(json, "reason")?.to_owned(),
    })
}

fn keys(json: &Json, name: &'static str) -> Read<Vec<KeyEntry>> {
    let mut keys = Vec::new();
    for key in list(json, name)? {
        closed(key, &["alg", "kid", "not_after", "not_before", "pk"], name)?;
        let entry = KeyEntry {
            kid: kid(key)?,
            alg: Alg::from_name(text(key, "alg")?).ok_or(RosterError::Field("alg"))?,
            pk: decoded(text(key, "pk")?, "pk")?.into(),
            not_before: instant(key, "not_before")?,
            not_after: instant(key, "not_after")?,
        };
        // The short name is computed, never believed.
        if Kid::of(entry.alg, entry.pk.as_slice()) != entry.kid {
            return Err(RosterError::Field("kid"));
        }
        keys.push(entry);
    }
    Ok(keys)
}

fn numbers(json: &Json, name: &'static str) -> Read<Vec<u64>> {
    let number = |item: &Json| u64::try_from(item.int()?).ok();
    let numbers = json.list().and_then(|list| list.iter().map(number).collect());
    numbers.ok_or(RosterError::Field(name))
}

pub(super) fn closed(json: &Json, names: &[&str], at: &'static str) -> Read<()> {
    let entries = json.entries().ok_or(RosterError::Field(at))?;
    let exact =
        entries.len() == names.len() && names.iter().all(|name| entries.contains_key(*name));
    if exact { Ok(()) } else { Err(RosterError::Field(at)) }
}

pub(super) fn text<'a>(json: &'a Json, name: &'static str) -> Read<&'a str> {
    json.get(name).and_then(Json::text).ok_or(RosterError::Field(name))
}

pub(super) fn text_or_null(json: &Json, name: &'static str) -> Read<Option<String>> {
    match json.get(name) {
        Some(Json::Null) => Ok(None),
        Some(Json::Text(text)) => Ok(Some(text.clone())),
        Some(Json::Bool(_) | Json::Int(_) | Json::List(_) | Json::Object(_)) | None => {
            Err(RosterError::Field(name))
        }
    }
}

pub(super) fn texts(json: &Json, name: &'static str) -> Read<Vec<String>> {
    let texts = list(json, name)?.iter().map(|item| item.text().map(str::to_owned));
    texts.collect::<Option<_>>().ok_or(RosterError::Field(name))
}

pub(super) fn list<'a>(json: &'a Json, name: &'static str) -> Read<&'a [Json]> {
    json.get(name).and_then(Json::list).ok_or(RosterError::Field(name))
}

pub(super) fn int(json: &Json, name: &'static str) -> Read<i64> {
    json.get(name).and_then(Json::int).ok_or(RosterError::Field(name))
}

pub(super) fn instant(json: &Json, name: &'static str) -> Read<Timestamp> {
    crate::time::parse(text(json, name)?).ok_or(RosterError::Field(name))
}

fn kid(json: &Json) -> Read<Kid> {
    let bytes =
        seal::digest::hex_decode(text(json, "kid")?).map_err(|_| RosterError::Field("kid"))?;
    Kid::from_slice(&bytes).ok_or(RosterError::Field("kid"))
}

fn decoded(text: &str, name: &'static str) -> Read<Vec<u8>> {
    b64url_decode(text).map_err(|_| RosterError::Field(name))
}
