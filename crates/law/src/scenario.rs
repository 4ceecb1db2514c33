//! The grammar of scenario files: text in, typed lines with positions out. Running them is the domain's.

mod cursor;

use std::collections::BTreeSet;

use jiff::Timestamp;

use self::cursor::Cursor;

/// A file may hold this many attempts: one story, readable in one sitting.
pub const ATTEMPTS_MAX: usize = 40;

/// A parsed scenario file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scenario {
    /// What the story is about.
    pub title: String,
    /// The stage, in order.
    pub givens: Vec<Given>,
    /// What is tried, in order.
    pub attempts: Vec<Attempt>,
}

/// A `given` line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The line, from 1.
    pub line: usize,
    /// What is given.
    pub what: GivenWhat,
    /// Its arguments.
    pub args: Vec<Arg>,
}

/// What a `given` line names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GivenWhat {
    /// `law eu-e-evidence`
    Law(String),
    /// `member FR-TJ`
    Member(String),
    /// `measure #a`
    Thing {
        /// `measure`, `case`, …
        kind: String,
        /// The label without its `#`.
        label: String,
    },
}

/// `name=value,value`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arg {
    /// The column, from 1.
    pub column: usize,
    /// The name.
    pub name: String,
    /// The values, at least one.
    pub values: Vec<Value>,
}

/// One value of an argument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A bare or quoted text.
    Text(String),
    /// A label without its `#`.
    Label(String),
}

/// One word after a verb or an outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Word {
    /// `#a`, without its `#`.
    Label {
        /// The column, from 1.
        column: usize,
        /// The label.
        label: String,
    },
    /// `name=value`
    Arg(Arg),
}

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScenarioActor {
    /// Time passes: the due timers.
    Clock,
    /// `judge@FR-TJ`
    Office {
        /// The office or issuer kind, or `node`.
        office: String,
        /// The member, upper case as written.
        member: String,
    },
}

/// An `at` line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// The line, from 1.
    pub line: usize,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: ScenarioActor,
    /// The command, kebab-case, or one of `deliver`, `lose`, `tick`, `look`.
    pub verb: String,
    /// What it is applied to.
    pub words: Vec<Word>,
    /// What must come of it, in order.
    pub outcomes: Vec<Outcome>,
    /// The effects, where the line names them.
    pub effects: Option<Vec<Called>>,
}

/// What comes of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Accepted without an event.
    Nothing,
    /// Refused by the core.
    Denied(Called),
    /// Refused for a formal fault.
    Defect(Called),
    /// An event.
    Event(Called),
}

/// A name with its words: an event, a refusal, an effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Called {
    /// The column, from 1.
    pub column: usize,
    /// The name, kebab-case.
    pub name: String,
    /// Its words.
    pub words: Vec<Word>,
}

/// A faulty line; the whole file is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {message}; {help}")]
pub struct ScenarioError {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: &'static str,
}

/// A scenario file is at most this long: forty attempts fill a tenth of it.
pub const FILE_BYTES_MAX: usize = 65_536;

/// Reads a scenario file.
///
/// # Errors
/// Every faulty line; a file with one is refused as a whole.
pub fn parse(text: &str) -> Result<Scenario, Vec<ScenarioError>> {
    let mut story = Story::default();
    if text.len() > FILE_BYTES_MAX {
        story.fault(1, 1, "the file is longer than 65536 bytes", "tell one story a file");
        return Err(story.errors);
    }
    if !text.is_empty() && !text.ends_with('\n') {
        let line = text.lines().count();
        story.fault(line, 1, "the last line has no line end", "end the file with a line feed");
    }
    for (index, line) in text.split('\n').enumerate() {
        story.take(index + 1, line);
    }
    story.finish()
}

/// A file while it is read.
#[derive(Debug, Default)]
struct Story {
    title: Option<String>,
    givens: Vec<Given>,
    attempts: Vec<Attempt>,
    names: BTreeSet<String>,
    errors: Vec<ScenarioError>,
}

impl Story {
    fn fault(
        &mut self,
        line: usize,
        column: usize,
        message: impl Into<String>,
        help: &'static str,
    ) {
        self.errors.push(ScenarioError { line, column, message: message.into(), help });
    }

    fn take(&mut self, number: usize, line: &str) {
        if let Some(place) = line.chars().position(|c| c == '\r') {
            let help = "save the file with line feeds alone";
            return self.fault(number, place + 1, "a carriage return", help);
        }
        if line.is_empty() || line.starts_with('#') {
            return;
        }
        let mut words = Cursor::new(number, line);
        if let Err(error) = self.line(&mut words) {
            self.errors.push(error);
        }
    }

    fn line(&mut self, cursor: &mut Cursor<'_>) -> Result<(), ScenarioError> {
        let keyword = cursor.id("a line starts with `scenario`, `given`, `at` or `#`")?;
        if keyword != "scenario" && self.title.is_none() {
            self.title = Some(String::new());
            return Err(cursor.fault_at(
                1,
                "the file does not start with its title",
                "write `scenario` and what the story is about before everything else",
            ));
        }
        match keyword.as_str() {
            "scenario" => self.title(cursor),
            "given" => self.given(cursor),
            "at" => self.attempt(cursor),
            _ => Err(cursor.fault_at(
                1,
                format!("a line does not start with `{keyword}`"),
                "start it with `scenario`, `given`, `at` or `#`",
            )),
        }
    }

    fn title(&mut self, cursor: &mut Cursor<'_>) -> Result<(), ScenarioError> {
        cursor.space()?;
        let title = cursor.rest().trim().to_owned();
        if self.title.is_some() {
            return Err(cursor.fault_at(1, "the file has a second title", "tell one story a file"));
        }
        let empty = title.is_empty();
        self.title = Some(title);
        if empty {
            return Err(cursor.fault_at(1, "the title is empty", "say what the story is about"));
        }
        Ok(())
    }

    fn given(&mut self, cursor: &mut Cursor<'_>) -> Result<(), ScenarioError> {
        cursor.space()?;
        let column = cursor.column();
        let kind = cursor.id("a `given` line names `law`, `member` or a kind of thing")?;
        cursor.space()?;
        let (what, name) = match kind.as_str() {
            "law" => {
                let law = cursor.id("the law is named by its id, like `eu-e-evidence`")?;
                (GivenWhat::Law(law.clone()), format!("law {law}"))
            }
            "member" => {
                let member = cursor.member()?;
                (GivenWhat::Member(member.clone()), format!("member {member}"))
            }
            _ => {
                let label = cursor.label()?;
                (GivenWhat::Thing { kind, label: label.clone() }, format!("#{label}"))
            }
        };
        let args = cursor.args()?;
        cursor.end()?;
        if !self.names.insert(name.clone()) {
            let message = format!("`{name}` is given twice");
            return Err(cursor.fault_at(column, message, "give each thing once"));
        }
        self.givens.push(Given { line: cursor.line(), what, args });
        Ok(())
    }

    fn attempt(&mut self, cursor: &mut Cursor<'_>) -> Result<(), ScenarioError> {
        cursor.space()?;
        let column = cursor.column();
        let at = cursor.instant()?;
        cursor.space()?;
        let actor_column = cursor.column();
        let actor = cursor.actor()?;
        cursor.space()?;
        let verb = cursor.id("an actor is followed by a command in kebab case")?;
        let words = cursor.words()?;
        cursor.sign("->", "an attempt says what comes of it after ` -> `")?;
        let outcomes = cursor.outcomes()?;
        let effects = if cursor.is_at_end() { None } else { Some(cursor.effects()?) };
        cursor.end()?;
        if self.attempts.last().is_some_and(|before| before.at > at) {
            return Err(cursor.fault_at(
                column,
                "the instant is earlier than the one before",
                "put the attempts into the order of time",
            ));
        }
        if let ScenarioActor::Office { member, .. } = &actor
            && !self.names.contains(&format!("member {member}"))
        {
            return Err(cursor.fault_at(
                actor_column,
                format!("nobody is called `{member}`"),
                "add a line `given member …` for it, or correct the name",
            ));
        }
        if self.attempts.len() == ATTEMPTS_MAX {
            let message = format!("more than {ATTEMPTS_MAX} attempts");
            return Err(cursor.fault_at(1, message, "tell one story a file and split this one"));
        }
        let line = cursor.line();
        self.attempts.push(Attempt { line, at, actor, verb, words, outcomes, effects });
        Ok(())
    }

    fn finish(mut self) -> Result<Scenario, Vec<ScenarioError>> {
        if self.title.is_none() {
            let help = "write `scenario` and what the story is about before everything else";
            self.fault(1, 1, "the file has no title", help);
        }
        match self.title {
            Some(title) if self.errors.is_empty() => {
                Ok(Scenario { title, givens: self.givens, attempts: self.attempts })
            }
            Some(_) | None => Err(self.errors),
        }
    }
}

#[cfg(test)]
mod tests;
