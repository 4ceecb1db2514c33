//! Exhibits as a table: number, name, length, both digests in full, state.

use domain::exhibit::Data;
use domain::reader::ExhibitSeen;
use maud::{Markup, html};

use crate::component::table::{Head as Column, Table, table};
use crate::component::tag::{tag, tone_of};
use crate::component::{digest, size, text};
use crate::path::{self, LeafNo};
use crate::shell::Shell;

/// One exhibit with what the node knows of it beside its record.
#[derive(Debug, Clone, Copy)]
pub struct Exhibit<'a> {
    /// The exhibit as the reader sees it.
    pub seen: &'a ExhibitSeen,
    /// The leaf of its last custody event.
    pub leaf: Option<LeafNo>,
}

/// The table.
#[must_use]
pub fn exhibits(shell: &Shell<'_>, id: &str, exhibits: &[Exhibit<'_>]) -> Markup {
    let lang = shell.lang;
    let columns =
        ["exhibit-no", "exhibit-name", "exhibit-size", "exhibit-digests", "exhibit-state"];
    table(&Table {
        id,
        caption: lang.with("exhibits-caption", &[("n", exhibits.len().into())]),
        show_caption: false,
        heads: columns.iter().map(|key| Column::word(lang.t(key))).collect(),
        rows: exhibits.iter().map(|exhibit| row(shell, exhibit, exhibits)).collect(),
        empty: lang.t("exhibits-empty"),
    })
}

fn row(shell: &Shell<'_>, exhibit: &Exhibit<'_>, all: &[Exhibit<'_>]) -> Vec<Markup> {
    let seen = exhibit.seen;
    let lang = shell.lang;
    let parents = all.iter().filter(|other| seen.derived_from.contains(&other.seen.id));
    let parents: Vec<&str> = parents.map(|parent| parent.seen.exhibit_no.as_str()).collect();
    vec![
        html! {
            a href=(shell.href(&path::exhibit(&seen.id.to_string()))) { (text::code(seen.exhibit_no.as_str())) }
            @if !parents.is_empty() {
                " " span.muted { (lang.t("exhibit-made-from")) " " @for no in &parents { (text::code(no)) " " } }
            }
            @if let Some(root) = seen.root_no.as_ref().filter(|_| seen.derived_from.is_empty()) {
                " " span.muted { (lang.with("exhibit-root", &[("no", root.as_str().into())])) }
            }
        },
        html! {
            @if let Some(source) = &seen.source { (text::foreign(&source.original_name)) " " }
            @if let Some(data) = &seen.data { span.muted { (text::code(&data.media_type)) } }
        },
        html! {
            @match &seen.data {
                Some(data) => (size(lang, data.plain.len)),
                None => span.muted { (lang.t("exhibit-not-fixed")) },
            }
        },
        html! { @if let Some(data) = &seen.data { (digests(shell, data)) } },
        html! {
            (tag(tone_of(seen.state.id()), &lang.t(&format!("state-{}", seen.state.id()))))
            @if let Some(leaf) = exhibit.leaf {
                " " (shell.link(&path::leaf(leaf), &lang.with("timeline-leaf", &[("index", leaf.to_string().as_str().into())])))
            }
        },
    ]
}

/// The digests of some content, one a line, for comparison by eye or by copying.
#[must_use]
pub fn digests(shell: &Shell<'_>, data: &Data) -> Markup {
    html! {
        dl.digests {
            div { dt { (shell.t("sha256")) } dd { (digest::bytes(&data.plain.sha256)) } }
            div { dt { (shell.t("blake3")) } dd { (digest::bytes(&data.plain.blake3)) } }
        }
    }
}
