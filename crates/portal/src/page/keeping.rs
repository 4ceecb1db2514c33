//! What a case keeps: its exhibits, the holds that last on them, and what of their content was or is to be destroyed.
//!
//! A hold forbids for a time that content is destroyed. Destruction takes two officers: one proposes it here, another
//! decides on the page of the erasure (`page::erasure`), and the node destroys nothing before. Where the time of exhibits is
//! over, the form for that stands open with their ticks in it.

use std::collections::{BTreeMap, BTreeSet};

use domain::denied::Denied;
use domain::erasure::Trigger;
use domain::exhibit::{Nearness, RecordState};
use domain::ids::{ErasureId, ExhibitId, HoldId, RecallId};
use domain::reader::{CaseSeen, ExhibitSeen};
use jiff::Timestamp;
use maud::{Markup, html};

use crate::component::denied::why_not;
use crate::component::form::{
    Around, Choice, Form, Line, area, boxes, form, line, radios, second_button,
};
use crate::component::problem_list::{Fault, Wrong, field_within, headed};
use crate::component::summary::{Row, list};
use crate::component::table::{Head as Column, Table, table};
use crate::component::tag::{Tone, tag};
use crate::component::{Note, note, text, time};
use crate::kit::show;
use crate::l10n::Arg;
use crate::page::case::{handling, name};
use crate::page::desk::state_tag;
use crate::page::package::short;
use crate::path;
use crate::shell::{Head, Nav, Shell};

/// Rows of a field for reasons.
const WHY_ROWS: u32 = 4;

/// The view of `GET /cases/CASE/keeping`, and of its forms where one is refused: `POST /cases/CASE/hold` (`exhibit`, the
/// id, once for each; `until`, a day; `why`), `POST /cases/CASE/lift` (`hold`, `why`), `POST /cases/CASE/retain`
/// (`exhibit`, `until`, `why`) and `POST /cases/CASE/erase`
/// (`exhibit`, `trigger`, `why`).
#[derive(Debug, Clone)]
pub struct Keeping<'a> {
    /// The case as the reader sees it.
    pub seen: &'a CaseSeen,
    /// Every exhibit of the case.
    pub exhibits: Vec<Kept<'a>>,
    /// The holds that last now, soonest end first.
    pub holds: Vec<Hold<'a>>,
    /// What was or is to be destroyed, newest first.
    pub erasures: Vec<ErasureLine>,
    /// Recalls of others that nobody has answered, the soonest end first.
    pub recalls: Vec<RecallLine>,
    /// Whether the reader's office places and ends holds.
    pub may_hold: bool,
    /// Whether the reader's office makes exhibits from others.
    pub may_derive: bool,
    /// Whether the reader's office sets until when exhibits are kept.
    pub may_retain: bool,
    /// Whether the reader's office proposes destruction.
    pub may_propose: bool,
    /// What came back with a form that was refused.
    pub typed: Option<&'a Typed>,
    /// The version that the acts of this page answer to, where they depend on one.
    pub version: Option<u64>,
}

/// An exhibit and whether it may be destroyed now.
#[derive(Debug, Clone, Copy)]
pub struct Kept<'a> {
    /// The exhibit as the reader sees it.
    pub seen: &'a ExhibitSeen,
    /// When the last hold ends that lasts on it now, if one does.
    pub held_until: Option<Timestamp>,
}

impl Kept<'_> {
    /// Whether its time is over and nothing keeps it.
    fn is_over(&self, now: Timestamp) -> bool {
        let over = self.seen.retention.is_some_and(|kept| kept.until <= now);
        over && self.held_until.is_none() && can_be_destroyed(self.seen.state)
    }
}

/// A hold that lasts.
#[derive(Debug, Clone)]
pub struct Hold<'a> {
    /// Its id.
    pub id: HoldId,
    /// When it ends by itself.
    pub until: Timestamp,
    /// When it was placed.
    pub placed_at: Timestamp,
    /// Why.
    pub why: &'a str,
    /// The numbers of its exhibits.
    pub exhibits: Vec<&'a str>,
}

/// One erasure in the list.
#[derive(Debug, Clone, Copy)]
pub struct ErasureLine {
    /// Its id.
    pub id: ErasureId,
    /// Its state in one word: `proposed`, `ordered`, `certified`, `rejected`.
    pub state: &'static str,
    /// What makes it necessary.
    pub trigger: Trigger,
    /// How many exhibits it names.
    pub n_exhibits: usize,
    /// Since when it is in its state.
    pub at: Timestamp,
}

/// Somebody asks us to destroy exhibits of the case.
#[derive(Debug, Clone)]
pub struct RecallLine {
    /// Which recall.
    pub id: RecallId,
    /// Who asks, as screens write it.
    pub member: String,
    /// Until when it is to be answered.
    pub due_at: Timestamp,
}

/// A form of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Proposes destruction.
    Erase,
    /// Places a hold.
    Hold,
    /// Ends this hold before its time.
    Lift(HoldId),
    /// Sets until when exhibits may be kept.
    Retain,
}

impl Act {
    /// The form's word on the page.
    fn word(self) -> String {
        match self {
            Self::Erase => "erase".to_owned(),
            Self::Hold => "hold".to_owned(),
            Self::Lift(hold) => format!("lift-{hold}"),
            Self::Retain => "retain".to_owned(),
        }
    }

    /// What a control of the form is called.
    fn label(self, shell: &Shell<'_>, name: &str) -> String {
        match self {
            Self::Erase => shell.t(&format!("erase-{name}")),
            Self::Hold => shell.t(&format!("hold-{name}")),
            Self::Lift(_) => shell.t(&format!("lift-{name}")),
            Self::Retain => shell.t(&format!("retain-{name}")),
        }
    }
}

/// What was sent with a form of the page and came back with it.
#[derive(Debug, Clone)]
pub struct Typed {
    /// Which form.
    pub act: Act,
    /// The exhibits that were ticked.
    pub exhibits: BTreeSet<ExhibitId>,
    /// What else was typed or chosen, by the name it is posted under.
    pub fields: BTreeMap<String, String>,
    /// What of all that cannot be taken, by the name it is posted under.
    pub wrong: BTreeMap<String, Wrong>,
    /// Why the core refused it.
    pub denied: Option<Denied>,
}

impl Typed {
    fn of(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }
}

/// The page.
#[must_use]
pub fn page_keeping(view: &Keeping<'_>, shell: &Shell<'_>) -> String {
    let lang = shell.lang;
    let seen = view.seen;
    let body = html! {
        (refused(view, shell))
        p.lead { (lang.t("keeping-lead")) }
        @for recall in &view.recalls { (waits(shell, recall)) }
        p { (shell.link(&path::recalls(&seen.id.to_string()), &lang.t("keeping-recalls"))) }
        section aria-labelledby="exhibits-heading" {
            h2 #exhibits-heading { (lang.t("case-exhibits")) }
            (kept(shell, &view.exhibits, Names::Shown))
            @if view.may_derive { p { (shell.link(&path::derive(&seen.id.to_string()), &lang.t("derive-title"))) } }
            @if view.may_retain { (retain(view, shell)) }
        }
        section aria-labelledby="holds-heading" {
            h2 #holds-heading { (lang.t("keeping-holds")) }
            p { (lang.t("keeping-holds-lead")) }
            @if view.holds.is_empty() { p.empty { (lang.t("keeping-holds-empty")) } }
            @for hold in &view.holds { (one_hold(view, shell, hold)) }
            @if view.may_hold { (place(view, shell)) }
        }
        section aria-labelledby="erasures-heading" {
            h2 #erasures-heading { (lang.t("keeping-erasures")) }
            (erasures(view, shell))
            @if view.may_propose { (propose(view, shell)) }
        }
    };
    let head = Head {
        title: lang.t("keeping-title"),
        about: Some(name(seen)),
        nav: Some(Nav::Cases),
        trail: trail(shell, seen),
        has_faults: view
            .typed
            .is_some_and(|typed| !typed.wrong.is_empty() || typed.denied.is_some()),
        is_wide: true,
        handling: Some(handling(shell, seen)),
        ..Head::default()
    };
    shell.page(&head, &body)
}

/// A recall of somebody else that waits for our officers.
fn waits(shell: &Shell<'_>, recall: &RecallLine) -> Markup {
    let lang = shell.lang;
    let title = lang.with("keeping-recall-waits", &[("member", (&recall.member).into())]);
    let until = time::instant_text(lang, shell.zone, recall.due_at);
    let due = lang.with("keeping-recall-due", &[("until", Arg::Words(&until))]);
    let id = recall.id.to_string();
    note(
        Note::Watch,
        &title,
        &html! {
            p { (due) " " (shell.link(&path::recall(&id), &lang.t("recall-title"))) }
        },
    )
}

/// The way to what a case keeps.
pub(crate) fn trail(shell: &Shell<'_>, seen: &CaseSeen) -> Vec<(String, Markup)> {
    let case = path::case(&seen.id.to_string());
    vec![shell.step(path::CASES, "cases-title"), Shell::named_step(case, &name(seen))]
}

/// What is wrong in a form that came back, on top of the page.
fn refused(view: &Keeping<'_>, shell: &Shell<'_>) -> Markup {
    let Some(typed) = view.typed else { return html! {} };
    let fault = |(name, wrong): (&String, &Wrong)| {
        let field = field_within(&typed.act.word(), name);
        Fault::of(&field, typed.act.label(shell, name), wrong, shell.lang)
    };
    let faults: Vec<Fault> = typed.wrong.iter().map(fault).collect();
    html! {
        @if !faults.is_empty() { (headed(&shell.t("form-refused"), None, &faults)) }
        @if let Some(denied) = &typed.denied { (why_not(shell, "", None, denied)) }
    }
}

/// Whether the names of files stand in a table of exhibits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Names {
    Hidden,
    Shown,
}

/// The exhibits with their states and until when each is held.
pub(crate) fn kept(shell: &Shell<'_>, exhibits: &[Kept<'_>], names: Names) -> Markup {
    let lang = shell.lang;
    let row = |kept: &Kept<'_>| {
        let seen = kept.seen;
        let name = html! {
            @if let Some(source) = &seen.source { (text::foreign(&source.original_name)) " " }
            @if let Some(data) = &seen.data { span.muted { (text::code(&data.media_type)) } }
        };
        let held = match kept.held_until {
            Some(until) => time::instant(shell, until),
            None => html! { span.muted { (lang.t("keeping-not-held")) } },
        };
        let (number, state) = (text::code(seen.exhibit_no.as_str()), seen.state.id());
        let number = html! { (number) (made_from(shell, seen, exhibits)) };
        match names {
            Names::Hidden => vec![number, state_tag(shell, state), held],
            Names::Shown => {
                vec![number, name, state_tag(shell, state), held, ends(shell, seen)]
            }
        }
    };
    let columns: &[&str] = match names {
        Names::Hidden => &["exhibit-no", "exhibit-state", "keeping-held-until"],
        Names::Shown => {
            &["exhibit-no", "exhibit-name", "exhibit-state", "keeping-held-until", "keeping-ends"]
        }
    };
    table(&Table {
        id: "exhibits",
        caption: lang.with("exhibits-caption", &[("n", exhibits.len().into())]),
        show_caption: false,
        heads: columns.iter().map(|key| Column::word(lang.t(key))).collect(),
        rows: exhibits.iter().map(row).collect(),
        empty: lang.t("exhibits-empty"),
    })
}

/// The numbers of what an exhibit was made from, as far as they stand in the same table.
fn made_from(shell: &Shell<'_>, seen: &ExhibitSeen, exhibits: &[Kept<'_>]) -> Markup {
    let parents = exhibits.iter().filter(|kept| seen.derived_from.contains(&kept.seen.id));
    let numbers: Vec<&str> = parents.map(|kept| kept.seen.exhibit_no.as_str()).collect();
    html! {
        @if !numbers.is_empty() {
            " " span.muted { (shell.t("exhibit-made-from")) " " @for number in &numbers { (text::code(number)) " " } }
        }
    }
}

/// Until when an exhibit may be kept, and how near that is.
fn ends(shell: &Shell<'_>, seen: &ExhibitSeen) -> Markup {
    let Some(kept) = seen.retention else {
        return html! { span.muted { (shell.t("keeping-no-end")) } };
    };
    let tone = |near: Nearness| match near {
        Nearness::Over => Tone::Stop,
        Nearness::Day | Nearness::Week => Tone::Watch,
        Nearness::Month => Tone::Quiet,
    };
    html! {
        (time::instant(shell, kept.until))
        @if let Some(near) = Nearness::of(kept.until, shell.now) {
            " " (tag(tone(near), &shell.t(&format!("keeping-near-{}", near.id()))))
        }
    }
}

/// How a choice names an exhibit.
pub(crate) fn exhibit_label(shell: &Shell<'_>, seen: &ExhibitSeen) -> String {
    let number = seen.exhibit_no.as_str();
    match &seen.source {
        Some(source) => shell.lang.with(
            "keeping-exhibit",
            &[("no", number.into()), ("name", (&source.original_name).into())],
        ),
        None => number.to_owned(),
    }
}

fn retain(view: &Keeping<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let sent = Sent::new(view, Act::Retain);
    let choices = sent.choices(shell, &view.exhibits, can_be_held, "hold-held", &|_| false);
    let controls = html! {
        p { (lang.t("retain-lead")) }
        (boxes(&sent.around(shell, "exhibit", None), &choices))
        (line(&sent.around(shell, "until", Some("retain-until-hint")), Line::Date, sent.of("until")))
        (area(&sent.around(shell, "why", Some("retain-why-hint")), WHY_ROWS, sent.of("why")))
    };
    let id = sent.act.word();
    let the_form = Form::inside(&id, path::retain(&view.seen.id.to_string()), view.version);
    html! {
        (show::details(None, "whole", sent.typed.is_some(), &html! { (lang.t("retain-form")) }, &html! { @if choices.is_empty() { p.empty { (lang.t("retain-nothing")) } }
            @else { (form(shell, &the_form, &controls, &second_button(&lang.t("retain-button")))) } }))
    }
}

fn one_hold(view: &Keeping<'_>, shell: &Shell<'_>, hold: &Hold<'_>) -> Markup {
    let lang = shell.lang;
    let until = time::instant_text(lang, shell.zone, hold.until);
    let heading = lang.with("hold-heading", &[("until", Arg::Words(&until))]);
    let rows = [
        Row::new(
            lang.t("hold-exhibits"),
            html! { ul.plain { @for number in &hold.exhibits { li { (text::code(number)) } } } },
        ),
        Row::new(lang.t("hold-reasons"), text::prose("", hold.why)),
        Row::new(lang.t("hold-placed-at"), time::instant(shell, hold.placed_at)),
    ];
    html! {
        div.panel {
            h3 { (heading) }
            (list(&rows))
            @if view.may_hold { (lift(view, shell, hold, &heading)) }
        }
    }
}

fn lift(view: &Keeping<'_>, shell: &Shell<'_>, hold: &Hold<'_>, heading: &str) -> Markup {
    let lang = shell.lang;
    let sent = Sent::new(view, Act::Lift(hold.id));
    let controls = html! {
        p { (lang.t("lift-lead")) }
        input type="hidden" name="hold" value=(hold.id);
        (area(&sent.around(shell, "why", Some("lift-why-hint")), WHY_ROWS, sent.of("why")))
    };
    let id = sent.act.word();
    let the_form = Form::inside(&id, path::lift(&view.seen.id.to_string()), view.version);
    html! {
        (show::details(None, "whole", sent.typed.is_some(), &html! { (lang.t("lift-heading")) span.govuk-visually-hidden { " – " (heading) } }, &html! { (form(shell, &the_form, &controls, &second_button(&lang.t("lift-button")))) }))
    }
}

fn place(view: &Keeping<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let sent = Sent::new(view, Act::Hold);
    let choices = sent.choices(shell, &view.exhibits, can_be_held, "hold-held", &|_| false);
    let controls = html! {
        p { (lang.t("hold-lead")) }
        (boxes(&sent.around(shell, "exhibit", None), &choices))
        (line(&sent.around(shell, "until", Some("hold-until-hint")), Line::Date, sent.of("until")))
        (area(&sent.around(shell, "why", Some("hold-why-hint")), WHY_ROWS, sent.of("why")))
    };
    let id = sent.act.word();
    let the_form = Form::inside(&id, path::hold(&view.seen.id.to_string()), view.version);
    html! {
        (show::details(None, "whole", sent.typed.is_some(), &html! { (lang.t("hold-form")) }, &html! { @if choices.is_empty() { p.empty { (lang.t("hold-nothing")) } }
            @else { (form(shell, &the_form, &controls, &second_button(&lang.t("hold-button")))) } }))
    }
}

fn erasures(view: &Keeping<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let row = |erasure: &ErasureLine| {
        let id = erasure.id.to_string();
        vec![
            html! {
                a href=(shell.href(&path::erasure(&id))) {
                    (lang.t("erasure-title")) " " (text::code(&short(&id)))
                }
            },
            state_tag(shell, erasure.state),
            html! { (lang.t(&format!("erase-trigger-{}", erasure.trigger))) },
            html! { (erasure.n_exhibits) },
            time::instant(shell, erasure.at),
        ]
    };
    table(&Table {
        id: "erasures",
        caption: lang.with("keeping-erasures-caption", &[("n", view.erasures.len().into())]),
        show_caption: false,
        heads: vec![
            Column::word(lang.t("keeping-erasure")),
            Column::word(lang.t("exhibit-state")),
            Column::word(lang.t("erase-trigger")),
            Column::number(lang.t("case-exhibits")),
            Column::word(lang.t("keeping-since")),
        ],
        rows: view.erasures.iter().map(row).collect(),
        empty: lang.t("keeping-erasures-empty"),
    })
}

fn propose(view: &Keeping<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let sent = Sent::new(view, Act::Erase);
    let over = |kept: &Kept<'_>| sent.typed.is_none() && kept.is_over(shell.now);
    let choices = sent.choices(shell, &view.exhibits, can_be_destroyed, "erase-held", &over);
    let is_proposed = view.exhibits.iter().any(over);
    let chosen = if is_proposed { Trigger::RetentionEnd.id() } else { sent.of("trigger") };
    let trigger = |trigger: Trigger| {
        let label = lang.t(&format!("erase-trigger-{trigger}"));
        Choice::new(trigger.id(), label, chosen == trigger.id())
    };
    let triggers = Trigger::ALL.map(trigger);
    let consequences = html! {
        ul {
            li { (lang.t("erase-means-content")) }
            li { (lang.t("erase-means-second")) }
            li { (lang.t("erase-means-packages")) }
            li { (lang.t("erase-means-copies")) }
        }
    };
    let controls = html! {
        (boxes(&sent.around(shell, "exhibit", Some("erase-exhibit-hint")), &choices))
        (radios(&sent.around(shell, "trigger", None), &triggers))
        (area(&sent.around(shell, "why", Some("erase-why-hint")), WHY_ROWS, sent.of("why")))
    };
    let id = sent.act.word();
    let the_form = Form::inside(&id, path::erase(&view.seen.id.to_string()), view.version);
    html! {
        @if is_proposed {
            (note(Note::Watch, &lang.t("erase-over"), &html! { p { (lang.t("erase-over-body")) } }))
        }
        (show::details(None, "whole", sent.typed.is_some() || is_proposed, &html! { (lang.t("erase-form")) }, &html! { @if choices.is_empty() { p.empty { (lang.t("erase-nothing")) } }
            @else {
                (note(Note::Watch, &lang.t("erase-means"), &consequences))
                (form(shell, &the_form, &controls, &second_button(&lang.t("erase-button"))))
            } }))
    }
}

/// A hold keeps what is there; what is gone or going cannot be kept.
const fn can_be_held(state: RecordState) -> bool {
    match state {
        RecordState::Contested
        | RecordState::Packed
        | RecordState::Registered
        | RecordState::Sealed => true,
        RecordState::Deleted | RecordState::Destroying => false,
    }
}

/// What is only registered has no fixed content to destroy.
const fn can_be_destroyed(state: RecordState) -> bool {
    match state {
        RecordState::Contested | RecordState::Packed | RecordState::Sealed => true,
        RecordState::Deleted | RecordState::Destroying | RecordState::Registered => false,
    }
}

/// One form with what came back in it, if it did.
struct Sent<'a> {
    act: Act,
    typed: Option<&'a Typed>,
}

impl<'a> Sent<'a> {
    fn new(view: &Keeping<'a>, act: Act) -> Self {
        Self { act, typed: view.typed.filter(|typed| typed.act == act) }
    }

    fn of(&self, name: &str) -> &'a str {
        self.typed.map_or("", |typed| typed.of(name))
    }

    fn around(&self, shell: &Shell<'_>, name: &str, hint: Option<&str>) -> Around {
        let mut around = Around::new(name, self.act.label(shell, name)).within(&self.act.word());
        around.hint = hint.map(|key| shell.t(key));
        let wrong = self.typed.and_then(|typed| typed.wrong.get(name));
        let fault = |wrong: &Wrong| html! { span.wrong { (wrong.sentence(shell.lang)) } };
        around.faults.extend(wrong.map(fault));
        around
    }

    /// The exhibits to choose from; `held` is the key of the sentence for one that is on hold, and `is_preset` says which
    /// are ticked before anybody chose.
    fn choices(
        &self,
        shell: &Shell<'_>,
        exhibits: &[Kept<'_>],
        may: fn(RecordState) -> bool,
        held: &str,
        is_preset: &dyn Fn(&Kept<'_>) -> bool,
    ) -> Vec<Choice> {
        let lang = shell.lang;
        let choice = |kept: &Kept<'_>| {
            let seen = kept.seen;
            let label = exhibit_label(shell, seen);
            let ticked = self.typed.is_some_and(|typed| typed.exhibits.contains(&seen.id));
            let chosen = ticked || is_preset(kept);
            let hint = kept.held_until.map(|until| {
                let until = time::instant_text(lang, shell.zone, until);
                lang.with(held, &[("until", Arg::Words(&until))])
            });
            Choice { hint, ..Choice::new(seen.id.to_string(), label, chosen) }
        };
        exhibits.iter().filter(|kept| may(kept.seen.state)).map(choice).collect()
    }
}
