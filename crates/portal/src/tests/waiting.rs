//! Letters that have not arrived, each for another reason.

use super::fixture::{Strings, Who, at};
use crate::page::waiting::{Hindrance, Letter, Waiting, page_waiting};
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
        hindrance,
    }
}

pub(super) fn pages<'s>(
    say: &Strings,
    shell: &impl Fn(&'s str, Who) -> Shell<'s>,
) -> Vec<(&'static str, String)> {
    let failed = |code: &str| Hindrance::Failed(code.to_owned());
    let held = |code: &str| Hindrance::Held(code.to_owned());
    let letters = vec![
        letter(say, "01", 12, Hindrance::Untried),
        letter(say, "02", 76, failed("no-connection")),
        letter(say, "03", 140, failed("bad-receipt")),
        letter(say, "04", 50, held("no-quorum")),
        letter(say, "05", 3, held("release-window-open")),
    ];
    let (some, none) = (Waiting { letters }, Waiting::default());
    vec![
        ("waiting", page_waiting(&some, &shell("/waiting", Who::Judge))),
        ("waiting-none", page_waiting(&none, &shell("/waiting", Who::Judge))),
    ]
}

#[test]
fn every_kind_of_letter_about_a_measure_has_a_name() {
    let texts = crate::l10n::Languages::embedded();
    let en = texts.get("en").unwrap();
    for kind in domain::letter::BodyKind::ALL {
        let key = format!("waiting-kind-{}", kind.id().replace('.', "-"));
        assert!(en.has(&key), "{key}");
    }
}
