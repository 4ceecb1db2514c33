//! From bytes to parts on disk and back, through a node; and stores that fail on the way.

use seal::digest::Digest;

use super::*;
use crate::act::act;
use crate::testing::{found, open};

const P: usize = 16 << 20;

fn plain(len: usize) -> Vec<u8> {
    let word = |n: u64| n.wrapping_mul(0x9E37_79B9_7F4A_7C15).to_le_bytes();
    (0..).flat_map(word).take(len).collect()
}

async fn check(node: &Arc<Node>, n: u8, len: usize) {
    let (plain, exhibit) = (plain(len), ExhibitId::new([n; 16]));
    let mut ingest = Ingest::begin(node, exhibit);
    ingest.push(&plain).await.unwrap();
    let ingested = ingest.finish().await.unwrap();
    assert_eq!(ingested.plain.len, len as u64);
    assert_eq!(ingested.plain.sha256, Digest::of(&plain).0, "{len}");
    assert_eq!(ingested.plain.blake3, *blake3::hash(&plain).as_bytes(), "{len}");
    assert_eq!(ingested.parts.len(), len / P + 1);

    let kek = node.keys.kek("case:1", 1).await.unwrap();
    let row = node.keep_content(&kek, exhibit, &ingested).await.unwrap();
    act!(node, "plant", None, |tx| {
        tx.put_raw(view::CONTENT, &exhibit.to_string(), "", row.clone());
        Ok(Vec::new())
    })
    .await
    .unwrap();
    let mut reader = node.read_content(exhibit).await.unwrap();
    let mut read = Vec::new();
    while let Some(part) = reader.next().await.unwrap() {
        read.extend(part);
    }
    assert!(read == plain, "{len}");
}

#[tokio::test]
async fn what_is_read_is_what_was_brought() {
    let court = found().await;
    let node = open(&court.config).await;
    for (n, len) in [0, 1, 16_383, 16_384, 16_385, P - 1, P, P + 1, 2 * P].into_iter().enumerate() {
        check(&node, u8::try_from(n).unwrap() + 1, len).await;
    }
}
