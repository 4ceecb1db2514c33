//! An event that no decision can have written where it stands: damage or forgery.
//!
//! It is never skipped. The stream is set aside and the operator told; nothing is repaired here.

/// An event that cannot follow the state before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "a `{event}` event cannot stand here in a stream of kind `{stream}`; set the stream aside and compare it with a peer's"
)]
pub struct Corrupt {
    /// The kind of stream.
    pub stream: &'static str,
    /// The kind of event.
    pub event: &'static str,
}

impl Corrupt {
    /// The stable code of this fault.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "corrupt"
    }
}
