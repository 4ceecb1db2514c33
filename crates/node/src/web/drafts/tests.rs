//! Saves of one draft: what was typed wrongly is named whole, and what two officers wrote is kept apart.

use super::*;
use crate::measures::instrument;

fn kind() -> MeasureKind {
    let packs = law::embedded::instruments().unwrap();
    let pack = packs.into_iter().find(|law| law.id == instrument().unwrap()).unwrap();
    pack.kinds.into_iter().find(|kind| kind.id.as_str() == "epoc").unwrap()
}

fn form(pairs: &[(&str, &str)]) -> Fields {
    let pairs = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Fields::from_pairs(pairs.collect())
}

fn values(pairs: &[(&str, &str)]) -> Values {
    merge(&kind(), &Values::new(), &form(pairs)).unwrap()
}

/// Who changed what, in one line.
fn check(before: &[(&str, &str)], now: &[(&str, &str)], typed: &[(&str, &str)], expected: &[&str]) {
    let found = differences(&kind(), &values(before), &values(now), &form(typed));
    let said: Vec<String> = found.iter().map(|(id, one)| format!("{id} {:?}", one.by)).collect();
    assert_eq!(said, expected);
}

#[test]
fn every_answer_in_the_wrong_form_is_named() {
    let typed = form(&[
        ("time_range_from", "1 June 2026"),
        ("penalty_max", "ten years"),
        ("issuing_post", "Juge des enfants"),
    ]);
    let wrong = merge(&kind(), &Values::new(), &typed).unwrap_err();
    let names: Vec<&str> = wrong.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["time_range_from", "penalty_max"]);
}

#[test]
fn of_two_saves_each_answer_has_its_author() {
    check(
        &[("issuing_phone", "1"), ("issuing_post", "Juge"), ("issuing_address", "Lyon")],
        &[("issuing_phone", "2"), ("issuing_post", "Juge"), ("issuing_address", "Paris")],
        &[("issuing_phone", "1"), ("issuing_post", "Doyen"), ("issuing_address", "Nice")],
        &["issuing_address Both", "issuing_phone Others", "issuing_post Me"],
    );
}

#[test]
fn who_wrote_the_same_or_only_ended_lines_otherwise_differs_in_nothing() {
    check(
        &[("case_summary", "one\ntwo")],
        &[("case_summary", "one\ntwo"), ("issuing_phone", "2")],
        &[("case_summary", "one\r\ntwo"), ("issuing_phone", "2")],
        &[],
    );
}

#[test]
fn what_a_form_does_not_ask_is_not_changed_by_it() {
    check(
        &[("issuing_phone", "1")],
        &[],
        &[("issuing_post", "Doyen")],
        &["issuing_phone Others", "issuing_post Me"],
    );
}

#[test]
fn where_two_answered_the_officer_must_choose_and_the_choice_counts() {
    let held = values(&[("issuing_phone", "2")]);
    let typed = |keep: &str| {
        let pairs =
            [("issuing_phone", "1"), ("conflict", "issuing_phone"), ("keep-issuing_phone", keep)];
        merge(&kind(), &held, &form(&pairs))
    };
    assert_eq!(typed("").unwrap_err(), [("issuing_phone".to_owned(), Wrong::Choose)]);
    assert_eq!(typed("theirs").unwrap(), held);
    assert_eq!(typed("mine").unwrap(), values(&[("issuing_phone", "1")]));
}

#[test]
fn a_choice_that_was_not_made_comes_back_as_a_choice() {
    let now = &[("issuing_phone", "2")];
    check(
        now,
        now,
        &[("issuing_phone", "1"), ("conflict", "issuing_phone")],
        &["issuing_phone Both"],
    );
}

#[test]
fn a_choice_that_was_made_comes_back_as_it_was_made() {
    let now = &[("issuing_phone", "2")];
    for (chosen, keep) in [("mine", Keep::Mine), ("theirs", Keep::Theirs)] {
        let typed = form(&[
            ("issuing_phone", "1"),
            ("conflict", "issuing_phone"),
            ("keep-issuing_phone", chosen),
            ("time_range_from", "1 June 2026"),
        ]);
        let found = differences(&kind(), &values(now), &values(now), &typed);
        let said: Vec<_> = found.iter().map(|(id, one)| (id.as_str(), one.by, one.keep)).collect();
        let expected = [("issuing_phone", By::Both, Some(keep)), ("time_range_from", By::Me, None)];
        assert_eq!(said, expected);
    }
}

#[test]
fn who_keeps_the_others_answer_goes_along_when_the_other_changes_it_again() {
    check(
        &[("issuing_phone", "2")],
        &[("issuing_phone", "3")],
        &[("issuing_phone", "1"), ("conflict", "issuing_phone"), ("keep-issuing_phone", "theirs")],
        &["issuing_phone Others"],
    );
}
