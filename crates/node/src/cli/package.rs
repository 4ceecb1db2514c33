//! `comity package verify`: the same checks as `comity-verify`, for whoever has a node anyway.
//!
//! A court uses `comity-verify`, which cannot encrypt, has no network and no database. Not here: the checks
//! themselves (`seal::package`). A file that is no package fails verification; a path that cannot be read is a
//! failure of the machine.

use std::fs::{self, File};
use std::io::BufReader;
use std::path::Path;

use seal::package;

use super::exit::{Exit, Failure};
use super::print;

/// A policy with 32 logs and 32 witnesses stays below 150 KiB; more than this is another file.
const POLICY_BYTES_MAX: u64 = 1 << 20;

/// Checks `package` under `policy` and prints the verdict.
pub(crate) fn verify(package: &Path, policy: &Path, json: bool) -> Result<(), Failure> {
    let unreadable = |path: &Path, error: std::io::Error| {
        Failure::new(
            Exit::Failed,
            "unreadable",
            format!("{} cannot be read: {error}", path.display()),
        )
    };
    let length = fs::metadata(policy).map_err(|error| unreadable(policy, error))?.len();
    if length > POLICY_BYTES_MAX {
        let detail = format!("{} is too large for a policy", policy.display());
        return Err(Failure::new(Exit::Failed, "policy-too-large", detail));
    }
    let trusted = fs::read(policy).map_err(|error| unreadable(policy, error))?;
    let file = File::open(package).map_err(|error| unreadable(package, error))?;
    let verdict = package::verify(BufReader::new(file), &trusted);
    let verdict = verdict.map_err(|error| unreadable(package, error))?;
    if json {
        print::data(&String::from_utf8_lossy(&verdict.to_json().to_bytes()));
    } else {
        print::data(verdict.to_string().trim_end());
    }
    match verdict.first_broken() {
        None if verdict.is_ok() => Ok(()),
        broken => {
            let code = broken.map_or("not-verified", |claim| claim.check.id());
            let detail =
                format!("{} is not verified: the check `{code}` failed", package.display());
            Err(Failure::new(Exit::NotVerified, code, detail))
        }
    }
}
