//! Signing in and out, and what anybody may ask: whether the node is there.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{ACCEPT, HeaderMap, HeaderValue, SET_COOKIE};
use axum::http::{Response, StatusCode};
use portal::page::health::{Health, page_health};
use serde_json::json;

use super::address::Step;
use super::form::{self, Fields, SIGN_IN_BYTES_MAX, Unread};
use super::late::{self, KEPT};
use super::page::Place;
use super::reply::{self, Problem, Wants};
use super::{Answer, Posted, Refusal, Shared, Signed, cookie_name, is_foreign, page};
use crate::auth::AuthError;
use crate::clock::system_now;
use crate::config::NetworkKind;
use crate::node::Node;
use crate::work::directory::gossip::on_record;

/// `/`: to the desk; whoever is not signed in is sent on from there.
pub async fn home(place: Place) -> Response<Body> {
    reply::see_other(&place.there("/desk"))
}

/// Anything that is not a path: the same answer as for what may not be seen.
pub async fn nowhere(wants: Wants) -> Answer {
    Err(Refusal::new(Problem::not_found(), wants))
}

/// A path of ours that does not take what was asked of it.
pub async fn no_such_act(wants: Wants) -> Answer {
    let why = "this address does not take that; open the page from a link and do it there";
    Err(Refusal::new(Problem::new(StatusCode::METHOD_NOT_ALLOWED, "bad-request", why), wants))
}

/// Whether the node works and what time it thinks it is; no content, so no session. A node that has stopped signing takes
/// no work: it says so with 503.
pub async fn health(State(node): Shared, headers: HeaderMap, place: Place) -> Response<Body> {
    let stopped = node.ledger.stopped();
    let is_draining = node.drain.is_on();
    let is_ready = stopped.is_none() && !is_draining;
    let status = if is_ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    // Supervisors ask without saying what they can read; only a browser names pages.
    let accept = headers.get(ACCEPT).and_then(|value| value.to_str().ok());
    if accept.is_some_and(|accept| accept.contains("text/html")) {
        let view = Health { is_ready, waits_for: None };
        let page = page::render(&node, None, &place, |shell| page_health(&view, shell));
        return reply::html(status, page);
    }
    let disk = node.space.now();
    // A store that does not answer is told of elsewhere.
    let said =
        on_record(&*node.store).await.ok().map(|said| said.values().map(Vec::len).sum::<usize>());
    let document = json!({
        "member": node.config.member.screen(),
        "node": node.config.node.to_string(),
        "now": wire::time::millis(node.now()),
        "ready": is_ready,
        "draining": is_draining,
        "stopped": stopped.map(|why| why.code()),
        "quorum_missing_since": node.without_quorum().map(wire::time::millis),
        "directory_contradictions": said,
        "disk": { "level": disk.level.word(), "alarm": disk.alarm() },
        "log_size": node.ledger.signed().size,
    });
    reply::json(status, &document)
}

/// The page that asks for a one-time code.
pub async fn sign_in_page(State(node): Shared, place: Place) -> Response<Body> {
    reply::html(StatusCode::OK, page::sign_in(&node, None, &place))
}

/// A one-time link: it shows a button, because a link that signs in by itself is used up by whoever previews it.
pub async fn sign_in_with(
    State(node): Shared,
    Step(token): Step<String>,
    place: Place,
) -> Response<Body> {
    reply::html(StatusCode::OK, page::sign_in(&node, Some(&token), &place))
}

/// Takes a one-time code.
pub async fn sign_in(State(node): Shared, wants: Wants, place: Place, request: Request) -> Answer {
    // Another site must not sign somebody in: what they type next would be somebody else's.
    if is_foreign(request.headers()) {
        return Err(Refusal::new(Problem::foreign(), wants));
    }
    let body = match form::read(request.into_body(), SIGN_IN_BYTES_MAX).await {
        Ok(body) => body,
        Err(Unread::TooLarge) => {
            return Err(Refusal::new(Problem::too_large(SIGN_IN_BYTES_MAX), wants));
        }
        // Of half a form there is no token, and the answer is that of a bad one.
        Err(Unread::BrokeOff) => Vec::new(),
    };
    let fields = Fields::decode(&body).unwrap_or_default();
    let token = fields.get("token").unwrap_or_default();
    match crate::officers::link::take(&node, token).await {
        Ok(cookie) => {
            let to = after_sign_in(&node, &cookie, fields.get("then")).await;
            let mut response = reply::see_other(&place.there(&to));
            set_cookie(response.headers_mut(), &node, &cookie);
            Ok(response)
        }
        Err(error @ (AuthError::BadLink | AuthError::LinkExpired)) => {
            let code = match error {
                AuthError::LinkExpired => "link-expired",
                AuthError::BadLink | AuthError::Folder(_) | AuthError::Store(_) => "bad-link",
            };
            let problem = Problem::new(StatusCode::UNAUTHORIZED, code, error.to_string());
            Err(Refusal::new(problem, wants))
        }
        Err(AuthError::Folder(_) | AuthError::Store(_)) => {
            Err(Refusal::new(Problem::ours("busy"), wants))
        }
    }
}

/// Where somebody goes on who has just signed in: to the form that waits for them, to the page they came for, or to the
/// desk. A form of somebody else is not theirs to see.
pub(super) async fn after_sign_in(node: &Node, cookie: &str, then: Option<&str>) -> String {
    let session = node.auth.session(cookie).await.ok().flatten();
    let now_ms = system_now().as_millisecond();
    if session.is_some_and(|session| node.kept.waits(&session.login, now_ms)) {
        return KEPT.to_owned();
    }
    let then = then.filter(|path| page::is_local(path) && *path != KEPT && *path != "/");
    then.unwrap_or("/desk").to_owned()
}

/// The form that came when its session was over, on its page.
pub async fn kept(State(node): Shared, mut signed: Signed) -> Answer {
    let kept = node.kept.show(&signed.session.login, system_now().as_millisecond());
    let Some(kept) = kept.filter(|_| signed.is_person()) else {
        return Ok(reply::see_other(&signed.place.there("/desk")));
    };
    signed.place.done = Some("kept".to_owned());
    match late::shown(&node, &signed, &kept).await? {
        Some(page) => Ok(reply::html(StatusCode::OK, page)),
        None => Ok(reply::see_other(&signed.place.there("/desk"))),
    }
}

pub(super) fn set_cookie(headers: &mut HeaderMap, node: &Node, value: &str) {
    let secure = match node.config.network {
        // A browser would not send a Secure cookie to a sandbox without TLS.
        NetworkKind::Drill => "",
        NetworkKind::Production => "; Secure",
    };
    let name = cookie_name(node);
    let cookie = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        headers.insert(SET_COOKIE, cookie);
    }
}

/// Ends the session. The cookie stays and opens nothing any more: it only says whose form it is that another window still
/// sends.
pub async fn sign_out(State(node): Shared, posted: Posted) -> Answer {
    let ended = node.auth.end(&posted.signed.session).await;
    ended.map_err(|_| Refusal::new(Problem::ours("busy"), posted.signed.wants))?;
    node.kept.forget(&posted.signed.session.login);
    Ok(reply::see_other(&posted.signed.place.there("/sign-in?done=signed-out")))
}

/// Who is signed in, and the token that forms carry.
pub async fn session(State(_): State<Arc<Node>>, signed: Signed) -> Response<Body> {
    let document = json!({
        "login": signed.session.login,
        "officer": signed.officer.id.to_string(),
        "office": signed.officer.office.id(),
        "unit": signed.officer.unit.to_string(),
        "csrf": signed.session.csrf(),
    });
    reply::json(StatusCode::OK, &document)
}
