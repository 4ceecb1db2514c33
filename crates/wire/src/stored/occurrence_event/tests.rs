//! Events of an occurrence through their bytes and back. What was written once is read for ever, so the bytes stand here.

use std::collections::BTreeMap;

use super::*;

const BY: &str = "03030303-0303-0303-0303-030303030303";

fn at() -> Timestamp {
    "2027-03-08T10:00:00Z".parse().unwrap()
}

fn why(text: &str) -> Why {
    Why::parse(text).unwrap()
}

fn noted(note: Note) -> Event {
    Event::Noted { at: at(), by: domain::ids::OfficerId::new([3; 16]), note }
}

fn remedy() -> Note {
    Note {
        instrument: InstrumentId::parse("eu-e-evidence").unwrap(),
        statistic: StatisticId::parse("eu-e-evidence/stat/28.2.h").unwrap(),
        figure: "remedies_in_issuing_state".to_owned(),
        n: 2,
        happened_at: "2027-03-01T23:00:00Z".parse().unwrap(),
        began_at: None,
        told_apart: BTreeMap::from([("data_type".to_owned(), "content".to_owned())]),
        amount: None,
        on_file: why("Lyon, 27/412"),
    }
}

/// The bytes of an event, and that reading them gives it back.
#[track_caller]
fn check(event: &Event, bytes: &str) {
    assert_eq!(String::from_utf8(write(event).to_bytes()).unwrap(), bytes);
    let json = Json::parse(bytes.as_bytes()).unwrap();
    assert_eq!(read(event.kind(), event.at(), &json).unwrap(), *event);
}

/// Which field of these bytes is refused.
#[track_caller]
fn check_bad(bytes: &str, field: &str) {
    let json = Json::parse(bytes.as_bytes()).unwrap();
    assert_eq!(read("noted", at(), &json).unwrap_err().field, field, "{bytes}");
}

fn bytes_of(rest: &str) -> String {
    let figure = r#""figure":"remedies_in_issuing_state","happened_at":"2027-03-01T23:00:00.000Z""#;
    let law = r#""instrument":"eu-e-evidence","n":2,"on_file":"Lyon, 27/412""#;
    let (start, end) = rest.split_once('|').unwrap();
    format!(
        r#"{{"by":"{BY}","note":{{{start},{figure},{law},"statistic":"eu-e-evidence/stat/28.2.h",{end}}}}}"#
    )
}

const TOLD: &str = r#""told_apart":[{"dimension":"data_type","word":"content"}]"#;

#[test]
fn a_count_is_noted_with_the_words_that_tell_it_apart() {
    let bytes = bytes_of(&format!(r#""amount":null,"began_at":null|{TOLD}"#));
    check(&noted(remedy()), &bytes);
}

#[test]
fn an_amount_is_text_because_it_may_be_more_than_a_number_can_be() {
    let amount = Some(Amount { currency: "EUR".to_owned(), minor: i64::MAX });
    let note = Note { amount, told_apart: BTreeMap::new(), ..remedy() };
    let bytes = bytes_of(
        r#""amount":{"currency":"EUR","minor":"9223372036854775807"},"began_at":null|"told_apart":[]"#,
    );
    check(&noted(note), &bytes);
}

#[test]
fn a_time_has_its_beginning_besides() {
    let note = Note { began_at: Some("2027-02-27T08:00:00.250Z".parse().unwrap()), ..remedy() };
    let bytes = bytes_of(&format!(r#""amount":null,"began_at":"2027-02-27T08:00:00.250Z"|{TOLD}"#));
    check(&noted(note), &bytes);
}

#[test]
fn a_note_is_struck_with_its_reason() {
    let by = domain::ids::OfficerId::new([3; 16]);
    let struck = Event::Struck { at: at(), by, why: why("noted twice") };
    check(&struck, &format!(r#"{{"by":"{BY}","why":"noted twice"}}"#));
}

#[test]
fn what_no_note_of_ours_can_say_is_not_read() {
    let twice = r#""told_apart":[{"dimension":"data_type","word":"content"},{"dimension":"data_type","word":"traffic"}]"#;
    check_bad(&bytes_of(&format!(r#""amount":null,"began_at":null|{twice}"#)), "told_apart");
    let number = r#""amount":{"currency":"EUR","minor":12},"began_at":null"#;
    check_bad(&bytes_of(&format!("{number}|{TOLD}")), "minor");
    let day = r#""amount":null,"began_at":"2027-02-27""#;
    check_bad(&bytes_of(&format!("{day}|{TOLD}")), "began_at");
}
