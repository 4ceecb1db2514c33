//! Tables that never push the page sideways: a wide one scrolls inside a region that can be reached by keyboard, and on
//! a phone each row is a card in which every cell says its column. The roles are written out, because a browser forgets
//! them where a table is not drawn as one.

use maud::{Markup, html};

use crate::kit::show::{self, Column};

/// A table with its name, its heads and its rows of cells.
#[derive(Debug)]
pub struct Table<'a> {
    /// A word for ids on the page.
    pub id: &'a str,
    /// What the table shows; read out when the region is reached.
    pub caption: String,
    /// Whether the caption is also shown.
    pub show_caption: bool,
    /// The heads; those of columns of numbers end with [`Head::number`].
    pub heads: Vec<Head>,
    /// The rows; the first cell of each is its head.
    pub rows: Vec<Vec<Markup>>,
    /// What is shown instead of an empty table.
    pub empty: String,
}

/// The head of a column.
#[derive(Debug)]
pub struct Head {
    label: String,
    is_number: bool,
}

impl Head {
    /// A column of words.
    #[must_use]
    pub fn word(label: String) -> Self {
        Self { label, is_number: false }
    }

    /// A column of numbers, aligned at their ends.
    #[must_use]
    pub fn number(label: String) -> Self {
        Self { label, is_number: true }
    }
}

/// Draws it.
#[must_use]
pub fn table(table: &Table<'_>) -> Markup {
    if table.rows.is_empty() {
        return html! { p.empty { (table.empty) } };
    }
    let is_number = |place: usize| table.heads.get(place).is_some_and(|head| head.is_number);
    let row = |row: &Vec<Markup>| {
        row.iter().enumerate().map(|(n, cell)| (cell.clone(), is_number(n))).collect()
    };
    let column = |head: &Head| Column { text: head.label.clone(), is_number: head.is_number };
    let drawn = show::table(&show::Table {
        id: Some(table.id),
        caption: Some(&table.caption),
        caption_classes: if table.show_caption { "" } else { "govuk-visually-hidden" },
        classes: "",
        columns: table.heads.iter().map(column).collect(),
        rows: table.rows.iter().map(row).collect(),
        has_row_heads: true,
        has_cards: true,
    });
    html! {
        div.scroll tabindex="0" role="region" aria-labelledby={ (table.id) "-caption" } { (drawn) }
    }
}
