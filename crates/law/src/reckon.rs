//! Computing one clock: from the rule of the pack and the facts to an answer, its readings and its findings.
//!
//! The order is fixed: is the question well formed · is the instrument in force · where does the party live ·
//! is there a number · what do confirmation, clarification, extension and confirmation of a later request
//! change · which readings differ. Missing knowledge is an answer; only a wrong question is an error.

mod answer;
mod readings;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::calendar::{Calendars, Days};
use crate::clock::{Clock, ClockKind, ClockResult, Counting, Needs, Reason, Undetermined};
use crate::counting::{self, Count, NoCount, Unit};
use crate::facts::{AgreedUntil, Facts, InputError};
use crate::ids::{ClockId, Country, Party};
use crate::instrument::Instrument;
use crate::status::{self, Status};
use crate::zone;

pub(crate) use readings::{by_position, timeliness};

/// Everything one count needs, once the question is well formed.
#[derive(Debug, Clone)]
pub(crate) struct Question<'q> {
    pub(crate) instrument: &'q Instrument,
    pub(crate) facts: &'q Facts,
    pub(crate) calendars: &'q Calendars,
    pub(crate) state: Option<Country>,
    pub(crate) zone_name: String,
    pub(crate) zone: TimeZone,
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
    Ok(answer::answer(&question, clock))
}

/// Whether the facts can be asked of this clock at all.
fn well_formed(clock: &Clock, facts: &Facts) -> Result<(), InputError> {
    if facts.trigger_on.is_some() && !clock.counting.takes_a_date() {
        return Err(InputError::FactNotAllowed {
            name: "trigger_on".to_owned(),
            why: "this clock starts with an instant: give `trigger_at`",
        });
    }
    let needs_trigger = clock.counting != Counting::Agreed && clock.not_before.is_none();
    if needs_trigger && facts.trigger_at.is_none() && facts.trigger_on.is_none() {
        return Err(InputError::TriggerMissing { name: "trigger_at" });
    }
    Ok(())
}

/// Whether there is law, a place and a zone to count in.
fn settle<'q>(
    instrument: &'q Instrument,
    clock: &Clock,
    facts: &'q Facts,
    calendars: &'q Calendars,
) -> Result<Question<'q>, Undetermined> {
    let nobodys_state = clock.calendar == Party::Commission;
    if facts.state.is_none() && !nobodys_state {
        let needs = Needs { facts: vec!["state"], ..Needs::default() };
        return Err(Undetermined { reason: Reason::FactMissing, needs });
    }
    let from_state =
        || facts.state.and_then(|state| calendars.zone_of(state, facts.region.as_deref()));
    let zone_name = facts.zone.as_deref().or(clock.zone.as_deref()).or_else(from_state);
    let zone = zone_name.and_then(zone::find);
    in_force(instrument, facts, zone.as_ref().unwrap_or(&TimeZone::UTC))?;
    let (Some(zone_name), Some(zone)) = (zone_name, zone) else {
        let needs = Needs { state: facts.state, ..Needs::default() };
        return Err(Undetermined { reason: Reason::TimeZoneNotKnown, needs });
    };
    Ok(Question {
        instrument,
        facts,
        calendars,
        state: facts.state,
        zone_name: zone_name.to_owned(),
        zone,
    })
}

fn in_force(instrument: &Instrument, facts: &Facts, zone: &TimeZone) -> Result<(), Undetermined> {
    let on = match (facts.trigger_at, facts.trigger_on) {
        (Some(at), _) => zone.to_datetime(at).date(),
        (None, Some(on)) => on,
        (None, None) => return Ok(()),
    };
    if facts.assume_in_force {
        return Ok(());
    }
    if let Some(Status::NotInForce { from, .. }) = status::dated(instrument, on) {
        let needs = Needs { from: Some(from), ..Needs::default() };
        return Err(Undetermined { reason: Reason::InstrumentNotInForce, needs });
    }
    for state in [facts.state, facts.issuing_state].into_iter().flatten() {
        if !status::bound(instrument, state, on) {
            let needs = Needs { state: Some(state), ..Needs::default() };
            return Err(Undetermined { reason: Reason::StateNotBound, needs });
        }
    }
    Ok(())
}

impl<'q> Question<'q> {
    /// The holidays that count when nobody disputes them.
    pub(crate) fn days(&self) -> Option<Days<'q>> {
        let state = self.state?;
        Some(match &self.facts.region {
            Some(region) => Days::of_region(self.calendars, state, region, false),
            None => Days::nationwide(self.calendars, state),
        })
    }

    /// The count of a clock from its own trigger.
    pub(crate) fn count(&self, clock: &Clock) -> Result<Count, Undetermined> {
        match (self.facts.trigger_at, self.facts.trigger_on) {
            (Some(at), _) => self.count_from(clock, at, self.days()),
            (None, Some(on)) => self.count_from_date(clock, on),
            (None, None) => match clock.not_before {
                Some(first) => self.count_from_date(clock, first),
                None => self.agreed().ok_or_else(|| missing_fact("agreed_until")),
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
        let n = clock.period.unwrap_or(0);
        let fixed = clock.kind == ClockKind::Ceiling;
        let zone = &self.zone;
        let moved = |unit: Unit| {
            if fixed {
                return self.known(counting::plain(trigger, n, unit, zone));
            }
            let days = days.as_ref().ok_or_else(|| missing_fact("state"))?;
            self.known(counting::r1182(trigger, n, unit, zone, days))
        };
        match clock.counting {
            Counting::R1182Hours => self.known(counting::r1182_hours(trigger, n, zone)),
            Counting::ElapsedHours => self.known(counting::elapsed_hours(trigger, n)),
            Counting::R1182Days => moved(Unit::Days),
            Counting::R1182Weeks => moved(Unit::Weeks),
            Counting::R1182Months => moved(Unit::Months),
            Counting::R1182WorkingDays => {
                let days = days.as_ref().ok_or_else(|| missing_fact("state"))?;
                self.known(counting::r1182_working_days(trigger, n, zone, days))
            }
            Counting::PlainDays => self.known(counting::plain(trigger, n, Unit::Days, zone)),
            Counting::PlainWeeks => self.known(counting::plain(trigger, n, Unit::Weeks, zone)),
            Counting::PlainMonths => self.known(counting::plain(trigger, n, Unit::Months, zone)),
            Counting::FixedDate => self.count_from_date(clock, zone.to_datetime(trigger).date()),
            Counting::Agreed => self.agreed().ok_or_else(|| missing_fact("agreed_until")),
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

    fn count_from_date(&self, clock: &Clock, on: Date) -> Result<Count, Undetermined> {
        let n = clock.period.unwrap_or(0);
        let plain = |unit: Unit| self.known(counting::plain_from_date(on, n, unit, &self.zone));
        match (clock.counting, clock.fixed) {
            (Counting::FixedDate, Some((month, day))) => {
                let from = clock.not_before.map_or(on, |first| first.max(on));
                let last = counting::yearly_date(from, month, day);
                self.known(last.and_then(|last| counting::until_end_of(last, &self.zone)))
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

    /// The new deadline after a clarification, where one was set.
    pub(crate) fn agreed(&self) -> Option<Count> {
        match self.facts.agreed_until? {
            AgreedUntil::On(date) => counting::until_end_of(date, &self.zone).ok(),
            AgreedUntil::At(at) => counting::elapsed_hours(at, 0).ok(),
        }
    }

    fn known(&self, count: Result<Count, NoCount>) -> Result<Count, Undetermined> {
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
