//! Tests of the module `counting`.
