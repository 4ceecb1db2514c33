//! Forms and their controls: a label for each, hints and faults tied to it, and what leaves the node said first.
//!
//! Every form that changes something carries `csrf`, `once` and, where a version was read, `seen`. A hidden empty
//! twin stands before boxes and radios, so that a post says "none" instead of saying nothing.

use maud::{Markup, html};

use crate::component::problem_list::{control_id, field_within};
use crate::component::{Note, note};
use crate::shell::Shell;

/// A form that changes something.
#[derive(Debug)]
pub struct Form<'a> {
    /// A word unique on the page; it also makes the form's own `once`.
    pub id: &'a str,
    /// Where it goes.
    pub action: String,
    /// The version of the thing that was read, where the act depends on it.
    pub seen: Option<u64>,
    /// Whether files travel in it.
    pub multipart: bool,
    /// What leaves the node when it is sent; empty means nothing does.
    pub leaves: Vec<Markup>,
    /// Whether to say at all what leaves; only forms about the session itself stay silent.
    pub silent: bool,
}

impl<'a> Form<'a> {
    /// A form whose sending lets nothing out of the node.
    #[must_use]
    pub fn inside(id: &'a str, action: String, seen: Option<u64>) -> Self {
        Self { id, action, seen, multipart: false, leaves: Vec::new(), silent: false }
    }
}

/// Draws the form around its controls; `send` are its buttons.
#[must_use]
pub fn form(shell: &Shell<'_>, form: &Form<'_>, controls: &Markup, send: &Markup) -> Markup {
    let enctype = form.multipart.then_some("multipart/form-data");
    html! {
        form id=(form.id) method="post" action=(shell.href(&form.action)) enctype=[enctype] novalidate {
            (hidden(shell, form))
            (controls)
            @if !form.silent { (leaves(shell, &form.leaves)) }
            div.actions { (send) }
        }
    }
}

fn hidden(shell: &Shell<'_>, form: &Form<'_>) -> Markup {
    let csrf = shell.reader.as_ref().map(|reader| reader.csrf);
    html! {
        @if let Some(csrf) = csrf { input type="hidden" name="csrf" value=(csrf); }
        input type="hidden" name="once" value={ (shell.once) "." (form.id) };
        @if let Some(seen) = form.seen { input type="hidden" name="seen" value=(seen); }
    }
}

/// What leaves the node, or that nothing does.
#[must_use]
pub fn leaves(shell: &Shell<'_>, items: &[Markup]) -> Markup {
    if items.is_empty() {
        return html! { p.leaves { (shell.lang.t("leaves-nothing")) } };
    }
    let body = html! { ul { @for item in items { li { (item) } } } };
    note(Note::Plain, &shell.lang.t("leaves-heading"), &body)
}

/// The button that does the page's main act.
#[must_use]
pub fn button(label: &str) -> Markup {
    html! { button.button type="submit" { (label) } }
}

/// What the Enter key in a line does: browsers press the first button of a form, so this one stands before all others.
/// It is out of sight and out of the way of the Tab key, because the same button stands in sight below.
#[must_use]
pub fn enter_button(label: &str) -> Markup {
    html! { button.visually-hidden type="submit" tabindex="-1" aria-hidden="true" { (label) } }
}

/// A button for an act that is not the page's main one.
#[must_use]
pub fn second_button(label: &str) -> Markup {
    html! { button.button.button-second type="submit" { (label) } }
}

/// A button for an act that cannot be taken back and says no.
#[must_use]
pub fn stop_button(label: &str) -> Markup {
    html! { button.button.button-stop type="submit" { (label) } }
}

/// What every control has around it.
#[derive(Debug, Clone, Default)]
pub struct Around {
    /// The name it is posted under.
    pub name: String,
    /// The form it stands in, where several forms of one page post this name; empty elsewhere.
    pub form: String,
    /// The visible label.
    pub label: String,
    /// A word behind the label: required, needed if.
    pub mark: Option<String>,
    /// A sentence that helps.
    pub hint: Option<String>,
    /// The faults, with their articles.
    pub faults: Vec<Markup>,
    /// Small things under the help: article, how sure the wording is.
    pub source: Option<Markup>,
    /// What somebody else answered meanwhile, and what stood there before.
    pub beside: Option<Markup>,
}

impl Around {
    /// A control with a label and a name.
    #[must_use]
    pub fn new(name: &str, label: String) -> Self {
        Self { name: name.to_owned(), label, ..Self::default() }
    }

    /// In one of several forms that post this name; their controls keep ids of their own.
    #[must_use]
    pub fn within(mut self, form: &str) -> Self {
        form.clone_into(&mut self.form);
        self
    }

    /// With a hint.
    #[must_use]
    pub fn hint(mut self, hint: String) -> Self {
        self.hint = Some(hint);
        self
    }

    /// The id of its control.
    #[must_use]
    pub fn id(&self) -> String {
        control_id(&field_within(&self.form, &self.name))
    }

    fn described_by(&self) -> Option<String> {
        let id = self.id();
        let mut ids = Vec::new();
        if self.hint.is_some() {
            ids.push(format!("{id}-hint"));
        }
        if self.source.is_some() {
            ids.push(format!("{id}-source"));
        }
        if self.beside.is_some() {
            ids.push(format!("{id}-beside"));
        }
        if !self.faults.is_empty() {
            ids.push(format!("{id}-fault"));
        }
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn invalid(&self) -> Option<&'static str> {
        (!self.faults.is_empty()).then_some("true")
    }

    fn notes(&self) -> Markup {
        let id = self.id();
        html! {
            @if let Some(hint) = &self.hint { p.hint id={ (id) "-hint" } { (hint) } }
            @if let Some(source) = &self.source { div.source id={ (id) "-source" } { (source) } }
            @if let Some(beside) = &self.beside { div.beside id={ (id) "-beside" } { (beside) } }
            @if !self.faults.is_empty() {
                div.faults id={ (id) "-fault" } {
                    @for fault in &self.faults { p.fault { (fault) } }
                }
            }
        }
    }

    fn label_text(&self) -> Markup {
        html! { (self.label) @if let Some(mark) = &self.mark { " " span.mark { (mark) } } }
    }

    fn wrap(&self, control: &Markup) -> Markup {
        let class = if self.faults.is_empty() { "field" } else { "field field-fault" };
        html! {
            div class=(class) {
                label for=(self.id()) { (self.label_text()) }
                (self.notes())
                (control)
            }
        }
    }

    fn group(&self, controls: &Markup) -> Markup {
        let class = if self.faults.is_empty() { "field" } else { "field field-fault" };
        html! {
            fieldset class=(class) id=(self.id()) aria-describedby=[self.described_by()] {
                legend { (self.label_text()) }
                (self.notes())
                (controls)
            }
        }
    }
}

/// What a one-line control is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// Words, in any script.
    Words,
    /// A code, a date, an address of the network: from left to right.
    Code,
    /// A date, picked where the browser can.
    Date,
}

/// A control of one line.
#[must_use]
pub fn line(around: &Around, kind: Line, value: &str) -> Markup {
    let (input_type, dir, class) = match kind {
        Line::Words => ("text", "auto", None),
        Line::Code => ("text", "ltr", Some("narrow")),
        Line::Date => ("date", "ltr", Some("narrow")),
    };
    around.wrap(&html! {
        input id=(around.id()) name=(around.name) type=(input_type) dir=(dir) class=[class] value=(value)
            autocomplete="off" aria-describedby=[around.described_by()] aria-invalid=[around.invalid()];
    })
}

/// Several controls of one line under one question; `label` names the n-th for those who hear the page.
#[must_use]
pub fn lines(around: &Around, values: &[String], label: impl Fn(usize) -> String) -> Markup {
    let id = around.id();
    around.group(&html! {
        @for (place, value) in values.iter().enumerate() {
            @let own = format!("{id}-{}", place + 1);
            label.visually-hidden for=(own) { (label(place + 1)) }
            input.repeated id=(own) name=(around.name) type="text" dir="auto" value=(value)
                autocomplete="off" aria-invalid=[around.invalid()];
        }
    })
}

/// A control of several lines.
#[must_use]
pub fn area(around: &Around, rows: u32, value: &str) -> Markup {
    around.wrap(&html! {
        textarea id=(around.id()) name=(around.name) rows=(rows) dir="auto"
            aria-describedby=[around.described_by()] aria-invalid=[around.invalid()] {
            "\n" (value) // a reader of HTML drops the first line break, and only that one
        }
    })
}

/// One answer to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is posted.
    pub value: String,
    /// What is read.
    pub label: String,
    /// Whether it is chosen.
    pub chosen: bool,
    /// A sentence under it.
    pub hint: Option<String>,
}

impl Choice {
    /// An answer.
    #[must_use]
    pub fn new(value: impl Into<String>, label: impl Into<String>, chosen: bool) -> Self {
        Self { value: value.into(), label: label.into(), chosen, hint: None }
    }
}

/// One of a few answers.
#[must_use]
pub fn radios(around: &Around, choices: &[Choice]) -> Markup {
    boxes_of("radio", around, choices)
}

/// Any of several answers.
#[must_use]
pub fn boxes(around: &Around, choices: &[Choice]) -> Markup {
    boxes_of("checkbox", around, choices)
}

fn boxes_of(input_type: &str, around: &Around, choices: &[Choice]) -> Markup {
    let id = around.id();
    let columns = if choices.len() > 6 { "choices choices-many" } else { "choices" };
    // Where "no answer" can be chosen, that choice says it.
    let says_none = choices.iter().any(|choice| choice.value.is_empty());
    around.group(&html! {
        @if !says_none { input type="hidden" name=(around.name) value=""; }
        div class=(columns) {
            @for (place, choice) in choices.iter().enumerate() {
                @let own = format!("{id}-{}", place + 1);
                @let hint = choice.hint.as_ref().map(|_| format!("{own}-hint"));
                div.choice {
                    input id=(own) name=(around.name) type=(input_type) value=(choice.value)
                        checked[choice.chosen] aria-describedby=[&hint];
                    label for=(own) { (choice.label) }
                    @if let (Some(text), Some(hint)) = (&choice.hint, &hint) {
                        p.hint id=(hint) { (text) }
                    }
                }
            }
        }
    })
}

/// One of many answers.
#[must_use]
pub fn select(around: &Around, none: &str, choices: &[Choice]) -> Markup {
    around.wrap(&html! {
        select id=(around.id()) name=(around.name) aria-describedby=[around.described_by()]
            aria-invalid=[around.invalid()] {
            option value="" { (none) }
            @for choice in choices {
                option value=(choice.value) selected[choice.chosen] { (choice.label) }
            }
        }
    })
}

/// A file to send.
#[must_use]
pub fn file(around: &Around) -> Markup {
    around.wrap(&html! {
        input id=(around.id()) name=(around.name) type="file" aria-describedby=[around.described_by()]
            aria-invalid=[around.invalid()];
    })
}
