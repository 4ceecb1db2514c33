//! What a rule file may and may not say.

use super::*;

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

#[test]
fn a_file_is_its_entries_and_tables_in_order() {
    let text = "# head\nstate = \"IE\"  # Ireland\n\nnote = [\n    \"one\",\n    \"two\", # last\n]\n\
                [[day]]\nnth = { month = 5, weekday = \"monday\", n = -1 }\nin_part = true\n\
                [[day]]\non = [2026-06-15]\n";
    let document = parse(text).unwrap();
    let keys = |table: &Table| table.entries.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>();
    assert_eq!(keys(&document.root), ["state", "note"]);
    let lines: Vec<usize> = document.tables.iter().map(|(_, table)| table.line).collect();
    assert_eq!(lines, [8, 11]);
    let (_, first) = &document.tables[0];
    let Kind::Table(nth) = &first.entries[0].1.kind else { panic!("{first:?}") };
    assert_eq!(nth.entries[2].1.kind, Kind::Number(-1));
    assert_eq!(first.entries[1].1.kind, Kind::Flag(true));
    let on = Value { line: 12, kind: Kind::Date(date("2026-06-15")) };
    assert_eq!(document.tables[1].1.entries[0].1.kind, Kind::List(vec![on]));
}

/// The line and a part of the message of the fault.
#[track_caller]
fn check(text: &str, line: usize, message: &str) {
    let bad = parse(text).unwrap_err();
    assert!(bad.line == line && bad.message.contains(message), "{bad}");
    assert!(!bad.help.is_empty());
}

#[test]
fn what_is_not_understood_is_refused_with_its_line() {
    check("a = 1\na = 2\n", 2, "`a` is given twice");
    check("a = { b = 1, b = 2 }\n", 1, "`b` is given twice");
    check("\n\na = 'x'\n", 3, "is no value");
    check("a = 1.5\n", 1, "`1.5` is no value");
    check("a = 07\n", 1, "`07` is no value");
    check("a = +7\n", 1, "`+7` is no value");
    check("a = 2026-02-30\n", 1, "`2026-02-30` is no value");
    check("a = 99999999999\n", 1, "is no value");
    check("a = \"x\n\"\n", 1, "`\"` is missing");
    check("a = \"x\\n\"\n", 1, "a backslash");
    check("a = [1 2]\n", 1, "`,` is missing");
    check("a = [1,\n2\n", 3, "`,` is missing");
    check("a = { b = 1\n}\n", 1, "`,` is missing");
    check("a = [[[[[1]]]]]\n", 1, "too deep");
    check("[day]\n", 1, "a single table");
    check("[[day]\n", 1, "`]]` is missing");
    check("[[day]] x\n", 1, "something stands behind");
    check("a = 1 b = 2\n", 1, "something stands behind");
    check("a.b = 1\n", 1, "`=` is missing");
    check("A = 1\n", 1, "no name begins here");
    check("\ta = 1\n", 1, "no name begins here");
    check("a =\n", 1, "`` is no value");
    check(&"#".repeat(FILE_BYTES_MAX + 1), 1, "longer than");
}
