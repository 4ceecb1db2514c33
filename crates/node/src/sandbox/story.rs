//! What is filled into the forms of the journey: a fraudulent marketplace, and its seller's traffic data.
//!
//! The pack decides which fields there are and which must be answered; this file only tells the story in them and
//! puts a canary into every field that the enforcing authority sees and the addressee does not. A field that the
//! story says nothing about gets the pack's own example.

use std::collections::{BTreeMap, BTreeSet};

use law::draft::{DraftFacts, fill_with_examples};
use law::field::{Field, FieldType, FieldValue, Values};
use law::ids::{Audience, BadId, Country, DataCategory, KindId, Track};
use law::instrument::Instrument;
use law::measure_kind::MeasureKind;
use seal::digest::hex_encode;

use super::driver::{Form, StepError};
use super::players::{FR_TJ, IE_CA, IE_PROV, Player};
use crate::rng::Random;

#[cfg(test)]
mod tests;

/// What the story says, by field, one answer a line. Everything else comes from the pack's examples.
const TOLD: &[(&str, &str)] = &[
    ("issuing_state", "FR"),
    ("issuing_authority", "Tribunal judiciaire de Lyon"),
    ("file_no_issuing", "2026/2214"),
    ("addressee", "Harbour Mail Ireland DAC"),
    ("addressee_kind", "designated_establishment"),
    ("addressee_address", "3 Custom House Quay, Dublin, Ireland"),
    ("service_provider", "Harbour Mail"),
    ("deadline", "ten_days_notified"),
    ("account", "acct:seller-7731"),
    ("email", "email:seller@market.example"),
    ("service_name", "Harbour Mail"),
    ("time_range_from", "2026-06-01T00:00:00Z"),
    ("time_range_to", "2026-07-01T00:00:00Z"),
    ("identification_info", "[en] The account sends from the shop market.example."),
    (
        "evidence_traffic",
        "internet_addresses\ninternet_headers\ninternet_time_duration\nhosting_logs",
    ),
    ("evidence_limits", "[en] Headers and connection records only; no bodies of messages."),
    ("proceeding_kind", "criminal_proceedings"),
    (
        "offence_nature",
        "[en] Organized fraud: a marketplace sold telephones that do not exist to more than two hundred buyers.",
    ),
    ("offence_classification", "Escroquerie en bande organisée"),
    ("offence_provision", "Code pénal, art. 313-1\nCode pénal, art. 313-2"),
    ("penalty_max", "P10Y"),
    ("threshold_route", "three_years"),
    ("route", "controller"),
    ("issuing_kind", "judge_court_or_investigating_judge"),
    ("issuing_post", "Juge d’instruction"),
    ("issuing_file_no", "2026/2214"),
    ("issuing_accuracy", "certified"),
    ("transfer_to", "issuing_authority"),
    ("transfer_format", "mbox, pcap, text"),
    (
        "necessity_proportionality_grounds",
        "[en] The seller is known by one account only; one month of its connections is the least that can show \
         who uses it, and nothing of what was written is asked for.",
    ),
    (
        "case_summary",
        "[en] Buyers paid in advance into changing accounts. The shop's messages came from one mailbox in \
         Ireland, and the police know neither its user nor his country.",
    ),
    ("enforcing_information", "[en] No privileged communication is expected in the account."),
    ("offence_in_issuing_state", "yes"),
    ("person_in_issuing_state", "unknown"), // and so the enforcing authority is notified
];

/// What the judge answers to each question that the law asks before an order is issued.
const REASONED: &[(&str, &str)] = &[
    (
        "necessity",
        "No other source names the person behind the account; the buyers know the mailbox alone.",
    ),
    (
        "proportionality",
        "One account, one month, no content; the offence is punished with up to ten years.",
    ),
    (
        "similar-domestic-case",
        "A French provider would be ordered to produce the same data, art. 60-1-2 CPP.",
    ),
    (
        "immunities-and-press",
        "The account belongs to a shop; neither a lawyer nor a journalist is in sight.",
    ),
];

/// The kind of measure of the journey.
const KIND: &str = "epoc";

/// The story on the form of one version of the pack.
#[derive(Debug, Clone)]
pub(crate) struct Story {
    kind: MeasureKind,
    facts: DraftFacts,
}

/// The pack has no form for the story; whoever changed the pack forgot the sandbox.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NoStory {
    /// A name in this file is none.
    #[error(transparent)]
    Id(#[from] BadId),
    /// The instrument lost the kind.
    #[error("the instrument has no measure of kind `epoc`")]
    Kind,
}

impl Story {
    /// The story on the form of `instrument`.
    pub(crate) fn new(instrument: &Instrument) -> Result<Self, NoStory> {
        let kind = instrument.kind(&KindId::parse(KIND)?).ok_or(NoStory::Kind)?.clone();
        let facts = DraftFacts {
            from: Country::parse(FR_TJ.state)?,
            to: Country::parse(IE_PROV.state)?,
            notified: true,
            data: BTreeSet::from([DataCategory::Traffic]),
            track: Track::Ordinary,
            unvalidated: false,
        };
        Ok(Self { kind, facts })
    }

    /// The case at the court.
    pub(crate) fn case() -> Form {
        let mut form =
            form(&[("codename", "amber-stall"), ("focus", "telephones sold that do not exist")]);
        let units = FR_TJ.seats.iter().map(|seat| FR_TJ.unit(seat));
        form.extend(units.map(|unit| ("participant".to_owned(), unit)));
        form
    }

    /// The measure in the case.
    pub(crate) fn measure() -> Form {
        let unit = |player: &Player| player.seats.first().map(|seat| player.unit(seat));
        form(&[
            ("kind", KIND),
            ("to", &unit(&IE_PROV).unwrap_or_default()),
            ("enforcing", &unit(&IE_CA).unwrap_or_default()),
            ("data", DataCategory::Traffic.id()),
            ("track", Track::Ordinary.id()),
        ])
    }

    /// The judge's answer to one question; one that the story does not know is answered in general.
    pub(crate) fn reasoning(check: &str) -> &'static str {
        let known = REASONED.iter().find(|(id, _)| *id == check);
        known.map_or(
            "Considered for this account and this month, and answered with yes.",
            |(_, text)| text,
        )
    }

    /// One fresh random text for every field that takes text and that the enforcing authority sees alone of the
    /// two recipients.
    pub(crate) fn canaries(&self, random: &dyn Random) -> BTreeMap<String, String> {
        let hidden = self.kind.fields.iter().filter(|field| is_for_enforcing_only(field));
        hidden
            .filter(|field| takes_text(field.field_type))
            .map(|field| {
                let text = format!("canary-{}", hex_encode(&random.array::<16>()));
                (field.id.as_str().to_owned(), text)
            })
            .collect()
    }

    /// A first attempt: the answers of the first section alone.
    pub(crate) fn incomplete(&self) -> Form {
        let first = self.kind.sections.first().map(|section| &section.id);
        let told = self.told(&BTreeMap::new());
        let values = fill_with_examples(&self.kind, &told, &self.facts);
        let of_first = self.kind.fields.iter().filter(|field| Some(&field.section) == first);
        of_first.filter_map(|field| Some((field, values.get(&field.id)?))).flat_map(plain).collect()
    }

    /// All answers, in the order of the form.
    pub(crate) fn complete(&self, canaries: &BTreeMap<String, String>) -> Form {
        let values = self.values(canaries);
        let answered =
            self.kind.fields.iter().filter_map(|field| Some((field, values.get(&field.id)?)));
        answered.flat_map(plain).collect()
    }

    /// The addressee's copy may hold no canary, the enforcing authority's must hold all.
    pub(crate) fn check_copies(
        &self,
        canaries: &BTreeMap<String, String>,
        addressee: &str,
        enforcing: &str,
    ) -> Result<(), StepError> {
        for (field, canary) in canaries {
            if addressee.contains(canary) {
                return Err(StepError::Wrong(format!(
                    "the addressee's copy shows field `{field}`"
                )));
            }
            if !enforcing.contains(canary) {
                return Err(StepError::Wrong(format!(
                    "the enforcing authority's copy does not show field `{field}`"
                )));
            }
        }
        Ok(())
    }

    fn values(&self, canaries: &BTreeMap<String, String>) -> Values {
        fill_with_examples(&self.kind, &self.told(canaries), &self.facts)
    }

    /// The story and the canaries as answers.
    fn told(&self, canaries: &BTreeMap<String, String>) -> Values {
        let mut values = Values::new();
        for field in &self.kind.fields {
            let name = field.id.as_str();
            let told = TOLD.iter().find(|(id, _)| *id == name).map(|(_, text)| (*text).to_owned());
            let canary =
                canaries.get(name).map(|canary| with_canary(field, told.as_deref(), canary));
            if let Some(raw) = canary.or(told)
                && let Ok(value) = field.read(&raw)
            {
                values.insert(field.id.clone(), value);
            }
        }
        values
    }
}

fn is_for_enforcing_only(field: &Field) -> bool {
    field.visible_to.contains(&Audience::Ea) && !field.visible_to.contains(&Audience::Addressee)
}

/// Whether an answer of the type can hold any words.
fn takes_text(field_type: FieldType) -> bool {
    match field_type {
        FieldType::Exhibit
        | FieldType::LongText
        | FieldType::Office
        | FieldType::Person
        | FieldType::Selector
        | FieldType::Text => true,
        FieldType::Code
        | FieldType::Country
        | FieldType::Date
        | FieldType::Instant
        | FieldType::Money
        | FieldType::Period
        | FieldType::YesNo => false,
    }
}

/// The words of the field with the canary behind them, in the form the field wants.
fn with_canary(field: &Field, told: Option<&str>, canary: &str) -> String {
    let example = field.example.entries().first().map(|example| example.to_plain());
    match field.field_type {
        FieldType::Selector => format!("acct:{canary}"),
        FieldType::Exhibit => format!("{canary}.pdf"),
        FieldType::LongText | FieldType::Office | FieldType::Person | FieldType::Text => {
            let words = told.map(str::to_owned).or(example).unwrap_or_default();
            format!("{words} {canary}")
        }
        FieldType::Code
        | FieldType::Country
        | FieldType::Date
        | FieldType::Instant
        | FieldType::Money
        | FieldType::Period
        | FieldType::YesNo => told.unwrap_or_default().to_owned(),
    }
}

/// A field with several answers stands in the form once for each of them.
fn plain((field, value): (&Field, &FieldValue)) -> Form {
    let name = field.id.as_str();
    value.entries().into_iter().map(|entry| (name.to_owned(), entry.to_plain())).collect()
}

fn form(pairs: &[(&str, &str)]) -> Form {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}
