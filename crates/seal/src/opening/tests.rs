//! The published commitment, the stream tag, and what an opening line may and may not be.

use proptest::prelude::*;

use super::*;
use crate::digest::hex_encode;
use crate::merkle::root;

const LEAF: &str = include_str!("../../vectors/ledger-leaf-0.hex");
const LINE: &str = include_str!("../../vectors/ledger-leaf-0.events");

fn key() -> [u8; 32] {
    std::array::from_fn(|n| u8::try_from(n).unwrap())
}

fn fields() -> Vec<(u8, &'static str, Json)> {
    [("schema", "comity/custody/1"), ("category", "custody"), ("type", "seal")]
        .map(|(name, value)| (0, name, Json::from(value)))
        .to_vec()
}

/// The three fields; `closed` stay closed.
fn parts(committed: &Committed, closed: &[usize]) -> Vec<Part> {
    let parts = fields().into_iter().enumerate().map(|(n, (_, name, value))| {
        if closed.contains(&n) {
            return Part::Closed { hash: committed.f[n], why: Why::Redacted };
        }
        Part::Open { field: Field { name: name.to_owned(), value }, salt: committed.salts[n] }
    });
    parts.collect()
}

#[track_caller]
fn check(line: &str, code: &str) {
    assert_eq!(Opening::parse(line.as_bytes()).map_err(|error| error.code()), Err(code), "{line}");
}

#[test]
fn the_published_event_has_the_published_commitment() {
    let committed = commit(&fields(), &[key()]).unwrap();
    assert_eq!(
        committed.salts.iter().map(|salt| hex_encode(salt)).collect::<Vec<_>>(),
        [
            "0991b2546e52eae1c2eea6a7eb7d4bc85fcbe7952ef2989cc00774c788dc9d63",
            "a32ca1bb5617f6783416f070fb9c444f97ace469dc7a51799ba3e1fe19022d55",
            "5d3952d48c25b8c2f82fcb805e2f19caf4f9602dd4b831fb1fe3a2183e8a957c",
        ]
    );
    assert_eq!(
        committed.f.iter().map(Digest::hex).collect::<Vec<_>>(),
        [
            "c91add58b19b492b2c011021bc88469e53cd34a07226d6dd83559e6cd3e59f91",
            "842edd77a1dc6faa596513387dc96056d53ec9f49607652967d4309da50a6b6f",
            "d4a5d461ed27911ec87677c156bf62261fc9c5f22c43a7cfc84094cb7c8995fb",
        ]
    );
    let tree = root(&committed.f).hex();
    assert_eq!(tree, "6fce6d1b5e7fc23a12556a6fd0f078df0fecf96947e0f9355e344d6c19604971");
    let leaf: String = LEAF
        .lines()
        .filter_map(|line| line.split('#').next())
        .flat_map(str::split_whitespace)
        .collect();
    assert_eq!(hex_encode(&committed.leaf), leaf);
    let hash = "70f7c5290467fe3906868cbea39b96e0e2523cd183dd11c4c2e91ee291451dac";
    assert_eq!(committed.leaf_hash.hex(), hash);
}

#[test]
fn the_published_stream_has_the_published_tag() {
    let tag = stream_tag(&[0x55; 32], "item-1");
    assert_eq!(hex_encode(&tag), "b01d04683d19676d3f675c8f92bd0109");
}

#[test]
fn an_opening_is_one_canonical_line() {
    let committed = commit(&fields(), &[key()]).unwrap();
    let origin = "node.example/comity/audit/2027";
    let opening = Opening::new(origin, 0, committed.leaf, parts(&committed, &[2])).unwrap();
    assert_eq!(opening.to_line(), LINE);
    assert_eq!(Opening::parse(LINE.as_bytes()).as_ref(), Ok(&opening));
    assert_eq!(opening.get("category"), Some(&Json::from("custody")));
    assert_eq!(opening.get("type"), None);
    assert_eq!(opening.leaf_hash(), committed.leaf_hash);
}

#[test]
fn any_part_of_an_event_opens_without_the_rest() {
    let committed = commit(&fields(), &[key()]).unwrap();
    for closed in [vec![], vec![0], vec![1, 2], vec![0, 1, 2]] {
        let opening = Opening::new("o", 3, committed.leaf, parts(&committed, &closed)).unwrap();
        assert_eq!(Opening::parse(opening.to_line().as_bytes()), Ok(opening));
    }
}

#[test]
fn what_does_not_open_the_leaf_is_refused() {
    let committed = commit(&fields(), &[key()]).unwrap();
    let refused = |parts: Vec<Part>| Opening::new("o", 3, committed.leaf, parts);
    let mut swapped = parts(&committed, &[]);
    swapped.swap(0, 1);
    assert_eq!(refused(swapped), Err(OpeningError::Commitment));
    assert_eq!(refused(parts(&committed, &[])[..2].to_vec()), Err(OpeningError::Commitment));
    assert_eq!(refused(vec![]), Err(OpeningError::Form));
    assert_eq!(refused(vec![parts(&committed, &[])[0].clone(); 2]), Err(OpeningError::NameTwice));
    let mut leaf = committed.leaf;
    for at in 0..LEAF_BYTES {
        leaf[at] ^= 1;
        let expected = if at < 8 { OpeningError::Leaf } else { OpeningError::Commitment };
        assert_eq!(Opening::new("o", 3, leaf, parts(&committed, &[])), Err(expected));
        leaf[at] ^= 1;
    }
    assert_eq!(Opening::new("o", 1 << 53, leaf, parts(&committed, &[])), Err(OpeningError::Form));
    assert_eq!(Opening::new("o o", 1, leaf, parts(&committed, &[])), Err(OpeningError::Form));
}

#[test]
fn every_other_line_is_refused() {
    for (from, to, code) in [
        ("\n", "", "line-feed"),
        ("\n", "\n\n", "not-canonical"),
        ("\n", "\r\n", "not-canonical"),
        ("{\"fields\"", "{ \"fields\"", "not-canonical"),
        ("opening/1", "opening/2", "form"),
        ("\"n\":3", "\"n\":2", "form"),
        ("\"n\":3", "\"n\":null", "form"),
        ("\"index\":0", "\"index\":-1", "form"),
        ("\"index\":0", "\"index\":\"0\"", "form"),
        ("\"index\":0", "\"index\":0.0", "float"),
        (",\"n\":3", ",\"m\":3,\"n\":3", "form"),
        (",\"n\":3", "", "form"),
        ("Q01MAQ", "Q01MAg", "leaf"),
        ("Q01MAQEAAAD", "Q01MAQIAAAD", "leaf"),
        ("Q01MAQ", "Q01M", "leaf"),
        ("\"i\":1", "\"i\":0", "field"),
        ("\"i\":2", "\"i\":3", "field"),
        ("redacted", "lost", "field"),
        (",\"why\":\"redacted\"", "", "field"),
        ("\"i\":2,", "\"i\":2,\"salt\":\"\",", "field"),
        ("CZGyVG5S", "CZGyVG5", "field"),
        ("CZGyVG5S", "CZGyVG5T", "commitment"),
        ("\"custody\"}", "\"custodY\"}", "commitment"),
        ("\"category\"", "\"schema\"", "name-twice"),
        ("\"category\"", "\"catégory\"", "field"),
        ("\"category\"", "\"\"", "field"),
        ("\"category\"", "null", "field"),
    ] {
        let line = LINE.replacen(from, to, 1);
        assert_ne!(line, LINE, "{from}");
        check(&line, code);
    }
    check("[]\n", "form");
    check("\n", "syntax");
    check("", "line-feed");
    check(&" ".repeat(LINE_BYTES_MAX + 1), "too-long");
}

#[test]
fn an_event_that_could_not_be_opened_again_is_not_committed_to() {
    let refused = |fields: &[(u8, &str, Json)]| commit(fields, &[key()]).unwrap_err();
    assert_eq!(refused(&[]), CommitError::Fields);
    assert_eq!(refused(&[(1, "a", Json::Null)]), CommitError::Compartment(1));
    assert_eq!(refused(&[(0, "", Json::Null)]), CommitError::Name { index: 0 });
    assert_eq!(
        refused(&[(0, "a", Json::Null), (0, "é", Json::Null)]),
        CommitError::Name { index: 1 }
    );
    assert_eq!(
        refused(&[(0, "a", Json::Null), (0, "a", Json::Null)]),
        CommitError::NameTwice { index: 1 }
    );
    let source = JsonError::IntRange;
    assert_eq!(refused(&[(0, "a", Json::Int(1 << 53))]), CommitError::Value { index: 0, source });
    let deep = |n| (0..n).fold(Json::Null, |inner, _| Json::List(vec![inner]));
    let source = JsonError::Depth;
    assert_eq!(refused(&[(0, "a", deep(30))]), CommitError::Value { index: 0, source });
    let committed = commit(&[(0, "a", deep(29))], &[key()]).unwrap();
    let field = Field { name: "a".into(), value: deep(29) };
    let parts = vec![Part::Open { field, salt: committed.salts[0] }];
    let line = Opening::new("o", 0, committed.leaf, parts).unwrap().to_line();
    assert!(Opening::parse(line.as_bytes()).is_ok());
    let names: Vec<String> = (0..=FIELDS_MAX).map(|n| n.to_string()).collect();
    let many: Vec<_> = names.iter().map(|name| (0, name.as_str(), Json::Null)).collect();
    assert_eq!(refused(&many), CommitError::Fields);
}

#[test]
fn a_body_holds_one_compartment_in_canonical_form() {
    let fields = [(0, "b", Json::Int(1)), (1, "c", Json::Int(2)), (0, "a", Json::Null)];
    let bytes = body(&fields, 0);
    assert_eq!(bytes, b"{\"a\":null,\"b\":1}");
    assert_eq!(read_body(&bytes).unwrap().len(), 2);
    assert_eq!(read_body(b"[]"), Err(JsonError::Syntax { at: 0 }));
}

#[test]
fn field_hashes_are_kept_one_behind_the_other() {
    let hashes = commit(&fields(), &[key()]).unwrap().f;
    assert_eq!(decode_hashes(&encode_hashes(&hashes)), Some(hashes));
    assert_eq!(decode_hashes(&[0; 33]), None);
    assert_eq!(decode_hashes(&[]), None);
}

#[test]
fn the_same_event_under_another_key_leaves_another_leaf() {
    let (ours, theirs) =
        (commit(&fields(), &[key()]).unwrap(), commit(&fields(), &[[7; 32]]).unwrap());
    assert_ne!(ours.leaf, theirs.leaf);
    assert!(ours.f.iter().all(|hash| !theirs.f.contains(hash)));
}

proptest! {
    #[test]
    fn whatever_is_committed_opens_again(
        values in prop::collection::vec((0_u8..3, ".{0,20}"), 1..20),
        closed: u32,
    ) {
        let names: Vec<String> = (0..values.len()).map(|n| format!("field-{n}")).collect();
        let fields: Vec<_> =
            values.iter().zip(&names).map(|((c, value), name)| (*c, name, Json::from(value.as_str()))).collect();
        let committed = commit(&fields, &[[1; 32], [2; 32], [3; 32]]).unwrap();
        let parts = fields.iter().enumerate().map(|(n, (_, name, value))| {
            if closed >> n & 1 == 1 {
                return Part::Closed { hash: committed.f[n], why: Why::Erased };
            }
            let field = Field { name: (*name).clone(), value: value.clone() };
            Part::Open { field, salt: committed.salts[n] }
        });
        let opening = Opening::new("o", 5, committed.leaf, parts.collect()).unwrap();
        prop_assert_eq!(Opening::parse(opening.to_line().as_bytes()), Ok(opening));
    }
}
