//! `order`: streams without gap, entries with exactly the fields of their schema.
//!
//! A stream is one party's record of one exhibit. Its entries state their place (`seq`) and the leaf before them
//! (`prev`), and both are committed to, so a withheld entry inside the shown part shows.

use std::collections::BTreeSet;

use super::exhibits::DECIDING;
use super::inclusion::{Record, Shown};
use super::{Broken, Checked, shape};
use crate::json::{INT_MAX, Json};
use crate::opening::{Opening, Part};
use crate::package::schema::{self, Schema};
use crate::package::view;

/// Fields without which a place in a stream cannot be shown.
const PLACE: [&str; 7] = schema::BASE;
/// What the opening of an anchor shows at least.
const ANCHOR: [&str; 10] = [
    "schema",
    "category",
    "type",
    "at",
    "env_digest",
    "receipt_digest",
    "peer_proof",
    "peer_origin",
    "peer_size",
    "peer_root",
];

/// The custody of one exhibit.
#[derive(Debug)]
pub(super) struct Custody<'a> {
    pub(super) exhibit_no: &'a str,
    /// The parties' streams, the giver's first.
    pub(super) streams: Vec<Stream<'a>>,
}

/// One party's record of one exhibit, from its first entry on.
#[derive(Debug)]
pub(super) struct Stream<'a> {
    pub(super) node: &'a str,
    /// Its tag, base64.
    pub(super) tag: &'a str,
    pub(super) events: Vec<&'a Opening>,
}

impl Custody<'_> {
    /// All entries with the stream they are in.
    pub(super) fn events(&self) -> impl Iterator<Item = (&Stream<'_>, &Opening)> {
        self.streams
            .iter()
            .flat_map(|stream| stream.events.iter().map(move |event| (stream, *event)))
    }
}

pub(super) fn check(record: &Record) -> Checked<Vec<Custody<'_>>> {
    let mut all = Vec::new();
    let mut tags = BTreeSet::new();
    for (exhibit_no, shown) in &record.custody {
        let streams = streams(exhibit_no, shown)?;
        if let Some(stream) = streams.iter().find(|stream| !tags.insert((stream.node, stream.tag)))
        {
            let text = format!("a stream of {} is shown for two exhibits", stream.node);
            return Err(Broken(text));
        }
        all.push(Custody { exhibit_no, streams });
    }
    anchors(&record.anchors)?;
    Ok(all)
}

fn streams<'a>(exhibit_no: &'a str, shown: &'a [Shown]) -> Checked<Vec<Stream<'a>>> {
    let mut streams: Vec<Stream<'a>> = Vec::new();
    for (n, Shown { opening, .. }) in shown.iter().enumerate() {
        let broken = |why: &str| Broken(format!("custody of {exhibit_no}, line {}: {why}", n + 1));
        entry(opening).map_err(|Broken(why)| broken(&why))?;
        let tag = view::text(opening, "stream").unwrap_or_default();
        let node = view::node(opening);
        let same = |stream: &Stream<'_>| (stream.node, stream.tag) == (node, tag);
        if streams.iter().rev().skip(1).any(same) {
            return Err(broken("a stream is interrupted by another one"));
        }
        if !streams.last().is_some_and(same) {
            // A node records an exhibit in one place: a second stream could tell another story of it.
            if streams.iter().any(|stream| stream.node == node) {
                return Err(broken("a second stream of one node"));
            }
            streams.push(Stream { node, tag, events: Vec::new() });
        }
        let Some(stream) = streams.last_mut() else { continue };
        place(opening, &stream.events).map_err(broken)?;
        stream.events.push(opening);
    }
    Ok(streams)
}

/// Why a record of custody cannot become part of a package.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("entry {n} of the record: {why}")]
pub struct Unfit {
    /// Which of the entries, from zero.
    pub n: usize,
    why: String,
}

/// Whether these entries are the beginning of one node's record of one exhibit, as far as that shows without a file: form,
/// place, the fields that decide open. A node asks it of a peer's entries before it takes them: one that no court can
/// read would spoil every package that shows it. What they say about the exhibit, a failed check say, is taken as said.
///
/// # Errors
/// [`Unfit`] with the first entry that is not fit.
pub fn begins_record(entries: &[&Opening]) -> Result<(), Unfit> {
    for (n, event) in entries.iter().copied().enumerate() {
        let unfit = |why: &str| Unfit { n, why: why.to_owned() };
        let before = entries.get(..n).unwrap_or_default();
        readable(event).map_err(|Broken(why)| unfit(&why))?;
        let same = |name: &str| before.first().is_none_or(|one| one.get(name) == event.get(name));
        if !["stream", "exhibit", "exhibit_no", "root_no"].into_iter().all(same) {
            return Err(unfit("it is about another exhibit, or in another stream"));
        }
        place(event, before).map_err(unfit)?;
    }
    Ok(())
}

/// Whether an entry of custody can be read by every check.
///
/// # Errors
/// [`Unfit`] with the reason why not.
pub fn is_readable(event: &Opening) -> Result<(), Unfit> {
    readable(event).map_err(|Broken(why)| Unfit { n: 0, why })
}

fn readable(event: &Opening) -> Checked<()> {
    entry(event)?;
    match DECIDING.iter().find(|name| event.get(name).is_none()) {
        Some(closed) => Err(Broken(format!("`{closed}` is closed"))),
        None => Ok(()),
    }
}

/// Whether a leaf of an exchange can be read as an anchor. Whether it names the other side's log is for the whole package
/// to show: an honest taker whose giver sent no anchor has none to name.
///
/// # Errors
/// [`Unfit`] with the reason why not.
pub fn is_readable_anchor(event: &Opening) -> Result<(), Unfit> {
    anchor(event).map_err(|Broken(why)| Unfit { n: 0, why })
}

/// Whether an entry follows those of its stream.
fn place(event: &Opening, before: &[&Opening]) -> Result<(), &'static str> {
    let seq = i64::try_from(before.len()).unwrap_or(INT_MAX);
    if event.get("seq") != Some(&Json::Int(seq)) {
        return Err("an entry of the stream is missing, twice or out of order (`seq`)");
    }
    let last = before.last();
    let prev = last.map_or(Json::Null, |last| last.leaf_hash().b64().into());
    if event.get("prev") != Some(&prev) {
        return Err("it does not follow the entry before it (`prev`)");
    }
    // The last one in the same log is the highest, or it would not have been placed.
    let in_one_log = |earlier: &&&Opening| earlier.origin() == event.origin();
    let latest = before.iter().rev().find(in_one_log);
    if latest.is_some_and(|earlier| earlier.index() >= event.index()) {
        return Err("it stands in the log before the entry it follows");
    }
    let log = |event| view::log_of(Opening::origin(event)).map(|log| (log.year, log.successor));
    if last.is_some_and(|last| log(last) > log(event)) {
        return Err("it stands in a log before that of the entry it follows");
    }
    Ok(())
}

/// The counterparties' leaves: right schema, sorted, enough shown.
fn anchors(shown: &[Shown]) -> Checked<()> {
    for (n, Shown { opening, .. }) in shown.iter().enumerate() {
        anchor(opening)
            .map_err(|Broken(why)| Broken(format!("anchor in line {}: {why}", n + 1)))?;
    }
    let key = |shown: &'_ Shown| (shown.opening.origin().to_owned(), shown.opening.index());
    let ascending = shown.is_sorted_by(|a, b| key(a) < key(b));
    if ascending { Ok(()) } else { Err(Broken::new("anchors are not in their order")) }
}

/// Whether it is an entry of custody, in its form.
fn entry(event: &Opening) -> Checked<()> {
    fields(event, &schema::CUSTODY, &PLACE)?;
    shape::custody(event)
}

/// Whether it is a leaf of an exchange, in its form.
fn anchor(event: &Opening) -> Checked<()> {
    fields(event, &schema::EXCHANGE, &ANCHOR)?;
    shape::anchor(event)
}

/// Whether an event has exactly the fields of `schema`, with those in `needed` open.
fn fields(event: &Opening, schema: &Schema, needed: &[&str]) -> Checked<()> {
    if view::text(event, "schema") != Some(schema.id) {
        return Err(Broken(format!("it is not an entry of schema {}", schema.id)));
    }
    let named = |(part, name): (&Part, &str)| match part {
        Part::Open { field, .. } => field.name == name,
        Part::Closed { .. } => true,
    };
    if event.parts().len() != schema.n_fields()
        || !event.parts().iter().zip(schema.names()).all(named)
    {
        return Err(Broken(format!("its fields are not those of schema {}", schema.id)));
    }
    if let Some(closed) = needed.iter().find(|name| event.get(name).is_none()) {
        return Err(Broken(format!("`{closed}` is closed, so nothing can be shown by it")));
    }
    let category = view::text(event, "category").unwrap_or_default();
    if schema.categories.contains(&category) {
        Ok(())
    } else {
        Err(Broken(format!("its category does not belong to schema {}", schema.id)))
    }
}
