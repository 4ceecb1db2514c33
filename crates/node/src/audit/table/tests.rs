//! What a value looks like in either form, and what a spreadsheet would have done with it.

use super::*;

fn written(format: Format, cells: &[Cell]) -> String {
    let columns = vec!["n", "text", "none"];
    let mut table = Table::begin(Vec::new(), format, columns).unwrap();
    table.row(cells).unwrap();
    assert_eq!(table.n_rows, 1);
    String::from_utf8(table.end().unwrap()).unwrap()
}

#[track_caller]
fn check(text: &str, in_csv: &str, in_json: &str) {
    let cells = [Cell::from(7), Cell::from(text), Cell::from(None::<u64>)];
    let expected = format!("n,text,none\r\n7,{in_csv},\r\n");
    assert_eq!(written(Format::Csv, &cells), expected);
    let expected = format!("{{\"n\":7,\"text\":{in_json},\"none\":null}}\n");
    assert_eq!(written(Format::Json, &cells), expected);
}

#[test]
fn a_text_keeps_its_characters_and_never_its_power() {
    check("plain", "plain", "\"plain\"");
    check("", "", "\"\"");
    check("a,b", "\"a,b\"", "\"a,b\"");
    check("say \"no\"", "\"say \"\"no\"\"\"", "\"say \\\"no\\\"\"");
    check("two\r\nlines", "\"two\r\nlines\"", "\"two\\r\\nlines\"");
    check("=1+1", "'=1+1", "\"=1+1\"");
    check("+49", "'+49", "\"+49\"");
    check("-2", "'-2", "\"-2\"");
    check("@SUM(A1)", "'@SUM(A1)", "\"@SUM(A1)\"");
    check("\t=1", "'\t=1", "\"\\t=1\"");
    check("\r=1", "\"'\r=1\"", "\"\\r=1\"");
    check("\n=1", "\"'\n=1\"", "\"\\n=1\"");
    check("=\"a\",b", "\"'=\"\"a\"\",b\"", "\"=\\\"a\\\",b\"");
    check("a=1", "a=1", "\"a=1\"");
}

#[test]
fn a_table_without_rows_has_its_header() {
    let table = |format| Table::begin(Vec::new(), format, vec!["a", "b"]).unwrap();
    assert_eq!(table(Format::Csv).end().unwrap(), b"a,b\r\n");
    assert_eq!(table(Format::Json).end().unwrap(), b"");
}
