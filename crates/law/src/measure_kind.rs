//! One kind of measure: its form, who may issue it, what must be answered first, who sees what.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::{Check, CountersignRule, Notice};
use crate::field::{AnswerRule, Field, Group, Section, Values};
use crate::ids::{Audience, DataCategory, FieldId, KindId, SectionId, Track};
use crate::instrument::Provenance;
use crate::issuer::IssuerRule;
use crate::notification::NotificationRule;
use crate::offence::OffenceRule;
use crate::route::{Aim, Route};

/// One kind of measure of an instrument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeasureKind {
    /// The name in its pack, `epoc`.
    pub id: KindId,
    /// The annex that holds the form.
    pub form: String,
    /// The tracks it can be on.
    pub tracks: BTreeSet<Track>,
    /// Where the kind comes from.
    pub provenance: Provenance,
    /// The sections, in the order of the form.
    pub sections: Vec<Section>,
    /// The fields, in the order of the form.
    pub fields: Vec<Field>,
    /// Fields of which some must be answered together.
    pub groups: Vec<Group>,
    /// What an answer must agree with.
    pub answers: Vec<AnswerRule>,
    /// Who may issue.
    pub issuers: Vec<IssuerRule>,
    /// The thresholds of the offence.
    pub offences: Vec<OffenceRule>,
    /// When the enforcing authority is notified, where the kind knows that.
    pub notification: Option<NotificationRule>,
    /// What must be answered before an act.
    pub checks: Vec<Check>,
    /// Who tells the person concerned.
    pub notices: Vec<Notice>,
    /// Who must sign beside the issuer before it goes out, where the law or the agreement asks for it.
    pub countersign: Option<CountersignRule>,
    /// The kind as a way to something, where the pathway finder may propose it.
    pub route: Option<Route>,
}

impl MeasureKind {
    /// The field of this id.
    #[must_use]
    pub fn field(&self, id: &FieldId) -> Option<&Field> {
        self.fields.iter().find(|field| field.id == *id)
    }

    /// The section of this id.
    #[must_use]
    pub fn section(&self, id: &SectionId) -> Option<&Section> {
        self.sections.iter().find(|section| section.id == *id)
    }

    /// The fields of one section, in the order of the form.
    pub fn fields_of(&self, section: &SectionId) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(move |field| field.section == *section)
    }

    /// Whether something is handed over in performance of it. What asks that data be kept, content be removed or
    /// property be held discloses nothing; a kind without a way in the pack does not say, and is not judged by it.
    #[must_use]
    pub fn yields_data(&self) -> bool {
        self.route.as_ref().is_none_or(|route| match route.aim {
            Aim::Evidence | Aim::Production => true,
            Aim::Confiscation
            | Aim::Freezing
            | Aim::Information
            | Aim::JointInvestigation
            | Aim::Preservation
            | Aim::Removal
            | Aim::Supervision => false,
        })
    }

    /// Whether it may be issued without any function under the law: by each rule, by anybody.
    #[must_use]
    pub fn is_for_anybody(&self) -> bool {
        !self.issuers.is_empty() && self.issuers.iter().all(|rule| rule.anybody)
    }

    /// The text key of the kind's name: `kind-epoc`.
    #[must_use]
    pub fn label_key(&self) -> String {
        format!("kind-{}", self.id)
    }

    /// The text key of a section's heading: `section-epoc-A`; two forms may use one letter.
    #[must_use]
    pub fn section_key(&self, section: &Section) -> String {
        format!("section-{}-{}", self.id, section.id)
    }

    /// The answers one recipient's copy shows; unknown fields are shown to nobody.
    #[must_use]
    pub fn project(&self, values: &Values, audience: Audience) -> Values {
        values
            .iter()
            .filter(|(id, _)| {
                self.field(id).is_some_and(|field| field.visible_to.contains(&audience))
            })
            .map(|(id, value)| (id.clone(), value.clone()))
            .collect()
    }

    /// The fields one recipient never sees.
    #[must_use]
    pub fn hidden_from(&self, audience: Audience) -> BTreeSet<FieldId> {
        self.fields
            .iter()
            .filter(|field| !field.visible_to.contains(&audience))
            .map(|field| field.id.clone())
            .collect()
    }

    /// The categories of data the answers ask for, read from the evidence section.
    #[must_use]
    pub fn data_asked(&self, values: &Values) -> BTreeSet<DataCategory> {
        values.keys().filter_map(|id| self.field(id).and_then(|field| field.data)).collect()
    }

    /// The examples of the pack as answers: a form filled with them is shown, tried and tested.
    #[must_use]
    pub fn examples(&self) -> Values {
        self.fields
            .iter()
            .map(|field| (field.id.clone(), field.example.clone()))
            .collect::<BTreeMap<_, _>>()
    }
}

#[cfg(test)]
mod tests;
