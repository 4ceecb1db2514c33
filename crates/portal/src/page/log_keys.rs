//! The keys of the log and their turns: which are in force, which come next, and the two forms by which officers decide.
//!
//! Proposing posts `step`, `from` and `why` to [`path::LOG_KEYS`]; agreeing posts `proposal` to
//! [`path::AGREE_LOG_KEYS`]: the digest of what was read, so that nobody agrees to something else.

use jiff::Timestamp;
use maud::{Markup, html};

use crate::component::form::{Around, Choice, Form, Line, area, form, line, radios, stop_button};
use crate::component::summary::{Row, list};
use crate::component::{Note, note, text, time};
use crate::path;
use crate::shell::{Head, Nav, Shell};

/// Rows of the field for words.
const WHY_ROWS: u32 = 4;

/// What one officer has proposed.
#[derive(Debug, Clone, Copy)]
pub struct Proposed<'a> {
    /// Which step: `begin`, `end` or `revoke`.
    pub step: &'a str,
    /// Of a revocation: from when on nothing under the keys counts.
    pub from: Option<Timestamp>,
    /// Why, in words.
    pub why: &'a str,
    /// When.
    pub at: Timestamp,
    /// Whether it was this reader.
    pub is_own: bool,
    /// Digest of all of it, for the agreement.
    pub digest: &'a str,
}

/// What was typed into the form that did nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Typed<'a> {
    /// The step.
    pub step: &'a str,
    /// The instant.
    pub from: &'a str,
    /// The words.
    pub why: &'a str,
}

/// The view of `GET /ledger/keys`.
#[derive(Debug, Clone, Copy)]
pub struct LogKeys<'a> {
    /// The log.
    pub origin: &'a str,
    /// Ids of the keys in force, one generation behind the other.
    pub in_force: &'a [String],
    /// Ids of those that come next; empty if the directory lists none.
    pub next: &'a [String],
    /// The steps that fit the keys as they stand.
    pub steps: &'a [&'a str],
    /// What was proposed.
    pub proposed: Option<Proposed<'a>>,
    /// Whether this reader may propose.
    pub may_propose: bool,
    /// Whether this reader may agree to what somebody else proposed.
    pub may_agree: bool,
    /// Code of why the last form did nothing.
    pub refused: Option<&'a str>,
    /// What was typed into it.
    pub typed: Typed<'a>,
}

/// The page.
#[must_use]
pub fn page_log_keys(view: &LogKeys<'_>, shell: &Shell<'_>) -> String {
    let lang = shell.lang;
    let mut rows = vec![
        Row::new(lang.t("ledger-origin"), text::code(view.origin)),
        Row::new(lang.t("log-keys-in-force"), ids(view.in_force)),
    ];
    if !view.next.is_empty() {
        rows.push(Row::new(lang.t("log-keys-next"), ids(view.next)));
    }
    let body = html! {
        @if let Some(code) = view.refused {
            (note(Note::Stop, &lang.t("form-refused"), &html! { p { (lang.t(&format!("log-keys-refused-{code}"))) } }))
        }
        p.lead { (lang.t("log-keys-lead")) }
        (list(&rows))
        @if let Some(proposed) = &view.proposed { (decide(view, proposed, shell)) }
        @if view.may_propose {
            @if view.steps.is_empty() {
                p { (lang.t("log-keys-refused-no-next-keys")) }
            } @else {
                (propose(view, shell))
            }
        }
    };
    let head = Head {
        title: lang.t("log-keys-title"),
        nav: Some(Nav::Ledger),
        trail: vec![shell.step(path::LEDGER, "ledger-title")],
        has_faults: view.refused.is_some(),
        ..Head::default()
    };
    shell.page(&head, &body)
}

fn ids(ids: &[String]) -> Markup {
    html! { @for id in ids { div { (text::code(id)) } } }
}

fn propose(view: &LogKeys<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let id = "propose";
    let choice = |step: &&str| {
        let label = lang.t(&format!("log-keys-step-{step}"));
        Choice::new(*step, label, view.typed.step == *step)
    };
    let choices: Vec<Choice> = view.steps.iter().map(choice).collect();
    let step = Around::new("step", lang.t("log-keys-step")).within(id);
    let from = Around::new("from", lang.t("log-keys-from")).within(id);
    let why = Around::new("why", lang.t("log-keys-why")).within(id);
    let controls = html! {
        (radios(&step, &choices))
        (line(&from.hint(lang.t("log-keys-from-hint")), Line::Code, view.typed.from))
        (area(&why.hint(lang.t("log-keys-why-hint")), WHY_ROWS, view.typed.why))
    };
    let the_form = Form::inside(id, path::LOG_KEYS.to_owned(), None);
    html! {
        section aria-labelledby="propose-heading" {
            h2 #propose-heading { (lang.t("log-keys-propose")) }
            p { (lang.t("successor-propose-lead")) }
            (form(shell, &the_form, &controls, &stop_button(&lang.t("log-keys-propose"))))
        }
    }
}

fn decide(view: &LogKeys<'_>, proposed: &Proposed<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let step = lang.t(&format!("log-keys-step-{}", proposed.step));
    let mut rows = vec![Row::new(lang.t("log-keys-step"), html! { (step) })];
    rows.extend(
        proposed.from.map(|from| Row::new(lang.t("log-keys-from"), time::instant(shell, from))),
    );
    rows.push(Row::new(lang.t("log-keys-why"), text::prose("", proposed.why)));
    rows.push(Row::new(lang.t("successor-proposed-at"), time::instant(shell, proposed.at)));
    let the_form = Form::inside("agree", path::AGREE_LOG_KEYS.to_owned(), None);
    let controls = html! {
        input type="hidden" name="proposal" value=(proposed.digest);
        p { (lang.t("log-keys-agree-lead")) }
    };
    html! {
        section aria-labelledby="proposed-heading" {
            h2 #proposed-heading { (lang.t("successor-proposed")) }
            (list(&rows))
            @if view.may_agree && !proposed.is_own {
                (form(shell, &the_form, &controls, &stop_button(&lang.t("log-keys-agree"))))
            } @else {
                p { (lang.t("successor-waits")) }
            }
        }
    }
}
