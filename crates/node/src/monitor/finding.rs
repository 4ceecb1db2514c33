//! What a round of a monitor found, in codes that scripts may rely on.

use jiff::Timestamp;
use seal::digest::Digest;

use super::reader::Silent;
use super::tiles::Trouble;

/// What does not hold, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Code {
    /// The log signed two histories. Nothing of it is believed any more.
    Fork,
    /// The log shows less than it signed before.
    RolledBack,
    /// The head is not signed by every key of the log.
    Unsigned,
    /// A head or tile is missing, or does not lead to the root.
    Gap,
    /// Too few witnesses have cosigned the head.
    QuorumMissing,
    /// Nobody has signed for longer than the bound.
    Late,
    /// A witness shows less than it did before.
    WitnessRolledBack,
    /// What a witness shows bears no good signature of the log.
    WitnessUnsigned,
    /// The log gives no answer.
    Unreachable,
    /// A witness gives no answer, or has not seen this log.
    WitnessSilent,
}

impl Code {
    /// The stable spelling.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Fork => "fork",
            Self::RolledBack => "rolled-back",
            Self::Unsigned => "unsigned",
            Self::Gap => "gap",
            Self::QuorumMissing => "quorum-missing",
            Self::Late => "late",
            Self::WitnessRolledBack => "witness-rolled-back",
            Self::WitnessUnsigned => "witness-unsigned",
            Self::Unreachable => "unreachable",
            Self::WitnessSilent => "witness-silent",
        }
    }

    /// Whether it only says that nobody answered.
    #[must_use]
    pub fn is_silence(self) -> bool {
        match self {
            Self::Unreachable | Self::WitnessSilent => true,
            Self::Fork
            | Self::RolledBack
            | Self::Unsigned
            | Self::Gap
            | Self::QuorumMissing
            | Self::Late
            | Self::WitnessRolledBack
            | Self::WitnessUnsigned => false,
        }
    }
}

/// One thing that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What.
    pub code: Code,
    /// Leaves of the head it is about, 0 if none is known.
    pub at: u64,
    /// In words.
    pub detail: String,
}

/// What one round saw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The log.
    pub origin: String,
    /// When the round began.
    pub at: Timestamp,
    /// Leaves of the head that the log shows, if one of its keys signed it.
    pub size: Option<u64>,
    /// Root of that head.
    pub root: Option<Digest>,
    /// Up to which leaf every tile was read and proved, in this round or before.
    pub n_read: u64,
    /// The newest time in a signature of that head, in POSIX seconds.
    pub newest_at: Option<u64>,
    /// Each witness that was asked, and the leaves of the last head that it showed.
    pub witnesses: Vec<(String, Option<u64>)>,
    /// The worst first.
    pub findings: Vec<Finding>,
}

impl Report {
    pub(super) fn new(origin: &str, at: Timestamp) -> Self {
        Self {
            origin: origin.to_owned(),
            at,
            size: None,
            root: None,
            n_read: 0,
            newest_at: None,
            witnesses: Vec::new(),
            findings: Vec::new(),
        }
    }

    pub(super) fn find(&mut self, code: Code, at: u64, detail: String) {
        self.findings.push(Finding { code, at, detail });
        self.findings.sort_by_key(|finding| finding.code);
    }

    pub(super) fn trouble(&mut self, at: u64, trouble: &Trouble) {
        match trouble {
            Trouble::Missing(tile) => self.find(Code::Gap, at, format!("`{tile}` is missing")),
            Trouble::Silent(Silent::TooLong) => {
                self.find(Code::Gap, at, Silent::TooLong.to_string());
            }
            Trouble::Silent(silent) => self.find(Code::Unreachable, at, silent.to_string()),
            Trouble::Unfit(said) => self.find(Code::Gap, at, said.clone()),
        }
    }

    /// Whether the log has forked.
    #[must_use]
    pub fn is_fork(&self) -> bool {
        self.findings.first().is_some_and(|finding| finding.code == Code::Fork)
    }
}
