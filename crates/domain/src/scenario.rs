//! Scenario files, run: whole stories of law, told in lines a lawyer can read, against the real core.
//!
//! Each member gets a node of its own with its own streams; letters wait in trays until a line
//! delivers or loses them, so delay, loss and reordering can be written down. Nothing here is
//! special to the stage but how letters come to be verified: nobody signs in a story. The grammar is
//! [`law::scenario`]; ids are counted, so a run is repeatable to the byte.

use std::fmt;

use law::calendar::Calendars;
use law::instrument::Instrument;
use law::scenario::{Attempt, ScenarioError, parse};

use self::compare::differs;
use self::world::World;

mod compare;
mod notice;
pub(crate) mod perform;
mod stage;
#[cfg(test)]
mod tests;
pub(crate) mod world;

/// What came of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// What the story is about.
    pub title: String,
    /// How many attempts were run.
    pub n_attempts: usize,
    /// What went otherwise than written.
    pub failures: Vec<Failure>,
    /// Why the file was refused as a whole.
    pub errors: Vec<Fault>,
}

impl Report {
    /// Whether everything went as written.
    #[must_use]
    pub const fn is_ok(&self) -> bool {
        self.failures.is_empty() && self.errors.is_empty()
    }

    const fn refused(errors: Vec<Fault>) -> Self {
        Self { title: String::new(), n_attempts: 0, failures: Vec::new(), errors }
    }
}

/// A line that went otherwise than written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Failure {
    /// The line, from 1.
    pub line: usize,
    /// What was written.
    pub expected: String,
    /// What happened.
    pub actual: String,
    /// The state of the measure, on every node that has it, in one line.
    pub state: String,
}

/// A line that cannot be run; its author is at fault and is told what to do.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("line {line}, column {column}: {message}; {help}")]
pub struct Fault {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: &'static str,
}

impl Fault {
    /// The stable code of this fault.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "scenario-line"
    }

    fn new(line: usize, column: usize, message: impl Into<String>, help: &'static str) -> Self {
        Self { line, column, message: message.into(), help }
    }
}

impl From<ScenarioError> for Fault {
    fn from(error: ScenarioError) -> Self {
        Self { line: error.line, column: error.column, message: error.message, help: error.help }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for fault in &self.errors {
            writeln!(f, "{fault}")?;
        }
        for failure in &self.failures {
            writeln!(f, "line {}", failure.line)?;
            writeln!(f, "  expected  {}", failure.expected)?;
            writeln!(f, "  actual    {}", failure.actual)?;
            writeln!(f, "  state     {}", failure.state)?;
        }
        Ok(())
    }
}

/// Runs one file under the law it names.
#[must_use]
pub fn run(law: &Instrument, calendars: &Calendars, text: &str) -> Report {
    let scenario = match parse(text) {
        Ok(scenario) => scenario,
        Err(errors) => {
            return Report::refused(errors.into_iter().map(Fault::from).collect());
        }
    };
    let mut world = match World::set(law, calendars, &scenario) {
        Ok(world) => world,
        Err(errors) => return Report::refused(errors),
    };
    let mut report = Report {
        title: scenario.title.clone(),
        n_attempts: 0,
        failures: Vec::new(),
        errors: Vec::new(),
    };
    for attempt in &scenario.attempts {
        match world.perform(attempt) {
            Ok(actual) => {
                report.n_attempts += 1;
                report.failures.extend(failure(attempt, &actual, &world));
            }
            // A line that cannot be run makes every line after it another story.
            Err(fault) => {
                report.errors.push(fault);
                break;
            }
        }
    }
    report
}

fn failure(attempt: &Attempt, actual: &compare::Actual, world: &World<'_>) -> Option<Failure> {
    differs(attempt, actual, world.law()).then(|| Failure {
        line: attempt.line,
        expected: compare::written(attempt),
        actual: world.corrupt.map_or_else(|| actual.to_string(), |corrupt| corrupt.to_string()),
        state: world.state_line(compare::label(attempt)),
    })
}
