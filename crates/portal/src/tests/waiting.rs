//! Letters that have not arrived, each for another reason.

use super::fixture::{Strings, Who, at};
use crate::component::held::{Ends, Holder, kind_key};
use crate::page::waiting::{CameTo, GivenUp, Hindrance, Letter, WHYS, Waiting, page_waiting};
use crate::path;
use crate::shell::Shell;

fn letter(say: &Strings, id: &str, spent: u64, hindrance: Hindrance) -> Letter {
    let n_attempts = match hindrance {
        Hindrance::Untried => 0,
        Hindrance::Failed(_) | Hindrance::Held(_) => 14,
    };
    Letter {
        id: id.to_owned(),
        kind: "measure.issue".to_owned(),
        to: say.provider.clone(),
        node: "fr-prov.sandbox.example".to_owned(),
        about: (path::measure("0195d3a0-7c11-7e40-8b1e-5a2d9c4f6e01"), say.reference.clone()),
        lane: "urgent",
        queued_at: at("2026-11-25T09:01:50Z"),
        deliver_by: at("2026-11-25T13:01:50Z"),
        spent,
        n_attempts,
        next_at: (n_attempts > 0).then(|| at("2026-11-25T14:01:50Z")),
        silent_since: matches!(hindrance, Hindrance::Failed(_)).then(|| at("2026-11-25T09:02:00Z")),
        holders: Vec::new(),
        at_relays: Vec::new(),
        hindrance,
        may_withdraw: false,
    }
}

fn given_up(say: &Strings, came_to: CameTo) -> GivenUp {
    let is_over = came_to == CameTo::Expired;
    GivenUp {
        id: came_to.id().to_owned(),
        kind: "handover.offer".to_owned(),
        to: say.provider.clone(),
        node: "fr-prov.sandbox.example".to_owned(),
        about: (path::measure("0195d3a0-7c11-7e40-8b1e-5a2d9c4f6e01"), say.reference.clone()),
        at: at("2026-11-25T10:00:00Z"),
        why: (!is_over).then(|| WHYS[came_to as usize % WHYS.len()].to_owned()),
        came_to,
    }
}

/// One that a suspension holds, on the page of letters and on the page of its measure.
pub(super) fn holder(say: &Strings, ends: Ends) -> Holder {
    Holder {
        id: "0195d3a0-7c11-7e40-8b1e-5a2d9c4f6e09".to_owned(),
        title: say.sentence.clone(),
        since: at("2026-11-25T08:00:00Z"),
        ends,
    }
}

pub(super) fn pages<'s>(
    say: &Strings,
    shell: &impl Fn(&'s str, Who) -> Shell<'s>,
) -> Vec<(&'static str, String)> {
    let failed = |code: &str| Hindrance::Failed(code.to_owned());
    let held = |code: &str| Hindrance::Held(code.to_owned());
    let letters = vec![
        Letter { may_withdraw: true, ..letter(say, "01", 12, Hindrance::Untried) },
        letter(say, "02", 76, failed("no-connection")),
        letter(say, "03", 140, failed("bad-receipt")),
        letter(say, "04", 50, held("no-quorum")),
        letter(say, "05", 3, held("release-window-open")),
        Letter {
            holders: vec![
                holder(say, Ends::Only(vec!["IE-PROV".to_owned(), "NL-OVS".to_owned()])),
                holder(say, Ends::At(at("2026-12-01T00:00:00Z"))),
            ],
            next_at: None,
            ..letter(say, "06", 3, held("agreement-suspended"))
        },
        Letter {
            kind: "recall.ask".to_owned(),
            holders: vec![
                holder(say, Ends::Never),
                holder(say, Ends::Consent(vec!["DE-STA".to_owned()])),
            ],
            ..letter(say, "07", 3, held("onward-consent-missing"))
        },
    ];
    let given_up = CameTo::ALL.map(|came_to| given_up(say, came_to)).into();
    let some = Waiting { letters, given_up, only: None };
    let only = Waiting {
        letters: Vec::new(),
        given_up: Vec::new(),
        only: Some(("0195d3a0-7c11-7e40-8b1e-5a2d9c4f6e09".to_owned(), say.sentence.clone())),
    };
    let none = Waiting::default();
    vec![
        ("waiting", page_waiting(&some, &shell("/waiting", Who::Judge))),
        ("waiting-only", page_waiting(&only, &shell("/waiting", Who::Judge))),
        ("waiting-none", page_waiting(&none, &shell("/waiting", Who::Judge))),
    ]
}

#[test]
fn every_kind_of_letter_that_may_wait_has_a_name() {
    let texts = crate::l10n::Languages::embedded();
    let en = texts.get("en").unwrap();
    let measures = domain::letter::BodyKind::ALL.map(|kind| kind.id());
    let recalls = domain::recall::MessageKind::ALL.map(|kind| kind.id());
    let agreements = domain::agreement::MessageKind::ALL.map(|kind| kind.id());
    for kind in measures.into_iter().chain(recalls).chain(agreements) {
        let key = kind_key(kind);
        assert!(en.has(&key), "{key}");
    }
}
