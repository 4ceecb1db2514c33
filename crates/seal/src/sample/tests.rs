//! The published draw, what a ticket depends on, and the limits. The numbers were computed by another program.

use super::*;
use crate::digest::hex_encode;

const ORIGIN: &str = "node.example/comity/audit/2027";
const SEED: &str = "four dice: 3 1 6 2";

fn head(size: u64, root: Digest) -> Checkpoint {
    Checkpoint::new(ORIGIN, size, root).unwrap()
}

/// The head of `ledger.md` §7.
fn published() -> Checkpoint {
    let root = Digest::parse_b64("vpwMxQ2HCu0b81U+sKbaZ7ViLeliVbm/OE8OQDXZ5Ys=").unwrap();
    head(3, root)
}

fn drawn(wanted: usize, population: impl Iterator<Item = u64>) -> Vec<u64> {
    let seeded = Seeded::new(SEED, &head(1000, Digest([0x11; 32]))).unwrap();
    let mut draw = Draw::new(seeded, wanted).unwrap();
    population.for_each(|index| draw.offer(index));
    draw.drawn().into_iter().map(|(_, index)| index).collect()
}

#[test]
fn the_published_tickets_are_those_of_the_published_head() {
    let seeded = Seeded::new(SEED, &published()).unwrap();
    let tickets = [0, 1, 2].map(|index| hex_encode(&seeded.ticket(index).0));
    assert_eq!(
        tickets,
        [
            "21d5815f3045e5f962449c1d889d079543308860c6440393c01482b7164a7710",
            "33f3e1365b23a50a54790d95a4cfd68e95cacc665984904aaa9ba3ea37699d27",
            "c7657b713def116fc0e5a2b4509e7813d4949facf367c4dcd9f5903e185b9600",
        ]
    );
}

#[test]
fn the_published_draw_is_drawn_again_in_any_order() {
    let expected = [52, 87, 146, 467, 221, 469, 696, 983];
    assert_eq!(drawn(8, 0..1000), expected);
    assert_eq!(drawn(8, (0..1000).rev()), expected);
    assert_eq!(drawn(3, 0..1000), expected[..3]);
    // A filter takes leaves out of the drum and changes no ticket.
    assert_eq!(drawn(5, (0..1000).step_by(7)), [469, 882, 847, 0, 42]);
    assert_eq!(drawn(5, [9, 8].into_iter()).len(), 2);
}

#[test]
fn a_ticket_depends_on_everything_that_was_fixed_before() {
    let ticket = |seed, head: &Checkpoint, index| Seeded::new(seed, head).unwrap().ticket(index);
    let ours = ticket(SEED, &published(), 0);
    let other_log = Checkpoint::new("node.example/comity/audit/2028", 3, published().root());
    for other in [
        ticket("four dice: 3 1 6 3", &published(), 0),
        ticket(SEED, &head(4, published().root()), 0),
        ticket(SEED, &head(3, Digest([0; 32])), 0),
        ticket(SEED, &other_log.unwrap(), 0),
        ticket(SEED, &published(), 1),
    ] {
        assert_ne!(other, ours);
    }
}

#[test]
fn a_sample_has_its_limits() {
    let seeded = |seed: &str| Seeded::new(seed, &published());
    assert_eq!(seeded("").map(|_| ()), Err(SampleError::Seed));
    assert_eq!(seeded(&"x".repeat(SEED_BYTES_MAX + 1)).map(|_| ()), Err(SampleError::Seed));
    let longest = seeded(&"x".repeat(SEED_BYTES_MAX)).unwrap();
    assert!(Draw::new(longest.clone(), 1).is_ok());
    for (wanted, good) in [(0, false), (DRAWN_MAX, true), (DRAWN_MAX + 1, false)] {
        assert_eq!(Draw::new(longest.clone(), wanted).is_ok(), good, "{wanted}");
    }
    assert_eq!((SampleError::Drawn.code(), SampleError::Seed.code()), ("drawn", "seed"));
}
