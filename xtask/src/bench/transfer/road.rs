//! The road between two nodes: a listener that a node is taken for, which hands on every byte, counts it, and can stop at one.
//! It reads nothing of what passes; that is encrypted.

use std::io::{self, Read as _, Write as _};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::fault::Fault;

/// Bytes that are handed on at once.
const PIECE_BYTES: usize = 64 << 10;
/// Nothing is stopped.
const NEVER: u64 = u64::MAX;

/// What becomes of the connection that was stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Then {
    /// It ends here, both ways.
    Cut,
    /// It goes on.
    On,
}

/// A road that is open until this value ends.
pub(super) struct Road {
    port: u16,
    shared: Arc<Shared>,
    stopped: mpsc::Receiver<mpsc::Sender<Then>>,
}

struct Shared {
    /// Bytes towards whoever listens.
    n_there: AtomicU64,
    /// Bytes that came back.
    n_back: AtomicU64,
    /// The byte on the way there that is not handed on.
    stop_at: AtomicU64,
    tell: mpsc::Sender<mpsc::Sender<Then>>,
    is_closed: AtomicBool,
}

impl Road {
    /// Listens on one port and leads to another, both on this machine.
    pub(super) fn open(port: u16, to: u16) -> Result<Self, Fault> {
        let doing = || format!("listen on 127.0.0.1:{port}");
        let listener =
            TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(Fault::io(doing()))?;
        let (tell, stopped) = mpsc::channel();
        let shared = Arc::new(Shared {
            n_there: AtomicU64::new(0),
            n_back: AtomicU64::new(0),
            stop_at: AtomicU64::new(NEVER),
            tell,
            is_closed: AtomicBool::new(false),
        });
        let road = shared.clone();
        thread::spawn(move || {
            for from in listener.incoming().map_while(Result::ok) {
                if road.is_closed.load(Ordering::Relaxed) {
                    break;
                }
                // Where nobody listens the caller is hung up on, as a wall in between would.
                if let Ok(to) = TcpStream::connect((Ipv4Addr::LOCALHOST, to)) {
                    drop(join(&road, &from, &to));
                }
            }
        });
        Ok(Self { port, shared, stopped })
    }

    /// Bytes that passed, in both directions.
    pub(super) fn n_bytes(&self) -> u64 {
        self.n_there() + self.shared.n_back.load(Ordering::Relaxed)
    }

    /// Bytes that passed on the way there.
    pub(super) fn n_there(&self) -> u64 {
        self.shared.n_there.load(Ordering::Relaxed)
    }

    /// Stops whatever brings this byte on the way there, once.
    pub(super) fn stop_at(&self, byte: u64) {
        self.shared.stop_at.store(byte, Ordering::Relaxed);
    }

    /// Waits until something is stopped; who answers says what becomes of it.
    pub(super) fn stopped(&self, limit: Duration) -> Option<mpsc::Sender<Then>> {
        self.stopped.recv_timeout(limit).ok()
    }
}

impl Drop for Road {
    fn drop(&mut self) {
        self.shared.is_closed.store(true, Ordering::Relaxed);
        // It waits for somebody to come.
        drop(TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)));
    }
}

fn join(road: &Arc<Shared>, from: &TcpStream, to: &TcpStream) -> io::Result<()> {
    let (there, back) =
        ((from.try_clone()?, to.try_clone()?), (to.try_clone()?, from.try_clone()?));
    let road = road.clone();
    let other = road.clone();
    thread::spawn(move || hand_on(there, |n| road.passes(n)));
    thread::spawn(move || {
        hand_on(back, |n| {
            other.n_back.fetch_add(n, Ordering::Relaxed);
            Then::On
        });
    });
    Ok(())
}

impl Shared {
    /// Counts what is on its way there, and waits where it is stopped.
    fn passes(&self, n: u64) -> Then {
        let so_far = self.n_there.fetch_add(n, Ordering::Relaxed) + n;
        let stop_at = self.stop_at.load(Ordering::Relaxed);
        let is_mine = so_far >= stop_at
            && self
                .stop_at
                .compare_exchange(stop_at, NEVER, Ordering::Relaxed, Ordering::Relaxed)
                .is_ok();
        if !is_mine {
            return Then::On;
        }
        let (answer, answered) = mpsc::channel();
        match self.tell.send(answer) {
            Ok(()) => answered.recv().unwrap_or(Then::Cut),
            Err(_) => Then::Cut,
        }
    }
}

/// Hands on until one side ends, then ends the other.
fn hand_on((mut from, mut to): (TcpStream, TcpStream), passes: impl Fn(u64) -> Then) {
    let mut piece = vec![0; PIECE_BYTES];
    while let Ok(n) = from.read(&mut piece) {
        let Some(read) = piece.get(..n).filter(|read| !read.is_empty()) else { break };
        if passes(n as u64) == Then::Cut || to.write_all(read).is_err() {
            break;
        }
    }
    for side in [from, to] {
        // It may have ended by itself.
        drop(side.shutdown(Shutdown::Both));
    }
}

#[cfg(test)]
mod tests;
