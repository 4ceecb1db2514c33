//! What the outside holds of our own log, asked before anything is signed after a start: the third domain of the start-up
//! rule, after the database and the head register. Whoever puts back an older image of a whole machine rolls both back;
//! a witness, or a peer that has our heads from our letters, still knows how far we had signed.
//!
//! Not trusted: the others. Only a head under our own signature speaks against us; silence and lies change nothing.
//! Waiting is bounded, and who does not answer in time is not known: the head register has answered by then.

use std::collections::BTreeSet;
use std::time::Duration;

use axum::http::StatusCode;
use domain::actor::NodeId;
use jiff::Timestamp;
use seal::checkpoint::{SignedCheckpoint, VerifiedCheckpoint};
use seal::digest::Digest;
use seal::note::Vkey;
use tokio::time::timeout;

use crate::act::ActError;
use crate::custody::policy;
use crate::ledger::Stopped;
use crate::node::Node;
use crate::peer::anchor::PeerKnows;
use crate::peer::client::{Ask, Unreachable};
use crate::rows::view;
use crate::work::deliver::ask;

/// Longest that one node is waited for.
const ONE_WITHIN: Duration = Duration::from_secs(5);
/// Longest that a start waits for all of them.
const ALL_WITHIN: Duration = Duration::from_secs(30);

/// What the outside says, before the first signature: that more was signed than is stored here, or something else at the
/// same size. The ledger has stopped then.
///
/// # Errors
/// Only if our own store or ledger fails.
pub async fn before_signing(node: &Node) -> Result<Option<Stopped>, ActError> {
    Ok(contradiction(node).await?.map(|why| node.ledger.stop(why)))
}

/// The same, and nothing is stopped by it.
///
/// # Errors
/// Only if our own store or ledger fails.
pub async fn contradiction(node: &Node) -> Result<Option<Stopped>, ActError> {
    // A log that is listed and has not begun here may have begun before an older copy was put back.
    let mut origins = vec![node.ledger.origin()];
    origins.extend(node.ledger.later());
    let mut seen = Vec::new();
    let asking = async {
        for other in others(node).await? {
            let asked = async {
                for origin in &origins {
                    seen.extend(held_there(node, &other, origin).await?);
                }
                Ok::<_, Unreachable>(())
            };
            // Who does not answer in time is not known; what it said before counts.
            let _answered = timeout(ONE_WITHIN, asked).await.is_ok();
        }
        Ok::<_, ActError>(())
    };
    if let Ok(asked) = timeout(ALL_WITHIN, asking).await {
        asked?;
    }
    for head in &seen {
        if let Some(why) = node.ledger.held_against(head).await? {
            return Ok(Some(why));
        }
    }
    Ok(None)
}

/// Whom to ask: every witness of the directory first, then the peers whose letters showed that they know heads of ours.
async fn others(node: &Node) -> Result<Vec<NodeId>, ActError> {
    let roster = node.roster();
    let nodes = || roster.members.values().flat_map(|entry| &entry.nodes);
    let is_other = |id: &NodeId| *id != node.config.node;
    let witnesses = nodes().filter(|entry| entry.log.witness.is_some()).map(|entry| &entry.node);
    let mut others: Vec<NodeId> = witnesses.filter(|id| is_other(id)).cloned().collect();
    let known: Vec<(String, PeerKnows)> = node.rows(view::PEER_KNOWS, "").await?;
    let known: BTreeSet<&str> = known.iter().map(|(id, _)| id.as_str()).collect();
    for entry in nodes().filter(|entry| known.contains(entry.node.as_str())) {
        if is_other(&entry.node) && !others.contains(&entry.node) {
            others.push(entry.node.clone());
        }
    }
    Ok(others)
}

/// The head of one of our logs that another node holds: none if it shows none that we signed.
///
/// # Errors
/// [`Unreachable`] if it does not answer.
pub(super) async fn held_there(
    node: &Node,
    other: &NodeId,
    origin: &str,
) -> Result<Option<VerifiedCheckpoint>, Unreachable> {
    let path = Digest::of(origin.as_bytes()).hex();
    let request = Ask::get(format!("/witness/1/m/{path}/checkpoint"));
    let answer = ask(node, other, &request).await?;
    let seen = SignedCheckpoint::parse(&answer.body);
    let seen = seen.and_then(|seen| seen.verify(&vkeys_that_count(node, origin, &seen)));
    let seen = seen.ok().filter(|seen| seen.checkpoint().origin() == origin);
    Ok(seen.filter(|_| answer.status == StatusCode::OK))
}

/// The keys of one of our logs whose lines in this note say something about us: not those that the directory revokes, which
/// somebody else may hold, unless enough witnesses saw the head before.
pub(crate) fn vkeys_that_count(node: &Node, origin: &str, note: &SignedCheckpoint) -> Vec<Vkey> {
    let roster = node.roster();
    let is_ours = roster.log(origin).is_some_and(|(entry, _)| entry.node == node.config.node);
    if !is_ours {
        return Vec::new();
    }
    let in_time = policy(&roster).is_ok_and(|policy| policy.satisfied(note).is_ok());
    // Nothing is revoked before there was a clock.
    let at = if in_time { Timestamp::MIN } else { node.now() };
    roster.log_vkeys(origin, at)
}

#[cfg(test)]
mod tests;
