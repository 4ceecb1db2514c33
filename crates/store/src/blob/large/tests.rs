//! Every length around a page, memory that begins at one and memory that does not.

use super::*;

fn memory(lead: usize, len: usize) -> (Vec<u8>, usize) {
    let mut memory: Vec<u8> = Vec::with_capacity(len + 2 * ALIGNED_BYTES);
    let begin = memory.as_ptr().align_offset(ALIGNED_BYTES) + lead;
    memory.resize(begin, 0);
    memory.extend((0..len).map(|n| u8::try_from(n % 251).unwrap()));
    (memory, begin)
}

#[test]
fn what_is_written_is_what_was_given() {
    let folder = tempfile::tempdir().unwrap();
    let way = Way::default();
    for (n, len) in [1 << 20, (1 << 20) + 1, (1 << 20) + 4095, 3 << 20, 5 * 4096, 4095, 0]
        .into_iter()
        .enumerate()
    {
        for lead in [0, 16] {
            let (memory, begin) = memory(lead, len);
            let key = format!("ct/{n}{lead}/x");
            let bytes = Bytes::from(memory).split_off(begin);
            assert_eq!(way.put(folder.path(), &key, bytes.clone()), Ok(Placed::New));
            assert!(std::fs::read(folder.path().join(&key)).unwrap() == bytes, "{key}");
            let other = Bytes::from_static(b"other");
            assert_eq!(way.put(folder.path(), &key, other.clone()), Ok(Placed::Taken(other)));
            assert!(std::fs::read(folder.path().join(&key)).unwrap() == bytes, "{key}");
            let names = std::fs::read_dir(folder.path().join(format!("ct/{n}{lead}"))).unwrap();
            assert_eq!(names.count(), 1, "nothing unfinished is left");
        }
    }
}

#[test]
fn what_somebody_left_unfinished_is_nobodys_way() {
    let folder = tempfile::tempdir().unwrap();
    let way = Way::default();
    for n in 0..STAGED_MAX {
        assert_eq!(
            way.put(folder.path(), &format!("ct/{n}"), Bytes::from_static(b"1")),
            Ok(Placed::New)
        );
        std::fs::write(folder.path().join(format!("ct/x#{n}")), b"half").unwrap();
        let outcome = way.put(folder.path(), "ct/x", Bytes::from_static(b"whole"));
        let expected = if n + 1 == STAGED_MAX { Err(StoreError::Busy) } else { Ok(Placed::New) };
        assert_eq!(outcome, expected);
        drop(std::fs::remove_file(folder.path().join("ct/x")));
    }
}

#[test]
fn a_refused_file_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("ct"), b"a file").unwrap();
    let way = Way::default();
    let refused = way.put(folder.path(), "ct/x", Bytes::from_static(b"whole")).unwrap_err();
    assert_eq!(refused.code(), "io");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn where_the_flag_is_refused_the_ordinary_way_is_taken_from_then_on() {
    let folder = tempfile::tempdir().unwrap();
    // No file can be created under this flag.
    let way = Way { flag: AtomicI32::new(libc::O_TMPFILE), ..Way::default() };
    for n in 0..3 {
        let (memory, begin) = memory(0, 1 << 20);
        let key = format!("ct/{n}");
        let bytes = Bytes::from(memory).split_off(begin);
        assert_eq!(way.put(folder.path(), &key, bytes.clone()), Ok(Placed::New));
        assert!(std::fs::read(folder.path().join(&key)).unwrap() == bytes, "{key}");
    }
    assert_eq!(way.flag.load(Ordering::Relaxed), 0);
}

#[test]
fn who_loses_the_race_for_a_name_gets_the_bytes_back_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    // A name that is taken and that nobody sees by looking: as if somebody was faster after we looked.
    std::os::unix::fs::symlink("nowhere", folder.path().join("x")).unwrap();
    let bytes = Bytes::from(vec![7; 1 << 20]);
    let outcome = Way::default().put(folder.path(), "x", bytes.clone());
    assert_eq!(outcome, Ok(Placed::Taken(bytes)));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn memory_is_let_go_of_before_the_name_is_there() {
    struct Watched(Vec<u8>, PathBuf);
    impl AsRef<[u8]> for Watched {
        fn as_ref(&self) -> &[u8] {
            &self.0
        }
    }
    impl Drop for Watched {
        fn drop(&mut self) {
            assert!(!self.1.exists(), "it is kept until the end");
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x");
    let bytes = Bytes::from_owner(Watched(vec![7; 1 << 20], path.clone()));
    assert_eq!(Way::default().put(folder.path(), "x", bytes), Ok(Placed::New));
    assert!(path.exists());
}
