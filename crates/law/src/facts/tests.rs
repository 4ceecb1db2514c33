//! Tests of the module `facts`.
