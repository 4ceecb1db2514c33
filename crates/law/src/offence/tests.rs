//! Thresholds for traffic and content data: every route, just reached and just missed.

use super::*;
use crate::embedded;
use crate::ids::KindId;

#[track_caller]
fn check(data: DataCategory, answers: &[(&str, &str)], expected: Option<(&str, &str)>) {
    let law = embedded::instrument("eu-e-evidence").unwrap().unwrap();
    let kind = law.kind(&KindId::parse("epoc").unwrap()).unwrap();
    let values: Values = answers
        .iter()
        .map(|(id, raw)| {
            let field = kind.field(&FieldId::parse(id).unwrap()).unwrap();
            (field.id.clone(), field.read(raw).unwrap())
        })
        .collect();
    let answer = threshold(kind, &values, &BTreeSet::from([data]));
    let short = answer.as_ref().err().map(|short| (short.field.as_str(), short.cite.as_str()));
    assert_eq!(short, expected, "{answers:?}");
    if let Err(short) = &answer {
        assert_eq!(short.as_defect(kind).unwrap().code, "offence-below-threshold");
    }
}

use DataCategory::{Content, IdentificationOnly, Subscriber, Traffic};

#[test]
fn subscriber_data_have_no_threshold() {
    check(Subscriber, &[("penalty_max", "P1M")], None);
    check(IdentificationOnly, &[], None);
}

#[test]
fn three_years_are_three_years() {
    let route = ("threshold_route", "three_years");
    check(Traffic, &[route, ("penalty_max", "P3Y")], None);
    check(Traffic, &[route, ("penalty_max", "P36M")], None);
    check(Traffic, &[route, ("penalty_max", "P2Y11M")], Some(("penalty_max", "5(4)(a)")));
    check(Content, &[route], Some(("penalty_max", "5(4)(a)")));
    check(Content, &[("penalty_max", "P10Y")], Some(("threshold_route", "5(4)(a)")));
}

#[test]
fn the_directives_on_systems_need_a_system() {
    for route in ["directive_2019_713", "directive_2011_93", "directive_2013_40"] {
        let route = ("threshold_route", route);
        check(Content, &[route, ("by_information_system", "yes")], None);
        check(
            Content,
            &[route, ("by_information_system", "no")],
            Some(("by_information_system", "5(4)(b)")),
        );
        check(Content, &[route], Some(("by_information_system", "5(4)(b)")));
    }
    check(Content, &[("threshold_route", "directive_2017_541")], None);
}

#[test]
fn a_sentence_of_four_months_is_enough_to_execute_it() {
    let route = ("threshold_route", "sentence_execution");
    check(Traffic, &[route, ("sentence_imposed", "P4M")], None);
    check(Traffic, &[route, ("sentence_imposed", "P3M")], Some(("sentence_imposed", "5(4)(d)")));
}
