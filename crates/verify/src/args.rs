//! The arguments: `PACKAGE --policy POLICY [--as-of INSTANT] [--token FILE]… [--json]`, in any order. Not a library: six
//! words are known.

use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;

use seal::receipt::Instant;

pub(crate) const USAGE_LINE: &str = "usage: comity-verify PACKAGE --policy POLICY [--as-of INSTANT] [--token FILE]... [--json]\ntry `comity-verify --help`";

pub(crate) const HELP: &str = "\
Checks a court package offline and says what is proved and what is not. So it does for what
`comity log complete` states about one stream of a log, for single fields of one entry, and for the
seal over a log's end.

usage: comity-verify PACKAGE --policy POLICY [--as-of INSTANT] [--token FILE]... [--json]

  PACKAGE          the package, a file that ends in .asice, or a statement, a disclosure, a seal
  --policy POLICY  whose logs and witnesses you trust. Take it from a source of your own
                   (paper certificate, public register, the court's configuration) and
                   never from the one who gave you the package
  --as-of INSTANT  ask what was shown then, e.g. 2031-03-01T00:00:00Z: what witnesses saw later
                   does not count
  --token FILE     a time-stamp token that was made later and is not in the package; it must
                   be over the manifest. Its signature is not checked: openssl ts -verify does
  --json           one JSON object instead of a page of text
  --help           this text
  --version        the version

exit codes
  0  every claim holds
  1  a file could not be read
  2  wrong arguments
  5  something does not hold, or the file is no package; the first broken link is named

example
  comity-verify 0195d3a0-7c11-7e40-8b1e-5a2d9c4f6e01.asice --policy court.tlog-policy
";

/// What the caller wants.
#[derive(Debug, Eq, PartialEq)]
pub(crate) enum Asked {
    Help,
    Verify(Job),
    Version,
}

/// Most tokens that lie beside one package: one every year or two for as long as courts keep files.
pub(crate) const TOKENS_MAX: usize = 64;

/// A package to check.
#[derive(Debug, Eq, PartialEq)]
pub(crate) struct Job {
    /// POSIX seconds.
    pub(crate) as_of: Option<u64>,
    pub(crate) json: bool,
    pub(crate) package: PathBuf,
    pub(crate) policy: PathBuf,
    pub(crate) tokens: Vec<PathBuf>,
}

/// Arguments that make no sense.
#[derive(Debug, Eq, PartialEq)]
pub(crate) enum BadArgs {
    AsOfTwice,
    NoInstant,
    NoPackage,
    NoPolicy,
    NoToken,
    PolicyTwice,
    SecondPackage(OsString),
    TooManyTokens,
    Unknown(OsString),
}

impl fmt::Display for BadArgs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AsOfTwice => f.write_str("two instants named: one question at a time"),
            Self::NoInstant => {
                f.write_str("no instant named behind `--as-of`: write it as 2031-03-01T00:00:00Z")
            }
            Self::NoPackage => f.write_str("no package named"),
            Self::NoPolicy => f.write_str("no policy named: without one there is nothing to trust"),
            Self::NoToken => f.write_str("no token named behind `--token`"),
            Self::PolicyTwice => f.write_str("two policies named: give the one you trust"),
            Self::SecondPackage(path) => {
                write!(f, "one package at a time; `{}` is a second one", path.display())
            }
            Self::TooManyTokens => write!(f, "at most {TOKENS_MAX} tokens at a time"),
            Self::Unknown(word) => write!(f, "unknown option `{}`", word.display()),
        }
    }
}

/// Reads the arguments behind the program's name. After `--` every word is a path.
pub(crate) fn parse(words: impl IntoIterator<Item = OsString>) -> Result<Asked, BadArgs> {
    let mut words = words.into_iter();
    let (mut package, mut policy, mut json, mut only_paths) = (None, None, false, false);
    let (mut as_of, mut tokens) = (None, Vec::new());
    while let Some(word) = words.next() {
        let option = word.to_str().filter(|text| text.starts_with('-') && !only_paths);
        let is_as_of = option.is_some_and(|text| text == "--as-of" || text.starts_with("--as-of="));
        let is_token = option.is_some_and(|text| text == "--token" || text.starts_with("--token="));
        let named = match option {
            None => {
                if package.is_some() {
                    return Err(BadArgs::SecondPackage(word));
                }
                package = Some(PathBuf::from(word));
                continue;
            }
            Some("--") => {
                only_paths = true;
                continue;
            }
            Some("--json") => {
                json = true;
                continue;
            }
            Some("--help" | "-h") => return Ok(Asked::Help),
            Some("--version" | "-V") => return Ok(Asked::Version),
            Some("--as-of") => words.next().ok_or(BadArgs::NoInstant)?,
            Some("--policy") => words.next().ok_or(BadArgs::NoPolicy)?,
            Some("--token") => words.next().ok_or(BadArgs::NoToken)?,
            Some(other) => match other.split_once('=').filter(|(name, _)| is_named(name)) {
                Some((_, path)) => OsString::from(path),
                None => return Err(BadArgs::Unknown(word)),
            },
        };
        if is_as_of {
            let at = named.to_str().and_then(instant).ok_or(BadArgs::NoInstant)?;
            if as_of.replace(at).is_some() {
                return Err(BadArgs::AsOfTwice);
            }
            continue;
        }
        if is_token {
            if tokens.len() == TOKENS_MAX {
                return Err(BadArgs::TooManyTokens);
            }
            tokens.push(PathBuf::from(named));
            continue;
        }
        if policy.replace(PathBuf::from(named)).is_some() {
            return Err(BadArgs::PolicyTwice);
        }
    }
    let package = package.ok_or(BadArgs::NoPackage)?;
    let policy = policy.ok_or(BadArgs::NoPolicy)?;
    Ok(Asked::Verify(Job { as_of, json, package, policy, tokens }))
}

/// Whether an option is followed by a path.
fn is_named(name: &str) -> bool {
    matches!(name, "--as-of" | "--policy" | "--token")
}

/// An instant in POSIX seconds; witnesses state whole ones.
fn instant(text: &str) -> Option<u64> {
    let at = Instant::parse(text)?;
    u64::try_from(at.unix_ms().div_euclid(1000)).ok()
}

#[cfg(test)]
mod tests;
