//! The published example, every refused spelling, and who spoils a note.

use proptest::prelude::*;

use super::*;
use crate::sign::MlDsa44Secret;

const EXAMPLE_KEY: &str = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
const EXAMPLE: &str = "This is an example message.\n\n\
    — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

fn key(byte: u8, name: &str) -> (Ed25519Secret, Vkey) {
    let secret = Ed25519Secret::of_vector(byte);
    let vkey = Vkey::new(name, VkeyKind::Ed25519(secret.public())).unwrap();
    (secret, vkey)
}

#[track_caller]
fn check(note: &str, expected: Result<(), &NoteError>) {
    let found = Note::parse(note.as_bytes());
    assert_eq!(found.as_ref().map(|_| ()), expected, "{note:?}");
    if let Ok(found) = found {
        assert_eq!(found.to_string(), note);
    }
}

#[test]
fn the_published_example_verifies() {
    let vkey = Vkey::parse(EXAMPLE_KEY).unwrap();
    assert_eq!(vkey.to_string(), EXAMPLE_KEY);
    let note = Note::parse(EXAMPLE.as_bytes()).unwrap();
    assert_eq!(note.text, "This is an example message.\n");
    assert_eq!(note.open(&[vkey]), Ok(vec![Seen { key: 0, signed_at: None }]));
    check(EXAMPLE, Ok(()));
}

#[test]
fn a_changed_text_spoils_the_published_example() {
    let vkey = Vkey::parse(EXAMPLE_KEY).unwrap();
    let note = Note::parse(EXAMPLE.replace("an ex", "no ex").as_bytes()).unwrap();
    let name = "example.com/foo".to_owned();
    assert_eq!(note.open(&[vkey]), Err(NoteError::BadSignature { name }));
}

#[test]
fn the_ml_dsa_key_of_the_vector_has_the_published_id() {
    let public = MlDsa44Secret::of_vector(2).public();
    let digest = "6e66c2c3c57116351798517f8d7c8d86c6ab57e12236799f00b869ae043a2da3";
    assert_eq!(Digest::of(public.as_bytes()).hex(), digest);
    let vkey = Vkey::new("node.example/comity/audit/2027", VkeyKind::MlDsa44(public)).unwrap();
    assert_eq!(format!("{:08x}", vkey.key_id()), "cceda23e");
    assert_eq!(Vkey::parse(&vkey.to_string()), Ok(vkey));
}

#[test]
fn the_text_may_hold_empty_lines_and_the_last_one_ends_it() {
    check("a\n\nb\n\n— n AAAAAAE=\n", Ok(()));
    let note = Note::parse("a\n\nb\n\n— n AAAAAAE=\n".as_bytes()).unwrap();
    assert_eq!(note.text, "a\n\nb\n");
    assert_eq!(note.signatures, [NoteLine { name: "n".into(), key_id: 0, sig: vec![1] }]);
}

#[test]
fn every_other_shape_is_refused() {
    for note in
        ["", "\n", "a\n", "a\n\n", "a\n— n AAAAAAE=\n", "\n— n AAAAAAE=\n", "a\n\n— n AAAAAAE="]
    {
        check(note, Err(&NoteError::Shape));
    }
    check("a\n\n— n AAAAAAE=\n\n", Err(&NoteError::Shape));
    for line in [
        "-",
        "- n AAAAAAE=",
        "—n AAAAAAE=",
        "— n",
        "— n ",
        "— n AAAAAA==",
        "— n AAAAAAE",
        "— n AAAAAAE= ",
        "— n  AAAAAAE=",
        "— n AAAAAAE= x",
        "— n AAAAAAF=",
        " — n AAAAAAE=",
        "— n AAAA",
        "— n AAA=",
    ] {
        check(&format!("a\n\n— n AAAAAAE=\n{line}\n"), Err(&NoteError::Line));
    }
    let long = "n".repeat(NAME_BYTES_MAX + 1);
    for name in ["", "a+b", "a\u{a0}b", "a\u{3000}b", long.as_str()] {
        check(&format!("a\n\n— {name} AAAAAAE=\n"), Err(&NoteError::Name));
    }
    for text in ["a\r\n", "a\tb\n", "a\0\n"] {
        check(&format!("{text}\n— n AAAAAAE=\n"), Err(&NoteError::ControlCharacter));
    }
    assert_eq!(Note::parse(b"a\xff\n\n"), Err(NoteError::Utf8));
}

#[test]
fn limits_hold_at_their_edge() {
    let lines = |n: usize| format!("a\n\n{}", "— n AAAAAAE=\n".repeat(n));
    check(&lines(LINES_MAX), Ok(()));
    check(&lines(LINES_MAX + 1), Err(&NoteError::Lines));
    let rest = "\n\n— n AAAAAAE=\n";
    check(&("a".repeat(NOTE_BYTES_MAX - rest.len()) + rest), Ok(()));
    check(&("a".repeat(NOTE_BYTES_MAX - rest.len() + 1) + rest), Err(&NoteError::TooLong));
}

#[test]
fn an_unknown_line_is_ignored_and_a_bad_known_line_spoils_the_note() {
    let ((ours, our_key), (theirs, their_key)) = (key(1, "ours"), key(3, "theirs"));
    let text = "hello\n".to_owned();
    let good = sign_ed25519(&ours, "ours", &text).unwrap();
    let bad = sign_ed25519(&theirs, "theirs", "another text\n").unwrap();
    let note = Note { text: text.clone(), signatures: vec![bad, good.clone()] };
    let seen = vec![Seen { key: 0, signed_at: None }];
    assert_eq!(note.open(std::slice::from_ref(&our_key)), Ok(seen.clone()));
    let spoiled = Err(NoteError::BadSignature { name: "theirs".into() });
    assert_eq!(note.open(&[our_key.clone(), their_key.clone()]), spoiled);
    assert_eq!(note.open(&[]), Err(NoteError::NoKnownKey));

    // A known name with another id is another key, hence unknown.
    let renamed = NoteLine { key_id: good.key_id ^ 1, ..good.clone() };
    let note = Note { text: text.clone(), signatures: vec![renamed, good] };
    assert_eq!(note.open(&[our_key.clone(), our_key.clone()]), Ok(seen));
    let note = Note { text, signatures: vec![] };
    assert_eq!(note.open(&[our_key, their_key]), Err(NoteError::NoKnownKey));
}

#[test]
fn two_keys_with_one_name_and_id_are_refused() {
    let (secret, first) = key(1, "ours");
    let (_, other) = key(3, "ours");
    let second = Vkey { key_id: first.key_id, ..other };
    let note = Note {
        text: "x\n".into(),
        signatures: vec![sign_ed25519(&secret, "ours", "x\n").unwrap()],
    };
    assert_eq!(note.open(&[first, second]), Err(NoteError::AmbiguousKey { name: "ours".into() }));
}

#[test]
fn a_cosigner_cannot_speak_about_a_text_that_is_no_checkpoint() {
    let secret = Ed25519Secret::of_vector(3);
    let vkey = Vkey::new("w", VkeyKind::CosigEd25519(secret.public())).unwrap();
    let message = b"cosignature/v1\ntime 1\nx\n";
    let sig = [&1_u64.to_be_bytes()[..], &secret.sign(message)].concat();
    let line = NoteLine { name: "w".into(), key_id: vkey.key_id(), sig };
    assert_eq!(vkey.verify_line("x\n", &line), Err(NoteError::BadSignature { name: "w".into() }));
}

#[test]
fn a_verifier_key_has_one_spelling() {
    let name = || "example.com/foo".to_owned();
    for text in [
        "",
        "a",
        "a+b",
        "a+530d903a",
        "example.com/foo+530D903A+AQ==",
        "example.com/foo+530d903a+AQ",
        "a++",
        "n+530d903a+",
    ] {
        assert_eq!(Vkey::parse(text), Err(NoteError::Line), "{text:?}");
    }
    let wrong_id = EXAMPLE_KEY.replace("530d903a", "530d903b");
    assert_eq!(Vkey::parse(&wrong_id), Err(NoteError::KeyId { name: name() }));
    let short_id = EXAMPLE_KEY.replace("530d903a", "530d90");
    assert_eq!(Vkey::parse(&short_id), Err(NoteError::KeyId { name: name() }));
    let spaced = EXAMPLE_KEY.replace("example.com/foo", "example.com /foo");
    assert_eq!(Vkey::parse(&spaced), Err(NoteError::Name));

    let with = |type_byte: u8, key: &[u8]| {
        let id = hex_encode(&key_id("n", type_byte, key).to_be_bytes());
        Vkey::parse(&format!("n+{id}+{}", b64_encode(&[&[type_byte], key].concat())))
    };
    for type_byte in [0, 2, 3, 5, 7, 255] {
        assert_eq!(with(type_byte, &[9; 32]), Err(NoteError::KeyType(type_byte)));
    }
    let mut identity = [0; 32];
    identity[0] = 1;
    for (type_byte, key) in
        [(1, &[0xff; 32][..]), (4, &identity), (1, &[1; 31]), (6, &[1; 1311]), (6, &[])]
    {
        assert_eq!(
            with(type_byte, key).map_err(|error| error.code()),
            Err("public-key"),
            "{type_byte} {key:?}"
        );
    }
}

#[test]
fn decimals_have_one_spelling() {
    for (text, number) in [("0", 0), ("7", 7), ("10", 10), ("9223372036854775807", (1 << 63) - 1)] {
        assert_eq!(decimal(text), Some(number));
    }
    for text in [
        "",
        "00",
        "01",
        "+1",
        "-1",
        "1 ",
        " 1",
        "1_0",
        "١",
        "9223372036854775808",
        "99999999999999999999",
    ] {
        assert_eq!(decimal(text), None, "{text:?}");
    }
}

proptest! {
    #[test]
    fn every_note_is_read_as_it_was_written(
        text in "([a-z é—]{0,9}\n){1,4}",
        lines in prop::collection::vec(("[a-z./—]{1,9}", any::<u32>(), prop::collection::vec(any::<u8>(), 1..80)), 1..5),
    ) {
        let signatures = lines.into_iter().map(|(name, key_id, sig)| NoteLine { name, key_id, sig }).collect();
        let note = Note { text, signatures };
        prop_assert_eq!(Note::parse(note.to_string().as_bytes()), Ok(note));
    }
}
