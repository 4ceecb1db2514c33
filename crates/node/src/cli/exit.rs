//! How a command ends: the exit codes that scripts rely on, and the one sentence with its code.

use serde::Serialize;

use super::print;

/// What a script learns from a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done; of a check: every claim that was asked for holds.
    Done,
    /// Failure of the machine, or ours.
    Failed,
    /// Refused by a rule, or the input has defects.
    Denied,
    /// A check found something that does not hold.
    NotVerified,
    /// Nobody answered; nothing is known to be wrong.
    Unreachable,
}

impl Exit {
    /// The code of the process. 2 is usage and belongs to the argument parser; 3 and 6 come with the commands that
    /// can end so.
    pub(crate) const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Failed => 1,
            Self::Denied => 4,
            Self::NotVerified => 5,
            Self::Unreachable => 7,
        }
    }
}

/// What every help text ends with.
pub(crate) const EXIT_CODES: &str = "Exit codes: 0 done, every claim holds · 1 failure · 2 usage · 3 not found · \
4 refused, or bad input · 5 verification failed · 6 conflict · 7 queued, peer unreachable";

/// A command that did not do what it was asked to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    /// How the process ends.
    pub(crate) exit: Exit,
    /// The stable code.
    pub(crate) code: String,
    /// What is wrong and what to do.
    pub(crate) detail: String,
}

/// The same as an object.
#[derive(Serialize)]
struct Document<'a> {
    code: &'a str,
    detail: &'a str,
    exit: u8,
}

impl Failure {
    /// A failure with its code and sentence.
    pub(crate) fn new(exit: Exit, code: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { exit, code: code.into(), detail: detail.into() }
    }

    /// Says it on standard error, in the voice the command was asked for.
    pub(crate) fn tell(&self, json: bool) {
        if json {
            let (code, detail) = (self.code.as_str(), self.detail.as_str());
            print::talk_json(&Document { code, detail, exit: self.exit.code() });
        } else {
            print::talk(&format!("comity: {} ({})", self.detail, self.code));
        }
    }
}
