//! What a busy port does, with and without an explicit base.

use std::net::{Ipv4Addr, TcpListener};

use super::super::players::{COORD, FR_TJ, IE_PROV, PLAYERS};
use super::*;

/// A listener on a port whose block and the next one were free a moment ago.
fn occupied() -> (TcpListener, u16) {
    for base in (20_000..32_000).step_by(usize::from(PORTS_PER_BLOCK) * 2) {
        let next = Block::at(base + PORTS_PER_BLOCK).unwrap();
        if Block::at(base).unwrap().busy().is_none() && next.busy().is_none() {
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, base + 7)).unwrap();
            return (listener, base);
        }
    }
    panic!("no free ports at all on this machine");
}

#[test]
fn each_node_has_its_own_four_ports() {
    let block = Block::at(8440).unwrap();
    assert_eq!(block.portal(&FR_TJ).port(), 8440);
    assert_eq!(block.peer(&FR_TJ).port(), 8441);
    assert_eq!(block.log(&FR_TJ).port(), 8442);
    assert_eq!(block.portal(&IE_PROV).port(), 8444);
    assert_eq!(block.log(&COORD).port(), 8458);
    assert_eq!(block.url(&COORD), "http://127.0.0.1:8456");
    let mut portals: Vec<_> = PLAYERS.iter().map(|player| block.portal(player)).collect();
    portals.dedup();
    assert_eq!(portals.len(), PLAYERS.len());
}

#[test]
fn a_port_in_use_leads_to_the_next_block() {
    let (_held, base) = occupied();
    assert_eq!(find(None, base).map(Block::base), Ok(base + PORTS_PER_BLOCK));
}

#[test]
fn an_explicit_base_in_use_names_the_port() {
    let (_held, base) = occupied();
    assert_eq!(find(Some(base), base), Err(NoPorts::Busy(base + 7)));
}

#[test]
fn a_block_must_end_inside_the_port_range() {
    assert_eq!(find(Some(80), 80), Err(NoPorts::OutOfRange(80)));
    assert_eq!(find(Some(65_530), 65_530), Err(NoPorts::OutOfRange(65_530)));
    assert_eq!(Block::at(65_515).map(Block::base), Some(65_515));
    assert_eq!(Block::at(65_516), None);
}
