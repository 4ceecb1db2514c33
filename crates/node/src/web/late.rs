//! Forms that come too late: their session is over. Nothing of them is done, and nothing that was typed is lost: it waits
//! for the officer who typed it. A form that comes in the session after it is refused like any form of another session,
//! because nothing in it shows that the same person typed it.

use std::sync::Arc;

use axum::body::Body;
use axum::http::request::Parts;

use super::form::{self, FORM_BYTES_MAX, Fields};
use super::reply::{Problem, Wants};
use super::{Refusal, Signed, cookie, cookie_name, is_foreign};
use crate::auth::Arrived;
use crate::clock::system_now;
use crate::kept::Kept;
use crate::node::Node;

/// Keeps a form whose session is over, for the officer of that session. Only a form of that very session is kept: its
/// token says so. Whoever was never signed in leaves nothing.
pub(super) async fn kept(node: &Arc<Node>, parts: &Parts, body: Body, refusal: Refusal) -> Refusal {
    let Some(value) = cookie(&parts.headers, &cookie_name(node)) else { return refusal };
    let Ok(Arrived::Over(session)) = node.auth.arrive(&value).await else { return refusal };
    if is_foreign(&parts.headers) || Wants::of(&parts.headers) == Wants::Json {
        return refusal;
    }
    let Ok(bytes) = form::read(body, FORM_BYTES_MAX).await else { return refusal };
    let Some(fields) = Fields::decode(&bytes) else { return refusal };
    if !fields.get("csrf").is_some_and(|token| session.csrf_matches(token)) {
        return refusal;
    }
    if !is_form(parts.uri.path()) || node.officer(&session.login).is_none() {
        return refusal;
    }
    let path = parts.uri.path().to_owned();
    let form = Kept { path, fields: fields.without_tokens() };
    if node.kept.put(&session.login, form, system_now().as_millisecond()) {
        Refusal::new(Problem::session_kept(), Wants::Html)
    } else {
        refusal
    }
}

/// Where a kept form is shown.
pub(super) const KEPT: &str = "/kept";

/// Whether somebody types into the form that goes there.
fn is_form(path: &str) -> bool {
    let steps: Vec<&str> = path.split('/').skip(1).collect();
    matches!(
        steps.as_slice(),
        ["agreements" | "cases"]
            | ["agreements", _, "end" | "reinstate" | "review" | "suspend"]
            | ["cases", _, "erase" | "hold" | "lift" | "measures"]
            | ["cases" | "orders", _, "recalls"]
            | ["erasures", _, "reject"]
            | ["exhibits", _, "entries", _, "disclose"]
            | ["exhibits", _, "onward"]
            | ["packages", _, "copy"]
            | ["recalls", _, "refuse"]
            | ["measures", _, "fields" | "issue" | "withdraw"]
            | ["measures" | "orders", _, "letters"]
            | ["orders", _, "object" | "refuse"]
            | ["measures", _, "notice"]
            | ["measures", _, "notice", "defer" | "end" | "review"]
            | ["statistics", "notes"]
            | ["statistics", "notes", _, "strike"]
    )
}

/// Who waits behind a kept form: the page it stood on, with everything that was typed.
///
/// # Errors
/// What the page itself refuses.
pub(super) async fn shown(
    node: &Arc<Node>,
    signed: &Signed,
    kept: &Kept,
) -> Result<Option<String>, Refusal> {
    let steps: Vec<&str> = kept.path.split('/').skip(1).collect();
    let fields = &kept.fields;
    let page = match steps.as_slice() {
        ["agreements"] => super::agreements::again(node, signed, ("", ""), fields).await,
        [
            "agreements" | "exhibits",
            id,
            act @ ("end" | "onward" | "reinstate" | "review" | "suspend"),
        ] => super::agreements::again(node, signed, (id, act), fields).await,
        ["cases"] => Ok(super::cases::again(node, signed, fields, None)),
        ["cases", id, "measures"] => super::measures::open_again(node, signed, id, fields).await,
        ["cases", id, act @ ("erase" | "hold" | "lift" | "retain")] => {
            super::keeping::again(node, signed, id, act, fields).await
        }
        [what @ ("cases" | "orders"), id, "recalls"] => {
            super::recalls::ask_again(node, signed, what, id, fields).await
        }
        ["exhibits", id, "entries", n, "disclose"] => {
            super::exhibits::again(node, signed, id, n, fields).await
        }
        ["packages", id, "copy"] => super::copies::again(node, signed, id, fields).await,
        ["recalls", id, "refuse"] => super::recalls::refuse_again(node, signed, id, fields).await,
        ["erasures", id, "reject"] => super::keeping::reject_again(node, signed, id, fields).await,
        ["measures", id, "fields"] => super::drafts::again(node, signed, id, fields, &[]).await,
        ["measures", id, "issue"] => {
            super::measures::issue_again(node, signed, id, fields, None).await
        }
        ["measures", id, "withdraw"] => {
            super::acts::with_reason(node, signed, id, fields, None).await
        }
        ["measures", id, "notice", ..] => super::notices::again(node, signed, id, fields).await,
        ["measures" | "orders", id, "letters"] => {
            super::letters::kept(node, signed, id, fields).await
        }
        ["orders", id, "object" | "refuse"] => {
            super::orders::again(node, signed, id, fields, std::collections::BTreeMap::new()).await
        }
        ["statistics", "notes"] => super::occurrences::note_again(node, signed, fields),
        ["statistics", "notes", id, "strike"] => {
            super::occurrences::strike_again(node, signed, id, fields).await
        }
        _ => return Ok(None),
    };
    page.map(Some).map_err(|error| signed.refuse(error))
}
