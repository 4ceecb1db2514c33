//! What two officers decide about a log, each thing that there is to decide.

use super::fixture::{Strings, Who, at};
use super::views::the_successor;
use crate::page::successor::{Successor, page_successor};
use crate::shell::Shell;

/// The page for each finding.
pub(super) fn pages<'s>(
    say: &Strings,
    shell: &impl Fn(&'s str, Who) -> Shell<'s>,
) -> Vec<(&'static str, String)> {
    let here = |stopped| Shell { stopped, ..shell("/ledger/successor", Who::Overseer) };
    let decided = |about| Successor { about, begins: false, next: None, ..the_successor(say) };
    vec![
        ("successor", page_successor(&the_successor(say), &here(Some("rolled-back")))),
        (
            "successor-register-missing",
            page_successor(&decided("register-missing"), &here(Some("register-missing"))),
        ),
        (
            "successor-gap",
            page_successor(
                &Successor { proposed: None, ..decided("gap") },
                &Shell {
                    gap: Some((31, 36)),
                    no_quorum: Some(at("2026-11-24T10:00:00Z")),
                    no_room: true,
                    ..here(None)
                },
            ),
        ),
    ]
}
