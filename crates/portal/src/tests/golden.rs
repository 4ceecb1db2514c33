//! Every page as it is, in English, in the pseudo-language and from right to left.

use crate::style::Style;

use super::fixture::{Stand, Strings};
use super::pages::pages;

/// A page with a line per tag, and without the marks that isolate values inside sentences. The address of the style changes
/// with each rule in it and says nothing about the page.
fn readable(page: &str) -> String {
    let page = page.replace(&Style::Plain.path(), "/assets/STYLE.css");
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
