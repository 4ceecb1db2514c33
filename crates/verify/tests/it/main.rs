//! Tests of the verifier's binary.

use ::seal;

#[cfg(test)]
mod cli;
#[cfg(test)]
#[path = "../../../seal/src/package/tests/fixture.rs"]
mod fixture;
