//! `parts`: every exhibit that the whole accounts for is here or on the list, and the whole is one that was sealed.
//!
//! The list names them one by one; its root is a field of the seal, so nobody can shorten it. A copy with fewer exhibits
//! shows the seal of the whole besides, with the same root.

use std::collections::BTreeMap;

use super::bagged::Bag;
use super::container::Files;
use super::inclusion::{Head, Record};
use super::seal::{Sealed, check_opened};
use super::{Broken, Checked, time};
use crate::opening::Opening;
use crate::package::layout::Member;
use crate::package::parts::{Is, Parts, part_digest};
use crate::package::view;
use crate::policy::Policy;
use crate::proof::TlogProof;
use crate::receipt::Uuid;
use crate::verdict::{ExhibitFact, PartsFact, WholeFact, Withheld};

pub(super) fn check(
    files: &Files,
    policy: &Policy,
    bag: &Bag,
    sealed: Option<&Sealed>,
    record: &Record,
    exhibits: &[ExhibitFact],
) -> Checked<PartsFact> {
    let parts = Parts::parse(files.bytes(&Member::Parts)?).map_err(|e| Broken(e.to_string()))?;
    let mut here = BTreeMap::new();
    for fact in exhibits {
        let shown = record.custody.iter().find(|(no, _)| *no == fact.exhibit_no);
        let leaves = shown.into_iter().flat_map(|(_, shown)| shown);
        let leaves = leaves.map(|shown| shown.opening.leaf_hash());
        here.insert(fact.exhibit_no.clone(), part_digest(&fact.sha256, leaves));
    }
    let root = parts.root(&here).map_err(|e| Broken(e.to_string()))?;
    let commits = |seal: &Opening| seal.get("parts") == Some(&root.hex().into());
    if sealed.is_some_and(|sealed| !commits(&sealed.opening)) {
        return Err(Broken::new(
            "the seal commits to another list of parts than the one in this file",
        ));
    }
    let mut fact =
        PartsFact { absent: Vec::new(), n_held: here.len(), of: None, withheld: Vec::new() };
    for line in parts.lines() {
        match &line.is {
            Is::Absent { why, .. } => fact.absent.push((line.no.clone(), why.clone())),
            Is::Held { .. } => {}
            Is::Withheld { ground, .. } => {
                fact.withheld
                    .push(Withheld { exhibit_no: line.no.clone(), ground: ground.clone() });
            }
        }
    }
    if !files.has(&Member::WholeOpening) && !files.has(&Member::WholeProof) {
        return if fact.withheld.is_empty() {
            Ok(fact)
        } else {
            Err(Broken::new("exhibits are kept back, but the seal of the whole is not shown"))
        };
    }
    let (opening, head) = whole(files, policy, bag)?;
    if !commits(&opening) {
        return Err(Broken::new("the whole was sealed with another list of parts"));
    }
    let witnessed_at = head.witnessed_at.ok_or_else(|| {
        Broken::new("nobody but the log itself says when the whole was sealed: your policy asks for no witness")
    })?;
    time::covered(&opening, witnessed_at)
        .map_err(|why| Broken(format!("the seal of the whole: {why}")))?;
    let shown =
        record.under_heads().map(|shown| &shown.head).chain(sealed.map(|sealed| &sealed.head));
    let one_log = |other: &&Head| {
        let (one, other) = (&head.checkpoint, &other.checkpoint);
        (one.origin(), one.size()) == (other.origin(), other.size())
    };
    if shown.filter(one_log).any(|other| other.checkpoint.root() != head.checkpoint.root()) {
        return Err(Broken::new(
            "the seal of the whole stands under another head of a log than is shown: that log lied",
        ));
    }
    fact.of = Some(WholeFact {
        package_id: view::text(&opening, "package_id").unwrap_or_default().to_owned(),
        sealed_at: view::at(&opening).unwrap_or_default().to_owned(),
        sealed_at_index: opening.index(),
        sealed_in: opening.origin().to_owned(),
        witnessed_at,
    });
    Ok(fact)
}

/// The leaf that seals the whole, in a log of the same node, under a head that the policy trusts.
fn whole(files: &Files, policy: &Policy, bag: &Bag) -> Checked<(Opening, Head)> {
    let broken = |why: &str| Broken(format!("the seal of the whole: {why}"));
    let opening =
        Opening::parse(files.bytes(&Member::WholeOpening)?).map_err(|e| broken(&e.to_string()))?;
    check_opened(&opening).map_err(|Broken(why)| broken(&why))?;
    if view::node(&opening) != bag.node {
        return Err(broken("it is of another node"));
    }
    let of = view::text(&opening, "package_id").filter(|id| Uuid::parse(id).is_some());
    if of.is_none_or(|id| id == bag.package_id) {
        return Err(broken("it is of this package, or of none"));
    }
    let bytes = files.bytes(&Member::WholeProof)?;
    let proof = TlogProof::parse(bytes).map_err(|e| broken(&e.to_string()))?;
    if proof.to_string().as_bytes() != bytes {
        return Err(broken("its proof is not in its one form"));
    }
    if proof.extra.as_ref() != Some(opening.leaf()) || proof.index != opening.index() {
        return Err(broken("its proof is for another entry"));
    }
    let head = Head::of(&proof, policy).map_err(|Broken(why)| broken(&why))?;
    if head.checkpoint.origin() != opening.origin() {
        return Err(broken("its proof is for another log"));
    }
    proof
        .verify_path(&opening.leaf_hash(), &head.checkpoint)
        .map_err(|e| broken(&e.to_string()))?;
    Ok((opening, head))
}
