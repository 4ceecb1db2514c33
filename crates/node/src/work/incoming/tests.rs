//! Whose statement counts (`docs/spec/ladder.md` §3), one row for each rule; and what is put before people.

use domain::letter::Lane;
use seal::receipt::{Chunks, NodeId as Named, Uuid};
use store::{MAX_PAGE, OutboxQuery};

use super::*;
use crate::act::act;
use crate::bundle::tests::online;
use crate::bundle::tests::stage::{COURT, PROVIDER, Stage, node_id, send_probe};
use crate::peer::receipts::{About, envelope_ref, letter_ref};
use crate::reconcile::differ::{self, Difference};
use crate::work::deliver;

/// The only letter of this kind that a node of the stage has written; sealed, if it was not.
async fn written(stage: &Stage, n: usize, kind: &str) -> (OutboxRow, Parcel) {
    let node = &stage.nodes[n];
    let of_kind = async || {
        let query = OutboxQuery { limit: MAX_PAGE, ..OutboxQuery::default() };
        let rows = node.store.outbox_rows(query).await.unwrap();
        rows.into_iter().find(|row| row.kind == kind).unwrap()
    };
    let row = of_kind().await;
    let parcel: Parcel = decode(&row.payload).unwrap();
    if parcel.envelope.is_none() {
        deliver::seal(node, &row, &parcel, &node_id(1 - n)).await.unwrap();
    }
    let row = of_kind().await;
    let parcel = decode(&row.payload).unwrap();
    (row, parcel)
}

/// What the recipient of a letter would state of it, and why where that has to be said.
async fn said(stage: &Stage, n: usize, parcel: &Parcel, event: Event) -> Statement {
    let (node, recipient) = (&stage.nodes[n], &stage.nodes[1 - n]);
    let env_id = &parcel.envelope.as_ref().unwrap().env_id;
    let bytes = node.raw_row(view::ENVELOPE, env_id).await.unwrap().unwrap();
    let outer = EnvelopeOuter::parse(&bytes).unwrap();
    let letter = crate::work::open::letter_id(&parcel.letter).unwrap();
    let digest = Digest::parse_hex(&parcel.letter_digest).unwrap();
    let about = About {
        of: envelope_ref(outer.head(), outer.env_digest()),
        letter: event.names_letter().then(|| letter_ref(*letter.bytes(), digest, &[])),
        chunks: Chunks { announced: 0, missing: 0 },
        prev: None,
        unit: None,
    };
    let fails = matches!(event, Event::ContentConsignmentFailure | Event::RelayRejection);
    let reason = fails.then_some(Reason::CannotOpen);
    let now = recipient.now();
    recipient.issue_receipt(event, about, reason, &[], now).unwrap().statement().clone()
}

/// `n` takes a statement that the node `signer` of the stage signs and `from` sends. Whether it is on record then.
async fn taken(
    stage: &Stage,
    n: usize,
    (from, signer): (&NodeId, usize),
    statement: Statement,
) -> bool {
    let signer = &stage.nodes[signer];
    let receipt = Receipt::issue(statement, &[signer.signing.node.at(signer.now())]).unwrap();
    act!(stage.nodes[n], "take_statement", None, |tx| {
        take(tx, from, &receipt).await?;
        Ok(Vec::new())
    })
    .await
    .unwrap();
    let (digest, _) = keep(&receipt).unwrap();
    stage.nodes[n].raw_row(view::RECEIPT, &digest).await.unwrap().is_some()
}

/// The recipient of a letter states this of it, once more whatever it stated before. Whether it counts.
async fn counts(stage: &Stage, n: usize, parcel: &Parcel, event: Event) -> bool {
    let statement = said(stage, n, parcel, event).await;
    taken(stage, n, (&node_id(1 - n), 1 - n), statement).await
}

async fn differences(stage: &Stage) -> Vec<Kind> {
    let all: Vec<(String, Difference)> =
        differ::all(&stage.nodes[COURT], &node_id(PROVIDER)).await.unwrap();
    let open = all.into_iter().filter(|(_, held)| held.settled_ms.is_none());
    open.map(|(_, held)| held.kind).collect()
}

/// A court's order lies in the tray of the provider.
async fn ordered() -> (Stage, Parcel) {
    let stage = Stage::set().await;
    stage.connect();
    stage.issue().await;
    online(&stage).await;
    let (_, parcel) = written(&stage, COURT, "measure.issue").await;
    (stage, parcel)
}

#[tokio::test]
async fn a_statement_counts_if_its_envelope_signer_letter_and_unit_are_those_of_the_letter() {
    let (stage, parcel) = ordered().await;
    let stranger = "fr-coord.sandbox.example";
    let (peer, other) = (node_id(PROVIDER), NodeId::parse(stranger).unwrap());
    let handed = said(&stage, COURT, &parcel, Event::ContentHandover).await;
    let refused = said(&stage, COURT, &parcel, Event::RelayRejection).await;
    let of = |change: &dyn Fn(&mut Statement)| {
        let mut next = handed.clone();
        change(&mut next);
        next
    };
    let unit = |name: &str| seal::receipt::UnitId::parse(name);
    let by_relay = {
        let mut next = refused.clone();
        next.of.to = Named::parse(stranger).unwrap();
        next.by.role = Role::Relay;
        next
    };
    let rows: Vec<(&str, (&NodeId, usize), Statement)> = vec![
        ("1: another envelope", (&peer, PROVIDER), of(&|it| it.of.env_id = Uuid([7; 16]))),
        ("1: another digest", (&peer, PROVIDER), of(&|it| it.of.env_digest = Digest([7; 32]))),
        ("1: another node wrote it", (&other, PROVIDER), of(&|_| {})),
        ("2: a key of another node", (&peer, COURT), of(&|_| {})),
        ("2: as a relay", (&peer, PROVIDER), by_relay),
        (
            "3: in no letter",
            (&peer, PROVIDER),
            said(&stage, COURT, &parcel, Event::RelayAcceptance).await,
        ),
        (
            "3: foreign",
            (&peer, PROVIDER),
            said(&stage, COURT, &parcel, Event::ReceivedFromNonErds).await,
        ),
        (
            "4: another letter",
            (&peer, PROVIDER),
            of(&|it| {
                it.letter.as_mut().unwrap().letter_id = Uuid([7; 16]);
            }),
        ),
        (
            "4: another letter's digest",
            (&peer, PROVIDER),
            of(&|it| {
                it.letter.as_mut().unwrap().digest = Digest([7; 32]);
            }),
        ),
        ("4: another unit", (&peer, PROVIDER), of(&|it| it.by.unit = unit("ie-prov/other"))),
    ];
    for (why, by, statement) in rows {
        assert!(!taken(&stage, COURT, by, statement).await, "{why}");
    }
    let statement = of(&|it| it.by.unit = unit(&parcel.unit));
    assert!(statement.by.unit.is_some());
    assert!(taken(&stage, COURT, (&peer, PROVIDER), statement).await, "all is so");
    assert_eq!(differences(&stage).await, []);
}

#[tokio::test]
async fn nothing_is_stated_of_a_letter_after_its_end() {
    let (stage, _) = ordered().await;
    // 5: a letter of statements ends with its acceptance.
    let (_, receipts) = written(&stage, PROVIDER, "cx.receipts").await;
    for event in [Event::ContentConsignment, Event::ContentHandover, Event::RelayRejection] {
        assert!(!counts(&stage, PROVIDER, &receipts, event).await, "{event:?}");
    }
    // And a probe where it lies in the tray, or cannot.
    send_probe(&stage.nodes[COURT], PROVIDER, Lane::Ordinary).await;
    let (_, probe) = written(&stage, COURT, probe::KIND).await;
    for event in Event::ALL.into_iter().filter(|event| event.names_letter()) {
        let is_end = event == Event::ContentConsignment;
        assert_eq!(counts(&stage, COURT, &probe, event).await, is_end, "{event:?}");
    }
    // One that was given up and arrived all the same, or came in two ways, is nothing to tell an office.
    assert!(counts(&stage, COURT, &probe, Event::ContentConsignmentFailure).await);
    assert_eq!(differences(&stage).await, []);
}

#[tokio::test]
async fn what_a_node_cannot_have_stated_in_truth_is_put_before_people_once() {
    let (stage, order) = ordered().await;
    assert!(counts(&stage, COURT, &order, Event::ContentConsignment).await);
    assert_eq!(differences(&stage).await, []);
    for _ in 0..2 {
        assert!(counts(&stage, COURT, &order, Event::ContentConsignmentFailure).await);
        assert_eq!(differences(&stage).await, [Kind::Contradicts]);
    }
}

#[tokio::test]
async fn what_was_taken_back_and_arrived_is_put_before_people() {
    let stage = Stage::set().await;
    stage.issue().await;
    let (row, order) = written(&stage, COURT, "measure.issue").await;
    act!(stage.nodes[COURT], "take_back", None, |tx| {
        tx.outbox.push(deliver::settle(&row, OutboxState::Withdrawn, None, None));
        Ok(Vec::new())
    })
    .await
    .unwrap();
    assert!(counts(&stage, COURT, &order, Event::ContentConsignment).await);
    assert!(counts(&stage, COURT, &order, Event::ContentHandover).await);
    assert_eq!(differences(&stage).await, [Kind::ArrivedAfterAll]);
}
