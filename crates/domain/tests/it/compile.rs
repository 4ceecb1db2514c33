//! Programs that must not compile: what the types promise, tried by somebody who wants around them.

#[test]
fn nobody_gets_around_a_permit_or_a_verified_letter() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/it/compile/*.rs");
}
