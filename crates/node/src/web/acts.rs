//! Acts on a measure that ask for little or nothing: stating receipt, ending it, taking it back, a second officer's word
//! on a draft, and an officer's word on what a peer did.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use domain::ids::LetterId;
use domain::measure::Command;
use serde_json::json;

use super::address::Step;
use super::letters::{command, place};
use super::{Answer, Posted, Refusal, Shared};
use crate::act::ActError;
use crate::node::Node;

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
    let why = posted.need("why")?.to_owned();
    let withdraw = Command::Withdraw { why };
    give(&node, &id, &posted, ("withdraw_measure", "withdrawn"), withdraw).await
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
    let location = format!("{}?done={done}", place(side, id));
    Ok(posted.signed.done(StatusCode::OK, &json!({ "id": id }), &location))
}
