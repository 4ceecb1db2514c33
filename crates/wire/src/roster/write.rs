//! Entries from values, as canonical JSON, and the keys of a court package.

use std::collections::BTreeSet;

use domain::actor::NodeId;
use jiff::Timestamp;
use seal::digest::b64url_encode;
use seal::json::Json;

use super::{Entry, KeyEntry, LogEntry, NodeEntry, Roster, Suspension, UnitEntry};

pub(super) fn entry(entry: &Entry) -> Json {
    let names = entry.names.iter().map(|(lang, name)| (lang.clone(), text(name.clone())));
    let revoked = entry.revoked.iter().map(|end| {
        Json::object([
            ("from", instant(end.from)),
            ("kid", text(end.kid.to_string())),
            ("reason", text(end.reason.clone())),
        ])
    });
    Json::object([
        ("kind", text(entry.kind.id())),
        ("member", text(entry.member.to_string())),
        ("names", Json::object(names)),
        ("nodes", Json::List(entry.nodes.iter().map(node).collect())),
        ("revoked", Json::List(revoked.collect())),
        ("state", text(entry.state.to_string())),
        ("status", text(entry.status.id())),
        (
            "suspends",
            Json::List(entry.suspends.iter().map(|stop| suspension(stop, None)).collect()),
        ),
        ("units", Json::List(entry.units.iter().map(unit).collect())),
        ("v", Json::Int(1)),
    ])
}

/// A stop, with a state where the network declares it.
pub(super) fn suspension(stop: &Suspension, state: Option<&str>) -> Json {
    let mut fields = vec![
        ("decision_sha256", text(stop.decision_sha256.hex())),
        ("from", instant(stop.from)),
        ("member", text(stop.member.to_string())),
        ("scope", texts(&stop.scope)),
    ];
    fields.extend(state.map(|state| ("state", text(state))));
    Json::object(fields)
}

fn node(node: &NodeEntry) -> Json {
    let speaks = &node.speaks;
    let letters = speaks.letters.iter().map(|(kind, versions)| (kind.clone(), numbers(versions)));
    Json::object([
        ("cx", numbers(&speaks.cx)),
        ("endpoints", texts(&node.endpoints)),
        ("letters", Json::object(letters)),
        ("log", log(&node.log)),
        ("mode", text(speaks.mode.id())),
        ("node", text(node.node.to_string())),
        ("relays", texts(&speaks.relays)),
        ("sign_keys", keys(&node.sign_keys)),
        ("suites", numbers(&speaks.suites)),
        (
            "tls_roots",
            Json::List(node.tls_roots.iter().map(|der| text(b64url_encode(der))).collect()),
        ),
        ("tls_spki", Json::List(node.tls_spki.iter().map(|pin| text(pin.hex())).collect())),
    ])
}

fn log(log: &LogEntry) -> Json {
    let or_null = |value: &Option<String>| value.clone().map_or(Json::Null, Json::Text);
    let others = log.others.iter().map(|other| {
        Json::object([("origin", text(other.origin.clone())), ("vkeys", texts(&other.vkeys))])
    });
    Json::object([
        ("cosigner", texts(&log.cosigner)),
        ("origin", text(log.origin.clone())),
        ("others", Json::List(others.collect())),
        ("read", or_null(&log.read)),
        ("seal", log.seal.as_deref().map_or(Json::Null, |key| text(b64url_encode(key)))),
        ("vkeys", texts(&log.vkeys)),
        ("witness", or_null(&log.witness)),
    ])
}

fn unit(unit: &UnitEntry) -> Json {
    let service = &unit.service;
    let competences = service.competences.iter().map(|competence| {
        Json::object([
            ("act", text(competence.act.clone())),
            ("instrument", text(competence.instrument.clone())),
        ])
    });
    let duty = service.duty.iter().map(|duty| {
        Json::object([
            ("hours", text(duty.hours.clone())),
            ("languages", texts(&duty.languages)),
            ("telephone", text(duty.telephone.clone())),
        ])
    });
    let successor = service.successor.as_ref();
    Json::object([
        ("blind", Json::Bool(service.blind)),
        ("competences", Json::List(competences.collect())),
        ("duty", Json::List(duty.collect())),
        ("enc_keys", keys(&unit.enc_keys)),
        ("issuer_kind", unit.issuer_kind.map_or(Json::Null, |kind| text(kind.id()))),
        ("languages", texts(&service.languages)),
        ("node", text(unit.node.to_string())),
        ("office", text(unit.office.id())),
        ("sign_keys", keys(&unit.sign_keys)),
        ("successor", successor.map_or(Json::Null, |unit| text(unit.to_string()))),
        ("unit", text(unit.unit.to_string())),
    ])
}

fn keys(keys: &[KeyEntry]) -> Json {
    let keys = keys.iter().map(|key| {
        Json::object([
            ("alg", text(key.alg.name())),
            ("kid", text(key.kid.to_string())),
            ("not_after", instant(key.not_after)),
            ("not_before", instant(key.not_before)),
            ("pk", text(b64url_encode(key.pk.as_slice()))),
        ])
    });
    Json::List(keys.collect())
}

pub(super) fn key_history(roster: &Roster, nodes: &BTreeSet<NodeId>) -> Vec<String> {
    let mut lines = Vec::new();
    for entry in roster.members.values() {
        for node in entry.nodes.iter().filter(|node| nodes.contains(&node.node)) {
            let mut add = |keys: &[KeyEntry], unit: Option<String>| {
                for key in keys {
                    lines.push(Json::object([
                        ("alg", text(key.alg.name())),
                        ("from", instant(key.not_before)),
                        ("kid", text(key.kid.to_string())),
                        ("member", text(entry.member.to_string())),
                        ("node", text(node.node.to_string())),
                        ("pk", text(b64url_encode(key.pk.as_slice()))),
                        ("roster", Json::Int(i64::try_from(roster.version).unwrap_or(i64::MAX))),
                        ("unit", unit.clone().map_or(Json::Null, Json::Text)),
                        ("until", instant(entry.ends_at(key))),
                    ]));
                }
            };
            add(&node.sign_keys, None);
            for unit in entry.units.iter().filter(|unit| unit.node == node.node) {
                add(&unit.sign_keys, Some(unit.unit.to_string()));
            }
        }
    }
    lines.iter().map(|line| String::from_utf8_lossy(&line.to_bytes()).into_owned()).collect()
}

fn text(text: impl Into<String>) -> Json {
    Json::Text(text.into())
}

fn texts(texts: &[String]) -> Json {
    Json::List(texts.iter().cloned().map(Json::Text).collect())
}

fn numbers(numbers: &[u64]) -> Json {
    let number = |n: &u64| Json::Int(i64::try_from(*n).unwrap_or(i64::MAX));
    Json::List(numbers.iter().map(number).collect())
}

fn instant(at: Timestamp) -> Json {
    text(crate::time::text(at))
}
