//! Copies with fewer exhibits: what they show of the whole, and every way of hiding that something is missing.

use std::collections::BTreeMap;

use super::fixture::{PACKAGE_ID, World};
use super::tamper::Unpacked;
use super::{check, check_verdict, honest, verify};
use crate::json::Json;
use crate::package::parts::{Ground, Parts};
use crate::package::{Absence, Contents, Copy, LeftOut, PackagePlan};

const COPY_ID: &str = "0195d3a0-7c11-7e40-8b1e-5a2d9c4f6e02";
const PARTS: &str = "bag/data/parts.txt";
const WHOLE: &str = "bag/data/whole.events";
const WHOLE_PROOF: &str = "bag/data/whole.tlog-proof";

fn ground() -> Ground {
    Ground { code: "threat-to-person".to_owned(), cite: "eu/2012-13/art-7/4".to_owned() }
}

/// Three exhibits, of which one was destroyed before anything was sealed.
fn contents(world: &mut World) -> Contents<'static> {
    let out = LeftOut { exhibit_no: "X-0-R1".to_owned(), why: Absence::Destroyed };
    let contents = world.contents(&[("X-1", "X-1-R1", b"one"), ("X-2", "X-2-R1", b"two")]);
    Contents { left_out: vec![out], ..contents }
}

/// The copy that keeps back these exhibits, as an exporter makes it who changes its list as it likes.
fn copy_but(withheld: &[&str], change: impl FnOnce(&mut Contents<'static>)) -> Vec<u8> {
    copy_of(PACKAGE_ID, withheld, change)
}

/// The same, of a whole that is called so.
fn copy_of(
    whole_id: &str,
    withheld: &[&str],
    change: impl FnOnce(&mut Contents<'static>),
) -> Vec<u8> {
    let mut world = World::default();
    let plan = PackagePlan::assemble(contents(&mut World::default())).unwrap();
    let whole = contents(&mut world);
    world.parts = plan.manifest().parts;
    let (manifest, n_members) = (plan.manifest().sha256, plan.manifest().n_members);
    let seal = world.seal_leaf(whole_id, manifest, n_members, None);
    let copy = Copy {
        package_id: COPY_ID.to_owned(),
        bagged_on: "2027-03-15".to_owned(),
        forum: "the defence of A. & B.".to_owned(),
        whole: seal,
        withheld: withheld.iter().map(|no| ((*no).to_owned(), ground())).collect(),
        is_stamped: false,
    };
    let mut contents = whole.copy(copy).unwrap();
    change(&mut contents);
    world.seal(contents)
}

fn copy(withheld: &[&str]) -> Vec<u8> {
    copy_but(withheld, |_| {})
}

#[test]
fn a_copy_says_of_what_whole_it_is_a_part_and_what_is_not_here() {
    let verdict = verify(&copy(&["X-2-R1"]));
    check_verdict(&verdict, "ok");
    let parts = &verdict.facts().unwrap().parts;
    let of = parts.of.as_ref().unwrap();
    assert_eq!((of.package_id.as_str(), parts.n_held), (PACKAGE_ID, 1));
    assert_eq!(of.sealed_at, "2027-03-14T08:10:00.000Z");
    assert_eq!(parts.absent, [("X-0-R1".to_owned(), "destroyed".to_owned())]);
    let withheld: Vec<_> =
        parts.withheld.iter().map(|w| (w.exhibit_no.as_str(), &w.ground)).collect();
    assert_eq!(withheld, [("X-2-R1", &ground())]);

    let text = verdict.to_string();
    for words in [
        "Part of package 0195d3a0-7c11-7e40-8b1e-5a2d9c4f6e01",
        "1 of its 2 exhibits are here; kept back: 1",
        "X-2-R1  kept back: handing it over may seriously threaten",
        "(eu/2012-13/art-7/4)",
        "X-0-R1  destroyed:",
    ] {
        assert!(text.contains(words), "{words}\n{text}");
    }
    let json = verdict.to_json();
    let of = json.get("parts").and_then(|parts| parts.get("of")).unwrap();
    assert_eq!(of.get("package_id").and_then(Json::text), Some(PACKAGE_ID));
}

#[test]
fn a_whole_is_called_by_an_id_that_can_be_read_aloud() {
    for id in ["", "a\u{1b}[31m\nverified: yes", "0195D3A0-7C11-7E40-8B1E-5A2D9C4F6E01"] {
        check_verdict(&verify(&copy_of(id, &["X-2-R1"], |_| {})), "parts");
    }
}

#[test]
fn a_whole_is_a_part_of_nothing() {
    let verdict = verify(&honest());
    let parts = &verdict.facts().unwrap().parts;
    assert_eq!((parts.n_held, &parts.of, parts.withheld.len()), (1, &None, 0));
}

#[test]
fn a_copy_may_keep_back_everything_or_nothing() {
    let all = verify(&copy(&["X-1-R1", "X-2-R1"]));
    check_verdict(&all, "ok");
    assert_eq!(all.facts().unwrap().parts.n_held, 0);
    let none = verify(&copy(&[]));
    check_verdict(&none, "ok");
    assert!(none.facts().unwrap().parts.of.is_some());
}

/// What is kept back is in no member: neither the file, nor its digest, nor an entry about it.
#[test]
fn a_copy_says_nothing_about_what_is_kept_back_but_what_a_letter_names() {
    let mut members = Unpacked::of(&copy(&["X-2-R1"]));
    let sha256 = crate::digest::Digest::of(b"two");
    for path in members.paths() {
        let bytes = members.get(&path).clone();
        let holds = |needle: &[u8]| bytes.windows(needle.len()).any(|window| window == needle);
        let named = holds(sha256.hex().as_bytes()) || holds(sha256.b64().as_bytes());
        // The letter that passed both, and the receipt about it, are signed as they are.
        let is_signed =
            path.starts_with("bag/data/letters/") || path.starts_with("bag/data/receipts/");
        assert!(!named || is_signed, "{path}");
        assert!(!path.contains("X-2-R1"), "{path}");
    }
    let report = members.text("README.html");
    assert!(report.contains("A part of a whole") && report.contains("the defence of A. &amp; B."));
}

#[test]
fn a_list_that_names_less_than_was_sealed_breaks() {
    let shorter = |text: &str, from: &str| -> Vec<u8> {
        let kept = text.lines().filter(|line| !line.contains(from)).enumerate();
        let renumbered = kept.map(|(i, line)| {
            let at = line.find("\"i\":").unwrap() + 4;
            format!("{}{i}{}\n", &line[..at], &line[at + 1..])
        });
        renumbered.collect::<String>().into_bytes()
    };
    for from in ["X-0-R1", "X-2-R1"] {
        let mut members = Unpacked::of(&copy(&["X-2-R1"]));
        let list = shorter(&members.text(PARTS), from);
        assert!(Parts::parse(&list).is_ok());
        members.put(PARTS, list);
        // A forger cannot seal; an exporter that does is found out by the root.
        check(&members.clone().forge(), "seal");
        breaks(members);
    }
}

/// The verdict on these members with a seal that fits them in everything but the list.
fn reseal(members: Unpacked) -> String {
    let mut world = World::default();
    let file = members.forge();
    let mut members = Unpacked::of(&file);
    let manifest = crate::digest::Digest::of(&super::manifest_of(&file));
    let plan = PackagePlan::assemble(contents(&mut World::default())).unwrap();
    world.parts = plan.manifest().parts;
    drop(contents(&mut world));
    let n_members = u32::try_from(members.paths().len() - 4).unwrap();
    world.seal_leaf(PACKAGE_ID, plan.manifest().sha256, plan.manifest().n_members, None);
    let seal = world.seal_leaf(COPY_ID, manifest, n_members, None);
    members.put("META-INF/comity-seal.opening", seal.opening.to_line().into_bytes());
    members.put("META-INF/comity-seal.tlog-proof", seal.proof.to_string().into_bytes());
    verify(&members.zip()).to_json().to_string()
}

#[track_caller]
fn breaks(members: Unpacked) {
    let verdict = reseal(members);
    assert!(
        verdict.contains("\"first_broken\":{") && verdict.contains("\"id\":\"parts\",\"means\""),
        "{verdict}"
    );
}

#[test]
fn every_byte_of_the_list_and_of_the_seal_of_the_whole_counts() {
    let good = Unpacked::of(&copy(&["X-2-R1"]));
    // Sealed anew as it is, it holds.
    assert!(reseal(good.clone()).contains("\"first_broken\":null"));
    for path in [PARTS, WHOLE, WHOLE_PROOF] {
        let text = good.clone().text(path);
        // A ground is the exporter's word: the copy's own manifest seals it, no root does.
        let ground = text
            .find("\"ground\":{")
            .map_or(0..0, |from| from..from + text[from..].find('}').unwrap());
        for at in (0..text.len()).step_by(text.len() / 16).filter(|at| !ground.contains(at)) {
            let mut bad = good.clone();
            bad.get(path)[at] ^= 1 << (at % 7);
            breaks(bad);
        }
        let mut without = good.clone();
        without.remove(path);
        breaks(without);
    }
}

#[test]
fn a_package_that_keeps_something_back_shows_the_whole() {
    let mut members = Unpacked::of(&copy(&["X-2-R1"]));
    members.remove(WHOLE);
    members.remove(WHOLE_PROOF);
    breaks(members);
}

#[test]
fn what_was_not_sealed_gives_no_copy() {
    let mut world = World::default();
    let whole = contents(&mut world);
    let seal = world.seal_leaf(PACKAGE_ID, crate::digest::Digest::of(b"m"), 1, None);
    let copy = |withheld: BTreeMap<String, Ground>| Copy {
        package_id: COPY_ID.to_owned(),
        bagged_on: "2027-03-15".to_owned(),
        forum: "a court".to_owned(),
        whole: seal.clone(),
        withheld,
        is_stamped: false,
    };
    assert_eq!(whole.copy(copy(BTreeMap::new())).unwrap_err().code(), "whole");
}
