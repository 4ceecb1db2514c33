//! The body of a letter that takes another one back, as the page writes it.

use super::*;

const BODY: &str = "{\"env_digest\":\"0707070707070707070707070707070707070707070707070707070707070707\",\
                    \"env_id\":\"00112233-4455-6677-8899-aabbccddeeff\",\"hold\":false,\
                    \"letter_digest\":\"0808080808080808080808080808080808080808080808080808080808080808\",\
                    \"letter_id\":\"6f1c3a52-9c0e-4d7b-8a55-2f6f0f1c9b10\",\
                    \"place\":{\"conv\":\"6f1c3a52-9c0e-4d7b-8a55-2f6f0f1c9b11\",\
                    \"measure\":\"0195d3a0-7c11-7e40-8b1e-5a2d9c4f6e01\",\"seq\":2},\"why\":\"recipient\"}";

fn read(text: &str) -> Read<Withdrawal> {
    Withdrawal::from_json(&Json::parse(text.as_bytes()).unwrap())
}

#[test]
fn a_body_is_read_and_written_in_its_one_form() {
    let read = read(BODY).unwrap();
    assert_eq!((read.why, read.hold), (Why::Recipient, false));
    assert_eq!(read.place.as_ref().map(|place| place.seq), Some(2));
    assert_eq!(String::from_utf8(read.to_json().to_bytes()).unwrap(), BODY);
    let unsealed = Withdrawal { envelope: None, place: None, ..read };
    let bytes = unsealed.to_json().to_bytes();
    assert_eq!(Withdrawal::from_json(&Json::parse(&bytes).unwrap()), Ok(unsealed));
}

#[test]
fn a_body_that_says_more_less_or_something_else_is_none() {
    let rows = [
        (BODY.replace("\"hold\":false,", ""), "body"),
        (BODY.replace("\"why\"", "\"whom\":null,\"why\""), "body"),
        (BODY.replace("false", "null"), "hold"),
        (BODY.replace("recipient", "because"), "why"),
        (BODY.replace("0707", "07"), "env_digest"),
        (BODY.replace("00112233-", ""), "env_id"),
        (BODY.replace("9b10", "9b"), "letter_id"),
        (BODY.replace("0808", "08"), "letter_digest"),
        (BODY.replace("\"seq\":2", "\"seq\":0"), "seq"),
        (BODY.replace("9b11", "9b"), "conv"),
        (BODY.replace("0195d3a0-", ""), "measure"),
        (BODY.replace(",\"seq\":2", ""), "place"),
        (BODY.replace("\"00112233-4455-6677-8899-aabbccddeeff\"", "null"), "env_id"),
        ("[]".to_owned(), "body"),
    ];
    for (body, field) in rows {
        assert_eq!(read(&body).map_err(|bad| bad.field), Err(field), "{body}");
    }
}

#[test]
fn each_reason_has_a_word_of_its_own() {
    for why in Why::ALL {
        assert_eq!(Why::parse(why.id()), Some(why));
    }
    let of_nodes = [Why::Agreement, Why::Expired];
    assert!(of_nodes.iter().all(|why| !Why::OF_OFFICERS.contains(why)));
}
