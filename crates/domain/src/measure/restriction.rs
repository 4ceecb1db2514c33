//! What arrived and may not be used: nobody validated the emergency order in time, or the notified authority raised a
//! ground that stops the data. It is deleted or restricted; until then nothing of it leaves for a court.
//! Regulation (EU) 2023/1543, Articles 4(5), 10(4) and 12(2).

use law::clock::ClockEffect;
use law::ground::{GroundEffect, GroundStage};
use law::ids::{Cite, ClockId, GroundId, Track};

use crate::ctx::Ctx;
use crate::measure::command::Extent;
use crate::measure::event::PeerAct;
use crate::measure::parts::{Staged, Standing};
use crate::measure::{Issuing, Measure};

/// Where the law says that what this measure brought may not be used, if it says so. A ground that waits for an officer
/// counts until then; in an emergency, for which alone the act says that data are deleted or restricted, it counts
/// afterwards too. A ground for a part counts for all, because an exhibit does not say which part it is.
#[must_use]
pub fn restriction(measure: &Measure, ctx: &Ctx<'_>) -> Option<Cite> {
    let Measure::Issuing(issuing) = measure else { return None };
    let issued = issuing.issued()?;
    let is_review = |id: &&ClockId| {
        let clock = ctx.law.clock(id);
        clock.is_some_and(|clock| clock.effect == ClockEffect::WithdrawAndDeleteOrRestrict)
    };
    // Taken back before anybody validated it, it is validated no more.
    let given_up = matches!(issuing, Issuing::Withdrawn(_)) && issued.owes_review();
    let owed = issued.dues.iter().map(|due| &due.clock).filter(|_| given_up);
    let unvalidated = issued.passed.iter().chain(owed).find(is_review);
    let cite = unvalidated.and_then(|id| ctx.law.clock(id)).map(|clock| &clock.provenance.cite);
    let is_emergency = issued.draft.terms.track == Track::Emergency;
    let stopped = |staged: &Staged| match (&staged.act, &staged.standing) {
        (PeerAct::Objected { ground, extent, .. }, standing)
            if issued.draft.terms.enforcing.as_ref() == Some(&staged.from.member) =>
        {
            let counts = match standing {
                Standing::Waiting => true,
                Standing::Taken(_) => is_emergency,
                Standing::Declined(_) => false,
            };
            stops(ground, extent, ctx).filter(|_| counts)
        }
        (
            PeerAct::Acknowledged { .. }
            | PeerAct::Cleared
            | PeerAct::Objected { .. }
            | PeerAct::OfferedHandover { .. }
            | PeerAct::Refused { .. }
            | PeerAct::Said { .. }
            | PeerAct::Withdrew { .. },
            Standing::Declined(_) | Standing::Taken(_) | Standing::Waiting,
        ) => None,
    };
    cite.cloned().or_else(|| issued.acts.iter().find_map(stopped))
}

/// The place of a ground that stops data; conditions travel with them and stop nothing, and a ground against enforcement
/// is about what was never produced.
pub(super) fn stops(ground: &GroundId, extent: &Extent, ctx: &Ctx<'_>) -> Option<Cite> {
    let known = ctx.law.ground(ground)?;
    let reaches = match extent {
        Extent::All | Extent::Data(_) => true,
        Extent::Conditions(_) => false,
    };
    let stops = match known.effect {
        GroundEffect::Partial | GroundEffect::Stop => known.stage == GroundStage::Notification,
        GroundEffect::Inform | GroundEffect::Suspend => false,
    };
    (reaches && stops).then(|| known.provenance.cite.clone())
}
