//! An opening as the report, the case graph and the checks read it.

use crate::json::Json;
use crate::opening::Opening;
use crate::receipt::NodeId;

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

/// The node of a log: its origin up to the first `/`.
fn node_of(origin: &str) -> &str {
    origin.split('/').next().unwrap_or(origin)
}

/// The node and the year of a node's log, `NODE/comity/audit/2027`; none if the origin is another name.
pub(super) fn log_of(origin: &str) -> Option<(&str, u16)> {
    let (node, rest) = origin.split_once('/')?;
    let year = rest.strip_prefix("comity/audit/")?;
    let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    NodeId::parse(node).filter(|_| is_year)?;
    Some((node, year.parse().ok()?))
}
