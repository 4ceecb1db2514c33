//! Tests of the module `offence`.
