//! Sessions: a revoked session stays revoked, whatever else is written about it.

use store::{Session, SessionScope};

use crate::bench::{check, hash};

fn session(n: u64, officer: &str, member: &str) -> Session {
    Session {
        id_hash: hash(n),
        officer: officer.to_owned(),
        member: member.to_owned(),
        auth_level: 2,
        auth_at_ms: 10,
        ip_class: "office".to_owned(),
        csrf_secret: vec![7; 32],
        created_at_ms: 11,
        seen_at_ms: 12,
        revoked_at_ms: None,
        revoked_why: None,
    }
}

#[test]
fn a_session_comes_back_as_it_was_written() {
    check(&async |store| {
        store.session_put(session(1, "o1", "m")).await.unwrap();
        assert_eq!(store.session_get(hash(1)).await, Ok(Some(session(1, "o1", "m"))));
        assert_eq!(store.session_get(hash(2)).await, Ok(None));
        assert!(
            store.session_put(session(1, "o2", "m")).await.is_err(),
            "an id is never used twice"
        );
    });
}

#[test]
fn using_a_session_moves_its_last_use_forward_only() {
    check(&async |store| {
        store.session_put(session(1, "o1", "m")).await.unwrap();
        for (seen, stored) in [(50, 50), (40, 50)] {
            assert_eq!(store.session_touch(hash(1), seen).await, Ok(true));
            assert_eq!(store.session_get(hash(1)).await.unwrap().unwrap().seen_at_ms, stored);
        }
        assert_eq!(store.session_touch(hash(2), 60).await, Ok(false));
    });
}

#[test]
fn a_revoked_session_stays_revoked_for_its_first_reason() {
    check(&async |store| {
        store.session_put(session(1, "o1", "m")).await.unwrap();
        assert_eq!(store.session_revoke(SessionScope::One(hash(1)), 70, "signed-out").await, Ok(1));
        assert_eq!(store.session_revoke(SessionScope::All, 80, "compromise").await, Ok(0));
        assert_eq!(store.session_touch(hash(1), 90).await, Ok(false));
        let found = store.session_get(hash(1)).await.unwrap().unwrap();
        assert_eq!(
            (found.revoked_at_ms, found.revoked_why.as_deref()),
            (Some(70), Some("signed-out"))
        );
        assert_eq!(found.seen_at_ms, 12);
    });
}

#[test]
fn sessions_end_by_officer_by_member_or_all() {
    check(&async |store| {
        for (n, officer, member) in
            [(1, "o1", "m"), (2, "o1", "m"), (3, "o2", "m"), (4, "o3", "n"), (5, "o4", "k")]
        {
            store.session_put(session(n, officer, member)).await.unwrap();
        }
        let revoke = async |scope| store.session_revoke(scope, 1, "office-lost").await.unwrap();
        assert_eq!(revoke(SessionScope::Officer("o1".to_owned())).await, 2);
        assert_eq!(revoke(SessionScope::Member("m".to_owned())).await, 1);
        assert_eq!(revoke(SessionScope::All).await, 2);
    });
}

#[test]
fn sessions_nobody_uses_any_more_are_forgotten() {
    check(&async |store| {
        store.session_put(session(1, "o1", "m")).await.unwrap();
        store.session_put(session(2, "o1", "m")).await.unwrap();
        store.session_touch(hash(2), 500).await.unwrap();
        assert_eq!(store.session_forget(500).await, Ok(1));
        assert_eq!(store.session_get(hash(1)).await, Ok(None));
        assert!(store.session_get(hash(2)).await.unwrap().is_some());
    });
}
