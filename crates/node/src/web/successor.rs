//! The page on which two officers decide what no program decides about a log: that it is given up, that its head register
//! is made again, that work goes on after something was lost.

use axum::extract::State;
use axum::http::StatusCode;
use jiff::Timestamp;
use portal::page::successor::{Proposed, Successor, page_successor};
use portal::path;
use serde_json::json;

use super::{Answer, Posted, Refusal, Shared, Signed, page, reply};
use crate::act::ActError;
use crate::node::Node;
use crate::successor::{self, Decides, Finding, SuccessorError};

/// What is lost, and what was proposed.
pub async fn show(State(node): Shared, signed: Signed) -> Answer {
    let html = drawn(&node, &signed, None, ("", "")).await;
    let html = html.map_err(|error| signed.refuse(error))?;
    if signed.is_person() {
        return Ok(reply::html(StatusCode::OK, html));
    }
    let proposal = successor::proposed(&node).await.map_err(|error| signed.refuse(error))?;
    let found = successor::finding(&node).ok_or_else(|| signed.refuse(ActError::NotFound))?;
    let proposal = proposal.map(|found| {
        let digest = found.digest();
        json!({ "incident": found.incident, "why": found.why, "digest": digest })
    });
    let document = json!({
        "origin": node.ledger.origin(),
        "about": found.code,
        "stored": found.stored,
        "known": found.known,
        "next": next(&node, &found),
        "proposal": proposal,
    });
    Ok(reply::json(StatusCode::OK, &document))
}

/// One officer proposes it.
pub async fn propose(State(node): Shared, posted: Posted) -> Answer {
    let signed = &posted.signed;
    let field = |name| posted.fields.get(name).unwrap_or_default();
    let typed = (field("incident"), field("why"));
    match successor::propose(&node, &signed.officer, typed.0, typed.1).await {
        Ok(proposal) => {
            let document = json!({ "incident": proposal.incident });
            let location = format!("{}?done=successor-proposed", path::SUCCESSOR);
            Ok(signed.done(StatusCode::CREATED, &document, &location))
        }
        Err(error) => Err(refused(&node, signed, error, typed).await),
    }
}

/// Another one agrees.
pub async fn agree(State(node): Shared, posted: Posted) -> Answer {
    let signed = &posted.signed;
    let found = successor::finding(&node);
    let begins = found.is_some_and(|found| found.decides == Decides::Successor);
    let proposal = posted.fields.get("proposal").unwrap_or_default();
    match successor::agree(&node, &signed.officer, proposal).await {
        Ok(origin) => {
            let done = if begins { "successor-begun" } else { "successor-decided" };
            let location = format!("{}?done={done}", path::LEDGER);
            Ok(signed.done(StatusCode::OK, &json!({ "origin": origin }), &location))
        }
        Err(error) => Err(refused(&node, signed, error, ("", "")).await),
    }
}

/// The log that would follow, where one would.
fn next(node: &Node, found: &Finding) -> Option<String> {
    (found.decides == Decides::Successor).then(|| successor::next(node).ok())?
}

async fn refused(
    node: &std::sync::Arc<Node>,
    signed: &Signed,
    error: SuccessorError,
    typed: (&str, &str),
) -> Refusal {
    let code = error.code();
    let error = match error {
        SuccessorError::Act(error) => return signed.refuse(error),
        SuccessorError::NothingToDecide => return signed.refuse(ActError::NotFound),
        SuccessorError::Field(_)
        | SuccessorError::NothingProposed
        | SuccessorError::NoReserve
        | SuccessorError::Office
        | SuccessorError::Outside(_)
        | SuccessorError::SamePerson
        | SuccessorError::Stale => {
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
    node: &std::sync::Arc<Node>,
    signed: &Signed,
    refused: Option<&str>,
    typed: (&str, &str),
) -> Result<String, ActError> {
    let found = successor::finding(node).ok_or(ActError::NotFound)?;
    let (may_propose, may_agree) = successor::rights(signed.officer.office);
    let proposal = successor::proposed(node).await?;
    let origin = node.ledger.origin();
    let next = next(node, &found);
    let digest = proposal.as_ref().map(successor::Proposal::digest).unwrap_or_default();
    let proposed = proposal.as_ref().map(|found| Proposed {
        incident: &found.incident,
        why: &found.why,
        at: Timestamp::from_millisecond(found.at_ms).unwrap_or(Timestamp::UNIX_EPOCH),
        is_own: found.by == signed.officer.id.to_string(),
        digest: &digest,
    });
    let view = Successor {
        origin: &origin,
        about: found.code,
        stored: found.stored,
        known: found.known,
        begins: found.decides == Decides::Successor,
        next: next.as_deref(),
        proposed,
        may_propose,
        may_agree,
        refused,
        typed,
    };
    Ok(page::render(node, Some(signed), &signed.place, |shell| page_successor(&view, shell)))
}
