//! The parts of a recall: why it is asked, where a recipient stands, what it says, and the part of the time that is over.

use std::fmt;

use jiff::Timestamp;

use crate::erasure::Why;
use crate::ids::ErasureId;
use crate::letter::LetterRef;

/// Why copies are asked back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// The giver destroys its own copy, and whoever got one is told to.
    Erased,
    /// The data are wrong.
    Inaccurate,
    /// They may not have been sent.
    Unlawful,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 3] = [Self::Erased, Self::Inaccurate, Self::Unlawful];

    /// The word in letters, stored events and forms.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Erased => "erased",
            Self::Inaccurate => "inaccurate",
            Self::Unlawful => "unlawful",
        }
    }

    /// The reason with this word, if there is one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.id() == text)
    }

    /// The article of Directive (EU) 2016/680 that it rests on.
    #[must_use]
    pub const fn article(self) -> &'static str {
        match self {
            Self::Erased => "16(6)",
            Self::Inaccurate | Self::Unlawful => "7(3)",
        }
    }

    /// The duty of the pack that such a recall performs, where the pack has one.
    #[must_use]
    pub const fn duty(self) -> Option<&'static str> {
        match self {
            Self::Erased => None,
            Self::Inaccurate | Self::Unlawful => Some(super::DUTY),
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// A part of the time that recipients have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Half of it is over: a reminder.
    Half,
    /// Three quarters are over: a reminder.
    ThreeQuarters,
    /// Nine tenths are over: the last reminder.
    NineTenths,
    /// All of it is over.
    Due,
}

impl Step {
    /// Every step, in its order.
    pub const ALL: [Self; 4] = [Self::Half, Self::ThreeQuarters, Self::NineTenths, Self::Due];

    /// The share of the time that is over then, in hundredths.
    #[must_use]
    pub const fn percent(self) -> u8 {
        match self {
            Self::Half => 50,
            Self::ThreeQuarters => 75,
            Self::NineTenths => 90,
            Self::Due => 100,
        }
    }

    /// The step with this share, if there is one.
    #[must_use]
    pub fn parse(percent: u64) -> Option<Self> {
        Self::ALL.into_iter().find(|step| u64::from(step.percent()) == percent)
    }

    /// The first instant at which it has come, between when it was asked and when it is due.
    #[must_use]
    pub fn comes_at(self, asked_at: Timestamp, due_at: Timestamp) -> Timestamp {
        if self == Self::Due {
            return due_at;
        }
        let whole = due_at.as_millisecond().saturating_sub(asked_at.as_millisecond()).max(0);
        let share = (whole / 100).saturating_mul(i64::from(self.percent()));
        let at = asked_at.as_millisecond().saturating_add(share);
        Timestamp::from_millisecond(at).unwrap_or(due_at)
    }
}

/// A certificate of an erasure at the recipient, as far as it was shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Certificate {
    /// The recipient's erasure.
    pub erasure: ErasureId,
    /// The hash of the leaf in the recipient's log.
    pub leaf: [u8; 32],
    /// Where in that log the leaf stands, if a proof was shown and holds.
    pub index: Option<u64>,
}

/// How those stand who got something from a recipient.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Onward {
    /// Who was asked.
    pub n_asked: u32,
    /// Who confirmed in time.
    pub n_confirmed: u32,
    /// Who does not destroy it now.
    pub n_failed: u32,
    /// Who had not confirmed in time.
    pub n_unconfirmed: u32,
}

impl Onward {
    /// Who has not answered yet, and has time left.
    #[must_use]
    pub const fn n_open(self) -> u32 {
        let ended = self.n_confirmed.saturating_add(self.n_failed);
        self.n_asked.saturating_sub(ended.saturating_add(self.n_unconfirmed))
    }

    /// Whether no more are counted than were asked.
    #[must_use]
    pub fn adds_up(self) -> bool {
        let ended = u64::from(self.n_confirmed) + u64::from(self.n_failed);
        ended + u64::from(self.n_unconfirmed) <= u64::from(self.n_asked)
    }
}

/// That everything is destroyed at a recipient, and where that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmation {
    /// One certificate at least.
    pub certificates: Vec<Certificate>,
    /// How those stand who got it from there.
    pub onward: Onward,
}

impl Confirmation {
    /// Whether it names the same destructions, whatever was proved of them and whoever got it from there.
    #[must_use]
    pub fn is_of_same(&self, other: &Self) -> bool {
        let leaves = |one: &Self| -> std::collections::BTreeSet<[u8; 32]> {
            one.certificates.iter().map(|certificate| certificate.leaf).collect()
        };
        leaves(self) == leaves(other)
    }
}

/// Why a recipient does not destroy it now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Refusal {
    /// A hold lasts there.
    Held {
        /// The instant at which the last one ends.
        until: Timestamp,
    },
    /// The law there lets it keep what it got.
    Kept,
}

impl Refusal {
    /// The word in letters, stored events and forms.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Held { .. } => "held",
            Self::Kept => "kept",
        }
    }
}

/// A recipient's no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Why.
    pub refusal: Refusal,
    /// In words.
    pub why: Why,
}

/// A recipient's word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Everything named is destroyed.
    Confirmed(Confirmation),
    /// It is not destroyed now.
    Refused(Refused),
}

/// Why a recipient failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// Its node refused the letter, with this code.
    NotTaken {
        /// The code of the refusal.
        code: String,
    },
    /// It said no.
    Refused(Refused),
}

impl Failure {
    /// The word in stored events and on pages.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        match self {
            Self::NotTaken { .. } => "not-taken",
            Self::Refused(refused) => refused.refusal.id(),
        }
    }
}

/// A word that came after a recipient's standing had ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Later {
    /// When.
    pub at: Timestamp,
    /// What.
    pub answer: Answer,
}

/// Where a recipient stands. The last three are final: what comes later stands beside them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It confirmed in time.
    Confirmed {
        /// When.
        at: Timestamp,
        /// By which letter.
        letter: LetterRef,
        /// With what.
        confirmation: Confirmation,
    },
    /// It has our letter.
    Delivered {
        /// Since when.
        at: Timestamp,
    },
    /// It does not destroy it now.
    Failed {
        /// Since when.
        at: Timestamp,
        /// Why.
        failure: Failure,
        /// What it said afterwards.
        later: Option<Later>,
    },
    /// Our letter is on its way.
    Pending,
    /// It had not confirmed when the time was over.
    Unconfirmed {
        /// Since when.
        at: Timestamp,
        /// What it said afterwards.
        later: Option<Later>,
    },
}

impl Standing {
    /// The word on pages.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Confirmed { .. } => "confirmed",
            Self::Delivered { .. } => "delivered",
            Self::Failed { .. } => "failed",
            Self::Pending => "pending",
            Self::Unconfirmed { .. } => "unconfirmed",
        }
    }

    /// Since when, where it says so.
    #[must_use]
    pub const fn since(&self) -> Option<Timestamp> {
        match self {
            Self::Confirmed { at, .. }
            | Self::Delivered { at }
            | Self::Failed { at, .. }
            | Self::Unconfirmed { at, .. } => Some(*at),
            Self::Pending => None,
        }
    }

    /// Whether its word is still waited for in time.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        match self {
            Self::Delivered { .. } | Self::Pending => true,
            Self::Confirmed { .. } | Self::Failed { .. } | Self::Unconfirmed { .. } => false,
        }
    }

    /// What came after it had ended.
    #[must_use]
    pub const fn later(&self) -> Option<&Later> {
        match self {
            Self::Failed { later, .. } | Self::Unconfirmed { later, .. } => later.as_ref(),
            Self::Confirmed { .. } | Self::Delivered { .. } | Self::Pending => None,
        }
    }

    /// The confirmation, in time or later.
    #[must_use]
    pub const fn confirmation(&self) -> Option<&Confirmation> {
        match self {
            Self::Confirmed { confirmation, .. } => Some(confirmation),
            Self::Failed { later, .. } | Self::Unconfirmed { later, .. } => match later {
                Some(Later { answer: Answer::Confirmed(confirmation), .. }) => Some(confirmation),
                Some(Later { answer: Answer::Refused(_), .. }) | None => None,
            },
            Self::Delivered { .. } | Self::Pending => None,
        }
    }
}

/// How many recipients stand where, of one recall or of many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Who was asked.
    pub n_asked: u32,
    /// Who confirmed in time.
    pub n_confirmed: u32,
    /// Who does not destroy it now, or did not take the letter.
    pub n_failed: u32,
    /// Who had not confirmed in time.
    pub n_unconfirmed: u32,
    /// Who of the last two confirmed later.
    pub n_late: u32,
}

impl Tally {
    /// Counts one more recipient.
    pub fn add(&mut self, standing: &Standing) {
        let one = |n: &mut u32| *n = n.saturating_add(1);
        one(&mut self.n_asked);
        match standing {
            Standing::Confirmed { .. } => one(&mut self.n_confirmed),
            Standing::Failed { .. } => one(&mut self.n_failed),
            Standing::Unconfirmed { .. } => one(&mut self.n_unconfirmed),
            Standing::Delivered { .. } | Standing::Pending => {}
        }
        if standing.later().is_some() && standing.confirmation().is_some() {
            one(&mut self.n_late);
        }
    }

    /// Who has not answered yet, and has time left.
    #[must_use]
    pub const fn n_open(self) -> u32 {
        self.onward().n_open()
    }

    /// The same, as whoever asked us is told.
    #[must_use]
    pub const fn onward(self) -> Onward {
        Onward {
            n_asked: self.n_asked,
            n_confirmed: self.n_confirmed,
            n_failed: self.n_failed,
            n_unconfirmed: self.n_unconfirmed,
        }
    }
}
