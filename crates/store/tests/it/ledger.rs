//! The log's order: indexes follow positions, the head moves for one sequencer at a time, nodes never change.

use std::sync::Arc;

use store::{
    Grown, Head, Leaf, PendingLeaf, Place, Sequenced, Store, StoreError, Tree, tree::NodeAt,
};

use crate::bench::{check, event, events, hash, id};

/// The root of the empty tree: SHA-256 of nothing.
const EMPTY_ROOT: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// Where the first log begins.
const FIRST: Place = Place { log: 0, index: 0 };

pub(crate) fn step(
    from_size: u64,
    epoch: u64,
    numbers: impl IntoIterator<Item = u64>,
) -> Sequenced {
    let event_ids: Vec<_> = numbers.into_iter().map(id).collect();
    let root = hash(from_size + event_ids.len() as u64);
    Sequenced { log: 0, from_size, epoch, event_ids, nodes: vec![], root }
}

async fn three_events(store: &Arc<dyn Store>) {
    store.append(events("a", 0, [1, 2])).await.unwrap();
    store.append(events("b", 0, [3])).await.unwrap();
}

#[test]
fn an_empty_log_has_the_root_of_the_empty_tree() {
    check(&async |store| {
        let head = store.head().await.unwrap();
        assert_eq!((head.size, head.epoch, head.restore_epoch), (0, 0, 0));
        let hex: String = head.root.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, EMPTY_ROOT);
        assert_eq!(store.leaves_pending(9).await, Ok(vec![]));
    });
}

#[test]
fn leaves_get_their_indexes_in_the_order_of_positions() {
    check(&async |store| {
        three_events(&store).await;
        let pending = store.leaves_pending(9).await.unwrap();
        let expected = [1, 2, 3].map(|n| PendingLeaf {
            position: n,
            event_id: id(n),
            leaf_hash: event(n).leaf_hash,
        });
        assert_eq!(pending, expected);
        assert_eq!(store.leaves_pending(1).await.unwrap().len(), 1);

        let head = store.leaves_sequenced(step(0, 0, [1, 2])).await.unwrap();
        assert_eq!(head, Head { log: 0, size: 2, root: hash(2), epoch: 0, restore_epoch: 0 });
        assert_eq!(store.head().await, Ok(head));
        assert_eq!(store.leaves_pending(9).await, Ok(expected[2..].to_vec()));
        store.leaves_sequenced(step(2, 0, [3])).await.unwrap();

        let leaf =
            |n: u64| Leaf { index: n - 1, leaf: event(n).leaf, leaf_hash: event(n).leaf_hash };
        assert_eq!(store.leaves(FIRST, 9).await, Ok([1, 2, 3].map(leaf).to_vec()));
        assert_eq!(store.leaves(Place { index: 1, ..FIRST }, 1).await, Ok(vec![leaf(2)]));
        let found = store.event_at(Place { index: 2, ..FIRST }).await.unwrap().unwrap();
        assert_eq!((found.event_id, found.place), (id(3), Some(Place { log: 0, index: 2 })));
        assert_eq!(store.load("a", 0).await.unwrap()[1].place, Some(Place { log: 0, index: 1 }));
        assert_eq!(store.health().await.unwrap().n_pending_leaves, 0);
    });
}

#[test]
fn leaves_are_never_skipped_or_swapped() {
    check(&async |store| {
        three_events(&store).await;
        for wrong in [vec![2], vec![1, 3], vec![2, 1], vec![1, 2, 3, 4], vec![9]] {
            let refused = store.leaves_sequenced(step(0, 0, wrong.clone())).await.unwrap_err();
            assert_eq!(refused.code(), "corrupt", "{wrong:?}");
        }
        assert_eq!(store.head().await.unwrap().size, 0);
    });
}

#[test]
fn the_head_moves_only_from_where_its_mover_saw_it() {
    check(&async |store| {
        three_events(&store).await;
        store.leaves_sequenced(step(0, 0, [1])).await.unwrap();
        let refused = store.leaves_sequenced(step(0, 0, [1])).await.unwrap_err();
        assert_eq!(refused, StoreError::HeadMoved { size: 1, epoch: 0 });
        assert_eq!(store.leaves_sequenced(step(2, 0, [2])).await.unwrap_err().code(), "head-moved");
    });
}

#[test]
fn who_takes_the_duty_gets_an_epoch_beyond_every_one_that_is_known() {
    check(&async |store| {
        for (above, epoch) in [(0, 1), (6, 7), (2, 8), (8, 9)] {
            assert_eq!(store.bump_epoch(above).await.unwrap().epoch, epoch, "{above}");
        }
    });
}

#[test]
fn who_lost_the_duty_can_no_longer_move_the_head() {
    check(&async |store| {
        three_events(&store).await;
        assert_eq!(store.bump_epoch(0).await.unwrap().epoch, 1);
        let refused = store.leaves_sequenced(step(0, 0, [1])).await.unwrap_err();
        assert_eq!(refused, StoreError::HeadMoved { size: 0, epoch: 1 });
        let head = store.leaves_sequenced(step(0, 1, [1])).await.unwrap();
        assert_eq!((head.size, head.epoch), (1, 1));
        let restored = store.mark_restored().await.unwrap();
        assert_eq!((restored.size, restored.epoch, restored.restore_epoch), (1, 1, 1));
    });
}

#[test]
fn a_node_once_written_never_changes() {
    check(&async |store| {
        three_events(&store).await;
        let nodes = vec![(0, 0, hash(10)), (0, 1, hash(11)), (1, 0, hash(12))];
        store.leaves_sequenced(Sequenced { nodes, ..step(0, 0, [1, 2]) }).await.unwrap();
        let other = Sequenced { nodes: vec![(1, 0, hash(99))], ..step(2, 0, [3]) };
        assert_eq!(store.leaves_sequenced(other).await.unwrap_err().code(), "corrupt");
        assert_eq!(store.head().await.unwrap().size, 2, "nothing of the step was written");
        let same = Sequenced { nodes: vec![(1, 0, hash(12)), (0, 2, hash(13))], ..step(2, 0, [3]) };
        store.leaves_sequenced(same).await.unwrap();
        let found = store.nodes(0, &[(0, 2), (5, 5), (1, 0)]).await.unwrap();
        assert_eq!(found, [Some(hash(13)), None, Some(hash(12))]);
    });
}

/// A tree whose root tells its size, and whose nodes are its leaves.
#[derive(Debug)]
pub(crate) struct Counting;

impl Tree for Counting {
    fn grow(
        &self,
        size: u64,
        node_at: NodeAt<'_>,
        leaf_hashes: &[[u8; 32]],
    ) -> Result<Grown, StoreError> {
        if size > 0 && node_at(0, size - 1)?.is_none() {
            return Err(StoreError::Corrupt { what: "the last leaf is missing".to_owned() });
        }
        let places = size..;
        let nodes = places.zip(leaf_hashes).map(|(index, hash)| (0, index, *hash)).collect();
        Ok(Grown { nodes, root: hash(size + leaf_hashes.len() as u64) })
    }
}

/// A tree that cannot grow.
#[derive(Debug)]
struct Broken;

impl Tree for Broken {
    fn grow(&self, _: u64, _: NodeAt<'_>, _: &[[u8; 32]]) -> Result<Grown, StoreError> {
        Err(StoreError::Corrupt { what: "a node is missing".to_owned() })
    }
}

#[test]
fn leaves_get_their_places_in_the_commit_that_stores_them() {
    check(&async |store| {
        store.append(events("old", 0, [9])).await.unwrap();
        if !store.integrate(0, Arc::new(Counting)) {
            return; // This engine leaves it to whoever sequences.
        }
        // Rows only: no leaf, no look at the tree.
        store.append(crate::bench::rows(vec![])).await.unwrap();
        assert_eq!(store.head().await.unwrap().size, 0);
        // What waited before goes first.
        store.append(events("a", 0, [1, 2])).await.unwrap();
        let head = store.head().await.unwrap();
        assert_eq!((head.size, head.root), (3, hash(3)));
        assert_eq!(store.leaves_pending(9).await, Ok(vec![]));
        let ids = [9, 1, 2].map(|n| event(n).leaf);
        let placed = store.leaves(FIRST, 9).await.unwrap();
        assert_eq!(placed.iter().map(|leaf| leaf.leaf).collect::<Vec<_>>(), ids);
        let nodes = store.nodes(0, &[(0, 2)]).await.unwrap();
        assert_eq!(nodes, [Some(event(2).leaf_hash)]);
        // A refused act leaves nothing, and nothing waits.
        store.append(events("a", 0, [3])).await.unwrap_err();
        assert_eq!(store.head().await.unwrap().size, 3);
    });
}

#[test]
fn a_tree_that_cannot_grow_lets_nothing_be_committed() {
    check(&async |store| {
        if !store.integrate(0, Arc::new(Broken)) {
            return;
        }
        let refused = store.append(events("a", 0, [1])).await.unwrap_err();
        assert_eq!(refused.code(), "corrupt");
        assert_eq!(store.load("a", 0).await, Ok(vec![]));
        store.append(crate::bench::rows(vec![])).await.unwrap();
    });
}

#[test]
fn who_lost_the_duty_commits_no_leaf_any_more() {
    check(&async |store| {
        if !store.integrate(0, Arc::new(Counting)) {
            return;
        }
        store.append(events("a", 0, [1])).await.unwrap();
        store.bump_epoch(0).await.unwrap();
        let refused = store.append(events("a", 1, [2])).await.unwrap_err();
        assert_eq!(refused, StoreError::HeadMoved { size: 1, epoch: 1 });
        assert_eq!(store.load("a", 0).await.unwrap().len(), 1);
        assert!(store.integrate(1, Arc::new(Counting)));
        store.append(events("a", 1, [2])).await.unwrap();
        assert_eq!(store.head().await.unwrap().size, 2);
    });
}
