//! The clock seam: the only place that reads real time.
//!
//! Three clocks: the system's; a drill's network clock, which is the system's plus an offset in a file that
//! `comity sandbox advance` rewrites; the simulator's, made elsewhere from the same trait.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// Where "now" comes from.
pub trait Clock: Send + Sync + fmt::Debug {
    /// The present instant of the network.
    fn now(&self) -> Timestamp;
    /// Looks again at whatever may have moved the clock; called by the timer worker.
    fn refresh(&self) {}
}

/// What `clock.json` holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockFile {
    /// Network time minus system time, in milliseconds.
    pub offset_ms: i64,
}

/// System time plus the offset of a drill, zero in production.
#[derive(Debug)]
pub struct NetworkClock {
    file: Option<PathBuf>,
    offset_ms: AtomicI64,
}

impl NetworkClock {
    /// A clock that follows `file`, or the system alone.
    #[must_use]
    pub fn new(file: Option<PathBuf>) -> Self {
        let clock = Self { file, offset_ms: AtomicI64::new(0) };
        clock.refresh();
        clock
    }
}

impl Clock for NetworkClock {
    fn now(&self) -> Timestamp {
        let offset = SignedDuration::from_millis(self.offset_ms.load(Ordering::Relaxed));
        system_now().saturating_add(offset).unwrap_or(Timestamp::MAX)
    }

    fn refresh(&self) {
        if let Some(found) = self.file.as_deref().and_then(read_clock_file) {
            self.offset_ms.store(found.offset_ms, Ordering::Relaxed);
        }
    }
}

/// Reads a clock file; a file that is missing or half-understood changes nothing.
#[must_use]
pub fn read_clock_file(path: &Path) -> Option<ClockFile> {
    serde_json::from_slice(&fs::read(path).ok()?).ok()
}

/// The system's own time.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
pub fn system_now() -> Timestamp {
    Timestamp::now()
}
