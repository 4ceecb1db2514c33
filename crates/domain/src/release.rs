//! Whether produced data may leave now: one pure function over a measure's history.
//!
//! A clock alone never releases data. The table has fifteen rows and the first that applies is the
//! answer, so a confirmation or an opened gate never overrides a ground, a withdrawal or a
//! suspension. It is asked when a hand-over is decided and again before bytes leave. It is necessary,
//! not sufficient: permits and checks apply besides. Follows Regulation (EU) 2023/1543, Articles 8,
//! 10 and 12, through the clocks of its pack; it knows no article itself.

use std::collections::BTreeSet;

use jiff::Timestamp;
use law::clock::{ClockKind, ClockResult, compute};
use law::draft::DraftFacts;
use law::facts::Facts;
use law::field::{AnswerRule, Around, Values};
use law::ids::{Cite, DataCategory, FieldId, GroundId, KindId, Party, Track};
use law::instrument::{Predicate, Trigger};
use law::letter_form::Consequence;

use crate::actor::MemberId;
use crate::ctx::Ctx;
use crate::denied::Denied;
use crate::ids::LetterId;
use crate::letter::OrderCopy;
use crate::measure::{Extent, Finding, Known, Part};

#[cfg(test)]
mod tests;

/// The pack's word for an answer that does not fit the notification.
const CONTRADICTS_NOTIFICATION: &str = "contradicts-notification";
/// The word for a notification that the issuer's own file asks for; recipients do not see the file.
const NOTIFICATION_MISSING: &str = "notification-missing";

/// What a release depends on, as the executing member's stream tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    /// The kind of measure.
    pub kind: KindId,
    /// The categories of data it asks for.
    pub data: BTreeSet<DataCategory>,
    /// What the form says, as far as the addressee may see it.
    pub values: Values,
    /// How fast it must be performed.
    pub track: Track,
    /// Who issued it.
    pub from: MemberId,
    /// Who must perform it.
    pub addressee: MemberId,
    /// Who is notified of it, if anybody is.
    pub enforcing: Option<MemberId>,
    /// When the addressee received its copy.
    pub received_at: Timestamp,
    /// When the enforcing authority received its copy, as far as the addressee has a record of it.
    pub enforcing_received_at: Option<Timestamp>,
    /// When the enforcing authority wrote that it raises no ground; set only once that was taken.
    pub confirmed_at: Option<Timestamp>,
    /// Every ground that arrived, taken or only staged.
    pub grounds: Vec<RaisedGround>,
    /// What letters stated that clocks ask for.
    pub known: Known,
    /// What holds the measure up until it is settled.
    pub suspended: Option<Suspension>,
    /// Whether the measure was withdrawn or refused or has lapsed.
    pub ended: bool,
    /// When the addressee first handed something over.
    pub transferred_at: Option<Timestamp>,
}

impl History {
    /// The history of an order that has just been received by its addressee.
    #[must_use]
    pub fn begin(order: &OrderCopy, received_at: Timestamp) -> Self {
        Self {
            kind: order.kind.clone(),
            data: order.data.clone(),
            values: order.values.clone(),
            track: order.track,
            from: order.from.clone(),
            addressee: order.addressee.clone(),
            enforcing: order.enforcing.clone(),
            received_at,
            enforcing_received_at: None,
            confirmed_at: None,
            grounds: Vec::new(),
            known: Known::default(),
            suspended: None,
            ended: false,
            transferred_at: None,
        }
    }

    /// Whether it is on the emergency track.
    #[must_use]
    pub fn is_emergency(&self) -> bool {
        self.track == Track::Emergency
    }
}

/// A ground as it arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RaisedGround {
    /// The letter that brought it.
    pub letter: LetterId,
    /// Which.
    pub ground: GroundId,
    /// How far it reaches.
    pub extent: Extent,
    /// When the enforcing authority sent it; this decides whether it is in time.
    pub sent_at: Timestamp,
    /// When it arrived; from here on it stops.
    pub arrived_at: Timestamp,
}

/// Why a measure waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Suspension {
    /// The order is incomplete, faulty or insufficient, and the issuer was asked.
    Clarification,
    /// A ground of the addressee that lasts as long as its cause.
    Ground,
    /// It will be executed, but later.
    Postponed,
    /// The law of a third country stands against it, with reasons.
    ThirdCountry,
}

impl Suspension {
    /// The word in results and on pages.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Clarification => "clarification",
            Self::Ground => "ground",
            Self::Postponed => "postponed",
            Self::ThirdCountry => "third-country",
        }
    }
}

/// May the data leave?
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReleaseState {
    /// Yes.
    Allowed,
    /// Two answers are possible, or a fact is missing: people decide.
    Contested,
    /// They left, and must be deleted or restricted there; the rest stays.
    DeleteOrRestrict,
    /// Yes, and it is owed now.
    Due,
    /// They left, and a person must decide what follows; the rest stays.
    Escalate,
    /// Not yet.
    Forbidden,
    /// No, for ever.
    Stopped,
    /// Not until something is settled.
    Suspended,
}

impl ReleaseState {
    /// The word in results and on pages.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::Contested => "contested",
            Self::DeleteOrRestrict => "delete_or_restrict",
            Self::Due => "due",
            Self::Escalate => "escalate",
            Self::Forbidden => "forbidden",
            Self::Stopped => "stopped",
            Self::Suspended => "suspended",
        }
    }

    /// Whether data may leave in this state.
    #[must_use]
    pub const fn lets_leave(self) -> bool {
        match self {
            Self::Allowed | Self::Due => true,
            Self::Contested
            | Self::DeleteOrRestrict
            | Self::Escalate
            | Self::Forbidden
            | Self::Stopped
            | Self::Suspended => false,
        }
    }
}

/// The answer, with the row of the table it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// May the data leave?
    pub state: ReleaseState,
    /// The row, 1 to 15.
    pub row: u8,
    /// Where the law says so, where one rule of the pack does.
    pub cite: Option<Cite>,
    /// The ground that stops it.
    pub ground: Option<GroundId>,
    /// The instant from which it is lawful, where that is known and still ahead.
    pub opens_at: Option<Timestamp>,
    /// What else is to be known.
    pub findings: BTreeSet<Finding>,
    /// Conditions of the enforcing authority that travel with the data.
    pub conditions: Vec<String>,
}

impl Release {
    const fn row(row: u8, state: ReleaseState) -> Self {
        Self {
            state,
            row,
            cite: None,
            ground: None,
            opens_at: None,
            findings: BTreeSet::new(),
            conditions: Vec::new(),
        }
    }

    /// The same answer, with the place in the law.
    #[must_use]
    fn under(mut self, cite: &Cite) -> Self {
        self.cite = Some(cite.clone());
        self
    }

    /// The no that follows from the answer, or nothing where data may leave.
    ///
    /// # Errors
    /// [`Denied`] for every state in which data stay.
    pub fn permit(self) -> Result<(), Denied> {
        match (self.state, self.ground, self.cite) {
            (ReleaseState::Allowed | ReleaseState::Due, _, _) => Ok(()),
            (ReleaseState::Forbidden, _, Some(cite)) => {
                Err(Denied::GateNotOpen { cite, opens_at: self.opens_at })
            }
            (ReleaseState::Forbidden, _, None) | (ReleaseState::Contested, _, _) => {
                Err(Denied::ReleaseContested { row: self.row, findings: self.findings })
            }
            (ReleaseState::Suspended, _, cite) => Err(Denied::Suspended { cite }),
            (
                ReleaseState::Stopped | ReleaseState::DeleteOrRestrict | ReleaseState::Escalate,
                Some(ground),
                cite,
            ) => Err(Denied::GroundRaised { ground, cite }),
            (
                ReleaseState::Stopped | ReleaseState::DeleteOrRestrict | ReleaseState::Escalate,
                None,
                _,
            ) => Err(Denied::Closed),
        }
    }
}

/// Whether a measure of this kind asks that something be handed over at all. Everything else is a way around the
/// competence that the law asks for where data are disclosed.
///
/// # Errors
/// [`Denied::NothingToHandOver`] with the article of the kind, [`Denied::UnknownKind`] if the law has none.
pub fn yields_data(kind: &KindId, ctx: &Ctx<'_>) -> Result<(), Denied> {
    let known = ctx.law.kind(kind).ok_or_else(|| Denied::UnknownKind { kind: kind.clone() })?;
    if known.yields_data() {
        Ok(())
    } else {
        Err(Denied::NothingToHandOver { cite: known.provenance.cite.clone() })
    }
}

/// Whether this part of what was asked for may leave now.
#[must_use]
pub fn state(history: &History, part: &Part, ctx: &Ctx<'_>) -> Release {
    if let Err(denied) = yields_data(&history.kind, ctx) {
        let mut stopped = Release::row(1, ReleaseState::Stopped);
        stopped.cite = denied.cite().cloned();
        return stopped;
    }
    if history.ended || !is_bound(history, ctx) {
        return Release::row(1, ReleaseState::Stopped);
    }
    let clocks = Clocks::of(history, ctx);
    if let Some(stop) = stopped(history, part, &clocks, ctx) {
        return stop;
    }
    let mut answer = clocked(history, &clocks, ctx);
    answer.conditions = conditions(history, &clocks);
    answer
}

/// Whether a ground that arrives now and was sent at this instant comes after its right had lapsed in every reading.
#[must_use]
pub fn is_late(history: &History, sent_at: Timestamp, ctx: &Ctx<'_>) -> bool {
    latest(Clocks::of(history, ctx).window.as_ref())
        .is_some_and(|latest| sent_at.min(ctx.now) > latest)
}

/// Rows 2 to 5: what a ground in time does. A late one changes no row.
fn stopped(history: &History, part: &Part, clocks: &Clocks, ctx: &Ctx<'_>) -> Option<Release> {
    let mut in_time: Vec<&RaisedGround> =
        history.grounds.iter().filter(|raised| clocks.in_time(raised)).collect();
    // The strictest consequence first: a ground that came after the transfer reaches back.
    in_time.sort_by_key(|raised| !came_after_transfer(history, raised));
    for raised in in_time {
        let reaches = match (&raised.extent, part) {
            (Extent::All, Part::All | Part::Data(_)) | (Extent::Data(_), Part::All) => true,
            // A part that names no category is no part: it may hold anything.
            (Extent::Data(objected), Part::Data(wanted)) => {
                wanted.is_empty() || !objected.is_disjoint(wanted)
            }
            (Extent::Conditions(_), Part::All | Part::Data(_)) => false,
        };
        let after = came_after_transfer(history, raised);
        if !reaches && !after {
            continue;
        }
        let mut answer = match (after, history.is_emergency(), &raised.extent) {
            (true, true, _) => Release::row(2, ReleaseState::DeleteOrRestrict),
            (true, false, _) => Release::row(3, ReleaseState::Escalate),
            (false, _, Extent::All) => Release::row(4, ReleaseState::Stopped),
            (false, _, Extent::Data(_) | Extent::Conditions(_)) => {
                Release::row(5, ReleaseState::Stopped)
            }
        };
        answer.ground = Some(raised.ground.clone());
        answer.cite = ctx.law.ground(&raised.ground).map(|known| known.provenance.cite.clone());
        return Some(answer);
    }
    None
}

fn came_after_transfer(history: &History, raised: &RaisedGround) -> bool {
    history.transferred_at.is_some_and(|transferred_at| raised.arrived_at > transferred_at)
}

/// The conditions that travel with the data: those of grounds in time.
fn conditions(history: &History, clocks: &Clocks) -> Vec<String> {
    history
        .grounds
        .iter()
        .filter(|raised| clocks.in_time(raised))
        .filter_map(|raised| match &raised.extent {
            Extent::Conditions(text) => Some(text.clone()),
            Extent::All | Extent::Data(_) => None,
        })
        .collect()
}

/// The measure rests, by the article of the letters that make it rest, where the pack gives one for its kind.
fn resting(row: u8, why: Suspension, history: &History, ctx: &Ctx<'_>) -> Release {
    let resting = Release::row(row, ReleaseState::Suspended);
    let does = match why {
        Suspension::Clarification => Consequence::Suspend,
        // A ground has an article of its own, and there may be several.
        Suspension::Ground => return resting,
        Suspension::Postponed => Consequence::Postpone,
        Suspension::ThirdCountry => Consequence::Contest,
    };
    let forms = ctx.law.letters.iter().filter(|form| form.about.contains(&history.kind));
    let rules = forms.flat_map(|form| &form.consequences).filter(|rule| rule.does == does);
    let cites: BTreeSet<&Cite> = rules.map(|rule| &rule.provenance.cite).collect();
    match cites.into_iter().collect::<Vec<_>>()[..] {
        [cite] => resting.under(cite),
        _ => resting,
    }
}

/// Rows 6 to 15: suspension, confirmation, gate and window.
fn clocked(history: &History, clocks: &Clocks, ctx: &Ctx<'_>) -> Release {
    match history.suspended {
        Some(why @ (Suspension::Clarification | Suspension::Ground | Suspension::Postponed)) => {
            return resting(6, why, history, ctx);
        }
        Some(why @ Suspension::ThirdCountry) => return resting(7, why, history, ctx),
        None => {}
    }
    if let Some(cite) = contradiction(history, ctx) {
        return Release::row(6, ReleaseState::Suspended).under(cite);
    }
    let Some(gate) = &clocks.gate else { return Release::row(8, ReleaseState::Allowed) };
    let behind = ctx.roster.is_behind(&history.from)
        || history.enforcing.as_ref().is_some_and(|enforcing| ctx.roster.is_behind(enforcing));
    let not_current = || {
        let mut answer = Release::row(14, ReleaseState::Contested).under(&gate.cite);
        answer.findings.insert(Finding::ChannelNotCurrent);
        answer
    };
    if gate.by_confirmation && clocks.is_confirmed(history) {
        return if behind {
            not_current()
        } else {
            Release::row(9, ReleaseState::Allowed).under(&gate.cite)
        };
    }
    let opens_at = gate.result.as_ref().and_then(|result| result.gate_opens);
    if let Some(opens_at) = opens_at
        && ctx.now < opens_at
    {
        let mut answer = Release::row(10, ReleaseState::Forbidden).under(&gate.cite);
        answer.opens_at = Some(opens_at);
        return answer;
    }
    let contested = |row| Release::row(row, ReleaseState::Contested).under(&gate.cite);
    if opens_at.is_some() {
        if history.enforcing_received_at.is_none() {
            return contested(11);
        }
        if latest(clocks.window.as_ref()).is_some_and(|latest| ctx.now <= latest) {
            return contested(12);
        }
    }
    // A missing answer, of the gate or of the window, is never read as leave to go.
    let gate_open_in_every_reading =
        opens_at.is_some() && latest(gate.result.as_ref()).is_none_or(|latest| ctx.now >= latest);
    if !gate_open_in_every_reading || latest(clocks.window.as_ref()).is_none() {
        return contested(13);
    }
    if behind {
        return not_current();
    }
    Release::row(15, ReleaseState::Due).under(&gate.cite)
}

/// Where an order as it was received does not tell one story about who is notified: the deadline it
/// sets, the authority it names and the data it asks for. It is not for the addressee to guess which
/// of them is meant, so the order waits until its issuer has cleared that up; the place is the
/// article on notification. The beliefs that exempt an order stay in the issuer's file and cannot be
/// judged here: on the ordinary track the deadline says that nobody is notified, and an emergency
/// waits for no notification at all.
fn contradiction<'a>(history: &History, ctx: &Ctx<'a>) -> Option<&'a Cite> {
    let kind = ctx.law.kind(&history.kind)?;
    let rule = kind.notification.as_ref()?;
    let facts = DraftFacts {
        from: ctx.roster.state(&history.from)?,
        to: ctx.roster.state(&history.addressee)?,
        notified: history.enforcing.is_some(),
        data: history.data.clone(),
        track: history.track,
        unvalidated: false,
    };
    let tells = |field: &FieldId| {
        let governs = |answer: &&AnswerRule| answer.defect == CONTRADICTS_NOTIFICATION;
        *field == rule.authority_field
            || kind.answers.iter().filter(governs).any(|answer| answer.field == *field)
    };
    let defects = law::draft::check(kind, &history.values, &facts);
    let disputed =
        defects.iter().any(|defect| tells(&defect.field) && defect.code != NOTIFICATION_MISSING);
    let asks_for_more = !kind.data_asked(&history.values).is_subset(&history.data);
    (disputed || asks_for_more).then_some(&rule.provenance.cite)
}

/// The last instant over all readings; none where there is no answer.
fn latest(result: Option<&ClockResult>) -> Option<Timestamp> {
    let result = result.filter(|result| result.undetermined.is_none())?;
    let positions = result.positions.iter().filter_map(|position| position.legal_latest);
    positions.chain(result.legal_latest).max()
}

/// Whether the law binds both states on the day it is asked.
fn is_bound(history: &History, ctx: &Ctx<'_>) -> bool {
    let (Some(from), Some(to)) =
        (ctx.roster.state(&history.from), ctx.roster.state(&history.addressee))
    else {
        return false;
    };
    crate::inforce::status(ctx, from, to).is_in_force()
}

/// The two clocks a release is judged by.
struct Clocks {
    gate: Option<Gate>,
    window: Option<ClockResult>,
}

/// The gate of a notified measure: there is one, even where it cannot be computed.
struct Gate {
    cite: Cite,
    by_confirmation: bool,
    result: Option<ClockResult>,
}

impl Clocks {
    fn of(history: &History, ctx: &Ctx<'_>) -> Self {
        let (track, notified) = (history.track, history.enforcing.is_some());
        let is = predicates(track, notified);
        let around = Around { data: &history.data, notified, track, unvalidated: false };
        let started = |by, kind| {
            ctx.law
                .clocks_started(&history.kind, Trigger::Received, by, &is)
                .into_iter()
                .find(|clock| clock.kind == kind && clock.is_about(&history.values, &around))
        };
        let base = Facts {
            issuing_state: ctx.roster.state(&history.from),
            assume_in_force: ctx.assume_in_force,
            addressee_received_at: Some(history.received_at),
            enforcing_received_at: history.enforcing_received_at,
            ..history.known.with(Facts::default())
        };
        let gate = started(Party::Addressee, ClockKind::Gate).map(|clock| {
            let facts = Facts {
                trigger_at: Some(history.received_at),
                state: ctx.roster.state(&history.addressee),
                ..base.clone()
            };
            Gate {
                cite: clock.provenance.cite.clone(),
                by_confirmation: clock.opened_by_confirmation,
                result: compute(ctx.law, &clock.id, &facts, ctx.calendars).ok(),
            }
        });
        let window = history.enforcing.as_ref().zip(history.enforcing_received_at).and_then(
            |(enforcing, received_at)| {
                let clock = started(Party::Ea, ClockKind::Window)?;
                let facts = Facts {
                    trigger_at: Some(received_at),
                    state: ctx.roster.state(enforcing),
                    ..base
                };
                compute(ctx.law, &clock.id, &facts, ctx.calendars).ok()
            },
        );
        Self { gate, window }
    }

    /// Whether a ground counts: it does unless its right had lapsed in every reading.
    fn in_time(&self, raised: &RaisedGround) -> bool {
        // What has arrived was sent, whatever the sender's clock says.
        let sent_at = raised.sent_at.min(raised.arrived_at);
        latest(self.window.as_ref()).is_none_or(|latest| sent_at <= latest)
    }

    /// Whether the enforcing authority's no-ground counts: not one from before its own receipt, and
    /// not one after a ground that counts.
    fn is_confirmed(&self, history: &History) -> bool {
        history.confirmed_at.is_some_and(|confirmed_at| {
            let after_receipt =
                history.enforcing_received_at.is_none_or(|received_at| confirmed_at >= received_at);
            let before_grounds = history
                .grounds
                .iter()
                .filter(|raised| self.in_time(raised))
                .all(|raised| raised.sent_at > confirmed_at);
            after_receipt && before_grounds
        })
    }
}

/// What is true of a measure, for the rules of the pack that ask.
#[must_use]
pub(crate) fn predicates(track: Track, notified: bool) -> BTreeSet<Predicate> {
    let mut is = BTreeSet::new();
    match track {
        Track::Emergency => drop(is.insert(Predicate::Emergency)),
        Track::Ordinary => {}
        Track::Urgent => drop(is.insert(Predicate::Urgent)),
    }
    if notified {
        is.insert(Predicate::Notified);
    }
    is
}
