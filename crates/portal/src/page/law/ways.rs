//! The ways there are from one state to another for some data on a date: what can be taken, what is not known, and why
//! everything else cannot.

use law::clock::Clock;
use law::ids::{Country, DataCategory};
use law::instrument::Instrument;
use law::pathway::{Path, Reason, Search, Verdict};
use law::route::Aim;
use maud::{Markup, html};

use super::rules::{data, lines, period};
use super::{mark, rule_source};
use crate::component::form::{Around, Choice, Line, boxes, button, line, select};
use crate::component::problem_list::article;
use crate::component::summary::{Row, list};
use crate::component::tag::{Tone, tag};
use crate::component::value::country_name;
use crate::component::{text, time};
use crate::page::desk::kind_name;
use crate::path;
use crate::shell::{Head, Nav, Shell};

/// The view of `GET /law/ways`.
#[derive(Debug, Clone)]
pub struct Ways<'a> {
    /// The states that can be chosen.
    pub states: Vec<Country>,
    /// What was asked, as it was typed.
    pub asked: Asked,
    /// The fields that cannot be read, of what was asked.
    pub wrong: Vec<&'a str>,
    /// The answer, where the question could be read.
    pub answer: Option<(Search, Vec<Path<'a>>)>,
}

/// The fields of the question.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// The state that asks.
    pub from: String,
    /// The state where the receiver is.
    pub to: String,
    /// What for.
    pub aim: String,
    /// The categories of data.
    pub data: Vec<String>,
    /// The day.
    pub on: String,
    /// Whether it is an emergency.
    pub emergency: bool,
}

/// The page.
#[must_use]
pub fn page_ways(view: &Ways<'_>, shell: &Shell<'_>) -> String {
    let lang = shell.lang;
    let body = html! {
        p.lead { (lang.t("ways-lead")) }
        (question(view, shell))
        @if let Some((search, found)) = &view.answer { (answer(search, found, shell)) }
    };
    let head = Head {
        title: lang.t("ways-title"),
        nav: Some(Nav::Law),
        trail: vec![shell.step(path::LAW, "law-title")],
        has_faults: !view.wrong.is_empty(),
        is_wide: true,
        ..Head::default()
    };
    shell.page(&head, &body)
}

/// A form that asks and changes nothing, so it goes into the address and the answer can be kept as a link.
fn question(view: &Ways<'_>, shell: &Shell<'_>) -> Markup {
    let (lang, asked) = (shell.lang, &view.asked);
    let around = |name: &str| {
        let mut around = Around::new(name, lang.t(&format!("ways-{name}")));
        if view.wrong.contains(&name) {
            around.faults.push(html! { (lang.t(&format!("ways-{name}-wrong"))) });
        }
        around
    };
    let states = |now: &str| -> Vec<Choice> {
        let choice = |state: &Country| {
            let code = state.as_str();
            Choice::new(code, country_name(shell, code), code == now)
        };
        view.states.iter().map(choice).collect()
    };
    let aims: Vec<Choice> = Aim::ALL
        .iter()
        .map(|aim| {
            Choice::new(aim.id(), lang.t(&format!("aim-{}", aim.id())), aim.id() == asked.aim)
        })
        .collect();
    let categories: Vec<Choice> = DataCategory::ALL
        .iter()
        .map(|data| {
            let is_chosen = asked.data.iter().any(|chosen| chosen == data.id());
            Choice::new(data.id(), lang.t(&format!("data-{}", data.id())), is_chosen)
        })
        .collect();
    let yes = [Choice::new("yes", lang.t("ways-emergency-yes"), asked.emergency)];
    html! {
        form #ways method="get" action=(path::LAW_WAYS) novalidate {
            @if shell.carry_lang { input type="hidden" name="lang" value=(lang.code()); }
            (select(&around("from"), &lang.t("choose-one"), &states(&asked.from)))
            (select(&around("to"), &lang.t("choose-one"), &states(&asked.to)))
            (select(&around("for"), &lang.t("choose-one"), &aims))
            (boxes(&around("data"), &categories))
            (line(&around("on"), Line::Date, &asked.on))
            (boxes(&around("emergency"), &yes))
            div.actions { (button(&lang.t("ways-button"))) }
        }
    }
}

fn answer(search: &Search, found: &[Path<'_>], shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let of = |verdict: Verdict| found.iter().filter(move |path| path.verdict == verdict);
    let pair = [country_name(shell, search.from.as_str()), country_name(shell, search.to.as_str())];
    html! {
        section #answer {
            h2 { (pair[0]) " → " (pair[1]) ", " (time::date(shell, search.on)) }
            @if of(Verdict::Admissible).next().is_none() { p { (lang.t("ways-none")) } }
            @for path in of(Verdict::Admissible) { (way(path, shell)) }
            @for (verdict, key) in [
                (Verdict::Undetermined, "ways-undetermined"),
                (Verdict::Excluded, "ways-excluded"),
            ] {
                @if of(verdict).next().is_some() {
                    h3 { (lang.t(key)) }
                    ul.grounds { @for path in of(verdict) { li { (no_way(path, shell)) } } }
                }
            }
        }
    }
}

fn name(path: &Path<'_>, shell: &Shell<'_>) -> String {
    kind_name(shell, path.instrument.id.as_str(), path.kind.id.as_str())
}

fn law_link(law: &Instrument, shell: &Shell<'_>) -> Markup {
    shell.link(&path::law(law.id.as_str()), &shell.lang.law(law.id.as_str(), "title"))
}

/// A way that can be taken, with what somebody who takes it must know.
fn way(path: &Path<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let pack = path.instrument.id.as_str();
    let clock = |clock: &&Clock| {
        html! {
            div {
                (lang.law(pack, &clock.label_key())) ": " (period(shell, clock)) " "
                span.cite { (article(lang, clock.provenance.cite.as_str())) }
            }
        }
    };
    let issuers = path.issuers.iter().map(|rule| {
        let kinds = rule.alone.iter().map(|kind| lang.t(&format!("issuer-{}", kind.id())));
        html! {
            div {
                @if rule.anybody { (lang.t("law-anybody")) } @else { (kinds.collect::<Vec<_>>().join(", ")) }
                @if !rule.validated_by.is_empty() { div.muted { (lang.t("ways-validated")) } }
                @if rule.emergency_without_validation { div.muted { (lang.t("ways-validated-later")) } }
                @if !rule.data.is_empty() { div.muted { (data(shell, &rule.data)) } }
            }
        }
    });
    let mut rows = vec![
        Row::new(
            lang.t("ways-goes-to"),
            html! { (lang.t(&format!("channel-{}", path.route.channel.id()))) },
        ),
        Row::new(lang.t("ways-issuers"), html! { @for one in issuers { (one) } }),
        Row::new(
            lang.t("ways-language"),
            html! { (lang.t(&format!("language-{}", path.route.language.id()))) },
        ),
        Row::new(lang.t("ways-form"), text::foreign(&path.kind.form)),
    ];
    if !path.answers.is_empty() {
        rows.push(Row::new(
            lang.t("ways-answer"),
            html! { @for one in &path.answers { (clock(one)) } },
        ));
    }
    if let Some(cite) = path.notified {
        let cite = article(lang, cite.as_str());
        rows.push(Row::new(
            lang.t("ways-notified"),
            html! { (lang.t("ways-notified-yes")) " " span.cite { (cite) } },
        ));
    }
    if !path.grounds.is_empty() {
        let grounds = path.grounds.iter().map(|ground| lang.law(pack, &ground.label_key()));
        rows.push(Row::new(lang.t("ways-grounds"), lines(grounds)));
    }
    if !path.conditions.is_empty() {
        let conditions = html! {
            @for declared in &path.conditions {
                div {
                    (lang.t(&format!("declared-{}", declared.kind.id()))) " "
                    (rule_source(shell, &declared.provenance))
                }
            }
        };
        rows.push(Row::new(lang.t("ways-conditions"), conditions));
    }
    html! {
        h3 { (name(path, shell)) " " (tag(Tone::Good, &lang.t("ways-admissible"))) }
        p.muted { (law_link(path.instrument, shell)) " · " (mark(shell, path.mark())) }
        (list(&rows))
    }
}

/// A way that cannot be taken, or of which that is not known, with every reason.
fn no_way(path: &Path<'_>, shell: &Shell<'_>) -> Markup {
    html! {
        (name(path, shell)) " " span.muted { (law_link(path.instrument, shell)) }
        ul.plain { @for reason in &path.reasons { li.muted { (because(reason, shell)) } } }
    }
}

fn because(reason: &Reason, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    html! {
        (lang.t(&format!("obstacle-{}", reason.obstacle.id())))
        @if let Some(state) = reason.state { " · " (country_name(shell, state.as_str())) }
        @for category in &reason.data { " · " (lang.t(&format!("data-{}", category.id()))) }
        @if let Some(from) = reason.from { " · " (lang.t("law-from")) " " (time::date(shell, from)) }
        " · " span.cite { (article(lang, reason.cite.as_str())) }
    }
}
