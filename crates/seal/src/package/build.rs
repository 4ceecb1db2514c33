//! Making a package: all small members, the manifests, then the file.
//!
//! Everything is a function of [`Contents`]: no clock, no randomness, so the same sealed state exported twice gives the
//! same bytes. Evidence is never held in memory; it is opened once, when its bytes are written.

use std::fmt;
use std::io::{self, Read};

use thiserror::Error;

use super::Measured;
use super::keys::KeyRow;
use super::parts::PartsError;
use crate::bag::BagError;
use crate::digest::Digest;
use crate::heads::Statement;
use crate::json::Json;
use crate::opening::Opening;
use crate::policy::PolicyError;
use crate::proof::TlogProof;
use crate::receipt::{Receipt, ReceiptError};
use crate::zip::ZipError;

mod copy;
mod plan;

pub use copy::{Copy, PartOf};
pub use plan::PackagePlan;

/// What goes into a package. The plan sorts; order matters only where a field says so.
#[derive(Debug)]
pub struct Contents<'a> {
    /// UUID of the package.
    pub package_id: String,
    /// Id of the exporting node, as in its URNs.
    pub node: String,
    /// Name of the exporting authority, for `bag-info.txt`.
    pub organization: String,
    /// Day of the export, `YYYY-MM-DD`.
    pub bagged_on: String,
    /// What the report and the case graph say about the case.
    pub case: CaseSummary,
    /// The exhibits.
    pub exhibits: Vec<Exhibit<'a>>,
    /// The exhibits of the case that are not in it. They stand in the report and the case graph only, so that nobody
    /// takes the package for the whole case.
    pub left_out: Vec<LeftOut>,
    /// The counterparties' `recv` and `ack` leaves, and our own ones that pair with them (`comity/exchange/1`).
    pub anchors: Vec<Leaf>,
    /// Every letter of the case.
    pub letters: Vec<Letter>,
    /// Every receipt of the case. An anchor is left out: better proof may have come since.
    pub receipts: Vec<Receipt>,
    /// Instruments, certificates, translations.
    pub legal: Vec<LegalFile>,
    /// The policy under which this node publishes, as a policy file.
    pub policy: String,
    /// Every key that signed a letter or receipt in here.
    pub keys: Vec<KeyRow>,
    /// Whether a time-stamp token over the manifest goes in: the manifest names it, so it is known before.
    pub is_stamped: bool,
    /// What hides the lines of the list of parts: random, secret, and this package's own.
    pub parts_key: [u8; 32],
    /// The whole that this is a part of; none of a whole.
    pub part_of: Option<PartOf>,
}

/// What people see first about a case. It stands in the report and the case graph only.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct CaseSummary {
    /// Docket number.
    pub docket_no: String,
    /// Kind of the measure that asked for the exhibits, `EPOC`.
    pub measure_kind: String,
    /// Number of that measure.
    pub measure_no: String,
    /// When it was issued, `YYYY-MM-DDThh:mm:ssZ`.
    pub issued_at: String,
}

/// An exhibit of the case that the package does not hold.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct LeftOut {
    /// Its number.
    pub exhibit_no: String,
    /// Why.
    pub why: Absence,
}

/// Why an exhibit of the case is not in the package.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Absence {
    /// Its digests did not agree.
    Contested,
    /// Its content was destroyed, or is to be.
    Destroyed,
    /// It was fixed after the package was asked for.
    Later,
    /// Its content was never fixed.
    NotFixed,
    /// The law forbids its use.
    Restricted,
    /// The parties' records of it do not hold together.
    Unproved,
}

impl Absence {
    /// Every reason.
    pub const ALL: [Self; 6] = [
        Self::Contested,
        Self::Destroyed,
        Self::Later,
        Self::NotFixed,
        Self::Restricted,
        Self::Unproved,
    ];

    /// The code.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Contested => "contested",
            Self::Destroyed => "destroyed",
            Self::Later => "later",
            Self::NotFixed => "not-fixed",
            Self::Restricted => "restricted",
            Self::Unproved => "unproved",
        }
    }

    /// The reason of that code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.id() == code)
    }

    /// For a reader of the report.
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::Contested => {
                "contested: what was found is not what was announced or sealed; it can be asked for separately"
            }
            Self::Destroyed => {
                "destroyed: its content is gone on the order of two officers; the record of it is kept"
            }
            Self::Later => "its content was fixed after this package was asked for",
            Self::NotFixed => "its content was never fixed",
            Self::Restricted => "the law forbids its use: it is to be deleted or restricted",
            Self::Unproved => {
                "what the parties recorded of it does not hold together, so that nothing would prove its custody"
            }
        }
    }
}

/// One exhibit with its custody.
#[derive(Debug)]
pub struct Exhibit<'a> {
    /// Number, which names its folder; one of the numbers its custody entries state.
    pub exhibit_no: String,
    /// File name extension, by [`super::layout::evidence_extension`].
    pub extension: String,
    /// The bytes.
    pub content: Content<'a>,
    /// The custody entries of all parties, in the order of their lines: the giver's stream first, each ascending by
    /// `seq`.
    pub custody: Vec<Leaf>,
    /// What the exporter's log states about the end of its own entries, if a map holds them.
    pub complete: Option<Complete>,
}

/// A statement that the exporter's log had no further entry about an exhibit by the map of a day (`docs/spec/completeness.md`).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Complete {
    /// What is stated.
    pub statement: Statement,
    /// The entry that commits to the map.
    pub map: Leaf,
}

/// How to get at the bytes of an evidence file.
type Open<'a> = Box<dyn Fn() -> io::Result<Box<dyn Read + 'a>> + Send + Sync + 'a>;

/// Bytes that are measured but not held.
pub struct Content<'a> {
    /// Length and digests, from an earlier pass.
    pub measured: Measured,
    /// Opens the bytes from the start; called once per [`PackagePlan::write`].
    pub open: Open<'a>,
}

impl fmt::Debug for Content<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Content").field("measured", &self.measured).finish_non_exhaustive()
    }
}

/// A leaf that the package shows.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Leaf {
    /// Its opening.
    pub opening: Opening,
    /// Its proof, with `extra` = the leaf and a published checkpoint.
    pub proof: TlogProof,
}

/// A letter as it was signed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Letter {
    /// Manifest bytes.
    pub manifest: Vec<u8>,
    /// `COSE_Sign` over them.
    pub signatures: Vec<u8>,
}

impl Letter {
    /// When it was issued, as its manifest says.
    pub(super) fn issued_at(&self) -> String {
        let manifest = Json::parse(&self.manifest).unwrap_or(Json::Null);
        manifest.get("issued_at").and_then(Json::text).unwrap_or_default().to_owned()
    }
}

/// A file in `bag/data/legal/`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct LegalFile {
    /// Plain file name.
    pub name: String,
    /// Content.
    pub bytes: Vec<u8>,
}

/// The manifest that the seal commits to.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Manifest {
    /// `META-INF/ASiCManifest001.xml`
    pub bytes: Vec<u8>,
    /// Its SHA-256: field `manifest_sha256` of the seal.
    pub sha256: Digest,
    /// How many members it lists: field `members` of the seal.
    pub n_members: u32,
    /// The root of the list of parts: field `parts` of the seal.
    pub parts: Digest,
}

/// Why no package could be made.
#[derive(Debug, Error)]
pub enum BuildError {
    /// `bag-info.txt` cannot say this.
    #[error(transparent)]
    Bag(#[from] BagError),
    /// Two things would stand at the same place.
    #[error("`{path}` would stand in the package twice")]
    Duplicate {
        /// Where.
        path: String,
    },
    /// An exhibit number, extension or file name that cannot stand in a path.
    #[error("`{name}` cannot be part of a path in the package")]
    Name {
        /// The name.
        name: String,
    },
    /// The list of parts cannot be made, or is not that of the whole.
    #[error(transparent)]
    Parts(#[from] PartsError),
    /// The policy copy is not a policy.
    #[error("policy of this node cannot be read")]
    Policy(#[from] PolicyError),
    /// A receipt cannot be stored.
    #[error(transparent)]
    Receipt(#[from] ReceiptError),
    /// The seal does not commit to this plan.
    #[error(
        "seal does not commit to this manifest and package: append the leaf for the current plan"
    )]
    Seal,
    /// The token is over something else, one is missing, or none was to come.
    #[error("time-stamp token is not the one that this manifest asks for")]
    Token,
    /// The whole does not commit to these exhibits.
    #[error("seal of the whole does not commit to these exhibits: this is no part of it")]
    Whole,
    /// The container could not be written.
    #[error(transparent)]
    Zip(#[from] ZipError),
}

impl BuildError {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Bag(e) => e.code(),
            Self::Duplicate { .. } => "duplicate",
            Self::Name { .. } => "name",
            Self::Parts(_) => "parts",
            Self::Policy(e) => e.code(),
            Self::Receipt(e) => e.code(),
            Self::Seal => "seal",
            Self::Token => "token",
            Self::Whole => "whole",
            Self::Zip(e) => e.code(),
        }
    }
}
