//! Pages and forms for people; the same forms answer programs with JSON.
//!
//! A handler is short: who is it, what was asked, one call into the core, one answer. Every post needs a session and
//! its form token; every read of content is recorded before anything is shown.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, FromRequest, FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, Response, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::IntoResponse as _;
use axum::routing::{get, post, put};
use domain::actor::Officer;
use domain::denied::Denied;
use domain::permit::matrix::{self, Row, Scope};
use law::ids::{InstrumentId, KindId};
use portal::component::problem_list::Wrong;
use seal::digest::Digest;
use serde_json::Value;

use crate::act::{ActError, OnceKey};
use crate::auth::{Arrived, SignedIn};
use crate::config::NetworkKind;
use crate::crowd::{AGAIN_AFTER_S, With};
use crate::log;
use crate::node::Node;
use crate::web::form::{FORM_BYTES_MAX, Fields, Unread};
use crate::web::page::Place;
use crate::web::reply::{Problem, Wants};

pub mod acts;
pub mod address;
pub mod agreements;
pub mod cases;
pub mod copies;
pub mod derive;
pub mod document;
pub mod drafts;
pub mod exhibits;
pub mod form;
pub mod keeping;
mod late;
pub mod lawbook;
pub mod ledger;
pub mod letters;
pub mod log_keys;
pub mod measures;
pub mod notices;
pub mod occurrences;
pub mod orders;
pub mod packages;
pub mod page;
pub mod passkeys;
pub mod reach;
pub mod recalls;
pub mod reply;
pub mod session;
pub mod show;
pub mod statistics;
pub mod successor;
pub mod timeline;
pub mod upload;
pub mod uploads;
pub mod verify;
pub mod waiting;

#[cfg(test)]
mod tests;

/// The state of every handler.
pub type Shared = State<Arc<Node>>;

/// What a handler gives: an answer, or a refusal that is shown the way the caller can read.
pub type Answer = Result<Response<Body>, Refusal>;

/// Every path of the portal.
pub fn router(node: &Arc<Node>) -> Router {
    Router::new()
        .route("/", get(session::home))
        .route("/health", get(session::health))
        .route("/assets/{file}", get(page::asset))
        .route("/sign-in", get(session::sign_in_page).post(session::sign_in))
        .route("/sign-in/passkey", post(passkeys::sign_in))
        .route("/sign-in/passkey/begin", post(passkeys::begin_sign_in))
        .route("/sign-in/{token}", get(session::sign_in_with))
        .route("/passkeys", get(passkeys::show).post(passkeys::add))
        .route("/passkeys/begin", post(passkeys::begin))
        .route("/passkeys/{id}/remove", get(passkeys::removal).post(passkeys::remove))
        .route("/sign-out", post(session::sign_out))
        .route("/session", get(session::session))
        .route("/kept", get(session::kept))
        .route("/desk", get(cases::desk))
        .route("/cases", get(cases::list).post(cases::open))
        .route("/cases/new", get(cases::new))
        .route("/cases/{id}", get(cases::show))
        .route("/cases/{id}/measures", post(measures::open))
        .route("/cases/{id}/measures/new", get(measures::new))
        .route("/cases/{id}/export", post(packages::export))
        .route(
            "/cases/{id}/derive",
            get(derive::page).post(derive::post).layer(DefaultBodyLimit::disable()),
        )
        .route("/cases/{id}/keeping", get(keeping::show))
        .route("/cases/{id}/hold", post(keeping::hold))
        .route("/cases/{id}/lift", post(keeping::lift))
        .route("/cases/{id}/erase", post(keeping::erase))
        .route("/cases/{id}/retain", post(keeping::retain))
        .route("/cases/{id}/recalls", get(recalls::of_case).post(recalls::ask_case))
        .route("/erasures/{id}", get(keeping::erasure))
        .route("/erasures/{id}/approve", post(keeping::approve))
        .route("/erasures/{id}/reject", post(keeping::reject))
        .route("/measures/{id}", get(measures::show))
        .route("/measures/{id}/draft", get(drafts::draft))
        .route("/measures/{id}/fields", get(drafts::draft).post(drafts::fields))
        .route("/measures/{id}/drop", post(drafts::drop))
        .route("/measures/{id}/check", get(measures::check))
        .route("/measures/{id}/issue", post(measures::issue))
        .route("/measures/{id}/letters", post(letters::say))
        .route("/measures/{id}/letters/{form}", get(letters::page))
        .route("/measures/{id}/complete", post(acts::complete))
        .route("/measures/{id}/withdraw", post(acts::withdraw))
        .route("/measures/{id}/validate", post(acts::validate))
        .route("/measures/{id}/countersign", post(acts::countersign))
        .route("/measures/{id}/acts/{letter}/take", post(acts::take))
        .route("/measures/{id}/acts/{letter}/decline", post(acts::decline))
        .route("/measures/{id}/notice", post(notices::give))
        .route("/measures/{id}/notice/defer", post(notices::defer))
        .route("/measures/{id}/notice/end", post(notices::end))
        .route("/measures/{id}/notice/review", post(notices::review))
        .route("/orders/{id}", get(orders::show))
        .route("/orders/{id}/clear", post(orders::clear))
        .route("/orders/{id}/letters", post(letters::say))
        .route("/orders/{id}/letters/{form}", get(letters::page))
        .route("/orders/{id}/acknowledge", post(acts::acknowledge))
        .route("/orders/{id}/acts/{letter}/take", post(acts::take))
        .route("/orders/{id}/acts/{letter}/decline", post(acts::decline))
        .route("/orders/{id}/object", post(orders::object))
        .route("/orders/{id}/refuse", post(orders::refuse))
        .route("/orders/{id}/evidence", post(orders::evidence).layer(DefaultBodyLimit::disable()))
        .route("/orders/{id}/uploads", get(uploads::list).post(uploads::open))
        .route("/orders/{id}/uploads/{upload}", get(uploads::show).delete(uploads::give_up))
        .route("/orders/{id}/uploads/{upload}/finish", post(uploads::finish))
        .route(
            "/orders/{id}/uploads/{upload}/parts/{n}",
            put(uploads::part).layer(DefaultBodyLimit::disable()),
        )
        .route("/orders/{id}/hand-over", post(orders::hand_over))
        .route("/orders/{id}/recalls", get(recalls::of_order).post(recalls::ask_order))
        .route("/exhibits/{id}", get(exhibits::show))
        .route("/exhibits/{id}/entries/{n}/disclose", get(exhibits::form).post(exhibits::disclose))
        .route("/packages/{id}", get(packages::show))
        .route("/packages/{id}/approve", post(packages::approve))
        .route("/packages/{id}/copy", get(copies::form).post(copies::ask))
        .route("/packages/{id}/download", get(packages::download))
        .route("/recalls/{id}", get(recalls::show))
        .route("/recalls/{id}/refuse", post(recalls::refuse))
        .route("/statistics", get(statistics::show))
        .route("/statistics/notes", get(occurrences::list).post(occurrences::note))
        .route("/statistics/notes/new", get(occurrences::new))
        .route("/statistics/notes/{id}/strike", post(occurrences::strike))
        .route("/agreements", get(agreements::list).post(agreements::draft))
        .route("/agreements/new", get(agreements::new))
        .route("/agreements/{id}", get(agreements::show))
        .route("/agreements/{id}/document", get(agreements::bytes))
        .route("/agreements/{id}/sign", get(agreements::read_first).post(agreements::sign))
        .route("/agreements/{id}/suspend", post(agreements::suspend))
        .route("/agreements/{id}/reinstate", post(agreements::reinstate))
        .route("/agreements/{id}/review", post(agreements::review))
        .route("/agreements/{id}/end", post(agreements::end))
        .route("/exhibits/{id}/onward", get(agreements::let_on_form).post(agreements::let_on))
        .route("/law", get(lawbook::list))
        .route("/law/ways", get(lawbook::ways))
        .route("/law/words/{list}", get(lawbook::words))
        .route("/law/{id}", get(lawbook::show))
        .route("/ledger", get(ledger::show))
        .route("/ledger/keys", get(log_keys::show).post(log_keys::propose))
        .route("/ledger/keys/agree", post(log_keys::agree))
        .route("/ledger/successor", get(successor::show).post(successor::propose))
        .route("/ledger/successor/agree", post(successor::agree))
        .route("/ledger/{index}", get(ledger::entry))
        .route("/ledger/stamps/{name}", get(ledger::stamp))
        .route("/ledger/leaves/{index}", get(ledger::entry))
        .route("/verify", get(verify::form).post(verify::check).layer(DefaultBodyLimit::disable()))
        .route("/waiting", get(waiting::list))
        .route("/waiting/{id}/try", post(waiting::try_now))
        .route("/waiting/{id}/withdraw", post(waiting::withdraw))
        .route("/reach", get(reach::list))
        .route("/reach/{node}/compare", post(reach::compare))
        .route("/reach/{node}/try", post(reach::try_way))
        .route("/oversight/ledgers", get(ledger::oversight))
        .fallback(session::nowhere)
        .method_not_allowed_fallback(session::no_such_act)
        .layer(middleware::from_fn_with_state(node.clone(), guarded))
        .with_state(node.clone())
}

/// Gives every answer its headers, and every refusal the form its reader can read.
async fn guarded(State(node): Shared, request: Request, next: Next) -> Response<Body> {
    let place = Place::of(request.uri(), request.headers());
    let wants = Wants::of(request.headers());
    let mut response = match comes_with(&request).map(|with| node.crowd.enter(with)) {
        Some(None) => Refusal::new(Problem::ours("busy"), wants).into_response(),
        None | Some(Some(_)) => next.run(request).await,
    };
    if let Some(Shown(problem, signed)) = response.extensions_mut().remove::<Shown>() {
        let page = page::problem(&node, signed.as_deref(), &problem, &place);
        response = reply::html(problem.status, page);
    }
    if response.status() == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().insert(header::RETRY_AFTER, AGAIN_AFTER_S.into());
    }
    reply::guard(response.headers_mut());
    reply::tell_language(response.headers_mut(), place.language().tag());
    response
}

/// Which place a request needs. A supervisor is always answered.
fn comes_with(request: &Request) -> Option<With> {
    let path = request.uri().path();
    match (request.method(), path.rsplit('/').next()) {
        (_, Some("health")) => None,
        (&Method::POST, Some("derive" | "evidence")) => Some(With::Upload),
        (&Method::PUT, _) if path.contains("/parts/") => Some(With::Upload),
        _ => Some(With::Page),
    }
}

/// A refusal that [`guarded`] still has to make a page of: only there the node is known.
#[derive(Debug, Clone)]
struct Shown(Problem, Option<Box<Signed>>);

/// A refusal on its way to the caller.
#[derive(Debug)]
pub struct Refusal {
    problem: Box<Problem>,
    wants: Wants,
    page: Option<String>,
    signed: Option<Box<Signed>>,
}

impl Refusal {
    /// A refusal shown as the caller wants it.
    #[must_use]
    pub fn new(problem: Problem, wants: Wants) -> Self {
        Self { problem: Box::new(problem), wants, page: None, signed: None }
    }

    /// The same for an officer, whose page keeps its navigation.
    #[must_use]
    pub fn for_officer(mut self, signed: &Signed) -> Self {
        self.signed = Some(Box::new(signed.clone()));
        self
    }

    /// Why a form was sent back, if a person can repair it on the spot: the field, if it is one, and the sentence.
    #[must_use]
    pub fn repairable(&self) -> Option<(Option<&str>, &str)> {
        if self.wants != Wants::Html {
            return None;
        }
        match (&self.problem.field, self.problem.code.as_str()) {
            (Some((field, why)), _) => Some((Some(field), why)),
            (None, "stale") => Some((None, &self.problem.detail)),
            (None, _) => None,
        }
    }

    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.problem.code
    }

    /// Whether the form answers to what was so before: something changed since, or it was sent already.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        ["once-mismatch", "stale"].contains(&self.code())
    }

    /// What the core said, where it was the core that refused.
    #[must_use]
    pub fn denied(&self) -> Option<&Denied> {
        self.problem.denied.as_deref()
    }

    /// The answers of the form that cannot be taken.
    #[must_use]
    pub fn wrong(&self) -> &[(String, Wrong)] {
        &self.problem.wrong
    }

    /// The same, about a measure of this kind: its page can say who is competent for it.
    #[must_use]
    pub fn about(mut self, law: InstrumentId, kind: KindId) -> Self {
        self.problem.about = Some((law, kind));
        self
    }

    /// The same with a page of its own instead of the general one: the form that was posted, with its faults.
    #[must_use]
    pub fn with_page(mut self, page: String) -> Self {
        self.page = Some(page);
        self
    }
}

impl axum::response::IntoResponse for Refusal {
    fn into_response(self) -> Response<Body> {
        match self.wants {
            Wants::Json => reply::problem_json(&self.problem),
            Wants::Html => match self.page {
                Some(page) => reply::html(self.problem.status, page),
                None => {
                    let mut response = reply::html(self.problem.status, String::new());
                    response.extensions_mut().insert(Shown(*self.problem, self.signed));
                    response
                }
            },
        }
    }
}

/// Something of the shell as a refusal: what the core denied keeps its code and article.
#[must_use]
pub fn refused(error: ActError, wants: Wants) -> Refusal {
    let problem = match error {
        ActError::Denied(denied) => Problem::from(denied),
        error @ ActError::BehindGap => {
            Problem::new(StatusCode::CONFLICT, "behind-gap", error.to_string())
        }
        error @ ActError::NoQuorum { .. } => {
            Problem::new(StatusCode::SERVICE_UNAVAILABLE, "no-quorum", error.to_string())
        }
        error @ ActError::NoRoom => {
            log::request_failed(&error);
            let why = error.to_string();
            Problem::new(StatusCode::INSUFFICIENT_STORAGE, "disk-reserve", why)
        }
        ActError::NotFound => Problem::not_found(),
        ActError::Stale => Problem::new(
            StatusCode::CONFLICT,
            "stale",
            "this changed since it was shown; look at it again and repeat",
        ),
        ActError::Value { field, why } => Problem {
            detail: format!("`{field}` is not usable: {why}"),
            field: Some((field, why)),
            ..Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "value", "")
        },
        ActError::Wrong(wrong) => Problem::wrong(wrong),
        ActError::Store(store::StoreError::OnceMismatch { .. }) => Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "once-mismatch",
            "this form was sent before with other content; open it again",
        ),
        error @ ActError::Unsigned(_) => {
            log::request_failed(&error);
            Problem::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "recorded-not-signed",
                "this was done and is on record, but the ledger could not sign it; do not do it again, and tell the operator",
            )
        }
        error @ ActError::Store(store::StoreError::Full) => {
            log::request_failed(&error);
            Problem::new(
                StatusCode::INSUFFICIENT_STORAGE,
                "disk-full",
                "the disk of this node is full; nothing was changed, and the operator has to make room first",
            )
        }
        error @ ActError::Ledger(_) => {
            log::request_failed(&error);
            Problem::ours("log-stopped")
        }
        error @ (ActError::Busy
        | ActError::Corrupt(_)
        | ActError::Keys(_)
        | ActError::Record(_)
        | ActError::Store(_)
        | ActError::Shell(_)) => {
            log::request_failed(&error);
            Problem::ours("busy")
        }
    };
    Refusal::new(problem, wants)
}

/// Name of the session cookie. Without TLS (a sandbox on this machine) every node has its own, because browsers share
/// cookies between ports.
#[must_use]
pub fn cookie_name(node: &Node) -> String {
    match node.config.network {
        NetworkKind::Drill => format!("comity-{}", node.config.member),
        NetworkKind::Production => "__Host-comity".to_owned(),
    }
}

/// The value of a cookie.
#[must_use]
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    cookies.flat_map(|line| line.split(';')).find_map(|pair| {
        let (found, value) = pair.trim().split_once('=')?;
        (found == name).then(|| value.to_owned())
    })
}

/// An officer with a live session.
#[derive(Debug, Clone)]
pub struct Signed {
    /// Who.
    pub officer: Officer,
    /// The session.
    pub session: SignedIn,
    /// What the caller can read.
    pub wants: Wants,
    /// Where they are, and in which language.
    pub place: Place,
    /// Whether what is answered is sent whole: who asks for the heads alone gets no content.
    pub gets_body: bool,
}

impl Signed {
    /// Whether pages are shown, and not documents.
    #[must_use]
    pub fn is_person(&self) -> bool {
        self.wants == Wants::Html
    }

    /// Whether this office has an act at all.
    #[must_use]
    pub fn has(&self, row: Row) -> bool {
        matrix::mark(row, self.officer.office).scope != Scope::Never
    }

    /// The idempotency key of a post, scoped to this officer; the digest covers path and content.
    #[must_use]
    pub fn once(&self, key: Option<&str>, command: &str) -> Option<OnceKey> {
        let key = key.filter(|key| !key.is_empty())?;
        Some(OnceKey {
            scope: self.session.scope(),
            key: key.to_owned(),
            digest: Digest::of(command.as_bytes()),
        })
    }

    /// A refusal for this caller.
    #[must_use]
    pub fn refuse(&self, error: ActError) -> Refusal {
        refused(error, self.wants).for_officer(self)
    }

    /// After a post: a document for a program, a redirect for a browser, in the language of its form.
    #[must_use]
    pub fn done(&self, status: StatusCode, document: &Value, location: &str) -> Response<Body> {
        match self.wants {
            Wants::Html => reply::see_other(&self.place.there(location)),
            Wants::Json => reply::json(status, document),
        }
    }
}

impl FromRequestParts<Arc<Node>> for Signed {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, node: &Arc<Node>) -> Result<Self, Refusal> {
        let wants = Wants::of(&parts.headers);
        let refuse = || Refusal::new(Problem::not_active(), wants);
        let value = cookie(&parts.headers, &cookie_name(node)).ok_or_else(refuse)?;
        let session = match node.auth.arrive(&value).await.map_err(|_| refuse())? {
            Arrived::Alive(session) => session,
            Arrived::Over(_) if wants == Wants::Html => {
                return Err(Refusal::new(Problem::session_over(), wants));
            }
            Arrived::Over(_) | Arrived::Stranger => return Err(refuse()),
        };
        let mut officer = node.officer(&session.login).ok_or_else(refuse)?;
        officer.auth = session.level;
        let place = Place::of(&parts.uri, &parts.headers);
        Ok(Self { officer, session, wants, place, gets_body: parts.method != Method::HEAD })
    }
}

/// A posted form of a signed-in officer, its token checked.
#[derive(Debug)]
pub struct Posted {
    /// Who.
    pub signed: Signed,
    /// What.
    pub fields: Fields,
    /// Path and content as one text: what an idempotency key stands for.
    pub command: String,
}

impl Posted {
    /// The idempotency key that came with the form.
    #[must_use]
    pub fn once(&self) -> Option<OnceKey> {
        self.signed.once(self.fields.get("once"), &self.command)
    }

    /// A value that must be there.
    ///
    /// # Errors
    /// A refusal that names the field.
    pub fn need(&self, field: &'static str) -> Result<&str, Refusal> {
        let why = || ActError::Wrong(vec![(field.to_owned(), Wrong::Needed)]);
        self.fields.get(field).ok_or_else(|| self.signed.refuse(why()))
    }

    /// A value that must be there and that `parse` takes.
    ///
    /// # Errors
    /// A refusal that names the field.
    pub fn parse<T, E: ToString>(
        &self,
        field: &'static str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Result<T, Refusal> {
        parse(self.need(field)?).map_err(|error| {
            let (field, why) = (field.to_owned(), error.to_string());
            self.signed.refuse(ActError::Value { field, why })
        })
    }
}

impl FromRequest<Arc<Node>> for Posted {
    type Rejection = Refusal;

    async fn from_request(request: Request, node: &Arc<Node>) -> Result<Self, Refusal> {
        let (mut parts, body) = request.into_parts();
        let signed = match Signed::from_request_parts(&mut parts, node).await {
            Ok(signed) => signed,
            Err(refusal) => return Err(late::kept(node, &parts, body, refusal).await),
        };
        let bad = |code: &str, why: &str| {
            let problem = Problem::new(StatusCode::BAD_REQUEST, code, why);
            Refusal::new(problem, signed.wants).for_officer(&signed)
        };
        let bytes = form::read(body, FORM_BYTES_MAX).await.map_err(|unread| match unread {
            Unread::BrokeOff => bad("form", "the form did not arrive whole; send it again"),
            Unread::TooLarge => {
                Refusal::new(Problem::too_large(FORM_BYTES_MAX), signed.wants).for_officer(&signed)
            }
        })?;
        let fields =
            Fields::decode(&bytes).ok_or_else(|| bad("form", "the form cannot be read"))?;
        check_origin(&parts.headers, &signed)?;
        if !fields.get("csrf").is_some_and(|token| signed.session.csrf_matches(token)) {
            return Err(bad("form-token", "the form is not from this session; open it again"));
        }
        let command = format!("{}\n{}", parts.uri.path(), fields.command());
        Ok(Self { signed, fields, command })
    }
}

/// A post must come from our own pages: browsers say so in two headers, programs send neither.
///
/// What `Sec-Fetch-Site` says counts for itself: our pages forbid referrers, and then a browser writes `Origin: null`
/// even for a form of the same site.
///
/// # Errors
/// A refusal if another site sent it.
pub fn check_origin(headers: &HeaderMap, signed: &Signed) -> Result<(), Refusal> {
    if is_foreign(headers) {
        return Err(Refusal::new(Problem::foreign(), signed.wants).for_officer(signed));
    }
    Ok(())
}

/// Whether a post says itself that another site sent it.
fn is_foreign(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let host = text("host").unwrap_or_default();
    match (text("sec-fetch-site"), text("origin")) {
        (Some(site), _) => site != "same-origin",
        (None, Some(origin)) => origin.split_once("://").is_none_or(|(_, from)| from != host),
        (None, None) => false,
    }
}
