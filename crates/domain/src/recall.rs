//! A recall: whoever gave exhibits away asks everybody who got them to destroy them, and waits for their word.
//!
//! Each side keeps a stream of its own under the same id. The side that asks holds one standing for each recipient, and
//! what was not confirmed in time stays unconfirmed for ever: a word that comes later is kept beside it. The side that
//! is asked destroys nothing by this; only its own two officers do ([`crate::erasure`]), and a hold of theirs stands
//! above the recall. Directive (EU) 2016/680, Articles 7(3) and 16(6). Bytes of letters and events are `wire`'s.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};

pub use self::part::{
    Answer, Certificate, Confirmation, Failure, Later, Onward, Reason, Refusal, Refused, Standing,
    Step, Tally,
};
pub use self::say::{CERTIFICATES_MAX, Letter, Message, MessageKind, Shown};
pub(crate) use self::step::outcome;
pub use self::step::{Effect, decide, evolve, react};
use crate::actor::{MemberId, NodeId};
use crate::erasure::Why;
use crate::exhibit::ExhibitNo;
use crate::ids::{CaseId, ErasureId, ExhibitId, OfficerId, RecallId};
use crate::letter::{LetterRef, Party};

mod part;
mod say;
mod step;
#[cfg(test)]
mod tests;

/// Most recipients of one recall: each gets a letter in one transaction.
pub const RECIPIENTS_MAX: usize = 64;
/// Longest time to confirm. A rule of the house: the act says "without delay" and names no number.
pub const DUE_DAYS_MAX: u16 = 366;
/// How long recipients have where two officers ordered a destruction and named no day. A rule of the house too.
pub const DUE_AFTER_ERASURE: SignedDuration = SignedDuration::from_hours(14 * 24);
/// The duty of the pack that a recall of wrong or unlawful data performs.
pub const DUTY: &str = "eu-led/recall";

/// A recall on one side's stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recall {
    /// We are asked.
    Asked(Asked),
    /// We ask.
    Asking(Asking),
}

/// A recall of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asking {
    /// What is asked, and of whom.
    pub request: Request,
    /// Which officer asked; none where it follows from an erasure that two officers ordered.
    pub by: Option<OfficerId>,
    /// When.
    pub at: Timestamp,
    /// Which reminders went out.
    pub reminded: BTreeSet<Step>,
    /// Where each recipient stands.
    pub standings: BTreeMap<NodeId, Standing>,
}

/// What is asked, and of whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Its id.
    pub recall: RecallId,
    /// The case the exhibits belong to here; whoever performs orders has none.
    pub case: Option<CaseId>,
    /// Why it is asked.
    pub reason: Reason,
    /// On what it rests, in words that every recipient reads.
    pub why: Why,
    /// Until when it must be confirmed.
    pub due_at: Timestamp,
    /// The erasure that opened it; none where our own copy stays.
    pub erasure: Option<ErasureId>,
    /// The recall of somebody else that we pass on.
    pub cause: Option<RecallId>,
    /// Who got what, by the installation it was handed to.
    pub recipients: BTreeMap<NodeId, Recipient>,
}

/// Who got which exhibits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// The member.
    pub member: MemberId,
    /// What it got.
    pub exhibits: BTreeMap<ExhibitId, Handed>,
}

/// An exhibit that was handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handed {
    /// Our number of it.
    pub exhibit_no: ExhibitNo,
    /// Digest of the letter that both sides signed for.
    pub letter: [u8; 32],
}

/// A recall of somebody else's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// What is asked of us.
    pub demand: Demand,
    /// When it came.
    pub at: Timestamp,
    /// How often it was repeated since.
    pub n_reminders: u32,
    /// What we said to it.
    pub reply: Reply,
}

/// What is asked of us.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Demand {
    /// Its id.
    pub recall: RecallId,
    /// Who asks.
    pub from: Party,
    /// The letter that says so.
    pub letter: LetterRef,
    /// Why it is asked.
    pub reason: Reason,
    /// In words.
    pub why: Why,
    /// Until when it is to be confirmed.
    pub due_at: Timestamp,
    /// The exhibits, each with the digest of the letter that brought it.
    pub exhibits: BTreeMap<ExhibitId, [u8; 32]>,
    /// The case that the first of them belongs to here.
    pub case: CaseId,
}

/// What we said to a recall.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// Everything named is destroyed.
    Confirmed {
        /// When we said so.
        at: Timestamp,
        /// With what.
        confirmation: Confirmation,
    },
    /// Nothing yet.
    Open,
    /// It is not destroyed now.
    Refused {
        /// When we said so.
        at: Timestamp,
        /// Which officer.
        by: OfficerId,
        /// Why.
        refused: Refused,
        /// That it was destroyed later all the same.
        later: Option<(Timestamp, Confirmation)>,
    },
}

impl Recall {
    /// Its id.
    #[must_use]
    pub const fn id(&self) -> RecallId {
        match self {
            Self::Asked(asked) => asked.demand.recall,
            Self::Asking(asking) => asking.request.recall,
        }
    }

    /// The case it belongs to here.
    #[must_use]
    pub const fn case(&self) -> Option<CaseId> {
        match self {
            Self::Asked(asked) => Some(asked.demand.case),
            Self::Asking(asking) => asking.request.case,
        }
    }

    /// Until when it is to be confirmed.
    #[must_use]
    pub const fn due_at(&self) -> Timestamp {
        match self {
            Self::Asked(asked) => asked.demand.due_at,
            Self::Asking(asking) => asking.request.due_at,
        }
    }

    /// The state in one word: what we said, or how the recipients stand together, the worst first.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Asked(asked) => match asked.reply {
                Reply::Confirmed { .. } => "confirmed",
                Reply::Open => "open",
                Reply::Refused { .. } => "refused",
            },
            Self::Asking(asking) => {
                let tally = asking.tally();
                if tally.n_open() > 0 {
                    "open"
                } else if tally.n_unconfirmed > 0 {
                    "unconfirmed"
                } else if tally.n_failed > 0 {
                    "failed"
                } else {
                    "confirmed"
                }
            }
        }
    }
}

impl Asking {
    /// How many recipients stand where.
    #[must_use]
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for standing in self.standings.values() {
            tally.add(standing);
        }
        tally
    }
}

impl Asked {
    /// The confirmation we gave, in time or later.
    #[must_use]
    pub const fn confirmation(&self) -> Option<&Confirmation> {
        match &self.reply {
            Reply::Confirmed { confirmation, .. }
            | Reply::Refused { later: Some((_, confirmation)), .. } => Some(confirmation),
            Reply::Open | Reply::Refused { later: None, .. } => None,
        }
    }
}

/// What may be asked of a recall.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Records a recipient's word.
    Answer {
        /// Who says it.
        from: NodeId,
        /// The letter that says it.
        letter: LetterRef,
        /// What.
        answer: Answer,
    },
    /// Asks recipients to destroy what they got.
    Ask(Request),
    /// Says that everything we are asked for is destroyed; the node does, once it has the certificates.
    Confirm(Confirmation),
    /// Records that a recipient has our letter.
    Deliver {
        /// Who.
        to: NodeId,
    },
    /// Records that a recipient's node refused our letter.
    NotTaken {
        /// Who.
        to: NodeId,
        /// With which code.
        code: String,
    },
    /// Lets a part of the time pass: recipients are reminded, or left unconfirmed.
    Pass(Step),
    /// Takes somebody else's recall in.
    Receive(Demand),
    /// Says that it is not destroyed now.
    Refuse(Refused),
    /// Says how those stand who got it from us, after we confirmed.
    Report(Onward),
}

impl Command {
    /// The command as forms and golden tables write it.
    #[must_use]
    pub const fn verb(&self) -> &'static str {
        match self {
            Self::Answer { .. } => "answer",
            Self::Ask(_) => "ask",
            Self::Confirm(_) => "confirm",
            Self::Deliver { .. } => "deliver",
            Self::NotTaken { .. } => "not-taken",
            Self::Pass(_) => "pass",
            Self::Receive(_) => "receive",
            Self::Refuse(_) => "refuse",
            Self::Report(_) => "report",
        }
    }
}

/// What happened to a recall.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// We asked.
    Asked {
        /// When.
        at: Timestamp,
        /// Which officer; none where it follows from an erasure.
        by: Option<OfficerId>,
        /// What.
        request: Request,
    },
    /// A recipient confirmed; where it was late, this stands beside what was recorded before.
    Confirmed {
        /// When.
        at: Timestamp,
        /// Who.
        from: NodeId,
        /// By which letter.
        letter: LetterRef,
        /// With what.
        confirmation: Confirmation,
    },
    /// A recipient has our letter.
    Delivered {
        /// When.
        at: Timestamp,
        /// Who.
        to: NodeId,
    },
    /// A recipient does not destroy it now; where it was late, this stands beside what was recorded before.
    Failed {
        /// When.
        at: Timestamp,
        /// Who.
        from: NodeId,
        /// By which letter, if it was one.
        letter: Option<LetterRef>,
        /// Why.
        failure: Failure,
    },
    /// A recipient had not confirmed when the time was over.
    LeftUnconfirmed {
        /// When it was noticed.
        at: Timestamp,
        /// Who.
        to: NodeId,
    },
    /// A recipient that confirmed says how those stand who got it from there.
    PassedOn {
        /// When.
        at: Timestamp,
        /// Who.
        from: NodeId,
        /// How they stand.
        onward: Onward,
    },
    /// Somebody else's recall came in.
    Received {
        /// When.
        at: Timestamp,
        /// What.
        demand: Demand,
    },
    /// Recipients that had not answered were reminded.
    Reminded {
        /// When.
        at: Timestamp,
        /// After which part of the time.
        step: Step,
    },
    /// Whoever asks us asked again.
    Repeated {
        /// When.
        at: Timestamp,
        /// By which letter.
        letter: LetterRef,
    },
    /// We told whoever asked us how those stand who got it from us.
    Reported {
        /// When.
        at: Timestamp,
        /// How they stand.
        onward: Onward,
    },
    /// We answered.
    Settled {
        /// When.
        at: Timestamp,
        /// Which officer; none where the certificates speak.
        by: Option<OfficerId>,
        /// What.
        answer: Answer,
    },
}

impl Event {
    /// The event as stored streams name it.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Asked { .. } => "asked",
            Self::Confirmed { .. } => "confirmed",
            Self::Delivered { .. } => "delivered",
            Self::Failed { .. } => "failed",
            Self::LeftUnconfirmed { .. } => "left-unconfirmed",
            Self::PassedOn { .. } => "passed-on",
            Self::Received { .. } => "received",
            Self::Reminded { .. } => "reminded",
            Self::Repeated { .. } => "repeated",
            Self::Reported { .. } => "reported",
            Self::Settled { .. } => "settled",
        }
    }

    /// When it happened.
    #[must_use]
    pub const fn at(&self) -> Timestamp {
        match self {
            Self::Asked { at, .. }
            | Self::Confirmed { at, .. }
            | Self::Delivered { at, .. }
            | Self::Failed { at, .. }
            | Self::LeftUnconfirmed { at, .. }
            | Self::PassedOn { at, .. }
            | Self::Received { at, .. }
            | Self::Reminded { at, .. }
            | Self::Repeated { at, .. }
            | Self::Reported { at, .. }
            | Self::Settled { at, .. } => *at,
        }
    }
}
