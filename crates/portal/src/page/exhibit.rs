//! One exhibit: what it is, every entry of its record with what an opponent will ask about it, and the form that hands
//! single fields of one entry to somebody.
//!
//! Its content is not shown anywhere in the portal; it leaves in packages.

use std::collections::{BTreeMap, BTreeSet};

use domain::denied::Denied;
use domain::exhibit::{Action, Gap, GapKind};
use domain::ids::ExhibitId;
use domain::purpose::Purpose;
use domain::reader::ExhibitSeen;
use jiff::Timestamp;
use maud::{Markup, html};

use crate::component::denied::why_not;
use crate::component::exhibits::digests;
use crate::component::form::{Around, Choice, Form, Line, area, boxes, button, form, line, select};
use crate::component::problem_list::{Fault, Wrong, headed};
use crate::component::summary::{Row, list};
use crate::component::table::{Head as Column, Table, table};
use crate::component::tag::{Tone, tag, tone_of};
use crate::component::{size, text, time};
use crate::path::{self, LeafNo};
use crate::shell::{Head, Nav, Shell};

/// Rows of a field for reasons.
const WHY_ROWS: u32 = 4;

/// An entry of the record.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// Its place in the record.
    pub seq: u64,
    /// What was done.
    pub action: Action,
    /// When.
    pub at: Timestamp,
    /// Its leaf, once it has one.
    pub leaf: Option<LeafNo>,
}

/// The view of `GET /exhibits/EXHIBIT`.
#[derive(Debug, Clone)]
pub struct ExhibitPage<'a> {
    /// The exhibit as the reader sees it.
    pub seen: &'a ExhibitSeen,
    /// The name of its case.
    pub case_name: &'a str,
    /// Its record, the first entry first.
    pub entries: Vec<Entry>,
    /// What is missing in it.
    pub gaps: Vec<Gap>,
    /// Whether the reader's office hands fields of it to others.
    pub may_disclose: bool,
    /// Whether an agreement asks for the reader's word before whoever got it lets it go on.
    pub may_let_on: bool,
}

/// The page.
#[must_use]
pub fn page_exhibit(view: &ExhibitPage<'_>, shell: &Shell<'_>) -> String {
    let lang = shell.lang;
    let body = html! {
        (list(&facts(view.seen, shell)))
        section aria-labelledby="gaps-heading" {
            h2 #gaps-heading { (lang.t("gaps")) }
            p { (lang.t("gaps-lead")) }
            @if view.gaps.is_empty() { p.empty { (lang.t("gaps-none")) } }
            @else { (gap_list(&view.gaps, shell)) }
        }
        section aria-labelledby="record-heading" {
            h2 #record-heading { (lang.t("exhibit-record")) }
            (record(view, shell))
        }
        @if view.may_let_on {
            p { (shell.link(&path::onward(&view.seen.id.to_string()), &lang.t("agreement-consent-link"))) }
        }
    };
    let head = Head {
        about: Some(view.seen.exhibit_no.to_string()),
        is_wide: true,
        ..head(view.seen, view.case_name, lang.t("exhibit-title"), shell)
    };
    shell.page(&head, &body)
}

fn head(seen: &ExhibitSeen, case_name: &str, title: String, shell: &Shell<'_>) -> Head {
    let mut trail = vec![shell.step(path::CASES, "cases-title")];
    trail.extend(seen.case.map(|case| Shell::named_step(path::case(&case.to_string()), case_name)));
    Head { title, nav: Some(Nav::Cases), trail, ..Head::default() }
}

fn facts(seen: &ExhibitSeen, shell: &Shell<'_>) -> Vec<Row> {
    let lang = shell.lang;
    let mut rows = vec![
        Row::new(lang.t("exhibit-no"), text::code(seen.exhibit_no.as_str())),
        Row::new(
            lang.t("exhibit-state"),
            tag(tone_of(seen.state.id()), &lang.t(&format!("state-{}", seen.state.id()))),
        ),
    ];
    if let Some(root) = &seen.root_no {
        rows.push(Row::new(lang.t("exhibit-root-no"), text::code(root.as_str())));
    }
    if let Some(source) = &seen.source {
        rows.push(Row::new(
            lang.t("exhibit-name"),
            html! { (text::foreign(&source.original_name)) },
        ));
    }
    if let Some(data) = &seen.data {
        rows.push(Row::new(lang.t("exhibit-size"), size(lang, data.plain.len)));
        rows.push(Row::new(lang.t("exhibit-digests"), digests(shell, data)));
    }
    rows
}

/// What is missing in the record of an exhibit of a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExhibitGaps {
    /// Which.
    pub exhibit: ExhibitId,
    /// Its number.
    pub no: String,
    /// What is missing.
    pub gaps: Vec<Gap>,
}

/// What will be asked about the exhibits of a package, before it goes out; nothing where nothing will.
pub(crate) fn asked_of(all: &[ExhibitGaps], shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let some: Vec<_> = all.iter().filter(|one| !one.gaps.is_empty()).collect();
    html! {
        @if !some.is_empty() {
            section aria-labelledby="gaps-heading" {
                h2 #gaps-heading { (lang.t("package-gaps")) }
                p { (lang.t("gaps-lead")) }
                @for one in some {
                    h3 {
                        a href=(shell.href(&path::exhibit(&one.exhibit.to_string()))) { (text::code(&one.no)) }
                    }
                    (gap_list(&one.gaps, shell))
                }
            }
        }
    }
}

/// What is missing, each with the entry at which it shows.
fn gap_list(gaps: &[Gap], shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    html! {
        ul {
            @for Gap { seq, kind } in gaps {
                li {
                    (tag(tone(*kind), &lang.with("gap-entry", &[("n", (*seq).into())])))
                    " " (lang.t(&format!("gap-{kind}")))
                }
            }
        }
    }
}

/// Digests that differ stop a package; everything else is asked about.
const fn tone(kind: GapKind) -> Tone {
    match kind {
        GapKind::DigestMismatch => Tone::Stop,
        GapKind::AmbiguousZone
        | GapKind::ClockUncertain
        | GapKind::DerivationWithoutParent
        | GapKind::HoldExpired
        | GapKind::MissingInterval
        | GapKind::MissingTail
        | GapKind::ToolWithoutVersion
        | GapKind::UnsignedHandover => Tone::Watch,
    }
}

fn record(view: &ExhibitPage<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let id = view.seen.id.to_string();
    let row = |entry: &Entry| {
        let mut cells = vec![
            html! { (entry.seq) },
            html! { (lang.t(&format!("event-exhibit-{}", entry.action.id()))) },
            time::instant(shell, entry.at),
            html! {
                @if let Some(leaf) = entry.leaf {
                    @let label = lang.with("timeline-leaf", &[("index", leaf.to_string().as_str().into())]);
                    (shell.link(&path::leaf(leaf), &label))
                }
            },
        ];
        if view.may_disclose {
            cells.push(html! {
                @if entry.leaf.is_some() {
                    a href=(shell.href(&path::disclose(&id, entry.seq))) {
                        (lang.with("disclose-entry", &[("n", entry.seq.into())]))
                    }
                }
            });
        }
        cells
    };
    let mut heads = vec![
        Column::number(lang.t("record-n")),
        Column::word(lang.t("record-what")),
        Column::word(lang.t("record-when")),
        Column::word(lang.t("record-leaf")),
    ];
    if view.may_disclose {
        heads.push(Column::word(lang.t("record-disclose")));
    }
    table(&Table {
        id: "record",
        caption: lang.with("record-caption", &[("n", view.entries.len().into())]),
        show_caption: false,
        heads,
        rows: view.entries.iter().map(row).collect(),
        empty: lang.t("record-none"),
    })
}

/// The view of `GET /exhibits/EXHIBIT/entries/N/disclose`, and of its form where it is refused: a `POST` to the same place
/// (`field`, a name, once for each; `to`, words; `purpose`; `why`, words). What it answers is the file.
#[derive(Debug, Clone)]
pub struct Disclose<'a> {
    /// The exhibit as the reader sees it.
    pub seen: &'a ExhibitSeen,
    /// The name of its case.
    pub case_name: &'a str,
    /// The entry.
    pub entry: Entry,
    /// The fields that can be opened, by name.
    pub fields: Vec<&'static str>,
    /// What came back with the form.
    pub typed: Option<&'a Typed>,
}

/// What was sent with the form and came back with it.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// The fields that were ticked.
    pub chosen: BTreeSet<String>,
    /// What else was typed or chosen, by the name it is posted under.
    pub fields: BTreeMap<String, String>,
    /// What of all that cannot be taken.
    pub wrong: BTreeMap<String, Wrong>,
    /// Why the core refused it.
    pub denied: Option<Denied>,
}

/// The page.
#[must_use]
pub fn page_disclose(view: &Disclose<'_>, shell: &Shell<'_>) -> String {
    let lang = shell.lang;
    let (id, typed) = (view.seen.id.to_string(), view.typed);
    let of = |name: &str| typed.and_then(|typed| typed.fields.get(name)).map_or("", String::as_str);
    let around = |name: &str, hint: Option<&str>| {
        let wrong = typed.and_then(|typed| typed.wrong.get(name));
        let faults = wrong.map(|wrong| html! { span.wrong { (wrong.sentence(lang)) } });
        Around {
            faults: faults.into_iter().collect(),
            hint: hint.map(|key| lang.t(key)),
            ..Around::new(name, lang.t(&format!("disclose-{name}")))
        }
    };
    let field = |name: &&'static str| {
        let chosen = typed.is_some_and(|typed| typed.chosen.contains(*name));
        Choice::new(*name, lang.t(&format!("custody-field-{}", name.replace('_', "-"))), chosen)
    };
    let fields: Vec<Choice> = view.fields.iter().map(field).collect();
    let purpose = |purpose: Purpose| {
        let label = lang.t(&format!("purpose-{purpose}"));
        Choice::new(purpose.id(), label, of("purpose") == purpose.id())
    };
    let purposes: Vec<Choice> = Purpose::ALL.into_iter().map(purpose).collect();
    let controls = html! {
        (boxes(&around("field", Some("disclose-field-hint")), &fields))
        (line(&around("to", Some("disclose-to-hint")), Line::Words, of("to")))
        (select(&around("purpose", None), &lang.t("disclose-purpose-none"), &purposes))
        (area(&around("why", Some("disclose-why-hint")), WHY_ROWS, of("why")))
    };
    let action = path::disclose(&id, view.entry.seq);
    let leaves = vec![html! { (lang.t("disclose-leaves")) }];
    let the_form = Form { leaves, ..Form::inside("disclose", action, None) };
    let body = html! {
        @if let Some(typed) = typed { (refused(typed, shell)) }
        p.lead { (lang.t("disclose-lead")) }
        (list(&[
            Row::new(lang.t("record-what"), html! { (lang.t(&format!("event-exhibit-{}", view.entry.action.id()))) }),
            Row::new(lang.t("record-when"), time::instant(shell, view.entry.at)),
        ]))
        (form(shell, &the_form, &controls, &button(&lang.t("disclose-button"))))
        p.muted { (lang.t("disclose-check")) }
    };
    let mut head = head(view.seen, view.case_name, lang.t("disclose-title"), shell);
    head.trail.push(Shell::named_step(path::exhibit(&id), view.seen.exhibit_no.as_str()));
    head.has_faults = typed.is_some_and(|typed| !typed.wrong.is_empty() || typed.denied.is_some());
    shell.page(&head, &body)
}

/// What is wrong in a form that came back, on top of the page.
fn refused(typed: &Typed, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let fault = |(name, wrong): (&String, &Wrong)| {
        Fault::of(name, lang.t(&format!("disclose-{name}")), wrong, lang)
    };
    let faults: Vec<Fault> = typed.wrong.iter().map(fault).collect();
    html! {
        @if !faults.is_empty() { (headed(&shell.t("form-refused"), None, &faults)) }
        @if let Some(denied) = &typed.denied { (why_not(shell, "", None, denied)) }
    }
}
