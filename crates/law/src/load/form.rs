//! Reading a form: its sections, its fields, and what answers must agree with.

use std::collections::BTreeSet;

use super::kind::each;
use super::source::Defaults;
use super::table::{Faults, Place, Table};
use crate::defect::CODES;
use crate::field::{AnswerRule, Condition, Field, Group, Section, Twin};
use crate::ids::{Audience, BadId, DataCategory, FieldId, SectionId};
use crate::value::FieldType;

/// Fields of one form are at most this many: the longest annex has about 130.
const FIELDS_MAX: usize = 400;

/// The parts of a form, with the places of what other rules may name.
#[derive(Debug)]
pub(super) struct Form {
    pub(super) sections: Vec<Section>,
    pub(super) fields: Vec<Field>,
    pub(super) groups: Vec<Group>,
    pub(super) answers: Vec<AnswerRule>,
    /// Where each field stands.
    pub(super) field_places: Vec<Place>,
    /// Fields named by other rules, with the place of the rule.
    pub(super) names: Vec<(FieldId, Option<String>, Place)>,
}

/// Reads the tables of a file that make up its form.
pub(super) fn read(root: &mut Table<'_>, defaults: &Defaults, faults: &mut Faults<'_>) -> Form {
    let mut names = Vec::new();
    let sections = each(root, "section", faults, |table, faults| section(table, defaults, faults));
    let mut field_places = Vec::new();
    let fields = each(root, "field", faults, |table, faults| {
        let place = faults.place(table.span());
        let field = field(table, defaults, faults)?;
        for condition in &field.required_if {
            names.extend(named(condition, &place));
        }
        field_places.push(place);
        Some(field)
    });
    let groups = each(root, "group", faults, |table, faults| {
        let place = faults.place(table.span());
        let group = group(table, defaults, faults)?;
        names.extend(group.fields.iter().map(|field| (field.clone(), None, place.clone())));
        names.extend(group.when.iter().filter_map(|condition| named(condition, &place)));
        Some(group)
    });
    let answers = each(root, "answer", faults, |table, faults| {
        let place = faults.place(table.span());
        let answer = answer(table, defaults, faults)?;
        names.push((answer.field.clone(), answer.code.clone(), place.clone()));
        if let Some(Twin::NotAfter(other)) = &answer.equals {
            names.push((other.clone(), None, place.clone()));
        }
        for condition in answer.only_if.iter().chain(&answer.never_if) {
            names.extend(named(condition, &place));
        }
        Some(answer)
    });
    if fields.len() > FIELDS_MAX {
        faults.note(
            root.span(),
            "fields-too-many",
            format!("more than {FIELDS_MAX} fields"),
            "split the form",
        );
    }
    Form { sections, fields, groups, answers, field_places, names }
}

pub(super) fn named(
    condition: &Condition,
    place: &Place,
) -> Option<(FieldId, Option<String>, Place)> {
    let word = match condition {
        Condition::Says(_, word) => Some(word.clone()),
        Condition::Answered(_)
        | Condition::Data(_)
        | Condition::NotNotified
        | Condition::Notified
        | Condition::OnTrack(_)
        | Condition::Unvalidated => None,
    };
    condition.field().map(|field| (field.clone(), word, place.clone()))
}

fn set<T: Ord>(words: Vec<T>) -> BTreeSet<T> {
    words.into_iter().collect()
}

fn section(table: &mut Table<'_>, defaults: &Defaults, faults: &mut Faults<'_>) -> Option<Section> {
    let id = table.word("id", SectionId::parse, faults);
    let visible_to = set(table.words_needed("visible_to", Audience::parse, faults));
    let provenance = defaults.rule(table, faults);
    Some(Section { id: id?, visible_to, provenance: provenance? })
}

fn field(table: &mut Table<'_>, defaults: &Defaults, faults: &mut Faults<'_>) -> Option<Field> {
    let id = table.word("id", FieldId::parse, faults);
    let section = table.word("section", SectionId::parse, faults);
    let field_type = table.word("type", FieldType::parse, faults);
    let many = table.flag("many", faults);
    let codes = table.words("codes", code_word, faults);
    let required = table.flag("required", faults);
    let required_if = table.words("required_if", Condition::parse, faults);
    let visible_to = set(table.words_needed("visible_to", Audience::parse, faults));
    let data = table.word_if("data", DataCategory::parse, faults);
    let example = table.text("example", faults);
    let provenance = defaults.rule(table, faults);
    let (field_type, example) = (field_type?, example?);
    if (field_type == FieldType::Code) == codes.is_empty() {
        faults.note(
            table.span(),
            "codes-misplaced",
            "`codes` stands with the type `code`, and only there",
            "list the words of the field, or choose another type",
        );
    }
    if required && !required_if.is_empty() {
        faults.note(
            table.span(),
            "required-twice",
            "the field is required always and under a condition",
            "keep one of `required` and `required_if`",
        );
    }
    // A value that stands in for the example only until the field itself can read it.
    let unread = crate::field::FieldValue::Text(example.clone());
    let mut field = Field {
        id: id?,
        section: section?,
        field_type,
        many,
        codes,
        required,
        required_if,
        visible_to,
        data,
        example: unread,
        provenance: provenance?,
    };
    match field.read(&example) {
        Ok(value) => field.example = value,
        Err(bad) => {
            faults.note(
                table.span(),
                "example-malformed",
                format!("the example of `{}` does not fit: {bad}", field.id),
                "give an answer the field itself would accept",
            );
            return None;
        }
    }
    Some(field)
}

pub(super) fn code_word(text: &str) -> Result<String, BadId> {
    let ok = !text.is_empty()
        && text.len() <= crate::ids::ID_BYTES_MAX
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    if ok {
        Ok(text.to_owned())
    } else {
        Err(BadId { wanted: "a word of lower-case letters, digits and `_`", text: text.to_owned() })
    }
}

fn group(table: &mut Table<'_>, defaults: &Defaults, faults: &mut Faults<'_>) -> Option<Group> {
    let fields = table.words_needed("fields", FieldId::parse, faults);
    let at_least = table.number("at_least", 1..=20, faults);
    let when = table.words("when", Condition::parse, faults);
    let provenance = defaults.rule(table, faults);
    let at_least = usize::try_from(at_least?).ok()?;
    (!fields.is_empty()).then_some(())?;
    Some(Group { fields, at_least, when, provenance: provenance? })
}

fn answer(
    table: &mut Table<'_>,
    defaults: &Defaults,
    faults: &mut Faults<'_>,
) -> Option<AnswerRule> {
    let field = table.word("field", FieldId::parse, faults);
    let code = table.word_if("code", code_word, faults);
    let only_if = table.words("only_if", Condition::parse, faults);
    let never_if = table.words("never_if", Condition::parse, faults);
    let equals = table.word_if("equals", twin, faults);
    let defect = table.word("defect", defect_code, faults);
    let provenance = defaults.rule(table, faults);
    if only_if.is_empty() && never_if.is_empty() && equals.is_none() {
        faults.note(
            table.span(),
            "answer-empty",
            "the rule asks for nothing",
            "add `only_if`, `never_if` or `equals`",
        );
    }
    Some(AnswerRule {
        field: field?,
        code,
        only_if,
        never_if,
        equals,
        defect: defect?,
        provenance: provenance?,
    })
}

fn twin(text: &str) -> Result<Twin, BadId> {
    match text.split_once(':') {
        None if text == "from" => Ok(Twin::From),
        None if text == "to" => Ok(Twin::To),
        Some(("not-after", field)) => FieldId::parse(field).map(Twin::NotAfter),
        None | Some(_) => {
            Err(BadId { wanted: "one of `from`, `to`, `not-after:FIELD`", text: text.to_owned() })
        }
    }
}

fn defect_code(text: &str) -> Result<&'static str, BadId> {
    CODES
        .iter()
        .copied()
        .find(|code| *code == text)
        .ok_or_else(|| BadId { wanted: "a known code of a defect", text: text.to_owned() })
}
