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

#[tokio::test]
async fn of_log_keys_that_were_made_by_half_only_the_missing_one_is_made() {
    let store: Arc<dyn KeyStore> = Arc::new(SqliteKeys::open_inline().unwrap());
    let (keys, _) = made(&store).await;
    let classical = keys.make_secret(WrapKind::SigningSeed, "log/o/2/ed25519", 1).await.unwrap();
    keys.make_log("o", 2, 2).await.unwrap();
    let whole = keys.log_keys("o", 2).await.unwrap();
    let expected = Ed25519Secret::from_seed(*classical.expose()).unwrap();
    assert_eq!(whole.ed25519.sign(b"x"), expected.sign(b"x"));
    assert_eq!(list(&*store, WrapKind::SigningSeed).await.unwrap().len(), 2);
    // One that does not open is damage, and no reason to make another one.
    let place = WrapPlace {
        kind: WrapKind::SigningSeed,
        wrapping_key_id: keys.epoch_id(),
        object_id: [9; 16],
    };
    store.put(vec![wrapped(&place, "log/p/ed25519", vec![7; 61], 1)]).await.unwrap();
    let refused = keys.make_log("p", 1, 3).await.unwrap_err();
    assert!(matches!(refused, KeysError::Keyring(_)), "{refused}");
}
