//! What many small files cost the disk beside their own bytes: their records share a transaction, and so do their keys.
//!
//! Counted from outside, by `strace` on a child of this test, and only flushes of the two databases.

use std::process::Command;
use std::sync::Arc;

use domain::actor::AuthLevel;
use domain::ids::MeasureId;

use crate::exhibits::*;
use crate::ingest::Ingest;
use crate::testing::{found, open, received};

/// Set for the child: `many` or `one`, and how many files.
const CHILD: &str = "EXHIBITS_FLUSHES_CHILD";

async fn arrived(node: &Arc<Node>, n: u8) -> Arrived {
    let id = ExhibitId::new([n; 16]);
    let mut ingest = Ingest::begin(node, id);
    ingest.push(&[n; 900]).await.unwrap();
    let ingested = ingest.finish().await.unwrap();
    let brought = Brought::parse(&format!("{n}.eml"), None).unwrap();
    Arrived { id, brought, ingested }
}

#[tokio::test]
async fn the_child_whose_flushes_are_counted() {
    let Ok(task) = std::env::var(CHILD) else { return };
    let (how, n_files) = task.split_once(':').unwrap();
    let court = found().await;
    let node = open(&court.config).await;
    let measure: MeasureId = received(&node, 200).await;
    let clerk = Officer { auth: AuthLevel::Hardware, ..node.officer("clerk").unwrap() };
    let mut files = Vec::new();
    for n in 1..=n_files.parse().unwrap() {
        files.push(arrived(&node, n).await);
    }
    if how == "many" {
        seal_many(&node, &clerk, measure, &files, None).await.unwrap();
    } else {
        for Arrived { id, brought, ingested } in &files {
            seal_evidence(&node, &clerk, measure, *id, brought, ingested, None, None)
                .await
                .unwrap();
        }
    }
    assert_eq!(of_measure(&node, measure).await.unwrap().len(), files.len());
}

/// Flushes of the databases of a child that seals so many files; `None` when they cannot be counted here.
fn n_flushes(how: &str, n_files: u8) -> Option<usize> {
    let folder = tempfile::tempdir().unwrap();
    let trace = folder.path().join("trace");
    let output = Command::new("strace")
        .args(["-f", "-qq", "-y", "-e", "trace=fsync,fdatasync", "-o"])
        .arg(&trace)
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "exhibits::tests::flushes::the_child_whose_flushes_are_counted"])
        .env(CHILD, format!("{how}:{n_files}"))
        .output();
    let Some(output) = output.ok().filter(|_| trace.exists()) else {
        println!("SKIPPED: strace cannot be run here");
        return None;
    };
    assert!(output.status.success(), "{output:?}");
    let text = std::fs::read_to_string(&trace).unwrap();
    let is_database = |line: &&str| line.contains("node.db") || line.contains("keys.db");
    Some(text.lines().filter(is_database).count())
}

#[test]
fn a_hundred_more_small_files_cost_a_handful_of_flushes_and_one_by_one_three_hundred() {
    let (few, many) = (n_flushes("many", 20), n_flushes("many", 120));
    let (Some(few), Some(many)) = (few, many) else { return };
    assert!(many.saturating_sub(few) <= 25, "{few} and {many}");
    let (few, more) = (n_flushes("one", 5), n_flushes("one", 25));
    let (Some(few), Some(more)) = (few, more) else { return };
    assert!(more - few >= 40, "one by one each file pays: {few} and {more}");
}

#[tokio::test]
async fn many_files_get_numbers_of_their_own_or_none_of_them_is_sealed() {
    let court = found().await;
    let node = open(&court.config).await;
    let measure = received(&node, 200).await;
    let clerk = Officer { auth: AuthLevel::Hardware, ..node.officer("clerk").unwrap() };
    let files = [arrived(&node, 1).await, arrived(&node, 2).await, arrived(&node, 3).await];
    let sealed = seal_many(&node, &clerk, measure, &files, None).await.unwrap();
    let numbers: Vec<_> = sealed.iter().map(|one| one.no.to_string()).collect();
    assert_eq!(numbers, ["X-1", "X-2", "X-3"]);
    let more = [arrived(&node, 4).await];
    assert_eq!(seal_many(&node, &clerk, measure, &more, None).await.unwrap()[0].no.as_str(), "X-4");
    for file in files.iter().chain(&more) {
        let mut reader = node.read_content(file.id).await.unwrap();
        assert_eq!(reader.next().await.unwrap().unwrap(), vec![file.id.bytes()[0]; 900]);
    }
    // One that is known already keeps back the others of its act.
    let again = [arrived(&node, 5).await, files[0].clone()];
    let refused = seal_many(&node, &clerk, measure, &again, None).await.unwrap_err();
    assert!(matches!(refused, ActError::Denied(Denied::AlreadyKnown)), "{refused}");
    assert_eq!(of_measure(&node, measure).await.unwrap().len(), 4);
    let many: Vec<Arrived> = std::iter::repeat_n(more[0].clone(), SEALED_MAX + 1).collect();
    let refused = seal_many(&node, &clerk, measure, &many, None).await.unwrap_err();
    assert!(matches!(refused, ActError::Denied(Denied::TooMany { .. })), "{refused}");
}
