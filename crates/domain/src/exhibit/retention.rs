//! Until when an exhibit may be kept, and what follows when that is over.
//!
//! No instrument that is built in says how long evidence is kept after it came; national law does, and so does the outcome
//! of the case. So an officer sets the end, with the reason, and can set it anew. What was made from an exhibit is kept no
//! longer than the exhibit: of several ends the earliest counts. At the end nothing is destroyed by itself: the record
//! says that the time is over, and two officers decide ([`crate::erasure`]). A hold that lasts stands above it.
//! Directive (EU) 2016/680, Articles 4(1)(e) and 5.

use std::fmt;

use jiff::Timestamp;

use crate::ids::OfficerId;

/// By which rule a time ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RetentionRule {
    /// An officer set it.
    Officer,
    /// It ends for an exhibit from which this one was made.
    Parents,
}

impl RetentionRule {
    /// Every rule.
    pub const ALL: [Self; 2] = [Self::Officer, Self::Parents];

    /// The word in stored events.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Officer => "officer",
            Self::Parents => "parents",
        }
    }

    /// The rule with this word, if there is one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.id() == text)
    }
}

/// Until when an exhibit may be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retention {
    /// The first instant at which it may not be kept any more.
    pub until: Timestamp,
    /// By which rule.
    pub rule: RetentionRule,
    /// Who answers for it.
    pub responsible: OfficerId,
    /// Whether the record says already that it is over.
    pub is_over: bool,
}

/// How near the end of a time is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nearness {
    /// It is over.
    Over,
    /// Within a day.
    Day,
    /// Within a week.
    Week,
    /// Within thirty days.
    Month,
}

impl Nearness {
    /// The word in text keys.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Over => "over",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        }
    }

    /// How near `until` is; none while it is more than thirty days away.
    #[must_use]
    pub fn of(until: Timestamp, now: Timestamp) -> Option<Self> {
        let left = until.duration_since(now);
        let hours = left.as_hours();
        // Exactly a day, a week or thirty days before, the warning stands.
        let within = |days: i64| hours < days * 24 || (hours == days * 24 && is_whole(left));
        if until <= now {
            Some(Self::Over)
        } else if within(1) {
            Some(Self::Day)
        } else if within(7) {
            Some(Self::Week)
        } else if within(WARN_DAYS) {
            Some(Self::Month)
        } else {
            None
        }
    }
}

/// The first warning comes so many days before the end.
pub const WARN_DAYS: i64 = 30;

/// Whether a duration is one of whole hours.
fn is_whole(left: jiff::SignedDuration) -> bool {
    left == jiff::SignedDuration::from_hours(left.as_hours())
}

/// What a record says of the time of an exhibit: in [`super::Change::what`] as `keep until INSTANT by RULE` or
/// `keep no longer`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// Its time is over.
    NoLonger,
    /// Until then.
    Until {
        /// The first instant at which it may not be kept any more.
        until: Timestamp,
        /// By which rule.
        rule: RetentionRule,
    },
}

impl Kept {
    /// From its words.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_prefix("keep ")?;
        if rest == "no longer" {
            return Some(Self::NoLonger);
        }
        let (until, rule) = rest.strip_prefix("until ")?.split_once(" by ")?;
        Some(Self::Until { until: until.parse().ok()?, rule: RetentionRule::parse(rule)? })
    }
}

impl fmt::Display for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoLonger => f.write_str("keep no longer"),
            Self::Until { until, rule } => write!(f, "keep until {until} by {}", rule.id()),
        }
    }
}
