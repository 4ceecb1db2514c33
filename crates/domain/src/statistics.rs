//! The figures the law demands once a year, taken from what happened: e-Evidence 28(2) and (4), and their like.
//!
//! A figure is a projection of streams and nothing else keeps it, so a correction is a new event and a second count of
//! the same streams gives the same figures. Which event feeds which figure is said by the pack ([`law::statistic`]).
//! What no measure says (costs, remedies) officers note ([`crate::occurrence`]); what nobody keeps has no figure, which
//! is not the same as none.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use law::field::{FieldValue, Values};
use law::ground::GroundEffect;
use law::ids::{Country, GroundId, InstrumentId, KindId, Track};
use law::letter_form::Consequence;
use law::statistic::{Count, Counted, Letter, Source, Statistic, Time};

use crate::actor::MemberId;
use crate::ids::LetterId;
use crate::letter::{CopyKind, OrderCopy};
use crate::measure::{Event, Extent, PeerAct};
use crate::occurrence::Note;

/// What stands for a dimension that has no value here: an order without data, an end without a ground.
pub const NONE: &str = "-";

/// One measure on one member's stream, as far as figures are concerned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Life {
    order: OrderCopy,
    happened: Vec<Happened>,
}

/// One thing that is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Happened {
    what: Counted,
    at: Timestamp,
    /// When its time began to run.
    since: Option<Timestamp>,
    ground: Option<GroundId>,
    /// The letter that it is, or that came before.
    letter: Option<Spoken>,
}

/// A letter as far as it is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Spoken {
    form: KindId,
    values: Values,
}

impl Happened {
    /// How long it took: to when it is known here, or to when the letter says that it happened. A day counts from its
    /// beginning in UTC, and nothing takes less than no time.
    fn took(&self, source: &Source) -> Option<SignedDuration> {
        let since = self.since?;
        let stated = source.letter.as_ref().and_then(|letter| letter.at.as_ref());
        let until = match stated {
            None => self.at,
            Some(field) => {
                let stated = self.letter.as_ref()?.values.get(field)?;
                if let FieldValue::Date(on) = stated {
                    on.to_zoned(TimeZone::UTC).ok()?.timestamp()
                } else if let FieldValue::Instant(at) = stated {
                    *at
                } else {
                    return None;
                }
            }
        };
        Some(until.duration_since(since).max(SignedDuration::ZERO))
    }
}

impl Spoken {
    /// Whether it is one of these.
    fn is(&self, letter: &Letter) -> bool {
        let says = letter.says.as_ref();
        self.form == letter.form
            && says.is_none_or(|(field, word)| {
                self.values.get(field).is_some_and(|value| value.says(word))
            })
    }
}

/// A figure: how many, how long each took, where it has a beginning, and how much, where it is about money.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Figure {
    /// How many there are.
    pub n: u64,
    /// Their sum by currency, in hundredths.
    pub sums: BTreeMap<String, i64>,
    /// Their times, in no order.
    pub times: Vec<SignedDuration>,
}

impl Figure {
    /// One time for all, in whole seconds; none without any.
    #[must_use]
    pub fn time(&self, time: Time) -> Option<SignedDuration> {
        match time {
            Time::Mean => mean(&self.times),
            Time::Median => median(&self.times),
        }
    }

    fn add(&mut self, took: Option<SignedDuration>) {
        self.n = self.n.saturating_add(1);
        self.times.extend(took);
    }

    fn add_note(&mut self, note: &Note) {
        self.n = self.n.saturating_add(note.n.into());
        self.times.extend(note.began_at.map(|began| note.happened_at.duration_since(began)));
        if let Some(amount) = &note.amount {
            let sum = self.sums.entry(amount.currency.clone()).or_default();
            *sum = sum.saturating_add(amount.minor);
        }
    }
}

fn mean(times: &[SignedDuration]) -> Option<SignedDuration> {
    let n = i64::try_from(times.len()).ok().filter(|n| *n > 0)?;
    let together = times.iter().fold(0_i64, |sum, took| sum.saturating_add(took.as_secs()));
    Some(SignedDuration::from_secs(together / n))
}

/// The one in the middle; of an even number, the mean of the two there.
fn median(times: &[SignedDuration]) -> Option<SignedDuration> {
    let mut times = times.to_vec();
    times.sort_unstable();
    let upper = times.len() / 2;
    let lower = if times.len().is_multiple_of(2) { upper.checked_sub(1)? } else { upper };
    mean(times.get(lower..=upper)?)
}

/// One figure of a counter for a period: in all, and by the values of its dimensions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The name of the figure in the pack.
    pub name: String,
    /// In all; none where nobody keeps it, or where it is only noted and nobody noted it. A measure counts once here, whatever it asks for.
    pub whole: Option<Figure>,
    /// By dimension, in the order of the counter. A measure that asks for two categories of data stands in both rows.
    pub rows: BTreeMap<Vec<String>, Figure>,
}

impl Life {
    /// Reads a stream; none for a draft that was never issued. Of an authority that is only notified its grounds and the
    /// letters count, and nothing else: what it was notified of is neither its order nor one it must perform.
    #[must_use]
    pub fn of(events: &[Event]) -> Option<Self> {
        let (order, is_notified) = events.iter().find_map(|event| {
            if let Event::Issued { copies, .. } = event {
                copies.first().map(|copy| (&copy.order, false))
            } else if let Event::Received { order, .. } = event {
                Some((order, order.copy == CopyKind::Enforcing))
            } else {
                None
            }
        })?;
        let mut happened = Vec::new();
        let declined = events.iter().filter_map(|event| {
            if let Event::PeerActDeclined { letter, .. } = event { Some(*letter) } else { None }
        });
        let mut reading = Reading { declined: declined.collect(), ..Reading::default() };
        for event in events {
            happened.extend(reading.next(event));
        }
        let of_notified = [Counted::GroundRaised, Counted::Heard, Counted::Said];
        happened.retain(|one| !is_notified || of_notified.contains(&one.what));
        Some(Self { order: order.clone(), happened })
    }

    /// What a source counts of it; of letters the first that fits, so that a measure counts once.
    fn counted(&self, source: &Source) -> impl Iterator<Item = &Happened> {
        let is_of = source.kind.as_ref().is_none_or(|kind| *kind == self.order.kind)
            && source.says.as_ref().is_none_or(|(field, word)| {
                self.order.values.get(field).is_some_and(|value| value.says(word))
            });
        let fits = |one: &&Happened| {
            one.what == source.what
                && source.letter.as_ref().is_none_or(|letter| {
                    one.letter.as_ref().is_some_and(|spoken| spoken.is(letter))
                })
        };
        let at_most = match (is_of, source.letter.is_some()) {
            (false, _) => 0,
            (true, true) => 1,
            (true, false) => usize::MAX,
        };
        self.happened.iter().filter(fits).take(at_most)
    }

    /// The instrument it is a measure of.
    #[must_use]
    pub const fn instrument(&self) -> &InstrumentId {
        &self.order.law.id
    }
}

/// What has to be remembered of the events before.
#[derive(Debug, Default)]
struct Reading {
    /// Issue, or receipt.
    began: Option<Timestamp>,
    /// Whether data came, or were handed over.
    performed: bool,
    /// Whether it was counted as not performed.
    failed: bool,
    /// Whether a validation is owed that an emergency put off.
    owed: bool,
    /// Whether the addressee said that it will not perform.
    lost: bool,
    /// Whether a later request was confirmed.
    confirmed: bool,
    acts: BTreeMap<LetterId, PeerAct>,
    /// Every letter so far, ours and theirs.
    letters: Vec<Spoken>,
    /// Acts that were given no effect.
    declined: BTreeSet<LetterId>,
}

impl Reading {
    fn next(&mut self, event: &Event) -> Vec<Happened> {
        let at = event.at();
        let one = |what| Happened { what, at, since: None, ground: None, letter: None };
        match event {
            Event::Issued { copies, .. } => {
                self.began = Some(at);
                let told = copies.iter().any(|copy| copy.order.copy == CopyKind::Enforcing);
                let told = told.then(|| one(Counted::Notified));
                [one(Counted::Issued)].into_iter().chain(told).collect()
            }
            Event::Received { .. } => {
                self.began = Some(at);
                vec![one(Counted::Received)]
            }
            Event::ReviewOwed { .. } => {
                self.owed = true;
                vec![one(Counted::IssuedUnvalidated)]
            }
            Event::Produced { .. } => self.performed(Counted::Fulfilled, at),
            Event::HandedOver { .. } => self.performed(Counted::Provided, at),
            Event::Refused { ground, extent: Extent::All, effect: GroundEffect::Stop, .. } => {
                vec![Happened { ground: Some(ground.clone()), ..one(Counted::NotProvided) }]
            }
            // What is refused in part, or rests, is not yet an order that was not performed.
            Event::Refused { .. } => Vec::new(),
            Event::Said { form, does, values, .. } => {
                let spoken = Spoken { form: form.clone(), values: values.clone() };
                self.said(spoken, does, at)
            }
            // A ground has its effect as soon as its letter is there, before anybody has taken it.
            Event::PeerActStaged {
                letter, act: PeerAct::Objected { ground, extent, .. }, ..
            } => {
                if self.declined.contains(&letter.id) {
                    return Vec::new();
                }
                let ground = Some(ground.clone());
                let objected = Happened { ground: ground.clone(), ..one(Counted::Objected) };
                let ended = (*extent == Extent::All).then(|| self.failed(at, ground)).flatten();
                [objected].into_iter().chain(ended).collect()
            }
            Event::PeerActStaged { letter, act, .. } => {
                self.acts.insert(letter.id, act.clone());
                Vec::new()
            }
            Event::PeerActTaken { letter, .. } => match self.acts.get(letter).cloned() {
                Some(PeerAct::Refused { ground, extent: Extent::All, .. }) => {
                    self.failed(at, Some(ground)).into_iter().collect()
                }
                Some(PeerAct::Said { form, does, values }) => {
                    self.heard(Spoken { form, values }, &does, at)
                }
                Some(
                    PeerAct::Acknowledged { .. }
                    | PeerAct::Cleared
                    | PeerAct::Objected { .. }
                    | PeerAct::OfferedHandover { .. }
                    | PeerAct::Refused { .. }
                    | PeerAct::Withdrew { .. },
                )
                | None => Vec::new(),
            },
            Event::Lapsed { .. } => {
                let ended = self.failed(at, None);
                [one(Counted::ValidationMissing)].into_iter().chain(ended).collect()
            }
            // Taken back while the validation was owed: it was not granted, or nobody waited for it.
            Event::Withdrawn { .. } => {
                let missing = self.owed.then(|| one(Counted::ValidationMissing));
                missing.into_iter().chain(self.failed(at, None)).collect()
            }
            Event::Completed { .. } => self.failed(at, None).into_iter().collect(),
            Event::Validated { .. } => {
                self.owed = false;
                Vec::new()
            }
            Event::Objected { ground, late: false, .. } => {
                vec![Happened { ground: Some(ground.clone()), ..one(Counted::GroundRaised) }]
            }
            Event::Objected { late: true, .. } => Vec::new(),
            Event::Acknowledged { .. } => {
                vec![Happened { since: self.began, ..one(Counted::Acknowledged) }]
            }
            Event::Amended { .. }
            | Event::Ceased { .. }
            | Event::Cleared { .. }
            | Event::Countersigned { .. }
            | Event::Exempted { .. }
            | Event::GateOpened { .. }
            | Event::Notice(_)
            | Event::Opened { .. }
            | Event::Overdue { .. }
            | Event::PeerActDeclined { .. }
            | Event::ReceiptRecorded { .. }
            | Event::RightLapsed { .. }
            | Event::Timed { .. } => Vec::new(),
        }
    }

    /// A letter of ours: what was asked for is done without data, or the measure is taken back.
    fn said(
        &mut self,
        spoken: Spoken,
        does: &BTreeSet<Consequence>,
        at: Timestamp,
    ) -> Vec<Happened> {
        let never = [Consequence::Withdraw];
        let could_not = [Consequence::Decline, Consequence::Impossible];
        let is_lost = !self.performed && could_not.iter().any(|word| does.contains(word));
        let mut happened =
            self.letter([Counted::Said, Counted::Provided], &never, spoken, does, at);
        if is_lost && !std::mem::replace(&mut self.lost, true) {
            let what = Counted::NotProvided;
            happened.push(Happened { what, at, since: None, ground: None, letter: None });
        }
        happened
    }

    /// A letter of a peer: what was asked for is done, or will not be.
    fn heard(
        &mut self,
        spoken: Spoken,
        does: &BTreeSet<Consequence>,
        at: Timestamp,
    ) -> Vec<Happened> {
        let never = [Consequence::Decline, Consequence::Impossible, Consequence::PassOn];
        self.letter([Counted::Heard, Counted::Fulfilled], &never, spoken, does, at)
    }

    /// The letter itself, and what follows: that it is `done`, or will `never` be.
    fn letter(
        &mut self,
        [what, done]: [Counted; 2],
        never: &[Consequence],
        spoken: Spoken,
        does: &BTreeSet<Consequence>,
        at: Timestamp,
    ) -> Vec<Happened> {
        let followed = if self.is_done(does) {
            self.performed(done, at)
        } else if never.iter().any(|never| does.contains(never)) {
            self.failed(at, None).into_iter().collect()
        } else {
            Vec::new()
        };
        self.letters.push(spoken.clone());
        let letter = Happened { what, at, since: self.began, ground: None, letter: Some(spoken) };
        [letter].into_iter().chain(followed).collect()
    }

    /// Whether what was asked for is done: it is said so, or what was kept has come to its end after a later request had
    /// been confirmed.
    fn is_done(&mut self, does: &BTreeSet<Consequence>) -> bool {
        self.confirmed |= does.contains(&Consequence::Confirm);
        let ended = does.contains(&Consequence::End) && !does.contains(&Consequence::Decline);
        does.contains(&Consequence::Perform) || (self.confirmed && ended)
    }

    /// The first time data came; later parts are the same measure.
    fn performed(&mut self, what: Counted, at: Timestamp) -> Vec<Happened> {
        if std::mem::replace(&mut self.performed, true) {
            return Vec::new();
        }
        let one = |what, letter| Happened { what, at, since: self.began, ground: None, letter };
        let mut happened = vec![one(what, None)];
        if what == Counted::Fulfilled {
            let after = self.letters.iter().cloned();
            happened.extend(after.map(|spoken| one(Counted::FulfilledAfter, Some(spoken))));
        }
        happened
    }

    /// The end without anything, counted once.
    fn failed(&mut self, at: Timestamp, ground: Option<GroundId>) -> Option<Happened> {
        if self.performed || std::mem::replace(&mut self.failed, true) {
            return None;
        }
        Some(Happened { what: Counted::NotFulfilled, at, since: None, ground, letter: None })
    }
}

/// The figures of one counter for the things that happened in a period, to measures and by the notes of officers.
///
/// `state_of` is the state of a member, for the dimension `issuing_state`.
pub fn count(
    instrument: &InstrumentId,
    statistic: &Statistic,
    lives: &[Life],
    notes: &[Note],
    period: &Range<Timestamp>,
    state_of: impl Fn(&MemberId) -> Option<Country>,
) -> Vec<Table> {
    let table = |figure: &Count| {
        let mut table = Table { name: figure.name.clone(), whole: None, rows: BTreeMap::new() };
        if figure.of.is_empty() {
            return table;
        }
        let mut whole = Figure::default();
        // Of several sources a measure counts for one: it is one measure still.
        let at_most = if figure.of.len() > 1 { 1 } else { usize::MAX };
        for life in lives.iter().filter(|life| life.order.law.id == *instrument) {
            let counted =
                figure.of.iter().flat_map(|of| life.counted(of).map(move |one| (of, one)));
            let counted = counted.filter(|(_, one)| period.contains(&one.at)).take(at_most);
            for (source, happened) in counted {
                let took = happened.took(source);
                whole.add(took);
                for row in rows(&statistic.dimensions, &life.order, happened, &state_of) {
                    table.rows.entry(row).or_default().add(took);
                }
            }
        }
        let noted = notes.iter().filter(|note| {
            figure.is_noted()
                && note.instrument == *instrument
                && note.statistic == statistic.id
                && note.figure == figure.name
                && period.contains(&note.happened_at)
        });
        for note in noted {
            whole.add_note(note);
            let word = |name: &String| {
                note.told_apart.get(name).map_or_else(|| NONE.to_owned(), Clone::clone)
            };
            let row: Vec<String> = statistic.dimensions.iter().map(word).collect();
            if !row.is_empty() {
                table.rows.entry(row).or_default().add_note(note);
            }
        }
        // What is only noted, and was not noted, may have happened all the same.
        let is_only_noted = figure.of.iter().all(|source| source.what == Counted::Noted);
        table.whole = (whole.n > 0 || !is_only_noted).then_some(whole);
        table
    };
    statistic.counts.iter().map(table).collect()
}

/// The rows one thing stands in: one for each category of data, where they are told apart.
fn rows(
    dimensions: &[String],
    order: &OrderCopy,
    happened: &Happened,
    state_of: impl Fn(&MemberId) -> Option<Country>,
) -> Vec<Vec<String>> {
    let mut rows = vec![Vec::new()];
    if dimensions.is_empty() {
        return Vec::new();
    }
    for dimension in dimensions {
        let values: Vec<String> = match dimension.as_str() {
            "addressee" => vec![order.addressee.screen()],
            "data_type" => order.data.iter().map(|category| category.id().to_owned()).collect(),
            "emergency" => {
                vec![if order.track == Track::Emergency { "yes" } else { "no" }.to_owned()]
            }
            "ground" => happened.ground.iter().map(ToString::to_string).collect(),
            "kind" => vec![order.kind.to_string()],
            "issuing_state" => state_of(&order.from).iter().map(ToString::to_string).collect(),
            // The loader takes a source only with these dimensions.
            _ => Vec::new(),
        };
        let values = if values.is_empty() { vec![NONE.to_owned()] } else { values };
        rows = rows
            .iter()
            .flat_map(|row: &Vec<String>| {
                values.iter().map(move |value| row.iter().chain([value]).cloned().collect())
            })
            .collect();
    }
    rows
}

#[cfg(test)]
mod tests;
