//! Obligations with a standard instead of a period: they are listed and measured, never given an instant.

use std::collections::BTreeSet;

use crate::ids::{ClockId, DutyId, FieldId, KindId, Party, closed};
use crate::instrument::Provenance;
use crate::letter_form::Earlier;

closed!(
    /// What a duty begins with.
    Begins, "what a duty begins with" {
        /// A ground that stops the whole measure, or that nobody validated it in time.
        Ground = "ground",
        /// The issue itself: the node does both or neither.
        Issue = "issue",
        /// Something outside the measure, which no record shows.
        Occasion = "occasion",
        /// The issue or the receipt, wherever it is owed.
        Receipt = "receipt",
    }
);

/// One obligation without a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    /// The name everywhere.
    pub id: DutyId,
    /// The kinds of measure it belongs to.
    pub kinds: Vec<KindId>,
    /// Who owes it.
    pub by: Party,
    /// To whom, where it is a party: a person concerned is none.
    pub to: Option<Party>,
    /// The standard of the act: `without-undue-delay`, `immediately`, `at-the-same-time`, `until-ended`.
    pub standard: String,
    /// What it begins with.
    pub begins: Begins,
    /// Not before one of these came; empty: at once.
    pub after: BTreeSet<Earlier>,
    /// Not before the instant that this field of the form states.
    pub begins_in: Option<FieldId>,
    /// Not while one of these clocks runs where it is owed.
    pub not_while: BTreeSet<ClockId>,
    /// The letters that meet it. Empty: no letter does; it lasts as long as the measure, or ends with taking it back where
    /// a ground begins it.
    pub met_by: BTreeSet<KindId>,
    /// Where it comes from.
    pub provenance: Provenance,
}

impl DutyId {
    /// The text key of its name: `duty-withdraw`.
    #[must_use]
    pub fn label_key(&self) -> String {
        format!("duty-{}", self.name())
    }
}
