//! One answer of a form as text: coded words in the reader's language, everything else as it was written.

use law::field::{Field, FieldValue, Period};
use maud::{Markup, html};

use crate::component::{text, time};
use crate::l10n::Arg;
use crate::shell::Shell;

/// The answers to one question.
#[must_use]
pub fn value(shell: &Shell<'_>, pack: &str, field: &Field, value: &FieldValue) -> Markup {
    let entries = value.entries();
    match entries.as_slice() {
        [one] => entry(shell, pack, field, one),
        several => html! {
            ul.plain { @for one in several { li { (entry(shell, pack, field, one)) } } }
        },
    }
}

/// A word that a field can be answered with, as its form has it.
#[must_use]
pub fn word_text(shell: &Shell<'_>, pack: &str, field: &Field, word: &str) -> String {
    if !field.codes.is_empty() {
        shell.lang.law(pack, &field.code_key(word))
    } else if word == "yes" || word == "no" {
        shell.t(word)
    } else {
        word.to_owned()
    }
}

fn entry(shell: &Shell<'_>, pack: &str, field: &Field, one: &FieldValue) -> Markup {
    let lang = shell.lang;
    match one {
        FieldValue::Code(code) => html! { (lang.law(pack, &field.code_key(code))) },
        FieldValue::Country(country) => html! { (country_name(shell, country.as_str())) },
        FieldValue::Date(on) => time::date(shell, *on),
        FieldValue::Exhibit(label) => text::code(label),
        FieldValue::Instant(at) => time::instant(shell, *at),
        FieldValue::LongText { lang: tag, text: words } => html! {
            (text::prose(tag, words))
            @if tag != "und" { span.muted { (lang.with("written-in", &[("language", tag.into())])) } }
        },
        FieldValue::Many(entries) => html! {
            ul.plain { @for one in entries { li { (entry(shell, pack, field, one)) } } }
        },
        FieldValue::Money { .. } => text::code(&one.to_plain()),
        FieldValue::Office(words) | FieldValue::Person(words) | FieldValue::Text(words) => {
            text::foreign(words)
        }
        FieldValue::Period(period) => html! { (period_text(shell, *period)) },
        FieldValue::Selector { kind, value } => html! {
            span.muted { (selector_kind(shell, kind)) } " " (text::code(value))
        },
        FieldValue::YesNo(true) => html! { (lang.t("yes")) },
        FieldValue::YesNo(false) => html! { (lang.t("no")) },
    }
}

/// The name of a state with its code, or the code alone.
#[must_use]
pub fn country_name(shell: &Shell<'_>, code: &str) -> String {
    let key = format!("country-{code}");
    if !shell.lang.has(&key) {
        return code.to_owned();
    }
    let name = shell.t(&key);
    shell.lang.with("name-and-code", &[("name", Arg::Words(&name)), ("code", code.into())])
}

fn selector_kind(shell: &Shell<'_>, kind: &str) -> String {
    let key = format!("selector-{kind}");
    if shell.lang.has(&key) { shell.t(&key) } else { kind.to_owned() }
}

fn period_text(shell: &Shell<'_>, period: Period) -> String {
    let parts = [("years", period.years), ("months", period.months), ("days", period.days)];
    let mut words: Vec<String> = parts
        .into_iter()
        .filter(|(_, n)| *n > 0)
        .map(|(unit, n)| shell.lang.with(&format!("period-{unit}"), &[("n", u64::from(n).into())]))
        .collect();
    if words.is_empty() {
        words.push(shell.lang.with("period-days", &[("n", 0_u64.into())]));
    }
    words.join(" ")
}
