//! Acts on a measure that ask for little or nothing: stating receipt, ending it, taking it back, a second officer's word
//! on a draft, and an officer's word on what a peer did.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use domain::ids::LetterId;
use domain::measure::Command;
use domain::reader::SideSeen;
use law::value::BadValue;
use portal::component::plain_acts::Reason;
use portal::component::problem_list::Wrong;
use portal::path;
use serde_json::json;

use super::address::Step;
use super::form::Fields;
use super::letters::command;
use super::measures::{record_read, seen};
use super::show::measure::{self as pages, Back};
use super::{Answer, Posted, Refusal, Shared, Signed};
use crate::act::ActError;
use crate::node::Node;

/// Longest reason of a withdrawal: as long as an answer of a form.
const WHY_CHARS_MAX: usize = 20_000;

/// The recipient states that the order was received.
pub async fn acknowledge(State(node): Shared, Step(id): Step<String>, posted: Posted) -> Answer {
    give(&node, &id, &posted, ("acknowledge_order", "acknowledged"), Command::Acknowledge).await
}

/// The issuer has what it asked for.
pub async fn complete(State(node): Shared, Step(id): Step<String>, posted: Posted) -> Answer {
    give(&node, &id, &posted, ("complete_measure", "completed"), Command::Complete).await
}

/// The issuer takes the measure back, with a reason.
pub async fn withdraw(State(node): Shared, Step(id): Step<String>, posted: Posted) -> Answer {
    let wrong = match posted.fields.get("why") {
        None => Wrong::Needed,
        Some(why) if why.chars().count() > WHY_CHARS_MAX => {
            Wrong::Value(BadValue::TooLong { chars_max: WHY_CHARS_MAX })
        }
        Some(why) => {
            let withdraw = Command::Withdraw { why: why.to_owned() };
            let given = give(&node, &id, &posted, ("withdraw_measure", "withdrawn"), withdraw);
            return match given.await {
                Err(refusal) if refusal.code() == "stale" => {
                    Err(sent_back(&node, &id, &posted, refusal, None).await)
                }
                other => other,
            };
        }
    };
    let refusal = posted.signed.refuse(ActError::Wrong(vec![("why".to_owned(), wrong.clone())]));
    Err(sent_back(&node, &id, &posted, refusal, Some(wrong)).await)
}

/// A withdrawal that a person can repair comes back on the page of the measure, with its reason.
async fn sent_back(
    node: &Arc<Node>,
    id: &str,
    posted: &Posted,
    refusal: Refusal,
    wrong: Option<Wrong>,
) -> Refusal {
    if !posted.signed.is_person() {
        return refusal;
    }
    match with_reason(node, &posted.signed, id, &posted.fields, wrong).await {
        Ok(page) => refusal.with_page(page),
        Err(_) => refusal,
    }
}

/// The page of the measure with the reason of a withdrawal that came back or waited.
///
/// # Errors
/// If the measure may not be read here.
pub async fn with_reason(
    node: &Arc<Node>,
    signed: &Signed,
    id: &str,
    fields: &Fields,
    wrong: Option<Wrong>,
) -> Result<String, ActError> {
    let (seen, found) = seen(node, signed, id).await?;
    if seen.side != SideSeen::Issuing {
        return Err(ActError::NotFound);
    }
    record_read(node, signed, &found).await?;
    let text = fields.get("why").unwrap_or_default().to_owned();
    let back = Back { reason: Reason { text, wrong }, ..Back::default() };
    let place = signed.place.at(&path::measure(id));
    pages::show(node, signed, &place, (&seen, &found), &back).await
}

/// A competent authority validates a draft as it was shown.
pub async fn validate(State(node): Shared, Step(id): Step<String>, posted: Posted) -> Answer {
    let revision: u32 = posted.parse("seen", str::parse)?;
    let validate = Command::Validate { revision };
    give(&node, &id, &posted, ("validate_measure", "validated"), validate).await
}

/// A further officer signs a draft as it was shown.
pub async fn countersign(State(node): Shared, Step(id): Step<String>, posted: Posted) -> Answer {
    let revision: u32 = posted.parse("seen", str::parse)?;
    let countersign = Command::Countersign { revision };
    give(&node, &id, &posted, ("countersign_measure", "countersigned"), countersign).await
}

/// What a peer did has effect.
pub async fn take(
    State(node): Shared,
    Step((id, letter)): Step<(String, String)>,
    posted: Posted,
) -> Answer {
    let take = Command::TakePeerAct { letter: letter_of(&posted, &letter)? };
    give(&node, &id, &posted, ("take_peer_act", "act-taken"), take).await
}

/// What a peer did has no effect.
pub async fn decline(
    State(node): Shared,
    Step((id, letter)): Step<(String, String)>,
    posted: Posted,
) -> Answer {
    let decline = Command::DeclinePeerAct { letter: letter_of(&posted, &letter)? };
    give(&node, &id, &posted, ("decline_peer_act", "act-declined"), decline).await
}

fn letter_of(posted: &Posted, letter: &str) -> Result<LetterId, Refusal> {
    LetterId::parse(letter).map_err(|_| posted.signed.refuse(ActError::NotFound))
}

async fn give(
    node: &Arc<Node>,
    id: &str,
    posted: &Posted,
    (name, done): (&'static str, &str),
    what: Command,
) -> Answer {
    let side = command(node, id, posted, name, what).await?;
    let location = format!("{}?done={done}", path::of_side(side, id));
    Ok(posted.signed.done(StatusCode::OK, &json!({ "id": id }), &location))
}
