//! `comity-verify`: checks a court package offline and says what is proved and what is not; so it does for what a log states
//! about one of its streams, for single fields of one entry, and for the seal over the end of a log.
//!
//! Reads a package, a policy and perhaps tokens, and writes a page. Not a way to unpack, repair or explain a package, and without any setting: the
//! policy is the only thing a reader decides. All checks are in `seal`; this crate has arguments, files and exit codes.
//!
//! Trusted: the policy file, and whoever put it there. The package and everything in it is not trusted: at most it can
//! make this program say that it is broken.
//!
//! | exit | meaning |
//! |---|---|
//! | 0 | every claim holds |
//! | 1 | a file could not be read, or the answer could not be written |
//! | 2 | wrong arguments |
//! | 5 | something does not hold; the first broken link is named |

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;
use std::process::ExitCode;

use seal::policy::POLICY_BYTES_MAX;
use seal::timestamp::TOKEN_BYTES_MAX;
use seal::verdict::Verdict;

use crate::args::{Asked, Job};

mod args;
mod disclosure;
mod epoch;
mod refused;
mod statement;

const UNREADABLE: u8 = 1;
const USAGE: u8 = 2;
const BROKEN: u8 = 5;

fn main() -> ExitCode {
    let (text, code) = match args::parse(std::env::args_os().skip(1)) {
        Ok(Asked::Help) => (args::HELP.to_owned(), 0),
        Ok(Asked::Version) => (format!("comity-verify {}\n", env!("CARGO_PKG_VERSION")), 0),
        Ok(Asked::Verify(job)) => match verify(&job) {
            Ok(Told { text, holds }) => (text, if holds { 0 } else { BROKEN }),
            Err(message) => return complain(&message, UNREADABLE),
        },
        Err(wrong) => return complain(&format!("{wrong}\n\n{}", args::USAGE_LINE), USAGE),
    };
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => code.into(),
        Err(e) => complain(&format!("cannot write the answer: {e}"), UNREADABLE),
    }
}

/// What is said of a file, and whether it holds.
struct Told {
    text: String,
    holds: bool,
}

fn verify(job: &Job) -> Result<Told, String> {
    let policy = read_up_to(&job.policy, POLICY_BYTES_MAX);
    let policy = policy.map_err(|e| cannot_read("policy", &job.policy, &e))?;
    let cannot = |e: io::Error| cannot_read("package", &job.package, &e);
    let mut file = File::open(&job.package).map_err(cannot)?;
    if begins(&mut file, seal::heads::BEGINS).map_err(cannot)? {
        return statement::verify(file, &policy, job.as_of, job.json).map_err(cannot);
    }
    if begins(&mut file, seal::epoch::HEADER.as_bytes()).map_err(cannot)? {
        return epoch::verify(file, &policy, job.as_of, job.json).map_err(cannot);
    }
    if begins(&mut file, seal::disclosure::BEGINS).map_err(cannot)? {
        return disclosure::verify(file, &policy, job.as_of, job.json).map_err(cannot);
    }
    let mut tokens = Vec::with_capacity(job.tokens.len());
    for path in &job.tokens {
        let token = read_up_to(path, TOKEN_BYTES_MAX);
        tokens.push(token.map_err(|e| cannot_read("token", path, &e))?);
    }
    let verdict = seal::package::verify_as_of(file, &policy, &tokens, job.as_of).map_err(cannot)?;
    Ok(Told { text: render(&verdict, job.json), holds: verdict.is_ok() })
}

/// Whether a file begins like something that is no package; it is at its beginning again.
fn begins(file: &mut File, like: &[u8]) -> io::Result<bool> {
    let mut first = Vec::new();
    file.take(like.len() as u64).read_to_end(&mut first)?;
    file.seek(SeekFrom::Start(0))?;
    Ok(first == like)
}

/// One byte more than allowed is enough to refuse a file.
fn read_up_to(path: &Path, bytes_max: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(bytes_max as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn cannot_read(what: &str, path: &Path, error: &io::Error) -> String {
    format!("cannot read the {what} `{}`: {error}", path.display())
}

fn render(verdict: &Verdict, json: bool) -> String {
    if json { format!("{}\n", verdict.to_json()) } else { verdict.to_string() }
}

/// Says what went wrong on standard error; if even that is closed, the exit code has to do.
fn complain(message: &str, code: u8) -> ExitCode {
    let mut err = io::stderr().lock();
    let _closed = writeln!(err, "comity-verify: {message}").is_err();
    code.into()
}
