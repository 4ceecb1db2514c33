//! Names from the help, and what a report must say.

use super::{names, told};

#[test]
fn the_names_come_from_the_help_of_the_program() {
    let help = "      --journey <NAME>\n          Which journey to play\n          \n          [default: epoc]\n          \
                [possible values: epoc, epoc-pr, removal]\n\n      --evidence <PATH>\n";
    assert_eq!(names(help), ["epoc-pr", "removal"]);
    assert_eq!(names("no such line").len(), 0);
}

const REPORT: &str = r#"{"journey":"removal","steps":[{"name":"draft","ok":true,"seconds":0.1},
 {"name":"witness","ok":true,"seconds":0.2}],"policy":"/net/out/p","nodes":[],
 "denied":[{"step":"issue-denied","code":"not-competent","cite":"12(1)(a)"}],"canaries":[]}"#;

#[test]
fn a_whole_report_of_a_journey_without_a_package_is_right() {
    let told = told(REPORT, "removal").unwrap();
    assert_eq!((told.n_steps, told.n_denied, told.wrong.len()), (2, 1, 0));
}

#[test]
fn a_report_is_wrong_by_its_name_its_steps_its_denials_and_its_package() {
    let wrong = |report: &str, name: &str| told(report, name).unwrap().wrong.join(", ");
    assert_eq!(wrong(REPORT, "eio"), "another journey");
    let failed = REPORT.replacen("\"ok\":true", "\"ok\":false", 1);
    assert_eq!(wrong(&failed, "removal"), "step draft");
    let package = REPORT.replace("\"policy\"", "\"package\":\"/net/out/x.asice\",\"policy\"");
    assert_eq!(wrong(&package, "removal"), "a package that was not verified");
    let lenient =
        REPORT.replace(r#"{"step":"issue-denied","code":"not-competent","cite":"12(1)(a)"}"#, "");
    assert_eq!(wrong(&lenient, "removal"), "nothing refused");
    assert!(told(&REPORT.replace("\"denied\"", "\"other\""), "removal").is_err());
}
