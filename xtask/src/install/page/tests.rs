//! The page is read as it is typed, and a block that nobody would type is a fault.

use std::fs;

use super::*;
use crate::place;

#[test]
fn a_block_says_where_it_is_typed_and_a_long_command_is_one() {
    let page = "# T\n\n## One\n\n```sh lyon hamburg\na \\\n  b\nc\n```\n";
    let found = blocks(page).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].part, "One");
    assert_eq!(found[0].houses, ["lyon", "hamburg"]);
    assert_eq!(found[0].commands, ["a b", "c"]);
}

#[test]
fn a_block_that_nobody_types_is_a_fault() {
    for page in ["```sh\na\n```\n", "```\na\n```\n", "```sh lyon\na\n", "```sh lyon\n```\n"] {
        assert!(blocks(page).is_err(), "{page}");
    }
}

#[test]
fn the_longer_word_is_replaced_first() {
    let replaced = [("a.example", "x"), ("a.example:1", "y")];
    let replaced = replaced.map(|(word, value)| (word.to_owned(), value.to_owned()));
    assert_eq!(here("sudo -u comity comity a.example:1 a.example", &replaced), "comity y x");
}

#[test]
fn the_page_is_typed_in_three_houses_and_begins_with_the_package() {
    let page = fs::read_to_string(place::root().join("docs/guide/installing.md")).unwrap();
    let found = blocks(&page).unwrap();
    let known = ["hague", "hamburg", "lyon"];
    assert!(found.iter().flat_map(|block| &block.houses).all(|h| known.contains(&h.as_str())));
    assert!(found[0].commands.iter().any(|command| command.contains("apt install")));
    assert!(found.iter().any(|block| block.part == super::super::AFTER_THE_LETTER));
}
