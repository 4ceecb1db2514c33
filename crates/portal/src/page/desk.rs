//! What there is to do for an office, the next legal instant first.

use domain::exhibit::Nearness;
use domain::ids::CaseId;
use domain::reader::ClockSeen;
use jiff::Timestamp;
use law::ids::DutyId;
use maud::{Markup, html};

use crate::component::clock::{Clock, chip};
use crate::component::held::kind_key;
use crate::component::table::{Head as Column, Table, table};
use crate::component::tag::{Tone, tag, tone_of};
use crate::component::{Note, note, text, time};
use crate::page::agreement::{Duty, duty};
use crate::page::measure::notice::owed;
use crate::path;
use crate::shell::{Head, Nav, Shell};

/// What is expected of the reader next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NextStep {
    /// Answer the open fields of a draft.
    CompleteDraft,
    /// Read both copies and decide about issuing.
    Issue,
    /// A competent officer must issue.
    WaitForIssuer,
    /// The recipients have not receipted yet.
    WaitForReceipts,
    /// The addressee produces, or the enforcing authority looks.
    WaitForProduction,
    /// The addressee answers.
    WaitForAnswer,
    /// The law does not let the data leave yet.
    WaitForGate,
    /// Gather the data and take them in.
    Ingest,
    /// Answer with a letter of the law.
    Answer,
    /// Hand over.
    HandOver,
    /// Say whether a ground is raised.
    DecideGround,
    /// Export the case.
    Export,
    /// Nothing.
    Nothing,
    /// Somebody must look: it is contested, suspended or late.
    Look,
    /// Tell the person whose data were produced, or ask for a delay.
    Tell,
    /// Say whether a delay of the notice holds.
    ReviewDelay,
}

impl NextStep {
    /// Every step, in the order of the declaration.
    pub const ALL: [Self; 16] = [
        Self::CompleteDraft,
        Self::Issue,
        Self::WaitForIssuer,
        Self::WaitForReceipts,
        Self::WaitForProduction,
        Self::WaitForAnswer,
        Self::WaitForGate,
        Self::Ingest,
        Self::Answer,
        Self::HandOver,
        Self::DecideGround,
        Self::Export,
        Self::Nothing,
        Self::Look,
        Self::Tell,
        Self::ReviewDelay,
    ];

    /// The word in documents and text keys.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::CompleteDraft => "complete-draft",
            Self::Issue => "issue",
            Self::WaitForIssuer => "wait-for-issuer",
            Self::WaitForReceipts => "wait-for-receipts",
            Self::WaitForProduction => "wait-for-production",
            Self::WaitForAnswer => "wait-for-answer",
            Self::WaitForGate => "wait-for-gate",
            Self::Ingest => "ingest",
            Self::Answer => "answer",
            Self::HandOver => "hand-over",
            Self::DecideGround => "decide-ground",
            Self::Export => "export",
            Self::Nothing => "nothing",
            Self::Look => "look",
            Self::Tell => "tell",
            Self::ReviewDelay => "review-delay",
        }
    }
}

/// One line of the desk.
#[derive(Debug, Clone)]
pub struct Item {
    /// Where it is opened.
    pub path: String,
    /// How people call it: a docket, a file number, the beginning of an id.
    pub reference: String,
    /// The instrument: `eu-e-evidence`.
    pub pack: String,
    /// The kind of measure: `epoc`.
    pub kind: String,
    /// The other side, as people call it.
    pub counterparty: String,
    /// The state in one word: `draft`.
    pub state: String,
    /// The clock that decides the place in the list.
    pub clock: Option<ClockSeen>,
    /// The notice to the person, where it waits for somebody.
    pub notice: Option<Reminder>,
    /// The duty without a number that is owed longest, and since when.
    pub owes: Option<(DutyId, Timestamp)>,
    /// What is expected.
    pub next: NextStep,
}

/// A notice to a person that waits for somebody. The duty has no number, so it stands with the instant since when it is
/// owed, and the longest comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reminder {
    /// It is owed since this instant.
    Owed(Timestamp),
    /// Its delay is reviewed at this instant.
    Review(Timestamp),
}

impl Reminder {
    const fn at(self) -> Timestamp {
        match self {
            Self::Owed(at) | Self::Review(at) => at,
        }
    }
}

/// An exhibit whose time ends soon, or is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// Its case.
    pub case: CaseId,
    /// How people call the case.
    pub reference: String,
    /// Its number.
    pub exhibit_no: String,
    /// The first instant at which it may not be kept any more.
    pub until: Timestamp,
    /// How near that is.
    pub near: Nearness,
    /// When the last hold ends that keeps it all the same.
    pub held_until: Option<Timestamp>,
}

/// An agreement that asks for the reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asking {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// What it asks for.
    pub duty: Duty,
}

/// A letter that arrived and nobody has opened in time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unopened {
    /// Where it is opened, and how people call what it is about; nothing for whoever may not open it.
    pub about: Option<(String, String)>,
    /// What it is: `measure.issue`.
    pub kind: String,
    /// The unit it lies with.
    pub unit: String,
    /// Since when it lies there.
    pub since: Timestamp,
}

/// The view of `GET /desk`.
#[derive(Debug, Clone, Default)]
pub struct Desk {
    /// What there is; any order.
    pub items: Vec<Item>,
    /// Exhibits whose time ends soon or is over, the soonest first.
    pub ending: Vec<Ending>,
    /// Agreements that ask for the reader, in any order.
    pub agreements: Vec<Asking>,
    /// Whether the reader's office opens cases.
    pub may_open_case: bool,
    /// Letters that nobody has opened in time, for whoever may open them, and for whoever routes them without.
    pub unopened: Vec<Unopened>,
    /// Letters about what the reader may see that have not arrived.
    pub n_waiting: usize,
    /// Those of them whose time is half over.
    pub n_late: usize,
    /// Letters that were given up and ask for something: their time was over, or they arrived all the same.
    pub n_given_up: usize,
}

/// The page.
#[must_use]
pub fn page_desk(view: &Desk, shell: &Shell<'_>) -> String {
    let lang = shell.lang;
    let mut items: Vec<&Item> = view.items.iter().collect();
    items.sort_by_key(|item| {
        let clock = item.clock.as_ref().and_then(|seen| Clock::of(seen).next_at(shell.now));
        let owed = item.owes.as_ref().map(|(_, since)| *since);
        let next = item.notice.map(Reminder::at).into_iter().chain(owed).chain(clock).min();
        (next.is_none(), next, item.reference.clone())
    });
    let columns = [
        "desk-clock",
        "desk-reference",
        "desk-kind",
        "desk-counterparty",
        "desk-state",
        "desk-next",
    ];
    let list = Table {
        id: "desk",
        caption: lang.with("desk-caption", &[("n", items.len().into())]),
        show_caption: false,
        heads: columns.iter().map(|key| Column::word(lang.t(key))).collect(),
        rows: items.iter().map(|item| row(shell, item)).collect(),
        empty: lang.t("desk-empty"),
    };
    let is_owed = |item: &&&Item| matches!(item.notice, Some(Reminder::Owed(_)));
    let n_owed = items.iter().filter(is_owed).count();
    let body = html! {
        p.lead { (lang.with("desk-lead", &[("n", items.len().into())])) }
        (owed(shell, n_owed))
        (unopened(shell, &view.unopened))
        (table(&list))
        (ending(shell, &view.ending))
        (asking(shell, &view.agreements))
        @if view.n_waiting > 0 {
            p.waiting-letters {
                a href=(shell.href(path::WAITING)) {
                    (lang.with("desk-waiting", &[("n", view.n_waiting.into())]))
                }
                @if view.n_late > 0 {
                    " " (tag(Tone::Watch, &lang.with("desk-late", &[("n", view.n_late.into())])))
                }
            }
        }
        @if view.n_given_up > 0 {
            (note(
                Note::Watch,
                &lang.with("desk-given-up", &[("n", view.n_given_up.into())]),
                &html! { p { a href=(shell.href(path::WAITING)) { (lang.t("desk-given-up-see")) } } },
            ))
        }
        p { a href=(shell.href(path::REACH)) { (lang.t("reach-title")) } }
        p { a href=(shell.href(path::PASSKEYS)) { (lang.t("passkeys-title")) } }
        @if view.may_open_case {
            p.actions { a.govuk-button href=(shell.href(path::NEW_CASE)) { (lang.t("desk-new-case")) } }
        }
    };
    let head = Head {
        title: lang.t("desk-title"),
        nav: Some(Nav::Desk),
        is_wide: true,
        ..Head::default()
    };
    shell.page(&head, &body)
}

/// Letters that nobody has opened, the oldest first; nothing is drawn for none.
fn unopened(shell: &Shell<'_>, unopened: &[Unopened]) -> Markup {
    let lang = shell.lang;
    let body = html! {
        ul.plain {
            @for one in unopened {
                li {
                    strong { (lang.t(&kind_key(&one.kind))) }
                    @if let Some((path, reference)) = &one.about {
                        " " a href=(shell.href(path)) { (text::foreign(reference)) }
                    }
                    " – " (text::foreign(&one.unit)) ", " (lang.t("desk-unopened-since")) " " (time::instant(shell, one.since))
                }
            }
        }
    };
    html! {
        @if !unopened.is_empty() {
            (note(Note::Watch, &lang.with("desk-unopened", &[("n", unopened.len().into())]), &body))
        }
    }
}

/// What may not be kept much longer; nothing is drawn for none.
fn ending(shell: &Shell<'_>, ending: &[Ending]) -> Markup {
    let lang = shell.lang;
    let row = |one: &Ending| {
        let case = one.case.to_string();
        let tone = match one.near {
            Nearness::Over => Tone::Stop,
            Nearness::Day | Nearness::Week => Tone::Watch,
            Nearness::Month => Tone::Quiet,
        };
        let held = html! {
            @match one.held_until {
                Some(until) => (time::instant(shell, until)),
                None => span.muted { (lang.t("keeping-not-held")) },
            }
        };
        vec![
            html! {
                (tag(tone, &lang.t(&format!("keeping-near-{}", one.near.id())))) " " (time::instant(shell, one.until))
            },
            text::code(&one.exhibit_no),
            html! { a href=(shell.href(&path::keeping(&case))) { (text::foreign(&one.reference)) } },
            held,
        ]
    };
    let columns = ["keeping-ends", "exhibit-no", "case-title", "keeping-held-until"];
    html! {
        @if !ending.is_empty() {
            section aria-labelledby="ending-heading" {
                h2 #ending-heading { (lang.t("desk-ending")) }
                p { (lang.t("desk-ending-lead")) }
                (table(&Table {
                    id: "ending",
                    caption: lang.with("desk-ending-caption", &[("n", ending.len().into())]),
                    show_caption: false,
                    heads: columns.iter().map(|key| Column::word(lang.t(key))).collect(),
                    rows: ending.iter().map(row).collect(),
                    empty: String::new(),
                }))
            }
        }
    }
}

/// Agreements that ask for the reader, the soonest first; nothing is drawn for none.
fn asking(shell: &Shell<'_>, asking: &[Asking]) -> Markup {
    let mut asking: Vec<&Asking> = asking.iter().collect();
    asking.sort_by_key(|one| (one.duty.at(), one.id.clone()));
    html! {
        @if !asking.is_empty() {
            section aria-labelledby="asking-heading" {
                h2 #asking-heading { (shell.t("desk-agreements")) }
                ul.plain {
                    @for one in asking {
                        li {
                            a href=(shell.href(&path::agreement(&one.id))) { (text::foreign(&one.title)) }
                            " – " (duty(shell, one.duty))
                        }
                    }
                }
            }
        }
    }
}

fn row(shell: &Shell<'_>, item: &Item) -> Vec<Markup> {
    let lang = shell.lang;
    let clock = match &item.clock {
        Some(seen) => {
            let clock = Clock::of(seen);
            html! { (chip(shell, &clock)) " " span.muted { (clock.name(shell)) } }
        }
        None if item.notice.is_some() || item.owes.is_some() => html! {},
        None => html! { span.muted { (lang.t("desk-no-clock")) } },
    };
    let clock = html! { (reminder(shell, item.notice)) (owes(shell, item)) (clock) };
    vec![
        clock,
        html! { a href=(shell.href(&item.path)) { (text::foreign(&item.reference)) } },
        html! { (kind_name(shell, &item.pack, &item.kind)) },
        text::foreign(&item.counterparty),
        state_tag(shell, &item.state),
        html! { (lang.t(&format!("step-{}", item.next.id()))) },
    ]
}

fn reminder(shell: &Shell<'_>, reminder: Option<Reminder>) -> Markup {
    let (key, at) = match reminder {
        None => return html! {},
        Some(Reminder::Owed(at)) => ("desk-notice-owed", at),
        Some(Reminder::Review(at)) => ("desk-notice-review", at),
    };
    html! { p { (shell.t(key)) " " (time::instant(shell, at)) } }
}

fn owes(shell: &Shell<'_>, item: &Item) -> Markup {
    let Some((duty, since)) = &item.owes else { return html! {} };
    html! {
        p {
            (shell.lang.law(&item.pack, &duty.label_key())) ": "
            (shell.t("desk-duty-owed")) " " (time::instant(shell, *since))
        }
    }
}

/// The short name of a kind of measure.
#[must_use]
pub fn kind_name(shell: &Shell<'_>, pack: &str, kind: &str) -> String {
    shell.lang.law_if_any(pack, &format!("kind-{kind}")).unwrap_or_else(|| kind.to_owned())
}

/// The tag of a state word.
#[must_use]
pub fn state_tag(shell: &Shell<'_>, state: &str) -> Markup {
    tag(tone_of(state), &shell.t(&format!("state-{state}")))
}
