//! A log that offers two histories over two paths gets lines on one of them, whatever fails in between.

use std::sync::Arc;

use axum::http::StatusCode;
use store::{Fault, Faults, Faulty, StoreError};

use super::*;
use crate::act::act;
use crate::founded::{COURT, Founded, OTHER, WITNESS, env_digest, node_id, send};
use crate::work::witness::add_checkpoint;

/// Two histories of one log, equally long.
struct Forked {
    founded: Founded,
    court: Node,
    twin: Node,
}

async fn forked() -> Forked {
    let founded = Founded::new().await;
    founded.copy(COURT, "twin");
    let (court, twin) = (founded.open(COURT).await, founded.open("twin").await);
    let (one, two) = (court.ledger.signed(), twin.ledger.signed());
    assert_eq!(one.size, two.size);
    assert_ne!(one.root, two.root);
    Forked { founded, court, twin }
}

/// The anchor of the `n`-th envelope from `from` to `to`.
async fn anchor(from: &Node, to: &str, n: u8) -> Vec<u8> {
    let event = send(from, &node_id(to), n).await;
    from.anchor_for(&node_id(to), event).await.unwrap().unwrap().to_bytes().unwrap()
}

/// `node` remembers an anchor of the court that it checked before.
async fn remember(node: &Node, anchor: &[u8], checked: &Checked) -> Result<Standing, ActError> {
    let mut standing = Standing::Unchanged;
    act!(node, "remember", None, |tx| {
        standing = tx.remember_anchor(&node_id(COURT), Some(anchor), checked).await?;
        Ok(Vec::new())
    })
    .await?;
    Ok(standing)
}

/// The same in one step.
async fn offer(node: &Node, anchor: &[u8], n: u8) -> Result<Standing, ActError> {
    let checked = node.check_anchor(&node_id(COURT), Some(anchor), env_digest(n));
    assert!(matches!(checked, Checked::Good(..)), "{checked:?}");
    remember(node, anchor, &checked).await
}

/// The head of `log` offered to `node` as to a witness.
async fn ask_to_witness(node: &Node, log: &Node, old: u64) -> StatusCode {
    let note = log.ledger.signed().note.clone();
    let checkpoint = SignedCheckpoint::parse(note.as_bytes()).unwrap();
    let request = AddCheckpoint { old, proof: Vec::new(), checkpoint };
    let reply = add_checkpoint(node, request.to_string().as_bytes()).await;
    let status = StatusCode::from_u16(reply.status).unwrap();
    assert_eq!(
        status == StatusCode::OK,
        reply.body.contains('\u{2014}'),
        "a line comes with 200 alone"
    );
    status
}

async fn held(node: &Node, log: &Node) -> Option<(u64, String)> {
    let held = node.row::<Witnessed>(view::WITNESSED, &log.ledger.origin()).await.unwrap();
    held.map(|held| (held.size, held.root))
}

fn head(log: &Node) -> Option<(u64, String)> {
    let head = log.ledger.signed();
    Some((head.size, head.root.hex()))
}

#[tokio::test]
async fn two_histories_over_two_paths_get_lines_on_one() {
    let Forked { founded, court, twin } = forked().await;
    let witness = founded.open(WITNESS).await;
    let shown = anchor(&court, WITNESS, 1).await;
    send(&twin, &node_id(WITNESS), 1).await;
    assert_eq!(offer(&witness, &shown, 1).await.unwrap(), Standing::Cosigned);
    let (size, _) = head(&court).unwrap();
    assert_eq!(ask_to_witness(&witness, &twin, 0).await, StatusCode::CONFLICT);
    assert_eq!(ask_to_witness(&witness, &twin, size).await, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(held(&witness, &court).await, head(&court));

    // The other way round, at a node that has seen neither.
    let other = founded.open(OTHER).await;
    assert_eq!(ask_to_witness(&other, &twin, 0).await, StatusCode::OK);
    assert_eq!(offer(&other, &shown, 1).await.unwrap(), Standing::Forked);
    assert_eq!(held(&other, &court).await, head(&twin));
}

#[tokio::test]
async fn what_we_cosigned_never_moves_backward() {
    let Forked { founded, court, .. } = forked().await;
    let witness = founded.open(WITNESS).await;
    let (older, newer) = (anchor(&court, WITNESS, 1).await, anchor(&court, WITNESS, 2).await);
    // Both were checked before either was remembered, as two deliveries at one moment are.
    let check =
        |anchor: &[u8], n| witness.check_anchor(&node_id(COURT), Some(anchor), env_digest(n));
    let checked = (check(&older, 1), check(&newer, 2));
    assert_eq!(remember(&witness, &newer, &checked.1).await.unwrap(), Standing::Cosigned);
    assert_eq!(remember(&witness, &older, &checked.0).await.unwrap(), Standing::Unchanged);
    assert_eq!(held(&witness, &court).await, head(&court));
}

#[tokio::test]
async fn an_anchor_carries_our_line_and_no_line_of_a_stranger() {
    let Forked { founded, court, .. } = forked().await;
    let witness = founded.open(WITNESS).await;
    let shown = anchor(&court, WITNESS, 1).await;
    // Whoever offers a head may put any line on it, even one that pretends to be ours.
    let mut forged = Anchor::parse(&shown).unwrap();
    let name = cosigner_name(&witness.config.node);
    let kind = VkeyKind::CosigEd25519(witness.signing.cosigner.first().ed25519.public());
    let vkey = Vkey::new(&name, kind).unwrap();
    let mut bytes = vkey.key_id().to_be_bytes().to_vec();
    bytes.extend([7; 72]);
    forged.proof.push_str(&format!("\u{2014} {name} {}\n", seal::digest::b64_encode(&bytes)));
    let forged = forged.to_bytes().unwrap();
    assert_eq!(offer(&witness, &forged, 1).await.unwrap(), Standing::Cosigned);
    let back = anchor(&witness, COURT, 3).await;
    let back = Anchor::parse(&back).unwrap();
    assert_eq!(back.cosignatures.lines().count(), 1);
    let line = NoteLine::parse(back.cosignatures.trim_end()).unwrap();
    vkey.verify_line(&text(&court), &line).unwrap();
}

fn text(log: &Node) -> String {
    let note = log.ledger.signed().note.clone();
    SignedCheckpoint::parse(note.as_bytes()).unwrap().claimed().text()
}

#[tokio::test]
async fn no_failing_call_makes_lines_on_two_histories() {
    let Forked { founded, court, twin } = forked().await;
    let shown = anchor(&court, WITNESS, 1).await;
    send(&twin, &node_id(WITNESS), 1).await;
    let mut n_failed = 0;
    for (at, after) in (1..).flat_map(|at| [(at, false), (at, true)]) {
        let name = format!("witness-{at}-{after}");
        founded.copy(WITNESS, &name);
        let mut witness = founded.open(&name).await;
        let fault = Fault { at, persists: true, after, error: StoreError::Busy };
        let faults = Faults::planned(fault);
        witness.store = Arc::new(Faulty::new(witness.store.clone(), faults.clone()));
        let offered = offer(&witness, &shown, 1).await;
        drop(witness);

        // Started again, it knows what it may have said.
        let witness = founded.open(&name).await;
        let (size, _) = head(&court).unwrap();
        let for_twin =
            [ask_to_witness(&witness, &twin, 0).await, ask_to_witness(&witness, &twin, size).await];
        let on_court = offered.is_ok() || held(&witness, &court).await == head(&court);
        let on_twin = for_twin.contains(&StatusCode::OK);
        assert!(on_court != on_twin, "call {at}, after: {after}");
        if faults.n_failed() == 0 {
            break;
        }
        n_failed += 1;
    }
    assert!(n_failed > 2, "the act makes some calls");
}
