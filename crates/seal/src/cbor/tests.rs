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

#[test]
fn the_examples_of_the_standard_have_one_form() {
    for (hex, diagnostic) in [
        ("00", "0"),
        ("17", "23"),
        ("1818", "24"),
        ("1903e8", "1000"),
        ("1a000f4240", "1000000"),
        ("1b000000e8d4a51000", "1000000000000"),
        ("1bffffffffffffffff", "18446744073709551615"),
        ("20", "-1"),
        ("3903e7", "-1000"),
        ("3bffffffffffffffff", "-18446744073709551616"),
        ("f4", "false"),
        ("f5", "true"),
        ("f6", "null"),
        ("40", "h''"),
        ("4401020304", "h'01020304'"),
        ("60", "\"\""),
        ("62c3bc", "\"ü\""),
        ("80", "[]"),
        ("8301820203820405", "[1, [2, 3], [4, 5]]"),
        ("a0", "{}"),
        ("a201020304", "{1: 2, 3: 4}"),
        ("a26161016162820203", "{\"a\": 1, \"b\": [2, 3]}"),
        ("d86280", "98([])"),
    ] {
        check(hex, diagnostic);
    }
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
