//! What came of one peer at the same moment: whoever has its turn first does the work of all, in one act and one flush.
//!
//! Every arrival of a peer adds to the same stream of events, so arrivals that were accepted one beside the other would only
//! make each other decide again. Nothing waits for company: who finds nobody works alone.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};

use domain::actor::NodeId;
use tokio::sync::oneshot;

use super::door::Knock;
use crate::act::ActError;
use crate::roads::lock;

/// Arrivals that one act takes.
const TOGETHER_MAX: usize = 32;

/// What an arrival comes to: our receipt, or why there is none.
type Outcome = Result<Vec<u8>, ActError>;

/// The arrivals of one peer that nobody has worked on yet.
#[derive(Debug, Default)]
pub struct Knocks {
    waiting: Mutex<VecDeque<(Knock, oneshot::Sender<Outcome>)>>,
    turn: tokio::sync::Mutex<()>,
}

/// The arrivals of every peer.
#[derive(Debug, Default)]
pub struct Doorstep(Mutex<BTreeMap<NodeId, Arc<Knocks>>>);

impl Doorstep {
    /// Those of one peer, which is in the directory.
    #[must_use]
    pub fn of(&self, peer: &NodeId) -> Arc<Knocks> {
        lock(&self.0).entry(peer.clone()).or_default().clone()
    }
}

impl Knocks {
    /// Has `work` done for this arrival and for those that wait, in the order in which they came; as many outcomes as
    /// arrivals. `None` if whoever had the turn went away before it was done: nothing is known then.
    pub async fn run<W: Future<Output = Vec<Outcome>>>(
        &self,
        knock: Knock,
        work: impl Fn(Vec<Knock>) -> W,
    ) -> Option<Outcome> {
        let (reply, mut answer) = oneshot::channel();
        {
            let mut waiting = lock(&self.waiting);
            // Who went away holds no memory until somebody has the turn.
            waiting.retain(|(_, reply)| !reply.is_closed());
            waiting.push_back((knock, reply));
        }
        let _turn = self.turn.lock().await;
        loop {
            match answer.try_recv() {
                Ok(outcome) => return Some(outcome),
                Err(oneshot::error::TryRecvError::Closed) => return None,
                Err(oneshot::error::TryRecvError::Empty) => {}
            }
            let (knocks, replies): (Vec<_>, Vec<_>) = self.next().into_iter().unzip();
            if knocks.is_empty() {
                return None;
            }
            let outcomes = work(knocks).await;
            for (reply, outcome) in replies.into_iter().zip(outcomes) {
                // Who went away meanwhile asks again and finds what was done.
                drop(reply.send(outcome));
            }
        }
    }

    /// The next ones, but for those that went away.
    fn next(&self) -> Vec<(Knock, oneshot::Sender<Outcome>)> {
        let mut waiting = lock(&self.waiting);
        waiting.retain(|(_, reply)| !reply.is_closed());
        let n = waiting.len().min(TOGETHER_MAX);
        waiting.drain(..n).collect()
    }
}
