//! One clock of a measure with its answer, as the stream keeps it.
//!
//! The whole answer, with its basis and its positions, is a function of law, facts and calendars and
//! is computed again whenever it is shown; what is kept here is what timers and decisions need.

use jiff::SignedDuration;
use jiff::Timestamp;
use jiff::civil::Date;
use law::clock::{Clock, ClockEffect, ClockKind, ClockResult, Reason};
use law::ids::ClockId;

use crate::effect::{Effect, Wake};
use crate::ids::MeasureId;

/// Instants of law are whole seconds, so the first instant after one is a second later.
const NEXT_INSTANT: SignedDuration = SignedDuration::from_secs(1);

/// What a clock said when the fact that starts it was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// Which clock.
    pub clock: ClockId,
    /// Which direction is safe.
    pub kind: ClockKind,
    /// What its end does.
    pub effect: ClockEffect,
    /// The target to operate on.
    pub strict: Option<Timestamp>,
    /// The last lawful instant in the default reading.
    pub legal_latest: Option<Timestamp>,
    /// The last lawful instant in the reading that gives the most time.
    pub latest_of_all: Option<Timestamp>,
    /// The last day, for clocks that count days.
    pub last_day: Option<Date>,
    /// The instant from which release is lawful, for a gate.
    pub gate_opens: Option<Timestamp>,
    /// Whether two readings give different instants.
    pub contested: bool,
    /// Why there is no answer.
    pub undetermined: Option<Reason>,
}

impl Due {
    /// What is kept of an answer.
    #[must_use]
    pub fn of(clock: &Clock, result: &ClockResult) -> Self {
        let positions = result.positions.iter().filter_map(|position| position.legal_latest);
        Self {
            clock: result.clock.clone(),
            kind: clock.kind,
            effect: result.effect,
            strict: result.strict,
            legal_latest: result.legal_latest,
            latest_of_all: positions.chain(result.legal_latest).max(),
            last_day: result.last_day,
            gate_opens: result.gate_opens,
            contested: result.contested,
            undetermined: result.undetermined.as_ref().map(|why| why.reason),
        }
    }

    /// The instant of the law a timer for this clock stands for; none where nothing can be awaited.
    #[must_use]
    pub fn instant(&self) -> Option<Timestamp> {
        match self.kind {
            ClockKind::Gate => self.gate_opens,
            // A right lapses only when it has lapsed in every reading.
            ClockKind::Window => self.latest_of_all,
            ClockKind::Deadline | ClockKind::Hold | ClockKind::Ceiling => self.legal_latest,
        }
    }

    /// The first instant at which its timer fires: a gate at its instant, everything else after it,
    /// because an act at the last lawful instant is in time.
    #[must_use]
    pub fn fires_at(&self) -> Option<Timestamp> {
        let instant = self.instant()?;
        match self.kind {
            ClockKind::Gate => Some(instant),
            ClockKind::Window | ClockKind::Deadline | ClockKind::Hold | ClockKind::Ceiling => {
                instant.checked_add(NEXT_INSTANT).ok()
            }
        }
    }

    /// The timer this clock needs, if it can be awaited at all.
    #[must_use]
    pub fn timer(&self, measure: MeasureId) -> Option<Effect> {
        let (at, fires_at) = (self.instant()?, self.fires_at()?);
        Some(Effect::Schedule { at, wake: Wake { measure, clock: self.clock.clone(), fires_at } })
    }

    /// Whether an act at `at` comes after the last lawful instant of a duty.
    #[must_use]
    pub fn is_late(&self, at: Timestamp) -> bool {
        self.legal_latest.is_some_and(|latest| at > latest)
    }
}
