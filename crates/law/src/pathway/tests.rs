//! Which way from where to where, and why not the others.

use std::sync::OnceLock;

use super::*;
use crate::declared::DeclaredKind;
use crate::embedded;

fn packs() -> &'static [Instrument] {
    static PACKS: OnceLock<Vec<Instrument>> = OnceLock::new();
    PACKS.get_or_init(|| embedded::instruments().unwrap())
}

fn search(words: &str) -> Search {
    let mut words = words.split_whitespace();
    let mut state = || Country::parse(words.next().unwrap()).unwrap();
    let (from, to) = (state(), state());
    let on = words.next().unwrap().parse().unwrap();
    let (mut data, mut emergency, mut aim) = (BTreeSet::new(), false, Aim::Production);
    for word in words {
        match (DataCategory::parse(word), Aim::parse(word)) {
            (Ok(category), _) => drop(data.insert(category)),
            (Err(_), Ok(found)) => aim = found,
            (Err(_), Err(_)) => emergency = word == "emergency",
        }
    }
    Search { from, to, aim, data, on, emergency }
}

/// Compares the admissible ways in their order, and the words after `?` with those that are not known.
#[track_caller]
fn check(words: &str, admissible: &[&str], unknown: &[&str]) {
    let found = paths(packs(), &search(words));
    let of = |verdict| {
        let paths = found.iter().filter(move |path| path.verdict == verdict);
        paths.map(Path::id).collect::<Vec<_>>()
    };
    assert_eq!(of(Verdict::Admissible), admissible, "{words}");
    assert_eq!(of(Verdict::Undetermined), unknown, "{words}");
    for path in &found {
        assert_eq!(path.reasons.is_empty(), path.verdict == Verdict::Admissible, "{}", path.id());
    }
}

/// The obstacles of one way with the state each is about.
fn reasons(words: &str, id: &str) -> Vec<(&'static str, String)> {
    let found = paths(packs(), &search(words));
    let path = found.iter().find(|path| path.id() == id).unwrap();
    let state = |reason: &Reason| reason.state.map_or_else(String::new, |state| state.to_string());
    path.reasons.iter().map(|reason| (reason.obstacle.id(), state(reason))).collect()
}

#[test]
fn between_two_member_states_the_order_comes_first() {
    check(
        "FR DE 2026-11-22 subscriber",
        &[
            "eu-e-evidence/epoc",
            "eu-eio/eio",
            "eu-dsa/dsa-order-information",
            "coe-budapest/mla-request",
        ],
        &["mla/mla-request"],
    );
}

#[test]
fn before_its_first_day_the_regulation_is_no_way() {
    let words = "FR DE 2026-08-17 subscriber";
    assert_eq!(
        reasons(words, "eu-e-evidence/epoc"),
        [
            ("instrument_not_in_force", String::new()),
            ("state_not_bound", "DE".to_owned()),
            ("state_not_bound", "FR".to_owned()),
        ]
    );
}

#[test]
fn denmark_is_reached_by_older_ways() {
    let words = "FR DK 2026-11-22 traffic";
    check(words, &["coe-budapest/mla-request"], &["mla/mla-request"]);
    assert_eq!(reasons(words, "eu-e-evidence/epoc"), [("state_not_bound", "DK".to_owned())]);
    assert_eq!(reasons(words, "eu-eio/eio"), [("state_not_bound", "DK".to_owned())]);
    assert_eq!(
        reasons(words, "eu-dsa/dsa-order-information"),
        [("data_not_covered", String::new())]
    );
}

#[test]
fn japan_reserved_what_is_not_in_force_anyway() {
    let words = "FR JP 2026-11-22 subscriber";
    check(words, &["coe-budapest/mla-request"], &["mla/mla-request"]);
    assert_eq!(
        reasons(words, "coe-2ap/subscriber-order"),
        [
            ("instrument_not_in_force", String::new()),
            ("reservation_excludes", "JP".to_owned()),
            ("status_not_loaded", "FR".to_owned()),
        ]
    );
    let emergency = "FR JP 2026-11-22 subscriber";
    assert!(
        reasons(emergency, "coe-2ap/emergency-disclosure")
            .contains(&("emergency_only", String::new()))
    );
}

#[test]
fn a_state_nobody_listed_is_neither_in_nor_out() {
    check("FR AR 2026-11-22 content", &[], &["coe-budapest/mla-request", "mla/mla-request"]);
    assert_eq!(
        reasons("FR AR 2026-11-22 content", "coe-budapest/mla-request"),
        [("status_not_loaded", "AR".to_owned())]
    );
}

#[test]
fn an_agreement_between_two_states_is_a_way_for_them_alone() {
    check(
        "GB US 2026-11-22 content",
        &["mla/data-access-order", "coe-budapest/mla-request", "mla/mla-request"],
        &[],
    );
    let words = "FR US 2026-11-22 content";
    assert_eq!(reasons(words, "mla/data-access-order"), [("state_not_bound", String::new())]);
    check(words, &["coe-budapest/mla-request", "mla/mla-request"], &[]);
}

#[test]
fn in_an_emergency_the_eight_hours_come_first() {
    let found = paths(packs(), &search("FR DE 2026-11-22 subscriber emergency"));
    assert_eq!(found[0].id(), "eu-e-evidence/epoc");
    let answers: Vec<&str> = found[0].answers.iter().map(|clock| clock.id.name()).collect();
    assert_eq!((answers, found[0].hours()), (vec!["produce-emergency"], Some(8)));
}

#[test]
fn traffic_data_are_notified_and_subscriber_data_are_not() {
    let first = |words| {
        let found = paths(packs(), &search(words));
        let names = found[0].answers.iter().map(|clock| clock.id.name());
        (found[0].notified.is_some(), names.collect::<Vec<_>>())
    };
    assert_eq!(first("FR DE 2026-11-22 traffic"), (true, vec!["produce-notified"]));
    assert_eq!(first("FR DE 2026-11-22 subscriber"), (false, vec!["produce"]));
}

#[test]
fn inside_one_state_a_way_is_domestic_unless_its_act_holds_there() {
    check("FR FR 2026-11-22 subscriber", &["eu-dsa/dsa-order-information"], &[]);
    let found = paths(packs(), &search("FR FR 2026-11-22 content"));
    let found: Vec<_> =
        found.into_iter().filter(|path| !path.instrument.within_one_state).collect();
    assert!(!found.is_empty());
    assert!(found.iter().all(|path| path.verdict == Verdict::Excluded));
    assert!(
        found.iter().all(|path| {
            path.reasons.iter().any(|reason| reason.obstacle == Obstacle::Domestic)
        })
    );
}

#[test]
fn what_holds_inside_one_state_is_a_way_there_and_a_supervisor_is_of_the_own_state() {
    check("FR FR 2026-11-22 supervision", &["eu-led/breach-notification"], &[]);
    check("FR FR 2026-11-22 removal", &["eu-dsa/dsa-order-illegal-content"], &[]);
    let abroad = reasons("FR DE 2026-11-22 supervision", "eu-led/breach-notification");
    assert_eq!(abroad, [(Obstacle::NotToThisState.id(), "DE".to_owned())]);
}

#[test]
fn preservation_and_removal_have_their_own_ways() {
    check(
        "FR DE 2026-11-22 preservation subscriber",
        &["eu-e-evidence/epoc-pr", "coe-budapest/preservation-request"],
        &[],
    );
    check(
        "FR IE 2026-11-22 removal",
        &["eu-tco/removal-order", "eu-dsa/dsa-order-illegal-content"],
        &[],
    );
}

#[test]
fn a_draft_on_a_way_that_is_none_is_refused_with_the_others() {
    let tried = |name: &str, words: &str| {
        let (instrument, kind) = named(packs(), name).unwrap();
        admit(packs(), instrument, kind, &search(words)).map_err(|refusal| {
            (refusal.code(), refusal.alternatives.iter().map(Path::id).collect::<Vec<_>>())
        })
    };
    let words = "FR JP 2026-11-22 subscriber";
    let others = vec!["coe-budapest/mla-request".to_owned()];
    assert_eq!(
        tried("coe-2ap/subscriber-order", words),
        Err(("instrument-not-in-force", others.clone()))
    );
    assert_eq!(tried("mla/mla-request", words), Err(("status-not-loaded", others)));
    assert_eq!(tried("coe-budapest/mla-request", words), Ok(()));
    assert_eq!(named(packs(), "eu-nothing/epoc"), None);
}

#[test]
fn a_way_names_who_may_issue_it_for_the_data() {
    let issuers = |data: &str, id: &str| {
        let found = paths(packs(), &search(&format!("FR DE 2026-11-22 {data}")));
        let path = found.iter().find(|path| path.id() == id).unwrap();
        path.issuers.iter().map(|rule| rule.provenance.cite.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(issuers("subscriber", "eu-e-evidence/epoc"), ["4(1)"]);
    assert_eq!(issuers("traffic", "eu-e-evidence/epoc"), ["4(2)"]);
    assert_eq!(issuers("subscriber content", "eu-e-evidence/epoc"), ["4(1)", "4(2)"]);
    // A rule that names no data is about all of them.
    assert_eq!(issuers("traffic", "mla/mla-request"), ["Model Treaty 3"]);
}

#[test]
fn a_reservation_takes_away_its_own_kind_and_only_from_its_own_state() {
    let not_in_force = ("instrument_not_in_force", String::new());
    let unknown = |state: &str| ("status_not_loaded", state.to_owned());
    assert_eq!(
        reasons("FR US 2026-11-22 subscriber", "coe-2ap/subscriber-order"),
        [not_in_force.clone(), unknown("FR"), unknown("US")]
    );
    assert_eq!(
        reasons("FR JP 2026-11-22 subscriber", "coe-2ap/give-effect-request"),
        [not_in_force, unknown("FR")]
    );
}

#[test]
fn a_condition_is_what_the_receiving_state_declared_and_does_not_exclude() {
    let pack = |id: &str| packs().iter().find(|pack| pack.id.as_str() == id).unwrap();
    let reservation = &pack("coe-2ap").reservations[0];
    let declared = |state: &str, kind: DeclaredKind| Declared {
        country: Country::parse(state).unwrap(),
        kind,
        kinds: BTreeSet::new(),
        data: BTreeSet::new(),
        ..reservation.clone()
    };
    let told = declared("DE", DeclaredKind::RequireNotification);
    let mut pack = pack("coe-budapest").clone();
    pack.declarations = vec![
        told.clone(),
        declared("DE", DeclaredKind::ExcludeArticle),
        declared("FR", DeclaredKind::RequireNotification),
        declared("US", DeclaredKind::RequireNotification),
    ];
    let found = paths([&pack], &search("FR DE 2026-11-22 content"));
    assert_eq!(found[0].id(), "coe-budapest/mla-request");
    assert_eq!(found[0].conditions, [&told]);
}

#[test]
fn in_an_emergency_a_way_made_for_it_comes_before_one_that_is_not() {
    let ordinary = ["mla/data-access-order", "coe-budapest/mla-request", "mla/mla-request"];
    check("GB US 2026-11-22 content", &ordinary, &[]);
    let emergency: Vec<&str> = ["mla/emergency-disclosure"].into_iter().chain(ordinary).collect();
    check("GB US 2026-11-22 content emergency", &emergency, &[]);
}

#[test]
fn a_period_is_ranked_by_its_hours() {
    let (law, _) = named(packs(), "eu-e-evidence/epoc").unwrap();
    let clock = law.clocks.iter().find(|clock| clock.id.name() == "produce").unwrap();
    let of = |counting, n| hours(&Clock { counting, period: Some(n), ..clock.clone() });
    for (counting, n, expected) in [
        (Counting::ElapsedHours, 8, 8),
        (Counting::R1182Hours, 96, 96),
        (Counting::PlainDays, 2, 48),
        (Counting::R1182Days, 10, 240),
        (Counting::R1182WorkingDays, 5, 168),
        (Counting::R1182WorkingDays, 2, 67),
        (Counting::PlainWeeks, 6, 1008),
        (Counting::R1182Weeks, 1, 168),
        (Counting::PlainMonths, 1, 744),
        (Counting::R1182Months, 2, 1488),
    ] {
        assert_eq!(of(counting, n), Some(expected), "{n} {counting}");
    }
    assert_eq!(of(Counting::NationalIssuing, 1), None);
    assert_eq!(hours(&Clock { period: None, ..clock.clone() }), None);
    assert_eq!(hours(&Clock { effect: ClockEffect::None, ..clock.clone() }), None);
}
