//! The page on which anybody checks a file: before, when all holds, when a check fails, and for a small file.

use super::fixture::{Strings, Who};
use crate::page::verify::{Came, Checked, Claim, Found, Outcome, Verify, page_verify};
use crate::shell::Shell;

const CHECKS: [&str; 5] = ["container", "manifest", "bag", "seal", "inclusion"];

/// The page in each of its states.
pub(super) fn pages<'a>(
    say: &Strings,
    shell: &impl Fn(&'a str, Who) -> Shell<'a>,
) -> Vec<(&'static str, String)> {
    let states = [
        ("verify", Came::Nothing),
        ("verify-holds", checked(say, claims(say, None))),
        ("verify-broken", checked(say, claims(say, Some(3)))),
        ("verify-statement", checked(say, Found::Small("statement", Some(say.sentence.clone())))),
    ];
    let page = |(name, came)| {
        let view = Verify { came, mib_max: 64, policy: "5a".repeat(32) };
        (name, page_verify(&view, &shell("/verify", Who::Nobody)))
    };
    states.into_iter().map(page).collect()
}

fn checked(say: &Strings, found: Found) -> Came {
    let sha256 = "c3".repeat(32);
    Came::Checked(Checked { name: say.reference.clone(), n_bytes: 48_213, sha256, found })
}

/// All checks, of which the one at `broken` fails.
fn claims(say: &Strings, broken: Option<usize>) -> Found {
    let claim = |(n, check): (usize, &str)| {
        let (outcome, detail) = match broken {
            Some(at) if n == at => (Outcome::Broken, say.sentence.clone()),
            Some(at) if n > at => (Outcome::NotReached, String::new()),
            _ => (Outcome::Holds, say.sentence.clone()),
        };
        Claim { check: check.to_owned(), outcome, detail }
    };
    Found::Package(CHECKS.into_iter().enumerate().map(claim).collect())
}
