//! What an opponent will ask about the record of an exhibit: a list of gaps, before anybody else makes it.
//!
//! A gap forbids nothing. It is shown on the exhibit's page and before a package goes out, so that it is closed or
//! explained in time (ISO/IEC 27037, 6.1: who, when, where, why, and each unavoidable change). Not here: what makes a
//! package fail, which is for `seal`'s checks; a gap may be one that every check passes.

use std::collections::BTreeSet;
use std::fmt;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::{Action, ActionStatus, Event, ExhibitNo, Ordered, RecordState};

/// How long content may lie between its collection and the fixing of its digests before somebody asks what happened to
/// it meanwhile. A rule of the house: a night and a working day.
const UNFIXED_LONGEST: SignedDuration = SignedDuration::from_hours(24);
/// A clock that is off by more orders nothing, and no check of a package takes it.
const UNCERTAINTY_MS_MAX: u32 = 60_000;

/// One entry of the record, with what only the shell knows of it.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// Its place in the stream.
    pub seq: u64,
    /// What happened.
    pub event: &'a Event,
    /// By how many milliseconds its clock may be wrong.
    pub unc_ms: u32,
    /// The other side's half, where custody passed and the half is here: its time, and how uncertain that is.
    pub other: Option<(Timestamp, u32)>,
}

/// What is known of the record beside its entries.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    /// The last entry that a statement of the log covers: a map of a day, or a tail. None if there is no such statement.
    pub stated_up_to: Option<u64>,
    /// The numbers of the exhibits of the same case.
    pub numbers: &'a BTreeSet<ExhibitNo>,
}

/// What kind of gap it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GapKind {
    /// It does not say in which time zone the source's own times are, or names one that is several.
    AmbiguousZone,
    /// A clock is less sure than the interval that it has to order.
    ClockUncertain,
    /// It is said to come from another item, and that is not here.
    DerivationWithoutParent,
    /// Digests did not agree, of our own checks or with what the source stated.
    DigestMismatch,
    /// A hold had ended before the content was produced, and no other lasted.
    HoldExpired,
    /// For some time nothing says what was done with the content.
    MissingInterval,
    /// No statement of the log says which entry is the last.
    MissingTail,
    /// A tool is not named, or its version is not.
    ToolWithoutVersion,
    /// A passing of custody lacks the letter of the giver, or the other side's half.
    UnsignedHandover,
}

impl GapKind {
    /// Every kind.
    pub const ALL: [Self; 9] = [
        Self::AmbiguousZone,
        Self::ClockUncertain,
        Self::DerivationWithoutParent,
        Self::DigestMismatch,
        Self::HoldExpired,
        Self::MissingInterval,
        Self::MissingTail,
        Self::ToolWithoutVersion,
        Self::UnsignedHandover,
    ];

    /// The stable code.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::AmbiguousZone => "ambiguous-zone",
            Self::ClockUncertain => "clock-uncertain",
            Self::DerivationWithoutParent => "derivation-without-parent",
            Self::DigestMismatch => "digest-mismatch",
            Self::HoldExpired => "hold-expired",
            Self::MissingInterval => "missing-interval",
            Self::MissingTail => "missing-tail",
            Self::ToolWithoutVersion => "tool-without-version",
            Self::UnsignedHandover => "unsigned-handover",
        }
    }
}

impl fmt::Display for GapKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// A gap, and at which entry it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gap {
    /// The entry.
    pub seq: u64,
    /// What kind.
    pub kind: GapKind,
}

/// Every gap of a record, by entry; each kind once at an entry.
#[must_use]
pub fn gaps(entries: &[Entry<'_>], around: &Around<'_>) -> Vec<Gap> {
    let mut found = BTreeSet::new();
    for (place, entry) in entries.iter().enumerate() {
        let before = entries.get(..place).unwrap_or_default();
        let of_entry = [
            (GapKind::AmbiguousZone, is_zone_ambiguous(entry)),
            (GapKind::ClockUncertain, is_clock_uncertain(entry)),
            (GapKind::DerivationWithoutParent, lacks_parent(entry, before, around)),
            (GapKind::DigestMismatch, differs(entry, before)),
            (GapKind::HoldExpired, is_hold_over(entry, before)),
            (GapKind::MissingInterval, leaves_interval(entry, before)),
            (GapKind::ToolWithoutVersion, lacks_version(entry)),
            (GapKind::UnsignedHandover, is_unsigned(entry)),
        ];
        let seq = entry.seq;
        let of_entry = of_entry.into_iter().filter(|(_, is)| *is);
        found.extend(of_entry.map(|(kind, _)| Gap { seq, kind }));
    }
    if let Some(last) = entries.last().filter(|last| around.stated_up_to < Some(last.seq)) {
        found.insert(Gap { seq: last.seq, kind: GapKind::MissingTail });
    }
    found.into_iter().collect()
}

/// A zone is one of the zone database or an offset; letters like `CST` are three zones. What was made here has no device
/// whose clock could be asked for its zone.
fn is_zone_ambiguous(entry: &Entry<'_>) -> bool {
    if is_making(entry.event.action) {
        return false;
    }
    let Some(source) = &entry.event.facts.source else { return false };
    let is_offset = |zone: &str| {
        zone == "UTC"
            || zone == "Z"
            || (zone.starts_with(['+', '-']) && zone.len() == "+00:00".len())
    };
    let is_place = |zone: &str| zone.contains('/') && TimeZone::get(zone).is_ok();
    !source.zone.as_deref().is_some_and(|zone| is_offset(zone) || is_place(zone))
}

fn is_clock_uncertain(entry: &Entry<'_>) -> bool {
    let either =
        |other_ms: u32| SignedDuration::from_millis(i64::from(entry.unc_ms) + i64::from(other_ms));
    let overlaps = entry
        .other
        .is_some_and(|(at, unc_ms)| entry.event.at.duration_since(at).abs() < either(unc_ms));
    entry.unc_ms > UNCERTAINTY_MS_MAX || overlaps
}

/// What was taken from another member has its parent there; what was collected here has it here or nowhere.
fn lacks_parent(entry: &Entry<'_>, before: &[Entry<'_>], around: &Around<'_>) -> bool {
    let facts = &entry.event.facts;
    let starts = before.is_empty() && entry.event.action != Action::TakeOver;
    starts && facts.root_no.as_ref().is_some_and(|root| !around.numbers.contains(root))
}

fn differs(entry: &Entry<'_>, before: &[Entry<'_>]) -> bool {
    let facts = &entry.event.facts;
    let failed = facts.check.as_ref().is_some_and(|check| !check.agrees())
        || (facts.check.is_some() && facts.status == ActionStatus::Fail)
        || facts.result.as_ref().is_some_and(|after| after.state == RecordState::Contested);
    let claimed = before.iter().filter_map(|earlier| earlier.event.facts.source.as_ref());
    let mut claimed = claimed.flat_map(|source| &source.claimed);
    let contradicts = facts.data.as_ref().is_some_and(|data| {
        let sha256: String = data.plain.sha256.iter().map(|byte| format!("{byte:02x}")).collect();
        claimed.any(|one| is_sha256(&one.algorithm) && !one.hex.eq_ignore_ascii_case(&sha256))
    });
    failed || contradicts
}

fn is_sha256(algorithm: &str) -> bool {
    let plain: String = algorithm.chars().filter(char::is_ascii_alphanumeric).collect();
    plain.eq_ignore_ascii_case("sha256")
}

/// Whether content left this record when the last hold on it was over: between the two, nothing forbade its destruction.
fn is_hold_over(entry: &Entry<'_>, before: &[Entry<'_>]) -> bool {
    let produces = matches!(entry.event.action, Action::HandOver | Action::Pack);
    let earlier = before.iter().any(|one| one.event.action == entry.event.action);
    if !produces || earlier {
        return false;
    }
    let ordered =
        before.iter().filter_map(|one| Ordered::parse(&one.event.facts.change.as_ref()?.what));
    let ends: Vec<_> = ordered
        .filter_map(|ordered| match ordered {
            Ordered::Hold { until, .. } => Some(until),
            Ordered::Erasure(_) | Ordered::Lift(_) => None,
        })
        .collect();
    !ends.is_empty() && ends.iter().all(|until| *until <= entry.event.at)
}

/// Content that nobody fixed in time, or that left before anybody did; a record that begins in the middle.
fn leaves_interval(entry: &Entry<'_>, before: &[Entry<'_>]) -> bool {
    let event = entry.event;
    let Some(first) = before.first() else {
        let begins = matches!(event.action, Action::Collect | Action::TakeOver);
        return !begins && !is_making(event.action);
    };
    let is_fixed = before.iter().any(|one| one.event.facts.data.is_some());
    match event.action {
        Action::Seal => {
            let begun = event.facts.until.unwrap_or(event.at).min(event.at);
            !is_fixed && begun.duration_since(first.event.at) > UNFIXED_LONGEST
        }
        Action::HandOver | Action::Pack => !is_fixed,
        Action::Collect
        | Action::Convert
        | Action::Derive
        | Action::Destroy
        | Action::Examine
        | Action::Hold
        | Action::LiftHold
        | Action::Open
        | Action::Redact
        | Action::Retain
        | Action::ScrubFail
        | Action::TakeOver
        | Action::Translate
        | Action::Verify => false,
    }
}

/// Whether an exhibit is made from others by it: it begins the record of the one and stands in those of the others.
const fn is_making(action: Action) -> bool {
    match action {
        Action::Convert | Action::Derive | Action::Examine | Action::Redact | Action::Translate => {
            true
        }
        Action::Collect
        | Action::Destroy
        | Action::HandOver
        | Action::Hold
        | Action::LiftHold
        | Action::Open
        | Action::Pack
        | Action::Retain
        | Action::ScrubFail
        | Action::Seal
        | Action::TakeOver
        | Action::Verify => false,
    }
}

fn lacks_version(entry: &Entry<'_>) -> bool {
    let uses_tool = match entry.event.action {
        Action::Collect
        | Action::Convert
        | Action::Derive
        | Action::Examine
        | Action::Pack
        | Action::Redact
        | Action::Seal
        | Action::TakeOver
        | Action::Translate
        | Action::Verify => true,
        Action::Destroy
        | Action::HandOver
        | Action::Hold
        | Action::LiftHold
        | Action::Open
        | Action::Retain
        | Action::ScrubFail => false,
    };
    match &entry.event.facts.tool {
        None => uses_tool,
        Some(tool) => tool.name.trim().is_empty() || tool.version.trim().is_empty(),
    }
}

fn is_unsigned(entry: &Entry<'_>) -> bool {
    match entry.event.action {
        Action::HandOver | Action::TakeOver => {
            entry.event.facts.signatures.is_none() || entry.other.is_none()
        }
        Action::Collect
        | Action::Convert
        | Action::Derive
        | Action::Destroy
        | Action::Examine
        | Action::Hold
        | Action::LiftHold
        | Action::Open
        | Action::Pack
        | Action::Redact
        | Action::Retain
        | Action::ScrubFail
        | Action::Seal
        | Action::Translate
        | Action::Verify => false,
    }
}

#[cfg(test)]
mod tests;
