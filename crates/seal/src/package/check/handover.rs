//! `handover`: each passing of custody is recorded by both sides, over one letter, and each log refers to the other.
//!
//! For a letter L that passes an exhibit from G to T the package must show: `hand_over` in G's stream and `take_over`
//! in T's, both with L's digest; L itself, listing the file; T's leaf `recv` and G's leaf `ack` about one envelope, each
//! naming a head of the other's log; the receipt that `ack` names; and a statement that this envelope carried L.

use std::collections::BTreeMap;

use super::container::Files;
use super::custody::{Custody, Stream};
use super::inclusion::{Record, Shown};
use super::{Broken, Checked};
use crate::digest::Digest;
use crate::json::Json;
use crate::opening::Opening;
use crate::package::layout::Member;
use crate::package::view;
use crate::receipt::{Receipt, Statement};
use crate::verdict::ExhibitFact;

/// What was handed over.
pub(super) struct Handed {
    /// Passings of custody, in the order of the exhibits.
    pub(super) n_by_exhibit: Vec<usize>,
}

/// `facts` are what the check of the exhibits found, one for each of `exhibits`.
pub(super) fn check(
    files: &Files,
    record: &Record,
    exhibits: &[Custody<'_>],
    facts: &[ExhibitFact],
) -> Checked<Handed> {
    heads_agree(record)?;
    let letters = letters(files);
    let statements = statements(files)?;
    let evidence = Evidence { anchors: &record.anchors, letters, statements };
    let mut n_by_exhibit = Vec::new();
    for (custody, fact) in exhibits.iter().zip(facts) {
        let n = passings(custody, &evidence, &fact.sha256)
            .map_err(|Broken(why)| Broken(format!("exhibit {}: {why}", custody.exhibit_no)))?;
        n_by_exhibit.push(n);
    }
    Ok(Handed { n_by_exhibit })
}

/// What both sides' entries are held against.
struct Evidence<'a> {
    anchors: &'a [Shown],
    letters: BTreeMap<String, &'a [u8]>,
    statements: BTreeMap<Digest, Statement>,
}

/// How often the exhibit changed hands; every one of the two acts must have its other.
fn passings(custody: &Custody<'_>, evidence: &Evidence<'_>, sha256: &Digest) -> Checked<usize> {
    let acts = |action: &'static str| {
        custody.events().filter(move |(_, event)| view::text(event, "type") == Some(action))
    };
    let mut taken: Vec<_> = acts("take_over").collect();
    let mut n = 0;
    for (giver, hand_over) in acts("hand_over") {
        let letter =
            letter_digest(hand_over).ok_or_else(|| Broken::new("a `hand_over` names no letter"))?;
        let at = taken
            .iter()
            .position(|(taker, event)| {
                taker.node != giver.node && letter_digest(event) == Some(letter)
            })
            .ok_or_else(|| Broken::new("a `hand_over` without its `take_over`"))?;
        let (taker, take_over) = taken.remove(at);
        sides_agree((giver, hand_over), (taker, take_over))?;
        evidence.letter_lists(letter, sha256)?;
        evidence.anchored(letter, giver, taker)?;
        evidence.receipts_named(&[hand_over, take_over])?;
        n += 1;
    }
    if taken.is_empty() { Ok(n) } else { Err(Broken::new("a `take_over` without its `hand_over`")) }
}

fn letter_digest(event: &Opening) -> Option<&str> {
    view::inner(event, "signatures", "letter_digest")
}

/// Where a side names the other, it names the one whose entry is shown.
fn sides_agree(giver: (&Stream<'_>, &Opening), taker: (&Stream<'_>, &Opening)) -> Checked<()> {
    let names = |event: &Opening, other: &str| {
        view::inner(event, "counterparty", "node").is_none_or(|node| node == other)
    };
    if names(giver.1, taker.0.node) && names(taker.1, giver.0.node) {
        Ok(())
    } else {
        Err(Broken::new("the two sides of a handover name other counterparties"))
    }
}

impl Evidence<'_> {
    /// The letter is there and lists the file. Which file that is, the check of the exhibits has established; whether
    /// the entry of the handover says it again makes no difference.
    fn letter_lists(&self, digest: &str, sha256: &Digest) -> Checked<()> {
        let manifest = self
            .letters
            .get(digest)
            .ok_or_else(|| Broken::new("the letter of a handover is not in the package"))?;
        let letter = Json::parse(manifest).map_err(|e| Broken::new(e.to_string()))?;
        let sha256 = Json::from(sha256.hex());
        let objects = letter.get("objects").and_then(Json::list).unwrap_or_default();
        let listed = |object: &Json| {
            object.get("plain").and_then(|plain| plain.get("sha256")) == Some(&sha256)
        };
        if objects.iter().any(listed) {
            Ok(())
        } else {
            Err(Broken::new("the letter of a handover does not list this file"))
        }
    }

    /// Both anchors are there, about one envelope, and the envelope carried the letter.
    fn anchored(&self, letter: &str, giver: &Stream<'_>, taker: &Stream<'_>) -> Checked<()> {
        let anchors = |kind: &'static str, of: &str, peer: &str| {
            let (of, peer) = (of.to_owned(), peer.to_owned());
            self.anchors.iter().map(|shown| &shown.opening).filter(move |event| {
                view::text(event, "type") == Some(kind)
                    && view::node(event) == of
                    && view::text(event, "peer_origin")
                        .is_some_and(|origin| view::node_of(origin) == peer)
            })
        };
        for received in anchors("recv", taker.node, giver.node) {
            let envelope = view::text(received, "env_digest");
            let acked = anchors("ack", giver.node, taker.node)
                .filter(|ack| envelope.is_some() && view::text(ack, "env_digest") == envelope);
            for ack in acked {
                if self.carried(letter, received, ack) && self.receipt_of(ack, taker.node).is_some()
                {
                    return Ok(());
                }
            }
        }
        Err(Broken::new("a handover is not anchored in both logs, with its receipt"))
    }

    /// Whether the envelope of these two anchors carried the letter: a log or a signed receipt says so, none otherwise.
    fn carried(&self, letter: &str, received: &Opening, ack: &Opening) -> bool {
        let stated = [received, ack].map(|event| view::text(event, "letter_digest"));
        if stated.iter().flatten().any(|stated| *stated != letter) {
            return false;
        }
        let envelope = view::text(ack, "env_digest");
        stated.iter().flatten().next().is_some()
            || self.statements.values().any(|statement| {
                Some(statement.of.env_digest.hex().as_str()) == envelope
                    && statement.letter.as_ref().is_some_and(|l| l.digest.hex() == letter)
            })
    }

    /// The receipt that an `ack` names, if it is the taker's about that envelope.
    fn receipt_of(&self, ack: &Opening, taker: &str) -> Option<&Statement> {
        let digest = Digest::parse_hex(view::text(ack, "receipt_digest")?).ok()?;
        self.statements.get(&digest).filter(|statement| {
            statement.by.node.as_str() == taker
                && Some(statement.of.env_digest.hex().as_str()) == view::text(ack, "env_digest")
        })
    }

    /// Receipts that the two acts themselves name are in the package.
    fn receipts_named(&self, events: &[&Opening]) -> Checked<()> {
        for event in events {
            let Some(named) = view::inner(event, "signatures", "receipt_digest") else { continue };
            let known =
                Digest::parse_hex(named).is_ok_and(|digest| self.statements.contains_key(&digest));
            if !known {
                return Err(Broken::new("a receipt that a handover names is not in the package"));
            }
        }
        Ok(())
    }
}

/// Letters by digest.
fn letters(files: &Files) -> BTreeMap<String, &[u8]> {
    let mut letters = BTreeMap::new();
    for (member, file) in files.iter() {
        if let Member::Letter(digest) = member {
            letters.insert(digest.hex(), file.bytes());
        }
    }
    letters
}

/// Receipts' statements by digest. Their signatures are the next check's.
fn statements(files: &Files) -> Checked<BTreeMap<Digest, Statement>> {
    let mut statements = BTreeMap::new();
    for (member, file) in files.iter() {
        let Member::Receipt(digest) = member else { continue };
        let receipt =
            Receipt::parse(file.bytes()).map_err(|e| Broken(format!("`{}`: {e}", file.path)))?;
        if receipt.statement_digest() != *digest || receipt.anchor().is_some() {
            return Err(Broken(format!(
                "`{}` holds another receipt than its name says",
                file.path
            )));
        }
        statements.insert(*digest, receipt.statement().clone());
    }
    Ok(statements)
}

/// No two statements about one log contradict each other: same size, same root.
fn heads_agree(record: &Record) -> Checked<()> {
    let mut roots: BTreeMap<(String, u64), Digest> = BTreeMap::new();
    let mut agree = |origin: &str, size: u64, root: Digest| {
        if *roots.entry((origin.to_owned(), size)).or_insert(root) == root {
            Ok(())
        } else {
            Err(Broken(format!(
                "two different heads of {origin} with {size} entries are shown: that log lied"
            )))
        }
    };
    for shown in record.all() {
        let checkpoint = &shown.head.checkpoint;
        agree(checkpoint.origin(), checkpoint.size(), checkpoint.root())?;
    }
    for Shown { opening, .. } in &record.anchors {
        let size = opening.get("peer_size").and_then(Json::int).and_then(|n| u64::try_from(n).ok());
        let root = view::text(opening, "peer_root").and_then(|root| Digest::parse_hex(root).ok());
        if let (Some(origin), Some(size), Some(root)) =
            (view::text(opening, "peer_origin"), size, root)
        {
            agree(origin, size, root)?;
        }
    }
    Ok(())
}
