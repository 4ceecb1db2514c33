//! Conditions as packs write them, and how many answers a field takes.

use super::*;
use crate::embedded;
use crate::ids::KindId;

#[test]
fn a_condition_is_read_as_it_is_written() {
    let field = |name: &str| FieldId::parse(name).unwrap();
    for (text, condition) in [
        ("notified", Condition::Notified),
        ("not-notified", Condition::NotNotified),
        ("unvalidated", Condition::Unvalidated),
        ("data:traffic", Condition::Data(DataCategory::Traffic)),
        ("track:emergency", Condition::OnTrack(Track::Emergency)),
        ("field:ip", Condition::Answered(field("ip"))),
        ("field:route=processor", Condition::Says(field("route"), "processor".to_owned())),
    ] {
        assert_eq!(Condition::parse(text), Ok(condition), "{text}");
    }
    for text in ["", "told", "data:secrets", "track:slow", "field:", "state:FR"] {
        assert!(Condition::parse(text).is_err(), "{text}");
    }
}

#[test]
fn a_field_takes_as_many_answers_as_there_may_be_and_no_more() {
    let law = embedded::instrument("eu-e-evidence").unwrap().unwrap();
    let kind = law.kind(&KindId::parse("epoc").unwrap()).unwrap();
    let field = kind.field(&FieldId::parse("ip").unwrap()).unwrap();
    let one = field.example.entries()[0].clone();
    let answers = |n: usize| field.accept(&FieldValue::Many(vec![one.clone(); n]));
    assert_eq!(answers(0), Err(BadValue::Empty));
    assert_eq!(answers(1), Ok(()));
    assert_eq!(answers(ENTRIES_MAX), Ok(()));
    assert_eq!(answers(ENTRIES_MAX + 1), Err(BadValue::TooMany { entries_max: ENTRIES_MAX }));
}
