//! The readers: a few threads, each with a connection that cannot write, so that reading never waits for a flush.
//! A read sees one snapshot of the database, taken when it begins.
//!
//! Who has just read reads next: after each commit a connection forgets the pages that it knew, so what one thread can do alone is
//! not spread over four that all read the same pages again.

use std::{
    collections::VecDeque,
    fmt,
    path::Path,
    sync::{Arc, Condvar, Mutex, MutexGuard},
    thread::JoinHandle,
};

use rusqlite::Connection;
use tokio::sync::oneshot;

use super::txn::Txn;
use crate::error::StoreError;

/// Threads that read: two cores' worth, and two more for those that wait for the disk.
const N_READERS: usize = 4;
/// Most reads that wait; beyond, callers are told to come back.
const MAX_WAITING: usize = 4096;

/// Connections for reads of a few rows, which are done where they are asked: to hand one to a thread costs more than to do it.
const N_NEAR: usize = 4;

type Job = Box<dyn FnOnce(&Connection) + Send>;

#[derive(Default)]
struct Queue {
    jobs: VecDeque<Job>,
    /// Threads that wait for a job, by number; the last one has read most recently.
    idle: Vec<usize>,
    closed: bool,
}

#[derive(Default)]
struct Shared {
    queue: Mutex<Queue>,
    /// One for each thread.
    filled: [Condvar; N_READERS],
}

impl Shared {
    /// Nothing panics while holding the lock, so a poisoned lock holds a sound queue.
    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// The next job for a thread, once there is one; none when the readers close.
    fn next(&self, thread: usize) -> Option<Job> {
        let filled = self.filled.get(thread)?;
        let mut queue = self.lock();
        loop {
            if let Some(job) = queue.jobs.pop_front() {
                return Some(job);
            }
            if queue.closed {
                return None;
            }
            queue.idle.push(thread);
            queue = filled.wait(queue).unwrap_or_else(std::sync::PoisonError::into_inner);
            // It may have woken by itself.
            queue.idle.retain(|idle| *idle != thread);
        }
    }

    /// Wakes one that waits, if one does; those that read look again when they are done.
    fn wake(&self, queue: &mut Queue) {
        let filled = queue.idle.pop().and_then(|thread| self.filled.get(thread));
        if let Some(filled) = filled {
            filled.notify_one();
        }
    }

    fn close(&self, queue: &mut Queue) {
        queue.closed = true;
        for filled in &self.filled {
            filled.notify_one();
        }
    }
}

/// A reader that panics closes the queue for all: what it met would meet the others too, and nobody waits for ever.
struct CloseOnPanic<'a>(&'a Shared);

impl Drop for CloseOnPanic<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let mut queue = self.0.lock();
            queue.jobs.clear();
            self.0.close(&mut queue);
        }
    }
}

/// A connection for a read of a few rows. It is given back when this goes away.
pub(super) struct Near<'a> {
    free: &'a Mutex<Vec<Connection>>,
    conn: Option<Connection>,
}

impl Near<'_> {
    /// Runs the read on one snapshot.
    pub(super) fn read<T>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        in_snapshot(self.conn.as_ref().ok_or(StoreError::Poisoned)?, work)
    }

    /// Runs a read that is one statement, and so a snapshot of its own.
    pub(super) fn read_one<T>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        work(self.conn.as_ref().ok_or(StoreError::Poisoned)?)
    }
}

impl Drop for Near<'_> {
    fn drop(&mut self) {
        let mut free = self.free.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        free.extend(self.conn.take());
    }
}

/// The handle of the reading threads.
pub(super) struct Readers {
    /// The last one was used most recently, and knows the most pages.
    near: Mutex<Vec<Connection>>,
    shared: Arc<Shared>,
    threads: Vec<JoinHandle<()>>,
}

impl fmt::Debug for Readers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Readers").field("n_threads", &self.threads.len()).finish_non_exhaustive()
    }
}

impl Readers {
    /// Opens the connections and starts the threads.
    pub(super) fn start(path: &Path) -> Result<Self, StoreError> {
        let near: Result<Vec<_>, _> =
            (0..N_NEAR).map(|_| super::database::open_reader(path)).collect();
        let mut readers = Self {
            near: Mutex::new(near?),
            shared: Arc::new(Shared::default()),
            threads: Vec::new(),
        };
        for n in 0..N_READERS {
            let conn = super::database::open_reader(path)?;
            let shared = Arc::clone(&readers.shared);
            let thread = std::thread::Builder::new()
                .name(format!("store-read-{n}"))
                .spawn(move || {
                    let _close = CloseOnPanic(&shared);
                    while let Some(job) = shared.next(n) {
                        job(&conn);
                    }
                })
                .map_err(|e| crate::disk::failed("starting a reader", &e))?;
            readers.threads.push(thread);
        }
        Ok(readers)
    }

    /// A connection for a read of a few rows, unless others use all of them now.
    pub(super) fn near(&self) -> Option<Near<'_>> {
        let mut free = self.near.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let conn = free.pop()?;
        Some(Near { free: &self.near, conn: Some(conn) })
    }

    /// Queues a read.
    pub(super) fn submit<T, F>(
        &self,
        work: F,
    ) -> Result<oneshot::Receiver<Result<T, StoreError>>, StoreError>
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
        queue.jobs.push_back(Box::new(move |conn| {
            // Whoever asked may have gone; then nothing needs to be read.
            if !reply.is_closed() {
                drop(reply.send(in_snapshot(conn, work)));
            }
        }));
        self.shared.wake(&mut queue);
        drop(queue);
        Ok(answer)
    }
}

impl Drop for Readers {
    fn drop(&mut self) {
        self.shared.close(&mut self.shared.lock());
        for thread in self.threads.drain(..) {
            drop(thread.join());
        }
    }
}

/// Runs several statements on one snapshot.
pub(super) fn in_snapshot<T>(
    conn: &Connection,
    work: impl FnOnce(&Connection) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let tx = Txn::reading(conn)?;
    let found = work(&tx)?;
    tx.rollback()?;
    Ok(found)
}

#[cfg(test)]
mod tests;
