//! A legal basis as data: its kinds of measure, clocks, duties, grounds, and where it is in force.
//!
//! Not here: reading the files (`load.rs`), counting (`clock.rs`), whether an act is allowed (`domain`).

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::clock::Clock;
use crate::duty::Duty;
use crate::ground::Ground;
use crate::ids::{
    BadId, Cite, ClockId, Country, DutyId, GroundId, InstrumentId, KindId, Mark, Party, closed,
};
use crate::measure_kind::MeasureKind;
use crate::statistic::Statistic;

/// Where a rule comes from; every rule has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provenance {
    /// The place in the act.
    pub cite: Cite,
    /// How sure the text is.
    pub mark: Mark,
    /// The publication.
    pub source: String,
    /// The date of the publication.
    pub source_date: Date,
}

/// A state that is bound, and from when to when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartyState {
    /// The state.
    pub country: Country,
    /// The first day it is bound.
    pub from: Date,
    /// The last day it is bound, where there is one.
    pub until: Option<Date>,
}

/// One version of a legal basis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instrument {
    /// The name everywhere.
    pub id: InstrumentId,
    /// The version of the pack; a changed rule gets a new one.
    pub version: u32,
    /// The official short title.
    pub title: String,
    /// The first day on which an order under it can be signed.
    pub in_force_from: Date,
    /// The last day, where there is one.
    pub in_force_until: Option<Date>,
    /// Who is bound, dated.
    pub parties: Vec<PartyState>,
    /// The instrument or version this one replaces, where there is one.
    pub replaces: Option<String>,
    /// What to try where this one is not in force between two states.
    pub otherwise: Vec<InstrumentId>,
    /// Where the dated facts come from.
    pub provenance: Provenance,
    /// When the dated facts were last looked at.
    pub known_on: Date,
    /// The kinds of measure.
    pub kinds: Vec<MeasureKind>,
    /// The clocks.
    pub clocks: Vec<Clock>,
    /// The obligations without a number.
    pub duties: Vec<Duty>,
    /// The grounds for refusal.
    pub grounds: Vec<Ground>,
    /// The counters of the yearly statistics.
    pub statistics: Vec<Statistic>,
    /// Every file of the pack, canonical: what a node hashes to say which law it applies.
    pub digest_input: String,
}

closed!(
    /// What a rule may ask about a measure when it says `when` or `unless`.
    Predicate, "a predicate" {
        /// The measure is on the emergency track.
        Emergency = "emergency",
        /// An extension has been received.
        Extended = "extended",
        /// The enforcing authority is notified.
        Notified = "notified",
        /// The emergency order went out without prior validation.
        Unvalidated = "unvalidated",
    }
);

impl Instrument {
    /// `eu-e-evidence@1`, as results and records name the pack.
    #[must_use]
    pub fn pack(&self) -> String {
        format!("{}@{}", self.id, self.version)
    }

    /// The kind of measure of this name.
    #[must_use]
    pub fn kind(&self, id: &KindId) -> Option<&MeasureKind> {
        self.kinds.iter().find(|kind| kind.id == *id)
    }

    /// The clock of this id.
    #[must_use]
    pub fn clock(&self, id: &ClockId) -> Option<&Clock> {
        self.clocks.iter().find(|clock| clock.id == *id)
    }

    /// The clock of this name inside the pack: `produce`.
    #[must_use]
    pub fn clock_named(&self, name: &str) -> Option<&Clock> {
        self.clocks.iter().find(|clock| clock.id.name() == name)
    }

    /// The ground of this id.
    #[must_use]
    pub fn ground(&self, id: &GroundId) -> Option<&Ground> {
        self.grounds.iter().find(|ground| ground.id == *id)
    }

    /// The duty of this id.
    #[must_use]
    pub fn duty(&self, id: &DutyId) -> Option<&Duty> {
        self.duties.iter().find(|duty| duty.id == *id)
    }

    /// The full id of a ground people may write short, `g/12.1.a`.
    ///
    /// # Errors
    /// [`BadId`] when neither spelling is a ground id.
    pub fn ground_id(&self, text: &str) -> Result<GroundId, BadId> {
        GroundId::parse(text).or_else(|_| GroundId::parse(&format!("{}/{text}", self.id)))
    }

    /// The clocks of a kind that an event starts at one party, given what is true of the measure.
    #[must_use]
    pub fn clocks_started(
        &self,
        kind: &KindId,
        trigger: Trigger,
        by: Party,
        is: &BTreeSet<Predicate>,
    ) -> Vec<&Clock> {
        self.clocks
            .iter()
            .filter(|clock| {
                clock.kinds.contains(kind)
                    && clock.trigger == trigger
                    && clock.trigger_by == by
                    && clock.when.iter().all(|predicate| is.contains(predicate))
                    && !clock.unless.iter().any(|predicate| is.contains(predicate))
            })
            .collect()
    }
}

closed!(
    /// The event a clock starts with.
    Trigger, "a trigger" {
        /// The confirmation of a later request (Annex V) is received.
        ConfirmationReceived = "confirmation-received",
        /// The order is received for enforcement.
        EnforcementReceived = "enforcement-received",
        /// The form on impossibility (Annex III) is received.
        ImpossibilityReceived = "impossibility-received",
        /// A request for information is received.
        InformationRequested = "information-requested",
        /// The measure is issued.
        Issued = "issued",
        /// The certificate or the notification is received.
        Received = "received",
        /// The calendar year ends.
        YearEnd = "year-end",
    }
);
