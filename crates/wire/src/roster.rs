//! The member directory as bytes: who is in the network, with which offices, keys, endpoints and logs, over time.
//!
//! Two signed files. `1.root.json` names the directory's signing keys; its SHA-256 is the network id `net`.
//! `N.snapshot.json` holds every member's entry and is signed by a threshold of the root's keys. A snapshot is a
//! version: nothing is taken out of it that an old letter may need, keys end by date or by revocation instead, so
//! that a letter is always judged by the keys **of its time**. Per-member delegation is not built yet.
//!
//! Not here: fetching files, deciding when they are too old to act on (the shell), competence in law (`domain`).

use std::collections::{BTreeMap, BTreeSet};

use domain::actor::{MemberId, MemberKind, NodeId, Office, UnitId};
use jiff::Timestamp;
use law::ids::{Country, IssuerKind};
use seal::digest::Digest;
use seal::json::{Json, JsonError};
use seal::note::Vkey;
use seal::sign::{Alg, Ed25519Public, Ed25519Secret, Kid, PublicKey};

mod read;
mod service;
#[cfg(test)]
mod tests;
pub mod tuf;
mod write;

pub use self::service::{Competence, Duty, Mode, Service, Speaks, Status, Suspension};

/// Members a network may have; a longer list is not read.
pub const MEMBERS_MAX: usize = 1_000;
/// Logs that a node may list beside its first one: a generation of years, and some that follow a failure.
pub const OTHER_LOGS_MAX: usize = 64;
/// Bytes of a root file.
pub const ROOT_BYTES_MAX: usize = 64 << 10;
/// Bytes of a snapshot: every member with a full set of keys.
pub const SNAPSHOT_BYTES_MAX: usize = 16 << 20;

/// What separates a root's signature from every other use of its key.
const ROOT_LABEL: &[u8] = b"comity/directory/root\0";
/// The same for a snapshot; the network id follows.
const SNAPSHOT_LABEL: &[u8] = b"comity/directory/snapshot\0";

/// Why a directory file was not taken. The directory operator's fault, or an attacker's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RosterError {
    /// A field is missing or has another shape.
    #[error("the directory file's `{0}` is missing or malformed")]
    Field(&'static str),
    /// The bytes are not canonical JSON.
    #[error("the directory file is not canonical: {0}")]
    Json(#[from] JsonError),
    /// Two entries claim one thing.
    #[error("the directory lists {what} `{id}` twice")]
    Twice {
        /// What is claimed.
        what: &'static str,
        /// By its id.
        id: String,
    },
    /// Fewer valid signatures than the root asks for.
    #[error("the directory file has {have} valid signatures of {need}")]
    Threshold {
        /// Valid ones.
        have: usize,
        /// Needed ones.
        need: usize,
    },
    /// Too many bytes or members.
    #[error("the directory file is larger than the limit")]
    TooLarge,
}

/// Drill or production: part of the root, so that the two can never be mistaken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NetworkKind {
    /// An exercise.
    Drill,
    /// The real thing.
    Production,
}

/// The first file of a network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root {
    /// Drill or production.
    pub kind: NetworkKind,
    /// For people.
    pub name: String,
    /// The exercise that every letter of a drill names.
    pub exercise_id: Option<String>,
    /// Keys that may sign snapshots.
    pub keys: Vec<Ed25519Public>,
    /// How many of them must.
    pub threshold: usize,
}

/// One key and when it was good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyEntry {
    /// Its short name.
    pub kid: Kid,
    /// What it is for.
    pub alg: Alg,
    /// Its public bytes.
    pub pk: Vec<u8>,
    /// Good from.
    pub not_before: Timestamp,
    /// Good until, exclusive.
    pub not_after: Timestamp,
}

/// A log of a node beside its first one: of another year, or the one that follows if a log fails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherLog {
    /// Origin line of its checkpoints.
    pub origin: String,
    /// Its own verifier keys, Ed25519 and ML-DSA-44.
    pub vkeys: Vec<String>,
}

/// The logs of a node, which are written one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogEntry {
    /// Origin line of the checkpoints of its first log.
    pub origin: String,
    /// Verifier keys of that log, Ed25519 and ML-DSA-44, one generation behind the other.
    pub vkeys: Vec<String>,
    /// Its other logs, those that have not begun too.
    pub others: Vec<OtherLog>,
    /// Verifier keys of the node as a cosigner of others.
    pub cosigner: Vec<String>,
    /// Public read prefix of the first log, if offered; of another one its last part is that log's hash.
    pub read: Option<String>,
    /// Submission prefix, if the node witnesses others.
    pub witness: Option<String>,
    /// The SLH-DSA-SHA2-128s key that seals the ends of its logs, 32 bytes, if it seals them.
    pub seal: Option<Vec<u8>>,
}

impl LogEntry {
    /// Every log that is listed, the first one first: origin and verifier keys.
    pub fn logs(&self) -> impl Iterator<Item = (&str, &[String])> {
        let first = (self.origin.as_str(), self.vkeys.as_slice());
        let others = self.others.iter().map(|log| (log.origin.as_str(), log.vkeys.as_slice()));
        std::iter::once(first).chain(others)
    }

    /// Lists another generation of keys for a log, behind those that are listed. Whether there is such a log.
    pub fn add_vkeys(&mut self, origin: &str, vkeys: impl IntoIterator<Item = String>) -> bool {
        let other = self.others.iter_mut().find(|log| log.origin == origin);
        let listed = match other {
            Some(log) => &mut log.vkeys,
            None if self.origin == origin => &mut self.vkeys,
            None => return false,
        };
        listed.extend(vkeys);
        true
    }

    /// The verifier keys of the log with this origin, if it is listed.
    #[must_use]
    pub fn vkeys_of(&self, origin: &str) -> Option<&[String]> {
        self.logs().find(|(listed, _)| *listed == origin).map(|(_, vkeys)| vkeys)
    }
}

/// One installation of a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeEntry {
    /// Its name, equal to its TLS name.
    pub node: NodeId,
    /// `host:port`, best first.
    pub endpoints: Vec<String>,
    /// How it is reached and what it speaks.
    pub speaks: Speaks,
    /// DER of the certificates that sign its TLS leaf.
    pub tls_roots: Vec<Vec<u8>>,
    /// SHA-256 of the leaf's public key information, now and next.
    pub tls_spki: Vec<Digest>,
    /// Keys of seals and receipts.
    pub sign_keys: Vec<KeyEntry>,
    /// Its log.
    pub log: LogEntry,
}

/// One office with its own keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitEntry {
    /// `member/unit`.
    pub unit: UnitId,
    /// The node that holds its keys.
    pub node: NodeId,
    /// The office its officers hold.
    pub office: Office,
    /// What the law calls their holder, where issuing is concerned.
    pub issuer_kind: Option<IssuerKind>,
    /// Encryption keys.
    pub enc_keys: Vec<KeyEntry>,
    /// Signing keys.
    pub sign_keys: Vec<KeyEntry>,
    /// What it does beside.
    pub service: Service,
}

/// The end of a key before its time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revocation {
    /// Which key.
    pub kid: Kid,
    /// From when on it is no longer good.
    pub from: Timestamp,
    /// Why, as a code.
    pub reason: String,
}

/// What the directory says of one member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its id.
    pub member: MemberId,
    /// Its kind.
    pub kind: MemberKind,
    /// State it acts in.
    pub state: Country,
    /// Names by language.
    pub names: BTreeMap<String, String>,
    /// Whether it takes part.
    pub status: Status,
    /// Its installations.
    pub nodes: Vec<NodeEntry>,
    /// Its offices.
    pub units: Vec<UnitEntry>,
    /// Keys that ended early.
    pub revoked: Vec<Revocation>,
    /// Members it deals with no more.
    pub suspends: Vec<Suspension>,
}

/// A verified directory version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roster {
    /// SHA-256 of the root file: the network's name in every signature.
    pub net: Digest,
    /// The root.
    pub root: Root,
    /// Version of the snapshot.
    pub version: u64,
    /// SHA-256 of the snapshot file.
    pub snapshot_sha256: Digest,
    /// When it was signed.
    pub issued_at: Timestamp,
    /// Every member by id.
    pub members: BTreeMap<MemberId, Entry>,
}

impl Root {
    /// The signed file. Its SHA-256 is the network id.
    #[must_use]
    pub fn sign(&self, keys: &[&Ed25519Secret]) -> Vec<u8> {
        write::signed(write::root(self), keys, ROOT_LABEL, &[])
    }

    /// Reads a root file and checks that its own keys signed it.
    ///
    /// # Errors
    /// See [`RosterError`].
    pub fn open(bytes: &[u8]) -> Result<Self, RosterError> {
        if bytes.len() > ROOT_BYTES_MAX {
            return Err(RosterError::TooLarge);
        }
        let (signed, signatures) = read::split(bytes)?;
        let root = read::root(&signed)?;
        root.check(&signed, &signatures, ROOT_LABEL, &[])?;
        Ok(root)
    }

    fn check(
        &self,
        signed: &Json,
        signatures: &[(Kid, Vec<u8>)],
        label: &[u8],
        net: &[u8],
    ) -> Result<(), RosterError> {
        let message = write::message(signed, label, net);
        // Distinct keys count, not lines: one key listed twice is one.
        let mut valid = BTreeSet::new();
        for (kid, signature) in signatures {
            for key in self.keys.iter().filter(|key| key.kid() == *kid) {
                if key.verify(&message, signature).is_ok() {
                    valid.insert(*kid);
                }
            }
        }
        if valid.len() < self.threshold {
            return Err(RosterError::Threshold { have: valid.len(), need: self.threshold });
        }
        Ok(())
    }
}

/// Signs version `version` of the directory.
#[must_use]
pub fn sign_snapshot(
    net: Digest,
    version: u64,
    issued_at: Timestamp,
    entries: &[Entry],
    keys: &[&Ed25519Secret],
) -> Vec<u8> {
    write::signed(write::snapshot(version, issued_at, entries), keys, SNAPSHOT_LABEL, &net.0)
}

/// One member's entry as canonical JSON: what `comity init` hands to the directory operator.
#[must_use]
pub fn entry_to_bytes(entry: &Entry) -> Vec<u8> {
    write::entry(entry).to_bytes()
}

/// Reads one member's entry.
///
/// # Errors
/// See [`RosterError`].
pub fn entry_from_bytes(bytes: &[u8]) -> Result<Entry, RosterError> {
    read::entry(&Json::parse(bytes)?)
}

impl Roster {
    /// Verifies a root and a snapshot.
    ///
    /// # Errors
    /// See [`RosterError`]; a file that fails changes nothing, the version held before stays in use.
    pub fn open(root_bytes: &[u8], snapshot_bytes: &[u8]) -> Result<Self, RosterError> {
        let root = Root::open(root_bytes)?;
        let net = Digest::of(root_bytes);
        if snapshot_bytes.len() > SNAPSHOT_BYTES_MAX {
            return Err(RosterError::TooLarge);
        }
        let (signed, signatures) = read::split(snapshot_bytes)?;
        root.check(&signed, &signatures, SNAPSHOT_LABEL, &net.0)?;
        let (version, issued_at, entries) = read::snapshot(&signed)?;
        let mut members = BTreeMap::new();
        let mut nodes = BTreeSet::new();
        let mut units = BTreeSet::new();
        let mut logs = BTreeSet::new();
        for entry in entries {
            for node in &entry.nodes {
                if !nodes.insert(node.node.clone()) {
                    return Err(twice("node", &node.node));
                }
                for (origin, _) in node.log.logs() {
                    if !logs.insert(origin.to_owned()) {
                        return Err(twice("log", &origin));
                    }
                }
            }
            for unit in &entry.units {
                if !units.insert(unit.unit.clone()) {
                    return Err(twice("unit", &unit.unit));
                }
            }
            let id = entry.member.clone();
            if members.insert(id.clone(), entry).is_some() {
                return Err(twice("member", &id));
            }
        }
        Ok(Self {
            net,
            root,
            version,
            snapshot_sha256: Digest::of(snapshot_bytes),
            issued_at,
            members,
        })
    }

    /// The entry and installation behind a node id.
    #[must_use]
    pub fn node(&self, node: &NodeId) -> Option<(&Entry, &NodeEntry)> {
        self.members.values().find_map(|entry| {
            entry.nodes.iter().find(|found| found.node == *node).map(|found| (entry, found))
        })
    }

    /// The entry and office behind a unit id.
    #[must_use]
    pub fn unit(&self, unit: &UnitId) -> Option<(&Entry, &UnitEntry)> {
        self.members.values().find_map(|entry| {
            entry.units.iter().find(|found| found.unit == *unit).map(|found| (entry, found))
        })
    }

    /// The node whose log this is, and the verifier keys of the log.
    #[must_use]
    pub fn log(&self, origin: &str) -> Option<(&NodeEntry, &[String])> {
        let mut nodes = self.members.values().flat_map(|entry| &entry.nodes);
        nodes.find_map(|node| Some((node, node.log.vkeys_of(origin)?)))
    }

    /// The verifier keys of a log that were not revoked by this instant.
    #[must_use]
    pub fn log_vkeys(&self, origin: &str, at: Timestamp) -> Vec<Vkey> {
        let Some((node, vkeys)) = self.log(origin) else { return Vec::new() };
        let entry = self.node(&node.node).map(|(entry, _)| entry);
        let is_good = |vkey: &Vkey| entry.is_some_and(|entry| !entry.is_revoked(vkey.kid(), at));
        vkeys.iter().filter_map(|vkey| Vkey::parse(vkey).ok()).filter(is_good).collect()
    }

    /// The signing key `kid` of a node, if it was good at `at`.
    #[must_use]
    pub fn node_key(&self, node: &NodeId, kid: Kid, at: Timestamp) -> Option<PublicKey> {
        let (entry, node) = self.node(node)?;
        entry.good_key(&node.sign_keys, kid, at)
    }

    /// The newest encryption key of a unit that is good at `at`: kid and public bytes.
    #[must_use]
    pub fn enc_key(&self, unit: &UnitId, at: Timestamp) -> Option<(Kid, &[u8])> {
        let (entry, unit) = self.unit(unit)?;
        let good = unit.enc_keys.iter().filter(|key| entry.is_good(key, at));
        good.max_by_key(|key| key.not_before).map(|key| (key.kid, key.pk.as_slice()))
    }

    /// The unit that receives a node's housekeeping letters: its first.
    #[must_use]
    pub fn reception(&self, node: &NodeId) -> Option<&UnitEntry> {
        let (entry, _) = self.node(node)?;
        entry.units.iter().find(|unit| unit.node == *node)
    }

    /// `keys.history` of a court package: one canonical JSON line per signing key of the named nodes and their units.
    #[must_use]
    pub fn key_history(&self, nodes: &BTreeSet<NodeId>) -> Vec<String> {
        write::key_history(self, nodes)
    }
}

impl Entry {
    /// The signing key `kid` of one of the member's units, if it was good at `at`.
    #[must_use]
    pub fn unit_key(&self, kid: Kid, at: Timestamp) -> Option<PublicKey> {
        self.units.iter().find_map(|unit| self.good_key(&unit.sign_keys, kid, at))
    }

    /// Whether a key was revoked by this instant. Whoever holds a revoked key can write any date, so what it signed
    /// counts only if it was known before.
    #[must_use]
    pub fn is_revoked(&self, kid: Kid, at: Timestamp) -> bool {
        self.revoked.iter().any(|end| end.kid == kid && end.from <= at)
    }

    fn is_good(&self, key: &KeyEntry, at: Timestamp) -> bool {
        !self.is_revoked(key.kid, at) && key.not_before <= at && at < key.not_after
    }

    fn good_key(&self, keys: &[KeyEntry], kid: Kid, at: Timestamp) -> Option<PublicKey> {
        let key = keys.iter().find(|key| key.kid == kid && self.is_good(key, at))?;
        PublicKey::parse(key.alg, &key.pk).ok().flatten()
    }

    /// The end of a key's life as the history tells it: its date, or its revocation if that came first.
    fn ends_at(&self, key: &KeyEntry) -> Timestamp {
        let revoked = self.revoked.iter().filter(|end| end.kid == key.kid).map(|end| end.from);
        revoked.chain([key.not_after]).min().unwrap_or(key.not_after)
    }
}

fn twice(what: &'static str, id: &impl ToString) -> RosterError {
    RosterError::Twice { what, id: id.to_string() }
}
