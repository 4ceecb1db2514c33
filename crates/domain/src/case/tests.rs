//! The case: who may register and open it, and everything that is refused.

use super::*;
use crate::kit::{self, MONDAY};
use crate::permit::{Subject, for_officer};

fn check(case: Option<&Case>, command: Command, expected: &str) {
    let roster = kit::roster("fr-tj");
    let ctx = kit::ctx(MONDAY, &roster);
    let subject = Subject::new(case).in_case(case);
    let events = for_officer(&kit::police(), &subject, command, &ctx)
        .and_then(|permit| decide(case, &permit, &ctx));
    let words = match events {
        Ok(events) => events.iter().map(Event::kind).collect::<Vec<_>>().join(" + "),
        Err(denied) => denied.code().to_owned(),
    };
    assert_eq!(words, expected);
}

fn registration() -> Registration {
    let name = |text| Name::parse(text).unwrap();
    Registration {
        case: kit::CASE,
        docket_no: name("FR-TJ-2027-000002"),
        codename: name("Harbour"),
        focus: None,
        purpose: Purpose::Investigation,
        participants: BTreeSet::new(),
    }
}

#[test]
fn who_registers_a_case_takes_part_in_it() {
    let case = kit::case_of(&[]);
    assert!(case.has(&kit::police().unit));
    assert!(!case.has(&kit::judge().unit));
}

#[test]
fn a_case_is_registered_once_and_opened_once() {
    let case = kit::case();
    check(None, Command::Register(registration()), "registered");
    check(Some(&case), Command::Register(registration()), "already-known");
    check(Some(&case), Command::Open, "opened");
    let open = evolve(Some(case), &Event::Opened { at: kit::at(MONDAY) }).unwrap();
    check(Some(&open), Command::Open, "");
    check(None, Command::Open, "not-found");
}

#[test]
fn who_takes_no_part_knows_the_stub_and_opens_nothing() {
    let case = kit::case_of(&["fr-tj/judge"]);
    let roster = kit::roster("fr-tj");
    let ctx = kit::ctx(MONDAY, &roster);
    let subject = Subject::new(Some(&case)).in_case(Some(&case));
    let denied = for_officer(&kit::prosecutor(), &subject, Command::Open, &ctx).unwrap_err();
    assert_eq!(denied, Denied::NotYourCase);
}

#[test]
fn a_case_has_a_limit_of_units() {
    let mut registration = registration();
    for n in 0..=PARTICIPANTS_MAX {
        registration.participants.insert(kit::unit(&format!("fr-tj/unit-{n}")));
    }
    check(None, Command::Register(registration), "too-many");
}

#[test]
fn an_event_out_of_its_place_is_damage() {
    let opened = Event::Opened { at: kit::at(MONDAY) };
    let corrupt = Err(Corrupt { stream: "case", event: "opened" });
    assert_eq!(evolve(None, &opened), corrupt);
    let open = evolve(Some(kit::case()), &opened).unwrap();
    assert_eq!(evolve(Some(open), &opened), corrupt);
}

#[test]
fn a_name_is_one_visible_line() {
    for bad in ["", "  ", "a\nb", &"x".repeat(NAME_CHARS_MAX + 1)] {
        assert_eq!(Name::parse(bad), None, "{bad}");
    }
    assert_eq!(Name::parse(" Lantern ").map(|name| name.to_string()).as_deref(), Some("Lantern"));
}
