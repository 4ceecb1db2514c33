//! A package: how far it is, what is in it, how anybody checks it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Body;
use axum::http::Response;
use domain::case::Case;
use domain::ids::PackageId;
use domain::reader::{PackageSeen, Reader, reduce_case};
use http_body_util::BodyExt as _;
use portal::page::case::name as case_name;
use portal::page::package::{File, Package as PackagePage, Policy, page_package};
use seal::digest::{Digest, Hasher};

use crate::act::ActError;
use crate::export;
use crate::node::Node;
use crate::peer::door::event_id;
use crate::web::Signed;
use crate::web::page;

/// The name of the policy file that belongs to the directory.
const POLICY: &str = "policy.txt";

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
        Some(id) => node.store.event_by_id(event_id(id)?).await?.and_then(|e| e.leaf_index),
    };
    let case_name = name_of(node, signed, case)?;
    let policy = Digest::of(export::policy_text(&node.roster()).as_bytes()).hex();
    let sha256 = file.map(|file| file.sha256.hex()).unwrap_or_default();
    let file_name = format!("{}.asice", seen.id);
    let view = PackagePage {
        seen,
        case_name: &case_name,
        file: file.map(|file| File {
            name: &file_name,
            n_bytes: file.n_bytes,
            sha256: &sha256,
            leaf,
        }),
        members: Vec::new(),
        policy: Some(Policy { name: POLICY, fingerprint: &policy }),
    };
    Ok(page::shown(node, signed, |shell| page_package(&view, shell)))
}

fn name_of(node: &Node, signed: &Signed, case: &Case) -> Result<String, ActError> {
    let roster = node.roster_view();
    let instrument = crate::measures::instrument()?;
    let ctx = node.ctx(node.now(), &instrument, &roster).ok_or(ActError::NotFound)?;
    let seen = reduce_case(case, &Reader { officer: &signed.officer, case: Some(case) }, &ctx);
    Ok(seen.as_ref().map(case_name).unwrap_or_default())
}

/// Length and digest of a finished file.
#[derive(Debug, Clone, Copy)]
struct Measured {
    n_bytes: u64,
    sha256: Digest,
}

/// Reads a finished package once to say how long it is and what its digest is; it never changes afterwards.
async fn measured(node: &Arc<Node>, id: PackageId) -> Result<Measured, ActError> {
    static KNOWN: Mutex<BTreeMap<String, Measured>> = Mutex::new(BTreeMap::new());
    let key = format!("{}:{id}", node.config.node);
    let known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner).get(&key).copied();
    if let Some(known) = known {
        return Ok(known);
    }
    let mut body = export::download(node, id).await?;
    let mut hasher = Hasher::new();
    let mut n_bytes = 0_u64;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| ActError::Shell(error.to_string()))?;
        if let Ok(data) = frame.into_data() {
            hasher.update(&data);
            n_bytes = n_bytes.saturating_add(data.len() as u64);
        }
    }
    let measured = Measured { n_bytes, sha256: hasher.finish() };
    KNOWN.lock().unwrap_or_else(PoisonError::into_inner).insert(key, measured);
    Ok(measured)
}
