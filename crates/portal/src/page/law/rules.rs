//! The rules of one instrument as tables: who may issue, periods, duties, grounds, letters, reservations.

use std::collections::BTreeSet;

use law::clock::Clock;
use law::declared::Declared;
use law::duty::Duty;
use law::ground::Ground;
use law::ids::{DataCategory, IssuerKind, KindId, Party};
use law::instrument::Instrument;
use law::issuer::IssuerRule;
use law::letter_form::LetterForm;
use law::measure_kind::MeasureKind;
use maud::{Markup, html};

use super::rule_source;
use crate::component::table::{Head as Column, Table, table};
use crate::component::value::country_name;
use crate::component::{text, time};
use crate::page::desk::kind_name;
use crate::shell::Shell;

/// One section of the page: a heading and a table with an article in its last column; nothing where there is no rule.
fn section(
    shell: &Shell<'_>,
    id: &str,
    heading: &str,
    heads: &[&str],
    rows: Vec<Vec<Markup>>,
) -> Markup {
    let lang = shell.lang;
    let heading = lang.t(heading);
    html! {
        @if !rows.is_empty() {
            section {
                h2 { (heading) }
                (table(&Table {
                    id,
                    caption: heading,
                    show_caption: false,
                    heads: heads.iter().map(|key| Column::word(lang.t(key))).collect(),
                    rows,
                    empty: lang.t("law-none"),
                }))
            }
        }
    }
}

/// The kinds of measure with their issuers.
pub(super) fn kinds(law: &Instrument, shell: &Shell<'_>) -> Markup {
    let rows = law.kinds.iter().flat_map(|kind| {
        let rules = kind.issuers.iter().map(|rule| issuer(law, kind, rule, shell));
        rules.collect::<Vec<_>>()
    });
    let heads =
        ["law-kind", "law-data", "law-alone", "law-validated", "law-emergency", "law-where"];
    section(shell, "issuers", "law-issuers", &heads, rows.collect())
}

fn issuer(
    law: &Instrument,
    kind: &MeasureKind,
    rule: &IssuerRule,
    shell: &Shell<'_>,
) -> Vec<Markup> {
    let lang = shell.lang;
    let names = |kinds: &BTreeSet<IssuerKind>| {
        lines(kinds.iter().map(|kind| lang.t(&format!("issuer-{}", kind.id()))))
    };
    let emergency = if rule.emergency_without_validation {
        html! { (lang.t("law-emergency-yes")) }
    } else {
        html! { "–" }
    };
    vec![
        html! { (kind_name(shell, law.id.as_str(), kind.id.as_str())) },
        data(shell, &rule.data),
        if rule.anybody {
            html! { (lang.t("law-anybody")) }
        } else {
            names(&rule.alone)
        },
        names(&rule.validated_by),
        emergency,
        rule_source(shell, &rule.provenance),
    ]
}

/// The periods, each with how it is counted and what its end does.
pub(super) fn clocks(law: &Instrument, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let row = |clock: &Clock| {
        vec![
            html! {
                (lang.law(law.id.as_str(), &clock.label_key()))
                div.muted { (text::code(clock.id.as_str())) }
            },
            of_kinds(law, shell, clock.kinds.iter()),
            html! { (period(shell, clock)) },
            html! {
                (lang.t(&format!("trigger-{}", clock.trigger.id())))
                div.muted { (party(shell, clock.trigger_by)) }
            },
            html! { (lang.t(&format!("effect-{}", clock.effect.id()))) },
            rule_source(shell, &clock.provenance),
        ]
    };
    let heads = ["law-clock", "law-kind", "law-period", "law-starts", "law-end-does", "law-where"];
    section(shell, "clocks", "law-clocks", &heads, law.clocks.iter().map(row).collect())
}

/// `10 days, Regulation 1182/71`; words alone where the law gives no number.
pub(super) fn period(shell: &Shell<'_>, clock: &Clock) -> String {
    let n = u64::from(clock.period.unwrap_or_default());
    // A key has no colon: `national:issuing`.
    let rule = clock.counting.id().replace(':', "-");
    shell.lang.with(&format!("law-period-{rule}"), &[("n", n.into())])
}

/// What is owed without a number.
pub(super) fn duties(law: &Instrument, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let row = |duty: &Duty| {
        vec![
            html! { (lang.law(law.id.as_str(), &duty.id.label_key())) },
            of_kinds(law, shell, duty.kinds.iter()),
            html! { (party(shell, duty.by)) },
            html! { (lang.t(&format!("law-when-{}", duty.standard))) },
            rule_source(shell, &duty.provenance),
        ]
    };
    let heads = ["law-duty", "law-kind", "law-owed-by", "law-standard", "law-where"];
    section(shell, "duties", "law-duties", &heads, law.duties.iter().map(row).collect())
}

/// On which grounds it can be refused, by whom and when.
pub(super) fn grounds(law: &Instrument, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let row = |ground: &Ground| {
        vec![
            html! { (lang.law(law.id.as_str(), &ground.label_key())) },
            of_kinds(law, shell, ground.kinds.iter()),
            lines(ground.raised_by.iter().map(|by| party(shell, *by))),
            html! { (lang.t(&format!("stage-{}", ground.stage.id()))) },
            html! { (lang.t(&format!("ground-effect-{}", ground.effect.id()))) },
            rule_source(shell, &ground.provenance),
        ]
    };
    let heads = ["law-ground", "law-kind", "law-raised-by", "law-stage", "law-does", "law-where"];
    section(shell, "grounds", "law-grounds", &heads, law.grounds.iter().map(row).collect())
}

/// The forms of letters: who writes to whom, and what follows.
pub(super) fn letters(law: &Instrument, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let row = |letter: &LetterForm| {
        let does: BTreeSet<String> = letter
            .consequences
            .iter()
            .map(|rule| lang.t(&format!("consequence-{}", rule.does.id())))
            .collect();
        vec![
            html! { (kind_name(shell, law.id.as_str(), letter.form.id.as_str())) },
            of_kinds(law, shell, letter.about.iter()),
            lines(letter.by.iter().map(|by| party(shell, *by))),
            lines(letter.to.iter().map(|to| party(shell, *to))),
            lines(does.into_iter()),
            rule_source(shell, &letter.form.provenance),
        ]
    };
    let heads = ["law-letter", "law-kind", "law-by", "law-to", "law-does", "law-where"];
    section(shell, "letters", "law-letters", &heads, law.letters.iter().map(row).collect())
}

/// What states reserved or declared.
pub(super) fn declared(law: &Instrument, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let row = |declared: &Declared| {
        vec![
            html! { (country_name(shell, declared.country.as_str())) },
            html! {
                (lang.t(&format!("declared-{}", declared.kind.id())))
                @if !declared.languages.is_empty() { " " (text::code(&declared.languages.join(", "))) }
            },
            of_kinds(law, shell, declared.kinds.iter()),
            data(shell, &declared.data),
            html! { @if let Some(from) = declared.from { (time::date(shell, from)) } @else { "–" } },
            rule_source(shell, &declared.provenance),
        ]
    };
    let all = law.reservations.iter().chain(&law.declarations);
    let heads = ["law-state", "law-says", "law-kind", "law-data", "law-from", "law-where"];
    section(shell, "declared", "law-declared", &heads, all.map(row).collect())
}

fn of_kinds<'k>(
    law: &Instrument,
    shell: &Shell<'_>,
    kinds: impl Iterator<Item = &'k KindId>,
) -> Markup {
    let names: Vec<String> =
        kinds.map(|kind| kind_name(shell, law.id.as_str(), kind.as_str())).collect();
    if names.is_empty() {
        html! { (shell.t("law-all-kinds")) }
    } else {
        lines(names.into_iter())
    }
}

/// The categories of data, or that it makes no difference.
pub(super) fn data(shell: &Shell<'_>, data: &BTreeSet<DataCategory>) -> Markup {
    if data.is_empty() {
        return html! { (shell.t("law-any-data")) };
    }
    lines(data.iter().map(|category| shell.t(&format!("data-{}", category.id()))))
}

pub(super) fn party(shell: &Shell<'_>, party: Party) -> String {
    shell.t(&format!("party-{}", party.id()))
}

/// One word under another.
pub(super) fn lines(words: impl Iterator<Item = String>) -> Markup {
    let words: Vec<String> = words.collect();
    html! {
        @for word in &words { div { (word) } }
        @if words.is_empty() { "–" }
    }
}
