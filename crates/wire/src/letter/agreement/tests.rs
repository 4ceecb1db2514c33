//! Letters about an agreement: the bytes of each body, and that nothing else is one.

use domain::ids::AgreementId;

use super::*;
use crate::agreement::tests::terms;

const OF: &str = "\"agreement\":{\"digest\":\"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1\",\
                  \"id\":\"a9a9a9a9-a9a9-a9a9-a9a9-a9a9a9a9a9a9\"}";

fn of() -> AgreementRef {
    AgreementRef { id: AgreementId::new([0xa9; 16]), digest: [0xd1; 32] }
}

fn words(text: &str) -> domain::erasure::Why {
    domain::erasure::Why::parse(text).unwrap()
}

/// The bytes of a body, and that reading them gives it back.
#[track_caller]
fn check(message: &Message, bytes: &str) {
    let written = agreement_message_to_json(message);
    assert_eq!(String::from_utf8(written.to_bytes()).unwrap(), bytes);
    let json = Json::parse(bytes.as_bytes()).unwrap();
    assert_eq!(message_from_json(message.kind(), &json).unwrap(), *message);
}

fn suspension() -> Message {
    let part = Part {
        purposes: [Purpose::Investigation].into(),
        data: [law::ids::DataCategory::Content].into(),
    };
    let notice = Notice { criterion: 1, why: words("used elsewhere"), part };
    Message::Suspension { of: of(), since: "2027-03-08T09:00:00Z".parse().unwrap(), notice }
}

#[test]
fn each_body_is_read_as_it_was_written() {
    let why = words("no longer needed");
    let plain = format!("{{{OF},\"why\":\"no longer needed\"}}");
    check(&Message::End { of: of(), why: why.clone() }, &plain);
    check(&Message::Reinstatement { of: of(), why }, &plain);
    let to = MemberId::parse("nl-om").unwrap();
    let consent = Consent { exhibit: ExhibitId::new([1; 16]), to };
    let exhibit = "01010101-0101-0101-0101-010101010101";
    check(
        &Message::Consent { of: of(), consent },
        &format!("{{{OF},\"consent\":{{\"exhibit\":\"{exhibit}\",\"to\":\"nl-om\"}}}}"),
    );
    check(
        &suspension(),
        &format!(
            "{{{OF},\"notice\":{{\"criterion\":1,\"data\":[\"content\"],\
             \"purposes\":[\"investigation\"],\"why\":\"used elsewhere\"}},\
             \"since\":\"2027-03-08T09:00:00.000Z\"}}"
        ),
    );
    let terms = terms();
    let digest = crate::agreement::digest(&terms).0;
    let document = String::from_utf8(to_json(&terms).to_bytes()).unwrap();
    let bytes = format!("{{\"document\":{document},\"signature\":\"c2lnbmVk\"}}");
    let shown = Box::new(Shown { terms, digest, seal: "c2lnbmVk".to_owned() });
    check(&Message::Proposal(shown.clone()), &bytes);
    check(&Message::Signature(shown), &bytes);
}

#[test]
fn what_is_missing_or_unknown_is_named() {
    let check_bad = |kind, bytes: &str, field| {
        let json = Json::parse(bytes.as_bytes()).unwrap();
        assert_eq!(message_from_json(kind, &json).unwrap_err().field, field, "{bytes}");
    };
    let (end, suspension) = (MessageKind::End, MessageKind::Suspension);
    check_bad(end, &format!("{{{OF}}}"), "body");
    check_bad(end, &format!("{{{OF},\"why\":\"\"}}"), "why");
    check_bad(end, "{\"agreement\":null,\"why\":\"x\"}", "agreement");
    check_bad(suspension, &format!("{{{OF},\"notice\":{{}},\"since\":\"x\"}}"), "since");
    let notice = "{\"criterion\":-1,\"data\":[],\"purposes\":[],\"why\":\"x\"}";
    let since = "\"since\":\"2027-03-08T09:00:00.000Z\"";
    check_bad(suspension, &format!("{{{OF},\"notice\":{notice},{since}}}"), "criterion");
    check_bad(MessageKind::Signature, "{\"document\":{},\"signature\":\"x\"}", "agreement");
}
