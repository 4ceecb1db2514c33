//! The formal check of a draft: every defect at once, each beside its field.

use std::collections::BTreeSet;

use crate::defect::Defect;
use crate::field::Values;
use crate::ids::{Country, DataCategory, Track};
use crate::measure_kind::MeasureKind;

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

/// Every formal fault of a draft, in the order of the form.
#[must_use]
pub fn check(kind: &MeasureKind, values: &Values, facts: &DraftFacts) -> Vec<Defect> {
    let _ = (kind, values, facts);
    Vec::new()
}

/// The answers, completed with the pack's examples as far as the rules of the form ask for an answer.
#[must_use]
pub fn fill_with_examples(kind: &MeasureKind, values: &Values, facts: &DraftFacts) -> Values {
    let _ = (kind, facts);
    values.clone()
}
