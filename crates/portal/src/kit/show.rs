//! What shows something and asks nothing: buttons, lists of facts, tables, tags and boxes.

use maud::{Markup, html};

use super::classes;

/// A button that posts its form.
#[derive(Debug, Clone, Default)]
pub struct Button<'a> {
    /// More classes.
    pub classes: &'a str,
    /// Its id.
    pub id: Option<&'a str>,
    /// The name it is posted under.
    pub name: Option<&'a str>,
    /// What is posted.
    pub value: Option<&'a str>,
    /// Whether it cannot be pressed.
    pub disabled: bool,
}

/// A button that posts its form.
#[must_use]
pub fn button(button: &Button<'_>, text: &Markup) -> Markup {
    let off = button.disabled.then_some("true");
    html! {
        button type="submit" class=(classes("govuk-button", button.classes)) id=[button.id] name=[button.name]
            value=[button.value] disabled[button.disabled] aria-disabled=[off] { (text) }
    }
}

/// Something to fold out.
#[must_use]
pub fn details(
    id: Option<&str>,
    more: &str,
    is_open: bool,
    title: &Markup,
    inside: &Markup,
) -> Markup {
    html! {
        details id=[id] class=(classes("govuk-details", more)) open[is_open] {
            summary.govuk-details__summary { span.govuk-details__summary-text { (title) } }
            div.govuk-details__text { (inside) }
        }
    }
}

/// Names with values.
#[must_use]
pub fn summary_list(rows: &[(Markup, Markup)], more: &str) -> Markup {
    html! {
        dl class=(classes("govuk-summary-list", more)) {
            @for (key, value) in rows {
                div.govuk-summary-list__row {
                    dt.govuk-summary-list__key { (key) }
                    dd.govuk-summary-list__value { (value) }
                }
            }
        }
    }
}

/// The head of a column.
#[derive(Debug, Clone)]
pub struct Column {
    /// What it says; cells repeat it where a table is drawn as cards.
    pub text: String,
    /// Whether numbers stand below it, aligned at their ends.
    pub is_number: bool,
}

/// A table.
#[derive(Debug, Clone, Default)]
pub struct Table<'a> {
    /// Its id, and in front of `-caption` that of its caption.
    pub id: Option<&'a str>,
    /// What it shows.
    pub caption: Option<&'a str>,
    /// More classes of the caption.
    pub caption_classes: &'a str,
    /// More classes.
    pub classes: &'a str,
    /// The heads; none where the table has no row of them.
    pub columns: Vec<Column>,
    /// The cells, and which of them are numbers.
    pub rows: Vec<Vec<(Markup, bool)>>,
    /// Whether the first cell of a row is its head.
    pub has_row_heads: bool,
    /// Whether each row becomes a card where the page is narrow. Then the roles are written out, because a browser forgets
    /// them where a table is not drawn as one, and every cell says its column.
    pub has_cards: bool,
}

/// A table.
#[must_use]
pub fn table(table: &Table<'_>) -> Markup {
    let role = |role: &'static str| table.has_cards.then_some(role);
    let caption_id = table.id.map(|id| format!("{id}-caption"));
    html! {
        table class=(classes("govuk-table", table.classes)) id=[table.id] role=[role("table")] {
            @if let Some(caption) = table.caption {
                caption class=(classes("govuk-table__caption", table.caption_classes)) id=[caption_id] { (caption) }
            }
            @if !table.columns.is_empty() {
                thead.govuk-table__head role=[role("rowgroup")] {
                    tr.govuk-table__row role=[role("row")] {
                        @for column in &table.columns {
                            @let more = if column.is_number { "govuk-table__header--numeric" } else { "" };
                            th scope="col" class=(classes("govuk-table__header", more)) role=[role("columnheader")] {
                                (column.text)
                            }
                        }
                    }
                }
            }
            tbody.govuk-table__body role=[role("rowgroup")] {
                @for row in &table.rows {
                    tr.govuk-table__row role=[role("row")] {
                        @for (place, cell) in row.iter().enumerate() { (one(table, place, cell)) }
                    }
                }
            }
        }
    }
}

fn one(table: &Table<'_>, place: usize, (text, is_number): &(Markup, bool)) -> Markup {
    let role = |role: &'static str| table.has_cards.then_some(role);
    let column =
        table.columns.get(place).filter(|_| table.has_cards).map(|column| column.text.as_str());
    let more = if *is_number { "govuk-table__cell--numeric" } else { "" };
    html! {
        @if place == 0 && table.has_row_heads {
            th scope="row" class="govuk-table__header" role=[role("rowheader")] data-label=[column] { (text) }
        } @else {
            td class=(classes("govuk-table__cell", more)) role=[role("cell")] data-label=[column] { (text) }
        }
    }
}

/// A word for a state.
#[must_use]
pub fn tag(more: &str, word: &Markup) -> Markup {
    html! { strong class=(classes("govuk-tag", more)) { (word) } }
}

/// Something set apart from what is around it.
#[must_use]
pub fn inset_text(id: Option<&str>, more: &str, inside: &Markup) -> Markup {
    html! { div id=[id] class=(classes("govuk-inset-text", more)) { (inside) } }
}

/// Something that must not be overlooked; `word` says so to those who hear the page.
#[must_use]
pub fn warning_text(more: &str, word: &str, inside: &Markup) -> Markup {
    html! {
        div class=(classes("govuk-warning-text", more)) {
            span.govuk-warning-text__icon aria-hidden="true" { "!" }
            strong.govuk-warning-text__text {
                span.govuk-visually-hidden { (word) }
                (inside)
            }
        }
    }
}

/// News about the page.
#[derive(Debug, Clone)]
pub struct Banner<'a> {
    /// The role in the page: `status`.
    pub role: &'a str,
    /// What kind of news it is.
    pub title: Markup,
    /// The id of that.
    pub title_id: &'a str,
    /// More classes.
    pub classes: &'a str,
}

/// News about the page.
#[must_use]
pub fn notification_banner(banner: &Banner<'_>, inside: &Markup) -> Markup {
    html! {
        div class=(classes("govuk-notification-banner", banner.classes)) role=(banner.role) aria-labelledby=(banner.title_id) {
            div.govuk-notification-banner__header {
                h2.govuk-notification-banner__title id=(banner.title_id) { (banner.title) }
            }
            div.govuk-notification-banner__content { (inside) }
        }
    }
}

/// The news in one sentence.
#[must_use]
pub fn banner_heading(text: &Markup) -> Markup {
    html! { p.govuk-notification-banner__heading { (text) } }
}

/// All that is wrong with a form; each line leads to its field.
#[must_use]
pub fn error_summary(
    title: &Markup,
    lead: Option<&Markup>,
    lines: &[Markup],
    more: &str,
) -> Markup {
    html! {
        div class=(classes("govuk-error-summary", more)) {
            div role="alert" {
                h2.govuk-error-summary__title { (title) }
                div.govuk-error-summary__body {
                    @if let Some(lead) = lead { p { (lead) } }
                    @if !lines.is_empty() {
                        ul.govuk-list.govuk-error-summary__list { @for line in lines { li { (line) } } }
                    }
                }
            }
        }
    }
}

/// Something to do.
#[derive(Debug, Clone)]
pub struct Task {
    /// Where it is done; nothing where it cannot be done yet.
    pub href: Option<String>,
    /// What it is called.
    pub title: Markup,
    /// A sentence under it.
    pub hint: Option<Markup>,
    /// How far it is.
    pub status: Markup,
    /// More classes of how far it is.
    pub status_classes: String,
}

/// What is to be done; ids begin with `prefix`.
#[must_use]
pub fn task_list(prefix: &str, tasks: &[Task], more: &str) -> Markup {
    html! {
        ul class=(classes("govuk-task-list", more)) {
            @for (n, task) in tasks.iter().enumerate() { (task_item(&format!("{prefix}-{}", n + 1), task)) }
        }
    }
}

fn task_item(id: &str, task: &Task) -> Markup {
    let (own, hint_id, status_id) =
        ("govuk-task-list__item", format!("{id}-hint"), format!("{id}-status"));
    let class =
        if task.href.is_some() { format!("{own} {own}--with-link") } else { own.to_owned() };
    let described_by =
        if task.hint.is_some() { format!("{hint_id} {status_id}") } else { status_id.clone() };
    html! {
        li class=(class) {
            div.govuk-task-list__name-and-hint {
                @match &task.href {
                    Some(href) => a.govuk-link.govuk-task-list__link href=(href) aria-describedby=(described_by) { (task.title) },
                    None => div { (task.title) },
                }
                @if let Some(hint) = &task.hint { div id=(hint_id) class="govuk-task-list__hint" { (hint) } }
            }
            div class=(classes("govuk-task-list__status", &task.status_classes)) id=(status_id) { (task.status) }
        }
    }
}
