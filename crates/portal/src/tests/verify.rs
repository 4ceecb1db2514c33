//! The page on which anybody checks a file: before, when all holds, when a check fails, and for a small file.

use super::fixture::Strings;
use crate::page::verify::{Came, Checked, Claim, Found, Outcome, Verify, page_verify};
use crate::shell::Shell;

const CHECKS: [&str; 5] = ["container", "manifest", "bag", "seal", "inclusion"];

pub(crate) fn page(came: Came, shell: &Shell<'_>) -> String {
    page_verify(&Verify { came, mib_max: 64, policy: "5a".repeat(32) }, shell)
}

pub(crate) fn came_nothing() -> Came {
    Came::Nothing
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

pub(crate) fn holds(say: &Strings) -> Came {
    checked(say, claims(say, None))
}

pub(crate) fn broken(say: &Strings) -> Came {
    checked(say, claims(say, Some(3)))
}

pub(crate) fn statement(say: &Strings) -> Came {
    checked(say, Found::Small("statement", Some(say.sentence.clone())))
}
