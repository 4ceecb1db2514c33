//! Recalls that the order of an erasure opens, and what its certificate says of recipients.

use std::collections::{BTreeMap, BTreeSet};

use domain::actor::{MemberId, NodeId, UnitId};
use domain::erasure::{Ordered, Recipients, Request as Erasure};
use domain::exhibit::Exhibit;
use domain::ids::{ExhibitId, RecallId};
use domain::permit::{self, Subject};
use domain::recall::{
    self, Command, DUE_AFTER_ERASURE, RECIPIENTS_MAX, Reason, Recall, Recipient, Request,
};
use jiff::{SignedDuration, Timestamp};

use super::{carry_out, of_the_case, recall_stream, recipients};
use crate::act::{ActError, Tx};
use crate::custody::passings;
use crate::measures::{instrument, who};
use crate::node::Node;

/// Whoever is asked because we are asked has this time at least, whatever we have ourselves.
const LEAST_TIME: SignedDuration = SignedDuration::from_hours(1);

/// The exhibits of an erasure as their records stand.
async fn exhibits(node: &Node, erasure: &Erasure) -> Result<Vec<(ExhibitId, Exhibit)>, ActError> {
    let mut found = Vec::new();
    for id in erasure.exhibits.keys() {
        let exhibit = node.load::<Exhibit>(&id.urn(&node.config.node)).await?;
        found.extend(exhibit.map(|exhibit| (*id, exhibit)));
    }
    Ok(found)
}

/// What each installation has confirmed of what was asked in this case, in time or later.
fn confirmed(recalls: &[Recall]) -> BTreeMap<NodeId, BTreeSet<ExhibitId>> {
    let mut found = BTreeMap::<NodeId, BTreeSet<ExhibitId>>::new();
    for recall in recalls {
        let Recall::Asking(asking) = recall else { continue };
        for (node, recipient) in &asking.request.recipients {
            let standing = asking.standings.get(node);
            if standing.is_some_and(|standing| standing.confirmation().is_some()) {
                found.entry(node.clone()).or_default().extend(recipient.exhibits.keys());
            }
        }
    }
    found
}

/// Whom the order of this erasure asks: everybody who got one of its exhibits and has not confirmed its destruction.
///
/// # Errors
/// If a record is damaged.
pub(crate) async fn who_is_asked(
    node: &Node,
    erasure: &Erasure,
) -> Result<BTreeMap<NodeId, Recipient>, ActError> {
    let mut found = recipients(node, &exhibits(node, erasure).await?).await?;
    let confirmed = confirmed(&of_the_case(node, erasure.case).await?);
    for (node, recipient) in &mut found {
        let done = confirmed.get(node);
        recipient.exhibits.retain(|id, _| done.is_none_or(|done| !done.contains(id)));
    }
    found.retain(|_, recipient| !recipient.exhibits.is_empty());
    Ok(found)
}

/// The recalls that an erasure opened.
///
/// # Errors
/// If a record is damaged.
pub(crate) async fn of_erasure(node: &Node, erasure: &Erasure) -> Result<Vec<RecallId>, ActError> {
    let recalls = of_the_case(node, erasure.case).await?;
    let its = recalls.iter().filter_map(|recall| match recall {
        Recall::Asking(asking) if asking.request.erasure == Some(erasure.erasure) => {
            Some(asking.request.recall)
        }
        Recall::Asked(_) | Recall::Asking(_) => None,
    });
    Ok(its.collect())
}

/// Asks in the transaction of the order; `unit` is that of the officer who gave it.
///
/// # Errors
/// If something cannot be recorded or sent; then nothing is ordered.
pub(crate) async fn for_erasure(
    tx: &mut Tx<'_>,
    ordered: &Ordered,
    unit: &UnitId,
) -> Result<(), ActError> {
    let node = tx.node;
    let erasure = &ordered.proposed.request;
    let asked: Vec<_> = who_is_asked(node, erasure).await?.into_iter().collect();
    if asked.is_empty() {
        return Ok(());
    }
    let cause = cause(&of_the_case(node, erasure.case).await?, erasure);
    let (roster, instrument) = (node.roster_view(), instrument()?);
    let ctx = node.ctx(tx.now, &instrument, &roster).ok_or(ActError::NotFound)?;
    for some in asked.chunks(RECIPIENTS_MAX) {
        let recall = RecallId::new(node.random.uuid_v7(tx.now.as_millisecond()));
        let request = Request {
            recall,
            case: Some(erasure.case),
            reason: cause.map_or(Reason::Erased, |(_, reason, _)| reason),
            why: erasure.why.clone(),
            due_at: due_at(tx.now, cause.map(|(_, _, due_at)| due_at)),
            erasure: Some(erasure.erasure),
            cause: cause.map(|(id, ..)| id),
            recipients: some.iter().cloned().collect(),
        };
        let permit = permit::for_node(&Subject::new(None), Command::Ask(request), &ctx)?;
        let stream = recall_stream(node, recall);
        let by = who(&permit, &ctx, None, &stream.id);
        let events = recall::decide(None, &permit, &ctx)?;
        carry_out(tx, &stream, None, events, &by, unit, &[]).await?;
    }
    Ok(())
}

/// The open recall of somebody else that this erasure performs, with its reason and its time.
fn cause(recalls: &[Recall], erasure: &Erasure) -> Option<(RecallId, Reason, Timestamp)> {
    recalls.iter().find_map(|recall| {
        let Recall::Asked(asked) = recall else { return None };
        let demand = &asked.demand;
        let is_it = asked.confirmation().is_none()
            && demand.exhibits.keys().any(|id| erasure.exhibits.contains_key(id));
        is_it.then_some((demand.recall, demand.reason, demand.due_at))
    })
}

/// Whoever is asked because we are asked answers before we must, where that leaves it time.
fn due_at(now: Timestamp, ours: Option<Timestamp>) -> Timestamp {
    let later = |by| now.saturating_add(by).unwrap_or(Timestamp::MAX);
    let usual = later(DUE_AFTER_ERASURE);
    ours.map_or(usual, |ours| usual.min(ours).max(later(LEAST_TIME)))
}

/// What the certificate of an erasure says of others, as of now.
///
/// # Errors
/// If a record is damaged.
pub(crate) async fn standing_of(node: &Node, erasure: &Erasure) -> Result<Recipients, ActError> {
    let mut gave = BTreeSet::new();
    for id in erasure.exhibits.keys() {
        let events = node.store.load(&id.urn(&node.config.node), 0).await?;
        let came = passings(node, &events)?.into_iter().filter(|passing| !passing.given);
        gave.extend(came.map(|passing| passing.member));
    }
    let got = recipients(node, &exhibits(node, erasure).await?).await?;
    let done = confirmed(&of_the_case(node, erasure.case).await?);
    let has_confirmed = |(node, recipient): &(&NodeId, &Recipient)| {
        let done = done.get(*node);
        done.is_some_and(|done| recipient.exhibits.keys().all(|id| done.contains(id)))
    };
    let asked: BTreeSet<MemberId> = got.values().map(|one| one.member.clone()).collect();
    let outstanding: BTreeSet<MemberId> =
        got.iter().filter(|one| !has_confirmed(one)).map(|(_, one)| one.member.clone()).collect();
    let confirmed = asked.difference(&outstanding).cloned().collect();
    Ok(Recipients { asked, confirmed, gave, outstanding })
}
