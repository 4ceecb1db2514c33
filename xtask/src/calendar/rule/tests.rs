//! What the rules of a state may and may not say.

use super::*;

const HEAD: &str = "state = \"IE\"\nzone = \"Europe/Dublin\"\nmark = \"memory\"\nsource = \"s\"\n";

/// The faults of a file, each as its line and a part of what it says.
#[track_caller]
fn check(text: &str, expected: &[(usize, &str)]) {
    let faults = Rules::read(text).err().unwrap_or_default();
    let found: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert_eq!(faults.len(), expected.len(), "{found:#?}");
    for (bad, (line, part)) in faults.iter().zip(expected) {
        assert!(bad.line == *line && bad.to_string().contains(part), "{bad}\nnot: {line} {part}");
    }
}

fn day(lines: &str) -> String {
    format!("{HEAD}[[day]]\nname = \"n\"\n{lines}\n")
}

#[test]
fn every_form_of_date_is_read() {
    let forms = [
        "easter = -2",
        "equinox = \"march\"",
        "fixed = \"10-03\"",
        "last = { month = 10, weekday = \"monday\" }",
        "nth = { month = 5, weekday = \"monday\", n = 1 }",
        "on = [2026-06-15, 2027-06-15]",
        "on_or_after = { date = \"06-20\", weekday = \"saturday\" }",
        "orthodox_easter = 49",
    ];
    for form in forms {
        check(&day(form), &[]);
    }
    let more = "fixed = \"01-01\"\nscopes = [\"IE-D\", \"IE-C\"]\nin_part = true\nfrom_year = 2020\n\
                until_year = 2030\nunless = { weekdays = [\"friday\"] }\nwhen = { easter = -3 }\n\
                moved = { sunday = 1 }\nobserved = { saturday = -1 }\nno_substitute = true";
    check(&day(more), &[]);
}

#[test]
fn every_fault_is_said_with_its_line_and_a_way_out() {
    check("", &[(1, "no `state`"), (1, "no `zone`"), (1, "no `mark`"), (1, "no `source`")]);
    check(&HEAD.replace("memory", "sure"), &[(3, "`memory`, or `verified`")]);
    check(&format!("{HEAD}zones = 1\n"), &[(5, "knows no `zones`; known are state, zone")]);
    check(&format!("{HEAD}not_covered = [\"DE-BY\"]\n"), &[(1, "`DE-BY` lies elsewhere")]);
    check(&format!("{HEAD}[[holiday]]\n"), &[(5, "no table is called `holiday`; tables are")]);
    check(&format!("{HEAD}[[between]]\n"), &[(5, "no `name`")]);
    check(
        &format!("{HEAD}[[corrected]]\nyear = 2027\nversion = 1\nwhy = \"w\"\n"),
        &[(7, "has 2 or more")],
    );
    check(&day(""), &[(5, "a day with 0 dates; write one of easter, equinox")]);
    check(&day("fixed = \"01-01\"\neaster = 1"), &[(5, "a day with 2 dates")]);
    check(&day("fixed = \"02-29\""), &[(7, "a day that every year has")]);
    check(&day("fixed = \"2-9\""), &[(7, "a day that every year has")]);
    check(&day("easter = 71"), &[(7, "from -70 to 70")]);
    check(&day("nth = { month = 5, weekday = \"monday\", n = 5 }"), &[(7, "n from 1 to 4")]);
    check(&day("last = { month = 5, weekday = \"Monday\" }"), &[(7, "`monday` … `sunday`")]);
    check(&day("equinox = \"june\""), &[(7, "`march` or `september`")]);
    check(&day("on = [\"2026-01-01\"]"), &[(7, "dates without quotes")]);
    check(&day("on = []"), &[(7, "the dates as a list")]);
    let fixed = |more: &str| day(&format!("fixed = \"01-01\"\n{more}"));
    check(&fixed("scope = \"DE-BY\""), &[(5, "`DE-BY` lies elsewhere")]);
    check(&fixed("scope = \"IE-dublin\""), &[(5, "`IE-dublin` lies elsewhere")]);
    check(&fixed("scope = \"IE\"\nscopes = [\"IE-D\"]"), &[(5, "`scope` and `scopes` both")]);
    check(&fixed("moved = { sunday = 0 }"), &[(8, "how many days later")]);
    check(&fixed("moved = { sunday = 7 }"), &[(8, "how many days later")]);
    check(&fixed("unless = { fixed = \"01-01\", easter = 1 }"), &[(8, "or one date form")]);
    check(&fixed("if_not = { easter = 1 }"), &[(8, "knows no `if_not`")]);
    check(&fixed("from_year = 1492"), &[(8, "a year like 2027")]);
    check(&fixed("in_part = \"yes\""), &[(8, "`true` or leave the line out")]);
    // A date that is not understood is one fault and not two, and the rest is read all the same.
    check(&day("easter = \"x\"\nfoo = 1\nbar = 2"), &[(7, "from -70"), (8, "`foo`"), (9, "`bar`")]);
}
