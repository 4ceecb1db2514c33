//! `comity bundle`: letters as files that somebody carries. `write` and `read` work on the folder of a node that does not
//! run meanwhile, as `comity log recover` does: the head register has one owner. `inspect` needs no node.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand};
use domain::actor::NodeId;
use jiff::Timestamp;
use seal::digest::Digest;
use seal::zip::ZipError;
use wire::bundle::{BundleError, Found, Index};
use wire::stored::link::Why;

use self::document::{Carrying, Document, Seen};
use super::exit::{Exit, Failure};
use super::run::small_runtime;
use super::{help, print};
use crate::bundle::{self, CarryError, Order, Taken, What, sheet};
use crate::clock::{Clock as _, NetworkClock};
use crate::config::Config;
use crate::node::Node;
use crate::serve;

mod document;

/// Files of one command.
const FILES_MAX: usize = 1_000;

#[derive(Debug, Subcommand)]
pub(crate) enum Bundle {
    /// Says what a bundle is, and whether its members are what its index says; opens no letter
    #[command(after_help = help("comity bundle inspect order.zip --config node/comity.toml"))]
    Inspect {
        /// Bundles
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
        /// The configuration of a node: its directory says whose seal it is
        #[arg(long, value_name = "FILE")]
        config: Option<PathBuf>,
        /// Print the control sheet of each
        #[arg(long, conflicts_with = "json")]
        sheet: bool,
        /// Print one JSON object for each
        #[arg(long)]
        json: bool,
    },
    /// Takes bundles in and writes at once the bundles that answer them; the node must not run
    #[command(after_help = help("comity bundle read answer.zip --config node/comity.toml"))]
    Read {
        /// Bundles: volumes in any order
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
        /// The node's configuration
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
        /// Where the answers are written
        #[arg(long, value_name = "DIR", default_value = ".")]
        answers: PathBuf,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Writes everything that waits for a node as a bundle; the node of the folder must not run
    #[command(after_help = help("comity bundle write --config node/comity.toml --to legal.provider.example --out order.zip"))]
    Write(Write),
}

#[derive(Debug, Args)]
pub(crate) struct Write {
    /// The node's configuration
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
    /// For which node
    #[arg(long, value_name = "NODE")]
    to: String,
    /// A file that is not there yet
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// How long a file may be, e.g. 3900MiB; what does not fit goes into further volumes
    #[arg(long, value_name = "BYTES", value_parser = bytes)]
    volume: Option<u64>,
    /// Why the letters do not go over the network, for the record
    #[arg(long, value_name = "REASON", default_value = "disruption",
          value_parser = PossibleValuesParser::new(Why::ALL.map(Why::id)))]
    why: String,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// Bytes, or KiB, MiB or GiB of them.
fn bytes(text: &str) -> Result<u64, String> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit: u64 = match text.get(digits.len()..).unwrap_or_default() {
        "" => 1,
        "KiB" => 1 << 10,
        "MiB" => 1 << 20,
        "GiB" => 1 << 30,
        _ => return Err("a size is written in bytes, KiB, MiB or GiB".to_owned()),
    };
    let number: u64 = digits.parse().map_err(|_| "a size is a whole number".to_owned())?;
    number.checked_mul(unit).ok_or_else(|| "that is no size of a file".to_owned())
}

/// Runs one of them; whether it answers with a document.
pub(crate) fn run(command: &Bundle) -> (bool, Result<(), Failure>) {
    match command {
        Bundle::Inspect { files, config, sheet, json } => {
            (*json, inspect_all(files, config.as_deref(), *sheet, *json))
        }
        Bundle::Read { files, config, answers, json } => {
            (*json, read(files, config, answers, *json))
        }
        Bundle::Write(args) => (args.json, write(args)),
    }
}

fn write(args: &Write) -> Result<(), Failure> {
    let to = NodeId::parse(&args.to).map_err(|error| {
        Failure::new(Exit::Denied, "no-such-node", format!("`{}` is no node: {error}", args.to))
    })?;
    let config = config(&args.config)?;
    let order = Order {
        to,
        out: args.out.clone(),
        volume_bytes: args.volume,
        what: What::Everything,
        // The parser of arguments knows the words.
        why: Why::parse(&args.why).unwrap_or(Why::Disruption),
    };
    let written = small_runtime()?.block_on(async {
        let node = open(config).await?;
        bundle::write(&node, &order).await.map_err(|error| failure(&error))
    })?;
    let document = Carrying::of(&written);
    if args.json {
        print::json(&document);
    } else {
        document.tell();
    }
    Ok(())
}

fn read(files: &[PathBuf], path: &Path, answers: &Path, json: bool) -> Result<(), Failure> {
    limit(files)?;
    let config = config(path)?;
    let now = NetworkClock::new(config.clock_file.clone()).now();
    // A node that runs would find another directory on its disk than the one it works with.
    let locks = serve::hold(&config).map_err(|error| failure(&CarryError::Serve(error)))?;
    for file in files {
        match bundle::take_directory(&config, file, now) {
            Ok(Taken::Newer { version }) => {
                print::talk(&format!("the member directory is of version {version} now"));
            }
            Ok(Taken::Unchanged) => {}
            // A file that is none is named again below, with everything else of it.
            Err(
                error @ (CarryError::Contradiction(_)
                | CarryError::NoDirectory
                | CarryError::Roster(_)),
            ) => {
                print::talk(&format!("{}: {error} ({})", file.display(), error.code()));
            }
            Err(CarryError::Serve(error)) => return Err(failure(&CarryError::Serve(error))),
            Err(_) => {}
        }
    }
    drop(locks);
    let report = small_runtime()?.block_on(async {
        let node = open(config).await?;
        bundle::read(&node, files, answers).await.map_err(|error| failure(&error))
    })?;
    let document = Document::of(&report);
    if json {
        print::json(&document);
    } else {
        document.tell();
    }
    let refused = document.files.iter().flat_map(|file| &file.refused).chain(&document.refused);
    // What the sender must mend comes first; a drive or a disk of ours puts nobody else in the wrong.
    let (ours, theirs): (Vec<_>, Vec<_>) = refused.partition(|refused| is_ours(&refused.code));
    let detail = "something was not taken; the rest was".to_owned();
    if let Some(refused) = theirs.first() {
        return Err(Failure::new(Exit::NotVerified, refused.code.clone(), detail));
    }
    if let Some(refused) = ours.first() {
        return Err(Failure::new(Exit::Failed, refused.code.clone(), detail));
    }
    match document.unanswered.first() {
        None => Ok(()),
        Some(unanswered) => {
            let detail = format!("no answer for {}: {}", unanswered.to, unanswered.detail);
            Err(Failure::new(Exit::Failed, unanswered.code.clone(), detail))
        }
    }
}

/// Whether a refusal says something of this machine and nothing of what was brought.
fn is_ours(code: &str) -> bool {
    const OURS: [&str; 10] = [
        "behind-gap",
        "busy",
        "disk-reserve",
        "file",
        "io",
        "log-unavailable",
        "no-quorum",
        "not-found",
        "ours",
        "stale",
    ];
    OURS.contains(&code)
}

/// Opens the node, asks whoever answers about its log, and records that it came up: the rule of every start.
async fn open(config: Config) -> Result<Arc<Node>, Failure> {
    let failed = |error: serve::ServeError| failure(&CarryError::Serve(error));
    let (node, _) = serve::open(config).await.map_err(failed)?;
    serve::start(&node).await.map_err(failed)?;
    Ok(node)
}

fn config(path: &Path) -> Result<Config, Failure> {
    Config::read(path).map_err(|error| Failure::new(Exit::Failed, "config", error.to_string()))
}

fn limit(files: &[PathBuf]) -> Result<(), Failure> {
    if files.len() > FILES_MAX {
        let detail = format!("at most {FILES_MAX} files at a time");
        return Err(Failure::new(Exit::Denied, "too-many-files", detail));
    }
    Ok(())
}

fn failure(error: &CarryError) -> Failure {
    let exit = match error {
        // A drive that gives no bytes says nothing of who wrote them.
        CarryError::Act(_)
        | CarryError::File { .. }
        | CarryError::Format(BundleError::Zip(ZipError::Io(_)))
        | CarryError::Serve(_) => Exit::Failed,
        CarryError::Exists { .. }
        | CarryError::Nothing { .. }
        | CarryError::TooMany { .. }
        | CarryError::UnknownNode { .. }
        | CarryError::VolumeSmall { .. } => Exit::Denied,
        CarryError::Contradiction(_)
        | CarryError::Format(_)
        | CarryError::Future
        | CarryError::KeyEnded { .. }
        | CarryError::KeyRevoked { .. }
        | CarryError::Network
        | CarryError::NotForUs { .. }
        | CarryError::NoDirectory
        | CarryError::Roster(_)
        | CarryError::RosterBehind { .. } => Exit::NotVerified,
    };
    Failure::new(exit, error.code(), error.to_string())
}

/// Says of each file what it is. The seal is only checked where a directory is there to check it by.
fn inspect_all(
    files: &[PathBuf],
    config_path: Option<&Path>,
    with_sheet: bool,
    json: bool,
) -> Result<(), Failure> {
    limit(files)?;
    let held = match config_path {
        None => None,
        Some(path) => {
            let config = config(path)?;
            let roster = serve::read_roster(&config.data_dir);
            let roster = roster.map_err(|error| failure(&CarryError::Serve(error)))?;
            Some((roster, NetworkClock::new(config.clock_file).now()))
        }
    };
    let mut first = None;
    for path in files {
        let inspected = inspect(path, held.as_ref());
        match inspected {
            Ok(seen) if with_sheet => {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                print::data(&sheet::control(&seen.index, seen.digest, &name, seen.bytes));
            }
            Ok(seen) if json => print::json(&Seen::of(&seen)),
            Ok(seen) => Seen::of(&seen).tell(),
            Err(failure) => {
                print::data(&format!(
                    "FAIL  {}: {} ({})",
                    path.display(),
                    failure.detail,
                    failure.code
                ));
                first = first.or(Some(failure));
            }
        }
    }
    first.map_or(Ok(()), Err)
}

/// A bundle that was looked at.
struct Inspected {
    path: PathBuf,
    index: Index,
    digest: Digest,
    bytes: u64,
    is_sealed: bool,
}

fn inspect(
    path: &Path,
    held: Option<&(wire::roster::Roster, Timestamp)>,
) -> Result<Inspected, Failure> {
    let broken = |error: CarryError| failure(&error);
    let unreadable = |source| broken(CarryError::File { path: path.to_owned(), source });
    let file = File::open(path).map_err(unreadable)?;
    let bytes = file.metadata().map_err(unreadable)?.len();
    let mut found =
        Found::open(BufReader::new(file)).map_err(|error| broken(CarryError::Format(error)))?;
    for n in 0..found.index().entries.len() {
        found.check(n).map_err(|error| broken(CarryError::Format(error)))?;
    }
    let (index, digest) = (found.index().clone(), found.digest());
    let is_sealed = match held {
        None => false,
        Some((roster, now)) => bundle::prove(found, roster, *now).map(|_| true).map_err(broken)?,
    };
    Ok(Inspected { path: path.to_owned(), index, digest, bytes, is_sealed })
}
