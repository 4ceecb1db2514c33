//! Documents of the shell in the store: their views, their shapes, and how they are read and written.
//!
//! Here lie ids, codes, sizes, ciphertext and public notes. Content in clear never does: letters and drafts are
//! sealed (`sealed_doc`) before they become a row.

use domain::actor::NodeId;
use seal::digest::hex_decode;
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::{OutboxQuery, OutboxRow, Row, RowChange, RowQuery, Store, StoreError};

use crate::act::{ActError, Tx};
use crate::node::Node;

/// Views by name; a new one is added here, so that the list is one page.
pub mod view {
    /// Signed letters, sealed; key: letter id.
    pub const LETTER: &str = "letter";
    /// Envelopes as they were sent, sealed by their own format; key: envelope id, of one that arrived its slot (`peer::inbox`).
    pub const ENVELOPE: &str = "envelope";
    /// The outbox row of an envelope we sent, hex; key: envelope id.
    pub const ENVELOPE_ROW: &str = "envelope-row";
    /// Envelopes that are kept for a node that fetches; key: node and envelope id, sort: node, lane, number.
    pub const MAILBOX: &str = "mailbox";
    /// How far the numbers of a lane of such a node are; key: node and lane.
    pub const MAILBOX_NEXT: &str = "mailbox-next";
    /// Envelopes that lie here for a node that lists this one as a relay; key: who sealed it and envelope id, sort: what is to be
    /// done with it, for whom, lane, and when.
    pub const RELAYED: &str = "relayed";
    /// Their bytes; key: who sealed it and envelope id.
    pub const RELAYED_BYTES: &str = "relayed-bytes";
    /// How much of one sender lies here for others; key: node.
    pub const RELAYED_OF: &str = "relayed-of";
    /// How far an envelope of ours is, by what its recipient stated; key: envelope id.
    pub const ENVELOPE_ENDS: &str = "envelope-ends";
    /// Envelopes that passed between us and a peer, by the day of their heads: their ids; key: peer, direction, day, digest.
    pub const PASSAGE: &str = "passage";
    /// How far the comparison with a peer is; key: peer node.
    pub const RECONCILE: &str = "reconcile";
    /// Peers with which somebody wants a comparison; key: peer node.
    pub const RECONCILE_WANTED: &str = "reconcile-wanted";
    /// How far the list of what passed was made anew from the envelopes that are kept; key: `passage`.
    pub const PASSAGE_MADE: &str = "passage-made";
    /// How many settled differences with a peer are no row any more; key: peer node.
    pub const DIFFERENCE_REST: &str = "difference-rest";
    /// Versions of the directory of which a peer stated other content than we have; key: peer node, version, digest.
    pub const DIRECTORY_SAID: &str = "directory-said";
    /// What our records and a peer's cannot both say; key: peer node, of what it stated the kind, and digest of the envelope, sort: when it was found.
    pub const DIFFERENCE: &str = "difference";
    /// Envelopes of ours that we had lost and a peer showed; key: digest of the envelope.
    pub const EVIDENCE: &str = "difference-evidence";
    /// Envelopes as they arrived, and what became of them; key: slot, the envelope id as a rule (`peer::inbox`).
    pub const INBOX: &str = "inbox";
    /// Letters of ours that were given up, sorted by when; key: their outbox row.
    pub const GIVEN_UP: &str = "given-up";
    /// Envelopes that were taken back before they came; key: sending node and envelope id.
    pub const WITHDRAWN: &str = "withdrawn";
    /// Envelopes that came in a bundle, so that a bundle brings their acceptance back; key: peer node and slot.
    pub const CARRIED: &str = "carried";
    /// Envelopes that are not settled, in the order they are opened, and their senders; key: slot.
    pub const WAITING: &str = "inbox-waiting";
    /// Envelopes about an order that is not here yet; key: measure and slot.
    pub const PARKED: &str = "inbox-parked";
    /// Conversations in which an earlier letter is missing, and whose; key: measure and peer.
    pub const GAP: &str = "conversation-gap";
    /// Letter ids that had their effect; key: letter id.
    pub const LETTER_SEEN: &str = "letter-seen";
    /// What we stated of a letter that lies in the tray, for whoever sends it again; key: letter id.
    pub const LETTER_STATED: &str = "letter-stated";
    /// How far letters are that lie in a tray here, or did, by our own statements; key: letter id.
    pub const LADDER: &str = "ladder";
    /// Letters that lie in a tray and nobody has received; key: what they are about and letter id, sort: when their office is reminded.
    pub const TRAY: &str = "tray";
    /// Receipts of peers about our envelopes, and ours about theirs; key: digest of the statement.
    pub const RECEIPT: &str = "receipt";
    /// Statements of ours that no letter carries yet; key: node it is owed to, and digest of the statement.
    pub const STATEMENT_DUE: &str = "statement-due";
    /// Where we stand in each conversation; key: measure and peer.
    pub const CONVERSATION: &str = "conversation";
    /// The last probe of the whole way to a peer; key: peer node.
    pub const PROBE: &str = "probe";
    /// The size of our log that a peer verified last; key: peer node.
    pub const PEER_KNOWS: &str = "peer-knows";
    /// What we cosigned last of a log, whichever way it was shown to us; key: origin.
    pub const WITNESSED: &str = "witnessed";
    /// Requests that prove a fork; key: digest.
    pub const FORK: &str = "fork-evidence";
    /// Published checkpoints; key: size.
    pub const PUBLISHED: &str = "published";
    /// The heads map of each day; key: the day.
    pub const HEADS: &str = "heads";
    /// The newest published checkpoint with the lines that it was given again later; one key.
    pub const PUBLISHED_AGAIN: &str = "published-again";
    /// Time-stamp tokens over published checkpoints; key: civil date in UTC.
    pub const STAMPED: &str = "stamped";
    /// Keys and digests of objects we send, sealed; key: letter id.
    pub const OUTGOING: &str = "outgoing-objects";
    /// Transfer chunks we hold for an arriving letter; key: slot and chunk id.
    pub const CHUNK: &str = "chunk";
    /// Parts of exhibits; key: exhibit id and number.
    pub const PART: &str = "part";
    /// Where the ciphertext of stored exhibits lies and which key opens it; key: exhibit id.
    pub const CONTENT: &str = "content";
    /// Uploads, sealed; key: id of the exhibit it becomes, sort: when it is over.
    pub const UPLOAD: &str = "upload";
    /// Their parts until they are sealed; key: that id and number.
    pub const UPLOAD_PART: &str = "upload-part";
    /// Custody entries of peers; key: exhibit id and number.
    pub const PEER_CUSTODY: &str = "peer-custody";
    /// Work of officers, sorted by the next legal deadline; key: measure id.
    pub const DESK: &str = "desk";
    /// Cases by the time they were opened; key: case id.
    pub const CASES: &str = "cases";
    /// What belongs to a case; key: case id, kind, id.
    pub const CASE_ITEM: &str = "case-item";
    /// What belongs to a measure; key: measure id, kind, id.
    pub const MEASURE_ITEM: &str = "measure-item";
    /// Agreements; key: agreement id.
    pub const AGREEMENT: &str = "agreement";
    /// What became of letters because of an agreement; key: agreement id or `-`, `withdrawn`, letter id; sort: when.
    pub const AGREEMENT_ITEM: &str = "agreement-item";
    /// Erasures; key: erasure id, sort: whether there is work.
    pub const ERASURE: &str = "erasure";
    /// When the time of exhibits ends; key: exhibit id, sort: that instant.
    pub const RETENTION: &str = "retention";
    /// Recalls, ours and those we are asked for; key: recall id, sort: whether there is work.
    pub const RECALL: &str = "recall";
    /// What officers noted to be counted; key: occurrence id, sort: when it happened.
    pub const OCCURRENCE: &str = "occurrence";
    /// Passkeys of officers; key: digest of the credential id, sort: sign-in name and when it was added.
    pub const PASSKEY: &str = "passkey";
    /// Our halves of challenges for passkeys that nobody has answered; key: what for, and 32 random bytes; sort: when it ends.
    pub const PASSKEY_PENDING: &str = "passkey-pending";
    /// Finished packages; key: package id.
    pub const PACKAGE: &str = "package";
    /// Custody letters that wait for a published checkpoint; key: exhibit id and peer.
    pub const CUSTODY_DUE: &str = "custody-due";
    /// Numbers given out; key: counter name.
    pub const COUNTER: &str = "counter";
}

impl Node {
    /// The document under `key`, if there is one.
    ///
    /// # Errors
    /// If the store fails or the document has another shape.
    pub async fn row<T: DeserializeOwned>(
        &self,
        view: &str,
        key: &str,
    ) -> Result<Option<T>, ActError> {
        let row = self.store.rows(RowQuery::one(view, key)).await?.pop();
        row.map(|row| decode(&row.body)).transpose()
    }

    /// Keys and documents of a view whose key begins with `prefix`, in the order of their `sort`.
    ///
    /// # Errors
    /// If the store fails or a document has another shape.
    pub async fn rows<T: DeserializeOwned>(
        &self,
        view: &str,
        prefix: &str,
    ) -> Result<Vec<(String, T)>, ActError> {
        let query = RowQuery {
            prefix: (!prefix.is_empty()).then(|| prefix.to_owned()),
            ..RowQuery::view(view, store::MAX_PAGE)
        };
        let rows = self.all_rows(query).await?;
        rows.into_iter().map(|row| Ok((row.key, decode(&row.body)?))).collect()
    }

    /// Every row a query finds; see [`all_rows`].
    ///
    /// # Errors
    /// If the store fails.
    pub async fn all_rows(&self, query: RowQuery) -> Result<Vec<Row>, ActError> {
        Ok(all_rows(&*self.store, query).await?)
    }

    /// The last documents of a view in the order of their `sort`, newest first.
    ///
    /// # Errors
    /// If the store fails or a document has another shape.
    pub async fn last_rows<T: DeserializeOwned>(
        &self,
        view: &str,
        limit: u32,
    ) -> Result<Vec<(String, T)>, ActError> {
        let query = RowQuery { descending: true, ..RowQuery::view(view, limit) };
        let rows = self.store.rows(query).await?;
        rows.into_iter().map(|row| Ok((row.key, decode(&row.body)?))).collect()
    }

    /// The raw bytes under `key`.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn raw_row(&self, view: &str, key: &str) -> Result<Option<Vec<u8>>, ActError> {
        Ok(self.store.rows(RowQuery::one(view, key)).await?.pop().map(|row| row.body))
    }

    /// The outbox row with this id.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn outbox_row(&self, id: [u8; 16]) -> Result<Option<OutboxRow>, ActError> {
        let query = OutboxQuery { id: Some(id), limit: 1, ..OutboxQuery::default() };
        Ok(self.store.outbox_rows(query).await?.pop())
    }

    /// A page of letters that have not ended, to a node or to all, in the order in which they were queued, behind a position.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn open_letters(
        &self,
        peer: Option<&NodeId>,
        after_position: u64,
    ) -> Result<Vec<OutboxRow>, ActError> {
        let query = OutboxQuery {
            peer: peer.map(NodeId::to_string),
            open_only: true,
            after_position,
            limit: store::MAX_PAGE,
            ..OutboxQuery::default()
        };
        Ok(self.store.outbox_rows(query).await?)
    }

    /// The outbox row of an envelope of ours.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn outbox_row_of(&self, env_id: &str) -> Result<Option<OutboxRow>, ActError> {
        let id = self.row::<String>(view::ENVELOPE_ROW, env_id).await?;
        match id.and_then(|id| hex_decode(&id).ok()?.try_into().ok()) {
            Some(id) => self.outbox_row(id).await,
            None => Ok(None),
        }
    }
}

impl Tx<'_> {
    /// The document under `key` as this act leaves it so far.
    ///
    /// # Errors
    /// If the store fails or the document has another shape.
    pub async fn row<T: DeserializeOwned>(
        &self,
        view: &str,
        key: &str,
    ) -> Result<Option<T>, ActError> {
        match self.written(view, key) {
            Some(written) => written.map(|(_, body)| decode(body)).transpose(),
            None => self.node.row(view, key).await,
        }
    }

    /// What this act has written under `key` so far: `sort` and body, or that nothing is there. `None` if it wrote nothing.
    pub(crate) fn written(&self, view: &str, key: &str) -> Option<Option<(&str, &[u8])>> {
        self.rows.iter().rev().find_map(|change| match change {
            RowChange::Put { view: of, key: at, sort, body }
            | RowChange::Insert { view: of, key: at, sort, body }
            | RowChange::Cas { view: of, key: at, sort, new: body, .. } => {
                (of == view && at == key).then_some(Some((sort.as_str(), body.as_slice())))
            }
            RowChange::Delete { view: of, key: at } => (of == view && at == key).then_some(None),
            RowChange::Clear { view: of } => (of == view).then_some(None),
        })
    }

    /// Writes a document, whether or not one is there.
    pub fn put<T: Serialize>(&mut self, view: &str, key: &str, sort: &str, value: &T) {
        self.put_raw(view, key, sort, encode(value));
    }

    /// Writes raw bytes.
    pub fn put_raw(&mut self, view: &str, key: &str, sort: &str, body: Vec<u8>) {
        self.rows.push(RowChange::Put {
            view: view.to_owned(),
            key: key.to_owned(),
            sort: sort.to_owned(),
            body,
        });
    }

    /// Writes a document that must not be there yet; otherwise the whole act fails as already done.
    pub fn insert<T: Serialize>(&mut self, view: &str, key: &str, sort: &str, value: &T) {
        self.rows.push(RowChange::Insert {
            view: view.to_owned(),
            key: key.to_owned(),
            sort: sort.to_owned(),
            body: encode(value),
        });
    }

    /// Writes a document if it is still what was read; otherwise the act runs again. What was read is made to bytes again, so
    /// its type must write what it reads: a row that an earlier program wrote with fewer fields is never what was read.
    pub fn swap<T: Serialize>(&mut self, view: &str, key: &str, old: Option<&T>, new: &T) {
        self.swap_raw(view, key, old.map(encode), encode(new));
    }

    /// The same of a document that its view sorts.
    pub fn swap_sorted<T: Serialize>(
        &mut self,
        view: &str,
        key: &str,
        sort: &str,
        (old, new): (&T, &T),
    ) {
        self.rows.push(RowChange::Cas {
            view: view.to_owned(),
            key: key.to_owned(),
            sort: sort.to_owned(),
            old: Some(encode(old)),
            new: encode(new),
        });
    }

    /// The same with the bytes that were read.
    pub fn swap_raw(&mut self, view: &str, key: &str, old: Option<Vec<u8>>, new: Vec<u8>) {
        self.rows.push(RowChange::Cas {
            view: view.to_owned(),
            key: key.to_owned(),
            sort: String::new(),
            old,
            new,
        });
    }

    /// Removes a document if it is there.
    pub fn delete(&mut self, view: &str, key: &str) {
        self.rows.push(RowChange::Delete { view: view.to_owned(), key: key.to_owned() });
    }
}

/// A document as bytes.
pub fn encode<T: Serialize>(value: &T) -> Vec<u8> {
    // Our own row types hold texts, numbers and lists; none of them can fail to become JSON.
    serde_json::to_vec(value).unwrap_or_default()
}

/// Bytes as a document.
///
/// # Errors
/// If they are another document's.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ActError> {
    serde_json::from_slice(bytes).map_err(|error| ActError::Corrupt(format!("row: {error}")))
}

/// Every row a query finds, in pages of `query.limit`: whoever decides by a list must not decide by its first page.
///
/// # Errors
/// If the store fails.
pub(crate) async fn all_rows(
    store: &dyn Store,
    mut query: RowQuery,
) -> Result<Vec<Row>, StoreError> {
    query.limit = query.limit.clamp(1, store::MAX_PAGE);
    let page_len = usize::try_from(query.limit).unwrap_or(usize::MAX);
    let mut all: Vec<Row> = Vec::new();
    loop {
        let page = store.rows(query.clone()).await?;
        let is_last = page.len() < page_len;
        all.extend(page);
        match all.last() {
            Some(last) if !is_last => query.after = Some((last.sort.clone(), last.key.clone())),
            Some(_) | None => return Ok(all),
        }
    }
}

#[cfg(test)]
mod tests;
