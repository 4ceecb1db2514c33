//! What a figure is taken from, as packs write it.

use super::*;

#[test]
fn a_source_is_written_as_it_was_read() {
    assert_eq!(sources("-"), Ok(Vec::new()));
    for text in [
        "issued",
        "issued:epoc",
        "ground-raised:removal-order",
        "said:effect-given",
        "heard:removal-feedback:measure=removed",
        "said:execution-report@done_at",
        "said:effect-given:effect=carried_out@done_at",
        "fulfilled-after:enforcement-request",
        "received:illegal-content-notice:trusted_flagger=yes",
        "noted",
    ] {
        let read = source(text).unwrap();
        assert_eq!(read.to_string(), text);
        assert_eq!(read.letter.is_some(), read.what.is_of_letter(), "{text}");
    }
    for text in [
        "",
        "isued",
        "said",
        "said:",
        "said:a:b",
        "said:a@",
        "heard:a:b=c@",
        "issued:E",
        "noted:epoc",
        "received:notice:trusted",
        "received:notice:T=yes",
    ] {
        assert!(source(text).is_err(), "{text}");
    }
}

#[test]
fn a_figure_can_have_several_sources() {
    let both = sources("received:order+noted").unwrap();
    assert_eq!(
        both.iter().map(|one| one.what).collect::<Vec<_>>(),
        [Counted::Received, Counted::Noted]
    );
    let count = |of: &str| Count { name: "a".to_owned(), of: sources(of).unwrap() };
    assert!(count("received:order+noted").is_noted() && count("noted").is_noted());
    assert!(!count("received:order").is_noted() && !count("-").is_noted());
    assert!(sources("received+").is_err() && sources("-+noted").is_err());
}

#[test]
fn every_word_is_its_own_and_only_some_have_a_time() {
    let words: Vec<&str> = Counted::ALL.iter().map(|what| what.id()).collect();
    assert!(words.is_sorted_by(|a, b| a < b), "{words:?}");
    let timed: Vec<&str> =
        Counted::ALL.iter().filter(|what| what.has_time()).map(|what| what.id()).collect();
    assert_eq!(
        timed,
        ["acknowledged", "fulfilled", "fulfilled-after", "heard", "noted", "provided", "said"]
    );
    assert_eq!((Time::Mean.id(), Time::Median.id()), ("mean", "median"));
}

#[test]
fn texts_are_found_under_keys_made_of_the_names() {
    assert_eq!(figure_key("epoc_pr_issued"), "figure-epoc-pr-issued");
    let law = crate::embedded::instrument("eu-e-evidence").unwrap().unwrap();
    assert_eq!(law.statistics[0].label_key(), "stat-28-2-a");
    let named = Dimension { name: "of_what".to_owned(), words: vec!["no_one".to_owned()] };
    assert_eq!(named.label_key(), "dimension-of-what");
    assert_eq!(named.word_key("no_one"), "dimension-of-what-no-one");
}
