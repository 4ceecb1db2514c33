//! What goes wrong, and when: a list drawn from the seed before the run begins, so that a seed can be read as a story.
//! Faults of single messages are the post's; here are those of links and hosts.

use crate::Dice;
use crate::post::Faults;

/// Faults begin before this, in milliseconds of the simulation; a little later everything is healed.
pub const QUIET_FROM_MS: u64 = 30_000;

/// The longest time in which nothing happens: sessions end, and steps of delivery are due.
const NIGHT_MS_MAX: u64 = 14 * 60 * 60 * 1_000;

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
    /// Somebody sets a host's clock.
    Clock {
        /// Which.
        host: usize,
        /// By so much, in milliseconds; back if it is negative.
        by_ms: i64,
    },
    /// Somebody copies a host's disk as it is.
    Copy {
        /// Which.
        host: usize,
    },
    /// A host loses its power and comes back with the disk as it was copied. The head register is another disk and stays:
    /// where more was signed than the copy knows, the node signs nothing until the newer disk is back.
    OlderDisk {
        /// Which.
        host: usize,
        /// The newer disk comes back after so long.
        for_ms: u64,
    },
    /// So much time passes on both clocks at once.
    Night {
        /// How long.
        for_ms: u64,
    },
    /// What waits at a host is written into a file and carried to the other one, whose answer is carried back. Both hosts
    /// stand still while a file is written or read there.
    Pouch {
        /// Which host writes.
        from: usize,
        /// How long somebody is under way, each time.
        for_ms: u64,
        /// Whether each file is brought twice.
        is_doubled: bool,
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
        let mut is_set = [false; 2];
        for _ in 0..dice.between(2, 7) {
            let at_ms = dice.between(500, QUIET_FROM_MS);
            draw(&dice, at_ms, &mut is_set, &mut faults);
        }
        faults.sort_by_key(|(at, _)| *at);
        let post = || Faults {
            lost: dice.below(30),
            unanswered: dice.below(40),
            doubled: dice.below(60),
            late: dice.below(60),
            slow: dice.below(50),
            ..Faults::default()
        };
        Self { faults, post: [post(), post()], latency_ms: dice.between(2, 120) }
    }

    /// A wire that changes bytes, and nothing else goes wrong.
    #[must_use]
    pub fn hostile(seed: u64) -> Self {
        let dice = Dice::new(seed, 101);
        let post = || Faults {
            forged: dice.between(40, 100),
            garbled: dice.between(10, 60),
            bent: dice.between(10, 60),
            late: dice.below(30),
            doubled: dice.below(30),
            ..Faults::default()
        };
        Self { faults: Vec::new(), post: [post(), post()], latency_ms: 5 }
    }

    /// The same without what could make the provider's first letter durable before its receipt leaves: a disk that
    /// dies in between may have kept it, and then a receipt that comes too early does no harm.
    #[must_use]
    pub fn with_an_early_crash_only(mut self) -> Self {
        self.faults.retain(|(_, fault)| match fault {
            Fault::Crash { host, .. } | Fault::Disk { host, .. } | Fault::Register { host, .. } => {
                *host != 1
            }
            Fault::Clock { .. }
            | Fault::Copy { .. }
            | Fault::CrashAfterReceipt { .. }
            | Fault::Full { .. }
            | Fault::Hold { .. }
            | Fault::Night { .. }
            | Fault::OneWay { .. }
            | Fault::Partition { .. }
            | Fault::Slow { .. } => true,
            Fault::OlderDisk { .. } | Fault::Pouch { .. } => false,
        });
        self
    }

    /// Nothing goes wrong.
    #[must_use]
    pub fn calm() -> Self {
        Self { faults: Vec::new(), post: [Faults::default(); 2], latency_ms: 5 }
    }
}

/// Draws one fault that begins at this instant, with what belongs to it.
fn draw(dice: &Dice, at_ms: u64, is_set: &mut [bool; 2], faults: &mut Vec<(u64, Fault)>) {
    let host = usize::try_from(dice.below(2)).unwrap_or(0);
    let for_ms = dice.between(50, 12_000);
    let fault = match dice.below(12) {
        0 => Fault::Partition { for_ms },
        1 => Fault::OneWay { from: host, for_ms },
        2 => Fault::Hold { for_ms },
        3 => Fault::Slow { max_ms: dice.between(50, 1_500) },
        4 => Fault::Crash { host, for_ms },
        5 => Fault::Register { host, calls: dice.between(1, 12), for_ms },
        6 => Fault::CrashAfterReceipt { host, for_ms },
        7 => Fault::Disk { host, calls: dice.between(1, 60), for_ms },
        8 => return swizzle(dice, at_ms, host, faults),
        9 if dice.chance(40) => Fault::Night { for_ms: dice.below(NIGHT_MS_MAX) },
        9 => match is_set.get_mut(host) {
            Some(is_set) if !*is_set => {
                *is_set = true;
                Fault::Clock { host, by_ms: jump(dice) }
            }
            Some(_) | None => Fault::Hold { for_ms },
        },
        10 => {
            faults.push((dice.below(at_ms), Fault::Copy { host }));
            Fault::OlderDisk { host, for_ms }
        }
        _ => {
            // Somebody carries letters because the network does not.
            if dice.chance(70) {
                let for_ms = for_ms.saturating_mul(2);
                faults.push((at_ms.saturating_sub(1_000), Fault::Partition { for_ms }));
            }
            Fault::Pouch { from: host, for_ms, is_doubled: dice.chance(40) }
        }
    };
    faults.push((at_ms, fault));
}

/// Both directions are clogged one after the other, and come free one after the other in an order of their own.
fn swizzle(dice: &Dice, at_ms: u64, first: usize, faults: &mut Vec<(u64, Fault)>) {
    let later = at_ms.saturating_add(dice.between(50, 4_000));
    let second = 1_usize.abs_diff(first);
    faults.push((at_ms, Fault::OneWay { from: first, for_ms: dice.between(50, 12_000) }));
    faults.push((later, Fault::OneWay { from: second, for_ms: dice.between(50, 12_000) }));
}

/// By how much a clock is set, once for a host. A letter from further ahead than ten minutes is not opened before its
/// time, and one whose next attempt was written down by a clock that went back waits for as long.
fn jump(dice: &Dice) -> i64 {
    const AHEAD_MS_MAX: u64 = 4 * 60 * 1_000;
    const BACK_MS_MAX: u64 = 60 * 1_000;
    let by = |max| i64::try_from(dice.between(500, max)).unwrap_or(0);
    if dice.chance(50) { by(AHEAD_MS_MAX) } else { -by(BACK_MS_MAX) }
}
