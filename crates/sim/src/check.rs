//! What must hold when nothing moves any more, read from the durable files alone: the processes are gone, the power was
//! cut a last time, and every node is opened once more from its disks.
//!
//! Each rule has a code; a finding names the host and the letter. What left a node during the run (receipts at its door,
//! heads it signed) was seen from outside and is compared with what its disks still know.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use domain::ids::MeasureId;
use domain::letter::CopyKind;
use domain::measure::{Issuing, Measure, PeerAct, Standing};
use node::dispatch::{Parcel, link_stream};
use node::node::Node;
use node::peer::inbox::{Inbox, InboxState};
use node::peer::receipts::KeptReceipt;
use node::rows::{decode, view};
use seal::digest::Digest;
use seal::merkle;
use seal::opening::Opening;
use seal::proof::TlogProof;
use seal::receipt::{Anchor, Event};
use store::{Leaf, OutboxQuery, OutboxState, Place};
use wire::stored::{Stored, StreamKind, link};

use crate::SimError;
use crate::founding::ready;
use crate::host::Host;
use crate::officer::{LETTER, Officer};
use crate::post::Answered;
use crate::world::{PAGE, Seen};

/// Something that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Violation {
    /// Which rule.
    pub rule: Rule,
    /// Where, and about what.
    pub what: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.rule.code(), self.what)
    }
}

/// The rules, by code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// A receipt's anchor names a leaf that is in its issuer's log.
    Anchor,
    /// Both sides reckon the same clocks from the same instant.
    Clocks,
    /// No signed head is smaller than one before it, and all are of one history.
    Heads,
    /// Every event has its leaf, and every leaf its event.
    Leaves,
    /// Every letter arrived once and had its effect once.
    Letters,
    /// Every order that was begun was issued and arrived.
    Orders,
    /// A receipt that left a node is about something the node durably holds.
    ReceiptBeforeCommit,
    /// Every letter has one receipt of each kind, the same on both sides.
    Receipts,
    /// Everything comes to rest.
    Rest,
}

impl Rule {
    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Anchor => "anchor",
            Self::Clocks => "clocks",
            Self::Heads => "heads",
            Self::Leaves => "leaves",
            Self::Letters => "letters",
            Self::Orders => "orders",
            Self::ReceiptBeforeCommit => "receipt-before-commit",
            Self::Receipts => "receipts",
            Self::Rest => "rest",
        }
    }
}

/// What a run left behind.
#[derive(Debug)]
pub struct Evidence<'a> {
    /// The hosts, powered off.
    pub hosts: &'a [Arc<Host>; 2],
    /// The people.
    pub officer: &'a Officer,
    /// Heads that were signed.
    pub seen: &'a Seen,
    /// When everything came to rest, if it did.
    pub rest: Option<u64>,
}

/// What was found.
#[derive(Debug)]
pub struct Findings {
    /// What does not hold, in order.
    pub violations: Vec<Violation>,
    /// Size and root of both logs.
    pub heads: Vec<(u64, Digest)>,
    /// Letters that both sides agree on.
    pub n_letters: usize,
}

/// Everything one node's disks know that a rule asks for.
struct Held {
    name: String,
    node: Node,
    inbox: BTreeMap<String, Inbox>,
    outbox: Vec<(OutboxState, Parcel)>,
    receipts: Vec<(String, KeptReceipt)>,
    leaves: Vec<Leaf>,
    links: BTreeMap<(&'static str, String), usize>,
}

/// Checks every rule.
///
/// # Errors
/// If a node does not open from its disks.
pub fn check(evidence: &Evidence<'_>) -> Result<Findings, SimError> {
    let [issuer, provider] = evidence.hosts;
    let held = [read(issuer, provider)?, read(provider, issuer)?];
    let mut found = Finder::default();
    if evidence.rest.is_none() {
        found.add(Rule::Rest, "something still moved when the time was over".to_owned());
    }
    for ((host, held), seen) in evidence.hosts.iter().zip(&held).zip(evidence.seen) {
        found.receipts_that_left(held, &host.post.answered());
        found.leaves(held)?;
        found.heads(held, seen);
    }
    let [a, b] = &held;
    let n_letters = found.letters(a, b)?.saturating_add(found.letters(b, a)?);
    found.orders(evidence.officer, a, b)?;
    let heads = held.iter().map(|held| (held.leaves.len() as u64, held.root(held.leaves.len())));
    let heads = heads.collect();
    found.violations.sort();
    Ok(Findings { violations: found.violations, heads, n_letters })
}

fn read(host: &Host, peer: &Host) -> Result<Held, SimError> {
    let node = ready(host.open())??;
    let open = |error: &dyn fmt::Display| SimError::Open(error.to_string());
    let rows = ready(node.store.outbox_rows(OutboxQuery { limit: PAGE, ..Default::default() }))??;
    let outbox = rows.into_iter().map(|row| Ok((row.state, decode(&row.payload)?)));
    let peer = domain::actor::NodeId::parse(peer.name()).map_err(|error| open(&error))?;
    let mut links = BTreeMap::new();
    for event in ready(node.store.load(&link_stream(&node.config.node, &peer).id, 0))?? {
        if let Stored::Link(event) = node.decode(StreamKind::Link, &event)? {
            let kind = match event.kind {
                link::Kind::Send => "send",
                link::Kind::Recv => "recv",
                link::Kind::Ack => "ack",
                link::Kind::Submit => "submit",
                link::Kind::Late50 => "late-50",
                link::Kind::Late75 => "late-75",
                link::Kind::Late90 => "late-90",
                link::Kind::Missed => "missed",
                link::Kind::Carried
                | link::Kind::Conflict
                | link::Kind::Held
                | link::Kind::Released
                | link::Kind::Undelivered
                | link::Kind::Withdrawn => "other",
            };
            let about = event.env_digest.or(event.letter_digest).map(|digest| digest.hex());
            let count = links.entry((kind, about.unwrap_or_default())).or_insert(0_usize);
            *count = count.saturating_add(1);
        }
    }
    Ok(Held {
        name: host.name().to_owned(),
        inbox: ready(node.rows(view::INBOX, ""))??.into_iter().collect(),
        outbox: outbox.collect::<Result<_, node::act::ActError>>()?,
        receipts: ready(node.rows(view::RECEIPT, ""))??,
        leaves: ready(node.store.leaves(Place { log: 0, index: 0 }, PAGE))??,
        links,
        node,
    })
}

impl Held {
    /// The root of the first `size` leaves, reckoned from the leaves themselves.
    fn root(&self, size: usize) -> Digest {
        let hashes: Vec<_> =
            self.leaves.iter().take(size).map(|leaf| Digest(leaf.leaf_hash)).collect();
        merkle::root(&hashes)
    }

    fn n_links(&self, kind: &'static str, about: &str) -> usize {
        self.links.get(&(kind, about.to_owned())).copied().unwrap_or(0)
    }

    fn receipts_of(&self, env_id: &str, event: Event) -> Vec<&str> {
        let of = |kept: &KeptReceipt| kept.env_id == env_id && kept.event == event.name();
        let found = self.receipts.iter().filter(|(_, kept)| of(kept));
        found.map(|(digest, _)| digest.as_str()).collect()
    }
}

#[derive(Debug, Default)]
struct Finder {
    violations: Vec<Violation>,
}

impl Finder {
    fn add(&mut self, rule: Rule, what: String) {
        self.violations.push(Violation { rule, what });
    }

    /// What the node once answered, it must still know; and what it proved of its log must be in its log.
    fn receipts_that_left(&mut self, held: &Held, answered: &[Answered]) {
        for receipt in answered {
            let place = format!("{} {}", held.name, receipt.env_id);
            let known = held.inbox.get(&receipt.env_id);
            if known.is_none_or(|inbox| inbox.receipt != receipt.statement) {
                let what = match known {
                    None => "it does not have the letter it gave a receipt for",
                    Some(_) => "it gave another receipt before, which it does not know",
                };
                self.add(Rule::ReceiptBeforeCommit, format!("{place}: {what}"));
            }
            // A log that stopped proves nothing, and the letter counts all the same.
            let is_excused = receipt.anchor.is_none() && receipt.is_log_stopped;
            if !is_excused && let Err(why) = anchored(held, receipt) {
                self.add(Rule::Anchor, format!("{place}: {why}"));
            }
        }
    }

    fn leaves(&mut self, held: &Held) -> Result<(), SimError> {
        let events = ready(held.node.store.tail(0, PAGE))??;
        let mut places: Vec<_> =
            events.iter().map(|event| event.place.map(|place| place.index)).collect();
        places.sort_unstable();
        let expected: Vec<_> = (0..events.len() as u64).map(Some).collect();
        if places != expected || held.leaves.len() != events.len() {
            let (events, leaves) = (events.len(), held.leaves.len());
            self.add(Rule::Leaves, format!("{}: {events} events, {leaves} leaves", held.name));
        }
        let head = ready(held.node.store.head())??;
        if head.size != held.leaves.len() as u64 || head.root != held.root(held.leaves.len()).0 {
            self.add(Rule::Leaves, format!("{}: the head is not that of the leaves", held.name));
        }
        let by_event = |event: &store::StoredEvent| {
            let place = event.place.and_then(|place| usize::try_from(place.index).ok());
            let leaf = place.and_then(|place| held.leaves.get(place));
            leaf.is_some_and(|leaf| leaf.leaf_hash == event.leaf_hash)
        };
        if !events.iter().all(by_event) {
            self.add(Rule::Leaves, format!("{}: a leaf is another event's", held.name));
        }
        Ok(())
    }

    fn heads(&mut self, held: &Held, seen: &[(u64, Digest)]) {
        if let Some(why) = held.node.ledger.stopped() {
            self.add(Rule::Heads, format!("{}: {why}", held.name));
        }
        let mut last = 0;
        for (size, root) in seen {
            if *size < last {
                let what = format!("{}: signed {size} after {last}", held.name);
                self.add(Rule::Heads, what);
            }
            last = last.max(*size);
            let len = usize::try_from(*size).unwrap_or(usize::MAX);
            if held.leaves.len() < len || held.root(len) != *root {
                let what = format!("{}: head {size} is of another history", held.name);
                self.add(Rule::Heads, what);
            }
        }
    }

    /// Letters from one to the other: each once, with one receipt of each kind on both sides.
    fn letters(&mut self, from: &Held, to: &Held) -> Result<usize, SimError> {
        let mut n_good = 0;
        for left in [view::WAITING, view::PARKED, view::GAP] {
            let rows: Vec<(String, String)> = ready(to.node.rows(left, ""))??;
            if !rows.is_empty() {
                let what = format!("{}: {} rows of {left} at the end", to.name, rows.len());
                self.add(Rule::Letters, what);
            }
        }
        for (state, parcel) in &from.outbox {
            let place = format!("{} → {} {} {}", from.name, to.name, parcel.kind, parcel.letter);
            let before = self.violations.len();
            if *state != OutboxState::Done {
                self.add(Rule::Letters, format!("{place}: {state:?} at its sender"));
            }
            let Some(sealed) = &parcel.envelope else {
                self.add(Rule::Letters, format!("{place}: never sealed"));
                continue;
            };
            match to.inbox.get(&sealed.env_id).map(|inbox| &inbox.state) {
                Some(InboxState::Consigned) => {}
                other @ (None
                | Some(
                    InboxState::Accepted
                    | InboxState::Duplicate
                    | InboxState::Failed { .. }
                    | InboxState::Fetching
                    | InboxState::Parked { .. }
                    | InboxState::Quarantined { .. },
                )) => self.add(Rule::Letters, format!("{place}: {other:?} at its recipient")),
            }
            let seen: Option<String> = ready(to.node.row(view::LETTER_SEEN, &parcel.letter))??;
            if seen.as_deref() != Some(parcel.letter_digest.as_str()) {
                self.add(Rule::Letters, format!("{place}: the recipient saw {seen:?}"));
            }
            let counts = [
                from.n_links("submit", &parcel.letter_digest),
                from.n_links("send", &sealed.env_digest),
                to.n_links("recv", &sealed.env_digest),
            ];
            if counts != [1, 1, 1] {
                self.add(Rule::Letters, format!("{place}: submit, send, recv are {counts:?}"));
            }
            let is_legal = !parcel.kind.starts_with(wire::letter::HOUSEKEEPING);
            let wanted =
                [(Event::RelayAcceptance, 1), (Event::ContentConsignment, usize::from(is_legal))];
            for (event, n) in wanted {
                let here = from.receipts_of(&sealed.env_id, event);
                let there = to.receipts_of(&sealed.env_id, event);
                if here.len() != n || here != there {
                    let what = format!("{place}: {} {here:?} and {there:?}", event.name());
                    self.add(Rule::Receipts, what);
                }
            }
            n_good += usize::from(before == self.violations.len());
        }
        if to.inbox.len() != from.outbox.len() {
            let (sent, came) = (from.outbox.len(), to.inbox.len());
            let what = format!("{} sent {sent}, {} has {came}", from.name, to.name);
            self.add(Rule::Letters, what);
        }
        Ok(n_good)
    }

    fn orders(&mut self, officer: &Officer, from: &Held, to: &Held) -> Result<(), SimError> {
        if !officer.is_done() {
            self.add(Rule::Orders, format!("not all issued: {:?}", officer.refusals()));
        }
        let issued = from.outbox.iter().filter(|(_, parcel)| parcel.kind == "measure.issue");
        let (issued, begun) = (issued.count(), officer.measures().len());
        if issued != begun {
            self.add(Rule::Orders, format!("{begun} orders begun, {issued} letters written"));
        }
        for measure in officer.measures() {
            let id = MeasureId::parse(&measure);
            let id = id.map_err(|error| SimError::Open(error.to_string()))?;
            let here = ready(from.node.load::<Measure>(&id.urn(&from.node.config.node)))??;
            let there = ready(to.node.load::<Measure>(&id.urn(&to.node.config.node)))??;
            match (&here, &there) {
                (
                    Some(Measure::Issuing(Issuing::Issued(issued))),
                    Some(Measure::Executing(executing)),
                ) => {
                    let received = executing.received();
                    let receipt = issued.receipts.get(&CopyKind::Addressee);
                    if receipt != Some(&received.received_at) {
                        let what = format!("{measure}: {receipt:?}, {}", received.received_at);
                        self.add(Rule::Clocks, what);
                    }
                    let told = received.acts.iter().filter(|staged| match &staged.act {
                        PeerAct::Said { form, .. } => {
                            form.as_str() == LETTER && matches!(staged.standing, Standing::Taken(_))
                        }
                        PeerAct::Acknowledged { .. }
                        | PeerAct::Cleared
                        | PeerAct::Objected { .. }
                        | PeerAct::OfferedHandover { .. }
                        | PeerAct::Refused { .. }
                        | PeerAct::Withdrew { .. } => false,
                    });
                    let (n_told, n_said) = (told.count(), issued.talk.said.len());
                    if (n_told, n_said) != (1, 1) {
                        let what = format!("{measure}: {n_said} letters said, {n_told} heard");
                        self.add(Rule::Letters, what);
                    }
                    for due in &received.dues {
                        let same = issued.dues.iter().find(|other| other.clock == due.clock);
                        if same.is_some_and(|other| other != due) {
                            self.add(Rule::Clocks, format!("{measure}: {due:?}, {same:?}"));
                        }
                    }
                    let shared = received
                        .dues
                        .iter()
                        .filter(|due| issued.dues.iter().any(|other| other.clock == due.clock));
                    if shared.count() == 0 {
                        self.add(Rule::Clocks, format!("{measure}: no clock on both sides"));
                    }
                }
                (here, there) => {
                    let word = |measure: &Option<Measure>| measure.as_ref().map(Measure::word);
                    let what = format!("{measure}: {:?} and {:?}", word(here), word(there));
                    self.add(Rule::Orders, what);
                }
            }
        }
        Ok(())
    }
}

/// Whether the anchor that left with a receipt names a leaf of this log, under a head of this log.
fn anchored(held: &Held, receipt: &Answered) -> Result<(), String> {
    let bytes = receipt.anchor.as_deref().ok_or("it came without an anchor")?;
    let anchor = Anchor::parse(bytes).map_err(|error| error.to_string())?;
    let proof = TlogProof::parse(anchor.proof.as_bytes()).map_err(|error| error.to_string())?;
    let opening = Opening::parse(anchor.opening.as_bytes()).map_err(|error| error.to_string())?;
    let checkpoint = proof.signed_checkpoint().map_err(|error| error.to_string())?;
    let head = checkpoint.claimed();
    let size = usize::try_from(head.size()).unwrap_or(usize::MAX);
    if held.leaves.len() < size || held.root(size) != head.root() {
        return Err(format!("the log has no head of {size} leaves with this root"));
    }
    let place = usize::try_from(proof.index).unwrap_or(usize::MAX);
    let leaf = held.leaves.get(place).ok_or("the log has no leaf at this place")?;
    if Digest(leaf.leaf_hash) != opening.leaf_hash() || leaf.leaf != *opening.leaf() {
        return Err(format!("leaf {place} of the log is another one"));
    }
    proof.verify_path(&opening.leaf_hash(), head).map_err(|error| error.to_string())
}
