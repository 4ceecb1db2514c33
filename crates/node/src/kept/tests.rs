//! What is kept, for whom, and for how long.

use super::*;

fn form(text: &str) -> Kept {
    let fields = Fields::from_pairs(vec![("codename".to_owned(), text.to_owned())]);
    Kept { path: "/cases".to_owned(), fields }
}

#[test]
fn a_form_waits_for_its_officer_alone_and_for_an_hour() {
    let forms = KeptForms::default();
    forms.put("police", form("LANTERN"), 0);
    assert_eq!(forms.show("judge", 1), None);
    assert!(forms.waits("police", 1));
    assert_eq!(forms.show("police", KEPT_MS - 1), Some(form("LANTERN")));
    assert_eq!(forms.show("police", KEPT_MS), None);
}

#[test]
fn a_form_that_was_seen_calls_nobody_and_can_be_loaded_again() {
    let forms = KeptForms::default();
    forms.put("police", form("LANTERN"), 0);
    assert!(forms.show("police", 1).is_some());
    assert!(!forms.waits("police", 2));
    assert!(forms.show("police", 3).is_some());
    forms.forget("police");
    assert_eq!(forms.show("police", 4), None);
}

#[test]
fn the_newest_form_of_an_officer_counts_and_the_oldest_of_too_many_goes() {
    let forms = KeptForms::default();
    forms.put("police", form("LANTERN"), 0);
    forms.put("police", form("BEACON"), 1);
    assert_eq!(forms.show("police", 2), Some(form("BEACON")));
    for n in 0..FORMS_MAX {
        forms.put(&format!("officer-{n:02}"), form("X"), 10);
    }
    assert_eq!(forms.show("police", 11), None);
    assert!(forms.waits("officer-00", 11));
}
