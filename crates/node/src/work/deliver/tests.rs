//! Letters that go together: in one act each step, tied to each other by nothing.

use domain::letter::Lane;
use seal::envelope::{Delivery, EnvelopeOuter};
use seal::receipt::{Chunks, Event, Reason, Receipt};
use store::{MAX_PAGE, OutboxQuery};

use super::*;
use crate::bundle::tests::stage::{COURT, PROVIDER, Stage, node_id, send_probe};
use crate::peer::door;
use crate::peer::inbox::{Inbox, InboxState};
use crate::peer::receipts::{About, envelope_ref};
use crate::rows::view;
use crate::work::ladder::Before;

/// A court that has written so many letters to the provider.
async fn written(n_letters: usize, lane: Lane) -> Stage {
    let stage = Stage::set().await;
    stage.connect();
    for _ in 0..n_letters {
        send_probe(&stage.nodes[COURT], PROVIDER, lane).await;
    }
    stage
}

async fn outbox(node: &Node) -> Vec<OutboxRow> {
    let query = OutboxQuery { limit: MAX_PAGE, ..OutboxQuery::default() };
    node.store.outbox_rows(query).await.unwrap()
}

async fn deliver(node: &Arc<Node>) {
    let mut rounds = Rounds::default();
    while rounds.take_due(node).await.unwrap() > 0 {
        rounds.all_ended(node).await;
    }
}

/// What the log of a node says of its letters, in order.
async fn passages(node: &Arc<Node>, peer: &NodeId) -> Vec<&'static str> {
    let stream = crate::dispatch::link_stream(&node.config.node, peer);
    let events = node.store.load(&stream.id, 0).await.unwrap();
    let kinds = events.iter().map(|event| match event.kind.as_str() {
        "submit" => "submit",
        "send" => "send",
        "ack" => "ack",
        "recv" => "recv",
        _ => "other",
    });
    kinds.collect()
}

#[tokio::test]
async fn letters_to_one_peer_are_sealed_together_and_their_acceptances_recorded_together() {
    let stage = written(5, Lane::Ordinary).await;
    let court = &stage.nodes[COURT];
    deliver(court).await;
    let steps = ["submit", "send", "ack"].map(|step| [step; 5]).concat();
    assert_eq!(passages(court, &node_id(PROVIDER)).await, steps);
    assert_eq!(passages(&stage.nodes[PROVIDER], &node_id(COURT)).await, ["recv"; 5]);
    assert!(outbox(court).await.iter().all(|row| row.state == OutboxState::Accepted));
}

#[tokio::test]
async fn a_letter_that_cannot_be_sealed_keeps_no_other_back() {
    let stage = written(4, Lane::Ordinary).await;
    let court = &stage.nodes[COURT];
    let lost: Parcel = decode(&outbox(court).await[1].payload).unwrap();
    act!(court, "lose", None, |tx| {
        tx.delete(view::LETTER, &lost.letter);
        Ok(Vec::new())
    })
    .await
    .unwrap();
    let mut rounds = Rounds::default();
    rounds.take_due(court).await.unwrap();
    rounds.all_ended(court).await;
    let rows = outbox(court).await;
    let arrived = rows.iter().map(|row| row.state == OutboxState::Accepted);
    assert_eq!(arrived.collect::<Vec<_>>(), [true, false, true, true]);
    assert_eq!((rows[1].attempts, rows[1].last_error.as_deref()), (1, Some("ours")));
    assert_eq!(rows[0].attempts, 0);
}

#[tokio::test]
async fn who_comes_too_fast_rests_and_no_letter_counts_it_as_a_failure() {
    // Ten more than the door takes of this lane at once.
    let stage = written(60, Lane::Emergency).await;
    let court = &stage.nodes[COURT];
    let mut rounds = Rounds::default();
    for _ in 0..40 {
        if outbox(court).await.iter().all(|row| row.state == OutboxState::Accepted) {
            break;
        }
        rounds.take_due(court).await.unwrap();
        rounds.ended(court).await;
    }
    let rows = outbox(court).await;
    assert!(rows.iter().all(|row| row.state == OutboxState::Accepted));
    assert!(rows.iter().all(|row| row.attempts == 0));
    assert_eq!(passages(&stage.nodes[PROVIDER], &node_id(COURT)).await, ["recv"; 60]);
}

#[tokio::test]
async fn what_arrives_at_the_same_moment_is_accepted_once_each_and_every_asker_has_the_receipt() {
    let stage = written(6, Lane::Ordinary).await;
    let (court, provider) = (&stage.nodes[COURT], &stage.nodes[PROVIDER]);
    let mut arrivals = JoinSet::new();
    for row in outbox(court).await {
        let parcel: Parcel = decode(&row.payload).unwrap();
        let sealed = seal(court, &row, &parcel, &node_id(PROVIDER)).await.unwrap();
        let env_id = sealed.envelope.unwrap().env_id;
        let envelope = court.raw_row(view::ENVELOPE, &env_id).await.unwrap().unwrap();
        let body = Delivery { envelope, anchor: None }.to_bytes();
        for _ in 0..3 {
            let (provider, body) = (provider.clone(), body.clone());
            arrivals.spawn(async move { provider.receive(&node_id(COURT), &body).await });
        }
    }
    let (mut created, mut receipts) = (0, BTreeMap::new());
    while let Some(answer) = arrivals.join_next().await {
        let door::Answer::Receipt(status, receipt) = answer.unwrap() else { panic!("refused") };
        created += usize::from(status == StatusCode::CREATED);
        let receipt = Receipt::parse(&receipt).unwrap();
        let env_id = receipt.statement().of.env_id.to_string();
        *receipts.entry((env_id, receipt.statement_digest())).or_insert(0) += 1;
    }
    assert_eq!(created, 6);
    assert_eq!(receipts.into_values().collect::<Vec<_>>(), [3; 6]);
    assert_eq!(passages(provider, &node_id(COURT)).await, ["recv"; 6]);
}

#[tokio::test]
async fn two_rounds_of_opening_at_once_open_each_letter_once() {
    let stage = written(8, Lane::Ordinary).await;
    let provider = &stage.nodes[PROVIDER];
    deliver(&stage.nodes[COURT]).await;
    let (one, other) =
        tokio::join!(crate::work::open::round(provider), crate::work::open::round(provider));
    assert_eq!(one.unwrap() + other.unwrap(), 8);
    let inbox = provider.rows::<Inbox>(view::INBOX, "").await.unwrap();
    assert!(inbox.iter().all(|(_, inbox)| inbox.state == InboxState::Consigned));
    assert_eq!(inbox.len(), 8);
    assert!(inbox.iter().all(|(_, inbox)| inbox.attempts == 1));
}

/// The provider's signed word that it takes this envelope of the court's no more.
async fn refusal(stage: &Stage, parcel: &Parcel) -> Receipt {
    let (court, provider) = (&stage.nodes[COURT], &stage.nodes[PROVIDER]);
    let env_id = &parcel.envelope.as_ref().unwrap().env_id;
    let bytes = court.raw_row(view::ENVELOPE, env_id).await.unwrap().unwrap();
    let outer = EnvelopeOuter::parse(&bytes).unwrap();
    let about = About {
        of: envelope_ref(outer.head(), outer.env_digest()),
        letter: None,
        chunks: Chunks { announced: 0, missing: 0 },
        prev: None,
        unit: None,
    };
    let now = provider.now();
    let receipt =
        provider.issue_receipt(Event::RelayRejection, about, Some(Reason::Expired), &[], now);
    receipt.unwrap()
}

#[tokio::test]
async fn a_signed_refusal_ends_a_letter_whatever_was_stated_of_it_before() {
    for (kind, said) in [
        ("cx.receipts", &[][..]),
        (crate::probe::KIND, &[][..]),
        (crate::probe::KIND, &[Event::ContentConsignment][..]),
        (crate::probe::KIND, &[Event::RelayAcceptance, Event::ContentConsignment][..]),
        (crate::probe::KIND, &[Event::RelayRejection][..]),
    ] {
        let stage = Stage::set().await;
        let (court, peer) = (&stage.nodes[COURT], node_id(PROVIDER));
        act!(court, "send", None, |tx| {
            tx.send_housekeeping(&peer, kind, Lane::Ordinary, crate::probe::body(0)).await?;
            Ok(Vec::new())
        })
        .await
        .unwrap();
        let row = outbox(court).await.remove(0);
        let parcel: Parcel = decode(&row.payload).unwrap();
        let parcel = seal(court, &row, &parcel, &peer).await.unwrap();
        for event in said {
            act!(court, "hear", None, |tx| {
                let env_id = &parcel.envelope.as_ref().unwrap().env_id;
                tx.hear(env_id, *event, &Before::default()).await?;
                Ok(Vec::new())
            })
            .await
            .unwrap();
        }
        let row = outbox(court).await.remove(0);
        let receipt = refusal(&stage, &parcel).await;
        wave::end(court, &peer, &row, &receipt).await.unwrap();
        let row = outbox(court).await.remove(0);
        assert_eq!(row.state, OutboxState::Failed, "{kind} {said:?}");
        assert_eq!(row.last_error.as_deref(), Some("expired"), "{kind} {said:?}");
    }
}
