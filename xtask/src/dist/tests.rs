//! What is said of the part that nothing builds.

use std::fs;

use super::*;

#[test]
fn the_list_says_why_there_is_no_verifier_inside_a_page() {
    let sysroot = place::scratch("sysroot").unwrap();
    assert_eq!(
        in_page_with(&sysroot),
        "not built (target wasm32-unknown-unknown is not installed)"
    );
    // The target alone makes no page: nothing may look built that is not.
    fs::create_dir_all(sysroot.join("lib/rustlib/wasm32-unknown-unknown/lib")).unwrap();
    assert_eq!(in_page_with(&sysroot), "not built (there is no page for it yet)");
    assert!(in_page().unwrap().starts_with("not built ("));
}
