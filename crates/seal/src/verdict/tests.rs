//! What people and programs read.

use super::{Check, Outcome, Verdict, plain};
use crate::digest::Digest;
use crate::json::Json;
use crate::package::tests::fixture::token_over;
use crate::package::tests::{honest, stamped, verify, verify_with};

#[test]
fn checks_run_in_the_order_of_the_format() {
    let ids: Vec<_> = Check::ALL.iter().map(|check| check.id()).collect();
    assert_eq!(
        ids,
        [
            "container",
            "manifest",
            "bag",
            "seal",
            "inclusion",
            "order",
            "exhibits",
            "handover",
            "signatures",
            "time",
            "parts"
        ]
    );
    assert!(Check::ALL.is_sorted());
}

#[test]
fn a_verified_package_reads_like_this() {
    insta::assert_snapshot!(verify(&honest()).to_string());
}

#[test]
fn a_verified_package_is_this_object() {
    insta::assert_snapshot!(verify(&honest()).to_json().to_string());
}

#[test]
fn a_stamped_package_reads_like_this() {
    insta::assert_snapshot!(verify(&stamped()).to_string());
}

#[test]
fn a_stamped_package_is_this_object() {
    insta::assert_snapshot!(verify(&stamped()).to_json().to_string());
}

#[test]
fn a_token_that_was_brought_says_where_it_came_from() {
    let manifest = crate::package::tests::manifest_of(&honest());
    let verdict = verify_with(&honest(), &[token_over(&manifest)]);
    let text = verdict.to_string();
    assert!(text.contains("2026-11-29T17:28:29Z  brought by you"), "{text}");
    assert!(text.contains("-in FILE.tst -token_in"), "{text}");
    assert!(!text.contains("timestamp001"), "{text}");
}

#[test]
fn a_broken_package_reads_like_this() {
    insta::assert_snapshot!(verify(b"no package").to_string());
}

#[test]
fn nothing_of_a_broken_package_is_repeated() {
    let mut package = honest();
    let at = package.windows(5).position(|bytes| bytes == b"hello").unwrap();
    package[at] ^= 1;
    let verdict = verify(&package);
    assert!(!verdict.is_ok() && verdict.facts().is_none());
    assert_eq!(verdict.witnessed_no_later_than(), None);
    let json = verdict.to_json();
    for name in ["package_id", "exported_by", "seal", "completeness", "letters", "closed_fields"] {
        assert_eq!(json.get(name), Some(&Json::Null), "{name}");
    }
    for name in ["exhibits", "checkpoints"] {
        assert_eq!(json.get(name), Some(&Json::List(Vec::new())), "{name}");
    }
    assert_eq!(json.get("ok"), Some(&Json::Bool(false)));
}

#[test]
fn what_comes_behind_the_broken_link_is_not_reached() {
    let held = vec![(Check::Container, "fine".to_owned())];
    let verdict = Verdict::broken(Digest::of(b""), held, Check::Manifest, "no".to_owned());
    let outcomes: Vec<_> = verdict.claims().iter().map(|claim| claim.outcome).collect();
    assert_eq!(outcomes[..2], [Outcome::Holds, Outcome::Broken]);
    assert!(outcomes[2..].iter().all(|outcome| *outcome == Outcome::NotReached));
    assert_eq!(outcomes.len(), Check::ALL.len());
    let policy = Verdict::broken(Digest::of(b""), Vec::new(), Check::Policy, "no".to_owned());
    assert_eq!(policy.claims().len(), Check::ALL.len() + 1);
    assert_eq!(policy.first_broken().unwrap().check, Check::Policy);
}

#[test]
fn a_text_of_a_stranger_cannot_steer_the_page() {
    assert_eq!(plain("X-1-R1 – Müller, יוסף"), "X-1-R1 – Müller, יוסף");
    assert_eq!(plain("a\u{1b}[31m\nverified"), "a\\u{1b}[31m\\u{a}verified");
    assert_eq!(plain("1\u{202e}2\u{2028}3\u{feff}"), "1\\u{202e}2\\u{2028}3\\u{feff}");
}
