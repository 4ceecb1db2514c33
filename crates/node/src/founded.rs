//! For tests: a network of three members on one disk.

use std::sync::Arc;

use domain::actor::{MemberId, MemberKind, NodeId, Office, UnitId};
use domain::letter::Lane;
use law::ids::{Country, IssuerKind};
use seal::digest::Digest;
use tempfile::TempDir;
use wire::roster::NetworkKind as RosterKind;
use wire::stored::{Stored, Who, link};

use crate::act::act;
use crate::config::{Config, Listen, NetworkKind};
use crate::dispatch::link_stream;
use crate::init::{self, InitRequest, NewOfficer};
use crate::node::Node;
use crate::serve;

/// A court with one judge.
pub(crate) const COURT: &str = "fr-tj";
/// The coordinator, which signs the directory and witnesses logs. It is asked before [`OTHER`].
pub(crate) const WITNESS: &str = "coord";
/// Another witness.
pub(crate) const OTHER: &str = "nl-om";

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
        let config = Config::read(&self.folder.path().join(name).join("comity.toml")).unwrap();
        let (node, _) = serve::open(config).await.unwrap();
        serve::start(&node).await.unwrap();
        Arc::into_inner(node).unwrap()
    }
}

/// What the `n`-th envelope of a test is called.
pub(crate) fn env_digest(n: u8) -> Digest {
    Digest::of(&[n])
}

/// Records that the `n`-th envelope went to `peer`. The event's id.
pub(crate) async fn send(node: &Node, peer: &NodeId, n: u8) -> [u8; 16] {
    let done = act!(node, "send", None, |tx| {
        let event = link::Event {
            at: tx.now,
            kind: link::Kind::Send,
            env_digest: Some(env_digest(n)),
            letter_digest: None,
            receipt_digest: None,
            peer: peer.clone(),
            anchor: None,
            lane: Lane::Ordinary,
        };
        let stream = link_stream(&node.config.node, peer);
        let recorded = tx.record(&stream, &Stored::Link(event), tx.now, &Who::node()).await?;
        Ok(recorded.event_id.to_vec())
    });
    done.await.unwrap().result.try_into().unwrap()
}
