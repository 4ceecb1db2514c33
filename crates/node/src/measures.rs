//! Measures in the shell: their streams, what follows from their events, and the desk they appear on.
//!
//! The core decides; here a decision becomes events, letters, timers and rows of one transaction.

use domain::actor::{NodeId, UnitId};
use domain::ctx::Ctx;
use domain::effect::{Effect, Wake};
use domain::ids::{CaseId, LetterId, MeasureId};
use domain::letter::Object;
use domain::measure::notice::Notice;
use domain::measure::{self, Due, Event, Issuing, Measure, Part};
use domain::permit::senders::{self, Role, Saying};
use domain::permit::{self, Permit};
use domain::release;
use jiff::Timestamp;
use law::ids::InstrumentId;
use seal::receipt::Receipt;
use serde::{Deserialize, Serialize};
use store::TimerChange;
use wire::stored::{Stored, StreamKind, Who};

use crate::act::{ActError, Aggregate, StreamRef, Tx};
use crate::dispatch::{Dispatched, Parcel};
use crate::node::Node;
use crate::rows::{encode, view};

/// Sorts after every instant: what has no deadline comes last.
const NO_DEADLINE: &str = "9999-12-31T23:59:59Z";

impl Aggregate for Measure {
    const KIND: StreamKind = StreamKind::Measure;

    fn after(state: Option<Self>, event: &Stored) -> Result<Self, ActError> {
        match event {
            Stored::Measure(event) => Ok(measure::evolve(state, event)?),
            Stored::Access(_)
            | Stored::Agreement(_)
            | Stored::Case(_)
            | Stored::Certificate(_)
            | Stored::Erasure(_)
            | Stored::Exhibit(_)
            | Stored::Handover(_)
            | Stored::Heads(_)
            | Stored::Link(_)
            | Stored::Occurrence(_)
            | Stored::Package(_)
            | Stored::PackageSeal(_)
            | Stored::Recall(_)
            | Stored::Shard(_) => Err(ActError::Corrupt("another aggregate's event".to_owned())),
        }
    }
}

/// A line of an officer's desk: ids, words and instants, no content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskItem {
    /// The measure.
    pub id: String,
    /// `issuing`, `executing` or `notified`.
    pub side: String,
    /// State in one word.
    pub state: String,
    /// Kind of measure.
    pub kind: String,
    /// The other member.
    pub counterparty: String,
    /// The case, at the issuer.
    pub case: Option<String>,
    /// The clock that runs out next.
    pub clock: Option<String>,
    /// When.
    pub next: Option<String>,
    /// Where the notice to the person stands, at the issuer, where it waits for somebody.
    pub notice: Option<String>,
    /// Since when it is owed, or when its delay is reviewed.
    pub notice_at: Option<String>,
}

/// The stream of a measure; at its issuer it lies under the key of its case.
#[must_use]
pub fn measure_stream(node: &NodeId, id: MeasureId, case: Option<CaseId>) -> StreamRef {
    let scope = match case {
        Some(case) => format!("case:{case}"),
        None => format!("measure:{id}"),
    };
    StreamRef { id: id.urn(node), scope }
}

/// The instrument under which a measure is opened that names none, and the law of what is no measure.
///
/// # Errors
/// Only if the built-in pack were gone.
pub fn instrument() -> Result<InstrumentId, ActError> {
    InstrumentId::parse("eu-e-evidence").map_err(|error| ActError::Shell(error.to_string()))
}

/// Who and why, from a permit.
#[must_use]
pub fn who<A>(permit: &Permit<A>, ctx: &Ctx<'_>, once: Option<&str>, subject: &str) -> Who {
    Who {
        actor: permit.by().clone(),
        basis: permit.basis().legal.as_ref().map(ToString::to_string),
        law: Some(ctx.law_ref()),
        decision: None,
        once: once.map(str::to_owned),
        subject: Some(subject.to_owned()),
    }
}

/// What one decision wrote besides events.
#[derive(Debug)]
pub struct Carried {
    /// The measure afterwards.
    pub measure: Measure,
    /// Letters, in the order in which they were asked for.
    pub letters: Vec<Dispatched>,
}

/// Records the events of a decision and everything that follows from them.
///
/// # Errors
/// If something cannot be recorded or sent; nothing is written then.
pub async fn carry_out(
    tx: &mut Tx<'_>,
    stream: &StreamRef,
    before: Option<Measure>,
    events: Vec<Event>,
    who: &Who,
    unit: &UnitId,
    mut objects: Vec<Object>,
) -> Result<Option<Carried>, ActError> {
    let mut state = before;
    let mut letters = Vec::new();
    for event in events {
        tx.record(stream, &Stored::Measure(event.clone()), event.at(), who).await?;
        let now = measure::evolve(state, &event)?;
        for effect in measure::react(&now, &event) {
            match effect {
                Effect::Send(draft) => {
                    let kek = tx.kek_of(stream).ok_or(ActError::NotFound)?;
                    let objects = std::mem::take(&mut objects);
                    letters.push(tx.send(&draft, unit, objects, &kek).await?);
                }
                Effect::Schedule { at: _, wake } => schedule(tx, stream, &wake),
                // Nobody is told but by the desk, and nothing is sealed or erased by a measure yet.
                Effect::Notify { .. } | Effect::Seal { .. } => {}
            }
        }
        state = Some(now);
    }
    let Some(measure) = state else { return Ok(None) };
    put_on_desk(tx, &measure);
    Ok(Some(Carried { measure, letters }))
}

/// What a timer row carries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimerPayload {
    /// The measure.
    pub measure: String,
    /// The clock.
    pub clock: String,
    /// The first instant at which it may act, milliseconds.
    pub fires_at_ms: i64,
}

fn schedule(tx: &mut Tx<'_>, stream: &StreamRef, wake: &Wake) {
    let payload = TimerPayload {
        measure: wake.measure.to_string(),
        clock: wake.clock.to_string(),
        fires_at_ms: wake.fires_at.as_millisecond(),
    };
    tx.timers.push(TimerChange::Schedule {
        id: format!("{}:{}", wake.measure, wake.clock),
        due_ms: payload.fires_at_ms,
        stream: stream.id.clone(),
        payload: encode(&payload),
    });
}

fn put_on_desk(tx: &mut Tx<'_>, measure: &Measure) {
    let (side, kind, counterparty, dues, passed) = match measure {
        Measure::Issuing(issuing) => {
            let draft = issuing.draft();
            let (dues, passed) = match issuing {
                Issuing::Draft(_) | Issuing::Dropped(_) => (Vec::new(), Vec::new()),
                Issuing::Completed(issued)
                | Issuing::Issued(issued)
                | Issuing::Lapsed(issued)
                | Issuing::Produced(issued)
                | Issuing::Withdrawn(issued) => (issued.dues.clone(), issued.passed.clone()),
            };
            ("issuing", &draft.kind, &draft.terms.addressee, dues, passed)
        }
        Measure::Executing(executing) => {
            let received = executing.received();
            let order = &received.order;
            let (dues, passed) = (received.dues.clone(), received.passed.clone());
            ("executing", &order.kind, &order.from, dues, passed)
        }
        Measure::Notified(notified) => {
            let pending = notified.pending();
            let order = &pending.order;
            let (dues, passed) = (pending.dues.clone(), pending.passed.clone());
            ("notified", &order.kind, &order.from, dues, passed)
        }
    };
    let next = dues
        .iter()
        .filter(|due| !passed.contains(&due.clock))
        .filter_map(|due: &Due| due.instant().map(|at| (at, due.clock.to_string())))
        .min();
    let at = next.as_ref().map(|(at, _)| wire::time::text(*at));
    let notice = notice_of(measure).and_then(|notice| Some((notice.id(), notice.next_at()?)));
    let item = DeskItem {
        id: measure.id().to_string(),
        side: side.to_owned(),
        state: measure.word().to_owned(),
        kind: kind.to_string(),
        counterparty: counterparty.to_string(),
        case: measure.case().map(|case| case.to_string()),
        clock: next.map(|(_, clock)| clock),
        next: at.clone(),
        notice: notice.map(|(standing, _)| standing.to_owned()),
        notice_at: notice.map(|(_, at)| wire::time::text(at)),
    };
    // Texts of instants sort as the instants do.
    let first = at.into_iter().chain(item.notice_at.clone()).min();
    let sort = first.unwrap_or_else(|| NO_DEADLINE.to_owned());
    tx.put(view::DESK, &item.id.clone(), &sort, &item);
    if let Some(case) = &item.case {
        tx.put(view::CASE_ITEM, &format!("{case}:measure:{}", item.id), &sort, &item.id);
    }
}

/// The notice to the person; only an issuer has one.
fn notice_of(measure: &Measure) -> Option<&Notice> {
    match measure {
        Measure::Issuing(issuing) => issuing.issued().map(|issued| &issued.notice),
        Measure::Executing(_) | Measure::Notified(_) => None,
    }
}

/// Whether an order's data may leave now; the code of the reason if not.
#[must_use]
pub fn release_hold(node: &Node, measure: &Measure) -> Option<String> {
    let Measure::Executing(executing) = measure else { return Some("not-owner".to_owned()) };
    let roster = node.roster_view();
    let Some(ctx) = node.ctx(node.now(), measure.instrument(), &roster) else {
        return Some("no-law".to_owned());
    };
    let answer = release::state(&executing.received().history, &Part::All, &ctx);
    // What was handed over before a ground arrived is on its way lawfully; only a stop holds the rest.
    answer.permit().err().map(|denied| denied.code().to_owned())
}

/// A peer's acceptance of our order: at the issuer it says when the recipient's clocks began to run.
///
/// # Errors
/// If the record is damaged.
pub async fn record_receipt(
    tx: &mut Tx<'_>,
    parcel: &Parcel,
    receipt: &Receipt,
) -> Result<(), ActError> {
    let damaged = |_| ActError::Corrupt("row outbox".to_owned());
    let about = parcel.measure.as_deref().unwrap_or_default();
    let id = MeasureId::parse(about).map_err(damaged)?;
    let letter = LetterId::parse(&parcel.letter).map_err(damaged)?;
    let stream = measure_stream(&tx.node.config.node, id, None);
    let Some(measure) = tx.load::<Measure>(&stream).await? else { return Ok(()) };
    let roster = tx.node.roster();
    let verified = wire::letter::open_receipt(receipt, &roster, letter, id)
        .map_err(|code| ActError::Shell(code.to_owned()))?;
    let view = tx.node.roster_view();
    let law = measure.instrument().clone();
    let ctx = tx.node.ctx(tx.now, &law, &view).ok_or(ActError::NotFound)?;
    let permit = permit::for_receipt(&verified, &measure, &ctx)?;
    let events = measure::decide(Some(&measure), &permit, &ctx)?;
    let who = who(&permit, &ctx, None, &stream.id);
    let unit = reception(tx.node)?;
    carry_out(tx, &stream, Some(measure), events, &who, &unit, Vec::new()).await?;
    Ok(())
}

/// Lets a due clock act.
///
/// # Errors
/// If the record is damaged.
pub async fn pass_deadline(tx: &mut Tx<'_>, payload: &TimerPayload) -> Result<(), ActError> {
    let damaged = || ActError::Corrupt("timer".to_owned());
    let id = MeasureId::parse(&payload.measure).map_err(|_| damaged())?;
    let wake = Wake {
        measure: id,
        clock: law::ids::ClockId::parse(&payload.clock).map_err(|_| damaged())?,
        fires_at: Timestamp::from_millisecond(payload.fires_at_ms).map_err(|_| damaged())?,
    };
    let stream = measure_stream(&tx.node.config.node, id, None);
    let Some(measure) = tx.load::<Measure>(&stream).await? else { return Ok(()) };
    let view = tx.node.roster_view();
    let law = measure.instrument().clone();
    let ctx = tx.node.ctx(tx.now, &law, &view).ok_or(ActError::NotFound)?;
    let permit = permit::for_clock(&wake, &measure, &ctx)?;
    let events = measure::decide(Some(&measure), &permit, &ctx)?;
    let who = who(&permit, &ctx, None, &stream.id);
    // A clock that ends a measure takes it back in the name of an office that may do so.
    let ours = view.member(view.ours()).map(|ours| &ours.units);
    let voice = ours.and_then(|ours| senders::voice(Saying::Withdraw, Role::Issuer, ours));
    let unit = voice.cloned().map_or_else(|| reception(tx.node), Ok)?;
    carry_out(tx, &stream, Some(measure), events, &who, &unit, Vec::new()).await?;
    Ok(())
}

/// The stream of reads of whatever belongs to a case; it lies under the key of the case.
#[must_use]
pub fn access_stream(node: &Node, case: CaseId) -> StreamRef {
    StreamRef { id: case.access().urn(&node.config.node), scope: format!("case:{case}") }
}

/// The unit in whose name the node writes when no officer does.
///
/// # Errors
/// If the directory does not list this node.
pub fn reception(node: &Node) -> Result<UnitId, ActError> {
    let roster = node.roster();
    let unit = roster.reception(&node.config.node).map(|unit| unit.unit.clone());
    unit.ok_or_else(|| ActError::Shell("this node is not in the member directory".to_owned()))
}
