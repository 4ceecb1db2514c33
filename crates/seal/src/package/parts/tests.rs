//! Lists of parts: one form, one root, and what a hash hides.

use super::*;

const KEY: [u8; 32] = [0x11; 32];
const WHOLE: &str = include_str!("../../../vectors/parts-whole.txt");
const COPY: &str = include_str!("../../../vectors/parts-copy.txt");
/// The root of both.
const ROOT: &str = include_str!("../../../vectors/parts-root.hex");

fn digests() -> BTreeMap<String, Digest> {
    let part = |file: &[u8], leaves: &[u8]| {
        part_digest(&Digest::of(file), leaves.iter().map(|n| Digest([*n; 32])))
    };
    BTreeMap::from([
        ("X-1".to_owned(), part(b"one", &[1, 2])),
        ("X-3".to_owned(), part(b"three", &[3])),
    ])
}

fn whole() -> Parts {
    let mut all: BTreeMap<_, _> =
        digests().into_iter().map(|(no, digest)| (no, Part::Held(digest))).collect();
    all.insert("X-2".to_owned(), Part::Absent("destroyed"));
    Parts::of_whole(&KEY, &all).unwrap()
}

fn copy() -> Parts {
    let mut parts = whole();
    let ground =
        Ground { code: "threat-to-person".to_owned(), cite: "eu/2012-13/art-7/4".to_owned() };
    parts.withhold("X-3", &digests()["X-3"], &ground);
    parts
}

#[test]
fn a_whole_and_its_copy_are_the_vectors_of_the_page() {
    assert_eq!(String::from_utf8(whole().to_bytes()).unwrap(), WHOLE);
    assert_eq!(String::from_utf8(copy().to_bytes()).unwrap(), COPY);
    assert_eq!(whole().root(&digests()).unwrap().hex(), ROOT.trim_end());
    let mut here = digests();
    here.remove("X-3");
    assert_eq!(copy().root(&here).unwrap().hex(), ROOT.trim_end());
}

#[test]
fn what_is_read_is_written_again() {
    for text in [WHOLE, COPY, ""] {
        let parts = Parts::parse(text.as_bytes()).unwrap();
        assert_eq!(parts.to_bytes(), text.as_bytes());
    }
}

#[test]
fn an_exhibit_that_is_not_where_the_list_says_is_missing() {
    let check = |parts: &Parts, here: &[&str], no: &str| {
        let here = digests().into_iter().filter(|(no, _)| here.contains(&no.as_str())).collect();
        assert_eq!(parts.root(&here), Err(PartsError::Missing { no: no.to_owned() }));
    };
    check(&whole(), &["X-1"], "X-3");
    check(&copy(), &[], "X-1");
    // Handed out and called kept back.
    check(&copy(), &["X-1", "X-3"], "X-3");
    check(&Parts::default(), &["X-1"], "X-1");
}

#[test]
fn a_list_has_one_form() {
    let bad = |from: &str, to: &str, code: &str| {
        let text = COPY.replacen(from, to, 1);
        assert_ne!(text, COPY, "{from}");
        assert_eq!(Parts::parse(text.as_bytes()).map_err(|e| e.code()), Err(code), "{to}");
    };
    bad("\"i\":0", "\"i\":1", "form");
    bad("\"i\":0", "\"i\": 0", "form");
    bad("X-1", "X-4", "order");
    bad("X-2", "X-1", "order");
    bad("X-1", "", "form");
    bad("destroyed", "Destroyed", "form");
    bad("part_hash", "part_salt", "form");
    bad("\"cite\"", "\"city\"", "form");
    bad("=\"}\n", "=\"}", "form");
    let long = "a".repeat(WORD_BYTES_MAX + 1);
    bad("threat-to-person", &long, "form");
    assert_eq!(Parts::parse(b"\n").map_err(|e| e.code()), Err("form"));
}

#[test]
fn a_list_has_an_end() {
    let part = |n: usize| (format!("X-{n:05}"), Part::Absent("later"));
    let all: BTreeMap<_, _> = (0..=PARTS_MAX).map(part).collect();
    assert_eq!(Parts::of_whole(&KEY, &all), Err(PartsError::TooMany));
    let most: BTreeMap<_, _> = (0..PARTS_MAX).map(part).collect();
    assert_eq!(Parts::of_whole(&KEY, &most).unwrap().lines().len(), PARTS_MAX);
}

#[test]
fn the_hash_of_what_is_kept_back_depends_on_a_salt_that_goes_with_it() {
    let hash = |key: [u8; 32]| {
        let all = BTreeMap::from([("X-3".to_owned(), Part::Held(digests()["X-3"]))]);
        let mut parts = Parts::of_whole(&key, &all).unwrap();
        let ground = Ground { code: "x".to_owned(), cite: "y".to_owned() };
        parts.withhold("X-3", &digests()["X-3"], &ground);
        parts.to_bytes()
    };
    let (one, other) = (hash([1; 32]), hash([2; 32]));
    assert_ne!(one, other);
    // Neither the salt of the part nor its digest is in the line.
    let text = String::from_utf8(one).unwrap();
    assert!(!text.contains("part_salt") && !text.contains(&digests()["X-3"].hex()));
}
