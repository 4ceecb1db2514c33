//! What is kept of a run, and which mutants a pattern means.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use super::store::{Counts, Function, Store, exactly};
use super::{Mutant, Outcome, batches};

const FILE: &str = "crates/law/src/status.rs";
const SOURCE: &str = "use x;\n\nfn f(a: u8) -> bool {\n    a > 1\n}\n\nfn g() {}\n";

fn function(source: &str) -> Function {
    let said =
        json!({ "function_name": "f", "span": { "start": { "line": 3 }, "end": { "line": 5 } } });
    Function::of(FILE, &said, source).unwrap()
}

fn mutants(source: &str) -> Vec<Mutant> {
    ["replace f -> bool with true", "replace > with == in f", "replace f -> bool with false"]
        .iter()
        .map(|what| Mutant { name: format!("{FILE}:4:5: {what}"), function: function(source) })
        .collect()
}

fn outcomes(mutants: &[Mutant], came: &[Outcome]) -> BTreeMap<String, Outcome> {
    let names = mutants.iter().map(|mutant| mutant.name.clone());
    names.zip(came.iter().copied()).collect()
}

#[test]
fn a_result_is_kept_until_the_text_of_its_function_changes() {
    let mutants = mutants(SOURCE);
    let batch: Vec<&Mutant> = mutants.iter().collect();
    let mut store = Store::default();
    store.take(&batch, &outcomes(&mutants, &[Outcome::Caught, Outcome::Missed, Outcome::Timeout]));
    let read = Store::parse(&store.text(), "").unwrap();
    assert_eq!(read, store);
    assert!(read.has(&function(SOURCE)));
    let sum = read.sum();
    assert_eq!((sum.caught, sum.timeout, sum.unviable), (1, 1, 0));
    assert_eq!(sum.missed, [format!("{FILE}: replace > with == in f")]);

    assert!(read.has(&function(&SOURCE.replace("fn g() {}", "fn g() { x(); }"))));
    let changed = function(&SOURCE.replace("a > 1", "a > 2"));
    assert!(!read.has(&changed));
    store.keep_only(&BTreeSet::from([&changed]));
    assert!(!store.has(&function(SOURCE)));
}

#[test]
fn a_function_with_a_mutant_that_was_not_tried_stays_open() {
    let mutants = mutants(SOURCE);
    let batch: Vec<&Mutant> = mutants.iter().collect();
    let mut store = Store::default();
    store.take(&batch, &outcomes(&mutants, &[Outcome::Caught, Outcome::Caught]));
    assert!(!store.has(&function(SOURCE)));
    assert_eq!(batches(&mutants, &store), std::slice::from_ref(&batch));

    // What was not noticed is tried again, until it is noticed or argued for.
    store.take(&batch, &outcomes(&mutants, &[Outcome::Caught, Outcome::Missed, Outcome::Caught]));
    assert!(store.has(&function(SOURCE)));
    assert_eq!(batches(&mutants, &store), [batch]);
    let missed = format!("{FILE}: replace > with == in f");
    let argued = Store::parse(&store.text(), &format!("{missed} | 1 never comes\n")).unwrap();
    assert_eq!(batches(&mutants, &argued), Vec::<Vec<&Mutant>>::new());
}

#[test]
fn an_argument_is_about_one_mutant() {
    let missed = format!("{FILE}: replace > with == in f");
    let store = Store::parse("", &format!("# why\n\n{missed} | 1 never comes\n")).unwrap();
    assert!(store.argues(&missed));
    assert!(!store.argues(&format!("{FILE}: replace > with < in f")));
    assert_eq!(Store::parse("nonsense", ""), Err("nonsense".to_owned()));
    assert_eq!(Store::parse("", "no reason"), Err("no reason".to_owned()));
}

#[test]
fn reasons_are_for_what_goes_unnoticed_and_that_is_little() {
    let mutants = mutants(SOURCE);
    let batch: Vec<&Mutant> = mutants.iter().collect();
    let missed = format!("{FILE}: replace > with == in f");
    let mut store = Store::parse("", &format!("{missed} | 1 never comes\n")).unwrap();
    assert_eq!(store.idle_reasons().collect::<Vec<_>>(), [missed.as_str()]);
    store.take(&batch, &outcomes(&mutants, &[Outcome::Caught, Outcome::Missed, Outcome::Caught]));
    assert_eq!(store.idle_reasons().count(), 0);

    // One in three is too many; two in a hundred are not.
    assert!(!store.sum().is_few());
    let counted = |caught, n_missed| Counts {
        caught,
        missed: vec![missed.clone(); n_missed],
        ..Counts::default()
    };
    assert!(counted(98, 2).is_few());
    assert!(!counted(97, 2).is_few());
    assert!(Counts::default().is_few());
}

#[test]
fn a_pattern_is_literal_in_names() {
    let name = "crates/a.rs:1:2: replace <impl A for B>::f -> Option<(u8, u8)> with None";
    let pattern = r"^crates/a\.rs:1:2: replace <impl A for B>::f -> Option<\(u8, u8\)> with None$";
    assert_eq!(exactly(name), pattern);
}
