//! Envelopes that are taken back before they had an effect, too late, before they came, twice, and by whoever may not.

use domain::letter::Lane;
use serde_json::Value;
use wire::withdraw::{KIND, Why};

use super::*;
use crate::act::act;
use crate::bundle::tests::online;
use crate::bundle::tests::stage::{COURT, PROVIDER, Stage, node_id};
use crate::dispatch::Conversation;
use crate::given_up::tests::{sealed, take_back, written};
use crate::peer::inbox::{Inbox, InboxState};
use crate::peer::receipts::KeptReceipt;
use crate::work::open;

/// Withdrawals of an envelope, as a node that lies may write them too.
async fn say(stage: &Stage, n: usize, withdrawal: &Withdrawal) {
    act!(stage.nodes[n], "say", None, |tx| {
        let body = withdrawal.to_json();
        tx.send_housekeeping(&node_id(1 - n), KIND, Lane::Emergency, body).await?;
        Ok(Vec::new())
    })
    .await
    .unwrap();
    online(stage).await;
}

fn env_id(withdrawal: &Withdrawal) -> String {
    withdrawal.envelope.unwrap().0.to_string()
}

async fn inbox(stage: &Stage, env_id: &str) -> Option<Inbox> {
    stage.nodes[PROVIDER].row::<Inbox>(view::INBOX, env_id).await.unwrap()
}

fn failed() -> InboxState {
    InboxState::Failed { reason: "withdrawn".to_owned() }
}

/// What the court may say of its order.
async fn of_order(stage: &Stage) -> Withdrawal {
    let (_, parcel) = written(&stage.nodes[COURT], "measure.issue").await.remove(0);
    let sealed = parcel.envelope.unwrap();
    Withdrawal {
        envelope: Some((
            seal::receipt::Uuid::parse(&sealed.env_id).unwrap(),
            Digest::parse_hex(&sealed.env_digest).unwrap(),
        )),
        letter_id: open::letter_id(&parcel.letter).unwrap(),
        letter_digest: Digest::parse_hex(&parcel.letter_digest).unwrap(),
        place: None,
        hold: false,
        why: Why::Mistake,
    }
}

#[tokio::test]
async fn a_withdrawal_that_overtakes_its_envelope_fails_it_unread_and_both_books_say_so() {
    let stage = Stage::set().await;
    stage.issue().await;
    let (court, provider) = (&stage.nodes[COURT], &stage.nodes[PROVIDER]);
    let order = stage.write(COURT, "order.zip", None).await.unwrap();
    let (row, parcel) = written(court, "measure.issue").await.remove(0);
    assert!(take_back(&stage, COURT, &row).await.0.is_success());
    stage.connect();
    online(&stage).await;
    let env_id = parcel.envelope.unwrap().env_id;
    assert_eq!(inbox(&stage, &env_id).await, None);
    let known = provider.rows::<Remembered>(view::WITHDRAWN, "").await.unwrap();
    assert_eq!(known.len(), 1);
    // The file comes after all.
    let files: Vec<_> = order.volumes.iter().map(|volume| volume.path.clone()).collect();
    Box::pin(stage.read(PROVIDER, &files)).await;
    online(&stage).await;
    assert_eq!(inbox(&stage, &env_id).await.unwrap().state, failed());
    assert!(provider.rows::<Value>(view::LADDER, "").await.unwrap().is_empty(), "nobody got it");
    assert!(provider.rows::<Remembered>(view::WITHDRAWN, "").await.unwrap().is_empty());
    let told = stage.get(COURT, "/waiting").await;
    assert_eq!(told["given_up"][0]["came_to"], "left", "{told}");
}

#[tokio::test]
async fn what_lies_in_the_tray_is_not_taken_back_and_the_sender_hears_so_again() {
    let stage = Stage::set().await;
    stage.connect();
    stage.issue().await;
    online(&stage).await;
    let withdrawal = of_order(&stage).await;
    let before = inbox(&stage, &env_id(&withdrawal)).await.unwrap();
    assert_eq!(before.state, InboxState::Consigned);
    let n_letters = written(&stage.nodes[PROVIDER], "cx.receipts").await.len();
    for n in 1..=2 {
        say(&stage, COURT, &withdrawal).await;
        assert_eq!(inbox(&stage, &env_id(&withdrawal)).await.unwrap(), before);
        assert_eq!(written(&stage.nodes[PROVIDER], "cx.receipts").await.len(), n_letters + n);
    }
    let (row, _) = written(&stage.nodes[COURT], "measure.issue").await.remove(0);
    assert_eq!(row.state, store::OutboxState::Done);
}

#[tokio::test]
async fn who_takes_back_what_is_not_his_or_has_another_digest_changes_nothing() {
    let stage = Stage::set().await;
    stage.issue().await;
    let provider = &stage.nodes[PROVIDER];
    sealed(&stage, COURT, "measure.issue").await;
    let good = of_order(&stage).await;
    // It lies at the door, accepted and not opened.
    let order = stage.write(COURT, "order.zip", None).await.unwrap();
    let (env_id, from) = (env_id(&good), node_id(COURT));
    let other = good.envelope.map(|(id, _)| (id, Digest([7; 32])));
    let stranger = NodeId::parse("fr-coord.sandbox.example").unwrap();
    let files: Vec<_> = order.volumes.iter().map(|volume| volume.path.clone()).collect();
    Box::pin(stage.read(PROVIDER, &files)).await;
    let consigned = inbox(&stage, &env_id).await.unwrap();
    act!(provider, "lie", None, |tx| {
        let waiting = Inbox { state: InboxState::Accepted, ..consigned.clone() };
        tx.move_on(&env_id, &consigned, &waiting);
        Ok(Vec::new())
    })
    .await
    .unwrap();
    let rows = [
        // Of its own there is none under this id: it ends nothing of the court's.
        (&stranger, good.clone(), Taken::Remembered),
        (&from, Withdrawal { envelope: other, ..good.clone() }, Taken::PassedOver),
        (&from, Withdrawal { hold: true, ..good.clone() }, Taken::PassedOver),
        (&from, good.clone(), Taken::Failed),
        (&from, good.clone(), Taken::TooLate),
    ];
    for (by, withdrawal, comes_to) in rows {
        let done = act!(provider, "take_housekeeping", None, |tx| {
            let taken = take(tx, by, &withdrawal).await?;
            Ok(format!("{taken:?}").into_bytes())
        });
        let done = done.await.unwrap();
        assert_eq!(String::from_utf8(done.result).unwrap(), format!("{comes_to:?}"));
    }
    assert_eq!(inbox(&stage, &env_id).await.unwrap().state, failed());
    let stated = provider.rows::<KeptReceipt>(view::RECEIPT, "").await.unwrap();
    let n_failed = stated.iter().filter(|(_, row)| row.event == "ContentConsignmentFailure");
    assert_eq!(n_failed.count(), 1);
}

#[tokio::test]
async fn of_envelopes_that_never_come_the_newest_are_remembered() {
    let stage = Stage::set().await;
    let (provider, from) = (&stage.nodes[PROVIDER], node_id(COURT));
    for n in 0..=REMEMBERED_MAX {
        let mut env_id = [0; 16];
        env_id[..4].copy_from_slice(&n.to_be_bytes());
        let withdrawal = Withdrawal {
            envelope: Some((seal::receipt::Uuid(env_id), Digest([7; 32]))),
            letter_id: domain::ids::LetterId::new([7; 16]),
            letter_digest: Digest([7; 32]),
            place: None,
            hold: false,
            why: Why::Moot,
        };
        act!(provider, "take_housekeeping", None, |tx| {
            take(tx, &from, &withdrawal).await?;
            Ok(Vec::new())
        })
        .await
        .unwrap();
    }
    let held = provider.rows::<Remembered>(view::WITHDRAWN, "").await.unwrap();
    assert_eq!(held.len(), REMEMBERED_MAX as usize);
}

#[tokio::test]
async fn the_number_of_a_letter_that_nobody_reads_is_none_that_is_missing() {
    let stage = Stage::set().await;
    stage.connect();
    let measure = stage.issue().await;
    online(&stage).await;
    let provider = &stage.nodes[PROVIDER];
    let talks = provider.rows::<Conversation>(view::CONVERSATION, &measure).await.unwrap();
    let [(_, talk)] = &talks[..] else { panic!("{talks:?}") };
    assert_eq!((talk.theirs, talk.missing.len()), (1, 0));
    let place = |seq| wire::withdraw::Place {
        measure: domain::ids::MeasureId::parse(&measure).unwrap(),
        conv: domain::ids::ConversationId::parse(&talk.id).unwrap(),
        seq,
    };
    let order = of_order(&stage).await;
    // The fourth is taken back before the second and third, which are missing until they come, or are taken back too.
    for (seq, missing) in [(4, vec![2, 3]), (2, vec![3]), (2, vec![3]), (3, vec![])] {
        let digest = Digest([u8::try_from(seq).unwrap(); 32]);
        let never_left = Withdrawal {
            envelope: None,
            letter_digest: digest,
            place: Some(place(seq)),
            ..order.clone()
        };
        say(&stage, COURT, &never_left).await;
        let talk = provider.rows::<Conversation>(view::CONVERSATION, &measure).await.unwrap();
        assert_eq!(talk[0].1.missing.iter().copied().collect::<Vec<_>>(), missing, "{seq}");
        assert_eq!(talk[0].1.theirs, 4);
        let gaps = provider.rows::<String>(view::GAP, &measure).await.unwrap();
        assert_eq!(gaps.is_empty(), missing.is_empty());
    }
}
