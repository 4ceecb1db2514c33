//! Incoming orders: at the provider who must answer, and at the authority that is notified.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{Response, StatusCode};
use domain::denied::Denied;
use domain::ids::ExhibitId;
use domain::measure::{Command, Extent, Reasons};
use domain::reader::{MeasureSeen, SideSeen};
use http_body_util::BodyExt;
use law::ids::{DataCategory, GroundId};
use law::value::{BadValue, FieldType, FieldValue};
use portal::component::ground_form::Objection;
use portal::component::problem_list::Wrong;
use portal::path;
use seal::digest::Digest;
use serde::Deserialize;
use serde_json::json;

use super::address::{Asked, Step, asked};
use super::document::document;
use super::form::Fields;
use super::letters;
use super::measures::{Found, record_read, record_reception, seen};
use super::reply::{self, Problem};
use super::show::order::{self as pages, Back};
use super::{Answer, Posted, Refusal, Shared, Signed, check_origin};
use crate::act::ActError;
use crate::exhibits::{self, Brought};
use crate::ingest::Ingest;
use crate::node::Node;
use crate::space::Need;

/// An order as this member received it.
pub async fn show(State(node): Shared, signed: Signed, Step(id): Step<String>) -> Answer {
    let (seen, found) = seen(&node, &signed, &id).await.map_err(|e| signed.refuse(e))?;
    if signed.is_person() && seen.side == SideSeen::Issuing {
        return Ok(reply::see_other(&signed.place.there(&format!("/measures/{id}"))));
    }
    // A page that cannot be made is received by nobody, so it is made first; it is shown when the read is on record.
    let answer = shown(&node, &signed, &seen, &found).await.map_err(|e| signed.refuse(e))?;
    record_reception(&node, &signed, &found).await.map_err(|e| signed.refuse(e))?;
    Ok(answer)
}

async fn shown(
    node: &Arc<Node>,
    signed: &Signed,
    seen: &MeasureSeen,
    found: &Found,
) -> Result<Response<Body>, ActError> {
    if signed.is_person() {
        let back = Back::default();
        let page = pages::show(node, signed, &signed.place, (seen, found), &back).await?;
        return Ok(reply::html(StatusCode::OK, page));
    }
    let exhibits = exhibits::of_measure(node, found.id).await?;
    let ladders = super::show::ladder::of_measure(node, &found.id.to_string()).await?;
    Ok(reply::json(StatusCode::OK, &document(seen, found, &exhibits, &ladders)))
}

/// The enforcing authority states that it raises no ground.
pub async fn clear(State(node): Shared, Step(id): Step<String>, posted: Posted) -> Answer {
    letters::command(&node, &id, &posted, "clear_order", Command::Clear).await?;
    Ok(answered_order(&posted, &id, "cleared"))
}

/// The enforcing authority raises a ground.
pub async fn object(State(node): Shared, Step(id): Step<String>, posted: Posted) -> Answer {
    let command = |(ground, extent, because)| Command::Object { ground, extent, because };
    with_ground(&node, &id, &posted, ("object_order", "objected"), command).await
}

/// The addressee refuses, in whole, in part or under conditions.
pub async fn refuse(State(node): Shared, Step(id): Step<String>, posted: Posted) -> Answer {
    let command = |(ground, extent, because)| Command::Refuse { ground, extent, because };
    with_ground(&node, &id, &posted, ("refuse_order", "refused"), command).await
}

/// Carries out an act on a ground, or sends its form back with what is wrong in it.
async fn with_ground(
    node: &Arc<Node>,
    id: &str,
    posted: &Posted,
    (name, done): (&'static str, &str),
    command: impl FnOnce((GroundId, Extent, Reasons)) -> Command,
) -> Answer {
    let signed = &posted.signed;
    let (refusal, wrong) = match ground(&posted.fields) {
        Ok(answered) => {
            match letters::command(node, id, posted, name, command(answered)).await {
                Ok(_) => return Ok(answered_order(posted, id, done)),
                // An answer is missing for this ground only: it is asked for where it is typed.
                Err(refusal) if matches!(refusal.denied(), Some(Denied::ContactMissing { .. })) => {
                    (refusal, Faults::from([("contacted_at", Wrong::Needed)]))
                }
                Err(refusal) => return Err(refusal),
            }
        }
        Err(wrong) => {
            let listed = wrong.iter().map(|(name, wrong)| ((*name).to_owned(), wrong.clone()));
            (signed.refuse(ActError::Wrong(listed.collect())), wrong)
        }
    };
    if !signed.is_person() {
        return Err(refusal);
    }
    match again(node, signed, id, &posted.fields, wrong).await {
        Ok(page) => Err(refusal.with_page(page)),
        Err(_) => Err(refusal),
    }
}

/// The page of the order with what was answered in the form for a ground.
///
/// # Errors
/// If the order may not be read.
pub async fn again(
    node: &Arc<Node>,
    signed: &Signed,
    id: &str,
    fields: &Fields,
    wrong: BTreeMap<&'static str, Wrong>,
) -> Result<String, ActError> {
    let (seen, found) = seen(node, signed, id).await?;
    record_read(node, signed, &found).await?;
    let one = |name: &str| fields.get(name).unwrap_or_default().to_owned();
    let typed = Objection {
        ground: one("ground"),
        extent: one("extent"),
        data: fields.all("data").map(str::to_owned).collect(),
        conditions: one("conditions"),
        reasons: one("reasons"),
        contacted_at: one("contacted_at"),
    };
    let back = Back { typed, wrong, refusal: None };
    let place = signed.place.at(&path::order(id));
    pages::show(node, signed, &place, (&seen, &found), &back).await
}

/// What is wrong with the answers of the form for a ground.
type Faults = BTreeMap<&'static str, Wrong>;

/// The ground, how far it reaches and why, or everything that is missing, cannot be read or contradicts itself.
fn ground(fields: &Fields) -> Result<(GroundId, Extent, Reasons), Faults> {
    let mut wrong = Faults::new();
    let ground = match fields.get("ground") {
        None => Err(Wrong::Needed),
        Some(text) => GroundId::parse(text).map_err(|_| unknown(text)),
    };
    let ground = ground.map_err(|why| wrong.insert("ground", why)).ok();
    let extent = reach(fields, &mut wrong);
    let because = reasons(fields, &mut wrong);
    match (ground, because) {
        (Some(ground), Some(because)) if wrong.is_empty() => Ok((ground, extent, because)),
        (Some(_) | None, _) => Err(wrong),
    }
}

/// Why: never left out, because whoever asked can only check a ground by its reasons.
fn reasons(fields: &Fields, wrong: &mut Faults) -> Option<Reasons> {
    let mut read = |name: &'static str, field_type| {
        let text = fields.get(name).map(str::trim).filter(|text| !text.is_empty())?;
        let value = FieldValue::parse(field_type, text);
        value.map_err(|bad| wrong.insert(name, Wrong::Value(bad))).ok()
    };
    let contacted_at = match read("contacted_at", FieldType::Instant) {
        Some(FieldValue::Instant(at)) => Some(at),
        Some(_) | None => None,
    };
    match read("reasons", FieldType::LongText) {
        Some(FieldValue::LongText { text, .. }) => Some(Reasons { text, contacted_at }),
        Some(_) | None => {
            wrong.entry("reasons").or_insert(Wrong::Needed);
            None
        }
    }
}

fn unknown(text: &str) -> Wrong {
    Wrong::Value(BadValue::UnknownCode { text: text.to_owned() })
}

/// How far a ground reaches. A form asks; a program that does not say is understood by what it sends.
fn reach(fields: &Fields, wrong: &mut Faults) -> Extent {
    let conditions = fields.get("conditions").map(str::to_owned);
    let mut data = BTreeSet::new();
    for text in fields.all("data") {
        match DataCategory::parse(text) {
            Ok(category) => {
                data.insert(category);
            }
            Err(_) => {
                wrong.insert("data", unknown(text));
            }
        }
    }
    let word = match fields.get("extent") {
        Some(word) => word,
        None if fields.has("extent") => {
            wrong.insert("extent", Wrong::Needed);
            return Extent::All;
        }
        None if !data.is_empty() => "part",
        None if conditions.is_some() => "conditions",
        None => "all",
    };
    let is_unknown = wrong.contains_key("data");
    // What was typed beside another choice would be lost without a word.
    if word != "part" && !data.is_empty() {
        wrong.insert("data", Wrong::Unfit);
    }
    if word != "conditions" && conditions.is_some() {
        wrong.insert("conditions", Wrong::Unfit);
    }
    match (word, conditions) {
        ("all", _) => Extent::All,
        ("part", _) => {
            if data.is_empty() && !is_unknown {
                wrong.insert("data", Wrong::Needed);
            }
            Extent::Data(data)
        }
        ("conditions", Some(conditions)) => Extent::Conditions(conditions),
        ("conditions", None) => {
            wrong.insert("conditions", Wrong::Needed);
            Extent::All
        }
        (text, _) => {
            wrong.insert("extent", unknown(text));
            Extent::All
        }
    }
}

/// A refusal that a person can repair comes back on the page of the order.
pub(super) async fn sent_back(
    node: &Arc<Node>,
    signed: &Signed,
    id: &str,
    refusal: Refusal,
) -> Refusal {
    let Some((_, why)) = refusal.repairable() else { return refusal };
    let Ok((seen, found)) = seen(node, signed, id).await else { return refusal };
    // The page shows the order again: a read like any other, recorded before it is shown.
    if record_read(node, signed, &found).await.is_err() {
        return refusal;
    }
    let place = signed.place.at(&path::order(id));
    let back = Back { refusal: Some(why), ..Back::default() };
    match pages::show(node, signed, &place, (&seen, &found), &back).await {
        Ok(page) => refusal.with_page(page),
        Err(_) => refusal,
    }
}

fn answered_order(posted: &Posted, id: &str, done: &str) -> Response<Body> {
    let location = format!("/orders/{id}?done={done}");
    posted.signed.done(StatusCode::OK, &json!({ "id": id }), &location)
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
    Step(id): Step<String>,
    signed: Signed,
    about: Asked<About>,
    request: Request,
) -> Answer {
    check_origin(request.headers(), &signed)?;
    let about = asked(&signed, about)?;
    let (seen, found) = seen(&node, &signed, &id).await.map_err(|e| signed.refuse(e))?;
    // Said before the file is read: an order that was answered, or that asks for no data, takes nothing.
    let roster = node.roster_view();
    let missing = || signed.refuse(ActError::NotFound);
    let ctx = node.ctx(node.now(), &seen.instrument, &roster).ok_or_else(missing)?;
    exhibits::open_order(&found.measure, &ctx).map_err(|error| signed.refuse(error))?;
    let need = Need::of(&found.measure);
    node.has_room(need).map_err(|error| signed.refuse(error))?;
    let (multipart, token, once) = {
        let header = |name: &str| {
            let value = request.headers().get(name).and_then(|value| value.to_str().ok());
            value.map(str::to_owned)
        };
        let form = header("content-type").is_some_and(|of| of.starts_with("multipart/form-data"));
        (form, header("x-csrf-token"), header("x-once"))
    };
    if multipart {
        return match super::upload::form(&node, &signed, &found, request).await {
            Ok(answer) => Ok(answer),
            Err(refusal) => Err(sent_back(&node, &signed, &id, refusal).await),
        };
    }
    let bad_token = || {
        let why = "the form is not from this session; open it again";
        let problem = Problem::new(StatusCode::BAD_REQUEST, "form-token", why);
        Refusal::new(problem, signed.wants).for_officer(&signed)
    };
    let token = token.ok_or_else(bad_token)?;
    if !signed.session.csrf_matches(&token) {
        return Err(bad_token());
    }
    let name = about.name.filter(|name| !name.is_empty());
    let name = name.as_deref().unwrap_or("unnamed");
    let brought = Brought::parse(name, about.media_type.as_deref());
    let brought = brought.map_err(|bad| {
        Refusal::new(Problem::brought("name", bad), signed.wants).for_officer(&signed)
    })?;
    let exhibit = ExhibitId::new(node.random.uuid_v7(node.now().as_millisecond()));
    let mut ingest = Ingest::begin_for(&node, exhibit, need);
    let mut body: Body = request.into_body();
    while let Some(frame) = body.frame().await {
        let broken = || ActError::Shell("the upload broke off".to_owned());
        let frame = frame.map_err(|_| signed.refuse(broken()))?;
        if let Ok(data) = frame.into_data() {
            ingest.push_bytes(data).await.map_err(|error| signed.refuse(error))?;
        }
    }
    let ingested = ingest.finish().await.map_err(|error| signed.refuse(error))?;
    let command = format!("{id}\n{name}\n{}", Digest(ingested.plain.sha256).hex());
    let once = signed.once(once.as_deref(), &command);
    let officer = &signed.officer;
    let sealed =
        exhibits::seal_evidence(&node, officer, found.id, exhibit, &brought, &ingested, once, None)
            .await;
    let sealed = sealed.map_err(|error| signed.refuse(error))?;
    let document = json!({
        "id": sealed.id.to_string(),
        "exhibit_no": sealed.no.to_string(),
        "len": ingested.plain.len,
        "sha256": Digest(ingested.plain.sha256).hex(),
        "blake3": Digest(ingested.plain.blake3).hex(),
    });
    Ok(signed.done(StatusCode::CREATED, &document, &format!("/orders/{id}?done=evidence")))
}

/// Hands over everything that was sealed for the order.
pub async fn hand_over(State(node): Shared, Step(id): Step<String>, posted: Posted) -> Answer {
    let signed = &posted.signed;
    let (_, found) = seen(&node, signed, &id).await.map_err(|e| signed.refuse(e))?;
    let handed = exhibits::hand_over(&node, &signed.officer, found.id, posted.once()).await;
    let handover = handed.map_err(|error| signed.refuse(error))?;
    let document = json!({ "handover": handover.to_string() });
    Ok(signed.done(StatusCode::OK, &document, &format!("/orders/{id}?done=handed-over")))
}
