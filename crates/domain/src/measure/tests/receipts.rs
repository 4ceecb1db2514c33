//! What the issuer knows once its copies have arrived, and what its recipients wrote.

use law::draft::fill_with_examples;
use law::field::Values;
use law::ids::{KindId, Track};

use super::{words, words_of};
use crate::actor::Actor;
use crate::denied::Denied;
use crate::kit::{self, MONDAY, act};
use crate::letter::{Answer, CopyKind};
use crate::measure::{self, Command, Due, Event, Extent, Finding, Issuing, Measure, talk};
use crate::reader::{self, Reader};

fn issued() -> Measure {
    kit::issued(kit::traffic())
}

fn unnotified() -> Measure {
    kit::issued(kit::terms(&["subscriber"], Track::Ordinary, false))
}

/// The order after receipts of its copies, and what its recipients' clocks answer then.
fn received(order: &Measure, receipts: &[(&str, &str)]) -> (Measure, Vec<Due>) {
    let mut after = (order.clone(), Vec::new());
    for (by, at) in receipts {
        let (order, events, _) = kit::receipt(&after.0, by, at, at).unwrap();
        assert_eq!(words_of(&events), "receipt-recorded");
        after = (order, events[0].dues().into_iter().cloned().collect());
    }
    after
}

fn due<'d>(dues: &'d [Due], clock: &str) -> &'d Due {
    dues.iter().find(|due| due.clock.name() == clock).unwrap()
}

fn from_authority(n: u8, sent_at: &str, answer: Answer) -> crate::letter::Letter {
    kit::answer(n, "ie-ca/executor", "fr-tj/judge", sent_at, answer)
}

#[test]
fn where_the_provider_has_its_copy_later_a_ground_is_late_only_when_it_is_in_both_readings() {
    let receipts = [("ie-ca/executor", MONDAY), ("ie-prov/legal", "2027-03-10T09:00:00Z")];
    let (order, dues) = received(&issued(), &receipts);
    let window = due(&dues, "refusal-window");
    // Ten days from the 10th end with a Saturday, so the period ends with Monday.
    let last = "2027-03-23T00:00:00Z";
    assert_eq!(window.legal_latest, Some(kit::at("2027-03-19T00:00:00Z")));
    assert_eq!((window.contested, window.latest_of_all), (true, Some(kit::at(last))));
    for (sent_at, expected) in [(last, None), ("2027-03-23T00:00:01Z", Some(Finding::GroundLate))] {
        let ground = kit::LAW.ground_id("g/12.1.a").unwrap();
        let objected = Answer::Objected { ground, extent: Extent::All, because: None };
        let letter = from_authority(0x22, sent_at, objected);
        let (_, events, _) = kit::arrive(Some(&order), letter, "2027-03-23T00:00:01Z").unwrap();
        let found = events.iter().find_map(|event| {
            let Event::PeerActDeclined { finding, .. } = event else { return None };
            Some(*finding)
        });
        assert_eq!(found, expected, "{sent_at}");
    }
}

#[test]
fn where_the_authority_has_its_copy_later_the_issuer_knows_that_the_gate_is_contested() {
    let first = ("ie-prov/legal", "2027-03-08T09:30:00Z");
    for (second, contested) in [(MONDAY, false), ("2027-03-09T08:00:00Z", true)] {
        let (_, dues) = received(&issued(), &[first, ("ie-ca/executor", second)]);
        assert_eq!(due(&dues, "produce-notified").contested, contested, "{second}");
    }
}

#[test]
fn a_receipt_of_a_copy_that_never_went_out_is_not_recorded() {
    let (roster, order) = (kit::roster("fr-tj"), unnotified());
    let ctx = kit::ctx(MONDAY, &roster);
    for (copy, expected) in [
        (CopyKind::Addressee, Ok("receipt-recorded")),
        (CopyKind::Enforcing, Err(Denied::NotFound)),
        (CopyKind::Enforcement, Err(Denied::NotFound)),
    ] {
        let command = Command::RecordReceipt { copy, received_at: ctx.now };
        let events = measure::outcome(Some(&order), &command, &Actor::Node, &ctx);
        assert_eq!(events.map(|events| events[0].kind()), expected, "{}", copy.id());
    }
}

#[test]
fn the_copy_of_an_authority_that_is_asked_to_enforce_has_a_receipt_like_every_other() {
    let (late, later) = ("2027-03-22T09:00:00Z", "2027-03-22T09:01:00Z");
    let (order, _) = received(&unnotified(), &[("ie-prov/legal", MONDAY)]);
    let early = kit::receipt(&order, "ie-ca/executor", MONDAY, MONDAY);
    assert_eq!(words(early), "denied wrong-addressee");
    let form = KindId::parse("enforcement-request").unwrap();
    let roster = kit::roster("fr-tj");
    let facts = talk::facts(&measure::speaker(&order).unwrap(), &kit::ctx(late, &roster)).unwrap();
    let values = fill_with_examples(&kit::LAW.letter(&form).unwrap().form, &Values::new(), &facts);
    let ask = Command::Say { form, values, enforcing: Some(kit::member("ie-ca")) };
    let (asked, ..) = act(Some(&order), &kit::judge(), ask, late).unwrap();
    let (known, events, _) = kit::receipt(&asked, "ie-ca/executor", late, later).unwrap();
    let [Event::ReceiptRecorded { copy: CopyKind::Enforcement, .. }] = events.as_slice() else {
        panic!("{events:?}")
    };
    assert_eq!(words(kit::receipt(&known, "ie-ca/executor", late, later)), "nothing");
}

#[test]
fn only_a_written_no_ground_of_the_authority_counts_as_one_and_from_when_it_was_written() {
    let sent_at = "2027-03-08T08:00:00Z";
    let cleared_at = |letter| {
        let (order, ..) = kit::arrive(Some(&issued()), letter, MONDAY).unwrap();
        let Measure::Issuing(Issuing::Issued(issued)) = order else { panic!("not issued") };
        issued.cleared_at()
    };
    let stated = Answer::Acknowledged { received_at: kit::at(sent_at) };
    assert_eq!(cleared_at(from_authority(0x24, sent_at, stated)), None);
    let cleared = from_authority(0x21, sent_at, Answer::Cleared);
    assert_eq!(cleared_at(cleared), Some(kit::at(sent_at)));
}

/// How this clock of a recipient stands for the issuer who looks at it: when it opens, and its end in every reading.
fn seen(order: &Measure, clock: &str, now: &str) -> (Option<String>, Vec<Option<String>>) {
    let (roster, case, judge) = (kit::roster("fr-tj"), kit::case(), kit::judge());
    let reader = Reader { officer: &judge, case: Some(&case) };
    let seen = reader::reduce(order, &reader, &kit::ctx(now, &roster)).unwrap();
    let clock = seen.clocks.into_iter().find(|seen| seen.result.clock.name() == clock).unwrap();
    let ends = clock.result.positions.iter().map(|position| position.legal_latest);
    let text = |at: jiff::Timestamp| at.to_string();
    (clock.result.gate_opens.map(text), ends.map(|end| end.map(text)).collect())
}

#[test]
fn the_issuer_sees_what_receipts_and_words_of_its_recipients_leave_open() {
    let end = |day: &str| format!("{day}T00:00:00Z");
    let (gate, window) = (end("2027-03-19"), end("2027-03-20"));
    let receipts =
        [("ie-prov/legal", "2027-03-08T09:30:00Z"), ("ie-ca/executor", "2027-03-09T08:00:00Z")];
    let (order, _) = received(&issued(), &receipts);
    let readings = [Some(gate.clone()), Some(window.clone())];
    let now = "2027-03-10T09:00:00Z";
    assert_eq!(seen(&order, "produce-notified", now), (Some(gate.clone()), readings.into()));
    // The window of the authority is counted from its own receipt, or from that of the provider.
    assert_eq!(seen(&order, "refusal-window", now), (None, vec![Some(window), Some(gate)]));
    let cleared = from_authority(0x21, now, Answer::Cleared);
    let (cleared, ..) = kit::arrive(Some(&order), cleared, now).unwrap();
    assert_eq!(seen(&cleared, "produce-notified", now).0.as_deref(), Some(now));
}
