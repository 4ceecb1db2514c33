//! Refusing at the addressee: the whole, a part, under conditions; and what it writes about an order.

use law::letter_form::Consequence;

use super::executing::{RECEIVED, order, unnotified};
use super::story;
use crate::effect::Effect;
use crate::ids::{ID_BYTES, LetterId};
use crate::kit::{self, act};
use crate::letter::LetterRef;
use crate::measure::{Command, Event, Extent, Measure, Part, PeerAct, evolve};

/// A request for three categories of data, between two central authorities, and what is said about it.
fn check(lines: &str) {
    let stage = "\
scenario a request that is executed in part
given law coe-budapest version=1
given member FR-BEPI kind=central_authority state=FR offices=central_authority
given member DE-BFJ kind=central_authority state=DE offices=executor
given measure #a kind=mla-request from=FR-BEPI to=DE-BFJ data=subscriber,traffic,content
at 2027-03-08T08:00Z central_authority@FR-BEPI issue #a -> issued
at 2027-03-08T08:10Z node@DE-BFJ deliver #a -> received
";
    story("coe-budapest", &format!("{stage}{lines}"));
}

#[test]
fn a_refused_part_stays_and_what_is_neither_refused_nor_handed_over_is_still_owed() {
    check(
        "at 2027-03-08T09:00Z executor@DE-BFJ refuse #a ground=\"g/27.4\" data=content -> refused extent=part\n\
         at 2027-03-08T09:01Z executor@DE-BFJ hand-over #a data=content -> denied ground-raised\n\
         at 2027-03-08T09:02Z executor@DE-BFJ hand-over #a data=subscriber,content -> denied ground-raised\n\
         at 2027-03-08T09:03Z executor@DE-BFJ hand-over #a data=subscriber -> handed-over part=part\n\
         at 2027-03-08T09:04Z executor@DE-BFJ look #a -> sees state=received\n\
         at 2027-03-08T09:05Z executor@DE-BFJ hand-over #a data=traffic -> handed-over part=part\n\
         at 2027-03-08T09:06Z executor@DE-BFJ look #a -> sees state=handed-over\n",
    );
}

#[test]
fn a_request_is_performed_once_the_rest_of_what_was_handed_over_is_refused() {
    check(
        "at 2027-03-08T09:00Z executor@DE-BFJ hand-over #a data=subscriber -> handed-over part=part\n\
         at 2027-03-08T09:01Z executor@DE-BFJ refuse #a ground=\"g/27.4\" data=content -> refused extent=part\n\
         at 2027-03-08T09:02Z executor@DE-BFJ look #a -> sees state=received\n\
         at 2027-03-08T09:03Z executor@DE-BFJ refuse #a ground=\"g/27.4\" data=traffic -> refused extent=part\n\
         at 2027-03-08T09:04Z executor@DE-BFJ look #a -> sees state=handed-over\n",
    );
}

#[test]
fn a_request_that_is_refused_in_parts_was_never_handed_over() {
    check(
        "at 2027-03-08T09:00Z executor@DE-BFJ refuse #a ground=\"g/27.4\" data=content,traffic -> refused extent=part\n\
         at 2027-03-08T09:01Z executor@DE-BFJ refuse #a ground=\"g/27.4\" data=subscriber -> refused extent=part\n\
         at 2027-03-08T09:02Z executor@DE-BFJ look #a -> sees state=received\n",
    );
}

#[test]
fn conditions_let_the_data_go_and_leave_the_rest_owed() {
    check(
        "at 2027-03-08T09:00Z executor@DE-BFJ refuse #a ground=\"g/25.4\" conditions=\"Not in proceedings on taxes.\" -> refused extent=conditions\n\
         at 2027-03-08T09:01Z executor@DE-BFJ hand-over #a data=subscriber -> handed-over part=part\n\
         at 2027-03-08T09:02Z executor@DE-BFJ look #a -> sees state=received\n",
    );
}

#[test]
fn what_was_handed_over_stays_so_whatever_is_said_about_it() {
    let order = kit::received(unnotified(), RECEIVED);
    let (handed, ..) =
        act(Some(&order), &kit::agent(), kit::hand_over(Part::All), RECEIVED).unwrap();
    let said = |does: Consequence| Event::Said {
        at: kit::at(RECEIVED),
        form: kit::epoc(),
        does: [does].into(),
        values: law::field::Values::new(),
        copies: Vec::new(),
        order: None,
        late: false,
    };
    for (measure, expected) in [(handed, "handed-over"), (order, "performed")] {
        let after = evolve(Some(measure), &said(Consequence::Perform)).unwrap();
        assert_eq!(after.word(), expected);
    }
}

#[test]
fn nobody_stops_an_order_by_a_ground_of_its_own_parties() {
    for (unit, n_grounds) in [("fr-tj/judge", 0), ("ie-prov/legal", 0), ("ie-ca/executor", 1)] {
        let ground = kit::LAW.ground_id("g/12.1.a").unwrap();
        let event = Event::PeerActStaged {
            at: kit::at(RECEIVED),
            letter: LetterRef { id: LetterId::new([0x66; ID_BYTES]), digest: [1; 32] },
            from: kit::party(unit),
            sent_at: kit::at(RECEIVED),
            act: PeerAct::Objected { ground, extent: Extent::All, because: None },
        };
        let after = evolve(Some(order()), &event).unwrap();
        let Measure::Executing(executing) = after else { panic!("not at its addressee") };
        assert_eq!(executing.received().history.grounds.len(), n_grounds, "{unit}");
    }
}

#[test]
fn the_issuer_gets_the_answer_to_its_letter_and_the_authority_a_letter_of_its_own() {
    let order = order();
    let Measure::Executing(executing) = &order else { panic!("not at its addressee") };
    let asked = Some(executing.received().letter);
    let (_, _, effects) = act(Some(&order), &kit::agent(), Command::Acknowledge, RECEIVED).unwrap();
    let sent: Vec<_> = effects
        .iter()
        .map(|effect| {
            let Effect::Send(draft) = effect else { panic!("{}", effect.kind()) };
            (draft.to.as_str(), draft.in_reply_to)
        })
        .collect();
    assert_eq!(sent, [("fr-tj", asked), ("ie-ca", None)]);
}
