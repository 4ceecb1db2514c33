//! Incoming orders: at the provider who must answer, and at the authority that is notified.

use axum::body::Body;
use axum::extract::{Path, Query, Request, State};
use axum::http::StatusCode;
use domain::ids::ExhibitId;
use domain::measure::{Command, Extent, Measure};
use http_body_util::BodyExt;
use law::ids::GroundId;
use seal::digest::Digest;
use serde::Deserialize;
use serde_json::json;

use super::measures::{document, give, record_read, seen};
use super::reply::{self, Problem};
use super::{Answer, Posted, Refusal, Shared, Signed, check_origin};
use crate::act::{ActError, act};
use crate::exhibits::{self, Brought};
use crate::ingest::Ingest;
use crate::measures::measure_stream;

/// Longest name of a file that somebody brings.
const NAME_CHARS_MAX: usize = 200;

/// An order as this member received it.
pub async fn show(State(node): Shared, signed: Signed, Path(id): Path<String>) -> Answer {
    let (seen, found) = seen(&node, &signed, &id).await.map_err(|e| signed.refuse(e))?;
    record_read(&node, &signed, &found).await.map_err(|e| signed.refuse(e))?;
    let exhibits = exhibits::of_measure(&node, found.id).await;
    let exhibits = exhibits.map_err(|error| signed.refuse(error))?;
    Ok(reply::json(StatusCode::OK, &document(&seen, &found, &exhibits)))
}

/// The enforcing authority states that it raises no ground.
pub async fn clear(State(node): Shared, Path(id): Path<String>, posted: Posted) -> Answer {
    command(&node, &id, &posted, "clear_order", Command::Clear).await
}

/// The enforcing authority raises a ground.
pub async fn object(State(node): Shared, Path(id): Path<String>, posted: Posted) -> Answer {
    let ground = posted.parse("ground", GroundId::parse)?;
    let extent = match posted.fields.get("conditions") {
        Some(conditions) => Extent::Conditions(conditions.to_owned()),
        None => Extent::All,
    };
    command(&node, &id, &posted, "object_order", Command::Object { ground, extent }).await
}

async fn command(
    node: &std::sync::Arc<crate::node::Node>,
    id: &str,
    posted: &Posted,
    name: &'static str,
    command: Command,
) -> Answer {
    let signed = &posted.signed;
    let (_, found) = seen(node, signed, id).await.map_err(|e| signed.refuse(e))?;
    let done = act!(node, name, posted.once(), |tx| {
        let stream = measure_stream(&node.config.node, found.id, None);
        give(tx, signed, &stream, None, None, command.clone()).await?;
        Ok(Vec::new())
    })
    .await;
    done.map_err(|error| signed.refuse(error))?;
    Ok(signed.done(StatusCode::OK, &json!({ "id": id }), &format!("/orders/{id}")))
}

/// What a program says of the file it sends.
#[derive(Debug, Deserialize)]
pub struct About {
    /// Its name.
    name: Option<String>,
    /// Its media type.
    media_type: Option<String>,
}

/// Takes a file in: hashed and encrypted while it streams, never in memory as a whole. Programs send the bytes as
/// they are with their token in a header; browsers post the multipart form of the page.
pub async fn evidence(
    State(node): Shared,
    Path(id): Path<String>,
    signed: Signed,
    Query(about): Query<About>,
    request: Request,
) -> Answer {
    check_origin(request.headers(), &signed)?;
    let (_, found) = seen(&node, &signed, &id).await.map_err(|e| signed.refuse(e))?;
    let Measure::Executing(_) = &found.measure else {
        return Err(signed.refuse(ActError::NotFound));
    };
    let (multipart, token, once) = {
        let header = |name: &str| {
            let value = request.headers().get(name).and_then(|value| value.to_str().ok());
            value.map(str::to_owned)
        };
        let form = header("content-type").is_some_and(|of| of.starts_with("multipart/form-data"));
        (form, header("x-csrf-token"), header("x-once"))
    };
    if multipart {
        return super::upload::form(&node, &signed, &found, request).await;
    }
    let bad_token = || {
        let why = "the form is not from this session; open it again";
        let problem = Problem::new(StatusCode::BAD_REQUEST, "form-token", why);
        Refusal::new(problem, signed.wants)
    };
    let token = token.ok_or_else(bad_token)?;
    if !signed.session.csrf_matches(&token) {
        return Err(bad_token());
    }
    let name = about.name.unwrap_or_else(|| "unnamed".to_owned());
    if name.chars().count() > NAME_CHARS_MAX {
        let why = format!("at most {NAME_CHARS_MAX} characters");
        return Err(signed.refuse(ActError::Value { field: "name".to_owned(), why }));
    }
    let media_type = about.media_type.unwrap_or_else(|| "application/octet-stream".to_owned());
    let exhibit = ExhibitId::new(node.random.uuid_v7(node.now().as_millisecond()));
    let mut ingest = Ingest::begin(&node, exhibit);
    let mut body: Body = request.into_body();
    while let Some(frame) = body.frame().await {
        let broken = || ActError::Shell("the upload broke off".to_owned());
        let frame = frame.map_err(|_| signed.refuse(broken()))?;
        if let Ok(data) = frame.into_data() {
            ingest.push(&data).await.map_err(|error| signed.refuse(error))?;
        }
    }
    let ingested = ingest.finish().await.map_err(|error| signed.refuse(error))?;
    let command = format!("{id}\n{name}\n{}", Digest(ingested.plain.sha256).hex());
    let brought = Brought { name, media_type };
    let once = signed.once(once.as_deref(), &command);
    let officer = &signed.officer;
    let sealed =
        exhibits::seal_evidence(&node, officer, found.id, exhibit, &brought, &ingested, once).await;
    let sealed = sealed.map_err(|error| signed.refuse(error))?;
    let document = json!({
        "id": sealed.id.to_string(),
        "exhibit_no": sealed.no.to_string(),
        "len": ingested.plain.len,
        "sha256": Digest(ingested.plain.sha256).hex(),
        "blake3": Digest(ingested.plain.blake3).hex(),
    });
    Ok(signed.done(StatusCode::CREATED, &document, &format!("/orders/{id}")))
}

/// Hands over everything that was sealed for the order.
pub async fn hand_over(State(node): Shared, Path(id): Path<String>, posted: Posted) -> Answer {
    let signed = &posted.signed;
    let (_, found) = seen(&node, signed, &id).await.map_err(|e| signed.refuse(e))?;
    let handed = exhibits::hand_over(&node, &signed.officer, found.id, posted.once()).await;
    let handover = handed.map_err(|error| signed.refuse(error))?;
    let document = json!({ "handover": handover.to_string() });
    Ok(signed.done(StatusCode::OK, &document, &format!("/orders/{id}")))
}
