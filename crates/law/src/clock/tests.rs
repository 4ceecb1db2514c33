//! Results as plain values.

use jiff::civil::date;

use super::*;

fn names(needs: &Needs) -> Vec<(&'static str, Entry)> {
    let Entry::Object(entries) = needs.entry() else { panic!("no names") };
    entries
}

#[test]
fn of_what_is_needed_only_what_would_help_is_written() {
    assert_eq!(names(&Needs::default()), []);
    let needs = Needs {
        facts: vec!["trigger_at", "state"],
        state: Some(Country::parse("FR").unwrap()),
        year: Some(2031),
        region: Some("DE-BY".to_owned()),
        from: Some(date(2026, 8, 18)),
    };
    let text = |text: &str| Entry::Text(text.to_owned());
    let expected = vec![
        ("names", Entry::List(vec![text("trigger_at"), text("state")])),
        ("state", text("FR")),
        ("year", Entry::Number(2031)),
        ("region", text("DE-BY")),
        ("from", text("2026-08-18")),
    ];
    assert_eq!(names(&needs), expected);
}
