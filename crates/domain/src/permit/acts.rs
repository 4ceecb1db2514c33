//! What the fixed order of checks asks of each command: its row, its faults, its law, its competence.

use std::collections::BTreeSet;

use law::defect::Defect;
use law::ids::{Audience, Cite, IssuerKind, KindId, Track};
use law::issuer::{EmergencyFacts, competent};
use law::measure_kind::MeasureKind;
use law::status::Status;

use super::matrix::Row;
use super::senders::{self, Role, Saying, Sign};
use super::{Act, sealed};
use crate::actor::{Actor, MemberId, Office, UnitId};
use crate::case::{self, Case};
use crate::ctx::{Ctx, MemberView, UnitView};
use crate::denied::Denied;
use crate::exhibit::{self, Exhibit, Performer};
use crate::handover::{self, Handover};
use crate::ids::CaseId;
use crate::inforce;
use crate::letter::{Body, CopyKind, OrderCopy, Party};
use crate::measure::{self, Draft, Measure, Parties, Terms, issuing};
use crate::package::{self, Package};
use crate::purpose::Purpose;

impl sealed::Sealed for measure::Command {}
impl sealed::Sealed for case::Command {}
impl sealed::Sealed for exhibit::Command {}
impl sealed::Sealed for handover::Command {}
impl sealed::Sealed for package::Command {}

impl Act for measure::Command {
    type State = Measure;

    fn row(&self) -> Row {
        match self {
            Self::Acknowledge => Row::MeasureAcknowledge,
            Self::Amend { .. } => Row::MeasureAmend,
            Self::Clear => Row::MeasureClear,
            Self::Complete => Row::MeasureComplete,
            Self::DeclinePeerAct { .. } => Row::MeasureDecline,
            // Letting go is the last thing to write on it.
            Self::Drop => Row::MeasureAmend,
            Self::HandOver { .. } => Row::MeasureHandOver,
            Self::Issue { .. } => Row::MeasureIssue,
            Self::Object { .. } => Row::MeasureObject,
            Self::Open(_) => Row::MeasureOpen,
            Self::PassDeadline { .. } => Row::MeasurePass,
            Self::Receive { .. } | Self::RecordReceipt { .. } | Self::StagePeerAct { .. } => {
                Row::MeasureReceive
            }
            Self::Refuse { .. } => Row::MeasureRefuse,
            Self::TakeOver { .. } => Row::MeasureTakeOver,
            Self::TakePeerAct { .. } => Row::MeasureTake,
            Self::Validate { .. } => Row::MeasureValidate,
            Self::Withdraw { .. } => Row::MeasureWithdraw,
        }
    }

    fn purpose(&self, state: Option<&Measure>) -> Purpose {
        match (state, self) {
            (Some(measure), _) => measure.purpose(),
            (None, Self::Open(opening)) => opening.purpose,
            (None, Self::Receive { purpose, .. }) => *purpose,
            (
                None,
                Self::Acknowledge
                | Self::Amend { .. }
                | Self::Clear
                | Self::Complete
                | Self::DeclinePeerAct { .. }
                | Self::Drop
                | Self::HandOver { .. }
                | Self::Issue { .. }
                | Self::Object { .. }
                | Self::PassDeadline { .. }
                | Self::RecordReceipt { .. }
                | Self::Refuse { .. }
                | Self::StagePeerAct { .. }
                | Self::TakeOver { .. }
                | Self::TakePeerAct { .. }
                | Self::Validate { .. }
                | Self::Withdraw { .. },
            ) => Purpose::Investigation,
        }
    }

    fn case(&self, state: Option<&Measure>) -> Option<CaseId> {
        match (state, self) {
            (None, Self::Open(opening)) => Some(opening.case),
            (Some(_) | None, _) => state.and_then(Measure::case),
        }
    }

    fn defects(&self, state: Option<&Measure>, by: &Actor, ctx: &Ctx<'_>) -> Vec<Defect> {
        match (draft(state), self) {
            (Some(draft), Self::Issue { emergency, .. }) => {
                measure::defects(draft, unvalidated(draft, by, *emergency, ctx), ctx)
            }
            (Some(_) | None, _) => Vec::new(),
        }
    }

    fn applies(&self, state: Option<&Measure>, ctx: &Ctx<'_>) -> Result<(), Denied> {
        match (draft(state), self) {
            (_, Self::Open(opening)) => terms_apply(&opening.kind, &opening.terms, ctx),
            (Some(draft), Self::Amend { terms }) => terms_apply(&draft.kind, terms, ctx),
            (Some(draft), Self::Issue { .. }) => {
                terms_apply(&draft.kind, &draft.terms, ctx)?;
                in_force(&draft.from, &draft.terms.addressee, ctx)
            }
            (Some(_) | None, _) => Ok(()),
        }
    }

    fn competence(
        &self,
        state: Option<&Measure>,
        by: &Actor,
        ctx: &Ctx<'_>,
    ) -> Result<Option<Cite>, Denied> {
        let (Some(draft), Some(officer)) = (draft(state), by.officer()) else { return Ok(None) };
        match self {
            Self::Issue { emergency, .. } => {
                let competence = issuing::competence(draft, by, *emergency, ctx)?;
                let cite = competence.cites.first().cloned();
                // A rule of the house, not of the act, which asks for a judge and not for two people: two people
                // see every order that goes out, so who wrote it does not issue it.
                if draft.authors.contains(&officer) {
                    return Err(Denied::SameOfficer { cite: None });
                }
                Ok(cite)
            }
            Self::Validate { .. } => {
                let cite = issuing::may_validate(draft, by, ctx)?;
                if draft.authors.contains(&officer) {
                    return Err(Denied::SameOfficer { cite: None });
                }
                Ok(Some(cite))
            }
            Self::Drop if !draft.authors.contains(&officer) => Err(Denied::NotAuthor),
            Self::Acknowledge
            | Self::Amend { .. }
            | Self::Clear
            | Self::Complete
            | Self::DeclinePeerAct { .. }
            | Self::Drop
            | Self::HandOver { .. }
            | Self::Object { .. }
            | Self::Open(_)
            | Self::PassDeadline { .. }
            | Self::Receive { .. }
            | Self::RecordReceipt { .. }
            | Self::Refuse { .. }
            | Self::StagePeerAct { .. }
            | Self::TakeOver { .. }
            | Self::TakePeerAct { .. }
            | Self::Withdraw { .. } => {
                Ok(ctx.law.kind(&draft.kind).map(|kind| kind.provenance.cite.clone()))
            }
        }
    }

    fn attempt(&self, state: Option<&Measure>, by: &Actor, ctx: &Ctx<'_>) -> Result<(), Denied> {
        measure::outcome(state, self, by, ctx).map(drop)
    }
}

/// The text of a measure at its issuer, in whatever state; recipients have none.
const fn draft(state: Option<&Measure>) -> Option<&Draft> {
    match state {
        Some(Measure::Issuing(issuing)) => Some(issuing.draft()),
        Some(Measure::Executing(_) | Measure::Notified(_)) | None => None,
    }
}

/// Whether this issuer would issue it in an emergency without prior validation.
fn unvalidated(draft: &Draft, by: &Actor, emergency: EmergencyFacts, ctx: &Ctx<'_>) -> bool {
    issuing::competence(draft, by, emergency, ctx).is_ok_and(|competence| competence.needs_ex_post)
}

/// Whether the law has the kind, and the directory the members.
fn terms_apply(kind: &KindId, terms: &Terms, ctx: &Ctx<'_>) -> Result<(), Denied> {
    if ctx.law.kind(kind).is_none() {
        return Err(Denied::UnknownKind { kind: kind.clone() });
    }
    for member in std::iter::once(&terms.addressee).chain(&terms.enforcing) {
        if ctx.roster.member(member).is_none() {
            return Err(Denied::UnknownMember { member: member.clone() });
        }
    }
    // Which authority is notified follows from where the addressee is, and from nothing else.
    match &terms.enforcing {
        Some(enforcing)
            if ctx.roster.state(enforcing) != ctx.roster.state(&terms.addressee)
                || *enforcing == terms.addressee =>
        {
            Err(Denied::WrongAuthority { member: enforcing.clone() })
        }
        Some(_) | None => Ok(()),
    }
}

/// Whether the law is in force between the states of two members today.
fn in_force(from: &MemberId, to: &MemberId, ctx: &Ctx<'_>) -> Result<(), Denied> {
    let state = |member: &MemberId| {
        let unknown = || Denied::UnknownMember { member: member.clone() };
        ctx.roster.state(member).ok_or_else(unknown)
    };
    let (from, to) = (state(from)?, state(to)?);
    let denied =
        |first, country, otherwise: &[law::ids::InstrumentId]| Denied::InstrumentNotInForce {
            instrument: ctx.law.id.clone(),
            on: inforce::today(ctx, from),
            from: first,
            country,
            otherwise: otherwise.to_vec(),
        };
    match inforce::status(ctx, from, to) {
        Status::InForce => Ok(()),
        Status::Domestic { otherwise } => Err(denied(None, Some(to), &otherwise)),
        Status::NotBound { country, otherwise } => Err(denied(None, Some(country), &otherwise)),
        Status::NotInForce { from: first, otherwise } => Err(denied(first, None, &otherwise)),
        Status::NotLoaded { country } => Err(Denied::StatusNotLoaded {
            instrument: ctx.law.id.clone(),
            on: inforce::today(ctx, from),
            country,
        }),
    }
}

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
    let (to, audience) = match order.copy {
        CopyKind::Addressee => (Some(&order.addressee), Audience::Addressee),
        CopyKind::Enforcing => (order.enforcing.as_ref(), Audience::Ea),
    };
    if to != Some(ours) || order.from != signer.member || order.kind != *kind {
        return Err(Denied::WrongAddressee);
    }
    if order.law != ctx.law_ref() {
        return Err(Denied::LawDiffers { id: order.law.id.clone(), version: order.law.version });
    }
    let known = ctx.law.kind(kind).ok_or_else(|| Denied::UnknownKind { kind: kind.clone() })?;
    in_force(&order.from, &order.addressee, ctx)?;
    are_parties(order, ctx)?;
    let legal = may_issue(order, known, signer, cosigners, ctx)?;
    let shown = known.project(&order.values, audience);
    let fields: Vec<_> =
        order.values.keys().filter(|field| !shown.contains_key(*field)).cloned().collect();
    if fields.is_empty() { Ok(legal) } else { Err(Denied::CopyTooWide { fields }) }
}

/// Whether those an order names can be what it makes of them: a provider performs, an authority of
/// the provider's state is notified. Whoever else were named could open the gate by a word.
fn are_parties(order: &OrderCopy, ctx: &Ctx<'_>) -> Result<(), Denied> {
    let admits = |role: Role, id: &MemberId| {
        ctx.roster.member(id).is_some_and(|member| role.admits(member.kind))
    };
    if !admits(Role::Addressee, &order.addressee) {
        return Err(Denied::WrongAddressee);
    }
    match &order.enforcing {
        Some(enforcing)
            if !admits(Role::Enforcing, enforcing)
                || ctx.roster.state(enforcing) != ctx.roster.state(&order.addressee) =>
        {
            Err(Denied::WrongAuthority { member: enforcing.clone() })
        }
        Some(_) | None => Ok(()),
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
    let may = signs && Role::Issuer.admits(member.kind) && unit.issuer_kind.is_some();
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
    let role = Role::of(&signer.member, parties).ok_or(Denied::WrongAddressee)?;
    let signs = senders::signs(Saying::of(body), role, unit.office) != Sign::Never;
    if signs && role.admits(member.kind) {
        return Ok(());
    }
    Err(Denied::NotCompetent {
        office: unit.office,
        issuer_kind: unit.issuer_kind,
        cite: ctx.law.kind(parties.kind).map(|kind| kind.provenance.cite.clone()),
        blocked: BTreeSet::new(),
        allowed: BTreeSet::new(),
    })
}

/// What the directory says about the unit that signed.
fn unit_of<'a>(signer: &Party, ctx: &Ctx<'a>) -> Result<(&'a MemberView, UnitView), Denied> {
    let found = ctx.roster.unit(&signer.unit).filter(|_| *signer.unit.member() == signer.member);
    found.ok_or(Denied::WrongAddressee)
}

impl Act for case::Command {
    type State = Case;

    fn row(&self) -> Row {
        match self {
            Self::Open => Row::CaseOpen,
            Self::Register(_) => Row::CaseRegister,
        }
    }

    fn purpose(&self, state: Option<&Case>) -> Purpose {
        match (state, self) {
            (Some(case), _) => case.file().purpose,
            (None, Self::Register(registration)) => registration.purpose,
            (None, Self::Open) => Purpose::Investigation,
        }
    }

    fn case(&self, state: Option<&Case>) -> Option<CaseId> {
        match self {
            Self::Open => state.map(Case::id),
            Self::Register(_) => None,
        }
    }

    fn defects(&self, _state: Option<&Case>, _by: &Actor, _ctx: &Ctx<'_>) -> Vec<Defect> {
        Vec::new()
    }

    fn applies(&self, _state: Option<&Case>, _ctx: &Ctx<'_>) -> Result<(), Denied> {
        Ok(())
    }

    fn competence(
        &self,
        _state: Option<&Case>,
        _by: &Actor,
        _ctx: &Ctx<'_>,
    ) -> Result<Option<Cite>, Denied> {
        Ok(None)
    }

    fn attempt(&self, state: Option<&Case>, by: &Actor, ctx: &Ctx<'_>) -> Result<(), Denied> {
        case::outcome(state, self, by, ctx).map(drop)
    }
}

impl Act for exhibit::Command {
    type State = Exhibit;

    fn row(&self) -> Row {
        match self {
            Self::HandOver { .. } => Row::ExhibitHandOver,
            Self::Pack { .. } => Row::ExhibitPack,
            Self::Register(_) => Row::ExhibitRegister,
            Self::Seal { .. } => Row::ExhibitSeal,
            Self::TakeOver(_) => Row::ExhibitTakeOver,
            Self::Verify { .. } => Row::ExhibitVerify,
        }
    }

    fn purpose(&self, state: Option<&Exhibit>) -> Purpose {
        match (state, self) {
            (Some(exhibit), _) => exhibit.item().purpose,
            (None, Self::Register(registration)) => registration.purpose,
            (None, Self::TakeOver(taking)) => taking.purpose,
            (
                None,
                Self::HandOver { .. } | Self::Pack { .. } | Self::Seal { .. } | Self::Verify { .. },
            ) => Purpose::EvidenceCustody,
        }
    }

    fn case(&self, state: Option<&Exhibit>) -> Option<CaseId> {
        match (state, self) {
            (None, Self::Register(registration)) => registration.case,
            (None, Self::TakeOver(taking)) => taking.case,
            (Some(_) | None, _) => state.and_then(|exhibit| exhibit.item().case),
        }
    }

    fn defects(&self, _state: Option<&Exhibit>, _by: &Actor, _ctx: &Ctx<'_>) -> Vec<Defect> {
        Vec::new()
    }

    fn applies(&self, _state: Option<&Exhibit>, _ctx: &Ctx<'_>) -> Result<(), Denied> {
        Ok(())
    }

    fn competence(
        &self,
        state: Option<&Exhibit>,
        _by: &Actor,
        _ctx: &Ctx<'_>,
    ) -> Result<Option<Cite>, Denied> {
        let basis = state.and_then(|exhibit| exhibit.item().basis.as_ref());
        Ok(basis.map(|basis| basis.cite.clone()))
    }

    fn attempt(&self, state: Option<&Exhibit>, by: &Actor, ctx: &Ctx<'_>) -> Result<(), Denied> {
        let performer = Performer::of(by, ctx.roster.ours());
        exhibit::outcome(state, self, &performer, ctx).map(drop)
    }
}

impl Act for handover::Command {
    type State = Handover;

    fn row(&self) -> Row {
        match self {
            Self::Offer(_) => Row::HandoverOffer,
            Self::Accept { .. } | Self::Contest { .. } | Self::Lapse => Row::HandoverSettle,
        }
    }

    fn purpose(&self, _state: Option<&Handover>) -> Purpose {
        Purpose::EvidenceCustody
    }

    fn case(&self, _state: Option<&Handover>) -> Option<CaseId> {
        None
    }

    fn defects(&self, _state: Option<&Handover>, _by: &Actor, _ctx: &Ctx<'_>) -> Vec<Defect> {
        Vec::new()
    }

    fn applies(&self, _state: Option<&Handover>, _ctx: &Ctx<'_>) -> Result<(), Denied> {
        Ok(())
    }

    fn competence(
        &self,
        _state: Option<&Handover>,
        _by: &Actor,
        _ctx: &Ctx<'_>,
    ) -> Result<Option<Cite>, Denied> {
        Ok(None)
    }

    fn attempt(&self, state: Option<&Handover>, _by: &Actor, ctx: &Ctx<'_>) -> Result<(), Denied> {
        handover::outcome(state, self, ctx).map(drop)
    }
}

impl Act for package::Command {
    type State = Package;

    fn row(&self) -> Row {
        match self {
            Self::Approve => Row::PackageApprove,
            Self::Seal(_) => Row::PackageSeal,
            Self::Start(_) => Row::PackageStart,
        }
    }

    fn purpose(&self, _state: Option<&Package>) -> Purpose {
        Purpose::Adjudication
    }

    fn case(&self, state: Option<&Package>) -> Option<CaseId> {
        match (state, self) {
            (None, Self::Start(request)) => Some(request.case),
            (Some(_) | None, _) => state.map(|package| package.request().case),
        }
    }

    fn defects(&self, _state: Option<&Package>, _by: &Actor, _ctx: &Ctx<'_>) -> Vec<Defect> {
        Vec::new()
    }

    fn applies(&self, _state: Option<&Package>, _ctx: &Ctx<'_>) -> Result<(), Denied> {
        Ok(())
    }

    fn competence(
        &self,
        state: Option<&Package>,
        by: &Actor,
        _ctx: &Ctx<'_>,
    ) -> Result<Option<Cite>, Denied> {
        let asked_by = state.map(Package::started_by);
        match self {
            Self::Approve if asked_by.is_some() && asked_by == by.officer() => {
                Err(Denied::SameOfficer { cite: None })
            }
            Self::Approve | Self::Seal(_) | Self::Start(_) => Ok(None),
        }
    }

    fn attempt(&self, state: Option<&Package>, by: &Actor, ctx: &Ctx<'_>) -> Result<(), Denied> {
        package::outcome(state, self, by, ctx).map(drop)
    }
}
