//! Published vectors of the hash functions, and every second spelling refused.

use proptest::prelude::*;

use super::*;

#[track_caller]
fn check(found: &[u8], hex: &str) {
    assert_eq!(hex_encode(found), hex);
}

#[test]
fn the_digest_of_abc_is_the_published_one() {
    let hex = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    check(&Digest::of(b"abc").0, hex);
    check(&Digest::of_parts(&[b"a", b"", b"bc"]).0, hex);
    assert_eq!(Digest::parse_hex(hex).unwrap(), Digest::of(b"abc"));
    assert_eq!(format!("{0} {0:?}", Digest::of(b"abc")), format!("{hex} {hex}"));
}

#[test]
fn sha_512_of_abc_is_the_published_one() {
    let mut hasher = Sha512Hasher::new();
    hasher.update(b"ab");
    hasher.update(b"c");
    check(
        &hasher.finish(),
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a\
         2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
    );
}

#[test]
fn hmac_with_a_full_key_follows_rfc_4231() {
    // Case 2 of RFC 4231 with its four-byte key filled up as RFC 2104 says.
    let mut key = [0; 32];
    key[..4].copy_from_slice(b"Jefe");
    check(
        &hmac_sha256(&key, &[b"what do ya want ", b"for nothing?"]),
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    );
}

#[test]
fn only_one_spelling_of_base64_is_read() {
    assert_eq!(b64_decode("AAE=").unwrap(), [0, 1]);
    assert!(b64_decode("").unwrap().is_empty());
    assert_eq!(b64url_decode("AAE").unwrap(), [0, 1]);
    for text in ["AAE", "AAF=", "AA E=", "AAE=\n", "AAE==", "AAE=AAE=", "=", "AA-_", "é", "A"] {
        assert_eq!(b64_decode(text), Err(CodingError::Base64), "{text:?}");
    }
    for text in ["AAE=", "AAF", "AA E", "AA+/", "A"] {
        assert_eq!(b64url_decode(text), Err(CodingError::Base64), "{text:?}");
    }
}

#[test]
fn only_lower_case_hexadecimal_is_read() {
    assert_eq!(hex_decode("00ff1a").unwrap(), [0, 255, 26]);
    for text in ["0", "0g", "FF", " 00", "é0"] {
        assert_eq!(hex_decode(text), Err(CodingError::Hex), "{text:?}");
    }
    assert_eq!(Digest::parse_hex("00"), Err(CodingError::Length { expected: 32, found: 1 }));
    assert_eq!(Digest::parse_b64("AAE="), Err(CodingError::Length { expected: 32, found: 2 }));
}

proptest! {
    #[test]
    fn every_coding_reads_what_it_wrote(bytes: Vec<u8>) {
        prop_assert_eq!(&b64_decode(&b64_encode(&bytes)).unwrap(), &bytes);
        prop_assert_eq!(&b64url_decode(&b64url_encode(&bytes)).unwrap(), &bytes);
        prop_assert_eq!(hex_decode(&hex_encode(&bytes)).unwrap(), bytes);
    }
}
