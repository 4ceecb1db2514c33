//! A legal period as people must see it: what is left, both instants, the place in the law, and every doubt.
//!
//! The short form (chip) stands in lists, the long one (card) shows what the answer rests on. A contested period
//! shows all readings, one that cannot be computed says why and what would help; nothing is ever guessed.
//! Not here: counting (`law::clock`).

use domain::reader::ClockSeen;
use jiff::Timestamp;
use law::clock::{ClockKind, Position, Timeliness, Undetermined, timeliness};
use maud::{Markup, html};

use crate::component::problem_list::article;
use crate::component::summary::{Row, list};
use crate::component::tag::{Tone, tag};
use crate::component::{text, time};
use crate::l10n::Arg;
use crate::shell::Shell;

#[cfg(test)]
mod tests;

/// From here on a period is near its end; a day leaves an office one working day.
const NEAR_SECONDS: i64 = 24 * 60 * 60;

/// One clock of a measure.
#[derive(Debug, Clone, Copy)]
pub struct Clock<'a> {
    /// The clock as the reader sees it.
    pub seen: &'a ClockSeen,
}

/// How a clock stands now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// There is no instant, and the law or the facts say why.
    Undetermined,
    /// The act was done, in time.
    Met,
    /// The act was done after the last lawful instant.
    MetLate,
    /// A gate that is still closed until this instant.
    Closed(Timestamp),
    /// A gate that is open since this instant; the law names no end.
    Open(Timestamp),
    /// An open gate: what was forbidden is owed until this instant.
    OpenAndOwed(Timestamp),
    /// An open gate whose last lawful instant has come: what was forbidden is owed at once.
    OpenAndDue(Timestamp),
    /// Running until this instant.
    Running(Timestamp),
    /// The target has passed; it is lawful until this instant.
    PastTarget(Timestamp),
    /// Over since this instant.
    Over(Timestamp),
    /// The law names no instant.
    NoInstant,
}

impl<'a> Clock<'a> {
    /// A clock as the reader sees it.
    #[must_use]
    pub const fn of(seen: &'a ClockSeen) -> Self {
        Self { seen }
    }

    /// The text of its name and of its help, in the pack it belongs to.
    #[must_use]
    pub fn name(&self, shell: &Shell<'_>) -> String {
        let id = &self.seen.result.clock;
        shell.lang.law(id.instrument(), &format!("clock-{}", id.name()))
    }

    /// The instant that matters next: what lists are sorted by. Nothing for what is met or has no instant, and nothing
    /// for a right or a keeping that is over: only a duty goes on being owed.
    #[must_use]
    pub fn next_at(&self, now: Timestamp) -> Option<Timestamp> {
        match self.standing(now) {
            Standing::Closed(at)
            | Standing::OpenAndOwed(at)
            | Standing::OpenAndDue(at)
            | Standing::Running(at)
            | Standing::PastTarget(at) => Some(at),
            Standing::Over(at) => (self.seen.kind == ClockKind::Deadline).then_some(at),
            Standing::Open(_)
            | Standing::Undetermined
            | Standing::Met
            | Standing::MetLate
            | Standing::NoInstant => None,
        }
    }

    /// How it stands.
    #[must_use]
    pub fn standing(&self, now: Timestamp) -> Standing {
        let result = &self.seen.result;
        if let Some(met_at) = self.seen.met_at {
            return match timeliness(met_at, result) {
                Timeliness::Late => Standing::MetLate,
                Timeliness::Premature
                | Timeliness::InTime
                | Timeliness::PastTarget
                | Timeliness::Unknown => Standing::Met,
            };
        }
        if result.undetermined.is_some() {
            return Standing::Undetermined;
        }
        if let Some(opens_at) = result.gate_opens {
            return match result.legal_latest {
                _ if now < opens_at => Standing::Closed(opens_at),
                Some(latest) if now < latest => Standing::OpenAndOwed(latest),
                Some(latest) => Standing::OpenAndDue(latest),
                None => Standing::Open(opens_at),
            };
        }
        match (result.strict, result.legal_latest) {
            (Some(strict), _) if now <= strict => Standing::Running(strict),
            (_, Some(latest)) if now <= latest => match result.strict {
                Some(_) => Standing::PastTarget(latest),
                None => Standing::Running(latest),
            },
            (Some(strict), None) => Standing::Over(strict),
            (_, Some(latest)) => Standing::Over(latest),
            (None, None) => Standing::NoInstant,
        }
    }

    const fn word(&self) -> &'static str {
        match self.seen.kind {
            ClockKind::Deadline => "deadline",
            ClockKind::Window => "window",
            ClockKind::Gate => "gate",
            ClockKind::Hold => "hold",
            ClockKind::Ceiling => "ceiling",
        }
    }
}

/// The short form: one tag, and the instant with its zone.
#[must_use]
pub fn chip(shell: &Shell<'_>, clock: &Clock<'_>) -> Markup {
    let standing = clock.standing(shell.now);
    let (tone, words) = said(shell, clock, standing);
    let at = match standing {
        Standing::Closed(at)
        | Standing::Open(at)
        | Standing::OpenAndOwed(at)
        | Standing::OpenAndDue(at)
        | Standing::Running(at)
        | Standing::PastTarget(at)
        | Standing::Over(at) => Some(at),
        Standing::Undetermined | Standing::Met | Standing::MetLate | Standing::NoInstant => {
            clock.seen.met_at
        }
    };
    html! {
        span.chip {
            (tag(tone, &words))
            @if clock.seen.result.contested { " " (tag(Tone::Watch, &shell.t("clock-contested"))) }
            @if let Some(at) = at { " " span.chip-at { (time::instant(shell, at)) } }
        }
    }
}

/// A duty is done, a right is used.
const fn met(clock: &Clock<'_>, duty: &'static str, right: &'static str) -> &'static str {
    match clock.seen.kind {
        ClockKind::Deadline | ClockKind::Gate | ClockKind::Hold | ClockKind::Ceiling => duty,
        ClockKind::Window => right,
    }
}

fn said(shell: &Shell<'_>, clock: &Clock<'_>, standing: Standing) -> (Tone, String) {
    let left = |at| time::left(shell.lang, shell.now, at);
    let tell = |key: &str, at| shell.lang.with(key, &[("left", Arg::Words(&left(at)))]);
    match standing {
        Standing::Undetermined => (Tone::Watch, shell.t("clock-undetermined")),
        Standing::Met => (Tone::Good, shell.t(met(clock, "clock-met", "clock-used"))),
        Standing::MetLate => (Tone::Stop, shell.t(met(clock, "clock-met-late", "clock-used-late"))),
        Standing::NoInstant => (Tone::Quiet, shell.t("clock-no-instant")),
        // Nobody is late and nothing is wrong: the act is not lawful yet.
        Standing::Closed(at) => (Tone::Quiet, tell("clock-closed", at)),
        Standing::Open(_) => (Tone::Good, shell.t("clock-open")),
        Standing::OpenAndOwed(at) => (Tone::Active, tell("clock-open-and-owed", at)),
        Standing::OpenAndDue(_) => (Tone::Watch, shell.t("clock-open-and-due")),
        Standing::PastTarget(at) => (Tone::Watch, tell("clock-past-target", at)),
        Standing::Over(at) => {
            let tone = match clock.seen.kind {
                ClockKind::Deadline => Tone::Stop,
                ClockKind::Window | ClockKind::Gate | ClockKind::Hold | ClockKind::Ceiling => {
                    Tone::Quiet
                }
            };
            (tone, tell(&format!("clock-{}-over", clock.word()), at))
        }
        Standing::Running(at) => {
            let near = at.as_second().saturating_sub(shell.now.as_second()) < NEAR_SECONDS;
            let tone = if near { Tone::Watch } else { Tone::Active };
            (tone, tell(&format!("clock-{}-running", clock.word()), at))
        }
    }
}

/// The long form, with everything the answer rests on.
#[must_use]
pub fn card(shell: &Shell<'_>, clock: &Clock<'_>) -> Markup {
    let id = &clock.seen.result.clock;
    let help = shell.lang.law_if_any(id.instrument(), &format!("clock-{}.help", id.name()));
    let whose = if clock.seen.is_ours { "clock-ours" } else { "clock-theirs" };
    html! {
        article.clock {
            h3 { (clock.name(shell)) }
            p.whose { (shell.t(whose)) }
            p { (chip(shell, clock)) }
            @if let Some(help) = help { p.muted { (help) } }
            @if let Some(why) = &clock.seen.result.undetermined { (undetermined(shell, why)) }
            (list(&instants(shell, clock)))
            (positions(shell, &clock.seen.result.positions))
            (findings(shell, &clock.seen.result.findings))
            (basis(shell, clock))
        }
    }
}

/// All clocks of a measure, ours and others': the next instant first, then what has none, then what waits for nobody.
#[must_use]
pub fn cards(shell: &Shell<'_>, clocks: &[Clock<'_>]) -> Markup {
    let mut sorted: Vec<&Clock<'_>> = clocks.iter().collect();
    sorted.sort_by_key(|clock| {
        let next = clock.next_at(shell.now);
        (clock.seen.met_at, next.is_none(), next, clock.seen.result.clock.clone())
    });
    html! {
        @if sorted.is_empty() { p.empty { (shell.t("clocks-none")) } }
        @else { div.clocks { @for clock in sorted { (card(shell, clock)) } } }
    }
}

fn instants(shell: &Shell<'_>, clock: &Clock<'_>) -> Vec<Row> {
    let result = &clock.seen.result;
    let at = |label: &str, at: Option<Timestamp>| {
        at.map(|at| Row::new(shell.t(label), time::instant(shell, at)))
    };
    let mut rows = Vec::new();
    rows.extend(at("clock-gate-opens", result.gate_opens));
    // One line where target and law agree, two where they do not.
    match (result.strict, result.legal_latest) {
        (Some(strict), Some(latest)) if strict == latest => {
            rows.extend(at("clock-strict-and-latest", Some(latest)));
        }
        (strict, latest) => {
            rows.extend(at("clock-strict", strict));
            rows.extend(at("clock-legal-latest", latest));
        }
    }
    if let Some(day) = result.last_day {
        rows.push(Row::new(shell.t("clock-last-day"), time::date(shell, day)));
    }
    rows.extend(at("clock-met-at", clock.seen.met_at));
    rows.push(Row::new(
        shell.t("clock-effect"),
        html! { (shell.t(&format!("effect-{}", result.effect.id()))) },
    ));
    rows
}

fn undetermined(shell: &Shell<'_>, why: &Undetermined) -> Markup {
    let needs = &why.needs;
    let state = needs.state.map(|state| state.to_string());
    let year = needs.year.map(|year| year.to_string());
    html! {
        p.doubt { (shell.t(&format!("reason-{}", why.reason.id()))) }
        @if !needs.facts.is_empty() || state.is_some() || year.is_some() || needs.from.is_some() {
            ul.needs {
                @for fact in &needs.facts {
                    li { (shell.lang.with("needs-fact", &[("fact", (*fact).into())])) }
                }
                @if let Some(state) = &state {
                    li { (shell.lang.with("needs-state", &[("state", state.into())])) }
                }
                @if let Some(year) = &year {
                    li { (shell.lang.with("needs-year", &[("year", year.into())])) }
                }
                @if let Some(from) = needs.from {
                    li { (shell.lang.with("needs-from", &[
                        ("date", Arg::Words(&time::date_text(shell.lang, from))),
                    ])) }
                }
            }
        }
    }
}

fn positions(shell: &Shell<'_>, positions: &[Position]) -> Markup {
    html! {
        @if positions.len() > 1 {
            p.doubt { (shell.t("clock-positions")) }
            ol.positions {
                @for position in positions {
                    li {
                        (text::code(&position.id)) " "
                        span.cite { (article(shell.lang, position.cite.as_str())) } ": "
                        @match position.legal_latest {
                            Some(at) => (time::instant(shell, at)),
                            None => (shell.t("clock-position-none")),
                        }
                    }
                }
            }
        }
    }
}

fn findings(shell: &Shell<'_>, findings: &[&str]) -> Markup {
    html! {
        @for finding in findings {
            @let key = format!("finding-{finding}");
            p.doubt { @if shell.lang.has(&key) { (shell.t(&key)) } @else { (text::code(finding)) } }
        }
    }
}

fn basis(shell: &Shell<'_>, clock: &Clock<'_>) -> Markup {
    let basis = &clock.seen.result.basis;
    let counting = format!("counting-{}", basis.counting.id().replace(':', "-"));
    html! {
        p.basis {
            span.cite { (article(shell.lang, basis.cite.as_str())) } " · "
            (shell.t(&counting))
            @if let Some(zone) = &basis.zone { " · " (text::code(zone)) }
            @if let Some(calendar) = &basis.calendar {
                " · " (shell.t("clock-calendar")) " " (text::code(calendar))
            }
            " · " (text::code(&basis.pack))
            " · " (shell.t(&format!("mark-{}", basis.mark.id())))
        }
    }
}
