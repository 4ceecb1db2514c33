//! Letters that wait because of an agreement: which one, since when, and who can end that. The same lines stand on the page
//! of letters that have not arrived and on the page of the measure they are about.

use jiff::Timestamp;
use maud::{Markup, html};

use crate::component::{Note, note, text, time};
use crate::l10n::{Arg, Lang};
use crate::path;
use crate::shell::Shell;

/// What ends the waiting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ends {
    /// The clock, at this instant.
    At(Timestamp),
    /// The consent of these members, as screens write them.
    Consent(Vec<String>),
    /// Another agreement, or another letter.
    Never,
    /// These members, and nobody else.
    Only(Vec<String>),
}

/// An agreement because of which a letter waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// Since when it stands so.
    pub since: Timestamp,
    /// What ends that.
    pub ends: Ends,
}

/// A letter that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldLetter {
    /// What it is: `measure.issue`.
    pub kind: String,
    /// The member it goes to, as people call it.
    pub to: String,
    /// Why, by the code of the gate.
    pub code: String,
    /// The agreements that hold it; none where one is missing.
    pub holders: Vec<Holder>,
}

/// The letters about what a page shows that wait; nothing is drawn for none.
#[must_use]
pub fn held(shell: &Shell<'_>, letters: &[HeldLetter]) -> Markup {
    let lang = shell.lang;
    let body = html! {
        @for letter in letters {
            p {
                strong { (lang.t(&kind_key(&letter.kind))) } " " (lang.t("waiting-to")) " "
                (text::foreign(&letter.to)) ": " (why(lang, &letter.code))
            }
            (holders(shell, &letter.holders))
        }
        p { (shell.link(path::WAITING, &lang.t("held-all"))) }
    };
    html! {
        @if !letters.is_empty() {
            (note(Note::Watch, &lang.with("held-heading", &[("n", letters.len().into())]), &body))
        }
    }
}

/// The agreements that hold a letter.
#[must_use]
pub fn holders(shell: &Shell<'_>, holders: &[Holder]) -> Markup {
    let lang = shell.lang;
    html! {
        @if !holders.is_empty() {
            ul.plain {
                @for holder in holders {
                    li {
                        a href=(shell.href(&path::agreement(&holder.id))) { (text::foreign(&holder.title)) }
                        " – " (lang.t("held-since")) " " (time::instant(shell, holder.since)) ". "
                        (ends(shell, &holder.ends))
                    }
                }
            }
        }
    }
}

fn ends(shell: &Shell<'_>, ends: &Ends) -> String {
    let lang = shell.lang;
    let named = |key: &str, members: &[String]| {
        lang.with(key, &[("members", members.join(", ").as_str().into())])
    };
    match ends {
        Ends::At(at) => {
            let at = time::instant_text(lang, shell.zone, *at);
            lang.with("held-ends-at", &[("at", Arg::Words(&at))])
        }
        Ends::Consent(members) => named("held-ends-consent", members),
        Ends::Never => lang.t("held-ends-never"),
        Ends::Only(members) => named("held-ends-only", members),
    }
}

/// Why a letter may not leave, by the code of who said so.
#[must_use]
pub fn why(lang: &Lang, code: &str) -> String {
    let key = format!("waiting-held-{code}");
    if lang.has(&key) { lang.t(&key) } else { lang.t("waiting-held-other") }
}

/// The text key of a kind of letter: `waiting-kind-measure-issue`.
#[must_use]
pub fn kind_key(kind: &str) -> String {
    format!("waiting-kind-{}", kind.replace('.', "-"))
}
