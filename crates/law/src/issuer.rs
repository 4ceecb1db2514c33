//! Who may issue a measure for which data, alone, validated, or in an emergency without validation.
//!
//! The check blocks; it is never advisory. A mixed measure is judged block by block, the strictest
//! category governing its own block, so the screen can split it. A central authority only transmits
//! and is no issuer here. Whether the officer holds the office at all is asked elsewhere.

use std::collections::BTreeSet;

use crate::ids::{Cite, DataCategory, IssuerKind, Track};
use crate::instrument::Provenance;
use crate::measure_kind::MeasureKind;

/// The rule for some categories of data; without categories, the rule for the measure as such.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuerRule {
    /// The categories it governs.
    pub data: BTreeSet<DataCategory>,
    /// Whether anybody may issue, whatever the law calls it; then nobody is named in `alone`.
    pub anybody: bool,
    /// Who may issue alone.
    pub alone: BTreeSet<IssuerKind>,
    /// Who may validate for every other issuer kind.
    pub validated_by: BTreeSet<IssuerKind>,
    /// Whether an emergency may replace the prior validation.
    pub emergency_without_validation: bool,
    /// The article of that derogation.
    pub emergency_cite: Option<Cite>,
    /// Where the rule comes from.
    pub provenance: Provenance,
}

/// What must be established before an emergency replaces the prior validation; all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct EmergencyFacts {
    /// The emergency is validly established.
    pub established: bool,
    /// Validation cannot be obtained in time.
    pub validation_unobtainable: bool,
    /// A similar domestic order could be issued without validation.
    pub domestic_without_validation: bool,
}

impl EmergencyFacts {
    /// All conditions stated as met.
    pub const MET: Self = Self {
        established: true,
        validation_unobtainable: true,
        domestic_without_validation: true,
    };

    const fn met(self) -> bool {
        self.established && self.validation_unobtainable && self.domestic_without_validation
    }
}

/// The measure may be issued.
#[must_use]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Competence {
    /// Issued without prior validation: the validation must follow, on its own clock.
    pub needs_ex_post: bool,
    /// The articles the competence rests on, one per rule used.
    pub cites: Vec<Cite>,
}

/// The measure, or a part of it, may not be issued by this issuer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{issuer} cannot issue this{} ({cite})", asked(blocked))]
pub struct NotCompetent {
    /// Who tried.
    pub issuer: IssuerKind,
    /// The article of the strictest blocked category.
    pub cite: Cite,
    /// The categories outside the competence.
    pub blocked: BTreeSet<DataCategory>,
    /// The categories the same issuer may ask for in a measure of their own.
    pub allowed: BTreeSet<DataCategory>,
}

impl NotCompetent {
    /// The stable code of this refusal.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "not-competent"
    }
}

/// What is asked for, in the middle of a sentence.
fn asked(data: &BTreeSet<DataCategory>) -> String {
    if data.is_empty() { String::new() } else { format!(" for {}", list(data)) }
}

fn list(data: &BTreeSet<DataCategory>) -> String {
    data.iter().map(|category| category.id()).collect::<Vec<_>>().join(", ")
}

/// Whether this issuer, with this validator or none, may issue a measure of the kind for the data.
///
/// # Errors
/// [`NotCompetent`] with the blocked categories and the article of the strictest of them.
pub fn competent(
    kind: &MeasureKind,
    issuer: IssuerKind,
    validator: Option<IssuerKind>,
    data: &BTreeSet<DataCategory>,
    track: Track,
    emergency: EmergencyFacts,
) -> Result<Competence, NotCompetent> {
    let mut blocked = BTreeSet::new();
    let mut allowed = BTreeSet::new();
    let mut cites = Vec::new();
    let mut needs_ex_post = false;
    let mut refused_by = None;
    // A measure that asks for no data is judged as a whole, by the rules that name none.
    for rule in kind.issuers.iter().filter(|rule| rule.data.is_empty()) {
        match basis(rule, issuer, validator, track, emergency) {
            Some((cite, ex_post)) => {
                needs_ex_post |= ex_post;
                if !cites.contains(cite) {
                    cites.push(cite.clone());
                }
            }
            None => {
                blocked.extend(data);
                refused_by = Some(&rule.provenance.cite);
            }
        }
    }
    // Where rules name no category at all, the measure as such has been judged; without any rule nobody may.
    let judged = !kind.issuers.is_empty() && kind.issuers.iter().all(|rule| rule.data.is_empty());
    for category in data.iter().filter(|_| !judged) {
        let rule = kind.issuers.iter().find(|rule| rule.data.contains(category));
        match rule.and_then(|rule| basis(rule, issuer, validator, track, emergency)) {
            Some((cite, ex_post)) => {
                allowed.insert(*category);
                needs_ex_post |= ex_post;
                if !cites.contains(cite) {
                    cites.push(cite.clone());
                }
            }
            None => {
                blocked.insert(*category);
                // Categories come from the least to the most intrusive: the last one is the strictest.
                refused_by = Some(rule.map_or(&kind.provenance.cite, |rule| &rule.provenance.cite));
            }
        }
    }
    match refused_by {
        None => Ok(Competence { needs_ex_post, cites }),
        Some(cite) => Err(NotCompetent { issuer, cite: cite.clone(), blocked, allowed }),
    }
}

/// The article on which the issuer may act under one rule, and whether validation must follow.
fn basis(
    rule: &IssuerRule,
    issuer: IssuerKind,
    validator: Option<IssuerKind>,
    track: Track,
    emergency: EmergencyFacts,
) -> Option<(&Cite, bool)> {
    if rule.anybody || rule.alone.contains(&issuer) {
        return Some((&rule.provenance.cite, false));
    }
    if validator.is_some_and(|validator| rule.validated_by.contains(&validator)) {
        return Some((&rule.provenance.cite, false));
    }
    let derogation = rule.emergency_without_validation && emergency.met();
    match (track, derogation) {
        (Track::Emergency, true) => {
            Some((rule.emergency_cite.as_ref().unwrap_or(&rule.provenance.cite), true))
        }
        (Track::Emergency, false) | (Track::Ordinary | Track::Urgent, true | false) => None,
    }
}

#[cfg(test)]
mod tests;
