//! What passes is counted and comes through, and what is stopped does not.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use super::{Road, Then};

const SOON: Duration = Duration::from_secs(60);

/// A port that nobody had a moment ago.
fn free() -> u16 {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port()
}

/// Sends so many bytes over a road that is stopped at one of them; how many arrived, and how many were counted.
fn check(n_bytes: usize, stop_at: u64, then: Then) -> (usize, u64) {
    let house = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = free();
    let road = Road::open(port, house.local_addr().unwrap().port()).unwrap();
    road.stop_at(stop_at);
    let sends = thread::spawn(move || {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
        // It is hung up on where the road is cut.
        drop(stream.write_all(&vec![7; n_bytes]));
        drop(stream.shutdown(std::net::Shutdown::Write));
        drop(stream.read_to_end(&mut Vec::new()));
    });
    let reads = thread::spawn(move || {
        let mut all = Vec::new();
        drop(house.accept().unwrap().0.read_to_end(&mut all));
        all.len()
    });
    if stop_at != super::NEVER {
        road.stopped(SOON).unwrap().send(then).unwrap();
    }
    sends.join().unwrap();
    (reads.join().unwrap(), road.n_there())
}

#[test]
fn every_byte_passes_and_is_counted() {
    assert_eq!(check(1_000_000, super::NEVER, Then::On), (1_000_000, 1_000_000));
    assert_eq!(check(1_000_000, 300_000, Then::On), (1_000_000, 1_000_000));
}

#[test]
fn what_is_cut_ends_at_its_byte() {
    let (arrived, counted) = check(1_000_000, 300_000, Then::Cut);
    assert!(arrived < 300_000, "{arrived}");
    assert!((300_000..400_000).contains(&counted), "{counted}");
}

#[test]
fn who_calls_where_nobody_listens_is_hung_up_on() {
    let port = free();
    let _road = Road::open(port, free()).unwrap();
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
    assert_eq!(stream.read_to_end(&mut Vec::new()).unwrap_or(0), 0);
}
