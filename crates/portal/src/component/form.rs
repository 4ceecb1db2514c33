//! Forms and their controls: a label for each, hints and faults tied to it, and what leaves the node said first.
//!
//! Every form that changes something carries `csrf`, `once` and, where a version was read, `seen`. A hidden empty
//! twin stands before boxes and radios, so that a post says "none" instead of saying nothing.

use maud::{Markup, html};

use crate::component::problem_list::{control_id, field_within};
use crate::component::{Note, note};
use crate::kit::choice::{self, Item, Kind};
use crate::kit::field::{self, Entry, ErrorMessage, Field, Fieldset};
use crate::kit::show::{self, Button};
use crate::shell::Shell;

/// More answers than these stand in columns where there is room.
const MANY: usize = 6;
/// The class of a button that is not the page's main one.
pub const SECOND: &str = "govuk-button--secondary";
/// The class of a button for an act that cannot be taken back and says no.
pub const STOP: &str = "govuk-button--warning";

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
    show::button(&Button::default(), &html! { (label) })
}

/// What the Enter key in a line does: browsers press the first button of a form, so this one stands before all others.
/// It is out of sight and out of the way of the Tab key, because the same button stands in sight below.
#[must_use]
pub fn enter_button(label: &str) -> Markup {
    html! { button.govuk-visually-hidden type="submit" tabindex="-1" aria-hidden="true" { (label) } }
}

/// A button for an act that is not the page's main one.
#[must_use]
pub fn second_button(label: &str) -> Markup {
    let second = Button { classes: SECOND, ..Button::default() };
    show::button(&second, &html! { (label) })
}

/// A button for an act that cannot be taken back and says no.
#[must_use]
pub fn stop_button(label: &str) -> Markup {
    let stop = Button { classes: STOP, ..Button::default() };
    show::button(&stop, &html! { (label) })
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

    /// The question as the design system frames it.
    fn field(&self, classes: &str) -> Field {
        let id = self.id();
        let note = |kind: &str, inside: &Markup| {
            let own = format!("{id}-{kind}");
            let note = html! { div class=(kind) id=(own) { (inside) } };
            (own, note)
        };
        let source = self.source.iter().map(|inside| note("source", inside));
        let beside = self.beside.iter().map(|inside| note("beside", inside));
        let error = |what: &Markup| ErrorMessage { what: what.clone(), word: None };
        Field {
            name: self.name.clone(),
            label: html! { (self.label) @if let Some(mark) = &self.mark { " " span.mark { (mark) } } },
            hint: self.hint.as_ref().map(|hint| html! { (hint) }),
            notes: source.chain(beside).collect(),
            errors: self.faults.iter().map(error).collect(),
            described_by: String::new(),
            classes: classes.to_owned(),
            group_classes: "field".to_owned(),
            says_invalid: !self.faults.is_empty(),
            id,
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
    let (kind, dir, classes) = match kind {
        Line::Words => ("text", "auto", ""),
        Line::Code => ("text", "ltr", "narrow"),
        Line::Date => ("date", "ltr", "narrow date"),
    };
    field::input(&around.field(classes), &typed(kind, dir, value))
}

/// What was typed, as it was; the browser adds nothing from elsewhere.
fn typed<'a>(kind: &'a str, dir: &'a str, value: &'a str) -> field::Line<'a> {
    let autocomplete = Some("off");
    field::Line { kind, value: Some(value), dir: Some(dir), autocomplete, spellcheck: None }
}

/// Several controls of one line under one question; `label` names the n-th for those who hear the page.
#[must_use]
pub fn lines(around: &Around, values: &[String], label: impl Fn(usize) -> String) -> Markup {
    let whole = around.field("");
    // The first has the question's own id, so that a list of faults leads to it.
    let one = |n: usize| Field {
        id: if n == 0 { whole.id.clone() } else { format!("{}-{}", whole.id, n + 1) },
        name: whole.name.clone(),
        classes: "repeated".to_owned(),
        says_invalid: whole.says_invalid,
        ..Field::default()
    };
    let controls = html! {
        @for (n, value) in values.iter().enumerate() {
            @let own = one(n);
            (field::label(&own.id, "govuk-visually-hidden", &html! { (label(n + 1)) }))
            (field::input_alone(&own, &typed("text", "auto", value)))
        }
    };
    field::lines(&whole, &controls)
}

/// A control of several lines.
#[must_use]
pub fn area(around: &Around, rows: u32, value: &str) -> Markup {
    let line = field::Line { value: Some(value), dir: Some("auto"), ..field::Line::default() };
    field::textarea(&around.field(""), rows, &line)
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
    boxes_of(Kind::Radios, around, choices)
}

/// Any of several answers.
#[must_use]
pub fn boxes(around: &Around, choices: &[Choice]) -> Markup {
    boxes_of(Kind::Checkboxes, around, choices)
}

fn boxes_of(kind: Kind, around: &Around, choices: &[Choice]) -> Markup {
    let small = match kind {
        Kind::Checkboxes => "govuk-checkboxes--small",
        Kind::Radios => "govuk-radios--small",
    };
    let columns = if choices.len() > MANY { " choices-many" } else { "" };
    let field = around.field(&format!("{small}{columns}"));
    // Where "no answer" can be chosen, that choice says it.
    let says_none = choices.iter().any(|choice| choice.value.is_empty());
    let none = html! { @if !says_none { input type="hidden" name=(around.name) value=""; } };
    let item = |choice: &Choice| Item {
        value: choice.value.clone(),
        text: html! { (choice.label) },
        hint: choice.hint.as_ref().map(|hint| html! { (hint) }),
        checked: choice.chosen,
        ..Item::default()
    };
    let items: Vec<Item> = choices.iter().map(item).collect();
    let legend = Fieldset { legend: Some(field.label.clone()), ..Fieldset::default() };
    choice::choices(kind, &field, Some(&legend), &items, &none)
}

/// One of many answers.
#[must_use]
pub fn select(around: &Around, none: &str, choices: &[Choice]) -> Markup {
    let entry = |value: &str, text: &str, selected| Entry {
        value: Some(value.to_owned()),
        text: text.to_owned(),
        selected,
        disabled: false,
    };
    let mut entries = vec![entry("", none, false)];
    entries.extend(choices.iter().map(|choice| entry(&choice.value, &choice.label, choice.chosen)));
    field::select(&around.field(""), &entries)
}

/// A file to send.
#[must_use]
pub fn file(around: &Around) -> Markup {
    field::file_upload(&around.field(""))
}
