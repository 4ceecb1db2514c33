//! Exporters who seal a false record: the seal holds, something behind it does not.

use super::check;
use super::fixture::{Act, HANDOVER_TIME, WITNESS_TIME, World, content};
use crate::cose::{Kind, Signatures};
use crate::digest::Digest;
use crate::json::Json;
use crate::package::{Contents, LegalFile, schema};
use crate::verdict::Check;

/// Seals honest contents after `lie` was done to them.
fn sealed(lie: impl FnOnce(&mut World, &mut Contents<'static>)) -> Vec<u8> {
    let mut world = World::default();
    let mut contents =
        world.contents(&[("X-1", "X-1-R1", b"first exhibit"), ("X-2", "X-2-R1", b"")]);
    lie(&mut world, &mut contents);
    world.seal(contents)
}

/// Checks which link is the first to break after `lie`.
#[track_caller]
fn lie(expected: Check, lie: impl FnOnce(&mut World, &mut Contents<'static>)) {
    check(&sealed(lie), expected.id());
}

#[test]
fn two_exhibits_with_more_legal_files_verify() {
    let package = sealed(|_, contents| {
        contents.legal.push(LegalFile { name: "translation.en.txt".to_owned(), bytes: vec![0; 9] });
    });
    check(&package, "ok");
}

#[test]
fn a_package_without_exhibits_verifies() {
    let mut world = World::default();
    let contents = world.contents(&[]);
    check(&world.seal(contents), "ok");
}

#[test]
fn a_proof_of_another_entry_is_no_proof() {
    lie(Check::Inclusion, |_, contents| {
        let custody = &mut contents.exhibits[0].custody;
        let (first, second) = (custody[0].proof.clone(), custody[1].proof.clone());
        custody[0].proof = second;
        custody[1].proof = first;
    });
    lie(Check::Inclusion, |_, contents| contents.exhibits[0].custody[0].proof.extra = None);
    lie(Check::Inclusion, |_, contents| {
        contents.exhibits[0].custody[0].proof.path.pop();
    });
    lie(Check::Inclusion, |_, contents| contents.anchors[0].proof.index += 1);
}

#[test]
fn a_log_head_needs_every_listed_key_and_the_quorum() {
    let without = |word: &'static str| {
        move |_: &mut World, contents: &mut Contents<'static>| {
            let note = &mut contents.exhibits[0].custody[0].proof.checkpoint_note;
            let (text, lines) = note.split_once("\n\n").unwrap();
            let mut dropped = false;
            let kept = lines.lines().filter(|line| {
                let drop = !dropped && line.contains(word);
                dropped |= drop;
                !drop
            });
            let kept: String = kept.map(|line| format!("{line}\n")).collect();
            *note = format!("{text}\n\n{kept}");
        }
    };
    for word in ["witness.example/nl", "witness.example/co", "ie-prov.example/comity"] {
        lie(Check::Inclusion, without(word));
    }
}

#[test]
fn a_stream_has_no_gap_and_keeps_its_order() {
    for (at, expected) in [(0, Check::Order), (2, Check::Order)] {
        lie(expected, |_, contents| {
            contents.exhibits[0].custody.remove(at);
        });
    }
    lie(Check::Order, |_, contents| contents.exhibits[0].custody.swap(0, 1));
    // The parties' streams may not be mixed line by line.
    lie(Check::Order, |_, contents| contents.exhibits[0].custody.swap(1, 2));
    // A tail that is missing breaks the handover, or else shows only as completeness `chain`.
    lie(Check::Handover, |_, contents| {
        contents.exhibits[0].custody.remove(1);
    });
    check(
        &sealed(|_, contents| {
            contents.exhibits[0].custody.remove(3);
        }),
        "ok",
    );
}

#[test]
fn an_entry_of_a_stream_shows_its_place() {
    for name in schema::BASE {
        lie(Check::Order, |world, contents| {
            let act = Act { no: "X-1", root: "X-1", bytes: b"first exhibit", letter: None };
            let mut logged = world.giver.custody(0, "store", HANDOVER_TIME, &act, None);
            logged.close(schema::CUSTODY.position(name).unwrap());
            let leaf = world.publish(&world.giver, &[logged], WITNESS_TIME).remove(0);
            contents.exhibits[0].custody.insert(2, leaf);
        });
    }
}

#[test]
fn other_fields_may_stay_closed_and_are_counted() {
    let package = sealed(|world, contents| {
        let act = Act { no: "X-1", root: "X-1", bytes: b"first exhibit", letter: None };
        let mut logged = world.giver.custody(0, "store", HANDOVER_TIME, &act, None);
        for name in ["actor", "purpose"] {
            logged.close(schema::CUSTODY.position(name).unwrap());
        }
        let leaf = world.publish(&world.giver, &[logged], WITNESS_TIME).remove(0);
        contents.exhibits[0].custody.insert(2, leaf);
    });
    let verdict = super::verify(&package);
    assert_eq!(verdict.facts().unwrap().closed.n_not_for_recipient, 2, "{verdict}");
}

#[test]
fn an_entry_of_another_schema_is_no_custody() {
    lie(Check::Order, |_, contents| {
        let anchor = contents.anchors.remove(0);
        contents.exhibits[0].custody.push(anchor);
    });
    lie(Check::Order, |_, contents| {
        let custody = contents.exhibits[0].custody.remove(0);
        contents.anchors.push(custody);
    });
}

#[test]
fn evidence_is_what_the_parties_recorded() {
    lie(Check::Exhibits, |_, contents| contents.exhibits[0].content = content(b"first exhibiT"));
    lie(Check::Exhibits, |_, contents| contents.exhibits[0].content = content(b"first exhibit "));
    lie(Check::Exhibits, |_, contents| {
        let [one, two, ..] = contents.exhibits.as_mut_slice() else { panic!("two exhibits") };
        std::mem::swap(&mut one.content, &mut two.content);
    });
    lie(Check::Exhibits, |_, contents| contents.exhibits[0].exhibit_no = "X-9".to_owned());
    lie(Check::Exhibits, |_, contents| contents.exhibits[0].custody.clear());
}

/// The giver checked the file again before it went, with this outcome, and shows all but `closed`.
fn with_verify(
    outcome: [(&'static str, Json); 3],
    closed: &'static [&'static str],
) -> impl FnOnce(&mut World, &mut Contents<'static>) {
    move |world, contents| {
        let exhibit = "urn:comity:exhibit:0";
        let numbers = [("exhibit_no", "X-1".into()), ("root_no", "X-1".into())];
        let own = numbers.into_iter().chain([("exhibit", exhibit.into())]);
        let own = own.chain(outcome).collect();
        let at = HANDOVER_TIME;
        let mut logged = world.giver.log(&schema::CUSTODY, "custody", [0; 16], "verify", at, own);
        for name in closed {
            logged.close(schema::CUSTODY.position(name).unwrap());
        }
        let leaf = world.publish(&world.giver, &[logged], WITNESS_TIME).remove(0);
        contents.exhibits[0].custody.insert(2, leaf);
    }
}

/// What the file is that the giver checks.
const GOOD: &[u8] = b"first exhibit";

/// What a check found: the digest of `found` where that of the exhibit was expected.
fn outcome(found: &[u8], status: &str, state: &str) -> [(&'static str, Json); 3] {
    compared(GOOD, found, status, state)
}

/// What a check of another file found.
fn compared(expected: &[u8], found: &[u8], status: &str, state: &str) -> [(&'static str, Json); 3] {
    let digest = |bytes: &[u8]| Json::from(Digest::of(bytes).hex());
    let result = [("exhibit_no", Json::from("X-1")), ("state", state.into())];
    [
        ("check", Json::object([("expected", digest(expected)), ("found", digest(found))])),
        ("status", status.into()),
        ("result", Json::object(result)),
    ]
}

#[test]
fn a_check_that_failed_breaks_the_package() {
    check(&sealed(with_verify(outcome(GOOD, "Success", "sealed"), &[])), "ok");
    lie(Check::Exhibits, with_verify(outcome(b"y", "Fail", "contested"), &[]));
    lie(Check::Exhibits, with_verify(outcome(b"y", "Success", "sealed"), &[]));
    lie(Check::Exhibits, with_verify(outcome(GOOD, "Fail", "sealed"), &[]));
    // It agreed, about another file.
    lie(Check::Exhibits, with_verify(compared(b"x", b"x", "Success", "sealed"), &[]));
}

#[test]
fn a_check_that_failed_cannot_be_closed() {
    let failed = || outcome(b"y", "Fail", "contested");
    lie(Check::Exhibits, with_verify(failed(), &["check", "status", "result"]));
    for closed in [["check"], ["status"], ["result"], ["data"]] {
        let closed: &'static [&'static str] = closed.to_vec().leak();
        lie(Check::Exhibits, with_verify(failed(), closed));
        lie(Check::Exhibits, with_verify(outcome(GOOD, "Success", "sealed"), closed));
    }
}

#[test]
fn the_letter_of_a_handover_lists_the_file_whatever_the_entry_says() {
    let package = |hides: &'static [&'static str]| {
        let mut world = World::default();
        world.lies = hides;
        world.small_package()
    };
    check(&package(&[]), "ok");
    check(&package(&["data"]), "ok");
    check(&package(&["files"]), Check::Handover.id());
    check(&package(&["files", "data"]), Check::Handover.id());
    check(&package(&["files", "closed data"]), Check::Exhibits.id());
}

#[test]
fn parties_may_not_contradict_each_other_about_an_exhibit() {
    for (act, at) in [
        (Act { no: "X-1-R1", root: "X-1", bytes: b"another one", letter: None }, 4),
        (Act { no: "X-1-R1", root: "X-7", bytes: b"first exhibit", letter: None }, 4),
        (Act { no: "X-1-R2", root: "X-1", bytes: b"first exhibit", letter: None }, 4),
    ] {
        lie(Check::Exhibits, |world, contents| {
            let logged = world.taker.custody(100, "store", HANDOVER_TIME, &act, None);
            let leaf = world.publish(&world.taker, &[logged], WITNESS_TIME).remove(0);
            contents.exhibits[0].custody.insert(at, leaf);
        });
    }
}

#[test]
fn a_handover_has_two_sides() {
    // The receiver's stream without its first entry has a gap; a giver's without the last has not.
    lie(Check::Handover, |_, contents| {
        contents.exhibits[1].custody.remove(1);
    });
    // Who shows only what the giver recorded never received it.
    lie(Check::Exhibits, |_, contents| {
        contents.exhibits[1].custody.truncate(2);
        contents.exhibits[1].exhibit_no = "X-2".to_owned();
    });
    // Numbers of givers may be equal, so the folder has the exporter's.
    lie(Check::Exhibits, |_, contents| contents.exhibits[0].exhibit_no = "X-1".to_owned());
    lie(Check::Handover, |world, contents| {
        let letter = Digest::of(&contents.letters[1].manifest);
        let act = Act { no: "X-1", root: "X-1", bytes: b"first exhibit", letter: Some(letter) };
        let logged = world.giver.custody(0, "hand_over", HANDOVER_TIME, &act, None);
        let leaf = world.publish(&world.giver, &[logged], WITNESS_TIME).remove(0);
        contents.exhibits[0].custody.insert(2, leaf);
    });
}

#[test]
fn a_handover_is_anchored_in_both_logs_and_receipted() {
    lie(Check::Handover, |_, contents| {
        contents.anchors.remove(0);
    });
    lie(Check::Handover, |_, contents| {
        contents.anchors.remove(1);
    });
    lie(Check::Handover, |_, contents| contents.anchors.clear());
    lie(Check::Handover, |_, contents| {
        contents.receipts.remove(0);
    });
    lie(Check::Handover, |_, contents| {
        contents.letters.remove(1);
    });
}

#[test]
fn a_receipt_may_say_what_neither_log_shows() {
    // Without the receipt of the opened letter the own `recv` leaf still says which letter the envelope carried.
    check(
        &sealed(|_, contents| {
            contents.receipts.remove(1);
        }),
        "ok",
    );
}

#[test]
fn every_letter_is_signed_by_its_issuer_with_keys_valid_then() {
    lie(Check::Signatures, |_, contents| {
        contents.keys.remove(0);
    });
    lie(Check::Signatures, |_, contents| {
        contents.keys[0].until = Some("2027-03-12T08:59:00Z".to_owned())
    });
    lie(Check::Signatures, |_, contents| contents.keys[0].from = "2027-03-12T08:59:01Z".to_owned());
    lie(Check::Signatures, |_, contents| contents.keys[0].unit = Some("ie-prov/other".to_owned()));
    lie(Check::Signatures, |_, contents| contents.keys[0].node = "fr-tj.example".to_owned());
    lie(Check::Signatures, |_, contents| {
        let other = contents.letters[0].signatures.clone();
        contents.letters[1].signatures = other;
    });
    check(
        &sealed(|_, contents| contents.keys[0].until = Some("2027-03-12T08:59:00.001Z".to_owned())),
        "ok",
    );
}

#[test]
fn the_post_quantum_twin_cannot_be_stripped() {
    lie(Check::Signatures, |_, contents| {
        let all = Signatures::parse(Kind::Letter, &contents.letters[1].signatures).unwrap();
        let classical = all.list().iter().filter(|signature| signature.bytes.len() == 64).cloned();
        let stripped = Signatures::of(Kind::Letter, classical.collect()).unwrap();
        contents.letters[1].signatures = stripped.to_bytes();
    });
}

#[test]
fn every_letter_belongs_to_one_network() {
    lie(Check::Signatures, |_, contents| {
        let mut foreign = World::default();
        foreign.net = Digest::of(b"another");
        contents.letters.push(foreign.letter(
            &foreign.giver,
            "measure.answer",
            "2027-03-03T00:00:00Z",
            Vec::new(),
        ));
    });
}

#[test]
fn a_letter_that_says_nothing_about_itself_is_refused() {
    for name in ["net", "type", "issued_at", "issuer"] {
        lie(Check::Signatures, |_, contents| {
            let mut fields =
                Json::parse(&contents.letters[0].manifest).unwrap().entries().unwrap().clone();
            fields.remove(name);
            contents.letters[0].manifest = Json::Object(fields).to_bytes();
        });
    }
}

#[test]
fn no_entry_is_later_than_what_witnesses_saw() {
    lie(Check::Time, |world, contents| {
        let act = Act { no: "X-1-R1", root: "X-1", bytes: b"first exhibit", letter: None };
        let logged = world.taker.custody(100, "store", "2027-03-14T08:05:02.000Z", &act, None);
        let leaf = world.publish(&world.taker, &[logged], WITNESS_TIME).remove(0);
        contents.exhibits[0].custody.push(leaf);
    });
    // Witnesses cut their time to seconds, and the entry's clock was 25 ms uncertain.
    check(
        &sealed(|world, contents| {
            let act = Act { no: "X-1-R1", root: "X-1", bytes: b"first exhibit", letter: None };
            let logged = world.taker.custody(100, "store", "2027-03-14T08:05:01.024Z", &act, None);
            let leaf = world.publish(&world.taker, &[logged], WITNESS_TIME).remove(0);
            contents.exhibits[0].custody.push(leaf);
        }),
        "ok",
    );
}

#[test]
fn an_uncertain_clock_covers_a_minute_and_no_more() {
    let stored = |unc_ms: i64, at: &'static str| {
        sealed(move |world, contents| {
            let act = Act { no: "X-1-R1", root: "X-1", bytes: b"first exhibit", letter: None };
            world.taker.unc_ms = unc_ms;
            let logged = world.taker.custody(100, "store", at, &act, None);
            let leaf = world.publish(&world.taker, &[logged], WITNESS_TIME).remove(0);
            contents.exhibits[0].custody.push(leaf);
        })
    };
    // Witnesses had seen it at 08:05:00.
    check(&stored(60_000, "2027-03-14T08:06:00.999Z"), "ok");
    check(&stored(60_000, "2027-03-14T08:06:01.000Z"), "time");
    check(&stored(60_001, "2027-03-14T08:04:00.000Z"), "time");
    check(&stored(i64::from(u32::MAX), "2027-03-14T09:00:00.000Z"), "time");
    let verdict = super::verify(&stored(86_400_000, "2027-03-14T08:04:00.000Z")).to_string();
    assert!(verdict.contains("uncertain by 86400000 ms"), "{verdict}");
}
