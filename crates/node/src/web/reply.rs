//! Answers: pages for people, documents for programs, one set of headers for all of them.

use axum::body::Body;
use axum::extract::FromRequestParts;
use axum::http::header::{self, HeaderValue};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Response, StatusCode};
use domain::denied::Denied;
use law::defect::Defect;
use law::ids::{InstrumentId, KindId};
use portal::component::problem_list::Wrong;
use portal::script::Script;
use serde_json::{Value, json};

use crate::exhibits::BadBrought;

/// What the caller can read: a browser gets pages, a program that asks for JSON gets documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wants {
    /// A page.
    Html,
    /// A document.
    Json,
}

impl Wants {
    /// From the `Accept` header; anything unclear is a person.
    #[must_use]
    pub fn of(headers: &HeaderMap) -> Self {
        let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
        match accept {
            Some(accept) if accept.contains("application/json") => Self::Json,
            Some(_) | None => Self::Html,
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Wants {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self::of(&parts.headers))
    }
}

/// A refusal on its way to a person or a program (RFC 9457).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// HTTP status.
    pub status: StatusCode,
    /// Stable code, kebab-case.
    pub code: String,
    /// The place in the law, where law is the reason.
    pub cite: Option<String>,
    /// One sentence: what is wrong and what to do.
    pub detail: String,
    /// Every defect of a draft.
    pub defects: Vec<Defect>,
    /// What the core said, where it was the core that refused.
    pub denied: Option<Box<Denied>>,
    /// The field that cannot be used and why, where it is one; of several the first.
    pub field: Option<(String, String)>,
    /// Every answer of the form that cannot be taken.
    pub wrong: Vec<(String, Wrong)>,
    /// The law and the kind of the measure it is about, where the page should say who is competent.
    pub about: Option<(InstrumentId, KindId)>,
}

impl Problem {
    /// A refusal that has no article.
    #[must_use]
    pub fn new(status: StatusCode, code: &str, detail: impl Into<String>) -> Self {
        Self {
            status,
            code: code.to_owned(),
            cite: None,
            detail: detail.into(),
            defects: Vec::new(),
            denied: None,
            field: None,
            wrong: Vec::new(),
            about: None,
        }
    }

    /// Answers of a form that cannot be taken, all of them.
    #[must_use]
    pub fn wrong(wrong: Vec<(String, Wrong)>) -> Self {
        let lines =
            wrong.iter().map(|(field, why)| format!("`{field}` is not usable: {}", plain(why)));
        let detail = lines.collect::<Vec<_>>().join("; ");
        let field = wrong.first().map(|(field, why)| (field.clone(), plain(why)));
        Self { field, wrong, ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, "value", detail) }
    }

    /// What is not visible and what does not exist get this same answer.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not-found", "there is nothing here that you may see")
    }

    /// Whoever is not signed in.
    #[must_use]
    pub fn not_active() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "not-active", "sign in first, then do it again")
    }

    /// Whose session ended; the page says so and leads back.
    #[must_use]
    pub fn session_over() -> Self {
        let why = "the session is over; sign in again, then do it again";
        Self::new(StatusCode::UNAUTHORIZED, "session-over", why)
    }

    /// The same where a form came with it: what was typed waits for the officer.
    #[must_use]
    pub fn session_kept() -> Self {
        let why = "the session is over; what was typed is kept for the officer who typed it";
        Self::new(StatusCode::UNAUTHORIZED, "session-kept", why)
    }

    /// A post that says itself that another site sent it.
    #[must_use]
    pub fn foreign() -> Self {
        let why = "the form came from another site";
        Self::new(StatusCode::FORBIDDEN, "foreign-origin", why)
    }

    /// A form of more bytes than are read.
    #[must_use]
    pub fn too_large(bytes_max: usize) -> Self {
        let why = format!(
            "the form has more than {} KiB and was not read; put long texts into attachments and send it again",
            bytes_max >> 10
        );
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", why)
    }

    /// A file that is not taken by its name or type; `field` is where it was given.
    #[must_use]
    pub fn brought(field: &str, bad: BadBrought) -> Self {
        let field = Some((field.to_owned(), bad.to_string()));
        Self { field, ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, bad.code(), bad.to_string()) }
    }

    /// Something of ours failed; the cause is in the node's log, not on a page.
    #[must_use]
    pub fn ours(code: &str) -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            code,
            "the node could not do this now; nothing was changed, try again",
        )
    }

    /// As a problem document.
    #[must_use]
    pub fn document(&self) -> Value {
        let wrong = self.wrong.iter().map(|(field, why)| {
            json!({
                "pointer": format!("/{field}"),
                "field": field,
                "code": why.code(),
                "detail": plain(why),
            })
        });
        let errors: Vec<_> = self
            .defects
            .iter()
            .map(|defect| {
                json!({
                    "pointer": format!("/{}", defect.field),
                    "field": defect.field.to_string(),
                    "section": defect.section.to_string(),
                    "code": defect.code,
                    "cite": defect.cite.to_string(),
                })
            })
            .chain(wrong)
            .collect();
        let mut document = json!({
            "type": format!("/problems/{}", self.code),
            "title": self.code,
            "status": self.status.as_u16(),
            "code": self.code,
            "detail": self.detail,
            "errors": errors,
        });
        if let (Some(cite), Some(map)) = (&self.cite, document.as_object_mut()) {
            map.insert("legal_basis".to_owned(), json!(cite));
        }
        document
    }
}

impl From<Denied> for Problem {
    fn from(denied: Denied) -> Self {
        let status = StatusCode::from_u16(denied.class().status()).unwrap_or(StatusCode::FORBIDDEN);
        let (code, cite, detail) =
            (denied.code().to_owned(), denied.cite().map(ToString::to_string), denied.to_string());
        let defects =
            if let Denied::Defects { defects } = &denied { defects.clone() } else { Vec::new() };
        Self {
            status,
            code,
            cite,
            detail,
            defects,
            denied: Some(Box::new(denied)),
            ..Self::new(status, "", "")
        }
    }
}

/// Why an answer was not taken, for programs.
fn plain(wrong: &Wrong) -> String {
    match wrong {
        Wrong::Choose => "two officers answered this; say which answer counts".to_owned(),
        Wrong::Needed => "an answer is needed".to_owned(),
        Wrong::Number { text, n_max } => format!("`{text}` is no whole number from 1 to {n_max}"),
        Wrong::Unfit => "this does not go with another answer".to_owned(),
        Wrong::Value(bad) => bad.to_string(),
    }
}

/// A page.
#[must_use]
pub fn html(status: StatusCode, page: String) -> Response<Body> {
    let has_script = Script::ALL.iter().any(|script| page.contains(&script.tag().into_string()));
    let mut response = answer(status, "text/html; charset=utf-8", page.into());
    if has_script {
        let csp = HeaderValue::from_static(CSP_WITH_SCRIPT);
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, csp);
    }
    response
}

/// A document.
#[must_use]
pub fn json(status: StatusCode, document: &Value) -> Response<Body> {
    answer(status, "application/json", document.to_string().into())
}

/// A problem document.
#[must_use]
pub fn problem_json(problem: &Problem) -> Response<Body> {
    answer(problem.status, "application/problem+json", problem.document().to_string().into())
}

/// After a post a browser is sent to a page that it may reload.
#[must_use]
pub fn see_other(location: &str) -> Response<Body> {
    let mut response = answer(StatusCode::SEE_OTHER, "text/plain; charset=utf-8", Body::empty());
    if let Ok(location) = HeaderValue::from_str(location) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}

/// Any other body.
#[must_use]
pub fn answer(status: StatusCode, media_type: &'static str, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    response
}

/// Says in which language a page is, and that another browser may be given another one.
pub fn tell_language(headers: &mut HeaderMap, tag: &'static str) {
    if headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
    {
        headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(tag));
        headers.insert(header::VARY, HeaderValue::from_static("accept-language"));
    }
}

/// What a page may load.
const CSP: &str = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; \
                   style-src 'self'; img-src 'self' data:; script-src 'none'";
/// The same for a page that brings evidence or asks for a passkey: our own script file, which talks to this node. Nothing
/// written into the page runs.
const CSP_WITH_SCRIPT: &str = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; \
                               style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'";

/// Headers of every answer: no script but where a page brings evidence or asks for a passkey, no frame, no foreign host, nothing
/// kept by caches.
pub fn guard(headers: &mut HeaderMap) {
    let csp = HeaderValue::from_static(CSP);
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(csp);
    for (name, value) in [
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("x-content-type-options", "nosniff"),
        ("permissions-policy", "camera=(), microphone=(), geolocation=(), usb=(), payment=()"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
}
