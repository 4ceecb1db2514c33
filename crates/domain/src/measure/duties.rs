//! Where each duty without a number stands at one side of a measure: not yet, owed since an instant, met, or lasting.
//! Nothing is stored of it: it follows from what was said and what arrived, and from the forms and clocks of the pack.

use std::collections::BTreeSet;

use jiff::Timestamp;
use law::duty::{Begins, Duty};
use law::value::FieldValue;

use crate::ctx::Ctx;
use crate::measure::clocks::is_review;
use crate::measure::command::Extent;
use crate::measure::due::Due;
use crate::measure::event::PeerAct;
use crate::measure::executing::Executing;
use crate::measure::issuing::Issuing;
use crate::measure::notice::Notice;
use crate::measure::notified::Notified;
use crate::measure::parts::{Staged, Standing};
use crate::measure::restriction::stops;
use crate::measure::talk::Speaker;
use crate::measure::{Measure, speaker};

/// Where a duty stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DutyStanding {
    /// Owed whenever something happens outside the measure.
    Lies,
    /// It lasts since an instant, and no single act meets it.
    Lasts {
        /// Since when.
        since: Timestamp,
    },
    /// It was met.
    Met {
        /// When.
        at: Timestamp,
    },
    /// What it begins with has not come.
    NotYet,
    /// The measure ended before it began, or with it.
    Over,
    /// Owed, and not met.
    Owed {
        /// Since when.
        since: Timestamp,
    },
    /// The measure ended while it was owed, and it was not met.
    Unmet {
        /// Since when it was owed.
        since: Timestamp,
    },
    /// It has begun and must not be done now.
    Waits {
        /// Until when, as far as that is known.
        until: Option<Timestamp>,
    },
}

impl DutyStanding {
    /// The word in results and on pages.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Lasts { .. } => "lasts",
            Self::Lies => "lies",
            Self::Met { .. } => "met",
            Self::NotYet => "not-yet",
            Self::Over => "over",
            Self::Owed { .. } => "owed",
            Self::Unmet { .. } => "unmet",
            Self::Waits { .. } => "waits",
        }
    }

    /// The instant that belongs to it: since when, until when, or when it was met.
    #[must_use]
    pub const fn at(self) -> Option<Timestamp> {
        match self {
            Self::Lasts { since } | Self::Owed { since } | Self::Unmet { since } => Some(since),
            Self::Met { at } => Some(at),
            Self::Waits { until } => until,
            Self::Lies | Self::NotYet | Self::Over => None,
        }
    }
}

/// How far a side has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// The measure waits for what this side does.
    Open,
    /// What was asked for is done; letters go on.
    Done,
    /// Nothing more is said about it.
    Closed,
}

/// The duties of our side of a measure, in the order of the pack. A draft has none.
#[must_use]
pub fn duties<'a>(measure: &Measure, ctx: &Ctx<'a>) -> Vec<(&'a Duty, DutyStanding)> {
    let Some(speaker) = speaker(measure) else { return Vec::new() };
    let Some(kind) = ctx.law.kind(speaker.parties.kind) else { return Vec::new() };
    let ours = speaker.role.speaks_as(kind);
    let is_ours = |duty: &&Duty| {
        let owed_here = duty.kinds.contains(&kind.id) && ours.contains(&duty.by);
        // What goes to two at once is owed where there are two.
        owed_here && (duty.begins != Begins::Issue || speaker.notified)
    };
    let notice = |duty: &Duty| {
        let notice = kind.notices.iter().find(|notice| notice.id.as_str() == duty.id.name())?;
        Some(noticed(notice_of(measure).filter(|_| ours.contains(&notice.by))?))
    };
    // Who takes the measure back has done what a ground asks for.
    let taken_back = |duty: &Duty| {
        let at = withdrawn_at(measure).filter(|_| duty.begins == Begins::Ground)?;
        Some(DutyStanding::Met { at })
    };
    let phase = phase(measure);
    let stands = |duty| {
        let known = notice(duty).or_else(|| taken_back(duty));
        known.unwrap_or_else(|| standing(duty, &speaker, phase, ctx))
    };
    ctx.law.duties.iter().filter(is_ours).map(|duty| (duty, stands(duty))).collect()
}

fn standing(duty: &Duty, speaker: &Speaker<'_>, phase: Phase, ctx: &Ctx<'_>) -> DutyStanding {
    let letters = speaker.talk.said.iter().filter(|said| duty.met_by.contains(&said.form));
    if let Some(at) = letters.map(|said| said.at).min() {
        return DutyStanding::Met { at };
    }
    let since = match duty.begins {
        Begins::Ground => speaker.acts.iter().filter_map(|staged| stopped(staged, ctx)).min(),
        Begins::Issue => return DutyStanding::Met { at: speaker.began_at },
        Begins::Occasion if phase == Phase::Closed => return DutyStanding::Over,
        Begins::Occasion => return DutyStanding::Lies,
        Begins::Receipt => Some(speaker.began_at),
    };
    let after = duty.after.iter().filter_map(|earlier| speaker.came_at(earlier, ctx)).min();
    let (Some(since), true) = (since, duty.after.is_empty() || after.is_some()) else {
        return if phase == Phase::Closed { DutyStanding::Over } else { DutyStanding::NotYet };
    };
    // An instant that the form states, and clocks that keep the duty back, move its beginning; a clock without an answer
    // keeps it back for as long as it has none.
    let stated = duty.begins_in.as_ref().and_then(|name| match speaker.values.get(name) {
        Some(FieldValue::Instant(at)) => Some(*at),
        Some(_) | None => None,
    });
    let keep_back = speaker.dues.iter().filter(|due| duty.not_while.contains(&due.clock));
    let ends: BTreeSet<Option<Timestamp>> = keep_back.map(|due| due.fires_at()).collect();
    let ahead = ends.iter().flatten().chain(&stated).filter(|at| ctx.now < **at).max();
    let until = ends.contains(&None).then_some(None).or_else(|| ahead.map(|at| Some(*at)));
    if let Some(until) = until {
        return match phase {
            Phase::Done | Phase::Open => DutyStanding::Waits { until },
            Phase::Closed => DutyStanding::Over,
        };
    }
    let begins = after.into_iter().chain(stated).chain(ends.into_iter().flatten());
    let since = begins.fold(since, Timestamp::max);
    // What a ground begins and no letter meets is met by taking the measure back.
    let lasts = duty.met_by.is_empty() && duty.begins != Begins::Ground;
    match (lasts, phase) {
        (true, Phase::Open) => DutyStanding::Lasts { since },
        (true, Phase::Closed | Phase::Done) => DutyStanding::Over,
        (false, Phase::Done | Phase::Open) => DutyStanding::Owed { since },
        (false, Phase::Closed) => DutyStanding::Unmet { since },
    }
}

/// When a notified authority's ground that stops the whole measure arrived.
fn stopped(staged: &Staged, ctx: &Ctx<'_>) -> Option<Timestamp> {
    let PeerAct::Objected { ground, extent: extent @ Extent::All, .. } = &staged.act else {
        return None;
    };
    let counts = match staged.standing {
        Standing::Taken(_) | Standing::Waiting => stops(ground, extent, ctx).is_some(),
        Standing::Declined(_) => false,
    };
    counts.then_some(staged.arrived_at)
}

fn noticed(notice: &Notice) -> DutyStanding {
    match notice {
        Notice::Deferred(deferral) => DutyStanding::Waits { until: Some(deferral.review_at) },
        Notice::Due(owed) => DutyStanding::Owed { since: owed.since },
        Notice::Given(told) => DutyStanding::Met { at: told.at },
        Notice::NotOwed => DutyStanding::NotYet,
    }
}

/// Only an issuer keeps the notice as a part of the measure.
fn notice_of(measure: &Measure) -> Option<&Notice> {
    match measure {
        Measure::Issuing(issuing) => issuing.issued().map(|issued| &issued.notice),
        Measure::Executing(_) | Measure::Notified(_) => None,
    }
}

/// When the issuer took the measure back; one that nobody validated in time took itself back at that instant.
fn withdrawn_at(measure: &Measure) -> Option<Timestamp> {
    let issued = match measure {
        Measure::Issuing(issuing) => issuing.issued()?,
        Measure::Executing(_) | Measure::Notified(_) => return None,
    };
    let by_itself = || {
        let passed = |due: &&Due| is_review(due) && issued.passed.contains(&due.clock);
        issued.dues.iter().find(passed).and_then(Due::fires_at)
    };
    issued.withdrawn.as_ref().map(|(at, _)| *at).or_else(by_itself)
}

const fn phase(measure: &Measure) -> Phase {
    match measure {
        Measure::Executing(Executing::Received(_))
        | Measure::Issuing(Issuing::Issued(_) | Issuing::Produced(_))
        | Measure::Notified(Notified::Enforcing(_) | Notified::Pending(_)) => Phase::Open,
        Measure::Executing(Executing::HandedOver(_) | Executing::Performed(_))
        | Measure::Notified(Notified::Cleared(_) | Notified::Objected(_) | Notified::Silent(_)) => {
            Phase::Done
        }
        Measure::Executing(
            Executing::Ended(_) | Executing::Refused(_) | Executing::Withdrawn(_),
        )
        | Measure::Issuing(
            Issuing::Completed(_)
            | Issuing::Draft(_)
            | Issuing::Dropped(_)
            | Issuing::Lapsed(_)
            | Issuing::Withdrawn(_),
        )
        | Measure::Notified(Notified::Withdrawn(_)) => Phase::Closed,
    }
}
