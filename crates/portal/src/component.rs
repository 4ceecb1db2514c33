//! The parts pages are made of. Each takes typed values and returns markup; none knows a whole page.

use maud::{Markup, html};

use crate::kit::show;
use crate::l10n::Lang;

pub mod answers;
pub mod clock;
pub mod denied;
pub mod digest;
pub mod duties;
pub mod exhibits;
pub mod form;
pub mod ground_form;
pub mod held;
pub mod ladder;
pub mod letters;
pub mod passkey;
pub mod plain_acts;
pub mod problem_list;
pub mod sheet;
pub mod summary;
pub mod table;
pub mod tag;
pub mod terms;
pub mod text;
pub mod time;
pub mod timeline;
pub mod uploads;
pub mod value;

/// A count of bytes for people and, where that is not exact, the exact number.
#[must_use]
pub fn size(lang: &Lang, n_bytes: u64) -> Markup {
    const UNITS: [(&str, u64); 3] =
        [("size-gib", 1 << 30), ("size-mib", 1 << 20), ("size-kib", 1 << 10)];
    let grouped = grouped(n_bytes);
    let exact = lang.with("size-bytes", &[("n", n_bytes.into()), ("shown", (&grouped).into())]);
    let Some((key, unit)) = UNITS.into_iter().find(|(_, unit)| n_bytes >= *unit) else {
        return html! { (exact) };
    };
    let whole = n_bytes / unit;
    let tenth = n_bytes % unit * 10 / unit;
    let number = if tenth == 0 { whole.to_string() } else { format!("{whole}.{tenth}") };
    html! { (lang.with(key, &[("n", number.as_str().into())])) " " span.muted { "(" (exact) ")" } }
}

/// A number with its thousands apart, so that it can be read out.
#[must_use]
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() * 2);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push('\u{202f}'); // narrow, and no line ends there
        }
        out.push(digit);
    }
    out
}

/// A box that says one thing about what follows; `kind` names its look.
#[must_use]
pub fn note(kind: Note, heading: &str, body: &Markup) -> Markup {
    let inside = html! { p.note-heading { (heading) } (body) };
    show::inset_text(None, &format!("note note-{}", kind.class()), &inside)
}

/// How urgent a note is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Note {
    /// Something is lawful and done.
    Good,
    /// Something to know.
    Plain,
    /// Something forbids or is missing.
    Stop,
    /// Something must be looked at.
    Watch,
}

impl Note {
    const fn class(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Plain => "plain",
            Self::Stop => "stop",
            Self::Watch => "watch",
        }
    }
}
