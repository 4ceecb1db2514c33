//! What an honest exporter makes.

use std::io;

use super::fixture::{Act, WITNESS_TIME, World, content};
use super::{check, honest};
use crate::digest::Digest;
use crate::json::Json;
use crate::package::layout::Member;
use crate::package::{Absence, BuildError, Contents, Exhibit, LeftOut, PackagePlan};
use crate::zip::Archive;

fn contents(world: &mut World) -> Contents<'static> {
    world.contents(&[("X-1", "X-1-R1", b"one"), ("X-2", "X-2-R1", b"two")])
}

/// A member of the honest package, as text.
fn member(member: &Member) -> String {
    member_of(honest(), member)
}

/// A member of a package, as text.
pub(super) fn member_of(file: Vec<u8>, member: &Member) -> String {
    let mut archive = Archive::open(io::Cursor::new(file)).unwrap();
    let path = member.to_string();
    let index = archive.entries().position(|entry| entry.path == path).unwrap();
    let mut content = Vec::new();
    archive.read(index, |piece| content.extend_from_slice(piece)).unwrap();
    String::from_utf8(content).unwrap()
}

#[test]
fn an_honest_package_verifies() {
    check(&honest(), "ok");
}

#[test]
fn the_same_state_gives_the_same_bytes() {
    let package = |reverse: bool| {
        let mut world = World::default();
        let mut contents = contents(&mut world);
        if reverse {
            contents.exhibits.reverse();
            contents.anchors.reverse();
            contents.letters.reverse();
            contents.receipts.reverse();
            contents.keys.reverse();
        }
        world.seal(contents)
    };
    let once = package(false);
    assert_eq!(Digest::of(&once), Digest::of(&package(false)));
    // Order is the plan's business, where it is not the record's own.
    assert_eq!(Digest::of(&once), Digest::of(&package(true)));
}

#[test]
fn a_plan_may_be_written_on_another_thread() {
    fn check<T: Send>(_: &T) {}
    check(&PackagePlan::assemble(contents(&mut World::default())).unwrap());
}

#[test]
fn what_cannot_stand_in_a_package_is_refused_before_anything_is_written() {
    let refused = |change: fn(&mut Contents<'static>)| {
        let mut contents = contents(&mut World::default());
        change(&mut contents);
        PackagePlan::assemble(contents).unwrap_err().code()
    };
    assert_eq!(refused(|c| c.exhibits[0].exhibit_no = "../X".to_owned()), "name");
    assert_eq!(refused(|c| c.exhibits[0].extension = "exe".to_owned()), "name");
    assert_eq!(refused(|c| c.legal[0].name = "a/b.txt".to_owned()), "name");
    assert_eq!(refused(|c| c.exhibits[0].exhibit_no = "X-2-R1".to_owned()), "duplicate");
    assert_eq!(refused(|c| c.anchors.push(c.anchors[0].clone())), "duplicate");
    assert_eq!(refused(|c| c.organization = "two\nlines".to_owned()), "bag-info-value");
    assert_eq!(refused(|c| c.policy.clear()), "quorum");
}

#[test]
fn a_seal_for_another_plan_is_refused() {
    let mut world = World::default();
    let plan = PackagePlan::assemble(contents(&mut world)).unwrap();
    world.parts = plan.manifest().parts;
    let (id, n_members) = (super::fixture::PACKAGE_ID, plan.manifest().n_members);
    for seal in [
        world.seal_leaf(id, Digest::of(b"another manifest"), n_members, None),
        world.seal_leaf(id, plan.manifest().sha256, n_members + 1, None),
        world.seal_leaf(
            "0195d3a0-7c11-7e40-8b1e-5a2d9c4f6e02",
            plan.manifest().sha256,
            n_members,
            None,
        ),
    ] {
        let mut out = Vec::new();
        assert!(matches!(plan.write(&seal, &mut out), Err(BuildError::Seal)));
        assert!(out.is_empty());
    }
}

#[test]
fn content_that_changed_after_it_was_measured_is_refused() {
    let mut world = World::default();
    let mut contents = contents(&mut world);
    contents.exhibits[0].content.open = content(b"One").open;
    let plan = PackagePlan::assemble(contents).unwrap();
    let manifest = plan.manifest();
    world.parts = manifest.parts;
    let seal =
        world.seal_leaf(super::fixture::PACKAGE_ID, manifest.sha256, manifest.n_members, None);
    assert_eq!(plan.write(&seal, Vec::new()).unwrap_err().code(), "checksum");
}

#[test]
fn the_report_needs_no_script_and_nothing_from_outside() {
    let report = member(&Member::Readme);
    for word in ["<script", "javascript:", "src=", "href=", "@import", "url("] {
        assert!(!report.contains(word), "{word}");
    }
    assert!(report.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
}

#[test]
fn the_report_escapes_what_others_wrote() {
    let report = member(&Member::Readme);
    assert!(report.contains("Tribunal judiciaire &lt;de Paris&gt;"));
    assert!(!report.contains("<de Paris>"));
}

#[test]
fn the_report_tells_what_a_judge_asks() {
    let report = member(&Member::Readme);
    let policy = Digest::of(World::default().policy().as_bytes()).hex();
    let evidence = Digest::of(b"From: a\nTo: b\n\nhello\n").hex();
    for fact in [
        "What is proved if the check succeeds",
        "What is not proved",
        "comity-verify 0195d3a0-7c11-7e40-8b1e-5a2d9c4f6e01.asice --policy POLICY",
        "FR-TJ-2027-000042",
        "EPOC FR-TJ-2027-17, issued 2027-03-02T10:00:00Z",
        "bag/data/evidence/X-1-R1/0001.bin",
        "handed over",
        "taken over, digests compared",
        "ie-prov/legal at ie-prov.example",
        "measure.issue",
        "ContentConsignment",
        "witness.example/nl, key ",
        &policy,
        &evidence,
    ] {
        assert!(report.contains(fact), "{fact}");
    }
    // Names of persons and of files stay out of it.
    assert!(!report.contains("p-4711") && !report.contains("mailbox"));
}

#[test]
fn the_case_graph_keeps_the_community_rule_about_provenance() {
    let text = member(&Member::CaseGraph);
    let graph = Json::parse(text.trim_end().as_bytes()).unwrap();
    let nodes = graph.get("@graph").unwrap().list().unwrap();
    let of = |class: &str| -> Vec<&Json> {
        nodes.iter().filter(|node| node.get("@type").unwrap().text() == Some(class)).collect()
    };
    assert_eq!(of("inv:Investigation").len(), 1);
    assert_eq!(of("inv:ProvenanceRecord").len(), 2);
    assert_eq!(of("inv:Authorization").len(), 1);
    assert_eq!(of("obs:File").len(), 1);
    assert_eq!(of("id:Organization").len(), 2);
    let actions = of("inv:InvestigativeAction");
    assert_eq!(actions.len(), 4);
    // The first has a result only, every later one a provenance record on both sides.
    let without_object = actions.iter().filter(|action| action.get("act:object").is_none());
    assert_eq!(without_object.count(), 1);
    assert!(actions.iter().all(|action| action.get("act:result").is_some()));
    let derived =
        of("inv:ProvenanceRecord").into_iter().filter(|r| r.get("inv:wasDerivedFrom").is_some());
    assert_eq!(derived.count(), 1);
    assert!(text.contains("mailbox & more.mbox") && !text.contains("p-4711"));
    // Where, why and in which condition, of every action.
    assert_eq!(of("loc:Location").len(), 2);
    assert!(actions.iter().all(|action| action.get("act:location").is_some()));
    for words in [
        "ie-prov.example, evidence room",
        "Purpose: investigation",
        "Condition of the seal: intact",
    ] {
        assert!(text.contains(words), "{words}");
    }
}

#[test]
fn what_was_made_from_others_names_their_records_and_verifies_without_them() {
    let mut world = World::default();
    let mut contents = contents(&mut world);
    let redacted = Act { no: "X-1-R1-D1", root: "X-1", bytes: b"red", letter: None };
    // The first is the second exhibit of the package, the other one stays at the court.
    world.taker.made_from = Some("from urn:comity:exhibit:1 urn:comity:exhibit:77");
    let at = "2027-03-14T08:01:00.000Z";
    let made = world.taker.custody(150, "redact", at, &redacted, None);
    world.taker.made_from = None;
    let packed = world.taker.custody(150, "pack", "2027-03-14T08:02:00.000Z", &redacted, None);
    contents.exhibits.push(Exhibit {
        exhibit_no: redacted.no.to_owned(),
        extension: "bin".to_owned(),
        content: content(redacted.bytes),
        custody: world.publish(&world.taker, &[made, packed], WITNESS_TIME + 300),
        complete: None,
    });
    let file = world.seal(contents);
    check(&file, "ok");
    let text = member_of(file, &Member::CaseGraph);
    let graph = Json::parse(text.trim_end().as_bytes()).unwrap();
    let nodes = graph.get("@graph").unwrap().list().unwrap();
    let numbered = |no: &str| {
        let is = |node: &&Json| node.get("inv:exhibitNumber").and_then(Json::text) == Some(no);
        nodes.iter().find(is).unwrap()
    };
    let ids = |json: &Json| -> Vec<String> {
        let one = |one: &Json| one.get("@id").unwrap().text().unwrap().to_owned();
        json.list().map_or_else(|| vec![one(json)], |all| all.iter().map(one).collect())
    };
    let child = numbered("X-1-R1-D1");
    let origins = ids(child.get("inv:wasDerivedFrom").unwrap());
    assert_eq!(origins.len(), 2);
    assert_eq!(origins[0], numbered("X-2-R1").get("@id").unwrap().text().unwrap());
    let absent = nodes.iter().find(|node| node.get("@id").unwrap().text() == Some(&origins[1]));
    let said = absent.unwrap().get("core:description").unwrap().list().unwrap();
    assert!(said[0].text().unwrap().ends_with(":77 is not in this package"));
    // Its first action takes the records of both, and gives a file and a record.
    let redact = |node: &&Json| node.get("core:name").and_then(Json::text) == Some("redact");
    let action = nodes.iter().find(redact).unwrap();
    assert_eq!(ids(action.get("act:object").unwrap()), origins);
    assert_eq!(action.get("act:result").unwrap().list().unwrap().len(), 2);
}

#[test]
fn what_is_left_out_of_a_package_is_named_with_its_reason() {
    let mut world = World::default();
    let mut contents = contents(&mut world);
    let left_out = |exhibit_no: &str, why| LeftOut { exhibit_no: exhibit_no.to_owned(), why };
    contents.left_out =
        vec![left_out("X-7<R1>", Absence::Contested), left_out("X-8", Absence::NotFixed)];
    let file = world.seal(contents);
    for (member, no) in [(Member::Readme, "X-7&lt;R1&gt;"), (Member::CaseGraph, "X-7<R1>")] {
        let text = member_of(file.clone(), &member);
        for words in
            [no, "contested: what was found is not what was announced", "X-8", "never fixed"]
        {
            assert!(text.contains(words), "{member} {words}");
        }
    }
}

#[test]
fn a_package_that_holds_everything_names_nothing_as_left_out() {
    assert!(!member(&Member::Readme).contains("not in this package"));
    assert!(!member(&Member::CaseGraph).contains("not in this package"));
}
