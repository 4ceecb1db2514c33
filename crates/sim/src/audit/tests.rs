//! The second tree against the first one, and that the codes are codes.

use seal::digest::Digest;
use seal::merkle;

use super::Invariant;
use super::tree::{climb, leaf_hash, root};

fn leaves(n: u8) -> Vec<Digest> {
    (0..n).map(|n| leaf_hash(&[n; 40])).collect()
}

#[test]
fn both_trees_have_the_same_roots() {
    for n in 0..40 {
        assert_eq!(root(&leaves(n)), merkle::root(&leaves(n)), "{n} leaves");
    }
    assert_eq!(leaf_hash(b"leaf"), merkle::leaf_hash(b"leaf"));
}

#[test]
fn a_path_leads_to_the_root_from_its_own_leaf_only() {
    let five = leaves(5);
    let pair = |a: usize, b: usize| root(&five[a..b]);
    let path = [five[3], pair(0, 2), five[4]];
    assert_eq!(climb(2, 5, five[2], &path), Some(root(&five)));
    assert_ne!(climb(3, 5, five[2], &path), Some(root(&five)), "another place");
    assert_ne!(climb(2, 5, five[1], &path), Some(root(&five)), "another leaf");
    assert_eq!(climb(2, 5, five[2], &path[..2]), None, "too short");
    assert_eq!(climb(5, 5, five[2], &path), None, "no such leaf");
}

#[test]
fn every_invariant_has_its_code() {
    for invariant in Invariant::ALL {
        assert_eq!(Invariant::parse(invariant.code()), Some(invariant));
    }
}
