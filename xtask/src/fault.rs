//! Why a task could not do its work. A check that ran and found something wrong is not a fault; it
//! is a count in a [`Tally`](crate::tally::Tally).

use std::{fmt, io, path::Path};

/// The reasons, alphabetical. Each text says what to do next where there is something to do.
#[derive(Debug)]
pub(crate) enum Fault {
    /// A program ended with something else than 0.
    Exit { what: String, code: Option<i32> },
    /// The operating system said no.
    Io { doing: String, source: io::Error },
    /// Programs are missing and this user cannot install them.
    Missing { tools: Vec<String>, remedy: String },
    /// A program answered in a form nobody here expects.
    Reply { of: String, why: String },
    /// A program did not end within its time.
    Slow { what: String, seconds: u64 },
    /// The arguments make no sense.
    Usage(String),
}

impl Fault {
    /// Wraps an error of the operating system together with what was being done.
    pub(crate) fn io(doing: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        let doing = doing.into();
        move |source| Self::Io { doing, source }
    }

    /// The same for the frequent case of one path.
    pub(crate) fn at(verb: &str, path: &Path) -> impl FnOnce(io::Error) -> Self + use<> {
        Self::io(format!("{verb} `{}`", path.display()))
    }

    /// A reply that does not have the form it should have.
    pub(crate) fn reply(of: impl Into<String>, why: impl fmt::Display) -> Self {
        Self::Reply { of: of.into(), why: why.to_string() }
    }

    /// 2 for a wrong command line, as everywhere in the product; 1 for the rest.
    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Self::Usage(_) => 2,
            Self::Exit { .. }
            | Self::Io { .. }
            | Self::Missing { .. }
            | Self::Reply { .. }
            | Self::Slow { .. } => 1,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exit { what, code: Some(code) } => {
                write!(f, "`{what}` ended with exit code {code}")
            }
            Self::Exit { what, code: None } => write!(f, "`{what}` was ended by a signal"),
            Self::Io { doing, source } => write!(f, "could not {doing}: {source}"),
            Self::Missing { tools, remedy } => {
                write!(f, "missing: {}; install with\n{remedy}", tools.join(", "))
            }
            Self::Reply { of, why } => write!(f, "the answer of {of} is not understood: {why}"),
            Self::Slow { what, seconds } => write!(f, "`{what}` did not end within {seconds} s"),
            Self::Usage(text) => f.write_str(text),
        }
    }
}

impl std::error::Error for Fault {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        None // the text of the inner error is already in ours
    }
}
