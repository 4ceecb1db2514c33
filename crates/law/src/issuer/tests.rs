//! Tests of the module `issuer`.
