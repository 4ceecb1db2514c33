//! Measures at their issuer: draft, check, issue, watch.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::{Response, StatusCode};
use domain::access;
use domain::actor::{MemberId, UnitId};
use domain::case::Case;
use domain::ids::MeasureId;
use domain::letter::{CopyKind, Language};
use domain::measure::{self, Command, CopyDigest, Issuing, Measure, Opening, Seen, Terms};
use domain::permit::{self, Subject};
use domain::reader::{MeasureSeen, Reader, SideSeen, reduce};
use law::field::Values;
use law::ids::{CheckId, DataCategory, InstrumentId, KindId, Track};
use law::issuer::EmergencyFacts;
use portal::page::check::{Again, EMERGENCY};
use portal::page::new_measure::Chosen;
use portal::path;
use seal::digest::Digest;
use serde_json::json;
use wire::letter::{body_to_json, copy_digest};
use wire::stored::{Stored, Who};

use super::address::Step;
use super::document::document;
use super::drafts::draft_of;
use super::form::Fields;
use super::reply;
use super::show::measure as pages;
use super::{Answer, Posted, Shared, Signed};
use crate::act::{ActError, StreamRef, Tx, act};
use crate::measures::{access_stream, carry_out, instrument, measure_stream, who};
use crate::node::Node;
use crate::space::Need;
use crate::tray;
use crate::web::cases;

/// A measure with its case, as stored.
#[derive(Debug)]
pub struct Found {
    /// Its id.
    pub id: MeasureId,
    /// Its state.
    pub measure: Measure,
    /// Its version: what `seen` in a form means.
    pub version: u64,
    /// Its case, at the issuer.
    pub case: Option<Case>,
}

/// The measure behind an id in a path.
///
/// # Errors
/// [`ActError::NotFound`] if there is none.
pub async fn find(node: &Node, id: &str) -> Result<Found, ActError> {
    let id = MeasureId::parse(id).map_err(|_| ActError::NotFound)?;
    let stream = id.urn(&node.config.node);
    let (measure, version) = node.load_with_version(&stream).await?.ok_or(ActError::NotFound)?;
    let measure: Measure = measure;
    let case = match measure.case() {
        None => None,
        Some(case) => node.load::<Case>(&case.urn(&node.config.node)).await?,
    };
    Ok(Found { id, measure, version, case })
}

/// The measure as this officer sees it.
///
/// # Errors
/// [`ActError::NotFound`] for whoever may not know of it.
pub async fn seen(
    node: &Node,
    signed: &Signed,
    id: &str,
) -> Result<(MeasureSeen, Found), ActError> {
    let found = find(node, id).await?;
    let roster = node.roster_view();
    let law = found.measure.instrument();
    let ctx = node.ctx(node.now(), law, &roster).ok_or(ActError::NotFound)?;
    let reader = Reader { officer: &signed.officer, case: found.case.as_ref() };
    let seen = reduce(&found.measure, &reader, &ctx).ok_or(ActError::NotFound)?;
    Ok((seen, found))
}

/// For how long a page that is loaded again in one session counts as the same read.
const SAME_READ_MS: i64 = 10 * 60 * 1000;

/// Records that an officer reads part of a measure, before anything of it is shown. The same state in the same session within
/// [`SAME_READ_MS`] is one read; another session, another state or a later look is another.
///
/// # Errors
/// If the officer may not read it, or the read cannot be recorded: then nothing is shown.
pub async fn record_read(node: &Arc<Node>, signed: &Signed, found: &Found) -> Result<(), ActError> {
    record(node, signed, found, false).await
}

/// Records that an officer reads a measure with all letters about it, when what will be shown is there and before it is: those
/// that nobody had received are received with it. Who asks for the heads of an answer alone receives nothing.
///
/// # Errors
/// If the officer may not read it, or the read cannot be recorded: then nothing is shown.
pub async fn record_reception(
    node: &Arc<Node>,
    signed: &Signed,
    found: &Found,
) -> Result<(), ActError> {
    let receives = tray::may_receive(signed.officer.office, &found.id.to_string());
    record(node, signed, found, signed.gets_body && receives).await
}

async fn record(
    node: &Arc<Node>,
    signed: &Signed,
    found: &Found,
    receives: bool,
) -> Result<(), ActError> {
    let what = access::Reading::Measure(&found.measure, found.case.as_ref());
    let purpose = found.measure.purpose();
    let window = signed.session.age_ms.div_euclid(SAME_READ_MS);
    let about = found.id.to_string();
    let lying = if receives { tray::shown(node, &about, found.version).await? } else { Vec::new() };
    // A read by which something is received is no second look, however soon it comes.
    let received = lying.first().map_or_else(String::new, |(letter, _)| format!(":{letter}"));
    let tag = signed.session.tag();
    let key = format!("read:{}:{}:{tag}:{window}{received}", found.id, found.version);
    act!(node, "read_measure", signed.once(Some(&key), &key), |tx| {
        let roster = node.roster_view();
        let law = found.measure.instrument();
        let ctx = node.ctx(tx.now, law, &roster).ok_or(ActError::NotFound)?;
        let permit = permit::to_read(&signed.officer, &what, purpose, &ctx)?;
        let event = access::decide(&permit, &ctx);
        let stream = match found.measure.case() {
            Some(case) => access_stream(node, case),
            None => access_stream_of_measure(node, found.id),
        };
        let by = who(&permit, &ctx, None, &stream.id);
        tx.record(&stream, &Stored::Access(event), tx.now, &by).await?;
        if !lying.is_empty() {
            tx.hand_over(&about, found.version, &signed.officer.unit).await?;
        }
        Ok(Vec::new())
    })
    .await?;
    Ok(())
}

/// The stream of reads of a measure that belongs to no case here.
fn access_stream_of_measure(node: &Node, measure: MeasureId) -> StreamRef {
    let id = format!("urn:comity:{}:access:{measure}", node.config.node);
    StreamRef { id, scope: format!("measure:{measure}") }
}

/// The form for a new measure.
pub async fn new(
    State(node): Shared,
    signed: Signed,
    Step(id): Step<String>,
    RawQuery(query): RawQuery,
) -> Answer {
    if !signed.is_person() {
        return Ok(reply::see_other(&format!("/cases/{id}")));
    }
    let (case, _) = cases::seen(&node, &signed, &id).await.map_err(|e| signed.refuse(e))?;
    let query = Fields::decode(query.unwrap_or_default().as_bytes()).unwrap_or_default();
    // A law that nobody knows, or that has no measure anybody issues, is no place to start.
    let under = match query.get("under") {
        None => None,
        Some(id) => {
            let missing = |_| signed.refuse(ActError::NotFound);
            Some(InstrumentId::parse(id).map_err(missing)?)
        }
    };
    let chosen = Chosen::default();
    let page = pages::new(&node, &signed, &signed.place, &case, under.as_ref(), chosen, None);
    Ok(reply::html(StatusCode::OK, page.map_err(|error| signed.refuse(error))?))
}

/// Opens a draft in a case.
pub async fn open(State(node): Shared, Step(id): Step<String>, posted: Posted) -> Answer {
    let signed = &posted.signed;
    let (seen, case) = cases::seen(&node, signed, &id).await.map_err(|e| signed.refuse(e))?;
    try_open(&node, &posted, &case).await.map_err(|refusal| {
        let Some((field, why)) = refusal.repairable() else { return refusal };
        let place = signed.place.at(&path::new_measure(&id));
        let chosen = pages::chosen(&posted.fields);
        let refused = Some((field.unwrap_or("kind"), why));
        let under = law_named(&posted.fields, "instrument");
        match pages::new(&node, signed, &place, &seen, under.as_ref(), chosen, refused) {
            Ok(page) => refusal.with_page(page),
            Err(_) => refusal,
        }
    })
}

/// The first questions about a measure with what was chosen.
///
/// # Errors
/// If the case may not be seen.
pub async fn open_again(
    node: &Arc<Node>,
    signed: &Signed,
    id: &str,
    fields: &Fields,
) -> Result<String, ActError> {
    let (case, _) = cases::seen(node, signed, id).await?;
    let place = signed.place.at(&path::new_measure(id));
    let under = law_named(fields, "instrument");
    pages::new(node, signed, &place, &case, under.as_ref(), pages::chosen(fields), None)
}

/// The law that an address or a form names, if it names one.
fn law_named(fields: &Fields, name: &str) -> Option<InstrumentId> {
    fields.get(name).and_then(|id| InstrumentId::parse(id).ok())
}

async fn try_open(node: &Arc<Node>, posted: &Posted, case: &Case) -> Answer {
    let signed = &posted.signed;
    let kind = posted.parse("kind", KindId::parse)?;
    let to = posted.parse("to", member_of)?;
    let track = posted.parse("track", Track::parse)?;
    let enforcing = match posted.fields.get("enforcing") {
        None => None,
        Some(_) => Some(posted.parse("enforcing", member_of)?),
    };
    // Two laws may call their kinds alike; where none is named it is the first.
    let under = match posted.fields.get("instrument") {
        None => None,
        Some(_) => Some(posted.parse("instrument", InstrumentId::parse)?),
    };
    // An order for nothing could be issued by nobody and changed by nobody, where the law asks for data at all.
    if asks_for_data(node, under.as_ref(), &kind) {
        posted.need("data")?;
    }
    let mut data = BTreeSet::new();
    for category in posted.fields.all("data") {
        data.insert(DataCategory::parse(category).map_err(|error| {
            let (field, why) = ("data".to_owned(), error.to_string());
            signed.refuse(ActError::Value { field, why })
        })?);
    }
    let language = Language::parse(posted.fields.get("language").unwrap_or("en"));
    let language = language.ok_or_else(|| {
        let why = "not a language tag".to_owned();
        signed.refuse(ActError::Value { field: "language".to_owned(), why })
    })?;
    let terms = Terms { track, data, addressee: to, enforcing, language, values: Values::new() };
    let need = Need::of_track(track);
    let done = act!(node, "open_measure", posted.once(), |tx| {
        node.has_room(need)?;
        let id = MeasureId::new(node.random.uuid_v7(tx.now.as_millisecond()));
        let command = Command::Open(Opening {
            measure: id,
            case: case.id(),
            kind: kind.clone(),
            purpose: case.file().purpose,
            terms: terms.clone(),
        });
        let stream = measure_stream(&node.config.node, id, Some(case.id()));
        give_under(tx, signed, &stream, None, Some(case), command, under.as_ref()).await?;
        Ok(id.to_string().into_bytes())
    })
    .await
    .map_err(|error| signed.refuse(error))?;
    let id = String::from_utf8_lossy(&done.result).into_owned();
    let location = format!("/measures/{id}?done=measure-opened");
    Ok(signed.done(StatusCode::CREATED, &json!({ "id": id }), &location))
}

/// Whether a kind of measure is about data. One that nobody knows is refused by the core, with its reason.
fn asks_for_data(node: &Node, under: Option<&InstrumentId>, kind: &KindId) -> bool {
    let Some(id) = under.cloned().or_else(|| instrument().ok()) else { return false };
    let route = node.law.newest(&id).and_then(|(law, _)| law.kind(kind)?.route.as_ref());
    route.is_some_and(|route| !route.data.is_empty())
}

pub(super) fn member_of(unit: &str) -> Result<MemberId, domain::actor::BadName> {
    match UnitId::parse(unit) {
        Ok(unit) => MemberId::parse(unit.to_string().split('/').next().unwrap_or_default()),
        Err(_) => MemberId::parse(unit),
    }
}

/// Gives a command to a measure in the name of an officer, inside an act. What is opened anew is under the first law.
///
/// # Errors
/// What the core denies.
pub async fn give(
    tx: &mut Tx<'_>,
    signed: &Signed,
    stream: &StreamRef,
    state: Option<Measure>,
    case: Option<&Case>,
    command: Command,
) -> Result<(), ActError> {
    // A measure is large, and this future lives in those of many forms.
    Box::pin(give_under(tx, signed, stream, state, case, command, None)).await
}

/// The same, under a law that is named for what is opened.
///
/// # Errors
/// What the core denies.
pub async fn give_under(
    tx: &mut Tx<'_>,
    signed: &Signed,
    stream: &StreamRef,
    state: Option<Measure>,
    case: Option<&Case>,
    command: Command,
    opened: Option<&InstrumentId>,
) -> Result<(), ActError> {
    let node = tx.node;
    let roster = node.roster_view();
    let before = match state {
        Some(state) => Some(state),
        None => tx.load::<Measure>(stream).await?,
    };
    let law = match (&before, opened) {
        (Some(measure), _) => measure.instrument().clone(),
        (None, Some(opened)) => opened.clone(),
        (None, None) => instrument()?,
    };
    let ctx = node.ctx(tx.now, &law, &roster).ok_or(ActError::NotFound)?;
    let permit = {
        let subject = Subject::new(before.as_ref()).in_case(case);
        permit::for_officer(&signed.officer, &subject, command, &ctx)?
    };
    let events = measure::decide(before.as_ref(), &permit, &ctx)?;
    let by: Who = who(&permit, &ctx, None, &stream.id);
    carry_out(tx, stream, before, events, &by, &signed.officer.unit, Vec::new()).await?;
    Ok(())
}

/// A measure, its clocks, receipts and exhibits.
pub async fn show(State(node): Shared, signed: Signed, Step(id): Step<String>) -> Answer {
    let (seen, found) = seen(&node, &signed, &id).await.map_err(|e| signed.refuse(e))?;
    if signed.is_person() && seen.side != SideSeen::Issuing {
        return Ok(reply::see_other(&signed.place.there(&path::order(&id))));
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
    if signed.is_person() && pages::is_draft(&found.measure) {
        let typed = pages::Typed::default();
        let page = pages::draft(node, signed, &signed.place, (seen, found), &typed).await?;
        return Ok(reply::html(StatusCode::OK, page));
    }
    if signed.is_person() {
        let back = pages::Back::default();
        let page = pages::show(node, signed, &signed.place, (seen, found), &back).await?;
        return Ok(reply::html(StatusCode::OK, page));
    }
    let exhibits = crate::exhibits::of_measure(node, found.id).await?;
    let ladders = super::show::ladder::of_measure(node, &found.id.to_string()).await?;
    Ok(reply::json(StatusCode::OK, &document(seen, found, &exhibits, &ladders)))
}

/// Every recipient's copy, word for word, with the digest of what its letter will hold.
pub async fn check(State(node): Shared, signed: Signed, Step(id): Step<String>) -> Answer {
    let (seen, found) = seen(&node, &signed, &id).await.map_err(|e| signed.refuse(e))?;
    record_read(&node, &signed, &found).await.map_err(|e| signed.refuse(e))?;
    if signed.is_person() && !pages::is_draft(&found.measure) {
        return Ok(reply::see_other(&signed.place.there(&path::measure(&id))));
    }
    if signed.is_person() {
        let shown = (&seen, &found);
        let page = pages::check(
            &node,
            &signed,
            &signed.place,
            shown,
            (&BTreeMap::new(), Vec::new()),
            None,
        )
        .await;
        let page = page.map_err(|error| signed.refuse(error))?;
        return Ok(reply::html(StatusCode::OK, page));
    }
    let copies = copies(&node, &found.measure).map_err(|error| signed.refuse(error))?;
    let draft = draft_of(&found.measure).map_err(|error| signed.refuse(error))?;
    let copies: Vec<_> = copies
        .iter()
        .map(|(copy, digest, text)| {
            json!({ "copy": copy.id(), "digest": digest.hex(), "text": text })
        })
        .collect();
    let document = json!({ "id": id, "version": draft.revision, "copies": copies });
    Ok(reply::json(StatusCode::OK, &document))
}

/// The copies of a draft: whose, digest, exact text.
///
/// # Errors
/// If it is no draft, or its kind is not known.
pub fn copies(node: &Node, measure: &Measure) -> Result<Vec<(CopyKind, Digest, String)>, ActError> {
    let draft = draft_of(measure)?;
    let roster = node.roster_view();
    let ctx = node.ctx(node.now(), &draft.instrument, &roster).ok_or(ActError::NotFound)?;
    let orders = measure::orders(draft, &ctx)?;
    Ok(orders
        .into_iter()
        .map(|order| {
            let digest = copy_digest(&order);
            let copy = order.copy;
            let body = body_to_json(&domain::letter::Body::MeasureIssue(order)).to_bytes();
            (copy, digest, String::from_utf8_lossy(&body).into_owned())
        })
        .collect())
}

/// The longest copy that is issued: what an envelope holds, less room for what stands around the copy in its letter.
const COPY_BYTES_MAX: usize = seal::envelope::INNER_BYTES_MAX - (64 << 10);

/// Issues exactly what was seen. What was answered to the questions of the law comes back with any refusal that the
/// same page can repair.
pub async fn issue(State(node): Shared, Step(id): Step<String>, posted: Posted) -> Answer {
    match try_issue(&node, &id, &posted).await {
        Ok(answer) => Ok(answer),
        Err(refusal) => {
            let again = match refusal.code() {
                "check-missing" => Again::Missing,
                "draft-changed" | "stale" => Again::Changed,
                _ => return Err(refusal),
            };
            if !posted.signed.is_person() {
                return Err(refusal);
            }
            match issue_again(&node, &posted.signed, &id, &posted.fields, Some(again)).await {
                Ok(page) => Err(refusal.with_page(page)),
                Err(_) => Err(refusal),
            }
        }
    }
}

/// The page that shows every copy, with the answers that were given to the questions of the law.
///
/// # Errors
/// If it is no draft any more, or may not be read.
pub async fn issue_again(
    node: &Arc<Node>,
    signed: &Signed,
    id: &str,
    fields: &Fields,
    again: Option<Again>,
) -> Result<String, ActError> {
    let (seen, found) = seen(node, signed, id).await?;
    if !pages::is_draft(&found.measure) {
        return Err(ActError::NotFound);
    }
    record_read(node, signed, &found).await?;
    // A page that waited says so if the copies are not those that were read, and asks for the statements anew.
    let read = |(copy, digest, _): &(CopyKind, Digest, String)| {
        digest_field(*copy).and_then(|field| fields.get(field)) == Some(digest.hex().as_str())
    };
    let as_read = copies(node, &found.measure)?.iter().all(read);
    let again = again.or((!as_read).then_some(Again::Changed));
    let place = signed.place.at(&path::check(id));
    let given = answers_to_checks(fields);
    let stated = fields.all("emergency").map(str::to_owned).collect();
    pages::check(node, signed, &place, (&seen, &found), (&given, stated), again).await
}

/// The field of the page that holds the digest of a copy as it was read; a copy for enforcement is made later.
const fn digest_field(copy: CopyKind) -> Option<&'static str> {
    match copy {
        CopyKind::Addressee => Some("digest_addressee"),
        CopyKind::Enforcement => None,
        CopyKind::Enforcing => Some("digest_enforcing"),
    }
}

/// The answers to the questions of the law, by question.
fn answers_to_checks(fields: &Fields) -> BTreeMap<CheckId, String> {
    let answers = fields.iter().filter_map(|(name, _)| {
        let check = CheckId::parse(name.strip_prefix("check-")?).ok()?;
        Some((check, fields.get(name)?.to_owned()))
    });
    answers.collect()
}

/// What was stated about an emergency without a validation.
fn emergency(fields: &Fields) -> EmergencyFacts {
    let [established, validation_unobtainable, domestic_without_validation] =
        EMERGENCY.map(|word| fields.all("emergency").any(|stated| stated == word));
    EmergencyFacts { established, validation_unobtainable, domestic_without_validation }
}

async fn try_issue(node: &Arc<Node>, id: &str, posted: &Posted) -> Answer {
    let signed = &posted.signed;
    let (seen, found) = seen(node, signed, id).await.map_err(|e| signed.refuse(e))?;
    let revision: u32 = posted.parse("seen", str::parse)?;
    let mut digests = Vec::new();
    for copy in [CopyKind::Addressee, CopyKind::Enforcing] {
        let Some(field) = digest_field(copy) else { continue };
        if posted.fields.get(field).is_some() {
            let digest = posted.parse(field, Digest::parse_hex)?;
            digests.push(CopyDigest { copy, digest: digest.0 });
        }
    }
    let checks = answers_to_checks(&posted.fields);
    let emergency = emergency(&posted.fields);
    let done = act!(node, "issue_measure", posted.once(), |tx| {
        node.has_room(Need::of(&found.measure))?;
        let stream = measure_stream(&node.config.node, found.id, found.case.as_ref().map(Case::id));
        let state = tx.load::<Measure>(&stream).await?.ok_or(ActError::NotFound)?;
        // What was seen must still be what would be sent, word for word.
        if let Measure::Issuing(Issuing::Draft(_)) = &state {
            let now = copies(node, &state)?;
            let same = digests.iter().all(|seen| {
                now.iter().any(|(copy, digest, _)| *copy == seen.copy && digest.0 == seen.digest)
            });
            if !same {
                return Err(ActError::Stale);
            }
            if now.iter().any(|(_, _, text)| text.len() > COPY_BYTES_MAX) {
                let why = format!(
                    "a copy is longer than the {} KiB a letter can carry; shorten the longest answers",
                    COPY_BYTES_MAX >> 10
                );
                return Err(ActError::Value { field: "form".to_owned(), why });
            }
        }
        let command = Command::Issue {
            seen: Seen { revision, copies: digests.clone() },
            emergency,
            checks: checks.clone(),
        };
        give(tx, signed, &stream, Some(state), found.case.as_ref(), command).await?;
        Ok(Vec::new())
    })
    .await;
    done.map_err(|error| signed.refuse(error).about(seen.instrument.clone(), seen.kind.clone()))?;
    let location = format!("/measures/{id}?done=issued");
    Ok(signed.done(StatusCode::OK, &json!({ "id": id }), &location))
}
