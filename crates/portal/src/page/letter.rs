//! A letter about a measure while it is written: whom it reaches, what follows, and the form of the law.

use std::collections::BTreeMap;

use domain::denied::Denied;
use domain::reader::{FieldSeen, LetterOffer, MeasureSeen, SideSeen};
use law::defect::Defect;
use law::ids::FieldId;
use law::instrument::Instrument;
use law::letter_form::{Consequence, LetterForm};
use maud::{Markup, html};

use crate::component::answers::section_name;
use crate::component::denied::why_not;
use crate::component::form::{Around, Choice, Form, button, form, select};
use crate::component::letters::consequences;
use crate::component::problem_list::{Fault, Wrong, headed};
use crate::component::sheet::{Sheet, audience, control};
use crate::component::summary::{Row, strip};
use crate::component::text;
use crate::l10n::Arg;
use crate::page::desk::{kind_name, state_tag};
use crate::page::draft::handling;
use crate::page::new_measure::Unit;
use crate::path;
use crate::shell::{Head, Nav, Shell};

/// The view of `GET /measures/MEASURE/letters/FORM`, of the same under `/orders/`, and of a refused post of it. The form
/// posts `form`, every field of the letter under its id, and `enforcing` where an authority is asked that has no copy.
#[derive(Debug)]
pub struct Letter<'a> {
    /// The measure as the reader sees it.
    pub seen: &'a MeasureSeen,
    /// The law it rests on.
    pub law: &'a Instrument,
    /// How people call the measure.
    pub reference: &'a str,
    /// The form of the letter.
    pub form: &'a LetterForm,
    /// Whether it can be said now, and to whom it goes.
    pub offer: &'a LetterOffer,
    /// Its fields with what was answered, in its order.
    pub fields: &'a [FieldSeen],
    /// What was typed, by field.
    pub typed: &'a BTreeMap<FieldId, Vec<String>>,
    /// What cannot be taken of it, by field.
    pub wrong: &'a BTreeMap<FieldId, Wrong>,
    /// Authorities that can be asked to enforce a measure nobody was notified of.
    pub authorities: Vec<Unit>,
    /// Which of them was chosen.
    pub chosen: &'a str,
    /// The version of the measure that the form answers to.
    pub version: u64,
    /// Whether the measure changed since the form was read, or the form was sent before.
    pub is_stale: bool,
    /// Why the last post was refused, where no field is to blame.
    pub denied: Option<&'a Denied>,
}

/// The page.
#[must_use]
pub fn page_letter(view: &Letter<'_>, shell: &Shell<'_>) -> String {
    let lang = shell.lang;
    let (seen, pack) = (view.seen, view.law.id.as_str());
    let place = path::page_of(seen);
    let name = kind_name(shell, pack, view.form.form.id.as_str());
    let denied = view.denied.or(view.offer.denied.as_ref());
    let facts = [
        Row::new(lang.t("letter-about"), html! { (kind_name(shell, pack, seen.kind.as_str())) }),
        Row::new(lang.t("measure-state"), state_tag(shell, seen.state)),
        Row::new(lang.t("measure-from"), text::foreign(&seen.from.screen())),
        Row::new(lang.t("measure-addressee"), text::foreign(&seen.addressee.screen())),
    ];
    let body = html! {
        (faults(view, shell))
        (strip(&facts))
        section aria-labelledby="follows-heading" {
            h2 #follows-heading { (lang.t("letter-follows")) }
            (consequences(shell, pack, view.form))
        }
        @if let Some(denied) = denied { (why_not(shell, pack, view.law.kind(&seen.kind), denied)) }
        @if view.offer.denied.is_none() { (the_form(view, shell, &place)) }
    };
    let (nav, first) = match seen.side {
        SideSeen::Issuing => (Nav::Cases, shell.step(path::CASES, "cases-title")),
        SideSeen::Executing | SideSeen::Notified => {
            (Nav::Desk, shell.step(path::DESK, "desk-title"))
        }
    };
    let head = Head {
        title: name,
        about: Some(view.reference.to_owned()),
        over: Some(lang.t("letter-over")),
        nav: Some(nav),
        trail: vec![first, Shell::named_step(place, view.reference)],
        has_faults: view.is_stale
            || view.denied.is_some()
            || !view.wrong.is_empty()
            || n_defects(view) > 0,
        handling: Some(handling(shell, seen, view.reference)),
        ..Head::default()
    };
    shell.page(&head, &body)
}

fn n_defects(view: &Letter<'_>) -> usize {
    view.fields.iter().map(|field| field.defects.len()).sum()
}

/// What cannot be read first, then what the law misses or finds wrong.
fn faults(view: &Letter<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let pack = view.law.id.as_str();
    let unread = view.wrong.iter().map(|(id, wrong)| {
        Fault::of(id.as_str(), lang.law(pack, &format!("field-{id}")), wrong, lang)
    });
    let found = |defect: &Defect| Fault::of_law(lang, pack, defect);
    let of_law = view.fields.iter().flat_map(|field| &field.defects);
    if view.is_stale {
        return headed(&lang.t("problem-stale"), Some(&lang.t("letter-stale")), &[]);
    }
    let all: Vec<Fault> = unread.chain(of_law.map(found)).collect();
    html! { @if !all.is_empty() { (headed(&lang.t("form-refused"), None, &all)) } }
}

fn the_form(view: &Letter<'_>, shell: &Shell<'_>, place: &str) -> Markup {
    let pack = view.law.id.as_str();
    let kind = &view.form.form;
    let sheet = Sheet {
        pack,
        kind,
        fields: view.fields,
        data: &view.seen.data,
        is_notified: view.seen.enforcing.is_some(),
        track: view.seen.track,
        typed: view.typed,
        wrong: view.wrong,
        beside: BTreeMap::new(),
    };
    let sections = kind.sections.iter().map(|section| {
        let anchor = format!("section-{}", section.id);
        html! {
            section.form-section id=(anchor) aria-labelledby={ (anchor) "-heading" } {
                h2 id={ (anchor) "-heading" } { (section_name(shell, pack, kind, section)) }
                (audience(shell, section))
                @for field in view.fields.iter().filter(|field| field.section == section.id) {
                    (control(&sheet, shell, field))
                }
            }
        }
    });
    let controls = html! {
        input type="hidden" name="form" value=(kind.id.as_str());
        @if asks_authority(view) { (authority(view, shell)) }
        @for section in sections { (section) }
    };
    let name = kind_name(shell, pack, kind.id.as_str());
    let leaves = view.offer.to.iter().map(|member| {
        html! { (text::foreign(&member.screen())) ": " (shell.lang.with("letter-leaves", &[("form", Arg::Words(&name))])) }
    });
    let the_form = Form {
        leaves: leaves.collect(),
        ..Form::inside("letter", path::letters(place), Some(view.version))
    };
    form(shell, &the_form, &controls, &button(&shell.t("letter-button")))
}

/// Whether the letter goes to an authority that nobody named so far.
fn asks_authority(view: &Letter<'_>) -> bool {
    let asks = |rule: &law::letter_form::ConsequenceRule| rule.does == Consequence::Enforce;
    view.seen.enforcing.is_none() && view.form.consequences.iter().any(asks)
}

fn authority(view: &Letter<'_>, shell: &Shell<'_>) -> Markup {
    let around = Around::new("enforcing", shell.t("letter-enforcing"))
        .hint(shell.t("letter-enforcing-hint"));
    let choices: Vec<Choice> = view
        .authorities
        .iter()
        .map(|unit| Choice::new(&unit.id, text::visible(&unit.name), unit.id == view.chosen))
        .collect();
    select(&around, &shell.t("choose-one"), &choices)
}
