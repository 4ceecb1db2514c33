//! Tests of the blob stores: the same sentences on a folder and in memory.

use super::*;

/// Runs a test on both kinds of blob store.
#[track_caller]
fn check(test: &impl AsyncFn(&ObjectBlobs)) {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let folder = tempfile::tempdir().unwrap();
    for blobs in [ObjectBlobs::local(folder.path()).unwrap(), ObjectBlobs::memory()] {
        runtime.block_on(test(&blobs));
    }
}

#[test]
fn a_blob_is_written_once() {
    check(&async |blobs| {
        let bytes = Bytes::from_static(b"ciphertext");
        assert_eq!(blobs.put("ct/ab/abcd", bytes.clone()).await, Ok(Put::New));
        assert_eq!(blobs.put("ct/ab/abcd", bytes.clone()).await, Ok(Put::Same));
        let other = blobs.put("ct/ab/abcd", Bytes::from_static(b"other")).await;
        assert_eq!(other.unwrap_err().code(), "corrupt");
        let large = Bytes::from(vec![7; large::LARGE_BYTES]);
        assert_eq!(blobs.put("ct/la/large", large.clone()).await, Ok(Put::New));
        assert_eq!(blobs.put("ct/la/large", large.clone()).await, Ok(Put::Same));
        assert_eq!(blobs.get("ct/la/large").await, Ok(Some(large)));
        let other = blobs.put("ct/la/large", Bytes::from(vec![8; large::LARGE_BYTES])).await;
        assert_eq!(other.unwrap_err().code(), "corrupt");
        assert_eq!(blobs.get("ct/ab/abcd").await, Ok(Some(bytes)));
    });
}

#[test]
fn a_missing_blob_is_no_error() {
    check(&async |blobs| {
        assert_eq!(blobs.get("ct/00/00").await, Ok(None));
        assert_eq!(blobs.get_range("ct/00/00", 0..4).await, Ok(None));
        assert_eq!(blobs.exists("ct/00/00").await, Ok(false));
        assert_eq!(blobs.delete("ct/00/00").await, Ok(false));
        assert_eq!(blobs.list("ct").await, Ok(vec![]));
    });
}

#[test]
fn a_range_ends_where_the_blob_ends() {
    check(&async |blobs| {
        blobs.put("k", Bytes::from_static(b"0123456789")).await.unwrap();
        for (range, expected) in
            [(0..4, "0123"), (8..20, "89"), (10..12, ""), (30..40, ""), (3..3, "")]
        {
            let found = blobs.get_range("k", range.clone()).await.unwrap().unwrap();
            assert_eq!(found, expected.as_bytes(), "{range:?}");
        }
    });
}

#[test]
fn a_listing_names_everything_below_a_folder_in_order() {
    check(&async |blobs| {
        for key in ["ct/b/2", "ct/a/1", "ct/a/0", "tile/0"] {
            blobs.put(key, Bytes::from_static(b"x")).await.unwrap();
        }
        let keys = |found: Vec<BlobInfo>| found.into_iter().map(|b| b.key).collect::<Vec<_>>();
        assert_eq!(keys(blobs.list("ct").await.unwrap()), ["ct/a/0", "ct/a/1", "ct/b/2"]);
        assert_eq!(blobs.list("").await.unwrap().len(), 4);
        assert_eq!(blobs.delete("ct/a/0").await, Ok(true));
        assert_eq!(keys(blobs.list("ct").await.unwrap()), ["ct/a/1", "ct/b/2"]);
    });
}

#[test]
fn keys_are_plain() {
    check(&async |blobs| {
        for key in ["", "/a", "a/", "a//b", "../a", ".a", "a b", "a#1", "ä"] {
            assert_eq!(blobs.get(key).await.unwrap_err().code(), "io", "{key:?}");
        }
    });
}

#[test]
fn an_oversized_blob_is_refused() {
    check(&async |blobs| {
        let refused = blobs.put("k", Bytes::from(vec![0; MAX_BLOB_BYTES + 1])).await.unwrap_err();
        assert_eq!(refused.code(), "too-large");
    });
}

#[test]
fn a_file_a_crash_left_unfinished_is_removed_and_never_listed() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = ObjectBlobs::local(folder.path()).unwrap();
    std::fs::create_dir(folder.path().join("ct")).unwrap();
    std::fs::write(folder.path().join("ct/abcd#1"), b"half").unwrap();
    std::fs::write(folder.path().join("ct/abcd"), b"whole").unwrap();
    assert_eq!(blobs.remove_staged(), Ok(1));
    assert_eq!(blobs.remove_staged(), Ok(0));
    assert!(folder.path().join("ct/abcd").exists());
    assert_eq!(ObjectBlobs::memory().remove_staged(), Ok(0));
}
