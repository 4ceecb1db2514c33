//! Tests of the durable-file seam on a real folder.

use std::os::unix::fs::symlink;

use super::*;

/// Runs a test on an empty disk and gives it the folder too.
#[track_caller]
fn check(test: impl FnOnce(&RealDisk, &Path)) {
    let folder = tempfile::tempdir().unwrap();
    test(&RealDisk::open(folder.path()).unwrap(), folder.path());
}

#[test]
fn what_is_appended_is_read_back_in_order() {
    check(|disk, _| {
        assert_eq!(disk.read("a/journal"), Ok(None));
        disk.append("a/journal", b"one").unwrap();
        disk.append("a/journal", b"two").unwrap();
        disk.sync("a/journal").unwrap();
        disk.sync_dir("a/journal").unwrap();
        assert_eq!(disk.read("a/journal"), Ok(Some(b"onetwo".to_vec())));
        disk.truncate("a/journal", 3).unwrap();
        assert_eq!(disk.read("a/journal"), Ok(Some(b"one".to_vec())));
    });
}

#[test]
fn a_published_file_never_changes() {
    check(|disk, folder| {
        assert_eq!(disk.publish("tile/0/1", b"x"), Ok(Published::New));
        assert_eq!(disk.publish("tile/0/1", b"x"), Ok(Published::Same));
        let refused = disk.publish("tile/0/1", b"y").unwrap_err();
        assert_eq!(refused.code(), "corrupt");
        assert_eq!(disk.read("tile/0/1"), Ok(Some(b"x".to_vec())));
        let left: Vec<_> = std::fs::read_dir(folder.join("tile/0")).unwrap().collect();
        assert_eq!(left.len(), 1, "no temporary file is left");
    });
}

#[test]
fn a_temporary_file_left_by_a_crash_is_no_obstacle() {
    check(|disk, folder| {
        std::fs::write(folder.join(".head.new"), b"half").unwrap();
        assert_eq!(disk.publish("head", b"whole"), Ok(Published::New));
        assert_eq!(disk.read("head"), Ok(Some(b"whole".to_vec())));
    });
}

#[test]
fn overwriting_stays_inside_the_file() {
    check(|disk, _| {
        assert_eq!(disk.overwrite_at("register", 0, b"x").unwrap_err().code(), "io");
        disk.publish("register", &[0; 8]).unwrap();
        disk.overwrite_at("register", 4, &[1; 4]).unwrap();
        assert_eq!(disk.read("register"), Ok(Some(vec![0, 0, 0, 0, 1, 1, 1, 1])));
        for offset in [5, 8, u64::MAX] {
            assert_eq!(
                disk.overwrite_at("register", offset, &[2; 4]).unwrap_err().code(),
                "corrupt"
            );
        }
    });
}

#[test]
fn a_lock_has_one_holder() {
    check(|disk, _| {
        let held = disk.lock("lock").unwrap();
        assert_eq!(disk.lock("lock").unwrap_err(), StoreError::Busy);
        drop(held);
        assert!(disk.lock("lock").is_ok());
    });
}

#[test]
fn names_cannot_leave_the_folder() {
    check(|disk, _| {
        for name in
            ["", "/etc/passwd", "../x", "a/../x", "a//b", "a/", ".hidden", "a\0b", "a b", "ä"]
        {
            assert_eq!(disk.read(name).unwrap_err().code(), "io", "{name:?}");
        }
        assert_eq!(disk.read(&"n".repeat(MAX_NAME_BYTES + 1)).unwrap_err().code(), "io");
    });
}

#[test]
fn symbolic_links_are_refused() {
    check(|disk, folder| {
        let elsewhere = tempfile::tempdir().unwrap();
        std::fs::write(elsewhere.path().join("secret"), b"s").unwrap();
        symlink(elsewhere.path().join("secret"), folder.join("file")).unwrap();
        symlink(elsewhere.path(), folder.join("dir")).unwrap();
        symlink(elsewhere.path().join("new"), folder.join("dangling")).unwrap();
        for name in ["file", "dir/secret", "dangling"] {
            assert_eq!(disk.read(name).unwrap_err().code(), "io", "{name}");
            assert_eq!(disk.append(name, b"x").unwrap_err().code(), "io", "{name}");
            assert_eq!(disk.publish(name, b"x").unwrap_err().code(), "io", "{name}");
            assert_eq!(disk.lock(name).unwrap_err().code(), "io", "{name}");
        }
        assert_eq!(std::fs::read_dir(elsewhere.path()).unwrap().count(), 1);
    });
}

#[test]
fn a_real_folder_says_how_much_is_left() {
    check(|disk, _| {
        let room = disk.room().unwrap();
        assert!(room.n_bytes > 0 && room.n_bytes_free <= room.n_bytes, "{room:?}");
        assert!(room.n_files_free <= room.n_files, "{room:?}");
    });
    let gone = tempfile::tempdir().unwrap();
    let disk = RealDisk::open(gone.path()).unwrap();
    drop(gone);
    assert!(matches!(disk.room(), Err(StoreError::Io { .. })));
}
