//! A network that is founded and moved, and a policy that a verifier takes.

use std::collections::BTreeMap;

use seal::digest::Digest;
use seal::policy::Policy;
use seal::sign::{Ed25519Secret, MlDsa44Secret};
use wire::roster::{LogEntry, NodeEntry};

use super::super::players::FR_TJ;
use super::*;

#[test]
fn every_member_of_the_script_is_one_that_a_node_can_be_made_for() {
    let folder = tempfile::tempdir().unwrap();
    let layout = Layout::new(folder.path()).unwrap();
    let ports = Block::at(8440).unwrap();
    let mut units = std::collections::BTreeSet::new();
    for player in &PLAYERS {
        let request = request(&layout, ports, player, Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!(request.network, NetworkKind::Drill);
        assert_eq!(request.dir, layout.data(player));
        assert_eq!(request.officers.len(), player.seats.len());
        assert!(request.officers.iter().all(|officer| units.insert(officer.unit.clone())));
    }
    assert_eq!(units.len(), 8);
    assert_eq!(PLAYERS.iter().filter(|player| player.is_witness()).count(), 2);
}

#[test]
fn a_founded_network_can_be_moved_and_a_move_that_was_cut_off_repeated() {
    let folder = tempfile::tempdir().unwrap();
    let layout = Layout::new(folder.path()).unwrap();
    fs::create_dir(layout.out()).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let at: Timestamp = "2026-11-23T10:00:00Z".parse().unwrap();
    let directory = |player: &Player| {
        let snapshot = read(layout.data(player).join("roster/snapshot.json")).unwrap();
        Roster::open(&root(&layout, player).unwrap(), &snapshot).unwrap()
    };
    runtime.block_on(found(&layout, Block::at(8440).unwrap(), at)).unwrap();
    let first = directory(&FR_TJ);
    assert_eq!((first.version, first.members.len()), (1, 5));
    let text = read(layout.policy()).unwrap();
    Policy::parse(&text).unwrap();

    // A move that was cut off has changed one node only.
    init::readdress(&layout.data(&FR_TJ), listen(Block::at(8460).unwrap(), &FR_TJ)).unwrap();
    runtime.block_on(readdress(&layout, Block::at(8480).unwrap(), at)).unwrap();
    for player in &PLAYERS {
        let roster = directory(player);
        assert_eq!((roster.version, roster.net), (2, first.net));
        let endpoints: Vec<_> = roster
            .members
            .values()
            .flat_map(|entry| &entry.nodes)
            .flat_map(|node| &node.endpoints)
            .collect();
        assert!(
            endpoints.iter().all(|endpoint| endpoint.starts_with("127.0.0.1:84")),
            "{endpoints:?}"
        );
        let config = crate::config::Config::read(&layout.config(player)).unwrap();
        assert_eq!(config.listen.peer, Block::at(8480).unwrap().peer(player));
        assert_eq!(config.network, NetworkKind::Drill);
    }
    assert_eq!(read(layout.policy()).unwrap(), text, "ports are no matter of trust");
}

/// A member's entry with the keys of its log and nothing else.
fn entry(player: &Player) -> Entry {
    let seed = |n: u8| Digest::of_parts(&[player.id.as_bytes(), &[n]]).0;
    let ed25519 = |n: u8| Ed25519Secret::from_seed(seed(n)).unwrap().public();
    let mldsa44 = |n: u8| MlDsa44Secret::from_seed(seed(n)).unwrap().public();
    let vkey = |name: &str, kind| Vkey::new(name, kind).unwrap().to_string();
    let origin = format!("{}/comity/audit/2026", player.node());
    let log = LogEntry {
        vkeys: vec![
            vkey(&origin, VkeyKind::Ed25519(ed25519(1))),
            vkey(&origin, VkeyKind::MlDsa44(mldsa44(2))),
        ],
        cosigner: vec![
            vkey(&player.node(), VkeyKind::CosigEd25519(ed25519(3))),
            vkey(&player.node(), VkeyKind::MlDsa44(mldsa44(4))),
        ],
        origin,
        read: None,
        witness: None,
    };
    let node = NodeEntry {
        node: NodeId::parse(&player.node()).unwrap(),
        endpoints: Vec::new(),
        tls_roots: Vec::new(),
        tls_spki: Vec::new(),
        sign_keys: Vec::new(),
        log,
    };
    Entry {
        member: MemberId::parse(player.id).unwrap(),
        kind: MemberKind::parse(player.kind).unwrap(),
        state: Country::parse(player.state).unwrap(),
        names: BTreeMap::new(),
        nodes: vec![node],
        units: Vec::new(),
        revoked: Vec::new(),
    }
}

#[test]
fn the_policy_trusts_all_logs_and_both_witnesses_together() {
    let entries: Vec<Entry> = PLAYERS.iter().map(entry).collect();
    let text = policy_text(&entries).unwrap();
    let policy = Policy::parse(text.as_bytes()).unwrap();
    assert_eq!(policy.logs().len(), 10);
    assert_eq!(policy.witnesses().len(), 4);
    for player in &PLAYERS {
        let origin = format!("{}/comity/audit/2026", player.node());
        assert_eq!(policy.for_origin(&origin).len(), 2, "both keys of {player} must sign");
    }
    let names: Vec<_> = text.lines().filter_map(|line| line.strip_prefix("witness ")).collect();
    let names: Vec<_> = names.iter().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(names, ["nl-ed", "nl-ml", "co-ed", "co-ml"]);
    assert!(text.ends_with("group w all nl co\nquorum w\n"));
}
