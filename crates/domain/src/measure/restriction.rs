//! What arrived and may not be used: nobody validated the emergency order in time, or the notified authority raised a
//! ground that stops the data. It is deleted or restricted; until then nothing of it leaves for a court.
//! Regulation (EU) 2023/1543, Articles 4(5), 10(4) and 12(2).

use law::clock::ClockEffect;
use law::ground::{GroundEffect, GroundStage};
use law::ids::{Cite, ClockId, GroundId};

use crate::ctx::Ctx;
use crate::measure::Measure;
use crate::measure::command::Extent;
use crate::measure::event::PeerAct;
use crate::measure::parts::{Staged, Standing};

/// Where the law says that what this measure brought may not be used, if it says so. A ground that waits for an officer
/// counts until the officer has declined it; one for a part counts for all, because an exhibit does not say which part
/// it is.
#[must_use]
pub fn restriction(measure: &Measure, ctx: &Ctx<'_>) -> Option<Cite> {
    let Measure::Issuing(issuing) = measure else { return None };
    let issued = issuing.issued()?;
    let unvalidated = |id: &ClockId| {
        let clock = ctx.law.clock(id)?;
        let lapsed = clock.effect == ClockEffect::WithdrawAndDeleteOrRestrict;
        lapsed.then(|| clock.provenance.cite.clone())
    };
    let stopped = |staged: &Staged| match (&staged.act, &staged.standing) {
        (PeerAct::Objected { ground, extent, .. }, Standing::Taken(_) | Standing::Waiting) => {
            stops(ground, extent, ctx)
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
    let passed = issued.passed.iter().find_map(unvalidated);
    passed.or_else(|| issued.acts.iter().find_map(stopped))
}

/// The place of a ground that stops data; conditions travel with them and stop nothing, and a ground against enforcement
/// is about what was never produced.
fn stops(ground: &GroundId, extent: &Extent, ctx: &Ctx<'_>) -> Option<Cite> {
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
