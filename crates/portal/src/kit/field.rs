//! One question with one control: label, hint, what is wrong, and the control.

use maud::{Markup, html};

use super::classes;

/// What stands around a control.
#[derive(Debug, Clone, Default)]
pub struct Field {
    /// The id of the control.
    pub id: String,
    /// The name it is posted under.
    pub name: String,
    /// The label.
    pub label: Markup,
    /// A sentence that helps.
    pub hint: Option<Markup>,
    /// What else stands between the hint and the control, each with an id.
    pub notes: Vec<(String, Markup)>,
    /// What is wrong.
    pub errors: Vec<ErrorMessage>,
    /// Ids of what describes the control from elsewhere.
    pub described_by: String,
    /// More classes of the control.
    pub classes: String,
    /// More classes of the frame.
    pub group_classes: String,
    /// Whether the control itself says that what is in it is wrong. The package leaves that to the messages.
    pub says_invalid: bool,
}

/// A message on what is wrong.
#[derive(Debug, Clone)]
pub struct ErrorMessage {
    /// What is wrong.
    pub what: Markup,
    /// A word before it for those who hear the page.
    pub word: Option<String>,
}

impl Field {
    /// The ids of all that describes the control, in the order in which it stands on the page.
    pub(super) fn describes(&self) -> Option<String> {
        let mut ids = Vec::new();
        ids.extend(Some(self.described_by.clone()).filter(|ids| !ids.is_empty()));
        ids.extend(self.hint.as_ref().map(|_| format!("{}-hint", self.id)));
        ids.extend(self.notes.iter().map(|(id, _)| id.clone()));
        ids.extend((0..self.errors.len()).map(|n| self.error_id(n)));
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    /// The id of the n-th message; the first has no number.
    fn error_id(&self, n: usize) -> String {
        if n == 0 { format!("{}-error", self.id) } else { format!("{}-error-{}", self.id, n + 1) }
    }

    /// Hint, notes and what is wrong.
    pub(super) fn around(&self) -> Markup {
        html! {
            @if let Some(text) = &self.hint { (hint(&format!("{}-hint", self.id), "", text)) }
            @for (_, note) in &self.notes { (note) }
            @for (n, error) in self.errors.iter().enumerate() { (error_message(&self.error_id(n), error)) }
        }
    }

    /// The frame of a question.
    pub(super) fn group(&self, inside: &Markup) -> Markup {
        let own = if self.errors.is_empty() {
            "govuk-form-group"
        } else {
            "govuk-form-group govuk-form-group--error"
        };
        html! { div class=(classes(own, &self.group_classes)) { (inside) } }
    }

    fn invalid(&self) -> Option<&'static str> {
        self.says_invalid.then_some("true")
    }

    fn labelled(&self, control: &Markup) -> Markup {
        self.group(&html! { (label(&self.id, "", &self.label)) (self.around()) (control) })
    }

    fn class(&self, kind: &str) -> String {
        let own =
            if self.errors.is_empty() { kind.to_owned() } else { format!("{kind} {kind}--error") };
        match (self.classes.is_empty(), self.errors.is_empty()) {
            (true, _) => own,
            (false, true) => classes(kind, &self.classes),
            (false, false) => format!("{kind} {} {kind}--error", self.classes),
        }
    }
}

/// A label of a control.
#[must_use]
pub fn label(of: &str, more: &str, text: &Markup) -> Markup {
    let of = Some(of).filter(|of| !of.is_empty());
    html! { label class=(classes("govuk-label", more)) for=[of] { (text) } }
}

/// A sentence that helps.
#[must_use]
pub fn hint(id: &str, more: &str, text: &Markup) -> Markup {
    let id = Some(id).filter(|id| !id.is_empty());
    html! { div id=[id] class=(classes("govuk-hint", more)) { (text) } }
}

/// A message on what is wrong.
#[must_use]
pub fn error_message(id: &str, message: &ErrorMessage) -> Markup {
    let id = Some(id).filter(|id| !id.is_empty());
    html! {
        p id=[id] class="govuk-error-message" {
            @if let Some(word) = &message.word { span.govuk-visually-hidden { (word) ":" } " " }
            (message.what)
        }
    }
}

/// How a line is typed.
#[derive(Debug, Clone, Default)]
pub struct Line<'a> {
    /// The type of the control: `text`.
    pub kind: &'a str,
    /// What stands in it, where there is anything to put in.
    pub value: Option<&'a str>,
    /// In which direction it runs, where that is not the page's.
    pub dir: Option<&'a str>,
    /// Whether the browser may fill it in from what was typed elsewhere: `off`.
    pub autocomplete: Option<&'a str>,
    /// Whether the browser looks for mistakes in it.
    pub spellcheck: Option<bool>,
}

/// A control of one line in its frame.
#[must_use]
pub fn input(field: &Field, line: &Line<'_>) -> Markup {
    field.labelled(&input_alone(field, line))
}

/// The same without a frame, where several lines answer one question.
#[must_use]
pub fn input_alone(field: &Field, line: &Line<'_>) -> Markup {
    html! {
        input class=(field.class("govuk-input")) id=(field.id) name=(field.name) type=(line.kind) dir=[line.dir]
            value=[line.value] autocomplete=[line.autocomplete] spellcheck=[line.spellcheck.map(|is_on| is_on.to_string())]
            aria-describedby=[field.describes()] aria-invalid=[field.invalid()];
    }
}

/// A control of several lines.
#[must_use]
pub fn textarea(field: &Field, rows: u32, line: &Line<'_>) -> Markup {
    field.labelled(&html! {
        textarea class=(field.class("govuk-textarea")) id=(field.id) name=(field.name) rows=(rows) dir=[line.dir]
            autocomplete=[line.autocomplete] spellcheck=[line.spellcheck.map(|is_on| is_on.to_string())]
            aria-describedby=[field.describes()] aria-invalid=[field.invalid()] {
            @if let Some(value) = line.value { "\n" (value) } // a reader of HTML drops the first line break, and only that one
        }
    })
}

/// A word of a list.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What is posted; nothing means the word itself.
    pub value: Option<String>,
    /// What is read.
    pub text: String,
    /// Whether it is chosen.
    pub selected: bool,
    /// Whether it cannot be chosen.
    pub disabled: bool,
}

/// One of many words.
#[must_use]
pub fn select(field: &Field, entries: &[Entry]) -> Markup {
    field.labelled(&html! {
        select class=(field.class("govuk-select")) id=(field.id) name=(field.name) aria-describedby=[field.describes()] aria-invalid=[field.invalid()] {
            @for entry in entries {
                option value=[&entry.value] selected[entry.selected] disabled[entry.disabled] { (entry.text) }
            }
        }
    })
}

/// A file to send.
#[must_use]
pub fn file_upload(field: &Field) -> Markup {
    field.labelled(&html! {
        input class=(field.class("govuk-file-upload")) id=(field.id) name=(field.name) type="file"
            aria-describedby=[field.describes()] aria-invalid=[field.invalid()];
    })
}

/// A question over several controls.
#[derive(Debug, Clone, Default)]
pub struct Fieldset {
    /// The question; nothing where there is none to say.
    pub legend: Option<Markup>,
    /// More classes of the question.
    pub legend_classes: String,
    /// More classes of the whole.
    pub classes: String,
    /// Ids of what describes the whole.
    pub described_by: Option<String>,
}

/// A question over several controls.
#[must_use]
pub fn fieldset(fieldset: &Fieldset, inside: &Markup) -> Markup {
    html! {
        fieldset class=(classes("govuk-fieldset", &fieldset.classes)) aria-describedby=[&fieldset.described_by] {
            @if let Some(legend) = &fieldset.legend {
                legend class=(classes("govuk-fieldset__legend", &fieldset.legend_classes)) { (legend) }
            }
            (inside)
        }
    }
}

/// Several lines under one question; each of them is a control with a label.
#[must_use]
pub fn lines(field: &Field, controls: &Markup) -> Markup {
    let whole = Fieldset {
        legend: Some(field.label.clone()),
        described_by: field.describes(),
        ..Fieldset::default()
    };
    field.group(&fieldset(&whole, &html! { (field.around()) (controls) }))
}
