//! A package: how far it is, what is in it, how anybody checks it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Body;
use axum::http::Response;
use domain::actor::Office;
use domain::case::Case;
use domain::exhibit::Exhibit;
use domain::ids::PackageId;
use domain::permit::matrix::{self, Row, Scope};
use domain::reader::{PackageSeen, Reader, reduce_case};
use http_body_util::BodyExt as _;
use jiff::Timestamp;
use portal::page::approval::{Approval, page_approval};
use portal::page::case::name as case_name;
use portal::page::exhibit::ExhibitGaps;
use portal::page::package::{
    Approver, Ends, File, Member, Package as PackagePage, Policy, Progress, Stamp, page_package,
};
use seal::digest::{Digest, Hasher};

use super::listing::{Listed, Listing};
use crate::act::ActError;
use crate::export::{self, Wait};
use crate::gaps;
use crate::node::Node;
use crate::peer::door::event_id;
use crate::web::Signed;
use crate::web::copies::withheld;
use crate::web::ledger::leaf_no;
use crate::web::page;

/// The name of the policy file that belongs to the directory.
const POLICY: &str = "policy.tlog-policy";

/// The page of a package for whoever may know of it.
///
/// # Errors
/// If the store fails.
pub async fn show(
    node: &Arc<Node>,
    signed: &Signed,
    seen: &PackageSeen,
    case: &Case,
) -> Result<Response<Body>, ActError> {
    let case_name = name_of(node, signed, case)?;
    let withheld = withheld(node, seen).await?;
    let gaps = if seen.sealed.is_none() { gaps_of(node, seen).await? } else { Vec::new() };
    if seen.may.iter().any(|offer| offer.verb == "approve" && offer.denied.is_none()) {
        let view = Approval { seen, case_name: &case_name, withheld: &withheld, gaps: &gaps };
        return Ok(page::shown(node, signed, |shell| page_approval(&view, shell)));
    }
    let status = export::status(node, seen.id).await?;
    let file = match status.state {
        export::State::Ready => Some(measured(node, seen.id).await?),
        export::State::Approving
        | export::State::Packing
        | export::State::Collecting { .. }
        | export::State::Sealed
        | export::State::Failed { .. } => None,
    };
    let leaf = match &status.seal_event {
        None => None,
        Some(id) => {
            let event = node.store.event_by_id(event_id(id)?).await?;
            event.and_then(|event| event.place.map(leaf_no))
        }
    };
    let policy = Digest::of(export::policy_text(&node.roster()).as_bytes()).hex();
    let sha256 = file.as_ref().map(|file| file.sha256.hex()).unwrap_or_default();
    let approvers = approvers(node, case, seen);
    let reason = reason(node, &status).await?;
    let file_name = format!("{}.asice", seen.id);
    let ends = export::ends(node, &status).await?;
    let view = PackagePage {
        seen,
        case_name: &case_name,
        file: file.as_ref().map(|file| File {
            name: &file_name,
            n_bytes: file.n_bytes,
            sha256: &sha256,
            leaf,
        }),
        progress: reason.shown(),
        members: file.iter().flat_map(|file| &file.members).map(member).collect(),
        policy: Some(Policy { name: POLICY, fingerprint: &policy }),
        approvers: approvers
            .iter()
            .map(|(unit, office)| Approver { unit, office: office.id() })
            .collect(),
        withheld,
        gaps,
        may_copy: seen.copy.is_none() && signed.has(Row::PackageStart),
        stamp: status.stamp.as_ref().map(stamp),
        ends: ends.as_ref().map(|ends| Ends {
            n_exhibits: ends.n_exhibits,
            n_stated: ends.n_stated,
            day: ends.day.as_deref(),
        }),
    };
    Ok(page::shown(node, signed, |shell| page_package(&view, shell)))
}

/// What will be asked about the exhibits of a package.
///
/// # Errors
/// If a record is damaged.
pub(in crate::web) async fn gaps_of(
    node: &Node,
    seen: &PackageSeen,
) -> Result<Vec<ExhibitGaps>, ActError> {
    let mut all = Vec::new();
    for id in &seen.exhibits {
        let exhibit = node.load::<Exhibit>(&id.urn(&node.config.node)).await?;
        let exhibit = exhibit.ok_or(ActError::NotFound)?;
        let record = gaps::record(node, *id).await?;
        let gaps = gaps::of(node, &exhibit, &record).await?;
        all.push(ExhibitGaps { exhibit: *id, no: exhibit.item().exhibit_no.to_string(), gaps });
    }
    all.sort_by(|a, b| a.no.cmp(&b.no));
    Ok(all)
}

/// Why there is no file yet, or never will be.
enum Reason {
    Working,
    Waits(Wait),
    Failed { code: String, detail: Option<String> },
}

impl Reason {
    fn shown(&self) -> Progress<'_> {
        match self {
            Self::Working => Progress::Working,
            Self::Waits(Wait::Published) => Progress::Published,
            Self::Waits(Wait::Receipt) => Progress::Receipt,
            Self::Waits(Wait::Timestamp) => Progress::Timestamp,
            Self::Waits(Wait::Custody(node)) => Progress::Custody { node: node.as_str() },
            Self::Failed { code, detail } => Progress::Failed { code, detail: detail.as_deref() },
        }
    }
}

fn stamp(stamp: &export::Stamp) -> Stamp<'_> {
    // A row holds what a clock said.
    let instant = |ms: i64| Timestamp::from_millisecond(ms).unwrap_or_default();
    match stamp {
        export::Stamp::Awaited { since_ms, .. } => Stamp::Awaited { since: instant(*since_ms) },
        export::Stamp::Got { gen_time, is_checked } => {
            Stamp::Got { gen_time, is_checked: *is_checked }
        }
        export::Stamp::Late { since_ms, .. } => Stamp::Late { since: instant(*since_ms) },
    }
}

async fn reason(node: &Node, row: &export::PackageRow) -> Result<Reason, ActError> {
    Ok(match &row.state {
        export::State::Approving | export::State::Packing | export::State::Ready => Reason::Working,
        // Its seal is recorded, and waits for the witnesses as everything before it did.
        export::State::Sealed => Reason::Waits(Wait::Published),
        export::State::Collecting { waits_for } => {
            Wait::parse(waits_for).map_or(Reason::Working, Reason::Waits)
        }
        export::State::Failed { code } => {
            Reason::Failed { code: code.clone(), detail: export::why_unproved(node, row).await? }
        }
    })
}

/// Who of this member can agree: whose office may, who takes part in the case, and who did not ask for it.
fn approvers(node: &Node, case: &Case, seen: &PackageSeen) -> Vec<(String, Office)> {
    if seen.n_approvals_missing == 0 {
        return Vec::new();
    }
    let officers = node.config.officers.iter().filter(|officer| {
        let mark = matrix::mark(Row::PackageApprove, officer.office);
        let asked = node.officer(&officer.login).is_some_and(|one| one.id == seen.started_by);
        let admitted = seen.copy.as_ref().is_none_or(|copy| copy.admits(officer.issuer_kind));
        mark.scope != Scope::Never && case.has(&officer.unit) && !asked && admitted
    });
    let mut units: Vec<_> =
        officers.map(|officer| (officer.unit.to_string(), officer.office)).collect();
    units.sort();
    units.dedup();
    units
}

fn member(listed: &Listed) -> Member<'_> {
    Member { path: &listed.path, n_bytes: listed.n_bytes, sha256: &listed.sha256 }
}

pub(in crate::web) fn name_of(
    node: &Node,
    signed: &Signed,
    case: &Case,
) -> Result<String, ActError> {
    let roster = node.roster_view();
    let instrument = crate::measures::instrument()?;
    let ctx = node.ctx(node.now(), &instrument, &roster).ok_or(ActError::NotFound)?;
    let seen = reduce_case(case, &Reader { officer: &signed.officer, case: Some(case) }, &ctx);
    Ok(seen.as_ref().map(case_name).unwrap_or_default())
}

/// Length, digest and members of a finished file.
#[derive(Debug)]
struct Measured {
    n_bytes: u64,
    sha256: Digest,
    members: Vec<Listed>,
}

/// Reads a finished package once to say how long it is and what its digest is; it never changes afterwards.
async fn measured(node: &Arc<Node>, id: PackageId) -> Result<Arc<Measured>, ActError> {
    static KNOWN: Mutex<BTreeMap<String, Arc<Measured>>> = Mutex::new(BTreeMap::new());
    let key = format!("{}:{id}", node.config.node);
    let known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
    if let Some(known) = known {
        return Ok(known);
    }
    let mut body = export::download(node, id).await?;
    let mut hasher = Hasher::new();
    let (mut n_bytes, mut listing) = (0_u64, Listing::default());
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| ActError::Shell(error.to_string()))?;
        if let Ok(data) = frame.into_data() {
            hasher.update(&data);
            listing.push(&data);
            n_bytes = n_bytes.saturating_add(data.len() as u64);
        }
    }
    let measured =
        Arc::new(Measured { n_bytes, sha256: hasher.finish(), members: listing.finish() });
    KNOWN.lock().unwrap_or_else(PoisonError::into_inner).insert(key, measured.clone());
    Ok(measured)
}
