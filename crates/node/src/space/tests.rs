//! What is taken at the reserve and what is not, that a refusal leaves nothing, and that a node goes on when there is room.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use axum::http::StatusCode;
use domain::ids::ExhibitId;
use seal::envelope::Lane as HeadLane;
use store::{Head, RowQuery};

use super::*;
use crate::act::act;
use crate::founded::{COURT, Founded, OTHER, delivery};
use crate::ingest::{CONTENT_FOLDER, Ingest};
use crate::peer::door::Answer;
use crate::rows::view;
use crate::testing::{Gauge, RESERVE, found, open};

const GIB: u64 = 1 << 30;
const MIB: u64 = 1 << 20;

/// A little less than the reserve.
const LITTLE: u64 = RESERVE - 1;

#[test]
fn the_reserve_is_a_share_and_at_least_a_gibibyte() {
    let room = |n_bytes, n_bytes_free| Room { n_bytes, n_bytes_free, ..Room::AMPLE };
    let check = |all, free, reserve, level, alarm| {
        let found = Fullness::of(&room(all, free), reserve);
        assert_eq!((found.level, found.alarm()), (level, alarm), "{free} of {all}");
    };
    check(10 * GIB, 10 * GIB, None, Level::Enough, None);
    check(10 * GIB, 3 * GIB, None, Level::Enough, Some(70));
    check(10 * GIB, GIB, None, Level::Enough, Some(85));
    check(10 * GIB, GIB - 1, None, Level::Reserve, Some(85));
    check(10 * GIB, 64 * MIB, None, Level::Reserve, Some(95));
    check(10 * GIB, 64 * MIB - 1, None, Level::Nothing, Some(95));
    check(1_000 * GIB, 20 * GIB, None, Level::Enough, Some(95));
    check(1_000 * GIB, 20 * GIB - 1, None, Level::Reserve, Some(95));
    // The operator of a small disk says how much; of that the last half is for nothing but what was begun.
    check(100 * MIB, 20 * MIB, Some(10 * MIB), Level::Enough, Some(70));
    check(100 * MIB, 10 * MIB - 1, Some(10 * MIB), Level::Reserve, Some(85));
    check(100 * MIB, 5 * MIB - 1, Some(10 * MIB), Level::Nothing, Some(95));
    // A disk without room for one more file is full, whatever its bytes.
    let files = |n_files_free| Room { n_files: 1_000_000, n_files_free, ..Room::AMPLE };
    for (free, level) in [
        (20_000, Level::Enough),
        (19_999, Level::Reserve),
        (1_000, Level::Reserve),
        (999, Level::Nothing),
    ] {
        assert_eq!(Fullness::of(&files(free), None).level, level, "{free} files");
    }
}

/// Names in calls of `act!` below a folder; tests' own acts aside.
fn acts_below(folder: &Path, names: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            if name != "tests" {
                acts_below(&path, names);
            }
        } else if !["tests.rs", "testing.rs", "founded.rs"].contains(&name.as_str()) {
            let source = fs::read_to_string(&path).unwrap();
            let calls = source.split("act!(").skip(1);
            let named = calls.filter_map(|call| {
                let name = call.split_once(", \"")?.1.split_once('"')?.0;
                name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_').then(|| name.to_owned())
            });
            names.extend(named);
        }
    }
}

/// Every other act there is can wait. Whoever adds one decides here.
const CAN_WAIT: [&str; 18] = [
    "add_passkey",
    "approve_export",
    "consent_onward",
    "disclose_fields",
    "draft_agreement",
    // What a peer says that it lacks or has is a hint: it says so again when there is room.
    "keep_lost_envelope",
    "note_differences",
    "send_again",
    "note_occurrence",
    "pack_exhibit",
    "plan_probe",
    "seal_package",
    "send_probe",
    "sign_agreement",
    "start_copy",
    "start_export",
    "strike_occurrence",
    "name",
];

#[test]
fn of_every_act_it_is_known_whether_it_can_wait() {
    let mut names = BTreeSet::new();
    acts_below(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut names);
    let known: BTreeSet<&str> = GOES_ON.into_iter().chain(ASKED_INSIDE).chain(CAN_WAIT).collect();
    let unknown: Vec<_> = names.iter().filter(|name| !known.contains(name.as_str())).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
    assert!(names.len() > 70, "{} acts were found only", names.len());
    // Acts on a measure are named where a form is read, and given to one function that calls `act!`.
    let mut source = String::new();
    for file in ["acts.rs", "letters.rs", "notices.rs", "orders.rs"] {
        let path = format!("{}/src/web/{file}", env!("CARGO_MANIFEST_DIR"));
        source.push_str(&fs::read_to_string(path).unwrap());
    }
    for name in GOES_ON.into_iter().chain(ASKED_INSIDE) {
        assert!(names.contains(name) || source.contains(&format!("\"{name}\"")), "{name} is gone");
    }
}

/// How much is in the log and in the rows of letters that came.
async fn held(node: &Node) -> (Head, usize, usize) {
    let rows = async |view| node.all_rows(RowQuery::view(view, store::MAX_PAGE)).await.unwrap();
    (
        node.store.head().await.unwrap(),
        rows(view::INBOX).await.len(),
        rows(view::ENVELOPE).await.len(),
    )
}

#[tokio::test]
async fn at_the_reserve_a_peers_letter_waits_outside_and_an_emergency_comes_in() {
    let founded = Founded::new().await;
    let (court, gauge) = Gauge::of(Arc::new(founded.open(COURT).await));
    let sender = founded.open(OTHER).await;
    let peer = sender.config.node.clone();
    let ordinary = delivery(&sender, &court, HeadLane::Ordinary, 1);
    let before = held(&court).await;
    for free in [LITTLE, 64 * MIB - 1] {
        gauge.set(free);
        let refused = court.receive(&peer, &ordinary).await;
        assert_eq!(refused, Answer::Problem(StatusCode::SERVICE_UNAVAILABLE, "disk-reserve"));
        assert_eq!(held(&court).await, before, "nothing was kept of what was refused");
    }
    let urgent = delivery(&sender, &court, HeadLane::Emergency, 2);
    let refused = court.receive(&peer, &urgent).await;
    assert_eq!(refused, Answer::Problem(StatusCode::SERVICE_UNAVAILABLE, "disk-reserve"));
    gauge.set(LITTLE);
    let taken = court.receive(&peer, &urgent).await;
    assert!(matches!(taken, Answer::Receipt(StatusCode::CREATED, _)), "{taken:?}");
    // What was accepted is known, also when there is no room for anything new.
    gauge.set(0);
    let again = court.receive(&peer, &urgent).await;
    assert!(matches!(again, Answer::Receipt(StatusCode::OK, _)), "{again:?}");
    gauge.set(RESERVE);
    let taken = court.receive(&peer, &ordinary).await;
    assert!(matches!(taken, Answer::Receipt(StatusCode::CREATED, _)), "{taken:?}");
    let (_, n_inbox, n_envelopes) = held(&court).await;
    assert_eq!((n_inbox, n_envelopes), (2, 2));
}

#[tokio::test]
async fn a_file_that_comes_in_while_the_disk_fills_up_is_named_by_nothing() {
    let court = found().await;
    let (node, gauge) = Gauge::of(open(&court.config).await);
    let id = ExhibitId::new([7; 16]);
    let mut ingest = Ingest::begin(&node, id);
    ingest.push(&vec![7; 17 << 20]).await.unwrap();
    gauge.set(LITTLE);
    let refused = match ingest.push(&vec![8; 17 << 20]).await {
        Ok(()) => ingest.finish().await.map(drop),
        Err(error) => Err(error),
    };
    assert!(matches!(refused, Err(ActError::NoRoom)), "{refused:?}");
    assert!(node.raw_row(view::CONTENT, &id.to_string()).await.unwrap().is_none());
    // An emergency is taken in as ever.
    let mut ingest = Ingest::begin_for(&node, id, Need::Emergency);
    ingest.push(b"where the hostage is").await.unwrap();
    ingest.finish().await.unwrap();
    // And so is the same file, when there is room.
    gauge.set(RESERVE);
    let mut ingest = Ingest::begin(&node, id);
    ingest.push(b"evidence").await.unwrap();
    let ingested = ingest.finish().await.unwrap();
    let listed = node.blobs.list(CONTENT_FOLDER).await.unwrap();
    assert!(ingested.parts.iter().all(|part| listed.iter().any(|blob| blob.key == *part)));
}

#[tokio::test]
async fn what_can_wait_is_refused_before_it_begins_and_done_once_when_there_is_room() {
    let court = found().await;
    let (node, gauge) = Gauge::of(open(&court.config).await);
    let begun = std::cell::Cell::new(0);
    let done = async |name: &'static str| {
        act!(node, name, None, |tx| {
            begun.set(begun.get() + 1);
            tx.put(view::COUNTER, "probe", "", &1_u8);
            Ok(Vec::new())
        })
        .await
    };
    gauge.set(LITTLE);
    assert!(matches!(done("start_export").await, Err(ActError::NoRoom)));
    assert!(matches!(done("an_act_that_nobody_thought_of").await, Err(ActError::NoRoom)));
    assert_eq!(begun.get(), 0);
    done("certify_erasure").await.unwrap();
    gauge.set(64 * MIB - 1);
    let refused = done("certify_erasure").await;
    assert!(matches!(refused, Err(ActError::Store(StoreError::Full))), "{refused:?}");
    gauge.set(RESERVE);
    done("start_export").await.unwrap();
    assert_eq!(begun.get(), 2);
}
