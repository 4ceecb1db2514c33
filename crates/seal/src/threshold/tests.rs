//! Keys are counted, not lines.

use super::*;

fn secret(n: u8) -> Ed25519Secret {
    Ed25519Secret::from_seed(std::array::from_fn(|at| u8::try_from(at).unwrap() + n)).unwrap()
}

fn listed(keys: &[SignKey]) -> BTreeMap<Digest, SignKey> {
    keys.iter().map(|key| (key.id(), key.clone())).collect()
}

#[test]
fn the_id_of_a_key_is_that_of_other_implementations() {
    // securesystemslib 1.3.1, SSlibKey.from_crypto of the public key of RFC 8032 §7.1, test 1.
    let public = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
    let key = Ed25519Public::parse(&hex_decode(public).unwrap()).unwrap();
    let key = SignKey::ed25519(&key);
    let canonical =
        format!(r#"{{"keytype":"ed25519","keyval":{{"public":"{public}"}},"scheme":"ed25519"}}"#);
    assert_eq!(key.to_json().to_plain_bytes(), canonical.as_bytes());
    assert_eq!(key.id().hex(), "74c181c7ad8a0855d4b55e44d2ba87aabdddb196832571f15f92fece332e4916");
    assert_eq!(SignKey::from_json(&key.to_json()), Some(key));
}

#[test]
fn each_key_counts_once_and_only_if_it_is_asked_known_and_right() {
    let (a, b, stranger) = (secret(1), secret(2), secret(3));
    let [key_a, key_b, key_stranger] =
        [&a, &b, &stranger].map(|secret| SignKey::ed25519(&secret.public()));
    // The same bytes under a scheme of another name, and in another spelling: other ids, and no vote.
    let later = SignKey { scheme: "ed25519-ml-dsa-44".to_owned(), ..key_a.clone() };
    let loud = SignKey { public: key_a.public.to_uppercase(), ..key_a.clone() };
    let keys = listed(&[key_a.clone(), key_b.clone(), key_stranger, later.clone(), loud.clone()]);
    let ids = [key_a.id(), key_b.id(), later.id(), loud.id()];
    let quorum = Quorum { keys: ids.into(), threshold: 2 };
    let text = b"text";
    let by = |secret| Signature::make(secret, text);
    let under = |key: &SignKey| Signature { key: key.id(), ..by(&a) };
    let n = |lines: &[Signature]| signers(&keys, &quorum, text, lines).len();
    assert_eq!(n(&[by(&a), by(&b)]), 2);
    assert_eq!(n(&[by(&a), by(&a), by(&a)]), 1, "one key, three lines");
    assert_eq!(n(&[by(&a), under(&later), under(&loud)]), 1, "one key, three names");
    assert_eq!(n(&[by(&a), by(&stranger)]), 1, "known, but not asked");
    assert_eq!(
        n(&[Signature { bytes: vec![0; 64], ..by(&a) }, by(&a)]),
        1,
        "a bad line costs nothing"
    );
    assert_eq!(n(&[Signature::make(&a, b"other"), Signature { bytes: Vec::new(), ..by(&b) }]), 0);
    let mut wrong = keys.clone();
    wrong.insert(key_a.id(), key_b.clone());
    assert!(
        signers(&wrong, &quorum, text, &[by(&a), under(&key_b)]).is_empty(),
        "an id is computed"
    );
}
