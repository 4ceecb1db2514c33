//! `comity serve`: opens what `comity init` made, applies the start-up rule, listens, works.

use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use seal::keyring::WrapKind;
use store::{Disk, DiskLock, ObjectBlobs, RealDisk, SqliteKeys};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{Duration, sleep, timeout};
use wire::roster::tuf::{Ended, NETWORK, TufError};
use wire::roster::{NetworkKind as RosterKind, Roster, RosterError};
use wire::stored::{Stored, Who, shard};

use crate::act::{ActError, StreamRef, act};
use crate::backup::restore::is_unfinished;
use crate::clock::NetworkClock;
use crate::config::{Config, ConfigError, NetworkKind};
use crate::directory::{self, DirectoryError};
use crate::keys::{Keys, KeysError};
use crate::ledger::{Ledger, LedgerError};
use crate::node::{Law, Node, Parts};
use crate::peer::client::Peers;
use crate::register::{HeadRegisterError, file_name};
use crate::rng::OsRandom;
use crate::standing::{self, Contradiction};
use crate::tls::{self, TlsAccept, TlsDial, TlsIdentity};
use crate::{log, peer, web, work};

/// How the C library keeps freed memory. By default its threshold rises with each chunk of evidence that is freed, and
/// then a hundred megabytes stay with the process; so a node holds what it needs, whatever the size of the evidence. The
/// third lets it keep what pieces of an upload were in, or each would be a fault of the page again.
/// They count only if they stand in the environment of a process that starts: the sandbox sets them for its nodes, and
/// whoever runs `comity serve` by hand sets the same three.
pub const MALLOC: [(&str, &str); 3] = [
    ("MALLOC_ARENA_MAX", "2"),
    ("MALLOC_MMAP_THRESHOLD_", "262144"),
    ("MALLOC_TRIM_THRESHOLD_", "16777216"),
];

/// Why a node does not run.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// An act at start failed.
    #[error("the node cannot record its start: {0}")]
    Act(#[from] ActError),
    /// The configuration and the member directory say different things of this node.
    #[error(transparent)]
    Contradiction(#[from] Contradiction),
    /// The configuration.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The member directory cannot be read.
    #[error(transparent)]
    Directory(#[from] DirectoryError),
    /// A part that works as long as the node does has ended: a fault of ours.
    #[error(
        "the {part} of this node ended by itself; what was acknowledged is safe, start the node again and report what \
         stands above this line"
    )]
    Ended {
        /// Which.
        part: &'static str,
    },
    /// A file.
    #[error("{path} cannot be read: {source}")]
    File {
        /// Which.
        path: PathBuf,
        /// The system's answer.
        source: io::Error,
    },
    /// Keys.
    #[error(transparent)]
    Keys(#[from] KeysError),
    /// The built-in law does not load: a broken build.
    #[error("the built-in instruments cannot be read: {0}")]
    Law(String),
    /// The log.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// A port.
    #[error("{address} cannot be listened on: {source}")]
    Listen {
        /// Which.
        address: SocketAddr,
        /// The system's answer.
        source: io::Error,
    },
    /// The configuration says drill and the directory production, or the reverse.
    #[error("the configuration and the member directory are of different kinds of network")]
    NetworkKind,
    /// The head register.
    #[error(transparent)]
    Register(#[from] HeadRegisterError),
    /// The member directory.
    #[error("the member directory cannot be used: {0}")]
    Roster(#[from] RosterError),
    /// A database.
    #[error(transparent)]
    Store(#[from] store::StoreError),
    /// A folder in which `comity restore` ended on its way.
    #[error("{0} is what a `comity restore` left that did not end; it is no node: restore again")]
    Unfinished(PathBuf),
}

impl ServeError {
    /// Whether another process runs this node.
    #[must_use]
    pub const fn is_held(&self) -> bool {
        matches!(
            self,
            Self::Ledger(LedgerError::HeadRegister(HeadRegisterError::Disk(
                store::StoreError::Busy
            )))
        )
    }

    /// Stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Act(_) => "start",
            Self::Contradiction(error) => error.code(),
            Self::Config(_) => "config",
            Self::Directory(error) => error.code(),
            Self::Ended { .. } => "ended",
            Self::File { .. } => "file",
            Self::Keys(_) => "keys",
            Self::Law(_) => "law",
            Self::Ledger(_) => "ledger",
            Self::Listen { .. } => "listen",
            Self::NetworkKind => "network-kind",
            Self::Register(_) => "head-register",
            Self::Roster(_) => "roster",
            Self::Store(error) => error.code(),
            Self::Unfinished(_) => "unfinished",
        }
    }
}

/// The law as it is built in.
///
/// # Errors
/// Only for a broken build.
pub fn built_in_law() -> Result<Law, ServeError> {
    let joined = |errors: &[law::load::LoadError]| {
        let lines: Vec<_> = errors.iter().map(ToString::to_string).collect();
        ServeError::Law(lines.join("; "))
    };
    let instruments = law::embedded::instruments().map_err(|errors| joined(&errors))?;
    let calendars = law::embedded::calendars().map_err(|errors| joined(&errors))?;
    Ok(Law::new(instruments, calendars))
}

/// Runs a node until `asked` turns true and it is drained, its future is dropped, a listener fails or a worker ends. A
/// `standby` first waits until no other process runs it.
///
/// # Errors
/// See [`ServeError`]; the operator is told what to do.
pub async fn run(
    config: &Path,
    standby: bool,
    mut asked: watch::Receiver<bool>,
) -> Result<(), ServeError> {
    log::init();
    let config = Config::read(config)?;
    let listen = config.listen;
    let opening = async {
        loop {
            if standby {
                stand_by(&config).await?;
            }
            match open(config.clone()).await {
                // Somebody else was faster.
                Err(error) if standby && error.is_held() => {}
                opened => break opened,
            }
        }
    };
    let (node, identity) = tokio::select! {
        opened = opening => opened?,
        // Nobody was served yet.
        _ = asked.wait_for(|asked| *asked) => return Ok(()),
    };
    let metrics = match node.config.metrics {
        None => None,
        Some(address) => Some(bind(address).await?),
    };
    let portal = bind(listen.portal).await?;
    let accept = TlsAccept::bind(listen.peer, &identity, guests(node.clone()))
        .await
        .map_err(|source| ServeError::Listen { address: listen.peer, source })?;
    let log_listener = match listen.log {
        None => None,
        Some(address) => Some(bind(address).await?),
    };
    start(&node).await?;
    let (stop, stopped) = watch::channel(false);
    let mut workers = work::spawn_all(&node);
    let peers = peer::server::serve(Box::new(accept), peer::routes::router(&node), stopped);
    log::started(node.config.member.as_str(), node.ledger.signed().size);
    let mut doors = JoinSet::new();
    let portal = axum::serve(portal, web::router(&node));
    let portal = portal.with_graceful_shutdown(turns(stop.subscribe()));
    doors.spawn(async move { ended_by_itself("listener for people", listen.portal, portal.await) });
    doors.spawn(async move {
        peers.await;
        ServeError::Ended { part: "listener for other nodes" }
    });
    let readers = [
        (log_listener.zip(listen.log), peer::routes::log_router(&node)),
        (metrics.zip(node.config.metrics), crate::metrics::router(&node)),
    ];
    for (at, router) in readers {
        if let Some((listener, address)) = at {
            let reader =
                axum::serve(listener, router).with_graceful_shutdown(turns(stop.subscribe()));
            doors.spawn(
                async move { ended_by_itself("listener for readers", address, reader.await) },
            );
        }
    }
    tokio::select! {
        Some(ended) = doors.join_next() => {
            return Err(ended.unwrap_or(ServeError::Ended { part: "listener" }));
        }
        why = a_worker_ends(&mut workers) => return Err(why),
        _ = asked.wait_for(|asked| *asked) => {}
    }
    // Until the end of this strangers are told that there is no place, and `/health` says that the node is not ready.
    under_way_ends(&node, &mut workers).await?;
    // What is answered already is sent to its end, and a connection on which nothing is asked is closed.
    stop.send_replace(true);
    let closed = async { while doors.join_next().await.is_some() {} };
    log::drained(timeout(CLOSE_WITHIN, closed).await.is_ok());
    Ok(())
}

/// Whom the door lets in, by the directory that the node works with.
fn guests(node: Arc<Node>) -> tls::Current {
    let roster = node.roster();
    let mut last = (Arc::new(tls::peers_of(&roster)), roster);
    Box::new(move || {
        let now = node.roster();
        if !Arc::ptr_eq(&now, &last.1) {
            last = (Arc::new(tls::peers_of(&now)), now);
        }
        last.0.clone()
    })
}

/// How long answers that are made may take to be sent.
const CLOSE_WITHIN: Duration = Duration::from_secs(5);

/// Returns when it turns true, or nobody is there who could turn it.
async fn turns(mut stop: watch::Receiver<bool>) {
    let _turned = stop.wait_for(|stop| *stop).await.is_ok();
}

/// Why a listener is no more that was not asked to end.
fn ended_by_itself(part: &'static str, address: SocketAddr, how: io::Result<()>) -> ServeError {
    match how {
        Ok(()) => ServeError::Ended { part },
        Err(source) => ServeError::Listen { address, source },
    }
}

/// Takes nothing new, waits for what is under way as long as the configuration allows, and gives back what was leased.
///
/// # Errors
/// If the store fails.
async fn under_way_ends(node: &Node, workers: &mut JoinSet<()>) -> Result<(), ServeError> {
    let ends = async {
        // In this order, so that who reads the word finds the door shut. The worker that sends letters ends by itself then, and
        // it alone: the others wait for their next round.
        let said = async {
            node.drain.begin();
            log::draining(node.config.drain_within.as_secs());
        };
        tokio::join!(biased; node.crowd.close(), said, workers.join_next())
    };
    // What is not done by then is cut off, as a crash would cut it off.
    let _in_time = timeout(node.config.drain_within, ends).await.is_ok();
    workers.shutdown().await;
    if node.ledger.stopped().is_none() {
        node.store.outbox_release().await?;
    }
    Ok(())
}

/// A standby looks so often whether the first process still lives: an attempt at a lock, which writes nothing.
const STANDBY_LOOKS_EVERY: Duration = Duration::from_secs(1);

/// Waits until no process holds the head registers of this node. The system gives their locks back when a process ends,
/// however it ends, and not before: of two processes on one machine never two have them. Nothing of the node is opened while
/// somebody else runs it; its databases are read when it is our turn, so nothing that was committed is missing.
///
/// # Errors
/// If the registers or the directory cannot be read.
pub async fn stand_by(config: &Config) -> Result<(), ServeError> {
    let mut is_said = false;
    loop {
        // The directory may name another log by now.
        match hold(config) {
            Ok(locks) => {
                drop(locks);
                return Ok(());
            }
            Err(error) if error.is_held() => {}
            Err(error) => return Err(error),
        }
        if !is_said {
            log::standing_by(config.member.as_str());
            is_said = true;
        }
        sleep(STANDBY_LOOKS_EVERY).await;
    }
}

/// The locks of all head registers that this node has: while somebody holds them, no process runs it.
///
/// # Errors
/// [`ServeError::is_held`] if one runs it; or if the registers or the directory cannot be read.
pub(crate) fn hold(config: &Config) -> Result<Vec<Box<dyn DiskLock>>, ServeError> {
    let disk = RealDisk::open(&config.head_register)?;
    let roster = read_roster(&config.data_dir)?;
    let listed = roster.node(&config.node).map(|(_, entry)| entry.log.logs());
    let mut locks = Vec::new();
    for (origin, _) in listed.into_iter().flatten() {
        let name = file_name(origin);
        if disk.read(&name)?.is_some() {
            let lock = disk.lock(&name).map_err(HeadRegisterError::from);
            locks.push(lock.map_err(LedgerError::from)?);
        }
    }
    Ok(locks)
}

/// Waits until a worker ends. Workers end with the node and not before it: one that does has panicked.
async fn a_worker_ends(workers: &mut JoinSet<()>) -> ServeError {
    // Whether it panicked or returned makes no difference: nobody does its work any more.
    drop(workers.join_next().await);
    ServeError::Ended { part: "work that happens by itself" }
}

async fn bind(address: SocketAddr) -> Result<TcpListener, ServeError> {
    TcpListener::bind(address).await.map_err(|source| ServeError::Listen { address, source })
}

/// Opens everything a node consists of. Nothing is signed before the start-up rule was applied.
///
/// # Errors
/// See [`ServeError`].
pub async fn open(config: Config) -> Result<(Arc<Node>, TlsIdentity), ServeError> {
    let dir = config.data_dir.clone();
    if is_unfinished(&dir) {
        return Err(ServeError::Unfinished(dir));
    }
    let roster = read_roster(&dir)?;
    let same_kind = matches!(
        (config.network, roster.root.kind),
        (NetworkKind::Drill, RosterKind::Drill) | (NetworkKind::Production, RosterKind::Production)
    );
    if !same_kind {
        return Err(ServeError::NetworkKind);
    }
    let config = standing::without_waiting(config.with_makers()?, &roster);
    standing::check(&config, &roster)?;
    let random = Arc::new(OsRandom);
    let store = config.store.open(&dir)?;
    let key_store = Arc::new(SqliteKeys::open(&dir.join("keys.db"))?);
    let keys = Keys::open(&dir.join("keys"), key_store, random.clone()).await?;
    let signing = keys.signing(&config.units).await?;
    let identity = read_identity(&dir, &keys).await?;
    let log_keys = match roster.node(&config.node) {
        Some((_, entry)) => keys.all_log_keys(&entry.log).await?,
        None => return Err(ServeError::Roster(RosterError::Field("node"))),
    };
    let disk = Arc::new(RealDisk::open(&config.head_register)?);
    let ledger = Ledger::open(store.clone(), disk, log_keys).await?;
    if let Some(why) = ledger.stopped() {
        log::log_stopped(why.code());
    }
    let dial = TlsDial::new(identity.clone(), tls::peers_of(&roster));
    let blobs = ObjectBlobs::local(&dir.join("blobs"))?;
    blobs.remove_staged()?;
    let rooms = [dir.clone(), dir.join("blobs")].map(|place| RealDisk::open(&place));
    let rooms = rooms.into_iter().map(|disk| Ok(Arc::new(disk?) as Arc<dyn Disk>));
    let node = Node::assemble(Parts {
        rooms: rooms.collect::<Result<_, store::StoreError>>()?,
        clock: Arc::new(NetworkClock::new(config.clock_file.clone())),
        config,
        random,
        store,
        blobs: Arc::new(blobs),
        keys,
        signing,
        ledger,
        law: built_in_law()?,
        peers: Peers::new(Arc::new(dial)),
        roster,
        inline: false,
    });
    Ok((Arc::new(node), identity))
}

pub(crate) fn read_roster(dir: &Path) -> Result<Roster, ServeError> {
    roster_of(&read_directory(dir)?)
}

/// What was installed, with its alarms told.
fn read_directory(dir: &Path) -> Result<Ended, ServeError> {
    let ended = match directory::installed(dir) {
        Err(DirectoryError::File { path, source }) => {
            return Err(ServeError::File { path, source });
        }
        installed => installed?,
    };
    for alarm in &ended.alarms {
        log::directory_alarm(&alarm.member, alarm.refused.error.code());
    }
    if ended.verdict.is_err() {
        log::directory_keys_changed(ended.directory.root.content.version);
    }
    Ok(ended)
}

pub(crate) fn roster_of(ended: &Ended) -> Result<Roster, ServeError> {
    let missing = || DirectoryError::from(TufError::Missing.about(NETWORK));
    Ok(ended.directory.roster().ok_or_else(missing)?)
}

async fn read_identity(dir: &Path, keys: &Keys) -> Result<TlsIdentity, ServeError> {
    let key = keys.secret(WrapKind::TlsKey, "tls").await?;
    let mut chain = Vec::new();
    for name in ["leaf.der", "root.der"] {
        let path = dir.join("keys").join(name);
        let der = std::fs::read(&path).map_err(|source| ServeError::File { path, source })?;
        chain.push(der.into());
    }
    Ok(TlsIdentity { chain, key: Arc::new(key.into()) })
}

/// The stream of what happens to the log and to the node itself.
pub(crate) fn log_stream(node: &Node) -> StreamRef {
    stream_of_log(node, &node.ledger.origin())
}

/// The stream of what happens to one of our logs.
pub(crate) fn stream_of_log(node: &Node, origin: &str) -> StreamRef {
    let id = format!("urn:comity:{}:log:{origin}", node.config.node);
    StreamRef { id, scope: "node".to_owned() }
}

/// Records that the node came up; the first start also opens the log.
///
/// # Errors
/// If it cannot be recorded. A log that has stopped is no error: the node serves reads and says so. It also stops here if a
/// witness or a peer shows that more of it was signed than is stored.
pub async fn start(node: &Node) -> Result<(), ServeError> {
    // Before anything else, and also where the log has stopped: what was erased must not be served.
    crate::replicas::learn_known(node).await?;
    crate::keeping::replay(node).await?;
    crate::ingest::upload::replay(node).await?;
    work::witness::load_published(node).await?;
    crate::quorum::load(node).await?;
    crate::gap::load(node).await?;
    crate::signers::warn(node);
    if node.ledger.stopped().is_some() || work::outside::before_signing(node).await?.is_some() {
        return Ok(());
    }
    // The head register is locked by this process, so whoever held a lease is gone: its letters wait for nobody.
    node.store.outbox_release().await?;
    if crate::replicas::learn(node).await? {
        crate::keeping::replay(node).await?;
    }
    crate::keeping::again(node).await?;
    let first =
        node.store.head().await?.size == 0 && node.store.leaves_pending(1).await?.is_empty();
    let origin = node.ledger.origin();
    let vkeys = node.ledger.vkeys().map_err(LedgerError::from)?;
    let vkeys: Vec<_> = vkeys.iter().map(ToString::to_string).collect();
    let signed = node.ledger.signed();
    act!(node, "start_node", None, |tx| {
        let stream = log_stream(node);
        let event = |kind, note: Option<String>| shard::Event {
            at: tx.now,
            kind,
            origin: origin.clone(),
            checkpoint: None,
            vkeys: vkeys.clone(),
            from: None,
            sigs: Vec::new(),
            note,
        };
        let mut events = Vec::new();
        if first {
            events.push(event(shard::Kind::ShardOpen, None));
        }
        let mut note = format!("size {} root {}", signed.size, signed.root.hex());
        if let Some(gap) = node.gap.get() {
            note.extend(
                crate::recover::statement(&[(*gap).clone()]).map(|lost| format!("; {lost}")),
            );
        }
        events.push(event(shard::Kind::NodeStarted, Some(note)));
        for event in events {
            tx.record(&stream, &Stored::Shard(event), tx.now, &Who::node()).await?;
        }
        Ok(Vec::new())
    })
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests;
