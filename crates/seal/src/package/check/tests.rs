//! The seal alone: what stands outside the manifest, byte by byte.

use std::io::Cursor;

use super::container::{self, Files};
use super::{Broken, Checked, bagged, seal};
use crate::package::layout::Member;
use crate::package::tests::{honest, honest_policy};

fn files() -> Files {
    let Ok(files) = container::read(Cursor::new(honest())) else { panic!("an honest package") };
    files
}

fn check(files: &Files) -> Checked<()> {
    let manifest = container::check_manifest(files)?;
    let bag = bagged::check(files)?;
    seal::check(files, &manifest, &bag, honest_policy(), &[]).map(|_| ())
}

#[track_caller]
fn every_flip_fails(member: &Member, step: impl Fn(&[u8]) -> usize) {
    let mut files = files();
    let good =
        files.bytes(member).map(<[u8]>::to_vec).unwrap_or_else(|Broken(why)| panic!("{why}"));
    assert!(check(&files).is_ok());
    let mut start = 0;
    for line in good.split_inclusive(|byte| *byte == b'\n') {
        let end = start + line.len();
        let last = end.saturating_sub(5).max(start);
        for at in (start..end).step_by(step(line)).chain(last..end) {
            let mut bad = good.clone();
            bad[at] ^= 1 << (at % 8);
            files.replace(member, &bad);
            assert!(check(&files).is_err(), "a flipped bit of byte {at} made no difference");
        }
        start = end;
    }
}

#[test]
fn every_byte_of_the_opening_counts() {
    every_flip_fails(&Member::SealOpening, |_| 1);
}

/// Signatures are sampled in the middle: one character of base64 is like the next, the last ones are not.
#[test]
fn every_byte_of_the_proof_counts() {
    every_flip_fails(&Member::SealProof, |line| if line.len() > 1000 { 61 } else { 3 });
}
