//! Tells the log whose turn it is among the keys of the node, of its units and of its cosigner (`docs/spec/keys.md` §7).
//!
//! Which key signs is decided at each signature by the directory's times (`crate::keys::turns`); here a leaf says that it was
//! another one from an instant on, signed by the keys before it and those after it, as for the keys of a log
//! ([`crate::rotation`]). A leaf that is late changes nothing: it says from when on.
//!
//! Not trusted: this leaf. A verifier asks its policy and the key history; the leaf is the record of who changed what.

use jiff::Timestamp;
use seal::note::{NoteError, Vkey, VkeyKind};
use seal::rotation::{Change, Turn, sig_text};
use seal::sign::{Ed25519Secret, MlDsa44Secret};
use wire::roster::{Entry, SUPERSEDED};
use wire::stored::{Stored, Who, shard};

use crate::act::{ActError, act};
use crate::keys::{CosignerKeys, InTurn};
use crate::ledger::{InForce, LedgerError};
use crate::node::Node;
use crate::peer::anchor::cosigner_name;
use crate::rows::view;
use crate::serve::log_stream;

#[cfg(test)]
mod tests;

/// A key of a holder, to sign what is said of it.
#[derive(Clone, Copy)]
enum Secret<'a> {
    Ed25519(&'a Ed25519Secret),
    MlDsa44(&'a MlDsa44Secret),
}

/// Whose keys take turns, as the leaf names them: a node's id, a unit's id, a cosigner's name.
struct Holder<'a> {
    name: String,
    /// Every key ever made for it.
    all: Vec<(Vkey, Secret<'a>)>,
    /// The first.
    first: Vec<Vkey>,
    /// Those that are good now.
    now: Vec<Vkey>,
}

impl<'a> Holder<'a> {
    fn of(
        name: String,
        keys: &'a InTurn<Ed25519Secret>,
        now: Timestamp,
    ) -> Result<Self, NoteError> {
        let vkey = |key: &Ed25519Secret| Vkey::new(&name, VkeyKind::Ed25519(key.public()));
        let mut all = Vec::new();
        for key in keys.all() {
            all.push((vkey(key)?, Secret::Ed25519(key)));
        }
        let first = vec![vkey(keys.first())?];
        let now = keys.good(now).into_iter().map(vkey).collect::<Result<_, _>>()?;
        Ok(Self { name, all, first, now })
    }

    fn cosigner(node: &'a Node, now: Timestamp) -> Result<Self, NoteError> {
        let id = &node.config.node;
        let keys: &InTurn<CosignerKeys> = &node.signing.cosigner;
        let mut all = Vec::new();
        for keys in keys.all() {
            let [classical, quantum] = keys.vkeys(id)?;
            all.push((classical, Secret::Ed25519(&keys.ed25519)));
            all.push((quantum, Secret::MlDsa44(&keys.mldsa44)));
        }
        let mut good = Vec::new();
        for keys in keys.good(now) {
            good.extend(keys.vkeys(id)?);
        }
        let first = keys.first().vkeys(id)?.to_vec();
        Ok(Self { name: cosigner_name(id), all, first, now: good })
    }

    fn sign(&self, change: &Change<'_>) -> Result<Vec<String>, ActError> {
        let message = change.message();
        let mut sigs = Vec::new();
        for vkey in change.signers() {
            let found = self.all.iter().find(|(held, _)| held == vkey);
            let (_, secret) = found.ok_or_else(|| {
                ActError::Shell(format!(
                    "the key store lacks a key of {} that was in force",
                    self.name
                ))
            })?;
            let signature = match secret {
                Secret::Ed25519(key) => key.sign(&message).to_vec(),
                Secret::MlDsa44(key) => {
                    key.sign_deterministic(&message).map_err(crate::keys::KeysError::from)?
                }
            };
            sigs.push(sig_text(vkey, &signature));
        }
        Ok(sigs)
    }
}

/// Tells the operator of every holder of whose keys none is good.
pub fn warn(node: &Node) {
    let (now, signing) = (node.now(), &node.signing);
    if !signing.node.has_good(now) {
        crate::log::no_good_key(node.config.node.as_str());
    }
    if !signing.cosigner.has_good(now) {
        crate::log::no_good_key(&cosigner_name(&node.config.node));
    }
    for (unit, keys) in &signing.units {
        if !keys.sign.has_good(now) {
            crate::log::no_good_key(&unit.to_string());
        }
    }
}

/// The row that says which keys of a holder the log knows, in `counter`.
fn row_of(holder: &str) -> String {
    format!("signers:{holder}")
}

/// Tells the log of every holder whose keys in force are others than it knows. Returns of how many.
///
/// # Errors
/// If nothing may be signed, the key store lacks a key, or the store fails: then it is told the next time.
pub async fn tell(node: &Node) -> Result<usize, ActError> {
    node.may_act()?;
    let (roster, now) = (node.roster(), node.now());
    let Some((entry, _)) = roster.node(&node.config.node) else { return Ok(0) };
    let named = |error: NoteError| ActError::from(LedgerError::from(error));
    let mut holders = vec![
        Holder::of(node.config.node.to_string(), &node.signing.node, now).map_err(named)?,
        Holder::cosigner(node, now).map_err(named)?,
    ];
    for (unit, keys) in &node.signing.units {
        holders.push(Holder::of(unit.to_string(), &keys.sign, now).map_err(named)?);
    }
    let (mut n_told, mut trouble) = (0_usize, None);
    for holder in holders {
        // One whose old key is not here does not silence the others.
        match tell_one(node, entry, &holder).await {
            Ok(true) => {
                crate::log::signers_turned(&holder.name);
                n_told = n_told.saturating_add(1);
            }
            Ok(false) => {}
            Err(error) => trouble = Some(error),
        }
    }
    trouble.map_or(Ok(n_told), Err)
}

async fn tell_one(node: &Node, entry: &Entry, holder: &Holder<'_>) -> Result<bool, ActError> {
    let key = row_of(&holder.name);
    let told = node.row::<InForce>(view::COUNTER, &key).await?;
    let texts = |vkeys: &[Vkey]| vkeys.iter().map(ToString::to_string).collect::<Vec<_>>();
    let after = InForce { vkeys: texts(&holder.now) };
    let before = match &told {
        Some(told) => {
            let vkeys = told.vkeys.iter().map(|vkey| Vkey::parse(vkey)).collect::<Result<_, _>>();
            vkeys.map_err(|_| ActError::Corrupt(format!("row {key}")))?
        }
        None => holder.first.clone(),
    };
    if texts(&before) == after.vkeys {
        return Ok(false);
    }
    act!(node, "tell_signers", None, |tx| {
        let (turn, from) = how(entry, &before, &holder.now, tx.now);
        let kind = match turn {
            Turn::Revoke => shard::Kind::KeyRevoke,
            Turn::Rotate => shard::Kind::KeyRotate,
        };
        let from_text = wire::time::millis(from);
        let origin = holder.name.as_str();
        let change = Change { turn, origin, from: &from_text, before: &before, after: &holder.now };
        let event = shard::Event {
            at: tx.now,
            kind,
            origin: holder.name.clone(),
            checkpoint: None,
            vkeys: after.vkeys.clone(),
            from: Some(from).filter(|from| *from != tx.now),
            sigs: holder.sign(&change)?,
            note: Some(format!("directory version {}", node.roster().version)),
        };
        tx.record(&log_stream(node), &Stored::Shard(event), tx.now, &Who::node()).await?;
        tx.swap(view::COUNTER, &key, told.as_ref(), &after);
        Ok(Vec::new())
    })
    .await?;
    Ok(true)
}

/// How keys changed, and from when on: the latest begin or end, by the directory, of a key that came or went.
fn how(entry: &Entry, before: &[Vkey], after: &[Vkey], now: Timestamp) -> (Turn, Timestamp) {
    let nodes = entry.nodes.iter().flat_map(|node| &node.sign_keys);
    let units = entry.units.iter().flat_map(|unit| &unit.sign_keys);
    let listed: Vec<_> = nodes.chain(units).collect();
    let (mut turn, mut from) = (Turn::Rotate, Vec::new());
    for vkey in before.iter().filter(|vkey| !after.contains(vkey)) {
        for end in entry.revoked.iter().filter(|end| end.kid == vkey.kid() && end.from <= now) {
            from.push(end.from);
            if end.reason != SUPERSEDED {
                turn = Turn::Revoke;
            }
        }
        let dated = listed.iter().filter(|key| key.kid == vkey.kid());
        from.extend(dated.map(|key| key.not_after));
    }
    for vkey in after.iter().filter(|vkey| !before.contains(vkey)) {
        let dated = listed.iter().filter(|key| key.kid == vkey.kid());
        from.extend(dated.map(|key| key.not_before));
    }
    let from = from.into_iter().filter(|from| *from <= now).max().unwrap_or(now);
    // The leaf has milliseconds.
    (turn, Timestamp::from_millisecond(from.as_millisecond()).unwrap_or(now))
}
