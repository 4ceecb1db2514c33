//! Statements, receipts and anchors: what is written is read back, and what contradicts itself is refused.

use proptest::prelude::*;

use super::*;
use crate::json::Json;
use crate::sign::Ed25519Secret;

fn net() -> Digest {
    Digest::of(b"example 1.root.json")
}

fn node() -> Ed25519Secret {
    Ed25519Secret::of_vector(0x22)
}

fn key_of(kid: Kid) -> Option<PublicKey> {
    let key = PublicKey::Ed25519(node().public());
    (key.kid() == kid).then_some(key)
}

/// The recipient node has taken the envelope in.
fn statement() -> Statement {
    Statement {
        net: net(),
        receipt_id: Uuid::parse("0d5e7c1a-3b52-4f0e-9d58-8f3b8a2f6c01").unwrap(),
        event: Event::RelayAcceptance,
        of: EnvelopeRef {
            env_id: Uuid::parse("00112233-4455-6677-8899-aabbccddeeff").unwrap(),
            env_digest: Digest::of(b"envelope"),
            from: NodeId::parse("spoc.justice.fr.example").unwrap(),
            to: NodeId::parse("legal.provider.ie.example").unwrap(),
        },
        letter: None,
        by: Issuer {
            node: NodeId::parse("legal.provider.ie.example").unwrap(),
            role: Role::Recipient,
            unit: None,
        },
        at: Instant::parse("2027-03-02T10:00:01.204Z").unwrap(),
        clock: Clock { source: "ntp".to_owned(), uncertainty_ms: 25 },
        chunks: Chunks { announced: 0, missing: 0 },
        reason: None,
        flags: vec![],
        prev: None,
        roster: RosterRef { version: 218, snapshot_sha256: Digest::of(b"snapshot") },
    }
}

/// The letter is in the unit's tray.
fn consignment() -> Statement {
    let object = |n| ObjectRef {
        n,
        len: 5_368_709_120,
        sha256: Digest::of(b"plain"),
        blake3: Digest::of(b"also plain"),
    };
    Statement {
        event: Event::ContentConsignment,
        letter: Some(LetterRef {
            letter_id: Uuid::parse("6f1c3a52-9c0e-4d7b-8a55-2f6f0f1c9b10").unwrap(),
            digest: Digest::of(b"manifest"),
            objects: vec![object(0), object(3)],
        }),
        chunks: Chunks { announced: 1282, missing: 0 },
        flags: vec![Flag::Gap, Flag::LogPending],
        prev: Some(Digest::of(b"previous")),
        ..statement()
    }
}

fn with_by(by: Issuer, event: Event) -> Statement {
    let reason = Some(Reason::Expired);
    Statement { by, event, reason, ..statement() }
}

fn issued_by(node: &str, role: Role) -> Issuer {
    Issuer { node: NodeId::parse(node).unwrap(), role, unit: None }
}

#[track_caller]
fn check(statement: &Statement, expected: Result<(), ReceiptError>) {
    assert_eq!(statement.to_bytes().map(|_bytes| ()), expected);
}

/// The statement's bytes with one field, named by a path, replaced.
fn edited(path: &[&str], value: Option<Json>) -> Vec<u8> {
    fn edit(json: &mut Json, path: &[&str], value: Option<Json>) {
        let Json::Object(entries) = json else { panic!("{path:?} is no object") };
        match (path, value) {
            ([key], Some(value)) => drop(entries.insert((*key).to_owned(), value)),
            ([key], None) => drop(entries.remove(*key)),
            ([key, rest @ ..], value) => edit(entries.get_mut(*key).unwrap(), rest, value),
            ([], _) => panic!("no path"),
        }
    }
    let mut json = Json::parse(&consignment().to_bytes().unwrap()).unwrap();
    edit(&mut json, path, value);
    json.to_bytes()
}

#[track_caller]
fn check_edited(path: &[&str], value: Option<Json>, expected: ReceiptError) {
    assert_eq!(Statement::parse(&edited(path, value)), Err(expected), "{path:?}");
}

#[test]
fn a_statement_is_read_back() {
    for statement in [statement(), consignment()] {
        let bytes = statement.to_bytes().unwrap();
        assert_eq!(Statement::parse(&bytes), Ok(statement));
    }
}

#[test]
fn a_statement_has_one_known_form() {
    let text = String::from_utf8(statement().to_bytes().unwrap()).unwrap();
    let digest = |bytes: &[u8]| Digest::of(bytes).hex();
    let expected = [
        r#"{"at":"2027-03-02T10:00:01.204Z","by":{"as":"recipient","node":"legal.provider.ie.example","unit":null},"#,
        r#""chunks":{"announced":0,"missing":0},"clock":{"source":"ntp","uncertainty_ms":25},"cx":1,"#,
        r#""event":"http://uri.etsi.org/19522/Event/RelayAcceptance","flags":[],"letter":null,"net":""#,
        &digest(b"example 1.root.json"),
        r#"","of":{"env_digest":""#,
        &digest(b"envelope"),
        r#"","env_id":"00112233-4455-6677-8899-aabbccddeeff","from":"spoc.justice.fr.example","#,
        r#""to":"legal.provider.ie.example"},"prev":null,"reason":null,"#,
        r#""receipt_id":"0d5e7c1a-3b52-4f0e-9d58-8f3b8a2f6c01","roster":{"snapshot_sha256":""#,
        &digest(b"snapshot"),
        r#"","version":218}}"#,
    ];
    assert_eq!(text, expected.concat());
}

#[test]
fn a_receipt_is_issued_read_and_verified() {
    let receipt = Receipt::issue(statement(), &[&node()]).unwrap();
    let kid = node().public().kid();
    assert_eq!(receipt.verify(&net(), key_of), Ok(vec![(kid, Alg::Ed25519)]));
    let anchored = receipt.clone().with_anchor(Some(vec![0xa0])).unwrap();
    for receipt in [receipt, anchored] {
        let read = Receipt::parse(&receipt.to_bytes()).unwrap();
        assert_eq!(read, receipt);
        assert_eq!(read.statement(), &statement());
        assert_eq!(read.statement_digest(), Digest::of(read.statement_bytes()));
        assert!(Receipt::of_parts(read.statement_bytes(), read.sigs()).is_ok());
    }
}

#[test]
fn a_receipt_is_valid_in_its_network_and_for_its_signer() {
    let receipt = Receipt::issue(statement(), &[&node()]).unwrap();
    let drill = Digest::of(b"drill");
    assert_eq!(receipt.verify(&drill, key_of), Err(ReceiptError::Field("net")));
    let nobody = receipt.verify(&net(), |_kid| None);
    assert_eq!(nobody.map_err(|error| error.code()), Err("signer-unknown"));
}

#[test]
fn only_who_took_part_may_speak() {
    let (from, to, relay) =
        ("spoc.justice.fr.example", "legal.provider.ie.example", "relay.example");
    for (node, role, event, expected) in [
        (from, Role::Sender, Event::SubmissionAcceptance, Ok(())),
        (from, Role::Sender, Event::RelayFailure, Ok(())),
        (relay, Role::Relay, Event::RelayAcceptance, Ok(())),
        (to, Role::Recipient, Event::RelayRejection, Ok(())),
        (to, Role::Sender, Event::RelayFailure, Err(ReceiptError::Speaker)),
        (from, Role::Recipient, Event::RelayAcceptance, Err(ReceiptError::Speaker)),
        (to, Role::Relay, Event::RelayAcceptance, Err(ReceiptError::Speaker)),
        (from, Role::Sender, Event::RelayAcceptance, Err(ReceiptError::Speaker)),
        (relay, Role::Relay, Event::ContentConsignment, Err(ReceiptError::Speaker)),
    ] {
        check(&with_by(issued_by(node, role), event), expected);
    }
}

#[test]
fn content_is_named_in_sealed_receipts_only() {
    check(&Statement { letter: None, ..consignment() }, Err(ReceiptError::Field("letter")));
    let bare = Statement { letter: consignment().letter, ..statement() };
    check(&bare, Err(ReceiptError::Field("letter")));
}

#[test]
fn a_refusal_says_why() {
    let refusal = Statement { event: Event::RelayRejection, ..statement() };
    check(&refusal, Err(ReceiptError::Field("reason")));
    check(&Statement { reason: Some(Reason::SealInvalid), ..refusal }, Ok(()));
}

#[test]
fn numbers_and_lists_are_bounded() {
    let chunks = Chunks { announced: 1, missing: 2 };
    check(&Statement { chunks, ..statement() }, Err(ReceiptError::Field("chunks")));
    let flags = vec![Flag::Gap, Flag::Held, Flag::Gap];
    check(&Statement { flags, ..statement() }, Err(ReceiptError::Field("flags")));
    let clock = Clock { source: String::new(), uncertainty_ms: 0 };
    check(&Statement { clock, ..statement() }, Err(ReceiptError::Field("clock")));
    let clock = Clock { source: "ntp".to_owned(), uncertainty_ms: 1 << 53 };
    check(&Statement { clock, ..statement() }, Err(ReceiptError::Field("number")));
    let mut letter = consignment().letter.unwrap();
    letter.objects.reverse();
    let unordered = Statement { letter: Some(letter), ..consignment() };
    check(&unordered, Err(ReceiptError::Field("objects")));
}

#[test]
fn every_field_is_required_and_no_other_is_known() {
    let fields = [
        "at",
        "by",
        "chunks",
        "clock",
        "cx",
        "event",
        "flags",
        "letter",
        "net",
        "of",
        "prev",
        "reason",
        "receipt_id",
        "roster",
    ];
    for field in fields {
        check_edited(&[field], None, ReceiptError::Field(field));
        check_edited(&[field], Some(Json::Bool(true)), ReceiptError::Field(field));
    }
    for (path, name) in [
        (["x", ""], "statement"),
        (["by", "x"], "by"),
        (["of", "x"], "of"),
        (["letter", "x"], "letter"),
        (["clock", "x"], "clock"),
        (["chunks", "x"], "chunks"),
        (["roster", "x"], "roster"),
    ] {
        let path: Vec<_> = path.into_iter().filter(|key| !key.is_empty()).collect();
        check_edited(&path, Some(Json::Null), ReceiptError::UnknownKey(name));
    }
}

#[test]
fn values_outside_the_registers_are_refused() {
    let text = |text: &str| Some(Json::Text(text.to_owned()));
    check_edited(&["event"], text("RelayAcceptance"), ReceiptError::Field("event"));
    check_edited(&["reason"], text("because"), ReceiptError::Field("reason"));
    check_edited(&["cx"], Some(Json::Int(2)), ReceiptError::Field("cx"));
    check_edited(&["at"], text("2027-02-29T10:00:00Z"), ReceiptError::Field("at"));
    check_edited(&["net"], text("AB"), ReceiptError::Field("net"));
    check_edited(&["by", "as"], text("witness"), ReceiptError::Field("as"));
    check_edited(&["by", "unit"], text("court"), ReceiptError::Field("unit"));
    check_edited(&["roster", "version"], Some(Json::Int(-1)), ReceiptError::Field("version"));
    let flags = Some(Json::List(vec![Json::Text("late".to_owned())]));
    check_edited(&["flags"], flags, ReceiptError::Field("flags"));
}

#[test]
fn a_statement_that_is_not_canonical_is_refused() {
    let spaced = statement().to_bytes().unwrap().iter().fold(Vec::new(), |mut bytes, byte| {
        bytes.push(*byte);
        if *byte == b',' {
            bytes.push(b' ');
        }
        bytes
    });
    assert!(matches!(Statement::parse(&spaced), Err(ReceiptError::NotCanonical(_))));
    let long = vec![b' '; STATEMENT_BYTES_MAX + 1];
    assert_eq!(Statement::parse(&long), Err(ReceiptError::TooLarge));
}

#[test]
fn another_object_is_no_receipt() {
    let receipt = Receipt::issue(statement(), &[&node()]).unwrap();
    let value = Cbor::decode(&receipt.to_bytes()).unwrap();
    let mut parts = value.as_array().unwrap().to_vec();
    parts[0] = Cbor::text("cx1d");
    let malformed = |error: ReceiptError| error.code();
    let renamed = Receipt::parse(&Cbor::Array(parts.clone()).encode()).map_err(malformed);
    assert_eq!(renamed.err(), Some("malformed"));
    parts.pop();
    let short = Receipt::parse(&Cbor::Array(parts).encode()).map_err(malformed);
    assert_eq!(short.err(), Some("malformed"));
    assert_eq!(Receipt::parse(&vec![0; RECEIPT_BYTES_MAX + 1]), Err(ReceiptError::TooLarge));
    let heavy = receipt.with_anchor(Some(vec![0; ANCHOR_BYTES_MAX + 1]));
    assert_eq!(heavy, Err(ReceiptError::AnchorTooLarge));
}

fn anchor() -> Anchor {
    Anchor {
        origin: "legal.provider.ie.example/comity/audit/2027".to_owned(),
        proof: "c2sp.org/tlog-proof@v1\nindex 48211\n\n".to_owned(),
        opening: "{\"v\":\"comity-opening/1\"}\n".to_owned(),
        old: "old 48007\n\n".to_owned(),
        cosignatures: String::new(),
        reader: None,
    }
}

#[test]
fn an_anchor_is_a_closed_map_of_texts() {
    let reader = Some(CheckpointRef {
        origin: "spoc.justice.fr.example/comity/audit/2027".to_owned(),
        size: 30_112,
        root: Digest::of(b"root"),
    });
    for anchor in [anchor(), Anchor { reader, ..anchor() }] {
        assert_eq!(Anchor::parse(&anchor.to_bytes().unwrap()), Ok(anchor));
    }
    let value = Cbor::decode(&anchor().to_bytes().unwrap()).unwrap();
    let entries = value.as_map().unwrap();
    for key in 1..=5 {
        let rest = entries.iter().filter(|(found, _)| *found != Cbor::Uint(key)).cloned();
        let bytes = Cbor::Map(rest.collect()).encode();
        assert_eq!(Anchor::parse(&bytes), Err(ReceiptError::Malformed(CborError::Missing)));
    }
    let more = [entries.to_vec(), vec![(Cbor::Uint(7), Cbor::Null)]].concat();
    let unknown = Err(ReceiptError::Malformed(CborError::Unknown));
    assert_eq!(Anchor::parse(&Cbor::Map(more).encode()), unknown);
    let large = Anchor { proof: "x".repeat(ANCHOR_BYTES_MAX), ..anchor() };
    assert_eq!(large.to_bytes(), Err(ReceiptError::AnchorTooLarge));
    assert_eq!(Anchor::parse(&vec![0; ANCHOR_BYTES_MAX + 1]), Err(ReceiptError::AnchorTooLarge));
}

#[test]
fn registers_keep_their_words() {
    for event in Event::ALL {
        assert_eq!(Event::from_uri(&event.uri()), Some(event));
        // Some role may state every event, and exactly the bare ones are stated at the door.
        assert!(Role::ALL.into_iter().any(|role| event.may_be_said_by(role)));
    }
    for reason in Reason::ALL {
        assert_eq!(Reason::from_code(reason.code()), Some(reason));
    }
    for flag in Flag::ALL {
        assert_eq!(Flag::from_name(flag.name()), Some(flag));
    }
    let ends = |role| Event::ALL.into_iter().filter(move |event| event.is_terminal(role)).count();
    assert_eq!(Role::ALL.map(ends), [1, 0, 6]);
    let reseals = Reason::ALL.into_iter().filter(|reason| reason.after() == After::Reseal);
    assert_eq!(reseals.count(), 5);
    assert_eq!(Reason::SealInvalid.urn(), "urn:comity:cx:reason:seal-invalid");
}

#[test]
fn names_have_one_form() {
    for good in ["abc", "spoc.justice.fr.example", "a-1"] {
        assert!(NodeId::parse(good).is_some(), "{good}");
    }
    let long = "a".repeat(64);
    for bad in ["", "ab", "Abc", "-ab", "ab-", ".ab", "a_b", "aéb", &long] {
        assert!(NodeId::parse(bad).is_none(), "{bad}");
    }
    assert!(UnitId::parse("fr-justice/court-paris-12").is_some());
    for bad in ["", "court", "/court", "fr/", "fr/court/12", "fr/Court"] {
        assert!(UnitId::parse(bad).is_none(), "{bad}");
    }
    for bad in ["", "00112233445566778899aabbccddeeff", "00112233-4455-6677-8899-AABBCCDDEEFF"] {
        assert!(Uuid::parse(bad).is_none(), "{bad}");
    }
}

#[test]
fn instants_are_civil_times_in_utc() {
    for (text, unix_ms) in [
        ("1970-01-01T00:00:00Z", 0),
        ("1969-12-31T23:59:59.999Z", -1),
        ("2000-02-29T12:00:00Z", 951_825_600_000),
        ("2027-03-02T10:00:01.204Z", 1_803_981_601_204),
        ("0001-01-01T00:00:00Z", -62_135_596_800_000),
        ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
    ] {
        assert_eq!(Instant::parse(text).map(|at| at.unix_ms()), Some(unix_ms), "{text}");
    }
    for bad in [
        "2027-03-02",
        "2027-03-02T10:00:01",
        "2027-03-02T10:00:01+00:00",
        "2027-03-02T10:00:60Z",
        "2027-03-02T24:00:00Z",
        "2027-13-02T10:00:00Z",
        "2027-02-29T10:00:00Z",
        "1900-02-29T10:00:00Z",
        "0000-01-01T00:00:00Z",
        "2027-03-02T10:00:01.2Z",
        "2027-03-02T10:00:01.Z",
        "2027-3-2T10:00:00Z",
        "+027-03-02T10:00:00Z",
        "2027-03-02t10:00:00Z",
    ] {
        assert_eq!(Instant::parse(bad), None, "{bad}");
    }
    assert_eq!(Instant::of_unix_ms(i64::MAX), None);
}

proptest! {
    #[test]
    fn an_instant_is_read_as_it_was_written(ms in -62_135_596_800_000_i64..=253_402_300_799_999) {
        let at = Instant::of_unix_ms(ms).unwrap();
        prop_assert_eq!(Instant::parse(at.as_str()), Some(at.clone()));
        prop_assert_eq!(at.unix_ms(), ms);
    }

    #[test]
    fn a_flipped_bit_anywhere_is_noticed(at in 0usize..900, bit in 0u8..8) {
        let mut bytes = Receipt::issue(statement(), &[&node()]).unwrap().to_bytes();
        let at = at % bytes.len();
        bytes[at] ^= 1 << bit;
        let found = Receipt::parse(&bytes).and_then(|receipt| receipt.verify(&net(), key_of));
        prop_assert!(found.is_err());
    }
}

/// One receipt of each event that a recipient states, written by another implementation, with the name it has there.
const LADDER: &str = include_str!("../../vectors/ladder-1.txt");

#[test]
fn the_ladder_of_another_implementation_is_read_and_written_again_to_the_byte() {
    let vectors = crate::sign::tests::vectors(LADDER);
    let rungs = [
        ("accepted", Event::RelayAcceptance, None),
        ("consigned", Event::ContentConsignment, Some("accepted")),
        ("asked", Event::NotificationForAcceptance, Some("consigned")),
        ("taken", Event::ConsignmentAcceptance, Some("asked")),
        ("handed-over", Event::ContentHandover, Some("consigned")),
        ("declined", Event::ConsignmentRejection, Some("asked")),
        ("lapsed", Event::AcceptanceRejectionExpiry, Some("asked")),
        ("not-handed", Event::ContentHandoverFailure, Some("consigned")),
        ("failed", Event::ContentConsignmentFailure, Some("accepted")),
        ("turned-away", Event::RelayRejection, None),
    ];
    assert_eq!(vectors.len(), rungs.len());
    let read = |name: &str| Receipt::parse(&vectors[name]).unwrap();
    for (name, event, before) in rungs {
        let receipt = read(name);
        receipt.verify(&net(), key_of).unwrap();
        let statement = receipt.statement().clone();
        assert_eq!((statement.event, statement.by.role), (event, Role::Recipient), "{name}");
        assert_eq!(statement.prev, before.map(|before| read(before).statement_digest()), "{name}");
        assert_eq!(statement.letter.is_some(), event.names_letter(), "{name}");
        let again = Receipt::issue(statement, &[&node()]).unwrap();
        assert_eq!(again.to_bytes(), vectors[name], "{name}");
    }
}
