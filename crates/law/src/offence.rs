//! Thresholds of the offence: when traffic and content data may be asked for at all.
//!
//! Failing one is not a formal fault of the form but a no of the law, so it is asked apart from the
//! draft's defects. A tick in the list of offence categories never replaces the sentence.

use std::collections::BTreeSet;

use crate::defect::Defect;
use crate::field::{FieldValue, Values};
use crate::ids::{Cite, DataCategory, FieldId};
use crate::instrument::Provenance;
use crate::measure_kind::MeasureKind;

/// One route on which the threshold can be passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OffenceRule {
    /// The word of the route field this rule is about.
    pub route: String,
    /// The categories it is needed for.
    pub data: BTreeSet<DataCategory>,
    /// The shortest maximum penalty, in months, where the route has one.
    pub penalty_months_min: Option<u32>,
    /// Whether the offence must have been committed by means of an information system.
    pub by_information_system: bool,
    /// The shortest sentence, in months, where a sentence is executed.
    pub sentence_months_min: Option<u32>,
    /// Where the rule comes from.
    pub provenance: Provenance,
}

/// The field that names the route.
pub const ROUTE: &str = "threshold_route";
/// The field that states the maximum penalty in the issuing state.
pub const PENALTY: &str = "penalty_max";
/// The field that states the sentence that is executed.
pub const SENTENCE: &str = "sentence_imposed";
/// The field that states the information-system element.
pub const BY_SYSTEM: &str = "by_information_system";

/// The offence does not reach the threshold, or does not show that it does.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the offence does not reach the threshold for these data ({cite}); see field `{field}`")]
pub struct BelowThreshold {
    /// The field that falls short.
    pub field: FieldId,
    /// The article of the route, or of the threshold as such when no route is named.
    pub cite: Cite,
}

impl BelowThreshold {
    /// The stable code of this refusal.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "offence-below-threshold"
    }

    /// The same as a mark beside the field.
    #[must_use]
    pub fn as_defect(&self, kind: &MeasureKind) -> Option<Defect> {
        kind.field(&self.field).map(|field| Defect::of_field(field, self.code(), &self.cite))
    }
}

/// Whether the offence reaches the threshold the data need; measures without such data always pass.
///
/// # Errors
/// [`BelowThreshold`] naming the field that falls short.
pub fn threshold(
    kind: &MeasureKind,
    values: &Values,
    data: &BTreeSet<DataCategory>,
) -> Result<(), BelowThreshold> {
    let mut rules = kind.offences.iter().filter(|rule| !rule.data.is_disjoint(data)).peekable();
    let Some(first) = rules.peek() else { return Ok(()) };
    let short = |name: &str, cite: &Cite| {
        let field = kind.fields.iter().find(|field| field.id.as_str() == name);
        let fallback = kind.fields.first();
        field.or(fallback).map_or(Ok(()), |field| {
            Err(BelowThreshold { field: field.id.clone(), cite: cite.clone() })
        })
    };
    let first_cite = first.provenance.cite.clone();
    let answer = |name: &str| values.iter().find(|(id, _)| id.as_str() == name).map(|(_, v)| v);
    let route = answer(ROUTE);
    let Some(rule) = rules.find(|rule| route.is_some_and(|value| value.says(&rule.route))) else {
        return short(ROUTE, &first_cite);
    };
    let cite = &rule.provenance.cite;
    let months = |name: &str| match answer(name) {
        Some(FieldValue::Period(period)) => period.n_months(),
        Some(_) | None => 0,
    };
    if rule.penalty_months_min.is_some_and(|min| months(PENALTY) < min) {
        return short(PENALTY, cite);
    }
    if rule.sentence_months_min.is_some_and(|min| months(SENTENCE) < min) {
        return short(SENTENCE, cite);
    }
    if rule.by_information_system && !answer(BY_SYSTEM).is_some_and(|value| value.says("yes")) {
        return short(BY_SYSTEM, cite);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
