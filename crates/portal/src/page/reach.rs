//! Whether letters reach each member: when the whole way was tried last, how long it took, and what is wrong. The button
//! posts to [`path::try_way`] and sends another probe, a letter that means nothing.

use jiff::{SignedDuration, Timestamp};
use maud::{Markup, html};

use crate::component::form::{Form, form, second_button};
use crate::component::table::{Head as Column, Table, table};
use crate::component::tag::{Tone, tag};
use crate::component::{text, time};
use crate::path;
use crate::shell::{Head, Nav, Shell};

/// A probe that has no end after this counts as one that does not come through.
pub const PATIENCE: SignedDuration = SignedDuration::from_mins(15);

/// One node of a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// The member, as people call it.
    pub member: String,
    /// Its node.
    pub node: String,
    /// When the last probe was queued; none before the first.
    pub asked_at: Option<Timestamp>,
    /// When it was accepted there.
    pub accepted_at: Option<Timestamp>,
    /// When the word was here that it lies in the tray.
    pub whole_at: Option<Timestamp>,
    /// The code of a signed refusal.
    pub refused: Option<String>,
    /// When the way was whole last.
    pub last_whole_at: Option<Timestamp>,
    /// Since when nobody answers there.
    pub silent_since: Option<Timestamp>,
    /// Whether it fetches what is for it.
    pub fetches: bool,
    /// Who must upgrade before letters go, if somebody must.
    pub upgrade: Option<Upgrade>,
    /// What came of comparing with it what passed.
    pub compared: Comparison,
}

/// Who of two nodes without a common version of the exchange is behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Upgrade {
    /// The member.
    They,
    /// We.
    We,
}

impl Upgrade {
    /// Its word, also that of the API.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::They => "they",
            Self::We => "we",
        }
    }
}

/// What came of comparing what passed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// When a comparison came to its end last.
    pub done_at: Option<Timestamp>,
    /// Whether one is under way.
    pub is_open: bool,
    /// Whether its last question was not answered well.
    pub has_failed: bool,
    /// How many differences there are, by the word of their kind; none of a kind that is not here.
    pub differences: Vec<(&'static str, u64)>,
    /// How many older ones, all settled, are kept as a number alone.
    pub n_rest: u64,
}

/// How far a probe came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// None was sent yet.
    Untried,
    /// It is on its way, not for long.
    UnderWay,
    /// It did not come to its end in [`PATIENCE`]; it is not accepted.
    Lost,
    /// It is accepted and not opened in [`PATIENCE`].
    Unopened,
    /// It was refused.
    Refused,
    /// It lies in the tray.
    Whole,
}

impl Reach {
    /// Of a way, now.
    #[must_use]
    pub fn of(way: &Way, now: Timestamp) -> Self {
        let Some(asked_at) = way.asked_at else { return Self::Untried };
        let is_late = now.duration_since(asked_at) > PATIENCE;
        if way.refused.is_some() {
            Self::Refused
        } else if way.whole_at.is_some() {
            Self::Whole
        } else if !is_late {
            Self::UnderWay
        } else if way.accepted_at.is_some() {
            Self::Unopened
        } else {
            Self::Lost
        }
    }

    /// Its word, also that of the API.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Untried => "untried",
            Self::UnderWay => "under-way",
            Self::Lost => "lost",
            Self::Unopened => "unopened",
            Self::Refused => "refused",
            Self::Whole => "whole",
        }
    }

    const fn tone(self) -> Tone {
        match self {
            Self::Untried => Tone::Quiet,
            Self::UnderWay => Tone::Active,
            Self::Lost | Self::Refused => Tone::Stop,
            Self::Unopened => Tone::Watch,
            Self::Whole => Tone::Good,
        }
    }
}

/// The page.
#[must_use]
pub fn page_reach(ways: &[Way], shell: &Shell<'_>) -> String {
    let lang = shell.lang;
    let columns = [
        "reach-member",
        "reach-state",
        "reach-asked",
        "reach-took",
        "reach-last",
        "reach-compared",
    ];
    let mut heads: Vec<_> = columns.iter().map(|key| Column::word(lang.t(key))).collect();
    heads.push(Column::word(lang.t("reach-act")));
    let list = Table {
        id: "reach",
        caption: lang.t("reach-title"),
        show_caption: false,
        heads,
        rows: ways.iter().map(|way| row(way, shell)).collect(),
        empty: lang.t("reach-empty"),
    };
    let body = html! {
        p.lead { (lang.t("reach-lead")) }
        (table(&list))
        p { a href=(shell.href(path::WAITING)) { (lang.t("waiting-title")) } }
    };
    let head = Head {
        title: lang.t("reach-title"),
        nav: Some(Nav::Desk),
        trail: vec![shell.step(path::DESK, "desk-title")],
        ..Head::default()
    };
    shell.page(&head, &body)
}

fn row(way: &Way, shell: &Shell<'_>) -> Vec<Markup> {
    let lang = shell.lang;
    let reach = Reach::of(way, shell.now);
    let when = |at: Option<Timestamp>| match at {
        Some(at) => time::instant(shell, at),
        None => html! { (lang.t("reach-never")) },
    };
    let button = second_button(&lang.t("reach-try"));
    let id = format!("reach-{}", way.node);
    let try_it = Form::inside(&id, path::try_way(&way.node), None);
    let compare_id = format!("compare-{}", way.node);
    let compare = Form::inside(&compare_id, path::compare(&way.node), None);
    vec![
        html! { (text::foreign(&way.member)) div { (text::code(&way.node)) } },
        html! {
            (tag(reach.tone(), &lang.t(&format!("reach-{}", reach.id()))))
            div { (lang.t(&format!("reach-{}-means", reach.id()))) }
            @if way.fetches {
                div { (lang.t("reach-fetches")) }
            }
            @if let Some(upgrade) = way.upgrade {
                div.stop { (lang.t(&format!("reach-upgrade-{}", upgrade.id()))) }
            }
            @if let Some(since) = way.silent_since {
                div { (lang.t("waiting-silent")) " " (time::instant(shell, since)) }
            }
        },
        when(way.asked_at),
        took(way, shell),
        when(way.last_whole_at),
        compared(&way.compared, shell),
        html! {
            @if reach != Reach::UnderWay { (form(shell, &try_it, &html! {}, &button)) }
            @if !way.compared.is_open && !way.fetches { (form(shell, &compare, &html! {}, &second_button(&lang.t("reach-compare")))) }
        },
    ]
}

/// When what passed was compared last, and what differs.
fn compared(comparison: &Comparison, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    html! {
        @match comparison.done_at {
            Some(at) => { (time::instant(shell, at)) }
            None => { (lang.t("reach-never")) }
        }
        @if comparison.is_open { div { (lang.t("reach-compare-open")) } }
        @if comparison.has_failed { div { (lang.t("reach-compare-failed")) } }
        @for (kind, n) in &comparison.differences {
            div { (lang.with(&format!("reach-differs-{kind}"), &[("n", (*n).into())])) }
        }
        @if comparison.n_rest > 0 {
            div { (lang.with("reach-differs-rest", &[("n", comparison.n_rest.into())])) }
        }
    }
}

/// How long the two halves of the way took.
fn took(way: &Way, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let after = |at: Timestamp| {
        let asked_at = way.asked_at.unwrap_or(at);
        let took = at.duration_since(asked_at).as_millis().max(0);
        // Tenths of a second, so that a fast way is not shown as nothing.
        let seconds = format!("{}.{}", took / 1000, took % 1000 / 100);
        lang.with("reach-seconds", &[("n", seconds.as_str().into())])
    };
    html! {
        @if let Some(at) = way.accepted_at {
            div { (lang.t("reach-accepted")) " " bdi { (after(at)) } }
        }
        @if let Some(at) = way.whole_at {
            div { (lang.t("reach-opened")) " " bdi { (after(at)) } }
        }
    }
}
