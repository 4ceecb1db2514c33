//! What anybody may issue, what comes late with reasons, and forms that their reader cannot read.

use super::*;

/// A sound issuer rule and a sound route of a kind that only tells something.
const OPEN: &str = "[[issuer]]\nanybody = true\ncite = \"1\"\n";
const TELLS: &str =
    "[route]\naim = \"information\"\nchannel = \"provider\"\nlanguage = \"as_agreed\"\n";

/// The codes of the sound rules with this behind them.
fn with(more: &str) -> Vec<&'static str> {
    let rules = format!("{RULES}{more}");
    let errors = faults(&[("instrument.toml", HEAD_TEXT), ("order.toml", rules.as_str())]);
    errors.iter().map(|error| error.code).collect()
}

#[test]
fn anybody_tells_a_provider_or_a_supervisor_and_asks_nobody_for_anything() {
    const NONE: [&str; 0] = [];
    assert_eq!(with(&format!("{OPEN}{TELLS}")), NONE);
    let too_much = ["anybody-too-much"];
    assert_eq!(with(OPEN), too_much);
    assert_eq!(with(&format!("{OPEN}{}", TELLS.replace("information", "production"))), too_much);
    assert_eq!(with(&format!("{OPEN}{}", TELLS.replace("information", "removal"))), too_much);
    assert_eq!(with(&format!("{OPEN}{TELLS}data = [\"content\"]\n")), too_much);
    let twice = format!("{OPEN}[[issuer]]\nalone = [\"judge\"]\ncite = \"1\"\n{TELLS}");
    assert_eq!(with(&twice), too_much);
    let of_data = OPEN.replace("true\n", "true\ndata = [\"content\"]\n");
    assert_eq!(with(&format!("{of_data}{TELLS}")), too_much);
    let urgent = OPEN
        .replace("true\n", "true\nemergency_without_validation = true\nemergency_cite = \"2\"\n");
    assert_eq!(with(&format!("{urgent}{TELLS}")), too_much);
    // A supervisor reads nothing of this form, and an authority neither.
    let supervisor = TELLS.replace("provider", "supervisor").replace("information", "supervision");
    assert_eq!(with(&format!("{OPEN}{supervisor}")), ["form-unseen"]);
    let authority = TELLS.replace("provider", "authority");
    assert_eq!(with(&format!("{OPEN}{authority}")), ["anybody-too-much", "form-unseen"]);
    let judge = OPEN.replace("anybody = true", "alone = [\"judge\"]");
    assert_eq!(with(&format!("{judge}{authority}")), ["form-unseen"]);
    assert_eq!(with(&format!("{judge}{}", TELLS.replace("information", "production"))), NONE);
}

#[test]
fn where_anybody_may_nobody_is_named() {
    let and =
        |line: &str| with(&format!("{}{TELLS}", OPEN.replace("cite", &format!("{line}\ncite"))));
    assert_eq!(and("alone = [\"judge\"]"), ["anybody-and-some"]);
    assert_eq!(and("validated_by = [\"judge\"]"), ["anybody-and-some"]);
    let nobody = OPEN.replace("anybody = true\n", "");
    assert_eq!(with(&format!("{nobody}{TELLS}")), ["entry-missing"]);
    let not = OPEN.replace("true", "false");
    assert_eq!(with(&format!("{not}{TELLS}")), ["entry-missing"]);
}

#[test]
fn reasons_for_a_delay_stand_with_a_beginning_and_a_lawful_lateness() {
    let field = |id: &str, of: &str| {
        format!(
            "[[field]]\nid = \"{id}\"\nsection = \"A\"\n{of}\nvisible_to = [\"addressee\", \"IA\"]\ncite = \"1\"\n"
        )
    };
    let fields = field("known_at", "type = \"instant\"\nexample = \"2026-11-19T08:00:00Z\"")
        + &field("delay", "type = \"long-text\"\nexample = \"[en] x\"");
    let clock = |effect: &str, lines: &str| {
        let rules =
            RULES.replacen("effect = \"breach\"", &format!("effect = \"{effect}\"\n{lines}"), 1);
        let rules = format!("{rules}{fields}");
        let errors = faults(&[("instrument.toml", HEAD_TEXT), ("order.toml", rules.as_str())]);
        errors.iter().map(|error| error.code).collect::<Vec<_>>()
    };
    let both = "begins_in = \"known_at\"\nreasons_in = \"delay\"";
    assert_eq!(clock("late_with_reasons", both), Vec::<&str>::new());
    assert_eq!(clock("breach", both), ["reasons-misplaced"]);
    assert_eq!(clock("late_with_reasons", "reasons_in = \"delay\""), ["reasons-misplaced"]);
    for other in ["name", "nobody", "known_at"] {
        let lines = both.replace("\"delay\"", &format!("\"{other}\""));
        assert_eq!(clock("late_with_reasons", &lines), ["field-unknown"], "{other}");
    }
}

#[test]
fn a_dimension_of_the_pack_is_new_and_its_words_differ() {
    let named =
        |id: &str, words: &str| with(&format!("[[dimension]]\nid = \"{id}\"\nwords = [{words}]\n"));
    assert_eq!(named("outcome", "\"a\", \"b\""), Vec::<&str>::new());
    assert_eq!(named("outcome", "\"a\", \"a\""), ["id-twice"]);
    for taken in crate::statistic::DIMENSIONS {
        assert_eq!(named(taken, "\"a\""), ["dimension-taken"], "{taken}");
    }
    let one = "[[dimension]]\nid = \"outcome\"\nwords = [\"a\"]\n";
    assert_eq!(with(&format!("{one}{one}")), ["id-twice"]);
}
