//! Whether a field must be answered in this draft, may be, or makes no sense in it.

use law::field::{Condition, Field};
use law::ids::FieldId;
use law::measure_kind::MeasureKind;

use crate::l10n::Arg;
use crate::page::draft::Draft;
use crate::shell::Shell;

/// How a field stands to this draft.
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
pub(super) fn need(view: &Draft<'_>, shell: &Shell<'_>, kind: &MeasureKind, field: &Field) -> Need {
    if field.data.is_some_and(|data| !view.seen.data.contains(&data)) {
        return Need::Pointless;
    }
    if field.required || field.required_if.iter().any(|condition| holds(view, condition)) {
        return Need::Required;
    }
    let follows: Vec<&Condition> =
        field.required_if.iter().filter(|condition| condition.field().is_some()).collect();
    // What only follows from a pointless field, or from a fact that does not hold, is pointless too.
    let is_open = |condition: &&Condition| {
        condition
            .field()
            .and_then(|id| kind.field(id))
            .is_some_and(|parent| parent.data.is_none_or(|data| view.seen.data.contains(&data)))
    };
    let open: Vec<&Condition> = follows.iter().copied().filter(is_open).collect();
    if open.is_empty() {
        return if field.required_if.is_empty() { Need::Optional } else { Need::Pointless };
    }
    Need::If(open.iter().filter_map(|condition| words(view, shell, kind, condition)).collect())
}

fn holds(view: &Draft<'_>, condition: &Condition) -> bool {
    let seen = view.seen;
    let value = |id: &FieldId| {
        seen.fields.iter().find(|field| field.id == *id).and_then(|field| field.value.as_ref())
    };
    match condition {
        Condition::Answered(id) => value(id).is_some(),
        Condition::Data(category) => seen.data.contains(category),
        Condition::NotNotified => seen.enforcing.is_none(),
        Condition::Notified => seen.enforcing.is_some(),
        Condition::OnTrack(track) => seen.track == *track,
        Condition::Says(id, word) => value(id).is_some_and(|value| value.says(word)),
        // Stated by whoever issues, when issuing.
        Condition::Unvalidated => false,
    }
}

fn words(
    view: &Draft<'_>,
    shell: &Shell<'_>,
    kind: &MeasureKind,
    condition: &Condition,
) -> Option<String> {
    let pack = view.law.id.as_str();
    let id = condition.field()?;
    let parent = shell.lang.law(pack, &format!("field-{id}"));
    match condition {
        Condition::Says(_, word) => {
            let field = kind.field(id)?;
            let key = match field.codes.is_empty() {
                true => None,
                false => Some(field.code_key(word)),
            };
            let answer = match key {
                Some(key) => shell.lang.law(pack, &key),
                None if word == "yes" || word == "no" => shell.t(word),
                None => word.clone(),
            };
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
