//! The lists are sound, agree with the closed words of the crate, and every word has a label.

use super::*;
use crate::embedded;
use crate::ids::DataCategory;

fn shipped() -> Vec<Vocabulary> {
    embedded::vocabularies().unwrap()
}

fn list(id: &str) -> Vocabulary {
    shipped().into_iter().find(|list| list.id == id).unwrap()
}

#[track_caller]
fn check(text: &str, expected: &[(usize, &str)]) {
    let errors = load("tlp.toml", text).err().unwrap_or_default();
    let found: Vec<(usize, &str)> = errors.iter().map(|error| (error.line, error.code)).collect();
    assert_eq!(found, expected, "{errors:#?}");
}

const SOUND: &str = "id = \"tlp\"\nversion = 1\nmark = \"memory\"\nsource = \"s\"\nsource_date = 2026-01-01\n[[word]]\nid = \"red\"\n";

#[test]
fn a_faulty_list_is_refused_at_its_place() {
    check(SOUND, &[]);
    check(&SOUND.replace("mark = \"memory\"\n", ""), &[(1, "entry-missing")]);
    check(&format!("{SOUND}[[word]]\nid = \"red\"\n"), &[(8, "id-twice")]);
    check(&format!("{SOUND}map.somewhere = [\"x\"]\n"), &[(8, "entry-unknown")]);
    check(&SOUND.replace("\"tlp\"", "\"pap\""), &[(1, "name-differs")]);
    check(&SOUND.replace("\"red\"", "\"Red\""), &[(7, "word-unknown")]);
}

#[test]
fn a_list_has_a_word_and_not_more_than_its_limit() {
    let head = SOUND.split("[[word]]").next().unwrap();
    check(head, &[(1, "words-misplaced")]);
    let words = |n: usize| (0..n).map(|i| format!("[[word]]\nid = \"w{i}\"\n")).collect::<String>();
    check(&format!("{head}{}", words(WORDS_MAX)), &[]);
    check(&format!("{head}{}", words(WORDS_MAX + 1)), &[(1, "words-misplaced")]);
}

#[test]
fn records_name_a_list_with_its_version() {
    assert_eq!(load("tlp.toml", SOUND).unwrap().name(), "tlp@1");
}

#[test]
fn every_word_has_a_label_and_none_is_left_over() {
    let mut needed: BTreeSet<String> = BTreeSet::new();
    for list in shipped() {
        needed.extend(list.words.iter().map(|word| list.label_key(word)));
    }
    let nothing = (Vec::new(), Vec::new());
    assert_eq!(crate::text::compare(&needed, embedded::VOCABULARY_LABELS), nothing);
}

#[test]
fn the_list_of_data_categories_is_the_one_the_law_decides_by() {
    let ids: Vec<String> = list("data-categories").words.into_iter().map(|word| word.id).collect();
    let known: Vec<&str> = DataCategory::ALL.iter().map(|category| category.id()).collect();
    assert_eq!(ids, known);
}

#[test]
fn an_offence_is_found_from_any_list() {
    let offences = list("offences");
    let names = |scheme, name: &'static str| {
        offences.called(scheme, name).map(|word| word.id.clone()).collect::<Vec<_>>()
    };
    assert_eq!(names(Scheme::CoeBudapest, "2"), ["cyber.access"]);
    assert_eq!(names(Scheme::UnCybercrime, "17"), ["laundering"]);
    assert_eq!(names(Scheme::AnnexIv, "n04"), ["csam", "grooming"]);
    let ransom = offences.word("extortion").unwrap();
    assert_eq!(ransom.maps[&Scheme::AnnexIv], ["n21", "n11"]);
    assert_eq!(offences.word("missing_person").unwrap().maps, BTreeMap::new());
}

#[test]
fn all_thirty_two_categories_are_reached() {
    let offences = list("offences");
    for n in 1..=32 {
        let name = format!("n{n:02}");
        assert!(offences.called(Scheme::AnnexIv, &name).next().is_some(), "{name}");
    }
}

#[test]
fn two_codes_block_acts_and_the_others_none() {
    let handling = list("handling");
    let blocking: Vec<(&str, Vec<&String>)> = handling
        .words
        .iter()
        .filter(|word| !word.blocks.is_empty())
        .map(|word| (word.id.as_str(), word.blocks.iter().collect()))
        .collect();
    let use_in_evidence = "use_in_evidence".to_owned();
    let onward = ["disclose".to_owned(), "transmit".to_owned()];
    assert_eq!(blocking, [("h1", vec![&use_in_evidence]), ("h2", onward.iter().collect())]);
}
