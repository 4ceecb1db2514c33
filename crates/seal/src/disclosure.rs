//! One entry of a log, some fields of it open: what an authority hands out when a package would say too much.
//!
//! Two parts, one behind the other: the opening, one line, and the tlog-proof of its leaf (`docs/spec/subset.md` §6). Not
//! here: who may disclose what to whom, which is recorded as an event of its own and not in the file.

use thiserror::Error;

use crate::json::Json;
use crate::opening::{Opening, OpeningError, Part, Why};
use crate::package::schema::Schema;
use crate::policy::Policy;
use crate::proof::{PROOF_BYTES_MAX, ProofError, TlogProof};

/// How every such file begins: the first member of an opening.
pub const BEGINS: &[u8] = b"{\"fields\":";

/// Why a disclosure is not believed.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum DisclosureError {
    /// Opening and proof are of two entries.
    #[error("the opening and the proof belong to different entries")]
    Entry,
    /// Not the two parts, or nothing is open.
    #[error("this is no disclosure of an entry")]
    Form,
    /// The line does not open its leaf.
    #[error("the opening: {0}")]
    Opening(#[from] OpeningError),
    /// The entry is not proven.
    #[error("the proof: {0}")]
    Proof(#[from] ProofError),
}

impl DisclosureError {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Entry => "entry",
            Self::Form => "form",
            Self::Opening(error) => error.code(),
            Self::Proof(error) => error.code(),
        }
    }
}

/// A believed disclosure.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Disclosed {
    /// What was opened.
    pub opening: Opening,
    /// Leaves of the log under the head that proves it.
    pub size: u64,
    /// The second by which a quorum had signed that head; none if none was asked for.
    pub witnessed_at: Option<u64>,
}

/// A field that stays closed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct ClosedField {
    /// Its place.
    pub index: usize,
    /// Its name by the schema, where that is open and known here.
    pub name: Option<&'static str>,
    /// Why, as the writer says.
    pub why: Why,
}

impl Disclosed {
    /// The fields that stay closed, in their order.
    #[must_use]
    pub fn closed(&self) -> Vec<ClosedField> {
        let schema = self.opening.get("schema").and_then(Json::text).and_then(Schema::named);
        let schema = schema.filter(|schema| schema.n_fields() == self.opening.parts().len());
        let closed =
            self.opening.parts().iter().enumerate().filter_map(|(index, part)| match part {
                Part::Open { .. } => None,
                Part::Closed { why, .. } => {
                    let name = schema.and_then(|schema| schema.names().nth(index));
                    Some(ClosedField { index, name, why: *why })
                }
            });
        closed.collect()
    }
}

/// The file.
#[must_use]
pub fn bytes(opening: &Opening, proof: &TlogProof) -> Vec<u8> {
    format!("{}{proof}", opening.to_line()).into_bytes()
}

/// Believes a disclosure, if its entry stands in a log under this policy.
///
/// # Errors
/// [`DisclosureError`], with the first thing that does not hold.
pub fn check(bytes: &[u8], policy: &Policy) -> Result<Disclosed, DisclosureError> {
    let end = bytes.iter().position(|byte| *byte == b'\n').ok_or(DisclosureError::Form)?;
    let (line, rest) =
        bytes.split_at_checked(end.saturating_add(1)).ok_or(DisclosureError::Form)?;
    if rest.len() > PROOF_BYTES_MAX {
        return Err(DisclosureError::Form);
    }
    let opening = Opening::parse(line)?;
    if !opening.parts().iter().any(|part| matches!(part, Part::Open { .. })) {
        return Err(DisclosureError::Form);
    }
    let proof = TlogProof::parse(rest)?;
    let proven = proof.verify(&opening.leaf_hash(), policy)?;
    let is_one_entry = proof.extra.is_none_or(|extra| extra == *opening.leaf())
        && proof.index == opening.index()
        && proven.checkpoint.origin() == opening.origin();
    if !is_one_entry {
        return Err(DisclosureError::Entry);
    }
    let size = proven.checkpoint.size();
    Ok(Disclosed { opening, size, witnessed_at: proven.witnessed_at })
}

#[cfg(test)]
mod tests;
