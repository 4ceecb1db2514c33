//! What packs may not say, at the edge of each rule.

use super::table::FILE_BYTES_MAX;
use super::*;

/// The codes of what is wrong with the sound rules and something behind them.
fn with(more: &str) -> Vec<&'static str> {
    codes(HEAD_TEXT, &format!("{RULES}{more}"))
}

fn codes(head: &str, rules: &str) -> Vec<&'static str> {
    let files = [("instrument.toml", head), ("order.toml", rules)];
    faults(&files).iter().map(|error| error.code).collect()
}

#[test]
fn only_a_field_of_yes_and_no_says_yes() {
    let asks = |word: &str| format!("example = \"x\"\nrequired_if = [\"field:name={word}\"]");
    check("example = \"x\"", &asks("yes"), &[(17, "code-unknown")]);
    check("example = \"x\"", &asks("maybe"), &[(17, "code-unknown")]);
    let yes_no = RULES.replacen("type = \"text\"", "type = \"yes-no\"", 1);
    let yes_no = yes_no.replacen("example = \"x\"", "example = \"yes\"", 1);
    let other = "[[field]]\nid = \"other\"\nsection = \"A\"\ntype = \"text\"\nvisible_to = [\"addressee\", \"IA\"]\n\
                 example = \"x\"\ncite = \"1\"\n";
    let ask = |word: &str| {
        let asked = format!("{other}required_if = [\"field:name={word}\"]\n");
        codes(HEAD_TEXT, &format!("{yes_no}{asked}"))
    };
    assert_eq!(ask("no"), Vec::<&str>::new());
    assert_eq!(ask("maybe"), ["code-unknown"]);
}

#[test]
fn an_answer_equals_where_it_comes_from_or_goes_to_and_nothing_else() {
    let rule = |equals: &str| {
        with(&format!(
            "[[answer]]\nfield = \"name\"\nequals = \"{equals}\"\ndefect = \"contradicts-data\"\ncite = \"1\"\n"
        ))
    };
    for equals in ["from", "to", "not-after:name"] {
        assert_eq!(rule(equals), Vec::<&str>::new(), "{equals}");
    }
    for equals in ["", "two", "before:name"] {
        assert!(rule(equals).contains(&"word-unknown"), "{equals}");
    }
}

#[test]
fn a_threshold_needs_the_fields_that_it_is_judged_by() {
    let offence = "[[offence]]\nroute = \"three_years\"\ndata = [\"traffic\"]\npenalty_min = \"P3Y\"\ncite = \"1\"\n";
    assert_eq!(with(offence), ["field-unknown", "field-unknown"]);
    let field = |id: &str, rest: &str| {
        format!(
            "[[field]]\nid = \"{id}\"\nsection = \"A\"\nvisible_to = [\"addressee\", \"IA\"]\ncite = \"1\"\n{rest}\n"
        )
    };
    let penalty = field(crate::offence::PENALTY, "type = \"period\"\nexample = \"P3Y\"");
    let route = |code: &str| {
        let rest = format!("type = \"code\"\ncodes = [\"{code}\"]\nexample = \"{code}\"");
        field(crate::offence::ROUTE, &rest)
    };
    assert_eq!(with(&format!("{offence}{penalty}{}", route("three_years"))), Vec::<&str>::new());
    assert_eq!(with(&format!("{offence}{penalty}{}", route("a_list"))), ["code-unknown"]);
    assert_eq!(with(&format!("{offence}{}", route("three_years"))), ["field-unknown"]);
}

#[test]
fn a_party_is_bound_from_a_day_or_ratified_on_one() {
    let head =
        |from: &str| HEAD_TEXT.replacen("from = 2026-01-01\ncite", &format!("{from}cite"), 1);
    assert_eq!(codes(&head("ratified_on = 2026-01-01\n"), RULES), Vec::<&str>::new());
    assert_eq!(codes(&head(""), RULES), ["entry-missing"]);
    // A day that cannot be read is one fault, not two.
    assert_eq!(codes(&head("from = \"soon\"\n"), RULES), ["entry-malformed"]);
}

#[test]
fn a_language_has_two_small_letters() {
    let head = |language: &str| {
        format!(
            "{HEAD_TEXT}[[declaration]]\nstate = \"FR\"\nkind = \"languages_accepted\"\narticle = \"4\"\n\
             languages = [\"{language}\"]\ncite = \"4\"\n"
        )
    };
    assert_eq!(codes(&head("fr"), RULES), Vec::<&str>::new());
    for language in ["", "f", "FR", "fra", "f1"] {
        assert_eq!(codes(&head(language), RULES), ["word-unknown"], "{language}");
    }
}

#[test]
fn a_day_of_every_year_is_in_a_month_and_in_every_year() {
    let fixed = |on: &str| {
        let counted = format!("counting = \"fixed-date\"\non = \"{on}\"\n");
        let rules = RULES.replacen("period = 10\ncounting = \"r1182-days\"\n", &counted, 1);
        codes(HEAD_TEXT, &rules).contains(&"word-unknown")
    };
    for on in ["03-31", "02-28", "02-last", "12-last"] {
        assert!(!fixed(on), "{on}");
    }
    for on in ["02-29", "04-31", "13-01", "13-last", "00-last", "03-first", "0331"] {
        assert!(fixed(on), "{on}");
    }
}

#[test]
fn a_figure_has_a_small_name() {
    let figure = |name: &str| {
        with(&format!(
            "[[statistic]]\nid = \"stat/4.a\"\ncite = \"4\"\ncounts = [\"{name}\"]\nof = [\"-\"]\n"
        ))
    };
    assert_eq!(figure("items_2"), Vec::<&str>::new());
    for name in ["", "Items", "items-2", "items 2"] {
        assert_eq!(figure(name), ["word-unknown"], "{name}");
    }
}

#[test]
fn a_file_is_so_long_and_no_longer() {
    let padded = |n_bytes: usize| format!("{RULES}#{}", "x".repeat(n_bytes - RULES.len() - 1));
    assert_eq!(codes(HEAD_TEXT, &padded(FILE_BYTES_MAX)), Vec::<&str>::new());
    assert_eq!(codes(HEAD_TEXT, &padded(FILE_BYTES_MAX + 1)), ["file-too-long"]);
}

#[test]
fn a_form_has_so_many_fields_and_no_more() {
    /// The longest form that is taken.
    const FIELDS_MAX: usize = 400;
    // The sound rules have one field already.
    let fields = |n_fields: usize| {
        let field = |n: usize| {
            format!(
                "[[field]]\nid = \"field_{n}\"\nsection = \"A\"\ntype = \"text\"\n\
                 visible_to = [\"addressee\", \"IA\"]\nexample = \"x\"\ncite = \"1\"\n"
            )
        };
        with(&(1..n_fields).map(field).collect::<String>())
    };
    assert_eq!(fields(FIELDS_MAX), Vec::<&str>::new());
    for n_more in [1, 2] {
        assert_eq!(fields(FIELDS_MAX + n_more), ["fields-too-many"]);
    }
}

#[test]
fn a_day_has_no_hour_and_a_fault_its_line_and_column() {
    let head =
        HEAD_TEXT.replacen("in_force_from = 2026-01-01", "in_force_from = 2026-01-01T00:00:00", 1);
    assert_eq!(codes(&head, RULES), ["entry-malformed"]);
    let rules = RULES.replacen("effect = \"stop\"", "effect = \"halt\"", 1);
    let errors = load_instrument(&[("instrument.toml", HEAD_TEXT), ("order.toml", rules.as_str())]);
    let error = &errors.unwrap_err()[0];
    assert_eq!((error.line, error.column), (40, 10));
}

#[test]
fn a_clock_looks_at_fields_that_its_forms_have_and_that_fit() {
    let field = |id: &str, rest: &str| {
        format!(
            "[[field]]\nid = \"{id}\"\nsection = \"A\"\nvisible_to = [\"addressee\", \"IA\"]\ncite = \"1\"\n{rest}\n"
        )
    };
    let code = field("aim", "type = \"code\"\ncodes = [\"keep\"]\nexample = \"keep\"");
    let at = field("told_at", "type = \"instant\"\nexample = \"2026-11-19T08:00:00Z\"");
    let on = field("until_on", "type = \"date\"\nexample = \"2026-11-19\"");
    let frame = field("frame", "type = \"period\"\nexample = \"P30D\"");
    let many = field("days", "type = \"date\"\nmany = true\nexample = \"2026-11-19\"");
    let fields = [code, at, on, frame, many].concat();
    let clock = |line: &str| {
        let rules =
            RULES.replacen("effect = \"breach\"", &format!("effect = \"breach\"\n{line}"), 1);
        codes(HEAD_TEXT, &format!("{rules}{fields}"))
    };
    for sound in [
        "only_if = [\"data:traffic\", \"field:aim=keep\", \"field:name\", \"track:urgent\", \"notified\"]",
        "begun_if = [\"field:aim=keep\"]\nalso_at = [\"IA\"]",
        "begins_in = \"told_at\"",
        "stated_in = \"told_at\"",
        "stated_in = \"until_on\"",
        "stated_in = \"frame\"",
    ] {
        assert_eq!(clock(sound), Vec::<&str>::new(), "{sound}");
    }
    for missing in [
        "only_if = [\"field:aim=drop\"]",
        "only_if = [\"field:nobody\"]",
        "begun_if = [\"field:nobody\"]",
        "begins_in = \"until_on\"",
        "begins_in = \"nobody\"",
        "stated_in = \"name\"",
        "stated_in = \"days\"",
        "stated_in = \"nobody\"",
    ] {
        assert_eq!(clock(missing), ["field-unknown"], "{missing}");
    }
    assert_eq!(clock("also_at = [\"nobody\"]"), ["word-unknown"]);
    // A clock of the instrument as such has no form.
    let of_none =
        RULES.replacen("kinds = [\"order\"]\nkind =", "only_if = [\"field:name\"]\nkind =", 1);
    assert_eq!(codes(HEAD_TEXT, &of_none), ["kind-unknown"]);
    let of_none = of_none.replacen("field:name", "track:urgent", 1);
    assert_eq!(codes(HEAD_TEXT, &of_none), Vec::<&str>::new());
}

#[test]
fn what_keeps_a_letter_back_and_what_comes_before_a_ground_is_there() {
    check_letter("after = [\"note\"]", "after = [\"note\"]\nnot_while = [\"answer\"]", &[]);
    check_letter(
        "after = [\"note\"]",
        "after = [\"note\"]\nnot_while = [\"reply\"]",
        &[(11, "clock-unknown")],
    );
    let ground = |line: &str| {
        let rules = RULES.replacen("effect = \"stop\"", &format!("effect = \"stop\"\n{line}"), 1);
        codes(HEAD_TEXT, &rules)
    };
    assert_eq!(ground("contact_first = \"12(3)\""), Vec::<&str>::new());
    assert_eq!(ground("contact_first = true"), ["entry-malformed"]);
    assert_eq!(ground("after = [\"late:answer\"]"), Vec::<&str>::new());
    assert_eq!(ground("after = [\"late:reply\"]"), ["clock-unknown"]);
    assert_eq!(ground("after = [\"note\"]"), ["letter-unknown"]);
    assert_eq!(ground("after = [\"note:inform\"]"), ["letter-unknown"]);
}

#[test]
fn what_a_duty_begins_with_and_what_meets_it_is_there() {
    let duty = |lines: &str| {
        let head =
            "[[duty]]\nid = \"tell\"\nby = \"addressee\"\nstandard = \"promptly\"\ncite = \"1\"\n";
        let kinds = if lines.contains("kinds") { "" } else { "kinds = [\"order\"]\n" };
        with(&format!("{head}{kinds}{lines}\n"))
    };
    for sound in
        ["", "begins = \"ground\"", "after = [\"late:answer\"]", "not_while = [\"answer\"]"]
    {
        assert_eq!(duty(sound), Vec::<&str>::new(), "{sound}");
    }
    assert_eq!(duty("begins = \"someday\""), ["word-unknown"]);
    assert_eq!(duty("after = [\"late:reply\"]"), ["clock-unknown"]);
    assert_eq!(duty("after = [\"reply\"]"), ["letter-unknown"]);
    assert_eq!(duty("not_while = [\"reply\"]"), ["clock-unknown"]);
    assert_eq!(duty("met_by = [\"reply\"]"), ["letter-unknown"]);
    assert_eq!(duty("kinds = [\"reply\"]"), ["kind-unknown"]);
    // A field of the form that states an instant, in each form that the duty belongs to, and in no other.
    assert_eq!(duty("begins_in = \"name\""), ["field-unknown"]);
    assert_eq!(duty("begins_in = \"elsewhere\""), ["field-unknown"]);
}
