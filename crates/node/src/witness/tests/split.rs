//! A log that shows one history to one witness and another to the next (LG-14): each of them cosigns, and whoever reads
//! both has the proof. So monitors read every witness.

use super::*;

#[tokio::test]
async fn who_reads_two_witnesses_finds_two_histories() {
    let (one, other) = (Stage::new().await, Stage::new().await);
    let twin = Log::of(40, 1);
    let shown = [(&one, one.log.request(0, 20)), (&other, twin.request(0, 20))];
    let keys = [Vkey::parse(&one.log.vkey()).unwrap()];
    let mut seen = Vec::new();
    for (witness, request) in shown {
        // Neither can know of the other: a witness alone sees a log that only grows.
        witness.ask(&request).await.cosigns(&request, NOW);
        let note = witness.monitored(ORIGIN).await.body;
        let note = SignedCheckpoint::parse(note.as_bytes()).unwrap().verify(&keys).unwrap();
        seen.push((note.checkpoint().size(), note.checkpoint().root()));
    }
    let (first, second) = (seen[0], seen[1]);
    assert_eq!(first.0, second.0);
    assert_ne!(first.1, second.1, "one key, one size, two roots");
}

#[tokio::test]
async fn no_way_leads_from_one_history_into_the_other() {
    let stage = Stage::new().await;
    let twin = Log::of(40, 1);
    let request = stage.log.request(0, 20);
    stage.ask(&request).await.cosigns(&request, NOW);
    // Every proof that either history has, and the honest start, for each larger head of the twin.
    for new in 21..=40 {
        for proof in [twin.request(20, new).proof, stage.log.request(20, new).proof, vec![]] {
            stage
                .ask(&AddCheckpoint { old: 20, proof, checkpoint: twin.signed(new) })
                .await
                .is(422);
        }
        stage.ask(&twin.request(0, new)).await.conflicts_with(20);
    }
    let kept = stage.evidence().await;
    assert_eq!(kept.len(), 20, "one for each head that the twin signed");
    assert!(kept.iter().all(|(kind, _, held)| kind == "proof" && *held == 20));
    assert_eq!(stage.held().await.unwrap().root, stage.log.root(20));
}
