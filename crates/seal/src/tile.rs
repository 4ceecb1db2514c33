//! Tiles and entry bundles: the static files by which anybody reads the log (C2SP tlog-tiles).
//!
//! The path spelling in both directions and the bytes of any tile at any width. Not the place that keeps or caches
//! them: a full tile never changes, a partial one is answered from the nodes as a prefix of the current row.

use std::fmt;

use thiserror::Error;

use crate::digest::Digest;
use crate::merkle::{MerkleError, Nodes, SIZE_MAX};

#[cfg(test)]
mod tests;

/// Hashes in a full tile, entries in a full bundle.
pub const TILE_WIDTH: u16 = 256;
/// Levels of the tree that one tile level spans: 256 = 2^8.
const TILE_HEIGHT: u8 = 8;
/// Highest level that a path may name; a tree of [`SIZE_MAX`] leaves has tiles up to level 7.
const LEVEL_MAX: u8 = 63;
/// Groups of three digits in the longest index: 19 digits of 2^63 − 1.
const GROUPS_MAX: usize = 7;

/// Why there is no such tile.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum TileError {
    /// The bytes are not the entries that a bundle of this width holds.
    #[error("entry bundle is cut, too long, or has another number of entries")]
    Bundle,
    /// An entry longer than its length field can say.
    #[error("entry is longer than 65535 bytes")]
    EntryLength,
    /// The tree has no such tile, or not that wide.
    #[error("a tree of {size} leaves has no tile `{tile}`")]
    NotThere {
        /// The tile asked for.
        tile: Tile,
        /// The tree asked about.
        size: u64,
    },
    /// Not the one spelling of a tile's path.
    #[error("not a tile path: groups of three digits, `x` before all but the last, width 1 to 255")]
    Path,
    /// The store lacks a node.
    #[error(transparent)]
    Store(MerkleError),
}

impl TileError {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Bundle => "bundle",
            Self::EntryLength => "entry-length",
            Self::NotThere { .. } => "not-there",
            Self::Path => "path",
            Self::Store(error) => error.code(),
        }
    }
}

/// What a tile holds.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Kind {
    /// The entries themselves, each with its length.
    Entries,
    /// Hashes of this level: level 0 is leaf hashes, each further level the roots of full tiles below.
    Hashes(u8),
}

/// The name of one tile.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Tile {
    kind: Kind,
    index: u64,
    width: u16,
}

impl Tile {
    /// The tile at `index` with `width` hashes or entries, 1 to 256.
    #[must_use]
    pub fn new(kind: Kind, index: u64, width: u16) -> Option<Self> {
        let level = match kind {
            Kind::Entries => 0,
            Kind::Hashes(level) => level,
        };
        let good = level <= LEVEL_MAX && index <= SIZE_MAX && (1..=TILE_WIDTH).contains(&width);
        good.then_some(Self { kind, index, width })
    }

    /// What the tile holds.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Its position within the level.
    #[must_use]
    pub fn index(&self) -> u64 {
        self.index
    }

    /// How many hashes or entries it holds.
    #[must_use]
    pub fn width(&self) -> u16 {
        self.width
    }

    /// Whether it is full, and so never changes.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.width == TILE_WIDTH
    }

    /// Index of the first hash of this tile within its level (for bundles: of the first entry).
    #[must_use]
    pub fn first(&self) -> Option<u64> {
        self.index.checked_mul(u64::from(TILE_WIDTH))
    }

    /// Reads `tile/L/N[.p/W]` or `tile/entries/N[.p/W]`.
    pub fn parse(path: &str) -> Result<Self, TileError> {
        let (kind, rest) = path
            .strip_prefix("tile/")
            .and_then(|rest| rest.split_once('/'))
            .ok_or(TileError::Path)?;
        let kind = if kind == "entries" {
            Kind::Entries
        } else {
            let level = plain(kind).ok_or(TileError::Path)?;
            Kind::Hashes(u8::try_from(level).map_err(|_| TileError::Path)?)
        };
        let (groups, width) = match rest.split_once(".p/") {
            None => (rest, TILE_WIDTH),
            Some((groups, width)) => {
                let width = plain(width).and_then(|width| u16::try_from(width).ok());
                (groups, width.filter(|width| *width < TILE_WIDTH).ok_or(TileError::Path)?)
            }
        };
        let index = index(groups).ok_or(TileError::Path)?;
        Self::new(kind, index, width).ok_or(TileError::Path)
    }

    /// How many hashes or entries the tile at this place has when the tree has `size` leaves; 0 to 256.
    #[must_use]
    pub fn width_at(kind: Kind, index: u64, size: u64) -> u16 {
        let row = match kind {
            Kind::Entries => size,
            Kind::Hashes(level) => {
                size.checked_shr(u32::from(level) * u32::from(TILE_HEIGHT)).unwrap_or(0)
            }
        };
        let first = index.saturating_mul(u64::from(TILE_WIDTH));
        let width = row.saturating_sub(first).min(u64::from(TILE_WIDTH));
        u16::try_from(width).unwrap_or(TILE_WIDTH)
    }

    /// Whether the tree of `size` leaves has this tile, at this or a greater width.
    #[must_use]
    pub fn is_there(&self, size: u64) -> bool {
        self.width <= Self::width_at(self.kind, self.index, size)
    }

    /// The bytes of a hash tile, from the nodes of the tree of `size` leaves.
    pub fn hashes(&self, size: u64, nodes: &impl Nodes) -> Result<Vec<u8>, TileError> {
        let missing = TileError::NotThere { tile: *self, size };
        let (Kind::Hashes(level), Some(first)) = (self.kind, self.first()) else {
            return Err(missing);
        };
        if !self.is_there(size) {
            return Err(missing);
        }
        let level = level * TILE_HEIGHT;
        let mut bytes = Vec::with_capacity(usize::from(self.width) * Digest::BYTES);
        for index in first..first + u64::from(self.width) {
            let hash = nodes.node(level, index);
            let hash = hash.ok_or(TileError::Store(MerkleError::MissingNode { level, index }))?;
            bytes.extend_from_slice(&hash.0);
        }
        Ok(bytes)
    }
}

/// The path, its one spelling.
impl fmt::Display for Tile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            Kind::Entries => f.write_str("tile/entries/")?,
            Kind::Hashes(level) => write!(f, "tile/{level}/")?,
        }
        let mut power = 1_u64;
        while self.index / power >= 1000 {
            power *= 1000;
        }
        while power > 1 {
            write!(f, "x{:03}/", self.index / power % 1000)?;
            power /= 1000;
        }
        write!(f, "{:03}", self.index % 1000)?;
        if self.is_full() { Ok(()) } else { write!(f, ".p/{}", self.width) }
    }
}

/// Every tile and bundle that becomes full while the tree grows from `old` to `new` leaves, the lowest level first.
#[must_use]
pub fn completed(old: u64, new: u64) -> Vec<Tile> {
    let mut tiles = Vec::new();
    for (kind, height) in rows() {
        let full = |size: u64| size.checked_shr(height + u32::from(TILE_HEIGHT)).unwrap_or(0);
        tiles.extend((full(old)..full(new)).filter_map(|index| Tile::new(kind, index, TILE_WIDTH)));
    }
    tiles
}

/// The partial tiles and the partial bundle at the right edge of the tree of `size` leaves.
#[must_use]
pub fn partial(size: u64) -> Vec<Tile> {
    let edge = |(kind, height): (Kind, u32)| {
        let row = size.checked_shr(height)?;
        let width = u16::try_from(row % u64::from(TILE_WIDTH)).ok()?;
        Tile::new(kind, row / u64::from(TILE_WIDTH), width)
    };
    rows().filter_map(edge).collect()
}

/// The bytes of a bundle: every entry behind its length.
pub fn bundle(entries: &[&[u8]]) -> Result<Vec<u8>, TileError> {
    if entries.is_empty() || entries.len() > usize::from(TILE_WIDTH) {
        return Err(TileError::Bundle);
    }
    let mut bytes = Vec::new();
    for entry in entries {
        let length = u16::try_from(entry.len()).map_err(|_| TileError::EntryLength)?;
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(entry);
    }
    Ok(bytes)
}

/// The `width` entries of a bundle.
pub fn read_bundle(mut bytes: &[u8], width: u16) -> Result<Vec<&[u8]>, TileError> {
    let mut entries = Vec::with_capacity(usize::from(width.min(TILE_WIDTH)));
    for _ in 0..width {
        let (length, rest) = bytes.split_first_chunk().ok_or(TileError::Bundle)?;
        let length = usize::from(u16::from_be_bytes(*length));
        let (entry, rest) = rest.split_at_checked(length).ok_or(TileError::Bundle)?;
        entries.push(entry);
        bytes = rest;
    }
    if bytes.is_empty() { Ok(entries) } else { Err(TileError::Bundle) }
}

/// The hashes of a hash tile of `width`.
pub fn read_hashes(bytes: &[u8], width: u16) -> Result<Vec<Digest>, TileError> {
    let (hashes, rest) = bytes.as_chunks::<{ Digest::BYTES }>();
    let good = rest.is_empty() && hashes.len() == usize::from(width);
    if good { Ok(hashes.iter().copied().map(Digest).collect()) } else { Err(TileError::Bundle) }
}

/// Every row of tiles, with the bits of the leaf index that one hash of it spans.
fn rows() -> impl Iterator<Item = (Kind, u32)> {
    let hashes = |level| (Kind::Hashes(level), u32::from(level) * u32::from(TILE_HEIGHT));
    std::iter::once((Kind::Entries, 0)).chain((0..TILE_HEIGHT).map(hashes))
}

/// A decimal without sign and without leading zero.
fn plain(text: &str) -> Option<u64> {
    crate::note::decimal(text)
}

/// `x001/x234/067` → 1 234 067.
fn index(groups: &str) -> Option<u64> {
    let n_groups = groups.split('/').count();
    if n_groups > GROUPS_MAX {
        return None;
    }
    let mut index = 0_u64;
    for (n, group) in groups.split('/').enumerate() {
        let is_last = n + 1 == n_groups;
        let digits = if is_last { group } else { group.strip_prefix('x')? };
        let superfluous = n == 0 && !is_last && digits == "000";
        if digits.len() != 3 || superfluous || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
            return None;
        }
        index = index.checked_mul(1000)?.checked_add(digits.parse().ok()?)?;
    }
    Some(index)
}
