//! Forms of letters about a measure: a signal of impossibility, an extension, a withdrawal.
//!
//! A letter is filled in and checked like a measure; nobody issues it, and it starts no case of its own.
//! What a letter does is the domain's; here stands what it says and who writes it to whom.

use std::collections::BTreeSet;

use crate::ids::{KindId, Party};
use crate::measure_kind::MeasureKind;

/// One form of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterForm {
    /// The kinds of measure it can be about.
    pub about: BTreeSet<KindId>,
    /// Who writes it.
    pub by: BTreeSet<Party>,
    /// To whom.
    pub to: BTreeSet<Party>,
    /// The form: sections, fields and what answers must agree with. It has no issuers.
    pub form: MeasureKind,
}
