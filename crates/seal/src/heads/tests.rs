//! Small maps by hand, every stream of large ones, and what no way may show.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::checkpoint::Checkpoint;
use crate::json::Json;
use crate::note::{Vkey, VkeyKind};
use crate::opening::{Field, Opening, Part, commit};
use crate::policy::Policy;
use crate::proof::TlogProof;
use crate::sign::Ed25519Secret;

const DATE: &str = "2027-03-04";
const ORIGIN: &str = "node.example/comity/audit/2027";

fn tag(n: u8) -> [u8; 16] {
    [n; 16]
}

fn stream(n: u8) -> Stream {
    Stream { blind: blind(&[n; 32], DATE), seq: u64::from(n), last: Digest([n; 32]) }
}

fn value_of(stream: &Stream) -> Digest {
    value(&stream.blind, stream.seq, &stream.last)
}

fn map(tags: impl IntoIterator<Item = u8>) -> HeadsMap {
    let mut map = HeadsMap::default();
    for n in tags {
        map.insert(key(DATE, &tag(n)), value_of(&stream(n)));
    }
    map
}

/// What `map` states about the stream of `n`.
fn statement(map: &HeadsMap, n: u8) -> Statement {
    let wanted = key(DATE, &tag(n));
    let (siblings, end) = map.way(&wanted);
    let what = match end {
        End::Leaf { key, .. } if key == wanted => What::Held(stream(n)),
        End::Leaf { .. } | End::Empty => What::Absent(end),
    };
    Statement { date: DATE.to_owned(), tag: tag(n), siblings, what }
}

#[test]
fn a_map_of_nothing_one_and_two_streams_is_what_the_page_says() {
    assert_eq!(map([]).root(), Digest([0; 32]));
    let key = key(DATE, &tag(1));
    let value = value_of(&stream(1));
    let one = Digest::of_parts(&[&[0x10], &key, &value.0]);
    assert_eq!(map([1]).root(), one);
    // As far as two keys have the same bits, the other side of each node is empty.
    let other_key = super::key(DATE, &tag(2));
    let two = Digest::of_parts(&[&[0x10], &other_key, &value_of(&stream(2)).0]);
    let depth = in_common(&key, &other_key);
    let mut root = match bit(&key, depth) {
        false => Digest::of_parts(&[&[0x11], &one.0, &two.0]),
        true => Digest::of_parts(&[&[0x11], &two.0, &one.0]),
    };
    for depth in (0..depth).rev() {
        root = match bit(&key, depth) {
            false => Digest::of_parts(&[&[0x11], &root.0, &[0; 32]]),
            true => Digest::of_parts(&[&[0x11], &[0; 32], &root.0]),
        };
    }
    assert_eq!(map([1, 2]).root(), root);
    assert_eq!(map([2, 1]).root(), root, "the order of coming changes nothing");
}

#[test]
fn keys_that_differ_in_their_last_bit_have_the_longest_way() {
    let (mut low, mut high) = ([0xaa; 16], [0xaa; 16]);
    low[15] = 0xaa;
    high[15] = 0xab;
    let mut map = HeadsMap::default();
    map.insert(low, Digest([1; 32]));
    map.insert(high, Digest([2; 32]));
    let (siblings, end) = map.way(&high);
    assert_eq!(siblings.len(), DEPTH_MAX);
    assert_eq!(end, End::Leaf { key: high, value: Digest([2; 32]) });
    assert_eq!(root_over(&high, &siblings, &end), Some(map.root()));
    let longer = [siblings, vec![EMPTY]].concat();
    assert_eq!(root_over(&high, &longer, &end), None);
}

#[test]
fn every_stream_is_shown_with_its_newest_entry_and_every_other_one_is_not_there() {
    let held: BTreeSet<u8> = (0..=255).step_by(3).collect();
    let map = map(held.iter().copied());
    for n in 0..=255 {
        let statement = statement(&map, n);
        assert_eq!(matches!(statement.what, What::Held(_)), held.contains(&n), "{n}");
        assert_eq!(statement.root(), Some(map.root()), "{n}");
        let line = statement.to_line();
        assert_eq!(Statement::parse(line.as_bytes()), Ok(statement));
    }
}

#[test]
fn no_other_entry_day_or_stream_is_shown_by_a_way() {
    let map = map(0..40);
    let honest = statement(&map, 7);
    let root = Some(map.root());
    let held = stream(7);
    let changed = [
        What::Held(Stream { seq: 6, ..held }),
        What::Held(Stream { last: Digest([8; 32]), ..held }),
        What::Held(Stream { blind: [1; 32], ..held }),
        What::Absent(End::Empty),
        What::Absent(End::Leaf { key: key(DATE, &tag(8)), value: value_of(&stream(8)) }),
        What::Absent(End::Leaf { key: key(DATE, &tag(7)), value: value_of(&held) }),
    ];
    for what in changed {
        assert_ne!(Statement { what, ..honest.clone() }.root(), root, "{what:?}");
    }
    let date = "2027-03-05".to_owned();
    assert_ne!(Statement { date, ..honest.clone() }.root(), root);
    assert_ne!(Statement { tag: tag(8), ..honest.clone() }.root(), root);
    for at in 0..honest.siblings.len() {
        let mut wrong = honest.clone();
        wrong.siblings[at].0[0] ^= 1;
        assert_ne!(wrong.root(), root);
        wrong.siblings.remove(at);
        assert_ne!(wrong.root(), root);
    }
}

#[test]
fn every_other_line_is_no_statement() {
    let map = map(0..9);
    let (held, absent) = (statement(&map, 3).to_line(), statement(&map, 99).to_line());
    for (from, to) in [
        ("\n", ""),
        ("\n", "\n\n"),
        ("comity-completeness/1", "comity-completeness/2"),
        (DATE, "2027-02-29"),
        (DATE, "2027-3-4"),
        ("\"seq\":3", "\"seq\":-3"),
        ("\"seq\":3", "\"seq\":03"),
        ("\"tag\":\"Aw", "\"tag\":\"w"),
        ("\"siblings\":[\"", "\"siblings\":[7,\""),
        ("\"end\":null", "\"end\":{\"key\":\"AA==\",\"value\":\"AA==\"}"),
        ("{\"date\"", "{\"a\":1,\"date\""),
    ] {
        let wrong = held.replacen(from, to, 1);
        assert_ne!(wrong, held, "{from}");
        assert_eq!(Statement::parse(wrong.as_bytes()), Err(StatementError::Form), "{wrong}");
    }
    assert!(matches!(
        Statement::parse(absent.as_bytes()),
        Ok(Statement { what: What::Absent(_), .. })
    ));
    let long = format!("{}{held}", " ".repeat(16 << 10));
    assert_eq!(Statement::parse(long.as_bytes()), Err(StatementError::Form));
}

/// The entry of a map in a log of its own, its proof, and a policy that trusts that log alone.
fn logged(date: &str, root: &Digest, schema: &str) -> (Opening, TlogProof, Policy) {
    let at = [("src", Json::from("ntp")), ("t", "2027-03-05T00:00:01.000Z".into())];
    let base = [
        ("schema", Json::from(schema)),
        ("category", "map".into()),
        ("stream", crate::digest::b64_encode(&[0; 16]).into()),
        ("seq", Json::Int(0)),
        ("prev", Json::Null),
        ("type", "heads".into()),
        ("at", Json::object(at.into_iter().chain([("unc_ms", Json::Int(1))]))),
    ];
    let fields = base.into_iter().chain(map_values(date, root, 12, 40));
    let fields: Vec<_> = fields.map(|(name, value)| (0, name, value)).collect();
    let committed = commit(&fields, &[[9; 32]]).unwrap();
    let parts = fields.into_iter().zip(&committed.salts).map(|((_, name, value), salt)| {
        Part::Open { field: Field { name: name.to_owned(), value }, salt: *salt }
    });
    let opening = Opening::new(ORIGIN, 0, committed.leaf, parts.collect()).unwrap();
    let seed = std::array::from_fn(|at| u8::try_from(at).unwrap() + 1);
    let secret = Ed25519Secret::from_seed(seed).unwrap();
    let checkpoint = Checkpoint::new(ORIGIN, 1, opening.leaf_hash()).unwrap();
    let line = checkpoint.sign_ed25519(&secret).unwrap();
    let vkey = Vkey::new(ORIGIN, VkeyKind::Ed25519(secret.public())).unwrap();
    let policy = Policy::parse(format!("log {vkey}\nquorum none\n").as_bytes()).unwrap();
    let note = checkpoint.with(vec![line]).to_string();
    let proof = TlogProof { extra: None, index: 0, path: vec![], checkpoint_note: note };
    (opening, proof, policy)
}

#[test]
fn a_statement_holds_under_the_entry_that_commits_to_its_map() {
    let map = map(0..40);
    let (entry, proof, policy) = logged(DATE, &map.root(), "comity/map/1");
    for n in [7, 77] {
        let statement = statement(&map, n);
        let bytes = statement_bytes(&statement, &entry, &proof);
        let shown = check(&bytes, &policy).unwrap();
        assert_eq!(shown.statement, statement);
        assert_eq!((shown.origin.as_str(), shown.size, shown.n_streams), (ORIGIN, 12, 40));
        assert_eq!(shown.witnessed_at, None);
        for at in 0..bytes.len() {
            let mut flipped = bytes.clone();
            flipped[at] ^= 1;
            assert!(check(&flipped, &policy).is_err(), "byte {at}");
        }
        for end in 0..bytes.len() {
            assert!(check(&bytes[..end], &policy).is_err(), "cut at {end}");
        }
    }
}

#[test]
fn the_published_statement_is_made_and_believed() {
    let statement_file = include_bytes!("../../vectors/completeness.statement");
    let policy_file = include_bytes!("../../vectors/completeness.tlog-policy");
    let map = map(0..40);
    let (entry, proof, _) = logged(DATE, &map.root(), "comity/map/1");
    let made = statement_bytes(&statement(&map, 7), &entry, &proof);
    assert_eq!(String::from_utf8(made).unwrap(), String::from_utf8_lossy(statement_file));
    let shown = check(statement_file, &Policy::parse(policy_file).unwrap()).unwrap();
    assert_eq!(shown.statement.what, What::Held(stream(7)));
}

#[test]
fn a_statement_does_not_hold_under_another_entry() {
    let (map, other) = (map(0..40), map(0..41));
    let statement = statement(&map, 7);
    let code = |entry: &Opening, proof: &TlogProof, policy: &Policy| {
        let bytes = statement_bytes(&statement, entry, proof);
        check(&bytes, policy).map(|_| "believed").unwrap_or_else(|error| error.code())
    };
    let (entry, proof, policy) = logged(DATE, &other.root(), "comity/map/1");
    assert_eq!(code(&entry, &proof, &policy), "way");
    let (entry, proof, policy) = logged("2027-03-05", &map.root(), "comity/map/1");
    assert_eq!(code(&entry, &proof, &policy), "map");
    let (entry, proof, policy) = logged(DATE, &map.root(), "comity/map/2");
    assert_eq!(code(&entry, &proof, &policy), "map");
    let (entry, mut proof, policy) = logged(DATE, &map.root(), "comity/map/1");
    proof.extra = Some([0; 40]);
    assert_eq!(code(&entry, &proof, &policy), "map");
    let nobody = Policy::parse(b"quorum none\n").unwrap();
    proof.extra = None;
    assert_eq!(code(&entry, &proof, &nobody), "no-log");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_is_in_a_map_has_one_way_and_whatever_is_not_has_none_to_a_value(
        tags in proptest::collection::btree_set(any::<[u8; 16]>(), 0..60),
        other in any::<[u8; 16]>(),
    ) {
        let mut map = HeadsMap::default();
        for tag in &tags {
            map.insert(*tag, Digest::of(tag));
        }
        prop_assert_eq!(map.len(), tags.len());
        for tag in tags.iter().chain([&other]) {
            let (siblings, end) = map.way(tag);
            prop_assert_eq!(root_over(tag, &siblings, &end), Some(map.root()));
            let held = matches!(end, End::Leaf { key, .. } if key == *tag);
            prop_assert_eq!(held, tags.contains(tag));
        }
    }

    #[test]
    fn arbitrary_bytes_are_no_statement(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(Statement::parse(&bytes).is_err());
    }
}
