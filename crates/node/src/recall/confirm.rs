//! The worker that answers recalls: once our own certificates cover everything that is asked, it says so with the proof of
//! each, and later it says how those stand who got it from us. It destroys nothing and asks nobody for it.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::erasure::Erasure;
use domain::exhibit::Exhibit;
use domain::ids::{ErasureId, ExhibitId, RecallId};
use domain::permit::{self, Subject};
use domain::recall::{
    self, Asked, CERTIFICATES_MAX, Certificate, Command, Confirmation, Onward, Recall, Shown, Tally,
};
use jiff::SignedDuration;
use store::{RowQuery, StoredEvent};

use super::{BESIDE, carry_out, load, of_the_case, parsed, recall_stream, voice};
use crate::act::{ActError, act};
use crate::custody::View;
use crate::keeping;
use crate::measures::{instrument, who};
use crate::node::Node;
use crate::rows::view;

/// A certificate waits for its proof until so long before the time is over; then it is named without one.
const WITHOUT_PROOF: SignedDuration = SignedDuration::from_hours(1);

/// Answers what can be answered. Called after each publication, because proofs stand under published heads. Returns
/// whether anything was said.
///
/// # Errors
/// The first that occurred; the others were tried all the same.
pub async fn confirm_due(node: &Arc<Node>) -> Result<bool, ActError> {
    let query = RowQuery {
        to_sort: Some(BESIDE.to_owned()),
        ..RowQuery::view(view::RECALL, store::MAX_PAGE)
    };
    let (mut any, mut first) = (false, None);
    for row in node.all_rows(query).await? {
        match one(node, parsed(&row.key)?).await {
            Ok(said) => any |= said,
            Err(error) => first = first.or(Some(error)),
        }
    }
    first.map_or(Ok(any), Err)
}

async fn one(node: &Arc<Node>, id: RecallId) -> Result<bool, ActError> {
    let Some(Recall::Asked(asked)) = load(node, id).await? else { return Ok(false) };
    if let Some(given) = asked.confirmation() {
        let erasures: BTreeSet<_> = given.certificates.iter().map(|one| one.erasure).collect();
        let onward = onward(node, &asked, &erasures).await?;
        if onward == given.onward || onward.n_open() > 0 {
            return Ok(false);
        }
        return say(node, id, Command::Report(onward), &[]).await;
    }
    let Some(found) = destroyed(node, &asked).await? else { return Ok(false) };
    let last_call = asked.demand.due_at.saturating_sub(WITHOUT_PROOF).unwrap_or_default();
    let mut shown = Vec::new();
    let mut certificates = Vec::new();
    for (erasure, event) in &found {
        let proof = proof(node, event).await?;
        if proof.is_none() && node.now() < last_call {
            return Ok(false);
        }
        let leaf = event.leaf_hash;
        let index = proof.as_ref().and(event.place).map(|place| place.index);
        certificates.push(Certificate { erasure: *erasure, leaf, index });
        shown.push(Shown { erasure: *erasure, leaf, proof });
    }
    let erasures = found.iter().map(|(erasure, _)| *erasure).collect();
    let onward = onward(node, &asked, &erasures).await?;
    say(node, id, Command::Confirm(Confirmation { certificates, onward }), &shown).await
}

/// The certificates that together cover everything that is asked; none as long as something is not covered.
async fn destroyed(
    node: &Node,
    asked: &Asked,
) -> Result<Option<Vec<(ErasureId, StoredEvent)>>, ActError> {
    let mut left: BTreeSet<ExhibitId> = asked.demand.exhibits.keys().copied().collect();
    let mut found = Vec::new();
    for erasure in keeping::erasures(node, asked.demand.case).await? {
        cover(node, &erasure, &mut left, &mut found).await?;
    }
    // What belongs to another case here is known by its own record.
    for id in left.clone() {
        let urn = id.urn(&node.config.node);
        let Some(Exhibit::Deleted(deleted)) = node.load::<Exhibit>(&urn).await? else {
            return Ok(None);
        };
        let urn = deleted.erasure.urn(&node.config.node);
        if let Some(erasure) = node.load::<Erasure>(&urn).await? {
            cover(node, &erasure, &mut left, &mut found).await?;
        }
    }
    if left.is_empty() && found.len() <= CERTIFICATES_MAX { Ok(Some(found)) } else { Ok(None) }
}

async fn cover(
    node: &Node,
    erasure: &Erasure,
    left: &mut BTreeSet<ExhibitId>,
    found: &mut Vec<(ErasureId, StoredEvent)>,
) -> Result<(), ActError> {
    let Erasure::Certified(certified) = erasure else { return Ok(()) };
    let request = &certified.ordered.proposed.request;
    let n_left = left.len();
    left.retain(|id| !request.exhibits.contains_key(id));
    if left.len() < n_left {
        let events = node.store.load(&request.erasure.urn(&node.config.node), 0).await?;
        let last = events.into_iter().next_back();
        let last = last.ok_or_else(|| ActError::Corrupt("row erasure".to_owned()))?;
        found.push((request.erasure, last));
    }
    Ok(())
}

/// The proof of a certificate's leaf under the published head, once that covers it.
async fn proof(node: &Node, event: &StoredEvent) -> Result<Option<String>, ActError> {
    let heads = node.ledger.all_published();
    let leaf = View::of(node, &heads)?.leaf(node, event, Some(&["schema", "at"])).await?;
    Ok(leaf.map(|leaf| leaf.proof.to_string()))
}

/// How those stand whom we asked for the sake of this recall or of these erasures.
async fn onward(
    node: &Node,
    asked: &Asked,
    erasures: &BTreeSet<ErasureId>,
) -> Result<Onward, ActError> {
    let mut tally = Tally::default();
    for recall in of_the_case(node, asked.demand.case).await? {
        let Recall::Asking(asking) = recall else { continue };
        let request = &asking.request;
        let is_one = request.cause == Some(asked.demand.recall)
            || request.erasure.is_some_and(|erasure| erasures.contains(&erasure));
        if is_one {
            asking.standings.values().for_each(|standing| tally.add(standing));
        }
    }
    Ok(tally.onward())
}

async fn say(
    node: &Arc<Node>,
    id: RecallId,
    command: Command,
    shown: &[Shown],
) -> Result<bool, ActError> {
    let done = act!(node, "answer_recall", None, |tx| {
        let stream = recall_stream(node, id);
        let before = tx.load::<Recall>(&stream).await?.ok_or(ActError::NotFound)?;
        let (roster, instrument) = (node.roster_view(), instrument()?);
        let ctx = node.ctx(tx.now, &instrument, &roster).ok_or(ActError::NotFound)?;
        let permit = permit::for_node(&Subject::new(Some(&before)), command.clone(), &ctx)?;
        let by = who(&permit, &ctx, None, &stream.id);
        let events = recall::decide(Some(&before), &permit, &ctx)?;
        let said = if events.is_empty() { b"nothing".to_vec() } else { b"said".to_vec() };
        carry_out(tx, &stream, Some(before), events, &by, &voice(node)?, shown).await?;
        Ok(said)
    })
    .await?;
    Ok(done.result == b"said")
}
