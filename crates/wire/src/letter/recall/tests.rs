//! Letters about a recall: the bytes of each body, and that nothing else is one.

use super::*;

const RECALL: &str = "ecececec-ecec-ecec-ecec-ecececececec";

fn why() -> Why {
    Why::parse("sent for another account").unwrap()
}

fn id<K>(n: u8) -> domain::ids::Id<K> {
    domain::ids::Id::new([n; 16])
}

fn at(text: &str) -> jiff::Timestamp {
    text.parse().unwrap()
}

fn ask() -> Message {
    Message::Ask {
        recall: RecallId::parse(RECALL).unwrap(),
        reason: Reason::Unlawful,
        why: why(),
        due_at: at("2027-03-18T09:00:00Z"),
        exhibits: [(id(1), [0xa1; 32]), (id(2), [0xa2; 32])].into(),
    }
}

/// The bytes of a body, and that reading them gives it back.
#[track_caller]
fn check(message: &Message, bytes: &str) {
    let written = message_to_json(message);
    assert_eq!(String::from_utf8(written.to_bytes()).unwrap(), bytes);
    let json = Json::parse(bytes.as_bytes()).unwrap();
    assert_eq!(message_from_json(message.kind(), &json).unwrap(), *message);
}

/// Which field of these bytes is refused.
#[track_caller]
fn check_bad(kind: MessageKind, bytes: &str, field: &str) {
    let json = Json::parse(bytes.as_bytes()).unwrap();
    assert_eq!(message_from_json(kind, &json).unwrap_err().field, field, "{bytes}");
}

fn hex(byte: &str) -> String {
    byte.repeat(32)
}

fn ask_bytes() -> String {
    format!(
        "{{\"due_at\":\"2027-03-18T09:00:00.000Z\",\"exhibits\":[\
         {{\"exhibit\":\"01010101-0101-0101-0101-010101010101\",\"letter\":\"{}\"}},\
         {{\"exhibit\":\"02020202-0202-0202-0202-020202020202\",\"letter\":\"{}\"}}],\
         \"reason\":\"unlawful\",\"recall\":\"{RECALL}\",\"why\":\"sent for another account\"}}",
        hex("a1"),
        hex("a2"),
    )
}

fn confirmed_bytes() -> String {
    format!(
        "{{\"certificates\":[{{\"certificate\":\"05050505-0505-0505-0505-050505050505\",\
         \"leaf\":\"{}\",\"proof\":\"text\"}},\
         {{\"certificate\":\"06060606-0606-0606-0606-060606060606\",\"leaf\":\"{}\",\"proof\":null}}],\
         \"onward\":{{\"asked\":2,\"confirmed\":1,\"failed\":0,\"unconfirmed\":1}},\
         \"recall\":\"{RECALL}\"}}",
        hex("b1"),
        hex("b2"),
    )
}

fn held_bytes() -> String {
    format!(
        "{{\"reason\":\"held\",\"recall\":\"{RECALL}\",\"until\":\"2027-06-01T00:00:00.000Z\",\
         \"why\":\"sent for another account\"}}"
    )
}

#[test]
fn each_body_is_read_as_it_was_written() {
    let recall = RecallId::parse(RECALL).unwrap();
    check(&ask(), &ask_bytes());
    let shown = |n: u8, leaf: u8, proof: Option<&str>| Shown {
        erasure: id(n),
        leaf: [leaf; 32],
        proof: proof.map(str::to_owned),
    };
    let onward = Onward { n_asked: 2, n_confirmed: 1, n_failed: 0, n_unconfirmed: 1 };
    let certificates = vec![shown(5, 0xb1, Some("text")), shown(6, 0xb2, None)];
    check(&Message::Confirmed { recall, certificates, onward }, &confirmed_bytes());
    let refusal = Refusal::Held { until: at("2027-06-01T00:00:00Z") };
    check(&Message::Refused { recall, refused: Refused { refusal, why: why() } }, &held_bytes());
    let kept = held_bytes().replace("held", "kept");
    let kept = kept.replace("\"2027-06-01T00:00:00.000Z\"", "null");
    let refused = Refused { refusal: Refusal::Kept, why: why() };
    check(&Message::Refused { recall, refused }, &kept);
}

#[test]
fn a_body_is_closed_and_has_one_writing() {
    let [asks, confirms, refuses] = MessageKind::ALL;
    let turned = {
        let (one, two) =
            ("01010101-0101-0101-0101-010101010101", "02020202-0202-0202-0202-020202020202");
        ask_bytes().replace(one, "#").replace(two, one).replace('#', two)
    };
    check_bad(asks, &turned, "exhibits");
    let twice = ask_bytes()
        .replace("02020202-0202-0202-0202-020202020202", "01010101-0101-0101-0101-010101010101");
    check_bad(asks, &twice, "exhibits");
    check_bad(asks, &ask_bytes().replace("unlawful", "boredom"), "reason");
    check_bad(asks, &ask_bytes().replace("\"why\"", "\"when\":1,\"why\""), "body");
    check_bad(asks, &ask_bytes().replace("sent for another account", ""), "why");
    check_bad(asks, &ask_bytes().replace("2027-03-18T09:00:00.000Z", "soon"), "due_at");
    let more = confirmed_bytes().replace("\"asked\":2", "\"asked\":1");
    check_bad(confirms, &more, "onward");
    check_bad(confirms, &confirmed_bytes().replace("\"asked\":2", "\"asked\":4294967296"), "asked");
    let onward = confirmed_bytes();
    let onward = &onward[onward.find(",\"onward\"").unwrap()..];
    check_bad(confirms, &format!("{{\"certificates\":[]{onward}"), "certificates");
    let one = format!("{{\"certificate\":\"{RECALL}\",\"leaf\":\"{}\",\"proof\":null}}", hex("b1"));
    let many =
        |n: usize| format!("{{\"certificates\":[{}]{onward}", vec![one.clone(); n].join(","));
    check_bad(confirms, &many(CERTIFICATES_MAX + 1), "certificates");
    let json = Json::parse(many(CERTIFICATES_MAX).as_bytes()).unwrap();
    assert!(message_from_json(confirms, &json).is_ok());
    // Longer than any proof, and than a text that arrives can be.
    let proof = Some("x".repeat(PROOF_BYTES_MAX + 1));
    let shown = Shown { erasure: id(5), leaf: [0xb1; 32], proof };
    let long = Message::Confirmed {
        recall: id(0xec),
        certificates: vec![shown],
        onward: Onward::default(),
    };
    let read = message_from_json(confirms, &message_to_json(&long));
    assert_eq!(read.unwrap_err().field, "proof");
    check_bad(refuses, &held_bytes().replace("held", "kept"), "until");
    check_bad(refuses, &held_bytes().replace("\"2027-06-01T00:00:00.000Z\"", "null"), "until");
    check_bad(refuses, &held_bytes().replace("held", "tired"), "reason");
    check_bad(asks, &held_bytes(), "body");
}

#[test]
fn more_exhibits_than_one_destruction_can_name_are_refused() {
    let one = |n: usize| {
        let exhibit = ExhibitId::new((n as u128).to_be_bytes());
        format!("{{\"exhibit\":\"{exhibit}\",\"letter\":\"{}\"}}", hex("a1"))
    };
    let with = |n: usize| {
        let list: Vec<String> = (0..n).map(one).collect();
        let tail = format!("\"reason\":\"unlawful\",\"recall\":\"{RECALL}\",\"why\":\"x\"");
        format!(
            "{{\"due_at\":\"2027-03-18T09:00:00.000Z\",\"exhibits\":[{}],{tail}}}",
            list.join(",")
        )
    };
    let max = domain::erasure::EXHIBITS_MAX;
    let json = Json::parse(with(max).as_bytes()).unwrap();
    assert!(message_from_json(MessageKind::Ask, &json).is_ok());
    check_bad(MessageKind::Ask, &with(max + 1), "exhibits");
    check_bad(MessageKind::Ask, &with(0), "exhibits");
}

/// A letter about a recall is signed by a unit and rests on no instrument.
#[test]
fn a_letter_about_a_recall_needs_its_units_signature_and_names_no_law() {
    use crate::letter::tests as stage;

    let opened = stage::recall_letter(&ask(), false, &[stage::JUDGE]).unwrap();
    let crate::letter::Opened::Recall(letter, manifest) = opened else { panic!("no recall") };
    let Letter { message, from, .. } = letter.value();
    assert_eq!((message, from), (&ask(), &stage::party("fr-tj/judge")));
    assert_eq!(manifest.kind, "recall.ask");
    let code =
        |with_law, keys: &[u8]| stage::recall_letter(&ask(), with_law, keys).unwrap_err().code();
    assert_eq!(code(true, &[stage::JUDGE]), "binding-mismatch");
    assert_eq!(code(false, &[stage::POLICE]), "signer-missing");
}
