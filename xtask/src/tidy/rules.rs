//! Law as data: every rule that has an id is met by a scenario or a known answer, and the matrix of permits
//! is a page a lawyer can read. What a single file must hold (`cite`, `mark`, `source`) is refused by
//! the loader itself and not repeated here.

use std::collections::BTreeSet;

use super::{Faults, File, files, read};

#[test]
fn every_clock_and_check_is_met_by_a_story_or_a_known_answer() {
    let (files, mut faults) = (files(), Faults::default());
    let answers = files.iter().filter(|file| file.path.starts_with("crates/law/src/reckon/tests/"));
    let answers: String = answers.map(|file| file.text.as_str()).collect();
    for pack in packs(&files) {
        let stories = stories(&files, &pack);
        let instrument = pack.trim_start_matches("instruments/");
        for id in rule_ids(&files, &pack, &["[[clock]]", "[[check]]"]) {
            // A clock is met by its full id in a table of known answers too: there it is asked at its edges.
            if !names(&stories, &id) && !names(&answers, &format!("{instrument}{id}")) {
                faults.note(format!(
                    "{pack}{id}: no scenario and no known answer meets this rule (A-11)"
                ));
            }
        }
    }
    faults.none();
}

#[test]
fn every_ground_is_raised_once_with_effect_and_once_in_vain() {
    let (files, mut faults) = (files(), Faults::default());
    for pack in packs(&files) {
        let stories = stories(&files, &pack);
        for id in rule_ids(&files, &pack, &["[[ground]]"]) {
            let (accepted, refused) = raised(&stories, &id);
            for (n, what) in [(accepted, "raises it with effect"), (refused, "is denied it")] {
                if n == 0 {
                    faults.note(format!("{pack}{id}: no line of a scenario {what} (A-11)"));
                }
            }
        }
    }
    faults.none();
}

#[test]
fn every_side_of_a_measure_is_looked_at_by_a_story() {
    let (files, mut faults) = (files(), Faults::default());
    for pack in packs(&files) {
        let stories = files.iter().filter(|file| file.path.starts_with(&pack));
        let stories = stories.filter(|file| file.path.ends_with(".case"));
        let (mut sides, mut seen) = (BTreeSet::new(), BTreeSet::new());
        for story in stories {
            sides.extend(parties(&story.text).into_iter().map(|(_, side, _)| side));
            seen.extend(looked_at(&story.text));
        }
        for side in sides.difference(&seen) {
            faults.note(format!("{pack}: no story looks at a measure as `{side}` sees it (A-11)"));
        }
    }
    faults.none();
}

/// Label, side and member of every measure that a story is given.
fn parties(story: &str) -> Vec<(&str, &str, &str)> {
    let given = story.lines().filter_map(|line| line.strip_prefix("given"));
    let measures = given.filter_map(|line| line.trim_start().strip_prefix("measure "));
    let of_one = |line| {
        let mut words = str::split_whitespace(line);
        let label = words.next().unwrap_or("");
        let sides = words.filter_map(move |word| {
            let (side, member) = word.split_once('=')?;
            ["enforcing", "from", "to"].contains(&side).then_some((label, side, member))
        });
        sides.collect::<Vec<_>>()
    };
    measures.flat_map(of_one).collect()
}

/// The sides whose own member looks at a measure in the story.
fn looked_at(story: &str) -> BTreeSet<&str> {
    let parties = parties(story);
    let mut sides = BTreeSet::new();
    for line in story.lines().filter(|line| line.starts_with("at ")) {
        let words: Vec<&str> = line.split_whitespace().collect();
        if let [_, _, actor, "look", label, ..] = words.as_slice() {
            let member = actor.split_once('@').map_or("", |(_, member)| member);
            let is_theirs = |(of, _, whose): &&(&str, &str, &str)| of == label && *whose == member;
            sides.extend(parties.iter().filter(is_theirs).map(|(_, side, _)| *side));
        }
    }
    sides
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

/// The scenarios of a pack, one after the other.
fn stories(files: &[File], pack: &str) -> String {
    let stories =
        files.iter().filter(|file| file.path.starts_with(pack) && file.path.ends_with(".case"));
    stories.map(|file| file.text.as_str()).collect()
}

/// The `id` of every row of these tables; kinds of one pack may share a rule.
fn rule_ids(files: &[File], pack: &str, tables: &[&str]) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for file in
        files.iter().filter(|file| file.path.starts_with(pack) && file.path.ends_with(".toml"))
    {
        let mut inside = false;
        for line in file.text.lines().map(str::trim) {
            if line.starts_with('[') {
                inside = tables.contains(&line);
            } else if let (true, Some(id)) = (inside, line.strip_prefix("id = \"")) {
                ids.extend(id.split('"').next().map(str::to_owned));
            }
        }
    }
    ids
}

/// How many attempts of the stories give a ground, with effect and in vain. A line that only tells of a ground in its
/// outcome is about another attempt.
fn raised(stories: &str, id: &str) -> (usize, usize) {
    let attempts = stories.lines().filter(|line| line.starts_with("at "));
    let (mut accepted, mut refused) = (0, 0);
    for (attempt, outcome) in attempts.filter_map(|line| line.split_once("->")) {
        let given = attempt.split_whitespace().filter_map(|word| word.strip_prefix("ground="));
        if !given.map(|ground| ground.trim_matches('"')).any(|ground| ground == id) {
            continue;
        }
        match outcome.split_whitespace().next() {
            Some("denied") => refused += 1,
            Some("nothing") | None => {}
            Some(_) => accepted += 1,
        }
    }
    (accepted, refused)
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

#[test]
fn a_look_is_that_of_the_member_on_its_side() {
    let story = "given     measure #a kind=k from=FR-A to=IE-B enforcing=IE-C data=traffic\n\
                 at 2027-03-08T10:00Z judge@FR-A look #a -> sees state=issued\n\
                 at 2027-03-08T10:01Z agent@IE-B look #b -> sees state=issued\n\
                 at 2027-03-08T10:02Z agent@IE-C clear #a -> cleared\n";
    assert_eq!(parties(story).len(), 3);
    assert_eq!(looked_at(story), BTreeSet::from(["from"]));
}

#[test]
fn a_line_counts_for_the_ground_that_it_gives() {
    let stories = "at 2027-03-08T10:00Z a@B refuse #a ground=\"g/1.a\" -> refused ground=\"g/1.a\"\n\
                   at 2027-03-08T10:01Z a@B refuse #a ground=g/1.a -> denied closed\n\
                   at 2027-03-08T10:02Z a@B hand-over #a -> denied ground-raised ground=\"g/1\"\n\
                   # at 2027-03-08T10:03Z a@B refuse #a ground=g/1 -> refused\n\
                   at 2027-03-08T10:04Z a@B refuse #b ground=g/1 -> nothing\n";
    assert_eq!(raised(stories, "g/1.a"), (1, 1));
    assert_eq!(raised(stories, "g/1"), (0, 0));
}
