//! The writer: one task that takes what waits to be written and commits it in groups, each group one transaction on one
//! connection. Not the statements, and not the order of anything but commits.
//!
//! **Order.** A group first takes a lock that every writing process of this schema takes (`pg_advisory_xact_lock`), in a
//! transaction that reads what is committed: every statement after the lock sees all that the holder before has written.
//! The server lets the lock go after the commit is visible. So positions are given and become visible in one order, and
//! who has read position *n* never sees a smaller one appear. The lock orders; it fences nobody: fences are columns.
//!
//! **Groups.** Each job has its own savepoint, so one conflict undoes one job; the group has one commit, so one flush, in
//! which its leaves also get their places in the log. A job runs and commits whether or not its caller still waits.
//!
//! **Lost answers.** When the answer to a commit does not come, the transaction is there or it is not. Each one that
//! changed something also raises a number of this process's own; on a new connection, with the lock held, so after the
//! lost transaction has ended either way, that number tells which. Only if that cannot be read in time do callers learn
//! that nobody knows, and ask by their `once` keys.

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex, MutexGuard,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use deadpool_postgres::Pool;
use tokio::{
    sync::{Notify, oneshot},
    time::{Instant, sleep, timeout},
};

use super::{
    connect::{Conn, execute, first, lent, query, query_one},
    ledger, value,
};
use crate::{BoxFuture, error::StoreError, tree::Tree};

/// Most jobs that wait; beyond, callers are told to come back.
const MAX_WAITING: usize = 4096;
/// Most leaves in one commit.
pub(super) const MAX_GROUP_LEAVES: usize = 512;
/// Most jobs in one commit: the server keeps 64 savepoints of a transaction in quick reach.
const MAX_GROUP_JOBS: usize = 60;
/// Longest work before a commit, so the first of a group does not wait for the last.
const MAX_GROUP_TIME: Duration = Duration::from_millis(20);
/// How long the answer to a commit is waited for. The connection is then dropped, which cancels nothing.
const COMMIT_LIMIT: Duration = Duration::from_secs(10);
/// How long it is tried to find out what became of a commit.
const RESOLVE_LIMIT: Duration = Duration::from_secs(15);
/// Between two tries to reach a server that is away.
const RETRY_PAUSE: Duration = Duration::from_millis(100);

/// Where a caller waits for the answer of its job.
pub(super) type Reply<T> = oneshot::Receiver<Result<T, StoreError>>;

/// A job of the writer. It is run once, and told once how its group ended.
trait Job: Send {
    /// Leaves it adds.
    fn n_leaves(&self) -> usize;
    /// Does the work inside the group's transaction.
    fn run<'c>(&'c mut self, conn: &'c Conn) -> BoxFuture<'c, Result<(), StoreError>>;
    /// Answers the caller: what the work gave, or why it is not there.
    fn answer(self: Box<Self>, outcome: Result<(), StoreError>);
}

/// A job that ran, and its own outcome before the group's.
type Done = (Box<dyn Job>, Result<(), StoreError>);

struct Task<T, F> {
    n_leaves: usize,
    work: Option<F>,
    value: Option<T>,
    reply: oneshot::Sender<Result<T, StoreError>>,
}

impl<T, F> Job for Task<T, F>
where
    T: Send,
    F: for<'c> FnOnce(&'c Conn) -> BoxFuture<'c, Result<T, StoreError>> + Send,
{
    fn n_leaves(&self) -> usize {
        self.n_leaves
    }

    fn run<'c>(&'c mut self, conn: &'c Conn) -> BoxFuture<'c, Result<(), StoreError>> {
        Box::pin(async move {
            let work = self.work.take().ok_or(StoreError::Poisoned)?;
            self.value = Some(work(conn).await?);
            Ok(())
        })
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

/// What the store and the task that writes share.
pub(super) struct Shared {
    queue: Mutex<Queue>,
    filled: Notify,
    tree: Mutex<Option<(u64, Arc<dyn Tree>)>>,
    /// The connection that appends.
    appends: Pool,
    /// The connections of everything else.
    pub(super) calls: Pool,
    /// Calls that wait or run.
    pub(super) n_calls: AtomicUsize,
    /// The server said something on the appending connection besides its answers.
    warned: Arc<AtomicBool>,
    lock: i64,
}

/// Nothing panics while holding one of the locks, so a poisoned lock holds a sound value.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

impl Shared {
    pub(super) fn new(appends: Pool, calls: Pool, warned: Arc<AtomicBool>, lock: i64) -> Self {
        Self {
            queue: Mutex::default(),
            filled: Notify::new(),
            tree: Mutex::default(),
            appends,
            calls,
            n_calls: AtomicUsize::new(0),
            warned,
            lock,
        }
    }

    /// Queues a job; the answer comes after its commit.
    pub(super) fn submit<T, F>(&self, n_leaves: usize, work: F) -> Result<Reply<T>, StoreError>
    where
        T: Send + 'static,
        F: for<'c> FnOnce(&'c Conn) -> BoxFuture<'c, Result<T, StoreError>> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let mut queue = locked(&self.queue);
        if queue.closed {
            return Err(StoreError::Poisoned);
        }
        if queue.jobs.len() >= MAX_WAITING {
            return Err(StoreError::Busy);
        }
        queue.jobs.push_back(Box::new(Task { n_leaves, work: Some(work), value: None, reply }));
        drop(queue);
        self.filled.notify_one();
        Ok(answer)
    }

    /// From the next group on leaves get their places in the commit that stores them.
    pub(super) fn integrate(&self, epoch: u64, tree: Arc<dyn Tree>) {
        *locked(&self.tree) = Some((epoch, tree));
    }

    /// How many jobs wait.
    pub(super) fn n_waiting(&self) -> usize {
        locked(&self.queue).jobs.len()
    }

    /// Takes no more jobs; those that wait are done first.
    pub(super) fn close(&self) {
        locked(&self.queue).closed = true;
        self.filled.notify_one();
    }

    /// The next job; waits for one. `None` when the queue is closed and empty.
    async fn next(&self) -> Option<Box<dyn Job>> {
        loop {
            {
                let mut queue = locked(&self.queue);
                if let Some(job) = queue.jobs.pop_front() {
                    return Some(job);
                }
                if queue.closed {
                    return None;
                }
            }
            self.filled.notified().await;
        }
    }

    /// The next job, if one waits and its leaves still fit.
    fn next_fitting(&self, n_leaves: usize) -> Option<Box<dyn Job>> {
        locked(&self.queue).jobs.pop_front_if(|job| n_leaves + job.n_leaves() <= MAX_GROUP_LEAVES)
    }
}

/// Closes the queue when the task ends, also when it ends by a panic: then every caller is answered `Poisoned`.
struct CloseAtEnd<'a>(&'a Shared);

impl Drop for CloseAtEnd<'_> {
    fn drop(&mut self) {
        let mut queue = locked(&self.0.queue);
        queue.closed = true;
        queue.jobs.clear();
    }
}

/// The number this process raises with each transaction that changes something.
#[derive(Clone, Debug)]
struct Mark {
    id: String,
    n: i64,
}

/// Lends the first connection and makes it ready with `prepare`.
pub(super) async fn begin(
    shared: &Shared,
    place: &super::connect::Place,
) -> Result<(), StoreError> {
    let conn = first(&shared.appends).await?;
    place.prepare(&conn).await
}

/// Commits groups until the queue is closed and empty.
pub(super) async fn run(shared: &Shared) {
    let _close = CloseAtEnd(shared);
    let mut mark = None;
    while let Some(job) = shared.next().await {
        let mut done = Vec::new();
        let outcome = run_group(shared, &mut mark, job, &mut done).await;
        for (job, own) in done {
            job.answer(own.and_then(|()| outcome.clone()));
        }
    }
}

/// The outcome of the group as a whole; each job's own is beside it in `done`.
async fn run_group(
    shared: &Shared,
    mark: &mut Option<Mark>,
    first: Box<dyn Job>,
    done: &mut Vec<Done>,
) -> Result<(), StoreError> {
    let conn = match ready(shared, mark).await {
        Ok(conn) => conn,
        Err(e) => {
            done.push((first, Ok(())));
            return Err(e);
        }
    };
    match fill(shared, &conn, mark, first, done).await {
        Ok(Some(expected)) => {
            shared.warned.store(false, Ordering::SeqCst);
            commit(shared, conn, mark, expected).await
        }
        Ok(None) => Ok(()),
        Err(e) => {
            // A connection that cannot even undo is not lent again; the server undoes when it is gone.
            if conn.batch_execute("rollback").await.is_err() {
                drop(Conn::take(conn));
            }
            Err(e)
        }
    }
}

/// A connection inside a transaction that holds the lock.
async fn ready(shared: &Shared, mark: &mut Option<Mark>) -> Result<Conn, StoreError> {
    let conn = lent(&shared.appends).await?;
    if mark.is_none() {
        let old = "delete from writer where seen_at < now() - interval '30 days'";
        execute(&conn, old, &[]).await?;
        let row = query_one(&conn, "insert into writer default values returning id", &[]).await?;
        *mark = Some(Mark { id: value(&row, 0)?, n: 0 });
    }
    match conn.batch_execute(&begin_sql(shared)).await {
        Ok(()) => Ok(conn),
        Err(e) => {
            drop(Conn::take(conn));
            Err(e.into())
        }
    }
}

fn begin_sql(shared: &Shared) -> String {
    format!("begin isolation level read committed; select pg_advisory_xact_lock({})", shared.lock)
}

/// Runs the jobs of a group. `None`: nothing is to be committed. Else the mark as it is after the commit.
async fn fill(
    shared: &Shared,
    conn: &Conn,
    mark: &mut Option<Mark>,
    first: Box<dyn Job>,
    done: &mut Vec<Done>,
) -> Result<Option<Mark>, StoreError> {
    let began = Instant::now();
    let mut next = Some(first);
    let mut n_leaves = 0;
    while let Some(mut job) = next {
        let own = match in_savepoint(conn, job.as_mut()).await {
            Ok(own) => own,
            Err(why) => {
                done.push((job, Ok(())));
                return Err(why);
            }
        };
        if own.is_ok() {
            n_leaves += job.n_leaves();
        }
        done.push((job, own));
        let is_full = done.len() >= MAX_GROUP_JOBS || began.elapsed() >= MAX_GROUP_TIME;
        next = if is_full { None } else { shared.next_fitting(n_leaves) };
    }
    if done.iter().all(|(_, own)| own.is_err()) {
        conn.batch_execute("rollback").await?;
        return Ok(None);
    }
    let tree = locked(&shared.tree).clone().filter(|_| n_leaves > 0);
    if let Some((epoch, tree)) = tree {
        ledger::integrate(conn, epoch, &*tree).await?;
    }
    // What changed nothing costs no flush: then there is no transaction number, and the mark stays.
    let Some(before) = mark.clone() else { return Err(StoreError::Poisoned) };
    let expected = Mark { n: before.n + 1, ..before };
    let row = query_one(
        conn,
        "with raised as (update writer set n = $2, seen_at = now()
                         where id = $1 and pg_current_xact_id_if_assigned() is not null returning 1)
         select exists (select 1 from raised), pg_current_xact_id_if_assigned() is not null",
        &[&expected.id, &expected.n],
    )
    .await?;
    let (is_raised, has_changed): (bool, bool) = (value(&row, 0)?, value(&row, 1)?);
    if is_raised {
        return Ok(Some(expected));
    }
    if has_changed {
        // Somebody has removed our row, or a failover has lost it: begin with another.
        *mark = None;
        return Err(StoreError::Busy);
    }
    conn.batch_execute("commit").await?;
    Ok(None)
}

/// Runs a job so that it is undone alone when it fails. The outer error says that this was not possible, so nothing of
/// the group may be committed.
async fn in_savepoint(
    conn: &Conn,
    job: &mut dyn Job,
) -> Result<Result<(), StoreError>, StoreError> {
    conn.batch_execute("savepoint job").await?;
    let own = job.run(conn).await;
    let end = if own.is_ok() { "release job" } else { "rollback to job; release job" };
    conn.batch_execute(end).await?;
    Ok(own)
}

/// Commits, or finds out what became of it.
async fn commit(
    shared: &Shared,
    conn: Conn,
    mark: &mut Option<Mark>,
    expected: Mark,
) -> Result<(), StoreError> {
    let answered = timeout(COMMIT_LIMIT, conn.batch_execute("commit")).await;
    let is_committed = match answered {
        // Not the same as a lost answer: the server has decided, and says so. Only what ends the connection leaves doubt.
        Ok(Err(e)) if e.as_db_error().is_some() && !conn.is_closed() && !e.is_closed() => {
            let is_stopped = e.code().is_some_and(|code| {
                code.code().starts_with("57P") || code.code().starts_with("08")
            });
            if !is_stopped {
                return Err(e.into());
            }
            drop(Conn::take(conn));
            resolve(shared, &expected).await
        }
        Ok(Ok(())) => Some(true),
        Ok(Err(_)) | Err(_) => {
            drop(Conn::take(conn));
            resolve(shared, &expected).await
        }
    };
    match is_committed {
        Some(true) if shared.warned.swap(false, Ordering::SeqCst) => {
            // The wait for the other machine was cut short: it is here, and perhaps only here.
            *mark = Some(expected);
            Err(unknown())
        }
        Some(true) => {
            *mark = Some(expected);
            Ok(())
        }
        Some(false) => {
            *mark = None;
            Err(StoreError::Busy)
        }
        None => {
            *mark = None;
            Err(unknown())
        }
    }
}

fn unknown() -> StoreError {
    StoreError::Io { what: "the answer to a commit was lost; ask by its key".to_owned() }
}

/// Whether the transaction that raised the mark is there; `None` if that could not be found out.
async fn resolve(shared: &Shared, expected: &Mark) -> Option<bool> {
    let began = Instant::now();
    while began.elapsed() < RESOLVE_LIMIT {
        match timeout(COMMIT_LIMIT, look(shared, expected)).await {
            Ok(Ok(is_there)) => return Some(is_there),
            Ok(Err(_)) | Err(_) => sleep(RETRY_PAUSE).await,
        }
    }
    None
}

async fn look(shared: &Shared, expected: &Mark) -> Result<bool, StoreError> {
    let conn = lent(&shared.appends).await?;
    let found = async {
        // Whoever held the lock, the lost transaction too, has ended when we have it.
        conn.batch_execute(&begin_sql(shared)).await?;
        let found = query(&conn, "select n from writer where id = $1", &[&expected.id]).await?;
        conn.batch_execute("rollback").await?;
        found.first().map(|row| value::<i64>(row, 0)).transpose()
    };
    match found.await {
        Ok(n) => Ok(n.is_some_and(|n| n >= expected.n)),
        Err(e) => {
            drop(Conn::take(conn));
            Err(e)
        }
    }
}
