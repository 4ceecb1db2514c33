//! Letters that an office takes back, and letters whose time is over: what is on record of them, and who is told.

use axum::http::StatusCode;
use serde_json::Value;
use store::{MAX_PAGE, OutboxQuery};
use wire::ladder::Rung;

use super::*;
use crate::bundle::tests::online;
use crate::bundle::tests::stage::{COURT, PROVIDER, Stage, node_id};
use crate::peer::receipts::kept;
use crate::reconcile::differ::{self, Kind};
use crate::work::{deliver, ladder};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// The letters of a type that a node has written.
pub(crate) async fn written(node: &Arc<Node>, kind: &str) -> Vec<(OutboxRow, Parcel)> {
    let query = OutboxQuery { limit: MAX_PAGE, ..OutboxQuery::default() };
    let rows = node.store.outbox_rows(query).await.unwrap();
    let of_kind = rows.into_iter().filter(|row| row.kind == kind);
    of_kind.map(|row| (row.clone(), decode(&row.payload).unwrap())).collect()
}

/// The only one, sealed.
pub(crate) async fn sealed(stage: &Stage, n: usize, kind: &str) -> (OutboxRow, Parcel) {
    let node = &stage.nodes[n];
    let (row, parcel) = written(node, kind).await.remove(0);
    deliver::seal(node, &row, &parcel, &node_id(1 - n)).await.unwrap();
    written(node, kind).await.remove(0)
}

/// Somebody of a node takes a letter back.
pub(crate) async fn take_back(stage: &Stage, n: usize, row: &OutboxRow) -> (StatusCode, Value) {
    let path = format!("/waiting/{}/withdraw", hex_encode(&row.id));
    stage.post(n, &path, "why=recipient").await
}

/// What a node signed for its own log, in words.
async fn own_words(node: &Arc<Node>) -> Vec<(String, Option<Reason>)> {
    let rows = node.rows::<KeptReceipt>(view::RECEIPT, "").await.unwrap();
    let ours = rows.into_iter().filter(|(_, row)| row.event == "RelayFailure");
    ours.map(|(_, row)| (row.env_id.clone(), kept(&row).unwrap().statement().reason)).collect()
}

async fn leaves(stage: &Stage, n: usize) -> Vec<String> {
    let node = &stage.nodes[n];
    let stream = link_stream(&node.config.node, &node_id(1 - n));
    let events = node.store.load(&stream.id, 0).await.unwrap();
    let kinds = events.iter().map(|event| {
        let stored = node.decode(wire::stored::StreamKind::Link, event).unwrap();
        let Stored::Link(link) = stored else { panic!("a stream of another kind") };
        link.kind.id().to_owned()
    });
    kinds.collect()
}

async fn list(stage: &Stage, what: &str) -> Vec<Value> {
    stage.get(COURT, "/waiting").await[what].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_letter_that_never_left_is_taken_back_without_a_word_to_anybody() {
    let stage = Stage::set().await;
    stage.issue().await;
    let node = &stage.nodes[COURT];
    let (row, _) = written(node, "measure.issue").await.remove(0);
    let waiting = list(&stage, "letters").await;
    assert_eq!((waiting.len(), &waiting[0]["may_withdraw"]), (1, &Value::Bool(true)));
    let (status, answer) = take_back(&stage, COURT, &row).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let (row, _) = written(node, "measure.issue").await.remove(0);
    assert_eq!(row.state, OutboxState::Withdrawn);
    assert!(written(node, withdraw::KIND).await.is_empty() && own_words(node).await.is_empty());
    assert!(leaves(&stage, COURT).await.contains(&"withdrawn".to_owned()));
    assert!(list(&stage, "letters").await.is_empty());
    let told = list(&stage, "given_up").await;
    assert_eq!((&told[0]["why"], &told[0]["came_to"]), (&"recipient".into(), &"unsent".into()));
    // Once.
    let (status, answer) = take_back(&stage, COURT, &row).await;
    assert_eq!((status, &answer["code"]), (StatusCode::CONFLICT, &"stale".into()));
    // Nobody knows of this conversation: who writes there again begins anew.
    assert!(node.rows::<Value>(view::CONVERSATION, "").await.unwrap().is_empty());
    stage.connect();
    online(&stage).await;
    assert!(stage.nodes[PROVIDER].rows::<Value>(view::LADDER, "").await.unwrap().is_empty());
}

#[tokio::test]
async fn what_its_recipient_has_stated_anything_of_is_not_given_up() {
    for event in [Event::RelayAcceptance, Event::ContentConsignment, Event::RelayRejection] {
        let stage = Stage::set().await;
        stage.issue().await;
        let node = &stage.nodes[COURT];
        let (row, parcel) = sealed(&stage, COURT, "measure.issue").await;
        let env_id = parcel.envelope.unwrap().env_id;
        // The row waits on: its files are on their way, or the acceptance was lost.
        act!(node, "hear", None, |tx| {
            tx.hear(&env_id, event, &ladder::Before::default()).await?;
            Ok(Vec::new())
        })
        .await
        .unwrap();
        let (status, answer) = take_back(&stage, COURT, &row).await;
        assert_eq!((status, &answer["code"]), (StatusCode::CONFLICT, &"stale".into()), "{event:?}");
        stage.set_clock(COURT, 92 * DAY_MS);
        assert_eq!(run_once(node).await.unwrap(), 0, "{event:?}");
        assert!(own_words(node).await.is_empty() && written(node, withdraw::KIND).await.is_empty());
        assert!(!written(node, "measure.issue").await[0].0.state.is_end());
    }
}

#[tokio::test]
async fn what_goes_a_second_time_does_not_end_as_given_up() {
    let stage = Stage::set().await;
    stage.issue().await;
    let node = &stage.nodes[COURT];
    let (row, parcel) = sealed(&stage, COURT, "measure.issue").await;
    let again = Parcel { again: true, ..parcel };
    let end = End::Withdrawn(Why::Agreement);
    let done = act!(node, "hold_letter", None, |tx| {
        let ending = Ending { row: &row, parcel: &again, end, code: "purpose-not-covered" };
        Ok(vec![u8::from(tx.give_up(&ending, &Who::node(), None).await?)])
    });
    assert_eq!(done.await.unwrap().result, [0]);
    assert!(own_words(node).await.is_empty());
    assert_eq!(written(node, "measure.issue").await[0].0.state, row.state);
}

#[tokio::test]
async fn what_is_stated_after_a_letter_was_given_up_says_whether_it_arrived() {
    let stage = Stage::set().await;
    stage.issue().await;
    let node = &stage.nodes[COURT];
    let (row, _) = sealed(&stage, COURT, "measure.issue").await;
    assert_eq!(take_back(&stage, COURT, &row).await.0, StatusCode::OK);
    let rows = [
        (Event::RelayRejection, None, true, "asked"),
        (Event::ContentConsignmentFailure, Some(Reason::CannotOpen), true, "asked"),
        (Event::RelayAcceptance, None, false, "arrived"),
        (Event::ContentConsignmentFailure, Some(Reason::Withdrawn), true, "left"),
        // The acceptance came by a slower road than the failure that followed it.
        (Event::RelayAcceptance, None, true, "left"),
        (Event::ContentConsignment, None, false, "arrived"),
        (Event::ContentAccessTracking, None, false, "arrived"),
    ];
    for (event, reason, does_not_have_it, came_to) in rows {
        let done = act!(node, "hear", None, |tx| {
            Ok(vec![u8::from(tx.hear_of_given_up(&row, event, reason).await?)])
        });
        assert_eq!(done.await.unwrap().result, [u8::from(does_not_have_it)], "{event:?}");
        assert_eq!(list(&stage, "given_up").await[0]["came_to"], came_to, "{event:?}");
    }
}

#[tokio::test]
async fn letters_that_bind_their_writer_are_not_taken_back() {
    let stage = Stage::set().await;
    stage.issue().await;
    let node = &stage.nodes[COURT];
    let (_, order) = written(node, "measure.issue").await.remove(0);
    let mut manifest = super::written(node, &order).await.unwrap();
    let mut of = |kind: BodyKind, form: &str| {
        let parcel = Parcel { kind: kind.id().to_owned(), ..order.clone() };
        manifest.body = Json::object([("form", Json::Text(form.to_owned()))]);
        stands(node, &parcel, &manifest)
    };
    for form in ["impossibility", "extension", "end-of-preservation", "new-deadline"] {
        let cite = of(BodyKind::MeasureLetter, form).unwrap();
        assert!(cite.is_some(), "{form} has consequences, each with its article");
    }
    // An act of its own says it, it goes to several, or nobody knows what it does.
    for form in ["data-delivered", "channel-record", "no-such-form"] {
        assert_eq!(of(BodyKind::MeasureLetter, form), Some(None), "{form}");
    }
    for kind in [BodyKind::HandoverOffer, BodyKind::MeasureAnswer] {
        assert_eq!(of(kind, ""), Some(None));
        assert!(!may_withdraw(Office::IssuingAuthority, kind.id()));
    }
}

#[tokio::test]
async fn of_an_envelope_that_may_have_left_we_sign_that_it_failed_and_ask_for_it_back() {
    let stage = Stage::set().await;
    let measure = stage.issue().await;
    let node = &stage.nodes[COURT];
    let (row, parcel) = sealed(&stage, COURT, "measure.issue").await;
    let (status, answer) = take_back(&stage, COURT, &row).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let env_id = parcel.envelope.unwrap().env_id;
    assert_eq!(own_words(node).await, [(env_id, Some(Reason::Withdrawn))]);
    assert_eq!(written(node, withdraw::KIND).await.len(), 1);
    assert_eq!(list(&stage, "given_up").await[0]["came_to"], "asked");
    let page = stage.get(COURT, &format!("/measures/{measure}")).await;
    assert_eq!(page["ladders"][0]["stated"][0]["rung"], Rung::GivenUp.id(), "{page}");
}

#[tokio::test]
async fn who_did_not_write_a_letter_does_not_take_it_back() {
    let stage = Stage::set().await;
    stage.issue().await;
    let node = &stage.nodes[COURT];
    let (row, _) = written(node, "measure.issue").await.remove(0);
    // Another member has no such letter.
    let (status, _) = take_back(&stage, PROVIDER, &row).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let mut judge = node.officer("judge").unwrap();
    judge.auth = domain::actor::AuthLevel::Hardware;
    let of_other = Officer { unit: UnitId::parse("fr-tj/other").unwrap(), ..judge.clone() };
    let clerk = Officer { office: Office::Translator, ..judge.clone() };
    for (officer, code) in [(of_other, "not-author"), (clerk, "not-competent")] {
        let refused = withdraw(node, row.id, Why::Moot, &officer, None).await.unwrap_err();
        let ActError::Denied(denied) = refused else { panic!("{refused:?}") };
        assert_eq!(denied.code(), code);
    }
    assert_eq!(written(node, "measure.issue").await[0].0.state, row.state);
}

#[tokio::test]
async fn what_is_an_act_of_its_own_by_law_is_not_taken_back() {
    let stage = Stage::set().await;
    let measure = stage.issue().await;
    let node = &stage.nodes[COURT];
    let (status, answer) =
        stage.post(COURT, &format!("/measures/{measure}/withdraw"), "why=no+longer+needed").await;
    assert!(status.is_success(), "{answer}");
    let (row, _) = written(node, "measure.withdraw").await.remove(0);
    let (status, answer) = take_back(&stage, COURT, &row).await;
    assert_eq!((status, &answer["code"]), (StatusCode::CONFLICT, &"act-of-its-own".into()));
    assert!(answer.to_string().contains("12(2)"), "{answer}");
    // An order that goes to an authority at the same time, as the law has it.
    let (_, order) = written(node, "measure.issue").await.remove(0);
    let mut manifest = super::written(node, &order).await.unwrap();
    assert_eq!(stands(node, &order, &manifest), None);
    let Json::Object(body) = &mut manifest.body else { panic!("a body is an object") };
    body.insert("enforcing".to_owned(), Json::Text("ie-ea/desk".to_owned()));
    let cite = stands(node, &order, &manifest).unwrap().unwrap();
    assert!(cite.to_string().contains('8'), "{cite}");
}

#[tokio::test]
async fn a_letter_whose_time_is_over_ends_with_our_word_and_is_named() {
    let stage = Stage::set().await;
    stage.issue().await;
    let node = &stage.nodes[COURT];
    let (_, parcel) = sealed(&stage, COURT, "measure.issue").await;
    let env_id = parcel.envelope.unwrap().env_id;
    for (days, n_over) in [(0, 0), (89, 0), (92, 1)] {
        stage.set_clock(COURT, days * DAY_MS);
        assert_eq!(run_once(node).await.unwrap(), n_over, "after {days} days");
    }
    let (row, _) = written(node, "measure.issue").await.remove(0);
    assert_eq!(row.state, OutboxState::Expired);
    assert_eq!(own_words(node).await, [(env_id, Some(Reason::Expired))]);
    assert!(leaves(&stage, COURT).await.contains(&"undelivered".to_owned()));
    assert_eq!(written(node, withdraw::KIND).await.len(), 1, "its number is none that is missing");
    let told = list(&stage, "given_up").await;
    assert_eq!((&told[0]["why"], &told[0]["came_to"]), (&Value::Null, &"expired".into()));
    assert_eq!(run_once(node).await.unwrap(), 0);
    // For a month.
    stage.set_clock(COURT, 123 * DAY_MS);
    assert!(list(&stage, "given_up").await.is_empty());
}

#[tokio::test]
async fn an_acceptance_that_comes_after_all_starts_nothing_and_is_told() {
    let stage = Stage::set().await;
    let measure = stage.issue().await;
    let (court, provider) = (&stage.nodes[COURT], &stage.nodes[PROVIDER]);
    // It is on its way in a file when it is taken back.
    let order = stage.write(COURT, "order.zip", None).await.unwrap();
    let (row, parcel) = written(court, "measure.issue").await.remove(0);
    assert_eq!(take_back(&stage, COURT, &row).await.0, StatusCode::OK);
    let files: Vec<_> = order.volumes.iter().map(|volume| volume.path.clone()).collect();
    stage.carry_until_rest(PROVIDER, files).await;
    let env_id = parcel.envelope.unwrap_or_else(|| panic!("it was carried")).env_id;
    let (after, _) = written(court, "measure.issue").await.remove(0);
    assert_eq!(after.state, OutboxState::Withdrawn);
    let held = ladder::of(court, &env_id).await.unwrap().unwrap();
    assert_eq!(held.rung().unwrap(), Rung::GivenUp);
    assert_eq!(list(&stage, "given_up").await[0]["came_to"], "arrived");
    let found = differ::all(court, &node_id(PROVIDER)).await.unwrap();
    assert_eq!(found.iter().map(|(_, it)| it.kind).collect::<Vec<_>>(), [Kind::ArrivedAfterAll]);
    let page = stage.get(COURT, &format!("/measures/{measure}")).await;
    assert!(page["received_at"].is_null(), "no clock runs: {page}");
    assert!(!provider.rows::<Value>(view::LADDER, "").await.unwrap().is_empty());
}
