//! Packages that verify, and every way of tampering with one that does not.

use std::io::Cursor;
use std::sync::LazyLock;

use crate as seal;
use crate::policy::Policy;
use crate::verdict::Verdict;

mod build;
mod complete;
pub(crate) mod fixture;
mod formats;
mod keys;
mod lies;
mod parts;
mod passing;
mod stamped;
mod tamper;

/// The honest package of one small exhibit, and the policy of its network.
static HONEST: LazyLock<(Vec<u8>, Policy)> = LazyLock::new(|| {
    let mut world = fixture::World::default();
    (world.small_package(), Policy::parse(world.policy().as_bytes()).unwrap())
});

/// A copy of the honest package.
pub(crate) fn honest() -> Vec<u8> {
    HONEST.0.clone()
}

/// The policy of its network.
pub(super) fn honest_policy() -> &'static Policy {
    &HONEST.1
}

/// The verdict under the policy of the default network.
pub(crate) fn verify(package: &[u8]) -> Verdict {
    super::verify_under(Cursor::new(package), &HONEST.1).unwrap()
}

/// The same package with a time-stamp token, and the policy of its network.
static STAMPED: LazyLock<(Vec<u8>, Policy)> = LazyLock::new(|| {
    let mut world = fixture::World::default();
    (world.stamped_package(), Policy::parse(world.policy().as_bytes()).unwrap())
});

/// A copy of the package with a token.
pub(crate) fn stamped() -> Vec<u8> {
    STAMPED.0.clone()
}

/// The manifest of a package.
pub(crate) fn manifest_of(package: &[u8]) -> Vec<u8> {
    tamper::Unpacked::of(package).get("META-INF/ASiCManifest001.xml").clone()
}

/// The verdict on a package with tokens that the reader brings.
pub(crate) fn verify_with(package: &[u8], tokens: super::Tokens<'_>) -> Verdict {
    super::check::verify_with(Cursor::new(package), &STAMPED.1, tokens).unwrap()
}

/// Checks that the first broken link is `expected`; `ok` if nothing is.
#[track_caller]
fn check(package: &[u8], expected: &str) {
    check_verdict(&verify(package), expected);
}

/// The same under another policy.
#[track_caller]
fn check_under(package: &[u8], policy: &str, expected: &str) {
    check_verdict(&super::verify(Cursor::new(package), policy.as_bytes()).unwrap(), expected);
}

#[track_caller]
fn check_verdict(verdict: &Verdict, expected: &str) {
    let found = verdict.first_broken().map_or("ok", |claim| claim.check.id());
    assert_eq!(found, expected, "{verdict}");
}
