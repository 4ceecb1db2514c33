//! A draft: the whole form of a measure, its faults beside their fields, and where it is incomplete.
//!
//! One form holds every section, so that nothing typed is lost, and each section ends with a button. A fault is
//! shown with its article; an answer that is only missing is told apart from one that is wrong.
//! Not here: what each recipient will get (`page::check`).

use std::collections::BTreeMap;

use domain::denied::Denied;
use domain::reader::{FieldSeen, MeasureSeen};
use law::defect::Defect;
use law::field::Section;
use law::ids::{Audience, FieldId};
use law::instrument::Instrument;
use law::measure_kind::MeasureKind;
use maud::{Markup, html};

use crate::component::answers::section_name;
use crate::component::denied::why_not;
use crate::component::form::{Form, enter_button, form, stop_button};
use crate::component::problem_list::{Fault, Wrong, headed, list as fault_list};
use crate::component::sheet::{Sheet, audience, control, is_missing};
use crate::component::summary::{Row, strip};
use crate::component::tag::{Tone, tag};
use crate::component::{Note, answers, note, text};
use crate::kit::show::{self, Button, Task};
use crate::page::desk::kind_name;
use crate::page::draft::differ::{Difference, Keep};
use crate::path;
use crate::shell::{Handling, Head, Nav, Shell, done};

pub mod differ;

/// The view of `GET /measures/MEASURE` while it is a draft, of `GET /measures/MEASURE/fields` and of a refused
/// `POST /measures/MEASURE/fields`. The form posts every field of the kind under its id, a repeated one several
/// times; an answer that was taken away is posted empty. `at` names the section whose button was pressed; `conflict` names a
/// field that two officers answered, and `keep-FIELD` says which answer counts.
#[derive(Debug, Clone, Copy)]
pub struct Draft<'a> {
    /// The measure as the reader sees it.
    pub seen: &'a MeasureSeen,
    /// The law it is drafted under.
    pub law: &'a Instrument,
    /// How people call it.
    pub reference: &'a str,
    /// The name of its case.
    pub case_name: &'a str,
    /// What was typed and could not be taken, by field; shown again so that nothing is lost.
    pub typed: &'a BTreeMap<FieldId, Vec<String>>,
    /// The version that the form answers to.
    pub version: u64,
    /// What cannot be taken of it, by field.
    pub wrong: &'a BTreeMap<FieldId, Wrong>,
    /// The answers that differ from what somebody else saved meanwhile; only they are shown then.
    pub differs: &'a BTreeMap<FieldId, Difference>,
    /// The section that was saved last: it says so where the page comes back.
    pub saved_at: Option<&'a str>,
    /// Why the last post was refused as a whole.
    pub refusal: Option<&'a str>,
}

/// The page.
#[must_use]
pub fn page_draft(view: &Draft<'_>, shell: &Shell<'_>) -> String {
    let lang = shell.lang;
    let seen = view.seen;
    let pack = view.law.id.as_str();
    let wrong: Vec<Defect> =
        seen.defects.iter().filter(|defect| !is_missing(defect)).cloned().collect();
    let body = match view.law.kind(&seen.kind) {
        Some(kind) if !view.differs.is_empty() => html! {
            (faults(view, shell, &wrong))
            (strip(&common_facts(shell, seen)))
            (the_form(view, shell, kind))
            p { (shell.link(&path::measure(&seen.id.to_string()), &lang.t("differ-leave"))) }
        },
        Some(kind) => html! {
            (faults(view, shell, &wrong))
            @if let Some(denied) = &seen.unbound { (why_not(shell, pack, Some(kind), denied)) }
            (strip(&common_facts(shell, seen)))
            (progress(view, shell))
            div.with-side {
                (sections(view, shell, kind))
                div.content { (the_form(view, shell, kind)) (drop_form(view, shell)) }
            }
        },
        None => html! { p { (lang.t("kind-unknown")) } },
    };
    let mut trail = vec![shell.step(path::CASES, "cases-title")];
    trail.extend(
        seen.case.map(|case| Shell::named_step(path::case(&case.to_string()), view.case_name)),
    );
    let head = Head {
        title: lang.t("draft-title"),
        about: Some(view.reference.to_owned()),
        over: Some(kind_name(shell, pack, seen.kind.as_str())),
        nav: Some(Nav::Cases),
        trail,
        has_faults: view.refusal.is_some() || !wrong.is_empty() || !view.wrong.is_empty(),
        is_wide: true,
        says_done: saved_at(view).is_some(),
        handling: Some(handling(shell, seen, view.reference)),
    };
    shell.page(&head, &body)
}

/// Under which purpose a measure is read.
#[must_use]
pub fn handling(shell: &Shell<'_>, seen: &MeasureSeen, reference: &str) -> Handling {
    Handling {
        purpose: shell.t(&format!("purpose-{}", seen.purpose.id())),
        reference: reference.to_owned(),
    }
}

/// What a measure asks for, from whom, for whom: on every page of a measure.
#[must_use]
pub fn common_facts(shell: &Shell<'_>, seen: &MeasureSeen) -> Vec<Row> {
    let lang = shell.lang;
    let mut rows = vec![
        Row::new(lang.t("measure-from"), text::foreign(&seen.from.screen())),
        Row::new(lang.t("measure-addressee"), text::foreign(&seen.addressee.screen())),
    ];
    rows.push(Row::new(
        lang.t("measure-enforcing"),
        match &seen.enforcing {
            Some(member) => text::foreign(&member.screen()),
            None => html! { (lang.t("measure-nobody-notified")) },
        },
    ));
    rows.push(Row::new(
        lang.t("measure-data"),
        html! { ul.plain { @for data in &seen.data { li { (lang.t(&format!("data-{}", data.id()))) } } } },
    ));
    rows.push(Row::new(
        lang.t("measure-track"),
        html! { (lang.t(&format!("track-{}", seen.track.id()))) },
    ));
    rows
}

/// Everything that is wrong, in one list: what could not be read first, because it is not saved.
fn faults(view: &Draft<'_>, shell: &Shell<'_>, of_law: &[Defect]) -> Markup {
    let lang = shell.lang;
    let pack = view.law.id.as_str();
    let label = |id: &FieldId| lang.law(pack, &format!("field-{id}"));
    let unread = view.wrong.iter().map(|(id, wrong)| {
        let name = match wrong {
            Wrong::Choose => Keep::field(id.as_str()),
            Wrong::Needed | Wrong::Number { .. } | Wrong::Unfit | Wrong::Value(_) => {
                id.as_str().to_owned()
            }
        };
        Fault::of(&name, label(id), wrong, lang)
    });
    if !view.differs.is_empty() {
        let heading = lang.t("problem-stale");
        let unread: Vec<Fault> = unread.collect();
        return headed(&heading, Some(&lang.t("differ-lead")), &unread);
    }
    let of_law = of_law
        .iter()
        .filter(|defect| !view.typed.contains_key(&defect.field))
        .map(|defect| Fault::of_law(lang, pack, defect));
    match view.refusal {
        Some(refusal) => {
            let all: Vec<Fault> = unread.chain(of_law).collect();
            headed(&lang.t("form-refused"), Some(refusal), &all)
        }
        None if view.wrong.is_empty() => fault_list(lang, &of_law.collect::<Vec<_>>()),
        None => {
            let (heading, lead) = (lang.t("form-refused"), lang.t("wrong-lead"));
            headed(&heading, Some(&lead), &unread.chain(of_law).collect::<Vec<_>>())
        }
    }
}

/// The section that was saved last, if the form has it.
fn saved_at<'a>(view: &Draft<'a>) -> Option<&'a str> {
    let kind = view.law.kind(&view.seen.kind)?;
    let at = view.saved_at?;
    kind.sections.iter().any(|section| section.id.as_str() == at).then_some(at)
}

/// Whoever may issue hears beforehand that writing takes that away.
fn two_people(view: &Draft<'_>, shell: &Shell<'_>) -> Markup {
    let offer = view.seen.may.iter().find(|offer| offer.verb == "issue");
    let key = match offer.map(|offer| offer.denied.as_ref()) {
        None | Some(Some(Denied::NotCompetent { .. } | Denied::NotYourCase)) => return html! {},
        Some(Some(Denied::SameOfficer { .. })) => "two-people-wrote",
        Some(_) => "two-people",
    };
    note(Note::Watch, &shell.t(key), &html! { p { (shell.t(&format!("{key}.body"))) } })
}

/// Letting go of the draft, for those who wrote on it.
fn drop_form(view: &Draft<'_>, shell: &Shell<'_>) -> Markup {
    let offer = view.seen.may.iter().find(|offer| offer.verb == "drop");
    if offer.is_none_or(|offer| offer.denied.is_some()) {
        return html! {};
    }
    let action = path::drop(&view.seen.id.to_string());
    let the_form = Form::inside("drop", action, Some(view.version));
    let lead = html! { p { (shell.t("drop-lead")) } };
    html! {
        (show::details(None, "whole", false, &html! { (shell.t("drop-heading")) }, &html! { (form(shell, &the_form, &lead, &stop_button(&shell.t("drop-button")))) }))
    }
}

/// How far the draft is, and the way on when it is complete.
fn progress(view: &Draft<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let seen = view.seen;
    let missing = seen.defects.iter().filter(|defect| is_missing(defect)).count();
    let amend = seen.may.iter().find(|offer| offer.verb == "amend");
    let check = path::check(&seen.id.to_string());
    html! {
        @if seen.defects.is_empty() {
            p.progress { (tag(Tone::Good, &lang.t("draft-complete"))) " " (lang.t("draft-complete-hint")) }
            p.actions { a.govuk-button href=(shell.href(&check)) { (lang.t("draft-check")) } }
        } @else {
            p.progress {
                (tag(Tone::Active, &lang.t("draft-incomplete"))) " "
                (lang.with("draft-missing", &[("n", missing.into())]))
                " " (shell.link(&check, &lang.t("draft-check-anyway")))
            }
        }
        @match amend {
            Some(offer) => @if let Some(denied) = &offer.denied {
                (why_not(shell, view.law.id.as_str(), view.law.kind(&seen.kind), denied))
            },
            None => p.muted { (lang.t("draft-read-only")) },
        }
        @if may_edit(view) { (two_people(view, shell)) }
    }
}

fn may_edit(view: &Draft<'_>) -> bool {
    view.seen.may.iter().any(|offer| offer.verb == "amend" && offer.denied.is_none())
}

/// The sections with their states, as links.
fn sections(view: &Draft<'_>, shell: &Shell<'_>, kind: &MeasureKind) -> Markup {
    let task = |section: &Section| Task {
        href: Some(format!("#section-{}", section.id)),
        title: section_name(shell, view.law.id.as_str(), kind, section),
        hint: None,
        status: state_of(shell, view, section),
        status_classes: String::new(),
    };
    let tasks: Vec<Task> = kind.sections.iter().map(task).collect();
    html! {
        nav.side aria-label=(shell.t("draft-sections")) { (show::task_list("task", &tasks, "tasks")) }
    }
}

fn state_of(shell: &Shell<'_>, view: &Draft<'_>, section: &Section) -> Markup {
    let fields = || view.seen.fields.iter().filter(|field| field.section == section.id);
    let defects = || view.seen.defects.iter().filter(|defect| defect.section == section.id);
    let is_answered = fields().any(|field| field.value.is_some());
    let (tone, key) = if defects().any(|defect| !is_missing(defect)) {
        (Tone::Stop, "task-problem")
    } else if defects().next().is_none() && is_answered {
        (Tone::Good, "task-completed")
    } else if defects().next().is_none() {
        (Tone::Quiet, "task-optional")
    } else if is_answered {
        (Tone::Active, "task-missing")
    } else {
        (Tone::Quiet, "task-untouched")
    };
    tag(tone, &shell.t(key))
}

fn the_form(view: &Draft<'_>, shell: &Shell<'_>, kind: &MeasureKind) -> Markup {
    let pack = view.law.id.as_str();
    if !may_edit(view) {
        let shown = answers::of_fields(&view.seen.fields);
        let whole = answers::Document {
            id: "section",
            pack,
            kind,
            answers: &shown,
            audience: Audience::Ia,
            change: None,
        };
        return html! {
            h2 { (shell.t("measure-whole-form")) }
            (answers::document(shell, &whole))
        };
    }
    let action = path::fields(&view.seen.id.to_string());
    let the_form = Form::inside("draft", action, Some(view.version));
    let controls = html! {
        (enter_button(&shell.t("draft-save")))
        @for section in &kind.sections { (one_section(view, shell, kind, section)) }
    };
    form(shell, &the_form, &controls, &save(shell, None))
}

/// The form as it is filled in.
fn sheet<'a>(view: &Draft<'a>, shell: &Shell<'_>, kind: &'a MeasureKind) -> Sheet<'a> {
    let pack = view.law.id.as_str();
    let beside = |(id, one): (&FieldId, &Difference)| {
        Some((id.clone(), differ::beside(shell, pack, kind.field(id)?, one)))
    };
    Sheet {
        pack,
        kind,
        fields: &view.seen.fields,
        data: &view.seen.data,
        is_notified: view.seen.enforcing.is_some(),
        track: view.seen.track,
        typed: view.typed,
        wrong: view.wrong,
        beside: view.differs.iter().filter_map(beside).collect(),
    }
}

/// The button that saves everything; below a section it also says where the page should come back.
fn save(shell: &Shell<'_>, at: Option<&str>) -> Markup {
    html! {
        (show::button(&Button { name: at.map(|_| "at"), value: at, ..Button::default() }, &html! { (shell.t("draft-save")) }))
    }
}

fn one_section(
    view: &Draft<'_>,
    shell: &Shell<'_>,
    kind: &MeasureKind,
    section: &Section,
) -> Markup {
    let pack = view.law.id.as_str();
    let anchor = format!("section-{}", section.id);
    let help = shell.lang.law_if_any(pack, &format!("{}.help", kind.section_key(section)));
    let is_shown = |field: &&FieldSeen| {
        field.section == section.id
            && (view.differs.is_empty() || view.differs.contains_key(&field.id))
    };
    let fields: Vec<&FieldSeen> = view.seen.fields.iter().filter(is_shown).collect();
    if fields.is_empty() && !view.differs.is_empty() {
        return html! {};
    }
    let is_whole = view.differs.is_empty();
    let sheet = sheet(view, shell, kind);
    html! {
        section.form-section id=(anchor) aria-labelledby={ (anchor) "-heading" } {
            h2 id={ (anchor) "-heading" } { (section_name(shell, pack, kind, section)) }
            @if saved_at(view) == Some(section.id.as_str()) {
                (done(shell, "done-saved"))
            }
            @if let Some(help) = help { p.muted { (help) } }
            (audience(shell, section))
            @for seen in fields {
                (control(&sheet, shell, seen))
                @if let (Some(field), Some(difference)) = (kind.field(&seen.id), view.differs.get(&seen.id)) {
                    (differ::choice(view, shell, field, difference))
                }
            }
            @if is_whole { p.actions { (save(shell, Some(section.id.as_str()))) } }
        }
    }
}
