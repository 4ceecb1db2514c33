//! View rows: writing, comparing, and reading in order.

use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use store::{Batch, Row, RowChange, RowQuery, StoreError};

use crate::bench::{check, events, insert, put, rows};

fn cas(key: &str, old: Option<&[u8]>, new: &[u8]) -> RowChange {
    RowChange::Cas {
        view: "v".to_owned(),
        key: key.to_owned(),
        sort: "s".to_owned(),
        old: old.map(<[u8]>::to_vec),
        new: new.to_vec(),
    }
}

fn keys(found: &[Row]) -> Vec<&str> {
    found.iter().map(|row| row.key.as_str()).collect()
}

#[test]
fn a_row_says_who_wrote_it_and_when() {
    check(&async |store| {
        store.append(rows(vec![put("v", "k", "2027", b"body")])).await.unwrap();
        let expected = Row {
            key: "k".to_owned(),
            sort: "2027".to_owned(),
            body: b"body".to_vec(),
            updated_by: "write_rows".to_owned(),
            updated_at_ms: 6,
        };
        assert_eq!(store.rows(RowQuery::one("v", "k")).await, Ok(vec![expected]));
        assert_eq!(store.rows(RowQuery::one("w", "k")).await, Ok(vec![]));
        assert_eq!(store.rows(RowQuery::one("v", "l")).await, Ok(vec![]));
    });
}

#[test]
fn an_insert_that_finds_a_row_takes_the_whole_batch_back() {
    check(&async |store| {
        store.append(rows(vec![insert("v", "taken")])).await.unwrap();
        let batch =
            Batch { rows: vec![insert("v", "free"), insert("v", "taken")], ..events("a", 0, [1]) };
        let refused = store.append(batch).await.unwrap_err();
        let expected = StoreError::RowExists { view: "v".to_owned(), key: "taken".to_owned() };
        assert_eq!(refused, expected);
        assert_eq!(keys(&store.rows(RowQuery::view("v", 9)).await.unwrap()), ["taken"]);
        assert_eq!(store.load("a", 0).await, Ok(vec![]));
    });
}

#[test]
fn a_compared_row_is_written_only_over_what_was_read() {
    check(&async |store| {
        store.append(rows(vec![cas("k", None, b"1")])).await.unwrap();
        store.append(rows(vec![cas("k", Some(b"1"), b"2")])).await.unwrap();
        for stale in [None, Some(b"1".as_slice())] {
            let refused = store.append(rows(vec![cas("k", stale, b"3")])).await.unwrap_err();
            let expected = StoreError::RowChanged { view: "v".to_owned(), key: "k".to_owned() };
            assert_eq!(refused, expected);
        }
        let absent = store.append(rows(vec![cas("other", Some(b"1"), b"3")])).await;
        assert_eq!(absent.unwrap_err().code(), "row-changed");
        assert_eq!(store.rows(RowQuery::one("v", "k")).await.unwrap()[0].body, b"2");
    });
}

#[test]
fn a_view_is_rebuilt_in_one_batch() {
    check(&async |store| {
        store.append(rows(vec![put("v", "old", "", b""), put("w", "k", "", b"")])).await.unwrap();
        let delete = RowChange::Delete { view: "v".to_owned(), key: "never there".to_owned() };
        let clear = RowChange::Clear { view: "v".to_owned() };
        store.append(rows(vec![delete, clear, put("v", "new", "", b"")])).await.unwrap();
        assert_eq!(keys(&store.rows(RowQuery::view("v", 9)).await.unwrap()), ["new"]);
        assert_eq!(keys(&store.rows(RowQuery::view("w", 9)).await.unwrap()), ["k"]);
    });
}

#[test]
fn pages_follow_each_other_without_gap_in_both_directions() {
    check(&async |store| {
        let all =
            (0..10).map(|n| put("v", &format!("k{n}"), &format!("s{}", n / 3), b"")).collect();
        store.append(rows(all)).await.unwrap();
        for descending in [false, true] {
            let mut seen = Vec::new();
            let mut query = RowQuery { descending, ..RowQuery::view("v", 3) };
            loop {
                let page = store.rows(query.clone()).await.unwrap();
                let Some(last) = page.last() else { break };
                query.after = Some((last.sort.clone(), last.key.clone()));
                seen.extend(page.into_iter().map(|row| row.key));
            }
            let mut expected: Vec<_> = (0..10).map(|n| format!("k{n}")).collect();
            if descending {
                expected.reverse();
            }
            assert_eq!(seen, expected);
        }
    });
}

/// What a query must answer, said without a database.
fn expected(all: &[(String, String)], query: &RowQuery) -> Vec<(String, String)> {
    let mut found: Vec<_> = all
        .iter()
        .filter(|(sort, key)| {
            query.key.as_ref().is_none_or(|wanted| key == wanted)
                && query.prefix.as_ref().is_none_or(|prefix| key.starts_with(prefix))
                && query.from_sort.as_ref().is_none_or(|from| sort >= from)
                && query.to_sort.as_ref().is_none_or(|to| sort < to)
                && query.after.as_ref().is_none_or(|after| {
                    let row = (sort.clone(), key.clone());
                    if query.descending { row < *after } else { row > *after }
                })
        })
        .cloned()
        .collect();
    found.sort();
    if query.descending {
        found.reverse();
    }
    found.truncate(query.limit as usize);
    found
}

#[test]
fn a_query_answers_what_its_words_say() {
    let all: Vec<(String, String)> = (0..60_u32)
        .map(|n| {
            (
                format!("{}", n % 11),
                format!("{}{}", ["a", "ab", "b", "é"][n as usize % 4], n * 7 % 60),
            )
        })
        .collect();
    let text = || proptest::option::of("[0-9]{1}");
    let key = || "(a|ab|b|é|z)[0-9]{0,2}";
    let queries = (
        proptest::option::weighted(0.2, key()),
        proptest::option::weighted(0.4, key()),
        text(),
        text(),
        proptest::option::weighted(0.4, ("[0-9]", key())),
        any::<bool>(),
        0..20_u32,
    );
    check(&async |store| {
        let puts = all.iter().map(|(sort, key)| put("v", key, sort, b"")).collect();
        store.append(rows(puts)).await.unwrap();
        let mut runner = TestRunner::default();
        for _ in 0..200 {
            let (key, prefix, from_sort, to_sort, after, descending, limit) =
                queries.new_tree(&mut runner).unwrap().current();
            let view = "v".to_owned();
            let query =
                RowQuery { view, key, prefix, from_sort, to_sort, after, descending, limit };
            let found = store.rows(query.clone()).await.unwrap();
            let found: Vec<_> = found.into_iter().map(|row| (row.sort, row.key)).collect();
            assert_eq!(found, expected(&all, &query), "{query:?}");
        }
    });
}
