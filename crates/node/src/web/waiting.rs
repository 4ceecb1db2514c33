//! Letters that have not arrived, for whoever may see what they are about.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use domain::actor::NodeId;
use domain::ids::AgreementId;
use jiff::Timestamp;
use portal::page::waiting::{CameTo, GivenUp, Hindrance, Letter, Waiting, page_waiting};
use portal::path;
use seal::digest::{array, hex_decode, hex_encode};
use serde::Deserialize;
use serde_json::json;
use store::{OutboxChange, OutboxRow, OutboxState};
use wire::relay::Road;
use wire::withdraw::Why;

use super::address::{Asked, Step, asked};
use super::measures::seen;
use super::show::agreements as agreed;
use super::show::{member_name, reference, tail};
use super::{Answer, Posted, Shared, Signed, page, recalls, reply};
use crate::act::{ActError, act};
use crate::agreements::{self, waits};
use crate::dispatch::{Parcel, lane_of};
use crate::given_up::TOLD_MAX;
use crate::late;
use crate::node::Node;
use crate::rows::decode;
use crate::work::deliver;

/// Letters on one page; whoever has more has another trouble than which comes next.
const LETTERS_MAX: usize = 200;

/// Which letters are asked for.
#[derive(Debug, Deserialize)]
pub struct Only {
    /// Those that this agreement holds.
    agreement: Option<String>,
}

/// The page, or the list for programs.
pub async fn list(State(node): Shared, signed: Signed, only: Asked<Only>) -> Answer {
    let refuse = |error| signed.refuse(error);
    let mut letters = letters(&node, &signed).await.map_err(refuse)?;
    let mut given_up = given_up(&node, &signed).await.map_err(refuse)?;
    let mut only = asked(&signed, only)?.agreement;
    if let Some(id) = &only {
        letters.retain(|letter| letter.holders.iter().any(|holder| holder.id == *id));
        given_up.clear();
    }
    if signed.is_person() {
        let only = match only.take().and_then(|id| AgreementId::parse(&id).ok()) {
            None => None,
            Some(id) => {
                let title = agreed::title(&node, &signed, id).await.map_err(refuse)?;
                title.map(|title| (id.to_string(), title))
            }
        };
        let view = Waiting { letters, given_up, only };
        return Ok(page::shown(&node, &signed, |shell| page_waiting(&view, shell)));
    }
    let letters: Vec<_> = letters
        .iter()
        .map(|letter| {
            let (held, failed) = match &letter.hindrance {
                Hindrance::Untried => (None, None),
                Hindrance::Failed(code) => (None, Some(code)),
                Hindrance::Held(code) => (Some(code), None),
            };
            json!({
                "id": letter.id,
                "kind": letter.kind,
                "node": letter.node,
                "lane": letter.lane,
                "queued_at": wire::time::millis(letter.queued_at),
                "deliver_by": wire::time::millis(letter.deliver_by),
                "spent": letter.spent,
                "attempts": letter.n_attempts,
                "next_at": letter.next_at.map(wire::time::millis),
                "failed": failed,
                "held": held,
                "agreements": letter.holders.iter().map(|holder| &holder.id).collect::<Vec<_>>(),
                "relays": letter.at_relays.iter().map(|(relay, since)| json!({
                    "relay": relay,
                    "since": wire::time::millis(*since),
                })).collect::<Vec<_>>(),
                "silent_since": letter.silent_since.map(wire::time::millis),
                "may_withdraw": letter.may_withdraw,
            })
        })
        .collect();
    let given_up: Vec<_> = given_up
        .iter()
        .map(|letter| {
            json!({
                "id": letter.id,
                "kind": letter.kind,
                "node": letter.node,
                "at": wire::time::millis(letter.at),
                "why": letter.why,
                "came_to": letter.came_to.id(),
            })
        })
        .collect();
    Ok(reply::json(StatusCode::OK, &json!({ "letters": letters, "given_up": given_up })))
}

/// Has a letter tried at once.
pub async fn try_now(State(node): Shared, Step(id): Step<String>, posted: Posted) -> Answer {
    let signed = &posted.signed;
    let missing = || signed.refuse(ActError::NotFound);
    let id: [u8; 16] = hex_decode(&id).ok().and_then(|id| array(&id).ok()).ok_or_else(missing)?;
    let row = node.outbox_row(id).await.map_err(|error| signed.refuse(error))?;
    let row = row.filter(waits::waits_for_receipt).ok_or_else(missing)?;
    let parcel: Parcel = decode(&row.payload).map_err(|error| signed.refuse(error))?;
    let about = About::of(&parcel).ok_or_else(missing)?;
    let place = about.place(&node, signed).await.map_err(|error| signed.refuse(error))?;
    place.ok_or_else(missing)?;
    let now_ms = node.now().as_millisecond();
    let is_under_way = row.lease_until_ms.is_some_and(|until| until > now_ms);
    let done = act!(node, "try_letter", None, |tx| {
        // Somebody is sending it this moment: that is what was asked for, and the answer must find its row.
        if is_under_way {
            return Ok(Vec::new());
        }
        tx.outbox.push(OutboxChange::Settle {
            id,
            fence: row.fence,
            state: OutboxState::Queued { due_ms: tx.now.as_millisecond() },
            attempts: row.attempts,
            last_error: row.last_error.clone(),
            payload: None,
        });
        Ok(Vec::new())
    })
    .await;
    match done {
        // Somebody began to send it meanwhile.
        Ok(_) | Err(ActError::Store(store::StoreError::LeaseLost { .. })) => {}
        Err(error) => return Err(signed.refuse(error)),
    }
    if let Ok(peer) = NodeId::parse(&row.peer) {
        node.roads.open(&peer);
    }
    node.wake.deliver.notify_one();
    let location = format!("{}?done=trying", path::WAITING);
    Ok(signed.done(StatusCode::OK, &json!({ "id": hex_encode(&id) }), &location))
}

/// Takes a letter back that its recipient has not accepted.
pub async fn withdraw(State(node): Shared, Step(id): Step<String>, posted: Posted) -> Answer {
    let signed = &posted.signed;
    let missing = || signed.refuse(ActError::NotFound);
    let row: [u8; 16] = hex_decode(&id).ok().and_then(|id| array(&id).ok()).ok_or_else(missing)?;
    let held = node.outbox_row(row).await.map_err(|error| signed.refuse(error))?;
    let held = held.ok_or_else(missing)?;
    let parcel: Parcel = decode(&held.payload).map_err(|error| signed.refuse(error))?;
    let about = About::of(&parcel).ok_or_else(missing)?;
    let place = about.place(&node, signed).await.map_err(|error| signed.refuse(error))?;
    place.ok_or_else(missing)?;
    let why = posted.parse("why", |text| {
        let why = Why::parse(text).filter(|why| Why::OF_OFFICERS.contains(why));
        why.ok_or("one of `recipient`, `mistake`, `moot`")
    })?;
    let officer = &signed.officer;
    let done = crate::given_up::withdraw(&node, row, why, officer, posted.once()).await;
    done.map_err(|error| signed.refuse(error))?;
    let location = format!("{}?done=taken-back", path::WAITING);
    Ok(signed.done(StatusCode::OK, &json!({ "id": id }), &location))
}

/// What a letter is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum About {
    Agreement(String),
    Measure(String),
    Recall(String),
}

impl About {
    /// Nothing for the network's own letters: they are about nobody's matters.
    fn of(parcel: &Parcel) -> Option<Self> {
        let measure = parcel.measure.clone().map(Self::Measure);
        let recall = || parcel.recall.clone().map(Self::Recall);
        measure.or_else(recall).or_else(|| parcel.agreement.clone().map(Self::Agreement))
    }

    /// Its page and how people call it; nothing for whoever may not see it.
    async fn place(
        &self,
        node: &Arc<Node>,
        signed: &Signed,
    ) -> Result<Option<(String, String)>, ActError> {
        let found = match self {
            Self::Agreement(id) => {
                let Ok(of) = AgreementId::parse(id) else { return Ok(None) };
                let title = agreed::title(node, signed, of).await?;
                return Ok(title.map(|title| (path::agreement(id), title)));
            }
            Self::Measure(id) => seen(node, signed, id)
                .await
                .map(|(seen, _)| (path::page_of(&seen), reference(&seen))),
            Self::Recall(id) => recalls::recall(node, signed, id)
                .await
                .map(|_| (path::recall(id), format!("…{}", tail(id)))),
        };
        match found {
            Ok(place) => Ok(Some(place)),
            Err(ActError::NotFound) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// Letters about what this officer may see, in the order in which they go.
///
/// # Errors
/// If the store fails.
pub async fn letters(node: &Arc<Node>, signed: &Signed) -> Result<Vec<Letter>, ActError> {
    let (now, roster) = (node.now(), node.roster());
    let mut waiting = Vec::new();
    let mut after_position = 0;
    loop {
        let rows = node.open_letters(None, after_position).await?;
        let Some(last) = rows.last() else { break };
        after_position = last.position;
        waiting.extend(rows.into_iter().filter(waits::waits_for_receipt));
    }
    // Whatever is most pressing comes first, however many older ones there are.
    waiting.sort_by_key(|row| (row.deliver_by_ms, row.queued_at_ms));
    let known = agreements::all(node).await?;
    let mut places: BTreeMap<About, Option<(String, String)>> = BTreeMap::new();
    let mut letters = Vec::new();
    for row in &waiting {
        let parcel: Parcel = decode(&row.payload)?;
        let Some(about) = About::of(&parcel) else { continue };
        if !places.contains_key(&about) {
            places.insert(about.clone(), about.place(node, signed).await?);
        }
        let Some(Some(place)) = places.get(&about) else { continue };
        let peer =
            NodeId::parse(&row.peer).map_err(|_| ActError::Corrupt("row outbox".to_owned()))?;
        let member = roster.node(&peer).map(|(entry, _)| member_name(&roster, &entry.member));
        letters.push(Letter {
            to: member.unwrap_or_else(|| row.peer.clone()),
            about: place.clone(),
            holders: match (&parcel.asks, waits::reason_of(row)) {
                (Some(asks), Some(reason)) => agreed::holders(signed, asks, reason, &known, now)?,
                (None, _) | (_, None) => Vec::new(),
            },
            at_relays: at_relays(&parcel),
            silent_since: node.roads.silent_since(&peer),
            may_withdraw: {
                let (office, unit) = (signed.officer.office, &signed.officer.unit);
                crate::given_up::is_offered(node, office, unit, &parcel).await
            },
            ..letter(row, now)?
        });
        if letters.len() == LETTERS_MAX {
            break;
        }
    }
    Ok(letters)
}

/// The relays that said that they hold a letter.
fn at_relays(parcel: &Parcel) -> Vec<(String, Timestamp)> {
    let lies = parcel.relays.iter().filter(|(_, at)| at.road == Road::Lies.id());
    let since = lies.map(|(relay, at)| (relay.clone(), Timestamp::from_millisecond(at.since_ms)));
    since.filter_map(|(relay, at)| Some((relay, at.ok()?))).collect()
}

/// What its row says of a letter.
fn letter(row: &OutboxRow, now: Timestamp) -> Result<Letter, ActError> {
    let damaged = || ActError::Corrupt("row outbox".to_owned());
    let instant = |ms| Timestamp::from_millisecond(ms).map_err(|_| damaged());
    let next_at = match (&row.state, row.lease_until_ms) {
        (OutboxState::Queued { due_ms }, None) => Some(instant(*due_ms)?),
        _ => None,
    };
    let hindrance = match (&row.state, &row.last_error) {
        (OutboxState::Held { reason }, _) => Hindrance::Held(reason.clone()),
        (_, None) => Hindrance::Untried,
        (_, Some(code)) => match code.strip_prefix(deliver::HELD) {
            None => Hindrance::Failed(code.clone()),
            Some(reason) => Hindrance::Held(reason.to_owned()),
        },
    };
    Ok(Letter {
        id: hex_encode(&row.id),
        kind: row.kind.clone(),
        to: String::new(),
        node: row.peer.clone(),
        about: (String::new(), String::new()),
        lane: lane_of(row.lane).ok_or_else(damaged)?.id(),
        queued_at: instant(row.queued_at_ms)?,
        deliver_by: instant(row.deliver_by_ms)?,
        spent: late::spent(row, now),
        n_attempts: row.attempts,
        next_at,
        hindrance,
        holders: Vec::new(),
        at_relays: Vec::new(),
        silent_since: None,
        may_withdraw: false,
    })
}

/// Letters about what this officer may see that were given up in the last weeks, the newest first.
///
/// # Errors
/// If the store fails.
pub async fn given_up(node: &Arc<Node>, signed: &Signed) -> Result<Vec<GivenUp>, ActError> {
    let roster = node.roster();
    let mut places: BTreeMap<About, Option<(String, String)>> = BTreeMap::new();
    let mut letters = Vec::new();
    for (told, row) in crate::given_up::told(node).await? {
        let parcel: Parcel = decode(&row.payload)?;
        let Some(about) = About::of(&parcel) else { continue };
        if !places.contains_key(&about) {
            places.insert(about.clone(), about.place(node, signed).await?);
        }
        let Some(Some(place)) = places.get(&about) else { continue };
        let damaged = || ActError::Corrupt("row given-up".to_owned());
        let peer = NodeId::parse(&row.peer).map_err(|_| damaged())?;
        let member = roster.node(&peer).map(|(entry, _)| member_name(&roster, &entry.member));
        letters.push(GivenUp {
            id: hex_encode(&row.id),
            kind: row.kind.clone(),
            to: member.unwrap_or_else(|| row.peer.clone()),
            node: row.peer.clone(),
            about: place.clone(),
            at: Timestamp::from_millisecond(told.at_ms).map_err(|_| damaged())?,
            came_to: match (&told.arrived, told.is_left, &told.why) {
                (_, true, _) => CameTo::Left,
                (Some(_), false, _) => CameTo::Arrived,
                (None, false, None) => CameTo::Expired,
                (None, false, Some(_)) if parcel.envelope.is_some() => CameTo::Asked,
                (None, false, Some(_)) => CameTo::Unsent,
            },
            why: told.why,
        });
        if letters.len() == TOLD_MAX {
            break;
        }
    }
    Ok(letters)
}
