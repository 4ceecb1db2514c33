//! Tests of the writer: what is committed together, and what happens to callers when it cannot go on.

use std::{path::Path, sync::mpsc};

use super::*;

/// A writer on a table `t`, held back by a job until the returned sender speaks.
fn held_back(folder: &Path) -> (Writer, mpsc::Sender<()>) {
    let conn = Connection::open(folder.join("t.db")).unwrap();
    conn.pragma_update(None, "journal_mode", "wal").unwrap();
    conn.execute_batch("create table t (n integer primary key)").unwrap();
    let writer = Writer::start("test", conn).unwrap();
    let (go, wait) = mpsc::channel();
    let (begun, begins) = mpsc::channel();
    let first = writer.submit_alone(move |_| {
        begun.send(()).map_err(|_| StoreError::Poisoned)?;
        wait.recv().map_err(|_| StoreError::Poisoned)
    });
    drop(first.unwrap());
    begins.recv().unwrap();
    (writer, go)
}

/// Queues a job that writes `n` and says how many rows another connection sees meanwhile: those of earlier commits.
fn write(writer: &Writer, folder: &Path, n: i64, n_leaves: usize) -> Reply<i64> {
    let file = folder.join("t.db");
    writer
        .submit(n_leaves, move |conn| {
            conn.execute("insert into t values (?1)", [n])?;
            let other = Connection::open(file)?;
            Ok(other.query_row("select count(*) from t", [], |row| row.get(0))?)
        })
        .unwrap()
}

/// Queues one job per number of leaves while the writer is held back; expects what each saw committed.
#[track_caller]
fn check(n_leaves: &[usize], expected: &[i64]) {
    let folder = tempfile::tempdir().unwrap();
    let (writer, go) = held_back(folder.path());
    let replies: Vec<_> = (0_i64..)
        .zip(n_leaves)
        .map(|(n, n_leaves)| write(&writer, folder.path(), n, *n_leaves))
        .collect();
    go.send(()).unwrap();
    let seen: Vec<_> =
        replies.into_iter().map(|reply| reply.blocking_recv().unwrap().unwrap()).collect();
    assert_eq!(seen, expected);
}

#[test]
fn a_group_has_at_most_so_many_leaves() {
    check(&[300, 300, 212], &[0, 1, 1]);
    check(&[512, 1], &[0, 1]);
    check(&[600, 0], &[0, 1]);
}

#[test]
fn a_job_that_panics_stops_the_writer_and_everybody_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let (writer, go) = held_back(folder.path());
    let bad = writer.submit(0, |_| -> Result<(), StoreError> { panic!("a bug") }).unwrap();
    let after = write(&writer, folder.path(), 1, 1);
    go.send(()).unwrap();
    assert!(bad.blocking_recv().is_err(), "its caller finds the answer gone");
    assert!(after.blocking_recv().is_err());
    let refused = writer.submit(0, |_| Ok(())).unwrap_err();
    assert_eq!(refused, StoreError::Poisoned);
    let conn = Connection::open(folder.path().join("t.db")).unwrap();
    let n_rows: i64 = conn.query_row("select count(*) from t", [], |row| row.get(0)).unwrap();
    assert_eq!(n_rows, 0);
}

#[test]
fn a_full_queue_sends_callers_away_and_recovers() {
    let folder = tempfile::tempdir().unwrap();
    let (writer, go) = held_back(folder.path());
    let mut waiting = Vec::new();
    let refused = loop {
        match writer.submit(0, |_| Ok(())) {
            Ok(reply) => waiting.push(reply),
            Err(e) => break e,
        }
    };
    assert_eq!(refused, StoreError::Busy);
    assert_eq!(waiting.len(), MAX_WAITING);
    go.send(()).unwrap();
    for reply in waiting {
        reply.blocking_recv().unwrap().unwrap();
    }
    assert_eq!(writer.n_waiting(), 0);
    writer.submit(0, |_| Ok(())).unwrap().blocking_recv().unwrap().unwrap();
}

#[test]
fn what_waits_is_finished_before_the_writer_goes() {
    let folder = tempfile::tempdir().unwrap();
    let (writer, go) = held_back(folder.path());
    let replies: Vec<_> = (0..20).map(|n| write(&writer, folder.path(), n, 1)).collect();
    go.send(()).unwrap();
    drop(writer);
    assert!(replies.into_iter().all(|reply| reply.blocking_recv().unwrap().is_ok()));
}
