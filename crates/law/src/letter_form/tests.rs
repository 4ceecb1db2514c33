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
        &[Consequence::Withdraw],
    );
    check("eu-e-evidence", "court-seized", &[], &[]);
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
