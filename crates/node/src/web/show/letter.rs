//! A letter about a measure while it is written.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::actor::MemberKind;
use domain::denied::Denied;
use domain::reader::{FieldSeen, MeasureSeen};
use law::field::{Field, Values};
use law::ids::{FieldId, KindId};
use law::letter_form::LetterForm;
use portal::component::problem_list::Wrong;
use portal::page::letter::{Letter, page_letter};

use super::measure::units;
use super::{law_of, reference};
use crate::act::ActError;
use crate::node::Node;
use crate::web::Signed;
use crate::web::drafts::readable;
use crate::web::form::Fields;
use crate::web::measures::Found;
use crate::web::page::{self, Place};

/// Why the form comes back, with what was typed.
#[derive(Debug)]
pub struct Back<'a> {
    /// What was typed.
    pub fields: &'a Fields,
    /// What of it cannot be read.
    pub wrong: &'a [(String, Wrong)],
    /// What the core said.
    pub denied: Option<&'a Denied>,
    /// Whether the measure changed since the form was read, or the form was sent before.
    pub is_stale: bool,
}

impl Default for Back<'_> {
    fn default() -> Self {
        static NOTHING: Fields = Fields::none();
        Self { fields: &NOTHING, wrong: &[], denied: None, is_stale: false }
    }
}

/// The form of a letter, empty or with what came back.
///
/// # Errors
/// [`ActError::NotFound`] if this side has no such letter.
pub fn show(
    node: &Arc<Node>,
    signed: &Signed,
    place: &Place,
    (seen, found): (&MeasureSeen, &Found),
    form: &KindId,
    back: &Back<'_>,
) -> Result<String, ActError> {
    let law = law_of(node, seen)?;
    let offer = seen.letters.iter().find(|offer| offer.form == *form).ok_or(ActError::NotFound)?;
    let form = law.letter(form).ok_or(ActError::NotFound)?;
    let is_new = back.fields.get("form").is_none();
    let answered = if is_new { known(form, seen) } else { readable(&form.form, back.fields) };
    let defects = match back.denied {
        Some(Denied::Defects { defects }) => defects.as_slice(),
        Some(_) | None => &[],
    };
    let fields = FieldSeen::of_form(&form.form, &answered, defects, true);
    let typed = form.form.fields.iter().filter(|field| back.fields.has(field.id.as_str()));
    let typed: BTreeMap<FieldId, Vec<String>> = typed
        .map(|field| {
            let raw = back.fields.all(field.id.as_str()).map(str::to_owned);
            (field.id.clone(), raw.collect())
        })
        .collect();
    let wrong: BTreeMap<FieldId, Wrong> = back
        .wrong
        .iter()
        .filter_map(|(name, wrong)| Some((FieldId::parse(name).ok()?, wrong.clone())))
        .collect();
    let reference = reference(seen);
    let view = Letter {
        seen,
        law,
        reference: &reference,
        form,
        offer,
        fields: &fields,
        typed: &typed,
        wrong: &wrong,
        authorities: units(node, &[MemberKind::EnforcingAuthority]),
        chosen: back.fields.get("enforcing").unwrap_or_default(),
        version: found.version,
        is_stale: back.is_stale,
        denied: back.denied.filter(|denied| !matches!(denied, Denied::Defects { .. })),
    };
    Ok(page::render(node, Some(signed), place, |shell| page_letter(&view, shell)))
}

/// What the measure says already and the letter asks again: its number, its authority, its addressee.
fn known(form: &LetterForm, seen: &MeasureSeen) -> Values {
    let said = |field: &Field| {
        let found = seen.fields.iter().find(|found| found.id == field.id)?;
        let value = found.value.clone().filter(|value| field.accept(value).is_ok())?;
        Some((field.id.clone(), value))
    };
    form.form.fields.iter().filter_map(said).collect()
}
