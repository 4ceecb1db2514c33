//! One token a day over our newest published checkpoint: it bounds how late every entry before it is, at the price of one.
//!
//! The message is the published note, byte for byte as `/checkpoint` serves it, so that anybody who has it can ask
//! `openssl ts -verify` (`docs/spec/timestamp.md` §5). It is kept in a row beside its note and never replaced. Table:
//! stamped.

use jiff::tz::TimeZone;
use seal::digest::{Digest, b64_decode, b64_encode};
use seal::timestamp::Token;
use serde::{Deserialize, Serialize};

use crate::act::{ActError, act};
use crate::node::Node;
use crate::rows::view;

#[cfg(test)]
mod tests;

/// A token over the log of one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StampedHead {
    /// Leaves under the checkpoint.
    pub size: u64,
    /// Root, hex.
    pub root: String,
    /// The published note.
    pub note: String,
    /// The token, base64.
    pub token: String,
    /// The time that it names.
    pub gen_time: String,
    /// Whether its signature was checked up to a root that the operator named.
    pub is_checked: bool,
}

impl StampedHead {
    /// The token, read again, if it is one over the note.
    #[must_use]
    pub fn token(&self) -> Option<Token> {
        let token = Token::parse(&b64_decode(&self.token).ok()?).ok()?;
        (token.imprint() == Digest::of(self.note.as_bytes())).then_some(token)
    }
}

/// Gets the token of today, if there is an authority, a published head, and none yet. Returns whether one was got.
///
/// # Errors
/// If the store fails; an authority that gives none is noted in the log and asked again in the next round.
pub async fn run_once(node: &Node) -> Result<bool, ActError> {
    let Some(authority) = &node.config.tsa else { return Ok(false) };
    let Some(head) = node.ledger.published() else { return Ok(false) };
    let day = node.now().to_zoned(TimeZone::UTC).date().to_string();
    if node.raw_row(view::STAMPED, &day).await?.is_some() {
        return Ok(false);
    }
    let asked = authority.ask(Digest::of(head.note.as_bytes()), &*node.random).await;
    let stamped = match asked {
        Ok(stamped) => stamped,
        Err(why) => {
            crate::log::head_not_stamped(&day, why.code());
            return Ok(false);
        }
    };
    let row = StampedHead {
        size: head.size,
        root: head.root.hex(),
        note: head.note.clone(),
        token: b64_encode(stamped.token.as_bytes()),
        gen_time: stamped.token.stamp().gen_time(),
        is_checked: stamped.is_checked,
    };
    act!(node, "stamp_checkpoint", None, |tx| {
        tx.put(view::STAMPED, &day, &day, &row);
        Ok(Vec::new())
    })
    .await?;
    Ok(true)
}
