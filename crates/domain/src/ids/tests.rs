//! Identifiers: one spelling each, and none mistaken for another.

use proptest::prelude::*;

use super::*;

const TEXT: &str = "0195d3a0-7c11-7e40-8b1e-5a2d9c4f6e01";

fn check(text: &str, expected: Result<&str, BadId>) {
    assert_eq!(MeasureId::parse(text).map(|id| id.to_string()), expected.map(str::to_owned));
}

#[test]
fn an_id_is_written_one_way_only() {
    check(TEXT, Ok(TEXT));
    check("0195D3A0-7c11-7e40-8b1e-5a2d9c4f6e01", Err(BadId::Digit { place: 4 }));
    check("0195d3a07c117e408b1e5a2d9c4f6e01", Err(BadId::Length { chars: 32 }));
    check("0195d3a0-7c11-7e40-8b1e05a2d9c4f6e01", Err(BadId::NoHyphen { place: 23 }));
    check("0195d3a0-7c11-7e40-8b1e-5a2d9c4f6e0é", Err(BadId::Length { chars: 36 }));
    check("", Err(BadId::Length { chars: 0 }));
}

#[test]
fn a_urn_names_node_kind_and_id() {
    let node = NodeId::parse("spoc.justice.fr.example").unwrap();
    let id = MeasureId::parse(TEXT).unwrap();
    let urn = id.urn(&node);
    assert_eq!(urn, format!("urn:comity:spoc.justice.fr.example:measure:{TEXT}"));
    assert_eq!(MeasureId::parse_urn(&urn), Ok((node, id)));
    assert_eq!(CaseId::parse_urn(&urn), Err(BadId::Kind { expected: "case" }));
    assert_eq!(MeasureId::parse_urn("urn:uuid:1"), Err(BadId::NoUrn));
}

#[test]
fn the_list_of_kinds_is_alphabetical() {
    assert!(Kind::ALL.windows(2).all(|pair| pair[0].word() < pair[1].word()));
}

#[test]
fn reads_of_a_case_are_in_a_stream_with_the_uuid_of_the_case() {
    let case = CaseId::new([7; ID_BYTES]);
    assert_eq!(case.access().bytes(), case.bytes());
}

proptest! {
    #[test]
    fn every_id_reads_back_as_itself(bytes: [u8; ID_BYTES]) {
        let id = ExhibitId::new(bytes);
        prop_assert_eq!(ExhibitId::parse(&id.to_string()), Ok(id));
    }
}
