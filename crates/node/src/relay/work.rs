//! What a relay does by itself: it posts what lies here to recipients that can be reached, and what ended it to senders that can;
//! it gives up what is over, and forgets what ended long ago.
//!
//! Whoever fetches is given a place in the mailbox instead, also where it could be reached before. Nothing here is tried against a
//! node that does not answer more often than any letter is.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use axum::http::StatusCode;
use domain::actor::NodeId;
use seal::envelope::Delivery;
use seal::receipt::Receipt;
use store::RowQuery;
use tokio::time::Instant;
use wire::mailbox::receipts_to_bytes;

use super::{KNOWN_MS, Relayed, STORED, TO_TELL, TOLD, damaged, give_up, hear_one, row};
use crate::act::{ActError, act};
use crate::mailbox::{self, Kept};
use crate::node::Node;
use crate::peer::client::Ask;
use crate::peer::fetched::RECEIPTS;
use crate::rows::{decode, view};
use crate::work::deliver::{DELIVERY, ask};

/// What nobody took is tried again after so long, then after twice as long, and so on.
const WAIT_FIRST: Duration = Duration::from_secs(2);
/// And at least so often.
const WAIT_MAX: Duration = Duration::from_secs(15 * 60);
/// Rows that are read at once.
const ROWS_MAX: u32 = 1_000;

/// What was tried and when it is tried next. In memory: a node that starts tries all once more.
#[derive(Debug, Default)]
pub struct Tried(BTreeMap<String, (u32, Instant)>);

impl Tried {
    fn is_due(&self, env_id: &str) -> bool {
        self.0.get(env_id).is_none_or(|(_, next)| *next <= Instant::now())
    }

    fn put_off(&mut self, env_id: &str) {
        let (n_failed, next) = self.0.entry(env_id.to_owned()).or_insert((0, Instant::now()));
        *next = Instant::now() + WAIT_FIRST.saturating_mul(1 << (*n_failed).min(16)).min(WAIT_MAX);
        *n_failed = n_failed.saturating_add(1);
    }
}

/// One round. Returns how many envelopes moved on.
///
/// # Errors
/// If the store fails.
pub async fn run_once(node: &Arc<Node>, tried: &mut Tried) -> Result<usize, ActError> {
    if !node.is_relay(&node.config.node) {
        return Ok(0);
    }
    let now_ms = node.now().as_millisecond();
    let (mut n_moved, mut silent) = (0, BTreeSet::new());
    let stored = listed(node, STORED).await?;
    let to_tell = listed(node, TO_TELL).await?;
    let is_here = |env_id: &String| stored.iter().chain(&to_tell).any(|(here, _)| here == env_id);
    tried.0.retain(|env_id, _| is_here(env_id));
    for (env_id, relayed) in &stored {
        if relayed.keep_until_ms <= now_ms {
            give_up(node, env_id, relayed).await?;
            n_moved += 1;
            continue;
        }
        let (_, to) = relayed.of()?;
        if node.fetches(&to) {
            if tried.is_due(env_id) {
                n_moved += usize::from(place_if_missing(node, &to, env_id, relayed).await?);
                tried.put_off(env_id);
            }
        } else if !silent.contains(&to) && tried.is_due(env_id) {
            match push(node, &to, env_id, relayed).await? {
                Pushed::Done => n_moved += 1,
                Pushed::NotNow => tried.put_off(env_id),
                Pushed::Silent => {
                    tried.put_off(env_id);
                    silent.insert(to);
                }
            }
        }
    }
    for (env_id, relayed) in &to_tell {
        let (from, _) = relayed.of()?;
        if !silent.contains(&from) && tried.is_due(env_id) {
            if tell(node, &from, env_id, relayed).await? {
                n_moved += 1;
            } else {
                tried.put_off(env_id);
                silent.insert(from);
            }
        }
    }
    Ok(n_moved + forget(node, now_ms).await?)
}

/// The rows of one kind, the oldest first.
async fn listed(node: &Node, kind: &str) -> Result<Vec<(String, Relayed)>, ActError> {
    let query = RowQuery {
        from_sort: Some(format!("{kind}:")),
        to_sort: Some(format!("{kind}:~")),
        ..RowQuery::view(view::RELAYED, ROWS_MAX)
    };
    let rows = node.all_rows(query).await?;
    rows.into_iter().map(|row| Ok((row.key, decode(&row.body)?))).collect()
}

/// A recipient that fetches since the envelope came has no place for it yet.
async fn place_if_missing(
    node: &Arc<Node>,
    to: &NodeId,
    env_id: &str,
    relayed: &Relayed,
) -> Result<bool, ActError> {
    if node.row::<Kept>(view::MAILBOX, &format!("{to}:{env_id}")).await?.is_some() {
        return Ok(false);
    }
    act!(node, "keep_letters", None, |tx| {
        mailbox::place(tx, to, env_id, relayed.lane).await?;
        Ok(Vec::new())
    })
    .await?;
    node.mailboxes.wake(to);
    Ok(true)
}

/// What became of an envelope that was posted.
enum Pushed {
    /// The recipient has it, or will not take it.
    Done,
    /// It said nothing that ends it.
    NotNow,
    /// It does not answer.
    Silent,
}

async fn push(
    node: &Arc<Node>,
    to: &NodeId,
    env_id: &str,
    relayed: &Relayed,
) -> Result<Pushed, ActError> {
    let envelope = node.raw_row(view::RELAYED_BYTES, env_id).await?.ok_or_else(damaged)?;
    let body = Delivery { envelope, anchor: None }.to_bytes();
    let Ok(answer) = ask(node, to, &Ask::post("/cx/1/envelopes", DELIVERY, body)).await else {
        return Ok(Pushed::Silent);
    };
    let Ok(receipt) = Receipt::parse(&answer.body) else { return Ok(Pushed::NotNow) };
    let is_heard = hear_one(node, to, &receipt, relayed).await?;
    Ok(if is_heard { Pushed::Done } else { Pushed::NotNow })
}

/// Brings a sender what ended its envelope. Whether it has it now.
async fn tell(
    node: &Arc<Node>,
    from: &NodeId,
    env_id: &str,
    relayed: &Relayed,
) -> Result<bool, ActError> {
    if !node.fetches(from) {
        let passed = relayed.passed()?.ok_or_else(damaged)?;
        let request = Ask::post("/cx/1/receipts", RECEIPTS, receipts_to_bytes(&[passed]));
        match ask(node, from, &request).await {
            Ok(answer) if answer.status == StatusCode::NO_CONTENT => {}
            Ok(_) | Err(_) => return Ok(false),
        }
    }
    act!(node, "note_told", None, |tx| {
        let Some(held) = row(node, env_id).await? else { return Ok(Vec::new()) };
        let told = Relayed { is_told: true, ..held.clone() };
        tx.put(view::RELAYED, env_id, &told.sort(), &told);
        if node.fetches(from) {
            mailbox::place(tx, from, env_id, held.lane).await?;
        }
        Ok(Vec::new())
    })
    .await?;
    node.mailboxes.wake(from);
    Ok(true)
}

/// Forgets what ended long ago.
async fn forget(node: &Arc<Node>, now_ms: i64) -> Result<usize, ActError> {
    let query = RowQuery {
        from_sort: Some(format!("{TOLD}:")),
        to_sort: Some(format!("{TOLD}:{:020}", now_ms.saturating_sub(KNOWN_MS))),
        ..RowQuery::view(view::RELAYED, ROWS_MAX)
    };
    let rows = node.store.rows(query).await?;
    for row in &rows {
        let (from, _) = decode::<Relayed>(&row.body)?.of()?;
        act!(node, "drop_relayed", None, |tx| {
            tx.delete(view::RELAYED, &row.key);
            // Whoever reads it was told by it, or asks its recipient: nothing is missing for it.
            tx.delete(view::MAILBOX, &format!("{from}:{}", row.key));
            Ok(Vec::new())
        })
        .await?;
    }
    Ok(rows.len())
}
