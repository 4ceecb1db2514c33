//! The desk, cases, and what belongs to them.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use domain::actor::UnitId;
use domain::case::{self, Case, Name, Registration};
use domain::ids::CaseId;
use domain::permit::matrix::{self, Row};
use domain::permit::{self, Subject};
use domain::purpose::Purpose;
use domain::reader::{CaseSeen, Reader, reduce_case};
use portal::page::cases::{Colleague, NewCase};
use portal::path;
use serde_json::{Value, json};
use wire::stored::{Stored, StreamKind};

use super::address::Step;
use super::form::Fields;
use super::reply;
use super::show::case as pages;
use super::{Answer, Posted, Refusal, Shared, Signed};
use crate::act::{ActError, Aggregate, StreamRef, Tx, act};
use crate::measures::{DeskItem, instrument, who};
use crate::node::Node;
use crate::rows::view;

impl Aggregate for Case {
    const KIND: StreamKind = StreamKind::Case;

    fn after(state: Option<Self>, event: &Stored) -> Result<Self, ActError> {
        if let Stored::Case(event) = event {
            Ok(case::evolve(state, event)?)
        } else {
            Err(ActError::Corrupt("another aggregate's event".to_owned()))
        }
    }
}

/// The stream of a case.
#[must_use]
pub fn case_stream(node: &Node, id: CaseId) -> StreamRef {
    StreamRef { id: id.urn(&node.config.node), scope: format!("case:{id}") }
}

/// The case behind an id in a path; what does not parse does not exist.
///
/// # Errors
/// If the record is damaged.
pub async fn load(node: &Node, id: &str) -> Result<Option<(CaseId, Case)>, ActError> {
    let Ok(id) = CaseId::parse(id) else { return Ok(None) };
    Ok(node.load::<Case>(&id.urn(&node.config.node)).await?.map(|case| (id, case)))
}

/// The case as this officer sees it.
///
/// # Errors
/// [`ActError::NotFound`] for whoever may not see it.
pub async fn seen(node: &Node, signed: &Signed, id: &str) -> Result<(CaseSeen, Case), ActError> {
    let (_, case) = load(node, id).await?.ok_or(ActError::NotFound)?;
    let roster = node.roster_view();
    let instrument = instrument()?;
    let ctx = node.ctx(node.now(), &instrument, &roster).ok_or(ActError::NotFound)?;
    let reader = Reader { officer: &signed.officer, case: Some(&case) };
    let seen = reduce_case(&case, &reader, &ctx).ok_or(ActError::NotFound)?;
    Ok((seen, case))
}

/// What waits for this officer, by the next legal deadline.
pub async fn desk(State(node): Shared, signed: Signed) -> Answer {
    if signed.is_person() {
        return pages::desk(&node, &signed).await.map_err(|error| signed.refuse(error));
    }
    let items = desk_items(&node, &signed).await.map_err(|error| signed.refuse(error))?;
    let unopened = pages::unopened(&node, &signed).await.map_err(|error| signed.refuse(error))?;
    let unopened = unopened.iter().map(|(about, one)| {
        // Who has no way to it learns no id.
        let (what, id) = about.split_once(':').unwrap_or(("measure", about));
        let id = |name: &str| (one.about.is_some() && what == name).then_some(id);
        json!({
            "measure": id("measure"),
            "agreement": id("agreement"),
            "recall": id("recall"),
            "kind": one.kind,
            "unit": one.unit,
            "since": wire::time::millis(one.since),
        })
    });
    let document = json!({
        "unopened": unopened.collect::<Vec<_>>(),
        "items": items.iter().map(item_json).collect::<Vec<_>>(),
        "n_notices_owed": items.iter().filter(|item| item.notice.as_deref() == Some("due")).count(),
    });
    Ok(reply::json(StatusCode::OK, &document))
}

/// Lines of the desk that this officer may see.
///
/// # Errors
/// If the store fails.
pub async fn desk_items(node: &Arc<Node>, signed: &Signed) -> Result<Vec<DeskItem>, ActError> {
    let rows: Vec<(String, DeskItem)> = node.rows(view::DESK, "").await?;
    let mut items = Vec::new();
    for (_, item) in rows {
        if super::measures::seen(node, signed, &item.id).await.is_ok() {
            items.push(item);
        }
    }
    Ok(items)
}

fn item_json(item: &DeskItem) -> Value {
    json!({
        "id": item.id,
        "side": item.side,
        "state": item.state,
        "kind": item.kind,
        "counterparty": item.counterparty,
        "case": item.case,
        "clock": item.clock,
        "next": item.next,
        "notice": item.notice,
        "notice_at": item.notice_at,
    })
}

/// Every case this officer may know of.
pub async fn list(State(node): Shared, signed: Signed) -> Answer {
    if signed.is_person() {
        return pages::list(&node, &signed).await.map_err(|error| signed.refuse(error));
    }
    let ids: Result<Vec<(String, String)>, _> = node.rows(view::CASES, "").await;
    let mut cases = Vec::new();
    for (id, _) in ids.map_err(|error| signed.refuse(error))? {
        if let Ok((seen, _)) = seen(&node, &signed, &id).await {
            cases.push(json!({
                "id": id,
                "docket_no": seen.docket_no,
                "codename": seen.codename,
                "state": seen.state,
            }));
        }
    }
    Ok(reply::json(StatusCode::OK, &json!({ "cases": cases })))
}

/// The form for a new case.
pub async fn new(State(node): Shared, signed: Signed) -> Answer {
    if !signed.is_person() {
        return Ok(reply::see_other("/cases"));
    }
    let view = NewCase { colleagues: colleagues(&node, &signed, &[]), ..NewCase::default() };
    let page = pages::new(&node, &signed, &signed.place, &view);
    Ok(reply::html(StatusCode::OK, page))
}

/// Enters a case in the registry and opens it.
pub async fn open(State(node): Shared, posted: Posted) -> Answer {
    let opened = try_open(&node, &posted).await;
    opened.map_err(|refusal| {
        let Some((field, why)) = refusal.repairable() else { return refusal };
        let refused = Some((field.unwrap_or("codename"), why));
        let page = again(&node, &posted.signed, &posted.fields, refused);
        refusal.with_page(page)
    })
}

/// The form for a new case with what was typed in it.
#[must_use]
pub fn again(
    node: &Arc<Node>,
    signed: &Signed,
    fields: &Fields,
    refusal: Option<(&str, &str)>,
) -> String {
    let ticked: Vec<_> = fields.all("participant").collect();
    let view = NewCase {
        colleagues: colleagues(node, signed, &ticked),
        codename: fields.get("codename").unwrap_or_default(),
        focus: fields.get("focus").unwrap_or_default(),
        refusal,
    };
    pages::new(node, signed, &signed.place.at(path::NEW_CASE), &view)
}

async fn try_open(node: &Arc<Node>, posted: &Posted) -> Answer {
    let codename = posted.parse("codename", |text| Name::parse(text).ok_or("too long or empty"))?;
    let focus = match posted.fields.get("focus").map(str::trim) {
        None | Some("") => None,
        Some(_) => Some(posted.parse("focus", |text| Name::parse(text).ok_or("too long"))?),
    };
    let signed = &posted.signed;
    let participants = participants(node, posted)?;
    let done = act!(node, "open_case", posted.once(), |tx| {
        let roster = node.roster_view();
        let instrument = instrument()?;
        let ctx = node.ctx(tx.now, &instrument, &roster).ok_or(ActError::NotFound)?;
        let id = CaseId::new(node.random.uuid_v7(tx.now.as_millisecond()));
        let docket_no = next_docket(tx).await?;
        let register = case::Command::Register(Registration {
            case: id,
            docket_no,
            codename: codename.clone(),
            focus: focus.clone(),
            purpose: Purpose::Investigation,
            participants: participants.clone(),
        });
        let stream = case_stream(node, id);
        let mut state = tx.load::<Case>(&stream).await?;
        for command in [register, case::Command::Open] {
            let subject = Subject::new(state.as_ref()).in_case(state.as_ref());
            let permit = permit::for_officer(&signed.officer, &subject, command, &ctx)?;
            let by = who(&permit, &ctx, None, &stream.id);
            for event in case::decide(state.as_ref(), &permit, &ctx)? {
                tx.record(&stream, &Stored::Case(event.clone()), event.at(), &by).await?;
                state = Some(case::evolve(state, &event)?);
            }
        }
        let sort = wire::time::millis(tx.now);
        tx.put(view::CASES, &id.to_string(), &sort, &id.to_string());
        Ok(id.to_string().into_bytes())
    })
    .await
    .map_err(|error| signed.refuse(error))?;
    let id = String::from_utf8_lossy(&done.result).into_owned();
    Ok(signed.done(
        StatusCode::CREATED,
        &json!({ "id": id }),
        &format!("/cases/{id}?done=case-opened"),
    ))
}

/// The unit that opens the case, and those of our own units that it ticked.
fn participants(node: &Node, posted: &Posted) -> Result<BTreeSet<UnitId>, Refusal> {
    let mut units = BTreeSet::from([posted.signed.officer.unit.clone()]);
    for unit in posted.fields.all("participant").filter(|unit| !unit.is_empty()) {
        let known = node.config.officers.iter().find(|officer| officer.unit.to_string() == unit);
        let known = known.ok_or_else(|| {
            let (field, why) = ("participant".to_owned(), "not a unit of this member".to_owned());
            posted.signed.refuse(ActError::Value { field, why })
        })?;
        units.insert(known.unit.clone());
    }
    Ok(units)
}

/// The other units of this member, with those that were ticked.
fn colleagues<'a>(node: &'a Node, signed: &Signed, ticked: &[&str]) -> Vec<Colleague<'a>> {
    let others = node.config.officers.iter().filter(|entry| entry.unit != signed.officer.unit);
    let mut colleagues: Vec<_> = others
        .map(|entry| Colleague {
            unit: &entry.unit,
            office: entry.office,
            chosen: ticked.contains(&entry.unit.to_string().as_str()),
        })
        .collect();
    colleagues.sort_by_key(|colleague| colleague.unit);
    colleagues.dedup_by_key(|colleague| colleague.unit);
    colleagues
}

/// Docket numbers have no gaps: they are given out in the transaction that opens the case.
async fn next_docket(tx: &mut Tx<'_>) -> Result<Name, ActError> {
    let year = tx.now.to_zoned(jiff::tz::TimeZone::UTC).year();
    let key = format!("docket:{year}");
    let held = tx.node.row::<u32>(view::COUNTER, &key).await?;
    let next = held.unwrap_or(0).saturating_add(1);
    tx.swap(view::COUNTER, &key, held.as_ref(), &next);
    let member = tx.node.config.member.screen();
    Name::parse(&format!("{member}-{year}-{next:06}"))
        .ok_or_else(|| ActError::Shell("docket number".to_owned()))
}

/// A case with what belongs to it.
pub async fn show(State(node): Shared, signed: Signed, Step(id): Step<String>) -> Answer {
    let (seen, case) = seen(&node, &signed, &id).await.map_err(|error| signed.refuse(error))?;
    if signed.is_person() {
        let page = pages::show(&node, &signed, &seen, &case).await;
        return page.map_err(|error| signed.refuse(error));
    }
    let measures: Result<Vec<(String, String)>, _> =
        node.rows(view::CASE_ITEM, &format!("{id}:measure:")).await;
    let exhibits: Result<Vec<(String, String)>, _> =
        node.rows(view::CASE_ITEM, &format!("{id}:exhibit:")).await;
    // Whoever reads the stub alone learns no ids of what is inside, nor how many there are.
    let officer = &signed.officer;
    let inside = case.has(&officer.unit) && matrix::reads(officer.office, Row::MeasureRead.tier());
    let ids = |rows: Vec<(String, String)>| {
        rows.into_iter().map(|(_, id)| id).filter(|_| inside).collect::<Vec<_>>()
    };
    let document = json!({
        "id": id,
        "docket_no": seen.docket_no,
        "codename": seen.codename,
        "focus": seen.focus,
        "state": seen.state,
        "measures": ids(measures.map_err(|error| signed.refuse(error))?),
        "exhibits": ids(exhibits.map_err(|error| signed.refuse(error))?),
    });
    Ok(reply::json(StatusCode::OK, &document))
}
