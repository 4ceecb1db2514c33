//! The notice to the person: owed by default, delayed by two, given once, and never anybody's but the issuer's.

use jiff::civil::{Date, date};

use super::issuing::{cleared, offered, take_over};
use super::*;
use crate::actor::{AuthLevel, Office, Officer};
use crate::effect::Timer;
use crate::ids::{HandoverId, ID_BYTES, OfficerId};
use crate::kit::{MONDAY, act};
use crate::letter::Body;
use crate::measure::notice::{
    Because, Means, Notice, NoticeAct, NoticeEvent, Proof, REVIEW_DAYS_MAX, Telling, Verdict,
    review_timer,
};
use crate::permit;
use crate::reader::{Reader, reduce};

/// The day of the production, in Paris.
const TODAY: Date = date(2027, 3, 8);
/// The day on which the delay of the tests is reviewed, and its first instant in Paris.
const REVIEW_ON: Date = date(2027, 6, 1);
const REVIEW_AT: &str = "2027-05-31T22:00:00Z";

fn produced() -> Measure {
    act(Some(&offered()), &kit::clerk(), take_over(1, 1), MONDAY).unwrap().0
}

fn telling(told_on: Date) -> Telling {
    Telling {
        told_on,
        means: Means::Letter,
        language: Language::parse("fr").unwrap(),
        remedies: "Article 18, before the court in Lyon.".to_owned(),
        proof: Proof { letter: "Your data were produced.".to_owned(), sha256: None },
    }
}

fn give(told_on: Date) -> Command {
    Command::Notice(NoticeAct::Give(telling(told_on)))
}

fn defer(review_on: Date) -> Command {
    Command::Notice(NoticeAct::Defer {
        ground: "obstructing_inquiries".to_owned(),
        reasons: "A search is near.".to_owned(),
        justification: "Search pending.".to_owned(),
        review_on: Some(review_on),
    })
}

fn agree(asked: u32) -> Command {
    Command::Notice(NoticeAct::Review { asked, verdict: Verdict::Agreed })
}

fn end_delay() -> Command {
    Command::Notice(NoticeAct::EndDelay { why: "The search is over.".to_owned() })
}

/// A delay that the judge asked for.
fn asked() -> Measure {
    act(Some(&produced()), &kit::judge(), defer(REVIEW_ON), MONDAY).unwrap().0
}

/// The same, agreed by the prosecutor.
fn deferred() -> Measure {
    act(Some(&asked()), &kit::prosecutor(), agree(1), MONDAY).unwrap().0
}

fn standing(measure: &Measure) -> Notice {
    let Measure::Issuing(issuing) = measure else { panic!("not at its issuer") };
    issuing.issued().unwrap().notice.clone()
}

fn check(measure: &Measure, officer: &Officer, command: Command, expected: &str) {
    assert_eq!(words(act(Some(measure), officer, command, MONDAY)), expected);
}

/// What the timer of the review says at an instant.
fn tick(measure: &Measure, now: &str) -> String {
    let roster = kit::roster("fr-tj");
    let ctx = kit::ctx(now, &roster);
    let timer = Timer {
        measure: measure.id(),
        clock: review_timer(&kit::LAW.id).unwrap(),
        fires_at: kit::at(MONDAY),
    };
    let permit = permit::for_clock(&timer, measure, &ctx).unwrap();
    words(kit::fold(Some(measure), &permit, &ctx))
}

#[test]
fn nothing_is_owed_before_something_was_produced() {
    let issued = kit::issued(kit::traffic());
    assert_eq!(standing(&issued), Notice::NotOwed);
    check(&issued, &kit::judge(), give(TODAY), "denied notice-not-owed");
    check(&kit::draft(kit::traffic()), &kit::judge(), give(TODAY), "denied not-issued");
}

#[test]
fn what_was_produced_makes_it_due_and_nobody_has_to_ask() {
    let produced = produced();
    let Notice::Due(owed) = standing(&produced) else { panic!("not due") };
    assert_eq!((owed.since, owed.because), (kit::at(MONDAY), Because::Production));
    assert_eq!(owed.asked, None);
}

#[test]
fn a_delay_takes_two_and_until_then_the_notice_is_due() {
    let asked = asked();
    assert!(matches!(standing(&asked), Notice::Due(_)));
    check(&asked, &kit::judge(), agree(1), "denied same-officer");
    check(&asked, &kit::prosecutor(), agree(2), "denied draft-changed");
    check(&asked, &kit::prosecutor(), agree(1), "notice-deferred");
    let validator = Officer { office: Office::Validator, ..kit::prosecutor() };
    check(&asked, &validator, agree(1), "notice-deferred");
    check(&asked, &kit::police(), agree(1), "denied not-competent");
    // Another text of the request is another request.
    let again = act(Some(&asked), &kit::judge(), defer(date(2027, 4, 1)), MONDAY).unwrap().0;
    check(&again, &kit::prosecutor(), agree(1), "denied draft-changed");
    check(&again, &kit::prosecutor(), agree(2), "notice-deferred");
}

#[test]
fn the_person_may_be_told_while_a_delay_is_asked_for_or_runs() {
    check(&asked(), &kit::judge(), give(TODAY), "notice-given");
    check(&deferred(), &kit::judge(), give(TODAY), "notice-given");
}

#[test]
fn a_day_of_review_lies_ahead_and_not_too_far() {
    let produced = produced();
    let latest = TODAY.saturating_add(jiff::Span::new().days(REVIEW_DAYS_MAX));
    for (day, expected) in [
        (TODAY, "denied day-unfit"),
        (TODAY.tomorrow().unwrap(), "notice-delay-asked"),
        (latest, "notice-delay-asked"),
        (latest.tomorrow().unwrap(), "denied day-unfit"),
    ] {
        check(&produced, &kit::judge(), defer(day), expected);
    }
    // Who agrees after that day agrees to nothing.
    let late = act(Some(&asked()), &kit::prosecutor(), agree(1), REVIEW_AT);
    assert_eq!(words(late), "denied day-unfit");
}

#[test]
fn the_day_of_review_makes_it_due_again_even_where_the_measure_has_ended() {
    let deferred = deferred();
    assert_eq!(tick(&deferred, "2027-05-31T21:59:59Z"), "nothing");
    assert_eq!(tick(&deferred, REVIEW_AT), "notice-owed");
    for end in [Command::Complete, Command::Withdraw { why: "over".to_owned() }] {
        let ended = act(Some(&cleared(&deferred)), &kit::judge(), end, MONDAY).unwrap().0;
        assert_eq!(tick(&ended, REVIEW_AT), "notice-owed");
        check(&ended, &kit::judge(), give(TODAY), "notice-given");
    }
    // Its timer fires once more after another delay, and says nothing.
    let ended = act(Some(&deferred), &kit::judge(), end_delay(), MONDAY).unwrap().0;
    assert_eq!(tick(&ended, REVIEW_AT), "nothing");
}

#[test]
fn a_completed_measure_still_owes_what_it_owed() {
    let (completed, _, _) =
        act(Some(&cleared(&produced())), &kit::judge(), Command::Complete, MONDAY).unwrap();
    assert!(matches!(standing(&completed), Notice::Due(_)));
    check(&completed, &kit::judge(), defer(REVIEW_ON), "notice-delay-asked");
    check(&completed, &kit::judge(), give(TODAY), "notice-given");
}

#[test]
fn a_ground_that_ceased_lets_nothing_wait() {
    let (due, events, _) = act(Some(&deferred()), &kit::judge(), end_delay(), MONDAY).unwrap();
    assert_eq!(words_of(&events), "notice-owed");
    assert!(matches!(standing(&due), Notice::Due(_)));
    check(&due, &kit::judge(), end_delay(), "nothing");
    check(&due, &kit::judge(), defer(REVIEW_ON), "notice-delay-asked");
}

#[test]
fn a_notice_is_given_once_and_on_a_day_that_can_be() {
    let produced = produced();
    check(&produced, &kit::judge(), give(date(2027, 3, 7)), "denied day-unfit");
    check(&produced, &kit::judge(), give(date(2027, 3, 9)), "denied day-unfit");
    let (given, _, effects) = act(Some(&produced), &kit::judge(), give(TODAY), MONDAY).unwrap();
    assert_eq!(effects, Vec::new());
    for command in [give(TODAY), defer(REVIEW_ON), agree(1), end_delay()] {
        check(&given, &kit::judge(), command, "denied notice-given");
    }
}

#[test]
fn a_digest_proves_a_notice_as_its_text_does() {
    let mut telling = telling(TODAY);
    telling.proof = Proof::default();
    let bare = Command::Notice(NoticeAct::Give(telling.clone()));
    check(&produced(), &kit::judge(), bare, "denied notice-incomplete");
    telling.proof.sha256 = Some([7; 32]);
    let proven = Command::Notice(NoticeAct::Give(telling));
    check(&produced(), &kit::judge(), proven, "notice-given");
}

/// Another exhibit that is offered and taken into custody.
fn produced_again(measure: &Measure, now: &str) -> (Measure, Vec<Event>) {
    let later = HandoverId::new([0x41; ID_BYTES]);
    let exhibit = kit::exhibit(1);
    let body = Body::HandoverOffer {
        measure: kit::MEASURE,
        handover: later,
        exhibits: vec![crate::letter::OfferedExhibit {
            exhibit: exhibit.exhibit,
            exhibit_no: exhibit.exhibit_no,
            object: 0,
        }],
        conditions: Vec::new(),
    };
    let letter = kit::letter(0x31, "ie-prov/legal", "fr-tj/judge", now, body);
    let offered = kit::arrive(Some(measure), letter, now).unwrap().0;
    let Command::TakeOver { exhibits, .. } = take_over(1, 1) else { panic!("no exhibits") };
    let command = Command::TakeOver { handover: later, exhibits };
    let (again, events, _) = act(Some(&offered), &kit::clerk(), command, now).unwrap();
    (again, events)
}

#[test]
fn what_is_produced_after_a_notice_is_told_of_too() {
    let given = act(Some(&produced()), &kit::judge(), give(TODAY), MONDAY).unwrap().0;
    let (again, events) = produced_again(&given, MONDAY);
    assert_eq!(words_of(&events), "produced + notice-owed");
    check(&again, &kit::judge(), give(TODAY), "notice-given");
}

#[test]
fn a_notice_of_everything_that_was_produced_is_given_after_the_last_of_it() {
    let later = "2027-03-10T09:00:00Z";
    for measure in [produced(), deferred()] {
        let (again, events) = produced_again(&measure, later);
        assert_eq!(words_of(&events), "produced");
        for (told_on, expected) in [
            (TODAY, "denied day-unfit"),
            (date(2027, 3, 9), "denied day-unfit"),
            (date(2027, 3, 10), "notice-given"),
        ] {
            let given = act(Some(&again), &kit::judge(), give(told_on), later);
            assert_eq!(words(given), expected, "{told_on}");
        }
    }
}

#[test]
fn the_duty_to_tell_the_person_stands_where_its_notice_does() {
    let roster = kit::roster("fr-tj");
    let given = act(Some(&produced()), &kit::judge(), give(TODAY), MONDAY).unwrap().0;
    let (now, review) = (kit::at(MONDAY), kit::at(REVIEW_AT));
    let (owed, waits) =
        (DutyStanding::Owed { since: now }, DutyStanding::Waits { until: Some(review) });
    // The instant of the duty, and the one at which somebody must look at the notice next.
    for (measure, expected, at, next_at) in [
        (kit::issued(kit::traffic()), DutyStanding::NotYet, None, None),
        (produced(), owed, Some(now), Some(now)),
        (deferred(), waits, Some(review), Some(review)),
        (given, DutyStanding::Met { at: now }, Some(now), None),
    ] {
        let duties = duties(&measure, &kit::ctx(MONDAY, &roster));
        let told = duties.iter().find(|(duty, _)| duty.id.name() == "user-notice").unwrap().1;
        assert_eq!((told, told.at()), (expected, at));
        assert_eq!(standing(&measure).next_at(), next_at, "{}", expected.id());
    }
}

#[test]
fn what_can_be_done_about_a_notice_is_offered_under_the_name_it_is_asked_for_by() {
    let roster = kit::roster("fr-tj");
    let offered = |measure: &Measure, officer: &Officer| {
        let reader = Reader { officer, case: Some(&kit::case()) };
        let seen = reduce(measure, &reader, &kit::ctx(MONDAY, &roster)).unwrap();
        let verbs = seen.may.iter().filter(|offer| offer.denied.is_none()).map(|offer| offer.verb);
        let others = ["complete", "withdraw"];
        verbs.filter(|verb| !others.contains(verb)).collect::<Vec<_>>()
    };
    let (judge, prosecutor) = (kit::judge(), kit::prosecutor());
    assert_eq!(offered(&produced(), &judge), ["give-notice", "defer-notice"]);
    let again = ["give-notice", "defer-notice", "review-notice-delay"];
    assert_eq!(offered(&asked(), &prosecutor), again);
    assert_eq!(offered(&deferred(), &judge), ["give-notice", "end-notice-delay"]);
}

#[test]
fn who_received_the_order_tells_nobody() {
    let received = kit::received(kit::traffic(), MONDAY);
    let notified = kit::notified(kit::traffic(), MONDAY);
    for command in [give(TODAY), defer(REVIEW_ON), agree(1), end_delay()] {
        for (measure, officer) in [(&received, kit::agent()), (&notified, kit::executor())] {
            let denied = act(Some(measure), &officer, command.clone(), MONDAY).unwrap_err();
            assert_eq!(denied.code(), "not-competent");
            assert_eq!(denied.cite().map(ToString::to_string).as_deref(), Some("13"));
        }
    }
    let roster = kit::roster("ie-prov");
    let (agent, case) = (kit::agent(), None);
    let seen = reduce(&received, &Reader { officer: &agent, case }, &kit::ctx(MONDAY, &roster));
    assert_eq!(seen.unwrap().notice, None);
}

#[test]
fn what_delays_needs_a_stronger_sign_in_than_what_tells() {
    let weak = Officer { auth: AuthLevel::Passkey, ..kit::judge() };
    check(&produced(), &weak, defer(REVIEW_ON), "denied step-up");
    check(&produced(), &weak, give(TODAY), "notice-given");
    check(&deferred(), &weak, end_delay(), "notice-owed");
}

#[test]
fn an_event_of_a_notice_follows_only_where_it_can() {
    let cite = law::ids::Cite::parse("13").unwrap();
    let officer = OfficerId::new([9; ID_BYTES]);
    let owed = |because| NoticeEvent::Owed { at: kit::at(MONDAY), because, cite: cite.clone() };
    let declined = || NoticeEvent::DelayDeclined {
        at: kit::at(MONDAY),
        reviewer: officer,
        why: "no".to_owned(),
    };
    let given = || NoticeEvent::Given { at: kit::at(MONDAY), telling: telling(TODAY) };
    for (measure, event) in [
        (kit::issued(kit::traffic()), owed(Because::Production)),
        (kit::draft(kit::traffic()), given()),
        (produced(), owed(Because::Production)),
        (produced(), owed(Because::Review)),
        (produced(), declined()),
        (deferred(), declined()),
        (kit::received(kit::traffic(), MONDAY), given()),
        (kit::notified(kit::traffic(), MONDAY), given()),
    ] {
        let corrupt = Corrupt { stream: "measure", event: event.kind() };
        assert_eq!(evolve(Some(measure), &Event::Notice(event)), Err(corrupt));
    }
}
