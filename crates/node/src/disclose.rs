//! Handing single fields of one entry of an exhibit's record to somebody, with a proof (`docs/spec/subset.md` §6).
//!
//! The act is an event in the stream of reads of the case, recorded before the file exists: who, what, to whom, for which
//! purpose, on which basis. The file itself names none of that.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::access::{self, Disclosed, Reading};
use domain::actor::Officer;
use domain::case::{Case, Name};
use domain::denied::Denied;
use domain::erasure::Why;
use domain::exhibit::Exhibit;
use domain::permit;
use domain::purpose::Purpose;
use seal::disclosure;
use seal::opening::{Opening, Part, Why as Closed};
use wire::stored::Stored;

use crate::act::{ActError, act};
use crate::custody::View;
use crate::gap;
use crate::measures::{access_stream, instrument, who};
use crate::node::Node;
use crate::restricted;

/// Open in every disclosure: without them nobody could say what kind of entry it is, or what the closed fields are.
pub const ALWAYS: [&str; 4] = ["schema", "category", "type", "at"];

/// What an officer hands to whom.
#[derive(Debug, Clone)]
pub struct Wish {
    /// Place of the entry in the exhibit's stream.
    pub seq: u64,
    /// The fields to open besides [`ALWAYS`].
    pub fields: BTreeSet<String>,
    /// To whom, in words.
    pub to: Name,
    /// Why.
    pub purpose: Purpose,
    /// On which basis.
    pub why: Why,
}

/// Records a disclosure, and makes its file.
///
/// # Errors
/// [`Denied`] if the officer may not, or the law forbids the use of the exhibit; [`ActError::NotFound`] if there is no such
/// entry, or no witnessed head covers it yet; [`ActError::NoQuorum`] and [`ActError::BehindGap`] as for packages.
pub async fn disclose(
    node: &Arc<Node>,
    officer: &Officer,
    exhibit: &Exhibit,
    case: &Case,
    wish: &Wish,
) -> Result<Vec<u8>, ActError> {
    node.may_disclose()?;
    let id = exhibit.item().exhibit;
    let urn = id.urn(&node.config.node);
    let events = node.store.load(&urn, 0).await?;
    let event = events.iter().find(|event| event.version == wish.seq);
    let event = event.ok_or(ActError::NotFound)?;
    let names: Vec<&str> =
        ALWAYS.into_iter().chain(wish.fields.iter().map(String::as_str)).collect();
    let view = View::of(node, &node.ledger.all_published())?;
    let leaf = view.leaf(node, event, Some(&names)).await?.ok_or(ActError::NotFound)?;
    let file = disclosure::bytes(&redacted(&leaf.opening)?, &leaf.proof);
    let reading = Reading::Entry(exhibit, Some(case));
    let disclosed = Disclosed {
        seq: wish.seq,
        fields: names.iter().map(|name| (*name).to_owned()).collect(),
        to: wish.to.clone(),
        why: wish.why.clone(),
    };
    act!(node, "disclose_fields", None, |tx| {
        gap::known_whole(node, case.id(), &[id].into()).await?;
        restricted::all_usable(node, &[id].into()).await?;
        let roster = node.roster_view();
        let instrument = instrument()?;
        let ctx = node.ctx(tx.now, &instrument, &roster).ok_or(ActError::NotFound)?;
        let permit = permit::to_read(officer, &reading, wish.purpose, &ctx)?;
        let stream = access_stream(node, case.id());
        let by = who(&permit, &ctx, None, &stream.id);
        let event = access::disclose(&permit, disclosed.clone(), &ctx);
        tx.record(&stream, &Stored::Access(event), tx.now, &by).await?;
        Ok(Vec::new())
    })
    .await?;
    Ok(file)
}

/// The same opening, saying that what is closed was left out by decision.
fn redacted(opening: &Opening) -> Result<Opening, ActError> {
    let part = |part: &Part| match part {
        Part::Closed { hash, why: Closed::NotForRecipient | Closed::Redacted } => {
            Part::Closed { hash: *hash, why: Closed::Redacted }
        }
        Part::Closed { hash, why: Closed::Erased } => {
            Part::Closed { hash: *hash, why: Closed::Erased }
        }
        Part::Open { field, salt } => Part::Open { field: field.clone(), salt: *salt },
    };
    let parts = opening.parts().iter().map(part).collect();
    Opening::new(opening.origin(), opening.index(), *opening.leaf(), parts)
        .map_err(|error| ActError::Corrupt(format!("opening: {}", error.code())))
}

/// Whether an office may hand fields of records to others at all.
#[must_use]
pub fn may(officer: &Officer, exhibit: &Exhibit, case: &Case, node: &Node) -> bool {
    let (roster, Ok(instrument)) = (node.roster_view(), instrument()) else { return false };
    let Some(ctx) = node.ctx(node.now(), &instrument, &roster) else { return false };
    let reading = Reading::Entry(exhibit, Some(case));
    match permit::to_read(officer, &reading, reading.purpose(), &ctx) {
        Ok(_) | Err(Denied::StepUp { .. }) => true,
        Err(_) => false,
    }
}
