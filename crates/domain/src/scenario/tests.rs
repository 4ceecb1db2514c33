use super::*;

fn check(text: &str) {
    let law = law::embedded::instruments().unwrap();
    let law = law.iter().find(|law| law.id.as_str() == "eu-e-evidence").unwrap();
    let calendars = law::embedded::calendars().unwrap();
    let report = run(law, &calendars, text);
    assert!(report.is_ok(), "{}\n{report}", report.title);
}

#[test]
fn a_production_order_runs_its_ordinary_and_its_emergency_track() {
    check(include_str!("tests/tracks.case"));
}

#[test]
fn neither_the_gate_alone_nor_a_clock_releases_data() {
    check(include_str!("tests/gate.case"));
}
