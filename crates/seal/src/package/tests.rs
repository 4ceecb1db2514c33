//! Packages that verify, and every way of tampering with one that does not.

use std::io::Cursor;

use crate as seal;
use crate::verdict::Verdict;

mod build;
pub(crate) mod fixture;
mod lies;
mod tamper;

fn verify(package: &[u8], policy: &str) -> Verdict {
    super::verify(Cursor::new(package), policy.as_bytes()).unwrap()
}

/// Checks that the first broken link is `expected`; `ok` if nothing is.
#[track_caller]
fn check(package: &[u8], policy: &str, expected: &str) {
    let verdict = verify(package, policy);
    let found = verdict.first_broken().map_or("ok", |claim| claim.check.id());
    assert_eq!(found, expected, "{verdict}");
}
