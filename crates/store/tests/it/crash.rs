//! A killed process: what it acknowledged is there, and what is there is whole.
//!
//! The test starts itself again as a child that appends and reports each acknowledgement, kills it without warning,
//! and opens what it left.

use std::{
    io::{BufRead, BufReader, Write},
    process::{Command, Stdio},
};

use store::{Batch, RowQuery, SqliteStore};

use crate::bench::{Bench, check_durable, events, every_engine, postgres, put, runtime};

/// Set for the child: the engine's name and the folder.
const CHILD: &str = "STORE_CRASH_CHILD";

/// How many acknowledgements the parent waits for before it kills.
const N_ACKNOWLEDGED: u64 = 40;

#[test]
fn the_child_that_appends_until_it_is_killed() {
    let Ok(task) = std::env::var(CHILD) else { return };
    let (engine, folder) = task.split_once(':').unwrap();
    let engine = every_engine().find(|known| known.name == engine).unwrap();
    let store = (engine.open)(folder.as_ref()).unwrap();
    runtime().block_on(async {
        for n in 0_u64.. {
            let key = format!("{n:08}");
            let batch = Batch { rows: vec![put("v", &key, &key, b"")], ..events("a", n, [n]) };
            store.append(batch).await.unwrap();
            let mut out = std::io::stdout().lock();
            writeln!(out, "acknowledged {n}").unwrap();
            out.flush().unwrap();
        }
    });
}

fn kill_after_acknowledgements(bench: &Bench) -> u64 {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "crash::the_child_that_appends_until_it_is_killed", "--nocapture"])
        .env(CHILD, format!("{}:{}", bench.engine.name, bench.folder.path().display()))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut last = None;
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        let line = line.unwrap();
        last = line.rsplit_once("acknowledged ").map(|(_, n)| n.parse().unwrap()).or(last);
        if last == Some(N_ACKNOWLEDGED) {
            child.kill().unwrap();
            // What it still managed to say before the kill counts too: read to the end.
        }
    }
    child.wait().unwrap();
    last.unwrap()
}

#[test]
fn nothing_acknowledged_is_lost_when_the_process_is_killed() {
    check_durable(&async |bench| {
        let acknowledged = kill_after_acknowledgements(bench);
        assert!(acknowledged >= N_ACKNOWLEDGED);
        let store = bench.open();
        let events = store.tail(0, 4_000).await.unwrap();
        let rows = store.rows(RowQuery::view("v", 4_000)).await.unwrap();
        assert!(events.len() as u64 > acknowledged, "{} of {acknowledged}", events.len());
        assert_eq!(events.len(), rows.len(), "a batch is whole or absent");
        assert!(events.iter().zip(0..).all(|(event, version)| event.version == version));
        drop(store);
        if bench.engine.name == "file" {
            let store = SqliteStore::open(&bench.folder.path().join("node.db")).unwrap();
            store.check_integrity().await.unwrap();
        }
        if bench.engine.name == "postgres" {
            postgres(bench.folder.path()).unwrap().check_integrity().await.unwrap();
        }
    });
}
