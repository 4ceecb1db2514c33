//! What is shown of evidence: for people what it is worth, for programs all of it.

use store::CosignedNote;

use super::*;

/// The published checkpoint of `docs/spec/ledger.md` §7.
const NOTE: &str = include_str!("../../../../seal/vectors/ledger-checkpoint.note");
const ROOT: &str = "vpwMxQ2HCu0b81U+sKbaZ7ViLeliVbm/OE8OQDXZ5Ys=";

fn kept(kind: &str, held: Option<HeldHead>) -> WitnessEvidence {
    WitnessEvidence {
        origin: "node.example/comity/audit/2027".to_owned(),
        id: [1; 32],
        at_ms: 1_798_761_600_000,
        kind: kind.to_owned(),
        request: format!("old 3\n\n{NOTE}").into_bytes(),
        held,
    }
}

fn held(note: Option<&str>) -> HeldHead {
    let cosigned = note.map(|note| CosignedNote { at: 1, note: note.to_owned() });
    HeldHead { size: 3, root: [0; 32], cosigned }
}

#[test]
fn people_read_what_it_is_worth() {
    let head = "2027-01-01T00:00:00Z  node.example/comity/audit/2027";
    let zeros = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    for (kind, held, lines) in [
        (
            "same-size-other-root",
            Some(held(None)),
            format!("  held     3 {zeros}\n  proves that the log said two things"),
        ),
        (
            "proof",
            None,
            "  held     nothing\n  proves nothing by itself: ask the log how the two heads agree"
                .to_owned(),
        ),
    ] {
        let expected = format!("{head}  {kind}\n  signed   3 {ROOT}\n{lines}");
        assert_eq!(Item::of(&kept(kind, held)).unwrap().to_string(), expected);
    }
}

#[test]
fn programs_get_both_notes() {
    let said = |held| serde_json::to_value(Item::of(&kept("proof", held)).unwrap()).unwrap();
    let item = said(Some(held(Some("a note\n"))));
    assert_eq!(item["proves"], false);
    assert_eq!(item["root"], ROOT);
    assert_eq!(item["request"], format!("old 3\n\n{NOTE}"));
    assert_eq!(item["held"]["note"], "a note\n");
    assert_eq!(said(Some(held(None)))["held"]["note"], serde_json::Value::Null);
    assert_eq!(said(None)["held"], serde_json::Value::Null);
}

#[test]
fn damaged_evidence_is_said_to_be_damaged() {
    for damaged in [
        WitnessEvidence { request: b"old".to_vec(), ..kept("proof", None) },
        kept("nonsense", None),
        WitnessEvidence { at_ms: i64::MAX, ..kept("proof", None) },
    ] {
        let failure = Item::of(&damaged).map(|item| item.to_string()).unwrap_err();
        assert_eq!((failure.exit, failure.code.as_str()), (Exit::Failed, "corrupt"));
    }
}
