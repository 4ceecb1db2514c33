//! Tests of the module `status`.
