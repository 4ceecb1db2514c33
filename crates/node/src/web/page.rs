//! Between handlers and pages: the shell around every page, the stylesheet, refusals as pages.

use std::sync::{Arc, OnceLock};

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, HeaderValue};
use axum::http::{Response, StatusCode};
use jiff::tz::TimeZone;
use portal::l10n::Languages;
use portal::page::problem::{Problem as ProblemPage, page_not_found, page_problem};
use portal::page::sign_in::{Arrival, SignIn, page_sign_in};
use portal::shell::{LedgerState, Nav, Reader, Shell};
use portal::style::{CSS, CSS_TYPE, css_path};

use super::reply::{self, Problem};
use super::{Shared, Signed};
use crate::config::NetworkKind;
use crate::node::Node;

fn languages() -> &'static Languages {
    static LANGUAGES: OnceLock<Languages> = OnceLock::new();
    LANGUAGES.get_or_init(Languages::embedded)
}

/// Renders a page inside the shell of this node, for a reader or for nobody.
pub fn render(
    node: &Arc<Node>,
    signed: Option<&Signed>,
    path: &str,
    page: impl FnOnce(&Shell<'_>) -> String,
) -> String {
    let languages = languages();
    let wanted = path.split_once("lang=").map(|(_, code)| code.split('&').next().unwrap_or(code));
    let lang = wanted.and_then(|code| languages.get(code)).or_else(|| languages.get("en"));
    let Some(lang) = lang else { return String::new() };
    let member = node.config.member.screen();
    let roster = node.roster();
    let name = roster.members.get(&node.config.member).and_then(|entry| entry.names.get("en"));
    let name = name.cloned().unwrap_or_else(|| member.clone());
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
    let witnesses = roster.members.values().flat_map(|entry| &entry.nodes);
    let n_witnesses = witnesses
        .filter(|entry| entry.log.witness.is_some() && entry.node != node.config.node)
        .count() as u64;
    let ledger = signed.map(|_| LedgerState {
        size: head.size,
        root: &root,
        n_cosigned: node.ledger.published().map_or(0, |_| n_witnesses),
        n_witnesses,
        at: node.now(),
    });
    let zone = zone_of(node);
    let once = seal::digest::hex_encode(&node.random.array::<16>());
    let node_id = node.config.node.to_string();
    let plain_path = path.split('?').next().unwrap_or(path);
    let shell = Shell {
        lang,
        languages,
        carry_lang: wanted.is_some(),
        path: plain_path,
        node: &node_id,
        member: &member,
        member_name: &name,
        exercise: node.config.network == NetworkKind::Drill,
        now: node.now(),
        zone: &zone,
        reader,
        once: &once,
        nav: signed.map_or(&[], |signed| Nav::of_office(signed.officer.office.id())),
        ledger,
        version: env!("CARGO_PKG_VERSION"),
        done: None,
    };
    page(&shell)
}

/// The zone in which this member's officers read times.
fn zone_of(node: &Node) -> TimeZone {
    let zone = node.law.calendars.zone_of(node.config.state, None);
    zone.and_then(|zone| TimeZone::get(zone).ok()).unwrap_or(TimeZone::UTC)
}

/// The stylesheet under its hashed name.
pub async fn asset(State(_): Shared, Path(file): Path<String>) -> Response<Body> {
    if css_path().rsplit('/').next() != Some(&file) {
        return reply::answer(StatusCode::NOT_FOUND, "text/plain; charset=utf-8", Body::empty());
    }
    let mut response = reply::answer(StatusCode::OK, CSS_TYPE, CSS.into());
    let forever = HeaderValue::from_static("public, max-age=31536000, immutable");
    response.headers_mut().insert(CACHE_CONTROL, forever);
    response
}

/// The page that asks for a one-time code, or offers the one of a link.
#[must_use]
pub fn sign_in(node: &Arc<Node>, token: Option<&str>) -> String {
    let view = SignIn { token, arrival: Arrival::Fresh, then: None };
    render(node, None, "/sign-in", |shell| page_sign_in(&view, shell))
}

/// A refusal as a page.
#[must_use]
pub fn problem(node: &Arc<Node>, problem: &Problem, path: &str) -> String {
    render(node, None, path, |shell| match problem.status {
        StatusCode::NOT_FOUND => page_not_found(shell),
        StatusCode::UNAUTHORIZED => {
            let arrival =
                if problem.code == "bad-link" { Arrival::BadLink } else { Arrival::Fresh };
            page_sign_in(&SignIn { token: None, arrival, then: None }, shell)
        }
        _ => {
            let cite = problem.cite.as_deref().and_then(|cite| law::ids::Cite::parse(cite).ok());
            let view = ProblemPage {
                code: &problem.code,
                detail: &problem.detail,
                cite: cite.as_ref(),
                pack: "eu-e-evidence",
                defects: &problem.defects,
                ..ProblemPage::default()
            };
            page_problem(&view, shell)
        }
    })
}
