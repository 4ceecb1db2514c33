//! Agreements as officers meet them: the list, one of them, drafting, signing what was read, and every other act. The same
//! paths answer programs with JSON. Reading needs an office that reads agreements; everybody else finds nothing there.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, HeaderValue};
use axum::http::{Response, StatusCode};
use domain::actor::MemberId;
use domain::agreement::{Agreement, Consent, Notice, Part, Passage, Reason};
use domain::case::Case;
use domain::exhibit::Exhibit;
use domain::ids::{AgreementId, ExhibitId};
use domain::permit::matrix::Row;
use domain::purpose::Purpose;
use domain::reader::{AgreementSeen, ExhibitSeen, Reader, reduce_exhibit};
use jiff::Timestamp;
use law::ids::DataCategory;
use portal::component::problem_list::Wrong;
use portal::page::agreement::Typed;
use portal::path;
use seal::digest::{Digest, hex_encode};
use serde::Deserialize;
use serde_json::{Value, json};

use super::address::{Asked, Step, asked};
use super::form::Fields;
use super::form::reading::{Faults, Reading};
use super::occurrences::words;
use super::show::agreements as pages;
use super::{Answer, Posted, Refusal, Shared, Signed, reply};
use crate::act::ActError;
use crate::agreements::{self, waits};
use crate::measures::instrument;
use crate::node::Node;
use crate::tray;

mod draft;

/// Which agreement a new one follows.
#[derive(Debug, Deserialize)]
pub struct After {
    /// Its id.
    after: Option<String>,
}

/// The list.
pub async fn list(State(node): Shared, signed: Signed) -> Answer {
    let refuse = |error| signed.refuse(error);
    if !signed.has(Row::AgreementRead) {
        return Err(refuse(ActError::NotFound));
    }
    if signed.is_person() {
        return Ok(reply::html(StatusCode::OK, pages::list(&node, &signed).await.map_err(refuse)?));
    }
    let waits = waits::by_agreement(&node).await.map_err(refuse)?;
    let found = pages::all(&node, &signed).await.map_err(refuse)?;
    let documents = found.iter().map(|seen| document(&node, seen, waits.get(&seen.id())));
    let documents: Vec<Value> = documents.collect();
    Ok(reply::json(StatusCode::OK, &json!({ "agreements": documents })))
}

/// The form of a draft: empty, or with the terms of an agreement that the new one follows.
pub async fn new(State(node): Shared, signed: Signed, after: Asked<After>) -> Answer {
    let refuse = |error| signed.refuse(error);
    if !pages::may_draft(&node, &signed).map_err(refuse)? {
        return Err(refuse(ActError::NotFound));
    }
    let typed = match asked(&signed, after)?.after {
        None => Typed::default(),
        Some(id) => {
            let (seen, _) = one(&node, &signed, &id).await.map_err(refuse)?;
            draft::typed_of(&seen.agreement, &node)
        }
    };
    Ok(reply::html(StatusCode::OK, pages::draft(&node, &signed, &typed)))
}

/// Writes one down.
pub async fn draft(State(node): Shared, posted: Posted) -> Answer {
    let signed = &posted.signed;
    if !signed.has(Row::AgreementRead) {
        return Err(signed.refuse(ActError::NotFound));
    }
    let done = match draft::read(&posted.fields, &node) {
        Ok(terms) => agreements::draft(&node, &signed.officer, &terms, posted.once()).await,
        Err(wrong) => Err(ActError::Wrong(wrong.into_iter().collect())),
    };
    match done {
        Ok(id) => {
            let id = id.to_string();
            let location = format!("{}?done=agreement-drafted", path::agreement(&id));
            Ok(signed.done(StatusCode::CREATED, &json!({ "id": id }), &location))
        }
        Err(error) => {
            let refusal = signed.refuse(error);
            match typed(&posted, "draft", &refusal) {
                None => Err(refusal),
                Some(typed) => Err(refusal.with_page(pages::draft(&node, signed, &typed))),
            }
        }
    }
}

/// One agreement.
pub async fn show(State(node): Shared, signed: Signed, Step(id): Step<String>) -> Answer {
    let refuse = |error| signed.refuse(error);
    let (seen, version) = one(&node, &signed, &id).await.map_err(refuse)?;
    let answer = shown(&node, &signed, (&seen, version)).await.map_err(refuse)?;
    let about = agreements::about(seen.id());
    if signed.gets_body && tray::may_receive(signed.officer.office, &about) {
        tray::receive(&node, &about, version, &signed.officer.unit).await.map_err(refuse)?;
    }
    Ok(answer)
}

async fn shown(
    node: &Arc<Node>,
    signed: &Signed,
    (seen, version): (&AgreementSeen, u64),
) -> Result<Response<Body>, ActError> {
    if signed.is_person() {
        let page = pages::one(node, signed, (seen, version), None).await?;
        return Ok(reply::html(StatusCode::OK, page));
    }
    let waits = waits::by_agreement(node).await?;
    let mut found = document(node, seen, waits.get(&seen.id()));
    if let Some(found) = found.as_object_mut() {
        found.insert("version".to_owned(), json!(version));
        found.insert("document".to_owned(), whole(seen));
    }
    Ok(reply::json(StatusCode::OK, &found))
}

/// The exact bytes that the parties sign.
pub async fn bytes(State(node): Shared, signed: Signed, Step(id): Step<String>) -> Answer {
    let refuse = |error| signed.refuse(error);
    let (seen, _) = one(&node, &signed, &id).await.map_err(refuse)?;
    let bytes = wire::agreement::to_bytes(seen.agreement.terms());
    let mut response = reply::answer(StatusCode::OK, "application/json", Body::from(bytes));
    let name = format!("attachment; filename=\"agreement-{}.json\"", seen.id());
    if let Ok(name) = HeaderValue::from_str(&name) {
        response.headers_mut().insert(CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

/// The document before it is signed.
pub async fn read_first(State(node): Shared, signed: Signed, Step(id): Step<String>) -> Answer {
    let (seen, _) = one(&node, &signed, &id).await.map_err(|error| signed.refuse(error))?;
    Ok(reply::html(StatusCode::OK, pages::sign(&node, &signed, &seen, false)))
}

/// Signs the document that was read.
pub async fn sign(State(node): Shared, Step(id): Step<String>, posted: Posted) -> Answer {
    let signed = &posted.signed;
    let (seen, _) = one(&node, signed, &id).await.map_err(|error| signed.refuse(error))?;
    let read = posted.parse("digest", Digest::parse_hex)?;
    let (officer, once) = (&signed.officer, posted.once());
    let Err(error) = agreements::sign(&node, officer, seen.id(), &read.0, once).await else {
        return Ok(done(&posted, &id, "agreement-signed"));
    };
    let refusal = signed.refuse(error);
    if refusal.is_stale() && signed.is_person() {
        return Err(refusal.with_page(pages::sign(&node, signed, &seen, true)));
    }
    Err(refusal)
}

/// Suspends it. What others did meanwhile is no reason to wait.
pub async fn suspend(State(node): Shared, Step(id): Step<String>, posted: Posted) -> Answer {
    let signed = &posted.signed;
    let (seen, _) = one(&node, signed, &id).await.map_err(|error| signed.refuse(error))?;
    let given = match notice(&posted.fields, &seen.agreement) {
        Ok(notice) => {
            let (officer, once) = (&signed.officer, posted.once());
            agreements::suspend(&node, officer, seen.id(), &notice, once).await
        }
        Err(wrong) => Err(ActError::Wrong(wrong.into_iter().collect())),
    };
    answered(&node, &posted, ("suspend", "agreement-suspended"), &id, given).await
}

/// Ends our suspension.
pub async fn reinstate(State(node): Shared, Step(id): Step<String>, posted: Posted) -> Answer {
    let signed = &posted.signed;
    let (seen, _) = one(&node, signed, &id).await.map_err(|error| signed.refuse(error))?;
    let given = match sentence(&posted.fields, "why") {
        Ok(why) => {
            let (officer, read, once) = (&signed.officer, version(&posted)?, posted.once());
            agreements::reinstate(&node, officer, seen.id(), &why, read, once).await
        }
        Err(wrong) => Err(ActError::Wrong(wrong.into_iter().collect())),
    };
    answered(&node, &posted, ("reinstate", "agreement-reinstated"), &id, given).await
}

/// Ends it, or takes a draft back.
pub async fn end(State(node): Shared, Step(id): Step<String>, posted: Posted) -> Answer {
    let signed = &posted.signed;
    let (seen, _) = one(&node, signed, &id).await.map_err(|error| signed.refuse(error))?;
    let given = match sentence(&posted.fields, "why") {
        Ok(why) => {
            let (officer, read, once) = (&signed.officer, version(&posted)?, posted.once());
            agreements::end(&node, officer, seen.id(), &why, read, once).await
        }
        Err(wrong) => Err(ActError::Wrong(wrong.into_iter().collect())),
    };
    answered(&node, &posted, ("end", "agreement-ended"), &id, given).await
}

/// Records a review.
pub async fn review(State(node): Shared, Step(id): Step<String>, posted: Posted) -> Answer {
    let signed = &posted.signed;
    let (seen, _) = one(&node, signed, &id).await.map_err(|error| signed.refuse(error))?;
    let given = match sentence(&posted.fields, "found") {
        Ok(found) => {
            let (officer, read, once) = (&signed.officer, version(&posted)?, posted.once());
            agreements::review(&node, officer, seen.id(), &found, read, once).await
        }
        Err(wrong) => Err(ActError::Wrong(wrong.into_iter().collect())),
    };
    answered(&node, &posted, ("review", "agreement-reviewed"), &id, given).await
}

/// The form that lets an exhibit go on.
pub async fn let_on_form(State(node): Shared, signed: Signed, Step(id): Step<String>) -> Answer {
    let refuse = |error| signed.refuse(error);
    let exhibit = exhibit(&node, &signed, &id).await.map_err(refuse)?;
    let page = pages::let_on(&node, &signed, &exhibit, None).await.map_err(refuse)?;
    Ok(reply::html(StatusCode::OK, page))
}

/// Lets an exhibit that we gave go on to somebody else.
pub async fn let_on(State(node): Shared, Step(id): Step<String>, posted: Posted) -> Answer {
    let signed = &posted.signed;
    let refuse = |error| signed.refuse(error);
    let exhibit = exhibit(&node, signed, &id).await.map_err(refuse)?;
    let under = pages::under(&node, signed, &exhibit).await.map_err(refuse)?;
    let mut reading = Reading::of(&posted.fields);
    let known = |text: &str| {
        let id = AgreementId::parse(text).ok()?;
        under.iter().any(|(seen, _)| seen.id() == id).then_some(id)
    };
    let agreement = reading.code("agreement", known);
    let agreement = reading.need("agreement", agreement);
    let roster = node.roster();
    let other = |text: &str| {
        let member = MemberId::parse(text).ok()?;
        let is_other = member != node.config.member && roster.members.contains_key(&member);
        is_other.then_some(member)
    };
    let to = reading.code("to", other);
    let to = reading.need("to", to);
    let given = match reading.done(agreement.zip(to)) {
        Ok((agreement, to)) => {
            let consent = Consent { exhibit: exhibit.id, to };
            agreements::consent(&node, &signed.officer, agreement, &consent, posted.once()).await
        }
        Err(wrong) => Err(ActError::Wrong(wrong.into_iter().collect())),
    };
    let Err(error) = given else {
        let location = format!("{}?done=agreement-consented", path::onward(&id));
        return Ok(signed.done(StatusCode::OK, &json!({ "exhibit": id }), &location));
    };
    let refusal = refuse(error);
    let Some(typed) = typed(&posted, "onward", &refusal) else { return Err(refusal) };
    match pages::let_on(&node, signed, &exhibit, Some(&typed)).await {
        Ok(page) => Err(refusal.with_page(page)),
        Err(_) => Err(refusal),
    }
}

/// A form that waited, on its page. `act` is the last step of where it was sent; empty for a draft.
///
/// # Errors
/// If the officer may not see what it is about.
pub async fn again(
    node: &Arc<Node>,
    signed: &Signed,
    (id, act): (&str, &str),
    fields: &Fields,
) -> Result<String, ActError> {
    let kept = kept(act, fields);
    match act {
        "" => {
            if !pages::may_draft(node, signed)? {
                return Err(ActError::NotFound);
            }
            Ok(pages::draft(node, signed, &kept))
        }
        "onward" => {
            let exhibit = exhibit(node, signed, id).await?;
            pages::let_on(node, signed, &exhibit, Some(&kept)).await
        }
        _ => {
            let (seen, version) = one(node, signed, id).await?;
            pages::one(node, signed, (&seen, version), Some(&kept)).await
        }
    }
}

/// One agreement for whoever reads agreements, and how many events it has.
///
/// # Errors
/// [`ActError::NotFound`] for everybody else.
pub(super) async fn one(
    node: &Node,
    signed: &Signed,
    id: &str,
) -> Result<(AgreementSeen, u64), ActError> {
    let id = AgreementId::parse(id).map_err(|_| ActError::NotFound)?;
    let found = node.load_with_version::<Agreement>(&id.urn(&node.config.node)).await?;
    let (agreement, version) = found.ok_or(ActError::NotFound)?;
    let seen = pages::seen(node, signed, &agreement)?.ok_or(ActError::NotFound)?;
    Ok((seen, version))
}

/// An exhibit, of a case or of an order, for whoever may see its record and gives consents.
async fn exhibit(node: &Node, signed: &Signed, id: &str) -> Result<ExhibitSeen, ActError> {
    if !signed.has(Row::AgreementConsent) {
        return Err(ActError::NotFound);
    }
    let id = ExhibitId::parse(id).map_err(|_| ActError::NotFound)?;
    let found = node.load::<Exhibit>(&id.urn(&node.config.node)).await?;
    let found = found.ok_or(ActError::NotFound)?;
    let case = match found.item().case {
        None => None,
        Some(case) => node.load::<Case>(&case.urn(&node.config.node)).await?,
    };
    let (roster, instrument) = (node.roster_view(), instrument()?);
    let ctx = node.ctx(node.now(), &instrument, &roster).ok_or(ActError::NotFound)?;
    let reader = Reader { officer: &signed.officer, case: case.as_ref() };
    reduce_exhibit(&found, &reader, &ctx).ok_or(ActError::NotFound)
}

/// How many events of the agreement the form showed.
fn version(posted: &Posted) -> Result<Option<u64>, Refusal> {
    posted.fields.get("seen").map(|_| posted.parse("seen", str::parse)).transpose()
}

/// The answer to an act whose form stands on the page of its agreement.
async fn answered(
    node: &Arc<Node>,
    posted: &Posted,
    (act, word): (&str, &str),
    id: &str,
    given: Result<(), ActError>,
) -> Answer {
    let Err(error) = given else { return Ok(done(posted, id, word)) };
    let signed = &posted.signed;
    let refusal = signed.refuse(error);
    let Some(typed) = typed(posted, act, &refusal) else { return Err(refusal) };
    let Ok((seen, version)) = one(node, signed, id).await else { return Err(refusal) };
    // A form that is not drawn any more has no place to say what is wrong with it.
    if !seen.may(act) {
        return Err(refusal);
    }
    match pages::one(node, signed, (&seen, version), Some(&typed)).await {
        Ok(page) => Err(refusal.with_page(page)),
        Err(_) => Err(refusal),
    }
}

fn done(posted: &Posted, id: &str, word: &str) -> Response<Body> {
    let location = format!("{}?done={word}", path::agreement(id));
    posted.signed.done(StatusCode::OK, &json!({ "id": id }), &location)
}

/// What came with a form that its officer can mend.
fn typed(posted: &Posted, act: &str, refusal: &Refusal) -> Option<Typed> {
    let wrong: BTreeMap<String, Wrong> = refusal.wrong().iter().cloned().collect();
    let denied = refusal.denied().cloned();
    let is_theirs = !wrong.is_empty() || denied.is_some() || refusal.is_stale();
    let repairable = posted.signed.is_person() && is_theirs;
    let is_stale = refusal.is_stale();
    repairable.then(|| Typed { wrong, denied, is_stale, ..kept(act, &posted.fields) })
}

fn kept(act: &str, fields: &Fields) -> Typed {
    let names = fields.iter().map(|(name, _)| name);
    // Browsers send line ends of their own; a page has one kind.
    let values = |name: &str| fields.all(name).map(|text| text.replace("\r\n", "\n")).collect();
    let fields = names.map(|name| (name.to_owned(), values(name))).collect();
    Typed { act: act.to_owned(), fields, ..Typed::default() }
}

fn sentence(fields: &Fields, name: &str) -> Result<domain::erasure::Why, Faults> {
    let mut reading = Reading::of(fields);
    let why = words(&mut reading, fields, name);
    reading.done(why)
}

/// The notice of a suspension; whether the document has the criterion is for the core to say.
fn notice(fields: &Fields, agreement: &Agreement) -> Result<Notice, Faults> {
    let mut reading = Reading::of(fields);
    let n_max = u32::try_from(agreement.terms().lines().criteria.len()).unwrap_or(u32::MAX);
    let criterion = reading.number("criterion", n_max);
    let criterion = reading.need("criterion", criterion);
    let purposes = draft::each(&mut reading, fields, "purposes", Purpose::parse);
    let data = |text: &str| DataCategory::parse(text).ok();
    let data = draft::each(&mut reading, fields, "data", data);
    let why = words(&mut reading, fields, "why");
    let part = Part { purposes, data };
    reading.done(criterion.zip(why).map(|(criterion, why)| Notice { criterion, why, part }))
}

/// An agreement for programs.
fn document(node: &Node, seen: &AgreementSeen, waits: Option<&waits::Waits>) -> Value {
    let agreement = &seen.agreement;
    let lines = agreement.terms().lines();
    let instant = |at: Timestamp| wire::time::text(at);
    let signatures = agreement.signatures().iter().map(|(party, signature)| {
        json!({
            "party": party.as_str(),
            "unit": signature.unit.to_string(),
            "at": instant(signature.at),
            "signature": signature.seal,
        })
    });
    let suspensions = agreement.suspensions().iter().map(|(party, suspension)| {
        let notice = &suspension.notice;
        json!({
            "party": party.as_str(),
            "since": instant(suspension.since),
            "criterion": notice.criterion,
            "why": notice.why.as_str(),
            "purposes": notice.part.purposes.iter().map(|one| one.id()).collect::<Vec<_>>(),
            "data": notice.part.data.iter().map(|one| one.id()).collect::<Vec<_>>(),
        })
    });
    let outlook = seen.outlook.iter().map(|one| {
        let passage = |passage: Passage| {
            json!({ "passage": passage.id(), "why": passage.reason().map(Reason::code) })
        };
        json!({
            "party": one.other.as_str(),
            "give": passage(one.give),
            "get": passage(one.get),
            "keep": passage(one.keep),
        })
    });
    let came = waits.map(|waits| waits.came.values().sum::<u64>()).unwrap_or_default();
    let may = seen.may.iter().filter(|offer| offer.denied.is_none()).map(|offer| offer.verb);
    json!({
        "id": seen.id().to_string(),
        "digest": hex_encode(&agreement.reference().digest),
        "title": lines.title.as_str(),
        "parties": lines.parties.iter().map(MemberId::as_str).collect::<Vec<_>>(),
        "ours": node.config.member.as_str(),
        "state": seen.phase.id(),
        "since": instant(seen.since),
        "review_due_at": seen.review_due_at.map(instant),
        "ends_at": instant(agreement.ends_at()),
        "signatures": signatures.collect::<Vec<_>>(),
        "suspensions": suspensions.collect::<Vec<_>>(),
        "today": outlook.collect::<Vec<_>>(),
        "waiting": waits.map_or(0, |waits| waits.n_out),
        "unread": came,
        "may": may.collect::<Vec<_>>(),
    })
}

/// The document itself, as JSON.
fn whole(seen: &AgreementSeen) -> Value {
    let bytes = wire::agreement::to_bytes(seen.agreement.terms());
    serde_json::from_slice(&bytes).unwrap_or(Value::Null)
}
