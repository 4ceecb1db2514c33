//! Rules of a pack found by their names, and the clocks that an event starts.

use super::*;
use crate::embedded;

fn law() -> Instrument {
    embedded::instrument("eu-e-evidence").unwrap().unwrap()
}

#[test]
fn a_rule_is_found_by_its_name_and_nothing_by_another() {
    let law = law();
    let clock = law.clock_named("produce").unwrap();
    assert_eq!(clock.id.name(), "produce");
    assert_eq!(law.clock(&clock.id).map(|found| &found.id), Some(&clock.id));
    assert!(law.clock_named("product").is_none());

    let ground = law.ground_id("g/12.1.a").unwrap();
    assert_eq!(ground.as_str(), "eu-e-evidence/g/12.1.a");
    assert_eq!(law.ground(&ground).map(|found| &found.id), Some(&ground));
    assert!(law.ground(&law.ground_id("g/99.9").unwrap()).is_none());

    let duty = &law.duties[1].id;
    assert_eq!(law.duty(duty).map(|found| &found.id), Some(duty));
    assert!(law.duty(&DutyId::parse("eu-e-evidence/no-such-duty").unwrap()).is_none());
}

/// The clocks of a production order that begin with its receipt at one party.
fn started(by: Party, is: &[Predicate]) -> Vec<String> {
    let law = law();
    let kind = KindId::parse("epoc").unwrap();
    let is = is.iter().copied().collect();
    let clocks = law.clocks_started(&kind, Trigger::Received, by, &is);
    clocks.iter().map(|clock| clock.id.name().to_owned()).collect()
}

#[test]
fn a_receipt_starts_the_clocks_of_its_party_and_of_what_is_true() {
    let alone = started(Party::Addressee, &[]);
    assert!(alone.contains(&"produce".to_owned()), "{alone:?}");
    assert!(!alone.contains(&"produce-notified".to_owned()), "{alone:?}");
    let notified = started(Party::Addressee, &[Predicate::Notified]);
    assert!(notified.contains(&"produce-notified".to_owned()), "{notified:?}");
    assert!(!notified.contains(&"produce".to_owned()), "{notified:?}");
    let urgent = started(Party::Addressee, &[Predicate::Emergency]);
    assert!(urgent.contains(&"produce-emergency".to_owned()), "{urgent:?}");
    assert!(!urgent.contains(&"produce".to_owned()), "{urgent:?}");
    let authority = started(Party::Ea, &[Predicate::Notified]);
    assert!(authority.contains(&"refusal-window".to_owned()), "{authority:?}");
    assert!(!authority.contains(&"produce-notified".to_owned()), "{authority:?}");
}

#[test]
fn a_word_tells_apart_by_its_own_dimension() {
    let dsa = embedded::instrument("eu-dsa").unwrap().unwrap();
    for (dimension, word) in [
        ("data_type", "content"),
        ("emergency", "yes"),
        ("emergency", "no"),
        ("issuing_state", "FR"),
        ("outcome", "settled"),
    ] {
        assert!(dsa.tells_apart(dimension, word), "{dimension} {word}");
    }
    for (dimension, word) in [
        ("data_type", "weather"),
        ("emergency", "perhaps"),
        ("issuing_state", "France"),
        ("outcome", "content"),
        ("complaint_basis", "settled"),
        ("nothing", "settled"),
    ] {
        assert!(!dsa.tells_apart(dimension, word), "{dimension} {word}");
    }
}
