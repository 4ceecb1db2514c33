//! The document of an agreement: the canonical JSON that every party signs (`docs/spec/agreement.md`), and the signatures
//! over it. One document has one writing, so one digest names it on all nodes; the network is bound into each signature.
//!
//! Not trusted: whoever sends a document. What is not its only writing is refused, and a signature counts for the unit whose
//! key made it.

use std::collections::BTreeSet;

use domain::actor::{MemberId, UnitId};
use domain::agreement::{
    Direction, Impact, LINES_MAX, Lines, Onward, PARTIES_MAX, Retention, Terms,
};
use domain::erasure::Why;
use domain::ids::AgreementId;
use domain::purpose::Purpose;
use jiff::Timestamp;
use jiff::civil::Date;
use law::ids::DataCategory;
use seal::cose::{self, CoseError, Kind, Signatures};
use seal::digest::{Digest, b64url_decode, b64url_encode};
use seal::json::Json;
use seal::sign::{Alg, Signer};

use crate::letter::LetterError;
use crate::read::{Read, bad, closed, get, instant, list, number, parsed, string, text, uint};
use crate::roster::Roster;
use crate::time;

/// What a document says it is.
const TYPE: &str = "agreement";
/// The only version there is.
const VERSION: u64 = 1;
/// Most entries of a list in a document.
const LIST_MAX: usize = PARTIES_MAX * PARTIES_MAX;

/// The document as JSON.
#[must_use]
pub fn to_json(terms: &Terms) -> Json {
    let lines = terms.lines();
    let way = |way: &Direction| {
        Json::object([("from", string(way.from.to_string())), ("to", string(way.to.to_string()))])
    };
    Json::object([
        ("agreement", string(lines.agreement.to_string())),
        ("basis", string(lines.basis.as_str())),
        ("criteria", all(&lines.criteria, |line| string(line.as_str()))),
        ("data", categories_to_json(&lines.data)),
        ("directions", all(&lines.directions, way)),
        (
            "impact",
            Json::object([
                ("reference", string(lines.impact.reference.as_str())),
                ("reviewed_on", string(lines.impact.reviewed_on.to_string())),
            ]),
        ),
        ("onward", string(lines.onward.id())),
        ("parties", all(&lines.parties, |party| string(party.to_string()))),
        ("preservation", Json::Bool(lines.preservation)),
        ("purposes", purposes_to_json(&lines.purposes)),
        (
            "retention",
            Json::object([
                ("days_max", number(lines.retention.days_max.into())),
                ("evidence_stays", Json::Bool(lines.retention.evidence_stays)),
            ]),
        ),
        ("review_every_months", number(lines.review_every_months.into())),
        ("safeguards", all(&lines.safeguards, |line| string(line.as_str()))),
        ("title", string(lines.title.as_str())),
        ("type", string(TYPE)),
        ("valid_from", string(time::millis(lines.valid_from))),
        ("valid_until", string(time::millis(lines.valid_until))),
        ("version", number(VERSION)),
    ])
}

/// The bytes that every party signs.
#[must_use]
pub fn to_bytes(terms: &Terms) -> Vec<u8> {
    to_json(terms).to_bytes()
}

/// SHA-256 of these bytes: the name of the document.
#[must_use]
pub fn digest(terms: &Terms) -> Digest {
    Digest::of(&to_bytes(terms))
}

/// Reads a document; every list in its order and each entry once.
///
/// # Errors
/// The first line that is missing, wrong, or does not fit the others.
pub fn from_json(json: &Json) -> Read<Terms> {
    const NAMES: [&str; 18] = [
        "agreement",
        "basis",
        "criteria",
        "data",
        "directions",
        "impact",
        "onward",
        "parties",
        "preservation",
        "purposes",
        "retention",
        "review_every_months",
        "safeguards",
        "title",
        "type",
        "valid_from",
        "valid_until",
        "version",
    ];
    closed(json, "agreement", &NAMES)?;
    if text(json, "type")? != TYPE {
        return Err(bad("type"));
    }
    if uint(json, "version")? != VERSION {
        return Err(bad("version"));
    }
    let impact = get(json, "impact")?;
    closed(impact, "impact", &["reference", "reviewed_on"])?;
    let retention = get(json, "retention")?;
    closed(retention, "retention", &["days_max", "evidence_stays"])?;
    let flag = |json: &Json, field| get(json, field)?.bool().ok_or(bad(field));
    let lines = Lines {
        agreement: parsed(json, "agreement", |id| AgreementId::parse(id).ok())?,
        title: why(json, "title")?,
        basis: why(json, "basis")?,
        parties: ordered(json, "parties", |party| {
            party
                .text()
                .and_then(|party| MemberId::parse(party).ok().filter(|id| id.as_str() == party))
        })?,
        purposes: purposes_from_json(json, "purposes")?,
        data: categories_from_json(json, "data")?,
        directions: ordered(json, "directions", |way| {
            closed(way, "directions", &["from", "to"]).ok()?;
            let member = |field| parsed(way, field, |id| MemberId::parse(id).ok()).ok();
            Some(Direction { from: member("from")?, to: member("to")? })
        })?,
        onward: parsed(json, "onward", Onward::parse)?,
        retention: Retention {
            days_max: u32::try_from(uint(retention, "days_max")?).map_err(|_| bad("days_max"))?,
            evidence_stays: flag(retention, "evidence_stays")?,
        },
        safeguards: words(json, "safeguards")?,
        impact: Impact {
            reference: why(impact, "reference")?,
            reviewed_on: parsed(impact, "reviewed_on", day)?,
        },
        review_every_months: u16::try_from(uint(json, "review_every_months")?)
            .map_err(|_| bad("review_every_months"))?,
        valid_from: instant(json, "valid_from")?,
        valid_until: instant(json, "valid_until")?,
        criteria: words(json, "criteria")?,
        preservation: flag(json, "preservation")?,
    };
    let terms = Terms::parse(lines).map_err(|wrong| bad(wrong.field))?;
    // Whatever reads the same and is written otherwise is another document with another digest.
    if to_json(&terms) == *json { Ok(terms) } else { Err(bad("agreement")) }
}

/// Signs the document.
///
/// # Errors
/// Only if the key cannot sign.
pub fn sign(terms: &Terms, net: &Digest, signer: &dyn Signer) -> Result<String, CoseError> {
    Ok(b64url_encode(&cose::sign(Kind::Agreement, net, &to_bytes(terms), &[signer])?))
}

/// Whether a unit signed the document: with a key that was its own at that instant, and with no other key beside.
///
/// # Errors
/// [`LetterError::Signature`] or [`LetterError::SignerMissing`].
pub fn check(
    terms: &Terms,
    seal: &str,
    unit: &UnitId,
    roster: &Roster,
    at: Timestamp,
) -> Result<(), LetterError> {
    let (entry, listed) = roster.unit(unit).ok_or(LetterError::SignerMissing)?;
    let bytes = Some(seal).filter(|seal| seal.len() <= 2 * cose::BYTES_MAX);
    let bytes = bytes.and_then(|seal| b64url_decode(seal).ok()).ok_or(bad("seal"))?;
    let signatures = Signatures::parse(Kind::Agreement, &bytes)?;
    let own = |kid| listed.sign_keys.iter().any(|key| key.kid == kid);
    let signed_by = signatures.verify(&roster.net, &to_bytes(terms), |kid| {
        if own(kid) { entry.unit_key(kid, at) } else { None }
    })?;
    let by_classic = signed_by.iter().any(|(_, alg)| *alg == Alg::Ed25519);
    if by_classic { Ok(()) } else { Err(LetterError::SignerMissing) }
}

pub(crate) fn why(json: &Json, field: &'static str) -> Read<Why> {
    // What would be tidied up is not what was signed.
    parsed(json, field, |line| Why::parse(line).filter(|why| why.as_str() == line))
}

pub(crate) fn purposes_to_json(purposes: &BTreeSet<Purpose>) -> Json {
    all(purposes, |purpose| string(purpose.id()))
}

pub(crate) fn purposes_from_json(json: &Json, field: &'static str) -> Read<BTreeSet<Purpose>> {
    ordered(json, field, |purpose| purpose.text().and_then(Purpose::parse))
}

pub(crate) fn categories_to_json(data: &BTreeSet<DataCategory>) -> Json {
    all(data, |category| string(category.id()))
}

pub(crate) fn categories_from_json(
    json: &Json,
    field: &'static str,
) -> Read<BTreeSet<DataCategory>> {
    ordered(json, field, |category| DataCategory::parse(category.text()?).ok())
}

fn words(json: &Json, field: &'static str) -> Read<Vec<Why>> {
    let listed = list(json, field)?;
    if listed.len() > LINES_MAX {
        return Err(bad(field));
    }
    let line = |line: &Json| {
        let text = line.text()?;
        Why::parse(text).filter(|why| why.as_str() == text)
    };
    listed.iter().map(|one| line(one).ok_or(bad(field))).collect()
}

fn day(from: &str) -> Option<Date> {
    from.parse::<Date>().ok().filter(|date| date.to_string() == from)
}

fn all<'a, T: 'a>(values: impl IntoIterator<Item = &'a T>, write: impl Fn(&T) -> Json) -> Json {
    Json::List(values.into_iter().map(write).collect())
}

/// A list as a set: in ascending order and each entry once, so that a set has one writing.
fn ordered<T: Ord>(
    json: &Json,
    field: &'static str,
    read: impl Fn(&Json) -> Option<T>,
) -> Read<BTreeSet<T>> {
    let listed = list(json, field)?;
    if listed.len() > LIST_MAX {
        return Err(bad(field));
    }
    let mut found = BTreeSet::new();
    for one in listed {
        let one = read(one).ok_or(bad(field))?;
        if found.last().is_some_and(|last| *last >= one) {
            return Err(bad(field));
        }
        found.insert(one);
    }
    Ok(found)
}

#[cfg(test)]
pub(crate) mod tests;
