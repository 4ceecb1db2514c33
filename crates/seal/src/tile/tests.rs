//! Path spellings both ways, the tiles of the sizes the specification works through, and bundles.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::merkle::{append, leaf_hash, root};

#[track_caller]
fn check(path: &str, kind: Kind, index: u64, width: u16) {
    let tile = Tile::new(kind, index, width).unwrap();
    assert_eq!(tile.to_string(), path);
    assert_eq!(Tile::parse(path), Ok(tile));
}

#[test]
fn a_tile_has_one_path() {
    check("tile/0/007", Kind::Hashes(0), 7, 256);
    check("tile/0/999", Kind::Hashes(0), 999, 256);
    check("tile/63/x001/000", Kind::Hashes(63), 1000, 256);
    check("tile/2/x001/x234/067.p/255", Kind::Hashes(2), 1_234_067, 255);
    check("tile/entries/273.p/112", Kind::Entries, 273, 112);
    check("tile/entries/x009/x223/x372/x036/x854/x775/807", Kind::Entries, SIZE_MAX, 256);
}

#[test]
fn every_other_spelling_is_refused() {
    for path in [
        "",
        "tile",
        "tile/",
        "tile/0",
        "tile/0/",
        "tile/0/7",
        "tile/0/07",
        "tile/0/0007",
        "tile/0/x007",
        "tile/0/001/000",
        "tile/0/x000/001",
        "tile/0/x001/x000",
        "tile/0/x001/00",
        "tile/0/x01/000",
        "tile/00/000",
        "tile/64/000",
        "tile/256/000",
        "tile/-1/000",
        "tile/+1/000",
        "tile/0/+01",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/0/000.p/",
        "tile/0/000.p",
        "tile/0/000.p/1/",
        "tile/0/000/",
        "/tile/0/000",
        "tile/0/000?",
        "tile/entries",
        "tile/Entries/000",
        "tile/0/X001/000",
        "tile//000",
        "tile/0/x009/x223/x372/x036/x854/x775/808",
        "tile/0/x001/x009/x223/x372/x036/x854/x775/807",
        "tile/0/٠٠٠",
        "tile/0/000.p/1.p/1",
        "tile/0/000.P/1",
        " tile/0/000",
        "tile/0/000 ",
    ] {
        assert_eq!(Tile::parse(path), Err(TileError::Path), "{path:?}");
    }
}

#[test]
fn a_tree_of_70_000_leaves_has_the_tiles_of_the_specification() {
    let edge: Vec<_> = partial(70_000).iter().map(ToString::to_string).collect();
    assert_eq!(
        edge,
        ["tile/entries/273.p/112", "tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"]
    );
    let full = completed(0, 70_000);
    assert_eq!(full.len(), 273 + 273 + 1);
    assert_eq!(full.last().unwrap().to_string(), "tile/1/000");
    assert_eq!(Tile::width_at(Kind::Hashes(1), 1, 70_000), 17);
    assert_eq!(Tile::width_at(Kind::Hashes(8), 0, u64::MAX), 0);
    assert_eq!(
        partial(256).iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["tile/1/000.p/1"]
    );
    assert_eq!(completed(255, 256).len(), 2);
    assert!(partial(0).is_empty());
}

#[test]
fn a_tile_is_answered_at_every_width_the_tree_had() {
    let leaves: Vec<_> = (0..600_u32).map(|n| leaf_hash(&n.to_be_bytes())).collect();
    let made = append(0, &BTreeMap::new(), &leaves).unwrap().new_nodes;
    let nodes: BTreeMap<_, _> =
        made.into_iter().map(|(level, index, hash)| ((level, index), hash)).collect();
    for (path, first) in [("tile/0/000", 0), ("tile/0/002.p/88", 512), ("tile/0/002.p/1", 512)] {
        let tile = Tile::parse(path).unwrap();
        let hashes = read_hashes(&tile.hashes(600, &nodes).unwrap(), tile.width()).unwrap();
        assert_eq!(hashes, leaves[first..first + usize::from(tile.width())]);
    }
    let upper = Tile::parse("tile/1/000.p/2").unwrap().hashes(600, &nodes).unwrap();
    assert_eq!(read_hashes(&upper, 2).unwrap(), [root(&leaves[..256]), root(&leaves[256..512])]);
    for path in
        ["tile/0/002.p/89", "tile/0/002", "tile/1/000.p/3", "tile/2/000.p/1", "tile/9/000.p/1"]
    {
        let tile = Tile::parse(path).unwrap();
        assert_eq!(tile.hashes(600, &nodes), Err(TileError::NotThere { tile, size: 600 }));
    }
    let entries = Tile::parse("tile/entries/000").unwrap();
    assert_eq!(entries.hashes(600, &nodes), Err(TileError::NotThere { tile: entries, size: 600 }));
    assert_eq!(
        Tile::parse("tile/0/000").unwrap().hashes(600, &BTreeMap::new()),
        Err(TileError::Store(MerkleError::MissingNode { level: 0, index: 0 }))
    );
}

#[test]
fn a_bundle_of_another_length_is_refused() {
    let bytes = bundle(&[b"ab", b"", b"c"]).unwrap();
    assert_eq!(bytes, *b"\0\x02ab\0\0\0\x01c");
    assert_eq!(read_bundle(&bytes, 3).unwrap(), [&b"ab"[..], b"", b"c"]);
    for (cut, width) in [(9, 2), (9, 4), (8, 3), (1, 1), (0, 1), (5, 1)] {
        assert_eq!(read_bundle(&bytes[..cut], width), Err(TileError::Bundle), "{cut} {width}");
    }
    assert_eq!(bundle(&[&[0; 65_536]]), Err(TileError::EntryLength));
    assert_eq!(bundle(&[]), Err(TileError::Bundle));
    assert_eq!(bundle(&[&b""[..]; 257]), Err(TileError::Bundle));
    assert_eq!(read_hashes(&[0; 33], 1), Err(TileError::Bundle));
}

proptest! {
    #[test]
    fn every_tile_is_read_as_it_was_written(level in 0_u8..64, index in 0..=SIZE_MAX, width in 1_u16..=256) {
        let tile = Tile::new(Kind::Hashes(level), index, width).unwrap();
        prop_assert_eq!(Tile::parse(&tile.to_string()), Ok(tile));
    }
}
