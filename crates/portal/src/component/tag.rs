//! Small coloured words for states. The word says it all; the colour only helps to find it.

use maud::{Markup, html};

use crate::kit::show;

/// The look of a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Waiting for somebody, or underway.
    Active,
    /// Done or lawful.
    Good,
    /// Nothing to do.
    Quiet,
    /// Forbidden, failed or late.
    Stop,
    /// Somebody must look.
    Watch,
}

/// A tag with this word.
#[must_use]
pub fn tag(tone: Tone, word: &str) -> Markup {
    let class = match tone {
        Tone::Active => "govuk-tag--blue",
        Tone::Good => "govuk-tag--green",
        Tone::Quiet => "govuk-tag--grey",
        Tone::Stop => "govuk-tag--red",
        Tone::Watch => "govuk-tag--yellow",
    };
    show::tag(class, &html! { (word) })
}

/// The tone of a state word of a case, a measure, a delivery, an exhibit, a package, an erasure or a recall; an unknown one is plain.
#[must_use]
pub fn tone_of(state: &str) -> Tone {
    match state {
        "produced" | "completed" | "accepted" | "cleared" | "sealed" | "packed" | "delivered"
        | "receipted" | "allowed" | "consistent" | "ok" | "active" | "certified" | "confirmed" => {
            Tone::Good
        }
        "issued" | "received" | "notified" | "offered" | "assembling" | "pending" | "queued"
        | "sent" | "acknowledged" | "handed-over" | "open" | "due" | "registered" | "ordered"
        | "proposed" => Tone::Active,
        "objected" | "refused" | "failed" | "stopped" | "forbidden" | "inconsistent"
        | "expired" | "withdrawn" | "lapsed" | "unconfirmed" | "unmade" => Tone::Stop,
        "contested" | "suspended" | "overdue" | "escalate" | "delete_or_restrict" | "behind"
        | "destroying" => Tone::Watch,
        _ => Tone::Quiet,
    }
}
