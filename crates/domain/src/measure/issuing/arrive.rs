//! What arrives at the issuer: receipts of its copies, letters of its recipients, and exhibits.

use std::collections::BTreeSet;

use jiff::Timestamp;
use law::facts::Facts;
use law::ids::{ClockId, Track};

use super::Issued;
use crate::ctx::Ctx;
use crate::denied::Denied;
use crate::ids::HandoverId;
use crate::letter::{CopyKind, LetterRef, Party};
use crate::measure::clocks;
use crate::measure::command::TakenExhibit;
use crate::measure::event::{Event, PeerAct};
use crate::measure::notice;
use crate::measure::parts::Standing;
use crate::measure::staging::{self, Side};
use crate::measure::talk;
use crate::release;

/// A copy of ours arrived: its recipient's clocks are computed here too.
pub(super) fn record_receipt(
    issued: &Issued,
    copy: CopyKind,
    received_at: Timestamp,
    ctx: &Ctx<'_>,
) -> Result<Vec<Event>, Denied> {
    match issued.receipts.get(&copy) {
        Some(known) if *known == received_at => return Ok(Vec::new()),
        Some(_) => return Err(Denied::AlreadyKnown),
        None if issued.copies.iter().any(|sent| sent.order.copy == copy) => {}
        None if issued.enforcement.as_ref().is_some_and(|order| order.copy == copy) => {}
        None => return Err(Denied::NotFound),
    }
    let mut receipts = issued.receipts.clone();
    receipts.insert(copy, received_at);
    let known = Facts {
        addressee_received_at: receipts.get(&CopyKind::Addressee).copied(),
        enforcing_received_at: receipts.get(&CopyKind::Enforcing).copied(),
        ..Facts::default()
    };
    // A second receipt can change what the first recipient's clocks answer, so all are asked again.
    let stage = issued.draft.stage();
    let dues = receipts
        .iter()
        .flat_map(|(copy, at)| clocks::kept(&clocks::on_receipt(&stage, *copy, *at, &known, ctx)))
        // A clock that a letter moved keeps the answer it has, and one that it settled stays settled.
        .filter(|due| !issued.talk.began.contains_key(&due.clock))
        .filter(|due| !issued.talk.ended.contains(&due.clock))
        .collect();
    Ok(vec![Event::ReceiptRecorded { at: ctx.now, copy, received_at, dues }])
}

/// Stages a peer's act and lets the law do with it what it does by itself.
pub(super) fn stage(
    issued: &Issued,
    letter: LetterRef,
    from: &Party,
    sent_at: Timestamp,
    act: &PeerAct,
    ctx: &Ctx<'_>,
) -> Result<Vec<Event>, Denied> {
    if staging::is_known(&issued.acts, issued.parties(), letter, from, act, ctx)? {
        return Ok(Vec::new());
    }
    let lapsed = |clock: &ClockId| {
        let due = issued.dues.iter().find(|due| due.clock == *clock);
        let latest = due.and_then(|due| due.latest_of_all);
        latest.is_some_and(|latest| sent_at.min(ctx.now) > latest)
    };
    let late = match act {
        PeerAct::Objected { ground, .. } => ctx.law.ground(ground).is_some_and(|known| {
            let until = match (issued.draft.terms.track, &known.until_emergency) {
                (Track::Emergency, Some(until)) => Some(until),
                (Track::Emergency | Track::Ordinary | Track::Urgent, _) => known.until.as_ref(),
            };
            until.is_some_and(lapsed)
        }),
        PeerAct::Acknowledged { .. }
        | PeerAct::Cleared
        | PeerAct::OfferedHandover { .. }
        | PeerAct::Refused { .. }
        | PeerAct::Withdrew { .. } => false,
        PeerAct::Said { .. } => {
            return Ok(talk::hear(&issued.speaker(), letter, from, sent_at, act, ctx));
        }
    };
    let parties = issued.parties();
    let by_law = staging::by_law(Side::Issuing, parties, &from.member, act, late, ctx);
    Ok(staging::events(ctx.now, letter, from, sent_at, act, by_law))
}

/// Custody is taken of exactly what was offered, once.
pub(super) fn take_over(
    issued: &Issued,
    handover: HandoverId,
    exhibits: &[TakenExhibit],
    ctx: &Ctx<'_>,
) -> Result<Vec<Event>, Denied> {
    if issued.productions.iter().any(|earlier| earlier.handover == handover) {
        return Ok(Vec::new());
    }
    release::yields_data(&issued.draft.kind, ctx)?;
    let offered = issued
        .acts
        .iter()
        .find_map(|staged| match (&staged.act, &staged.standing) {
            (PeerAct::OfferedHandover { handover: theirs, exhibits, .. }, Standing::Waiting)
                if *theirs == handover =>
            {
                Some(exhibits)
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
        })
        .ok_or(Denied::NotFound)?;
    let ours: BTreeSet<_> = exhibits.iter().map(|taken| taken.exhibit).collect();
    let theirs: BTreeSet<_> = offered.iter().map(|offered| offered.exhibit).collect();
    if ours != theirs || exhibits.len() != offered.len() {
        return Err(Denied::NotReceived);
    }
    let produced = Event::Produced { at: ctx.now, handover, exhibits: exhibits.to_vec() };
    Ok([produced].into_iter().chain(notice::produced(issued, ctx)).collect())
}
