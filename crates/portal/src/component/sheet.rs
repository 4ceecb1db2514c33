//! A form of the law that is being filled in: for each field the control of its type, with its help, its article and
//! its faults. Drafts of measures and letters about them are filled in alike.

use std::collections::{BTreeMap, BTreeSet};

use domain::reader::FieldSeen;
use law::defect::Defect;
use law::field::{Field, FieldType, Section};
use law::ids::{Audience, DataCategory, FieldId, Track};
use law::measure_kind::MeasureKind;
use maud::{Markup, html};

use self::need::{Need, need};
use crate::component::answers::source;
use crate::component::form::{Around, Choice, Line, area, boxes, line, lines, radios, select};
use crate::component::problem_list::{Wrong, article};
use crate::component::value::value;
use crate::l10n::Arg;
use crate::shell::Shell;

mod need;

/// Faults that say "nothing is there yet", not "what is there is wrong".
const MISSING: [&str; 2] = ["field-missing", "one-of-missing"];

/// Up to here all words of a list are shown at once.
const RADIOS_MAX: usize = 6;

/// Empty lines offered below the answers of a repeated field.
const SPARE_LINES: usize = 1;

/// Rows of a text area; it grows in browsers that can.
const AREA_ROWS: u32 = 5;

/// What is known about a form while it is filled in.
#[derive(Debug)]
pub struct Sheet<'a> {
    /// The instrument whose words it speaks.
    pub pack: &'a str,
    /// The form.
    pub kind: &'a MeasureKind,
    /// Its fields with what they say, in its order.
    pub fields: &'a [FieldSeen],
    /// The categories of data the measure asks for.
    pub data: &'a BTreeSet<DataCategory>,
    /// Whether an authority is notified of the measure.
    pub is_notified: bool,
    /// How fast the measure must be performed.
    pub track: Track,
    /// What was typed and could not be taken, by field; shown again so that nothing is lost.
    pub typed: &'a BTreeMap<FieldId, Vec<String>>,
    /// What cannot be taken of it, by field.
    pub wrong: &'a BTreeMap<FieldId, Wrong>,
    /// What stands beside a field, where somebody else answered it too; then only those fields are shown.
    pub beside: BTreeMap<FieldId, Markup>,
}

/// Whether a fault only says that an answer is not there yet.
#[must_use]
pub fn is_missing(defect: &Defect) -> bool {
    MISSING.contains(&defect.code)
}

/// Who reads a section: the one thing a drafter must not get wrong.
#[must_use]
pub fn audience(shell: &Shell<'_>, section: &Section) -> Markup {
    let seen_by = |audience| section.visible_to.contains(&audience);
    let (class, key) = match (seen_by(Audience::Addressee), seen_by(Audience::Ea)) {
        (true, true) => ("audience", "audience-both"),
        (true, false) => ("audience", "audience-addressee"),
        (false, true) => ("audience audience-narrow", "audience-enforcing"),
        (false, false) => ("audience audience-narrow", "audience-nobody"),
    };
    html! { p class=(class) { (shell.t(key)) } }
}

/// The control, or nothing where the field makes no sense in this draft and holds nothing.
#[must_use]
pub fn control(sheet: &Sheet<'_>, shell: &Shell<'_>, seen: &FieldSeen) -> Markup {
    let Some(field) = sheet.kind.field(&seen.id) else { return html! {} };
    let raw = raw(sheet, seen);
    let need = need(sheet, shell, field);
    let is_silent = raw.iter().all(String::is_empty) && seen.defects.is_empty();
    if need == Need::Pointless && is_silent && sheet.beside.is_empty() {
        return html! {};
    }
    let around = around(sheet, shell, field, seen, &need);
    let first = raw.first().map_or("", String::as_str);
    match field.field_type {
        FieldType::Code => codes(sheet, shell, field, &around, &raw, &need),
        FieldType::YesNo => {
            let choice = |word: &str| Choice::new(word, shell.t(word), first == word);
            let mut choices = vec![choice("yes"), choice("no")];
            choices.extend(no_answer(shell, &need, &raw));
            radios(&around, &choices)
        }
        FieldType::LongText => area(&around, AREA_ROWS, &raw.join("\n")),
        FieldType::Date if !field.many => line(&around, Line::Date, first),
        FieldType::Country
        | FieldType::Date
        | FieldType::Exhibit
        | FieldType::Instant
        | FieldType::Money
        | FieldType::Office
        | FieldType::Period
        | FieldType::Person
        | FieldType::Selector
        | FieldType::Text => {
            if field.many {
                repeated(shell, &around, &raw)
            } else {
                line(&around, line_of(field.field_type), first)
            }
        }
    }
}

fn line_of(field_type: FieldType) -> Line {
    match field_type {
        FieldType::Date => Line::Date,
        FieldType::Country
        | FieldType::Instant
        | FieldType::Money
        | FieldType::Period
        | FieldType::Selector => Line::Code,
        FieldType::Code
        | FieldType::Exhibit
        | FieldType::LongText
        | FieldType::Office
        | FieldType::Person
        | FieldType::Text
        | FieldType::YesNo => Line::Words,
    }
}

/// What stands in the control: what was typed last, else what the draft says.
fn raw(sheet: &Sheet<'_>, seen: &FieldSeen) -> Vec<String> {
    if let Some(typed) = sheet.typed.get(&seen.id) {
        return typed.clone();
    }
    let entries = seen.value.as_ref().map(law::field::FieldValue::entries).unwrap_or_default();
    entries.iter().map(|entry| entry.to_plain()).collect()
}

fn around(
    sheet: &Sheet<'_>,
    shell: &Shell<'_>,
    field: &Field,
    seen: &FieldSeen,
    need: &Need,
) -> Around {
    let lang = shell.lang;
    let pack = sheet.pack;
    let mark = match need {
        Need::Required => Some(lang.t("need-required")),
        Need::If(conditions) => Some(conditions.join(", ")).filter(|words| !words.is_empty()),
        Need::Optional => None,
        Need::Pointless => Some(lang.t("need-pointless")),
    };
    let help = lang.law_if_any(pack, &field.help_key());
    let example = shows_example(field.field_type).then(|| {
        let example = field.example.entries().first().map(|entry| entry.to_plain());
        lang.with("field-example", &[("example", example.unwrap_or_default().as_str().into())])
    });
    let hint = match (help, example) {
        (Some(help), Some(example)) => Some(format!("{help} {example}")),
        (help, example) => help.or(example),
    };
    Around {
        name: field.id.as_str().to_owned(),
        label: lang.law(pack, &field.label_key()),
        mark,
        hint,
        faults: faults(sheet, shell, pack, seen),
        source: Some(html! { (source(shell, field)) (reads(sheet, shell, field, seen)) }),
        beside: sheet.beside.get(&seen.id).cloned(),
        ..Around::default()
    }
}

/// What is stored, in words, where it is written in signs: an instant in the reader's zone, a period, an identifier.
fn reads(sheet: &Sheet<'_>, shell: &Shell<'_>, field: &Field, seen: &FieldSeen) -> Markup {
    let is_coded = matches!(
        field.field_type,
        FieldType::Country | FieldType::Instant | FieldType::Period | FieldType::Selector
    );
    match &seen.value {
        Some(stored) if is_coded && !sheet.typed.contains_key(&seen.id) => html! {
            div.source-line {
                (shell.t("field-reads")) " " (value(shell, sheet.pack, field, stored))
            }
        },
        Some(_) | None => html! {},
    }
}

/// What cannot be read of what was typed; else what the law finds in what is stored.
fn faults(sheet: &Sheet<'_>, shell: &Shell<'_>, pack: &str, seen: &FieldSeen) -> Vec<Markup> {
    match sheet.wrong.get(&seen.id) {
        Some(Wrong::Choose) => Vec::new(), // it stands beside the choice
        Some(wrong) => vec![html! { span.wrong { (wrong.sentence(shell.lang)) } }],
        None if sheet.typed.contains_key(&seen.id) => Vec::new(),
        None => seen.defects.iter().map(|defect| fault(shell, pack, defect)).collect(),
    }
}

/// The choice that takes an answer back; a question that must be answered has none.
fn no_answer(shell: &Shell<'_>, need: &Need, raw: &[String]) -> Option<Choice> {
    let is_empty = raw.iter().all(String::is_empty);
    (*need != Need::Required).then(|| Choice::new("", shell.t("choose-none"), is_empty))
}

/// Types that are easy to write wrongly show how they are written.
fn shows_example(field_type: FieldType) -> bool {
    match field_type {
        FieldType::Country
        | FieldType::Instant
        | FieldType::LongText
        | FieldType::Money
        | FieldType::Period
        | FieldType::Selector => true,
        FieldType::Code
        | FieldType::Date
        | FieldType::Exhibit
        | FieldType::Office
        | FieldType::Person
        | FieldType::Text
        | FieldType::YesNo => false,
    }
}

fn fault(shell: &Shell<'_>, pack: &str, defect: &Defect) -> Markup {
    let class = if is_missing(defect) { "missing" } else { "wrong" };
    html! {
        span class=(class) { (shell.lang.law(pack, &defect.message_key())) } " "
        span.cite { (article(shell.lang, defect.cite.as_str())) }
    }
}

fn codes(
    sheet: &Sheet<'_>,
    shell: &Shell<'_>,
    field: &Field,
    around: &Around,
    raw: &[String],
    need: &Need,
) -> Markup {
    let pack = sheet.pack;
    let mut choices: Vec<Choice> = field
        .codes
        .iter()
        .map(|code| {
            Choice::new(code, shell.lang.law(pack, &field.code_key(code)), raw.contains(code))
        })
        .collect();
    if field.many {
        boxes(around, &choices)
    } else if choices.len() <= RADIOS_MAX {
        choices.extend(no_answer(shell, need, raw));
        radios(around, &choices)
    } else {
        select(around, &shell.t("choose-none"), &choices)
    }
}

fn repeated(shell: &Shell<'_>, around: &Around, raw: &[String]) -> Markup {
    let mut values: Vec<String> = raw.iter().filter(|line| !line.is_empty()).cloned().collect();
    values.extend(std::iter::repeat_n(String::new(), SPARE_LINES));
    let label = around.label.clone();
    lines(around, &values, |n| {
        shell.lang.with("field-nth", &[("field", Arg::Words(&label)), ("n", n.into())])
    })
}
