//! What an agreement says: parties, purposes, data, directions, retention, safeguards, dates. Parsed once, so that nothing
//! later asks whether a document makes sense.

use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use law::ids::DataCategory;

use crate::actor::MemberId;
use crate::erasure::Why;
use crate::ids::AgreementId;
use crate::purpose::Purpose;

/// Most parties of one agreement: each gets every letter about it.
pub const PARTIES_MAX: usize = 16;
/// Most safeguards, and most criteria for a suspension.
pub const LINES_MAX: usize = 32;
/// Longest title.
pub const TITLE_CHARS_MAX: usize = 200;
/// Longest time without a new signature, in days of 24 hours: five years. A rule of the house.
pub const DAYS_MAX: i64 = 5 * 366;
/// Longest retention that can be agreed, in days: a hundred years.
pub const RETENTION_DAYS_MAX: u32 = 36_525;
/// Longest time between two reviews.
pub const REVIEW_MONTHS_MAX: u16 = 60;

/// One way that data may flow.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Direction {
    /// Whose data.
    pub from: MemberId,
    /// To whom.
    pub to: MemberId,
}

/// Whether what was received may go on to somebody else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Onward {
    /// To nobody.
    Never,
    /// To a member for which whoever gave it has consented, item by item.
    WithConsent,
}

impl Onward {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Never, Self::WithConsent];

    /// The word in documents and forms.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::WithConsent => "with_consent",
        }
    }

    /// The rule with this word, if there is one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|onward| onward.id() == text)
    }
}

/// How long what was received may be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Retention {
    /// At most so many days.
    pub days_max: u32,
    /// Whether evidence of a pending case may stay until that case has ended.
    pub evidence_stays: bool,
}

/// The assessment of what the sharing does to the persons concerned.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Impact {
    /// Where it is found.
    pub reference: Why,
    /// When it was last gone through.
    pub reviewed_on: Date,
}

/// The lines of an agreement, before anybody has looked whether they fit together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lines {
    /// Its id.
    pub agreement: AgreementId,
    /// What people call it.
    pub title: Why,
    /// The provision it rests on.
    pub basis: Why,
    /// Between whom.
    pub parties: BTreeSet<MemberId>,
    /// What for.
    pub purposes: BTreeSet<Purpose>,
    /// Which data.
    pub data: BTreeSet<DataCategory>,
    /// From whom to whom.
    pub directions: BTreeSet<Direction>,
    /// Whether it may go on.
    pub onward: Onward,
    /// How long it may be kept.
    pub retention: Retention,
    /// How it is protected.
    pub safeguards: Vec<Why>,
    /// The assessment without which nothing comes into force.
    pub impact: Impact,
    /// How often it is gone through again.
    pub review_every_months: u16,
    /// From when it is in force, if everybody has signed by then.
    pub valid_from: Timestamp,
    /// The instant from which it is not: it stops by itself.
    pub valid_until: Timestamp,
    /// For which reasons a party may suspend it.
    pub criteria: Vec<Why>,
    /// Whether requests to keep data go on while it is suspended.
    pub preservation: bool,
}

/// A line that does not fit: its name in documents and forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the line `{field}` of the agreement is empty, too long, or does not fit the others")]
pub struct BadTerms {
    /// Which line.
    pub field: &'static str,
}

impl BadTerms {
    /// The stable code of this reason.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "bad-terms"
    }
}

/// The lines of an agreement that fit together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms(Lines);

impl Terms {
    /// Takes lines that fit together.
    ///
    /// # Errors
    /// [`BadTerms`] with the first that does not, in the order of a document.
    pub fn parse(lines: Lines) -> Result<Self, BadTerms> {
        let check = |fits: bool, field| if fits { Ok(()) } else { Err(BadTerms { field }) };
        let is_list = |list: &[Why]| (1..=LINES_MAX).contains(&list.len());
        let is_way = |way: &Direction| {
            let known = |member| lines.parties.contains(member);
            way.from != way.to && known(&way.from) && known(&way.to)
        };
        let title = lines.title.as_str();
        let lasts = lines.valid_until.duration_since(lines.valid_from);
        let longest = SignedDuration::from_hours(24 * DAYS_MAX);
        check(is_list(&lines.criteria), "criteria")?;
        check(!lines.data.is_empty(), "data")?;
        let ways = !lines.directions.is_empty() && lines.directions.iter().all(is_way);
        check((2..=PARTIES_MAX).contains(&lines.parties.len()), "parties")?;
        check(ways, "directions")?;
        check(!lines.purposes.is_empty(), "purposes")?;
        check((1..=RETENTION_DAYS_MAX).contains(&lines.retention.days_max), "retention")?;
        check((1..=REVIEW_MONTHS_MAX).contains(&lines.review_every_months), "review_every_months")?;
        check(is_list(&lines.safeguards), "safeguards")?;
        check(title.chars().count() <= TITLE_CHARS_MAX && !title.contains('\n'), "title")?;
        check(lasts.is_positive() && lasts <= longest, "valid_until")?;
        Ok(Self(lines))
    }

    /// The lines.
    #[must_use]
    pub const fn lines(&self) -> &Lines {
        &self.0
    }

    /// Whether both are parties.
    #[must_use]
    pub fn binds(&self, one: &MemberId, other: &MemberId) -> bool {
        self.0.parties.contains(one) && self.0.parties.contains(other)
    }

    /// Everybody but this member.
    pub fn others<'a>(&'a self, ours: &'a MemberId) -> impl Iterator<Item = &'a MemberId> {
        self.0.parties.iter().filter(move |party| *party != ours)
    }
}
