//! Where a node keeps its events, outbox, timers and views: a file in its own folder, or the database of a `PostgreSQL`
//! server. Keys, blobs and the head register stay where they are, whatever the engine.
//!
//! Trusted: who holds the database can change what this node believes, and so what it does next; not what it has signed.

use std::{fmt, path::Path, sync::Arc};

use serde::{Deserialize, Serialize};
use store::{PostgresStore, SqliteStore, Store, StoreError};

/// The schema of the tables, where the file names none.
const SCHEMA: &str = "comity";

/// Where the events are.
#[derive(Clone, Default, PartialEq, Eq)]
pub enum Engine {
    /// `node.db` in the data directory.
    #[default]
    Sqlite,
    /// A schema in the database at an address.
    Postgres {
        /// How the database is reached; may hold a password.
        address: String,
        /// The schema.
        schema: String,
    },
}

/// Never says an address: it may hold a password.
impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite => f.write_str("Sqlite"),
            Self::Postgres { schema, .. } => {
                f.debug_struct("Postgres").field("schema", schema).finish_non_exhaustive()
            }
        }
    }
}

/// The engine as written.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EngineFile {
    /// `sqlite` or `postgres`.
    pub engine: String,
    /// `host=/run/postgresql user=comity dbname=comity`, or a URL; for `postgres` only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The schema; for `postgres` only [default: `comity`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
}

/// As little as [`Engine`] says.
impl fmt::Debug for EngineFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EngineFile").field("engine", &self.engine).finish_non_exhaustive()
    }
}

impl Engine {
    /// Reads what the file says; nothing said is `sqlite`.
    ///
    /// # Errors
    /// Says what would be right.
    pub fn of(file: Option<EngineFile>) -> Result<Self, String> {
        let Some(EngineFile { engine, address, schema }) = file else { return Ok(Self::Sqlite) };
        match (engine.as_str(), address, schema) {
            ("sqlite", None, None) => Ok(Self::Sqlite),
            ("sqlite", _, _) => Err("`sqlite` has neither address nor schema".to_owned()),
            ("postgres", Some(address), schema) => {
                Ok(Self::Postgres { address, schema: schema.unwrap_or_else(|| SCHEMA.to_owned()) })
            }
            ("postgres", None, _) => Err("`postgres` needs the address of a database".to_owned()),
            (other, _, _) => Err(format!("`{other}` is not sqlite or postgres")),
        }
    }

    /// Opens it for a node with this data directory. Tables that are not there are made.
    ///
    /// # Errors
    /// What the engine says.
    pub fn open(&self, data_dir: &Path) -> Result<Arc<dyn Store>, StoreError> {
        Ok(match self {
            Self::Sqlite => Arc::new(SqliteStore::open(&data_dir.join("node.db"))?),
            Self::Postgres { address, schema } => Arc::new(PostgresStore::open(address, schema)?),
        })
    }
}

#[cfg(test)]
mod tests;
