//! `comity doctor`: looks whether a node can run here, and says for each thing what to do about it.
//!
//! It only looks: nothing is made, repaired or sent. Not the start-up checks of a node (a node refuses to start
//! on its own); this is for the person who wonders why, before or after.

use std::fs;
use std::net::{SocketAddr, TcpListener};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use clap::Args;
use domain::actor::{AuthLevel, MemberKind};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Unit};

use store::{Disk as _, RealDisk, RowQuery, Store};
use wire::roster::tuf::Freshness;

use super::exit::{Exit, Failure};
use super::run::small_runtime;
use super::{help, print};
use crate::act::ActError;
use crate::clock::{Clock as _, NetworkClock, system_now};
use crate::config::Config;
use crate::engine::Engine;
use crate::gap::{self, Gap};
use crate::quorum;
use crate::rows::{decode, view};
use crate::serve::MALLOC;
use crate::space::{Fullness, Level};
use crate::work::directory::gossip::on_record;
use crate::work::mirror::state_key;
use crate::work::witness::WitnessState;
use crate::{directory, expiry};

#[derive(Debug, Args)]
#[command(after_help = help("comity doctor --config node/comity.toml"))]
pub(crate) struct Doctor {
    /// A configuration to look at as well
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

/// What was found about one thing.
struct Finding {
    about: &'static str,
    /// What is there, or what is wrong and what to do.
    found: Result<String, Amiss>,
}

/// What is not as it should be.
enum Amiss {
    /// A node runs all the same.
    Hint(String),
    /// A node does not run, or not safely.
    Wrong(String),
}

impl From<String> for Amiss {
    fn from(wrong: String) -> Self {
        Self::Wrong(wrong)
    }
}

impl Finding {
    fn new(about: &'static str, found: Result<String, impl Into<Amiss>>) -> Self {
        Self { about, found: found.map_err(Into::into) }
    }
}

/// Looks at this machine and, if given, at the node of `config`.
pub(crate) fn doctor(args: &Doctor) -> Result<(), Failure> {
    let mut findings =
        vec![Finding::new("law", law_found()), Finding::new("calendars", calendars_found())];
    if let Some(path) = &args.config {
        findings.extend(node_findings(path));
    }
    for Finding { about, found } in &findings {
        match found {
            Ok(there) => print::data(&format!("ok    {about:<14} {there}")),
            Err(Amiss::Hint(hint)) => print::data(&format!("hint  {about:<14} {hint}")),
            Err(Amiss::Wrong(wrong)) => print::data(&format!("FAIL  {about:<14} {wrong}")),
        }
    }
    let is_wrong = |finding: &&Finding| matches!(finding.found, Err(Amiss::Wrong(_)));
    match findings.iter().filter(is_wrong).count() {
        0 => Ok(()),
        n => Err(Failure::new(
            Exit::Failed,
            "unwell",
            format!("{n} of {} checks failed", findings.len()),
        )),
    }
}

fn law_found() -> Result<String, String> {
    let instruments = law::embedded::instruments().map_err(|errors| first_of(&errors))?;
    let packs: Vec<String> = instruments.iter().map(law::instrument::Instrument::pack).collect();
    Ok(format!("{}, zone data compiled in", packs.join(", ")))
}

/// A clock that needs a year nobody loaded answers "undetermined": honest, and of no use to an officer.
fn calendars_found() -> Result<String, String> {
    let calendars = law::embedded::calendars().map_err(|errors| first_of(&errors))?;
    let year = system_now().to_zoned(TimeZone::UTC).year();
    let years: Vec<_> = calendars.years().collect();
    let mut states: Vec<&str> = years.iter().map(|known| known.state.as_str()).collect();
    states.dedup();
    let next = year.saturating_add(1);
    let missing: Vec<String> = states
        .iter()
        .flat_map(|state| [(*state, year), (*state, next)])
        .filter(|(state, year)| {
            !years.iter().any(|known| known.state.as_str() == *state && known.year == *year)
        })
        .map(|(state, year)| format!("{state} {year}"))
        .collect();
    if missing.is_empty() {
        return Ok(format!("{} for {year} and {next}", states.join(" ")));
    }
    Err(format!("missing {}; install a version of comity that has them", missing.join(", ")))
}

fn first_of(errors: &[law::load::LoadError]) -> String {
    let first = errors.first().map(ToString::to_string).unwrap_or_default();
    format!("{first}; this is a fault of the program, report it")
}

fn node_findings(path: &Path) -> Vec<Finding> {
    let config = match Config::read(path) {
        Ok(config) => config,
        Err(error) => {
            return vec![Finding::new("configuration", Err::<String, _>(error.to_string()))];
        }
    };
    let member = config.member.to_string();
    let mut findings = vec![
        Finding::new(
            "configuration",
            Ok::<_, Amiss>(format!("{}, member {member}", path.display())),
        ),
        Finding::new("data", folder(&config.data_dir)),
        Finding::new("disk", disk(&config)),
        Finding::new("database", database(&config)),
        Finding::new("keys", secret(&config.data_dir.join("keys/root.sealed"))),
        Finding::new("head register", register(&config)),
        Finding::new("directory", directory_found(&config)),
        Finding::new("directory said", kept(&config, contradictions)),
        Finding::new("own keys", keys_end(&config)),
        Finding::new("witnesses", kept(&config, witnesses)),
        Finding::new("mirrors", kept(&config, mirrors)),
        Finding::new("gap", kept(&config, gap)),
        Finding::new("clock", Ok::<_, Amiss>(clock(&config))),
        Finding::new("sign-in", sign_in(&config)),
        Finding::new("memory", memory(|name| std::env::var(name).ok())),
        Finding::new("portal", listen(config.listen.portal, &config.data_dir)),
        Finding::new("peers", listen(config.listen.peer, &config.data_dir)),
    ];
    if config.kind == MemberKind::Relay {
        findings.push(Finding::new("held for others", kept(&config, held_for_others)));
    }
    findings
}

/// The file of the events, or the server that answers for them.
fn database(config: &Config) -> Result<String, String> {
    match &config.store {
        Engine::Sqlite => file(&config.data_dir.join("node.db")),
        Engine::Postgres { schema, .. } => match config.store.open(&config.data_dir) {
            Ok(_) => Ok(format!("PostgreSQL, schema {schema}")),
            Err(error) => Err(error.to_string()),
        },
    }
}

/// What the database says, if there is one; no file is made.
fn kept(
    config: &Config,
    look: impl AsyncFnOnce(&Config, &dyn Store) -> Result<Result<String, Amiss>, ActError>,
) -> Result<String, Amiss> {
    if config.store == Engine::Sqlite && !config.data_dir.join("node.db").exists() {
        return Ok("nothing is recorded yet".to_owned());
    }
    let unread = |error: &dyn std::fmt::Display| {
        Amiss::Wrong(format!("the database cannot be read: {error}"))
    };
    let store = config.store.open(&config.data_dir).map_err(|error| unread(&error))?;
    let runtime = small_runtime().map_err(|_| unread(&"no runtime"))?;
    runtime.block_on(look(config, &*store)).map_err(|error| unread(&error))?
}

/// Whether enough witnesses answered when the node last asked.
async fn witnesses(config: &Config, store: &dyn Store) -> Result<Result<String, Amiss>, ActError> {
    let Some(since) = quorum::missing_since(store).await? else {
        return Ok(Ok("all that were asked have cosigned".to_owned()));
    };
    let now = NetworkClock::new(config.clock_file.clone()).now();
    if now.duration_since(since) <= config.quorum_grace {
        return Ok(Err(Amiss::Hint(format!("not all have cosigned since {since}"))));
    }
    Ok(Err(Amiss::Wrong(format!(
        "not all have cosigned since {since}, longer than the grace: nothing is disclosed (no-quorum); see to the \
         witnesses of the member directory"
    ))))
}

/// How far each mirror was when something was brought to it last.
async fn mirrors(config: &Config, store: &dyn Store) -> Result<Result<String, Amiss>, ActError> {
    let log = store.head().await?.log;
    let mut behind = Vec::new();
    for mirror in &config.mirrors {
        let key = state_key(mirror.url(), log);
        let row = store.rows(RowQuery::one(view::WITNESSED, &key)).await?.pop();
        let state: Option<WitnessState> = row.map(|row| decode(&row.body)).transpose()?;
        match state {
            Some(state) if state.trouble.is_empty() => {}
            Some(state) => behind.push(format!("{} ({})", mirror.url(), state.trouble)),
            None => behind.push(format!("{} (nothing was brought)", mirror.url())),
        }
    }
    Ok(match (config.mirrors.len(), behind.as_slice()) {
        (0, _) => Err(Amiss::Hint(
            "none is named: what a lost database held of the log is lost too; add [[mirror]]"
                .to_owned(),
        )),
        (n, []) => Ok(format!("{n} hold what was published")),
        (_, behind) => Err(Amiss::Hint(format!("behind: {}", behind.join(", ")))),
    })
}

/// Whether leaves came back without what they commit to, and nobody has decided yet.
async fn gap(_: &Config, store: &dyn Store) -> Result<Result<String, Amiss>, ActError> {
    let open = gap::open_in(store).await?;
    Ok(match open {
        None => Ok("nothing recorded here is known to be lost".to_owned()),
        Some(Gap { from, to, .. }) => Err(Amiss::Wrong(format!(
            "what leaves {from} to {to} say is lost; two officers decide at /ledger/successor that work goes on"
        ))),
    })
}

/// What lies at a relay, and for whom the oldest of it waits.
async fn held_for_others(_: &Config, store: &dyn Store) -> Result<Result<String, Amiss>, ActError> {
    let lying = crate::relay::lying_in(store).await?;
    let n_bytes: u64 = lying.iter().map(|lies| lies.n_bytes).sum();
    let Some(oldest) = lying.iter().min_by_key(|lies| lies.held_at_ms) else {
        return Ok(Ok("nothing waits here".to_owned()));
    };
    let since = Timestamp::from_millisecond(oldest.held_at_ms);
    let since = since.map(wire::time::millis).unwrap_or_default();
    Ok(Ok(format!(
        "{} letters, {n_bytes} bytes; the oldest waits for {} since {since}",
        lying.len(),
        oldest.to
    )))
}

/// Whether somebody stated other content of a version of the directory than this node has.
async fn contradictions(_: &Config, store: &dyn Store) -> Result<Result<String, Amiss>, ActError> {
    let said = on_record(store).await?;
    let Some((peer, last)) = said.iter().find_map(|(peer, of)| Some((peer, of.last()?))) else {
        return Ok(Ok("nobody states another content of it".to_owned()));
    };
    let others = match said.len() {
        0 | 1 => String::new(),
        n => format!(", and {} more nodes theirs", n - 1),
    };
    Ok(Err(Amiss::Hint(format!(
        "{peer} states another content of version {}{others}: it errs, or two were signed; compare {} with other members and ask whoever runs the directory",
        last.version, last.ours
    ))))
}

fn folder(path: &Path) -> Result<String, String> {
    match fs::metadata(path) {
        Ok(about) if about.is_dir() => Ok(path.display().to_string()),
        Ok(_) => Err(format!("{} is not a folder", path.display())),
        Err(error) => Err(format!("{}: {error}; make it with comity init", path.display())),
    }
}

/// How full the disk of the data is.
fn disk(config: &Config) -> Result<String, Amiss> {
    let unread = |error: store::StoreError| Amiss::Wrong(error.to_string());
    let room = RealDisk::open(&config.data_dir).and_then(|disk| disk.room()).map_err(unread)?;
    let found = Fullness::of(&room, config.disk_reserve_bytes);
    let said = format!("{} % in use, {} MiB left", found.used_percent, room.n_bytes_free >> 20);
    match (found.level, found.alarm()) {
        (Level::Enough, None) => Ok(said),
        (Level::Enough, Some(alarm)) => {
            Err(Amiss::Hint(format!("{said}: above {alarm} %; see how fast it fills")))
        }
        (Level::Reserve, _) => Err(Amiss::Wrong(format!(
            "{said}: below the reserve, only what must be finished and emergencies are taken; make room"
        ))),
        (Level::Nothing, _) => {
            Err(Amiss::Wrong(format!("{said}: nothing is taken any more; make room")))
        }
    }
}

fn file(path: &Path) -> Result<String, String> {
    match fs::metadata(path) {
        Ok(about) if about.is_file() => Ok(format!("{}, {} bytes", path.display(), about.len())),
        Ok(_) => Err(format!("{} is not a file", path.display())),
        Err(error) => Err(format!("{}: {error}; make it with comity init", path.display())),
    }
}

/// Key material that others on this machine can read is no secret.
fn secret(path: &Path) -> Result<String, String> {
    let there = file(path)?;
    let mode = fs::metadata(path).map_err(|error| error.to_string())?.permissions().mode() & 0o777;
    if mode & 0o077 == 0 {
        return Ok(there);
    }
    Err(format!("{} can be read by others (mode {mode:o}); chmod 600 it", path.display()))
}

/// How long the installed directory still says what is newest. A node without one does not start, and is told so there.
fn directory_found(config: &Config) -> Result<String, Amiss> {
    let installed = directory::installed(&config.data_dir);
    let Ok(installed) = installed else {
        return Err(Amiss::Hint(
            "none is installed that can be read: comity directory install".to_owned(),
        ));
    };
    let now = NetworkClock::new(config.clock_file.clone()).now();
    let until = installed.directory.valid_until.map(wire::time::text).unwrap_or_default();
    let said =
        |word: &str| format!("version {}, {word}, until {until}", installed.directory.version);
    match installed.directory.freshness(now) {
        Freshness::Fresh => Ok(said("fresh")),
        word @ (Freshness::Stale | Freshness::Old) => Err(Amiss::Hint(format!(
            "{}: fetch a newer one and install it; receipts say how old it is",
            said(word.id())
        ))),
        word @ Freshness::Dead => Err(Amiss::Wrong(format!(
            "{}: others refuse what rests on it; fetch a newer one and install it",
            said(word.id())
        ))),
    }
}

/// Whether a key of the node ends soon and no other is listed that follows it.
fn keys_end(config: &Config) -> Result<String, Amiss> {
    let roster =
        directory::installed(&config.data_dir).ok().and_then(|held| held.directory.roster());
    let Some(roster) = roster else { return Ok("no directory lists them yet".to_owned()) };
    let now = NetworkClock::new(config.clock_file.clone()).now();
    let mut last = expiry::last_of_each(&expiry::of_keys(&roster, &config.node));
    last.sort_by_key(|end| end.ends_at);
    let Some(first) = last.first() else {
        return Err(Amiss::Wrong(format!("the directory lists no key for {}", config.node)));
    };
    let left = first.ends_at.duration_since(now);
    let days = left.as_hours() / 24;
    let said =
        format!("{} of {} ends in {days} days, kid {}", first.use_of, first.holder, first.kid);
    if left > expiry::SOON {
        return Ok(format!("the first to end: {said}"));
    }
    let said =
        format!("{said}: list the next one in entry.json and have the directory take it over");
    Err(if left > expiry::NOW { Amiss::Hint(said) } else { Amiss::Wrong(said) })
}

/// A register that is restored together with the data cannot notice that the data are old.
fn register(config: &Config) -> Result<String, String> {
    let there = folder(&config.head_register)?;
    if config.head_register.starts_with(&config.data_dir) {
        return Err(format!("{there} lies inside the data directory; move it to another disk"));
    }
    Ok(there)
}

fn clock(config: &Config) -> String {
    use crate::clock::Clock as _;
    let now = NetworkClock::new(config.clock_file.clone()).now();
    let now = now.round(Unit::Second).unwrap_or(now);
    match &config.clock_file {
        Some(path) => format!("{now}, a drill's clock set by {}", path.display()),
        None => format!("{now}, the system's"),
    }
}

/// What a sign-in lets an officer do: where links are a first step only and no hardware key is known, nobody works here.
fn sign_in(config: &Config) -> Result<String, Amiss> {
    let level = config.link_level.number();
    if config.link_level >= AuthLevel::Hardware {
        return Ok(format!("a one-time link counts as level {level}, and each says so in the log"));
    }
    if config.passkey_makers.is_some() {
        let hardware = AuthLevel::Hardware.number();
        return Ok(format!(
            "a one-time link counts as level {level}, a hardware key of a maker on file as level {hardware}"
        ));
    }
    Err(Amiss::Hint(format!(
        "a one-time link counts as level {level}, and no passkey as more than 2: nobody can issue or answer; see passkey_makers and links_count_as in the guide to installing"
    )))
}

/// Whether a node that is started from here gives freed memory back.
fn memory(set: impl Fn(&str) -> Option<String>) -> Result<String, Amiss> {
    let missing: Vec<String> = MALLOC
        .iter()
        .filter(|(name, value)| set(name).as_deref() != Some(*value))
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    if missing.is_empty() {
        return Ok("a node started here gives back what it freed".to_owned());
    }
    let missing = missing.join(" ");
    Err(Amiss::Hint(format!(
        "set {missing} where comity serve is started, or the node keeps the memory of evidence it has passed on"
    )))
}

/// A port is free, or held by the node that `node.pid` names.
fn listen(addr: SocketAddr, data_dir: &Path) -> Result<String, String> {
    match TcpListener::bind(addr) {
        Ok(_) => Ok(format!("{addr} is free")),
        Err(_) if data_dir.join("node.pid").exists() => {
            Ok(format!("{addr} is in use, the node runs"))
        }
        Err(error) => Err(format!("{addr}: {error}; free it or change the configuration")),
    }
}
