//! Recalls: asking recipients to destroy what they got, and answering whoever asks us.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use domain::ids::{ExhibitId, MeasureId, RecallId};
use domain::reader::{CaseSeen, SideSeen};
use domain::recall::{Confirmation, Reason, Recall, Reply};
use jiff::Timestamp;
use portal::page::recall::Typed;
use portal::path;
use serde_json::{Value, json};

use super::address::Step;
use super::form::Fields;
use super::form::reading::{Faults, Reading};
use super::keeping::{chosen, inside, last_instant, reason as in_words, why};
use super::measures;
use super::show::recalls as pages;
use super::{Answer, Posted, Refusal, Shared, Signed, reply};
use crate::act::ActError;
use crate::node::Node;
use crate::recall::{self, No, Of, Wish};
use crate::tray;

/// What recalls belong to, for a reader who may see it.
#[derive(Debug, Clone)]
pub enum Seen {
    /// A case.
    Case(Box<CaseSeen>),
    /// An order that this member performed.
    Order(MeasureId),
}

impl Seen {
    fn of(&self) -> Of {
        match self {
            Self::Case(seen) => Of::Case(seen.id),
            Self::Order(order) => Of::Order(*order),
        }
    }
}

/// A case, for whoever may see what it keeps.
async fn case(node: &Node, signed: &Signed, id: &str) -> Result<Seen, ActError> {
    let (seen, _) = inside(node, signed, id).await?;
    Ok(Seen::Case(Box::new(seen)))
}

/// An order at its addressee, for whoever reads it there.
async fn order(node: &Node, signed: &Signed, id: &str) -> Result<Seen, ActError> {
    let (seen, found) = measures::seen(node, signed, id).await?;
    match seen.side {
        SideSeen::Executing => Ok(Seen::Order(found.id)),
        SideSeen::Issuing | SideSeen::Notified => Err(ActError::NotFound),
    }
}

/// One recall, for whoever may see what it belongs to.
///
/// # Errors
/// [`ActError::NotFound`] for everybody else.
pub(super) async fn recall(
    node: &Node,
    signed: &Signed,
    id: &str,
) -> Result<(Seen, Recall), ActError> {
    let id = RecallId::parse(id).map_err(|_| ActError::NotFound)?;
    let recall = recall::load(node, id).await?.ok_or(ActError::NotFound)?;
    let seen = match (&recall, recall.case()) {
        (_, Some(of)) => case(node, signed, &of.to_string()).await?,
        (Recall::Asking(asking), None) => {
            let of = recall::order_of(node, asking).await?.ok_or(ActError::NotFound)?;
            order(node, signed, &of.to_string()).await?
        }
        (Recall::Asked(_), None) => return Err(ActError::NotFound),
    };
    Ok((seen, recall))
}

/// The recalls of a case.
pub async fn of_case(State(node): Shared, signed: Signed, Step(id): Step<String>) -> Answer {
    let seen = case(&node, &signed, &id).await.map_err(|error| signed.refuse(error))?;
    list(&node, &signed, &seen).await
}

/// The recalls of what was handed over for an order.
pub async fn of_order(State(node): Shared, signed: Signed, Step(id): Step<String>) -> Answer {
    let seen = order(&node, &signed, &id).await.map_err(|error| signed.refuse(error))?;
    list(&node, &signed, &seen).await
}

async fn list(node: &Arc<Node>, signed: &Signed, seen: &Seen) -> Answer {
    let refuse = |error| signed.refuse(error);
    if signed.is_person() {
        let page = pages::recalls(node, signed, seen, None).await.map_err(refuse)?;
        return Ok(reply::html(StatusCode::OK, page));
    }
    let recalls = pages::of(node, seen).await.map_err(refuse)?;
    let recalls: Vec<Value> = recalls.iter().map(document).collect();
    Ok(reply::json(StatusCode::OK, &json!({ "recalls": recalls })))
}

/// Asks back what is of a case.
pub async fn ask_case(State(node): Shared, Step(id): Step<String>, posted: Posted) -> Answer {
    let signed = &posted.signed;
    let seen = case(&node, signed, &id).await.map_err(|error| signed.refuse(error))?;
    ask(&node, &posted, &seen).await
}

/// Asks back what was handed over for an order.
pub async fn ask_order(State(node): Shared, Step(id): Step<String>, posted: Posted) -> Answer {
    let signed = &posted.signed;
    let seen = order(&node, signed, &id).await.map_err(|error| signed.refuse(error))?;
    ask(&node, &posted, &seen).await
}

async fn ask(node: &Arc<Node>, posted: &Posted, seen: &Seen) -> Answer {
    let signed = &posted.signed;
    let done = match wanted(&posted.fields, node) {
        Ok((exhibits, reason, due_at, why)) => {
            let (of, exhibits, why) = (seen.of(), &exhibits, &why);
            let wish = Wish { of, exhibits, reason, why, due_at };
            recall::ask(node, &signed.officer, &wish, posted.once()).await
        }
        Err(wrong) => Err(ActError::Wrong(wrong.into_iter().collect())),
    };
    match done {
        Ok(id) => {
            let id = id.to_string();
            let location = format!("{}?done=recall-asked", path::recall(&id));
            Ok(signed.done(StatusCode::CREATED, &json!({ "recall": id }), &location))
        }
        Err(error) => Err(sent_back(node, seen, posted, signed.refuse(error)).await),
    }
}

/// A refusal that a person can repair comes back with everything that was typed.
async fn sent_back(node: &Arc<Node>, seen: &Seen, posted: &Posted, refusal: Refusal) -> Refusal {
    let Some(typed) = typed(posted, &refusal) else { return refusal };
    match pages::recalls(node, &posted.signed, seen, Some(&typed)).await {
        Ok(page) => refusal.with_page(page),
        Err(_) => refusal,
    }
}

/// What was typed in a form that is refused, if a person can repair it.
fn typed(posted: &Posted, refusal: &Refusal) -> Option<Typed> {
    let wrong: Faults = refusal.wrong().iter().cloned().collect();
    let denied = refusal.denied().cloned();
    let repairable = posted.signed.is_person() && (!wrong.is_empty() || denied.is_some());
    repairable.then(|| Typed { wrong, denied, ..kept(&posted.fields) })
}

fn kept(fields: &Fields) -> Typed {
    let exhibits = fields.all("exhibit").filter_map(|id| ExhibitId::parse(id).ok()).collect();
    let rest = fields.iter().filter(|(name, _)| *name != "exhibit");
    let rest = rest.filter_map(|(name, _)| Some((name.to_owned(), fields.get(name)?.to_owned())));
    Typed { exhibits, fields: rest.collect(), ..Typed::default() }
}

type Wanted = (BTreeSet<ExhibitId>, Reason, Timestamp, domain::erasure::Why);

fn wanted(fields: &Fields, node: &Node) -> Result<Wanted, Faults> {
    let mut reading = Reading::of(fields);
    let exhibits = chosen(fields).map_err(|wrong| reading.fault("exhibit", wrong)).ok();
    // That our own copy goes as well is what an erasure says, and it asks by itself.
    let own = |text: &str| Reason::parse(text).filter(|reason| *reason != Reason::Erased);
    let reason = reading.code("reason", own);
    let reason = reading.need("reason", reason);
    let day = reading.day("due_on");
    let day = reading.need("due_on", day);
    let due_at = day.and_then(|day| last_instant(node, day));
    if let (Some(day), None) = (day, due_at) {
        let wrong = law::value::BadValue::Date { text: day.to_string() };
        reading.fault("due_on", portal::component::problem_list::Wrong::Value(wrong));
    }
    let why = why(&mut reading);
    let all = exhibits.zip(reason).zip(due_at).zip(why);
    reading.done(all.map(|(((exhibits, reason), due_at), why)| (exhibits, reason, due_at, why)))
}

/// One recall.
pub async fn show(State(node): Shared, signed: Signed, Step(id): Step<String>) -> Answer {
    let refuse = |error| signed.refuse(error);
    // Asked first: what is shown is at least as new.
    let version = recall::version(&node, &id).await.map_err(refuse)?;
    let (seen, recall) = recall(&node, &signed, &id).await.map_err(refuse)?;
    let answer = if signed.is_person() {
        let page = pages::recall(&node, &signed, &seen, &recall, None).await.map_err(refuse)?;
        reply::html(StatusCode::OK, page)
    } else {
        reply::json(StatusCode::OK, &document(&recall))
    };
    let about = recall::about(recall.id());
    if signed.gets_body && tray::may_receive(signed.officer.office, &about) {
        tray::receive(&node, &about, version, &signed.officer.unit).await.map_err(refuse)?;
    }
    Ok(answer)
}

/// Tells whoever asks us that it is not destroyed now.
pub async fn refuse(State(node): Shared, Step(id): Step<String>, posted: Posted) -> Answer {
    let signed = &posted.signed;
    let (seen, found) = recall(&node, signed, &id).await.map_err(|error| signed.refuse(error))?;
    let no = match posted.fields.get("reason") {
        Some("held") => Ok(No::Held),
        Some("kept") => Ok(No::Kept),
        Some(_) | None => Err(portal::component::problem_list::Wrong::Needed),
    };
    let done = match (no, in_words(&posted.fields)) {
        (Ok(no), Ok(why)) => {
            let (officer, once) = (&signed.officer, posted.once());
            recall::refuse(&node, officer, found.id(), no, &why, once).await
        }
        (no, words) => {
            let mut wrong = words.err().unwrap_or_default();
            wrong.extend(no.err().map(|wrong| ("reason".to_owned(), wrong)));
            Err(ActError::Wrong(wrong.into_iter().collect()))
        }
    };
    let Err(error) = done else {
        let location = format!("{}?done=recall-refused", path::recall(&id));
        return Ok(signed.done(StatusCode::OK, &json!({ "recall": id }), &location));
    };
    let refusal = signed.refuse(error);
    let Some(typed) = typed(&posted, &refusal) else { return Err(refusal) };
    match pages::recall(&node, signed, &seen, &found, Some(&typed)).await {
        Ok(page) => Err(refusal.with_page(page)),
        Err(_) => Err(refusal),
    }
}

/// The page of recalls with a form that waited; `what` is `cases` or `orders`.
///
/// # Errors
/// If it may not be seen.
pub async fn ask_again(
    node: &Arc<Node>,
    signed: &Signed,
    what: &str,
    id: &str,
    fields: &Fields,
) -> Result<String, ActError> {
    let seen = match what {
        "cases" => case(node, signed, id).await?,
        _ => order(node, signed, id).await?,
    };
    pages::recalls(node, signed, &seen, Some(&kept(fields))).await
}

/// The page of a recall with an answer that waited.
///
/// # Errors
/// If it may not be seen.
pub async fn refuse_again(
    node: &Arc<Node>,
    signed: &Signed,
    id: &str,
    fields: &Fields,
) -> Result<String, ActError> {
    let (seen, found) = recall(node, signed, id).await?;
    pages::recall(node, signed, &seen, &found, Some(&kept(fields))).await
}

fn document(recall: &Recall) -> Value {
    let instant = |at: Timestamp| wire::time::text(at);
    match recall {
        Recall::Asking(asking) => {
            let request = &asking.request;
            let recipients = asking.standings.iter().map(|(node, standing)| {
                json!({
                    "member": recall::member_of(asking, node).map(ToString::to_string),
                    "node": node.to_string(),
                    "state": standing.word(),
                    "since": standing.since().map(instant),
                    "later": standing.later().map(|later| instant(later.at)),
                    "confirmation": standing.confirmation().map(confirmation),
                })
            });
            json!({
                "id": request.recall.to_string(),
                "side": "asking",
                "state": recall.word(),
                "reason": request.reason.id(),
                "duty": request.reason.duty(),
                "due_at": instant(request.due_at),
                "erasure": request.erasure.map(|id| id.to_string()),
                "cause": request.cause.map(|id| id.to_string()),
                "recipients": recipients.collect::<Vec<_>>(),
            })
        }
        Recall::Asked(asked) => {
            let demand = &asked.demand;
            let refused = match &asked.reply {
                Reply::Refused { refused, .. } => Some(refused.refusal.id()),
                Reply::Confirmed { .. } | Reply::Open => None,
            };
            json!({
                "id": demand.recall.to_string(),
                "side": "asked",
                "state": recall.word(),
                "from": demand.from.member.to_string(),
                "reason": demand.reason.id(),
                "duty": demand.reason.duty(),
                "due_at": instant(demand.due_at),
                "exhibits": demand.exhibits.keys().map(ToString::to_string).collect::<Vec<_>>(),
                "reminders": asked.n_reminders,
                "refused": refused,
                "confirmation": asked.confirmation().map(confirmation),
            })
        }
    }
}

fn confirmation(given: &Confirmation) -> Value {
    let certificates = given.certificates.iter().map(|one| {
        json!({
            "certificate": one.erasure.to_string(),
            "leaf": seal::digest::hex_encode(&one.leaf),
            "index": one.index,
        })
    });
    let onward = given.onward;
    json!({
        "certificates": certificates.collect::<Vec<_>>(),
        "onward": {
            "asked": onward.n_asked,
            "confirmed": onward.n_confirmed,
            "failed": onward.n_failed,
            "unconfirmed": onward.n_unconfirmed,
            "open": onward.n_open(),
        },
    })
}
