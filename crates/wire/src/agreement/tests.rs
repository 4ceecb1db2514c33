//! The document of an agreement: its one writing, its digest, its signature, and that nothing else passes for one.

use super::*;
use crate::letter::tests::{JUDGE, at, key, roster};

/// Three lines: the document, SHA-256 of it, and the signature of the key whose seed is SHA-256 of the byte 0b, for the
/// network whose name is SHA-256 of `example 1.root.json`.
const VECTOR: &str = include_str!("../../vectors/agreement-1.txt");

fn line(n: usize) -> &'static str {
    VECTOR.lines().nth(n).unwrap()
}

fn why(text: &str) -> Why {
    Why::parse(text).unwrap()
}

fn member(text: &str) -> MemberId {
    MemberId::parse(text).unwrap()
}

pub(crate) fn terms() -> Terms {
    let way = |from, to| Direction { from: member(from), to: member(to) };
    Terms::parse(Lines {
        agreement: AgreementId::new([0xa9; 16]),
        title: why("Exchange of traffic data"),
        basis: why("Article 35(1) of Directive (EU) 2016/680"),
        parties: [member("fr-tj"), member("de-sta")].into(),
        purposes: [Purpose::Investigation, Purpose::Prosecution].into(),
        data: [DataCategory::Traffic, DataCategory::Content].into(),
        directions: [way("fr-tj", "de-sta"), way("de-sta", "fr-tj")].into(),
        onward: Onward::WithConsent,
        retention: Retention { days_max: 365, evidence_stays: true },
        safeguards: vec![why("encrypted at rest"), why("each read is on record")],
        impact: Impact {
            reference: why("DPIA 2026/4"),
            reviewed_on: jiff::civil::date(2026, 8, 1),
        },
        review_every_months: 12,
        valid_from: at("2027-01-01T00:00:00Z"),
        valid_until: at("2029-01-01T00:00:00Z"),
        criteria: vec![why("data used for another purpose")],
        preservation: true,
    })
    .unwrap()
}

fn net() -> Digest {
    Digest::of(b"example 1.root.json")
}

#[test]
fn the_vector_is_what_is_written_and_read() {
    let secret = key(JUDGE);
    let terms = terms();
    let text = format!(
        "{}\n{}\n{}\n",
        String::from_utf8(to_bytes(&terms)).unwrap(),
        digest(&terms).hex(),
        sign(&terms, &net(), &secret).unwrap(),
    );
    assert_eq!(text, VECTOR);
    let json = Json::parse(line(0).as_bytes()).unwrap();
    assert_eq!(from_json(&json), Ok(terms));
}

#[track_caller]
fn check_bad(from: &str, to: &str, field: &str) {
    let text = line(0).replacen(from, to, 1);
    assert_ne!(text, line(0), "{from} is not in the vector");
    let json = Json::parse(text.as_bytes()).unwrap();
    assert_eq!(
        from_json(&json).map_err(|bad| bad.field),
        Err(field).map(|(): ()| terms()),
        "{text}"
    );
}

#[test]
fn what_is_not_the_one_writing_of_a_document_is_none() {
    check_bad("\"version\":1", "\"version\":2", "version");
    check_bad("\"type\":\"agreement\"", "\"type\":\"contract\"", "type");
    check_bad("[\"de-sta\",\"fr-tj\"]", "[\"fr-tj\",\"de-sta\"]", "parties");
    check_bad("[\"de-sta\",\"fr-tj\"]", "[\"de-sta\",\"de-sta\"]", "parties");
    check_bad("[\"de-sta\",\"fr-tj\"]", "[\"de-sta\",\"nl-om\"]", "directions");
    check_bad("\"investigation\",\"prosecution\"", "\"investigation\",\"revenge\"", "purposes");
    check_bad("\"days_max\":365", "\"days_max\":0", "retention");
    check_bad("\"days_max\":365", "\"days_max\":4294967296", "days_max");
    check_bad("\"2026-08-01\"", "\"20260801\"", "reviewed_on");
    check_bad("2029-01-01T00:00:00.000Z", "2029-01-01T00:00:00Z", "agreement");
    check_bad("2029-01-01", "2026-01-01", "valid_until");
    check_bad("\"encrypted at rest\"", "\" encrypted at rest\"", "safeguards");
    check_bad("\"preservation\":true", "\"preservation\":1", "preservation");
    check_bad("\"version\":1", "\"version\":1,\"x\":1", "agreement");
}

#[test]
fn a_signature_counts_for_the_unit_whose_key_made_it() {
    let roster = roster(Vec::new());
    let terms = terms();
    let unit = |name: &str| UnitId::parse(&format!("fr-tj/{name}")).unwrap();
    let now = at("2027-03-08T09:00:00Z");
    let code = |seal: &str, name: &str, at| {
        check(&terms, seal, &unit(name), &roster, at).map_err(|error| error.code())
    };
    let good = sign(&terms, &roster.net, &key(JUDGE)).unwrap();
    assert_eq!(code(&good, "judge", now), Ok(()));
    assert_eq!(code(&good, "police", now), Err("signer-unknown"));
    assert_eq!(code(&good, "judge", at("2029-03-08T09:00:00Z")), Err("signer-unknown"));
    let elsewhere = sign(&terms, &net(), &key(JUDGE)).unwrap();
    assert_eq!(code(&elsewhere, "judge", now), Err("signature-invalid"));
    assert_eq!(code("", "judge", now), Err("signature-invalid"));
    assert_eq!(code("no base64", "judge", now), Err("inner-malformed"));
    assert_eq!(code(&"A".repeat(100_000), "judge", now), Err("inner-malformed"));
}
