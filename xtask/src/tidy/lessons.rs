//! The table of lessons (`docs/lessons.md`): every lesson has its row, and every test that a row names is in the tree.

use super::{Faults, files, read};

/// The table.
const TABLE: &str = "docs/lessons.md";
/// Lessons are numbered from 1 to this.
const LAST: u32 = 23;

/// What stands in backticks in a line.
fn quoted(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

/// `path: function` of a row; `node::a::tests: function` names a module by its crate.
fn test(quoted: &str) -> Option<(String, &str)> {
    let (place, name) = quoted.split_once(": ")?;
    if place.ends_with(".rs") {
        return Some((place.to_owned(), name));
    }
    let (of, module) = place.split_once("::")?;
    Some((format!("crates/{of}/src/{}.rs", module.replace("::", "/")), name))
}

#[test]
fn every_lesson_names_tests_that_exist_or_says_that_none_does() {
    let (text, files) = (read(TABLE), files());
    let mut faults = Faults::default();
    for n in 1..=LAST {
        let mut rows = text.lines().filter(|line| line.starts_with(&format!("| LG-{n} |")));
        let (Some(row), None) = (rows.next(), rows.next()) else {
            faults.note(format!("{TABLE}: there is not one row `| LG-{n} | … | … |`"));
            continue;
        };
        let mut n_shown = 0;
        for (path, name) in quoted(row).filter_map(test) {
            n_shown += 1;
            let file = files.iter().find(|file| file.path == path);
            let is_test = file.is_some_and(|file| {
                let at = file.text.find(&format!("fn {name}("));
                // The attribute stands on the line before.
                at.and_then(|at| file.text.get(..at)).is_some_and(|before| {
                    let line =
                        before.lines().rev().find(|line| line.trim_start().starts_with("#["));
                    line.is_some_and(|line| line.contains("test"))
                })
            });
            if !is_test {
                faults.note(format!("{TABLE}: LG-{n}: `{path}` has no test `{name}`"));
            }
        }
        if n_shown == 0 && !row.contains("`missing`") {
            faults.note(format!("{TABLE}: LG-{n} names no test and does not say `missing`"));
        }
    }
    faults.none();
}
