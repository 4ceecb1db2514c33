//! Instants as text, one spelling: `YYYY-MM-DDThh:mm:ss.sssZ` where milliseconds matter, without a fraction elsewhere.

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// To the second where the fraction is zero, else to the millisecond.
#[must_use]
pub fn text(at: Timestamp) -> String {
    if at.subsec_millisecond() == 0 {
        at.to_zoned(TimeZone::UTC).strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
    } else {
        millis(at)
    }
}

/// Always with three decimals, as the ledger's `at` asks.
#[must_use]
pub fn millis(at: Timestamp) -> String {
    at.to_zoned(TimeZone::UTC).strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string()
}

/// Reads either spelling and nothing else.
#[must_use]
pub fn parse(from: &str) -> Option<Timestamp> {
    let at: Timestamp = from.parse().ok()?;
    (text(at) == from || millis(at) == from).then_some(at)
}
