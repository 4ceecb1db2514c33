//! The keys of this node's logs: each log has its own two, because a policy lists a key once.

use seal::keyring::WrapKind;
use seal::sign::{Ed25519Secret, MlDsa44Secret};
use wire::roster::LogEntry;

use super::{Keys, KeysError};
use crate::ledger::LogKeys;

/// A classical and a post-quantum one.
pub(crate) const KEYS_OF_GENERATION: usize = 2;

impl Keys {
    /// Makes the seeds of one generation of a log, counted from 1: each log has its own, because a policy lists a key once.
    /// One that is there stays, because somebody may have stopped between the two.
    ///
    /// # Errors
    /// If one cannot be stored, or one that is there does not open.
    pub async fn make_log(
        &self,
        origin: &str,
        generation: usize,
        at_ms: i64,
    ) -> Result<(), KeysError> {
        for scope in log_scopes(origin, generation) {
            match self.secret(WrapKind::SigningSeed, &scope).await {
                Ok(_) => {}
                Err(KeysError::Missing(_)) => {
                    self.make_secret(WrapKind::SigningSeed, &scope, at_ms).await?;
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// The keys of one generation of a log, counted from 1.
    ///
    /// # Errors
    /// If one is missing or does not open.
    pub async fn log_keys(&self, origin: &str, generation: usize) -> Result<LogKeys, KeysError> {
        let [classical, quantum] = log_scopes(origin, generation);
        Ok(LogKeys {
            ed25519: Ed25519Secret::from_seed(self.seed(&classical).await?)?,
            mldsa44: MlDsa44Secret::from_seed(self.seed(&quantum).await?)?,
            origin: origin.to_owned(),
        })
    }

    /// The keys of every log that the directory lists for this node, one generation behind the other.
    ///
    /// # Errors
    /// If one is missing or does not open.
    pub async fn all_log_keys(&self, entry: &LogEntry) -> Result<Vec<LogKeys>, KeysError> {
        let mut keys = Vec::new();
        for (origin, vkeys) in entry.logs() {
            for generation in 1..=vkeys.len().div_ceil(KEYS_OF_GENERATION).max(1) {
                keys.push(self.log_keys(origin, generation).await?);
            }
        }
        Ok(keys)
    }
}

fn log_scopes(origin: &str, generation: usize) -> [String; 2] {
    ["ed25519", "ml-dsa-44"].map(|alg| match generation {
        0 | 1 => format!("log/{origin}/{alg}"),
        n => format!("log/{origin}/{n}/{alg}"),
    })
}
