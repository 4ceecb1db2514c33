//! What a place in the log costs the disk: one flush makes an act durable with its place, one more a signature.
//!
//! Counted from outside, by `strace` on a child of this test: nothing inside can count what the kernel was asked.

use std::process::Command;

use super::*;

/// Set for the child: `sign` or `store`, leaves per batch, batches, folder.
const CHILD: &str = "LEDGER_FLUSHES_CHILD";

#[tokio::test]
async fn the_child_whose_flushes_are_counted() {
    let Ok(task) = std::env::var(CHILD) else { return };
    let [what, per_batch, n_batches, path] =
        <[&str; 4]>::try_from(task.splitn(4, ':').collect::<Vec<_>>()).unwrap();
    let path = Path::new(path);
    let (disk, store) = (RealDisk::open(path).unwrap(), SqliteStore::open(&path.join("node.db")));
    let store = Arc::new(store.unwrap());
    let ledger = opened(store.clone(), Arc::new(disk)).await.unwrap();
    let (per_batch, n_batches) = (per_batch.parse::<u16>().unwrap(), n_batches.parse::<u16>());
    let n_batches = n_batches.unwrap();
    for batch in 0..n_batches {
        let first = batch * per_batch;
        let events = (first..first + per_batch).map(numbered).collect();
        let stream = format!("stream/{batch}");
        let append = StreamAppend { stream, expected_version: 0, events };
        store.append(Batch { streams: vec![append], ..Batch::new("test", 1) }).await.unwrap();
        if what == "sign" {
            let size = u64::from(first + per_batch);
            assert_eq!(ledger.sequence().await.unwrap().size, size);
        }
    }
    assert_eq!(store.head().await.unwrap().size, u64::from(per_batch) * u64::from(n_batches));
}

/// Flushes of a child that writes so many batches; `None` when they cannot be counted here.
fn n_flushes(what: &str, per_batch: u16, n_batches: u16) -> Option<u64> {
    let (folder, disk) = folder();
    drop(disk);
    let path = folder.path();
    drop(SqliteStore::open(&path.join("node.db")).unwrap());
    let output = Command::new("strace")
        .args(["-f", "-qq", "-c", "-e", "trace=fsync,fdatasync", "-o"])
        .arg(path.join("trace"))
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "ledger::tests::flushes::the_child_whose_flushes_are_counted"])
        .env(CHILD, format!("{what}:{per_batch}:{n_batches}:{}", path.display()))
        .output();
    let Some(output) = output.ok().filter(|_| path.join("trace").exists()) else {
        println!("SKIPPED: strace cannot be run here");
        return None;
    };
    assert!(output.status.success(), "{output:?}");
    // Columns: % time, seconds, usecs/call, calls, errors (may be empty), syscall.
    let calls = |line: &str| line.split_whitespace().nth(3).and_then(|n| n.parse::<u64>().ok());
    let text = fs::read_to_string(path.join("trace")).unwrap();
    Some(text.lines().filter(|line| line.ends_with("sync")).filter_map(calls).sum())
}

#[test]
fn a_batch_costs_one_flush_and_its_signature_one_more() {
    for (what, per_batch, flushes) in
        [("store", 1, 1), ("store", 20, 1), ("sign", 1, 2), ("sign", 20, 2)]
    {
        let (few, many) = (n_flushes(what, per_batch, 5), n_flushes(what, per_batch, 25));
        let (Some(few), Some(many)) = (few, many) else { return };
        assert_eq!(many - few, 20 * flushes, "{what}, {per_batch} leaves in a batch");
    }
}
