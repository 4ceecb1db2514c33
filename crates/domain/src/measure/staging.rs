//! What a peer's act does by itself: some acts have effect by law, some have none, others wait.
//!
//! A peer never writes our state. Its act is staged; a rule of the instrument or an officer gives it
//! effect. Here is which rule does, as far as one does.

use jiff::Timestamp;
use law::clock::ClockKind;
use law::ids::{Cite, GroundId, KindId, Party as LawParty};
use law::letter_form::Consequence;

use crate::actor::{Actor, MemberId};
use crate::ctx::Ctx;
use crate::denied::Denied;
use crate::ids::LetterId;
use crate::letter::{LetterRef, Party};
use crate::measure::event::{Event, Finding, PeerAct, TakenBy};
use crate::measure::parts::{PEER_ACTS_MAX, Staged, Standing};
use crate::permit::senders::{Role, channel};
use crate::release;

/// On which member's stream an act arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Side {
    Executing,
    Issuing,
    Notified,
}

/// The parties an act can come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parties<'a> {
    /// The kind of measure between them.
    pub kind: &'a KindId,
    /// Who asks.
    pub from: &'a MemberId,
    /// Who must perform it.
    pub addressee: &'a MemberId,
    /// Who is notified of it, if anybody is.
    pub enforcing: Option<&'a MemberId>,
}

/// What follows from an act as soon as it arrives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ByLaw {
    /// It has effect under this rule.
    Takes(Cite),
    /// It has none.
    Declines(Finding),
    /// Somebody must look.
    Waits,
}

/// What the law makes of this act from this member.
pub(crate) fn by_law(
    side: Side,
    parties: Parties<'_>,
    sender: &MemberId,
    act: &PeerAct,
    ground_late: bool,
    ctx: &Ctx<'_>,
) -> ByLaw {
    let role = role_of(sender, parties, act, ctx);
    let issuer = role == Some(Role::Issuer);
    let addressee = role == Some(Role::Addressee);
    let enforcing = role == Some(Role::Enforcing);
    match (side, act) {
        (Side::Executing, PeerAct::Acknowledged { .. }) if enforcing || issuer => {
            takes(ctx, parties.kind)
        }
        (Side::Notified, PeerAct::Acknowledged { .. }) if addressee || issuer => {
            takes(ctx, parties.kind)
        }
        (Side::Issuing, PeerAct::Acknowledged { .. }) if addressee || enforcing => {
            takes(ctx, parties.kind)
        }
        (Side::Executing | Side::Issuing, PeerAct::Cleared) if enforcing => {
            confirmation(ctx, parties.kind).map_or_else(|| takes(ctx, parties.kind), ByLaw::Takes)
        }
        (Side::Executing | Side::Issuing, PeerAct::Objected { .. }) if enforcing && ground_late => {
            ByLaw::Declines(Finding::GroundLate)
        }
        // At the addressee a ground has effect by law; at the issuer a person must act on it.
        (Side::Executing, PeerAct::Objected { ground, .. }) if enforcing => {
            cite_of(ctx, ground, LawParty::Ea).map_or(ByLaw::Waits, ByLaw::Takes)
        }
        (Side::Issuing, PeerAct::Objected { .. }) if enforcing => ByLaw::Waits,
        (Side::Issuing | Side::Notified, PeerAct::Refused { .. }) if addressee => ByLaw::Waits,
        (Side::Issuing, PeerAct::OfferedHandover { .. }) if addressee => {
            match release::yields_data(parties.kind, ctx) {
                Ok(()) => ByLaw::Waits,
                Err(_) => ByLaw::Declines(Finding::NotAsked),
            }
        }
        (Side::Executing | Side::Notified, PeerAct::Withdrew { .. }) if issuer => {
            takes(ctx, parties.kind)
        }
        (
            Side::Executing | Side::Issuing | Side::Notified,
            PeerAct::Acknowledged { .. }
            | PeerAct::Cleared
            | PeerAct::Objected { .. }
            | PeerAct::OfferedHandover { .. }
            | PeerAct::Refused { .. }
            // What a letter does is asked of the pack, by `talk`.
            | PeerAct::Said { .. }
            | PeerAct::Withdrew { .. },
        ) => ByLaw::Declines(Finding::NotTheirs),
    }
}

/// The rule under which an order binds at all.
fn takes(ctx: &Ctx<'_>, kind: &KindId) -> ByLaw {
    ctx.law.kind(kind).map_or(ByLaw::Waits, |kind| ByLaw::Takes(kind.provenance.cite.clone()))
}

/// The rule under which a no-ground opens the gate, if the pack has one.
fn confirmation(ctx: &Ctx<'_>, kind: &KindId) -> Option<Cite> {
    ctx.law
        .clocks
        .iter()
        .find(|clock| {
            clock.kind == ClockKind::Gate
                && clock.opened_by_confirmation
                && clock.kinds.contains(kind)
        })
        .map(|clock| clock.provenance.cite.clone())
}

/// Where a ground stands that this party may raise, if the law knows it.
pub(crate) fn cite_of(ctx: &Ctx<'_>, ground: &GroundId, by: LawParty) -> Option<Cite> {
    ctx.law
        .ground(ground)
        .filter(|known| known.raised_by.contains(&by))
        .map(|known| known.provenance.cite.clone())
}

/// The events of an arrival: always staged, and settled at once where the law settles it.
pub(crate) fn events(
    at: Timestamp,
    letter: LetterRef,
    from: &Party,
    sent_at: Timestamp,
    act: &PeerAct,
    by_law: ByLaw,
) -> Vec<Event> {
    let staged = Event::PeerActStaged { at, letter, from: from.clone(), sent_at, act: act.clone() };
    match by_law {
        ByLaw::Takes(cite) => {
            vec![staged, Event::PeerActTaken { at, letter: letter.id, by: TakenBy::Rule(cite) }]
        }
        ByLaw::Declines(finding) => {
            vec![staged, Event::PeerActDeclined { at, letter: letter.id, finding }]
        }
        ByLaw::Waits => vec![staged],
    }
}

/// Whether nothing is to be written: this very letter is on the stream already.
///
/// # Errors
/// [`Denied::WrongAddressee`] for somebody who is no party, [`Denied::AlreadyKnown`] for another
/// letter under the same id, [`Denied::TooMany`] for one too many of what stops nothing.
pub(crate) fn is_known(
    acts: &[Staged],
    parties: Parties<'_>,
    letter: LetterRef,
    from: &Party,
    act: &PeerAct,
    ctx: &Ctx<'_>,
) -> Result<bool, Denied> {
    let member = &from.member;
    if role_of(member, parties, act, ctx).is_none() {
        return Err(Denied::WrongAddressee);
    }
    match acts.iter().find(|staged| staged.letter.id == letter.id) {
        Some(staged) if staged.letter == letter => return Ok(true),
        Some(_) => return Err(Denied::AlreadyKnown),
        None => {}
    }
    // Each party has its own room, so nobody can fill that of another.
    let theirs = || acts.iter().filter(|staged| staged.from.member == *member);
    let n_acts = theirs().filter(|staged| stops(&staged.act) == stops(act)).count();
    match (n_acts >= PEER_ACTS_MAX, stops(act)) {
        (false, true | false) => Ok(false),
        (true, false) => Err(Denied::TooMany { n_max: PEER_ACTS_MAX }),
        // What stops is never refused; what stands already needs no second line.
        (true, true) => Ok(theirs().any(|staged| {
            let stands = match staged.standing {
                Standing::Taken(_) | Standing::Waiting => true,
                Standing::Declined(_) => false,
            };
            stands && staged.act == *act
        })),
    }
}

/// In which role somebody does this act, if in any. An authority of the addressee's state that is asked to
/// enforce is named in no order: its letters count all the same.
pub(crate) fn role_of(
    member: &MemberId,
    parties: Parties<'_>,
    act: &PeerAct,
    ctx: &Ctx<'_>,
) -> Option<Role> {
    let enforces = match act {
        PeerAct::Objected { .. } | PeerAct::Said { .. } => true,
        PeerAct::Acknowledged { .. }
        | PeerAct::Cleared
        | PeerAct::OfferedHandover { .. }
        | PeerAct::Refused { .. }
        | PeerAct::Withdrew { .. } => false,
    };
    Role::of(member, parties).or_else(|| {
        let kind =
            ctx.law.kind(parties.kind).filter(|_| enforces && parties.enforcing.is_none())?;
        let view = ctx.roster.member(member)?;
        let there = Some(view.state) == ctx.roster.state(parties.addressee);
        (there && Role::Enforcing.admits(channel(kind), view.kind)).then_some(Role::Enforcing)
    })
}

/// Whether an act can stop a measure or a part of it: no limit may ever stand in its way.
fn stops(act: &PeerAct) -> bool {
    match act {
        PeerAct::Objected { .. } | PeerAct::Refused { .. } | PeerAct::Withdrew { .. } => true,
        PeerAct::Said { does, .. } => does.iter().any(|does| halts(*does)),
        PeerAct::Acknowledged { .. } | PeerAct::Cleared | PeerAct::OfferedHandover { .. } => false,
    }
}

/// Whether a consequence holds a measure up or ends it.
const fn halts(does: Consequence) -> bool {
    match does {
        Consequence::Contest
        | Consequence::Decline
        | Consequence::End
        | Consequence::Impossible
        | Consequence::PassOn
        | Consequence::Postpone
        | Consequence::Suspend
        | Consequence::Undo
        | Consequence::Withdraw => true,
        Consequence::Acknowledge
        | Consequence::Confirm
        | Consequence::Enforce
        | Consequence::Extend
        | Consequence::HoldForRequest
        | Consequence::Inform
        | Consequence::Perform
        | Consequence::Recognize
        | Consequence::Resume => false,
    }
}

/// The act that waits under this letter.
///
/// # Errors
/// [`Denied::NotFound`] if there is none, [`Denied::AlreadyAnswered`] if it does not wait any more.
pub(crate) fn waiting(acts: &[Staged], letter: LetterId) -> Result<&Staged, Denied> {
    let staged = acts.iter().find(|staged| staged.letter.id == letter).ok_or(Denied::NotFound)?;
    match staged.standing {
        Standing::Waiting => Ok(staged),
        Standing::Declined(_) | Standing::Taken(_) => Err(Denied::AlreadyAnswered),
    }
}

/// Settles the act that waits under this letter and returns it; `None` if none waits.
pub(crate) fn settle(acts: &mut [Staged], letter: LetterId, to: Standing) -> Option<Staged> {
    let staged = acts
        .iter_mut()
        .find(|staged| staged.letter.id == letter && staged.standing == Standing::Waiting)?;
    staged.standing = to;
    Some(staged.clone())
}

/// The officer who gives an act effect.
///
/// # Errors
/// [`Denied::NotOwner`] for any other actor: what rules do by themselves is not asked for.
pub(crate) fn by_officer(by: &Actor) -> Result<TakenBy, Denied> {
    by.officer().map(TakenBy::Officer).ok_or(Denied::NotOwner)
}
