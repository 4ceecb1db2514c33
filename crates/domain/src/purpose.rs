//! Purposes: why somebody acts or reads. Required by type, so it cannot be forgotten.
//!
//! The set is closed; an agreement or a charter may narrow it, never widen it. What each
//! instrument allows is the pack's business.

use std::fmt;

/// Why something is done with data about people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// Deciding a criminal case.
    Adjudication,
    /// Finding and securing proceeds of crime.
    AssetRecovery,
    /// Checking that rules were kept, from inside.
    Audit,
    /// Keeping evidence safe and its record complete.
    EvidenceCustody,
    /// Carrying out a sentence.
    ExecutionOfSentence,
    /// Finding out what happened and who did it.
    Investigation,
    /// Checking that rules were kept, from outside.
    Oversight,
    /// Bringing a case to court.
    Prosecution,
    /// Answering a person who complains.
    Redress,
    /// Taking illegal content down.
    RemovalOfContent,
    /// Keeping the network itself safe.
    Security,
    /// Averting a serious threat.
    SeriousThreat,
    /// Counting, without persons.
    Statistics,
    /// Training, on exercise data.
    Training,
    /// Protecting victims.
    VictimProtection,
}

impl Purpose {
    /// Every purpose, in the order of their words.
    pub const ALL: [Self; 15] = [
        Self::Adjudication,
        Self::AssetRecovery,
        Self::Audit,
        Self::EvidenceCustody,
        Self::ExecutionOfSentence,
        Self::Investigation,
        Self::Oversight,
        Self::Prosecution,
        Self::Redress,
        Self::RemovalOfContent,
        Self::Security,
        Self::SeriousThreat,
        Self::Statistics,
        Self::Training,
        Self::VictimProtection,
    ];

    /// The word in letters, events and forms.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Adjudication => "adjudication",
            Self::AssetRecovery => "asset_recovery",
            Self::Audit => "audit",
            Self::EvidenceCustody => "evidence_custody",
            Self::ExecutionOfSentence => "execution_of_sentence",
            Self::Investigation => "investigation",
            Self::Oversight => "oversight",
            Self::Prosecution => "prosecution",
            Self::Redress => "redress",
            Self::RemovalOfContent => "removal_of_content",
            Self::Security => "security",
            Self::SeriousThreat => "serious_threat",
            Self::Statistics => "statistics",
            Self::Training => "training",
            Self::VictimProtection => "victim_protection",
        }
    }

    /// The purpose with this word, if there is one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.id() == text)
    }
}

impl fmt::Display for Purpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}
