//! What arrived and may not be used.

use law::ids::Track;

use crate::actor::{Office, Officer};
use crate::effect::Effect;
use crate::ids::{ID_BYTES, LetterId};
use crate::kit::{self, MONDAY, act};
use crate::letter::Answer;
use crate::measure::{Command, Extent, Measure, Standing, restriction};

/// The place that forbids the use, as `fr-tj` sees it.
fn forbids(measure: &Measure) -> Option<String> {
    let roster = kit::roster("fr-tj");
    restriction(measure, &kit::ctx(MONDAY, &roster)).map(|cite| cite.to_string())
}

/// An order about which this unit wrote this.
fn objected_by(unit: &str, order: &Measure, ground: &str, extent: Extent) -> Measure {
    let ground = kit::LAW.ground_id(ground).unwrap();
    let answer = Answer::Objected { ground, extent, because: None };
    let letter = kit::answer(0x22, unit, "fr-tj/judge", MONDAY, answer);
    kit::arrive(Some(order), letter, MONDAY).unwrap().0
}

/// An ordinary order about which the notified authority wrote this.
fn objected(ground: &str, extent: Extent) -> Measure {
    objected_by("ie-ca/executor", &kit::issued(kit::traffic()), ground, extent)
}

fn taken(measure: &Measure) -> Measure {
    let take = Command::TakePeerAct { letter: LetterId::new([0x22; ID_BYTES]) };
    act(Some(measure), &kit::judge(), take, MONDAY).unwrap().0
}

#[test]
fn an_order_nobody_objected_to_may_be_used() {
    assert_eq!(forbids(&kit::issued(kit::traffic())), None);
    assert_eq!(forbids(&kit::draft(kit::traffic())), None);
    assert_eq!(forbids(&kit::received(kit::traffic(), MONDAY)), None);
}

#[test]
fn a_ground_forbids_the_use_until_a_person_has_looked_and_in_an_emergency_afterwards_too() {
    let waiting = objected("g/12.1.a", Extent::All);
    assert_eq!(forbids(&waiting).as_deref(), Some("12(1)(a)"));
    assert_eq!(forbids(&taken(&waiting)), None);
    let terms = kit::terms_as(&["traffic"], Track::Emergency, true, false);
    let emergency = kit::issued(terms);
    let waiting = objected_by("ie-ca/executor", &emergency, "g/12.1.a", Extent::All);
    assert_eq!(forbids(&waiting).as_deref(), Some("12(1)(a)"));
    assert_eq!(forbids(&taken(&waiting)).as_deref(), Some("12(1)(a)"));
    // An exhibit does not say of which part it is.
    let part = objected("g/12.1.b", Extent::Data([law::ids::DataCategory::Traffic].into()));
    assert_eq!(forbids(&part).as_deref(), Some("12(1)(b)"));
}

#[test]
fn a_ground_after_the_order_was_taken_back_forbids_the_use_all_the_same() {
    let withdraw = Command::Withdraw { why: "a ground is coming".to_owned() };
    let (withdrawn, ..) =
        act(Some(&kit::issued(kit::traffic())), &kit::judge(), withdraw, MONDAY).unwrap();
    assert_eq!(forbids(&withdrawn), None);
    let objected = objected_by("ie-ca/executor", &withdrawn, "g/12.1.a", Extent::All);
    assert_eq!(forbids(&objected).as_deref(), Some("12(1)(a)"));
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
    // Taken back before its time is over, it was never validated either.
    let withdraw = Command::Withdraw { why: "the judge does not validate it".to_owned() };
    let (withdrawn, ..) = act(Some(&issued), &kit::judge(), withdraw, MONDAY).unwrap();
    assert_eq!(forbids(&withdrawn).as_deref(), Some("4(5)"));
}

#[test]
fn a_ground_of_an_authority_that_was_not_notified_waits_for_a_person_and_forbids_no_use() {
    let order = kit::issued(kit::terms(&["subscriber"], Track::Ordinary, false));
    let waiting = objected_by("ie-ca/executor", &order, "g/12.1.a", Extent::All);
    let Measure::Issuing(issuing) = &waiting else { panic!("not at its issuer") };
    assert_eq!(issuing.issued().unwrap().acts[0].standing, Standing::Waiting);
    assert_eq!(forbids(&waiting), None);
}
