//! Results as plain values.

use jiff::civil::date;

use super::*;
use crate::field::Period;
use crate::ids::{DataCategory, Track};

fn names(needs: &Needs) -> Vec<(&'static str, Entry)> {
    let Entry::Object(entries) = needs.entry() else { panic!("no names") };
    entries
}

#[test]
fn of_what_is_needed_only_what_would_help_is_written() {
    assert_eq!(names(&Needs::default()), []);
    let needs = Needs {
        facts: vec!["trigger_at", "state"],
        state: Some(Country::parse("FR").unwrap()),
        year: Some(2031),
        region: Some("DE-BY".to_owned()),
        from: Some(date(2026, 8, 18)),
    };
    let text = |text: &str| Entry::Text(text.to_owned());
    let expected = vec![
        ("names", Entry::List(vec![text("trigger_at"), text("state")])),
        ("state", text("FR")),
        ("year", Entry::Number(2031)),
        ("region", text("DE-BY")),
        ("from", text("2026-08-18")),
    ];
    assert_eq!(names(&needs), expected);
}

/// A clock that looks at a form, and the answers of that form.
fn stated(field: &str, value: FieldValue) -> (Clock, Values) {
    let law = crate::embedded::instrument("mla").unwrap().unwrap();
    let mut clock = law.clock_named("requested-date").unwrap().clone();
    let field = FieldId::parse(field).unwrap();
    clock.stated_in = Some(field.clone());
    clock.begins_in = Some(field.clone());
    (clock, [(field, value)].into())
}

#[test]
fn what_a_form_states_counts_until_somebody_agreed_otherwise() {
    let (on, day) = (date(2027, 1, 31), date(2027, 3, 1));
    let at: Timestamp = "2027-03-01T10:00:00Z".parse().unwrap();
    let read = |value: FieldValue, facts: Facts| {
        let (clock, values) = stated("requested_date", value);
        clock.stated(&values, on, facts)
    };
    let said = |value| read(value, Facts::default());
    assert_eq!(said(FieldValue::Date(day)).agreed_until, Some(AgreedUntil::On(day)));
    assert_eq!(said(FieldValue::Instant(at)).agreed_until, Some(AgreedUntil::At(at)));
    let agreed = Facts { agreed_until: Some(AgreedUntil::At(at)), ..Facts::default() };
    assert_eq!(read(FieldValue::Date(day), agreed.clone()), agreed);
    let other = Facts { agreed_until: Some(AgreedUntil::On(day)), ..Facts::default() };
    assert_eq!(read(FieldValue::Instant(at), other.clone()), other);
    // A month after the last day of January is the last day of February.
    let period = |text: &str| said(FieldValue::Period(Period::parse(text).unwrap()));
    assert_eq!(period("P45D").time_frame_days, Some(45));
    assert_eq!(period("P1M").time_frame_days, Some(28));
    assert_eq!(period("P1Y1M2D").time_frame_days, Some(396));
    assert_eq!(said(FieldValue::Text("soon".to_owned())), Facts::default());
    let (clock, _) = stated("requested_date", FieldValue::Date(day));
    assert_eq!(clock.stated(&Values::new(), on, Facts::default()), Facts::default());
}

#[test]
fn only_an_instant_of_the_form_begins_a_clock() {
    let at: Timestamp = "2027-03-01T10:00:00Z".parse().unwrap();
    let (clock, values) = stated("told_at", FieldValue::Instant(at));
    assert_eq!(clock.begins(&values), Some(at));
    let (clock, values) = stated("told_at", FieldValue::Date(date(2027, 3, 1)));
    assert_eq!(clock.begins(&values), None);
    let nowhere = Clock { begins_in: None, ..clock };
    assert_eq!(nowhere.begins(&values), None);
}

#[test]
fn a_clock_is_about_a_measure_of_which_all_its_conditions_are_so() {
    let (mut clock, values) = stated("aim", FieldValue::Code("keep".to_owned()));
    let data = [DataCategory::Traffic].into();
    let around = Around { data: &data, notified: false, track: Track::Urgent, unvalidated: false };
    let mut about = |conditions: &[&str]| {
        clock.only_if = conditions.iter().map(|text| Condition::parse(text).unwrap()).collect();
        clock.is_about(&values, &around)
    };
    assert!(about(&[]));
    assert!(about(&[
        "data:traffic",
        "field:aim=keep",
        "field:aim",
        "track:urgent",
        "not-notified"
    ]));
    for not in [
        "data:content",
        "field:aim=drop",
        "field:name",
        "track:ordinary",
        "notified",
        "unvalidated",
    ] {
        assert!(!about(&["data:traffic", not]), "{not}");
    }
}
