//! Asking: day by day, what we sent and what we received, until nothing differs or every difference is known.
//!
//! Each question is small and each step is on record before the next, so a comparison of a year goes on after a crash, a cut or
//! a night. Not trusted: the answers. What a peer lists is a hint; what it shows is judged by its seal.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::actor::NodeId;
use seal::digest::Digest;
use tokio::time::{Duration, Instant, timeout};
use wire::reconcile::{
    AGAIN_MAX, Answer, Ask, Compared, Flow, Found as Shown, One, Place, RANGES_MAX, Range, Word,
    compare,
};

use super::answer::send_again;
use super::differ::{self, Difference, Kind};
use super::shown::unknown;
use super::{
    DAY_MS, Facts, LATER_MS, Open, Plan, SOON_MS, Way, Why, begins, begun, held, index, next_day,
    passed,
};
use crate::act::{ActError, act};
use crate::log;
use crate::node::Node;
use crate::peer::client::{Answer as Response, Ask as Request};
use crate::probe;
use crate::rows::view;
use crate::work::deliver::ask;

/// Questions of one comparison between two records of how far it is. Who answers so that more are needed is asked on later.
const QUESTIONS_MAX: usize = 64;
/// Digests of one range, and differences of one step, that are in memory at once. Who has more of them goes on later.
const HELD_MAX: usize = 1 << 16;
/// Longest that one node is asked before others have their turn.
const WITHIN: Duration = Duration::from_secs(120);
/// Steps of one comparison before others have their turn.
const STEPS_MAX: usize = 32;
/// Differences that one step notes; the same days are compared once more for the others.
const NOTED_MAX: usize = 64;
/// How often in one comparison, so that a peer whose lists never stay the same comes to an end.
const MORE_MAX: u32 = 16;

/// Compares with everybody whose turn it is. Returns how many steps were made.
///
/// # Errors
/// If the store does not say where we stand. An error with one node is reported, and the others are compared.
pub async fn run_once(node: &Arc<Node>) -> Result<usize, ActError> {
    if !index::go_on(node).await? {
        // Others have their turn; then it goes on.
        node.wake.compare.notify_one();
        return Ok(0);
    }
    let mut n_steps = 0;
    let restore_epoch = node.store.head().await?.restore_epoch;
    let gaps: Vec<(String, String)> = node.rows(view::GAP, "").await?;
    let gaps: BTreeSet<String> = gaps.into_iter().map(|(_, from)| from).collect();
    let back = node.roads.take_long_gone();
    // Whoever fetches cannot be asked; it asks us, about both directions.
    for peer in probe::peers(node).into_iter().filter(|peer| !node.fetches(peer)) {
        let facts = Facts {
            now_ms: node.now().as_millisecond(),
            restore_epoch,
            has_gap: gaps.contains(peer.as_str()),
            is_wanted: is_wanted(node, &peer).await?,
            is_back: back.contains(&peer),
        };
        let done = match due(node, &peer, facts).await {
            Ok(Some(plan)) => steps(node, &peer, plan).await,
            Ok(None) => Ok(0),
            Err(error) => {
                // Nothing is on record of it.
                if facts.is_back {
                    node.roads.put_back_long_gone(&peer);
                }
                Err(error)
            }
        };
        match done {
            Ok(n) => n_steps += n,
            Err(error) => log::worker_failed("reconcile", &error),
        }
    }
    Ok(n_steps)
}

async fn is_wanted(node: &Node, peer: &NodeId) -> Result<bool, ActError> {
    Ok(node.raw_row(view::RECONCILE_WANTED, peer.as_str()).await?.is_some())
}

/// Where in the day a comparison falls: nobody has to be unable to guess it, and it takes nothing from the randomness of others.
fn dice_of(node: &Node, peer: &NodeId, now_ms: i64) -> u64 {
    let Digest(bytes) = Digest::of(format!("{}\n{peer}\n{now_ms}", node.config.node).as_bytes());
    bytes.iter().take(8).fold(0, |dice, byte| dice << 8 | u64::from(*byte))
}

/// What is compared with one node now, on record; nothing if it is not its turn.
async fn due(node: &Node, peer: &NodeId, facts: Facts) -> Result<Option<Plan>, ActError> {
    let held = node.row::<Plan>(view::RECONCILE, peer.as_str()).await?;
    let Some(held) = held else {
        // Nothing has passed yet: those who are made together do not all begin at once.
        let dice = dice_of(node, peer, facts.now_ms);
        let next_ms = next_day(facts.now_ms, dice);
        let plan = Plan { next_ms, restore_epoch: facts.restore_epoch, ..Plan::default() };
        let plan = save(node, peer, None, plan).await?;
        return if facts.is_wanted { opened(node, peer, plan, facts).await } else { Ok(None) };
    };
    opened(node, peer, held, facts).await
}

async fn opened(
    node: &Node,
    peer: &NodeId,
    plan: Plan,
    facts: Facts,
) -> Result<Option<Plan>, ActError> {
    let Some(open) = goes_on(&plan, facts) else { return Ok(None) };
    if plan.open.as_ref() == Some(&open) && !facts.is_wanted {
        return Ok(Some(plan));
    }
    let next = Plan { open: Some(open), next_ms: facts.now_ms, ..plan.clone() };
    act!(node, "note_compared", None, |tx| {
        tx.swap(view::RECONCILE, peer.as_str(), Some(&plan), &next);
        if facts.is_wanted {
            tx.delete(view::RECONCILE_WANTED, peer.as_str());
        }
        Ok(Vec::new())
    })
    .await?;
    Ok(Some(next))
}

/// The comparison that begins or goes on now. One that is under way is replaced only by one over all days.
pub(super) fn goes_on(plan: &Plan, facts: Facts) -> Option<Open> {
    match (&plan.open, begins(plan, facts)) {
        (_, Some(why @ (Why::Asked | Why::Restored)))
        | (None, Some(why @ (Why::Back | Why::Daily | Why::Gap))) => Some(begun(plan, why, facts)),
        (None, None) => None,
        // It goes on when its wait is over; a clock that went back does not make that longer.
        (Some(_), None | Some(Why::Back | Why::Gap)) if plan.next_ms > facts.now_ms => None,
        (Some(open), None | Some(Why::Back | Why::Daily | Why::Gap)) => Some(open.clone()),
    }
}

/// Makes the next steps of a comparison. Returns how many.
async fn steps(node: &Arc<Node>, peer: &NodeId, mut plan: Plan) -> Result<usize, ActError> {
    let mut n_steps = 0;
    differ::trim(node, peer).await?;
    let until = Instant::now() + WITHIN;
    let has_turn = |n_steps| n_steps < STEPS_MAX && Instant::now() < until;
    while let Some(open) = plan.open.clone().filter(|_| has_turn(n_steps)) {
        n_steps += 1;
        let next = match step(node, peer, &open, until).await {
            Ok(true) if open.n_more < MORE_MAX => {
                let open = Open { n_more: open.n_more.saturating_add(1), ..open };
                Plan { open: Some(open), ..plan.clone() }
            }
            Ok(true | false) => advanced(node, peer, &plan, &open),
            Err(NotCompared::Act(error)) => {
                put_off(node, peer, &plan, ("ours", LATER_MS)).await?;
                return Err(error);
            }
            Err(NotCompared::Later(code, wait_ms)) => {
                put_off(node, peer, &plan, (code, wait_ms)).await?;
                return Ok(n_steps);
            }
        };
        plan = save(node, peer, Some(&plan), next).await?;
    }
    Ok(n_steps)
}

/// The comparison goes on after a wait, in milliseconds; why is on record.
async fn put_off(
    node: &Node,
    peer: &NodeId,
    plan: &Plan,
    (code, wait_ms): (&str, i64),
) -> Result<(), ActError> {
    let next_ms = node.now().as_millisecond().saturating_add(wait_ms);
    let failed = Some(code.to_owned());
    save(node, peer, Some(plan), Plan { next_ms, failed, ..plan.clone() }).await?;
    Ok(())
}

/// The plan after a step: the next days, the other direction, or the end.
fn advanced(node: &Node, peer: &NodeId, plan: &Plan, open: &Open) -> Plan {
    let now_ms = node.now().as_millisecond();
    let next = last_of(open).saturating_add(1);
    let plan = Plan { failed: None, ..plan.clone() };
    if next <= open.last {
        return Plan { open: Some(Open { next, ..open.clone() }), ..plan };
    }
    match open.way {
        Way::Sent => {
            let other = Open { way: Way::Received, next: open.first, ..open.clone() };
            Plan { open: Some(other), ..plan }
        }
        Way::Received => {
            let is_all = open.last.saturating_sub(open.first) >= super::DAYS_MAX;
            Plan {
                open: None,
                done_ms: Some(now_ms),
                all_ms: if is_all { Some(now_ms) } else { plan.all_ms },
                next_ms: next_day(now_ms, dice_of(node, peer, now_ms)),
                restore_epoch: open.restore_epoch,
                ..plan
            }
        }
    }
}

/// The last day of the step that is next.
fn last_of(open: &Open) -> u32 {
    let n = u32::try_from(RANGES_MAX).unwrap_or(u32::MAX).saturating_sub(1);
    open.next.saturating_add(n).min(open.last)
}

async fn save(
    node: &Node,
    peer: &NodeId,
    held: Option<&Plan>,
    next: Plan,
) -> Result<Plan, ActError> {
    act!(node, "note_compared", None, |tx| {
        tx.swap(view::RECONCILE, peer.as_str(), held, &next);
        Ok(Vec::new())
    })
    .await?;
    Ok(next)
}

/// Why a step has no end.
#[derive(Debug)]
pub(super) enum NotCompared {
    /// Ours.
    Act(ActError),
    /// The peer's, or the road's; with the wait until the next try, in milliseconds.
    Later(&'static str, i64),
}

impl From<ActError> for NotCompared {
    fn from(error: ActError) -> Self {
        Self::Act(error)
    }
}

/// What one step found, each with the day of its head.
#[derive(Debug, Default)]
struct Found {
    only_ours: BTreeMap<Digest, u32>,
    only_theirs: BTreeMap<Digest, u32>,
    /// Whether there is more than one step holds.
    is_cut: bool,
}

/// Whom a step asks, and until when. Nobody keeps the others waiting by answering slowly.
#[derive(Clone, Copy)]
pub(super) struct Road<'a> {
    pub(super) node: &'a Arc<Node>,
    pub(super) peer: &'a NodeId,
    pub(super) until: Instant,
}

impl Road<'_> {
    pub(super) async fn ask(self, request: &Request) -> Result<Response, NotCompared> {
        let left = self.until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(NotCompared::Later("slow", LATER_MS));
        }
        let answer = timeout(left, ask(self.node, self.peer, request)).await;
        let answer = answer.map_err(|_| NotCompared::Later("slow", LATER_MS))?;
        answer.map_err(|error| NotCompared::Later(error.code(), SOON_MS))
    }
}

/// Compares the next days. Whether more differs there than was noted.
async fn step(
    node: &Arc<Node>,
    peer: &NodeId,
    open: &Open,
    until: Instant,
) -> Result<bool, NotCompared> {
    let (first, last) = (open.next, last_of(open));
    let road = Road { node, peer, until };
    let found = compare_days(road, open.way, first, last).await?;
    let mut noted: BTreeMap<Digest, (Kind, u32)> = BTreeMap::new();
    let mut differing: BTreeSet<Digest> = BTreeSet::new();
    let (mut is_more, mut stopped) = (false, None);
    if found.is_cut {
        // The rest is asked about when this has been seen to; and what was not found may still be so.
        stopped = Some(NotCompared::Later("more", LATER_MS));
        differing.extend(open_of(node, peer, open.way, (first, last)).await?);
    }
    match open.way {
        Way::Sent => {
            let lacking = ones(&found.only_ours);
            send_again(node, peer, &lacking).await?;
            differing.extend(found.only_theirs.keys());
            let known = open_kinds(node, peer, open.way).await?;
            let (mut new, mut unshown) = (Vec::new(), Vec::new());
            for (digest, on) in &found.only_theirs {
                match known.get(&digest.hex()) {
                    None => new.push((digest, on)),
                    Some(Kind::Unshown) => unshown.push((digest, on)),
                    // It is judged already, and is not asked for again.
                    Some(
                        Kind::ArrivedAfterAll
                        | Kind::Contradicts
                        | Kind::DeniedByPeer
                        | Kind::ForgottenByPeer
                        | Kind::LostByPeer
                        | Kind::LostByUs
                        | Kind::NotOurs,
                    ) => {}
                }
            }
            is_more = new.len() > NOTED_MAX;
            // What was not shown once is asked for after all others.
            for (digest, on) in new.into_iter().chain(unshown).take(NOTED_MAX) {
                match unknown(road, *digest, *on).await {
                    Ok(kind) => _ = noted.insert(*digest, (kind, *on)),
                    Err(error) => {
                        // What was found before is kept, so that the next try has less to ask.
                        stopped = Some(error);
                        break;
                    }
                }
            }
        }
        Way::Received => {
            for (digest, on) in &found.only_ours {
                noted.insert(*digest, (Kind::ForgottenByPeer, *on));
            }
            for (one, word) in fetch(road, &found.only_theirs).await? {
                if word == Word::Unknown {
                    noted.insert(one.digest, (Kind::DeniedByPeer, one.day));
                }
            }
        }
    }
    differing.extend(noted.keys());
    let days = (first, last);
    let kept = keep_record(node, peer, open.way, days, (&noted, &differing)).await?;
    match stopped {
        Some(error) => Err(error),
        // Who has no room for one more does not look for more.
        None => Ok(kept.n_noted > 0 && (is_more || kept.is_more)),
    }
}

/// The kinds of the open differences with a node in one direction.
async fn open_kinds(
    node: &Node,
    peer: &NodeId,
    way: Way,
) -> Result<BTreeMap<String, Kind>, ActError> {
    let all = differ::all(node, peer).await?.into_iter();
    let is_open = |held: &Difference| held.settled_ms.is_none() && held.kind.is_compared();
    let open = all.filter(|(_, held)| held.way == way && is_open(held));
    Ok(open.map(|(digest, held)| (digest, held.kind)).collect())
}

/// The digests of the open differences of some days in one direction.
async fn open_of(
    node: &Node,
    peer: &NodeId,
    way: Way,
    (first, last): (u32, u32),
) -> Result<Vec<Digest>, ActError> {
    let all = differ::all(node, peer).await?.into_iter();
    let of_step = all.filter(|(_, held)| {
        let is_open = held.settled_ms.is_none() && held.kind.is_compared();
        is_open && held.way == way && (first..=last).contains(&held.day)
    });
    Ok(of_step.filter_map(|(digest, _)| Digest::parse_hex(&digest).ok()).collect())
}

/// In the order in which a question names them.
fn ones(all: &BTreeMap<Digest, u32>) -> Vec<One> {
    let ones: BTreeSet<One> =
        all.iter().map(|(digest, day)| One { day: *day, digest: *digest }).collect();
    ones.into_iter().collect()
}

/// Compares some days of one direction to the last envelope.
async fn compare_days(
    road: Road<'_>,
    way: Way,
    first: u32,
    last: u32,
) -> Result<Found, NotCompared> {
    let Road { node, peer, .. } = road;
    let flow = match way {
        Way::Received => Flow::CalleeToCaller,
        Way::Sent => Flow::CallerToCallee,
    };
    let mut open = Vec::new();
    for on in first..=last {
        let place = Place::day(on);
        let sum = held(node, peer, way, &place, 0).await?.sum;
        open.push(Range { place, sum });
    }
    let mut found = Found::default();
    let mut n_asked = 0;
    while !open.is_empty() {
        if n_asked == QUESTIONS_MAX {
            // An honest peer has said everything long before.
            return Err(NotCompared::Later("no-end", LATER_MS));
        }
        n_asked += 1;
        open.sort_unstable_by(|one: &Range, next| one.place.cmp(&next.place));
        let rest = open.split_off(open.len().min(RANGES_MAX));
        let question = Ask { flow, ranges: std::mem::replace(&mut open, rest), again: Vec::new() };
        let answer = put(road, &question).await?;
        for (place, shown) in &answer.found {
            if *shown == Shown::Same {
                continue;
            }
            let ours = held(node, peer, way, place, HELD_MAX).await?;
            let Compared { only_ours, only_theirs, deeper } = compare(place, shown, &ours);
            found.only_ours.extend(only_ours.into_iter().map(|digest| (digest, place.day)));
            found.only_theirs.extend(only_theirs.into_iter().map(|digest| (digest, place.day)));
            open.extend(deeper);
            if found.only_ours.len().max(found.only_theirs.len()) >= HELD_MAX {
                found.is_cut = true;
                return Ok(found);
            }
        }
    }
    Ok(found)
}

/// Asks for what we lack. What came meanwhile is not asked for.
async fn fetch(
    road: Road<'_>,
    lacking: &BTreeMap<Digest, u32>,
) -> Result<Vec<(One, Word)>, NotCompared> {
    let Road { node, peer, .. } = road;
    let mut wanted = Vec::new();
    for one in ones(lacking) {
        if passed(node, peer, Way::Received, one.day, &one.digest).await?.is_none() {
            wanted.push(one);
        }
    }
    let mut words = Vec::new();
    for part in wanted.chunks(AGAIN_MAX) {
        let question = Ask { flow: Flow::CalleeToCaller, ranges: Vec::new(), again: part.to_vec() };
        words.extend(put(road, &question).await?.again);
    }
    Ok(words)
}

async fn put(road: Road<'_>, question: &Ask) -> Result<Answer, NotCompared> {
    let request = Request::post("/cx/1/reconcile", "application/json", question.to_bytes());
    let answer = road.ask(&request).await?;
    match answer.status.as_u16() {
        200 => {}
        429 | 503 => return Err(NotCompared::Later("busy", SOON_MS)),
        _ => return Err(NotCompared::Later("not-answered", LATER_MS)),
    }
    Answer::parse(&answer.body, question)
        .map_err(|error| NotCompared::Later(error.code(), LATER_MS))
}

/// What came of keeping a record.
struct Kept {
    n_noted: usize,
    /// Whether there is more than was noted.
    is_more: bool,
}

/// Brings the differences of some days of one direction up to date, in one act: of those that are `noted` the new ones, up to
/// a limit; one that is not among all that are `differing` is no more.
async fn keep_record(
    node: &Node,
    peer: &NodeId,
    way: Way,
    (first, last): (u32, u32),
    (noted, differing): (&BTreeMap<Digest, (Kind, u32)>, &BTreeSet<Digest>),
) -> Result<Kept, ActError> {
    let is_of_step = |held: &Difference| {
        let is_open = held.settled_ms.is_none() && held.kind.is_compared();
        is_open && held.way == way && (first..=last).contains(&held.day)
    };
    let held = differ::all(node, peer).await?;
    // Whoever takes back each day what it said the day before has no more room for that.
    let now_ms = node.now().as_millisecond();
    let is_of_today =
        |held: &Difference| (0..DAY_MS).contains(&now_ms.saturating_sub(held.found_ms));
    let takes_room = |held: &Difference| held.settled_ms.is_none() || is_of_today(held);
    let n_open =
        held.iter().filter(|(_, held)| held.kind.is_compared() && takes_room(held)).count();
    let mut new = noted.clone();
    let mut settled = Vec::new();
    for (digest, held) in held {
        let digest = Digest::parse_hex(&digest);
        let digest = digest.map_err(|_| ActError::Corrupt("row difference".to_owned()))?;
        if held.settled_ms.is_none()
            && noted.get(&digest).is_some_and(|(kind, _)| *kind == held.kind)
        {
            new.remove(&digest);
        }
        if is_of_step(&held) && !differing.contains(&digest) {
            settled.push((digest, held));
        }
    }
    let room = differ::OPEN_MAX.saturating_sub(n_open);
    let n_noted = new.len().min(room).min(NOTED_MAX);
    let kept = Kept { n_noted, is_more: new.len() > n_noted };
    if settled.is_empty() && n_noted == 0 {
        return Ok(kept);
    }
    act!(node, "note_differences", None, |tx| {
        for (digest, (kind, day)) in new.iter().take(n_noted) {
            tx.note_difference(peer, *digest, (*kind, way, *day)).await?;
        }
        for (digest, held) in &settled {
            tx.settle_difference(peer, digest, held);
        }
        Ok(Vec::new())
    })
    .await?;
    Ok(kept)
}
