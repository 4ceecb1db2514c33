//! Computing one clock: from the rule of the pack and the facts to an answer, its readings and its findings.
//!
//! The order is fixed: is the question well formed · is the instrument in force · where does the party live ·
//! is there a number · what do confirmation, clarification, extension and confirmation of a later request
//! change · which readings differ. Missing knowledge is an answer; only a wrong question is an error.

mod answer;
mod readings;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::calendar::{Calendars, Days};
use crate::clock::{
    Clarification, Clock, ClockKind, ClockResult, Counting, Needs, Reason, Undetermined,
};
use crate::counting::{self, Count, NoCount, Unit};
use crate::declared::{PartiesListed, Standing};
use crate::facts::{AgreedUntil, Facts, InputError};
use crate::ids::{ClockId, Country, Party};
use crate::instrument::{Instrument, Predicate, Trigger};
use crate::status::{self, Bound, Status};
use crate::zone;

pub(crate) use readings::timeliness;

/// The period is right if the instrument binds the state, which no loaded fact says.
const STATUS_NOT_LOADED: &str = "status_not_loaded";

/// Everything one count needs, once the question is well formed.
#[derive(Debug, Clone)]
pub(crate) struct Question<'q> {
    pub(crate) instrument: &'q Instrument,
    pub(crate) facts: &'q Facts,
    pub(crate) calendars: &'q Calendars,
    pub(crate) state: Option<Country>,
    /// The zone by name; none for what happens nowhere in particular.
    pub(crate) zone_name: Option<String>,
    zone: Option<TimeZone>,
    /// Whether it is known for every state in question that it is bound.
    pub(crate) status_known: bool,
}

pub(crate) fn compute(
    instrument: &Instrument,
    id: &ClockId,
    facts: &Facts,
    calendars: &Calendars,
) -> Result<ClockResult, InputError> {
    let clock =
        instrument.clock(id).ok_or_else(|| InputError::UnknownClock { clock: id.to_string() })?;
    well_formed(clock, facts)?;
    let question = match settle(instrument, clock, facts, calendars) {
        Ok(question) => question,
        Err(undetermined) => return Ok(answer::unknown(instrument, clock, facts, undetermined)),
    };
    let mut result = answer::answer(&question, clock);
    // Where nothing was counted there is no period that could be wrong.
    if !question.status_known && result.undetermined.is_none() {
        result.findings.push(STATUS_NOT_LOADED);
    }
    Ok(result)
}

/// Whether the facts can be asked of this clock at all.
fn well_formed(clock: &Clock, facts: &Facts) -> Result<(), InputError> {
    if facts.trigger_on.is_some() && !clock.counting.takes_a_date() {
        return Err(InputError::FactNotAllowed {
            name: "trigger_on".to_owned(),
            why: "this clock starts with an instant: give `trigger_at`",
        });
    }
    let needs_trigger = clock.counting != Counting::Agreed
        && clock.not_before.is_none()
        && !clock.may_be_asked_early;
    if needs_trigger && facts.trigger_at.is_none() && facts.trigger_on.is_none() {
        return Err(InputError::TriggerMissing { name: "trigger_at" });
    }
    Ok(())
}

/// Whether there is law and a number. Where to count is asked for when counting needs it.
fn settle<'q>(
    instrument: &'q Instrument,
    clock: &Clock,
    facts: &'q Facts,
    calendars: &'q Calendars,
) -> Result<Question<'q>, Undetermined> {
    let not_yet = instrument.standing == Standing::NotInForce && !facts.assume_in_force;
    if not_yet {
        let reason = Reason::InstrumentNotInForce;
        return Err(Undetermined { reason, needs: Needs::default() });
    }
    let listed = instrument.parties_listed == PartiesListed::All && !facts.assume_in_force;
    if facts.state.is_none() && listed && clock.calendar != Party::Commission {
        return Err(missing_fact("state"));
    }
    let from_state =
        || facts.state.and_then(|state| calendars.zone_of(state, facts.region.as_deref()));
    let zone_name = facts.zone.as_deref().or_else(from_state).or(clock.zone.as_deref());
    let zone = zone_name.and_then(zone::find);
    let status_known = in_force(instrument, facts, zone.as_ref().unwrap_or(&TimeZone::UTC))?;
    if let Some(state) = reserved(instrument, clock, facts) {
        let needs = Needs { state: Some(state), ..Needs::default() };
        return Err(Undetermined { reason: Reason::ReservationExcludes, needs });
    }
    if facts.trigger_at.is_none() && facts.trigger_on.is_none() && clock.may_be_asked_early {
        let needs = Needs { facts: vec!["trigger_at"], ..Needs::default() };
        return Err(Undetermined { reason: Reason::TriggerNotOccurred, needs });
    }
    let urgent = facts.urgent == Some(true);
    let unstated = clock.when.contains(&Predicate::Urgent) && !urgent;
    if unstated || clock.unless.contains(&Predicate::Urgent) && urgent {
        // Without the statement, or where urgency lifts the period, the act gives no number.
        return Err(Undetermined { reason: Reason::NoFixedPeriod, needs: Needs::default() });
    }
    let zone_name = zone_name.filter(|_| zone.is_some()).map(ToOwned::to_owned);
    let state = facts.state;
    Ok(Question { instrument, facts, calendars, state, zone_name, zone, status_known })
}

/// The state whose reservation takes the clock's measures away as a whole; an exercise does not lift it.
fn reserved(instrument: &Instrument, clock: &Clock, facts: &Facts) -> Option<Country> {
    let both = [facts.state, facts.issuing_state];
    let stated = instrument.reservations.iter().chain(&instrument.declarations);
    stated
        .filter(|declared| declared.excludes() && declared.data.is_empty())
        .filter(|declared| declared.kinds.is_empty() || !declared.kinds.is_disjoint(&clock.kinds))
        .map(|declared| declared.country)
        .find(|country| both.contains(&Some(*country)))
}

/// Whether the status of every state in question is known; an error where one is known not to be bound.
fn in_force(instrument: &Instrument, facts: &Facts, zone: &TimeZone) -> Result<bool, Undetermined> {
    let on = match (facts.trigger_at, facts.trigger_on) {
        (Some(at), _) => zone.to_datetime(at).date(),
        (None, Some(on)) => on,
        (None, None) => return Ok(true),
    };
    if facts.assume_in_force {
        return Ok(true);
    }
    if let Some(Status::NotInForce { from, .. }) = status::dated(instrument, on) {
        let needs = Needs { from, ..Needs::default() };
        return Err(Undetermined { reason: Reason::InstrumentNotInForce, needs });
    }
    // An agreement is a premise of the question: the clock only counts what was agreed.
    if instrument.standing == Standing::ByAgreement {
        return Ok(true);
    }
    let mut known = true;
    for state in [facts.state, facts.issuing_state].into_iter().flatten() {
        match status::bound(instrument, state, on) {
            Bound::Yes => {}
            Bound::No => {
                let needs = Needs { state: Some(state), ..Needs::default() };
                return Err(Undetermined { reason: Reason::StateNotBound, needs });
            }
            Bound::NotLoaded => known = false,
        }
    }
    Ok(known)
}

impl<'q> Question<'q> {
    /// Where the acting party's days begin and end.
    fn place(&self) -> Result<&TimeZone, Undetermined> {
        self.zone.as_ref().ok_or_else(|| match self.state {
            None => missing_fact("state"),
            Some(state) => {
                let needs = Needs { state: Some(state), ..Needs::default() };
                Undetermined { reason: Reason::TimeZoneNotKnown, needs }
            }
        })
    }

    /// The holidays that count when nobody disputes them.
    pub(crate) fn days(&self) -> Option<Days<'q>> {
        let state = self.state?;
        Some(match &self.facts.region {
            Some(region) => Days::of_region(self.calendars, state, region, false),
            None => Days::nationwide(self.calendars, state),
        })
    }

    /// The instant the clock starts with: its trigger, or the clarification that starts it anew.
    pub(crate) fn trigger_at(&self, clock: &Clock) -> Option<Timestamp> {
        let trigger = self.facts.trigger_at?;
        let restarted = match clock.clarification {
            Some(Clarification::Restart) => self.facts.clarified_at,
            Some(Clarification::Unsettled) | None => None,
        };
        Some(restarted.map_or(trigger, |at| at.max(trigger)))
    }

    /// The count of a clock from its own trigger.
    pub(crate) fn count(&self, clock: &Clock) -> Result<Count, Undetermined> {
        match (self.trigger_at(clock), self.facts.trigger_on) {
            (Some(at), _) => self.count_from(clock, at, self.days()),
            (None, Some(on)) => self.count_from_date(clock, on),
            (None, None) => match clock.not_before {
                Some(first) => self.count_from_date(clock, first),
                None => self.agreed()?.ok_or_else(|| missing_fact("agreed_until")),
            },
        }
    }

    /// The count of a clock from another instant or with other holidays.
    pub(crate) fn count_from(
        &self,
        clock: &Clock,
        trigger: Timestamp,
        days: Option<Days<'_>>,
    ) -> Result<Count, Undetermined> {
        let n = self.units(clock);
        let plain = |unit: Unit| {
            let zone = self.place()?;
            self.known(counting::plain(self.start_of(clock, trigger, zone), n, unit, zone))
        };
        let moved = |unit: Unit| {
            if clock.kind == ClockKind::Ceiling {
                return plain(unit);
            }
            let days = days.as_ref().ok_or_else(|| missing_fact("state"))?;
            self.known(counting::r1182(trigger, n, unit, self.place()?, days))
        };
        match clock.counting {
            Counting::R1182Hours => self.known(counting::r1182_hours(trigger, n, self.place()?)),
            Counting::ElapsedHours => self.known(counting::elapsed_hours(trigger, n)),
            Counting::R1182Days => moved(Unit::Days),
            Counting::R1182Weeks => moved(Unit::Weeks),
            Counting::R1182Months => moved(Unit::Months),
            Counting::R1182WorkingDays => {
                let days = days.as_ref().ok_or_else(|| missing_fact("state"))?;
                self.known(counting::r1182_working_days(trigger, n, self.place()?, days))
            }
            Counting::PlainDays => plain(Unit::Days),
            Counting::PlainWeeks => plain(Unit::Weeks),
            Counting::PlainMonths => plain(Unit::Months),
            Counting::FixedDate => {
                self.count_from_date(clock, self.place()?.to_datetime(trigger).date())
            }
            Counting::Agreed => self.agreed()?.ok_or_else(|| missing_fact("agreed_until")),
            Counting::NationalIssuing if self.facts.issuing_state.is_none() => {
                Err(missing_fact("issuing_state"))
            }
            Counting::NationalIssuing => {
                let needs = Needs { state: self.facts.issuing_state, ..Needs::default() };
                let reason = Reason::NationalLawOfIssuingAuthorityNotLoaded;
                Err(Undetermined { reason, needs })
            }
            Counting::NationalAddressee => {
                let needs = Needs { state: self.state, ..Needs::default() };
                Err(Undetermined { reason: Reason::NationalLawNotLoaded, needs })
            }
            Counting::None => {
                Err(Undetermined { reason: Reason::NoFixedPeriod, needs: Needs::default() })
            }
        }
    }

    /// The count of a clock with nothing moved, as national law may have it.
    pub(crate) fn unmoved(&self, clock: &Clock) -> Option<Count> {
        let unit = match clock.counting {
            Counting::R1182Days | Counting::PlainDays => Unit::Days,
            Counting::R1182Weeks | Counting::PlainWeeks => Unit::Weeks,
            Counting::R1182Months | Counting::PlainMonths => Unit::Months,
            Counting::Agreed
            | Counting::ElapsedHours
            | Counting::FixedDate
            | Counting::NationalAddressee
            | Counting::NationalIssuing
            | Counting::None
            | Counting::R1182Hours
            | Counting::R1182WorkingDays => return None,
        };
        let trigger = self.trigger_at(clock)?;
        counting::plain(trigger, self.units(clock), unit, self.zone.as_ref()?).ok()
    }

    /// How many units: those of the act, or those the order states where they are more.
    fn units(&self, clock: &Clock) -> u32 {
        let stated = self.facts.time_frame_days.filter(|_| clock.stated_if_longer);
        clock.period.unwrap_or(0).max(stated.unwrap_or(0))
    }

    /// A period that follows another starts with the day that ended, not with the one that began with
    /// the same instant: two times six weeks are twelve. A day need not begin at 0:00.
    fn start_of(&self, clock: &Clock, trigger: Timestamp, zone: &TimeZone) -> Timestamp {
        let today = zone.to_datetime(trigger).date();
        let begins = today.yesterday().ok().and_then(|day| counting::end_of(day, zone).ok());
        if clock.trigger != Trigger::PeriodEnded || begins != Some(trigger) {
            return trigger;
        }
        trigger.checked_sub(SignedDuration::from_secs(1)).unwrap_or(trigger)
    }

    fn count_from_date(&self, clock: &Clock, on: Date) -> Result<Count, Undetermined> {
        let (n, zone) = (self.units(clock), self.place()?);
        let plain = |unit: Unit| self.known(counting::plain_from_date(on, n, unit, zone));
        match (clock.counting, clock.fixed) {
            (Counting::FixedDate, Some((month, day))) => {
                let from = clock.not_before.map_or(on, |first| first.max(on));
                let last = counting::yearly_date(from, month, day);
                self.known(last.and_then(|last| counting::until_end_of(last, zone)))
            }
            (Counting::PlainWeeks, _) => plain(Unit::Weeks),
            (Counting::PlainMonths, _) => plain(Unit::Months),
            // The remaining counts never start with a date: `well_formed` refused it.
            (
                Counting::PlainDays
                | Counting::FixedDate
                | Counting::Agreed
                | Counting::ElapsedHours
                | Counting::NationalAddressee
                | Counting::NationalIssuing
                | Counting::None
                | Counting::R1182Days
                | Counting::R1182Hours
                | Counting::R1182Months
                | Counting::R1182Weeks
                | Counting::R1182WorkingDays,
                _,
            ) => plain(Unit::Days),
        }
    }

    /// The new deadline after a clarification, where one was set. An instant is the same everywhere.
    pub(crate) fn agreed(&self) -> Result<Option<Count>, Undetermined> {
        let count = match self.facts.agreed_until {
            None => return Ok(None),
            Some(AgreedUntil::On(date)) => counting::until_end_of(date, self.place()?),
            Some(AgreedUntil::At(at)) => counting::elapsed_hours(at, 0),
        };
        self.known(count).map(Some)
    }

    fn known<T>(&self, count: Result<T, NoCount>) -> Result<T, Undetermined> {
        count.map_err(|why| match why {
            NoCount::Missing(missing) => Undetermined {
                reason: Reason::HolidayCalendarNotLoaded,
                needs: Needs {
                    state: Some(missing.state),
                    year: Some(missing.year),
                    region: missing.region,
                    ..Needs::default()
                },
            },
            NoCount::OutOfRange => {
                Undetermined { reason: Reason::NoFixedPeriod, needs: Needs::default() }
            }
        })
    }
}

pub(crate) fn missing_fact(name: &'static str) -> Undetermined {
    let needs = Needs { facts: vec![name], ..Needs::default() };
    Undetermined { reason: Reason::FactMissing, needs }
}

#[cfg(test)]
mod tests;
