//! From what the node knows to the views of the pages: one function for each page, each about one reader.
//!
//! Here nothing is decided and nothing is changed: what a reader may see and do comes from `domain::reader`, texts come
//! from the stored copies, instants from the record. The handlers beside this folder say when a page is shown.

use domain::actor::MemberId;
use domain::exhibit::Exhibit;
use domain::ids::ExhibitId;
use domain::reader::{ExhibitSeen, MeasureSeen, Reader, reduce_exhibit};
use law::instrument::Instrument;
use portal::component::exhibits::Exhibit as ExhibitLine;
use portal::path::LeafNo;
use wire::roster::Roster;
use wire::stored::StreamKind;

use super::Signed;
use super::ledger::leaf_no;
use super::timeline::Source;
use crate::act::ActError;
use crate::measures::instrument;
use crate::node::Node;

pub mod agreements;
pub mod case;
pub mod derive;
pub mod keeping;
pub mod ladder;
pub mod ledger;
pub mod letter;
mod listing;
pub mod measure;
pub mod occurrences;
pub mod order;
pub mod package;
pub mod recalls;

/// The fields that hold the file number of whoever issued a measure, in the packs' words: that is how people call it.
const FILE_NO: [&str; 6] = [
    "file_no_issuing",
    "issuing_file_no",
    "issuing_reference",
    "requesting_file_no",
    "giving_file_no",
    "reference",
];
/// Up to so many letters the id of a kind is a name people use: `EPOC-PR`, `EIO`.
const KIND_NAME_LEN_MAX: usize = 8;
/// As much of an id as tells things apart that were made in the same minute.
const ID_TAIL: usize = 8;

/// The law of this node's measures.
///
/// # Errors
/// Only if the built-in pack were gone.
pub fn law(node: &Node) -> Result<&Instrument, ActError> {
    let (law, _) = node.law.newest(&instrument()?).ok_or(ActError::NotFound)?;
    Ok(law)
}

/// The law that a measure is under.
///
/// # Errors
/// If this node does not hold its pack.
pub fn law_of<'n>(node: &'n Node, seen: &MeasureSeen) -> Result<&'n Instrument, ActError> {
    let (law, _) = node.law.newest(&seen.instrument).ok_or(ActError::NotFound)?;
    Ok(law)
}

/// How people call a measure: the short name of its kind, if it has one, and the issuer's file number, or the end of its
/// id while it has none.
#[must_use]
pub fn reference(seen: &MeasureSeen) -> String {
    let said = |name: &&str| {
        let field = seen.fields.iter().find(|field| field.id.as_str() == *name)?;
        Some(field.value.as_ref()?.to_plain()).filter(|text| !text.is_empty())
    };
    let file_no = FILE_NO.iter().find_map(said);
    let no = file_no.unwrap_or_else(|| format!("…{}", tail(&seen.id.to_string())));
    match seen.kind.as_str() {
        name if name.len() <= KIND_NAME_LEN_MAX => format!("{} {no}", name.to_uppercase()),
        _ => no,
    }
}

/// The end of an id.
pub(super) fn tail(id: &str) -> &str {
    id.len().checked_sub(ID_TAIL).and_then(|from| id.get(from..)).unwrap_or(id)
}

/// What a member is called, with its id: `IE-PROV · Harbour Mail Ireland`.
#[must_use]
pub fn member_name(roster: &Roster, member: &MemberId) -> String {
    let name = roster.members.get(member).and_then(|entry| entry.names.get("en"));
    match name.filter(|name| **name != member.screen()) {
        Some(name) => format!("{} · {name}", member.screen()),
        None => member.screen(),
    }
}

/// The exhibits that this reader may see, with the leaf of the last event of each.
///
/// # Errors
/// If a record is damaged.
pub async fn exhibits(
    node: &Node,
    reader: &Reader<'_>,
    exhibits: &[(ExhibitId, Exhibit)],
) -> Result<Vec<(ExhibitSeen, Option<LeafNo>)>, ActError> {
    let roster = node.roster_view();
    let instrument = instrument()?;
    let ctx = node.ctx(node.now(), &instrument, &roster).ok_or(ActError::NotFound)?;
    let mut lines = Vec::new();
    for (id, exhibit) in exhibits {
        let Some(seen) = reduce_exhibit(exhibit, reader, &ctx) else { continue };
        let events = node.store.load(&id.urn(&node.config.node), 0).await?;
        lines.push((seen, events.last().and_then(|event| event.place.map(leaf_no))));
    }
    Ok(lines)
}

/// The lines of a table of exhibits.
fn lines(exhibits: &[(ExhibitSeen, Option<LeafNo>)]) -> Vec<ExhibitLine<'_>> {
    exhibits.iter().map(|(seen, leaf)| ExhibitLine { seen, leaf: *leaf }).collect()
}

/// The streams of these exhibits, for a timeline.
fn custody(node: &Node, exhibits: &[(ExhibitSeen, Option<LeafNo>)]) -> Vec<Source> {
    let source = |(seen, _): &(ExhibitSeen, Option<LeafNo>)| Source {
        stream: seen.id.urn(&node.config.node),
        kind: StreamKind::Exhibit,
        about: None,
    };
    exhibits.iter().map(source).collect()
}

/// The reader for a thing that has no case here, or whose case is not needed.
fn reader_of<'a>(signed: &'a Signed, case: Option<&'a domain::case::Case>) -> Reader<'a> {
    Reader { officer: &signed.officer, case }
}
