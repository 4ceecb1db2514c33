//! One worker with a queue: what it is given is worked through one after another, in the order it was given.
//!
//! A thread is held only while there is something to do, and nothing is waited for on it: however many uploads are open,
//! none of them keeps a thread from the store that another one waits for. In the simulator the work is done where it is
//! given. Not a limit: whoever gives waits for room first.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

/// What a stage does.
pub(super) trait Work: Send + 'static {
    /// What it is given.
    type Item: Send + 'static;

    /// Does one.
    fn take(&mut self, item: Self::Item);
}

/// A worker and what waits for it.
pub(super) struct Stage<W: Work> {
    shared: Arc<Mutex<Shared<W>>>,
    inline: bool,
}

struct Shared<W: Work> {
    queue: VecDeque<Entry<W>>,
    worker: Worker<W>,
}

enum Entry<W: Work> {
    Item(W::Item),
    End(oneshot::Sender<W>),
}

enum Worker<W> {
    Busy,
    /// Given back, or lost in a panic.
    Gone,
    Idle(W),
}

impl<W: Work> Stage<W> {
    /// A stage without work.
    pub(super) fn new(worker: W, inline: bool) -> Self {
        let shared = Shared { queue: VecDeque::new(), worker: Worker::Idle(worker) };
        Self { shared: Arc::new(Mutex::new(shared)), inline }
    }

    /// Gives it one more. It comes back at once.
    pub(super) fn give(&self, item: W::Item) {
        self.enqueue(Entry::Item(item));
    }

    /// The worker, when it has done all it was given; none if it was lost.
    pub(super) async fn end(self) -> Option<W> {
        let (give_back, given_back) = oneshot::channel();
        self.enqueue(Entry::End(give_back));
        given_back.await.ok()
    }

    fn enqueue(&self, entry: Entry<W>) {
        let mut shared = lock(&self.shared);
        match std::mem::replace(&mut shared.worker, Worker::Busy) {
            Worker::Busy => shared.queue.push_back(entry),
            Worker::Gone => shared.worker = Worker::Gone,
            Worker::Idle(worker) => {
                shared.queue.push_back(entry);
                drop(shared);
                let run = Run { shared: self.shared.clone(), is_over: false };
                if self.inline {
                    run.work(worker);
                } else {
                    // Nobody waits for the thread: who wants the worker back waits for that.
                    drop(tokio::task::spawn_blocking(move || run.work(worker)));
                }
            }
        }
    }
}

/// One time of being busy.
struct Run<W: Work> {
    shared: Arc<Mutex<Shared<W>>>,
    /// Said before the lock is let go: from then on another run may be the busy one.
    is_over: bool,
}

impl<W: Work> Run<W> {
    fn work(mut self, mut worker: W) {
        loop {
            let mut shared = lock(&self.shared);
            match shared.queue.pop_front() {
                None => {
                    self.is_over = true;
                    shared.worker = Worker::Idle(worker);
                    return;
                }
                Some(Entry::Item(item)) => {
                    drop(shared);
                    worker.take(item);
                }
                Some(Entry::End(give_back)) => {
                    self.is_over = true;
                    shared.worker = Worker::Gone;
                    drop(shared);
                    // Who wanted it back may have gone.
                    drop(give_back.send(worker));
                    return;
                }
            }
        }
    }
}

impl<W: Work> Drop for Run<W> {
    /// Over before its end, the worker is lost in a panic: whoever waits for it is told, and what waits in the queue frees its room.
    fn drop(&mut self) {
        if self.is_over {
            return;
        }
        let mut shared = lock(&self.shared);
        shared.worker = Worker::Gone;
        let left = std::mem::take(&mut shared.queue);
        drop(shared);
        drop(left);
    }
}

fn lock<W: Work>(shared: &Mutex<Shared<W>>) -> MutexGuard<'_, Shared<W>> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
