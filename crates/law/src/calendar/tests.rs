//! Tests of the module `calendar`.
