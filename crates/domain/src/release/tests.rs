//! The fifteen rows, each once by hand, and what must hold over every history.

use law::ids::Track;
use proptest::prelude::*;

use super::*;
use crate::ctx::{Channel, RosterView};
use crate::kit;
use crate::letter::CopyKind;

/// Received 08 March 2027 in Dublin; the gate opens after the 18th.
const RECEIVED: &str = "2027-03-08T09:30:00Z";
const GATE: &str = "2027-03-19T00:00:00Z";
/// The authority received its copy a day later: its window ends with the 19th.
const THEIRS: &str = "2027-03-09T08:00:00Z";
const ENDS: &str = "2027-03-20T00:00:00Z";
const AFTER: &str = "2027-03-20T00:00:01Z";

fn history(track: Track, notified: bool) -> History {
    let terms = kit::terms(&["content", "traffic"], track, notified);
    let order = kit::copy(&kit::issued(terms), CopyKind::Addressee);
    History::begin(&order, kit::at(RECEIVED))
}

fn notified() -> History {
    History { enforcing_received_at: Some(kit::at(THEIRS)), ..history(Track::Ordinary, true) }
}

fn raised(extent: Extent, sent_at: &str, arrived_at: &str) -> RaisedGround {
    RaisedGround {
        letter: LetterId::new([0x22; 16]),
        ground: kit::LAW.ground_id("g/12.1.a").unwrap(),
        extent,
        sent_at: kit::at(sent_at),
        arrived_at: kit::at(arrived_at),
    }
}

fn check_as(roster: &RosterView, history: &History, part: &Part, now: &str, expected: (u8, &str)) {
    let release = state(history, part, &kit::ctx(now, roster));
    assert_eq!((release.row, release.state.id()), expected, "{now}");
}

fn check(history: &History, now: &str, expected: (u8, &str)) {
    check_as(&kit::roster("ie-prov"), history, &Part::All, now, expected);
}

#[test]
fn row_1_what_has_ended_stays_ended() {
    let ended = History { ended: true, ..notified() };
    check(&ended, AFTER, (1, "stopped"));
    let unbound = History { addressee: kit::member("ch-ca"), ..notified() };
    check(&unbound, AFTER, (1, "stopped"));
}

/// An order whose form says this at a field instead of what it should.
fn saying(mut history: History, field: &str, raw: Option<&str>) -> History {
    let id = FieldId::parse(field).unwrap();
    let field = kit::LAW.kind(&history.kind).unwrap().field(&id).unwrap();
    match raw {
        Some(raw) => history.values.insert(id, field.read(raw).unwrap()),
        None => history.values.remove(&id),
    };
    history
}

#[test]
fn row_6_an_order_that_contradicts_itself_about_notification_waits() {
    let alone = || history(Track::Ordinary, false);
    let emergency = || history(Track::Emergency, false);
    check(&alone(), RECEIVED, (8, "allowed"));
    check(&emergency(), RECEIVED, (8, "allowed"));
    for history in [
        // Section C speaks of a notification, and nobody is notified; or the other way round.
        saying(alone(), "deadline", Some("ten_days_notified")),
        saying(notified(), "deadline", Some("ten_days")),
        // Section C says nothing, so the exemption is not ticked either.
        saying(alone(), "deadline", None),
        // Section K names an authority that the order does not; or the other way round.
        saying(alone(), "enforcing_authority", Some("Director of Public Prosecutions")),
        saying(notified(), "enforcing_authority", None),
        // Section C waits for the tenth day, and the order says it is an emergency.
        saying(emergency(), "deadline", Some("ten_days_notified")),
        // Section F asks for content, and the order says it asks for traffic data.
        History { data: kit::data(&["traffic"]), ..alone() },
    ] {
        check(&history, AFTER, (6, "suspended"));
    }
}

#[test]
fn row_6_gives_the_article_on_notification() {
    let history = saying(history(Track::Ordinary, false), "deadline", Some("ten_days_notified"));
    let denied = state(&history, &Part::All, &kit::ctx(AFTER, &kit::roster("ie-prov"))).permit();
    assert_eq!(denied.unwrap_err().cite().unwrap().to_string(), "8(1)");
}

#[test]
fn row_6_comes_after_a_ground_and_before_a_confirmation() {
    let mut history = saying(notified(), "enforcing_authority", None);
    history.confirmed_at = Some(kit::at("2027-03-10T08:00:00Z"));
    check(&history, AFTER, (6, "suspended"));
    history.grounds = vec![raised(Extent::All, "2027-03-09T09:00:00Z", "2027-03-09T09:00:01Z")];
    check(&history, AFTER, (4, "stopped"));
}

#[test]
fn row_2_a_ground_after_the_transfer_in_an_emergency_reaches_back() {
    let mut history = history(Track::Emergency, true);
    history.transferred_at = Some(kit::at("2027-03-08T12:00:00Z"));
    history.grounds = vec![raised(Extent::All, "2027-03-08T13:00:00Z", "2027-03-08T13:00:01Z")];
    check(&history, "2027-03-08T14:00:00Z", (2, "delete_or_restrict"));
}

#[test]
fn row_3_the_same_without_an_emergency_is_for_a_person() {
    let mut history = notified();
    history.confirmed_at = Some(kit::at("2027-03-10T08:00:00Z"));
    history.transferred_at = Some(kit::at("2027-03-10T09:00:00Z"));
    history.grounds = vec![raised(Extent::All, "2027-03-11T08:00:00Z", "2027-03-11T08:00:01Z")];
    check(&history, "2027-03-11T09:00:00Z", (3, "escalate"));
}

#[test]
fn row_4_a_ground_in_time_stops_everything_even_in_an_emergency() {
    let grounds = vec![raised(Extent::All, "2027-03-09T09:00:00Z", "2027-03-09T09:00:01Z")];
    for history in [notified(), history(Track::Emergency, true)] {
        check(&History { grounds: grounds.clone(), ..history }, AFTER, (4, "stopped"));
    }
}

#[test]
fn row_5_a_ground_for_a_part_stops_the_part_and_whatever_is_not_split() {
    let part = Extent::Data(kit::data(&["content"]));
    let grounds = vec![raised(part, "2027-03-09T09:00:00Z", "2027-03-09T09:00:01Z")];
    let history = History { grounds, ..notified() };
    let roster = kit::roster("ie-prov");
    check(&history, AFTER, (5, "stopped"));
    check_as(&roster, &history, &Part::Data(kit::data(&["content"])), AFTER, (5, "stopped"));
    check_as(&roster, &history, &Part::Data(kit::data(&["traffic"])), AFTER, (15, "due"));
    check_as(&roster, &history, &Part::Data(kit::data(&["traffic"])), RECEIVED, (10, "forbidden"));
}

#[test]
fn rows_6_and_7_an_open_question_suspends_confirmed_or_not() {
    let confirmed = History { confirmed_at: Some(kit::at(THEIRS)), ..notified() };
    for (why, row) in [(Suspension::Clarification, 6), (Suspension::ThirdCountry, 7)] {
        let history = History { suspended: Some(why), ..confirmed.clone() };
        check(&history, AFTER, (row, "suspended"));
    }
}

#[test]
fn row_8_an_emergency_and_an_order_nobody_is_notified_of_may_be_performed_at_once() {
    check(&history(Track::Emergency, true), RECEIVED, (8, "allowed"));
    check(&history(Track::Ordinary, false), RECEIVED, (8, "allowed"));
}

#[test]
fn row_9_a_confirmation_opens_at_once_unless_it_came_before_the_receipt() {
    let confirmed = |at: &str| History { confirmed_at: Some(kit::at(at)), ..notified() };
    check(&confirmed(THEIRS), THEIRS, (9, "allowed"));
    check(&confirmed("2027-03-09T07:59:59Z"), "2027-03-10T00:00:00Z", (10, "forbidden"));
}

#[test]
fn row_10_before_the_gate_nothing_leaves() {
    check(&notified(), "2027-03-18T23:59:59Z", (10, "forbidden"));
}

#[test]
fn row_11_an_opened_gate_without_the_authoritys_receipt_is_contested() {
    let history = History { enforcing_received_at: None, ..notified() };
    check(&history, GATE, (11, "contested"));
    check(&history, "2029-01-01T00:00:00Z", (11, "contested"));
}

#[test]
fn row_12_until_the_authoritys_window_is_over_the_gate_is_contested() {
    check(&notified(), GATE, (12, "contested"));
    check(&notified(), ENDS, (12, "contested"));
}

#[test]
fn row_13_a_calendar_that_is_missing_releases_nothing() {
    let history = History {
        received_at: kit::at("2031-03-08T09:30:00Z"),
        enforcing_received_at: Some(kit::at("2031-03-08T09:30:00Z")),
        ..notified()
    };
    check(&history, "2031-06-01T00:00:00Z", (13, "contested"));
}

#[test]
fn row_14_a_channel_that_is_behind_may_hide_a_ground() {
    let behind = kit::roster_with("ie-prov", |members| {
        members.get_mut(&kit::member("ie-ca")).unwrap().channel = Channel::Behind;
    });
    let confirmed = History { confirmed_at: Some(kit::at(THEIRS)), ..notified() };
    check_as(&behind, &notified(), &Part::All, AFTER, (14, "contested"));
    check_as(&behind, &confirmed, &Part::All, AFTER, (14, "contested"));
    let release = state(&confirmed, &Part::All, &kit::ctx(AFTER, &behind));
    assert!(release.findings.contains(&Finding::ChannelNotCurrent));
}

#[test]
fn row_15_silence_beyond_the_window_makes_it_due() {
    check(&notified(), AFTER, (15, "due"));
}

#[test]
fn a_late_ground_changes_no_row() {
    let grounds = vec![raised(Extent::All, AFTER, AFTER)];
    check(&History { grounds, ..notified() }, AFTER, (15, "due"));
}

#[test]
fn every_state_in_which_data_stay_has_a_reason() {
    for (row, state, code) in [
        (1, ReleaseState::Stopped, "closed"),
        (6, ReleaseState::Suspended, "suspended"),
        (12, ReleaseState::Contested, "release-contested"),
    ] {
        assert_eq!(Release::row(row, state).permit().unwrap_err().code(), code);
    }
    for state in [ReleaseState::Allowed, ReleaseState::Due] {
        assert!(state.lets_leave());
        assert_eq!(Release::row(8, state).permit(), Ok(()));
    }
}

/// Seconds in a day, for instants drawn around the periods of the law.
const DAY: i64 = 86_400;

fn instant(seconds: i64) -> Timestamp {
    kit::at(RECEIVED) + jiff::SignedDuration::from_secs(seconds)
}

prop_compose! {
    fn grounds()(
        drawn in proptest::collection::vec((0..20 * DAY, 0..5 * DAY, 0u8..3), 0..3),
    ) -> Vec<RaisedGround> {
        drawn
            .into_iter()
            .map(|(sent, way, extent)| RaisedGround {
                letter: LetterId::new([extent; 16]),
                ground: kit::LAW.ground_id("g/12.1.b").unwrap(),
                extent: match extent {
                    0 => Extent::All,
                    1 => Extent::Data(kit::data(&["content"])),
                    _ => Extent::Conditions("sealed".to_owned()),
                },
                sent_at: instant(sent),
                arrived_at: instant(sent + way),
            })
            .collect()
    }
}

prop_compose! {
    /// A notified measure that is no emergency, as its addressee may know it.
    fn histories()(
        enforcing in proptest::option::of(0..8 * DAY),
        confirmed in proptest::option::of(0..15 * DAY),
        grounds in grounds(),
    ) -> History {
        History {
            enforcing_received_at: enforcing.map(instant),
            confirmed_at: confirmed.map(instant),
            grounds,
            ..notified()
        }
    }
}

/// The end of the authority's window, computed on its own.
fn window_ends(history: &History) -> Option<Timestamp> {
    let roster = kit::roster("ie-prov");
    let ctx = kit::ctx(RECEIVED, &roster);
    latest(Clocks::of(history, &ctx).window.as_ref())
}

proptest! {
    #[test]
    fn without_a_confirmation_nothing_leaves_before_the_gate_nor_within_the_window(
        mut history in histories(),
        wait in 0..30 * DAY,
    ) {
        history.confirmed_at = None;
        let roster = kit::roster("ie-prov");
        let now = instant(wait);
        let ctx = Ctx { now, ..kit::ctx(RECEIVED, &roster) };
        for part in [Part::All, Part::Data(kit::data(&["traffic"]))] {
            if state(&history, &part, &ctx).state.lets_leave() {
                prop_assert!(now >= kit::at(GATE));
                prop_assert!(window_ends(&history).is_some_and(|ends| now > ends));
            }
        }
    }

    #[test]
    fn a_ground_in_time_before_the_transfer_stops_for_ever(
        mut history in histories(),
        wait in 0..400 * DAY,
    ) {
        let whole = |raised: &&RaisedGround| raised.extent == Extent::All;
        let ends = window_ends(&history);
        let in_time = |raised: &&RaisedGround| ends.is_none_or(|ends| raised.sent_at <= ends);
        let stops = history.grounds.iter().filter(whole).filter(in_time).count() > 0;
        let roster = kit::roster("ie-prov");
        let ctx = Ctx { now: instant(wait), ..kit::ctx(RECEIVED, &roster) };
        for confirmed in [None, Some(instant(0)), Some(instant(wait))] {
            history.confirmed_at = confirmed;
            for part in [Part::All, Part::Data(kit::data(&["traffic"]))] {
                let release = state(&history, &part, &ctx);
                prop_assert!(!stops || release.state == ReleaseState::Stopped, "{release:?}");
            }
        }
    }

    #[test]
    fn two_receipts_never_release_by_themselves_while_the_authority_may_still_object(
        enforcing in 0..8 * DAY,
        wait in 0..30 * DAY,
    ) {
        let history = History { enforcing_received_at: Some(instant(enforcing)), ..notified() };
        let ends = window_ends(&history).unwrap();
        let roster = kit::roster("ie-prov");
        let ctx = Ctx { now: instant(wait), ..kit::ctx(RECEIVED, &roster) };
        let release = state(&history, &Part::All, &ctx);
        prop_assert!(ctx.now > ends || !release.state.lets_leave(), "{release:?}");
        prop_assert!(ends.as_second() > kit::at(RECEIVED).as_second() + 9 * DAY);
    }

    #[test]
    fn an_emergency_waits_for_nobody(wait in 0..30 * DAY) {
        let roster = kit::roster("ie-prov");
        let ctx = Ctx { now: instant(wait), ..kit::ctx(RECEIVED, &roster) };
        let release = state(&history(Track::Emergency, true), &Part::All, &ctx);
        prop_assert_eq!(release.state, ReleaseState::Allowed);
    }
}
