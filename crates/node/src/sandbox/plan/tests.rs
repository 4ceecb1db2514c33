//! Configurations that a node reads back, and a policy that a verifier takes.

use std::collections::BTreeMap;

use domain::actor::{MemberId, MemberKind, NodeId};
use law::ids::Country;
use seal::digest::Digest;
use seal::policy::Policy;
use seal::sign::{Ed25519Secret, MlDsa44Secret};
use wire::roster::{LogEntry, NodeEntry};

use super::*;
use crate::config::{NetworkKind, beside};

#[test]
fn every_member_has_a_configuration_that_its_node_reads() {
    let folder = tempfile::tempdir().unwrap();
    let layout = Layout::new(folder.path()).unwrap();
    let ports = Block::at(8440).unwrap();
    for player in &PLAYERS {
        fs::create_dir(layout.data(player)).unwrap();
        write_config(&layout, ports, player).unwrap();
        let config = read_config(&layout, player).unwrap();
        assert_eq!(config.member.to_string(), player.id);
        assert_eq!(config.node.to_string(), player.node());
        assert_eq!(config.network, NetworkKind::Drill);
        assert_eq!(config.listen.portal, ports.portal(player));
        assert_eq!(config.officers.len(), player.seats.len());
        let same = |one: &Path, other: &Path| {
            let parts = |path: &Path| -> Vec<_> {
                path.components().map(|part| part.as_os_str().to_owned()).collect()
            };
            let (mut one, other) = (parts(one), parts(other));
            while let Some(at) = one.iter().position(|part| part == "..") {
                one.drain(at - 1..=at);
            }
            one == other
        };
        assert!(same(&config.head_register, &beside(&layout.data(player))), "{config:?}");
        assert!(same(&config.clock_file.unwrap(), &layout.clock()));
    }
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
    let text = policy_text(&entries.iter().collect::<Vec<_>>()).unwrap();
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
