//! What honest signers do, and what a reader then holds.

use std::collections::BTreeSet;

use seal::digest::Digest;

use super::super::*;
use super::world::*;
use crate::roster::{NetworkKind, entry_to_bytes};

#[test]
fn a_directory_is_read_from_its_first_root() {
    let world = World::found();
    let directory = world.held();
    assert_eq!(directory.version, 1);
    let roster = directory.roster().unwrap();
    assert_eq!(roster.net, Digest::of(&world.files["1.root.json"]));
    assert_eq!(roster.snapshot_sha256, Digest::of(&world.files["1.snapshot.json"]));
    assert_eq!((roster.root.kind, roster.root.exercise_id), (NetworkKind::Production, None));
    let ids: Vec<_> = roster.members.keys().map(ToString::to_string).collect();
    assert_eq!(ids, ["aa-one", "bb-two"]);
    assert_eq!(roster.members[&member("aa-one")], entry("aa-one", AA));
}

#[test]
fn only_what_changed_is_fetched() {
    let mut world = World::found();
    let held = world.held();
    let mut changed = entry("bb-two", BB);
    changed.names.insert("fr".to_owned(), "Deux".to_owned());
    world.vouch("bb-two", &entry_to_bytes(&changed), &[BB]);
    world.publish();
    let ended = world.read(held);
    assert_eq!((&ended.verdict, &ended.alarms[..]), (&Ok(()), &[][..]));
    let fetched: Vec<_> = ended.files.keys().map(|name| name.split('/').count()).collect();
    assert_eq!(fetched, [1, 1, 3, 1], "{:?}", ended.files.keys());
    assert_eq!(ended.directory.version, 2);
    assert_eq!(ended.directory.members[&member("bb-two")].entry, changed);
    // And again: the timestamp is all there is to ask for.
    let again = world.read(ended.directory.clone());
    assert_eq!(again.files.keys().collect::<Vec<_>>(), [TIMESTAMP]);
    assert_eq!(again.directory, ended.directory);
}

#[test]
fn keys_take_turns_and_the_way_from_the_first_root_stays_open() {
    let mut world = World::found();
    let held = world.held();
    world.rotate(&[1, 2, 3, 6], |root| {
        root.keys.insert(public(6).id(), public(6));
        root.root = quorum(&[2, 3, 4, 5, 6], 4);
    });
    // The new threshold of four must sign as well as the old one of three.
    assert_eq!(world.read(held.clone()).verdict.unwrap_err().error.code(), "threshold");
    world.root.version -= 1;
    world.rotate(&[2, 3, 4, 6], |_| {});
    world.rotate(&[2, 3, 5, 6], |root| root.expires_at = days(800));
    world.publish();
    for from in [held, world.begin()] {
        let ended = world.read(from);
        assert_eq!(ended.verdict, Ok(()));
        assert_eq!(ended.directory.root.content.version, 3);
        assert!(ended.files.contains_key("2.root.json") && ended.files.contains_key("3.root.json"));
    }
}

#[test]
fn one_run_follows_so_many_roots_and_the_next_goes_on() {
    let mut world = World::found();
    for _ in 0..ROOTS_PER_RUN_MAX {
        world.rotate(&[1, 2, 3], |_| {});
    }
    let first = world.read(world.begin());
    assert_eq!(first.verdict.unwrap_err().error.code(), "too-many-roots");
    assert_eq!(first.directory.root.content.version, ROOTS_PER_RUN_MAX + 1);
    assert_eq!(u64::try_from(first.files.len()).unwrap(), ROOTS_PER_RUN_MAX);
    assert_eq!(world.read(first.directory).verdict, Ok(()));
}

#[test]
fn a_stolen_operator_key_is_changed_and_the_highest_version_forgotten() {
    let mut world = World::found();
    let honest = world.clone();
    let held = world.held();
    // The thief has both keys of the operator, and leaves the highest versions behind.
    (world.snapshot, world.stamp) = (1 << 40, 1 << 40);
    world.publish();
    let hurt = world.read(held).directory;
    assert_eq!(hurt.version, (1 << 40) + 1);
    // The founders change the keys, and the operator goes on where it was.
    let mut world = honest;
    world.rotate(&[1, 2, 3], |root| {
        for n in [23, 24] {
            root.keys.insert(public(n).id(), public(n));
        }
        (root.snapshot, root.timestamp) = (quorum(&[23], 1), quorum(&[24], 1));
    });
    world.publish_as(world.lines(), 23, 24);
    let healed = world.read(hurt.clone());
    assert_eq!((&healed.verdict, healed.directory.version), (&Ok(()), 2));
    // Whoever still answers with the stolen keys is refused from then on, even if the rest of it does not arrive.
    world.stamp(world.held_line(), days(1), STAMP);
    let refused = world.read(hurt.clone());
    assert_eq!(refused.verdict.unwrap_err().error.code(), "threshold");
    assert_eq!(refused.directory.root.content.version, 2, "the new root is kept");
    assert_eq!(refused.directory.members, hurt.members, "and what was known is still known");
    assert_eq!(refused.directory.valid_until, hurt.valid_until, "but it is no fresher");
}

impl World {
    fn held_line(&self) -> FileLine {
        FileLine::of(self.snapshot, &self.files[&format!("{}.snapshot.json", self.snapshot)])
    }
}

#[test]
fn a_members_stolen_key_is_replaced_by_the_board() {
    let mut world = World::found();
    let held = world.held();
    world.board.admit(&member("aa-one"), &[public(33)], 1);
    world.list(&BOARD);
    world.publish();
    // Until the member signed with its new key it keeps its entry, and everybody sees why.
    let between = world.read(held);
    assert_eq!(between.verdict, Ok(()));
    let alarms: Vec<_> = between.alarms.iter().map(|alarm| alarm.refused.error.code()).collect();
    assert_eq!(alarms, ["threshold"]);
    assert_eq!(between.directory.members.len(), 2);
    let bytes = entry_to_bytes(&entry("aa-one", AA));
    world.vouch("aa-one", &bytes, &[33]);
    world.publish();
    let after = world.read(between.directory);
    assert_eq!((after.verdict, after.alarms), (Ok(()), Vec::new()));
    // The thief's next file changes nothing.
    world.vouch("aa-one", &bytes, &[AA]);
    world.publish();
    let thief = world.read(after.directory);
    assert_eq!(thief.alarms[0].refused.error.code(), "threshold");
    assert_eq!(thief.directory.members[&member("aa-one")].role.content.version, 2);
}

#[test]
fn a_directory_ages() {
    let world = World::found();
    let mut held = world.held();
    let at = |directory: &Directory, day| directory.freshness(days(day)).id();
    assert_eq!(world.begin().freshness(now()), Freshness::Dead, "nothing was ever taken");
    assert_eq!(
        [0, 1, 8, 9, 31].map(|day| at(&held, day)),
        ["fresh", "stale", "stale", "old", "old"]
    );
    assert_eq!(at(&held, 32), "dead");
    // A timestamp that goes on does not hide that another file ended.
    held.valid_until = Some(days(1000));
    assert_eq!([13, 14, 729, 730].map(|day| at(&held, day)), ["fresh", "old", "old", "dead"]);
    held.snapshot = None;
    assert_eq!([364, 365].map(|day| at(&held, day)), ["fresh", "old"]);
    assert_eq!(held.freshness_of(&member("aa-one"), days(179)), Freshness::Fresh);
    assert_eq!(held.freshness_of(&member("aa-one"), days(180)), Freshness::Old);
    assert_eq!(held.freshness_of(&member("zz-none"), now()), Freshness::Old);
}

#[test]
fn an_old_letter_is_judged_by_the_directory_of_its_time() {
    let mut world = World::found();
    let mut history = History::default();
    let first = world.held();
    history.add(days(0), first.roster().unwrap());
    world.publish();
    let second = world.read(first.clone()).directory;
    history.add(days(1), second.roster().unwrap());
    history.add(days(2), second.roster().unwrap());
    let version = |at| history.at(at).map(|roster| roster.version);
    assert_eq!(
        [days(-1), days(0), days(1), days(9)].map(version),
        [None, Some(1), Some(2), Some(2)]
    );
    assert_eq!(
        history.version(1).map(|roster| roster.snapshot_sha256),
        Some(first.snapshot_sha256)
    );
    assert_eq!(history.version(3), None);
    let other = Digest::of(b"other");
    for (version, sha256, heard) in [
        (1, first.snapshot_sha256, Heard::Known),
        (2, second.snapshot_sha256, Heard::Known),
        (3, other, Heard::Newer),
        (2, other, Heard::Equivocation),
        (0, other, Heard::Older),
    ] {
        assert_eq!(history.heard(version, sha256), heard, "{version}");
    }
}

#[test]
fn what_somebody_carried_has_an_old_timestamp_and_nothing_else_that_ended() {
    let mut world = World::found();
    let held = world.held();
    world.publish();
    let read = |expiry| {
        let update = Update::begin(held.clone(), expiry, BTreeSet::new());
        let ended = update.run(|wanted| world.files.get(&wanted.file).cloned());
        ended.verdict.map(|()| ended.directory.version).map_err(|refused| refused.error.code())
    };
    assert_eq!(read(Expiry::Refused(days(13))), Err("expired"));
    assert_eq!(read(Expiry::Carried(days(13))), Ok(2));
    assert_eq!(read(Expiry::Carried(days(14))), Err("expired"), "the snapshot");
    assert_eq!(read(Expiry::Carried(days(730))), Err("expired"), "the root");
    assert_eq!(read(Expiry::Told), Ok(2));
}

#[test]
fn one_key_can_found_an_exercise_and_go_on() {
    let key = key(7);
    let sole = Sole { key: &key, expires_at: days(730) };
    let mut network = World::found().network;
    network.kind = NetworkKind::Drill;
    let (aa, bb) = (entry("aa-one", AA), entry("bb-two", BB));
    let mut files = sole.found(&network, std::slice::from_ref(&aa));
    let root = files["1.root.json"].clone();
    let read = |files: &Files, held| {
        let update = Update::begin(held, Expiry::Refused(now()), BTreeSet::new());
        let ended = update.run(|wanted| files.get(&wanted.file).cloned());
        assert_eq!((ended.verdict, ended.alarms), (Ok(()), Vec::new()));
        ended.directory
    };
    let first = read(&files, Directory::begin(&root, Digest::of(&root)).unwrap());
    sole.next(&mut files, &[aa, bb]).unwrap();
    let second = read(&files, first.clone());
    assert_eq!((first.members.len(), second.members.len(), second.version), (1, 2, 2));
    let [one, two] = [first, second].map(|held| held.roster().unwrap().root.exercise_id);
    let id = one.clone().unwrap();
    assert_eq!(one, two, "one exercise for the whole network");
    assert!(domain::ids::LetterId::parse(&id).is_ok(), "{id}");
}

#[test]
fn a_suspension_lasts_until_the_board_ends_it() {
    let line = |state, from| StatusLine {
        state,
        stop: crate::roster::Suspension {
            member: member("aa-one"),
            scope: vec!["purpose:*".to_owned()],
            from: days(from),
            decision_sha256: Digest::of(b"decision"),
        },
    };
    let status = StatusFile { lines: vec![line(StateOf::Suspended, 1), line(StateOf::Active, 5)] };
    assert_eq!(StatusFile::read(&status.to_bytes()), Ok(status.clone()));
    let is_suspended = |day| !status.suspended(&member("aa-one"), days(day)).is_empty();
    assert_eq!([0, 1, 4, 5].map(is_suspended), [false, true, true, false]);
    assert!(status.suspended(&member("bb-two"), days(2)).is_empty());
}
