//! Permits: the only proof that an actor may do an act, and the only place that makes one.
//!
//! A permit owns the act it permits, so nobody can get one for one command and submit another. It is
//! neither cloned nor stored: a retry is judged again. What an office may do is the table in
//! [`matrix`]; here is the fixed order in which reasons against an act are found. The aggregate that
//! is judged is the one that is changed, so nothing foreign can be put in between.

use std::fmt;

use law::defect::Defect;
use law::ids::Cite;

pub use self::agreements::for_agreement;
pub use self::matrix::{Mark, Row, Scope};
pub use self::recalls::{Passed, for_recall};
use crate::access::{ReadContent, Reading};
use crate::actor::{Actor, AuthLevel, Office, Officer};
use crate::case::Case;
use crate::ctx::Ctx;
use crate::denied::{Denied, Step};
use crate::effect::Timer;
use crate::ids::CaseId;
use crate::letter::{Body, CopyKind, Letter, LetterRef, Party, Receipt, Verified};
use crate::measure::{self, Measure, PeerAct};
use crate::purpose::Purpose;

mod acts;
mod agreements;
mod arrivals;
pub(crate) mod binding;
mod declared;
pub mod matrix;
mod recalls;
pub mod senders;
mod terms;
#[cfg(test)]
mod tests;

/// The proof that an actor may do the act it holds.
///
/// There is no way to one but the functions of this module:
/// no field is public, it is not `Clone`, and nothing stores it.
#[must_use = "a permit is judged for one decision; hand it to `decide`"]
pub struct Permit<A> {
    act: A,
    by: Actor,
    basis: Basis,
}

/// On what an act rests; stands in the event, so the reason travels with the act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basis {
    /// In which office, if an officer acts.
    pub office: Option<Office>,
    /// Why.
    pub purpose: Purpose,
    /// The place in the law that gives the competence, where one does.
    pub legal: Option<Cite>,
    /// How surely the actor is known, if an officer acts.
    pub level: Option<AuthLevel>,
}

impl<A> Permit<A> {
    /// What is permitted.
    #[must_use]
    pub const fn act(&self) -> &A {
        &self.act
    }

    /// Who may do it.
    #[must_use]
    pub const fn by(&self) -> &Actor {
        &self.by
    }

    /// On what it rests.
    #[must_use]
    pub const fn basis(&self) -> &Basis {
        &self.basis
    }
}

impl<A: fmt::Debug> fmt::Debug for Permit<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Permit")
            .field("act", &self.act)
            .field("by", &self.by)
            .finish_non_exhaustive()
    }
}

/// What an act is about: the state that will be changed, and the case it belongs to, if it has one.
#[derive(Debug)]
pub struct Subject<'a, S> {
    state: Option<&'a S>,
    case: Option<&'a Case>,
}

impl<'a, S> Subject<'a, S> {
    /// The state as it was loaded; `None` where nothing is there yet.
    #[must_use]
    pub const fn new(state: Option<&'a S>) -> Self {
        Self { state, case: None }
    }

    /// The same, with the case it belongs to. Without it nobody takes part in the case.
    #[must_use]
    pub const fn in_case(mut self, case: Option<&'a Case>) -> Self {
        self.case = case;
        self
    }
}

/// An act that can be permitted: the commands of the aggregates, and nothing else.
pub trait Act: Sized + sealed::Sealed {
    /// The state it is about.
    type State;
    /// Its row in the table.
    fn row(&self) -> Row;
    /// Why it is done.
    fn purpose(&self, state: Option<&Self::State>) -> Purpose;
    /// The case it belongs to, if it belongs to one.
    fn case(&self, state: Option<&Self::State>) -> Option<CaseId>;
    /// The formal faults that stand against it.
    fn defects(&self, state: Option<&Self::State>, by: &Actor, ctx: &Ctx<'_>) -> Vec<Defect>;
    /// Whether the law applies at all.
    ///
    /// # Errors
    /// [`Denied`] of [`Step::Law`].
    fn applies(&self, state: Option<&Self::State>, ctx: &Ctx<'_>) -> Result<(), Denied>;
    /// Whether the law gives the actor this act beyond what the table says.
    ///
    /// # Errors
    /// [`Denied`] of [`Step::Competence`].
    fn competence(
        &self,
        state: Option<&Self::State>,
        by: &Actor,
        ctx: &Ctx<'_>,
    ) -> Result<Option<Cite>, Denied>;
    /// The decision itself, tried out: the state and the rule may say no.
    ///
    /// # Errors
    /// [`Denied`] of any step.
    fn attempt(&self, state: Option<&Self::State>, by: &Actor, ctx: &Ctx<'_>)
    -> Result<(), Denied>;
}

mod sealed {
    /// Closed: only the commands of this crate are acts.
    #[expect(unnameable_types, reason = "nobody else may implement it")]
    pub trait Sealed {}
}

/// Judges an act of an officer of ours.
///
/// # Errors
/// [`Denied`]: of all reasons against it the first in the fixed order.
pub fn for_officer<A: Act>(
    officer: &Officer,
    subject: &Subject<'_, A::State>,
    act: A,
    ctx: &Ctx<'_>,
) -> Result<Permit<A>, Denied> {
    let by = Actor::from(officer);
    let (row, state) = (act.row(), subject.state);
    let mark = matrix::mark(row, officer.office);
    let takes_part = takes_part(officer, act.case(state), subject.case);
    if !may_know(officer, row, takes_part, ctx) {
        return Err(Denied::NotFound);
    }
    if !officer.active || !is_active(ctx) {
        return Err(Denied::NotActive);
    }
    let defects = act.defects(state, &by, ctx);
    if !defects.is_empty() {
        return Err(Denied::Defects { defects });
    }
    act.applies(state, ctx)?;
    let competence = act.competence(state, &by, ctx);
    if mark.scope == Scope::Never {
        return Err(not_competent(officer, competence.err()));
    }
    let legal = competence?;
    if !takes_part {
        return Err(Denied::NotYourCase);
    }
    // The decision is tried out: what the state says comes before what the sign-in lacks, and what
    // the rule asks comes after.
    let tried = match act.attempt(state, &by, ctx) {
        Err(denied) if denied.step() <= Step::State => return Err(denied),
        tried => tried,
    };
    let level = row.level();
    if officer.auth < level {
        return Err(Denied::StepUp { level });
    }
    tried?;
    let basis = Basis {
        office: Some(officer.office),
        purpose: act.purpose(state),
        legal,
        level: Some(officer.auth),
    };
    Ok(Permit { act, by, basis })
}

/// The no of the table; where the law itself says who may, its article goes with it.
fn not_competent(officer: &Officer, by_law: Option<Denied>) -> Denied {
    match by_law {
        Some(denied) if matches!(denied, Denied::NotCompetent { .. }) => denied,
        Some(_) | None => Denied::NotCompetent {
            office: officer.office,
            issuer_kind: officer.issuer_kind,
            cite: None,
            blocked: [].into(),
            allowed: [].into(),
        },
    }
}

/// Whether our own member takes part in the network now.
fn is_active(ctx: &Ctx<'_>) -> bool {
    ctx.roster.member(ctx.roster.ours()).is_some_and(|ours| ours.active)
}

/// Whether the officer's unit takes part in the case; what belongs to no case is the member's own.
fn takes_part(officer: &Officer, case: Option<CaseId>, known: Option<&Case>) -> bool {
    case.is_none_or(|case| {
        known.is_some_and(|known| known.id() == case && known.has(&officer.unit))
    })
}

/// Whether the officer may know that the thing exists at all.
fn may_know(officer: &Officer, row: Row, takes_part: bool, ctx: &Ctx<'_>) -> bool {
    let ours = officer.member == *ctx.roster.ours();
    // A stub is seen by whoever may read stubs; everything deeper only by those who take part.
    let within = takes_part || row.tier() <= 1;
    ours && within && matrix::reads(officer.office, row.tier())
}

/// Refuses a letter that does not speak for its signer, is not for us, or passes between members that are not active.
fn comes_from_a_member(
    from: &Party,
    to: &[Party],
    signer: &Party,
    ctx: &Ctx<'_>,
) -> Result<(), Denied> {
    let ours = ctx.roster.ours();
    let for_us = to.iter().any(|to| to.member == *ours);
    if from != signer || signer.member == *ours || !for_us {
        return Err(Denied::WrongAddressee);
    }
    let sender = ctx.roster.member(&signer.member);
    if !is_active(ctx) || !sender.is_some_and(|sender| sender.active) {
        return Err(Denied::NotActive);
    }
    Ok(())
}

/// Takes a peer's letter in: an order is received, everything else is staged.
///
/// `measure` is what we hold of it. Who may write what is the table in [`senders`]: it is asked of
/// the directory, so nothing a peer says of its own offices counts.
///
/// # Errors
/// [`Denied`] if the letter is not for us, speaks for somebody else, rests on another law, or comes
/// out of an office that may not write it.
pub fn for_peer(
    letter: &Verified<Letter>,
    measure: Option<&Measure>,
    ctx: &Ctx<'_>,
) -> Result<Permit<measure::Command>, Denied> {
    let (value, signer) = (letter.value(), letter.signer());
    comes_from_a_member(&value.from, &value.to, signer, ctx)?;
    let (law, kind) = value.instrument.as_ref().ok_or(Denied::WrongAddressee)?;
    if *law != ctx.law_ref() {
        return Err(Denied::LawDiffers { id: law.id.clone(), version: law.version });
    }
    let reference = LetterRef { id: value.id, digest: *letter.digest() };
    let (act, legal) = match &value.body {
        Body::MeasureIssue(order) => {
            let legal = Some(arrivals::arrives(order, signer, letter.cosigners(), kind, ctx)?);
            let act = measure::Command::Receive {
                order: order.clone(),
                purpose: value.purpose,
                language: value.language.clone(),
                letter: reference,
                from: signer.clone(),
            };
            (act, legal)
        }
        body @ (Body::HandoverOffer { .. }
        | Body::MeasureAnswer { .. }
        | Body::MeasureLetter { .. }
        | Body::MeasureWithdraw { .. }) => {
            let measure = measure.ok_or(Denied::NotFound)?;
            arrivals::may_write(body, signer, measure.parties(), ctx)?;
            let act = measure::Command::StagePeerAct {
                letter: reference,
                from: signer.clone(),
                sent_at: value.issued_at,
                act: PeerAct::of(body, ctx.law).ok_or(Denied::WrongAddressee)?,
            };
            (act, None)
        }
    };
    let by =
        Actor::Peer { member: signer.member.clone(), unit: signer.unit.clone(), letter: value.id };
    let basis = Basis { office: None, purpose: value.purpose, legal, level: None };
    Ok(Permit { act, by, basis })
}

/// Records a peer's receipt for one of our copies.
///
/// # Errors
/// [`Denied`] if the receipt is not one for this measure or speaks for somebody else.
pub fn for_receipt(
    receipt: &Verified<Receipt>,
    measure: &Measure,
    ctx: &Ctx<'_>,
) -> Result<Permit<measure::Command>, Denied> {
    let (value, signer) = (receipt.value(), receipt.signer());
    if value.by != signer.member || value.measure != measure.id() {
        return Err(Denied::WrongAddressee);
    }
    let Measure::Issuing(issuing) = measure else { return Err(Denied::NotOwner) };
    let terms = &issuing.draft().terms;
    let copy = if value.by == terms.addressee {
        CopyKind::Addressee
    } else if Some(&value.by) == terms.enforcing.as_ref() {
        CopyKind::Enforcing
    } else if issuing.issued().is_some_and(|issued| issued.parties().enforcing == Some(&value.by)) {
        CopyKind::Enforcement
    } else {
        return Err(Denied::WrongAddressee);
    };
    // A receipt from the future would move a period; the law counts whole seconds.
    if value.received_at > ctx.now {
        return Err(Denied::ReceiptAhead { received_at: value.received_at });
    }
    let by = Actor::Peer {
        member: signer.member.clone(),
        unit: signer.unit.clone(),
        letter: value.letter,
    };
    let basis = Basis { office: None, purpose: measure.purpose(), legal: None, level: None };
    let act = measure::Command::RecordReceipt { copy, received_at: value.received_at };
    Ok(Permit { act, by, basis })
}

/// Lets a clock act, never before its instant.
///
/// # Errors
/// [`Denied::NotDue`] before it.
pub fn for_clock(
    timer: &Timer,
    measure: &Measure,
    ctx: &Ctx<'_>,
) -> Result<Permit<measure::Command>, Denied> {
    if timer.measure != measure.id() {
        return Err(Denied::NotFound);
    }
    if ctx.now < timer.fires_at {
        let fires_at = Some(timer.fires_at);
        return Err(Denied::NotDue { clock: timer.clock.clone(), fires_at });
    }
    let legal = ctx.law.clock(&timer.clock).map(|clock| clock.provenance.cite.clone());
    let basis = Basis { office: None, purpose: measure.purpose(), legal, level: None };
    let by = Actor::Clock { clock: timer.clock.clone() };
    Ok(Permit { act: measure::Command::PassDeadline { clock: timer.clock.clone() }, by, basis })
}

/// Lets the node record by itself what the table gives it: digests it computed, things it built.
///
/// # Errors
/// [`Denied`] as for an officer, but for sign-in and participation.
pub fn for_node<A: Act>(
    subject: &Subject<'_, A::State>,
    act: A,
    ctx: &Ctx<'_>,
) -> Result<Permit<A>, Denied> {
    let (by, state) = (Actor::Node, subject.state);
    if !is_active(ctx) {
        return Err(Denied::NotActive);
    }
    if matrix::node(act.row()).scope == Scope::Never {
        return Err(Denied::NotOwner);
    }
    act.applies(state, ctx)?;
    act.attempt(state, &by, ctx)?;
    let basis = Basis { office: None, purpose: act.purpose(state), legal: None, level: None };
    Ok(Permit { act, by, basis })
}

/// Lets an officer read, for a purpose. The permit is recorded before anything is shown.
///
/// # Errors
/// [`Denied::NotFound`] for whoever may not know that it exists, and for every node administrator.
pub fn to_read(
    officer: &Officer,
    what: &Reading<'_>,
    purpose: Purpose,
    ctx: &Ctx<'_>,
) -> Result<Permit<ReadContent>, Denied> {
    let row = what.row();
    let takes_part = takes_part(officer, what.case(), what.known_case());
    let reads = matrix::mark(row, officer.office).scope != Scope::Never;
    if !reads || !may_know(officer, row, takes_part, ctx) {
        return Err(Denied::NotFound);
    }
    if !officer.active || !is_active(ctx) {
        return Err(Denied::NotActive);
    }
    what.covers(purpose)?;
    let level = row.level();
    if officer.auth < level {
        return Err(Denied::StepUp { level });
    }
    let basis = Basis {
        office: Some(officer.office),
        purpose,
        legal: what.legal(),
        level: Some(officer.auth),
    };
    Ok(Permit { act: what.act(), by: Actor::from(officer), basis })
}
