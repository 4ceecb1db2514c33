//! Counters of the yearly statistics: what is counted, and by which dimensions. Counting is the domain's.

use crate::ids::{BadId, KindId, StatisticId};
use crate::instrument::Provenance;

/// One counter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statistic {
    /// The name everywhere.
    pub id: StatisticId,
    /// What is counted, apart from each other: `fulfilled`, `not_fulfilled`.
    pub counts: Vec<Count>,
    /// The dimensions, in the order of the act: `data_type`, `addressee`, `emergency`, `ground`.
    pub dimensions: Vec<String>,
    /// Whether the figure is a mean time instead of a count.
    pub mean: bool,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// One figure of a counter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// Its name in the pack: `epoc_issued`.
    pub name: String,
    /// What happened that it counts; none where it happens outside the measures a node keeps.
    pub of: Option<Source>,
}

/// What a figure is taken from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// What happened.
    pub what: Counted,
    /// Of which kind of measure; every kind if none is named.
    pub kind: Option<KindId>,
}

/// What can be counted, by whoever keeps the stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Counted {
    /// The issuer has what it asked for, for the first time. Its time runs from issue.
    Fulfilled,
    /// The issuer issued a measure.
    Issued,
    /// The issuer issued it in an emergency, without prior validation.
    IssuedUnvalidated,
    /// The measure ended at the issuer and nothing had come.
    NotFulfilled,
    /// The addressee did not perform.
    NotProvided,
    /// The issuer notified another authority of it.
    Notified,
    /// That authority raised a ground, and it had effect.
    Objected,
    /// The addressee handed over, for the first time. Its time runs from receipt.
    Provided,
    /// The addressee received a measure.
    Received,
    /// Validation after the fact did not come.
    ValidationMissing,
}

impl Counted {
    /// Everything, in the order of the words.
    pub const ALL: [Self; 10] = [
        Self::Fulfilled,
        Self::Issued,
        Self::IssuedUnvalidated,
        Self::NotFulfilled,
        Self::NotProvided,
        Self::Notified,
        Self::Objected,
        Self::Provided,
        Self::Received,
        Self::ValidationMissing,
    ];

    /// The word in packs.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Fulfilled => "fulfilled",
            Self::Issued => "issued",
            Self::IssuedUnvalidated => "issued-unvalidated",
            Self::NotFulfilled => "not-fulfilled",
            Self::NotProvided => "not-provided",
            Self::Notified => "notified",
            Self::Objected => "objected",
            Self::Provided => "provided",
            Self::Received => "received",
            Self::ValidationMissing => "validation-missing",
        }
    }

    /// Whether it has a beginning, so that a mean time can be taken.
    #[must_use]
    pub const fn has_time(self) -> bool {
        match self {
            Self::Fulfilled | Self::Provided => true,
            Self::Issued
            | Self::IssuedUnvalidated
            | Self::NotFulfilled
            | Self::NotProvided
            | Self::Notified
            | Self::Objected
            | Self::Received
            | Self::ValidationMissing => false,
        }
    }
}

/// The dimensions by which what a node keeps can be told apart.
pub const DIMENSIONS: [&str; 5] =
    ["addressee", "data_type", "emergency", "ground", "issuing_state"];

/// Reads `issued`, `issued:epoc`, or `-` for what no measure says.
///
/// # Errors
/// [`BadId`] for a word that is not on the list, or a kind that is no name.
pub fn source(text: &str) -> Result<Option<Source>, BadId> {
    if text == "-" {
        return Ok(None);
    }
    let bad = || BadId {
        wanted: "something that is counted, like `issued:epoc` or `-`",
        text: text.to_owned(),
    };
    let (word, kind) = text.split_once(':').map_or((text, None), |(word, kind)| (word, Some(kind)));
    let what = Counted::ALL.into_iter().find(|what| what.id() == word).ok_or_else(bad)?;
    let kind = kind.map(KindId::parse).transpose()?;
    Ok(Some(Source { what, kind }))
}

/// The text key of a figure: `figure-epoc-issued`.
#[must_use]
pub fn figure_key(name: &str) -> String {
    format!("figure-{}", name.replace('_', "-"))
}

impl Statistic {
    /// The text key of the name: `stat-28-2-a`.
    #[must_use]
    pub fn label_key(&self) -> String {
        let article = self.id.as_str().rsplit_once('/').map_or("", |(_, article)| article);
        format!("stat-{}", article.replace('.', "-"))
    }
}
