//! Letters between two nodes, from the books of both: sums (CK-4), effects (CK-5), receipts (CK-6), order (CK-8), and how
//! often something was tried (CK-16).

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use seal::digest::{Digest, b64url_decode};
use seal::opening::Opening;
use seal::proof::TlogProof;
use seal::receipt::{Anchor, Receipt};
use serde_json::Value;
use wire::roster::Roster;

use super::books::{Books, DONE, Sent, text};
use super::tree::{climb, root};
use super::{Finder, Invariant, counted};
use crate::host::Host;
use crate::post::Answered;

/// The three receipts that a letter earns: that it is durable, that it had its effect, and that somebody received it.
const ACCEPTED: &str = "RelayAcceptance";
const CONSIGNED: &str = "ContentConsignment";
const HANDED: &str = "ContentHandover";
/// The other ends of a ladder; a letter has exactly one end.
const OTHER_ENDS: [&str; 6] = [
    "AcceptanceRejectionExpiry",
    "ConsignmentRejection",
    "ContentConsignmentFailure",
    "ContentHandoverFailure",
    "RelayFailure",
    "RelayRejection",
];
/// What the name of a stream of reads holds before what was read.
const ACCESS: &str = ":access:";
/// Processes that may die over one letter before it is set aside.
const DEATHS_MAX: u64 = 3;
/// Attempts for one letter: with at least a second between two of them on average, more than a run has time for.
const ATTEMPTS_MAX: i64 = 200;
/// What a node says about its own keys and logs: it has no effect in law, and ends with its acceptance.
const HOUSEKEEPING: &str = "cx.";

fn place(from: &Books, to: &Books, sent: &Sent) -> String {
    format!("{} → {} {} {}", from.name, to.name, sent.kind, sent.letter)
}

/// CK-4: every letter ended well at its sender, is consigned at its recipient and nothing else is there; and each kind of
/// entry is in the books as often as there are letters. Returns how many letters both sides agree on.
pub(super) fn channel(found: &mut Finder, from: &Books, to: &Books) -> usize {
    let before = found.n_of(Invariant::Channel);
    for left in ["inbox-waiting", "inbox-parked", "conversation-gap", "tray", "statement-due"] {
        let n = to.view(left).len();
        if n > 0 {
            let what = format!("{}: {n} rows of {left} at the end", to.name);
            found.add(Invariant::Channel, what);
        }
    }
    let mut n_bad = 0;
    for sent in &from.outbox {
        let why = match &sent.envelope {
            None => Some("never sealed".to_owned()),
            Some((env_id, digest)) => match to.view("inbox").get(env_id) {
                None => Some("not at its recipient".to_owned()),
                Some(inbox) if text(inbox, "env_digest") != *digest => {
                    Some("another content at its recipient".to_owned())
                }
                Some(inbox) => {
                    let state = inbox.get("state").map(|state| text(state, "is"));
                    let is_there = state.as_deref() == Some("consigned");
                    (!is_there).then(|| format!("{state:?} at its recipient"))
                }
            },
        };
        let why = why.or_else(|| {
            (sent.state != DONE).then(|| format!("state {} at its sender", sent.state))
        });
        if let Some(why) = why {
            n_bad += 1;
            found.add(Invariant::Channel, format!("{}: {why}", place(from, to, sent)));
        }
    }
    let (ours, theirs) = (from.link(to), to.link(from));
    let n = |kinds: &[&str], kind| kinds.iter().filter(|found| **found == kind).count();
    let sums = [
        ("letters", from.outbox.len()),
        ("submit", n(&ours, "submit")),
        ("send", n(&ours, "send")),
        ("recv", n(&theirs, "recv")),
        ("inbox", to.view("inbox").len()),
        ("seen", to.view("letter-seen").len()),
    ];
    let answers = n(&ours, "ack");
    let is_in_law = |sent: &&Sent| !sent.kind.starts_with(HOUSEKEEPING);
    let due = from.outbox.len() + 2 * from.outbox.iter().filter(is_in_law).count();
    let said: Vec<String> = sums.iter().map(|(name, n)| format!("{name} {n}")).collect();
    let said = format!("{} → {}: {}; ack {answers} = {due}", from.name, to.name, said.join(" = "));
    if answers != due || sums.iter().any(|(_, n)| *n != from.outbox.len()) {
        found.add(Invariant::Channel, format!("the sums differ: {said}"));
    }
    found.sums.push(said);
    talk(found, from, to);
    match found.n_of(Invariant::Channel) - before {
        0 => from.outbox.len(),
        _ => from.outbox.len() - n_bad,
    }
}

/// Both sides know the same last letter of every conversation.
fn talk(found: &mut Finder, from: &Books, to: &Books) {
    let about = |key: &str| key.rsplit_once(':').map(|(about, _)| about.to_owned());
    let theirs: BTreeMap<_, _> = to
        .view("conversation")
        .iter()
        .filter_map(|(key, value)| Some((about(key)?, value)))
        .collect();
    for (key, ours) in from.view("conversation") {
        let Some(about) = about(key).filter(|about| about != "housekeeping") else { continue };
        let n_ours = ours.get("ours").and_then(Value::as_u64).unwrap_or(0);
        let held = theirs.get(&about);
        let n_theirs = held.and_then(|held| held.get("theirs")?.as_u64()).unwrap_or(0);
        let last = held.map(|held| text(held, "their_last")).unwrap_or_default();
        if n_ours != n_theirs || text(ours, "our_last") != last {
            let what = format!(
                "{} wrote {n_ours} letters about {about}, {} read {n_theirs}",
                from.name, to.name
            );
            found.add(Invariant::Channel, what);
        }
    }
}

/// CK-5: one envelope for a letter, one entry that it came, and the letter is known by the digest it was signed with.
pub(super) fn effects(found: &mut Finder, from: &Books, to: &Books) {
    let mut ids = BTreeSet::new();
    for sent in &from.outbox {
        let place = place(from, to, sent);
        if !ids.insert(&sent.letter) {
            found.add(Invariant::Effect, format!("{place}: queued twice"));
        }
        let seen = to.view("letter-seen").get(&sent.letter).and_then(|seen| seen.as_str());
        if seen != Some(sent.letter_digest.as_str()) {
            found.add(Invariant::Effect, format!("{place}: the recipient read {seen:?}"));
        }
        let Some((env_id, _)) = &sent.envelope else { continue };
        let in_law = usize::from(!sent.kind.starts_with(HOUSEKEEPING));
        let wanted = [(ACCEPTED, 1), (CONSIGNED, in_law), (HANDED, in_law)];
        for (event, n) in wanted.into_iter().chain(OTHER_ENDS.map(|end| (end, 0))) {
            let [here, there] = [from, to].map(|books| receipts_of(books, env_id, event));
            if here.len() != n || here != there {
                let what = format!("{place}: {event} {here:?} and {there:?}");
                found.add(Invariant::Effect, what);
            }
        }
    }
    received(found, to);
    let sent: BTreeSet<_> =
        from.outbox.iter().filter_map(|sent| Some(&sent.envelope.as_ref()?.0)).collect();
    for env_id in to.view("inbox").keys().filter(|env_id| !sent.contains(env_id)) {
        let what = format!("{}: envelope {env_id} is of no letter of {}", to.name, from.name);
        found.add(Invariant::Effect, what);
    }
    let n_recv = to.link(from).iter().filter(|kind| **kind == "recv").count();
    if n_recv > sent.len() {
        let what =
            format!("{}: {n_recv} arrivals of {} letters of {}", to.name, sent.len(), from.name);
        found.add(Invariant::Effect, what);
    }
}

/// CK-5: nobody states that a letter was received before somebody was shown what it is about, after it came; and that is a leaf.
fn received(found: &mut Finder, books: &Books) {
    let kept = books.view("receipt").values();
    let ours = kept.filter(|kept| text(kept, "event") == HANDED && text(kept, "by") == books.name);
    for env_id in ours.map(|kept| text(kept, "env_id")) {
        let is_in = |lying: &&Value| {
            let envelopes = lying.get("envelopes").and_then(Value::as_array);
            envelopes.is_some_and(|all| all.iter().any(|one| one.as_str() == Some(&env_id)))
        };
        let lying = books.view("ladder").values().find(is_in);
        if !lying.is_some_and(|lying| was_read(books, lying)) {
            let what = format!("{}: {env_id} was received, and nobody read", books.name);
            found.add(Invariant::Effect, what);
        }
    }
}

/// Whether somebody was shown what a letter is about after it came.
fn was_read(books: &Books, lying: &Value) -> bool {
    let about = text(lying, "about");
    // The page of a recall or of an agreement is shown without a record.
    if ["recall:", "agreement:"].iter().any(|kind| about.starts_with(kind)) {
        return true;
    }
    // So many events the record had when the letter was consigned.
    let n_events = lying.get("version").and_then(Value::as_u64).unwrap_or_default();
    let nth = usize::try_from(n_events).unwrap_or(usize::MAX).saturating_sub(1);
    let (record, reads) = (format!(":measure:{about}"), reads_of(books, &about));
    let mut of_record = books.events.iter().filter(|event| event.stream.ends_with(&record));
    let came = of_record.nth(nth);
    let last = books.events.iter().rfind(|event| event.stream.ends_with(&reads));
    came.zip(last).is_some_and(|(came, last)| last.position > came.position)
}

/// How the name of the stream ends that holds the reads of a measure: of its case, where it belongs to one here.
fn reads_of(books: &Books, measure: &str) -> String {
    let of_case = format!(":measure:{measure}");
    let mut cases = books.view("case-item").keys().filter_map(|key| key.strip_suffix(&of_case));
    format!("{ACCESS}{}", cases.next().unwrap_or(measure))
}

/// Names of the receipts of one kind for an envelope.
fn receipts_of<'b>(books: &'b Books, env_id: &str, event: &str) -> Vec<&'b str> {
    let of = books.view("receipt").iter();
    of.filter(|(_, kept)| text(kept, "env_id") == env_id && text(kept, "event") == event)
        .map(|(name, _)| name.as_str())
        .collect()
}

/// CK-8: at every point of the books no more is sent than was submitted, and no letter has more answers than it can have.
pub(super) fn causes(found: &mut Finder, from: &Books, to: &Books) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for kind in from.link(to) {
        *counts.entry(kind).or_default() += 1;
        let n = |kind| counts.get(kind).copied().unwrap_or(0);
        let (submitted, sent, acknowledged) = (n("submit"), n("send"), n("ack"));
        // That it is durable, that it had its effect, and that somebody received it.
        if sent > submitted || acknowledged > sent.saturating_mul(3) {
            let what = format!(
                "{} → {}: {submitted} submitted, {sent} sent, {acknowledged} acknowledged",
                from.name, to.name
            );
            found.add(Invariant::Causality, what);
            break;
        }
    }
}

/// CK-6, for what left: each is signed, its anchor proves a leaf of the log, and it is the same bytes every time.
pub(super) fn receipts_that_left(
    found: &mut Finder,
    books: &Books,
    host: &Host,
    answered: &[Answered],
) {
    let mut bytes: BTreeMap<&str, BTreeSet<&[u8]>> = BTreeMap::new();
    for receipt in answered {
        bytes.entry(&receipt.env_id).or_default().insert(&receipt.bare);
        let place = format!("{} {}", books.name, receipt.env_id);
        if let Err(why) = signed(host.roster(), &books.name, &receipt.bare) {
            found.add(Invariant::Receipts, format!("{place}: {why}"));
        }
        // A log that stopped proves nothing, and the letter counts all the same.
        let is_excused = receipt.anchor.is_none() && receipt.is_log_stopped;
        if !is_excused && let Err(why) = anchored(books, receipt) {
            found.add(Invariant::Receipts, format!("{place}: {why}"));
        }
    }
    for (env_id, different) in bytes.iter().filter(|(_, different)| different.len() > 1) {
        let what = format!("{} {env_id}: {} different receipts left", books.name, different.len());
        found.add(Invariant::Receipts, what);
    }
}

/// CK-6, for what is kept: signed by the node it names, under the name by which it is kept.
pub(super) fn receipts_that_are_kept(found: &mut Finder, books: &Books, roster: &Roster) {
    for (name, kept) in books.view("receipt") {
        let bytes = b64url_decode(&text(kept, "receipt")).unwrap_or_default();
        let why = match signed(roster, &text(kept, "by"), &bytes) {
            Ok(digest) if digest.hex() == *name => continue,
            Ok(digest) => format!("it is kept as {name} and is {}", digest.hex()),
            Err(why) => why,
        };
        found.add(Invariant::Receipts, format!("{} keeps a receipt: {why}", books.name));
    }
}

/// The name of a receipt that this node signed with a key it had then.
fn signed(roster: &Roster, by: &str, bytes: &[u8]) -> Result<Digest, String> {
    let receipt = Receipt::parse(bytes).map_err(|error| error.to_string())?;
    let statement = receipt.statement();
    if statement.by.node.as_str() != by {
        return Err(format!("it is signed by {}", statement.by.node.as_str()));
    }
    let node = domain::actor::NodeId::parse(by).map_err(|error| error.to_string())?;
    let at = Timestamp::from_millisecond(statement.at.unix_ms()).map_err(|error| error.to_string());
    let at = at?;
    let keys = receipt.verify(&roster.net, |kid| roster.node_key(&node, kid, at));
    keys.map_err(|error| error.to_string())?;
    Ok(receipt.statement_digest())
}

/// Whether the anchor that left with a receipt names a leaf of this log, under a head of this log.
fn anchored(books: &Books, receipt: &Answered) -> Result<(), String> {
    let bytes = receipt.anchor.as_deref().ok_or("it came without an anchor")?;
    let anchor = Anchor::parse(bytes).map_err(|error| error.to_string())?;
    let proof = TlogProof::parse(anchor.proof.as_bytes()).map_err(|error| error.to_string())?;
    let opening = Opening::parse(anchor.opening.as_bytes()).map_err(|error| error.to_string())?;
    let checkpoint = proof.signed_checkpoint().map_err(|error| error.to_string())?;
    let head = checkpoint.claimed();
    let size = usize::try_from(head.size()).map_err(|_| "the head is too large")?;
    let tree = books.leaves.get(..size).ok_or("the log is shorter than the head it proved")?;
    if root(tree) != head.root() {
        return Err(format!("the log has no head of {size} leaves with this root"));
    }
    let index = usize::try_from(proof.index).map_err(|_| "the place is too large")?;
    let leaf = *tree.get(index).ok_or("the log has no leaf at this place")?;
    if leaf != opening.leaf_hash() {
        return Err(format!("leaf {index} of the log is another one"));
    }
    if climb(index, size, leaf, &proof.path) != Some(head.root()) {
        return Err(format!("the path from leaf {index} does not lead to the root"));
    }
    Ok(())
}

/// CK-16: no letter is tried without end, and none kills a node again and again.
pub(super) fn bounded(found: &mut Finder, books: &Books) {
    for sent in books.outbox.iter().filter(|sent| sent.attempts > ATTEMPTS_MAX) {
        let what = format!("{}: {} was tried {} times", books.name, sent.letter, sent.attempts);
        found.add(Invariant::Bounded, what);
    }
    for (env_id, inbox) in books.view("inbox") {
        let n = inbox.get("attempts").and_then(Value::as_u64).unwrap_or(0);
        if n > DEATHS_MAX {
            let what = format!("{}: {env_id} was opened {n} times", books.name);
            found.add(Invariant::Bounded, what);
        }
    }
    let starts = counted(books.events.iter().map(|event| event.kind.as_str()));
    if starts.is_empty() {
        found.add(Invariant::Durability, format!("{}: nothing is stored", books.name));
    }
}
