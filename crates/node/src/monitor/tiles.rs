//! Proofs that a reader makes for himself, from the hash tiles that a log serves.
//!
//! A tile is believed only through a proof that ends at a signed root, and the two loops of RFC 6962 in `seal::merkle`
//! are the only judges. So a log that is asked for tiles cannot say anything about its past that it did not sign.

use std::collections::BTreeMap;

use seal::checkpoint::Checkpoint;
use seal::digest::Digest;
use seal::fork::Held;
use seal::merkle::{self, MerkleError, Nodes};
use seal::tile::{Kind, TILE_WIDTH, Tile, read_hashes};

use super::reader::{Reader, Silent};

/// Levels of the tree within one tile: 256 = 2^8.
const TILE_HEIGHT: u8 = 8;
/// Tiles that one proof can need: on each of the eight rows one beside the path and one at the edge of the tree, twice
/// that for a look at a past edge; one more attempt sees the end.
const PROOF_TILES_MAX: usize = 8 * 2 * 2 + 1;
/// Bytes of a full tile.
const TILE_BYTES_MAX: usize = TILE_WIDTH as usize * Digest::BYTES;

/// Why the tiles say nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// The log has no such tile.
    Missing(Tile),
    /// No answer.
    Silent(Silent),
    /// The tiles give no tree of that size, or the bytes are no tile of that width.
    Unfit(String),
}

impl From<Silent> for Trouble {
    fn from(silent: Silent) -> Self {
        Self::Silent(silent)
    }
}

/// How two heads of one log stand to each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Relation {
    /// The larger tree begins with the smaller.
    Extends,
    /// It does not: what it held instead, nothing where both have one size.
    Forked(Option<Held>),
}

/// Tiles of one log, fetched when they are needed.
#[derive(Debug)]
pub(crate) struct Tiles {
    pub(crate) reader: Reader,
    /// By level and position; none of them believed.
    held: BTreeMap<(u8, u64), Vec<Digest>>,
}

/// Puts a node together from the tile that it lies in.
impl Nodes for Tiles {
    fn node(&self, level: u8, index: u64) -> Option<Digest> {
        let (row, at, span) = place(level, index);
        let tile = self.held.get(&(row, at / u64::from(TILE_WIDTH)))?;
        let first = usize::try_from(at % u64::from(TILE_WIDTH)).ok()?;
        Some(merkle::root(tile.get(first..first.checked_add(span)?)?))
    }
}

/// The row of tiles a node is made from, its first hash in that row, and how many hashes it spans.
fn place(level: u8, index: u64) -> (u8, u64, usize) {
    let inner = level % TILE_HEIGHT;
    (level / TILE_HEIGHT, index << inner, 1 << inner)
}

impl Tiles {
    pub(crate) fn new(reader: Reader) -> Self {
        Self { reader, held: BTreeMap::new() }
    }

    /// Forgets what was fetched: what the log serves now may be another thing.
    pub(crate) fn forget(&mut self) {
        self.held.clear();
    }

    /// How two heads stand to each other, `old` not larger than `new`.
    pub(crate) async fn relate(
        &mut self,
        old: &Checkpoint,
        new: &Checkpoint,
    ) -> Result<Relation, Trouble> {
        let (end, size) = (old.size(), new.size());
        if end == size {
            let same = old.root() == new.root();
            return Ok(if same { Relation::Extends } else { Relation::Forked(None) });
        }
        if end == 0 {
            return Ok(Relation::Extends);
        }
        let root = self.compute(size, |nodes| merkle::root_at(end, nodes)).await?;
        let path = self.compute(size, |nodes| merkle::consistency(end, size, nodes)).await?;
        let proves = |root: &Digest| {
            merkle::verify_consistency(0, end, size, &path, root, &new.root()).is_ok()
        };
        if proves(&old.root()) {
            Ok(Relation::Extends)
        } else if proves(&root) {
            Ok(Relation::Forked(Some(Held { root, path })))
        } else {
            Err(unfit(size))
        }
    }

    /// Whether the right edge of the tree gives its root: all that can be asked of a log seen for the first time.
    pub(crate) async fn edge(&mut self, head: &Checkpoint) -> Result<(), Trouble> {
        let size = head.size();
        let root = self.compute(size, |nodes| merkle::root_at(size, nodes)).await?;
        if root == head.root() { Ok(()) } else { Err(unfit(size)) }
    }

    /// Fetches one tile at the width that the tree of `head` has, and proves that it belongs there.
    pub(crate) async fn check(&mut self, tile: Tile, head: &Checkpoint) -> Result<(), Trouble> {
        let (Kind::Hashes(row), Some(first)) = (tile.kind(), tile.first()) else {
            return Err(Trouble::Missing(tile));
        };
        let hashes = self.fetch(tile).await?;
        let height = u32::from(row) * u32::from(TILE_HEIGHT);
        let (start, end) = (first << height, (first + u64::from(tile.width())) << height);
        let size = head.size();
        let path = self.compute(size, |nodes| merkle::subtree_consistency(start, end, size, nodes));
        let (part, path) = (merkle::root(&hashes), path.await?);
        merkle::verify_consistency(start, end, size, &path, &part, &head.root()).map_err(|_| {
            Trouble::Unfit(format!("`{tile}` does not lead to the root of {size} leaves"))
        })
    }

    /// Runs a computation over the tree of `size` leaves, fetching each tile that it turns out to need.
    async fn compute<T>(
        &mut self,
        size: u64,
        ask: impl Fn(&Self) -> Result<T, MerkleError>,
    ) -> Result<T, Trouble> {
        for _ in 0..PROOF_TILES_MAX {
            let (level, index) = match ask(self) {
                Ok(done) => return Ok(done),
                Err(MerkleError::MissingNode { level, index }) => (level, index),
                Err(
                    MerkleError::Index { .. }
                    | MerkleError::SizeLimit
                    | MerkleError::Subtree { .. },
                ) => return Err(unfit(size)),
            };
            let (row, at, _) = place(level, index);
            let n = at / u64::from(TILE_WIDTH);
            let width = Tile::width_at(Kind::Hashes(row), n, size);
            let tile = Tile::new(Kind::Hashes(row), n, width).ok_or_else(|| unfit(size))?;
            let hashes = self.fetch(tile).await?;
            self.held.insert((row, n), hashes);
        }
        Err(unfit(size))
    }

    /// The hashes of a tile. A partial one may be gone once it is full, and then is the beginning of the full one.
    async fn fetch(&mut self, tile: Tile) -> Result<Vec<Digest>, Trouble> {
        let full = Tile::new(tile.kind(), tile.index(), TILE_WIDTH).filter(|_| !tile.is_full());
        for asked in [Some(tile), full].into_iter().flatten() {
            if let Some(bytes) = self.reader.get(&asked.to_string(), TILE_BYTES_MAX).await? {
                let mut hashes = read_hashes(&bytes, asked.width()).map_err(|_| {
                    Trouble::Unfit(format!("`{asked}` has not {} hashes", asked.width()))
                })?;
                hashes.truncate(usize::from(tile.width()));
                return Ok(hashes);
            }
        }
        Err(Trouble::Missing(tile))
    }
}

fn unfit(size: u64) -> Trouble {
    Trouble::Unfit(format!("the tiles do not lead to the root of {size} leaves"))
}
