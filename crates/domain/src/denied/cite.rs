//! Where the law says what a refusal rests on.

use law::ids::Cite;

use super::Denied;

impl Denied {
    /// Where the law says so, if one place does.
    #[must_use]
    pub fn cite(&self) -> Option<&Cite> {
        match self {
            Self::CheckMissing { cite, .. }
            | Self::ContactMissing { cite }
            | Self::DayUnfit { cite, .. }
            | Self::DeclarationUnmet { cite, .. }
            | Self::GateNotOpen { cite, .. }
            | Self::LetterMissing { cite, .. }
            | Self::NoRecipient { cite }
            | Self::NotYet { cite, .. }
            | Self::NoteUnfit { cite, .. }
            | Self::NothingToHandOver { cite }
            | Self::NoticeDeferred { cite, .. }
            | Self::NoticeGiven { cite, .. }
            | Self::NoticeIncomplete { cite, .. }
            | Self::OffenceBelowThreshold { cite, .. }
            | Self::Reserved { cite, .. }
            | Self::Restricted { cite }
            | Self::Stands { cite }
            | Self::TermsUnfit { cite, .. }
            | Self::UnknownDelayGround { cite, .. } => Some(cite),
            Self::ActOfItsOwn { cite }
            | Self::GroundRaised { cite, .. }
            | Self::NotCompetent { cite, .. }
            | Self::NoticeNotOwed { cite }
            | Self::SameOfficer { cite }
            | Self::Suspended { cite } => cite.as_ref(),
            Self::Defects { defects } => defects.first().map(|defect| &defect.cite),
            Self::AgreementDiffers
            | Self::AgreementNotActive
            | Self::AlreadyAnswered
            | Self::AlreadyIssued
            | Self::AlreadyKnown
            | Self::ApprovalMissing { .. }
            | Self::Closed
            | Self::CopyTooWide { .. }
            | Self::DeadlineUndetermined { .. }
            | Self::DerivativeLeft { .. }
            | Self::DraftChanged { .. }
            | Self::ExhibitContested
            | Self::HoldOver { .. }
            | Self::HoldTooLong { .. }
            | Self::InstrumentNotInForce { .. }
            | Self::KeptTooLong { .. }
            | Self::LawDiffers { .. }
            | Self::NotActive
            | Self::NotAuthor
            | Self::NotCounted { .. }
            | Self::NotDue { .. }
            | Self::NotFound
            | Self::NotIssued
            | Self::NotOrdered
            | Self::NotOwner
            | Self::NotReceived
            | Self::NotSealed
            | Self::NotSuspended
            | Self::NotYourCase
            | Self::NobodyToAsk
            | Self::NothingToErase
            | Self::OnHold { .. }
            | Self::OnwardForbidden
            | Self::OtherAct { .. }
            | Self::PeerActWaits { .. }
            | Self::PurposeNotCovered { .. }
            | Self::ReceiptAhead { .. }
            | Self::ReleaseContested { .. }
            | Self::SeenIncomplete { .. }
            | Self::StatusNotLoaded { .. }
            | Self::StepUp { .. }
            | Self::StillKept { .. }
            | Self::TooMany { .. }
            | Self::UnknownCriterion { .. }
            | Self::UnknownGround { .. }
            | Self::UnknownKind { .. }
            | Self::UnknownLetter { .. }
            | Self::UnknownMember { .. }
            | Self::WrongAddressee
            | Self::WrongAuthority { .. } => None,
        }
    }
}
