//! Many statements go in one letter, each has its effect once, and what a crash left owed is paid later.

use seal::json::Json;
use seal::receipt::{Event, LetterRef, Reason, Receipt};
use store::{MAX_PAGE, OutboxQuery, OutboxState};

use super::*;
use crate::bundle::tests::online;
use crate::bundle::tests::stage::{COURT, PROVIDER, Stage, node_id, seal_again, send_probe};
use crate::dispatch::Parcel;
use crate::peer::inbox::{Inbox, InboxState};
use crate::peer::receipts::{self, About};
use crate::probe;
use crate::work::{deliver, open};

const PROBES: usize = 3;

async fn outbox(stage: &Stage, n: usize) -> Vec<(String, OutboxState)> {
    let query = OutboxQuery { limit: MAX_PAGE, ..OutboxQuery::default() };
    let rows = stage.nodes[n].store.outbox_rows(query).await.unwrap();
    rows.into_iter().map(|row| (row.kind, row.state)).collect()
}

async fn owed(stage: &Stage, n: usize) -> Vec<String> {
    let query = RowQuery::view(view::STATEMENT_DUE, MAX_PAGE);
    let rows = stage.nodes[n].all_rows(query).await.unwrap();
    rows.into_iter().map(|row| decode(&row.body).unwrap()).collect()
}

/// The court's probes have arrived at the provider, which has not opened them.
async fn arrived() -> Stage {
    let stage = Stage::set().await;
    stage.connect();
    for _ in 0..PROBES {
        send_probe(&stage.nodes[COURT], PROVIDER, Lane::Ordinary).await;
    }
    let mut rounds = deliver::Rounds::default();
    while rounds.take_due(&stage.nodes[COURT]).await.unwrap() > 0 {
        rounds.all_ended(&stage.nodes[COURT]).await;
    }
    stage
}

#[tokio::test]
async fn who_opened_many_letters_of_a_member_answers_with_one() {
    let stage = arrived().await;
    assert!(outbox(&stage, PROVIDER).await.is_empty());
    assert_eq!(open::run_once(&stage.nodes[PROVIDER]).await.unwrap(), PROBES);
    let answers = outbox(&stage, PROVIDER).await;
    assert_eq!(answers.iter().map(|(kind, _)| kind.as_str()).collect::<Vec<_>>(), ["cx.receipts"]);
    assert!(owed(&stage, PROVIDER).await.is_empty());
    online(&stage).await;
    let probes = outbox(&stage, COURT).await;
    assert_eq!(probes, vec![(probe::KIND.to_owned(), OutboxState::Done); PROBES]);
}

#[tokio::test]
async fn what_is_owed_after_a_crash_is_paid_in_the_next_round() {
    let stage = arrived().await;
    let provider = &stage.nodes[PROVIDER];
    open::run_once(provider).await.unwrap();
    online(&stage).await;
    // As if the process had ended after the act and before the letter: a statement that is on record is owed again.
    let kept = provider.rows::<KeptReceipt>(view::RECEIPT, "").await.unwrap();
    let (digest, _) = kept.iter().find(|(_, kept)| kept.event == "ContentConsignment").unwrap();
    act!(provider, "owe", None, |tx| {
        tx.owe_statement(&node_id(COURT), digest);
        Ok(Vec::new())
    })
    .await
    .unwrap();
    assert_eq!(owed(&stage, PROVIDER).await, std::slice::from_ref(digest));
    open::run_once(provider).await.unwrap();
    assert!(owed(&stage, PROVIDER).await.is_empty());
    let before = stage.n_leaves(COURT).await;
    online(&stage).await;
    assert_eq!(outbox(&stage, PROVIDER).await.len(), 2);
    // A statement that is known moves nothing: the letter that brought it is received, and that is all.
    let streams = stage.n_leaves(COURT).await - before;
    assert_eq!(streams, 1);
}

#[tokio::test]
async fn what_is_owed_to_a_stranger_waits_and_keeps_nobody_waiting() {
    let stage = arrived().await;
    let provider = &stage.nodes[PROVIDER];
    act!(provider, "owe", None, |tx| {
        tx.owe_statement(&NodeId::parse("a.gone.example").unwrap(), "00");
        Ok(Vec::new())
    })
    .await
    .unwrap();
    assert_eq!(open::run_once(provider).await.unwrap(), PROBES);
    assert_eq!(owed(&stage, PROVIDER).await, ["00"]);
    assert_eq!(outbox(&stage, PROVIDER).await.len(), 1);
}

#[tokio::test]
async fn a_statement_that_stands_twice_in_a_letter_counts_once() {
    let stage = arrived().await;
    let (court, provider) = (&stage.nodes[COURT], &stage.nodes[PROVIDER]);
    open::run_once(provider).await.unwrap();
    let kept = provider.rows::<KeptReceipt>(view::RECEIPT, "").await.unwrap();
    let consigned = kept.into_iter().map(|(_, kept)| kept);
    let consigned = consigned.filter(|kept| kept.event == "ContentConsignment");
    let receipts: Vec<_> = consigned.map(|kept| kept.receipt).collect();
    assert_eq!(receipts.len(), PROBES);
    let twice = [&receipts[..], &receipts[..], &["no receipt".to_owned()]].concat();
    let body = incoming::body(twice);
    let read = incoming::read(&body);
    assert_eq!((read.together.len(), read.alone.len()), (PROBES, PROBES));
    act!(provider, "send_twice", None, |tx| {
        tx.send_housekeeping(&node_id(COURT), "cx.receipts", Lane::Bulk, body.clone()).await?;
        Ok(Vec::new())
    })
    .await
    .unwrap();
    online(&stage).await;
    let probes = outbox(&stage, COURT).await;
    assert_eq!(probes, vec![(probe::KIND.to_owned(), OutboxState::Done); PROBES]);
    let kept = court.rows::<KeptReceipt>(view::RECEIPT, "").await.unwrap();
    let theirs = kept.iter().filter(|(_, kept)| kept.event == "ContentConsignment").count();
    assert_eq!(theirs, PROBES);
    assert_eq!(incoming::read(&Json::Null).together.len(), 0);
}

#[tokio::test]
async fn a_second_word_on_a_handover_has_no_effect_and_keeps_no_other_from_its_own() {
    let stage = Stage::set().await;
    stage.connect();
    let measure = stage.issue().await;
    online(&stage).await;
    stage.hand_over(&measure, b"the log").await;
    // By hand, because here nobody cosigns and nothing is handed out over the network.
    let answer = stage.write(PROVIDER, "answer.zip", None).await.unwrap();
    let files: Vec<_> = answer.volumes.into_iter().map(|volume| volume.path).collect();
    stage.read(COURT, &files).await;
    online(&stage).await;
    let (court, provider) = (&stage.nodes[COURT], &stage.nodes[PROVIDER]);
    // The court states again, under another id, that it has what was handed over, as one does whose database was put back.
    let kept = court.rows::<KeptReceipt>(view::RECEIPT, "").await.unwrap();
    let consigned = kept.iter().filter(|(_, kept)| kept.event == "ContentConsignment");
    let stated = consigned.map(|(_, kept)| receipts::kept(kept).unwrap());
    let mut stated = stated.map(|receipt| receipt.statement().clone());
    let is_handover = |letter: &Option<LetterRef>| {
        letter.as_ref().is_some_and(|letter| !letter.objects.is_empty())
    };
    let first = stated.rfind(|stated| is_handover(&stated.letter)).unwrap();
    let about = About {
        of: first.of.clone(),
        letter: first.letter.clone(),
        chunks: first.chunks,
        prev: None,
        unit: None,
    };
    let now = court.now();
    let event = Event::ContentConsignment;
    let again = court.issue_receipt(event, about, None, &[], now).unwrap();
    let (digest, again) = receipts::keep(&again).unwrap();
    act!(court, "state_again", None, |tx| {
        let body = incoming::body(vec![again.receipt.clone()]);
        tx.send_housekeeping(&node_id(PROVIDER), "cx.receipts", Lane::Bulk, body).await?;
        Ok(Vec::new())
    })
    .await
    .unwrap();
    online(&stage).await;
    assert!(provider.raw_row(view::RECEIPT, &digest).await.unwrap().is_some(), "it is on record");
    let inbox: Vec<(String, Inbox)> = provider.rows(view::INBOX, "").await.unwrap();
    let open: Vec<_> = inbox.iter().filter(|(_, row)| !row.is_settled()).collect();
    assert!(open.is_empty(), "the letter that brought it is taken: {open:?}");
}

/// The same signed letter in a second envelope, as a sender makes it whose first key had ended meanwhile.
#[tokio::test]
async fn the_same_letter_in_a_second_envelope_is_told_as_such_with_the_first_statement() {
    let stage = Stage::set().await;
    stage.connect();
    let court = &stage.nodes[COURT];
    send_probe(court, PROVIDER, Lane::Ordinary).await;
    online(&stage).await;
    let query = OutboxQuery { limit: MAX_PAGE, ..OutboxQuery::default() };
    let row = court.store.outbox_rows(query).await.unwrap().remove(0);
    let parcel: Parcel = decode(&row.payload).unwrap();
    let first = parcel.envelope.clone().unwrap().env_id;
    let id = seal_again(court, &row).await;
    online(&stage).await;
    let row = court.outbox_row(id).await.unwrap().unwrap();
    assert_eq!(row.state, OutboxState::Done, "it is told, so its row ends");
    let second = decode::<Parcel>(&row.payload).unwrap().envelope.unwrap().env_id;
    assert_ne!(first, second);
    let provider = &stage.nodes[PROVIDER];
    let inbox: Inbox = provider.row(view::INBOX, &second).await.unwrap().unwrap();
    assert_eq!(inbox.state, InboxState::Duplicate);
    let kept: Vec<(String, KeptReceipt)> = court.rows(view::RECEIPT, "").await.unwrap();
    let stated = |env_id: &str| {
        let of = kept.iter().filter(|(_, kept)| {
            kept.env_id == env_id && kept.event == Event::ContentConsignment.name()
        });
        let reasons = of.map(|(_, row)| kept_receipt(row).statement().reason);
        reasons.collect::<Vec<_>>()
    };
    assert_eq!(stated(&first), [None]);
    assert_eq!(stated(&second), [Some(Reason::SameLetter)]);
}

fn kept_receipt(row: &KeptReceipt) -> Receipt {
    receipts::kept(row).unwrap()
}
