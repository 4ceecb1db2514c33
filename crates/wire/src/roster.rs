//! The member directory as bytes: who is in the network, with which offices, keys, endpoints and logs, over time.
//!
//! [`tuf`] has the signed files and who must sign them; here is what they amount to for a node: every member's entry.
//! Nothing is taken out of an entry that an old letter may need, keys end by date or by revocation instead, so that a
//! letter is always judged by the keys **of its time**. `docs/spec/directory.md` has every field.
//!
//! Not here: fetching files, deciding when they are too old to act on (the shell), competence in law (`domain`).

use std::collections::{BTreeMap, BTreeSet};

use domain::actor::{MemberId, MemberKind, NodeId, Office, UnitId};
use jiff::Timestamp;
use law::ids::{Country, IssuerKind};
use seal::digest::Digest;
use seal::json::{Json, JsonError};
use seal::note::Vkey;
use seal::sign::{Alg, Kid, PublicKey};

mod once;
mod read;
mod service;
#[cfg(test)]
mod tests;
pub mod tuf;
mod write;

pub use self::once::{KeyBytes, Vkeys};
pub use self::service::{Competence, Duty, Mode, Service, Speaks, Status, Suspension};

/// Members a network may have; a longer list is not read.
pub const MEMBERS_MAX: usize = 1_000;
/// Logs that a node may list beside its first one: a generation of years, and some that follow a failure.
pub const OTHER_LOGS_MAX: usize = 64;
/// The reason of a cosigner key that ends because another one has taken its turn. What it cosigned before still counts; of
/// a key that is revoked for any other reason nothing does, for whoever holds it can write any time.
pub const SUPERSEDED: &str = "superseded";

/// Why an entry was not taken. The fault of whoever wrote it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RosterError {
    /// A field is missing or has another shape.
    #[error("the directory file's `{0}` is missing or malformed")]
    Field(&'static str),
    /// The bytes are not canonical JSON.
    #[error("the directory file is not canonical: {0}")]
    Json(#[from] JsonError),
    /// Too many bytes or members.
    #[error("the directory file is larger than the limit")]
    TooLarge,
}

/// Drill or production: said once for ever, so that the two can never be mistaken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NetworkKind {
    /// An exercise.
    Drill,
    /// The real thing.
    Production,
}

/// What the network is, for whoever works in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root {
    /// Drill or production.
    pub kind: NetworkKind,
    /// For people.
    pub name: String,
    /// The exercise that every letter of a drill names.
    pub exercise_id: Option<String>,
}

/// One key and when it was good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyEntry {
    /// Its short name.
    pub kid: Kid,
    /// What it is for.
    pub alg: Alg,
    /// Its public bytes.
    pub pk: KeyBytes,
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

    /// The verifier keys of the node as a cosigner, generation by generation in the order of the list: a key of a type that
    /// its generation has already begins the next one (`docs/spec/keys.md` §1). What is no verifier key is left out.
    #[must_use]
    pub fn cosigner_generations(&self) -> Vec<Vec<Vkey>> {
        let mut generations: Vec<Vec<Vkey>> = Vec::new();
        for vkey in self.cosigner.iter().filter_map(|vkey| Vkey::parse(vkey).ok()) {
            let type_of = |vkey: &Vkey| std::mem::discriminant(vkey.kind());
            match generations.last_mut() {
                Some(last) if last.iter().all(|other| type_of(other) != type_of(&vkey)) => {
                    last.push(vkey);
                }
                Some(_) | None => generations.push(vec![vkey]),
            }
        }
        generations
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
    /// What the network is.
    pub root: Root,
    /// Version of the snapshot.
    pub version: u64,
    /// SHA-256 of the snapshot file.
    pub snapshot_sha256: Digest,
    /// When the timestamp that it was taken with ends; from then on it may be behind.
    pub stale_from: Option<Timestamp>,
    /// Every member by id.
    pub members: BTreeMap<MemberId, Entry>,
    /// The verifier keys of its logs that were asked for.
    pub vkeys: Vkeys,
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
        vkeys.iter().filter_map(|vkey| self.vkeys.of(vkey)).filter(is_good).collect()
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

    /// Whether a key had ended by this instant, by its date or by revocation. What was signed before is good, but nothing
    /// that comes later shows by itself that it is older.
    #[must_use]
    pub fn is_over(&self, kid: Kid, at: Timestamp) -> bool {
        let of_nodes = self.nodes.iter().flat_map(|node| &node.sign_keys);
        let of_units =
            self.units.iter().flat_map(|unit| unit.sign_keys.iter().chain(&unit.enc_keys));
        let mut listed = of_nodes.chain(of_units).filter(|key| key.kid == kid);
        self.is_revoked(kid, at) || listed.any(|key| key.not_after <= at)
    }

    fn is_good(&self, key: &KeyEntry, at: Timestamp) -> bool {
        !self.is_revoked(key.kid, at) && key.not_before <= at && at < key.not_after
    }

    fn good_key(&self, keys: &[KeyEntry], kid: Kid, at: Timestamp) -> Option<PublicKey> {
        let key = keys.iter().find(|key| key.kid == kid && self.is_good(key, at))?;
        key.pk.key(key.alg).cloned()
    }

    /// The end of a key's life as the history tells it: its date, or its revocation if that came first.
    #[must_use]
    pub fn ends_at(&self, key: &KeyEntry) -> Timestamp {
        let revoked = self.revoked.iter().filter(|end| end.kid == key.kid).map(|end| end.from);
        revoked.chain([key.not_after]).min().unwrap_or(key.not_after)
    }
}
