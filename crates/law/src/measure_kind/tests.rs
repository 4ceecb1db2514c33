//! Which fields a form has where, who never sees them, and which data its answers ask for.

use super::*;
use crate::embedded;

fn kind(pack: &str, id: &str) -> MeasureKind {
    let law = embedded::instrument(pack).unwrap().unwrap();
    law.kind(&KindId::parse(id).unwrap()).unwrap().clone()
}

fn field(id: &str) -> FieldId {
    FieldId::parse(id).unwrap()
}

#[test]
fn the_fields_of_a_section_come_in_the_order_of_the_form() {
    let kind = kind("eu-e-evidence", "epoc");
    let of = |section: &str| {
        let section = SectionId::parse(section).unwrap();
        kind.fields_of(&section).map(|field| field.id.to_string()).collect::<Vec<_>>()
    };
    let first = [
        "issuing_state",
        "issuing_authority",
        "validating_authority",
        "file_no_issuing",
        "file_no_validating",
    ];
    assert_eq!(of("A"), first);
    assert_eq!(of("nowhere"), Vec::<String>::new());
    let n_listed: usize =
        kind.sections.iter().map(|section| kind.fields_of(&section.id).count()).sum();
    assert_eq!(n_listed, kind.fields.len());
}

#[test]
fn a_copy_shows_an_answer_or_hides_its_field() {
    let kind = kind("eu-e-evidence", "epoc");
    for audience in Audience::ALL {
        let shown: BTreeSet<FieldId> =
            kind.project(&kind.examples(), *audience).into_keys().collect();
        let hidden = kind.hidden_from(*audience);
        assert!(shown.is_disjoint(&hidden), "{audience}");
        assert_eq!(shown.len() + hidden.len(), kind.fields.len(), "{audience}");
    }
    let reasons = field("necessity_proportionality_grounds");
    assert!(kind.hidden_from(Audience::Addressee).contains(&reasons));
    assert!(!kind.hidden_from(Audience::Ea).contains(&reasons));
    assert_eq!(kind.hidden_from(Audience::Ia), BTreeSet::new());
}

#[test]
fn only_evidence_and_production_hand_something_over() {
    for (pack, id, yields) in [
        ("eu-e-evidence", "epoc", true),
        ("eu-e-evidence", "epoc-pr", false),
        ("eu-tco", "removal-order", false),
        ("eu-freezing", "freezing-certificate", false),
    ] {
        assert_eq!(kind(pack, id).yields_data(), yields, "{id}");
    }
    let preservation = kind("eu-e-evidence", "epoc-pr");
    assert!(MeasureKind { route: None, ..preservation }.yields_data(), "it does not say");
}

#[test]
fn the_answers_say_which_data_are_asked_for() {
    let kind = kind("eu-e-evidence", "epoc");
    let asked = |ids: &[&str]| {
        let example = |id: &&str| (field(id), kind.field(&field(id)).unwrap().example.clone());
        kind.data_asked(&ids.iter().map(example).collect())
    };
    assert_eq!(asked(&["issuing_state", "case_summary"]), BTreeSet::new());
    assert_eq!(
        asked(&["evidence_content", "case_summary", "evidence_subscriber"]),
        BTreeSet::from([DataCategory::Subscriber, DataCategory::Content])
    );
}

#[test]
fn only_what_every_rule_opens_is_for_anybody() {
    let notice = kind("eu-dsa", "illegal-content-notice");
    assert!(notice.is_for_anybody());
    assert!(!kind("eu-dsa", "dsa-order-illegal-content").is_for_anybody());
    let mut half = notice.clone();
    let order = kind("eu-dsa", "dsa-order-illegal-content");
    half.issuers.extend(order.issuers);
    assert!(!half.is_for_anybody());
    let none = MeasureKind { issuers: Vec::new(), ..notice };
    assert!(!none.is_for_anybody());
}
