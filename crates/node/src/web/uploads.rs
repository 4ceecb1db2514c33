//! Uploads in parts, for programs: opened, filled part by part in any order within a window, finished or given up. What they
//! are is in `ingest::upload`; a browser brings whole files (`upload`).

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use domain::ids::ExhibitId;
use seal::digest::Digest;
use serde_json::{Value, json};

use super::address::Step;
use super::form::Fields;
use super::measures::{Found, seen};
use super::reply::{self, Problem};
use super::{Answer, Posted, Refusal, Shared, Signed, check_origin};
use crate::act::ActError;
use crate::exhibits::{self, Brought};
use crate::ingest::upload::{self, Mismatch, Progress, Stated, UploadError};
use crate::node::Node;
use crate::space::Need;

/// The digest of a part, in hexadecimal: BLAKE3 of its bytes.
const DIGEST_HEADER: &str = "x-blake3";

/// Every upload of an order that is not sealed.
pub async fn list(State(node): Shared, signed: Signed, Step(id): Step<String>) -> Answer {
    let found = order(&node, &signed, &id).await?;
    let open = upload::of_measure(&node, found.id).await;
    let open = open.map_err(|error| signed.refuse(error))?;
    let documents: Vec<_> = open.iter().map(document).collect();
    Ok(reply::json(StatusCode::OK, &json!({ "uploads": documents })))
}

/// Begins one.
pub async fn open(State(node): Shared, Step(id): Step<String>, posted: Posted) -> Answer {
    let signed = &posted.signed;
    let found = order(&node, signed, &id).await?;
    takes_evidence(&node, signed, &found)?;
    let name = posted.fields.get("name").unwrap_or("unnamed");
    let brought = Brought::parse(name, posted.fields.get("media_type"));
    let brought = brought.map_err(|bad| {
        Refusal::new(Problem::brought("name", bad), signed.wants).for_officer(signed)
    })?;
    let stated = stated(signed, &posted.fields)?;
    let opened = upload::open(&node, found.id, &brought, stated, posted.once()).await;
    let opened = opened.map_err(|error| refused(signed, error))?;
    Ok(reply::json(StatusCode::CREATED, &document(&opened)))
}

/// How far one is.
pub async fn show(
    State(node): Shared,
    signed: Signed,
    Step((id, upload)): Step<(String, String)>,
) -> Answer {
    let found = order(&node, &signed, &id).await?;
    let upload = upload_id(&signed, &upload)?;
    let progress = upload::progress(&node, found.id, upload).await;
    let progress = progress.map_err(|error| signed.refuse(error))?;
    Ok(reply::json(StatusCode::OK, &document(&progress)))
}

/// Takes a part. The answer comes when it is durable.
pub async fn part(
    State(node): Shared,
    Step((id, upload, n)): Step<(String, String, u64)>,
    signed: Signed,
    request: Request,
) -> Answer {
    let (found, upload) = changed(&node, &signed, request.headers(), &id, &upload).await?;
    takes_evidence(&node, &signed, &found)?;
    let digest =
        header(request.headers(), DIGEST_HEADER).and_then(|hex| Digest::parse_hex(hex).ok());
    let digest = digest.ok_or_else(|| {
        let why = "say the BLAKE3 digest of the part in the header `x-blake3`, in hexadecimal";
        let problem = Problem::new(StatusCode::BAD_REQUEST, "part-digest", why);
        Refusal::new(problem, signed.wants).for_officer(&signed)
    })?;
    let taken = upload::take_part(&node, found.id, upload, n, digest.0, request.into_body()).await;
    let progress = taken.map_err(|error| refused(&signed, error))?;
    Ok(reply::json(StatusCode::OK, &document(&progress)))
}

/// Ends one: it becomes an exhibit if all of it is what was stated.
pub async fn finish(
    State(node): Shared,
    Step((id, upload)): Step<(String, String)>,
    posted: Posted,
) -> Answer {
    let signed = &posted.signed;
    let found = order(&node, signed, &id).await?;
    let upload = upload_id(signed, &upload)?;
    let stated = stated(signed, &posted.fields)?;
    let sealed = upload::finish(&node, &signed.officer, found.id, upload, stated).await;
    let (sealed, plain) = sealed.map_err(|error| refused(signed, error))?;
    let document = json!({
        "id": sealed.id.to_string(),
        "exhibit_no": sealed.no.to_string(),
        "len": plain.len,
        "sha256": Digest(plain.sha256).hex(),
        "blake3": Digest(plain.blake3).hex(),
    });
    Ok(signed.done(StatusCode::CREATED, &document, &format!("/orders/{id}?done=evidence")))
}

/// Gives one up: its key is destroyed, its ciphertext deleted.
pub async fn give_up(
    State(node): Shared,
    signed: Signed,
    Step((id, upload)): Step<(String, String)>,
    headers: HeaderMap,
) -> Answer {
    let (found, upload) = changed(&node, &signed, &headers, &id, &upload).await?;
    let given_up = upload::give_up(&node, found.id, upload).await;
    given_up.map_err(|error| refused(&signed, error))?;
    Ok(reply::json(StatusCode::OK, &json!({ "id": upload.to_string() })))
}

/// The order, if this officer sees it.
async fn order(node: &Arc<Node>, signed: &Signed, id: &str) -> Result<Found, Refusal> {
    let (_, found) = seen(node, signed, id).await.map_err(|error| signed.refuse(error))?;
    Ok(found)
}

/// Said before bytes are read: an order that was answered, or that asks for no data, takes nothing; nor does a full disk.
fn takes_evidence(node: &Arc<Node>, signed: &Signed, found: &Found) -> Result<(), Refusal> {
    let roster = node.roster_view();
    let ctx = node.ctx(node.now(), found.measure.instrument(), &roster);
    let ctx = ctx.ok_or_else(|| signed.refuse(ActError::NotFound))?;
    let open = exhibits::open_order(&found.measure, &ctx).map(drop);
    open.and_then(|()| node.has_room(Need::of(&found.measure)))
        .map_err(|error| signed.refuse(error))
}

/// A request that changes something without a form: its token stands in a header.
async fn changed(
    node: &Arc<Node>,
    signed: &Signed,
    headers: &HeaderMap,
    id: &str,
    upload: &str,
) -> Result<(Found, ExhibitId), Refusal> {
    check_origin(headers, signed)?;
    if !header(headers, "x-csrf-token").is_some_and(|token| signed.session.csrf_matches(token)) {
        let why =
            "the token of this session is missing; read `/session` and send it as `x-csrf-token`";
        let problem = Problem::new(StatusCode::BAD_REQUEST, "form-token", why);
        return Err(Refusal::new(problem, signed.wants).for_officer(signed));
    }
    Ok((order(node, signed, id).await?, upload_id(signed, upload)?))
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn upload_id(signed: &Signed, text: &str) -> Result<ExhibitId, Refusal> {
    ExhibitId::parse(text).map_err(|_| signed.refuse(ActError::NotFound))
}

/// Length and digests as a form states them; all may be left out.
fn stated(signed: &Signed, fields: &Fields) -> Result<Stated, Refusal> {
    let wrong = |field: &str, why: &str| {
        signed.refuse(ActError::Value { field: field.to_owned(), why: why.to_owned() })
    };
    let len = match fields.get("len") {
        None => None,
        Some(text) => Some(text.parse().map_err(|_| wrong("len", "a number of bytes"))?),
    };
    let digest = |field: &str| match fields.get(field) {
        None => Ok(None),
        Some(hex) => match Digest::parse_hex(hex) {
            Ok(digest) => Ok(Some(digest.0)),
            Err(_) => Err(wrong(field, "64 hexadecimal digits")),
        },
    };
    Ok(Stated { len, sha256: digest("sha256")?, blake3: digest("blake3")? })
}

fn document(progress: &Progress) -> Value {
    let (state, why) = match &progress.state {
        upload::State::Quarantined(why) => ("quarantined", Some(why.code())),
        upload::State::Receiving => ("receiving", None),
        upload::State::Sealed(_) => ("sealed", None),
    };
    json!({
        "id": progress.id.to_string(),
        "name": progress.name,
        "state": state,
        "why": why,
        "part_len": progress.part_len,
        "next_part": progress.next_part,
        "next_offset": progress.next_offset,
        "ahead": progress.ahead,
        "len": progress.len,
        "expires_at": wire::time::text(progress.expires_at),
    })
}

/// What an upload refuses, with the status that fits it.
fn refused(signed: &Signed, error: UploadError) -> Refusal {
    let text = error.to_string();
    let status = match &error {
        UploadError::Act(_) | UploadError::BrokeOff => StatusCode::BAD_REQUEST,
        UploadError::Closed
        | UploadError::Incomplete { .. }
        | UploadError::PartAfterLast { .. }
        | UploadError::Quarantined(
            Mismatch::Digest | Mismatch::Length | Mismatch::Part | Mismatch::Restored,
        ) => StatusCode::CONFLICT,
        UploadError::PartMismatch => StatusCode::UNPROCESSABLE_ENTITY,
        UploadError::PartTooLong { .. } => StatusCode::PAYLOAD_TOO_LARGE,
        UploadError::TooMany | UploadError::Window { .. } => StatusCode::TOO_MANY_REQUESTS,
    };
    match (error.code(), error) {
        (None, UploadError::Act(error)) => signed.refuse(error),
        (code, _) => {
            let problem = Problem::new(status, code.unwrap_or("upload"), text);
            Refusal::new(problem, signed.wants).for_officer(signed)
        }
    }
}
