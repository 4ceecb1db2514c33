//! Obligations with a standard instead of a period: they are listed and measured, never given an instant.

use crate::ids::{DutyId, KindId, Party};
use crate::instrument::Provenance;

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
    /// Where it comes from.
    pub provenance: Provenance,
}

impl Duty {
    /// The text key of the name: `duty-withdraw`.
    #[must_use]
    pub fn label_key(&self) -> String {
        let name = self.id.as_str().split_once('/').map_or("", |(_, name)| name);
        format!("duty-{name}")
    }
}
