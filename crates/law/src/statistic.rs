//! Counters of the yearly statistics: what is counted, and by which dimensions. Counting is the domain's.

use std::fmt;

use crate::ids::{BadId, FieldId, KindId, StatisticId};
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
    /// Which time the figure is, where it is not a count.
    pub time: Option<Time>,
    /// Whether its figures are amounts of money, which officers note.
    pub is_money: bool,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// One time for many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Time {
    /// Their sum by their number.
    Mean,
    /// The one in the middle; between two, the mean of both.
    Median,
}

impl Time {
    /// The word.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Mean => "mean",
            Self::Median => "median",
        }
    }
}

/// One figure of a counter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// Its name in the pack: `epoc_issued`.
    pub name: String,
    /// What happened that it counts, each apart from the others; empty where nothing of it is kept at a node.
    pub of: Vec<Source>,
}

impl Count {
    /// Whether officers note what it counts, because it happens outside the measures a node keeps.
    #[must_use]
    pub fn is_noted(&self) -> bool {
        self.of.iter().any(|source| source.what == Counted::Noted)
    }
}

/// A dimension of what officers note, and the words that tell it apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dimension {
    /// Its name in the pack: `complaint_basis`.
    pub name: String,
    /// Its words, in the order of the act.
    pub words: Vec<String>,
}

/// What a figure is taken from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// What happened.
    pub what: Counted,
    /// Of which kind of measure; every kind if none is named.
    pub kind: Option<KindId>,
    /// Only measures whose form says this word in a field.
    pub says: Option<(FieldId, String)>,
    /// Which letter, where one is counted, or something after one.
    pub letter: Option<Letter>,
}

/// Letters of one form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// The form.
    pub form: KindId,
    /// Only those whose field says this word.
    pub says: Option<(FieldId, String)>,
    /// The field that states when it happened, where the letter only reports it.
    pub at: Option<FieldId>,
}

impl fmt::Display for Source {
    /// As packs write it.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.what.id())?;
        if let Some(kind) = &self.kind {
            write!(out, ":{kind}")?;
        }
        if let Some((field, word)) = &self.says {
            write!(out, ":{field}={word}")?;
        }
        if let Some(Letter { form, says, at }) = &self.letter {
            write!(out, ":{form}")?;
            if let Some((field, word)) = says {
                write!(out, ":{field}={word}")?;
            }
            if let Some(field) = at {
                write!(out, "@{field}")?;
            }
        }
        Ok(())
    }
}

/// What can be counted, by whoever keeps the stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Counted {
    /// The addressee told the issuer that it has the measure. Its time runs from receipt.
    Acknowledged,
    /// The issuer has what it asked for, for the first time. Its time runs from issue.
    Fulfilled,
    /// The same, and a letter of this form had been written about the measure before.
    FulfilledAfter,
    /// The authority that is notified raised a ground.
    GroundRaised,
    /// A letter of this form was taken, for the first time. Its time runs from issue, or from receipt.
    Heard,
    /// The issuer issued a measure.
    Issued,
    /// The issuer issued it in an emergency, without prior validation.
    IssuedUnvalidated,
    /// The measure ended at the issuer and nothing had come.
    NotFulfilled,
    /// The addressee did not perform.
    NotProvided,
    /// An officer noted it: it happened outside the measures. Its time runs from when it began, as noted.
    Noted,
    /// The issuer notified another authority of it.
    Notified,
    /// That authority raised a ground, and it had effect.
    Objected,
    /// The addressee handed over, for the first time. Its time runs from receipt.
    Provided,
    /// The addressee received a measure.
    Received,
    /// A letter of this form was written, for the first time. Its time runs from issue, or from receipt.
    Said,
    /// Validation after the fact did not come.
    ValidationMissing,
}

impl Counted {
    /// Everything, in the order of the words.
    pub const ALL: [Self; 16] = [
        Self::Acknowledged,
        Self::Fulfilled,
        Self::FulfilledAfter,
        Self::GroundRaised,
        Self::Heard,
        Self::Issued,
        Self::IssuedUnvalidated,
        Self::NotFulfilled,
        Self::NotProvided,
        Self::Noted,
        Self::Notified,
        Self::Objected,
        Self::Provided,
        Self::Received,
        Self::Said,
        Self::ValidationMissing,
    ];

    /// The word in packs.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Acknowledged => "acknowledged",
            Self::Fulfilled => "fulfilled",
            Self::FulfilledAfter => "fulfilled-after",
            Self::GroundRaised => "ground-raised",
            Self::Heard => "heard",
            Self::Issued => "issued",
            Self::IssuedUnvalidated => "issued-unvalidated",
            Self::NotFulfilled => "not-fulfilled",
            Self::NotProvided => "not-provided",
            Self::Noted => "noted",
            Self::Notified => "notified",
            Self::Objected => "objected",
            Self::Provided => "provided",
            Self::Received => "received",
            Self::Said => "said",
            Self::ValidationMissing => "validation-missing",
        }
    }

    /// Whether it is about letters of a form, which must then be named.
    #[must_use]
    pub const fn is_of_letter(self) -> bool {
        matches!(self, Self::FulfilledAfter | Self::Heard | Self::Said)
    }

    /// Whether it has a beginning, so that a time can be taken.
    #[must_use]
    pub const fn has_time(self) -> bool {
        match self {
            Self::Acknowledged
            | Self::Fulfilled
            | Self::FulfilledAfter
            | Self::Heard
            | Self::Noted
            | Self::Provided
            | Self::Said => true,
            Self::GroundRaised
            | Self::Issued
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
pub const DIMENSIONS: [&str; 6] =
    ["addressee", "data_type", "emergency", "ground", "issuing_state", "kind"];

/// The dimensions by which officers can tell apart what they note, besides those that a pack names.
pub const NOTED_DIMENSIONS: [&str; 3] = ["data_type", "emergency", "issuing_state"];

/// Reads the sources of a figure, joined by `+`, or `-` for what is kept nowhere.
///
/// # Errors
/// [`BadId`] as [`source`].
pub fn sources(text: &str) -> Result<Vec<Source>, BadId> {
    if text == "-" { Ok(Vec::new()) } else { text.split('+').map(source).collect() }
}

/// Reads `issued`, `issued:epoc`, `received:notice:trusted=yes`, `said:effect-given`, `noted`,
/// `heard:removal-feedback:measure=removed`, `said:execution-report@done_at`.
///
/// # Errors
/// [`BadId`] for a word that is not on the list, or a name that is none.
fn source(text: &str) -> Result<Source, BadId> {
    let bad = || BadId {
        wanted: "something that is counted, like `issued:epoc`, `said:LETTER`, `noted` or `-`",
        text: text.to_owned(),
    };
    let (word, name) = text.split_once(':').map_or((text, None), |(word, name)| (word, Some(name)));
    let what = Counted::ALL.into_iter().find(|what| what.id() == word).ok_or_else(bad)?;
    if what.is_of_letter() {
        let letter = name.and_then(letter).ok_or_else(bad)?;
        return Ok(Source { what, kind: None, says: None, letter: Some(letter) });
    }
    if what == Counted::Noted && name.is_some() {
        return Err(bad());
    }
    let (kind, says) = name.map_or((None, None), |name| {
        name.split_once(':').map_or((Some(name), None), |(kind, says)| (Some(kind), Some(says)))
    });
    let kind = kind.map(KindId::parse).transpose()?;
    let says = says.map(|says| said(says).ok_or_else(bad)).transpose()?;
    Ok(Source { what, kind, says, letter: None })
}

/// Reads `measure=removed`.
fn said(text: &str) -> Option<(FieldId, String)> {
    let (field, word) = text.split_once('=')?;
    Some((FieldId::parse(field).ok()?, word.to_owned()))
}

/// Reads `removal-feedback`, `removal-feedback:measure=removed`, `execution-report@done_at`.
fn letter(text: &str) -> Option<Letter> {
    let (text, at) = text.split_once('@').map_or((text, None), |(text, at)| (text, Some(at)));
    let at = at.map(FieldId::parse).transpose().ok()?;
    let (form, says) = text.split_once(':').map_or((text, None), |(form, says)| (form, Some(says)));
    let says = match says {
        None => None,
        Some(says) => Some(said(says)?),
    };
    Some(Letter { form: KindId::parse(form).ok()?, says, at })
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

impl Dimension {
    /// The text key of the name: `dimension-complaint-basis`.
    #[must_use]
    pub fn label_key(&self) -> String {
        format!("dimension-{}", self.name.replace('_', "-"))
    }

    /// The text key of one of its words: `dimension-complaint-basis-content`.
    #[must_use]
    pub fn word_key(&self, word: &str) -> String {
        format!("{}-{}", self.label_key(), word.replace('_', "-"))
    }
}

#[cfg(test)]
mod tests;
