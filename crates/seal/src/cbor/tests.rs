//! RFC 8949 appendix A as far as the subset goes, and every form that must be refused.

use proptest::prelude::*;

use super::*;
use crate::digest::{hex_decode, hex_encode};

/// `expected` is diagnostic notation, or the code of the error.
#[track_caller]
fn check(hex: &str, expected: &str) {
    let found = match Cbor::decode(&hex_decode(hex).unwrap()) {
        Ok(value) => {
            assert_eq!(hex_encode(&value.encode()), hex);
            format!("{value:?}")
        }
        Err(error) => error.code().to_owned(),
    };
    assert_eq!(found, expected, "{hex}");
}

/// RFC 8949 appendix A, whole and in its order: what is of the subset, with what it says.
const ACCEPTED: [(&str, &str); 42] = [
    ("00", "0"),
    ("01", "1"),
    ("0a", "10"),
    ("17", "23"),
    ("1818", "24"),
    ("1819", "25"),
    ("1864", "100"),
    ("1903e8", "1000"),
    ("1a000f4240", "1000000"),
    ("1b000000e8d4a51000", "1000000000000"),
    ("1bffffffffffffffff", "18446744073709551615"),
    ("3bffffffffffffffff", "-18446744073709551616"),
    ("20", "-1"),
    ("29", "-10"),
    ("3863", "-100"),
    ("3903e7", "-1000"),
    ("f4", "false"),
    ("f5", "true"),
    ("f6", "null"),
    ("40", "h''"),
    ("4401020304", "h'01020304'"),
    ("60", "\"\""),
    ("6161", "\"a\""),
    ("6449455446", "\"IETF\""),
    ("62225c", "\"\\\"\\\\\""),
    ("62c3bc", "\"ü\""),
    ("63e6b0b4", "\"水\""),
    ("64f0908591", "\"𐅑\""),
    ("80", "[]"),
    ("83010203", "[1, 2, 3]"),
    ("8301820203820405", "[1, [2, 3], [4, 5]]"),
    (
        "98190102030405060708090a0b0c0d0e0f101112131415161718181819",
        "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25]",
    ),
    ("a0", "{}"),
    ("a201020304", "{1: 2, 3: 4}"),
    ("a26161016162820203", "{\"a\": 1, \"b\": [2, 3]}"),
    ("826161a161626163", "[\"a\", {\"b\": \"c\"}]"),
    (
        "a56161614161626142616361436164614461656145",
        "{\"a\": \"A\", \"b\": \"B\", \"c\": \"C\", \"d\": \"D\", \"e\": \"E\"}",
    ),
    // Not of the appendix: the one tag.
    ("d86280", "98([])"),
    ("d862f6", "98(null)"),
    // Nor these: the borders between the lengths of a head.
    ("18ff", "255"),
    ("190100", "256"),
    ("1a00010000", "65536"),
];

/// The rest of it, which deterministic encoding or the subset forbids.
const REFUSED: [(&str, &[&str]); 5] = [
    ("big numbers", &["c249010000000000000000", "c349010000000000000000"]),
    (
        "floats",
        &[
            "f90000",
            "f98000",
            "f93c00",
            "fb3ff199999999999a",
            "f93e00",
            "f97bff",
            "fa47c35000",
            "fa7f7fffff",
            "fb7e37e43c8800759c",
            "f90001",
            "f90400",
            "f9c400",
            "fbc010666666666666",
            "f97c00",
            "f97e00",
            "f9fc00",
            "fa7f800000",
            "fa7fc00000",
            "faff800000",
            "fb7ff0000000000000",
            "fb7ff8000000000000",
            "fbfff0000000000000",
        ],
    ),
    ("undefined and simple values", &["f7", "f0", "f8ff"]),
    (
        "tags",
        &[
            "c074323031332d30332d32315432303a30343a30305a",
            "c11a514b67b0",
            "c1fb41d452d9ec200000",
            "d74401020304",
            "d818456449455446",
            "d82076687474703a2f2f7777772e6578616d706c652e636f6d",
        ],
    ),
    (
        "indefinite lengths",
        &[
            "5f42010243030405ff",
            "7f657374726561646d696e67ff",
            "9fff",
            "9f018202039f0405ffff",
            "9f01820203820405ff",
            "83018202039f0405ff",
            "83019f0203ff820405",
            "9f0102030405060708090a0b0c0d0e0f101112131415161718181819ff",
            "bf61610161629f0203ffff",
            "826161bf61626163ff",
            "bf6346756ef563416d7421ff",
        ],
    ),
];

#[test]
fn the_examples_of_the_standard_have_one_form() {
    for (hex, diagnostic) in ACCEPTED {
        check(hex, diagnostic);
    }
    for (what, examples) in REFUSED {
        for hex in examples {
            let found = Cbor::decode(&hex_decode(hex).unwrap());
            assert_eq!(found, Err(CborError::Unsupported), "{what}: {hex}");
        }
    }
    let n_refused: usize = REFUSED.iter().map(|(_, examples)| examples.len()).sum();
    assert_eq!(ACCEPTED.len() - 5 + n_refused, 81, "the appendix has 81 rows");
}

#[test]
fn a_longer_form_of_a_number_is_refused() {
    for hex in ["1817", "190018", "1900ff", "1a0000ffff", "1b00000000ffffffff", "5801ff", "9800"] {
        check(hex, "not-deterministic");
    }
}

#[test]
fn keys_are_sorted_and_unique() {
    check("a203040102", "not-deterministic");
    check("a2616201616101", "not-deterministic");
    check("a201020103", "duplicate-key");
    // Bytewise order puts 10 before 100 before -1 before "z" (RFC 8949 §4.2.1).
    check("a40a00186400200061 7a00".replace(' ', "").as_str(), "{10: 0, 100: 0, -1: 0, \"z\": 0}");
}

#[test]
fn forms_outside_the_subset_are_refused() {
    for hex in [
        "f90000",
        "fa00000000",
        "fb0000000000000000", // floats
        "f7",
        "e0",
        "f8ff", // undefined, simple values
        "5fff",
        "7fff",
        "9fff",
        "bfff",
        "ff", // indefinite lengths
        "c000",
        "d86380",
        "da0000006280",
        "1c", // other tags, a long tag head, reserved
    ] {
        let code = if hex == "da0000006280" { "not-deterministic" } else { "unsupported" };
        check(hex, code);
    }
}

#[test]
fn damaged_bytes_are_refused() {
    check("", "ends-early");
    check("4301", "ends-early");
    check("82", "ends-early");
    check("9bffffffffffffffff", "ends-early");
    check("bbffffffffffffffff", "ends-early");
    check("5bffffffffffffffff", "ends-early");
    check("0000", "trailing-bytes");
    check("61ff", "text-not-utf8");
}

#[test]
fn eight_levels_are_enough() {
    check("8181818181818100", "[[[[[[[0]]]]]]]");
    check("818181818181818100", "too-deep");
    check(&"d862".repeat(8), "too-deep");
}

#[test]
fn integers_keep_their_sign() {
    for n in [i64::MIN, -50, -1, 0, 1, 24, i64::MAX] {
        assert_eq!(Cbor::int(n).as_int(), Ok(n));
        assert_eq!(Cbor::decode(&Cbor::int(n).encode()), Ok(Cbor::int(n)));
    }
    assert_eq!(Cbor::Uint(u64::MAX).as_int(), Err(CborError::WrongType));
    assert_eq!(Cbor::Nint(u64::MAX).as_int(), Err(CborError::WrongType));
}

#[test]
fn a_closed_map_is_taken_key_by_key() {
    let map = Cbor::fields([(1, Cbor::Uint(7)), (2, Cbor::Null)]);
    let mut fields = map.as_fields().unwrap();
    assert_eq!(fields.take(1).and_then(Cbor::as_uint), Ok(7));
    assert_eq!(fields.take(3), Err(CborError::Missing));
    assert_eq!(fields.take_optional(3), None);
    assert_eq!(fields.end(), Err(CborError::Unknown));
    let text_key = Cbor::Map(vec![(Cbor::text("a"), Cbor::Null)]);
    assert_eq!(text_key.as_fields().map(|_| ()), Err(CborError::Unknown));
}

#[test]
fn a_tuple_has_exactly_its_elements() {
    let array = Cbor::Array(vec![Cbor::Null, Cbor::Bool(true)]);
    assert!(array.as_tuple::<2>().is_ok());
    assert_eq!(array.as_tuple::<3>(), Err(CborError::Missing));
    assert_eq!(array.as_tuple::<1>(), Err(CborError::Unknown));
    assert_eq!(Cbor::Null.as_tuple::<1>(), Err(CborError::WrongType));
}

#[test]
fn values_are_counted_before_they_are_in_memory() {
    // A map with a list of two, a tagged text and their keys.
    let list = Cbor::Array(vec![Cbor::Null, Cbor::Bool(true)]);
    let tagged = Cbor::CoseSign(Box::new(Cbor::text("a")));
    let bytes = Cbor::fields([(1, list), (2, tagged)]).encode();
    assert!(Cbor::decode_at_most(&bytes, 8).is_ok());
    assert_eq!(Cbor::decode_at_most(&bytes, 7), Err(CborError::TooMany));
    // Of sixteen million nulls no more are read than may be here, whether they are there or not.
    let mut long = vec![0x9a, 0x01, 0, 0, 0];
    long.extend([0xf6; 5]);
    assert_eq!(Cbor::decode_at_most(&long, 5), Err(CborError::TooMany));
    assert_eq!(Cbor::decode_at_most(&long, 7), Err(CborError::EndsEarly));
}

fn any_value() -> impl Strategy<Value = Cbor> {
    let leaf = prop_oneof![
        any::<u64>().prop_map(Cbor::Uint),
        any::<u64>().prop_map(Cbor::Nint),
        any::<Vec<u8>>().prop_map(Cbor::Bytes),
        any::<String>().prop_map(Cbor::Text),
        any::<bool>().prop_map(Cbor::Bool),
        Just(Cbor::Null),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Cbor::Array),
            prop::collection::btree_map(any::<u64>(), inner.clone(), 0..6).prop_map(|map| {
                Cbor::Map(map.into_iter().map(|(key, value)| (Cbor::Uint(key), value)).collect())
            }),
            inner.prop_map(|value| Cbor::CoseSign(Box::new(value))),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(value in any_value()) {
        let bytes = value.encode();
        prop_assert_eq!(Cbor::decode(&bytes).map(|read| read.encode()), Ok(bytes));
    }

    #[test]
    fn whatever_is_accepted_is_the_only_form(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        if let Ok(value) = Cbor::decode(&bytes) {
            prop_assert_eq!(value.encode(), bytes);
        }
    }
}
