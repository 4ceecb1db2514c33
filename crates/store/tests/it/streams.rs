//! Streams: versions, positions, and reading back what was written.

use store::{
    Batch, MAX_BATCH_BYTES, MAX_BATCH_EVENTS, Place, StoreError, StreamAppend, StreamInfo,
};

use crate::bench::{check, event, events, id, put, rows};

#[test]
fn events_come_back_as_they_were_written() {
    check(&async |store| {
        let appended = store.append(events("measure/a", 0, 1..=3)).await.unwrap();
        assert_eq!(
            (appended.positions, appended.versions, appended.replay),
            (vec![1, 2, 3], vec![3], None)
        );
        let loaded = store.load("measure/a", 0).await.unwrap();
        assert_eq!(loaded.len(), 3);
        for (n, found) in (1_u64..).zip(loaded) {
            let written = event(n);
            assert_eq!((found.version, found.position, found.place), (n - 1, n, None));
            assert_eq!((found.stream.as_str(), found.event_id), ("measure/a", written.event_id));
            assert_eq!(
                (found.kind, found.schema, found.at_ms),
                (written.kind, written.schema, written.at_ms)
            );
            assert_eq!(found.compartments, written.compartments);
            assert_eq!(
                (found.fields, found.leaf, found.leaf_hash),
                (written.fields, written.leaf, written.leaf_hash)
            );
        }
    });
}

#[test]
fn a_stream_can_be_read_from_a_version_on() {
    check(&async |store| {
        store.append(events("a", 0, 1..=5)).await.unwrap();
        let versions = async |from| -> Vec<u64> {
            store.load("a", from).await.unwrap().into_iter().map(|event| event.version).collect()
        };
        assert_eq!(versions(3).await, [3, 4]);
        assert_eq!(versions(5).await, [0; 0]);
        assert_eq!(store.load("unknown", 0).await, Ok(vec![]));
    });
}

#[test]
fn a_stale_or_future_version_is_refused_and_nothing_is_written() {
    check(&async |store| {
        store.append(events("a", 0, [1])).await.unwrap();
        for expected in [0, 2] {
            let batch = Batch { rows: vec![put("v", "k", "", b"x")], ..events("a", expected, [2]) };
            let refused = store.append(batch).await.unwrap_err();
            assert_eq!(refused, StoreError::Conflict { stream: "a".to_owned() });
        }
        assert_eq!(store.tail(0, 10).await.unwrap().len(), 1);
        assert_eq!(store.rows(store::RowQuery::view("v", 10)).await, Ok(vec![]));
    });
}

#[test]
fn one_batch_writes_several_streams_in_its_order() {
    check(&async |store| {
        let of = |stream: &str, expected_version, numbers: Vec<u64>| StreamAppend {
            stream: stream.to_owned(),
            expected_version,
            events: numbers.into_iter().map(event).collect(),
        };
        let streams = vec![of("b", 0, vec![1, 2]), of("a", 0, vec![3]), of("b", 2, vec![4])];
        let appended = store.append(Batch { streams, ..Batch::new("n", 0) }).await.unwrap();
        assert_eq!(appended.positions, [1, 2, 3, 4]);
        assert_eq!(appended.versions, [2, 1, 3]);
        let order: Vec<_> =
            store.tail(0, 10).await.unwrap().into_iter().map(|e| (e.stream, e.version)).collect();
        let expected = [("b", 0), ("b", 1), ("a", 0), ("b", 2)];
        assert_eq!(order, expected.map(|(stream, version)| (stream.to_owned(), version)));
    });
}

#[test]
fn an_append_without_events_only_checks_the_version() {
    check(&async |store| {
        store.append(events("a", 0, [1])).await.unwrap();
        let guarded =
            |expected| Batch { rows: vec![put("v", "k", "", b"x")], ..events("a", expected, []) };
        assert_eq!(store.append(guarded(0)).await.unwrap_err().code(), "conflict");
        assert_eq!(store.append(guarded(1)).await.unwrap().versions, [1]);
        assert_eq!(store.append(events("new", 0, [])).await.unwrap().versions, [0]);
        assert_eq!(
            store.streams("", None, 10).await.unwrap().len(),
            1,
            "a stream begins with an event"
        );
    });
}

#[test]
fn an_event_id_is_stored_once() {
    check(&async |store| {
        store.append(events("a", 0, [1])).await.unwrap();
        let refused = store.append(events("b", 0, [2, 1])).await.unwrap_err();
        assert_eq!(refused, StoreError::EventExists { id: format!("{:032x}", 1) });
        assert_eq!(store.load("b", 0).await, Ok(vec![]));
    });
}

#[test]
fn the_tail_pages_in_commit_order() {
    check(&async |store| {
        for n in 0..10 {
            store.append(events(&format!("s{}", n % 3), n / 3, [n])).await.unwrap();
        }
        let mut seen = Vec::new();
        while let Some(page) =
            Some(store.tail(seen.len() as u64, 4).await.unwrap()).filter(|p| !p.is_empty())
        {
            seen.extend(page.into_iter().map(|event| event.position));
        }
        assert_eq!(seen, (1..=10).collect::<Vec<_>>());
    });
}

#[test]
fn streams_are_listed_by_prefix_page_by_page() {
    check(&async |store| {
        for (n, stream) in (1_u64..).zip(["case/1", "case/10", "case/2", "measure/1", "casework"]) {
            store.append(events(stream, 0, [n])).await.unwrap();
        }
        let names =
            |found: Vec<StreamInfo>| found.into_iter().map(|s| s.stream).collect::<Vec<_>>();
        let all = names(store.streams("case/", None, 10).await.unwrap());
        assert_eq!(all, ["case/1", "case/10", "case/2"]);
        assert_eq!(names(store.streams("case/", None, 2).await.unwrap()), ["case/1", "case/10"]);
        assert_eq!(names(store.streams("case/", Some("case/10"), 2).await.unwrap()), ["case/2"]);
        let whole = store.streams("measure", None, 1).await.unwrap();
        assert_eq!(whole, [StreamInfo { stream: "measure/1".to_owned(), version: 1, position: 4 }]);
    });
}

#[test]
fn an_event_is_found_by_its_id() {
    check(&async |store| {
        store.append(events("a", 0, [7])).await.unwrap();
        assert_eq!(store.event_by_id(id(7)).await.unwrap().unwrap().stream, "a");
        assert_eq!(store.event_by_id(id(8)).await, Ok(None));
        assert_eq!(
            store.event_at(Place { log: 0, index: 0 }).await,
            Ok(None),
            "its leaf has no index yet"
        );
    });
}

#[test]
fn erasing_a_key_empties_what_is_sealed_under_it_and_keeps_the_event() {
    check(&async |store| {
        store.append(events("a", 0, [1, 2])).await.unwrap();
        assert_eq!(store.erase_sealed(id(901)).await, Ok(2));
        assert_eq!(store.erase_sealed(id(901)).await, Ok(0), "a second time changes nothing");
        store.purge_remnants().await.unwrap();
        let found = store.event_by_id(id(1)).await.unwrap().unwrap();
        let written = event(1);
        assert_eq!(found.compartments[0], written.compartments[0]);
        let erased = &found.compartments[1];
        assert_eq!((erased.c, erased.kek_id), (1, id(901)));
        assert!(erased.wrap.is_empty() && erased.ct.is_empty());
        assert_eq!((found.leaf, found.fields), (written.leaf, written.fields));
    });
}

#[test]
fn a_batch_has_limits() {
    check(&async |store| {
        let most = MAX_BATCH_EVENTS as u64;
        assert_eq!(store.append(events("a", 0, 0..=most)).await.unwrap_err().code(), "too-large");
        assert_eq!(store.append(events("a", 0, 0..most)).await.unwrap().versions, [most]);
        let heavy = rows(vec![put("v", "k", "", &vec![0; MAX_BATCH_BYTES + 1])]);
        assert_eq!(store.append(heavy).await.unwrap_err().code(), "too-large");
    });
}
