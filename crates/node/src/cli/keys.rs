//! `comity keys`: what an operator adds to the entry of the node, and `comity log seal`. Talk goes to standard error: what the
//! directory operator has to do next.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use domain::actor::UnitId;
use jiff::{SignedDuration, Timestamp};
use seal::sign::Kid;
use wire::roster::Entry;

use super::exit::{Exit, Failure};
use super::run::small_runtime;
use super::{help, print};
use crate::clock::{Clock as _, NetworkClock};
use crate::config::Config;
use crate::init::InitError;
use crate::renew::{AHEAD_DAYS, Holder, OVERLAP_DAYS, OVERLAP_DAYS_MIN, When};
use crate::{epochs, renew};

/// Characters of a reason.
const REASON_CHARS_MAX: usize = 100;

#[derive(Debug, Subcommand)]
pub(crate) enum Keys {
    /// Lists the ids of the member's keys, by which they are revoked, and whose they are, from when until when
    #[command(after_help = help("comity keys list --config node/comity.toml"))]
    List {
        /// The node's configuration
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
    },
    /// Makes the next keys of the log that grows; two officers put them in force in the portal
    ///
    /// A log that has not begun, a reserve or that of the next year, begins with the first of its keys that are not revoked.
    #[command(after_help = help("comity keys next --config node/comity.toml"))]
    Next {
        /// The node's configuration
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
        /// Another log of the node, by its name in the directory
        #[arg(long, value_name = "ORIGIN")]
        origin: Option<String>,
    },
    /// Makes the hash-based key that seals the end of each log
    #[command(after_help = help("comity keys seal --config node/comity.toml"))]
    Seal {
        /// The node's configuration
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
    },
    /// Makes the next keys of the node, of a unit or of the cosigner, beside a node that runs; the older ones end after a while
    ///
    /// They are used from the instant that the directory lists, by a node that has started since it installed that version.
    #[command(after_help = help("comity keys turn --config node/comity.toml --unit judge --from 2027-03-01T00:00:00Z"))]
    Turn {
        /// The node's configuration
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
        #[command(flatten)]
        whose: Whose,
        /// From when on the new keys are used [default: in 7 days]
        #[arg(long, value_name = "INSTANT")]
        from: Option<Timestamp>,
        /// Use them from now on, because those before may be somebody else's; revoke these too
        #[arg(long, conflicts_with = "from")]
        at_once: bool,
        /// How long the older ones are good beside them
        #[arg(long, value_name = "DAYS", default_value_t = OVERLAP_DAYS, value_parser = clap::value_parser!(u16).range(i64::from(OVERLAP_DAYS_MIN)..=365))]
        overlap_days: u16,
    },
    /// Says in the entry that a key is revoked
    #[command(after_help = help("comity keys revoke --config node/comity.toml --kid 26d8fb49c9ca165b36335ac2a35e57f2 --from 2027-03-01T00:00:00Z --reason lost"))]
    Revoke {
        /// The node's configuration
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
        /// The key, by its id
        #[arg(long, value_name = "KID", value_parser = kid)]
        kid: Kid,
        /// From when on nothing under it counts
        #[arg(long, value_name = "INSTANT")]
        from: Timestamp,
        /// Why, as a short code
        #[arg(long, value_name = "CODE")]
        reason: String,
    },
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct Whose {
    /// The key that seals envelopes and signs receipts
    #[arg(long)]
    node: bool,
    /// The keys that cosign the logs of others
    #[arg(long)]
    cosigner: bool,
    /// The keys of a unit
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
}

impl Whose {
    fn holder(&self, config: &Config) -> Result<Holder, Failure> {
        let Some(unit) = &self.unit else {
            return Ok(if self.cosigner { Holder::Cosigner } else { Holder::Node });
        };
        let full =
            if unit.contains('/') { unit.clone() } else { format!("{}/{unit}", config.member) };
        let unit = UnitId::parse(&full);
        let unit = unit.map_err(|error| Failure::new(Exit::Denied, "unit", error.to_string()))?;
        Ok(Holder::Unit(unit))
    }
}

fn kid(text: &str) -> Result<Kid, String> {
    Kid::parse(text).ok_or_else(|| "an id of a key is 32 hexadecimal digits".to_owned())
}

/// Runs one of them.
pub(crate) fn run(command: &Keys) -> Result<(), Failure> {
    match command {
        Keys::List { config } => {
            let entry = entry(&read(config)?)?;
            for line in renew::listed(&entry) {
                print::data(&line);
            }
            Ok(())
        }
        Keys::Next { config, origin } => {
            let config = read(config)?;
            let next = renew::next_log_keys(&config, origin.as_deref(), now(&config));
            let entry = small_runtime()?.block_on(next);
            written(&config, entry)
        }
        Keys::Seal { config } => {
            let config = read(config)?;
            let entry = small_runtime()?.block_on(renew::seal_key(&config, now(&config)));
            written(&config, entry)
        }
        Keys::Turn { config, whose, from, at_once, overlap_days } => {
            let config = read(config)?;
            let (now, days) =
                (now(&config), |n: u16| SignedDuration::from_hours(24 * i64::from(n)));
            let later = now.saturating_add(days(AHEAD_DAYS)).unwrap_or(now);
            let from = if *at_once { now } else { from.unwrap_or(later) };
            let when = When { from, overlap: days(*overlap_days) };
            let holder = whose.holder(&config)?;
            let entry = small_runtime()?.block_on(renew::turn_keys(&config, &holder, when, now));
            written(&config, entry)
        }
        Keys::Revoke { config, kid, from, reason } => {
            let fits = !reason.is_empty()
                && reason.chars().count() <= REASON_CHARS_MAX
                && !reason.chars().any(char::is_control);
            if !fits {
                let detail =
                    format!("a reason has 1 to {REASON_CHARS_MAX} characters, on one line");
                return Err(Failure::new(Exit::Denied, "reason", detail));
            }
            let config = read(config)?;
            written(&config, renew::revoke(&config.data_dir, *kid, *from, reason))
        }
    }
}

/// Prints the seal over the end of a log, and the line that a policy needs for it.
pub(crate) fn seal(config: &Path, origin: &str) -> Result<(), Failure> {
    let config = read(config)?;
    let sealed = small_runtime()?.block_on(async {
        let store = config.store.open(&config.data_dir)?;
        let log = store.logs().await?.into_iter().find(|log| log.origin == origin);
        match log {
            Some(log) => epochs::seal_of(&*store, log.head.log).await,
            None => Ok(None),
        }
    });
    let sealed =
        sealed.map_err(|error| Failure::new(Exit::Failed, "unreadable", error.to_string()))?;
    let Some(sealed) = sealed else {
        let detail = format!("the end of `{origin}` is not sealed");
        return Err(Failure::new(Exit::Denied, "not-sealed", detail));
    };
    if let Some(node) = entry(&config)?.nodes.iter().find(|node| node.node == config.node)
        && let Some(key) = &node.log.seal
    {
        print::talk(&format!("in a policy: {}", renew::seal_line(origin, key)));
    }
    print::data(sealed.to_string().trim_end());
    Ok(())
}

fn read(config: &Path) -> Result<Config, Failure> {
    Config::read(config).map_err(|error| Failure::new(Exit::Denied, "config", error.to_string()))
}

fn now(config: &Config) -> Timestamp {
    NetworkClock::new(config.clock_file.clone()).now()
}

fn entry(config: &Config) -> Result<Entry, Failure> {
    let path = config.data_dir.join("entry.json");
    let failed = |detail: String| Failure::new(Exit::Failed, "unreadable", detail);
    let bytes = std::fs::read(&path).map_err(|e| failed(format!("{}: {e}", path.display())))?;
    wire::roster::entry_from_bytes(&bytes).map_err(|error| failed(error.to_string()))
}

fn written(config: &Config, entry: Result<Entry, InitError>) -> Result<(), Failure> {
    entry.map_err(|error| {
        let is_asked = matches!(error, InitError::Lapse { .. } | InitError::Word { .. });
        let exit = if is_asked { Exit::Denied } else { Exit::Failed };
        Failure::new(exit, error.code(), error.to_string())
    })?;
    print::data(&config.data_dir.join("entry.json").display().to_string());
    print::talk(
        "hand this entry to the directory operator; the keys are used once that version is installed",
    );
    Ok(())
}
