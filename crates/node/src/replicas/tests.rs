//! A second folder: written with the first, read when the first is wrong, and never taken for it when it is not mounted.

use std::path::Path;

use super::*;
use crate::config::Config;
use crate::serve;
use crate::testing::{Court, found, stored};

/// A node with one replica in this folder.
async fn open_with(court: &Court, dir: &Path) -> Arc<Node> {
    let config = Config::read(&court.config).unwrap();
    let replicas = vec![ReplicaEntry { name: "second".to_owned(), dir: dir.to_owned() }];
    let (node, _) = serve::open(Config { replicas, ..config }).await.unwrap();
    serve::start(&node).await.unwrap();
    node
}

fn file(name: &str, dir: &str) -> ReplicaFile {
    ReplicaFile { name: name.to_owned(), dir: PathBuf::from(dir) }
}

async fn part(node: &Arc<Node>, n: u8) -> String {
    let exhibit = stored(node, n).await;
    node.content(exhibit).await.unwrap().parts.remove(0)
}

#[test]
fn a_replica_has_a_short_name_and_a_folder_of_its_own() {
    let read = |files: Vec<ReplicaFile>| {
        ReplicaEntry::read(files, Path::new("/etc/comity"), Path::new("/var/comity"))
    };
    let both = read(vec![file("second", "/mnt/a"), file("third", "b")]).unwrap();
    assert_eq!(both[1].dir, Path::new("/etc/comity/b"));
    for files in [
        vec![file("Second", "/mnt/a")],
        vec![file("", "/mnt/a")],
        vec![file("inside", "/var/comity/copy")],
        vec![file("a", "/mnt/a"), file("a", "/mnt/b")],
        vec![file("a", "/mnt/a"), file("b", "/mnt/a/b")],
        (0..=REPLICAS_MAX).map(|n| file(&format!("n{n}"), &format!("/mnt/{n}"))).collect(),
    ] {
        assert!(read(files.clone()).is_err(), "{files:?}");
    }
}

#[tokio::test]
async fn what_is_written_lies_in_both_and_is_read_from_whichever_has_it_whole() {
    let court = found().await;
    let second = tempfile::tempdir().unwrap();
    let node = open_with(&court, second.path()).await;
    let name = part(&node, 1).await;
    let here = node.first_blobs.get(&name).await.unwrap().unwrap();
    let there = node.replicas[0].blobs().unwrap();
    assert_eq!(there.get(&name).await.unwrap().unwrap(), here);
    // Changed in the first place, then gone from it.
    node.first_blobs.delete(&name).await.unwrap();
    node.first_blobs.put(&name, Bytes::from_static(b"other bytes")).await.unwrap();
    assert_eq!(node.blobs.get(&name).await.unwrap().unwrap(), here);
    node.first_blobs.delete(&name).await.unwrap();
    assert_eq!(node.blobs.get(&name).await.unwrap().unwrap(), here);
    assert_eq!(node.blobs.get_range(&name, 0..8).await.unwrap().unwrap(), here.slice(0..8));
    assert_eq!(node.blobs.list("ct").await.unwrap().len(), 1);
    assert!(node.blobs.delete(&name).await.unwrap());
    assert_eq!(there.get(&name).await.unwrap(), None);
    assert_eq!(node.blobs.get(&name).await.unwrap(), None);
}

#[tokio::test]
async fn a_folder_without_its_mark_is_away_and_nothing_is_taken_in_meanwhile() {
    let court = found().await;
    let second = tempfile::tempdir().unwrap();
    let node = open_with(&court, second.path()).await;
    let name = part(&node, 1).await;
    assert!(node.replicas[0].is_here());
    // As when the disk is not mounted: the folder is there, and nothing in it.
    let mark = fs::read(second.path().join(MARK)).unwrap();
    fs::remove_file(second.path().join(MARK)).unwrap();
    assert!(!node.replicas[0].is_here());
    let n_before = node.first_blobs.list("ct").await.unwrap().len();
    let refused = node.blobs.put("ct/00/new", Bytes::from_static(b"x")).await.unwrap_err();
    assert!(refused.to_string().contains("second"), "{refused}");
    assert_eq!(node.first_blobs.list("ct").await.unwrap().len(), n_before);
    assert!(node.blobs.delete(&name).await.is_err());
    assert!(node.blobs.get(&name).await.unwrap().is_some(), "what is here can be read");
    // It is known again by its mark, after a restart too, and by no other one.
    drop(node);
    fs::write(second.path().join(MARK), b"something else").unwrap();
    let node = open_with(&court, second.path()).await;
    assert!(!node.replicas[0].is_here());
    fs::write(second.path().join(MARK), mark).unwrap();
    assert!(node.replicas[0].is_here());
    // A node that ended between the mark and its database finds its own mark again.
    act!(node, "forget", None, |tx| {
        tx.delete(view::COUNTER, "replica:second");
        Ok(Vec::new())
    })
    .await
    .unwrap();
    drop(node);
    let node = open_with(&court, second.path()).await;
    assert!(node.replicas[0].is_here());
    drop(node);
    // Another node does not take it for its own.
    let other = found().await;
    let config = Config::read(&other.config).unwrap();
    let entry = ReplicaEntry { name: "second".to_owned(), dir: second.path().to_owned() };
    let (node, _) = serve::open(Config { replicas: vec![entry], ..config }).await.unwrap();
    assert!(serve::start(&node).await.is_err());
}

#[tokio::test]
async fn what_one_place_lost_comes_back_from_the_other_and_is_compared() {
    let court = found().await;
    let second = tempfile::tempdir().unwrap();
    let node = open_with(&court, second.path()).await;
    let (name, gone, whole) = (part(&node, 1).await, part(&node, 2).await, part(&node, 3).await);
    let there: Arc<dyn Blobs> = node.replicas[0].blobs().unwrap();
    let first = node.first_blobs.clone();
    let bytes = first.get(&name).await.unwrap().unwrap();
    let spoil = async |place: &Arc<dyn Blobs>, name: &str| {
        place.delete(name).await.unwrap();
        place.put(name, Bytes::from_static(b"spoiled")).await.unwrap();
    };
    spoil(&first, &name).await;
    let looked = look(&node, &name).await.unwrap();
    assert_eq!((looked.n_restored, looked.is_damaged, looked.is_lost), (1, true, false));
    assert_eq!(looked.from.as_deref(), Some("the replica `second`"));
    assert_eq!(first.get(&name).await.unwrap().unwrap(), bytes);
    spoil(&there, &name).await;
    assert_eq!(look(&node, &name).await.unwrap().from.as_deref(), Some("the first place"));
    assert_eq!(there.get(&name).await.unwrap().unwrap(), bytes);
    // A replica that has not got it yet is filled, and that is no damage.
    there.delete(&gone).await.unwrap();
    let looked = look(&node, &gone).await.unwrap();
    assert_eq!((looked.n_restored, looked.is_damaged), (1, false));
    spoil(&first, &gone).await;
    spoil(&there, &gone).await;
    let looked = look(&node, &gone).await.unwrap();
    assert_eq!((looked.n_restored, looked.is_lost), (0, true));
    assert_eq!(look(&node, &whole).await.unwrap().n_restored, 0);
}
