//! An opening as the report, the case graph and the checks read it.

use crate::checkpoint::LogName;
use crate::json::Json;
use crate::opening::Opening;

/// The text of an open field.
pub(super) fn text<'a>(event: &'a Opening, name: &str) -> Option<&'a str> {
    event.get(name)?.text()
}

/// The text `inner` inside the object of an open field.
pub(super) fn inner<'a>(event: &'a Opening, name: &str, inner: &str) -> Option<&'a str> {
    event.get(name)?.get(inner).and_then(Json::text)
}

/// When it happened, as written.
pub(super) fn at(event: &Opening) -> Option<&str> {
    inner(event, "at", "t")
}

/// The node whose log holds the event.
pub(super) fn node(event: &Opening) -> &str {
    node_of(event.origin())
}

/// Whether an entry lies behind the first `size` leaves of the log `origin` and all logs of its node before it: what a map
/// made of these does not speak of.
pub(super) fn is_behind(event: &Opening, origin: &str, size: u64) -> bool {
    if event.origin() == origin {
        return event.index() >= size;
    }
    let place = |origin| log_of(origin).map(|log| (log.year, log.successor));
    place(event.origin()) > place(origin)
}

/// The node of a log: its origin up to the first `/`.
fn node_of(origin: &str) -> &str {
    origin.split('/').next().unwrap_or(origin)
}

/// The name of a node's log; none if the origin is another name.
pub(super) fn log_of(origin: &str) -> Option<LogName<'_>> {
    LogName::parse(origin)
}
