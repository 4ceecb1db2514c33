//! A question with answers to tick: round buttons for one of them, boxes for any of them.

use maud::{Markup, html};

use super::classes;
use super::field::{Field, Fieldset, fieldset, hint, label};

/// Whether one or any of the answers can be ticked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Any.
    Checkboxes,
    /// One.
    Radios,
}

impl Kind {
    const fn block(self) -> &'static str {
        match self {
            Self::Checkboxes => "govuk-checkboxes",
            Self::Radios => "govuk-radios",
        }
    }

    const fn input_type(self) -> &'static str {
        match self {
            Self::Checkboxes => "checkbox",
            Self::Radios => "radio",
        }
    }
}

/// An answer to tick.
#[derive(Debug, Clone, Default)]
pub struct Item {
    /// Its id, where it is not made from the question's.
    pub id: Option<String>,
    /// The name it is posted under, where it is not the question's.
    pub name: Option<String>,
    /// What is posted.
    pub value: String,
    /// What is read.
    pub text: Markup,
    /// A sentence under it.
    pub hint: Option<Markup>,
    /// Whether it is ticked.
    pub checked: bool,
    /// Whether it cannot be ticked.
    pub disabled: bool,
    /// A word between this answer and the one before.
    pub divider: Option<String>,
}

/// A question with its answers. `legend` is nothing where the answers need no question; `before` stands before the answers.
#[must_use]
pub fn choices(
    kind: Kind,
    field: &Field,
    legend: Option<&Fieldset>,
    items: &[Item],
    before: &Markup,
) -> Markup {
    let block = kind.block();
    // The first answer has the question's own id, so that a list of faults leads to it.
    let id = |n: usize| if n == 0 { field.id.clone() } else { format!("{}-{}", field.id, n + 1) };
    let inside = html! {
        (field.around())
        div class=(classes(block, &field.classes)) {
            (before)
            @for (n, item) in items.iter().enumerate() {
                @if let Some(word) = &item.divider {
                    div class={ (block) "__divider" } { (word) }
                } @else {
                    (one(kind, field, item, &item.id.clone().unwrap_or_else(|| id(n)), legend.is_none()))
                }
            }
        }
    };
    match legend {
        None => field.group(&inside),
        Some(whole) => {
            let whole = Fieldset { described_by: field.describes(), ..whole.clone() };
            field.group(&fieldset(&whole, &inside))
        }
    }
}

fn one(kind: Kind, field: &Field, item: &Item, id: &str, is_alone: bool) -> Markup {
    let block = kind.block();
    let hint_id = format!("{id}-item-hint");
    // Without a question around them boxes say themselves what describes them.
    let all = field.describes().filter(|_| is_alone && kind == Kind::Checkboxes);
    let own = item.hint.as_ref().map(|_| hint_id.clone());
    let ids: Vec<String> = all.into_iter().chain(own).collect();
    let described_by = (!ids.is_empty()).then(|| ids.join(" "));
    html! {
        div class={ (block) "__item" } {
            input class={ (block) "__input" } id=(id) name=(item.name.as_ref().unwrap_or(&field.name))
                type=(kind.input_type()) value=(item.value) checked[item.checked] disabled[item.disabled]
                aria-describedby=[described_by];
            (label(id, &format!("{block}__label"), &item.text))
            @if let Some(text) = &item.hint { (hint(&hint_id, &format!("{block}__hint"), text)) }
        }
    }
}
