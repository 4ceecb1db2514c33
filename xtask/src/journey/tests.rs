//! The report of the sandbox, as its interface has it.

use std::{path::Path, time::Duration};

use super::{Event, event, judge, parse};

const REPORT: &str = r#"{"journey":"epoc",
 "steps":[{"name":"draft","ok":true,"seconds":0.1},{"name":"issue-denied","ok":true,"seconds":0.1}],
 "package":"/net/out/x.asice","policy":"/net/out/policy.tlog-policy",
 "nodes":[{"member":"FR-TJ","url":"http://127.0.0.1:1","data_dir":"/net/FR-TJ","pid":7,"vm_hwm_bytes":4096}],
 "denied":[{"step":"issue-denied","code":"not-competent","cite":"4(2)"}],"canaries":["zq-1"]}"#;

#[test]
fn a_whole_report_is_read() {
    let journey = parse(REPORT, Path::new("/net"), Duration::ZERO).unwrap();
    assert_eq!(journey.package, Path::new("/net/out/x.asice"));
    assert_eq!(journey.nodes[0].peak_bytes, 4096);
    assert_eq!(journey.canaries, ["zq-1"]);
}

#[test]
fn a_report_that_lacks_a_step_is_judged_wrong() {
    let journey = parse(REPORT, Path::new("/net"), Duration::ZERO).unwrap();
    let tally = judge(&journey);
    assert_eq!(tally.failed, 2, "the list of steps and the second denial");
}

#[test]
fn a_report_without_canaries_is_refused() {
    let report = REPORT.replace(r#","canaries":["zq-1"]"#, "");
    assert!(parse(&report, Path::new("/net"), Duration::ZERO).is_err());
}

#[test]
fn progress_lines_are_moments() {
    let begin = event(r#"{"step":"issue","event":"begin"}"#);
    assert_eq!(begin, Some(Event::Begin("issue".into())));
    assert_eq!(event(r#"{"event":"note","detail":"x"}"#), None);
    assert_eq!(event("not json"), None);
}
