//! What officers note for the yearly figures: occurrences that no measure says. Table: occurrence.

use std::sync::Arc;

use domain::actor::Officer;
use domain::erasure::Why;
use domain::ids::OccurrenceId;
use domain::occurrence::{self, Note, Occurrence};
use domain::permit::{self, Subject};
use wire::stored::{Stored, StreamKind};

use crate::act::{ActError, Aggregate, OnceKey, StreamRef, Tx, act};
use crate::measures::who;
use crate::node::Node;
use crate::rows::view;

#[cfg(test)]
mod tests;

impl Aggregate for Occurrence {
    const KIND: StreamKind = StreamKind::Occurrence;

    fn after(state: Option<Self>, event: &Stored) -> Result<Self, ActError> {
        if let Stored::Occurrence(event) = event {
            Ok(occurrence::evolve(state, event)?)
        } else {
            Err(ActError::Corrupt("another aggregate's event".to_owned()))
        }
    }
}

/// The stream of an occurrence. It lies under the node's own key: it belongs to no case.
fn stream_of(node: &Node, id: OccurrenceId) -> StreamRef {
    StreamRef { id: id.urn(&node.config.node), scope: "node".to_owned() }
}

/// Notes that something happened.
///
/// # Errors
/// [`domain::denied::Denied`] if the officer may not, or the note does not say what its counter asks for;
/// [`ActError::NotFound`] if this node does not hold the law.
pub async fn note(
    node: &Arc<Node>,
    officer: &Officer,
    note: &Note,
    once: Option<OnceKey>,
) -> Result<OccurrenceId, ActError> {
    let done = act!(node, "note_occurrence", once, |tx| {
        let id = OccurrenceId::new(node.random.uuid_v7(tx.now.as_millisecond()));
        let command = occurrence::Command::Note(note.clone());
        follow(tx, officer, id, None, note, command).await?;
        let year = wire::time::millis(note.happened_at);
        tx.put(view::OCCURRENCE, &id.to_string(), &year, &note.statistic.to_string());
        Ok(id.to_string().into_bytes())
    })
    .await?;
    let text = String::from_utf8_lossy(&done.result);
    OccurrenceId::parse(&text).map_err(|_| ActError::Corrupt("once".to_owned()))
}

/// Takes a note back: the figures forget it.
///
/// # Errors
/// [`ActError::NotFound`] if there is no such note; [`domain::denied::Denied`] if the officer may not, or it was taken
/// back before.
pub async fn strike(
    node: &Arc<Node>,
    officer: &Officer,
    id: OccurrenceId,
    why: &Why,
    once: Option<OnceKey>,
) -> Result<(), ActError> {
    act!(node, "strike_occurrence", once, |tx| {
        let before =
            tx.load::<Occurrence>(&stream_of(node, id)).await?.ok_or(ActError::NotFound)?;
        let note = before.noted().note.clone();
        let command = occurrence::Command::Strike { why: why.clone() };
        follow(tx, officer, id, Some(&before), &note, command).await?;
        Ok(Vec::new())
    })
    .await?;
    Ok(())
}

/// Records what an officer does to one occurrence, under the law it is counted by.
async fn follow(
    tx: &mut Tx<'_>,
    officer: &Officer,
    id: OccurrenceId,
    before: Option<&Occurrence>,
    note: &Note,
    command: occurrence::Command,
) -> Result<(), ActError> {
    let node = tx.node;
    let roster = node.roster_view();
    let ctx = node.ctx(tx.now, &note.instrument, &roster).ok_or(ActError::NotFound)?;
    let permit = permit::for_officer(officer, &Subject::new(before), command, &ctx)?;
    let stream = stream_of(node, id);
    let by = who(&permit, &ctx, None, &stream.id);
    for event in occurrence::decide(before, &permit, &ctx)? {
        tx.record(&stream, &Stored::Occurrence(event.clone()), event.at(), &by).await?;
    }
    Ok(())
}

/// Every note of this member, the oldest happening first.
///
/// # Errors
/// If a record is damaged.
pub async fn all(node: &Node) -> Result<Vec<(OccurrenceId, Occurrence)>, ActError> {
    let rows: Vec<(String, String)> = node.rows(view::OCCURRENCE, "").await?;
    let mut found = Vec::new();
    for (id, _) in rows {
        let id =
            OccurrenceId::parse(&id).map_err(|_| ActError::Corrupt("row occurrence".to_owned()))?;
        let occurrence = node.load::<Occurrence>(&stream_of(node, id).id).await?;
        found.extend(occurrence.map(|occurrence| (id, occurrence)));
    }
    Ok(found)
}
