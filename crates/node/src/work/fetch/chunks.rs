//! Chunks of the letters of one peer: of each a few at a time, the most urgent letters first, so that one whose chunks are not
//! given keeps those of no other back.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use axum::http::StatusCode;
use domain::actor::NodeId;
use store::RowQuery;
use tokio::time::Instant;

use super::{NEXT, NotFetched, PAUSE, WAIT_FIRST};
use crate::act::{ActError, act};
use crate::node::Node;
use crate::peer::client::{Ask, Patience};
use crate::peer::inbox::{Inbox, InboxState, env_id_of};
use crate::peer::routes::take_chunk;
use crate::rows::{decode, view};
use crate::work::arrive::Expected;
use crate::work::deliver::{BULK, ask_within};

/// A chunk has four mebibytes.
const PATIENCE: Patience =
    Patience { begins_within: Duration::from_secs(60), whole_within: Duration::from_secs(300) };
/// Letters that are looked at in one turn; if there are more, the next turn begins behind them.
const LETTERS_MAX: usize = 256;
/// Chunks that are fetched in one turn.
const CHUNKS_MAX: usize = 64;
/// And of one letter.
const OF_LETTER_MAX: u32 = 16;
/// Rows that are put right, or taken away, in one act.
const ROWS_MAX: u32 = 100;
/// A letter whose chunks were refused is asked for again after so long at most.
const REFUSED_MAX: Duration = Duration::from_secs(5 * 60);

/// How far the task is that fetches chunks.
#[derive(Debug, Default)]
pub(crate) struct AtChunks {
    /// The place behind the last letter that was looked at, if there were more.
    behind: Option<String>,
    /// Letters of which a chunk was refused: until when they wait, and how often it was so.
    refused: BTreeMap<String, (Instant, u32)>,
}

impl AtChunks {
    fn waits(&self, env_id: &str) -> bool {
        self.refused.get(env_id).is_some_and(|(until, _)| Instant::now() < *until)
    }

    fn refuse(&mut self, env_id: &str) {
        let n = self.refused.get(env_id).map_or(0, |(_, n)| *n);
        let wait = WAIT_FIRST.saturating_mul(1 << n.min(10)).min(REFUSED_MAX);
        self.refused.insert(env_id.to_owned(), (Instant::now() + wait, n.saturating_add(1)));
    }

    /// What was refused long ago says nothing any more.
    fn forget(&mut self) {
        self.refused.retain(|_, (until, _)| until.elapsed() < REFUSED_MAX);
    }
}

/// Fetches what opened letters of a peer announced. How long to wait before the next look.
///
/// # Errors
/// [`NotFetched`]; what came by then is kept.
pub(crate) async fn chunks(
    node: &Arc<Node>,
    peer: &NodeId,
    at: &mut AtChunks,
) -> Result<Duration, NotFetched> {
    give_places(node).await?;
    at.forget();
    let (mut n_asked, mut n_taken) = (0, 0);
    for env_id in letters(node, peer, at).await? {
        if n_asked >= CHUNKS_MAX {
            break;
        }
        for id in of_letter(node, peer, &env_id).await? {
            n_asked += 1;
            match one(node, peer, &env_id, &id).await? {
                One::Taken => n_taken += 1,
                One::Refused => {
                    at.refuse(&env_id);
                    break;
                }
                One::SlowDown if n_taken == 0 => return Err(NotFetched::Peer("slow-down")),
                One::SlowDown => {
                    node.wake.open.notify_one();
                    return Ok(PAUSE);
                }
            }
        }
    }
    if n_taken == 0 {
        return Ok(PAUSE);
    }
    node.wake.open.notify_one();
    Ok(NEXT)
}

/// What came of a chunk.
enum One {
    Taken,
    /// That of this letter is not given, or is not what was announced.
    Refused,
    /// The peer gives none to us now.
    SlowDown,
}

async fn one(node: &Arc<Node>, peer: &NodeId, env_id: &str, id: &str) -> Result<One, NotFetched> {
    let request = Ask {
        headers: vec![("cx-env", env_id_of(env_id).to_owned())],
        ..Ask::get(format!("/cx/1/chunks/{id}"))
    };
    let answer = ask_within(node, peer, &request, PATIENCE).await;
    let answer = answer.map_err(|error| NotFetched::Peer(error.code()))?;
    match answer.status {
        StatusCode::OK => {}
        StatusCode::TOO_MANY_REQUESTS => return Ok(One::SlowDown),
        _ => return Ok(One::Refused),
    }
    let (status, _) = take_chunk(node, peer, env_id, id, answer.body).await?;
    Ok(if status.is_success() { One::Taken } else { One::Refused })
}

/// The letters of a peer that wait for chunks and are to be asked for now, the most urgent first. Of those that have come to
/// their end nothing waits any more.
async fn letters(node: &Node, peer: &NodeId, at: &mut AtChunks) -> Result<Vec<String>, ActError> {
    let mut from = at.behind.take().unwrap_or_else(|| format!("{peer}:"));
    let mut by_lane: BTreeMap<u8, Vec<String>> = BTreeMap::new();
    for n in 0..=LETTERS_MAX {
        let query = RowQuery {
            from_sort: Some(from.clone()),
            to_sort: Some(format!("{peer}:~")),
            ..RowQuery::view(view::CHUNK, 1)
        };
        let Some(row) = node.store.rows(query).await?.pop() else { break };
        if n == LETTERS_MAX {
            at.behind = Some(from);
            break;
        }
        let env_id = row.key.split_once(':').map_or(row.key.as_str(), |(env_id, _)| env_id);
        from = format!("{peer}:{env_id}:~");
        let inbox = node.row::<Inbox>(view::INBOX, env_id).await?;
        match inbox.as_ref().map(|inbox| &inbox.state) {
            Some(InboxState::Consigned | InboxState::Duplicate | InboxState::Failed { .. }) => {
                forget(node, env_id).await?;
            }
            Some(
                InboxState::Accepted
                | InboxState::Fetching
                | InboxState::Parked { .. }
                | InboxState::Quarantined { .. },
            )
            | None => {
                if !at.waits(env_id) {
                    let lane = inbox.map_or(BULK, |inbox| inbox.lane);
                    by_lane.entry(lane).or_default().push(env_id.to_owned());
                }
            }
        }
    }
    Ok(by_lane.into_values().flatten().collect())
}

/// The next chunks of a letter, in the order in which they are made.
async fn of_letter(node: &Node, peer: &NodeId, env_id: &str) -> Result<Vec<String>, ActError> {
    let query = RowQuery {
        from_sort: Some(format!("{peer}:{env_id}:")),
        to_sort: Some(format!("{peer}:{env_id}:~")),
        ..RowQuery::view(view::CHUNK, OF_LETTER_MAX)
    };
    let rows = node.store.rows(query).await?.into_iter();
    Ok(rows.filter_map(|row| Some(row.key.split_once(':')?.1.to_owned())).collect())
}

/// What a letter that has come to its end still waited for comes no more. What is left after one act the next turn takes.
async fn forget(node: &Node, env_id: &str) -> Result<(), ActError> {
    let query =
        RowQuery { prefix: Some(format!("{env_id}:")), ..RowQuery::view(view::CHUNK, ROWS_MAX) };
    let rows = node.store.rows(query).await?;
    act!(node, "drop_chunks", None, |tx| {
        for row in &rows {
            tx.delete(view::CHUNK, &row.key);
        }
        Ok(Vec::new())
    })
    .await?;
    Ok(())
}

/// Rows of an earlier program name no place and are found under no peer. They get one; in which order the chunks of a letter
/// are made is not in them, so theirs come in any.
async fn give_places(node: &Node) -> Result<(), ActError> {
    // Every name of a node begins behind this.
    let query = RowQuery { to_sort: Some("!".to_owned()), ..RowQuery::view(view::CHUNK, ROWS_MAX) };
    let rows = node.store.rows(query).await?;
    if rows.is_empty() {
        return Ok(());
    }
    act!(node, "place_chunks", None, |tx| {
        for row in &rows {
            // Some may have come meanwhile.
            if tx.node.raw_row(view::CHUNK, &row.key).await?.is_none() {
                continue;
            }
            let expected: Expected = decode(&row.body)?;
            let env_id = row.key.split_once(':').map_or(row.key.as_str(), |(env_id, _)| env_id);
            let sort = format!("{}:{env_id}:{:010}", expected.from, 0);
            tx.put(view::CHUNK, &row.key, &sort, &expected);
        }
        Ok(Vec::new())
    })
    .await?;
    Ok(())
}
