//! What the fixed order of checks asks of each command: its row, its faults, its law, its competence.

use std::collections::BTreeSet;

use law::defect::Defect;
use law::ids::Cite;
use law::issuer::EmergencyFacts;

use super::binding::binds;
use super::matrix::Row;
use super::senders::Role;
use super::{Act, declared, sealed, terms};
use crate::actor::Actor;
use crate::case::{self, Case};
use crate::ctx::Ctx;
use crate::denied::Denied;
use crate::erasure::{self, Erasure};
use crate::exhibit::{self, Exhibit, Performer};
use crate::handover::{self, Handover};
use crate::ids::CaseId;
use crate::measure::notice::{self, NoticeAct};
use crate::measure::{self, Draft, Measure, issuing, talk};
use crate::occurrence::{self, Occurrence};
use crate::package::{self, Package};
use crate::purpose::Purpose;

impl sealed::Sealed for measure::Command {}
impl sealed::Sealed for case::Command {}
impl sealed::Sealed for erasure::Command {}
impl sealed::Sealed for exhibit::Command {}
impl sealed::Sealed for handover::Command {}
impl sealed::Sealed for occurrence::Command {}
impl sealed::Sealed for package::Command {}

impl Act for measure::Command {
    type State = Measure;

    fn row(&self) -> Row {
        match self {
            Self::Acknowledge => Row::MeasureAcknowledge,
            Self::Amend { .. } => Row::MeasureAmend,
            Self::Clear => Row::MeasureClear,
            Self::Complete => Row::MeasureComplete,
            Self::Countersign { .. } => Row::MeasureCountersign,
            Self::DeclinePeerAct { .. } => Row::MeasureDecline,
            // Letting go is the last thing to write on it.
            Self::Drop => Row::MeasureAmend,
            Self::HandOver { .. } => Row::MeasureHandOver,
            Self::Issue { .. } => Row::MeasureIssue,
            Self::Notice(NoticeAct::Defer { .. }) => Row::MeasureDefer,
            Self::Notice(NoticeAct::EndDelay { .. }) => Row::MeasureEndDelay,
            Self::Notice(NoticeAct::Give(_)) => Row::MeasureGiveNotice,
            Self::Notice(NoticeAct::Review { .. }) => Row::MeasureReviewDelay,
            Self::Object { .. } => Row::MeasureObject,
            Self::Open(_) => Row::MeasureOpen,
            Self::PassDeadline { .. } => Row::MeasurePass,
            Self::Receive { .. } | Self::RecordReceipt { .. } | Self::StagePeerAct { .. } => {
                Row::MeasureReceive
            }
            Self::Refuse { .. } => Row::MeasureRefuse,
            Self::Say { .. } => Row::MeasureSay,
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
                | Self::Countersign { .. }
                | Self::DeclinePeerAct { .. }
                | Self::Drop
                | Self::HandOver { .. }
                | Self::Issue { .. }
                | Self::Notice(_)
                | Self::Object { .. }
                | Self::PassDeadline { .. }
                | Self::RecordReceipt { .. }
                | Self::Refuse { .. }
                | Self::Say { .. }
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
            (_, Self::Say { form, values, .. }) => {
                let speaker = state.and_then(measure::speaker);
                let known = speaker.as_ref().map(|speaker| (speaker, speaker.parties.kind));
                known.map_or_else(Vec::new, |(speaker, kind)| {
                    // A form the law does not have is refused by the law, not by its fields.
                    talk::form(kind, form, ctx).map_or_else(
                        |_| Vec::new(),
                        |form| talk::defects(speaker, form, values, ctx),
                    )
                })
            }
            (Some(_) | None, _) => Vec::new(),
        }
    }

    fn applies(&self, state: Option<&Measure>, ctx: &Ctx<'_>) -> Result<(), Denied> {
        match (draft(state), self) {
            (_, Self::Open(opening)) => terms::apply(&opening.kind, &opening.terms, ctx),
            (Some(draft), Self::Amend { terms }) => terms::apply(&draft.kind, terms, ctx),
            (Some(draft), Self::Issue { .. }) => {
                terms::apply(&draft.kind, &draft.terms, ctx)?;
                binds(draft, ctx)
            }
            (_, Self::Say { form, .. }) => {
                let speaker = state.and_then(measure::speaker);
                speaker
                    .map_or(Ok(()), |speaker| talk::form(speaker.parties.kind, form, ctx).map(drop))
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
        if let (Self::Say { form, .. }, Some(speaker)) = (self, state.and_then(measure::speaker)) {
            let form = talk::form(speaker.parties.kind, form, ctx)?;
            return match talk::gives(&speaker, form, ctx) {
                Some(cite) => Ok(Some(cite)),
                None => Err(not_theirs(by, &form.form.provenance.cite)),
            };
        }
        if let (Self::Notice(_), Some(measure)) = (self, state)
            && let Some(rule) = notice::rule(measure.parties().kind, ctx)
        {
            // Whoever else holds a copy is told where the law says who tells the person.
            let cite = &rule.provenance.cite;
            return match measure {
                Measure::Issuing(_) => Ok(Some(cite.clone())),
                Measure::Executing(_) | Measure::Notified(_) => Err(not_theirs(by, cite)),
            };
        }
        let (Some(draft), Some(officer)) = (draft(state), by.officer()) else { return Ok(None) };
        match self {
            Self::Countersign { .. } => {
                let cite = issuing::may_countersign(draft, by, ctx)?;
                let validated = draft.validation.as_ref().map(|validation| validation.validator);
                if draft.authors.contains(&officer) || validated == Some(officer) {
                    return Err(Denied::SameOfficer { cite: Some(cite) });
                }
                Ok(Some(cite))
            }
            Self::Issue { emergency, .. } => {
                let competence = issuing::competence(draft, by, *emergency, ctx)?;
                declared::issuer(draft, by, ctx)?;
                let cite = competence.cites.first().cloned();
                // Whoever could not have issued it at its receiver's eyes does not issue it here.
                if let Some(kind) = ctx.law.kind(&draft.kind)
                    && !terms::admits(Role::Issuer, kind, &draft.from, ctx)
                {
                    return Err(not_theirs(by, &kind.provenance.cite));
                }
                // A rule of the house, not of the act, which asks for a judge and not for two people: two people
                // see every order that goes out, so who wrote it does not issue it.
                let signed = draft.countersigners.contains(&officer);
                if signed || draft.authors.contains(&officer) {
                    return Err(Denied::SameOfficer { cite: None });
                }
                Ok(cite)
            }
            Self::Validate { .. } => {
                let cite = issuing::may_validate(draft, by, ctx)?;
                let signed = draft.countersigners.contains(&officer);
                if signed || draft.authors.contains(&officer) {
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
            | Self::Notice(_)
            | Self::Object { .. }
            | Self::Open(_)
            | Self::PassDeadline { .. }
            | Self::Receive { .. }
            | Self::RecordReceipt { .. }
            | Self::Refuse { .. }
            | Self::Say { .. }
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

/// The no to who does what the law gives to another party.
fn not_theirs(by: &Actor, cite: &Cite) -> Denied {
    let (office, issuer_kind) = match by {
        Actor::Officer { office, issuer_kind, .. } => (*office, *issuer_kind),
        Actor::Clock { .. } | Actor::Node | Actor::Peer { .. } | Actor::Rule { .. } => {
            return Denied::NotOwner;
        }
    };
    Denied::NotCompetent {
        office,
        issuer_kind,
        cite: Some(cite.clone()),
        blocked: BTreeSet::new(),
        allowed: BTreeSet::new(),
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
            Self::ConfirmDestroyed { .. } | Self::Destroy { .. } | Self::Finish { .. } => {
                Row::ExhibitDestroy
            }
            Self::Derive(_) | Self::DeriveInto(_) => Row::ExhibitDerive,
            Self::EndRetention => Row::ExhibitRetainEnd,
            Self::HandOver { .. } => Row::ExhibitHandOver,
            Self::Hold { .. } => Row::ExhibitHold,
            Self::LiftHold { .. } => Row::ExhibitLiftHold,
            Self::Pack { .. } => Row::ExhibitPack,
            Self::Register(_) => Row::ExhibitRegister,
            Self::Repair { .. } => Row::ExhibitRepair,
            Self::Retain { .. } => Row::ExhibitRetain,
            Self::Seal { .. } => Row::ExhibitSeal,
            Self::TakeOver(_) => Row::ExhibitTakeOver,
            Self::Verify { .. } => Row::ExhibitVerify,
        }
    }

    fn purpose(&self, state: Option<&Exhibit>) -> Purpose {
        match (state, self) {
            (Some(exhibit), _) => exhibit.item().purpose,
            (None, Self::Derive(derivation)) => derivation.purpose(),
            (None, Self::Register(registration)) => registration.purpose,
            (None, Self::TakeOver(taking)) => taking.purpose,
            (
                None,
                Self::ConfirmDestroyed { .. }
                | Self::DeriveInto(_)
                | Self::Destroy { .. }
                | Self::EndRetention
                | Self::Finish { .. }
                | Self::HandOver { .. }
                | Self::Hold { .. }
                | Self::LiftHold { .. }
                | Self::Pack { .. }
                | Self::Repair { .. }
                | Self::Retain { .. }
                | Self::Seal { .. }
                | Self::Verify { .. },
            ) => Purpose::EvidenceCustody,
        }
    }

    fn case(&self, state: Option<&Exhibit>) -> Option<CaseId> {
        match (state, self) {
            (None, Self::Derive(derivation)) => derivation.case(),
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

impl Act for erasure::Command {
    type State = Erasure;

    fn row(&self) -> Row {
        match self {
            Self::Approve | Self::Reject { .. } => Row::ErasureDecide,
            Self::Certify(_) => Row::ErasureCertify,
            Self::Propose(_) => Row::ErasurePropose,
        }
    }

    fn purpose(&self, _state: Option<&Erasure>) -> Purpose {
        Purpose::EvidenceCustody
    }

    fn case(&self, state: Option<&Erasure>) -> Option<CaseId> {
        match (state, self) {
            (None, Self::Propose(request)) => Some(request.case),
            (Some(_) | None, _) => state.map(|erasure| erasure.proposed().request.case),
        }
    }

    fn defects(&self, _state: Option<&Erasure>, _by: &Actor, _ctx: &Ctx<'_>) -> Vec<Defect> {
        Vec::new()
    }

    fn applies(&self, _state: Option<&Erasure>, _ctx: &Ctx<'_>) -> Result<(), Denied> {
        Ok(())
    }

    fn competence(
        &self,
        state: Option<&Erasure>,
        by: &Actor,
        _ctx: &Ctx<'_>,
    ) -> Result<Option<Cite>, Denied> {
        let author = state.map(|erasure| erasure.proposed().author.id);
        match self {
            Self::Approve | Self::Reject { .. } if author.is_some() && author == by.officer() => {
                Err(Denied::SameOfficer { cite: None })
            }
            Self::Approve | Self::Certify(_) | Self::Propose(_) | Self::Reject { .. } => Ok(None),
        }
    }

    fn attempt(&self, state: Option<&Erasure>, by: &Actor, ctx: &Ctx<'_>) -> Result<(), Denied> {
        erasure::outcome(state, self, by, ctx).map(drop)
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

impl Act for occurrence::Command {
    type State = Occurrence;

    fn row(&self) -> Row {
        match self {
            Self::Note(_) => Row::OccurrenceNote,
            Self::Strike { .. } => Row::OccurrenceStrike,
        }
    }

    fn purpose(&self, _state: Option<&Occurrence>) -> Purpose {
        Purpose::Statistics
    }

    fn case(&self, _state: Option<&Occurrence>) -> Option<CaseId> {
        None
    }

    fn defects(&self, _state: Option<&Occurrence>, _by: &Actor, _ctx: &Ctx<'_>) -> Vec<Defect> {
        Vec::new()
    }

    fn applies(&self, _state: Option<&Occurrence>, _ctx: &Ctx<'_>) -> Result<(), Denied> {
        Ok(())
    }

    fn competence(
        &self,
        _state: Option<&Occurrence>,
        _by: &Actor,
        _ctx: &Ctx<'_>,
    ) -> Result<Option<Cite>, Denied> {
        Ok(None)
    }

    fn attempt(&self, state: Option<&Occurrence>, by: &Actor, ctx: &Ctx<'_>) -> Result<(), Denied> {
        occurrence::outcome(state, self, by, ctx).map(drop)
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
            // A person is refused access by a judicial authority only.
            Self::Approve
                if state.is_some_and(|package| {
                    package.request().copy.as_ref().is_some_and(package::Copy::needs_court)
                }) && !package::is_court(by) =>
            {
                Err(package::Copy::refusal().map_or(Denied::NotOwner, |cite| not_theirs(by, &cite)))
            }
            Self::Approve | Self::Seal(_) | Self::Start(_) => Ok(None),
        }
    }

    fn attempt(&self, state: Option<&Package>, by: &Actor, ctx: &Ctx<'_>) -> Result<(), Denied> {
        package::outcome(state, self, by, ctx).map(drop)
    }
}
