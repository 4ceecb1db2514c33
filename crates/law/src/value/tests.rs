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
fn an_identifier_has_the_form_of_its_kind() {
    let mac = "00:1b:44:11:3a:b7";
    for good in [
        "email:a@example.org",
        "imei:490154203237518",
        "imsi:310150123456789",
        &format!("mac:{mac}"),
        "phone:+3531234567",
        &format!("acct:{}", "x".repeat(TEXT_CHARS_MAX)),
    ] {
        check(FieldType::Selector, good, Ok(good));
    }
    for bad in [
        "acct:",
        "acct:a\u{7}b",
        "email:@example.org",
        "email:a@",
        "email:a b@example.org",
        "imei:1234567890123",
        "imei:49015420323751x",
        "imsi:12345",
        &format!("mac:{mac}:00"),
        "mac:00:1b:44:11:3a:b",
        "mac:00:1b:44:11:3a:zz",
        "phone:3531234567",
        "phone:+35312345x",
    ] {
        check(FieldType::Selector, bad, Err("selector-malformed"));
    }
    let over = format!("acct:{}", "x".repeat(TEXT_CHARS_MAX + 1));
    check(FieldType::Selector, &over, Err("text-too-long"));
}

#[test]
fn money_has_a_currency_and_no_or_two_decimals() {
    for bad in [
        "7 EURO",
        "7 eur",
        "7.5 EUR",
        "7.555 EUR",
        ".50 EUR",
        "7.x0 EUR",
        "x.50 EUR",
        "7EUR",
        "+7 EUR",
        "7.+5 EUR",
    ] {
        check(FieldType::Money, bad, Err("money-malformed"));
    }
    check(FieldType::Money, "0 EUR", Ok("0.00 EUR"));
    check(FieldType::Money, "-0.05 EUR", Ok("-0.05 EUR"));
}

#[test]
fn a_text_says_its_language_only_with_a_known_tag_and_something_after_it() {
    let read = |raw: &str| FieldValue::parse(FieldType::LongText, raw).unwrap();
    let in_language = |lang: &str, text: &str| FieldValue::LongText {
        lang: lang.to_owned(),
        text: text.to_owned(),
    };
    for lang in ["fr", "de-AT", "zh-Hant", "sr-Latn-RS"] {
        assert_eq!(read(&format!("[{lang}]  Il a écrit.")), in_language(lang, "Il a écrit."));
    }
    for raw in [
        "[und] x",
        "[sic] x",
        "[fr-x] x",
        "[fr-abcdefghi] x",
        "[fr-b_d] x",
        "[fr-aa-bb-cc] x",
        "[fr]x",
        "x",
    ] {
        assert_eq!(read(raw), in_language("und", raw));
    }
    check(FieldType::LongText, "a\tb\r\nc", Ok("a\tb\r\nc"));
    check(FieldType::LongText, "a\u{7}b", Err("text-invisible"));
    let at_limit = "é".repeat(LONG_TEXT_CHARS_MAX);
    check(FieldType::LongText, &at_limit, Ok(&at_limit));
    check(FieldType::LongText, &format!("{at_limit}x"), Err("text-too-long"));
}

#[test]
fn yes_and_no_are_words_of_their_answer_and_of_no_other() {
    for (yes, word, expected) in [
        (true, "yes", true),
        (true, "no", false),
        (true, "maybe", false),
        (false, "no", true),
        (false, "yes", false),
        (false, "maybe", false),
    ] {
        assert_eq!(FieldValue::YesNo(yes).says(word), expected, "{yes} {word}");
    }
}

#[test]
fn a_period_is_written_with_what_it_has() {
    for (raw, plain) in
        [("P0D", "P0D"), ("P0Y", "P0D"), ("P2Y0M5D", "P2Y5D"), ("P0Y3M0D", "P3M"), ("P7D", "P7D")]
    {
        check(FieldType::Period, raw, Ok(plain));
    }
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
