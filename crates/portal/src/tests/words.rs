//! Text files and code agree: every message that is asked for is there, and none is there for nothing.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use domain::actor::Office;
use domain::erasure::Trigger;
use domain::exhibit::{Action, RecordState};
use domain::measure::Finding;
use domain::purpose::Purpose;
use law::clock::{ClockEffect, Counting, Reason};
use law::ids::{DataCategory, IssuerKind, Mark, Track};
use law::letter_form::Consequence;

use super::fixture::{Stand, Strings};
use super::pages::pages;
use crate::l10n::{DEFAULT, Languages, TextFault, written};
use crate::page::desk::NextStep;

/// Functions that take a key, as they are written.
const ASKS: [&str; 4] = [".t(\"", ".with(\"", ".has(\"", ".step("];

/// Every Rust source of the crate that is no test, as one text.
#[expect(clippy::disallowed_methods, reason = "a test about the sources reads the sources")]
fn sources() -> String {
    fn read(folder: &Path, into: &mut String) {
        let mut entries: Vec<_> =
            fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").path()).collect();
        entries.sort();
        for path in entries {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if path.is_dir() && name != "tests" {
                read(&path, into);
            } else if name.ends_with(".rs") && name != "tests.rs" {
                into.push_str(&fs::read_to_string(&path).expect("a source"));
            }
        }
    }
    let mut text = String::new();
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut text);
    text
}

/// Every string literal of the sources.
fn literals(sources: &str) -> Vec<&str> {
    sources
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| line.split('"').skip(1).step_by(2))
        .collect()
}

fn is_key(text: &str) -> bool {
    text.contains('-')
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_.".contains(&b))
}

/// Every message and attribute of the English files.
fn messages() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let english = written::all().iter().find(|lang| lang.code == DEFAULT).expect("English");
    for (_, text) in english.words {
        let mut message = String::new();
        for line in text.lines() {
            let Some((name, _)) = line.split_once(" =") else { continue };
            if let Some(attribute) = name.strip_prefix("    .") {
                found.insert(format!("{message}.{attribute}"));
            } else if name.starts_with(|c: char| c.is_ascii_lowercase()) {
                message = name.to_owned();
                found.insert(message.clone());
            }
        }
    }
    found
}

fn check(keys: impl IntoIterator<Item = String>) {
    let languages = Languages::embedded();
    for key in keys {
        assert!(languages.default_lang().has(&key), "no message `{key}`");
    }
}

#[test]
fn the_text_files_have_no_faults() {
    assert_eq!(Languages::embedded().faults().collect::<Vec<_>>(), Vec::<&TextFault>::new());
}

#[test]
fn every_key_that_is_written_in_code_has_a_message() {
    let sources = sources();
    let mut keys = BTreeSet::new();
    for ask in ASKS {
        for rest in sources.split(ask).skip(1) {
            let rest = if ask == ".step(" {
                rest.split_once('"').map_or("", |(_, rest)| rest)
            } else {
                rest
            };
            let key = rest.split('"').next().unwrap_or_default();
            if is_key(key) {
                keys.insert(key.to_owned());
            }
        }
    }
    assert!(keys.len() > 100, "the search for keys is broken");
    check(keys);
}

#[test]
fn every_message_is_asked_for_somewhere() {
    let sources = sources();
    let literals = literals(&sources);
    let families: Vec<&str> = literals
        .iter()
        .filter_map(|text| text.split_once('{').map(|(prefix, _)| prefix))
        .filter(|prefix| is_key(prefix) && prefix.ends_with('-'))
        .collect();
    let mut idle = Vec::new();
    for message in messages() {
        let name = message.split('.').next().unwrap_or(&message);
        // Labels of a vocabulary are asked for by the word, whatever it is: `Vocabulary::label_key`.
        let is_used = literals.contains(&name)
            || name.starts_with("vocab-")
            || literals.contains(&message.as_str())
            || families.iter().any(|prefix| name.starts_with(prefix));
        if !is_used {
            idle.push(message);
        }
    }
    assert_eq!(idle, Vec::<String>::new(), "nothing asks for these");
}

#[test]
fn no_page_lacks_a_message() {
    let stand = Stand::new(Strings { short_form: false, ..Strings::plain() });
    for (name, page) in pages(&stand, "en") {
        assert!(
            !page.contains("?\u{27e7}"),
            "{name}: {}",
            page.split("?\u{27e7}").next().unwrap_or("").rsplit('\u{27e6}').next().unwrap_or("")
        );
    }
}

#[test]
fn every_coded_word_of_the_law_has_a_message() {
    check(ClockEffect::ALL.iter().map(|effect| format!("effect-{}", effect.id())));
    check(
        Counting::ALL
            .iter()
            .map(|counting| format!("counting-{}", counting.id().replace(':', "-"))),
    );
    check(
        DataCategory::ALL
            .iter()
            .flat_map(|data| [format!("data-{}", data.id()), format!("data-{}.help", data.id())]),
    );
    check(IssuerKind::ALL.iter().map(|kind| format!("issuer-{}", kind.id())));
    check(Mark::ALL.iter().map(|mark| format!("mark-{}", mark.id())));
    check(Reason::ALL.iter().map(|reason| format!("reason-{}", reason.id())));
    check(
        Track::ALL.iter().flat_map(|track| {
            [format!("track-{}", track.id()), format!("track-{}.help", track.id())]
        }),
    );
}

#[test]
fn every_coded_word_of_the_acts_has_a_message() {
    check(Consequence::ALL.iter().flat_map(|does| {
        [format!("consequence-{}", does.id()), format!("consequence-{}.help", does.id())]
    }));
    check(Action::ALL.iter().map(|action| format!("event-exhibit-{}", action.id())));
    check(Finding::ALL.iter().map(|finding| format!("finding-{}", finding.code())));
    check(NextStep::ALL.iter().map(|step| format!("step-{}", step.id())));
    check(Office::ALL.iter().map(|office| format!("office-{}", office.id())));
    check(Purpose::ALL.iter().map(|purpose| format!("purpose-{}", purpose.id())));
    check(RecordState::ALL.iter().map(|state| format!("state-{}", state.id())));
    check(Trigger::ALL.iter().map(|trigger| format!("erase-trigger-{}", trigger.id())));
}

#[test]
fn every_word_of_every_form_has_a_message() {
    let languages = Languages::embedded();
    for law in law::embedded::instruments().expect("the packs load") {
        let pack = law.id.as_str();
        let mut keys = Vec::new();
        for kind in law.kinds.iter().chain(law.letters.iter().map(|letter| &letter.form)) {
            keys.push(kind.label_key());
            keys.extend(kind.sections.iter().map(|section| kind.section_key(section)));
            keys.extend(kind.checks.iter().map(law::check::Check::label_key));
            keys.extend(kind.notices.iter().map(law::check::Notice::label_key));
            let grounds = kind.notices.iter().flat_map(|notice| &notice.delay_grounds);
            keys.extend(grounds.map(|ground| law::check::Notice::ground_key(ground)));
            for field in &kind.fields {
                keys.push(field.label_key());
                keys.extend(field.codes.iter().map(|code| field.code_key(code)));
            }
        }
        keys.extend(law.clocks.iter().map(law::clock::Clock::label_key));
        keys.extend(law.grounds.iter().map(law::ground::Ground::label_key));
        for rule in &law.statistics {
            keys.push(rule.label_key());
            keys.extend(rule.counts.iter().map(|count| law::statistic::figure_key(&count.name)));
        }
        for dimension in &law.dimensions {
            keys.push(dimension.label_key());
            keys.extend(dimension.words.iter().map(|word| dimension.word_key(word)));
        }
        keys.extend(law::defect::CODES.iter().map(|code| format!("defect-{code}")));
        for key in keys {
            assert!(
                languages.default_lang().law_if_any(pack, &key).is_some(),
                "{pack} has no text `{key}`"
            );
        }
    }
}
