//! Every pair of rung and statement, and what holds of all of them in any order.

use std::collections::BTreeSet;

use proptest::prelude::*;
use seal::receipt::Role;

use super::*;

/// A row for each rung that is stood on, a column for each that is stated, in the order of [`Rung::ALL`] without the first
/// and the last: `^` up, `.` nothing new, `!` a contradiction, `>` it arrived after all.
const TABLE: [(Rung, &str); 12] = [
    (Rung::Sent, "^^^^^^^^^^"),
    (Rung::Accepted, ".^^^^^^^^!"),
    (Rung::Consigned, "..^^^^^^!!"),
    (Rung::Asked, "...^^^^^!!"),
    (Rung::Taken, "....^!!^!!"),
    (Rung::HandedOver, ".....!!!!!"),
    (Rung::Declined, "...!!.!!!!"),
    (Rung::Lapsed, "...!!!.!!!"),
    (Rung::NotHanded, "....!!!.!!"),
    (Rung::Failed, ".!!!!!!!.!"),
    (Rung::TurnedAway, "!!!!!!!!!."),
    (Rung::GivenUp, ">>>>>>>>>>"),
];

/// What a recipient states, by rung.
fn stated() -> Vec<(Event, Rung)> {
    let mut stated: Vec<_> =
        Event::ALL.into_iter().filter_map(|event| Some((event, Rung::of(event)?))).collect();
    stated.sort_by_key(|(_, rung)| *rung);
    stated
}

#[test]
fn every_pair_is_as_the_page_says() {
    let stated = stated();
    assert_eq!(stated.len(), Rung::ALL.len() - 2);
    for (rung, row) in TABLE {
        for ((event, said), mark) in stated.iter().zip(row.chars()) {
            let step = match mark {
                '^' => Step::Up(*said),
                '.' => Step::Below,
                '!' => Step::Against,
                _ => Step::AfterAll,
            };
            assert_eq!(rung.hear(*event), step, "{rung:?} hears {event:?}");
        }
    }
}

#[test]
fn what_no_recipient_states_is_foreign_on_every_rung_and_a_later_opening_is_no_rung() {
    for rung in Rung::ALL {
        for event in Event::ALL.into_iter().filter(|event| Rung::of(*event).is_none()) {
            let step = match (event, rung) {
                (Event::ContentAccessTracking, Rung::GivenUp) => Step::AfterAll,
                (Event::ContentAccessTracking, _) => Step::Below,
                _ => Step::Foreign,
            };
            assert_eq!(rung.hear(event), step, "{rung:?} hears {event:?}");
        }
    }
}

#[test]
fn an_end_is_what_the_receipts_call_terminal() {
    for (event, rung) in stated() {
        assert_eq!(rung.is_end(), event.is_terminal(Role::Recipient), "{event:?}");
    }
    assert!(Rung::GivenUp.is_end() && !Rung::Sent.is_end());
}

#[test]
fn only_what_nobody_accepted_is_given_up() {
    for rung in Rung::ALL {
        let given_up = (rung == Rung::Sent).then_some(Rung::GivenUp);
        assert_eq!(rung.given_up(), given_up, "{rung:?}");
    }
}

#[test]
fn words_are_read_as_they_are_written() {
    let words: BTreeSet<_> = Rung::ALL.map(Rung::id).into();
    assert_eq!(words.len(), Rung::ALL.len());
    for rung in Rung::ALL {
        assert_eq!(Rung::from_id(rung.id()), Some(rung));
    }
    assert_eq!(Rung::from_id("read"), None);
}

/// The rung after all of these.
fn after(events: &[Event]) -> Rung {
    events.iter().fold(Rung::default(), |rung, event| match rung.hear(*event) {
        Step::Up(next) => next,
        Step::Below | Step::Against | Step::AfterAll | Step::Foreign => rung,
    })
}

proptest! {
    /// A recipient that states what is true is understood in whatever order it is heard, however often.
    #[test]
    fn an_honest_ladder_in_any_order_ends_the_same(
        path in prop::sample::select(vec![
            vec![Event::RelayAcceptance, Event::ContentConsignment, Event::ContentHandover],
            vec![Event::RelayAcceptance, Event::ContentConsignmentFailure],
            vec![Event::RelayRejection],
            vec![
                Event::RelayAcceptance,
                Event::ContentConsignment,
                Event::NotificationForAcceptance,
                Event::ConsignmentAcceptance,
                Event::ContentHandover,
            ],
            vec![
                Event::RelayAcceptance,
                Event::ContentConsignment,
                Event::NotificationForAcceptance,
                Event::ConsignmentRejection,
            ],
            vec![
                Event::RelayAcceptance,
                Event::ContentConsignment,
                Event::NotificationForAcceptance,
                Event::AcceptanceRejectionExpiry,
            ],
        ]).prop_flat_map(|path| {
            let twice = [path.clone(), path.clone()].concat();
            (Just(path), Just(twice).prop_shuffle())
        })
    ) {
        let (path, heard) = path;
        prop_assert_eq!(after(&path), after(&heard));
        for end in 1..=heard.len() {
            let last = heard.get(end - 1).copied();
            let before = after(heard.get(..end - 1).unwrap_or_default());
            prop_assert!(last.is_some_and(|event| before.hear(event) != Step::Against));
        }
    }

    /// Whatever is heard, an end stays the end.
    #[test]
    fn an_end_stays(events in prop::collection::vec(prop::sample::select(Event::ALL.to_vec()), 0..12)) {
        let mut ended = None;
        let mut rung = Rung::default();
        for event in events {
            if let Step::Up(next) = rung.hear(event) {
                prop_assert!(ended.is_none());
                prop_assert!(next > rung);
                rung = next;
            }
            ended = ended.or(rung.is_end().then_some(rung));
        }
    }
}
