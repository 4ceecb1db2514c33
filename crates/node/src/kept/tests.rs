//! What is kept, for whom, and for how long.

use super::*;

fn form(text: &str) -> Kept {
    let fields = Fields::from_pairs(vec![("codename".to_owned(), text.to_owned())]);
    Kept { path: "/cases".to_owned(), fields }
}

#[test]
fn a_form_waits_for_its_officer_alone_and_for_an_hour() {
    let forms = KeptForms::default();
    assert!(forms.put("police", form("LANTERN"), 0));
    assert_eq!(forms.show("judge", 1), None);
    assert!(forms.waits("police", 1));
    assert_eq!(forms.show("police", KEPT_MS - 1), Some(form("LANTERN")));
    assert_eq!(forms.show("police", KEPT_MS), None);
}

#[test]
fn a_form_that_was_seen_calls_nobody_and_can_be_loaded_again() {
    let forms = KeptForms::default();
    assert!(forms.put("police", form("LANTERN"), 0));
    assert!(forms.show("police", 1).is_some());
    assert!(!forms.waits("police", 2));
    assert!(forms.show("police", 3).is_some());
    forms.forget("police");
    assert_eq!(forms.show("police", 4), None);
}

#[test]
fn a_form_that_was_not_shown_is_not_given_up_for_another() {
    let forms = KeptForms::default();
    assert!(forms.put("police", form("LANTERN"), 0));
    assert!(!forms.put("police", form("BEACON"), 1));
    // The same form twice is one form.
    assert!(forms.put("police", form("LANTERN"), 2));
    assert_eq!(forms.show("police", 3), Some(form("LANTERN")));
    assert!(forms.put("police", form("BEACON"), 4));
    assert_eq!(forms.show("police", 5), Some(form("BEACON")));
}

#[test]
fn the_oldest_of_too_many_goes_and_a_form_of_too_many_names_is_not_kept() {
    let forms = KeptForms::default();
    assert!(forms.put("police", form("LANTERN"), 0));
    for n in 0..FORMS_MAX {
        assert!(forms.put(&format!("officer-{n:02}"), form("X"), 10));
    }
    assert_eq!(forms.show("police", 11), None);
    assert!(forms.waits("officer-00", 11));
    let names = (0..=NAMES_MAX).map(|n| (format!("n{n}"), String::new())).collect();
    let large = Kept { path: "/cases".to_owned(), fields: Fields::from_pairs(names) };
    assert!(!forms.put("police", large, 12));
}

#[test]
fn the_oldest_goes_where_all_together_would_be_too_much() {
    let forms = KeptForms::default();
    let large = "x".repeat(FORMS_BYTES_MAX / 4);
    for (n, login) in ["judge", "police", "clerk"].into_iter().enumerate() {
        assert!(forms.put(login, form(&large), i64::try_from(n).unwrap()));
    }
    assert!(forms.waits("judge", 10));
    assert!(forms.put("registrar", form(&large), 11));
    assert!(!forms.waits("judge", 12));
    for login in ["police", "clerk", "registrar"] {
        assert!(forms.waits(login, 12), "{login}");
    }
}
