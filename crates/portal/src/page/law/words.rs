//! One list of words: what each is called here, and what other lists call it.

use std::collections::BTreeSet;

use law::vocab::{Scheme, Vocabulary, Word};
use maud::{Markup, html};

use super::{list_name, mark};
use crate::component::table::{Head as Column, Table, table};
use crate::component::{text, time};
use crate::path;
use crate::shell::{Head, Nav, Shell};

/// The view of `GET /law/words/{list}`.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    /// The list.
    pub words: &'a Vocabulary,
}

/// The page of one list.
#[must_use]
pub fn page_law_words(view: &Words<'_>, shell: &Shell<'_>) -> String {
    let (lang, words) = (shell.lang, view.words);
    let schemes: BTreeSet<Scheme> =
        words.words.iter().flat_map(|word| word.maps.keys().copied()).collect();
    let blocks = words.words.iter().any(|word| !word.blocks.is_empty());
    let mut heads = vec![Column::word(lang.t("law-word"))];
    heads.extend(schemes.iter().map(|scheme| Column::word(scheme_name(shell, *scheme))));
    if blocks {
        heads.push(Column::word(lang.t("law-blocks")));
    }
    let row = |word: &Word| {
        let mut row = vec![html! {
            (lang.t(&words.label_key(word)))
            div.muted { (text::code(&word.id)) }
        }];
        row.extend(schemes.iter().map(|scheme| called(word.maps.get(scheme))));
        if blocks {
            row.push(html! {
                @for act in &word.blocks { div { (lang.t(&format!("law-blocks-{act}"))) } }
            });
        }
        row
    };
    let body = html! {
        p.muted {
            (text::code(&words.name())) " · " (text::foreign(&words.source)) ", " (time::date(shell, words.source_date)) " · "
            (mark(shell, words.mark))
        }
        (table(&Table {
            id: "words",
            caption: list_name(shell, words),
            show_caption: false,
            heads,
            rows: words.words.iter().map(row).collect(),
            empty: lang.t("law-none"),
        }))
    };
    let head = Head {
        title: list_name(shell, words),
        over: Some(lang.t("law-list")),
        nav: Some(Nav::Law),
        trail: vec![shell.step(path::LAW, "law-title")],
        is_wide: true,
        ..Head::default()
    };
    shell.page(&head, &body)
}

fn called(names: Option<&Vec<String>>) -> Markup {
    html! {
        @for name in names.into_iter().flatten() {
            // A word of a program, long and without spaces, may break anywhere.
            div { @if name.contains('_') { (text::code(name)) } @else { (text::foreign(name)) } }
        }
        @if names.is_none() { "–" }
    }
}

fn scheme_name(shell: &Shell<'_>, scheme: Scheme) -> String {
    shell.t(&format!("scheme-{}", scheme.id()))
}
