//! The steps of the worker: agreed, packed, listed and sealed, published. Each ends in one transaction that moves the row.

use std::sync::Arc;

use domain::exhibit::{self, Exhibit, RecordState};
use domain::ids::ExhibitId;
use domain::package::{self, Command, Package};
use domain::permit::{self, Subject};
use seal::digest::{Digest, b64_encode, hex_encode};
use seal::package::PackagePlan;
use seal::verdict::{Check, Claim};
use wire::stored::{SealLeaf, Stored};

use super::collect::{self, Found};
use super::content::{self, Counted};
use super::copy::{self, copied_bytes};
use super::error::ExportError;
use super::inventory::{Inventory, contents, inventory_of};
use super::row::{
    BESIDE, PackageRow, State, UNPROVED, Wait, advance, inventory_key, measured_key, move_on,
    verdict_key,
};
use super::stamp::{self, Outcome};
use super::unproved;
use super::write::Sealed;
use super::{case_of, file, package_stream};
use crate::act::{ActError, StreamRef, act};
use crate::measures::{instrument, who};
use crate::node::Node;
use crate::restricted::all_usable;
use crate::rows::{decode, encode, view};
use crate::sealed_doc;
use crate::work::arrive::tool;

/// Takes the next step, if it can be taken now. Returns whether the row moved.
///
/// # Errors
/// [`ExportError::lasting_code`] says whether another try may succeed.
pub(super) async fn step(node: &Arc<Node>, row: &PackageRow) -> Result<bool, ExportError> {
    match &row.state {
        State::Approving => agreed(node, row).await,
        State::Packing => pack(node, row).await,
        State::Collecting { waits_for } => seal(node, row, waits_for).await,
        State::Sealed => finish(node, row).await,
        State::Ready | State::Failed { .. } => Ok(false),
    }
}

/// Goes on once as many others agreed as the table asks for.
async fn agreed(node: &Node, row: &PackageRow) -> Result<bool, ExportError> {
    let package = package_of(node, row).await?;
    let enough = match &package {
        Package::Assembling(asked) => {
            u32::try_from(asked.approvals.len()).unwrap_or(u32::MAX) >= asked.k
        }
        Package::Sealed(_) => true,
    };
    if enough {
        move_on(node, row, &row.with(State::Packing)).await?;
    }
    Ok(enough)
}

async fn package_of(node: &Node, row: &PackageRow) -> Result<Package, ActError> {
    let urn = row.id()?.urn(&node.config.node);
    node.load::<Package>(&urn).await?.ok_or(ActError::NotFound)
}

/// Reads, compares and records every exhibit.
async fn pack(node: &Arc<Node>, row: &PackageRow) -> Result<bool, ExportError> {
    let package = package_of(node, row).await?;
    let request = package.request();
    let mut evidence_bytes = 0_u64;
    if let Some(copy) = &request.copy {
        evidence_bytes = copied_bytes(node, copy.of, &request.exhibits).await?;
    } else {
        for exhibit in &request.exhibits {
            evidence_bytes = evidence_bytes.saturating_add(pack_one(node, row, *exhibit).await?);
        }
    }
    let waits_for = Wait::Published.to_string();
    let next = PackageRow { evidence_bytes, ..row.with(State::Collecting { waits_for }) };
    move_on(node, row, &next).await?;
    Ok(true)
}

/// One exhibit, unless it was done before; returns its length.
async fn pack_one(node: &Arc<Node>, row: &PackageRow, id: ExhibitId) -> Result<u64, ExportError> {
    let key = measured_key(&row.package, id);
    if let Some(known) = node.raw_row(view::PACKAGE, &key).await? {
        let counted: Counted =
            decode(&sealed_doc::open(&node.keys, id.bytes(), &known).map_err(ActError::from)?)?;
        return Ok(counted.len);
    }
    let (package, case) = (row.id()?, row.case_id()?);
    all_usable(node, &[id].into()).await?;
    let (measured, found) = content::measure(node, id).await?;
    let stream = StreamRef { id: id.urn(&node.config.node), scope: format!("case:{case}") };
    let done = act!(node, "pack_exhibit", None, |tx| {
        if node.raw_row(view::PACKAGE, &key).await?.is_some() {
            return Ok(Vec::new());
        }
        let view_of_roster = node.roster_view();
        let instrument = instrument()?;
        let ctx = node.ctx(tx.now, &instrument, &view_of_roster).ok_or(ActError::NotFound)?;
        let mut state = tx.load::<Exhibit>(&stream).await?;
        let commands = [
            exhibit::Command::Verify { found, tool: tool() },
            exhibit::Command::Pack { package, tool: tool() },
        ];
        for command in commands {
            let subject = Subject::new(state.as_ref());
            let permit = permit::for_node(&subject, command, &ctx)?;
            let by = who(&permit, &ctx, None, &stream.id);
            for event in exhibit::decide(state.as_ref(), &permit, &ctx)? {
                let at = event.at;
                tx.record(&stream, &Stored::Exhibit(event.clone()), at, &by).await?;
                state = Some(exhibit::evolve(state, &event)?);
            }
            if state.as_ref().map(Exhibit::state) == Some(RecordState::Contested) {
                return Ok(b"contested".to_vec());
            }
        }
        let kek = tx.kek_of(&stream).ok_or(ActError::NotFound)?;
        let counted = encode(&Counted::from(&measured));
        let counted = sealed_doc::seal(&kek, id.bytes(), &counted, &*node.random)?;
        tx.put_raw(view::PACKAGE, &key, BESIDE, counted);
        Ok(Vec::new())
    })
    .await?;
    if done.result == b"contested" { Err(ExportError::Contested) } else { Ok(measured.len) }
}

/// Lists everything, and records the leaf that commits to it.
async fn seal(node: &Arc<Node>, row: &PackageRow, waits_for: &str) -> Result<bool, ExportError> {
    if stamp::is_too_early(node, row) {
        return Ok(false);
    }
    let package = package_of(node, row).await?;
    all_usable(node, &package.request().exhibits).await?;
    let case = case_of(node, package.request().case).await?;
    let found = match &package.request().copy {
        None => collect::collect(node, &package, &case, node.now()).await?,
        Some(copy) => copy::collect(node, package.request(), copy, node.now()).await?,
    };
    let mut list = match found {
        Found::All(list) => list,
        Found::WaitsFor(what) => {
            let what = what.to_string();
            let moved = what != waits_for;
            if moved {
                let next = row.with(State::Collecting { waits_for: what });
                move_on(node, row, &next).await?;
            }
            return Ok(moved);
        }
    };
    let (plan, stamp) = match stamp::stamped(node, row, &list).await? {
        Outcome::Awaited(stamp) => {
            let waits_for = Wait::Timestamp.to_string();
            let next = row.with(State::Collecting { waits_for });
            move_on(node, row, &PackageRow { stamp: Some(stamp), ..next }).await?;
            return Ok(true);
        }
        Outcome::Bare(stamp) => {
            let contents = contents(node, &row.package, &list, false).await?;
            (PackagePlan::assemble(contents)?, stamp)
        }
        Outcome::Stamped { plan, token, stamp } => {
            list.token = Some(b64_encode(token.as_bytes()));
            (*plan, Some(stamp))
        }
    };
    let manifest = plan.manifest();
    let sealed = package::Contents {
        manifest_sha256: manifest.sha256.0,
        n_members: manifest.n_members,
        parts: manifest.parts.0,
    };
    record_seal(node, &PackageRow { stamp, ..row.clone() }, row, &list, sealed).await?;
    Ok(true)
}

/// Records the seal and moves the row from `old`.
async fn record_seal(
    node: &Arc<Node>,
    row: &PackageRow,
    old: &PackageRow,
    list: &Inventory,
    sealed: package::Contents,
) -> Result<(), ActError> {
    let (id, case) = (row.id()?, row.case_id()?);
    let stream = package_stream(node, id, case);
    let token_sha256 = list.token()?.map(|token| Digest::of(token.as_bytes()));
    act!(node, "seal_package", None, |tx| {
        let view_of_roster = node.roster_view();
        let instrument = instrument()?;
        let ctx = node.ctx(tx.now, &instrument, &view_of_roster).ok_or(ActError::NotFound)?;
        let state = tx.load::<Package>(&stream).await?.ok_or(ActError::NotFound)?;
        let command = Command::Seal(sealed.clone());
        let permit = permit::for_node(&Subject::new(Some(&state)), command, &ctx)?;
        let by = who(&permit, &ctx, None, &stream.id);
        for event in package::decide(Some(&state), &permit, &ctx)? {
            // The court's verifier starts from this leaf, so it has a schema of its own.
            let leaf = Stored::PackageSeal(SealLeaf {
                package: id,
                forum: state.request().forum.to_string(),
                contents: sealed.clone(),
                token_sha256: token_sha256.map(|digest| digest.0),
            });
            let recorded = tx.record(&stream, &leaf, event.at(), &by).await?;
            let kek = tx.kek_of(&stream).ok_or(ActError::NotFound)?;
            let listed = sealed_doc::seal(&kek, id.bytes(), &encode(list), &*node.random)?;
            tx.put_raw(view::PACKAGE, &inventory_key(&row.package), BESIDE, listed);
            let next = PackageRow {
                manifest_sha256: Some(Digest(sealed.manifest_sha256).hex()),
                seal_event: Some(hex_encode(&recorded.event_id)),
                ..row.with(State::Sealed)
            };
            advance(tx, Some(old), &next)?;
        }
        Ok(Vec::new())
    })
    .await?;
    Ok(())
}

/// Goes on once the seal is published and the whole proves what it claims; where the operator wants files, the file is
/// written first.
async fn finish(node: &Arc<Node>, row: &PackageRow) -> Result<bool, ExportError> {
    let Some(sealed) = Sealed::of(node, row).await? else { return Ok(false) };
    all_usable(node, &package_of(node, row).await?.request().exhibits).await?;
    let (sealed, broken) = sealed.judged(node).await?;
    if let Some(claim) = broken {
        unproved(node, row, &claim).await?;
        return Ok(true);
    }
    let path = file(node, row.id()?);
    if let Some(path) = path.clone() {
        sealed.into_file(path).await?;
    }
    let moved = move_on(node, row, &row.with(State::Ready)).await;
    if let (Err(_), Some(path)) = (&moved, path) {
        // Somebody ended it meanwhile, as an order to destroy does; the error that counts is that one.
        std::fs::remove_file(path).unwrap_or_default();
    }
    moved?;
    Ok(true)
}

/// Ends a package that no court would believe. What does not hold names entries and numbers, so it is kept sealed, for
/// those who may see the package; the exhibits whose own record does not hold are left out of the next package.
pub(super) async fn unproved(
    node: &Arc<Node>,
    row: &PackageRow,
    claim: &Claim,
) -> Result<(), ExportError> {
    let (id, case) = (row.id()?, row.case_id()?);
    let stream = package_stream(node, id, case);
    let code = format!("{UNPROVED}{}", claim.check.id());
    let at_fault = at_fault(node, row).await?;
    crate::log::package_unproved(&row.package, claim.check.id());
    act!(node, "move_package", None, |tx| {
        tx.load::<Package>(&stream).await?.ok_or(ActError::NotFound)?;
        let kek = tx.kek_of(&stream).ok_or(ActError::NotFound)?;
        let detail = sealed_doc::seal(&kek, id.bytes(), claim.detail.as_bytes(), &*node.random)?;
        tx.put_raw(view::PACKAGE, &verdict_key(&row.package), BESIDE, detail);
        for (exhibit, check) in &at_fault {
            unproved::mark(tx, *exhibit, check.id());
        }
        advance(tx, Some(row), &row.with(State::Failed { code: code.clone() }))?;
        Ok(Vec::new())
    })
    .await?;
    Ok(())
}

/// The exhibits that prove nothing even alone, each with the check that fails.
async fn at_fault(
    node: &Arc<Node>,
    row: &PackageRow,
) -> Result<Vec<(ExhibitId, Check)>, ExportError> {
    let list = inventory_of(node, row).await?;
    let policy = list.policy()?;
    let mut found = Vec::new();
    for listed in &list.exhibits {
        let alone = Inventory { exhibits: vec![listed.clone()], part_of: None, ..list.clone() };
        let plan = PackagePlan::assemble(contents(node, &row.package, &alone, false).await?)?;
        let id = ExhibitId::parse(&listed.exhibit)
            .map_err(|_| ActError::Corrupt("row package".to_owned()))?;
        let broken = plan.judge_record(&policy).filter(|check| *check != Check::Inclusion);
        found.extend(broken.map(|check| (id, check)));
    }
    Ok(found)
}

/// Why a court would not believe a package that failed for that, in the words of the verifier; none if it failed for
/// another reason.
///
/// # Errors
/// If the row does not open.
pub async fn why_unproved(node: &Node, row: &PackageRow) -> Result<Option<String>, ActError> {
    let sealed = node.raw_row(view::PACKAGE, &verdict_key(&row.package)).await?;
    let Some(sealed) = sealed else { return Ok(None) };
    let detail = sealed_doc::open(&node.keys, row.id()?.bytes(), &sealed)?;
    Ok(Some(String::from_utf8_lossy(&detail).into_owned()))
}
