//! A witness that stands alone: cosigns the heads of logs that its operator named, after checking that each only grew
//! (C2SP tlog-witness; `docs/spec/witness.md`). For a body that witnesses and runs no node.
//!
//! Not a copy of what a node does for its peers: both judge, sign and reply by `seal::witness`. What differs is where the
//! memory lies and who says which logs there are: here a database of its own and an operator, there the event database
//! and the directory.
//!
//! Trusted: who can put back an older copy of the memory makes this witness sign a second history of a log; who reads
//! the folder can sign in its name. Not trusted: whoever asks. At most they get a known head cosigned again.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use seal::checkpoint::SignedCheckpoint;
use seal::cosignature::CosignatureError;
use seal::digest::Digest;
use seal::merkle::MerkleError;
use seal::note::{NoteError, Vkey, VkeyKind};
use seal::sign::{Ed25519Secret, MlDsa44Secret};
use seal::witness::{AddCheckpoint, Cosigner, Held, Inconsistency, Lines, Refusal, Reply, judge};
use store::{
    CosignedNote, HeldHead, MirrorStore as _, SqliteKeys, SqliteWitness, StoreError,
    WitnessEvidence, WitnessIdentity, WitnessStore, WitnessedLog,
};

use self::rate::{Gates, Shares};
use crate::clock::Clock;
use crate::keys::{Keys, KeysError};
use crate::log;
use crate::rng::OsRandom;

pub mod http;
mod make;
pub(crate) mod rate;
#[cfg(test)]
pub(crate) mod tests;

pub use make::{BadStart, NewLog, Role, Start, add_log, init};

/// The memory, inside the witness's folder.
const DATABASE: &str = "witness.db";
/// The key store, inside the witness's folder.
const KEY_STORE: &str = "keys.db";
/// How often a decision is made anew because another process moved the memory meanwhile.
const TRIES_MAX: u32 = 8;

/// Why a witness cannot be made, changed or run. The operator's trouble.
#[derive(Debug, thiserror::Error)]
pub enum WitnessError {
    /// The folder is there.
    #[error("{} exists already; choose another directory, nothing was changed", .0.display())]
    Exists(PathBuf),
    /// A file or folder.
    #[error("{} cannot be used: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// The system's answer.
        source: io::Error,
    },
    /// Keys.
    #[error(transparent)]
    Keys(#[from] KeysError),
    /// A verifier key that cannot be a log's.
    #[error("--vkey `{vkey}` is not usable: {why}")]
    LogKey {
        /// What was typed, or its name.
        vkey: String,
        /// What is wrong with it.
        why: String,
    },
    /// The log is witnessed already.
    #[error("{0} is witnessed already; its keys and its head are kept, nothing was changed")]
    LogExists(String),
    /// The address cannot be listened on.
    #[error("{address} cannot be listened on: {source}")]
    Listen {
        /// Which.
        address: std::net::SocketAddr,
        /// The system's answer.
        source: io::Error,
    },
    /// There is no memory.
    #[error(
        "{} is not there; a witness without its memory is retired and never started empty or from a copy: make a new \
         one under a new name with `comity witness init`, and tell the logs", .0.display()
    )]
    Lost(PathBuf),
    /// The name cannot stand in a signature line.
    #[error("--name `{0}` is not a key name: 1 to 255 bytes without space and `+`")]
    Name(String),
    /// The origin cannot stand in a checkpoint.
    #[error("--origin `{0}` is not the name of a log: 1 to 255 bytes without space and `+`")]
    Origin(String),
    /// A key gave no signature.
    #[error("a key of this witness gives no signature: {0}")]
    Sign(#[from] CosignatureError),
    /// Mirror and witness have one name.
    #[error(
        "witness and mirror are both called `{0}`; they promise different things, so each has a name and keys of its own"
    )]
    SameName(String),
    /// Its database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Memory and keys are not of one witness.
    #[error(
        "the memory in {} is not that of these keys; put back what belongs together, or retire the witness", .0.display()
    )]
    Stranger(PathBuf),
    /// The tree of a mirror cannot be computed.
    #[error("the tree of a mirrored log cannot be computed: {0}")]
    Tree(#[from] MerkleError),
}

impl WitnessError {
    /// Stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Exists(_) => "exists",
            Self::File { .. } => "file",
            Self::Keys(_) => "keys",
            Self::LogExists(_) => "log-exists",
            Self::LogKey { .. } => "log-key",
            Self::Listen { .. } => "listen",
            Self::Lost(_) => "witness-lost",
            Self::Name(_) => "name",
            Self::Origin(_) => "origin",
            Self::SameName(_) => "same-name",
            Self::Sign(error) => error.code(),
            Self::Store(error) => error.code(),
            Self::Stranger(_) => "stranger",
            Self::Tree(error) => error.code(),
        }
    }
}

/// A running witness.
pub struct Witness {
    store: Arc<dyn WitnessStore>,
    name: String,
    secrets: Secrets,
    clock: Arc<dyn Clock>,
    per_minute: u32,
    gates: Gates,
}

/// Both keys.
pub(crate) struct Secrets {
    pub(crate) ed25519: Ed25519Secret,
    pub(crate) mldsa44: MlDsa44Secret,
}

impl std::fmt::Debug for Witness {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Witness").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Secrets {
    pub(crate) async fn of(keys: &Keys) -> Result<Self, KeysError> {
        let (ed25519, mldsa44) = keys.cosigner().await?;
        Ok(Self { ed25519, mldsa44 })
    }

    /// These keys, if the memory at `path` is theirs.
    pub(crate) fn of_owner(
        self,
        identity: &WitnessIdentity,
        path: PathBuf,
    ) -> Result<Self, WitnessError> {
        let vkeys = self.vkeys(&identity.name).map_err(CosignatureError::from)?;
        if vkeys == identity.vkeys { Ok(self) } else { Err(WitnessError::Stranger(path)) }
    }

    /// The verifier keys, one a line: the classical one first.
    pub(crate) fn vkeys(&self, name: &str) -> Result<String, NoteError> {
        let kinds = [
            VkeyKind::CosigEd25519(self.ed25519.public()),
            VkeyKind::MlDsa44(self.mldsa44.public()),
        ];
        kinds.into_iter().map(|kind| Ok(format!("{}\n", Vkey::new(name, kind)?))).collect()
    }
}

impl Witness {
    /// Opens what [`init`] made. Nothing is created: see [`WitnessError::Lost`].
    ///
    /// # Errors
    /// If the memory or a key is missing, or they do not belong together.
    pub async fn open(
        dir: &Path,
        clock: Arc<dyn Clock>,
        per_minute: u32,
    ) -> Result<Self, WitnessError> {
        let store = open_store(dir)?;
        let identity = store.identity().await?;
        let secrets = open_secrets(dir).await?.of_owner(&identity, dir.join(DATABASE))?;
        let store: Arc<dyn WitnessStore> = Arc::new(store);
        Ok(Self::assemble(store, identity.name, secrets, clock, per_minute))
    }

    fn assemble(
        store: Arc<dyn WitnessStore>,
        name: String,
        secrets: Secrets,
        clock: Arc<dyn Clock>,
        per_minute: u32,
    ) -> Self {
        Self { store, name, secrets, clock, per_minute, gates: Gates::default() }
    }

    /// Its key name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Answers `add-checkpoint`. What is answered with 200 is on disk.
    pub async fn add_checkpoint(&self, body: &[u8]) -> Reply {
        match AddCheckpoint::parse(body) {
            Ok(request) => self.weigh(&request).await.unwrap_or_else(|error| {
                log::witnessing_failed(error.code());
                Reply::unavailable()
            }),
            Err(error) => Reply::unread(&error),
        }
    }

    /// The latest cosigned note of the log whose name has this hash.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn monitored(&self, origin_hash: Digest) -> Result<Option<String>, WitnessError> {
        let log = self.store.log_by_hash(origin_hash.0).await?;
        Ok(log.and_then(|log| log.held).and_then(|held| held.cosigned).map(|kept| kept.note))
    }

    async fn weigh(&self, request: &AddCheckpoint) -> Result<Reply, WitnessError> {
        let origin = request.checkpoint.claimed().origin();
        if self.store.log(origin).await?.is_none() {
            return Ok(Reply::refused(&Refusal::UnknownOrigin));
        }
        // One decision at a time for each log: the next one sees what this one stored.
        let gate = self.gates.of(origin);
        let mut shares = gate.lock().await;
        for _ in 0..TRIES_MAX {
            let Some(log) = self.store.log(origin).await? else { break };
            match self.decide(request, &log, &mut shares).await {
                // Another process on the same folder was faster.
                Err(WitnessError::Store(StoreError::RowChanged { .. })) => {}
                decided => return decided,
            }
        }
        Ok(Reply::unavailable())
    }

    /// Judges against what is stored, stores what comes of it, and only then gives the answer away.
    async fn decide(
        &self,
        request: &AddCheckpoint,
        log: &WitnessedLog,
        shares: &mut Shares,
    ) -> Result<Reply, WitnessError> {
        let vkeys = log_keys(&log.vkeys)?;
        let held = log.held.as_ref().map(held_of);
        let now = self.clock.now();
        let now_ms = now.as_millisecond();
        let accepted =
            match judge(request, held, &vkeys, u64::try_from(now.as_second()).unwrap_or(0)) {
                Ok(accepted) => accepted,
                Err(Refusal::Inconsistent(how)) => {
                    // What proves something is always kept. What anybody can make of an honest head has the share of strangers.
                    if !how.proves_misbehavior()
                        && let Err(seconds) = shares.known.take(now_ms, self.per_minute)
                    {
                        return Ok(Reply::too_often(seconds));
                    }
                    self.keep(request, log, how, now_ms).await?;
                    return Ok(Reply::refused(&Refusal::Inconsistent(how)));
                }
                Err(refusal) => return Ok(Reply::refused(&refusal)),
            };
        let share = if accepted.grows() { &mut shares.growing } else { &mut shares.known };
        if let Err(seconds) = share.take(now_ms, self.per_minute) {
            return Ok(Reply::too_often(seconds));
        }
        let Secrets { ed25519, mldsa44 } = &self.secrets;
        let by = Cosigner { name: &self.name, ed25519, mldsa44 };
        let accepted = match log.held.as_ref().and_then(|held| held.cosigned.as_ref()) {
            Some(kept) => {
                let damaged = |_| StoreError::Corrupt { what: "a witness's own note".to_owned() };
                let earlier = SignedCheckpoint::parse(kept.note.as_bytes()).map_err(damaged)?;
                accepted.with_lines_of(&earlier, &vkeys)
            }
            None => accepted,
        };
        let cosigned = accepted.sign(&by, Lines::Both)?;
        let Held { size, root, cosigned_at } = cosigned.held;
        let kept = cosigned_at.map(|at| CosignedNote { at, note: cosigned.note.to_string() });
        let next = HeldHead { size, root: root.0, cosigned: kept };
        self.store.advance(&log.origin, log.held.clone(), next).await?;
        Ok(Reply::cosigned(&cosigned))
    }

    async fn keep(
        &self,
        request: &AddCheckpoint,
        log: &WitnessedLog,
        how: Inconsistency,
        at_ms: i64,
    ) -> Result<(), WitnessError> {
        let held = log.held.as_ref().map(held_of);
        let Some((id, kept)) = request.evidence(held, &log_keys(&log.vkeys)?) else {
            return Ok(());
        };
        let evidence = WitnessEvidence {
            origin: log.origin.clone(),
            id: id.0,
            at_ms,
            kind: how.code().to_owned(),
            request: kept.to_string().into_bytes(),
            held: log.held.clone(),
        };
        if self.store.keep_evidence(evidence).await? {
            log::log_inconsistent(&log.origin, how.code());
        }
        Ok(())
    }
}

/// The memory in `dir`, which must be there.
fn open_store(dir: &Path) -> Result<SqliteWitness, WitnessError> {
    let path = dir.join(DATABASE);
    if !path.exists() {
        return Err(WitnessError::Lost(path));
    }
    Ok(SqliteWitness::open(&path)?)
}

/// Both keys of the folder, which must be there.
pub(crate) async fn open_secrets(dir: &Path) -> Result<Secrets, WitnessError> {
    let path = dir.join(KEY_STORE);
    if !path.exists() {
        return Err(KeysError::Missing("cosign/ed25519".to_owned()).into());
    }
    let key_store = Arc::new(SqliteKeys::open(&path)?);
    let keys = Keys::open(&dir.join("keys"), key_store, Arc::new(OsRandom)).await?;
    Ok(Secrets::of(&keys).await?)
}

/// What was kept against logs, the oldest first.
///
/// # Errors
/// If there is no memory in `dir`, or it cannot be read.
pub async fn evidence(dir: &Path) -> Result<Vec<WitnessEvidence>, WitnessError> {
    match Role::of(dir) {
        Role::Mirror => Ok(crate::mirror::open_store(dir)?.evidence().await?),
        Role::Witness => Ok(open_store(dir)?.evidence().await?),
    }
}

fn held_of(held: &HeldHead) -> Held {
    let cosigned_at = held.cosigned.as_ref().map(|kept| kept.at);
    Held { size: held.size, root: Digest(held.root), cosigned_at }
}

/// The keys were read when the log was added: one that cannot be read now is damage.
pub(crate) fn log_keys(vkeys: &str) -> Result<Vec<Vkey>, StoreError> {
    let keys = vkeys.lines().map(Vkey::parse).collect::<Result<_, _>>();
    keys.map_err(|_| StoreError::Corrupt { what: "the keys of a witnessed log".to_owned() })
}
