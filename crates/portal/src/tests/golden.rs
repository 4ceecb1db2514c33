//! Every page as it is, in English, in the pseudo-language and from right to left.

use super::fixture::{Stand, Strings};
use super::pages::pages;

/// A page with a line per tag, and without the marks that isolate values inside sentences.
fn readable(page: &str) -> String {
    page.replace("><", ">\n<").replace(['\u{2068}', '\u{2069}'], "")
}

fn check(code: &str) {
    let stand = Stand::new(Strings::plain());
    for (name, page) in pages(&stand, code) {
        insta::assert_snapshot!(format!("{name}.{code}"), readable(&page));
    }
}

#[test]
fn every_page_reads_like_this_in_english() {
    check("en");
}

#[test]
fn every_page_reads_like_this_in_the_pseudo_language() {
    check("zz");
}

#[test]
fn every_page_reads_like_this_from_right_to_left() {
    check("zz-rtl");
}
