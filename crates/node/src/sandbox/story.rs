//! What is filled into the forms of a journey.
//!
//! The pack decides which fields there are and which must be answered; a plot tells the story in some of them, and
//! this file puts a canary into every field that the enforcing authority sees and the addressee does not. A field that
//! the story says nothing about gets the pack's own example, or the time it is in the network.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use law::draft::{DraftFacts, fill_with_examples};
use law::field::{Field, FieldType, FieldValue, Values};
use law::ids::{Audience, BadId, Country, KindId};
use law::instrument::Instrument;
use law::letter_form::LetterForm;
use law::measure_kind::MeasureKind;
use seal::digest::hex_encode;

use super::driver::{Form, StepError};
use super::players::Player;
use super::plot::{Plot, Told};
use crate::rng::Random;

#[cfg(test)]
mod tests;

/// The language of every text that is told.
const LANGUAGE: &str = "en";

/// A plot on the forms of one version of its pack.
#[derive(Debug, Clone)]
pub(crate) struct Story {
    /// What is played.
    pub(crate) plot: &'static Plot,
    kind: MeasureKind,
    letters: Vec<LetterForm>,
    facts: DraftFacts,
    now: Timestamp,
}

/// The pack has no form for the story; whoever changed the pack forgot the sandbox.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NoStory {
    /// A name in the plot is none.
    #[error(transparent)]
    Id(#[from] BadId),
    /// The instrument lost the kind.
    #[error("the instrument has no measure of kind `{0}`")]
    Kind(&'static str),
}

impl Story {
    /// The story of `plot` on the forms of `instrument`, told at `now`.
    pub(crate) fn new(
        plot: &'static Plot,
        instrument: &Instrument,
        now: Timestamp,
    ) -> Result<Self, NoStory> {
        let kind = instrument.kind(&KindId::parse(plot.kind)?).ok_or(NoStory::Kind(plot.kind))?;
        let about = |letter: &&LetterForm| letter.about.contains(&kind.id);
        let facts = DraftFacts {
            from: Country::parse(plot.issuer.player.state)?,
            to: Country::parse(plot.addressee.who.player.state)?,
            notified: plot.enforcing.is_some(),
            data: plot.data.iter().copied().collect(),
            track: plot.track,
            unvalidated: false,
        };
        let letters = instrument.letters.iter().filter(about).cloned().collect();
        // The law counts whole seconds.
        let now = Timestamp::from_second(now.as_second()).unwrap_or(now);
        Ok(Self { plot, kind: kind.clone(), letters, facts, now })
    }

    /// The case at the issuer.
    pub(crate) fn case(&self) -> Form {
        let (codename, focus) = self.plot.case;
        let mut form = form(&[("codename", codename), ("focus", focus)]);
        let issuer = self.plot.issuer.player;
        let units = issuer.seats.iter().map(|seat| issuer.unit(seat));
        form.extend(units.map(|unit| ("participant".to_owned(), unit)));
        form
    }

    /// The measure in the case.
    pub(crate) fn measure(&self) -> Form {
        let unit = |player: &Player| player.seats.first().map(|seat| player.unit(seat));
        let plot = self.plot;
        let mut measure = form(&[
            ("instrument", plot.instrument),
            ("kind", plot.kind),
            ("to", &unit(plot.addressee.who.player).unwrap_or_default()),
            ("track", plot.track.id()),
            ("language", LANGUAGE),
        ]);
        let enforcing = plot.enforcing.and_then(|enforcing| unit(enforcing.who.player));
        measure.extend(enforcing.map(|unit| ("enforcing".to_owned(), unit)));
        measure.extend(plot.data.iter().map(|data| ("data".to_owned(), data.id().to_owned())));
        measure
    }

    /// The issuer's answer to one question; one that the story does not know is answered in general.
    pub(crate) fn reasoning(&self, check: &str) -> &'static str {
        let known = self.plot.reasoned.iter().find(|(id, _)| *id == check);
        known.map_or("Considered for this measure, and answered with yes.", |(_, text)| text)
    }

    /// One fresh random text for every field that takes text and that the enforcing authority sees alone of the
    /// two recipients; none where nobody is notified.
    pub(crate) fn canaries(&self, random: &dyn Random) -> BTreeMap<String, String> {
        let notified = self.plot.enforcing.is_some();
        let hidden =
            self.kind.fields.iter().filter(|field| notified && is_for_enforcing_only(field));
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
        let values = self.values(&BTreeMap::new());
        let of_first = self.kind.fields.iter().filter(|field| Some(&field.section) == first);
        of_first.filter_map(|field| Some((field, values.get(&field.id)?))).flat_map(plain).collect()
    }

    /// All answers, in the order of the form.
    pub(crate) fn complete(&self, canaries: &BTreeMap<String, String>) -> Form {
        answers(&self.kind, &self.values(canaries))
    }

    /// A letter: its form, and all answers with what is told in them.
    pub(crate) fn letter(&self, form: &str, told: &Told) -> Result<Form, StepError> {
        let known = self.letters.iter().find(|letter| letter.form.id.as_str() == form);
        let missing = || StepError::Wrong(format!("the instrument has no letter `{form}`"));
        let known = &known.ok_or_else(missing)?.form;
        let values = self.told(known, told, &BTreeMap::new());
        let values = fill_with_examples(known, &values, &self.facts);
        let mut letter = vec![("form".to_owned(), form.to_owned())];
        letter.extend(answers(known, &values));
        Ok(letter)
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
        let told = self.told(&self.kind, self.plot.told, canaries);
        fill_with_examples(&self.kind, &told, &self.facts)
    }

    /// The story and the canaries as answers, and the time it is wherever one is asked for and none is told.
    fn told(&self, kind: &MeasureKind, told: &Told, canaries: &BTreeMap<String, String>) -> Values {
        let mut values = filled(kind, told, canaries);
        for field in kind.fields.iter().filter(|field| field.required) {
            if let Some(now) = time(field.field_type, self.now) {
                values.entry(field.id.clone()).or_insert(now);
            }
        }
        values
    }
}

/// `now` as an answer of this type, where it is one.
fn time(field_type: FieldType, now: Timestamp) -> Option<FieldValue> {
    match field_type {
        FieldType::Date => Some(FieldValue::Date(now.to_zoned(TimeZone::UTC).date())),
        FieldType::Instant => Some(FieldValue::Instant(now)),
        FieldType::Code
        | FieldType::Country
        | FieldType::Exhibit
        | FieldType::LongText
        | FieldType::Money
        | FieldType::Office
        | FieldType::Period
        | FieldType::Person
        | FieldType::Selector
        | FieldType::Text
        | FieldType::YesNo => None,
    }
}

/// The story and the canaries as answers.
fn filled(kind: &MeasureKind, told: &Told, canaries: &BTreeMap<String, String>) -> Values {
    let mut values = Values::new();
    for field in &kind.fields {
        let name = field.id.as_str();
        let told = told.iter().find(|(id, _)| *id == name).map(|(_, text)| (*text).to_owned());
        let canary = canaries.get(name).map(|canary| with_canary(field, told.as_deref(), canary));
        if let Some(raw) = canary.or(told)
            && let Ok(value) = field.read(&raw)
        {
            values.insert(field.id.clone(), value);
        }
    }
    values
}

/// Answers as a form, in the order of the kind's form.
fn answers(kind: &MeasureKind, values: &Values) -> Form {
    let answered = kind.fields.iter().filter_map(|field| Some((field, values.get(&field.id)?)));
    answered.flat_map(plain).collect()
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
