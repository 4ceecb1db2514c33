//! One pure function from a clock, its facts, a pack and the calendars to an answer that shows its basis.
//!
//! Not here: the arithmetic (`counting.rs`), the rules special to some clocks (`reckon.rs`), whether data
//! may leave (the domain's release state; a clock alone never releases anything).

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::calendar::Calendars;
use crate::facts::{AgreedUntil, Facts, InputError};
use crate::field::{Around, Condition, FieldValue, Values};
use crate::ids::{Cite, ClockId, Country, FieldId, KindId, Mark, Party, closed};
use crate::instrument::{Instrument, Predicate, Provenance, Trigger};

closed!(
    /// What a clock is for, and so which direction is safe.
    ClockKind, "a kind of clock" {
        /// Something must be done by then.
        Deadline = "deadline",
        /// A right may be used until then.
        Window = "window",
        /// Forbidden before, allowed and due from then.
        Gate = "gate",
        /// Something must be kept at least until then.
        Hold = "hold",
        /// A restriction or a total that may last at most until then; never moved.
        Ceiling = "ceiling",
    }
);

closed!(
    /// What happens when the clock has run.
    ClockEffect, "a clock effect" {
        /// The duty is broken.
        Breach = "breach",
        /// The thing kept may go.
        Ceases = "ceases",
        /// The other route is open.
        EnforcementRouteOpens = "enforcement_route_opens",
        /// The party is free.
        Exempt = "exempt",
        /// What was forbidden is allowed, and due.
        GateOpens = "gate_opens",
        /// The act is still owed, with reasons for the delay.
        LateWithReasons = "late_with_reasons",
        /// The shortest time of keeping is over; a person decides.
        MinimumHoldEnds = "minimum_hold_ends",
        /// Nothing by law.
        None = "none",
        /// Too early.
        NotYetAllowed = "not_yet_allowed",
        /// The issuer is told of the delay.
        OverdueInformIssuer = "overdue_inform_issuer",
        /// Kept until the decision, without an end.
        PreserveUntilDecision = "preserve_until_decision",
        /// Kept until the data are produced, without an end.
        PreserveUntilProduced = "preserve_until_produced",
        /// A report is owed.
        ReportDue = "report_due",
        /// The right is gone.
        RightLapses = "right_lapses",
        /// The person may be told.
        SecrecyEnds = "secrecy_ends",
        /// Suspended all the same; nothing closes by itself.
        StillSuspended = "still_suspended",
        /// The order is withdrawn, the data deleted or restricted.
        WithdrawAndDeleteOrRestrict = "withdraw_and_delete_or_restrict",
    }
);

closed!(
    /// Why there is no instant; an honest answer, never a guess.
    Reason, "a reason" {
        /// A fact the clock needs was not given.
        FactMissing = "fact_missing",
        /// The calendar of a state and year is not there.
        HolidayCalendarNotLoaded = "holiday_calendar_not_loaded",
        /// The instrument is not in force on that date.
        InstrumentNotInForce = "instrument_not_in_force",
        /// The national rule is not there.
        NationalLawNotLoaded = "national_law_not_loaded",
        /// The national rule of the issuing authority's state is not there.
        NationalLawOfIssuingAuthorityNotLoaded = "national_law_of_issuing_authority_not_loaded",
        /// The act gives no number.
        NoFixedPeriod = "no_fixed_period",
        /// A reservation takes the rule away.
        ReservationExcludes = "reservation_excludes",
        /// The state is not bound.
        StateNotBound = "state_not_bound",
        /// Nobody said which zone the acting party lives in.
        TimeZoneNotKnown = "time_zone_not_known",
        /// What starts the clock has not happened.
        TriggerNotOccurred = "trigger_not_occurred",
    }
);

closed!(
    /// How a period is counted.
    Counting, "a counting rule" {
        /// The date in the agreement or request.
        Agreed = "agreed",
        /// Hours from the instant, nothing added.
        ElapsedHours = "elapsed-hours",
        /// 24:00 of a date of the year.
        FixedDate = "fixed-date",
        /// The rule of the addressee's state.
        NationalAddressee = "national:addressee",
        /// The rule of the issuing authority's state.
        NationalIssuing = "national:issuing",
        /// The law gives no number.
        None = "none",
        /// Calendar days, nothing moved.
        PlainDays = "plain-days",
        /// Calendar months, nothing moved.
        PlainMonths = "plain-months",
        /// Calendar weeks, nothing moved.
        PlainWeeks = "plain-weeks",
        /// Days under Regulation 1182/71.
        R1182Days = "r1182-days",
        /// Hours under Regulation 1182/71.
        R1182Hours = "r1182-hours",
        /// Months under Regulation 1182/71.
        R1182Months = "r1182-months",
        /// Weeks under Regulation 1182/71.
        R1182Weeks = "r1182-weeks",
        /// Working days under Regulation 1182/71.
        R1182WorkingDays = "r1182-working-days",
    }
);

impl Counting {
    /// Whether the period starts with a civil date as well as with an instant.
    #[must_use]
    pub const fn takes_a_date(self) -> bool {
        match self {
            Self::PlainDays | Self::PlainWeeks | Self::PlainMonths | Self::FixedDate => true,
            Self::Agreed
            | Self::ElapsedHours
            | Self::NationalAddressee
            | Self::NationalIssuing
            | Self::None
            | Self::R1182Days
            | Self::R1182Hours
            | Self::R1182Months
            | Self::R1182Weeks
            | Self::R1182WorkingDays => false,
        }
    }
}

closed!(
    /// What a clarification does to a period that was running.
    Clarification, "one of `restart`, `unsettled`" {
        /// The period starts anew with it.
        Restart = "restart",
        /// The act does not say: there is no instant until a new deadline is set.
        Unsettled = "unsettled",
    }
);

closed!(
    /// What two defensible readings can differ about.
    Contest, "a contested point" {
        /// The other party received its copy at another time: the addressee, for the authority's window.
        AddresseeReceipt = "addressee-receipt",
        /// The other party received its copy at another time: the authority, for the addressee's gate.
        EnforcingReceipt = "enforcing-receipt",
        /// Whether a period in hours leaves out the hour of the event.
        HourCounting = "hour-counting",
        /// Whether the extension runs from the receipt or from the end of the first period.
        ExtensionBase = "extension-base",
        /// Whether the period starts with the issue or with the dispatch.
        IssueOrDispatch = "issue-or-dispatch",
        /// Whether a last day that is not worked moves: national law transposes the period.
        LastDayNotWorked = "last-day-not-worked",
    }
);

/// One clock of a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// The name everywhere.
    pub id: ClockId,
    /// The kinds of measure it belongs to; empty for clocks of the instrument as such.
    pub kinds: BTreeSet<KindId>,
    /// What it is for.
    pub kind: ClockKind,
    /// How many units, where the act gives a number.
    pub period: Option<u32>,
    /// How they are counted.
    pub counting: Counting,
    /// The event it starts with.
    pub trigger: Trigger,
    /// At which party.
    pub trigger_by: Party,
    /// Whose zone and holidays count.
    pub calendar: Party,
    /// Started only when all of these hold.
    pub when: BTreeSet<Predicate>,
    /// Not started when any of these holds.
    pub unless: BTreeSet<Predicate>,
    /// Started only where all of these are so of the measure and its form.
    pub only_if: BTreeSet<Condition>,
    /// The measure itself starts it too, where one of these is so: at who issues it when it goes out, at who receives it
    /// when it arrives.
    pub begun_if: BTreeSet<Condition>,
    /// Parties at which it runs besides the one at which its trigger happens.
    pub also_at: BTreeSet<Party>,
    /// The field of the measure that says when it begins, for what runs before the measure is issued.
    pub begins_in: Option<FieldId>,
    /// The field of the measure that says why it is late, where what comes after the end is lawful with reasons.
    pub reasons_in: Option<FieldId>,
    /// The field of the measure that states a time: its end as a day or an instant, or a length.
    pub stated_in: Option<FieldId>,
    /// What happens when it has run.
    pub effect: ClockEffect,
    /// The date of the year for `fixed-date`.
    pub fixed: Option<(i8, i8)>,
    /// The first date on which the clock can start, where the act says so.
    pub not_before: Option<Date>,
    /// The zone of an actor that is no state.
    pub zone: Option<String>,
    /// The points on which readings differ.
    pub contested_on: BTreeSet<Contest>,
    /// The clock of the other party, for contested receipts.
    pub twin: Option<ClockId>,
    /// A confirmation of the enforcing authority opens it earlier.
    pub opened_by_confirmation: bool,
    /// What a clarification does, where the act knows one.
    pub clarification: Option<Clarification>,
    /// The request that follows, once received, leaves it without an end until the decision.
    pub held_by_request: bool,
    /// A time frame the order states counts instead, where it is longer.
    pub stated_if_longer: bool,
    /// Asked before its trigger, it answers that the trigger has not occurred.
    pub may_be_asked_early: bool,
    /// The clock this one prolongs once, when the extension comes in time.
    pub extends: Option<ClockId>,
    /// The clock this one replaces, when the confirmation comes in time.
    pub prolongs: Option<ClockId>,
    /// What else the same facts start.
    pub also: Vec<String>,
    /// What else they start where the other state is given and is not the acting party's own.
    pub also_abroad: Vec<String>,
    /// Where the clock comes from.
    pub provenance: Provenance,
}

impl Clock {
    /// The text key of the name: `clock-produce`.
    #[must_use]
    pub fn label_key(&self) -> String {
        format!("clock-{}", self.id.name())
    }

    /// What else these facts start.
    #[must_use]
    pub fn started_by(&self, facts: &Facts) -> Vec<String> {
        let is_abroad = facts.issuing_state.is_some() && facts.issuing_state != facts.state;
        let abroad = self.also_abroad.iter().filter(|_| is_abroad);
        self.also.iter().chain(abroad).cloned().collect()
    }
}

/// One defensible reading and what it gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// The name of the reading.
    pub id: String,
    /// The place it rests on.
    pub cite: Cite,
    /// Its last lawful instant; null when it has none or cannot be computed from these facts.
    pub legal_latest: Option<Timestamp>,
}

/// What is missing for an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undetermined {
    /// Why.
    pub reason: Reason,
    /// What would help.
    pub needs: Needs,
}

/// What would help; empty where nothing on our side would.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Needs {
    /// Names of facts.
    pub facts: Vec<&'static str>,
    /// A state whose rule or calendar is missing.
    pub state: Option<Country>,
    /// A year whose calendar is missing.
    pub year: Option<i16>,
    /// A region the calendar does not cover.
    pub region: Option<String>,
    /// The first day on which there is an answer.
    pub from: Option<Date>,
}

/// What an answer rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basis {
    /// The article.
    pub cite: Cite,
    /// How it was counted.
    pub counting: Counting,
    /// `FR@2027.1`, joined by `+` when several years were needed; none for clocks without holidays.
    pub calendar: Option<String>,
    /// The zone the days were counted in.
    pub zone: Option<String>,
    /// The version of the zone data.
    pub zone_data: &'static str,
    /// How sure the rule is.
    pub mark: Mark,
    /// The pack and its version.
    pub pack: String,
}

/// The answer of one clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockResult {
    /// The clock that was asked.
    pub clock: ClockId,
    /// The operational target.
    pub strict: Option<Timestamp>,
    /// The last lawful instant; null where the law sets none.
    pub legal_latest: Option<Timestamp>,
    /// The civil date of the last day, for clocks that count days.
    pub last_day: Option<Date>,
    /// The instant from which release is lawful, for gates.
    pub gate_opens: Option<Timestamp>,
    /// What happens then.
    pub effect: ClockEffect,
    /// Two listed positions give different instants for these facts, or cannot be compared.
    pub contested: bool,
    /// The readings, the default first; empty where there is only one.
    pub positions: Vec<Position>,
    /// Why there is no instant.
    pub undetermined: Option<Undetermined>,
    /// Sibling clocks and duties started by the same facts.
    pub also: Vec<String>,
    /// Codes of what was noticed.
    pub findings: Vec<&'static str>,
    /// What the answer rests on.
    pub basis: Basis,
}

closed!(
    /// How an act stands to a clock.
    Timeliness, "a timeliness" {
        /// Before the gate.
        Premature = "premature",
        /// At or before the target.
        InTime = "in_time",
        /// After the target, still lawful.
        PastTarget = "past_target",
        /// After the last lawful instant.
        Late = "late",
        /// The clock has no answer.
        Unknown = "unknown",
    }
);

/// Computes one clock. No system clock, no host zone, no locale.
///
/// # Errors
/// [`InputError`] when the question itself is wrong; missing knowledge is an answer, not an error.
pub fn compute(
    instrument: &Instrument,
    clock: &ClockId,
    facts: &Facts,
    calendars: &Calendars,
) -> Result<ClockResult, InputError> {
    crate::reckon::compute(instrument, clock, facts, calendars)
}

/// How an act at an instant stands to a clock; on a contested result the worst of the positions.
#[must_use]
pub fn timeliness(at: Timestamp, result: &ClockResult) -> Timeliness {
    crate::reckon::timeliness(at, result)
}

impl Clock {
    /// Whether it is about a measure with these answers.
    #[must_use]
    pub fn is_about(&self, values: &Values, around: &Around<'_>) -> bool {
        self.only_if.iter().all(|condition| condition.holds(values, around))
    }

    /// The facts with what the form states for this clock; `on` is the day it starts where it is counted. What somebody
    /// agreed afterwards stands.
    #[must_use]
    pub fn stated(&self, values: &Values, on: Date, facts: Facts) -> Facts {
        let Some(value) = self.stated_in.as_ref().and_then(|field| values.get(field)) else {
            return facts;
        };
        let time_frame_days = if let FieldValue::Period(period) = value {
            period.days_from(on)
        } else {
            facts.time_frame_days
        };
        let agreed_until = facts.agreed_until.or_else(|| AgreedUntil::of(value));
        Facts { time_frame_days, agreed_until, ..facts }
    }

    /// When it begins by what the form says, where the form says it.
    #[must_use]
    pub fn begins(&self, values: &Values) -> Option<Timestamp> {
        let FieldValue::Instant(at) = values.get(self.begins_in.as_ref()?)? else { return None };
        Some(*at)
    }
}

/// A plain value for shells that print a result; the order of entries is the order of the result model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// Nothing known or nothing there.
    Null,
    /// True or false.
    Flag(bool),
    /// A text.
    Text(String),
    /// A whole number.
    Number(i64),
    /// Several values.
    List(Vec<Self>),
    /// Named values, in order.
    Object(Vec<(&'static str, Self)>),
}

impl Entry {
    fn of(text: impl std::fmt::Display) -> Self {
        Self::Text(text.to_string())
    }

    fn if_some<T: std::fmt::Display>(value: Option<&T>) -> Self {
        value.map_or(Self::Null, Self::of)
    }
}

impl ClockResult {
    /// The result as named plain values, in the order of the result model.
    #[must_use]
    pub fn entries(&self) -> Vec<(&'static str, Entry)> {
        let texts = |all: &[String]| Entry::List(all.iter().map(Entry::of).collect());
        let positions = self.positions.iter().map(|position| {
            Entry::Object(vec![
                ("id", Entry::of(&position.id)),
                ("cite", Entry::of(&position.cite)),
                ("legal_latest", Entry::if_some(position.legal_latest.as_ref())),
            ])
        });
        let undetermined = self.undetermined.as_ref().map_or(Entry::Null, |undetermined| {
            Entry::Object(vec![
                ("reason", Entry::of(undetermined.reason)),
                ("needs", undetermined.needs.entry()),
            ])
        });
        let basis = Entry::Object(vec![
            ("cite", Entry::of(&self.basis.cite)),
            ("counting", Entry::of(self.basis.counting)),
            ("calendar", Entry::if_some(self.basis.calendar.as_ref())),
            ("zone", Entry::if_some(self.basis.zone.as_ref())),
            ("zone_data", Entry::of(self.basis.zone_data)),
            ("mark", Entry::of(self.basis.mark)),
            ("pack", Entry::of(&self.basis.pack)),
        ]);
        vec![
            ("clock", Entry::of(&self.clock)),
            ("strict", Entry::if_some(self.strict.as_ref())),
            ("legal_latest", Entry::if_some(self.legal_latest.as_ref())),
            ("last_day", Entry::if_some(self.last_day.as_ref())),
            ("gate_opens", Entry::if_some(self.gate_opens.as_ref())),
            ("effect", Entry::of(self.effect)),
            ("contested", Entry::Flag(self.contested)),
            ("positions", Entry::List(positions.collect())),
            ("undetermined", undetermined),
            ("also", texts(&self.also)),
            ("findings", Entry::List(self.findings.iter().map(Entry::of).collect())),
            ("basis", basis),
        ]
    }
}

impl Needs {
    /// Only what would help is written.
    fn entry(&self) -> Entry {
        let mut needs = Vec::new();
        if !self.facts.is_empty() {
            needs.push(("names", Entry::List(self.facts.iter().map(Entry::of).collect())));
        }
        if let Some(state) = self.state {
            needs.push(("state", Entry::of(state)));
        }
        if let Some(year) = self.year {
            needs.push(("year", Entry::Number(i64::from(year))));
        }
        if let Some(region) = &self.region {
            needs.push(("region", Entry::of(region)));
        }
        if let Some(from) = self.from {
            needs.push(("from", Entry::of(from)));
        }
        Entry::Object(needs)
    }
}

#[cfg(test)]
mod tests;
