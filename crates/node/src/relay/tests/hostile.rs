//! What a relay, a sender or a recipient tries against the others, and what of it holds up a letter.

use domain::actor::UnitId;

use super::*;
use crate::founded::sealed_for;

/// An envelope of `from` for the provider under an id that it saw.
fn under_id(from: &Node, seen: &Head) -> Vec<u8> {
    let node_key = from.node_key();
    let head = Head {
        from: seal::receipt::NodeId::parse(from.config.node.as_str()).unwrap(),
        node_kid: node_key.public().kid(),
        ..seen.clone()
    };
    sealed_for(from, node_key, &UnitId::parse("ie-prov/legal").unwrap(), head)
}

fn head_of(body: &[u8]) -> Head {
    EnvelopeOuter::parse(&Delivery::parse(body).unwrap().envelope).unwrap().head().clone()
}

/// The only letter of a node is to go now, as if it had gone so before.
async fn due(node: &Node, change: impl FnOnce(&mut OutboxRow, &mut Parcel)) {
    let mut row = only_row(node).await;
    let mut parcel = parcel(&row);
    change(&mut row, &mut parcel);
    let row = &row;
    act!(node, "now", None, |tx| {
        let state = OutboxState::Queued { due_ms: 0 };
        let error = row.last_error.clone();
        tx.outbox.push(crate::work::deliver::settle(row, state, error, Some(&parcel)));
        Ok(Vec::new())
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn an_id_that_a_relay_took_at_the_recipient_keeps_the_letter_from_nothing() {
    let scene = Scene::laid().await;
    let body = delivery(scene.court()).await;
    let taken = under_id(&scene.relay, &head_of(&body));
    let answer = scene.provider().receive(&relay_id(), &taken).await;
    assert!(matches!(answer, Answer::Receipt(StatusCode::CREATED, _)), "{answer:?}");
    scene.fetch(PROVIDER).await;
    assert_eq!(scene.n_arrived().await, 2);
    scene.fetch(PROVIDER).await;
    assert_eq!(scene.n_arrived().await, 2);
    scene.fetch(COURT).await;
    assert_eq!(only_row(scene.court()).await.state, OutboxState::Accepted);
    // Opened, stated, and told under its own id, once.
    come_home(&scene).await;
    // Another one of the same sender under this id is what it was before.
    let other = under_id(scene.court(), &head_of(&body));
    let answer = scene.provider().receive(&node_id(COURT), &other).await;
    assert_eq!(answer, Answer::Problem(StatusCode::CONFLICT, "id-conflict"));
}

#[tokio::test]
async fn an_id_of_ours_that_somebody_sends_us_replaces_nothing() {
    let scene = Scene::laid().await;
    let before = delivery(scene.court()).await;
    let seen = head_of(&before);
    let to = seal::receipt::NodeId::parse(node_id(COURT).as_str()).unwrap();
    let taken = under_id(scene.provider(), &Head { to, ..seen });
    let answer = scene.court().receive(&node_id(PROVIDER), &taken).await;
    assert!(matches!(answer, Answer::Receipt(StatusCode::CREATED, _)), "{answer:?}");
    assert_eq!(delivery(scene.court()).await, before);
}

#[tokio::test]
async fn an_id_that_another_sender_took_at_a_relay_is_free_for_the_letter() {
    let scene = Scene::set().await;
    scene.list(&[]);
    send_probe(scene.court(), PROVIDER, Lane::Ordinary).await;
    deliver(scene.court()).await;
    let body = delivery(scene.court()).await;
    scene.list(&[relay_id().as_str()]);
    // Whoever it is for cannot take it from there, and nobody writes to itself through a relay.
    let taken = under_id(scene.provider(), &head_of(&body));
    let answer = scene.relay.receive(&node_id(PROVIDER), &taken).await;
    assert_eq!(answer, Answer::Problem(StatusCode::BAD_REQUEST, "wrong-addressee"));
    let to = seal::receipt::NodeId::parse(node_id(COURT).as_str()).unwrap();
    let taken = under_id(scene.provider(), &Head { to, ..head_of(&body) });
    let answer = scene.relay.receive(&node_id(PROVIDER), &taken).await;
    assert!(matches!(answer, Answer::Receipt(StatusCode::CREATED, _)), "{answer:?}");
    let answer = scene.relay.receive(&node_id(COURT), &body).await;
    assert!(matches!(answer, Answer::Receipt(StatusCode::CREATED, _)), "{answer:?}");
    scene.fetch(PROVIDER).await;
    assert_eq!(scene.n_arrived().await, 1);
}

#[tokio::test]
async fn an_old_acceptance_that_a_relay_shows_does_not_end_what_goes_again() {
    let scene = Scene::laid().await;
    scene.fetch(PROVIDER).await;
    let passed = scene.relayed().await[0].passed().unwrap().unwrap();
    scene.fetch(COURT).await;
    assert_eq!(only_row(scene.court()).await.state, OutboxState::Accepted);
    due(scene.court(), |_, parcel| (parcel.again, parcel.delivered) = (true, false)).await;
    acknowledged::take(scene.court(), &relay_id(), std::slice::from_ref(&passed)).await.unwrap();
    assert!(waits(&only_row(scene.court()).await));
    // Both only fetch, so somebody has to carry it, and it says so.
    deliver(scene.court()).await;
    let row = only_row(scene.court()).await;
    assert!(waits(&row));
    assert_eq!(row.last_error.as_deref(), Some("relay-closed"));
    // Its recipient can say that it has it.
    acknowledged::take(scene.court(), &node_id(PROVIDER), &[passed]).await.unwrap();
    assert!(only_row(scene.court()).await.state.is_end() || !waits(&only_row(scene.court()).await));
}

#[tokio::test]
async fn a_row_that_is_damaged_holds_up_no_other() {
    let scene = Scene::laid().await;
    let bad = b"no row".to_vec();
    let sort = format!("{STORED}:{}:0:", node_id(PROVIDER));
    act!(scene.relay, "damage", None, |tx| {
        tx.put_raw(view::RELAYED, "0:bad", &sort, bad.clone());
        Ok(Vec::new())
    })
    .await
    .unwrap();
    scene.set_mode(PROVIDER, Mode::Push);
    let door = (node_id(PROVIDER), peer::routes::router(scene.provider()));
    scene.relay.peers.redial(Arc::new(Meeting::of(relay_id(), [door])));
    assert_eq!(round(&scene.relay, &mut Tried::default()).await.unwrap(), 1);
    assert_eq!(scene.n_arrived().await, 1);
}

#[tokio::test]
async fn who_does_not_answer_rests_with_all_that_is_for_it() {
    let scene = Scene::set().await;
    for lane in [Lane::Ordinary, Lane::Urgent, Lane::Ordinary] {
        send_probe(scene.court(), PROVIDER, lane).await;
    }
    deliver(scene.court()).await;
    scene.set_mode(PROVIDER, Mode::Push);
    let mut tried = Tried::default();
    for _ in 0..3 {
        assert_eq!(round(&scene.relay, &mut tried).await.unwrap(), 0);
    }
    assert_eq!(tried.n_resting(), (1, 0));
    let door = (node_id(PROVIDER), peer::routes::router(scene.provider()));
    scene.relay.peers.redial(Arc::new(Meeting::of(relay_id(), [door])));
    assert_eq!(round(&scene.relay, &mut Tried::default()).await.unwrap(), 3);
    let rows: Vec<(String, Inbox)> = scene.provider().rows(view::INBOX, "").await.unwrap();
    assert_eq!(rows[0].1.lane, 1, "the most urgent first");
}

#[tokio::test]
async fn a_relay_that_is_none_any_more_shows_nothing_and_gives_up_what_is_over() {
    let scene = Scene::laid().await;
    for node in scene.all() {
        node.change_roster(|roster| {
            for entry in roster.members.values_mut() {
                if entry.kind == MemberKind::Relay {
                    entry.kind = MemberKind::Coordinator;
                }
            }
        });
    }
    scene.fetch(PROVIDER).await;
    assert_eq!(scene.n_arrived().await, 0);
    let over_ms = scene.relayed().await[0].keep_until_ms;
    scene.set_relay_clock(over_ms + AHEAD_MS + HOUR_MS);
    assert_eq!(round(&scene.relay, &mut Tried::default()).await.unwrap(), 1);
    assert_eq!(scene.n_bytes_held().await, 0);
    // A week later nothing of it is left, though nobody could be told.
    let ended_ms = scene.relayed().await[0].ended_at_ms.unwrap();
    scene.set_relay_clock(ended_ms + KNOWN_MS + HOUR_MS);
    assert_eq!(round(&scene.relay, &mut Tried::default()).await.unwrap(), 1);
    assert!(scene.relayed().await.is_empty());
    let words: Vec<(String, KeptReceipt)> = scene.relay.rows(view::RECEIPT, "").await.unwrap();
    assert!(words.is_empty(), "{words:?}");
}

#[tokio::test]
async fn a_sender_that_fetches_no_longer_is_brought_what_lay_for_it() {
    let scene = Scene::laid().await;
    scene.fetch(PROVIDER).await;
    assert!(scene.relayed().await[0].is_placed);
    scene.set_mode(COURT, Mode::Push);
    let door = (node_id(COURT), peer::routes::router(scene.court()));
    scene.relay.peers.redial(Arc::new(Meeting::of(relay_id(), [door])));
    assert_eq!(round(&scene.relay, &mut Tried::default()).await.unwrap(), 2);
    assert!(scene.relayed().await[0].is_told);
    assert_eq!(only_row(scene.court()).await.state, OutboxState::Accepted);
}

#[tokio::test]
async fn an_emergency_goes_its_own_road_and_to_a_relay_at_once() {
    let scene = Scene::set().await;
    scene.set_mode(PROVIDER, Mode::Push);
    send_probe(scene.court(), PROVIDER, Lane::Emergency).await;
    deliver(scene.court()).await;
    assert_eq!(scene.relayed().await.len(), 0);
    // Its own road failed once: the relay has it now, and the failure of its own road stays on its row.
    due(scene.court(), |row, _| row.attempts = 1).await;
    deliver(scene.court()).await;
    let row = only_row(scene.court()).await;
    assert_eq!(scene.relayed().await.len(), 1);
    assert_eq!(parcel(&row).relays[relay_id().as_str()].road, Way::Lies.id());
    assert_eq!(row.last_error.as_deref(), Some("no-connection"));
    // A relay that is silent keeps nothing from its own road.
    scene.stage.connect();
    due(scene.court(), |_, parcel| parcel.relays.clear()).await;
    deliver(scene.court()).await;
    assert_eq!(only_row(scene.court()).await.state, OutboxState::Accepted);
    assert_eq!(scene.n_arrived().await, 1);
}
