//! The shipped files: sound, complete and listed.

use std::collections::BTreeSet;
use std::path::Path;

use super::*;

#[test]
fn the_shipped_packs_have_no_fault() {
    if let Err(errors) = instruments() {
        let all: Vec<String> = errors.iter().map(ToString::to_string).collect();
        panic!("{}", all.join("\n"));
    }
}

/// Every file of a folder below the root of the repository, by its path inside the folder; what year files
/// are written from is not shipped, and words in other languages than English belong to the portal.
fn on_disk(folder: &str) -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder);
    let mut found = BTreeSet::new();
    let mut open = vec![root.clone()];
    while let Some(directory) = open.pop() {
        for entry in std::fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.file_name().is_none_or(|name| name != "rules.toml") {
                let inside = path.strip_prefix(&root).unwrap();
                found.insert(inside.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    found.retain(|path| !path.ends_with(".ftl") || path == "text/en.ftl");
    found
}

#[track_caller]
fn check(folder: &str, files: &[File]) {
    let listed: BTreeSet<String> = files.iter().map(|(path, _)| (*path).to_owned()).collect();
    assert_eq!(listed, on_disk(folder), "{folder}");
    assert!(files.is_sorted(), "{folder}");
}

#[test]
fn every_file_of_a_folder_is_compiled_in() {
    for (id, files) in PACKS {
        check(&format!("instruments/{id}"), files);
    }
    check("instruments/common", COMMON);
    check("vocab", VOCABULARIES);
    check("calendars", CALENDARS);
}

#[test]
fn every_pack_has_words_in_english() {
    for (pack, files) in PACKS {
        assert!(files.iter().any(|(path, _)| *path == "text/en.ftl"), "{pack}");
    }
    assert!(scenarios().all(|(_, path, _)| path.starts_with("scenario/")));
}

/// Every start reads all calendars, at about two hundred instructions a byte: 80 million for so many. More
/// years or states than that are read when they are asked for, or written shorter.
const CALENDAR_BYTES_MAX: usize = 400_000;

#[test]
fn the_calendars_are_short_enough_to_be_read_at_every_start() {
    let n_bytes: usize = CALENDARS.iter().map(|(_, text)| text.len()).sum();
    assert!(n_bytes <= CALENDAR_BYTES_MAX, "{n_bytes}");
}

#[test]
fn every_shipped_scenario_file_parses() {
    let mut n_files = 0;
    for (id, path, text) in scenarios() {
        n_files += 1;
        if let Err(errors) = crate::scenario::parse(text) {
            panic!("{id}/{path}: {}", errors[0]);
        }
    }
    assert!(n_files >= 8, "{n_files}");
}

#[test]
fn the_first_pack_has_every_ground_counter_and_section() {
    let law = instrument("eu-e-evidence").unwrap().unwrap();
    assert_eq!((law.clocks.len(), law.duties.len()), (16, 7));
    assert_eq!((law.grounds.len(), law.statistics.len()), (4 + 7 + 6, 14));
    let letters: Vec<&str> = law.letters.iter().map(|letter| letter.form.id.as_str()).collect();
    assert_eq!(letters.len(), 19, "{letters:?}");
    for annex in ["III", "V", "VI"] {
        assert!(law.letters.iter().any(|letter| letter.form.form == annex), "{annex}");
    }
    let order = law.kinds.iter().find(|kind| kind.id.as_str() == "epoc").unwrap();
    let sections: Vec<&str> = order.sections.iter().map(|s| s.id.as_str()).collect();
    assert_eq!(sections.join(""), "ABCDEFGHIJKLMfile");
    assert_eq!(instrument("eu-nothing").unwrap(), None);
}

/// An example that contradicts the form would mislead whoever takes it for a hint.
#[test]
fn a_form_filled_with_its_examples_has_no_defect() {
    use crate::draft::{DraftFacts, check, fill_with_examples};
    use crate::field::Values;
    use crate::ids::Country;
    for law in instruments().unwrap() {
        let letters = law.letters.iter().map(|letter| &letter.form);
        for kind in law.kinds.iter().chain(letters) {
            for track in &kind.tracks {
                let facts = DraftFacts {
                    from: Country::parse("FR").unwrap(),
                    to: Country::parse("JP").unwrap(),
                    notified: false,
                    data: [].into(),
                    track: *track,
                    unvalidated: false,
                };
                let values = fill_with_examples(kind, &Values::new(), &facts);
                let defects = check(kind, &values, &facts);
                assert_eq!(defects, [], "{}/{} {track}", law.id, kind.id);
            }
        }
    }
}
