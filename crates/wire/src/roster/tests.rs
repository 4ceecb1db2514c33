//! Directory files: round trips and refusals.
