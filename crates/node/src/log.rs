//! What may be logged: ids, kinds, codes, counts, durations. The only file that names `tracing`.
//!
//! A failure is logged once, where it is handled. Never the text of a foreign error: it may carry a value.

use std::fmt;

use domain::actor::NodeId;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::act::ActError;

/// What may stand in a log line.
pub trait LogSafe {
    /// Writes it.
    ///
    /// # Errors
    /// Only what the formatter gives.
    fn log(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;
}

/// [`LogSafe`] as text.
pub struct Log<'a, T: LogSafe + ?Sized>(pub &'a T);

impl<T: LogSafe + ?Sized> fmt::Display for Log<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.log(f)
    }
}

impl<T: LogSafe + ?Sized> fmt::Debug for Log<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.log(f)
    }
}

impl LogSafe for ActError {
    fn log(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BehindGap => f.write_str("behind-gap"),
            Self::Busy => f.write_str("busy"),
            Self::Corrupt(_) => f.write_str("corrupt"),
            Self::Denied(denied) => f.write_str(denied.code()),
            Self::Keys(_) => f.write_str("keys"),
            Self::Ledger(_) => f.write_str("ledger"),
            Self::NoQuorum { .. } => f.write_str("no-quorum"),
            Self::NoRoom => f.write_str("disk-reserve"),
            Self::NotFound => f.write_str("not-found"),
            Self::Record(_) => f.write_str("record"),
            Self::Stale => f.write_str("stale"),
            Self::Store(error) => f.write_str(error.code()),
            Self::Value { .. } | Self::Wrong(_) => f.write_str("value"),
            Self::Shell(_) => f.write_str("shell"),
            Self::Unsigned(_) => f.write_str("unsigned"),
        }
    }
}

/// The node was asked to stop, and what is under way has so long.
pub fn draining(within_s: u64) {
    tracing::info!(within_s, "draining");
}

/// Nothing is under way any more, or the time was over.
pub fn drained(is_whole: bool) {
    tracing::info!(is_whole, "drained");
}

/// The node serves.
pub fn started(member: &str, log_size: u64) {
    tracing::info!(member, log_size, "started");
}

/// Another process runs this node; this one waits for its end.
pub fn standing_by(member: &str) {
    tracing::info!(member, "standing by");
}

/// The node ends.
pub fn stopping(member: &str) {
    tracing::info!(member, "stopping");
}

/// The log of this node signs nothing.
pub fn log_stopped(code: &str) {
    tracing::error!(code, "the log has stopped");
}

/// A member's part of the directory is refused; what it had stays in use.
pub fn directory_alarm(member: &domain::actor::MemberId, code: &str) {
    tracing::error!(member = member.as_str(), code, "a directory entry is refused");
}

/// The node works with another version of the directory.
pub fn directory_taken(version: u64) {
    tracing::info!(version, "a newer directory is in use");
}

/// Keys that the directory names anew for this node are opened at its start.
pub fn directory_start_again(version: u64) {
    tracing::warn!(
        version,
        "the directory says something new of this node; start it again to have its new keys used"
    );
}

/// What another node has of the directory is not taken.
pub fn directory_refused(from: &str, code: &str) {
    tracing::warn!(from, code, "the directory of another node is refused");
}

/// A node states other content of a version of the directory than we have: it lies, or two were signed.
pub fn directory_contradicted(peer: &NodeId, version: u64) {
    tracing::error!(
        peer = peer.as_str(),
        version,
        "a node states another content of this directory version; compare it with other members"
    );
}

/// A newer directory says something else of this node than its configuration does.
pub fn directory_unfit(version: u64, code: &str) {
    tracing::error!(
        version,
        code,
        "a newer directory does not fit comity.toml; the node goes on with the one before"
    );
}

/// The founders replaced keys of the directory and nothing signed by the new ones is here: what was known is used, and
/// becomes no fresher.
pub fn directory_keys_changed(root: u64) {
    tracing::error!(root, "keys of the directory were replaced; install the version they signed");
}

/// The fullest disk of this node has crossed an alarm or its reserve, in either direction.
pub fn disk(level: &'static str, used_percent: u8, alarm: Option<u8>) {
    if level == "enough" && alarm.is_none() {
        tracing::info!(used_percent, "the disk has room again");
    } else if level == "enough" {
        tracing::warn!(used_percent, alarm, "the disk fills up");
    } else {
        tracing::error!(level, used_percent, alarm, "the disk is at its reserve");
    }
}

/// A log has begun, and the one before it is closed.
pub fn log_begun(origin: &str) {
    tracing::info!(origin, "the next log has begun");
}

/// The keys of a log took a step.
pub fn log_keys_turned(step: &'static str, origin: &str) {
    tracing::info!(step, origin, "the keys of the log took a step");
}

/// Other keys than before sign for a node, a unit or a cosigner.
pub fn signers_turned(holder: &str) {
    tracing::info!(holder, "other keys sign");
}

/// No key of this holder is good by the directory: what it signs everybody refuses.
pub fn no_good_key(holder: &str) {
    tracing::error!(holder, "no key is good by the member directory; see `comity keys list`");
}

/// The end of a log is sealed.
pub fn epoch_sealed(origin: &str) {
    tracing::info!(origin, "the end of a log is sealed");
}

/// Every live key is under a new epoch key.
pub fn epoch_turned() {
    tracing::info!("the epoch key turned");
}

/// An older copy of the database had brought back what was erased.
pub fn erased_again(n_exhibits: usize) {
    tracing::warn!(n_exhibits, "what was erased had come back and is destroyed again");
}

/// The year is over and the directory lists no log of this node for the new one: the old log goes on.
pub fn next_log_missing(origin: &str) {
    tracing::warn!(
        origin,
        "the member directory does not list the log of this year; the one before goes on"
    );
}

/// Something of ours kept a letter from being sent.
pub fn delivery_failed(peer: &str, error: &ActError) {
    tracing::warn!(peer, code = %Log(error), "delivery failed");
}

/// A letter has not arrived while its time runs. `step` says how much of it is over, `last` why the last attempt failed.
pub fn letter_late(peer: &str, step: &str, last: Option<&str>) {
    tracing::warn!(peer, step, last, "letter late");
}

/// A peer does not show what it keeps for us.
pub fn fetch_failed(peer: &str, code: &str) {
    tracing::warn!(peer, code, "fetch failed");
}

/// A letter that arrived could not be taken.
pub fn letter_failed(env_id: &str, code: &str) {
    tracing::warn!(env_id, code, "letter failed");
}

/// A statement of a node about an envelope of ours was not kept: it is not its to make, or it has made too many.
pub fn statement_passed_over(peer: &str, event: &str) {
    tracing::warn!(peer, event, "statement passed over");
}

/// A node takes back an envelope that is not its own, or asks us what only a relay does.
pub fn withdrawal_passed_over(peer: &str, code: &str) {
    tracing::warn!(peer, code, "withdrawal passed over");
}

/// A letter on its way out was held, let go or taken back because of an agreement.
pub fn letter_moved(peer: &str, kind: &str, code: &str) {
    tracing::info!(peer, kind, code, "letter moved");
}

/// A letter that arrived waits in quarantine because of an agreement.
pub fn letter_quarantined(env_id: &str, code: &str) {
    tracing::info!(env_id, code, "letter quarantined");
}

/// A package would not be believed by a court.
pub fn package_unproved(package: &str, check: &str) {
    tracing::warn!(package, check, "package proves nothing");
}

/// A package goes out without the time-stamp token that it was to have.
pub fn package_not_stamped(package: &str, code: &str) {
    tracing::error!(package, code, "no time-stamp token in time, package goes out without");
}

/// The time-stamp authority did not give a token over a package; it is asked again.
pub fn stamp_awaited(package: &str, code: &str) {
    tracing::warn!(package, code, "no time-stamp token yet");
}

/// The time-stamp authority did not give the token of the day.
pub fn head_not_stamped(day: &str, code: &str) {
    tracing::warn!(day, code, "no time-stamp token over the log yet");
}

/// Processes died over a letter: it is tried once an hour.
pub fn letter_held(env_id: &str) {
    tracing::error!(env_id, "letter held");
}

/// A peer's log says two things.
pub fn peer_fork(peer: &NodeId) {
    tracing::error!(%peer, "a peer's log has forked");
}

/// A witness answers what it cannot prove or what nobody may answer; the others are asked all the same.
pub fn witness_faulty(witness: &NodeId, code: &str) {
    tracing::warn!(%witness, code, "a witness is faulty");
}

/// A log signed what does not extend what it signed before, or somebody sent its head with a proof that fails.
pub fn log_inconsistent(origin: &str, kind: &str) {
    tracing::error!(origin, kind, "evidence against a log is kept");
}

/// A mirror does not hold what was published; it is asked again.
pub fn mirror_behind(url: &str, code: &str) {
    tracing::warn!(url, code, "a mirror does not hold what was published");
}

/// A witness could not decide or store for a reason of its own.
pub fn witnessing_failed(code: &str) {
    tracing::warn!(code, "nothing was cosigned");
}

/// A worker's round failed; it goes on with the next.
pub fn worker_failed(worker: &'static str, error: &ActError) {
    tracing::warn!(worker, code = %Log(error), "worker failed");
}

/// Stored evidence is missing or is not what was stored.
pub fn evidence_damaged(n_exhibits: usize) {
    tracing::error!(
        n_exhibits,
        "stored evidence is damaged; the entry `scrubbed` of the log names it"
    );
}

/// Ciphertext that nothing names was looked for, and set aside.
pub fn swept(n_blobs: u64) {
    tracing::info!(n_blobs, "swept");
}

/// What came by an upload is not what was announced.
pub fn upload_quarantined(upload: &str, code: &'static str) {
    tracing::warn!(upload, code, "an upload is not what was announced and was not sealed");
}

/// Officers whose unit the directory does not list yet.
pub fn officers_wait(n_officers: usize) {
    tracing::warn!(
        n_officers,
        "officers wait: the member directory does not list their unit yet; hand entry.json to it"
    );
}

/// Uploads for which nobody came.
pub fn uploads_over(n_uploads: u64) {
    tracing::info!(n_uploads, "uploads over");
}

/// Keys that were destroyed and certified as such were in the key store again, and are destroyed again.
pub fn keys_came_back(n_keys: usize) {
    tracing::warn!(
        n_keys,
        "destroyed keys had come back with a copy of the key store; they are destroyed again"
    );
}

/// A page or form failed for a reason of ours.
pub fn request_failed(error: &ActError) {
    tracing::warn!(code = %Log(error), "request failed");
}

/// Libraries that say what was brought to them are not heard: what a browser sends stands in no log.
const NOT_HEARD: &str = "webauthn";

pub(crate) fn is_heard(target: &str) -> bool {
    !target.starts_with(NOT_HEARD)
}

/// Starts logging to standard error, one JSON object a line.
pub fn init() {
    let lines = tracing_subscriber::fmt()
        .json()
        .with_writer(std::io::stderr)
        .with_target(false)
        .with_max_level(tracing::Level::INFO)
        .finish();
    let done = lines.with(filter_fn(|about| is_heard(about.target()))).try_init();
    // A second start in the same process (tests) keeps the first one's subscriber.
    drop(done);
}

/// For tests: what is logged on this thread while it lives.
#[cfg(test)]
pub(crate) struct Heard {
    lines: Lines,
    _listening: tracing::subscriber::DefaultGuard,
}

#[cfg(test)]
#[derive(Clone, Default)]
struct Lines(std::sync::Arc<std::sync::Mutex<Vec<u8>>>);

#[cfg(test)]
impl std::io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
impl Heard {
    /// Listens from now on.
    pub(crate) fn listen() -> Self {
        let lines = Lines::default();
        let writer = lines.clone();
        let subscriber = tracing_subscriber::fmt().json().with_writer(move || writer.clone());
        Self { lines, _listening: tracing::subscriber::set_default(subscriber.finish()) }
    }

    /// How many lines hold `text`.
    pub(crate) fn n_lines(&self, text: &str) -> usize {
        let lines = self.lines.0.lock().unwrap();
        String::from_utf8_lossy(&lines).lines().filter(|line| line.contains(text)).count()
    }
}
