//! Between handlers and pages: the shell around every page, the stylesheet, refusals as pages.

use std::convert::Infallible;
use std::sync::{Arc, OnceLock};

use axum::body::Body;
use axum::extract::{FromRequestParts, State};
use axum::http::header::{
    ACCEPT_ENCODING, ACCEPT_LANGUAGE, CACHE_CONTROL, CONTENT_ENCODING, HeaderValue, VARY,
};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Response, StatusCode, Uri};
use domain::actor::Office;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use portal::l10n::{DEFAULT, Lang, Languages};
use portal::page::problem::{Problem as ProblemPage, page_not_found, page_problem};
use portal::page::sign_in::{Arrival, SignIn, page_sign_in};
use portal::path;
use portal::script::{SCRIPT_TYPE, Script};
use portal::shell::{Issuer, LedgerState, Nav, Reader, Shell};
use portal::style::{CSS_TYPE, Style, find};
use seal::note::{Note, Vkey, VkeyKind};
use wire::roster::{NodeEntry, Roster};

use super::address::Step;
use super::form::Fields;
use super::late::KEPT;
use super::reply::{self, Problem};
use super::{Shared, Signed};
use crate::config::NetworkKind;
use crate::ledger::Stopped;
use crate::node::Node;
use crate::passkeys::Party;
use crate::space::Level;

/// The instrument whose words a page uses that is about no measure.
const PACK: &str = "eu-e-evidence";

fn languages() -> &'static Languages {
    static LANGUAGES: OnceLock<Languages> = OnceLock::new();
    LANGUAGES.get_or_init(Languages::embedded)
}

/// Where a reader is: the path, and what the address says besides.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// The path; with a query only where that says what the page is about.
    pub path: String,
    /// The language, where the address names one.
    pub lang: Option<String>,
    /// The languages that the browser asks for.
    pub accept: Option<String>,
    /// The word for what was just done.
    pub done: Option<String>,
    /// The section of a form where it was done.
    pub section: Option<String>,
}

impl Place {
    /// From an address and what the browser says of its reader.
    #[must_use]
    pub fn of(uri: &Uri, headers: &HeaderMap) -> Self {
        let accept = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        let fields = Fields::decode(uri.query().unwrap_or_default().as_bytes()).unwrap_or_default();
        let lang = fields.get("lang").filter(|code| languages().get(code).is_some());
        Self {
            path: uri.path().to_owned(),
            lang: lang.map(str::to_owned),
            accept: accept.map(str::to_owned),
            done: fields.get("done").map(str::to_owned),
            section: fields.get("at").map(str::to_owned),
        }
    }

    /// The same, at another path: a form that came back is shown where it can be loaded again.
    #[must_use]
    pub fn at(&self, path: &str) -> Self {
        Self {
            path: path.to_owned(),
            lang: self.lang.clone(),
            accept: self.accept.clone(),
            done: self.done.clone(),
            section: None,
        }
    }

    /// The language of what is shown here.
    #[must_use]
    pub fn language(&self) -> &'static Lang {
        languages().choose(self.lang.as_deref(), self.accept.as_deref())
    }

    /// A path of this node in the same language.
    #[must_use]
    pub fn there(&self, path: &str) -> String {
        match &self.lang {
            None => path.to_owned(),
            Some(lang) => {
                let (path, place) = path.split_once('#').unwrap_or((path, ""));
                let joint = if path.contains('?') { '&' } else { '?' };
                let mark = if place.is_empty() { "" } else { "#" };
                format!("{path}{joint}lang={lang}{mark}{place}")
            }
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Place {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.uri, &parts.headers))
    }
}

/// A page for an officer, at the address they asked for.
pub fn shown(
    node: &Arc<Node>,
    signed: &Signed,
    page: impl FnOnce(&Shell<'_>) -> String,
) -> Response<Body> {
    reply::html(StatusCode::OK, render(node, Some(signed), &signed.place, page))
}

/// Renders a page inside the shell of this node, for a reader or for nobody.
pub fn render(
    node: &Arc<Node>,
    signed: Option<&Signed>,
    place: &Place,
    page: impl FnOnce(&Shell<'_>) -> String,
) -> String {
    let lang = place.language();
    let member = node.config.member.screen();
    let roster = node.roster();
    let names = roster.members.get(&node.config.member).map(|entry| &entry.names);
    let name = names.and_then(|names| names.get(lang.code()).or_else(|| names.get(DEFAULT)));
    let csrf = signed.map(|signed| signed.session.csrf()).unwrap_or_default();
    let unit = signed.map(|signed| signed.officer.unit.to_string()).unwrap_or_default();
    let reader = signed.map(|signed| Reader {
        login: &signed.session.login,
        office: signed.officer.office.id(),
        unit: &unit,
        csrf: &csrf,
    });
    let head = node.ledger.published().unwrap_or_else(|| node.ledger.signed());
    let root = head.root.hex();
    let cosigned = signed.map(|_| cosigned(node, &head.note)).unwrap_or_default();
    let ledger = signed.map(|_| LedgerState {
        size: head.size,
        root: &root,
        n_cosigned: cosigned.len() as u64,
        n_witnesses: n_witnesses(node),
        at: cosigned.iter().map(|(_, at)| *at).max().unwrap_or_else(|| node.now()),
    });
    let zone = zone_of(node);
    let issuers = issuers(node);
    let once = seal::digest::hex_encode(&node.random.array::<16>());
    let node_id = node.config.node.to_string();
    let stopped = node.ledger.stopped();
    let shell = Shell {
        lang,
        languages: languages(),
        carry_lang: place.lang.is_some(),
        path: &place.path,
        node: &node_id,
        member: &member,
        member_name: name.map_or("", String::as_str),
        exercise: node.config.network == NetworkKind::Drill,
        stopped: stopped.as_ref().map(Stopped::code),
        gap: node.gap.get().map(|gap| (gap.from, gap.to)),
        no_quorum: node.without_quorum(),
        no_room: node.space.now().level > Level::Enough,
        now: node.now(),
        zone: &zone,
        reader,
        once: &once,
        nav: signed.map_or(&[], |signed| Nav::of_office(signed.officer.office.id())),
        issuers: &issuers,
        ledger,
        version: env!("CARGO_PKG_VERSION"),
        style: style(),
        done: place.done.as_deref(),
    };
    page(&shell)
}

/// The witnesses that the directory names for our log.
fn witnesses<'a>(node: &'a Node, roster: &'a Roster) -> impl Iterator<Item = &'a NodeEntry> {
    let nodes = roster.members.values().flat_map(|entry| &entry.nodes);
    nodes.filter(|entry| entry.log.witness.is_some() && entry.node != node.config.node)
}

/// How many witnesses the network asks for.
#[must_use]
pub fn n_witnesses(node: &Node) -> u64 {
    witnesses(node, &node.roster()).count() as u64
}

/// The witnesses whose signature stands under a note, and when each signed by its own clock.
#[must_use]
pub fn cosigned(node: &Node, note: &str) -> Vec<(String, Timestamp)> {
    let Ok(note) = Note::parse(note.as_bytes()) else { return Vec::new() };
    let roster = node.roster();
    let signed_at = |entry: &NodeEntry| {
        let keys = entry.log.cosigner.iter().filter_map(|key| Vkey::parse(key).ok());
        keys.filter(|key| matches!(key.kind(), VkeyKind::CosigEd25519(_))).find_map(|key| {
            let mut lines = note.signatures.iter().filter(|line| key.is_named_by(line));
            lines.find_map(|line| key.verify_line(&note.text, line).ok().flatten())
        })
    };
    let cosigned = witnesses(node, &roster).filter_map(|entry| {
        let at = i64::try_from(signed_at(entry)?).ok()?;
        Some((entry.node.to_string(), Timestamp::from_second(at).ok()?))
    });
    cosigned.collect()
}

/// The units of this member that issue, each with its competence by law.
fn issuers(node: &Node) -> Vec<Issuer> {
    let officers = node.config.officers.iter();
    let mut issuers: Vec<Issuer> = officers
        .filter(|officer| officer.office == Office::IssuingAuthority)
        .filter_map(|officer| {
            Some(Issuer { unit: officer.unit.to_string(), kind: officer.issuer_kind? })
        })
        .collect();
    issuers.sort_by(|one, other| one.unit.cmp(&other.unit));
    issuers.dedup();
    issuers
}

/// The zone in which this member's officers read times.
pub(super) fn zone_of(node: &Node) -> TimeZone {
    let zone = node.law.calendars.zone_of(node.config.state, None);
    zone.and_then(|zone| TimeZone::get(zone).ok()).unwrap_or(TimeZone::UTC)
}

/// The style of all pages: the plain one where the operator asks for it with `COMITY_ASSETS=plain`.
fn style() -> Style {
    static STYLE: OnceLock<Style> = OnceLock::new();
    let is_plain = || std::env::var("COMITY_ASSETS").is_ok_and(|asked| asked == "plain");
    *STYLE.get_or_init(|| if is_plain() { Style::Plain } else { Style::Designed })
}

/// A stylesheet or a script under its hashed name, as the browser can read it. The bytes are the same for everybody and hold
/// nobody's secret, so they may be compressed.
pub async fn asset(State(_): Shared, Step(file): Step<String>, asked: HeaderMap) -> Response<Body> {
    let accepted = asked.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    let is_gzip = accepted.is_some_and(takes_gzip);
    let mut response = if let Some(sheet) = find(&file) {
        let body = if is_gzip { Body::from(sheet.gzip) } else { Body::from(sheet.css) };
        let mut response = reply::answer(StatusCode::OK, CSS_TYPE, body);
        if is_gzip {
            response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        response
    } else if let Some(script) = Script::named(&file) {
        reply::answer(StatusCode::OK, SCRIPT_TYPE, script.text().into())
    } else {
        return reply::answer(StatusCode::NOT_FOUND, "text/plain; charset=utf-8", Body::empty());
    };
    let headers = response.headers_mut();
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    let forever = HeaderValue::from_static("public, max-age=31536000, immutable");
    headers.insert(CACHE_CONTROL, forever);
    response
}

/// Whether gzip is among what is accepted, and not with a quality of nothing.
fn takes_gzip(accepted: &str) -> bool {
    accepted.split(',').any(|coding| {
        let mut parts = coding.split(';').map(str::trim);
        let is_named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("gzip"));
        let is_refused = |part: &str| {
            part.strip_prefix("q=").is_some_and(|q| q.trim_end_matches(['0', '.']).is_empty())
        };
        is_named && !parts.any(is_refused)
    })
}

/// The page that asks for a one-time code, or offers the one of a link.
#[must_use]
pub fn sign_in(node: &Arc<Node>, token: Option<&str>, place: &Place) -> String {
    let arrival = match place.done.as_deref() {
        Some("signed-out") => Arrival::SignedOut,
        Some(_) | None => Arrival::Fresh,
    };
    let has_passkeys = Party::of(&node.config).is_some();
    let view = SignIn { token, has_passkeys, arrival, then: None };
    render(node, None, place, |shell| page_sign_in(&view, shell))
}

/// A refusal as a page.
#[must_use]
pub fn problem(
    node: &Arc<Node>,
    signed: Option<&Signed>,
    problem: &Problem,
    place: &Place,
) -> String {
    let back = back_of(&place.path);
    // Where the address took a form, the page of the refusal cannot be loaded again: its links lead to the form.
    let here = Place { done: None, ..place.at(back.unwrap_or(&place.path)) };
    render(node, signed, &here, |shell| match problem.status {
        StatusCode::NOT_FOUND => page_not_found(shell),
        StatusCode::UNAUTHORIZED => {
            let (arrival, then) = match problem.code.as_str() {
                "bad-link" => (Arrival::BadLink, None),
                "link-expired" => (Arrival::LinkExpired, None),
                "passkey-expired" | "passkey-used" | "stale" => (Arrival::PasskeyAgain, None),
                "passkey-unknown" => (Arrival::PasskeyUnknown, None),
                code if code.starts_with("passkey") => (Arrival::PasskeyRefused, None),
                "session-kept" => (Arrival::FormKept, Some(KEPT)),
                "session-over" => (Arrival::SessionOver, Some(here.path.as_str())),
                _ => (Arrival::Fresh, Some(here.path.as_str())),
            };
            let then = then.filter(|path| is_local(path));
            let has_passkeys = Party::of(&node.config).is_some();
            page_sign_in(&SignIn { token: None, has_passkeys, arrival, then }, shell)
        }
        _ => {
            let cite = problem.cite.as_deref().and_then(|cite| law::ids::Cite::parse(cite).ok());
            let (law, kind) = match &problem.about {
                Some((law, kind)) => (law.as_str(), Some(kind)),
                None => (PACK, None),
            };
            let pack = problem.about.as_ref().and_then(|(law, _)| node.law.newest(law));
            let kind = kind.and_then(|kind| pack?.0.kind(kind));
            let view = ProblemPage {
                code: &problem.code,
                detail: &problem.detail,
                denied: problem.denied.as_deref(),
                cite: cite.as_ref(),
                pack: law,
                kind,
                defects: &problem.defects,
                back,
            };
            page_problem(&view, shell)
        }
    })
}

/// Whether this is a path of this node and of nothing else: what follows a sign-in is never another site.
#[must_use]
pub fn is_local(path: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_');
    path.starts_with('/') && !path.starts_with("//") && path.bytes().all(is_plain)
}

/// The page that a form stands on, from the path the form goes to; nothing where the path is a page itself.
fn back_of(path: &str) -> Option<&str> {
    let (page, verb) = path.rsplit_once('/')?;
    match verb {
        "approve" | "clear" | "drop" | "evidence" | "export" | "fields" | "hand-over" | "issue"
        | "measures" | "object" | "reinstate" | "review" | "suspend" => Some(page),
        "passkey" if page == path::SIGN_IN => Some(page),
        "sign-out" => Some("/desk"),
        "strike" => Some(path::NOTES),
        _ => None,
    }
}
