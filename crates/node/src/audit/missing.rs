//! What should be there and is not, as far as a node's own streams and rows can show it.
//!
//! A list of what waits, since when, and whose turn it is. Not here: what no record says (an act that never became an
//! event), periods of the law, which the desk and the statistics count, and whether the record itself is whole (`fsck`).

use std::collections::{BTreeMap, BTreeSet};

use domain::actor::MemberId;
use domain::erasure::{Certified, Erasure, Ordered, Proposed};
use domain::exhibit::{Exhibit, ExhibitNo};
use domain::handover::Handover;
use domain::ids::{ExhibitId, Kind, PackageId};
use domain::measure::notice::Notice;
use domain::measure::{DutyStanding, Measure, duties};
use domain::package::Package;
use domain::recall::{Asking, Recall, Reply, Standing};
use jiff::Timestamp;
use seal::digest::hex_encode;
use store::{OutboxRow, OutboxState};

use super::AuditError;
use crate::act::Aggregate;
use crate::dispatch::Parcel;
use crate::export::{PackageRow, State, Wait};
use crate::fsck::{Folded, FsckError, Log};
use crate::rows::{decode, view};

#[cfg(test)]
mod tests;

/// Whose turn it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// The node's own work.
    Node,
    /// An officer of this member.
    Officer,
    /// Another member or its node.
    Peer(String),
}

impl Turn {
    /// The word in lists.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Node => "node",
            Self::Officer => "officer",
            Self::Peer(_) => "peer",
        }
    }

    /// Which other member or node, if it is one's turn.
    #[must_use]
    pub fn who(&self) -> Option<&str> {
        match self {
            Self::Node | Self::Officer => None,
            Self::Peer(who) => Some(who),
        }
    }
}

/// One thing that should be there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Missing {
    /// What, as a code.
    pub code: &'static str,
    /// Since when, where a record says so.
    pub since: Option<Timestamp>,
    /// Who can end it.
    pub turn: Turn,
    /// What it is about: a kind and an id.
    pub subject: String,
    /// What else is known: a code, a clock, a place in the law.
    pub detail: String,
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct List {
    /// The oldest of each code first.
    pub missing: Vec<Missing>,
    /// Streams that could not be judged, because their content was erased.
    pub n_erased: u64,
}

impl List {
    fn note(
        &mut self,
        code: &'static str,
        since: impl Into<Option<Timestamp>>,
        turn: Turn,
        subject: impl Into<String>,
        detail: impl Into<String>,
    ) {
        let (subject, detail) = (subject.into(), detail.into());
        self.missing.push(Missing { code, since: since.into(), turn, subject, detail });
    }
}

/// Looks through the folder as of the network's present instant.
///
/// # Errors
/// If the folder cannot be read; a stream that does not decode is an entry that says so.
pub async fn missing(log: &Log, now: Timestamp) -> Result<List, AuditError> {
    let mut list = List::default();
    let law = log.law()?;
    let roster = log.roster_view();
    each::<Measure>(log, Kind::Measure, &mut list, |_, measure, list| {
        let subject = format!("measure {}", measure.id());
        let kind = match measure {
            Measure::Issuing(issuing) => &issuing.draft().kind,
            Measure::Executing(executing) => &executing.received().order.kind,
            Measure::Notified(notified) => &notified.pending().order.kind,
        };
        let mut is_named = false;
        if let Some(ctx) = law.ctx(now, measure.instrument(), &roster) {
            let notices = ctx.law.kind(kind).map(|kind| kind.notices.as_slice());
            for (duty, standing) in duties(measure, &ctx) {
                let is_notice = notices
                    .is_some_and(|all| all.iter().any(|one| one.id.as_str() == duty.id.name()));
                let code = match standing {
                    DutyStanding::Owed { .. } if is_notice => "notice-owed",
                    DutyStanding::Owed { .. } => "duty-owed",
                    DutyStanding::Unmet { .. } => "duty-unmet",
                    DutyStanding::Lasts { .. }
                    | DutyStanding::Lies
                    | DutyStanding::Met { .. }
                    | DutyStanding::NotYet
                    | DutyStanding::Over
                    | DutyStanding::Waits { .. } => continue,
                };
                is_named |= is_notice;
                list.note(code, standing.at(), Turn::Officer, &subject, duty.id.to_string());
            }
        }
        let Measure::Issuing(issuing) = measure else { return };
        match issuing.issued().map(|issued| &issued.notice) {
            Some(Notice::Due(owed)) if !is_named => {
                list.note("notice-owed", owed.since, Turn::Officer, &subject, owed.because.id());
            }
            Some(Notice::Deferred(deferral)) if deferral.review_at < now => {
                let since = deferral.review_at;
                list.note("notice-review-overdue", since, Turn::Node, &subject, "");
            }
            Some(Notice::Deferred(_) | Notice::Due(_) | Notice::Given(_) | Notice::NotOwed)
            | None => {}
        }
    })
    .await?;
    each::<Handover>(log, Kind::Handover, &mut list, |log, handover, list| {
        let offer = handover.offer();
        let subject = format!("handover {}", offer.handover);
        let receiver = &offer.receiver.node;
        let theirs = || {
            if receiver == log.node() { Turn::Node } else { Turn::Peer(receiver.to_string()) }
        };
        let detail = format!("{} exhibits", offer.exhibits.len());
        match handover {
            Handover::Offered(_) => {
                list.note("handover-unanswered", offer.offered_at, theirs(), subject, detail);
            }
            Handover::Lapsed(_) => {
                list.note("custody-gap", offer.offered_at, theirs(), subject, detail);
            }
            Handover::Contested(settled) => {
                list.note("handover-contested", settled.at, Turn::Officer, subject, detail);
            }
            Handover::Accepted(_) => {}
        }
    })
    .await?;
    each::<Exhibit>(log, Kind::Exhibit, &mut list, |_, exhibit, list| {
        let item = exhibit.item();
        // A hold ends by itself; what was to be decided at its end was not.
        for held in item.holds.iter().filter(|held| held.until <= now) {
            let subject = format!("exhibit {}", item.exhibit);
            list.note("hold-over", held.until, Turn::Officer, subject, held.hold.to_string());
        }
    })
    .await?;
    let mut copies = Copies::default();
    each::<Recall>(log, Kind::Recall, &mut list, |_, recall, list| {
        let subject = recall.id();
        let subject = format!("recall {subject}");
        match recall {
            Recall::Asked(asked) if asked.confirmation().is_none() => {
                let answered = matches!(asked.reply, Reply::Refused { .. });
                let code = if answered { "recall-refused" } else { "recall-unanswered" };
                let detail = asked.demand.from.member.to_string();
                list.note(code, asked.at, Turn::Officer, subject, detail);
            }
            Recall::Asked(_) => {}
            Recall::Asking(asking) => {
                copies.learn(asking);
                let waits = asking.standings.iter();
                for (node, standing) in waits.filter(|(_, one)| one.confirmation().is_none()) {
                    let code = match standing {
                        Standing::Failed { .. } => "recall-failed",
                        Standing::Unconfirmed { .. } => "recall-unconfirmed",
                        Standing::Confirmed { .. }
                        | Standing::Delivered { .. }
                        | Standing::Pending => "recall-waits",
                    };
                    let since = standing.since().unwrap_or(asking.at);
                    list.note(code, since, Turn::Peer(node.to_string()), &subject, "");
                }
            }
        }
    })
    .await?;
    each::<Erasure>(log, Kind::Erasure, &mut list, |_, erasure, list| {
        let subject = format!("erasure {}", erasure.proposed().request.erasure);
        match erasure {
            Erasure::Proposed(Proposed { at, .. }) => {
                list.note("erasure-undecided", *at, Turn::Officer, subject, "");
            }
            Erasure::Ordered(Ordered { at, .. }) => {
                list.note("erasure-unfinished", *at, Turn::Node, subject, "");
            }
            Erasure::Certified(Certified { certificate, at, ordered }) => {
                let exhibits = &ordered.proposed.request.exhibits;
                let waits = certificate.recipients.outstanding.iter();
                for member in waits.filter(|member| !copies.are_gone(member, exhibits)) {
                    let turn = Turn::Peer(member.to_string());
                    list.note("recipient-unconfirmed", *at, turn, &subject, "");
                }
            }
            Erasure::Rejected(_) => {}
        }
    })
    .await?;
    packages(log, &mut list).await?;
    letters(log, now, &mut list).await?;
    list.missing.sort();
    Ok(list)
}

/// What each member was asked to destroy, and what of it is confirmed, in time or later.
#[derive(Debug, Default)]
struct Copies {
    asked: BTreeSet<(MemberId, ExhibitId)>,
    gone: BTreeSet<(MemberId, ExhibitId)>,
}

impl Copies {
    fn learn(&mut self, asking: &Asking) {
        for (node, recipient) in &asking.request.recipients {
            let standing = asking.standings.get(node);
            let gone = standing.is_some_and(|standing| standing.confirmation().is_some());
            for exhibit in recipient.exhibits.keys() {
                let copy = (recipient.member.clone(), *exhibit);
                if gone {
                    self.gone.insert(copy.clone());
                }
                self.asked.insert(copy);
            }
        }
    }

    /// Whether a member was asked for something of these exhibits, and has confirmed all of that.
    fn are_gone(&self, member: &MemberId, exhibits: &BTreeMap<ExhibitId, ExhibitNo>) -> bool {
        let of = |(who, exhibit): &&(MemberId, ExhibitId)| {
            who == member && exhibits.contains_key(exhibit)
        };
        let mut asked = self.asked.iter().filter(of).peekable();
        asked.peek().is_some() && asked.all(|copy| self.gone.contains(copy))
    }
}

/// Folds every stream of a kind and hands it on; damage is an entry, an erased one is counted.
async fn each<A: Aggregate>(
    log: &Log,
    kind: Kind,
    list: &mut List,
    mut look: impl FnMut(&Log, &A, &mut List),
) -> Result<(), AuditError> {
    let mut after = None;
    loop {
        let page = log.streams(kind, after.as_deref()).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = Some(last.clone());
        for stream in &page {
            match log.fold::<A>(stream).await? {
                Folded::Damaged(why) => {
                    list.note("record-damaged", None, Turn::Officer, stream, why);
                }
                Folded::Erased => list.n_erased = list.n_erased.saturating_add(1),
                Folded::Nothing => {}
                Folded::State(state) => look(log, &state, list),
            }
        }
    }
}

/// Packages that were asked for and cannot be handed out.
async fn packages(log: &Log, list: &mut List) -> Result<(), AuditError> {
    let mut rows = Vec::new();
    for row in log.rows(view::PACKAGE).await? {
        // Other rows of the same view lie beside them.
        if PackageId::parse(&row.key).is_ok() {
            rows.push(decode::<PackageRow>(&row.body).map_err(FsckError::from)?);
        }
    }
    // Where another one was made meanwhile, nothing is missing.
    let ready = rows.iter().filter(|row| row.state == State::Ready);
    let ready: BTreeSet<String> = ready.map(|row| row.case.clone()).collect();
    let mut asked = Vec::new();
    each::<Package>(log, Kind::Package, list, |_, package, _| {
        let started_at = match package {
            Package::Assembling(assembling) => assembling.started_at,
            Package::Sealed(sealed) => sealed.assembling.started_at,
        };
        asked.push((package.request().package.to_string(), started_at));
    })
    .await?;
    for row in rows {
        let since = asked.iter().find(|(id, _)| *id == row.package).map(|(_, at)| *at);
        let subject = format!("package {}", row.package);
        match &row.state {
            State::Ready => {}
            State::Approving => {
                list.note("package-unapproved", since, Turn::Officer, subject, "");
            }
            State::Packing => list.note("package-unbuilt", since, Turn::Node, subject, "packing"),
            State::Sealed => list.note("package-unbuilt", since, Turn::Node, subject, "sealed"),
            State::Collecting { waits_for } => {
                let turn = match Wait::parse(waits_for) {
                    Some(Wait::Custody(node)) => Turn::Peer(node.to_string()),
                    Some(Wait::Published | Wait::Receipt | Wait::Timestamp) | None => Turn::Node,
                };
                list.note("package-unbuilt", since, turn, subject, waits_for.as_str());
            }
            State::Failed { .. } if ready.contains(&row.case) => {}
            State::Failed { code } => {
                list.note("package-failed", since, Turn::Officer, subject, code.as_str());
            }
        }
    }
    Ok(())
}

/// Letters of ours without the receipt that should be there, and letters of others that a later one speaks of.
async fn letters(log: &Log, now: Timestamp, list: &mut List) -> Result<(), AuditError> {
    let mut after = 0;
    loop {
        let page = log.outbox(after).await?;
        let Some(last) = page.last() else { break };
        after = last.position;
        for row in &page {
            letter(row, now, list);
        }
    }
    for row in log.rows(view::GAP).await? {
        let peer: String = decode(&row.body).map_err(FsckError::from)?;
        list.note(
            "letter-missing",
            None,
            Turn::Peer(peer),
            format!("conversation {}", row.key),
            "",
        );
    }
    for row in log.rows(view::CUSTODY_DUE).await? {
        list.note("custody-unshown", None, Turn::Node, format!("exhibit {}", row.key), "");
    }
    Ok(())
}

fn letter(row: &OutboxRow, now: Timestamp, list: &mut List) {
    let due = Timestamp::from_millisecond(row.deliver_by_ms).unwrap_or(Timestamp::MAX);
    let peer = || Turn::Peer(row.peer.clone());
    let (code, turn, detail) = match &row.state {
        OutboxState::Queued { .. } | OutboxState::Accepted if now <= due => return,
        // Whether the peer is silent or the way to it, we cannot tell.
        OutboxState::Queued { .. } => {
            ("letter-undelivered", peer(), row.last_error.clone().unwrap_or_default())
        }
        OutboxState::Accepted => ("receipt-missing", peer(), String::new()),
        OutboxState::Held { reason } => ("letter-held", Turn::Officer, reason.clone()),
        OutboxState::Expired => ("letter-expired", Turn::Officer, String::new()),
        OutboxState::Done
        | OutboxState::Failed
        | OutboxState::Superseded
        | OutboxState::Withdrawn => return,
    };
    // A row that came to its end may have lost what it carried.
    let subject = match decode::<Parcel>(&row.payload) {
        Ok(parcel) => format!("letter {}", parcel.letter),
        Err(_) => format!("outbox {}", hex_encode(&row.id)),
    };
    list.note(code, due, turn, subject, detail);
}
