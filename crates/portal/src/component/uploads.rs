//! Files that come in parts: how much of each is here, and what the script shows while it brings some. Without the script
//! the page is loaded again to see more.

use jiff::Timestamp;
use maud::{Markup, html};

use crate::component::tag::{Tone, tag};
use crate::component::{size, text, time};
use crate::script::Script;
use crate::shell::Shell;

/// One file on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// Its name, as whoever brings it says.
    pub name: String,
    /// How much of it is here, in bytes, without gap.
    pub n_bytes: u64,
    /// How long it is, if that was said.
    pub len: Option<u64>,
    /// Whether it is not what was announced, so that it will not be sealed.
    pub is_wrong: bool,
    /// It is given up then if nobody comes.
    pub expires_at: Timestamp,
}

/// The list, and the way to the page it stands on; nothing is drawn for none.
#[must_use]
pub fn uploads(shell: &Shell<'_>, here: &str, uploads: &[Upload]) -> Markup {
    let lang = shell.lang;
    html! {
        @if !uploads.is_empty() {
            h3 { (lang.t("uploads-heading")) }
            ul.uploads {
                @for upload in uploads { li { (line(shell, upload)) } }
            }
            p { (shell.link(here, &lang.t("uploads-again"))) }
        }
    }
}

/// What the script says, by the key under which it looks for the words.
const SAID: [&str; 7] = ["again", "done", "reading", "sealing", "sending", "stopped", "unread"];

/// Where the script shows how far it is; out of sight until it has something to show. `path` is that of the order's uploads,
/// and at `done` is the page that says that all is taken in. Whoever listens hears what happens, not each percent.
#[must_use]
pub fn bringing(shell: &Shell<'_>, path: &str, done: &str) -> Markup {
    let lang = shell.lang;
    html! {
        section #bringing hidden data-uploads=(path) data-done=(shell.href(done)) aria-labelledby="bringing-heading" {
            h3 #bringing-heading { (lang.t("bringing-heading")) }
            p role="status" aria-live="polite" tabindex="-1" {}
            p {
                progress max="1" value="0" aria-labelledby="bringing-heading" {}
                " " span data-percent="" aria-hidden="true" {}
            }
            p.muted { (lang.t("bringing-sealed")) }
            ul data-sealed="" {}
            div hidden {
                @for key in SAID { span data-say=(key) { (lang.t(&format!("bringing-{key}"))) } }
            }
        }
        (Script::Upload.tag())
    }
}

fn line(shell: &Shell<'_>, upload: &Upload) -> Markup {
    let lang = shell.lang;
    html! {
        (text::foreign(&upload.name)) ": "
        @if upload.is_wrong {
            (tag(Tone::Stop, &lang.t("uploads-wrong")))
        } @else {
            (size(lang, upload.n_bytes))
            @if let Some(len) = upload.len {
                " " (lang.t("uploads-of")) " " (size(lang, len)) " "
                progress max=(len.max(1)) value=(upload.n_bytes.min(len)) aria-label=(lang.t("uploads-heading")) {}
            }
        }
        " " span.muted { (lang.t("uploads-until")) " " (time::instant(shell, upload.expires_at)) }
    }
}
