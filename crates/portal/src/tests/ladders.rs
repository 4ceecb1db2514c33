//! Ladders of our letters: everything that can be stated, on every level, a letter of which nothing is, and what does not count.

use super::fixture::{Strings, at};
use crate::component::ladder::{Doubt, Ladder, Level, RUNGS, Stated};
use crate::path::LeafNo;

pub(super) fn all(say: &Strings) -> Vec<Ladder> {
    let stated = |(rung, level): (&'static str, Level)| Stated {
        rung,
        at: at("2026-11-25T09:02:00Z"),
        by: say.provider.clone(),
        level,
        leaf: (level != Level::Signed).then_some(LeafNo { log: 0, index: 41 }),
        doubt: None,
    };
    let levels = Level::ALL.into_iter().cycle();
    let ladder =
        |stated| Ladder { kind: "measure.issue".to_owned(), to: say.provider.clone(), stated };
    let doubted = [Doubt::Against, Doubt::AfterAll]
        .map(|doubt| Stated { doubt: Some(doubt), ..stated(("failed", Level::Signed)) });
    vec![
        ladder(RUNGS.into_iter().zip(levels).map(stated).collect()),
        ladder(Vec::new()),
        ladder(doubted.to_vec()),
    ]
}
