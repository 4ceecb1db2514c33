//! What happened, in the order of the record: event time and recorded time, who, and the proof of each entry.

use domain::reader::Moment;
use jiff::Timestamp;
use maud::{Markup, html};

use crate::component::{digest, text, time};
use crate::kit::show;
use crate::path::{self, LeafNo};
use crate::shell::Shell;

/// Who did something, as the record has it: names of parts with their values.
pub type By = Vec<(&'static str, String)>;

/// From this length on an argument is shown like a digest.
const LONG_HEX: usize = 32;

/// One entry.
#[derive(Debug, Clone)]
pub struct Entry {
    /// A word unique on the page and stable for ever, for links to this entry: the event's place.
    pub anchor: String,
    /// The stream it belongs to, by its kind: `measure`.
    pub stream: String,
    /// What happened, who did it and with which values.
    pub moment: Moment,
    /// When it was recorded here.
    pub recorded_at: Timestamp,
    /// Its leaf in the node's ledger.
    pub leaf: Option<LeafNo>,
    /// The thing it is about: its page and its name, where that is another page.
    pub about: Option<(String, String)>,
}

/// The entries, newest first.
#[must_use]
pub fn timeline(shell: &Shell<'_>, entries: &[Entry]) -> Markup {
    html! {
        @if entries.is_empty() { p.empty { (shell.t("timeline-empty")) } }
        @else {
            ol.timeline {
                @for entry in entries.iter().rev() { li id=(entry.anchor) { (one(shell, entry)) } }
            }
        }
    }
}

fn one(shell: &Shell<'_>, entry: &Entry) -> Markup {
    let moment = &entry.moment;
    html! {
        p.moment {
            strong { (event_name(shell, &entry.stream, moment.event)) }
            @if let Some((path, name)) = &entry.about {
                " – " a href=(shell.href(path)) { (text::foreign(name)) }
            }
        }
        p.by { (performer(shell, &moment.by)) }
        p.times {
            (time::instant(shell, moment.at))
            @if entry.recorded_at != moment.at {
                " · " (shell.t("timeline-recorded")) " " (time::instant(shell, entry.recorded_at))
            }
            " · " a href={ "#" (entry.anchor) } { (shell.t("timeline-permalink")) }
            @if let Some(leaf) = entry.leaf {
                " · " (shell.link(&path::leaf(leaf), &shell.lang.with("timeline-leaf", &[("index", leaf.to_string().as_str().into())])))
            }
        }
        (arguments(shell, &moment.args))
    }
}

fn arguments(shell: &Shell<'_>, args: &[(&'static str, String)]) -> Markup {
    let row = |(name, value): &(&str, String)| (text::code(name), argument(value));
    let rows: Vec<(Markup, Markup)> = args.iter().map(row).collect();
    html! {
        @if !args.is_empty() {
            (show::details(None, "arguments", false, &html! { (shell.lang.with("timeline-arguments", &[("n", args.len().into())])) }, &html! { (show::summary_list(&rows, "")) }))
        }
    }
}

fn argument(value: &str) -> Markup {
    let is_hex = value.len() >= LONG_HEX && value.bytes().all(|b| b.is_ascii_hexdigit());
    if is_hex { digest::hex(value) } else { text::foreign(value) }
}

/// The sentence for an event; its word where there is none.
#[must_use]
pub fn event_name(shell: &Shell<'_>, stream: &str, event: &str) -> String {
    let own = format!("event-{stream}-{event}");
    let common = format!("event-{event}");
    [own, common]
        .into_iter()
        .find(|key| shell.lang.has(key))
        .map_or_else(|| event.to_owned(), |key| shell.t(&key))
}

/// Who did it: function and member, never a name.
pub(crate) fn performer(shell: &Shell<'_>, by: &[(&'static str, String)]) -> Markup {
    html! {
        @for (place, (name, value)) in by.iter().enumerate() {
            @if place > 0 { " · " }
            @match *name {
                "by" => (shell.t(&format!("actor-{value}"))),
                "office" => (shell.t(&format!("office-{value}"))),
                "kind" => (shell.t(&format!("issuer-{value}"))),
                "cite" => span.cite { (value) },
                _ => (text::foreign(value)),
            }
        }
    }
}
