//! Recalls: whom we asked to destroy what they got, and who asks us. One page lists those of a case or of an order, with
//! the form that asks; another shows one, with every recipient's standing or with what we may answer.
//!
//! Nothing is destroyed from here: that is proposed on the page of what a case keeps (`page::keeping`), by two officers.

use std::collections::{BTreeMap, BTreeSet};

use domain::denied::Denied;
use domain::ids::{ExhibitId, RecallId};
use domain::reader::CaseSeen;
use domain::recall::{
    Answer, Asked, Asking, Confirmation, Failure, Onward, Reason, Recall, Refusal, Refused, Reply,
    Standing,
};
use jiff::Timestamp;
use maud::{Markup, html};

use crate::component::denied::why_not;
use crate::component::form::{
    Around, Choice, Form, Line, area, boxes, form, line, radios, second_button,
};
use crate::component::problem_list::{Fault, Wrong, article, headed};
use crate::component::summary::{Row, list};
use crate::component::table::{Head as Column, Table, table};
use crate::component::tag::{tag, tone_of};
use crate::component::{Note, note, text, time};
use crate::kit::show;
use crate::l10n::Arg;
use crate::page::case::{handling, name};
use crate::page::package::short;
use crate::path;
use crate::shell::{Head, Nav, Shell};

/// Rows of a field for reasons.
const WHY_ROWS: u32 = 4;

/// What the recalls of a page belong to.
#[derive(Debug, Clone, Copy)]
pub enum Place<'a> {
    /// A case, as the reader sees it.
    Case(&'a CaseSeen),
    /// An order that this member performed, by its id.
    Order(&'a str),
}

impl Place<'_> {
    fn path(self) -> String {
        match self {
            Self::Case(seen) => path::recalls(&seen.id.to_string()),
            Self::Order(order) => path::order_recalls(order),
        }
    }

    fn trail(self, shell: &Shell<'_>) -> Vec<(String, Markup)> {
        match self {
            Self::Case(seen) => {
                let id = seen.id.to_string();
                vec![
                    shell.step(path::CASES, "cases-title"),
                    Shell::named_step(path::case(&id), &name(seen)),
                    shell.step(&path::keeping(&id), "keeping-title"),
                ]
            }
            Self::Order(order) => vec![shell.step(&path::order(order), "order-title")],
        }
    }

    fn head(self, shell: &Shell<'_>, title: String) -> Head {
        let (about, handled) = match self {
            Self::Case(seen) => (Some(name(seen)), Some(handling(shell, seen))),
            Self::Order(order) => (Some(short(order)), None),
        };
        let nav = match self {
            Self::Case(_) => Nav::Cases,
            Self::Order(_) => Nav::Desk,
        };
        Head {
            title,
            about,
            nav: Some(nav),
            trail: self.trail(shell),
            is_wide: true,
            handling: handled,
            ..Head::default()
        }
    }
}

/// The view of `GET /cases/CASE/recalls` and `GET /orders/ORDER/recalls`, and of the form where it is refused: a `POST` to
/// the same place (`exhibit`, the id, once for each; `reason`; `due_on`, a day; `why`).
#[derive(Debug, Clone)]
pub struct Recalls<'a> {
    /// What they belong to.
    pub place: Place<'a>,
    /// Every recall of it, of both sides, newest first.
    pub recalls: Vec<&'a Recall>,
    /// The exhibits that were handed over, each with the members who got it.
    pub handed: Vec<HandedLine<'a>>,
    /// Whether the reader's office asks for copies back.
    pub may_ask: bool,
    /// What came back with the form.
    pub typed: Option<&'a Typed>,
}

/// An exhibit that somebody got from here.
#[derive(Debug, Clone)]
pub struct HandedLine<'a> {
    /// Which.
    pub exhibit: ExhibitId,
    /// Its number.
    pub exhibit_no: &'a str,
    /// Who got it, as screens write them.
    pub members: BTreeSet<String>,
}

/// What was sent with the form and came back with it.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// The exhibits that were ticked.
    pub exhibits: BTreeSet<ExhibitId>,
    /// What else was typed or chosen, by the name it is posted under.
    pub fields: BTreeMap<String, String>,
    /// What of all that cannot be taken.
    pub wrong: BTreeMap<String, Wrong>,
    /// Why the core refused it.
    pub denied: Option<Denied>,
}

impl Typed {
    fn of(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }
}

/// The page of all recalls.
#[must_use]
pub fn page_recalls(view: &Recalls<'_>, shell: &Shell<'_>) -> String {
    let lang = shell.lang;
    let label = |name: &str| lang.t(&format!("recall-ask-{name}"));
    let body = html! {
        @if let Some(typed) = view.typed { (refused(shell, typed, label)) }
        p.lead { (lang.t("recalls-lead")) }
        (lines(view, shell))
        @if view.may_ask { (ask(view, shell)) }
    };
    let has_faults =
        view.typed.is_some_and(|typed| !typed.wrong.is_empty() || typed.denied.is_some());
    let head = Head { has_faults, ..view.place.head(shell, lang.t("recalls-title")) };
    shell.page(&head, &body)
}

/// What is wrong in a form that came back, on top of the page.
fn refused(shell: &Shell<'_>, typed: &Typed, label: impl Fn(&str) -> String) -> Markup {
    let fault = |(name, wrong): (&String, &Wrong)| Fault::of(name, label(name), wrong, shell.lang);
    let faults: Vec<Fault> = typed.wrong.iter().map(fault).collect();
    html! {
        @if !faults.is_empty() { (headed(&shell.t("form-refused"), None, &faults)) }
        @if let Some(denied) = &typed.denied { (why_not(shell, "", None, denied)) }
    }
}

/// How a recall or a recipient stands, in the words of this page.
fn stands(shell: &Shell<'_>, word: &str) -> Markup {
    tag(tone_of(word), &shell.t(&format!("recall-state-{word}")))
}

fn lines(view: &Recalls<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let row = |recall: &&Recall| {
        let id = recall.id().to_string();
        let (side, other, reason) = match recall {
            Recall::Asked(asked) => {
                let from = html! { (text::foreign(&asked.demand.from.member.screen())) };
                ("recall-theirs", from, asked.demand.reason)
            }
            Recall::Asking(asking) => {
                let members: BTreeSet<String> =
                    asking.request.recipients.values().map(|one| one.member.screen()).collect();
                let members = html! {
                    ul.plain { @for member in &members { li { (text::foreign(member)) } } }
                };
                ("recall-ours", members, asking.request.reason)
            }
        };
        vec![
            html! {
                a href=(shell.href(&path::recall(&id))) {
                    (lang.t("recall-title")) " " (text::code(&short(&id)))
                }
            },
            html! { (lang.t(side)) },
            other,
            stands(shell, recall.word()),
            html! { (lang.t(&format!("recall-reason-{reason}"))) },
            time::instant(shell, recall.due_at()),
        ]
    };
    table(&Table {
        id: "recalls",
        caption: lang.with("recalls-caption", &[("n", view.recalls.len().into())]),
        show_caption: false,
        heads: vec![
            Column::word(lang.t("recall-title")),
            Column::word(lang.t("recall-side")),
            Column::word(lang.t("recall-other")),
            Column::word(lang.t("exhibit-state")),
            Column::word(lang.t("recall-reason")),
            Column::word(lang.t("recall-due")),
        ],
        rows: view.recalls.iter().map(row).collect(),
        empty: lang.t("recalls-empty"),
    })
}

fn ask(view: &Recalls<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let typed = view.typed;
    let of = |name: &str| typed.map_or("", |typed| typed.of(name));
    let around = |name: &str, hint: Option<&str>| {
        let mut around = Around::new(name, lang.t(&format!("recall-ask-{name}")));
        around.hint = hint.map(|key| lang.t(key));
        let wrong = typed.and_then(|typed| typed.wrong.get(name));
        around.faults.extend(wrong.map(|wrong| html! { span.wrong { (wrong.sentence(lang)) } }));
        around
    };
    let choice = |line: &HandedLine<'_>| {
        let chosen = typed.is_some_and(|typed| typed.exhibits.contains(&line.exhibit));
        let members: Vec<&str> = line.members.iter().map(String::as_str).collect();
        let members = members.join(", ");
        let hint = lang.with("recall-ask-got", &[("members", Arg::Words(&members))]);
        let label = lang.with("recall-ask-one", &[("no", line.exhibit_no.into())]);
        Choice { hint: Some(hint), ..Choice::new(line.exhibit.to_string(), label, chosen) }
    };
    let choices: Vec<Choice> = view.handed.iter().map(choice).collect();
    let reason = |reason: Reason| {
        let label = lang.t(&format!("recall-reason-{reason}"));
        Choice::new(reason.id(), label, of("reason") == reason.id())
    };
    let reasons: Vec<Choice> =
        [Reason::Inaccurate, Reason::Unlawful].into_iter().map(reason).collect();
    let controls = html! {
        p { (lang.t("recall-ask-lead")) }
        (boxes(&around("exhibit", None), &choices))
        (radios(&around("reason", None), &reasons))
        (line(&around("due_on", Some("recall-ask-due-hint")), Line::Date, of("due_on")))
        (area(&around("why", Some("recall-ask-why-hint")), WHY_ROWS, of("why")))
    };
    let the_form = Form::inside("ask", view.place.path(), None);
    html! {
        (show::details(None, "whole", typed.is_some(), &html! { (lang.t("recall-ask-form")) }, &html! { @if choices.is_empty() { p.empty { (lang.t("recall-ask-nothing")) } }
            @else {
                (form(shell, &the_form, &controls, &second_button(&lang.t("recall-ask-button"))))
            } }))
    }
}

/// The view of `GET /recalls/RECALL`, and of its form where it is refused: `POST /recalls/RECALL/refuse` (`reason`, `held`
/// or `kept`; `why`).
#[derive(Debug, Clone)]
pub struct RecallPage<'a> {
    /// The recall.
    pub recall: &'a Recall,
    /// What it belongs to.
    pub place: Place<'a>,
    /// The numbers of its exhibits here.
    pub numbers: BTreeMap<ExhibitId, String>,
    /// When the last hold ends that lasts on them, if one does.
    pub held_until: Option<Timestamp>,
    /// Whether the reader's office answers for the member.
    pub may_refuse: bool,
    /// Whether the reader's office proposes destruction.
    pub may_propose: bool,
    /// What came back with the form.
    pub typed: Option<&'a Typed>,
}

/// The page of one recall.
#[must_use]
pub fn page_recall(view: &RecallPage<'_>, shell: &Shell<'_>) -> String {
    let lang = shell.lang;
    let id = view.recall.id().to_string();
    let label = |name: &str| lang.t(&format!("recall-refuse-{name}"));
    let body = html! {
        @if let Some(typed) = view.typed { (refused(shell, typed, label)) }
        @match view.recall {
            Recall::Asked(asked) => (theirs(view, shell, asked)),
            Recall::Asking(asking) => (ours(view, shell, asking)),
        }
    };
    let has_faults =
        view.typed.is_some_and(|typed| !typed.wrong.is_empty() || typed.denied.is_some());
    let mut head = view.place.head(shell, lang.t("recall-title"));
    head.trail.push(shell.step(&view.place.path(), "recalls-title"));
    let head = Head { has_faults, about: Some(short(&id)), ..head };
    shell.page(&head, &body)
}

/// What is known of a recall whoever asks.
fn facts(view: &RecallPage<'_>, shell: &Shell<'_>, reason: Reason, why: &str) -> Vec<Row> {
    let lang = shell.lang;
    let numbers: BTreeSet<&str> = view.numbers.values().map(String::as_str).collect();
    vec![
        Row::new(lang.t("recall-id"), text::code(&view.recall.id().to_string())),
        Row::new(lang.t("exhibit-state"), stands(shell, view.recall.word())),
        Row::new(
            lang.t("recall-reason"),
            html! {
                (lang.t(&format!("recall-reason-{reason}")))
                " " span.cite { (article(lang, reason.article())) }
            },
        ),
        Row::new(lang.t("recall-why"), text::prose("", why)),
        Row::new(lang.t("recall-due"), time::instant(shell, view.recall.due_at())),
        Row::new(
            lang.t("recall-exhibits"),
            html! { ul.plain { @for number in &numbers { li { (text::code(number)) } } } },
        ),
    ]
}

fn ours(view: &RecallPage<'_>, shell: &Shell<'_>, asking: &Asking) -> Markup {
    let lang = shell.lang;
    let request = &asking.request;
    let mut rows = facts(view, shell, request.reason, request.why.as_str());
    rows.push(Row::new(lang.t("recall-asked-at"), time::instant(shell, asking.at)));
    if let Some(erasure) = request.erasure {
        let id = erasure.to_string();
        let link = named(shell, &path::erasure(&id), "erasure-title", &id);
        rows.push(Row::new(lang.t("recall-erasure"), link));
    }
    if let Some(cause) = request.cause {
        rows.push(Row::new(lang.t("recall-cause"), other_recall(shell, cause)));
    }
    let row = |(node, standing): (&domain::actor::NodeId, &Standing)| {
        let member = request.recipients.get(node).map(|one| one.member.screen());
        let since = standing.since().map(|at| time::instant(shell, at));
        vec![
            text::foreign(&member.unwrap_or_default()),
            text::code(node.as_str()),
            stands(shell, standing.word()),
            html! { @if let Some(since) = since { (since) } },
            said(shell, standing),
        ]
    };
    let columns = ["recall-member", "certificate-node", "exhibit-state", "keeping-since"];
    let mut heads: Vec<Column> = columns.iter().map(|key| Column::word(lang.t(key))).collect();
    heads.push(Column::word(lang.t("recall-said")));
    html! {
        (list(&rows))
        section aria-labelledby="recipients-heading" {
            h2 #recipients-heading { (lang.t("recall-recipients")) }
            p { (lang.t("recall-recipients-lead")) }
            (table(&Table {
                id: "recipients",
                caption: lang.t("recall-recipients"),
                show_caption: false,
                heads,
                rows: asking.standings.iter().map(row).collect(),
                empty: lang.t("recalls-empty"),
            }))
        }
    }
}

fn other_recall(shell: &Shell<'_>, id: RecallId) -> Markup {
    let id = id.to_string();
    named(shell, &path::recall(&id), "recall-title", &id)
}

/// A way to something that has a name by its sort and an id.
fn named(shell: &Shell<'_>, to: &str, key: &str, id: &str) -> Markup {
    html! { a href=(shell.href(to)) { (shell.t(key)) " " (text::code(&short(id))) } }
}

/// What a recipient said, in time and later.
fn said(shell: &Shell<'_>, standing: &Standing) -> Markup {
    let first = match standing {
        Standing::Confirmed { confirmation, .. } => confirmed(shell, confirmation),
        Standing::Failed { failure: Failure::Refused(refused), .. } => no(shell, refused),
        Standing::Failed { failure: Failure::NotTaken { code }, .. } => {
            html! { (shell.t("recall-not-taken")) " " (text::code(code)) }
        }
        Standing::Delivered { .. } | Standing::Pending | Standing::Unconfirmed { .. } => html! {},
    };
    html! {
        (first)
        @if let Some(later) = standing.later() {
            div {
                strong { (shell.t("recall-later")) } " " (time::instant(shell, later.at)) ": "
                @match &later.answer {
                    Answer::Confirmed(confirmation) => (confirmed(shell, confirmation)),
                    Answer::Refused(refused) => (no(shell, refused)),
                }
            }
        }
    }
}

/// A confirmation: the certificates, whether their places were proved, and who got it from there.
fn confirmed(shell: &Shell<'_>, confirmation: &Confirmation) -> Markup {
    let lang = shell.lang;
    html! {
        ul.plain {
            @for one in &confirmation.certificates {
                li {
                    (lang.t("recall-certificate")) " " (text::code(&short(&one.erasure.to_string())))
                    " – "
                    @match one.index {
                        Some(index) => {
                            @let index = index.to_string();
                            (lang.with("recall-proved", &[("index", index.as_str().into())]))
                        }
                        None => { (lang.t("recall-not-proved")) }
                    }
                }
            }
        }
        (onward(shell, confirmation.onward))
    }
}

fn onward(shell: &Shell<'_>, onward: Onward) -> Markup {
    let n = |n: u32| Arg::from(usize::try_from(n).unwrap_or(usize::MAX));
    html! {
        @if onward.n_asked > 0 {
            p.muted {
                (shell.lang.with("recall-onward", &[
                    ("asked", n(onward.n_asked)),
                    ("confirmed", n(onward.n_confirmed)),
                    ("unconfirmed", n(onward.n_unconfirmed)),
                    ("failed", n(onward.n_failed)),
                    ("open", n(onward.n_open())),
                ]))
            }
        }
    }
}

fn no(shell: &Shell<'_>, refused: &Refused) -> Markup {
    let lang = shell.lang;
    let sentence = match refused.refusal {
        Refusal::Held { until } => {
            let until = time::instant_text(lang, shell.zone, until);
            lang.with("recall-no-held", &[("until", Arg::Words(&until))])
        }
        Refusal::Kept => lang.t("recall-no-kept"),
    };
    html! { (sentence) (text::prose("", refused.why.as_str())) }
}

fn theirs(view: &RecallPage<'_>, shell: &Shell<'_>, asked: &Asked) -> Markup {
    let lang = shell.lang;
    let demand = &asked.demand;
    let mut rows = facts(view, shell, demand.reason, demand.why.as_str());
    rows.push(Row::new(lang.t("recall-from"), text::foreign(&demand.from.member.screen())));
    rows.push(Row::new(lang.t("recall-came-at"), time::instant(shell, asked.at)));
    rows.push(Row::new(lang.t("recall-reminders"), html! { (asked.n_reminders) }));
    html! {
        (list(&rows))
        section aria-labelledby="answer-heading" {
            h2 #answer-heading { (lang.t("recall-answer")) }
            @match &asked.reply {
                Reply::Open => (open(view, shell)),
                Reply::Confirmed { at, confirmation } => {
                    p { (lang.t("recall-we-confirmed")) " " (time::instant(shell, *at)) }
                    (confirmed(shell, confirmation))
                }
                Reply::Refused { at, refused, later, .. } => {
                    p { (lang.t("recall-we-refused")) " " (time::instant(shell, *at)) }
                    (no(shell, refused))
                    @if let Some((at, confirmation)) = later {
                        p { (lang.t("recall-we-confirmed")) " " (time::instant(shell, *at)) }
                        (confirmed(shell, confirmation))
                    }
                }
            }
        }
    }
}

/// What is to be done where we have said nothing yet.
fn open(view: &RecallPage<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    html! {
        (note(Note::Watch, &lang.t("recall-waits"), &html! {
            p { (lang.t("recall-waits-body")) }
            @if let (true, Place::Case(seen)) = (view.may_propose, view.place) {
                p { (shell.link(&path::keeping(&seen.id.to_string()), &lang.t("recall-propose"))) }
            }
        }))
        @if view.may_refuse { (refuse(view, shell)) }
    }
}

fn refuse(view: &RecallPage<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let typed = view.typed;
    let around = |name: &str, hint: Option<&str>| {
        let mut around = Around::new(name, lang.t(&format!("recall-refuse-{name}")));
        around.hint = hint.map(|key| lang.t(key));
        let wrong = typed.and_then(|typed| typed.wrong.get(name));
        around.faults.extend(wrong.map(|wrong| html! { span.wrong { (wrong.sentence(lang)) } }));
        around
    };
    let of = |name: &str| typed.map_or("", |typed| typed.of(name));
    let mut reasons = Vec::new();
    // Only while a hold lasts can anybody say that one does; the node says until when.
    if let Some(until) = view.held_until {
        let until = time::instant_text(lang, shell.zone, until);
        let label = lang.with("recall-no-held", &[("until", Arg::Words(&until))]);
        reasons.push(Choice::new("held", label, of("reason") == "held"));
    }
    reasons.push(Choice::new("kept", lang.t("recall-no-kept"), of("reason") == "kept"));
    let controls = html! {
        p { (lang.t("recall-refuse-lead")) }
        (radios(&around("reason", None), &reasons))
        (area(&around("why", Some("recall-refuse-why-hint")), WHY_ROWS, of("why")))
    };
    let action = path::refuse_recall(&view.recall.id().to_string());
    let the_form = Form::inside("refuse", action, None);
    html! {
        (show::details(None, "whole", typed.is_some(), &html! { (lang.t("recall-refuse-form")) }, &html! { (form(shell, &the_form, &controls, &second_button(&lang.t("recall-refuse-button")))) }))
    }
}
