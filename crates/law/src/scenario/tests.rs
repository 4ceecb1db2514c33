//! The grammar of scenario files: what it takes, and where it says no.

use proptest::prelude::*;

use super::*;

const STORY: &str = r##"# a comment
scenario  production order: the ordinary track
given     law eu-e-evidence version=1
given     member FR-TJ kind=judicial_authority state=FR offices=judge,police
given     member IE-PROV kind=service_provider state=IE offices=provider_agent
given     measure #a kind=epoc from=FR-TJ to=IE-PROV data=subscriber account="acct:\"47\\11\""

at 2027-02-10T09:30+01:00  judge@FR-TJ   issue #a   -> issued + review-owed ! send to=IE-PROV letter=measure.issue + schedule clock=eu-e-evidence/produce
at 2027-02-10T09:15Z       node@IE-PROV  deliver #a -> received clock=eu-e-evidence/produce strict=2027-02-20T09:15Z
at 2027-02-11T09:00Z       judge@FR-TJ   issue #a   -> denied already-issued cite="5(2)"
at 2027-02-22T23:00:01Z    clock         tick       -> nothing
at 2027-02-23T08:00Z       provider_agent@IE-PROV hand-over #a package=#p1 -> handed-over part=all late=yes
"##;

#[test]
fn a_story_comes_back_as_typed_lines() {
    let story = parse(STORY).unwrap();
    assert_eq!(story.title, "production order: the ordinary track");
    assert_eq!((story.givens.len(), story.attempts.len()), (4, 5));
    assert_eq!(story.givens[0].what, GivenWhat::Law("eu-e-evidence".to_owned()));
    let thing = GivenWhat::Thing { kind: "measure".to_owned(), label: "a".to_owned() };
    assert_eq!(story.givens[3].what, thing);
    assert_eq!(story.givens[3].args[4].values, vec![Value::Text("acct:\"47\\11\"".to_owned())]);
    assert_eq!(story.givens[1].args[2].values.len(), 2);
    let first = &story.attempts[0];
    assert_eq!((first.line, first.verb.as_str(), first.outcomes.len()), (8, "issue", 2));
    assert_eq!(first.effects.as_ref().map(Vec::len), Some(2));
    assert_eq!(story.attempts[3].actor, ScenarioActor::Clock);
    assert_eq!(story.attempts[3].outcomes, vec![Outcome::Nothing]);
    assert!(
        matches!(&story.attempts[2].outcomes[0], Outcome::Denied(no) if no.name == "already-issued")
    );
    assert_eq!(story.attempts[4].effects, None);
}

const STAGE: &str = "scenario s\ngiven member FR-TJ state=FR\n";

#[track_caller]
fn check(lines: &str, expected: &[(usize, usize, &str)]) {
    let text = format!("{STAGE}{lines}\n");
    let errors = parse(&text).map(|_| Vec::new()).unwrap_or_else(|errors| errors);
    let found: Vec<(usize, usize, &str)> =
        errors.iter().map(|e| (e.line, e.column, e.message.as_str())).collect();
    assert_eq!(found, expected, "{lines}");
}

#[test]
fn a_faulty_line_is_found_at_its_column() {
    check("at 2027-02-10T09:30Z judge@FR-TJ issue #a -> issued", &[]);
    check("nonsense", &[(3, 1, "a line does not start with `nonsense`")]);
    check("scenario again", &[(3, 1, "the file has a second title")]);
    check("given member FR-TJ state=DE", &[(3, 7, "`member FR-TJ` is given twice")]);
    check("given measure a kind=epoc", &[(3, 15, "a label is missing")]);
    check("given measure #a kind", &[(3, 22, "`kind` has no value")]);
    check("given measure #a kind=", &[(3, 23, "a value is missing")]);
    check("given measure #a kind=a kind=b", &[(3, 25, "`kind` is written twice")]);
    check("given measure #a text=\"open", &[(3, 23, "the quotes are not closed")]);
    check("given measure #a text=\"\\n\"", &[(3, 23, "an unknown escape")]);
    check(
        "at 2027-02-10 clock tick -> nothing",
        &[(3, 4, "that is not an instant with its offset")],
    );
    check(
        "at 2027-02-10T09:30 clock tick -> nothing",
        &[(3, 4, "that is not an instant with its offset")],
    );
    check(
        "at 2027-02-10T09:30Z judge issue #a -> issued",
        &[(3, 27, "`judge` belongs to no member")],
    );
    check(
        "at 2027-02-10T09:30Z judge@IE-CA issue #a -> issued",
        &[(3, 22, "nobody is called `IE-CA`")],
    );
    check("at 2027-02-10T09:30Z judge@FR-TJ issue #a", &[(3, 42, "a space is missing")]);
    check("at 2027-02-10T09:30Z judge@FR-TJ issue #a => issued", &[(3, 43, "`->` is missing")]);
    check("at 2027-02-10T09:30Z judge@FR-TJ issue #a -> denied", &[(3, 52, "a space is missing")]);
    check(
        "at 2027-02-10T09:30Z judge@FR-TJ issue #a -> denied x #a",
        &[(3, 55, "a label cannot stand here")],
    );
    check(
        "at 2027-02-10T09:30Z judge@FR-TJ issue #a -> nothing + issued",
        &[(3, 62, "`nothing` and `denied` stand alone")],
    );
    check(
        "at 2027-02-10T09:30Z judge@FR-TJ issue #a -> issued ! ",
        &[(3, 55, "a word in lower case is missing")],
    );
    check(
        "at 2027-02-10T09:30Z judge@FR-TJ issue #a -> issued, sent",
        &[(3, 52, "a space is missing")],
    );
    check("at\t2027-02-10T09:30Z clock tick -> nothing", &[(3, 3, "a space is missing")]);
}

#[test]
fn a_word_ends_where_it_must_and_spaces_at_the_end_do_not_count() {
    let attempt = |rest: &str| format!("at 2027-02-10T09:30Z clock tick{rest}");
    check("given law eu-", &[]);
    check(&attempt("-> nothing"), &[(3, 28, "a space is missing before `->`")]);
    check(&attempt(">nothing"), &[(3, 32, "a space is missing")]);
    check("given law eu-tco  ", &[]);
    check(&attempt(" -> nothing  "), &[]);
    check("given law eu-tco!", &[(3, 17, "the line goes on where it should end")]);
    check("given measure #a#b", &[(3, 17, "the line goes on where it should end")]);
}

#[test]
fn outcomes_are_joined_by_a_sign_between_spaces() {
    let attempt = |outcomes: &str| format!("at 2027-02-10T09:30Z clock tick -> {outcomes}");
    check(&attempt("issued  +  sent"), &[]);
    check(&attempt("issued+ sent"), &[(3, 42, "a space is missing")]);
    check(&attempt("issued +sent"), &[(3, 43, "`!` is missing")]);
}

#[test]
fn an_instant_is_written_with_all_its_signs() {
    let fault = [(3, 4, "that is not an instant with its offset")];
    for written in ["20270210T093000Z", "2027-02-10", "2027-02-10T", "10:30Z"] {
        check(&format!("at {written} clock tick -> nothing"), &fault);
    }
}

#[test]
fn a_value_begins_with_a_letter_or_a_digit_and_holds_no_control_character() {
    check("given measure #a kind=-a", &[(3, 23, "a value is missing")]);
    check("given measure #a kind=a,,b", &[(3, 25, "a value is missing")]);
    check("given measure #a kind=a-,9", &[]);
    check("given measure #a text=\"a\tb\"", &[(3, 23, "a control character in quotes")]);
    check("given law eu-tco\r", &[(3, 17, "a carriage return")]);
}

#[test]
fn a_file_is_so_long_and_no_longer() {
    let padded = |n_bytes: usize| format!("{STAGE}#{}\n", "x".repeat(n_bytes - STAGE.len() - 2));
    assert!(parse(&padded(FILE_BYTES_MAX)).is_ok());
    for n_more in [1, 2] {
        let errors = parse(&padded(FILE_BYTES_MAX + n_more)).unwrap_err();
        assert_eq!((errors.len(), errors[0].line, errors[0].column), (1, 1, 1));
        assert_eq!(errors[0].message, "the file is longer than 65536 bytes");
    }
}

#[test]
fn time_never_runs_backwards_and_every_fault_is_reported() {
    check(
        "at 2027-02-10T09:30Z clock tick -> nothing\nat 2027-02-10T10:29+01:00 clock tick -> nothing\noops",
        &[
            (4, 4, "the instant is earlier than the one before"),
            (5, 1, "a line does not start with `oops`"),
        ],
    );
}

#[test]
fn a_file_has_a_title_first_and_a_line_end_last() {
    assert!(parse("").is_err());
    assert!(parse("given law eu-e-evidence\nscenario late\n").is_err());
    assert!(parse("scenario  \n").is_err());
    assert!(parse("scenario s").is_err());
    assert!(parse("scenario s\n").is_ok());
    assert!(parse("scenario s\r\n").is_err());
    assert!(parse("scenario s\n# a comment\r\n").is_err());
}

#[test]
fn a_story_has_at_most_forty_attempts() {
    let line = "at 2027-02-10T09:30Z clock tick -> nothing\n";
    assert!(parse(&format!("{STAGE}{}", line.repeat(ATTEMPTS_MAX))).is_ok());
    assert!(parse(&format!("{STAGE}{}", line.repeat(ATTEMPTS_MAX + 1))).is_err());
}

proptest! {
    #[test]
    fn no_text_breaks_the_parser(text in "(scenario|given|at|#|law|member| |\n|->|!|\\+|[a-zA-Z0-9:@\"\\\\=,-]){0,60}") {
        drop(parse(&text));
    }
}
