//! Making an exhibit from others, as browsers and programs post it: a multipart form whose words come before its file, so
//! that nothing is read of a file that cannot become an exhibit.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::multipart::{Field, Multipart};
use axum::extract::{FromRequest as _, Request, State};
use axum::http::StatusCode;
use domain::exhibit::Making;
use domain::ids::{CaseId, ExhibitId};
use portal::component::problem_list::Wrong;
use portal::page::derive::Typed;
use portal::path;
use seal::digest::Digest;
use serde_json::json;

use super::address::Step;
use super::form::Fields;
use super::form::reading::{Faults, Reading};
use super::keeping::{chosen, inside};
use super::reply::{self, Problem};
use super::show::derive as pages;
use super::{Answer, Refusal, Shared, Signed, check_origin};
use crate::act::ActError;
use crate::derive::{self, Made, TOOL_CHARS_MAX, WORDS_CHARS_MAX};
use crate::exhibits::Brought;
use crate::ingest::Ingest;
use crate::node::Node;
use crate::space::Need;

/// All words of the form together; in any script they need four bytes each.
const WORDS_BYTES_MAX: usize = 64 << 10;
/// Fields before the file: the exhibits, and a few more.
const FIELDS_MAX: usize = 128;

/// The form.
pub async fn page(State(node): Shared, signed: Signed, Step(id): Step<String>) -> Answer {
    let refuse = |error| signed.refuse(error);
    let shown = pages::derive(&node, &signed, &id, Typed::default()).await.map_err(refuse)?;
    Ok(reply::html(StatusCode::OK, shown))
}

/// Takes what was made, and records it.
pub async fn post(
    State(node): Shared,
    Step(id): Step<String>,
    signed: Signed,
    request: Request,
) -> Answer {
    check_origin(request.headers(), &signed)?;
    let refuse = |error| signed.refuse(error);
    let (_, case) = inside(&node, &signed, &id).await.map_err(refuse)?;
    let mut form = Multipart::from_request(request, &())
        .await
        .map_err(|_| bad(&signed, "the form cannot be read"))?;
    let mut pairs = Vec::new();
    let mut n_bytes = 0_usize;
    while let Some(mut field) = next(&mut form, &signed).await? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "file" {
            let fields = Fields::from_pairs(pairs);
            return file(&node, &signed, case.id(), &fields, field).await;
        }
        let value = words(&mut field, WORDS_BYTES_MAX.saturating_sub(n_bytes)).await;
        let value = value.ok_or_else(|| bad(&signed, "the words of the form are too long"))?;
        n_bytes = n_bytes.saturating_add(value.len());
        pairs.push((name, value));
        if pairs.len() > FIELDS_MAX {
            return Err(bad(&signed, "the form has too many fields"));
        }
    }
    let fields = Fields::from_pairs(pairs);
    guarded(&signed, &fields)?;
    let wrong = match read(&fields) {
        Ok(_) => [("file".to_owned(), Wrong::Needed)].into(),
        Err(mut wrong) => {
            wrong.insert("file".to_owned(), Wrong::Needed);
            wrong
        }
    };
    Err(sent_back(&node, &signed, case.id(), &fields, wrong_of(&signed, wrong)).await)
}

async fn next<'f>(form: &'f mut Multipart, signed: &Signed) -> Result<Option<Field<'f>>, Refusal> {
    form.next_field().await.map_err(|_| bad(signed, "the form did not arrive whole; send it again"))
}

async fn file(
    node: &Arc<Node>,
    signed: &Signed,
    case: CaseId,
    fields: &Fields,
    field: Field<'_>,
) -> Answer {
    guarded(signed, fields)?;
    match taken(node, signed, case, fields, field).await {
        Ok(answer) => Ok(answer),
        Err(refusal) => Err(sent_back(node, signed, case, fields, refusal).await),
    }
}

async fn taken(
    node: &Arc<Node>,
    signed: &Signed,
    case: CaseId,
    fields: &Fields,
    mut field: Field<'_>,
) -> Answer {
    let refuse = |error| signed.refuse(error);
    let name = field.file_name().unwrap_or_default().to_owned();
    let made = match (read(fields), name.is_empty()) {
        (Ok(made), false) => made,
        (read, is_missing) => {
            let mut wrong = read.err().unwrap_or_default();
            if is_missing {
                wrong.insert("file".to_owned(), Wrong::Needed);
            }
            return Err(wrong_of(signed, wrong));
        }
    };
    let brought = Brought::parse(&name, field.content_type()).map_err(|bad| {
        Refusal::new(Problem::brought("file", bad), signed.wants).for_officer(signed)
    })?;
    derive::may_derive(node, &signed.officer, case, &made).await.map_err(refuse)?;
    node.has_room(Need::Ordinary).map_err(refuse)?;
    let id = ExhibitId::new(node.random.uuid_v7(node.now().as_millisecond()));
    let mut ingest = Ingest::begin(node, id);
    let broke_off = |_| bad(signed, "the upload broke off");
    while let Some(piece) = field.chunk().await.map_err(broke_off)? {
        ingest.push_bytes(piece).await.map_err(refuse)?;
    }
    let ingested = ingest.finish().await.map_err(refuse)?;
    let digest = Digest(ingested.plain.sha256).hex();
    let command = format!("{}\n{case}\n{name}\n{digest}", fields.command());
    let once = signed.once(fields.get("once"), &command);
    let officer = &signed.officer;
    let sealed = derive::derive(node, officer, case, &made, &brought, (id, &ingested), once).await;
    let sealed = sealed.map_err(refuse)?;
    let document = json!({
        "id": sealed.id.to_string(),
        "exhibit_no": sealed.no.to_string(),
        "len": ingested.plain.len,
        "sha256": digest,
    });
    let location = format!("{}?done=derived", path::keeping(&case.to_string()));
    Ok(signed.done(StatusCode::CREATED, &document, &location))
}

fn guarded(signed: &Signed, fields: &Fields) -> Result<(), Refusal> {
    if fields.get("csrf").is_some_and(|token| signed.session.csrf_matches(token)) {
        Ok(())
    } else {
        Err(bad(signed, "the form is not from this session; open it again"))
    }
}

fn bad(signed: &Signed, why: &str) -> Refusal {
    let problem = Problem::new(StatusCode::BAD_REQUEST, "form", why);
    Refusal::new(problem, signed.wants).for_officer(signed)
}

fn wrong_of(signed: &Signed, wrong: Faults) -> Refusal {
    signed.refuse(ActError::Wrong(wrong.into_iter().collect()))
}

/// A field of words; none if it is no text or longer than `bytes_max`.
async fn words(field: &mut Field<'_>, bytes_max: usize) -> Option<String> {
    let mut bytes = Vec::new();
    while let Some(piece) = field.chunk().await.ok()? {
        bytes.extend_from_slice(&piece);
        if bytes.len() > bytes_max {
            return None;
        }
    }
    String::from_utf8(bytes).ok()
}

fn read(fields: &Fields) -> Result<Made, Faults> {
    let mut reading = Reading::of(fields);
    let parents = chosen(fields).map_err(|wrong| reading.fault("exhibit", wrong)).ok();
    let making = reading.code("making", Making::parse);
    let making = reading.need("making", making);
    let tool = needed(&mut reading, "tool", TOOL_CHARS_MAX);
    let version = needed(&mut reading, "version", TOOL_CHARS_MAX);
    let method = needed(&mut reading, "method", WORDS_CHARS_MAX);
    let loss = needed(&mut reading, "loss", WORDS_CHARS_MAX);
    let made = parents.zip(making).zip(tool.zip(version)).zip(method.zip(loss)).map(
        |(((parents, making), (tool, version)), (method, loss))| Made {
            making,
            parents,
            tool,
            version,
            method,
            loss,
        },
    );
    reading.done(made)
}

/// Words that must be there, without signs that nobody sees.
fn needed(reading: &mut Reading<'_>, name: &str, chars_max: usize) -> Option<String> {
    let text = reading.words(name, chars_max).trim().replace('\t', " ");
    let is_plain = text.chars().all(|c| c == '\n' || !c.is_control());
    reading.need(name, (!text.is_empty() && is_plain).then_some(text))
}

/// A refusal that a person can repair comes back on the page, with everything that was typed but the file.
async fn sent_back(
    node: &Arc<Node>,
    signed: &Signed,
    case: CaseId,
    fields: &Fields,
    refusal: Refusal,
) -> Refusal {
    let wrong: Faults = refusal.wrong().iter().cloned().collect();
    let denied = refusal.denied().cloned();
    let file = refusal.repairable().and_then(|(field, why)| {
        (field == Some("file") && !wrong.contains_key("file")).then(|| why.to_owned())
    });
    if !signed.is_person() || (wrong.is_empty() && denied.is_none() && file.is_none()) {
        return refusal;
    }
    let typed = Typed { wrong, denied, file, ..typed(fields) };
    match pages::derive(node, signed, &case.to_string(), typed).await {
        Ok(page) => refusal.with_page(page),
        Err(_) => refusal,
    }
}

fn typed(fields: &Fields) -> Typed {
    let exhibits = fields.all("exhibit").filter_map(|id| ExhibitId::parse(id).ok()).collect();
    let rest = fields.iter().filter(|(name, _)| *name != "exhibit");
    let rest: BTreeMap<String, String> = rest
        .filter_map(|(name, _)| Some((name.to_owned(), fields.get(name)?.to_owned())))
        .collect();
    Typed { exhibits, fields: rest, ..Typed::default() }
}
