//! `handover`: each passing of custody is recorded by both sides, over one letter, and each log refers to the other.
//!
//! For a letter L that passes an exhibit from G to T the package must show: `hand_over` in G's stream and `take_over`
//! in T's, both with L's digest; L itself, listing the file; T's leaf `recv` and G's leaf `ack` about one envelope, each
//! naming a head of the other's log; the receipt that `ack` names; and a statement that this envelope carried L.

use std::collections::{BTreeMap, BTreeSet};

use super::container::Files;
use super::custody::{Custody, Stream};
use super::inclusion::{Record, Shown};
use super::seal::Sealed;
use super::{Broken, Checked};
use crate::digest::Digest;
use crate::json::Json;
use crate::opening::Opening;
use crate::package::layout::Member;
use crate::package::view;
use crate::receipt::{Instant, Receipt, Statement};
use crate::verdict::ExhibitFact;

/// The kind of letter that passes custody.
const OFFER: &str = "handover.offer";

/// A node takes a letter whose writer's clock is so far ahead of its own: two honest clocks may disagree by that much.
const AHEAD_MS: i64 = 10 * 60 * 1000;

/// What was handed over.
pub(super) struct Handed {
    /// Passings of custody, in the order of the exhibits.
    pub(super) n_by_exhibit: Vec<usize>,
}

/// `facts` are what the check of the exhibits found, one for each of `exhibits`.
pub(super) fn check(
    files: &Files,
    sealed: Option<&Sealed>,
    record: &Record,
    exhibits: &[Custody<'_>],
    facts: &[ExhibitFact],
) -> Checked<Handed> {
    heads_agree(sealed, record)?;
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

/// One side's act with the stream it stands in.
type Act<'a> = (&'a Stream<'a>, &'a Opening);

/// A letter that carried an exhibit from one node to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Passing<'a> {
    letter: &'a str,
    giver: &'a str,
    taker: &'a str,
}

/// How often the exhibit changed hands; every one of the two acts must have its other.
fn passings(custody: &Custody<'_>, evidence: &Evidence<'_>, sha256: &Digest) -> Checked<usize> {
    let acts = |action: &'static str| {
        custody.events().filter(move |(_, event)| view::text(event, "type") == Some(action))
    };
    let mut taken: Vec<Act<'_>> = acts("take_over").collect();
    let mut passed = BTreeSet::new();
    for (giver, hand_over) in acts("hand_over") {
        let letter =
            letter_digest(hand_over).ok_or_else(|| Broken::new("a `hand_over` names no letter"))?;
        let by_letter = |(taker, event): &Act<'_>| {
            taker.node != giver.node && letter_digest(event) == Some(letter)
        };
        let fits = |act: &Act<'_>| by_letter(act) && sides_agree((giver, hand_over), *act);
        let Some(at) = taken.iter().position(fits) else {
            return Err(Broken::new(if taken.iter().any(by_letter) {
                "the two sides of a handover name other counterparties"
            } else {
                "a `hand_over` without its `take_over`"
            }));
        };
        let (taker, take_over) = taken.remove(at);
        let passing = Passing { letter, giver: giver.node, taker: taker.node };
        if !passed.insert(passing) {
            return Err(Broken::new("one passing is recorded twice"));
        }
        acts_hold(hand_over, take_over)?;
        evidence.letter_passes(passing, sha256)?;
        evidence.anchored(passing, [hand_over, take_over])?;
    }
    if !taken.is_empty() {
        return Err(Broken::new("a `take_over` without its `hand_over`"));
    }
    if !joined(custody, &passed) {
        return Err(Broken::new(
            "the record of a party is shown that no passing ties to those of the others",
        ));
    }
    Ok(passed.len())
}

/// Whether the passings lead from any party's record to any other's: one that stands alone tells of another journey.
fn joined(custody: &Custody<'_>, passed: &BTreeSet<Passing<'_>>) -> bool {
    let mut reached: BTreeSet<&str> =
        custody.streams.first().map(|stream| stream.node).into_iter().collect();
    loop {
        let next = passed.iter().find_map(|passing| {
            match (reached.contains(passing.giver), reached.contains(passing.taker)) {
                (true, false) => Some(passing.taker),
                (false, true) => Some(passing.giver),
                (true, true) | (false, false) => None,
            }
        });
        let Some(next) = next else { break };
        reached.insert(next);
    }
    custody.streams.iter().all(|stream| reached.contains(stream.node))
}

fn letter_digest(event: &Opening) -> Option<&str> {
    view::inner(event, "signatures", "letter_digest")
}

/// Where a side names the other, it names the one whose entry is shown.
fn sides_agree(giver: Act<'_>, taker: Act<'_>) -> bool {
    let names = |event: &Opening, other: &str| {
        view::inner(event, "counterparty", "node").is_none_or(|node| node == other)
    };
    names(giver.1, taker.0.node) && names(taker.1, giver.0.node)
}

/// Both acts succeeded, and what was given was not taken before.
fn acts_hold(hand_over: &Opening, take_over: &Opening) -> Checked<()> {
    if [hand_over, take_over].iter().any(|act| view::text(act, "status") != Some("Success")) {
        return Err(Broken::new("one side of a handover says that it failed"));
    }
    let at = |act: &Opening| view::at(act).and_then(Instant::parse).map(|at| at.unix_ms());
    let uncertain =
        |act: &Opening| act.get("at").and_then(|at| at.get("unc_ms")).and_then(Json::int);
    let given = at(hand_over).zip(uncertain(hand_over)).map(|(at, ms)| at.saturating_sub(ms));
    let taken = at(take_over).zip(uncertain(take_over)).map(|(at, ms)| at.saturating_add(ms));
    match (given, taken) {
        (Some(given), Some(taken)) if given <= taken.saturating_add(AHEAD_MS) => Ok(()),
        _ => Err(Broken::new("it was taken over before it was handed over")),
    }
}

impl Evidence<'_> {
    /// The letter is there, goes from the one to the other, and lists the file. Which file that is, the check of the
    /// exhibits has established; whether the entry of the handover says it again makes no difference.
    fn letter_passes(&self, passing: Passing<'_>, sha256: &Digest) -> Checked<()> {
        let manifest = self
            .letters
            .get(passing.letter)
            .ok_or_else(|| Broken::new("the letter of a handover is not in the package"))?;
        let letter = Json::parse(manifest).map_err(|e| Broken::new(e.to_string()))?;
        let list = |name: &str| letter.get(name).and_then(Json::list).unwrap_or_default();
        let is_node = |party: Option<&Json>, node: &str| {
            party.and_then(|party| party.get("node")).and_then(Json::text) == Some(node)
        };
        let between = is_node(letter.get("issuer"), passing.giver)
            && list("to").iter().any(|party| is_node(Some(party), passing.taker))
            && letter.get("type").and_then(Json::text) == Some(OFFER);
        if !between {
            return Err(Broken::new(
                "the letter of a handover is no offer of the one side to the other",
            ));
        }
        let sha256 = Json::from(sha256.hex());
        let listed = |object: &Json| {
            object.get("plain").and_then(|plain| plain.get("sha256")) == Some(&sha256)
        };
        if list("objects").iter().any(listed) {
            Ok(())
        } else {
            Err(Broken::new("the letter of a handover does not list this file"))
        }
    }

    /// Both anchors are there, about one envelope, the envelope carried the letter, and the receipts say that it was
    /// taken.
    fn anchored(&self, passing: Passing<'_>, acts: [&Opening; 2]) -> Checked<()> {
        let Passing { giver, taker, .. } = passing;
        let anchors = |kind: &'static str, of: &str, peer: &str| {
            let (of, peer) = (of.to_owned(), peer.to_owned());
            self.anchors.iter().map(|shown| &shown.opening).filter(move |event| {
                let named = view::text(event, "peer_origin").and_then(view::log_of);
                view::text(event, "type") == Some(kind)
                    && view::node(event) == of
                    && named.is_some_and(|log| log.node == peer)
            })
        };
        let mut is_anchored = false;
        for received in anchors("recv", taker, giver) {
            let envelope = view::text(received, "env_digest");
            let receipt = view::text(received, "receipt_digest");
            let acked = anchors("ack", giver, taker).filter(|ack| {
                envelope.is_some()
                    && view::text(ack, "env_digest") == envelope
                    && view::text(ack, "receipt_digest") == receipt
            });
            for ack in acked {
                if self.carried(passing, received, ack) && self.is_receipted(passing, ack) {
                    is_anchored = true;
                    if acts.iter().all(|act| self.names_its_receipt(passing, ack, act)) {
                        return Ok(());
                    }
                }
            }
        }
        Err(Broken::new(if is_anchored {
            "a receipt that a handover names is not in the package, or about something else"
        } else {
            "a handover is not anchored in both logs, with its receipt"
        }))
    }

    /// Whether the envelope of these two anchors carried the letter: a log or a signed receipt of one of the two says
    /// so, and none says otherwise.
    fn carried(&self, passing: Passing<'_>, received: &Opening, ack: &Opening) -> bool {
        let stated = [received, ack].map(|event| view::text(event, "letter_digest"));
        if stated.iter().flatten().any(|stated| *stated != passing.letter) {
            return false;
        }
        stated.iter().flatten().next().is_some()
            || self.statements.values().any(|statement| {
                let speaker = statement.by.node.as_str();
                [passing.giver, passing.taker].contains(&speaker)
                    && is_about(statement, passing, ack)
                    && names_letter(statement, passing)
            })
    }

    /// Whether the receipt that an `ack` names is the taker's about that envelope, and says that it was taken.
    fn is_receipted(&self, passing: Passing<'_>, ack: &Opening) -> bool {
        let named = view::text(ack, "receipt_digest").and_then(|text| self.statement(text));
        named.is_some_and(|statement| {
            statement.by.node.as_str() == passing.taker
                && is_about(statement, passing, ack)
                && statement.event.is_taking()
        })
    }

    /// Whether the receipt that one of the two acts names, if it names one, is the taker's about this letter in this
    /// envelope.
    fn names_its_receipt(&self, passing: Passing<'_>, ack: &Opening, act: &Opening) -> bool {
        let Some(named) = view::inner(act, "signatures", "receipt_digest") else { return true };
        self.statement(named).is_some_and(|statement| {
            statement.by.node.as_str() == passing.taker
                && is_about(statement, passing, ack)
                && names_letter(statement, passing)
                && statement.event.is_taking()
        })
    }

    fn statement(&self, digest: &str) -> Option<&Statement> {
        self.statements.get(&Digest::parse_hex(digest).ok()?)
    }
}

/// Whether a statement is about the envelope that an anchor names, on its way between the two.
fn is_about(statement: &Statement, passing: Passing<'_>, anchor: &Opening) -> bool {
    Some(statement.of.env_digest.hex().as_str()) == view::text(anchor, "env_digest")
        && statement.of.from.as_str() == passing.giver
        && statement.of.to.as_str() == passing.taker
}

fn names_letter(statement: &Statement, passing: Passing<'_>) -> bool {
    statement.letter.as_ref().is_some_and(|letter| letter.digest.hex() == passing.letter)
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
fn heads_agree(sealed: Option<&Sealed>, record: &Record) -> Checked<()> {
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
    for head in
        record.under_heads().map(|shown| &shown.head).chain(sealed.map(|sealed| &sealed.head))
    {
        let checkpoint = &head.checkpoint;
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
