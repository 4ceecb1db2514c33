//! Publishing our heads, and cosigning the heads of others.
//!
//! Publishing: once a second, if the log grew, the head gets its post-quantum line and is shown to every witness of
//! the directory; with all of them it is *published*, and proofs for courts are made under published heads only.
//! Cosigning: the witness protocol of C2SP; compare and persist are one transaction, so a log is never cosigned at a
//! smaller size after a larger one. Tables: published, witnessed, fork-evidence.

use axum::http::StatusCode;
use domain::actor::NodeId;
use seal::checkpoint::SignedCheckpoint;
use seal::cosignature::{cosign_ed25519, cosign_mldsa44};
use seal::digest::Digest;
use seal::note::Vkey;
use seal::witness::{AddCheckpoint, Answer, Verdict, judge, read_answer, write_lines};
use serde::{Deserialize, Serialize};

use crate::act::{ActError, act};
use crate::ledger::{LedgerError, SignedHead, Stopped};
use crate::node::Node;
use crate::peer::anchor::cosigner_name;
use crate::peer::client::Ask;
use crate::rows::view;
use crate::work::deliver::ask;

/// A head that every witness cosigned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
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

/// What we cosigned last for one log.
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

/// Witnesses of the directory that are not us.
fn witnesses(node: &Node) -> Vec<(NodeId, Vec<Vkey>)> {
    let roster = node.roster();
    let nodes = roster.members.values().flat_map(|entry| &entry.nodes);
    nodes
        .filter(|entry| entry.log.witness.is_some() && entry.node != node.config.node)
        .map(|entry| {
            let vkeys = entry.log.cosigner.iter().filter_map(|vkey| Vkey::parse(vkey).ok());
            (entry.node.clone(), vkeys.collect())
        })
        .collect()
}

/// Publishes the newest head if it is not published yet. Returns whether the log has nothing left to publish.
///
/// # Errors
/// Only if our own ledger or store fails; a witness that does not answer is asked again in the next round.
pub async fn publish_once(node: &Node) -> Result<bool, ActError> {
    let head = node.ledger.sequence().await?;
    if node.ledger.published().is_some_and(|published| published.size >= head.size) {
        return Ok(true);
    }
    let mut checkpoint = node.ledger.with_both_lines(&head, node.now())?;
    let mut by = Vec::new();
    let mut complete = true;
    for (witness, vkeys) in witnesses(node) {
        match cosigned_by(node, &witness, &vkeys, &checkpoint).await {
            Ok(lines) => {
                for line in lines {
                    checkpoint.add(line);
                }
                by.push(witness.to_string());
            }
            Err(trouble) => {
                complete = false;
                if let Trouble::Ahead(size) = trouble {
                    let why = Stopped::RolledBack { stored: head.size, known: size };
                    return Err(LedgerError::from(node.ledger.stop(why)).into());
                }
            }
        }
    }
    if !complete {
        return Ok(false);
    }
    let published = Published {
        size: head.size,
        root: head.root.hex(),
        note: checkpoint.to_string(),
        at_ms: node.now().as_millisecond(),
        by,
    };
    act!(node, "publish_checkpoint", None, |tx| {
        let key = format!("{:020}", published.size);
        tx.put(view::PUBLISHED, &key, &key, &published);
        Ok(Vec::new())
    })
    .await?;
    node.ledger.set_published(SignedHead {
        size: head.size,
        root: head.root,
        note: published.note,
    });
    Ok(true)
}

/// Takes up the newest published head after a start.
///
/// # Errors
/// If the store fails or the row is damaged.
pub async fn load_published(node: &Node) -> Result<(), ActError> {
    let rows: Vec<(String, Published)> = node.last_rows(view::PUBLISHED, 1).await?;
    if let Some((_, row)) = rows.into_iter().next() {
        let root = Digest::parse_hex(&row.root)
            .map_err(|_| ActError::Corrupt("row published".to_owned()))?;
        node.ledger.set_published(SignedHead { size: row.size, root, note: row.note });
    }
    Ok(())
}

enum Trouble {
    /// The witness has seen more of our log than we hold: we were rolled back.
    Ahead(u64),
    /// Anything else; the next round tries again.
    Other,
}

impl From<ActError> for Trouble {
    fn from(_: ActError) -> Self {
        Self::Other
    }
}

async fn cosigned_by(
    node: &Node,
    witness: &NodeId,
    vkeys: &[Vkey],
    checkpoint: &SignedCheckpoint,
) -> Result<Vec<seal::note::NoteLine>, Trouble> {
    let key = format!("by:{witness}");
    let state = node.row::<WitnessState>(view::WITNESSED, &key).await?;
    let mut old = state.map_or(0, |state| state.size);
    // A second try from the size that the witness names; a third would mean that it does not mean what it says.
    for _ in 0..2 {
        let size = checkpoint.claimed().size();
        if old > size {
            return Err(Trouble::Ahead(old));
        }
        let proof = node.ledger.consistency(old, size).await.map_err(ActError::from)?;
        let request = AddCheckpoint { old, proof, checkpoint: checkpoint.clone() };
        let body = request.to_string();
        let ask_for = Ask::post("/witness/1/add-checkpoint", "text/plain; charset=utf-8", body);
        let answer = ask(node, witness, &ask_for).await.map_err(|_| Trouble::Other)?;
        let status = answer.status.as_u16();
        match read_answer(old, checkpoint.claimed(), status, &answer.body, vkeys) {
            Answer::Cosigned(lines) => {
                let next = WitnessState { size, trouble: String::new() };
                act!(node, "record_cosignature", None, |tx| {
                    tx.put(view::WITNESSED, &key, "", &next);
                    Ok(Vec::new())
                })
                .await?;
                return Ok(lines);
            }
            Answer::RetryFrom { size: known } => old = known,
            Answer::Ahead { size: known } => return Err(Trouble::Ahead(known)),
            Answer::Inconsistent | Answer::Later | Answer::Bad(_) | Answer::Refused { .. } => {
                return Err(Trouble::Other);
            }
        }
    }
    Err(Trouble::Other)
}

/// Answers `add-checkpoint`: status, body, media type.
pub async fn add_checkpoint(node: &Node, body: &[u8]) -> (StatusCode, String, &'static str) {
    const PLAIN: &str = "text/plain; charset=utf-8";
    let request = match AddCheckpoint::parse(body) {
        Ok(request) => request,
        Err(error) => {
            let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::BAD_REQUEST);
            return (status, String::new(), PLAIN);
        }
    };
    match cosign(node, &request).await {
        Ok((status, Some(body))) if status == StatusCode::CONFLICT => {
            (status, body, "text/x.tlog.size")
        }
        Ok((status, body)) => (status, body.unwrap_or_default(), PLAIN),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, String::new(), PLAIN),
    }
}

async fn cosign(
    node: &Node,
    request: &AddCheckpoint,
) -> Result<(StatusCode, Option<String>), ActError> {
    let origin = request.checkpoint.claimed().origin().to_owned();
    let vkeys = log_keys(node, &origin);
    let done = act!(node, "cosign_checkpoint", None, |tx| {
        let held = node.row::<Witnessed>(view::WITNESSED, &origin).await?;
        let state = match &held {
            None => None,
            Some(held) => Some((held.size, Digest::parse_hex(&held.root).map_err(|_| damaged())?)),
        };
        let now = u64::try_from(tx.now.as_second()).unwrap_or(0);
        let verdict = judge(request, state, &vkeys, now, held.as_ref().map(|held| held.at));
        let answer = match &verdict {
            Verdict::Cosign(checkpoint) => {
                let name = cosigner_name(&node.config.node);
                let signing = &node.signing;
                let classical = cosign_ed25519(&signing.cosign_ed25519, &name, now, checkpoint);
                let public = signing.cosign_mldsa44.public();
                let quantum = cosign_mldsa44(&public, &name, now, checkpoint, |message| {
                    signing.cosign_mldsa44.sign_deterministic(message)
                });
                let (Ok(classical), Ok(quantum)) = (classical, quantum) else {
                    return Err(ActError::Shell("cosignature not made".to_owned()));
                };
                let mut note = request.checkpoint.clone();
                note.add(classical.clone());
                note.add(quantum.clone());
                let next = Witnessed {
                    size: checkpoint.size(),
                    root: checkpoint.root().hex(),
                    at: now,
                    note: note.to_string(),
                };
                tx.swap(view::WITNESSED, &origin, held.as_ref(), &next);
                (200, Some(write_lines(&[classical, quantum])))
            }
            Verdict::Inconsistent(_) => {
                // Validly signed by the log, and not what it signed before: kept for ever.
                let evidence = request.to_string().into_bytes();
                tx.put_raw(view::FORK, &Digest::of(&evidence).hex(), &origin, evidence);
                (verdict.status(), verdict.body())
            }
            Verdict::ClockBehind { .. }
            | Verdict::Conflict { .. }
            | Verdict::OldBeyondNew
            | Verdict::UnknownOrigin
            | Verdict::Untrusted(_) => (verdict.status(), verdict.body()),
        };
        Ok(serde_json::to_vec(&answer).unwrap_or_default())
    })
    .await?;
    let (status, body): (u16, Option<String>) =
        serde_json::from_slice(&done.result).map_err(|_| damaged())?;
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    Ok((status, body))
}

fn log_keys(node: &Node, origin: &str) -> Vec<Vkey> {
    let roster = node.roster();
    let nodes = roster.members.values().flat_map(|entry| &entry.nodes);
    let log = nodes.filter(|entry| entry.log.origin == origin).flat_map(|entry| &entry.log.vkeys);
    log.filter_map(|vkey| Vkey::parse(vkey).ok()).collect()
}

fn damaged() -> ActError {
    ActError::Corrupt("row witnessed".to_owned())
}
