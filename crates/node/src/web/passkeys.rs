//! Signing in by a passkey, and an officer's page of their own passkeys.
//!
//! Two posts are one act: the first gets a challenge, as a document, because only our script asks for it; the second brings the
//! answer, as a form, so that what comes of it is a page.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{Response, StatusCode};
use jiff::Timestamp;
use portal::page::passkeys::{Held, Passkeys, Removal, page_passkey_removal, page_passkeys};
use portal::path;
use serde_json::json;

use super::address::Step;
use super::form::{self, Fields, Unread};
use super::page::Place;
use super::reply::{self, Problem, Wants};
use super::session::{after_sign_in, set_cookie};
use super::{Answer, Posted, Refusal, Shared, Signed, is_foreign, page, refused};
use crate::act::ActError;
use crate::node::Node;
use crate::passkeys::{
    self, ANSWER_BYTES_MAX, Challenge, Given, Listed, PASSKEYS_MAX, Party, PasskeyError, Unproven,
};

/// An answer, escaped, and a path.
const BYTES_MAX: usize = 2 * ANSWER_BYTES_MAX;

fn challenge(challenge: &Challenge) -> Response<Body> {
    let document = json!({ "pending": challenge.pending, "options": challenge.options });
    reply::json(StatusCode::OK, &document)
}

/// The challenge for whoever stands at the door.
pub async fn begin_sign_in(State(node): Shared, request: Request) -> Answer {
    if is_foreign(request.headers()) {
        return Err(Refusal::new(Problem::foreign(), Wants::Json));
    }
    match passkeys::begin_sign_in(&node).await {
        Ok(begun) => Ok(challenge(&begun)),
        Err(error) => Err(Refusal::new(at_the_door(error), Wants::Json)),
    }
}

/// Takes the answer of a passkey, and lets its officer in.
pub async fn sign_in(State(node): Shared, wants: Wants, place: Place, request: Request) -> Answer {
    // Another site must not sign somebody in: what they type next would be somebody else's.
    if is_foreign(request.headers()) {
        return Err(Refusal::new(Problem::foreign(), wants));
    }
    let body = match form::read(request.into_body(), BYTES_MAX).await {
        Ok(body) => body,
        Err(Unread::TooLarge) => return Err(Refusal::new(Problem::too_large(BYTES_MAX), wants)),
        // Of half a form there is no answer, and what is said is that of none.
        Err(Unread::BrokeOff) => Vec::new(),
    };
    let fields = Fields::decode(&body).unwrap_or_default();
    let pending = fields.get("pending").unwrap_or_default();
    let given = fields.get("answer").unwrap_or_default();
    let cookie = passkeys::sign_in(&node, pending, Given(given)).await;
    let cookie = cookie.map_err(|error| Refusal::new(at_the_door(error), wants))?;
    let to = after_sign_in(&node, &cookie, fields.get("then")).await;
    let mut response = reply::see_other(&place.there(&to));
    set_cookie(response.headers_mut(), &node, &cookie);
    Ok(response)
}

/// Whoever is refused at the door is nobody yet.
fn at_the_door(error: PasskeyError) -> Problem {
    match error {
        PasskeyError::Act(error) => *refused(error, Wants::Json).problem,
        PasskeyError::Auth(_) => Problem::ours("busy"),
        known @ (PasskeyError::ComeByLink
        | PasskeyError::Expired
        | PasskeyError::Name
        | PasskeyError::Off
        | PasskeyError::OtherOfficer
        | PasskeyError::SignInAgain
        | PasskeyError::Stale
        | PasskeyError::Taken
        | PasskeyError::TooMany
        | PasskeyError::Unknown
        | PasskeyError::Unproven(_)
        | PasskeyError::Used) => {
            Problem::new(StatusCode::UNAUTHORIZED, known.code(), known.to_string())
        }
    }
}

/// The reader's own passkeys.
pub async fn show(State(node): Shared, signed: Signed) -> Answer {
    let listed = passkeys::list(&node, &signed.session.login).await;
    let listed = listed.map_err(|error| signed.refuse(error))?;
    if signed.is_person() {
        let page = drawn(&node, &signed, &listed, None, "");
        return Ok(reply::html(StatusCode::OK, page));
    }
    let each = listed.iter().map(|one| {
        json!({
            "id": one.id,
            "name": one.name,
            "level": one.level.number(),
            "added_at": wire::time::millis(instant(one.added_at_ms)),
            "used_at": one.used_at_ms.map(|ms| wire::time::millis(instant(ms))),
        })
    });
    Ok(reply::json(StatusCode::OK, &json!({ "passkeys": each.collect::<Vec<_>>() })))
}

/// The challenge for a new one.
pub async fn begin(State(node): Shared, posted: Posted) -> Answer {
    let signed = &posted.signed;
    let hardware = posted.fields.get("sort") == Some("hardware");
    match passkeys::begin_add(&node, &signed.session, hardware).await {
        Ok(begun) => Ok(challenge(&begun)),
        Err(error) => Err(Refusal::new(inside(error), Wants::Json)),
    }
}

/// Adds one.
pub async fn add(State(node): Shared, posted: Posted) -> Answer {
    let signed = &posted.signed;
    let field = |name| posted.fields.get(name).unwrap_or_default();
    let (pending, name) = (field("pending"), field("name"));
    let given = field("answer");
    let added = match (pending, given.len()) {
        // The script got no challenge, and sends the form for the reason.
        ("", _) => {
            let hardware = field("sort") == "hardware";
            let begun = passkeys::begin_add(&node, &signed.session, hardware).await;
            begun.and(Err(PasskeyError::Used))
        }
        (_, ANSWER_BYTES_MAX..) => Err(Unproven::Malformed.into()),
        _ => passkeys::add(&node, &signed.session, pending, Given(given), name).await,
    };
    match added {
        Ok(id) => {
            let location = format!("{}?done=passkey-added", path::PASSKEYS);
            Ok(signed.done(StatusCode::CREATED, &json!({ "id": id }), &location))
        }
        Err(error) => {
            let (word, problem) = (word(&error), inside(error));
            let refusal = Refusal::new(problem, signed.wants).for_officer(signed);
            match (word, passkeys::list(&node, &signed.session.login).await) {
                (Some(word), Ok(listed)) if signed.is_person() => {
                    Err(refusal.with_page(drawn(&node, signed, &listed, Some(word), name)))
                }
                _ => Err(refusal),
            }
        }
    }
}

/// The page on which one is removed.
pub async fn removal(State(node): Shared, signed: Signed, Step(id): Step<String>) -> Answer {
    let page = removing(&node, &signed, &id, None).await?;
    Ok(reply::html(StatusCode::OK, page))
}

/// Removes one.
pub async fn remove(State(node): Shared, Step(id): Step<String>, posted: Posted) -> Answer {
    let signed = &posted.signed;
    let n_left = posted.parse("left", str::parse::<usize>)?;
    match passkeys::remove(&node, &signed.session, &id, n_left).await {
        Ok(()) => {
            let location = format!("{}?done=passkey-removed", path::SIGN_IN);
            Ok(signed.done(StatusCode::OK, &json!({ "id": id }), &location))
        }
        Err(error) => {
            let (word, problem) = (word(&error), inside(error));
            let refusal = Refusal::new(problem, signed.wants).for_officer(signed);
            match word {
                Some(word) if signed.is_person() => {
                    Err(refusal.with_page(removing(&node, signed, &id, Some(word)).await?))
                }
                Some(_) | None => Err(refusal),
            }
        }
    }
}

/// What is said to an officer.
fn inside(error: PasskeyError) -> Problem {
    let status = match &error {
        PasskeyError::Off
        | PasskeyError::Stale
        | PasskeyError::Taken
        | PasskeyError::TooMany
        | PasskeyError::Used => StatusCode::CONFLICT,
        PasskeyError::ComeByLink | PasskeyError::SignInAgain => StatusCode::FORBIDDEN,
        PasskeyError::Unknown => return Problem::not_found(),
        PasskeyError::Act(_) | PasskeyError::Auth(_) => return at_the_door(error),
        PasskeyError::Expired
        | PasskeyError::Name
        | PasskeyError::OtherOfficer
        | PasskeyError::Unproven(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Problem::new(status, error.code(), error.to_string())
}

/// The end of the key of the words on the page; none where the general page says it.
fn word(error: &PasskeyError) -> Option<&'static str> {
    Some(match error {
        PasskeyError::Act(_) | PasskeyError::Auth(_) | PasskeyError::Unknown => return None,
        PasskeyError::ComeByLink => "come-by-link",
        PasskeyError::Expired | PasskeyError::Stale | PasskeyError::Used => "again",
        PasskeyError::Name => "name",
        PasskeyError::Off => "off",
        PasskeyError::SignInAgain => "sign-in",
        PasskeyError::Taken => "taken",
        PasskeyError::TooMany => "too-many",
        PasskeyError::Unproven(Unproven::NotAttested) => "not-attested",
        PasskeyError::Unproven(Unproven::Origin) => "origin",
        PasskeyError::Unproven(Unproven::Unverified) => "unverified",
        PasskeyError::OtherOfficer
        | PasskeyError::Unproven(Unproven::Counter | Unproven::Malformed | Unproven::Refused) => {
            "refused"
        }
    })
}

fn instant(ms: i64) -> Timestamp {
    Timestamp::from_millisecond(ms).unwrap_or(Timestamp::UNIX_EPOCH)
}

fn held(one: &Listed) -> Held {
    Held {
        id: one.id.clone(),
        name: one.name.clone(),
        added_at: instant(one.added_at_ms),
        used_at: one.used_at_ms.map(instant),
        level: one.level.number(),
    }
}

fn drawn(
    node: &Arc<Node>,
    signed: &Signed,
    listed: &[Listed],
    refused: Option<&str>,
    typed: &str,
) -> String {
    let held: Vec<Held> = listed.iter().map(held).collect();
    let view = Passkeys {
        held: &held,
        is_on: Party::of(&node.config).is_some(),
        has_room: held.len() < PASSKEYS_MAX,
        knows_makers: node.config.makers.is_some(),
        refused,
        typed,
    };
    page::render(node, Some(signed), &signed.place, |shell| page_passkeys(&view, shell))
}

async fn removing(
    node: &Arc<Node>,
    signed: &Signed,
    id: &str,
    refused: Option<&str>,
) -> Result<String, Refusal> {
    let listed = passkeys::list(node, &signed.session.login).await;
    let listed = listed.map_err(|error| signed.refuse(error))?;
    let one = listed.iter().find(|one| one.id == id);
    let one = held(one.ok_or_else(|| signed.refuse(ActError::NotFound))?);
    let n_left = listed.len().saturating_sub(1);
    let view = Removal { one: &one, n_left, refused };
    Ok(page::render(node, Some(signed), &signed.place, |shell| page_passkey_removal(&view, shell)))
}
