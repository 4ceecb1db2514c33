//! Fields and sections of a form: what is asked, when it must be answered, and who may see it.
//!
//! Not here: the values (`value.rs`), the check of a whole draft (`draft.rs`), the words on the page
//! (an instrument's texts, under the keys of [`Field::label_key`] and its neighbours).

use std::collections::{BTreeMap, BTreeSet};

use crate::defect::Defect;
use crate::ids::{Audience, BadId, DataCategory, FieldId, SectionId, Track};
use crate::instrument::Provenance;
use crate::value::ENTRIES_MAX;
pub use crate::value::{BadValue, FieldType, FieldValue, Period};

/// The answers of one form.
pub type Values = BTreeMap<FieldId, FieldValue>;

/// A section of the form, and whose copy it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The letter, or `file` for what stands in nobody's copy.
    pub id: SectionId,
    /// Whose copy shows the section.
    pub visible_to: BTreeSet<Audience>,
    /// Where the section comes from.
    pub provenance: Provenance,
}

/// One question of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The name in packs, records and letters.
    pub id: FieldId,
    /// Where it stands.
    pub section: SectionId,
    /// What an answer is.
    pub field_type: FieldType,
    /// Whether several answers may be given.
    pub many: bool,
    /// The words of a code field, in the order of the form; empty for every other type.
    pub codes: Vec<String>,
    /// Must be answered always.
    pub required: bool,
    /// Must be answered when any of these holds.
    pub required_if: Vec<Condition>,
    /// Whose copy shows it.
    pub visible_to: BTreeSet<Audience>,
    /// The category of data the field asks for, where it describes evidence.
    pub data: Option<DataCategory>,
    /// An answer of the right shape, shown as a hint and used where a filled form is needed.
    pub example: FieldValue,
    /// Where the field comes from.
    pub provenance: Provenance,
}

impl Field {
    /// Reads an answer as this field wants it.
    ///
    /// # Errors
    /// A [`Defect`] that names the field and its article, never what was typed.
    pub fn parse(&self, raw: &str) -> Result<FieldValue, Defect> {
        self.read(raw).map_err(|bad| Defect::of_value(self, &bad))
    }

    /// Like [`Field::parse`], with the reason in words; for authors of packs, not for copies.
    ///
    /// # Errors
    /// [`BadValue`] with what was typed.
    pub fn read(&self, raw: &str) -> Result<FieldValue, BadValue> {
        let value = if self.many {
            FieldValue::parse_many(self.field_type, raw)?
        } else {
            FieldValue::parse(self.field_type, raw)?
        };
        self.accept(&value)?;
        Ok(value)
    }

    /// Whether the value fits: type, number of answers, words of the list.
    ///
    /// # Errors
    /// [`BadValue::UnknownCode`] for a word outside the list or a value of another type.
    pub fn accept(&self, value: &FieldValue) -> Result<(), BadValue> {
        let unfit = || BadValue::UnknownCode { text: value.to_plain() };
        if matches!(value, FieldValue::Many(_)) != self.many {
            return Err(unfit());
        }
        let entries = value.entries();
        if entries.is_empty() {
            return Err(BadValue::Empty);
        }
        if entries.len() > ENTRIES_MAX {
            return Err(BadValue::TooMany { entries_max: ENTRIES_MAX });
        }
        for entry in entries {
            if entry.field_type() != Some(self.field_type) {
                return Err(unfit());
            }
            if let FieldValue::Code(code) = entry
                && !self.codes.contains(code)
            {
                return Err(BadValue::UnknownCode { text: code.clone() });
            }
        }
        Ok(())
    }

    /// The text key of the label: `field-case_summary`.
    #[must_use]
    pub fn label_key(&self) -> String {
        format!("field-{}", self.id)
    }

    /// The text key of the help sentence: `field-case_summary.help`.
    #[must_use]
    pub fn help_key(&self) -> String {
        format!("field-{}.help", self.id)
    }

    /// The text key of one word of the list: `code-addressee_kind-legal_representative`.
    #[must_use]
    pub fn code_key(&self, code: &str) -> String {
        format!("code-{}-{code}", self.id)
    }
}

/// What an answer must agree with, so that a form cannot contradict itself or its measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerRule {
    /// The field the rule looks at; unanswered, the rule is silent.
    pub field: FieldId,
    /// The word the rule is about; without one it is about any answer.
    pub code: Option<String>,
    /// All of these must hold.
    pub only_if: Vec<Condition>,
    /// None of these may hold.
    pub never_if: Vec<Condition>,
    /// The answer must be this.
    pub equals: Option<Twin>,
    /// The code of the defect when it does not agree.
    pub defect: &'static str,
    /// Where the rule comes from.
    pub provenance: Provenance,
}

/// What an answer can be compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Twin {
    /// The issuing state of the measure: `from`.
    From,
    /// The addressee's state: `to`.
    To,
    /// Another answer that may not be later: `before:time_range_to`.
    NotAfter(FieldId),
}

/// What a rule may look at; the list is closed, and a rule that cannot be said in it is a decision
/// about the product.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Condition {
    /// Nobody is notified: `not-notified`.
    NotNotified,
    /// An enforcing authority is notified: `notified`.
    Notified,
    /// A block of this category is asked for: `data:traffic`.
    Data(DataCategory),
    /// Another field says this word: `field:route=processor`.
    Says(FieldId, String),
    /// Another field is answered: `field:validating_authority`.
    Answered(FieldId),
    /// The measure is on this track: `track:emergency`.
    OnTrack(Track),
    /// The emergency order goes out without prior validation: `unvalidated`.
    Unvalidated,
}

/// What conditions look at besides the answers of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Around<'a> {
    /// The categories asked for.
    pub data: &'a BTreeSet<DataCategory>,
    /// Whether an enforcing authority is notified.
    pub notified: bool,
    /// The track.
    pub track: Track,
    /// Issued in an emergency without prior validation.
    pub unvalidated: bool,
}

impl Condition {
    /// Reads one condition as packs write it.
    ///
    /// # Errors
    /// [`BadId`] for a word that is not in the vocabulary.
    pub fn parse(text: &str) -> Result<Self, BadId> {
        match text.split_once(':') {
            None => match text {
                "not-notified" => Ok(Self::NotNotified),
                "notified" => Ok(Self::Notified),
                "unvalidated" => Ok(Self::Unvalidated),
                _ => {
                    Err(BadId { wanted: "a condition like `data:traffic`", text: text.to_owned() })
                }
            },
            Some(("data", category)) => DataCategory::parse(category).map(Self::Data),
            Some(("track", track)) => Track::parse(track).map(Self::OnTrack),
            Some(("field", rest)) => match rest.split_once('=') {
                Some((field, word)) => Ok(Self::Says(FieldId::parse(field)?, word.to_owned())),
                None => FieldId::parse(rest).map(Self::Answered),
            },
            Some(_) => {
                Err(BadId { wanted: "a condition like `data:traffic`", text: text.to_owned() })
            }
        }
    }

    /// Whether it is so, with these answers and what is known of the measure besides.
    #[must_use]
    pub fn holds(&self, values: &Values, around: &Around<'_>) -> bool {
        match self {
            Self::Answered(field) => values.contains_key(field),
            Self::Data(category) => around.data.contains(category),
            Self::NotNotified => !around.notified,
            Self::Notified => around.notified,
            Self::OnTrack(track) => around.track == *track,
            Self::Says(field, word) => values.get(field).is_some_and(|value| value.says(word)),
            Self::Unvalidated => around.unvalidated,
        }
    }

    /// The field the condition looks at, if it looks at one.
    #[must_use]
    pub const fn field(&self) -> Option<&FieldId> {
        match self {
            Self::Says(field, _) | Self::Answered(field) => Some(field),
            Self::NotNotified
            | Self::Notified
            | Self::Data(_)
            | Self::OnTrack(_)
            | Self::Unvalidated => None,
        }
    }
}

/// Fields of which a minimum must be answered together: one identifier of the account, whichever.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The fields, in the order of the form; the first one carries the defect.
    pub fields: Vec<FieldId>,
    /// How many must be answered.
    pub at_least: usize,
    /// The group counts only when any of these holds; empty means always.
    pub when: Vec<Condition>,
    /// Where the rule comes from.
    pub provenance: Provenance,
}

#[cfg(test)]
mod tests;
