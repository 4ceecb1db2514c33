//! What stands in a pack is read there, also where another pack says more than the shipped ones: at which sides a clock
//! runs, on what its readings differ, and what its end takes away.

use law::clock::{Clock, ClockEffect};
use law::ids::{ClockId, Party};
use law::instrument::Instrument;

use super::ending::produced;
use super::executing::{GATE, RECEIVED, order};
use super::words;
use crate::ctx::Ctx;
use crate::kit::{self, MONDAY};
use crate::letter::{Body, CopyKind};
use crate::measure::{self, Command, Due, clocks};
use crate::permit::{self, Subject};

fn clock(name: &str) -> ClockId {
    ClockId::parse(&format!("eu-e-evidence/{name}")).unwrap()
}

/// The shipped law, in which this clock stands otherwise.
fn changed(mut law: Instrument, name: &str, change: impl FnOnce(&mut Clock)) -> Instrument {
    let id = clock(name);
    change(law.clocks.iter_mut().find(|clock| clock.id == id).unwrap());
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
    let theirs = kit::at("2027-03-09T08:00:00Z");
    let answer = clocks::answer(window, &speaker.stage(), theirs, &speaker.facts, &ctx).unwrap();
    let ends: Vec<_> = answer.positions.iter().map(|position| position.legal_latest).collect();
    assert_eq!(ends, [Some(kit::at("2027-03-20T00:00:00Z")), Some(kit::at(GATE))]);
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
