//! Packs that are refused, each fault at its line, and what a sound one gives.

mod anybody;
mod edges;

use proptest::prelude::*;

use super::*;
use crate::embedded::EU_E_EVIDENCE;

const HEAD_TEXT: &str = r#"[instrument]
id = "test-act"
version = 1
title = "T"
status = "in_force"
parties_listed = "all"
in_force_from = 2026-01-01
known_on = 2026-01-01
cite = "1"
mark = "memory"
source = "s"
source_date = 2026-01-01
[[party]]
states = ["FR", "IE"]
from = 2026-01-01
cite = "1"
"#;

const RULES: &str = r#"mark = "memory"
source = "s"
source_date = 2026-01-01
[kind]
id = "order"
form = "I"
tracks = ["ordinary"]
cite = "1"
[[section]]
id = "A"
visible_to = ["addressee", "IA"]
cite = "1"
[[section]]
id = "M"
visible_to = ["IA"]
cite = "1"
[[field]]
id = "name"
section = "A"
type = "text"
visible_to = ["addressee", "IA"]
example = "x"
cite = "1"
[[clock]]
id = "answer"
kinds = ["order"]
kind = "deadline"
period = 10
counting = "r1182-days"
trigger = "received"
trigger_by = "addressee"
calendar = "addressee"
effect = "breach"
cite = "2"
[[ground]]
id = "g/3.a"
kinds = ["order"]
raised_by = ["EA"]
until = "answer"
effect = "stop"
cite = "3"
"#;

/// Every fault of these files; none of a sound pack.
fn faults(files: &[(&str, &str)]) -> Vec<LoadError> {
    load_instrument(files).map(|_| Vec::new()).unwrap_or_else(|errors| errors)
}

/// Replaces a part of the sound rules, loads, and compares line and code of every fault.
#[track_caller]
fn check(old: &str, new: &str, expected: &[(usize, &str)]) {
    assert!(RULES.contains(old), "{old}");
    let rules = RULES.replacen(old, new, 1);
    let errors = faults(&[("instrument.toml", HEAD_TEXT), ("order.toml", rules.as_str())]);
    let found: Vec<(usize, &str)> = errors.iter().map(|error| (error.line, error.code)).collect();
    assert_eq!(found, expected, "{errors:#?}");
}

#[test]
fn a_sound_pack_loads() {
    check("", "", &[]);
}

#[test]
fn a_clock_without_its_parts_is_refused() {
    check("cite = \"2\"\n", "", &[(24, "entry-missing")]);
    check("counting = \"r1182-days\"\n", "", &[(24, "entry-missing")]);
    check("calendar = \"addressee\"\n", "", &[(24, "entry-missing")]);
    check("effect = \"breach\"\n", "", &[(24, "entry-missing")]);
}

#[test]
fn a_pack_without_marks_is_refused_rule_by_rule() {
    let rules = RULES.replacen("mark = \"memory\"\n", "", 1);
    let errors = load_instrument(&[("instrument.toml", HEAD_TEXT), ("order.toml", rules.as_str())]);
    let errors = errors.unwrap_err();
    let lines: Vec<usize> = errors.iter().map(|error| error.line).collect();
    assert_eq!(lines, [3, 8, 12, 16, 23, 34]);
    assert!(errors.iter().all(|error| error.message.contains("`mark`")));
}

#[test]
fn an_unknown_code_is_refused_at_its_place() {
    check("\"r1182-days\"", "\"r1182-day\"", &[(29, "word-unknown")]);
    check("effect = \"stop\"", "effect = \"halt\"", &[(40, "word-unknown")]);
    check("[\"EA\"]", "[\"EA\", \"EB\"]", &[(38, "word-unknown")]);
    check("type = \"text\"", "type = \"free-text\"", &[(20, "word-unknown")]);
    check("period = 10", "period = 10001", &[(28, "entry-malformed")]);
    check("period = 10", "periode = 10", &[(24, "period-misplaced"), (28, "entry-unknown")]);
}

#[test]
fn a_ground_without_raiser_and_a_field_without_readers_are_refused() {
    check("raised_by = [\"EA\"]\n", "", &[(35, "entry-missing")]);
    check("raised_by = [\"EA\"]", "raised_by = []", &[(35, "entry-empty")]);
    check(
        "type = \"text\"\nvisible_to = [\"addressee\", \"IA\"]",
        "type = \"text\"",
        &[(17, "entry-missing")],
    );
}

#[test]
fn ids_are_given_once() {
    let clock_at = RULES.find("[[clock]]").unwrap();
    let ground_at = RULES.find("[[ground]]").unwrap();
    let clock = &RULES[clock_at..ground_at];
    check("[[ground]]", &format!("{clock}[[ground]]"), &[(35, "id-twice")]);
}

#[test]
fn a_party_owes_one_notice_and_its_review_is_nobodys_clock() {
    let notice = |by: &str| {
        format!("[[notice]]\nid = \"n\"\nby = \"{by}\"\nstandard = \"s\"\ncite = \"1\"\n")
    };
    let both = |one, other| format!("{}{}[[clock]]", notice(one), notice(other));
    check("[[clock]]", &both("IA", "EA"), &[]);
    check("[[clock]]", &both("IA", "IA"), &[(29, "notice-twice")]);
    check("id = \"answer\"", "id = \"notice-review\"", &[(24, "clock-reserved")]);
}

#[test]
fn a_hidden_field_in_a_shown_section_is_refused() {
    check(
        "type = \"text\"\nvisible_to = [\"addressee\", \"IA\"]",
        "type = \"text\"\nvisible_to = [\"IA\"]",
        &[(17, "hidden-field-in-shown-section")],
    );
    check("section = \"A\"\ntype", "section = \"M\"\ntype", &[(17, "field-wider-than-section")]);
    check("section = \"A\"\ntype", "section = \"B\"\ntype", &[(17, "section-unknown")]);
}

#[test]
fn names_that_point_nowhere_are_refused() {
    check("until = \"answer\"", "until = \"reply\"", &[(35, "clock-unknown")]);
    check("kinds = [\"order\"]\nkind", "kinds = [\"orders\"]\nkind", &[(24, "kind-unknown")]);
    check("cite = \"2\"", "also = [\"nothing\"]\ncite = \"2\"", &[(24, "sibling-unknown")]);
    check("cite = \"2\"", "also_abroad = [\"nothing\"]\ncite = \"2\"", &[(24, "sibling-unknown")]);
    check("cite = \"2\"", "extends = \"answer\"\ncite = \"2\"", &[(24, "clock-circular")]);
    check(
        "example = \"x\"",
        "example = \"x\"\nrequired_if = [\"field:nobody\"]",
        &[(17, "field-unknown")],
    );
}

#[test]
fn a_figure_names_what_it_is_taken_from() {
    // Appended to the rules, so it stands on their next line.
    let line = RULES.lines().count() + 1;
    let with = |figures: &str, expected: &[&str]| {
        let statistic = format!("[[statistic]]\nid = \"stat/4.a\"\ncite = \"4\"\n{figures}\n");
        let expected: Vec<(usize, &str)> = expected.iter().map(|code| (line, *code)).collect();
        check("cite = \"3\"\n", &format!("cite = \"3\"\n{statistic}"), &expected);
    };
    with("counts = [\"a\", \"b\"]\nof = [\"issued:order\", \"-\"]", &[]);
    with("counts = [\"a\", \"b\"]\nof = [\"issued\"]", &["statistic-uneven"]);
    with("counts = [\"a\"]\nof = [\"issued:orders\"]", &["kind-unknown"]);
    with("counts = [\"a\"]\nmean = true\nof = [\"issued\"]", &["statistic-timeless"]);
    with("counts = [\"a\"]\nmean = true\nmedian = true\nof = [\"-\"]", &["statistic-times"]);
    with("counts = [\"a\"]\nof = [\"said:order\"]", &["letter-unknown"]);
    with("counts = [\"a\"]\nof = [\"issued\"]\ndimensions = [\"sex\"]", &["dimension-unknown"]);
    // What nobody counts may be told apart by anything.
    with("counts = [\"a\"]\nof = [\"-\"]\ndimensions = [\"sex\"]", &[]);
    // What is noted is told apart by what officers can say: three dimensions, and those the pack lists.
    let noted = "counts = [\"a\"]\nof = [\"noted\"]";
    let listed = "\n[[dimension]]\nid = \"sex\"\nwords = [\"x\"]";
    with(noted, &[]);
    with(&format!("{noted}\nmoney = true"), &[]);
    with(&format!("{noted}\nmedian = true"), &[]);
    with(&format!("{noted}\nmoney = true\nmean = true"), &["statistic-money"]);
    with("counts = [\"a\"]\nof = [\"issued+noted\"]\nmoney = true", &["statistic-money"]);
    with(&format!("{noted}\ndimensions = [\"issuing_state\"]"), &[]);
    with(&format!("{noted}\ndimensions = [\"addressee\"]"), &["dimension-unknown"]);
    with(&format!("{noted}\ndimensions = [\"sex\"]"), &["dimension-unknown"]);
    with(&format!("{noted}\ndimensions = [\"sex\"]{listed}"), &[]);
    let both = "counts = [\"a\"]\nof = [\"issued+noted\"]\ndimensions = [\"sex\"]";
    with(&format!("{both}{listed}"), &["dimension-unknown"]);
    with("counts = [\"a\"]\nof = [\"issued:order:name=yes\"]", &["code-unknown"]);
    // Nothing is named twice, and nothing takes a name that every pack has.
    with("counts = [\"a\"]\nof = [\"issued+noted+issued\"]", &["id-twice"]);
    with(&format!("{noted}\ndimensions = [\"data_type\", \"data_type\"]"), &["id-twice"]);
}

#[test]
fn letters_that_are_counted_have_a_form_a_field_and_a_word() {
    let with = |of: &str, expected: &[&str]| {
        let rules = format!(
            "{RULES}[[statistic]]\nid = \"stat/4.a\"\ncite = \"4\"\ncounts = [\"a\"]\nof = [\"{of}\"]\n"
        );
        let files =
            [("instrument.toml", HEAD_TEXT), ("note.toml", LETTER), ("order.toml", rules.as_str())];
        let errors = faults(&files);
        let found: Vec<&str> = errors.iter().map(|error| error.code).collect();
        assert_eq!(found, expected, "{of}");
    };
    for of in ["said:note", "heard:note", "fulfilled-after:note", "said:note:why=unclear"] {
        with(of, &[]);
    }
    with("heard:letter", &["letter-unknown"]);
    with("said:note:when=unclear", &["field-unknown"]);
    with("said:note:why=unsure", &["code-unknown"]);
    with("said:note:why", &["word-unknown"]);
    with("said:note@why", &["field-unknown"]);
    with("said:note@when", &["field-unknown"]);
    with("said:note@", &["word-unknown"]);
    with("said", &["word-unknown"]);
}

#[test]
fn an_example_must_fit_its_field() {
    check("type = \"text\"", "type = \"date\"", &[(17, "example-malformed")]);
    check("type = \"text\"", "type = \"code\"\ncodes = [\"y\"]", &[(17, "example-malformed")]);
    check("type = \"text\"", "type = \"text\"\ncodes = [\"x\"]", &[(17, "codes-misplaced")]);
}

#[test]
fn syntax_faults_have_line_and_column() {
    let files = [("instrument.toml", HEAD_TEXT), ("bad.toml", "a = 1\nb = = 2\n")];
    let errors = load_instrument(&files).unwrap_err();
    assert_eq!(
        (errors[0].line, errors[0].code, errors[0].file.as_str()),
        (2, "toml-malformed", "bad.toml")
    );
    assert!(errors[0].to_string().starts_with("bad.toml:2:"), "{}", errors[0]);
}

#[test]
fn a_pack_needs_its_head_and_its_parties() {
    let none: [(&str, &str); 0] = [];
    assert_eq!(load_instrument(&none).unwrap_err()[0].code, "head-missing");
    let (head, _) = HEAD_TEXT.split_once("[[party]]").unwrap();
    let errors = load_instrument(&[("instrument.toml", head)]).unwrap_err();
    assert_eq!(errors.iter().map(|e| e.code).collect::<Vec<_>>(), ["parties-missing"]);
}

#[test]
fn all_faults_of_all_files_are_told_at_once() {
    let one = RULES.replacen("effect = \"stop\"", "effect = \"halt\"", 1);
    let two = "[[duty]]\nid = \"x\"\nby = \"Q\"\n";
    let head = HEAD_TEXT.replacen("version = 1", "version = 0", 1);
    let sound = [("instrument.toml", HEAD_TEXT), ("a.toml", one.as_str()), ("b.toml", two)];
    let files: Vec<String> =
        load_instrument(&sound).unwrap_err().into_iter().map(|error| error.file).collect();
    assert!(files.contains(&"a.toml".to_owned()) && files.contains(&"b.toml".to_owned()));
    let errors = load_instrument(&[("instrument.toml", head.as_str())]).unwrap_err();
    assert_eq!(errors[0].code, "entry-malformed");
}

#[test]
fn the_digest_input_depends_on_every_byte_and_not_on_the_order() {
    let law = |files: &[(&str, &str)]| load_instrument(files).unwrap().digest_input;
    let mut reversed = EU_E_EVIDENCE.to_vec();
    reversed.reverse();
    assert_eq!(law(EU_E_EVIDENCE), law(&reversed));
    let mut changed = EU_E_EVIDENCE.to_vec();
    changed.push(("text/fr.ftl", "title = Règlement\n"));
    assert_ne!(law(EU_E_EVIDENCE), law(&changed));
}

proptest! {
    // Each case reads the whole pack: fewer of them, and other ones on every run.
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// A pack that was cut, doubled or scrambled anywhere is read or refused, and nothing else.
    #[test]
    fn no_damage_breaks_the_reader(
        file in 0usize..6, first in 0usize..60_000, length in 0usize..200, text in "[a-z\"=\\[\\]{}\n. ]{0,8}",
    ) {
        let mut files: Vec<(String, String)> = EU_E_EVIDENCE
            .iter()
            .filter(|(path, _)| path.ends_with(".toml"))
            .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
            .collect();
        let (_, damaged) = &mut files[file];
        let bounds = |at: usize, text: &str| {
            (at.min(text.len())..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap()
        };
        let from = bounds(first % (damaged.len() + 1), damaged);
        let to = bounds(from + length, damaged);
        damaged.replace_range(from..to, &text);
        if let Err(errors) = load_instrument(&files) {
            prop_assert!(!errors.is_empty());
            prop_assert!(errors.iter().all(|error| error.line >= 1 && error.column >= 1));
        }
    }
}

const LETTER: &str = r#"mark = "memory"
source = "s"
source_date = 2026-01-01
[letter]
id = "note"
form = "free"
about = ["order"]
by = ["addressee"]
to = ["IA"]
cite = "4"
[[consequence]]
does = "suspend"
if = ["field:why=unclear"]
after = ["note"]
starts = ["impossibility-received"]
ends = ["answer"]
until = "why"
cite = "4(1)"
[[section]]
id = "A"
visible_to = ["addressee", "IA"]
cite = "4"
[[field]]
id = "why"
section = "A"
type = "code"
codes = ["unclear", "other"]
visible_to = ["addressee", "IA"]
example = "unclear"
cite = "4"
"#;

/// Replaces a part of a sound letter, loads it with the sound rules, and compares line and code of every fault.
#[track_caller]
fn check_letter(old: &str, new: &str, expected: &[(usize, &str)]) {
    assert!(LETTER.contains(old), "{old}");
    let letter = LETTER.replacen(old, new, 1);
    let files =
        [("instrument.toml", HEAD_TEXT), ("note.toml", letter.as_str()), ("order.toml", RULES)];
    let errors = faults(&files);
    let found: Vec<(usize, &str)> = errors.iter().map(|error| (error.line, error.code)).collect();
    assert_eq!(found, expected, "{errors:#?}");
}

#[test]
fn what_a_letter_does_names_words_fields_clocks_and_letters_that_there_are() {
    check_letter("does", "does", &[]);
    check_letter("\"suspend\"", "\"stop\"", &[(12, "word-unknown")]);
    check_letter("why=unclear", "why=unsure", &[(11, "code-unknown")]);
    check_letter("until = \"why\"", "until = \"when\"", &[(11, "field-unknown")]);
    check_letter("after = [\"note\"]", "after = [\"letter\"]", &[(11, "letter-unknown")]);
    check_letter("after = [\"note\"]", "after = [\"letter:inform\"]", &[(11, "letter-unknown")]);
    check_letter("after = [\"note\"]", "after = [\"late:letter\"]", &[(11, "clock-unknown")]);
    check_letter("ends = [\"answer\"]", "ends = [\"reply\"]", &[(11, "clock-unknown")]);
    check_letter("field:why=unclear", "track:emergency", &[(11, "condition-misplaced")]);
    check_letter(
        "cite = \"4\"\n[[cons",
        "act = \"object\"\ncite = \"4\"\n[[cons",
        &[(1, "consequence-misplaced")],
    );
}

#[test]
fn a_pack_has_so_many_files_and_no_more() {
    let texts: Vec<String> = (0..FILES_MAX).map(|n| format!("text/{n}.ftl")).collect();
    let load = |n_texts: usize| {
        let others = texts.iter().take(n_texts).map(|path| (path.as_str(), ""));
        let files: Vec<(&str, &str)> =
            [("instrument.toml", HEAD_TEXT)].into_iter().chain(others).collect();
        let errors = faults(&files);
        errors.iter().map(|error| error.code).collect::<Vec<_>>()
    };
    assert_eq!(load(FILES_MAX - 1), Vec::<&str>::new());
    assert_eq!(load(FILES_MAX), ["too-many-files"]);
}

#[test]
fn a_word_of_a_list_is_short_and_lower_case() {
    let longest = "a".repeat(crate::ids::ID_BYTES_MAX);
    for text in ["a", "ten_days", "2fa", &longest] {
        assert_eq!(form::code_word(text), Ok(text.to_owned()));
    }
    for text in ["", "A", "ten-days", "ten days", &format!("{longest}a")] {
        assert!(form::code_word(text).is_err(), "{text}");
    }
}
