//! Lines as cargo-nextest 0.9 writes them.

use std::time::Duration;

use super::{Line, line};

#[test]
fn a_passed_test_has_a_name_and_a_time() {
    let took = Duration::from_millis(4);
    let expected = Line::Passed { name: "xtask cpu::tests::a", took };
    assert_eq!(line("        PASS [   0.004s] (1/2) xtask cpu::tests::a"), expected);
    assert_eq!(line("        PASS [   0.004s] xtask cpu::tests::a"), expected);
}

#[test]
fn a_timeout_counts_as_failed() {
    let text =
        "     Summary [   0.1s] 5 tests run: 3 passed (1 slow), 1 failed, 1 timed out, 2 skipped";
    assert_eq!(line(text), Line::Summary { passed: 3, failed: 2, skipped: 2 });
}

#[test]
fn other_lines_are_talk() {
    assert_eq!(line("   Compiling seal v0.0.0"), Line::Talk);
}
