//! What is read of the command line, what is brought in, and what counts as too much.

use std::io::Read as _;

use super::{Blocks, CHUNK_BYTES, SMALL, Seen, USUAL, Used, parse};
use crate::tally::Tally;

#[test]
fn a_size_has_a_unit() {
    assert_eq!(parse(&[]), Some(USUAL));
    assert_eq!(parse(&["10GiB", "0"]), Some((10 << 30, 0)));
    assert_eq!(parse(&["256MiB", "4"]), Some((256 << 20, 4)));
    for wrong in [&["5"][..], &["0GiB"], &["5GiB", "often"], &["1GiB", "1", "1"], &["5 GB"]] {
        assert_eq!(parse(wrong), None, "{wrong:?}");
    }
}

#[test]
fn no_two_blocks_are_alike_and_all_are_told_twice() {
    let (mut out, into) = std::io::pipe().unwrap();
    let hears = std::thread::spawn(move || {
        let mut all = Vec::new();
        out.read_to_end(&mut all).map(|_| all)
    });
    let (n_bytes, mut read) = ((3 << 20) + 5, Vec::new());
    Blocks::new(n_bytes, into).read_to_end(&mut read).unwrap();
    assert_eq!(read.len() as u64, n_bytes);
    assert_eq!(hears.join().unwrap().unwrap(), read);
    let (first, rest) = read.split_at(1 << 20);
    assert_ne!(rest.get(..1 << 20), Some(first));
}

#[track_caller]
fn check(more_bytes: u64, n_cuts: u64, more_memory: u64, n_failed: u64) {
    let used = Used { peak_bytes: 80 << 20, cpu_us: 0 };
    let seen = |n_bytes, n_cuts, n_wire| Seen {
        n_bytes,
        n_cuts,
        n_wire,
        provider: used,
        court: used,
        is_same: true,
    };
    let before = [seen(SMALL, 0, SMALL), seen(1 << 30, 0, 1 << 30)];
    let court = Used { peak_bytes: used.peak_bytes + more_memory, ..used };
    let last = Seen { court, ..seen(1 << 30, n_cuts, (1 << 30) + more_bytes) };
    let mut tally = Tally::default();
    last.judge(&mut tally, &before);
    assert_eq!(tally.failed, n_failed);
}

#[test]
fn an_interruption_may_cost_a_chunk_and_memory_is_flat() {
    check(3 * CHUNK_BYTES, 3, 0, 0);
    check(5 * CHUNK_BYTES, 3, 0, 1);
    check(0, 3, 65 << 20, 1);
    check(CHUNK_BYTES, 1, 64 << 20, 0);
}
