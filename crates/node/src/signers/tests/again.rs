//! What goes again while the key that sealed it ends.

use super::*;

#[tokio::test]
async fn what_is_sent_again_under_a_key_that_ended_ends_and_is_not_sealed_anew() {
    let stage = turning(false).await;
    stage.connect();
    stage.issue().await;
    let (court, provider) = (&stage.nodes[LYON], &stage.nodes[PROVIDER]);
    deliver(court).await;
    let before = sealed_by(court).await;
    let query = OutboxQuery { limit: MAX_PAGE, ..OutboxQuery::default() };
    let row = court.store.outbox_rows(query.clone()).await.unwrap().remove(0);
    assert_eq!(row.state, OutboxState::Accepted);
    // The provider loses it, and its old acceptance stays on record.
    let lost = provider.rows::<Inbox>(view::INBOX, "").await.unwrap();
    crate::act::act!(provider, "lose", None, |tx| {
        for (env_id, _) in &lost {
            tx.delete(view::INBOX, env_id);
        }
        Ok(Vec::new())
    })
    .await
    .unwrap();
    let parcel: Parcel = decode(&row.payload).unwrap();
    let parcel = Parcel { again: true, delivered: false, ..parcel };
    crate::act::act!(court, "again", None, |tx| {
        let state = OutboxState::Queued { due_ms: tx.now.as_millisecond() };
        tx.outbox.push(crate::work::deliver::settle(&row, state, None, Some(&parcel)));
        Ok(Vec::new())
    })
    .await
    .unwrap();
    for hours in [2, 4] {
        for n in [LYON, PROVIDER] {
            stage.set_clock(n, ms(OVERLAP + HOUR * hours));
        }
        deliver(court).await;
    }
    assert!(provider.rows::<Inbox>(view::INBOX, "").await.unwrap().is_empty());
    assert_eq!(sealed_by(court).await, before);
    let row = court.store.outbox_rows(query).await.unwrap().remove(0);
    assert_eq!((row.state, row.last_error.as_deref()), (OutboxState::Failed, Some("key-ended")));
}
