//! What our statement says of evidence is what was found.

use domain::exhibit::Plain;
use domain::letter::{Cipher, ObjectRole};

use super::*;
use crate::testing;

fn object(n: u32, plain: Plain) -> Object {
    Object {
        n,
        id: [1; 16],
        role: ObjectRole::Exhibit,
        of: None,
        name: "log.txt".to_owned(),
        media_type: "text/plain".to_owned(),
        plain,
        cipher: Cipher { padded: 0, len: 0, chunk_bytes: 0, chunks: Vec::new() },
    }
}

#[tokio::test]
async fn a_statement_names_the_digests_that_were_found_and_not_those_that_were_said() {
    let court = testing::found().await;
    let node = testing::open(&court.config).await;
    let ingested = testing::brought_in(&node, 7).await;
    let said = Plain { len: 1, sha256: [0; 32], blake3: [0; 32] };
    let stored = [Stored { n: 1, ingested: ingested.clone() }];
    let found = found(&[object(0, said), object(1, said)], &stored);
    let found: Vec<_> = found.iter().map(|object| (object.n, object.plain)).collect();
    assert_eq!(found, [(1, ingested.plain)], "and nothing of what was not found");
}
