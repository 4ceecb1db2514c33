//! Whether letters reach each member, and a probe for whoever wants to know now.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use domain::actor::NodeId;
use domain::letter::Lane;
use jiff::Timestamp;
use portal::page::reach::{Comparison, Reach, Upgrade, Way, page_reach};
use portal::path;
use serde_json::json;
use wire::version::Behind;

use super::address::Step;
use super::show::member_name;
use super::{Answer, Posted, Shared, Signed, page, reply};
use crate::act::ActError;
use crate::node::Node;
use crate::probe::{self, Asked, Probe};
use crate::reconcile::differ::{self, Kind};
use crate::reconcile::{self, Plan};
use crate::rows::view;

/// The page, or the list for programs.
pub async fn list(State(node): Shared, signed: Signed) -> Answer {
    let ways = ways(&node).await.map_err(|error| signed.refuse(error))?;
    if signed.is_person() {
        return Ok(page::shown(&node, &signed, |shell| page_reach(&ways, shell)));
    }
    let now = node.now();
    let at = |at: Option<Timestamp>| at.map(wire::time::millis);
    let ways: Vec<_> = ways
        .iter()
        .map(|way| {
            json!({
                "node": way.node,
                "state": Reach::of(way, now).id(),
                "asked_at": at(way.asked_at),
                "accepted_at": at(way.accepted_at),
                "whole_at": at(way.whole_at),
                "refused": way.refused,
                "last_whole_at": at(way.last_whole_at),
                "silent_since": at(way.silent_since),
                "fetches": way.fetches,
                "upgrade": way.upgrade.map(Upgrade::id),
                "compared_at": at(way.compared.done_at),
                "differences": way.compared.differences.iter().copied().collect::<BTreeMap<_, _>>(),
                "differences_rest": way.compared.n_rest,
            })
        })
        .collect();
    Ok(reply::json(StatusCode::OK, &json!({ "ways": ways })))
}

/// Sends a probe, unless one is on its way or a minute has not passed: another one would tell nothing more.
pub async fn try_way(State(node): Shared, Step(id): Step<String>, posted: Posted) -> Answer {
    let signed = &posted.signed;
    let peer = NodeId::parse(&id).ok().filter(|id| probe::peers(&node).contains(id));
    let peer = peer.ok_or_else(|| signed.refuse(ActError::NotFound))?;
    let way = way(&node, &peer).await.map_err(|error| signed.refuse(error))?;
    if Reach::of(&way, node.now()) != Reach::UnderWay {
        let asked = Asked::By(signed.officer.id.to_string());
        let sent = probe::send(&node, &peer, Lane::Ordinary, 0, &asked).await;
        sent.map_err(|error| signed.refuse(error))?;
        node.roads.open(&peer);
        node.wake.deliver.notify_one();
    }
    let location = format!("{}?done=trying", path::REACH);
    Ok(signed.done(StatusCode::OK, &json!({ "node": peer.as_str() }), &location))
}

/// Compares with a node what passed, from the first day that counts.
pub async fn compare(State(node): Shared, Step(id): Step<String>, posted: Posted) -> Answer {
    let signed = &posted.signed;
    let peer = NodeId::parse(&id).ok().filter(|id| probe::peers(&node).contains(id));
    let peer = peer.ok_or_else(|| signed.refuse(ActError::NotFound))?;
    let plan = node.row::<Plan>(view::RECONCILE, peer.as_str()).await;
    let plan = plan.map_err(|error| signed.refuse(error))?.unwrap_or_default();
    if plan.open.is_none() {
        reconcile::want(&node, &peer).await.map_err(|error| signed.refuse(error))?;
        node.wake.compare.notify_one();
    }
    let location = format!("{}?done=trying", path::REACH);
    Ok(signed.done(StatusCode::OK, &json!({ "node": peer.as_str() }), &location))
}

async fn comparison(node: &Arc<Node>, peer: &NodeId) -> Result<Comparison, ActError> {
    let plan = node.row::<Plan>(view::RECONCILE, peer.as_str()).await?.unwrap_or_default();
    let mut counts: BTreeMap<Kind, u64> = BTreeMap::new();
    for (_, held) in differ::all(node, peer).await? {
        // What a peer had lost is there again and still worth knowing.
        if held.settled_ms.is_none() || held.kind == Kind::LostByPeer {
            *counts.entry(held.kind).or_default() += 1;
        }
    }
    Ok(Comparison {
        done_at: plan.done_ms.and_then(|ms| Timestamp::from_millisecond(ms).ok()),
        is_open: plan.open.is_some(),
        has_failed: plan.failed.is_some(),
        differences: counts.into_iter().map(|(kind, n)| (kind.id(), n)).collect(),
        n_rest: differ::n_rest(node, peer).await?,
    })
}

async fn ways(node: &Arc<Node>) -> Result<Vec<Way>, ActError> {
    let mut ways = Vec::new();
    for peer in probe::peers(node) {
        ways.push(way(node, &peer).await?);
    }
    ways.sort_by(|a, b| (&a.member, &a.node).cmp(&(&b.member, &b.node)));
    Ok(ways)
}

async fn way(node: &Arc<Node>, peer: &NodeId) -> Result<Way, ActError> {
    let probe = node.row::<Probe>(view::PROBE, peer.as_str()).await?.unwrap_or_default();
    let roster = node.roster();
    let member = roster.node(peer).map(|(entry, _)| member_name(&roster, &entry.member));
    let instant = |ms: Option<i64>| ms.and_then(|ms| Timestamp::from_millisecond(ms).ok());
    Ok(Way {
        member: member.unwrap_or_else(|| peer.to_string()),
        node: peer.to_string(),
        asked_at: instant(probe.letter.is_some().then_some(probe.asked_ms)),
        accepted_at: instant(probe.accepted_ms),
        whole_at: instant(probe.whole_ms),
        refused: probe.refused,
        last_whole_at: instant(probe.last_whole_ms),
        silent_since: node.roads.silent_since(peer),
        fetches: node.fetches(peer),
        upgrade: node.common_version(peer).err().map(|behind| match behind {
            Behind::They => Upgrade::They,
            Behind::We => Upgrade::We,
        }),
        compared: comparison(node, peer).await?,
    })
}
