//! Which bytes of a package are changed.

use super::positions;

#[test]
fn every_byte_of_a_small_package_is_changed() {
    let all = positions(r#"{"size": 4, "evidence": [[1, 3]]}"#, false).unwrap();
    assert_eq!(all, [0, 1, 2, 3]);
}

#[test]
fn of_evidence_in_a_large_package_every_997th_byte_is_changed() {
    let all = positions(r#"{"size": 200000, "evidence": [[10, 199990]]}"#, true).unwrap();
    assert_eq!(all[..12], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1007]);
    assert_eq!(all.len(), 10 + 199_980_usize.div_ceil(997) + 10);
}

#[test]
fn a_sample_of_a_large_package_is_spread_over_all_of_it() {
    let all = positions(r#"{"size": 200000, "evidence": []}"#, false).unwrap();
    assert_eq!(all.len(), 10_000);
    assert_eq!(all[9_999], 9_999 * 20);
}

#[test]
fn a_map_that_is_no_map_is_a_fault() {
    assert!(positions("{}", true).is_err());
}
