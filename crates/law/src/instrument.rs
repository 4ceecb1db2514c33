//! A legal basis as data: its kinds of measure, clocks, duties, grounds, and where it is in force.
//!
//! Not here: reading the files (`load.rs`), counting (`clock.rs`), whether an act is allowed (`domain`).

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::clock::Clock;
use crate::declared::{Agreement, Declared, PartiesListed, PartyState, Standing};
use crate::duty::Duty;
use crate::ground::Ground;
use crate::ids::{
    BadId, Cite, ClockId, Country, DataCategory, DutyId, GroundId, InstrumentId, KindId, Mark,
    Party, closed,
};
use crate::letter_form::LetterForm;
use crate::measure_kind::MeasureKind;
use crate::statistic::{Dimension, Statistic};

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

/// One version of a legal basis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instrument {
    /// The name everywhere.
    pub id: InstrumentId,
    /// The version of the pack; a changed rule gets a new one.
    pub version: u32,
    /// The official short title.
    pub title: String,
    /// Whether it is in force at all.
    pub standing: Standing,
    /// The first day on which an order under it can be signed, where it has one.
    pub in_force_from: Option<Date>,
    /// The last day, where there is one.
    pub in_force_until: Option<Date>,
    /// Whether the list of the bound states is whole.
    pub parties_listed: PartiesListed,
    /// Whether it holds inside one state too, and not only between two.
    pub within_one_state: bool,
    /// States of which nothing is loaded although the list is otherwise whole.
    pub status_not_loaded: BTreeSet<Country>,
    /// Who is bound, dated.
    pub parties: Vec<PartyState>,
    /// What binds pairs of states, for a legal basis that is a bundle of agreements.
    pub agreements: Vec<Agreement>,
    /// What states excluded or asked for when they joined, dated.
    pub reservations: Vec<Declared>,
    /// What states declared, dated.
    pub declarations: Vec<Declared>,
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
    /// The forms of letters about a measure.
    pub letters: Vec<LetterForm>,
    /// The clocks.
    pub clocks: Vec<Clock>,
    /// The obligations without a number.
    pub duties: Vec<Duty>,
    /// The grounds for refusal.
    pub grounds: Vec<Ground>,
    /// The counters of the yearly statistics.
    pub statistics: Vec<Statistic>,
    /// The dimensions that only officers who note something tell apart.
    pub dimensions: Vec<Dimension>,
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
        /// The request states that it is urgent.
        Urgent = "urgent",
    }
);

impl Instrument {
    /// Whether this word tells something apart by this dimension, for whoever notes it: a category of data, `yes` or
    /// `no`, a state, or a word that the pack lists.
    #[must_use]
    pub fn tells_apart(&self, dimension: &str, word: &str) -> bool {
        match dimension {
            "data_type" => DataCategory::parse(word).is_ok(),
            "emergency" => word == "yes" || word == "no",
            "issuing_state" => Country::parse(word).is_ok(),
            other => {
                let named = self.dimensions.iter().find(|named| named.name == other);
                named.is_some_and(|named| named.words.iter().any(|known| known == word))
            }
        }
    }

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

    /// The form of a letter of this name.
    #[must_use]
    pub fn letter(&self, id: &KindId) -> Option<&LetterForm> {
        self.letters.iter().find(|letter| letter.form.id == *id)
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
        /// Joint arbitration of a dispute is asked for.
        ArbitrationRequested = "arbitration-requested",
        /// The controller becomes aware of a breach.
        Aware = "aware",
        /// A body is certified.
        Certified = "certified",
        /// A complaint is received.
        ComplaintReceived = "complaint-received",
        /// The confirmation of a later request (Annex V) is received.
        ConfirmationReceived = "confirmation-received",
        /// A consultation is received.
        ConsultationReceived = "consultation-received",
        /// The copy for the host authority is received.
        CopyReceived = "copy-received",
        /// The executing authority has decided on recognition.
        Decided = "decided",
        /// The order is received for enforcement.
        EnforcementReceived = "enforcement-received",
        /// The decision that the provider is exposed is received.
        ExposureReceived = "exposure-received",
        /// Property is frozen.
        Frozen = "frozen",
        /// The form on impossibility (Annex III) is received.
        ImpossibilityReceived = "impossibility-received",
        /// The last missing information is received.
        InformationComplete = "information-complete",
        /// A request for information is received.
        InformationRequested = "information-requested",
        /// Somebody is informed of what the act says.
        Informed = "informed",
        /// The measure is issued.
        Issued = "issued",
        /// A domestic order is made.
        Ordered = "ordered",
        /// The period before this one ends; at midnight it is the day that ends.
        PeriodEnded = "period-ended",
        /// The data are preserved.
        Preserved = "preserved",
        /// The certificate, the order or the notification is received.
        Received = "received",
        /// Content is removed or disabled.
        Removed = "removed",
        /// A request is renewed.
        Renewed = "renewed",
        /// A request is made.
        Requested = "requested",
        /// A request for scrutiny is received.
        ScrutinyRequested = "scrutiny-requested",
        /// Non-disclosure is decided.
        SecrecyDecided = "secrecy-decided",
        /// The order is served on the provider.
        Served = "served",
        /// An agreement is signed.
        Signed = "signed",
        /// Data are uploaded.
        Uploaded = "uploaded",
        /// The calendar year ends.
        YearEnd = "year-end",
    }
);

#[cfg(test)]
mod tests;
