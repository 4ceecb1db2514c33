//! Connections to a `PostgreSQL` server: how they are opened, what they are set to, what the server must be like, and what
//! its errors mean. Not the statements: those lie beside their tables.
//!
//! Settings of each connection: the schema as the only search path, `synchronous_commit=on`, five seconds of patience
//! with another writer, an idle transaction ended after half a minute.
//!
//! Not trusted: the way to the server. There is no TLS in this engine, so it only speaks to a socket of this machine or
//! to a loopback address; a server elsewhere is reached through a tunnel that somebody else keeps.

use std::{
    error::Error as _,
    future::{Future, poll_fn},
    net::IpAddr,
    path::Path,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use deadpool_postgres::{
    Connect, Manager, ManagerConfig, Pool, PoolError, RecyclingMethod, Runtime,
};
use tokio::task::JoinHandle;
use tokio_postgres::{
    AsyncMessage, Client, Config, NoTls, Row,
    config::{Host, SslMode},
    error::SqlState,
    types::ToSql,
};

use crate::error::StoreError;

/// A connection that was lent by a pool.
pub(super) type Conn = deadpool_postgres::Object;

/// The letters `CMTY`: tells our tables from others, and our locks from those of other programs.
const APPLICATION: i64 = 0x434d_5459;
/// The number of the schema. Only this one is read and written.
pub(super) const SCHEMA: i64 = 3;
const SCHEMA_SQL: &str = include_str!("schema.sql");
/// The oldest server that the suite has run on.
const SERVER_LEAST: i32 = 150_000;
/// How long a connection may take to come about.
const CONNECT_LIMIT: Duration = Duration::from_secs(5);
/// Longest name of a schema: the server cuts longer ones without a word.
const SCHEMA_NAME_MAX: usize = 63;

/// How to reach the server, and which schema of its database is ours.
#[derive(Clone, Debug)]
pub(super) struct Place {
    config: Config,
    schema: String,
    /// Who appends holds this lock until its commit.
    pub(super) lock: i64,
}

impl Place {
    /// Reads an address (`host=/run/postgresql user=comity dbname=comity`, or a URL) and a name of a schema.
    pub(super) fn parse(address: &str, schema: &str) -> Result<Self, StoreError> {
        let refused = |what: String| StoreError::Io { what };
        let letters = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        let begins = schema.starts_with(|c: char| c.is_ascii_lowercase());
        if !begins || schema.len() > SCHEMA_NAME_MAX || !schema.chars().all(letters) {
            return Err(refused(
                "a schema is named in small letters, digits and `_`, a letter first".to_owned(),
            ));
        }
        // The parser's error may quote the address, and the address may hold a password.
        let mut config: Config = address
            .parse()
            .map_err(|_| refused("the database's address cannot be read".to_owned()))?;
        if !is_here(&config) {
            return Err(refused(
                "the database must be reached by a socket or a loopback address: there is no TLS here"
                    .to_owned(),
            ));
        }
        let given = config.get_options().map(|options| format!("{options} ")).unwrap_or_default();
        config
            .options(format!(
                "{given}-c search_path={schema} -c synchronous_commit=on -c lock_timeout=5s \
                 -c idle_in_transaction_session_timeout=30s -c client_min_messages=warning \
                 -c extra_float_digits=1 -c client_encoding=UTF8"
            ))
            .application_name("comity")
            .connect_timeout(CONNECT_LIMIT)
            .ssl_mode(SslMode::Disable);
        // One lock per schema. Two schemas that meet in a checksum wait for each other, and nothing worse.
        let lock = (APPLICATION << 32) | i64::from(crc32fast::hash(schema.as_bytes()));
        Ok(Self { config, schema: schema.to_owned(), lock })
    }

    /// At most so many connections. `warned` is set when the server warns on any of them.
    pub(super) fn pool(&self, n_most: usize, warned: &Arc<AtomicBool>) -> Result<Pool, StoreError> {
        let open = Open { warned: Arc::clone(warned) };
        let recycle = ManagerConfig { recycling_method: RecyclingMethod::Fast };
        let manager = Manager::from_connect(self.config.clone(), open, recycle);
        Pool::builder(manager)
            .max_size(n_most)
            .create_timeout(Some(CONNECT_LIMIT))
            .runtime(Runtime::Tokio1)
            .build()
            .map_err(|e| StoreError::Io { what: format!("preparing connections: {e}") })
    }

    /// Creates the schema where it is not, and refuses a server or a schema that is not what this engine needs.
    pub(super) async fn prepare(&self, conn: &Conn) -> Result<(), StoreError> {
        for (setting, wanted) in
            [("fsync", "on"), ("full_page_writes", "on"), ("server_encoding", "UTF8")]
        {
            if show(conn, setting).await? != wanted {
                return Err(StoreError::Io {
                    what: format!("the server must run with {setting}={wanted}"),
                });
            }
        }
        let version = show(conn, "server_version_num").await?;
        if version.parse().unwrap_or(0) < SERVER_LEAST {
            return Err(StoreError::Io {
                what: format!(
                    "the server's version is {version}; at least {SERVER_LEAST} is needed"
                ),
            });
        }
        conn.batch_execute(&format!("begin; select pg_advisory_xact_lock({})", self.lock)).await?;
        let prepared = self.create_or_check(conn).await;
        conn.batch_execute(if prepared.is_ok() { "commit" } else { "rollback" }).await?;
        prepared
    }

    async fn create_or_check(&self, conn: &Conn) -> Result<(), StoreError> {
        let tables = "select (select count(*) from pg_tables where schemaname = $1), to_regclass($1 || '.meta') is not null";
        let row = conn.query_one(tables, &[&self.schema]).await?;
        let (n_tables, is_ours): (i64, bool) = (row.try_get(0)?, row.try_get(1)?);
        if n_tables == 0 {
            // The name was read letter by letter.
            conn.batch_execute(&format!("create schema if not exists {}", self.schema)).await?;
            conn.batch_execute(SCHEMA_SQL).await?;
            let sql = "insert into meta (application, number) values ($1, $2)";
            conn.execute(sql, &[&APPLICATION, &SCHEMA]).await?;
            return Ok(());
        }
        let found = if is_ours {
            conn.query_opt("select application, number from meta", &[]).await?
        } else {
            None
        };
        let (application, number): (i64, i64) = match found {
            Some(row) => (row.try_get(0)?, row.try_get(1)?),
            None => (0, 0),
        };
        if application != APPLICATION || number != SCHEMA {
            return Err(StoreError::UnknownSchema { found: number, supported: SCHEMA });
        }
        Ok(())
    }
}

/// Whether every host of the address is this machine.
fn is_here(config: &Config) -> bool {
    let is_loopback = |host: &str| {
        host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
    };
    let hosts = config.get_hosts();
    !(hosts.is_empty() && config.get_hostaddrs().is_empty())
        && config.get_hostaddrs().iter().all(IpAddr::is_loopback)
        && hosts.iter().all(|host| match host {
            Host::Tcp(name) => is_loopback(name),
            Host::Unix(path) => Path::is_absolute(path),
        })
}

async fn show(conn: &Conn, setting: &str) -> Result<String, StoreError> {
    let row = conn.query_one("select current_setting($1)", &[&setting]).await?;
    Ok(row.try_get(0)?)
}

/// Opens connections and listens to what the server says besides its answers.
struct Open {
    warned: Arc<AtomicBool>,
}

impl Connect for Open {
    fn connect(
        &self,
        config: &Config,
    ) -> Pin<
        Box<
            dyn Future<Output = Result<(Client, JoinHandle<()>), tokio_postgres::Error>>
                + Send
                + '_,
        >,
    > {
        let config = config.clone();
        let warned = Arc::clone(&self.warned);
        Box::pin(async move {
            let (client, mut connection) = config.connect(NoTls).await?;
            // It ends with the connection, and the connection with its client.
            let task = tokio::runtime::Handle::current().spawn(async move {
                while let Some(Ok(said)) = poll_fn(|cx| connection.poll_message(cx)).await {
                    if matches!(said, AsyncMessage::Notice(_)) {
                        warned.store(true, Ordering::SeqCst);
                    }
                }
            });
            Ok((client, task))
        })
    }
}

/// A connection from the pool. What keeps the pool from lending one passes: the server is away, starting or full.
pub(super) async fn lent(pool: &Pool) -> Result<Conn, StoreError> {
    pool.get().await.map_err(|error| match error {
        PoolError::Backend(error) if error.as_db_error().is_some() => error.into(),
        PoolError::Closed | PoolError::NoRuntimeSpecified => StoreError::Poisoned,
        PoolError::Backend(_) | PoolError::Timeout(_) | PoolError::PostCreateHook(_) => {
            StoreError::Busy
        }
    })
}

/// The same at the start, when a person waits for the reason.
pub(super) async fn first(pool: &Pool) -> Result<Conn, StoreError> {
    pool.get().await.map_err(|error| StoreError::Io { what: format!("the database: {error}") })
}

/// Rows of a statement that is compiled once per connection.
pub(super) async fn query(
    conn: &Conn,
    sql: &str,
    values: &[&(dyn ToSql + Sync)],
) -> Result<Vec<Row>, StoreError> {
    let statement = conn.prepare_cached(sql).await?;
    Ok(conn.query(&statement, values).await?)
}

/// The one row of a statement that always has one.
pub(super) async fn query_one(
    conn: &Conn,
    sql: &str,
    values: &[&(dyn ToSql + Sync)],
) -> Result<Row, StoreError> {
    let statement = conn.prepare_cached(sql).await?;
    Ok(conn.query_one(&statement, values).await?)
}

/// How many rows a statement changed.
pub(super) async fn execute(
    conn: &Conn,
    sql: &str,
    values: &[&(dyn ToSql + Sync)],
) -> Result<u64, StoreError> {
    let statement = conn.prepare_cached(sql).await?;
    Ok(conn.execute(&statement, values).await?)
}

/// What the server's error means to a caller of a statement. A commit without an answer is another matter: see `writer`.
impl From<tokio_postgres::Error> for StoreError {
    fn from(e: tokio_postgres::Error) -> Self {
        let Some(said) = e.as_db_error() else {
            // The connection went away before anything could be committed, or a value is not what the schema allows.
            let is_away =
                e.is_closed() || e.source().is_some_and(|cause| cause.is::<std::io::Error>());
            return if is_away {
                Self::Busy
            } else {
                Self::Corrupt { what: "a column holds what its schema forbids".to_owned() }
            };
        };
        // The detail of the server's message may quote content; its code and its constraint never do.
        let what = match said.constraint() {
            Some(constraint) => format!("code {}, constraint {constraint}", said.code().code()),
            None => format!("code {}", said.code().code()),
        };
        let code = said.code();
        if *code == SqlState::DISK_FULL {
            return Self::Full;
        }
        if [
            SqlState::QUERY_CANCELED,
            SqlState::LOCK_NOT_AVAILABLE,
            SqlState::READ_ONLY_SQL_TRANSACTION,
        ]
        .contains(code)
        {
            return Self::Busy;
        }
        match code.code().get(..2) {
            // Connection, serialization and deadlock, resources, an administrator's or a crash's stop.
            Some("08" | "40" | "53" | "57") => Self::Busy,
            // Values, constraints, damage.
            Some("22" | "23" | "XX") => Self::Corrupt { what },
            Some(_) | None => Self::Io { what: format!("the database refused: {what}") },
        }
    }
}

#[cfg(test)]
mod tests;
