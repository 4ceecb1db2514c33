//! Lines of a trace, and what they count for.

use super::{Role, calls, kinds, met, was_injected, was_killed};

const TRACE: &str = "\
12 pwrite64(9</net/FR-TJ/node.db-wal>, \"/blobs\"..., 24, 0) = 24
12 fsync(9</net/FR-TJ/node.db-wal> <unfinished ...>
13 write(4<anon_inode:[eventfd]>, \"\\1\", 8) = 8
12 <... fsync resumed>) = 0
13 linkat(AT_FDCWD, \"/net/FR-TJ/blobs/ct/ab/cd#1\", AT_FDCWD, \"/net/FR-TJ/blobs/ct/ab/cd\", 0) = 0
13 fsync(7</net/FR-TJ/blobs/ct/ab>) = 0
14 fsync(8</net/FR-TJ/blobs/ct/ab>) = -1 EIO (Input/output error) (INJECTED)
14 fdatasync(8</net/FR-TJ.head/0a1b>) = ?
14 +++ killed by SIGKILL +++
";

#[test]
fn each_call_is_counted_once_with_the_file_it_is_about() {
    let roles: Vec<(&str, Role)> = calls(TRACE).iter().map(|call| (call.name, call.role)).collect();
    let expected = [
        ("pwrite64", Role::Events),
        ("fsync", Role::Events),
        ("linkat", Role::Blobs),
        ("fsync", Role::Blobs),
        ("fsync", Role::Blobs),
        ("fdatasync", Role::Head),
    ];
    assert_eq!(roles, expected);
    assert!(was_killed(TRACE) && was_injected(TRACE));
}

#[test]
fn the_busiest_thread_says_how_far_to_count() {
    assert_eq!(kinds(&calls(TRACE)).get(&(Role::Blobs, "fsync")), Some(&(2, 1)));
}

#[test]
fn the_call_that_was_met_is_the_first_that_is_the_nth_of_its_thread() {
    assert_eq!(met(TRACE, "fsync", 1), Some((Role::Events, 1)));
    assert_eq!(met(TRACE, "fsync", 2), None, "each thread made one");
    let more = format!("{TRACE}13 fsync(7</net/FR-TJ/blobs/ct/ab>) = 0\n");
    assert_eq!(met(&more, "fsync", 2), Some((Role::Blobs, 3)));
    assert_eq!(met(TRACE, "write", 1), None, "that is no file of the node");
}
