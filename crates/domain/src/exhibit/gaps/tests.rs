//! One record without a gap, and for each kind the smallest change that makes one.

use super::*;
use crate::exhibit::{
    Claimed, Counterparty, CustodyFacts, Data, DigestCheck, Location, Performer, Plain, Record,
    Signatures, Source, Tool,
};
use crate::ids::{ExhibitId, HoldId, OfficerId};
use crate::kit;
use crate::purpose::Purpose;

const COLLECTED: &str = "2027-03-01T09:00:00Z";
const SEALED: &str = "2027-03-01T10:00:00Z";
const HELD: &str = "2027-03-02T10:00:00Z";
const HANDED: &str = "2027-03-12T09:00:00Z";

fn facts() -> CustodyFacts {
    let number = ExhibitNo::parse("X-1").unwrap();
    CustodyFacts {
        exhibit: ExhibitId::new([1; 16]),
        exhibit_no: number.clone(),
        root_no: None,
        case: None,
        status: ActionStatus::Success,
        until: None,
        actor: Performer {
            member: kit::party("ie-prov/x").member,
            office: None,
            person: None,
            auth: None,
        },
        counterparty: None,
        location: Location { node: kit::party("ie-prov/x").node, place: None },
        basis: None,
        purpose: Purpose::Investigation,
        tool: Some(Tool { name: "comity".to_owned(), version: "0.1.0".to_owned(), config: None }),
        object: None,
        result: Some(Record { exhibit_no: number, state: RecordState::Registered }),
        data: None,
        source: None,
        check: None,
        change: None,
        seal: None,
        countersigns: Vec::new(),
        signatures: None,
        informed_by: None,
    }
}

fn event(action: Action, at: &str, facts: CustodyFacts) -> Event {
    Event { at: at.parse().unwrap(), action, facts: Box::new(facts) }
}

fn data() -> Data {
    let plain = Plain { len: 3, sha256: [0xab; 32], blake3: [2; 32] };
    Data { plain, sha512: None, media_type: "text/plain".to_owned() }
}

/// A record as it should be: collected, sealed, held, checked, handed over.
fn record() -> Vec<Event> {
    let source = Source {
        original_name: "a.txt".to_owned(),
        device: None,
        account: None,
        method: "export".to_owned(),
        claimed: vec![Claimed { algorithm: "SHA-256".to_owned(), hex: "AB".repeat(32) }],
        zone: Some("Europe/Dublin".to_owned()),
    };
    let what = Ordered::Hold {
        hold: HoldId::new([4; 16]),
        until: "2027-06-01T00:00:00Z".parse().unwrap(),
    };
    let change = crate::exhibit::Change {
        what: what.to_string(),
        responsible: OfficerId::new([3; 16]),
        why: "Article 9".to_owned(),
    };
    let check = DigestCheck { expected: [0xab; 32], found: [0xab; 32] };
    let signatures = Some(Signatures { letter: [7; 32], receipt: None });
    let counterparty = Some(Counterparty::of(&kit::party("fr-tj/x")));
    vec![
        event(Action::Collect, COLLECTED, CustodyFacts { source: Some(source), ..facts() }),
        event(Action::Seal, SEALED, CustodyFacts { data: Some(data()), ..facts() }),
        event(Action::Hold, HELD, CustodyFacts { change: Some(change), tool: None, ..facts() }),
        event(Action::Verify, HELD, CustodyFacts { check: Some(check), ..facts() }),
        event(Action::HandOver, HANDED, CustodyFacts { signatures, counterparty, ..facts() }),
    ]
}

/// What is found after a change of the events, of what is beside the last one, and of what is known.
#[track_caller]
fn check_with(
    change: impl FnOnce(&mut Vec<Event>),
    unc_ms: u32,
    other: Option<(&str, u32)>,
    stated_up_to: Option<u64>,
    expected: &[(u64, GapKind)],
) {
    let mut events = record();
    change(&mut events);
    let other = other.map(|(at, unc_ms)| (at.parse().unwrap(), unc_ms));
    let entries: Vec<_> = events
        .iter()
        .zip(0..)
        .map(|(event, seq)| Entry {
            seq,
            event,
            unc_ms,
            other: other.filter(|_| event.action == Action::HandOver),
        })
        .collect();
    let numbers = [ExhibitNo::parse("X-0").unwrap()].into();
    let found = gaps(&entries, &Around { stated_up_to, numbers: &numbers });
    let found: Vec<_> = found.into_iter().map(|gap| (gap.seq, gap.kind)).collect();
    assert_eq!(found, expected);
}

#[track_caller]
fn check(change: impl FnOnce(&mut Vec<Event>), expected: &[(u64, GapKind)]) {
    check_with(change, 25, Some(("2027-03-12T09:04:00Z", 25)), Some(4), expected);
}

#[test]
fn a_record_as_it_should_be_has_no_gap() {
    check(|_| {}, &[]);
}

#[test]
fn a_time_zone_is_a_place_or_an_offset() {
    let zone = |zone: Option<&'static str>, is: bool| {
        let change = |events: &mut Vec<Event>| {
            events[0].facts.source.as_mut().unwrap().zone = zone.map(str::to_owned);
        };
        let expected = [(0, GapKind::AmbiguousZone)];
        check(change, if is { &expected } else { &[] });
    };
    zone(None, true);
    zone(Some("CST"), true);
    zone(Some("Europe/Nowhere"), true);
    zone(Some("local time"), true);
    zone(Some("UTC"), false);
    zone(Some("+02:00"), false);
}

#[test]
fn a_clock_is_surer_than_what_it_orders() {
    let uncertain = [(4, GapKind::ClockUncertain)];
    let other = |at, unc_ms| Some((at, unc_ms));
    check_with(|_| {}, 25, other("2027-03-12T09:00:00.049Z", 25), Some(4), &uncertain);
    check_with(|_| {}, 25, other("2027-03-12T09:00:00.050Z", 25), Some(4), &[]);
    check_with(|_| {}, 25, other("2027-03-12T09:04:00Z", 240_000), Some(4), &uncertain);
    let all: Vec<_> = (0..5).map(|seq| (seq, GapKind::ClockUncertain)).collect();
    check_with(|_| {}, 60_001, other("2027-03-13T09:04:00Z", 0), Some(4), &all);
}

#[test]
fn what_is_derived_has_a_parent_here() {
    let root = |no: &'static str| {
        move |events: &mut Vec<Event>| events[0].facts.root_no = ExhibitNo::parse(no)
    };
    check(root("X-9"), &[(0, GapKind::DerivationWithoutParent)]);
    check(root("X-0"), &[]);
}

#[test]
fn digests_that_differ_show_at_the_entry_that_found_it() {
    let differs = |seq| [(seq, GapKind::DigestMismatch)];
    check(|e| e[3].facts.check.as_mut().unwrap().found = [9; 32], &differs(3));
    check(|e| e[3].facts.status = ActionStatus::Fail, &differs(3));
    check(|e| e[3].facts.result.as_mut().unwrap().state = RecordState::Contested, &differs(3));
    check(|e| e[0].facts.source.as_mut().unwrap().claimed[0].hex = "00".repeat(32), &differs(1));
    // Another algorithm is not compared.
    check(|e| e[0].facts.source.as_mut().unwrap().claimed[0].algorithm = "MD5".to_owned(), &[]);
}

#[test]
fn a_hold_lasts_until_what_it_keeps_is_produced() {
    let until = |text: &str| {
        let hold = HoldId::new([4; 16]);
        Ordered::Hold { hold, until: text.parse().unwrap() }.to_string()
    };
    let over = until("2027-03-10T00:00:00Z");
    check(
        |e| e[2].facts.change.as_mut().unwrap().what = over.clone(),
        &[(4, GapKind::HoldExpired)],
    );
    let again = |events: &mut Vec<Event>| {
        let mut second = events[2].clone();
        events[2].facts.change.as_mut().unwrap().what = over.clone();
        second.at = "2027-03-09T00:00:00Z".parse().unwrap();
        events[3] = second;
    };
    check(again, &[]);
}

#[test]
fn content_is_fixed_within_a_day_and_before_it_leaves() {
    let missing = |seq| [(seq, GapKind::MissingInterval)];
    check(|e| e[0].at = "2027-02-28T09:59:59Z".parse().unwrap(), &missing(1));
    check(|e| e[0].at = "2027-02-28T10:00:00Z".parse().unwrap(), &[]);
    check(|e| e[1].facts.data = None, &missing(4));
    check(|e| drop(e.remove(0)), &missing(0));
}

#[test]
fn somebody_states_which_entry_is_the_last() {
    let other = Some(("2027-03-12T09:04:00Z", 25));
    let missing = [(4, GapKind::MissingTail)];
    check_with(|_| {}, 25, other, None, &missing);
    check_with(|_| {}, 25, other, Some(3), &missing);
    check_with(|_| {}, 25, other, Some(5), &[]);
}

#[test]
fn a_tool_has_a_name_and_a_version() {
    let lacks = |seq| [(seq, GapKind::ToolWithoutVersion)];
    check(|e| e[1].facts.tool.as_mut().unwrap().version = " ".to_owned(), &lacks(1));
    check(|e| e[1].facts.tool.as_mut().unwrap().name.clear(), &lacks(1));
    check(|e| e[3].facts.tool = None, &lacks(3));
    check(|e| e[4].facts.tool = None, &[]);
}

#[test]
fn a_passing_has_a_letter_and_two_halves() {
    let unsigned = [(4, GapKind::UnsignedHandover)];
    check(|e| e[4].facts.signatures = None, &unsigned);
    check_with(|_| {}, 25, None, Some(4), &unsigned);
}

#[test]
fn what_was_made_here_begins_a_record_and_comes_from_no_zone() {
    for action in [Action::Convert, Action::Derive, Action::Examine, Action::Redact] {
        let made = |events: &mut Vec<Event>| {
            events[0].action = action;
            events[0].facts.source.as_mut().unwrap().zone = None;
        };
        check(made, &[]);
        let bare = |events: &mut Vec<Event>| {
            made(events);
            events[0].facts.tool = None;
        };
        check(bare, &[(0, GapKind::ToolWithoutVersion)]);
    }
}

#[test]
fn codes_differ() {
    let codes: BTreeSet<_> = GapKind::ALL.iter().map(|kind| kind.id()).collect();
    assert_eq!(codes.len(), GapKind::ALL.len());
    assert!(GapKind::ALL.is_sorted());
}
