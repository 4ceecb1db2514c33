//! The issuing side: from the first draft to the end of the measure at its issuer.
//!
//! A draft is everybody's who may write it; who issues it must have seen every copy word for word.
//! From then on its text is fixed and what recipients get is exactly what was seen.

use std::collections::BTreeSet;

use jiff::Timestamp;
use law::ids::{ClockId, InstrumentId, IssuerKind, KindId};
use law::issuer::EmergencyFacts;
use law::letter_form::Consequence;

use crate::actor::{Actor, MemberId};
use crate::ctx::Ctx;
use crate::denied::Denied;
use crate::effect::Effect;
use crate::ids::{CaseId, HandoverId, MeasureId, OfficerId};
use crate::letter::{Body, Lane, LawRef, LetterDraft, OrderCopy};
use crate::measure::clocks::{self, Stage};
use crate::measure::command::{Checks, Command, TakenExhibit, Terms};
use crate::measure::due::Due;
use crate::measure::event::{Event, Finding, PeerAct};
use crate::measure::notice::{self, Notice};
use crate::measure::parts::{IssuedCopy, Receipts, Staged, Standing, Talk, recipient};
use crate::measure::staging::{self, Parties};
use crate::measure::talk;
use crate::purpose::Purpose;
use crate::release::{Suspension, predicates};

use self::arrive::{record_receipt, stage, take_over};
use self::end::complete;
pub(crate) use self::fold::{evolve, opened, react};
pub(crate) use self::issue::{ISSUE, competence, may_countersign, may_validate};
use self::issue::{countersigned, is_as_read, issue, validated};
pub use self::issue::{defects, orders};
use self::say::say;

mod arrive;
mod end;
mod fold;
mod issue;
mod say;

/// The measure at its issuer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Issuing {
    /// The issuer has what it asked for and ended it.
    Completed(Issued),
    /// It is being written.
    Draft(Draft),
    /// Who wrote it let go of it before it went out.
    Dropped(Draft),
    /// It is out.
    Issued(Issued),
    /// What the law asked afterwards did not come in time; it ended by itself.
    Lapsed(Issued),
    /// Something was handed over and taken into custody.
    Produced(Issued),
    /// The issuer took it back.
    Withdrawn(Issued),
}

/// A measure that is being written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its id, the same on every node.
    pub measure: MeasureId,
    /// The case it belongs to.
    pub case: CaseId,
    /// The law it is drafted under.
    pub instrument: InstrumentId,
    /// Its kind under the instrument.
    pub kind: KindId,
    /// Who asks.
    pub from: MemberId,
    /// Why the data are asked for.
    pub purpose: Purpose,
    /// What it says so far.
    pub terms: Terms,
    /// Everybody who wrote on it.
    pub authors: BTreeSet<OfficerId>,
    /// How often it changed; what was read is named by it.
    pub revision: u32,
    /// Its validation, as long as nobody changed it afterwards.
    pub validation: Option<Validation>,
    /// Who signed it besides, as long as nobody changed it afterwards.
    pub countersigners: BTreeSet<OfficerId>,
    /// When it was opened.
    pub opened_at: Timestamp,
}

/// A draft's validation by a competent authority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Validation {
    /// By whom.
    pub validator: OfficerId,
    /// With which competence by law.
    pub kind: IssuerKind,
    /// When.
    pub at: Timestamp,
}

/// A measure that is out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issued {
    /// Its text, fixed.
    pub draft: Draft,
    /// The law it rests on.
    pub law: LawRef,
    /// Who issued it.
    pub issuer: OfficerId,
    /// When.
    pub issued_at: Timestamp,
    /// The issuer's answers to the questions before the act.
    pub checks: Checks,
    /// What the issuer stated about an emergency without prior validation.
    pub emergency: EmergencyFacts,
    /// Each copy as it was sent.
    pub copies: Vec<IssuedCopy>,
    /// When each copy was received.
    pub receipts: Receipts,
    /// The recipients' clocks as computed here, and our own.
    pub dues: Vec<Due>,
    /// The clocks whose instant has passed.
    pub passed: Vec<ClockId>,
    /// What peers did, in the order of arrival.
    pub acts: Vec<Staged>,
    /// What arrived in performance.
    pub productions: Vec<Production>,
    /// When and why it was taken back, if it was.
    pub withdrawn: Option<(Timestamp, String)>,
    /// The copy of an authority that was asked to enforce it and had none.
    pub enforcement: Option<OrderCopy>,
    /// What holds it up until it is settled, as the addressee says.
    pub suspended: Option<Suspension>,
    /// What letters said and changed.
    pub talk: Talk,
    /// Where the notice to the person stands.
    pub notice: Notice,
}

/// Exhibits that arrived in one handover.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Production {
    /// Which handover.
    pub handover: HandoverId,
    /// When they were taken into custody.
    pub at: Timestamp,
    /// Which.
    pub exhibits: Vec<TakenExhibit>,
}

impl Issuing {
    /// The text of the measure in every state.
    #[must_use]
    pub const fn draft(&self) -> &Draft {
        match self {
            Self::Draft(draft) | Self::Dropped(draft) => draft,
            Self::Completed(issued)
            | Self::Issued(issued)
            | Self::Lapsed(issued)
            | Self::Produced(issued)
            | Self::Withdrawn(issued) => &issued.draft,
        }
    }

    /// What is known since it is out.
    #[must_use]
    pub const fn issued(&self) -> Option<&Issued> {
        match self {
            Self::Draft(_) | Self::Dropped(_) => None,
            Self::Completed(issued)
            | Self::Issued(issued)
            | Self::Lapsed(issued)
            | Self::Produced(issued)
            | Self::Withdrawn(issued) => Some(issued),
        }
    }

    /// The state in one word.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Completed(_) => "completed",
            Self::Draft(_) => "draft",
            Self::Dropped(_) => "dropped",
            Self::Issued(_) => "issued",
            Self::Lapsed(_) => "lapsed",
            Self::Produced(_) => "produced",
            Self::Withdrawn(_) => "withdrawn",
        }
    }
}

/// The decision on the issuing side; `None` where no measure is there yet.
pub(crate) fn outcome(
    state: &Issuing,
    command: &Command,
    by: &Actor,
    ctx: &Ctx<'_>,
) -> Result<Vec<Event>, Denied> {
    let at = ctx.now;
    match (state, command) {
        (
            Issuing::Completed(_)
            | Issuing::Draft(_)
            | Issuing::Dropped(_)
            | Issuing::Issued(_)
            | Issuing::Lapsed(_)
            | Issuing::Produced(_)
            | Issuing::Withdrawn(_),
            Command::Open(_) | Command::Receive { .. },
        ) => Err(Denied::AlreadyKnown),
        // What only a recipient can ask.
        (
            Issuing::Completed(_)
            | Issuing::Draft(_)
            | Issuing::Dropped(_)
            | Issuing::Issued(_)
            | Issuing::Lapsed(_)
            | Issuing::Produced(_)
            | Issuing::Withdrawn(_),
            Command::Acknowledge
            | Command::Clear
            | Command::HandOver { .. }
            | Command::Object { .. }
            | Command::Refuse { .. },
        ) => Err(Denied::NotReceived),
        (Issuing::Draft(draft), Command::Countersign { revision }) => {
            is_as_read(draft, *revision)?;
            countersigned(draft, by, at)
        }
        // Who changes nothing has written nothing, and is no author.
        (Issuing::Draft(draft), Command::Amend { terms }) if draft.terms == *terms => {
            Ok(Vec::new())
        }
        (Issuing::Draft(_), Command::Amend { terms }) => {
            let author = by.officer().ok_or(Denied::NotOwner)?;
            Ok(vec![Event::Amended { at, author, terms: terms.clone() }])
        }
        (Issuing::Draft(_), Command::Drop) => Ok(vec![Event::Withdrawn { at, why: String::new() }]),
        (Issuing::Draft(draft), Command::Validate { revision }) => {
            is_as_read(draft, *revision)?;
            validated(draft, by, at)
        }
        (Issuing::Draft(draft), Command::Issue { seen, emergency, checks }) => {
            issue(draft, seen, *emergency, checks, by, ctx)
        }
        (
            Issuing::Draft(_),
            Command::Complete
            | Command::DeclinePeerAct { .. }
            | Command::Notice(_)
            | Command::PassDeadline { .. }
            | Command::RecordReceipt { .. }
            | Command::Say { .. }
            | Command::StagePeerAct { .. }
            | Command::TakeOver { .. }
            | Command::TakePeerAct { .. }
            | Command::Withdraw { .. },
        ) => Err(Denied::NotIssued),
        (
            Issuing::Issued(_) | Issuing::Produced(_),
            Command::Amend { .. }
            | Command::Countersign { .. }
            | Command::Drop
            | Command::Issue { .. },
        ) => Err(Denied::AlreadyIssued),
        (
            Issuing::Issued(issued) | Issuing::Produced(issued),
            Command::Say { form, values, enforcing },
        ) => say(issued, form, values, enforcing.as_ref(), ctx),
        // What ended is taken back in the form of the law, with what becomes of the data; nothing else is said.
        (
            Issuing::Lapsed(issued) | Issuing::Withdrawn(issued),
            Command::Say { form, values, enforcing: _ },
        ) => {
            let known = talk::form(&issued.draft.kind, form, ctx)?;
            let does: BTreeSet<Consequence> = known.follows(values).map(|rule| rule.does).collect();
            if does == [Consequence::Withdraw].into() {
                talk::say(&issued.speaker(), form, values, None, ctx)
            } else {
                Err(Denied::Closed)
            }
        }
        // An emergency let it out without validation: the validation follows.
        (Issuing::Issued(issued) | Issuing::Produced(issued), Command::Validate { revision }) => {
            if issued.owes_review() {
                is_as_read(&issued.draft, *revision)?;
                validated(&issued.draft, by, at)
            } else {
                Err(Denied::AlreadyIssued)
            }
        }
        (
            Issuing::Issued(issued) | Issuing::Produced(issued),
            Command::RecordReceipt { copy, received_at },
        ) => record_receipt(issued, *copy, *received_at, ctx),
        (
            Issuing::Issued(issued) | Issuing::Produced(issued),
            Command::StagePeerAct { letter, from, sent_at, act },
        ) => stage(issued, *letter, from, *sent_at, act, ctx),
        // Neither completing nor taking back takes a right away: a ground in its time waits for a person all the same.
        (
            Issuing::Completed(issued) | Issuing::Lapsed(issued) | Issuing::Withdrawn(issued),
            Command::StagePeerAct { letter, from, sent_at, act: act @ PeerAct::Objected { .. } },
        ) => stage(issued, *letter, from, *sent_at, act, ctx),
        (
            Issuing::Completed(issued) | Issuing::Lapsed(issued) | Issuing::Withdrawn(issued),
            Command::StagePeerAct { letter, from, sent_at, act },
        ) => {
            if staging::is_known(&issued.acts, issued.parties(), *letter, from, act, ctx)? {
                return Ok(Vec::new());
            }
            Ok(talk::too_late(*letter, from, *sent_at, act, ctx))
        }
        (
            Issuing::Completed(issued) | Issuing::Issued(issued) | Issuing::Produced(issued),
            Command::DeclinePeerAct { letter },
        ) => {
            match staging::waiting(&issued.acts, *letter)?.act {
                // A ground, and a word that there is none, stand by law: who is asked takes note of them.
                PeerAct::Cleared | PeerAct::Objected { .. } | PeerAct::Withdrew { .. } => {
                    Err(Denied::NotOwner)
                }
                PeerAct::Acknowledged { .. }
                | PeerAct::OfferedHandover { .. }
                | PeerAct::Refused { .. }
                | PeerAct::Said { .. } => Ok(vec![Event::PeerActDeclined {
                    at,
                    letter: *letter,
                    finding: Finding::Declined,
                }]),
            }
        }
        (
            Issuing::Completed(issued) | Issuing::Issued(issued) | Issuing::Produced(issued),
            Command::TakePeerAct { letter },
        ) => {
            let staged = staging::waiting(&issued.acts, *letter)?;
            match staged.act {
                // Custody is taken with the exhibits in hand, not by a nod.
                PeerAct::OfferedHandover { .. } => Err(Denied::NotReceived),
                PeerAct::Acknowledged { .. }
                | PeerAct::Cleared
                | PeerAct::Objected { .. }
                | PeerAct::Refused { .. }
                | PeerAct::Said { .. }
                | PeerAct::Withdrew { .. } => Ok(vec![Event::PeerActTaken {
                    at,
                    letter: *letter,
                    by: staging::by_officer(by)?,
                }]),
            }
        }
        (
            Issuing::Issued(issued) | Issuing::Produced(issued),
            Command::TakeOver { handover, exhibits },
        ) => take_over(issued, *handover, exhibits, ctx),
        // Without data there is an end too, once a recipient said what became of it.
        (Issuing::Issued(issued), Command::Complete) => complete(issued, false, ctx),
        (Issuing::Produced(issued), Command::Complete) => complete(issued, true, ctx),
        (Issuing::Issued(issued) | Issuing::Produced(issued), Command::Withdraw { why }) => {
            issued.may_be_withdrawn(ctx)?;
            Ok(vec![Event::Withdrawn { at, why: why.clone() }])
        }
        // What was produced was produced, whatever became of the measure: the person is told of it.
        (
            Issuing::Completed(issued)
            | Issuing::Issued(issued)
            | Issuing::Lapsed(issued)
            | Issuing::Produced(issued)
            | Issuing::Withdrawn(issued),
            Command::Notice(act),
        ) => notice::outcome(issued, act, by, ctx),
        (
            Issuing::Completed(issued)
            | Issuing::Issued(issued)
            | Issuing::Lapsed(issued)
            | Issuing::Produced(issued)
            | Issuing::Withdrawn(issued),
            Command::PassDeadline { clock },
        ) if clock.name() == notice::REVIEW_TIMER => Ok(notice::pass(issued, ctx)),
        (Issuing::Issued(issued) | Issuing::Produced(issued), Command::PassDeadline { clock }) => {
            let reviewed = issued.draft.validation.is_some() && issued.is_review(clock);
            if reviewed {
                Ok(Vec::new())
            } else {
                clocks::pass_moved(&issued.dues, &issued.passed, &issued.talk, clock, at)
            }
        }
        // A receipt or a timer that comes after the end is no news.
        (
            Issuing::Completed(_)
            | Issuing::Dropped(_)
            | Issuing::Lapsed(_)
            | Issuing::Withdrawn(_),
            Command::PassDeadline { .. } | Command::RecordReceipt { .. },
        ) => Ok(Vec::new()),
        (
            Issuing::Completed(_)
            | Issuing::Dropped(_)
            | Issuing::Lapsed(_)
            | Issuing::Withdrawn(_),
            Command::Amend { .. }
            | Command::Complete
            | Command::Countersign { .. }
            | Command::Drop
            | Command::Issue { .. }
            | Command::TakeOver { .. }
            | Command::Validate { .. }
            | Command::Withdraw { .. },
        )
        | (
            Issuing::Dropped(_) | Issuing::Lapsed(_) | Issuing::Withdrawn(_),
            Command::DeclinePeerAct { .. } | Command::TakePeerAct { .. },
        )
        | (Issuing::Dropped(_), Command::StagePeerAct { .. })
        | (Issuing::Completed(_) | Issuing::Dropped(_), Command::Say { .. })
        | (Issuing::Dropped(_), Command::Notice(_)) => Err(Denied::Closed),
    }
}

impl Draft {
    /// The parties, for acts of peers.
    pub(crate) const fn parties(&self) -> Parties<'_> {
        Parties {
            kind: &self.kind,
            from: &self.from,
            addressee: &self.terms.addressee,
            enforcing: self.terms.enforcing.as_ref(),
        }
    }

    /// The parties and what is true of the measure, for clocks.
    pub(crate) fn stage(&self) -> Stage<'_> {
        Stage {
            kind: &self.kind,
            from: &self.from,
            addressee: &self.terms.addressee,
            enforcing: self.terms.enforcing.as_ref(),
            is: predicates(self.terms.track, self.terms.enforcing.is_some()),
            values: &self.terms.values,
            data: &self.terms.data,
            track: self.terms.track,
            notified: self.terms.enforcing.is_some(),
        }
    }
}

impl Issued {
    fn is_review(&self, clock: &ClockId) -> bool {
        self.dues.iter().any(|due| due.clock == *clock && clocks::is_review(due))
    }

    /// When the enforcing authority wrote that it raises no ground, as far as that was taken here.
    #[must_use]
    pub fn cleared_at(&self) -> Option<Timestamp> {
        let cleared = |staged: &&Staged| {
            staged.act == PeerAct::Cleared && matches!(staged.standing, Standing::Taken(_))
        };
        self.acts.iter().find(cleared).map(|staged| staged.sent_at)
    }

    /// Whether an emergency let the measure out without a validation that has not come yet.
    #[must_use]
    pub fn owes_review(&self) -> bool {
        self.draft.validation.is_none() && self.dues.iter().any(clocks::is_review)
    }

    fn letter(&self, to: &MemberId, body: Body) -> Effect {
        // An order that needed a validation carries its signature; taking one back needs none.
        let validation = self.draft.validation.as_ref();
        let validator = match &body {
            Body::MeasureIssue(_) => validation.map(|validation| validation.validator),
            Body::HandoverOffer { .. }
            | Body::MeasureAnswer { .. }
            | Body::MeasureLetter { .. }
            | Body::MeasureWithdraw { .. } => None,
        };
        Effect::Send(Box::new(LetterDraft {
            to: to.clone(),
            in_reply_to: None,
            lane: Lane::of_track(self.draft.terms.track),
            instrument: Some((self.law.clone(), self.draft.kind.clone())),
            purpose: self.draft.purpose,
            language: self.draft.terms.language.clone(),
            body,
            validator,
        }))
    }

    /// Everybody who has a copy, also one that was asked to enforce and got it then.
    fn holders(&self) -> Vec<&MemberId> {
        let sent = self.copies.iter().map(|sent| &sent.order).chain(&self.enforcement);
        let mut holders: Vec<&MemberId> = sent.filter_map(recipient).collect();
        holders.dedup();
        holders
    }

    /// The same word to everybody who has a copy.
    fn to_holders(&self, body: &Body) -> Vec<Effect> {
        self.holders().into_iter().map(|to| self.letter(to, body.clone())).collect()
    }
}
