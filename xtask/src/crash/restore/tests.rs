//! What is read of a trace, and of a refusal.

use super::{code, points};
#[test]
fn what_is_only_read_is_no_point_but_counts() {
    let text = "\
1  openat(AT_FDCWD, \"a\", O_RDONLY|O_CLOEXEC) = 3
1  openat(AT_FDCWD, \"b\", O_WRONLY|O_CREAT|O_EXCL, 0600) = 4
1  fsync(4) = 0
2  fsync(5) = 0
2  fsync(6) = 0
2  close(6) = 0
";
    assert_eq!(points(text), [("openat", 2), ("fsync", 1), ("fsync", 2)]);
}

#[test]
fn a_refusal_ends_with_its_code() {
    let refused = "comity: `x` is there already; name another place (or not) (exists)";
    assert_eq!(code(refused), Some("exists"));
    assert_eq!(code("thread main panicked (really)"), None);
}
