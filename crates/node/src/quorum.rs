//! Too few witnesses for too long: then nothing more is disclosed, and everything else goes on.
//!
//! A head counts for courts once every witness of the directory has cosigned it (`crate::work::witness`). If that fails, the
//! node goes on: acts are recorded and signed, data are preserved, letters of the law leave. Only what hands content out
//! waits after a grace: handing over, and packages. For what leaves then could not be shown to be in the one history that
//! everybody sees. The instant since when it fails is a row, so a restart does not begin the grace anew.
//!
//! A log that nobody adds to is shown to witnesses every hour, so a quiet node learns within an hour that they are gone; an
//! act that adds a leaf shows it within a second. A node whose directory names no witness is never without a quorum.
//! Not trusted: a witness. By its silence it can hold up disclosures, and that is what it is for.

use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use store::{RowQuery, Store};

use crate::act::{ActError, act};
use crate::node::Node;
use crate::rows::{decode, view};

#[cfg(test)]
mod tests;

/// How long witnesses may be too few, if the operator says nothing else.
pub const QUORUM_GRACE: SignedDuration = SignedDuration::from_mins(15);
/// The row in `counter`.
const SINCE: &str = "quorum-missing";

/// Since when witnesses have been too few, and when that was found out last: a clock that leaps alone closes nothing.
#[derive(Debug, Default)]
pub struct Quorum(Mutex<Option<(Timestamp, Timestamp)>>);

impl Quorum {
    /// Since when, whether or not the grace is over.
    #[must_use]
    pub fn missing_since(&self) -> Option<Timestamp> {
        self.found().map(|(since, _)| since)
    }

    fn found(&self) -> Option<(Timestamp, Timestamp)> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, found: Option<(Timestamp, Timestamp)>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = found;
    }
}

/// The row; an instant in milliseconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Since {
    at_ms: i64,
}

impl Node {
    /// Since when witnesses have been too few, if that is longer than the grace.
    #[must_use]
    pub fn without_quorum(&self) -> Option<Timestamp> {
        let (since, last) = self.quorum.found()?;
        // A clock that went back makes the time negative: then the grace is not over.
        (last.duration_since(since) > self.config.quorum_grace).then_some(since)
    }

    /// Whether content may leave.
    ///
    /// # Errors
    /// [`ActError::NoQuorum`]
    pub fn may_disclose(&self) -> Result<(), ActError> {
        self.without_quorum().map_or(Ok(()), |since| Err(ActError::NoQuorum { since }))
    }
}

/// Takes note of whether every witness cosigned what there was to publish.
///
/// # Errors
/// If the store fails.
pub async fn note(node: &Node, is_there: bool) -> Result<(), ActError> {
    match (node.quorum.missing_since(), is_there) {
        (None, true) => {}
        (Some(since), false) => node.quorum.set(Some((since, node.now()))),
        (None, false) => {
            let since = node.now();
            let row = Since { at_ms: since.as_millisecond() };
            act!(node, "note_quorum", None, |tx| {
                tx.put(view::COUNTER, SINCE, "", &row);
                Ok(Vec::new())
            })
            .await?;
            node.quorum.set(Some((since, since)));
        }
        (Some(_), true) => {
            act!(node, "note_quorum", None, |tx| {
                tx.delete(view::COUNTER, SINCE);
                Ok(Vec::new())
            })
            .await?;
            node.quorum.set(None);
        }
    }
    Ok(())
}

/// Takes up after a start what was known before it.
///
/// # Errors
/// If the store fails.
pub async fn load(node: &Node) -> Result<(), ActError> {
    let since = missing_since(&*node.store).await?;
    node.quorum.set(since.map(|since| (since, node.now())));
    Ok(())
}

/// Since when witnesses have been too few, as the database has it.
///
/// # Errors
/// If the store fails or the row is damaged.
pub async fn missing_since(store: &dyn Store) -> Result<Option<Timestamp>, ActError> {
    let Some(row) = store.rows(RowQuery::one(view::COUNTER, SINCE)).await?.pop() else {
        return Ok(None);
    };
    let Since { at_ms } = decode(&row.body)?;
    let at = Timestamp::from_millisecond(at_ms);
    at.map(Some).map_err(|_| ActError::Corrupt("row counter".to_owned()))
}
