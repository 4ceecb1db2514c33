//! `inclusion`: every shown entry is a leaf in a log that the policy trusts, and every proof is used.

use std::collections::BTreeMap;

use super::container::Files;
use super::{Broken, Checked};
use crate::checkpoint::Checkpoint;
use crate::digest::Digest;
use crate::heads::{Statement, Unproven};
use crate::opening::{Opening, Part, Why};
use crate::package::layout::{LeafName, Member};
use crate::package::view;
use crate::policy::{KeyStatus, Policy, Witnessed};
use crate::proof::TlogProof;
use crate::verdict::Closed;

/// A log head that satisfies the policy.
#[derive(Clone, Debug)]
pub(super) struct Head {
    pub(super) checkpoint: Checkpoint,
    /// What is known of the log's keys.
    pub(super) keys: KeyStatus,
    /// By when a quorum had signed it; `None` if the policy asks for no witness.
    pub(super) witnessed_at: Option<u64>,
}

impl Head {
    /// The head that a proof ends in, if the policy is satisfied by it.
    pub(super) fn of(proof: &TlogProof, policy: &Policy) -> Checked<Self> {
        let signed = proof.signed_checkpoint().map_err(|e| Broken::new(e.to_string()))?;
        let witnessed = policy.satisfied(&signed).map_err(|e| Broken::new(e.to_string()))?;
        let Witnessed { checkpoint, keys, witnessed_at, witnesses: _ } = witnessed;
        Ok(Self { checkpoint, keys, witnessed_at })
    }
}

/// An entry that stands in its log.
#[derive(Debug)]
pub(super) struct Shown {
    pub(super) opening: Opening,
    pub(super) head: Head,
}

/// All entries a package shows.
#[derive(Debug)]
pub(super) struct Record {
    /// By exhibit number: the lines of its file, in their order.
    pub(super) custody: Vec<(String, Vec<Shown>)>,
    /// The lines of the anchors, in their order.
    pub(super) anchors: Vec<Shown>,
    /// What the exporter's log states about the end of its streams, by exhibit number.
    pub(super) maps: Vec<Stated>,
}

/// A statement of completeness that holds. Of which stream, and whether it fits what is shown, is not looked at here.
#[derive(Debug)]
pub(super) struct Stated {
    /// The number in the member's name.
    pub(super) exhibit_no: String,
    pub(super) path: String,
    pub(super) statement: Statement,
    /// Leaves that the map was made of, by its log's word.
    pub(super) size: u64,
    /// The entry that commits to the map.
    pub(super) map: Shown,
}

impl Record {
    pub(super) fn n_custody(&self) -> usize {
        self.custody.iter().map(|(_, shown)| shown.len()).sum()
    }

    /// Every entry of the parties.
    pub(super) fn all(&self) -> impl Iterator<Item = &Shown> {
        self.custody.iter().flat_map(|(_, shown)| shown).chain(&self.anchors)
    }

    /// Everything that stands under a head: these, and the entries of maps.
    pub(super) fn under_heads(&self) -> impl Iterator<Item = &Shown> {
        self.all().chain(self.maps.iter().map(|stated| &stated.map))
    }

    /// How many custody fields are kept closed.
    pub(super) fn closed(&self) -> Closed {
        let mut closed = Closed::default();
        let parts =
            self.custody.iter().flat_map(|(_, shown)| shown).flat_map(|s| s.opening.parts());
        for part in parts {
            match part {
                Part::Open { .. } => {}
                Part::Closed { why: Why::Erased, .. } => closed.n_erased += 1,
                Part::Closed { why: Why::NotForRecipient, .. } => closed.n_not_for_recipient += 1,
                Part::Closed { why: Why::Redacted, .. } => closed.n_redacted += 1,
            }
        }
        closed
    }
}

pub(super) fn check(files: &Files, policy: &Policy) -> Checked<Record> {
    let mut heads = Heads { policy, known: BTreeMap::new() };
    let mut proofs =
        Proofs::of(
            files,
            |member| {
                if let Member::Proof(name) = member { Some(name) } else { None }
            },
        );
    let mut custody = Vec::new();
    for (member, file) in files.iter() {
        if let Member::Events { exhibit_no } = member {
            custody.push((
                exhibit_no.clone(),
                shown(file.bytes(), &file.path, &mut proofs, &mut heads)?,
            ));
        }
    }
    proofs.none_left()?;

    let mut proofs =
        Proofs::of(
            files,
            |member| {
                if let Member::AnchorProof(name) = member { Some(name) } else { None }
            },
        );
    let mut anchors = Vec::new();
    if let Some((_, file)) = files.iter().find(|(member, _)| **member == Member::AnchorLinks) {
        anchors = shown(file.bytes(), &file.path, &mut proofs, &mut heads)?;
        if anchors.is_empty() {
            return Err(Broken(format!("`{}` has no line", file.path)));
        }
    }
    proofs.none_left()?;
    let mut maps = Vec::new();
    for (member, file) in files.iter() {
        if let Member::Complete { exhibit_no } = member {
            maps.push(stated(exhibit_no, file.bytes(), &file.path, &mut heads)?);
        }
    }
    Ok(Record { custody, anchors, maps })
}

/// A statement about the end of a stream, if it holds under the policy.
fn stated(exhibit_no: &str, bytes: &[u8], path: &str, heads: &mut Heads<'_>) -> Checked<Stated> {
    let broken = |why: &str| Broken(format!("`{path}`: {why}"));
    let read = Unproven::parse(bytes).map_err(|e| broken(&e.to_string()))?;
    let head = heads.of(&read.proof).map_err(|Broken(why)| broken(&why))?;
    let (size, _) = read.holds_under(&head.checkpoint).map_err(|e| broken(&e.to_string()))?;
    let Unproven { statement, map, proof: _ } = read;
    let map = Shown { opening: map, head };
    let (exhibit_no, path) = (exhibit_no.to_owned(), path.to_owned());
    Ok(Stated { exhibit_no, path, statement, size, map })
}

/// The entries of one file, each with its proof.
fn shown(
    bytes: &[u8],
    path: &str,
    proofs: &mut Proofs<'_>,
    heads: &mut Heads<'_>,
) -> Checked<Vec<Shown>> {
    let mut shown = Vec::new();
    for (n, line) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
        let broken = |why: &str| Broken::new(format!("line {} of `{path}`: {why}", n + 1));
        let opening = Opening::parse(line).map_err(|e| broken(&e.to_string()))?;
        if view::log_of(opening.origin()).is_none() {
            return Err(broken("its log is not called as the log of a node"));
        }
        let proof_bytes = proofs
            .take(&LeafName::of(opening.origin(), opening.index()))
            .ok_or_else(|| broken("no proof for this entry, or two lines for one entry"))?;
        let proof = TlogProof::parse(proof_bytes).map_err(|e| broken(&e.to_string()))?;
        if proof.to_string().as_bytes() != proof_bytes {
            return Err(broken("its proof is not in its one form"));
        }
        if proof.extra.as_ref() != Some(opening.leaf()) || proof.index != opening.index() {
            return Err(broken("its proof is for another entry"));
        }
        let head = heads.of(&proof).map_err(|Broken(why)| broken(&why))?;
        if head.checkpoint.origin() != opening.origin() {
            return Err(broken("its proof is for another log"));
        }
        proof
            .verify_path(&opening.leaf_hash(), &head.checkpoint)
            .map_err(|e| broken(&e.to_string()))?;
        shown.push(Shown { opening, head });
    }
    Ok(shown)
}

/// Log heads that were verified already: many proofs end in the same note, and its signatures are what costs time.
struct Heads<'a> {
    policy: &'a Policy,
    known: BTreeMap<Digest, Head>,
}

impl Heads<'_> {
    fn of(&mut self, proof: &TlogProof) -> Checked<Head> {
        let note = Digest::of(proof.checkpoint_note.as_bytes());
        if let Some(head) = self.known.get(&note) {
            return Ok(head.clone());
        }
        let head = Head::of(proof, self.policy)?;
        self.known.insert(note, head.clone());
        Ok(head)
    }
}

/// The proofs of one folder, each taken at most once.
struct Proofs<'a>(BTreeMap<&'a LeafName, &'a [u8]>);

impl<'a> Proofs<'a> {
    fn of(files: &'a Files, name: impl Fn(&'a Member) -> Option<&'a LeafName>) -> Self {
        Self(
            files.iter().filter_map(|(member, file)| Some((name(member)?, file.bytes()))).collect(),
        )
    }

    fn take(&mut self, name: &LeafName) -> Option<&'a [u8]> {
        self.0.remove(name)
    }

    fn none_left(&self) -> Checked<()> {
        match self.0.keys().next() {
            None => Ok(()),
            Some(name) => {
                Err(Broken::new(format!("the proof of entry {name} belongs to no shown entry")))
            }
        }
    }
}
