//! Reasoned answers and notices a kind of measure asks for: what blocks an act until it is answered.

use std::collections::BTreeSet;

use crate::ids::{CheckId, IssuerKind, Party, closed};
use crate::instrument::Provenance;

closed!(
    /// How a check is answered.
    CheckAnswer, "a kind of answer" {
        /// In words of the actor.
        Reasoned = "reasoned",
        /// By a statement that it was looked at.
        Stated = "stated",
    }
);

/// One check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// The name in packs and records.
    pub id: CheckId,
    /// Who answers it.
    pub by: Party,
    /// How.
    pub answer: CheckAnswer,
    /// The act it blocks while unanswered: `issue`.
    pub blocks: String,
    /// Where it comes from.
    pub provenance: Provenance,
}

impl Check {
    /// The text key of the question: `check-necessity`.
    #[must_use]
    pub fn label_key(&self) -> String {
        format!("check-{}", self.id)
    }
}

impl Notice {
    /// The text key of the name: `notice-user-notice`.
    #[must_use]
    pub fn label_key(&self) -> String {
        format!("notice-{}", self.id)
    }

    /// The text key of a ground on which a notice may wait: `delay-public_security`.
    #[must_use]
    pub fn ground_key(ground: &str) -> String {
        format!("delay-{ground}")
    }
}

/// The name of the timer that ends the delay of a notice. A pack has no clock of this name.
pub const NOTICE_REVIEW: &str = "notice-review";

/// Who tells the person concerned, and what may delay it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The name in packs and records.
    pub id: CheckId,
    /// Who owes it; nobody else may give it.
    pub by: Party,
    /// The standard of the act.
    pub standard: String,
    /// The grounds that delay it, as far and as long as they hold.
    pub delay_grounds: Vec<String>,
    /// Whether a delay needs a date on which it is looked at again.
    pub review_date: bool,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// Who signs beside the issuer before a measure goes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountersignRule {
    /// How many.
    pub n: u32,
    /// With which competence by law each of them signs.
    pub by: BTreeSet<IssuerKind>,
    /// Where it comes from.
    pub provenance: Provenance,
}
