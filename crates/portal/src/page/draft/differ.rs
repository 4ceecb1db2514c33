//! What two officers answered differently: each answer with the other beside it, and a choice where both answered.
//!
//! A save answers to the version its officer had read. When somebody saved in between, nothing is taken: the page
//! shows only the answers that differ, so that the next save changes what this officer changed and nothing else.

use law::field::{Field, FieldValue};
use maud::{Markup, html};

use crate::component::form::{Around, Choice, radios};
use crate::component::problem_list::Wrong;
use crate::component::value::value;
use crate::l10n::Arg;
use crate::page::draft::Draft;
use crate::shell::Shell;

/// Who changed an answer since this officer read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// This officer and somebody else, differently.
    Both,
    /// This officer alone.
    Me,
    /// Somebody else alone.
    Others,
}

/// An answer that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Who changed it.
    pub by: By,
    /// What this officer had read.
    pub before: Option<FieldValue>,
    /// What is stored now.
    pub stored: Option<FieldValue>,
    /// Which answer this officer said counts, where both changed it: `mine` or `theirs`.
    pub keep: Option<Keep>,
}

/// Which answer counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// What stands in this officer's form.
    Mine,
    /// What is stored.
    Theirs,
}

impl Keep {
    /// The word in a form.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::Theirs => "theirs",
        }
    }

    /// From the word in a form.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Mine, Self::Theirs].into_iter().find(|keep| keep.id() == text)
    }

    /// The name of the choice about a field.
    #[must_use]
    pub fn field(field: &str) -> String {
        format!("keep-{field}")
    }
}

/// Beside the control: what stood there, and what somebody else wrote.
pub(super) fn beside(
    shell: &Shell<'_>,
    pack: &str,
    field: &Field,
    difference: &Difference,
) -> Markup {
    let (before, stored) = match difference.by {
        By::Both => ("differ-before", Some("differ-stored")),
        By::Me => ("differ-mine", None),
        By::Others => ("differ-others", None),
    };
    let line = |key: &str, answer: &Option<FieldValue>| {
        html! {
            p { (shell.t(key)) }
            @match answer {
                Some(answer) => div.differs { (value(shell, pack, field, answer)) },
                None => div.differs { span.muted { (shell.t("choose-none")) } },
            }
        }
    };
    html! {
        (line(before, &difference.before))
        @if let Some(stored) = stored { (line(stored, &difference.stored)) }
    }
}

/// Under the control: which answer counts, where both changed it.
pub(super) fn choice(
    view: &Draft<'_>,
    shell: &Shell<'_>,
    field: &Field,
    difference: &Difference,
) -> Markup {
    if difference.by != By::Both {
        return html! {};
    }
    let lang = shell.lang;
    let label = lang.law(view.law.id.as_str(), &field.label_key());
    let mut around = Around::new(
        &Keep::field(field.id.as_str()),
        lang.with("differ-which", &[("field", Arg::Words(&label))]),
    );
    if view.wrong.get(&field.id) == Some(&Wrong::Choose) {
        around.faults.push(html! { span.wrong { (lang.t("wrong-choose")) } });
    }
    let choices = [(Keep::Mine, "differ-keep-mine"), (Keep::Theirs, "differ-keep-theirs")]
        .map(|(keep, key)| Choice::new(keep.id(), lang.t(key), difference.keep == Some(keep)));
    html! {
        input type="hidden" name="conflict" value=(field.id);
        (radios(&around, &choices))
    }
}
