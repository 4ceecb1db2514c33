//! The control for one field of the law's form, by its type, with its help, its article and its faults.

use domain::reader::FieldSeen;
use law::defect::Defect;
use law::field::{Field, FieldType};
use law::measure_kind::MeasureKind;
use maud::{Markup, html};

use super::need::{Need, need};
use super::{Draft, differ, is_missing};
use crate::component::answers::source;
use crate::component::form::{Around, Choice, Line, area, boxes, line, lines, radios, select};
use crate::component::problem_list::{Wrong, article};
use crate::component::value::value;
use crate::l10n::Arg;
use crate::shell::Shell;

/// Up to here all words of a list are shown at once.
const RADIOS_MAX: usize = 6;

/// Empty lines offered below the answers of a repeated field.
const SPARE_LINES: usize = 1;

/// Rows of a text area; it grows in browsers that can.
const AREA_ROWS: u32 = 5;

/// The control, or nothing where the field makes no sense in this draft and holds nothing.
pub(super) fn control(
    view: &Draft<'_>,
    shell: &Shell<'_>,
    kind: &MeasureKind,
    seen: &FieldSeen,
) -> Markup {
    let Some(field) = kind.field(&seen.id) else { return html! {} };
    let raw = raw(view, seen);
    let need = need(view, shell, kind, field);
    let is_silent = raw.iter().all(String::is_empty) && seen.defects.is_empty();
    if need == Need::Pointless && is_silent && view.differs.is_empty() {
        return html! {};
    }
    let around = around(view, shell, field, seen, &need);
    let first = raw.first().map_or("", String::as_str);
    match field.field_type {
        FieldType::Code => codes(view, shell, field, &around, &raw, &need),
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
fn raw(view: &Draft<'_>, seen: &FieldSeen) -> Vec<String> {
    if let Some(typed) = view.typed.get(&seen.id) {
        return typed.clone();
    }
    let entries = seen.value.as_ref().map(law::field::FieldValue::entries).unwrap_or_default();
    entries.iter().map(|entry| entry.to_plain()).collect()
}

fn around(
    view: &Draft<'_>,
    shell: &Shell<'_>,
    field: &Field,
    seen: &FieldSeen,
    need: &Need,
) -> Around {
    let lang = shell.lang;
    let pack = view.law.id.as_str();
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
        faults: faults(view, shell, pack, seen),
        source: Some(html! { (source(shell, field)) (reads(view, shell, field, seen)) }),
        beside: view.differs.get(&seen.id).map(|one| differ::beside(shell, pack, field, one)),
    }
}

/// What is stored, in words, where it is written in signs: an instant in the reader's zone, a period, an identifier.
fn reads(view: &Draft<'_>, shell: &Shell<'_>, field: &Field, seen: &FieldSeen) -> Markup {
    let is_coded = matches!(
        field.field_type,
        FieldType::Country | FieldType::Instant | FieldType::Period | FieldType::Selector
    );
    match &seen.value {
        Some(stored) if is_coded && !view.typed.contains_key(&seen.id) => html! {
            div.source-line {
                (shell.t("field-reads")) " " (value(shell, view.law.id.as_str(), field, stored))
            }
        },
        Some(_) | None => html! {},
    }
}

/// What cannot be read of what was typed; else what the law finds in what is stored.
fn faults(view: &Draft<'_>, shell: &Shell<'_>, pack: &str, seen: &FieldSeen) -> Vec<Markup> {
    match view.wrong.get(&seen.id) {
        Some(Wrong::Choose) => Vec::new(), // it stands beside the choice
        Some(wrong) => vec![html! { span.wrong { (wrong.sentence(shell.lang)) } }],
        None if view.typed.contains_key(&seen.id) => Vec::new(),
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
    view: &Draft<'_>,
    shell: &Shell<'_>,
    field: &Field,
    around: &Around,
    raw: &[String],
    need: &Need,
) -> Markup {
    let pack = view.law.id.as_str();
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
