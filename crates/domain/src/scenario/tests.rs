//! The scenario runner: it passes what holds and names the line of what does not.

use super::*;
use crate::kit::{CALENDARS, LAW};

const STAGE: &str = "\
scenario  a story
given     law eu-e-evidence version=1
given     member FR-TJ kind=judicial_authority state=FR offices=judge,prosecutor,police,validator
given     member IE-PROV kind=service_provider state=IE offices=provider_agent
given     member IE-CA kind=enforcing_authority state=IE offices=executor
given     measure #a kind=epoc from=FR-TJ to=IE-PROV enforcing=IE-CA data=traffic account=\"acct:1\"
";

fn tell(lines: &str) -> Report {
    run(&LAW, &CALENDARS, &format!("{STAGE}{lines}"))
}

fn check(lines: &str) {
    let report = tell(lines);
    assert!(report.is_ok(), "{report}");
}

/// What a line that goes otherwise is reported as.
fn check_failure(lines: &str, actual: &str) {
    let report = tell(lines);
    assert!(report.errors.is_empty(), "{report}");
    assert_eq!(report.failures.len(), 1, "{report}");
    assert!(report.failures[0].actual.starts_with(actual), "{report}");
}

fn check_fault(lines: &str, line: usize, message: &str) {
    let report = tell(lines);
    let fault = report.errors.first().unwrap_or_else(|| panic!("no fault: {report}"));
    assert_eq!((fault.line, fault.message.as_str()), (line, message));
}

#[test]
fn a_production_order_runs_its_ordinary_and_its_emergency_track() {
    let report = run(&LAW, &CALENDARS, include_str!("tests/tracks.case"));
    assert!(report.is_ok(), "{report}");
    assert_eq!(report.n_attempts, 10);
}

#[test]
fn neither_the_gate_alone_nor_a_clock_releases_data() {
    let report = run(&LAW, &CALENDARS, include_str!("tests/gate.case"));
    assert!(report.is_ok(), "{report}");
}

#[test]
fn a_line_that_goes_otherwise_is_reported_with_what_happened() {
    let issue = "at 2027-03-08T10:00+01:00 judge@FR-TJ issue #a ->";
    check_failure(&format!("{issue} denied not-competent\n"), "issued law=eu-e-evidence");
    check_failure(&format!("{issue} issued + review-owed\n"), "issued");
    check_failure(&format!("{issue} issued version=2\n"), "issued");
    check_failure(&format!("{issue} issued ! send to=IE-CA + send to=IE-PROV\n"), "issued");
    check_failure(&format!("{issue} nothing\n"), "issued");
    check_failure(&format!("{issue} issued ! nothing\n"), "issued");
    let prosecutor = "at 2027-03-08T10:00+01:00 prosecutor@FR-TJ issue #a ->";
    check_failure(
        &format!("{prosecutor} denied not-competent cite=\"4(1)\"\n"),
        "denied not-competent",
    );
    check_failure(&format!("{prosecutor} issued\n"), "denied not-competent");
}

#[test]
fn a_look_is_compared_by_what_it_shows_and_hides() {
    let issue = "at 2027-03-08T10:00+01:00 judge@FR-TJ issue #a -> issued\n\
                 at 2027-03-08T10:01+01:00 node@IE-PROV deliver #a -> received copy=addressee\n";
    let look = "at 2027-03-08T10:02+01:00 provider_agent@IE-PROV look #a -> sees";
    check(&format!("{issue}{look} shows=account hides=case_summary release=forbidden row=10\n"));
    check_failure(&format!("{issue}{look} hides=account\n"), "sees");
    check_failure(&format!("{issue}{look} shows=case_summary\n"), "sees");
    check_failure(&format!("{issue}{look} release=due\n"), "sees");
}

#[test]
fn an_order_of_the_police_goes_out_once_a_judge_has_validated_it() {
    check(
        "at 2027-03-08T10:00+01:00 police@FR-TJ  issue #a    -> denied not-competent cite=\"4(2)\"\n\
         at 2027-03-08T10:01+01:00 judge@FR-TJ   validate #a -> validated by=judge\n\
         at 2027-03-08T10:02+01:00 police@FR-TJ  issue #a    -> issued\n",
    );
}

#[test]
fn a_lost_letter_arrives_nowhere() {
    check_fault(
        "at 2027-03-08T10:00+01:00 judge@FR-TJ issue #a   -> issued\n\
         at 2027-03-08T10:01+01:00 node@IE-CA  lose #a    -> nothing\n\
         at 2027-03-08T10:02+01:00 node@IE-CA  deliver #a -> received\n",
        9,
        "no letter about `#a` waits for IE-CA",
    );
}

#[test]
fn a_line_that_names_what_nobody_knows_is_a_fault_and_never_skipped() {
    let at = "at 2027-03-08T10:00+01:00";
    check_fault(
        &format!("{at} judge@FR-TJ issue #b -> issued\n"),
        7,
        "nothing in the story is called `#b`",
    );
    check_fault(
        &format!("{at} judge@FR-TJ celebrate #a -> issued\n"),
        7,
        "nobody can `celebrate` a measure",
    );
    check_fault(&format!("{at} executor@FR-TJ issue #a -> issued\n"), 7, "FR-TJ has no `executor`");
    check_fault(
        "given measure #b kind=epoc from=FR-TJ to=IE-PROV data=traffic colour=blue\n",
        7,
        "`colour` is no field of this kind",
    );
    check_fault(
        "given member DE-STA kind=judicial state=DE\n",
        7,
        "`judicial` is not a kind of member like `service_provider`",
    );
    check_fault("given case #c\n", 7, "a story cannot begin with a `case`");
}

#[test]
fn a_story_under_another_law_is_refused() {
    let report = run(&LAW, &CALENDARS, "scenario x\ngiven law eu-tco version=1\n");
    assert_eq!(
        report.errors[0].message,
        "the story is under `eu-tco`, the law at hand is `eu-e-evidence`"
    );
    let report = run(&LAW, &CALENDARS, "scenario x\ngiven law eu-e-evidence version=2\n");
    assert_eq!(report.errors[0].message, "this law is eu-e-evidence@1");
}

#[test]
fn a_file_the_grammar_refuses_is_not_run() {
    let report = run(&LAW, &CALENDARS, "given law eu-e-evidence version=1\n");
    assert!(!report.is_ok());
    assert_eq!(report.n_attempts, 0);
}
