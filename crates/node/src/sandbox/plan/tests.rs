//! A network that is founded and moved, and a policy that a verifier takes.

use seal::policy::Policy;

use super::super::players::{EVERYBODY, FR_TJ, PLAYERS};
use super::*;

#[test]
fn every_member_of_the_script_is_one_that_a_node_can_be_made_for() {
    let folder = tempfile::tempdir().unwrap();
    let layout = Layout::new(folder.path()).unwrap();
    let ports = Block::at(8440).unwrap();
    let mut units = std::collections::BTreeSet::new();
    for player in EVERYBODY {
        let request = request(&layout, ports, player, Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!(request.network, NetworkKind::Drill);
        assert_eq!(request.dir, layout.data(player));
        assert_eq!(request.officers.len(), player.seats.len());
        assert!(request.officers.iter().all(|officer| units.insert(officer.unit.clone())));
    }
    assert_eq!(units.len(), 15);
    assert_eq!(EVERYBODY.iter().filter(|player| player.is_witness()).count(), 2);
}

#[test]
fn a_founded_network_can_be_moved_and_a_move_that_was_cut_off_repeated() {
    let folder = tempfile::tempdir().unwrap();
    let layout = Layout::new(folder.path()).unwrap();
    std::fs::create_dir(layout.out()).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let at: Timestamp = "2026-11-23T10:00:00Z".parse().unwrap();
    let directory =
        |player: &Player| installed(&layout.data(player)).unwrap().directory.roster().unwrap();
    runtime.block_on(found(&layout, &PLAYERS, Block::at(8440).unwrap(), at)).unwrap();
    let first = directory(&FR_TJ);
    assert_eq!((first.version, first.members.len()), (1, 5));
    let text = std::fs::read(layout.policy()).unwrap();
    let policy = Policy::parse(&text).unwrap();
    // Two keys of each of the three logs that a node begins with.
    assert_eq!((policy.logs().len(), policy.witnesses().len()), (30, 4));
    for player in PLAYERS {
        let origin = format!("{}/comity/audit/2026", player.node());
        assert_eq!(policy.for_origin(&origin).len(), 2, "both keys of {player} must sign");
    }

    // A move that was cut off has changed one node only.
    init::readdress(&layout.data(&FR_TJ), listen(Block::at(8460).unwrap(), &FR_TJ)).unwrap();
    runtime.block_on(readdress(&layout, &PLAYERS, Block::at(8480).unwrap(), at)).unwrap();
    for player in PLAYERS {
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
    assert_eq!(std::fs::read(layout.policy()).unwrap(), text, "ports are no matter of trust");
}
