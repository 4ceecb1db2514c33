//! The node's own ledger: its last checkpoint, who cosigned it, its latest leaves, and the proof of one leaf.
//!
//! A leaf says that something happened and when it was recorded, and commits to the rest; what it was about stands
//! on the pages of the thing itself, for those who may see it.

use jiff::Timestamp;
use maud::{Markup, html};

use crate::component::summary::{Row, list};
use crate::component::table::{Head as Column, Table, table};
use crate::component::tag::{Tone, tag};
use crate::component::{Note, digest, note, text, time};
use crate::kit::frame::{Turn, pagination};
use crate::kit::show;
use crate::l10n::Lang;
use crate::page::package::command;
use crate::path::{self, LeafNo};
use crate::shell::{Head, Nav, Shell};

/// One witness and the largest checkpoint it cosigned.
#[derive(Debug, Clone, Copy)]
pub struct Cosigned<'a> {
    /// The witness's name: `nl-ovs.sandbox.example/witness`.
    pub by: &'a str,
    /// The size it cosigned.
    pub size: u64,
    /// When, by its own clock.
    pub at: Timestamp,
}

/// One leaf of the list.
#[derive(Debug, Clone, Copy)]
pub struct Leaf<'a> {
    /// Where it stands.
    pub no: LeafNo,
    /// The category of the entry: `act`, `custody`, `send`.
    pub category: &'a str,
    /// The event's word: `measure.issued`.
    pub event: &'a str,
    /// When it was recorded.
    pub at: Timestamp,
    /// The hash of the leaf, hexadecimal.
    pub hash: &'a str,
}

/// The view of `GET /ledger`.
#[derive(Debug, Clone)]
pub struct Ledger<'a> {
    /// The log's origin.
    pub origin: &'a str,
    /// Leaves under the last checkpoint.
    pub size: u64,
    /// The root, hexadecimal.
    pub root: &'a str,
    /// When the last checkpoint was made.
    pub at: Timestamp,
    /// The signed note of the last checkpoint, as witnesses get it.
    pub note: &'a str,
    /// Who cosigned, with the largest size each.
    pub cosigned: Vec<Cosigned<'a>>,
    /// Witnesses the policy asks for.
    pub n_witnesses: u64,
    /// Leaves to show, newest first.
    pub leaves: Vec<Leaf<'a>>,
    /// Where older leaves are shown.
    pub older: Option<String>,
    /// Where newer leaves are shown.
    pub newer: Option<String>,
    /// Days of which the log was stamped, newest first; none where the node has no time-stamp authority.
    pub stamps: Vec<Stamped<'a>>,
}

/// The time-stamp token of a day.
#[derive(Debug, Clone, Copy)]
pub struct Stamped<'a> {
    /// The civil date in UTC: `2027-03-14`.
    pub day: &'a str,
    /// Leaves under the checkpoint that was stamped.
    pub size: u64,
    /// The time that the token names, as it names it.
    pub gen_time: &'a str,
    /// Whether this node checked who signed it.
    pub is_checked: bool,
}

/// The page.
#[must_use]
pub fn page_ledger(view: &Ledger<'_>, shell: &Shell<'_>) -> String {
    let lang = shell.lang;
    let rows = vec![
        Row::new(lang.t("ledger-origin"), text::code(view.origin)),
        Row::new(lang.t("ledger-size"), html! { (view.size) }),
        Row::new(lang.t("ledger-root"), digest::hex(view.root)),
        Row::new(lang.t("ledger-at"), time::instant(shell, view.at)),
    ];
    let turn = |path: &String, key: &str| Turn {
        href: shell.href(path),
        text: html! { (lang.t(key)) },
        label: None,
    };
    let newer = view.newer.as_ref().map(|path| turn(path, "ledger-newer"));
    let older = view.older.as_ref().map(|path| turn(path, "ledger-older"));
    let body = html! {
        p.lead { (lang.t("ledger-lead")) }
        (list(&rows))
        section aria-labelledby="cosigned-heading" {
            h2 #cosigned-heading { (lang.t("ledger-cosigned")) }
            (cosigned(view, shell))
        }
        (show::details(None, "bytes", false, &html! { (lang.t("ledger-note")) }, &html! { (bytes(shell, "ledger-note", view.note)) }))
        p { (shell.link(path::LOG_KEYS, &lang.t("log-keys-title"))) }
        @if !view.stamps.is_empty() {
            section aria-labelledby="stamps-heading" {
                h2 #stamps-heading { (lang.t("ledger-stamps")) }
                (stamps(view, shell))
            }
        }
        section aria-labelledby="leaves-heading" {
            h2 #leaves-heading { (lang.t("ledger-leaves")) }
            (leaves(view, shell))
            (pagination(&lang.t("pages-label"), newer.as_ref(), older.as_ref(), "pages"))
        }
    };
    let head =
        Head { title: title(view, lang), nav: Some(Nav::Ledger), is_wide: true, ..Head::default() };
    shell.page(&head, &body)
}

/// The newest leaves are the ledger; older ones say which they are, so that no two pages of the list are called the same.
fn title(view: &Ledger<'_>, lang: &Lang) -> String {
    match (&view.newer, view.leaves.last(), view.leaves.first()) {
        (Some(_), Some(oldest), Some(newest)) => lang.with(
            "ledger-title-range",
            &[
                ("from", oldest.no.to_string().as_str().into()),
                ("to", newest.no.to_string().as_str().into()),
            ],
        ),
        (Some(_) | None, _, _) => lang.t("ledger-title"),
    }
}

/// Text that is compared byte for byte.
fn bytes(shell: &Shell<'_>, label: &str, words: &str) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(shell.t(label)) {
            pre dir="ltr" { (text::visible(words)) }
        }
    }
}

fn cosigned(view: &Ledger<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let enough = u64::try_from(view.cosigned.len()).unwrap_or(u64::MAX) >= view.n_witnesses;
    let tone = if enough { Tone::Good } else { Tone::Watch };
    let words = lang.with(
        "ledger-n-cosigned",
        &[("n", view.cosigned.len().into()), ("k", view.n_witnesses.into())],
    );
    let row = |one: &Cosigned<'_>| {
        let behind = view.size.saturating_sub(one.size);
        vec![
            text::code(one.by),
            html! {
                (one.size)
                @if behind > 0 { " " span.muted { (lang.with("ledger-behind", &[("n", behind.into())])) } }
            },
            time::instant(shell, one.at),
        ]
    };
    html! {
        p { (tag(tone, &words)) }
        (table(&Table {
            id: "cosigned",
            caption: words,
            show_caption: false,
            heads: vec![
                Column::word(lang.t("ledger-witness")),
                Column::number(lang.t("ledger-size")),
                Column::word(lang.t("ledger-at")),
            ],
            rows: view.cosigned.iter().map(row).collect(),
            empty: lang.t("ledger-not-cosigned"),
        }))
    }
}

fn stamps(view: &Ledger<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let row = |stamp: &Stamped<'_>| {
        let checked =
            if stamp.is_checked { "ledger-stamp-checked" } else { "ledger-stamp-unchecked" };
        vec![
            text::code(stamp.day),
            text::code(stamp.gen_time),
            html! { (stamp.size) },
            html! { (lang.t(checked)) },
            html! {
                (shell.link(&path::stamped_note(stamp.day), &lang.t("ledger-stamp-note"))) " "
                (shell.link(&path::stamp(stamp.day), &lang.t("ledger-stamp-token")))
            },
        ]
    };
    html! {
        p { (lang.t("ledger-stamps-lead")) }
        (command(shell, "openssl ts -verify -data DAY.note -in DAY.tst -token_in -CAfile ROOTS.pem"))
        (table(&Table {
            id: "stamps",
            caption: lang.with("ledger-stamps-caption", &[("n", view.stamps.len().into())]),
            show_caption: true,
            heads: vec![
                Column::word(lang.t("ledger-stamp-day")),
                Column::word(lang.t("ledger-stamp-time")),
                Column::number(lang.t("ledger-size")),
                Column::word(lang.t("ledger-stamp-signature")),
                Column::word(lang.t("ledger-stamp-files")),
            ],
            rows: view.stamps.iter().map(row).collect(),
            empty: String::new(),
        }))
    }
}

/// The sentence for a leaf's event: of a stored event by its stream, of another entry by its category.
fn leaf_name(shell: &Shell<'_>, leaf: &Leaf<'_>) -> String {
    let key = format!("event-{}", leaf.event.replace('.', "-"));
    let common = leaf.event.rsplit_once('.').map_or(leaf.event, |(_, word)| word);
    let keys = [key, format!("event-{common}"), format!("category-{}", leaf.category)];
    keys.into_iter()
        .find(|key| shell.lang.has(key))
        .map_or_else(|| leaf.event.to_owned(), |key| shell.t(&key))
}

fn leaves(view: &Ledger<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let row = |leaf: &Leaf<'_>| {
        let label = lang.with("timeline-leaf", &[("index", leaf.no.to_string().as_str().into())]);
        vec![
            shell.link(&path::leaf(leaf.no), &label),
            html! { (leaf_name(shell, leaf)) " " span.muted { (text::code(leaf.event)) } },
            time::instant(shell, leaf.at),
            digest::short(leaf.hash),
        ]
    };
    table(&Table {
        id: "leaves",
        caption: lang.with("ledger-leaves-caption", &[("n", view.leaves.len().into())]),
        show_caption: false,
        heads: ["ledger-leaf", "ledger-event", "ledger-recorded", "ledger-hash"]
            .iter()
            .map(|key| Column::word(lang.t(key)))
            .collect(),
        rows: view.leaves.iter().map(row).collect(),
        empty: lang.t("ledger-empty"),
    })
}

/// The view of `GET /ledger/leaves/INDEX`: the proof of one leaf, and what is opened of it to this reader.
#[derive(Debug, Clone)]
pub struct Proof<'a> {
    /// The log's origin.
    pub origin: &'a str,
    /// The leaf.
    pub leaf: Leaf<'a>,
    /// The size of the checkpoint it is proved under; nothing while it is not published.
    pub size: Option<u64>,
    /// What this reader may see of the entry: names and values of opened fields.
    pub opened: Vec<(&'a str, &'a str)>,
    /// The opening as a file for the verifier; empty where the reader may not have it.
    pub opening: &'a str,
    /// The inclusion proof as a file for the verifier (C2SP tlog-proof).
    pub proof: &'a str,
    /// The command that checks it elsewhere; the node knows its own words.
    pub command: &'a str,
}

/// The page.
#[must_use]
pub fn page_proof(view: &Proof<'_>, shell: &Shell<'_>) -> String {
    let lang = shell.lang;
    let leaf = &view.leaf;
    let index = leaf.no.to_string();
    let rows = vec![
        Row::new(lang.t("ledger-origin"), text::code(view.origin)),
        Row::new(lang.t("ledger-leaf"), html! { (index) }),
        Row::new(
            lang.t("ledger-event"),
            html! { (leaf_name(shell, leaf)) " " span.muted { (text::code(leaf.event)) } },
        ),
        Row::new(lang.t("ledger-recorded"), time::instant(shell, leaf.at)),
        Row::new(lang.t("ledger-hash"), digest::hex(leaf.hash)),
    ];
    let body = html! {
        (list(&rows))
        @match view.size {
            Some(size) => (note(Note::Good, &lang.with("proof-under", &[("size", size.into())]),
                &html! { p { (lang.t("proof-under-body")) } })),
            None => (note(Note::Watch, &lang.t("proof-not-yet"), &html! { p { (lang.t("proof-not-yet-body")) } })),
        }
        section aria-labelledby="opened-heading" {
            h2 #opened-heading { (lang.t("proof-opened")) }
            (opened(view, shell))
        }
        @if !view.proof.is_empty() {
            section aria-labelledby="proof-heading" {
                h2 #proof-heading { (lang.t("proof-text")) }
                (bytes(shell, "proof-text-label", view.proof))
            }
        }
        @if !view.command.is_empty() {
            section aria-labelledby="command-heading" {
                h2 #command-heading { (lang.t("proof-command")) }
                p { (lang.t("proof-command-lead")) }
                (command(shell, view.command))
            }
        }
    };
    let head = Head {
        title: lang.with("proof-title", &[("index", (&index).into())]),
        nav: Some(Nav::Ledger),
        trail: vec![shell.step(path::LEDGER, "ledger-title")],
        is_wide: true,
        ..Head::default()
    };
    shell.page(&head, &body)
}

fn opened(view: &Proof<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let rows: Vec<(Markup, Markup)> =
        view.opened.iter().map(|(name, value)| (text::code(name), text::foreign(value))).collect();
    html! {
        @if view.opened.is_empty() { p.muted { (lang.t("proof-closed")) } }
        @else {
            (show::summary_list(&rows, ""))
        }
        @if !view.opening.is_empty() {
            (show::details(None, "bytes", false, &html! { (lang.t("proof-opening")) }, &html! { (bytes(shell, "proof-opening", view.opening)) }))
        }
    }
}
