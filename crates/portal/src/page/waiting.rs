//! Letters that have not arrived: for whom each waits, since when, how much of its time is over, when it is tried next and
//! why the last attempt failed. One button posts to [`path::try_now`] and lets the node try at once, one to [`path::take_back`] and
//! takes the letter back; nothing else about a letter can be changed from here, for its bytes are signed. Below stand those that
//! were given up, each with what its office can do.

use jiff::Timestamp;
use maud::{Markup, html};

use crate::component::form::{Around, Choice, Form, form, second_button, select, stop_button};
use crate::component::held::{self, Holder, holders, kind_key};
use crate::component::summary::{Row, list};
use crate::component::tag::{Tone, tag};
use crate::component::{text, time};
use crate::path;
use crate::shell::{Head, Nav, Shell};

/// Hundredths of its time from which a letter counts as late.
pub const LATE: u64 = 50;

/// Why an officer takes a letter back.
pub const WHYS: [&str; 3] = ["recipient", "mistake", "moot"];

/// Why a letter has not left or not arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hindrance {
    /// It was not tried yet.
    Untried,
    /// The last attempt failed; the code of why.
    Failed(String),
    /// It may not leave now; the code of why.
    Held(String),
}

/// One letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Its row, in hexadecimal.
    pub id: String,
    /// What it is: `measure.issue`.
    pub kind: String,
    /// The member it goes to, as people call it.
    pub to: String,
    /// Its node.
    pub node: String,
    /// The page of what it is about, and how people call that.
    pub about: (String, String),
    /// The lane: `urgent`.
    pub lane: &'static str,
    /// When it was signed and queued.
    pub queued_at: Timestamp,
    /// When it must have arrived.
    pub deliver_by: Timestamp,
    /// Hundredths of the time between the two that are over.
    pub spent: u64,
    /// How often it was tried.
    pub n_attempts: u32,
    /// When it is tried next; nothing while it is on its way.
    pub next_at: Option<Timestamp>,
    /// Why it has not arrived.
    pub hindrance: Hindrance,
    /// The agreements that hold it, as far as the reader reads agreements.
    pub holders: Vec<Holder>,
    /// The relays of the recipient at which it lies, and since when.
    pub at_relays: Vec<(String, Timestamp)>,
    /// Since when nobody answers at that node.
    pub silent_since: Option<Timestamp>,
    /// Whether the reader may take it back.
    pub may_withdraw: bool,
}

/// What a letter that was given up came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CameTo {
    /// It arrived all the same.
    Arrived,
    /// Its recipient was asked to leave it unread, and has not answered.
    Asked,
    /// Its time was over, and nobody had accepted it.
    Expired,
    /// Its recipient leaves it unread.
    Left,
    /// It never left.
    Unsent,
}

impl CameTo {
    /// Every one.
    pub const ALL: [Self; 5] =
        [Self::Arrived, Self::Asked, Self::Expired, Self::Left, Self::Unsent];

    /// The word for programs and in the keys of texts.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Arrived => "arrived",
            Self::Asked => "asked",
            Self::Expired => "expired",
            Self::Left => "left",
            Self::Unsent => "unsent",
        }
    }

    /// Whether somebody has something to do.
    #[must_use]
    pub const fn asks(self) -> bool {
        match self {
            Self::Arrived | Self::Expired => true,
            Self::Asked | Self::Left | Self::Unsent => false,
        }
    }
}

/// A letter that was given up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenUp {
    /// Its row, in hexadecimal.
    pub id: String,
    /// What it is: `measure.issue`.
    pub kind: String,
    /// The member it was for, as people call it.
    pub to: String,
    /// Its node.
    pub node: String,
    /// The page of what it is about, and how people call that.
    pub about: (String, String),
    /// When it was given up.
    pub at: Timestamp,
    /// Why it was taken back: `mistake`; nothing if its time was over.
    pub why: Option<String>,
    /// What it came to.
    pub came_to: CameTo,
}

/// The view of `GET /waiting`.
#[derive(Debug, Clone, Default)]
pub struct Waiting {
    /// The letters about what the reader may see, in the order in which they go.
    pub letters: Vec<Letter>,
    /// Those that were given up, the newest first.
    pub given_up: Vec<GivenUp>,
    /// The agreement for which these wait, by its id and title, where only those are asked for.
    pub only: Option<(String, String)>,
}

/// The page.
#[must_use]
pub fn page_waiting(view: &Waiting, shell: &Shell<'_>) -> String {
    let lang = shell.lang;
    let body = html! {
        p.lead { (lang.with("waiting-lead", &[("n", view.letters.len().into())])) }
        @if let Some((id, title)) = &view.only {
            p {
                (lang.t("waiting-only")) " "
                a href=(shell.href(&path::agreement(id))) { (text::foreign(title)) } ". "
                (shell.link(path::WAITING, &lang.t("waiting-all")))
            }
        }
        @if view.letters.is_empty() {
            p.empty { (lang.t("waiting-empty")) }
        }
        @for letter in &view.letters { (card(letter, shell)) }
        (given_up(shell, &view.given_up))
    };
    let head = Head {
        title: lang.t("waiting-title"),
        nav: Some(Nav::Desk),
        trail: vec![shell.step(path::DESK, "desk-title")],
        ..Head::default()
    };
    shell.page(&head, &body)
}

/// One letter as a section of its own: a table would be wider than a phone.
fn card(letter: &Letter, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let (place, name) = &letter.about;
    let heading = format!("letter-{}", letter.id);
    let mut rows = vec![
        Row::new(
            lang.t("waiting-about"),
            html! { a href=(shell.href(place)) { (text::foreign(name)) } },
        ),
        Row::new(lang.t("waiting-node"), text::code(&letter.node)),
        Row::new(
            lang.t("waiting-lane"),
            html! { (lang.t(&format!("waiting-lane-{}", letter.lane))) },
        ),
        Row::new(lang.t("waiting-since"), time::instant(shell, letter.queued_at)),
        Row::new(lang.t("waiting-deliver-by"), by_when(letter, shell)),
        Row::new(
            lang.t("waiting-why"),
            html! { (why(&letter.hindrance, shell)) (holders(shell, &letter.holders)) },
        ),
    ];
    for (relay, since) in &letter.at_relays {
        let lies = html! {
            (text::code(relay)) ", " (lang.t("waiting-at-relay-since")) " " (time::instant(shell, *since))
        };
        rows.push(Row::new(lang.t("waiting-at-relay"), lies));
    }
    if let Some(since) = letter.silent_since {
        rows.push(Row::new(lang.t("waiting-silent"), time::instant(shell, since)));
    }
    rows.push(Row::new(
        lang.t("waiting-attempts"),
        html! { (lang.with("waiting-n-attempts", &[("n", u64::from(letter.n_attempts).into())])) },
    ));
    let next = match letter.next_at {
        Some(at) if at > shell.now => time::instant(shell, at),
        None if matches!(letter.hindrance, Hindrance::Held(_)) => {
            html! { (lang.t("waiting-once-ended")) }
        }
        Some(_) | None => html! { (lang.t("waiting-now")) },
    };
    rows.push(Row::new(lang.t("waiting-next"), next));
    html! {
        section.waiting aria-labelledby=(heading) {
            h2 id=(heading) {
                (lang.t(&kind_key(&letter.kind))) " " span.to { (lang.t("waiting-to")) " " (text::foreign(&letter.to)) }
            }
            (list(&rows))
            @if matches!(letter.hindrance, Hindrance::Failed(_)) {
                (form(
                    shell,
                    &Form::inside(&format!("try-{}", letter.id), path::try_now(&letter.id), None),
                    &html! {},
                    &second_button(&lang.t("waiting-try-now")),
                ))
            }
            @if letter.may_withdraw { (take_back(letter, shell)) }
        }
    }
}

/// The form that takes a letter back: a reason, and the button.
fn take_back(letter: &Letter, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let id = format!("take-back-{}", letter.id);
    let around = Around::new("why", lang.t("waiting-take-back-why"))
        .within(&id)
        .hint(lang.t("waiting-take-back-help"));
    let choice = |why| Choice::new(why, lang.t(&format!("waiting-why-{why}")), false);
    let leaves = vec![html! { (lang.t("waiting-take-back-leaves")) }];
    form(
        shell,
        &Form { leaves, ..Form::inside(&id, path::take_back(&letter.id), None) },
        &select(&around, &lang.t("waiting-take-back-choose"), &WHYS.map(choice)),
        &stop_button(&lang.t("waiting-take-back")),
    )
}

/// The letters that were given up; nothing is drawn for none.
fn given_up(shell: &Shell<'_>, letters: &[GivenUp]) -> Markup {
    let lang = shell.lang;
    let line = |letter: &GivenUp| {
        let (place, name) = &letter.about;
        let tone = if letter.came_to.asks() { Tone::Stop } else { Tone::Quiet };
        let came_to = letter.came_to.id();
        html! {
            li {
                strong { (lang.t(&kind_key(&letter.kind))) } " " (lang.t("waiting-to")) " " (text::foreign(&letter.to))
                ", " a href=(shell.href(place)) { (text::foreign(name)) } ", " (time::instant(shell, letter.at)) " "
                (tag(tone, &lang.t(&format!("given-up-{came_to}"))))
                @if let Some(why) = &letter.why { " " (lang.t(&format!("waiting-why-{why}"))) }
                " " (lang.t(&format!("given-up-do-{came_to}")))
            }
        }
    };
    html! {
        @if !letters.is_empty() {
            section aria-labelledby="given-up-heading" {
                h2 #given-up-heading { (lang.t("given-up-heading")) }
                p.muted { (lang.t("given-up-help")) }
                ul { @for letter in letters { (line(letter)) } }
            }
        }
    }
}

/// The instant by which it must arrive, how much of the time is over as a bar, and in words.
fn by_when(letter: &Letter, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let (tone, key) = match letter.spent {
        0..LATE => (Tone::Quiet, "waiting-in-time"),
        LATE..100 => (Tone::Watch, "waiting-at-risk"),
        100.. => (Tone::Stop, "waiting-missed"),
    };
    let spent = lang.with("waiting-spent", &[("n", letter.spent.min(999).into())]);
    html! {
        (time::instant(shell, letter.deliver_by)) " " (tag(tone, &lang.t(key)))
        div { progress max="100" value=(letter.spent.min(100)) aria-label=(spent) {} " " (spent) }
    }
}

fn why(hindrance: &Hindrance, shell: &Shell<'_>) -> String {
    let lang = shell.lang;
    let known = |key: String, other| if lang.has(&key) { lang.t(&key) } else { lang.t(other) };
    match hindrance {
        Hindrance::Untried => lang.t("waiting-untried"),
        Hindrance::Failed(code) => known(format!("waiting-failed-{code}"), "waiting-failed-other"),
        Hindrance::Held(code) => held::why(lang, code),
    }
}
