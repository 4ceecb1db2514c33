//! What a run leaves for the next one.

use super::*;

fn sample() -> State {
    let mut state = State::new("ab".repeat(16), 8440, "epoc".to_owned());
    let form =
        vec![("kind".to_owned(), "epoc".to_owned()), ("kind".to_owned(), "twice".to_owned())];
    state.posts.insert("draft/measure".to_owned(), Post { form, answer: None });
    state
}

#[test]
fn a_state_is_read_back_as_it_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sandbox.json");
    assert_eq!(State::read(&path).unwrap(), None);
    let mut state = sample();
    state.write(&path).unwrap();
    assert_eq!(State::read(&path).unwrap().as_ref(), Some(&state));
    state.founded = true;
    state.write(&path).unwrap();
    assert_eq!(State::read(&path).unwrap(), Some(state));
    let names: Vec<_> =
        fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(names, ["sandbox.json"]);
}

#[test]
fn another_version_a_strange_field_and_an_endless_file_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sandbox.json");
    let refused = |bytes: &[u8]| {
        fs::write(&path, bytes).unwrap();
        assert_eq!(State::read(&path).unwrap_err().kind(), io::ErrorKind::InvalidData);
    };
    let good = serde_json::to_string(&sample()).unwrap();
    refused(good.replacen("\"version\":1", "\"version\":2", 1).as_bytes());
    refused(good.replacen('{', "{\"more\":1,", 1).as_bytes());
    refused(b"{");
    refused(&vec![b' '; 5 << 20]);
}

#[test]
fn a_once_key_is_stable_and_differs_by_sandbox_and_item() {
    let state = sample();
    assert_eq!(state.once("draft/case"), sample().once("draft/case"));
    assert_ne!(state.once("draft/case"), state.once("draft/measure"));
    let other = State::new("cd".repeat(16), 8440, "epoc".to_owned());
    assert_ne!(state.once("draft/case"), other.once("draft/case"));
    assert_eq!(state.once("draft/case").len(), 32);
}

#[test]
fn a_step_that_is_repeated_keeps_one_denial() {
    let mut state = sample();
    let denial = |step: &str, code: &str| Denial {
        step: step.to_owned(),
        code: code.to_owned(),
        cite: "4(2)".to_owned(),
    };
    state.deny(denial("issue-denied", "not-competent"));
    state.deny(denial("hand-over-denied", "gate-not-open"));
    state.deny(denial("issue-denied", "not-competent"));
    assert_eq!(state.denied.len(), 2);
}
