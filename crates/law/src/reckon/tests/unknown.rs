//! What is not known or not settled: no law, no calendar, no fact, no region.

use super::*;

#[test]
fn an_order_before_the_first_day_is_no_order() {
    let ask_at = |trigger: &str| ask("produce", &[("trigger_at", trigger), ("state", "FR")]);
    let needs = Needs { from: Some(date(2026, 8, 18)), ..Needs::default() };
    check_unknown(&ask_at("2026-08-17T21:59:59Z"), Reason::InstrumentNotInForce, &needs);
    // Midnight in Paris.
    assert_eq!(ask_at("2026-08-17T22:00:00Z").undetermined, None);
    let pairs = [("trigger_at", "2026-02-02T10:00Z"), ("state", "FR"), ("assume_in_force", "true")];
    let facts = Facts::parse_in_exercise(pairs).unwrap();
    assert_eq!(ask_with("produce", &facts, calendars()).undetermined, None);
}

#[test]
fn a_state_that_is_not_bound_has_no_clock() {
    for (state, issuing) in [("DK", "FR"), ("FR", "DK"), ("US", "FR")] {
        let pairs =
            [("trigger_at", "2027-02-02T10:00Z"), ("state", state), ("issuing_state", issuing)];
        let unbound = Country::parse(if issuing == "DK" { issuing } else { state }).unwrap();
        let needs = Needs { state: Some(unbound), ..Needs::default() };
        check_unknown(&ask("produce", &pairs), Reason::StateNotBound, &needs);
    }
}

#[test]
fn a_missing_calendar_is_said_and_never_replaced() {
    let spain = ask("produce", &[("trigger_at", "2027-02-02T10:00Z"), ("state", "ES")]);
    let needs =
        Needs { state: Some(Country::parse("ES").unwrap()), year: Some(2027), ..Needs::default() };
    check_unknown(&spain, Reason::HolidayCalendarNotLoaded, &needs);
    // Hours need a zone and no holidays.
    check(
        "produce-emergency",
        &[("trigger_at", "2027-02-02T10:20Z"), ("state", "ES")],
        "2027-02-02T18:20:00Z",
        "2027-02-02T19:00:00Z",
    );
    let island = ask(
        "produce",
        &[("trigger_at", "2027-02-02T10:00Z"), ("state", "FR"), ("region", "FR-974")],
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
        &ask("produce", &[("trigger_at", "2027-02-02T10:00Z")]),
        Reason::FactMissing,
        &needs,
    );
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
    let base = [("trigger_at", "2028-10-21T10:00+02:00"), ("state", "DE")];
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
        let trigger = ("trigger_at", "2028-08-05T10:00+02:00");
        ask("produce", &[trigger, ("state", "DE"), ("region", region)])
    };
    assert_eq!(of("DE-SL").legal_latest, Some(at("2028-08-16T22:00:00Z")));
    check_positions(&of("DE-SL"), &[]);
    check_positions(
        &of("DE-BY"),
        &[
            ("nationwide_holidays", Some("2028-08-15T22:00:00Z")),
            ("regional_holidays", Some("2028-08-16T22:00:00Z")),
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
