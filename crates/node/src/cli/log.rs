//! `comity log`: reads the log of a node's folder, beside the node or without it. Nothing is written, except by `recover`.

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::Timestamp;
use seal::digest::Digest;
use serde::Serialize;
use store::StoredEvent;

use super::exit::{Exit, Failure};
use super::run::small_runtime;
use super::{help, print};
use crate::config::Config;
use crate::fsck::{FsckError, Log, Report};
use crate::gap::Gap;
use crate::heads::{self, Asked, HeadsError};
use crate::work::outside;
use crate::{recover, serve};

/// The tag of a stream as the command line takes it.
pub(super) fn tag(text: &str) -> Result<[u8; 16], String> {
    let tag = seal::digest::b64_decode(text).ok().and_then(|tag| tag.try_into().ok());
    tag.ok_or_else(|| "a tag is 16 bytes in base64".to_owned())
}

/// Reads the whole log and compares everything that is kept twice.
pub(crate) fn fsck(config: &Path, json: bool) -> Result<(), Failure> {
    let report = run(async { Log::open(config, None).await?.check().await })?;
    if json {
        print::json(&Document::of(&report));
    } else {
        tell(&report);
    }
    match report.faults.first() {
        None => Ok(()),
        Some(first) => {
            let detail = format!("{} things do not hold, the first is {first}", report.n_faults);
            Err(Failure::new(Exit::NotVerified, first.code, detail))
        }
    }
}

fn tell(report: &Report) {
    let published = report.published.map_or_else(|| "none".to_owned(), |size| size.to_string());
    print::data(&format!(
        "{} leaves of {} streams, {} waiting, {} erased in part, {published} under a cosigned head, \
         {} days with a time stamp",
        report.size, report.n_streams, report.n_pending, report.n_erased, report.n_stamped
    ));
    if report.n_lost > 0 {
        print::data(&format!(
            "{} leaves came back from a mirror without what they commit to",
            report.n_lost
        ));
    }
    for fault in &report.faults {
        print::data(&format!("FAIL  {fault}"));
    }
    if report.n_faults == 0 {
        print::data(
            "ok    leaves, tree, streams, head, register, published head and time stamps agree",
        );
    }
}

/// The report as an object.
#[derive(Serialize)]
struct Document {
    leaves: u64,
    streams: u64,
    pending: u64,
    erased: u64,
    lost: u64,
    published: Option<u64>,
    stamped: u64,
    n_faults: u64,
    faults: Vec<(&'static str, u64)>,
}

impl Document {
    fn of(report: &Report) -> Self {
        Self {
            leaves: report.size,
            streams: report.n_streams,
            pending: report.n_pending,
            erased: report.n_erased,
            lost: report.n_lost,
            published: report.published,
            stamped: report.n_stamped,
            n_faults: report.n_faults,
            faults: report.faults.iter().map(|fault| (fault.code, fault.at)).collect(),
        }
    }
}

/// Prints the newest leaves, the newest last.
pub(crate) fn tail(config: &Path, log: Option<&str>, n: u32, json: bool) -> Result<(), Failure> {
    for event in run(async { Log::open(config, log).await?.tail(n).await })? {
        let line = Line::of(&event);
        if json {
            print::json(&line);
        } else {
            let Line { index, at, kind, schema, leaf } = line;
            print::data(&format!("{index:>8}  {at}  {kind:<24} {schema:<20} {leaf}"));
        }
    }
    Ok(())
}

/// A leaf without what only its keys open.
#[derive(Serialize)]
struct Line<'e> {
    index: u64,
    at: String,
    kind: &'e str,
    schema: &'e str,
    leaf: String,
}

impl<'e> Line<'e> {
    fn of(event: &'e StoredEvent) -> Self {
        let at = Timestamp::from_millisecond(event.at_ms);
        Self {
            index: event.place.map_or(0, |place| place.index),
            at: at.map(wire::time::text).unwrap_or_default(),
            kind: &event.kind,
            schema: &event.schema,
            leaf: Digest(event.leaf_hash).hex(),
        }
    }
}

/// Prints the proof that a leaf is in the log.
pub(crate) fn proof(config: &Path, log: Option<&str>, index: u64) -> Result<(), Failure> {
    let proof = run(async { Log::open(config, log).await?.proof(index).await })?;
    print::data(proof.to_string().trim_end());
    Ok(())
}

/// Prints what the log states about one of its streams.
pub(crate) fn complete(
    config: &Path,
    of: Option<&str>,
    date: Option<&str>,
    stream: Option<String>,
    tag: Option<[u8; 16]>,
) -> Result<(), Failure> {
    // One of the two is there, says the parser of arguments.
    let asked = tag.map_or_else(|| Asked::Id(stream.unwrap_or_default()), Asked::Tag);
    let stated = small_runtime()?.block_on(async {
        let log = Log::open(config, of).await.map_err(HeadsError::Log)?;
        heads::statement(&log, &asked, date).await
    });
    let stated = stated.map_err(|error| match &error {
        HeadsError::Log(inner) => failure(inner),
        HeadsError::Damaged(_) => Failure::new(Exit::Failed, error.code(), error.to_string()),
        HeadsError::Erased | HeadsError::Held | HeadsError::NoMap(_) | HeadsError::Unknown => {
            Failure::new(Exit::Denied, error.code(), error.to_string())
        }
    })?;
    print::data(String::from_utf8_lossy(&stated).trim_end());
    Ok(())
}

#[derive(Debug, Args)]
#[command(after_help = help(
    "comity log recover --config node/comity.toml --from http://127.0.0.1:8700/mirror/1"
))]
pub(crate) struct Recover {
    /// The node's configuration
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
    /// A mirror, by its submission prefix; may be given several times [default: those of the configuration]
    #[arg(long, value_name = "URL")]
    from: Vec<String>,
    /// Print one JSON object
    #[arg(long)]
    pub(super) json: bool,
}

/// Brings back the leaves of a log that was rolled back.
pub(crate) fn recover(args: &Recover) -> Result<(), Failure> {
    let Recover { config, from, json } = args;
    let failed = |code: &str, why: String| Failure::new(Exit::Failed, code, why);
    let gap = small_runtime()?.block_on(async {
        let config = Config::read(config).map_err(|error| failed("config", error.to_string()))?;
        let named = config.mirrors.iter().map(|mirror| mirror.url().to_owned());
        let urls: Vec<String> = if from.is_empty() { named.collect() } else { from.clone() };
        let opened = serve::open(config).await;
        let (node, _) = opened.map_err(|error| failed(error.code(), error.to_string()))?;
        // What witnesses hold counts as well as what the register remembers.
        if node.ledger.stopped().is_none() {
            let asked = outside::before_signing(&node).await;
            asked.map_err(|error| failed("outside", error.to_string()))?;
        }
        let recovered = recover::recover(&node, &urls).await;
        recovered.map_err(|error| failed(error.code(), error.to_string()))
    })?;
    if *json {
        print::json(&gap);
        return Ok(());
    }
    let Gap { origin, from, to, url, .. } = gap;
    print::data(&format!(
        "leaves {from} to {to} of {origin} are back from {url}; what they commit to is lost. Start the node; work on the \
         records of before goes on when two officers have decided it at /ledger/successor"
    ));
    Ok(())
}

fn run<T>(work: impl Future<Output = Result<T, FsckError>>) -> Result<T, Failure> {
    small_runtime()?.block_on(work).map_err(|error| failure(&error))
}

pub(super) fn failure(error: &FsckError) -> Failure {
    let (exit, code) = match error {
        FsckError::NoSuchLog(_) => (Exit::Denied, "no-such-log"),
        FsckError::NotPublished(_) => (Exit::Denied, "not-published"),
        FsckError::Keys(_)
        | FsckError::Ledger(_)
        | FsckError::Row(_)
        | FsckError::Serve(_)
        | FsckError::Store(_)
        | FsckError::Tree(_) => (Exit::Failed, "unreadable"),
    };
    Failure::new(exit, code, error.to_string())
}
