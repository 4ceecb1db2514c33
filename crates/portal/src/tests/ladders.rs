//! Ladders of our letters: everything that can be stated, on every level, and a letter of which nothing is.

use super::fixture::{Strings, at};
use crate::component::ladder::{Ladder, Level, RUNGS, Stated};
use crate::path::LeafNo;

pub(super) fn all(say: &Strings) -> Vec<Ladder> {
    let stated = |(rung, level): (&'static str, Level)| Stated {
        rung,
        at: at("2026-11-25T09:02:00Z"),
        by: say.provider.clone(),
        level,
        leaf: (level != Level::Signed).then_some(LeafNo { log: 0, index: 41 }),
    };
    let levels = Level::ALL.into_iter().cycle();
    let ladder =
        |stated| Ladder { kind: "measure.issue".to_owned(), to: say.provider.clone(), stated };
    vec![ladder(RUNGS.into_iter().zip(levels).map(stated).collect()), ladder(Vec::new())]
}
