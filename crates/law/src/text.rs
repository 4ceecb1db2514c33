//! Which words a pack needs, and which of them a text file has. The words themselves are Fluent messages.
//!
//! Not here: formatting. Only the names of messages are read, so that a missing label is found when a
//! pack is checked and not when a clerk opens the form.

use std::collections::BTreeSet;

use crate::clock::{ClockEffect, Counting, Reason};
use crate::defect::CODES;
use crate::instrument::Instrument;

/// The names of the messages of a Fluent text, attributes as `message.attribute`.
#[must_use]
pub fn message_ids(fluent: &str) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    let mut message = "";
    for line in fluent.lines() {
        let Some((name, _)) = line.split_once('=') else { continue };
        let is_name = |name: &str| {
            name.starts_with(|c: char| c.is_ascii_alphabetic())
                && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
        };
        let trimmed = name.trim();
        if line.starts_with(' ') {
            if let Some(attribute) = trimmed.strip_prefix('.').filter(|name| is_name(name)) {
                ids.insert(format!("{message}.{attribute}"));
            }
        } else if is_name(trimmed) {
            message = trimmed;
            ids.insert(message.to_owned());
        }
    }
    ids
}

/// The message of this name with its values put in, for shells without a language of their own.
/// Messages of packs are single lines; one that is not there, or has more to it, gives none.
#[must_use]
pub fn say(fluent: &str, name: &str, values: &[(&str, String)]) -> Option<String> {
    let mut lines = fluent.lines().filter_map(|line| line.split_once(" = "));
    let (_, pattern) = lines.find(|(message, _)| *message == name)?;
    let mut said = pattern.trim().to_owned();
    for (name, value) in values {
        said = said.replace(&format!("{{ ${name} }}"), value);
    }
    // A sentence with a hole is worse than none.
    (!said.contains("{ $")).then_some(said)
}

/// Every message a pack needs in every language it is offered in, besides the shared ones.
#[must_use]
pub fn needed(instrument: &Instrument) -> BTreeSet<String> {
    let mut ids = BTreeSet::from(["title".to_owned()]);
    let forms = instrument.letters.iter().map(|letter| &letter.form);
    for kind in instrument.kinds.iter().chain(forms) {
        ids.insert(kind.label_key());
        for section in &kind.sections {
            ids.extend(with_help(kind.section_key(section)));
        }
        for field in &kind.fields {
            ids.insert(field.label_key());
            ids.insert(field.help_key());
            ids.extend(field.codes.iter().map(|code| field.code_key(code)));
        }
        ids.extend(kind.checks.iter().map(crate::check::Check::label_key));
        ids.extend(kind.notices.iter().map(crate::check::Notice::label_key));
        let grounds = kind.notices.iter().flat_map(|notice| &notice.delay_grounds);
        ids.extend(grounds.map(|ground| crate::check::Notice::ground_key(ground)));
    }
    for clock in &instrument.clocks {
        ids.extend(with_help(clock.label_key()));
    }
    ids.extend(instrument.duties.iter().map(|duty| duty.id.label_key()));
    for ground in &instrument.grounds {
        ids.extend(with_help(ground.label_key()));
    }
    for dimension in &instrument.dimensions {
        ids.insert(dimension.label_key());
        ids.extend(dimension.words.iter().map(|word| dimension.word_key(word)));
    }
    for statistic in &instrument.statistics {
        ids.insert(statistic.label_key());
        ids.extend(statistic.counts.iter().map(|count| crate::statistic::figure_key(&count.name)));
    }
    ids
}

/// Every message all packs share: faults of a form and explanations of a clock.
#[must_use]
pub fn shared() -> BTreeSet<String> {
    let mut ids: BTreeSet<String> = CODES.iter().map(|code| format!("defect-{code}")).collect();
    ids.extend(Reason::ALL.iter().map(|reason| format!("explain-unknown-{}", reason.id())));
    ids.extend(ClockEffect::ALL.iter().map(|effect| format!("explain-effect-{}", effect.id())));
    ids.extend(Counting::ALL.iter().map(|counting| crate::explain::counting_key(*counting)));
    ids.extend(crate::explain::keys().map(str::to_owned));
    ids
}

/// What a text lacks and what it has too much, by name.
#[must_use]
pub fn compare(needed: &BTreeSet<String>, fluent: &str) -> (Vec<String>, Vec<String>) {
    let has = message_ids(fluent);
    (needed.difference(&has).cloned().collect(), has.difference(needed).cloned().collect())
}

fn with_help(key: String) -> [String; 2] {
    let help = format!("{key}.help");
    [key, help]
}

#[cfg(test)]
mod tests;
