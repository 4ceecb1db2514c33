//! Whether a field must be answered in this form, may be, or makes no sense in it.

use law::field::{Condition, Field};
use law::ids::FieldId;

use crate::component::sheet::Sheet;
use crate::component::value::word_text;
use crate::l10n::Arg;
use crate::shell::Shell;

/// How a field stands to this sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Need {
    /// It must be answered.
    Required,
    /// It must be answered when one of these holds.
    If(Vec<String>),
    /// It may be answered.
    Optional,
    /// It is about something this measure does not ask for.
    Pointless,
}

/// How the field stands.
pub(super) fn need(sheet: &Sheet<'_>, shell: &Shell<'_>, field: &Field) -> Need {
    if field.data.is_some_and(|data| !sheet.data.contains(&data)) {
        return Need::Pointless;
    }
    if field.required || field.required_if.iter().any(|condition| holds(sheet, condition)) {
        return Need::Required;
    }
    let follows: Vec<&Condition> =
        field.required_if.iter().filter(|condition| condition.field().is_some()).collect();
    // What only follows from a pointless field, or from a fact that does not hold, is pointless too.
    let is_open = |condition: &&Condition| {
        condition
            .field()
            .and_then(|id| sheet.kind.field(id))
            .is_some_and(|parent| parent.data.is_none_or(|data| sheet.data.contains(&data)))
    };
    let open: Vec<&Condition> = follows.iter().copied().filter(is_open).collect();
    if open.is_empty() {
        return if field.required_if.is_empty() { Need::Optional } else { Need::Pointless };
    }
    Need::If(open.iter().filter_map(|condition| words(sheet, shell, condition)).collect())
}

fn holds(sheet: &Sheet<'_>, condition: &Condition) -> bool {
    let value = |id: &FieldId| {
        sheet.fields.iter().find(|field| field.id == *id).and_then(|field| field.value.as_ref())
    };
    match condition {
        Condition::Answered(id) => value(id).is_some(),
        Condition::Data(category) => sheet.data.contains(category),
        Condition::NotNotified => !sheet.is_notified,
        Condition::Notified => sheet.is_notified,
        Condition::OnTrack(track) => sheet.track == *track,
        Condition::Says(id, word) => value(id).is_some_and(|value| value.says(word)),
        // Stated by whoever issues, when issuing.
        Condition::Unvalidated => false,
    }
}

fn words(sheet: &Sheet<'_>, shell: &Shell<'_>, condition: &Condition) -> Option<String> {
    let pack = sheet.pack;
    let id = condition.field()?;
    let parent = shell.lang.law(pack, &format!("field-{id}"));
    match condition {
        Condition::Says(_, word) => {
            let field = sheet.kind.field(id)?;
            let answer = word_text(shell, pack, field, word);
            let values = [("field", Arg::Words(&parent)), ("answer", Arg::Words(&answer))];
            Some(shell.lang.with("need-if-says", &values))
        }
        Condition::Answered(_) => {
            Some(shell.lang.with("need-if-answered", &[("field", Arg::Words(&parent))]))
        }
        Condition::Data(_)
        | Condition::NotNotified
        | Condition::Notified
        | Condition::OnTrack(_)
        | Condition::Unvalidated => None,
    }
}
