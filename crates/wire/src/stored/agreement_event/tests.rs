//! Events of an agreement through their bytes and back. What was written once is read for ever, so the bytes stand here.

use domain::actor::MemberId;
use domain::agreement::{Consent, Notice, Part};
use domain::ids::{ExhibitId, LetterId};

use super::*;
use crate::agreement::tests::terms;

fn at() -> Timestamp {
    "2027-03-08T10:00:00Z".parse().unwrap()
}

fn why(text: &str) -> domain::erasure::Why {
    domain::erasure::Why::parse(text).unwrap()
}

fn party() -> MemberId {
    MemberId::parse("fr-tj").unwrap()
}

#[track_caller]
fn check(event: &Event, bytes: &str) {
    assert_eq!(String::from_utf8(write(event).to_bytes()).unwrap(), bytes);
    let json = Json::parse(bytes.as_bytes()).unwrap();
    assert_eq!(read(event.kind(), at(), &json).unwrap(), *event);
}

#[test]
fn each_event_is_read_as_it_was_written() {
    let digest = crate::agreement::digest(&terms());
    let document = String::from_utf8(to_json(&terms()).to_bytes()).unwrap();
    let (hex, officer) = (digest.hex(), OfficerId::new([3; 16]));
    let person = "03030303-0303-0303-0303-030303030303";
    let letter = LetterRef { id: LetterId::new([7; 16]), digest: [0x77; 32] };
    let letter_bytes = format!(
        "{{\"digest\":\"{}\",\"id\":\"07070707-0707-0707-0707-070707070707\"}}",
        "77".repeat(32)
    );
    let terms = Box::new(terms());
    check(
        &Event::Drafted { at: at(), by: officer, terms: terms.clone(), digest: digest.0 },
        &format!("{{\"by\":\"{person}\",\"digest\":\"{hex}\",\"document\":{document}}}"),
    );
    check(
        &Event::Received { at: at(), letter, terms, digest: digest.0 },
        &format!("{{\"digest\":\"{hex}\",\"document\":{document},\"letter\":{letter_bytes}}}"),
    );
    let unit = UnitId::parse("fr-tj/judge").unwrap();
    let signed = |officer, letter| Event::Signed {
        at: at(),
        by: party(),
        unit: unit.clone(),
        officer,
        letter,
        seal: "c2ln".to_owned(),
    };
    let rest = "\"signature\":\"c2ln\",\"unit\":\"fr-tj/judge\"}";
    check(
        &signed(Some(officer), None),
        &format!("{{\"letter\":null,\"of\":\"fr-tj\",\"officer\":\"{person}\",{rest}"),
    );
    check(
        &signed(None, Some(letter)),
        &format!("{{\"letter\":{letter_bytes},\"of\":\"fr-tj\",\"officer\":null,{rest}"),
    );
    let notice = Notice { criterion: 2, why: why("used elsewhere"), part: Part::default() };
    check(
        &Event::Suspended { at: at(), by: party(), letter: None, since: at(), notice },
        "{\"letter\":null,\"notice\":{\"criterion\":2,\"data\":[],\"purposes\":[],\
         \"why\":\"used elsewhere\"},\"of\":\"fr-tj\",\"since\":\"2027-03-08T10:00:00.000Z\"}",
    );
    let plain = "{\"letter\":null,\"of\":\"fr-tj\",\"why\":\"settled\"}";
    let (by, settled) = (party(), why("settled"));
    check(&Event::Reinstated { at: at(), by, letter: None, why: settled.clone() }, plain);
    check(&Event::Ended { at: at(), by: party(), letter: None, why: settled }, plain);
    check(&Event::Expired { at: at() }, "{}");
    check(
        &Event::Reviewed { at: at(), by: officer, found: why("nothing") },
        &format!("{{\"by\":\"{person}\",\"found\":\"nothing\"}}"),
    );
    let consent = Consent { exhibit: ExhibitId::new([1; 16]), to: party() };
    check(
        &Event::Consented { at: at(), by: party(), letter: None, consent },
        "{\"consent\":{\"exhibit\":\"01010101-0101-0101-0101-010101010101\",\"to\":\"fr-tj\"},\
         \"letter\":null,\"of\":\"fr-tj\"}",
    );
}

#[test]
fn a_document_under_another_digest_is_damage() {
    let document = String::from_utf8(to_json(&terms()).to_bytes()).unwrap();
    let text = format!(
        "{{\"by\":\"03030303-0303-0303-0303-030303030303\",\"digest\":\"{}\",\
         \"document\":{document}}}",
        "d1".repeat(32)
    );
    let json = Json::parse(text.as_bytes()).unwrap();
    assert_eq!(read("drafted", at(), &json).unwrap_err().field, "digest");
    assert_eq!(read("forgotten", at(), &json).unwrap_err().field, "type");
}
