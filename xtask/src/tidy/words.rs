//! Words that must not stand in the tree: left-over work, tests that do not run, waiting by the clock,
//! and paths of somebody's machine.

use super::{Faults, files, rust_files};

/// Written in two halves, so that this file does not find itself.
const BANNED: [(&str, &str); 9] = [
    (concat!("FIX", "ME"), "finish it or open an issue"),
    (concat!("TO", "DO"), "finish it or open an issue"),
    (concat!("todo", "!("), "finish it"),
    (concat!("unimplemented", "!("), "finish it"),
    (concat!("#[ign", "ore"), "every test runs"),
    (concat!("should_", "panic"), "assert on the value"),
    (concat!("thread::", "sleep("), "wait for the thing itself"),
    (concat!("#[al", "low("), "#[expect(lint, reason = \"…\")]"),
    (concat!("#![al", "low("), "#[expect(lint, reason = \"…\")]"),
];

/// Places that exist on one machine only.
const PLACES: [&str; 4] =
    [concat!("/ro", "ot/"), concat!("/ho", "me/"), concat!("/Us", "ers/"), concat!("/wo", "rk/")];

#[test]
fn no_work_is_left_over() {
    let mut faults = Faults::default();
    for file in rust_files() {
        for (n, line) in file.text.lines().enumerate() {
            for (word, instead) in BANNED {
                if line.contains(word) {
                    faults.note(format!("{}:{}: `{word}`: {instead}", file.path, n + 1));
                }
            }
        }
    }
    faults.none();
}

#[test]
fn no_path_of_a_machine_stands_in_the_tree() {
    let mut faults = Faults::default();
    for file in files() {
        for (n, line) in file.text.lines().enumerate() {
            if PLACES.iter().any(|place| line.contains(place)) {
                faults.note(format!("{}:{}: an absolute path of some machine", file.path, n + 1));
            }
        }
    }
    faults.none();
}
