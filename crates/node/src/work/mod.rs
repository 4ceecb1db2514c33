//! What happens by itself: delivering, opening, timers, publishing, bringing to mirrors, exporting, destroying, looking for
//! damage, comparing with peers, sweeping, the map of each day, turning keys, giving up uploads for which nobody comes, trying
//! the way to each member, fetching where nobody can connect, taking newer directories,
//! saying what is over and how full the disks are, recording what the operator did.
//!
//! Each worker takes what is due, is idempotent, and sleeps until it is woken or a second has passed: the wake-up is a
//! hint, the store is the truth. All of them live in one set that ends with the node.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::act::ActError;
use crate::log;
use crate::node::Node;

pub mod arrive;
pub mod charter;
pub mod deliver;
pub mod directory;
pub mod fetch;
pub mod incoming;
pub mod ladder;
pub mod mirror;
pub mod open;
pub mod outside;
pub mod statement;
pub mod timer;
pub mod withdraw;
pub mod witness;

/// A worker looks again after this long, woken or not.
const LOOK_AGAIN: Duration = Duration::from_millis(200);
/// Letters with statements are written this often at most: the first goes at once, and those of a flood go together.
const STATE_EVERY: Duration = Duration::from_millis(100);
/// What a person must repair is not tried more often than this.
const AFTER_FAILURE: Duration = Duration::from_secs(10);
/// Whether a pass over all evidence is due is asked so often.
const LOOK_FOR_DAMAGE: Duration = Duration::from_secs(15 * 60);
/// Whether an upload waits too long is asked so often.
const LOOK_FOR_UPLOADS: Duration = Duration::from_secs(15 * 60);
/// Whether the time of something is over is asked so often: a query that finds nothing.
const LOOK_FOR_ENDS: Duration = Duration::from_secs(60);
/// What a crash leaves behind is gone within a day.
const SWEEP_EVERY: Duration = Duration::from_secs(12 * 60 * 60);
/// Whether the epoch key is due, or a log's end is to be sealed, is asked so often.
const LOOK_AT_KEYS: Duration = Duration::from_secs(15 * 60);
/// Whether other keys sign than the log knows is asked so often: a few rows.
const LOOK_AT_SIGNERS: Duration = Duration::from_secs(10);
/// Whether the token of the day is due is asked so often, and an authority that gave none is asked again.
const STAMP_EVERY: Duration = Duration::from_secs(60);
/// How full the disks are is looked at so often; acts look by themselves.
const LOOK_AT_DISKS: Duration = Duration::from_secs(10);
/// What the operator did is looked for so often: a folder that is empty nearly always.
const LOOK_FOR_TOLD: Duration = Duration::from_millis(500);
/// Another node is asked for a newer directory so often, if nobody was heard of before.
const LOOK_FOR_DIRECTORY: Duration = Duration::from_secs(15 * 60);
/// After a look nobody can have another one made sooner.
const AFTER_DIRECTORY: Duration = Duration::from_secs(60);
/// Whether the directory says something else about who fetches is asked so often.
const LOOK_WHO_FETCHES: Duration = Duration::from_secs(1);
/// What lies here for others is looked at so often.
const LOOK_AT_RELAYED: Duration = Duration::from_secs(1);
/// Heads are published at most this often.
const PUBLISH_EVERY: Duration = Duration::from_secs(1);

/// Starts every worker of a node.
#[must_use]
pub fn spawn_all(node: &Arc<Node>) -> JoinSet<()> {
    let mut workers = JoinSet::new();
    workers.spawn(deliver_loop(node.clone()));
    workers.spawn(open_loop(node.clone()));
    workers.spawn(timer_loop(node.clone()));
    workers.spawn(publish_loop(node.clone()));
    workers.spawn(mirror_loop(node.clone()));
    workers.spawn(export_loop(node.clone()));
    workers.spawn(erase_loop(node.clone()));
    workers.spawn(scrub_loop(node.clone()));
    workers.spawn(heads_loop(node.clone()));
    workers.spawn(sweep_loop(node.clone()));
    workers.spawn(stamp_loop(node.clone()));
    workers.spawn(upload_loop(node.clone()));
    workers.spawn(keys_loop(node.clone()));
    workers.spawn(signers_loop(node.clone()));
    workers.spawn(ends_loop(node.clone()));
    workers.spawn(space_loop(node.clone()));
    workers.spawn(probe_loop(node.clone()));
    workers.spawn(reconcile_loop(node.clone()));
    workers.spawn(operator_loop(node.clone()));
    workers.spawn(directory_loop(node.clone()));
    workers.spawn(gossip_loop(node.clone()));
    workers.spawn(fetch_loop(node.clone()));
    workers.spawn(mailbox_loop(node.clone()));
    workers.spawn(relay_loop(node.clone()));
    workers
}

async fn rest(wake: &Notify, at_most: Duration) {
    // Whichever comes first; a time-out is as good as a call.
    let _woken = tokio::time::timeout(at_most, wake.notified()).await.is_ok();
}

fn report(worker: &'static str, error: &ActError) {
    // The log has stopped, or the disk is at its reserve: that is said once at the place where it happens, and every round
    // would say it again.
    if !matches!(error, ActError::Ledger(_) | ActError::NoRoom | ActError::Unsigned(_)) {
        log::worker_failed(worker, error);
    }
}

async fn deliver_loop(node: Arc<Node>) {
    let mut rounds = deliver::Rounds::default();
    loop {
        if node.drain.is_on() {
            return rounds.finish().await;
        }
        match rounds.take_due(&node).await {
            Ok(0) => {}
            Ok(_) => continue,
            Err(error) => report("deliver", &error),
        }
        tokio::select! {
            biased;
            () = node.drain.begun() => {}
            () = rest(&node.wake.deliver, LOOK_AGAIN) => {}
            () = rounds.ended(&node) => {}
        }
    }
}

/// Fetches what peers keep for this node, if the directory says that it does.
async fn fetch_loop(node: Arc<Node>) {
    let mut fetching = fetch::Fetching::default();
    while !node.drain.is_on() {
        fetching.look(&node);
        tokio::select! {
            biased;
            () = node.drain.begun() => {}
            () = tokio::time::sleep(LOOK_WHO_FETCHES) => {}
            () = fetching.ended() => {}
        }
    }
    fetching.end().await;
    // Whoever waits for work that ends waits for the deliverer.
    std::future::pending().await
}

/// Takes away what is kept for nobody any more.
#[expect(clippy::infinite_loop, reason = "a worker ends with the set it lives in")]
async fn mailbox_loop(node: Arc<Node>) {
    loop {
        tokio::time::sleep(LOOK_FOR_DAMAGE).await;
        if let Err(error) = crate::mailbox::page::sweep(&node).await {
            report("mailbox", &error);
        }
    }
}

/// Brings on what lies here for others, if the directory says that this node is a relay.
#[expect(clippy::infinite_loop, reason = "a worker ends with the set it lives in")]
async fn relay_loop(node: Arc<Node>) {
    let mut tried = crate::relay::work::Tried::default();
    loop {
        match crate::relay::work::run_once(&node, &mut tried, LOOK_AT_RELAYED).await {
            Ok(_) => {}
            Err(error) => report("relay", &error),
        }
        tokio::time::sleep(LOOK_AT_RELAYED).await;
    }
}

#[expect(clippy::infinite_loop, reason = "a worker ends with the set it lives in")]
async fn mirror_loop(node: Arc<Node>) {
    loop {
        let wait = match mirror::bring_once(&node).await {
            Ok(true) => PUBLISH_EVERY,
            Ok(false) => AFTER_FAILURE,
            Err(error) => {
                report("mirror", &error);
                AFTER_FAILURE
            }
        };
        tokio::time::sleep(wait).await;
    }
}

#[expect(clippy::infinite_loop, reason = "a worker ends with the set it lives in")]
async fn open_loop(node: Arc<Node>) {
    let mut stated_at: Option<Instant> = None;
    loop {
        let moved = Box::pin(open::round(&node)).await.unwrap_or_else(|error| {
            report("open", &error);
            0
        });
        let mut wait = LOOK_AGAIN;
        match stated_at.map(|at| STATE_EVERY.saturating_sub(at.elapsed())) {
            Some(left) if !left.is_zero() => wait = left,
            Some(_) | None => match statement::send_due(&node).await {
                Ok(0) => {}
                Ok(_) => stated_at = Some(Instant::now()),
                Err(error) => report("open", &error),
            },
        }
        if moved == 0 {
            rest(&node.wake.open, wait).await;
        }
    }
}

#[expect(clippy::infinite_loop, reason = "a worker ends with the set it lives in")]
async fn timer_loop(node: Arc<Node>) {
    loop {
        let told = crate::late::run_once(&node).await;
        match timer::run_once(&node).await.and_then(|done| Ok(done + told?)) {
            Ok(0) => rest(&node.wake.timer, LOOK_AGAIN).await,
            Ok(_) => {}
            Err(error) => {
                report("timer", &error);
                rest(&node.wake.timer, LOOK_AGAIN).await;
            }
        }
    }
}

#[expect(clippy::infinite_loop, reason = "a worker ends with the set it lives in")]
async fn publish_loop(node: Arc<Node>) {
    loop {
        let round = async {
            crate::shard::turn_year(&node).await?;
            witness::publish_once(&node).await?;
            crate::custody::send_due(&node).await?;
            crate::recall::confirm_due(&node).await
        };
        if let Err(error) = round.await {
            report("publish", &error);
        }
        tokio::time::sleep(PUBLISH_EVERY).await;
    }
}

#[expect(clippy::infinite_loop, reason = "a worker ends with the set it lives in")]
async fn erase_loop(node: Arc<Node>) {
    loop {
        match crate::keeping::run_once(&node).await {
            Ok(true) => {}
            Ok(false) => rest(&node.wake.erase, LOOK_AGAIN).await,
            Err(error) => {
                report("erase", &error);
                tokio::time::sleep(AFTER_FAILURE).await;
            }
        }
    }
}

#[expect(clippy::infinite_loop, reason = "a worker ends with the set it lives in")]
async fn scrub_loop(node: Arc<Node>) {
    loop {
        // Nothing waits for it, and a node that was just started has other things to do.
        tokio::time::sleep(LOOK_FOR_DAMAGE).await;
        if let Err(error) = crate::scrub::run_once(&node).await {
            report("scrub", &error);
        }
    }
}

#[expect(clippy::infinite_loop, reason = "a worker ends with the set it lives in")]
async fn heads_loop(node: Arc<Node>) {
    loop {
        if let Err(error) = crate::heads::run_once(&node).await {
            report("heads", &error);
        }
        tokio::time::sleep(LOOK_FOR_DAMAGE).await;
    }
}

#[expect(clippy::infinite_loop, reason = "a worker ends with the set it lives in")]
async fn sweep_loop(node: Arc<Node>) {
    loop {
        match crate::sweep::run_once(&node).await {
            Ok(Some(n_blobs)) => {
                log::swept(n_blobs);
                tokio::time::sleep(SWEEP_EVERY).await;
            }
            // Witnesses have not yet said that this log is the newest there is.
            Ok(None) => tokio::time::sleep(LOOK_AGAIN).await,
            Err(error) => {
                report("sweep", &error);
                tokio::time::sleep(LOOK_FOR_DAMAGE).await;
            }
        }
    }
}

/// Says what is over: the time of exhibits, of letters, and that of old copies of destroyed keys.
#[expect(clippy::infinite_loop, reason = "a worker ends with the set it lives in")]
async fn ends_loop(node: Arc<Node>) {
    loop {
        if let Err(error) = crate::retention::run_once(&node).await {
            report("retention", &error);
        }
        if let Err(error) = crate::keeping::finish_once(&node).await {
            report("erase", &error);
        }
        if let Err(error) = crate::tray::run_once(&node).await {
            report("tray", &error);
        }
        if let Err(error) = crate::given_up::run_once(&node).await {
            report("given-up", &error);
        }
        tokio::time::sleep(LOOK_FOR_ENDS).await;
    }
}

#[expect(clippy::infinite_loop, reason = "a worker ends with the set it lives in")]
async fn stamp_loop(node: Arc<Node>) {
    loop {
        if let Err(error) = crate::tsa::daily::run_once(&node).await {
            report("stamp", &error);
        }
        // Before the first head is published there is nothing to stamp, and that takes seconds.
        let is_soon = node.config.tsa.is_some() && node.ledger.published().is_none();
        tokio::time::sleep(if is_soon { PUBLISH_EVERY } else { STAMP_EVERY }).await;
    }
}

#[expect(clippy::infinite_loop, reason = "a worker ends with the set it lives in")]
async fn upload_loop(node: Arc<Node>) {
    loop {
        match crate::ingest::upload::expire(&node).await {
            Ok(0) => {}
            Ok(n_uploads) => log::uploads_over(n_uploads),
            Err(error) => report("upload", &error),
        }
        tokio::time::sleep(LOOK_FOR_UPLOADS).await;
    }
}

#[expect(clippy::infinite_loop, reason = "a worker ends with the set it lives in")]
async fn keys_loop(node: Arc<Node>) {
    loop {
        match crate::epochs::turn_epoch(&node).await {
            Ok(true) => log::epoch_turned(),
            Ok(false) => {}
            Err(error) => report("epoch", &error),
        }
        if let Err(error) = crate::epochs::seal_ended(&node).await {
            report("seal", &error);
        }
        tokio::time::sleep(LOOK_AT_KEYS).await;
    }
}

#[expect(clippy::infinite_loop, reason = "a worker ends with the set it lives in")]
async fn signers_loop(node: Arc<Node>) {
    loop {
        if let Err(error) = crate::signers::tell(&node).await {
            report("signers", &error);
        }
        tokio::time::sleep(LOOK_AT_SIGNERS).await;
    }
}

/// Tells the operator how full the disks are.
#[expect(clippy::infinite_loop, reason = "a worker ends with the set it lives in")]
async fn space_loop(node: Arc<Node>) {
    loop {
        node.space.watch();
        tokio::time::sleep(LOOK_AT_DISKS).await;
    }
}

/// Sends the probe of the day to each member.
#[expect(clippy::infinite_loop, reason = "a worker ends with the set it lives in")]
async fn probe_loop(node: Arc<Node>) {
    loop {
        if let Err(error) = crate::probe::run_once(&node).await {
            report("probe", &error);
        }
        tokio::time::sleep(LOOK_FOR_ENDS).await;
    }
}

/// Looks for a newer member directory.
#[expect(clippy::infinite_loop, reason = "a worker ends with the set it lives in")]
async fn directory_loop(node: Arc<Node>) {
    loop {
        if let Err(error) = directory::refresh(&node).await {
            report("directory", &error);
        }
        rest(&node.newer.wake, LOOK_FOR_DIRECTORY).await;
        // Of many who sign with a new key at once, one is heard.
        tokio::time::sleep(AFTER_DIRECTORY).await;
    }
}

/// Puts on record who contradicts our directory.
#[expect(clippy::infinite_loop, reason = "a worker ends with the set it lives in")]
async fn gossip_loop(node: Arc<Node>) {
    loop {
        if let Err(error) = directory::gossip::record(&node).await {
            report("directory", &error);
        }
        rest(&node.newer.wake_recorder, LOOK_FOR_ENDS).await;
    }
}

/// Compares with each member what passed.
#[expect(clippy::infinite_loop, reason = "a worker ends with the set it lives in")]
async fn reconcile_loop(node: Arc<Node>) {
    loop {
        if let Err(error) = Box::pin(crate::reconcile::ask::run_once(&node)).await {
            report("reconcile", &error);
        }
        rest(&node.wake.compare, LOOK_FOR_ENDS).await;
    }
}

/// Records what the operator did beside the node.
#[expect(clippy::infinite_loop, reason = "a worker ends with the set it lives in")]
async fn operator_loop(node: Arc<Node>) {
    loop {
        let wait = match crate::officers::told::record(&node).await {
            Ok(_) => LOOK_FOR_TOLD,
            Err(error) => {
                report("operator", &error);
                AFTER_FAILURE
            }
        };
        tokio::time::sleep(wait).await;
    }
}

/// Apart from publishing: a package that is read through must not hold up the heads of everybody else.
#[expect(clippy::infinite_loop, reason = "a worker ends with the set it lives in")]
async fn export_loop(node: Arc<Node>) {
    loop {
        if let Err(error) = Box::pin(crate::export::run_once(&node)).await {
            report("export", &error);
        }
        tokio::time::sleep(LOOK_AGAIN).await;
    }
}
