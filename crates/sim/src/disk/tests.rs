//! What the simulated disk keeps and what it forgets.

use store::{Disk, StoreError};

use super::{LATE_MS, Loss, SimDisk, Sync};
use crate::Dice;

fn disk(sync: Sync) -> SimDisk {
    let disk = SimDisk::new(sync, Dice::new(1, 1));
    disk.append("journal", b"one").unwrap();
    disk.sync("journal").unwrap();
    disk.sync_dir("journal").unwrap();
    disk
}

#[track_caller]
fn check(disk: &SimDisk, expected: Option<&[u8]>) {
    assert_eq!(disk.read("journal").unwrap().as_deref(), expected);
}

#[test]
fn what_was_not_flushed_is_gone_after_a_power_cut() {
    let disk = disk(Sync::Honest);
    disk.append("journal", b"two").unwrap();
    check(&disk, Some(b"onetwo"));
    disk.power_cut(Loss::Clean);
    check(&disk, Some(b"one"));
}

#[test]
fn a_torn_end_is_a_part_of_what_was_written() {
    let disk = disk(Sync::Honest);
    disk.append("journal", b"two").unwrap();
    disk.power_cut(Loss::Torn);
    let kept = disk.read("journal").unwrap().unwrap();
    assert!(b"onetwo".starts_with(&kept) && kept.len() < 6, "{kept:?}");
}

#[test]
fn a_name_that_was_not_flushed_is_gone_with_its_file() {
    let disk = SimDisk::new(Sync::Honest, Dice::new(1, 1));
    disk.append("journal", b"one").unwrap();
    disk.sync("journal").unwrap();
    disk.power_cut(Loss::Clean);
    check(&disk, None);
}

#[test]
fn a_late_flush_is_true_only_after_its_time() {
    let disk = disk(Sync::Late);
    disk.settle(LATE_MS);
    disk.append("journal", b"two").unwrap();
    disk.sync("journal").unwrap();
    disk.power_cut(Loss::Clean);
    check(&disk, Some(b"one"));
}

#[test]
fn a_dead_disk_answers_nothing_until_the_power_is_back() {
    let disk = disk(Sync::Honest);
    disk.die_after(2);
    disk.append("journal", b"two").unwrap();
    assert_eq!(disk.sync("journal"), Err(StoreError::Poisoned));
    assert!(disk.is_dead());
    assert_eq!(disk.append("journal", b"three"), Err(StoreError::Poisoned));
    disk.power_cut(Loss::Clean);
    check(&disk, Some(b"one"));
    disk.append("journal", b"four").unwrap();
}
