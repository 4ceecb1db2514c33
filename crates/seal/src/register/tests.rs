//! The published slot, torn and flipped bytes, and every step a register refuses.

use super::*;
use crate::digest::hex_encode;

const SLOT: &str = include_str!("../../vectors/ledger-register-slot.hex");

fn head(size: u64) -> Head {
    Head {
        origin: "node.example/comity/audit/2027".into(),
        size,
        root: Digest([0x11; 32]),
        epoch: 1,
        restore_epoch: 0,
        note: "x\n".into(),
    }
}

/// A file after `updates` steps from size 1.
fn file(updates: u64) -> Vec<u8> {
    let mut bytes = create(head(1)).unwrap();
    for size in 1..=updates {
        let update =
            pick(&bytes).unwrap().swap((size, Digest([0x11; 32]), 1), head(size + 1)).unwrap();
        let at = usize::try_from(update.offset).unwrap();
        bytes[at..at + SLOT_BYTES].copy_from_slice(&update.bytes);
        assert_eq!(pick(&bytes), Ok(update.current));
    }
    bytes
}

#[track_caller]
fn check(next: Head, expected: Result<u64, RegisterError>) {
    let current = pick(&file(2)).unwrap();
    let swapped = current.swap((3, Digest([0x11; 32]), 1), next);
    assert_eq!(swapped.map(|update| update.current.slot.counter), expected);
}

#[test]
fn the_published_slot_has_the_published_digest() {
    let slot = Slot { counter: 7, head: head(3) };
    let bytes = slot.encode().unwrap();
    assert_eq!(bytes.len(), SLOT_BYTES);
    let start: String = SLOT
        .lines()
        .filter_map(|line| line.split('#').next())
        .flat_map(str::split_whitespace)
        .collect();
    let (covered, digest) = bytes.split_at(COVERED_BYTES);
    assert_eq!(hex_encode(&covered[..start.len() / 2]), start);
    assert!(covered[start.len() / 2..].iter().all(|byte| *byte == 0));
    assert_eq!(
        hex_encode(digest),
        "d57ed70949210d9647c3abf76e7910f161fdcf976a0bbe9938acfdcb662c7540"
    );
    assert_eq!(Slot::decode(&bytes), Ok(slot));
}

#[test]
fn updates_take_turns_between_the_slots() {
    for updates in 0..5 {
        let current = pick(&file(updates)).unwrap();
        assert_eq!((current.slot.counter, current.slot.head.size), (updates + 1, updates + 1));
        assert_eq!(current.place as u64, updates % 2);
    }
}

#[test]
fn a_torn_update_leaves_the_head_before_it() {
    let whole = file(3);
    for torn in [0, 1, 100, COVERED_BYTES, SLOT_BYTES - 1] {
        let mut bytes = whole.clone();
        let update = pick(&bytes).unwrap().swap((4, Digest([0x11; 32]), 1), head(5)).unwrap();
        let at = usize::try_from(update.offset).unwrap();
        bytes[at..at + torn].copy_from_slice(&update.bytes[..torn]);
        assert_eq!(pick(&bytes).unwrap().slot.head.size, 4, "{torn}");
    }
}

#[test]
fn no_flipped_bit_is_taken_for_a_slot() {
    let bytes = Slot { counter: 7, head: head(3) }.encode().unwrap();
    for at in (0..150).chain((150..SLOT_BYTES).step_by(97)).chain(SLOT_BYTES - 32..SLOT_BYTES) {
        let mut flipped = bytes.clone();
        flipped[at] ^= 4;
        assert_eq!(Slot::decode(&flipped), Err(RegisterError::Damaged), "{at}");
    }
    assert_eq!(Slot::decode(&bytes[1..]), Err(RegisterError::Damaged));
    assert_eq!(Slot::decode(&[]), Err(RegisterError::Damaged));
}

#[test]
fn a_well_digested_slot_with_wrong_fields_is_damaged() {
    let good = Slot { counter: 7, head: head(3) }.encode().unwrap();
    // magic · size · origin length · origin · note length · zeros behind the note
    for (at, byte) in [(0, 0), (12, 0x80), (68, 0xff), (70, b' '), (100, 1), (COVERED_BYTES - 1, 1)]
    {
        let mut covered = good[..COVERED_BYTES].to_vec();
        covered[at] = byte;
        let digest = Digest::of(&covered);
        assert_eq!(
            Slot::decode(&[covered, digest.0.to_vec()].concat()),
            Err(RegisterError::Damaged),
            "{at}"
        );
    }
}

#[test]
fn without_a_whole_slot_the_register_is_missing() {
    assert_eq!(pick(&[]), Err(RegisterError::Missing));
    assert_eq!(pick(&vec![0; FILE_BYTES]), Err(RegisterError::Missing));
    assert_eq!(pick(&file(3)[..FILE_BYTES - 1]), Err(RegisterError::Missing));
    let slot = |size| Slot { counter: 7, head: head(size) }.encode().unwrap();
    assert_eq!(pick(&[slot(3), slot(4)].concat()), Err(RegisterError::Ambiguous));
    assert_eq!(pick(&[slot(3), slot(3)].concat()).unwrap().place, 0);
}

#[test]
fn the_register_moves_forward_only() {
    check(head(4), Ok(4));
    check(head(3), Ok(4));
    check(Head { epoch: 2, ..head(4) }, Ok(4));
    check(Head { restore_epoch: 1, ..head(3) }, Ok(4));
    check(head(2), Err(RegisterError::GoesBack));
    check(Head { root: Digest([0x12; 32]), ..head(3) }, Err(RegisterError::GoesBack));
    check(Head { origin: "other.example".into(), ..head(4) }, Err(RegisterError::GoesBack));
    check(Head { epoch: 0, ..head(4) }, Err(RegisterError::Fenced { current: 1, found: 0 }));
    check(Head { note: "x".repeat(SLOT_BYTES), ..head(4) }, Err(RegisterError::TooLong));
    let restored =
        Current { slot: Slot { counter: 9, head: Head { restore_epoch: 2, ..head(3) } }, place: 0 };
    assert_eq!(restored.swap((3, Digest([0x11; 32]), 1), head(4)), Err(RegisterError::GoesBack));
}

#[test]
fn the_second_writer_loses_the_race() {
    let current = pick(&file(2)).unwrap();
    for expected in
        [(2, Digest([0x11; 32]), 1), (3, Digest([0x12; 32]), 1), (3, Digest([0x11; 32]), 0)]
    {
        assert_eq!(current.swap(expected, head(4)), Err(RegisterError::Lost));
    }
}

#[test]
fn the_longest_note_that_fits_is_kept() {
    let room = COVERED_BYTES - 74 - head(1).origin.len();
    let slot = |n| Slot { counter: 1, head: Head { note: "x".repeat(n), ..head(1) } };
    assert_eq!(Slot::decode(&slot(room).encode().unwrap()), Ok(slot(room)));
    assert_eq!(slot(room + 1).encode(), Err(RegisterError::TooLong));
}
