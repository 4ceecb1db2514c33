//! Whatever people and peers write, a page keeps its shape: the same elements with the same attributes.

use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::test_runner::Config;

use super::fixture::{Stand, Strings};
use super::pages::pages;
use super::scan::{Piece, scan};

/// Texts that break out where escaping is forgotten somewhere.
const CORPUS: [&str; 12] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "</textarea><script>alert(1)</script>",
    "</title><svg onload=alert(1)>",
    "<!--<img src=\"--><img src=x onerror=alert(1)//\">",
    "javascript:alert(1)",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "{ $page } { missing-message }",
    "\u{202e}gpj.exe\u{2066}",
    "]]><script>",
    "\n\n<b>two lines</b>\u{0}",
];

/// Element and attribute names of every page, in order.
fn shape(strings: Strings) -> Vec<(String, Vec<String>)> {
    let stand = Stand::new(strings);
    let mut shape = Vec::new();
    for (page, text) in pages(&stand, "en") {
        let mut pieces = Vec::new();
        for piece in scan(&text) {
            match piece {
                Piece::Open { name, attributes } => {
                    let names: Vec<String> = attributes.into_iter().map(|(name, _)| name).collect();
                    pieces.push(format!("{name} {}", names.join(" ")));
                }
                Piece::Close(name) => pieces.push(format!("/{name}")),
                Piece::Text(_) => {}
            }
        }
        shape.push((page.to_owned(), pieces));
    }
    shape
}

/// What every text is compared with.
static PLAIN: LazyLock<Vec<(String, Vec<String>)>> =
    LazyLock::new(|| shape(Strings::everywhere("words")));

fn check(text: &str) {
    for ((page, wanted), (_, found)) in PLAIN.iter().zip(shape(Strings::everywhere(text))) {
        assert_eq!(*wanted, found, "{text:?} changes {page}");
    }
}

#[test]
fn no_text_of_the_corpus_changes_the_shape_of_a_page() {
    for text in CORPUS {
        check(text);
    }
}

#[test]
fn the_text_itself_is_shown() {
    let stand = Stand::new(Strings::everywhere("<b>&\"bold\"</b>"));
    for (name, page) in pages(&stand, "en") {
        // Pages without anything somebody wrote.
        let bare = [
            "agreements-none",
            "disclose",
            "signed-out",
            "health",
            "not-found",
            "problem",
            "ledger",
            "ledger-older",
            "onward-none",
            "oversight",
            "passkeys-off",
            "reach-none",
            "recalls-of-an-order",
            "statistics",
            "verify",
            "waiting-none",
            "note-complaint",
            "note-remedy",
            "note-time",
        ];
        if !bare.contains(&name) && !name.starts_with("law") {
            assert!(page.contains("&lt;b&gt;&amp;&quot;bold&quot;&lt;/b&gt;"), "{name}");
        }
        assert!(!page.contains("<b>"), "{name}");
    }
}

#[test]
fn a_direction_mark_never_reaches_a_page_in_english() {
    let stand = Stand::new(Strings::everywhere("a\u{202e}b\u{2069}\u{200f}c"));
    for (name, page) in pages(&stand, "en") {
        let mut in_control = false;
        for piece in scan(&page) {
            if let Piece::Open { name, .. } = &piece {
                in_control = name == "textarea";
            }
            // The computed languages are named on every page in their own way; a control holds what was typed, as it was.
            if let Piece::Text(text) = piece
                && !text.starts_with('\u{27e6}')
                && !in_control
            {
                assert!(!text.contains(['\u{202e}', '\u{200f}']), "{name}: {text:?}");
            }
        }
    }
}

proptest! {
    #![proptest_config(Config { cases: 24, failure_persistence: None, ..Config::default() })]

    #[test]
    fn no_text_at_all_changes_the_shape_of_a_page(text in "[ -~\u{80}-\u{2fff}]{1,60}") {
        prop_assume!(!text.trim().is_empty());
        check(&text);
    }
}
