//! Lines about the notice to the person: what a line leaves out is said as the story has it, what it names in
//! `without=` is not said at all.

use law::scenario::{Arg, Attempt, Word};

use super::Fault;
use super::stage::texts;
use crate::letter::Language;
use crate::measure::Measure;
use crate::measure::notice::{Means, Notice, NoticeAct, Proof, Telling, Verdict};

const HELP: &str = "write `told_on=`, `ground=` and `review_on=` as the page of the law has them";

/// The act a line asks for, if its verb is one about the notice.
///
/// # Errors
/// [`Fault`] for a word that cannot be read.
pub(super) fn act(state: Option<&Measure>, attempt: &Attempt) -> Result<Option<NoticeAct>, Fault> {
    let line = Line { attempt };
    Ok(Some(match attempt.verb.as_str() {
        "defer-notice" => NoticeAct::Defer {
            ground: line.word("ground").unwrap_or("").to_owned(),
            reasons: line.said("reasons"),
            justification: line.said("justification"),
            review_on: line.read("review_on", |text| text.parse().ok())?,
        },
        "end-notice-delay" => NoticeAct::EndDelay { why: line.said("why") },
        "give-notice" => {
            let told_on = line.read("told_on", |text| text.parse().ok())?;
            let Some(told_on) = told_on else { return Err(line.fault(1, "told on which day?")) };
            let language = line.read("language", Language::parse)?;
            let language = language.or_else(|| Language::parse("en"));
            let Some(language) = language else { return Err(line.fault(1, "no language")) };
            NoticeAct::Give(Telling {
                told_on,
                means: line.read("means", Means::parse)?.unwrap_or(Means::Letter),
                language,
                remedies: line.said("remedies"),
                proof: Proof { letter: line.said("proof"), sha256: None },
            })
        }
        "review-notice-delay" => {
            let verdict = match line.word("verdict") {
                Some("declined") => Verdict::Declined { why: line.said("why") },
                Some("agreed") | None => Verdict::Agreed,
                Some(other) => return Err(line.fault(1, &format!("`{other}` is no verdict"))),
            };
            NoticeAct::Review { asked: asked(state), verdict }
        }
        _ => return Ok(None),
    }))
}

/// The delay that waits for a review, by its number.
fn asked(state: Option<&Measure>) -> u32 {
    let Some(Measure::Issuing(issuing)) = state else { return 0 };
    let Some(Notice::Due(owed)) = issuing.issued().map(|issued| &issued.notice) else { return 0 };
    owed.asked.as_ref().map_or(0, |asked| asked.n)
}

struct Line<'a> {
    attempt: &'a Attempt,
}

impl<'a> Line<'a> {
    fn arg(&self, name: &str) -> Option<&'a Arg> {
        self.attempt.words.iter().find_map(|word| match word {
            Word::Arg(arg) if arg.name == name => Some(arg),
            Word::Arg(_) | Word::Label { .. } => None,
        })
    }

    fn word(&self, name: &str) -> Option<&'a str> {
        self.arg(name).and_then(|arg| texts(arg).first().copied())
    }

    fn said(&self, name: &str) -> String {
        let left_out = self.arg("without").is_some_and(|arg| texts(arg).contains(&name));
        let told = if left_out { "" } else { "as the story has it" };
        self.word(name).unwrap_or(told).to_owned()
    }

    fn read<T>(&self, name: &str, read: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Fault> {
        let Some(arg) = self.arg(name) else { return Ok(None) };
        let text = texts(arg).first().copied().unwrap_or("");
        read(text).map(Some).ok_or_else(|| self.fault(arg.column, &format!("`{text}`?")))
    }

    fn fault(&self, column: usize, message: &str) -> Fault {
        Fault::new(self.attempt.line, column, message.to_owned(), HELP)
    }
}
