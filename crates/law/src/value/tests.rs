//! Values: every type reads what it writes, and says what is wrong with the rest.

use proptest::prelude::*;

use super::*;

#[track_caller]
fn check(field_type: FieldType, raw: &str, expected: Result<&str, &str>) {
    let parsed = FieldValue::parse(field_type, raw);
    match (&parsed, expected) {
        (Ok(value), Ok(plain)) => {
            assert_eq!(value.to_plain(), plain);
            assert_eq!(FieldValue::parse(field_type, plain).as_ref(), Ok(value));
        }
        (Err(bad), Err(code)) => assert_eq!(bad.code(), code, "{bad}"),
        (Ok(_), Err(_)) | (Err(_), Ok(_)) => panic!("{raw:?} as {field_type}: {parsed:?}"),
    }
}

#[test]
fn every_type_reads_its_plain_text() {
    check(FieldType::Code, "traffic", Ok("traffic"));
    check(FieldType::Country, "IE", Ok("IE"));
    check(FieldType::Date, "2027-03-08", Ok("2027-03-08"));
    check(FieldType::Instant, "2027-03-08T10:00:00+01:00", Ok("2027-03-08T09:00:00Z"));
    check(FieldType::LongText, "Il a écrit.\nDeux fois.", Ok("Il a écrit.\nDeux fois."));
    check(FieldType::LongText, "[fr] Il a écrit.", Ok("[fr] Il a écrit."));
    check(FieldType::LongText, "[not] applicable", Ok("[not] applicable"));
    check(FieldType::LongText, "[see annex] text", Ok("[see annex] text"));
    check(FieldType::Money, "1200.50 EUR", Ok("1200.50 EUR"));
    check(FieldType::Money, "-7 SEK", Ok("-7.00 SEK"));
    check(FieldType::Period, "P1Y6M", Ok("P1Y6M"));
    check(FieldType::Selector, "acct:4711", Ok("acct:4711"));
    check(FieldType::Selector, "ip:2001:db8::7", Ok("ip:2001:db8::7"));
    check(FieldType::Text, "  12/2027  ", Ok("12/2027"));
    check(FieldType::YesNo, "no", Ok("no"));
}

#[test]
fn every_type_refuses_what_it_is_not() {
    check(FieldType::Country, "EL", Err("country-unknown"));
    check(FieldType::Date, "8.3.2027", Err("date-malformed"));
    check(FieldType::Date, "2027-03-08T10:00:00Z", Err("date-malformed"));
    check(FieldType::Instant, "2027-03-08T10:00:00", Err("instant-malformed"));
    check(FieldType::Instant, "2027-03-08T10:00Z", Err("instant-malformed"));
    check(FieldType::Instant, "2027-03-08T09:00:00Z[UTC]", Err("instant-malformed"));
    check(FieldType::Money, "12,50 EUR", Err("money-malformed"));
    check(FieldType::Money, "99999999999999999999 EUR", Err("money-malformed"));
    check(FieldType::Period, "3 years", Err("period-malformed"));
    check(FieldType::Period, "P", Err("period-malformed"));
    check(FieldType::Period, "P+3Y", Err("period-malformed"));
    check(FieldType::Period, "PY", Err("period-malformed"));
    check(FieldType::Selector, "4711", Err("selector-malformed"));
    check(FieldType::Selector, "ip:300.1.1.1", Err("selector-malformed"));
    check(FieldType::Selector, "phone:0800", Err("selector-malformed"));
    check(FieldType::Text, "two\nlines", Err("text-invisible"));
    check(FieldType::Text, "  ", Err("field-missing"));
    let at_limit = "é".repeat(TEXT_CHARS_MAX);
    check(FieldType::Text, &at_limit, Ok(&at_limit));
    check(FieldType::Text, &format!("{at_limit}x"), Err("text-too-long"));
    check(FieldType::YesNo, "true", Err("answer-malformed"));
}

#[test]
fn a_repeated_answer_stands_one_a_line_up_to_its_limit() {
    let many =
        FieldValue::parse_many(FieldType::Selector, "ip:192.0.2.7\n\n ip:192.0.2.8 ").unwrap();
    assert_eq!(many.to_plain(), "ip:192.0.2.7\nip:192.0.2.8");
    assert_eq!(many.entries().len(), 2);
    let at_limit = "a\n".repeat(ENTRIES_MAX);
    assert!(FieldValue::parse_many(FieldType::Text, &at_limit).is_ok());
    let over = "a\n".repeat(ENTRIES_MAX + 1);
    assert_eq!(
        FieldValue::parse_many(FieldType::Text, &over),
        Err(BadValue::TooMany { entries_max: ENTRIES_MAX })
    );
}

#[test]
fn years_and_months_of_a_penalty_add_up() {
    assert_eq!(Period::parse("P3Y").unwrap().n_months(), 36);
    assert_eq!(Period::parse("P2Y12M").unwrap().n_months(), 36);
    assert_eq!(Period::parse("P400D").unwrap().n_months(), 0);
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(years in 0u16..60, months in 0u16..40, days in 0u16..400) {
        let period = Period { years, months, days };
        prop_assert_eq!(Period::parse(&period.to_string()), Ok(period));
    }

    #[test]
    fn no_text_breaks_a_parser(raw in ".{0,80}") {
        for field_type in FieldType::ALL {
            if let Ok(value) = FieldValue::parse(*field_type, &raw) {
                prop_assert_eq!(FieldValue::parse(*field_type, &value.to_plain()), Ok(value));
            }
        }
    }
}
