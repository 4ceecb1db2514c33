//! A list of names and values, the plainest way to show what is known of one thing.

use maud::{Markup, html};

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

/// The list; nothing is drawn for none.
#[must_use]
pub fn list(rows: &[Row]) -> Markup {
    html! {
        @if !rows.is_empty() {
            dl.summary {
                @for row in rows {
                    div.summary-row {
                        dt { (row.label) }
                        dd { (row.value) }
                    }
                }
            }
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
