//! The ways from one state to another as a document: the same for the command line and for programs that ask a node.

use std::collections::BTreeSet;

use law::clock::Clock;
use law::ids::IssuerKind;
use law::pathway::{Path, Reason, Search, Verdict};
use serde_json::{Value, json};

/// The answer of a search: what was asked, and every way with what it asks for or why it is none.
#[must_use]
pub fn document(search: &Search, found: &[Path<'_>]) -> Value {
    let of = |verdict: Verdict| -> Vec<Value> {
        found.iter().filter(|path| path.verdict == verdict).map(path_json).collect()
    };
    json!({
        "from": search.from.as_str(),
        "to": search.to.as_str(),
        "aim": search.aim.id(),
        "data": search.data.iter().map(|category| category.id()).collect::<Vec<_>>(),
        "on": search.on.to_string(),
        "emergency": search.emergency,
        "admissible": of(Verdict::Admissible),
        "undetermined": of(Verdict::Undetermined),
        "excluded": of(Verdict::Excluded),
    })
}

fn path_json(path: &Path<'_>) -> Value {
    let clock = |clock: &&Clock| {
        json!({
            "clock": clock.id.as_str(),
            "kind": clock.kind.id(),
            "period": clock.period,
            "counting": clock.counting.id(),
            "effect": clock.effect.id(),
            "cite": clock.provenance.cite.as_str(),
            "mark": clock.provenance.mark.id(),
        })
    };
    let issuers = path.issuers.iter().map(|rule| {
        let kinds =
            |all: &BTreeSet<IssuerKind>| all.iter().map(|kind| kind.id()).collect::<Vec<_>>();
        json!({
            "data": rule.data.iter().map(|category| category.id()).collect::<Vec<_>>(),
            "anybody": rule.anybody,
            "alone": kinds(&rule.alone),
            "validated_by": kinds(&rule.validated_by),
            "emergency_without_validation": rule.emergency_without_validation,
            "cite": rule.provenance.cite.as_str(),
        })
    });
    let grounds = path.grounds.iter().map(|ground| {
        json!({
            "ground": ground.id.as_str(),
            "effect": ground.effect.id(),
            "stage": ground.stage.id(),
            "cite": ground.provenance.cite.as_str(),
        })
    });
    let conditions = path.conditions.iter().map(|declared| {
        json!({
            "kind": declared.kind.id(),
            "state": declared.country.as_str(),
            "article": declared.article.as_str(),
            "languages": declared.languages,
            "cite": declared.provenance.cite.as_str(),
            "mark": declared.provenance.mark.id(),
        })
    });
    json!({
        "way": path.id(),
        "pack": path.instrument.pack(),
        "form": path.kind.form,
        "cite": path.kind.provenance.cite.as_str(),
        "mark": path.mark().id(),
        "channel": path.route.channel.id(),
        "language": path.route.language.id(),
        "answer": path.answers.iter().map(clock).collect::<Vec<_>>(),
        "notification": path.notified.map(|cite| cite.as_str()),
        "issuers": issuers.collect::<Vec<_>>(),
        "grounds": grounds.collect::<Vec<_>>(),
        "conditions": conditions.collect::<Vec<_>>(),
        "reasons": path.reasons.iter().map(reason_json).collect::<Vec<_>>(),
    })
}

fn reason_json(reason: &Reason) -> Value {
    json!({
        "reason": reason.obstacle.id(),
        "state": reason.state.map(|state| state.to_string()),
        "from": reason.from.map(|on| on.to_string()),
        "data": reason.data.iter().map(|category| category.id()).collect::<Vec<_>>(),
        "cite": reason.cite.as_str(),
    })
}
