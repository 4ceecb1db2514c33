//! Who may write which letter, as one table a lawyer can read. It changes in review and nowhere else.

use domain::actor::{MemberKind, Office};
use domain::permit::senders::{self, Role, Sign};
use law::route::Channel;

/// The table as it is reviewed.
const GOLDEN: &str = include_str!("../golden/letters.txt");

/// Widths of the first two columns.
const LETTER: usize = 28;
const ROLE: usize = 10;

fn row(first: &str, second: &str, cells: impl Iterator<Item = (&'static str, String)>) -> String {
    let cells: Vec<String> =
        cells.map(|(column, cell)| format!("{cell:^width$}", width = column.len())).collect();
    format!("{first:LETTER$} {second:ROLE$} {}", cells.join("  ")).trim_end().to_owned()
}

fn table() -> String {
    let mut lines = vec![
        "y yes · l with the competence the law gives for all the data asked for · . never".to_owned(),
        "a validation is a second signature: of an issuing_authority or validator of the same member,"
            .to_owned(),
        "with the competence the law gives a validator".to_owned(),
        String::new(),
        row("letter", "written as", Office::ALL.into_iter().map(|o| (o.id(), o.id().to_owned()))),
    ];
    for (saying, name, role) in senders::lines() {
        let cells = Office::ALL.into_iter().map(|office| {
            let mark = match senders::signs(saying, role, office) {
                Sign::Lawful => "l",
                Sign::Never => ".",
                Sign::Yes => "y",
            };
            (office.id(), mark.to_owned())
        });
        lines.push(row(name, role.id(), cells));
    }
    lines.push(String::new());
    lines
        .push("which kind of member can be what in a measure, by whom it goes to first".to_owned());
    lines.push(String::new());
    let column = |text: &str| format!("{text:LETTER$}");
    let mut head = vec![column("member")];
    head.extend(Channel::ALL.iter().map(|channel| column(channel.id())));
    lines.push(head.join(" ").trim_end().to_owned());
    for kind in MemberKind::ALL {
        let mut line = vec![column(kind.id())];
        line.extend(Channel::ALL.iter().map(|channel| {
            let roles = Role::ALL.into_iter().filter(|role| role.admits(*channel, kind));
            let roles: Vec<&str> = roles.map(Role::id).collect();
            if roles.is_empty() { column(".") } else { column(&roles.join(" ")) }
        }));
        lines.push(line.join(" ").trim_end().to_owned());
    }
    lines.push(String::new());
    lines.push("what anybody may say goes from every kind of member to a provider".to_owned());
    lines.push(String::new());
    lines.join("\n")
}

#[test]
fn the_table_of_letters_is_the_one_that_was_reviewed() {
    let table = table();
    assert!(table == GOLDEN, "tests/golden/letters.txt is not this:\n{table}");
}
