//! Tests of the journal's bytes: what is written is read back, and nothing else is read.

use proptest::{collection::vec, option, prelude::*};

use super::*;

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    vec(any::<u8>(), 0..40)
}

fn text() -> impl Strategy<Value = String> {
    "[a-z/:é]{0,12}"
}

prop_compose! {
    fn event()(
        event_id: [u8; 16], kind in text(), schema in text(), at_ms: i64, leaf_hash: [u8; 32],
        parts in vec((any::<u8>(), any::<[u8; 16]>(), bytes(), bytes()), 0..3),
        fields in bytes(), leaf: [u8; 32],
    ) -> NewEvent {
        let compartments = parts
            .into_iter()
            .map(|(c, kek_id, wrap, ct)| Compartment { c, kek_id, wrap, ct })
            .collect();
        let mut whole = [7; 40];
        whole[8..].copy_from_slice(&leaf);
        NewEvent { event_id, kind, schema, at_ms, compartments, fields, leaf: whole, leaf_hash }
    }
}

fn state() -> impl Strategy<Value = OutboxState> {
    prop_oneof![
        any::<i64>().prop_map(|due_ms| OutboxState::Queued { due_ms }),
        text().prop_map(|reason| OutboxState::Held { reason }),
        Just(OutboxState::Accepted),
        Just(OutboxState::Done),
        Just(OutboxState::Failed),
        Just(OutboxState::Expired),
        Just(OutboxState::Withdrawn),
        Just(OutboxState::Superseded),
    ]
}

fn skip() -> impl Strategy<Value = Skip> {
    (text(), any::<u8>(), any::<u8>()).prop_map(|(peer, from, to)| Skip { peer, from, to })
}

fn outbox() -> impl Strategy<Value = OutboxChange> {
    let enqueue =
        (any::<[u8; 16]>(), text(), any::<u8>(), any::<i64>(), option::of(any::<i64>()), bytes())
            .prop_map(|(id, peer, lane, due_ms, not_after_ms, payload)| {
                let kind = peer.clone();
                OutboxChange::Enqueue(NewOutbox {
                    id,
                    peer,
                    lane,
                    kind,
                    due_ms,
                    deliver_by_ms: due_ms,
                    not_after_ms,
                    warn_ms: not_after_ms,
                    payload,
                })
            });
    let settle =
        (
            any::<[u8; 16]>(),
            any::<u64>(),
            state(),
            any::<u32>(),
            option::of(text()),
            option::of(bytes()),
        )
            .prop_map(|(id, fence, state, attempts, last_error, payload)| {
                OutboxChange::Settle { id, fence, state, attempts, last_error, payload }
            });
    let renew = (any::<[u8; 16]>(), any::<u64>(), any::<i64>(), option::of(bytes())).prop_map(
        |(id, fence, until_ms, payload)| OutboxChange::Renew { id, fence, until_ms, payload },
    );
    let warn = (any::<[u8; 16]>(), any::<i64>(), option::of(any::<i64>()))
        .prop_map(|(id, was_ms, next_ms)| OutboxChange::Warn { id, was_ms, next_ms });
    let wake =
        (text(), any::<i64>()).prop_map(|(peer, due_ms)| OutboxChange::Wake { peer, due_ms });
    prop_oneof![enqueue, settle, renew, warn, wake]
}

fn timer() -> impl Strategy<Value = TimerChange> {
    prop_oneof![
        (text(), any::<i64>(), text(), bytes()).prop_map(|(id, due_ms, stream, payload)| {
            TimerChange::Schedule { id, due_ms, stream, payload }
        }),
        text().prop_map(|id| TimerChange::Done { id }),
        text().prop_map(|id| TimerChange::Cancel { id }),
    ]
}

fn row() -> impl Strategy<Value = RowChange> {
    (text(), text(), text(), bytes(), option::of(bytes()), 0..5).prop_map(
        |(view, key, sort, body, old, which)| match which {
            0 => RowChange::Put { view, key, sort, body },
            1 => RowChange::Insert { view, key, sort, body },
            2 => RowChange::Delete { view, key },
            3 => RowChange::Cas { view, key, sort, old, new: body },
            _ => RowChange::Clear { view },
        },
    )
}

prop_compose! {
    fn batch()(
        at_ms: i64,
        streams in vec((text(), any::<u64>(), vec(event(), 0..3)), 0..3),
        outbox in vec(outbox(), 0..3),
        timers in vec(timer(), 0..3),
        rows in vec(row(), 0..3),
        once in option::of((text(), text(), any::<[u8; 32]>(), bytes())),
    ) -> Batch {
        let streams = streams
            .into_iter()
            .map(|(stream, expected_version, events)| StreamAppend { stream, expected_version, events })
            .collect();
        let once = once.map(|(scope, key, digest, result)| Once { scope, key, digest, result });
        let log_end = once.as_ref().map(|once: &Once| LogEnd {
            log: 7,
            size: 1 << 40,
            how: if at_ms % 2 == 0 { End::Closed } else { End::GivenUp { known: 9 } },
            next: once.key.clone(),
        });
        Batch { name: "a_test", at_ms, streams, outbox, timers, rows, once, log_end }
    }
}

fn session() -> impl Strategy<Value = Session> {
    (
        any::<[u8; 32]>(),
        text(),
        any::<u8>(),
        any::<i64>(),
        bytes(),
        option::of(any::<i64>()),
        option::of(text()),
    )
        .prop_map(
            |(id_hash, officer, auth_level, at_ms, csrf_secret, revoked_at_ms, revoked_why)| {
                Session {
                    id_hash,
                    member: officer.clone(),
                    ip_class: officer.clone(),
                    officer,
                    auth_level,
                    auth_at_ms: at_ms,
                    csrf_secret,
                    created_at_ms: at_ms,
                    seen_at_ms: at_ms,
                    revoked_at_ms,
                    revoked_why,
                }
            },
        )
}

fn change() -> impl Strategy<Value = Change> {
    let scope = prop_oneof![
        Just(SessionScope::All),
        text().prop_map(SessionScope::Member),
        text().prop_map(SessionScope::Officer),
        any::<[u8; 32]>().prop_map(SessionScope::One),
    ];
    let nodes = vec((any::<u8>(), any::<u64>(), any::<[u8; 32]>()), 0..4);
    prop_oneof![
        4 => batch().prop_map(Change::Append),
        1 => (any::<i64>(), any::<i64>(), any::<u32>(), vec(skip(), 0..3)).prop_map(
            |(now_ms, lease_ms, limit, skip)| Change::Claim { now_ms, lease_ms, limit, skip }
        ),
        1 => (any::<u64>(), any::<u64>(), vec(any::<[u8; 16]>(), 0..4), nodes, any::<[u8; 32]>())
            .prop_map(|(from_size, epoch, event_ids, nodes, root)| {
                Change::Sequence(Sequenced { log: 3, from_size, epoch, event_ids, nodes, root })
            }),
        1 => any::<i64>().prop_map(|seen_before_ms| Change::SessionForget { seen_before_ms }),
        1 => any::<u64>().prop_map(Change::BumpEpoch),
        1 => text().prop_map(Change::NameLog),
        1 => Just(Change::Release),
        1 => Just(Change::MarkRestored),
        1 => any::<[u8; 16]>().prop_map(Change::EraseSealed),
        1 => session().prop_map(Change::SessionPut),
        1 => (any::<[u8; 32]>(), any::<i64>())
            .prop_map(|(id_hash, seen_at_ms)| Change::SessionTouch { id_hash, seen_at_ms }),
        1 => (scope, any::<i64>(), text())
            .prop_map(|(scope, at_ms, why)| Change::SessionRevoke { scope, at_ms, why }),
    ]
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(change in change()) {
        prop_assert_eq!(Change::decode(&change.encode().unwrap()), Ok(change));
    }

    #[test]
    fn a_record_cut_short_or_grown_is_damage(change in change(), at in any::<prop::sample::Index>()) {
        let mut bytes = change.encode().unwrap();
        prop_assert!(Change::decode(&bytes[..at.index(bytes.len())]).is_err());
        bytes.push(0);
        prop_assert!(Change::decode(&bytes).is_err());
    }

    #[test]
    fn no_bytes_are_read_that_would_be_written_otherwise(bytes in vec(any::<u8>(), 0..200)) {
        if let Ok(change) = Change::decode(&bytes) {
            prop_assert_eq!(change.encode().unwrap(), bytes);
        }
    }
}

#[test]
fn a_small_record_has_these_bytes() {
    let change = Change::Append(Batch {
        timers: vec![TimerChange::Done { id: "t".to_owned() }],
        ..Batch::new("pass", 2)
    });
    let expected = [
        &[1][..], // append
        &[0, 0, 0, 4],
        b"pass",                   // name
        &[0, 0, 0, 0, 0, 0, 0, 2], // at_ms
        &[0, 0, 0, 0],             // streams
        &[0, 0, 0, 0],             // outbox
        &[0, 0, 0, 1],
        &[2],
        &[0, 0, 0, 1],
        b"t",          // timers: one, done
        &[0, 0, 0, 0], // rows
        &[0],          // once
        &[0],          // log_end
    ]
    .concat();
    assert_eq!(change.encode(), Ok(expected));
}
