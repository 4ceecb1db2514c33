//! Law as data: every rule that has an id is met by a scenario or a known answer, and the matrix of permits
//! is a page a lawyer can read. What a single file must hold (`cite`, `mark`, `source`) is refused by
//! the loader itself and not repeated here.

use std::collections::BTreeSet;

use super::{Faults, File, files, list, read};

/// Tables of a measure kind whose rows decide something.
const RULES: [&str; 3] = ["[[clock]]", "[[ground]]", "[[check]]"];

#[test]
fn every_clock_and_ground_is_met_by_a_story_or_a_known_answer() {
    let files = files();
    let mut known = list("docs/ratchet/rules-without-scenario.txt");
    let mut faults = Faults::default();
    let scenarios = files.iter().filter(|file| file.path.ends_with(".case"));
    let scenarios: Vec<&File> = scenarios.collect();
    let answers = files.iter().filter(|file| file.path.starts_with("crates/law/src/reckon/tests/"));
    let answers: String = answers.map(|file| file.text.as_str()).collect();
    for pack in packs(&files) {
        let stories = scenarios.iter().filter(|file| file.path.starts_with(&pack));
        let stories: String = stories.map(|file| file.text.as_str()).collect();
        let instrument = pack.trim_start_matches("instruments/");
        for id in rule_ids(&files, &pack) {
            let name = format!("{pack}{id}");
            let listed = known.iter().position(|line| *line == name);
            // A clock is met by its full id in a table of known answers too: there it is asked at its edges.
            let met = told(&stories, &id) || names(&answers, &format!("{instrument}{id}"));
            match (met, listed) {
                (false, None) => faults.note(format!(
                    "{name}: no scenario and no known answer meets this rule (A-11)"
                )),
                (false, Some(at)) => drop(known.remove(at)),
                (true, _) => {}
            }
        }
    }
    for name in known {
        faults.note(format!(
            "docs/ratchet/rules-without-scenario.txt: `{name}` has one now; remove the line"
        ));
    }
    faults.none();
}

#[test]
fn the_permission_matrix_is_a_page() {
    let matrix = read("crates/domain/tests/golden/permits.txt");
    assert!(matrix.lines().count() > 2, "the permission matrix has no rows (A-4)");
}

/// Folders `instruments/NAME/` that hold an `instrument.toml`.
fn packs(files: &[File]) -> Vec<String> {
    let heads = files.iter().filter(|file| file.path.starts_with("instruments/"));
    heads.filter_map(|file| file.path.strip_suffix("instrument.toml").map(str::to_owned)).collect()
}

/// The `id` of every row of the tables that decide; kinds of one pack may share a rule.
fn rule_ids(files: &[File], pack: &str) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for file in
        files.iter().filter(|file| file.path.starts_with(pack) && file.path.ends_with(".toml"))
    {
        let mut inside = false;
        for line in file.text.lines().map(str::trim) {
            if line.starts_with('[') {
                inside = RULES.contains(&line);
            } else if let (true, Some(id)) = (inside, line.strip_prefix("id = \"")) {
                ids.extend(id.split('"').next().map(str::to_owned));
            }
        }
    }
    ids
}

/// Whether the stories tell of a rule: a ground needs an attempt that raises it and one that may not.
fn told(stories: &str, id: &str) -> bool {
    let about = |line: &&str| names(line, id);
    if !id.starts_with("g/") {
        return names(stories, id);
    }
    let attempts = stories.lines().filter(|line| line.starts_with("at ")).filter(about);
    let outcomes: Vec<&str> = attempts.filter_map(|line| line.split("->").nth(1)).collect();
    let refused = |outcome: &&&str| outcome.trim_start().starts_with("denied");
    let n_refused = outcomes.iter().filter(refused).count();
    n_refused > 0 && n_refused < outcomes.len()
}

/// Whether a text names an id, and not only a longer one that begins with it.
fn names(text: &str, id: &str) -> bool {
    text.match_indices(id).any(|(at, _)| {
        let after = text[at + id.len()..].chars().next();
        !after.is_some_and(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
    })
}

#[test]
fn a_longer_id_does_not_count_for_a_shorter_one() {
    assert!(names("clock=eu-e-evidence/produce strict=1", "produce"));
    assert!(!names("clock=eu-e-evidence/produce-notified", "produce"));
}
