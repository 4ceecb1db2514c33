//! What a letter does follows from its own answers.

use super::*;
use crate::embedded::instrument;
use crate::field::FieldValue;

#[track_caller]
fn check(pack: &str, letter: &str, answers: &[(&str, &str)], expected: &[Consequence]) {
    let law = instrument(pack).unwrap().unwrap();
    let letter = law.letter(&KindId::parse(letter).unwrap()).unwrap();
    let values: Values = answers
        .iter()
        .map(|(field, text)| {
            let field = letter.form.field(&FieldId::parse(field).unwrap()).unwrap();
            (field.id.clone(), field.read(text).unwrap())
        })
        .collect();
    let found: Vec<Consequence> = letter.follows(&values).map(|rule| rule.does).collect();
    assert_eq!(found, expected, "{values:?}");
}

#[test]
fn annex_three_suspends_contests_or_informs_by_its_reasons() {
    let reason = |words| [("impossibility_reason", words)];
    check("eu-e-evidence", "impossibility", &reason("incomplete"), &[Consequence::Suspend]);
    check("eu-e-evidence", "impossibility", &reason("third_country"), &[Consequence::Contest]);
    check("eu-e-evidence", "impossibility", &reason("not_stored"), &[]);
    let both = reason("insufficient\nthird_country");
    let expected = [Consequence::Suspend, Consequence::Contest];
    check("eu-e-evidence", "impossibility", &both, &expected);
}

#[test]
fn a_decision_does_what_it_decides() {
    let decided = |word| [("enforcement_decision", word)];
    check(
        "eu-e-evidence",
        "enforcement-decision",
        &decided("recognised"),
        &[Consequence::Recognize],
    );
    check("eu-e-evidence", "enforcement-decision", &decided("not_recognised"), &[Consequence::End]);
    check(
        "eu-e-evidence",
        "court-seized",
        &[("court_decision", "lifted")],
        &[Consequence::Inform, Consequence::Withdraw],
    );
    check("eu-e-evidence", "court-seized", &[], &[Consequence::Inform]);
}

#[test]
fn what_comes_before_is_a_letter_what_a_letter_did_or_time_that_is_over() {
    let law = InstrumentId::parse("eu-e-evidence").unwrap();
    let parse = |text: &str| Earlier::parse(text, &law);
    let letter = KindId::parse("impossibility").unwrap();
    let late = ClockId::parse("eu-e-evidence/produce").unwrap();
    assert_eq!(parse("impossibility"), Ok(Earlier::Letter(letter.clone())));
    let contest = Earlier::Doing(letter.clone(), Consequence::Contest);
    assert_eq!(parse("impossibility:contest"), Ok(contest.clone()));
    assert_eq!(parse("late:produce"), Ok(Earlier::Late(late.clone())));
    for faulty in ["", "Impossibility", "impossibility:nothing", ":contest", "late:", "late:a:b"] {
        assert!(parse(faulty).is_err(), "{faulty}");
    }
    let spelled = |earlier: &Earlier| (earlier.to_string(), earlier.letter().cloned());
    assert_eq!(
        spelled(&Earlier::Letter(letter.clone())),
        ("impossibility".to_owned(), Some(letter.clone()))
    );
    assert_eq!(spelled(&contest), ("impossibility:contest".to_owned(), Some(letter)));
    assert_eq!(spelled(&Earlier::Late(late)), ("late:eu-e-evidence/produce".to_owned(), None));
}

#[test]
fn a_form_that_an_act_says_does_nothing_by_itself() {
    let law = instrument("eu-e-evidence").unwrap().unwrap();
    for (letter, act) in [
        ("ground-raised", OwnAct::Object),
        ("no-ground", OwnAct::Clear),
        ("data-delivered", OwnAct::HandOver),
    ] {
        let letter = law.letter(&KindId::parse(letter).unwrap()).unwrap();
        assert_eq!(letter.act, Some(act));
        assert_eq!(letter.consequences, []);
    }
    // A word of the list that no form of this kind has is not taken for an answer.
    assert!(!FieldValue::Text("recognised".to_owned()).says("recognised"));
}
