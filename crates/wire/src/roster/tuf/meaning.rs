//! What an entry must mean beyond its shape: that it is the member's own, that its keys have sane times, that its logs follow
//! one another, and that it claims nothing another member has.

use std::collections::BTreeMap;

use domain::actor::MemberId;
use seal::checkpoint::LogName;
use seal::sign::Alg;

use super::TufError;
use crate::roster::{Entry, KeyEntry};

/// Things that have one owner in a network: nodes, units, keys, TLS pins and logs.
#[derive(Debug, Default)]
pub(super) struct Claims {
    owners: BTreeMap<(&'static str, String), MemberId>,
}

impl Claims {
    /// Gives an entry what it claims, in the place of what its member had.
    ///
    /// # Errors
    /// Something is another member's; then nothing changes.
    pub(super) fn put(&mut self, entry: &Entry) -> Result<(), TufError> {
        let claims = of(entry);
        for (what, id) in &claims {
            let owner = self.owners.get(&(*what, id.clone()));
            if owner.is_some_and(|owner| *owner != entry.member) {
                return Err(TufError::Claimed { what, id: id.clone() });
            }
        }
        let member = entry.member.clone();
        self.owners.retain(|_, owner| *owner != member);
        self.owners.extend(claims.into_iter().map(|claim| (claim, member.clone())));
        Ok(())
    }
}

/// What an entry claims, in its order.
fn of(entry: &Entry) -> Vec<(&'static str, String)> {
    let mut claims = Vec::new();
    let kids = |keys: &[KeyEntry]| -> Vec<_> {
        keys.iter().map(|key| ("key", key.kid.to_string())).collect()
    };
    for node in &entry.nodes {
        claims.push(("node", node.node.to_string()));
        claims.extend(kids(&node.sign_keys));
        claims.extend(node.tls_spki.iter().map(|pin| ("tls-pin", pin.hex())));
        claims.extend(node.log.logs().map(|(origin, _)| ("log", origin.to_owned())));
    }
    for unit in &entry.units {
        claims.push(("unit", unit.unit.to_string()));
        claims.extend(kids(&unit.enc_keys));
        claims.extend(kids(&unit.sign_keys));
    }
    claims
}

/// Whether an entry is this member's and makes sense after the one that it replaces.
///
/// # Errors
/// See [`TufError`].
pub(super) fn check(
    entry: &Entry,
    member: &MemberId,
    before: Option<&Entry>,
) -> Result<(), TufError> {
    if entry.member != *member {
        return Err(TufError::Member);
    }
    // Within one entry nothing may stand twice either.
    let mut seen = std::collections::BTreeSet::new();
    for (what, id) in of(entry) {
        if !seen.insert((what, id.clone())) {
            return Err(TufError::Claimed { what, id });
        }
    }
    for node in &entry.nodes {
        keys(&node.sign_keys, Use::Signs)?;
        let nodes = before.iter().flat_map(|before| &before.nodes);
        let before =
            nodes.filter(|held| held.node == node.node).map(|held| &held.log.origin).next();
        log(node.node.as_str(), &node.log.origin, before.map(String::as_str))?;
    }
    for unit in &entry.units {
        let is_own = unit.unit.to_string().split('/').next() == Some(member.as_str());
        if !is_own || !entry.nodes.iter().any(|node| node.node == unit.node) {
            return Err(TufError::Member);
        }
        keys(&unit.enc_keys, Use::Opens)?;
        keys(&unit.sign_keys, Use::Signs)?;
    }
    Ok(())
}

/// What a key in a list is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    Opens,
    Signs,
}

fn keys(keys: &[KeyEntry], wanted: Use) -> Result<(), TufError> {
    for key in keys {
        if key.not_after <= key.not_before {
            return Err(TufError::Period);
        }
        let is_for = match key.alg {
            Alg::Ed25519 | Alg::Es256 | Alg::MlDsa65 => Use::Signs,
            Alg::MlKem768P256 | Alg::X25519 | Alg::XWing => Use::Opens,
        };
        if is_for != wanted {
            return Err(TufError::Field("alg"));
        }
    }
    Ok(())
}

/// A node's first log carries the node's name, and changes to a later year or to a log that follows a failed one.
fn log(node: &str, origin: &str, before: Option<&str>) -> Result<(), TufError> {
    let bad = || TufError::LogOrigin { origin: origin.to_owned() };
    let name = LogName::parse(origin).filter(|name| name.node == node).ok_or_else(bad)?;
    let before = before.and_then(LogName::parse).map(|before| (before.year, before.successor));
    let goes_back = before.is_some_and(|before| (name.year, name.successor) < before);
    if goes_back { Err(bad()) } else { Ok(()) }
}
