//! Notes as bytes: what was written once is read for ever.

use domain::ids::OfficerId;

use super::*;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn note() -> Note {
    Note {
        instrument: InstrumentId::parse("eu-dsa").unwrap(),
        statistic: StatisticId::parse("eu-dsa/stat/15.1.d").unwrap(),
        figure: "complaints".to_owned(),
        n: 7,
        happened_at: at("2027-03-08T10:00:00Z"),
        began_at: None,
        told_apart: [
            ("complaint_basis".to_owned(), "account".to_owned()),
            ("decision".to_owned(), "upheld".to_owned()),
        ]
        .into(),
        amount: None,
        on_file: Why::parse("complaint desk, list 3").unwrap(),
    }
}

fn by() -> OfficerId {
    OfficerId::new([3; 16])
}

/// The bytes of an event, and that reading them gives it back.
#[track_caller]
fn check(event: &Event, expected: &str) {
    let json = write(event);
    assert_eq!(String::from_utf8(json.to_bytes()).unwrap(), expected);
    assert_eq!(read(event.kind(), event.at(), &json).as_ref(), Ok(event));
}

#[test]
fn a_note_and_its_end_are_read_back_from_their_bytes() {
    let now = at("2027-03-09T08:00:00Z");
    check(
        &Event::Noted { at: now, by: by(), note: note() },
        r#"{"by":"03030303-0303-0303-0303-030303030303","note":{"amount":null,"began_at":null,"figure":"complaints","happened_at":"2027-03-08T10:00:00.000Z","instrument":"eu-dsa","n":7,"on_file":"complaint desk, list 3","statistic":"eu-dsa/stat/15.1.d","told_apart":[{"dimension":"complaint_basis","word":"account"},{"dimension":"decision","word":"upheld"}]}}"#,
    );
    let paid = Note {
        amount: Some(Amount { currency: "EUR".to_owned(), minor: 9_007_199_254_740_993 }),
        began_at: Some(at("2027-03-01T10:00:00Z")),
        told_apart: BTreeMap::new(),
        n: 1,
        ..note()
    };
    check(
        &Event::Noted { at: now, by: by(), note: paid },
        r#"{"by":"03030303-0303-0303-0303-030303030303","note":{"amount":{"currency":"EUR","minor":"9007199254740993"},"began_at":"2027-03-01T10:00:00.000Z","figure":"complaints","happened_at":"2027-03-08T10:00:00.000Z","instrument":"eu-dsa","n":1,"on_file":"complaint desk, list 3","statistic":"eu-dsa/stat/15.1.d","told_apart":[]}}"#,
    );
    check(
        &Event::Struck { at: now, by: by(), why: Why::parse("noted twice").unwrap() },
        r#"{"by":"03030303-0303-0303-0303-030303030303","why":"noted twice"}"#,
    );
}

#[test]
fn what_no_node_writes_is_refused_by_the_name_of_its_field() {
    let json = write(&Event::Noted { at: at("2027-03-09T08:00:00Z"), by: by(), note: note() });
    let text = String::from_utf8(json.to_bytes()).unwrap();
    let refused = |from: &str, to: &str| {
        let changed = text.replacen(from, to, 1);
        assert_ne!(changed, text, "{from}");
        let json = Json::parse(changed.as_bytes()).unwrap();
        read("noted", at("2027-03-09T08:00:00Z"), &json).unwrap_err().field
    };
    assert_eq!(refused(r#""n":7"#, r#""n":-7"#), "n");
    assert_eq!(refused("eu-dsa/stat", "eu-dsa stat"), "statistic");
    assert_eq!(refused(r#""amount":null"#, r#""amount":{"currency":"EUR"}"#), "minor");
    assert_eq!(refused("complaint desk, list 3", " "), "on_file");
    assert_eq!(
        refused(r#""dimension":"decision""#, r#""dimension":"complaint_basis""#),
        "told_apart"
    );
    assert_eq!(read("changed", at("2027-03-09T08:00:00Z"), &json).unwrap_err().field, "type");
}
