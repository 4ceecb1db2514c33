//! Whether the law applies between two states now, on the civil day of the state that asks.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use law::ids::Country;
use law::status::{Status, in_force};

use crate::ctx::Ctx;

/// The answer of the pack for this instant. Inside an exercise a law that binds nobody yet, or of which nothing
/// is loaded, is taken to bind; what is domestic stays so.
pub(crate) fn status(ctx: &Ctx<'_>, from: Country, to: Country) -> Status {
    match in_force(ctx.law, from, to, today(ctx, from)) {
        Status::NotBound { .. } | Status::NotInForce { .. } | Status::NotLoaded { .. }
            if ctx.assume_in_force =>
        {
            Status::InForce
        }
        status @ (Status::Domestic { .. }
        | Status::InForce
        | Status::NotBound { .. }
        | Status::NotInForce { .. }
        | Status::NotLoaded { .. }) => status,
    }
}

/// The civil day in the zone of a state; in UTC where no calendar names the zone.
pub(crate) fn today(ctx: &Ctx<'_>, state: Country) -> Date {
    ctx.now.to_zoned(zone(ctx, state)).date()
}

/// The zone in which our own member counts days; UTC where no calendar names it.
pub(crate) fn our_zone(ctx: &Ctx<'_>) -> TimeZone {
    ctx.roster.state(ctx.roster.ours()).map_or(TimeZone::UTC, |state| zone(ctx, state))
}

/// The first instant that no longer belongs to this day, where our member is. `None` at the end of the calendar.
#[must_use]
pub fn day_is_over(day: Date, ctx: &Ctx<'_>) -> Option<Timestamp> {
    Some(day.tomorrow().ok()?.to_zoned(our_zone(ctx)).ok()?.timestamp())
}

/// The zone in which a state counts; UTC where no calendar names it.
pub(crate) fn zone(ctx: &Ctx<'_>, state: Country) -> TimeZone {
    let zone = ctx.calendars.zone_of(state, None).and_then(law::zone::find);
    zone.unwrap_or(TimeZone::UTC)
}
