//! The list of faults on top of a form: each leads to its field, in the words of the form, and names its article.
//!
//! A page has one such list at most. What the law finds in what is there, what cannot be read at all, and what is not
//! answered yet stand in it one after the other.

use law::defect::Defect;
use law::value::BadValue;
use maud::{Markup, html};

use crate::component::{grouped, text};
use crate::kit::show;
use crate::l10n::Lang;

/// The id of a field's control on a page.
#[must_use]
pub fn control_id(field: &str) -> String {
    format!("f-{field}")
}

/// The word that tells a field from those of the same name in other forms of the page; the name alone in no form.
#[must_use]
pub fn field_within(form: &str, name: &str) -> String {
    if form.is_empty() { name.to_owned() } else { format!("{form}-{name}") }
}

/// `Article 5(5)(c)` or `Annex I, B`; the place as it stands where it is neither.
#[must_use]
pub fn article(lang: &Lang, cite: &str) -> String {
    if let Some(place) = cite.strip_prefix("Annex ") {
        lang.with("annex", &[("place", place.into())])
    } else if cite.starts_with(|first: char| first.is_ascii_digit()) && !cite.contains(" USC ") {
        lang.with("article", &[("cite", cite.into())])
    } else {
        lang.with("cite-itself", &[("cite", cite.into())])
    }
}

/// Why an answer of a form was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// Two officers answered differently, and nobody has said which answer counts.
    Choose,
    /// There is no answer where one is needed.
    Needed,
    /// It is no whole number from one to the most.
    Number {
        /// What was given.
        text: String,
        /// The most.
        n_max: u32,
    },
    /// It does not go with another answer.
    Unfit,
    /// It cannot be read.
    Value(BadValue),
}

impl Wrong {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Choose => "answer-to-choose",
            Self::Needed => "field-missing",
            Self::Number { .. } => "number-malformed",
            Self::Unfit => "answers-unfit",
            Self::Value(bad) => bad.code(),
        }
    }

    /// The sentence beside the field.
    #[must_use]
    pub fn sentence(&self, lang: &Lang) -> String {
        match self {
            Self::Choose => lang.t("wrong-choose"),
            Self::Needed => lang.t("wrong-needed"),
            Self::Number { text, n_max } => {
                let most = grouped((*n_max).into());
                lang.with("wrong-number", &[("text", text.into()), ("n", (&most).into())])
            }
            Self::Unfit => lang.t("wrong-unfit"),
            Self::Value(bad) => bad_value(lang, bad),
        }
    }
}

/// What was typed and how it is written rightly.
fn bad_value(lang: &Lang, bad: &BadValue) -> String {
    let typed = |key: &str, text: &str| lang.with(key, &[("text", text.into())]);
    match bad {
        BadValue::Country { text } => typed("wrong-country", text),
        BadValue::Date { text } => typed("wrong-date", text),
        BadValue::Empty => lang.t("wrong-needed"),
        BadValue::Instant { text } => typed("wrong-instant", text),
        BadValue::Invisible => lang.t("wrong-invisible"),
        BadValue::Money { text } => typed("wrong-money", text),
        BadValue::Period { text } => typed("wrong-period", text),
        BadValue::Selector { text, example } => {
            lang.with("wrong-selector", &[("text", text.into()), ("example", (*example).into())])
        }
        BadValue::TooLong { chars_max } => {
            lang.with("wrong-too-long", &[("n", (*chars_max).into())])
        }
        BadValue::TooMany { entries_max } => {
            lang.with("wrong-too-many", &[("n", (*entries_max).into())])
        }
        BadValue::UnknownCode { text } => typed("wrong-code", text),
        BadValue::YesNo { text } => typed("wrong-yes-no", text),
    }
}

/// One line of the list.
#[derive(Debug, Clone)]
pub struct Fault {
    /// The field it is about, by the name it is posted under, or by [`field_within`] a form.
    pub field: String,
    /// What the form calls it.
    pub label: String,
    /// What is wrong.
    pub what: Markup,
}

impl Fault {
    /// What the law finds in an answer.
    #[must_use]
    pub fn of_law(lang: &Lang, pack: &str, defect: &Defect) -> Self {
        Self {
            field: defect.field.as_str().to_owned(),
            label: lang.law(pack, &format!("field-{}", defect.field)),
            what: html! {
                (lang.law(pack, &defect.message_key())) " "
                span.cite { (article(lang, defect.cite.as_str())) }
            },
        }
    }

    /// An answer that was not taken.
    #[must_use]
    pub fn of(field: &str, label: String, wrong: &Wrong, lang: &Lang) -> Self {
        let what = html! { (wrong.sentence(lang)) };
        Self { field: field.to_owned(), label, what }
    }
}

/// The summary of all defects of a form; nothing for none.
#[must_use]
pub fn summary(lang: &Lang, pack: &str, defects: &[Defect]) -> Markup {
    let faults: Vec<Fault> =
        defects.iter().map(|defect| Fault::of_law(lang, pack, defect)).collect();
    list(lang, &faults)
}

/// The list; nothing for no faults.
#[must_use]
pub fn list(lang: &Lang, faults: &[Fault]) -> Markup {
    let heading = lang.with("defects-heading", &[("n", faults.len().into())]);
    html! { @if !faults.is_empty() { (headed(&heading, None, faults)) } }
}

/// The list under a heading of its own, with a sentence before it.
#[must_use]
pub fn headed(heading: &str, lead: Option<&str>, faults: &[Fault]) -> Markup {
    let line = |fault: &Fault| {
        html! {
            a href={ "#" (control_id(&fault.field)) } { (fault.label) } " – " (fault.what)
        }
    };
    let lines: Vec<Markup> = faults.iter().map(line).collect();
    let lead = lead.map(text::foreign);
    show::error_summary(&html! { (heading) }, lead.as_ref(), &lines, "error-summary")
}

/// A single fault of a form that has no defects of law: what is wrong and what to do.
#[must_use]
pub fn single(lang: &Lang, field: Option<&str>, message: &str) -> Markup {
    let said = match field {
        Some(field) => html! { a href={ "#" (control_id(field)) } { (text::foreign(message)) } },
        None => text::foreign(message),
    };
    show::error_summary(&html! { (lang.t("form-refused")) }, Some(&said), &[], "error-summary")
}
