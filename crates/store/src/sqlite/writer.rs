//! The writer: one thread that owns the only connection that writes, and commits what waits in groups.
//! Not the statements, and not the order of anything but commits: a commit's order is the order of the queue.
//!
//! A group takes what is waiting, up to 512 leaves or 5 ms of work, and at once when nothing else waits. One conflict
//! undoes one job: the first of a group has nothing before it and takes the transaction with it, each later one has a
//! savepoint of its own, for which every page that it changes is copied. The group has one commit, so one flush, in
//! which its leaves also get their places in the log. Answers leave after it.
//! A job runs and commits whether or not its caller still waits.

use std::{
    collections::VecDeque,
    fmt,
    sync::{Arc, Condvar, Mutex, MutexGuard},
    thread::JoinHandle,
    time::{Duration, Instant},
};

use rusqlite::Connection;
use tokio::sync::oneshot;

use super::txn::Txn;
use crate::{Answer, error::StoreError};

/// Most jobs that wait; beyond, callers are told to come back. At 1 ms a commit this is seconds of work.
const MAX_WAITING: usize = 4096;
/// Most leaves in one commit.
pub(super) const MAX_GROUP_LEAVES: usize = 512;
/// Longest work before a commit, so the first of a group does not wait for the last.
const MAX_GROUP_TIME: Duration = Duration::from_millis(5);

/// Where a caller waits for the answer of its job.
pub(super) type Reply<T> = oneshot::Receiver<Result<T, StoreError>>;

/// A job of the writer. It is run once, and told once how its group ended.
trait Job: Send {
    /// Leaves it adds; `None` when it must run outside any transaction, with nobody else.
    fn n_leaves(&self) -> Option<usize>;
    /// Does the work inside the group's transaction.
    fn run(&mut self, conn: &Connection) -> Result<(), StoreError>;
    /// Answers the caller: what the work gave, or why it is not there.
    fn answer(self: Box<Self>, outcome: Result<(), StoreError>);
}

/// A job that ran, and its own outcome before the group's.
type Done = (Box<dyn Job>, Result<(), StoreError>);

struct Task<T, F> {
    n_leaves: Option<usize>,
    work: Option<F>,
    value: Option<T>,
    reply: oneshot::Sender<Result<T, StoreError>>,
}

impl<T, F> Job for Task<T, F>
where
    T: Send,
    F: FnOnce(&Connection) -> Result<T, StoreError> + Send,
{
    fn n_leaves(&self) -> Option<usize> {
        self.n_leaves
    }

    fn run(&mut self, conn: &Connection) -> Result<(), StoreError> {
        let work = self.work.take().ok_or(StoreError::Poisoned)?;
        self.value = Some(work(conn)?);
        Ok(())
    }

    fn answer(self: Box<Self>, outcome: Result<(), StoreError>) {
        let Self { value, reply, .. } = *self;
        // The caller may have gone; what was committed stays committed.
        drop(reply.send(outcome.and_then(|()| value.ok_or(StoreError::Poisoned))));
    }
}

#[derive(Default)]
struct Queue {
    jobs: VecDeque<Box<dyn Job>>,
    closed: bool,
}

/// What every group that added leaves does before it commits; if it fails, nothing of the group is committed.
type BeforeCommit = Arc<dyn Fn(&Connection) -> Result<(), StoreError> + Send + Sync>;

#[derive(Default)]
struct Shared {
    queue: Mutex<Queue>,
    filled: Condvar,
    before_commit: Mutex<Option<BeforeCommit>>,
}

impl Shared {
    /// Nothing panics while holding the lock, so a poisoned lock holds a sound queue.
    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// It is only ever set whole.
    fn lock_before_commit(&self) -> MutexGuard<'_, Option<BeforeCommit>> {
        self.before_commit.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// The next job; waits for one. `None` when the queue is closed and empty.
    fn next(&self) -> Option<Box<dyn Job>> {
        let mut queue = self.lock();
        loop {
            if let Some(job) = queue.jobs.pop_front() {
                return Some(job);
            }
            if queue.closed {
                return None;
            }
            queue = self.filled.wait(queue).unwrap_or_else(std::sync::PoisonError::into_inner);
        }
    }

    /// The next job, if one waits and its leaves still fit.
    fn next_fitting(&self, n_leaves: usize) -> Option<Box<dyn Job>> {
        self.lock().jobs.pop_front_if(|job| {
            job.n_leaves().is_some_and(|more| n_leaves + more <= MAX_GROUP_LEAVES)
        })
    }
}

/// Closes the queue when the thread ends, also when it ends by a panic: then every caller is answered `Poisoned`.
struct CloseAtEnd<'a>(&'a Shared);

impl Drop for CloseAtEnd<'_> {
    fn drop(&mut self) {
        let mut queue = self.0.lock();
        queue.closed = true;
        queue.jobs.clear();
    }
}

/// The handle of the writer's thread. Dropping it lets the waiting jobs finish first.
pub(super) struct Writer {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

impl fmt::Debug for Writer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Writer").finish_non_exhaustive()
    }
}

impl Writer {
    /// Starts the thread on its connection.
    pub(super) fn start(name: &str, conn: Connection) -> Result<Self, StoreError> {
        let shared = Arc::new(Shared::default());
        let thread = std::thread::Builder::new()
            .name(name.to_owned())
            .spawn({
                let shared = Arc::clone(&shared);
                move || {
                    let _close = CloseAtEnd(&shared);
                    while let Some(first) = shared.next() {
                        commit_group(&conn, &shared, first);
                        if !conn.is_autocommit() {
                            // A transaction that neither committed nor went away: nobody may write into it.
                            break;
                        }
                    }
                }
            })
            .map_err(|e| crate::disk::failed("starting the writer", &e))?;
        Ok(Self { shared, thread: Some(thread) })
    }

    /// Queues a job; the answer comes after its commit.
    pub(super) fn submit<T, F>(&self, n_leaves: usize, work: F) -> Result<Reply<T>, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    {
        self.enqueue(Some(n_leaves), work)
    }

    /// Does work that adds no leaf, and gives its answer after the commit.
    pub(super) fn run<'a, T, F>(&'a self, work: F) -> Answer<'a, T>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    {
        Box::pin(async move { self.submit(0, work)?.await.unwrap_or(Err(StoreError::Poisoned)) })
    }

    /// Queues a job that runs outside any transaction.
    pub(super) fn submit_alone<T, F>(&self, work: F) -> Result<Reply<T>, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    {
        self.enqueue(None, work)
    }

    fn enqueue<T, F>(&self, n_leaves: Option<usize>, work: F) -> Result<Reply<T>, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let mut queue = self.shared.lock();
        if queue.closed {
            return Err(StoreError::Poisoned);
        }
        if queue.jobs.len() >= MAX_WAITING {
            return Err(StoreError::Busy);
        }
        queue.jobs.push_back(Box::new(Task { n_leaves, work: Some(work), value: None, reply }));
        drop(queue);
        self.shared.filled.notify_one();
        Ok(answer)
    }

    /// Sets what groups that begin from now on do before they commit, if they added leaves.
    pub(super) fn before_commit(
        &self,
        work: impl Fn(&Connection) -> Result<(), StoreError> + Send + Sync + 'static,
    ) {
        *self.shared.lock_before_commit() = Some(Arc::new(work));
    }

    /// How many jobs wait.
    pub(super) fn n_waiting(&self) -> usize {
        self.shared.lock().jobs.len()
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.shared.lock().closed = true;
        self.shared.filled.notify_one();
        if let Some(thread) = self.thread.take() {
            // A panic of the thread was answered to the callers already.
            drop(thread.join());
        }
    }
}

/// Runs and commits one group, then answers everybody in it.
fn commit_group(conn: &Connection, shared: &Shared, first: Box<dyn Job>) {
    let mut done = Vec::new();
    let outcome = run_group(conn, shared, first, &mut done);
    for (job, own) in done {
        job.answer(own.and_then(|()| outcome.clone()));
    }
}

/// The outcome of the group as a whole; each job's own is beside it in `done`.
fn run_group(
    conn: &Connection,
    shared: &Shared,
    mut first: Box<dyn Job>,
    done: &mut Vec<Done>,
) -> Result<(), StoreError> {
    if first.n_leaves().is_none() {
        let own = first.run(conn);
        done.push((first, own));
        return Ok(());
    }
    let began = Instant::now();
    let tx = match Txn::writing(conn) {
        Ok(tx) => tx,
        Err(e) => {
            done.push((first, Ok(())));
            return Err(e.into());
        }
    };
    let own = first.run(&tx);
    let (is_undone, mut n_leaves) = (own.is_err(), first.n_leaves().unwrap_or(0));
    done.push((first, own));
    if is_undone {
        // SQLite may have undone it already: disk full, out of memory.
        return if tx.is_autocommit() { Ok(()) } else { Ok(tx.rollback()?) };
    }
    let mut next = shared.next_fitting(n_leaves);
    while let Some(mut job) = next {
        let own = match in_savepoint(&tx, job.as_mut()) {
            Ok(own) => own,
            Err(why) => {
                done.push((job, Ok(())));
                return Err(why);
            }
        };
        if own.is_ok() {
            n_leaves += job.n_leaves().unwrap_or(0);
        }
        done.push((job, own));
        next = if began.elapsed() < MAX_GROUP_TIME { shared.next_fitting(n_leaves) } else { None };
    }
    let before_commit = shared.lock_before_commit().clone().filter(|_| n_leaves > 0);
    if let Some(before_commit) = before_commit {
        before_commit(&tx)?;
    }
    Ok(tx.commit()?)
}

/// Runs a job so that it is undone alone when it fails. The outer error says that this was not possible, so nothing of
/// the group may be committed: `SQLite` has undone all of it (disk full, out of memory), or cannot undo the one.
fn in_savepoint(
    conn: &Connection,
    job: &mut dyn Job,
) -> Result<Result<(), StoreError>, StoreError> {
    conn.prepare_cached("savepoint job")?.execute([])?;
    let own = job.run(conn);
    if conn.is_autocommit() {
        return Err(own.err().unwrap_or(StoreError::Poisoned));
    }
    if own.is_err() {
        conn.prepare_cached("rollback to job")?.execute([])?;
    }
    conn.prepare_cached("release job")?.execute([])?;
    Ok(own)
}

#[cfg(test)]
mod tests;
