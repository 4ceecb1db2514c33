//! Which bytes of a package are changed.

use super::{Amount, part_of, positions};

const WHOLE: Amount = Amount::Part { k: 1, n: 1 };

#[test]
fn every_byte_of_a_small_package_is_changed() {
    let map = r#"{"size": 200000, "evidence": [[1, 150000]]}"#;
    let (mut all, n_evidence) = positions(map, WHOLE).unwrap();
    all.sort_unstable();
    assert!(all.iter().copied().eq(0..200_000));
    assert_eq!(n_evidence, 149_999);
}

#[test]
fn of_evidence_in_a_large_package_every_997th_byte_is_changed() {
    let map = r#"{"size": 900000, "evidence": [[10, 899990]]}"#;
    let (all, n_evidence) = positions(map, WHOLE).unwrap();
    assert_eq!(n_evidence, 899_980_usize.div_ceil(997));
    assert_eq!(all.len(), 10 + n_evidence + 10);
    assert_eq!(all[20..22], [10, 1007]);
}

#[test]
fn the_parts_of_a_full_run_are_the_whole_of_it() {
    let map = r#"{"size": 900000, "evidence": [[10, 800000]]}"#;
    let mut parts: Vec<u64> =
        (1..=3).flat_map(|k| positions(map, Amount::Part { k, n: 3 }).unwrap().0).collect();
    let (mut whole, _) = positions(map, WHOLE).unwrap();
    parts.sort_unstable();
    whole.sort_unstable();
    assert_eq!(parts, whole);
}

#[test]
fn a_sample_of_a_large_package_is_spread_over_all_of_it() {
    let map = r#"{"size": 900000, "evidence": [[0, 600000]]}"#;
    let (all, n_evidence) = positions(map, Amount::Sample).unwrap();
    assert_eq!((all.len() - n_evidence, n_evidence), (2_000, 101));
    assert_eq!((all[0], all[1_999]), (600_000, 600_000 + 1_999 * 150));
    assert_eq!(all[all.len() - 1], 997 * 6 * 100);
}

#[test]
fn a_part_is_named_by_its_number_and_their_count() {
    assert_eq!(part_of("2/5"), Some(Amount::Part { k: 2, n: 5 }));
    for wrong in ["0/5", "6/5", "2", "a/b", "1/0"] {
        assert_eq!(part_of(wrong), None, "{wrong}");
    }
}

#[test]
fn a_map_that_is_no_map_is_a_fault() {
    assert!(positions("{}", WHOLE).is_err());
}
