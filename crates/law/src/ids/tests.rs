//! Names: what is one and what is not.

use super::*;

#[track_caller]
fn check<T>(parse: fn(&str) -> Result<T, BadId>, good: &[&str], bad: &[&str]) {
    for text in good {
        assert!(parse(text).is_ok(), "{text} should be a name");
    }
    for text in bad {
        assert!(parse(text).is_err(), "{text} should not be a name");
    }
}

#[test]
fn an_instrument_id_is_lower_case_with_dashes() {
    check(
        InstrumentId::parse,
        &["eu-e-evidence", "mla", "coe-2ap"],
        &["", "EU", "eu_e", "2ap", "eu e"],
    );
}

#[test]
fn a_clock_id_names_its_instrument() {
    check(
        ClockId::parse,
        &["eu-e-evidence/produce"],
        &["produce", "/produce", "eu/", "a/b/c", "A/b"],
    );
    let clock = ClockId::parse("eu-e-evidence/refusal-window").unwrap();
    assert_eq!((clock.instrument(), clock.name()), ("eu-e-evidence", "refusal-window"));
}

#[test]
fn a_ground_id_names_its_article() {
    check(
        GroundId::parse,
        &["eu-e-evidence/g/12.1.a"],
        &["g/12.1.a", "eu-e-evidence/12.1.a", "eu-e-evidence/g/"],
    );
}

#[test]
fn a_state_is_an_assigned_code() {
    check(
        Country::parse,
        &["FR", "IE", "DE", "NL", "GR", "GB"],
        &["EL", "UK", "XX", "fr", "F", "FRA", ""],
    );
    assert_eq!(COUNTRIES.split(' ').count(), 249);
}

#[test]
fn a_section_is_a_letter_or_a_word() {
    check(SectionId::parse, &["A", "M", "file"], &["AB", "1", "File", ""]);
}

#[test]
fn every_closed_word_comes_back_as_itself() {
    for category in DataCategory::ALL {
        assert_eq!(DataCategory::parse(category.id()), Ok(*category));
    }
    for party in Party::ALL {
        assert_eq!(Party::parse(party.id()), Ok(*party));
    }
    check(Audience::parse, &["EA", "IA", "addressee", "supervisor"], &["ea", "public", ""]);
}

#[test]
fn what_is_no_name_has_a_code_and_says_what_was_wanted() {
    let bad = InstrumentId::parse("EU").unwrap_err();
    assert_eq!(bad.code(), "bad-id");
    assert_eq!(bad.to_string(), format!("`EU` is not {}", bad.wanted));
}

#[test]
fn a_cite_is_short_and_of_the_letters_that_cites_have() {
    let longest = "1".repeat(ID_BYTES_MAX);
    let too_long = "1".repeat(ID_BYTES_MAX + 1);
    check(
        Cite::parse,
        &["4", "4(2)", "10-12", "Annex V, A", "R1182 3(4)", "2023/969", &longest],
        &["", "§ 4", "4;2", "4_2", &too_long],
    );
}
