//! Letters about a recall, and what the fixed order of checks asks of its commands.
//!
//! Who handed an exhibit to us may ask for its destruction, and nobody else may; who was asked may answer. What we hold
//! is told by our own records, so nothing that a letter says of its writer counts. Nothing is destroyed by a letter.

use std::collections::BTreeMap;

use law::defect::Defect;
use law::ids::Cite;

use super::matrix::{self, Row, Scope};
use super::{Act, Basis, Permit, comes_from_a_member, sealed};
use crate::actor::{Actor, NodeId};
use crate::ctx::Ctx;
use crate::denied::Denied;
use crate::ids::{CaseId, ExhibitId};
use crate::letter::{LetterRef, Verified};
use crate::purpose::Purpose;
use crate::recall::{self, Answer, Certificate, Confirmation, Demand, Letter, Message, Recall};

/// That an exhibit was handed to us, as our own record of it says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Passed {
    /// By which installation.
    pub giver: NodeId,
    /// Digest of the letter that both sides signed for.
    pub letter: [u8; 32],
    /// The case the exhibit belongs to here.
    pub case: CaseId,
}

/// Takes a letter about a recall in: a demand is put before our officers, an answer is kept.
///
/// `passed` is what our records say of the exhibits that a demand names; `proven` where the leaves of the certificates
/// stand that a confirmation shows, as far as a proof was shown and holds.
///
/// # Errors
/// [`Denied`] if the letter is not for us, comes from somebody who did not hand all of it to us, or answers what
/// nobody asked its writer.
pub fn for_recall(
    letter: &Verified<Letter>,
    passed: &BTreeMap<ExhibitId, Vec<Passed>>,
    proven: &BTreeMap<[u8; 32], u64>,
    state: Option<&Recall>,
    ctx: &Ctx<'_>,
) -> Result<Permit<recall::Command>, Denied> {
    let (value, signer) = (letter.value(), letter.signer());
    comes_from_a_member(&value.from, &value.to, signer, ctx)?;
    let unit = ctx.roster.unit(&signer.unit).filter(|_| *signer.unit.member() == signer.member);
    let (_, unit) = unit.ok_or(Denied::WrongAddressee)?;
    let reference = LetterRef { id: value.id, digest: *letter.digest() };
    let act = match &value.message {
        Message::Ask { recall, reason, why, due_at, exhibits } => {
            if matrix::mark(Row::RecallAsk, unit.office).scope == Scope::Never {
                return Err(Denied::NotCompetent {
                    office: unit.office,
                    issuer_kind: unit.issuer_kind,
                    cite: None,
                    blocked: [].into(),
                    allowed: [].into(),
                });
            }
            let came = |(exhibit, letter): (&ExhibitId, &[u8; 32])| {
                let known = passed.get(exhibit)?.iter();
                let mut of_it =
                    known.filter(|one| one.giver == signer.node && one.letter == *letter);
                of_it.next().map(|one| one.case)
            };
            let cases: Option<Vec<CaseId>> = exhibits.iter().map(came).collect();
            let case = cases.and_then(|cases| cases.first().copied()).ok_or(Denied::NotFound)?;
            recall::Command::Receive(Demand {
                recall: *recall,
                from: signer.clone(),
                letter: reference,
                reason: *reason,
                why: why.clone(),
                due_at: *due_at,
                exhibits: exhibits.clone(),
                case,
            })
        }
        Message::Confirmed { certificates, onward, .. } => {
            let certificate = |shown: &recall::Shown| Certificate {
                erasure: shown.erasure,
                leaf: shown.leaf,
                index: proven.get(&shown.leaf).copied(),
            };
            let certificates = certificates.iter().map(certificate).collect();
            let confirmation = Confirmation { certificates, onward: *onward };
            answer(letter, reference, Answer::Confirmed(confirmation), state)?
        }
        Message::Refused { refused, .. } => {
            answer(letter, reference, Answer::Refused(refused.clone()), state)?
        }
    };
    let by =
        Actor::Peer { member: signer.member.clone(), unit: signer.unit.clone(), letter: value.id };
    let basis = Basis { office: None, purpose: Purpose::EvidenceCustody, legal: None, level: None };
    Ok(Permit { act, by, basis })
}

/// An answer of somebody whom we asked.
fn answer(
    letter: &Verified<Letter>,
    reference: LetterRef,
    answer: Answer,
    state: Option<&Recall>,
) -> Result<recall::Command, Denied> {
    let signer = letter.signer();
    let asking = match state {
        Some(Recall::Asking(asking)) => asking,
        Some(Recall::Asked(_)) | None => return Err(Denied::NotFound),
    };
    let asked = asking.request.recipients.get(&signer.node);
    if asked.is_none_or(|asked| asked.member != signer.member) {
        return Err(Denied::WrongAddressee);
    }
    Ok(recall::Command::Answer { from: signer.node.clone(), letter: reference, answer })
}

impl sealed::Sealed for recall::Command {}

impl Act for recall::Command {
    type State = Recall;

    fn row(&self) -> Row {
        match self {
            Self::Ask(_) => Row::RecallAsk,
            Self::Confirm(_) | Self::Report(_) => Row::RecallConfirm,
            Self::Deliver { .. } | Self::NotTaken { .. } | Self::Pass(_) => Row::RecallTrack,
            Self::Answer { .. } | Self::Receive(_) => Row::RecallReceive,
            Self::Refuse(_) => Row::RecallRefuse,
        }
    }

    fn purpose(&self, _state: Option<&Recall>) -> Purpose {
        Purpose::EvidenceCustody
    }

    fn case(&self, state: Option<&Recall>) -> Option<CaseId> {
        match (state, self) {
            (None, Self::Ask(request)) => request.case,
            (Some(_) | None, _) => state.and_then(Recall::case),
        }
    }

    fn defects(&self, _state: Option<&Recall>, _by: &Actor, _ctx: &Ctx<'_>) -> Vec<Defect> {
        Vec::new()
    }

    fn applies(&self, _state: Option<&Recall>, _ctx: &Ctx<'_>) -> Result<(), Denied> {
        Ok(())
    }

    fn competence(
        &self,
        _state: Option<&Recall>,
        _by: &Actor,
        _ctx: &Ctx<'_>,
    ) -> Result<Option<Cite>, Denied> {
        Ok(None)
    }

    fn attempt(&self, state: Option<&Recall>, by: &Actor, ctx: &Ctx<'_>) -> Result<(), Denied> {
        recall::outcome(state, self, by, ctx).map(drop)
    }
}
