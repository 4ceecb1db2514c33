//! The published tree of eight leaves, and the incremental tree against the recursive definition of the RFC.

use proptest::prelude::*;

use super::*;
use crate::digest::hex_decode;

/// MTH by its definition.
fn naive_root(leaves: &[Digest]) -> Digest {
    match leaves {
        [] => empty_root(),
        [leaf] => *leaf,
        more => {
            let (left, right) = more.split_at(usize::try_from(split(more.len() as u64)).unwrap());
            node_hash(&naive_root(left), &naive_root(right))
        }
    }
}

/// PATH by its definition.
fn naive_path(index: usize, leaves: &[Digest]) -> Vec<Digest> {
    if leaves.len() == 1 {
        return vec![];
    }
    let k = usize::try_from(split(leaves.len() as u64)).unwrap();
    let (left, right) = leaves.split_at(k);
    let (mut path, other) = if index < k {
        (naive_path(index, left), right)
    } else {
        (naive_path(index - k, right), left)
    };
    path.push(naive_root(other));
    path
}

/// SUB by its definition, in the subtree form; with `start = 0` it is PROOF.
fn naive_subproof(start: usize, end: usize, leaves: &[Digest], known: bool) -> Vec<Digest> {
    if (start, end) == (0, leaves.len()) {
        return if known { vec![] } else { vec![naive_root(leaves)] };
    }
    let k = usize::try_from(split(leaves.len() as u64)).unwrap();
    let (left, right) = leaves.split_at(k);
    let (mut proof, other) = if end <= k {
        (naive_subproof(start, end, left, known), right)
    } else if k <= start {
        (naive_subproof(start - k, end - k, right, known), left)
    } else {
        (naive_subproof(0, end - k, right, false), left)
    };
    proof.push(naive_root(other));
    proof
}

fn leaves(n: usize) -> Vec<Digest> {
    (0..n as u64).map(|n| leaf_hash(&n.to_be_bytes())).collect()
}

fn tree(leaves: &[Digest]) -> BTreeMap<(u8, u64), Digest> {
    let made = append(0, &BTreeMap::new(), leaves).unwrap();
    made.new_nodes.into_iter().map(|(level, index, hash)| ((level, index), hash)).collect()
}

fn published() -> Vec<Digest> {
    [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ]
    .map(|hex| leaf_hash(&hex_decode(hex).unwrap()))
    .to_vec()
}

#[track_caller]
fn check(n: usize, hex: &str) {
    let leaves = &published()[..n];
    let expected = Digest::parse_hex(hex).unwrap();
    assert_eq!(root(leaves), expected);
    assert_eq!(naive_root(leaves), expected);
    assert_eq!(root_at(n as u64, &tree(&published())), Ok(expected));
}

#[track_caller]
fn check_ends(proof: &[Digest], expected: &[(&str, &str)]) {
    assert_eq!(proof.len(), expected.len());
    for (hash, (start, end)) in proof.iter().zip(expected) {
        assert!(hash.hex().starts_with(start) && hash.hex().ends_with(end), "{hash} {start}…{end}");
    }
}

#[test]
fn the_published_tree_has_the_published_roots() {
    check(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    check(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    check(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77");
    check(6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef");
    check(7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c");
    check(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
}

#[test]
fn the_published_tree_has_the_published_proofs() {
    let nodes = tree(&published());
    let path = inclusion(0, 8, &nodes).unwrap();
    check_ends(&path, &[("96a296d2", "cfc7"), ("5f083f0a", "031e"), ("6b47aaf2", "f6e4")]);
    let proof = consistency(6, 8, &nodes).unwrap();
    check_ends(&proof, &[("0ebc5d34", "ef6a"), ("ca854ea1", "0ae0"), ("d37ee418", "14b7")]);
}

#[test]
fn every_leaf_of_small_trees_is_proved_and_no_other() {
    let all = leaves(34);
    let nodes = tree(&all);
    for size in 1..=all.len() {
        let root = naive_root(&all[..size]);
        for index in 0..size {
            let path = inclusion(index as u64, size as u64, &nodes).unwrap();
            assert_eq!(path, naive_path(index, &all[..size]));
            for claimed in 0..=size {
                let found =
                    verify_inclusion(claimed as u64, size as u64, &all[index], &path, &root);
                assert_eq!(
                    found.is_ok(),
                    claimed == index,
                    "{index} claimed as {claimed} of {size}"
                );
            }
            let mut longer = path.clone();
            longer.push(root);
            let (index, size) = (index as u64, size as u64);
            assert_eq!(
                verify_inclusion(index, size, &all[0], &longer, &root),
                Err(BadProof::Length)
            );
            if let [shorter @ .., _] = path.as_slice() {
                assert_eq!(
                    verify_inclusion(index, size, &all[0], shorter, &root),
                    Err(BadProof::Length)
                );
            }
        }
    }
}

#[test]
fn every_subtree_of_small_trees_is_proved_and_nothing_else_is_a_subtree() {
    let all = leaves(19);
    let nodes = tree(&all);
    for size in 1..=all.len() {
        let root = naive_root(&all[..size]);
        for (start, end) in (0..size).flat_map(|start| (0..=size).map(move |end| (start, end))) {
            let asked = (start as u64, end as u64, size as u64);
            let made = subtree_consistency(asked.0, asked.1, asked.2, &nodes);
            if !is_subtree(asked.0, asked.1) {
                assert!(made.is_err());
                continue;
            }
            let proof = made.unwrap();
            assert_eq!(proof, naive_subproof(start, end, &all[..size], true), "{asked:?}");
            let part = naive_root(&all[start..end]);
            let verify = |proof: &[Digest], part: &Digest, root: &Digest| {
                verify_consistency(asked.0, asked.1, asked.2, proof, part, root)
            };
            assert_eq!(verify(&proof, &part, &root), Ok(()), "{asked:?}");
            assert!(verify(&proof, &empty_root(), &root).is_err());
            assert!(verify(&proof, &part, &empty_root()).is_err());
            let mut longer = proof.clone();
            longer.push(root);
            assert_eq!(verify(&longer, &part, &root), Err(BadProof::Length));
            for n in 0..proof.len() {
                let mut changed = proof.clone();
                changed[n].0[7] ^= 1;
                assert!(verify(&changed, &part, &root).is_err());
                changed.remove(n);
                assert!(verify(&changed, &part, &root).is_err());
            }
        }
    }
}

#[test]
fn what_is_not_there_is_not_proved() {
    let nodes = tree(&leaves(5));
    assert_eq!(inclusion(5, 5, &nodes), Err(MerkleError::Index { index: 5, size: 5 }));
    assert_eq!(
        inclusion(0, u64::MAX, &nodes),
        Err(MerkleError::Index { index: 0, size: u64::MAX })
    );
    assert_eq!(consistency(0, 5, &nodes), Err(MerkleError::Subtree { start: 0, end: 0, size: 5 }));
    assert_eq!(consistency(6, 5, &nodes), Err(MerkleError::Subtree { start: 0, end: 6, size: 5 }));
    assert_eq!(consistency(5, 5, &nodes), Ok(vec![]));
    assert_eq!(root_at(6, &nodes), Err(MerkleError::MissingNode { level: 1, index: 2 }));
    assert_eq!(append(8, &nodes, &[]), Err(MerkleError::MissingNode { level: 3, index: 0 }));
    assert_eq!(append(SIZE_MAX, &nodes, &leaves(1)), Err(MerkleError::SizeLimit));
    assert_eq!(root_at(SIZE_MAX + 1, &nodes), Err(MerkleError::SizeLimit));
}

#[test]
fn ranges_at_the_end_of_the_number_line_do_not_overflow() {
    assert!(is_subtree(0, u64::MAX));
    assert!(is_subtree(1 << 63, u64::MAX));
    assert!(!is_subtree(1, u64::MAX));
    assert!(!is_subtree(3, 3) && !is_subtree(4, 3));
    let hash = empty_root();
    let long = vec![hash; 70];
    for size in [1, 2, 3, (1 << 63) - 1, 1 << 63, u64::MAX] {
        for index in [0, 1, 2, size - 1, size / 2] {
            assert!(verify_inclusion(index, size, &hash, &long, &hash).is_err());
            assert!(verify_consistency(0, index, size, &long, &hash, &hash).is_err());
            assert!(verify_consistency(index, size, size, &long, &hash, &hash).is_err());
        }
    }
}

proptest! {
    #[test]
    fn appending_in_any_batches_makes_the_same_tree(batches in prop::collection::vec(0_usize..40, 0..8)) {
        let all = leaves(batches.iter().sum());
        let (mut nodes, mut size) = (BTreeMap::new(), 0);
        for batch in batches {
            let made = append(size as u64, &nodes, &all[size..size + batch]).unwrap();
            size += batch;
            prop_assert_eq!(made.size, size as u64);
            prop_assert_eq!(made.root, naive_root(&all[..size]));
            for (level, index, hash) in made.new_nodes {
                let start = usize::try_from(index << level).unwrap();
                prop_assert_eq!(hash, naive_root(&all[start..start + (1 << level)]));
                prop_assert_eq!(nodes.insert((level, index), hash), None);
            }
        }
        prop_assert_eq!(&nodes, &tree(&all));
    }

    #[test]
    fn large_trees_prove_what_small_ones_do(size in 1_usize..1500, old in 1_usize..1500, index in 0_usize..1500) {
        let (old, index) = (1 + old % size, index % size);
        let all = leaves(size);
        let nodes = tree(&all);
        let (root, old_root) = (naive_root(&all), naive_root(&all[..old]));
        let path = inclusion(index as u64, size as u64, &nodes).unwrap();
        prop_assert_eq!(&path, &naive_path(index, &all));
        prop_assert!(verify_inclusion(index as u64, size as u64, &all[index], &path, &root).is_ok());
        let proof = consistency(old as u64, size as u64, &nodes).unwrap();
        prop_assert_eq!(&proof, &naive_subproof(0, old, &all, true));
        prop_assert!(verify_consistency(0, old as u64, size as u64, &proof, &old_root, &root).is_ok());
    }
}
