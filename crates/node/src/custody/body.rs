//! The body of a `cx.custody` letter: openings of one exhibit's entries and of the leaves that anchor its passing, each
//! with its proof under a published head.
//!
//! `{"entries":[{"opening","proof"}],"exhibit":URN,"links":[{"opening","proof"}]}`, closed, at most 60 openings a letter.
//! Trusted: nobody. What [`read`] returns opens its leaf, and the leaf stands under a head that the sender's log and a
//! quorum of witnesses signed, not before the entry says it was made.

use std::collections::BTreeMap;

use domain::actor::NodeId;
use domain::ids::ExhibitId;
use seal::digest::Digest;
use seal::json::Json;
use seal::opening::{Opening, OpeningError};
use seal::package::{Leaf, Unfit, covered, is_readable, is_readable_anchor, schema};
use seal::policy::Policy;
use seal::proof::{ProofError, Proven, TlogProof};
use wire::read::{BadField, closed, get, list, text};
use wire::roster::LogEntry;

/// Openings in one letter.
pub(crate) const ENTRIES_MAX: usize = 60;
/// Bytes of openings and proofs in one letter: an envelope holds 896 KiB, and the frame needs some of it.
const LETTER_BYTES_MAX: usize = 512 << 10;
/// What stands around the openings and proofs: names, quotes, line ends that are written as two characters.
const FRAME_BYTES_MAX: usize = 64 << 10;

/// Why a `cx.custody` letter is not taken. The sender's fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum BadEntry {
    /// A field is missing or has another shape.
    #[error(transparent)]
    Field(#[from] BadField),
    /// The entries are not the sender's own.
    #[error("the letter shows entries of another exhibit, node or log than it says")]
    Foreign,
    /// No court could read it, or it does not follow the entries before it.
    #[error(transparent)]
    Unfit(#[from] Unfit),
    /// The fields do not give the leaf.
    #[error("opening: {0}")]
    Opening(#[from] OpeningError),
    /// The leaf is not where the proof says, or the head is not signed as the directory asks.
    #[error("proof: {0}")]
    Proof(#[from] ProofError),
    /// The entry states a time after its witnesses.
    #[error("an entry states a time after the witnesses had seen it")]
    TooEarly,
    /// More entries of one exhibit than a peer's record may have.
    #[error("the record of the exhibit has more entries than are taken")]
    RecordTooLong,
    /// More bytes than one letter may have.
    #[error("more than {LETTER_BYTES_MAX} bytes of openings and proofs in one letter")]
    TooLong,
    /// More openings than one letter may have.
    #[error("more than {ENTRIES_MAX} openings in one letter")]
    TooMany,
}

/// What one letter shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shown {
    /// The exhibit.
    pub(crate) exhibit: ExhibitId,
    /// Entries of its stream, by their number in it.
    pub(crate) entries: BTreeMap<u64, Leaf>,
    /// Leaves that anchor the passing.
    pub(crate) links: Vec<Leaf>,
}

/// The bodies for these leaves, as many letters as they need.
pub(crate) fn write(
    exhibit: &str,
    entries: &[Leaf],
    links: &[Leaf],
) -> Result<Vec<Json>, BadEntry> {
    let mut bodies = Vec::new();
    let mut open: [Vec<Json>; 2] = Default::default();
    let (mut n, mut bytes) = (0, 0);
    let tagged = entries.iter().map(|leaf| (0, leaf)).chain(links.iter().map(|leaf| (1, leaf)));
    for (list, leaf) in tagged {
        let (json, len) = leaf_to_json(leaf)?;
        if n == ENTRIES_MAX || (n > 0 && bytes + len > LETTER_BYTES_MAX) {
            bodies.push(body(exhibit, std::mem::take(&mut open)));
            (n, bytes) = (0, 0);
        }
        (n, bytes) = (n + 1, bytes + len);
        open.get_mut(list).into_iter().for_each(|list| list.push(json.clone()));
    }
    if n > 0 {
        bodies.push(body(exhibit, open));
    }
    Ok(bodies)
}

fn body(exhibit: &str, [entries, links]: [Vec<Json>; 2]) -> Json {
    Json::object([
        ("entries", Json::List(entries)),
        ("exhibit", Json::from(exhibit)),
        ("links", Json::List(links)),
    ])
}

fn leaf_to_json(leaf: &Leaf) -> Result<(Json, usize), BadEntry> {
    let line = leaf.opening.to_line();
    let opening = Json::parse(line.trim_end().as_bytes()).map_err(OpeningError::from)?;
    let proof = leaf.proof.to_string();
    let len = line.len() + proof.len();
    Ok((Json::object([("opening", opening), ("proof", Json::from(proof))]), len))
}

/// Reads and verifies what `from` sent about an exhibit that it records in the logs listed for it.
pub(crate) fn read(
    body: &Json,
    from: &NodeId,
    logs: &LogEntry,
    policy: &Policy,
) -> Result<Shown, BadEntry> {
    closed(body, "body", &["entries", "exhibit", "links"])?;
    let urn = ExhibitId::parse_urn(text(body, "exhibit")?);
    let (node, exhibit) = urn.map_err(|_| BadEntry::Foreign)?;
    let (entries, links) = (list(body, "entries")?, list(body, "links")?);
    if entries.len() + links.len() > ENTRIES_MAX {
        return Err(BadEntry::TooMany);
    }
    if node != *from {
        return Err(BadEntry::Foreign);
    }
    // One opening may be longer by itself, as nobody can cut it.
    if entries.len() + links.len() > 1 && body.to_bytes().len() > LETTER_BYTES_MAX + FRAME_BYTES_MAX
    {
        return Err(BadEntry::TooLong);
    }
    let mut shown = Shown { exhibit, entries: BTreeMap::new(), links: Vec::new() };
    for entry in entries {
        let leaf = leaf(entry, logs, policy)?;
        let about = leaf.opening.get("exhibit").and_then(Json::text);
        if !is_of(&leaf.opening, schema::CUSTODY.id) || about != Some(&exhibit.to_string()) {
            return Err(BadEntry::Foreign);
        }
        is_readable(&leaf.opening)?;
        let seq = leaf.opening.get("seq").and_then(Json::int);
        let seq = seq.and_then(|seq| u64::try_from(seq).ok()).ok_or(BadEntry::Foreign)?;
        shown.entries.insert(seq, leaf);
    }
    for link in links {
        let leaf = leaf(link, logs, policy)?;
        if !is_of(&leaf.opening, schema::EXCHANGE.id) {
            return Err(BadEntry::Foreign);
        }
        is_readable_anchor(&leaf.opening)?;
        shown.links.push(leaf);
    }
    Ok(shown)
}

fn is_of(opening: &Opening, schema: &str) -> bool {
    opening.get("schema").and_then(Json::text) == Some(schema)
}

fn leaf(json: &Json, logs: &LogEntry, policy: &Policy) -> Result<Leaf, BadEntry> {
    closed(json, "entry", &["opening", "proof"])?;
    let mut line = get(json, "opening")?.to_bytes();
    line.push(b'\n');
    let leaf = Leaf {
        opening: Opening::parse(&line)?,
        proof: TlogProof::parse(text(json, "proof")?.as_bytes())?,
    };
    verify(&leaf, logs, policy)?;
    Ok(leaf)
}

/// Checks that a leaf stands in one of these logs, under a head that satisfies `policy`.
pub(crate) fn verify(leaf: &Leaf, logs: &LogEntry, policy: &Policy) -> Result<Proven, BadEntry> {
    let Leaf { opening, proof } = leaf;
    let same = proof.extra.as_ref() == Some(opening.leaf()) && proof.index == opening.index();
    let origin = opening.origin();
    if !same || logs.vkeys_of(origin).is_none() {
        return Err(BadEntry::Foreign);
    }
    let proven = proof.verify(&opening.leaf_hash(), policy)?;
    if proven.checkpoint.origin() != origin {
        return Err(BadEntry::Foreign);
    }
    if proven.witnessed_at.is_some_and(|at| covered(opening, at).is_err()) {
        return Err(BadEntry::TooEarly);
    }
    Ok(proven)
}

/// What names a leaf among all logs.
pub(crate) fn place(leaf: &Leaf) -> (Digest, u64) {
    (Digest::of(leaf.opening.origin().as_bytes()), leaf.opening.index())
}
