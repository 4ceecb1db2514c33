//! The addressee's side: what may be answered, produced and refused, and until when.

use law::ids::Track;

use super::words;
use crate::actor::Actor;
use crate::denied::Denied;
use crate::effect::Effect;
use crate::ids::LetterId;
use crate::kit::{self, act};
use crate::letter::{Answer, Body, CopyKind, Letter, LetterRef};
use crate::measure::{
    self, Command, Event, Extent, Finding, Measure, PEER_ACTS_MAX, Part, PeerAct, Terms,
};
use crate::release::ReleaseState;

/// Received 08 March 2027 in Dublin: the tenth day is the 18th, a Thursday; the 17th is a holiday.
pub(super) const RECEIVED: &str = "2027-03-08T09:30:00Z";
pub(super) const GATE: &str = "2027-03-19T00:00:00Z";

fn check(measure: &Measure, command: Command, now: &str, expected: &str) {
    assert_eq!(words(act(Some(measure), &kit::agent(), command, now)), expected);
}

pub(super) fn order() -> Measure {
    kit::received(kit::traffic(), RECEIVED)
}

pub(super) fn unnotified() -> Terms {
    kit::terms(&["subscriber"], Track::Ordinary, false)
}

pub(super) fn from_authority(n: u8, sent_at: &str, answer: Answer) -> Letter {
    kit::answer(n, "ie-ca/executor", "ie-prov/legal", sent_at, answer)
}

fn ground(extent: Extent) -> Answer {
    let ground = kit::LAW.ground_id("g/12.1.a").unwrap();
    Answer::Objected { ground, extent, because: None }
}

/// Lets the addressee's clocks act at an instant.
fn tick(
    measure: &Measure,
    clock: &str,
    now: &str,
) -> Result<(Measure, Vec<Event>, Vec<Effect>), Denied> {
    let roster = kit::roster("ie-prov");
    let ctx = kit::ctx(now, &roster);
    let Measure::Executing(executing) = measure else { panic!("not at its addressee") };
    let due = executing.received().dues.iter().find(|due| due.clock.name() == clock).unwrap();
    let Some(Effect::Schedule { wake, .. }) = due.timer(kit::MEASURE) else { panic!("no timer") };
    let permit = crate::permit::for_clock(&wake, measure, &ctx)?;
    kit::fold(Some(measure), &permit, &ctx)
}

#[test]
fn the_same_order_again_is_no_news_and_another_one_under_its_id_is_refused() {
    let order = order();
    let copy = kit::copy(&kit::issued(kit::traffic()), CopyKind::Addressee);
    let letter = |n| {
        let body = Body::MeasureIssue(copy.clone());
        kit::letter(n, "fr-tj/judge", "ie-prov/legal", kit::MONDAY, body)
    };
    assert_eq!(words(kit::arrive(Some(&order), letter(0x11), RECEIVED)), "nothing");
    assert_eq!(words(kit::arrive(Some(&order), letter(0x77), RECEIVED)), "denied already-known");
}

#[test]
fn a_copy_for_somebody_else_is_not_received() {
    let copy = kit::copy(&kit::issued(kit::traffic()), CopyKind::Enforcing);
    let body = Body::MeasureIssue(copy);
    let letter = kit::letter(0x11, "fr-tj/judge", "ie-prov/legal", kit::MONDAY, body);
    assert_eq!(words(kit::arrive(None, letter, RECEIVED)), "denied wrong-addressee");
}

#[test]
fn a_copy_that_shows_more_than_the_addressee_may_see_is_not_kept() {
    let issued = kit::issued(kit::traffic());
    let mut copy = kit::copy(&issued, CopyKind::Addressee);
    copy.values = kit::copy(&issued, CopyKind::Enforcing).values;
    let letter =
        kit::letter(0x11, "fr-tj/judge", "ie-prov/legal", kit::MONDAY, Body::MeasureIssue(copy));
    assert_eq!(words(kit::arrive(None, letter, RECEIVED)), "denied copy-too-wide");
}

#[test]
fn an_order_that_speaks_for_another_authority_is_refused() {
    let mut copy = kit::copy(&kit::issued(kit::traffic()), CopyKind::Addressee);
    copy.from = kit::member("nl-ovs");
    let letter =
        kit::letter(0x11, "fr-tj/judge", "ie-prov/legal", kit::MONDAY, Body::MeasureIssue(copy));
    assert_eq!(words(kit::arrive(None, letter, RECEIVED)), "denied wrong-addressee");
}

#[test]
fn an_order_under_another_text_of_the_law_is_refused() {
    let mut copy = kit::copy(&kit::issued(kit::traffic()), CopyKind::Addressee);
    copy.law.digest = [0; 32];
    let letter =
        kit::letter(0x11, "fr-tj/judge", "ie-prov/legal", kit::MONDAY, Body::MeasureIssue(copy));
    assert_eq!(words(kit::arrive(None, letter, RECEIVED)), "denied law-differs");
}

#[test]
fn before_the_gate_nothing_is_handed_over() {
    let denied = act(Some(&order()), &kit::agent(), kit::hand_over(Part::All), RECEIVED);
    let denied = denied.unwrap_err();
    assert_eq!(denied.cite().unwrap().to_string(), "10(2)");
    assert_eq!(
        denied,
        Denied::GateNotOpen { cite: denied.cite().unwrap().clone(), opens_at: Some(kit::at(GATE)) }
    );
}

#[test]
fn an_order_without_notification_is_handed_over_at_once() {
    let order = kit::received(unnotified(), RECEIVED);
    check(&order, kit::hand_over(Part::All), RECEIVED, "handed-over");
}

#[test]
fn a_confirmation_opens_the_gate_at_once() {
    let cleared = from_authority(0x21, "2027-03-09T08:00:00Z", Answer::Cleared);
    let (order, events, _) = kit::arrive(Some(&order()), cleared, "2027-03-09T08:00:01Z").unwrap();
    let kinds: Vec<&str> = events.iter().map(Event::kind).collect();
    assert_eq!(kinds, ["peer-act-staged", "peer-act-taken"]);
    check(&order, kit::hand_over(Part::All), "2027-03-09T09:00:00Z", "handed-over");
}

#[test]
fn after_a_confirmation_the_tenth_day_is_a_deadline_too() {
    let cleared = from_authority(0x21, "2027-03-09T08:00:00Z", Answer::Cleared);
    let (order, ..) = kit::arrive(Some(&order()), cleared, "2027-03-09T08:00:01Z").unwrap();
    for (now, expected) in [(GATE, false), ("2027-03-19T00:00:01Z", true)] {
        let (_, events, _) =
            act(Some(&order), &kit::agent(), kit::hand_over(Part::All), now).unwrap();
        assert!(matches!(events[0], Event::HandedOver { late, .. } if late == expected), "{now}");
    }
}

#[test]
fn nothing_handed_over_performs_nothing() {
    let order = kit::received(unnotified(), RECEIVED);
    let handover = kit::HANDOVER;
    for part in [Part::All, Part::Data(kit::data(&["subscriber"]))] {
        let command = Command::HandOver { handover, exhibits: Vec::new(), part };
        check(&order, command, RECEIVED, "denied not-sealed");
    }
    // The order is as open as before.
    check(&order, kit::hand_over(Part::All), RECEIVED, "handed-over");
}

#[test]
fn a_closed_gate_is_the_reason_before_an_empty_hand() {
    let exhibits = Vec::new();
    let command = Command::HandOver { handover: kit::HANDOVER, exhibits, part: Part::All };
    check(&order(), command, RECEIVED, "denied gate-not-open");
}

#[test]
fn a_part_that_names_no_category_does_not_pass_by_a_ground_against_a_part() {
    let terms = kit::terms(&["subscriber", "traffic"], Track::Emergency, true);
    let order = kit::received(terms, RECEIVED);
    let part = ground(Extent::Data(kit::data(&["traffic"])));
    let letter = from_authority(0x22, RECEIVED, part);
    let (order, ..) = kit::arrive(Some(&order), letter, RECEIVED).unwrap();
    let none = Part::Data(kit::data(&[]));
    check(&order, kit::hand_over(none), RECEIVED, "denied ground-raised");
}

#[test]
fn an_order_performed_in_parts_is_performed() {
    let terms = kit::terms(&["identification_only", "subscriber"], Track::Ordinary, false);
    let mut order = kit::received(terms, RECEIVED);
    for (part, word) in [("subscriber", "received"), ("identification_only", "handed-over")] {
        let mut command = kit::hand_over(Part::Data(kit::data(&[part])));
        if let Command::HandOver { handover, .. } = &mut command {
            *handover = crate::ids::HandoverId::new([u8::try_from(part.len()).unwrap(); 16]);
        }
        order = act(Some(&order), &kit::agent(), command, RECEIVED).unwrap().0;
        assert_eq!(order.word(), word);
    }
}

#[test]
fn only_the_notified_authority_can_confirm() {
    let cleared =
        kit::answer(0x21, "fr-tj/judge", "ie-prov/legal", "2027-03-09T08:00:00Z", Answer::Cleared);
    let denied = kit::arrive(Some(&order()), cleared, "2027-03-09T08:00:01Z").unwrap_err();
    assert_eq!(denied.code(), "not-competent");
    check(&order(), kit::hand_over(Part::All), "2027-03-09T09:00:00Z", "denied gate-not-open");
}

#[test]
fn an_opened_gate_without_a_word_of_the_authority_is_contested() {
    check(&order(), kit::hand_over(Part::All), GATE, "denied release-contested");
}

#[test]
fn after_the_authoritys_window_silence_makes_the_transfer_due() {
    let stated = Answer::Acknowledged { received_at: kit::at("2027-03-09T08:00:00Z") };
    let letter = from_authority(0x24, "2027-03-09T08:01:00Z", stated);
    let (order, ..) = kit::arrive(Some(&order()), letter, "2027-03-09T08:02:00Z").unwrap();
    // The window of the authority ends with the 19th; the instant itself still belongs to it.
    check(&order, kit::hand_over(Part::All), "2027-03-20T00:00:00Z", "denied release-contested");
    check(&order, kit::hand_over(Part::All), "2027-03-20T00:00:01Z", "handed-over");
}

#[test]
fn a_ground_stops_for_ever_and_no_confirmation_or_gate_turns_it_back() {
    let letter = from_authority(0x22, "2027-03-09T08:00:00Z", ground(Extent::All));
    let (stopped, ..) = kit::arrive(Some(&order()), letter, "2027-03-09T08:00:01Z").unwrap();
    let cleared = from_authority(0x23, "2027-03-10T08:00:00Z", Answer::Cleared);
    let (stopped, ..) = kit::arrive(Some(&stopped), cleared, "2027-03-10T08:00:01Z").unwrap();
    let (stopped, ..) = tick(&stopped, "produce-notified", GATE).unwrap();
    for now in ["2027-03-10T09:00:00Z", GATE, "2028-01-01T00:00:00Z"] {
        check(&stopped, kit::hand_over(Part::All), now, "denied ground-raised");
    }
}

#[test]
fn a_partial_ground_stops_its_part_only() {
    let terms = kit::terms(&["subscriber", "traffic"], Track::Ordinary, true);
    let order = kit::received(terms, RECEIVED);
    let part = ground(Extent::Data(kit::data(&["traffic"])));
    let letter = from_authority(0x22, "2027-03-09T08:00:00Z", part);
    let (order, ..) = kit::arrive(Some(&order), letter, "2027-03-09T08:00:01Z").unwrap();
    let stated = Answer::Acknowledged { received_at: kit::at("2027-03-08T10:00:00Z") };
    let letter = from_authority(0x24, "2027-03-09T08:01:00Z", stated);
    let (order, ..) = kit::arrive(Some(&order), letter, "2027-03-09T08:02:00Z").unwrap();
    let later = "2027-03-22T09:00:00Z";
    check(&order, kit::hand_over(Part::All), later, "denied ground-raised");
    let traffic = Part::Data(kit::data(&["traffic"]));
    check(&order, kit::hand_over(traffic), later, "denied ground-raised");
    let rest = Part::Data(kit::data(&["subscriber"]));
    check(&order, kit::hand_over(rest), later, "handed-over");
}

#[test]
fn conditions_travel_with_the_data_and_stop_nothing() {
    let letter = from_authority(
        0x22,
        "2027-03-09T08:00:00Z",
        ground(Extent::Conditions("not against a journalist".to_owned())),
    );
    let (order, ..) = kit::arrive(Some(&order()), letter, "2027-03-09T08:00:01Z").unwrap();
    let Measure::Executing(executing) = &order else { panic!("not at its addressee") };
    let roster = kit::roster("ie-prov");
    let ctx = kit::ctx("2027-03-09T09:00:00Z", &roster);
    let release = crate::release::state(&executing.received().history, &Part::All, &ctx);
    assert_eq!((release.row, release.state), (10, ReleaseState::Forbidden));
    assert_eq!(release.conditions, ["not against a journalist"]);
}

#[test]
fn conditions_in_time_stand_in_the_offer_that_carries_the_data() {
    let terms = kit::terms(&["traffic"], Track::Emergency, true);
    let order = kit::received(terms, RECEIVED);
    let text = "not against a journalist".to_owned();
    let letter = from_authority(0x22, RECEIVED, ground(Extent::Conditions(text.clone())));
    let (order, ..) = kit::arrive(Some(&order), letter, RECEIVED).unwrap();
    let (_, events, effects) =
        act(Some(&order), &kit::agent(), kit::hand_over(Part::All), RECEIVED).unwrap();
    assert!(
        matches!(&events[0], Event::HandedOver { conditions, .. } if *conditions == [text.clone()])
    );
    let [Effect::Send(draft)] = effects.as_slice() else { panic!("{effects:?}") };
    let Body::HandoverOffer { conditions, .. } = &draft.body else { panic!("no offer") };
    assert_eq!(conditions, &[text]);
}

#[test]
fn a_late_ground_is_recorded_and_changes_nothing() {
    let stated = Answer::Acknowledged { received_at: kit::at("2027-03-08T10:00:00Z") };
    let letter = from_authority(0x24, "2027-03-08T10:01:00Z", stated);
    let (order, ..) = kit::arrive(Some(&order()), letter, "2027-03-08T10:02:00Z").unwrap();
    let late = from_authority(0x22, "2027-03-19T00:00:01Z", ground(Extent::All));
    let (order, events, _) = kit::arrive(Some(&order), late, "2027-03-19T00:00:02Z").unwrap();
    assert!(matches!(
        events.last(),
        Some(Event::PeerActDeclined { finding: Finding::GroundLate, .. })
    ));
    check(&order, kit::hand_over(Part::All), "2027-03-19T09:00:00Z", "handed-over");
}

#[test]
fn a_ground_that_arrives_in_time_is_in_time_whatever_the_senders_clock_says() {
    let stated = Answer::Acknowledged { received_at: kit::at("2027-03-08T10:00:00Z") };
    let letter = from_authority(0x24, "2027-03-08T10:01:00Z", stated);
    let (order, ..) = kit::arrive(Some(&order()), letter, "2027-03-08T10:02:00Z").unwrap();
    let ahead = from_authority(0x22, "2027-06-01T00:00:00Z", ground(Extent::All));
    let (order, events, _) = kit::arrive(Some(&order), ahead, "2027-03-18T00:00:00Z").unwrap();
    assert!(matches!(events.last(), Some(Event::PeerActTaken { .. })));
    check(&order, kit::hand_over(Part::All), "2027-03-25T09:00:00Z", "denied ground-raised");
}

#[test]
fn of_two_statements_of_receipt_the_later_one_counts() {
    let mut order = order();
    for (n, from, received_at) in [
        (0x24, "fr-tj/judge", "2027-03-08T09:31:00Z"),
        (0x27, "ie-ca/executor", "2027-03-09T08:00:00Z"),
    ] {
        let stated = Answer::Acknowledged { received_at: kit::at(received_at) };
        let letter = kit::answer(n, from, "ie-prov/legal", "2027-03-09T09:00:00Z", stated);
        order = kit::arrive(Some(&order), letter, "2027-03-09T09:01:00Z").unwrap().0;
    }
    check(&order, kit::hand_over(Part::All), "2027-03-19T00:00:01Z", "denied release-contested");
    check(&order, kit::hand_over(Part::All), "2027-03-20T00:00:01Z", "handed-over");
}

#[test]
fn a_ground_sent_in_time_and_arriving_late_still_stops() {
    let stated = Answer::Acknowledged { received_at: kit::at("2027-03-08T10:00:00Z") };
    let letter = from_authority(0x24, "2027-03-08T10:01:00Z", stated);
    let (order, ..) = kit::arrive(Some(&order()), letter, "2027-03-08T10:02:00Z").unwrap();
    let sent_in_time = from_authority(0x22, "2027-03-19T00:00:00Z", ground(Extent::All));
    let (order, ..) = kit::arrive(Some(&order), sent_in_time, "2027-03-25T00:00:00Z").unwrap();
    check(&order, kit::hand_over(Part::All), "2027-03-25T09:00:00Z", "denied ground-raised");
}

/// The order after an authority and an issuer that said as much as they can.
fn flooded() -> Measure {
    let mut order = order();
    for (n, unit) in
        (0_u16..).zip(["ie-ca/executor", "fr-tj/judge"].iter().cycle()).take(2 * PEER_ACTS_MAX)
    {
        order =
            say(&order, n, unit, Answer::Acknowledged { received_at: kit::at(RECEIVED) }).unwrap();
    }
    order
}

/// An answer in a letter of its own.
fn say(order: &Measure, n: u16, unit: &str, answer: Answer) -> Result<Measure, Denied> {
    let mut letter = kit::answer(0, unit, "ie-prov/legal", RECEIVED, answer);
    let mut id = [0x77; crate::ids::ID_BYTES];
    id[1..3].copy_from_slice(&n.to_be_bytes());
    letter.id = LetterId::new(id);
    kit::arrive(Some(order), letter, RECEIVED).map(|(order, ..)| order)
}

#[test]
fn one_party_cannot_say_without_end_what_stops_nothing() {
    let stated = Answer::Acknowledged { received_at: kit::at(RECEIVED) };
    let order = flooded();
    assert_eq!(
        say(&order, 0xffff, "ie-ca/executor", stated).unwrap_err(),
        Denied::TooMany { n_max: PEER_ACTS_MAX }
    );
}

#[test]
fn no_limit_stands_in_the_way_of_a_ground_or_a_withdrawal() {
    let order = flooded();
    let order = say(&order, 0xff00, "ie-ca/executor", ground(Extent::All)).unwrap();
    for now in [GATE, "2027-04-01T09:00:00Z"] {
        check(&order, kit::hand_over(Part::All), now, "denied ground-raised");
    }
    let body = Body::MeasureWithdraw { measure: kit::MEASURE, why: "settled".to_owned() };
    let letter = kit::letter(0x25, "fr-tj/judge", "ie-prov/legal", RECEIVED, body);
    assert_eq!(kit::arrive(Some(&order), letter, RECEIVED).unwrap().0.word(), "withdrawn");
}

#[test]
fn grounds_without_end_all_count_and_the_same_one_is_written_down_once() {
    let mut order = order();
    for n in 0..u16::try_from(PEER_ACTS_MAX).unwrap() {
        order =
            say(&order, n, "ie-ca/executor", ground(Extent::Conditions(format!("{n}")))).unwrap();
    }
    let again = ground(Extent::Conditions("7".to_owned()));
    assert_eq!(say(&order, 0xff00, "ie-ca/executor", again).unwrap(), order);
    let order = say(&order, 0xff01, "ie-ca/executor", ground(Extent::All)).unwrap();
    check(&order, kit::hand_over(Part::All), GATE, "denied ground-raised");
}

#[test]
fn nothing_of_somebody_who_is_no_party_stays_on_the_measure() {
    let order = order();
    let letter = LetterRef { id: LetterId::new([0x66; crate::ids::ID_BYTES]), digest: [1; 32] };
    let command = Command::StagePeerAct {
        letter,
        from: kit::party("nl-ovs/executor"),
        sent_at: kit::at(RECEIVED),
        act: PeerAct::Cleared,
    };
    let roster = kit::roster("ie-prov");
    let by = Actor::Peer {
        member: kit::member("nl-ovs"),
        unit: kit::unit("nl-ovs/executor"),
        letter: letter.id,
    };
    // Even if a permit were there.
    let denied = measure::outcome(Some(&order), &command, &by, &kit::ctx(RECEIVED, &roster));
    assert_eq!(denied, Err(Denied::WrongAddressee));
}

#[test]
fn a_withdrawn_order_is_closed() {
    let body = Body::MeasureWithdraw { measure: kit::MEASURE, why: "settled".to_owned() };
    let letter = kit::letter(0x25, "fr-tj/judge", "ie-prov/legal", kit::MONDAY, body);
    let (order, ..) = kit::arrive(Some(&order()), letter.clone(), RECEIVED).unwrap();
    assert_eq!(order.word(), "withdrawn");
    check(&order, kit::hand_over(Part::All), RECEIVED, "denied closed");
    // The same letter again is no news, and another one is on record and too late.
    let mut again = letter.clone();
    assert_eq!(words(kit::arrive(Some(&order), letter, RECEIVED)), "nothing");
    again.id = LetterId::new([0x26; crate::ids::ID_BYTES]);
    let late = "peer-act-staged + peer-act-declined";
    assert_eq!(words(kit::arrive(Some(&order), again, RECEIVED)), late);
    let body = Body::MeasureWithdraw { measure: kit::MEASURE, why: "settled".to_owned() };
    let foreign = kit::letter(0x25, "nl-ovs/oversight", "ie-prov/legal", kit::MONDAY, body);
    let order = self::order();
    assert_eq!(words(kit::arrive(Some(&order), foreign, RECEIVED)), "denied wrong-addressee");
}

#[test]
fn an_addressee_has_signals_and_no_ground_to_refuse() {
    for text in ["g/12.1.a", "g/16.4.a"] {
        let ground = kit::LAW.ground_id(text).unwrap();
        check(
            &order(),
            Command::Refuse { ground, extent: Extent::All, because: kit::reasons() },
            RECEIVED,
            "denied unknown-ground",
        );
    }
}

#[test]
fn a_missed_deadline_is_an_event_and_late_performance_says_so() {
    let order = kit::received(unnotified(), RECEIVED);
    assert_eq!(words(tick(&order, "produce", "2027-03-19T00:00:00Z")), "denied not-due");
    let (order, events, _) = tick(&order, "produce", "2027-03-19T00:00:01Z").unwrap();
    assert_eq!(events[0].kind(), "overdue");
    assert_eq!(words(tick(&order, "produce", "2027-03-20T00:00:00Z")), "nothing");
    let (order, events, _) =
        act(Some(&order), &kit::agent(), kit::hand_over(Part::All), "2027-03-20T09:00:00Z")
            .unwrap();
    assert!(matches!(events[0], Event::HandedOver { late: true, .. }));
    check(&order, kit::hand_over(Part::All), "2027-03-20T10:00:00Z", "denied already-answered");
}

#[test]
fn an_act_at_the_last_lawful_instant_is_in_time() {
    let order = kit::received(unnotified(), RECEIVED);
    let now = "2027-03-19T00:00:00Z";
    let (_, events, effects) =
        act(Some(&order), &kit::agent(), kit::hand_over(Part::All), now).unwrap();
    assert!(matches!(events[0], Event::HandedOver { late: false, .. }));
    let [Effect::Send(draft)] = effects.as_slice() else { panic!("one letter goes out") };
    assert_eq!((draft.to.as_str(), draft.body.kind().id()), ("fr-tj", "handover.offer"));
}

#[test]
fn the_timer_of_a_gate_opens_it_and_never_calls_anybody_late() {
    let (order, events, _) = tick(&order(), "produce-notified", GATE).unwrap();
    assert_eq!(events[0].kind(), "gate-opened");
    assert_eq!(words(tick(&order, "produce-notified", "2027-04-01T00:00:00Z")), "nothing");
}

#[test]
fn what_waits_at_the_addressee_cannot_be_made_law_by_an_officer() {
    let unknown = Answer::Objected {
        ground: law::ids::GroundId::parse("eu-e-evidence/g/99.9").unwrap(),
        extent: Extent::All,
        because: None,
    };
    let letter = from_authority(0x26, "2027-03-09T08:00:00Z", unknown);
    let id = letter.id;
    let (order, events, _) = kit::arrive(Some(&order()), letter, "2027-03-09T08:00:01Z").unwrap();
    assert_eq!(events.len(), 1);
    check(&order, kit::hand_over(Part::All), RECEIVED, "denied ground-raised");
    check(&order, Command::TakePeerAct { letter: id }, RECEIVED, "denied not-owner");
    let (order, ..) =
        act(Some(&order), &kit::agent(), Command::DeclinePeerAct { letter: id }, RECEIVED).unwrap();
    check(&order, kit::hand_over(Part::All), RECEIVED, "denied gate-not-open");
}

#[test]
fn an_addressee_decides_nothing_that_is_the_issuers() {
    let denied = act(Some(&order()), &kit::agent(), Command::Clear, RECEIVED).unwrap_err();
    assert_eq!(denied.code(), "not-competent");
    let withdraw = Command::Withdraw { why: String::new() };
    assert_eq!(
        words(act(Some(&order()), &kit::agent(), withdraw, RECEIVED)),
        "denied not-competent"
    );
}
