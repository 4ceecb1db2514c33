//! Hash, sign, encrypt, package, receipt, Merkle log, checkpoint, witness.
//!
//! Pure: no clock, no operating-system randomness, no IO but `std::io` traits handed in. Everything here has a
//! written byte format in `docs/spec`. Without the feature `encrypt` this is all that a court's verifier needs.

pub mod bag;
pub mod cbor;
pub mod checkpoint;
pub mod cose;
pub mod cosignature;
pub mod der;
pub mod digest;
pub mod disclosure;
pub mod epoch;
pub mod fork;
pub mod heads;
pub mod json;
pub mod merkle;
pub mod mirror;
pub mod note;
pub mod opening;
pub mod package;
pub mod policy;
pub mod proof;
pub mod receipt;
pub mod register;
pub mod rotation;
pub mod sample;
pub mod sign;
pub mod threshold;
pub mod tile;
pub mod timestamp;
pub mod verdict;
pub mod witness;
pub mod zip;

#[cfg(feature = "encrypt")]
pub mod chunk;
#[cfg(feature = "encrypt")]
pub mod envelope;
#[cfg(feature = "encrypt")]
pub mod keyring;
