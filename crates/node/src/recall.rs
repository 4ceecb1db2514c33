//! Recalls in the shell: asking recipients to destroy what they got, and answering whoever asks us.
//!
//! A recall is opened by an officer, or by the order of an erasure, in its transaction. Letters go out with the event
//! that asks; timers remind recipients and leave them unconfirmed; the worker ([`confirm_due`]) answers once our own
//! certificates cover what is asked. Streams lie under the node's own key: they outlive the key of the case.
//! Tables: recall, case-item, measure-item, timer, outbox.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::actor::{MemberId, NodeId, Officer, UnitId};
use domain::denied::Denied;
use domain::erasure::Why;
use domain::exhibit::Exhibit;
use domain::ids::{CaseId, ExhibitId, MeasureId, RecallId};
use domain::permit::matrix::{self, Row, Scope};
use domain::permit::{self, Subject};
use domain::recall::{
    self, Asked, Command, Effect, Event, Handed, Reason, Recall, Recipient, Refusal, Refused,
    Request, Shown, Step, Tally,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::TimerChange;
use wire::stored::{Stored, StreamKind, Who};

use crate::act::{ActError, Aggregate, OnceKey, StreamRef, Tx, act};
use crate::custody::passings;
use crate::exhibits::{of_case, of_measure};
use crate::export::case_of;
use crate::measures::{instrument, who};
use crate::node::Node;
use crate::rows::{encode, view};

mod confirm;
mod erased;
mod letters;
#[cfg(test)]
pub(crate) mod tests;

pub use confirm::confirm_due;
pub(crate) use erased::{for_erasure, of_erasure, standing_of, who_is_asked};

/// Sort of those that the worker looks at.
const OPEN: &str = "0-open";
/// Sort of all others.
const BESIDE: &str = "1-beside";
/// A timer of a recall is called so, then its id and the share of the time.
const TIMER: &str = "recall:";

/// A recall in the lists; a row of `recall`. The stream says everything else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecallRow {
    /// Whether we ask, or are asked.
    pub ours: bool,
    /// Until when.
    pub due_at: String,
}

/// What the exhibits of a recall of ours belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// A case.
    Case(CaseId),
    /// An order that we performed.
    Order(MeasureId),
}

impl Of {
    const fn case(self) -> Option<CaseId> {
        match self {
            Self::Case(case) => Some(case),
            Self::Order(_) => None,
        }
    }
}

impl Aggregate for Recall {
    const KIND: StreamKind = StreamKind::Recall;

    fn after(state: Option<Self>, event: &Stored) -> Result<Self, ActError> {
        if let Stored::Recall(event) = event {
            Ok(recall::evolve(state, event)?)
        } else {
            Err(ActError::Corrupt("another aggregate's event".to_owned()))
        }
    }
}

/// The stream of a recall, on either side.
pub(crate) fn recall_stream(node: &Node, id: RecallId) -> StreamRef {
    StreamRef { id: id.urn(&node.config.node), scope: "node".to_owned() }
}

/// What the conversation about a recall is called in rows.
pub(crate) fn about(id: RecallId) -> String {
    format!("{TIMER}{id}")
}

/// How many events a recall has; none where there is none.
///
/// # Errors
/// If the store fails or the record is damaged.
pub(crate) async fn version(node: &Node, id: &str) -> Result<u64, ActError> {
    let id = RecallId::parse(id).map_err(|_| ActError::NotFound)?;
    let found = node.load_with_version::<Recall>(&id.urn(&node.config.node)).await?;
    Ok(found.map_or(0, |(_, version)| version))
}

/// The unit in whose name the node writes about recalls: one whose office may ask. Where there is none it is whoever
/// receives letters.
///
/// # Errors
/// If the directory does not list this node.
pub(crate) fn voice(node: &Node) -> Result<UnitId, ActError> {
    let roster = node.roster_view();
    let ours = roster.member(roster.ours()).map(|ours| &ours.units);
    let may = ours.into_iter().flatten().find(|(unit, known)| {
        let mark = matrix::mark(Row::RecallAsk, known.office);
        mark.scope != Scope::Never && node.signing.units.contains_key(*unit)
    });
    may.map_or_else(|| crate::measures::reception(node), |(unit, _)| Ok(unit.clone()))
}

/// One recall.
///
/// # Errors
/// If its record is damaged.
pub async fn load(node: &Node, id: RecallId) -> Result<Option<Recall>, ActError> {
    node.load::<Recall>(&id.urn(&node.config.node)).await
}

/// The recalls of a case, of both sides, newest first.
///
/// # Errors
/// If a record is damaged.
pub async fn of_the_case(node: &Node, case: CaseId) -> Result<Vec<Recall>, ActError> {
    listed(node, view::CASE_ITEM, &case.to_string()).await
}

/// The recalls of what was handed over for an order, newest first.
///
/// # Errors
/// If a record is damaged.
pub async fn of_the_order(node: &Node, order: MeasureId) -> Result<Vec<Recall>, ActError> {
    listed(node, view::MEASURE_ITEM, &order.to_string()).await
}

async fn listed(node: &Node, view: &str, of: &str) -> Result<Vec<Recall>, ActError> {
    let rows: Vec<(String, String)> = node.rows(view, &format!("{of}:recall:")).await?;
    let mut found = Vec::new();
    for (_, id) in rows.iter().rev() {
        found.extend(load(node, parsed(id)?).await?);
    }
    Ok(found)
}

/// Every recall of ours.
///
/// # Errors
/// If a record is damaged.
pub async fn asking(node: &Node) -> Result<Vec<recall::Asking>, ActError> {
    let rows: Vec<(String, RecallRow)> = node.rows(view::RECALL, "").await?;
    let mut found = Vec::new();
    for (id, _) in rows.iter().filter(|(_, row)| row.ours) {
        if let Some(Recall::Asking(asking)) = load(node, parsed(id)?).await? {
            found.push(asking);
        }
    }
    Ok(found)
}

/// How the recipients stand of everything that was asked in a period.
///
/// # Errors
/// If a record is damaged.
pub async fn tally(node: &Node, period: &std::ops::Range<Timestamp>) -> Result<Tally, ActError> {
    let mut tally = Tally::default();
    for asking in asking(node).await? {
        if period.contains(&asking.at) {
            asking.standings.values().for_each(|standing| tally.add(standing));
        }
    }
    Ok(tally)
}

fn parsed(id: &str) -> Result<RecallId, ActError> {
    RecallId::parse(id).map_err(|_| ActError::Corrupt("row recall".to_owned()))
}

/// Who got which of these exhibits from us, as their own records say; of an exhibit that passed twice the last letter
/// counts.
///
/// # Errors
/// If a record is damaged.
pub async fn recipients(
    node: &Node,
    exhibits: &[(ExhibitId, Exhibit)],
) -> Result<BTreeMap<NodeId, Recipient>, ActError> {
    let mut found = BTreeMap::<NodeId, Recipient>::new();
    for (id, exhibit) in exhibits {
        let events = node.store.load(&id.urn(&node.config.node), 0).await?;
        for passing in passings(node, &events)?.into_iter().filter(|passing| passing.given) {
            let handed =
                Handed { exhibit_no: exhibit.item().exhibit_no.clone(), letter: passing.letter.0 };
            let new = Recipient { member: passing.member, exhibits: BTreeMap::new() };
            found.entry(passing.peer).or_insert(new).exhibits.insert(*id, handed);
        }
    }
    Ok(found)
}

/// What an officer asks back.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'a> {
    /// What the exhibits belong to.
    pub of: Of,
    /// Which exhibits.
    pub exhibits: &'a BTreeSet<ExhibitId>,
    /// Why.
    pub reason: Reason,
    /// In words, which every recipient reads.
    pub why: &'a Why,
    /// Until when it is to be confirmed.
    pub due_at: Timestamp,
}

/// Asks everybody who got these exhibits from us to destroy them; our own copy stays.
///
/// # Errors
/// [`Denied`] if the officer may not, nobody got one of them, or the day lies too far ahead.
pub async fn ask(
    node: &Arc<Node>,
    officer: &Officer,
    wish: &Wish<'_>,
    once: Option<OnceKey>,
) -> Result<RecallId, ActError> {
    let Wish { of, exhibits: chosen, reason, why, due_at } = *wish;
    let done = act!(node, "ask_recall", once, |tx| {
        let mut known = match of {
            Of::Case(case) => of_case(node, case).await?,
            Of::Order(order) => of_measure(node, order).await?,
        };
        known.retain(|(id, _)| chosen.contains(id));
        if known.len() != chosen.len() {
            return Err(ActError::NotFound);
        }
        let request = Request {
            recall: RecallId::new(node.random.uuid_v7(tx.now.as_millisecond())),
            case: of.case(),
            reason,
            why: why.clone(),
            due_at,
            erasure: None,
            cause: None,
            recipients: recipients(node, &known).await?,
        };
        let recall = request.recall;
        let (roster, instrument) = (node.roster_view(), instrument()?);
        let ctx = node.ctx(tx.now, &instrument, &roster).ok_or(ActError::NotFound)?;
        let case = match of {
            Of::Case(case) => Some(case_of(node, case).await?),
            Of::Order(_) => None,
        };
        let subject = Subject::new(None).in_case(case.as_ref());
        let permit = permit::for_officer(officer, &subject, Command::Ask(request), &ctx)?;
        let stream = recall_stream(node, recall);
        let by = who(&permit, &ctx, None, &stream.id);
        let events = recall::decide(None, &permit, &ctx)?;
        carry_out(tx, &stream, None, events, &by, &officer.unit, &[]).await?;
        if let Of::Order(order) = of {
            let key = format!("{order}:recall:{recall}");
            tx.put(view::MEASURE_ITEM, &key, &wire::time::millis(tx.now), &recall.to_string());
        }
        Ok(recall.to_string().into_bytes())
    })
    .await?;
    let text = String::from_utf8_lossy(&done.result);
    RecallId::parse(&text).map_err(|_| ActError::Corrupt("once".to_owned()))
}

/// What an officer says who does not have it destroyed now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum No {
    /// A hold lasts; the node says until when.
    Held,
    /// The law lets us keep it.
    Kept,
}

/// Tells whoever asks us that it is not destroyed now.
///
/// # Errors
/// [`Denied`] if the officer may not or it was answered; [`ActError::Stale`] if no hold lasts any more.
pub async fn refuse(
    node: &Arc<Node>,
    officer: &Officer,
    id: RecallId,
    no: No,
    why: &Why,
    once: Option<OnceKey>,
) -> Result<(), ActError> {
    act!(node, "refuse_recall", once, |tx| {
        let stream = recall_stream(node, id);
        let before = tx.load::<Recall>(&stream).await?.ok_or(ActError::NotFound)?;
        let Recall::Asked(asked) = &before else { return Err(Denied::NotOwner.into()) };
        let refusal = match no {
            No::Held => {
                let until = held_until(node, asked).await?;
                Refusal::Held { until: until.ok_or(ActError::Stale)? }
            }
            No::Kept => Refusal::Kept,
        };
        let command = Command::Refuse(Refused { refusal, why: why.clone() });
        let (roster, instrument) = (node.roster_view(), instrument()?);
        let ctx = node.ctx(tx.now, &instrument, &roster).ok_or(ActError::NotFound)?;
        let case = case_of(node, asked.demand.case).await?;
        let subject = Subject::new(Some(&before)).in_case(Some(&case));
        let permit = permit::for_officer(officer, &subject, command, &ctx)?;
        let by = who(&permit, &ctx, None, &stream.id);
        let events = recall::decide(Some(&before), &permit, &ctx)?;
        carry_out(tx, &stream, Some(before), events, &by, &officer.unit, &[]).await?;
        Ok(Vec::new())
    })
    .await?;
    Ok(())
}

/// When the last hold ends that lasts now on what somebody asks us for.
///
/// # Errors
/// If a record is damaged.
pub async fn held_until(node: &Node, asked: &Asked) -> Result<Option<Timestamp>, ActError> {
    let mut last = None;
    for id in asked.demand.exhibits.keys() {
        let exhibit = node.load::<Exhibit>(&id.urn(&node.config.node)).await?;
        last = last.max(exhibit.and_then(|exhibit| exhibit.item().held_until(node.now())));
    }
    Ok(last)
}

/// Records the events of a decision, with the letters, timers and rows that follow. `shown` are the certificates as a
/// confirmation shows them, with their proofs.
///
/// # Errors
/// If something cannot be recorded or sent; nothing is written then.
pub(crate) async fn carry_out(
    tx: &mut Tx<'_>,
    stream: &StreamRef,
    before: Option<Recall>,
    events: Vec<Event>,
    by: &Who,
    unit: &UnitId,
    shown: &[Shown],
) -> Result<(), ActError> {
    let mut state = before;
    let mut unreached = Vec::new();
    for event in events {
        tx.record(stream, &Stored::Recall(event.clone()), event.at(), by).await?;
        let now = recall::evolve(state, &event)?;
        for effect in recall::react(&now, &event) {
            match (effect, &now) {
                (Effect::Ask { to }, Recall::Asking(asking)) => {
                    if !letters::ask(tx, asking, &to, unit).await? {
                        unreached.push(to);
                    }
                }
                (Effect::Answer, Recall::Asked(asked)) => {
                    letters::answer(tx, asked, unit, shown).await?;
                }
                (Effect::Schedule { step, at }, Recall::Asking(asking)) => {
                    schedule(tx, stream, asking.request.recall, step, at);
                }
                (Effect::Ask { .. } | Effect::Schedule { .. }, Recall::Asked(_))
                | (Effect::Answer, Recall::Asking(_)) => {}
            }
        }
        state = Some(now);
    }
    for to in unreached {
        // Nobody there receives letters any more: that is on record at once, and counted.
        let code = "not-in-directory".to_owned();
        state = track(tx, stream, state, Command::NotTaken { to, code }).await?;
    }
    if let Some(state) = &state {
        put_rows(tx, state);
    }
    Ok(())
}

/// Records what became of a recall of ours without an officer.
async fn track(
    tx: &mut Tx<'_>,
    stream: &StreamRef,
    before: Option<Recall>,
    command: Command,
) -> Result<Option<Recall>, ActError> {
    let node = tx.node;
    let (roster, instrument) = (node.roster_view(), instrument()?);
    let ctx = node.ctx(tx.now, &instrument, &roster).ok_or(ActError::NotFound)?;
    let permit = permit::for_node(&Subject::new(before.as_ref()), command, &ctx)?;
    let by = who(&permit, &ctx, None, &stream.id);
    let mut state = before;
    for event in recall::decide(state.as_ref(), &permit, &ctx)? {
        tx.record(stream, &Stored::Recall(event.clone()), event.at(), &by).await?;
        state = Some(recall::evolve(state, &event)?);
    }
    Ok(state)
}

fn put_rows(tx: &mut Tx<'_>, state: &Recall) {
    let id = state.id().to_string();
    let (ours, waits, at) = match state {
        Recall::Asked(asked) => {
            let waits = asked.confirmation().is_none_or(|given| given.onward.n_open() > 0);
            (false, waits, asked.at)
        }
        Recall::Asking(asking) => (true, false, asking.at),
    };
    let row = RecallRow { ours, due_at: wire::time::text(state.due_at()) };
    tx.put(view::RECALL, &id, if waits { OPEN } else { BESIDE }, &row);
    if let Some(case) = state.case() {
        let key = format!("{case}:recall:{id}");
        tx.put(view::CASE_ITEM, &key, &wire::time::millis(at), &id);
    }
}

fn schedule(tx: &mut Tx<'_>, stream: &StreamRef, id: RecallId, step: Step, at: Timestamp) {
    tx.timers.push(TimerChange::Schedule {
        id: format!("{TIMER}{id}:{}", step.percent()),
        // A row has whole milliseconds, and nothing passes before its instant.
        due_ms: at.as_millisecond().saturating_add(1),
        stream: stream.id.clone(),
        payload: encode(&id.to_string()),
    });
}

/// Which recall and which part of its time a timer stands for, by the timer's id.
pub(crate) fn step_of(timer: &str) -> Option<(RecallId, Step)> {
    let (id, percent) = timer.strip_prefix(TIMER)?.rsplit_once(':')?;
    Some((RecallId::parse(id).ok()?, Step::parse(percent.parse().ok()?)?))
}

/// Lets a part of the time of a recall pass.
///
/// # Errors
/// If the record is damaged.
pub(crate) async fn pass(tx: &mut Tx<'_>, id: RecallId, step: Step) -> Result<(), ActError> {
    let node = tx.node;
    let stream = recall_stream(node, id);
    let before = tx.load::<Recall>(&stream).await?.ok_or(ActError::NotFound)?;
    let (roster, instrument) = (node.roster_view(), instrument()?);
    let ctx = node.ctx(tx.now, &instrument, &roster).ok_or(ActError::NotFound)?;
    let permit = permit::for_node(&Subject::new(Some(&before)), Command::Pass(step), &ctx)?;
    let by = who(&permit, &ctx, None, &stream.id);
    let events = recall::decide(Some(&before), &permit, &ctx)?;
    carry_out(tx, &stream, Some(before), events, &by, &voice(node)?, &[]).await
}

/// A peer has accepted a letter of ours; if it asked for something, the recipient has it now.
///
/// # Errors
/// If the record is damaged.
pub(crate) async fn delivered(
    tx: &mut Tx<'_>,
    parcel: &crate::dispatch::Parcel,
    peer: &NodeId,
) -> Result<(), ActError> {
    about_an_ask(tx, parcel, Command::Deliver { to: peer.clone() }).await
}

/// A peer refused a letter of ours for good.
///
/// # Errors
/// If the record is damaged.
pub(crate) async fn not_taken(
    tx: &mut Tx<'_>,
    parcel: &crate::dispatch::Parcel,
    peer: &NodeId,
    code: Option<&str>,
) -> Result<(), ActError> {
    let code = code.unwrap_or("refused").to_owned();
    about_an_ask(tx, parcel, Command::NotTaken { to: peer.clone(), code }).await
}

async fn about_an_ask(
    tx: &mut Tx<'_>,
    parcel: &crate::dispatch::Parcel,
    command: Command,
) -> Result<(), ActError> {
    let Some(id) = &parcel.recall else { return Ok(()) };
    if parcel.kind != recall::MessageKind::Ask.id() {
        return Ok(());
    }
    let stream = recall_stream(tx.node, parsed(id)?);
    let before = tx.load::<Recall>(&stream).await?;
    track(tx, &stream, before, command).await?;
    Ok(())
}

/// The order for which the exhibits of a recall of ours were handed over, where they belong to no case.
///
/// # Errors
/// If a record is damaged.
pub async fn order_of(node: &Node, asking: &recall::Asking) -> Result<Option<MeasureId>, ActError> {
    let mut exhibits = asking.request.recipients.values().flat_map(|one| one.exhibits.keys());
    let Some(first) = exhibits.next() else { return Ok(None) };
    let exhibit = node.load::<Exhibit>(&first.urn(&node.config.node)).await?;
    Ok(exhibit.and_then(|exhibit| Some(exhibit.item().basis.as_ref()?.measure)))
}

/// The member that an installation belongs to, as the request names it.
#[must_use]
pub fn member_of<'a>(asking: &'a recall::Asking, node: &NodeId) -> Option<&'a MemberId> {
    asking.request.recipients.get(node).map(|recipient| &recipient.member)
}
