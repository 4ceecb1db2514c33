//! Reading a trace of strace.

use super::most_per_thread;

const TRACE: &str = "\
12 fdatasync(9</net/FR-TJ/node.db-wal>) = 0
13 fdatasync(9) = 0
12 fdatasync(9 <unfinished ...>
13 renameat(AT_FDCWD, \"a\", AT_FDCWD, \"b\") = 0
12 <... fdatasync resumed>) = 0
12 fdatasyncs(9) = 0
12 +++ exited with 0 +++
";

#[test]
fn the_busiest_thread_decides_how_far_to_count() {
    let most = most_per_thread(TRACE);
    assert_eq!(most.get("fdatasync"), Some(&2));
}

#[test]
fn a_call_is_not_taken_for_one_with_a_longer_name() {
    let most = most_per_thread(TRACE);
    assert_eq!(most.get("renameat"), Some(&1));
    assert_eq!(most.get("rename"), None);
}
