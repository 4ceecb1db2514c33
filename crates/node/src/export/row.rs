//! A package in the making as the worker sees it: one row of `package`, moved forward step by step.
//!
//! The record of who asked and who agreed is the package's stream; the row only says how far the node has come. Beside
//! it lie sealed rows: what was measured of each exhibit, and after sealing the list of everything inside.

use std::fmt;

use domain::actor::NodeId;
use domain::ids::{CaseId, ExhibitId, PackageId};
use serde::{Deserialize, Serialize};
use store::RowChange;

use crate::act::{ActError, Tx, act};
use crate::node::Node;
use crate::rows::{encode, view};

/// Sort of rows that the worker looks at.
pub(super) const OPEN: &str = "0-open";
/// Sort of the rows beside them: everything from here on is not looked at.
pub(super) const BESIDE: &str = "1-beside";
/// Sort of rows that have come to an end.
const ENDED: &str = "2-ended";

/// How far a package is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "is")]
pub enum State {
    /// A second person must agree first.
    Approving,
    /// Each exhibit is read again, compared with its record, and recorded as packed.
    Packing,
    /// Everything that goes in must stand under a published head, ours and the givers'.
    Collecting {
        /// What is still missing: a [`Wait`] as text.
        waits_for: String,
    },
    /// The leaf that commits to the package is recorded and not yet published.
    Sealed,
    /// It can be handed out, any number of times, always with the same bytes.
    Ready,
    /// It cannot be made; another one may be asked for.
    Failed {
        /// Why, as a code.
        code: String,
    },
}

/// Before the name of the check in the code of a package that no court would believe.
pub(super) const UNPROVED: &str = "unproved-";

/// What a package waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wait {
    /// The witnesses, to cosign a head of our log that covers our entries.
    Published,
    /// A peer's receipt for what we handed over, or ours for what we took.
    Receipt,
    /// This peer, to show its half of custody.
    Custody(NodeId),
    /// The time-stamp authority, to give a token.
    Timestamp,
}

impl fmt::Display for Wait {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Published => f.write_str("published"),
            Self::Receipt => f.write_str("receipt"),
            Self::Custody(node) => write!(f, "custody:{node}"),
            Self::Timestamp => f.write_str("timestamp"),
        }
    }
}

impl Wait {
    /// From the row; none if an earlier version wrote it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match (text, text.strip_prefix("custody:")) {
            ("published", _) => Some(Self::Published),
            ("receipt", _) => Some(Self::Receipt),
            ("timestamp", _) => Some(Self::Timestamp),
            (_, node) => NodeId::parse(node?).ok().map(Self::Custody),
        }
    }
}

impl State {
    /// The state in one word.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Approving => "approving",
            Self::Packing => "packing",
            Self::Collecting { .. } => "collecting",
            Self::Sealed => "sealed",
            Self::Ready => "ready",
            Self::Failed { .. } => "failed",
        }
    }

    /// Whether the worker has nothing more to do.
    #[must_use]
    pub const fn is_end(&self) -> bool {
        match self {
            Self::Approving | Self::Packing | Self::Collecting { .. } | Self::Sealed => false,
            Self::Ready | Self::Failed { .. } => true,
        }
    }

    /// Whether `next` may follow. A package goes forward and never back; any step may fail.
    #[must_use]
    pub const fn leads_to(&self, next: &Self) -> bool {
        match (self, next) {
            (Self::Approving, Self::Packing)
            | (Self::Packing | Self::Collecting { .. }, Self::Collecting { .. })
            | (Self::Collecting { .. }, Self::Sealed)
            | (Self::Sealed, Self::Ready) => true,
            // A finished one falls with what is in it.
            (
                Self::Approving
                | Self::Packing
                | Self::Collecting { .. }
                | Self::Sealed
                | Self::Ready,
                Self::Failed { .. },
            ) => true,
            (
                Self::Approving
                | Self::Packing
                | Self::Collecting { .. }
                | Self::Sealed
                | Self::Ready
                | Self::Failed { .. },
                Self::Approving
                | Self::Packing
                | Self::Collecting { .. }
                | Self::Sealed
                | Self::Ready
                | Self::Failed { .. },
            ) => false,
        }
    }
}

/// A package and how far it is: ids, codes, sizes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackageRow {
    /// Its id.
    pub package: String,
    /// The case it is about.
    pub case: String,
    /// How many exhibits it holds.
    pub n_exhibits: u64,
    /// Bytes of evidence read so far.
    pub evidence_bytes: u64,
    /// How far it is.
    #[serde(flatten)]
    pub state: State,
    /// SHA-256 of its manifest, once sealed.
    pub manifest_sha256: Option<String>,
    /// The event whose leaf seals it, once sealed.
    pub seal_event: Option<String>,
    /// How it stands with its time-stamp token, if the node has an authority.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stamp: Option<Stamp>,
}

/// How it stands with the time-stamp token of a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "is")]
pub enum Stamp {
    /// The authority gave none so far.
    Awaited {
        /// When it was first asked, in milliseconds since 1970.
        since_ms: i64,
        /// When it was asked last, in milliseconds since 1970.
        asked_ms: i64,
        /// Why there is none, as a code.
        why: String,
    },
    /// The package carries one.
    Got {
        /// The time that it names.
        gen_time: String,
        /// Whether the node checked who signed it.
        is_checked: bool,
    },
    /// The authority gave none for longer than a package waits: it goes out without.
    Late {
        /// When it was first asked, in milliseconds since 1970.
        since_ms: i64,
        /// Why there is none, as a code.
        why: String,
    },
}

impl Stamp {
    /// The state in one word.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Awaited { .. } => "awaited",
            Self::Got { .. } => "got",
            Self::Late { .. } => "late",
        }
    }
}

impl PackageRow {
    /// A package that was just asked for.
    #[must_use]
    pub fn new(package: PackageId, case: CaseId, n_exhibits: usize) -> Self {
        Self {
            package: package.to_string(),
            case: case.to_string(),
            n_exhibits: n_exhibits as u64,
            evidence_bytes: 0,
            state: State::Approving,
            manifest_sha256: None,
            seal_event: None,
            stamp: None,
        }
    }

    /// Its id.
    ///
    /// # Errors
    /// If the row is damaged.
    pub(super) fn id(&self) -> Result<PackageId, ActError> {
        PackageId::parse(&self.package).map_err(|_| damaged())
    }

    /// The case's id.
    ///
    /// # Errors
    /// If the row is damaged.
    pub(super) fn case_id(&self) -> Result<CaseId, ActError> {
        CaseId::parse(&self.case).map_err(|_| damaged())
    }

    /// The row in its next state.
    pub(super) fn with(&self, state: State) -> Self {
        Self { state, ..self.clone() }
    }

    const fn sort(&self) -> &'static str {
        if self.state.is_end() { ENDED } else { OPEN }
    }
}

/// Writes the row in its next state, if it still is what was read.
///
/// # Errors
/// [`ActError::Stale`] if the state does not follow.
pub(super) fn advance(
    tx: &mut Tx<'_>,
    old: Option<&PackageRow>,
    new: &PackageRow,
) -> Result<(), ActError> {
    if old.is_some_and(|old| !old.state.leads_to(&new.state)) {
        return Err(ActError::Stale);
    }
    tx.rows.push(RowChange::Cas {
        view: view::PACKAGE.to_owned(),
        key: new.package.clone(),
        sort: new.sort().to_owned(),
        old: old.map(encode),
        new: encode(new),
    });
    Ok(())
}

/// Moves the row alone.
///
/// # Errors
/// If the store fails.
pub(super) async fn move_on(
    node: &Node,
    old: &PackageRow,
    new: &PackageRow,
) -> Result<(), ActError> {
    act!(node, "move_package", None, |tx| {
        advance(tx, Some(old), new)?;
        Ok(Vec::new())
    })
    .await?;
    Ok(())
}

/// Key of the sealed row that says what was measured of an exhibit.
pub(super) fn measured_key(package: &str, exhibit: ExhibitId) -> String {
    format!("{package}:measured:{exhibit}")
}

/// Key of the sealed row that lists everything inside a sealed package.
pub(super) fn inventory_key(package: &str) -> String {
    format!("{package}:inventory")
}

/// Key of the sealed row that says why a package would prove nothing.
pub(super) fn verdict_key(package: &str) -> String {
    format!("{package}:verdict")
}

fn damaged() -> ActError {
    ActError::Corrupt("row package".to_owned())
}
