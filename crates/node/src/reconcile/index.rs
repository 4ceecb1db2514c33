//! The list of what passed (`passage`), made anew from the envelopes that are kept: for records from before there was such a list,
//! for a database that was put back, and where a row is found missing.
//!
//! It is a list of what is on record elsewhere, so nothing is lost with it. It is made in steps that are on record, page by page;
//! until it is whole, nothing is compared and no question is answered, because what is not on it would look as if it were lost.
//! An envelope whose bytes were erased is not put on it anew: nothing else names the day of its head, and what has been erased is
//! older than anybody compares for.
//!
//! Tables: passage, passage-made, envelope.

use std::sync::Arc;

use domain::actor::NodeId;
use seal::digest::Digest;
use seal::envelope::EnvelopeOuter;
use serde::{Deserialize, Serialize};
use store::{Row, RowQuery};

use super::{Way, passage_key, passed};
use crate::act::{ActError, act};
use crate::node::Node;
use crate::rows::view;

/// The one row of its table.
const KEY: &str = "passage";
/// Envelopes that one step reads: each may have a mebibyte.
const PAGE: u32 = 32;
/// Steps of one call.
const STEPS_MAX: usize = 64;

/// How far it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// Number of restores of the database when it was begun.
    pub restore_epoch: u64,
    /// The last envelope that was looked at: its peer and its id.
    pub after: Option<(String, String)>,
    /// Whether all were.
    pub is_whole: bool,
}

async fn made(node: &Node) -> Result<(Option<Made>, u64), ActError> {
    let restore_epoch = node.store.head().await?.restore_epoch;
    Ok((node.row::<Made>(view::PASSAGE_MADE, KEY).await?, restore_epoch))
}

/// Whether the list is whole.
///
/// # Errors
/// If the store fails.
pub async fn is_whole(node: &Node) -> Result<bool, ActError> {
    let (made, restore_epoch) = made(node).await?;
    Ok(made.is_some_and(|made| made.is_whole && made.restore_epoch == restore_epoch))
}

/// Goes on with it. Whether it is whole now.
///
/// # Errors
/// If the store fails.
pub async fn go_on(node: &Arc<Node>) -> Result<bool, ActError> {
    let (mut held, restore_epoch) = made(node).await?;
    for _ in 0..STEPS_MAX {
        let now = match &held {
            Some(made) if made.restore_epoch == restore_epoch => made.clone(),
            Some(_) | None => Made { restore_epoch, ..Made::default() },
        };
        if now.is_whole {
            return Ok(true);
        }
        let query = RowQuery { after: now.after.clone(), ..RowQuery::view(view::ENVELOPE, PAGE) };
        let page = node.store.rows(query).await?;
        let missing = missing(node, &page).await?;
        let after = page.last().map(|row| (row.sort.clone(), row.key.clone()));
        let n_page = u32::try_from(page.len()).unwrap_or(u32::MAX);
        let next = Made { is_whole: n_page < PAGE, after: after.or(now.after), restore_epoch };
        act!(node, "list_passed", None, |tx| {
            for (key, env_id) in &missing {
                tx.put(view::PASSAGE, key, key, env_id);
            }
            tx.swap(view::PASSAGE_MADE, KEY, held.as_ref(), &next);
            Ok(Vec::new())
        })
        .await?;
        held = Some(next);
    }
    Ok(held.is_some_and(|made| made.is_whole))
}

/// The rows that envelopes of a page should have and have not: key and envelope id.
async fn missing(node: &Node, page: &[Row]) -> Result<Vec<(String, String)>, ActError> {
    let mut missing = Vec::new();
    for row in page {
        let (Ok(peer), Ok(outer)) = (NodeId::parse(&row.sort), EnvelopeOuter::parse(&row.body))
        else {
            // The scrubber tells of what is damaged.
            continue;
        };
        let is_ours = outer.head().from.as_str() == node.config.node.as_str();
        let way = if is_ours { Way::Sent } else { Way::Received };
        let (on, digest) = (outer.head().made_on, outer.env_digest());
        if passed(node, &peer, way, on, &digest).await?.is_none() {
            missing.push((passage_key(&peer, way, on, &digest.hex()), row.key.clone()));
        }
    }
    Ok(missing)
}

/// A row was found missing: all are looked at again.
///
/// # Errors
/// If the store fails.
pub(super) async fn again(node: &Node) -> Result<(), ActError> {
    act!(node, "list_passed", None, |tx| {
        tx.delete(view::PASSAGE_MADE, KEY);
        Ok(Vec::new())
    })
    .await?;
    Ok(())
}

/// An envelope of a peer came again that is here: it is on the list from now on, if it was not.
///
/// # Errors
/// If the store fails.
pub(crate) async fn list_if_missing(
    node: &Node,
    peer: &NodeId,
    (env_id, on, digest): (&str, u32, Digest),
) -> Result<(), ActError> {
    if passed(node, peer, Way::Received, on, &digest).await?.is_some() {
        return Ok(());
    }
    act!(node, "list_passed", None, |tx| {
        let key = passage_key(peer, Way::Received, on, &digest.hex());
        tx.put(view::PASSAGE, &key, &key, &env_id);
        Ok(Vec::new())
    })
    .await?;
    Ok(())
}
