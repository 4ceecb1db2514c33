//! Vector 1 of the exchange, envelopes made and opened, and every way to forge, swap or cut one.

use proptest::prelude::*;

use super::*;
use crate::keyring::tests::Repeat;
use crate::receipt::{Instant, NodeId, Uuid};
use crate::sign::Ed25519Secret;
use crate::sign::tests::vectors;

const MANIFEST: &[u8] = include_bytes!("../../vectors/exchange-1-manifest.json");
const VECTOR: &str = include_str!("../../vectors/exchange-1.txt");
/// A whole envelope of vector 1: content key and encapsulation from a source that repeats 55.
const WHOLE: &str = include_str!("../../vectors/exchange-2.txt");
/// An envelope that other code made.
const FOREIGN: &str = include_str!("../../vectors/exchange-3.txt");

fn head() -> Head {
    Head {
        suite: Suite::XWing,
        net: Digest::of(b"example 1.root.json"),
        env_id: Uuid::parse("00112233-4455-6677-8899-aabbccddeeff").unwrap(),
        from: NodeId::parse("spoc.justice.fr.example").unwrap(),
        to: NodeId::parse("legal.provider.ie.example").unwrap(),
        node_kid: node().public().kid(),
        lane: Lane::Emergency,
        made_on: 20_879,
        keep_until: 501_114,
        roster_version: 218,
        n_chunks: 0,
    }
}

fn node() -> Ed25519Secret {
    Ed25519Secret::of_vector(0x22)
}

fn unit(first: u8) -> XWingSecret {
    let mut seed = [0; 32];
    seed.iter_mut().zip(first..).for_each(|(byte, n)| *byte = n);
    XWingSecret::from_seed(seed).unwrap()
}

fn sigs() -> Vec<u8> {
    vectors(VECTOR)["sigs"].clone()
}

/// What a test varies; the rest is vector 1.
struct Letter<'a> {
    head: Head,
    units: &'a [(&'a XWingSecret, bool)],
    manifest: &'a [u8],
    object_keys: BTreeMap<u64, Key>,
}

fn seal(letter: &Letter<'_>) -> Result<SealedEnvelope, EnvelopeError> {
    let recipients: Vec<_> = letter
        .units
        .iter()
        .map(|(unit, is_blind)| Recipient { key: unit.public(), is_blind: *is_blind })
        .collect();
    let request = SealRequest {
        head: letter.head.clone(),
        recipients: &recipients,
        manifest: letter.manifest,
        sigs: &sigs(),
        object_keys: &letter.object_keys,
        node_key: &node(),
    };
    seal_envelope(request, &mut Repeat(0x55))
}

fn letter<'a>(units: &'a [(&'a XWingSecret, bool)]) -> Letter<'a> {
    Letter { head: head(), units, manifest: MANIFEST, object_keys: BTreeMap::new() }
}

fn vector_1() -> Vec<u8> {
    seal(&letter(&[(&unit(0), false)])).unwrap().bytes
}

/// The five parts of an envelope, to be put together anew.
fn parts(bytes: &[u8]) -> Vec<Cbor> {
    Cbor::decode(bytes).unwrap().as_array().unwrap().to_vec()
}

fn with_part(n: usize, part: Cbor) -> Vec<u8> {
    let mut parts = parts(&vector_1());
    parts[n] = part;
    Cbor::Array(parts).encode()
}

/// A head of vector 1 with one key changed, added or taken away.
fn with_head(key: u64, value: Option<Cbor>) -> Vec<u8> {
    let head = Cbor::decode(&head().to_bytes()).unwrap();
    let mut entries = head.as_map().unwrap().to_vec();
    entries.retain(|(found, _)| *found != Cbor::Uint(key));
    entries.extend(value.map(|value| (Cbor::Uint(key), value)));
    with_part(1, Cbor::Bytes(Cbor::Map(entries).encode()))
}

#[track_caller]
fn check(bytes: &[u8], expected: Result<(), &str>) {
    let found = EnvelopeOuter::parse(bytes).and_then(|envelope| {
        envelope.verify_seal(&node().public())?;
        envelope.open(&[&unit(0)]).map(|_opened| ())
    });
    assert_eq!(found.map_err(|error| error.code()), expected);
}

#[test]
fn vector_1_is_made_byte_for_byte() {
    let vector = vectors(VECTOR);
    let head_bytes = head().to_bytes();
    assert_eq!(head_bytes, vector["head"]);
    assert_eq!(Head::parse(&head_bytes), Ok(head()));
    let head_digest = Digest::of(&head_bytes);
    assert_eq!(head_digest.as_bytes()[..], vector["head-sha256"]);

    let public = unit(0);
    let public = public.public();
    assert_eq!(Digest::of(public.as_bytes()).as_bytes()[..], vector["xwing-public-sha256"]);
    assert_eq!(public.kid().0[..], vector["xwing-kid"]);
    assert_eq!(XWingPublic::parse(public.as_bytes()).as_ref(), Ok(public));

    let keys = body::Keys::of(&head_digest, &[0x55; 32]).unwrap();
    assert_eq!(keys.key[..], vector["body-key"]);
    assert_eq!(keys.commit[..], vector["commit"]);
    let inner = body::inner(MANIFEST, &sigs(), &BTreeMap::new());
    assert_eq!(inner.len(), 1300);
    let body = body::seal(&head_bytes, &head_digest, &[0x55; 32], &inner).unwrap();
    assert_eq!(body.len(), 4144);
    assert_eq!(Digest::of(&body).as_bytes()[..], vector["body-sha256"]);
}

#[test]
fn a_whole_envelope_is_stable_and_opens() {
    let sealed = seal(&letter(&[(&unit(0), false)])).unwrap();
    let vector = vectors(WHOLE);
    assert_eq!(sealed.bytes.len(), 5561);
    assert_eq!(sealed.bytes, vector["envelope"]);
    assert_eq!(sealed.env_digest.as_bytes()[..], vector["env-digest"]);

    let outer = EnvelopeOuter::parse(&sealed.bytes).unwrap();
    assert_eq!((outer.head(), outer.env_digest()), (&head(), sealed.env_digest));
    assert_eq!(outer.recipients().collect::<Vec<_>>(), [unit(0).kid()]);
    assert_eq!(outer.verify_seal(&node().public()), Ok(()));
    let opened = outer.open(&[&unit(7), &unit(0)]).unwrap();
    assert_eq!((opened.manifest, opened.sigs), (MANIFEST.to_vec(), sigs()));
    assert_eq!((opened.unit, opened.object_keys.len()), (unit(0).kid(), 0));
}

#[test]
fn an_envelope_of_another_implementation_opens() {
    let vector = vectors(FOREIGN);
    let outer = EnvelopeOuter::parse(&vector["envelope"]).unwrap();
    assert_eq!(outer.env_digest().as_bytes()[..], vector["env-digest"]);
    assert_eq!(outer.verify_seal(&node().public()), Ok(()));
    assert_eq!(outer.recipients().collect::<Vec<_>>(), [Kid::BLIND, unit(0).kid()]);
    let opened = outer.open(&[&unit(0)]).unwrap();
    assert_eq!((opened.manifest, opened.sigs), (MANIFEST.to_vec(), sigs()));
    let keys: Vec<_> = opened.object_keys.iter().map(|(n, key)| (*n, *key.expose())).collect();
    assert_eq!(keys, [(0, [1; 32]), (300, [2; 32])]);
}

#[test]
fn every_unit_of_the_node_opens_the_same_letter_and_no_other_does() {
    let object_keys = [(0, Key::from_bytes([1; 32])), (7, Key::from_bytes([2; 32]))].into();
    let units = [(&unit(0), false), (&unit(1), true), (&unit(2), true)];
    let sealed = seal(&Letter { object_keys, ..letter(&units) }).unwrap();
    let outer = EnvelopeOuter::parse(&sealed.bytes).unwrap();
    assert_eq!(outer.recipients().filter(|kid| *kid == Kid::BLIND).count(), 2);
    for first in 0..3 {
        let opened = outer.open(&[&unit(9), &unit(first)]).unwrap();
        assert_eq!(opened.unit, unit(first).kid());
        let keys: Vec<_> = opened.object_keys.iter().map(|(n, key)| (*n, *key.expose())).collect();
        assert_eq!(keys, [(0, [1; 32]), (7, [2; 32])]);
    }
    assert_eq!(outer.open(&[&unit(9)]).err(), Some(EnvelopeError::CannotOpen));
    assert_eq!(outer.open(&[]).err(), Some(EnvelopeError::CannotOpen));
}

#[test]
fn what_does_not_fit_is_not_sealed() {
    let one = unit(0);
    let units = [(&one, false); 65];
    let large = vec![b'x'; INNER_BYTES_MAX];
    let other_node = Head { node_kid: unit(0).kid(), ..head() };
    let reserved = Head { suite: Suite::X25519, ..head() };
    for (letter, expected) in [
        (letter(&[]), EnvelopeError::OutOfRange),
        (letter(&units), EnvelopeError::OutOfRange),
        (Letter { manifest: &large, ..letter(&units[..1]) }, EnvelopeError::TooLarge),
        (Letter { head: other_node, ..letter(&units[..1]) }, EnvelopeError::SealInvalid),
        (Letter { head: reserved, ..letter(&units[..1]) }, EnvelopeError::SuiteUnsupported),
    ] {
        assert_eq!(seal(&letter).err(), Some(expected));
    }
}

#[test]
fn the_largest_letter_to_64_units_fits_an_envelope() {
    let one = unit(0);
    let units = [(&one, false); 64];
    // Array, two strings and an empty map around the content: 1 + 5 + 3 + 1 bytes.
    let manifest = vec![b'x'; INNER_BYTES_MAX - sigs().len() - 10];
    let sealed = seal(&Letter { manifest: &manifest, ..letter(&units) }).unwrap();
    assert!(sealed.bytes.len() <= ENVELOPE_BYTES_MAX);
    let outer = EnvelopeOuter::parse(&sealed.bytes).unwrap();
    assert_eq!(outer.open(&[&one]).unwrap().manifest, manifest);
}

#[test]
fn sizes_show_in_steps_only() {
    let one = unit(0);
    let units = [(&one, false)];
    for (n, bucket) in [(0, 4096), (3_940, 4096), (3_960, 8192), (100_000, 131_072)] {
        let manifest = vec![b'x'; n];
        let sealed = seal(&Letter { manifest: &manifest, ..letter(&units) }).unwrap();
        assert_eq!(EnvelopeOuter::parse(&sealed.bytes).unwrap().body.len(), bucket + 48, "{n}");
    }
}

#[test]
fn malformed_envelopes_are_refused_before_any_cryptography() {
    check(&vector_1(), Ok(()));
    check(&vector_1()[1..], Err("malformed"));
    check(&[&vector_1()[..], &[0]].concat(), Err("malformed"));
    check(&vec![0; ENVELOPE_BYTES_MAX + 1], Err("too-large"));
    check(&with_part(0, Cbor::text("cx2")), Err("malformed"));
    check(&with_part(2, Cbor::Bytes(Cbor::Array(vec![]).encode())), Err("out-of-range"));
    check(&with_part(2, Cbor::Array(vec![])), Err("malformed"));
    check(&with_part(3, Cbor::Bytes(vec![0; 4096])), Err("bucket-invalid"));
    check(&with_part(3, Cbor::Bytes(vec![])), Err("bucket-invalid"));
    check(&with_part(4, Cbor::Bytes(vec![0; 63])), Err("malformed"));
}

#[test]
fn the_head_is_closed_and_bounded() {
    check(&with_head(1, Some(Cbor::Uint(2))), Err("version-unsupported"));
    check(&with_head(2, Some(Cbor::Uint(2))), Err("suite-unsupported"));
    check(&with_head(2, Some(Cbor::Uint(4))), Err("out-of-range"));
    check(&with_head(3, Some(Cbor::bytes(&[0; 31]))), Err("malformed"));
    check(&with_head(5, Some(Cbor::text("-fr.example"))), Err("out-of-range"));
    check(&with_head(8, Some(Cbor::Uint(4))), Err("out-of-range"));
    check(&with_head(9, Some(Cbor::Uint(1 << 32))), Err("out-of-range"));
    check(&with_head(9, None), Err("malformed"));
    check(&with_head(13, Some(Cbor::Uint(0))), Err("malformed"));
    check(&with_head(12, Some(Cbor::int(-1))), Err("malformed"));
}

#[test]
fn a_swapped_part_breaks_the_seal() {
    let later = Head { keep_until: 501_115, ..head() };
    check(&with_part(1, Cbor::Bytes(later.to_bytes())), Err("seal-invalid"));
    let one = unit(1);
    let other = seal(&letter(&[(&one, false)])).unwrap().bytes;
    check(&with_part(2, parts(&other)[2].clone()), Err("seal-invalid"));
    check(&with_part(4, Cbor::Bytes(vec![0; 64])), Err("seal-invalid"));
    let outer = EnvelopeOuter::parse(&vector_1()).unwrap();
    let stranger = Ed25519Secret::of_vector(0x33).public();
    assert_eq!(outer.verify_seal(&stranger), Err(EnvelopeError::SealInvalid));
}

/// Envelopes of a sender who seals what he likes.
fn sealed_by_liar(head: &Head, stanzas: &Cbor, body: Vec<u8>) -> Vec<u8> {
    let (head, stanzas) = (head.to_bytes(), stanzas.encode());
    let digest = env_digest(&Digest::of(&head), &stanzas, &body);
    let seal = node().sign(&seal_message(&digest)).to_vec();
    let parts = [head, stanzas, body, seal].map(Cbor::Bytes);
    Cbor::Array([vec![Cbor::text("cx1")], parts.to_vec()].concat()).encode()
}

fn stanzas_of(bytes: &[u8]) -> Cbor {
    Cbor::decode(parts(bytes)[2].as_bytes().unwrap()).unwrap()
}

fn body_of(bytes: &[u8]) -> Vec<u8> {
    parts(bytes)[3].as_bytes().unwrap().to_vec()
}

#[test]
fn a_stanza_belongs_to_one_head() {
    // B takes A's stanza and body and seals them under a head of its own: nothing opens.
    let forwarded = Head { to: NodeId::parse("other.example").unwrap(), ..head() };
    let bytes = sealed_by_liar(&forwarded, &stanzas_of(&vector_1()), body_of(&vector_1()));
    check(&bytes, Err("cannot-open"));
}

#[test]
fn a_body_belongs_to_one_content_key_and_one_head() {
    let digest = Digest::of(&head().to_bytes());
    let inner = body::inner(b"{}", &sigs(), &BTreeMap::new());
    // Another content key: the commitment differs. The right commitment over another key's text: the tag differs.
    let other = body::seal(&head().to_bytes(), &digest, &[0x56; 32], &inner).unwrap();
    let mut patched = other.clone();
    patched[..32].copy_from_slice(&body_of(&vector_1())[..32]);
    for body in [other, patched] {
        check(&sealed_by_liar(&head(), &stanzas_of(&vector_1()), body), Err("body-invalid"));
    }
}

/// A body whose padded content is the sender's choice.
fn body_with(padded: &[u8]) -> Vec<u8> {
    let head_bytes = head().to_bytes();
    let keys = body::Keys::of(&Digest::of(&head_bytes), &[0x55; 32]).unwrap();
    let mut content = padded.to_vec();
    let cipher = <crate::chunk::Aes256Gcm as crate::chunk::Aead>::new(&keys.key);
    let tag = crate::chunk::Aead::seal(&cipher, &[0; 12], &head_bytes, &mut content).unwrap();
    [&keys.commit[..], &content, &tag].concat()
}

fn padded(inner: &[u8], bucket: usize) -> Vec<u8> {
    let mut bytes = u32::try_from(inner.len()).unwrap().to_be_bytes().to_vec();
    bytes.extend_from_slice(inner);
    bytes.resize(bucket, 0);
    bytes
}

#[track_caller]
fn check_padded(padded: &[u8], expected: Result<(), &str>) {
    let bytes = sealed_by_liar(&head(), &stanzas_of(&vector_1()), body_with(padded));
    check(&bytes, expected);
}

#[test]
fn the_inside_is_padded_with_zeros_and_closed() {
    let malformed = Err("inner-malformed");
    let inner = body::inner(MANIFEST, &sigs(), &BTreeMap::new());
    check_padded(&padded(&inner, 4096), Ok(()));
    check_padded(&padded(&inner, 8192), Ok(()));
    let mut dirty = padded(&inner, 4096);
    dirty[4095] = 1;
    check_padded(&dirty, malformed);
    let mut long = padded(&inner, 4096);
    long[..4].copy_from_slice(&4093_u32.to_be_bytes());
    check_padded(&long, malformed);
    let (text, map) = (Cbor::bytes(b"{}"), Cbor::Map(vec![]));
    for inner in [
        Cbor::Array(vec![text.clone(), text.clone()]),
        Cbor::Array(vec![text.clone(), text.clone(), map.clone(), Cbor::Null]),
        Cbor::Array(vec![text.clone(), Cbor::Null, map]),
        Cbor::Array(vec![
            text.clone(),
            text.clone(),
            Cbor::Map(vec![(Cbor::Uint(0), Cbor::bytes(&[0; 31]))]),
        ]),
        Cbor::Array(vec![
            text.clone(),
            text,
            Cbor::Map(vec![(Cbor::text("0"), Cbor::bytes(&[0; 32]))]),
        ]),
    ] {
        check_padded(&padded(&inner.encode(), 4096), malformed);
    }
}

#[test]
fn unit_keys_are_read_strictly() {
    let public = unit(0).public().as_bytes().to_vec();
    let length = SignError::KeyLength { found: 1215, wanted: 1216 };
    assert_eq!(XWingPublic::parse(&public[1..]), Err(length));
    // All twelve bits of a coefficient set: 4,095 is not below 3,329.
    let mut out_of_range = public;
    out_of_range[..2].fill(0xff);
    assert_eq!(XWingPublic::parse(&out_of_range), Err(SignError::KeyEncoding));
    assert_eq!(XWingSecret::from_seed([7; 32]).err(), Some(SignError::DegenerateSeed));
}

#[test]
fn a_delivery_carries_an_envelope_and_perhaps_an_anchor() {
    for anchor in [None, Some(vec![0xa0])] {
        let delivery = Delivery { envelope: vector_1(), anchor };
        assert_eq!(Delivery::parse(&delivery.to_bytes()), Ok(delivery));
    }
    let receipt = Cbor::Array(vec![Cbor::text("cx1r"), Cbor::bytes(b""), Cbor::Null]).encode();
    assert!(matches!(Delivery::parse(&receipt), Err(EnvelopeError::Malformed(_))));
    let large = Delivery { envelope: vec![], anchor: Some(vec![0; 64 * 1024 + 1]) };
    assert_eq!(Delivery::parse(&large.to_bytes()), Err(EnvelopeError::TooLarge));
    assert_eq!(Delivery::parse(&vec![0; DELIVERY_BYTES_MAX + 1]), Err(EnvelopeError::TooLarge));
}

#[test]
fn the_deadline_shows_in_steps_only() {
    for (not_after, expected) in [
        (Some("2027-03-02T18:00:00Z"), 501_114),
        (Some("2027-03-02T17:00:00.001Z"), 501_114),
        (Some("2027-03-03T00:00:00Z"), 501_120),
        (Some("2027-03-03T00:00:01Z"), 501_126),
        (Some("2027-03-16T00:00:00Z"), 501_432),
        (Some("2027-03-16T00:00:01Z"), 501_456),
        (Some("2027-03-01T05:00:00Z"), 501_077),
        (None, 503_256),
    ] {
        let instant = not_after.map(|text| Instant::parse(text).unwrap());
        assert_eq!(keep_until(20_879, instant.as_ref()), Some(expected), "{not_after:?}");
    }
    let ancient = Instant::parse("1969-12-31T23:59:59Z").unwrap();
    assert_eq!(keep_until(0, Some(&ancient)), None);
    assert_eq!(keep_until(u32::MAX, None), None);
}

proptest! {
    // A case decapsulates with unoptimized code.
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_flipped_bit_anywhere_is_noticed(at in 0usize..5561, bit in 0u8..8) {
        let mut bytes = vectors(WHOLE)["envelope"].clone();
        bytes[at] ^= 1 << bit;
        let found = EnvelopeOuter::parse(&bytes)
            .and_then(|envelope| envelope.verify_seal(&node().public()));
        prop_assert!(found.is_err());
    }

    #[test]
    fn arbitrary_bytes_never_open(bytes in prop::collection::vec(any::<u8>(), 0..512)) {
        prop_assert!(EnvelopeOuter::parse(&bytes).is_err());
    }
}
