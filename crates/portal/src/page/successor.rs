//! What no program decides about a log: what was found, and the two forms by which officers give it up and begin its
//! successor, override a head register that is missing, or let work go on after something was lost.
//!
//! Proposing posts `incident` and `why` to [`path::SUCCESSOR`]; agreeing posts `proposal` to
//! [`path::AGREE_SUCCESSOR`]: the digest of what was read, so that nobody agrees to something else.

use jiff::Timestamp;
use maud::{Markup, html};

use crate::component::form::{Around, Form, Line, area, form, line, stop_button};
use crate::component::summary::{Row, list};
use crate::component::{Note, note, text, time};
use crate::path;
use crate::shell::{Head, Nav, Shell};

/// Rows of the field for words.
const WHY_ROWS: u32 = 4;

/// What one officer has proposed.
#[derive(Debug, Clone, Copy)]
pub struct Proposed<'a> {
    /// Number of the incident.
    pub incident: &'a str,
    /// What happened, in words.
    pub why: &'a str,
    /// When.
    pub at: Timestamp,
    /// Whether it was this reader.
    pub is_own: bool,
    /// Digest of all of it, for the agreement.
    pub digest: &'a str,
}

/// The view of `GET /ledger/successor`.
#[derive(Debug, Clone, Copy)]
pub struct Successor<'a> {
    /// The log.
    pub origin: &'a str,
    /// What was found, as a code.
    pub about: &'a str,
    /// Its leaves in the database; of a gap, the first leaf that is lost.
    pub stored: u64,
    /// Its leaves that were signed; of a gap, behind the last leaf that is lost.
    pub known: u64,
    /// Whether another log would begin.
    pub begins: bool,
    /// The log that would follow; none if the directory lists none.
    pub next: Option<&'a str>,
    /// What was proposed.
    pub proposed: Option<Proposed<'a>>,
    /// Whether this reader may propose.
    pub may_propose: bool,
    /// Whether this reader may agree to what somebody else proposed.
    pub may_agree: bool,
    /// Code of why the last form did nothing.
    pub refused: Option<&'a str>,
    /// What was typed into it: incident and words.
    pub typed: (&'a str, &'a str),
}

impl Successor<'_> {
    /// The message for what was found: `lead` differs for each, the others for what would be decided.
    fn word(&self, part: &str) -> String {
        match (self.about, part) {
            ("gap" | "register-missing", _) | ("forked" | "log-unknown", "lead") => {
                format!("successor-{part}-{}", self.about)
            }
            _ => format!("successor-{part}"),
        }
    }
}

/// The page.
#[must_use]
pub fn page_successor(view: &Successor<'_>, shell: &Shell<'_>) -> String {
    let lang = shell.lang;
    let lost = [("from", view.stored.into()), ("n", view.known.saturating_sub(view.stored).into())];
    let mut rows = vec![Row::new(lang.t("ledger-origin"), text::code(view.origin))];
    if view.about == "rolled-back" {
        rows.push(Row::new(lang.t("successor-stored"), html! { (view.stored) }));
        rows.push(Row::new(lang.t("successor-known"), html! { (view.known) }));
    }
    rows.extend(view.next.map(|next| Row::new(lang.t("successor-next"), text::code(next))));
    let body = html! {
        @if let Some(code) = view.refused {
            (note(Note::Stop, &lang.t("form-refused"), &html! { p { (lang.t(&format!("successor-refused-{code}"))) } }))
        }
        p.lead { (lang.with(&view.word("lead"), &lost)) }
        (list(&rows))
        @match (view.next.or((!view.begins).then_some(view.origin)), &view.proposed) {
            (None, _) => (note(Note::Stop, &lang.t("successor-none"), &html! { p { (lang.t("successor-refused-no-reserve")) } })),
            (Some(_), Some(proposed)) => (decide(view, proposed, shell)),
            (Some(_), None) => {}
        }
        @if (view.next.is_some() || !view.begins) && view.may_propose { (propose(view, shell)) }
    };
    let head = Head {
        title: lang.t(&view.word("title")),
        nav: Some(Nav::Ledger),
        trail: vec![shell.step(path::LEDGER, "ledger-title")],
        has_faults: view.refused.is_some(),
        ..Head::default()
    };
    shell.page(&head, &body)
}

fn propose(view: &Successor<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let (incident, why) = view.typed;
    let id = "propose";
    let number = Around::new("incident", lang.t("successor-incident")).within(id);
    let words = Around::new("why", lang.t("successor-why")).within(id);
    let controls = html! {
        (line(&number, Line::Code, incident))
        (area(&words.hint(lang.t("successor-why-hint")), WHY_ROWS, why))
    };
    let the_form = Form::inside(id, path::SUCCESSOR.to_owned(), None);
    html! {
        section aria-labelledby="propose-heading" {
            h2 #propose-heading { (lang.t(&view.word("propose"))) }
            p { (lang.t("successor-propose-lead")) }
            (form(shell, &the_form, &controls, &stop_button(&lang.t(&view.word("propose")))))
        }
    }
}

fn decide(view: &Successor<'_>, proposed: &Proposed<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let rows = vec![
        Row::new(lang.t("successor-incident"), text::code(proposed.incident)),
        Row::new(lang.t("successor-why"), text::prose("", proposed.why)),
        Row::new(lang.t("successor-proposed-at"), time::instant(shell, proposed.at)),
    ];
    let the_form = Form::inside("agree", path::AGREE_SUCCESSOR.to_owned(), None);
    let controls = html! {
        input type="hidden" name="proposal" value=(proposed.digest);
        p { (lang.t(&view.word("agree-lead"))) }
    };
    html! {
        section aria-labelledby="proposed-heading" {
            h2 #proposed-heading { (lang.t("successor-proposed")) }
            (list(&rows))
            @if view.may_agree && !proposed.is_own {
                (form(shell, &the_form, &controls, &stop_button(&lang.t(&view.word("agree")))))
            } @else {
                p { (lang.t("successor-waits")) }
            }
        }
    }
}
