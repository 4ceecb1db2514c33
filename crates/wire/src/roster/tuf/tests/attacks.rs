//! The attacks that TUF is made against, and a few on what an entry means.

use std::collections::BTreeSet;

use seal::digest::Digest;
use seal::threshold::Signature;

use super::super::build::place;
use super::super::*;
use super::world::*;
use crate::roster::{NetworkKind, entry_to_bytes};

/// What a reader says who held the honest version: nothing is taken, nothing of what it held is lost.
fn refused(what: &str, code: &str, attack: impl FnOnce(&mut World)) {
    refused_after(what, code, |_| {}, attack);
}

/// The same, of a reader who held what was honestly done since.
fn refused_after(
    what: &str,
    code: &str,
    before: impl FnOnce(&mut World),
    attack: impl FnOnce(&mut World),
) {
    let mut world = World::found();
    before(&mut world);
    let held = world.held();
    attack(&mut world);
    let ended = world.read(held.clone());
    let refused = ended.verdict.expect_err(what);
    assert_eq!(refused.error.code(), code, "{what}: {refused}");
    assert_eq!(ended.directory.members, held.members, "{what}");
    assert_eq!((ended.directory.version, ended.directory.targets), (held.version, held.targets));
    assert!(ended.files.keys().all(|file| file.ends_with(".root.json")), "{what}");
}

/// The same where one member is concerned: it keeps what it had, and the other one's change is taken.
fn alarmed(what: &str, code: &str, attack: impl FnOnce(&mut World)) {
    alarmed_on_the_way(what, code, attack, |_| {});
}

/// The same where something is changed after it was published.
fn alarmed_on_the_way(
    what: &str,
    code: &str,
    attack: impl FnOnce(&mut World),
    on_the_way: impl FnOnce(&mut World),
) {
    let mut world = World::found();
    let held = world.held();
    let mut kept = world.clone();
    let mut changed = entry("bb-two", BB);
    changed.names.insert("fr".to_owned(), "Deux".to_owned());
    world.vouch("bb-two", &entry_to_bytes(&changed), &[BB]);
    attack(&mut world);
    world.publish();
    on_the_way(&mut world);
    let ended = world.read(held.clone());
    assert_eq!(ended.verdict, Ok(()), "{what}");
    let alarms: Vec<_> =
        ended.alarms.iter().map(|a| (a.member.as_str(), a.refused.error.code())).collect();
    assert_eq!(alarms, [("aa-one", code)], "{what}: {:?}", ended.alarms);
    let aa = member("aa-one");
    assert_eq!(ended.directory.members[&aa], held.members[&aa], "{what}");
    assert_eq!(ended.directory.members[&member("bb-two")].entry, changed, "{what}");
    // A node that starts again holds nothing but the files it took: who is refused gains nothing by that.
    kept.files.extend(ended.files);
    let again = Update::begin(kept.begin(), Expiry::Told, BTreeSet::new())
        .run(|wanted| kept.files.get(&wanted.file).cloned());
    assert_eq!(again.verdict, Ok(()), "{what}");
    let members = again.directory.members;
    assert_eq!(members[&member("bb-two")].entry, changed, "{what}, read again");
    assert!(members.get(&aa).is_none_or(|aa| aa.entry == held.members[&member("aa-one")].entry));
}

/// Changes one file in place, as somebody on the way would.
fn bend(world: &mut World, file: &str, change: impl FnOnce(&mut Vec<u8>)) {
    change(world.files.get_mut(file).unwrap());
}

/// A change of a signed member file, so that there is something to fetch.
fn next_aa(world: &mut World) {
    let mut changed = entry("aa-one", AA);
    changed.names.insert("fr".to_owned(), "Un".to_owned());
    world.vouch("aa-one", &entry_to_bytes(&changed), &[AA]);
}

#[test]
fn arbitrary_content_is_refused() {
    refused("garbage as a timestamp", "json", |world| {
        bend(world, TIMESTAMP, |bytes| *bytes = b"<html>".to_vec());
    });
    refused("a timestamp of somebody else", "threshold", |world| {
        world.publish_as(world.lines(), SNAPSHOT, MALLORY);
    });
    refused("a snapshot of somebody else", "threshold", |world| {
        world.publish_as(world.lines(), MALLORY, STAMP);
    });
    refused("a board of somebody else", "threshold", |world| {
        world.list(&[MALLORY]);
        world.publish();
    });
    refused("one member of the board", "threshold", |world| {
        world.list(&[11]);
        world.publish();
    });
    refused("a founder too few", "threshold", |world| world.rotate(&[1, 2], |_| {}));
    alarmed("a member file of somebody else", "threshold", |world| {
        world.vouch("aa-one", &entry_to_bytes(&entry("aa-one", AA)), &[MALLORY]);
    });
    alarmed("other bytes for an entry", "digest", |world| {
        next_aa(world);
        let entry = world.roles["aa-one"].targets["members/aa-one/entry.json"].sha256;
        bend(world, &format!("members/aa-one/{entry}.entry.json"), |bytes| {
            let last = bytes.len() - 2;
            bytes[last] ^= 1;
        });
    });
    alarmed("a signed entry that is none", "entry", |world| {
        world.vouch("aa-one", b"{\"v\":1}", &[AA]);
    });
    // Each byte of each top file, changed or cut.
    let mut world = World::found();
    world.publish();
    let held = World::found().held();
    for file in [TIMESTAMP, "2.snapshot.json"] {
        for at in 0..world.files[file].len() {
            let mut bent = world.clone();
            bend(&mut bent, file, |bytes| bytes[at] ^= 1);
            let mut cut = world.clone();
            bend(&mut cut, file, |bytes| bytes.truncate(at));
            for world in [bent, cut] {
                assert!(world.read(held.clone()).verdict.is_err(), "{file} at {at}");
            }
        }
    }
}

#[test]
fn endless_data_is_cut_off() {
    let endless = |bytes: &mut Vec<u8>| bytes.extend(vec![b' '; 8 << 20]);
    refused("a timestamp", "too-large", |world| bend(world, TIMESTAMP, endless));
    refused("a root", "too-large", |world| {
        world.rotate(&[1, 2, 3], |_| {});
        bend(world, "2.root.json", endless);
    });
    refused("a snapshot behind its length", "length", |world| {
        world.publish();
        bend(world, "2.snapshot.json", endless);
    });
    refused("a board behind its length", "length", |world| {
        world.list(&BOARD);
        world.publish();
        bend(world, "2.targets.json", endless);
    });
    refused("a length that nobody may sign", "too-large", |world| {
        let mut lines = world.lines();
        lines.get_mut("targets.json").unwrap().length = TARGETS_BYTES_MAX + 1;
        world.publish_as(lines, SNAPSHOT, STAMP);
    });
    let endless_aa = |world: &mut World| bend(world, "2.member-aa-one.json", endless);
    alarmed_on_the_way("a member file behind its length", "length", next_aa, endless_aa);
    alarmed("a member file that is signed for", "too-large", |world| {
        next_aa(world);
        endless_aa(world);
    });
    alarmed("an entry", "too-large", |world| {
        world.vouch("aa-one", &vec![b' '; (1 << 20) + 1], &[AA]);
    });
}

#[test]
fn a_member_that_the_board_does_not_list_is_none() {
    let mut world = World::found();
    let held = world.held();
    world.vouch("zz-extra", &entry_to_bytes(&entry("zz-extra", MALLORY)), &[MALLORY]);
    world.publish();
    let ended = world.read(held.clone());
    assert_eq!(ended.verdict, Ok(()));
    assert_eq!(ended.alarms[0].refused.error.code(), "extraneous");
    assert_eq!(ended.directory.members, held.members);
    // And one that it does not list any more is none either.
    world.roles.remove("zz-extra");
    world.board.delegations.remove(0);
    world.list(&BOARD);
    let mut lines = world.lines();
    lines.extend(
        ended
            .directory
            .snapshot
            .clone()
            .unwrap()
            .content
            .files
            .into_iter()
            .filter(|(name, _)| name.starts_with("member-zz")),
    );
    world.publish_as(lines, SNAPSHOT, STAMP);
    let ended = world.read(ended.directory);
    assert_eq!(ended.verdict, Ok(()));
    assert_eq!(
        ended.directory.members.keys().map(|id| id.as_str()).collect::<Vec<_>>(),
        ["bb-two"]
    );
}

#[test]
fn old_versions_are_refused_in_every_role() {
    let old = World::found().files[TIMESTAMP].clone();
    refused_after("a timestamp", "rollback", World::publish, |world| {
        world.files.insert(TIMESTAMP.to_owned(), old);
    });
    refused_after("a snapshot", "rollback", World::publish, |world| {
        let line = FileLine::of(1, &world.files["1.snapshot.json"]);
        world.stamp(line, days(1), STAMP);
    });
    let two = |world: &mut World| {
        world.list(&BOARD);
        next_aa(world);
        world.publish();
    };
    refused_after("the board's file", "rollback", two, |world| {
        world.board.version = 1;
        world.publish();
    });
    refused_after("a member's file", "rollback", two, |world| {
        world.roles.get_mut("aa-one").unwrap().version = 1;
        world.publish();
    });
    refused_after("a file that was listed", "vanished", two, |world| {
        world.roles.remove("aa-one");
        world.publish();
    });
    // An old root in the place of the next one.
    refused("a root", "version", |world| {
        let first = world.files["1.root.json"].clone();
        world.files.insert("2.root.json".to_owned(), first);
    });
}

#[test]
fn the_same_version_says_the_same() {
    refused_after("a timestamp", "same-version-other-bytes", World::publish, |world| {
        world.stamp -= 1;
        let line = FileLine::of(2, &world.files["2.snapshot.json"]);
        world.stamp(line, days(2), STAMP);
    });
    refused_after("a snapshot", "same-version-other-bytes", World::publish, |world| {
        world.snapshot -= 1;
        next_aa(world);
        world.publish();
    });
    refused("a member's file", "same-version-other-bytes", |world| {
        world.roles.get_mut("aa-one").unwrap().version = 0;
        next_aa(world);
        world.publish();
    });
}

#[test]
fn high_versions_are_not_believed_without_their_signers() {
    refused("a timestamp", "threshold", |world| {
        world.stamp = 1 << 40;
        world.publish_as(world.lines(), SNAPSHOT, MALLORY);
    });
    refused("a root", "version", |world| {
        world.root.version = 1 << 40;
        world.rotate(&[1, 2, 3], |_| {});
        let root = world.files.remove(&format!("{}.root.json", world.root.version)).unwrap();
        world.files.insert("2.root.json".to_owned(), root);
    });
    refused("a number that not everybody can read", "json", |world| {
        bend(world, TIMESTAMP, |bytes| {
            let text = String::from_utf8(bytes.clone()).unwrap();
            *bytes = text.replace(r#""version":1}}"#, r#""version":9007199254740993}}"#).into();
        });
    });
}

#[test]
fn a_directory_that_stands_still_is_noticed() {
    let mut world = World::found();
    let held = world.held();
    let late = |world: &World, held: &Directory, day| {
        let ended = world.read_at(held.clone(), days(day));
        let refused = ended.verdict.map_err(|refused| (refused.file, refused.error.code()));
        refused.map(|()| ended.alarms.iter().map(|a| a.refused.error.code()).collect::<Vec<_>>())
    };
    let expired = |file: &str| Err((file.to_owned(), "expired"));
    assert_eq!(late(&world, &held, 0), Ok(vec![]));
    assert_eq!(late(&world, &held, 1), expired("timestamp.json"), "frozen");
    assert_eq!(held.freshness(days(1)), Freshness::Stale);
    // The operator signs a new timestamp over each of the others once it has ended.
    let line = FileLine::of(1, &world.files["1.snapshot.json"]);
    world.stamp(line, days(1000), STAMP);
    assert_eq!(late(&world, &held, 14), expired("snapshot.json"));
    assert_eq!(late(&world, &world.begin(), 14), expired("1.snapshot.json"));
    let files = world.lines();
    let bytes = sign(&SnapshotFile { version: 2, expires_at: days(1000), files }, &[SNAPSHOT]);
    world.stamp(FileLine::of(2, &bytes), days(1000), STAMP);
    world.files.insert("2.snapshot.json".to_owned(), bytes);
    assert_eq!(late(&world, &held, 180), Ok(vec!["expired"; 2]), "entries stay, and are told");
    assert_eq!(late(&world, &world.begin(), 180), Ok(vec!["expired"; 2]), "nobody else has them");
    assert_eq!(late(&world, &held, 365), expired("targets.json"));
    assert_eq!(late(&world, &world.begin(), 365), expired("1.targets.json"));
    assert_eq!(late(&world, &held, 730), expired("1.root.json"));
    // What was taken before comes back from our own store at any time, and says how old it is.
    let update = Update::begin(world.begin(), Expiry::Told, BTreeSet::new());
    let ended = update.run(|wanted| world.files.get(&wanted.file).cloned());
    assert_eq!((ended.verdict, ended.alarms.len()), (Ok(()), 0));
    assert_eq!(ended.directory.freshness(days(730)), Freshness::Dead);
}

#[test]
fn files_of_different_versions_are_not_mixed() {
    refused("a snapshot of another version under the name of this one", "digest", |world| {
        next_aa(world);
        world.publish();
        let first = world.files["1.snapshot.json"].clone();
        world.files.insert("2.snapshot.json".to_owned(), first);
    });
    refused("a board's file of another version", "digest", |world| {
        world.list(&BOARD);
        world.publish();
        let first = world.files["1.targets.json"].clone();
        world.files.insert("2.targets.json".to_owned(), first);
    });
    refused("a version that the file does not have", "version", |world| {
        let mut lines = world.lines();
        lines.get_mut("targets.json").unwrap().version = 2;
        let first = world.files["1.targets.json"].clone();
        world.files.insert("2.targets.json".to_owned(), first);
        world.publish_as(lines, SNAPSHOT, STAMP);
    });
    alarmed_on_the_way("a member's file of another version", "digest", next_aa, |world| {
        let mut bytes = world.files["1.member-aa-one.json"].clone();
        bytes.resize(world.files["2.member-aa-one.json"].len(), b' ');
        world.files.insert("2.member-aa-one.json".to_owned(), bytes);
    });
    alarmed("another member's file", "threshold", |world| {
        let other = sign(&world.roles["bb-two"], &[BB]);
        let role = TargetsFile { version: 2, ..world.roles["aa-one"].clone() };
        world.role("aa-one", role, &[AA]);
        world.files.insert("2.member-aa-one.json".to_owned(), other);
    });
    for file in ["2.snapshot.json", "2.targets.json"] {
        refused("a file that nobody has", "missing", |world| {
            world.list(&BOARD);
            world.publish();
            world.files.remove(file);
        });
    }
    refused("no timestamp", "missing", |world| {
        world.files.remove(TIMESTAMP);
    });
    alarmed_on_the_way("no member's file", "missing", next_aa, |world| {
        world.files.remove("2.member-aa-one.json");
    });
}

/// Takes a file of JSON apart as text and signs it again.
fn resigned(bytes: &[u8], was: &str, is: &str, keys: &[u8]) -> Vec<u8> {
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    let bent = text.replace(was, is);
    assert_ne!(bent, text, "{was}");
    let mut bytes = bent.into_bytes();
    for n in keys {
        bytes = add_signature(&bytes, &key(*n)).unwrap();
    }
    bytes
}

/// The board's file, bent and signed again.
fn bent_board(world: &mut World, was: &str, is: &str) {
    world.list(&BOARD);
    let name = format!("{}.targets.json", world.board.version);
    let bytes = resigned(&world.files[&name], was, is, &BOARD);
    world.files.insert(name, bytes);
    world.publish();
}

#[test]
fn nobody_speaks_outside_their_place() {
    refused("a delegation of another member's path", "path", |world| {
        bent_board(world, "members/aa-one/*", "members/bb-two/*");
    });
    refused("a delegation of everything", "path", |world| {
        bent_board(world, r#""paths":["members/aa-one/*"]"#, r#""paths":["members/aa-one/*","*"]"#);
    });
    refused("a delegation that does not end the search", "field", |world| {
        bent_board(world, r#""terminating":true"#, r#""terminating":false"#);
    });
    refused("one member twice", "claimed", |world| {
        bent_board(
            world,
            r#"member-aa-one","paths":["members/aa-one/*"]"#,
            r#"member-bb-two","paths":["members/bb-two/*"]"#,
        );
    });
    refused("an entry of the board's own", "path", |world| {
        world.board.targets.insert("members/aa-one/entry.json".to_owned(), TargetLine::of(b""));
        world.list(&BOARD);
        world.publish();
    });
    alarmed("a member's file about another", "path", |world| {
        let mut role = TargetsFile { version: 2, ..world.roles["aa-one"].clone() };
        role.targets.insert("members/bb-two/entry.json".to_owned(), TargetLine::of(b""));
        world.role("aa-one", role, &[AA]);
    });
    alarmed("another member's entry", "member", |world| {
        let mut thief = entry("bb-two", AA);
        thief.member = member("bb-two");
        world.vouch("aa-one", &entry_to_bytes(&thief), &[AA]);
    });
}

#[test]
fn a_threshold_is_met_by_distinct_keys_of_the_role_only() {
    let doubled = |bytes: &[u8]| {
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        let line = text.split_once(r#"{"signatures":["#).unwrap().1.split_once(']').unwrap().0;
        text.replacen(line, &format!("{line},{line}"), 1).into_bytes()
    };
    refused("one signature twice", "duplicate-signature", |world| {
        world.list(&[11]);
        bend(world, "2.targets.json", |bytes| *bytes = doubled(bytes));
        world.publish();
    });
    refused("one key twice in a role", "field", |world| {
        let id = public(11).id().hex();
        let (was, is) = (public(12).id().hex(), id);
        let first = world.files["1.root.json"].clone();
        let (was, is) = (format!(r#""{was}"]"#), format!(r#""{is}"]"#));
        let bytes = resigned(&first, &was, &is, &[1, 2, 3]);
        let bytes = resigned(&bytes, r#""version":1}"#, r#""version":2}"#, &[1, 2, 3]);
        world.files.insert("2.root.json".to_owned(), bytes);
    });
    refused("one key under two ids", "key-id", |world| {
        world.rotate(&[1, 2, 3], |root| {
            let other = Digest::of(b"another name for it");
            root.keys.insert(other, public(11));
            root.targets.keys.insert(other);
        });
    });
    refused("one key under a scheme of another name", "threshold", |world| {
        let mut later = public(11);
        later.scheme = "ed25519-twice".to_owned();
        world.rotate(&[1, 2, 3], |root| {
            root.keys.insert(later.id(), later.clone());
            root.targets.keys.insert(later.id());
        });
        world.list(&[11]);
        bend(world, "2.targets.json", |bytes| {
            let file = Signed::<TargetsFile>::read(bytes, TARGETS_BYTES_MAX).unwrap();
            let again = Signature { key: later.id(), ..file.signatures[0].clone() };
            let json = file.content.write();
            *bytes = json::join(json, &[file.signatures[0].clone(), again]);
        });
        world.publish();
    });
    refused("a key of another role", "threshold", |world| {
        world.list(&[11, SNAPSHOT, STAMP, 1, 2, 3]);
        world.publish();
    });
    for (threshold, keys) in [("0", "targets"), ("4", "targets")] {
        refused("a threshold that nobody can mean", "field", |world| {
            let first = world.files["1.root.json"].clone();
            let (was, is) = (r#""threshold":2"#, format!(r#""threshold":{threshold}"#));
            let bytes = resigned(&first, was, &is, &[1, 2, 3]);
            let bytes = resigned(&bytes, r#""version":1}"#, r#""version":2}"#, &[1, 2, 3]);
            assert!(String::from_utf8_lossy(&bytes).contains(keys));
            world.files.insert("2.root.json".to_owned(), bytes);
        });
    }
    refused("a threshold that the signers lowered themselves", "threshold", |world| {
        world.rotate(&[1], |root| root.root.threshold = 1);
    });
    refused("a new root that only new keys signed", "threshold", |world| {
        world.rotate(&[MALLORY], |root| {
            root.keys.insert(public(MALLORY).id(), public(MALLORY));
            root.root = quorum(&[MALLORY], 1);
        });
    });
    refused("a gap in the roots", "version", |world| {
        world.root.version += 1;
        world.rotate(&[1, 2, 3], |_| {});
        let third = world.files.remove("3.root.json").unwrap();
        world.files.insert("2.root.json".to_owned(), third);
    });
}

#[test]
fn what_one_member_has_no_other_one_gets() {
    type Steal = fn(&mut crate::roster::Entry, &crate::roster::Entry);
    let steals: [(&str, Steal); 4] = [
        ("a node", |aa, bb| {
            aa.nodes[0].node = bb.nodes[0].node.clone();
            aa.units[0].node = bb.nodes[0].node.clone();
            aa.nodes[0].log.origin = "bb-two.example/comity/audit/2028".to_owned();
        }),
        ("a key", |aa, bb| aa.nodes[0].sign_keys = bb.nodes[0].sign_keys.clone()),
        ("a pin", |aa, bb| aa.nodes[0].tls_spki = bb.nodes[0].tls_spki.clone()),
        ("a log", |aa, bb| {
            let origin = bb.nodes[0].log.origin.clone();
            aa.nodes[0].log.others.push(crate::roster::OtherLog { origin, vkeys: Vec::new() });
        }),
    ];
    for (what, steal) in steals {
        alarmed(what, "claimed", |world| {
            let mut thief = entry("aa-one", AA);
            steal(&mut thief, &entry("bb-two", BB));
            world.vouch("aa-one", &entry_to_bytes(&thief), &[AA]);
        });
    }
    alarmed("an office of another member", "member", |world| {
        let mut thief = entry("aa-one", AA);
        thief.units[0].unit = entry("bb-two", BB).units[0].unit.clone();
        world.vouch("aa-one", &entry_to_bytes(&thief), &[AA]);
    });
    alarmed("a key that ends before it begins", "period", |world| {
        let mut bad = entry("aa-one", AA);
        bad.nodes[0].sign_keys[0].not_after = days(-2);
        world.vouch("aa-one", &entry_to_bytes(&bad), &[AA]);
    });
    alarmed("a key that opens where one should sign", "field", |world| {
        let mut bad = entry("aa-one", AA);
        bad.units[0].sign_keys = bad.units[0].enc_keys.clone();
        bad.units[0].enc_keys.clear();
        world.vouch("aa-one", &entry_to_bytes(&bad), &[AA]);
    });
    for origin in
        ["aa-one.example/comity/audit/2026", "aa-one.example/log", "x.example/comity/audit/2028"]
    {
        alarmed("a log that does not follow", "log-origin", |world| {
            let mut bad = entry("aa-one", AA);
            bad.nodes[0].log.origin = origin.to_owned();
            world.vouch("aa-one", &entry_to_bytes(&bad), &[AA]);
        });
    }
}

#[test]
fn a_key_of_another_network_makes_the_version_unacceptable() {
    let world = World::found();
    let other = World::found().held().key_names();
    assert!(other.contains(&entry("aa-one", AA).nodes[0].sign_keys[0].kid.to_string()));
    let read = |elsewhere: BTreeSet<String>| {
        let update = Update::begin(world.begin(), Expiry::Refused(now()), elsewhere);
        update.run(|wanted| world.files.get(&wanted.file).cloned())
    };
    for name in &other {
        let ended = read([name.clone()].into());
        assert_eq!(ended.verdict.unwrap_err().error.code(), "key-in-two-networks");
        assert!(ended.directory.members.is_empty());
    }
    assert_eq!(read(["another".to_owned()].into()).verdict, Ok(()));
    // A key that serves two networks of one operator carries nothing over: the boards are others.
    let mut foreign = World::found();
    foreign.board.keys.clear();
    foreign.root.targets = quorum(&[14, 15], 2);
    refused("files of another network of the same operator", "threshold", |world| {
        foreign.list(&[14, 15]);
        foreign.publish();
        world.files.extend(foreign.files.clone());
    });
}

#[test]
fn an_exercise_never_becomes_the_real_thing() {
    refused("all keys in an exercise too", "kind-changed", |world| {
        world.network.kind = NetworkKind::Drill;
        world.say();
        world.list(&BOARD);
        world.publish();
    });
    refused("a network that cannot be read", "field", |world| {
        let bytes = b"{}".to_vec();
        world.board.targets.insert(NETWORK.to_owned(), TargetLine::of(&bytes));
        world.files.insert(place(NETWORK, &bytes), bytes);
        world.list(&BOARD);
        world.publish();
    });
    let world = World::found();
    let root = &world.files["1.root.json"];
    assert_eq!(Directory::begin(root, Digest::of(b"other")), Err(TufError::Net));
    let cut = sign(&RootFile { version: 1, ..world.root.clone() }, &[1, 2]);
    let error = Directory::begin(&cut, Digest::of(&cut)).unwrap_err();
    assert_eq!(error, TufError::Threshold { have: 2, need: 3 });
}
