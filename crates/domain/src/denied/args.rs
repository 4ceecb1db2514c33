//! What a reason against an act carries, by name: for problem documents, pages and scenario files.

use super::{Denied, list};

impl Denied {
    /// What the reason carries, by name: for problem documents, pages and scenario files.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        let mut args = Vec::new();
        args.extend(self.cite().map(|cite| ("cite", cite.to_string())));
        match self {
            Self::ApprovalMissing { k, have } => {
                args.push(("k", k.to_string()));
                args.push(("have", have.to_string()));
            }
            Self::CheckMissing { check, .. } => args.push(("check", check.to_string())),
            Self::CopyTooWide { fields } => args.push(("fields", list(fields.iter()))),
            Self::DayUnfit { what, on, earliest, latest, .. } => {
                args.push(("what", (*what).to_owned()));
                args.push(("on", on.to_string()));
                args.push(("earliest", earliest.to_string()));
                args.push(("latest", latest.to_string()));
            }
            Self::DeadlineUndetermined { clock, reason } => {
                args.push(("clock", clock.to_string()));
                args.push(("reason", reason.to_string()));
            }
            Self::Defects { defects } => {
                args.push(("fields", list(defects.iter().map(|defect| &defect.field))));
            }
            Self::DeclarationUnmet { declared, country, .. } => {
                args.push(("declared", declared.id().to_owned()));
                args.push(("country", country.to_string()));
            }
            Self::DerivativeLeft { exhibit } => args.push(("exhibit", exhibit.to_string())),
            Self::KeptTooLong { latest } => args.push(("latest", latest.to_string())),
            Self::StillKept { until } => args.push(("until", until.to_string())),
            Self::DraftChanged { seen, now } => {
                args.push(("seen", seen.to_string()));
                args.push(("now", now.to_string()));
            }
            Self::GateNotOpen { opens_at, .. } => {
                args.extend(opens_at.map(|at| ("opens_at", at.to_string())));
            }
            Self::GroundRaised { ground, .. } | Self::UnknownGround { ground } => {
                args.push(("ground", ground.to_string()));
            }
            Self::HoldOver { until } => args.push(("until", until.to_string())),
            Self::HoldTooLong { days_max } => args.push(("days_max", days_max.to_string())),
            Self::InstrumentNotInForce { instrument, on, from, country, otherwise } => {
                args.push(("instrument", instrument.to_string()));
                args.push(("on", on.to_string()));
                args.extend(from.map(|from| ("from", from.to_string())));
                args.extend(country.map(|country| ("country", country.to_string())));
                args.push(("otherwise", list(otherwise.iter())));
            }
            Self::LawDiffers { id, version } => {
                args.push(("law", id.to_string()));
                args.push(("version", version.to_string()));
            }
            Self::LetterMissing { after, .. } => args.push(("after", list(after.iter()))),
            Self::NotCompetent { office, issuer_kind, blocked, allowed, .. } => {
                args.push(("office", office.to_string()));
                args.extend(issuer_kind.map(|kind| ("kind", kind.to_string())));
                args.push(("blocked", list(blocked.iter())));
                args.push(("allowed", list(allowed.iter())));
            }
            Self::NotCounted { figure } => args.push(("figure", figure.clone())),
            Self::NoteUnfit { what, .. } => args.push(("what", (*what).to_owned())),
            Self::NotDue { clock, fires_at } => {
                args.push(("clock", clock.to_string()));
                args.extend(fires_at.map(|at| ("fires_at", at.to_string())));
            }
            Self::NotYet { until, .. } => {
                args.extend(until.map(|until| ("until", until.to_string())));
            }
            Self::NoticeDeferred { until, .. } => args.push(("until", until.to_string())),
            Self::NoticeGiven { told_on, .. } => args.push(("told_on", told_on.to_string())),
            Self::NoticeIncomplete { what, .. } => args.push(("what", (*what).to_owned())),
            Self::OffenceBelowThreshold { field, .. } => args.push(("field", field.to_string())),
            Self::OnHold { exhibit, until } => {
                args.push(("exhibit", exhibit.to_string()));
                args.push(("until", until.to_string()));
            }
            Self::OtherAct { act } | Self::PeerActWaits { act } => {
                args.push(("act", (*act).to_owned()))
            }
            Self::PurposeNotCovered { purpose } => args.push(("purpose", purpose.to_string())),
            Self::ReceiptAhead { received_at } => {
                args.push(("received_at", received_at.to_string()));
            }
            Self::ReleaseContested { row, findings } => {
                args.push(("row", row.to_string()));
                args.push(("findings", list(findings.iter().map(|finding| finding.code()))));
            }
            Self::Reserved { instrument, country, otherwise, .. } => {
                args.push(("instrument", instrument.to_string()));
                args.extend(country.map(|country| ("country", country.to_string())));
                args.push(("otherwise", list(otherwise.iter())));
            }
            Self::SeenIncomplete { copy } => args.push(("copy", copy.id().to_owned())),
            Self::StatusNotLoaded { instrument, on, country } => {
                args.push(("instrument", instrument.to_string()));
                args.push(("on", on.to_string()));
                args.extend(country.map(|country| ("country", country.to_string())));
            }
            Self::StepUp { level } => args.push(("level", level.number().to_string())),
            Self::TermsUnfit { what, .. } => args.push(("what", (*what).to_owned())),
            Self::TooMany { n_max } => args.push(("n_max", n_max.to_string())),
            Self::UnknownCriterion { n, n_max } => {
                args.push(("n", n.to_string()));
                args.push(("n_max", n_max.to_string()));
            }
            Self::UnknownDelayGround { ground, .. } => args.push(("ground", ground.clone())),
            Self::UnknownKind { kind } => args.push(("kind", kind.to_string())),
            Self::UnknownLetter { letter } => args.push(("letter", letter.to_string())),
            Self::UnknownMember { member } | Self::WrongAuthority { member } => {
                args.push(("member", member.screen()))
            }
            Self::AgreementDiffers
            | Self::AgreementNotActive
            | Self::AlreadyAnswered
            | Self::AlreadyIssued
            | Self::AlreadyKnown
            | Self::Closed
            | Self::ContactMissing { .. }
            | Self::ExhibitContested
            | Self::NoRecipient { .. }
            | Self::NotActive
            | Self::NotAuthor
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
            | Self::OnwardForbidden
            | Self::NothingToHandOver { .. }
            | Self::Stands { .. }
            | Self::ActOfItsOwn { .. }
            | Self::NoticeNotOwed { .. }
            | Self::Restricted { .. }
            | Self::SameOfficer { .. }
            | Self::Suspended { .. }
            | Self::WrongAddressee => {}
        }
        args
    }
}
