//! The law as files, looked at as text: the ids everybody relies on are there, every rule says where it comes
//! from and how sure it is, and every field has its words.
//!
//! The loader refuses most of this one pack at a time; here it is asked of all of them together, by a reader
//! that shares nothing with the loader.

use std::collections::{BTreeMap, BTreeSet};

use super::{Faults, File, files, list};

/// Clocks and duties by the ids that must never change their meaning.
const GOLDEN: &str = "xtask/golden/law-ids.txt";

/// Tables that are rules: each has a place in the act and a mark.
const RULES: [&str; 18] = [
    "agreement",
    "answer",
    "check",
    "clock",
    "declaration",
    "duty",
    "field",
    "ground",
    "group",
    "instrument",
    "issuer",
    "kind",
    "letter",
    "notice",
    "notification",
    "offence",
    "party",
    "section",
];

/// One table of a pack file.
struct Row<'f> {
    file: &'f File,
    line: usize,
    name: &'f str,
    entries: BTreeMap<&'f str, &'f str>,
}

/// The tables of a file, and what it says before the first of them. Values that take several lines are read as
/// far as their first line, which is enough for ids, cites and marks.
fn rows(file: &File) -> (BTreeMap<&str, &str>, Vec<Row<'_>>) {
    let (mut above, mut rows): (BTreeMap<&str, &str>, Vec<Row<'_>>) = (BTreeMap::new(), Vec::new());
    for (n, line) in file.text.lines().enumerate() {
        if let Some(name) = line.strip_prefix('[') {
            let name = name.trim_start_matches('[').split(']').next().unwrap_or("");
            rows.push(Row { file, line: n + 1, name, entries: BTreeMap::new() });
        } else if let Some((key, value)) = line.split_once(" = ")
            && !line.starts_with(['#', ' '])
        {
            let entries = rows.last_mut().map_or(&mut above, |row| &mut row.entries);
            entries.insert(key, value.trim().trim_matches('"'));
        }
    }
    (above, rows)
}

/// The rule files of every pack, by the pack's id.
fn packs(files: &[File]) -> BTreeMap<&str, Vec<&File>> {
    let mut packs: BTreeMap<&str, Vec<&File>> = BTreeMap::new();
    for file in files.iter().filter(|file| file.path.ends_with(".toml")) {
        let pack = file.path.strip_prefix("instruments/").and_then(|rest| rest.split_once('/'));
        packs.entry(pack.map_or("", |(pack, _)| pack)).or_default().push(file);
    }
    packs.remove("");
    packs
}

#[test]
fn every_clock_and_duty_keeps_its_id() {
    let (files, mut faults) = (files(), Faults::default());
    let golden: BTreeSet<String> = list(GOLDEN).into_iter().collect();
    let mut found = BTreeSet::new();
    for (pack, files) in packs(&files) {
        for row in files.iter().flat_map(|file| rows(file).1) {
            if let ("clock" | "duty", Some(id)) = (row.name, row.entries.get("id")) {
                found.insert(format!("{} {pack}/{id}", row.name));
            }
        }
    }
    for id in golden.difference(&found) {
        faults.note(format!("{GOLDEN}: `{id}` is in no pack; an id is never taken back"));
    }
    for id in found.difference(&golden) {
        faults.note(format!("{GOLDEN}: `{id}` is new; write it down here"));
    }
    faults.none();
}

#[test]
fn every_rule_says_where_it_comes_from_and_how_sure_it_is() {
    let (files, mut faults) = (files(), Faults::default());
    for file in packs(&files).into_values().flatten() {
        let (above, rows) = rows(file);
        // The head of a kind or an instrument speaks for the tables below it.
        let head = rows.iter().find(|row| ["instrument", "kind", "letter"].contains(&row.name));
        let said = |key| {
            above.contains_key(key) || head.is_some_and(|head| head.entries.contains_key(key))
        };
        for row in rows.iter().filter(|row| RULES.contains(&row.name)) {
            let here = format!("{}:{}: `{}`", row.file.path, row.line, row.name);
            if !row.entries.contains_key("cite") {
                faults.note(format!("{here} has no `cite`"));
            }
            for key in ["mark", "source", "source_date"] {
                if !row.entries.contains_key(key) && !said(key) {
                    faults.note(format!("{here} has no `{key}`, and nothing above says it"));
                }
            }
            if let Some(mark) = row.entries.get("mark")
                && !["verified", "memory"].contains(mark)
            {
                faults.note(format!("{here}: `{mark}` is no mark"));
            }
        }
    }
    faults.none();
}

#[test]
fn every_field_has_its_words_in_every_language_of_its_pack() {
    let (files, mut faults) = (files(), Faults::default());
    for (pack, rules) in packs(&files) {
        let below = format!("instruments/{pack}/text/");
        let texts: Vec<&File> = files.iter().filter(|file| file.path.starts_with(&below)).collect();
        if texts.is_empty() {
            faults.note(format!("instruments/{pack}: no words in any language"));
        }
        let mut ids = BTreeSet::new();
        for row in rules.iter().flat_map(|file| rows(file).1) {
            if let ("field", Some(id)) = (row.name, row.entries.get("id")) {
                ids.insert(format!("field-{id}"));
            }
        }
        for text in texts {
            let has: BTreeSet<&str> = text
                .text
                .lines()
                .filter_map(|line| line.split_once(" =").map(|(key, _)| key))
                .collect();
            for id in ids.iter().filter(|id| !has.contains(id.as_str())) {
                faults.note(format!("{}: no message `{id}`", text.path));
            }
        }
    }
    faults.none();
}

#[test]
fn a_table_ends_where_the_next_one_begins() {
    let file = File {
        path: "instruments/x/a.toml".to_owned(),
        text: "mark = \"memory\"\n\n[kind]\nid = \"a\"\n# x = 1\n[[field]]\nid = \"b\"\ncodes = [\n    \"c = d\",\n]\n".to_owned(),
    };
    let (above, rows) = rows(&file);
    assert_eq!(above.get("mark"), Some(&"memory"));
    let names: Vec<(&str, usize, Option<&&str>)> =
        rows.iter().map(|row| (row.name, row.line, row.entries.get("id"))).collect();
    assert_eq!(names, [("kind", 3, Some(&"a")), ("field", 6, Some(&"b"))]);
}
