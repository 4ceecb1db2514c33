//! Which points there are, and which of them are tried.

use std::collections::BTreeSet;

use super::*;

fn counted() -> Counted {
    [
        ((Role::Events, "fsync"), (3, 3)),
        ((Role::Events, "pwrite64"), (40, 40)),
        ((Role::Blobs, "linkat"), (3, 2)),
        ((Role::Blobs, "write"), (9, 9)),
        ((Role::Out, "unlink"), (1, 1)),
    ]
    .into()
}

#[test]
fn every_counted_call_is_a_point_for_every_fault_that_fits_it() {
    let points = points(&counted());
    let n = |fault| points.iter().filter(|point| point.fault == fault).count();
    assert_eq!((n(Injected::Kill), n(Injected::Eio), n(Injected::Enospc)), (46, 46, 45));
    assert_eq!(n(Injected::Power), 1, "the first flush of the events");
    assert!(points.iter().all(|point| point.role != Role::Blobs || point.call != "write"));
}

#[test]
fn a_short_run_kills_at_every_flush_and_at_some_writes() {
    let points = points(&counted());
    let chosen = choose(&points, SHORT, Op::Append);
    let kills = chosen.iter().filter(|point| point.fault == Injected::Kill);
    let kills: BTreeSet<_> = kills.map(|point| (point.role, point.call, point.n)).collect();
    assert_eq!(kills.iter().filter(|(_, call, _)| *call != "pwrite64").count(), 6);
    assert_eq!(kills.iter().filter(|(_, call, _)| *call == "pwrite64").count(), SHORT.n_writes);
    let errors = chosen.iter().filter(|point| !point.kills());
    assert!(errors.clone().count() <= 1 + 2 * SHORT.n_errors);
    assert!(errors.clone().any(|point| point.is_flush() && point.fault == Injected::Eio));
    assert_eq!(choose(&points, ALL, Op::Seal).len(), points.len());
}

#[test]
fn a_failed_flush_must_end_the_node_and_a_full_disk_need_not() {
    let point = |role, call, fault| Point { role, call, n: 1, fault };
    assert!(point(Role::Head, "fdatasync", Injected::Eio).must_end());
    assert!(point(Role::Keys, "pwrite64", Injected::Eio).must_end());
    assert!(!point(Role::Keys, "pwrite64", Injected::Enospc).must_end());
    assert!(!point(Role::Blobs, "fsync", Injected::Enospc).must_end());
    assert!(!point(Role::Blobs, "linkat", Injected::Kill).must_end());
}
