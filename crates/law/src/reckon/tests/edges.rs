//! What comes at the very instant at which something begins or ends, and a new deadline beside the count.

use super::*;

/// A gate in Ireland that opens by itself at 0:00 on 19 March 2027.
fn gate(more: &[(&str, &str)]) -> ClockResult {
    let base = [("trigger_at", "2027-03-08T09:30:00Z"), ("state", "IE")];
    let pairs: Vec<(&str, &str)> = base.iter().chain(more).copied().collect();
    ask("produce-notified", &pairs)
}

#[test]
fn a_confirmation_counts_from_the_instant_of_the_authoritys_receipt_to_that_of_a_ground() {
    let confirmed = ("confirmed_at", "2027-03-10T15:00:00Z");
    let opens = |fact: &'static str, at: &'static str| gate(&[confirmed, (fact, at)]).gate_opens;
    let (by_confirmation, by_itself) =
        (Some(at("2027-03-10T15:00:00Z")), Some(at("2027-03-19T00:00:00Z")));
    assert_eq!(opens("enforcing_received_at", "2027-03-10T15:00:00Z"), by_confirmation);
    assert_eq!(opens("enforcing_received_at", "2027-03-10T15:00:01Z"), by_itself);
    assert_eq!(opens("ground_raised_at", "2027-03-10T15:00:00Z"), by_confirmation);
    assert_eq!(opens("ground_raised_at", "2027-03-10T14:59:59Z"), by_itself);
}

#[test]
fn a_ground_sent_at_the_last_instant_of_the_later_reading_is_in_time() {
    let findings = |received: &str, addressee: &str, raised: &str| {
        let facts = [
            ("trigger_at", received),
            ("state", "IE"),
            ("addressee_received_at", addressee),
            ("ground_raised_at", raised),
        ];
        ask("refusal-window", &facts).findings
    };
    // Whichever copy came a day later, its reading ends with the 19th of March.
    let (earlier, later) = ("2027-03-08T09:30:00Z", "2027-03-09T08:00:00Z");
    for (received, addressee) in [(earlier, later), (later, earlier)] {
        assert_eq!(findings(received, addressee, "2027-03-20T00:00:00Z"), NONE);
        assert_eq!(findings(received, addressee, "2027-03-20T00:00:01Z"), ["ground_late"]);
    }
}

#[test]
fn a_new_deadline_that_ends_with_the_gate_leaves_it_as_it_was_counted() {
    let clarified = ("clarified_at", "2027-03-10T09:00:00Z");
    let until = |agreed: &'static str| {
        let result = gate(&[clarified, ("agreed_until", agreed)]);
        (result.legal_latest.unwrap(), result.last_day, result.basis.calendar)
    };
    let counted = Some("IE@2027.1".to_owned());
    let end = at("2027-03-19T00:00:00Z");
    assert_eq!(until("2027-03-19T00:00:00Z"), (end, Some(date(2027, 3, 18)), counted));
    assert_eq!(until("2027-03-19T00:00:01Z"), (at("2027-03-19T00:00:01Z"), None, None));
}

#[test]
fn an_agreed_date_says_nothing_of_a_period_that_no_clarification_left_open() {
    let facts = "trigger_at=2027-02-10T10:15:00+01:00 state=DE agreed_until=2027-03-05";
    let counted = answer("eu-e-evidence/produce", facts);
    assert_eq!(counted.legal_latest, Some(at("2027-02-22T23:00:00Z")));
    assert_eq!(counted.basis.counting, Counting::R1182Days);
    // An hour that starts anew with the clarification is not open either.
    let anew = answer("eu-tco/remove", &format!("{facts} clarified_at=2027-02-10T13:20:00Z"));
    assert_eq!(anew.legal_latest, Some(at("2027-02-10T15:00:00Z")));
}

#[test]
fn a_preservation_is_extended_from_its_first_instant_to_its_last() {
    let extended = |at: &str| {
        let facts = format!("trigger_at=2026-09-01T10:00:00+02:00 state=FR extension_at={at}");
        let result = answer("eu-e-evidence/preserve-extended", &facts);
        (result.clock.name().to_owned(), result.findings)
    };
    for in_time in ["2026-09-01T08:00:00Z", "2026-11-02T23:00:00Z"] {
        assert_eq!(extended(in_time), ("preserve-extended".to_owned(), Vec::new()), "{in_time}");
    }
    let refused = |finding| ("preserve".to_owned(), vec![finding]);
    assert_eq!(extended("2026-09-01T07:59:59Z"), refused("extension_ineffective_early"));
    assert_eq!(extended("2026-11-02T23:00:01Z"), refused("extension_ineffective_late"));
}

#[test]
fn a_later_request_confirmed_at_the_instant_of_the_receipt_keeps_without_an_end() {
    let kept = |confirmed: &str| {
        let facts =
            format!("trigger_at=2026-09-01T10:00:00+02:00 state=FR confirmation_at={confirmed}");
        answer("eu-e-evidence/preserve-until-produced", &facts)
    };
    let with_it = kept("2026-09-01T08:00:00Z");
    assert_eq!((with_it.legal_latest, with_it.effect), (None, ClockEffect::PreserveUntilProduced));
    assert_eq!(kept("2026-09-01T07:59:59Z").findings, ["confirmation_ineffective_early"]);
}

#[test]
fn only_a_period_that_follows_another_starts_with_the_day_that_ended() {
    let last_day = |clock: &str| {
        answer(clock, "trigger_at=2027-02-10T00:00:00+01:00 state=DE").last_day.unwrap()
    };
    assert_eq!(last_day("eu-tco/secrecy"), date(2027, 3, 24));
    assert_eq!(last_day("eu-tco/secrecy-extended"), date(2027, 3, 23));
}
