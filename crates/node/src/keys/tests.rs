//! The key store as a node meets it again: many scopes, and two first uses at once.

use std::sync::Arc;

use store::SqliteKeys;

use super::*;
use crate::rng::SeededRandom;

async fn made(store: &Arc<dyn KeyStore>) -> (Keys, Key) {
    let folder = tempfile::tempdir().unwrap();
    let random = Arc::new(SeededRandom::new(7));
    let keys = Keys::create(folder.path(), store.clone(), random, 1).await.unwrap();
    (keys, Keys::root(folder.path()).unwrap())
}

#[tokio::test]
async fn more_keys_than_a_page_are_all_there_after_a_restart() {
    let store: Arc<dyn KeyStore> = Arc::new(SqliteKeys::open_inline().unwrap());
    let (keys, root) = made(&store).await;
    let n_scopes = i64::from(PAGE) + 3;
    for n in 0..n_scopes {
        keys.kek(&format!("case:{n}"), n).await.unwrap();
    }
    let again = Keys::under(&root, store, Arc::new(SeededRandom::new(8))).await.unwrap();
    for n in 0..n_scopes {
        let scope = format!("case:{n}");
        let (before, after) = (keys.known(&scope).unwrap(), again.known(&scope).unwrap());
        assert_eq!(before.id, after.id);
        assert_eq!(before.stream_key.expose(), after.stream_key.expose());
    }
}

#[tokio::test]
async fn two_first_uses_at_once_make_one_key() {
    let store: Arc<dyn KeyStore> = Arc::new(SqliteKeys::open_inline().unwrap());
    let (keys, _) = made(&store).await;
    let (one, other) = tokio::join!(keys.kek("case:a", 1), keys.kek("case:a", 1));
    assert_eq!(one.unwrap().id, other.unwrap().id);
    assert_eq!(list(&*store, WrapKind::Kek).await.unwrap().len(), 1);
}
