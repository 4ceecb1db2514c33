//! Making an exhibit from others: what was done with which tool, what is not in it any more, and the file itself.
//!
//! The original stays where it is, in a row of its own: whoever gets the redacted text gets that and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use domain::denied::Denied;
use domain::exhibit::{Making, RecordState};
use domain::ids::ExhibitId;
use domain::reader::{CaseSeen, ExhibitSeen};
use maud::{Markup, html};

use crate::component::denied::why_not;
use crate::component::form::{
    Around, Choice, Form, Line, area, boxes, button, file, form, line, radios,
};
use crate::component::problem_list::{Fault, Wrong, headed};
use crate::component::{Note, note, text};
use crate::page::case::{handling, name};
use crate::page::keeping::{exhibit_label, trail};
use crate::path;
use crate::shell::{Head, Nav, Shell};

/// Rows of a field for words.
const WORDS_ROWS: u32 = 4;

/// The view of `GET /cases/CASE/derive`, and of its form where that is refused: `POST /cases/CASE/derive` (multipart: the
/// tokens first, then `exhibit`, the id, once for each; `making`, `tool`, `version`, `method`, `loss`; `file` last).
#[derive(Debug, Clone)]
pub struct Derive<'a> {
    /// The case as the reader sees it.
    pub seen: &'a CaseSeen,
    /// The exhibits of the case.
    pub exhibits: Vec<&'a ExhibitSeen>,
    /// What came back with a form that was refused.
    pub typed: Typed,
}

/// What was sent with the form and came back with it.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// The exhibits that were ticked.
    pub exhibits: BTreeSet<ExhibitId>,
    /// What else was typed or chosen, by the name it is posted under.
    pub fields: BTreeMap<String, String>,
    /// What of all that cannot be taken, by the name it is posted under.
    pub wrong: BTreeMap<String, Wrong>,
    /// What is wrong with the file, in a sentence.
    pub file: Option<String>,
    /// Why the core refused it.
    pub denied: Option<Denied>,
}

impl Typed {
    fn of(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }
}

/// The page.
#[must_use]
pub fn page_derive(view: &Derive<'_>, shell: &Shell<'_>) -> String {
    let lang = shell.lang;
    let seen = view.seen;
    let typed = &view.typed;
    let choices = choices(view, shell);
    let body = html! {
        (refused(typed, shell))
        p.lead { (lang.t("derive-lead")) }
        (note(Note::Plain, &lang.t("derive-means"), &html! {
            ul {
                li { (lang.t("derive-means-original")) }
                li { (lang.t("derive-means-bound")) }
                li { (lang.t("derive-means-destroyed")) }
            }
        }))
        @if choices.is_empty() && typed.wrong.is_empty() { p.empty { (lang.t("derive-nothing")) } }
        @else { (the_form(view, shell, &choices)) }
    };
    let mut trail = trail(shell, seen);
    trail.push(shell.step(&path::keeping(&seen.id.to_string()), "keeping-title"));
    let head = Head {
        title: lang.t("derive-title"),
        about: Some(name(seen)),
        nav: Some(Nav::Cases),
        trail,
        has_faults: !typed.wrong.is_empty() || typed.denied.is_some() || typed.file.is_some(),
        handling: Some(handling(shell, seen)),
        ..Head::default()
    };
    shell.page(&head, &body)
}

/// What is wrong in a form that came back, on top of the page.
fn refused(typed: &Typed, shell: &Shell<'_>) -> Markup {
    let label = |name: &str| shell.t(&format!("derive-{name}"));
    let mut faults: Vec<Fault> = Vec::new();
    for (name, wrong) in &typed.wrong {
        faults.push(Fault::of(name, label(name), wrong, shell.lang));
    }
    html! {
        @if !faults.is_empty() { (headed(&shell.t("form-refused"), None, &faults)) }
        @if let Some(denied) = &typed.denied { (why_not(shell, "", None, denied)) }
    }
}

fn the_form(view: &Derive<'_>, shell: &Shell<'_>, choices: &[Choice]) -> Markup {
    let lang = shell.lang;
    let typed = &view.typed;
    let around = |name: &str, hint: Option<&str>| {
        let mut around = Around::new(name, lang.t(&format!("derive-{name}")));
        around.hint = hint.map(|key| lang.t(key));
        let fault = |wrong: &Wrong| html! { span.wrong { (wrong.sentence(lang)) } };
        around.faults.extend(typed.wrong.get(name).map(fault));
        around
    };
    let mut the_file = around("file", Some("derive-file-hint"));
    the_file.faults.extend(typed.file.as_ref().map(|why| text::foreign(why)));
    let chosen = typed.of("making");
    let making = |making: Making| {
        let label = lang.t(&format!("derive-making-{}", making.id()));
        Choice::new(making.id(), label, chosen == making.id())
    };
    let controls = html! {
        (boxes(&around("exhibit", Some("derive-exhibit-hint")), choices))
        (radios(&around("making", None), &Making::ALL.map(making)))
        (line(&around("tool", Some("derive-tool-hint")), Line::Words, typed.of("tool")))
        (line(&around("version", None), Line::Code, typed.of("version")))
        (area(&around("method", Some("derive-method-hint")), WORDS_ROWS, typed.of("method")))
        (area(&around("loss", Some("derive-loss-hint")), WORDS_ROWS, typed.of("loss")))
        (file(&the_file))
    };
    let action = path::derive(&view.seen.id.to_string());
    let the_form = Form { multipart: true, ..Form::inside("derive", action, None) };
    form(shell, &the_form, &controls, &button(&lang.t("derive-button")))
}

fn choices(view: &Derive<'_>, shell: &Shell<'_>) -> Vec<Choice> {
    let usable = view.exhibits.iter().filter(|seen| can_be_used(seen.state));
    usable
        .map(|seen| {
            let chosen = view.typed.exhibits.contains(&seen.id);
            Choice::new(seen.id.to_string(), exhibit_label(shell, seen), chosen)
        })
        .collect()
}

/// Something is made from what is fixed and agreed upon.
const fn can_be_used(state: RecordState) -> bool {
    match state {
        RecordState::Packed | RecordState::Sealed => true,
        RecordState::Contested
        | RecordState::Deleted
        | RecordState::Destroying
        | RecordState::Registered => false,
    }
}
