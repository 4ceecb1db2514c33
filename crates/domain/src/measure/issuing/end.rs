//! The end at the issuer: it completes what is settled, once nothing waits for a word of it and nobody's right still
//! runs. What would come afterwards could not be used.

use std::collections::BTreeSet;

use law::clock::{ClockEffect, ClockKind};
use law::ids::Party as LawParty;
use law::instrument::Trigger;
use law::letter_form::Consequence;
use law::route::{Aim, Channel};

use super::Issued;
use crate::ctx::Ctx;
use crate::denied::Denied;
use crate::measure::clocks;
use crate::measure::command::Extent;
use crate::measure::event::{Event, PeerAct};
use crate::measure::parts::Standing;
use crate::permit::senders::channel;

/// Ends the measure; with data in custody nothing more need be said.
pub(super) fn complete(
    issued: &Issued,
    has_data: bool,
    ctx: &Ctx<'_>,
) -> Result<Vec<Event>, Denied> {
    if !(has_data || issued.is_settled(ctx)) {
        return Err(Denied::NotReceived);
    }
    let waits = issued.acts.iter().find(|staged| staged.standing == Standing::Waiting);
    if let Some(staged) = waits {
        return Err(Denied::PeerActWaits { act: staged.act.id() });
    }
    no_right_runs(issued, ctx)?;
    // What an emergency let out is not ended before somebody competent has looked at it.
    if issued.owes_review() {
        return Err(Denied::ApprovalMissing { k: 1, have: 0 });
    }
    Ok(vec![Event::Completed { at: ctx.now }])
}

/// Whether the authority that was notified can raise no ground any more: it has answered, or its time is over in every
/// reading. Before it has its copy its time has not begun.
fn no_right_runs(issued: &Issued, ctx: &Ctx<'_>) -> Result<(), Denied> {
    let answered = issued.acts.iter().any(|staged| {
        matches!(staged.act, PeerAct::Cleared | PeerAct::Objected { .. })
            && matches!(staged.standing, Standing::Taken(_))
    });
    if issued.draft.terms.enforcing.is_none() || answered {
        return Ok(());
    }
    let (stage, theirs) = (issued.draft.stage(), BTreeSet::from([LawParty::Ea]));
    let rights = [Trigger::Received, Trigger::CopyReceived]
        .into_iter()
        .flat_map(|trigger| clocks::at_parties(&stage, trigger, &theirs, ctx));
    for clock in rights {
        let is_right = clock.kind == ClockKind::Window && clock.effect == ClockEffect::RightLapses;
        let is_over = issued.passed.contains(&clock.id) || issued.talk.ended.contains(&clock.id);
        if !is_right || is_over {
            continue;
        }
        let due = issued.dues.iter().find(|due| due.clock == clock.id);
        let latest = due.and_then(|due| due.latest_of_all);
        if latest.is_none_or(|latest| ctx.now <= latest) {
            let fires_at = due.and_then(crate::measure::due::Due::fires_at);
            return Err(Denied::NotDue { clock: clock.id.clone(), fires_at });
        }
    }
    Ok(())
}

impl Issued {
    /// What was told to a supervisory authority stands: whoever is supervised cannot end that by a word.
    ///
    /// # Errors
    /// [`Denied::Stands`] with the article.
    pub(crate) fn may_be_withdrawn(&self, ctx: &Ctx<'_>) -> Result<(), Denied> {
        let kind = ctx.law.kind(&self.draft.kind);
        let told = kind.filter(|kind| channel(kind) == Channel::Supervisor);
        match told {
            Some(kind) => Err(Denied::Stands { cite: kind.provenance.cite.clone() }),
            None => Ok(()),
        }
    }

    /// Whether a recipient said what became of the measure, so that nothing more is awaited: a recognition promises
    /// what follows, and settles only what consists in it; a refusal of a part leaves the rest.
    pub(crate) fn is_settled(&self, ctx: &Ctx<'_>) -> bool {
        let route = ctx.law.kind(&self.draft.kind).and_then(|kind| kind.route.as_ref());
        let consists_in_it = route.is_some_and(|route| match route.aim {
            Aim::Information | Aim::JointInvestigation | Aim::Supervision => true,
            Aim::Confiscation
            | Aim::Evidence
            | Aim::Freezing
            | Aim::Preservation
            | Aim::Production
            | Aim::Removal => false,
        });
        self.was_told(|act| match act {
            PeerAct::Refused { extent: Extent::All, .. } => true,
            PeerAct::Said { does, .. } => does.iter().any(|does| settles(*does, consists_in_it)),
            PeerAct::Acknowledged { .. }
            | PeerAct::Cleared
            | PeerAct::Objected { .. }
            | PeerAct::OfferedHandover { .. }
            | PeerAct::Refused { extent: Extent::Conditions(_) | Extent::Data(_), .. }
            | PeerAct::Withdrew { .. } => false,
        })
    }

    /// Whether a recipient said anything that can become of a measure of whatever kind: less does not stand before an
    /// end on any stream.
    pub(super) fn is_answered(&self) -> bool {
        self.was_told(|act| match act {
            PeerAct::Refused { .. } => true,
            PeerAct::Said { does, .. } => does.iter().any(|does| settles(*does, true)),
            PeerAct::Acknowledged { .. }
            | PeerAct::Cleared
            | PeerAct::Objected { .. }
            | PeerAct::OfferedHandover { .. }
            | PeerAct::Withdrew { .. } => false,
        })
    }

    /// Whether we said that it need not be carried on, or a peer's act of this sort has effect.
    fn was_told(&self, of_this_sort: impl Fn(&PeerAct) -> bool) -> bool {
        let ended = self.talk.said.iter().any(|said| said.does.contains(&Consequence::End));
        let taken = |standing: &Standing| match standing {
            Standing::Taken(_) => true,
            Standing::Declined(_) | Standing::Waiting => false,
        };
        ended || self.acts.iter().any(|staged| taken(&staged.standing) && of_this_sort(&staged.act))
    }
}

/// Whether a letter of a recipient with this consequence settles a measure, which may consist in its recognition.
const fn settles(does: Consequence, recognition: bool) -> bool {
    match does {
        Consequence::Decline
        | Consequence::End
        | Consequence::Impossible
        | Consequence::PassOn
        | Consequence::Perform
        | Consequence::Undo => true,
        Consequence::Recognize => recognition,
        Consequence::Acknowledge
        | Consequence::Confirm
        | Consequence::Contest
        | Consequence::Enforce
        | Consequence::Extend
        | Consequence::HoldForRequest
        | Consequence::Inform
        | Consequence::Postpone
        | Consequence::Resume
        | Consequence::Suspend
        | Consequence::Withdraw => false,
    }
}
