//! Computing one clock.

use jiff::Timestamp;

use crate::calendar::Calendars;
use crate::clock::{ClockResult, Timeliness};
use crate::facts::{Facts, InputError};
use crate::ids::ClockId;
use crate::instrument::Instrument;

pub(crate) fn compute(
    _instrument: &Instrument,
    clock: &ClockId,
    _facts: &Facts,
    _calendars: &Calendars,
) -> Result<ClockResult, InputError> {
    Err(InputError::UnknownClock { clock: clock.to_string() })
}

pub(crate) fn timeliness(_at: Timestamp, _result: &ClockResult) -> Timeliness {
    Timeliness::Unknown
}
