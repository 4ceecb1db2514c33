//! Which ways there are from one state to another for some data on a date, ranked, and why each other one is none.
//!
//! Three answers and never a fourth: a way is admissible, excluded with every reason, or undetermined because no
//! loaded fact settles it; the last is never proposed and never ruled out. The rank is the shortest period the law
//! itself gives, then how direct the way is; it is no advice on which way is best for a case.
//! Not here: whether an officer may issue (`issuer.rs`), whether a draft is in order (`draft.rs`).

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::clock::{Clock, ClockEffect, Counting};
use crate::declared::{Declared, Standing};
use crate::ground::Ground;
use crate::ids::{Cite, Country, DataCategory, InstrumentId, KindId, Mark, Track, closed};
use crate::instrument::{Instrument, Predicate};
use crate::issuer::IssuerRule;
use crate::measure_kind::MeasureKind;
use crate::route::{Aim, Channel, Route};
use crate::status::{self, Bound, Status};

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    /// The state that asks.
    pub from: Country,
    /// The state where the receiver is.
    pub to: Country,
    /// What for.
    pub aim: Aim,
    /// The categories of data; empty where none are asked for.
    pub data: BTreeSet<DataCategory>,
    /// The day on which it would be issued.
    pub on: Date,
    /// Whether it is an emergency in the sense of the instrument that is tried.
    pub emergency: bool,
}

closed!(
    /// What is to be said of one way.
    Verdict, "a verdict" {
        /// It can be taken.
        Admissible = "admissible",
        /// No loaded fact settles it.
        Undetermined = "undetermined",
        /// It cannot be taken.
        Excluded = "excluded",
    }
);

closed!(
    /// Why a way cannot be taken, or is not known to be one.
    Obstacle, "an obstacle" {
        /// It is not for all of these data.
        DataNotCovered = "data_not_covered",
        /// Both states are the same: a domestic order.
        Domestic = "domestic",
        /// It is only for emergencies.
        EmergencyOnly = "emergency_only",
        /// The instrument is not in force on that date.
        InstrumentNotInForce = "instrument_not_in_force",
        /// It leads to other states only.
        NotToThisState = "not_to_this_state",
        /// A reservation takes it away.
        ReservationExcludes = "reservation_excludes",
        /// A state is not bound on that date.
        StateNotBound = "state_not_bound",
        /// No loaded fact says whether it binds.
        StatusNotLoaded = "status_not_loaded",
    }
);

impl Obstacle {
    /// What it makes of the way.
    #[must_use]
    pub const fn verdict(self) -> Verdict {
        match self {
            Self::StatusNotLoaded => Verdict::Undetermined,
            Self::DataNotCovered
            | Self::Domestic
            | Self::EmergencyOnly
            | Self::InstrumentNotInForce
            | Self::NotToThisState
            | Self::ReservationExcludes
            | Self::StateNotBound => Verdict::Excluded,
        }
    }
}

/// One reason, with what it rests on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reason {
    /// Which.
    pub obstacle: Obstacle,
    /// The state it is about, where it is about one.
    pub state: Option<Country>,
    /// The first day without it, where there is one.
    pub from: Option<Date>,
    /// The categories of data it is about, where it is about some.
    pub data: BTreeSet<DataCategory>,
    /// The place it rests on.
    pub cite: Cite,
}

/// One way, with what somebody who takes it must know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path<'l> {
    /// The instrument.
    pub instrument: &'l Instrument,
    /// The kind of measure.
    pub kind: &'l MeasureKind,
    /// The kind as a way.
    pub route: &'l Route,
    /// What is to be said of it.
    pub verdict: Verdict,
    /// Why it is not admissible, every reason; empty where it is.
    pub reasons: Vec<Reason>,
    /// The clocks of the answer that would run, as far as the search settles which.
    pub answers: Vec<&'l Clock>,
    /// The grounds on which it can be refused.
    pub grounds: Vec<&'l Ground>,
    /// Who may issue it for these data.
    pub issuers: Vec<&'l IssuerRule>,
    /// Where an authority is told at the same time, unless the file exempts it.
    pub notified: Option<&'l Cite>,
    /// What the receiving state declared and the issuer must observe.
    pub conditions: Vec<&'l Declared>,
}

impl Path<'_> {
    /// The name of the way: `eu-e-evidence/epoc`.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{}/{}", self.instrument.id, self.kind.id)
    }

    /// The least sure of what the way rests on.
    #[must_use]
    pub fn mark(&self) -> Mark {
        let clocks = self.answers.iter().map(|clock| clock.provenance.mark);
        let own = [self.kind.provenance.mark, self.instrument.provenance.mark];
        clocks.chain(own).max().unwrap_or(Mark::Memory)
    }

    /// Hours until the first period of the answer has run, roughly; none where the law gives no number.
    #[must_use]
    pub fn hours(&self) -> Option<u32> {
        self.answers.iter().filter_map(|clock| hours(clock)).min()
    }
}

/// Every way the instruments know for the search: admissible ones first and ranked, then what is not known,
/// then what is excluded.
#[must_use]
pub fn paths<'l>(
    instruments: impl IntoIterator<Item = &'l Instrument>,
    search: &Search,
) -> Vec<Path<'l>> {
    let mut found: Vec<Path<'l>> = instruments
        .into_iter()
        .flat_map(|instrument| instrument.kinds.iter().map(move |kind| (instrument, kind)))
        .filter_map(|(instrument, kind)| path(instrument, kind, search))
        .collect();
    found.sort_by_key(|path| {
        let none = path.hours().is_none();
        let fits = path.route.emergency_only == search.emergency;
        (path.verdict, none, path.hours(), !fits, directness(path.route.channel), path.id())
    });
    found
}

/// A draft on a way that cannot be taken, with those that can.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal<'l> {
    /// The way that was tried.
    pub tried: Path<'l>,
    /// The admissible ones for the same search, ranked.
    pub alternatives: Vec<Path<'l>>,
}

impl Refusal<'_> {
    /// The stable code of this refusal.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self.tried.verdict {
            Verdict::Undetermined => "status-not-loaded",
            Verdict::Admissible | Verdict::Excluded => "instrument-not-in-force",
        }
    }
}

/// Whether a draft of this kind may be begun at all for the search.
///
/// # Errors
/// [`Refusal`] with every reason and the ranked alternatives.
pub fn admit<'l>(
    instruments: &'l [Instrument],
    instrument: &'l Instrument,
    kind: &'l MeasureKind,
    search: &Search,
) -> Result<(), Box<Refusal<'l>>> {
    let Some(tried) = path(instrument, kind, search) else { return Ok(()) };
    if tried.verdict == Verdict::Admissible {
        return Ok(());
    }
    let admissible = |path: &Path<'_>| path.verdict == Verdict::Admissible;
    let alternatives = paths(instruments, search).into_iter().filter(admissible).collect();
    Err(Box::new(Refusal { tried, alternatives }))
}

/// One kind as a way; none where it is for something else.
fn path<'l>(
    instrument: &'l Instrument,
    kind: &'l MeasureKind,
    search: &Search,
) -> Option<Path<'l>> {
    let route = kind.route.as_ref().filter(|route| route.aim == search.aim)?;
    let mut reasons = binding(instrument, route, search);
    reasons.extend(fitting(kind, route, search));
    reasons.extend(reserved(instrument, kind, search));
    reasons.sort();
    reasons.dedup();
    let verdicts = reasons.iter().map(|reason| reason.obstacle.verdict());
    let verdict = verdicts.max().unwrap_or(Verdict::Admissible);
    let notified = kind
        .notification
        .as_ref()
        .filter(|rule| !rule.data.is_disjoint(&search.data))
        .map(|rule| &rule.provenance.cite);
    let mut is = BTreeSet::new();
    is.extend(notified.map(|_| Predicate::Notified));
    let emergency = search.emergency && kind.tracks.contains(&Track::Emergency);
    is.extend(emergency.then_some(Predicate::Emergency));
    is.extend(search.emergency.then_some(Predicate::Urgent));
    let runs = |clock: &&Clock| clock.when.is_subset(&is) && clock.unless.is_disjoint(&is);
    let answers = route.answer.iter().filter_map(|id| instrument.clock(id)).filter(runs).collect();
    let grounds = instrument.grounds.iter().filter(|ground| ground.kinds.contains(&kind.id));
    let for_data =
        |rule: &&IssuerRule| rule.data.is_empty() || !rule.data.is_disjoint(&search.data);
    let conditions = declared(instrument, kind, search)
        .filter(|declared| declared.country == search.to && !declared.excludes());
    Some(Path {
        instrument,
        kind,
        route,
        verdict,
        reasons,
        answers,
        grounds: grounds.collect(),
        issuers: kind.issuers.iter().filter(for_data).collect(),
        notified,
        conditions: conditions.collect(),
    })
}

/// Whether the instrument binds both states: every reason against it, not the first.
fn binding(instrument: &Instrument, route: &Route, search: &Search) -> Vec<Reason> {
    let reason = |obstacle, state, from| Reason {
        obstacle,
        state,
        from,
        data: BTreeSet::new(),
        cite: instrument.provenance.cite.clone(),
    };
    let mut reasons = Vec::new();
    let is_within = search.from == search.to;
    if is_within && !instrument.within_one_state {
        reasons.push(reason(Obstacle::Domestic, Some(search.to), None));
    }
    // Whoever supervises is of the own state.
    if !is_within && route.channel == Channel::Supervisor {
        reasons.push(reason(Obstacle::NotToThisState, Some(search.to), None));
    }
    if let Some(Status::NotInForce { from, .. }) = status::dated(instrument, search.on) {
        reasons.push(reason(Obstacle::InstrumentNotInForce, None, from));
    }
    if instrument.standing == Standing::ByAgreement {
        let mut agreements = instrument.agreements.iter();
        let binds = agreements.any(|agreement| {
            route.under.as_ref().is_none_or(|id| *id == agreement.id)
                && agreement.binds(search.from, search.to, search.on)
        });
        let named = route.under.is_some();
        match (binds, named) {
            (true, _) => {}
            // A named agreement is known: it binds the two states or it does not.
            (false, true) => reasons.push(reason(Obstacle::StateNotBound, None, None)),
            (false, false) => reasons.push(reason(Obstacle::StatusNotLoaded, None, None)),
        }
        return reasons;
    }
    for state in BTreeSet::from([search.from, search.to]) {
        match status::bound(instrument, state, search.on) {
            Bound::Yes => {}
            // Nobody is bound by what is not in force; that is said once, and not again of each state.
            Bound::No if instrument.standing == Standing::NotInForce => {}
            Bound::No => reasons.push(reason(Obstacle::StateNotBound, Some(state), None)),
            Bound::NotLoaded => reasons.push(reason(Obstacle::StatusNotLoaded, Some(state), None)),
        }
    }
    reasons
}

/// Whether the kind fits what is looked for.
fn fitting(kind: &MeasureKind, route: &Route, search: &Search) -> Vec<Reason> {
    let reason = |obstacle, state, data| Reason {
        obstacle,
        state,
        from: None,
        data,
        cite: kind.provenance.cite.clone(),
    };
    let mut reasons = Vec::new();
    let missing: BTreeSet<DataCategory> = search.data.difference(&route.data).copied().collect();
    if !missing.is_empty() {
        reasons.push(reason(Obstacle::DataNotCovered, None, missing));
    }
    if route.emergency_only && !search.emergency {
        reasons.push(reason(Obstacle::EmergencyOnly, None, BTreeSet::new()));
    }
    if !route.to.is_empty() && !route.to.contains(&search.to) {
        reasons.push(reason(Obstacle::NotToThisState, Some(search.to), BTreeSet::new()));
    }
    reasons
}

/// What either state took away; a state that reserved a way cannot take it itself.
#[must_use]
pub fn reserved(instrument: &Instrument, kind: &MeasureKind, search: &Search) -> Vec<Reason> {
    let excluded = declared(instrument, kind, search).filter(|declared| declared.excludes());
    excluded
        .map(|declared| Reason {
            obstacle: Obstacle::ReservationExcludes,
            state: Some(declared.country),
            from: None,
            data: declared.data.intersection(&search.data).copied().collect(),
            cite: declared.provenance.cite.clone(),
        })
        .collect()
}

/// What the two states reserved or declared and reaches the search.
pub fn declared<'l>(
    instrument: &'l Instrument,
    kind: &MeasureKind,
    search: &Search,
) -> impl Iterator<Item = &'l Declared> {
    let both = [search.from, search.to];
    instrument.reservations.iter().chain(&instrument.declarations).filter(move |declared| {
        both.contains(&declared.country) && declared.reaches(&kind.id, &search.data, search.on)
    })
}

/// How direct a way is: the fewer hands, the smaller.
const fn directness(channel: Channel) -> u8 {
    match channel {
        Channel::Provider => 0,
        Channel::ContactPoint => 1,
        Channel::Authority => 2,
        Channel::CentralAuthority => 3,
        Channel::Supervisor => 4,
    }
}

/// Hours of a period that asks for an answer, for the rank only; calendars are not asked here.
fn hours(clock: &Clock) -> Option<u32> {
    /// A month has at most this many hours.
    const MONTH: u32 = 31 * 24;
    // A clock without a consequence asks for nothing.
    if clock.effect == ClockEffect::None {
        return None;
    }
    let n = clock.period?;
    match clock.counting {
        Counting::ElapsedHours | Counting::R1182Hours => Some(n),
        Counting::PlainDays | Counting::R1182Days => Some(n.saturating_mul(24)),
        // Five working days are a week.
        Counting::R1182WorkingDays => Some(n.saturating_mul(24 * 7) / 5),
        Counting::PlainWeeks | Counting::R1182Weeks => Some(n.saturating_mul(24 * 7)),
        Counting::PlainMonths | Counting::R1182Months => Some(n.saturating_mul(MONTH)),
        Counting::Agreed
        | Counting::FixedDate
        | Counting::NationalAddressee
        | Counting::NationalIssuing
        | Counting::None => None,
    }
}

/// Finds `eu-e-evidence/epoc` among the instruments.
#[must_use]
pub fn named<'l>(
    instruments: &'l [Instrument],
    name: &str,
) -> Option<(&'l Instrument, &'l MeasureKind)> {
    let (instrument, kind) = name.split_once('/')?;
    let instrument_id = InstrumentId::parse(instrument).ok()?;
    let kind_id = KindId::parse(kind).ok()?;
    let instrument = instruments.iter().find(|known| known.id == instrument_id)?;
    Some((instrument, instrument.kind(&kind_id)?))
}

#[cfg(test)]
mod tests;
