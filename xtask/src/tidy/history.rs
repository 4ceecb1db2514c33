//! Byte vectors only grow: once frozen, a line of a vector file is never changed or removed, because
//! somebody may hold bytes made by it.
//!
//! The commit that adds `docs/ratchet/vectors-frozen.txt` is the freeze; from it on, no commit and no
//! uncommitted change may take a line away. Where the history is not there (a source archive, a
//! shallow clone) the test can only look at what is there, and says so.

use super::Faults;
use crate::run::Run;

const FREEZE: &str = "docs/ratchet/vectors-frozen.txt";

#[test]
fn a_vector_is_never_taken_back() {
    let Some(freeze) = git(&["log", "--diff-filter=A", "--format=%H", "--", FREEZE]) else {
        println!("no git history here: old vectors were not compared");
        return;
    };
    let Some(freeze) = freeze.lines().last() else {
        println!("not yet: the vectors are not frozen ({FREEZE} is in no commit)");
        return;
    };
    let changes = git(&["diff", "--numstat", "--no-renames", freeze, "--", "crates/*/vectors"]);
    let mut faults = Faults::default();
    for line in changes.unwrap_or_default().lines() {
        let mut columns = line.split('\t');
        let (_, removed, path) = (columns.next(), columns.next(), columns.next());
        if removed != Some("0") {
            faults
                .note(format!("{}: a frozen vector changed; add a new one", path.unwrap_or(line)));
        }
    }
    faults.none();
}

/// What git says, if there is a repository with history.
fn git(args: &[&str]) -> Option<String> {
    let ended = Run::new("git").args(args).read_quick().ok()?;
    (ended.code == Some(0)).then_some(ended.stdout)
}
