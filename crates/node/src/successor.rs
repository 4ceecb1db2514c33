//! What no program decides about a log: two officers of the house do, one after the other.
//!
//! The log is given up, because the database holds less than was signed, or something else; then the reserve log of the
//! directory goes on (`docs/rfd/0007-one-log-after-the-other.md`), and its first leaf says it all: the incident, what is
//! lost, the last head that is known, who decided. Or the head register is missing, and they override it: the first leaf
//! after it says so. Or leaves came back without what they commit to, and work on the records of before goes on
//! (`docs/rfd/0008-leaves-without-bodies.md`).
//!
//! The proposal before it is a row and no leaf, for nothing may be signed yet. Peers see the new log by its name in the
//! next anchor. Not here: the portal's page.
//!
//! One decides at a time, and whoever agrees says what they read: a proposal that was replaced meanwhile is not agreed to.
//!
//! Not trusted: one officer alone. At most they can propose.

use std::sync::Arc;

use domain::actor::{Office, Officer};
use seal::checkpoint::LogName;
use seal::digest::Digest;
use serde::{Deserialize, Serialize};
use store::{End, LogEnd, StoreError};
use wire::stored::{Stored, Who, shard};

use crate::act::{ATTEMPTS_MAX, ActError, Tx};
use crate::gap::Gap;
use crate::ledger::{LedgerError, Stopped};
use crate::node::Node;
use crate::rows::{encode, view};
use crate::serve::stream_of_log;

/// The row of the proposal, in `counter`.
const PROPOSAL: &str = "successor-proposal";
/// Characters of an incident's number.
pub const INCIDENT_CHARS_MAX: usize = 100;
/// Characters of the words.
pub const WHY_CHARS_MAX: usize = 2_000;

/// What one officer proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// Number of the incident, as the house keeps it.
    pub incident: String,
    /// What happened, in words.
    pub why: String,
    /// The officer's pseudonym.
    pub by: String,
    /// Which log it is about.
    pub origin: String,
    /// What was found, as a code.
    pub about: String,
    /// Its leaves here.
    pub stored: u64,
    /// Its leaves that were signed.
    pub known: u64,
    /// When, milliseconds since 1970.
    pub at_ms: i64,
}

impl Proposal {
    /// What an agreement names: SHA-256 of the row, lower-case hexadecimal.
    #[must_use]
    pub fn digest(&self) -> String {
        Digest::of(&encode(self)).hex()
    }
}

/// Why nothing is proposed or agreed.
#[derive(Debug, thiserror::Error)]
pub enum SuccessorError {
    /// The store or the log.
    #[error(transparent)]
    Act(#[from] ActError),
    /// The number of the incident or the words are empty, too long, or of more than one line.
    #[error("`{0}` is not usable: one line, not empty, not too long")]
    Field(&'static str),
    /// The log runs, or something is wrong that no decision heals.
    #[error("there is nothing to decide about this log")]
    NothingToDecide,
    /// The office does not decide this: a rule of the house.
    #[error("this office does not decide about the log; a rule of the house")]
    Office,
    /// Nobody proposed it, or the log stands otherwise than when it was proposed.
    #[error("there is no proposal for the log as it stands")]
    NothingProposed,
    /// The directory lists no log that may follow.
    #[error(
        "the member directory lists no log of this node that may follow; list one and install that version"
    )]
    NoReserve,
    /// Somebody outside can show more, or something else, than is stored here: that has to be decided instead.
    #[error("somebody outside can show what is not stored here ({0}); decide about that")]
    Outside(&'static str),
    /// The one who proposed cannot agree.
    #[error("somebody else must agree")]
    SamePerson,
    /// Another proposal stands there by now than the one who agrees has read.
    #[error("what is proposed is no longer what was read; nothing was done")]
    Stale,
}

impl SuccessorError {
    /// Stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Act(_) => "act",
            Self::Field(_) => "field",
            Self::Office => "office",
            Self::NothingProposed => "nothing-proposed",
            Self::NothingToDecide => "nothing-to-decide",
            Self::NoReserve => "no-reserve",
            Self::Outside(_) => "outside",
            Self::SamePerson => "same-person",
            Self::Stale => "stale",
        }
    }
}

/// Who may do what: a rule of the house. Whoever runs the node proposes; somebody who answers for it or watches it agrees.
const fn may(office: Office, agrees: bool) -> bool {
    match office {
        Office::NodeAdmin => true,
        Office::Auditor | Office::Dpo | Office::Oversight => agrees,
        Office::CaseLead
        | Office::Coordinator
        | Office::Custodian
        | Office::Drafter
        | Office::Executor
        | Office::IssuingAuthority
        | Office::OdsReviewer
        | Office::ProviderAgent
        | Office::Public
        | Office::RedressReviewer
        | Office::SpocOfficer
        | Office::TeamMember
        | Office::Trainer
        | Office::Translator
        | Office::Validator => false,
    }
}

/// What an office may do: propose, and agree.
#[must_use]
pub const fn rights(office: Office) -> (bool, bool) {
    (may(office, false), may(office, true))
}

/// The proposal for the log as it stands, if there is one.
///
/// # Errors
/// If the store fails.
pub async fn proposed(node: &Node) -> Result<Option<Proposal>, ActError> {
    let Some(found) = finding(node) else { return Ok(None) };
    let row = node.row::<Proposal>(view::COUNTER, PROPOSAL).await?;
    let fits = |row: &Proposal| {
        (row.origin == node.ledger.origin())
            && row.about == found.code
            && (row.stored, row.known) == (found.stored, found.known)
    };
    Ok(row.filter(fits))
}

/// Proposes that the log is given up.
///
/// # Errors
/// [`SuccessorError`]
pub async fn propose(
    node: &Node,
    officer: &Officer,
    incident: &str,
    why: &str,
) -> Result<Proposal, SuccessorError> {
    if !may(officer.office, false) {
        return Err(SuccessorError::Office);
    }
    let _deciding = node.deciding.lock().await;
    let found = finding(node).ok_or(SuccessorError::NothingToDecide)?;
    if found.decides == Decides::Successor {
        next(node)?;
    }
    let Finding { stored, known, .. } = found;
    let proposal = Proposal {
        incident: line(incident, INCIDENT_CHARS_MAX).ok_or(SuccessorError::Field("incident"))?,
        why: line(why, WHY_CHARS_MAX).ok_or(SuccessorError::Field("why"))?,
        by: officer.id.to_string(),
        origin: node.ledger.origin(),
        about: found.code.to_owned(),
        stored,
        known,
        at_ms: node.now().as_millisecond(),
    };
    // A row and no leaf: a log that has stopped may still remember what is asked of its officers.
    let mut tx = Tx::begin(node);
    tx.put(view::COUNTER, PROPOSAL, "", &proposal);
    node.commit(tx, "propose_successor", None, Vec::new()).await?;
    Ok(proposal)
}

/// Agrees to the proposal with this digest: the log is given up and its successor begins, or what else it says. Returns the
/// origin of the log that goes on. Done to its end, also if whoever waits for it goes away.
///
/// # Errors
/// [`SuccessorError`]; [`SuccessorError::Stale`] if another proposal stands there.
#[expect(
    clippy::disallowed_methods,
    reason = "a decision is written to its end, also if whoever asked for it goes away"
)]
pub async fn agree(
    node: &Arc<Node>,
    officer: &Officer,
    proposal: &str,
) -> Result<String, SuccessorError> {
    let (node, officer, proposal) = (node.clone(), officer.clone(), proposal.to_owned());
    let done = tokio::spawn(async move { agree_to(&node, &officer, &proposal).await }).await;
    let done = done.unwrap_or_else(|error| Err(ActError::Shell(error.to_string()).into()));
    done.map_err(|error| {
        let is_stale = matches!(error, SuccessorError::Act(ActError::Stale));
        if is_stale { SuccessorError::Stale } else { error }
    })
}

/// Nothing is decided that was replaced meanwhile.
async fn is_there(node: &Node, proposal: &Proposal) -> Result<(), ActError> {
    let row = node.row::<Proposal>(view::COUNTER, PROPOSAL).await?;
    if row.as_ref() == Some(proposal) { Ok(()) } else { Err(ActError::Stale) }
}

async fn agree_to(node: &Node, officer: &Officer, seen: &str) -> Result<String, SuccessorError> {
    if !may(officer.office, true) {
        return Err(SuccessorError::Office);
    }
    let _deciding = node.deciding.lock().await;
    let found = finding(node).ok_or(SuccessorError::NothingToDecide)?;
    let proposal = proposed(node).await?.ok_or(SuccessorError::NothingProposed)?;
    if proposal.by == officer.id.to_string() {
        return Err(SuccessorError::SamePerson);
    }
    if proposal.digest() != seen {
        return Err(SuccessorError::Stale);
    }
    match found.decides {
        Decides::Gap => return close_gap(node, &proposal, officer).await,
        Decides::Register => return override_register(node, &proposal, officer).await,
        Decides::Successor => {}
    }
    let next = next(node)?;
    for _ in 0..ATTEMPTS_MAX {
        let head = node.ledger.before_giving_up().await.map_err(ActError::from)?;
        let tx = given_up(node, &found, &proposal, officer, head, &next).await?;
        match node.commit_successor(tx).await {
            Ok(()) => {
                crate::log::log_begun(&next);
                start_again(node).await?;
                return Ok(next);
            }
            Err(ActError::Store(StoreError::Conflict { .. })) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(ActError::Busy.into())
}

/// What a start leaves undone where nothing may be signed.
async fn start_again(node: &Node) -> Result<(), ActError> {
    let started = crate::serve::start(node).await;
    started.map_err(|error| ActError::Shell(error.code().to_owned()))
}

/// What two officers would decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decides {
    /// That work on records goes on of which something may be lost.
    Gap,
    /// That the head register is made again.
    Register,
    /// That the log is given up and its successor begins.
    Successor,
}

/// What was found, and no program decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Its code.
    pub code: &'static str,
    /// What would be decided.
    pub decides: Decides,
    /// Leaves here; of a gap, its first leaf.
    pub stored: u64,
    /// Leaves that were signed; of a gap, behind its last leaf.
    pub known: u64,
    /// A log that was begun and that the database does not know.
    pub unknown: Option<String>,
}

impl Finding {
    /// Why the log is given up, for the leaf that says so.
    fn words(&self, stored: u64) -> String {
        match (&self.unknown, self.code) {
            (Some(unknown), _) => {
                format!("{stored} leaves are here, and {unknown} was begun and is not known here")
            }
            (None, "forked") => {
                format!("{stored} leaves are here, and others were signed at {} leaves", self.known)
            }
            (None, _) => format!("{stored} leaves are here and {} were signed", self.known),
        }
    }
}

/// What there is to decide, if there is something.
#[must_use]
pub fn finding(node: &Node) -> Option<Finding> {
    let signed = node.ledger.signed().size;
    let of = |code, decides, stored, known| {
        Some(Finding { code, decides, stored, known, unknown: None })
    };
    let Some(stopped) = node.ledger.stopped() else {
        let gap = node.gap.get()?;
        return of("gap", Decides::Gap, gap.from, gap.to);
    };
    let code = stopped.code();
    match stopped {
        Stopped::RolledBack { stored, known } => of(code, Decides::Successor, stored, known),
        Stopped::Forked { size } => of(code, Decides::Successor, size, size),
        Stopped::LogUnknown { origin } => {
            let found = of(code, Decides::Successor, signed, signed)?;
            Some(Finding { unknown: Some(origin), ..found })
        }
        Stopped::RegisterMissing { .. } => of(code, Decides::Register, 0, 0),
        Stopped::Damaged { .. }
        | Stopped::KeysRevoked { .. }
        | Stopped::Register
        | Stopped::Superseded => None,
    }
}

/// The log that would follow: the first one that is listed, has not begun and stands behind this one in its year; behind
/// a log that was begun elsewhere, if that is what was found.
///
/// # Errors
/// [`SuccessorError::NoReserve`] if there is none.
pub fn next(node: &Node) -> Result<String, SuccessorError> {
    let unknown = finding(node).and_then(|found| found.unknown);
    let last = unknown.unwrap_or_else(|| node.ledger.origin());
    let last = LogName::parse(&last).ok_or(SuccessorError::NoReserve)?;
    let mut unused = node.ledger.unused();
    unused.retain(|origin| {
        LogName::parse(origin).is_some_and(|next| {
            next.successor > last.successor && next.year == last.year && next.node == last.node
        })
    });
    unused.sort_by(|a, b| LogName::parse(a).cmp(&LogName::parse(b)));
    unused.into_iter().next().ok_or(SuccessorError::NoReserve)
}

/// An event that says what two officers decided.
async fn decided<'n>(
    node: &'n Node,
    proposal: &Proposal,
    officer: &Officer,
    what: &str,
) -> Result<Tx<'n>, ActError> {
    is_there(node, proposal).await?;
    let Proposal { incident, why, by, origin, .. } = proposal;
    let mut tx = Tx::begin(node);
    let event = shard::Event {
        at: tx.now,
        kind: shard::Kind::Decided,
        origin: origin.clone(),
        checkpoint: None,
        vkeys: Vec::new(),
        from: None,
        sigs: Vec::new(),
        note: Some(format!(
            "{what}; incident {incident}; decided by {by} and {}; {why}",
            officer.id
        )),
    };
    let stream = stream_of_log(node, origin);
    tx.record(&stream, &Stored::Shard(event), tx.now, &Who::node()).await?;
    tx.delete(view::COUNTER, PROPOSAL);
    Ok(tx)
}

/// Overrides a register that is missing, unless somebody outside can show that more was signed than is stored.
async fn override_register(
    node: &Node,
    proposal: &Proposal,
    officer: &Officer,
) -> Result<String, SuccessorError> {
    if let Some(why) = crate::work::outside::contradiction(node).await? {
        let code = why.code();
        node.ledger.stop_instead(why);
        return Err(SuccessorError::Outside(code));
    }
    let head = node.ledger.before_giving_up().await.map_err(ActError::from)?;
    let origin = node.ledger.origin();
    let what = format!(
        "the head register of {origin} was missing and is made again at {} leaves",
        head.size
    );
    let tx = decided(node, proposal, officer, &what).await?;
    node.commit_override(tx).await?;
    start_again(node).await?;
    Ok(origin)
}

/// Work on the records of before a gap goes on.
async fn close_gap(
    node: &Node,
    proposal: &Proposal,
    officer: &Officer,
) -> Result<String, SuccessorError> {
    let open = node.gap.get().ok_or(SuccessorError::NothingToDecide)?;
    for _ in 0..ATTEMPTS_MAX {
        let what = format!(
            "work on records of before leaf {} goes on; leaves {} to {} came back without what they commit to",
            open.from, open.from, open.to
        );
        let mut tx = decided(node, proposal, officer, &what).await?;
        let gap = Gap { decided_at_ms: Some(tx.now.as_millisecond()), ..(*open).clone() };
        tx.put(view::COUNTER, &gap.key(), "", &gap);
        if node.commit(tx, "close_gap", None, Vec::new()).await?.is_some() {
            crate::gap::load(node).await?;
            return Ok(open.origin.clone());
        }
    }
    Err(ActError::Busy.into())
}

/// One line of words, without what stands around it.
pub(crate) fn line(text: &str, chars_max: usize) -> Option<String> {
    let text = text.trim();
    let fits = !text.is_empty() && text.chars().count() <= chars_max;
    (fits && !text.chars().any(char::is_control)).then(|| text.to_owned())
}

/// The act: the successor's first leaf.
async fn given_up<'n>(
    node: &'n Node,
    found: &Finding,
    proposal: &Proposal,
    officer: &Officer,
    head: store::Head,
    next: &str,
) -> Result<Tx<'n>, ActError> {
    is_there(node, proposal).await?;
    let Proposal { incident, why, by, origin, known, .. } = proposal;
    let vkeys = node.ledger.first_vkeys_of(next).map_err(LedgerError::from)?;
    let stored = head.size;
    let mut tx = Tx::begin(node);
    let last = node.ledger.signed();
    let event = shard::Event {
        at: tx.now,
        kind: shard::Kind::ShardOpen,
        origin: next.to_owned(),
        checkpoint: (!last.note.is_empty()).then(|| last.note.clone()),
        vkeys: vkeys.iter().flatten().map(ToString::to_string).collect(),
        from: None,
        sigs: Vec::new(),
        note: Some(format!(
            "{origin} is given up: {}; incident {incident}; decided by {by} and {}; {why}",
            found.words(stored),
            officer.id
        )),
    };
    let stream = stream_of_log(node, next);
    tx.record(&stream, &Stored::Shard(event), tx.now, &Who::node()).await?;
    let how = End::GivenUp { known: *known };
    let end = LogEnd { log: head.log, size: stored, how, next: next.to_owned() };
    tx.log_end = Some((end, None));
    tx.delete(view::COUNTER, PROPOSAL);
    Ok(tx)
}

#[cfg(test)]
mod tests;
