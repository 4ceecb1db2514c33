//! One form, and everything that is not it.

use super::{DEPTH_MAX, DerError, Reader, SEQUENCE, check, oid_text, write};
use crate::digest::hex_decode;

#[track_caller]
fn is(hex: &str, expected: Result<(), DerError>) {
    assert_eq!(check(&hex_decode(hex).unwrap()), expected, "{hex}");
}

#[test]
fn what_is_der_passes() {
    is("0500", Ok(()));
    is("3000", Ok(()));
    is("30060101ff02017f", Ok(()));
    is("02020080", Ok(()));
    is("0201ff", Ok(()));
    is("a003020100", Ok(()));
    is("8000", Ok(()));
    is(&format!("048180{}", "00".repeat(128)), Ok(()));
    is(&format!("04820100{}", "00".repeat(256)), Ok(()));
}

#[test]
fn a_length_has_one_form() {
    is("30800000", Err(DerError::Length));
    is("04810100", Err(DerError::Length));
    is("0482000100", Err(DerError::Length));
    is("04840000000100", Err(DerError::Length));
    is("04ff00", Err(DerError::Length));
}

#[test]
fn an_element_ends_where_its_length_says() {
    is("", Err(DerError::Cut));
    is("04", Err(DerError::Cut));
    is("0402ff", Err(DerError::Cut));
    is("0482", Err(DerError::Cut));
    is("3003020201", Err(DerError::Cut));
    is("05000500", Err(DerError::Cut));
    is("3002020100", Err(DerError::Cut));
}

#[test]
fn a_tag_is_one_that_der_has() {
    is("0000", Err(DerError::Tag));
    is("1f0100", Err(DerError::Tag));
    is("bf0100", Err(DerError::Tag));
    // A string in pieces is BER, and so is a sequence that is not constructed.
    is("2403040100", Err(DerError::Tag));
    is("1000", Err(DerError::Tag));
}

#[test]
fn a_value_has_one_form() {
    is("010101", Err(DerError::Form));
    is("0100", Err(DerError::Form));
    is("0200", Err(DerError::Form));
    is("02020001", Err(DerError::Form));
    is("0202ff80", Err(DerError::Form));
    is("050100", Err(DerError::Form));
}

#[test]
fn elements_lie_so_deep_and_no_deeper() {
    let nested = |n: usize| (0..n).fold(Vec::new(), |inner, _| write(SEQUENCE, &[&inner]));
    assert_eq!(check(&nested(DEPTH_MAX)), Ok(()));
    assert_eq!(check(&nested(DEPTH_MAX + 1)), Err(DerError::Depth));
    assert_eq!(check(&nested(10_000)), Err(DerError::Depth));
}

#[test]
fn what_is_written_is_read() {
    for len in [0, 1, 127, 128, 255, 256, 65_535, 65_536, 70_000] {
        let content = vec![0xAB; len];
        let whole = write(4, &[&content]);
        check(&whole).unwrap();
        let element = Reader::new(&whole).take(4).unwrap();
        assert_eq!((element.content, element.whole), (content.as_slice(), whole.as_slice()));
    }
}

#[test]
fn a_number_is_small_or_refused() {
    let small = |hex: &str| Reader::new(&hex_decode(hex).unwrap()).take(2).unwrap().small();
    assert_eq!(small("020100"), Ok(0));
    assert_eq!(small("02020080"), Ok(128));
    assert_eq!(small("020500ffffffff"), Ok(u32::MAX));
    assert_eq!(small("02050100000000"), Err(DerError::Form));
    assert_eq!(small("0201ff"), Err(DerError::Form));
}

#[test]
fn an_object_identifier_is_read_as_it_is_said() {
    let oid = |hex: &str| oid_text(&hex_decode(hex).unwrap());
    assert_eq!(oid("2a864886f70d01090f").unwrap(), "1.2.840.113549.1.9.15");
    assert_eq!(oid("60864801650304").unwrap(), "2.16.840.1.101.3.4");
    assert_eq!(oid("00").unwrap(), "0.0");
    assert_eq!(oid("8837").unwrap(), "2.999");
    assert_eq!(oid("2a81ffffffffffffffff7f").unwrap(), format!("1.2.{}", u64::MAX));
    for bad in ["", "2a86", "2a8001", "2a83ffffffffffffffff7f"] {
        assert_eq!(oid(bad), Err(DerError::Form), "{bad}");
    }
    assert_eq!(oid(&"01".repeat(65)), Err(DerError::Form));
}
