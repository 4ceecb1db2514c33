//! Where a reason stands in the fixed order of checks, and what kind of no it is.

use super::Denied;

/// What kind of no it is, for whoever has to answer a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// It exists, it is seen, and this person may not: 403.
    Forbidden,
    /// Nothing this person may know of: 404.
    Hidden,
    /// The state does not allow it now: 409.
    Conflict,
    /// What was given cannot stand: 422.
    Unfit,
}

impl Class {
    /// The status code programs know it by.
    #[must_use]
    pub const fn status(self) -> u16 {
        match self {
            Self::Forbidden => 403,
            Self::Hidden => 404,
            Self::Conflict => 409,
            Self::Unfit => 422,
        }
    }
}

/// The place of a reason in the fixed order of checks; the first that applies is the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// May the actor know that it exists?
    Existence,
    /// Is the actor active?
    Active,
    /// Is the form complete?
    Form,
    /// Does the law apply, and to this purpose?
    Law,
    /// May this office, and this person, do it?
    Competence,
    /// Does the state allow it?
    State,
    /// Is the sign-in strong enough?
    Strength,
    /// Are checks and approvals there?
    Approval,
    /// What the rule itself asks.
    Rule,
}

impl Denied {
    /// Which of the fixed steps this reason belongs to.
    #[must_use]
    pub const fn step(&self) -> Step {
        match self {
            Self::NotFound | Self::WrongAddressee => Step::Existence,
            Self::NotActive => Step::Active,
            Self::CopyTooWide { .. } | Self::Defects { .. } => Step::Form,
            Self::DeclarationUnmet { .. }
            | Self::InstrumentNotInForce { .. }
            | Self::LawDiffers { .. }
            | Self::NotCounted { .. }
            | Self::NothingToHandOver { .. }
            | Self::OtherAct { .. }
            | Self::PurposeNotCovered { .. }
            | Self::Reserved { .. }
            | Self::StatusNotLoaded { .. }
            | Self::TermsUnfit { .. }
            | Self::UnknownKind { .. }
            | Self::UnknownLetter { .. }
            | Self::UnknownMember { .. }
            | Self::WrongAuthority { .. } => Step::Law,
            Self::NotAuthor
            | Self::NotCompetent { .. }
            | Self::NotYourCase
            | Self::SameOfficer { .. } => Step::Competence,
            Self::AgreementDiffers
            | Self::AgreementNotActive
            | Self::AlreadyAnswered
            | Self::AlreadyIssued
            | Self::AlreadyKnown
            | Self::Closed
            | Self::DerivativeLeft { .. }
            | Self::DraftChanged { .. }
            | Self::ExhibitContested
            | Self::GateNotOpen { .. }
            | Self::GroundRaised { .. }
            | Self::LetterMissing { .. }
            | Self::NotDue { .. }
            | Self::NotIssued
            | Self::NotOrdered
            | Self::NotOwner
            | Self::NotReceived
            | Self::NotSealed
            | Self::NotSuspended
            | Self::NotYet { .. }
            | Self::NoticeDeferred { .. }
            | Self::NoticeGiven { .. }
            | Self::NoticeNotOwed { .. }
            | Self::OnHold { .. }
            | Self::OnwardForbidden
            | Self::PeerActWaits { .. }
            | Self::ReceiptAhead { .. }
            | Self::ReleaseContested { .. }
            | Self::Restricted { .. }
            | Self::Stands { .. }
            | Self::ActOfItsOwn { .. }
            | Self::StillKept { .. }
            | Self::Suspended { .. } => Step::State,
            Self::StepUp { .. } => Step::Strength,
            Self::ApprovalMissing { .. }
            | Self::CheckMissing { .. }
            | Self::ContactMissing { .. }
            | Self::NoticeIncomplete { .. } => Step::Approval,
            Self::DayUnfit { .. }
            | Self::DeadlineUndetermined { .. }
            | Self::HoldOver { .. }
            | Self::HoldTooLong { .. }
            | Self::KeptTooLong { .. }
            | Self::NoRecipient { .. }
            | Self::NoteUnfit { .. }
            | Self::NobodyToAsk
            | Self::NothingToErase
            | Self::OffenceBelowThreshold { .. }
            | Self::SeenIncomplete { .. }
            | Self::TooMany { .. }
            | Self::UnknownCriterion { .. }
            | Self::UnknownDelayGround { .. }
            | Self::UnknownGround { .. } => Step::Rule,
        }
    }

    /// What kind of no it is.
    #[must_use]
    pub const fn class(&self) -> Class {
        match self {
            Self::NotFound => Class::Hidden,
            Self::NotActive
            | Self::NotAuthor
            | Self::NotCompetent { .. }
            | Self::NotYourCase
            | Self::NotOwner
            | Self::SameOfficer { .. }
            | Self::StepUp { .. } => Class::Forbidden,
            Self::AgreementDiffers
            | Self::AgreementNotActive
            | Self::AlreadyAnswered
            | Self::AlreadyIssued
            | Self::AlreadyKnown
            | Self::ApprovalMissing { .. }
            | Self::Closed
            | Self::DerivativeLeft { .. }
            | Self::DraftChanged { .. }
            | Self::ExhibitContested
            | Self::GateNotOpen { .. }
            | Self::GroundRaised { .. }
            | Self::LetterMissing { .. }
            | Self::NotDue { .. }
            | Self::NotIssued
            | Self::NotOrdered
            | Self::NotReceived
            | Self::NotSealed
            | Self::NotSuspended
            | Self::NotYet { .. }
            | Self::NoticeDeferred { .. }
            | Self::NoticeGiven { .. }
            | Self::NoticeNotOwed { .. }
            | Self::OnHold { .. }
            | Self::OnwardForbidden
            | Self::PeerActWaits { .. }
            | Self::ReceiptAhead { .. }
            | Self::ReleaseContested { .. }
            | Self::Restricted { .. }
            | Self::Stands { .. }
            | Self::ActOfItsOwn { .. }
            | Self::StillKept { .. }
            | Self::Suspended { .. } => Class::Conflict,
            Self::CheckMissing { .. }
            | Self::ContactMissing { .. }
            | Self::CopyTooWide { .. }
            | Self::DayUnfit { .. }
            | Self::DeadlineUndetermined { .. }
            | Self::DeclarationUnmet { .. }
            | Self::Defects { .. }
            | Self::HoldOver { .. }
            | Self::HoldTooLong { .. }
            | Self::InstrumentNotInForce { .. }
            | Self::KeptTooLong { .. }
            | Self::LawDiffers { .. }
            | Self::NoRecipient { .. }
            | Self::NotCounted { .. }
            | Self::NoteUnfit { .. }
            | Self::NobodyToAsk
            | Self::NothingToErase
            | Self::NothingToHandOver { .. }
            | Self::NoticeIncomplete { .. }
            | Self::OffenceBelowThreshold { .. }
            | Self::OtherAct { .. }
            | Self::PurposeNotCovered { .. }
            | Self::Reserved { .. }
            | Self::SeenIncomplete { .. }
            | Self::StatusNotLoaded { .. }
            | Self::TermsUnfit { .. }
            | Self::TooMany { .. }
            | Self::UnknownCriterion { .. }
            | Self::UnknownDelayGround { .. }
            | Self::UnknownGround { .. }
            | Self::UnknownKind { .. }
            | Self::UnknownLetter { .. }
            | Self::UnknownMember { .. }
            | Self::WrongAddressee
            | Self::WrongAuthority { .. } => Class::Unfit,
        }
    }
}
