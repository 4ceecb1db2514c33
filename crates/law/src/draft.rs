//! The formal check of a draft: every defect at once, each beside its field, in the order of the form.
//!
//! Not here: who may issue (`issuer.rs`), the threshold of the offence (`offence.rs`: a no of the law, not a
//! formal fault), whether the instrument is in force (`status.rs`).

use std::collections::BTreeSet;

use crate::defect::Defect;
use crate::field::{AnswerRule, Around, Condition, Field, FieldValue, Group, Twin, Values};
use crate::ids::{Country, DataCategory, FieldId, Track};
use crate::measure_kind::MeasureKind;
use crate::notification::{Notification, NotificationFacts, notification_required};

/// What is known of the measure besides its form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftFacts {
    /// The issuing state.
    pub from: Country,
    /// The addressee's state.
    pub to: Country,
    /// Whether an enforcing authority is notified.
    pub notified: bool,
    /// The categories asked for.
    pub data: BTreeSet<DataCategory>,
    /// The track.
    pub track: Track,
    /// Issued in an emergency without prior validation.
    pub unvalidated: bool,
}

impl DraftFacts {
    /// What conditions look at besides the answers.
    #[must_use]
    pub const fn around(&self) -> Around<'_> {
        Around {
            data: &self.data,
            notified: self.notified,
            track: self.track,
            unvalidated: self.unvalidated,
        }
    }
}

/// Every formal fault of a draft: by section and field of the form, then fields the form does not have.
#[must_use]
pub fn check(kind: &MeasureKind, values: &Values, facts: &DraftFacts) -> Vec<Defect> {
    let form = Form { values, facts };
    let mut defects = Vec::new();
    for field in &kind.fields {
        match values.get(&field.id) {
            None if form.is_asked(field) => {
                defects.push(Defect::of_field(field, "field-missing", &field.provenance.cite));
            }
            None => {}
            Some(value) => {
                defects.extend(field.accept(value).err().map(|bad| Defect::of_value(field, &bad)));
            }
        }
        for group in kind.groups.iter().filter(|group| group.fields.first() == Some(&field.id)) {
            if !form.is_filled(group) {
                defects.push(Defect::of_field(field, "one-of-missing", &group.provenance.cite));
            }
        }
        for rule in kind.answers.iter().filter(|rule| rule.field == field.id) {
            if !form.agrees(rule) {
                defects.push(Defect::of_field(field, rule.defect, &rule.provenance.cite));
            }
        }
        defects.extend(missing_notification(kind, field, &form));
    }
    defects.extend(unknown_fields(kind, values));
    defects.dedup();
    defects
}

/// The answers, completed with the pack's examples as far as the rules of the form ask for an answer.
/// What is given stays; examples agree with the facts. For exercises, trials and scenario files.
#[must_use]
pub fn fill_with_examples(kind: &MeasureKind, values: &Values, facts: &DraftFacts) -> Values {
    let mut filled = values.clone();
    // An answer can make another field needed, never the other way round, so one pass a level is enough.
    for _ in 0..LEVELS_MAX {
        let before = filled.len();
        for field in &kind.fields {
            let form = Form { values: &filled, facts };
            if form.is_asked(field) && !filled.contains_key(&field.id) {
                let answer = agreeing_example(kind, field, &filled, facts);
                filled.insert(field.id.clone(), answer);
            }
        }
        for group in &kind.groups {
            let form = Form { values: &filled, facts };
            let first = group.fields.first().and_then(|id| kind.field(id));
            if let Some(field) = first.filter(|_| !form.is_filled(group)) {
                filled.insert(field.id.clone(), field.example.clone());
            }
        }
        if filled.len() == before {
            break;
        }
    }
    filled
}

/// How deep conditions on other fields are followed; the deepest shipped chain has three.
const LEVELS_MAX: usize = 8;

/// The example of a field, or the first of its words that agrees with the measure.
fn agreeing_example(
    kind: &MeasureKind,
    field: &Field,
    values: &Values,
    facts: &DraftFacts,
) -> FieldValue {
    let agrees = |value: &FieldValue| {
        let mut tried = values.clone();
        tried.insert(field.id.clone(), value.clone());
        let form = Form { values: &tried, facts };
        kind.answers.iter().filter(|rule| rule.field == field.id).all(|rule| form.agrees(rule))
    };
    let words = field.codes.iter().map(|code| {
        let one = FieldValue::Code(code.clone());
        if field.many { FieldValue::Many(vec![one]) } else { one }
    });
    let states = [facts.from, facts.to].map(FieldValue::Country);
    let states = states.into_iter().filter(|_| matches!(field.example, FieldValue::Country(_)));
    std::iter::once(field.example.clone())
        .chain(words)
        .chain(states)
        .find(agrees)
        .unwrap_or_else(|| field.example.clone())
}

/// A form with what is known of its measure.
struct Form<'f> {
    values: &'f Values,
    facts: &'f DraftFacts,
}

impl Form<'_> {
    fn is_asked(&self, field: &Field) -> bool {
        field.required || field.required_if.iter().any(|condition| self.holds(condition))
    }

    fn holds(&self, condition: &Condition) -> bool {
        condition.holds(self.values, &self.facts.around())
    }

    fn is_filled(&self, group: &Group) -> bool {
        let counts = group.when.is_empty() || group.when.iter().any(|when| self.holds(when));
        let n_answered = group.fields.iter().filter(|id| self.values.contains_key(*id)).count();
        !counts || n_answered >= group.at_least
    }

    /// Whether an answer agrees with its rule; unanswered, the rule is silent.
    fn agrees(&self, rule: &AnswerRule) -> bool {
        let Some(value) = self.values.get(&rule.field) else { return true };
        if rule.code.as_ref().is_some_and(|code| !value.says(code)) {
            return true;
        }
        rule.only_if.iter().all(|condition| self.holds(condition))
            && !rule.never_if.iter().any(|condition| self.holds(condition))
            && rule.equals.as_ref().is_none_or(|twin| self.is_twin(value, twin))
    }

    fn is_twin(&self, value: &FieldValue, twin: &Twin) -> bool {
        match twin {
            Twin::From => *value == FieldValue::Country(self.facts.from),
            Twin::To => *value == FieldValue::Country(self.facts.to),
            Twin::NotAfter(other) => match (value, self.values.get(other)) {
                (FieldValue::Instant(first), Some(FieldValue::Instant(last))) => first <= last,
                (FieldValue::Date(first), Some(FieldValue::Date(last))) => first <= last,
                // An answer of another type has its own defect, and a missing one disputes nothing.
                (_, Some(_) | None) => true,
            },
        }
    }
}

/// A measure that must be notified and names nobody to notify.
fn missing_notification(kind: &MeasureKind, field: &Field, form: &Form<'_>) -> Option<Defect> {
    let rule = kind.notification.as_ref().filter(|rule| rule.authority_field == field.id)?;
    let beliefs = NotificationFacts::of(rule, form.values);
    let answer = notification_required(Some(rule), &form.facts.data, &beliefs);
    let exempt = answer == Notification::Exempt;
    (!exempt && !form.facts.notified)
        .then(|| Defect::of_field(field, "notification-missing", &rule.provenance.cite))
}

/// Answers to questions the form does not ask stand at the end, in its first section.
fn unknown_fields(kind: &MeasureKind, values: &Values) -> Vec<Defect> {
    let Some(section) = kind.sections.first() else { return Vec::new() };
    let unknown = |id: &&FieldId| kind.field(id).is_none();
    values
        .keys()
        .filter(unknown)
        .map(|id| Defect {
            section: section.id.clone(),
            field: id.clone(),
            code: "field-unknown",
            cite: kind.provenance.cite.clone(),
        })
        .collect()
}

#[cfg(test)]
mod tests;
