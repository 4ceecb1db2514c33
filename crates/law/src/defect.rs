//! A formal fault in a draft: which field, which article, and what to do about it.
//!
//! A defect never carries what was typed: it is shown in places where the value may not stand.

use crate::field::{BadValue, Field};
use crate::ids::{Cite, FieldId, SectionId};

/// One formal fault, shown beside its field.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Defect {
    /// The section of the form the field stands in.
    pub section: SectionId,
    /// The field, or the first of the fields concerned.
    pub field: FieldId,
    /// The stable code, kebab-case: `field-missing`.
    pub code: &'static str,
    /// The article that asks for the field.
    pub cite: Cite,
}

impl Defect {
    /// A fault of this field.
    #[must_use]
    pub fn of_field(field: &Field, code: &'static str, cite: &Cite) -> Self {
        Self { section: field.section.clone(), field: field.id.clone(), code, cite: cite.clone() }
    }

    /// The fault of a value the field cannot take.
    #[must_use]
    pub fn of_value(field: &Field, bad: &BadValue) -> Self {
        Self::of_field(field, bad.code(), &field.provenance.cite)
    }

    /// The text key of the sentence for people: `defect-field-missing`.
    #[must_use]
    pub fn message_key(&self) -> String {
        format!("defect-{}", self.code)
    }
}

/// Every code a defect can have, so that texts can be checked against it.
pub const CODES: &[&str] = &[
    "answer-malformed",
    "answers-too-many",
    "code-unknown",
    "contradicts-data",
    "contradicts-decision",
    "contradicts-emergency",
    "contradicts-issuing-state",
    "contradicts-notification",
    "contradicts-proceedings",
    "contradicts-track",
    "contradicts-validation",
    "country-unknown",
    "date-malformed",
    "field-missing",
    "field-unknown",
    "instant-ahead",
    "instant-malformed",
    "money-malformed",
    "notification-missing",
    "offence-below-threshold",
    "one-of-missing",
    "period-malformed",
    "selector-malformed",
    "text-invisible",
    "text-too-long",
    "time-range-reversed",
];
