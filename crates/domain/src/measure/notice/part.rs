//! The notice as a part of the measure: where it stands, what is asked of it, and what happened to it.

use jiff::Timestamp;
use jiff::civil::Date;
use law::ids::Cite;

use crate::ids::OfficerId;
use crate::letter::Language;
use crate::measure::words::Arg;

/// Where the notice to the person stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Notice {
    /// Lawfully delayed until it is reviewed.
    Deferred(Deferral),
    /// Owed now.
    Due(Owed),
    /// The person was told.
    Given(Told),
    /// Nothing was produced, or the law asks for none.
    #[default]
    NotOwed,
}

/// A notice that is owed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    /// Since when, this time.
    pub since: Timestamp,
    /// What made it due.
    pub because: Because,
    /// The last production the person has not been told of.
    pub produced_at: Timestamp,
    /// The delay that waits for its review, if one was asked for.
    pub asked: Option<Asked>,
    /// How many delays were asked for since it is due.
    pub n_asked: u32,
}

/// What made a notice due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Because {
    /// The ground of its delay does not hold any more.
    GroundCeased {
        /// Why not.
        why: String,
    },
    /// Data were produced.
    Production,
    /// The day of review came.
    Review,
}

impl Because {
    /// The word in events and scenario files.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        match self {
            Self::GroundCeased { .. } => "ground-ceased",
            Self::Production => "production",
            Self::Review => "review",
        }
    }
}

/// A delay that somebody asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The how many-th since the notice is due: what was read is named by it.
    pub n: u32,
    /// When.
    pub at: Timestamp,
    /// By whom; somebody else reviews it.
    pub author: OfficerId,
    /// What is asked.
    pub delay: Delay,
}

/// Why a notice waits, and until when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delay {
    /// The ground, by its word in the pack.
    pub ground: String,
    /// The reasons, whole; they stay in the file.
    pub reasons: String,
    /// The same in short, for whoever reviews the delay later.
    pub justification: String,
    /// The day on which the notice is due again.
    pub review_on: Date,
}

/// A delay that was agreed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deferral {
    /// What was agreed.
    pub delay: Delay,
    /// Who asked for it.
    pub author: OfficerId,
    /// Who agreed.
    pub reviewer: OfficerId,
    /// When.
    pub at: Timestamp,
    /// The instant at which the notice is due again.
    pub review_at: Timestamp,
    /// The last production the person has not been told of.
    pub produced_at: Timestamp,
}

/// A notice that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// When it was recorded.
    pub at: Timestamp,
    /// What was recorded.
    pub telling: Telling,
}

/// How the person was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telling {
    /// The day, at the issuer.
    pub told_on: Date,
    /// How.
    pub means: Means,
    /// In which language.
    pub language: Language,
    /// The remedies the person was told of.
    pub remedies: String,
    /// What proves it.
    pub proof: Proof,
}

/// What proves that the person was told: the text, the digest of what was sent or signed, or both.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Proof {
    /// What the person was told, word for word; may be empty beside a digest.
    pub letter: String,
    /// SHA-256 of the letter, of its proof of delivery or of the exhibit that holds either.
    pub sha256: Option<[u8; 32]>,
}

/// How a person is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Means {
    /// By electronic mail or in an account.
    Electronic,
    /// Face to face.
    InPerson,
    /// By letter.
    Letter,
    /// In another way, which the text says.
    Other,
    /// To a lawyer or whoever else stands for the person.
    Representative,
}

impl Means {
    /// Every one, in the order of their words.
    pub const ALL: [Self; 5] =
        [Self::Electronic, Self::InPerson, Self::Letter, Self::Other, Self::Representative];

    /// The word in events, forms and scenario files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Electronic => "electronic",
            Self::InPerson => "in-person",
            Self::Letter => "letter",
            Self::Other => "other",
            Self::Representative => "representative",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|means| means.id() == text)
    }
}

/// What may be asked about the notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoticeAct {
    /// Asks that the notice waits; nothing waits before somebody else agreed.
    Defer {
        /// The ground, as the pack calls it.
        ground: String,
        /// The reasons, whole.
        reasons: String,
        /// The same in short.
        justification: String,
        /// The day of review.
        review_on: Option<Date>,
    },
    /// The ground of the delay does not hold any more.
    EndDelay {
        /// Why not.
        why: String,
    },
    /// Records that the person was told.
    Give(Telling),
    /// Agrees to a delay somebody else asked for, or does not.
    Review {
        /// Which was read.
        asked: u32,
        /// What the reviewer says.
        verdict: Verdict,
    },
}

/// What a reviewer says of a delay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The ground holds: the notice waits.
    Agreed,
    /// It does not: the notice stays due.
    Declined {
        /// Why.
        why: String,
    },
}

impl NoticeAct {
    /// The act as forms and scenario files write it.
    #[must_use]
    pub const fn verb(&self) -> &'static str {
        match self {
            Self::Defer { .. } => "defer-notice",
            Self::EndDelay { .. } => "end-notice-delay",
            Self::Give(_) => "give-notice",
            Self::Review { .. } => "review-notice-delay",
        }
    }
}

/// What happened to the notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoticeEvent {
    /// A delay was agreed: the notice waits.
    Deferred {
        /// When.
        at: Timestamp,
        /// Who asked for it.
        author: OfficerId,
        /// Who agreed.
        reviewer: OfficerId,
        /// What was agreed.
        delay: Delay,
        /// The instant at which the notice is due again.
        review_at: Timestamp,
    },
    /// A delay was asked for; the notice stays due.
    DelayAsked {
        /// When.
        at: Timestamp,
        /// By whom.
        author: OfficerId,
        /// What is asked.
        delay: Delay,
    },
    /// The reviewer did not agree; the notice stays due.
    DelayDeclined {
        /// When.
        at: Timestamp,
        /// Who.
        reviewer: OfficerId,
        /// Why.
        why: String,
    },
    /// The person was told.
    Given {
        /// When it was recorded.
        at: Timestamp,
        /// How.
        telling: Telling,
    },
    /// The person is to be told.
    Owed {
        /// When that began.
        at: Timestamp,
        /// Why.
        because: Because,
        /// Where the law says so.
        cite: Cite,
    },
}

impl NoticeEvent {
    /// The event as stored streams and scenario files name it.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Deferred { .. } => "notice-deferred",
            Self::DelayAsked { .. } => "notice-delay-asked",
            Self::DelayDeclined { .. } => "notice-delay-declined",
            Self::Given { .. } => "notice-given",
            Self::Owed { .. } => "notice-owed",
        }
    }

    /// When it happened, by our clock.
    #[must_use]
    pub const fn at(&self) -> Timestamp {
        match self {
            Self::Deferred { at, .. }
            | Self::DelayAsked { at, .. }
            | Self::DelayDeclined { at, .. }
            | Self::Given { at, .. }
            | Self::Owed { at, .. } => *at,
        }
    }

    /// The arguments worth a line; reasons, letters and remedies are not.
    #[must_use]
    pub fn args(&self) -> Vec<Arg> {
        match self {
            Self::Deferred { delay, .. } | Self::DelayAsked { delay, .. } => {
                vec![("ground", delay.ground.clone()), ("review_on", delay.review_on.to_string())]
            }
            Self::DelayDeclined { .. } => Vec::new(),
            Self::Given { telling, .. } => vec![
                ("told_on", telling.told_on.to_string()),
                ("means", telling.means.id().to_owned()),
                ("language", telling.language.as_str().to_owned()),
            ],
            Self::Owed { because, cite, .. } => {
                vec![("because", because.id().to_owned()), ("cite", cite.to_string())]
            }
        }
    }
}

impl Notice {
    /// The word on pages, in documents and in scenario files.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        match self {
            Self::Deferred(_) => "deferred",
            Self::Due(_) => "due",
            Self::Given(_) => "given",
            Self::NotOwed => "not-owed",
        }
    }

    /// The instant that decides its place among what is to be done: since when it is owed, or when it is looked at
    /// again. No instant is made up for a duty that has none.
    #[must_use]
    pub const fn next_at(&self) -> Option<Timestamp> {
        match self {
            Self::Deferred(deferral) => Some(deferral.review_at),
            Self::Due(owed) => Some(owed.since),
            Self::Given(_) | Self::NotOwed => None,
        }
    }

    /// More was produced while nobody was told.
    pub(crate) const fn more(&mut self, at: Timestamp) {
        match self {
            Self::Deferred(Deferral { produced_at, .. }) | Self::Due(Owed { produced_at, .. }) => {
                *produced_at = at;
            }
            Self::Given(_) | Self::NotOwed => {}
        }
    }

    /// The notice after an event; none if no decision can have written it here.
    pub(crate) fn after(self, event: &NoticeEvent) -> Option<Self> {
        match (self, event) {
            (
                Self::Given(_) | Self::NotOwed,
                NoticeEvent::Owed { at, because: because @ Because::Production, .. },
            ) => Some(Self::Due(Owed {
                since: *at,
                because: because.clone(),
                produced_at: *at,
                asked: None,
                n_asked: 0,
            })),
            (
                Self::Deferred(Deferral { produced_at, .. }),
                NoticeEvent::Owed {
                    at,
                    because: because @ (Because::GroundCeased { .. } | Because::Review),
                    ..
                },
            ) => Some(Self::Due(Owed {
                since: *at,
                because: because.clone(),
                produced_at,
                asked: None,
                n_asked: 0,
            })),
            (Self::Due(mut owed), NoticeEvent::DelayAsked { at, author, delay }) => {
                owed.n_asked = owed.n_asked.saturating_add(1);
                let (n, delay) = (owed.n_asked, delay.clone());
                owed.asked = Some(Asked { n, at: *at, author: *author, delay });
                Some(Self::Due(owed))
            }
            (Self::Due(owed), NoticeEvent::DelayDeclined { .. }) => {
                owed.asked.as_ref()?;
                Some(Self::Due(Owed { asked: None, ..owed }))
            }
            (Self::Due(owed), NoticeEvent::Deferred { at, author, reviewer, delay, review_at }) => {
                owed.asked.as_ref()?;
                Some(Self::Deferred(Deferral {
                    delay: delay.clone(),
                    author: *author,
                    reviewer: *reviewer,
                    at: *at,
                    review_at: *review_at,
                    produced_at: owed.produced_at,
                }))
            }
            (Self::Deferred(_) | Self::Due(_), NoticeEvent::Given { at, telling }) => {
                Some(Self::Given(Told { at: *at, telling: telling.clone() }))
            }
            (Self::Due(_), NoticeEvent::Owed { .. })
            | (
                Self::Deferred(_),
                NoticeEvent::Deferred { .. }
                | NoticeEvent::DelayAsked { .. }
                | NoticeEvent::DelayDeclined { .. }
                | NoticeEvent::Owed { because: Because::Production, .. },
            )
            | (
                Self::Given(_) | Self::NotOwed,
                NoticeEvent::Deferred { .. }
                | NoticeEvent::DelayAsked { .. }
                | NoticeEvent::DelayDeclined { .. }
                | NoticeEvent::Given { .. }
                | NoticeEvent::Owed {
                    because: Because::GroundCeased { .. } | Because::Review, ..
                },
            ) => None,
        }
    }
}
