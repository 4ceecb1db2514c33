//! A whole pack in one look.

use super::*;
use crate::embedded::EU_E_EVIDENCE;

#[track_caller]
fn check_codes(path: &str, change: fn(&str) -> String, expected: &[&str]) {
    let files: Vec<(&str, String)> = EU_E_EVIDENCE
        .iter()
        .map(|(name, text)| (*name, if *name == path { change(text) } else { (*text).to_owned() }))
        .collect();
    let found = check(&files).err().unwrap_or_default();
    let codes: Vec<&str> = found.iter().map(|error| error.code).collect();
    assert_eq!(codes, expected, "{found:?}");
    assert!(found.iter().all(|error| error.file == path));
}

#[test]
fn the_shipped_pack_is_whole() {
    check_codes("text/en.ftl", str::to_owned, &[]);
}

#[test]
fn a_missing_word_a_stray_word_and_a_faulty_story_are_found() {
    let renamed = |text: &str| text.replace("title =", "titel =");
    check_codes("text/en.ftl", renamed, &["words-missing", "words-unused"]);
    let cut = |text: &str| text.replace("scenario  ", "story  ");
    check_codes("scenario/gate.case", cut, &["scenario-malformed"]);
    let unmarked = |text: &str| text.replacen("effect = \"breach\"\n", "", 1);
    check_codes("clocks.toml", unmarked, &["entry-missing"]);
}

#[test]
fn a_pack_without_words_is_not_whole() {
    let files: Vec<_> =
        EU_E_EVIDENCE.iter().filter(|(path, _)| !path.ends_with(".ftl")).copied().collect();
    assert_eq!(check(&files).unwrap_err()[0].code, "words-missing");
}
