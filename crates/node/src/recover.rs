//! A node whose database was put back gets its leaves again from a mirror, and with them one history of its log
//! (`docs/rfd/0008-leaves-without-bodies.md`). The operator says so, with `comity log recover`; a start never does it by
//! itself, because a newer copy of the database would bring the content back too, and this does not.
//!
//! Everything is checked before anything is written: the mirror's checkpoint bears both signatures of one generation of this
//! log's keys that is not revoked, is as long as anything that is known to be signed, and the leaves on top of ours hash to
//! its root and, on the way, to the root that the head register remembers and to that of the head by which it is known that
//! the database was put back. Nothing is signed here; the next start applies the start-up rule anew.
//!
//! Not trusted: a mirror. At most it withholds leaves.

use seal::checkpoint::{SignedCheckpoint, VerifiedCheckpoint};
use seal::digest::Digest;
use seal::merkle::{self, leaf_hash};
use seal::note::NOTE_BYTES_MAX;
use seal::tile::{Kind, TILE_WIDTH, Tile, read_bundle};
use store::{Head, NewEvent, Place};

use crate::act::ActError;
use crate::gap::{self, Gap};
use crate::keys::logs::KEYS_OF_GENERATION;
use crate::ledger::{LedgerError, Stopped, with_nodes};
use crate::monitor::reader::{BadUrl, Reader, Silent};
use crate::node::Node;
use crate::work::mirror::reading_place;
use crate::work::outside::vkeys_that_count;

#[cfg(test)]
mod tests;

/// Leaves that are brought back at once, a hundred megabytes of memory: beyond, the database that was put back is older
/// than anybody's backups are.
const LEAVES_MAX: u64 = 1 << 20;
/// Leaves of one commit.
const PER_COMMIT: usize = 512;
/// A full bundle of leaves as a log of ours has them; one with other entries is no bundle of ours.
const BUNDLE_BYTES_MAX: usize = TILE_WIDTH as usize * (2 + 40);

/// Why nothing is brought back.
#[derive(Debug, thiserror::Error)]
pub enum RecoverError {
    /// The store, or the ledger.
    #[error(transparent)]
    Act(#[from] ActError),
    /// The mirror holds less than was signed.
    #[error("it holds {held} leaves, and {known} were signed")]
    Behind {
        /// What it holds.
        held: u64,
        /// What is known to be signed.
        known: u64,
    },
    /// What it serves is not what this log signed.
    #[error("it serves another history: {0}")]
    Forked(&'static str),
    /// No mirror is named.
    #[error("name a mirror with --from, or in a section [[mirror]] of comity.toml")]
    NoMirror,
    /// Nothing to do.
    #[error("this log was not rolled back: {0}")]
    NotRolledBack(&'static str),
    /// It does not serve the log, or a part of it.
    #[error("it does not serve {0}")]
    NotServed(String),
    /// No answer.
    #[error(transparent)]
    Silent(#[from] Silent),
    /// More than is taken at once.
    #[error("{0} leaves are missing; at most {LEAVES_MAX} are brought back")]
    TooMany(u64),
    /// No address.
    #[error(transparent)]
    Url(#[from] BadUrl),
}

impl RecoverError {
    /// Stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Act(_) => "act",
            Self::Behind { .. } => "mirror-behind",
            Self::Forked(_) => "mirror-forked",
            Self::NoMirror => "no-mirror",
            Self::NotRolledBack(_) => "not-rolled-back",
            Self::NotServed(_) => "not-served",
            Self::Silent(_) => "silent",
            Self::TooMany(_) => "too-many",
            Self::Url(_) => "url",
        }
    }
}

impl From<LedgerError> for RecoverError {
    fn from(error: LedgerError) -> Self {
        Self::Act(error.into())
    }
}

impl From<store::StoreError> for RecoverError {
    fn from(error: store::StoreError) -> Self {
        Self::Act(error.into())
    }
}

/// Brings the missing leaves back from the first of these mirrors that serves them. The log stays stopped until the next
/// start.
///
/// # Errors
/// What kept the last mirror from it; nothing was written then, except where the store failed on the way: what was written
/// is right, and another try goes on from there.
pub async fn recover(node: &Node, urls: &[String]) -> Result<Gap, RecoverError> {
    let known = match node.ledger.stopped() {
        Some(Stopped::RolledBack { known, .. }) => known,
        Some(other) => return Err(RecoverError::NotRolledBack(other.code())),
        None => return Err(RecoverError::NotRolledBack("it runs")),
    };
    let mut last = RecoverError::NoMirror;
    for url in urls {
        match from(node, url, known).await {
            Ok(gap) => return Ok(gap),
            Err(error) => {
                crate::log::mirror_behind(url, error.code());
                last = error;
            }
        }
    }
    Err(last)
}

async fn from(node: &Node, url: &str, known: u64) -> Result<Gap, RecoverError> {
    // With its place for every leaf that is here, and nothing signed.
    let head = node.ledger.before_giving_up().await?;
    let origin = node.ledger.origin_of(head.log)?;
    let mut reader = Reader::new(reading_place(url, &Digest::of(origin.as_bytes()).hex())?);
    let seen = served(node, &mut reader, &origin).await?;
    let target = seen.checkpoint();
    if target.size() < known {
        return Err(RecoverError::Behind { held: target.size(), known });
    }
    let n_missing = target.size().saturating_sub(head.size);
    if n_missing > LEAVES_MAX {
        return Err(RecoverError::TooMany(n_missing));
    }
    let leaves = fetch(&mut reader, head.size, target.size()).await?;
    check(node, head, &origin, &leaves, target.root()).await?;
    import(node, head, &origin, url, leaves).await
}

/// The mirror's checkpoint, under every key of one generation of this log: a classical key alone may be in other hands.
async fn served(
    node: &Node,
    reader: &mut Reader,
    origin: &str,
) -> Result<VerifiedCheckpoint, RecoverError> {
    let note = reader.get("checkpoint", NOTE_BYTES_MAX).await?;
    let note =
        note.ok_or_else(|| RecoverError::NotServed("a checkpoint of this log".to_owned()))?;
    let forked = || RecoverError::Forked("its checkpoint is not signed by this log");
    let note = SignedCheckpoint::parse(&note).map_err(|_| forked())?;
    let vkeys = vkeys_that_count(node, origin, &note);
    let seen = note.verify(&vkeys).map_err(|_| forked())?;
    let signed: Vec<String> = seen
        .seen()
        .iter()
        .filter_map(|line| vkeys.get(line.key))
        .map(ToString::to_string)
        .collect();
    let roster = node.roster();
    let mut generations = roster
        .log(origin)
        .map(|(_, listed)| listed.chunks(KEYS_OF_GENERATION))
        .into_iter()
        .flatten();
    let is_whole = generations.any(|keys| keys.iter().all(|vkey| signed.contains(vkey)));
    let is_ours = is_whole && seen.checkpoint().origin() == origin;
    is_ours.then_some(seen).ok_or_else(forked)
}

/// The leaves from `from` to `to`, not believed.
async fn fetch(reader: &mut Reader, from: u64, to: u64) -> Result<Vec<[u8; 40]>, RecoverError> {
    let width = u64::from(TILE_WIDTH);
    let mut leaves = Vec::new();
    for n in from / width..to.div_ceil(width) {
        let wide = Tile::width_at(Kind::Entries, n, to);
        let asked = Tile::new(Kind::Entries, n, wide);
        // A partial bundle may be gone once it is full, and then is the beginning of the full one.
        let full = Tile::new(Kind::Entries, n, TILE_WIDTH).filter(|_| wide < TILE_WIDTH);
        let mut found = None;
        for tile in [asked, full].into_iter().flatten() {
            if let Some(bytes) = reader.get(&tile.to_string(), BUNDLE_BYTES_MAX).await? {
                found = Some((bytes, tile.width()));
                break;
            }
        }
        let Some((bytes, held)) = found else {
            return Err(RecoverError::NotServed(format!("leaves {} and after", n * width)));
        };
        let unfit = RecoverError::Forked("a bundle of entries has another form");
        let Ok(entries) = read_bundle(&bytes, held) else { return Err(unfit) };
        for (index, entry) in (n * width..).zip(entries).take(usize::from(wide)) {
            if index >= from {
                let unfit = RecoverError::Forked("an entry is no leaf of 40 bytes");
                leaves.push(entry.try_into().map_err(|_| unfit)?);
            }
        }
    }
    Ok(leaves)
}

/// Whether our leaves and those behind them are the tree that was signed.
async fn check(
    node: &Node,
    head: Head,
    origin: &str,
    leaves: &[[u8; 40]],
    root: Digest,
) -> Result<(), RecoverError> {
    let hashes: Vec<Digest> = leaves.iter().map(|leaf| leaf_hash(leaf)).collect();
    let grown =
        with_nodes(&*node.store, head.log, |nodes| merkle::append(head.size, nodes, &hashes))
            .await?;
    if grown.root != root {
        return Err(RecoverError::Forked("its leaves do not follow ours to its root"));
    }
    // The register remembers what this node signed itself, which may be less than the mirror's checkpoint; so may be what
    // somebody outside showed.
    let signed = node.ledger.signed();
    let shown = node.ledger.shown().filter(|shown| shown.origin() == origin);
    let known = [
        Some((signed.size, signed.root, "it is not what the head register remembers")),
        shown.map(|shown| (shown.size(), shown.root(), "it is not what somebody outside showed")),
    ];
    for (size, root, other) in known.into_iter().flatten() {
        let Some(n) = size.checked_sub(head.size).filter(|_| size > 0) else { continue };
        let first = usize::try_from(n).ok().and_then(|n| hashes.get(..n));
        let first = first.ok_or(RecoverError::Forked("it ends before what was signed"))?;
        let before =
            with_nodes(&*node.store, head.log, |nodes| merkle::append(head.size, nodes, first))
                .await?;
        if before.root != root {
            return Err(RecoverError::Forked(other));
        }
    }
    Ok(())
}

/// Writes them, oldest first. A crash in between leaves a database that is still behind, and the next try goes on.
async fn import(
    node: &Node,
    head: Head,
    origin: &str,
    url: &str,
    leaves: Vec<[u8; 40]>,
) -> Result<Gap, RecoverError> {
    let to = head.size.saturating_add(leaves.len() as u64);
    let mut begun = gap::all(node).await?.into_iter();
    // An earlier try that did not come to its end.
    let begun = begun.rfind(|gap| {
        gap.log == head.log
            && gap.from < head.size
            && head.size < gap.to
            && gap.decided_at_ms.is_none()
    });
    let gap = match begun {
        Some(gap) => Gap { to, ..gap },
        None => {
            node.store.mark_restored().await?;
            let place = Place { log: head.log, index: head.size };
            Gap {
                origin: origin.to_owned(),
                log: head.log,
                from: head.size,
                to,
                url: url.to_owned(),
                at_ms: node.now().as_millisecond(),
                position: gap::position_before(node, place).await?,
                decided_at_ms: None,
            }
        }
    };
    let stream = gap::lost_stream(node, &gap);
    let mut version = head.size.saturating_sub(gap.from);
    for some in leaves.chunks(PER_COMMIT) {
        let event = |leaf: &[u8; 40]| {
            let event_id = node.random.uuid_v7(gap.at_ms);
            gap::lost(event_id, gap.at_ms, *leaf)
        };
        let events: Vec<NewEvent> = some.iter().map(event).collect();
        let n = events.len() as u64;
        node.bring_back(&stream, version, events, &gap).await?;
        version = version.saturating_add(n);
    }
    let placed = node.ledger.before_giving_up().await?;
    if placed.size == to {
        Ok(gap)
    } else {
        Err(ActError::Corrupt("leaves that came back have no place".to_owned()).into())
    }
}

/// Which leaves are lost, for a start to state.
#[must_use]
pub fn statement(gaps: &[Gap]) -> Option<String> {
    let said: Vec<String> = gaps
        .iter()
        .map(|Gap { origin, from, to, url, .. }| {
            format!(
                "leaves {from} to {to} of {origin} came back from {url} without what they commit to"
            )
        })
        .collect();
    (!said.is_empty()).then(|| said.join("; "))
}
