//! Events of a recall through their bytes and back. What was written once is read for ever, so the bytes stand here.

use domain::exhibit::ExhibitNo;
use domain::ids::{LetterId, OfficerId};
use domain::letter::{LetterRef, Party};
use domain::recall::Onward;

use super::*;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn id<K>(n: u8) -> domain::ids::Id<K> {
    domain::ids::Id::new([n; 16])
}

fn uuid(n: u8) -> String {
    format!("\"{}\"", id::<domain::ids::of::Case>(n))
}

fn node() -> NodeId {
    NodeId::parse("ie-ca.example").unwrap()
}

fn why() -> Why {
    Why::parse("Article 7(3)").unwrap()
}

fn letter() -> LetterRef {
    LetterRef { id: LetterId::new([7; 16]), digest: [0x77; 32] }
}

fn letter_bytes() -> String {
    format!("{{\"digest\":\"{}\",\"id\":{}}}", "77".repeat(32), uuid(7))
}

fn onward() -> Onward {
    Onward { n_asked: 3, n_confirmed: 1, n_failed: 1, n_unconfirmed: 1 }
}

const ONWARD: &str = "{\"asked\":3,\"confirmed\":1,\"failed\":1,\"unconfirmed\":1}";

fn confirmation() -> Confirmation {
    let certificate = |n: u8, index| Certificate { erasure: id(n), leaf: [n; 32], index };
    Confirmation {
        certificates: vec![certificate(5, Some(41)), certificate(6, None)],
        onward: onward(),
    }
}

fn confirmation_bytes() -> String {
    let one = |n: u8, index: &str| {
        let leaf = format!("{n:02x}").repeat(32);
        format!("{{\"certificate\":{},\"index\":{index},\"leaf\":\"{leaf}\"}}", uuid(n))
    };
    format!("{{\"certificates\":[{},{}],\"onward\":{ONWARD}}}", one(5, "41"), one(6, "null"))
}

fn held() -> Refused {
    Refused { refusal: Refusal::Held { until: at("2027-06-01T00:00:00Z") }, why: why() }
}

const HELD: &str =
    "{\"reason\":\"held\",\"until\":\"2027-06-01T00:00:00.000Z\",\"why\":\"Article 7(3)\"}";

/// The bytes of an event, and that reading them gives it back.
#[track_caller]
fn check(event: &Event, bytes: &str) {
    assert_eq!(String::from_utf8(write(event).to_bytes()).unwrap(), bytes);
    let json = Json::parse(bytes.as_bytes()).unwrap();
    assert_eq!(read(event.kind(), event.at(), &json).unwrap(), *event);
}

#[test]
fn what_whoever_asks_records_is_read_as_it_was_written() {
    let at_it = at("2027-03-08T10:00:00Z");
    let handed = Handed { exhibit_no: ExhibitNo::parse("X-1").unwrap(), letter: [0xa1; 32] };
    let recipient =
        Recipient { member: MemberId::parse("ie-ca").unwrap(), exhibits: [(id(1), handed)].into() };
    let request = Request {
        recall: id(0xec),
        case: Some(id(2)),
        reason: Reason::Erased,
        why: why(),
        due_at: at("2027-03-22T10:00:00Z"),
        erasure: Some(id(5)),
        cause: None,
        recipients: [(node(), recipient)].into(),
    };
    let asked = format!(
        "\"request\":{{\"case\":{},\"cause\":CAUSE,\"due_at\":\"2027-03-22T10:00:00.000Z\",\
         \"erasure\":ERASURE,\"reason\":\"erased\",\"recall\":{},\"recipients\":[{{\"exhibits\":\
         [{{\"exhibit\":{},\"exhibit_no\":\"X-1\",\"letter\":\"{}\"}}],\"member\":\"ie-ca\",\
         \"node\":\"ie-ca.example\"}}],\"why\":\"Article 7(3)\"}}",
        uuid(2),
        uuid(0xec),
        uuid(1),
        "a1".repeat(32),
    );
    let with = |by: &str, cause: &str, erasure: &str| {
        let asked = asked.replace("CAUSE", cause).replace("ERASURE", erasure);
        format!("{{\"by\":{by},{asked}}}")
    };
    let event = |by, request| Event::Asked { at: at_it, by, request };
    check(&event(None, request.clone()), &with("null", "null", &uuid(5)));
    let passed = Request { cause: Some(id(9)), erasure: None, ..request };
    check(&event(Some(OfficerId::new([3; 16])), passed), &with(&uuid(3), &uuid(9), "null"));
    let of = "\"of\":\"ie-ca.example\"";
    check(&Event::Delivered { at: at_it, to: node() }, &format!("{{{of}}}"));
    check(&Event::LeftUnconfirmed { at: at_it, to: node() }, &format!("{{{of}}}"));
    check(
        &Event::Confirmed {
            at: at_it,
            from: node(),
            letter: letter(),
            confirmation: confirmation(),
        },
        &format!(
            "{{\"confirmation\":{},\"letter\":{},{of}}}",
            confirmation_bytes(),
            letter_bytes()
        ),
    );
    let failed = |letter, failure| Event::Failed { at: at_it, from: node(), letter, failure };
    check(
        &failed(None, Failure::NotTaken { code: "not-permitted".to_owned() }),
        &format!("{{\"code\":\"not-permitted\",\"letter\":null,{of}}}"),
    );
    check(
        &failed(Some(letter()), Failure::Refused(held())),
        &format!("{{\"letter\":{},{of},\"refused\":{HELD}}}", letter_bytes()),
    );
    check(
        &Event::PassedOn { at: at_it, from: node(), onward: onward() },
        &format!("{{{of},\"onward\":{ONWARD}}}"),
    );
    for step in Step::ALL {
        check(&Event::Reminded { at: at_it, step }, &format!("{{\"percent\":{}}}", step.percent()));
    }
}

#[test]
fn what_whoever_is_asked_records_is_read_as_it_was_written() {
    let at_it = at("2027-03-08T10:00:00Z");
    let from = Party {
        member: MemberId::parse("ie-prov").unwrap(),
        node: NodeId::parse("ie-prov.example").unwrap(),
        unit: domain::actor::UnitId::parse("ie-prov/legal").unwrap(),
    };
    let demand = Demand {
        recall: id(0xec),
        from,
        letter: letter(),
        reason: Reason::Inaccurate,
        why: why(),
        due_at: at("2027-03-22T10:00:00Z"),
        exhibits: [(id(1), [0xa1; 32])].into(),
        case: id(2),
    };
    check(
        &Event::Received { at: at_it, demand },
        &format!(
            "{{\"case\":{},\"due_at\":\"2027-03-22T10:00:00.000Z\",\"exhibits\":[{{\"exhibit\":{},\
             \"letter\":\"{}\"}}],\"from\":{{\"member\":\"ie-prov\",\"node\":\"ie-prov.example\",\
             \"unit\":\"ie-prov/legal\"}},\"letter\":{},\"reason\":\"inaccurate\",\"recall\":{},\
             \"why\":\"Article 7(3)\"}}",
            uuid(2),
            uuid(1),
            "a1".repeat(32),
            letter_bytes(),
            uuid(0xec),
        ),
    );
    check(
        &Event::Repeated { at: at_it, letter: letter() },
        &format!("{{\"letter\":{}}}", letter_bytes()),
    );
    check(&Event::Reported { at: at_it, onward: onward() }, &format!("{{\"onward\":{ONWARD}}}"));
    let settled = |by, answer| Event::Settled { at: at_it, by, answer };
    check(
        &settled(None, Answer::Confirmed(confirmation())),
        &format!("{{\"by\":null,\"confirmation\":{}}}", confirmation_bytes()),
    );
    let by = Some(OfficerId::new([3; 16]));
    check(
        &settled(by, Answer::Refused(held())),
        &format!("{{\"by\":{},\"refused\":{HELD}}}", uuid(3)),
    );
    let kept = Refused { refusal: Refusal::Kept, why: why() };
    check(
        &settled(by, Answer::Refused(kept)),
        &format!(
            "{{\"by\":{},\"refused\":{{\"reason\":\"kept\",\"until\":null,\
             \"why\":\"Article 7(3)\"}}}}",
            uuid(3)
        ),
    );
}

#[test]
fn what_no_recall_says_is_damage() {
    let read = |kind: &str, bytes: &str| {
        let json = Json::parse(bytes.as_bytes()).unwrap();
        read(kind, at("2027-03-08T10:00:00Z"), &json).unwrap_err().field
    };
    assert_eq!(read("reminded", "{\"percent\":60}"), "percent");
    assert_eq!(read("delivered", "{\"of\":\"Not A Node\"}"), "of");
    assert_eq!(read("forgotten", "{}"), "type");
    let no = HELD.replace("held", "kept");
    assert_eq!(read("settled", &format!("{{\"by\":null,\"refused\":{no}}}")), "reason");
}
