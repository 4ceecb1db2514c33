//! Messages: found, missing, counted, and made strange for the pseudo-languages.

use super::{Arg, Languages, pseudo};

fn check(code: &str, key: &str, values: &[(&str, Arg<'_>)], wanted: &str) {
    let languages = Languages::embedded();
    let lang = languages.get(code).expect("a language");
    let said = lang.with(key, values).replace(['\u{2068}', '\u{2069}'], "");
    assert_eq!(said, wanted);
}

#[test]
fn a_missing_message_shows_its_key() {
    check("en", "no-such-key", &[], "⟦no-such-key?⟧");
    check("en", "desk-title.no-such-attribute", &[], "⟦desk-title.no-such-attribute?⟧");
}

#[test]
fn a_sentence_with_a_hole_is_not_shown() {
    check("en", "article", &[], "⟦article?⟧");
}

#[test]
fn the_number_chooses_the_form() {
    check("en", "cases-caption", &[("n", 1_u64.into())], "One case");
    check("en", "cases-caption", &[("n", 7_u64.into())], "7 cases");
}

#[test]
fn the_pseudo_language_is_bracketed_accented_and_longer() {
    check("zz", "desk-title", &[], "⟦Ðééšķ ·⟧");
    check("zz", "sign-out", &[], "⟦Šííğñ ööüüţ ·⟧");
}

#[test]
fn a_value_keeps_its_letters_in_the_pseudo_language() {
    check("zz", "article", &[("cite", "4(2)".into())], "⟦Åáŕţííçléé 4(2)⟧");
}

#[test]
fn a_mark_of_somebody_else_cannot_leave_its_sentence() {
    check("en", "article", &[("cite", "4\u{2069}\u{202e}".into())], "Article 4⟨U+2069⟩⟨U+202E⟩");
}

#[test]
fn a_pack_answers_before_the_product() {
    let languages = Languages::embedded();
    let lang = languages.default_lang();
    assert_eq!(lang.law("eu-e-evidence", "kind-epoc"), "European Production Order Certificate");
    assert_eq!(lang.law("eu-e-evidence", "desk-title"), lang.t("desk-title"));
    assert_eq!(lang.law("no-such-pack", "desk-title"), lang.t("desk-title"));
}

#[test]
fn the_address_wins_over_the_browser() {
    let languages = Languages::embedded();
    let choose = |exact: &[&str], accept| languages.choose(exact.iter().copied(), accept).code();
    assert_eq!(choose(&["zz"], Some("en")), "zz");
    assert_eq!(choose(&["xx", "zz-rtl"], None), "zz-rtl");
    assert_eq!(choose(&["ru"], Some("fr-FR, en;q=0.8")), "ru");
    assert_eq!(choose(&[], Some("fr-FR, en;q=0.8")), "fr");
    assert_eq!(choose(&[], Some("tlh, zz, fr-FR;q=0.8")), "fr");
    assert_eq!(choose(&[], Some("tlh")), "en");
    assert_eq!(choose(&[], Some("en;q=0.1, de")), "de");
    assert_eq!(choose(&[], Some("fr;q=0, es; q=0.5")), "es");
    assert_eq!(choose(&[], Some("de;q=0.85,pt-BR;q=0.9")), "pt");
    assert_eq!(choose(&[], Some("zh-CN, de;q=0.9")), "zh");
    assert_eq!(choose(&[], Some("zh-TW, de;q=0.9")), "de");
    assert_eq!(choose(&[], Some("zh-Hant, de;q=0.9")), "de");
    assert_eq!(choose(&[], Some("zh-Hans-HK, de;q=0.9")), "zh");
}

#[test]
fn a_browser_never_gets_a_pseudo_language() {
    let languages = Languages::embedded();
    assert_eq!(languages.choose([], Some("zz")).code(), "en");
}

#[test]
fn a_pseudo_text_is_at_least_two_fifths_longer() {
    for text in
        ["Desk", "rhythm", "What happened", "Nothing leaves this node when you send this form."]
    {
        let longer = pseudo::longer(text);
        assert!(longer.chars().count() * 10 >= text.chars().count() * 14, "{text} → {longer}");
    }
}

#[test]
fn a_text_without_letters_stays_as_it_is() {
    assert_eq!(pseudo::longer(", "), ", ");
    assert_eq!(pseudo::mirrored(" · "), " · ");
}

#[test]
fn spaces_at_the_ends_of_a_piece_are_kept() {
    assert!(pseudo::longer("leaf ").ends_with(' '));
    assert!(pseudo::longer(" of ").starts_with(' '));
}

#[test]
fn every_word_of_a_mirrored_text_ends_its_own_override() {
    let text = pseudo::mirrored("What happened");
    assert_eq!(text.matches('\u{202e}').count(), text.matches('\u{202c}').count());
}
