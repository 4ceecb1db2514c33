//! The form that notes something the law wants counted and no measure says: how many there were, when, by what they are
//! told apart, how much, and where it is on file. It asks for no name of a person.

use std::collections::BTreeMap;

use domain::denied::Denied;
use domain::occurrence::N_MAX;
use law::ids::{Country, DataCategory};
use law::instrument::Instrument;
use law::statistic::{Count, Statistic, figure_key};
use maud::{Markup, html};

use crate::component::denied::why_not;
use crate::component::form::{Around, Choice, Form, Line, area, button, form, line, select};
use crate::component::grouped;
use crate::component::problem_list::{Fault, Wrong, article, headed};
use crate::component::value::country_name;
use crate::l10n::Arg;
use crate::page::occurrences::counter;
use crate::page::statistics::dimension_name;
use crate::path;
use crate::shell::{Head, Nav, Shell};

/// Rows of the field for where it is on file.
const ON_FILE_ROWS: u32 = 2;

/// The form of the page.
const FORM: &str = "note";

/// The view of `GET /statistics/notes/new?statistic=ID&figure=NAME`, and of `POST /statistics/notes` where it is refused.
/// The form posts `statistic`, `figure`, `n` (not where a time or an amount is counted), `happened_on` (a day) or, where a time is
/// counted, `began_at` and `happened_at` (instants), one field for each dimension (see [`dimension_field`]), `amount`
/// (where money is counted) and `on_file`.
#[derive(Debug, Clone, Copy)]
pub struct NewOccurrence<'a> {
    /// The law it is counted by.
    pub law: &'a Instrument,
    /// The counter.
    pub rule: &'a Statistic,
    /// The figure of the counter.
    pub count: &'a Count,
    /// The states to choose from, where a state tells it apart.
    pub states: &'a [Country],
    /// What came back with a form that was refused.
    pub typed: Option<&'a Typed>,
}

/// What was sent with the form and came back with it.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// What was typed or chosen, by the name it is posted under.
    pub fields: BTreeMap<String, String>,
    /// What of it cannot be taken, by the name it is posted under.
    pub wrong: BTreeMap<String, Wrong>,
    /// Why the core refused it.
    pub denied: Option<Denied>,
}

/// The name that the word of a dimension is posted under: `by-data_type`.
#[must_use]
pub fn dimension_field(dimension: &str) -> String {
    format!("by-{dimension}")
}

/// The page.
#[must_use]
pub fn page_new_occurrence(view: &NewOccurrence<'_>, shell: &Shell<'_>) -> String {
    let lang = shell.lang;
    let the_form = Form::inside(FORM, path::NOTES.to_owned(), None);
    let body = html! {
        (refused(view, shell))
        p.lead { (counter(shell, view.law, Some(view.rule))) }
        p { (lang.t("occurrence-lead")) }
        (form(shell, &the_form, &controls(view, shell), &button(&lang.t("occurrence-button"))))
    };
    let figure = lang.law(view.law.id.as_str(), &figure_key(&view.count.name));
    let cite = article(lang, view.rule.provenance.cite.as_str());
    let words = [("figure", Arg::Words(&figure)), ("cite", Arg::Words(&cite))];
    let head = Head {
        title: lang.with("occurrence-title", &words),
        nav: Some(Nav::Statistics),
        trail: vec![
            shell.step(path::STATISTICS, "nav-statistics"),
            shell.step(path::NOTES, "notes-step"),
        ],
        has_faults: view.typed.is_some_and(|typed| typed.has_faults()),
        ..Head::default()
    };
    shell.page(&head, &body)
}

impl Typed {
    fn has_faults(&self) -> bool {
        !self.wrong.is_empty() || self.denied.is_some()
    }
}

/// The fields of the form, in its order, each with what it is called.
fn fields(view: &NewOccurrence<'_>, shell: &Shell<'_>) -> Vec<(String, String)> {
    let rule = view.rule;
    let own = |name: &str| {
        let label = shell.t(&format!("occurrence-{}", name.replace('_', "-")));
        (name.to_owned(), label)
    };
    let mut fields = Vec::new();
    if rule.time.is_some() {
        fields.extend([own("began_at"), own("happened_at")]);
    } else if rule.is_money {
        fields.push(own("happened_on"));
    } else {
        fields.extend([own("n"), own("happened_on")]);
    }
    let told = |name: &String| (dimension_field(name), dimension_name(view.law, name, shell));
    fields.extend(rule.dimensions.iter().map(told));
    if rule.is_money {
        fields.push(own("amount"));
    }
    fields.push(own("on_file"));
    fields
}

/// The field of the form that the core's word for a part of a note means, where it is on the form.
fn field_of(view: &NewOccurrence<'_>, what: &str) -> Option<String> {
    match (what, view.rule.time) {
        ("happened_at", None) => Some("happened_on".to_owned()),
        ("n", None) if !view.rule.is_money => Some(what.to_owned()),
        ("began_at" | "happened_at", Some(_)) => Some(what.to_owned()),
        ("amount", _) if view.rule.is_money => Some(what.to_owned()),
        ("told_apart", _) => view.rule.dimensions.first().map(|name| dimension_field(name)),
        _ => None,
    }
}

/// What of the note the core finds unfit: the field, why, and the article that asks for it.
fn unfit(view: &NewOccurrence<'_>, shell: &Shell<'_>) -> Option<(String, String, Markup)> {
    let Some(Denied::NoteUnfit { what, cite }) = view.typed?.denied.as_ref() else { return None };
    let field = field_of(view, what)?;
    let sentence = shell.t(&format!("unfit-{}", what.replace('_', "-")));
    let cite = article(shell.lang, cite.as_str());
    Some((field, sentence, html! { " " span.cite { (cite) } }))
}

/// What is wrong in a form that came back, on top of the page.
fn refused(view: &NewOccurrence<'_>, shell: &Shell<'_>) -> Markup {
    let Some(typed) = view.typed else { return html! {} };
    let unfit = unfit(view, shell);
    let mut faults = Vec::new();
    for (field, label) in fields(view, shell) {
        if let Some(wrong) = typed.wrong.get(&field) {
            faults.push(Fault::of(&field, label, wrong, shell.lang));
        } else if let Some((_, why, cite)) = unfit.as_ref().filter(|(name, ..)| *name == field) {
            faults.push(Fault { field, label, what: html! { (why) (cite) } });
        }
    }
    let denied = typed.denied.as_ref().filter(|_| unfit.is_none());
    html! {
        @if !faults.is_empty() { (headed(&shell.t("form-refused"), None, &faults)) }
        @if let Some(denied) = denied { (why_not(shell, view.law.id.as_str(), None, denied)) }
    }
}

fn controls(view: &NewOccurrence<'_>, shell: &Shell<'_>) -> Markup {
    let unfit = unfit(view, shell);
    let typed =
        |name: &str| view.typed.and_then(|typed| typed.fields.get(name)).map_or("", String::as_str);
    let control = |(name, label): (String, String)| {
        let mut around = Around::new(&name, label);
        let wrong = view.typed.and_then(|typed| typed.wrong.get(&name));
        let fault = |wrong: &Wrong| html! { span.wrong { (wrong.sentence(shell.lang)) } };
        around.faults.extend(wrong.map(fault));
        let said = unfit.as_ref().filter(|(field, ..)| *field == name && wrong.is_none());
        let fault = |why: &str, cite: &Markup| html! { span.wrong { (why) } (cite) };
        around.faults.extend(said.map(|(_, why, cite)| fault(why, cite)));
        match name.as_str() {
            "n" => {
                let most = grouped(N_MAX.into());
                let hint = shell.lang.with("occurrence-n-hint", &[("n", (&most).into())]);
                let one = if view.typed.is_some() { typed("n") } else { "1" };
                line(&around.hint(hint), Line::Code, one)
            }
            "happened_on" => {
                let around = around.hint(shell.t("occurrence-happened-on-hint"));
                line(&around, Line::Date, typed(&name))
            }
            "began_at" => {
                let around = around.hint(shell.t("occurrence-began-at-hint"));
                line(&around, Line::Code, typed(&name))
            }
            "happened_at" => {
                let around = around.hint(shell.t("occurrence-happened-at-hint"));
                line(&around, Line::Code, typed(&name))
            }
            "amount" => {
                line(&around.hint(shell.t("occurrence-amount-hint")), Line::Code, typed(&name))
            }
            "on_file" => {
                area(&around.hint(shell.t("occurrence-on-file-hint")), ON_FILE_ROWS, typed(&name))
            }
            _ => {
                let choices = choices(view, shell, &name, typed(&name));
                select(&around, &shell.t("choose-one"), &choices)
            }
        }
    };
    html! {
        input type="hidden" name="statistic" value=(view.rule.id);
        input type="hidden" name="figure" value=(view.count.name);
        @for field in fields(view, shell) { (control(field)) }
    }
}

/// The words of the dimension whose field this is.
fn choices(view: &NewOccurrence<'_>, shell: &Shell<'_>, field: &str, chosen: &str) -> Vec<Choice> {
    let lang = shell.lang;
    let choice = |word: &str, label: String| Choice::new(word, label, word == chosen);
    let is_it = |name: &&String| dimension_field(name) == field;
    match view.rule.dimensions.iter().find(is_it).map(String::as_str) {
        Some("data_type") => {
            let data = DataCategory::ALL.iter().map(|data| data.id());
            data.map(|id| choice(id, lang.t(&format!("data-{id}")))).collect()
        }
        Some("emergency") => ["yes", "no"].map(|word| choice(word, lang.t(word))).to_vec(),
        Some("issuing_state") => {
            let states = view.states.iter().map(Country::as_str);
            states.map(|code| choice(code, country_name(shell, code))).collect()
        }
        Some(name) => {
            let named = view.law.dimensions.iter().filter(|dimension| dimension.name == name);
            let words = named.flat_map(|dimension| {
                let words = dimension.words.iter();
                words.map(|word| {
                    choice(word, lang.law(view.law.id.as_str(), &dimension.word_key(word)))
                })
            });
            words.collect()
        }
        None => Vec::new(),
    }
}
