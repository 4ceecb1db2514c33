//! Tests of the module `load`.
