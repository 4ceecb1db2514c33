//! What we state about letters we opened, on its way to their writers: as many statements in one letter as there are.
//!
//! A statement is on record in the act that makes it true, with a mark that it is owed. The letter that carries it is
//! written when a round of opening ends: one that opened sixty letters of a member answers with one letter, and one that
//! opened a single letter answers at once. A crash in between leaves the mark, and the next round pays.
//!
//! Tables: statement-due, receipt, and what a letter of ours needs.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::actor::NodeId;
use domain::letter::Lane;
use store::RowQuery;

use crate::act::{ActError, Tx, act};
use crate::node::Node;
use crate::peer::receipts::KeptReceipt;
use crate::rows::{decode, view};
use crate::work::incoming;

impl Tx<'_> {
    /// A statement that is kept under this digest is owed to a node.
    pub(crate) fn owe_statement(&mut self, to: &NodeId, digest: &str) {
        self.put(view::STATEMENT_DUE, &format!("{to}:{digest}"), "", &digest);
    }
}

/// Writes the letters that carry what is owed. A node that the directory does not name any more is owed on. Returns how many
/// letters were written.
///
/// # Errors
/// If the store fails, or the log has stopped.
pub async fn send_due(node: &Arc<Node>) -> Result<usize, ActError> {
    let mut n_written = 0;
    let rows = node.all_rows(RowQuery::view(view::STATEMENT_DUE, store::MAX_PAGE)).await?;
    let owed = rows.iter().filter_map(|row| row.key.split_once(':'));
    let peers: BTreeSet<&str> = owed.map(|(peer, _)| peer).collect();
    for peer in peers {
        let peer =
            NodeId::parse(peer).map_err(|_| ActError::Corrupt("row statement".to_owned()))?;
        if node.roster().reception(&peer).is_some() {
            while send_some(node, &peer).await? {
                n_written += 1;
            }
        }
    }
    Ok(n_written)
}

/// One letter with as many statements as it may have. Whether there was anything to state.
async fn send_some(node: &Arc<Node>, peer: &NodeId) -> Result<bool, ActError> {
    let query = || RowQuery {
        prefix: Some(format!("{peer}:")),
        ..RowQuery::view(view::STATEMENT_DUE, incoming::RECEIPTS_MAX)
    };
    let done = act!(node, "send_statements", None, |tx| {
        // Read again each time: somebody else may have been faster.
        let due = node.store.rows(query()).await?;
        let mut receipts = Vec::new();
        for row in &due {
            let digest: String = decode(&row.body)?;
            let kept = node.row::<KeptReceipt>(view::RECEIPT, &digest).await?;
            receipts.extend(kept.map(|kept| kept.receipt));
            tx.delete(view::STATEMENT_DUE, &row.key);
        }
        if !receipts.is_empty() {
            let body = incoming::body(receipts);
            tx.send_housekeeping(peer, "cx.receipts", Lane::Bulk, body).await?;
        }
        Ok(vec![u8::from(!due.is_empty())])
    })
    .await?;
    Ok(done.result == [1])
}

#[cfg(test)]
mod tests;
