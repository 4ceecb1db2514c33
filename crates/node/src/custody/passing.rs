//! Where an exhibit changed hands, as our own stream of it says, and the leaf of ours that anchors each passing.

use domain::actor::{MemberId, NodeId};
use domain::exhibit::Action;
use jiff::Timestamp;
use seal::digest::Digest;
use store::StoredEvent;
use wire::stored::{Stored, StreamKind, link};

use crate::act::ActError;
use crate::dispatch::link_stream;
use crate::node::Node;
use crate::peer::door::event_id;
use crate::peer::inbox::Inbox;
use crate::peer::receipts::{KeptReceipt, kept};
use crate::rows::view;

/// One passing of custody between us and a peer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Passing {
    /// Its place in our stream of the exhibit.
    pub(crate) seq: u64,
    /// Whether we gave; otherwise we took.
    pub(crate) given: bool,
    /// The other side.
    pub(crate) peer: NodeId,
    /// The member it belongs to, as we recorded it then.
    pub(crate) member: MemberId,
    /// Digest of the letter that both sides signed for.
    pub(crate) letter: Digest,
    /// Our receipt, if we took.
    pub(crate) receipt: Option<Digest>,
    /// When we recorded it.
    pub(crate) at: Timestamp,
}

/// The passings in a stream of ours, in its order.
///
/// # Errors
/// If an event does not open, or is no event of an exhibit.
pub(crate) fn passings(node: &Node, events: &[StoredEvent]) -> Result<Vec<Passing>, ActError> {
    let passes = [Action::HandOver.id(), Action::TakeOver.id()];
    let mut found = Vec::new();
    for event in events.iter().filter(|event| passes.contains(&event.kind.as_str())) {
        let Stored::Exhibit(stored) = node.decode(StreamKind::Exhibit, event)? else {
            return Err(ActError::Corrupt("another aggregate's event".to_owned()));
        };
        let (Some(other), Some(signatures)) = (&stored.facts.counterparty, stored.facts.signatures)
        else {
            continue;
        };
        found.push(Passing {
            seq: event.version,
            given: stored.action == Action::HandOver,
            peer: other.node.clone(),
            member: other.member.clone(),
            letter: Digest(signatures.letter),
            receipt: signatures.receipt.map(Digest),
            at: stored.at,
        });
    }
    Ok(found)
}

impl Passing {
    /// The leaf of ours that names the other's log: `ack` if we gave, `recv` if we took. None until it is recorded.
    ///
    /// # Errors
    /// If the record is damaged.
    pub(crate) async fn anchor(&self, node: &Node) -> Result<Option<StoredEvent>, ActError> {
        if self.given {
            return self.ack(node).await;
        }
        let Some(env_id) = self.envelope(node).await? else { return Ok(None) };
        let inbox = node.row::<Inbox>(view::INBOX, &env_id).await?;
        let inbox = inbox.ok_or_else(|| ActError::Corrupt("row inbox".to_owned()))?;
        Ok(node.store.event_by_id(event_id(&inbox.recv_event)?).await?)
    }

    /// The envelope that brought us the letter, by the receipt that we signed for it.
    ///
    /// # Errors
    /// If the record is damaged.
    pub(crate) async fn envelope(&self, node: &Node) -> Result<Option<String>, ActError> {
        let Some(receipt) = self.receipt else { return Ok(None) };
        let row = node.row::<KeptReceipt>(view::RECEIPT, &receipt.hex()).await?;
        let row = row.ok_or_else(|| ActError::Corrupt("row receipt".to_owned()))?;
        let kept = kept(&row)?;
        let of = &kept.statement().of;
        let from = NodeId::parse(of.from.as_str())
            .map_err(|_| ActError::Corrupt("row receipt".to_owned()))?;
        Ok(Some(node.slot_of(&from, &of.env_id.to_string()).await?.0))
    }

    /// The peer's acceptance of what we sent. A later statement about the same letter comes without an anchor.
    async fn ack(&self, node: &Node) -> Result<Option<StoredEvent>, ActError> {
        let stream = link_stream(&node.config.node, &self.peer);
        let (kind, from) = (link::Kind::Ack.id(), self.at.as_millisecond());
        for event in node.store.load(&stream.id, 0).await? {
            if event.kind != kind || event.at_ms < from {
                continue;
            }
            let Stored::Link(ack) = node.decode(StreamKind::Link, &event)? else { continue };
            if ack.letter_digest == Some(self.letter) && ack.anchor.is_some() {
                return Ok(Some(event));
            }
        }
        Ok(None)
    }
}
