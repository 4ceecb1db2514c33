//! `comity directory`: founds a member directory, stages changes, adds one signature at a time, publishes, reads it as a
//! client does, and installs it for a node.

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use domain::actor::NodeId;
use jiff::Timestamp;
use seal::digest::Digest;
use seal::threshold::SignKey;
use serde::Serialize;
use wire::relay::RELAYS_MAX;
use wire::roster::tuf::{
    Directory as Held, Ended, Expiry, NETWORK, NetworkFile, StatusFile, TufError,
};
use wire::roster::{Mode, NetworkKind, NodeEntry, entry_to_bytes};

use super::exit::{Exit, Failure};
use super::run::small_runtime;
use super::{help, print};
use crate::clock::{Clock as _, NetworkClock, system_now};
use crate::config::Config;
use crate::directory::ceremony::{self, Ceremony, Change, Founding, Holders, Office};
use crate::directory::{self, DirectoryError};
use crate::export::policy_text;

#[derive(Debug, Subcommand)]
pub(crate) enum Directory {
    /// Makes a key for one who signs the directory, in a folder of its own, and prints its public half
    #[command(after_help = help("comity directory key --dir founder-1 > founder-1.json"))]
    Key {
        /// Where the key will live; must not be there
        #[arg(long, value_name = "DIR")]
        dir: PathBuf,
    },
    /// Founds a network: stages its first root and the board's list of no members
    #[command(after_help = help("comity directory init --dir d --name \"Example network\" --kind production --founder f1.json --founder f2.json --founder f3.json --threshold 2 --board b1.json --board b2.json --board-threshold 2 --operator o.json"))]
    Init(Init),
    /// Stages a change for the signers: a member's entry, who is suspended, other keys
    #[command(after_help = help("comity directory propose --dir d --entry node/entry.json --key member.json"))]
    Propose(Propose),
    /// Adds one key's signature to what is staged; the operator's key, once all is signed, publishes
    #[command(after_help = help("comity directory sign --dir d --key founder-1"))]
    Sign {
        /// The folder of the ceremony
        #[arg(long, value_name = "DIR")]
        dir: PathBuf,
        /// The folder of the key; a coordinator's node is one too
        #[arg(long, value_name = "DIR")]
        key: PathBuf,
        /// The time to sign at [default: now]
        #[arg(long, value_name = "INSTANT", hide = true)]
        at: Option<Timestamp>,
    },
    /// Says in a member's entry how letters reach one of its nodes: others post to it, or it fetches
    #[command(after_help = help("comity directory mode --entry node/entry.json --node node.example --mode pull"))]
    Mode {
        /// The member's entry, which is written anew
        #[arg(long, value_name = "FILE")]
        entry: PathBuf,
        /// The node
        #[arg(long, value_name = "NODE")]
        node: String,
        /// Whether it is posted to or fetches
        #[arg(long, value_name = "MODE", value_parser = ["push", "pull"])]
        mode: String,
    },
    /// Says in a member's entry which relays hold letters for one of its nodes; those named before are gone
    #[command(after_help = help("comity directory relays --entry node/entry.json --node node.example --relay relay.example"))]
    Relays {
        /// The member's entry, which is written anew
        #[arg(long, value_name = "FILE")]
        entry: PathBuf,
        /// The node
        #[arg(long, value_name = "NODE")]
        node: String,
        /// A relay; of more than four the first ones count [default: none]
        #[arg(long, value_name = "NODE")]
        relay: Vec<String>,
    },
    /// Says what is staged, who signed it, whose signature is missing, and when things end
    #[command(after_help = help("comity directory status --dir d"))]
    Status {
        /// The folder of the ceremony
        #[arg(long, value_name = "DIR")]
        dir: PathBuf,
        /// Print one JSON object for each file
        #[arg(long)]
        json: bool,
    },
    /// Reads a published directory as any client does, and prints the network's fingerprint and its members
    #[command(after_help = help("comity directory show --dir d/public"))]
    Show(Show),
    /// Prints whom a verifier of this network trusts: the policy that `comity-verify` needs
    #[command(after_help = help("comity directory policy --dir d/public --net 5a69b3bd9530a653abafdb8e55fa836dcc2f6a46bc72cc164f08573915147a4d > policy.tlog-policy"))]
    Policy {
        /// The folder with the published files
        #[arg(long, value_name = "DIR")]
        dir: PathBuf,
        /// The network's fingerprint, as two officers compared it
        #[arg(long, value_name = "SHA256", value_parser = net)]
        net: Digest,
    },
    /// Takes a published directory into a node, whether it runs or not
    #[command(after_help = help("comity directory install --config node/comity.toml --from d/public --net 5a69b3bd9530a653abafdb8e55fa836dcc2f6a46bc72cc164f08573915147a4d"))]
    Install {
        /// The node's configuration
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
        /// The folder with the published files
        #[arg(long, value_name = "DIR")]
        from: PathBuf,
        /// The network's fingerprint, as two officers compared it; needed the first time
        #[arg(long, value_name = "SHA256", value_parser = net)]
        net: Option<Digest>,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Init {
    /// The folder of the ceremony; must not be there
    #[arg(long, value_name = "DIR")]
    dir: PathBuf,
    /// The network's name for people
    #[arg(long, value_name = "NAME")]
    name: String,
    /// An exercise or the real thing, for ever
    #[arg(long, value_name = "KIND", value_parser = ["drill", "production"])]
    kind: String,
    /// The charter, whose digest the network carries
    #[arg(long, value_name = "FILE")]
    charter: Option<PathBuf>,
    /// A founder's public key; given several times
    #[arg(long = "founder", value_name = "FILE", required = true)]
    founders: Vec<PathBuf>,
    /// How many founders must sign
    #[arg(long, value_name = "M")]
    threshold: usize,
    /// A public key of the governance board; given several times
    #[arg(long = "board", value_name = "FILE", required = true)]
    board: Vec<PathBuf>,
    /// How many of the board must sign
    #[arg(long, value_name = "M")]
    board_threshold: usize,
    /// The operator's public key
    #[arg(long, value_name = "FILE")]
    operator: PathBuf,
    /// The time to found at [default: now]
    #[arg(long, value_name = "INSTANT", hide = true)]
    at: Option<Timestamp>,
}

#[derive(Debug, Args)]
pub(crate) struct Propose {
    /// The folder of the ceremony
    #[arg(long, value_name = "DIR")]
    dir: PathBuf,
    #[command(flatten)]
    change: ChangeArgs,
    /// A public key: of the member whose entry it is, or of the office that gets other keys; may be given several times
    #[arg(long = "key", value_name = "FILE")]
    keys: Vec<PathBuf>,
    /// How many of these keys must sign
    #[arg(long, value_name = "M", default_value_t = 1)]
    threshold: usize,
    /// The time to propose at [default: now]
    #[arg(long, value_name = "INSTANT", hide = true)]
    at: Option<Timestamp>,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct ChangeArgs {
    /// A member's entry, as `comity init` and `comity keys` write it
    #[arg(long, value_name = "FILE")]
    entry: Option<PathBuf>,
    /// Who is suspended
    #[arg(long, value_name = "FILE")]
    status: Option<PathBuf>,
    /// What the network is
    #[arg(long, value_name = "FILE")]
    network: Option<PathBuf>,
    /// Other keys for `founders`, `board` or `operator`
    #[arg(long, value_name = "OFFICE", value_parser = ["founders", "board", "operator"], requires = "keys")]
    office: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Show {
    /// The folder with the published files
    #[arg(long, value_name = "DIR")]
    dir: PathBuf,
    /// Read it as somebody who holds what is in this folder
    #[arg(long, value_name = "DIR")]
    after: Option<PathBuf>,
    /// The network's fingerprint; refuse another one
    #[arg(long, value_name = "SHA256", value_parser = net)]
    net: Option<Digest>,
    /// The time to read at [default: now]
    #[arg(long, value_name = "INSTANT")]
    at: Option<Timestamp>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

pub(super) fn net(text: &str) -> Result<Digest, String> {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    Digest::parse_hex(&bare).map_err(|_| "a fingerprint is 64 hexadecimal digits".to_owned())
}

/// Runs a command; says first whether its failure is told as JSON.
pub(crate) fn run(command: &Directory) -> (bool, Result<(), Failure>) {
    match command {
        Directory::Key { dir } => (false, key(dir)),
        Directory::Init(args) => (false, init(args)),
        Directory::Propose(args) => (false, propose(args)),
        Directory::Sign { dir, key, at } => (false, sign(dir, key, *at)),
        Directory::Mode { entry, node, mode } => (false, set_mode(entry, node, mode)),
        Directory::Relays { entry, node, relay } => (false, set_relays(entry, node, relay)),
        Directory::Status { dir, json } => (*json, status(dir, *json)),
        Directory::Policy { dir, net } => (false, policy(dir, *net)),
        Directory::Show(args) => (args.json, show(args)),
        Directory::Install { config, from, net } => (false, install(config, from, *net)),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "the shape that map_err wants")]
fn failure(error: DirectoryError) -> Failure {
    let exit = match &error {
        DirectoryError::Input { .. } => Exit::Denied,
        DirectoryError::Refused(_) => Exit::NotVerified,
        DirectoryError::Exists(_)
        | DirectoryError::File { .. }
        | DirectoryError::Keys(_)
        | DirectoryError::Store(_) => Exit::Failed,
    };
    Failure::new(exit, error.code(), error.to_string())
}

fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|source| failure(DirectoryError::File { path: path.to_owned(), source }))
}

fn keys(paths: &[PathBuf]) -> Result<Vec<SignKey>, Failure> {
    paths.iter().map(|path| public(path)).collect()
}

fn public(path: &Path) -> Result<SignKey, Failure> {
    ceremony::public_key(&bytes(path)?, &path.display().to_string()).map_err(failure)
}

fn key(dir: &Path) -> Result<(), Failure> {
    let key = small_runtime()?.block_on(ceremony::make_key(dir, system_now()));
    let key = key.map_err(failure)?;
    print::data(&key.to_json().to_string());
    print::talk(&format!("its id is {}", key.id()));
    Ok(())
}

fn init(args: &Init) -> Result<(), Failure> {
    let kind = match args.kind.as_str() {
        "production" => NetworkKind::Production,
        _ => NetworkKind::Drill,
    };
    let mut network = NetworkFile::plain(kind, &args.name);
    if let Some(charter) = &args.charter {
        network.charter_sha256 = Digest::of(&bytes(charter)?);
    }
    // As everybody will read it.
    NetworkFile::read(&network.to_bytes())
        .map_err(|error| failure(DirectoryError::input("--name", error)))?;
    let founding = Founding {
        network,
        founders: Holders { keys: keys(&args.founders)?, threshold: args.threshold },
        board: Holders { keys: keys(&args.board)?, threshold: args.board_threshold },
        operator: public(&args.operator)?,
    };
    let now = args.at.unwrap_or_else(system_now);
    Ceremony::at(&args.dir).found(&founding, now).map_err(failure)?;
    print::data(&args.dir.display().to_string());
    print::talk("carry the folder to the founders and the board: comity directory sign");
    Ok(())
}

fn propose(args: &Propose) -> Result<(), Failure> {
    let holders = Holders { keys: keys(&args.keys)?, threshold: args.threshold };
    let ChangeArgs { entry, status, network, office } = &args.change;
    let named = |path: &Path| path.display().to_string();
    let read = |path: &Path, error| failure(DirectoryError::input(named(path), error));
    let change = if let Some(path) = entry {
        let entry = ceremony::entry(&bytes(path)?, &named(path)).map_err(failure)?;
        Change::Entry(Box::new(entry), (!holders.keys.is_empty()).then_some(holders))
    } else if let Some(path) = status {
        Change::Status(StatusFile::read(&bytes(path)?).map_err(|error| read(path, error))?)
    } else if let Some(path) = network {
        Change::Network(NetworkFile::read(&bytes(path)?).map_err(|error| read(path, error))?)
    } else {
        let office = match office.as_deref() {
            Some("founders") => Office::Founders,
            Some("board") => Office::Board,
            Some(_) | None => Office::Operator,
        };
        Change::Keys(office, holders)
    };
    let now = args.at.unwrap_or_else(system_now);
    let staged = Ceremony::at(&args.dir).propose(change, now).map_err(failure)?;
    staged.iter().for_each(|file| print::data(file));
    Ok(())
}

fn set_mode(path: &Path, node: &str, mode: &str) -> Result<(), Failure> {
    change_node(path, node, |found| {
        // The command line takes these words only.
        if let Some(mode) = Mode::parse(mode) {
            found.speaks.mode = mode;
        }
    })
}

fn set_relays(path: &Path, node: &str, relays: &[String]) -> Result<(), Failure> {
    let is_wrong = |relay: &&String| NodeId::parse(relay).is_err() || relay.as_str() == node;
    if let Some(wrong) = relays.iter().find(is_wrong) {
        let text = format!("`{wrong}` is not the name of another node");
        return Err(Failure::new(Exit::Denied, "no-such-node", text));
    }
    if relays.len() > RELAYS_MAX {
        let text = format!("a node has at most {RELAYS_MAX} relays");
        return Err(Failure::new(Exit::Denied, "too-many-relays", text));
    }
    change_node(path, node, |found| found.speaks.relays = relays.to_vec())
}

fn change_node(
    path: &Path,
    node: &str,
    change: impl FnOnce(&mut NodeEntry),
) -> Result<(), Failure> {
    let named = path.display().to_string();
    let mut entry = ceremony::entry(&bytes(path)?, &named).map_err(failure)?;
    let found = entry.nodes.iter_mut().find(|found| found.node.as_str() == node);
    let Some(found) = found else {
        let text = format!("the entry lists no node `{node}`");
        return Err(Failure::new(Exit::Denied, "no-such-node", text));
    };
    change(found);
    let at = |source| failure(DirectoryError::File { path: path.to_owned(), source });
    crate::durable::replace(path, &entry_to_bytes(&entry)).map_err(at)?;
    print::talk("propose it to the directory: comity directory propose --entry");
    Ok(())
}

fn sign(dir: &Path, key: &Path, at: Option<Timestamp>) -> Result<(), Failure> {
    let key = small_runtime()?.block_on(ceremony::open_key(key)).map_err(failure)?;
    let signed = Ceremony::at(dir).sign(&key, at.unwrap_or_else(system_now)).map_err(failure)?;
    signed.iter().for_each(|file| print::data(file));
    Ok(())
}

#[derive(Serialize)]
struct StagedLine {
    file: String,
    complete: bool,
    needs: usize,
    signed: Vec<String>,
    missing: Vec<String>,
    expires_at: String,
}

fn status(dir: &Path, json: bool) -> Result<(), Failure> {
    let ceremony = Ceremony::at(dir);
    let hex = |ids: &std::collections::BTreeSet<Digest>| ids.iter().map(Digest::hex).collect();
    for staged in ceremony.status().map_err(failure)? {
        let line = StagedLine {
            file: staged.file,
            complete: staged.is_complete,
            needs: staged.needs,
            signed: hex(&staged.signed),
            missing: hex(&staged.missing),
            expires_at: wire::time::text(staged.expires_at),
        };
        if json {
            print::json(&line);
            continue;
        }
        let state = if line.complete { "complete" } else { "unfinished" };
        let StagedLine { file, needs, expires_at, .. } = &line;
        print::data(&format!("{file}: {state}, {needs} needed, ends {expires_at}"));
        line.signed.iter().for_each(|id| print::data(&format!("  signed  {id}")));
        line.missing.iter().for_each(|id| print::data(&format!("  missing {id}")));
    }
    if !json && ceremony.public().join(wire::roster::tuf::TIMESTAMP).exists() {
        let ended = directory::read(&ceremony.public(), None, None, Expiry::Told);
        ends(&ended.map_err(failure)?.directory);
    }
    Ok(())
}

/// When each published file ends.
fn ends(held: &Held) {
    let mut ends = vec![("root".to_owned(), held.root.content.expires_at)];
    ends.extend(held.targets.iter().map(|file| ("targets".to_owned(), file.content.expires_at)));
    ends.extend(held.snapshot.iter().map(|file| ("snapshot".to_owned(), file.content.expires_at)));
    ends.extend(held.valid_until.map(|at| ("timestamp".to_owned(), at)));
    let members = held.members.iter();
    ends.extend(members.map(|(id, held)| (format!("member-{id}"), held.role.content.expires_at)));
    for (role, at) in ends {
        print::data(&format!("published {role} ends {}", wire::time::text(at)));
    }
}

/// Without the fingerprint it would be the policy of whoever wrote the folder.
fn policy(dir: &Path, net: Digest) -> Result<(), Failure> {
    let ended = directory::read(dir, None, Some(net), Expiry::Refused(system_now()));
    let ended = ended.map_err(failure)?;
    ended.verdict.clone().map_err(|refused| failure(refused.into()))?;
    let missing = || failure(DirectoryError::from(TufError::Missing.about(NETWORK)));
    let roster = ended.directory.roster().ok_or_else(missing)?;
    print::data(policy_text(&roster).trim_end());
    Ok(())
}

#[derive(Serialize)]
struct Shown {
    net: String,
    network: Option<String>,
    root: u64,
    version: u64,
    fresh: &'static str,
    members: Vec<ShownMember>,
    alarms: Vec<ShownAlarm>,
    refused: Option<ShownAlarm>,
}

#[derive(Serialize)]
struct ShownMember {
    member: String,
    kind: String,
    name: String,
    entry_sha256: String,
    nodes: Vec<String>,
}

#[derive(Serialize)]
struct ShownAlarm {
    member: Option<String>,
    file: String,
    code: &'static str,
}

fn show(args: &Show) -> Result<(), Failure> {
    let now = args.at.unwrap_or_else(system_now);
    let held = match &args.after {
        Some(folder) => {
            let ended = directory::read(folder, None, args.net, Expiry::Told).map_err(failure)?;
            ended.verdict.map_err(|refused| failure(refused.into()))?;
            Some(ended.directory)
        }
        None => None,
    };
    let ended = directory::read(&args.dir, held, args.net, Expiry::Refused(now));
    let ended = ended.map_err(failure)?;
    let shown = shown(&ended, now);
    if args.json {
        print::json(&shown);
    } else {
        tell(&shown);
    }
    ended.verdict.map_err(|refused| failure(refused.into()))
}

fn shown(ended: &Ended, now: Timestamp) -> Shown {
    let held = &ended.directory;
    let members = held.members.iter().map(|(id, held)| ShownMember {
        member: id.to_string(),
        kind: held.entry.kind.id().to_owned(),
        name: held
            .entry
            .names
            .get("en")
            .or(held.entry.names.values().next())
            .cloned()
            .unwrap_or_default(),
        entry_sha256: held.entry_sha256.hex(),
        nodes: held.entry.nodes.iter().map(|node| node.node.to_string()).collect(),
    });
    let alarms = ended.alarms.iter().map(|alarm| ShownAlarm {
        member: Some(alarm.member.to_string()),
        file: alarm.refused.file.clone(),
        code: alarm.refused.error.code(),
    });
    let refused = ended.verdict.as_ref().err();
    Shown {
        net: held.net.hex(),
        network: held.network.as_ref().map(|(_, network)| network.name.clone()),
        root: held.root.content.version,
        version: held.version,
        fresh: held.freshness(now).id(),
        members: members.collect(),
        alarms: alarms.collect(),
        refused: refused.map(|refused| ShownAlarm {
            member: None,
            file: refused.file.clone(),
            code: refused.error.code(),
        }),
    }
}

fn tell(shown: &Shown) {
    let Shown { net, network, root, version, fresh, members, alarms, refused: _ } = shown;
    let name = network.as_deref().unwrap_or("a network that is not known yet");
    print::data(&format!("{name}, version {version}, root {root}, {fresh}"));
    // In groups, because two officers read it to each other.
    let digits: Vec<char> = net.chars().collect();
    let groups: Vec<String> = digits.chunks(4).map(|group| group.iter().collect()).collect();
    print::data(&format!("fingerprint {}", groups.join(" ")));
    for ShownMember { member, kind, name, entry_sha256: _, nodes } in members {
        print::data(&format!("{member} ({kind}) {name}: {}", nodes.join(", ")));
    }
    for ShownAlarm { member, file, code } in alarms {
        let member = member.as_deref().unwrap_or_default();
        print::talk(&format!("alarm: {member} keeps what it had; {file} is refused ({code})"));
    }
}

fn install(config: &Path, from: &Path, net: Option<Digest>) -> Result<(), Failure> {
    let config = Config::read(config);
    let config = config.map_err(|error| Failure::new(Exit::Denied, "config", error.to_string()))?;
    let now = NetworkClock::new(config.clock_file.clone()).now();
    let ended = directory::install(&config.data_dir, from, net, now).map_err(failure)?;
    tell(&shown(&ended, now));
    print::talk(
        "a node that runs works with it within a quarter of an hour, others at their next start",
    );
    Ok(())
}
