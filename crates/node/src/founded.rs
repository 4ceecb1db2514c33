//! For tests: a network of three members on one disk, and peers that are met in memory.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use axum::Router;
use domain::actor::{MemberId, MemberKind, NodeId, Office, UnitId};
use domain::letter::Lane;
use law::ids::{Country, IssuerKind};
use seal::digest::Digest;
use seal::envelope::{
    Delivery, Head, Lane as HeadLane, Recipient, SealRequest, Suite, XWingPublic, keep_until,
    seal_envelope,
};
use seal::receipt::Uuid;
use seal::sign::Ed25519Secret;
use store::StoreError;
use tempfile::TempDir;
use tokio::io::DuplexStream;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;
use wire::roster::{Entry, NetworkKind as RosterKind};
use wire::stored::{Stored, Who, link};

use crate::act::{ActError, Done, act};
use crate::config::{Config, Listen, NetworkKind};
use crate::dispatch::link_stream;
use crate::init::{self, InitRequest, NewOfficer};
use crate::ledger::LedgerError;
use crate::net::{Accept, Boxed, Dial, Stream};
use crate::node::Node;
use crate::peer;
use crate::register::HeadRegisterError;
use crate::rng::AsCryptoRng;
use crate::serve::{self, ServeError};

/// A court with one judge.
pub(crate) const COURT: &str = "fr-tj";
/// The coordinator, which signs the directory and witnesses logs. It is asked before [`OTHER`].
pub(crate) const WITNESS: &str = "coord";
/// Another witness.
pub(crate) const OTHER: &str = "nl-om";

/// Bytes that one end of a connection in memory may be ahead of the other.
const PIPE_BYTES: usize = 64 << 10;

/// The node of a member.
pub(crate) fn node_id(member: &str) -> NodeId {
    NodeId::parse(&format!("{member}.sandbox.example")).unwrap()
}

/// Three members with keys, databases and one directory.
pub(crate) struct Founded {
    folder: TempDir,
}

impl Founded {
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let address = |port: u16| ([127, 0, 0, 1], port).into();
        let at = "2026-09-07T08:00:00Z".parse().unwrap();
        let request = |member: &str, kind: &str, witness: bool| InitRequest {
            dir: folder.path().join(member),
            member: MemberId::parse(member).unwrap(),
            kind: MemberKind::parse(kind).unwrap(),
            name: member.to_owned(),
            node: node_id(member),
            state: Country::parse("FR").unwrap(),
            network: NetworkKind::Drill,
            listen: Listen { portal: address(1), peer: address(2), log: None },
            officers: vec![NewOfficer {
                login: "judge".to_owned(),
                unit: UnitId::parse(&format!("{member}/judge")).unwrap(),
                office: Office::parse("issuing_authority").unwrap(),
                issuer_kind: Some(IssuerKind::parse("judge").unwrap()),
            }],
            witness,
            clock_file: None,
            out_dir: None,
            at,
        };
        let requests = [
            request(COURT, "judicial_authority", false),
            request(WITNESS, "coordinator", true),
            request(OTHER, "judicial_authority", true),
        ];
        let mut entries = Vec::new();
        for request in &requests {
            entries.push(init::init(request).await.unwrap());
        }
        let root = folder.path().join(WITNESS);
        let network = init::found_network(&root, RosterKind::Drill, "drill", &entries, at);
        let network = network.await.unwrap();
        for request in &requests {
            init::install_directory(&request.dir, &network).unwrap();
        }
        Self { folder }
    }

    /// Opens the node in the folder `name`, and records that it came up.
    pub(crate) async fn open(&self, name: &str) -> Node {
        let node = self.waiting(name).await;
        serve::start(&node).await.unwrap();
        node
    }

    /// Opens the node in the folder `name`, which has signed nothing since. Of the one before it a connection may still be
    /// ending, and holds its register until then.
    pub(crate) async fn waiting(&self, name: &str) -> Node {
        const TURNS_MAX: usize = 1_000_000;
        let path = self.folder.path().join(name).join("comity.toml");
        for _ in 0..TURNS_MAX {
            match serve::open(Config::read(&path).unwrap()).await {
                Err(ServeError::Ledger(LedgerError::HeadRegister(HeadRegisterError::Disk(
                    StoreError::Busy,
                )))) => tokio::task::yield_now().await,
                opened => return Arc::into_inner(opened.unwrap().0).unwrap(),
            }
        }
        panic!("the node before this one does not end");
    }

    /// The configuration of the node in the folder `name`.
    pub(crate) fn config(&self, name: &str) -> PathBuf {
        self.folder.path().join(name).join("comity.toml")
    }

    /// Has a node's entry changed, and installs the directory version that says so everywhere.
    pub(crate) async fn with_entry<E: std::fmt::Debug>(
        &self,
        name: &str,
        change: impl AsyncFnOnce(&Config, jiff::Timestamp) -> Result<Entry, E>,
    ) {
        let at = "2026-09-07T09:00:00Z".parse().unwrap();
        change(&Config::read(&self.config(name)).unwrap(), at).await.unwrap();
        let dirs = [COURT, WITNESS, OTHER].map(|name| self.folder.path().join(name));
        let entry = |dir: &PathBuf| {
            wire::roster::entry_from_bytes(&fs::read(dir.join("entry.json")).unwrap()).unwrap()
        };
        let entries: Vec<Entry> = dirs.iter().map(entry).collect();
        let next = init::next_directory(&dirs[1], &dirs[0], &entries, at).await.unwrap();
        for dir in &dirs {
            init::install_directory(dir, &next).unwrap();
        }
    }

    /// Puts a copy of the node's folder back in its place; the head register lies elsewhere and stays.
    pub(crate) fn put_back(&self, name: &str, copy: &str) {
        let folder = self.folder.path().join(name);
        fs::remove_dir_all(&folder).unwrap();
        copy_all(&self.folder.path().join(copy), &folder);
    }

    /// Puts the head register of a copy in the place of the node's: what whoever has the whole machine can do.
    pub(crate) fn put_back_register(&self, name: &str, copy: &str) {
        let path = |name: &str| self.folder.path().join(format!("{name}.head"));
        fs::remove_dir_all(path(name)).unwrap();
        copy_all(&path(copy), &path(name));
    }

    /// What a backup of `name` would hold, head register and all, as the folder `copy`.
    pub(crate) fn copy(&self, name: &str, copy: &str) {
        let path = |name: &str| self.folder.path().join(name);
        copy_all(&path(name), &path(copy));
        copy_all(&path(&format!("{name}.head")), &path(&format!("{copy}.head")));
    }
}

fn copy_all(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (from, to) = {
            let entry = entry.unwrap();
            (entry.path(), to.join(entry.file_name()))
        };
        if from.is_dir() {
            copy_all(&from, &to);
        } else {
            fs::copy(&from, &to).unwrap();
        }
    }
}

/// What the `n`-th envelope of a test is called.
pub(crate) fn env_digest(n: u8) -> Digest {
    Digest::of(&[n])
}

/// Records that the `n`-th envelope went to `peer`. The event's id.
pub(crate) async fn send(node: &Node, peer: &NodeId, n: u8) -> [u8; 16] {
    try_send(node, peer, n).await.unwrap().result.try_into().unwrap()
}

/// The same where it may fail.
pub(crate) async fn try_send(node: &Node, peer: &NodeId, n: u8) -> Result<Done, ActError> {
    act!(node, "send", None, |tx| {
        let event = link::Event {
            at: tx.now,
            kind: link::Kind::Send,
            env_digest: Some(env_digest(n)),
            letter_digest: None,
            receipt_digest: None,
            peer: peer.clone(),
            anchor: None,
            lane: Lane::Ordinary,
            carried: None,
        };
        let stream = link_stream(&node.config.node, peer);
        let recorded = tx.record(&stream, &Stored::Link(event), tx.now, &Who::node()).await?;
        Ok(recorded.event_id.to_vec())
    })
    .await
}

/// The `n`-th delivery that `from` might bring to `to`: a sealed envelope in this lane, around a letter of no meaning.
pub(crate) fn delivery(from: &Node, to: &Node, lane: HeadLane, n: u32) -> Vec<u8> {
    let made_on = u32::try_from(from.now().as_second() / (24 * 60 * 60)).unwrap();
    delivery_by(from.node_key(), made_on, (from, to), lane, n)
}

/// The same sealed by this key, and dated on this day.
pub(crate) fn delivery_by(
    node_key: &Ed25519Secret,
    made_on: u32,
    (from, to): (&Node, &Node),
    lane: HeadLane,
    n: u32,
) -> Vec<u8> {
    let roster = from.roster();
    let name = |id: &NodeId| seal::receipt::NodeId::parse(id.as_str()).unwrap();
    let mut env_id = [0; 16];
    env_id[..4].copy_from_slice(&n.to_be_bytes());
    let head = Head {
        suite: Suite::XWing,
        net: roster.net,
        env_id: Uuid(env_id),
        from: name(&from.config.node),
        to: name(&to.config.node),
        node_kid: node_key.public().kid(),
        lane,
        made_on,
        keep_until: keep_until(made_on, None).unwrap(),
        roster_version: roster.version,
        n_chunks: 0,
    };
    let unit = UnitId::parse(&format!("{}/judge", to.config.member)).unwrap();
    sealed_for(from, node_key, &unit, head)
}

/// An envelope with this head around a letter of no meaning, for a unit, sealed by this key.
pub(crate) fn sealed_for(
    from: &Node,
    node_key: &Ed25519Secret,
    unit: &UnitId,
    head: Head,
) -> Vec<u8> {
    let roster = from.roster();
    let (_, key) = roster.enc_key(unit, from.now()).unwrap();
    let key = XWingPublic::parse(key).unwrap();
    let sealed = seal_envelope(
        SealRequest {
            head,
            recipients: &[Recipient { key: &key, is_blind: false }],
            manifest: b"{}",
            sigs: &[],
            object_keys: &BTreeMap::new(),
            node_key,
        },
        &mut AsCryptoRng(&*from.random),
    );
    Delivery { envelope: sealed.unwrap().bytes, anchor: None }.to_bytes()
}

/// Other nodes, met in memory: who is dialed here is served by its router.
pub(crate) struct Meeting {
    doors: BTreeMap<NodeId, mpsc::UnboundedSender<(NodeId, Stream)>>,
    ours: NodeId,
    /// Never sent to: whoever drops the meeting ends its servers.
    _stop: watch::Sender<bool>,
    servers: Mutex<JoinSet<()>>,
}

impl std::fmt::Debug for Meeting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Meeting").field("doors", &self.doors.keys()).finish_non_exhaustive()
    }
}

impl Meeting {
    /// A place where `ours` meets these nodes.
    pub(crate) fn of(ours: NodeId, peers: impl IntoIterator<Item = (NodeId, Router)>) -> Self {
        let (stop, stopped) = watch::channel(false);
        let mut servers = JoinSet::new();
        let doors = peers.into_iter().map(|(node, router)| {
            let (sender, receiver) = mpsc::unbounded_channel();
            let accept = Box::new(Door(receiver));
            servers.spawn(peer::server::serve(accept, router, stopped.clone()));
            (node, sender)
        });
        Self { doors: doors.collect(), ours, _stop: stop, servers: Mutex::new(servers) }
    }

    /// Our end of a new connection to `node`, which believes that `from` is at it.
    pub(crate) fn connect(&self, from: &NodeId, node: &NodeId) -> io::Result<DuplexStream> {
        let (ours, theirs) = tokio::io::duplex(PIPE_BYTES);
        let door = self.doors.get(node).ok_or(io::ErrorKind::ConnectionRefused)?;
        let sent = door.send((from.clone(), Box::new(theirs)));
        sent.map_err(|_| io::ErrorKind::ConnectionRefused)?;
        Ok(ours)
    }

    /// Whether every server still runs.
    pub(crate) fn stands(&self) -> bool {
        self.servers.lock().unwrap().try_join_next().is_none()
    }
}

impl Dial for Meeting {
    fn dial<'a>(&'a self, node: &'a NodeId, _endpoint: &'a str) -> Boxed<'a, io::Result<Stream>> {
        Box::pin(async move {
            let stream: Stream = Box::new(self.connect(&self.ours, node)?);
            Ok(stream)
        })
    }
}

/// Where connections in memory arrive.
struct Door(mpsc::UnboundedReceiver<(NodeId, Stream)>);

impl Accept for Door {
    fn accept(&mut self) -> Boxed<'_, io::Result<(NodeId, Stream)>> {
        Box::pin(async {
            match self.0.recv().await {
                Some(arrived) => Ok(arrived),
                None => std::future::pending().await,
            }
        })
    }
}
