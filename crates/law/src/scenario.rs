//! The grammar of scenario files: text in, typed lines with positions out. Running them is the domain's.

use jiff::Timestamp;

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

/// Reads a scenario file.
///
/// # Errors
/// Every faulty line.
pub fn parse(text: &str) -> Result<Scenario, Vec<ScenarioError>> {
    let _ = text;
    Ok(Scenario { title: String::new(), givens: Vec::new(), attempts: Vec::new() })
}
