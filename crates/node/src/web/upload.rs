//! The browser's way of bringing evidence: a multipart form whose first fields guard it, then files, each streamed. Many
//! small files of one form share their transactions (`exhibits::seal_many`).

use std::sync::Arc;

use axum::extract::multipart::{Field, Multipart};
use axum::extract::{FromRequest as _, Request};
use axum::http::StatusCode;
use domain::ids::ExhibitId;
use seal::digest::Digest;
use serde_json::json;

use super::measures::Found;
use super::reply::Problem;
use super::{Answer, Refusal, Signed};
use crate::act::ActError;
use crate::exhibits::{self, Arrived, Brought, SEALED_MAX};
use crate::ingest::Ingest;
use crate::node::Node;
use crate::space::Need;

/// Longer than any token of a form.
const TOKEN_BYTES_MAX: usize = 256;

/// Takes the files of a form; fields `csrf` and `once` come first.
///
/// # Errors
/// A refusal if the form is not from this session, or a file cannot be taken.
pub async fn form(node: &Arc<Node>, signed: &Signed, found: &Found, request: Request) -> Answer {
    let bad = |why: &str| {
        let problem = Problem::new(StatusCode::BAD_REQUEST, "form", why);
        Refusal::new(problem, signed.wants).for_officer(signed)
    };
    let mut form =
        Multipart::from_request(request, &()).await.map_err(|_| bad("the form cannot be read"))?;
    let (mut guarded, mut once) = (false, String::new());
    let (mut waiting, mut taken): (Vec<Arrived>, Vec<String>) = (Vec::new(), Vec::new());
    while let Some(mut field) = form.next_field().await.map_err(|_| bad("the upload broke off"))? {
        let name = field.name().unwrap_or_default().to_owned();
        match name.as_str() {
            "csrf" => {
                let token =
                    short(&mut field).await.ok_or_else(|| bad("the form cannot be read"))?;
                guarded = signed.session.csrf_matches(&token);
            }
            "once" => {
                once = short(&mut field).await.ok_or_else(|| bad("the form cannot be read"))?;
            }
            _ if !guarded => return Err(bad("the form is not from this session; open it again")),
            _ => {
                let Some(file) = field.file_name().filter(|name| !name.is_empty()) else {
                    continue;
                };
                let brought = Brought::parse(file, field.content_type());
                let brought = brought.map_err(|bad| {
                    let problem = Problem::brought("file", bad);
                    Refusal::new(problem, signed.wants).for_officer(signed)
                })?;
                let id = ExhibitId::new(node.random.uuid_v7(node.now().as_millisecond()));
                let mut ingest = Ingest::begin_for(node, id, Need::of(&found.measure));
                while let Some(piece) =
                    field.chunk().await.map_err(|_| bad("the upload broke off"))?
                {
                    ingest.push_bytes(piece).await.map_err(|error| signed.refuse(error))?;
                }
                let ingested = ingest.finish().await.map_err(|error| signed.refuse(error))?;
                waiting.push(Arrived { id, brought, ingested });
                if waiting.len() == SEALED_MAX {
                    let files = std::mem::take(&mut waiting);
                    taken.extend(sealed(node, signed, found, &files, &once, taken.len()).await?);
                }
            }
        }
    }
    if !waiting.is_empty() {
        taken.extend(sealed(node, signed, found, &waiting, &once, taken.len()).await?);
    }
    if taken.is_empty() {
        let why = "no file was chosen".to_owned();
        return Err(signed.refuse(ActError::Value { field: "file".to_owned(), why }));
    }
    let document = json!({ "exhibits": taken });
    Ok(signed.done(StatusCode::CREATED, &document, &format!("/orders/{}?done=evidence", found.id)))
}

/// Seals files that came one behind the other, in one transaction; tells their ids.
async fn sealed(
    node: &Arc<Node>,
    signed: &Signed,
    found: &Found,
    files: &[Arrived],
    once: &str,
    n_before: usize,
) -> Result<Vec<String>, Refusal> {
    let key = format!("{once}:{n_before}");
    let command = files.iter().map(|file| {
        format!("{}\n{}", file.brought.name(), Digest(file.ingested.plain.sha256).hex())
    });
    let command = command.collect::<Vec<_>>().join("\n");
    let key = signed.once((!once.is_empty()).then_some(key.as_str()), &command);
    let done = exhibits::seal_many(node, &signed.officer, found.id, files, key).await;
    let done = done.map_err(|error| signed.refuse(error))?;
    Ok(done.into_iter().map(|sealed| sealed.id.to_string()).collect())
}

/// A token of a form; none if it is no text or longer than any token. The form itself has no limit, so this has one.
async fn short(field: &mut Field<'_>) -> Option<String> {
    let mut bytes = Vec::new();
    while let Some(piece) = field.chunk().await.ok()? {
        bytes.extend_from_slice(&piece);
        if bytes.len() > TOKEN_BYTES_MAX {
            return None;
        }
    }
    String::from_utf8(bytes).ok()
}
