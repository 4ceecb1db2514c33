//! Why a package cannot be made: what passes by itself is tried again, what does not ends the package with a code.

use std::io;

use seal::package::BuildError;
use seal::zip::ZipError;

use crate::act::ActError;

/// Why a step of an export did not succeed.
#[derive(Debug, thiserror::Error)]
pub(super) enum ExportError {
    /// An act, a row or a key.
    #[error(transparent)]
    Act(#[from] ActError),
    /// The container.
    #[error(transparent)]
    Build(#[from] BuildError),
    /// Content of an exhibit was found to be another than what was sealed.
    #[error("an exhibit is not what was sealed; it is contested now")]
    Contested,
    /// The file cannot be written.
    #[error("the package cannot be written: {0}")]
    Io(#[from] io::Error),
    /// A copy of an order is not kept here.
    #[error("a copy of the order is missing here, so the package would be incomplete")]
    LetterMissing,
    /// The same list gives another manifest than the one that was sealed.
    #[error("what was sealed can no longer be put together; something in it was erased or changed")]
    Unrepeatable,
}

impl ExportError {
    /// The code under which the package ends, or nothing if the step may succeed another time.
    pub(super) fn lasting_code(&self) -> Option<&str> {
        match self {
            Self::Act(error) => lasting(error),
            Self::Build(BuildError::Zip(ZipError::Io(error))) | Self::Io(error) => {
                // A reader of content hands its own error through.
                error.get_ref().and_then(|error| error.downcast_ref()).and_then(lasting)
            }
            Self::Build(error) => Some(error.code()),
            Self::Contested => Some("exhibit-contested"),
            Self::LetterMissing => Some("letter-missing"),
            Self::Unrepeatable => Some("unrepeatable"),
        }
    }
}

fn lasting(error: &ActError) -> Option<&str> {
    match error {
        ActError::Corrupt(_) => Some("damaged"),
        ActError::Denied(denied) => Some(denied.code()),
        ActError::NotFound => Some("not-found"),
        ActError::Record(_) => Some("unreadable"),
        ActError::Value { .. } | ActError::Wrong(_) => Some("value"),
        ActError::BehindGap
        | ActError::Busy
        | ActError::Keys(_)
        | ActError::Ledger(_)
        | ActError::NoQuorum { .. }
        | ActError::NoRoom
        | ActError::Unsigned(_)
        | ActError::Shell(_)
        | ActError::Stale
        | ActError::Store(_) => None,
    }
}

/// What the worker's log says of it.
impl From<ExportError> for ActError {
    fn from(error: ExportError) -> Self {
        match error {
            ExportError::Act(error) => error,
            ExportError::Build(_)
            | ExportError::Contested
            | ExportError::Io(_)
            | ExportError::LetterMissing
            | ExportError::Unrepeatable => Self::Shell(error.to_string()),
        }
    }
}
