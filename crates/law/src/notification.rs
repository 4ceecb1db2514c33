//! Whether the enforcing authority must be notified when a measure is sent.
//!
//! The test looks at the person whose data are asked for, not at the suspect, and at what the
//! issuing authority had grounds to believe when it issued; what is learned later changes nothing.
//! Not knowing is no reasonable ground. The addressee cannot override the answer.

use std::collections::BTreeSet;

use crate::field::Values;
use crate::ids::{DataCategory, FieldId, closed};
use crate::instrument::Provenance;

/// When a kind of measure is notified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotificationRule {
    /// The categories that need notification.
    pub data: BTreeSet<DataCategory>,
    /// The field that names the authority to notify.
    pub authority_field: FieldId,
    /// The field of the issuing authority's file on the place of each offence.
    pub offence_field: FieldId,
    /// The field of the issuing authority's file on the residence of each person.
    pub person_field: FieldId,
    /// Where the rule comes from.
    pub provenance: Provenance,
}

closed!(
    /// What the issuing authority has reasonable grounds to believe.
    Belief, "one of `yes`, `no`, `unknown`" {
        /// There are reasonable grounds.
        Yes = "yes",
        /// There are grounds for the contrary.
        No = "no",
        /// Nothing is known: no reasonable grounds.
        Unknown = "unknown",
    }
);

/// What the issuing authority stated for its file at the time of issuing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NotificationFacts {
    /// For each offence: was, is or is likely to be committed in the issuing state.
    pub offence_in_issuing_state: Vec<Belief>,
    /// For each person or account whose data are asked for: resides in the issuing state.
    pub person_in_issuing_state: Vec<Belief>,
}

impl NotificationFacts {
    /// The beliefs as the draft states them.
    #[must_use]
    pub fn of(rule: &NotificationRule, values: &Values) -> Self {
        let beliefs = |field: &FieldId| {
            values.get(field).map_or_else(Vec::new, |value| {
                value
                    .entries()
                    .into_iter()
                    .map(|entry| Belief::parse(&entry.to_plain()).unwrap_or(Belief::Unknown))
                    .collect()
            })
        };
        Self {
            offence_in_issuing_state: beliefs(&rule.offence_field),
            person_in_issuing_state: beliefs(&rule.person_field),
        }
    }
}

closed!(
    /// The answer to the question whether the enforcing authority is notified.
    Notification, "a notification answer" {
        /// It must be notified, at the same time as the addressee.
        Required = "required",
        /// The kind, the data or both beliefs exempt the measure.
        Exempt = "exempt",
        /// The file does not say what the issuing authority believed.
        Undetermined = "undetermined",
    }
);

/// Whether a measure for these data is notified. The exemption must hold for every offence and
/// every person; one that fails makes the whole measure notified.
#[must_use]
pub fn notification_required(
    rule: Option<&NotificationRule>,
    data: &BTreeSet<DataCategory>,
    facts: &NotificationFacts,
) -> Notification {
    let Some(rule) = rule else { return Notification::Exempt };
    if rule.data.is_disjoint(data) {
        return Notification::Exempt;
    }
    let beliefs = [&facts.offence_in_issuing_state, &facts.person_in_issuing_state];
    let fails = beliefs.iter().any(|all| all.iter().any(|belief| *belief != Belief::Yes));
    if fails {
        return Notification::Required;
    }
    if beliefs.iter().any(|all| all.is_empty()) {
        return Notification::Undetermined;
    }
    Notification::Exempt
}

#[cfg(test)]
mod tests;
