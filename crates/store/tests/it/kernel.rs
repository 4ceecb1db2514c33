//! What the file engine asks of the kernel, and what it does when the kernel says no: one flush per commit, none when
//! nothing was written; a failed flush ends the process, a full disk does not.
//!
//! Seen and caused from outside, by `strace` on a child of this test: nothing inside can count what the kernel was
//! asked, and only the kernel fails like a kernel.

use std::{
    os::unix::process::ExitStatusExt,
    path::Path,
    process::{Command, Output},
    sync::Arc,
};

use store::{SqliteStore, Store, StoreError};

use crate::{
    bench::{events, runtime},
    ledger::Counting,
};

/// Set for the child: the database and how many batches to append.
const CHILD: &str = "STORE_KERNEL_CHILD";
/// The number of the signal of `abort`.
const SIGABRT: i32 = 6;

#[test]
fn the_child_that_appends_while_its_calls_are_watched() {
    let Ok(task) = std::env::var(CHILD) else { return };
    let (n_batches, path) = task.split_once(':').unwrap();
    let store = SqliteStore::open(path.as_ref()).unwrap();
    // Leaves get their places in the same commit: that costs no flush either.
    assert!(store.integrate(0, Arc::new(Counting)));
    runtime().block_on(async {
        let mut n_full = 0;
        for n in 0..n_batches.parse().unwrap() {
            while let Err(e) = store.append(events("a", n, [n])).await {
                assert_eq!(e, StoreError::Full);
                n_full += 1;
            }
            store.append(events("a", 0, [n + 1_000_000])).await.unwrap_err();
            assert_eq!(store.outbox_due(0, 1, 1, &[]).await, Ok(vec![]));
        }
        println!("full {n_full} times");
    });
}

/// Runs the child under `strace`; `None` when that cannot be done here.
fn watch(n_batches: u64, folder: &Path, options: &[&str]) -> Option<Output> {
    // Created before, so that what is watched is the appending: the kernel's faults are counted per thread.
    drop(SqliteStore::open(&folder.join("node.db")).unwrap());
    let output = Command::new("strace")
        .args(["-f", "-qq", "-o"])
        .arg(folder.join("trace"))
        .args(options)
        .arg(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "kernel::the_child_that_appends_while_its_calls_are_watched",
            "--nocapture",
        ])
        .env(CHILD, format!("{n_batches}:{}", folder.join("node.db").display()))
        .output();
    let traced = output.ok().filter(|_| folder.join("trace").exists());
    if traced.is_none() {
        println!("SKIPPED: strace cannot be run here");
    }
    traced
}

/// Flushes of a child that appends so many batches.
fn n_flushes(n_batches: u64) -> Option<u64> {
    let folder = tempfile::tempdir().unwrap();
    let output = watch(n_batches, folder.path(), &["-c", "-e", "trace=fsync,fdatasync"])?;
    assert!(output.status.success(), "{output:?}");
    // Columns: % time, seconds, usecs/call, calls, errors (may be empty), syscall.
    let calls = |line: &str| line.split_whitespace().nth(3).and_then(|n| n.parse::<u64>().ok());
    let text = std::fs::read_to_string(folder.path().join("trace")).unwrap();
    Some(text.lines().filter(|line| line.ends_with("sync")).filter_map(calls).sum())
}

#[test]
fn a_commit_is_one_flush_and_a_refusal_is_none() {
    let (Some(few), Some(many)) = (n_flushes(10), n_flushes(60)) else { return };
    assert_eq!(many - few, 50, "{few} flushes for 10 batches, {many} for 60");
}

#[test]
fn a_failed_flush_ends_the_process_and_loses_nothing_that_was_there() {
    for call in ["fsync", "fdatasync"] {
        let folder = tempfile::tempdir().unwrap();
        let fault = format!("inject={call}:error=EIO:when=8");
        let Some(output) =
            watch(40, folder.path(), &["-e", &format!("trace={call}"), "-e", &fault])
        else {
            return;
        };
        if output.status.success() {
            continue; // This build flushes with the other call.
        }
        assert_eq!(output.status.signal(), Some(SIGABRT), "{output:?}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains("must not be retried"), "{said}");
        let store = SqliteStore::open(&folder.path().join("node.db")).unwrap();
        runtime().block_on(async {
            store.check_integrity().await.unwrap();
            assert!(store.health().await.unwrap().n_events > 0);
        });
        return;
    }
    panic!("neither call was met");
}

#[test]
fn a_full_disk_refuses_and_the_store_goes_on_when_there_is_room() {
    let folder = tempfile::tempdir().unwrap();
    let wal = folder.path().join("node.db-wal");
    let fault = "inject=pwrite64:error=ENOSPC:when=30..40";
    let options = ["-P", wal.to_str().unwrap(), "-e", "trace=pwrite64", "-e", fault];
    let Some(output) = watch(40, folder.path(), &options) else { return };
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{said}");
    let n_full = said.split("full ").nth(1).and_then(|rest| rest.split(' ').next()).unwrap();
    assert_ne!(n_full, "0");
    let store = SqliteStore::open(&folder.path().join("node.db")).unwrap();
    runtime().block_on(async {
        store.check_integrity().await.unwrap();
        assert_eq!(store.health().await.unwrap().n_events, 40);
    });
}
