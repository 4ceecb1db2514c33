//! A node that was asked to stop: it takes nothing new, ends what is under way, gives its leases back, and goes.
//!
//! Nothing depends on it: a node that is cut off loses nothing that it acknowledged. It spares the others: nobody's form is
//! answered by a broken connection, and no letter waits for a lease that nobody holds any more.
//!
//! Not here: what is bounded by time (`serve`), and who asks (`cli`).

use std::time::{Duration, Instant};

use tokio::sync::watch;

/// How long work under way may take when a node was asked to stop, unless `comity.toml` says another number.
pub const DRAIN_WITHIN: Duration = Duration::from_secs(20);

/// Whether this node was asked to stop, and since when it is open.
#[derive(Debug)]
pub struct Drain {
    asked: watch::Sender<bool>,
    opened: Instant,
}

impl Default for Drain {
    fn default() -> Self {
        Self { asked: watch::Sender::new(false), opened: Instant::now() }
    }
}

impl Drain {
    /// From now on nothing new is taken.
    pub fn begin(&self) {
        self.asked.send_replace(true);
    }

    /// Whether it was asked to stop.
    #[must_use]
    pub fn is_on(&self) -> bool {
        *self.asked.borrow()
    }

    /// Returns when it is asked to stop.
    pub async fn begun(&self) {
        let mut asked = self.asked.subscribe();
        // The sender lives as long as this does.
        let _seen = asked.wait_for(|asked| *asked).await.is_ok();
    }

    /// How long the node is open.
    #[must_use]
    pub fn since_opened(&self) -> Duration {
        self.opened.elapsed()
    }
}
