//! The keys of this node's logs: each log has its own two, because a policy lists a key once.

use seal::keyring::WrapKind;
use seal::sign::{Ed25519Secret, MlDsa44Secret};
use wire::roster::LogEntry;

use super::{Keys, KeysError};
use crate::ledger::LogKeys;

impl Keys {
    /// Makes the seeds of a log: each log has its own, because a policy lists a key once.
    ///
    /// # Errors
    /// If one cannot be stored.
    pub async fn make_log(&self, origin: &str, at_ms: i64) -> Result<(), KeysError> {
        for scope in log_scopes(origin) {
            self.make_secret(WrapKind::SigningSeed, &scope, at_ms).await?;
        }
        Ok(())
    }

    /// The keys of a log.
    ///
    /// # Errors
    /// If one is missing or does not open.
    pub async fn log_keys(&self, origin: String) -> Result<LogKeys, KeysError> {
        let [classical, quantum] = log_scopes(&origin);
        Ok(LogKeys {
            ed25519: Ed25519Secret::from_seed(self.seed(&classical).await?)?,
            mldsa44: MlDsa44Secret::from_seed(self.seed(&quantum).await?)?,
            origin,
        })
    }

    /// The keys of every log that the directory lists for this node.
    ///
    /// # Errors
    /// If one is missing or does not open.
    pub async fn all_log_keys(&self, entry: &LogEntry) -> Result<Vec<LogKeys>, KeysError> {
        let mut keys = Vec::new();
        for (origin, _) in entry.logs() {
            keys.push(self.log_keys(origin.to_owned()).await?);
        }
        Ok(keys)
    }
}

fn log_scopes(origin: &str) -> [String; 2] {
    ["ed25519", "ml-dsa-44"].map(|alg| format!("log/{origin}/{alg}"))
}
