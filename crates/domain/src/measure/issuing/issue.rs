//! Issuing and validating: who may, what must be answered, and the copies that go out.

use std::collections::BTreeSet;

use jiff::Timestamp;
use law::draft::DraftFacts;
use law::facts::Facts;
use law::ids::{Cite, IssuerKind, KindId, Party as LawParty};
use law::instrument::{Predicate, Trigger};
use law::issuer::{Competence, EmergencyFacts, competent};
use law::measure_kind::MeasureKind;
use law::offence::threshold;

use super::Draft;
use crate::actor::Actor;
use crate::ctx::Ctx;
use crate::denied::Denied;
use crate::letter::{CopyKind, OrderCopy};
use crate::measure::clocks;
use crate::measure::command::{Checks, Seen};
use crate::measure::event::Event;
use crate::measure::parts::{IssuedCopy, Known, Running};
use crate::permit::senders::Role;

/// The act that checks of a pack name when they stand before issuing.
pub(crate) const ISSUE: &str = "issue";

pub(super) fn is_as_read(draft: &Draft, revision: u32) -> Result<(), Denied> {
    if draft.revision == revision {
        Ok(())
    } else {
        Err(Denied::DraftChanged { seen: revision, now: draft.revision })
    }
}

pub(super) fn validated(draft: &Draft, by: &Actor, at: Timestamp) -> Result<Vec<Event>, Denied> {
    match by {
        Actor::Officer { id, issuer_kind: Some(kind), .. } => {
            Ok(vec![Event::Validated { at, validator: *id, kind: *kind, revision: draft.revision }])
        }
        Actor::Officer { issuer_kind: None, .. }
        | Actor::Clock { .. }
        | Actor::Node
        | Actor::Peer { .. }
        | Actor::Rule { .. } => Err(Denied::NotOwner),
    }
}

pub(super) fn countersigned(
    draft: &Draft,
    by: &Actor,
    at: Timestamp,
) -> Result<Vec<Event>, Denied> {
    match by {
        Actor::Officer { id, .. } if draft.countersigners.contains(id) => {
            Err(Denied::AlreadyAnswered)
        }
        Actor::Officer { id, issuer_kind: Some(kind), .. } => Ok(vec![Event::Countersigned {
            at,
            officer: *id,
            kind: *kind,
            revision: draft.revision,
        }]),
        Actor::Officer { issuer_kind: None, .. }
        | Actor::Clock { .. }
        | Actor::Node
        | Actor::Peer { .. }
        | Actor::Rule { .. } => Err(Denied::NotOwner),
    }
}

pub(super) fn issue(
    draft: &Draft,
    seen: &Seen,
    emergency: EmergencyFacts,
    checks: &Checks,
    by: &Actor,
    ctx: &Ctx<'_>,
) -> Result<Vec<Event>, Denied> {
    let issuer = by.officer().ok_or(Denied::NotOwner)?;
    is_as_read(draft, seen.revision)?;
    clocks::before_issue(&draft.stage(), ctx)?;
    let competence = competence(draft, by, emergency, ctx)?;
    let kind = known_kind(&draft.kind, ctx)?;
    let unanswered = kind.checks.iter().find(|check| {
        let answer = checks.get(&check.id).map_or("", |answer| answer.trim());
        check.blocks == ISSUE && check.by == LawParty::Ia && answer.is_empty()
    });
    if let Some(check) = unanswered {
        let cite = check.provenance.cite.clone();
        return Err(Denied::CheckMissing { check: check.id.clone(), cite });
    }
    if let Some(rule) = &kind.countersign {
        let have = u32::try_from(draft.countersigners.len()).unwrap_or(u32::MAX);
        if have < rule.n {
            return Err(Denied::ApprovalMissing { k: rule.n, have });
        }
    }
    threshold(kind, &draft.terms.values, &draft.terms.data)
        .map_err(|below| Denied::OffenceBelowThreshold { field: below.field, cite: below.cite })?;
    let mut copies = Vec::new();
    for order in orders(draft, ctx)? {
        let copy = order.copy;
        let shown = seen.copies.iter().find(|shown| shown.copy == copy);
        let digest = shown.ok_or(Denied::SeenIncomplete { copy })?.digest;
        copies.push(IssuedCopy { order, digest });
    }
    let mut events = vec![Event::Issued {
        at: ctx.now,
        issuer,
        law: ctx.law_ref(),
        copies,
        checks: checks.clone(),
        emergency,
    }];
    if competence.needs_ex_post {
        let mut stage = draft.stage();
        stage.is.insert(Predicate::Unvalidated);
        let (ours, known) = ([LawParty::Ia].into(), Facts::default());
        let owed = clocks::answers(&stage, Trigger::Issued, &ours, ctx.now, &known, ctx);
        let owed = clocks::kept(&owed).into_iter();
        events.extend(owed.map(|due| Event::ReviewOwed { at: ctx.now, due }));
    }
    events.extend(requested(draft, kind, ctx));
    Ok(events)
}

/// The clocks that the measure itself starts at who asks.
fn requested(draft: &Draft, kind: &MeasureKind, ctx: &Ctx<'_>) -> Option<Event> {
    let (at, ours) = (ctx.now, Role::Issuer.speaks_as(kind));
    let known = Facts::default();
    let stage = draft.stage();
    let mut asked = clocks::answers(&stage, Trigger::Requested, &ours, at, &known, ctx);
    asked.extend(clocks::begun(&stage, &ours, at, &known, ctx));
    let started: Vec<Running> =
        clocks::kept(&asked).into_iter().map(|due| Running { from_at: at, due }).collect();
    let (known, ended) = (Known::default(), Vec::new());
    (!started.is_empty()).then_some(Event::Timed { at, known, started, ended })
}

/// Whether the actor may countersign the draft: the competence by law that the rule asks for.
///
/// # Errors
/// [`Denied::NotCompetent`] with the article of the rule, or of the kind where there is no such rule.
pub(crate) fn may_countersign(draft: &Draft, by: &Actor, ctx: &Ctx<'_>) -> Result<Cite, Denied> {
    let kind = known_kind(&draft.kind, ctx)?;
    let Actor::Officer { office, issuer_kind, .. } = by else { return Err(Denied::NotOwner) };
    let rule = kind.countersign.as_ref();
    let cite = rule.map_or(&kind.provenance.cite, |rule| &rule.provenance.cite).clone();
    let may = rule.zip(*issuer_kind).is_some_and(|(rule, issuer)| rule.by.contains(&issuer));
    if may {
        return Ok(cite);
    }
    Err(Denied::NotCompetent {
        office: *office,
        issuer_kind: *issuer_kind,
        cite: Some(cite),
        blocked: BTreeSet::new(),
        allowed: BTreeSet::new(),
    })
}

/// Whether the actor may issue the draft for all its data, by the issuer rules of the pack.
///
/// # Errors
/// [`Denied::NotCompetent`] with the article of the strictest category.
pub(crate) fn competence(
    draft: &Draft,
    by: &Actor,
    emergency: EmergencyFacts,
    ctx: &Ctx<'_>,
) -> Result<Competence, Denied> {
    let kind = known_kind(&draft.kind, ctx)?;
    let Actor::Officer { office, issuer_kind, .. } = by else { return Err(Denied::NotOwner) };
    let denied = |cite, blocked, allowed| Denied::NotCompetent {
        office: *office,
        issuer_kind: *issuer_kind,
        cite,
        blocked,
        allowed,
    };
    // Whom the law calls nothing is judged as the least of its issuers, to learn the article.
    let issuer = issuer_kind.unwrap_or(IssuerKind::OtherInvestigatingAuthority);
    let validator = draft.validation.as_ref().map(|validation| validation.kind);
    competent(kind, issuer, validator, &draft.terms.data, draft.terms.track, emergency)
        .map_err(|not| denied(Some(not.cite), not.blocked, not.allowed))
        .and_then(|competence| match issuer_kind {
            Some(_) => Ok(competence),
            None if kind.is_for_anybody() => Ok(competence),
            None => {
                let cite = competence.cites.first().cloned();
                Err(denied(cite, draft.terms.data.clone(), BTreeSet::new()))
            }
        })
}

/// Whether the actor may validate the draft for all its data.
///
/// # Errors
/// [`Denied::NotCompetent`] with the article of the strictest category outside its competence.
pub(crate) fn may_validate(draft: &Draft, by: &Actor, ctx: &Ctx<'_>) -> Result<Cite, Denied> {
    let kind = known_kind(&draft.kind, ctx)?;
    let Actor::Officer { office, issuer_kind, .. } = by else { return Err(Denied::NotOwner) };
    let mut blocked = BTreeSet::new();
    let mut allowed = BTreeSet::new();
    let mut cite = kind.provenance.cite.clone();
    // From the least to the most intrusive: the last article is the strictest.
    let whole = kind.issuers.iter().find(|rule| rule.data.is_empty());
    if let (true, Some(rule)) = (draft.terms.data.is_empty(), whole) {
        cite = rule.provenance.cite.clone();
        if issuer_kind.is_none_or(|validator| !rule.validated_by.contains(&validator)) {
            return Err(Denied::NotCompetent {
                office: *office,
                issuer_kind: *issuer_kind,
                cite: Some(cite),
                blocked,
                allowed,
            });
        }
    }
    for data in &draft.terms.data {
        let rule = kind.issuers.iter().find(|rule| rule.data.contains(data)).or(whole);
        if let Some(rule) = rule {
            cite = rule.provenance.cite.clone();
        }
        let may = issuer_kind.is_some_and(|validator| {
            rule.is_some_and(|rule| rule.validated_by.contains(&validator))
        });
        if may {
            allowed.insert(*data)
        } else {
            blocked.insert(*data)
        };
    }
    if blocked.is_empty() {
        return Ok(cite);
    }
    Err(Denied::NotCompetent {
        office: *office,
        issuer_kind: *issuer_kind,
        cite: Some(cite),
        blocked,
        allowed,
    })
}

/// Every copy a draft would be sent as, word for word, in the order of sending.
///
/// # Errors
/// [`Denied::UnknownKind`] if the law has no such measure.
pub fn orders(draft: &Draft, ctx: &Ctx<'_>) -> Result<Vec<OrderCopy>, Denied> {
    let kind = known_kind(&draft.kind, ctx)?;
    let mut copies = vec![CopyKind::Addressee];
    if draft.terms.enforcing.is_some() {
        copies.push(CopyKind::Enforcing);
    }
    let order = |copy: CopyKind| {
        let audience = Role::of_copy(copy).audience(kind);
        OrderCopy {
            measure: draft.measure,
            kind: draft.kind.clone(),
            copy,
            law: ctx.law_ref(),
            from: draft.from.clone(),
            addressee: draft.terms.addressee.clone(),
            enforcing: draft.terms.enforcing.clone(),
            data: draft.terms.data.clone(),
            track: draft.terms.track,
            values: kind.project(&draft.terms.values, audience),
        }
    };
    Ok(copies.into_iter().map(order).collect())
}

/// Every formal fault of a draft, each beside its field.
#[must_use]
pub fn defects(draft: &Draft, unvalidated: bool, ctx: &Ctx<'_>) -> Vec<law::defect::Defect> {
    let parties = (ctx.roster.state(&draft.from), ctx.roster.state(&draft.terms.addressee));
    let (Some(kind), (Some(from), Some(to))) = (ctx.law.kind(&draft.kind), parties) else {
        return Vec::new();
    };
    let facts = DraftFacts {
        from,
        to,
        notified: draft.terms.enforcing.is_some(),
        data: draft.terms.data.clone(),
        track: draft.terms.track,
        unvalidated,
    };
    let mut defects = law::draft::check(kind, &draft.terms.values, &facts);
    defects.extend(clocks::late_without_reasons(&draft.stage(), kind, ctx));
    defects
}

fn known_kind<'a>(kind: &KindId, ctx: &Ctx<'a>) -> Result<&'a MeasureKind, Denied> {
    ctx.law.kind(kind).ok_or_else(|| Denied::UnknownKind { kind: kind.clone() })
}
