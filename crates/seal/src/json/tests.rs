//! The examples of RFC 8785 as far as there are no fractions here, a table of refusals, limits at their edge, and round
//! trips.

use proptest::prelude::*;

use super::*;

#[track_caller]
fn check(input: &str, expected: Result<Json, JsonError>) {
    assert_eq!(Json::parse(input.as_bytes()), expected, "{input:?}");
    if let Ok(value) = expected {
        assert_eq!(value.to_string(), input);
        value.check().unwrap();
    }
}

#[test]
fn every_kind_of_value_has_one_spelling() {
    check("null", Ok(Json::Null));
    check("true", Ok(Json::Bool(true)));
    check("false", Ok(Json::Bool(false)));
    check("0", Ok(Json::Int(0)));
    check("-9007199254740991", Ok(Json::Int(-INT_MAX)));
    check("\"\"", Ok(Json::from("")));
    check("[]", Ok(Json::List(vec![])));
    check("{}", Ok(Json::Object(BTreeMap::new())));
    check("[1,\"b\",null]", Ok(Json::from(vec![Json::from(1_i64), "b".into(), Json::Null])));
    check(
        "{\"a\":{\"b\":[]}}",
        Ok(Json::object([("a", Json::object([("b", Json::List(vec![]))]))])),
    );
}

#[test]
fn texts_escape_only_what_they_must() {
    check(
        "\"\\u0000\\b\\t\\n\\u000b\\f\\r\\u001f\\\"\\\\/\u{7f}é€😀\"",
        Ok("\0\u{8}\t\n\u{b}\u{c}\r\u{1f}\"\\/\u{7f}é€😀".into()),
    );
}

#[test]
fn keys_sort_by_utf_16_as_in_rfc_8785() {
    let any = r#"{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}"#;
    let value = Json::parse_any(any.as_bytes()).unwrap();
    let keys = "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u{80}\":\"Control\",\"ö\":\"Latin Small Letter O With Diaeresis\",\
                \"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\",\"\u{fb33}\":\"Hebrew Letter Dalet With Dagesh\"}";
    assert_eq!(value.to_string(), keys);
    check(keys, Ok(value));
}

#[test]
fn the_text_of_the_rfc_8785_example_is_spelled_as_there() {
    // §3.2.2, whose numbers are floats, and §3.2.3 without them.
    let any = r#"{"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}"#;
    let canonical =
        "{\"literals\":[null,true,false],\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}";
    let value = Json::parse_any(any.as_bytes()).unwrap();
    assert_eq!(value.to_string(), canonical);
    check(canonical, Ok(value));
    let numbers = "[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001]";
    assert_eq!(Json::parse_any(numbers.as_bytes()), Err(JsonError::Float { at: 10 }));
}

#[test]
fn of_the_rfc_8785_numbers_the_exact_integers_are_taken_and_no_other() {
    // Appendix B, the right column; negative zero becomes 0.
    check("0", Ok(Json::Int(0)));
    assert_eq!(Json::parse_any(b"-0"), Ok(Json::Int(0)));
    assert_eq!(Json::Int(0).to_bytes(), b"0");
    for (number, code) in [
        ("5e-324", "float"),
        ("-5e-324", "float"),
        ("1.7976931348623157e+308", "float"),
        ("-1.7976931348623157e+308", "float"),
        ("9007199254740992", "int-range"),
        ("-9007199254740992", "int-range"),
        ("295147905179352830000", "int-range"),
        ("NaN", "syntax"),
        ("Infinity", "syntax"),
        ("9.999999999999997e+22", "float"),
        ("1e+23", "float"),
        ("1.0000000000000001e+23", "float"),
        ("999999999999999700000", "int-range"),
        ("999999999999999900000", "int-range"),
        ("1e+21", "float"),
        ("9.999999999999997e-7", "float"),
        ("0.000001", "float"),
        ("333333333.3333332", "float"),
        ("333333333.33333325", "float"),
        ("333333333.3333333", "float"),
        ("333333333.3333334", "float"),
        ("333333333.33333343", "float"),
        ("-0.0000033333333333333333", "float"),
        ("1424953923781206.2", "float"),
    ] {
        let codes = [Json::parse(number.as_bytes()), Json::parse_any(number.as_bytes())];
        assert_eq!(codes.map(|found| found.unwrap_err().code()), [code; 2], "{number}");
    }
    // Its bounds of what is exact everywhere.
    for edge in ["9007199254740991", "-9007199254740991"] {
        check(edge, Ok(Json::Int(edge.parse().unwrap())));
    }
}

#[test]
fn another_spelling_of_a_good_value_is_refused() {
    for input in [
        " 1",
        "1 ",
        "[1, 2]",
        "{\"a\" :1}",
        "\"\\/\"",
        "\"\\u0041\"",
        "\"\\u001F\"",
        "\"\\u000a\"",
        "-0",
        "{\"b\":1,\"a\":2}",
        "\"\\ud83d\\ude00\"",
        "{\n}",
    ] {
        check(input, Err(JsonError::NotCanonical));
        assert!(Json::parse_any(input.as_bytes()).is_ok(), "{input:?}");
    }
}

#[test]
fn what_is_not_json_is_refused_where_it_stops() {
    for (input, at) in [
        ("", 0),
        ("nul", 0),
        ("truefalse", 4),
        ("1 2", 2),
        ("01", 1),
        ("-", 0),
        ("+1", 0),
        (".5", 0),
        ("[1", 2),
        ("[1,]", 3),
        ("[,1]", 1),
        ("{\"a\":}", 5),
        ("{\"a\"}", 4),
        ("{a:1}", 1),
        ("{\"a\":1,}", 7),
        ("{\"a\":1", 6),
        ("\"a", 2),
        ("'a'", 0),
        ("[1}", 2),
        ("NaN", 0),
        ("\u{feff}1", 0),
        ("//", 0),
        ("[1]]", 3),
        ("é", 0),
    ] {
        check(input, Err(JsonError::Syntax { at }));
    }
    for (input, at) in
        [("1.0", 1), ("1e3", 1), ("-0.0", 2), ("[0E1]", 2), ("12345678901234567890.5", 20)]
    {
        check(input, Err(JsonError::Float { at }));
    }
    for input in ["\"\\x41\"", "\"\\u00g0\"", "\"\\u12\"", "\"\\", "\"\\é\""] {
        check(input, Err(JsonError::Escape { at: 1 }));
    }
    for input in
        ["\"\\ud800\"", "\"\\udc00\"", "\"\\ud800x\"", "\"\\ud800\\n\"", "\"\\ud800\\ud800\""]
    {
        check(input, Err(JsonError::LoneSurrogate { at: 1 }));
    }
    check("\"a\nb\"", Err(JsonError::ControlCharacter { at: 2 }));
    check("{\"a\":1,\"\\u0061\":2}", Err(JsonError::DuplicateKey { at: 15 }));
    check("9007199254740992", Err(JsonError::IntRange));
    check("-99999999999999999999", Err(JsonError::IntRange));
    assert_eq!(Json::parse(b"\"\xff\""), Err(JsonError::Utf8));
}

#[test]
fn limits_hold_at_their_edge() {
    let nested = |n: usize| "[".repeat(n) + &"]".repeat(n);
    assert!(Json::parse(nested(DEPTH_MAX).as_bytes()).is_ok());
    check(&nested(DEPTH_MAX + 1), Err(JsonError::Depth));
    check(&"[".repeat(1_000_000), Err(JsonError::Depth));

    let text = |n: usize| format!("\"{}\"", "a".repeat(n));
    assert!(Json::parse(text(TEXT_BYTES_MAX).as_bytes()).is_ok());
    check(&text(TEXT_BYTES_MAX + 1), Err(JsonError::TextLength));
    let escaped = format!("\"{}\"", "\\n".repeat(TEXT_BYTES_MAX + 1));
    check(&escaped, Err(JsonError::TextLength));

    let keys = |n: usize| Json::object((0..n).map(|key| (format!("{key:05}"), Json::Null)));
    assert!(Json::parse(&keys(KEYS_MAX).to_bytes()).is_ok());
    check(&keys(KEYS_MAX + 1).to_string(), Err(JsonError::Keys));
}

#[test]
fn a_built_value_is_held_to_the_same_limits() {
    let mut deep = Json::Null;
    for _ in 0..=DEPTH_MAX {
        deep = Json::List(vec![deep]);
    }
    assert_eq!(deep.check(), Err(JsonError::Depth));
    assert_eq!(Json::Int(INT_MAX + 1).check(), Err(JsonError::IntRange));
    assert_eq!(Json::Text("a".repeat(TEXT_BYTES_MAX + 1)).check(), Err(JsonError::TextLength));
}

fn any_json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::Bool),
        (-INT_MAX..=INT_MAX).prop_map(Json::Int),
        any::<String>().prop_map(Json::Text),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Json::List),
            prop::collection::btree_map(any::<String>(), inner, 0..6).prop_map(Json::Object),
        ]
    })
}

proptest! {
    #[test]
    fn every_value_is_read_as_it_was_written(value in any_json()) {
        prop_assert_eq!(Json::parse(&value.to_bytes()), Ok(value));
    }

    #[test]
    fn what_is_read_writes_the_same_bytes(bytes in "[\\[\\]{}\",:0-9a-c\\\\u .\\-]{0,24}") {
        if let Ok(value) = Json::parse(bytes.as_bytes()) {
            prop_assert_eq!(value.to_string(), bytes);
        }
    }
}

#[test]
fn the_form_that_directories_sign_escapes_two_characters_and_sorts_by_code_points() {
    // What securesystemslib 1.3.1 writes for the same value.
    let value = Json::object([
        ("b", Json::from("é\n\"\\")),
        (
            "a",
            Json::List(vec![
                Json::Int(1),
                Json::Null,
                Json::Bool(true),
                Json::object([("\u{1f600}", Json::Int(1)), ("\u{ffff}", Json::Int(2))]),
            ]),
        ),
    ]);
    let plain = "{\"a\":[1,null,true,{\"\u{ffff}\":2,\"\u{1f600}\":1}],\"b\":\"é\n\\\"\\\\\"}";
    assert_eq!(value.to_plain_bytes(), plain.as_bytes());
    assert_ne!(value.to_bytes(), plain.as_bytes());
    let ascii = Json::object([("a", Json::from("é")), ("b", Json::from("\"\\"))]);
    assert_eq!(ascii.to_plain_bytes(), ascii.to_bytes());
}
