//! Whom a verifier of this network trusts, as the policy file that belongs to the directory.
//!
//! Every log with both its keys, those that have not begun too; every witness with both its keys in a group of its own; all of those groups together
//! are the quorum. Of a witness whose keys took turns each generation is a group, and one of them suffices. Keys that the directory revokes end by lines of their own. A package carries a copy to be compared, never to be trusted: who can write the policy that a court
//! uses decides what counts as proved, so it reaches the court by another way.

use std::collections::BTreeSet;

use domain::actor::NodeId;
use seal::note::{Vkey, VkeyKind};
use seal::sign::Kid;
use wire::roster::{NodeEntry, Roster, SUPERSEDED};

/// The policy file of a directory version. The same directory gives the same bytes.
#[must_use]
pub fn policy_text(roster: &Roster) -> String {
    text(roster, None)
}

/// The same for the log of this node, which it does not witness itself.
#[must_use]
pub(crate) fn own_policy_text(roster: &Roster, node: &NodeId) -> String {
    text(roster, Some(node))
}

fn text(roster: &Roster, but: Option<&NodeId>) -> String {
    let nodes = || roster.members.values().flat_map(|entry| &entry.nodes);
    let mut lines = Vec::new();
    for vkey in nodes().flat_map(|node| node.log.logs()).flat_map(|(_, vkeys)| vkeys) {
        lines.push(format!("log {vkey}"));
    }
    let mut groups = Vec::new();
    // A key that another one followed may not be another's by now: it was its holder who ended it.
    let ended: BTreeSet<Kid> = roster
        .members
        .values()
        .flat_map(|entry| &entry.revoked)
        .filter(|end| end.reason != SUPERSEDED)
        .map(|end| end.kid)
        .collect();
    let is_whole = |node: &&NodeEntry| {
        let mut keys = node.log.cosigner.iter().filter_map(|vkey| Vkey::parse(vkey).ok());
        keys.all(|vkey| !ended.contains(&vkey.kid()))
    };
    // Who holds a witness's key can write any time, so a witness with a revoked key is none.
    let witnesses = nodes().filter(|node| node.log.witness.is_some()).filter(is_whole);
    let witnesses = witnesses.filter(|node| but != Some(&node.node));
    for (node, n) in witnesses.zip(1_u32..) {
        let group = format!("w{n}");
        let generations = node.log.cosigner_generations();
        match generations.as_slice() {
            [] => continue,
            [only] => lines.extend(witness(&group, only)),
            several => {
                let names: Vec<_> = (1..=several.len()).map(|k| format!("{group}-{k}")).collect();
                for (name, vkeys) in names.iter().zip(several) {
                    lines.extend(witness(name, vkeys));
                }
                lines.push(format!("group {group} any {}", names.join(" ")));
            }
        }
        groups.push(group);
    }
    lines.extend(revoked(roster));
    if groups.is_empty() {
        lines.push("quorum none".to_owned());
    } else {
        lines.push(format!("group w all {}", groups.join(" ")));
        lines.push("quorum w".to_owned());
    }
    lines.join("\n") + "\n"
}

/// A line for each key that the directory revokes, in whole seconds, cut off: rather too early than too late.
fn revoked(roster: &Roster) -> Vec<String> {
    let mut lines = Vec::new();
    for entry in roster.members.values() {
        let logs = entry.nodes.iter().flat_map(|node| node.log.logs()).flat_map(|(_, vkeys)| vkeys);
        let vkeys: Vec<Vkey> = logs.filter_map(|vkey| Vkey::parse(vkey).ok()).collect();
        let cosigns = |kid: Kid| {
            let mut generations = entry.nodes.iter().flat_map(|n| n.log.cosigner_generations());
            generations.any(|vkeys| vkeys.iter().any(|vkey| vkey.kid() == kid))
        };
        for end in &entry.revoked {
            if end.reason == SUPERSEDED && cosigns(end.kid) {
                continue;
            }
            let from = end.from.as_second().max(0);
            let named: Vec<_> = vkeys.iter().filter(|vkey| vkey.kid() == end.kid).collect();
            if named.is_empty() {
                lines.push(format!("revoked {} {from}", end.kid));
            }
            lines.extend(named.iter().map(|vkey| format!("revoked {vkey} {from}")));
        }
    }
    lines
}

/// The lines of one generation of a witness's keys: each with a name of its own, and all of them as a group.
fn witness(group: &str, vkeys: &[Vkey]) -> Vec<String> {
    let name = |vkey: &Vkey| match vkey.kind() {
        VkeyKind::CosigEd25519(_) | VkeyKind::Ed25519(_) => format!("{group}-ed"),
        VkeyKind::MlDsa44(_) => format!("{group}-ml"),
    };
    let names: Vec<String> = vkeys.iter().map(name).collect();
    let lines = vkeys.iter().zip(&names).map(|(vkey, name)| format!("witness {name} {vkey}"));
    lines.chain([format!("group {group} all {}", names.join(" "))]).collect()
}
