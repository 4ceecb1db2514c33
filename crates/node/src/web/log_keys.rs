//! The page on which two officers have the keys of the log take turns.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use jiff::Timestamp;
use portal::page::log_keys::{LogKeys, Proposed, Typed, page_log_keys};
use portal::path;
use seal::digest::hex_encode;
use seal::note::Vkey;
use serde_json::json;

use super::{Answer, Posted, Refusal, Shared, Signed, page, reply};
use crate::act::ActError;
use crate::node::Node;
use crate::rotation::{self, RotationError, Step};
use crate::successor;

/// Which keys are in force, and what was proposed.
pub async fn show(State(node): Shared, signed: Signed) -> Answer {
    let refuse = |error| signed.refuse(error);
    if signed.is_person() {
        let html = drawn(&node, &signed, None, Typed::default()).await.map_err(refuse)?;
        return Ok(reply::html(StatusCode::OK, html));
    }
    let turns = rotation::turns(&node).map_err(refuse)?;
    let proposal = rotation::proposed(&node).await.map_err(refuse)?;
    let texts = |keys: &[Vkey]| keys.iter().map(ToString::to_string).collect::<Vec<_>>();
    let document = json!({
        "origin": turns.origin,
        "in_force": turns.in_force.iter().map(|keys| texts(keys)).collect::<Vec<_>>(),
        "next": turns.next.as_deref().map(texts),
        "proposal": proposal.map(|found| {
            json!({ "step": found.step.id(), "why": found.why, "digest": found.digest() })
        }),
    });
    Ok(reply::json(StatusCode::OK, &document))
}

/// One officer proposes a step.
pub async fn propose(State(node): Shared, posted: Posted) -> Answer {
    let signed = &posted.signed;
    let field = |name| posted.fields.get(name).unwrap_or_default();
    let typed = Typed { step: field("step"), from: field("from"), why: field("why") };
    let done = match Step::parse(typed.step) {
        None => Err(RotationError::NotNow),
        Some(step) => {
            let from = typed.from.trim().parse::<Timestamp>().ok();
            rotation::propose(&node, &signed.officer, step, from, typed.why).await
        }
    };
    match done {
        Ok(proposal) => {
            let document = json!({ "step": proposal.step.id() });
            let location = format!("{}?done=log-keys-proposed", path::LOG_KEYS);
            Ok(signed.done(StatusCode::CREATED, &document, &location))
        }
        Err(error) => Err(refused(&node, signed, error, typed).await),
    }
}

/// Another one agrees.
pub async fn agree(State(node): Shared, posted: Posted) -> Answer {
    let signed = &posted.signed;
    let proposal = posted.fields.get("proposal").unwrap_or_default();
    match rotation::agree(&node, &signed.officer, proposal).await {
        Ok(step) => {
            let location = format!("{}?done=log-keys-turned", path::LOG_KEYS);
            Ok(signed.done(StatusCode::OK, &json!({ "step": step.id() }), &location))
        }
        Err(error) => Err(refused(&node, signed, error, Typed::default()).await),
    }
}

async fn refused(
    node: &Arc<Node>,
    signed: &Signed,
    error: RotationError,
    typed: Typed<'_>,
) -> Refusal {
    let code = error.code();
    let error = match error {
        RotationError::Act(error) => return signed.refuse(error),
        RotationError::Field(_)
        | RotationError::NoNextKeys
        | RotationError::NotNow
        | RotationError::NothingProposed
        | RotationError::Office
        | RotationError::SamePerson
        | RotationError::Stale => {
            ActError::Value { field: code.to_owned(), why: error.to_string() }
        }
    };
    let refusal = signed.refuse(error);
    match drawn(node, signed, Some(code), typed).await {
        Ok(page) if signed.is_person() => refusal.with_page(page),
        Ok(_) | Err(_) => refusal,
    }
}

async fn drawn(
    node: &Arc<Node>,
    signed: &Signed,
    refused: Option<&str>,
    typed: Typed<'_>,
) -> Result<String, ActError> {
    let (may_propose, may_agree) = successor::rights(signed.officer.office);
    let (turns, proposal) = (rotation::turns(node)?, rotation::proposed(node).await?);
    let ids = |keys: &[Vkey]| -> Vec<String> {
        keys.iter().map(|key| hex_encode(&key.key_id().to_be_bytes())).collect()
    };
    let (in_force, next) =
        (ids(&turns.in_force.concat()), ids(turns.next.as_deref().unwrap_or_default()));
    let steps: Vec<&str> = rotation::steps(&turns).into_iter().map(Step::id).collect();
    let instant = |ms| Timestamp::from_millisecond(ms).unwrap_or(Timestamp::UNIX_EPOCH);
    let digest = proposal.as_ref().map(rotation::Proposal::digest).unwrap_or_default();
    let proposed = proposal.as_ref().map(|found| Proposed {
        step: found.step.id(),
        from: found.from_ms.map(instant),
        why: &found.why,
        at: instant(found.at_ms),
        is_own: found.by == signed.officer.id.to_string(),
        digest: &digest,
    });
    let view = LogKeys {
        origin: &turns.origin,
        in_force: &in_force,
        next: &next,
        steps: &steps,
        proposed,
        may_propose,
        may_agree,
        refused,
        typed,
    };
    Ok(page::render(node, Some(signed), &signed.place, |shell| page_log_keys(&view, shell)))
}
