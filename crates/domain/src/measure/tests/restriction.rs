//! What arrived and may not be used.

use law::ids::Track;

use crate::actor::{Office, Officer};
use crate::effect::Effect;
use crate::ids::{ID_BYTES, LetterId};
use crate::kit::{self, MONDAY, act};
use crate::letter::Answer;
use crate::measure::{Command, Extent, Measure, restriction};

/// The place that forbids the use, as `fr-tj` sees it.
fn forbids(measure: &Measure) -> Option<String> {
    let roster = kit::roster("fr-tj");
    restriction(measure, &kit::ctx(MONDAY, &roster)).map(|cite| cite.to_string())
}

/// An order about which the notified authority wrote this.
fn objected(ground: &str, extent: Extent) -> Measure {
    let ground = kit::LAW.ground_id(ground).unwrap();
    let answer = Answer::Objected { ground, extent, because: None };
    let letter = kit::answer(0x22, "ie-ca/executor", "fr-tj/judge", MONDAY, answer);
    kit::arrive(Some(&kit::issued(kit::traffic())), letter, MONDAY).unwrap().0
}

#[test]
fn an_order_nobody_objected_to_may_be_used() {
    assert_eq!(forbids(&kit::issued(kit::traffic())), None);
    assert_eq!(forbids(&kit::draft(kit::traffic())), None);
    assert_eq!(forbids(&kit::received(kit::traffic(), MONDAY)), None);
}

#[test]
fn a_ground_forbids_the_use_while_it_waits_and_once_it_is_taken() {
    let waiting = objected("g/12.1.a", Extent::All);
    assert_eq!(forbids(&waiting).as_deref(), Some("12(1)(a)"));
    let take = Command::TakePeerAct { letter: LetterId::new([0x22; ID_BYTES]) };
    let (taken, ..) = act(Some(&waiting), &kit::judge(), take, MONDAY).unwrap();
    assert_eq!(forbids(&taken).as_deref(), Some("12(1)(a)"));
    // An exhibit does not say of which part it is.
    let part = objected("g/12.1.b", Extent::Data([law::ids::DataCategory::Traffic].into()));
    assert_eq!(forbids(&part).as_deref(), Some("12(1)(b)"));
}

#[test]
fn conditions_and_a_ground_against_enforcement_forbid_no_use() {
    assert_eq!(forbids(&objected("g/12.1.a", Extent::Conditions("Copies only.".to_owned()))), None);
    assert_eq!(forbids(&objected("g/16.4.a", Extent::All)), None);
}

#[test]
fn what_an_emergency_brought_and_nobody_validated_may_not_be_used() {
    let terms = kit::terms_as(&["subscriber"], Track::Emergency, false, true);
    let police = Officer { office: Office::IssuingAuthority, id: kit::clerk().id, ..kit::police() };
    let draft = kit::draft(terms);
    let (issued, _, effects) = act(Some(&draft), &police, kit::issue(&draft), MONDAY).unwrap();
    assert_eq!(forbids(&issued), None);
    let Some(Effect::Schedule { wake, .. }) = effects.last() else { panic!("no timer") };
    let roster = kit::roster("fr-tj");
    let late = kit::ctx("2027-03-10T10:00:01Z", &roster);
    let permit = crate::permit::for_clock(wake, &issued, &late).unwrap();
    let (lapsed, ..) = kit::fold(Some(&issued), &permit, &late).unwrap();
    assert_eq!(forbids(&lapsed).as_deref(), Some("4(5)"));
}
