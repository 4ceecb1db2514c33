//! Every pair of both machines, and every case of a letter.

use super::*;

/// A row for each place, a column for each word: `A`, `R`, `O` the place of that word, `.` nothing new.
const BOOK: [(Lying, &str); 4] = [
    (Lying::Stored, "ARO"),
    (Lying::Delivered, "..."),
    (Lying::TurnedAway, "..."),
    (Lying::Undelivered, "AR."),
];
const HEARD: [Heard; 3] = [Heard::Accepted, Heard::Rejected, Heard::Over];

#[test]
fn every_pair_of_the_book_of_a_relay_is_as_the_page_says() {
    for (lying, row) in BOOK {
        for (heard, mark) in HEARD.into_iter().zip(row.chars()) {
            let next = match mark {
                'A' => Some(Lying::Delivered),
                'R' => Some(Lying::TurnedAway),
                'O' => Some(Lying::Undelivered),
                _ => None,
            };
            assert_eq!(lying.hear(heard), next, "{lying:?} hears {heard:?}");
        }
    }
}

/// A row for each road, a column for each word of the relay: `L` it lies there, `C` closed, `.` nothing new.
const ROADS: [(Road, &str); 3] = [(Road::Open, "LCC"), (Road::Lies, ".CC"), (Road::Closed, "...")];
const SAID: [Said; 3] = [Said::Accepted, Said::Rejected, Said::Failed];

#[test]
fn every_pair_of_the_book_of_a_sender_is_as_the_page_says() {
    for (road, row) in ROADS {
        for (said, mark) in SAID.into_iter().zip(row.chars()) {
            let next = match mark {
                'L' => Some(Road::Lies),
                'C' => Some(Road::Closed),
                _ => None,
            };
            assert_eq!(road.hear(said), next, "{road:?} hears {said:?}");
        }
    }
}

#[test]
fn words_in_rows_are_read_back() {
    for lying in Lying::ALL {
        assert_eq!(Lying::from_id(lying.id()), Some(lying));
    }
    for road in Road::ALL {
        assert_eq!(Road::from_id(road.id()), Some(road));
    }
}

#[test]
fn a_relay_speaks_only_as_a_relay_and_is_told_only_by_recipients() {
    for event in Event::ALL {
        for role in Role::ALL {
            let said = match (event, role) {
                (Event::RelayAcceptance, Role::Relay) => Some(Said::Accepted),
                (Event::RelayRejection, Role::Relay) => Some(Said::Rejected),
                (Event::RelayFailure, Role::Relay) => Some(Said::Failed),
                _ => None,
            };
            assert_eq!(Said::of(event, role), said, "{event:?} as {role:?}");
            let heard = match (event, role) {
                (Event::RelayAcceptance, Role::Recipient) => Some(Heard::Accepted),
                (Event::RelayRejection, Role::Recipient) => Some(Heard::Rejected),
                _ => None,
            };
            assert_eq!(Heard::of(event, role), heard, "{event:?} as {role:?}");
        }
    }
}

/// In any order of words, a relay that has given up or refused never has the sender believe that the letter lies there.
#[test]
fn a_closed_road_stays_closed_in_any_order() {
    for first in SAID {
        for second in SAID {
            let road = Road::Open.hear(first).unwrap_or_default();
            let road = road.hear(second).unwrap_or(road);
            let is_held = first == Said::Accepted && second == Said::Accepted;
            assert_eq!(road == Road::Lies, is_held, "{first:?}, {second:?}");
        }
    }
}

#[track_caller]
fn check(change: impl Fn(Case) -> Case, way: Way) {
    let usual = Case {
        reader_fetches: false,
        we_fetch: false,
        is_emergency: false,
        has_failed: false,
        spent: 0,
        n_chunks: 0,
    };
    assert_eq!(change(usual).way(), way);
}

#[test]
fn a_letter_goes_its_own_road_first() {
    check(|case| case, Way::Direct);
    check(|case| Case { has_failed: true, spent: 49, ..case }, Way::Direct);
    check(|case| Case { is_emergency: true, ..case }, Way::Direct);
    check(|case| Case { reader_fetches: true, ..case }, Way::Direct);
    check(|case| Case { we_fetch: true, ..case }, Way::Direct);
}

#[test]
fn between_two_that_both_only_fetch_a_relay_is_the_only_road() {
    check(|case| Case { reader_fetches: true, we_fetch: true, ..case }, Way::Only);
}

#[test]
fn an_emergency_takes_a_relay_at_its_first_failure_and_every_letter_at_half_of_its_time() {
    check(|case| Case { is_emergency: true, has_failed: true, ..case }, Way::Beside);
    check(|case| Case { is_emergency: true, reader_fetches: true, ..case }, Way::Beside);
    check(|case| Case { spent: 50, ..case }, Way::Direct);
    check(|case| Case { spent: 50, has_failed: true, ..case }, Way::Beside);
    check(|case| Case { spent: 50, reader_fetches: true, ..case }, Way::Beside);
}

#[test]
fn evidence_never_takes_a_relay() {
    check(|case| Case { n_chunks: 1, has_failed: true, is_emergency: true, ..case }, Way::Direct);
    check(|case| Case { n_chunks: 1, reader_fetches: true, we_fetch: true, ..case }, Way::TooMuch);
}
