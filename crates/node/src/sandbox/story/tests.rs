//! Every plot fits the forms that are shipped, and its canaries stand where only the enforcing authority looks.

use law::draft::check;
use law::notification::{Notification, NotificationFacts, notification_required};

use super::super::plot::{Act, PLOTS, find};
use super::*;
use crate::rng::SeededRandom;

/// When the stories of these tests are told.
const NOW: &str = "2026-12-07T10:00:00.25Z";

fn story_of(plot: &'static Plot) -> Story {
    let instruments = law::embedded::instruments().unwrap();
    let instrument = instruments.iter().find(|found| found.id.as_str() == plot.instrument);
    Story::new(plot, instrument.unwrap(), NOW.parse().unwrap()).unwrap()
}

fn story() -> Story {
    story_of(find("epoc").unwrap())
}

#[track_caller]
fn reads(form: &MeasureKind, told: &Told) {
    for (name, raw) in told {
        let field = form.fields.iter().find(|field| field.id.as_str() == *name);
        let field = field.unwrap_or_else(|| panic!("form `{}` has no field `{name}`", form.id));
        if let Err(bad) = field.read(raw) {
            panic!("form `{}`, field `{name}`: {bad}", form.id);
        }
    }
}

/// What a node reads from the form that the driver sends: the answers of one field are lines.
fn read_back(kind: &MeasureKind, form: &Form) -> Values {
    let mut lines = BTreeMap::<&str, Vec<&str>>::new();
    for (name, answer) in form {
        lines.entry(name).or_default().push(answer);
    }
    let fields = kind.fields.iter();
    let answered =
        fields.filter_map(|field| Some((field, lines.get(field.id.as_str())?.join("\n"))));
    answered.map(|(field, raw)| (field.id.clone(), field.read(&raw).unwrap())).collect()
}

#[test]
fn every_line_of_every_story_is_an_answer_that_its_field_takes() {
    for plot in PLOTS {
        let story = story_of(plot);
        reads(&story.kind, plot.told);
        for scene in plot.scenes {
            let (form, told) = match scene.act {
                Act::Say { form, told, .. } => (form, told),
                Act::SayDenied { form, .. } => (form, &[][..]),
                Act::Clear(_)
                | Act::Deliver
                | Act::Draft
                | Act::Export
                | Act::HandOver
                | Act::HandOverDenied(_)
                | Act::Ingest
                | Act::Issue
                | Act::IssueDenied(..)
                | Act::Plain { .. }
                | Act::RefuseDenied(..)
                | Act::Verify
                | Act::Witness => continue,
            };
            let letter = story.letters.iter().find(|letter| letter.form.id.as_str() == form);
            let letter = letter.unwrap_or_else(|| panic!("{} has no letter `{form}`", plot.name));
            reads(&letter.form, told);
            let said = read_back(&letter.form, &story.letter(form, told).unwrap());
            assert_eq!(check(&letter.form, &said, &story.facts), [], "{}: {form}", plot.name);
        }
    }
}

#[test]
fn every_complete_form_has_no_defects_and_every_first_attempt_has() {
    for plot in PLOTS {
        let story = story_of(plot);
        let canaries = story.canaries(&SeededRandom::new(1));
        let complete = read_back(&story.kind, &story.complete(&canaries));
        assert_eq!(check(&story.kind, &complete, &story.facts), [], "{}", plot.name);
        let incomplete = read_back(&story.kind, &story.incomplete());
        assert!(!incomplete.is_empty(), "{}", plot.name);
        assert!(!check(&story.kind, &incomplete, &story.facts).is_empty(), "{}", plot.name);
    }
}

#[test]
fn the_enforcing_authority_is_notified_and_the_offence_is_grave_enough() {
    let story = story();
    let values = story.values(&BTreeMap::new());
    let rule = story.kind.notification.as_ref();
    let facts = NotificationFacts::of(rule.unwrap(), &values);
    let notified = notification_required(rule, &story.facts.data, &facts);
    assert_eq!(notified, Notification::Required);
    law::offence::threshold(&story.kind, &values, &story.facts.data).unwrap();
}

#[test]
fn a_canary_stands_in_every_field_of_words_that_the_enforcing_authority_sees_alone() {
    let story = story();
    let canaries = story.canaries(&SeededRandom::new(1));
    let names: Vec<_> = canaries.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        ["case_summary", "enforcing_information", "necessity_proportionality_grounds"]
    );
    let form = story.complete(&canaries);
    for (name, canary) in &canaries {
        let holders: Vec<_> = form.iter().filter(|(_, value)| value.contains(canary)).collect();
        assert!(matches!(holders[..], [(holder, _)] if holder == name), "{name}: {holders:?}");
    }
    let again = story.canaries(&SeededRandom::new(2));
    assert!(canaries.values().all(|canary| !again.values().any(|other| other == canary)));
}

#[test]
fn a_copy_for_the_wrong_eyes_is_noticed_by_its_field() {
    let story = story();
    let canaries = BTreeMap::from([("case_summary".to_owned(), "canary-1".to_owned())]);
    story.check_copies(&canaries, "nothing here", "full text canary-1").unwrap();
    let leak = story.check_copies(&canaries, "text canary-1", "text canary-1").unwrap_err();
    assert!(leak.to_string().contains("the addressee's copy shows field `case_summary`"));
    let lost = story.check_copies(&canaries, "nothing", "nothing").unwrap_err();
    assert!(lost.to_string().contains("does not show field `case_summary`"));
}

#[test]
fn every_question_before_the_act_has_an_answer_of_its_own() {
    for plot in PLOTS {
        let story = story_of(plot);
        let asked: Vec<_> = story.kind.checks.iter().map(|check| check.id.as_str()).collect();
        let answered: Vec<_> = plot.reasoned.iter().map(|(id, _)| *id).collect();
        assert_eq!(asked, answered, "{}", plot.name);
    }
}

#[test]
fn what_is_dated_and_not_told_is_dated_now_and_what_is_told_stays() {
    let story = story_of(find("removal").unwrap());
    let at = |form: &Form, name: &str| form.iter().find(|(id, _)| id == name).unwrap().1.clone();
    let told = [("measure_at", "2026-12-07T09:40:00Z")];
    let letter = story.letter("removal-feedback", &told).unwrap();
    assert_eq!(at(&letter, "measure_at"), "2026-12-07T09:40:00Z");
    assert_eq!(at(&letter, "order_received_at"), "2026-12-07T10:00:00Z");
    assert_eq!(at(&letter, "signed_on"), "2026-12-07");
    assert_eq!(at(&story.complete(&BTreeMap::new()), "issued_at"), "2026-12-07T10:00:00Z");
}
