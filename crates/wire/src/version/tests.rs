//! The highest that both have, and who is behind where there is none.

use super::*;

#[track_caller]
fn check(ours: (u64, u64), theirs: &[u64], common: Result<u64, Behind>) {
    let ours = Spoken::new(ours.0, ours.1).unwrap();
    assert_eq!(ours.common(theirs), common, "{ours:?} and {theirs:?}");
}

#[test]
fn the_highest_version_of_both_is_spoken() {
    check((1, 1), &[1], Ok(1));
    check((1, 2), &[1], Ok(1));
    check((1, 2), &[2, 1], Ok(2));
    check((1, 2), &[2, 3], Ok(2));
    check((3, 4), &[1, 2, 3], Ok(3));
}

#[test]
fn without_a_common_version_it_is_said_who_must_upgrade() {
    check((2, 3), &[1], Err(Behind::They));
    check((1, 1), &[2], Err(Behind::We));
    check((1, 2), &[3, 4], Err(Behind::We));
    check((1, 1), &[], Err(Behind::They));
    check((2, 2), &[1, 3], Err(Behind::We));
}

#[test]
fn a_range_begins_with_one_at_least_and_is_not_empty() {
    assert_eq!(Spoken::new(0, 1), None);
    assert_eq!(Spoken::new(2, 1), None);
    assert_eq!(Spoken::new(1, 3).unwrap().all(), [1, 2, 3]);
    assert!(SPOKEN.has(SPOKEN.first()) && SPOKEN.has(SPOKEN.last()));
}
