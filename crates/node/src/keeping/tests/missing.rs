//! What waits in a case with exhibits, a package and an erasure, as an auditor is shown it.

use jiff::Timestamp;

use super::*;
use crate::audit::missing::{Missing, Turn, missing};
use crate::fsck::Log;

/// What is missing at an instant, without what the log does not say of time.
async fn at(kept: &Kept, now: Timestamp) -> Vec<Missing> {
    let log = Log::open(&kept.court.config, None).await.unwrap();
    let list = missing(&log, now).await.unwrap();
    assert_eq!(list.n_erased, 0);
    list.missing
}

fn codes(missing: &[Missing]) -> Vec<&'static str> {
    missing.iter().map(|missing| missing.code).collect()
}

#[tokio::test]
async fn a_hold_that_is_over_waits_for_an_officer_on_each_exhibit() {
    let kept = Kept::make().await;
    let now = kept.node.now();
    assert_eq!(at(&kept, now).await, []);
    let until = now.checked_add(240.hours()).unwrap();
    let (both, judge) = (BTreeSet::from(kept.exhibits), kept.officer("judge"));
    let held = hold(&kept.node, &judge, kept.case, &both, until, &why(), None).await.unwrap();
    let before = until.checked_sub(1.seconds()).unwrap();
    assert_eq!(at(&kept, before).await, []);
    let subject = |n: usize| Missing {
        code: "hold-over",
        since: Some(until),
        turn: Turn::Officer,
        subject: format!("exhibit {}", kept.exhibits[n]),
        detail: held.to_string(),
    };
    assert_eq!(at(&kept, until).await, [subject(0), subject(1)]);
    lift(&kept.node, &judge, kept.case, held, &why(), None).await.unwrap();
    assert_eq!(at(&kept, until).await, []);
}

#[tokio::test]
async fn an_erasure_waits_for_an_officer_then_for_the_node_and_not_for_whoever_gave_it() {
    let kept = Kept::make().await;
    let erasure = kept.propose("judge").await.unwrap();
    let found = at(&kept, kept.node.now()).await;
    assert_eq!((codes(&found), &found[0].turn), (vec!["erasure-undecided"], &Turn::Officer));
    kept.approve("prosecutor", erasure).await.unwrap();
    let found = at(&kept, kept.node.now()).await;
    assert_eq!((codes(&found), &found[0].turn), (vec!["erasure-unfinished"], &Turn::Node));
    run_once(&kept.node).await.unwrap();
    assert_eq!(at(&kept, kept.node.now()).await, []);
}

#[tokio::test]
async fn a_package_waits_for_whoever_is_named_until_one_of_its_case_is_ready() {
    let kept = Kept::make().await;
    let (case, judge) = (kept.case, kept.officer("judge"));
    let package = export::start(&kept.node, &judge, case, None).await.unwrap();
    let key = package.to_string();
    let with = async |state: State| {
        let row = PackageRow { state, ..PackageRow::new(package, case, 2) };
        act!(kept.node, "put", None, |tx| {
            tx.put(view::PACKAGE, &key, "", &row);
            Ok(Vec::new())
        })
        .await
        .unwrap();
        let mut found = at(&kept, kept.node.now()).await;
        assert!(found.iter().all(|one| one.since.is_some() && one.subject.ends_with(&key)));
        found.pop().map(|one| (one.code, one.turn, one.detail))
    };
    let collecting = |waits_for: &str| State::Collecting { waits_for: waits_for.to_owned() };
    let failed = || State::Failed { code: "unproved-time".to_owned() };
    let peer = Turn::Peer("fr-prov.sandbox.example".to_owned());
    for (state, code, turn, detail) in [
        (State::Approving, "package-unapproved", Turn::Officer, ""),
        (State::Packing, "package-unbuilt", Turn::Node, "packing"),
        (collecting("published"), "package-unbuilt", Turn::Node, "published"),
        (
            collecting("custody:fr-prov.sandbox.example"),
            "package-unbuilt",
            peer,
            "custody:fr-prov.sandbox.example",
        ),
        (State::Sealed, "package-unbuilt", Turn::Node, "sealed"),
        (failed(), "package-failed", Turn::Officer, "unproved-time"),
    ] {
        assert_eq!(with(state).await, Some((code, turn, detail.to_owned())));
    }
    assert_eq!(with(State::Ready).await, None);
    // One that failed is made up for by another one of the same case.
    let other = PackageId::new([5; 16]);
    let ready = PackageRow { state: State::Ready, ..PackageRow::new(other, case, 2) };
    act!(kept.node, "put", None, |tx| {
        tx.put(view::PACKAGE, &other.to_string(), "", &ready);
        Ok(Vec::new())
    })
    .await
    .unwrap();
    assert_eq!(with(failed()).await, None);
}
