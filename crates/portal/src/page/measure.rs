//! A measure after it was issued, at its issuer: receipts, clocks, what came back, and what happened.

use domain::letter::CopyKind;
use domain::measure::{Extent, PeerAct, Reasons, Standing};
use domain::reader::{MeasureSeen, PeerActSeen};
use jiff::Timestamp;
use law::ids::Audience;
use law::instrument::Instrument;
use maud::{Markup, html};

use crate::component::answers::{self, Document};
use crate::component::clock::{Clock, cards, chip};
use crate::component::denied::{findings, ground_name};
use crate::component::duties::duties;
use crate::component::exhibits::{Exhibit, exhibits};
use crate::component::held::{HeldLetter, held};
use crate::component::ladder::{Ladder, ladders};
use crate::component::letters::letters;
use crate::component::plain_acts::{Reason, fault, plain_acts, word_on};
use crate::component::problem_list::{article, headed};
use crate::component::summary::{Row, strip};
use crate::component::table::{Head as Column, Table, table};
use crate::component::timeline::{Entry, timeline};
use crate::component::{Note, digest, note, text, time};
use crate::kit::show;
use crate::page::desk::{kind_name, state_tag};
use crate::page::draft::{common_facts, handling};
use crate::path::{self, LeafNo};
use crate::shell::{Head, Nav, Shell};

pub mod notice;

/// One copy that left, as far as the node knows.
#[derive(Debug, Clone)]
pub struct Delivery {
    /// Whose copy.
    pub copy: CopyKind,
    /// Who gets it: `IE-PROV · ie-prov/legal`.
    pub to: String,
    /// SHA-256 of the letter's body, hexadecimal; the one its issuer saw.
    pub digest: String,
    /// `queued`, `sent`, `receipted` or `failed`.
    pub state: String,
    /// When the node first handed it to the other side.
    pub sent_at: Option<Timestamp>,
    /// When the other side received it, by its signed receipt.
    pub received_at: Option<Timestamp>,
    /// The leaf of the sending.
    pub sent_leaf: Option<LeafNo>,
    /// The leaf of the receipt.
    pub receipt_leaf: Option<LeafNo>,
}

/// The view of `GET /measures/MEASURE` once it is issued.
#[derive(Debug, Clone)]
pub struct Measure<'a> {
    /// The measure as the reader sees it.
    pub seen: &'a MeasureSeen,
    /// The law it rests on.
    pub law: &'a Instrument,
    /// How people call it.
    pub reference: &'a str,
    /// The name of its case; empty where the reader has none.
    pub case_name: &'a str,
    /// The copies that left.
    pub deliveries: Vec<Delivery>,
    /// Letters about it that an agreement holds.
    pub held: Vec<HeldLetter>,
    /// Our letters about it, with what the other side has stated of each.
    pub ladders: Vec<Ladder>,
    /// The exhibits that came.
    pub exhibits: Vec<Exhibit<'a>>,
    /// What happened, in the order of the record.
    pub timeline: Vec<Entry>,
    /// The version that the acts of this page answer to.
    pub version: u64,
    /// The reason of a withdrawal that came back.
    pub reason: Reason,
    /// What was typed into a form of the notice and came back.
    pub typed: &'a notice::Typed,
}

/// The page.
#[must_use]
pub fn page_measure(view: &Measure<'_>, shell: &Shell<'_>) -> String {
    let lang = shell.lang;
    let seen = view.seen;
    let pack = view.law.id.as_str();
    let mut facts = vec![
        Row::new(lang.t("measure-state"), state_tag(shell, seen.state)),
        Row::new(lang.t("measure-issued-at"), time::instant(shell, seen.began_at)),
    ];
    facts.extend(common_facts(shell, seen));
    facts.extend(law_row(shell, seen));
    let clocks = clocks(seen);
    let body = html! {
        @if let Some(fault) = fault(shell, &view.reason) { (headed(&lang.t("form-refused"), None, &[fault])) }
        (notice::refused(shell, view.law, view.typed))
        (strip(&facts))
        (restricted(shell, seen))
        (held(shell, &view.held))
        section aria-labelledby="clocks-heading" {
            h2 #clocks-heading { (lang.t("measure-clocks")) }
            (cards(shell, &clocks))
            (duties(shell, view.law, seen))
        }
        section aria-labelledby="copies-heading" {
            h2 #copies-heading { (lang.t("measure-copies")) }
            (deliveries(view, shell))
        }
        (acts(shell, view.law, seen, view.version))
        (letters(shell, view.law, seen, &path::page_of(seen)))
        section aria-labelledby="exhibits-heading" {
            h2 #exhibits-heading { (lang.t("measure-exhibits")) }
            (exhibits(shell, "exhibits", &view.exhibits))
        }
        (plain_acts(shell, view.law, seen, (&path::page_of(seen), view.version), &view.reason))
        (notice::panel(shell, seen, view.law, view.typed))
        (whole_form(view, shell, pack))
        (ladders(shell, &view.ladders))
        section aria-labelledby="timeline-heading" {
            h2 #timeline-heading { (lang.t("case-timeline")) }
            (timeline(shell, &view.timeline))
        }
    };
    let mut trail = vec![shell.step(path::CASES, "cases-title")];
    trail.extend(
        seen.case.map(|case| Shell::named_step(path::case(&case.to_string()), view.case_name)),
    );
    let head = Head {
        title: lang.t("measure-title"),
        about: Some(view.reference.to_owned()),
        over: Some(kind_name(shell, pack, seen.kind.as_str())),
        nav: Some(Nav::Cases),
        trail,
        is_wide: true,
        handling: Some(handling(shell, seen, view.reference)),
        has_faults: view.typed.has_faults(),
        ..Head::default()
    };
    shell.page(&head, &body)
}

/// The law it rests on, by version and digest.
pub(crate) fn law_row(shell: &Shell<'_>, seen: &MeasureSeen) -> Option<Row> {
    let law = seen.law.as_ref()?;
    Some(Row::new(
        shell.t("measure-law"),
        html! { (text::code(&format!("{}@{}", law.id, law.version))) " " (digest::bytes(&law.digest)) },
    ))
}

/// The clocks of a measure.
pub(crate) fn clocks(seen: &MeasureSeen) -> Vec<Clock<'_>> {
    seen.clocks.iter().map(Clock::of).collect()
}

/// The chip of the clock that comes next; a dash where none runs.
pub(crate) fn next_clock(shell: &Shell<'_>, seen: &MeasureSeen) -> Markup {
    let clocks = clocks(seen);
    let next = clocks
        .iter()
        .filter_map(|clock| Some((clock.next_at(shell.now)?, clock)))
        .min_by_key(|(at, clock)| (*at, clock.seen.result.clock.clone()));
    match next {
        Some((_, clock)) => html! {
            (chip(shell, clock)) " " span.muted { (clock.name(shell)) }
        },
        None => html! { span.muted { (shell.t("desk-no-clock")) } },
    }
}

fn deliveries(view: &Measure<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let columns = ["copy-recipient", "copy-digest", "copy-state", "copy-sent", "copy-received"];
    let at = |at: Option<Timestamp>, leaf: Option<LeafNo>| {
        html! {
            @match at { Some(at) => (time::instant(shell, at)), None => span.muted { (lang.t("not-yet")) } }
            @if let Some(leaf) = leaf {
                " " (shell.link(&path::leaf(leaf), &lang.with("timeline-leaf", &[("index", leaf.to_string().as_str().into())])))
            }
        }
    };
    let row = |line: &Delivery| {
        vec![
            html! {
                (lang.t(&format!("copy-{}", line.copy.id()))) " "
                span.muted { (text::foreign(&line.to)) }
            },
            digest::hex(&line.digest),
            state_tag(shell, &line.state),
            at(line.sent_at, line.sent_leaf),
            at(line.received_at, line.receipt_leaf),
        ]
    };
    table(&Table {
        id: "copies",
        caption: lang.with("copies-caption", &[("n", view.deliveries.len().into())]),
        show_caption: false,
        heads: columns.iter().map(|key| Column::word(lang.t(key))).collect(),
        rows: view.deliveries.iter().map(row).collect(),
        empty: lang.t("copies-empty"),
    })
}

/// What others did about the measure; nothing is drawn for nothing.
pub(crate) fn acts(
    shell: &Shell<'_>,
    law: &Instrument,
    seen: &MeasureSeen,
    version: u64,
) -> Markup {
    let lang = shell.lang;
    let place = path::page_of(seen);
    html! {
        @if !seen.acts.is_empty() {
            section aria-labelledby="acts-heading" {
                h2 #acts-heading { (lang.t("measure-acts")) }
                ol.acts {
                    @for act in &seen.acts {
                        li {
                            p { strong { (text::foreign(&act.from.screen())) } ": " (act_words(shell, law.id.as_str(), &act.act)) }
                            p.times {
                                (lang.t("act-written")) " " (time::instant(shell, act.sent_at)) " · "
                                (lang.t("act-arrived")) " " (time::instant(shell, act.arrived_at)) " · "
                                (standing(shell, &act.standing))
                            }
                            (content(shell, law, &act.act))
                            @if awaits_word(act) { (word_on(shell, seen, act, (&place, version))) }
                        }
                    }
                }
            }
        }
    }
}

/// What an act says, for whoever must answer it.
fn content(shell: &Shell<'_>, law: &Instrument, act: &PeerAct) -> Markup {
    match act {
        PeerAct::Said { form, values, .. } => match law.letter(form) {
            Some(form) => answers::brief(shell, law.id.as_str(), &form.form, values),
            None => html! {},
        },
        PeerAct::Objected { extent, because, .. } | PeerAct::Refused { extent, because, .. } => {
            html! {
                p { (reach(shell, extent)) }
                @if let Some(because) = because { (reasons(shell, because)) }
            }
        }
        PeerAct::OfferedHandover { conditions, .. } => html! {
            @for text in conditions { p { (shell.t("object-conditions")) ": " (text::prose("", text)) } }
        },
        PeerAct::Acknowledged { .. } | PeerAct::Cleared | PeerAct::Withdrew { .. } => html! {},
    }
}

/// That what came may not be used, where the law says so.
fn restricted(shell: &Shell<'_>, seen: &MeasureSeen) -> Markup {
    let Some(cite) = &seen.restricted else { return html! {} };
    let lang = shell.lang;
    let body = html! {
        p { (lang.t("problem-restricted.help")) }
        p.cite { (article(lang, cite.as_str())) }
    };
    note(Note::Stop, &lang.t("problem-restricted"), &body)
}

/// Why a ground was raised, and when we were contacted before.
fn reasons(shell: &Shell<'_>, because: &Reasons) -> Markup {
    let lang = shell.lang;
    html! {
        p { (lang.t("object-reasons")) ": " (text::prose("", &because.text)) }
        @if let Some(at) = because.contacted_at {
            p { (lang.t("act-contacted-at")) ": " (time::instant(shell, at)) }
        }
    }
}

/// How far a ground reaches.
fn reach(shell: &Shell<'_>, extent: &Extent) -> Markup {
    let lang = shell.lang;
    match extent {
        Extent::All => html! { (lang.t("object-extent-all")) },
        Extent::Data(data) => html! {
            (lang.t("object-extent-part")) ":"
            @for category in data { " " (lang.t(&format!("data-{}", category.id()))) }
        },
        Extent::Conditions(text) => html! {
            (lang.t("object-extent-conditions")) ": " (text::prose("", text))
        },
    }
}

/// Whether an officer has to say what follows from an act. A hand-over is looked at by the node.
fn awaits_word(act: &PeerActSeen) -> bool {
    act.standing == Standing::Waiting && !matches!(act.act, PeerAct::OfferedHandover { .. })
}

fn act_words(shell: &Shell<'_>, pack: &str, act: &PeerAct) -> Markup {
    let lang = shell.lang;
    let word = lang.t(&format!("act-{}", act.id()));
    match act {
        PeerAct::Acknowledged { received_at } => {
            html! { (word) " " (time::instant(shell, *received_at)) }
        }
        PeerAct::Objected { ground, .. } | PeerAct::Refused { ground, .. } => html! {
            (word) " – " (ground_name(shell, ground.as_str()))
        },
        PeerAct::OfferedHandover { exhibits, .. } => html! {
            (word) " – " (lang.with("exhibits-caption", &[("n", exhibits.len().into())]))
        },
        PeerAct::Said { form, .. } => {
            html! { (word) " – " (kind_name(shell, pack, form.as_str())) }
        }
        PeerAct::Withdrew { why } => html! { (word) " – " (text::foreign(why)) },
        PeerAct::Cleared => html! { (word) },
    }
}

fn standing(shell: &Shell<'_>, standing: &Standing) -> Markup {
    match standing {
        Standing::Declined(finding) => findings(shell, &std::iter::once(*finding).collect()),
        Standing::Taken(_) => html! { (shell.t("act-taken")) },
        Standing::Waiting => html! { (shell.t("act-waiting")) },
    }
}

/// The answers of the issuer's own copy.
fn whole_form(view: &Measure<'_>, shell: &Shell<'_>, pack: &str) -> Markup {
    let Some(kind) = view.law.kind(&view.seen.kind) else { return html! {} };
    let shown = answers::of_fields(&view.seen.fields);
    let whole =
        Document { id: "form", pack, kind, answers: &shown, audience: Audience::Ia, change: None };
    html! {
        (show::details(None, "whole", false, &html! { (shell.t("measure-whole-form")) }, &html! { (answers::document(shell, &whole)) }))
    }
}
