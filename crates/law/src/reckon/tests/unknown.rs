//! What is not known or not settled: no law, no calendar, no fact, no region.

use std::collections::BTreeSet;

use super::*;
use crate::calendar::Holiday;
use crate::declared::{Declared, DeclaredKind};
use crate::ids::DataCategory;

#[test]
fn an_order_before_the_first_day_is_no_order() {
    let ask_at = |trigger: &str| ask("produce", &[("trigger_at", trigger), ("state", "FR")]);
    let needs = Needs { from: Some(date(2026, 8, 18)), ..Needs::default() };
    check_unknown(&ask_at("2026-08-17T21:59:59Z"), Reason::InstrumentNotInForce, &needs);
    // Midnight in Paris.
    assert_eq!(ask_at("2026-08-17T22:00:00Z").undetermined, None);
    let pairs =
        [("trigger_at", "2026-02-02T10:00:00Z"), ("state", "FR"), ("assume_in_force", "true")];
    let facts = Facts::parse_in_exercise(pairs).unwrap();
    assert_eq!(ask_with("produce", &facts, calendars()).undetermined, None);
}

#[test]
fn a_state_that_is_not_bound_has_no_clock() {
    for (state, issuing) in [("DK", "FR"), ("FR", "DK"), ("US", "FR")] {
        let pairs =
            [("trigger_at", "2027-02-02T10:00:00Z"), ("state", state), ("issuing_state", issuing)];
        let unbound = Country::parse(if issuing == "DK" { issuing } else { state }).unwrap();
        let needs = Needs { state: Some(unbound), ..Needs::default() };
        check_unknown(&ask("produce", &pairs), Reason::StateNotBound, &needs);
    }
}

#[test]
fn a_missing_calendar_is_said_and_never_replaced() {
    let spain = ask("produce", &[("trigger_at", "2030-12-27T10:00:00Z"), ("state", "ES")]);
    let needs =
        Needs { state: Some(Country::parse("ES").unwrap()), year: Some(2031), ..Needs::default() };
    check_unknown(&spain, Reason::HolidayCalendarNotLoaded, &needs);
    // Hours need a zone and no holidays.
    check(
        "produce-emergency",
        &[("trigger_at", "2031-02-03T10:20:00Z"), ("state", "ES")],
        "2031-02-03T18:20:00Z",
        "2031-02-03T19:00:00Z",
    );
    let island = ask(
        "produce",
        &[("trigger_at", "2027-02-02T10:00:00Z"), ("state", "FR"), ("region", "FR-974")],
    );
    let needs = Needs {
        state: Some(Country::parse("FR").unwrap()),
        year: Some(2027),
        region: Some("FR-974".to_owned()),
        ..Needs::default()
    };
    check_unknown(&island, Reason::HolidayCalendarNotLoaded, &needs);
    assert_eq!(island.basis.zone.as_deref(), Some("Indian/Reunion"));
}

#[test]
fn a_missing_fact_is_named() {
    let needs = Needs { facts: vec!["state"], ..Needs::default() };
    check_unknown(
        &ask("produce", &[("trigger_at", "2027-02-02T10:00:00Z")]),
        Reason::FactMissing,
        &needs,
    );
}

#[test]
fn the_commission_acts_in_brussels_and_no_state_is_asked_of_it() {
    let facts = "trigger_at=2030-10-31T17:03:15Z";
    let report = answer("eu-e-evidence/commission-report", facts);
    assert_eq!(report.legal_latest, Some(at("2031-06-30T22:00:00Z")));
    let elsewhere =
        answer("eu-e-evidence/commission-report", &format!("{facts} zone=Asia/Kolkata"));
    assert_eq!(elsewhere.legal_latest, Some(at("2031-06-30T18:30:00Z")));
}

#[test]
fn a_held_preservation_counts_nothing_and_needs_no_zone() {
    let facts = "trigger_at=2028-12-06T12:49:26Z state=CA request_received_at=2029-02-16T18:37:34Z";
    let held = answer("coe-budapest/preserve", facts);
    assert_eq!((held.legal_latest, held.undetermined), (None, None));
    assert_eq!(held.effect, ClockEffect::PreserveUntilDecision);
}

#[test]
fn a_clarified_deadline_that_was_agreed_needs_no_calendar() {
    let facts = "trigger_at=2030-12-30T19:23:14Z state=FR clarified_at=2031-01-06T13:21:57Z \
                 agreed_until=2031-01-10T01:54:22Z";
    let agreed = answer("eu-e-evidence/produce", facts);
    assert_eq!(agreed.legal_latest, Some(at("2031-01-10T01:54:22Z")));
    assert_eq!(agreed.basis.counting, Counting::Agreed);
}

#[test]
fn what_was_not_counted_has_no_finding_about_its_period() {
    let facts = "trigger_at=2030-07-18T01:30:30Z state=MT issuing_state=NO";
    let unknown = answer("eu-dsa/complaint-window", facts);
    assert_eq!(unknown.undetermined.map(|why| why.reason), Some(Reason::HolidayCalendarNotLoaded));
    assert_eq!(unknown.findings, NONE);
}

#[test]
fn a_wrong_question_is_an_error() {
    let wrong = |clock: &str, pairs: &[(&str, &str)]| {
        let facts = Facts::parse(pairs.iter().copied()).unwrap();
        let id = clock_id(clock).unwrap();
        compute(law(), &id, &facts, calendars()).unwrap_err().code()
    };
    let on = [("trigger_on", "2027-02-02"), ("state", "FR")];
    assert_eq!(wrong("eu-e-evidence/produce", &on), "fact-not-allowed");
    assert_eq!(wrong("eu-e-evidence/produce", &[("state", "FR")]), "fact-malformed");
    assert_eq!(wrong("eu-e-evidence/surrender", &on), "unknown-clock");
}

#[test]
fn a_regional_holiday_contests_a_deadline_when_the_region_is_unknown() {
    // Tuesday 31 October 2028 is Reformation Day in nine Länder.
    let base = [("trigger_at", "2028-10-21T10:00:00+02:00"), ("state", "DE")];
    let unknown = check("produce", &base, "2028-10-31T09:00:00Z", "2028-10-31T23:00:00Z");
    check_positions(
        &unknown,
        &[
            ("nationwide_holidays", Some("2028-10-31T23:00:00Z")),
            ("regional_holidays", Some("2028-11-01T23:00:00Z")),
        ],
    );
    let of = |region: &'static str| {
        let pairs: Vec<(&str, &str)> = base.iter().copied().chain([("region", region)]).collect();
        let result = ask("produce", &pairs);
        check_positions(&result, &[]);
        result.legal_latest.unwrap()
    };
    assert_eq!(of("DE-BY"), at("2028-10-31T23:00:00Z"));
    assert_eq!(of("DE-SN"), at("2028-11-01T23:00:00Z"));
}

#[test]
fn a_day_kept_in_a_part_of_a_region_stays_contested() {
    // 15 August 2028, a Tuesday: everywhere in Saarland, in a part of Bavaria.
    let of = |region: &'static str| {
        let trigger = ("trigger_at", "2028-08-05T10:00:00+02:00");
        ask("produce", &[trigger, ("state", "DE"), ("region", region)])
    };
    assert_eq!(of("DE-SL").legal_latest, Some(at("2028-08-16T22:00:00Z")));
    check_positions(&of("DE-SL"), &[]);
    check_positions(
        &of("DE-BY"),
        &[
            ("nationwide_holidays", Some("2028-08-15T22:00:00Z")),
            ("holidays_in_part", Some("2028-08-16T22:00:00Z")),
        ],
    );
}

#[test]
fn good_friday_counts_in_alsace_and_moselle() {
    let base = [("trigger_at", "2027-03-16T10:00:00Z"), ("state", "FR")];
    check_positions(
        &ask("produce", &base),
        &[
            ("nationwide_holidays", Some("2027-03-26T23:00:00Z")),
            ("regional_holidays", Some("2027-03-30T22:00:00Z")),
        ],
    );
}

/// The end of ten days of a state that need not be bound, in an exercise, and its readings.
#[track_caller]
fn exercise(pairs: &[(&str, &str)], expected: &[(&str, &str)]) {
    let pairs = pairs.iter().copied().chain([("assume_in_force", "true")]);
    let result = ask_with("produce", &Facts::parse_in_exercise(pairs).unwrap(), calendars());
    assert_eq!(result.undetermined, None);
    match expected {
        [(_, only)] => {
            assert_eq!(result.legal_latest, Some(at(only)));
            check_positions(&result, &[]);
        }
        several => {
            let several: Vec<_> = several.iter().map(|(id, end)| (*id, Some(*end))).collect();
            check_positions(&result, &several);
        }
    }
}

#[test]
fn a_canton_nobody_named_contests_corpus_christi() {
    // Thursday 27 May 2027.
    let base = [("trigger_at", "2027-05-17T10:00:00Z"), ("state", "CH")];
    let of = |region: &'static str| [base[0], base[1], ("region", region)];
    let (thursday, friday) = ("2027-05-27T22:00:00Z", "2027-05-28T22:00:00Z");
    exercise(&base, &[("nationwide_holidays", thursday), ("regional_holidays", friday)]);
    exercise(&of("CH-ZH"), &[("", thursday)]);
    exercise(&of("CH-LU"), &[("", friday)]);
    exercise(&of("CH-AG"), &[("nationwide_holidays", thursday), ("holidays_in_part", friday)]);
}

#[test]
fn a_region_of_spain_nobody_named_contests_its_day() {
    // Friday 23 April 2027 is kept in Aragon and Castile and León.
    let base = [("trigger_at", "2027-04-13T10:00:00Z"), ("state", "ES")];
    let of = |region: &'static str| [base[0], base[1], ("region", region)];
    let (friday, monday) = ("2027-04-23T22:00:00Z", "2027-04-26T22:00:00Z");
    exercise(&base, &[("nationwide_holidays", friday), ("regional_holidays", monday)]);
    exercise(&of("ES-AR"), &[("", monday)]);
    exercise(&of("ES-MD"), &[("", friday)]);
    // Monday 16 August 2027 stands for a Sunday in the regions whose yearly list says so.
    let after_sunday = [("trigger_at", "2027-08-06T10:00:00Z"), ("state", "ES")];
    let (monday, tuesday) = ("2027-08-16T22:00:00Z", "2027-08-17T22:00:00Z");
    exercise(&after_sunday, &[("nationwide_holidays", monday), ("holidays_in_part", tuesday)]);
}

#[test]
fn a_day_that_only_national_periods_spare_is_contested() {
    // Good Friday 2027 in Austria: no public holiday, but national periods do not end on it.
    exercise(
        &[("trigger_at", "2027-03-16T10:00:00Z"), ("state", "AT")],
        &[
            ("nationwide_holidays", "2027-03-26T23:00:00Z"),
            ("holidays_in_part", "2027-03-30T22:00:00Z"),
        ],
    );
}

#[test]
fn a_state_with_several_zones_needs_a_zone_and_a_list_of_the_region() {
    let united = Country::parse("US").unwrap();
    let ask_exercise = |clock: &str, more: &[(&'static str, &'static str)]| {
        let base =
            [("trigger_at", "2027-06-08T10:00:00Z"), ("state", "US"), ("assume_in_force", "true")];
        let facts = Facts::parse_in_exercise(base.iter().chain(more).copied()).unwrap();
        ask_with(clock, &facts, calendars())
    };
    let needs = Needs { state: Some(united), ..Needs::default() };
    for clock in ["produce", "produce-emergency"] {
        check_unknown(&ask_exercise(clock, &[]), Reason::TimeZoneNotKnown, &needs);
        check_unknown(
            &ask_exercise(clock, &[("region", "US-TX")]),
            Reason::TimeZoneNotKnown,
            &needs,
        );
    }
    let in_new_york = [("region", "US-NY")];
    assert_eq!(ask_exercise("produce-emergency", &in_new_york).undetermined, None);
    let region = Some("US-NY".to_owned());
    let needs = Needs { state: Some(united), year: Some(2027), region, ..Needs::default() };
    check_unknown(&ask_exercise("produce", &in_new_york), Reason::HolidayCalendarNotLoaded, &needs);
    // Friday 18 June 2027 is the observed day of a Saturday.
    let federal = ask_exercise("produce", &[("zone", "America/New_York")]);
    assert_eq!(federal.legal_latest, Some(at("2027-06-22T04:00:00Z")));
}

#[test]
fn what_national_law_counts_is_asked_of_the_state_it_is_counted_in() {
    let mut law = law().clone();
    let id = clock_id("eu-e-evidence/produce").unwrap();
    for clock in law.clocks.iter_mut().filter(|clock| clock.id == id) {
        clock.counting = Counting::NationalAddressee;
    }
    let pairs = [("trigger_at", "2027-02-02T10:00:00Z"), ("state", "IE"), ("issuing_state", "FR")];
    let result = compute(&law, &id, &Facts::parse(pairs).unwrap(), calendars()).unwrap();
    let needs = Needs { state: Some(Country::parse("IE").unwrap()), ..Needs::default() };
    check_unknown(&result, Reason::NationalLawNotLoaded, &needs);
}

#[test]
fn a_zone_does_not_say_which_state_it_is_that_must_be_bound() {
    let facts = "trigger_at=2027-02-02T10:10:00Z zone=Europe/Paris";
    let needs = Needs { facts: vec!["state"], ..Needs::default() };
    let unknown = answer("eu-e-evidence/produce-emergency", facts);
    check_unknown(&unknown, Reason::FactMissing, &needs);
    // In an exercise nobody need be bound, and hours need no holidays.
    let exercise =
        answer("eu-e-evidence/produce-emergency", &format!("{facts} assume_in_force=true"));
    assert_eq!(exercise.legal_latest, Some(at("2027-02-02T19:00:00Z")));
}

#[test]
fn a_period_of_the_issuing_authoritys_law_asks_for_its_state() {
    let facts = "trigger_at=2027-02-02T10:00:00Z state=IE";
    let unknown = answer("eu-e-evidence/third-country-objection", facts);
    let needs = Needs { facts: vec!["issuing_state"], ..Needs::default() };
    check_unknown(&unknown, Reason::FactMissing, &needs);
}

#[test]
fn only_a_reservation_of_a_whole_measure_takes_its_clock_away() {
    let id = clock_id("eu-e-evidence/produce").unwrap();
    let protocol = embedded::instrument("coe-2ap").unwrap().unwrap();
    let ireland = Country::parse("IE").unwrap();
    let reason = |kind: DeclaredKind, data: &[DataCategory]| {
        let mut law = law().clone();
        law.declarations = vec![Declared {
            country: ireland,
            kind,
            kinds: BTreeSet::new(),
            data: data.iter().copied().collect(),
            ..protocol.reservations[0].clone()
        }];
        let facts = Facts::parse([("trigger_at", "2027-02-02T10:00:00Z"), ("state", "IE")]);
        let result = compute(&law, &id, &facts.unwrap(), calendars()).unwrap();
        result.undetermined.map(|why| (why.reason, why.needs.state))
    };
    let taken = Some((Reason::ReservationExcludes, Some(ireland)));
    assert_eq!(reason(DeclaredKind::ExcludeArticle, &[]), taken);
    assert_eq!(reason(DeclaredKind::ExcludeDataCategory, &[DataCategory::Traffic]), None);
    assert_eq!(reason(DeclaredKind::RequireNotification, &[]), None);
}

#[test]
fn a_day_some_keep_inside_a_short_period_contests_its_end() {
    // Thursday + 5 days is Tuesday 30 March 2027. Good Friday is kept in Alsace and Moselle, Easter Monday everywhere:
    // there Tuesday is the only working day inside.
    let facts = "trigger_at=2027-03-25T10:00:00+01:00 state=FR";
    check_positions(
        &answer("eu-e-evidence/clarify-epoc", facts),
        &[
            ("nationwide_holidays", Some("2027-03-30T22:00:00Z")),
            ("regional_holidays", Some("2027-03-31T22:00:00Z")),
        ],
    );
}

#[test]
fn a_region_that_cannot_move_the_end_needs_no_list() {
    // 22 December 2026 + 10 days is New Year's Day, a Friday; Monday 4 January is worked.
    let germany = Country::parse("DE").unwrap();
    let (mut calendars, region) = (calendars().clone(), "DE-BW".to_owned());
    let mut before = calendars.year(germany, 2026).unwrap().clone();
    let (on, name) = (date(2026, 12, 29), "a day".to_owned());
    before.days.push(Holiday { on, scope: region.clone(), name, in_part: false });
    before.days.sort();
    let mut after = calendars.year(germany, 2027).unwrap().clone();
    after.days.retain(|day| day.scope != region);
    after.not_covered.insert(region);
    calendars.put(before);
    calendars.put(after);
    let facts = [("trigger_at", "2026-12-22T10:00:00+01:00"), ("state", "DE")];
    let result = ask_with("produce", &Facts::parse(facts).unwrap(), &calendars);
    assert_eq!(result.undetermined, None);
    assert_eq!(result.legal_latest, Some(at("2027-01-04T23:00:00Z")));
    check_positions(&result, &[]);
}
