//! The ledgers an oversight body watches: what it last verified of each, and whether nothing was rewritten.

use jiff::Timestamp;
use maud::{Markup, html};

use crate::component::table::{Head as Column, Table, table};
use crate::component::tag::{Tone, tag};
use crate::component::{Note, digest, note, text, time};
use crate::shell::{Head, Nav, Shell};

/// One member's ledger.
#[derive(Debug, Clone, Copy)]
pub struct Watched<'a> {
    /// The member as screens write it: `FR-TJ`.
    pub member: &'a str,
    /// The log's origin.
    pub origin: &'a str,
    /// The last size that was verified.
    pub size: u64,
    /// Its root, hexadecimal; empty while nothing was seen.
    pub root: &'a str,
    /// When it was last looked at.
    pub looked_at: Option<Timestamp>,
    /// Whether every head seen extends the one before; nothing while there was only one.
    pub consistent: Option<bool>,
    /// The witnesses that cosigned that head.
    pub cosigned_by: &'a [&'a str],
}

/// The view of `GET /oversight/ledgers`.
#[derive(Debug, Clone, Default)]
pub struct Oversight<'a> {
    /// The ledgers, in the order of the directory.
    pub ledgers: Vec<Watched<'a>>,
}

/// The page.
#[must_use]
pub fn page_oversight(view: &Oversight<'_>, shell: &Shell<'_>) -> String {
    let lang = shell.lang;
    let broken: Vec<&Watched<'_>> =
        view.ledgers.iter().filter(|watched| watched.consistent == Some(false)).collect();
    let columns = [
        ("oversight-member", false),
        ("oversight-state", false),
        ("ledger-size", true),
        ("ledger-root", false),
        ("oversight-cosigned", false),
        ("oversight-looked", false),
    ];
    let list = Table {
        id: "ledgers",
        caption: lang.with("oversight-caption", &[("n", view.ledgers.len().into())]),
        show_caption: false,
        heads: columns
            .iter()
            .map(|(key, number)| match number {
                true => Column::number(lang.t(key)),
                false => Column::word(lang.t(key)),
            })
            .collect(),
        rows: view.ledgers.iter().map(|watched| row(shell, watched)).collect(),
        empty: lang.t("oversight-empty"),
    };
    let body = html! {
        p.lead { (lang.t("oversight-lead")) }
        @for watched in broken {
            (note(Note::Stop, &lang.with("oversight-broken", &[("member", watched.member.into())]),
                &html! { p { (lang.t("oversight-broken-body")) } }))
        }
        (table(&list))
    };
    let head = Head {
        title: lang.t("oversight-title"),
        nav: Some(Nav::Oversight),
        is_wide: true,
        ..Head::default()
    };
    shell.page(&head, &body)
}

fn row(shell: &Shell<'_>, watched: &Watched<'_>) -> Vec<Markup> {
    let lang = shell.lang;
    let (tone, key) = match watched.consistent {
        None => (Tone::Quiet, "oversight-unknown"),
        Some(true) => (Tone::Good, "oversight-consistent"),
        Some(false) => (Tone::Stop, "oversight-inconsistent"),
    };
    vec![
        html! { (text::foreign(watched.member)) " " span.muted { (text::code(watched.origin)) } },
        tag(tone, &lang.t(key)),
        html! { (watched.size) },
        html! { @if !watched.root.is_empty() { (digest::hex(watched.root)) } },
        html! { ul.plain { @for witness in watched.cosigned_by { li { (text::code(witness)) } } } },
        html! {
            @match watched.looked_at {
                Some(at) => (time::instant(shell, at)),
                None => span.muted { (lang.t("not-yet")) },
            }
        },
    ]
}
