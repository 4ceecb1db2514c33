//! What goes wrong, and when: a list drawn from the seed before the run begins, so that a seed can be read as a story.
//! Faults of single messages are the post's; here are those of links and hosts.

use crate::Dice;
use crate::post::Faults;

/// Faults begin before this, in milliseconds of the simulation; a little later everything is healed.
pub const QUIET_FROM_MS: u64 = 30_000;

/// One fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Both hosts lose each other.
    Partition {
        /// For so long.
        for_ms: u64,
    },
    /// Messages from this host are lost, answers still come.
    OneWay {
        /// Place of the host whose messages are lost.
        from: usize,
        /// For so long.
        for_ms: u64,
    },
    /// Messages are held back and come all at once.
    Hold {
        /// For so long.
        for_ms: u64,
    },
    /// Every message takes up to this long from now on.
    Slow {
        /// The longest.
        max_ms: u64,
    },
    /// A host loses its power between two calls.
    Crash {
        /// Which.
        host: usize,
        /// For so long.
        for_ms: u64,
    },
    /// A host's disk dies in the middle of its `calls`-th writing call from now, and the host with it.
    Disk {
        /// Which.
        host: usize,
        /// Which call.
        calls: u64,
        /// For so long.
        for_ms: u64,
    },
    /// The same for the disk of the head register.
    Register {
        /// Which.
        host: usize,
        /// Which call.
        calls: u64,
        /// For so long.
        for_ms: u64,
    },
    /// A host's disk is at its reserve. Not drawn: an officer who is refused gives up, and then nothing is at rest.
    Full {
        /// Which.
        host: usize,
        /// For so long.
        for_ms: u64,
    },
    /// A host loses its power as soon as it has answered with a receipt: what it signed for must be there afterwards.
    CrashAfterReceipt {
        /// Which.
        host: usize,
        /// For so long.
        for_ms: u64,
    },
}

/// What goes wrong in one run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// Faults by the instant they begin, in order.
    pub faults: Vec<(u64, Fault)>,
    /// Faults of single messages, per host.
    pub post: [Faults; 2],
    /// How long a message takes at most.
    pub latency_ms: u64,
}

impl Schedule {
    /// The schedule of a seed. The provider always loses its power right after its first receipt.
    #[must_use]
    pub fn of(seed: u64) -> Self {
        let dice = Dice::new(seed, 100);
        let at_once = Fault::CrashAfterReceipt { host: 1, for_ms: dice.between(100, 5_000) };
        let mut faults = vec![(0, at_once)];
        for _ in 0..dice.between(2, 7) {
            faults.push((dice.between(500, QUIET_FROM_MS), one(&dice)));
        }
        faults.sort_by_key(|(at, _)| *at);
        let post = || Faults {
            lost: dice.below(30),
            unanswered: dice.below(40),
            doubled: dice.below(60),
            late: dice.below(60),
            slow: dice.below(50),
        };
        Self { faults, post: [post(), post()], latency_ms: dice.between(2, 120) }
    }

    /// The same without what could make the provider's first letter durable before its receipt leaves: a disk that
    /// dies in between may have kept it, and then a receipt that comes too early does no harm.
    #[must_use]
    pub fn for_planted(mut self) -> Self {
        self.faults.retain(|(_, fault)| match fault {
            Fault::Crash { host, .. } | Fault::Disk { host, .. } | Fault::Register { host, .. } => {
                *host != 1
            }
            Fault::CrashAfterReceipt { .. }
            | Fault::Full { .. }
            | Fault::Hold { .. }
            | Fault::OneWay { .. }
            | Fault::Partition { .. }
            | Fault::Slow { .. } => true,
        });
        self
    }

    /// Nothing goes wrong.
    #[must_use]
    pub fn calm() -> Self {
        Self { faults: Vec::new(), post: [Faults::default(); 2], latency_ms: 5 }
    }
}

fn one(dice: &Dice) -> Fault {
    let host = usize::try_from(dice.below(2)).unwrap_or(0);
    let for_ms = dice.between(50, 12_000);
    match dice.below(8) {
        0 => Fault::Partition { for_ms },
        1 => Fault::OneWay { from: host, for_ms },
        2 => Fault::Hold { for_ms },
        3 => Fault::Slow { max_ms: dice.between(50, 1_500) },
        4 => Fault::Crash { host, for_ms },
        5 => Fault::Register { host, calls: dice.between(1, 12), for_ms },
        6 => Fault::CrashAfterReceipt { host, for_ms },
        _ => Fault::Disk { host, calls: dice.between(1, 60), for_ms },
    }
}
