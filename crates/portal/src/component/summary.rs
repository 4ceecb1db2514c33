//! A list of names and values, the plainest way to show what is known of one thing.

use maud::{Markup, html};

use crate::kit::show;

/// One line of a summary.
#[derive(Debug)]
pub struct Row {
    /// The name.
    pub label: String,
    /// The value.
    pub value: Markup,
}

impl Row {
    /// A line.
    #[must_use]
    pub fn new(label: impl Into<String>, value: Markup) -> Self {
        Self { label: label.into(), value }
    }
}

fn pair(row: &Row) -> (Markup, Markup) {
    (html! { (row.label) }, row.value.clone())
}

/// The list; nothing is drawn for none.
#[must_use]
pub fn list(rows: &[Row]) -> Markup {
    html! {
        @if !rows.is_empty() {
            (show::summary_list(&rows.iter().map(pair).collect::<Vec<_>>(), ""))
        }
    }
}

/// The same side by side: the few facts on top of a page.
#[must_use]
pub fn strip(rows: &[Row]) -> Markup {
    html! {
        dl.facts {
            @for row in rows {
                div { dt { (row.label) } dd { (row.value) } }
            }
        }
    }
}
