//! The law this node applies, for whoever wants to read it: the instruments, what each asks for, and the lists of words.
//!
//! Nothing here is about a case or a person, so nobody has to sign in. Every rule stands with its article and with how
//! sure its wording is.

use law::declared::{PartiesListed, PartyState, Standing};
use law::instrument::{Instrument, Provenance};
use law::vocab::Vocabulary;
use maud::{Markup, html};

use crate::component::problem_list::article;
use crate::component::summary::{Row, list};
use crate::component::table::{Head as Column, Table, table};
use crate::component::tag::{Tone, tag};
use crate::component::value::country_name;
use crate::component::{text, time};
use crate::kit::show;
use crate::path;
use crate::shell::{Head, Nav, Shell};

mod rules;
pub mod ways;
pub mod words;

/// The view of `GET /law`.
#[derive(Debug, Clone)]
pub struct LawList<'a> {
    /// Every pack of the node.
    pub laws: Vec<&'a Instrument>,
    /// Every list of words.
    pub words: &'a [Vocabulary],
}

/// The page of all instruments.
#[must_use]
pub fn page_law_list(view: &LawList<'_>, shell: &Shell<'_>) -> String {
    let lang = shell.lang;
    let rows = view.laws.iter().map(|law| {
        let id = law.id.as_str();
        vec![
            shell.link(&path::law(id), &lang.law(id, "title")),
            html! { (standing(shell, law)) },
            html! { (lang.with("law-n-kinds", &[("n", n_issued(law).into())])) },
            text::code(&law.pack()),
        ]
    });
    let lists = view.words.iter().map(|words| {
        vec![
            shell.link(&path::law_words(&words.id), &list_name(shell, words)),
            html! { (words.words.len()) },
            html! { (mark(shell, words.mark)) },
            text::code(&words.name()),
        ]
    });
    let body = html! {
        p.lead { (lang.t("law-lead")) }
        p { (shell.link(path::LAW_WAYS, &lang.t("law-to-ways"))) }
        (table(&Table {
            id: "instruments",
            caption: lang.t("law-instruments"),
            show_caption: true,
            heads: [
                "law-instrument", "law-standing", "law-kinds", "law-pack",
            ].iter().map(|key| Column::word(lang.t(key))).collect(),
            rows: rows.collect(),
            empty: lang.t("law-none"),
        }))
        (table(&Table {
            id: "lists",
            caption: lang.t("law-lists"),
            show_caption: true,
            heads: vec![
                Column::word(lang.t("law-list")),
                Column::number(lang.t("law-n-words")),
                Column::word(lang.t("law-mark")),
                Column::word(lang.t("law-version")),
            ],
            rows: lists.collect(),
            empty: lang.t("law-none"),
        }))
    };
    let head = Head { title: lang.t("law-title"), nav: Some(Nav::Law), ..Head::default() };
    shell.page(&head, &body)
}

/// The view of `GET /law/{id}`.
#[derive(Debug, Clone, Copy)]
pub struct LawPage<'a> {
    /// The instrument.
    pub law: &'a Instrument,
    /// The digest of its pack, as orders name it.
    pub digest: &'a str,
}

/// The page of one instrument.
#[must_use]
pub fn page_law(view: &LawPage<'_>, shell: &Shell<'_>) -> String {
    let (lang, law) = (shell.lang, view.law);
    let body = html! {
        (list(&facts(view, shell)))
        (parties(law, shell))
        (rules::kinds(law, shell))
        (rules::clocks(law, shell))
        (rules::duties(law, shell))
        (rules::grounds(law, shell))
        (rules::letters(law, shell))
    };
    let head = Head {
        title: lang.law(law.id.as_str(), "title"),
        over: Some(lang.t("law-instrument")),
        nav: Some(Nav::Law),
        trail: vec![shell.step(path::LAW, "law-title")],
        is_wide: true,
        ..Head::default()
    };
    shell.page(&head, &body)
}

/// What can be issued under it.
fn n_issued(law: &Instrument) -> u64 {
    law.kinds.iter().filter(|kind| !kind.issuers.is_empty()).count() as u64
}

fn standing(shell: &Shell<'_>, law: &Instrument) -> Markup {
    let tone = match law.standing {
        Standing::InForce => Tone::Good,
        Standing::ByAgreement => Tone::Active,
        Standing::NotInForce => Tone::Watch,
    };
    tag(tone, &shell.t(&format!("standing-{}", law.standing.id())))
}

fn facts(view: &LawPage<'_>, shell: &Shell<'_>) -> Vec<Row> {
    let (lang, law) = (shell.lang, view.law);
    let mut rows = vec![
        Row::new(lang.t("law-official"), text::foreign(&law.title)),
        Row::new(lang.t("law-pack"), text::code(&law.pack())),
        Row::new(lang.t("law-standing"), standing(shell, law)),
    ];
    rows.extend(law.in_force_from.map(|on| Row::new(lang.t("law-from"), time::date(shell, on))));
    rows.extend(law.in_force_until.map(|on| Row::new(lang.t("law-until"), time::date(shell, on))));
    rows.push(Row::new(lang.t("law-source"), source(shell, &law.provenance)));
    rows.push(Row::new(lang.t("law-known"), time::date(shell, law.known_on)));
    rows.push(Row::new(lang.t("law-digest"), text::code(view.digest)));
    if !law.otherwise.is_empty() {
        let others = html! {
            ul.plain { @for other in &law.otherwise {
                li { (shell.link(&path::law(other.as_str()), &lang.law(other.as_str(), "title"))) }
            } }
        };
        rows.push(Row::new(lang.t("law-otherwise"), others));
    }
    rows
}

/// Who is bound, and from when.
fn parties(law: &Instrument, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let note = match law.parties_listed {
        PartiesListed::All => "law-parties-all",
        PartiesListed::Some => "law-parties-some",
        PartiesListed::None => "law-parties-none",
    };
    let row = |party: &PartyState| {
        let day = |on: Option<jiff::civil::Date>| {
            html! { @if let Some(on) = on { (time::date(shell, on)) } @else { "–" } }
        };
        vec![
            html! { (country_name(shell, party.country.as_str())) },
            day(party.from),
            day(party.until),
            rule_source(shell, &party.provenance),
        ]
    };
    html! {
        section {
            h2 { (lang.t("law-parties")) }
            p.muted { (lang.t(note)) }
            @if !law.status_not_loaded.is_empty() {
                p.muted {
                    (lang.t("law-parties-unknown")) " "
                    @for (place, state) in law.status_not_loaded.iter().enumerate() {
                        @if place > 0 { ", " }
                        (country_name(shell, state.as_str()))
                    }
                }
            }
            @if !law.parties.is_empty() {
                (show::details(None, "whole", false, &html! { (lang.with("law-n-parties", &[("n", (law.parties.len() as u64).into())])) }, &html! { (table(&Table {
                        id: "parties",
                        caption: lang.t("law-parties"),
                        show_caption: false,
                        heads: ["law-state", "law-from", "law-until", "law-where"]
                            .iter().map(|key| Column::word(lang.t(key))).collect(),
                        rows: law.parties.iter().map(row).collect(),
                        empty: lang.t("law-none"),
                    })) }))
            }
            @if !law.agreements.is_empty() {
                ul.grounds {
                    @for agreement in &law.agreements {
                        li {
                            (text::foreign(&agreement.title)) " "
                            span.muted {
                                (time::date(shell, agreement.from)) " · "
                                (rule_source(shell, &agreement.provenance))
                            }
                        }
                    }
                }
            }
            (rules::declared(law, shell))
        }
    }
}

/// The article of a rule, and how sure its wording is.
fn rule_source(shell: &Shell<'_>, provenance: &Provenance) -> Markup {
    html! {
        span.cite { (article(shell.lang, provenance.cite.as_str())) }
        div.muted { (mark(shell, provenance.mark)) }
    }
}

/// The publication with its date, and how sure the wording is.
fn source(shell: &Shell<'_>, provenance: &Provenance) -> Markup {
    html! {
        (text::foreign(&provenance.source)) ", " (time::date(shell, provenance.source_date))
        div.muted { (mark(shell, provenance.mark)) }
    }
}

fn mark(shell: &Shell<'_>, mark: law::ids::Mark) -> String {
    shell.t(&format!("mark-{}", mark.id()))
}

fn list_name(shell: &Shell<'_>, words: &Vocabulary) -> String {
    shell.t(&format!("law-list-{}", words.id))
}
