//! The court package: one file that can be checked for decades without asking anybody.
//!
//! Outside an ASiC-E container (ETSI EN 319 162-1), a zip file in one byte form; inside a `BagIt` bag (RFC 8493).
//! Around both runs one chain: every byte of a member is in a digest of `META-INF/ASiCManifest001.xml`, that manifest's
//! SHA-256 is in the opening of one leaf, and that leaf is in a log whose checkpoint a quorum of witnesses has signed.
//! The byte format is `docs/spec/package.md`. Not here: which exhibits a court may get, and the sealing of the leaf.
//!
//! Writing takes three steps, because the leaf that seals a package commits to its manifest:
//!
//! ```text
//! let plan = PackagePlan::assemble(contents)?;      // every small member made, every digest known
//! let manifest = plan.manifest();                   // → the node appends a leaf `comity/package/1` with
//!                                                   //   package_id, manifest_sha256, members = n_members, parts, forum, actor
//!                                                   //   and publishes a checkpoint that covers it
//! plan.stamp(token)?;                               // only where `contents.is_stamped`, before that leaf, which is then
//!                                                   //   `comity/package/2` and has token_sha256 besides
//! plan.write(&Leaf { opening, proof }, out)?;       // the file, byte for byte the same on every repetition
//! ```
//!
//! Reading is [`verify`]: every byte once, memory for the small members only, a [`crate::verdict::Verdict`].

mod build;
mod case_graph;
mod check;
pub mod keys;
pub mod layout;
mod manifest;
mod measure;
pub mod parts;
mod report;
pub mod schema;
#[cfg(test)]
pub(crate) mod tests;
mod uuid5;
mod view;

pub use build::{
    Absence, BuildError, CaseSummary, Complete, Content, Contents, Copy, Exhibit, Leaf, LeftOut,
    LegalFile, Letter, Manifest, PackagePlan, PartOf,
};
pub use check::custody::{Unfit, begins_record, is_readable, is_readable_anchor};
pub use check::time::{Uncovered, covered};
pub use check::{Tokens, verify, verify_as_of, verify_stamped, verify_under};
pub use manifest::{Vouched, asic_manifest};
pub use measure::{Measure, Measured};
pub use report::{PROVED, not_proved};
pub(crate) use report::{ground_words, openssl_lines};

/// The content of the member `mimetype`.
pub const MIMETYPE: &str = "application/vnd.etsi.asic-e+zip";
