//! The command line as a user meets it: texts that say what is typed and what comes back.
//!
//! A `.txt` file is a session in an empty directory. `$ COMMAND` is run by the shell with `comity` in its path;
//! then come `exit N` (0 if left out), and the lines of output in order, `out LINE` and `err LINE`. `...` inside a
//! line stands for anything, a line that is only `...` for any number of lines. `#` starts a remark.
//! These texts are a promise, so they are written by hand and never updated by a program.

#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test ends where its stage is not set; helpers outside test functions are not exempt by themselves"
)]

use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Output, Stdio};

mod killed;
mod stopped;

/// One command with what must come of it.
#[derive(Debug, Default)]
struct Step {
    line: usize,
    command: String,
    exit: i32,
    out: Vec<String>,
    err: Vec<String>,
}

/// Plays the session `name.txt`, with the variables of `env` for the shell.
#[track_caller]
fn check(name: &str, env: &[(&str, String)]) {
    let text = fs::read_to_string(format!("tests/cmd/{name}.txt")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let steps = parse(&text);
    assert!(!steps.is_empty(), "{name}.txt holds no command");
    for step in steps {
        let output = run(&step.command, folder.path(), env);
        let (out, err) = (lines(&output.stdout), lines(&output.stderr));
        let fits =
            output.status.code() == Some(step.exit) && fit(&step.out, &out) && fit(&step.err, &err);
        assert!(
            fits,
            "{name}.txt:{}: {}\nexit {:?}, expected {}\n--- out\n{}\n--- err\n{}",
            step.line,
            step.command,
            output.status.code(),
            step.exit,
            out.join("\n"),
            err.join("\n"),
        );
    }
}

fn parse(text: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for (n, line) in text.lines().enumerate() {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        let rest = rest.to_owned();
        match (word, steps.last_mut()) {
            ("$", _) => steps.push(Step { line: n + 1, command: rest, ..Step::default() }),
            ("exit", Some(step)) => step.exit = rest.parse().unwrap(),
            ("out", Some(step)) => step.out.push(rest),
            ("err", Some(step)) => step.err.push(rest),
            ("" | "#", _) => {}
            (word, _) => panic!("line {}: `{word}` means nothing here", n + 1),
        }
    }
    steps
}

fn run(command: &str, folder: &Path, env: &[(&str, String)]) -> Output {
    let program = Path::new(env!("CARGO_BIN_EXE_comity"));
    let path = format!("{}:/usr/bin:/bin", program.parent().unwrap().display());
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let pack = root.join("instruments/eu-e-evidence");
    let example = root.join("docs/guide/example-treaty");
    Command::new("sh")
        .args(["-c", command])
        .current_dir(folder)
        .env("PATH", path)
        .env("PACK", pack)
        .env("EXAMPLE", example)
        .envs(env.iter().map(|(name, value)| (name, value)))
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn lines(bytes: &[u8]) -> Vec<String> {
    String::from_utf8(bytes.to_vec()).unwrap().lines().map(str::to_owned).collect()
}

/// Whether the lines are the expected ones; `...` on its own takes as many as it must.
fn fit(expected: &[String], found: &[String]) -> bool {
    match expected.split_first() {
        None => found.is_empty(),
        Some((first, rest)) if first == "..." => (0..=found.len()).any(|n| fit(rest, &found[n..])),
        Some((first, rest)) => found
            .split_first()
            .is_some_and(|(line, others)| fits_line(first, line) && fit(rest, others)),
    }
}

fn fits_line(expected: &str, found: &str) -> bool {
    let Some((first, rest)) = expected.split_once("...") else { return expected == found };
    let Some(mut left) = found.strip_prefix(first) else { return false };
    let parts: Vec<&str> = rest.split("...").collect();
    let Some((last, middle)) = parts.split_last() else { return true };
    for part in middle {
        let Some(at) = left.find(part) else { return false };
        left = &left[at + part.len()..];
    }
    left.ends_with(last)
}

#[test]
fn the_law_answers_and_says_what_was_wrong_with_a_question() {
    check("law", &[]);
}

#[test]
fn a_pack_is_read_with_every_fault_in_its_place() {
    check("instrument", &[]);
}

#[test]
fn a_package_that_is_none_fails_verification_and_an_unreadable_one_fails() {
    check("package", &[]);
}

#[test]
fn a_bundle_that_is_none_is_refused_and_nothing_is_made() {
    check("bundle", &[]);
}

#[test]
fn usage_is_answered_with_usage() {
    check("usage", &[]);
}

#[test]
fn a_log_is_read_without_its_node() {
    // The key of the published vectors.
    let vkey =
        "node.example/comity/audit/2027+9a3c23e4+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c";
    check("log", &[("VKEY", vkey.to_owned())]);
}

#[test]
fn a_node_is_made_once_and_looked_at() {
    check("node", &[]);
}

#[test]
fn a_directory_is_founded_by_several_and_installed_by_its_fingerprint() {
    check("directory", &[]);
}

#[test]
fn a_node_is_backed_up_and_restored_by_its_operator() {
    check("backup", &[]);
}

#[test]
fn a_witness_is_made_once_and_never_without_its_memory() {
    check("witness", &[]);
}

#[test]
fn a_sandbox_that_cannot_begin_says_why_and_makes_nothing() {
    let busy = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = busy.local_addr().unwrap().port();
    let base = port.saturating_sub(3).to_string();
    check("sandbox", &[("PORT", port.to_string()), ("BASE", base)]);
}

#[test]
fn dots_stand_for_anything() {
    assert!(fits_line("a ... c", "a b c"));
    assert!(fits_line("a...", "a"));
    assert!(fits_line("{...}", "{{}}"));
    assert!(fits_line("...b...", "abc"));
    assert!(!fits_line("a ... c", "a b c d"));
    assert!(!fits_line("ab...b", "ab"));
    assert!(!fits_line("a", "ab"));
}
