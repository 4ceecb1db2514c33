//! Publishing our heads, and cosigning the heads of others.
//!
//! Publishing: once a second, if the log grew, the head gets its post-quantum line and is shown to every witness of
//! the directory; with all of them it is *published*, and proofs for courts are made under published heads only. A log
//! that does not grow is published again every hour, so that whoever follows it can tell a quiet log from a dead one.
//! Not trusted: a witness. At most it can refuse or delay; of our own log it is believed only what bears our signature.
//! Cosigning: the witness protocol of C2SP; compare, persist and sign are one act on one row per log, whichever way a
//! head came, so a log never gets lines on two histories, nor a smaller size after a larger one.
//! Tables: published, published-again, witnessed, fork-evidence.

use std::time::Duration;

use domain::actor::NodeId;
use jiff::Timestamp;
use seal::checkpoint::SignedCheckpoint;
use seal::digest::Digest;
use seal::note::{NoteLine, Vkey};
use seal::witness::{
    AddCheckpoint, Answer, Cosigned, Cosigner, Held, Lines, Refusal, Reply, judge, read_answer,
};
use serde::{Deserialize, Serialize};
use store::{RowQuery, Store};

use crate::act::{ActError, Tx, act};
use crate::cover;
use crate::ledger::{LedgerError, SignedHead};
use crate::node::Node;
use crate::peer::anchor::{PeerKnows, cosigner_name};
use crate::peer::client::Ask;
use crate::rows::{decode, encode, view};
use crate::work::deliver::ask;
use crate::work::outside::held_there;

/// A head that every witness cosigned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// Number of the log in this node.
    pub log: u32,
    /// Leaves.
    pub size: u64,
    /// Root, hex.
    pub root: String,
    /// The note with all lines.
    pub note: String,
    /// When the last witness signed, as we saw it.
    pub at_ms: i64,
    /// Nodes that cosigned.
    pub by: Vec<String>,
}

/// What we cosigned last of one log, whichever way it was shown to us: the one memory of every line we give.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Witnessed {
    /// Leaves.
    pub size: u64,
    /// Root, hex.
    pub root: String,
    /// When, in seconds: never before the time before.
    pub at: u64,
    /// The note with our lines.
    pub note: String,
}

/// How far the last round got with one witness.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WitnessState {
    /// Size it cosigned last.
    pub size: u64,
    /// What kept it from cosigning, as a code; empty if nothing did.
    pub trouble: String,
}

/// Witnesses of the directory that are not us, with the keys of theirs that have not ended. One whose keys have all ended
/// is none.
fn witnesses(node: &Node) -> Vec<(NodeId, Vec<Vkey>)> {
    let (roster, now) = (node.roster(), node.now());
    let entries = roster.members.values();
    let nodes = entries.flat_map(|entry| entry.nodes.iter().map(move |node| (entry, node)));
    nodes
        .filter(|(_, found)| found.log.witness.is_some() && found.node != node.config.node)
        .filter_map(|(entry, found)| {
            let mut vkeys = found.log.cosigner_generations().concat();
            vkeys.retain(|vkey| !entry.is_revoked(vkey.kid(), now));
            (!vkeys.is_empty()).then(|| (found.node.clone(), vkeys))
        })
        .collect()
}

/// A head that did not move is published again after this long, with new times in its lines.
const AGAIN_AFTER: Duration = Duration::from_secs(60 * 60);
/// The row of a published head: heads of one log stand together, the smallest first.
#[must_use]
pub fn published_key(log: u32, size: u64) -> String {
    format!("{log:010}:{size:020}")
}

/// The one row of a log in `published-again`.
fn newest_key(log: u32) -> String {
    format!("{log:010}")
}

/// Rounds in a row that were overtaken by letters with newer heads; then the next second is soon enough.
const ROUNDS_MAX: u32 = 4;

/// What came of one round of asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Round {
    /// Every witness cosigned.
    Done,
    /// The time of the next head has not come: nobody was asked, so nothing is known of the witnesses.
    NotAsked,
    /// A witness has cosigned a newer head of ours meanwhile.
    Overtaken,
    /// A witness did not cosign.
    Waiting,
}

/// Publishes the newest head of every log if it is not published yet. Returns whether nothing is left to publish. Of a log
/// that was given up nothing is: it is never signed again.
///
/// # Errors
/// Only if our own ledger or store fails; a witness that does not answer is asked again in the next round.
pub async fn publish_once(node: &Node) -> Result<bool, ActError> {
    node.ledger.sequence().await?;
    let (mut is_done, mut all_asked) = (true, true);
    for (log, _) in node.ledger.logs() {
        if !node.ledger.is_given_up(log) {
            match publish_log(node, log).await? {
                Round::Done => {}
                Round::NotAsked => all_asked = false,
                Round::Overtaken | Round::Waiting => is_done = false,
            }
        }
    }
    // Who was not asked is neither there nor missing: what was known of them before stands.
    if all_asked || !is_done {
        crate::quorum::note(node, is_done).await?;
    }
    Ok(is_done)
}

async fn publish_log(node: &Node, log: u32) -> Result<Round, ActError> {
    if !cover::may_publish(node, log).await? {
        return Ok(Round::NotAsked);
    }
    for _ in 0..ROUNDS_MAX {
        match publish_round(node, log).await? {
            Round::Overtaken => {}
            round @ (Round::Done | Round::NotAsked | Round::Waiting) => return Ok(round),
        }
    }
    Ok(Round::Waiting)
}

async fn publish_round(node: &Node, log: u32) -> Result<Round, ActError> {
    node.ledger.sequence().await?;
    let head = node.ledger.signed_of(log).ok_or(LedgerError::NotSequenced)?;
    if head.note.is_empty() {
        return Ok(Round::Done);
    }
    if !cover::fits(node, log, head.size).await? {
        // An act came in between; the next look makes up for it.
        return Ok(Round::NotAsked);
    }
    let (published, at) = node.ledger.published_of(log).unzip();
    let again = published.is_some_and(|published| published.size >= head.size);
    let age = node.now().duration_since(at.unwrap_or(Timestamp::UNIX_EPOCH));
    // A clock that went back makes the age negative: then nothing is due.
    if again && Duration::try_from(age).unwrap_or_default() < AGAIN_AFTER {
        return Ok(Round::Done);
    }
    let mut checkpoint = node.ledger.with_both_lines(&head, node.now())?;
    let mut by = Vec::new();
    let mut round = Round::Done;
    for (witness, vkeys) in witnesses(node) {
        match cosigned_by(node, log, &witness, &vkeys, &checkpoint).await? {
            Cosigning::Lines(lines) => {
                for line in lines {
                    checkpoint.add(line);
                }
                by.push(witness.to_string());
            }
            // The others are asked all the same: what they sign now they need not be asked again.
            Cosigning::Faulty(code) => {
                round = Round::Waiting;
                faulty(node, log, &witness, code).await?;
            }
            Cosigning::Later => round = Round::Waiting,
            Cosigning::Overtaken => {
                if round == Round::Done {
                    round = Round::Overtaken;
                }
            }
        }
    }
    if round != Round::Done {
        return Ok(round);
    }
    let published = Published {
        log,
        size: head.size,
        root: head.root.hex(),
        note: checkpoint.to_string(),
        at_ms: node.now().as_millisecond(),
        by,
    };
    act!(node, "publish_checkpoint", None, |tx| {
        let key = published_key(log, published.size);
        // Packages hold the note that a head was first published in: it is never replaced.
        if again {
            tx.put(view::PUBLISHED_AGAIN, &newest_key(log), &key, &published);
        } else {
            tx.put(view::PUBLISHED, &key, &key, &published);
        }
        Ok(Vec::new())
    })
    .await?;
    let (log, size) = (published.log, published.size);
    published.set(node)?;
    cover::published(node, log, size).await?;
    Ok(Round::Done)
}

/// Takes up the newest published head of every log after a start.
///
/// # Errors
/// If the store fails or the row is damaged.
pub async fn load_published(node: &Node) -> Result<(), ActError> {
    for (log, _) in node.ledger.logs() {
        let Some(first) = newest_published(&*node.store, log).await? else { continue };
        let again = node.row::<Published>(view::PUBLISHED_AGAIN, &newest_key(log)).await?;
        again.filter(|again| again.size == first.size).unwrap_or(first).set(node)?;
    }
    Ok(())
}

/// The row of the newest published head of a log.
///
/// # Errors
/// If the store fails or the row is damaged.
pub async fn newest_published(store: &dyn Store, log: u32) -> Result<Option<Published>, ActError> {
    let query = RowQuery {
        from_sort: Some(published_key(log, 0)),
        to_sort: Some(published_key(log.saturating_add(1), 0)),
        descending: true,
        ..RowQuery::view(view::PUBLISHED, 1)
    };
    let row = store.rows(query).await?.pop();
    row.map(|row| decode(&row.body)).transpose()
}

impl Published {
    /// Makes it the newest published head.
    fn set(self, node: &Node) -> Result<(), ActError> {
        let damaged = || ActError::Corrupt("row published".to_owned());
        let root = Digest::parse_hex(&self.root).map_err(|_| damaged())?;
        let at = Timestamp::from_millisecond(self.at_ms).map_err(|_| damaged())?;
        let head = SignedHead { log: self.log, size: self.size, root, note: self.note };
        node.ledger.set_published(head, at);
        Ok(())
    }
}

/// What asking one witness gave.
enum Cosigning {
    /// It says what it cannot prove, or what nobody may say; a person must look at it. The code says what.
    Faulty(&'static str),
    /// It does not answer now.
    Later,
    /// It cosigned.
    Lines(Vec<NoteLine>),
    /// It has cosigned a newer head of ours, which a letter brought to it.
    Overtaken,
}

/// Where the state of our asking `witness` about one of our logs is kept.
fn state_key(log: u32, witness: &NodeId) -> String {
    format!("by:{witness}:{log}")
}

/// Asks one witness for its lines.
///
/// # Errors
/// If our own ledger or store fails, or if the witness holds a head under our own signature that we do not hold: then
/// the ledger has stopped.
async fn cosigned_by(
    node: &Node,
    log: u32,
    witness: &NodeId,
    vkeys: &[Vkey],
    checkpoint: &SignedCheckpoint,
) -> Result<Cosigning, ActError> {
    let key = state_key(log, witness);
    let size = checkpoint.claimed().size();
    let state = node.row::<WitnessState>(view::WITNESSED, &key).await?;
    // Letters bring our heads to it as well, and its letters say up to which.
    let knows = node.row::<PeerKnows>(view::PEER_KNOWS, witness.as_str()).await?;
    let confirmed = state.map_or(0, |state| state.size);
    let old = knows.map_or(0, |knows| knows.size_of(checkpoint.claimed().origin()));
    let old = confirmed.max(old);
    let mut old = old.min(size);
    // A second try from the size that the witness names; a third would mean that it does not mean what it says.
    for _ in 0..2 {
        let proof = node.ledger.consistency(log, old, size).await?;
        let request = AddCheckpoint { old, proof, checkpoint: checkpoint.clone() };
        let body = request.to_string();
        let ask_for = Ask::post("/witness/1/add-checkpoint", "text/plain; charset=utf-8", body);
        let Ok(answer) = ask(node, witness, &ask_for).await else { return Ok(Cosigning::Later) };
        let status = answer.status.as_u16();
        match read_answer(old, checkpoint.claimed(), status, &answer.body, vkeys) {
            Answer::Cosigned(lines) => {
                let next = WitnessState { size, trouble: String::new() };
                act!(node, "record_cosignature", None, |tx| {
                    tx.put(view::WITNESSED, &key, "", &next);
                    Ok(Vec::new())
                })
                .await?;
                return Ok(Cosigning::Lines(lines));
            }
            // Its own verified lines say that it has seen more: its memory went back, and it would sign a second history.
            Answer::RetryFrom { size: known } if known < confirmed => {
                return Ok(Cosigning::Faulty("rolled-back-witness"));
            }
            Answer::RetryFrom { size: known } => old = known,
            // Not more than we have signed by now: a letter was faster than this round.
            Answer::Ahead { size: known }
                if node.ledger.signed_of(log).is_some_and(|signed| known <= signed.size) =>
            {
                return Ok(Cosigning::Overtaken);
            }
            Answer::Ahead { .. } => return held_by(node, log, witness, "unproven-size").await,
            Answer::Inconsistent => return held_by(node, log, witness, "inconsistent").await,
            Answer::Later => return Ok(Cosigning::Later),
            Answer::Bad(_) => return Ok(Cosigning::Faulty("bad-lines")),
            Answer::Refused { .. } => return Ok(Cosigning::Faulty("refused")),
        }
    }
    Ok(Cosigning::Faulty("moving-size"))
}

/// Looks at what a witness holds of our log after it said something that speaks against us. Anybody can name a number;
/// only a head with our own valid signature proves that we signed it.
async fn held_by(
    node: &Node,
    log: u32,
    witness: &NodeId,
    code: &'static str,
) -> Result<Cosigning, ActError> {
    let origin = node.ledger.origin_of(log)?;
    let Ok(held) = held_there(node, witness, &origin).await else { return Ok(Cosigning::Later) };
    let Some(seen) = held else { return Ok(Cosigning::Faulty(code)) };
    if let Some(why) = node.ledger.held_against(&seen).await? {
        return Err(LedgerError::from(node.ledger.stop(why)).into());
    }
    // What it can show is ours, so what it said is not.
    Ok(Cosigning::Faulty(code))
}

/// Notes what is wrong with a witness, and says so when it is something new.
async fn faulty(
    node: &Node,
    log: u32,
    witness: &NodeId,
    code: &'static str,
) -> Result<(), ActError> {
    let key = state_key(log, witness);
    let state = node.row::<WitnessState>(view::WITNESSED, &key).await?;
    if state.as_ref().is_some_and(|state| state.trouble == code) {
        return Ok(());
    }
    crate::log::witness_faulty(witness, code);
    let size = state.map_or(0, |state| state.size);
    let next = WitnessState { size, trouble: code.to_owned() };
    act!(node, "record_faulty_witness", None, |tx| {
        tx.put(view::WITNESSED, &key, "", &next);
        Ok(Vec::new())
    })
    .await?;
    Ok(())
}

/// Answers `add-checkpoint`.
pub async fn add_checkpoint(node: &Node, body: &[u8]) -> Reply {
    match AddCheckpoint::parse(body) {
        Ok(request) => cosign(node, &request).await.unwrap_or_else(|_| Reply::unavailable()),
        Err(error) => Reply::unread(&error),
    }
}

async fn cosign(node: &Node, request: &AddCheckpoint) -> Result<Reply, ActError> {
    let done = act!(node, "cosign_checkpoint", None, |tx| {
        let reply = match tx.cosign(request, Lines::Both).await? {
            Ok(cosigned) => Reply::cosigned(&cosigned),
            Err(refusal) => Reply::refused(&refusal),
        };
        Ok(encode(&(reply.status, reply.body, reply.retry_after)))
    })
    .await?;
    let (status, body, retry_after) = decode(&done.result)?;
    Ok(Reply { status, body, retry_after })
}

impl Tx<'_> {
    /// Judges a head of another log against the one row that we keep for that log; if it extends what we cosigned last,
    /// that row moves on with this act, and the head is signed. Every line of ours comes from here.
    ///
    /// The lines stand in the row. They may leave once the act is committed and not before: then a crash at any point
    /// leaves either the row with its lines, or a signature that nobody ever saw. If another act moved the row first,
    /// the whole act runs again and judges again, so the row never moves backward.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn cosign(
        &mut self,
        request: &AddCheckpoint,
        wanted: Lines,
    ) -> Result<Result<Cosigned, Refusal>, ActError> {
        let node = self.node;
        let origin = request.checkpoint.claimed().origin().to_owned();
        let vkeys = log_keys(node, &origin);
        let row = self.row::<Witnessed>(view::WITNESSED, &origin).await?;
        let held = row.as_ref().map(held_in).transpose()?;
        let now = u64::try_from(self.now.as_second()).unwrap_or(0);
        let accepted = match judge(request, held, &vkeys, now) {
            Ok(accepted) => accepted,
            Err(refusal) => {
                if let Refusal::Inconsistent(how) = refusal {
                    self.keep_fork(request, held, &vkeys, how.proves_misbehavior()).await?;
                }
                return Ok(Err(refusal));
            }
        };
        let name = cosigner_name(&node.config.node);
        let good = node.signing.cosigner.good(self.now);
        let by: Vec<_> = good
            .iter()
            .map(|keys| Cosigner { name: &name, ed25519: &keys.ed25519, mldsa44: &keys.mldsa44 })
            .collect();
        let cosigned = accepted.sign_by_all(&by, wanted).map_err(LedgerError::from)?;
        let next = Witnessed {
            size: cosigned.held.size,
            root: cosigned.held.root.hex(),
            at: now,
            note: cosigned.note.to_string(),
        };
        self.swap(view::WITNESSED, &origin, row.as_ref(), &next);
        Ok(Ok(cosigned))
    }

    /// Keeps a request that its log signed and that does not extend what we hold of that log, for ever; of requests about
    /// one head the first, and rather one that proves something. Only what proves it is kept under the name of the log: a
    /// head with a wrong proof, which anybody can send, accuses nobody.
    async fn keep_fork(
        &mut self,
        request: &AddCheckpoint,
        held: Option<Held>,
        vkeys: &[Vkey],
        proves: bool,
    ) -> Result<(), ActError> {
        let Some((id, evidence)) = request.evidence(held, vkeys) else { return Ok(()) };
        let key = id.hex();
        let kept = match self.written(view::FORK, &key) {
            Some(written) => written.map(|(sort, _)| sort.to_owned()),
            None => {
                let held = self.node.store.rows(RowQuery::one(view::FORK, &key)).await?;
                held.into_iter().next().map(|kept| kept.sort)
            }
        };
        if kept.is_none_or(|kept| proves && kept.is_empty()) {
            let origin = if proves { request.checkpoint.claimed().origin() } else { "" };
            self.put_raw(view::FORK, &key, origin, evidence.to_string().into_bytes());
        }
        Ok(())
    }

    /// The same for a head that is as long as the one we hold, whatever it says it starts from.
    ///
    /// # Errors
    /// If the store fails or our row is damaged.
    pub async fn keep_other_head(
        &mut self,
        request: &AddCheckpoint,
        row: &Witnessed,
    ) -> Result<(), ActError> {
        let vkeys = log_keys(self.node, request.checkpoint.claimed().origin());
        self.keep_fork(request, Some(held_in(row)?), &vkeys, true).await
    }
}

fn held_in(row: &Witnessed) -> Result<Held, ActError> {
    let root = Digest::parse_hex(&row.root).map_err(|_| damaged())?;
    Ok(Held { size: row.size, root, cosigned_at: Some(row.at) })
}

/// The keys of a log that are good now: under one that was revoked nothing is cosigned.
fn log_keys(node: &Node, origin: &str) -> Vec<Vkey> {
    node.roster().log_vkeys(origin, node.now())
}

fn damaged() -> ActError {
    ActError::Corrupt("row witnessed".to_owned())
}

#[cfg(test)]
mod tests;
