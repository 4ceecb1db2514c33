//! The table: which office may do which act, and which tier of data it may read.
//!
//! One line per act, one column per office; the golden file of the tests prints it for a lawyer to
//! read, and it changes only in review. The marks: `y` yes · `c` in cases it takes part in · `i` what
//! was addressed to its member · `2` after the mark: a second person must agree · `.` never.
//! Instruments, agreements and members may narrow this, never widen it.

use crate::actor::AuthLevel::{self, Hardware, Passkey};
use crate::actor::Office;

/// An act as the table names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Row {
    /// Letting what we gave go on to somebody else.
    AgreementConsent,
    /// Writing an agreement down.
    AgreementDraft,
    /// Ending an agreement.
    AgreementEnd,
    /// Taking in what another party says of an agreement.
    AgreementHear,
    /// Reading agreements.
    AgreementRead,
    /// Ending a suspension of ours.
    AgreementReinstate,
    /// Going through an agreement again.
    AgreementReview,
    /// Signing an agreement for the member.
    AgreementSign,
    /// Suspending an agreement at once.
    AgreementSuspend,
    /// Recording that the time of an agreement is over.
    AgreementTrack,
    /// Opening a registered case.
    CaseOpen,
    /// Entering a case in the registry.
    CaseRegister,
    /// Saying what was destroyed.
    ErasureCertify,
    /// Agreeing, as a second person, that content is destroyed, or not.
    ErasureDecide,
    /// Proposing that content is destroyed.
    ErasurePropose,
    /// Reading the content of an exhibit.
    ExhibitContent,
    /// Making an exhibit from others.
    ExhibitDerive,
    /// Having the content of an exhibit destroyed, which two officers ordered.
    ExhibitDestroy,
    /// Giving an exhibit to another member.
    ExhibitHandOver,
    /// Forbidding for a time that an exhibit is destroyed.
    ExhibitHold,
    /// Ending a hold before its time.
    ExhibitLiftHold,
    /// Putting an exhibit into a package.
    ExhibitPack,
    /// Making an exhibit known.
    ExhibitRegister,
    /// Recording that parts of an exhibit were damaged, and whether they were put back.
    ExhibitRepair,
    /// Setting until when an exhibit may be kept.
    ExhibitRetain,
    /// Recording that the time of an exhibit is over.
    ExhibitRetainEnd,
    /// Fixing the content of an exhibit.
    ExhibitSeal,
    /// Taking an exhibit from another member.
    ExhibitTakeOver,
    /// Computing the digests of an exhibit again.
    ExhibitVerify,
    /// Recording that a handover was accepted or contested.
    HandoverSettle,
    /// Recording that a handover is on its way.
    HandoverOffer,
    /// Stating that an order was received.
    MeasureAcknowledge,
    /// Writing on a draft.
    MeasureAmend,
    /// Saying that no ground is raised.
    MeasureClear,
    /// Ending a measure that was performed.
    MeasureComplete,
    /// Signing a draft beside its issuer.
    MeasureCountersign,
    /// Not giving a peer's act effect.
    MeasureDecline,
    /// Asking that the notice to the person waits.
    MeasureDefer,
    /// Ending the delay of a notice because its ground ceased.
    MeasureEndDelay,
    /// Recording that the person was told.
    MeasureGiveNotice,
    /// Handing over what was asked for.
    MeasureHandOver,
    /// Issuing a draft.
    MeasureIssue,
    /// Raising a ground.
    MeasureObject,
    /// Opening a draft.
    MeasureOpen,
    /// Letting a clock's instant pass.
    MeasurePass,
    /// Reading a measure, its clocks and letters.
    MeasureRead,
    /// Receiving an order, a receipt, or a peer's act.
    MeasureReceive,
    /// Not performing an order.
    MeasureRefuse,
    /// Agreeing, as a second person, that a notice waits.
    MeasureReviewDelay,
    /// Saying one of the instrument's forms about a measure.
    MeasureSay,
    /// Giving a peer's act effect.
    MeasureTake,
    /// Taking what was handed over into custody.
    MeasureTakeOver,
    /// Validating a draft.
    MeasureValidate,
    /// Taking a measure back.
    MeasureWithdraw,
    /// Noting what the law wants counted and no measure says.
    OccurrenceNote,
    /// Taking such a note back.
    OccurrenceStrike,
    /// Agreeing, as a second person, that a package goes out.
    PackageApprove,
    /// Sealing a package.
    PackageSeal,
    /// Asking for a package.
    PackageStart,
    /// Asking recipients to destroy what they got.
    RecallAsk,
    /// Saying that what we are asked to destroy is destroyed, and how those stand who got it from us.
    RecallConfirm,
    /// Taking in a recall, or a recipient's word.
    RecallReceive,
    /// Saying that what we are asked to destroy is not destroyed now.
    RecallRefuse,
    /// Recording what becomes of a recall: that it arrived, that time passed.
    RecallTrack,
    /// Reading the yearly figures of the member.
    StatisticsRead,
    /// Reading the public face of a case.
    StubRead,
}

/// How far a mark reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// `c`: in cases the unit takes part in.
    Case,
    /// `i`: what was addressed to the member.
    Item,
    /// `.`: never.
    Never,
    /// `y`: yes.
    Yes,
}

/// One cell of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark {
    /// How far it reaches.
    pub scope: Scope,
    /// Whether a second person must agree.
    pub second: bool,
}

impl Mark {
    const NEVER: Self = Self { scope: Scope::Never, second: false };

    /// Reads a mark; what is no mark is `never`, and a test finds it.
    fn of(text: &str) -> Self {
        let (scope, second) = match text.strip_suffix('2') {
            Some(scope) => (scope, true),
            None => (text, false),
        };
        let scope = match scope {
            "c" => Scope::Case,
            "i" => Scope::Item,
            "y" => Scope::Yes,
            _ => return Self::NEVER,
        };
        Self { scope, second }
    }
}

/// One line of the table.
struct Line {
    row: Row,
    name: &'static str,
    tier: u8,
    level: AuthLevel,
    marks: &'static str,
}

const fn line(
    row: Row,
    name: &'static str,
    tier: u8,
    level: AuthLevel,
    marks: &'static str,
) -> Line {
    Line { row, name, tier, level, marks }
}

/// The acting half. Columns: the offices in the order of [`Office::ALL`], then the node itself:
/// drafter, issuing authority, validator, spoc officer, executor, provider agent, custodian,
/// case lead, team member, coordinator, oversight, dpo, redress reviewer, ods reviewer, translator,
/// trainer, auditor, node admin, public; node.
#[rustfmt::skip]
const LINES: [Line; 66] = [
    line(Row::AgreementConsent,   "agreement: consent",       1, Hardware, ". y . y y y . . . . . . . . . . . . . ."),
    line(Row::AgreementDraft,     "agreement: draft",         1, Passkey,  ". y2 y2 y2 y2 y2 . . . y2 . y2 . . . . . . . ."),
    line(Row::AgreementEnd,       "agreement: end",           1, Hardware, ". y . y y y . . . y . . . . . . . . . ."),
    line(Row::AgreementHear,      "agreement: hear",          1, Passkey,  ". . . . . . . . . . . . . . . . . . . ."),
    line(Row::AgreementRead,      "agreement: read",          1, Passkey,  "y y y y y y y y y y y y . . . . y . . ."),
    line(Row::AgreementReinstate, "agreement: reinstate",     1, Hardware, ". y . y y y . . . y . . . . . . . . . ."),
    line(Row::AgreementReview,    "agreement: review",        1, Passkey,  ". y y y y y . . . y . y . . . . . . . ."),
    line(Row::AgreementSign,      "agreement: sign",          1, Hardware, ". y . y y y . . . y . . . . . . . . . ."),
    line(Row::AgreementSuspend,   "agreement: suspend",       1, Hardware, ". y y y y y . . . y . y . . . . . . . ."),
    line(Row::AgreementTrack,     "agreement: end of time",   1, Passkey,  ". . . . . . . . . . . . . . . . . . . y"),
    line(Row::CaseOpen,           "case: open",               1, Passkey,  "c c . . . . . c . . . . . . . . . . . ."),
    line(Row::CaseRegister,       "case: register",           1, Passkey,  "y y . . . . . y . . . . . . . . . . . ."),
    line(Row::ErasureCertify,     "erasure: certify",         2, Hardware, ". . . . . . . . . . . . . . . . . . . y"),
    line(Row::ErasureDecide,      "erasure: decide",          2, Hardware, ". c . . . . . c . . . . . . . . . . . ."),
    line(Row::ErasurePropose,     "erasure: propose",         2, Hardware, ". c2 . . . . c2 c2 . . . . . . . . . . . ."),
    line(Row::ExhibitContent,     "exhibit: read content",    3, Passkey,  "c c . . i i . c . . . . . . . . . . . ."),
    line(Row::ExhibitDerive,      "exhibit: derive",          3, Passkey,  "c c . . . . . c . . . . . . . . . . . ."),
    line(Row::ExhibitDestroy,     "exhibit: destroy",         2, Hardware, ". . . . . . . . . . . . . . . . . . . y"),
    line(Row::ExhibitHandOver,    "exhibit: hand over",       2, Hardware, ". . . . i i c c . . . . . . . . . . . y"),
    line(Row::ExhibitHold,        "exhibit: hold",            2, Passkey,  ". c . . . . c c . . . . . . . . . . . ."),
    line(Row::ExhibitLiftHold,    "exhibit: lift hold",       2, Hardware, ". c . . . . c c . . . . . . . . . . . ."),
    line(Row::ExhibitPack,        "exhibit: pack",            2, Passkey,  ". . . . . . c c . . . . . . . . . . . y"),
    line(Row::ExhibitRegister,    "exhibit: register",        2, Passkey,  ". . . . i i c c . . . . . . . . . . . y"),
    line(Row::ExhibitRepair,      "exhibit: repair",          2, Hardware, ". . . . . . . . . . . . . . . . . . . y"),
    line(Row::ExhibitRetain,      "exhibit: retain",          2, Passkey,  ". c . . . . c c . . . . . . . . . . . ."),
    line(Row::ExhibitRetainEnd,   "exhibit: end of time",     2, Hardware, ". . . . . . . . . . . . . . . . . . . y"),
    line(Row::ExhibitSeal,        "exhibit: seal",            2, Passkey,  ". . . . i i c c . . . . . . . . . . . y"),
    line(Row::ExhibitTakeOver,    "exhibit: take over",       2, Passkey,  ". . . . . . c c . . . . . . . . . . . y"),
    line(Row::ExhibitVerify,      "exhibit: verify",          2, Passkey,  ". . . . i i c c . . . . . . . . . . . y"),
    line(Row::HandoverSettle,     "handover: settle",         2, Passkey,  ". . . . i i c c . . . . . . . . . . . y"),
    line(Row::HandoverOffer,      "handover: offer",          2, Hardware, ". . . . i i c c . . . . . . . . . . . y"),
    line(Row::MeasureAcknowledge, "measure: acknowledge",     2, Passkey,  ". . . . i i . . . . . . . . . . . . . ."),
    line(Row::MeasureAmend,       "measure: amend",           2, Passkey,  "c c . . . . . c . . . . . . . . . . . ."),
    line(Row::MeasureClear,       "measure: clear",           2, Hardware, ". . . . i . . . . . . . . . . . . . . ."),
    line(Row::MeasureComplete,    "measure: complete",        2, Passkey,  ". c . . . . . c . . . . . . . . . . . ."),
    line(Row::MeasureCountersign, "measure: countersign",     2, Hardware, ". c c . . . . . . . . . . . . . . . . ."),
    line(Row::MeasureDecline,     "measure: decline act",     2, Passkey,  ". c . . i i . c . . . . . . . . . . . ."),
    line(Row::MeasureDefer,       "measure: defer notice",    2, Hardware, ". c2 . . . . . . . . . . . . . . . . . ."),
    line(Row::MeasureEndDelay,    "measure: end delay",       2, Passkey,  ". c . . . . . . . . . . . . . . . . . ."),
    line(Row::MeasureGiveNotice,  "measure: give notice",     2, Passkey,  ". c . . . . . . . . . . . . . . . . . ."),
    line(Row::MeasureHandOver,    "measure: hand over",       2, Hardware, ". . . . i i . . . . . . . . . . . . . ."),
    line(Row::MeasureIssue,       "measure: issue",           2, Hardware, ". c . . . . . . . . . . . . . . . . . ."),
    line(Row::MeasureObject,      "measure: object",          2, Hardware, ". . . . i . . . . . . . . . . . . . . ."),
    line(Row::MeasureOpen,        "measure: open",            2, Passkey,  "c c . . . . . c . . . . . . . . . . . ."),
    line(Row::MeasurePass,        "measure: pass deadline",   2, Passkey,  ". . . . . . . . . . . . . . . . . . . ."),
    line(Row::MeasureRead,        "measure: read",            2, Passkey,  "c c c c i i c c . . . . . . . . . . . ."),
    line(Row::MeasureReceive,     "measure: receive",         2, Passkey,  ". . . . . . . . . . . . . . . . . . . ."),
    line(Row::MeasureRefuse,      "measure: refuse",          2, Hardware, ". . . . i i . . . . . . . . . . . . . ."),
    line(Row::MeasureReviewDelay, "measure: review delay",    2, Hardware, ". c c . . . . . . . . . . . . . . . . ."),
    line(Row::MeasureSay,         "measure: say",             2, Hardware, ". c . . i i . . . . . . . . . . . . . ."),
    line(Row::MeasureTake,        "measure: take act",        2, Passkey,  ". c . . i i . c . . . . . . . . . . . ."),
    line(Row::MeasureTakeOver,    "measure: take over",       2, Passkey,  ". c . . . . c c . . . . . . . . . . . y"),
    line(Row::MeasureValidate,    "measure: validate",        2, Hardware, ". . c . . . . . . . . . . . . . . . . ."),
    line(Row::MeasureWithdraw,    "measure: withdraw",        2, Hardware, ". c . . . . . . . . . . . . . . . . . ."),
    line(Row::OccurrenceNote,     "occurrence: note",         1, Passkey,  ". y . y y y . y . . . y . . . . . . . ."),
    line(Row::OccurrenceStrike,   "occurrence: strike",       1, Passkey,  ". y . y y y . y . . . y . . . . . . . ."),
    line(Row::PackageApprove,     "package: approve",         2, Hardware, ". c . . . . c c . . . . . . . . . . . ."),
    line(Row::PackageSeal,        "package: seal",            2, Hardware, ". . . . . . . . . . . . . . . . . . . y"),
    line(Row::PackageStart,       "package: start",           2, Hardware, ". c2 . . . . c c2 . . . . . . . . . . . ."),
    line(Row::RecallAsk,          "recall: ask",              2, Hardware, ". c . . i i c c . . . . . . . . . . . y"),
    line(Row::RecallConfirm,      "recall: confirm",          2, Hardware, ". . . . . . . . . . . . . . . . . . . y"),
    line(Row::RecallReceive,      "recall: receive",          2, Passkey,  ". . . . . . . . . . . . . . . . . . . ."),
    line(Row::RecallRefuse,       "recall: refuse",           2, Hardware, ". c . . . . . c . . . . . . . . . . . ."),
    line(Row::RecallTrack,        "recall: track",            2, Passkey,  ". . . . . . . . . . . . . . . . . . . y"),
    line(Row::StatisticsRead,     "statistics: read",         1, Passkey,  ". y . y y y y y . . y y . . . . y . . ."),
    line(Row::StubRead,           "case: read stub",          1, Passkey,  "y y y y y . c y y y y y . . . . y . . ."),
];

/// The reading half: which tiers an office reads of what its member holds. `y` its own, `c` and `i`
/// under the condition of the acts above, `.` never. A tier an engagement or an assignment would open
/// is closed until there is one.
#[rustfmt::skip]
const TIERS: [(Office, &str); 19] = [
    //                          T0 T1 T2 T3 T4 T5
    (Office::Drafter,          "y y y c . ."),
    (Office::IssuingAuthority, "y y y y . ."),
    (Office::Validator,        "y y y . . ."),
    (Office::SpocOfficer,      "y y y . . ."),
    (Office::Executor,         "y y y y . ."),
    (Office::ProviderAgent,    "y i i i . ."),
    (Office::Custodian,        "y c c . . ."),
    (Office::CaseLead,         "y y y y . ."),
    (Office::TeamMember,       "y y . . . ."),
    (Office::Coordinator,      "y y . . . ."),
    (Office::Oversight,        "y y . . . ."),
    (Office::Dpo,              "y y . . . ."),
    (Office::RedressReviewer,  "y . . . . ."),
    (Office::OdsReviewer,      "y . . . . ."),
    (Office::Translator,       "y . . . . ."),
    (Office::Trainer,          "y . . . . ."),
    (Office::Auditor,          "y y . . . ."),
    (Office::NodeAdmin,        "y . . . . y"),
    (Office::Public,           "y . . . . ."),
];

impl Row {
    fn line(self) -> Option<&'static Line> {
        LINES.iter().find(|line| line.row == self)
    }

    /// The act in words.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.line().map_or("", |line| line.name)
    }

    /// The tier of the data the act is about.
    #[must_use]
    pub fn tier(self) -> u8 {
        self.line().map_or(u8::MAX, |line| line.tier)
    }

    /// The sign-in the act needs.
    #[must_use]
    pub fn level(self) -> AuthLevel {
        self.line().map_or(AuthLevel::TwoPersons, |line| line.level)
    }
}

/// Every act of the table, in its order.
pub fn rows() -> impl Iterator<Item = Row> {
    LINES.iter().map(|line| line.row)
}

/// The mark of an office at an act; what is not in the table is never.
#[must_use]
pub fn mark(row: Row, office: Office) -> Mark {
    let column = Office::ALL.iter().position(|known| *known == office);
    column.map_or(Mark::NEVER, |column| cell(row, column))
}

/// The mark of the node itself.
#[must_use]
pub fn node(row: Row) -> Mark {
    cell(row, Office::ALL.len())
}

fn cell(row: Row, column: usize) -> Mark {
    let line = row.line();
    line.and_then(|line| line.marks.split(' ').nth(column)).map_or(Mark::NEVER, Mark::of)
}

/// Whether an office reads a tier at all.
#[must_use]
pub fn reads(office: Office, tier: u8) -> bool {
    let tiers = TIERS.iter().find(|(known, _)| *known == office);
    tiers.and_then(|(_, tiers)| tiers.split(' ').nth(usize::from(tier))).is_some_and(|t| t != ".")
}
