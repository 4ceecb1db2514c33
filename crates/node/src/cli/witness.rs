//! `comity witness`: makes a witness that stands alone, tells it which logs to witness, runs it, and shows what it keeps
//! against them.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, Subcommand};
use jiff::Timestamp;
use seal::digest::Digest;
use seal::witness::AddCheckpoint;
use serde::Serialize;
use store::{HeldHead, WitnessEvidence};

use super::exit::{Exit, Failure};
use super::run::{small_runtime, until_stopped};
use super::{help, print};
use crate::clock::{NetworkClock, system_now};
use crate::mirror::{Mirror, http as mirror_http};
use crate::witness::{self, NewLog, Role, Start, Witness as Witnesses, WitnessError, http};

/// A log asks once a second at most, and twice as often when it has to ask again.
const PER_MINUTE: u32 = 120;
/// A thousand times a second is more than a disk flushes.
const PER_MINUTE_MAX: i64 = 60_000;

#[derive(Debug, Subcommand)]
pub(crate) enum Witness {
    /// Makes a witness, or a mirror, with both its keys and prints its verifier keys
    #[command(after_help = help("comity witness init --dir w --name witness.example/w1"))]
    Init {
        /// Where the witness will live; must not be there
        #[arg(long, value_name = "DIR")]
        dir: PathBuf,
        /// The key name of its cosignatures, used by no other witness and never again
        #[arg(long, value_name = "NAME")]
        name: String,
        /// Make a mirror, which holds and serves every entry, instead
        #[arg(long)]
        mirror: bool,
    },
    /// Adds a log, also while the witness serves, and prints where its checkpoint will be found
    AddLog(AddLog),
    /// Answers logs over plain HTTP until it is told to stop, and prints its submission prefix
    Serve(Serve),
    /// Prints what logs signed that does not extend what they signed before
    #[command(after_help = help("comity witness evidence --dir w --json"))]
    Evidence {
        /// The witness
        #[arg(long, value_name = "DIR")]
        dir: PathBuf,
        /// Print one JSON object for each, with the notes
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Args)]
#[command(after_help = help(
    "comity witness add-log --dir w --origin node.example/comity/audit/2027 --vkey KEY --vkey KEY"
))]
pub(crate) struct AddLog {
    /// The witness
    #[arg(long, value_name = "DIR")]
    dir: PathBuf,
    /// The log's name, the first line of its checkpoints
    #[arg(long, value_name = "ORIGIN")]
    origin: String,
    /// A verifier key of the log; may be given several times
    #[arg(long = "vkey", value_name = "VKEY", num_args = 1.., required = true)]
    pub(super) vkeys: Vec<String>,
    /// A head to start from, which the log's operator gave you in another way [default: whatever comes first]
    #[arg(long, value_name = "SIZE:ROOT", value_parser = Start::parse)]
    from: Option<Start>,
}

#[derive(Debug, Args)]
#[command(after_help = help("comity witness serve --dir w --listen 127.0.0.1:8700"))]
pub(crate) struct Serve {
    /// The witness
    #[arg(long, value_name = "DIR", required_unless_present = "mirror")]
    dir: Option<PathBuf>,
    /// A mirror to serve beside the witness, or alone; it has a folder, a name and keys of its own
    #[arg(long, value_name = "DIR")]
    mirror: Option<PathBuf>,
    /// Where the proxy that brings TLS finds it
    #[arg(long, value_name = "ADDRESS")]
    listen: SocketAddr,
    /// How many cosignatures one log gets in a minute
    #[arg(long, value_name = "N", default_value_t = PER_MINUTE, value_parser = clap::value_parser!(u32).range(1..=PER_MINUTE_MAX))]
    per_minute: u32,
    /// Stop when standard input is closed: how a supervisor that is killed takes the witness along
    #[arg(long, hide = true)]
    stop_with_stdin: bool,
}

/// Runs a command; says first whether its failure is told as JSON.
pub(crate) fn run(command: Witness) -> (bool, Result<(), Failure>) {
    match command {
        Witness::Init { dir, name, mirror } => (false, init(&dir, &name, mirror)),
        Witness::AddLog(args) => (false, add_log(&args)),
        Witness::Serve(args) => (false, serve(&args)),
        Witness::Evidence { dir, json } => (json, evidence(&dir, json)),
    }
}

fn init(dir: &Path, name: &str, mirror: bool) -> Result<(), Failure> {
    let role = if mirror { Role::Mirror } else { Role::Witness };
    let vkeys = small_runtime()?.block_on(witness::init(dir, name, role, system_now()));
    print::data(vkeys.map_err(failure)?.trim_end());
    Ok(())
}

fn add_log(args: &AddLog) -> Result<(), Failure> {
    let log = NewLog::parse(&args.origin, &args.vkeys).map_err(failure)?;
    let added = witness::add_log(&args.dir, &log, args.from, system_now());
    print::data(&small_runtime()?.block_on(added).map_err(failure)?);
    Ok(())
}

fn serve(args: &Serve) -> Result<(), Failure> {
    crate::log::init();
    let serve = async {
        let clock = Arc::new(NetworkClock::new(None));
        let witness = match &args.dir {
            Some(dir) => Some(Witnesses::open(dir, clock.clone(), args.per_minute).await?),
            None => None,
        };
        let mirror = match &args.mirror {
            Some(dir) => Some(Mirror::open(dir, clock, args.per_minute).await?),
            None => None,
        };
        if let (Some(witness), Some(mirror)) = (&witness, &mirror)
            && witness.name() == mirror.name()
        {
            return Err(WitnessError::SameName(witness.name().to_owned()));
        }
        let (listener, address) = http::bind(args.listen).await?;
        let mut prefixes = Vec::new();
        prefixes.extend(witness.is_some().then(|| format!("http://{address}/witness/1")));
        prefixes.extend(mirror.is_some().then(|| format!("http://{address}/mirror/1")));
        print::data(&prefixes.join("\n"));
        let router = witness.map(http::router).unwrap_or_default();
        let router = router.merge(mirror.map(mirror_http::router).unwrap_or_default());
        http::serve(listener, address, router).await
    };
    until_stopped(async { serve.await.map_err(failure) }, args.stop_with_stdin)
}

fn evidence(dir: &Path, json: bool) -> Result<(), Failure> {
    for kept in small_runtime()?.block_on(witness::evidence(dir)).map_err(failure)? {
        let item = Item::of(&kept)?;
        if json {
            print::json(&item);
        } else {
            print::data(&item.to_string());
        }
    }
    Ok(())
}

/// One piece of evidence.
#[derive(Serialize)]
struct Item<'e> {
    at: String,
    origin: &'e str,
    kind: &'e str,
    /// Whether the log's own signatures prove it.
    proves: bool,
    size: u64,
    root: String,
    /// What it came with: old size, proof and the note that the log signed.
    request: String,
    /// The head that the witness stood by then.
    held: Option<HeldItem<'e>>,
}

#[derive(Serialize)]
struct HeldItem<'e> {
    size: u64,
    root: String,
    /// None if the witness was only told to start from there.
    note: Option<&'e str>,
}

impl<'e> Item<'e> {
    fn of(kept: &'e WitnessEvidence) -> Result<Self, Failure> {
        let damaged = |what: &str| {
            let detail = format!("evidence against {} is damaged: {what}", kept.origin);
            Failure::new(Exit::Failed, "corrupt", detail)
        };
        let request = AddCheckpoint::parse(&kept.request).map_err(|_| damaged("the request"))?;
        let how =
            seal::witness::Inconsistency::parse(&kept.kind).ok_or_else(|| damaged("the kind"))?;
        let head = request.checkpoint.claimed();
        let at = Timestamp::from_millisecond(kept.at_ms).map_err(|_| damaged("the instant"))?;
        Ok(Self {
            at: wire::time::text(at),
            origin: &kept.origin,
            kind: how.code(),
            proves: how.proves_misbehavior(),
            size: head.size(),
            root: head.root().b64(),
            request: request.to_string(),
            held: kept.held.as_ref().map(HeldItem::of),
        })
    }
}

impl<'e> HeldItem<'e> {
    fn of(held: &'e HeldHead) -> Self {
        let note = held.cosigned.as_ref().map(|kept| kept.note.as_str());
        Self { size: held.size, root: Digest(held.root).b64(), note }
    }
}

impl std::fmt::Display for Item<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { at, origin, kind, size, root, .. } = self;
        writeln!(f, "{at}  {origin}  {kind}")?;
        writeln!(f, "  signed   {size} {root}")?;
        match &self.held {
            Some(held) => writeln!(f, "  held     {} {}", held.size, held.root)?,
            None => writeln!(f, "  held     nothing")?,
        }
        f.write_str(if self.proves {
            "  proves that the log said two things"
        } else {
            "  proves nothing by itself: ask the log how the two heads agree"
        })
    }
}

#[expect(clippy::needless_pass_by_value, reason = "the shape that map_err wants")]
fn failure(error: WitnessError) -> Failure {
    let exit = match error {
        WitnessError::LogKey { .. }
        | WitnessError::Name(_)
        | WitnessError::Origin(_)
        | WitnessError::SameName(_) => Exit::Denied,
        WitnessError::Exists(_)
        | WitnessError::File { .. }
        | WitnessError::Keys(_)
        | WitnessError::Listen { .. }
        | WitnessError::LogExists(_)
        | WitnessError::Lost(_)
        | WitnessError::Sign(_)
        | WitnessError::Store(_)
        | WitnessError::Stranger(_)
        | WitnessError::Tree(_) => Exit::Failed,
    };
    Failure::new(exit, error.code(), error.to_string())
}

#[cfg(test)]
mod tests;
