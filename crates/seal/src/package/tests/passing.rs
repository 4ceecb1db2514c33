//! A passing of custody is between two, by one letter, and said by both; and what a check reads has its form.

use super::check;
use super::fixture::{Act, HANDOVER_TIME, WITNESS_TIME, World};
use crate::cose::{Kind, Signatures};
use crate::json::Json;
use crate::package::{Contents, schema};
use crate::verdict::Check;

/// Seals what a world with these lies gives, after `more` was done to it.
fn sealed(
    lies: &'static [&'static str],
    more: impl FnOnce(&mut World, &mut Contents<'static>),
) -> Vec<u8> {
    let mut world = World::default();
    world.lies = lies;
    let mut contents = world.contents(&[("X-1", "X-1-R1", b"first exhibit")]);
    more(&mut world, &mut contents);
    world.seal(contents)
}

#[test]
fn the_letter_of_a_passing_is_an_offer_of_the_giver_to_the_taker() {
    check(&sealed(&["kind"], |_, _| {}), Check::Handover.id());
    check(&sealed(&["issuer"], |_, _| {}), Check::Handover.id());
}

#[test]
fn what_was_only_passed_on_was_not_taken() {
    check(&sealed(&["relayed"], |_, _| {}), Check::Handover.id());
}

#[test]
fn both_logs_name_one_receipt() {
    check(&sealed(&["receipt"], |_, _| {}), Check::Handover.id());
}

#[test]
fn an_act_that_failed_passes_nothing() {
    check(&sealed(&["fails"], |_, _| {}), Check::Handover.id());
}

#[test]
fn nothing_is_taken_before_it_is_given() {
    check(&sealed(&["early"], |_, _| {}), Check::Handover.id());
}

#[test]
fn a_number_that_is_closed_says_nothing() {
    check(&sealed(&["closed root"], |_, _| {}), "ok");
}

#[test]
fn one_passing_is_recorded_once() {
    let twice = |world: &mut World, contents: &mut Contents<'static>| {
        let letter = crate::digest::Digest::of(&contents.letters[1].manifest);
        let act = Act { no: "X-1", root: "X-1", bytes: b"first exhibit", letter: Some(letter) };
        let hand = world.giver.custody(0, "hand_over", HANDOVER_TIME, &act, None);
        let act = Act { no: "X-1-R1", ..act };
        let take = world.taker.custody(100, "take_over", "2027-03-14T08:01:00.000Z", &act, None);
        let hand = world.publish(&world.giver, &[hand], WITNESS_TIME).remove(0);
        let take = world.publish(&world.taker, &[take], WITNESS_TIME).remove(0);
        let custody = &mut contents.exhibits[0].custody;
        custody.insert(2, hand);
        custody.push(take);
    };
    check(&sealed(&[], twice), Check::Handover.id());
}

#[test]
fn beside_an_issuer_only_its_own_member_signs() {
    check(
        &sealed(&[], |world, contents| {
            let letter = &mut contents.letters[1];
            let beside = world.taker.sign(Kind::Letter, &world.net, &letter.manifest);
            let parse = |bytes: &[u8]| Signatures::parse(Kind::Letter, bytes).unwrap();
            let (first, second) = (parse(&letter.signatures), parse(&beside));
            let both = first.list().iter().chain(second.list()).cloned().collect();
            letter.signatures = Signatures::of(Kind::Letter, both).unwrap().to_bytes();
        }),
        Check::Signatures.id(),
    );
    let of_another_member = |_: &mut World, contents: &mut Contents<'static>| {
        contents.keys[0].member = "other".to_owned();
    };
    check(&sealed(&[], of_another_member), Check::Signatures.id());
}

/// Shown beside an honest record, each would tell another journey of the exhibit.
#[test]
fn every_record_is_tied_to_the_others_by_a_passing() {
    let alone = |world: &mut World, contents: &mut Contents<'static>| {
        contents.exhibits[0].custody.truncate(1); // the giver's seal, without what it handed over
        let act = Act { no: "X-1-R1", root: "X-1", bytes: b"first exhibit", letter: None };
        let open = world.taker.custody(0, "open", "2027-03-14T08:01:00.000Z", &act, None);
        let open = world.publish(&world.taker, &[open], WITNESS_TIME).remove(0);
        contents.exhibits[0].custody.push(open);
    };
    check(&sealed(&[], alone), Check::Handover.id());
    let second = |world: &mut World, contents: &mut Contents<'static>| {
        let act = Act { no: "X-9", root: "X-1", bytes: b"first exhibit", letter: None };
        let open = world.taker.custody(0, "open", "2027-03-14T08:01:00.000Z", &act, None);
        let open = world.publish(&world.taker, &[open], WITNESS_TIME).remove(0);
        contents.exhibits[0].custody.push(open);
        contents.exhibits[0].exhibit_no = "X-9".to_owned();
    };
    check(&sealed(&[], second), Check::Order.id());
}

/// Another last entry of the log under the seal: two heads of one size.
#[test]
fn a_seal_in_a_fork_of_the_log_is_none() {
    let fork = |world: &mut World, _: &mut Contents<'static>| {
        world.taker.leaves.pop();
    };
    check(&sealed(&[], fork), Check::Handover.id());
}

#[test]
fn a_head_was_there_when_it_was_first_seen() {
    let stored = |first: u64| {
        sealed(&[], move |world, contents| {
            let act = Act { no: "X-1-R1", root: "X-1", bytes: b"first exhibit", letter: None };
            let early = "2027-03-14T08:01:00.000Z";
            let one = world.taker.custody(100, "store", early, &act, None);
            let two = world.taker.custody(100, "store", "2027-03-14T08:10:00.000Z", &act, None);
            let one = world.publish(&world.taker, &[one], first).remove(0);
            let two = world.publish(&world.taker, &[two], WITNESS_TIME + 600).remove(0);
            contents.exhibits[0].custody.extend([one, two]);
        })
    };
    check(&stored(WITNESS_TIME + 600), "ok");
    check(&stored(WITNESS_TIME), Check::Time.id());
}

#[test]
fn a_log_is_called_as_the_log_of_a_node() {
    for origin in ["ie-prov.example/x", "ie-prov.example/comity/audit/27", "IE/comity/audit/2027"] {
        let mut world = World::default();
        world.giver.origin = origin.to_owned();
        let contents = world.contents(&[("X-1", "X-1-R1", b"first exhibit")]);
        let policy = world.policy();
        super::check_under(&world.seal(contents), &policy, Check::Inclusion.id());
    }
}

/// An entry of the giver with one value of its own.
fn with(name: &'static str, value: Json) -> Vec<u8> {
    sealed(&[], |world, contents| {
        let mut own: std::collections::BTreeMap<&'static str, Json> = [
            ("exhibit", "urn:comity:exhibit:0"),
            ("exhibit_no", "X-1"),
            ("root_no", "X-1"),
            ("status", "Success"),
        ]
        .map(|(name, value)| (name, Json::from(value)))
        .into();
        own.insert(name, value);
        let logged =
            world.giver.log(&schema::CUSTODY, "custody", [0; 16], "store", HANDOVER_TIME, own);
        let leaf = world.publish(&world.giver, &[logged], WITNESS_TIME).remove(0);
        contents.exhibits[0].custody.insert(2, leaf);
    })
}

#[test]
fn a_value_that_cannot_be_read_is_not_taken_for_absent() {
    let word = || Json::from("contested");
    let empty = || Json::object::<&str>([]);
    check(&with("result", Json::Null), "ok");
    for (name, value) in [
        ("check", empty()),
        ("check", word()),
        ("data", empty()),
        ("data", Json::Bool(true)),
        ("result", word()),
        ("signatures", empty()),
        ("status", Json::Int(1)),
        ("root_no", Json::Int(1)),
    ] {
        check(&with(name, value), Check::Order.id());
    }
}
