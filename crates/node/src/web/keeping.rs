//! Holds on the exhibits of a case, and the destruction of their content: proposed, decided by somebody else, certified.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use domain::actor::MemberId;
use domain::case::Case;
use domain::erasure::{Erasure, Trigger, WHY_CHARS_MAX, Why};
use domain::ids::{CaseId, ErasureId, ExhibitId, HoldId};
use domain::inforce::day_is_over;
use domain::permit::matrix::{self, Row};
use domain::reader::CaseSeen;
use jiff::Timestamp;
use jiff::civil::Date;
use law::value::BadValue;
use portal::component::problem_list::Wrong;
use portal::page::keeping::{Act, Typed};
use portal::path;
use serde_json::json;

use super::address::Step;
use super::form::Fields;
use super::form::reading::{Faults, Reading};
use super::show::keeping as pages;
use super::{Answer, Posted, Refusal, Shared, Signed, cases, reply};
use crate::act::ActError;
use crate::exhibits::of_case;
use crate::keeping::{self, Answer as Decision};
use crate::measures::instrument;
use crate::node::Node;
use crate::recall;
use crate::retention;

/// What a case keeps.
pub async fn show(State(node): Shared, signed: Signed, Step(id): Step<String>) -> Answer {
    let refuse = |error| signed.refuse(error);
    let (_, case) = inside(&node, &signed, &id).await.map_err(refuse)?;
    if signed.is_person() {
        let page = pages::keeping(&node, &signed, &id, None).await.map_err(refuse)?;
        return Ok(reply::html(StatusCode::OK, page));
    }
    let now = node.now();
    let mut exhibits = Vec::new();
    for (exhibit, state) in of_case(&node, case.id()).await.map_err(refuse)? {
        let item = state.item();
        let holds = item.holds.iter().filter(|held| now < held.until).map(
            |held| json!({ "hold": held.hold.to_string(), "until": wire::time::text(held.until) }),
        );
        exhibits.push(json!({
            "id": exhibit.to_string(),
            "exhibit_no": item.exhibit_no.to_string(),
            "state": state.state().id(),
            "holds": holds.collect::<Vec<_>>(),
            "derived_from": item.derived_from.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "kept_until": item.retention.map(|kept| wire::time::text(kept.until)),
        }));
    }
    let erasures = keeping::erasures(&node, case.id()).await.map_err(refuse)?;
    let erasures = erasures.iter().map(|erasure| {
        let request = &erasure.proposed().request;
        json!({ "id": request.erasure.to_string(), "state": erasure.word() })
    });
    let document = json!({ "exhibits": exhibits, "erasures": erasures.collect::<Vec<_>>() });
    Ok(reply::json(StatusCode::OK, &document))
}

/// Forbids for a time that exhibits are destroyed.
pub async fn hold(State(node): Shared, Step(id): Step<String>, posted: Posted) -> Answer {
    let signed = &posted.signed;
    let case = case_id(&node, signed, &id).await?;
    let read = holding(&posted.fields, &node);
    let done = match read {
        Ok((exhibits, until, why)) => {
            let once = posted.once();
            keeping::hold(&node, &signed.officer, case, &exhibits, until, &why, once).await
        }
        Err(wrong) => Err(ActError::Wrong(wrong.into_iter().collect())),
    };
    match done {
        Ok(hold) => {
            let document = json!({ "hold": hold.to_string() });
            let location = format!("{}?done=hold-placed", path::keeping(&id));
            Ok(signed.done(StatusCode::CREATED, &document, &location))
        }
        Err(error) => Err(sent_back(&node, &id, &posted, Act::Hold, signed.refuse(error)).await),
    }
}

/// Sets until when exhibits may be kept.
pub async fn retain(State(node): Shared, Step(id): Step<String>, posted: Posted) -> Answer {
    let signed = &posted.signed;
    let case = case_id(&node, signed, &id).await?;
    let done = match holding(&posted.fields, &node) {
        Ok((exhibits, until, why)) => {
            let once = posted.once();
            retention::retain(&node, &signed.officer, case, &exhibits, until, &why, once).await
        }
        Err(wrong) => Err(ActError::Wrong(wrong.into_iter().collect())),
    };
    match done {
        Ok(()) => {
            let location = format!("{}?done=retention-set", path::keeping(&id));
            Ok(signed.done(StatusCode::OK, &json!({ "case": id }), &location))
        }
        Err(error) => Err(sent_back(&node, &id, &posted, Act::Retain, signed.refuse(error)).await),
    }
}

/// Ends a hold before its time.
pub async fn lift(State(node): Shared, Step(id): Step<String>, posted: Posted) -> Answer {
    let signed = &posted.signed;
    let case = case_id(&node, signed, &id).await?;
    let hold = posted.parse("hold", HoldId::parse)?;
    let done = match reason(&posted.fields) {
        Ok(why) => keeping::lift(&node, &signed.officer, case, hold, &why, posted.once()).await,
        Err(wrong) => Err(ActError::Wrong(wrong.into_iter().collect())),
    };
    match done {
        Ok(()) => {
            let location = format!("{}?done=hold-lifted", path::keeping(&id));
            Ok(signed.done(StatusCode::OK, &json!({ "hold": hold.to_string() }), &location))
        }
        Err(error) => {
            let act = Act::Lift(hold);
            Err(sent_back(&node, &id, &posted, act, signed.refuse(error)).await)
        }
    }
}

/// Proposes that the content of exhibits is destroyed.
pub async fn erase(State(node): Shared, Step(id): Step<String>, posted: Posted) -> Answer {
    let signed = &posted.signed;
    let case = case_id(&node, signed, &id).await?;
    let done = match proposal(&posted.fields) {
        Ok((exhibits, trigger, why)) => {
            let once = posted.once();
            keeping::propose(&node, &signed.officer, case, &exhibits, trigger, &why, once).await
        }
        Err(wrong) => Err(ActError::Wrong(wrong.into_iter().collect())),
    };
    match done {
        Ok(erasure) => {
            let erasure = erasure.to_string();
            let document = json!({ "erasure": erasure });
            let location = format!("{}?done=erasure-proposed", path::erasure(&erasure));
            Ok(signed.done(StatusCode::CREATED, &document, &location))
        }
        Err(error) => Err(sent_back(&node, &id, &posted, Act::Erase, signed.refuse(error)).await),
    }
}

/// One erasure.
pub async fn erasure(State(node): Shared, signed: Signed, Step(id): Step<String>) -> Answer {
    let refuse = |error| signed.refuse(error);
    let (found, ..) = seen(&node, &signed, &id).await.map_err(refuse)?;
    if signed.is_person() {
        let page = pages::erasure(&node, &signed, &id, &pages::Back::default()).await;
        return Ok(reply::html(StatusCode::OK, page.map_err(refuse)?));
    }
    let request = &found.proposed().request;
    let certificate = match &found {
        Erasure::Certified(certified) => {
            let certificate = &certified.certificate;
            let keys = certificate.keys.iter().map(|key| seal::digest::hex_encode(key));
            Some(json!({
                "keys": keys.collect::<Vec<_>>(),
                "objects": certificate.n_objects,
                "places": certificate.places,
                "packages": certificate.packages.iter().map(ToString::to_string).collect::<Vec<_>>(),
                "asked": words(&certificate.recipients.asked),
                "confirmed": words(&certificate.recipients.confirmed),
                "gave": words(&certificate.recipients.gave),
                "outstanding": words(&certificate.recipients.outstanding),
                "final_on": certificate.final_on.to_string(),
            }))
        }
        Erasure::Ordered(_) | Erasure::Proposed(_) | Erasure::Rejected(_) => None,
    };
    let asks = match &found {
        Erasure::Proposed(_) => recall::who_is_asked(&node, request).await.map_err(refuse)?,
        Erasure::Certified(_) | Erasure::Ordered(_) | Erasure::Rejected(_) => BTreeMap::new(),
    };
    let asks: BTreeSet<MemberId> = asks.into_values().map(|one| one.member).collect();
    let recalls = recall::of_erasure(&node, request).await.map_err(refuse)?;
    let document = json!({
        "id": id,
        "asks": words(&asks),
        "recalls": recalls.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "case": request.case.to_string(),
        "state": found.word(),
        "trigger": request.trigger.id(),
        "exhibits": request.exhibits.values().map(ToString::to_string).collect::<Vec<_>>(),
        "certificate": certificate,
        "waits_for": keeping::waits_for(&node, request.erasure).await.map_err(refuse)?,
    });
    Ok(reply::json(StatusCode::OK, &document))
}

fn words(members: &BTreeSet<MemberId>) -> Vec<String> {
    members.iter().map(ToString::to_string).collect()
}

/// A second officer agrees.
pub async fn approve(State(node): Shared, Step(id): Step<String>, posted: Posted) -> Answer {
    decided(&node, &id, &posted, Ok(Decision::Approve)).await
}

/// A second officer does not agree.
pub async fn reject(State(node): Shared, Step(id): Step<String>, posted: Posted) -> Answer {
    decided(&node, &id, &posted, reason(&posted.fields).map(Decision::Reject)).await
}

async fn decided(
    node: &Arc<Node>,
    id: &str,
    posted: &Posted,
    decision: Result<Decision, Faults>,
) -> Answer {
    let signed = &posted.signed;
    let (found, ..) = seen(node, signed, id).await.map_err(|error| signed.refuse(error))?;
    let erasure = found.proposed().request.erasure;
    let word = match &decision {
        Ok(Decision::Approve) => "erasure-approved",
        Ok(Decision::Reject(_)) | Err(_) => "erasure-rejected",
    };
    let done = match decision {
        Ok(decision) => {
            keeping::answer(node, &signed.officer, erasure, &decision, posted.once()).await
        }
        Err(wrong) => Err(ActError::Wrong(wrong.into_iter().collect())),
    };
    let Err(error) = done else {
        let location = format!("{}?done={word}", path::erasure(id));
        return Ok(signed.done(StatusCode::OK, &json!({ "erasure": id }), &location));
    };
    let refusal = signed.refuse(error);
    let back = pages::Back {
        why: posted.fields.get("why").unwrap_or_default().to_owned(),
        wrong: refusal.wrong().iter().find(|(name, _)| name == "why").map(|(_, why)| why.clone()),
        denied: refusal.denied().cloned(),
    };
    if !signed.is_person() || (back.wrong.is_none() && back.denied.is_none()) {
        return Err(refusal);
    }
    match pages::erasure(node, signed, id, &back).await {
        Ok(page) => Err(refusal.with_page(page)),
        Err(_) => Err(refusal),
    }
}

/// A case with what it keeps, for whoever takes part in it and reads exhibits. Others may know that the case is there
/// (`cases::seen`), and nothing of this.
///
/// # Errors
/// [`ActError::NotFound`] for everybody else.
pub async fn inside(node: &Node, signed: &Signed, id: &str) -> Result<(CaseSeen, Case), ActError> {
    let (seen, case) = cases::seen(node, signed, id).await?;
    let officer = &signed.officer;
    let reads = matrix::reads(officer.office, Row::MeasureRead.tier());
    if case.has(&officer.unit) && reads { Ok((seen, case)) } else { Err(ActError::NotFound) }
}

/// The erasure with its case, for whoever may see what the case keeps.
///
/// # Errors
/// [`ActError::NotFound`] for everybody else.
pub async fn seen(
    node: &Node,
    signed: &Signed,
    id: &str,
) -> Result<(Erasure, CaseSeen, Case), ActError> {
    let id = ErasureId::parse(id).map_err(|_| ActError::NotFound)?;
    let erasure = node.load::<Erasure>(&id.urn(&node.config.node)).await?;
    let erasure = erasure.ok_or(ActError::NotFound)?;
    let case = erasure.proposed().request.case.to_string();
    let (seen, case) = inside(node, signed, &case).await?;
    Ok((erasure, seen, case))
}

/// The case of a form, if its officer may see it at all.
async fn case_id(node: &Node, signed: &Signed, id: &str) -> Result<CaseId, Refusal> {
    let (_, case) = inside(node, signed, id).await.map_err(|error| signed.refuse(error))?;
    Ok(case.id())
}

/// A refusal that a person can repair comes back on the page of the case, with everything that was typed.
async fn sent_back(
    node: &Arc<Node>,
    id: &str,
    posted: &Posted,
    act: Act,
    refusal: Refusal,
) -> Refusal {
    let wrong: Faults = refusal.wrong().iter().cloned().collect();
    let denied = refusal.denied().cloned();
    if !posted.signed.is_person() || (wrong.is_empty() && denied.is_none()) {
        return refusal;
    }
    let typed = Typed { wrong, denied, ..typed(&posted.fields, act) };
    match pages::keeping(node, &posted.signed, id, Some(&typed)).await {
        Ok(page) => refusal.with_page(page),
        Err(_) => refusal,
    }
}

/// The page of the case with a form that waited.
///
/// # Errors
/// If the case may not be seen.
pub async fn again(
    node: &Arc<Node>,
    signed: &Signed,
    id: &str,
    act: &str,
    fields: &Fields,
) -> Result<String, ActError> {
    let lifted = || fields.get("hold").and_then(|hold| HoldId::parse(hold).ok()).map(Act::Lift);
    let act = match act {
        "erase" => Some(Act::Erase),
        "hold" => Some(Act::Hold),
        "retain" => Some(Act::Retain),
        _ => lifted(),
    };
    let typed = act.map(|act| typed(fields, act));
    pages::keeping(node, signed, id, typed.as_ref()).await
}

/// The page of an erasure with reasons that waited.
///
/// # Errors
/// If the case may not be seen.
pub async fn reject_again(
    node: &Arc<Node>,
    signed: &Signed,
    id: &str,
    fields: &Fields,
) -> Result<String, ActError> {
    let why = fields.get("why").unwrap_or_default().to_owned();
    pages::erasure(node, signed, id, &pages::Back { why, ..pages::Back::default() }).await
}

fn typed(fields: &Fields, act: Act) -> Typed {
    let exhibits = fields.all("exhibit").filter_map(|id| ExhibitId::parse(id).ok()).collect();
    let rest = fields.iter().filter(|(name, _)| *name != "exhibit");
    let rest = rest.filter_map(|(name, _)| Some((name.to_owned(), fields.get(name)?.to_owned())));
    let (wrong, denied) = (Faults::new(), None);
    Typed { act, exhibits, fields: rest.collect(), wrong, denied }
}

/// The exhibits that were ticked; one at least.
pub(super) fn chosen(fields: &Fields) -> Result<BTreeSet<ExhibitId>, Wrong> {
    let exhibits = fields.all("exhibit").map(ExhibitId::parse).collect::<Result<BTreeSet<_>, _>>();
    let text = || fields.get("exhibit").unwrap_or_default().to_owned();
    let exhibits = exhibits.map_err(|_| Wrong::Value(BadValue::UnknownCode { text: text() }))?;
    if exhibits.is_empty() { Err(Wrong::Needed) } else { Ok(exhibits) }
}

/// Reasons, which must be there.
pub(super) fn why(reading: &mut Reading<'_>) -> Option<Why> {
    let text = reading.words("why", WHY_CHARS_MAX);
    reading.need("why", Why::parse(&text))
}

pub(super) fn reason(fields: &Fields) -> Result<Why, Faults> {
    let mut reading = Reading::of(fields);
    let why = why(&mut reading);
    reading.done(why)
}

type Holding = (BTreeSet<ExhibitId>, Timestamp, Why);

fn holding(fields: &Fields, node: &Node) -> Result<Holding, Faults> {
    let mut reading = Reading::of(fields);
    let exhibits = chosen(fields).map_err(|wrong| reading.fault("exhibit", wrong)).ok();
    let day = reading.day("until");
    let day = reading.need("until", day);
    let until = day.and_then(|day| last_instant(node, day));
    if let (Some(day), None) = (day, until) {
        reading.fault("until", Wrong::Value(BadValue::Date { text: day.to_string() }));
    }
    let why = why(&mut reading);
    reading
        .done(exhibits.zip(until).zip(why).map(|((exhibits, until), why)| (exhibits, until, why)))
}

/// A hold lasts through the whole of its last day, where the member is.
pub(super) fn last_instant(node: &Node, day: Date) -> Option<Timestamp> {
    let (roster, instrument) = (node.roster_view(), instrument().ok()?);
    let ctx = node.ctx(node.now(), &instrument, &roster)?;
    day_is_over(day, &ctx)
}

type Proposal = (BTreeSet<ExhibitId>, Trigger, Why);

fn proposal(fields: &Fields) -> Result<Proposal, Faults> {
    let mut reading = Reading::of(fields);
    let exhibits = chosen(fields).map_err(|wrong| reading.fault("exhibit", wrong)).ok();
    let trigger = reading.code("trigger", Trigger::parse);
    let trigger = reading.need("trigger", trigger);
    let why = why(&mut reading);
    let all = exhibits.zip(trigger).zip(why);
    reading.done(all.map(|((exhibits, trigger), why)| (exhibits, trigger, why)))
}
