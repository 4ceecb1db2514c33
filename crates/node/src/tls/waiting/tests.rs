//! Who goes.

use super::*;

fn source(text: &str) -> Source {
    Source::of(text.parse().unwrap())
}

/// The `n`-th stranger's address.
fn stranger(n: usize) -> Source {
    source(&format!("203.0.{}.{}", n / 250, n % 250))
}

const PEER: &str = "198.51.100.7";

#[track_caller]
fn check(waiting: &[Source], from: &str, goes: Option<usize>) {
    assert_eq!(who_goes(waiting, source(from), |other| *other == source(PEER)), goes);
}

#[test]
fn nobody_goes_while_there_is_room() {
    let strangers: Vec<_> = (0..HANDSHAKES_MAX - 1).map(stranger).collect();
    check(&strangers, PEER, None);
    check(&[source(PEER); HANDSHAKES_PER_SOURCE_MAX - 1], PEER, None);
}

#[test]
fn an_address_with_too_many_makes_room_among_its_own() {
    let mut waiting = vec![source(PEER)];
    waiting.extend([source("192.0.2.1"); HANDSHAKES_PER_SOURCE_MAX]);
    check(&waiting, "192.0.2.1", Some(1));
    check(&waiting, "192.0.2.2", None);
}

#[test]
fn when_all_places_are_taken_the_oldest_stranger_goes() {
    let mut waiting = vec![source(PEER)];
    waiting.extend((0..HANDSHAKES_MAX - 1).map(stranger));
    check(&waiting, "192.0.2.2", Some(1));
    check(&waiting, PEER, Some(1));
    let known: Vec<_> = (0..HANDSHAKES_MAX).map(|_| source(PEER)).collect();
    check(&known, "192.0.2.2", Some(0));
}

#[test]
fn one_customer_has_one_source() {
    assert_eq!(source("2001:db8:1:2:3::4"), source("2001:db8:1:2:ffff::1"));
    assert_ne!(source("2001:db8:1:2::1"), source("2001:db8:1:3::1"));
    assert_eq!(source("::ffff:192.0.2.1"), source("192.0.2.1"));
    assert_ne!(source("192.0.2.1"), source("192.0.2.2"));
}
