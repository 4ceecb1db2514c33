//! What recording costs.

use std::sync::Arc;

use store::{Fault, Faults, Faulty, StoreError};

use crate::founded::{COURT, Founded, WITNESS, node_id, send};

/// Never reached: only the counting is wanted.
const NEVER: Fault = Fault { at: 0, persists: false, after: false, error: StoreError::Busy };

#[tokio::test]
async fn recording_reads_one_event_however_long_the_stream_is() {
    let founded = Founded::new().await;
    let mut node = founded.open(COURT).await;
    let faults = Faults::none();
    node.store = Arc::new(Faulty::new(node.store.clone(), faults.clone()));
    let mut read = Vec::new();
    for n in 0..20 {
        faults.plan(NEVER);
        send(&node, &node_id(WITNESS), n).await;
        read.push(faults.n_events());
    }
    let expected: Vec<u64> = std::iter::once(0).chain([1; 19]).collect();
    assert_eq!(read, expected, "the first has none before it, each other has one");
}
