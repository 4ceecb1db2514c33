//! Letters that arrive: who wrote them is asked of the directory, and no letter vouches for itself.

use law::field::Values;
use law::ids::{IssuerKind, KindId, Track};

use super::*;
use crate::denied::Denied;
use crate::kit::{self, MONDAY};
use crate::letter::{CopyKind, Letter, OrderCopy};
use crate::measure::{Event, Extent, Measure, Part};

const LATER: &str = "2027-03-09T08:00:00Z";

/// The addressee's copy of an order for these data.
fn copy(data: &[&str], track: Track) -> OrderCopy {
    let notified = data.contains(&"traffic");
    kit::copy(&kit::issued(kit::terms(data, track, notified)), CopyKind::Addressee)
}

/// An order as `unit` would send it, in its own name.
fn order(unit: &str, copy: OrderCopy) -> Letter {
    let from = kit::party(unit).member;
    kit::letter(0x61, unit, "ie-prov/legal", MONDAY, Body::MeasureIssue(OrderCopy { from, ..copy }))
}

/// What the addressee says to it, where the police may sign orders too.
fn taken(letter: Letter, cosigners: &[&str]) -> Result<Measure, Denied> {
    let roster = kit::roster_with("ie-prov", |members| {
        let court = members.get_mut(&kit::member("fr-tj")).unwrap();
        let view =
            UnitView { office: Office::IssuingAuthority, issuer_kind: Some(IssuerKind::Police) };
        court.units.insert(kit::unit("fr-tj/police"), view);
    });
    let ctx = kit::ctx(MONDAY, &roster);
    kit::arrive_under(None, letter, cosigners, &ctx).map(|(measure, ..)| measure)
}

#[track_caller]
fn check_order(unit: &str, data: &[&str], track: Track, cosigners: &[&str], expected: &str) {
    let word = taken(order(unit, copy(data, track)), cosigners)
        .map_or_else(|denied| denied.code(), |measure| measure.word());
    assert_eq!(word, expected, "{unit} {data:?} with {cosigners:?}");
}

#[test]
fn an_order_of_a_judge_is_taken() {
    check_order("fr-tj/judge", &["traffic"], Track::Ordinary, &[], "received");
}

#[test]
fn an_order_out_of_an_office_that_issues_nothing_is_refused_on_arrival() {
    check_order("fr-tj/clerk", &["subscriber"], Track::Ordinary, &[], "not-competent");
    check_order("fr-tj/clerk", &["traffic"], Track::Ordinary, &["fr-tj/judge"], "not-competent");
}

#[test]
fn an_order_of_an_oversight_body_is_refused_whatever_it_calls_its_own_unit() {
    check_order("nl-ovs/bench", &["traffic"], Track::Ordinary, &[], "not-competent");
    check_order("nl-ovs/oversight", &["subscriber"], Track::Ordinary, &[], "not-competent");
}

#[test]
fn the_issuer_table_of_the_pack_is_asked_for_every_category() {
    check_order("fr-tj/prosecutor", &["subscriber"], Track::Ordinary, &[], "received");
    let denied =
        taken(order("fr-tj/prosecutor", copy(&["subscriber", "traffic"], Track::Ordinary)), &[]);
    let Err(Denied::NotCompetent { cite, blocked, allowed, .. }) = denied else {
        panic!("{denied:?}")
    };
    assert_eq!(cite.unwrap().to_string(), "4(2)");
    assert_eq!((blocked, allowed), (kit::data(&["traffic"]), kit::data(&["subscriber"])));
}

#[test]
fn a_validation_is_a_signature_of_the_validating_unit() {
    check_order("fr-tj/police", &["traffic"], Track::Ordinary, &[], "not-competent");
    check_order("fr-tj/police", &["traffic"], Track::Ordinary, &["fr-tj/judge"], "received");
    check_order(
        "fr-tj/police",
        &["traffic"],
        Track::Ordinary,
        &["fr-tj/prosecutor"],
        "not-competent",
    );
    // A clerk validates nothing, and neither does a judge of somebody else.
    check_order("fr-tj/police", &["traffic"], Track::Ordinary, &["fr-tj/clerk"], "not-competent");
    check_order("fr-tj/police", &["traffic"], Track::Ordinary, &["nl-ovs/bench"], "not-competent");
}

#[test]
fn an_emergency_replaces_the_validation_where_the_law_says_so_and_nowhere_else() {
    check_order("fr-tj/police", &["subscriber"], Track::Ordinary, &[], "not-competent");
    check_order("fr-tj/police", &["subscriber"], Track::Emergency, &[], "received");
    check_order("fr-tj/police", &["traffic"], Track::Emergency, &[], "not-competent");
}

#[test]
fn an_order_of_a_unit_the_directory_does_not_know_speaks_for_nobody() {
    check_order("fr-tj/bench", &["subscriber"], Track::Ordinary, &[], "wrong-addressee");
}

#[test]
fn an_order_that_has_anybody_else_notified_than_an_authority_of_that_state_is_refused() {
    for (enforcing, expected) in [
        ("ie-ca", "received"),
        ("ie-prov", "wrong-authority"),
        ("nl-ovs", "wrong-authority"),
        ("fr-tj", "wrong-authority"),
    ] {
        let copy = copy(&["traffic"], Track::Ordinary);
        let copy = OrderCopy { enforcing: Some(kit::member(enforcing)), ..copy };
        let word = taken(order("fr-tj/judge", copy), &[])
            .map_or_else(|denied| denied.code(), |measure| measure.word());
        assert_eq!(word, expected, "{enforcing}");
    }
}

/// Everything but an order that can be written about a measure.
fn bodies() -> Vec<Body> {
    let measure = kit::MEASURE;
    let ground = kit::LAW.ground_id("g/12.1.a").unwrap();
    let answers = [
        Answer::Acknowledged { received_at: kit::at(MONDAY) },
        Answer::Cleared,
        Answer::Objected { ground: ground.clone(), extent: Extent::All, because: None },
        Answer::Refused { ground, extent: Extent::All, because: None },
    ];
    let mut bodies: Vec<_> =
        answers.into_iter().map(|answer| Body::MeasureAnswer { measure, answer }).collect();
    bodies.extend(["extension", "ground-raised", "impossibility", "information-request"].map(
        |form| {
            let form = KindId::parse(form).unwrap();
            Body::MeasureLetter { measure, form, values: Values::new() }
        },
    ));
    bodies.push(Body::MeasureWithdraw { measure, why: "settled".to_owned() });
    bodies.push(Body::HandoverOffer {
        measure,
        handover: kit::HANDOVER,
        exhibits: Vec::new(),
        conditions: Vec::new(),
    });
    bodies
}

/// Who can write what to `to`, which holds `measure`: the words of the table, and nothing else.
#[track_caller]
fn check_writers(measure: &Measure, to: &str, expected: &[(&str, &str)]) {
    let mut taken = Vec::new();
    let writers = [
        "fr-tj/clerk",
        "fr-tj/judge",
        "fr-tj/police",
        "ie-ca/desk",
        "ie-ca/executor",
        "ie-prov/legal",
        "ie-prov/records",
        "nl-ovs/bench",
        "nl-ovs/executor",
    ];
    for unit in writers {
        for body in bodies() {
            let word = match &body {
                Body::MeasureAnswer { answer, .. } => answer.id(),
                Body::MeasureLetter { form, .. } => form.as_str(),
                Body::HandoverOffer { .. }
                | Body::MeasureIssue(_)
                | Body::MeasureWithdraw { .. } => body.kind().id(),
            };
            let letter = kit::letter(0x62, unit, to, LATER, body.clone());
            if let Ok((_, events, _)) = kit::arrive(Some(measure), letter, LATER) {
                assert!(!events.is_empty(), "{unit} {word}");
                // A form that the pack gives to another party is on record and has no effect.
                let declined = |event: &Event| matches!(event, Event::PeerActDeclined { .. });
                if !events.iter().any(declined) {
                    taken.push((unit, word.to_owned()));
                }
            }
        }
    }
    let taken: Vec<(&str, &str)> =
        taken.iter().map(|(unit, word)| (*unit, word.as_str())).collect();
    assert_eq!(taken, expected);
}

#[test]
fn an_addressee_hears_the_authority_and_the_issuer_each_out_of_its_own_office() {
    let expected = [
        ("fr-tj/judge", "acknowledged"),
        ("fr-tj/judge", "measure.withdraw"),
        ("ie-ca/executor", "acknowledged"),
        ("ie-ca/executor", "cleared"),
        ("ie-ca/executor", "objected"),
    ];
    // Not even the addressee writes to itself.
    check_writers(&kit::received(kit::traffic(), MONDAY), "ie-prov/legal", &expected);
}

#[test]
fn an_issuer_hears_the_addressee_and_the_authority_each_out_of_its_own_office() {
    let expected = [
        ("ie-ca/executor", "acknowledged"),
        ("ie-ca/executor", "cleared"),
        ("ie-ca/executor", "objected"),
        ("ie-ca/executor", "information-request"),
        ("ie-prov/legal", "acknowledged"),
        ("ie-prov/legal", "refused"),
        ("ie-prov/legal", "impossibility"),
        ("ie-prov/legal", "handover.offer"),
    ];
    check_writers(&kit::issued(kit::traffic()), "fr-tj/judge", &expected);
}

#[test]
fn a_word_of_the_wrong_office_opens_no_gate() {
    let order = kit::received(kit::traffic(), MONDAY);
    for unit in ["ie-ca/desk", "nl-ovs/executor", "fr-tj/judge"] {
        let cleared = kit::answer(0x63, unit, "ie-prov/legal", LATER, Answer::Cleared);
        assert!(kit::arrive(Some(&order), cleared, LATER).is_err(), "{unit}");
    }
    let denied = kit::act(Some(&order), &kit::agent(), kit::hand_over(Part::All), LATER);
    assert_eq!(denied.unwrap_err().code(), "gate-not-open");
}

#[test]
fn who_is_no_party_of_a_measure_cannot_write_about_it() {
    let order = kit::received(kit::traffic(), MONDAY);
    for body in bodies() {
        let letter = kit::letter(0x64, "nl-ovs/executor", "ie-prov/legal", LATER, body);
        assert_eq!(kit::arrive(Some(&order), letter, LATER).unwrap_err(), Denied::WrongAddressee);
    }
}

#[test]
fn a_letter_about_a_measure_that_is_not_here_is_refused() {
    for body in bodies() {
        let letter = kit::letter(0x65, "fr-tj/judge", "ie-prov/legal", LATER, body);
        assert_eq!(kit::arrive(None, letter, LATER).unwrap_err(), Denied::NotFound);
    }
}

#[test]
fn whoever_may_write_a_letter_may_do_the_act_at_home() {
    use super::super::matrix::{self, Row, Scope};
    for (saying, name, role) in lines() {
        let row = match (saying, role) {
            // The issuer's statement about the authority's receipt is an act of its own, not built yet.
            (Saying::Acknowledged, Role::Issuer) => continue,
            (Saying::Acknowledged, Role::Addressee | Role::Enforcing) => Row::MeasureAcknowledge,
            (Saying::Cleared, _) => Row::MeasureClear,
            (Saying::Issue, _) => Row::MeasureIssue,
            (Saying::Letter, _) => Row::MeasureSay,
            (Saying::Objected, _) => Row::MeasureObject,
            (Saying::Offer, _) => Row::MeasureHandOver,
            (Saying::Refused, _) => Row::MeasureRefuse,
            (Saying::Withdraw, _) => Row::MeasureWithdraw,
        };
        for office in
            Office::ALL.into_iter().filter(|office| signs(saying, role, *office) != Sign::Never)
        {
            assert_ne!(matrix::mark(row, office).scope, Scope::Never, "{name} {office}");
        }
    }
}

#[test]
fn where_no_officer_speaks_an_office_that_may_write_it_does() {
    let roster = kit::roster("fr-tj");
    let units = &roster.member(&kit::member("fr-tj")).unwrap().units;
    assert_eq!(voice(Saying::Withdraw, Role::Issuer, units), Some(&kit::unit("fr-tj/judge")));
    assert_eq!(voice(Saying::Cleared, Role::Enforcing, units), None);
}
