//! In force between two states on a date: the matrix around the first day.

use jiff::civil::date;

use super::*;
use crate::embedded;
use crate::ids::Mark;

fn law() -> Instrument {
    embedded::instrument("eu-e-evidence").unwrap().unwrap()
}

fn country(code: &str) -> Country {
    Country::parse(code).unwrap()
}

#[test]
fn every_pair_of_bound_states_from_the_first_day_on() {
    let law = law();
    let states = bound_states(&law, date(2026, 8, 18));
    assert_eq!(states.len(), 26);
    for one in &states {
        for other in &states {
            let before = in_force(&law, *one, *other, date(2026, 8, 17));
            assert!(matches!(before, Status::NotInForce { .. }));
            let after = in_force(&law, *one, *other, date(2026, 8, 18));
            assert_eq!(after.is_in_force(), one != other, "{one} {other}");
        }
    }
    assert_eq!(bound_states(&law, date(2026, 8, 17)), Vec::new());
}

#[test]
fn a_refusal_names_what_to_try_instead() {
    let law = law();
    let denmark = in_force(&law, country("FR"), country("DK"), date(2027, 1, 1));
    let otherwise = law.otherwise.clone();
    assert_eq!(denmark, Status::NotBound { country: country("DK"), otherwise });
    assert_eq!(law.otherwise.first().map(InstrumentId::as_str), Some("eu-eio"));
    let domestic = in_force(&law, country("FR"), country("FR"), date(2027, 1, 1));
    assert!(matches!(domestic, Status::Domestic { .. }));
}

#[test]
fn a_state_that_leaves_is_bound_to_its_last_day() {
    let mut law = law();
    for party in &mut law.parties {
        if party.country == country("IE") {
            party.until = Some(date(2027, 6, 30));
        }
    }
    law.in_force_until = Some(date(2028, 1, 1));
    assert!(in_force(&law, country("FR"), country("IE"), date(2027, 6, 30)).is_in_force());
    assert!(!in_force(&law, country("FR"), country("IE"), date(2027, 7, 1)).is_in_force());
    assert!(in_force(&law, country("FR"), country("DE"), date(2028, 1, 1)).is_in_force());
    assert!(!in_force(&law, country("FR"), country("DE"), date(2028, 1, 2)).is_in_force());
    assert_eq!(law.provenance.mark, Mark::Verified);
}

#[test]
fn an_agreement_binds_a_listed_pair_and_nothing_is_known_of_others() {
    let law = embedded::instrument("mla").unwrap().unwrap();
    let between =
        |one: &str, other: &str| in_force(&law, country(one), country(other), date(2027, 1, 1));
    assert_eq!(between("GB", "US"), Status::InForce);
    assert_eq!(between("FR", "JP"), Status::NotLoaded { country: None });
    let otherwise = law.otherwise.clone();
    assert_eq!(between("US", "US"), Status::Domestic { otherwise });
}

#[test]
fn an_act_that_holds_inside_one_state_binds_there_if_it_binds_the_state() {
    let led = embedded::instrument("eu-led").unwrap().unwrap();
    let on = date(2027, 1, 1);
    assert!(in_force(&led, country("FR"), country("FR"), on).is_in_force());
    assert!(in_force(&led, country("FR"), country("DE"), on).is_in_force());
    assert!(matches!(
        in_force(&led, country("DK"), country("DK"), on),
        Status::NotLoaded { country: Some(dk) } if dk == country("DK")
    ));
    assert!(!in_force(&led, country("US"), country("US"), on).is_in_force());
}
