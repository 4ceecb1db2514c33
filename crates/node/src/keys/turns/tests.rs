//! Whose turn it is at an instant.

use super::*;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(seconds).unwrap()
}

/// Three keys: from 0 to 20, from 10 to 30, from 25 to 40; the fourth was made and never listed.
fn keys() -> InTurn<u8> {
    let keys = InTurn::new(1, vec![2, 3, 4]);
    let times = [(0, 20), (10, 30), (25, 40)];
    keys.time(|key| {
        let (from, until) = times.get(usize::from(*key) - 1)?;
        Some((at(*from), at(*until)))
    });
    keys
}

#[test]
fn the_key_that_became_good_last_signs_until_it_ends() {
    let table = [(-1, 1), (0, 1), (9, 1), (10, 2), (19, 2), (20, 2), (24, 2), (25, 3), (39, 3)];
    for (second, key) in table {
        assert_eq!(*keys().at(at(second)), key, "at {second}");
    }
    // Nothing is good any more: the one that ended last, which everybody refuses.
    assert_eq!((*keys().at(at(40)), keys().has_good(at(40))), (3, false));
}

#[test]
fn in_an_overlap_both_are_good_and_what_is_not_listed_never_is() {
    let good = |second| keys().good(at(second)).into_iter().copied().collect::<Vec<_>>();
    assert_eq!([good(9), good(10), good(20), good(29)], [vec![1], vec![1, 2], vec![2], vec![2, 3]]);
    assert_eq!(keys().all().copied().collect::<Vec<_>>(), [1, 2, 3, 4]);
}

#[test]
fn a_key_that_nobody_timed_is_good_at_any_time() {
    let one = InTurn::new(1, Vec::new());
    assert!(one.has_good(Timestamp::MIN) && one.has_good(at(1 << 30)));
}
