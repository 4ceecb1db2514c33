//! What follows from what: every pair of an agreement's stage and a command, and what the other parties must then be told.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::{
    Agreement, Command, Consent, Ended, Event, Message, Notice, Onward, Said, Shown, Signature,
    Suspension, Terms,
};
use crate::actor::{Actor, MemberId};
use crate::corrupt::Corrupt;
use crate::ctx::Ctx;
use crate::denied::Denied;
use crate::letter::{LetterRef, Party};
use crate::permit::Permit;

/// How far an agreement has come, whatever the time is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Nobody has signed.
    Draft,
    /// Some have.
    Open,
    /// It has ended.
    Over,
    /// Everybody has signed.
    Signed,
}

fn stage(agreement: &Agreement) -> Stage {
    if agreement.ended.is_some() {
        Stage::Over
    } else if agreement.signatures.is_empty() {
        Stage::Draft
    } else if agreement.is_signed() {
        Stage::Signed
    } else {
        Stage::Open
    }
}

/// Decides what follows from a permitted command.
///
/// # Errors
/// [`Denied`] says why nothing does.
pub fn decide(
    agreement: Option<&Agreement>,
    permit: &Permit<Command>,
    ctx: &Ctx<'_>,
) -> Result<Vec<Event>, Denied> {
    outcome(agreement, permit.act(), permit.by(), ctx)
}

/// The decision without its permit, so that a permit can be judged on it.
pub(crate) fn outcome(
    agreement: Option<&Agreement>,
    command: &Command,
    by: &Actor,
    ctx: &Ctx<'_>,
) -> Result<Vec<Event>, Denied> {
    let (at, ours) = (ctx.now, ctx.roster.ours());
    let Some(known) = agreement else { return first(command, by, ctx) };
    match (stage(known), command) {
        (_, Command::Draft { .. }) => Err(Denied::AlreadyKnown),
        (stage, Command::Hear { from, letter, digest, said }) => {
            if known.digest != *digest {
                return Err(Denied::AgreementDiffers);
            }
            hear(known, stage, from, *letter, said, at)
        }
        (
            Stage::Over,
            Command::Consent(_)
            | Command::End { .. }
            | Command::Reinstate { .. }
            | Command::Review { .. }
            | Command::Sign { .. }
            | Command::Suspend(_),
        ) => Err(Denied::Closed),
        (Stage::Draft | Stage::Open, Command::Sign { unit, seal }) => {
            if known.signatures.contains_key(ours) {
                return Err(Denied::AlreadyKnown);
            }
            if at >= known.terms.lines().valid_until {
                return Err(Denied::Closed);
            }
            let officer = by.officer().ok_or(Denied::NotOwner)?;
            if known.drafter == Some(officer) {
                return Err(Denied::SameOfficer { cite: None });
            }
            Ok(vec![Event::Signed {
                at,
                by: ours.clone(),
                unit: unit.clone(),
                officer: Some(officer),
                letter: None,
                seal: seal.clone(),
            }])
        }
        (Stage::Signed, Command::Sign { .. }) => Err(Denied::AlreadyKnown),
        (Stage::Draft | Stage::Open | Stage::Signed, Command::End { why }) => {
            Ok(vec![Event::Ended { at, by: ours.clone(), letter: None, why: why.clone() }])
        }
        (
            Stage::Draft | Stage::Open,
            Command::Consent(_)
            | Command::Reinstate { .. }
            | Command::Review { .. }
            | Command::Suspend(_),
        ) => Err(Denied::AgreementNotActive),
        (Stage::Signed, Command::Suspend(notice)) => {
            is_criterion(known, notice)?;
            suspended(known, ours, None, at, notice, at)
        }
        (Stage::Signed, Command::Reinstate { why }) => {
            if known.suspensions.contains_key(ours) {
                let (by, why) = (ours.clone(), why.clone());
                Ok(vec![Event::Reinstated { at, by, letter: None, why }])
            } else {
                Err(Denied::NotSuspended)
            }
        }
        (Stage::Signed, Command::Review { found }) => {
            let by = by.officer().ok_or(Denied::NotOwner)?;
            Ok(vec![Event::Reviewed { at, by, found: found.clone() }])
        }
        (Stage::Signed, Command::Consent(consent)) => consented(known, ours, None, consent, at),
        (Stage::Draft | Stage::Open | Stage::Signed, Command::Pass)
            if at >= known.terms.lines().valid_until =>
        {
            Ok(vec![Event::Expired { at }])
        }
        // Before its time, and a second time, nothing follows.
        (Stage::Draft | Stage::Open | Stage::Over | Stage::Signed, Command::Pass) => Ok(Vec::new()),
    }
}

/// What an agreement can begin with: our draft, or another party's signature.
fn first(command: &Command, by: &Actor, ctx: &Ctx<'_>) -> Result<Vec<Event>, Denied> {
    let at = ctx.now;
    match command {
        Command::Draft { terms, digest } => {
            let by = by.officer().ok_or(Denied::NotOwner)?;
            are_members(terms, ctx)?;
            if at >= terms.lines().valid_until {
                return Err(Denied::Closed);
            }
            Ok(vec![Event::Drafted { at, by, terms: terms.clone(), digest: *digest }])
        }
        Command::Hear { from, letter, digest, said: Said::Sign { terms, seal } } => {
            are_members(terms, ctx)?;
            Ok(vec![
                Event::Received { at, letter: *letter, terms: terms.clone(), digest: *digest },
                signed(from, *letter, seal, at),
            ])
        }
        Command::Consent(_)
        | Command::End { .. }
        | Command::Hear {
            said:
                Said::Consent(_) | Said::End { .. } | Said::Reinstate { .. } | Said::Suspend { .. },
            ..
        }
        | Command::Pass
        | Command::Reinstate { .. }
        | Command::Review { .. }
        | Command::Sign { .. }
        | Command::Suspend(_) => Err(Denied::NotFound),
    }
}

/// What another party says of an agreement that is here. The same letter again changes nothing.
fn hear(
    known: &Agreement,
    stage: Stage,
    from: &Party,
    letter: LetterRef,
    said: &Said,
    at: Timestamp,
) -> Result<Vec<Event>, Denied> {
    let by = &from.member;
    let letter_of = Some(letter);
    match (stage, said) {
        (Stage::Over, Said::End { .. }) => Ok(Vec::new()),
        (Stage::Draft, Said::End { .. } | Said::Reinstate { .. } | Said::Suspend { .. })
        | (Stage::Draft | Stage::Open, Said::Consent(_)) => Err(Denied::AgreementNotActive),
        (
            Stage::Over,
            Said::Consent(_) | Said::Reinstate { .. } | Said::Sign { .. } | Said::Suspend { .. },
        ) => Err(Denied::Closed),
        (Stage::Draft | Stage::Open | Stage::Signed, Said::Sign { terms: _, seal }) => {
            match known.signatures.get(by) {
                // Of two signatures of one party the first counts; both are over the same bytes.
                Some(_) => Ok(Vec::new()),
                None => Ok(vec![signed(from, letter, seal, at)]),
            }
        }
        (Stage::Open | Stage::Signed, Said::Suspend { since, notice }) => {
            is_criterion(known, notice)?;
            // A clock that is ahead suspends nothing later than its letter does.
            suspended(known, by, letter_of, (*since).min(at), notice, at)
        }
        (Stage::Open | Stage::Signed, Said::Reinstate { why }) => {
            if known.suspensions.contains_key(by) {
                let (by, why) = (by.clone(), why.clone());
                Ok(vec![Event::Reinstated { at, by, letter: letter_of, why }])
            } else {
                Ok(Vec::new())
            }
        }
        (Stage::Open | Stage::Signed, Said::End { why }) => {
            let (by, why) = (by.clone(), why.clone());
            Ok(vec![Event::Ended { at, by, letter: letter_of, why }])
        }
        (Stage::Signed, Said::Consent(consent)) => consented(known, by, letter_of, consent, at),
    }
}

/// Whether we are a party, and the directory knows all of them.
fn are_members(terms: &Terms, ctx: &Ctx<'_>) -> Result<(), Denied> {
    if !terms.lines().parties.contains(ctx.roster.ours()) {
        return Err(Denied::WrongAddressee);
    }
    let unknown = terms.lines().parties.iter().find(|party| ctx.roster.member(party).is_none());
    unknown.map_or(Ok(()), |member| Err(Denied::UnknownMember { member: member.clone() }))
}

fn signed(from: &Party, letter: LetterRef, seal: &str, at: Timestamp) -> Event {
    Event::Signed {
        at,
        by: from.member.clone(),
        unit: from.unit.clone(),
        officer: None,
        letter: Some(letter),
        seal: seal.to_owned(),
    }
}

fn is_criterion(known: &Agreement, notice: &Notice) -> Result<(), Denied> {
    let n_max = u32::try_from(known.terms.lines().criteria.len()).unwrap_or(u32::MAX);
    if (1..=n_max).contains(&notice.criterion) {
        Ok(())
    } else {
        Err(Denied::UnknownCriterion { n: notice.criterion, n_max })
    }
}

/// A party suspends; whoever suspends another part does so by a new notice after its first one ended.
fn suspended(
    known: &Agreement,
    by: &MemberId,
    letter: Option<LetterRef>,
    since: Timestamp,
    notice: &Notice,
    at: Timestamp,
) -> Result<Vec<Event>, Denied> {
    match known.suspensions.get(by) {
        Some(lasts) if lasts.notice == *notice => Ok(Vec::new()),
        Some(_) => Err(Denied::AlreadyKnown),
        None => {
            let (by, notice) = (by.clone(), notice.clone());
            Ok(vec![Event::Suspended { at, by, letter, since, notice }])
        }
    }
}

/// A party lets an item go on, where the document allows that at all.
fn consented(
    known: &Agreement,
    by: &MemberId,
    letter: Option<LetterRef>,
    consent: &Consent,
    at: Timestamp,
) -> Result<Vec<Event>, Denied> {
    match known.terms.lines().onward {
        Onward::Never => Err(Denied::OnwardForbidden),
        Onward::WithConsent if known.consents.contains(&(by.clone(), consent.clone())) => {
            Ok(Vec::new())
        }
        Onward::WithConsent => {
            Ok(vec![Event::Consented { at, by: by.clone(), letter, consent: consent.clone() }])
        }
    }
}

/// Folds one event into an agreement.
///
/// # Errors
/// [`Corrupt`] if no decision can have written this event here.
pub fn evolve(agreement: Option<Agreement>, event: &Event) -> Result<Agreement, Corrupt> {
    let corrupt = Corrupt { stream: "agreement", event: event.kind() };
    let (drafter, began_at, terms, digest) = match (&agreement, event) {
        (None, Event::Drafted { at, by, terms, digest }) => (Some(*by), *at, terms, digest),
        (None, Event::Received { at, terms, digest, .. }) => (None, *at, terms, digest),
        (
            None,
            Event::Consented { .. }
            | Event::Ended { .. }
            | Event::Expired { .. }
            | Event::Reinstated { .. }
            | Event::Reviewed { .. }
            | Event::Signed { .. }
            | Event::Suspended { .. },
        )
        | (Some(_), Event::Drafted { .. } | Event::Received { .. }) => return Err(corrupt),
        (
            Some(_),
            Event::Consented { .. }
            | Event::Ended { .. }
            | Event::Expired { .. }
            | Event::Reinstated { .. }
            | Event::Reviewed { .. }
            | Event::Signed { .. }
            | Event::Suspended { .. },
        ) => {
            let known = agreement.filter(|known| known.ended.is_none()).ok_or(corrupt)?;
            return after(known, event).ok_or(corrupt);
        }
    };
    Ok(Agreement {
        terms: (**terms).clone(),
        digest: *digest,
        drafter,
        began_at,
        resumed_at: None,
        signatures: BTreeMap::new(),
        suspensions: BTreeMap::new(),
        consents: BTreeSet::new(),
        reviewed_at: None,
        ended: None,
    })
}

/// One more event of an agreement that has not ended; none if it cannot stand there.
fn after(mut known: Agreement, event: &Event) -> Option<Agreement> {
    let is_party = |member: &MemberId| known.terms.lines().parties.contains(member);
    match event {
        Event::Consented { by, consent, .. } => {
            let fits = is_party(by) && known.is_signed();
            fits.then(|| known.consents.insert((by.clone(), consent.clone())))?;
        }
        Event::Drafted { .. } | Event::Received { .. } => return None,
        Event::Ended { at, by, why, .. } => {
            let ended = Ended::Given { by: by.clone(), at: *at, why: why.clone() };
            known.ended = is_party(by).then_some(ended);
            known.ended.as_ref()?;
        }
        Event::Expired { at } => {
            known.ended = (*at >= known.terms.lines().valid_until).then_some(Ended::Sunset);
            known.ended.as_ref()?;
        }
        Event::Reinstated { at, by, .. } => {
            known.suspensions.remove(by)?;
            known.resumed_at = Some(*at);
        }
        Event::Reviewed { at, .. } => known.reviewed_at = Some(*at),
        Event::Signed { at, by, unit, officer, seal, .. } => {
            let fits = is_party(by) && !known.signatures.contains_key(by);
            let (unit, officer, at, seal) = (unit.clone(), *officer, *at, seal.clone());
            let signature = Signature { unit, officer, at, seal };
            fits.then(|| known.signatures.insert(by.clone(), signature))?;
        }
        Event::Suspended { by, since, notice, .. } => {
            let fits = is_party(by) && !known.suspensions.contains_key(by);
            let suspension = Suspension { since: *since, notice: notice.clone() };
            fits.then(|| known.suspensions.insert(by.clone(), suspension))?;
        }
    }
    Some(known)
}

/// What the other parties must be told: every act of ours that they have to know, and nothing they did themselves.
#[must_use]
pub fn react(agreement: &Agreement, event: &Event) -> Option<Message> {
    let of = agreement.reference();
    match event {
        Event::Consented { letter: None, consent, .. } => {
            Some(Message::Consent { of, consent: consent.clone() })
        }
        // A draft that nobody was sent is taken back without a word.
        Event::Ended { letter: None, why, .. } if !agreement.signatures.is_empty() => {
            Some(Message::End { of, why: why.clone() })
        }
        Event::Reinstated { letter: None, why, .. } => {
            Some(Message::Reinstatement { of, why: why.clone() })
        }
        Event::Signed { letter: None, seal, .. } => {
            let (terms, digest) = (agreement.terms.clone(), agreement.digest);
            let shown = Box::new(Shown { terms, digest, seal: seal.clone() });
            let is_first = agreement.signatures.len() == 1;
            Some(if is_first { Message::Proposal(shown) } else { Message::Signature(shown) })
        }
        Event::Suspended { letter: None, since, notice, .. } => {
            Some(Message::Suspension { of, since: *since, notice: notice.clone() })
        }
        Event::Consented { .. }
        | Event::Drafted { .. }
        | Event::Ended { .. }
        | Event::Expired { .. }
        | Event::Received { .. }
        | Event::Reinstated { .. }
        | Event::Reviewed { .. }
        | Event::Signed { .. }
        | Event::Suspended { .. } => None,
    }
}
