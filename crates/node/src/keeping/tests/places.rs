//! A destruction in more than one place, and one of them away.

use seal::sign::Ed25519Public;
use store::Blobs as _;

use super::*;
use crate::keeping::erase::{Reach, erase_in};
use crate::replicas::ReplicaEntry;
use crate::scrub;

impl Kept {
    /// The same node with a second folder, which the next pass over the evidence fills.
    async fn with_second(self, dir: &Path) -> Self {
        let Self { court, node, case, exhibits } = self;
        drop(node);
        let replicas = vec![ReplicaEntry { name: "second".to_owned(), dir: dir.to_owned() }];
        let config = Config { replicas, ..Config::read(&court.config).unwrap() };
        let (node, _) = serve::open(config).await.unwrap();
        serve::start(&node).await.unwrap();
        Self { court, node, case, exhibits }
    }

    async fn n_there(&self) -> usize {
        self.node.replicas[0].blobs().unwrap().list("ct").await.unwrap().len()
    }
}

#[tokio::test]
async fn a_place_that_is_away_keeps_the_certificate_back_and_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let second = folder.path().join("evidence");
    let kept = Kept::make().await.with_second(&second).await;
    let said = scrub::run_once(&kept.node).await.unwrap().unwrap();
    assert_eq!((said.n_restored, said.damaged.len()), (2, 0), "a new place is filled");
    assert_eq!(kept.n_there().await, 2);
    assert_eq!(kept.events(0).await.len(), 1, "and that is no damage");
    let erasure = kept.ordered().await;
    let away = folder.path().join("unmounted");
    fs::rename(&second, &away).unwrap();
    fs::create_dir(&second).unwrap();
    assert!(run_once(&kept.node).await.is_err());
    // The keys are gone, and what can be reached is gone too.
    assert_eq!(kept.node.keys.n_deks_alive(kept.exhibits[0]).await.unwrap(), 0);
    assert_eq!(kept.node.first_blobs.list("ct").await.unwrap().len(), 1);
    assert_eq!(waits_for(&kept.node, erasure).await.unwrap(), ["second"]);
    assert_eq!(kept.state(0).await.state(), RecordState::Destroying);
    assert!(run_once(&kept.node).await.is_err(), "it waits as long as it takes");
    fs::remove_dir(&second).unwrap();
    fs::rename(&away, &second).unwrap();
    let kept = kept.with_second(&second).await;
    assert!(run_once(&kept.node).await.unwrap());
    assert_eq!(kept.n_there().await, 1);
    assert_eq!(waits_for(&kept.node, erasure).await.unwrap(), [""; 0]);
    let certificate = kept.certificate(erasure).await;
    assert_eq!(certificate.n_objects, 1);
    assert_eq!(certificate.places, [("second".to_owned(), 1)].into());
    // What the node signs about its keys can be made again from the certificate alone.
    let replica = &certificate.replicas[0];
    let said = wire::stored::keys_gone(erasure, &certificate.keys, replica, certificate.final_on);
    let public: Ed25519Public = kept.node.node_key().public();
    assert!(public.verify(&said, &replica.signature.unwrap()).is_ok());
    let other = wire::stored::keys_gone(erasure, &[[1; 16]].into(), replica, certificate.final_on);
    assert!(public.verify(&other, &replica.signature.unwrap()).is_err());
}

#[tokio::test]
async fn what_a_place_spoiled_is_put_back_and_the_exhibits_own_record_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let kept = Kept::make().await.with_second(folder.path()).await;
    scrub::run_once(&kept.node).await.unwrap();
    let parts = kept.node.content(kept.exhibits[0]).await.unwrap().parts;
    kept.node.first_blobs.delete(&parts[0]).await.unwrap();
    kept.node.first_blobs.put(&parts[0], Bytes::from_static(b"spoiled")).await.unwrap();
    assert_eq!(
        read(&kept.node, kept.exhibits[0]).await.unwrap(),
        CONTENT,
        "the other place has it"
    );
    let file = kept.node.config.clock_file.clone().unwrap();
    let ahead = crate::clock::ClockFile { offset_ms: 8 * 24 * 60 * 60 * 1000 };
    fs::write(file, serde_json::to_vec(&ahead).unwrap()).unwrap();
    kept.node.clock.refresh();
    let said = scrub::run_once(&kept.node).await.unwrap().unwrap();
    assert_eq!((said.n_restored, said.damaged.len()), (1, 0));
    let kinds = kept.events(0).await.into_iter().map(|event| event.kind).collect::<Vec<_>>();
    assert_eq!(kinds, ["take_over", "scrub_fail"]);
    assert_eq!(kept.state(0).await.state(), RecordState::Sealed);
    assert!(kept.node.first_blobs.get(&parts[0]).await.unwrap().unwrap().len() > 20);
}

#[tokio::test]
async fn a_place_that_comes_back_while_the_others_are_emptied_is_not_certified_without_a_look() {
    let folder = tempfile::tempdir().unwrap();
    let second = folder.path().join("evidence");
    let kept = Kept::make().await.with_second(&second).await;
    scrub::run_once(&kept.node).await.unwrap();
    let erasure = kept.ordered().await;
    let away = folder.path().join("unmounted");
    fs::rename(&second, &away).unwrap();
    let reach = Reach::of(&kept.node);
    fs::rename(&away, &second).unwrap();
    assert!(kept.node.replicas[0].is_here());
    let row = ErasureRow::of(kept.case);
    assert!(erase_in(&kept.node, &erasure.to_string(), &row, &reach).await.is_err());
    assert_eq!(kept.state(0).await.state(), RecordState::Destroying);
    assert_eq!((kept.n_blobs().await, kept.n_there().await), (2, 2), "nothing was deleted there");
    // One that goes while this runs leaves an empty folder behind, in which nothing is found.
    let reach = Reach::of(&kept.node);
    fs::rename(&second, &away).unwrap();
    assert!(erase_in(&kept.node, &erasure.to_string(), &row, &reach).await.is_err());
    fs::rename(&away, &second).unwrap();
    assert!(run_once(&kept.node).await.unwrap());
    assert_eq!(kept.n_there().await, 1);
    assert_eq!(kept.certificate(erasure).await.places, [("second".to_owned(), 1)].into());
}

/// The database and the first place from before an erasure, a second place with the ciphertext of then.
#[tokio::test]
async fn what_was_erased_goes_from_a_second_place_too_before_anybody_is_served_and_no_pass_puts_it_back()
 {
    let folder = tempfile::tempdir().unwrap();
    let kept = Kept::make().await.with_second(folder.path()).await;
    scrub::run_once(&kept.node).await.unwrap();
    let first = kept.exhibits[0];
    let part = kept.node.content(first).await.unwrap().parts.remove(0);
    let bytes = kept.node.first_blobs.get(&part).await.unwrap().unwrap();
    erase::destroy_keys(&kept.node, first).await.unwrap();
    assert_eq!(kept.n_there().await, 2);
    let kept = kept.with_second(folder.path()).await;
    assert_eq!(kept.n_there().await, 1, "the replica was reached when what was erased went again");
    // A part that is left somewhere all the same is not spread by the next pass.
    let second = kept.node.replicas[0].blobs().unwrap();
    second.put(&part, bytes).await.unwrap();
    let file = kept.node.config.clock_file.clone().unwrap();
    let ahead = crate::clock::ClockFile { offset_ms: 8 * 24 * 60 * 60 * 1000 };
    fs::write(file, serde_json::to_vec(&ahead).unwrap()).unwrap();
    kept.node.clock.refresh();
    let said = scrub::run_once(&kept.node).await.unwrap().unwrap();
    assert_eq!((said.n_exhibits, said.n_restored, said.damaged.len()), (1, 0, 0));
    assert!(!kept.node.first_blobs.exists(&part).await.unwrap());
}
