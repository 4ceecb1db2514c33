//! Bringing what was published to the mirrors that the operator named: each then holds every leaf of the log, and a node
//! whose database was put back finds them there (`crate::recover`).
//!
//! A worker of its own, behind publishing: an act never waits for a mirror, and one that does not answer is asked again.
//! Not trusted: a mirror. It sees leaves, which say nothing to whoever has no keys; at most it can withhold them.
//! Tables: witnessed.

use seal::checkpoint::SignedCheckpoint;
use seal::note::Vkey;
use serde::{Deserialize, Serialize};

use crate::act::{ActError, act};
use crate::ledger::LedgerError;
use crate::mirror::client::{NotMirrored, Source, bring};
use crate::monitor::reader::{BadUrl, Place};
use crate::node::Node;
use crate::rows::view;
use crate::work::witness::WitnessState;

/// Where a mirror is, if the address says nothing else.
const USUAL: &str = "/mirror/1";

/// A section `[[mirror]]` of `comity.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MirrorFile {
    /// Its submission prefix, `http://HOST[:PORT][/PATH]`.
    pub url: String,
    /// Its verifier keys.
    pub vkeys: Vec<String>,
}

/// Why a section `[[mirror]]` cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BadMirror {
    /// Not a verifier key, or none.
    #[error("a mirror has at least one verifier key, as `comity witness init --mirror` prints it")]
    Vkey,
    /// The address.
    #[error(transparent)]
    Url(#[from] BadUrl),
}

/// A mirror that the operator chose.
#[derive(Debug, Clone)]
pub struct MirrorAt {
    /// Where entries are brought.
    pub(crate) place: Place,
    vkeys: Vec<Vkey>,
}

impl MirrorAt {
    /// Checks what the operator wrote.
    ///
    /// # Errors
    /// [`BadMirror`]
    pub fn of(file: &MirrorFile) -> Result<Self, BadMirror> {
        let vkeys = file.vkeys.iter().map(|vkey| Vkey::parse(vkey.trim()));
        let vkeys: Vec<_> = vkeys.collect::<Result<_, _>>().map_err(|_| BadMirror::Vkey)?;
        if vkeys.is_empty() {
            return Err(BadMirror::Vkey);
        }
        Ok(Self { place: Place::parse(&file.url, USUAL)?, vkeys })
    }

    /// Its address, as it was written.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.place.url
    }
}

/// Where the entries of one log are read, below a mirror's submission prefix.
///
/// # Errors
/// If `url` is no address.
pub(crate) fn reading_place(url: &str, origin_hash: &str) -> Result<Place, BadUrl> {
    let place = Place::parse(url, USUAL)?;
    Ok(Place { path: format!("{}/m/{origin_hash}", place.path), ..place })
}

/// The row of how far one mirror holds one of our logs.
#[must_use]
pub fn state_key(url: &str, log: u32) -> String {
    format!("mirror:{url}:{log}")
}

/// Brings every published head to every mirror. Returns whether each mirror holds all of it.
///
/// # Errors
/// Only if our own store or ledger fails; a mirror that does not take it is asked again in the next round.
pub async fn bring_once(node: &Node) -> Result<bool, ActError> {
    let mut is_done = true;
    for mirror in &node.config.mirrors {
        for (log, _) in node.ledger.logs() {
            is_done &= bring_log(node, mirror, log).await?;
        }
    }
    Ok(is_done)
}

async fn bring_log(node: &Node, mirror: &MirrorAt, log: u32) -> Result<bool, ActError> {
    let Some((head, _)) = node.ledger.published_of(log) else { return Ok(true) };
    let key = state_key(mirror.url(), log);
    let state = node.row::<WitnessState>(view::WITNESSED, &key).await?;
    let old = state.as_ref().map_or(0, |state| state.size);
    if old >= head.size && state.as_ref().is_some_and(|state| state.trouble.is_empty()) {
        return Ok(true);
    }
    let note = SignedCheckpoint::parse(head.note.as_bytes()).map_err(LedgerError::from)?;
    let source = Source { store: &*node.store, log, head: &note };
    let next = match bring(source, &mirror.place, &mirror.vkeys, old).await {
        Ok(_) => WitnessState { size: head.size, trouble: String::new() },
        Err(NotMirrored::Ledger(error)) => return Err(error.into()),
        Err(NotMirrored::Store(error)) => return Err(error.into()),
        Err(
            error @ (NotMirrored::Answer(_)
            | NotMirrored::Later
            | NotMirrored::Refused(_)
            | NotMirrored::Silent(_)),
        ) => WitnessState { size: old, trouble: error.code().to_owned() },
    };
    let is_done = next.trouble.is_empty();
    if state.as_ref() != Some(&next) {
        if !is_done {
            crate::log::mirror_behind(mirror.url(), &next.trouble);
        }
        // A row and no leaf: what a mirror holds is the mirror's to say.
        act!(node, "record_mirrored", None, |tx| {
            tx.put(view::WITNESSED, &key, "", &next);
            Ok(Vec::new())
        })
        .await?;
    }
    Ok(is_done)
}

#[cfg(test)]
mod tests;
