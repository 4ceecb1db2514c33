//! A log that is given up, because the database holds less than was signed: two officers of the house decide it, one after
//! the other, and the reserve log of the directory goes on (`docs/rfd/0007-one-log-after-the-other.md`).
//!
//! The first leaf of the successor says it all: the incident, what is lost, the last head that is known, who decided. The
//! proposal before it is a row and no leaf, for nothing may be signed yet. Peers see the new log by its name in the next
//! anchor. Not here: the portal's page, a fork, a register that is missing.
//!
//! Not trusted: one officer alone. At most they can propose.

use domain::actor::{Office, Officer};
use seal::checkpoint::LogName;
use serde::{Deserialize, Serialize};
use store::{End, LogEnd, StoreError};
use wire::stored::{Stored, Who, shard};

use crate::act::{ATTEMPTS_MAX, ActError, Tx};
use crate::ledger::{LedgerError, Stopped};
use crate::node::Node;
use crate::rows::view;
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
    /// Which log is given up.
    pub origin: String,
    /// Its leaves here.
    pub stored: u64,
    /// Its leaves that were signed.
    pub known: u64,
    /// When, milliseconds since 1970.
    pub at_ms: i64,
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
    /// The log was not rolled back: it runs, or something else is wrong that no successor heals here.
    #[error("this log was not rolled back")]
    NotRolledBack,
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
    /// The one who proposed cannot agree.
    #[error("somebody else must agree")]
    SamePerson,
}

impl SuccessorError {
    /// Stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Act(_) => "act",
            Self::Field(_) => "field",
            Self::NotRolledBack => "not-rolled-back",
            Self::Office => "office",
            Self::NothingProposed => "nothing-proposed",
            Self::NoReserve => "no-reserve",
            Self::SamePerson => "same-person",
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
    let Some((stored, known)) = lost(node) else { return Ok(None) };
    let row = node.row::<Proposal>(view::COUNTER, PROPOSAL).await?;
    let fits = |row: &Proposal| {
        (row.origin == node.ledger.origin()) && (row.stored, row.known) == (stored, known)
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
    let (stored, known) = lost(node).ok_or(SuccessorError::NotRolledBack)?;
    next(node)?;
    let proposal = Proposal {
        incident: line(incident, INCIDENT_CHARS_MAX).ok_or(SuccessorError::Field("incident"))?,
        why: line(why, WHY_CHARS_MAX).ok_or(SuccessorError::Field("why"))?,
        by: officer.id.to_string(),
        origin: node.ledger.origin(),
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

/// Agrees to the proposal: the log is given up and its successor begins. Returns the successor's origin.
///
/// # Errors
/// [`SuccessorError`]
pub async fn agree(node: &Node, officer: &Officer) -> Result<String, SuccessorError> {
    if !may(officer.office, true) {
        return Err(SuccessorError::Office);
    }
    lost(node).ok_or(SuccessorError::NotRolledBack)?;
    let proposal = proposed(node).await?.ok_or(SuccessorError::NothingProposed)?;
    if proposal.by == officer.id.to_string() {
        return Err(SuccessorError::SamePerson);
    }
    let next = next(node)?;
    for _ in 0..ATTEMPTS_MAX {
        let head = node.ledger.before_giving_up().await.map_err(ActError::from)?;
        let tx = given_up(node, &proposal, officer, head, &next).await?;
        match node.commit_successor(tx).await {
            Ok(()) => {
                crate::log::log_begun(&next);
                // What a start leaves undone where nothing may be signed.
                let started = crate::serve::start(node).await;
                started.map_err(|error| ActError::Shell(error.code().to_owned()))?;
                return Ok(next);
            }
            Err(ActError::Store(StoreError::Conflict { .. })) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(ActError::Busy.into())
}

/// Leaves stored and signed, if that is what is wrong with the log.
#[must_use]
pub fn lost(node: &Node) -> Option<(u64, u64)> {
    match node.ledger.stopped() {
        Some(Stopped::RolledBack { stored, known }) => Some((stored, known)),
        Some(
            Stopped::Damaged { .. }
            | Stopped::Forked { .. }
            | Stopped::LogUnknown { .. }
            | Stopped::Register
            | Stopped::Superseded,
        )
        | None => None,
    }
}

/// The log that would follow: the first one that is listed, has not begun and stands behind this one in its year.
///
/// # Errors
/// [`SuccessorError::NoReserve`] if there is none.
pub fn next(node: &Node) -> Result<String, SuccessorError> {
    let origin = node.ledger.origin();
    let this = LogName::parse(&origin).ok_or(SuccessorError::NoReserve)?;
    let mut unused = node.ledger.unused();
    unused.retain(|origin| {
        LogName::parse(origin).is_some_and(|next| {
            next.successor > this.successor && next.year == this.year && next.node == this.node
        })
    });
    unused.sort_by(|a, b| LogName::parse(a).cmp(&LogName::parse(b)));
    unused.into_iter().next().ok_or(SuccessorError::NoReserve)
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
    proposal: &Proposal,
    officer: &Officer,
    head: store::Head,
    next: &str,
) -> Result<Tx<'n>, ActError> {
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
            "{origin} is given up: {stored} leaves are here and {known} were signed; incident {incident}; decided by \
             {by} and {}; {why}",
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
