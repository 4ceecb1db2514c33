//! The desk, the list of cases, and a case.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::body::Body;
use axum::http::Response;
use domain::actor::Office;
use domain::case::Case;
use domain::exhibit::{Exhibit, RecordState};
use domain::measure::notice::Notice;
use domain::measure::{DutyStanding, PeerAct, Standing};
use domain::permit::matrix::Row;
use domain::reader::{CaseSeen, ClockSeen, MeasureSeen, PeerActSeen, SideSeen};
use jiff::Timestamp;
use law::ids::DutyId;
use law::measure_kind::MeasureKind;
use portal::component::clock::Clock;
use portal::page::case::{Case as CasePage, MeasureLine, name as case_name, page_case};
use portal::page::cases::{CaseLine, Cases, NewCase, page_cases, page_new_case};
use portal::page::desk::{Desk, Ending, Item, NextStep, Reminder, Unopened, page_desk};
use portal::page::waiting::LATE;
use portal::path;
use wire::stored::StreamKind;

use super::{custody, exhibits, law_of, lines, member_name, reader_of, reference, tail};
use crate::act::ActError;
use crate::exhibits::of_case;
use crate::node::Node;
use crate::retention;
use crate::rows::view;
use crate::tray;
use crate::web::page::{self, Place};
use crate::web::timeline::{Source, entries};
use crate::web::{Signed, agreements, cases, measures, packages, recalls, waiting};

/// What waits for this officer.
///
/// # Errors
/// If the store fails.
pub async fn desk(node: &Arc<Node>, signed: &Signed) -> Result<Response<Body>, ActError> {
    let roster = node.roster();
    let mut items = Vec::new();
    for item in cases::desk_items(node, signed).await? {
        let (seen, found) = measures::seen(node, signed, &item.id).await?;
        let has_exhibits = !crate::exhibits::of_measure(node, found.id).await?.is_empty();
        let other = match seen.side {
            SideSeen::Issuing => &seen.addressee,
            SideSeen::Executing | SideSeen::Notified => &seen.from,
        };
        items.push(Item {
            path: path::page_of(&seen),
            reference: reference(&seen),
            pack: seen.instrument.to_string(),
            kind: seen.kind.to_string(),
            counterparty: member_name(&roster, other),
            state: seen.state.to_owned(),
            clock: next_clock(&seen, node.now()).cloned(),
            notice: reminder(&seen),
            owes: owed_longest(&seen),
            next: next_step(&seen, signed.officer.office, has_exhibits, yields_data(node, &seen)),
        });
    }
    let ending = ending(node, signed).await?;
    let given_up = waiting::given_up(node, signed).await?;
    let waiting = waiting::letters(node, signed).await?;
    let view = Desk {
        items,
        ending,
        agreements: super::agreements::asking(node, signed).await?,
        may_open_case: signed.has(Row::CaseRegister),
        unopened: unopened(node, signed).await?.into_iter().map(|(_, one)| one).collect(),
        n_waiting: waiting.len(),
        n_late: waiting.iter().filter(|letter| letter.spent >= LATE).count(),
        n_given_up: given_up.iter().filter(|letter| letter.came_to.asks()).count(),
    };
    Ok(page::shown(node, signed, |shell| page_desk(&view, shell)))
}

/// Letters that one desk is reminded of; an office with more has another trouble than which.
const REMINDED_MAX: usize = 200;
/// Letters that are looked at for them: most of what lies in a tray may be for other offices than the reader's.
const LOOKED_AT_MAX: usize = 10 * REMINDED_MAX;

/// The letters that nobody has opened in time, each with what it is about as rows call it: for whoever may receive it with the way
/// to it; for the contact point all, by what stands outside. The longest beyond their time come first, at most [`REMINDED_MAX`].
///
/// # Errors
/// If the store fails or a row is damaged.
pub async fn unopened(node: &Node, signed: &Signed) -> Result<Vec<(String, Unopened)>, ActError> {
    let office = signed.officer.office;
    let routes = office == Office::SpocOfficer;
    let mut ways: BTreeMap<String, Option<(String, String)>> = BTreeMap::new();
    let (mut found, mut n_looked_at, mut after) = (Vec::new(), 0, None);
    loop {
        let (letters, next) = tray::unopened(node, after).await?;
        n_looked_at += letters.len();
        for (_, lying) in letters {
            let about = match ways.get(&lying.about) {
                Some(known) => known.clone(),
                None if tray::may_receive(office, &lying.about) => {
                    let way = way_to(node, signed, &lying.about).await;
                    ways.insert(lying.about.clone(), way.clone());
                    way
                }
                None => None,
            };
            if about.is_none() && !routes {
                continue;
            }
            let since = Timestamp::from_millisecond(lying.consigned_ms);
            let unopened = Unopened {
                about,
                kind: lying.kind,
                unit: lying.unit.unwrap_or_default(),
                since: since.map_err(|_| ActError::Corrupt("row ladder".to_owned()))?,
            };
            found.push((lying.about, unopened));
            if found.len() == REMINDED_MAX {
                return Ok(found);
            }
        }
        match next {
            Some(_) if n_looked_at < LOOKED_AT_MAX => after = next,
            Some(_) | None => return Ok(found),
        }
    }
}

/// The page on which a letter is received, and how people call what it is about; nothing for whoever may not see that.
async fn way_to(node: &Node, signed: &Signed, about: &str) -> Option<(String, String)> {
    match about.split_once(':') {
        None => {
            let (seen, _) = measures::seen(node, signed, about).await.ok()?;
            Some((path::page_of(&seen), reference(&seen)))
        }
        Some(("agreement", id)) => {
            agreements::one(node, signed, id).await.ok()?;
            Some((path::agreement(id), tail(id).to_owned()))
        }
        Some(("recall", id)) => {
            recalls::recall(node, signed, id).await.ok()?;
            Some((path::recall(id), tail(id).to_owned()))
        }
        Some(_) => None,
    }
}

/// The exhibits whose time ends soon, for whoever sets such times and takes part in the case: the custodian, its lead and
/// an issuing authority.
async fn ending(node: &Arc<Node>, signed: &Signed) -> Result<Vec<Ending>, ActError> {
    if !signed.has(Row::ExhibitRetain) {
        return Ok(Vec::new());
    }
    let mut cases = BTreeMap::new();
    let mut found = Vec::new();
    for one in retention::ending(node).await? {
        let id = one.case.to_string();
        if !cases.contains_key(&id) {
            let seen = crate::web::keeping::inside(node, signed, &id).await;
            cases.insert(id.clone(), seen.ok().map(|(seen, _)| case_name(&seen)));
        }
        let Some(Some(reference)) = cases.get(&id) else { continue };
        let exhibit = node.load::<Exhibit>(&one.exhibit.urn(&node.config.node)).await?;
        let Some(exhibit) = exhibit else { continue };
        if matches!(exhibit.state(), RecordState::Deleted | RecordState::Destroying) {
            continue;
        }
        found.push(Ending {
            case: one.case,
            reference: reference.clone(),
            exhibit_no: exhibit.item().exhibit_no.to_string(),
            until: one.until,
            near: one.near,
            held_until: exhibit.item().held_until(node.now()),
        });
    }
    Ok(found)
}

/// The clock whose instant comes next, whoever acts: an issuer waits for the periods of others. Nothing where the
/// measure has ended.
fn next_clock(seen: &MeasureSeen, now: Timestamp) -> Option<&ClockSeen> {
    if matches!(seen.state, "completed" | "dropped" | "lapsed" | "refused" | "withdrawn") {
        return None;
    }
    let next = seen.clocks.iter().filter_map(|seen| Some((Clock::of(seen).next_at(now)?, seen)));
    next.min_by_key(|(at, _)| *at).map(|(_, clock)| clock)
}

/// Whether a measure ends with something handed over. One of a law this node does not hold is believed to.
fn yields_data(node: &Node, seen: &MeasureSeen) -> bool {
    let kind = law_of(node, seen).ok().and_then(|law| law.kind(&seen.kind));
    kind.is_none_or(MeasureKind::yields_data)
}

/// The notice to the person, where it waits for somebody: in every state, because the duty outlives the measure.
fn reminder(seen: &MeasureSeen) -> Option<Reminder> {
    match &seen.notice.as_ref()?.standing {
        Notice::Deferred(deferral) => Some(Reminder::Review(deferral.review_at)),
        Notice::Due(owed) => Some(Reminder::Owed(owed.since)),
        Notice::Given(_) | Notice::NotOwed => None,
    }
}

/// The duty that is owed longest. What the notice reminds of is not said twice.
fn owed_longest(seen: &MeasureSeen) -> Option<(DutyId, Timestamp)> {
    let notice = seen.notice.as_ref().map(|notice| notice.id.as_str());
    let owed = seen.duties.iter().filter_map(|seen| match seen.standing {
        DutyStanding::Owed { since } if notice != Some(seen.duty.name()) => {
            Some((seen.duty.clone(), since))
        }
        DutyStanding::Lasts { .. }
        | DutyStanding::Lies
        | DutyStanding::Met { .. }
        | DutyStanding::NotYet
        | DutyStanding::Over
        | DutyStanding::Owed { .. }
        | DutyStanding::Unmet { .. }
        | DutyStanding::Waits { .. } => None,
    });
    owed.min_by_key(|(_, since)| *since)
}

/// What is expected of the reader next, from the acts that the core offers this office.
fn next_step(
    seen: &MeasureSeen,
    office: Office,
    has_exhibits: bool,
    yields_data: bool,
) -> NextStep {
    let can = |verb: &str| seen.may.iter().any(|one| one.verb == verb && one.denied.is_none());
    let is_owed = matches!(reminder(seen), Some(Reminder::Owed(_)));
    match seen.side {
        SideSeen::Issuing if can("review-notice-delay") => NextStep::ReviewDelay,
        SideSeen::Issuing if is_owed && can("give-notice") => NextStep::Tell,
        SideSeen::Issuing if seen.acts.iter().any(waits) => NextStep::Look,
        SideSeen::Issuing => match seen.state {
            // Whose office issues, but not this measure, waits like everybody else.
            "draft" if seen.defects.is_empty() && can("issue") => NextStep::Issue,
            "draft" if !seen.defects.is_empty() && can("amend") => NextStep::CompleteDraft,
            "draft" => NextStep::WaitForIssuer,
            "issued" => {
                let n_copies = 1 + usize::from(seen.enforcing.is_some());
                if seen.receipts.len() < n_copies {
                    NextStep::WaitForReceipts
                } else if yields_data {
                    NextStep::WaitForProduction
                } else {
                    NextStep::WaitForAnswer
                }
            }
            "produced" if office == Office::Custodian => NextStep::Export,
            _ => NextStep::Nothing,
        },
        SideSeen::Executing => {
            let leaves = seen.release.as_ref().is_some_and(|release| release.state.lets_leave());
            let is_open = owed_longest(seen).is_some()
                || seen.state == "received" && seen.letters.iter().any(|one| one.denied.is_none());
            if !yields_data {
                return if is_open { NextStep::Answer } else { NextStep::Nothing };
            }
            match (seen.handovers.is_empty(), has_exhibits, leaves) {
                (false, _, _) if owed_longest(seen).is_some() => NextStep::Answer,
                (false, _, _) => NextStep::Nothing,
                (true, false, _) => NextStep::Ingest,
                (true, true, true) => NextStep::HandOver,
                (true, true, false) => NextStep::WaitForGate,
            }
        }
        SideSeen::Notified if can("clear") => NextStep::DecideGround,
        SideSeen::Notified if seen.state == "enforcing" => NextStep::Answer,
        SideSeen::Notified => NextStep::Nothing,
    }
}

/// Whether an officer has to say what follows from an act; a hand-over is looked at by the node.
fn waits(act: &PeerActSeen) -> bool {
    act.standing == Standing::Waiting && !matches!(act.act, PeerAct::OfferedHandover { .. })
}

/// The cases this officer may know of.
///
/// # Errors
/// If the store fails.
pub async fn list(node: &Arc<Node>, signed: &Signed) -> Result<Response<Body>, ActError> {
    let ids: Vec<(String, String)> = node.rows(view::CASES, "").await?;
    let mut known = Vec::new();
    for (id, _) in ids {
        if let Ok((seen, _)) = cases::seen(node, signed, &id).await {
            let n_measures = measures_of(node, signed, &seen).await?.len();
            known.push((seen, n_measures));
        }
    }
    let lines = known.iter().map(|(seen, n)| CaseLine { seen, n_measures: *n });
    let view = Cases { cases: lines.collect(), may_open: signed.has(Row::CaseRegister) };
    Ok(page::shown(node, signed, |shell| page_cases(&view, shell)))
}

/// The form for a new case, empty or as it was sent back.
#[must_use]
pub fn new(node: &Arc<Node>, signed: &Signed, place: &Place, view: &NewCase<'_>) -> String {
    page::render(node, Some(signed), place, |shell| page_new_case(view, shell))
}

/// The measures of a case that this officer may see.
async fn measures_of(
    node: &Node,
    signed: &Signed,
    case: &CaseSeen,
) -> Result<Vec<MeasureSeen>, ActError> {
    let rows: Vec<(String, String)> =
        node.rows(view::CASE_ITEM, &format!("{}:measure:", case.id)).await?;
    let mut seen = Vec::new();
    for (_, id) in rows {
        match measures::seen(node, signed, &id).await {
            Ok((one, _)) => seen.push(one),
            Err(ActError::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(seen)
}

/// A case with its measures, exhibits, packages and timeline.
///
/// # Errors
/// If the store fails or a record is damaged.
pub async fn show(
    node: &Arc<Node>,
    signed: &Signed,
    seen: &CaseSeen,
    case: &Case,
) -> Result<Response<Body>, ActError> {
    let ours = &node.config.node;
    let reader = reader_of(signed, Some(case));
    let held = measures_of(node, signed, seen).await?;
    let named: Vec<(&MeasureSeen, String)> = held.iter().map(|one| (one, reference(one))).collect();
    let known = exhibits(node, &reader, &of_case(node, seen.id).await?).await?;
    let mut sealed = Vec::new();
    for id in ids(node, &format!("{}:package:", seen.id)).await? {
        match packages::seen(node, signed, &id).await {
            Ok((package, _, _)) => sealed.push(package),
            Err(ActError::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    let about_case =
        [seen.id.urn(ours)].map(|stream| Source { stream, kind: StreamKind::Case, about: None });
    let about_measures = named.iter().map(|(one, name)| Source {
        stream: one.id.urn(ours),
        kind: StreamKind::Measure,
        about: Some((path::measure(&one.id.to_string()), name.clone())),
    });
    let about_packages = sealed.iter().map(|package| Source {
        stream: package.id.urn(ours),
        kind: StreamKind::Package,
        about: Some((
            path::package(&package.id.to_string()),
            format!("…{}", tail(&package.id.to_string())),
        )),
    });
    let is_inside = crate::web::keeping::inside(node, signed, &seen.id.to_string()).await.is_ok();
    let mut erased = crate::keeping::erasures(node, seen.id).await?;
    erased.retain(|_| is_inside);
    let about_erasures = erased.iter().map(|erasure| {
        let id = erasure.proposed().request.erasure;
        let named = format!("…{}", tail(&id.to_string()));
        let about = Some((path::erasure(&id.to_string()), named));
        Source { stream: id.urn(ours), kind: StreamKind::Erasure, about }
    });
    let sources: Vec<Source> = about_case
        .into_iter()
        .chain(about_measures)
        .chain(custody(node, &known))
        .chain(about_packages)
        .chain(about_erasures)
        .collect();
    let (_, version) = node.load_with_version::<Case>(&seen.id.urn(ours)).await?.unzip();
    let takes_part = case.has(&signed.officer.unit);
    let view = CasePage {
        seen,
        measures: named.iter().map(|(seen, name)| MeasureLine { seen, reference: name }).collect(),
        exhibits: lines(&known),
        packages: sealed.iter().collect(),
        timeline: entries(node, &sources).await?,
        shows_kept: is_inside,
        may_draft: takes_part && signed.has(Row::MeasureOpen),
        may_export: takes_part && signed.has(Row::PackageStart) && !known.is_empty(),
        version: version.unwrap_or_default(),
    };
    Ok(page::shown(node, signed, |shell| page_case(&view, shell)))
}

async fn ids(node: &Node, prefix: &str) -> Result<Vec<String>, ActError> {
    let rows: Vec<(String, String)> = node.rows(view::CASE_ITEM, prefix).await?;
    Ok(rows.into_iter().map(|(_, id)| id).collect())
}
