//! `comity package`: the same checks as `comity-verify`, for whoever has a node anyway, and later time-stamp tokens.
//!
//! A court uses `comity-verify`, which cannot encrypt, has no network and no database. Not here: the checks
//! themselves (`seal::package`). A file that is no package fails verification; a path that cannot be read is a
//! failure of the machine.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};

use clap::Subcommand;
use jiff::Timestamp;
use seal::digest::Digest;
use seal::package::layout::Member;
use seal::package::{self, MIMETYPE};
use seal::timestamp::TOKEN_BYTES_MAX;
use seal::zip::{Archive, ZipError};

use super::exit::{Exit, Failure};
use super::print;
use super::run::small_runtime;
use crate::rng::OsRandom;
use crate::tsa::{Authority, NoToken, TsaFile};

/// A policy with 32 logs and 32 witnesses stays below 150 KiB; more than this is another file.
const POLICY_BYTES_MAX: u64 = 1 << 20;
/// A manifest has 200 bytes a member, and a package at most 100 000.
const MANIFEST_BYTES_MAX: u64 = 16 << 20;
/// Most tokens beside one package.
const TOKENS_MAX: usize = 64;

#[derive(Debug, Subcommand)]
pub(crate) enum Package {
    /// Checks a package offline; the same code as comity-verify
    #[command(after_help = super::help("comity package verify p.asice --policy policy.tlog-policy"))]
    Verify {
        /// The package
        #[arg(value_name = "PACKAGE")]
        package: PathBuf,
        /// Whom to trust
        #[arg(long, value_name = "FILE")]
        policy: PathBuf,
        /// A time-stamp token that lies beside the package; may be given several times
        #[arg(long, value_name = "FILE")]
        token: Vec<PathBuf>,
        /// Ask what was shown then, e.g. 2031-03-01T00:00:00Z: what witnesses saw later does not count
        #[arg(long, value_name = "INSTANT")]
        as_of: Option<Timestamp>,
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
    /// Asks a time-stamp authority for a further token over a finished package, to lie beside it
    #[command(after_help = super::help("comity package stamp p.asice --url http://tsa.example --out p.tst"))]
    Stamp {
        /// The package
        #[arg(value_name = "PACKAGE")]
        package: PathBuf,
        /// Where the authority answers, by plain HTTP
        #[arg(long, value_name = "URL")]
        url: String,
        /// The new file for the token
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// Certificates that vouch for the authority, PEM; without them its signature is not checked here
        #[arg(long, value_name = "FILE")]
        roots: Option<PathBuf>,
    },
}

/// Runs one of them; whether it answers with a document.
pub(crate) fn run(command: &Package) -> (bool, Result<(), Failure>) {
    match command {
        Package::Verify { package, policy, token, as_of, json } => {
            (*json, verify(package, policy, token, *as_of, *json))
        }
        Package::Stamp { package, url, out, roots } => {
            (false, stamp(package, url.clone(), roots.clone(), out))
        }
    }
}

/// Checks `package` under `policy` and prints the verdict.
fn verify(
    package: &Path,
    policy: &Path,
    tokens: &[PathBuf],
    as_of: Option<Timestamp>,
    json: bool,
) -> Result<(), Failure> {
    let length = fs::metadata(policy).map_err(|error| unreadable(policy, &error))?.len();
    if length > POLICY_BYTES_MAX {
        let detail = format!("{} is too large for a policy", policy.display());
        return Err(Failure::new(Exit::Failed, "policy-too-large", detail));
    }
    if tokens.len() > TOKENS_MAX {
        let detail = format!("at most {TOKENS_MAX} tokens at a time");
        return Err(Failure::new(Exit::Failed, "too-many-tokens", detail));
    }
    let trusted = fs::read(policy).map_err(|error| unreadable(policy, &error))?;
    let tokens: Result<Vec<_>, Failure> = tokens.iter().map(|path| read_token(path)).collect();
    let file = File::open(package).map_err(|error| unreadable(package, &error))?;
    // Witnesses state whole seconds; before 1970 nobody had seen anything.
    let as_of = as_of.map(|at| u64::try_from(at.as_second()).unwrap_or(0));
    let verdict = package::verify_as_of(BufReader::new(file), &trusted, &tokens?, as_of);
    let verdict = verdict.map_err(|error| unreadable(package, &error))?;
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

/// Gets a token over the manifest of `package` and writes it to the new file `out`. The package is not verified and does not
/// change: its digests are what is stamped, whatever they are worth.
fn stamp(package: &Path, url: String, roots: Option<PathBuf>, out: &Path) -> Result<(), Failure> {
    let file = TsaFile { url, roots, grace_seconds: None };
    let authority = Authority::of(&file, Path::new(""));
    let authority =
        authority.map_err(|error| Failure::new(Exit::Denied, "authority", error.to_string()))?;
    let manifest = manifest_of(package)?;
    // Before the authority is asked: a token that cannot be kept was paid for in vain.
    let taken = |error: io::Error| {
        let detail = format!("{} cannot be made: {error}; give a new name", out.display());
        Failure::new(Exit::Failed, "out", detail)
    };
    let mut new = OpenOptions::new().write(true).create_new(true).open(out).map_err(taken)?;
    let asked = small_runtime()?.block_on(authority.ask(Digest::of(&manifest), &OsRandom));
    let written = asked.map_err(|why| no_token(&why)).and_then(|stamped| {
        new.write_all(stamped.token.as_bytes()).and_then(|()| new.sync_all()).map_err(taken)?;
        Ok(stamped)
    });
    let stamped = match written {
        Ok(stamped) => stamped,
        Err(failure) => {
            // An empty file is no token; the error that counts is the first one.
            fs::remove_file(out).unwrap_or_default();
            return Err(failure);
        }
    };
    let signature = if stamped.is_checked { "signature checked" } else { "signature not checked" };
    let stamp = stamped.token.stamp();
    print::data(&format!("{}  serial {}, {signature}", stamp.gen_time(), stamp.serial));
    Ok(())
}

fn no_token(why: &NoToken) -> Failure {
    let exit = match why {
        NoToken::Away(_) => Exit::Unreachable,
        NoToken::Refused(_) | NoToken::Unsigned(_) => Exit::NotVerified,
    };
    Failure::new(exit, why.code(), why.to_string())
}

/// The member that tokens are over.
fn manifest_of(package: &Path) -> Result<Vec<u8>, Failure> {
    let no_package = |why: &str| {
        let detail = format!("{} is no court package: {why}", package.display());
        Failure::new(Exit::NotVerified, "container", detail)
    };
    let broken = |error: ZipError| {
        if let ZipError::Io(error) = error {
            unreadable(package, &error)
        } else {
            no_package(&error.to_string())
        }
    };
    let file = File::open(package).map_err(|error| unreadable(package, &error))?;
    let mut archive = Archive::open(BufReader::new(file)).map_err(broken)?;
    let mut held = Vec::new();
    for member in [Member::Mimetype, Member::AsicManifest] {
        let path = member.to_string();
        let found = archive.entries().enumerate().find(|(_, entry)| entry.path == path);
        let found = found.filter(|(_, entry)| entry.len <= MANIFEST_BYTES_MAX);
        let at = found.map(|(at, _)| at).ok_or_else(|| no_package(&format!("no `{path}`")))?;
        let mut bytes = Vec::new();
        archive.read(at, |piece| bytes.extend_from_slice(piece)).map_err(broken)?;
        held.push(bytes);
    }
    match <[Vec<u8>; 2]>::try_from(held) {
        Ok([mimetype, manifest]) if mimetype == MIMETYPE.as_bytes() => Ok(manifest),
        Ok(_) | Err(_) => Err(no_package("another media type")),
    }
}

/// One byte more than a token has is enough to refuse a file.
fn read_token(path: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| unreadable(path, &error))?;
    let mut file = file.take(TOKEN_BYTES_MAX as u64 + 1);
    file.read_to_end(&mut bytes).map_err(|error| unreadable(path, &error))?;
    Ok(bytes)
}

fn unreadable(path: &Path, error: &io::Error) -> Failure {
    Failure::new(Exit::Failed, "unreadable", format!("{} cannot be read: {error}", path.display()))
}
