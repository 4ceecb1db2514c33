//! What happened to a measure. Past tense; the only thing that changes its state.
//!
//! Who did it, and on what basis, stands in the envelope of the stored event, not here.

use std::collections::BTreeSet;

use jiff::Timestamp;
use law::clock::ClockEffect;
use law::field::Values;
use law::ground::GroundEffect;
use law::ids::{Cite, ClockId, GroundId, InstrumentId, IssuerKind, KindId};
use law::instrument::Instrument;
use law::issuer::EmergencyFacts;
use law::letter_form::Consequence;

use crate::actor::MemberId;
use crate::ids::{CaseId, HandoverId, LetterId, MeasureId, OfficerId};
use crate::letter::{
    Answer, Body, CopyKind, Language, LawRef, LetterRef, OfferedExhibit, OrderCopy, Party,
};
use crate::measure::command::{Checks, Extent, HandedExhibit, Part, Reasons, TakenExhibit, Terms};
use crate::measure::due::Due;
use crate::measure::notice::NoticeEvent;
use crate::measure::parts::{IssuedCopy, Known, LetterCopy, Running};
use crate::purpose::Purpose;

/// What happened to a measure on one member's stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The recipient stated that it received the order.
    Acknowledged {
        /// When.
        at: Timestamp,
    },
    /// The draft says something else now.
    Amended {
        /// When.
        at: Timestamp,
        /// By whom; a countersigner must be somebody else.
        author: OfficerId,
        /// The new terms, whole.
        terms: Terms,
    },
    /// A preservation or another hold ended by law.
    Ceased {
        /// When it was noticed.
        at: Timestamp,
        /// By which clock.
        clock: ClockId,
    },
    /// The enforcing authority raised no ground, in writing.
    Cleared {
        /// When.
        at: Timestamp,
    },
    /// The issuer ended the measure; it has what it asked for.
    Completed {
        /// When.
        at: Timestamp,
    },
    /// A further officer signed the draft as it stood.
    Countersigned {
        /// When.
        at: Timestamp,
        /// Who.
        officer: OfficerId,
        /// With which competence by law.
        kind: IssuerKind,
        /// The revision that was read.
        revision: u32,
    },
    /// A duty ended by law because its time passed.
    Exempted {
        /// When it was noticed.
        at: Timestamp,
        /// By which clock.
        clock: ClockId,
    },
    /// The instant came before which performance was forbidden. It releases nothing by itself.
    GateOpened {
        /// When it was noticed.
        at: Timestamp,
        /// Which clock.
        clock: ClockId,
    },
    /// The addressee handed over.
    HandedOver {
        /// When.
        at: Timestamp,
        /// Which handover.
        handover: HandoverId,
        /// What.
        exhibits: Vec<HandedExhibit>,
        /// The conditions of the enforcing authority that travel with it, word for word.
        conditions: Vec<String>,
        /// All or which part.
        part: Part,
        /// Whether it came after the last lawful instant.
        late: bool,
    },
    /// The measure was issued; from here its text is fixed.
    Issued {
        /// When.
        at: Timestamp,
        /// By whom.
        issuer: OfficerId,
        /// The law it rests on from now on.
        law: LawRef,
        /// Each copy, word for word, with the digest its issuer saw.
        copies: Vec<IssuedCopy>,
        /// The issuer's answers to the questions before the act; they stay in the file.
        checks: Checks,
        /// What the issuer stated about an emergency without prior validation.
        emergency: EmergencyFacts,
    },
    /// The measure ended because what the law asked afterwards did not come.
    Lapsed {
        /// When it was noticed.
        at: Timestamp,
        /// By which clock.
        clock: ClockId,
    },
    /// Something happened to the notice to the person.
    Notice(NoticeEvent),
    /// The enforcing authority raised a ground.
    Objected {
        /// When.
        at: Timestamp,
        /// Which.
        ground: GroundId,
        /// For all of the measure or for a part.
        extent: Extent,
        /// Why, as far as it is for whoever holds this.
        because: Option<Reasons>,
        /// Whether the right to raise it had lapsed in every reading.
        late: bool,
    },
    /// A draft was opened.
    Opened {
        /// When.
        at: Timestamp,
        /// By whom.
        author: OfficerId,
        /// The id of the measure.
        measure: MeasureId,
        /// The case it belongs to.
        case: CaseId,
        /// The law it is drafted under; two laws may call their kinds alike.
        instrument: InstrumentId,
        /// Its kind.
        kind: KindId,
        /// Who asks.
        from: MemberId,
        /// Why the data are asked for.
        purpose: Purpose,
        /// What it says so far.
        terms: Terms,
    },
    /// A deadline passed without the act.
    Overdue {
        /// When it was noticed.
        at: Timestamp,
        /// Which clock.
        clock: ClockId,
        /// What the law makes of it.
        effect: ClockEffect,
    },
    /// An officer did not give a peer's act effect, or the law gives it none.
    PeerActDeclined {
        /// When.
        at: Timestamp,
        /// The letter that brought it.
        letter: LetterId,
        /// Why, as a code.
        finding: Finding,
    },
    /// A peer's act arrived and waits. A ground stops from here on; nothing else changes.
    PeerActStaged {
        /// When it arrived.
        at: Timestamp,
        /// The letter that brought it.
        letter: LetterRef,
        /// Who signed it.
        from: Party,
        /// When it was written, by its writer's clock.
        sent_at: Timestamp,
        /// What it says.
        act: PeerAct,
    },
    /// A peer's act has effect here.
    PeerActTaken {
        /// When.
        at: Timestamp,
        /// The letter that brought it.
        letter: LetterId,
        /// Who or what gave it effect.
        by: TakenBy,
    },
    /// The issuer has the exhibits.
    Produced {
        /// When.
        at: Timestamp,
        /// By which handover.
        handover: HandoverId,
        /// What arrived.
        exhibits: Vec<TakenExhibit>,
    },
    /// The order arrived here; our clocks run from this instant.
    Received {
        /// When.
        at: Timestamp,
        /// Our copy.
        order: OrderCopy,
        /// Why the data in it are processed.
        purpose: Purpose,
        /// The language it speaks.
        language: Language,
        /// The letter that brought it.
        letter: LetterRef,
        /// Who signed it.
        from: Party,
        /// What the clocks say, as computed then.
        dues: Vec<Due>,
    },
    /// A recipient's receipt for its copy came back to us.
    ReceiptRecorded {
        /// When it was recorded.
        at: Timestamp,
        /// Whose copy.
        copy: CopyKind,
        /// When the copy arrived there; the recipient's clocks run from that instant.
        received_at: Timestamp,
        /// What the recipient's clocks say, as computed here.
        dues: Vec<Due>,
    },
    /// The addressee does not perform.
    Refused {
        /// When.
        at: Timestamp,
        /// On which ground.
        ground: GroundId,
        /// The whole measure or a part, or under which conditions it does.
        extent: Extent,
        /// Why, as far as it is for whoever holds this.
        because: Option<Reasons>,
        /// What the law makes of the ground.
        effect: GroundEffect,
    },
    /// An emergency let the measure out without prior validation; validation is owed.
    ReviewOwed {
        /// When.
        at: Timestamp,
        /// Until when, by which clock.
        due: Due,
    },
    /// A right was not used in its time.
    RightLapsed {
        /// When it was noticed.
        at: Timestamp,
        /// By which clock.
        clock: ClockId,
    },
    /// One of the instrument's forms was said about the measure.
    Said {
        /// When.
        at: Timestamp,
        /// Which form.
        form: KindId,
        /// What it does; read from the pack when it was said.
        does: BTreeSet<Consequence>,
        /// Its answers, whole.
        values: Values,
        /// What each recipient gets of it; nobody where all who are told are outside the network.
        copies: Vec<LetterCopy>,
        /// The measure itself, for an authority that is asked to enforce it and has no copy yet.
        order: Option<Box<OrderCopy>>,
        /// Whether a duty it performs was missed.
        late: bool,
    },
    /// A letter started, moved or settled clocks.
    Timed {
        /// When.
        at: Timestamp,
        /// All that letters stated so far that clocks ask for.
        known: Known,
        /// The clocks that run from now on, with their answers.
        started: Vec<Running>,
        /// The clocks that run no longer.
        ended: Vec<ClockId>,
    },
    /// The draft was validated as it stood.
    Validated {
        /// When.
        at: Timestamp,
        /// By whom.
        validator: OfficerId,
        /// With which competence by law.
        kind: IssuerKind,
        /// The revision that was read.
        revision: u32,
    },
    /// The issuer took the measure back.
    Withdrawn {
        /// When.
        at: Timestamp,
        /// Why, for the recipients.
        why: String,
    },
}

impl Event {
    /// The event as stored streams and scenario files name it.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Acknowledged { .. } => "acknowledged",
            Self::Amended { .. } => "amended",
            Self::Ceased { .. } => "ceased",
            Self::Cleared { .. } => "cleared",
            Self::Completed { .. } => "completed",
            Self::Countersigned { .. } => "countersigned",
            Self::Exempted { .. } => "exempted",
            Self::GateOpened { .. } => "gate-opened",
            Self::HandedOver { .. } => "handed-over",
            Self::Issued { .. } => "issued",
            Self::Lapsed { .. } => "lapsed",
            Self::Notice(event) => event.kind(),
            Self::Objected { .. } => "objected",
            Self::Opened { .. } => "opened",
            Self::Overdue { .. } => "overdue",
            Self::PeerActDeclined { .. } => "peer-act-declined",
            Self::PeerActStaged { .. } => "peer-act-staged",
            Self::PeerActTaken { .. } => "peer-act-taken",
            Self::Produced { .. } => "produced",
            Self::Received { .. } => "received",
            Self::ReceiptRecorded { .. } => "receipt-recorded",
            Self::Refused { .. } => "refused",
            Self::ReviewOwed { .. } => "review-owed",
            Self::RightLapsed { .. } => "right-lapsed",
            Self::Said { .. } => "said",
            Self::Timed { .. } => "timed",
            Self::Validated { .. } => "validated",
            Self::Withdrawn { .. } => "withdrawn",
        }
    }

    /// When it happened, by our clock.
    #[must_use]
    pub const fn at(&self) -> Timestamp {
        match self {
            Self::Acknowledged { at }
            | Self::Amended { at, .. }
            | Self::Ceased { at, .. }
            | Self::Cleared { at }
            | Self::Completed { at }
            | Self::Countersigned { at, .. }
            | Self::Exempted { at, .. }
            | Self::GateOpened { at, .. }
            | Self::HandedOver { at, .. }
            | Self::Issued { at, .. }
            | Self::Lapsed { at, .. }
            | Self::Objected { at, .. }
            | Self::Opened { at, .. }
            | Self::Overdue { at, .. }
            | Self::PeerActDeclined { at, .. }
            | Self::PeerActStaged { at, .. }
            | Self::PeerActTaken { at, .. }
            | Self::Produced { at, .. }
            | Self::Received { at, .. }
            | Self::ReceiptRecorded { at, .. }
            | Self::Refused { at, .. }
            | Self::ReviewOwed { at, .. }
            | Self::RightLapsed { at, .. }
            | Self::Said { at, .. }
            | Self::Timed { at, .. }
            | Self::Validated { at, .. }
            | Self::Withdrawn { at, .. } => *at,
            Self::Notice(event) => event.at(),
        }
    }
}

/// What a peer says it did; on our stream it is a claim until it is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PeerAct {
    /// It received its copy.
    Acknowledged {
        /// When.
        received_at: Timestamp,
    },
    /// It raises no ground.
    Cleared,
    /// It raises a ground.
    Objected {
        /// Which.
        ground: GroundId,
        /// For all of the measure or for a part.
        extent: Extent,
        /// Why, as far as it is for whoever holds this.
        because: Option<Reasons>,
    },
    /// It offers exhibits.
    OfferedHandover {
        /// In which handover.
        handover: HandoverId,
        /// Which.
        exhibits: Vec<OfferedExhibit>,
        /// Under which conditions of the enforcing authority.
        conditions: Vec<String>,
    },
    /// It does not perform.
    Refused {
        /// On which ground.
        ground: GroundId,
        /// The whole measure or a part, or under which conditions it does.
        extent: Extent,
        /// Why, as far as it is for whoever holds this.
        because: Option<Reasons>,
    },
    /// It says one of the instrument's forms.
    Said {
        /// Which form.
        form: KindId,
        /// What it does; read from our own pack when it arrived.
        does: BTreeSet<Consequence>,
        /// Its answers, as far as they are for us.
        values: Values,
    },
    /// It took the measure back.
    Withdrew {
        /// Why.
        why: String,
    },
}

impl PeerAct {
    /// What the body of a letter says its writer did; an order is no such act, and a form that the law does
    /// not have says nothing.
    #[must_use]
    pub fn of(body: &Body, law: &Instrument) -> Option<Self> {
        match body {
            Body::HandoverOffer { handover, exhibits, conditions, .. } => {
                Some(Self::OfferedHandover {
                    handover: *handover,
                    exhibits: exhibits.clone(),
                    conditions: conditions.clone(),
                })
            }
            Body::MeasureAnswer { answer, .. } => Some(match answer {
                Answer::Acknowledged { received_at } => {
                    Self::Acknowledged { received_at: *received_at }
                }
                Answer::Cleared => Self::Cleared,
                Answer::Objected { ground, extent, because } => {
                    let (ground, extent) = (ground.clone(), extent.clone());
                    Self::Objected { ground, extent, because: because.clone() }
                }
                Answer::Refused { ground, extent, because } => {
                    let (ground, extent) = (ground.clone(), extent.clone());
                    Self::Refused { ground, extent, because: because.clone() }
                }
            }),
            Body::MeasureLetter { form, values, .. } => {
                let known = law.letter(form)?;
                let does = known.follows(values).map(|rule| rule.does).collect();
                Some(Self::Said { form: form.clone(), does, values: values.clone() })
            }
            Body::MeasureWithdraw { why, .. } => Some(Self::Withdrew { why: why.clone() }),
            Body::MeasureIssue(_) => None,
        }
    }

    /// The word in events and scenario files.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        match self {
            Self::Acknowledged { .. } => "acknowledged",
            Self::Cleared => "cleared",
            Self::Objected { .. } => "objected",
            Self::OfferedHandover { .. } => "offered-handover",
            Self::Refused { .. } => "refused",
            Self::Said { .. } => "said",
            Self::Withdrew { .. } => "withdrew",
        }
    }
}

/// Who or what gave a peer's act effect.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum TakenBy {
    /// The exhibits it offered were taken into custody.
    Custody,
    /// An officer of ours.
    Officer(OfficerId),
    /// A rule of the instrument.
    Rule(Cite),
}

/// Why an act has no effect, or what is to be known about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Finding {
    /// A channel to a peer is known to be behind.
    ChannelNotCurrent,
    /// An officer looked and said no.
    Declined,
    /// A ground after its time in every reading.
    GroundLate,
    /// A confirmation or an extension that came when there was nothing to prolong.
    Ineffective,
    /// It brings what a measure of this kind asks nobody for.
    NotAsked,
    /// Who wrote is not the one who may do this.
    NotTheirs,
    /// The measure had already ended here.
    TooLate,
    /// The instrument knows no such ground for this writer.
    UnknownGround,
}

impl Finding {
    /// Every finding.
    pub const ALL: [Self; 8] = [
        Self::ChannelNotCurrent,
        Self::Declined,
        Self::GroundLate,
        Self::Ineffective,
        Self::NotAsked,
        Self::NotTheirs,
        Self::TooLate,
        Self::UnknownGround,
    ];

    /// The code in events and results.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::ChannelNotCurrent => "channel_not_current",
            Self::Declined => "declined",
            Self::GroundLate => "ground_late",
            Self::Ineffective => "ineffective",
            Self::NotAsked => "not_asked",
            Self::NotTheirs => "not_theirs",
            Self::TooLate => "too_late",
            Self::UnknownGround => "unknown_ground",
        }
    }

    /// The finding with this code, if there is one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|finding| finding.code() == text)
    }
}

/// The findings of one judgement.
pub type Findings = BTreeSet<Finding>;
