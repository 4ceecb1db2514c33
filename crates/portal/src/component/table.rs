//! Tables that never push the page sideways: a wide one scrolls inside a region that can be reached by keyboard, and on
//! a phone each row is a card in which every cell says its column. The roles are written out, because a browser forgets
//! them where a table is not drawn as one.

use maud::{Markup, html};

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

    fn class(&self) -> Option<&'static str> {
        self.is_number.then_some("num")
    }
}

/// Draws it.
#[must_use]
pub fn table(table: &Table<'_>) -> Markup {
    if table.rows.is_empty() {
        return html! { p.empty { (table.empty) } };
    }
    let caption_id = format!("{}-caption", table.id);
    let caption_class = (!table.show_caption).then_some("visually-hidden");
    html! {
        div.scroll tabindex="0" role="region" aria-labelledby=(caption_id) {
            table id=(table.id) role="table" {
                caption id=(caption_id) class=[caption_class] { (table.caption) }
                thead role="rowgroup" { tr role="row" {
                    @for head in &table.heads {
                        th scope="col" role="columnheader" class=[head.class()] { (head.label) }
                    }
                } }
                tbody role="rowgroup" {
                    @for row in &table.rows {
                        tr role="row" {
                            @for (place, cell) in row.iter().enumerate() {
                                @let class = table.heads.get(place).and_then(Head::class);
                                @let label = table.heads.get(place).map(|head| head.label.as_str());
                                @if place == 0 {
                                    th scope="row" role="rowheader" class=[class] data-label=[label] { (cell) }
                                } @else {
                                    td role="cell" class=[class] data-label=[label] { (cell) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
