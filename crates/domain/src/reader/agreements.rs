//! An agreement for one reader: what it says, where it stands, what it means today, and what this officer may do with it now.
//!
//! It is the member's own and holds nothing of any case, so whoever reads agreements reads the whole document. What cannot be
//! done is not offered; where only the person or the sign-in stands against an act, the reader is told why.

use jiff::Timestamp;

use super::ActOffer;
use crate::actor::Officer;
use crate::agreement::{
    Agreement, Command, Consent, Direction, Notice, Onward, Outlook, Part, Phase, outlook,
};
use crate::ctx::Ctx;
use crate::denied::Denied;
use crate::erasure::Why;
use crate::ids::{AgreementId, ExhibitId, ID_BYTES};
use crate::permit::{self, Row, Scope, Subject, matrix};

/// An agreement as one officer sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreementSeen {
    /// The agreement.
    pub agreement: Agreement,
    /// Where it stands now.
    pub phase: Phase,
    /// Since when.
    pub since: Timestamp,
    /// When it is to be gone through again, as long as it binds.
    pub review_due_at: Option<Timestamp>,
    /// What it means now for letters, for each other party.
    pub outlook: Vec<Outlook>,
    /// What this reader may do now: `consent`, `end`, `reinstate`, `review`, `sign`, `suspend`.
    pub may: Vec<ActOffer>,
}

impl AgreementSeen {
    /// Its id.
    #[must_use]
    pub const fn id(&self) -> AgreementId {
        self.agreement.id()
    }

    /// Whether an act can be done by this reader now.
    #[must_use]
    pub fn may(&self, verb: &str) -> bool {
        self.may.iter().any(|offer| offer.verb == verb && offer.denied.is_none())
    }

    /// Why the reader, whose office has the act, cannot do it now.
    #[must_use]
    pub fn why_not(&self, verb: &str) -> Option<&Denied> {
        self.may.iter().find(|offer| offer.verb == verb)?.denied.as_ref()
    }
}

/// An agreement for one reader; none for whoever reads no agreements.
#[must_use]
pub fn reduce_agreement(
    agreement: &Agreement,
    officer: &Officer,
    ctx: &Ctx<'_>,
) -> Option<AgreementSeen> {
    let ours = officer.member == *ctx.roster.ours() && officer.active;
    if !ours || matrix::mark(Row::AgreementRead, officer.office).scope == Scope::Never {
        return None;
    }
    let phase = agreement.phase(ctx.now);
    let is_reviewed = matches!(phase, Phase::InForce | Phase::Suspended | Phase::Waiting);
    Some(AgreementSeen {
        phase,
        since: agreement.since(ctx.now),
        review_due_at: is_reviewed.then(|| agreement.review_due_at()),
        outlook: outlook(agreement, ctx.roster.ours(), ctx.now),
        may: offers(agreement, officer, ctx),
        agreement: agreement.clone(),
    })
}

/// Whether this officer writes agreements down.
#[must_use]
pub fn may_draft_agreement(officer: &Officer, ctx: &Ctx<'_>) -> bool {
    let ours = officer.member == *ctx.roster.ours() && officer.active;
    ours && matrix::mark(Row::AgreementDraft, officer.office).scope != Scope::Never
}

fn offers(agreement: &Agreement, officer: &Officer, ctx: &Ctx<'_>) -> Vec<ActOffer> {
    let mut offers = Vec::new();
    for command in candidates(agreement, officer, ctx) {
        let verb = command.verb();
        let permit = permit::for_officer(officer, &Subject::new(Some(agreement)), command, ctx);
        match permit.err() {
            None => offers.push(ActOffer { verb, denied: None }),
            // The agreement could be signed, and this officer could not: they are told who must.
            Some(denied @ (Denied::SameOfficer { .. } | Denied::StepUp { .. })) => {
                offers.push(ActOffer { verb, denied: Some(denied) });
            }
            Some(_) => {}
        }
    }
    offers
}

/// One command of each kind, filled so that only the state, the person and the sign-in can say no.
fn candidates(agreement: &Agreement, officer: &Officer, ctx: &Ctx<'_>) -> Vec<Command> {
    // The words are tried out and written nowhere.
    let Some(why) = Why::parse("-") else { return Vec::new() };
    let notice = Notice { criterion: 1, why: why.clone(), part: Part::default() };
    let mut commands = vec![
        Command::End { why: why.clone() },
        Command::Reinstate { why: why.clone() },
        Command::Review { found: why },
        Command::Sign { unit: officer.unit.clone(), seal: String::new() },
        Command::Suspend(notice),
    ];
    let ours = ctx.roster.ours();
    let gives = |way: &&Direction| way.from == *ours;
    let lines = agreement.terms().lines();
    // Whoever gives nothing under it has nothing that could go on.
    if let (Onward::WithConsent, Some(way)) = (lines.onward, lines.directions.iter().find(gives)) {
        let exhibit = ExhibitId::new([0; ID_BYTES]);
        commands.push(Command::Consent(Consent { exhibit, to: way.to.clone() }));
    }
    commands
}

#[cfg(test)]
mod tests;
