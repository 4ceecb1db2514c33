//! The witness's side of HTTP as values: status, body and media type of every answer (`docs/spec/ledger.md` §11).

use super::{Cosigned, Refusal, RequestError, write_lines};

/// How far our clock may be behind for the asker to be told to come again; further back a person must look at it.
const CLOCK_WAIT_SECONDS_MAX: u64 = 5;

/// What is answered to a request.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The body; most refusals have none.
    pub body: String,
    /// After how many seconds to ask again, where waiting helps.
    pub retry_after: Option<u64>,
}

impl Reply {
    /// An answer of a status alone.
    #[must_use]
    pub fn bare(status: u16) -> Self {
        Self { status, body: String::new(), retry_after: None }
    }

    /// The answer to bytes that are no request.
    #[must_use]
    pub fn unread(error: &RequestError) -> Self {
        Self::bare(error.status())
    }

    /// The answer to a request that is not cosigned.
    #[must_use]
    pub fn refused(refusal: &Refusal) -> Self {
        let retry_after = match refusal {
            Refusal::ClockBehind { seconds } => {
                Some(*seconds).filter(|seconds| *seconds <= CLOCK_WAIT_SECONDS_MAX)
            }
            Refusal::Conflict { .. }
            | Refusal::Inconsistent(_)
            | Refusal::OldBeyondNew
            | Refusal::UnknownOrigin
            | Refusal::Untrusted(_) => None,
        };
        Self { status: refusal.status(), body: refusal.body().unwrap_or_default(), retry_after }
    }

    /// The answer that carries the lines. It may leave once the memory is stored.
    #[must_use]
    pub fn cosigned(cosigned: &Cosigned) -> Self {
        Self { body: write_lines(&cosigned.lines), ..Self::bare(200) }
    }

    /// The witness cannot store now, or is asked too much at once.
    #[must_use]
    pub fn unavailable() -> Self {
        Self { retry_after: Some(1), ..Self::bare(503) }
    }

    /// The log, or strangers who show its heads, ask more often than the operator allows.
    #[must_use]
    pub fn too_often(seconds: u64) -> Self {
        Self { retry_after: Some(seconds), ..Self::bare(429) }
    }

    /// The media type of the body.
    #[must_use]
    pub fn media_type(&self) -> &'static str {
        if self.status == 409 { "text/x.tlog.size" } else { "text/plain; charset=utf-8" }
    }
}
