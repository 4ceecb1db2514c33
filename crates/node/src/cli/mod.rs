//! The command line of `comity`: what there is, read once, and a function per command.
//!
//! Data goes to standard output, talk to standard error; `--json` turns both into documents. The help of each
//! command has an example and the exit codes. What a command does is written where it does it.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use ::law::ids::{Country, DataCategory};
use ::law::route::Aim;
use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand};
use jiff::Timestamp;
use jiff::civil::Date;

use self::exit::{EXIT_CODES, Exit, Failure};
use crate::sandbox::{self, Advance, EPOC};
use crate::serve;

mod audit;
mod backup;
mod bundle;
mod directory;
mod doctor;
mod exhibit;
mod exit;
mod init;
mod instrument;
mod keys;
mod law;
mod log;
mod monitor;
mod officer;
mod package;
pub(crate) mod print;
mod run;
mod witness;

#[cfg(test)]
mod tests;

/// How long one step of a sandbox may wait for one thing: a machine under test tools is slow.
const PATIENCE_SECONDS: u64 = 120;

/// Lawful cooperation on crime across borders: one node, its tools, and a sandbox to try it.
#[derive(Debug, Parser)]
#[command(name = "comity", version, after_help = EXIT_CODES, disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Runs a node until it is told to stop
    Serve(Serve),
    /// Makes the directory, keys and configuration of a new node
    Init(init::Init),
    /// Runs up to five nodes on this machine and plays a journey through them
    Sandbox(Sandbox),
    /// Asks the law as the nodes know it
    #[command(subcommand)]
    Law(Law),
    /// Works on instruments, the law as files
    #[command(subcommand)]
    Instrument(Instrument),
    /// Founds, changes, signs, reads and installs the member directory
    #[command(subcommand)]
    Directory(directory::Directory),
    /// Looks whether a node can run here
    Doctor(doctor::Doctor),
    /// Copies a node, or its keys, and shows that a copy is one
    #[command(subcommand)]
    Backup(backup::Backup),
    /// Makes a node again from a backup
    Restore(backup::Restore),
    /// Adds people who work at a node, lets them sign in, ends that
    #[command(subcommand)]
    Officer(officer::Officer),
    /// Exchanges letters with another node by files that somebody carries
    #[command(subcommand)]
    Bundle(bundle::Bundle),
    /// Brings evidence into a running node, as an officer
    #[command(subcommand)]
    Exhibit(exhibit::Exhibit),
    /// Reads the log of a node's folder, beside the node or without it
    #[command(subcommand)]
    Log(Log),
    /// Makes and ends keys while the node does not run: the member directory takes over what it writes
    #[command(subcommand)]
    Keys(keys::Keys),
    /// Works on packages for courts
    #[command(subcommand)]
    Package(package::Package),
    /// Makes and runs a witness: it cosigns the logs of others and needs no node
    #[command(subcommand)]
    Witness(witness::Witness),
}

#[derive(Debug, Args)]
#[command(after_help = serve_help())]
struct Serve {
    /// The node's configuration
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
    /// Wait while another process runs this node, and serve when it has ended
    #[arg(long)]
    standby: bool,
    /// Stop when standard input is closed: how a supervisor that is killed takes its nodes along
    #[arg(long, hide = true)]
    stop_with_stdin: bool,
}

#[derive(Debug, Args)]
#[command(after_help = help("comity sandbox --headless"), disable_help_subcommand = true)]
struct Sandbox {
    #[command(subcommand)]
    command: Option<SandboxCommand>,
    /// Where the sandbox lives; nothing is written outside
    #[arg(long, value_name = "DIR", default_value = "./sandbox", global = true)]
    dir: PathBuf,
    /// Start over: delete what an earlier run made in the directory
    #[arg(long)]
    fresh: bool,
    /// Which journey to play
    #[arg(long, value_name = "NAME", default_value = EPOC, value_parser = PossibleValuesParser::new(sandbox::names()))]
    journey: String,
    /// A file to hand over as evidence; may be given several times [default: generated files]
    #[arg(long, value_name = "PATH")]
    evidence: Vec<PathBuf>,
    /// First of twenty ports on 127.0.0.1 [default: the first free block from 8440 on]
    #[arg(long, value_name = "N")]
    base_port: Option<u16>,
    /// When the network's clock begins, e.g. 2026-09-07T08:00:00Z [default: now]
    #[arg(long, value_name = "INSTANT")]
    at: Option<Timestamp>,
    /// Stop all nodes after the journey
    #[arg(long)]
    headless: bool,
    /// Tell progress as JSON lines and end with one JSON object
    #[arg(long)]
    json: bool,
    /// A time-stamp authority that every node asks, by plain HTTP; chosen when the sandbox is made
    #[arg(long, value_name = "URL")]
    tsa: Option<String>,
    /// How many seconds one step waits for one thing
    #[arg(long, value_name = "SECONDS", default_value_t = PATIENCE_SECONDS, hide = true)]
    patience: u64,
}

#[derive(Debug, Subcommand)]
enum SandboxCommand {
    /// Moves the clock of the whole network forward
    #[command(after_help = help("comity sandbox advance P10D"))]
    Advance {
        /// How far, as an ISO 8601 duration
        #[arg(value_name = "DURATION", value_parser = Advance::parse)]
        by: Advance,
    },
}

#[derive(Debug, Subcommand)]
enum Law {
    /// Computes one clock
    #[command(after_help = help(CLOCK_EXAMPLE))]
    Clock(ClockArgs),
    /// Computes one clock and says how it was counted
    #[command(after_help = help("comity law explain eu-e-evidence/preserve"))]
    Explain(ExplainArgs),
    /// Finds the ways from one state to another for some data, and says why each other one is none
    #[command(after_help = help(PATHWAY_EXAMPLE))]
    Pathway(PathwayArgs),
    /// Lists instruments with their measures, clocks, duties and grounds
    #[command(after_help = help("comity law list --json"))]
    List {
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Args)]
struct ClockArgs {
    /// The clock, e.g. eu-e-evidence/produce
    #[arg(value_name = "CLOCK", required_unless_present = "batch")]
    clock: Option<String>,
    /// One question a line on standard input, {"clock": ID, "facts": {NAME: VALUE}}; one answer a line, in order
    #[arg(long, conflicts_with_all = ["clock", "facts", "json"])]
    batch: bool,
    #[command(flatten)]
    asked: Asked,
}

#[derive(Debug, Args)]
struct PathwayArgs {
    /// The state that asks
    #[arg(long, value_name = "STATE", value_parser = state)]
    from: Country,
    /// The state of the receiver
    #[arg(long, value_name = "STATE", value_parser = state)]
    to: Country,
    /// A category of data, e.g. subscriber; may be given several times
    #[arg(long, value_name = "CATEGORY", value_parser = category)]
    data: Vec<DataCategory>,
    /// The day on which the measure would be issued
    #[arg(long, value_name = "DATE")]
    on: Date,
    /// It is an emergency
    #[arg(long)]
    emergency: bool,
    /// What it is for: production, preservation, removal, freezing, confiscation, evidence, information,
    /// `joint_investigation`
    #[arg(long, value_name = "AIM", default_value = "production", value_parser = aim)]
    aim: Aim,
    /// Refuse this way, e.g. coe-2ap/subscriber-order, unless it can be taken
    #[arg(long, value_name = "WAY")]
    draft: Option<String>,
    /// One JSON document
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
struct ExplainArgs {
    /// The clock, e.g. eu-e-evidence/produce
    #[arg(value_name = "CLOCK")]
    clock: String,
    #[command(flatten)]
    asked: Asked,
}

/// What a question about a clock may say besides its name.
#[derive(Debug, Args)]
struct Asked {
    /// A fact, e.g. trigger_at=2026-09-07T08:00:00Z; may be given several times
    #[arg(long = "fact", value_name = "NAME=VALUE", value_parser = parse_fact)]
    facts: Vec<(String, String)>,
    /// Inside an exercise: the fact `assume_in_force` is taken
    #[arg(long)]
    exercise: bool,
    /// One JSON document
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Subcommand)]
enum Instrument {
    /// Reads a pack, says every fault with its place, and plays its scenarios
    #[command(after_help = help("comity instrument check instruments/eu-e-evidence"))]
    Check {
        /// The folder of the pack; without one, scenarios are played against the built-in packs they name
        #[arg(value_name = "DIR", required_unless_present = "scenarios")]
        dir: Option<PathBuf>,
        /// Play the scenarios of this folder instead of the pack's own
        #[arg(long, value_name = "DIR")]
        scenarios: Option<PathBuf>,
    },
    /// Says what changed in meaning between two versions of a pack
    #[command(after_help = help("comity instrument diff old/eu-e-evidence instruments/eu-e-evidence"))]
    Diff {
        /// The folder of the older version
        #[arg(value_name = "OLD")]
        old: PathBuf,
        /// The folder of the newer version
        #[arg(value_name = "NEW")]
        new: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
enum Log {
    /// States which entry of a stream is its newest one, or that there is no such stream, for strangers to check
    #[command(after_help = help("comity log complete --config node/comity.toml --stream urn:comity:node.example:exhibit:0195d3a0-7c11-7e40-8b1e-5a2d9c4f6e01"))]
    Complete {
        /// The node's configuration
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
        /// The day, in UTC; without it the newest map
        #[arg(long, value_name = "DAY")]
        date: Option<String>,
        /// One of the node's logs, by its origin [default: the one that grows]
        #[arg(long, value_name = "ORIGIN")]
        log: Option<String>,
        /// The stream, by its id
        #[arg(long, value_name = "URN", required_unless_present = "tag", conflicts_with = "tag")]
        stream: Option<String>,
        /// A stream of which only the tag is known, in base64
        #[arg(long, value_name = "TAG", value_parser = log::tag)]
        tag: Option<[u8; 16]>,
    },
    /// Writes the log or the access log as a table, for auditors
    #[command(after_help = help("comity log export --config node/comity.toml --what access --from 2027-01-01 --to 2027-03-31 --format csv --out reads.csv"))]
    Export(ExportArgs),
    /// Reads all of it and compares everything that is kept twice
    #[command(after_help = help("comity log fsck --config node/comity.toml"))]
    Fsck {
        /// The node's configuration
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Lists what should be there and is not, since when, and whose turn it is
    #[command(after_help = help("comity log missing --config node/comity.toml"))]
    Missing {
        /// The node's configuration
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Prints the seal over the end of a log, for decades: comity-verify checks it
    #[command(after_help = help("comity log seal --config node/comity.toml --log node.example/comity/audit/2027"))]
    Seal {
        /// The node's configuration
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
        /// The log that has ended, by its origin
        #[arg(long, value_name = "ORIGIN")]
        log: String,
    },
    /// Follows the log of any node from outside, and keeps the evidence if it forks
    #[command(after_help = help(MONITOR_EXAMPLE))]
    Monitor(MonitorArgs),
    /// Prints the proof that a leaf is in the log, as a C2SP tlog-proof
    #[command(after_help = help("comity log proof 12 --config node/comity.toml"))]
    Proof {
        /// The leaf, from 0
        #[arg(value_name = "INDEX")]
        index: u64,
        /// The node's configuration
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
        /// One of the node's logs, by its origin [default: the one that grows]
        #[arg(long, value_name = "ORIGIN")]
        log: Option<String>,
    },
    /// Brings back from a mirror the leaves of a log whose database was put back; the node must not run
    Recover(log::Recover),
    /// Draws leaves by a seed, so that anybody with the head draws the same
    #[command(after_help = help("comity log sample --config node/comity.toml --n 20 --seed \"dice: 3 1 6 2\" --checkpoint head.note --format csv"))]
    Sample(SampleArgs),
    /// Prints the newest leaves
    #[command(after_help = help("comity log tail --config node/comity.toml --last 20"))]
    Tail {
        /// The node's configuration
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
        /// How many
        #[arg(long, value_name = "N", default_value_t = 10)]
        last: u32,
        /// One of the node's logs, by its origin [default: the one that grows]
        #[arg(long, value_name = "ORIGIN")]
        log: Option<String>,
        /// Print one JSON object for each
        #[arg(long)]
        json: bool,
    },
}

/// Where a table goes, and from which days it is.
#[derive(Debug, Args)]
struct TableArgs {
    /// The node's configuration
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
    /// One of the node's logs, by its origin [default: the one that grows]
    #[arg(long, value_name = "ORIGIN")]
    log: Option<String>,
    /// The first day, of UTC [default: that of the first leaf]
    #[arg(long, value_name = "DATE")]
    from: Option<Date>,
    /// The last day, of UTC [default: that of the last leaf]
    #[arg(long, value_name = "DATE")]
    to: Option<Date>,
    /// How it is written
    #[arg(long, value_name = "FORMAT", value_parser = PossibleValuesParser::new(["csv", "json"]))]
    format: String,
    /// A file that is not there yet [default: standard output]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct ExportArgs {
    /// Which table
    #[arg(long, value_name = "TABLE", value_parser = PossibleValuesParser::new(["access", "log"]))]
    what: String,
    #[command(flatten)]
    table: TableArgs,
}

#[derive(Debug, Args)]
struct SampleArgs {
    /// How many leaves at most
    #[arg(long, value_name = "N")]
    n: usize,
    /// What was drawn by lot after the head was signed
    #[arg(long, value_name = "TEXT")]
    seed: String,
    /// Only leaves of this category
    #[arg(long, value_name = "CATEGORY", value_parser = PossibleValuesParser::new(audit::CATEGORIES))]
    category: Option<String>,
    /// The head to draw under, as a note [default: the newest one that witnesses have cosigned]
    #[arg(long, value_name = "FILE")]
    checkpoint: Option<PathBuf>,
    #[command(flatten)]
    table: TableArgs,
}

#[derive(Debug, Args)]
struct MonitorArgs {
    /// Where the log is read; without a path, where a node serves it
    #[arg(long, value_name = "URL")]
    url: String,
    /// A key of the log; give each of them, its name is the name of the log
    #[arg(long, value_name = "VKEY", required = true)]
    vkey: Vec<String>,
    /// Which witnesses must have cosigned
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
    /// Where a witness shows what it cosigned; may be given several times
    #[arg(long, value_name = "URL")]
    witness: Vec<String>,
    /// The file that remembers what was seen; made by the first round
    #[arg(long, value_name = "FILE")]
    state: PathBuf,
    /// Look once and end; this is what happens without --every
    #[arg(long, conflicts_with = "every")]
    once: bool,
    /// Look again after so many seconds, until the log forks or somebody stops it
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..))]
    every: Option<u64>,
    /// How old the newest signature with a time may be
    #[arg(long, value_name = "SECONDS", default_value_t = LATE_SECONDS)]
    late: u64,
    /// Print one JSON object for each round
    #[arg(long)]
    json: bool,
}

/// The question that the tests of the law ask first.
const CLOCK_EXAMPLE: &str =
    "comity law clock eu-e-evidence/produce --fact trigger_at=2026-09-07T08:00:00Z --fact state=IE";

/// Whoever follows a log gives its keys and a place to remember what it showed.
const MONITOR_EXAMPLE: &str = "comity log monitor --url http://127.0.0.1:8443 --vkey \"$(cat log.vkey)\" \
--state seen.json --every 60";

/// A node signs when its log has grown: a bound of a day says nothing false on a quiet night.
const LATE_SECONDS: u64 = 24 * 60 * 60;

/// From a member state to a state outside the Union.
const PATHWAY_EXAMPLE: &str =
    "comity law pathway --from FR --to JP --data subscriber --on 2026-11-22";

fn state(text: &str) -> Result<Country, String> {
    Country::parse(text).map_err(|error| error.to_string())
}

fn category(text: &str) -> Result<DataCategory, String> {
    DataCategory::parse(text).map_err(|error| error.to_string())
}

fn aim(text: &str) -> Result<Aim, String> {
    Aim::parse(text).map_err(|error| error.to_string())
}

/// What stands below the help of a command.
fn help(line: &str) -> String {
    format!("Example: {line}\n\n{EXIT_CODES}")
}

/// What an operator needs besides: a process cannot set this for itself.
fn serve_help() -> String {
    let set = serve::MALLOC.map(|(name, value)| format!("{name}={value}")).join(" ");
    let help = help("comity serve --config node/comity.toml");
    format!(
        "Start it with {set} in its environment, or it keeps the memory of evidence it has passed on.\n\n{help}"
    )
}

fn parse_fact(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("a fact is written NAME=VALUE")?;
    Ok((name.to_owned(), value.to_owned()))
}

/// Runs the command that `arguments` ask for; the first one is the program's name.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    match Cli::try_parse_from(arguments) {
        Ok(cli) => ExitCode::from(dispatch(cli.command).code()),
        Err(error) => {
            // Help goes to standard output, mistakes to standard error; the library knows which it is.
            drop(error.print());
            ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
        }
    }
}

fn dispatch(command: Command) -> Exit {
    let (json, done) = match command {
        Command::Serve(args) => {
            (false, run::serve(&args.config, args.standby, args.stop_with_stdin))
        }
        Command::Init(args) => (false, init::run(args)),
        Command::Sandbox(args) => return sandbox(args),
        Command::Law(Law::Clock(ClockArgs { clock, batch: _, asked })) => match clock {
            Some(clock) => (asked.json, law::clock(&clock, &asked)),
            None => (true, law::batch::run(asked.exercise)),
        },
        Command::Law(Law::Explain(ExplainArgs { clock, asked })) => {
            (asked.json, law::explain(&clock, &asked))
        }
        Command::Law(Law::Pathway(args)) => (args.json, law::pathway::run(&args)),
        Command::Law(Law::List { json }) => (json, law::list(json)),
        Command::Instrument(Instrument::Check { dir, scenarios }) => {
            (false, instrument::check(dir.as_deref(), scenarios.as_deref()))
        }
        Command::Instrument(Instrument::Diff { old, new }) => {
            (false, instrument::compare(&old, &new))
        }
        Command::Directory(command) => directory::run(&command),
        Command::Doctor(args) => (false, doctor::doctor(&args)),
        Command::Backup(command) => (command.json(), backup::run(&command)),
        Command::Restore(args) => (args.json, backup::run_restore(&args)),
        Command::Log(Log::Export(args)) => (false, audit::export(&args)),
        Command::Log(Log::Fsck { config, json }) => (json, log::fsck(&config, json)),
        Command::Log(Log::Missing { config, json }) => (json, audit::missing(&config, json)),
        Command::Log(Log::Monitor(args)) => (args.json, monitor::run(&args)),
        Command::Log(Log::Complete { config, log: of, date, stream, tag }) => {
            (false, log::complete(&config, of.as_deref(), date.as_deref(), stream, tag))
        }
        Command::Log(Log::Recover(args)) => (args.json, log::recover(&args)),
        Command::Log(Log::Proof { index, config, log: of }) => {
            (false, log::proof(&config, of.as_deref(), index))
        }
        Command::Log(Log::Seal { config, log: of }) => (false, keys::seal(&config, &of)),
        Command::Log(Log::Sample(args)) => (false, audit::sample(&args)),
        Command::Log(Log::Tail { config, last, log: of, json }) => {
            (json, log::tail(&config, of.as_deref(), last, json))
        }
        Command::Officer(command) => officer::run(&command),
        Command::Bundle(command) => bundle::run(&command),
        Command::Keys(command) => (false, keys::run(&command)),
        Command::Package(command) => package::run(&command),
        Command::Exhibit(command) => exhibit::run(command),
        Command::Witness(command) => witness::run(command),
    };
    tell(done, json)
}

fn sandbox(args: Sandbox) -> Exit {
    if let Some(SandboxCommand::Advance { by }) = args.command {
        return tell(run::advance(&args.dir, by), false);
    }
    run::sandbox(&sandbox::Options {
        dir: args.dir,
        fresh: args.fresh,
        journey: args.journey,
        evidence: args.evidence,
        base_port: args.base_port,
        at: args.at,
        headless: args.headless,
        json: args.json,
        patience: Duration::from_secs(args.patience),
        tsa: args.tsa,
    })
}

fn tell(done: Result<(), Failure>, json: bool) -> Exit {
    match done {
        Ok(()) => Exit::Done,
        Err(failure) => {
            failure.tell(json);
            failure.exit
        }
    }
}
