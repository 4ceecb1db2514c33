//! The letters about a measure: what our side said, what it may say now, and why it may not say the rest.

use domain::measure::Said;
use domain::reader::{LetterOffer, MeasureSeen};
use law::field::Condition;
use law::instrument::Instrument;
use law::letter_form::{Consequence, ConsequenceRule, LetterForm};
use maud::{Markup, html};

use crate::component::answers::brief;
use crate::component::denied::{earlier_word, facts, sentence};
use crate::component::problem_list::article;
use crate::component::summary::list;
use crate::component::table::{Head as Column, Table, table};
use crate::component::tag::{Tone, tag};
use crate::component::value::word_text;
use crate::component::{text, time};
use crate::kit::show;
use crate::l10n::Arg;
use crate::page::desk::kind_name;
use crate::path;
use crate::shell::Shell;

/// The letters of a measure at `place`, its own page; nothing is drawn for nothing.
#[must_use]
pub fn letters(shell: &Shell<'_>, law: &Instrument, seen: &MeasureSeen, place: &str) -> Markup {
    let may = |offer: &&LetterOffer| offer.denied.is_none();
    let open: Vec<&LetterOffer> = seen.letters.iter().filter(may).collect();
    let not_now: Vec<&LetterOffer> = seen.letters.iter().filter(|offer| !may(offer)).collect();
    if seen.letters.is_empty() && seen.said.is_empty() {
        return html! {};
    }
    html! {
        section #letters aria-labelledby="letters-heading" {
            h2 #letters-heading { (shell.t("letters-heading")) }
            @if !seen.said.is_empty() { (said(shell, law, &seen.said)) }
            @if !open.is_empty() { (offers(shell, law, place, &open)) }
            @if !not_now.is_empty() {
                (show::details(None, "whole", false, &html! { (shell.lang.with("letters-not-now", &[("n", not_now.len().into())])) }, &html! { ul.grounds { @for offer in not_now { (denied(shell, law, seen, offer)) } } }))
            }
        }
    }
}

/// What our side said, in order.
fn said(shell: &Shell<'_>, law: &Instrument, said: &[Said]) -> Markup {
    let lang = shell.lang;
    let pack = law.id.as_str();
    html! {
        ol.acts {
            @for one in said {
                li {
                    p {
                        strong { (lang.t("letters-we")) } ": " (kind_name(shell, pack, one.form.as_str()))
                        @if one.late { " " (tag(Tone::Stop, &lang.t("letters-late"))) }
                    }
                    p.times {
                        (time::instant(shell, one.at))
                        @for member in &one.to { " · " (text::foreign(&member.screen())) }
                    }
                    @if let Some(form) = law.letter(&one.form) { (brief(shell, pack, &form.form, &one.values)) }
                }
            }
        }
    }
}

fn offers(shell: &Shell<'_>, law: &Instrument, place: &str, offers: &[&LetterOffer]) -> Markup {
    let lang = shell.lang;
    let row = |offer: &&LetterOffer| {
        let form = law.letter(&offer.form)?;
        let name = kind_name(shell, law.id.as_str(), offer.form.as_str());
        Some(vec![
            html! {
                (shell.link(&path::letter(place, offer.form.as_str()), &name)) " "
                span.cite { (article(lang, form.form.provenance.cite.as_str())) }
            },
            to(shell, offer),
            in_short(shell, form),
        ])
    };
    table(&Table {
        id: "letters-open",
        caption: lang.t("letters-open"),
        show_caption: false,
        heads: ["letters-form", "letters-to", "letters-does"]
            .iter()
            .map(|key| Column::word(lang.t(key)))
            .collect(),
        rows: offers.iter().filter_map(row).collect(),
        empty: String::new(),
    })
}

/// Who gets the letter, as the measure stands.
fn to(shell: &Shell<'_>, offer: &LetterOffer) -> Markup {
    html! {
        @if offer.to.is_empty() { span.muted { (shell.t("letters-nobody")) } }
        @for (place, member) in offer.to.iter().enumerate() {
            @if place > 0 { ", " }
            (text::foreign(&member.screen()))
        }
    }
}

/// What a form does, in a word for each consequence.
fn in_short(shell: &Shell<'_>, form: &LetterForm) -> Markup {
    let word = |does: Consequence| shell.t(&format!("consequence-{}", does.id()));
    let mut words: Vec<String> = Vec::new();
    for rule in &form.consequences {
        let mut word = word(rule.does);
        if !rule.holds_if.is_empty() {
            word = format!("{word} ({})", shell.t("letters-depends"));
        }
        if !words.contains(&word) {
            words.push(word);
        }
    }
    if words.is_empty() {
        words.push(word(Consequence::Inform));
    }
    html! { ul.plain { @for word in words { li { (word) } } } }
}

fn denied(shell: &Shell<'_>, law: &Instrument, seen: &MeasureSeen, offer: &LetterOffer) -> Markup {
    let pack = law.id.as_str();
    html! {
        li {
            strong { (kind_name(shell, pack, offer.form.as_str())) }
            @if let Some(denied) = &offer.denied {
                ": " (sentence(shell, denied.code(), &denied.to_string()))
                (list(&facts(shell, pack, law.kind(&seen.kind), denied)))
            }
        }
    }
}

/// What follows from a letter, each consequence with its conditions, its clocks and its article.
#[must_use]
pub fn consequences(shell: &Shell<'_>, pack: &str, form: &LetterForm) -> Markup {
    let lang = shell.lang;
    html! {
        @if form.consequences.is_empty() {
            p { strong { (lang.t("consequence-inform")) } }
            p { (lang.t("consequence-inform.help")) }
        }
        ul.grounds {
            @for rule in &form.consequences {
                li {
                    strong { (lang.t(&format!("consequence-{}", rule.does.id()))) } " "
                    span.cite { (article(lang, rule.provenance.cite.as_str())) }
                    div { (lang.t(&format!("consequence-{}.help", rule.does.id()))) }
                    (conditions(shell, pack, form, rule))
                }
            }
        }
    }
}

/// Only if, only after, and which periods it settles.
fn conditions(shell: &Shell<'_>, pack: &str, form: &LetterForm, rule: &ConsequenceRule) -> Markup {
    let lang = shell.lang;
    let answers: Vec<String> =
        rule.holds_if.iter().filter_map(|one| condition(shell, pack, form, one)).collect();
    let or = format!(" {} ", lang.t("letters-or"));
    let after: Vec<String> =
        rule.after.iter().map(|earlier| earlier_word(shell, pack, earlier)).collect();
    let ends: Vec<String> = rule
        .ends
        .iter()
        .map(|clock| lang.law(clock.instrument(), &format!("clock-{}", clock.name())))
        .collect();
    let line = |key: &str, words: &[String]| {
        html! {
            @if !words.is_empty() {
                div.muted { (lang.with(key, &[("what", Arg::Words(&words.join(&or)))])) }
            }
        }
    };
    html! {
        (line("letters-if", &answers))
        (line("letters-after", &after))
        (line("letters-ends", &ends))
    }
}

/// An answer of the form in the words of its question.
fn condition(
    shell: &Shell<'_>,
    pack: &str,
    form: &LetterForm,
    condition: &Condition,
) -> Option<String> {
    let lang = shell.lang;
    let field = form.form.field(condition.field()?)?;
    let question = lang.law(pack, &field.label_key());
    Some(match condition {
        Condition::Says(_, word) => {
            let answer = word_text(shell, pack, field, word);
            let values = [("field", Arg::Words(&question)), ("answer", Arg::Words(&answer))];
            lang.with("letters-says", &values)
        }
        Condition::Answered(_)
        | Condition::Data(_)
        | Condition::NotNotified
        | Condition::Notified
        | Condition::OnTrack(_)
        | Condition::Unvalidated => {
            lang.with("letters-answered", &[("field", Arg::Words(&question))])
        }
    })
}
