//! Planted bugs stay plantable: a patch that no longer applies finds nothing, and nobody would notice.

use super::{Faults, read};
use crate::{place, planted};

/// Of each kind there are at least so many, and of both together [`ALL_MIN`].
const EACH_MIN: usize = 3;
const ALL_MIN: usize = 8;

#[test]
fn every_planted_patch_applies_and_names_its_invariant() {
    let mut faults = Faults::default();
    let checker = read("crates/sim/src/audit.rs");
    let patches = planted::all().unwrap();
    for patch in &patches {
        let name = &patch.name;
        if !checker.contains(&format!("=> \"{}\",", patch.code)) {
            faults.note(format!("{name}: the checker knows no {}", patch.code));
        }
        if !patch.apply(&place::root(), &["--check"]).unwrap() {
            faults.note(format!("{name}: it does not apply any more; plant it anew"));
        }
    }
    let tests = read("crates/sim/src/tests.rs");
    let wrappers = tests.matches("    check_bug(Bug::").count();
    if patches.len() < EACH_MIN || wrappers < EACH_MIN || patches.len() + wrappers < ALL_MIN {
        faults.note(format!("{} patches and {wrappers} wrappers are too few", patches.len()));
    }
    faults.none();
}
