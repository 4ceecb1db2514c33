//! What officers noted for the yearly figures: each note with where it is on file, what was struck with its reason, and
//! every figure that can be noted. A note is never changed: who was wrong strikes it and notes it again.

use domain::denied::Denied;
use domain::erasure::Why;
use domain::ids::OccurrenceId;
use domain::occurrence::{Noted, Occurrence, Struck};
use law::instrument::Instrument;
use law::statistic::{Statistic, figure_key};
use maud::{Markup, html};

use crate::component::denied::why_not;
use crate::component::form::{Around, Form, area, form, stop_button};
use crate::component::problem_list::{Fault, Wrong, article, field_within, headed};
use crate::component::summary::{Row, list};
use crate::component::timeline::{By, performer};
use crate::component::{tag, text, time};
use crate::kit::show;
use crate::page::statistics::{amount, dimension_name, other_years, word};
use crate::path;
use crate::shell::{Head, Nav, Shell};

/// Rows of the field for a reason.
const WHY_ROWS: u32 = 3;

/// The view of `GET /statistics/notes?year=2027`, and of `POST /statistics/notes/NOTE/strike` (`why`) where it is refused.
#[derive(Debug, Clone)]
pub struct Occurrences<'a> {
    /// The civil year in which it happened, in the zone of the member.
    pub year: i16,
    /// What was noted, the last that happened first.
    pub lines: Vec<Line<'a>>,
    /// Which of them these are.
    pub pages: Pages,
    /// The laws some of whose figures are noted; empty for who notes nothing.
    pub laws: Vec<&'a Instrument>,
    /// Whether the reader's office takes notes back.
    pub may_strike: bool,
    /// What came back with a reason that was refused.
    pub typed: Option<&'a Typed>,
}

/// A page of a longer list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pages {
    /// Which one, from 1 on.
    pub page: usize,
    /// How many there are.
    pub n_pages: usize,
}

/// One note.
#[derive(Debug, Clone)]
pub struct Line<'a> {
    /// Its id.
    pub id: OccurrenceId,
    /// The note.
    pub occurrence: &'a Occurrence,
    /// The law it is counted by, where this node still holds it.
    pub law: Option<&'a Instrument>,
    /// Who noted it, as the record says.
    pub noted_by: By,
    /// Who took it back, as the record says; empty for what counts.
    pub struck_by: By,
}

/// A reason that came back.
#[derive(Debug, Clone)]
pub struct Typed {
    /// Of which note.
    pub id: OccurrenceId,
    /// What was typed.
    pub why: String,
    /// What is wrong with it.
    pub wrong: Option<Wrong>,
    /// Why the core refused it.
    pub denied: Option<Denied>,
}

/// The page.
#[must_use]
pub fn page_occurrences(view: &Occurrences<'_>, shell: &Shell<'_>) -> String {
    let lang = shell.lang;
    let year = view.year.to_string();
    let words = [("year", year.as_str().into())];
    let body = html! {
        (refused(view, shell))
        p.lead { (lang.t("notes-lead")) }
        (other_years(shell, view.year, path::notes))
        p { (shell.link(&path::statistics(view.year), &lang.with("statistics-title", &words))) }
        section aria-labelledby="noted-heading" {
            h2 #noted-heading { (lang.t("notes-noted")) }
            @if view.lines.is_empty() { p.empty { (lang.t("notes-empty")) } }
            @for line in &view.lines { (one(view, shell, line)) }
            (other_pages(view, shell))
        }
        @if !view.laws.is_empty() { (figures(&view.laws, shell)) }
    };
    let head = Head {
        title: lang.with("notes-title", &words),
        nav: Some(Nav::Statistics),
        trail: vec![shell.step(path::STATISTICS, "nav-statistics")],
        has_faults: view.typed.is_some_and(|typed| typed.wrong.is_some() || typed.denied.is_some()),
        is_wide: true,
        ..Head::default()
    };
    shell.page(&head, &body)
}

/// The ways to what happened later and earlier in the year, where it does not stand on one page.
fn other_pages(view: &Occurrences<'_>, shell: &Shell<'_>) -> Markup {
    let Pages { page, n_pages } = view.pages;
    let link =
        |page: usize, key: &str| shell.link(&path::notes_page(view.year, page), &shell.t(key));
    html! {
        @if n_pages > 1 {
            nav.pages aria-label=(shell.t("notes-pages")) {
                @if page > 1 { (link(page - 1, "notes-later")) " " }
                (shell.lang.with("n-of-k", &[("n", page.into()), ("k", n_pages.into())]))
                @if page < n_pages { " " (link(page + 1, "notes-earlier")) }
            }
        }
    }
}

/// What is wrong in a reason that came back, on top of the page.
fn refused(view: &Occurrences<'_>, shell: &Shell<'_>) -> Markup {
    let Some(typed) = view.typed else { return html! {} };
    let fault = |wrong: &Wrong| {
        let field = field_within(&form_of(typed.id), "why");
        Fault::of(&field, shell.t("strike-why"), wrong, shell.lang)
    };
    let faults: Vec<Fault> = typed.wrong.iter().map(fault).collect();
    html! {
        @if !faults.is_empty() { (headed(&shell.t("form-refused"), None, &faults)) }
        @if let Some(denied) = &typed.denied { (why_not(shell, "", None, denied)) }
    }
}

/// The word of the form that takes a note back.
fn form_of(id: OccurrenceId) -> String {
    format!("strike-{id}")
}

fn one(view: &Occurrences<'_>, shell: &Shell<'_>, line: &Line<'_>) -> Markup {
    let figure = &line.occurrence.noted().note.figure;
    let name = match line.law {
        Some(law) => html! { (shell.lang.law(law.id.as_str(), &figure_key(figure))) },
        None => text::code(figure),
    };
    let struck = match line.occurrence {
        Occurrence::Noted(_) => None,
        Occurrence::Struck(struck) => Some(struck),
    };
    html! {
        div.panel #{ "note-" (line.id) } {
            h3 {
                (name)
                @if struck.is_some() { " " (tag::tag(tag::Tone::Stop, &shell.t("note-struck"))) }
            }
            (list(&rows(shell, line, struck)))
            @if struck.is_none() && view.may_strike { (strike(view, shell, line, &name)) }
        }
    }
}

fn rows(shell: &Shell<'_>, line: &Line<'_>, struck: Option<&Struck>) -> Vec<Row> {
    let lang = shell.lang;
    let Noted { note, at, by: _ } = line.occurrence.noted();
    let mut rows = Vec::new();
    let mut row = |key: &str, value: Markup| rows.push(Row::new(lang.t(key), value));
    match line.law {
        Some(law) => {
            let rule = law.statistics.iter().find(|rule| rule.id == note.statistic);
            row("note-counter", counter(shell, law, rule));
        }
        None => row("note-counter", text::code(note.statistic.as_str())),
    }
    match (&note.amount, note.began_at) {
        (Some(paid), _) => {
            row("occurrence-amount", text::code(&amount(paid.minor, &paid.currency)));
            row("occurrence-n", html! { (note.n) });
        }
        (None, None) => row("occurrence-n", html! { (note.n) }),
        (None, Some(_)) => {}
    }
    match note.began_at {
        Some(began) => {
            row("occurrence-began-at", time::instant(shell, began));
            row("occurrence-happened-at", time::instant(shell, note.happened_at));
            let took = note.happened_at.as_second().saturating_sub(began.as_second());
            let took = u64::try_from(took).unwrap_or(0);
            row("note-took", html! { (time::length(lang, took)) });
        }
        None => {
            let on = note.happened_at.to_zoned(shell.zone.clone()).date();
            row("occurrence-happened-on", time::date(shell, on));
        }
    }
    let by = |at, by: &By| html! { (time::instant(shell, at)) " – " (performer(shell, by)) };
    let told = note.told_apart.iter().map(|(name, value)| match line.law {
        Some(law) => Row::new(dimension_name(law, name, shell), word(shell, law, name, value)),
        None => Row::new(name.clone(), text::foreign(value)),
    });
    rows.extend(told);
    let mut row = |key: &str, value: Markup| rows.push(Row::new(lang.t(key), value));
    row("occurrence-on-file", said(&note.on_file));
    row("note-noted", by(*at, &line.noted_by));
    if let Some(struck) = struck {
        row("note-struck-at", by(struck.at, &line.struck_by));
        row("strike-why", said(&struck.why));
    }
    rows
}

/// Words of an officer; one line stands where the values around it stand, whichever way it reads.
fn said(words: &Why) -> Markup {
    let words = words.as_str();
    if words.contains('\n') { text::prose("", words) } else { text::foreign(words) }
}

/// The counter a figure stands in, with its law and its article.
pub(crate) fn counter(shell: &Shell<'_>, law: &Instrument, rule: Option<&Statistic>) -> Markup {
    let lang = shell.lang;
    html! {
        @if let Some(rule) = rule {
            (lang.law(law.id.as_str(), &rule.label_key())) " – "
            span.cite { (article(lang, rule.provenance.cite.as_str())) } ", "
        }
        (text::foreign(&law.title))
    }
}

fn strike(view: &Occurrences<'_>, shell: &Shell<'_>, line: &Line<'_>, name: &Markup) -> Markup {
    let lang = shell.lang;
    let typed = view.typed.filter(|typed| typed.id == line.id);
    let id = form_of(line.id);
    let mut around =
        Around::new("why", lang.t("strike-why")).within(&id).hint(lang.t("strike-why-hint"));
    let wrong = typed.and_then(|typed| typed.wrong.as_ref());
    let fault = |wrong: &Wrong| html! { span.wrong { (wrong.sentence(lang)) } };
    around.faults.extend(wrong.map(fault));
    let controls = html! {
        p { (lang.t("strike-lead")) }
        (area(&around, WHY_ROWS, typed.map_or("", |typed| &typed.why)))
    };
    let the_form = Form::inside(&id, path::strike(&line.id.to_string()), None);
    html! {
        (show::details(None, "whole", typed.is_some(), &html! { (lang.t("strike-heading")) span.govuk-visually-hidden { " – " (name) } }, &html! { (form(shell, &the_form, &controls, &stop_button(&lang.t("strike-button")))) }))
    }
}

/// Every figure that can be noted, law by law and counter by counter.
fn figures(laws: &[&Instrument], shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let row = |law: &Instrument, rule: &Statistic| {
        let name = html! {
            (lang.law(law.id.as_str(), &rule.label_key())) " "
            span.cite { (article(lang, rule.provenance.cite.as_str())) }
        };
        (name, of_counter(law, rule, shell))
    };
    let is_noted = |rule: &&Statistic| rule.counts.iter().any(law::statistic::Count::is_noted);
    let rows = |law: &Instrument| -> Vec<(Markup, Markup)> {
        law.statistics.iter().filter(is_noted).map(|rule| row(law, rule)).collect()
    };
    html! {
        section aria-labelledby="figures-heading" {
            h2 #figures-heading { (lang.t("notes-figures")) }
            p { (lang.t("notes-figures-lead")) }
            @for law in laws {
                h3 { (text::foreign(&law.title)) }
                (show::summary_list(&rows(law), ""))
            }
        }
    }
}

/// The noted figures of one counter, each a link to its form.
fn of_counter(law: &Instrument, rule: &Statistic, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    html! {
        ul.plain {
            @for count in rule.counts.iter().filter(|count| count.is_noted()) {
                @let name = lang.law(law.id.as_str(), &figure_key(&count.name));
                li { (shell.link(&path::new_note(rule.id.as_str(), &count.name), &name)) }
            }
        }
    }
}
