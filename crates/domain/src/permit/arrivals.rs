//! What arrives from peers: whether an order or a letter may come from whom it comes, by the directory.

use std::collections::BTreeSet;

use law::ids::{Cite, IssuerKind, KindId, Track};
use law::issuer::{EmergencyFacts, competent};
use law::measure_kind::MeasureKind;

use super::binding::in_force;
use super::senders::{self, Role, Saying, Sign};
use super::terms;
use crate::actor::{Office, UnitId};
use crate::ctx::{Ctx, MemberView, UnitView};
use crate::denied::Denied;
use crate::letter::{Body, CopyKind, OrderCopy, Party};
use crate::measure::{Parties, PeerAct, staging, talk};

/// Whether an order that arrives is ours, speaks for its signer, comes from whoever may issue it, and
/// shows no more than it may. The answer is the article of the competence.
pub(super) fn arrives(
    order: &OrderCopy,
    signer: &Party,
    cosigners: &BTreeSet<UnitId>,
    kind: &KindId,
    ctx: &Ctx<'_>,
) -> Result<Cite, Denied> {
    let ours = ctx.roster.ours();
    let to = match order.copy {
        CopyKind::Addressee => Some(&order.addressee),
        CopyKind::Enforcing | CopyKind::Enforcement => order.enforcing.as_ref(),
    };
    if to != Some(ours) || order.from != signer.member || order.kind != *kind {
        return Err(Denied::WrongAddressee);
    }
    if order.law != ctx.law_ref() {
        return Err(Denied::LawDiffers { id: order.law.id.clone(), version: order.law.version });
    }
    let known = ctx.law.kind(kind).ok_or_else(|| Denied::UnknownKind { kind: kind.clone() })?;
    in_force(&order.from, &order.addressee, ctx)?;
    are_parties(order, known, ctx)?;
    terms::takes(known, &terms::Asked::of_order(order), ctx)?;
    let legal = may_issue(order, known, signer, cosigners, ctx)?;
    let shown = known.project(&order.values, Role::of_copy(order.copy).audience(known));
    let fields: Vec<_> =
        order.values.keys().filter(|field| !shown.contains_key(*field)).cloned().collect();
    if fields.is_empty() { Ok(legal) } else { Err(Denied::CopyTooWide { fields }) }
}

/// Whether those an order names can be what it makes of them: whoever its kind goes to performs, an
/// authority of the same state is notified. Whoever else were named could open the gate by a word.
fn are_parties(order: &OrderCopy, kind: &MeasureKind, ctx: &Ctx<'_>) -> Result<(), Denied> {
    let supervises = terms::is_own_supervisor(kind, &order.from, &order.addressee, ctx);
    if !supervises || !terms::admits(Role::Addressee, kind, &order.addressee, ctx) {
        return Err(Denied::WrongAddressee);
    }
    match &order.enforcing {
        Some(enforcing) => terms::is_notified(kind, enforcing, &order.addressee, ctx),
        None => Ok(()),
    }
}

/// Whether the signing unit may issue this for all its data by the pack's table of issuers, with the
/// validating unit's signature where the table asks for a validation.
fn may_issue(
    order: &OrderCopy,
    kind: &MeasureKind,
    signer: &Party,
    cosigners: &BTreeSet<UnitId>,
    ctx: &Ctx<'_>,
) -> Result<Cite, Denied> {
    let (member, unit) = unit_of(signer, ctx)?;
    let denied = |cite: Cite, blocked, allowed| Denied::NotCompetent {
        office: unit.office,
        issuer_kind: unit.issuer_kind,
        cite: Some(cite),
        blocked,
        allowed,
    };
    // Whether the emergency is one is the issuer's to answer for: its form says why.
    let emergency = match order.track {
        Track::Emergency => EmergencyFacts::MET,
        Track::Ordinary | Track::Urgent => EmergencyFacts::default(),
    };
    let issuer = unit.issuer_kind.unwrap_or(IssuerKind::OtherInvestigatingAuthority);
    let validators = cosigners.iter().filter_map(|unit| {
        let (_, unit) = ctx.roster.unit(unit).filter(|_| *unit.member() == signer.member)?;
        match unit.office {
            Office::IssuingAuthority | Office::Validator => unit.issuer_kind,
            Office::Auditor
            | Office::CaseLead
            | Office::Coordinator
            | Office::Custodian
            | Office::Dpo
            | Office::Drafter
            | Office::Executor
            | Office::NodeAdmin
            | Office::OdsReviewer
            | Office::Oversight
            | Office::ProviderAgent
            | Office::Public
            | Office::RedressReviewer
            | Office::SpocOfficer
            | Office::TeamMember
            | Office::Trainer
            | Office::Translator => None,
        }
    });
    let mut tried = Vec::new();
    for validator in std::iter::once(None).chain(validators.map(Some)) {
        tried.push(competent(kind, issuer, validator, &order.data, order.track, emergency));
    }
    // The strongest answer counts: the one with the fewest blocked categories.
    let best = tried.into_iter().min_by_key(|answer| match answer {
        Ok(competence) if !competence.needs_ex_post => 0,
        Ok(_) => 1,
        Err(not) => not.blocked.len().saturating_add(1),
    });
    let signs = senders::signs(Saying::Issue, Role::Issuer, unit.office) == Sign::Lawful;
    let admitted = senders::admits(Role::Issuer, kind, member.kind);
    let may = signs && admitted && (unit.issuer_kind.is_some() || kind.is_for_anybody());
    match best {
        Some(Ok(competence)) => {
            let cite = competence.cites.into_iter().next();
            let cite = cite.unwrap_or_else(|| kind.provenance.cite.clone());
            if may { Ok(cite) } else { Err(denied(cite, order.data.clone(), BTreeSet::new())) }
        }
        Some(Err(not)) => Err(denied(not.cite, not.blocked, not.allowed)),
        None => Err(denied(kind.provenance.cite.clone(), order.data.clone(), BTreeSet::new())),
    }
}

/// Whether a letter about a measure comes from a party, out of an office that may write it.
pub(super) fn may_write(
    body: &Body,
    signer: &Party,
    parties: Parties<'_>,
    ctx: &Ctx<'_>,
) -> Result<(), Denied> {
    let (member, unit) = unit_of(signer, ctx)?;
    let act = PeerAct::of(body, ctx.law).ok_or(Denied::WrongAddressee)?;
    let role = staging::role_of(&signer.member, parties, &act, ctx);
    let role = role.ok_or(Denied::WrongAddressee)?;
    // A form that an act of its own says would be put on record without effect: its writer is told instead.
    match body {
        Body::MeasureLetter { form, .. } => drop(talk::form(parties.kind, form, ctx)?),
        Body::HandoverOffer { .. }
        | Body::MeasureAnswer { .. }
        | Body::MeasureIssue(_)
        | Body::MeasureWithdraw { .. } => {}
    }
    let kind = ctx.law.kind(parties.kind);
    let signs = senders::signs(Saying::of(body), role, unit.office) != Sign::Never;
    if signs && kind.is_some_and(|kind| senders::admits(role, kind, member.kind)) {
        return Ok(());
    }
    Err(Denied::NotCompetent {
        office: unit.office,
        issuer_kind: unit.issuer_kind,
        cite: kind.map(|kind| kind.provenance.cite.clone()),
        blocked: BTreeSet::new(),
        allowed: BTreeSet::new(),
    })
}

/// What the directory says about the unit that signed.
fn unit_of<'a>(signer: &Party, ctx: &Ctx<'a>) -> Result<(&'a MemberView, UnitView), Denied> {
    let found = ctx.roster.unit(&signer.unit).filter(|_| *signer.unit.member() == signer.member);
    found.ok_or(Denied::WrongAddressee)
}
