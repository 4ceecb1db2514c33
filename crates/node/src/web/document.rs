//! A measure as programs read it.

use domain::measure::{Extent, PeerAct};
use domain::reader::{ClockSeen, MeasureSeen};
use law::field::Values;
use portal::component::ladder::{Doubt, Ladder};
use seal::digest::Digest;
use serde_json::{Value, json};

use super::measures::Found;
use super::notices;

/// A measure as programs read it.
#[must_use]
pub fn document(
    seen: &MeasureSeen,
    found: &Found,
    exhibits: &[(domain::ids::ExhibitId, domain::exhibit::Exhibit)],
    ladders: &[Ladder],
) -> Value {
    let defects: Vec<_> = seen
        .defects
        .iter()
        .map(|defect| {
            json!({
                "field": defect.field.to_string(),
                "section": defect.section.to_string(),
                "code": defect.code,
                "cite": defect.cite.to_string(),
            })
        })
        .collect();
    let mut receipts = serde_json::Map::new();
    for (copy, at) in &seen.receipts {
        receipts.insert(copy.id().to_owned(), json!(wire::time::millis(*at)));
    }
    json!({
        "id": found.id.to_string(),
        "side": seen.side.id(),
        "state": seen.state,
        "kind": seen.kind.to_string(),
        "version": found.version,
        "case": seen.case.map(|case| case.to_string()),
        "defects": defects,
        "clocks": seen.clocks.iter().map(clock).collect::<Vec<_>>(),
        "duties": seen.duties.iter().map(|seen| {
            json!({
                "duty": seen.duty.to_string(),
                "standing": seen.standing.id(),
                "at": seen.standing.at().map(wire::time::text),
            })
        }).collect::<Vec<_>>(),
        "receipts": receipts,
        // Where the law forbids the use of what it brought.
        "restricted": seen.restricted.as_ref().map(ToString::to_string),
        "release": seen.release.as_ref().map(|release| {
            json!({
                "state": release.state.id(),
                "cite": release.cite.as_ref().map(ToString::to_string),
                "opens_at": release.opens_at.map(wire::time::text),
            })
        }),
        "checks": seen.checks.iter().map(|check| {
            json!({ "id": check.id.to_string(), "cite": check.cite.to_string() })
        }).collect::<Vec<_>>(),
        "letters": letters(seen),
        "ladders": ladders.iter().map(ladder).collect::<Vec<_>>(),
        "notice": seen.notice.as_ref().map(notices::document),
        "exhibits": exhibits.iter().map(|(id, exhibit)| {
            let data = exhibit.data();
            json!({
                "id": id.to_string(),
                "exhibit_no": exhibit.item().exhibit_no.to_string(),
                "state": exhibit.state().id(),
                "len": data.map(|data| data.plain.len),
                "sha256": data.map(|data| Digest(data.plain.sha256).hex()),
                "blake3": data.map(|data| Digest(data.plain.blake3).hex()),
            })
        }).collect::<Vec<_>>(),
    })
}

/// A letter of ours, with what the other side has stated of it.
fn ladder(ladder: &Ladder) -> Value {
    let stated = ladder.stated.iter().map(|stated| {
        json!({
            "rung": stated.rung,
            "at": wire::time::millis(stated.at),
            "by": stated.by,
            "level": stated.level.id(),
            "doubt": stated.doubt.map(Doubt::id),
        })
    });
    json!({ "kind": ladder.kind, "to": ladder.to, "stated": stated.collect::<Vec<_>>() })
}

/// What letters said about a measure: our forms first, then whatever arrived, with what became of it.
fn letters(seen: &MeasureSeen) -> Vec<Value> {
    let ours = seen.said.iter().map(|said| {
        let at = wire::time::text(said.at);
        json!({
            "act": "said",
            "form": said.form.to_string(),
            "says": plain(&said.values),
            "standing": "said",
            "at": at,
        })
    });
    let theirs = seen.acts.iter().map(|act| {
        let (form, says) = match &act.act {
            PeerAct::Said { form, values, .. } => (Some(form.to_string()), Some(plain(values))),
            PeerAct::Objected { ground, extent, because }
            | PeerAct::Refused { ground, extent, because } => {
                let because = because.as_ref().map(|because| {
                    let contacted_at = because.contacted_at.map(wire::time::text);
                    json!({ "text": because.text, "contacted_at": contacted_at })
                });
                let (ground, extent) = (ground.to_string(), reach(extent));
                (None, Some(json!({ "ground": ground, "extent": extent, "because": because })))
            }
            PeerAct::Withdrew { why } => (None, Some(json!({ "why": why }))),
            PeerAct::Acknowledged { .. } | PeerAct::Cleared | PeerAct::OfferedHandover { .. } => {
                (None, None)
            }
        };
        json!({
            "act": act.act.id(),
            "form": form,
            "says": says,
            "from": act.from.to_string(),
            "standing": act.standing.id(),
            "at": wire::time::text(act.arrived_at),
        })
    });
    ours.chain(theirs).collect()
}

/// The answers of a letter, by field.
fn plain(values: &Values) -> Value {
    let answers = values.iter().map(|(field, value)| (field.to_string(), json!(value.to_plain())));
    Value::Object(answers.collect())
}

/// How far a ground reaches.
fn reach(extent: &Extent) -> Value {
    match extent {
        Extent::All => json!(extent.id()),
        Extent::Conditions(text) => json!({ extent.id(): text }),
        Extent::Data(data) => {
            json!({ extent.id(): data.iter().map(|one| one.id()).collect::<Vec<_>>() })
        }
    }
}

fn clock(clock: &ClockSeen) -> Value {
    let result = &clock.result;
    let at = |at: Option<jiff::Timestamp>| at.map(wire::time::text);
    json!({
        "clock": result.clock.to_string(),
        "kind": clock.kind.id(),
        "strict": at(result.strict),
        "legal_latest": at(result.legal_latest),
        "last_day": result.last_day.map(|day| day.to_string()),
        "gate_opens": at(result.gate_opens),
        "effect": result.effect.id(),
        "contested": result.contested,
        "undetermined": result.undetermined.as_ref().map(|why| why.reason.id()),
        "ours": clock.is_ours,
        "passed": clock.has_passed,
        "basis": {
            "cite": result.basis.cite.to_string(),
            "counting": result.basis.counting.id(),
            "calendar": result.basis.calendar,
            "zone": result.basis.zone,
            "mark": result.basis.mark.id(),
            "pack": result.basis.pack,
        },
    })
}
