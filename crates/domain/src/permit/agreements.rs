//! Letters about an agreement, and what the fixed order of checks asks of its commands.
//!
//! Only a party may speak about an agreement, out of an office that may do the same here. Its signature was checked over the
//! document's bytes before the letter came this far; whether these are our bytes is asked by the decision.

use law::defect::Defect;
use law::ids::Cite;

use super::matrix::{self, Row, Scope};
use super::{Act, Basis, Permit, comes_from_a_member, sealed};
use crate::actor::Actor;
use crate::agreement::{self, Agreement, Command, Letter, Message, Said};
use crate::ctx::Ctx;
use crate::denied::Denied;
use crate::ids::CaseId;
use crate::letter::{LetterRef, Verified};
use crate::purpose::Purpose;

/// Takes a letter about an agreement in. `state` is what is here under its id.
///
/// # Errors
/// [`Denied`] if the letter is not for us, its writer is no party, or its office may not say this.
pub fn for_agreement(
    letter: &Verified<Letter>,
    state: Option<&Agreement>,
    ctx: &Ctx<'_>,
) -> Result<Permit<Command>, Denied> {
    let (value, signer) = (letter.value(), letter.signer());
    comes_from_a_member(&value.from, &value.to, signer, ctx)?;
    let unit = ctx.roster.unit(&signer.unit).filter(|_| *signer.unit.member() == signer.member);
    let (_, unit) = unit.ok_or(Denied::WrongAddressee)?;
    let (row, said) = match &value.message {
        Message::Consent { consent, .. } => (Row::AgreementConsent, Said::Consent(consent.clone())),
        Message::End { why, .. } => (Row::AgreementEnd, Said::End { why: why.clone() }),
        Message::Proposal(shown) | Message::Signature(shown) => {
            let (terms, seal) = (Box::new(shown.terms.clone()), shown.seal.clone());
            (Row::AgreementSign, Said::Sign { terms, seal })
        }
        Message::Reinstatement { why, .. } => {
            (Row::AgreementReinstate, Said::Reinstate { why: why.clone() })
        }
        Message::Suspension { since, notice, .. } => {
            let (since, notice) = (*since, notice.clone());
            (Row::AgreementSuspend, Said::Suspend { since, notice })
        }
    };
    let parties = match (&said, state) {
        (_, Some(known)) => &known.terms().lines().parties,
        (Said::Sign { terms, .. }, None) => &terms.lines().parties,
        (
            Said::Consent(_) | Said::End { .. } | Said::Reinstate { .. } | Said::Suspend { .. },
            None,
        ) => return Err(Denied::NotFound),
    };
    if !parties.contains(&signer.member) {
        return Err(Denied::WrongAddressee);
    }
    if matrix::mark(row, unit.office).scope == Scope::Never {
        return Err(Denied::NotCompetent {
            office: unit.office,
            issuer_kind: unit.issuer_kind,
            cite: None,
            blocked: [].into(),
            allowed: [].into(),
        });
    }
    let reference = LetterRef { id: value.id, digest: *letter.digest() };
    let digest = value.message.of().digest;
    let act = Command::Hear { from: signer.clone(), letter: reference, digest, said };
    let by =
        Actor::Peer { member: signer.member.clone(), unit: signer.unit.clone(), letter: value.id };
    let basis = Basis { office: None, purpose: Purpose::Security, legal: None, level: None };
    Ok(Permit { act, by, basis })
}

impl sealed::Sealed for Command {}

impl Act for Command {
    type State = Agreement;

    fn row(&self) -> Row {
        match self {
            Self::Consent(_) => Row::AgreementConsent,
            Self::Draft { .. } => Row::AgreementDraft,
            Self::End { .. } => Row::AgreementEnd,
            Self::Hear { .. } => Row::AgreementHear,
            Self::Pass => Row::AgreementTrack,
            Self::Reinstate { .. } => Row::AgreementReinstate,
            Self::Review { .. } => Row::AgreementReview,
            Self::Sign { .. } => Row::AgreementSign,
            Self::Suspend(_) => Row::AgreementSuspend,
        }
    }

    fn purpose(&self, _state: Option<&Agreement>) -> Purpose {
        Purpose::Security
    }

    fn case(&self, _state: Option<&Agreement>) -> Option<CaseId> {
        None
    }

    fn defects(&self, _state: Option<&Agreement>, _by: &Actor, _ctx: &Ctx<'_>) -> Vec<Defect> {
        Vec::new()
    }

    fn applies(&self, _state: Option<&Agreement>, _ctx: &Ctx<'_>) -> Result<(), Denied> {
        Ok(())
    }

    fn competence(
        &self,
        _state: Option<&Agreement>,
        _by: &Actor,
        _ctx: &Ctx<'_>,
    ) -> Result<Option<Cite>, Denied> {
        Ok(None)
    }

    fn attempt(&self, state: Option<&Agreement>, by: &Actor, ctx: &Ctx<'_>) -> Result<(), Denied> {
        agreement::outcome(state, self, by, ctx).map(drop)
    }
}
