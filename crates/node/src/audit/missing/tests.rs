//! Handovers and letters that wait, and records that cannot be read.

use domain::handover::{Event, Offer};
use domain::ids::{HandoverId, LetterId, MeasureId};
use domain::letter::{LetterRef, Party};
use jiff::ToSpan as _;
use wire::stored::{Stored, Who};

use super::*;
use crate::act::act;
use crate::exhibits::handover_stream;
use crate::node::Node;
use crate::testing::{found, open, parcel};

fn party(member: &str) -> Party {
    Party {
        member: MemberId::parse(member).unwrap(),
        node: domain::actor::NodeId::parse(&format!("{member}.sandbox.example")).unwrap(),
        unit: domain::actor::UnitId::parse(&format!("{member}/clerk")).unwrap(),
    }
}

async fn record(node: &Node, n: u8, events: &[Event]) {
    let measure = MeasureId::new([n; 16]);
    let stream = handover_stream(&node.config.node, HandoverId::new([n; 16]), None, measure);
    act!(node, "record", None, |tx| {
        for event in events {
            let stored = Stored::Handover(event.clone());
            tx.record(&stream, &stored, tx.now, &Who::node()).await?;
        }
        Ok(Vec::new())
    })
    .await
    .unwrap();
}

fn offered(node: &Node, n: u8, giver: &str, receiver: &str) -> Event {
    let offer = Offer {
        handover: HandoverId::new([n; 16]),
        measure: MeasureId::new([n; 16]),
        giver: party(giver),
        receiver: party(receiver),
        letter: LetterRef { id: LetterId::new([n; 16]), digest: [n; 32] },
        exhibits: Vec::new(),
        offered_at: node.now(),
    };
    Event::Offered { offer }
}

#[tokio::test]
async fn a_handover_waits_for_its_receiver_and_stays_a_gap() {
    let court = found().await;
    let node = open(&court.config).await;
    let at = node.now();
    let (ours, theirs) = ("fr-tj", "fr-prov");
    record(&node, 1, &[offered(&node, 1, ours, theirs)]).await;
    record(&node, 2, &[offered(&node, 2, theirs, ours)]).await;
    record(&node, 3, &[offered(&node, 3, ours, theirs), Event::Lapsed { at }]).await;
    let contested = Event::Contested { at, receipt: [1; 32], exhibits: Vec::new() };
    record(&node, 4, &[offered(&node, 4, ours, theirs), contested]).await;
    let accepted = Event::Accepted { at, receipt: [1; 32], exhibits: Vec::new() };
    record(&node, 5, &[offered(&node, 5, ours, theirs), accepted.clone()]).await;
    // An answer to nothing.
    record(&node, 6, &[accepted]).await;
    let log = Log::open(&court.config, None).await.unwrap();
    // Recorded after the folder was opened: the next list has it.
    record(&node, 7, &[offered(&node, 7, ours, theirs)]).await;
    let list = missing(&log, node.now()).await.unwrap();
    let peer = || Turn::Peer("fr-prov.sandbox.example".to_owned());
    let subject = |n: u8| format!("handover {}", HandoverId::new([n; 16]));
    let mut found: Vec<_> =
        list.missing.into_iter().map(|one| (one.code, one.turn, one.subject)).collect();
    found.sort();
    let damaged = HandoverId::new([6; 16]).urn(&node.config.node);
    let mut expected = [
        ("custody-gap", peer(), subject(3)),
        ("handover-contested", Turn::Officer, subject(4)),
        ("handover-unanswered", peer(), subject(1)),
        ("handover-unanswered", Turn::Node, subject(2)),
        ("record-damaged", Turn::Officer, damaged),
    ];
    expected.sort();
    assert_eq!(found, expected);
}

#[tokio::test]
async fn what_was_erased_is_counted_and_not_judged() {
    let court = found().await;
    let node = open(&court.config).await;
    record(&node, 1, &[offered(&node, 1, "fr-tj", "fr-prov")]).await;
    let stream = HandoverId::new([1; 16]).urn(&node.config.node);
    let event = node.store.load(&stream, 0).await.unwrap().remove(0);
    node.store.erase_sealed(event.compartments[0].kek_id).await.unwrap();
    let log = Log::open(&court.config, None).await.unwrap();
    let list = missing(&log, node.now()).await.unwrap();
    assert_eq!((list.missing, list.n_erased), (Vec::new(), 1));
}

#[test]
fn a_letter_is_missed_from_the_instant_after_its_deadline() {
    let due = Timestamp::from_second(1_798_761_600).unwrap();
    let late = due.checked_add(1.milliseconds()).unwrap();
    let parcel = parcel(seal::digest::Digest([0; 32]), None);
    let row = |state: &OutboxState| OutboxRow {
        id: [7; 16],
        position: 1,
        peer: "fr-prov.sandbox.example".to_owned(),
        lane: 1,
        kind: "letter".to_owned(),
        state: state.clone(),
        queued_at_ms: 0,
        deliver_by_ms: due.as_millisecond(),
        not_after_ms: None,
        warn_ms: None,
        lease_until_ms: None,
        fence: 0,
        attempts: 3,
        last_error: Some("timed-out".to_owned()),
        payload: crate::rows::encode(&parcel),
    };
    let said = |row: &OutboxRow, now| {
        let mut list = List::default();
        letter(row, now, &mut list);
        list.missing.pop().map(|one| (one.code, one.turn, one.detail))
    };
    let peer = || Turn::Peer("fr-prov.sandbox.example".to_owned());
    let held = OutboxState::Held { reason: "no-key".to_owned() };
    for (state, in_time, too_late) in [
        (
            OutboxState::Queued { due_ms: 0 },
            None,
            Some(("letter-undelivered", peer(), "timed-out".to_owned())),
        ),
        (OutboxState::Accepted, None, Some(("receipt-missing", peer(), String::new()))),
        (
            held,
            Some(("letter-held", Turn::Officer, "no-key".to_owned())),
            Some(("letter-held", Turn::Officer, "no-key".to_owned())),
        ),
        (
            OutboxState::Expired,
            Some(("letter-expired", Turn::Officer, String::new())),
            Some(("letter-expired", Turn::Officer, String::new())),
        ),
        (OutboxState::Done, None, None),
        (OutboxState::Failed, None, None),
        (OutboxState::Superseded, None, None),
        (OutboxState::Withdrawn, None, None),
    ] {
        assert_eq!(said(&row(&state), due), in_time, "{state:?}");
        assert_eq!(said(&row(&state), late), too_late, "{state:?}");
    }
    let mut list = List::default();
    letter(&row(&OutboxState::Accepted), late, &mut list);
    assert_eq!(
        (list.missing[0].since, list.missing[0].subject.as_str()),
        (Some(due), "letter the-letter")
    );
    let mut bare = row(&OutboxState::Accepted);
    bare.payload.clear();
    letter(&bare, late, &mut list);
    assert_eq!(list.missing[1].subject, format!("outbox {}", "07".repeat(16)));
}
