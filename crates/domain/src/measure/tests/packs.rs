//! What stands in a pack is read there, also where another pack says more than the shipped ones: at which sides a clock
//! runs, on what its readings differ, what its end takes away, and what must be so before it holds anything up.

use law::clock::{Clock, ClockEffect, ClockKind, Counting};
use law::field::Condition;
use law::ids::{ClockId, FieldId, Party};
use law::instrument::{Instrument, Predicate};

use super::ending::produced;
use super::executing::{GATE, RECEIVED, order};
use super::{story_under, words};
use crate::ctx::Ctx;
use crate::kit::{self, MONDAY};
use crate::letter::{Body, CopyKind};
use crate::measure::{self, Command, Due, clocks};
use crate::permit::{self, Subject};

fn clock(name: &str) -> ClockId {
    ClockId::parse(&format!("eu-e-evidence/{name}")).unwrap()
}

/// When the authority has its copy, where that is a day after the provider has its own.
const LATER: &str = "2027-03-09T08:00:00Z";

/// The shipped law, in which this clock stands otherwise.
fn changed(mut law: Instrument, name: &str, change: impl FnOnce(&mut Clock)) -> Instrument {
    change(law.clocks.iter_mut().find(|clock| clock.id.name() == name).unwrap());
    law
}

/// What a clock answers under a law where this copy arrives.
fn due_of(law: &Instrument, copy: CopyKind, to: &str, name: &str) -> Due {
    let unit = kit::unit(to);
    let roster = kit::roster(unit.member().as_str());
    let ctx = Ctx { law, ..kit::ctx(RECEIVED, &roster) };
    let body = Body::MeasureIssue(kit::copy(&kit::issued(kit::traffic()), copy));
    let letter = kit::letter(0x11, "fr-tj/judge", to, MONDAY, body);
    let (_, events, _) = kit::arrive_under(None, letter, &[], &ctx).unwrap();
    let dues = events[0].dues();
    (*dues.iter().find(|due| due.clock.name() == name).unwrap()).clone()
}

#[test]
fn a_window_that_is_kept_at_the_provider_too_is_counted_there_from_its_own_receipt_as_well() {
    let law = changed(kit::LAW.clone(), "refusal-window", |window| {
        window.period = Some(8);
        window.also_at = [Party::Addressee].into();
    });
    let window = due_of(&law, CopyKind::Addressee, "ie-prov/legal", "refusal-window");
    assert_eq!(window.legal_latest, Some(kit::at("2027-03-17T00:00:00Z")));
    assert_eq!(window.latest_of_all, Some(kit::at(GATE)));
}

#[test]
fn a_gate_that_is_kept_at_the_authority_too_is_contested_there_by_a_longer_window() {
    let law = changed(kit::LAW.clone(), "refusal-window", |window| window.period = Some(12));
    let law = changed(law, "produce-notified", |gate| gate.also_at = [Party::Ea].into());
    let gate = due_of(&law, CopyKind::Enforcing, "ie-ca/executor", "produce-notified");
    assert_eq!((gate.contested, gate.gate_opens), (true, Some(kit::at(GATE))));
    assert_eq!(gate.latest_of_all, Some(kit::at("2027-03-23T00:00:00Z")));
}

#[test]
fn the_provider_can_ask_for_the_window_of_the_authority_in_both_readings() {
    let (roster, order) = (kit::roster("ie-prov"), order());
    let ctx = kit::ctx(RECEIVED, &roster);
    let speaker = measure::speaker(&order).unwrap();
    let window = kit::LAW.clock(&clock("refusal-window")).unwrap();
    // The authority says that it had its copy a day later.
    let theirs = kit::at(LATER);
    let answer = clocks::answer(window, &speaker.stage(), theirs, &speaker.facts, &ctx).unwrap();
    let ends: Vec<_> = answer.positions.iter().map(|position| position.legal_latest).collect();
    assert_eq!(ends, [Some(kit::at("2027-03-20T00:00:00Z")), Some(kit::at(GATE))]);
}

#[test]
fn the_authority_can_ask_for_the_gate_of_the_provider_in_both_readings() {
    let (roster, order) = (kit::roster("ie-ca"), kit::notified(kit::traffic(), LATER));
    let ctx = kit::ctx(LATER, &roster);
    let speaker = measure::speaker(&order).unwrap();
    let gate = kit::LAW.clock(&clock("produce-notified")).unwrap();
    // The provider had its copy a day before.
    let theirs = kit::at(RECEIVED);
    let answer = clocks::answer(gate, &speaker.stage(), theirs, &speaker.facts, &ctx).unwrap();
    let ends: Vec<_> = answer.positions.iter().map(|position| position.legal_latest).collect();
    assert_eq!(ends, [Some(kit::at(GATE)), Some(kit::at("2027-03-20T00:00:00Z"))]);
}

#[test]
fn a_time_of_the_authority_whose_end_takes_no_right_away_keeps_nobody_from_completing() {
    let (roster, case, produced) = (kit::roster("fr-tj"), kit::case(), produced());
    let law = |effect| changed(kit::LAW.clone(), "refusal-window", |window| window.effect = effect);
    for (effect, expected) in
        [(ClockEffect::RightLapses, "denied not-due"), (ClockEffect::None, "completed")]
    {
        let law = law(effect);
        let ctx = Ctx { law: &law, ..kit::ctx(MONDAY, &roster) };
        let subject = Subject::new(Some(&produced)).in_case(Some(&case));
        let completed = permit::for_officer(&kit::judge(), &subject, Command::Complete, &ctx)
            .and_then(|permit| kit::fold(Some(&produced), &permit, &ctx));
        assert_eq!(words(completed), expected);
    }
}

/// How a clock stands otherwise.
type Change = fn(&mut Clock);

fn removal_law() -> Instrument {
    law::embedded::instrument("eu-tco").unwrap().unwrap()
}

/// A removal order that says this, and is about to go out.
fn removal(says: &str) -> String {
    format!(
        "scenario a removal order under a law that says more\n\
         given law eu-tco version=1\n\
         given member FR-OCLCTIC kind=law_enforcement state=FR offices=competent_authority\n\
         given member DE-PROV kind=service_provider state=DE offices=provider_agent\n\
         given member DE-BKA kind=enforcing_authority state=DE offices=executor\n\
         given measure #a kind=removal-order from=FR-OCLCTIC to=DE-PROV enforcing=DE-BKA {says}\n"
    )
}

#[test]
fn an_order_waits_for_a_gate_of_its_own_kind_and_for_no_other_period() {
    let told = removal("first_order=first informed_at=\"2027-03-01T09:00:00Z\"");
    let cases: [(Change, &str); 3] = [
        (|_| {}, "denied not-yet cite=\"3(2)\""),
        (|gate| gate.kinds.clear(), "issued"),
        (|gate| gate.kind = ClockKind::Deadline, "issued"),
    ];
    for (change, expected) in cases {
        let law = changed(removal_law(), "first-order-information", change);
        let issue = "at 2027-03-01T09:01Z competent_authority@FR-OCLCTIC issue #a ->";
        story_under(&law, &format!("{told}{issue} {expected}\n"));
    }
}

#[test]
fn what_is_told_tomorrow_is_not_told_wherever_the_form_sees_the_end_of_the_wait() {
    let told = "first_order=first informed_at=\"2027-03-01T09:00:00Z\" \
                issued_at=\"2027-03-01T08:00:00Z\"";
    let law = changed(removal_law(), "first-order-information", |gate| {
        (gate.counting, gate.period) = (Counting::Agreed, None);
        gate.stated_in = Some(FieldId::parse("issued_at").unwrap());
    });
    let lines = "\
at 2027-03-01T08:59:59Z competent_authority@FR-OCLCTIC issue #a -> denied not-yet cite=\"3(2)\"
at 2027-03-01T09:00:00Z competent_authority@FR-OCLCTIC issue #a -> issued
";
    story_under(&law, &format!("{}{lines}", removal(told)));
}

#[test]
fn a_period_that_the_order_begins_runs_only_where_everything_the_law_asks_is_so() {
    let secret = removal("non_disclosure=not_informed issued_at=\"2027-03-01T09:00:00Z\"");
    let cases: [(Change, &str); 4] = [
        (|_| {}, "issued + timed clock=eu-tco/secrecy"),
        (|clock| clock.when = [Predicate::Urgent].into(), "issued"),
        (|clock| clock.unless = [Predicate::Notified].into(), "issued"),
        (
            |clock| clock.only_if = [Condition::parse("field:first_order=first").unwrap()].into(),
            "issued",
        ),
    ];
    for (change, expected) in cases {
        let law = changed(removal_law(), "secrecy", change);
        let issue = "at 2027-03-01T09:00Z competent_authority@FR-OCLCTIC issue #a ->";
        story_under(&law, &format!("{secret}{issue} {expected}\n"));
    }
}
