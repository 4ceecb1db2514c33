//! A network of two members, five founders, three board members and an operator, and whoever reads it.

use std::collections::{BTreeMap, BTreeSet};

use domain::actor::{MemberId, MemberKind, NodeId, Office, UnitId};
use jiff::{SignedDuration, Timestamp};
use law::ids::Country;
use seal::digest::Digest;
use seal::sign::{Alg, Ed25519Secret, Kid};
use seal::threshold::{Quorum, SignKey};

use super::super::build::place;
use super::super::*;
use crate::roster::{
    Entry, KeyEntry, LogEntry, NetworkKind, NodeEntry, Service, Speaks, Status, UnitEntry,
    entry_to_bytes,
};

/// Seeds of keys.
pub(super) const FOUNDERS: [u8; 5] = [1, 2, 3, 4, 5];
pub(super) const BOARD: [u8; 3] = [11, 12, 13];
pub(super) const SNAPSHOT: u8 = 21;
pub(super) const STAMP: u8 = 22;
pub(super) const AA: u8 = 31;
pub(super) const BB: u8 = 32;
/// Somebody's who has no part in it.
pub(super) const MALLORY: u8 = 99;

pub(super) fn now() -> Timestamp {
    "2027-03-08T09:00:00Z".parse().unwrap()
}

pub(super) fn days(n: i64) -> Timestamp {
    now() + SignedDuration::from_hours(24 * n)
}

pub(super) fn key(n: u8) -> Ed25519Secret {
    Ed25519Secret::from_seed(Digest::of(&[n]).0).unwrap()
}

pub(super) fn public(n: u8) -> SignKey {
    SignKey::ed25519(&key(n).public())
}

pub(super) fn quorum(keys: &[u8], threshold: usize) -> Quorum {
    Quorum { keys: keys.iter().map(|n| public(*n).id()).collect(), threshold }
}

pub(super) fn member(id: &str) -> MemberId {
    MemberId::parse(id).unwrap()
}

pub(super) fn sign<T: Content>(content: &T, keys: &[u8]) -> Vec<u8> {
    let keys: Vec<_> = keys.iter().map(|n| key(*n)).collect();
    signed(content, &keys.iter().collect::<Vec<_>>())
}

/// An entry with a node, an office, and keys of its own.
pub(super) fn entry(id: &str, n: u8) -> Entry {
    let node = NodeId::parse(&format!("{id}.example")).unwrap();
    let key_entry = |alg: Alg, pk: &[u8]| KeyEntry {
        kid: Kid::of(alg, pk),
        alg,
        pk: pk.to_vec().into(),
        not_before: days(-1),
        not_after: days(89),
    };
    Entry {
        member: member(id),
        kind: MemberKind::JudicialAuthority,
        state: Country::parse("FR").unwrap(),
        names: [("en".to_owned(), format!("Court of {id}"))].into(),
        status: Status::Active,
        nodes: vec![NodeEntry {
            node: node.clone(),
            endpoints: vec![format!("https://{id}.example:8443")],
            speaks: Speaks::default(),
            tls_roots: Vec::new(),
            tls_spki: vec![Digest::of(&[n, 1])],
            sign_keys: vec![key_entry(Alg::Ed25519, key(n + 100).public().as_bytes())],
            log: LogEntry {
                origin: format!("{node}/comity/audit/2027"),
                vkeys: Vec::new(),
                others: Vec::new(),
                cosigner: Vec::new(),
                read: None,
                witness: None,
                seal: None,
            },
        }],
        units: vec![UnitEntry {
            unit: UnitId::parse(&format!("{id}/office")).unwrap(),
            node,
            office: Office::NodeAdmin,
            issuer_kind: None,
            enc_keys: vec![key_entry(Alg::XWing, &[n; 1216])],
            sign_keys: Vec::new(),
            service: Service::default(),
        }],
        revoked: Vec::new(),
        suspends: Vec::new(),
    }
}

/// The signers' side: what they say now, and the repository as it grew.
#[derive(Clone)]
pub(super) struct World {
    pub(super) root: RootFile,
    pub(super) network: NetworkFile,
    pub(super) board: TargetsFile,
    pub(super) roles: BTreeMap<String, TargetsFile>,
    pub(super) snapshot: u64,
    pub(super) stamp: u64,
    pub(super) files: Files,
}

impl World {
    pub(super) fn found() -> Self {
        let keys = FOUNDERS.iter().chain(&BOARD).chain(&[SNAPSHOT, STAMP]);
        let root = RootFile {
            version: 0,
            expires_at: days(730),
            keys: keys.map(|n| (public(*n).id(), public(*n))).collect(),
            root: quorum(&FOUNDERS, 3),
            snapshot: quorum(&[SNAPSHOT], 1),
            targets: quorum(&BOARD, 2),
            timestamp: quorum(&[STAMP], 1),
        };
        let network = NetworkFile {
            kind: NetworkKind::Production,
            name: "Example network".to_owned(),
            min_suite: 1,
            charter_sha256: Digest::of(b"charter"),
            others: Vec::new(),
        };
        let status = StatusFile::default().to_bytes();
        let board = TargetsFile::of_board(0, days(365), &network.to_bytes(), &status);
        let mut world = Self {
            root,
            network,
            board,
            roles: BTreeMap::new(),
            snapshot: 0,
            stamp: 0,
            files: Files::new(),
        };
        world.files.insert(place(STATUS, &status), status);
        world.rotate(&[1, 2, 3], |_| {});
        world.say();
        world.admit("aa-one", AA);
        world.admit("bb-two", BB);
        world.list(&BOARD);
        world.publish();
        world
    }

    /// The next root, signed by these.
    pub(super) fn rotate(&mut self, keys: &[u8], change: impl FnOnce(&mut RootFile)) {
        self.root.version += 1;
        change(&mut self.root);
        let name = format!("{}.root.json", self.root.version);
        self.files.insert(name, sign(&self.root, keys));
    }

    /// Has the board's file say what the network is.
    pub(super) fn say(&mut self) {
        let bytes = self.network.to_bytes();
        self.board.targets.insert(NETWORK.to_owned(), TargetLine::of(&bytes));
        self.files.insert(place(NETWORK, &bytes), bytes);
    }

    /// A new member with the key of this seed.
    pub(super) fn admit(&mut self, id: &str, n: u8) {
        self.board.admit(&member(id), &[public(n)], 1);
        self.vouch(id, &entry_to_bytes(&entry(id, n)), &[n]);
    }

    /// The member's next file over these bytes, signed by these.
    pub(super) fn vouch(&mut self, id: &str, bytes: &[u8], keys: &[u8]) {
        let version = self.roles.get(id).map_or(0, |role| role.version) + 1;
        let role = TargetsFile::of_member(version, days(180), &member(id), bytes);
        self.files.insert(place(&Delegation::entry(&member(id)), bytes), bytes.to_vec());
        self.role(id, role, keys);
    }

    /// A member's file as it is.
    pub(super) fn role(&mut self, id: &str, role: TargetsFile, keys: &[u8]) {
        self.files.insert(format!("{}.member-{id}.json", role.version), sign(&role, keys));
        self.roles.insert(id.to_owned(), role);
    }

    /// The board's next file, signed by these.
    pub(super) fn list(&mut self, keys: &[u8]) {
        self.board.version += 1;
        self.files.insert(format!("{}.targets.json", self.board.version), sign(&self.board, keys));
    }

    /// What the operator lists now.
    pub(super) fn lines(&self) -> BTreeMap<String, FileLine> {
        let mut lines = BTreeMap::new();
        let roles = self.roles.iter().map(|(id, role)| (format!("member-{id}"), role.version));
        for (role, version) in roles.chain([("targets".to_owned(), self.board.version)]) {
            let bytes = &self.files[&format!("{version}.{role}.json")];
            lines.insert(format!("{role}.json"), FileLine::of(version, bytes));
        }
        lines
    }

    pub(super) fn publish(&mut self) {
        self.publish_as(self.lines(), SNAPSHOT, STAMP);
    }

    /// The next snapshot with these lines and the next timestamp, signed by these.
    pub(super) fn publish_as(&mut self, files: BTreeMap<String, FileLine>, by: u8, stamp: u8) {
        self.snapshot += 1;
        let version = self.snapshot;
        let bytes = sign(&SnapshotFile { version, expires_at: days(14), files }, &[by]);
        let line = FileLine::of(version, &bytes);
        self.files.insert(format!("{version}.snapshot.json"), bytes);
        self.stamp(line, days(1), stamp);
    }

    /// The next timestamp.
    pub(super) fn stamp(&mut self, snapshot: FileLine, expires_at: Timestamp, by: u8) {
        self.stamp += 1;
        let file = TimestampFile { version: self.stamp, expires_at, snapshot };
        self.files.insert(TIMESTAMP.to_owned(), sign(&file, &[by]));
    }

    pub(super) fn begin(&self) -> Directory {
        let root = &self.files["1.root.json"];
        Directory::begin(root, Digest::of(root)).unwrap()
    }

    /// Somebody reads it, who held this and has this time.
    pub(super) fn read_at(&self, held: Directory, now: Timestamp) -> Ended {
        let update = Update::begin(held, Expiry::Refused(now), BTreeSet::new());
        let mut n = 0;
        update.run(|wanted| {
            n += 1;
            assert!(n < 100, "asks for ever");
            let bytes = self.files.get(&wanted.file)?;
            let most = usize::try_from(wanted.bytes_max).unwrap() + 1;
            Some(bytes[..bytes.len().min(most)].to_vec())
        })
    }

    pub(super) fn read(&self, held: Directory) -> Ended {
        self.read_at(held, now())
    }

    /// What a reader holds who read it.
    pub(super) fn held(&self) -> Directory {
        let ended = self.read(self.begin());
        assert_eq!((ended.verdict, ended.alarms), (Ok(()), Vec::new()));
        ended.directory
    }
}
