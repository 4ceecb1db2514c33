//! The tag files in their one form.

use super::{BagError, BagInfo, DECLARATION, manifest};

fn info() -> BagInfo {
    BagInfo {
        bagged_on: "2027-03-02".to_owned(),
        external_id: "urn:comity:fr-tj.example:package:0195d3a0-7c11-7e40-8b1e-5a2d9c4f6e01"
            .to_owned(),
        payload_bytes: 279_164_409_832,
        n_payload_files: 1198,
        organization: "Tribunal judiciaire de Paris".to_owned(),
    }
}

#[test]
fn the_declaration_is_that_of_version_one() {
    assert_eq!(DECLARATION, "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
}

#[test]
fn bag_info_is_five_lines_in_alphabetical_order() {
    let text = info().to_text().unwrap();
    let names: Vec<_> = text.lines().filter_map(|line| line.split_once(": ")).collect();
    let expected = [
        "BagIt-Profile-Identifier",
        "Bagging-Date",
        "External-Identifier",
        "Payload-Oxum",
        "Source-Organization",
    ];
    assert!(names.iter().map(|(name, _)| *name).eq(expected));
    assert_eq!(names[3].1, "279164409832.1198");
    assert_eq!(BagInfo::parse(&text), Ok(info()));
}

#[test]
fn bag_info_in_another_spelling_is_refused() {
    let text = info().to_text().unwrap();
    let spellings = [
        String::new(),
        text.trim_end().to_owned(),
        format!("{text}\n"),
        format!("{text}Contact-Name: X\n"),
        text.replace(": ", ":"),
        text.replace('\n', "\r\n"),
        text.replace(".1198", ".01198"),
        text.replace("Oxum: 2", "Oxum: +2"),
        text.lines().rev().map(|line| format!("{line}\n")).collect(),
    ];
    for spelling in spellings {
        assert!(BagInfo::parse(&spelling).is_err(), "{spelling}");
    }
}

#[test]
fn a_value_is_one_plain_line() {
    for organization in ["", " x", "x ", "x\ny", "x\ty", "\u{85}"] {
        let bad = BagInfo { organization: organization.to_owned(), ..info() };
        assert_eq!(bad.to_text(), Err(BagError::Value { name: "Source-Organization" }));
    }
}

#[test]
fn a_manifest_is_sorted_and_escapes_only_what_would_break_a_line() {
    let digest = || "00ff".to_owned();
    let files = [("data/b", digest()), ("data/a b%\r\n", digest()), ("data/B", digest())];
    let expected = "00ff  data/B\n00ff  data/a b%25%0D%0A\n00ff  data/b\n";
    assert_eq!(manifest(files), expected);
    assert_eq!(manifest([]), "");
}
