//! Lines as they come.

use super::{LINE_BYTES_MAX, next_line, question};

#[test]
fn a_line_that_is_too_long_costs_its_own_answer_only() {
    let mut text = vec![b'x'; 3 * LINE_BYTES_MAX];
    text.extend(b"\nshort\nlast");
    let (mut input, mut line) = (text.as_slice(), Vec::new());
    assert!(next_line(&mut input, &mut line).unwrap());
    assert!(line.len() > LINE_BYTES_MAX);
    for wanted in [&b"short\n"[..], b"last"] {
        assert!(next_line(&mut input, &mut line).unwrap());
        assert_eq!(line, wanted);
    }
    assert!(!next_line(&mut input, &mut line).unwrap());
}

#[test]
fn a_fact_that_is_null_is_not_given_and_an_empty_list_is_no_fact() {
    let read = |facts: &str| question(&format!("{{\"clock\": \"c\", \"facts\": {facts}}}"));
    assert_eq!(read("{\"state\": null}").map(|(_, facts)| facts).ok(), Some(Vec::new()));
    let refused = read("{\"extension_at\": []}").err();
    assert_eq!(refused.map(|fault| fault.code), Some("fact-malformed"));
}

#[test]
fn a_name_that_is_given_twice_refuses_the_line() {
    let check = |line: &str, name: &str| {
        let refused = question(line).err().map(|fault| (fault.code, fault.name));
        assert_eq!(refused, Some(("line-malformed", name.to_owned())), "{line}");
    };
    check(r#"{"clock": "a", "clock": "b", "facts": {}}"#, "clock");
    check(r#"{"clock": "a", "facts": {"state": "FR"}, "facts": {}}"#, "facts");
    check(r#"{"clock": "a", "facts": {"state": "FR", "urgent": true, "state": "IE"}}"#, "state");
    check(r#"{"clock": "a", "facts": {"state": null, "\u0073tate": "IE"}}"#, "state");
    check(
        r#"{"clock": "a", "facts": {"extension_at": ["x"], "extension_at": "y"}}"#,
        "extension_at",
    );
    let several = question(
        r#"{"clock": "a", "class": [{"x": 1, "x": 2}], "facts": {"extension_at": ["x", "y"]}}"#,
    );
    assert_eq!(several.map(|(_, facts)| facts.len()).ok(), Some(2));
}
