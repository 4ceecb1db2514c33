//! Where faults land, and which of all those points are tried.
//!
//! A point is *fault, file, call, N*: the N-th such call that one thread makes on that file in the operation.

use std::fmt;

use super::{
    scene::Op,
    trace::{Counted, Role},
};
use crate::campaign::spread;

/// What is done to a call.
const FAULTS: [Injected; 4] = [Injected::Kill, Injected::Power, Injected::Eio, Injected::Enospc];

/// How many points of each kind are tried; evenly spread where there are more.
#[derive(Clone, Copy, Debug)]
pub(super) struct Amount {
    /// Kills before calls that flush, cut or name, per operation.
    n_kills: usize,
    /// Kills before writes, per operation and file.
    n_writes: usize,
    /// Errors of each kind, per operation.
    n_errors: usize,
}

impl Amount {
    /// All there are, or a few.
    pub(super) const fn all_or(self, few: usize) -> usize {
        if self.n_kills == usize::MAX { usize::MAX } else { few }
    }
}

/// What CI does.
pub(super) const SHORT: Amount = Amount { n_kills: 40, n_writes: 1, n_errors: 2 };
/// Sealing waits for witnesses three times, so a run of it costs seconds, and CI does fewer.
const SEAL: Amount = Amount { n_kills: 6, n_writes: 1, n_errors: 1 };
/// Every point there is.
pub(super) const ALL: Amount =
    Amount { n_kills: usize::MAX, n_writes: usize::MAX, n_errors: usize::MAX };

/// What happens to a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Injected {
    /// The node is killed before it.
    Kill,
    /// The power fails at the first flush: what was written before it is gone, and the node too.
    Power,
    /// It fails.
    Eio,
    /// It fails because the disk is full.
    Enospc,
}

impl Injected {
    const fn word(self) -> &'static str {
        match self {
            Self::Kill => "SIGKILL",
            Self::Power => "power failure",
            Self::Eio => "EIO",
            Self::Enospc => "ENOSPC",
        }
    }

    /// Whether the system ever does this to that call.
    fn fits(self, role: Role, call: &str) -> bool {
        match self {
            Self::Kill | Self::Eio => true,
            Self::Power => matches!(
                (role, call),
                (Role::Events | Role::Keys, "fsync") | (Role::Head, "fdatasync")
            ),
            Self::Enospc => !matches!(call, "unlink" | "unlinkat" | "ftruncate"),
        }
    }

    /// Up to which call it can be done. Of a power failure only the first: a later one would need to know how many writes
    /// came before it, and the node also writes by itself.
    fn up_to(self, most: u32) -> u32 {
        match self {
            Self::Kill | Self::Eio | Self::Enospc => most,
            Self::Power => most.min(1),
        }
    }
}

/// Where a fault lands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Point {
    pub(super) role: Role,
    pub(super) call: &'static str,
    pub(super) n: u32,
    pub(super) fault: Injected,
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { role, call, n, fault } = self;
        write!(f, "{} at {call} {n} of {}", fault.word(), role.word())
    }
}

impl Point {
    fn is_write(&self) -> bool {
        is_write(self.call)
    }

    fn is_flush(&self) -> bool {
        matches!(self.call, "fsync" | "fdatasync")
    }

    /// What strace is told.
    pub(super) fn expressions(&self) -> Vec<String> {
        let Self { role, call, n, fault } = self;
        match fault {
            Injected::Kill => {
                vec![format!("trace={call}"), format!("inject={call}:signal=SIGKILL:when={n}")]
            }
            Injected::Power => {
                // A slot of the register is written at once, a database page by page.
                let (write, n_bytes) =
                    if *role == Role::Head { ("write", 16_384) } else { ("pwrite64", 4_096) };
                vec![
                    format!("trace={write},{call}"),
                    format!("inject={write}:retval={n_bytes}"),
                    format!("inject={call}:signal=SIGKILL:when={n}"),
                ]
            }
            Injected::Eio => {
                vec![format!("trace={call}"), format!("inject={call}:error=EIO:when={n}")]
            }
            Injected::Enospc => {
                vec![format!("trace={call}"), format!("inject={call}:error=ENOSPC:when={n}")]
            }
        }
    }

    /// Whether it is to kill.
    pub(super) fn kills(&self) -> bool {
        matches!(self.fault, Injected::Kill | Injected::Power)
    }

    /// Whether the node may not outlive it: a flush that failed, or a write into a database that failed half-way.
    pub(super) fn must_end(&self) -> bool {
        match self.fault {
            Injected::Kill | Injected::Power => false,
            Injected::Eio => {
                self.is_flush()
                    || (self.call == "pwrite64" && matches!(self.role, Role::Events | Role::Keys))
            }
            Injected::Enospc => self.is_flush() && self.role != Role::Blobs,
        }
    }
}

/// Whether a call writes into a file; the others flush, cut or name.
pub(super) fn is_write(call: &str) -> bool {
    matches!(call, "pwrite64" | "write")
}

/// Every fault at every call that was counted.
pub(super) fn points(counted: &Counted) -> Vec<Point> {
    let mut points = Vec::new();
    for fault in FAULTS {
        for (&(role, call), &(_, most)) in counted {
            // Of parts that are being stored only the flushing and the naming: their names are not known beforehand, and
            // `write` is what sockets do too.
            if fault.fits(role, call) && !(role == Role::Blobs && call == "write") {
                points.extend((1..=fault.up_to(most)).map(|n| Point { role, call, n, fault }));
            }
        }
    }
    points
}

/// So many of them as are asked for, evenly spread; of each file one flush fails in any case.
pub(super) fn choose(points: &[Point], amount: Amount, op: Op) -> Vec<Point> {
    let amount = if op == Op::Seal && amount.n_kills != usize::MAX { SEAL } else { amount };
    let of = |wanted: &dyn Fn(&Point) -> bool, n: usize| {
        let all: Vec<Point> = points.iter().filter(|point| wanted(point)).copied().collect();
        spread(&all, n).copied().collect::<Vec<_>>()
    };
    let is_kill = |point: &Point| point.fault == Injected::Kill;
    let mut chosen = of(&|point| is_kill(point) && !point.is_write(), amount.n_kills);
    chosen.extend(of(&|point| point.fault == Injected::Power, usize::MAX));
    for role in Role::ALL {
        let write = |point: &Point| is_kill(point) && point.is_write() && point.role == role;
        chosen.extend(of(&write, amount.n_writes));
        let flush =
            |point: &Point| point.fault == Injected::Eio && point.is_flush() && point.role == role;
        chosen.extend(of(&flush, 1));
    }
    for fault in [Injected::Eio, Injected::Enospc] {
        let more = of(&|point| point.fault == fault, amount.n_errors);
        chosen.extend(more);
    }
    // The same point twice says nothing more.
    let mut once: Vec<Point> = Vec::new();
    for point in chosen {
        if !once.contains(&point) {
            once.push(point);
        }
    }
    once
}

#[cfg(test)]
mod tests;
