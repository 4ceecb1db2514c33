//! Drafts of a production order: what is asked, what contradicts, and who sees which field.

use super::*;
use crate::embedded;
use crate::ids::{Audience, KindId};

fn epoc() -> MeasureKind {
    let law = embedded::instrument("eu-e-evidence").unwrap().unwrap();
    law.kind(&KindId::parse("epoc").unwrap()).unwrap().clone()
}

fn facts(data: &[DataCategory], notified: bool, track: Track) -> DraftFacts {
    DraftFacts {
        from: Country::parse("FR").unwrap(),
        to: Country::parse("IE").unwrap(),
        notified,
        data: data.iter().copied().collect(),
        track,
        unvalidated: false,
    }
}

/// Fills a complete form, applies the changes (an empty text removes the answer), and compares the defects.
#[track_caller]
fn check(facts: &DraftFacts, changes: &[(&str, &str)], expected: &[(&str, &str, &str)]) {
    let kind = epoc();
    let mut values = fill_with_examples(&kind, &Values::new(), facts);
    for (id, raw) in changes {
        let field = kind.field(&FieldId::parse(id).unwrap()).unwrap();
        if raw.is_empty() {
            values.remove(&field.id);
        } else {
            values.insert(field.id.clone(), field.read(raw).unwrap());
        }
    }
    let found = super::check(&kind, &values, facts);
    let found: Vec<(&str, &str, &str)> = found
        .iter()
        .map(|defect| (defect.field.as_str(), defect.code, defect.cite.as_str()))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn examples_follow_conditions_whatever_the_order_of_the_fields() {
    let facts = facts(&[Traffic], true, Track::Ordinary);
    let mut kind = epoc();
    let in_order = fill_with_examples(&kind, &Values::new(), &facts);
    // What an answer asks for now stands before the answer.
    kind.fields.reverse();
    let reversed = fill_with_examples(&kind, &Values::new(), &facts);
    assert_eq!(reversed.keys().collect::<Vec<_>>(), in_order.keys().collect::<Vec<_>>());
    assert_eq!(super::check(&kind, &reversed, &facts), []);

    let asked = |id: &str| FieldId::parse(id).unwrap();
    let mut needs = |id: &str, condition| {
        let field = kind.fields.iter_mut().find(|field| field.id == asked(id)).unwrap();
        field.required_if = vec![condition];
    };
    // Each stands before the answer that asks for it.
    needs("validating_fax", Condition::Notified);
    needs("issuing_fax", Condition::Answered(asked("addressee_fax")));
    needs("addressee_fax", Condition::Answered(asked("validating_fax")));
    kind.fields.sort_by_key(|field| {
        ["issuing_fax", "addressee_fax", "validating_fax"]
            .iter()
            .position(|id| field.id.as_str() == *id)
    });
    let filled = fill_with_examples(&kind, &Values::new(), &facts);
    assert!(filled.contains_key(&asked("issuing_fax")));
}

#[test]
fn a_field_can_be_asked_for_where_nobody_is_notified() {
    let mut kind = epoc();
    let field = kind.fields.iter_mut().find(|field| field.id.as_str() == "addressee_fax").unwrap();
    field.required_if = vec![Condition::NotNotified];
    let asks = |notified| {
        let facts = facts(&[Subscriber], notified, Track::Ordinary);
        let filled = fill_with_examples(&kind, &Values::new(), &facts);
        filled.keys().any(|id| id.as_str() == "addressee_fax")
    };
    assert!(asks(false) && !asks(true));
}

#[test]
fn a_state_that_a_certificate_names_is_the_one_it_goes_to() {
    let law = embedded::instrument("eu-eio").unwrap().unwrap();
    let kind = law.kind(&KindId::parse("eio").unwrap()).unwrap();
    let facts = facts(&[], false, Track::Ordinary);
    let mut values = fill_with_examples(kind, &Values::new(), &facts);
    let rule = kind.answers.iter().find(|rule| rule.equals == Some(Twin::To)).unwrap();
    let mut says = |state: &str| {
        let state = FieldValue::Country(Country::parse(state).unwrap());
        values.insert(rule.field.clone(), state);
        let found = super::check(kind, &values, &facts);
        found.iter().any(|defect| defect.field == rule.field)
    };
    assert!(!says("IE"));
    assert!(says("NL"));
}

#[test]
fn a_defect_is_said_under_the_key_of_its_code() {
    let found = super::check(&epoc(), &Values::new(), &facts(&[Traffic], true, Track::Ordinary));
    let missing = found.iter().find(|defect| defect.code == "field-missing").unwrap();
    assert_eq!(missing.message_key(), "defect-field-missing");
}

use DataCategory::{Content, IdentificationOnly, Subscriber, Traffic};

#[test]
fn a_form_filled_with_examples_has_no_defect() {
    check(&facts(&[Subscriber], false, Track::Ordinary), &[], &[]);
    check(&facts(&[Traffic], true, Track::Ordinary), &[], &[]);
    check(&facts(&[Traffic, Content], false, Track::Ordinary), &[], &[]);
    check(&facts(&[Subscriber, IdentificationOnly], false, Track::Emergency), &[], &[]);
    let unvalidated = DraftFacts {
        unvalidated: true,
        from: Country::parse("NL").unwrap(),
        ..facts(&[Subscriber], false, Track::Emergency)
    };
    check(&unvalidated, &[], &[]);
}

#[test]
fn an_empty_form_names_every_field_the_article_asks_for() {
    let kind = epoc();
    let facts = facts(&[Traffic], true, Track::Ordinary);
    let defects = super::check(&kind, &Values::new(), &facts);
    let sections: BTreeSet<&str> = defects.iter().map(|defect| defect.section.as_str()).collect();
    let expected = BTreeSet::from(["A", "B", "C", "E", "F", "G", "I", "K", "L", "M", "file"]);
    assert_eq!(sections, expected);
    assert!(defects.len() > 25, "{}", defects.len());
}

#[test]
fn one_identifier_is_needed_whichever_it_is() {
    let facts = facts(&[Subscriber], false, Track::Ordinary);
    check(&facts, &[("account", "")], &[("account", "one-of-missing", "5(5)(c)")]);
    check(&facts, &[("account", ""), ("email", "email:a@example.org")], &[]);
    check(
        &facts,
        &[("account", ""), ("ip", "ip:192.0.2.1")],
        &[("ip_used_at", "field-missing", "5(5)(c)")],
    );
}

#[test]
fn sections_c_f_and_k_must_tell_one_story() {
    let notified = facts(&[Traffic], true, Track::Ordinary);
    check(
        &notified,
        &[("deadline", "ten_days")],
        &[("deadline", "contradicts-notification", "10(2)")],
    );
    check(
        &notified,
        &[("deadline", "eight_hours")],
        &[("deadline", "contradicts-emergency", "10(4)")],
    );
    check(
        &notified,
        &[("enforcing_authority", "")],
        &[("enforcing_authority", "field-missing", "8(1)")],
    );
    check(
        &facts(&[Subscriber], false, Track::Ordinary),
        &[("enforcing_authority", "High Court")],
        &[("enforcing_authority", "contradicts-notification", "8(1)")],
    );
    check(
        &facts(&[Subscriber], false, Track::Ordinary),
        &[("evidence_traffic", "hosting_logs")],
        &[("evidence_traffic", "contradicts-data", "5(5)(d)")],
    );
}

#[test]
fn traffic_data_without_grounds_for_the_exemption_are_notified() {
    let alone = facts(&[Traffic], false, Track::Ordinary);
    for answer in ["no", "unknown", "yes\nunknown"] {
        check(
            &alone,
            &[("person_in_issuing_state", answer)],
            &[("enforcing_authority", "notification-missing", "8(1)")],
        );
    }
    check(&alone, &[("person_in_issuing_state", "yes\nyes")], &[]);
}

#[test]
fn a_time_range_does_not_run_backwards() {
    check(
        &facts(&[Traffic], true, Track::Ordinary),
        &[("time_range_from", "2027-01-02T00:00:00Z"), ("time_range_to", "2027-01-01T00:00:00Z")],
        &[("time_range_from", "time-range-reversed", "5(5)(e)")],
    );
}

#[test]
fn an_order_of_another_state_is_not_ours() {
    check(
        &facts(&[Subscriber], false, Track::Ordinary),
        &[("issuing_state", "NL")],
        &[("issuing_state", "contradicts-issuing-state", "5(5)(a)")],
    );
}

#[test]
fn the_addressee_never_gets_section_m_nor_the_file() {
    let kind = epoc();
    let all = kind.examples();
    let copy = kind.project(&all, Audience::Addressee);
    for field in &kind.fields {
        let hidden = matches!(field.section.as_str(), "M" | "file");
        assert_eq!(copy.contains_key(&field.id), !hidden, "{}", field.id);
    }
    let full = kind.project(&all, Audience::Ea);
    assert!(full.keys().any(|id| id.as_str() == "case_summary"));
    assert!(!full.keys().any(|id| id.as_str() == "person_in_issuing_state"));
    assert_eq!(kind.project(&all, Audience::Ia).len(), kind.fields.len());
}

#[test]
fn an_answer_nobody_asked_for_is_a_defect_and_in_no_copy() {
    let kind = epoc();
    let facts = facts(&[Subscriber], false, Track::Ordinary);
    let mut values = fill_with_examples(&kind, &Values::new(), &facts);
    let stray = FieldId::parse("note_to_self").unwrap();
    values.insert(stray.clone(), FieldValue::Text("x".to_owned()));
    let defects = super::check(&kind, &values, &facts);
    assert_eq!(defects.len(), 1);
    assert_eq!((&defects[0].field, defects[0].code), (&stray, "field-unknown"));
    for audience in Audience::ALL {
        assert!(!kind.project(&values, *audience).contains_key(&stray));
    }
}
