//! Grounds for refusal: who may raise one, until when, and what it does.

use std::collections::BTreeSet;

use crate::ids::{Cite, ClockId, GroundId, KindId, Party, closed};
use crate::instrument::Provenance;
use crate::letter_form::Earlier;

closed!(
    /// What a ground does to the measure.
    GroundEffect, "a ground effect" {
        /// The data may not be sent; final for this measure.
        Stop = "stop",
        /// A part is stopped, or conditions travel with the data.
        Partial = "partial",
        /// The measure waits.
        Suspend = "suspend",
        /// Somebody is told.
        Inform = "inform",
    }
);

closed!(
    /// When in the life of a measure a ground may be raised.
    GroundStage, "a stage" {
        /// When the authority was notified, before anything is handed over.
        Notification = "notification",
        /// When the receiver is asked to perform.
        Execution = "execution",
        /// When enforcement was asked for.
        Enforcement = "enforcement",
    }
);

/// One ground.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ground {
    /// The name everywhere.
    pub id: GroundId,
    /// The kinds of measure it can meet.
    pub kinds: Vec<KindId>,
    /// Who may raise it.
    pub raised_by: BTreeSet<Party>,
    /// Who may object on it without raising it.
    pub objected_by: BTreeSet<Party>,
    /// The clock whose end ends the right, where there is one; in an emergency its emergency twin.
    pub until: Option<ClockId>,
    /// The emergency twin of `until`.
    pub until_emergency: Option<ClockId>,
    /// Where the law says that the issuing authority is contacted before it is raised.
    pub contact_first: Option<Cite>,
    /// Only after one of these; empty: at any time.
    pub after: BTreeSet<Earlier>,
    /// What it does when raised in full.
    pub effect: GroundEffect,
    /// When it may be raised.
    pub stage: GroundStage,
    /// Whether it may be raised for a part or with conditions only.
    pub partial: bool,
    /// Where it comes from.
    pub provenance: Provenance,
}

impl Ground {
    /// The text key of the name: `ground-12-1-a`.
    #[must_use]
    pub fn label_key(&self) -> String {
        let article = self.id.as_str().rsplit_once('/').map_or("", |(_, article)| article);
        format!("ground-{}", article.replace('.', "-"))
    }
}
