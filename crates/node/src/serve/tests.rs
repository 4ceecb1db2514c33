//! How a node ends.

use super::*;

#[tokio::test]
async fn a_worker_that_panics_ends_the_node_with_a_failure() {
    let mut workers = JoinSet::new();
    workers.spawn(std::future::pending());
    workers.spawn(async { panic!("a fault of ours") });
    let why = a_worker_ends(&mut workers).await;
    assert_eq!(why.code(), "ended");
    assert!(why.to_string().starts_with("the work that happens by itself of this node ended"));
}
