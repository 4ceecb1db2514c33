//! The yearly figures of a member, as the law asks for them: each counter with its article, in all and by dimension.
//!
//! A figure that nobody keeps is named and left open. No row is about a person: the smallest thing told apart is a
//! category of data at an addressee.

use domain::recall::Tally;
use domain::statistics::{Figure, NONE, Table as Counted};
use law::instrument::Instrument;
use law::statistic::{Statistic, Time, figure_key};
use law::value::FieldValue;
use maud::{Markup, html};

use crate::component::problem_list::article;
use crate::component::table::{Head as Column, Table, table};
use crate::component::value::country_name;
use crate::component::{denied, text, time};
use crate::page::desk::kind_name;
use crate::path;
use crate::shell::{Head, Nav, Shell};

/// One counter and what was counted.
#[derive(Debug, Clone)]
pub struct Counter<'a> {
    /// The rule of the pack.
    pub rule: &'a Statistic,
    /// Its figures.
    pub tables: Vec<Counted>,
}

/// Every counter of one instrument.
#[derive(Debug, Clone)]
pub struct Section<'a> {
    /// The instrument.
    pub law: &'a Instrument,
    /// Its counters, in the order of the act.
    pub counters: Vec<Counter<'a>>,
}

/// The view of `GET /statistics?year=2027`.
#[derive(Debug, Clone)]
pub struct Statistics<'a> {
    /// The civil year, in the zone of the member.
    pub year: i16,
    /// The instruments this member has measures or notes under.
    pub sections: Vec<Section<'a>>,
    /// How the recipients stand of what was asked back in that year.
    pub recalls: Tally,
}

/// The page.
#[must_use]
pub fn page_statistics(view: &Statistics<'_>, shell: &Shell<'_>) -> String {
    let lang = shell.lang;
    let year = view.year.to_string();
    let body = html! {
        p.lead { (lang.t("statistics-lead")) }
        (other_years(shell, view.year, path::statistics))
        p { (shell.link(&path::notes(view.year), &lang.t("statistics-to-notes"))) }
        @if view.sections.is_empty() { p { (lang.t("statistics-empty")) } }
        section {
            h2 { (lang.t("statistics-recalls")) }
            (recalls(shell, view.recalls))
        }
        @for section in &view.sections {
            section {
                h2 { (text::foreign(&section.law.title)) }
                @for counter in &section.counters { (shown(section.law, counter, shell)) }
            }
        }
    };
    let head = Head {
        title: lang.with("statistics-title", &[("year", year.as_str().into())]),
        nav: Some(Nav::Statistics),
        is_wide: true,
        ..Head::default()
    };
    shell.page(&head, &body)
}

/// Who was asked to destroy a copy, and how many never confirmed. No article asks for these figures: a member shows them
/// because what nobody confirmed would otherwise be seen by nobody.
fn recalls(shell: &Shell<'_>, tally: Tally) -> Markup {
    let lang = shell.lang;
    let rows = [
        ("statistics-recalls-asked", tally.n_asked),
        ("statistics-recalls-confirmed", tally.n_confirmed),
        ("statistics-recalls-unconfirmed", tally.n_unconfirmed),
        ("statistics-recalls-failed", tally.n_failed),
        ("statistics-recalls-late", tally.n_late),
        ("statistics-recalls-open", tally.n_open()),
    ];
    table(&Table {
        id: "recalls",
        caption: lang.t("statistics-recalls"),
        show_caption: false,
        heads: vec![
            Column::word(lang.t("statistics-figure")),
            Column::number(lang.t("statistics-number")),
        ],
        rows: rows.iter().map(|(key, n)| vec![html! { (lang.t(key)) }, html! { (n) }]).collect(),
        empty: lang.t("statistics-empty"),
    })
}

/// The years before and after, each with its page.
pub(crate) fn other_years(shell: &Shell<'_>, year: i16, page: fn(i16) -> String) -> Markup {
    let link = |year: i16| shell.link(&page(year), &year.to_string());
    html! {
        nav.pages aria-label=(shell.t("statistics-years")) {
            (link(year.saturating_sub(1))) " " (link(year.saturating_add(1)))
        }
    }
}

fn shown(law: &Instrument, counter: &Counter<'_>, shell: &Shell<'_>) -> Markup {
    let (lang, rule) = (shell.lang, counter.rule);
    let pack = law.id.as_str();
    let name = lang.law(pack, &rule.label_key());
    let dimensions =
        rule.dimensions.iter().map(|name| Column::word(dimension_name(law, name, shell)));
    let mut heads = vec![Column::word(lang.t("statistics-figure"))];
    heads.extend(dimensions);
    let key = match rule.time {
        None => "statistics-number",
        Some(Time::Mean) => "statistics-mean",
        Some(Time::Median) => "statistics-median",
    };
    heads.push(Column::number(lang.t(key)));
    let rows = counter.tables.iter().flat_map(|table| rows(law, rule, table, shell)).collect();
    html! {
        h3 { (name) " " span.cite { (article(lang, rule.provenance.cite.as_str())) } }
        (table(&Table {
            id: &rule.label_key(),
            caption: name,
            show_caption: false,
            heads,
            rows,
            empty: lang.t("statistics-empty"),
        }))
    }
}

/// A figure in all, then by its dimensions.
fn rows(
    law: &Instrument,
    rule: &Statistic,
    table: &Counted,
    shell: &Shell<'_>,
) -> Vec<Vec<Markup>> {
    let lang = shell.lang;
    let pack = law.id.as_str();
    let label = figure_key(&table.name);
    let name = html! { (lang.law(pack, &label)) };
    let all = |value: Markup| {
        let mut row = vec![html! { strong { (name) } }];
        row.extend(
            rule.dimensions.iter().map(|_| html! { span.muted { (lang.t("statistics-all")) } }),
        );
        row.push(value);
        row
    };
    let Some(whole) = &table.whole else {
        return vec![all(html! { span.muted { (lang.t("statistics-not-said")) } })];
    };
    let mut rows = vec![all(html! { strong { (number(rule, whole, shell)) } })];
    for (values, figure) in &table.rows {
        let mut row = vec![name.clone()];
        let named = rule.dimensions.iter().zip(values);
        row.extend(named.map(|(dimension, value)| word(shell, law, dimension, value)));
        row.push(number(rule, figure, shell));
        rows.push(row);
    }
    rows
}

/// A count, or one time for all with how many there are.
fn number(rule: &Statistic, figure: &Figure, shell: &Shell<'_>) -> Markup {
    let Some(time) = rule.time else {
        return html! {
            (figure.n)
            @for (currency, minor) in &figure.sums {
                div.muted { (text::code(&amount(*minor, currency))) }
            }
        };
    };
    match figure.time(time).and_then(|time| u64::try_from(time.as_secs()).ok()) {
        None => html! { span.muted { (NONE) } },
        Some(seconds) => {
            html! { (time::length(shell.lang, seconds)) " " span.muted { "(" (figure.n) ")" } }
        }
    }
}

/// An amount as it is written everywhere: `120.50 EUR`.
pub(crate) fn amount(minor: i64, currency: &str) -> String {
    FieldValue::Money { minor, currency: currency.to_owned() }.to_plain()
}

/// What a dimension is called: a pack names its own.
pub(crate) fn dimension_name(law: &Instrument, name: &str, shell: &Shell<'_>) -> String {
    match law.dimensions.iter().find(|own| own.name == name) {
        Some(own) => shell.lang.law(law.id.as_str(), &own.label_key()),
        None => shell.lang.t(&format!("dimension-{name}")),
    }
}

/// What a value of a dimension is called.
pub(crate) fn word(shell: &Shell<'_>, law: &Instrument, dimension: &str, value: &str) -> Markup {
    let lang = shell.lang;
    let pack = law.id.as_str();
    if let Some(own) = law.dimensions.iter().find(|own| own.name == dimension && value != NONE) {
        return html! { (lang.law(pack, &own.word_key(value))) };
    }
    match (dimension, value) {
        (_, NONE) => html! { span.muted { (NONE) } },
        ("data_type", category) => html! { (lang.t(&format!("data-{category}"))) },
        ("emergency", yes_no) => html! { (lang.t(yes_no)) },
        ("issuing_state", code) => html! { (country_name(shell, code)) },
        ("kind", kind) => html! { (kind_name(shell, pack, kind)) },
        ("ground", ground) => html! { (denied::ground_name(shell, ground)) },
        _ => text::foreign(value),
    }
}
