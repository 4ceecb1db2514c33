//! Reading one kind of measure: its form, issuers, thresholds, checks and notices.

use std::collections::BTreeSet;

use super::source::Defaults;
use super::table::{Faults, Place, Table};
use crate::check::{Check, CheckAnswer, Notice};
use crate::defect::CODES;
use crate::field::{AnswerRule, Condition, Field, Group, Section, Twin};
use crate::ids::{
    Audience, BadId, CheckId, Cite, DataCategory, FieldId, IssuerKind, KindId, Party, SectionId,
    Track,
};
use crate::issuer::IssuerRule;
use crate::measure_kind::MeasureKind;
use crate::notification::NotificationRule;
use crate::offence::OffenceRule;
use crate::value::{FieldType, Period};

/// A kind with the places of its rules, for the checks between rules.
#[derive(Debug)]
pub(crate) struct KindFile {
    /// What was read.
    pub(crate) kind: MeasureKind,
    /// Where each field stands.
    pub(crate) field_places: Vec<Place>,
    /// Fields named by other rules, with the place of the rule.
    pub(crate) field_names: Vec<(FieldId, Option<String>, Place)>,
    /// Where the kind's head stands.
    pub(crate) place: Place,
}

/// Fields of one form are at most this many: the longest annex has about 130.
const FIELDS_MAX: usize = 400;

/// Reads the tables of one file that belong to a kind.
pub(crate) fn read(
    root: &mut Table<'_>,
    above: &Defaults,
    faults: &mut Faults<'_>,
) -> Option<KindFile> {
    let mut head = root.table_if("kind", faults)?;
    let place = faults.place(head.span());
    let defaults = Defaults::read(&mut head, above, faults);
    let id = head.word("id", KindId::parse, faults);
    let form = head.text("form", faults);
    let tracks: BTreeSet<Track> =
        head.words_needed("tracks", Track::parse, faults).into_iter().collect();
    let provenance = defaults.rule(&mut head, faults);
    head.finish(faults);

    let mut names = Vec::new();
    let sections = each(root, "section", faults, |table, faults| section(table, &defaults, faults));
    let mut field_places = Vec::new();
    let fields = each(root, "field", faults, |table, faults| {
        let place = faults.place(table.span());
        let field = field(table, &defaults, faults)?;
        for condition in &field.required_if {
            names.extend(named(condition, &place));
        }
        field_places.push(place);
        Some(field)
    });
    let groups = each(root, "group", faults, |table, faults| {
        let place = faults.place(table.span());
        let group = group(table, &defaults, faults)?;
        names.extend(group.fields.iter().map(|field| (field.clone(), None, place.clone())));
        names.extend(group.when.iter().filter_map(|condition| named(condition, &place)));
        Some(group)
    });
    let answers = each(root, "answer", faults, |table, faults| {
        let place = faults.place(table.span());
        let answer = answer(table, &defaults, faults)?;
        names.push((answer.field.clone(), answer.code.clone(), place.clone()));
        if let Some(Twin::NotAfter(other)) = &answer.equals {
            names.push((other.clone(), None, place.clone()));
        }
        for condition in answer.only_if.iter().chain(&answer.never_if) {
            names.extend(named(condition, &place));
        }
        Some(answer)
    });
    let issuers = each(root, "issuer", faults, |table, faults| issuer(table, &defaults, faults));
    let offences = each(root, "offence", faults, |table, faults| offence(table, &defaults, faults));
    let notification = root.table_if("notification", faults).and_then(|mut table| {
        let place = faults.place(table.span());
        let rule = notification(&mut table, &defaults, faults);
        table.finish(faults);
        for field in
            rule.iter().flat_map(|r| [&r.authority_field, &r.offence_field, &r.person_field])
        {
            names.push((field.clone(), None, place.clone()));
        }
        rule
    });
    let checks = each(root, "check", faults, |table, faults| check(table, &defaults, faults));
    let notices = each(root, "notice", faults, |table, faults| notice(table, &defaults, faults));
    if fields.len() > FIELDS_MAX {
        faults.note(
            root.span(),
            "fields-too-many",
            format!("more than {FIELDS_MAX} fields"),
            "split the form",
        );
    }
    Some(KindFile {
        kind: MeasureKind {
            id: id?,
            form: form?,
            tracks,
            provenance: provenance?,
            sections,
            fields,
            groups,
            answers,
            issuers,
            offences,
            notification,
            checks,
            notices,
        },
        field_places,
        field_names: names,
        place,
    })
}

/// Reads every table of a name and keeps those without a fault.
pub(crate) fn each<T>(
    root: &mut Table<'_>,
    key: &'static str,
    faults: &mut Faults<'_>,
    mut read: impl FnMut(&mut Table<'_>, &mut Faults<'_>) -> Option<T>,
) -> Vec<T> {
    let mut found = Vec::new();
    for mut table in root.tables(key, faults) {
        found.extend(read(&mut table, faults));
        table.finish(faults);
    }
    found
}

fn named(condition: &Condition, place: &Place) -> Option<(FieldId, Option<String>, Place)> {
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

fn code_word(text: &str) -> Result<String, BadId> {
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

fn issuer(
    table: &mut Table<'_>,
    defaults: &Defaults,
    faults: &mut Faults<'_>,
) -> Option<IssuerRule> {
    let data = set(table.words_needed("data", DataCategory::parse, faults));
    let alone = set(table.words_needed("alone", IssuerKind::parse, faults));
    let validated_by = set(table.words_needed("validated_by", IssuerKind::parse, faults));
    let emergency_without_validation = table.flag("emergency_without_validation", faults);
    let emergency_cite = table.word_if("emergency_cite", Cite::parse, faults);
    let provenance = defaults.rule(table, faults);
    if emergency_without_validation != emergency_cite.is_some() {
        faults.note(
            table.span(),
            "emergency-cite-misplaced",
            "an emergency derogation and its article stand together",
            "add `emergency_cite`, or remove it where there is no derogation",
        );
    }
    Some(IssuerRule {
        data,
        alone,
        validated_by,
        emergency_without_validation,
        emergency_cite,
        provenance: provenance?,
    })
}

fn offence(
    table: &mut Table<'_>,
    defaults: &Defaults,
    faults: &mut Faults<'_>,
) -> Option<OffenceRule> {
    let route = table.word("route", code_word, faults);
    let data = set(table.words_needed("data", DataCategory::parse, faults));
    let months = |text: &str| {
        Period::parse(text)
            .map(Period::n_months)
            .map_err(|_| BadId { wanted: "a period like `P3Y`", text: text.to_owned() })
    };
    let penalty_months_min = table.word_if("penalty_min", months, faults);
    let sentence_months_min = table.word_if("sentence_min", months, faults);
    let by_information_system = table.flag("by_information_system", faults);
    let provenance = defaults.rule(table, faults);
    Some(OffenceRule {
        route: route?,
        data,
        penalty_months_min,
        by_information_system,
        sentence_months_min,
        provenance: provenance?,
    })
}

fn notification(
    table: &mut Table<'_>,
    defaults: &Defaults,
    faults: &mut Faults<'_>,
) -> Option<NotificationRule> {
    let data = set(table.words_needed("data", DataCategory::parse, faults));
    let authority_field = table.word("authority_field", FieldId::parse, faults);
    let offence_field = table.word("offence_field", FieldId::parse, faults);
    let person_field = table.word("person_field", FieldId::parse, faults);
    let provenance = defaults.rule(table, faults);
    Some(NotificationRule {
        data,
        authority_field: authority_field?,
        offence_field: offence_field?,
        person_field: person_field?,
        provenance: provenance?,
    })
}

fn check(table: &mut Table<'_>, defaults: &Defaults, faults: &mut Faults<'_>) -> Option<Check> {
    let id = table.word("id", CheckId::parse, faults);
    let by = table.word("by", Party::parse, faults);
    let answer = table.word("answer", CheckAnswer::parse, faults);
    let blocks = table.text("blocks", faults);
    let provenance = defaults.rule(table, faults);
    Some(Check { id: id?, by: by?, answer: answer?, blocks: blocks?, provenance: provenance? })
}

fn notice(table: &mut Table<'_>, defaults: &Defaults, faults: &mut Faults<'_>) -> Option<Notice> {
    let id = table.word("id", CheckId::parse, faults);
    let by = table.word("by", Party::parse, faults);
    let standard = table.text("standard", faults);
    let delay_grounds = table.words("delay_grounds", code_word, faults);
    let review_date = table.flag("review_date", faults);
    let provenance = defaults.rule(table, faults);
    Some(Notice {
        id: id?,
        by: by?,
        standard: standard?,
        delay_grounds,
        review_date,
        provenance: provenance?,
    })
}
