//! Instants, dates and what is left until them, as text; nothing on a page ticks.
//!
//! Every instant names its zone. Digits are Western in every language, because they are compared with paper; the parts of a
//! date stand in the order of the language, for the month is a word of it.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use maud::{Markup, html};

use crate::l10n::{Arg, Lang};
use crate::shell::Shell;

#[cfg(test)]
mod tests;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// From here on only days are told.
const DAYS_ONLY: i64 = 3 * DAY;

/// `18 March 2027, 14:02 CET` in the reader's zone; seconds where there are any.
#[must_use]
pub fn instant(shell: &Shell<'_>, at: Timestamp) -> Markup {
    html! { time datetime=(at) dir=(shell.lang.direction().attribute()) { (instant_text(shell.lang, shell.zone, at)) } }
}

/// The same as plain text, for sentences.
#[must_use]
pub fn instant_text(lang: &Lang, zone: &TimeZone, at: Timestamp) -> String {
    let local = at.to_zoned(zone.clone());
    let clock = if local.second() == 0 { "%H:%M" } else { "%H:%M:%S" };
    let time = local.strftime(clock).to_string();
    let zone = local.strftime("%Z").to_string();
    lang.with(
        "instant",
        &[
            ("date", Arg::Words(&date_text(lang, local.date()))),
            ("time", time.as_str().into()),
            ("zone", zone.as_str().into()),
        ],
    )
}

/// `18 March 2027`.
#[must_use]
pub fn date(shell: &Shell<'_>, on: Date) -> Markup {
    html! { time datetime=(on) dir=(shell.lang.direction().attribute()) { (date_text(shell.lang, on)) } }
}

/// The same as plain text.
#[must_use]
pub fn date_text(lang: &Lang, on: Date) -> String {
    let month = lang.t(&format!("month-{}", on.month()));
    lang.with(
        "civil-date",
        &[
            ("day", u64::from(on.day().unsigned_abs()).into()),
            ("month", Arg::Words(&month)),
            ("year", on.year().to_string().as_str().into()),
        ],
    )
}

/// `6 h 12 min left` or `2 days over`, seen from `now`.
#[must_use]
pub fn left(lang: &Lang, now: Timestamp, until: Timestamp) -> String {
    let seconds = until.as_second().saturating_sub(now.as_second());
    let key = if seconds < 0 { "time-over" } else { "time-left" };
    lang.with(key, &[("length", Arg::Words(&length(lang, seconds.unsigned_abs())))])
}

/// A length of time in its two largest units.
#[must_use]
pub fn length(lang: &Lang, seconds: u64) -> String {
    let seconds = i64::try_from(seconds).unwrap_or(i64::MAX);
    let n = |units: i64| u64::try_from(units).unwrap_or(0);
    let (days, hours, minutes) = (seconds / DAY, seconds % DAY / HOUR, seconds % HOUR / MINUTE);
    if seconds >= DAYS_ONLY {
        return lang.with("length-days", &[("days", n(days).into())]);
    }
    if seconds >= DAY {
        let values = [("days", n(days).into()), ("hours", n(hours).into())];
        return lang.with("length-days-hours", &values);
    }
    if seconds >= HOUR {
        let values = [("hours", n(hours).into()), ("minutes", n(minutes).into())];
        return lang.with("length-hours-minutes", &values);
    }
    lang.with("length-minutes", &[("minutes", n(minutes).into())])
}
