//! The whole policy as one table a lawyer can read. It changes in review and nowhere else.

use domain::actor::Office;
use domain::permit::matrix;
use domain::permit::{Mark, Scope};

/// The table as it is reviewed.
const GOLDEN: &str = include_str!("../golden/permits.txt");

/// Width of the column of acts.
const ACT: usize = 24;

fn shown(mark: Mark) -> String {
    let scope = match mark.scope {
        Scope::Case => "c",
        Scope::Item => "i",
        Scope::Never => ".",
        Scope::Yes => "y",
    };
    format!("{scope}{}", if mark.second { "2" } else { "" })
}

fn columns(words: impl Iterator<Item = (&'static str, String)>) -> String {
    let cells: Vec<String> =
        words.map(|(office, cell)| format!("{cell:^width$}", width = office.len())).collect();
    cells.join("  ").trim_end().to_owned()
}

fn table() -> String {
    let offices = || Office::ALL.into_iter().map(Office::id).chain(["node"]);
    let heading = columns(offices().map(|office| (office, office.to_owned())));
    let mut lines = vec![
        "y yes · c in cases it takes part in · i what was addressed to its member".to_owned(),
        "2 a second person must agree · . never".to_owned(),
        String::new(),
        format!("{:ACT$} level  {heading}", "act"),
    ];
    for row in matrix::rows() {
        let marks =
            Office::ALL.into_iter().map(|office| (office.id(), shown(matrix::mark(row, office))));
        let marks = marks.chain([("node", shown(matrix::node(row)))]);
        let level = row.level().number();
        lines.push(format!("{:ACT$}   {level}    {}", row.name(), columns(marks)));
    }
    lines.push(String::new());
    lines.push("which tiers of data an office reads of what its member holds".to_owned());
    lines.push(String::new());
    lines.push(format!("{:ACT$} level  {heading}", "tier"));
    for tier in 0..=5 {
        let reads = Office::ALL.into_iter().map(|office| {
            let cell = if matrix::reads(office, tier) { "y" } else { "." };
            (office.id(), cell.to_owned())
        });
        lines.push(format!("{:ACT$}        {}", format!("T{tier}"), columns(reads)));
    }
    lines.push(String::new());
    lines.join("\n")
}

#[test]
fn the_table_of_permits_is_the_one_that_was_reviewed() {
    let table = table();
    assert!(table == GOLDEN, "tests/golden/permits.txt is not this:\n{table}");
}

#[test]
fn every_line_of_the_table_has_a_mark_for_every_office_and_the_node() {
    for row in matrix::rows() {
        let line = table();
        let line = line.lines().find(|line| line.starts_with(row.name())).unwrap();
        let marks =
            line.split("    ").nth(1).map_or(0, |_| line[ACT..].split_whitespace().skip(1).count());
        assert_eq!(marks, Office::ALL.len() + 1, "{}", row.name());
    }
}

#[test]
fn a_node_administrator_has_no_act_and_reads_no_data_of_people() {
    for row in matrix::rows() {
        assert_eq!(matrix::mark(row, Office::NodeAdmin).scope, Scope::Never, "{}", row.name());
    }
    for tier in 1..=4 {
        assert!(!matrix::reads(Office::NodeAdmin, tier));
    }
}
