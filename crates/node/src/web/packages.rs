//! Packages for a court: asked for, agreed to by a second person, made, handed out.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, HeaderValue};
use domain::access;
use domain::case::Case;
use domain::ids::{CaseId, PackageId};
use domain::package::{Copy, Package};
use domain::permit;
use domain::purpose::Purpose;
use domain::reader::{PackageSeen, Reader, reduce_package};
use jiff::Timestamp;
use serde_json::{Value, json};
use wire::stored::Stored;

use super::address::Step;
use super::show::package as pages;
use super::{Answer, Posted, Shared, Signed, reply};
use crate::act::{ActError, act};
use crate::export::{self, Stamp, State as RowState};
use crate::measures::{access_stream, instrument, who};
use crate::node::Node;
use crate::restricted;

/// The package as this officer sees it, with its case.
///
/// # Errors
/// [`ActError::NotFound`] for whoever may not know of it.
pub async fn seen(
    node: &Node,
    signed: &Signed,
    id: &str,
) -> Result<(PackageSeen, Package, Case), ActError> {
    let id = PackageId::parse(id).map_err(|_| ActError::NotFound)?;
    let package = node.load::<Package>(&id.urn(&node.config.node)).await?;
    let package = package.ok_or(ActError::NotFound)?;
    let case = package.request().case;
    let case = node.load::<Case>(&case.urn(&node.config.node)).await?.ok_or(ActError::NotFound)?;
    let roster = node.roster_view();
    let instrument = instrument()?;
    let ctx = node.ctx(node.now(), &instrument, &roster).ok_or(ActError::NotFound)?;
    let reader = Reader { officer: &signed.officer, case: Some(&case) };
    let mut seen = reduce_package(&package, &reader, &ctx).ok_or(ActError::NotFound)?;
    // The record says what was decided; that it cannot be made only this node knows.
    if matches!(export::status(node, seen.id).await?.state, RowState::Failed { .. }) {
        seen.state = "unmade";
    }
    Ok((seen, package, case))
}

/// Asks for a package of everything that is sealed in a case.
pub async fn export(State(node): Shared, Step(id): Step<String>, posted: Posted) -> Answer {
    let signed = &posted.signed;
    let case = CaseId::parse(&id).map_err(|_| signed.refuse(ActError::NotFound))?;
    let package = export::start(&node, &signed.officer, case, posted.once()).await;
    let package = package.map_err(|error| signed.refuse(error))?.to_string();
    let document = json!({ "package": package });
    Ok(signed.done(StatusCode::ACCEPTED, &document, &format!("/packages/{package}?done=export")))
}

/// A second person agrees that the package goes out.
pub async fn approve(State(node): Shared, Step(id): Step<String>, posted: Posted) -> Answer {
    let signed = &posted.signed;
    let package = PackageId::parse(&id).map_err(|_| signed.refuse(ActError::NotFound))?;
    let done = export::approve(&node, &signed.officer, package, posted.once()).await;
    done.map_err(|error| signed.refuse(error))?;
    Ok(signed.done(StatusCode::OK, &json!({ "package": id }), &format!("/packages/{id}")))
}

/// How far a package is.
pub async fn show(State(node): Shared, signed: Signed, Step(id): Step<String>) -> Answer {
    let (seen, package, case) = seen(&node, &signed, &id).await.map_err(|e| signed.refuse(e))?;
    if signed.is_person() {
        let page = pages::show(&node, &signed, &seen, &case).await;
        return page.map_err(|error| signed.refuse(error));
    }
    let status = export::status(&node, package.request().package).await;
    let status = status.map_err(|error| signed.refuse(error))?;
    let (state, detail) = match &status.state {
        RowState::Approving | RowState::Packing | RowState::Sealed => ("assembling", None),
        RowState::Collecting { waits_for } => ("assembling", Some(waits_for)),
        RowState::Ready => ("sealed", None),
        RowState::Failed { code } => ("failed", Some(code)),
    };
    let verdict = export::why_unproved(&node, &status).await;
    let gaps = match &seen.sealed {
        None => pages::gaps_of(&node, &seen).await.map_err(|error| signed.refuse(error))?,
        Some(_) => Vec::new(),
    };
    let gaps = gaps.iter().map(|one| {
        let kinds = one.gaps.iter().map(|gap| json!({ "entry": gap.seq, "gap": gap.kind.id() }));
        (one.exhibit.to_string(), kinds.collect::<Vec<_>>().into())
    });
    let gaps: serde_json::Map<String, Value> = gaps.collect();
    let document = json!({
        "id": id,
        // Sealed for whoever waits: the leaf is cosigned and the file can be had.
        "state": state,
        "detail": detail,
        // What the verifier of a court says of a package that proves nothing.
        "verdict": verdict.map_err(|error| signed.refuse(error))?,
        "record": seen.state,
        "timestamp": status.stamp.as_ref().map(timestamp),
        "approvals_missing": seen.n_approvals_missing,
        "exhibits": seen.exhibits.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "copy": seen.copy.as_ref().map(copy),
        "gaps": gaps,
    });
    Ok(reply::json(StatusCode::OK, &document))
}

/// What of a whole a copy leaves out.
fn copy(copy: &Copy) -> Value {
    let withheld = copy.withheld.iter().map(|(exhibit, ground)| {
        json!({ "exhibit": exhibit.to_string(), "ground": ground.id(), "cite": ground.cite() })
    });
    json!({
        "of": copy.of.to_string(),
        "reader": copy.reader.id(),
        "withheld": withheld.collect::<Vec<_>>(),
    })
}

/// How it stands with the time-stamp token: nothing where the node has no authority.
fn timestamp(stamp: &Stamp) -> Value {
    let is = stamp.word();
    match stamp {
        Stamp::Awaited { since_ms, why, .. } | Stamp::Late { since_ms, why } => {
            let since = Timestamp::from_millisecond(*since_ms).map(wire::time::text).ok();
            json!({ "is": is, "since": since, "why": why })
        }
        Stamp::Got { gen_time, is_checked } => {
            let signature = if *is_checked { "checked" } else { "not-checked" };
            json!({ "is": is, "gen_time": gen_time, "signature": signature })
        }
    }
}

/// The finished file. Handing it out is a read of content, recorded before the first byte.
pub async fn download(State(node): Shared, signed: Signed, Step(id): Step<String>) -> Answer {
    let (_, package, case) = seen(&node, &signed, &id).await.map_err(|e| signed.refuse(e))?;
    // What cannot be had is not read, and no read is recorded.
    let status = export::status(&node, package.request().package).await;
    if status.map_err(|error| signed.refuse(error))?.state != RowState::Ready {
        return Err(signed.refuse(ActError::NotFound));
    }
    let usable = restricted::all_usable(&node, &package.request().exhibits).await;
    usable.map_err(|error| signed.refuse(error))?;
    record_read(&node, &signed, &package, &case).await.map_err(|e| signed.refuse(e))?;
    let body = export::download(&node, package.request().package).await;
    let body = body.map_err(|error| signed.refuse(error))?;
    let mut response = reply::answer(StatusCode::OK, "application/vnd.etsi.asic-e+zip", body);
    let name = format!("attachment; filename=\"{id}.asice\"");
    if let Ok(name) = HeaderValue::from_str(&name) {
        response.headers_mut().insert(CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

async fn record_read(
    node: &Arc<Node>,
    signed: &Signed,
    package: &Package,
    case: &Case,
) -> Result<(), ActError> {
    let what = access::Reading::Package(package, Some(case));
    act!(node, "read_package", None, |tx| {
        let roster = node.roster_view();
        let instrument = instrument()?;
        let ctx = node.ctx(tx.now, &instrument, &roster).ok_or(ActError::NotFound)?;
        let permit = permit::to_read(&signed.officer, &what, Purpose::Adjudication, &ctx)?;
        let event = access::decide(&permit, &ctx);
        let stream = access_stream(node, case.id());
        let by = who(&permit, &ctx, None, &stream.id);
        tx.record(&stream, &Stored::Access(event), tx.now, &by).await?;
        Ok(Vec::new())
    })
    .await?;
    Ok(())
}
