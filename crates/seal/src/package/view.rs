//! An opening as the report and the case graph read it: names and values, nothing checked.
//!
//! For rendering only. What is believed about an event comes from the checks of [`super::verify`], which recompute the
//! commitment.

use std::collections::BTreeMap;

use crate::json::Json;

/// The open fields of one event.
#[derive(Clone, Debug)]
pub(super) struct EventView {
    pub(super) origin: String,
    pub(super) index: u64,
    fields: BTreeMap<String, Json>,
}

impl EventView {
    /// Reads a line `comity-opening/1`, without its line end.
    pub(super) fn parse(line: &str) -> Option<Self> {
        let json = Json::parse(line.as_bytes()).ok()?;
        let origin = json.get("origin")?.text()?.to_owned();
        let index = u64::try_from(json.get("index")?.int()?).ok()?;
        let open = |field: &Json| {
            Some((field.get("name")?.text()?.to_owned(), field.get("value")?.clone()))
        };
        let fields = json.get("fields")?.list()?.iter().filter_map(open).collect();
        Some(Self { origin, index, fields })
    }

    /// The value of an open field.
    pub(super) fn value(&self, name: &str) -> Option<&Json> {
        self.fields.get(name)
    }

    /// The text of an open field.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.value(name)?.text()
    }

    /// The text `inner` inside the object of an open field.
    pub(super) fn inner(&self, name: &str, inner: &str) -> Option<&str> {
        self.value(name)?.get(inner)?.text()
    }

    /// When it happened, as written.
    pub(super) fn at(&self) -> Option<&str> {
        self.inner("at", "t")
    }

    /// The node whose log holds the event: the origin up to its first `/`.
    pub(super) fn node(&self) -> &str {
        self.origin.split('/').next().unwrap_or(&self.origin)
    }
}
